package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// weigh tells what the word w at token i makes of a number beside it.
func weigh(doc *anonymize.Document, i int, w string) weight {
	switch w {
	case "nummer", "nr", "no", "number", "id":
		if numbersThing(doc, i) {
			return weighsThing
		}
	}
	v := weighWord(doc.Tokens()[i].Hash, w)
	switch w {
	case "schluesselnummer", "schluesselnr", "schluessel":
		if v == weighsThing && ofDoor(doc, i) {
			return weighsMuch
		}
	case "kennziffer":
		if ofVacancy(doc, i) {
			return weighsThing
		}
	case "plakette", "aufkleber", "schild", "marke":
		if onStreet(doc, i) {
			return weighsThing
		}
	case "zertifikat":
		if i > 1 && doc.Word(doc.Tokens()[i-1]) == "-" && doc.Tokens()[i-2].Flags&anonymize.AllUpper != 0 {
			return weighsThing // of goods: "BSI-Zertifikat"
		}
	}
	if i+1 < len(doc.Tokens()) && (w == "art" || w == "ch" || w == "re" || w == "form") {
		switch next := doc.Word(doc.Tokens()[i+1]); {
		case w == "re" && i > 2 && leftBefore(doc, i):
			return weighsNone // "li 9100418 L, re 9100419 R"
		case w != "re" && next == ".":
			return weighsThing // of an article's or a form's number, "Ch.-B." of a charge
		case w == "re" && next == ":":
			return weighsNone // an answer's subject
		}
	}
	if (w == "platz" || w == "plaetze") && i+1 < len(doc.Tokens()) && doc.Word(doc.Tokens()[i+1]) == "frei" {
		return weighsThing // of a course
	}
	if v == weighsThing && i > 0 && isDialled(w) && doc.Word(doc.Tokens()[i-1]) == "am" {
		return weighsNone // "am Telefon"
	}
	if v == weighsThing && i > 0 && (w == "strichcode" || w == "barcode") {
		switch doc.Word(doc.Tokens()[i-1]) {
		case "unterm", "ueberm", "beim", "neben", "dem", "unter":
			return weighsLittle // what is printed beside it
		}
	}
	if v == weighsMuch && (strings.HasPrefix(w, "zulassung") || strings.HasPrefix(w, "anwendung")) && isPublished(doc, i) {
		return weighsThing
	}
	if v == weighsMuch && i > 1 && (w == "registernr" || w == "registernummer") { // of a register of the civil status
		k := i - 1
		if doc.Tokens()[k].Flags&anonymize.Punct != 0 {
			k--
		}
		switch doc.Word(doc.Tokens()[k]) {
		case "ehe", "geburten", "sterbe", "geburts", "standesamt", "personenstands":
			return weighsThing
		}
	}
	if v == weighsNone && i > 0 && (strings.HasSuffix(w, "en") || strings.HasSuffix(w, "ern") || strings.HasSuffix(w, "eln")) && doc.Word(doc.Tokens()[i-1]) == "beim" {
		return weighsThing // "beim Absenden kommt E-2107": what a program says
	}
	return v
}

// leftBefore tells whether the abbreviation for left stands shortly before token i, so that "re" there is right: hearing aids have two numbers.
func leftBefore(doc *anonymize.Document, i int) bool {
	for k := i - 1; k >= 0 && i-k <= looseReach; k-- {
		if doc.Word(doc.Tokens()[k]) == "li" {
			return true
		}
	}
	return false
}

