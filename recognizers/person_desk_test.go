package recognizers_test

import (
	"testing"

	"github.com/deckname/deckname/recognizers"
)

// TestPersonDesk reads what lies on a clerk's desk: who reserved, signed or lives where, and what only sounds like a name.
func TestPersonDesk(t *testing.T) {
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		{text: "An\n⟦Annerose Zschockelt⟧\nbei ⟦Ullmannsperger⟧\nAm Birkhain 3\n09599 Freiberg", why: "with whom the receiver lives"},
		{text: "Hallo, die Rechnung geht an\n⟦Gisela Kampmann⟧\nbei Fragen\nbitte melden", why: "and what else stands behind bei"},
		{text: "Wir heiraten am 3.4., danach beide ⟦Fröhlich⟧. Und dann beide Formulare schicken?", why: "the name from the wedding on"},
		{text: "Mein Tisch ist auf ⟦Kaiser⟧ reserviert, der andere auf Rechnung gebucht und reserviert auf ⟦Quandtmeier⟧.", why: "on whom something is reserved"},
		{text: "Der Familienname meiner Tochter soll ab Mai ⟦König⟧ lauten und nicht mehr ⟦König-Sprotte⟧.", why: "what a name shall be"},
		{text: "Protokoll. Geprüft von ⟦Ehrhardtsen⟧ (Kasse). Erstellt von Sachgebiet 3. Genehmigt durch Bürgerbüro.", why: "who signed"},
		{text: "sie hat ein paket, empfänger \"⟦kallmeit⟧\", nachbar \"⟦schröpfer⟧\"", why: "between quotation marks, in lower case"},
		{text: "Klingel \"⟦Tebbing⟧/⟦Ihmels⟧\", 3. Stock", why: "two at one bell"},
		{text: "Es ist ein Golddoodle, heißt Anton und bellt.", why: "a breed"},
		{text: "Ansprechpartner: Gerätewart der Feuerwehr", why: "an office in a form"},
		{text: "Wohnungsgeber: Hausgemeinschaft Lindenstraße", why: "a group in a form"},
		{text: "Sehr geehrter Herr Dekan, sehr geehrter Herr Baurat Dr. ⟦Wessling⟧,", why: "offices in a greeting"},
		{text: "Mein Name ist ⟦Servet Dekan⟧, Frau ⟦Konsul⟧ kennt mich. Herr ⟦Vorsteher⟧ wohnt unten.", why: "surnames that are offices"},
		{text: "Sehr geehrte Frau ⟦Propst⟧, danke. Herr Intendant ⟦Tschöpe⟧ kommt.", why: "a surname in a greeting, an office before a name"},
		{text: "Please forward the email from ⟦Jordan⟧, I have not heard from her.", why: "who wrote"},
		{text: "I am from Jordan and they come from Georgia, what about you?", why: "where somebody is from"},
		{text: "here from ⟦Jordan⟧: what do you have for me?", why: "the first word"},
		{text: "Teilnehmer: Dr. ⟦Heumer⟧, ⟦Steinbach⟧, ⟦Wagner⟧ und ⟦Elsner⟧", why: "surnames that are places"},
		{text: "Am 03.02.2025 um 09:14 schrieb ⟦Klostermeister⟧ <info@x.example>:\n> Hallo", why: "a surname like an office"},
		{text: "they can't help and won't answer, my wife ⟦annika⟧ and i don't know", why: "an English verb"},
		{text: "ich brauche einen termin für die frau ⟦tremmel annegret⟧\ndanke", why: "surname first in lower case"},
		{text: "über uns wohnt der ⟦krawutschke⟧, der bohrt. nebenan wohnt die oma.", why: "who lives there"},
		{text: "Ich komme morgen.\n\nGruß aus dem zweiten Stock\n⟦Wiebke⟧", why: "a floor in a closing"},
		{text: "\"Das wird nichts\", sagte ⟦Klein⟧.", why: "a surname that is a word behind a verb of saying"},
		{text: "Am 03.02.2025 um 09:14 schrieb Mieterservice <service@x.example>:\n> Hallo", why: "a department that wrote"},
		{text: "Ich bleibe dabei.\n\nHochachtungsvoll\n⟦Gisbert von Tannhaus⟧", why: "a title of nobility in a signature"},
		{text: "Anruferin: Seit wann denn?\nBerater: seit heute\nAnruferin: Ach so.", why: "who speaks, without a name"},
		{text: "⟦Wagner⟧: Ich bin gern hier, das weiß jeder. ⟦Pressel⟧: Wir auch.", why: "speakers of an interview"},
		{text: "ich heiße ⟦Xiao Long⟧ mit Vornamen", why: "a given name of two syllables"},
		{text: "die mahnung ist falsch, der chef ist sauer, ⟦korbmacher, till⟧", why: "surname first at the end"},
		{text: "Ist an Christi Himmelfahrt offen?", why: "a feast"},
	})
}

