package recognizers_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

// TestPastedPersons holds cards, lists, chats and markup that people paste, in which the form alone tells the names.
func TestPastedPersons(t *testing.T) {
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		// cards by the numbers of their fields
		{text: "steht im schein\nC.1.1 ⟦Brakelmann⟧\nC.1.2 ⟦Wiebke⟧\nC.1.3 Moorhof 3\nD.1 OPEL", why: "a registration certificate"},
		{text: "C.3.1 ⟦Hülsebusch⟧  C.3.2 ⟦Frauke⟧  C.3.3 Kiebitzweg 12, 21337 Lüneburg", why: "in one line"},
		{text: "C.1.1 Wilkens Bau GmbH\nD.1 OPEL", why: "a firm"},
		{text: "1. ⟦Okonjo⟧\n2. ⟦Chidera Grace⟧\n3. 04.11.1991 Enugu\n4a. 12.03.2020\n4b. 11.03.2035", why: "a driving licence"},
		{text: "auf dem kärtchen: 1 ⟦van der Bergt⟧ 2 ⟦Femke⟧ 3 17.02.69 Leer 4a 11.10.19", why: "in one line"},
		{text: "1. Dorsch\n2. Hering\n3. 12.06.25 Frischfisch\n4a. 14.06.25 Lachs", why: "nobody is that young"},
		{text: "1. Begrüßung\n2. Haushalt\n3. 04.11.25 Ortstermin\n4. Verschiedenes", why: "an agenda"},
		// doorbells
		{text: "Klingelschilder abgelesen\nEG li   ⟦Szczepaniok⟧\nEG re   ⟦Oyelaran-Vogt⟧ / ⟦Trittmann⟧\n1 li    leer\n1 re    ⟦A. Pappalas⟧\nDG      ⟦Perišin⟧", why: "doorbells"},
		{text: "3. OG re: ⟦Hagedornsen⟧ u. ⟦Bielawska⟧\n3. OG li: Ferienwohnung\n2. OG re: ⟦Szabonik⟧", why: "nobody speaks of doorbells"},
		{text: "EG   Familie ⟦Dirksena⟧\n1.OG ⟦Meintsa⟧\n2.OG ⟦Yskera⟧\nKlingelanlage defekt", why: "storeys alone"},
		{text: "EG    Bürgerbüro\n1. OG    Standesamt\n2. OG Stadtkasse\nDG Kantine", why: "offices"},
		{text: "Raumbelegung\nEG li   Garderobe\nEG re   Anmeldung\n1 li    Archiv\nDG      Lager", why: "rooms"},
		{text: "Heizkörper tauschen, Mieter informieren\nEG li  Küche\nEG re  Bad\n1 li   Flur", why: "rooms of tenants"},
		// chats
		{text: "⟦Zeynəbi⟧, [03.06.2025 20:11]\nhast du den zettel?\n\n⟦Jörg Mertesacks⟧, [03.06.2025 20:13]\nja", why: "the name before day and time"},
		{text: "[10:12] ⟦Wöhrmannsen, Annika⟧\nIst der Vorgang schon bei dir?\n[10:15] ⟦Özbekçi, Cem⟧ (FB 3)\nNoch nicht.", why: "behind the time"},
		{text: "⟦Thalkea⟧ 09:31\nhab den Bescheid\n⟦Bünyamin⟧ 09:33\nund was steht drin?", why: "before the time"},
		{text: "⟦Zeynəb⟧, [03.06.2025 20:11]\nHast du den Zettel vom Gesundheitsamt?\n\n⟦Torben⟧, [03.06.2025 20:13]\nja, hab ich", why: "a letter that German has not"},
		{text: "[14.05.25, 07:44:30] Papa von ⟦Iljas⟧: kann zu uns kommen\n[14.05.25, 07:45:02] Support: Danke", why: "whose father"},
		{text: "[10:12] Server gestartet\n[10:16] Update, Neustart\n[10:18] Fertig, Protokoll geschrieben", why: "a log"},
		{text: "Status, [03.06.2025 20:11]\noffen\nWartung, [03.06.2025 20:13]\nläuft", why: "no senders"},
		{text: "Frühstück 08:00\nmit Kaffee\nMittag 12:00\nEintopf\nAbendbrot 18:00\nBrot", why: "meals"},
		{text: "Hauptbahnhof 08:00\nKlinikum 08:07\nPewsum 08:15", why: "a timetable"},
		// lists
		{text: "Mo früh ⟦Jadwiga⟧ / spät ⟦Burglindis⟧\nDi früh ⟦Jadwiga⟧ / spät ⟦Okan⟧\nMi früh frei", why: "a roster"},
		{text: "Mo früh Biotonne / spät Papier\nDi früh Restmüll / spät Glas", why: "a roster of bins"},
		{text: "Spüldienst: Mo ⟦Ilka⟧, Di ⟦Tjorven⟧, Do alle, Fr ⟦Hinnerk⟧", why: "days are no part"},
		{text: "Do   Schnitzel Wiener Art        6,10\nFr   Grießbrei mit Kirschen      3,00\nSa   Eintopf                     2,50", why: "Friday, not Frau"},
		{text: "Mo 9-12 Hr. ⟦Brandtsen⟧, Mi 9-12 Fr. ⟦Seidelmann⟧", why: "Frau, not Friday"},
		{text: "Wahlvorsteherin   ⟦Gunda Petersen-Lühr⟧\nStellv.           ⟦Friedhelm zur Mühlenau⟧\nBeisitzer         ⟦Elfi Schlotterbeck⟧", why: "a noble surname in a column"},
		{text: "Partei        qm     Heizung    Wasser\n⟦Kottwitzki⟧      64,0   812,40     301,10\n⟦Abdirahman⟧    48,5   690,02     455,87\nLaden (leer)  90,0   111,20     20,10", why: "tenants"},
		{text: "Partei      Stimmen   Prozent\nGrüne       412       18,2\nLinke       198       8,7", why: "parties"},
		{text: "Nr | Name | Kundennr.\n1 | ⟦Hasselbergk⟧ | K-881203\n2 | ⟦Sørensen⟧ | K-881207", why: "customers"},
		{text: "firstname,lastname,city\n⟦Onno⟧,⟦Eilers⟧,Wittmund\n⟦Fadime⟧,⟦Kaplan⟧,Jever", why: "comma-separated values"},
		{text: "stop_id;stop_name;lat;lon\n8841;Schwabmünchen Bf;48.1806;10.7553\n8843;Gewerbepark Ost;48.2311;10.7811", why: "stops"},
		{text: "id;last_name;city\n12;⟦Oehlmanns⟧;Jever\n13;⟦Bhattarais⟧;Jever", why: "a name by its column's"},
		{text: "Empfänger: Hausmeisterei z. Hd. ⟦Engelhard Mauchs⟧", why: "an office"},
		{text: "Anwesenheit\n1 ⟦Osmanik, Dukagjin⟧ ........ anw.\n2 ⟦Mahmoudik, Narges⟧ ........ ab 10:15", why: "rows of dots"},
		{text: "1 ⟦Quellmarz,Ansgar⟧ (2011) - ⟦Rahimir,Behrouz⟧ (1984)  ½:½\n2 ⟦Siegorder,Wulf⟧ (1740) - ⟦Subramaniak,Sunita⟧ (1799)  0:1\n3 ⟦Palmtak,Leif⟧ (1512) - spielfrei", why: "players with their ratings"},
		{text: "1 Brot, Butter ........ 3,20\n2 Kaffee, Kuchen ........ 4,10", why: "a menu"},
		{text: "Angaben zum Kontoinhaber: Name, Vorname\nIBAN", why: "an empty field"},
		{text: "Empfänger: SVLFG\nX-Mailer: PHPMailer", why: "no persons"},
		{text: "Medium: Tonie Benjamin Blümchen    fällig 28.04.\nMedium: DVD Pippi Langstrumpf", why: "figures on media"},
		// markup
		{text: "INSERT INTO halter VALUES (4471,'⟦Pfannenstielk⟧','⟦Irmhild⟧','1959-11-02');\nINSERT INTO halter VALUES (4472,'⟦Rexhepik⟧','⟦Arbnor⟧','1998-07-26');", why: "values of a table of persons"},
		{text: "insert into t values ('⟦Grzegorz⟧', '⟦Wachowiakk⟧', 'gw@example.org');", why: "a mail address beside them"},
		{text: "INSERT INTO artikel VALUES (4471,'Kugelschreiber','Blau','2024-01-01'),(4472,'Radiergummi','Weiß','2024-01-01');", why: "goods"},
		{text: "UPDATE mitarbeiter SET nachname='⟦Wullenweberk⟧', vorname='⟦Heike⟧' WHERE id=12;", why: "columns"},
		{text: "UPDATE orte SET name='Nordhorn' WHERE id=3;", why: "a place's name"},
		{text: "<Antragsteller><Name>⟦Wischnewskyk⟧</Name><Vorname>⟦Torge⟧</Vorname></Antragsteller>", why: "elements"},
		{text: "<cac:Contact><cbc:Name>⟦Hiltrud Wansingk⟧</cbc:Name></cac:Contact>", why: "with a namespace"},
		{text: "<Produkt><Name>Akkuschrauber</Name></Produkt><Datei><Name>antrag.pdf</Name></Datei><Layer><Name>Luftbild 2023</Name></Layer>", why: "what else has a name"},
		{text: "<Cdtr><Nm>Stadtwerke Nord GmbH</Nm></Cdtr>", why: "a firm"},
		{text: "ORGANIZER;CN=\"⟦Ortrud Bleckmannk⟧\":mailto:o.b@example.com\nATTENDEE;ROLE=REQ-PARTICIPANT;CN=⟦Eberechi Okafork⟧;RSVP=TRUE:mailto:eo@example.net", why: "an appointment"},
		{text: "CN=⟦Meike Andresenk⟧, OU=Bauamt, O=Gemeinde", why: "a certificate"},
		{text: "ATTENDEE;CN=Sitzungssaal 2:mailto:saal2@example.net\nCN=Root Certificate Authority", why: "rooms and issuers"},
		{text: "BEGIN:VCARD\nVERSION:3.0\nN:⟦Ferrantek⟧;⟦Ludovica⟧;;;\nFN:⟦Ludovica Ferrantek⟧\nTITLE:Hebamme\nROLE:Inhaberin\nEND:VCARD", why: "keywords in capitals"},
		{text: "02.05.;-38,20;Stadtwerke;SVWZ+Abschlag CRED+X MREF+Y EREF+Z ABWA+VHS", why: "keywords of a bank"},
	})
}

