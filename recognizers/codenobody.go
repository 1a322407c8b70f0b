package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// nobodys tells whether the form of the code, or what stands right beside it, makes it a number that nobody is known by: a share, a car's month, the beam of a satellite,
// what a program shows, a model, or a form.
func nobodys(doc *anonymize.Document, first, last int) bool {
	switch {
	case first > 0 && doc.Word(doc.Tokens()[first-1]) == "imei":
		return true
	case jobMeasure(doc, first, last), formOf(doc, first, last), ofAppliance(doc, first, last), ofRoom(doc, first, last), calledPlain(doc, first, last):
		return true
	case isShare(doc, first, last), isGene(doc, first, last), datedMonth(doc, first, last), satelliteBeam(doc, first, last):
		return true
	case shownFault(doc, first, last), modelOf(doc, first, last), translatedForm(doc, first, last):
		return true
	case versioned(doc, first, last), faulty(doc, first, last), onEarth(doc, first, last), drivingKeys(doc, first, last), aidsNumber(doc, first, last), goodsInBracket(doc, first, last):
		return true
	}
	return reading(doc, first, last) || onRails(doc, first, last) || drawn(doc, first, last) || tariffShown(doc, first, last)
}

// drawn tells whether the digits are numbers of a lottery: "Spiel 77: 0 4 8 1 1 9 3", "Ziehung Mittwoch 2 9 17 22 31 46".
func drawn(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	if hasLetters(doc, first, last) {
		return false
	}
	for i := first - 1; i >= 0 && first-i <= looseReach; i-- {
		switch doc.Word(toks[i]) {
		case ".", "!", "?":
			return false
		case "spiel", "super":
			w := doc.Word(toks[i+1])
			if i+1 < first && (w == "77" || w == "6") || i+1 == first && w == "77" {
				return true
			}
		case "ziehung", "gewinnzahlen", "gewinnzahl", "lottozahlen", "superzahl", "zusatzzahl", "eurozahlen", "eurojackpot", "quicktipp":
			return true
		}
	}
	return false
}

// tariffShown tells whether the number is what a meter shows for one of two tariffs, day and night: "HT 18442 und NT 09317".
func tariffShown(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	if last != first+1 || !onlyDigits(&toks[last]) || toks[last].End-toks[last].Start > 7 || !isTariff(doc.Word(toks[first])) {
		return false
	}
	for i := max(0, first-farReach); i < len(toks) && i <= last+farReach; i++ {
		if i == first {
			continue
		}
		if w := doc.Word(toks[i]); isMeter(w) || isTariff(w) && w != doc.Word(toks[first]) {
			return true
		}
	}
	return false
}

// isTariff reports the short names of the tariffs by day and by night.
func isTariff(w string) bool { return w == "ht" || w == "nt" }

// registered tells whether the number with a year is an entry of a registry of births, marriages and deaths, behind the word for it at token k and with no office named:
// "Tag der Eheschließung: …, Registernummer: 417/1994".
func registered(doc *anonymize.Document, k, first, last int) bool {
	toks := doc.Tokens()
	if w := doc.Word(toks[k]); w != "registernummer" && w != "registernr" && !isNr(w) || last != first+2 || !yearBehindSlash(doc, first, last) || isNr(doc.Word(toks[k])) && (k < 2 || doc.Word(toks[k-2]) != "register") {
		return false
	}
	civil := false
	for i := max(0, first-farReach); i < len(toks) && i <= last+farReach; i++ {
		switch w := doc.Word(toks[i]); w {
		case "standesamt", "standesamts", "standesamtes":
			return false
		case "eheschliessung", "eheurkunde", "heiratsurkunde", "geburtsurkunde", "sterbeurkunde", "beurkundung":
			civil = true
		}
	}
	return civil
}

// nobodysBehind is nobodys for the code of the keyword that ends at token k. The word for a number of some kind makes it somebody's, whatever it looks like and whatever
// stands between: "Kundennummer Strom 118822", "Mitgliedsnummer wird nicht erkannt: M-1182".
func nobodysBehind(doc *anonymize.Document, k, first, last int) bool {
	if numbersKind(doc, k) {
		return jobMeasure(doc, first, last)
	}
	return nobodys(doc, first, last)
}

