package presidio_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/logbuf"
	"github.com/deckname/deckname/internal/presidio"
	"github.com/deckname/deckname/recognizers"
)

// client sends requests to a service and checks every answer against openapi.yaml.
type client struct {
	t      *testing.T
	url    string
	router routers.Router
	log    *logbuf.Buffer
	header http.Header
}

func newClient(t *testing.T, cfg presidio.Config) *client {
	t.Helper()
	c := &client{t: t, log: &logbuf.Buffer{}, header: http.Header{}}
	cfg.Engine = anonymize.Config{Recognizers: recognizers.All()}
	cfg.Logger = slog.New(slog.NewTextHandler(c.log, nil))
	s, err := presidio.New(cfg)
	require.NoError(t, err)
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	c.url = srv.URL
	doc, err := openapi3.NewLoader().LoadFromData([]byte(presidio.OpenAPI))
	require.NoError(t, err)
	require.NoError(t, doc.Validate(t.Context(), openapi3.EnableExamplesValidation()))
	doc.Servers = openapi3.Servers{{URL: srv.URL}}
	c.router, err = gorillamux.NewRouter(doc)
	require.NoError(t, err)
	return c
}

// do sends a request, with a body as curl -d does; the answer has to have the shape that openapi.yaml promises.
func (c *client) do(method, path, body string) (int, string, http.Header) {
	c.t.Helper()
	req, err := http.NewRequestWithContext(c.t.Context(), method, c.url+path, strings.NewReader(body))
	require.NoError(c.t, err)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for k, v := range c.header {
		req.Header[k] = v
	}
	resp, err := http.DefaultClient.Do(req)
	require.NoError(c.t, err)
	defer resp.Body.Close()
	out, err := io.ReadAll(resp.Body)
	require.NoError(c.t, err)
	if route, params, err := c.router.FindRoute(req); err == nil {
		in := &openapi3filter.RequestValidationInput{Request: req, PathParams: params, Route: route,
			Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}}
		if resp.StatusCode == http.StatusOK && body != "" { // what is accepted is described
			again := req.Clone(c.t.Context())
			again.Body = io.NopCloser(strings.NewReader(body))
			in.Request = again
			assert.NoError(c.t, openapi3filter.ValidateRequest(c.t.Context(), in), body)
		}
		err := openapi3filter.ValidateResponse(c.t.Context(), &openapi3filter.ResponseValidationInput{
			RequestValidationInput: in, Status: resp.StatusCode, Header: resp.Header, Body: io.NopCloser(bytes.NewReader(out)),
			Options: &openapi3filter.Options{IncludeResponseStatus: true}})
		assert.NoError(c.t, err, "%s %s: %d %s", method, path, resp.StatusCode, out)
	}
	return resp.StatusCode, string(out), resp.Header
}