// TestPastedPlaces holds the places in such cards, lists and markup.
func TestPastedPlaces(t *testing.T) {
	checkMarks(t, recognizers.Location(recognizers.LocationConfig{}), []marked{
		{text: "1. Okonjo\n2. Chidera\n3. 04.11.1991 ⟦Enuguk⟧\n4a. 12.03.2020\n4c. LRA ⟦Günzburg⟧", why: "the birthplace on a driving licence, the office"},
		{text: "1. Antrag\n2. Foto\n3. 19.12.25 Termin\n4a. 22.12.25 Abholung", why: "a list"},
		{text: "Name;Vorname;Ort\nLüdersen;Heino;⟦Jork⟧\nBarankay;Zsófia;⟦Buxtehude⟧", why: "a column of places"},
		{text: "Name | Ort | Thema\nLüdersen | Turnhalle | Sport\nBarankay | Keller | Technik", why: "of rooms"},
		{text: "7  Geburtsort: ⟦Ribnitz-Damgarten⟧\n9  Anschrift der Wohnung: Fischerbruch 21", why: "a field of a form"},
		{text: "1. SV ⟦Ingelnhusen⟧ III  9  75:31\n2. DJK Blau-Weiß ⟦Avenweddel⟧  9  66:48\n3. SV Adler 4:2", why: "clubs' towns that no list has"},
		{text: "SV Germania ⟦Grasdorfen⟧ - TSV ⟦Ingelnhusen⟧ 3:1\nBorussia ⟦Hiddestorfen⟧ - Arminia Süd 2:2", why: "a match day"},
		{text: "Name;Vorname;Ort\nMatondok;;⟦Friedrichstadt⟧", why: "behind an empty cell"},
		{text: "Der SV Vorstandswahl ist im Mai, der TSV Hallenbad auch", why: "things"},
		{text: "TuS ⟦Bersenbrück⟧ II - SV ⟦Meppen⟧      2:2 (1:0)", why: "clubs"},
		{text: "{\"plz\":\"01662\",\"ort\":\"⟦Meißen⟧\"}", why: "a property"},
		{text: "<Ort>⟦Husum⟧</Ort><ram:CityName>⟦Itzehoe⟧</ram:CityName><Ort>Keller</Ort>", why: "elements"},
		{text: "ADR;TYPE=WORK:;;Stiftskamp 18;⟦Freckenhorst⟧;;48231;⟦Deutschland⟧", why: "a contact's address"},
		{text: "⟦Arsbeck⟧ Kirche       6:24   7:24   8:24\nKlinikum             6:31   7:31    -\n⟦Wassenberg⟧ Roßtor    6:44   7:44   8:41", why: "a timetable"},
		{text: "Kowalczyk     8:00   16:00\nAnna Berger   7:00   12:00", why: "working hours"},
	})
}