// numbersKind tells whether the word at token k is one for a number and tells of what kind, or the word before it does: "Kundennummer", "Kunden-Nr.", "Mietvertrag Nr.", but
// not "Nummer".
func numbersKind(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	w := doc.Word(toks[k])
	if !isNr(w) {
		return namesNumber(w)
	}
	return k > 1 && toks[k].Flags&anonymize.SpaceBefore == 0 && doc.Word(toks[k-1]) == "-" || k > 0 && isOwned(doc.Word(toks[k-1]))
}

// onRails tells whether the few digits are the number of a carriage or a tour: "Wagen 4438".
func onRails(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	if last > first+1 || toks[last].Flags&anonymize.Letter != 0 || toks[last].End-toks[last].Start > 4 {
		return false
	}
	i := first
	if first == last {
		i--
	}
	return i >= 0 && (doc.Word(toks[i]) == "wagen" || doc.Word(toks[i]) == "waggon" || doc.Word(toks[i]) == "tour" || doc.Word(toks[i]) == "triebwagen")
}

// isShare reports shares of a house or an estate: 812/1000.
func isShare(doc *anonymize.Document, first, last int) bool {
	if last != first+2 || doc.Word(doc.Tokens()[first+1]) != "/" {
		return false
	}
	a, b := doc.Word(doc.Tokens()[first]), doc.Word(doc.Tokens()[last])
	if !checkDigits(a) || len(b) < 3 || b[0] != '1' || strings.Trim(b[1:], "0") != "" {
		return false
	}
	return len(a) < len(b)
}

// datedMonth reports a month behind the abbreviation of what was on it: "EZ 06/2012", "ED 08/2023", "Druck 09/24".
func datedMonth(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	i := last - 2 // the month
	if i < first || i > first+1 || i == 0 || doc.Word(toks[last-1]) != "/" || toks[i].End-toks[i].Start > 2 || !checkDigits(doc.Word(toks[i])) || !inRange(doc.Word(toks[i]), 12) || !yearBehindSlash(doc, i, last) {
		return false
	}
	switch doc.Word(toks[i-1]) {
	case "ez", "ed", "hu", "au", "bj", "tuev", "stand", "druck", "erstzulassung", "erstdiagnose", "baujahr", "ausgabe", "auflage", "fassung", "mhd", "gueltig", "exp":
		return true
	}
	return false
}

// satelliteBeam reports the place of a programme on a satellite: "11.494 H 22000".
func satelliteBeam(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	if last != first+4 || doc.Word(toks[first+1]) != "." || toks[first].End-toks[first].Start != 2 || toks[last].End-toks[last].Start != 5 {
		return false
	}
	w := doc.Word(toks[first+3])
	return w == "h" || w == "v" || w == "l" || w == "r"
}

// wordWithYear reports a word that somebody could speak with a few digits behind it, as people make passwords and names up: "Sommer2024".
func wordWithYear(doc *anonymize.Document, first, last int) bool {
	t := doc.Tokens()[first]
	w := doc.Word(t)
	n := digitsIn(w)
	if first != last || n < 1 || n > 4 || len(w)-n < 4 || t.Flags&anonymize.AllUpper != 0 || doc.Features()&anonymize.HasUpper == 0 || idBefore(doc, first) {
		return false
	}
	return digitsIn(w[:len(w)-n]) == 0 && pronounceable(w[:len(w)-n])
}

// idBefore tells whether a word for what somebody signs in or is known by stands right before token first, or ends the prompt: "Login ID Klausm1972". What follows is no
// password.
func idBefore(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	i := first - 1
	for ; i >= 0 && first-i <= 3 && (toks[i].Flags&anonymize.Punct != 0 || isLink(doc.Word(toks[i])) && !isNr(doc.Word(toks[i]))); i-- {
	}
	if i >= 0 {
		return namesID(doc.Word(toks[i]))
	}
	if doc.Prompt() == nil {
		return false
	}
	toks = doc.Prompt().Tokens()
	for i = len(toks) - 1; i > 0 && toks[i].Flags&anonymize.Punct != 0; i-- {
	}
	return i >= 0 && namesID(doc.Prompt().Word(toks[i]))
}

// namesID reports the words for what somebody signs in or is known by.
func namesID(w string) bool { return w == "id" || w == "kennung" || isNr(w) || namesNumber(w) }

