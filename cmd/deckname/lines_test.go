package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestJSONValues(t *testing.T) {
	line := `{"a": "x", "b" : [1, "y", {"c":"ü\n"}, []], "d":{}, "e":-1.5e3,"f":"z" }`
	vals, err := jsonValues([]byte(line))
	require.NoError(t, err)
	var got []string
	for _, v := range vals {
		got = append(got, fmt.Sprintf("%c%d %s=%s %s", v.kind, v.depth, v.key, v.text, line[v.start:v.end]))
	}
	assert.Equal(t, []string{
		`k1 a=a "a"`, `s1 a=x "x"`, `k1 b=b "b"`, `n2 b=1 1`, `s2 b=y "y"`, `k3 c=c "c"`, "s3 c=ü\n \"ü\\n\"",
		`k1 d=d "d"`, `k1 e=e "e"`, `n1 e=-1.5e3 -1.5e3`, `k1 f=f "f"`, `s1 f=z "z"`,
	}, got)
	for name, bad := range map[string]string{
		"not closed": `{"a":"x"`, "an array": `["a"]`, "a string": `"a"`, "two values": `{} {}`, "nothing": "", "words": "hello",
		"half a pair": `{"a":"\ud800"}`, "half a pair in a key": `{"\udfff":1}`,
	} {
		_, err := jsonValues([]byte(bad))
		assert.Error(t, err, name)
	}
	_, err = jsonValues([]byte(`{"a":"\uFFFD � \ud83d\ude00"}`))
	assert.NoError(t, err, "the replacement character itself is a character")
}

func FuzzJSONValues(f *testing.F) {
	f.Add(`{"a": "x", "b" : [1, "y", {"c":"ü\n\u00e4"}], "d":null}`)
	f.Add(`{"\ud83d":"\udc00","":[[[{}]]]}`)
	f.Fuzz(func(t *testing.T, line string) {
		vals, err := jsonValues([]byte(line))
		if err != nil {
			return
		}
		texts := make([]string, len(vals))
		for i, v := range vals {
			texts[i] = v.text
		}
		require.Equal(t, line, string(splice([]byte(line), vals, texts)), "nothing replaced, nothing changed")
		for i, v := range vals {
			if v.kind == 's' {
				texts[i] = v.text + "\"\\\n"
			} else {
				texts[i] = v.text
			}
		}
		out := splice([]byte(line), vals, texts)
		again, err := jsonValues(out)
		require.NoError(t, err)
		require.Len(t, again, len(vals))
		for i, v := range again {
			require.Equal(t, texts[i], v.text)
			require.Equal(t, vals[i].key, v.key)
		}
	})
}

// TestPipelineOrder: whatever the workers do, the output has the order of the input, and bad lines leave nothing.
func TestPipelineOrder(t *testing.T) {
	var in, want bytes.Buffer
	for i := range 20_000 {
		fmt.Fprintf(&in, "%d\n", i)
		if i%5000 != 7 {
			fmt.Fprintf(&want, "<%d>\n", i)
		}
	}
	var out, errs bytes.Buffer
	a := &app{in: &in, out: &out, err: &errs}
	err := a.pipeline(t.Context(), nil, formatAuto, func(_ context.Context, f format, lines []line) ([]result, error) {
		assert.Equal(t, formatText, f)
		rs := make([]result, len(lines))
		for i, l := range lines {
			rs[i].out = fmt.Appendf(nil, "<%s>%s", l.text, l.eol)
			if (l.no-1)%5000 == 7 {
				rs[i] = result{err: errNotUTF8}
			}
		}
		time.Sleep(time.Duration(len(lines)%3) * time.Millisecond)
		return rs, nil
	})
	assert.ErrorIs(t, err, errBad)
	assert.Equal(t, want.String(), out.String())
	assert.Contains(t, errs.String(), "stdin:5008: line is not valid UTF-8")
	assert.Contains(t, errs.String(), "4 bad lines")
}

