package dates

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// Bounds of a talk's lines, in tokens.
const (
	replyTokens    = 14 // before the date in its line
	questionTokens = 40 // of the line before
)

// replied returns the token that asks for a birth date on the line before that of token i, where the date there only answers it: "Agent: Und das Geburtsdatum?",
// next line "Kundin: 12 06 90"; -1 if none does.
func (r *reader) replied(i int) int {
	k := i
	for ; k > 0 && !r.line(k); k-- {
		if i-k > replyTokens {
			return -1
		}
	}
	if k == 0 || !r.answers(k, i) {
		return -1
	}
	end, at := k, -1
	asks := r.punct(end-1, '?')
	for k--; k >= 0 && end-k <= questionTokens; k-- {
		if r.toks[k].Flags&anonymize.Letter != 0 {
			switch e := r.entry(k); {
			case at < 0 && e.roles&(done|other|event|paper) != 0 && e.roles&birth == 0:
				return -1 // "geboren; und wann war der Termin?"
			case e.roles&birth != 0 && at < 0 && r.word(k) != "welt":
				at = k
			}
			switch r.word(k) {
			case "wann", "welches", "welchem", "brauche", "brauchen", "braeuchte", "benoetige", "benoetigen", "nennen", "nenne", "sagen", "geben", "bitte", "fehlt", "noch", "when", "need", "please", "tell":
				asks = true
			}
		} else if _, ok := r.read(k); ok && at < 0 {
			return -1 // its own date stands behind it
		}
		if r.line(k) || k == 0 {
			break
		}
	}
	if !asks {
		return -1
	}
	return at
}

// answers tells whether only who speaks, another number and small words stand from token k, with which a line begins, to the date at token i.
func (r *reader) answers(k, i int) bool {
	for n := k; n < k+10 && n < i; n++ { // "[10:04] Kundin:", "Sprecher B:"
		if r.punct(n, ':') && (n+1 == i || r.toks[n+1].Flags&anonymize.SpaceBefore != 0) {
			for j := k; j < n; j++ {
				if r.entry(j).roles&(done|other|event|paper|happen) != 0 {
					return false // "Termin:"
				}
			}
			k = n + 1
			break
		}
	}
	for ; k < i; k++ {
		if r.toks[k].Flags&anonymize.Letter == 0 {
			continue
		}
		switch r.word(k) {
		case "am", "der", "den", "dem", "die", "das", "und", "ist", "war", "sie", "er", "ja", "also", "moment", "vom", "on", "the", "it", "is", "and", "aehm", "hm", "genau", "gerne", "gern", "klar", "ok", "okay", "naja":
		default:
			return false
		}
	}
	return true
}

// inLines tells whether the date of somebody of age and a name are all of their line, and the next line is the like: the birthdays of a parish paper. The
// line above must not speak of weddings or deaths.
func (r *reader) inLines(b *Birth) bool {
	if b.Year < 1900 || !b.grown() || !r.line(b.First) {
		return false
	}
	next, ok := r.namedLine(b.Last)
	if !ok || next >= len(r.toks) {
		return false
	}
	d, ok := r.read(next)
	if _, named := r.namedLine(d.Last); !ok || !named || d.Year < 1900 || !d.grown() {
		return false
	}
	for k, n := b.First-1, 0; k >= 0 && n < questionTokens; k, n = k-1, n+1 {
		if r.entry(k).roles&(done|event|paper|happen) != 0 || r.toks[k].Flags&anonymize.Letter != 0 && (strings.HasPrefix(r.word(k), "verst") || strings.HasPrefix(r.word(k), "trau") || strings.HasPrefix(r.word(k), "sterbe")) {
			return false
		}
		if r.line(k) {
			break
		}
	}
	b.Score, b.Rule = 0.75, "birth-lines"
	return true
}

// namedLine tells whether a name is all that stands behind token last in its line, and returns the first token of the next one.
func (r *reader) namedLine(last int) (next int, ok bool) {
	k := r.firstPerson(last + 1)
	if k >= len(r.all) || r.all[k].First != last+1 || r.line(last+1) || !r.line(r.all[k].Last+1) {
		return 0, false
	}
	return r.all[k].Last + 1, true
}

// signedOff tells whether the date at token i stands behind a comma and the name of whoever signed the letter: "gez. Wieprecht, 24.09.2024".
func (r *reader) signedOff(i int) bool {
	if !r.punct(i-1, ',') || r.line(i) {
		return false
	}
	k := r.firstPerson(i - 2)
	return k < len(r.all) && r.all[k].Last == i-2 && r.undersigned(r.all[k].First)
}

// undersigned tells whether a word for a signature stands before token i, with which a name begins, so that it is that of whoever signs.
func (r *reader) undersigned(i int) bool {
	i--
	for n := 0; i > 0 && n < 2 && r.toks[i].Flags&anonymize.Punct != 0; n++ {
		i--
	}
	if i < 0 || r.toks[i].Flags&anonymize.Letter == 0 {
		return false
	}
	switch r.word(i) {
	case "gez", "gezeichnet", "unterschrift", "unterzeichnet", "ppa", "fdr", "vermerk", "erledigt", "signed", "auftrag":
		return true
	case "a", "v", "r": // "i. A.", "i. V.", "f. d. R."
		return i > 1 && (r.punct(i-1, '.') && (r.word(i-2) == "i" || r.word(i-2) == "d") || r.word(i-1) == "i")
	case "dr", "frau", "herr":
		return i > 1 && r.undersigned(i)
	}
	return false
}

// packed reads "01021988" and "010288" right behind a birth word.
func (r *reader) packed(i int) (b Birth, ok bool) {
	t := &r.toks[i]
	n := int(t.End - t.Start)
	if n != 8 && n != 6 || t.Flags&(anonymize.Digit|anonymize.Letter) != anonymize.Digit || r.glued(i+1) && r.toks[i+1].Flags&anonymize.Punct == 0 {
		return b, false
	}
	at, direct, what := r.before(i, -1)
	asked, reply := -1, false
	if what&birth == 0 || !direct {
		if asked, reply = r.question(); asked < 0 || !reply {
			return b, false
		}
	}
	w := r.word(i)
	two := func(k int) int { return 10*int(w[k]-'0') + int(w[k+1]-'0') }
	d := Date{First: i, Last: i, Day: two(0), Month: two(2), Year: two(4)}
	if n == 8 {
		d.Year = 100*two(4) + two(6)
		if !d.Valid() {
			d.Day, d.Month, d.Year = two(6), two(4), 100*two(0)+two(2)
		}
	}
	if !d.Valid() {
		return b, false
	}
	b = Birth{Date: d, Score: 0.9, Rule: "birth-word", Context: at, Words: true}
	if asked >= 0 {
		b.Context, b.InPrompt, b.Rule = asked, true, "birth-asked"
	}
	return b, true
}
