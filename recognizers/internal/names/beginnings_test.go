package names

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/deckname/deckname/anonymize"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestBeginnings: no rule would find more if it were asked at every token instead of at those that classify and consult chose.
func TestBeginnings(t *testing.T) {
	f, err := os.Open("../../../testdata/chat/dev.jsonl")
	require.NoError(t, err)
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	e := New()
	for sc.Scan() {
		var m struct{ Text, Prompt string }
		require.NoError(t, json.Unmarshal(sc.Bytes(), &m))
		for _, text := range []string{m.Text, strings.ToLower(m.Text), strings.ToUpper(m.Text), strings.ReplaceAll(m.Text, " ", "\n"), strings.ReplaceAll(m.Text, " ", ", ")} {
			doc, err := anonymize.NewDocument(text, m.Prompt)
			require.NoError(t, err)
			var some, all Result
			s := &some.scan
			s.start(e, doc)
			s.taken = s.addresses(nil)
			some.Persons = s.persons(nil)
			some.Locations = s.locations(nil, some.Persons)
			s = &all.scan
			s.start(e, doc)
			for i := range s.toks {
				s.persona[i/64] |= 1 << (i % 64)
				if s.kinds[i]&(kLook|kStop|kPoss) == kLook {
					s.places[i/64] |= 1 << (i % 64)
				}
			}
			s.taken = s.addresses(nil)
			all.Persons = s.persons(nil)
			all.Locations = s.locations(nil, all.Persons)
			require.Equal(t, all.Persons, some.Persons, text)
			require.Equal(t, all.Locations, some.Locations, text)
			for i := range s.toks { // what is remembered of units is what they are
				if s.letter(i) && !s.toks[i].Is(anonymize.Digit) {
					u, ok := s.unitAt(i)
					v, good := s.readUnit(i)
					require.Equal(t, good, ok, text)
					require.Equal(t, v, u, text)
				}
			}
		}
	}
	assert.NoError(t, sc.Err())
}
