package recognizers_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/deckname/deckname/recognizers"
)

func TestAddressEpithets(t *testing.T) {
	checkMarks(t, recognizers.Address(recognizers.AddressConfig{}), []marked{
		{text: "Das Fahrrad stand in der ⟦Neuen Bahnhofstr. 14⟧.", why: "an adjective behind an article"},
		{text: "Der Zähler hängt im ⟦Unteren Sandweg 9⟧.", why: "behind a preposition with its article"},
		{text: "Die Praxis liegt in der ⟦Inneren Münchener Str. 31⟧.", why: "two adjectives"},
		{text: "oma wohnt in der ⟦kleinen kirchgasse siebzehn⟧", why: "lower case, number in words"},
		{text: "der unfall war in der ⟦oberen marktstraße 8⟧", why: "lower case"},
		{text: "die lampe ⟦am alten postweg 3⟧ ist aus", why: "am belongs to the street in lower case"},
		{text: "bitte an ⟦lange worth 12, 38300 wolfenbüttel⟧ schicken", why: "a street without a street's end"},
		{text: "PAKET LIEGT IN DER ⟦ALTEN SCHULSTRASSE 7⟧", why: "capitals"},
		{text: "Ich wohne ⟦Bremer Heerstr. 188⟧.", why: "made of a place's name without its end"},
		{text: "Ich wohne ⟦Hannoversche Heerstr. 12⟧.", why: "an adjective in -sche"},
		{text: "Wegen Umzug in die neue Wohnung ⟦Poststr. 3⟧ melde ich mich um", why: "the adjective of another noun"},
		{text: "⟦Kirchweg zum See 3, 24306 Plön⟧", why: "the street says where it leads"},
		{text: "Bin umgezogen: ⟦Weg zum Sportplatz 12⟧", why: "with a word that is a street alone"},
		{text: "Gehört die Clara-Zetkin-Straße zum Wahlkreis 4?", why: "a street and a district"},
		{text: "BITTE AN ⟦ROSENHÖHE 7, 33647 BIELEFELD⟧ SCHICKEN", why: "the sentence's preposition in capitals"},
		{text: "ICH WOHNE ⟦AN DER LEHMKUHLE 9, 47906 KEMPEN⟧", why: "the street's in capitals"},
	})
}

func TestAddressParts(t *testing.T) {
	checkMarks(t, recognizers.Address(recognizers.AddressConfig{}), []marked{
		{text: "⟦Gewerbering 9, Rampe 2, 04158 Leipzig⟧", why: "a ramp"},
		{text: "⟦Waldstraße 77 / Tor 2, 63071 Offenbach⟧", why: "behind a slash"},
		{text: "⟦Twiete 5 / Hs. 4, 21629 Neu Wulmstorf⟧", why: "abbreviated"},
		{text: "Wohnt: ⟦Auweg 6 Rgb., 93047 Regensburg⟧, 2. Klingel", why: "a part of the house with its full stop"},
		{text: "⟦Domstr. 17, Hofgebäude\n97070 Würzburg⟧", why: "a part of the house without a number"},
		{text: "⟦Schlossgasse 1, Nordflügel, 01067 Dresden⟧", why: "a wing"},
		{text: "⟦Am Anger 9 EFH, 85354 Freising⟧", why: "the kind of house"},
		{text: "⟦Bergweg 11 (Hinterhof), 42103 Wuppertal⟧", why: "in brackets"},
		{text: "⟦Uferpromenade 8⟧, Steg 4", why: "a berth behind the last part"},
		{text: "⟦Lohweg 2, 27283 Verden (Aller)⟧", why: "the river belongs to the place"},
		{text: "⟦Hafenweg 2, 17192 Waren (Müritz)⟧", why: "the lake belongs to the place"},
		{text: "⟦Lohweg 2, 27283 Verden⟧ (Eigentümer)", why: "a role does not"},
		{text: "⟦Gartenstr. 7, 59494 Soest⟧ (Mieterin)", why: "neither does this one"},
		{text: "⟦Kirchstr. 9, 36037 Fulda⟧ (Hinterhaus)", why: "nor a part of the house"},
		{text: "⟦Ringweg 1\n06388 Südliches Anhalt⟧", why: "a municipality of two words"},
		{text: "⟦Hauptstr. 3, 39326 Hohe Börde⟧", why: "an adjective and a noun"},
		{text: "⟦Hauptstr. 3, 14715 Milower Land⟧", why: "an adjective made of a place"},
	})
}

