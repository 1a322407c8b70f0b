package recognizers_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

var addressCases = []marked{
	{text: "Neue Anschrift: ⟦Färberweg 22, 44137 Dortmund⟧", why: "street, number, postcode, place are one"},
	{text: "⟦Brahmsallee 9, Hinterhaus 2. OG, 20144 Hamburg⟧", prompt: "Wie lautet Ihre neue Anschrift?", why: "floor between the parts"},
	{text: "wohne jetzt ⟦hauptstr 7 hinterhaus 2. stock links, 10827 berlin⟧", why: "chat spelling"},
	{text: "ich wohn ⟦am kleinen siel 4b⟧ bei freunden", why: "preposition, lower case"},
	{text: "⟦An der Alten Mühle 3⟧", why: "preposition, article, adjective"},
	{text: "⟦Unter den Buchen 87⟧ ist leer", why: "preposition and trees"},
	{text: "⟦Am Markt 14⟧", why: "preposition"},
	{text: "Tel. 0171 3920012 ⟦50667 Köln⟧, bitte melden", why: "postcode and place behind another number"},
	{text: "Ich habe einen Vorwerk Kobold 200", why: "a vacuum cleaner"},
	{text: "Gegenüber, Automat 3, ist kaputt", why: "a machine"},
	{text: "⟦Zum Sportplatz 2, 66606 St. Wendel⟧", why: "saint in the place's name"},
	{text: "⟦Straße des 17. Juni 135, 10623 Berlin⟧", why: "a date in the street's name"},
	{text: "⟦Platz der Republik 1, 11011 Berlin⟧", why: "noun behind Platz"},
	{text: "⟦Dr.-Rörig-Damm 88⟧", why: "a person's street with a title"},
	{text: "⟦Karl-Heine-Straße 203, 04229 Leipzig⟧", why: "a person's street"},
	{text: "⟦Eppendorfer Weg 260, 20251 Hamburg⟧", why: "two words"},
	{text: "⟦R 3, 12, 68161 Mannheim⟧", why: "square"},
	{text: "⟦Kurfürstendamm 207/208, 10719 Berlin⟧", why: "two numbers"},
	{text: "Umzug in die ⟦Lange Straße 4-6⟧", why: "range"},
	{text: "Paket kam nicht an, ⟦Dritte Gasse 5⟧.", why: "an adjective that is a function word as well"},
	{text: "Paket kam nicht an, ⟦Neues Ufer 5⟧.", why: "the same"},
	{text: "Wir sind in der dritten Straße 12 Jahre", why: "which street of several"},
	{text: "⟦Lindenallee 12 ½⟧ ist das Haus", why: "half a number"},
	{text: "⟦musterweg 12 a, 80331 münchen⟧", why: "letter apart"},
	{text: "⟦hauptstraße5⟧", why: "number glued"},
	{text: "⟦Postfach 30 14 22, 70454 Stuttgart⟧", why: "box"},
	{text: "⟦Packstation 145, 50667 Köln⟧", why: "parcel station"},
	{text: "neue adrese ist ⟦lerchenwg 5, 33098 Paderborn⟧", why: "mistyped street, right postcode and place"},
	{text: "wohne in der ⟦bergmannstraße zweiundvierzig⟧ seit mai", why: "spoken number"},
	{text: "bin in ⟦18119 rostock⟧", why: "postcode and place alone"},
	{text: "⟦Krautgarten 19⟧ in Göttingen wohne ich", prompt: "Adresse?", why: "a place behind a preposition is apart"},
	{text: "c/o Weber, ⟦Große Bleichen 300, 20354 Hamburg⟧", why: "c/o and the name stay outside"},
	{text: "⟦CH-8001 Zürich, Bahnhofstrasse 12⟧", why: "Swiss, postcode first"},
	{text: "von der ⟦rheinallee 140⟧ in die ⟦kaiserstr. 3a⟧ gezogen", why: "two addresses"},

	{text: "Sie wohnt in der ⟦Rue Saint-Martin 44, 75003 Paris⟧, schon lange", why: "French"},
	{text: "Bitte nach ⟦12 rue des Lilas, 67100 Strasbourg⟧.", why: "French, number first"},
	{text: "verzogen nach ⟦Via dei Mille 7, 00185 Roma⟧", why: "Italian; a place that is a word"},
	{text: "gemeldet in ⟦ul. Długa 8/12, 30-001 Kraków⟧", why: "Polish"},
	{text: "wohne jetzt in ⟦Kerkstraat 112, 1017 GM Amsterdam⟧", why: "Dutch postcode with letters"},
	{text: "Seine Adresse ist ⟦Avenida de la Constitución 3, 41001 Sevilla⟧.", why: "Spanish"},
	{text: "Wohnhaft ⟦Náměstí Míru 9, 120 00 Praha⟧", why: "Czech postcode in two groups"},
	{text: "Adresse: ⟦Bağdat Cad. No: 112, 34710 Istanbul⟧", why: "Turkish"},
	{text: "⟦Kossuth Lajos utca 14, 1053 Budapest⟧", why: "Hungarian"},
	{text: "⟦Strada Lungă 77, 500051 Brașov⟧", why: "Romanian postcode of six digits"},
	{text: "ich lebe in ⟦14 Baker Street, London NW1 6XE⟧", why: "British"},
	{text: "c/o Vasconcelos, ⟦rua das flores 18, 1200-195 lissabon⟧", why: "Portuguese"},
	{text: "⟦Mariahilfer Straße 88/2/14, 1070 Wien⟧", why: "Austrian staircase and door"},
	{text: "⟦Zeppelinstr. 4 / 17⟧ in Wien", why: "blanks about the stroke"},
	{text: "⟦Neubaugasse 12-14/3/20, 1070 Wien⟧", why: "Austrian house, staircase and door"},
	{text: "⟦Hauptplatz 5/II, 8010 Graz⟧", why: "a Roman door"},
	{text: "⟦350 Fifth Avenue, New York, NY 10118⟧", why: "American"},
	{text: "⟦Industriestr. 44, FL-9490 Vaduz⟧ und ⟦Rue Neuve 123, B-4700 Eupen⟧", why: "codes of countries"},
	{text: "⟦os. Piastowskie 12/4, 61-148 Poznań⟧", why: "a Polish estate"},
	{text: "⟦Str. d. Jugend 7, 15230 Frankfurt (Oder)⟧", why: "all abbreviated"},
	{text: "⟦Strandprom. 22, 18609 Binz⟧, dann ⟦Goethepl. 3⟧", why: "abbreviated ends"},
	{text: "Stolperstein ⟦Lange Reihe 24⟧ ist beschädigt", why: "adjective and Reihe"},
	{text: "Ich wohne ⟦Au 14, 84094 Elsendorf⟧", why: "a hamlet of two letters"},
	{text: "⟦PF 10 02 33, 04002 Leipzig⟧", why: "box, abbreviated"},
	{text: "⟦3. Querstraße 8⟧", why: "an ordinal"},
	{text: "Im Park 5 Bänke kaputt, in der Straße 4 Laternen aus, auf Platz 2 der Liste", why: "counted and numbered things"},
	{text: "Per Via Mail 3 Fotos geschickt", why: "no street abroad"},
	{text: "Keine Straßennamen. ⟦Groß Raddow 17, 17268 Mittenwalde⟧, das ist alles", why: "the hamlet is the street"},
	{text: "Wir wohnen ⟦Oberes Dorf 17, 07389 Ranis⟧", why: "adjective"},
	{text: "⟦Kolonie Abendruh 15, 12207 Berlin⟧", why: "colony"},
	{text: "Die Post geht nach Hause: ⟦Hinter der Bleiche 66⟧.", why: "preposition and article"},
	{text: "WIE OFT NOCH? ⟦IM ERLENGRUND 14⟧, HINTERHOF", why: "preposition in capitals"},
	{text: "Laterne ⟦Unterm Berg 6⟧ flackert", why: "contracted preposition"},
	{text: "an unserem haus ⟦im tiefental 102⟧ fehlt das schild", why: "preposition in lower case"},
	{text: "für wohngeld, ⟦hinter der bleiche 30 a, 99974 mühlhausen⟧", why: "preposition and article in lower case"},
	{text: "An die ⟦Freiherr-vom-Stein-Straße 9⟧ in Gießen", why: "an accusative is no street's name"},
	{text: "Das ist in der ⟦Drachhausener Zeile 14⟧, nicht hier", why: "adjective of a place"},
	{text: "Treffen bei mir, ⟦Fuhseblick 6⟧, halb acht", why: "an end that streets share, a proper noun"},
	{text: "in Husum (⟦Süderhafen 13⟧), wohne selbst woanders", why: "in brackets"},
	{text: "Sanitätshaus · ⟦Domhof 417⟧ · ⟦49074 Osnabrück⟧", why: "dots part street and place"},
	{text: "⟦Tal 44⟧ | ⟦80331 München⟧", why: "so do strokes"},
	{text: "Anschrift: ⟦Dorfstraße 13, Fissau⟧. Schreib bald", why: "a village by its end"},
	{text: "Unter Zeile 17 der Anlage steht das", why: "a line of a form"},
	{text: "Unfälle auf dem Schulweg\n\n1. Wer meldet?", why: "the number of a list"},
	{text: "Auf der Packung Ramipril 5 mg steht das", why: "a dose"},
	{text: "Im Winkel 3 Bäume gepflanzt, Bauplatz 18 frei", why: "counted and numbered things"},
	{text: "PLZ: 49074 Ort: Osnabrück", why: "a label behind the postcode"},

	{text: "WIR WOHNEN IN DER ⟦HAFERMÜHLSTR. 12⟧, NICHT IN DER ⟦HAFERBODENSTR. 12⟧", why: "in capitals the preposition is the sentence's"},
	{text: "ICH BIN JETZT IM ⟦BIRKENWEG 7⟧ GEMELDET", why: "so is a contracted one before a certain end"},
	{text: "ANSCHRIFT: ⟦AM ERLENGRUND 14⟧", why: "behind a colon it is the street's"},
	{text: "Post bitte an ⟦Strandweg 7, Stellplatz 88, 17192 Waren⟧.", why: "a plot between number and postcode"},
	{text: "künftig ⟦Werftstr. 4b, Steg F, 24143 Kiel⟧ statt dort", why: "a letter"},
	{text: "jetzt ⟦Lindenweg 9, Kolonie Abendruh, 12207 Berlin⟧", why: "a name"},
	{text: "Ich bin in ⟦Neue Kaserne Block 4, Zimmer 21, 97070 Würzburg⟧", why: "a site without a house number"},
	{text: "Familie wohnt ⟦Tulpenweg 3, 5 und 7⟧.", why: "a list of house numbers"},
	{text: "Die Häuser ⟦Gartenstraße 12 und 14⟧ sind leer", why: "two house numbers"},
	{text: "Nebenan ⟦Gartenstraße 12⟧ und 2 Kinder, Zimmer 3 und 5", why: "what is counted is no house number"},
	{text: "⟦Straße 41 Nr. 9, 13125 Berlin⟧ heißt sie", why: "a street with a number for a name"},
	{text: "Nein, ⟦Straße 12 Nummer 31⟧, dort", why: "the announcement in full"},
	{text: "⟦Weg 5 Nr. 12, Kolonie Abendruh, 12207 Berlin⟧", why: "a path of a colony"},
	{text: "es heißt nicht ⟦erlengrund 83⟧ sondern ⟦erlengrund 38⟧, danke", why: "the wrong and the right one"},
	{text: "die Ferienwohnung ⟦Kiefernhalde 9 b⟧, Miete 700", why: "a noun of dwelling before it"},
	{text: "Nicht beim Reiterhof ⟦Krähenmoor 5⟧.", why: "a farm"},
	{text: "Das Ferienhaus ⟦Halden 7⟧ ist belegt", why: "a hamlet"},
	{text: "Our room: ⟦Lindenpfad 8, 2nd floor, 50667 Köln⟧, bell broken", why: "an English floor"},
	{text: "⟦Amselrondell 7, IV. Etage, 01067 Dresden⟧", why: "a floor in Roman numerals"},
	{text: "Im Hof ⟦Erlenteichring 9⟧ steht ein Wrack, Müll liegt im Hof ⟦Birkenwall 3⟧", why: "where in the house is no part of the street"},
	{text: "Vor ⟦Kiesanger 12⟧ parkt ein Laster", why: "nor is the preposition"},
	{text: "finanzamt münster st.nr. 337/5812/0421", why: "a tax number"},
	{text: "Laut Abmeldegrund 30 und Sperrgrund 12 geht es nicht", why: "reasons with numbers"},
	{text: "nicht Kapitel 71 sondern Kapitel 17, nicht grund 3 sondern grund 4", why: "no streets are set against each other"},

	{text: "Termin am 12. Mai um 10 Uhr im Zimmer 12", why: "date, time, room"},
	{text: "Raum 3.14 im Rathaus", why: "room"},
	{text: "Ringstraße 2. Bauabschnitt, Radschnellweg 1, Landesstraße 525", why: "sections and kinds of roads"},
	{text: "Der Faktor beträgt bei Halbwaisenrenten 27,6795 und mehr", why: "a decimal fraction"},
	{text: "Das Lied kam in Irland auf Platz 1 der Charts, in Brasilien Platz 2 der Liste", why: "ranks"},
	{text: "In den Ansprüchen 1 und 6, siehe Breite des Anspruchs 1", why: "parts of a text"},
	{text: "§ 12 Straßenverkehrsordnung", why: "citation"},
	{text: "Die B 51 und die Linie 16", why: "road and line numbers"},
	{text: "Gebühr 28,80 Euro", why: "amount"},
	{text: "Öffnungszeiten: Mo 8-12, Di 14-18", why: "hours"},
	{text: "Gilt die blaue Zone in der Bahnhofstraße auch samstags?", why: "a street without a number"},
	{text: "kostet 12345 Euro", why: "five digits are no postcode"},
	{text: "hrb 75494 potsdam", why: "register number before a place"},
	{text: "Aktenzeichen 50667 Köln", why: "file number before a place"},
	{text: "Auf dem Parkplatz 3 und dem Spielplatz 5", why: "words that end like streets"},
	{text: "Erwägungsgrund 26 und Bebauungsplan Nr. 17", why: "numbered things"},
	{text: "Der Bus 100 hält am Alexanderplatz 5 Minuten", why: "a unit behind the number"},
	{text: "Bürgeramt, ⟦Hauptstraße 5⟧, ist das richtig?", why: "the form does not tell whose address it is"},
	{text: "in der Woche 12, im Jahr 2024, im Alter von 7", why: "time"},
	{text: "Wohnung im Sinne des Absatzes 1", why: "law"},
	{text: "Buchstabe M bis Z, Platz 3 im Ranking", why: "no square, no address"},
	{text: "Am Montag 12 Personen", why: "a day"},
	{text: "die laterne vor der ⟦krummen reihe 8⟧ flackert", why: "in lower case \"vor der\" is the sentence's"},
	{text: "WER RÄUMT VOR DEM ⟦FINKENBERG 14⟧?", why: "so it is in capitals"},
	{text: "der hund läuft immer bis zum ⟦eschenberg 9⟧", why: "\"bis zum\" is no street's"},
	{text: "sonst bin ich bei oma im ⟦severinswall 31⟧, oder am ⟦distelkamp 6⟧", why: "ends that take another preposition or none"},
	{text: "die Hausgemeinschaft ⟦Berliner Ring 7⟧ beschwert sich", why: "a noun before a street of two words"},
	{text: "nein, ⟦kl. brunnengasse 4⟧, und ⟦Gr. Fischergasse 12⟧", why: "abbreviated adjectives"},
	{text: "Wahllokal ⟦Platz der Vereinten Nationen 3, 39104 Magdeburg⟧", why: "a genitive with an adjective"},
	{text: "es ist die ⟦straße der deutschen einheit 40⟧", why: "so in lower case"},
	{text: "⟦allee der kosmonauten 55, wohnung 3.07, 12681 berlin⟧", why: "a number of a flat with a point"},
	{text: "Zuletzt gemeldet ⟦Ziegelstraße 60, Essen⟧. Danke", why: "a place that is a word, behind a comma"},
	{text: "die alte war ⟦bahnhofstr. 12 hamm⟧", why: "a place that is a surname ends the line"},
	{text: "⟦Poststraße 9, Halle⟧. Treffpunkt ⟦Ringweg 3⟧, Halle 4", why: "a town and a building"},
	{text: "Wir treffen uns ⟦Hauptstraße 5⟧, Essen um 18 Uhr", why: "a meal"},
	{text: "ich wohne ⟦sackpfeife 5, bautzen⟧", why: "an announced street of no list takes its place along"},
	{text: "in der ⟦Schulstraße 711a⟧ brennt Licht", why: "a long number with a letter"},
	{text: "Zusatzzeichen 1042-33, Raumhöhe 7, Bettpl. 418", why: "numbered and measured things"},
	{text: "Bitte Straße nennen. ⟦Q 3, 14⟧, in Mannheim", prompt: "Wie lautet Ihre Anschrift?", why: "a square where an address was asked for"},
	{text: "von kassel nach ⟦34346 hann. münden⟧ gezogen", why: "an abbreviation in the place's name"},
	{text: "sie wohnt ⟦neuer markt 3, 15230 frankfurt oder⟧ und arbeitet", why: "the river without its brackets"},
	{text: "⟦Lindenweg 2, 01816 Bad Gottleuba⟧", why: "a spa that stands in the list with a longer name"},
	{text: "⟦Seestraße 8, 35220 Konak/Izmir⟧", why: "a place behind a stroke"},
	{text: "wir waren in ⟦klein meckelsen 14⟧ gemeldet", why: "what stands behind the number tells"},
	{text: "Nein, wir sind die ⟦Unterreuth 22⟧, nicht die 24", why: "a hamlet that somebody is"},
	{text: "der alte hof heißt ⟦vorderholz 8⟧", why: "a farm's name"},
	{text: "Drei Häuser weiter, ⟦Rövekamp 19b⟧, bellt ein Hund", why: "a house shortly before"},
	{text: "treffen bei mir im ⟦schüttorf 12⟧ um acht", why: "at somebody's"},
	{text: "bitte die papiertonne leeren: ⟦Stubben 11⟧", why: "what stands before a house"},
	{text: "erst ⟦Ankerspill 18, 24937 Flensburg⟧, nun Rückgebäude ⟦Ankerspill 18a⟧", why: "the same street again"},
	{text: "Bitte notieren, ⟦Unter den Eschen siebenundvierzig⟧, Komma, Klingel Szymborski", why: "a spoken number and a preposition in capitals"},
	{text: "wohnt ⟦lerchenhang zwölf b⟧ in fellbach", why: "a spoken number with a letter"},
	{text: "ich wohne in der ⟦alten gerberei 12⟧", why: "\"in der\" is never a name's in lower case"},
	{text: "stapler am tor 3 angefahren, Standort Rampe und Tor 4", why: "gates of a hall"},
	{text: "Beim Formblatt 3 fehlt das Einkommen", why: "no street begins this sentence"},
	{text: "Am Goetheplatz acht gesunde Linden gefällt", why: "counted trees"},
	{text: "abzuholen ⟦Erlenhof zwo⟧ in Bad Belzig", why: "zwo is a number"},
	{text: "⟦b 6 nr. 11, mannheim⟧", prompt: "Adresse?", why: "a square with a word for the house's number"},
	{text: "⟦Fährstraße 12, Hintereingang, 24937 Flensburg⟧ und ⟦Holzgasse 4, 3. Hof, 01067 Dresden⟧", why: "entrances and yards"},
	{text: "Es geht um ⟦Quendorn 14⟧ in ⟦49577 Ankum⟧.", why: "\"in\" before the postcode"},
	{text: "bitte nach ⟦Gut Wiesenrode 3⟧ liefern, auch ⟦Forsthaus Tannrode 1⟧", why: "estates"},
	{text: "Gut Ding 3 will Weile haben", why: "an adjective begins the sentence"},
	{text: "jetzt ⟦Amselweg 9, 16321 Bernau bei Berlin⟧.", why: "a town beside another"},
	{text: "stehen vor der ⟦quastenberger straße neunundvierzig⟧ im regen", why: "a name of no list before the street"},
	{text: "Übt zu Hause die Takte 40 bis 88, wir sind Klasse 7 und Team 4", why: "things with numbers at home"},
	{text: "steuer nummer 57 730 77292 bremerhaven", why: "a group of a longer number"},
	{text: "", why: "nothing"},
}