// numbersThing tells whether the word for a number at token i follows a thing: "Zimmer Nr. 12345", "Rg.-Nr.", "der Kurs hat die Nummer 12345".
func numbersThing(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	with := false // "der Mast mit der Nummer 118-44"
	bracketed := i > 0 && (doc.Folded()[toks[i-1].Start] == '(' || doc.Folded()[toks[i-1].Start] == ',')
	reach := 5
	if bracketed {
		reach = 7
	}
	for k := i - 1; k >= 0 && k > i-reach; k-- {
		if toks[k].Flags&anonymize.Punct != 0 {
			continue
		}
		switch w := doc.Word(toks[k]); w {
		case "die", "hat", "traegt", "mit", "der", "unter", "number", "id":
			with = with || w == "mit"
		case "art":
			return true
		default:
			if k > 1 && bracketed && weighWord(toks[k].Hash, w) == weighsNone && ofWhom(doc.Word(toks[k-1])) {
				k-- // "die Rechnung vom Zahnarzt (Nr. 12345)"
				continue
			}
			if w == "lv" && taught(doc, i) || isSparePart(w) {
				return true
			}
			return weighWord(toks[k].Hash, w) == weighsThing || with && looseThing(w) || k == i-2 && toks[i].Flags&anonymize.SpaceBefore == 0 && looseThing(w) // "Chargen-Nr."
		}
	}
	return false
}

// ofWhom reports the words between a thing and who it is from: "die Rechnung vom Zahnarzt".
func ofWhom(w string) bool {
	switch w {
	case "vom", "von", "beim", "bei", "des", "der", "fuer", "firma", "meines", "meiner", "unseres", "unserer", "ihres", "ihrer", "eures", "eurer", "deines", "deiner":
		return true
	}
	return false
}

// weighWord is weigh for a word alone, which has the given hash.
func weighWord(hash uint64, w string) weight {
	l := loreOf()
	if of := l.words.Find(hash); of != 0 {
		return weight(of>>loreWeight) + weighsThing
	}
	if len(w) < 3 || !l.tails.Has(w) {
		return weighsNone
	}
	return l.weighEnd(w)
}

// weigh is weighWord without a look at what is known of the words in the lists.
func (l *lore) weigh(w string) weight {
	if l.is(w, loreMuch) {
		return weighsMuch
	}
	if v := weighNumber(w, l.endsOf(w)); v != weighsNone {
		return v
	}
	if l.isThing(w) {
		return weighsThing
	}
	if l.is(w, loreIssued) || w[len(w)-1] == 's' && l.is(nominative(w), loreIssued) {
		return weighsLittle
	}
	return l.weighEnd(w)
}

// weighEnd is weigh for words that are in no list.
func (l *lore) weighEnd(w string) weight {
	ends := l.endsOf(w)
	if v := weighNumber(w, ends); v != weighsNone {
		return v
	}
	if endsThing(w, ends) {
		return weighsThing
	}
	if endsIssued(ends) || w[len(w)-1] == 's' && endsIssued(l.endsOf(nominative(w))) {
		return weighsLittle
	}
	return weighsNone
}

// nominative returns a genitive without its ending.
func nominative(w string) string { return strings.TrimSuffix(strings.TrimSuffix(w, "s"), "e") }

// weighNumber is weigh for compounds of words for a number. What w ends in is known.
func weighNumber(w string, ends int) weight {
	if ends&endNumber == 0 {
		return weighsNone
	}
	for end := range strings.FieldsSeq(numberEnds) {
		if stem, ok := strings.CutSuffix(w, end); ok && len(stem) > 2 {
			if isPaidStem(stem) {
				return weighsMuch
			}
			for n := min(len(stem), 14); n >= 2; n-- {
				if (n > 2 || n == len(stem)) && looseThing(stem[len(stem)-n:]) {
					return weighsThing
				}
			}
			return weighsMuch
		}
	}
	return weighsNone
}

// isPaidStem reports what stands before -nummer and ends like -rechnungs, but is where somebody's pension or pay is reckoned, and Martikel for Matrikel.
func isPaidStem(stem string) bool {
	for _, end := range [...]string{"martikel", "rentenrechnungs", "rentenabrechnungs", "postabrechnungs", "endlos", "lohnabrechnungs", "gehaltsabrechnungs", "personalabrechnungs"} {
		if strings.HasSuffix(stem, end) {
			return true
		}
	}
	return false
}

