package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// specialPlate reads plates of army, police, relief, diplomats and authorities.
func specialPlate(doc *anonymize.Document, i int) (p plate, ok bool) {
	toks, f := doc.Tokens(), doc.Folded()
	t := &toks[i]
	n := int(t.End - t.Start)
	if t.Flags&anonymize.Letter != 0 || n > 6 {
		return p, false
	}
	p.last = i
	k, hyphen, found := plateLetters(doc, i)
	if w := doc.Word(*t); !found || w == "0" {
		// diplomats: 0 17-302
		if i+3 < len(toks) && w == "0" && toks[i+1].Flags&anonymize.Letter == 0 {
			a := i + 1
			if f[toks[a].Start] == '-' {
				a++
			}
			if a+2 < len(toks) && toks[a].Flags&anonymize.Digit != 0 && f[toks[a+1].Start] == '-' && toks[a+2].Flags&(anonymize.Digit|anonymize.Letter) == anonymize.Digit && toks[a].End-toks[a].Start <= 3 && toks[a+2].End-toks[a+2].Start <= 3 {
				p.first, p.last = i, a+2
				return p, true
			}
		}
		return p, false
	}
	p.first = k
	switch w := doc.Word(toks[k]); {
	case n <= 2 && isPoliceLand(w) && capitals(doc, k) && i+2 < len(toks) && f[toks[i+1].Start] == '-' && toks[i+2].Flags&(anonymize.Digit|anonymize.Letter) == anonymize.Digit && toks[i+2].Flags&anonymize.SpaceBefore == 0 && toks[i+2].End-toks[i+2].Start >= 2 && toks[i+2].End-toks[i+2].Start <= 5:
		p.last = i + 2 // NRW 5-2841
		return p, true
	case w == "y" && n >= 3, w == "thw" && n >= 4, w == "x" && hyphen && n == 4:
		if i+1 < len(toks) && n <= 3 && toks[i+1].Flags&(anonymize.Letter|anonymize.Digit) == anonymize.Digit && toks[i+1].Start-t.End == 1 && toks[i+1].End-toks[i+1].Start == 3 {
			p.last = i + 1 // Y-123 456
		}
		return p, true
	case n <= 4 && isDistrictCode(w) && capitals(doc, k) && f[t.Start] != '0' && i+1 < len(toks) && toks[i+1].End-toks[i+1].Start == 1 && toks[i+1].Is(anonymize.Upper) && toks[i+1].Start-t.End <= 1 && exportBefore(doc, k) && endsWord(doc, i+1):
		p.last = i + 1 // BI 471 X
		return p, true
	case w == "bp" && n == 2 && i+2 < len(toks) && f[toks[i+1].Start] == '-' && toks[i+2].Flags&(anonymize.Digit|anonymize.Letter) == anonymize.Digit:
		p.last = i + 2
		return p, true
	case hyphen && n >= 2 && isDistrictCode(w) && capitals(doc, k) && f[t.Start] != '0' && !(n > 4 && k > 0 && isNr(doc.Word(toks[k-1]))):
		return p, true
	case hyphen && isDistrictCode(w) && capitals(doc, k) && f[t.Start] == '0' && n > 1 && strings.IndexByte("3467", f[t.Start+1]) >= 0:
		// dealers, collectors and journeys of a few days: XX-06 1234, XX-071234
		if n == 2 && i+1 < len(toks) && toks[i+1].Flags&(anonymize.Letter|anonymize.Digit|anonymize.LineStart) == anonymize.Digit && toks[i+1].Start-t.End == 1 && toks[i+1].End-toks[i+1].Start <= 4 {
			p.last = i + 1
			return p, true
		}
		return p, n >= 4
	}
	return p, false
}

// namedByID tells whether an identifier is announced right before token i: "Fahrt-ID R-4843".
func namedByID(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	i--
	if toks[i].Flags&anonymize.Punct != 0 {
		i--
	}
	w := doc.Word(toks[i])
	return w == "id" || w == "kennung" || strings.HasSuffix(w, "id") && len(w) > 6
}

// exportBefore tells whether one of the four words before token i names plates for the way abroad.
func exportBefore(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	for k := i - 1; k >= 0 && i-k <= 5; k-- {
		for _, start := range [...]string{"ausfuhr", "export", "zollkenn", "zollschild"} {
			if strings.HasPrefix(doc.Word(toks[k]), start) {
				return true
			}
		}
	}
	return false
}

// isPoliceLand reports the Länder whose police has plates of its own.
func isPoliceLand(w string) bool {
	switch w {
	case "bwl", "byl", "bbl", "hel", "lsa", "lsn", "mvl", "nl", "nrw", "rpl", "sal", "sh", "thl":
		return true
	}
	return false
}

// mistypedReach is how many tokens may stand between the word for plates and one that is mistyped in its letters.
const mistypedReach = 12

// mistypedPlate reads a plate of no district right behind its keyword ("Kennzeichen QX-LK 90"), or one of a district with an umlaut behind the hyphen, where none
// has one, shortly behind it: "Kennzeichen reserviert, aber TBB-ÜB 14".
func (r *licensePlate) mistypedPlate(doc *anonymize.Document, i int) (p plate, ok bool) {
	toks := doc.Tokens()
	if size := toks[i].End - toks[i].Start; size > 4 || !checkDigits(doc.Word(toks[i])) || doc.Word(toks[i])[0] == '0' {
		return p, false
	}
	mid, _, ok := plateLetters(doc, i)
	if !ok {
		return p, false
	}
	umlaut := toks[mid].Flags&anonymize.NonASCII != 0 && toks[mid].End-toks[mid].Start <= 4 && len([]rune(doc.Original(toks[mid]))) <= 2
	if !umlaut && len(doc.Word(toks[mid])) > 2 {
		return p, false
	}
	code, hyphen, ok := plateLetters(doc, mid)
	if !ok || !hyphen || runes(doc.Word(toks[code])) > 3 || len(doc.Word(toks[code])) > 4 {
		return p, false
	}
	if _, ok = r.strong.Before(doc, code, 2); !ok && umlaut && capitals(doc, code) && isDistrictCode(doc.Word(toks[code])) {
		_, ok = r.strong.Within(doc, code, mistypedReach)
	}
	if !ok && code > 0 && doc.Word(toks[code-1]) == "mit" {
		_, ok = r.keys.Before(doc, code, 2) // "geblitzt mit lör-am 404"
	}
	return plate{first: code, last: i, code: doc.Word(toks[code]), mid: doc.Word(toks[mid]), digits: int(toks[i].End - toks[i].Start), apart: true, hyphen: true, upper: capitals(doc, code)}, ok
}