func TestAddress(t *testing.T) {
	checkMarks(t, recognizers.Address(recognizers.AddressConfig{}), addressCases)
}

func TestAddressRules(t *testing.T) {
	checkMarks(t, recognizers.AddressRules(recognizers.AddressConfig{}), addressCases)
}

// streetTagger takes "Kattrepel", "Turm" and two things with sizes and numbers for streets, and perhaps "Zwirnkulk".
type streetTagger struct{ err error }

func (f streetTagger) Recognize(_ context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	for i, t := range doc.Tokens() {
		switch doc.Word(t) {
		case "kattrepel", "turm", "kragenweite", "parkdeck":
			dst = append(dst, anonymize.Entity{Span: doc.Range(i, i), Type: "STREET", Score: 0.9})
		case "zwirnkulk":
			dst = append(dst, anonymize.Entity{Span: doc.Range(i, i), Type: "STREET", Score: 0.5})
		case "laende", "furt":
			dst = append(dst, anonymize.Entity{Span: doc.Range(i-1, i), Type: "STREET", Score: 0.9})
		}
	}
	return dst, f.err
}

func TestAddressThirdPartyTagger(t *testing.T) {
	checkMarks(t, recognizers.Address(recognizers.AddressConfig{Tagger: streetTagger{}}), []marked{
		{text: "moin, zieh um von ⟦kattrepel 5⟧ nach ⟦ulmenweg 118⟧", why: "a street that the tagger alone knows"},
		{text: "Die Laterne an ⟦Kattrepel Nr. 5⟧ ist aus", why: "with a word for the number"},
		{text: "⟦Kattrepel 5, 20095 Hamburg⟧", why: "place and postcode belong to it"},
		{text: "In Kattrepel 5 Bäume gefällt, um 5 Uhr Kattrepel 14 Uhr", why: "amounts and times"},
		{text: "Kattrepel ist gesperrt", why: "no number"},
		{text: "Hemd, Kragenweite 41, liegt auf Parkdeck 2", why: "sizes and numbered things"},
		{text: "Wir treffen uns am Turm 1", why: "a noun of numbered things needs more"},
		{text: "Das Haus ⟦Kattrepel 5a⟧", why: "a number with a letter"},
		{text: "Sperrmüll bitte an ⟦Zwirnkulk 8⟧ abholen", why: "the sentence speaks of what stands before a house"},
		{text: "Station Zwirnkulk 8 war besetzt", why: "a word of low probability"},
		{text: "Die Eigentümerversammlung ⟦Obere Lände 6⟧", why: "the tagger says where the name begins"},
		{text: "Bei uns, ⟦Rauhe Furt 4, 02826 Görlitz⟧", why: "so does it here"},
	})
	doc, err := anonymize.NewDocument("Kattrepel 5", "")
	require.NoError(t, err)
	_, err = recognizers.Address(recognizers.AddressConfig{Tagger: streetTagger{assert.AnError}}).Recognize(context.Background(), doc, nil)
	require.ErrorIs(t, err, assert.AnError)
}

