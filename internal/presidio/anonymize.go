package presidio

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"
)

type anonymizeRequest struct {
	Text            string                `json:"text"`
	Anonymizers     map[string]anonymizer `json:"anonymizers"`
	AnalyzerResults *[]analyzerResult     `json:"analyzer_results"`
}

type analyzerResult struct {
	Start *int    `json:"start"`
	End   *int    `json:"end"`
	Score float64 `json:"score"`
	Type  string  `json:"entity_type"`
}

// anonymizer is one of Presidio's operators with its parameters.
type anonymizer struct {
	Type     string          `json:"type"`
	NewValue *string         `json:"new_value"`
	Char     *string         `json:"masking_char"`
	Count    *int            `json:"chars_to_mask"`
	FromEnd  bool            `json:"from_end"`
	HashType string          `json:"hash_type"`
	Salt     json.RawMessage `json:"salt"`
}

type anonymizeAnswer struct {
	Text  string          `json:"text"`
	Items []operatorEntry `json:"items"`
}

// operatorEntry is what became of one span; offsets count code points of the new text.
type operatorEntry struct {
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Type     string `json:"entity_type"`
	Text     string `json:"text"`
	Operator string `json:"operator"`
}

func invalid(format string, args ...any) error {
	return fail(http.StatusUnprocessableEntity, "Invalid input, "+fmt.Sprintf(format, args...))
}

func (s *Service) anonymize(_ context.Context, r *http.Request) (any, error) {
	var req anonymizeRequest
	if err := s.body(r, &req); err != nil {
		return nil, err
	}
	if req.Text == "" {
		return nil, invalid("text can not be empty")
	}
	if req.AnalyzerResults == nil {
		return nil, invalid("request must contain analyzer results")
	}
	for _, a := range req.Anonymizers {
		if err := a.check(); err != nil {
			return nil, err
		}
	}
	offsets := byteOffsets(req.Text)
	spans := make([]span, 0, len(*req.AnalyzerResults))
	for _, a := range *req.AnalyzerResults {
		switch {
		case a.Start == nil || a.End == nil || a.Type == "":
			return nil, invalid("analyzer result must contain start, end and entity_type")
		case *a.Start < 0 || *a.End < 0:
			return nil, invalid("result start and end must be positive")
		case *a.Start > *a.End:
			return nil, invalid("start index '%d' must be smaller than end index '%d'", *a.Start, *a.End)
		case *a.End >= len(offsets):
			return nil, invalid("analyzer result, start: %d and end: %d, while text length is only %d.", *a.Start, *a.End, len(offsets)-1)
		}
		if *a.Start < *a.End {
			spans = append(spans, span{offsets[*a.Start], offsets[*a.End], a.Score, a.Type})
		}
	}
	return s.replace(req.Text, resolve(req.Text, spans), req.Anonymizers), nil
}

// span is a result in bytes.
type span struct {
	start, end int
	score      float64
	typ        string
}

// resolve settles conflicts as Presidio does: a span inside another goes, of two equal ones the one with the lower score;
// spans of one type with nothing but white space between become one. Spans may still overlap partly. They come out in
// the order of their starts.
func resolve(text string, spans []span) []span {
	slices.SortStableFunc(spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end), cmp.Compare(b.score, a.score))
	})
	var out []span
	furthest := -1 // the end of the widest span so far
	for _, s := range spans {
		if s.end <= furthest {
			continue // inside one that begins before, or equal to one with a better score
		}
		furthest = s.end
		if n := len(out); n > 0 && out[n-1].typ == s.typ && (s.start <= out[n-1].end || strings.TrimSpace(text[out[n-1].end:s.start]) == "") {
			out[n-1].end = s.end
			continue
		}
		out = append(out, s)
	}
	return out
}

// replace puts replacements in the place of spans. Where two overlap, the first ends where the
// second begins.
func (s *Service) replace(text string, spans []span, ops map[string]anonymizer) anonymizeAnswer {
	var b strings.Builder
	answer := anonymizeAnswer{Items: []operatorEntry{}}
	at, points := 0, 0
	for i, sp := range spans {
		points += utf8.RuneCountInString(text[at:sp.start])
		b.WriteString(text[at:sp.start])
		op, ok := ops[sp.typ]
		if !ok {
			op, ok = ops["DEFAULT"]
		}
		if !ok {
			op = anonymizer{Type: "replace"}
		}
		at = sp.end
		if i+1 < len(spans) {
			at = min(at, spans[i+1].start)
		}
		out := op.operate(s.cfg.HashKey, sp.typ, text[sp.start:at])
		n := utf8.RuneCountInString(out)
		answer.Items = append(answer.Items, operatorEntry{points, points + n, sp.typ, out, op.Type})
		b.WriteString(out)
		points += n
	}
	b.WriteString(text[at:])
	answer.Text = b.String()
	slices.Reverse(answer.Items) // Presidio lists from the end
	return answer
}

func (a *anonymizer) check() error {
	switch a.Type {
	case "replace", "redact", "keep":
		return nil
	case "mask":
		switch {
		case a.Char == nil || a.Count == nil:
			return fail(http.StatusUnprocessableEntity, "Expected parameter masking_char and chars_to_mask")
		case utf8.RuneCountInString(*a.Char) != 1:
			return invalid("masking_char must be a character")
		}
		return nil
	case "hash":
		switch strings.ToLower(a.HashType) {
		case "", "sha256", "sha512":
			return nil
		case "md5":
			return fail(http.StatusUnprocessableEntity, "md5 is not supported; hash_type is sha256 or sha512")
		}
		return invalid("hash_type must be in [sha256, sha512]")
	case "encrypt":
		return fail(http.StatusUnprocessableEntity, "encrypt is not supported; what must come back belongs into a vault")
	}
	return invalid("invalid operator type; supported: hash, keep, mask, redact, replace")
}

func (a *anonymizer) operate(key []byte, typ, text string) string {
	switch a.Type {
	case "keep":
		return text
	case "redact":
		return ""
	case "mask":
		r := []rune(text)
		n := min(max(*a.Count, 0), len(r))
		masked := r[:n]
		if a.FromEnd {
			masked = r[len(r)-n:]
		}
		char, _ := utf8.DecodeRuneInString(*a.Char)
		for i := range masked {
			masked[i] = char
		}
		return string(r)
	case "hash":
		digest := func() hash.Hash { return sha256.New() }
		if strings.EqualFold(a.HashType, "sha512") {
			digest = sha512.New
		}
		h := hmac.New(digest, key)
		fmt.Fprintf(h, "%d %s %d %s", len(a.Salt), a.Salt, len(typ), typ)
		h.Write([]byte(text))
		return hex.EncodeToString(h.Sum(nil))
	}
	if a.NewValue != nil && *a.NewValue != "" {
		return *a.NewValue
	}
	return "<" + typ + ">"
}
