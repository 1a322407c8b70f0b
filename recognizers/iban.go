package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/checksum"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// IBAN returns the recognizer of IBAN_CODE: international bank account numbers of every country in the registry.
//
// Format: country code, two check digits, a national part whose length and characters the registry fixes (DE: 18 digits, 22 characters in
// all); people group it by four, by anything or not at all. Check: ISO 7064 MOD 97-10 over the whole, national part first.
// A number that fails is reported if it has exactly the country's length and form, or stands beside "IBAN", "Konto", …;
// 20 digits beside "IBAN" are a German one whose DE was left out. The letter O for a zero is understood.
// Known false positives: none seen; a random string of the right form passes with 1:97.
// Source: SWIFT, IBAN registry (ISO 13616).
func IBAN() anonymize.Recognizer {
	return &iban{newIdent("iban", anonymize.HasDigit, words.New("iban", "iban nr", "iban nummer", "konto", "kontonummer", "kto", "kto nr", "kontonr",
		"bankverbindung", "kontoverbindung", "bankdaten", "kontodaten", "girokonto", "account", "bankkonto", "konto nr"), anonymize.IBANCode)}
}

type iban struct{ ident }

func (r *iban) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	toks := doc.Tokens()
	var j joined
	done := int32(0) // tokens before this one belong to a finding
	for step, ti := range numbersOf(doc).mixed {
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		if ti < done {
			continue
		}
		first, skip := ibanStart(doc, int(ti))
		if first < 0 {
			continue
		}
		cc := doc.Folded()[int(toks[first].Start)+skip:][:2]
		spelt := toks[first].End-toks[first].Start == 1
		if spelt {
			cc = doc.Word(toks[first]) + doc.Word(toks[first+1])
		}
		bban := bbanOf(cc)
		unknown := bban == ""
		if unknown {
			// a mistyped country, right beside the keyword
			if spelt {
				continue
			}
			if _, beside := r.keys.Before(doc, first, 2); !beside && skip == 0 {
				continue
			}
			bban = bbanOf("de")
		}
		j.join(doc, first, maxJoined)
		if _, whole := j.at(skip + 4 + bbanLen(bban)); !whole && j.n < skip+4+bbanLen(bban) {
			// cut by a line end: only if the check tells
			j.lines = true
			j.join(doc, first, skip+4+bbanLen(bban))
			j.lines = false
			if v := j.buf[skip:j.n]; len(v) != 4+bbanLen(bban) || !fitsBBAN(v, bban) || checksum.Mod97(checksum.Mod97(0, v[4:]), v[:4]) != 1 {
				j.join(doc, first, maxJoined)
			}
		}
		if f, last, ok := r.judge(doc, &j, first, skip, bban, unknown); ok {
			if unknown {
				f.score, f.rule = 0.6, "iban/mistyped"
				f.evidence &^= anonymize.EvidenceChecksum
			}
			f.start = int(toks[first].Start) + skip
			dst = r.report(doc, dst, anonymize.IBANCode, f)
			done = int32(last) + 1
		}
	}
	return r.bare(ctx, doc, dst)
}

// ibanStart returns the token in which an IBAN may begin that has its first digit in token ti, and how many characters
// of a keyword glued to it ("ibande89…") to skip; -1 if none begins here.
func ibanStart(doc *anonymize.Document, ti int) (first, skip int) {
	toks, f := doc.Tokens(), doc.Folded()
	t := &toks[ti]
	w := f[t.Start:t.End]
	if t.Flags&anonymize.Letter != 0 {
		if strings.HasPrefix(w, "iban") {
			skip = 4
		}
		if len(w) < skip+3 || !isLower(w[skip]) || !isLower(w[skip+1]) || !isDigit(w[skip+2]) {
			return -1, 0
		}
		return ti, skip
	}
	if ti == 0 {
		return -1, 0
	}
	p := &toks[ti-1]
	if ti > 1 && singleLetter(p) && singleLetter(&toks[ti-2]) && p.Start-toks[ti-2].End == 1 && t.Start-p.End <= 2 && (toks[ti-1].Flags|t.Flags)&anonymize.LineStart == 0 {
		return ti - 2, 0 // "A T 13 99 …"
	}
	if p.End-p.Start != 2 || p.Flags&anonymize.Letter == 0 || t.Start-p.End > 2 || t.Flags&anonymize.LineStart != 0 {
		return -1, 0
	}
	if w := f[p.Start:p.End]; !isLower(w[0]) || !isLower(w[1]) {
		return -1, 0
	}
	return ti - 1, 0
}