// TestDocumentedRequests sends requests as Presidio's documentation shows them.
func TestDocumentedRequests(t *testing.T) {
	c := newClient(t, presidio.Config{})
	status, body, _ := c.do("POST", "/analyze", `{"text": "John Smith drivers license is AC432223", "language": "en"}`)
	assert.Equal(t, 200, status)
	assert.JSONEq(t, `[
		{"analysis_explanation": null, "start": 0, "end": 10, "entity_type": "PERSON", "score": `+score(t, body, 0)+`},
		{"analysis_explanation": null, "start": 30, "end": 38, "entity_type": "DE_FUEHRERSCHEIN", "score": `+score(t, body, 1)+`}]`, body)

	t.Run("enhanced", func(t *testing.T) {
		status, body, header := c.do("POST", "/analyze", `{
			"text": "John Smith drivers license is AC432223 and the zip code is 12345", "language": "en",
			"return_decision_process": false, "correlation_id": "123e4567-e89b-12d3-a456-426614174000",
			"score_threshold": 0.3, "entities": ["US_DRIVER_LICENSE", "ZIP"], "trace": false,
			"ad_hoc_recognizers": [{"name": "Zip code Recognizer", "supported_language": "en",
				"patterns": [{"name": "zip code (weak)", "regex": "(\\b\\d{5}(?:\\-\\d{4})?\\b)", "score": 0.01}],
				"context": ["zip", "code"], "supported_entity": "ZIP"}]}`)
		assert.Equal(t, 200, status)
		assert.JSONEq(t, `[{"analysis_explanation": null, "start": 59, "end": 64, "entity_type": "ZIP", "score": 0.31}]`, body)
		assert.Equal(t, "123e4567-e89b-12d3-a456-426614174000", header.Get("X-Correlation-ID"))
	})
	t.Run("a weak pattern without threshold", func(t *testing.T) {
		_, body, _ := c.do("POST", "/analyze", `{"text": "Nr. 10023", "language": "en", "entities": ["ZIP"], "ad_hoc_recognizers": [
			{"name": "Zip", "supported_language": "en", "patterns": [{"name": "weak", "regex": "\\b\\d{5}\\b", "score": 0.01}], "supported_entity": "ZIP"}]}`)
		assert.JSONEq(t, `[{"analysis_explanation": null, "start": 4, "end": 9, "entity_type": "ZIP", "score": 0.01}]`, body)
	})
	anonymizeCases := map[string]struct{ in, want string }{
		"replace and redact": {
			`{"text": "hello world, my name is Jane Doe. My number is: 034453334",
			"anonymizers": {"PERSON": {"type": "redact"}, "PHONE_NUMBER": {"type": "replace", "new_value": "ANONYMIZED"}},
			"analyzer_results": [{"start": 24, "end": 32, "score": 0.8, "entity_type": "PERSON"}, {"start": 48, "end": 57, "score": 0.95, "entity_type": "PHONE_NUMBER"}]}`,
			`{"text": "hello world, my name is . My number is: ANONYMIZED", "items": [
			{"operator": "replace", "entity_type": "PHONE_NUMBER", "start": 40, "end": 50, "text": "ANONYMIZED"},
			{"operator": "redact", "entity_type": "PERSON", "start": 24, "end": 24, "text": ""}]}`,
		},
		"replace as default": {
			`{"text": "hello world, my name is Jane Doe.", "anonymizers": {"DEFAULT": {"type": "replace", "new_value": "ANONYMIZED"}},
			"analyzer_results": [{"start": 24, "end": 32, "score": 0.8, "entity_type": "PERSON"}]}`,
			`{"text": "hello world, my name is ANONYMIZED.", "items": [{"operator": "replace", "entity_type": "PERSON", "start": 24, "end": 34, "text": "ANONYMIZED"}]}`,
		},
		"mask, and findings inside another": {
			`{"text": "hello world, my name is Jane Doe. My number is: 034453334",
			"anonymizers": {"DEFAULT": {"type": "replace", "new_value": "ANONYMIZED"}, "PHONE_NUMBER": {"type": "mask", "masking_char": "*", "chars_to_mask": 4, "from_end": true}},
			"analyzer_results": [{"start": 24, "end": 32, "score": 0.8, "entity_type": "NAME"}, {"start": 24, "end": 28, "score": 0.8, "entity_type": "FIRST_NAME"},
			{"start": 29, "end": 32, "score": 0.6, "entity_type": "LAST_NAME"}, {"start": 48, "end": 57, "score": 0.95, "entity_type": "PHONE_NUMBER"}]}`,
			`{"text": "hello world, my name is ANONYMIZED. My number is: 03445****", "items": [
			{"operator": "mask", "entity_type": "PHONE_NUMBER", "start": 50, "end": 59, "text": "03445****"},
			{"operator": "replace", "entity_type": "NAME", "start": 24, "end": 34, "text": "ANONYMIZED"}]}`,
		},
		"no anonymizers": {
			`{"text": "Grüße 😀 Jane Doe!", "analyzer_results": [{"start": 8, "end": 16, "score": 0.8, "entity_type": "PERSON"}]}`,
			`{"text": "Grüße 😀 <PERSON>!", "items": [{"operator": "replace", "entity_type": "PERSON", "start": 8, "end": 16, "text": "<PERSON>"}]}`,
		},
		"nothing found": {
			`{"text": "hello world! nice to meet you!", "analyzer_results": []}`, `{"text": "hello world! nice to meet you!", "items": []}`,
		},
	}
	for name, tc := range anonymizeCases {
		t.Run(name, func(t *testing.T) {
			status, body, _ := c.do("POST", "/anonymize", tc.in)
			assert.Equal(t, 200, status)
			assert.JSONEq(t, tc.want, body)
		})
	}
}

