package train

import (
	"embed"
	"io/fs"
	"path"
	"strings"

	"github.com/deckname/deckname/internal/corpus"
	"github.com/deckname/deckname/recognizers/internal/tagger"
)

// messageFiles are messages and letters of citizens, written and marked for
// training only: persons, places and addresses in the format and by the
// guideline of the corpus in testdata, of which they are no part.
//
//go:embed messages/*.txt
var messageFiles embed.FS

// messageRepeats is how often an epoch sees each of them, every time with
// other names for most.
const messageRepeats = 2

// messages reads the training messages.
func messages() ([]Sentence, error) {
	var all []Sentence
	err := eachMessage(func(m *corpus.Sample, unmarked uint8) error {
		all = append(all, message(m, unmarked))
		return nil
	})
	return all, err
}

// eachMessage calls do for each training message, with the classes that its
// unmarked words may have.
func eachMessage(do func(m *corpus.Sample, unmarked uint8) error) error {
	names, err := fs.Glob(messageFiles, "messages/*.txt")
	if err != nil {
		return err
	}
	for _, name := range names {
		data, err := messageFiles.ReadFile(name)
		if err != nil {
			return err
		}
		samples, err := corpus.ParseSource(string(data), name)
		if err != nil {
			return err
		}
		unmarked := uint8(notPersonOrPlace)
		if runningText[path.Base(name)] {
			unmarked = notPerson
		}
		for i := range samples {
			if err := do(&samples[i], unmarked); err != nil {
				return err
			}
		}
	}
	return nil
}

// runningText are the files in the manner of encyclopedias and newspapers.
// The guideline leaves out rivers, buildings and the like, which the corpora
// of such texts mark, so that there an unmarked word may be a place.
var runningText = map[string]bool{
	"chronicles.txt": true, "clinics.txt": true, "encyclopedia.txt": true, "encyclopedia2.txt": true, "encyclopedia3.txt": true,
	"encyclopedia4.txt": true, "magazines.txt": true, "news.txt": true, "notes.txt": true, "pages.txt": true, "papers.txt": true,
	"papers2.txt": true, "press.txt": true, "rare.txt": true, "reports.txt": true, "twins.txt": true, "web.txt": true, "world.txt": true,
}

const notPersonOrPlace = notPerson &^ (1 << tagger.Location)

// message turns a marked message into a training sentence. The guideline
// marks no streets without a number, no firms and no works, so that what is
// unmarked may be one: unmarked are the classes that remain possible.
func message(m *corpus.Sample, unmarked uint8) Sentence {
	s := Sentence{domain: Chat}
	at := 0
	put := func(to int, class tagger.Class, soft uint8) {
		part := plainSentence(m.Text[at:to], Chat)
		for i, t := range part.toks {
			if i == 0 {
				t.glue = at > 0 && !blank(m.Text[at-1]) && !blank(m.Text[at])
			}
			t.class, t.soft, t.begin = class, soft, i == 0 && class != tagger.None
			s.toks = append(s.toks, t)
		}
		at = to
	}
	for _, e := range m.Entities {
		put(e.Start, tagger.None, unmarked)
		switch e.Type {
		case "PERSON":
			put(e.End, tagger.Person, 0)
		case "LOCATION":
			put(e.End, tagger.Location, 0)
		case "ADDRESS": // street, number and place in one
			if n := streetLength(m.Text[e.Start:e.End]); n > 0 {
				put(e.Start+n, tagger.Street, 0)
			}
			put(e.End, tagger.None, notPerson)
		default:
			put(e.End, tagger.None, 1<<tagger.None)
		}
	}
	put(len(m.Text), tagger.None, unmarked)
	return s
}

// streetLength returns how many bytes of an address are the name of the
// street: what stands before the house number, if that comes next.
func streetLength(address string) int {
	at := strings.IndexAny(address, "0123456789")
	if at < 0 {
		return 0
	}
	street := strings.TrimRight(address[:at], " \t\n")
	for _, word := range []string{"Hausnummer", "hausnummer", "Nummer", "nummer", "Nr.", "nr.", "Nr", "nr"} {
		if cut, ok := strings.CutSuffix(street, " "+word); ok {
			street = strings.TrimRight(cut, " ,")
			break
		}
	}
	lower := strings.ToLower(street)
	if len(street) < 4 || strings.ContainsAny(street, ",;:/(|\n") || strings.HasPrefix(lower, "postfach") || strings.HasPrefix(lower, "packstation") ||
		!blank(address[at-1]) && address[at-1] != '.' {
		return 0
	}
	return len(street)
}

func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }
