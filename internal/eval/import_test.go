package eval_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/corpus"
	"github.com/deckname/deckname/internal/eval"
)

// place returns file and line of an error, and checks that it holds no text of the corpus.
func place(t *testing.T, err error) int {
	t.Helper()
	var at *corpus.Error
	require.ErrorAs(t, err, &at)
	assert.NotContains(t, err.Error(), "Wolke")
	assert.NotContains(t, err.Error(), "Canary")
	assert.Equal(t, "set", strings.TrimSuffix(at.File, filepath.Ext(at.File)))
	return at.Line
}

func TestReadPresidio(t *testing.T) {
	in := `[
  {
    "full_text": "Grüße, 😀 Ada Wolke, Köln, Stadtwerke",
    "masked": "Grüße, 😀 {{name}}",
    "spans": [
      {"entity_type": "GPE", "entity_value": "Köln", "start_position": 20, "end_position": 24},
      {"entity_type": "PERSON", "entity_value": "Ada Wolke", "start_position": 9, "end_position": 18},
      {"entity_type": "PERSON", "entity_value": "Ada Wolke", "start_position": 9, "end_position": 18},
      {"entity_type": "ORGANIZATION", "entity_value": "Stadtwerke", "start_position": 26, "end_position": 36}
    ],
    "template_id": 3, "metadata": {"Gender": "female"}
  },
  {"full_text": "Danke", "spans": [], "sample_id": 17}
]`
	got, err := eval.ReadPresidio(strings.NewReader(in), "set.json", eval.Import{})
	require.NoError(t, err)
	require.Len(t, got, 2)
	assert.Equal(t, "Grüße, 😀 ⟦PERSON|Ada Wolke⟧, ⟦LOCATION|Köln⟧, Stadtwerke", format(got[0]))
	assert.Equal(t, []string{"LOCATION", "PERSON"}, got[0].Types, "what the corpus does not mark is not judged")
	assert.Equal(t, []int{2, 13}, []int{got[0].Line, got[1].Line})
	assert.Equal(t, []string{"1", "17"}, []string{got[0].ID, got[1].ID})

	t.Run("one sample after the other", func(t *testing.T) {
		got, err := eval.ReadPresidio(strings.NewReader(`{"full_text":"Ada","spans":[]}`+"\n"+`{"full_text":"Bea","spans":[]}`), "set.jsonl", eval.Import{})
		require.NoError(t, err)
		assert.Len(t, got, 2)
	})
	one := func(spans string) string {
		return "[\n{\"full_text\": \"😀 Ada Wolke\",\n \"spans\": [" + spans + "]}\n]"
	}
	t.Run("UTF-16 and bytes", func(t *testing.T) {
		for unit, span := range map[eval.Unit]string{
			eval.CodePoints: `"start_position":2,"end_position":11`, eval.UTF16: `"start_position":3,"end_position":12`, eval.Bytes: `"start_position":5,"end_position":14`,
		} {
			got, err := eval.ReadPresidio(strings.NewReader(one(`{"entity_type":"PERSON","entity_value":"Ada Wolke",`+span+`}`)), "set.json", eval.Import{Unit: unit})
			require.NoError(t, err)
			assert.Equal(t, "😀 ⟦PERSON|Ada Wolke⟧", format(got[0]))
		}
	})
	faults := map[string]struct {
		in   string
		line int
		want error
	}{
		"another unit":      {one(`{"entity_type":"PERSON","entity_value":"Ada Wolke","start_position":1,"end_position":10}`), 2, eval.ErrValue},
		"behind the end":    {one(`{"entity_type":"PERSON","start_position":2,"end_position":99}`), 2, eval.ErrOffsets},
		"negative":          {one(`{"entity_type":"PERSON","start_position":-1,"end_position":3}`), 2, eval.ErrOffsets},
		"empty span":        {one(`{"entity_type":"PERSON","start_position":2,"end_position":2}`), 2, corpus.ErrBounds},
		"no offsets":        {one(`{"entity_type":"PERSON"}`), 2, eval.ErrPresidio},
		"unknown label":     {one(`{"entity_type":"CANARY_LABEL","start_position":2,"end_position":5}`), 2, eval.ErrLabel},
		"overlap":           {one(`{"entity_type":"PERSON","start_position":2,"end_position":6},{"entity_type":"LOCATION","start_position":5,"end_position":9}`), 2, corpus.ErrOverlap},
		"no spans":          {"\n\n{\"full_text\":\"Canary\"}", 3, eval.ErrPresidio},
		"broken":            {"[{\"full_text\":\"Canary\",\n\"spans\":[]", 1, eval.ErrPresidio},
		"not closed":        {"[{\"full_text\":\"Canary\",\n\"spans\":[]}\n", 3, eval.ErrPresidio},
		"something behind":  {"[{\"full_text\":\"Canary\",\n\"spans\":[]}]\n\nCanary", 4, eval.ErrPresidio},
		"empty":             {"[]", 0, corpus.ErrNoSamples},
		"no UTF-8":          {"[{\"full_text\":\"a\",\n\"spans\":[\"Canary\xff\"]}]", 2, corpus.ErrInvalidUTF8},
		"text without text": {`{"full_text":"","spans":[]}`, 1, corpus.ErrEmptyText},
	}
	for name, c := range faults {
		t.Run(name, func(t *testing.T) {
			_, err := eval.ReadPresidio(strings.NewReader(c.in), "set.json", eval.Import{})
			require.ErrorIs(t, err, c.want)
			assert.Equal(t, c.line, place(t, err))
		})
	}
}

