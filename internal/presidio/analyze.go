package presidio

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

// Bounds of what a request may bring along.
const (
	maxAdHoc     = 50                     // recognizers
	maxPatterns  = 100                    // of all of them
	maxWords     = 10_000                 // in deny lists and allow list
	maxContext   = 10_000                 // bytes
	patternTime  = 500 * time.Millisecond // for one pattern and text
	lowestScore  = 1e-6                   // Presidio's threshold 0
	defaultFlags = flagI | flagM | flagS  // of Presidio
)

// Flags of regular expressions, with the values that Python gives them.
const flagI, flagM, flagS, flagU, flagX = 2, 8, 16, 32, 64

// texts is one text or an array of them.
type texts struct {
	list  []string
	batch bool
}

func (t *texts) UnmarshalJSON(data []byte) error {
	if t.batch = bytes.HasPrefix(data, []byte("[")); t.batch {
		return json.Unmarshal(data, &t.list)
	}
	var one string
	if err := json.Unmarshal(data, &one); err != nil {
		return err
	}
	t.list = nil
	if one != "" {
		t.list = []string{one}
	}
	return nil
}

// truth is a boolean as Python clients write it: true, 1, "1".
type truth bool

func (t *truth) UnmarshalJSON(data []byte) error {
	switch string(data) {
	case "null", "false", "0", `""`:
		*t = false
	default:
		*t = true
	}
	return nil
}

type analyzeRequest struct {
	Text           texts                  `json:"text"`
	Language       string                 `json:"language"`
	Entities       []anonymize.EntityType `json:"entities"`
	CorrelationID  string                 `json:"correlation_id"`
	ScoreThreshold *float64               `json:"score_threshold"`
	Decision       truth                  `json:"return_decision_process"`
	AdHoc          []adHoc                `json:"ad_hoc_recognizers"`
	Context        []string               `json:"context"`
	AllowList      []string               `json:"allow_list"`
	AllowListMatch string                 `json:"allow_list_match"`
	RegexFlags     *int                   `json:"regex_flags"`
}

// adHoc is a recognizer that lives as long as its request.
type adHoc struct {
	Name     string               `json:"name"`
	Language string               `json:"supported_language"`
	Entity   anonymize.EntityType `json:"supported_entity"`
	Context  []string             `json:"context"`
	DenyList []string             `json:"deny_list"`
	DenyBy   *float64             `json:"deny_list_score"`
	Flags    *int                 `json:"global_regex_flags"`
	Version  string               `json:"version"`
	Patterns []struct {
		Name  string   `json:"name"`
		Regex string   `json:"regex"`
		Score *float64 `json:"score"`
	} `json:"patterns"`
}

// UnmarshalJSON refuses fields that Presidio does not know either: a misspelt "regex" would find nothing.
func (a *adHoc) UnmarshalJSON(data []byte) error {
	type plain adHoc
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if dec.Decode((*plain)(a)) != nil {
		return badAdHoc("has an unknown field or one of the wrong type")
	}
	return nil
}

func badAdHoc(why string) error {
	return fail(http.StatusBadRequest, "Failed to parse /analyze request: an ad-hoc recognizer "+why)
}

// correlated is an answer with the correlation id of its request.
type correlated struct {
	answer any
	id     string
}

func (s *Service) analyze(ctx context.Context, r *http.Request) (any, error) {
	var req analyzeRequest
	if err := s.body(r, &req); err != nil {
		return nil, err
	}
	switch {
	case len(req.Text.list) == 0:
		return nil, fail(http.StatusBadRequest, "No text provided")
	case len(req.Text.list) > s.cfg.MaxTexts:
		return nil, fail(http.StatusRequestEntityTooLarge, fmt.Sprintf("more than %d texts", s.cfg.MaxTexts))
	case req.Language == "":
		return nil, fail(http.StatusBadRequest, "No language provided")
	case !validID(req.CorrelationID):
		return nil, fail(http.StatusBadRequest, "correlation_id has at most 128 letters, digits, dots, hyphens and underscores")
	}
	if err := language(req.Language); err != nil {
		return nil, err
	}
	q, err := s.query(&req)
	if err != nil {
		return nil, err
	}
	all := make([][]Result, len(req.Text.list))
	for i, text := range req.Text.list {
		if all[i], err = q.run(ctx, text); err != nil {
			return nil, engineError(err)
		}
	}
	out := correlated{answer: all, id: req.CorrelationID}
	if !req.Text.batch {
		out.answer = all[0]
	}
	return out, nil
}

