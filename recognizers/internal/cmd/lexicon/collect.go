package main

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/deckname/deckname/internal/fold"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
)

// word is what was collected of one folded word.
type word struct {
	class                      lexicon.Class
	lower, upper, noun, titled int // counts in the texts
	first                      int // births with this given name
	last, place                uint8
	rows                       int // postcodes of the place
	male, female               int
}

type collection struct {
	dir   string
	words map[string]*word
	plz   [][2]string
}

func (c *collection) word(folded string) *word {
	w := c.words[folded]
	if w == nil {
		w = new(word)
		c.words[folded] = w
	}
	return w
}

// key is the folded joined spelling of a name of one or more words.
func key(s string) string {
	f := fold.String(s)
	f = strings.Map(func(r rune) rune {
		if r == '-' || r == '/' || r == '.' || r == '\'' {
			return ' '
		}
		return r
	}, f)
	return strings.Join(strings.Fields(f), " ")
}

func (c *collection) lines(pattern string, fn func(line string)) error {
	m, err := filepath.Glob(filepath.Join(c.dir, pattern))
	if err != nil {
		return err
	}
	if len(m) == 0 {
		return fmt.Errorf("no file matches %s", pattern)
	}
	for _, name := range m {
		if err := eachLine(name, fn); err != nil {
			return err
		}
	}
	return nil
}

// firstNames joins the registries (counts, sex) and the lists without counts,
// which weigh as much as a name given count times.
func (c *collection) firstNames() error {
	for _, city := range []string{"berlin", "koeln", "leipzig"} {
		err := c.lines("names/vornamen_"+city+".tsv", func(l string) {
			f := strings.Split(l, "\t")
			if len(f) < 3 {
				return
			}
			n, err := strconv.Atoi(f[1])
			if err == nil {
				c.firstName(f[0], n, f[2])
			}
		})
		if err != nil {
			return err
		}
	}
	plain := func(pattern, sex string, count int) error {
		return c.lines(pattern, func(l string) { c.firstName(l, count, sex) })
	}
	for _, l := range []struct {
		pattern, sex string
		count        int
	}{
		{"names/faker/php_de_firstNameFemale.txt", "w", 200},
		{"names/faker/php_de_firstNameMale.txt", "m", 200},
		{"names/faker/py_*_first_names_female.txt", "w", 100},
		{"names/faker/py_*_first_names_male.txt", "m", 100},
		{"names/faker_js/de_first_name.txt", "", 100},
		{"names/zxcvbn_de/firstnames.txt", "", 200},
	} {
		if err := plain(l.pattern, l.sex, l.count); err != nil {
			return err
		}
	}
	return c.lines("names/sigpwned/common-forenames-by-country.csv", func(l string) {
		f := strings.Split(l, ",")
		if len(f) == 12 {
			c.firstName(f[10], 60, strings.ToLower(f[9]))
			c.firstName(f[11], 60, strings.ToLower(f[9]))
		}
	})
}

func (c *collection) firstName(name string, count int, sex string) {
	for _, part := range strings.Fields(key(name)) {
		if len(part) < 2 {
			continue
		}
		w := c.word(part)
		w.class |= lexicon.FirstName
		w.first += count
		switch sex {
		case "m":
			w.male += count
		case "w", "f":
			w.female += count
		}
	}
}

var particles = set(`von vom van de da do dos das del della di du den der el al la le bin ibn ben ap mac mc st zu zum zur ter ten op abu`)

func (c *collection) surnames() error {
	rank := 0
	err := c.lines("names/zxcvbn_de/lastnames.txt", func(l string) {
		rank++
		c.surname(l, map[bool]uint8{true: 7}[rank <= 100])
		c.surname(l, map[bool]uint8{true: 6}[rank <= 500])
		c.surname(l, map[bool]uint8{true: 5}[rank <= 1500])
		c.surname(l, 4)
	})
	if err != nil {
		return err
	}
	for _, l := range []struct {
		pattern string
		class   uint8
	}{
		{"names/faker/*last*ame*.txt", 4},
		{"names/faker_js/de_last_name.txt", 3},
		{"names/nachnamen_germaner.list", 1},
	} {
		if err := c.lines(l.pattern, func(s string) { c.surname(s, l.class) }); err != nil {
			return err
		}
	}
	err = c.lines("names/sigpwned/common-surnames-by-country.csv", func(l string) {
		f := strings.Split(l, ",")
		if len(f) == 8 && f[0] != "JP" && f[0] != "KR" {
			c.surname(f[4], 3)
			c.surname(f[5], 3)
		}
	})
	for _, w := range c.words {
		// a surname of nobody in the lists needs more than one call by it
		if w.titled >= 5 && 4*w.titled > w.noun+w.lower {
			w.class |= lexicon.Surname
		}
		if w.class&lexicon.Surname != 0 && 2*w.titled > w.noun+w.lower {
			w.last = max(w.last, min(level(w.titled), 5))
		}
	}
	return err
}

func (c *collection) surname(name string, class uint8) {
	parts := strings.Fields(key(name))
	for _, part := range parts {
		if len(part) < 2 || len(parts) > 1 && particles[part] {
			continue
		}
		w := c.word(part)
		w.class |= lexicon.Surname
		w.last = max(w.last, class)
	}
}

// compile turns counts into frequency classes.
func (c *collection) compile() *lexicon.Builder {
	b := new(lexicon.Builder)
	for s, w := range c.words {
		w.dropNoise()
		e := lexicon.Entry{Class: w.class, Last: w.last}
		if w.class&lexicon.FirstName != 0 {
			e.First = max(1, level(w.first/2))
			if w.male*20 >= w.female && w.male > 0 {
				e.Class |= lexicon.Male
			}
			if w.female*20 >= w.male && w.female > 0 {
				e.Class |= lexicon.Female
			}
		}
		if w.class&lexicon.Surname != 0 {
			e.Last = max(1, e.Last)
		}
		if w.class&(lexicon.Place|lexicon.Country|lexicon.District) != 0 {
			e.Place = max(1, w.place, level(w.rows))
			if 2*w.lower < w.upper && 8*w.noun < w.upper {
				e.Place = max(e.Place, level(w.upper))
			}
		}
		// OCR and stenography faults make every word lower case once
		if w.lower >= 2 && 200*w.lower > w.upper {
			e.Class |= lexicon.Common
			e.Common = level(w.lower)
		}
		if w.noun >= 2 && 20*w.noun > w.upper {
			e.Class |= lexicon.Noun
			e.Noun = level(w.noun)
		}
		if e.Class != 0 && e.Class != lexicon.Wiki || w.class&lexicon.Wiki != 0 && w.upper+w.lower > 0 {
			b.Add(fold.HashBytes(s), e)
		}
	}
	for _, p := range c.plz {
		b.AddPLZ(p[0], fold.HashBytes(p[1]))
	}
	return b
}

// dropNoise takes roles away that only stray entries of noisy lists give an
// everyday word: "Und" was registered as a given name, "Nicht" as a surname.
func (w *word) dropNoise() {
	if w.lower < 64 || w.upper > w.lower {
		return
	}
	if w.first < 40 {
		w.class &^= lexicon.FirstName
	}
	if w.last <= 1 {
		w.class &^= lexicon.Surname
		w.last = 0
	}
}

// level is the frequency class of a count: 1, 4, 16, 64, 256, 1024, 4096.
func level(n int) uint8 {
	l := uint8(0)
	for ; n > 0 && l < 7; n /= 4 {
		l++
	}
	return l
}