// looseThing is thingStem without the numbers that have a type of their own: one that is too short for it, or issued to somebody by
// another name, is still somebody's.
func looseThing(stem string) bool {
	switch stem {
	case "ident", "identifikations", "karten", "geraete", "serien", "ausweis", "pass", "titel", "schein", "kranken", "renten", "sozialversicherungs", "versicherten", "konto", "kto", "steuer",
		"steuerid", "arzt", "betriebs", "betriebsstaetten", "akten", "geschaefts", "perso", "register", "dienst", "platz", "un", "dienststellen", "kreis", "teil":
		return false
	case "r", "rechnungs", "rechnung", "beleg", "bon", "quittungs", "gutschein", "voucher", "angebots", "angebot", "schluessel", "fehler", "port", "version", "kz", "verkehrs", "zusatz", "gefahr", "vorschrift":
		return true
	}
	return thingStem(stem)
}

// isThing reports words before or behind a number that is no person's: of products, shipments, texts, amounts, places and signals.
func isThing(w string) bool { return loreOf().isThing(w) }

func (l *lore) isThing(w string) bool {
	if l.is(w, loreThing) {
		return true
	}
	if l.is(w, loreProduct) && w != "ticket" && w != "ticketnummer" && w != "auftragsnummer" && w != "auftragsnr" && w != "seriennummer" && w != "art" && w != "auftrag" {
		return true
	}
	return endsThing(w, l.endsOf(w))
}

// endsThing reports the compounds of such words by their ends, which are known.
func endsThing(w string, ends int) bool {
	return ends&endProduct != 0 || ends&(endThing|endAlike) == endThing && !isBookingCode(w) && w != "anhoerungsbogen" && w != "zeugenfragebogen"
}

// isDialled reports the words of isThing that make digits a telephone number; a code with letters beside them is none.
func isDialled(w string) bool {
	switch w {
	case "tel", "telefon", "fax", "handy", "mobil", "rueckruf", "anruf", "anrufen", "erreichbar", "whatsapp", "hotline", "hotlines", "notruf":
		return true
	}
	return false
}

// isPlaced reports those of isThing whose own number stands right behind them only.
func isPlaced(w string) bool {
	switch w {
	case "terminal", "label", "regal", "schrank", "ordner", "archiv", "lager", "grad", "jahr", "jahre", "quartal", "halbjahr", "schuljahr":
		return true
	}
	return false
}

// isExtent reports those of isThing that tell how much of something: "in voller Höhe".
func isExtent(w string) bool {
	switch w {
	case "hoehe", "breite", "laenge", "groesse":
		return true
	}
	return false
}

// isNormed reports the abbreviations whose numbers are those of norms, products and classes even when a hyphen joins them.
func isNormed(w string) bool {
	switch w {
	case "din", "iso", "en", "icd", "ops", "ral", "vde", "vdi", "rfc", "cve", "cwe", "cpv", "utm", "hs", "ean", "gtin", "isbn", "issn", "pzn", "cas", "kba", "hsn", "tsn", "wkn", "isin", "ebm", "goae", "typ", "plz", "tel", "fax", "pin", "tan", "re", "rg", "drs", "lot", "usb", "err", "ncs":
		return true
	}
	return false
}

// isBookingCode reports the names of codes under which somebody has booked.
func isBookingCode(w string) bool {
	stem, ok := strings.CutSuffix(w, "code")
	if !ok {
		return false
	}
	switch stem {
	case "buchungs", "reservierungs", "termin", "storno", "stornierungs", "abhol", "teilnehmer", "mitglieds", "kunden":
		return true
	}
	return false
}

// maxTable bounds the tokens between a cell and the head of its column, and those of the line of the heads.
const maxTable = 240

