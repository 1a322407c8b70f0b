package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// Reference returns the recognizer of DE_REFERENCE: the numbers by which one issuer knows a person or contract.
//
// Kinds: Kassenzeichen, Buchungszeichen, Kundennummer, Vertragsnummer, Mitgliedsnummer, Beitragsnummer, Matrikelnummer,
// Zählernummer, Vorgangsnummer, Kindergeldnummer, number of a Bedarfsgemeinschaft, and their like. There is no common form and no check, so a keyword is needed, except for
// Kindergeldnummer (111FK396431) and Bedarfsgemeinschaft (12345//0012345, 12345BG0012345), whose forms are their own. Any other word in -nummer is a keyword too, unless it names a thing or a place (Hausnummer,
// Kursnummer, Zolltarifnummer). Lockers and safes have their few digits right behind them (Spind 214), an eVB its seven characters. Capitals with five digits or more (VG-2025-3325-D) count shortly behind words such as Bescheid, Brief, Nummer.
// Other codes of five digits or more, or of letters and digits, count with a low score if a document, a contract, an issuer, the question or another number
// of the kind speaks for them and no word makes them a product's, a text's, a signal's or an amount, or, where no word tells, signs of their form, their
// place and what the message speaks of are weighed. Dictated numbers ("acht null vier drei") need
// their keyword. Known false positives: another number right behind such a word; types and models of devices without the word for it. Source: the issuers' letters.
func Reference() anonymize.Recognizer {
	r := &reference{ident: newIdent("reference", 0, words.New("police report", "polizeibericht", "report number", "report no",
		"post#", "postnummer", "inventar#", "inv nr", "geraete#", "transferticket", "transfer ticket", "dienst#", "dienstausweis#", "waehlerverzeichnis#", "wahlschein#", "student id", "student number", "student no", "matriculation number", "user id", "patient id", "employee id", "account id", "mitglieds kennung", "wohngeldbescheid nummer", "vbl", "zusatzversorgung",
		"bahncard#", "bahncard", "bc25", "bc50", "bc100", "bc 25", "bc 50", "bc 100", "rma", "rma#", "retouren#", "ruecksende#", "wasseruhr#", "stromuhr#", "gasuhr#", "wasseruhr", "gasuhr", "stromuhr", "broadcasting fee", "fee number", "fee no", "meter number", "meter no", "meter", "ticket", "einspeisevertrag", "liefervertrag",
		"kassenzeichen*", "kassen zeichen", "kassen zeichn", "kasse zeichen", "kasen zeichen", "buchungs zeichn", "kassenz", "kassenkonto", "buchungszeichen*", "buchungs zeichen", "buchungs#", "buchungskonto", "buchungscode", "eori", "eori#", "duns", "duns#", "lucid", "ksk#", "kaz", "buzei", "matr", "pnr", "verwendungszw*", "bestell#", "order number", "order no", "order id",
		"kunden#", "knr", "k nr", "kunde#", "kd#", "kundenkonto", "kundenid", "kunden id", "kundenkennung", "vertrags#", "vertrag#", "vertragskonto", "vertragskonto#",
		"vertrags konto", "vertragskontonummern", "vertrags id", "mitglieds#", "mitglied#", "mitgl#", "mitgliedsausweis", "mitglieds id", "beitrags#",
		"beitragskonto", "beitragskonto#", "beitragszahler#", "rundfunkbeitrags#", "rundfunk beitrags#", "rundfunkbeitrag#", "matrikel#", "matr#", "matrikel",
		"zaehler#", "zaehler", "zaehlers", "stromzaehlers", "gaszaehlers", "wasserzaehlers", "zaehler id", "stromzaehler", "gaszaehler", "wasserzaehler", "stromzaehler#", "wasserzaehler#", "gaszaehler#", "messstelle",
		"messlokation", "melo", "melo id", "zaehlpunkt", "zaehlpunkt#", "zaehlpunktbezeichnung", "vorgang", "vorgangs#", "vorgang#", "vorgangskennung", "vorgangs id",
		"vorgangsid", "vorgangskennzeichen", "application reference", "application number", "application no", "application id", "reference", "reference number",
		"reference no", "reference id", "ausweisnummer der bibliothek", "bibliotheks#", "bibliotheksausweises", "buechereiausweises", "leserausweises", "mitgliedsausweises", "bibliotheksausweis", "bibliotheksausweis#", "buechereiausweis",
		"buechereiausweis#", "leserausweis", "leserausweis#", "leseausweis", "leseausweis#", "lesekarte", "lesekarte#", "leser#", "benutzer#", "fischereischein", "fischereischein#", "jagdschein", "jagdschein#",
		"waffenschein", "waffenschein#", "waffenbesitzkarte", "waffenbesitzkarte#", "wbk#", "schwerbehindertenausweis", "schwerbehindertenausweis#",
		"kindergeld#", "kg#", "bg#", "bedarfsgemeinschaft", "bedarfsgemeinschaft#", "bedarfsgemeinschafts#", "antrags#", "antrag#", "antrags id", "antragsid",
		"bescheid#", "bescheidnr", "ordnungsmerkmal", "nummer ihres bescheids", "nummer meines bescheids", "nummer des bescheids", "nummer ihres antrags", "nummer meines antrags", "nummer des antrags", "personal#", "pers#", "versicherungsschein", "versicherungsschein#", "policen#", "police#", "schaden#", "schadens#",
		"schadensfall#", "mandatsreferenz", "mandatsreferenz#", "mandats#", "sepa mandat", "objekt#", "abgabenkonto", "abgaben#", "abgabenkonto#",
		"steuerkontonummer", "debitoren#", "debitor", "debitor#", "kreditoren#", "personenkonto", "personenkonto#", "personen#",
		"fall id", "fallkennung", "fallkennzeichen", "teilnehmer#", "teilnehmer id", "bewerber#", "bewerber id", "bewerbungs#", "bafoeg#", "foerder#", "foerderungs#",
		"foerderkennzeichen", "registrier#", "registrierungs#", "anmelde#", "anmeldungs#", "customer number", "customer no", "customer id", "client number",
		"referenz#", "referenz", "ref#", "ref", "mietvertrags#", "mietvertrag#", "wohnungs#", "mieter#", "einheits#", "gebuehren#", "gebuehrenkonto",
		"gebuehrenbescheid#", "patienten#", "pat#", "patienten id", "schueler#", "studenten#", "studierenden#", "buerger#", "buergerkonto", "servicekonto",
		"servicekonto#", "hundesteuer#", "hundemarke", "hundemarken#", "hundesteuermarke", "hundesteuermarken#", "steuermarke", "steuermarken#", "grundsteuer#",
		"grundbesitz#", "stamm#", "einheitswertaktenzeichen", "einheitswert#", "verwendungszweck", "zahlungsreferenz", "zahlungs#", "membership number",
		"membership no", "member id", "member number", "contract number", "contract no", "policy number", "policy no",
		"claim number", "booking number", "booking reference", "booking no", "account reference", "registration number", "application code", "wohngeld#",
		"elterngeld#", "unterhaltsvorschuss#", "auskunfts#", "zulassungs#", "sendepassnummer", "azr#", "auslaenderzentralregister", "abo#", "abonnement#",
		"abonnenten#", "chip#", "transponder#", "auftrags#", "geschaeftspartner#", "geschaeftspartner",
		"gp#", "gpnr", "partner#", "bearbeitungs#", "bearbeiter#", "anliegen#", "anliegens#", "meldungs#", "meldungs id", "meldeschein#", "ticket#", "ticket id",
		"terminnummer", "termin#", "buchungs id", "kennnummer", "kennummer", "kenn nummer", "verbrauchsstelle", "verbrauchsstellen#", "anschluss#",
		"leistungs#", "leistungsfall#", "unfall#", "depot#", "bauspar#", "bausparvertrag#", "bausparvertrag", "bsv", "darlehens#", "darlehenskonto", "kredit#",
		"kreditkonto", "pruefungs#", "pruefling#", "erlaubnis#", "genehmigungs#", "konzessions#", "konzession#", "taxikonzession#", "taxi konzession#", "gewerbe#", "gewerbeschein#", "handwerkskarte#",
		"handwerkskarte", "ordnungs#", "ordnungsbegriff", "liegenschafts#", "nutzer#", "verbraucher#", "mahn#", "forderungs#", "forderungskonto",
		"pflegekassen#", "pflegegeld#", "rentenservice#", "postrenten#", "versorgungs#", "gez#", "beitragsservice#", "abfall#", "behaelter#", "muellgebuehren#",
		"grundstuecks#", "zahler#", "zahlpartner#", "einzahler#", "kontokorrent#", "garantie#", "serviceauftrags#", "protokoll#", "einsatz#", "gutachten#",
		"befund#", "ueberweisungs#", "rezept#", "leistungskonto", "kundenkarten#", "kundenkarte", "kursteilnehmer#", "anmeldecode", "zugangs#", "identitaets#",
		"sozialhilfe#", "leistungsbescheid#", "inkasso#", "stromvertrag", "gasvertrag", "versicherungspolice", "vers schein#", "nr der police", "bewilligungs#",
		"erinnerungs#", "vormerk#", "vormerkungs#", "kita#", "hort#", "haftpflicht#", "unfallversicherungs#", "mitgliedskonto", "bonus#", "jobcenter#",
		"arbeitsagentur#", "agentur#", "ersuchens#", "eingangs#", "nachlass#", "grab#", "standes#", "register nummer", "urkunden#", "urkunde#"),
		anonymize.DEReference),
		other:    words.New("evb", "konzession", "taxikonzession", "spind", "spind#", "schliessfach", "schliessfach#", "wertfach#", "locker#", "bankschliessfach", "bankfach", "garderobenschrank", "garderobenfach", "umkleideschrank", "kleiderspind", "wertfach", "tresorfach", "schrankfach", "locker", "*nummer", "*nummern", "*kennung", "*gsnr", "*ngnr", "*nsnr", "*tsnr", "*ernr", "*dsnr", "*ennr", "*agnr", "*itnr", "*bonr", "*isnr", "*ssnr", "*lsnr", "*innr", "*rtnr", "nummer", "nr", "kennung", "id", "versicherungs nr", "versicherungsnr"),
		hints:    hintWords(),
		locators: words.New("anmeldecode", "teilnehmercode", "bewerbercode", "vermittlungscode", "absagecode", "umbuchungscode", "bestaetigungs code", "eingangscode", "antragscode", "vorgangscode", "buchungscode", "buchungscodes", "reservierungscode", "buchungs code", "reservierungs code", "termincode", "abholcode", "stornocode", "stornierungscode", "buchung", "reservierung", "terminbuchung", "booking code", "reservation code", "booking", "reservation", "pnr", "buchungsnummer", "buchungsnr", "reservierungsnummer", "bestaetigungscode", "confirmation code", "filekey", "code", "abholcode", "terminbuchung code"),
		booked:   words.New("buchung*", "gebucht", "termin", "termine", "*termin", "terminbuchung", "reservierung*", "reserviert", "booked", "booking", "appointment", "reservation", "stornieren", "storniert", "absagen", "anmeldung", "angemeldet", "absenden", "abgesendet", "abgeschickt", "hochgeladen", "eingereicht", "submitted")}
	r.locator = codeRule{minDigits: 1, score: 0.75, name: "reference/locator", key: r.codeKey, things: true, short: true, shape: locatorShape}
	return r
}

