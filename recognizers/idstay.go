package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// small tells whether the code is one word in small letters with digits: nobody writes anything else in an alphabet without vowels.
func (c *serialCode) small(doc *anonymize.Document) bool {
	return c.single() && doc.Tokens()[c.first].Flags&(anonymize.Upper|anonymize.Letter|anonymize.Digit) == anonymize.Letter|anonymize.Digit
}

// ofStayer tells whether the serial number at token first, which begins with the letter, is that of a residence permit and not of an identity card: it begins
// with Y, or a permit or a paragraph of the law on residence is named near, and no identity card.
func (r *idDocument) ofStayer(doc *anonymize.Document, first int, letter byte) bool {
	if r.mentions(doc, r.perso, first) {
		return false
	}
	if letter == 'y' {
		return !r.mentions(doc, r.card, first)
	}
	return !passportLetter(letter) && (r.mentions(doc, r.permit, first) || stayParagraph(doc, first))
}

// stayParagraph tells whether what people call their right to stay by is named shortly before token first: "§ 24", "subsidiärer Schutz".
func stayParagraph(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	for i := first - 1; i >= 0 && first-i < farReach; i-- {
		switch w := doc.Word(toks[i]); {
		case strings.HasPrefix(w, "subsidiaer"), strings.HasPrefix(w, "gefluechte"), strings.HasPrefix(w, "fluechtling"), strings.HasPrefix(w, "asyl"), w == "aufenthg", w == "wohnsitzauflage", w == "schutzstatus":
			return true
		case w == "§" && i+1 < len(toks):
			switch doc.Word(toks[i+1]) {
			case "16", "16a", "16b", "17", "18", "18a", "18b", "18g", "19", "19c", "19d", "20", "20a", "22", "23", "23a", "24", "25", "25a", "25b", "28", "30", "32", "36", "60a", "104c":
				return true
			}
		}
	}
	return false
}

// otherNear tells whether a thing that is called Ausweis or Pass and is none is named at the beginning, in the prompt or near token first.
func (r *idDocument) otherNear(doc *anonymize.Document, first int) bool {
	if r.other.anywhere(doc) {
		return true
	}
	_, ok := r.other.Within(doc, first, farReach)
	return ok
}

// namedNumber tells whether the word at token i is one for a number, behind a noun that no document has for its name: "Admission no.".
func namedNumber(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	if w := doc.Word(toks[i]); i == 0 || !isNr(w) && w != "number" || toks[i].Flags&anonymize.LineStart != 0 {
		return false
	}
	p := toks[i-1]
	if i > 1 && p.Flags&anonymize.Letter != 0 && doc.Word(toks[i-2]) == "," && !ofDocument(doc.Word(p)) && !words.PointsBack(doc.Word(p)) && !isFunctionWord(doc.Word(p)) && p.End-p.Start > 5 {
		return true // ", booking no. …"
	}
	return p.Flags&(anonymize.Letter|anonymize.Upper|anonymize.AllUpper) == anonymize.Letter|anonymize.Upper && p.End-p.Start > 3 && (i > 1 && p.Start-toks[i-2].End > 1 || toks[i].Flags&anonymize.Upper == 0) && !ofDocument(doc.Word(p)) && !words.PointsBack(doc.Word(p))
}

// strangeSerial tells whether w is a serial number with one or two capitals that serial numbers do not have: LHWZYK4I86.
func strangeSerial(w string) bool {
	strange, letters, digits := 0, 0, 0
	for i := range len(w) {
		switch c := w[i]; {
		case isDigit(c):
			digits++
		case strings.IndexByte("CFGHJKLMNPRTVWXYZ", c) >= 0:
			letters++
		case c >= 'A' && c <= 'Z' && i > 0:
			strange++
		default:
			return false
		}
	}
	_, c := changes(w)
	return strange > 0 && strange < 3 && letters >= 3 && digits >= 2 && c >= 2 && !isDigit(w[0])
}

// strange finds the word for any card near the code at token first, which has the form of a serial number with capitals that none has.
func (r *idDocument) strange(doc *anonymize.Document, first int) (t anonymize.EntityType, hit words.Hit, ok bool) {
	if !strangeSerial(doc.Original(doc.Tokens()[first])) || r.otherNear(doc, first) {
		return t, hit, false
	}
	hit, ok = r.card.Within(doc, first, farReach)
	return anonymize.DEIDCard, hit, ok
}

// commaBehind tells whether a comma stands right behind token last, so that what follows is a clause of its own.
func commaBehind(doc *anonymize.Document, last int) bool {
	return last+1 < len(doc.Tokens()) && doc.Word(doc.Tokens()[last+1]) == ","
}

// saidRightBehind tells whether a document is named right behind token last, so that none before it counts: "S 02645674 (Fiktionsbescheinigung)".
func (r *idDocument) saidRightBehind(doc *anonymize.Document, last int) bool {
	for _, set := range r.kinds() {
		if hit, ok := set.After(doc, last, 1); ok && hit.Distance == 0 {
			return true
		}
	}
	return false
}

// ofTaxes tells whether the code at token first is eleven digits behind "IdNr" or "ID-Nummer": the number that the tax offices call so, mistyped, and no document's.
func ofTaxes(doc *anonymize.Document, first int, hit words.Hit) bool {
	t := &doc.Tokens()[first]
	if t.End-t.Start != 11 || t.Flags&anonymize.Letter != 0 {
		return false
	}
	of := doc
	if hit.InPrompt {
		of = doc.Prompt()
	}
	k, _ := tokensOf(of, hit.Span)
	switch of.Word(of.Tokens()[max(k, 0)]) {
	case "id", "idnr", "idnummer":
		return true
	}
	return false
}

// notPlayers tells whether the keyword that ends at token k is a passport's and not that of a player, which an association gives out: "beim Verband läuft die Passnr. 0318-4472".
func notPlayers(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	if k < 0 || !strings.HasPrefix(doc.Word(toks[k]), "pass") && !isNr(doc.Word(toks[k])) {
		return true
	}
	for i := max(0, k-farReach); i < len(toks) && i <= k+farReach; i++ {
		switch doc.Word(toks[i]) {
		case "verband", "verbands", "fussballverband", "handballverband", "verein", "vereins", "vereinswechsel", "spielrecht", "spielberechtigung", "spielerlaubnis", "spielerpass", "spielerpaesse", "liga", "mannschaft", "trainer", "trainerin", "turnier", "fussball", "handball", "jugendspieler", "dfb", "spielt", "passstelle", "staffelleiter":
			return false
		}
	}
	return true
}