// singleLetter tells whether t is a letter alone.
func singleLetter(t *anonymize.Token) bool {
	return t.End-t.Start == 1 && t.Flags&(anonymize.Letter|anonymize.Digit) == anonymize.Letter
}

// judge decides about the characters in j, of which the first skip are a keyword. In an unknown country any length will do.
func (r *iban) judge(doc *anonymize.Document, j *joined, first, skip int, bban string, unknown bool) (f finding, last int, ok bool) {
	length := 4 + bbanLen(bban)
	toks := doc.Tokens()
	if last, ok = j.at(skip + length); ok {
		v := j.buf[skip : skip+length]
		repaired := repairZeros(v, bban)
		if fitsBBAN(v, bban) {
			valid := checksum.Mod97(checksum.Mod97(0, v[4:]), v[:4]) == 1
			f = finding{end: int(toks[last].End), rule: "iban/form", score: 0.8}
			hit, found := r.keys.Near(doc, first, last)
			f.hit = hit
			switch {
			case valid && repaired:
				f.score, f.rule = 0.9, "iban/letter-for-digit"
			case valid:
				f.score, f.evidence, f.rule = 0.97, anonymize.EvidenceChecksum, "iban/checksum"
				if found || skip > 0 {
					f.score = 0.99
				}
			case !found && length < 18 && skip == 0, !found && j.holdsWord(doc, first, last):
				return f, 0, false
			}
			return f, last, true
		}
	}
	// mistyped: a digit too many or too few, beside its keyword
	hit, found := r.keys.Before(doc, first, 4)
	if !found && skip == 0 {
		hit, found = r.keys.InPrompt(doc)
	}
	if !found && skip == 0 {
		return f, 0, false
	}
	last = -1
	digits := 0
	n := 0
	least, most := skip+length-4, skip+length+3
	if unknown || skip > 0 || !hit.InPrompt && hit.Distance <= 1 {
		least, most = skip+14, skip+34
	}
	for _, c := range j.cuts[:j.k] {
		word := j.buf[n:c.n]
		if n > skip+2 && !hasDigit(word) || c.n > most {
			break
		}
		n = c.n
		last = c.tok
	}
	if last < 0 || n < least {
		return f, 0, false
	}
	for _, c := range j.buf[skip:n] {
		if isDigit(c) {
			digits++
		}
	}
	if digits < 8 {
		return f, 0, false
	}
	return finding{end: int(toks[last].End), score: 0.6, rule: "iban/mistyped", hit: hit}, last, true
}

// holdsWord tells whether a word of the sentence was joined, up to token last, and no group of an account's number: "BY0816-112904-23/1 wird ermittelt".
func (j *joined) holdsWord(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	for _, c := range j.cuts[:j.k] {
		t := &toks[c.tok]
		if c.tok > last {
			break
		}
		if t.Flags&(anonymize.Letter|anonymize.Digit) == anonymize.Letter && (t.End-t.Start > 4 || c.tok > first && t.Flags&anonymize.AllUpper == 0 && toks[first].Flags&anonymize.Upper != 0) {
			return true
		}
	}
	return false
}

func hasDigit(b []byte) bool {
	for _, c := range b {
		if isDigit(c) {
			return true
		}
	}
	return false
}

// bare finds 20 digits beside the word IBAN: a German IBAN without its DE.
func (r *iban) bare(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	s := numbersOf(doc)
	it := s.windowsOf(20)
	var buf [32]byte
	for step := 0; ; step++ {
		w, ok := it.next()
		if !ok {
			return dst, nil
		}
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		first := s.first(w)
		if s.edge(w) != edgeClean || !s.plain(w) || first > 0 && doc.Word(doc.Tokens()[first-1]) == "de" {
			continue
		}
		hit, found := r.keys.Near(doc, first, s.last(w))
		if !found {
			continue
		}
		d := s.read(w, &buf)
		f := finding{score: 0.6, rule: "iban/without-country", hit: hit}
		if checksum.Mod97(checksum.Mod97(checksum.Mod97(0, d[2:]), []byte{'d', 'e'}), d[:2]) == 1 {
			f.score = 0.95
		}
		f.start, f.end = s.bounds(w)
		dst = r.report(doc, dst, anonymize.IBANCode, f)
	}
}