// TestPersonTables reads names below the head of a table, in lists and before codes.
func TestPersonTables(t *testing.T) {
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		{text: "Nr;Nachname;Vorname;Klasse\n1;⟦Merkt⟧;⟦Ole⟧;3a\n2;⟦Klug⟧;⟦Ida⟧;3b", why: "semicolons"},
		{text: "Pers.-Nr. | Name | Mo | Di | Mi\n10 | ⟦Schnell, Grace⟧ | F | F | S\n11 | ⟦Adeyemi⟧ | F | F | S", why: "bars, and the days of a head"},
		{text: "Patient | ⟦Ilka Brenneke⟧ | 03.04.1988\nArzt | Dr. ⟦Ottsen⟧ | Station 3", why: "values beside their labels"},
		{text: "Antragsteller | ⟦Tigist⟧ | Lindenweg 3\nEhegatte | ⟦Jörn⟧ | Lindenweg 3", why: "labels in the first column, given names"},
		{text: "Zeuge | ⟦Grzesik⟧ | Lindenweg 3\n⟦Grzesik⟧ hat es gesehen | ja | nein", why: "a surname beside a label, a line that begins with none"},
		{text: "Trainer;⟦Ilka Brenneke⟧;Halle 3\nSpieler;⟦Jannis Ottsen⟧;Halle 4", why: "the same with semicolons"},
		{text: "| Name | ⟦Wiebke Lüders⟧ |\n| Rückfragen | gern |\n| Leistung | 7 kWp |", why: "labels in the first column"},
		{text: "Abteile von\n- ⟦Brockhaus⟧ (K1)\n- ⟦Okonjo⟧ (K2)\n- ⟦Lindner⟧ (K3)", why: "items beside persons"},
		{text: "Nr;Name;Ort\n1;⟦Merkt⟧;Ulm\nOrt;Nr;Name\nUlm;2;⟦Klug⟧", why: "a head below a table"},
		{text: "Zutaten:\n- Mehl (500 g)\n- Peterling (1 Bund)\n- Thymian (2 Zweige)", why: "items that are no persons"},
		{text: "⟦Frido⟧ – K3JHGT55X\n⟦Wübke⟧ – K3JHGT56X\n⟦Onno-Tjark⟧ – K3JHGT57X", why: "names before codes"},
		{text: "Nachname  Vorname  Shirt  Aufgabe\n⟦Wehrkamp⟧  ⟦Ruthild⟧  M  Kuchen\n⟦Schulte-Ostrop⟧  ⟦Benni⟧  XXL  Kasse", why: "two blanks, and a word of the head in no list"},
		{text: "Vorname\tNachname\tGruppe\n⟦Wübbo⟧\t⟦Tammena⟧\tIgel\n⟦Xara⟧\t⟦Ihnen⟧\tBären", why: "tabs"},
		{text: "Name, Vorname  geb.  Bemerk.\n⟦Gülçe, Asya⟧  29.04.2020  kein Schwein\n⟦Niedźwiecki, Olaf⟧  21.12.2019  Hörgerät li.\n⟦v. Bremen, Tessa⟧  02.07.2019  –\n⟦Yu, Xian⟧  13.05.2020  –", why: "surname first, short and foreign names, a shortened word of the head"},
		{text: "Amt  Vorschlag  ja  nein\nKassier  ⟦Kleinhempel A.⟧  57  0\nBeisitz  ⟦Fürchtenig⟧ / ⟦Bibernell⟧  31  27\nKasse 2  leider offen  0  0", why: "a column of candidates"},
		{text: "Bewohner  Zi.  PG\n⟦Tönnsen⟧  101  3\nLeverkusen  102  4\nFrau ⟦Ickler⟧  102  4\nleer  103\n⟦Freifrau von Rosenau⟧  104  5", why: "a column of residents, an empty room, a title of nobility"},
		{text: "Bewohnerin  Zimmer\n⟦Ottendorf, Wilma⟧  12\nOttendorf, privat  13\n⟦Zum Felde, Gesine⟧  15", why: "places that are surnames before given names"},
		{text: "Gerät  Marke  Verantwortlich\nLeiter  Krause  ⟦Piotr⟧\nBohrer  Hilti  ⟦Grabow⟧", why: "a column of makers"},
		{text: "Artikel  Name  Preis  Menge\n101  Bosch Akkuschrauber  99,00  1\n102  Gardena Schlauch  29,00  2", why: "names of goods"},
		{text: "Name  Wert\nKalium  3,4\nNatrium  138", why: "a head of goods beside Name"},
		{text: "Name des Hundes;Rasse;Alter\nBello;Dackel;4\nSenta;Mischling;7", why: "names of animals"},
		{text: "Name  ⟦Wiebke Lüders⟧  weiblich\nGeburtsdatum  03.04.1971  ledig\nTelefon  keins  gesperrt", why: "a form in three columns has no head"},
		{text: "Patient  ⟦Ngoziki-Adaeche, Chiderra⟧   geb. 21.1.01   m\nHämoglobin   10,9   g/dl\nFerritin   9   µg/l\nRetikulozyten   9,1   ‰", why: "a value beside its label is no head"},
		{text: "Straße  Name  Stockwerk\nLindenweg  Schule Nord  2\nHafenstr.  Kita Sonne  1", why: "names of houses"},
		{text: "⟦Tebbe, Aleit⟧\n⟦Okonjo, Fenja⟧\n⟦Adebar, Xhevat⟧", why: "lines of pairs, surname first"},
		{text: "1. ⟦Ackens, Gunnar⟧, 11.02.1979\n2. ⟦Mbeki, Patience⟧, 24.05.1999", why: "surname first before a date"},
	})
}