type reference struct {
	ident
	other    *words.Set // whatever else is called a number: "Depotnummer"
	hints    *words.Set
	locators *words.Set // names of booking codes
	locator  codeRule
	booked   *words.Set // without one of which a "Code" is none of a booking
}

// locatorShape reports the codes of bookings: five to eight capitals and digits.
func locatorShape(doc *anonymize.Document, first, last int) bool {
	letters, digits := codeForm(doc, first, last)
	if digits < 2 { // a lone one at the end is a voucher's: SOMMER5
		w := doc.Word(doc.Tokens()[first])
		return last == first && capitals(doc, first) && len(w) >= 5 && len(w) <= 8 && !isDigit(w[0]) && !isDigit(w[len(w)-1])
	}
	if letters >= 2 && digits >= 2 && last == first && letters+digits >= 6 && letters+digits <= 8 && mixes(doc.Word(doc.Tokens()[first])) {
		return true
	}
	return letters > 0 && digits > 0 && letters+digits >= 5 && (letters+digits <= 8 || letters+digits <= 12 && letters > 2 && last > first) && last-first <= 4 && capitalGroups(doc, first, last)
}

// mixes tells whether w goes from letters to digits or back three times or more: q82zt9.
func mixes(w string) bool {
	n := 0
	for i := 1; i < len(w); i++ {
		if isDigit(w[i]) != isDigit(w[i-1]) {
			n++
		}
	}
	return n >= 3
}