func TestReadDoccano(t *testing.T) {
	lines := map[string]string{
		"label":           `{"id":4,"text":"Grüße, Ada Wolke","label":[[7,16,"PER"]],"Comments":[]}`,
		"labels, old":     `{"text":"Grüße, Ada Wolke","labels":[[7,16,"PER"]]}`,
		"data":            `{"data":"Grüße, Ada Wolke","label":[[7,16,"per"]]}`,
		"entity objects":  `{"id":4,"text":"Grüße, Ada Wolke","entities":[{"id":1,"label":"PERSON","start_offset":7,"end_offset":16}],"relations":[]}`,
		"byte order mark": "\xef\xbb\xbf" + `{"text":"Grüße, Ada Wolke","label":[[7,16,"NAME"]]}`,
	}
	for name, line := range lines {
		t.Run(name, func(t *testing.T) {
			got, err := eval.ReadDoccano(strings.NewReader(line+"\n\n"), "set.jsonl", eval.Import{})
			require.NoError(t, err)
			assert.Equal(t, "Grüße, ⟦PERSON|Ada Wolke⟧", format(got[0]))
		})
	}
	faults := map[string]struct {
		in   string
		want error
	}{
		"no label":      {`{"text":"Canary"}`, eval.ErrDoccano},
		"no text":       {`{"label":[]}`, eval.ErrDoccano},
		"two parts":     {`{"text":"Canary","label":[[0,3]]}`, eval.ErrDoccano},
		"a word":        {`{"text":"Canary","label":["Canary"]}`, eval.ErrDoccano},
		"no JSON":       {`Canary`, eval.ErrDoccano},
		"unknown label": {`{"text":"Canary","label":[[0,3,"WHAT"]]}`, eval.ErrLabel},
		"offsets":       {`{"text":"Canary","label":[[0,30,"PER"]]}`, eval.ErrOffsets},
		"no UTF-8":      {"{\"text\":\"Canary\xff\",\"label\":[]}", corpus.ErrInvalidUTF8},
	}
	for name, c := range faults {
		t.Run(name, func(t *testing.T) {
			_, err := eval.ReadDoccano(strings.NewReader("{\"text\":\"a\",\"label\":[]}\n"+c.in), "set.jsonl", eval.Import{})
			require.ErrorIs(t, err, c.want)
			assert.Equal(t, 2, place(t, err))
		})
	}
}

func TestLabels(t *testing.T) {
	l, err := eval.ParseLabels(" MENSCH=PERSON, FIRMA= ,ORT=?LOCATION,")
	require.NoError(t, err)
	line := `{"text":"Ada in Köln bei Wolke","label":[[0,3,"Mensch"],[7,11,"ort"],[16,21,"FIRMA"]]}`
	got, err := eval.ReadDoccano(strings.NewReader(line), "set.jsonl", eval.Import{Labels: l})
	require.NoError(t, err)
	assert.Equal(t, "⟦PERSON|Ada⟧ in Köln bei Wolke", format(got[0]))
	assert.Equal(t, []corpus.Mark{{Start: 7, End: 12, Type: "LOCATION"}}, got[0].Optional)
	for _, bad := range []string{"PER", "=PERSON", "PER=person", "PER=?", "PER=??PERSON"} {
		_, err := eval.ParseLabels(bad)
		assert.ErrorIs(t, err, eval.ErrLabels, bad)
	}
}