func TestAddressSpoken(t *testing.T) {
	checkMarks(t, recognizers.Address(recognizers.AddressConfig{}), []marked{
		{text: "die straße heißt ⟦zum alten sägewerk fünf⟧", why: "said to be the street"},
		{text: "die strasse ist ⟦am alten stellwerk sechzehn⟧ hausnummer sechzehn", why: "an adjective and a noun behind a preposition"},
		{text: "schreiben sie auf ⟦an der alten brennerei neunzehn⟧ nein das ist in bad bevensen", why: "the place comes later"},
		{text: "also ⟦kurzer kummer zweiundvierzig⟧ und das liegt in itzehoe", why: "a street of everyday words"},
		{text: "ich wohne ⟦am alten gleis sechzehn⟧", why: "a noun that streets bear with an adjective only"},
		{text: "hier neuer friedhof 3.", why: "a place with a number of its own"},
		{text: "⟦Im Hinterfeld 3⟧ bellt ein Hund", why: "a capitalised preposition and a field"},
		{text: "hier ⟦grüne aue 27⟧ bei springinsfeld klingeln", why: "an adjective and a noun"},
		{text: "umgezogen von der ⟦alten ziegelei neun⟧ nach husum", why: "an adjective behind an article, not a street's preposition"},
		{text: "umgezogen mit der alten mannschaft neun leute, neun leute von der alten ziegelei neunzehn", why: "people, nobody moves"},
		{text: "von der alten ziegelei neunzehn gesehen, umgezogen ist mein bruder mit der alten ziegelei neun", why: "it is not where somebody moves"},
		{text: "Treffen Fahrrad neun, ⟦15344 Strausberg⟧", why: "a thing before the postcode"},
		{text: "meine anschrift lautet ⟦Birkenschlag neunzehn c, 15344 Strausberg⟧", why: "a postcode behind it"},
		{text: "wir treffen uns am alten gleis um sechzehn uhr", why: "a time"},
		{text: "am alten bahnhof stehen acht leute", why: "a number of people"},
	})
}

func TestAddressRows(t *testing.T) {
	checkMarks(t, recognizers.Address(recognizers.AddressConfig{}), []marked{
		{text: "Anwohner:\n⟦Rosenau 2⟧ – Behrends\n⟦Rosenau 2a⟧ – Kelmendi\n⟦Rosenau 5⟧ – Witwe Dirksen", why: "one name, many numbers"},
		{text: "Betroffene Häuser:\n- ⟦Kattensteert 2⟧\n- ⟦Kattensteert 4⟧\n- ⟦Kattensteert 6a⟧", why: "a name of no list"},
		{text: "Objekte:\n1) ⟦Lindenweg 3⟧\n2) ⟦Sackpfeife 9⟧, Rückgebäude\n3) ⟦Neue Welt 8⟧", why: "next to addresses"},
		{text: "Pumpe 1 – defekt\nPumpe 2 – ok\nPumpe 2a – ok", why: "things"},
		{text: "Tisch 4 – Anna\nTisch 5 – Ben\nTisch 6 – Carla", why: "tables"},
		{text: "Lektion 1 – Vokabeln\nLektion 2 – Grammatik", why: "lessons"},
		{text: "1) ⟦Lindenweg 3⟧\n2) Stühle 4\n3) Gruppe 5", why: "an address among other things"},
	})
}

// TestAddressManyRows reads a list of more houses than are compared at once.
func TestAddressManyRows(t *testing.T) {
	var b strings.Builder
	b.WriteString("Zähler:")
	for n := range 120 {
		fmt.Fprintf(&b, "\n- ⟦Kattensteert %da⟧", n+1)
	}
	checkMarks(t, recognizers.AddressRules(recognizers.AddressConfig{}), []marked{{text: b.String(), why: "every house"}})
}