// otherShape reports codes of five digits or more, of four behind letters and a hyphen, KX-4471, and of capitals and digits mixed in one word: 0X7K9R2.
func otherShape(doc *anonymize.Document, first, last int) bool {
	letters, digits := codeForm(doc, first, last)
	if first == last && letters >= 2 && digits >= 3 && letters+digits >= 6 && capitals(doc, first) && mixes(doc.Word(doc.Tokens()[first])) {
		return true // "Home-ID 0X7K9R2"
	}
	return digits >= 5 && !isPublicCode(doc, first, last) || letters > 0 && last > first && capitalGroups(doc, first, last)
}

// noShopOrder tells whether the code is not the sample of an order's number that shops show (302-1234567-1234567), not what a meter shows, no
// section's number and no article's.
func noShopOrder(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	if first > 0 && plainNumber(doc, first, last) && (doc.Word(toks[first-1]) == "zeigt" || doc.Word(toks[first-1]) == "zeigte") {
		return false // a meter's reading
	}
	if section(doc, first, last) || ofArticle(doc, first, last) {
		return false
	}
	letters, digits := codeForm(doc, first, last)
	return last != first+4 || letters > 0 || digits != 17 || toks[first].End-toks[first].Start != 3 || doc.Word(toks[first+2]) != "1234567"
}