// columnHead tells what the head of its column makes of the code from token first to token last, if that is the cell of a table whose columns
// are parted by bars or semicolons.
func columnHead(doc *anonymize.Document, first, last int) weight {
	toks, f := doc.Tokens(), doc.Folded()
	sign := byte('|')
	bar := func(i int) bool { return i >= 0 && i < len(toks) && f[toks[i].Start] == sign }
	if !bar(first-1) && !bar(last+1) {
		if sign = ';'; !bar(first-1) && (toks[first].Flags&anonymize.LineStart == 0 || !bar(last+1)) || !bar(last+1) && last+1 < len(toks) && toks[last+1].Flags&anonymize.LineStart == 0 {
			return gapHead(doc, first, last)
		}
	}
	column, i := 0, first
	for ; i >= 0 && toks[i].Flags&anonymize.LineStart == 0 && first-i < maxTable; i-- {
		if bar(i) {
			column++
		}
	}
	if i > 0 && bar(i) {
		column++
	}
	top := -1 // the line above with bars that is furthest up
	for k, bars := i-1, 0; k >= 0 && first-k < maxTable; k-- {
		if bar(k) {
			bars++
		}
		if k == 0 || toks[k].Flags&anonymize.LineStart != 0 {
			if bars == 0 || sign == ';' && bars < 2 {
				break
			}
			top, bars = k, 0
		}
	}
	if top < 0 {
		return weighsNone
	}
	h := headsOf(doc)
	if v := h.weigh(doc, top, column, sign); column >= len(h.sums) || !h.sums[column] || !plainNumber(doc, first, last) {
		return v
	}
	return weighsThing
}

// heads are the weights of the columns of the table that was looked at last.
type heads struct {
	top     int      // token with which the line of the heads begins, -1 for none
	weights []weight // by column: bars before it
	sums    []bool   // whether its plain numbers are amounts or counts
}

type headsKey struct{}

func headsOf(doc *anonymize.Document) *heads { return doc.Memo(headsKey{}, newHeads).(*heads) }

func newHeads(_ *anonymize.Document, old any) any {
	h, _ := old.(*heads)
	if h == nil {
		h = new(heads)
	}
	h.top, h.weights, h.sums = -1, h.weights[:0], h.sums[:0]
	return h
}

// weigh tells what the head of a column makes of the codes below it; the line of the heads begins at token top.
func (h *heads) weigh(doc *anonymize.Document, top, column int, sign byte) weight {
	if h.top != top {
		h.read(doc, top, sign)
	}
	if column >= len(h.weights) {
		return weighsNone
	}
	return h.weights[column]
}

// read weighs the words of the line that begins at token top.
func (h *heads) read(doc *anonymize.Document, top int, sign byte) {
	toks, f := doc.Tokens(), doc.Folded()
	h.top, h.weights, h.sums = top, append(h.weights[:0], weighsNone), append(h.sums[:0], false)
	w, sum := &h.weights[0], false
	for k := top; k < len(toks) && k < top+maxTable && (k == top || toks[k].Flags&anonymize.LineStart == 0); k++ {
		if f[toks[k].Start] == sign {
			h.weights, h.sums = append(h.weights, weighsNone), append(h.sums, false)
			w, sum = &h.weights[len(h.weights)-1], false
		}
		if sum || toks[k].Flags&anonymize.Letter == 0 {
			h.sums[len(h.sums)-1] = h.sums[len(h.sums)-1] || isDateLike(doc, k) && toks[k].End-toks[k].Start == 4 // "2023"
			continue
		}
		h.sums[len(h.sums)-1] = countedColumn(doc.Word(toks[k])) || h.sums[len(h.sums)-1] && !namesNumber(doc.Word(toks[k]))
		switch word := doc.Word(toks[k]); {
		case isSum(word) || word == "wert" || word == "verbrauch" || word == "menge" || word == "anzahl":
			*w, sum = weighsThing, true
		case *w == weighsNone:
			if *w = weigh(doc, k, word); *w == weighsMuch && ofAnything(word) {
				*w = weighsLittle
			}
		}
	}
}

