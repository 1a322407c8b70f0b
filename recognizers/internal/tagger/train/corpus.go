package train

import (
	"bufio"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"github.com/deckname/deckname/recognizers/internal/tagger"
)

// Domain says whose annotation rules a sentence follows.
type Domain uint8

// The domains. General is what the tagger uses: it is trained on all others.
const (
	General Domain = iota
	GermEval
	SmartData
	MobIE
	LER
	Massive
	Chat
	Silver  // labelled by a network
	domains = int(iota)
)

// token is a word of a corpus. A token with a set of classes instead of one
// may have any label of these classes (the corpus does not say which).
type token struct {
	text  string
	glue  bool // no blank before it
	class tagger.Class
	begin bool  // first token of its span
	soft  uint8 // set of possible classes (1<<class); 0 if class is sure
}

// Sentence is one training or test sentence.
type Sentence struct {
	toks   []token
	domain Domain
}

const (
	anyClass  = 1<<tagger.None | 1<<tagger.Person | 1<<tagger.Location | 1<<tagger.Street | 1<<tagger.Organization | 1<<tagger.Other
	notPerson = anyClass &^ (1 << tagger.Person)
)

// mapping translates a corpus's label; soft is 0 if class is sure.
type mapping func(label string) (c tagger.Class, soft uint8)

func germEval(l string) (tagger.Class, uint8) {
	switch l {
	case "PER":
		return tagger.Person, 0
	case "LOC":
		return tagger.Location, 0
	case "ORG":
		return tagger.Organization, 0
	case "OTH":
		return tagger.Other, 0
	}
	return tagger.None, 0 // derived and partial names
}

func dfki(l string) (tagger.Class, uint8) {
	switch l {
	case "person":
		return tagger.Person, 0
	case "location", "location-city":
		return tagger.Location, 0
	case "location-street":
		return tagger.Street, 0
	case "location-stop", "location-route":
		return 0, notPerson
	case "organization", "organization-company":
		return tagger.Organization, 0
	}
	return tagger.None, 0
}

func legal(l string) (tagger.Class, uint8) {
	switch l {
	case "PER", "RR", "AN":
		return tagger.Person, 0
	case "ST", "LD", "LDS":
		return tagger.Location, 0
	case "STR":
		return tagger.Street, 0
	case "ORG", "UN", "INN", "GRT":
		return tagger.Organization, 0
	case "MRK":
		return tagger.Other, 0
	case "LIT":
		return 0, anyClass
	}
	return tagger.None, 0
}

func voice(l string) (tagger.Class, uint8) {
	switch l {
	case "person":
		return tagger.Person, 0
	case "place_name":
		return tagger.Location, 0
	case "artist_name":
		return 0, anyClass
	case "business_name":
		return tagger.Organization, 0
	case "song_name", "audiobook_name", "podcast_name", "radio_name", "game_name", "movie_name", "app_name":
		return tagger.Other, 0
	}
	return tagger.None, 0
}

