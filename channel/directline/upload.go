package directline

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"strings"

	"github.com/deckname/deckname/channel"
)

// file is an uploaded file as the bot gets it: an attachment that holds its content as a data URI (RFC 2397).
type file struct {
	ContentType string `json:"contentType"`
	ContentURL  string `json:"contentUrl"`
	Name        string `json:"name"`
}

// readUpload takes apart a multipart body that was rewritten already.
func readUpload(contentType string, body []byte) (a map[string]any, files []file, err error) {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return nil, nil, channel.ErrMalformed
	}
	a = map[string]any{"type": "message"}
	for mr := multipart.NewReader(bytes.NewReader(body), params["boundary"]); ; {
		p, err := mr.NextRawPart()
		if errors.Is(err, io.EOF) {
			return a, files, nil
		}
		if err != nil {
			return nil, nil, channel.ErrMalformed
		}
		content, err := io.ReadAll(p)
		if err != nil {
			return nil, nil, channel.ErrMalformed
		}
		if strings.EqualFold(p.FormName(), "activity") {
			if err := decode(content, &a); err != nil {
				return nil, nil, err
			}
			continue
		}
		media, _, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
		if err != nil {
			media = "application/octet-stream"
		}
		files = append(files, file{media, "data:" + media + ";base64," + base64.StdEncoding.EncodeToString(content), p.FileName()})
	}
}