// score returns the score of the n-th finding: the model may change it.
func score(t *testing.T, body string, n int) string {
	t.Helper()
	var list []struct {
		Score json.Number `json:"score"`
	}
	require.NoError(t, json.Unmarshal([]byte(body), &list), body)
	require.Greater(t, len(list), n, body)
	return list[n].Score.String()
}

// found returns types and texts of findings.
func found(t *testing.T, body, text string) []string {
	t.Helper()
	var list []presidio.Result
	require.NoError(t, json.Unmarshal([]byte(body), &list), body)
	out := []string{}
	for _, r := range list {
		out = append(out, string(r.Type)+" "+string([]rune(text)[r.Start:r.End]))
	}
	return out
}

func TestAnalyze(t *testing.T) {
	c := newClient(t, presidio.Config{})
	text := "😀 Grüße, ich heiße Ada Wolke, IBAN DE02 1203 0000 0000 2020 51"
	js := func(v any) string {
		data, err := json.Marshal(v)
		require.NoError(t, err)
		return string(data)
	}
	ask := func(t *testing.T, more string) []string {
		t.Helper()
		status, body, _ := c.do("POST", "/analyze", `{"text":`+js(text)+`,"language":"de"`+more+`}`)
		require.Equal(t, 200, status, body)
		return found(t, body, text)
	}
	both := []string{"PERSON Ada Wolke", "IBAN_CODE DE02 1203 0000 0000 2020 51"}
	assert.Equal(t, both, ask(t, ""), "offsets count code points")
	assert.Equal(t, both[:1], ask(t, `,"entities":["PERSON"]`))
	assert.Equal(t, both[1:], ask(t, `,"allow_list":["Ada Wolke"]`))
	assert.Equal(t, both, ask(t, `,"allow_list":["Ada"]`), "exact means the whole finding")
	assert.Equal(t, both[1:], ask(t, `,"allow_list":["^ada"],"allow_list_match":"regex"`), "Presidio's flags ignore case")
	assert.Equal(t, both, ask(t, `,"allow_list":["^ada"],"allow_list_match":"regex","regex_flags":0`))
	assert.Equal(t, both[1:], ask(t, `,"allow_list":["(?P<x>w)olke"],"allow_list_match":"regex"`), "Python's groups")
	assert.Empty(t, ask(t, `,"score_threshold":1`))
	assert.Equal(t, []string{"GRUSS Grüße"}, ask(t, `,"entities":["GRUSS"],"ad_hoc_recognizers":[{"name":"g","supported_entity":"GRUSS","deny_list":["GRUESSE"]}]`))
	assert.Equal(t, both, ask(t, `,"ad_hoc_recognizers":[{"name":"g","supported_language":"fr","supported_entity":"GRUSS","deny_list":["Grüße"]}]`))

	t.Run("batch", func(t *testing.T) {
		status, body, _ := c.do("POST", "/analyze", `{"text":["Ich heiße Ada Wolke","Danke",""],"language":"de"}`)
		assert.Equal(t, 200, status)
		var lists [][]presidio.Result
		require.NoError(t, json.Unmarshal([]byte(body), &lists))
		require.Len(t, lists, 3)
		assert.Len(t, lists[0], 1)
		assert.Equal(t, "]", strings.TrimSpace(body)[len(strings.TrimSpace(body))-1:])
		assert.NotContains(t, body, "[null", "no findings are an empty list")
	})
	t.Run("explanation", func(t *testing.T) {
		_, body, _ := c.do("POST", "/analyze", `{"text":`+js(text)+`,"language":"de","return_decision_process":1}`)
		var list []presidio.Result
		require.NoError(t, json.Unmarshal([]byte(body), &list))
		require.Len(t, list, 2)
		require.NotNil(t, list[1].Explanation)
		assert.Equal(t, "iban", list[1].Explanation.Recognizer)
		assert.Equal(t, "IBAN", list[1].Explanation.ContextWord)
		require.NotNil(t, list[1].Explanation.ValidationResult)
		assert.True(t, *list[1].Explanation.ValidationResult)
		assert.Contains(t, *list[1].Explanation.TextualExplanation, "checksum")
	})
	t.Run("explanation of an ad-hoc recognizer", func(t *testing.T) {
		_, body, _ := c.do("POST", "/analyze", `{"text":"Nr. BIB-123","language":"de","return_decision_process":true,"ad_hoc_recognizers":[
			{"name":"Ausweis","supported_entity":"BIB","patterns":[{"name":"p","regex":"bib-\\d+","score":0.8}]}]}`)
		assert.Contains(t, body, `"recognizer":"Ausweis"`)
	})
	t.Run("context of the request", func(t *testing.T) {
		bare := `{"text":"86095742719","language":"de","entities":["DE_TAX_ID"]`
		_, without, _ := c.do("POST", "/analyze", bare+`}`)
		_, with, _ := c.do("POST", "/analyze", bare+`,"context":["Steuer-ID"]}`)
		assert.NotEqual(t, without, with)
		assert.Len(t, found(t, with, "86095742719"), 1)
	})
	t.Run("lists", func(t *testing.T) {
		_, body, _ := c.do("GET", "/recognizers?language=de", "")
		assert.Contains(t, body, `"iban"`)
		_, body, _ = c.do("GET", "/supportedentities", "")
		assert.Contains(t, body, `"DE_TAX_ID"`)
		_, body, _ = c.do("GET", "/anonymizers", "")
		assert.JSONEq(t, `["hash","keep","mask","redact","replace"]`, body)
		_, body, _ = c.do("GET", "/deanonymizers", "")
		assert.JSONEq(t, `[]`, body)
		status, body, _ := c.do("GET", "/health", "")
		assert.Equal(t, 200, status)
		assert.Equal(t, "deckname service is up", body)
		_, body, _ = c.do("GET", "/openapi.yaml", "")
		assert.Equal(t, presidio.OpenAPI, body)
	})
}