func TestAddressHouseNumbers(t *testing.T) {
	checkMarks(t, recognizers.Address(recognizers.AddressConfig{}), []marked{
		{text: "⟦Oberkrähenbach Hs.Nr. 11\n84091 Attenhofen⟧", why: "a village, the postcode on the next line"},
		{text: "wohnhaft ⟦Kleinvoigtsberg Hs. Nr. 23, 09603 Großschirma⟧", why: "with a blank"},
		{text: "Der Zaun (⟦Espenloh Hs.-Nr. 4⟧) ist kaputt", why: "with a hyphen, no postcode"},
		{text: "Zuständig für ⟦Espenloh HsNr 4⟧ ist wer?", why: "in one word"},
		{text: "Die Einfahrt in ⟦Ruhrort HNr. 9⟧ ist zu", why: "a known place"},
		{text: "hinten in ⟦ankum hausnr. 6⟧ brennt licht", why: "lower case"},
		{text: "es ist die ⟦lindenallee, nr. 9⟧", why: "a comma before it"},
		{text: "Im Amtsblatt, Nr. 14 vom 27. Juni, der Radweg, Nr. 9 der Liste", why: "no streets"},
		{text: "Die Häuser ⟦Lindenallee 7 bis 9⟧ sind leer", why: "from one to another"},
		{text: "⟦Lindenallee 7⟧ bis 9 Uhr, ⟦Lindenallee 7⟧ bis 9.5., ⟦Lindenallee 7⟧ bis 5, ⟦Lindenallee 7⟧ bis 9 Schüler, ⟦Lindenallee 7⟧ bis 9:30", why: "times, a smaller number"},
		{text: "Unfall\nOrt: K 8, km 3,2, und L 1087, Höhe Einmündung", why: "numbers of roads"},
		{text: "Kundenwohnung HNr. 3, im Fenster Hs.Nr. 3", why: "nouns"},
		{text: "Steinbach Hs.Nr. 4 meldet, Sommer HsNr. 5 nicht", why: "surnames more than places"},
		{text: "der hund und das zwirnkulkige hs.nr. 8", why: "what no list knows, in lower case"},
	})
}

func TestAddressBoxAndAbroad(t *testing.T) {
	checkMarks(t, recognizers.Address(recognizers.AddressConfig{}), []marked{
		{text: "Umzug innerhalb der Quadrate, von ⟦U 4, 12-13, 68161 Mannheim⟧ nach ⟦B 2, 9a⟧.", why: "a square with two numbers"},
		{text: "⟦t6 31⟧ vierter stock", prompt: "Straße und Hausnummer?", why: "a square without a comma"},
		{text: "ich wohne in mannheim, ⟦k1 7a⟧, und warte", why: "so, in a text about the town"},
		{text: "u4 12 minuten von hier, die linie u 4, 12-13 uhr, in mannheim", why: "a line and a time"},
		{text: "moin hier tamme ⟦bei der kornmühle 4⟧ ihr habt mir die falsche tonne gebracht", why: "nothing but who calls before the preposition"},
		{text: "wir wohnen bei der ⟦kornmühle 4⟧", why: "the sentence's preposition"},
		{text: "Sehr geehrte Mieterinnen und Mieter der ⟦Neckarhalde 40⟧,", why: "who lives there"},
		{text: "Bills go to ⟦P.O. Box 12 05, 38668 Clausthal-Zellerfeld⟧", why: "English"},
		{text: "Our address: ⟦PO Box 12 30, 53002 Bonn⟧", why: "without full stops"},
		{text: "Please write to ⟦P. O. Box 4412, 60044 Frankfurt⟧", why: "with blanks"},
		{text: "Invoice to: Blue Heron Ltd, ⟦16 Quayside Row, Bristol⟧, UK", why: "a town of no list"},
		{text: "I used to live at ⟦33 Larkhill Crescent, Sligo⟧, Ireland.", why: "before a country"},
		{text: "⟦9 Riverside Walk, Chester⟧, UK", why: "a given name as a town before a country"},
		{text: "⟦412 Maple Hollow Rd, Columbus, OH 43215⟧, USA.", why: "the country is apart"},
		{text: "⟦12 Baker Street⟧, Peter Lindner", why: "a person behind the address"},
		{text: "My address is ⟦14 Calle Ocho, Miami⟧, USA", why: "a number before a street that has it behind elsewhere"},
		{text: "Bitte an ⟦ATATÜRK CADDESI 12, Ankara⟧ schicken", why: "a street in capitals among other words"},
		{text: "Bitte an ⟦ATATÜRK CAD. 12⟧ schicken", why: "and cut short"},
		{text: "richtig: UL DP 29\nfalsch: UL-PD 29", why: "plates"},
		{text: "aus der Sterbegeldpolice ST 7", why: "a policy"},
		{text: "5-FU über 46 h via Port V", why: "a way into the body"},
		{text: "2 Rezepte, 1 Rechnung Zahnarzt Dr. Meier", why: "a doctor, no drive"},
		{text: "Sie lag bei Ihnen auf der Geriatrie 3B.", why: "a ward"},
		{text: "Jetzt nur 38. Auf Kanal 36 wie auf 100", why: "a channel"},
		{text: "⟦Auf Weiden 12⟧ wohne ich gern.", why: "where somebody lives"},
	})
	checkMarks(t, recognizers.LocationRules(), []marked{
		{text: "16 Quayside Row, Bristol, ⟦UK⟧", why: "a country behind an address"},
		{text: "45 Elm Grove, Brighton, ⟦United Kingdom⟧", why: "of two words"},
		{text: "Rue du Moulin 23, 4170 Esch-sur-Alzette, ⟦Luxembourg⟧", why: "of no list"},
	})
}

