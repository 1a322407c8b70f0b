package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/checksum"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// VATID returns the recognizer of DE_VAT_ID: the Umsatzsteuer-Identifikationsnummer and the Wirtschafts-Identifikationsnummer.
//
// Format: DE and 9 digits, the first not 0, with blanks, dots, commas or hyphens between DE and the digits; the W-IdNr adds a hyphen and 5 digits. Beside its keyword also without
// DE. Check: ISO 7064 MOD 11,10, which the authority never published, so a number that fails is reported with a lower score.
// Known false positives: article codes that begin with DE. Source: § 27a UStG, § 139c AO.
func VATID() anonymize.Recognizer {
	return &vatID{newIdent("vat_id", anonymize.HasDigit, words.New("umsatz steuer id", "umsatz steuer id#", "umsatz steuer#", "ust id", "ustid", "ust id#", "ustid#", "ust ident#", "umsatzsteuer id", "umsatzsteuerid", "umsatzsteuer id#", "umsatzsteuer identifikations#",
		"umsatzsteueridentifikations#", "umsatzsteuer ident#", "umsatzsteuerident#", "umsatzsteueridentnummer", "ust identifikations#", "vat", "vat id", "vat#",
		"vat number", "vat reg", "vatid", "vatin", "vat identification number", "w id", "w id#", "wid#", "wirtschafts id", "wirtschaftsid", "wirtschafts id#",
		"wirtschaftsid#", "wirtschafts identifikations#", "wirtschaftsidentifikations#", "wirtschafts ident#", "wirtschaftsident#", "mwst#", "mwst id",
		"mehrwertsteuer#", "mehrwertsteuer id", "uid", "uid#", "eu umsatzsteuernummer"), anonymize.DEVATID)}
}

type vatID struct{ ident }

func (r *vatID) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	toks, folded := doc.Tokens(), doc.Folded()
	var j joined
	from := len(dst)
	for step, ti := range numbersOf(doc).mixed {
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		first, ok := vatStart(doc, int(ti))
		if !ok || !startsWord(doc, first) {
			continue
		}
		at := first
		j.n = copy(j.buf[:], folded[toks[first].Start:toks[first].End])
		if at != int(ti) {
			at = int(ti)
			j.n += copy(j.buf[j.n:], folded[toks[at].Start:toks[at].End])
		}
		for j.n < 11 && at+1 < len(toks) {
			next := at + 1
			if toks[next].Is(anonymize.Punct) && next+1 < len(toks) && isVATSign(folded[toks[next].Start]) {
				next++
			}
			t := &toks[next]
			if t.Flags&(anonymize.Letter|anonymize.Punct|anonymize.LineStart) != 0 || t.End-t.Start > 9 || toks[next].Start-toks[at].End > 3 {
				break
			}
			j.n += copy(j.buf[j.n:], folded[t.Start:t.End])
			at = next
		}
		if j.n != 11 || !checksum.Digits(j.buf[2:11]) || j.buf[2] == '0' {
			continue
		}
		f := finding{start: int(toks[first].Start), end: int(toks[at].End), rule: "vat_id/form", score: 0.62}
		// the suffix of a W-IdNr: -00001
		if at+2 < len(toks) && folded[toks[at+1].Start] == '-' && toks[at+2].End-toks[at+2].Start == 5 && toks[at+2].Flags&anonymize.Letter == 0 && toks[at+2].Start-toks[at].End == 1 {
			at += 2
			f.end = int(toks[at].End)
		} else if !endsWord(doc, at) {
			continue
		}
		var found bool
		f.hit, found = r.keys.Near(doc, first, at)
		valid := checksum.Mod11_10(j.buf[2:11])
		switch {
		case valid && found:
			f.score, f.evidence, f.rule = 0.99, anonymize.EvidenceChecksum, "vat_id/checksum"
		case valid && anotherID(doc, first):
			continue // "Spender-ID DE643769943"
		case valid:
			f.score, f.evidence, f.rule = 0.93, anonymize.EvidenceChecksum, "vat_id/checksum"
		case found:
			f.score = 0.8
		case at+1 < len(toks) && toks[at+1].Flags&(anonymize.Digit|anonymize.Letter|anonymize.LineStart) == anonymize.Digit && toks[at+1].Start-toks[at].End == 1 && at > first+1:
			continue // a patent's goes on: DE 10 2004 006 988
		}
		dst = r.report(doc, dst, anonymize.DEVATID, f)
	}
	if len(dst) > from || !r.keys.Mentioned(doc) {
		return dst, nil
	}
	for _, ti := range numbersOf(doc).mixed {
		// another country's, or a mistyped one, right beside the keyword: two or three letters and digits
		t := &toks[ti]
		if n := t.End - t.Start; n < 9 || n > 14 || letters([]byte(folded[t.Start:t.End])) > 4 || !isLower(folded[t.Start]) || !isLower(folded[t.Start+1]) || !startsWord(doc, int(ti)) || !endsWord(doc, int(ti)) {
			continue
		}
		if hit, beside := r.keys.Before(doc, int(ti), 2); beside {
			return r.report(doc, dst, anonymize.DEVATID, finding{start: int(t.Start), end: int(t.End), score: 0.6, rule: "vat_id/other-form", hit: hit}), nil
		}
	}
	return r.find(ctx, doc, dst, anonymize.DEVATID, &digitRule{digits: 9, accept: func(n number) bool { return firstNotZero(n.bytes()) }, valid: func(n number) bool { return checksum.Mod11_10(n.bytes()) }, context: 0.9, typo: 0.6, name: "vat_id/without-country"})
}

// anotherID tells whether "ID" and a word that has nothing to do with taxes stand right before token first: "Spender-ID DE643769943".
func anotherID(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	i := first - 1
	for ; i > 1 && first-i < 4 && (toks[i].Flags&anonymize.Punct != 0 || isLink(doc.Word(toks[i])) && !isNr(doc.Word(toks[i]))); i-- {
	}
	if i < 1 || doc.Word(toks[i]) != "id" {
		return false
	}
	if i--; toks[i].Flags&anonymize.Punct != 0 && i > 0 {
		i--
	}
	switch doc.Word(toks[i]) {
	case "spender", "mitglieds", "mitglied", "kunden", "kunde", "teilnehmer", "benutzer", "nutzer", "patienten", "vertrags", "geraete", "donor", "member", "customer", "user":
		return true
	}
	return false
}

// vatStart returns the token with DE of a number whose first digits stand in token ti.
func vatStart(doc *anonymize.Document, ti int) (int, bool) {
	toks, f := doc.Tokens(), doc.Folded()
	t := &toks[ti]
	if t.End-t.Start > 2 && f[t.Start] == 'd' && f[t.Start+1] == 'e' && isDigit(f[t.Start+2]) {
		return ti, t.End-t.Start <= 11
	}
	if t.Flags&anonymize.Letter != 0 || t.Flags&anonymize.LineStart != 0 || t.End-t.Start > 9 {
		return 0, false
	}
	p := ti - 1
	if p > 0 && toks[p].Is(anonymize.Punct) && isVATSign(f[toks[p].Start]) {
		p--
	}
	return p, p >= 0 && doc.Word(toks[p]) == "de" && toks[ti].Start-toks[p].End <= 3
}

func isVATSign(c byte) bool { return c == '.' || c == ',' || c == '-' }