// TestPastedBirths holds the birth date on a driving licence.
func TestPastedBirths(t *testing.T) {
	checkMarks(t, recognizers.DateOfBirth(), []marked{
		{text: "1. Okonjo\n2. Chidera\n3. ⟦04.11.1991⟧ Enugu\n4a. 12.03.2020\n4b. 11.03.2035", why: "field 3"},
		{text: "1 Okonjo 2 Chidera 3 ⟦19.12.79⟧ Bihać 4a 22.08.14 4b 21.08.29", why: "years of two digits"},
		{text: "1. Antrag\n2. Foto\n3. 19.12.25 Termin\n4a. 22.12.25 Abholung", why: "a list"},
		{text: "Nachname;Vorname;Geburtstag;Ort;Eintritt\nAhlerts;Inga;⟦17.12.1959⟧;Jever;01.01.2017\nMatondok;Grâce;;Jever;01.02.2024", why: "the day of joining"},
		{text: "Name\tVorname\tSteuerklasse\tEintritt\nLachnitz\tKornelia\tI\t01.06.2001\nKamarak\tLamin\tIV\t15.09.2003", why: "of joining, with tabs"},
		{text: "A  WÜ-RK 1907H\nB  12.05.1978\nC.1.1  Würzburgs\nC.1.2  Isidor\nD.1 VW\nI  17.06.2019", why: "days of registration"},
		{text: "Name | Vorname | geb. | Auszug\nLachnitz | Kornelia | ⟦01.06.1981⟧ | 31.03.2005", why: "beside the birth date"},
	})
}

