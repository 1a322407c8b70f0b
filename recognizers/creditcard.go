package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/checksum"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// CreditCard returns the recognizer of CREDIT_CARD: payment card numbers.
//
// Format: 12 to 19 digits in one piece or in groups joined by blanks or hyphens. Check: Luhn; without a keyword also the range of an issuer (2221 to 2720, 30,
// 34 to 39, 4, 50 to 69). Numbers that begin with 1 (UATP) need a keyword. One random number in ten passes Luhn, so the score without
// a keyword depends on length and grouping. Known false positives: parcel and customer numbers that pass by chance; an EAN of 13 digits is left out unless a keyword
// names a card. Source: ISO/IEC 7812-1.
func CreditCard() anonymize.Recognizer {
	return &creditCard{newIdent("credit_card", anonymize.HasDigit, words.New("card", "karte", "prepaid", "visa electron", "kk", "kk nr",
		"kreditkarte", "kreditkarten nr", "kreditkartennr", "kreditkartennummer", "kredit karte", "kartennummer",
		"karten nr", "kartennr", "karten nummer", "visa", "visakarte", "visa karte", "mastercard", "master card", "amex", "american express", "maestro", "credit card", "creditcard", "card number", "debitkarte", "girocard",
		"diners", "bezahlkarte", "bankkarte", "ec karte"), anonymize.CreditCard)}
}

type creditCard struct{ ident }

func (r *creditCard) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	s := numbersOf(doc)
	var buf [32]byte
	step := 0
	for n := min(19, int(s.most)); n >= 12; n-- {
		it := s.windowsOf(n)
		for w, ok := it.next(); ok; w, ok = it.next() {
			step++
			if err := alive(ctx, step); err != nil {
				return dst, err
			}
			if w.i < w.j && (s.groups[w.i].len() < 2 || s.groups[w.i].len() > 8) {
				continue
			}
			e := s.edge(w)
			if e == edgeTight || !cardJoints(s, w) {
				continue
			}
			d := s.read(w, &buf)
			valid := checksum.Luhn(d)
			issued := cardIssuer(d)
			if !valid && e != edgeClean || !valid && n < 14 {
				continue
			}
			f := finding{rule: "credit_card/luhn"}
			var found bool
			f.hit, found = r.keys.Near(doc, s.first(w), s.last(w))
			if (n < 14 || !valid && otherCard(d)) && (!found || !paysWith(doc, f.hit)) {
				continue // an EAN, a customer's card
			}
			switch {
			case valid && found && (issued || d[0] >= '1' && d[0] <= '3'):
				f.score, f.evidence = 0.99, anonymize.EvidenceChecksum
			case valid && issued && (e == edgeClean || w.i == w.j):
				f.score, f.evidence = cardAlone(s, w, d), anonymize.EvidenceChecksum
				if f.score == 0 || len(d) < 15 && doc.Prompt() != nil || productBefore(doc, s.first(w)) || foreignKey(doc, s.first(w)) {
					continue
				}
			case found && (issued || d[0] >= '1' && d[0] <= '3' && !f.hit.After && !f.hit.InPrompt && f.hit.Distance <= 2):
				f.score, f.rule = 0.65, "credit_card/mistyped"
			default:
				continue
			}
			f.start, f.end = s.bounds(w)
			dst = r.report(doc, dst, anonymize.CreditCard, f)
		}
	}
	return dst, nil
}

// cardJoints reports whether the groups of w are joined by blanks or hyphens only and have the sizes that people use.
func cardJoints(s *numbers, w window) bool {
	for k := w.i; k <= w.j; k++ {
		g := &s.groups[k]
		if k > w.i && g.joint != jointSpace && g.joint != jointDash && g.joint != jointSpDash && g.joint != jointDot {
			return false
		}
		if w.i < w.j && k < w.j && (g.len() < 2 || g.len() > 8) {
			return false
		}
	}
	return s.even(w)
}

// paysWith tells whether the keyword of the hit names a card that one pays with, not just any: "Kartennummer".
func paysWith(doc *anonymize.Document, hit words.Hit) bool {
	text := doc.Text()
	if hit.InPrompt {
		text = doc.Prompt().Text()
	}
	w := strings.ToLower(text[hit.Span.Start:hit.Span.End])
	return w != "karte" && w != "card" && w != "kk" && !strings.HasPrefix(w, "karten") && w != "card number"
}

// cardIssuer reports whether the number begins as a card network's numbers do.
func cardIssuer(d []byte) bool {
	four := int(d[0]-'0')*1000 + int(d[1]-'0')*100 + int(d[2]-'0')*10 + int(d[3]-'0')
	two := four / 100
	return four >= 2221 && four <= 2720 || two == 30 || two >= 34 && two <= 39 || d[0] == '4' || two >= 50 && two <= 69
}

// otherCard reports the beginnings with 6 that cards of schools, shops and libraries have, and those of hardly any bank: not those of Discover, UnionPay and Maestro.
func otherCard(d []byte) bool {
	if d[0] != '6' {
		return false
	}
	switch d[1] {
	case '0':
		return d[2] != '1' || d[3] != '1'
	case '1', '6', '8', '9':
		return true
	}
	return false
}

// cardAlone is the score of a valid number without a keyword.
func cardAlone(s *numbers, w window, d []byte) float32 {
	grouped := w.i < w.j
	switch {
	case len(d) == 16 && grouped && s.groups[w.i].len() == 4:
		return 0.95
	case len(d) == 16, len(d) == 15 && d[0] == '3' && (d[1] == '4' || d[1] == '7'):
		return 0.85
	case len(d) == 13 && checksum.GS1(d):
		return 0 // an EAN
	case len(d) == 14 && (d[0] == '3' && (d[1] == '0' || d[1] == '6' || d[1] >= '8')), len(d) == 19 && d[0] >= '4':
		return 0.65
	}
	if len(d) != 14 && (d[0] == '5' && d[1] == '0' || d[0] == '5' && d[1] >= '6' || d[0] == '6') || len(d) == 13 && d[0] == '4' {
		return 0.55
	}
	return 0.4
}