// ofArticle tells whether the code is the number of an article, with its batch or serial number behind: "REF 02.31.47, LOT 3304118", but not "Kundennummer 4711823, SN 99128".
func ofArticle(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	if last+3 >= len(toks) || doc.Word(toks[last+1]) != "," || doc.Word(toks[last+2]) != "lot" && doc.Word(toks[last+2]) != "sn" || toks[last+3].Flags&(anonymize.Digit|anonymize.Punct) == 0 {
		return false
	}
	i := first - 1
	for i > 0 && first-i < 3 && toks[i].Flags&anonymize.Punct != 0 {
		i--
	}
	if i < 0 || doc.Word(toks[i]) == "ref" {
		return true
	}
	w := weigh(doc, i, doc.Word(toks[i]))
	return w == weighsNone || w == weighsThing
}

func (r *reference) sets() []*words.Set {
	return []*words.Set{r.keys, r.other, r.hints, r.locators, r.booked}
}

// codeKey tells whether the keyword that ends at token k is a booking code's: "code" alone only where something was booked.
func (r *reference) codeKey(doc *anonymize.Document, k int) bool {
	if doc.Word(doc.Tokens()[k]) != "code" {
		return true
	}
	if _, ok := r.booked.Within(doc, k, farReach); ok {
		return true
	}
	_, ok := r.booked.InPrompt(doc)
	return ok
}