func TestAddressFlatsAbroad(t *testing.T) {
	checkMarks(t, recognizers.Address(recognizers.AddressConfig{}), []marked{
		{text: "Adresse dort: ⟦Nergis Mah. Defne Sok. No: 14 D: 3, 35050 Bornova⟧, Türkei", why: "a quarter before the street, a flat behind"},
		{text: "⟦Kurtuluş Mahallesi, Gül Sokak No 9, 34000 Istanbul⟧", why: "the quarter in full, with a comma"},
		{text: "⟦Atatürk Cad. No: 17/4 Kat 2 D. 6 Konak/İzmir⟧", why: "floor and flat, town and province"},
		{text: "meine eltern: ⟦yeni mah. gül sok. no:9 daire 4, 34000 istanbul⟧", why: "lower case"},
		{text: "⟦Yıldız Mah. 1453. Sokak No: 9, 07050 Muratpaşa/Antalya⟧", why: "a street with a number for a name"},
		{text: "⟦ul. Piłsudskiego 14 m. 8, 50-033 Wrocław⟧", why: "a Polish flat"},
		{text: "⟦вул. Шевченка 19, кв. 6, 61000 Харків⟧", why: "a Ukrainian one"},
		{text: "⟦жк Младост 4, бл. 318, вх. Б, ап. 46, 1712 София⟧", why: "a Bulgarian estate, staircases with letters"},
		{text: "⟦Strada Zorilor 9, ap. 4, Timișoara⟧", why: "Romanian, without a postcode"},
		{text: "⟦7 bis, rue du Puits, 67000 Strasbourg⟧ oder ⟦Rue du Moulin 17 bis, 67000 Strasbourg⟧", why: "a French second house"},
		{text: "⟦ulica Mickiewicza 6/9, 58-500 Jelenia Góra⟧", why: "a town of two words"},
		{text: "mein paket ging an ⟦16 rue des tanneurs, 68000 colmar⟧ zurück", why: "a town of no list behind its postcode, in lower case"},
		{text: "⟦Laan van Meerdervoort 119, 2517 AN Den Haag⟧", why: "a town with an article"},
		{text: "⟦Prinsengracht 219-III, 1016 HD Amsterdam⟧ und ⟦Dorpsstraat 19 bis, 9711 LK Groningen⟧", why: "Dutch floors and halves"},
		{text: "⟦Storgatan 19 lgh 1109, 211 42 Malmö⟧", why: "a Swedish flat"},
		{text: "⟦Al. Jerozolimskie 49, Warszawa⟧, ⟦Calea Victoriei 129, București⟧", why: "towns by their own names"},
		{text: "er schuldet ⟦16 rue des tanneurs⟧ 68000 euro, ⟦18 rue des tanneurs⟧ 68000 briefe, ⟦20 rue des tanneurs⟧ 68000 qm", why: "amounts"},
		{text: "die Häuser ⟦Via Roma 3⟧, D: alle leer", why: "a letter without a number is no flat"},
		{text: "⟦Lindenweg 12 d⟧: 5 Stühle", why: "the letter of a German house"},
		{text: "Mah. Nr. 3 im Kalender, Kat. 5 und D: 5", why: "no street"},
	})
	checkMarks(t, recognizers.PersonRules(recognizers.PersonConfig{}), []marked{
		{text: "Nergis Mah. Defne Sok. No: 14", why: "a quarter is nobody"},
	})
}