// shownFault tells whether the code is a letter or two and a few digits that a device or a program shows: "zeigt F-0184", "nicht möglich (E-2107)".
func shownFault(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	letters, digits := codeForm(doc, first, last)
	if letters < 1 || letters > 2 || digits > 4 || last > first+2 || first < 2 || toks[first].Flags&anonymize.Digit != 0 && last > first {
		return false
	}
	switch doc.Word(toks[first-1]) {
	case "zeigt", "zeigte", "meldet", "meldete", "blinkt", "piept", "display", "anzeige", "shows":
		return true
	case "(", "[", ":", ",":
		for i := first - 2; i >= 0 && first-i <= 6 && toks[i].Flags&anonymize.Letter != 0; i-- {
			switch doc.Word(toks[i]) {
			case "nicht", "ungueltig", "fehlgeschlagen", "abgebrochen", "failed", "error", "unbekannt", "gescheitert", "gestoert", "verweigert", "denied":
				return true
			}
		}
	}
	return false
}

// modelOf tells whether the code is the type of a meter that is spoken of, behind or with the name of its maker: "Zähler (ISKRA MT175-D2A51)". A number of digits alone, or
// with five or more in one piece, is the meter's own or somebody's: "Vertrag bei Techem K447182".
func modelOf(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	i := first
	if isMeterMaker(doc.Word(toks[first])) && first < last {
		i++
	} else if first == 0 || !isMeterMaker(doc.Word(toks[first-1])) {
		return false
	}
	t := &toks[i]
	if t.Flags&anonymize.Letter == 0 || !isLower(doc.Word(*t)[0]) || digitsIn(doc.Folded()[t.Start:toks[last].End]) > 8 {
		return false
	}
	for k := i; k <= last; k++ {
		if digitsIn(doc.Word(toks[k])) > 4 {
			return false
		}
	}
	for k := i - 1; k >= 0 && i-k <= 8; k-- {
		if isMeter(doc.Word(toks[k])) {
			return true
		}
	}
	return false
}

// isMeterMaker reports the makers of meters.
func isMeterMaker(w string) bool {
	switch w {
	case "iskra", "iskraemeco", "landis", "gyr", "itron", "easymeter", "kamstrup", "elster", "sensus", "diehl", "hager", "emh", "logarex", "apator", "techem", "ista", "brunata", "minol", "qundis", "zenner", "hydrometer", "pipersberg", "dzg", "holley", "ebz", "efr", "actaris", "honeywell":
		return true
	}
	return false
}

// endOfNumber tells whether dots for what is left out, or a hyphen with a blank or quotation mark before it, stand right before the few digits of the code: "…418/23", "-00001".
func endOfNumber(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if first == 0 || toks[first].Flags&anonymize.Letter != 0 {
		return false
	}
	if first == last && toks[first].End-toks[first].Start <= 5 && endSaid(doc, first) {
		return true
	}
	if toks[first].Flags&anonymize.SpaceBefore != 0 {
		return false
	}
	_, digits := codeForm(doc, first, last)
	p := &toks[first-1]
	sign := f[p.Start:p.End]
	switch {
	case digits > 6:
		return false
	case sign[0] == '.' && p.Flags&anonymize.SpaceBefore != 0 && (len(sign) > 1 || doc.Original(*p) == "…"):
		return first < last || digits < 5 // "Kundennummer ist ...447182": somebody paused
	case sign == "-" && first > 1 && first == last && p.Flags&anonymize.LineStart == 0:
		return f[toks[first-2].Start] == '"' && p.Start == toks[first-2].End
	}
	return false
}

// translatedForm tells whether the code is a letter and a few digits, and somebody asks for it in another language: "V 4120 auf Polnisch".
func translatedForm(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	letters, digits := codeForm(doc, first, last)
	if letters == 0 || letters > 2 || digits > 4 || last+2 >= len(toks) || doc.Word(toks[last+1]) != "auf" && doc.Word(toks[last+1]) != "in" {
		return false
	}
	w := doc.Word(toks[last+2])
	return len(w) > 6 && strings.HasSuffix(w, "isch") || w == "deutsch" || w == "leichter"
}

