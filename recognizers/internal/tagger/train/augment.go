package train

import (
	"encoding/csv"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckname/deckname/recognizers/internal/tagger"
)

// weighted is a list that is drawn from by weight.
type weighted struct {
	items []string
	sums  []float64
	index map[string]bool
}

func (w *weighted) add(s string, weight float64) {
	if w.index == nil {
		w.index = make(map[string]bool)
	}
	total := 0.0
	if n := len(w.sums); n > 0 {
		total = w.sums[n-1]
	}
	w.items, w.sums = append(w.items, s), append(w.sums, total+weight)
	w.index[s] = true
}

func (w *weighted) draw(rnd *rand.Rand) string {
	x := rnd.Float64() * w.sums[len(w.sums)-1]
	i, _ := slices.BinarySearch(w.sums, x)
	return w.items[min(i, len(w.items)-1)]
}

// Names are the lists from which names are drawn for training sentences.
type Names struct {
	first, last, city, street weighted
	plz                       [][2]string
	lines                     []string // carriers
}

// NewNames makes lists of equal weights.
func NewNames(first, last, cities, streets []string) *Names {
	n := &Names{lines: carriers()}
	for _, l := range []struct {
		list  *weighted
		items []string
	}{{&n.first, first}, {&n.last, last}, {&n.city, cities}, {&n.street, streets}} {
		for _, s := range l.items {
			l.list.add(s, 1)
		}
	}
	for i, c := range cities {
		n.plz = append(n.plz, [2]string{fmt.Sprintf("%05d", 10115+i), c})
	}
	return n
}

// ReadNames reads the lists below dir.
func ReadNames(dir string) (*Names, error) {
	n := &Names{lines: carriers()}
	lines := func(pattern string, fn func(string)) error {
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return err
		}
		for _, f := range files {
			data, err := os.ReadFile(filepath.Clean(f))
			if err != nil {
				return err
			}
			for l := range strings.Lines(string(data)) {
				if l = strings.TrimSpace(l); l != "" {
					fn(l)
				}
			}
		}
		return nil
	}
	list := func(w *weighted, weight float64) func(string) {
		return func(l string) {
			if !strings.Contains(l, " ") {
				w.add(title(l), weight)
			}
		}
	}
	for _, s := range []struct {
		pattern string
		fn      func(string)
	}{
		{"names/vornamen_berlin.tsv", func(l string) {
			f := strings.Split(l, "\t")
			if c, err := strconv.Atoi(f[1]); err == nil && !strings.Contains(f[0], " ") {
				n.first.add(f[0], math.Sqrt(float64(c)))
			}
		}},
		{"names/faker/php_de_first*.txt", list(&n.first, 40)},
		{"names/faker/py_de_*first*.txt", list(&n.first, 10)},
		{"names/zxcvbn_de/lastnames.txt", list(&n.last, 10)},
		{"names/faker/*last*.txt", list(&n.last, 10)},
		{"names/faker_js/de_last_name.txt", list(&n.last, 8)},
		{"names/nachnamen_germaner.list", list(&n.last, 0.35)},
		{"names/faker/py_de_DE_cities.txt", func(l string) { n.city.add(l, 20) }},
		{"names/faker_js/de_city_name.txt", func(l string) { n.city.add(l, 60) }},
		{"names/faker_js/de_street_name.txt", func(l string) { n.street.add(l, 1) }},
		{"places/plz_de.tsv", func(l string) {
			f := strings.Split(l, "\t")
			if strings.ContainsAny(f[1], "0123456789&.") || strings.Count(f[1], " ") > 3 || strings.Contains(f[1], "GmbH") || strings.Contains(f[1], "AG") {
				return
			}
			n.plz = append(n.plz, [2]string{f[0], f[1]})
			n.city.add(f[1], 1)
		}},
	} {
		if err := lines(s.pattern, s.fn); err != nil {
			return nil, err
		}
	}
	for _, s := range []struct {
		file   string
		column int
		list   *weighted
		weight float64
	}{{"common-forenames-by-country.csv", 11, &n.first, 12}, {"common-surnames-by-country.csv", 5, &n.last, 12}} {
		f, err := os.Open(filepath.Join(dir, "names/sigpwned", s.file))
		if err != nil {
			return nil, err
		}
		r := csv.NewReader(f)
		r.FieldsPerRecord = -1
		rows, err := r.ReadAll()
		_ = f.Close()
		if err != nil {
			return nil, err
		}
		for _, row := range rows[1:] {
			if len(row) > s.column && !strings.Contains(row[s.column], " ") && row[s.column] != "" {
				s.list.add(row[s.column], s.weight)
			}
		}
	}
	return n, nil
}