func TestReadBrat(t *testing.T) {
	text := "Guten Tag, Ada\nWolke aus Köln,\nmein Name ist Bea Regen."
	ann := "T1\tPER 11 20\tAda Wolke\nT2\tLOC 25 29\tKöln\n#1\tAnnotatorNotes T1\tnote\nR1\tlives Arg1:T1 Arg2:T2\n" +
		"T3\tPERSON 45 48;49 54\tBea Regen\nA1\tSure T3\nE1\tX:T1\n*\tEquiv T1 T3\nN1\tReference T1 W:1\tx\n\n"
	got, err := eval.ReadBrat(text, ann, "set.ann", eval.Import{})
	require.NoError(t, err)
	assert.Equal(t, "Guten Tag, ⟦PERSON|Ada\nWolke⟧ aus ⟦LOCATION|Köln⟧,\nmein Name ist ⟦PERSON|Bea⟧ ⟦PERSON|Regen⟧.", format(got))
	assert.Equal(t, "set", got.ID)
	faults := map[string]struct {
		ann  string
		want error
	}{
		"another text": {"T2\tPER 11 20\tAda Canary\n", eval.ErrValue},
		"no offsets":   {"T2\tPER\tCanary\n", eval.ErrBrat},
		"words":        {"T2\tPER a b\tCanary\n", eval.ErrBrat},
		"one column":   {"T2 Canary\n", eval.ErrBrat},
		"other line":   {"Canary\n", eval.ErrBrat},
		"overlap":      {"T2\tLOC 15 20\tWolke\n", corpus.ErrOverlap},
		"label":        {"T2\tCANARY 25 29\tKöln\n", eval.ErrLabel},
		"behind":       {"T2\tPER 25 2999\tKöln\n", eval.ErrOffsets},
	}
	for name, c := range faults {
		t.Run(name, func(t *testing.T) {
			_, err := eval.ReadBrat(text, "T1\tPER 11 20\tAda Wolke\n"+c.ann+"T9\tLOC 25 29\tKöln\n", "set.ann", eval.Import{})
			require.ErrorIs(t, err, c.want)
			assert.Equal(t, 2, place(t, err))
		})
	}
	t.Run("folder", func(t *testing.T) {
		dir := t.TempDir()
		write := func(name, data string) {
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600))
		}
		write("a.txt", text)
		write("a.ann", ann)
		write("b.txt", "Danke")
		_, err := eval.LoadBrat(eval.Import{}, dir)
		require.ErrorIs(t, err, eval.ErrNoAnn, "nobody has looked at b")
		write("b.ann", "")
		got, err := eval.LoadBrat(eval.Import{}, dir)
		require.NoError(t, err)
		assert.Len(t, got, 2)
		got, err = eval.LoadBrat(eval.Import{}, filepath.Join(dir, "a.ann"))
		require.NoError(t, err)
		assert.Len(t, got, 1)
	})
}

func TestReadCoNLL(t *testing.T) {
	cases := map[string]struct {
		in, want string
		im       eval.Import
		types    []string
	}{
		"CoNLL 2003": {
			in:   "-DOCSTART- -X- -X- O\n\nFrau NN I-NP O\nAda NE I-NP I-PER\nWolke NE I-NP I-PER\n. $. O O\n",
			want: "Frau ⟦PERSON|Ada Wolke⟧.", types: []string{"PERSON"},
		},
		"comments, as GermEval has them": {
			in:   "#\thttp://example.org/1 [2005]\n1\tAda\tB-PER\tO\n2\tWolke\tI-PER\tO\n3\t#\tO\tO\n",
			want: "⟦PERSON|Ada Wolke⟧ #", im: eval.Import{TokenColumn: 2, LabelColumn: 3}, types: []string{"PERSON"},
		},
		"IOBES": {
			in:   "Ada\tB-PER\nvan\tI-PER\nWolke\tE-PER\nBea\tS-PER\nKöln\tS-LOC\n",
			want: "⟦PERSON|Ada van Wolke⟧ ⟦PERSON|Bea⟧ ⟦LOCATION|Köln⟧", types: []string{"LOCATION", "PERSON"},
		},
		"BILOU": {
			in: "Ada\tB-PER\nWolke\tL-PER\nBea\tU-PER\n", want: "⟦PERSON|Ada Wolke⟧ ⟦PERSON|Bea⟧", types: []string{"PERSON"},
		},
		"types of this project, a label of one's own": {
			in:   "Kto\tO\n4711\tB-DE_BANK_ACCOUNT\n12\tI-DE_BANK_ACCOUNT\nbei\tO\nAda\tB-MENSCH\n",
			want: "Kto ⟦DE_BANK_ACCOUNT|4711 12⟧ bei ⟦PERSON|Ada⟧",
			im:   eval.Import{Labels: eval.Labels{"mensch": "PERSON"}}, types: []string{"DE_BANK_ACCOUNT", "PERSON"},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, err := eval.ReadCoNLL(strings.NewReader(c.in), "set.conll", c.im)
			require.NoError(t, err)
			require.Len(t, got, 1)
			assert.Equal(t, c.want, format(got[0]))
			assert.Equal(t, c.types, got[0].Types)
		})
	}
	for name, in := range map[string]string{
		"no label": "Ada\tB-PER\nCanary\n", "a word as label": "Ada\tB-PER\nCanary\tWolke\n", "half a label": "Ada\tB-PER\nCanary\tB-\n",
	} {
		_, err := eval.ReadCoNLL(strings.NewReader(in), "set.conll", eval.Import{})
		require.Error(t, err, name)
		assert.Equal(t, 2, place(t, err), name)
	}
}