func (r *reference) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	dst, err := r.dictated(ctx, doc, r.lettersOnly(doc, dst))
	if err != nil || doc.Features()&anonymize.HasDigit == 0 {
		return dst, err
	}
	toks := doc.Tokens()
	from := len(dst)
	for step, ti := range doc.DigitTokens() {
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		i := int(ti)
		if t := &toks[i]; t.End-t.Start == 1 && (i+1 >= len(toks) || toks[i+1].Flags&anonymize.Letter == 0) {
			continue
		}
		last, rule := ownForm(doc, i)
		if rule == "reference/bg" && signOfUnit(doc, i) {
			continue
		}
		if rule == "" {
			if last = makersMeter(doc, i); last < 0 {
				continue
			}
			rule = "reference/meter"
		}
		f := finding{start: int(toks[i].Start), end: int(toks[last].End), score: 0.85, rule: rule}
		if last > i+3 && rule == "reference/meter" {
			f.score = 0.92 // its end, 00 1458 2093, is no telephone number
		}
		f.hit, _ = r.keys.Near(doc, i, last)
		if f.hit.Span.End > 0 {
			f.score = 0.95
		}
		dst = r.report(doc, dst, anonymize.DEReference, f)
	}
	if numbersOf(doc).capitals || len(numbersOf(doc).mixed) > 0 {
		locators := ident{r.info, r.locators}
		if dst, err = locators.codes(ctx, doc, dst, anonymize.DEReference, &r.locator); err != nil {
			return dst, err
		}
	}
	own := len(dst)
	dst, err = r.codes(ctx, doc, dst, anonymize.DEReference, &codeRule{minDigits: 4, after: true, short: true, score: 0.8, name: "reference/keyword", key: noReading, shape: noShopOrder, not: notOwn})
	if err != nil {
		return dst, err
	}
	if own > from {
		dst = mergeCodes(dst, from, own)
	}
	mid := len(dst)
	if numbersOf(doc).capitals { // referenceShape wants some
		if dst = r.hinted(doc, dst, anonymize.DEReference, r.hints, referenceShape, "reference/shape"); mid > from && len(dst) > mid {
			dst = mergeCodes(dst, from, mid)
		}
	}
	mid = len(dst)
	if mid > from {
		dst = r.alike(doc, dst, from)
		mid = len(dst)
	}
	if r.other.Mentioned(doc) {
		other := ident{r.info, r.other}
		if dst, err = other.codes(ctx, doc, dst, anonymize.DEReference, &codeRule{minDigits: 4, after: true, short: true, score: 0.6, close: 0.78, name: "reference/other-number", key: ownNumber, shape: otherShape, not: anothers}); err != nil {
			return dst, err
		}
		if mid > from {
			dst = mergeCodes(dst, from, mid)
		}
	}
	dst = r.kept(doc, r.issued(doc, r.loose(doc, dst, from, anonymize.DEReference, "reference/loose"), from), from)
	return r.twins(doc, dst, from, anonymize.DEReference, "reference/twin"), nil
}

// issued finds the short codes behind words for what is issued to a person, see issuedShort.
func (r *reference) issued(doc *anonymize.Document, dst []anonymize.Entity, from int) []anonymize.Entity {
	if !looksLoose(doc) {
		return dst
	}
	toks := doc.Tokens()
	known, done := cover(dst[from:]), -1
	for _, di := range doc.DigitTokens() {
		if t := &toks[di]; di == 0 || t.Flags&anonymize.Letter == 0 && toks[di-1].Flags&anonymize.Punct == 0 && (toks[di-1].Flags&anonymize.Letter == 0 || toks[di-1].End-toks[di-1].Start > 4) {
			continue // a number behind a word
		}
		i := shortStart(doc, int(di), done+1)
		if i <= done {
			continue
		}
		last, ok := issuedShort(doc, i)
		if !ok {
			continue
		}
		done = last
		if !known.has(doc.Range(i, last)) {
			dst = r.report(doc, dst, anonymize.DEReference, finding{start: int(toks[i].Start), end: int(toks[last].End), score: 0.6, rule: "reference/issued"})
		}
	}
	return dst
}

// noReading tells whether the keyword that ends at token k is no device that shows its reading: "the meter shows".
func noReading(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	if k+1 >= len(toks) || !strings.HasSuffix(doc.Word(toks[k]), "meter") && !strings.HasSuffix(doc.Word(toks[k]), "zaehler") && !strings.HasSuffix(doc.Word(toks[k]), "uhr") {
		return true
	}
	switch doc.Word(toks[k+1]) {
	case "shows", "showed", "reads", "reading", "zeigt", "zeigte", "misst", "says":
		return false
	}
	return true
}

// notOwn tells whether the code of the keyword that ends at token k is nobody's, an official's telephone number, or a count, or has the form of a file's number and words between
// it and "Vorgang": "der Vorgang läuft unter 41-WG/2024".
func notOwn(doc *anonymize.Document, k, first, last int) bool {
	return registered(doc, k, first, last) || counted(doc, k, first, last) || readBefore(doc, k, first, last) || nobodysBehind(doc, k, first, last) || isOfficial(doc, k, first, last) ||
		first > k+1 && doc.Word(doc.Tokens()[first-1]) == "unter" && doc.Word(doc.Tokens()[k]) != "vorgang" && departmentShape(doc, first, last) ||
		first > k+2 && doc.Word(doc.Tokens()[k]) == "vorgang" && (yearBehindSlash(doc, first, last) && fileShape(doc, first, last) || departmentShape(doc, first, last))
}