func title(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// augment returns a changed copy of the sentence: names swapped for others,
// letter case and umlauts lost. The source stays as it is.
func (n *Names) augment(s *Sentence, rnd *rand.Rand, into *Sentence) {
	into.domain = s.domain
	into.toks = append(into.toks[:0], s.toks...)
	if x := rnd.Float64(); x < 0.35 || x < 0.65 && s.domain == Chat {
		n.swap(into.toks, rnd)
	}
	switch x := rnd.Float64(); {
	case s.domain == Massive:
		if x < 0.25 { // as if typed with capitals at names only, or at the start
			for i := range into.toks {
				if c := into.toks[i].class; i == 0 || c == tagger.Person || c == tagger.Location {
					into.toks[i].text = title(into.toks[i].text)
				}
			}
		}
	case x < 0.22:
		for i := range into.toks {
			into.toks[i].text = strings.ToLower(into.toks[i].text)
		}
		if rnd.Float64() < 0.3 {
			n.plain(into, rnd)
		}
	case x < 0.24:
		for i := range into.toks {
			into.toks[i].text = strings.ToUpper(into.toks[i].text)
		}
	case x < 0.27: // names in capitals, as letter heads and forms write them
		for i := range into.toks {
			if c := into.toks[i].class; c == tagger.Person {
				into.toks[i].text = strings.ToUpper(into.toks[i].text)
			}
		}
	}
}

// plain drops punctuation, as chats do.
func (n *Names) plain(s *Sentence, rnd *rand.Rand) {
	kept := s.toks[:0]
	for _, t := range s.toks {
		if (t.text == "," || t.text == "." || t.text == "!" || t.text == "?") && t.class == tagger.None && rnd.Float64() < 0.8 {
			continue
		}
		kept = append(kept, t)
	}
	if len(kept) > 0 {
		s.toks = kept
	}
}

// swap replaces the names of persons and some places. Within one sentence the
// same word always gets the same replacement.
func (n *Names) swap(toks []token, rnd *rand.Rand) {
	done := make(map[string]string)
	for i := 0; i < len(toks); {
		if !toks[i].begin {
			i++
			continue
		}
		j := i + 1
		for j < len(toks) && toks[j].class == toks[i].class && !toks[j].begin && toks[j].soft == 0 {
			j++
		}
		switch {
		case toks[i].class == tagger.Person && rnd.Float64() < 0.85:
			for k := i; k < j; k++ {
				toks[k].text = n.other(toks[k].text, k == j-1 && (j > i+1 || rnd.Float64() < 0.6), rnd, done)
			}
		case toks[i].class == tagger.Location && j == i+1 && rnd.Float64() < 0.3 && n.city.index[toks[i].text]:
			if c := n.city.draw(rnd); !strings.ContainsAny(c, " /") {
				toks[i].text = c
			}
		}
		i = j
	}
}

func (n *Names) other(w string, last bool, rnd *rand.Rand, done map[string]string) string {
	if o, ok := done[w]; ok {
		return o
	}
	r, _ := utf8.DecodeRuneInString(w)
	if utf8.RuneCountInString(w) < 3 || strings.HasSuffix(w, ".") || !unicode.IsLetter(r) {
		return w
	}
	lower := unicode.IsLower(r)
	known := title(w)
	isFirst, isLast := n.first.index[known], n.last.index[known]
	if lower && !isFirst && !isLast {
		return w // a particle
	}
	genitive := ""
	if strings.HasSuffix(w, "s") && (n.first.index[known[:len(known)-1]] || n.last.index[known[:len(known)-1]]) && !isFirst {
		genitive = "s"
		isFirst = n.first.index[known[:len(known)-1]]
	}
	var o string
	if isFirst && (!last || !isLast && rnd.Float64() < 0.8) {
		o = n.first.draw(rnd)
		if rnd.Float64() < 0.04 {
			o += "-" + n.first.draw(rnd)
		}
	} else {
		o = n.last.draw(rnd)
		if rnd.Float64() < 0.03 {
			o += "-" + n.last.draw(rnd)
		}
	}
	if genitive != "" && !strings.HasSuffix(o, "s") {
		o += genitive
	}
	if lower {
		o = strings.ToLower(o)
	}
	done[w] = o
	return o
}