// readBIO reads a corpus with one token and label a line.
func readBIO(name string, domain Domain, m mapping) ([]Sentence, error) {
	f, err := os.Open(filepath.Clean(name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []Sentence
	s := Sentence{domain: domain}
	flush := func() {
		if len(s.toks) > 0 && s.toks[0].text != "-DOCSTART-" {
			setGlue(s.toks)
			all = append(all, s)
		}
		s.toks = nil
	}
	sc := bufio.NewScanner(f)
	last := ""
	for sc.Scan() {
		text, label, ok := strings.Cut(sc.Text(), "\t")
		if !ok {
			flush()
			last = ""
			continue
		}
		t := token{text: text}
		if label != "O" {
			t.class, t.soft = m(label[2:])
			t.begin = label[0] == 'B' || last != label[2:]
			last = label[2:]
		} else {
			last = ""
		}
		if t.class == tagger.None && t.soft == 0 && domain != GermEval && domain != Chat {
			t.soft = 1<<tagger.None | 1<<tagger.Other // only GermEval marks other names
		}
		s.toks = append(s.toks, t)
	}
	flush()
	return all, sc.Err()
}

// readJSON reads SmartData: texts with offsets in code points.
func readJSON(name string) ([]Sentence, error) {
	f, err := os.Open(filepath.Clean(name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []Sentence
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var d struct {
			Text     string
			Entities [][3]any
		}
		if err := json.Unmarshal(sc.Bytes(), &d); err != nil {
			return nil, err
		}
		runes := []rune(d.Text)
		class := make([]token, len(runes)) // per rune
		for _, e := range d.Entities {
			c, soft := dfki(e[2].(string))
			from, to := int(e[0].(float64)), int(e[1].(float64))
			for i := from; i < to && i < len(runes); i++ {
				if c != 0 || soft != 0 {
					class[i] = token{class: c, soft: soft, begin: i == from}
				}
			}
		}
		s := Sentence{domain: SmartData}
		flush := func() {
			if len(s.toks) > 0 {
				all = append(all, s)
			}
			s.toks = nil
		}
		glue := false
		for i := 0; i < len(runes); {
			if r := runes[i]; r == ' ' || r == '\n' || r == '\t' || r == '\u00a0' {
				if r == '\n' {
					flush()
				}
				glue = false
				i++
				continue
			}
			j := i + 1
			for j < len(runes) && wordRune(runes[i]) && wordRune(runes[j]) && !class[j].begin &&
				class[j].class == class[i].class && class[j].soft == class[i].soft {
				j++
			}
			t := class[i]
			t.text, t.glue = string(runes[i:j]), glue
			if t.class == 0 && t.soft == 0 {
				t.soft = 1<<tagger.None | 1<<tagger.Other
			}
			s.toks = append(s.toks, t)
			glue = true
			i = j
		}
		flush()
	}
	return all, sc.Err()
}

// setGlue guesses where a text had no blank between the tokens of a corpus.
func setGlue(toks []token) {
	open := false
	for i := range toks {
		t := &toks[i]
		prev := ""
		if i > 0 {
			prev = toks[i-1].text
		}
		switch t.text {
		case ",", ".", ";", ":", "!", "?", ")", "]", "}", "…", "...", "%", "“", "«", "‘", "’":
			t.glue = i > 0
		case "\"", "'":
			t.glue = open
			open = !open
			continue
		}
		switch prev {
		case "(", "[", "{", "„", "»", "‚", "#", "@":
			t.glue = true
		case "\"", "'":
			if open {
				t.glue = true
			}
		}
	}
}

// text writes the sentence and returns the byte offsets of its tokens.
func (s *Sentence) text(buf []byte, offsets []int) ([]byte, []int) {
	buf, offsets = buf[:0], offsets[:0]
	for i := range s.toks {
		if i > 0 && !s.toks[i].glue {
			buf = append(buf, ' ')
		}
		offsets = append(offsets, len(buf))
		buf = append(buf, s.toks[i].text...)
	}
	return buf, append(offsets, len(buf))
}

// Data are the sentences of all corpora.
type Data struct {
	Train []Sentence
	Dev   map[string][]Sentence
}

// ReadData reads the corpora below dir and samples the legal one.
func ReadData(dir string, fraction float64, seed uint64) (*Data, error) {
	rnd := rand.New(rand.NewPCG(seed, 1))
	d := &Data{Dev: make(map[string][]Sentence)}
	for _, c := range []struct {
		name   string
		domain Domain
		m      mapping
	}{{"germeval2014", GermEval, germEval}, {"mobie", MobIE, dfki}, {"german_ler", LER, legal}, {"massive_de", Massive, voice}} {
		path := filepath.Join(dir, "ner", c.name)
		train, err := readBIO(filepath.Join(path, "train.bio.tsv"), c.domain, c.m)
		if err != nil {
			return nil, err
		}
		for _, s := range train {
			if c.domain == LER && !s.named() && rnd.Float64() > 0.06 || fraction < 1 && rnd.Float64() > fraction {
				continue
			}
			d.Train = append(d.Train, s)
		}
		dev, err := readBIO(filepath.Join(path, "dev.bio.tsv"), c.domain, c.m)
		if err != nil {
			return nil, err
		}
		d.Dev[c.name] = dev
	}
	smart, err := readJSON(filepath.Join(dir, "ner/smartdata/v1_all_minus_mobie_devtest.jsonl"))
	if err != nil {
		return nil, err
	}
	for _, s := range smart {
		if fraction >= 1 || rnd.Float64() <= fraction {
			d.Train = append(d.Train, s)
		}
	}
	return d, nil
}

// named reports whether the sentence has a person, place or street.
func (s *Sentence) named() bool {
	for _, t := range s.toks {
		if t.class == tagger.Person || t.class == tagger.Location || t.class == tagger.Street {
			return true
		}
	}
	return false
}

// only returns the sentences of the domain.
func (d *Data) only(domain Domain) *Data {
	kept := &Data{Dev: d.Dev}
	for _, s := range d.Train {
		if s.domain == domain {
			kept.Train = append(kept.Train, s)
		}
	}
	return kept
}