// repairZeros replaces the letter o by a zero where bban wants a digit, and reports whether it did.
func repairZeros(v []byte, bban string) bool {
	did := false
	fix := func(i int) {
		if v[i] == 'o' {
			v[i], did = '0', true
		}
	}
	fix(2)
	fix(3)
	at := 4
	for n, kind := range bbanParts(bban) {
		for range n {
			if kind == 'n' {
				fix(at)
			}
			at++
		}
	}
	return did
}

func fitsBBAN(v []byte, bban string) bool {
	if !isDigit(v[2]) || !isDigit(v[3]) {
		return false
	}
	at := 4
	for n, kind := range bbanParts(bban) {
		for range n {
			switch c := v[at]; kind {
			case 'n':
				if !isDigit(c) {
					return false
				}
			case 'a':
				if !isLower(c) {
					return false
				}
			default:
				if c >= 0x80 {
					return false
				}
			}
			at++
		}
	}
	return true
}

// bbanParts walks over a description such as "10n11c2n": counts and kinds (n digits, a letters, c both).
func bbanParts(s string) func(yield func(n int, kind byte) bool) {
	return func(yield func(int, byte) bool) {
		n := 0
		for i := 0; i < len(s); i++ {
			if isDigit(s[i]) {
				n = n*10 + int(s[i]-'0')
				continue
			}
			if !yield(n, s[i]) {
				return
			}
			n = 0
		}
	}
}

func bbanLen(s string) int {
	sum := 0
	for n := range bbanParts(s) {
		sum += n
	}
	return sum
}

// bbanOf returns the form of a country's national part by the registry, "" for a code that is not in it.
func bbanOf(cc string) string {
	switch cc {
	case "de", "cr", "me", "rs", "va":
		return "18n"
	case "at", "ba", "ee", "lt", "mn", "xk":
		return "16n"
	case "ch", "li":
		return "5n12c"
	case "lu", "kz":
		return "3n13c"
	case "fr", "mc":
		return "10n11c2n"
	case "nl":
		return "4a10n"
	case "pl", "hu":
		return "24n"
	case "tr":
		return "6n16c"
	case "ad":
		return "8n12c"
	case "al", "cy":
		return "8n16c"
	case "ae", "il", "so", "tl":
		return "19n"
	case "az":
		return "4a20c"
	case "be":
		return "12n"
	case "bg":
		return "4a6n8c"
	case "bh":
		return "4a14c"
	case "bi", "dj", "mr":
		return "23n"
	case "br":
		return "23n1a1c"
	case "by":
		return "4c4n16c"
	case "cz", "es", "se", "sk", "tn":
		return "20n"
	case "mk":
		return "3n10c2n"
	case "dk", "fi", "fo", "gl", "sd":
		return "14n"
	case "do":
		return "4c20n"
	case "eg":
		return "25n"
	case "fk":
		return "2a12n"
	case "gb", "ie":
		return "4a14n"
	case "ge":
		return "2a16n"
	case "gi":
		return "4a15c"
	case "gr":
		return "7n16c"
	case "gt":
		return "4c20c"
	case "hr":
		return "17n"
	case "iq":
		return "4a15n"
	case "is":
		return "22n"
	case "it", "sm":
		return "1a10n12c"
	case "jo":
		return "4a4n18c"
	case "kw":
		return "4a22c"
	case "lb":
		return "4n20c"
	case "lc":
		return "4a24c"
	case "lv":
		return "4a13c"
	case "ly", "pt", "st":
		return "21n"
	case "md":
		return "20c"
	case "mt":
		return "4a5n18c"
	case "mu":
		return "4a19n3a"
	case "hn", "ni", "sv":
		return "4a20n"
	case "no":
		return "11n"
	case "om":
		return "3n16c"
	case "pk", "ro":
		return "4a16c"
	case "ps", "qa":
		return "4a21c"
	case "ru":
		return "14n15c"
	case "sa":
		return "2n18c"
	case "sc":
		return "4a20n3a"
	case "si":
		return "15n"
	case "ua":
		return "6n19c"
	case "vg":
		return "4a16n"
	case "ye":
		return "4a4n18c"
	}
	return ""
}