func TestAddressStreets(t *testing.T) {
	checkMarks(t, recognizers.Address(recognizers.AddressConfig{Streets: true}), []marked{
		{text: "ich wohne ⟦kastanienchaussee 5 itzehoe⟧ im hinterhaus", why: "a place right behind, which the tagger knows"},
		{text: "Gilt das in der ⟦Bahnhofstraße⟧ auch?", why: "asked for by the configuration"},
		{text: "Der Gehweg und der Parkplatz sind gesperrt", why: "no streets"},
	})
}

func TestLocation(t *testing.T) {
	checkMarks(t, recognizers.LocationRules(), []marked{
		{text: "Standesamt ⟦Köln⟧", why: "office"},
		{text: "Can I just walk in? I moved here from ⟦Galway⟧ two weeks ago and my landlord has not signed.", why: "a town of no list behind a verb of travel"},
		{text: "Is the e-mail enough to travel to ⟦Vienna⟧ and back, and do I need the permit for this?", why: "another"},
		{text: "I lived in Student Housing and I come to Reception every day, but they do not help me.", why: "no towns"},
		{text: "TSV ⟦Wolfratshausen⟧ II – SC ⟦Oberkirch⟧ 2:3", why: "clubs"},
		{text: "ich komme aus ⟦syrien⟧ und wohne in ⟦hagen⟧", why: "lower case behind prepositions"},
		{text: "Wann hat das Rathaus in ⟦Essen⟧ auf?", why: "a place that is a word, behind a preposition"},
		{text: "⟦Bad Homburg⟧ ist schön", why: "two words"},
		{text: "Ist Essen in der Kita kostenlos?", why: "the word"},
		{text: "Ich wohne in ⟦Frankfurt an der Oder⟧ und in ⟦Rothenburg ob der Tauber⟧", why: "rivers"},
		{text: "ich wohne in ⟦frankfurt am main⟧, vorher in ⟦freiburg im breisgau⟧", why: "river and region in lower case"},
		{text: "Geboren in ⟦Frankfurt (Oder)⟧, gemeldet in ⟦Königstein im Taunus⟧", why: "river in brackets, region"},
		{text: "ich bin in ⟦köln⟧ in aller eile umgezogen", why: "no river"},
		{text: "ich war in ⟦dresden⟧ bei der oder so", why: "no river"},
		{text: "Ich war in ⟦Köln⟧ im Regen unterwegs", why: "no river"},
		{text: "der hund muss in ⟦köln⟧ an der leine sein", why: "no river in lower case"},
		{text: "Wir singen im Regen", why: "words that are places"},
		{text: "Herr Münster ist da", why: "a surname"},
		{text: "Färberweg 22, 44137 Dortmund", why: "belongs to an address"},
		{text: "kölner dom", why: "an adjective"},
		{text: "Training in der Halle, Anmeldung in Haus B, die aus dem Hinterhaus", why: "buildings"},
		{text: "Was kostet das Porto?", why: "what a letter costs"},
		{text: "Nach der Glasgow-Coma-Scale und vor dem Hotel Seeblick, an Allerheiligen, für 12 Franken", why: "what is called after places, a hotel, a feast, money"},
		{text: "Wir wohnen in ⟦Köln-Ehrenfeld⟧ und in ⟦Franken⟧", why: "a part of a town, a region"},
		{text: "wir machen urlaub in ⟦wyk auf föhr⟧ und in ⟦Burg auf Fehmarn⟧", why: "islands"},
	})
}