func TestAddressNouns(t *testing.T) {
	checkMarks(t, recognizers.Address(recognizers.AddressConfig{}), []marked{
		{text: "Käufer 1 und Verkäufer 2, Wiedereinstieg 3, Selbstläufer 4", why: "end like a bank and a path"},
		{text: "Die Folgebescheide 2, 3 fehlen. Welche Anerkennungsbescheide 4 kamen?", why: "no heath"},
		{text: "Muss ich Fragebogen 2 auch ausfüllen? Der Bewertungsbogen 3 ist leer.", why: "sheets"},
		{text: "Hörsaal H2, 9:15 s.t.? Aushang 118 ist abgerissen.", why: "a noun of the lexicon"},
		{text: "Der Blumenwinkel 3 ist kaputt, mein Bänderbogen 4 auch.", why: "an article that no preposition governs"},
		{text: "Die ⟦Mühlenaue 22⟧ hat seit gestern kein Wasser, der ⟦Amselgrund 9⟧ keinen Strom.", why: "streets as subjects"},
		{text: "Betrifft den ⟦Kastanienhof 7⟧. Der Eigentümer des ⟦Ulmenhof 3⟧ meldet sich nicht.", why: "streets in other cases"},
		{text: "Wann kommt die Müllabfuhr für die ⟦Eichenbreite 17⟧? Wir besitzen die ⟦Neckarhalde 40⟧.", why: "more of them"},
		{text: "Der Entwässerungsgraben 3 ist voll, die Pflegestufenhöhe 2 falsch.", why: "nouns of offices"},
		{text: "Ist die ⟦Lindenstraße 30⟧ oder 50 zuständig? Steht bei Ihnen ⟦Ahornweg 20⟧ oder 40 als Adresse?", why: "house numbers that are speeds, too"},
		{text: "hallo hier jens, in der ⟦wasserstraße 4⟧ brennt es", why: "no preposition of the street"},
		{text: "Carsharing 12, Scoring 3, Irrweg 4, Bildungsweg 2", why: "other nouns"},
		{text: "Ist in der Theodor-Heuss-Straße 30 oder 50? Wohnt er ⟦Lindenstraße 30⟧ oder 52?", why: "what is allowed to drive"},
		{text: "falschparker vor der einfahrt ⟦hemelinger heerstr. 214⟧", why: "made of a village that no list has"},
		{text: "Tolino Shine 4, Firmware 16.2.0", why: "a product"},
		{text: "Bremen 12, Kiew 3: was ist das?", why: "towns"},
		{text: "Ich wohne ⟦Blumenwinkel 3⟧, im ⟦Bänderbogen 4⟧", why: "where somebody lives"},
		{text: "in der ⟦Lindenhöhe 118⟧ ist Licht, die ⟦Lindenstraße 3⟧ nicht", why: "a preposition, a certain end"},
		{text: "die ⟦amselhorst 12⟧ gibts zweimal", why: "without capitals"},
	})
}

