package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/checksum"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// TaxID returns the recognizer of DE_TAX_ID: the Steuerliche Identifikationsnummer (IdNr).
//
// Format: 11 digits, the first not 0 (0 marks test numbers), often written 86 095 742 719. Check: among the first ten digits exactly
// one occurs twice or three times, never three in a row, all others at most once; ISO 7064 MOD 11,10 over all. A random number passes with about 1:300,
// hence 0.9 without a keyword. Beside its keyword a number that fails, or has one digit too many or too few, is reported as mistyped.
// Known false positives: order numbers that pass by chance. Source: § 139b AO; ELSTER, Prüfung der Steuer- und
// Identifikationsnummer, chapter 2.
func TaxID() anonymize.Recognizer {
	return &taxID{ident: newIdent("tax_id", 0, words.New("steuer id", "steuerid", "steuer id#", "steuerid#", "steuer ident", "steuerident", "steuer ident#", "steuerident#", "steueridentifikation",
		"steuer identifikation", "steueridentifikations#", "steuer identifikations#", "identifikations#", "id#", "ident#", "identifikationsmerkmal", "st id",
		"stid", "stid#", "st id#", "tin", "tax id", "taxid", "tax identification number", "tax number", "tax identification no", "steuer idnr",
		"steuer idnummer", "persoenliche id", "bundessteuer id", "steuerliche id", "steuerliche identifikation", "steuerlichen id", "lebenslange steuernummer",
		"steuernummer des bundeszentralamtes", "steuer i d"), anonymize.DETaxID),
		wages: words.New("elstam", "rvnr", "svnr", "finanzamt", "bundeszentralamt", "kindergeld", "familienkasse", "azubi", "auszubildende", "auszubildender", "arbeitgeber", "arbeitnehmer", "arbeitnehmerin", "steuerklasse", "freistellungsauftrag", "personalbogen", "gehalt", "minijob", "payroll", "lohn*", "gehalts*", "einkommen*", "steuer*")}
}

type taxID struct {
	ident
	wages *words.Set // words for what the number is needed for, looked for too seldom to stand in the index
}

func (r *taxID) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	dst, err := r.spelled(ctx, doc, dst, anonymize.DETaxID, 0.86, nil)
	if err != nil || doc.Features()&anonymize.HasDigit == 0 {
		return dst, err
	}
	from := len(dst)
	dst, err = r.find(ctx, doc, dst, anonymize.DETaxID, &digitRule{digits: 11, valid: func(n number) bool { return validTaxID(n.bytes()) },
		alone: 0.9, blanks: true, context: 0.99, typo: 0.65, clause: 12, name: "tax_id"})
	if err != nil || len(dst) > from {
		return r.misspelled(doc, dst, from, anonymize.DETaxID, 11), err
	}
	if dst = r.signed(doc, dst); len(dst) > from {
		return dst, nil
	}
	for _, n := range [...]int{10, 12} {
		if dst, err = r.find(ctx, doc, dst, anonymize.DETaxID, &digitRule{digits: n, accept: func(n number) bool { return firstNotZero(n.bytes()) }, typo: 0.55, name: "tax_id/length"}); err != nil || len(dst) > from {
			return dst, err
		}
	}
	return dst, nil
}

// signed finds a number that passes the check and is joined by hyphens or dots, where a word near it speaks of wages or taxes.
func (r *taxID) signed(doc *anonymize.Document, dst []anonymize.Entity) []anonymize.Entity {
	s := numbersOf(doc)
	var buf [32]byte
	it := s.windowsOf(11)
	for w, ok := it.next(); ok; w, ok = it.next() {
		if w.i == w.j || s.edge(w) != edgeClean || !s.plain(w) || !validTaxID(s.read(w, &buf)) || announcedBefore(doc, s.first(w)) {
			continue
		}
		hit, found := r.wages.Within(doc, s.first(w), farReach)
		if !found {
			continue
		}
		f := finding{score: 0.75, evidence: anonymize.EvidenceChecksum, rule: "tax_id/joined", hit: hit}
		f.start, f.end = s.bounds(w)
		dst = r.report(doc, dst, anonymize.DETaxID, f)
	}
	return dst
}

func firstNotZero(d []byte) bool { return d[0] != '0' }

// validTaxID checks the structure and the check digit of eleven digits.
func validTaxID(d []byte) bool {
	var count [10]int
	for i, c := range d[:10] {
		count[c-'0']++
		if i >= 2 && c == d[i-1] && c == d[i-2] {
			return false
		}
	}
	repeated := 0
	for _, n := range count {
		switch {
		case n > 3:
			return false
		case n > 1:
			repeated++
		}
	}
	return repeated == 1 && d[0] != '0' && checksum.Mod11_10(d)
}