func TestDateOfBirth(t *testing.T) {
	checkMarks(t, recognizers.DateOfBirth(), []marked{
		{text: "geb. ⟦3/4/77⟧", why: "slashes, two digits of the year"},
		{text: "geb.: ⟦05.05.1995⟧, Cosenza", why: "colon"},
		{text: "Geburtsdatum des Kindes: ⟦1. Februar 2018⟧", why: "month's name"},
		{text: "Ich bin am ⟦12.6.1974⟧ in Köln geboren", why: "behind"},
		{text: "⟦siebten mai 1990⟧", prompt: "Wann sind Sie geboren?", why: "day in words"},
		{text: "⟦siebten mai neunzehnhundertneunzig⟧", prompt: "Geburtsdatum?", why: "all in words"},
		{text: "⟦1988-02-01⟧", prompt: "Bitte Ihr Geburtsdatum", why: "ISO"},
		{text: "⟦01021988⟧", prompt: "Bitte Ihr Geburtsdatum", why: "packed"},
		{text: "Die Kinder sind ⟦2.1.2017⟧ und ⟦30.9.2020⟧ geboren", why: "two dates, one word"},
		{text: "1. Gunnar Peinemann, ⟦02.10.1979⟧", why: "list of persons"},
		{text: "bin gero schanz, ⟦12.6.74⟧", why: "behind a name"},
		{text: "I was born on ⟦7th May 1990⟧", why: "English"},
		{text: "für Frieda, *⟦13.11.2019⟧", why: "star"},
		{text: "am 01.02.1988", why: "no context"},
		{text: "geb. am 31.02.1988", why: "not in the calendar"},
		{text: "Termin am 12.05.2025 um 10 Uhr", why: "appointment"},
		{text: "gestorben am 3.5.2024", why: "death"},
		{text: "Der Bescheid vom 01.02.2024 ist falsch", why: "notice"},
		{text: "Köln, 12.03.2024", why: "head of a letter"},
		{text: "Jahrgang 1967", why: "a year"},
		{text: "vor dem 1. Januar 2015 geborene Kinder", why: "key date of a rule"},
		{text: "Version 2.1.10 und Kapitel 3.5.11", why: "numbers with dots"},
		{text: "geboren in Köln, gemeldet seit 1.3.2020", why: "the nearest word counts"},
		{text: "12.06.1974.123", why: "goes on"},
	})
}

