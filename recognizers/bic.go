package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// BIC returns the recognizer of BIC: the business identifier code of a bank.
//
// Format: 4 letters, ISO country code, 2 letters or digits, optionally 3 more; in groups (4 2 2 3) beside the keyword. Check: the country code; a keyword is
// needed ("SCHULEN1" is a word), or in capitals or with a digit a word for a bank or account nearby, except for
// codes of eleven capitals that end in XXX, which no word does. Known false positives: capitalised words beside the keyword.
// Source: ISO 9362.
func BIC() anonymize.Recognizer {
	return &bic{newIdent("bic", anonymize.HasLetter, words.New("bic", "bics", "swift", "bic swift", "swift bic", "swift code", "swiftcode", "bic code", "bank identifier code", "biccode", "bankcode", "bank code", "swift adresse", "swift#", "bic#"), anonymize.BIC),
		words.New("iban", "bankverbindung", "kontoverbindung", "bankdaten", "kontodaten", "*bank", "*sparkasse", "bank", "sparkasse", "kreditinstitut", "geldinstitut", "institut", "*ueberweisung", "ueberweisung", "ueberweisungen",
			"ueberweisen", "konto", "kto", "girokonto", "kontowechsel", "lastschrift", "sepa", "transfer", "bank account")}
}

type bic struct {
	ident
	weak *words.Set // words that count only beside capitals or a digit
}

// bicReach is how far a keyword may stand from a code that is no word, in words.
const bicReach = 8

func (r *bic) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	toks := doc.Tokens()
	features := doc.Features()
	context := r.keys.Mentioned(doc)
	if !context && features&(anonymize.HasUpper|anonymize.HasDigit) == 0 {
		return dst, nil
	}
	before, done := -1, -1 // last token of the last finding
	for i := range toks {
		if err := alive(ctx, i); err != nil {
			return dst, err
		}
		t := &toks[i]
		n := t.End - t.Start
		if n < 4 || n > 11 || t.Flags&anonymize.Letter == 0 || i <= done || n != 8 && n != 11 && !context {
			continue
		}
		var code bicCode
		if !code.read(doc, i) || n == 4 && !r.keyRightBefore(doc, i) {
			if r.mistyped(doc, i) {
				dst = r.report(doc, dst, anonymize.BIC, finding{start: int(t.Start), end: int(t.End), score: 0.65, rule: "bic/mistyped"})
				before, done = i, i
			}
			continue
		}
		if fd, ok := r.judge(doc, i, &code, before); ok {
			dst = r.report(doc, dst, anonymize.BIC, fd)
			before, done = code.last, code.last
		}
	}
	return dst, nil
}

// judge tells whether the code at token i is a bank's; before is the last token of the finding before, or -1.
func (r *bic) judge(doc *anonymize.Document, i int, code *bicCode, before int) (fd finding, ok bool) {
	toks := doc.Tokens()
	fd = finding{start: int(toks[i].Start), end: int(toks[code.last].End), rule: "bic/keyword", score: 0.9, evidence: anonymize.EvidenceLexicon}
	noWord := code.digits || code.capitals
	if fd.hit, ok = r.keys.Before(doc, i, 3); ok {
		// a word of everyday language is none
		return fd, noWord || fd.hit.Distance == 0 || isLink(doc.Word(toks[i-1]))
	}
	if !noWord {
		return fd, false
	}
	if fd.hit, ok = r.keys.After(doc, code.last, 1); ok && code.capitals {
		return fd, true
	}
	if fd.hit, ok = r.keys.InPrompt(doc); ok {
		return fd, true
	}
	if fd.hit, ok = r.keys.Before(doc, i, bicReach); ok && (code.digits || !code.spaced) {
		return fd, true
	}
	if before >= 0 && i-before <= bicReach && code.digits {
		fd.rule = "bic/further"
		return fd, true
	}
	if code.spaced { // "LAUTET 37" beside a bank is none
		if _, ok = r.keys.Within(doc, i, 3*bicReach); !ok {
			return fd, false
		}
	}
	fd.score, fd.rule = 0.75, "bic/bank"
	if fd.hit, ok = r.weak.Before(doc, i, 5); !ok || !code.capitals {
		if fd.hit, ok = r.ibanBefore(doc, i); !ok || !code.capitals {
			ok = false
			if code.mixed && (code.capitals || string(code.buf[4:6]) == "de") {
				if fd.hit, ok = r.weak.Within(doc, i, 3*bicReach); !ok {
					if fd.hit, ok = r.weak.InPrompt(doc); !ok {
						fd.hit, ok = r.keys.Within(doc, i, 3*bicReach)
					}
				}
			}
		}
	}
	if !ok && code.capitals && code.n == 11 && string(code.buf[8:11]) == "xxx" {
		fd.score, fd.rule, ok = 0.8, "bic/head-office", true
	}
	return fd, ok
}

// mistyped tells whether token i has the form of a code, in capitals and with a digit, but for the country, and stands right behind an IBAN.
func (r *bic) mistyped(doc *anonymize.Document, i int) bool {
	t := doc.Tokens()[i]
	if n := t.End - t.Start; n != 8 && n != 11 || t.Flags&(anonymize.AllUpper|anonymize.Digit) != anonymize.AllUpper|anonymize.Digit || !startsWord(doc, i) || !endsWord(doc, i) {
		return false
	}
	w := doc.Original(t)
	for k := range len(w) {
		if isDigit(w[k]) != (k >= 6 && isDigit(w[k])) {
			return false
		}
	}
	_, ok := r.ibanBefore(doc, i)
	return ok
}