func TestHash(t *testing.T) {
	in := func(op string) string {
		return `{"text":"Ada Bea Ada","anonymizers":{"DEFAULT":` + op + `},"analyzer_results":[{"start":0,"end":3,"entity_type":"A"},{"start":4,"end":7,"entity_type":"B"},{"start":8,"end":11,"entity_type":"A"}]}`
	}
	hashes := func(c *client, op string) []string {
		status, body, _ := c.do("POST", "/anonymize", in(op))
		require.Equal(t, 200, status, body)
		var answer struct{ Text string }
		require.NoError(t, json.Unmarshal([]byte(body), &answer))
		return strings.Fields(answer.Text)
	}
	key := bytes.Repeat([]byte{7}, 32)
	one, two, other := newClient(t, presidio.Config{HashKey: key}), newClient(t, presidio.Config{HashKey: key}), newClient(t, presidio.Config{})
	h := hashes(one, `{"type":"hash"}`)
	assert.Equal(t, h[0], h[2], "one value, one hash")
	assert.NotEqual(t, h[0], h[1])
	assert.Len(t, h[0], 64)
	assert.Equal(t, h, hashes(two, `{"type":"hash","hash_type":"sha256"}`), "one key, one hash")
	assert.NotEqual(t, h, hashes(other, `{"type":"hash"}`), "without the key nobody can try values out")
	assert.NotEqual(t, h, hashes(one, `{"type":"hash","salt":"c2FsdA=="}`))
	assert.Len(t, hashes(one, `{"type":"hash","hash_type":"sha512"}`)[0], 128)
}