func TestDateOfBirthNot(t *testing.T) {
	checkMarks(t, recognizers.DateOfBirth(), []marked{
		{text: "Ausfertigungsdatum:\n2004-07-30\n\nNeugefasst durch: Bek. v. 1.10.2002", why: "head of a law"},
		{text: "an die Stelle des Datums 30. Juni 1970 tritt jeweils der 1. April 1972", why: "a law's text"},
		{text: "Zeitraum\n*   1.1.1994 - 31.12.1994\n*   1,8558\n*   1. Januar - 30. Juni 1990", why: "periods of a table"},
		{text: "Für Kinder, die vor dem 1. Januar 2022 geboren oder vor dem 1. Januar 2022 zur Adoption aufgenommen worden sind", why: "key dates"},
		{text: "Der Minister wurde am 20. Januar 1981 vereidigt.", why: "passive voice"},
		{text: "Friedrich Ebert erließ am 1. Februar 1922 eine Notverordnung über den Streik.", why: "what somebody did"},
		{text: "Die Ausgabe der Zeitung vom 16. März 1986 berichtet darüber.", why: "a newspaper's"},
		{text: "Am Morgen des 28. Oktober 1922 war die Stadt leer.", why: "part of a day"},
		{text: "Er war zwischen dem 28. Oktober 1895 und dem 8. Februar 1896 Präsident.", why: "between two days"},
		{text: "Das Stadion, 12. Juni 1954, Tore 2:1", why: "nobody is near"},
		{text: "Meine Tochter hat am 12.03.1999 den Führerschein gemacht", why: "what somebody did"},
		{text: "Mein Opa ist am 3. April 1975 in Rente gegangen", why: "where somebody went"},
		{text: "Der Mietvertrag meiner Eltern ist vom 1.4.1979.", why: "a relative's document"},
		{text: "Meine Frau bekommt seit 1.1.2004 Rente.", why: "a beginning"},
		{text: "Das Auto meines Vaters hat Erstzulassung 17.08.1991.", why: "an event by its ending"},
		{text: "Hieronymus Hübschmann (* ⟦14. März 1868⟧ in Görlitz; † 2. November 1941 in Bautzen) war Orgelbauer.", why: "a death"},
		{text: "Mein Opa ist am ⟦3. April 1935⟧ auf die Welt gekommen", why: "a birth in the perfect"},
	})
}