// TestPipelineAnswersAtOnce: a filter between two programs must not wait for more input than one line.
func TestPipelineAnswersAtOnce(t *testing.T) {
	in, feed := io.Pipe()
	out, answers := io.Pipe()
	a := &app{in: in, out: answers, err: io.Discard}
	done := make(chan error, 1)
	go func() {
		err := a.pipeline(t.Context(), nil, formatText, func(_ context.Context, _ format, lines []line) ([]result, error) {
			rs := make([]result, len(lines))
			for i, l := range lines {
				rs[i].out = append(l.text, l.eol...)
			}
			return rs, nil
		})
		answers.Close()
		done <- err
	}()
	buf := make([]byte, 100)
	for i := range 3 {
		_, err := fmt.Fprintf(feed, "line %d\n", i)
		require.NoError(t, err)
		n, err := out.Read(buf)
		require.NoError(t, err)
		assert.Equal(t, fmt.Sprintf("line %d\n", i), string(buf[:n]))
	}
	feed.Close()
	rest, err := io.ReadAll(out)
	require.NoError(t, err)
	assert.Empty(t, rest)
	require.NoError(t, <-done)
}

// TestPipelineFails: an error that concerns more than a line ends the run.
func TestPipelineFails(t *testing.T) {
	var out bytes.Buffer
	a := &app{in: strings.NewReader(strings.Repeat("x\n", 10_000)), out: &out, err: io.Discard}
	boom := fmt.Errorf("vault is gone")
	err := a.pipeline(t.Context(), nil, formatText, func(context.Context, format, []line) ([]result, error) { return nil, boom })
	assert.ErrorIs(t, err, boom)
	assert.Empty(t, out.String())
}

func TestLines(t *testing.T) {
	cases := map[string]struct {
		in    string
		want  []string
		form  format
		given format
	}{
		"no line break at the end":  {in: "a\nb", want: []string{"a", "b"}, form: formatText},
		"line breaks of Windows":    {in: "a\r\nb\r\n", want: []string{"a", "b"}, form: formatText},
		"blank lines stay":          {in: "a\n\nb\n", want: []string{"a", "", "b"}, form: formatText},
		"JSON behind blanks":        {in: " \n\t{\"text\":1}", want: []string{" ", "\t{\"text\":1}"}, form: formatJSONL},
		"JSON behind a BOM":         {in: "\ufeff{}", want: []string{"{}"}, form: formatJSONL},
		"text with a BOM keeps it":  {in: "\ufeffa", want: []string{"\ufeffa"}, form: formatText},
		"text that is said to be":   {in: "{}", want: []string{"{}"}, form: formatText, given: formatText},
		"nothing":                   {in: "", want: nil, form: formatText},
		"blanks only":               {in: "  \n", want: []string{"  "}, form: formatText},
		"a long blank is no format": {in: strings.Repeat(" ", chunkBytes+1) + "{", want: []string{strings.Repeat(" ", chunkBytes+1) + "{"}, form: formatText},
	}
	for name, c := range cases {
		a := &app{in: strings.NewReader(c.in)}
		s, err := a.open("-", c.given, 0)
		require.NoError(t, err, name)
		assert.Equal(t, c.form, s.format, name)
		var got []string
		for no := 1; ; no++ {
			l, err := s.next(no)
			if err == io.EOF {
				break
			}
			require.NoError(t, err, name)
			require.NoError(t, l.err, name)
			got = append(got, string(l.text))
		}
		assert.Equal(t, c.want, got, name)
	}
}

func TestScoreJSON(t *testing.T) {
	for in, want := range map[score]string{1: "1", 0.97: "0.97", 0.123456: "0.1235", 0.5: "0.5"} {
		got, err := json.Marshal(in)
		require.NoError(t, err)
		assert.Equal(t, want, string(got))
	}
}