// readBefore tells whether the word right before the plain number is one for a reading, and the keyword that ends at token k a device's: "Zähler getauscht, Endstand 44.718".
func readBefore(doc *anonymize.Document, k, first, last int) bool {
	toks := doc.Tokens()
	i := first - 1
	return i > k && !numbersKind(doc, k) && plainNumber(doc, first, last) && toks[i].Flags&anonymize.Letter != 0 && sumAt(doc, i, doc.Word(toks[i])) && strings.HasSuffix(doc.Word(toks[i]), "stand")
}

// anothers tells whether the code behind another word for a number is nobody's, or that of goods.
func anothers(doc *anonymize.Document, k, first, last int) bool {
	return nobodysBehind(doc, k, first, last) || isPublished(doc, k) || registered(doc, k, first, last)
}

// dictated finds the numbers in words.
func (r *reference) dictated(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	from := len(dst)
	dst, err := r.spelled(ctx, doc, dst, anonymize.DEReference, 0.88, nil)
	if err != nil || len(dst) > from {
		return dst, err
	}
	other := ident{r.info, r.other}
	dst, err = other.spelled(ctx, doc, dst, anonymize.DEReference, 0.6, func(doc *anonymize.Document, k int) bool {
		return doc.Word(doc.Tokens()[k]) == "nummer" || ownNumber(doc, k)
	})
	if err != nil || len(dst) > from {
		return dst, err
	}
	locators := ident{r.info, r.locators}
	dst, err = locators.spelled(ctx, doc, dst, anonymize.DEReference, 0.6, r.codeKey)
	if err != nil || len(dst) > from {
		return dst, err
	}
	hints := ident{r.info, r.hints}
	return hints.spelled(ctx, doc, dst, anonymize.DEReference, 0.5, func(doc *anonymize.Document, k int) bool {
		return k == 0 || weigh(doc, k-1, doc.Word(doc.Tokens()[k-1])) != weighsThing // "das Passwort lautet"
	})
}

// alike finds numbers of as many digits as one that was found, which a word such as "unter" announces: "meine Freundin zahlt unter 634 841 674".
func (r *reference) alike(doc *anonymize.Document, dst []anonymize.Entity, from int) []anonymize.Entity {
	toks, text := doc.Tokens(), doc.Text()
	found := dst[from:]
	n := 0
	for _, e := range found {
		n = max(n, digitsIn(text[e.Start:e.End]))
	}
	if n < 7 {
		return dst
	}
	done := -1
	for _, di := range doc.DigitTokens() {
		i := codeStart(doc, int(di), done+1)
		if i <= done || i == 0 {
			continue
		}
		switch doc.Word(toks[i-1]) {
		case "unter", "und", "oder", "auf", "statt", "mit", "ist", "war", "neu", "alt", "under":
		default:
			if n < 9 || toks[i].Flags&anonymize.Letter != 0 || otherNumberBefore(doc, i) || foreignKey(doc, i) || doc.Folded()[toks[i].Start] == '0' {
				continue
			}
		}
		first, last, ok := codeAt(doc, i, 7)
		if !ok || first != i || departmentShape(doc, first, last) || holdsSlash(doc, first, last) && !hasLetters(doc, first, last) {
			continue
		}
		done = last
		f := finding{start: int(toks[first].Start), end: int(toks[last].End), score: 0.6, rule: "reference/alike"}
		span := doc.Origin(f.start, f.end)
		if digitsIn(text[span.Start:span.End]) != n || overlapsAny(found, span) {
			continue
		}
		dst = r.report(doc, dst, anonymize.DEReference, f)
	}
	return dst
}

func overlapsAny(ents []anonymize.Entity, s anonymize.Span) bool {
	for _, e := range ents {
		if e.Overlaps(s) {
			return true
		}
	}
	return false
}