// keyRightBefore tells whether a keyword stands before token i with nothing but a colon or a verb between.
func (r *bic) keyRightBefore(doc *anonymize.Document, i int) bool {
	hit, ok := r.keys.Before(doc, i, 2)
	return ok && (hit.Distance == 0 || isLink(doc.Word(doc.Tokens()[i-1])))
}

// bicCode is a code in one token, or in groups of four, two and two characters and perhaps three.
type bicCode struct {
	buf      [11]byte
	n, last  int
	spaced   bool // in groups
	digits   bool // holds a digit
	mixed    bool // the same, and not folded to a letter as in "b0b"
	capitals bool // all letters are capitals
}

// read reads the code that begins at token i.
func (c *bicCode) read(doc *anonymize.Document, i int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	c.capitals = true
	for k := i; k < len(toks) && k < i+4; k++ {
		t := &toks[k]
		w := f[t.Start:t.End]
		if t.Flags&anonymize.Punct != 0 || k > i && (t.Start-toks[k-1].End != 1 || t.Flags&anonymize.LineStart != 0) || c.n+len(w) > 11 {
			break
		}
		switch c.n { // the group that may come next
		case 8:
			if len(w) != 3 || t.Flags&anonymize.AllUpper == 0 && digitsIn(w) < 3 || w != "xxx" && digitsIn(w) == 0 {
				return c.finish(doc, i)
			}
		case 4:
			if len(w) != 2 && len(w) != 4 {
				return false
			}
		case 6:
			if len(w) != 2 && len(w) != 5 {
				return false
			}
		case 0:
			if len(w) != 4 && len(w) != 6 && len(w) != 8 && len(w) != 11 {
				return false
			}
		}
		c.n += copy(c.buf[c.n:], w)
		c.last, c.spaced = k, k > i
		c.mixed = c.mixed || t.Flags&anonymize.Digit != 0
		c.digits = c.digits || digitsIn(doc.Original(*t)) > 0
		c.capitals = c.capitals && (t.Flags&anonymize.AllUpper != 0 || t.Flags&anonymize.Letter == 0)
	}
	return c.finish(doc, i)
}

// finish checks what was read.
func (c *bicCode) finish(doc *anonymize.Document, i int) bool {
	if c.n != 8 && c.n != 11 || !bicForm(string(c.buf[:c.n])) {
		return false
	}
	if c.digits || c.capitals { // "BIC/IBAN: …/DE…"
		toks, f := doc.Tokens(), doc.Folded()
		end := toks[c.last].End
		return (startsWord(doc, i) || f[toks[i].Start-1] == '/') && (endsWord(doc, c.last) || f[end] == '/')
	}
	return startsWord(doc, i) && endsWord(doc, c.last)
}

// ibanBefore tells whether an IBAN ends right before token i.
func (r *bic) ibanBefore(doc *anonymize.Document, i int) (words.Hit, bool) {
	toks := doc.Tokens()
	k := i - 1
	for k >= 0 && toks[k].Flags&anonymize.Punct != 0 && i-k < 3 {
		k--
	}
	digits := 0
	for n := 0; k >= 0 && n < 8 && toks[k].Flags&anonymize.Digit != 0; n++ {
		digits += int(toks[k].End - toks[k].Start)
		k--
	}
	return words.Hit{}, digits >= 18
}

func bicForm(w string) bool {
	for i := 0; i < len(w); i++ {
		if c := w[i]; !isLower(c) && (i < 6 || !isDigit(c)) {
			return false
		}
	}
	return isCountry(w[4:6])
}

// isCountry reports the two-letter codes of ISO 3166-1, and XK.
func isCountry(cc string) bool {
	second := ""
	switch cc[0] {
	case 'a':
		second = "defgilmoqrstuwxz"
	case 'b':
		second = "abdefghijlmnoqrstvwyz"
	case 'c':
		second = "acdfghiklmnoruvwxyz"
	case 'd':
		second = "ejkmoz"
	case 'e':
		second = "ceghrst"
	case 'f':
		second = "ijkmor"
	case 'g':
		second = "abdefghilmnpqrstuwy"
	case 'h':
		second = "kmnrtu"
	case 'i':
		second = "delmnoqrst"
	case 'j':
		second = "emop"
	case 'k':
		second = "eghimnprwyz"
	case 'l':
		second = "abcikrstuvy"
	case 'm':
		second = "acdefghklmnopqrstuvwxyz"
	case 'n':
		second = "acefgilopruz"
	case 'o':
		second = "m"
	case 'p':
		second = "aefghklmnrstwy"
	case 'q':
		second = "a"
	case 'r':
		second = "eosuw"
	case 's':
		second = "abcdeghijklmnorstvxyz"
	case 't':
		second = "cdfghjklmnortvwz"
	case 'u':
		second = "agmsyz"
	case 'v':
		second = "aceginu"
	case 'w':
		second = "fs"
	case 'x':
		second = "k"
	case 'y':
		second = "et"
	case 'z':
		second = "amw"
	}
	return strings.IndexByte(second, cc[1]) >= 0
}

func (r *bic) sets() []*words.Set { return []*words.Set{r.keys, r.weak} }
