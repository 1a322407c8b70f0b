package corpus_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/corpus"
)

func TestParseMarks(t *testing.T) {
	tests := []struct {
		name, in, text string
		marks, maybe   []corpus.Mark
		err            error
	}{
		{name: "no marks", in: "moin", text: "moin"},
		{name: "umlauts count in bytes", in: "für ⟦PERSON|Jörg⟧!", text: "für Jörg!",
			marks: []corpus.Mark{{Start: 5, End: 10, Type: "PERSON"}}},
		{name: "two marks side by side", in: "⟦PERSON|A⟧⟦LOCATION|B⟧", text: "AB",
			marks: []corpus.Mark{{Start: 0, End: 1, Type: "PERSON"}, {Start: 1, End: 2, Type: "LOCATION"}}},
		{name: "a pipe inside the value stays", in: "⟦URL|a|b⟧", text: "a|b", marks: []corpus.Mark{{Start: 0, End: 3, Type: "URL"}}},
		{name: "line break inside", in: "⟦ADDRESS|A 1\nB⟧", text: "A 1\nB", marks: []corpus.Mark{{Start: 0, End: 5, Type: "ADDRESS"}}},
		{name: "optional", in: "⟦?VIN|X⟧ y", text: "X y", maybe: []corpus.Mark{{Start: 0, End: 1, Type: "VIN"}}},
		{name: "not closed", in: "⟦PERSON|A", err: corpus.ErrMark},
		{name: "closed twice", in: "A⟧", err: corpus.ErrMark},
		{name: "nested", in: "⟦PERSON|A ⟦PERSON|B⟧⟧", err: corpus.ErrMark},
		{name: "empty value", in: "⟦PERSON|⟧", err: corpus.ErrMark},
		{name: "no type", in: "⟦Ada⟧", err: corpus.ErrMark},
		{name: "lower-case type", in: "⟦person|Ada⟧", err: corpus.ErrType},
		{name: "nothing at all", in: "", err: corpus.ErrEmptyText},
		{name: "broken UTF-8", in: "a\xff", err: corpus.ErrInvalidUTF8},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, marks, maybe, err := corpus.ParseMarks(tt.in)
			if tt.err != nil {
				require.ErrorIs(t, err, tt.err)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, tt.text, text)
			assert.Equal(t, tt.marks, marks)
			assert.Equal(t, tt.maybe, maybe)
			if len(maybe) == 0 {
				assert.Equal(t, tt.in, corpus.FormatMarks(text, marks), "FormatMarks is the inverse")
			}
		})
	}
}

func TestReadJSONL(t *testing.T) {
	const canary = "Geheimrat Zwirner"
	tests := []struct {
		name, line string
		marks      []corpus.Mark
		err        error
	}{
		{name: "byte offsets", line: `{"id":"a","text":"für Jörg","entities":[{"start":5,"end":10,"type":"PERSON"}]}`,
			marks: []corpus.Mark{{Start: 5, End: 10, Type: "PERSON"}}},
		{name: "code points, unsorted, foreign label", line: `{"id":7,"text":"für Jörg","entities":[[4,8,"PER"],[0,3,"B-X"]]}`,
			marks: []corpus.Mark{{Start: 0, End: 4, Type: "B-X"}, {Start: 5, End: 10, Type: "PER"}}},
		{name: "no entities", line: `{"id":"a","text":"moin","entities":[]}`},
		{name: "entities left out", line: `{"id":"a","text":"moin"}`},
		{name: "both forms mixed", line: `{"id":"a","text":"abc","entities":[[0,1,"X"],{"start":1,"end":2,"type":"X"}]}`, err: corpus.ErrJSON},
		{name: "inside a character", line: `{"id":"a","text":"für","entities":[{"start":2,"end":4,"type":"X"}]}`, err: corpus.ErrRuneBoundary},
		{name: "behind the end", line: `{"id":"a","text":"` + canary + `","entities":[{"start":2,"end":99,"type":"X"}]}`, err: corpus.ErrBounds},
		{name: "code points behind the end", line: `{"id":"a","text":"für","entities":[[0,4,"X"]]}`, err: corpus.ErrBounds},
		{name: "empty span", line: `{"id":"a","text":"abc","entities":[{"start":1,"end":1,"type":"X"}]}`, err: corpus.ErrBounds},
		{name: "overlap", line: `{"id":"a","text":"abcd","entities":[{"start":0,"end":2,"type":"X"},{"start":1,"end":3,"type":"X"}]}`, err: corpus.ErrOverlap},
		{name: "unsorted objects", line: `{"id":"a","text":"abcd","entities":[{"start":2,"end":3,"type":"X"},{"start":0,"end":1,"type":"X"}]}`, err: corpus.ErrOverlap},
		{name: "unknown field", line: `{"id":"a","text":"` + canary + `","note":"x"}`, err: corpus.ErrJSON},
		{name: "no offset", line: `{"id":"a","text":"abc","entities":[{"end":1,"type":"X"}]}`, err: corpus.ErrJSON},
		{name: "no JSON", line: canary, err: corpus.ErrJSON},
		{name: "two objects on a line", line: `{"id":"a","text":"abc"} {"id":"b","text":"abc"}`, err: corpus.ErrJSON},
		{name: "no id", line: `{"text":"abc"}`, err: corpus.ErrID},
		{name: "no text", line: `{"id":"a"}`, err: corpus.ErrEmptyText},
		{name: "broken UTF-8", line: "{\"id\":\"a\",\"text\":\"a\xff\"}", err: corpus.ErrInvalidUTF8},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			samples, err := corpus.ReadJSONL(strings.NewReader("\n"+tt.line+"\n"), "set.jsonl")
			if tt.err != nil {
				require.ErrorIs(t, err, tt.err)
				var e *corpus.Error
				require.ErrorAs(t, err, &e)
				assert.Equal(t, "set.jsonl", e.File)
				assert.Equal(t, 2, e.Line)
				assert.NotContains(t, err.Error(), canary, "errors never quote the text")
				return
			}
			require.NoError(t, err)
			require.Len(t, samples, 1)
			assert.Equal(t, tt.marks, samples[0].Entities)
			assert.Equal(t, 2, samples[0].Line)
		})
	}
	t.Run("id twice", func(t *testing.T) {
		_, err := corpus.ReadJSONL(strings.NewReader("{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"a\",\"text\":\"y\"}"), "set.jsonl")
		require.ErrorIs(t, err, corpus.ErrID)
	})
}