// ownNumber tells whether the word that ends at token k names a number by which somebody is known: not that of a thing or place, and
// none that another recognizer knows.
func ownNumber(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	w := doc.Word(toks[k])
	stem := ""
	switch w {
	case "versicherungsnr":
		return true
	case "nummer", "nr", "kennung", "id":
		if k > 0 && doc.Word(toks[k-1]) == "versicherungs" {
			return true
		}
		if k < 2 || toks[k].Flags&anonymize.SpaceBefore != 0 || doc.Word(toks[k-1]) != "-" || toks[k-1].Flags&anonymize.SpaceBefore != 0 {
			return false
		}
		if stem = doc.Word(toks[k-2]); stem == "." && k > 2 {
			stem = doc.Word(toks[k-3]) // "Vertr.-Nr."
		}
	default:
		for _, end := range [...]string{"nummer", "nummern", "nr", "kennung"} {
			if s, ok := strings.CutSuffix(w, end); ok {
				stem = s
			}
		}
	}
	if len(stem) < 3 {
		return isLabel(stem) // "TN-Nr."
	}
	if isPaidStem(stem) || strings.HasSuffix(stem, "endlos") {
		return true
	}
	if stem == "schluessel" {
		return ofDoor(doc, k)
	}
	for n := min(len(stem), 14); n >= 2; n-- {
		if thingStem(stem[len(stem)-n:]) {
			return false
		}
	}
	return true
}

// thingStem reports the ends of words before -nummer that name a thing, a place, a text or a connection, or a number with a type of its own.
func thingStem(s string) bool {
	switch s {
	case "session", "cookie", "terminal", "trace", "avis", "form", "formblatt", "pruef", "anwendungs", "tour", "auskunfts", "rechnungs", "rechnung", "rechn", "rech", "rechnugs", "rechungs", "rechnuns", "beleg", "bon", "quittungs", "gutschein", "voucher", "angebots", "haus", "zimmer", "raum", "tuer", "etagen", "platz", "platzes", "sitz", "garagen", "gleis", "wagen", "zug", "linien", "linie", "bus", "bahn", "flug", "seiten", "absatz", "band", "blatt", "block",
		"artikel", "produkt", "teile", "teil", "modell", "typen", "typ", "serien", "chargen", "los", "material", "katalog", "isbn", "issn", "ean", "gtin", "din", "iso", "un", "eg", "cas", "wkn", "sendungs", "paket", "tracking", "sendung", "liefer", "waren",
		"formular", "vordruck", "drucksachen", "gesetzes", "paragraphen", "versions", "version", "versand", "art", "lief", "kurs", "veranstaltungs", "lehrgangs", "seminar", "modul", "stellen", "ausschreibungs", "vergabe", "projekt", "meeting", "webinar", "konferenz", "videokonferenz",
		"laternen", "mast", "lampen", "leuchten", "baum", "schacht", "bruecken", "haltestellen", "automaten", "container", "tonnen", "flurstuecks", "flurstueck", "flur", "parzellen", "gemarkungs", "bezirks", "wahlbezirks", "kreis", "gemeinde", "schul", "einrichtungs", "dienststellen", "amts",
		"kanal", "lizenz", "warte", "aufruf", "start", "ruecken", "kapitel", "gliederungs", "lfd", "positions", "zeilen", "index", "pin", "tan", "plz", "postleit", "durchgangs", "reihen", "fach", "regal", "signatur", "tatbestands", "stations", "saeulen", "ladepunkt", "filial",
		"konto", "kto", "iban", "steuer", "steuerid", "arzt", "betriebs", "betriebsstaetten", "ausweis", "pass", "titel", "versicherten", "kranken", "renten", "sozialversicherungs", "kennzeichen", "fahrgestell", "fahrzeug", "ident", "identifikations", "karten", "imei", "geraete", "ust", "register", "akten", "geschaefts", "lokations", "schein", "perso", "tarif", "zolltarif", "rufs", "typenschild":
		return true
	}
	return callStem(s)
}

// ownForm reports the forms that need no keyword: it returns the last token and the rule's name.
func ownForm(doc *anonymize.Document, i int) (last int, rule string) {
	toks, f := doc.Tokens(), doc.Folded()
	t := &toks[i]
	n := int(t.End - t.Start)
	switch next := i + 1; n { // most numbers are none for what their length or the next token is
	case 2:
		if f[t.Start:t.End] == "89" && next < len(toks) && doc.Word(toks[next]) == "49" && startsWord(doc, i) {
			if last = cardOfTwenty(doc, i); last > i {
				return last, "reference/sim-card"
			}
		}
		if last = chipID(doc, i); last > i {
			return last, "reference/chip"
		}
		return 0, ""
	case 3:
		if next+1 >= len(toks) || toks[next].End-toks[next].Start != 2 && toks[next].End-toks[next].Start != 8 {
			return 0, ""
		}
	case 4:
		if f[t.Start] != '8' && (!isLower(f[t.Start+1]) || next >= len(toks)) {
			return 0, ""
		}
	case 5:
		if next+1 >= len(toks) || toks[next].End-toks[next].Start != 2 && toks[next].End-toks[next].Start != 9 {
			return 0, ""
		}
	}
	if !startsWord(doc, i) {
		return 0, ""
	}
	return ownFormAt(doc, i, n)
}