// TestOverlaps: whatever overlaps, nothing of a found text is left, and no character outside is lost.
func TestOverlaps(t *testing.T) {
	c := newClient(t, presidio.Config{})
	for name, tc := range map[string]struct{ ops, results, want string }{
		"partly":                       {`{}`, `{"start":0,"end":5,"entity_type":"A"},{"start":3,"end":8,"entity_type":"B"}`, "<A><B>89"},
		"keep does not save a part":    {`{"A":{"type":"keep"}}`, `{"start":0,"end":5,"entity_type":"A"},{"start":3,"end":8,"entity_type":"B"}`, "012<B>89"},
		"inside":                       {`{}`, `{"start":0,"end":8,"entity_type":"A","score":0.1},{"start":3,"end":5,"entity_type":"B","score":0.9}`, "<A>89"},
		"equal, the better score":      {`{}`, `{"start":0,"end":8,"entity_type":"A","score":0.1},{"start":0,"end":8,"entity_type":"B","score":0.9}`, "<B>89"},
		"one type, overlapping":        {`{}`, `{"start":0,"end":5,"entity_type":"A"},{"start":3,"end":8,"entity_type":"A"}`, "<A>89"},
		"side by side":                 {`{}`, `{"start":0,"end":5,"entity_type":"A"},{"start":5,"end":8,"entity_type":"B"}`, "<A><B>89"},
		"empty":                        {`{}`, `{"start":5,"end":5,"entity_type":"A"}`, "0123456789"},
		"three in a chain":             {`{}`, `{"start":4,"end":10,"entity_type":"C"},{"start":0,"end":3,"entity_type":"A"},{"start":2,"end":5,"entity_type":"B"}`, "<A><B><C>"},
		"a later one inside the first": {`{"DEFAULT":{"type":"redact"}}`, `{"start":0,"end":9,"entity_type":"A"},{"start":2,"end":4,"entity_type":"B"},{"start":5,"end":10,"entity_type":"C"}`, ""},
	} {
		status, body, _ := c.do("POST", "/anonymize", `{"text":"0123456789","anonymizers":`+tc.ops+`,"analyzer_results":[`+tc.results+`]}`)
		require.Equal(t, 200, status, body)
		var answer struct{ Text string }
		require.NoError(t, json.Unmarshal([]byte(body), &answer))
		assert.Equal(t, tc.want, answer.Text, name)
	}
}

