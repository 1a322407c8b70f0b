package recognizers

import (
	"strings"
	"sync"

	"github.com/deckname/deckname/internal/fold"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// What the lists below say of a word, as bits of its number in lore.words; above them stands its weight, see weighWord.
const (
	loreThing   = 1 << iota // see isThing
	loreIssued              // see endsIssued
	loreProduct             // see isProductWord
	loreMuch                // weighs much
	loreSign                // see signKind
	loreListed              // is in one of the lists, or the genitive of a word there

	loreWeight = iota // weight counted from weighsThing, shifted by this
)

// lore is what is known of words beside a number. Most words are in no list and have no end of one, which two looks tell.
type lore struct {
	words *words.Table
	ends  words.Ends  // of their compounds, see endsOf
	tails words.Tails // of all words that may weigh anything by their end
}

// The sets of ends, as bits of their values in lore.ends.
const (
	endThing = 1 << iota
	endIssued
	endAlike
	endProduct
	endOwned
	endNumber
)

// endsOf returns the sets that hold an end of w.
func (l *lore) endsOf(w string) int { return l.ends.All(w) }

var sharedLore struct {
	once sync.Once
	lore
}

// loreOf returns the lists. The first call makes their tables, in less than a millisecond.
func loreOf() *lore {
	sharedLore.once.Do(sharedLore.fill)
	return &sharedLore.lore
}

func (l *lore) fill() {
	for _, x := range [...]struct {
		set, more int // letters that stand before an end at least
		list      string
	}{{endThing, 2, thingEnds}, {endIssued, 2, issuedEnds}, {endIssued, 0, issuedPlurals}, {endAlike, 0, alikeEnds}, {endProduct, 0, productEnds}, {endOwned, 0, ownedEnds}, {endNumber, 3, numberEnds}} {
		for end := range strings.FieldsSeq(x.list) {
			l.ends.AddBehind(x.more, end, x.set)
		}
	}
	known := make(map[string]uint16, 1024)
	put := func(list string, bit uint16, ends ...string) {
		for w := range strings.FieldsSeq(list) {
			known[w] |= bit | loreListed
			for _, end := range ends {
				known[w+end] |= loreListed
			}
		}
	}
	put(thingWords, loreThing)
	put(issuedWords, loreIssued, "s", "es")
	put(productWords, loreProduct)
	put(muchWords, loreMuch)
	for w := range strings.FieldsSeq(signWords) {
		known[w] |= loreSign
	}
	of := make(map[uint64]uint16, len(known))
	for w, n := range known {
		of[fold.HashBytes(w)] = n
	}
	l.words = words.NewTable(of)
	for w := range known {
		of[fold.HashBytes(w)] |= uint16(l.weigh(w)-weighsThing) << loreWeight
	}
	l.words = words.NewTable(of)
	for _, list := range [...]string{thingEnds, issuedEnds, issuedPlurals, productEnds, numberEnds} {
		for end := range strings.FieldsSeq(list) {
			l.tails.Add(end)
			l.tails.Add(end + "s") // the genitive
			l.tails.Add(end + "es")
		}
	}
}

// is tells whether the word is in the list of that bit.
func (l *lore) is(w string, bit uint16) bool { return l.words.Find(fold.HashBytes(w))&bit != 0 }

// numberEnds are the ends of words for a number or sign.
const numberEnds = `nummer nummern numer nr kennung kennziffer zeichen numma`

// muchWords are words for a number or sign.
const muchWords = `nummer nr nummern no number zeichen kennung kennziffer kennzahl zahl ziffern id referenz reference ref az num pnr persnr zeichenfolge zahlenfolge ziffernfolge
zahlenkombination kombination`

// signWords are the words that signKind asks more about.
const signWords = `az gz aktz zeichen nummer nr no number id zahl ziffern kennung`

// productWords are words of products and shipments.
const productWords = `ean gtin isbn issn upc asin pzn sku artikel artikelnr artikelnummer art
auftragsnummer auftragsnr auftrag sendung sendungsnummer sendungsnr
sendungsverfolgung sendungsverfolgungsnummer paket paketnummer paketnr tracking trackingnummer trackingnr trackingcode
barcode strichcode seriennummer modell modellnummer formular formularnummer vordruck
version build ticket ticketnummer awb luftfrachtbrief chargennummer charge losnummer flurstueck din iso en`

// productEnds are the ends of such words.
const productEnds = `artikelnummer version formular vordruck modell`

// thingWords are words of products, shipments, texts, amounts, places and signals.
const thingWords = `xrechnung postleitzahlgebiet postleitzahlengebiet postleitzahlbereich modul module moduls gop goz bema bgr persgr awmf leitlinie leitlinien drg gen variante mutation terminal avis lieferavis pruefzeichen label auslandsschein auslandskrankenschein banknote geldschein vinyl schallplatte lehrveranstaltung lehrveranstaltungen veranstaltung vorlesung klausur uebung workshop lieferung signatur zolltarif bauteil ersatzteil buch buecher buecherliste ags frequenz rettungspunkt ncs
formulare formularen vordrucke vordrucken tbnr rechnung rechnungen rechnungsnr rechn rechng rng re rg inv beleg bon quittung kassenbon kassenzettel gutschein voucher coupon angebot invoice receipt
wirft spuckt meckert meckern piept piepst piepen blinkt vhs einschreiben ware waren flight typ type serie reihe firmware software update release windows android ios iphone app box port ports
code codes fehler fehlercode fehlermeldung error err errorcode exception meldet wallbox drucker dosis tablette tabletten stelle stellenanzeige puk wechselrichter therme waermepumpe saeule ladesaeule zapfsaeule modem glasfasermodem repeater router kamera kessel hsn tsn tatbestand
patent patents unionsmarke wortmarke bildmarke gebrauchsmuster rn rz rdnr fragebogen merkblatt datenblatt infoblatt informationsblatt hinweisblatt faltblatt flugblatt formblatt arbeitsblatt amtsblatt gesetzblatt ministerialblatt drucksache produktkonto sachkonto haushaltsstelle vorlage ratsvorlage beschlussvorlage drs abl broschuere flyer anlage anhang gesetz verordnung richtlinie vo bgbl gvbl norm rfc cve cwe cpv utm vde vdi ral kba abe ebm goae icd ops taric hs cas wkn isin bgh urteil
gemarkung flur parzelle grundbuch wahllokal wahlbezirk stimmbezirk hotline hotlines servicenummer seelsorge telefonseelsorge notruf bereitschaftsdienst tel telefon fax handy mobil rueckruf anruf anrufen erreichbar whatsapp
schluesselnummer schluesselnr schl tarif stimmen unterschriften einwohner einwohnern teilnehmern namen
besucher stueck reifen groesse masse watt kwh volt grad hoehe breite laenge meter km kilometer jahre jahr schuljahr halbjahr quartal baujahr gruppe
kurs kurse kursen plan bplan lehrgang seminar ausschreibung vergabe charge mhd los lot raum zimmer gleis linie bus zug flug seite kapitel ziffer absatz artikel paragraf paragraph
tan pin passwort kennwort otp sms einmalcode plz postleitzahl hausnummer koordinaten koordinate lat lon isbn barcode qr hashtag postfach packstation lieferschein paketschein einlieferungsschein frachtbrief session cookie token uuid geburtenregister sterberegister eheregister eheregisternummer geburtenregisternummer sterberegisternummer eheregisternr geburtenregisternr sterberegisternr kostenvoranschlag voranschlag warteschlange wartenummer regal schrank ordner archiv lager dhl hermes dpd ups gls tracking`

// thingEnds are the ends of their compounds.
const thingEnds = `code linie hotline ausgabe auflage drucksache satzung ordnung lehrgang rechnung beleg quittung verordnung patentanmeldung markenanmeldung lokal
schluessel modul plan gutschein bogen koordinaten typ seminar fehler kurs gesetzblatt kennwort passwort gesetz sachkonto`

// issuedWords are documents, contracts, accounts, devices and issuers that numbers belong to by which somebody is known.
const issuedWords = `kunde kundin kunden kd mitglied mitgl pat patient patientin versichert versicherte teilnehmer teilnehmerin mieter schueler student bewerber debitor glaeubiger
karte karten ausweis ausweise schein marke zettel brief schreiben bescheid bescheids vertrag vertrags konto mandat police policen zaehler wasseruhr stromuhr gasuhr geraet chip tonne aufkleber etikett siegel bewerbung anmeldung bahncard gewerbe plakette akte vorgang verfahren antrag fall schaden anzeige strafanzeige meldung forderung
mahnung vollstreckung dokument dokumente bestaetigung bescheinigung urkunde erlaubnis genehmigung bewilligung zulassung protokoll gutachten befund buchung reservierung abo ticket depot darlehen kredit leasing zweck verwendungszweck vorladung kaertchen briefkopf kopfzeile betreffzeile betreff vorderseite rueckseite zb zbii zulassungsbescheinigung fahrzeugbrief fahrzeugschein inventar nutzer liegenschaft badge objekt einheit lizenz sticker kuerzel versicherung haftpflicht kasko rente bausparen
evb azr bg bkk aok tk vbl kfz spende buecherei bibliothek stadtwerke jobcenter krankenkasse sparkasse bank finanzamt familienkasse rentenversicherung polizei gericht amtsgericht staatsanwaltschaft bundesamt verwaltungsgericht auslaenderregister auslaenderzentralregister transponder rahmen fahrradrahmen rahmennummer
zertifikat zeugnis bussgeld verwarngeld verwarnung strafzettel knoellchen hundesteuer grundsteuer gewerbesteuer rundfunkbeitrag elterngeld wohngeld kindergeld buergergeld bafoeg rezept zugeteilt zugewiesen mitgeteilt angabe bestellung anfrage anliegen beschwerde eingabe petition gesuch hinterlegt notiert aktenkundig fuehrt fuehren gefuehrt registriert gemeldet angemeldet lautet aufgedruckt abgedruckt eingetragen angegeben
praegung gepraegt eingepraegt eingestanzt gestanzt gestempelt stamped engraved graviert eingraviert codiert kodiert codierung kodierung beschriftet aufschrift armband anhaenger auftrag anschlussobjekt spind schliessfach schluessel kellerschluessel hausschluessel haustuerschluessel tuerschluessel wohnungsschluessel briefkastenschluessel garagenschluessel zimmerschluessel spindschluessel schrankschluessel torschluessel fahrradschluessel tresorschluessel grab grabstaette grabstelle termin locker vormerkung handwerksrolle beiblatt anhoerungsbogen zeugenfragebogen pachtvertrag jahreskarte mandant mandantin pruefling azubi spender blutspender abonnent aktionaer klient hoerer adac dkms drk gez verdi vdk schufa bamf krankentagegeld krankengeld pflegegeld blindengeld unterhaltsvorschuss
confirmation complaint tenant tenancy order appointment terminbestaetigung eingangsbestaetigung card licence license permit account policy contract customer member membership letter notice case claim meter device file application login`

// issuedEnds are the ends of their compounds.
const issuedEnds = `kostenplan bescheid mitglied card karte marke police akte urkunde kunde plakette anzeige brief mandatsref sref vertrag antrag versicherung genehmigung
bewilligung mahnung auftrag codierung vormerkung forderung bewerbung anmeldung meldung bescheinigung bestaetigung protokoll konzession schaden schein
verfahren darlehen sparen schreiben konto abo chip steuer zaehler uhr verteiler ausweis pass erlaubnis zeugnis mandat kredit depot ticket geraet
zertifikat anhaenger`

// issuedPlurals are the plurals of such words and of their compounds.
const issuedPlurals = `vertraege antraege auftraege ausweise scheine bescheide mandate zeugnisse erlaubnisse vorgaenge karten marken policen akten konten plaketten urkunden
anzeigen versicherungen genehmigungen bewilligungen mahnungen forderungen bewerbungen anmeldungen bestellungen tickets abos chips`

// alikeEnds are the ends of words that end like the compounds of things and of what is issued but are none: Kontakte, Ausfuhr, Sekunde, Kompass, Konkurs;
// keys that open a door are no keys of a list.
const alikeEnds = `kostenplan berechnung schuldschein geldschein auslandsschein auslandskrankenschein ontakte ontakten takten pakten fakten nackten exakten intakte exakte mpakte strakte rtefakte fuhr aufruhr sekunde erdkunde heilkunde fachkunde
sachkunde kompass engpass fluglinie pressemeldung statusmeldung warnmeldung falschmeldung tippfehler schreibfehler lesefehler druckfehler konkurs
diskurs exkurs rekurs anschein augenschein sonnenschein kellerschluessel hausschluessel tuerschluessel wohnungsschluessel briefkastenschluessel garagenschluessel zimmerschluessel spindschluessel schrankschluessel torschluessel fahrradschluessel tresorschluessel`

// ownedEnds are the ends of words for what is issued to a person or agreed with one.
const ownedEnds = `kaertchen ausweis karte schein marke konto police mandat vertrag zaehler uhr mitglied kunde plakette abo ticket chip darlehen erlaubnis genehmigung
depot auftrag bestellung buchung reservierung nummer versicherung card permit contract policy member customer licence license`
