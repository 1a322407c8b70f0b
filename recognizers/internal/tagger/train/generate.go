package train

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/deckname/deckname/recognizers/internal/tagger"
)

// Generate writes one chat message to an authority: one to three carriers
// with names, addresses and numbers drawn from the lists, often without
// capitals, umlauts or punctuation.
func (n *Names) Generate(rnd *rand.Rand) Sentence {
	s := Sentence{domain: Chat}
	for range 1 + rnd.IntN(3) {
		n.fill(&s, n.lines[rnd.IntN(len(n.lines))], rnd)
	}
	switch x := rnd.Float64(); {
	case x < 0.4:
		for i := range s.toks {
			s.toks[i].text = strings.ToLower(s.toks[i].text)
		}
	case x < 0.5: // capitals only where a phone's keyboard sets them
		for i := range s.toks {
			if i > 0 && s.toks[i-1].text != "." {
				s.toks[i].text = strings.ToLower(s.toks[i].text)
			}
		}
	}
	if rnd.Float64() < 0.35 {
		n.plain(&s, rnd)
	}
	if rnd.Float64() < 0.3 {
		typos(s.toks, rnd)
	}
	return s
}

// fill appends a carrier with its slots filled.
func (n *Names) fill(s *Sentence, carrier string, rnd *rand.Rand) {
	open := tagger.None // class of a name that the next slot may continue
	for f := range strings.FieldsSeq(carrier) {
		before := open
		open = tagger.None
		if f[0] != '<' {
			body := strings.TrimRight(f, ",.!?:;")
			if body != "" {
				s.toks = append(s.toks, token{text: body})
			}
			for _, p := range f[len(body):] {
				s.toks = append(s.toks, token{text: string(p), glue: len(s.toks) > 0})
			}
			continue
		}
		slot, tail, _ := strings.Cut(f[1:], ">")
		from := len(s.toks)
		class := n.slot(s, slot, rnd)
		if class != tagger.None {
			for i := from; i < len(s.toks); i++ {
				if s.toks[i].soft == 0 {
					s.toks[i].class, s.toks[i].begin = class, i == from && !(class == tagger.Person && before == class)
				}
				s.toks[i].soft = 0
			}
		}
		if strings.HasPrefix(tail, "s") && len(s.toks) > from { // genitive
			if l := &s.toks[len(s.toks)-1]; !strings.HasSuffix(l.text, "s") {
				l.text += "s"
			}
			tail = tail[1:]
		}
		for _, p := range tail {
			s.toks = append(s.toks, token{text: string(p), glue: true})
		}
		if tail == "" {
			open = class // "<f> <l>" is one person
		}
	}
}

// slot appends the words of a slot and returns their class. Words with a soft
// mark stay outside the name.
func (n *Names) slot(s *Sentence, slot string, rnd *rand.Rand) tagger.Class {
	put := func(words ...string) {
		for _, w := range words {
			s.toks = append(s.toks, token{text: w})
		}
	}
	number := func(digits int) string {
		b := make([]byte, digits)
		for i := range b {
			b[i] = '0' + byte(rnd.IntN(10))
		}
		return string(b)
	}
	switch slot {
	case "p": // a full name
		first, last := n.given(rnd), n.surname(rnd)
		switch x := rnd.IntN(100); {
		case x < 6:
			put(first, n.given(rnd), last)
		case x < 12:
			put(first+"-"+n.given(rnd), last)
		case x < 18:
			put(first, last+"-"+n.surname(rnd))
		case x < 22:
			put(first)
			put(strings.Fields(particles[rnd.IntN(len(particles))])...)
			put(last)
		case x < 25:
			put(string([]rune(first)[:1])+".", last)
		case x < 29:
			put(last, ",", first)
			s.toks[len(s.toks)-2].glue = true
		case x < 32:
			put(last, first)
		default:
			put(first, last)
		}
		return tagger.Person
	case "f":
		put(n.given(rnd))
		if rnd.IntN(20) == 0 {
			s.toks[len(s.toks)-1].text += "-" + n.given(rnd)
		}
		return tagger.Person
	case "l":
		if rnd.IntN(25) == 0 {
			put(strings.Fields(particles[rnd.IntN(len(particles))])...)
		}
		put(n.surname(rnd))
		if rnd.IntN(16) == 0 {
			s.toks[len(s.toks)-1].text += "-" + n.surname(rnd)
		}
		return tagger.Person
	case "stadt":
		put(strings.Fields(n.city.draw(rnd))...)
		return tagger.Location
	case "plzort":
		p := n.plz[rnd.IntN(len(n.plz))]
		put(p[0])
		s.toks[len(s.toks)-1].soft = 1
		k := len(s.toks)
		put(strings.Fields(p[1])...)
		s.toks[k].class, s.toks[k].begin = tagger.Location, true
		for i := k + 1; i < len(s.toks); i++ {
			s.toks[i].class = tagger.Location
		}
		s.toks[k-1].soft = 0
		return tagger.None
	case "str":
		put(strings.Fields(n.streetName(rnd))...)
		return tagger.Street
	case "hausnr":
		h := strconv.Itoa(1 + rnd.IntN(180))
		if rnd.IntN(6) == 0 {
			h += string(rune('a' + rnd.IntN(5)))
		}
		put(h)
	case "datum":
		if rnd.IntN(2) == 0 {
			put(fmt.Sprintf("%02d.%02d.%d", 1+rnd.IntN(28), 1+rnd.IntN(12), 1940+rnd.IntN(86)))
		} else {
			put(strconv.Itoa(1+rnd.IntN(28))+".", months[rnd.IntN(12)])
		}
	case "tel":
		put("0"+number(3), number(3+rnd.IntN(5)))
	case "nr":
		put(number(4 + rnd.IntN(8)))
	case "uhr":
		put(strconv.Itoa(7+rnd.IntN(12)), "Uhr")
	case "amt":
		put(strings.Fields(offices[rnd.IntN(len(offices))])...)
	case "sache":
		put(strings.Fields(matters[rnd.IntN(len(matters))])...)
	case "rolle":
		put(roles[rnd.IntN(len(roles))])
	case "monat":
		put(months[rnd.IntN(len(months))])
	case "tag":
		put(days[rnd.IntN(len(days))])
	case "beruf":
		put(jobs[rnd.IntN(len(jobs))])
	case "nomen":
		put(nouns[rnd.IntN(len(nouns))])
	case "marke":
		put(brands[rnd.IntN(len(brands))])
		return tagger.Other
	case "firma":
		name := n.surname(rnd)
		if rnd.IntN(4) == 0 {
			name = n.given(rnd) + " " + name
		}
		put(strings.Fields(strings.ReplaceAll(firms[rnd.IntN(len(firms))], "*", name))...)
		return tagger.Organization
	case "schule":
		name := n.surname(rnd)
		if rnd.IntN(2) == 0 {
			name = n.given(rnd) + "-" + name
		}
		put(strings.ReplaceAll(schools[rnd.IntN(len(schools))], "*", name))
		return tagger.Organization
	}
	return tagger.None
}

