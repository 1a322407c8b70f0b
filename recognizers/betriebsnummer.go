package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/checksum"
	"github.com/deckname/deckname/recognizers/internal/phoneplan"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// Betriebsnummer returns the recognizer of DE_BETRIEBSNUMMER: an employer's number at the Bundesagentur für Arbeit.
//
// Format: 8 digits. Check: digits 1 to 7 × 1, 2, 1, 2, 1, 2, 1, cross sum of each product, p = sum modulo 10; digit 8 is p or (p + 5) modulo 10. One
// random number in five passes, so a keyword is needed, or a word for employer, firm or Minijob. Known false positives: none with the keyword.
// Source: Bundesagentur für Arbeit, Betriebsnummern-Service; § 18i SGB IV.
func Betriebsnummer() anonymize.Recognizer {
	return &betriebsnummer{ident: newIdent("betriebsnummer", 0, words.New("betriebs#", "*betriebsnummer", "*betriebsnr", "bbnr", "bbnr#", "bb#", "beitragsbetriebsnummer", "arbeitgeber#", "arbeitgeber betriebsnummer",
		"employer number", "betr#", "betr nr", "bn", "bn#", "absender#", "zahlstellen#", "hauptbetriebs#", "haupt betriebs#", "arbeitgeber bn"), anonymize.DEBetriebsnummer),
		weak: words.New("minijob*", "knappschaft", "sv meldung", "jahresmeldung", "einzugsstelle", "betriebsnummernservice", "betriebsnummern service", "arbeitgeber", "arbeitgeberin", "arbeitgebers", "lohnbuero", "lohnabrechnung", "betrieb", "betriebs", "stammbetrieb", "employer", "sofortmeldung", "kurzarbeit", "kurzarbeitergeld", "kug", "aag", "umlage", "filiale", "werk", "entgeltabrechnung", "entgeltmeldung", "lohnprogramm", "meldung zur sozialversicherung", "arbeitgeberkonto")}
}

type betriebsnummer struct {
	ident
	weak *words.Set // words that count only beside a number that passes the check
}

func (r *betriebsnummer) sets() []*words.Set { return []*words.Set{r.keys, r.weak} }

func (r *betriebsnummer) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	dst, err := r.spelled(ctx, doc, dst, anonymize.DEBetriebsnummer, 0.86, nil)
	if err != nil || doc.Features()&anonymize.HasDigit == 0 {
		return dst, err
	}
	from := len(dst)
	dst, err = r.find(ctx, doc, dst, anonymize.DEBetriebsnummer, &digitRule{digits: 8, valid: func(n number) bool { return validBetriebsnummer(n.bytes()) }, context: 0.97, typo: 0.65, far: true, not: inOther, name: "betriebsnummer"})
	if err != nil || len(dst) > from {
		return dst, err
	}
	weak := ident{r.info, r.weak}
	return weak.find(ctx, doc, dst, anonymize.DEBetriebsnummer, &digitRule{digits: 8, valid: func(n number) bool { return validBetriebsnummer(n.bytes()) }, context: 0.6, shy: true, whole: true, name: "betriebsnummer/weak"})
}

// inOther tells whether the number that begins at token first is part of a pension number or of a telephone number.
func inOther(doc *anonymize.Document, first int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if first > 0 && first+1 < len(toks) && f[toks[first+1].Start] == '-' { // "040 66969-716"
		if p := &toks[first-1]; toks[first].Start-p.End == 1 && p.End-p.Start >= 3 && f[p.Start] == '0' && p.Flags&anonymize.Letter == 0 && phoneplan.AreaCode([]byte(f[p.Start+1:p.End])) == int(p.End-p.Start)-1 {
			return true
		}
	}
	return besideLetter(doc, first) || digitBehind(doc, first)
}

// digitBehind tells whether the number in two groups that begins at token first goes on with a single digit at the end of its clause: "5501 4433 2".
func digitBehind(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	k := first + 2
	return k < len(toks) && toks[first].End-toks[first].Start == 4 && toks[k-1].End-toks[k-1].Start == 4 && toks[k].End-toks[k].Start == 1 && toks[k].Flags&(anonymize.Letter|anonymize.Digit|anonymize.LineStart) == anonymize.Digit && toks[k].Start-toks[k-1].End == 1 && lastInClause(doc, k)
}

// besideLetter tells whether a letter stands right before or behind the number that begins at token first: "52 191083 A 592".
func besideLetter(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	letter := func(i int) bool {
		return i >= 0 && i < len(toks) && toks[i].End-toks[i].Start == 1 && toks[i].Flags&(anonymize.Letter|anonymize.Digit) == anonymize.Letter
	}
	last := first
	for last+1 < len(toks) && toks[last+1].Flags&(anonymize.Letter|anonymize.Digit) == anonymize.Digit && toks[last+1].Start-toks[last].End <= 1 {
		last++
	}
	return letter(first-1) || letter(last+1)
}

func validBetriebsnummer(d []byte) bool {
	p, check := checksum.CrossSums(d, 1, 2, 1, 2, 1, 2, 1)%10, int(d[7]-'0')
	return check == p || check == (p+5)%10
}
