package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/checksum"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// CreditorID returns the recognizer of DE_CREDITOR_ID: the Gläubiger-Identifikationsnummer of a SEPA direct debit.
//
// Format: country code, two check digits, three characters of business code, a national part (DE: 11 digits, 18 characters
// in all). Check: ISO 7064 MOD 97-10 over national part, country code and check digits; the business code is left out.
// Known false positives: none seen. Source: European Payments Council, EPC262-08.
func CreditorID() anonymize.Recognizer {
	return &creditorID{newIdent("creditor_id", anonymize.HasDigit, words.New("glaeubiger id", "glaeubigerid", "glaeubiger id#", "glaeubiger identifikations#", "glaeubigeridentifikations#", "glaeubiger ident#", "glaeubigerident",
		"glaeubiger ident", "glaeubiger identifikation", "glaeubigeridentifikation", "glaeubiger#", "glaeubiger", "creditor id", "creditor identifier",
		"creditor#", "ci", "ci#", "cred id", "sepa id", "sepa glaeubiger"), anonymize.DECreditorID)}
}

type creditorID struct{ ident }

func (r *creditorID) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	toks := doc.Tokens()
	var j joined
	done := int32(0)
	for step, ti := range numbersOf(doc).mixed {
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		if ti < done {
			continue
		}
		first, skip := ibanStart(doc, int(ti))
		if first < 0 || skip != 0 {
			continue
		}
		min, max := creditorLen(doc.Folded()[toks[first].Start:][:2])
		known := max != 0
		if !known {
			// a mistyped country, right beside the keyword
			if _, beside := r.keys.Before(doc, first, 2); !beside {
				continue
			}
			min, max = 18, 18
		}
		j.join(doc, first, max)
		if j.n < min || !isDigit(j.buf[2]) || !isDigit(j.buf[3]) {
			continue
		}
		for k := j.k - 1; k >= 0 && j.cuts[k].n >= min; k-- {
			v, last := j.buf[:j.cuts[k].n], j.cuts[k].tok
			if min == 18 && max == 18 && !checksum.Digits(v[7:]) || !hasDigit(v[7:]) {
				continue
			}
			f := finding{start: int(toks[first].Start), end: int(toks[last].End), rule: "creditor_id/mistyped", score: 0.8}
			var found bool
			f.hit, found = r.keys.Near(doc, first, last)
			if known && checksum.Mod97(checksum.Mod97(0, v[7:]), v[:4]) == 1 {
				if !found && !codeGroups(doc, first, last) && string(v[4:7]) != "zzz" {
					continue // words of a sentence
				}
				f.score, f.evidence, f.rule = 0.9, anonymize.EvidenceChecksum, "creditor_id/checksum"
				if found {
					f.score = 0.99
				}
			} else if !found && string(v[4:7]) != "zzz" || min != max && !found {
				continue
			}
			dst = r.report(doc, dst, anonymize.DECreditorID, f)
			done = int32(last) + 1
			break
		}
	}
	return dst, nil
}

// creditorLen returns the lengths of a country's creditor identifiers, 0 if it has none.
func creditorLen(cc string) (min, max int) {
	switch cc {
	case "de", "at":
		return 18, 18
	case "es", "dk", "si", "lv", "no":
		return 13, 16
	case "fr", "mc", "pt":
		return 13, 13
	case "nl":
		return 19, 19
	case "be":
		return 13, 20
	case "it", "sm":
		return 23, 23
	case "ch", "li", "lu":
		return 18, 26
	case "pl", "cz", "sk", "bg", "cy", "ee", "fi", "gb", "gr", "hr", "hu", "ie", "is", "lt", "mt", "ro", "se":
		return 11, 35
	}
	return 0, 0
}