// reading tells whether the plain number is what a meter shows: "mein Zähler sagt 999999", "Stand Wasseruhr 00612", "Gas 11822".
func reading(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	if first == 0 || first != last || toks[first].Flags&anonymize.Letter != 0 || toks[first].End-toks[first].Start > 7 {
		return false
	}
	i := first - 1
	for i > 0 && first-i < 4 && toks[i].Flags&anonymize.Punct != 0 {
		i--
	}
	if i >= first-2 && meterEnds(doc, i) || i == first-2 && (doc.Prompt() != nil && toks[i].Flags&anonymize.Digit != 0 && toks[i].End-toks[i].Start >= 6 && doc.Word(toks[first-1]) == "/" && askedIn(doc.Prompt()).shown) {
		return true // "1EMH0011748823 / 22804"
	}
	switch w := doc.Word(toks[i]); {
	case w == "sagt", w == "sagte", w == "zeigt", w == "zeigte", w == "says", w == "shows", w == "reads":
		return i > 0 && isMeter(doc.Word(toks[i-1]))
	case w == "bei" || w == "auf":
		return i > 1 && (doc.Word(toks[i-1]) == "steht" || doc.Word(toks[i-1]) == "stand") && isMeter(doc.Word(toks[i-2])) // "Zähler steht bei 118204"
	case w == "gas", w == "strom", w == "kaltwasser", w == "warmwasser":
		return toks[first].End-toks[first].Start < 7 && !numberOf(doc, i)
	case isMeter(w):
		return i > 0 && (isSum(doc.Word(toks[i-1])) || doc.Word(toks[i-1]) == "ablesung" || doc.Word(toks[i-1]) == "verbrauch")
	}
	return false
}

// meterEnds tells whether the number of a meter (DIN 43863-5) ends at token i, so that a plain number behind a sign is what it shows.
func meterEnds(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	for k := i; k >= 0 && i-k <= 5 && toks[k].Flags&anonymize.Punct == 0; k-- {
		if toks[k].Flags&anonymize.Digit == 0 || !isDigit(doc.Folded()[toks[k].Start]) {
			continue
		}
		if last, rule := ownForm(doc, k); rule == "reference/meter" {
			return last == i
		}
	}
	return false
}

// numberOf tells whether the word before token i is one for a number or a contract, which token i only tells the kind of: "Vertragskonto Strom 118822".
func numberOf(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	for i--; i > 0 && toks[i].Flags&anonymize.Punct != 0; i-- {
	}
	return i >= 0 && !isMeter(doc.Word(toks[i])) && (isNr(doc.Word(toks[i])) || namesNumber(doc.Word(toks[i])) || isOwned(doc.Word(toks[i])))
}

// isMeter reports the devices that have a reading.
func isMeter(w string) bool {
	if w == "meter" || w == "zaehler" || w == "wasseruhr" || w == "gasuhr" || w == "stromuhr" {
		return true
	}
	return len(w) > 8 && strings.HasSuffix(w, "zaehler")
}

// keyReach bounds the tokens around the word for a key's number among which a word for a door or a lost key may stand.
const keyReach = 30

// ofDoor tells whether the number of a key, at token i, is that of one that opens a door, which somebody has: a door, a lock or a bunch of keys is spoken of, and neither a
// car's papers nor a driving licence, whose lists have key numbers for everybody: "Haustürschlüssel weg, Schlüsselnr. SA 4021".
func ofDoor(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	door := false
	for k := max(0, i-keyReach); k < len(toks) && k <= i+keyReach; k++ {
		if k == i || toks[k].Flags&anonymize.Letter == 0 {
			continue
		}
		switch w := doc.Word(toks[k]); w {
		case "hsn", "tsn", "fahrzeug", "fahrzeugs", "zulassung", "zulassungsbescheinigung", "zulassungsbescheid", "fahrzeugschein", "fahrzeugbrief", "kfz", "kba", "plakette", "feinstaubplakette", "umweltplakette", "emissionsklasse", "schadstoffklasse", "fuehrerschein", "fahrerlaubnis", "typgenehmigung", "diesel", "steuer":
			return false
		default:
			door = door || isLock(w)
		}
	}
	return door
}

// isLock reports the words for locks, doors, keys and bunches of them.
func isLock(w string) bool {
	switch w {
	case "schluessel", "schloss", "schloesser", "zylinder", "sicherungskarte", "tuer", "tuere", "schluesselbund", "schluesseldienst", "schluesselkasten", "schluesselverlust", "key", "keys":
		return true
	}
	switch lastByte(w) {
	case 'l':
		return compound(w, "schluessel")
	case 'e':
		return strings.HasSuffix(w, "schliessanlage")
	case 'r':
		return compound(w, "tuer") || strings.HasSuffix(w, "schliesszylinder")
	}
	return false
}