func TestFaults(t *testing.T) {
	const canary = "Kanaria Vogelsang"
	c := newClient(t, presidio.Config{MaxBytes: 20_000, MaxTexts: 3})
	slow := `{"name":"x","supported_entity":"X","patterns":[{"name":"p","regex":"(V+)+$","score":0.5}]}`
	cases := map[string]struct {
		path, body string
		status     int
		want       string
	}{
		"nothing":                           {"/analyze", `{}`, 400, "Invalid request json"},
		"no JSON":                           {"/analyze", canary, 400, "Invalid request json"},
		"wrong type":                        {"/analyze", `{"text":{"` + canary + `":1},"language":"de"}`, 400, "Invalid request json"},
		"no text":                           {"/analyze", `{"language":"de"}`, 400, "No text provided"},
		"empty list":                        {"/analyze", `{"text":[],"language":"de"}`, 400, "No text provided"},
		"no language":                       {"/analyze", `{"text":"` + canary + `"}`, 400, "No language provided"},
		"unknown language":                  {"/analyze", `{"text":"` + canary + `","language":"zz"}`, 400, "No matching recognizers"},
		"unknown types only":                {"/analyze", `{"text":"` + canary + `","language":"de","entities":["NOTHING"]}`, 400, "No matching recognizers"},
		"threshold":                         {"/analyze", `{"text":"` + canary + `","language":"de","score_threshold":7}`, 400, "score_threshold"},
		"correlation id":                    {"/analyze", `{"text":"x","language":"de","correlation_id":"` + canary + `"}`, 400, "correlation_id"},
		"misspelt recognizer":               {"/analyze", `{"text":"` + canary + `","language":"de","ad_hoc_recognizers":[{"name":"x","supported_entity":"X","patterns":[{"type":"p","bebex":"x"}]}]}`, 400, "Failed to parse /analyze request"},
		"pattern":                           {"/analyze", `{"text":"` + canary + `","language":"de","ad_hoc_recognizers":[{"name":"x","supported_entity":"X","patterns":[{"name":"p","regex":"(","score":1}]}]}`, 400, "does not compile"},
		"pattern of an entity that is none": {"/analyze", `{"text":"` + canary + `","language":"de","ad_hoc_recognizers":[{"name":"x","supported_entity":"` + canary + `","deny_list":["x"]}]}`, 400, "supported_entity"},
		"endless pattern":                   {"/analyze", `{"text":"` + strings.Repeat("V", 5000) + `!","language":"de","ad_hoc_recognizers":[` + slow + `]}`, 422, "regular expression"},
		"allow list":                        {"/analyze", `{"text":"` + canary + `","language":"de","allow_list":["x"],"allow_list_match":"some"}`, 400, "allow_list_match"},
		"flags":                             {"/analyze", `{"text":"` + canary + `","language":"de","allow_list":["x"],"allow_list_match":"regex","regex_flags":4096}`, 400, "flags"},
		"too many texts":                    {"/analyze", `{"text":["a","b","c","d"],"language":"de"}`, 413, "more than 3 texts"},
		"too large":                         {"/analyze", `{"text":"` + strings.Repeat(canary, 2000) + `","language":"de"}`, 413, "too large"},
		"half a surrogate pair":             {"/analyze", `{"text":"` + canary + `\ud83d","language":"de"}`, 400, "surrogate"},
		"no UTF-8":                          {"/analyze", "{\"text\":\"" + canary + "\xff\",\"language\":\"de\"}", 400, "Invalid request json"},
		"empty text":                        {"/anonymize", `{"text":"","analyzer_results":[]}`, 422, "Invalid input, text can not be empty"},
		"no results":                        {"/anonymize", `{"text":"` + canary + `"}`, 422, "request must contain analyzer results"},
		"behind the end":                    {"/anonymize", `{"text":"` + canary + `","analyzer_results":[{"start":0,"end":99,"entity_type":"A"}]}`, 422, "while text length is only 17"},
		"negative":                          {"/anonymize", `{"text":"` + canary + `","analyzer_results":[{"start":-1,"end":3,"entity_type":"A"}]}`, 422, "positive"},
		"reversed":                          {"/anonymize", `{"text":"` + canary + `","analyzer_results":[{"start":3,"end":1,"entity_type":"A"}]}`, 422, "smaller"},
		"no type":                           {"/anonymize", `{"text":"` + canary + `","analyzer_results":[{"start":3,"end":4}]}`, 422, "entity_type"},
		"encrypt":                           {"/anonymize", `{"text":"` + canary + `","anonymizers":{"A":{"type":"encrypt","key":"WmZq4t7w!z%C&F)J"}},"analyzer_results":[]}`, 422, "vault"},
		"md5":                               {"/anonymize", `{"text":"` + canary + `","anonymizers":{"A":{"type":"hash","hash_type":"md5"}},"analyzer_results":[]}`, 422, "md5"},
		"another hash":                      {"/anonymize", `{"text":"` + canary + `","anonymizers":{"A":{"type":"hash","hash_type":"` + canary + `"}},"analyzer_results":[]}`, 422, "hash_type"},
		"mask without char":                 {"/anonymize", `{"text":"` + canary + `","anonymizers":{"A":{"type":"mask"}},"analyzer_results":[]}`, 422, "masking_char"},
		"two chars":                         {"/anonymize", `{"text":"` + canary + `","anonymizers":{"A":{"type":"mask","masking_char":"ab","chars_to_mask":1}},"analyzer_results":[]}`, 422, "masking_char"},
		"unknown operator":                  {"/anonymize", `{"text":"` + canary + `","anonymizers":{"A":{"type":"` + canary + `"}},"analyzer_results":[]}`, 422, "operator"},
		"deanonymize":                       {"/deanonymize", `{"text":"` + canary + `"}`, 501, "vault"},
		"unknown path":                      {"/" + strings.ReplaceAll(canary, " ", ""), `{}`, 404, "not found"},
		"other method":                      {"/recognizers", `{"a":1}`, 405, "method"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			status, body, _ := c.do("POST", tc.path, tc.body)
			assert.Equal(t, tc.status, status, body)
			assert.Contains(t, body, tc.want)
			assert.NotContains(t, body, "Kanaria")
		})
	}
	t.Run("content type", func(t *testing.T) {
		c.header.Set("Content-Type", "text/plain") // what a form of a web page may send
		status, _, _ := c.do("POST", "/analyze", `{"text":"x","language":"de"}`)
		assert.Equal(t, 415, status)
		c.header.Del("Content-Type")
	})
	assert.NotContains(t, c.log.String(), "Kanaria", "no text in the log")
	assert.Contains(t, c.log.String(), "status=422")
}