// TestPastedCalendar holds that the properties of appointments are nobody's.
func TestPastedCalendar(t *testing.T) {
	text := "BEGIN:VCALENDAR\nSUMMARY:Schulferien\nDTSTART:20250414\nDTEND;VALUE=DATE:20250426\nUID:4f0c-7731-apt\nDTSTAMP:20250401\nEND:VCALENDAR"
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{{text: text, why: "properties"},
		{text: "CREATE TABLE baum (\n art VARCHAR(60) DEFAULT 'Linde',\n name_pate VARCHAR(80) NULL,\n pflanzjahr SMALLINT\n);", why: "types of columns"}})
	checkMarks(t, recognizers.Reference(), []marked{{text: text, why: "days"},
		{text: "MitglNr;Nachname;Vorname\n⟦2019-006⟧;Glögglers;Waldemar\n⟦2022-113⟧;Chmielewsky;Ryszard", why: "members' numbers below their head"},
		{text: "PNr\tName\tEintritt\n⟦100412⟧\tLachnitz, Kornelia\t01.06.2021\n⟦101133⟧\tKamarak, Lamin\t15.09.2023", why: "personnel numbers"},
		{text: "Nr | Name | Tor\n1004 | Pfosten | 3\n1011 | Latte | 1", why: "numbers of anything"},
		{text: "Jahr;Titel;Seiten\n2019-006;Satzung;12\n2022-113;Ordnung;9", why: "no number's head"}})
}

