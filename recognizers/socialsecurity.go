package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/checksum"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// SocialSecurity returns the recognizer of DE_SOCIAL_SECURITY: the Rentenversicherungsnummer (RVNR, Sozialversicherungsnummer).
//
// Format: 2 digits of area, birth date DDMMYY, the first letter of the birth name, 2 digits, check digit; spaced 65 170839 J 003.
// Check: letter as 01 to 26, the twelve digits × 2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1, cross sums, modulo 10; day 00 to 31 or 33 to 81 (two codings of
// repeated numbers circulate), month 00 to 12; the area only raises the score.
// Known false positives: none seen; the form alone is rare. Source: VKVV §§ 2, 4.
func SocialSecurity() anonymize.Recognizer {
	return &socialSecurity{newIdent("social_security", anonymize.HasLetter, words.New("rv#", "rvnr", "rentenversicherungs#", "rentenversicherung#", "renten#", "rentenvers#", "sozialversicherungs#", "sozialversicherung#", "sozialvers#",
		"soz vers#", "sv#", "versicherungs#", "versicherung#", "vers#", "vs#", "drv#", "rente", "rentenzeichen", "rentenkonto", "rentenkonto#",
		"versicherungskonto", "versicherungskonto#", "rentenversicherungskonto", "sozialversicherungsausweis", "sv ausweis", "rentenversicherung", "rv", "drv",
		"social security number", "social security no", "social security", "social insurance number", "national insurance number", "sozialversicherung",
		"sozial#", "sozialversicherungsnumer", "versicherungsverlauf", "rentenauskunft", "renteninformation", "renteninfo", "rentenbescheid", "rentenantrag", "rentenkasse", "rentenstelle"), anonymize.DESocialSecurity)}
}

type socialSecurity struct{ ident }

func (r *socialSecurity) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	dst, err := r.spelled(ctx, doc, dst, anonymize.DESocialSecurity, 0.86, nil)
	if err != nil || doc.Features()&anonymize.HasDigit == 0 {
		return dst, err
	}
	toks := doc.Tokens()
	var j joined
	done := 0
	for step, mi := range numbersOf(doc).mixed {
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		ti := rvnrStart(doc, int(mi))
		if ti < done {
			continue
		}
		t := &toks[ti]
		j.join(doc, ti, 12)
		last, ok := j.at(12)
		if !ok || !rvnrForm(j.buf[:12]) {
			continue
		}
		if !startsWord(doc, ti) || !endsWord(doc, last) {
			continue
		}
		v := j.buf[:12]
		f := finding{start: int(t.Start), end: int(toks[last].End), rule: "social_security/mistyped", score: 0.62}
		valid := validRVNR(v)
		var found bool
		f.hit, found = r.keys.Near(doc, ti, last)
		switch {
		case valid && found:
			f.score, f.evidence, f.rule = 0.99, anonymize.EvidenceChecksum, "social_security/checksum"
		case valid && knownBereich(v):
			f.score, f.evidence, f.rule = 0.95, anonymize.EvidenceChecksum, "social_security/checksum"
		case valid:
			f.score, f.evidence, f.rule = 0.8, anonymize.EvidenceChecksum, "social_security/checksum"
		case found:
			f.score = 0.75
		case !rvnrDate(v) || !knownBereich(v):
			continue
		}
		dst = r.report(doc, dst, anonymize.DESocialSecurity, f)
		done = last + 1
	}
	return dst, nil
}

// rvnrStart returns the token that may begin a number whose letter stands in or right behind token i: eight digits before
// the letter, in up to four groups. It returns -1 if there are none.
func rvnrStart(doc *anonymize.Document, i int) int {
	toks, f := doc.Tokens(), doc.Folded()
	digits := 0
	for k := int(toks[i].Start); k < int(toks[i].End) && isDigit(f[k]); k++ {
		digits++
	}
	for n := 0; digits < 8 && n < 8 && i > 0; n++ {
		i--
		t := &toks[i]
		if t.Flags&anonymize.Letter != 0 && t.Flags&anonymize.Digit == 0 && t.End-t.Start > 1 {
			return -1
		}
		if t.Flags&anonymize.Digit != 0 && t.Flags&anonymize.Letter == 0 {
			digits += int(t.End - t.Start)
		}
	}
	if digits < 8 {
		return -1
	}
	return i
}

// rvnrForm reports eight digits, a letter, three digits.
func rvnrForm(v []byte) bool {
	return checksum.Digits(v[:8]) && isLower(v[8]) && checksum.Digits(v[9:])
}

func rvnrDate(v []byte) bool {
	day, month := int(v[2]-'0')*10+int(v[3]-'0'), int(v[4]-'0')*10+int(v[5]-'0')
	return month <= 12 && (day <= 31 || day >= 33 && day <= 81)
}

func validRVNR(v []byte) bool {
	if !rvnrDate(v) {
		return false
	}
	letter := v[8] - 'a' + 1
	var d [12]byte
	copy(d[:], v[:8])
	d[8], d[9] = '0'+letter/10, '0'+letter%10
	copy(d[10:], v[9:11])
	return checksum.CrossSums(d[:], 2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)%10 == int(v[11]-'0')
}

// knownBereich reports the areas that insurers have used.
func knownBereich(v []byte) bool {
	switch n := int(v[0]-'0')*10 + int(v[1]-'0'); {
	case n >= 2 && n <= 29, n >= 38 && n <= 69, n >= 72 && n <= 89:
		return true
	}
	return false
}