// consistent is what every reader promises.
func consistent(t *testing.T, samples []corpus.Sample, err error) {
	if err != nil {
		var at *corpus.Error
		require.True(t, errors.As(err, &at) || errors.Is(err, corpus.ErrNoSamples), "%v", err)
		return
	}
	for _, s := range samples {
		require.NoError(t, s.Validate())
		require.NotEmpty(t, s.Types)
	}
}

func FuzzReadPresidio(f *testing.F) {
	f.Add(`[{"full_text":"Grüße, 😀 Ada","spans":[{"entity_type":"PERSON","entity_value":"Ada","start_position":9,"end_position":12}]}]`, 0)
	f.Add("{\"full_text\":\"a\",\n\"spans\":[]}\n{\"full_text\":\"😀\",\"spans\":[{\"entity_type\":\"GPE\",\"start_position\":0,\"end_position\":2}]}", 2)
	f.Fuzz(func(t *testing.T, in string, unit int) {
		got, err := eval.ReadPresidio(strings.NewReader(in), "set.json", eval.Import{Unit: eval.Unit(uint(unit) % 3)})
		consistent(t, got, err)
	})
}

func FuzzReadDoccano(f *testing.F) {
	f.Add(`{"id":4,"text":"Grüße, Ada","label":[[7,10,"PER"]]}`, 0)
	f.Add(`{"text":"😀 Ada","entities":[{"label":"PERSON","start_offset":5,"end_offset":8}]}`, 1)
	f.Fuzz(func(t *testing.T, in string, unit int) {
		got, err := eval.ReadDoccano(strings.NewReader(in), "set.jsonl", eval.Import{Unit: eval.Unit(uint(unit) % 3)})
		consistent(t, got, err)
	})
}

func FuzzReadBrat(f *testing.F) {
	f.Add("Tag, Ada\nWolke", "T1\tPER 5 8;9 14\tAda Wolke\n#1\tx\n", 0)
	f.Add("😀 Köln", "T1\tLOC 5 10\tKöln\n", 1)
	f.Fuzz(func(t *testing.T, text, ann string, unit int) {
		got, err := eval.ReadBrat(text, ann, "set.ann", eval.Import{Unit: eval.Unit(uint(unit) % 3)})
		if err != nil {
			consistent(t, nil, err)
			return
		}
		require.NoError(t, got.Validate())
	})
}

func FuzzReadCoNLL(f *testing.F) {
	f.Add("# x\nFrau NN O\nAda NE B-PER\n\nBea\tU-PER\n", "PER=PERSON", 1, 0)
	f.Add("1\tAda\tB-X\n2\tBea\tE-X\n", "x=?ADDRESS,y=", 2, 3)
	f.Fuzz(func(t *testing.T, in, labels string, token, label int) {
		l, err := eval.ParseLabels(labels)
		if err != nil {
			require.ErrorIs(t, err, eval.ErrLabels)
			return
		}
		im := eval.Import{Labels: l, TokenColumn: int(uint(token) % 9), LabelColumn: int(uint(label) % 9)}
		got, err := eval.ReadCoNLL(strings.NewReader(in), "set.conll", im)
		consistent(t, got, err)
	})
}
