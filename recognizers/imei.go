package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/checksum"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// IMEI returns the recognizer of IMEI: the number of a mobile phone.
//
// Format: 15 digits. Check: Luhn. Without a keyword only the way phones print it counts (35…, 86… or 01…, one piece or AA-BBBBBB-CCCCCC-D).
// Known false positives: numbers of 15 digits that pass by chance; American Express cards have other beginnings.
// Source: 3GPP TS 23.003, section 6.2.
func IMEI() anonymize.Recognizer {
	return &imei{newIdent("imei", anonymize.HasDigit, words.New("imie", "imie#", "imai",
		"imei", "imei#", "imei1", "imei2", "imei code", "imeinummer", "geraete#", "geraetekennung", "handy geraetenummer", "seriennummer des handys"), anonymize.IMEI)}
}

type imei struct{ ident }

func (r *imei) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	from := len(dst)
	dst, err := r.find(ctx, doc, dst, anonymize.IMEI, &digitRule{digits: 15, accept: func(n number) bool { return usualTAC(n.bytes()) }, valid: func(n number) bool { return checksum.Luhn(n.bytes()) }, alone: 0.7, shy: true, context: 0.99, typo: 0.65, name: "imei"})
	if err != nil || len(dst) > from {
		return r.misspelled(doc, dst, from, anonymize.IMEI, 15), err
	}
	dst, err = r.find(ctx, doc, dst, anonymize.IMEI, &digitRule{digits: 15, valid: func(n number) bool { return checksum.Luhn(n.bytes()) }, context: 0.98, typo: 0.65, name: "imei/other-body"})
	if err != nil || len(dst) > from {
		return r.misspelled(doc, dst, from, anonymize.IMEI, 15), err
	}
	return r.grouped(doc, dst), nil
}

// slotBefore tells whether the code that begins at token first is led by the number of a slot, behind which the IMEI stands: "IMEI 1 35 …".
func slotBefore(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	if toks[first].End-toks[first].Start != 1 || first == 0 {
		return false
	}
	i := first - 1
	if toks[i].Flags&anonymize.Punct != 0 && i > 0 {
		i--
	}
	return doc.Word(toks[i]) == "imei"
}

// grouped finds the valid numbers in the groups of the standard, two, six, six and one digit, whatever they begin with: 49-015420-323751-8.
func (r *imei) grouped(doc *anonymize.Document, dst []anonymize.Entity) []anonymize.Entity {
	s := numbersOf(doc)
	var buf [32]byte
	it := s.windowsOf(15)
	for w, ok := it.next(); ok; w, ok = it.next() {
		g := s.groups[w.i : w.j+1]
		if len(g) != 4 || g[0].len() != 2 || g[1].len() != 6 || g[2].len() != 6 || s.edge(w) != edgeClean || !checksum.Luhn(s.read(w, &buf)) || foreignKey(doc, s.first(w)) {
			continue
		}
		f := finding{score: 0.7, evidence: anonymize.EvidenceChecksum, rule: "imei/groups"}
		f.start, f.end = s.bounds(w)
		dst = r.report(doc, dst, anonymize.IMEI, f)
	}
	return dst
}

// usualTAC reports the reporting bodies that nearly all devices have.
func usualTAC(d []byte) bool {
	return d[0] == '3' && d[1] == '5' || d[0] == '8' && d[1] == '6' || d[0] == '0' && d[1] == '1'
}