func TestDateOfBirthForms(t *testing.T) {
	checkMarks(t, recognizers.DateOfBirth(), []marked{
		{text: "Das Licht der Welt erblickte sie am ⟦3. Mai 2024⟧ in Husum", why: "the light of the world"},
		{text: "Geschlüpft ist unsere Maus am ⟦30.11.2025⟧", why: "hatched"},
		{text: "bin am ⟦3.10.2008⟧ gebohren", why: "typing error"},
		{text: "gebrtsdatum ⟦08.12.1990⟧", why: "typing error in a noun"},
		{text: "geborn ⟦03.02,2018⟧", why: "comma for a dot"},
		{text: "me: ⟦11/23/1994⟧, DOB as above", why: "month first"},
		{text: "ich bin vom ⟦zweiten vierten neunzehnhundertachtundsechzig⟧", why: "spoken"},
		{text: "⟦siebzehn vier einundachtzig⟧", prompt: "Nennen Sie mir bitte Ihr Geburtsdatum.", why: "cardinal numbers as an answer"},
		{text: "⟦acht drei sechsundfünfzig⟧", prompt: "Geburtsdatum des Versicherten?", why: "so, with an old year"},
		{text: "Name | Geb. | Einzug\nUrs Tobler | ⟦11.02.69⟧ | 01.06.2019\nReto Tobler | ⟦09.10.04⟧ | 01.06.2019, Auszug 31.08.2025", why: "column of a table"},
		{text: "Name;geb. am;PLZ\nTobler;⟦03.03.1959⟧;78462", why: "column of separated values"},
		{text: "Vorname / Name / geb.\nUrs Tobler / ⟦12.12.1978⟧\nReto Tobler / ⟦04.02.2009⟧", why: "last column"},
		{text: "Mein Großer, ⟦11.04.2008⟧, und die Mittlere, ⟦20.06.2011⟧, fahren beide", why: "relatives without names"},
		{text: "Kind 1: Jelto, m, ⟦05.01.2017⟧\nKind 2: Geske, w, ⟦22.03.2020⟧\nBetreuung ab: 01.08.2026", why: "numbered children"},
		{text: "Zwillinge, beide ⟦24.10.2021⟧, suchen Kitaplatz ab 1.8.2026", why: "both"},
		{text: "Ältester ⟦12.1.2007⟧, Mittlere ⟦3.3.2010⟧, Jüngster ⟦28.9.2014⟧", why: "by age"},
		{text: "Sie, ⟦17.2.1947⟧, er, ⟦9.1.1945⟧, beide Rentner", why: "pronouns"},
		{text: "Meine drei sind ⟦14.2.1986⟧, ⟦3.9.1989⟧ und ⟦27.6.1993⟧", why: "possessive"},
		{text: "meins ist ⟦15.5.1990⟧", why: "possessive alone"},
		{text: "nein, nicht ⟦9.3.1974⟧ als Geburtsdatum! ⟦3.9.1974⟧!", why: "put right with a cry"},
		{text: "Im Protokoll steht der 14.7.2021, richtig ist der 15.7.2021", why: "put right, but no birth"},
		{text: "Meine Frau sagt 19.1.2024, aber das war doch schon", why: "somebody says so"},
		{text: "Sie wurde am ⟦18.07.2025⟧ geboren. Die Mutterschutzfrist meiner Frau endete am 12.09.2025", why: "the word is used up"},
		{text: "Am ⟦1. Mai 1948⟧ bin ich zur Welt gekommen, am 1. Mai 1968 hab ich angefangen", why: "used up in the sentence"},
		{text: "Mein Opa ist 1931 geboren und am 20.10.2025 ins Heim gezogen", why: "the year uses it up"},
		{text: "mein hund ist am 12.05.2023 geboren", why: "an animal"},
		{text: "Die Geburt ist für den 12.8.2026 ausgerechnet", why: "a birth to come"},
		{text: "Zählen Kinder, die nach dem 1.1.1992 geboren sind?", why: "key date behind nach dem"},
		{text: "Wer bis 31.12.1956 geboren ist, bekommt das alte Recht", why: "key date behind bis"},
		{text: "Unterschrift: Ewald Ortlieb, 12.02.2026", why: "signature"},
		{text: "Anlage: Schreiben an Herrn Mayer, 12.11.2025", why: "letter to somebody"},
		{text: "Termin für Kind Ole: 14.04.2026, 8 Uhr", why: "a child's appointment"},
		{text: "Mein Führerschein ist vom 17.06.1988", why: "a document's"},
		{text: "Das Baby, ⟦3.2.1936⟧-11.1.2026", why: "a life"},
		{text: "Lehre 1.8.1975 bis 31.7.1978, danach Geselle", why: "from a day to another"},
		{text: "Ich war vom 1.10.1982 bis 31.12.1983 beim Bund", why: "from a day to another, with vom"},
		{text: "Vater gest. 3.12.2020", why: "death, abbreviated"},
		{text: "Bernd Rau (Mail vom 12.01.2026) sagte zu", why: "mail behind a name"},
		{text: "Kinder:\nLena ⟦03.03.2012⟧\nPaul ⟦09.09.2014⟧", why: "list below a label"},
		{text: "Frau (⟦4.4.1990⟧), Kind 1 (⟦1.8.2017⟧), Kind 2 (⟦5.5.2021⟧)", why: "relatives in a row"},
		{text: "Mein Vater hat am 12.05.1964 geheiratet", why: "a relative's wedding"},
		{text: "Mein Sohn ist seit 1.9.2025 in Ausbildung", why: "a relative's beginning"},
	})
}

func TestAddressExplains(t *testing.T) {
	a, err := anonymize.New(anonymize.Config{Recognizers: []anonymize.Recognizer{recognizers.Address(recognizers.AddressConfig{})}})
	require.NoError(t, err)
	text := "Meine Anschrift: Färberweg 22"
	exp, err := a.Explain(context.Background(), anonymize.Message{Scope: "s", Text: text})
	require.NoError(t, err)
	require.Len(t, exp.Entities, 1)
	assert.Contains(t, fmt.Sprint(exp), "street", "the rule's name")
	assert.NotContains(t, fmt.Sprint(exp), "Färberweg", "but no text")
}