func TestAddressScenes(t *testing.T) {
	checkMarks(t, recognizers.Address(recognizers.AddressConfig{}), []marked{
		{text: "auf dem marktplatz 4 stände ohne schild", why: "stands on a place"},
		{text: "ecke ulmenstraße 3 laternen aus", why: "a corner"},
		{text: "Ecke Ulmenstraße 3 defekte Laternen", why: "with an adjective"},
		{text: "in der ulmenstraße 3 bäume umgekippt", why: "in a street"},
		{text: "Am Rathausplatz 2 neue Ladesäulen", why: "a function word as the adjective"},
		{text: "- Höhe Waldweg 5 m breites Loch", why: "metres"},
		{text: "ecke ⟦ulmenstraße 3⟧", why: "nothing is counted"},
		{text: "⟦ulmenstraße 3⟧ laternen aus", why: "no scene"},
		{text: "ecke ⟦ulmenstraße 3⟧ laterne aus", why: "one lamp"},
		{text: "in der ⟦ulmenstraße 3⟧ mülltonnen voll", why: "what houses have"},
		{text: "in der ⟦ulmenstraße 3a⟧ laternen aus, in der ⟦ulmenstraße 48⟧ laternen aus, in der ⟦ulmenstraße 1⟧ laternen aus", why: "a letter, too many, one"},
		{text: "Höhe ⟦Waldweg 5⟧ M. Lindner fragen, ⟦Waldweg 6⟧ liegt tief im Wald", why: "an initial, a verb"},
		{text: "Ich wohne in der ⟦Ulmenstraße 3⟧ Hunde stören mich", why: "somebody lives there"},
		{text: "bei mir im ⟦ulmenweg 3⟧ ratten", why: "the same without a verb"},
		{text: "im ⟦ulmenweg 3⟧ ratten im keller", why: "in a house"},
		{text: "⟦Ulmenweg 3⟧ m hinten raus, ⟦Ulmenweg 4⟧ M Vorderhaus", why: "no measure"},
		{text: "in der ⟦ulmenstraße nr 3⟧ laternen aus", why: "a number of a house"},
		{text: "in der ⟦ulmenstraße 3, 04177 leipzig⟧ laternen aus", why: "with a place"},
		{text: "Ich wohne in der ⟦Ulmenstraße 12⟧ autos parken vor meiner Tür", why: "somebody lives there"},
		{text: "bei mir in der ⟦ulmenstraße 4⟧ container stehen seit wochen voll", why: "the sender's"},
		{text: "in der ⟦ulmenstraße 14⟧ ratten im keller", why: "what a house has"},
		{text: "⟦In der Ulmenstraße 15⟧ Hunde angemeldet", why: "whose dogs"},
		{text: "in der ⟦ulmenstraße 15⟧ container quillt über", why: "a plural like its singular"},
		{text: "Mein Haus ⟦Ulmenstraße 5⟧ J. Kolbe, bitte klingeln", why: "an initial, no age"},
		{text: "⟦ulmenstraße 5⟧ j. kolbe", why: "so in lower case"},
		{text: "Anna Ulmenstraße 56 J., sucht", why: "an age"},
	})
}

func TestAddressEnds(t *testing.T) {
	checkMarks(t, recognizers.Address(recognizers.AddressConfig{}), []marked{
		{text: "Kommt jemand in die ⟦Seilerbahn 48⟧ und misst das?", why: "where ropes were made"},
		{text: "in der ⟦reeperbahn 48⟧ war es laut", why: "the same in lower case"},
		{text: "Mit der Straßenbahn 41, Seilbahn 2, S-Bahn 3, U-Bahn 6, Autobahn 7, Güterbahn 4, Achterbahn 3", why: "other tracks"},
		{text: "kein warmwasser in der ⟦möllendorfer zeile 88⟧, links", why: "made of a place by its end"},
		{text: "steht in gedruckter zeile 8, platz in durchnummerierter reihe 8", why: "participles"},
		{text: "wo bleibt die tonne für ⟦hasenpatt zwo⟧?", why: "a spoken number behind a Westphalian path"},
		{text: "meine adresse war neu: ⟦kleine freiheit 8⟧, jetzt", why: "an adjective, said to be an address"},
		{text: "neue adresse ⟦kleine freiheit 8⟧ gleiche stadt", why: "the same without a colon"},
		{text: "neue adresse, alte seite 8, adresse neue tür 6, adresse neue kundennummer 99", why: "numbered things"},
		{text: "neue adresse alten freunden 8 schreiben", why: "a dative"},
		{text: "adresse bitte nachtragen kleine notiz 8 anbei", why: "not next to the word for an address"},
		{text: "die kleine freiheit 8 mal erlebt, nach der kleinen pause 9 schüler", why: "nobody speaks of an address"},
		{text: "lebt in der ⟦Siedlung am Bahndamm 8, 07318 Saalfeld⟧", why: "an estate says where it lies"},
		{text: "Wegen der Siedlung an der Elbe 3 Fragen", why: "what is counted"},
		{text: "Die Feuerwehrbrigade 5, die Rollerbahn 2", why: "ends of Danish streets and of tracks"},
		{text: "In ⟦Dammendorf Hausnummer 12⟧ brennt die Laterne nicht", why: "a village's name has no preposition"},
		{text: "Die Siedlung am 08.08. gesperrt, die Siedlung an 8 Tagen", why: "dates"},
		{text: "⟦Na Potoce 8, 460 01 Liberec⟧, Tschechien", why: "a Czech preposition"},
		{text: "Na ⟦Potoce 8, 46001 Liberec⟧", why: "no Czech postcode"},
	})
}