func TestWriteJSONLRoundTrip(t *testing.T) {
	in := []corpus.Sample{
		{ID: "a", Text: "bin <b>Jörg</b>\n", Lang: "de", Tags: []string{"x"}, Entities: []corpus.Mark{{Start: 7, End: 12, Type: "PERSON"}}},
		{ID: "b", Text: "hi", Prompt: "Name?", Lang: "en"},
	}
	var b strings.Builder
	require.NoError(t, corpus.WriteJSONL(&b, in))
	assert.Contains(t, b.String(), "<b>", "text is not escaped as HTML, so that a diff stays readable")
	out, err := corpus.ReadJSONL(strings.NewReader(b.String()), "x")
	require.NoError(t, err)
	require.Len(t, out, 2)
	for i := range out {
		out[i].File, out[i].Line = "", 0
	}
	assert.Equal(t, in, out)
}

func TestParseCase(t *testing.T) {
	tests := []struct {
		name, in string
		err      error
	}{
		{name: "all files", in: "why\n-- prompt --\nName?\n-- types --\nPERSON VIN\n-- tags --\ntypo\n-- lang --\nen\n-- text --\nam ⟦PERSON|Ada⟧ ⟦?VIN|X⟧\n"},
		{name: "no comment", in: "-- text --\nx\n", err: corpus.ErrCase},
		{name: "no text", in: "why\n-- prompt --\nx\n", err: corpus.ErrCase},
		{name: "unknown file", in: "why\n-- want --\nx\n-- text --\ny\n", err: corpus.ErrCase},
		{name: "text twice", in: "why\n-- text --\nx\n-- text --\ny\n", err: corpus.ErrCase},
		{name: "bad mark", in: "why\n-- text --\n⟦X|\n", err: corpus.ErrMark},
		{name: "broken UTF-8 in the prompt", in: "why\n-- prompt --\n\xff\n-- text --\nx\n", err: corpus.ErrInvalidUTF8},
		{name: "bad type", in: "why\n-- types --\nperson\n-- text --\nx\n", err: corpus.ErrType},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := corpus.ParseCase([]byte(tt.in), "cases/person/ada.txtar")
			if tt.err != nil {
				require.ErrorIs(t, err, tt.err)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, corpus.Sample{
				ID: "person/ada", Text: "am Ada X", Prompt: "Name?", Lang: "en", Tags: []string{"typo"}, Types: []string{"PERSON", "VIN"},
				Entities: []corpus.Mark{{Start: 3, End: 6, Type: "PERSON"}},
				Optional: []corpus.Mark{{Start: 7, End: 8, Type: "VIN"}},
				File:     "cases/person/ada.txtar", Line: 11,
			}, s)
		})
	}
}

func TestParseSource(t *testing.T) {
	set, err := corpus.ParseSource("remark\n\n== a-01 lower lang=en\n? Name?\n⟦PERSON|ada⟧\n? kept\n\n\n== a-02\nmoin\n\nzwei\n", "a.txt")
	require.NoError(t, err)
	require.Len(t, set, 2)
	assert.Equal(t, corpus.Sample{ID: "a-01", Text: "ada\n? kept", Prompt: "Name?", Lang: "en", Tags: []string{"lower"},
		Entities: []corpus.Mark{{Start: 0, End: 3, Type: "PERSON"}}, File: "a.txt", Line: 3}, set[0])
	assert.Equal(t, "moin\n\nzwei", set[1].Text)
	assert.Equal(t, 9, set[1].Line)

	for name, in := range map[string]string{
		"no message":              "only a remark\n",
		"message without text":    "== a-01\n== a-02\nx\n",
		"optional mark in a chat": "== a-01\n⟦?VIN|X⟧\n",
	} {
		_, err := corpus.ParseSource(in, "a.txt")
		var e *corpus.Error
		require.ErrorAs(t, err, &e, name)
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	sub := filepath.Join(dir, "b")
	require.NoError(t, os.Mkdir(sub, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a.jsonl"), []byte(`{"id":"1","text":"moin"}`), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(sub, "c.txtar"), []byte("why\n-- text --\nmoin\n"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(sub, "notes.md"), []byte("not read"), 0o644))
	samples, err := corpus.Load(dir, sub)
	require.NoError(t, err)
	require.Len(t, samples, 2, "a file reached twice is read once")
	assert.Equal(t, "1", samples[0].ID)
	assert.Equal(t, "b/c", samples[1].ID)

	_, err = corpus.Load(t.TempDir())
	require.ErrorIs(t, err, corpus.ErrNoSamples)
	_, err = corpus.Load(filepath.Join(dir, "missing"))
	require.ErrorIs(t, err, os.ErrNotExist)
}