// TestPastedLogins holds the names for logins in entries of a directory and before the time in a pasted chat.
func TestPastedLogins(t *testing.T) {
	checkMarks(t, recognizers.Username(), []marked{
		{text: "dn: CN=Lioba Kreuzmann,OU=Standesamt\nsAMAccountName: ⟦kreuzmannl⟧\nemployeeNumber: 720338", why: "an entry of a directory"},
		{text: "dn: uid=x,ou=people\nuid: ⟦obrandtner⟧\ncn: Olaf Brandtner", why: "uid"},
		{text: "uid: kontakt\nWas heißt das?", why: "no directory"},
		{text: "⟦ticketdachs_88⟧ — heute um 16:02 Uhr\n180 zusammen\n⟦lunaundspatz⟧ — gestern um 16:05 Uhr\nok", why: "a pasted chat"},
		{text: "frühstück — heute um 8:00 Uhr\nmittag — heute um 12:30 Uhr", why: "meals"},
	})
}

// TestPastedPhones holds telephone numbers behind a date in a table of tabs.
func TestPastedPhones(t *testing.T) {
	checkMarks(t, recognizers.Phone(), []marked{
		{text: "Name\tgeb.\tTel. Eltern\nBytyqis\t03.11.2015\t⟦069 90009913⟧\nDürrs\t17.01.2016\t⟦0176 04069053⟧", why: "behind a date"},
		{text: "Artikel\tStand\tMenge\n4711\t03.11.2015\t0045 12\n4712\t17.01.2016\t0046 13", why: "amounts"},
	})
}

// TestPastedRows holds that a row's number is no house number of the place in the line above.
func TestPastedRows(t *testing.T) {
	checkMarks(t, recognizers.Address(recognizers.AddressConfig{}), []marked{
		{text: "7  Geburtsort: Ribnitz-Damgarten\n9  Anschrift der Wohnung: ⟦Fischerbruch 21, 18055 Rostock⟧", why: "rows of a form"},
		{text: "Anschrift: ⟦Fischerbruch\n21⟧\nTelefon folgt", why: "a street that is broken"},
		{text: "Ticket offen   Prio 3   Level 2", why: "a rank"},
	})
}

// TestPastedBreaks: a number goes on behind a line end whatever stands behind it, and ends with the row only where the line before is one too.
func TestPastedBreaks(t *testing.T) {
	a := newAnonymizer(t, recognizers.All())
	for text, want := range map[string]string{
		"Tel 0171 392\n0012  danke":                             "0171 392\n0012",
		"Tel 0171 392\n0012;danke":                              "0171 392\n0012",
		"Tel 0171 392\n0012\tdanke":                             "0171 392\n0012",
		"Tel 0171 392\n0012 | danke":                            "0171 392\n0012",
		"1 | Wolke | Tel 0171 3920012\n2 | Kolbe | Tel fehlt":   "0171 3920012",
		"01   45,00   Tel 0171 3920012\n02   45,00   Tel fehlt": "0171 3920012",
	} {
		found, err := a.Analyze(t.Context(), anonymize.Message{Text: text})
		require.NoError(t, err)
		var phones []string
		for _, e := range found {
			if e.Type == anonymize.PhoneNumber {
				phones = append(phones, text[e.Start:e.End])
			}
		}
		assert.Equal(t, []string{want}, phones, text)
	}
}