// ownFormAt is ownForm for a token of n characters at which one of the forms may begin.
func ownFormAt(doc *anonymize.Document, i, n int) (last int, rule string) {
	toks, f := doc.Tokens(), doc.Folded()
	t := &toks[i]
	var j joined
	switch {
	case n == 33 && strings.HasPrefix(f[t.Start:], "de") && checkDigits(f[t.Start+2:t.Start+13]):
		return i, "reference/metering-point" // VDE-AR-N 4400
	case t.Flags&anonymize.Letter == 0 && (strings.HasPrefix(f[t.Start:], "8949") || strings.HasPrefix(f[t.Start:], "8027")) && (n == 4 || n == 5 || n == 19 || n == 20):
		if l := cardOfTwenty(doc, i); l >= 0 {
			return l, "reference/card"
		}
	case n == 11 || n == 3: // 111FK396431, 111 FK 396431
		j.join(doc, i, 11)
		if l, ok := j.at(11); ok && allDigits(j.buf[:3]) && j.buf[3] == 'f' && j.buf[4] == 'k' && allDigits(j.buf[5:11]) && endsWord(doc, l) {
			return l, "reference/kindergeld"
		}
	case n == 16 && strings.HasPrefix(f[t.Start:], "deu") && digitsIn(f[t.Start+3:t.End]) > 2:
		return i, "reference/drone" // Regulation (EU) 2019/947, article 14: DEU87astrdge12k8
	case n == 15 && isLower(f[t.Start]) && checkDigits(f[t.Start+3:t.End]):
		switch f[t.Start : t.Start+3] { // of the register of energy units: SEE933188711204
		case "see", "sse", "sge", "sme", "spe", "abr", "eeg":
			return i, "reference/energy-unit"
		}
	case n == 14 && isDigit(f[t.Start]) && isLower(f[t.Start+1]) && isLower(f[t.Start+2]) && isLower(f[t.Start+3]) && checkDigits(f[t.Start+4:t.End]):
		return i, "reference/meter" // DIN 43863-5
	case n == 4 && isDigit(f[t.Start]) && isLower(f[t.Start+1]) && isLower(f[t.Start+2]) && isLower(f[t.Start+3]) && i+1 < len(toks) && toks[i+1].Flags&anonymize.Digit != 0:
		j.join(doc, i, 14) // 1EMH 0012 3456 78
		if l, ok := j.at(14); ok && allDigits(j.buf[4:14]) && endsWord(doc, l) {
			return l, "reference/meter"
		}
	case n == 1: // 1 ESY 11 6307 4482
		if t.Flags&anonymize.Letter != 0 || toks[i+1].End-toks[i+1].Start < 3 || toks[i+1].End-toks[i+1].Start > 5 || toks[i+1].Start-t.End != 1 {
			return 0, ""
		}
		j.join(doc, i, 14)
		if l, ok := j.at(14); ok && isLower(j.buf[1]) && isLower(j.buf[2]) && isLower(j.buf[3]) && allDigits(j.buf[4:14]) && endsWord(doc, l) {
			return l, "reference/meter"
		}
	case n == 14 || n == 5:
		if n == 5 && i+2 < len(toks) && toks[i+1].End-toks[i+1].Start == 2 && f[toks[i+1].Start] == '/' && toks[i+2].End-toks[i+2].Start == 7 && toks[i+2].Flags&anonymize.Letter == 0 && toks[i+2].Start-t.End == 2 {
			return i + 2, "reference/bg"
		}
		j.join(doc, i, 14)
		if l, ok := j.at(14); ok && allDigits(j.buf[:5]) && j.buf[5] == 'b' && j.buf[6] == 'g' && allDigits(j.buf[7:14]) && endsWord(doc, l) {
			return l, "reference/bg"
		}
	}
	return 0, ""
}

func allDigits(b []byte) bool {
	for _, c := range b {
		if !isDigit(c) {
			return false
		}
	}
	return true
}