// ofAnything reports heads of columns that number anything: "Nr.", "Kennzahl".
func ofAnything(w string) bool {
	return isBareNumber(w) || w == "nummer" || w == "id" || w == "number" || w == "zeichen" || w == "zahl" || w == "ziffern" || w == "kennzahl" || w == "kennziffer" || w == "ref" || w == "referenz"
}

// countedColumn reports words that head columns of amounts and counts: taxes, budgets, inhabitants.
func countedColumn(w string) bool {
	switch w {
	case "ansatz", "ist", "soll", "plan", "ergebnis", "ertrag", "ertraege", "aufwand", "aufwendungen", "einnahmen", "ausgaben", "einwohner", "einwohnerzahl", "flaeche", "stimmen", "waehler", "wahlberechtigte", "besucher", "fahrgaeste", "gesamt":
		return true
	}
	return strings.HasSuffix(w, "steuer") || strings.HasSuffix(w, "steuern") || strings.HasSuffix(w, "zahl")
}

// isSum reports words for amounts and readings: a plain number beside them is one, a code is not.
func isSum(w string) bool {
	switch w {
	case "gehalt", "brutto", "netto", "umsatz", "einkommen", "jahreseinkommen", "freibetrag", "betrag", "summe", "gebuehr", "preis", "kosten", "kostet", "kosteten", "abloese", "saldo", "guthaben", "stand", "stant", "zaehlerstand", "kontostand", "kilometerstand", "kmstand", "tachostand", "endstand", "anfangsstand", "altstand", "neustand", "zwischenstand", "schlussstand", "ablesestand", "wasserstand", "gasstand", "stromstand", "schuldenstand", "punktestand", "reading", "readings":
		return true
	}
	return isSumEnd(w)
}

// stood tells whether w at token i is the verb of "auf dem Armband stand 4711", and no reading.
func stood(doc *anonymize.Document, i int, w string) bool {
	toks := doc.Tokens()
	if w != "stand" || toks[i].Flags&anonymize.Upper != 0 {
		return false
	}
	for k := i - 1; k >= 0 && i-k <= 4 && toks[k].Flags&anonymize.Letter != 0; k-- {
		switch doc.Word(toks[k]) {
		case "auf", "am", "im", "in", "oben", "unten", "hinten", "vorne", "drauf", "darauf", "da", "dort", "unter", "ueber":
			return true
		}
	}
	return false
}

// isSumEnd reports the compounds of such words by their ends.
func isSumEnd(w string) bool {
	switch lastByte(w) {
	case 'd':
		return compound(w, "zaehlerstand", "kontostand", "kilometerstand")
	case 'g':
		return compound(w, "betrag")
	case 'n':
		return compound(w, "kosten")
	case 'r':
		return compound(w, "gebuehr")
	case 's':
		return compound(w, "preis")
	}
	return false
}

// plainNumber tells whether the code may be an amount: digits, with a dot, comma or blanks between at most.
func plainNumber(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	dots := 0
	for i := first; i <= last; i++ {
		switch t := &toks[i]; {
		case t.Flags&anonymize.Letter != 0:
			return false
		case t.Flags&anonymize.Punct != 0:
			if dots++; f[t.Start] != '.' || dots > 1 {
				return false
			}
		}
	}
	return true
}

// endsIssued reports by their ends the compounds of documents, contracts, accounts, devices and issuers that numbers belong to by which somebody is known.
func endsIssued(ends int) bool { return ends&(endIssued|endAlike) == endIssued }