func TestAddressSites(t *testing.T) {
	checkMarks(t, recognizers.AddressRules(recognizers.AddressConfig{}), []marked{
		{text: "Post bitte an ⟦Haus Nr. 19, 25849 Pellworm⟧", why: "an island without streets"},
		{text: "Im Haus Nr. 19, zweiter Stock", why: "no postcode"},
		{text: "Klinik Nord, in Haus 19, ⟦25849 Pellworm⟧", why: "a building"},
		{text: "⟦Neubaugebiet Sonnenfeld, Haus A 19, 71384 Weinstadt⟧", why: "a letter before the number"},
		{text: "⟦Ferienpark Nordsee, Haus 119, 26969 Butjadingen⟧", why: "a site and a house"},
		{text: "⟦Studentenwohnheim Ulmenhof, Zimmer 319, 37075 Göttingen⟧", why: "a room of a home"},
		{text: "⟦Kleingartenanlage Abendfrieden, Parzelle 49, 04349 Leipzig⟧", why: "a garden"},
		{text: "⟦KGV \"Morgensonne\", Garten 119, 44289 Dortmund⟧", why: "a name in quotation marks"},
		{text: "Rathaus Mitte, Zimmer 109, ⟦80331 München⟧", why: "an office"},
		{text: "Der Campingplatz, Stellplatz 9, ist voll", why: "no postcode behind the site"},
		{text: "⟦Industriegebiet Nord 19, 49733 Haren⟧", why: "a quarter of the compass"},
		{text: "im Industriegebiet Nord 12 Lkw gezählt", why: "what is counted there"},
		{text: "Wahlgebiet Süd 3, Einzugsgebiet Nord 5, Schutzgebiet Ost 3 neue Schilder", why: "areas without numbers"},
		{text: "im Ortsteil ⟦Dammendorf Nr. 9⟧", why: "a village without streets"},
		{text: "im Ortsteil Formblatt Nr. 9, in Dammendorf Nr. 9", why: "a noun, a number that may be anything's"},
		{text: "für ⟦hof eggers 9⟧, 23 ar", why: "a farm"},
		{text: "Ich wohne auf ⟦Hof Eggers 9⟧.", why: "so with capitals"},
		{text: "Eier vom Hof Müller 9 Stück, Hof und Garten 9 mal", why: "amounts, no name"},
		{text: "für hof fahrrad 9 geklaut", why: "a noun"},
		{text: "das ist mein hof ⟦zwirnkulk 9⟧ und der hof ⟦ulenbrook 9⟧ steht leer", why: "articles"},
		{text: "⟦hinterm dreschplatz 19⟧ steht was", why: "a contracted preposition and a place"},
		{text: "⟦Str. Mihai Eminescu nr. 19, bl. C4, sc. 3, ap. 18, 400394 Cluj-Napoca⟧", why: "Romanian"},
		{text: "Str. Mihai Eminescu 19 Mitglieder", why: "without the word for a number"},
	})
}