func TestAccess(t *testing.T) {
	t.Run("loopback without a token", func(t *testing.T) {
		s, err := presidio.New(presidio.Config{Engine: anonymize.Config{Recognizers: recognizers.All()}})
		require.NoError(t, err)
		for host, want := range map[string]int{"127.0.0.1:5002": 200, "localhost": 200, "[::1]:5002": 200, "evil.example:5002": 403, "10.0.0.1": 403} {
			r := httptest.NewRequest("GET", "/recognizers", nil)
			r.Host = host
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			assert.Equal(t, want, w.Code, "a name that resolves to loopback is somebody's trick: %s", host)
		}
		r := httptest.NewRequest("GET", "http://localhost/recognizers", nil)
		r.Header.Set("Origin", "https://evil.example")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		assert.Equal(t, 403, w.Code)
	})
	t.Run("token", func(t *testing.T) {
		c := newClient(t, presidio.Config{Token: "0123456789abcdef"})
		for shown, want := range map[string]int{"": 401, "Bearer 0123456789abcdeX": 401, "0123456789abcdef": 401, "Bearer 0123456789abcdef": 200} {
			c.header.Set("Authorization", shown)
			status, _, header := c.do("GET", "/recognizers", "")
			assert.Equal(t, want, status, shown)
			assert.Equal(t, want == 401, header.Get("WWW-Authenticate") != "")
		}
		c.header.Del("Authorization")
		status, _, _ := c.do("GET", "/health", "")
		assert.Equal(t, 200, status, "health needs none")
	})
	for name, cfg := range map[string]presidio.Config{
		"short token": {Token: "short", Engine: anonymize.Config{Recognizers: recognizers.All()}},
		"short key":   {HashKey: []byte("short"), Engine: anonymize.Config{Recognizers: recognizers.All()}},
		"no engine":   {},
	} {
		_, err := presidio.New(cfg)
		assert.Error(t, err, name)
	}
}

// TestBusy: more requests than there are slots are refused, not queued; one that takes too long ends.
func TestBusy(t *testing.T) {
	c := newClient(t, presidio.Config{Concurrent: 1, Timeout: 100 * time.Millisecond, MaxBytes: 32 << 20})
	long := `{"language":"de","text":"` + strings.Repeat("Ich heiße Ada Wolke und wohne in Köln. ", 25_000) + `"}`
	status, body, _ := c.do("POST", "/analyze", long)
	assert.Equal(t, 503, status, "%.200s", body)
	var wg sync.WaitGroup
	busy := make(chan int, 8)
	for range 8 {
		wg.Go(func() {
			resp, err := http.Post(c.url+"/analyze", "application/json", strings.NewReader(long))
			if err == nil {
				resp.Body.Close()
				busy <- resp.StatusCode
			}
		})
	}
	wg.Wait()
	close(busy)
	for s := range busy {
		assert.Equal(t, 503, s)
	}
}

// TestBrokenBody: the error of a connection holds the client's address, which belongs into no log.
func TestBrokenBody(t *testing.T) {
	var log logbuf.Buffer
	s, err := presidio.New(presidio.Config{Engine: anonymize.Config{Recognizers: recognizers.All()}, Logger: slog.New(slog.NewTextHandler(&log, nil))})
	require.NoError(t, err)
	r := httptest.NewRequest("POST", "http://localhost/analyze", iotest.ErrReader(&net.OpError{Op: "read", Net: "tcp", Addr: &net.TCPAddr{IP: net.IPv4(192, 0, 2, 7)}, Err: io.ErrUnexpectedEOF}))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	assert.Equal(t, 400, w.Code)
	assert.NotContains(t, log.String()+w.Body.String(), "192.0.2.7")
}

func FuzzService(f *testing.F) {
	s, err := presidio.New(presidio.Config{Engine: anonymize.Config{Recognizers: recognizers.All()}, Timeout: 5 * time.Second})
	require.NoError(f, err)
	f.Add("/analyze", `{"text": "John Smith drivers license is AC432223", "language": "en", "return_decision_process": true}`)
	f.Add("/analyze", `{"text":["a","😀"],"language":"de","allow_list":["a(?P<x>.)"],"allow_list_match":"regex","ad_hoc_recognizers":[{"name":"z","supported_entity":"ZIP","patterns":[{"name":"w","regex":"\\d","score":0}]}]}`)
	f.Add("/anonymize", `{"text":"Grüße 😀 Jane","anonymizers":{"A":{"type":"mask","masking_char":"*","chars_to_mask":2}},"analyzer_results":[{"start":1,"end":7,"entity_type":"A"},{"start":5,"end":9,"entity_type":"B"}]}`)
	f.Fuzz(func(t *testing.T, path, body string) {
		if path != "/analyze" {
			path = "/anonymize"
		}
		r := httptest.NewRequest("POST", "http://localhost"+path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		require.NotEqual(t, 500, w.Code, w.Body.String())
		require.True(t, json.Valid(w.Body.Bytes()))
	})
}
