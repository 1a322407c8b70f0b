package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/checksum"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// GLN returns the recognizer of GLN: the Global Location Number of a company, shop or metering operator.
//
// Format: 13 digits. Check: GS1, weights 3 and 1 from the right. An article's EAN has the same form and check, and is no personal data, so the keyword
// is needed, or a word of the energy market for one that begins with 40 to 44. Known false positives: none with the keyword. Source: GS1 General Specifications, section 7.9.
func GLN() anonymize.Recognizer {
	return &gln{newIdent("gln", anonymize.HasDigit, words.New("gln", "gln#", "iln", "iln#", "global location number", "globale lokationsnummer", "internationale lokationsnummer", "lokations#", "global location no"), anonymize.GLN)}
}

type gln struct{ ident }

func (r *gln) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	from := len(dst)
	dst, err := r.find(ctx, doc, dst, anonymize.GLN, &digitRule{digits: 13, valid: func(n number) bool { return checksum.GS1(n.bytes()) }, context: 0.98, typo: 0.65, not: behindEAN, name: "gln"})
	if err != nil || len(dst) > from {
		return dst, err
	}
	if dst = r.schemed(doc, dst); len(dst) > from {
		return dst, nil
	}
	s := numbersOf(doc)
	it := s.windowsOf(13)
	for step := 0; ; step++ {
		w, ok := it.next()
		if !ok {
			return dst, nil
		}
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		if w.i < w.j || s.edge(w) == edgeTight || !marketPartner(s, w) || behindEAN(doc, s.first(w)) || foreignKey(doc, s.first(w)) || !marketNear(doc, s.first(w)) {
			continue
		}
		f := finding{score: 0.8, evidence: anonymize.EvidenceChecksum, rule: "gln/market"}
		f.start, f.end = s.bounds(w)
		dst = r.report(doc, dst, anonymize.GLN, f)
	}
}

// schemed finds the number in an element of an electronic invoice whose scheme is that of the GLN: schemeID="0088" (ISO/IEC 6523).
func (r *gln) schemed(doc *anonymize.Document, dst []anonymize.Entity) []anonymize.Entity {
	f := doc.Folded()
	if !strings.Contains(f, `"0088"`) {
		return dst
	}
	toks := doc.Tokens()
	for _, d := range doc.DigitTokens() {
		i := int(d)
		t := &toks[i]
		if i < 4 || t.End-t.Start != 13 || t.Flags&anonymize.Letter != 0 || doc.Word(toks[i-1]) != ">" || doc.Word(toks[i-3]) != "0088" {
			continue
		}
		var n number
		for _, c := range []byte(f[t.Start:t.End]) {
			n.d[n.n] = c
			n.n++
		}
		if checksum.GS1(n.bytes()) {
			dst = r.report(doc, dst, anonymize.GLN, finding{start: int(t.Start), end: int(t.End), score: 0.97, evidence: anonymize.EvidenceChecksum, rule: "gln/scheme", hit: words.Hit{Span: doc.Range(i-3, i-3)}})
		}
	}
	return dst
}

// marketPartner reports a number that passes the check and begins as those of Germany do.
func marketPartner(s *numbers, w window) bool {
	var buf [32]byte
	d := s.read(w, &buf)
	return d[0] == '4' && d[1] <= '4' && checksum.GS1(d)
}

// marketNear tells whether a word of the energy market, whose partners are known by their GLN, stands in one of the sentences around the number at token i: "Ihr wollt die Marktlokation
// haben. Auf der Rechnung steht 4…".
func marketNear(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	for k := max(0, i-farReach-looseReach); k < len(toks) && k <= i+farReach; k++ {
		if toks[k].Flags&anonymize.Letter == 0 {
			continue
		}
		switch w := doc.Word(toks[k]); w {
		case "malo", "netzbetreiber", "messstellenbetreiber", "edifact", "utilmd", "mscons", "codenummer":
			return true
		default:
			if strings.HasPrefix(w, "marktlokation") || strings.HasPrefix(w, "marktpartner") {
				return true
			}
		}
	}
	return false
}

// behindEAN tells whether the word before token first says that the number is a product's.
func behindEAN(doc *anonymize.Document, first int) bool {
	i := first - 1
	for n := 0; i > 0 && n < 3 && (doc.Tokens()[i].Flags&anonymize.Punct != 0 || isNr(doc.Word(doc.Tokens()[i])) || doc.Word(doc.Tokens()[i]) == "code"); n++ {
		i--
	}
	if i < 0 {
		return false
	}
	switch doc.Word(doc.Tokens()[i]) {
	case "ean", "gtin", "isbn", "upc":
		return true
	}
	return false
}