func TestAddressBehindPersons(t *testing.T) {
	checkMarks(t, recognizers.AddressRules(recognizers.AddressConfig{}), []marked{
		{text: "Insa Onken, ⟦Lütje Hörn 8, Südbrookmerland⟧", why: "no street's end, a place"},
		{text: "Insa Onken, ⟦Lütje Hörn 8, 26624 Südbrookmerland⟧", why: "with a postcode"},
		{text: "Frau Onken, ⟦Quendorn 8, Emden⟧", why: "behind a salutation"},
		{text: "Insa Onken, ⟦Karkpadd Ulenbrook 8, Emden⟧", why: "two words"},
		{text: "Anna Weber, Trikot 8, Bremen", why: "a noun"},
		{text: "Anna Weber, Huber 8, Bremen", why: "a surname"},
		{text: "Anna Weber, Zwirnkulk 8", why: "no place"},
		{text: "Rotes Zelt, Zwirnkulk 8, Emden", why: "no person"},
	})
}

func TestLocationSeats(t *testing.T) {
	checkMarks(t, recognizers.LocationRules(), []marked{
		{text: "geb. am/in: 08-05-1996 / ⟦Nagpur⟧", why: "a form's birth place behind a slash"},
		{text: "Geburtsdatum/-ort: 09.12.1997, ⟦Weiden⟧", why: "behind a comma, an everyday word"},
		{text: "Geburtsdatum: 4.5.1999, ledig, Grundschule Nord", why: "no places behind a birth date"},
		{text: "Dialysepraxis Dr. Heumer, ⟦Soest⟧", why: "behind a practice"},
		{text: "Anwesend: Dr. Heumer, Roth, Steinbach und Elsner", why: "persons behind one with a title"},
		{text: "Zahnarzt Dr. Heumer, Wagner und ich", why: "a surname before a place"},
		{text: "Geburtsort: ⟦Hamm⟧, geb. 3.4.1971 / Oberkofler / ledig", why: "a label that has its place already"},
		{text: "Wohnort ⟦Kassel⟧, geb. 7.5.1996, Kuczera", why: "where somebody lives is no label of a birth place"},
		{text: "Bewohner: geb. 12.3.1940, Steinbach, Zimmer 12", why: "a surname behind a birth date"},
		{text: "Hausarzt: Dr. Meyer-Finkel, ⟦Wesel⟧", why: "a place that is a surname, too"},
		{text: "Hausarzt: Dr. Lohmann, Tel. 12", why: "an abbreviation"},
		{text: "S 8 | 05:43 | ⟦Offenbach⟧ Marktplatz | 2", why: "a timetable"},
		{text: "RB 61 | 06:21 | ⟦Dreieich⟧ | 1", why: "a small place in a timetable"},
		{text: "DAV Sektion ⟦Kassel⟧, Kreisverband ⟦Stade⟧, Filiale ⟦Norden⟧", why: "clubs and branches"},
		{text: "Schulbesuch, Berufskolleg ⟦Unna⟧", why: "a school"},
		{text: "zwischen ⟦Buxtehude⟧ Süd und ZOB", why: "a station"},
		{text: "Kur 2020, ⟦Bad Laer⟧, 4 Wochen", why: "two words"},
		{text: "nicht ⟦Essen⟧ sondern ⟦Bochum⟧", why: "an everyday word set against a place"},
		{text: "Ist das in ⟦Leer⟧? Nur in Schwarz?", why: "an everyday word behind in, a colour"},
		{text: "Der Bus in die ⟦Südstadt⟧ fällt aus", why: "a quarter"},
		{text: "Eier ab Hof, der Zug ab ⟦Hof⟧ um 7:10", why: "a farm and a town"},
		{text: "Auf dem Hemd sind Flecken.", why: "the word"},
		{text: "hallo hier ist der küster von sankt martin", why: "a parish"},
		{text: "Krankenkasse: IKK Südwest", why: "an insurance"},
	})
	checkMarks(t, recognizers.PersonRules(recognizers.PersonConfig{}), []marked{
		{text: "Hausarzt: Dr. ⟦Meyer-Finkel⟧, Wesel", why: "the place is nobody"},
		{text: "Hausarzt: Dipl.-Med. ⟦Noack⟧, Hoyerswerda", why: "no given name"},
		{text: "Hausarzt: Dr. ⟦Lindner, Peter⟧", why: "a given name"},
	})
}
