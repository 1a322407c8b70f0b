package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// BIC returns the recognizer of BIC: the business identifier code of a bank.
//
// Format: 4 letters, ISO country code, 2 letters or digits, optionally 3 more. Check: the country code; a keyword is needed ("SCHULEN1" is a word), except for
// codes of eleven capitals that end in XXX, which no word does. Known false positives: capitalised words beside the keyword.
// Source: ISO 9362.
func BIC() anonymize.Recognizer {
	return &bic{newIdent("bic", anonymize.HasLetter, words.New("bic", "swift", "bic swift", "swift bic", "swift code", "swiftcode", "bic code", "bank identifier code", "biccode"), anonymize.BIC),
		words.New("iban", "bankverbindung", "kontoverbindung", "bankdaten")}
}

type bic struct {
	ident
	weak *words.Set
}

func (r *bic) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	toks := doc.Tokens()
	f := doc.Folded()
	digits := doc.Features()&anonymize.HasDigit != 0
	upper := doc.Features()&anonymize.HasUpper != 0
	context := r.keys.Mentioned(doc)
	if !context && !upper && !digits {
		return dst, nil
	}
	for i := range toks {
		t := &toks[i]
		n := t.End - t.Start
		if n != 8 && n != 11 || t.Flags&anonymize.Letter == 0 {
			if err := alive(ctx, i); err != nil {
				return dst, err
			}
			continue
		}
		w := f[t.Start:t.End]
		if !context && t.Flags&anonymize.AllUpper == 0 || !bicForm(w) || !startsWord(doc, i) || !endsWord(doc, i) {
			continue
		}
		fd := finding{start: int(t.Start), end: int(t.End), rule: "bic/keyword", score: 0.9, evidence: anonymize.EvidenceLexicon}
		var found bool
		capitals := t.Flags&anonymize.AllUpper != 0
		fd.hit, found = r.keys.Before(doc, i, 3)
		if !found {
			if fd.hit, found = r.keys.After(doc, i, 1); found && !capitals {
				found = false
			}
		}
		if !found && (capitals || hasDigitString(w)) {
			fd.hit, found = r.keys.InPrompt(doc)
		}
		if !found && capitals {
			if fd.hit, found = r.weak.Before(doc, i, 5); !found {
				fd.hit, found = r.ibanBefore(doc, i)
			}
			fd.score = 0.75
		}
		if found && !capitals && !fd.hit.InPrompt && !hasDigitString(w) && fd.hit.Distance > 0 && !isLink(doc.Word(toks[i-1])) {
			continue // a word of everyday language
		}
		if !found && capitals && n == 11 && w[8:] == "xxx" {
			found, fd.score, fd.rule = true, 0.8, "bic/head-office"
		}
		if found {
			dst = r.report(doc, dst, anonymize.BIC, fd)
		}
	}
	return dst, nil
}

// ibanBefore tells whether an IBAN ends right before token i.
func (r *bic) ibanBefore(doc *anonymize.Document, i int) (words.Hit, bool) {
	toks := doc.Tokens()
	k := i - 1
	for k >= 0 && toks[k].Flags&anonymize.Punct != 0 && i-k < 3 {
		k--
	}
	digits := 0
	for n := 0; k >= 0 && n < 8 && toks[k].Flags&anonymize.Digit != 0; n++ {
		digits += int(toks[k].End - toks[k].Start)
		k--
	}
	return words.Hit{}, digits >= 18
}

func hasDigitString(s string) bool {
	for i := 0; i < len(s); i++ {
		if isDigit(s[i]) {
			return true
		}
	}
	return false
}

func bicForm(w string) bool {
	for i := 0; i < len(w); i++ {
		if c := w[i]; !isLower(c) && (i < 6 || !isDigit(c)) {
			return false
		}
	}
	return isCountry(w[4:6])
}

// isCountry reports the two-letter codes of ISO 3166-1, and XK.
func isCountry(cc string) bool {
	const codes = "adaeafagaialamaoaqarasatauawaxazbabbbdbebfbgbhbibjblbmbnbobqbrbsbtbvbwbybzcacccdcfcgchcickclcmcncocrcucvcwcxcyczdedjdkdmdodzeceeegehereset" +
		"fifjfkfmfofrgagbgdgegfggghgiglgmgngpgqgrgsgtgugwgyhkhmhnhrhthuidieiliminioiqirisitjejmjojpkekgkhkikmknkpkrkwkykzlalblclilklrlsltlulvly" +
		"mamcmdmemfmgmhmkmlmmmnmompmqmrmsmtmumvmwmxmymznancnenfngninlnonpnrnunzompapepfpgphpkplpmpnprpsptpwpyqarerorsrurwsasbscsdsesgshsisjskslsmsnsosrssstsvsxsysz" +
		"tctdtftgthtjtktltmtntotrtttvtwtzuaugumusuyuzvavcvevgvivnvuwfwsxkyeytzazmzw"
	for i := 0; i+1 < len(codes); i += 2 {
		if codes[i] == cc[0] && codes[i+1] == cc[1] {
			return true
		}
	}
	return false
}

func (r *bic) sets() []*words.Set { return []*words.Set{r.keys, r.weak} }