// isPublished tells whether the word for a number, at token i, is that of goods which a licence, a test or a list names: "Zulassungsnummer des Pflanzenschutzmittels".
func isPublished(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	for k := max(0, i-codeReach); k < len(toks) && k <= i+codeReach+4; k++ {
		if toks[k].Flags&anonymize.Letter == 0 {
			continue
		}
		w := doc.Word(toks[k])
		if w == "bvl" || w == "bfarm" || w == "mittel" || strings.HasSuffix(strings.TrimSuffix(w, "s"), "mittel") && len(w) > 10 || w == "medikament" || w == "medikaments" || w == "herbizid" || w == "wirkstoff" || w == "praeparat" || w == "duebel" {
			return true
		}
	}
	return false
}

// onStreet tells whether the plate or label at token i is one of a lamp, a mast or another thing that stands in the street: "auf dem Mast klebt eine Plakette mit LP 0417".
func onStreet(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	for k := i - 1; k >= 0 && i-k <= 8; k-- {
		if strings.IndexByte(".!?", doc.Folded()[toks[k].Start]) >= 0 {
			return false
		}
		switch w := doc.Word(toks[k]); w {
		case "mast", "mastes", "laterne", "lampe", "leuchte", "ampel", "lichtmast", "schacht", "baum", "hydrant", "schaltkasten", "verteilerkasten", "poller", "automat", "parkautomat", "altkleidercontainer", "glascontainer", "container", "spielgeraet", "bruecke":
			return true
		default:
			if len(w) > 8 && (strings.HasSuffix(w, "laterne") || strings.HasSuffix(w, "mast") || strings.HasSuffix(w, "leuchte")) {
				return true
			}
		}
	}
	return false
}

// isOfficial tells whether the digits behind the word for a number at token k, an official's at work, are a telephone's: "Dienstnummer 0221 4710 412"; or the number is that
// of goods: "Zulassungsnummer".
func isOfficial(doc *anonymize.Document, k, first, last int) bool {
	toks := doc.Tokens()
	w := doc.Word(toks[k])
	if k > 1 && toks[k].Flags&anonymize.SpaceBefore == 0 && doc.Word(toks[k-1]) == "-" {
		w = doc.Word(toks[k-2])
	}
	switch {
	case w == "dienst", w == "dienstnummer", w == "dienstnr":
		_, digits := codeForm(doc, first, last)
		return digits > 6 && doc.Folded()[toks[first].Start] == '0'
	case strings.HasPrefix(w, "zulassung"):
		return isPublished(doc, k)
	}
	return false
}

// isConfirmed reports the words before "mit" or "unter" and the number that somebody got in answer: "bestätigt mit", "gebucht unter".
func isConfirmed(w string) bool {
	switch w {
	case "bestaetigt", "bestaetigte", "beantwortet", "quittiert", "reserviert", "storniert", "eingereicht", "abgegeben", "beantragt", "bestellt", "confirmed", "booked", "submitted":
		return true
	}
	return isRecorded(w)
}

// jobMeasure reports the numbers of measures of an employment office behind their word: "Maßnahme-Nr. 237/114/2025".
func jobMeasure(doc *anonymize.Document, first, last int) bool {
	if last != first+4 || !yearBehindSlash(doc, first, last) {
		return false
	}
	toks := doc.Tokens()
	for i := first - 1; i >= 0 && first-i <= 4; i-- {
		if strings.HasPrefix(doc.Word(toks[i]), "massnahme") {
			return true
		}
	}
	return false
}

// isGene reports the numbers of sequences and variants of genes: NM_007294.4 (RefSeq), rs80357906 (dbSNP), and of the sequence that they are counted in: GRCh38.
func isGene(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	w := doc.Word(toks[first])
	if first == last {
		return w == "grch38" || w == "grch37" || len(w) > 6 && strings.HasPrefix(w, "rs") && checkDigits(w[2:]) && !capitals(doc, first)
	}
	switch w {
	case "nm", "np", "nc", "ng", "nr", "xm", "xp":
		n := toks[first+2].End - toks[first+2].Start
		return doc.Word(toks[first+1]) == "_" && toks[first].Flags&anonymize.AllUpper != 0 && (n == 6 || n == 9) // but "Nr_4471820"
	}
	return false
}