// isOffice reports those who keep files, by the last part of their names.
func isOffice(w string) bool {
	switch w {
	case "samt", "gesamt", "insgesamt", "allesamt", "mitsamt":
		return false
	case "notar", "notarin", "anwalt", "anwaeltin", "rechtsanwalt", "kanzlei", "inkasso", "gerichtsvollzieher", "gerichtsvollzieherin", "gericht", "behoerde", "kreis", "landkreis", "verwaltung":
		return true
	}
	return strings.HasSuffix(w, "amt") || isOfficeEnd(w)
}

// isOfficeEnd reports the compounds of such words by their ends.
func isOfficeEnd(w string) bool {
	switch lastByte(w) {
	case 'e':
		return compound(w, "behoerde", "stelle", "kasse")
	case 'g':
		return compound(w, "verwaltung")
	case 'i':
		return compound(w, "kanzlei")
	case 't':
		return compound(w, "gericht", "anwaltschaft", "anwalt")
	}
	return false
}

// isRecorded reports the words behind a number under which somebody is kept, or that is to be given: "unter 4711823 versichert".
func isRecorded(w string) bool {
	switch w {
	case "versichert", "gemeldet", "registriert", "gefuehrt", "gefuehrte", "angemeldet", "hinterlegt", "notiert", "zugeteilt", "mitgeteilt", "eingetragen", "angegeben", "angeben", "nennen", "eingeben", "registered", "gespeichert", "erfasst", "bekannt", "verbucht", "gebucht", "abgebucht", "ueberwiesen":
		return true
	}
	return false
}

// isOwned reports the words for what is issued to a person or agreed with one.
func isOwned(w string) bool {
	l := loreOf()
	ends := l.endsOf(w)
	return ends&endAlike == 0 && (ends&endOwned != 0 || w != "" && w[len(w)-1] == 's' && l.endsOf(w[:len(w)-1])&endOwned != 0) && !strings.HasSuffix(w, "urkunde") && w != "nummer"
}

// isLabel reports abbreviations for a number of an account, customer or contract.
func isLabel(w string) bool {
	switch w {
	case "bn", "pk", "vk", "vz", "kz", "bz", "kn", "kd", "sn", "vs", "we", "mv", "vn", "tn", "gp", "knr", "kdn", "pnr", "vnr", "mnr", "mref", "ref", "bsv":
		return true
	}
	return false
}

// isBareNumber reports the words that do not tell whose number it is.
func isBareNumber(w string) bool { return w == "nr" || w == "no" || w == "num" }

// thingBefore tells whether the word right before token first names a thing whose number this is: "Typ 4711", "Rechnung Nr. 4711", but not
// "auf der Rechnung 4711".
func thingBefore(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	i := first - 1
	for n := 0; i >= 0 && n < 4 && (toks[i].Flags&anonymize.Punct != 0 || isNr(doc.Word(toks[i])) || doc.Word(toks[i]) == "nummer"); n++ {
		if toks[i+1].Flags&anonymize.LineStart != 0 {
			return false
		}
		switch doc.Folded()[toks[i].Start] {
		case ',', ';', '!', '?':
			return false // of the clause before
		case '.':
			if i == 0 || !isNr(doc.Word(toks[i-1])) {
				return false
			}
		}
		i--
	}
	if i < 0 || toks[i+1].Flags&anonymize.LineStart != 0 || !isThing(doc.Word(toks[i])) {
		return false
	}
	switch doc.Word(toks[i]) {
	case "schluesselnummer", "schluesselnr":
		return !ofDoor(doc, i)
	case "meter":
		return false
	case "jahr", "jahre", "quartal", "halbjahr", "schuljahr":
		if doc.Word(toks[first-1]) == ":" {
			return false // "Kundennummer aus dem letzten Jahr: 4471822"
		}
	case "barcode", "strichcode":
		if i < first-2 { // "Barcode-Nummer"
			return false
		}
	}
	if i > 0 {
		switch doc.Word(toks[i-1]) {
		case "auf", "der", "dem", "den", "des", "laut", "aus", "von", "zur", "seiner", "meiner", "ihrer", "on", "the":
			return false
		}
	}
	return true
}