// engineError turns errors that the request caused into answers.
func engineError(err error) error {
	switch {
	case errors.Is(err, recognizers.ErrPatternTimeout):
		return fail(http.StatusUnprocessableEntity, "a regular expression took too long or matched too often")
	case errors.Is(err, anonymize.ErrTooMany), errors.Is(err, anonymize.ErrTooLong):
		return fail(http.StatusRequestEntityTooLarge, "the text is too long or has too many findings")
	}
	return err
}

func validID(id string) bool {
	return len(id) <= 128 && strings.Trim(id, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_") == ""
}

// query is what a request asks of every text.
type query struct {
	a       *anonymize.Anonymizer
	wanted  map[anonymize.EntityType]bool // nil: all
	explain bool
	prompt  string
	allow   map[string]bool
	allowRe []anonymize.Matcher
	names   map[string]string // of ad-hoc recognizers, as the client wrote them
}

func (s *Service) query(req *analyzeRequest) (*query, error) {
	cfg := s.cfg.Engine
	q := &query{explain: bool(req.Decision), prompt: strings.Join(req.Context, " ")}
	if len(q.prompt) > maxContext {
		return nil, fail(http.StatusRequestEntityTooLarge, "context is too long")
	}
	known := map[anonymize.EntityType]bool{}
	for _, t := range s.types {
		known[t] = true
	}
	if err := q.addAdHoc(&cfg, req.AdHoc, known); err != nil {
		return nil, err
	}
	if req.ScoreThreshold != nil {
		t := *req.ScoreThreshold
		if !(t >= 0 && t <= 1) {
			return nil, fail(http.StatusBadRequest, "score_threshold is a number from 0 to 1")
		}
		cfg.MinScore, cfg.MinScoreByType = float32(max(t, lowestScore)), nil
	}
	if len(req.Entities) > 0 {
		q.wanted = map[anonymize.EntityType]bool{}
		some := false
		for _, t := range req.Entities {
			q.wanted[t] = true
			some = some || known[t]
		}
		if !some {
			return nil, fail(http.StatusBadRequest, "No matching recognizers were found to serve the request.")
		}
	}
	if err := q.addAllow(req); err != nil {
		return nil, err
	}
	var err error
	if q.a, err = anonymize.New(cfg); err != nil {
		return nil, badAdHoc("is not valid") // the engine itself was checked before
	}
	return q, nil
}

func (q *query) addAdHoc(cfg *anonymize.Config, list []adHoc, known map[anonymize.EntityType]bool) error {
	if len(list) == 0 {
		return nil
	}
	if len(list) > maxAdHoc {
		return badAdHoc(fmt.Sprintf("is one too many (at most %d)", maxAdHoc))
	}
	cfg.Recognizers, cfg.Deny = slices.Clone(cfg.Recognizers), slices.Clone(cfg.Deny)
	byType := map[anonymize.EntityType]float32{}
	for t, score := range cfg.MinScoreByType {
		byType[t] = score
	}
	q.names = map[string]string{}
	patterns, words := 0, 0
	for i, a := range list {
		if a.Language != "" && language(a.Language) != nil {
			continue // as in Presidio: it serves another language
		}
		if a.Name == "" || !a.Entity.Valid() {
			return badAdHoc("needs a name, and as supported_entity a name in capitals, digits and underscores")
		}
		if len(a.Patterns) == 0 && len(a.DenyList) == 0 {
			return badAdHoc("has neither patterns nor a deny_list")
		}
		if patterns, words = patterns+len(a.Patterns), words+len(a.DenyList); patterns > maxPatterns || words > maxWords {
			return badAdHoc("has too many patterns or words")
		}
		if !known[a.Entity] {
			byType[a.Entity] = lowestScore // a score that the client gave counts, however low
		}
		known[a.Entity] = true
		for k, p := range a.Patterns {
			if p.Score == nil || !(*p.Score >= 0 && *p.Score <= 1) || p.Regex == "" {
				return badAdHoc("has a pattern without regex, or without a score from 0 to 1")
			}
			name := fmt.Sprintf("ad-hoc-%d-%d", i, k)
			re, err := dotnet(p.Regex, a.Flags)
			if err != nil {
				return err
			}
			r, err := recognizers.Pattern(recognizers.PatternConfig{Name: name, Type: a.Entity, Pattern: re, Group: "0", Context: a.Context,
				Score: float32(max(*p.Score, lowestScore)), Timeout: patternTime})
			if err != nil {
				return badAdHoc("has a pattern that does not compile")
			}
			q.names[name] = a.Name
			cfg.Recognizers = append(cfg.Recognizers, r)
		}
		if a.DenyBy != nil && *a.DenyBy != 1 {
			return badAdHoc("has a deny_list_score other than 1")
		}
		if deny := slices.DeleteFunc(slices.Clone(a.DenyList), func(w string) bool { return strings.TrimSpace(w) == "" }); len(deny) > 0 {
			cfg.Deny = append(cfg.Deny, anonymize.Folded(a.Entity, deny...))
		}
	}
	cfg.MinScoreByType = byType
	return nil
}

func (q *query) addAllow(req *analyzeRequest) error {
	words := 0
	for _, w := range req.AllowList {
		words += 1 + len(w)/100
	}
	if words > maxWords {
		return fail(http.StatusRequestEntityTooLarge, "allow_list is too long")
	}
	switch req.AllowListMatch {
	case "", "exact":
		q.allow = map[string]bool{}
		for _, w := range req.AllowList {
			q.allow[w] = true
		}
	case "regex":
		if len(req.AllowList) > maxPatterns {
			return fail(http.StatusRequestEntityTooLarge, "allow_list has too many patterns")
		}
		for i, re := range req.AllowList {
			re, err := dotnet(re, req.RegexFlags)
			if err != nil {
				return err
			}
			m, err := recognizers.Pattern(recognizers.PatternConfig{Name: fmt.Sprintf("allow-%d", i), Type: "ALLOW", Pattern: re, Group: "0", Timeout: patternTime})
			if err != nil {
				return fail(http.StatusBadRequest, "a pattern of allow_list does not compile")
			}
			q.allowRe = append(q.allowRe, m)
		}
	default:
		return fail(http.StatusBadRequest, "allow_list_match must either be set to 'exact' or 'regex'.")
	}
	return nil
}

// allowed tells whether a found text stands on the allow list.
func (q *query) allowed(ctx context.Context, text string) (bool, error) {
	if q.allow[text] {
		return true, nil
	}
	if len(q.allowRe) == 0 {
		return false, nil
	}
	doc, err := anonymize.NewDocument(text, "")
	if err != nil {
		return false, err
	}
	for _, m := range q.allowRe {
		if found, err := m.Recognize(ctx, doc, nil); err != nil || len(found) > 0 {
			return len(found) > 0, err
		}
	}
	return false, nil
}

func (q *query) run(ctx context.Context, text string) ([]Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m := anonymize.Message{Text: text, Prompt: q.prompt}
	var results []Result
	if q.explain {
		x, err := q.a.Explain(ctx, m)
		if err != nil {
			return nil, err
		}
		results = ExplainedResults(text, q.prompt, x.Entities)
	} else {
		found, err := q.a.Analyze(ctx, m)
		if err != nil {
			return nil, err
		}
		results = Results(text, found)
	}
	offsets := []int(nil)
	kept := results[:0]
	for _, r := range results {
		if q.wanted != nil && !q.wanted[r.Type] {
			continue
		}
		if len(q.allow) > 0 || len(q.allowRe) > 0 {
			if offsets == nil {
				offsets = byteOffsets(text)
			}
			ok, err := q.allowed(ctx, text[offsets[r.Start]:offsets[r.End]])
			if err != nil {
				return nil, err
			}
			if ok {
				continue
			}
		}
		if r.Explanation != nil && q.names[r.Explanation.Recognizer] != "" {
			name := q.names[r.Explanation.Recognizer]
			r.Explanation.Recognizer, r.Explanation.PatternName = name, &name
		}
		kept = append(kept, r)
	}
	return kept, nil
}

// dotnet turns a pattern of Python's re into one of .NET's, with the given flags of Python inside.
func dotnet(re string, flags *int) (string, error) {
	bits := defaultFlags
	if flags != nil {
		bits = *flags
	}
	if bits&^(flagI|flagM|flagS|flagU|flagX) != 0 || len(re) > 10_000 || !utf8.ValidString(re) {
		return "", fail(http.StatusBadRequest, "a regular expression is too long or has flags other than I, M, S, U and X")
	}
	inline := ""
	for bit, letter := range map[int]string{flagI: "i", flagM: "m", flagS: "s", flagX: "x"} {
		if bits&bit != 0 {
			inline += letter
		}
	}
	re = pythonGroup.ReplaceAllStringFunc(re, func(m string) string {
		switch {
		case strings.HasSuffix(m, "(?P<"):
			return strings.TrimSuffix(m, "P<") + "<"
		case strings.HasPrefix(m, "(?P="):
			return `\k<` + strings.TrimSuffix(strings.TrimPrefix(m, "(?P="), ")") + ">"
		}
		return m // an escaped character
	})
	if inline == "" {
		return re, nil
	}
	if bits&flagX != 0 {
		re += "\n" // a comment at the end must not swallow the bracket
	}
	return "(?" + inline + ":" + re + ")", nil
}

// pythonGroup finds escaped characters, which stay, and what Python writes otherwise than .NET.
var pythonGroup = regexp.MustCompile(`\\.|\(\?P<|\(\?P=\w+\)`)
