package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/checksum"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// LeitwegID returns the recognizer of DE_LEITWEG_ID: the routing number of an invoice to an authority.
//
// Format: 2 to 12 digits of which the first two are 01 to 16 or 99, optionally a hyphen and 1 to 30 letters and digits, a hyphen and two check digits. Check: hyphens removed,
// letters as A = 10 … Z = 35, the whole number modulo 97 = 1. Known false positives: file numbers that pass by chance (1:97);
// without the middle part a keyword is needed. Source: KoSIT, Formatspezifikation Leitweg-ID.
func LeitwegID() anonymize.Recognizer {
	return &leitwegID{newIdent("leitweg_id", anonymize.HasDigit, words.New("leitweg id", "leitwegid", "leitweg", "leitweg#", "leitwegs id", "leitwegsid", "leitwegs#", "leitweg identifikations#", "leitwegkennung",
		"leitweg kennung", "e rechnung", "erechnung", "xrechnung", "x rechnung", "buyer reference", "kaeuferreferenz", "bt 10", "zre", "ozg re", "peppol"), anonymize.DELeitwegID)}
}

type leitwegID struct{ ident }

func (r *leitwegID) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	toks, folded := doc.Tokens(), doc.Folded()
	for step, ti := range doc.DigitTokens() {
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		i := int(ti)
		t := &toks[i]
		n := int(t.End - t.Start)
		if int(t.End) < len(folded) && folded[t.End] != '-' {
			continue
		}
		if t.Flags&anonymize.Letter != 0 || n < 2 || n > 12 || i+2 >= len(toks) || int(t.End) >= len(folded) || folded[t.End] != '-' || !startsWord(doc, i) {
			continue
		}
		var buf [48]byte
		k := copy(buf[:], folded[t.Start:t.End])
		last, parts := i, 1
		for parts < 5 && last+2 < len(toks) {
			sign, next := &toks[last+1], &toks[last+2]
			if folded[sign.Start] != '-' || sign.End-sign.Start != 1 || next.Start-toks[last].End != 1 || next.Flags&anonymize.Punct != 0 || next.End-next.Start > 30 {
				break
			}
			if k+int(next.End-next.Start) > len(buf) {
				break
			}
			k += copy(buf[k:], folded[next.Start:next.End])
			last += 2
			parts++
		}
		l := &toks[last]
		if parts < 2 || l.End-l.Start != 2 || l.Flags&anonymize.Letter != 0 || !endsWord(doc, last) {
			continue
		}
		known := isLand(string(buf[:k]))
		f := finding{start: int(t.Start), end: int(l.End), rule: "leitweg_id/mistyped", score: 0.65}
		var found bool
		f.hit, found = r.keys.Near(doc, i, last)
		switch valid := known && checksum.Mod97(0, buf[:k]) == 1; {
		case valid && found:
			f.score, f.evidence, f.rule = 0.99, anonymize.EvidenceChecksum, "leitweg_id/checksum"
		case valid && parts >= 3 && k >= 8:
			f.score, f.evidence, f.rule = 0.85, anonymize.EvidenceChecksum, "leitweg_id/checksum"
		case !found:
			continue
		}
		dst = r.report(doc, dst, anonymize.DELeitwegID, f)
	}
	return dst, nil
}

// isLand tells whether the digits begin with the number of a Land, or with that of the federation.
func isLand(digits string) bool {
	return len(digits) > 1 && (digits[:2] == "99" || digits[:2] >= "01" && digits[:2] <= "16")
}