var particles = strings.Split("von|van|zu|de|El|Al|van der|von der|da|dos|di|Ben|Abu|Mc|ten|vom|zum|le|la|Bin", "|")

// given draws a given name. A few are spelled as no list has them.
func (n *Names) given(rnd *rand.Rand) string {
	s := n.first.draw(rnd)
	if rnd.IntN(25) == 0 {
		return respell(s, rnd)
	}
	return s
}

// surname draws a surname. Some are made of two others' halves, so that names
// in no list are met as often as in real messages.
func (n *Names) surname(rnd *rand.Rand) string {
	s := n.last.draw(rnd)
	switch rnd.IntN(12) {
	case 0:
		return respell(s, rnd)
	case 1:
		a, b := []rune(s), []rune(n.last.draw(rnd))
		if len(a) >= 4 && len(b) >= 5 {
			return string(a[:(len(a)+1)/2]) + strings.ToLower(string(b[len(b)/2:]))
		}
	}
	return s
}

// respell changes one letter for another that sounds or looks alike.
func respell(s string, rnd *rand.Rand) string {
	pairs := [...][2]string{{"ei", "ai"}, {"k", "ck"}, {"tt", "dt"}, {"ie", "y"}, {"f", "ph"}, {"z", "tz"}, {"s", "ss"}, {"ch", "sch"}, {"m", "mm"},
		{"l", "ll"}, {"n", "nn"}, {"e", "eh"}, {"o", "oh"}, {"a", "ah"}, {"sch", "sz"}, {"w", "v"}, {"j", "y"}, {"c", "k"}, {"i", "j"}, {"u", "ou"}}
	for range 6 {
		p := pairs[rnd.IntN(len(pairs))]
		if rnd.IntN(2) == 0 {
			p[0], p[1] = p[1], p[0]
		}
		if i := strings.LastIndex(s, p[0]); i > 0 {
			return s[:i] + p[1] + s[i+len(p[0]):]
		}
	}
	return s
}

func (n *Names) streetName(rnd *rand.Rand) string {
	end := []string{"straße", "straße", "straße", "str.", "str", "weg", "weg", "allee", "platz", "gasse", "ring", "damm", "ufer", "strasse"}[rnd.IntN(14)]
	switch x := rnd.IntN(100); {
	case x < 50:
		s := n.street.draw(rnd)
		if strings.HasSuffix(s, "tr.") && rnd.IntN(2) == 0 {
			s = strings.TrimSuffix(s, ".") + "aße"
		}
		return s
	case x < 65:
		return n.last.draw(rnd) + end
	case x < 75:
		return n.first.draw(rnd) + "-" + n.last.draw(rnd) + "-" + title(end)
	case x < 85:
		c, _, _ := strings.Cut(n.city.draw(rnd), " ")
		return c + "er " + title(end)
	}
	return []string{"Am ", "An der ", "Im ", "Zum ", "Auf dem ", "Unter den ", "Zur ", "In der "}[rnd.IntN(8)] +
		[]string{"Markt", "Anger", "Mühle", "Bach", "Linden", "Kirche", "Rathaus", "Wiesen", "Sportplatz", "Alten Bahnhof", "Hang", "Eichen",
			"Stadtpark", "Hof", "Weinberg", "Sonnenhang", "Kirchplatz", "See"}[rnd.IntN(18)]
}

// typos garbles a word or two outside the names' own first letters.
func typos(toks []token, rnd *rand.Rand) {
	for range 1 + rnd.IntN(2) {
		t := &toks[rnd.IntN(len(toks))]
		r := []rune(t.text)
		if len(r) < 5 {
			continue
		}
		i := 1 + rnd.IntN(len(r)-2)
		switch rnd.IntN(4) {
		case 0:
			r[i], r[i+1] = r[i+1], r[i]
		case 1:
			r = append(r[:i], r[i+1:]...)
		case 2:
			r = append(r[:i+1], r[i:]...)
		default:
			s := strings.NewReplacer("ä", "a", "ö", "o", "ü", "u", "ß", "s").Replace(string(r))
			r = []rune(s)
		}
		t.text = string(r)
	}
}
