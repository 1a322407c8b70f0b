package directline

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strings"
	"time"
)

// newID returns 128 random bits as letters, digits, '-' and '_'.
func newID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// token is what a client carries: conversation and expiry, authenticated with HMAC-SHA256. It names no user, because it
// stands in the address of the stream and so in the logs of whatever lies between.
func (s *Server) token(conversation string) string {
	var exp [8]byte
	binary.BigEndian.PutUint64(exp[:], uint64(s.now().Add(s.cfg.TokenTTL).Unix()))
	body := conversation + "." + base64.RawURLEncoding.EncodeToString(exp[:])
	return body + "." + base64.RawURLEncoding.EncodeToString(s.tokenMAC(body))
}

func (s *Server) tokenMAC(body string) []byte {
	m := hmac.New(sha256.New, s.cfg.TokenKey)
	m.Write([]byte("directline token 1 "))
	m.Write([]byte(body))
	return m.Sum(nil)
}

// verify returns the conversation of a token.
func (s *Server) verify(token string) (string, error) {
	i := strings.LastIndexByte(token, '.')
	if i < 0 || len(token) > 256 {
		return "", ErrToken
	}
	mac, err := base64.RawURLEncoding.DecodeString(token[i+1:])
	if err != nil || !hmac.Equal(mac, s.tokenMAC(token[:i])) {
		return "", ErrToken
	}
	conversation, exp, ok := strings.Cut(token[:i], ".")
	b, err := base64.RawURLEncoding.DecodeString(exp)
	if !ok || err != nil || len(b) != 8 || s.now().After(time.Unix(int64(binary.BigEndian.Uint64(b)), 0)) {
		return "", ErrToken
	}
	return conversation, nil
}
