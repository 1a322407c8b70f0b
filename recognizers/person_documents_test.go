package recognizers_test

import (
	"testing"

	"github.com/deckname/deckname/recognizers"
)

// TestPersonClinical reads documents of doctors, in which eponyms, drugs and abbreviations stand where names could.
func TestPersonClinical(t *testing.T) {
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		{text: "Befund: Phalen bds. pos., Tinel li. neg., Finkelstein nicht prüfbar, Watson-Test li. schmerzhaft. Rö. Handgelenk li. unauff., kein Anhalt für M. Dupuytren. Diagnose: CTS bds. Therapie: Nachtschiene.", why: "signs and tests"},
		{text: "Z.n. Resektion nach Billroth, Anamnese leer. Medikation: Bisoprolol 5 mg, Atorvastatin 40 mg, Adalimumab pausiert. Labor: CRP 4, Hb 13,1. Sono Abdomen unauff., Kontrolle ambulant in 3 Mon.", why: "drugs"},
		{text: "Diagnose: M. Scheuermann der BWS, V.a. M. Boeck. CT Thorax o.B., Histo folgt. Labor: CRP 12, Krea 1,1. Therapie: Prednisolon 40 mg, Entlassung geplant, Kontrolle ambulant.", why: "diseases with a shortened Morbus"},
		{text: "Seitl. Rand frei, Histo: kein Rezidiv. Befund sonst unauff., Labor: Hb 12,9. Diagnose wie bekannt, Kontrolle ambulant, Therapie unverändert.", why: "words cut short"},
		{text: "Aufnahme mit RR 190/100, HF 112. Pat. ⟦Wendlandt⟧ klagt über Schmerz li., Labor folgt, EKG o.B. Rückruf durch FA ⟦Kirchweger⟧ erbeten, Sr. ⟦Roswitha⟧ weiß Bescheid. Therapie: 5 mg Morphin.", why: "roles before names"},
		{text: "Labor: CRP 88, Leukozyten 14. Sono: freie Flüssigkeit. Diagnose: akutes Abdomen, OP heute. Anamnese über Koll. ⟦Dörfflinger⟧ erfragt, HA ⟦Stöckigt⟧ verständigt. Aufklärung Pat. ⟦Gundula Reitmeier⟧ erfolgt.", why: "more of them"},
		{text: "Meine Mutter liegt auf Station 3, Diagnose Fraktur, OP war gestern, links alles blau, Physio soll kommen. ⟦Gudrun⟧ will heim, ⟦Heiner⟧ holt sie ab. Wie geht die Therapie weiter?", why: "a relative writes"},
		{text: "Befund re. unauff., Labor: CRP 4. Diagnose: Arthrose. Therapie: Physiotherapie, Kontrolle ambulant. Rückfragen an FA ⟦Kirchweger⟧, FA Radiologie, oder DM ⟦Prokop⟧. Pat. bittet um Kopie an FÄ Gyn.", why: "roles that only doctors write, and what they practise"},
		{text: "Praxis Dres. ⟦Holtkämper⟧ u. ⟦Wosnitzka⟧, BSNR fehlt", why: "two with one title"},
		{text: "Re: Fahrradtour. Treffpunkt ist z. B. rechts neben der Station, der Rest o. ä. wie im Schnitt der letzten Jahre. Nach dem Sturz im Mai will ⟦Behnke⟧ nur die kurze Strecke, die Aufnahme vom Start schickt er später herum.", why: "what doctors and others write of makes no document"},
		{text: "Ich war gestern bei FA Kiel wegen der Steuer, das CT ist bezahlt.", why: "capitals elsewhere"},
	})
}

// TestPersonWard reads lists and protocols of a ward.
func TestPersonWard(t *testing.T) {
	const sick = "Labor: CRP 12, Hb 11,2. RR 120/80. Diagnose: Pneumonie. Therapie: Ramipril 5 mg. "
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		{text: sick + "Gespräch mit Fr. ⟦Tolksdorf⟧ (Sozialdienst) und H. ⟦Wibbelmann⟧.", why: "H. is Herr where Fr. is Frau"},
		{text: sick + "Physio informiert (H. ⟦Wibbelmann⟧, App. 12).", why: "and in brackets"},
		{text: sick + "\n\ngez. ⟦H. Wibbelmann⟧, Oberarzt", why: "an initial in a signature"},
		{text: sick + "Neffe mütterl. (⟦Otfried⟧) hat Asthma, Schwester (Lupus) verstorben, Vater (Raucher), Familie (⟦Wibke⟧, ⟦Enno⟧) informiert.", why: "relatives in brackets, and what is said of them"},
		{text: "Abholen dürfen: mein Mann (Rentner), die Patentante (⟦Aleit⟧) und Oma (Diabetes).", why: "the same at home"},
		{text: sick + "Übergabe ITS an ⟦Schlodder⟧ 14.30, Dienstarzt Funk 12 (⟦Murawski⟧), Spätdienst: ⟦Pawlitzki⟧, Visite: Entlassung geplant.", why: "staff on duty"},
		{text: "Übergabe an Wartung 14.30, Hintergrund: Brückenbau", why: "elsewhere"},
		{text: "RR stabil, CRP fallend, Tbl. verteilt, Antibiose läuft, Entlassung offen\nZi 3 F  ⟦Rambowski⟧, 77 J., Pneumonie, Unacid 3 g\nZi 3 T  ⟦Ziethmann⟧ – HOPS, Sensormatte an\nBett 4: ⟦Lüdicke-Sommer, Tilda⟧, Melperon 5 mg\nZi 5    leer", why: "a list of beds"},
		{text: sick + "M. Bowen am Arm, V.a. M. Wilson. Rekonstruktion nach Estlander-Abbe, Kriterien nach Peter Wessels. Lig. Cooper druckschmerzhaft. DOAK-Hemmer (Xarelto, Lixiana) pausiert. NACA IV.", why: "eponyms, drugs and codes"},
		{text: sick + "Freigabe Treitz 18:02, Übergabe: Cholezystektomie 14.30. Tante (Glioblastom), Onkel (Apixaban).", why: "where the staff and relatives stand"},
		{text: sick + "Pille (Maxim, Valette), Salbe (Elisa, Marita).", why: "drugs in brackets that are given names"},
		{text: sick + "Score Gudrun will heim, ⟦Heiner⟧ kommt.", why: "what is named after somebody, and a person"},
		{text: sick + "Suche nach ⟦Wronka-Lehmann⟧", why: "who is looked for, and after whom no method is named"},
		{text: sick + "Frau K. wurde verlegt. Pat.: ⟦Alwine Trautvetter⟧. Ass. ⟦Dreisbusch⟧, Schw. ⟦Wendelgard⟧. Freigabe ⟦Ohmstedt⟧, 18:02. Durchgangsarzt ⟦Zwirnlein⟧ informiert. Hört er was? Er reagiert auf „⟦Hansi⟧“.", why: "shortened occupations, an initial alone"},
		{text: sick + "Nachfrage nach ⟦Ilse Wronka⟧ durch Pflege. ⟦Lenhart⟧ hat Pat. verlegt.", why: "who is asked for, a surname of the staff"},
		{text: sick + "Dr. med. univ. ⟦Zs. Horváthné⟧, Oberärztin", why: "an initial of two letters"},
		{text: "Anwesend: Gefäßchirurgie, Radioonkologie, ⟦Hinnerkotte⟧, Nephrologie", why: "departments in a list of persons"},
		{text: "Einsender  Praxis ⟦Reinhardis Kalthaus⟧  BSNR fehlt\nName/Vorname  ⟦Sottrup, Lampert⟧  männlich\nTest  Wert  Einheit", why: "two blanks part columns"},
		{text: "Guten Tag,  ich heiße ⟦Peter  Brüggenolte⟧,  meine  Nummer habe  ich leider nicht  dabei.", why: "blanks in a sentence are no columns"},
		{text: "Mein Name ist ⟦Klüsener,  Anneke⟧, bitte um Rückruf.", why: "and nothing in a sentence"},
	})
}

// TestPersonLetters reads the ends of letters, closed in whatever words.
func TestPersonLetters(t *testing.T) {
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		{text: "Hallo ⟦Wiebke⟧,\n\nam Samstag holen wir das Zelt.\n\nPfiati\n⟦Korbinian⟧", why: "a greeting of the south"},
		{text: "Liebe ⟦Sonja⟧,\n\ndanke für den Wein.\n\nBises\n⟦Margarethe⟧\n\n> Am 3.4. kam die Karte.", why: "a French one, and a quotation behind"},
		{text: "Guten Tag,\n\nanbei die Liste.\n\n⟦Kerkhoff⟧\nOberarzt", why: "a name above the office"},
		{text: "Mitbringen:\n\nBrot\nSalz", why: "a list is no letter"},
	})
}

// TestPersonShort leaves out abbreviations of labels, jobs and firms, and finds who stands behind them.
func TestPersonShort(t *testing.T) {
	const sick = "Labor: CRP 12, Hb 11,2. RR 120/80. Diagnose: Pneumonie. Therapie: Ramipril 5 mg. "
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		{text: "Bauamt: Frau ⟦Kostadinowa⟧\nSchriftf.: ⟦Nadja Uhlenbrock⟧\nGäste: 11", why: "a label with its full stop"},
		{text: "Klasse 3a (Kl.-L.: Frau ⟦Hockemeyer⟧, Koop. FöL Herr ⟦Zbigniew Wojtas⟧)", why: "a job before a salutation"},
		{text: "Das kam von ⟦Koop⟧. Herr ⟦Zbigniew Wojtas⟧ war dabei. Es fehlt ⟦Hicham⟧. Herr ⟦Quast⟧ auch.", why: "the end of a sentence"},
		{text: "SU: hat ein Referat gehalten.\nKU: malt gern.", why: "lessons in capitals"},
		{text: "Vermieter: GeWoBau eG, vertreten durch Herrn ⟦Mangelsen⟧\nIch bin die ReFa. Mieter: ⟦McAllen, Rory⟧", why: "capitals inside a word, of firms, jobs and names"},
		{text: "Für die Richtigkeit: ⟦Behrens-Dornfeld⟧, JAng", why: "a job behind a comma"},
		{text: "Fallführend: ⟦Kesselbach⟧   Co: ⟦Hrustić⟧\nWochenende: Burgfest\nMasch.: Fm ⟦Siebels⟧", why: "who does something, a noun of that form, a rank"},
		{text: "Aufbau: ⟦Wietholt⟧, ⟦Kampe⟧ / ⟦Ostrowski⟧\nBetreuung: Mo, Di\nAusschank: Bier", why: "who does what, and what else stands there"},
		{text: "6. Antrag ⟦Knobloch⟧ (Bierpreis) abgelehnt. Das Privatgutachten ⟦Lohmeyer⟧ vom 02.06.2022 liegt vor. Antrag BAföG (neu), Schreiben Stadtwerke vom 3.4., Antrag Wohngeld vom 5.6.", why: "whose a document is"},
		{text: "z. d. A. / Wvl. 03.02. / ⟦Ostermann⟧ 20.12.", why: "who filed it"},
		{text: "Das Verfahren ist beendet.\n\n⟦Poggensen⟧          für die Übertragung: ⟦Dornfeld⟧", why: "two who sign side by side"},
		{text: "40 J. Geschw. ⟦Utermann⟧, 25 J. ⟦Monique L.⟧", why: "a family cut short"},
		{text: "Er nennt den Opa „Papi ⟦Célestin⟧“ und war bei Onkel ⟦Wüppke⟧. " + sick + "Onkel Pankreaskarzinom.", why: "what children call relatives"},
		{text: "Zeugen: ⟦Dilek⟧, ⟦Friedjof⟧, Hausmeister ⟦Grabowski⟧.", why: "two given names are two persons"},
		{text: "Zeugen des Unfalls: ⟦Bosse⟧, ⟦Enna⟧, Frau ⟦Rauhut⟧. Halter: ⟦Bosse, Enna⟧", why: "what is said of the witnesses, and one person"},
		{text: "Anw.: GR ⟦Bühler⟧, GR'in ⟦Dold⟧, GR ⟦Weßbach⟧ (ab 20.10 h)\nEntsch.: ⟦Klausmann⟧, ⟦Xheladin⟧\nRedner: VW Passat", why: "offices cut short, surnames behind a label of several"},
		{text: "Angezeigt von ⟦Angela Dettmer⟧, 56 J., Gardelegen", why: "an age is no house number"},
		{text: "Totengedenken: ⟦Burkard Dürrschnabel⟧, ⟦Frieda Ebersbach⟧, ⟦Ugo Passalacqua⟧\nKasse: geprüft", why: "the last of three"},
		{text: sick + "Kind: ♀ „⟦Farzaneh⟧“, wohlauf. Kind: Moro seitengleich. Mutter Farsi/Engl.", why: "signs, reflexes and languages"},
		{text: sick + "\nKrea  1,6  1,7\nvon Dr. ⟦Mergenthal⟧, Ortho, angesetzt", why: "values and disciplines"},
		{text: sick + "Steinmann pins removed, Don-Joy brace for 6 weeks.", why: "instruments"},
		{text: "sta. 4b, rr stabil, crp fallend, tbl. verteilt, antibiose läuft, entlassung offen, labor folgt noch, kein fieber mehr seit gestern abend\nzi 415 f: leer, gesperrt\nzi 415 t: ⟦vandersee⟧, op 11.12.\nbett 4: polytrauma, intubiert", why: "beds in lower case"},
		{text: "STATION C2   RR 120/80   EKG O.B.   NARKOSE LÄUFT   NAHT 09:10   LABOR FOLGT\nANAESTHESIST: DR. ⟦KARIMI⟧   PFLEGE: ⟦WATTJENS⟧   OPERATEUR: PROF. ⟦AUERSBERG⟧\nINTUBATION, BOLUS, PERFUSOR, TUBUS 8,0, PULS 80, BEATMUNG, SCHNITT, EXTUBATION GEPLANT, DANACH AUFWACHRAUM", why: "columns of labels in capitals"},
		{text: "Der Bagger der Fa. Hufnagel hat den Zaun umgefahren. Aufgefordert: Büro Hoffmann GmbH; König + Neurath; Sedus.", why: "firms"},
		{text: "Sitzungssaal Robert Koch, Gruppenraum Maria Stern", why: "halls and rooms"},
		{text: "Die Konferenz ist im Raum Robert Koch, die L 12 aus Ri. Pöllwitz war zu, Flurstück 212 in Gem. Rhode.", why: "rooms and places"},
		{text: "Angebot für den Umbau der Beleuchtung im Rathaus.\n1  18 Std  Elektrofachkraft  58,50  1.053,00\n3  24 Stk  Trilux Mirona Fit  211,40  5.073,60\n4  2 Psch  Hubsteiger Böcker, 1 Tag  190,00  380,00\n5  1 Stk  Regler Viktor Kamrath  40,00  40,00", why: "rows of an invoice"},
		{text: "Liste Ausflug\n⟦Fanta Ahlborn⟧  03.02.2020  Oma ⟦Gerlinde⟧  –\n⟦Tessa Bremer⟧  02.07.2019  Au-pair ⟦Itzel⟧  Wechselkl.\n⟦Xian Yu⟧  13.05.2020  Vater  –", why: "a word cut short in the last column"},
		{text: "Mieter: ⟦McAllen⟧\nHalter: ⟦DiMarcello⟧", why: "names with a capital inside"},
		{text: "Die Pille: erst Aristelle, dann Maxim, zuletzt wurde Leona abgegeben. ⟦Maxim Reuter⟧ holt das Rezept.", why: "contraceptives"},
	})
}

// TestPersonNobody finds persons beside what speaks against a name in other messages: a firm's sign, a room, a price, an instrument, a tale.
func TestPersonNobody(t *testing.T) {
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		{text: "Name | Firma | Ansprechpartner\n⟦Jutta Haffke⟧ | ⟦Renate Sörensen⟧ | ⟦Ole Timm⟧", why: "a column of firms"},
		{text: "Gutachten  Bieter  Leitung\nDach  ⟦Jutta Haffke⟧  ⟦Ole Timm⟧\nKeller  ⟦Peer Lohse⟧  ⟦Ole Timm⟧", why: "a column of those who bid"},
		{text: "Fa. ⟦Jutta Haffke⟧ hat gestern angerufen", why: "a trader with her full name"},
		{text: "Es kommen ⟦Haffke⟧ + ⟦Lohse⟧", why: "two guests"},
		{text: "Gestern war Fr. ⟦Haffke⟧ + ⟦Lohse⟧ da", why: "two callers"},
		{text: "Es kommen zwei Personen: ⟦Köhler⟧ + ⟦Neumann⟧", why: "two with surnames that firms have"},
		{text: "Möbel von König + Neurath bestellt", why: "a firm"},
		{text: "Im Raum ⟦Jutta Haffke⟧ angetroffen", why: "somebody in a room"},
		{text: "Gruppenraum ⟦Maria Stern⟧ hat den Schlüssel", why: "somebody of a room"},
		{text: "Der Gruppenraum Maria Stern ist belegt", why: "a room"},
		{text: "Contact ⟦Anna Wagner⟧ test appointment at 9", why: "a patient before a test"},
		{text: "Please let ⟦Julia Haffke⟧ sign the contract", why: "somebody who signs"},
		{text: "⟦Haffke⟧ test negativ", why: "a surname before a test"},
		{text: "die pille nimmt ⟦leona⟧ seit mai, ⟦maxim⟧ weiß nichts davon", why: "two who are called like contraceptives"},
		{text: "⟦Yasmin⟧ und ⟦Amelie⟧ brauchen beide die Pille", why: "two more"},
		{text: "Er kennt die Geschichte von ⟦Jonas⟧ und ⟦Elias⟧ aus der 3b", why: "two pupils"},
		{text: "In der Geschichte zwischen ⟦Thomas⟧ und ⟦Eva⟧ kam die Polizei", why: "two in a story"},
		{text: "Im Testament habe ich ⟦Daniel⟧ bedacht, ⟦David⟧ nicht", why: "heirs"},
		{text: "Die jünger heißt ⟦Sara⟧ und die ältere ⟦Ruth⟧", why: "younger ones"},
		{text: "Wir spielen die Geschichte von David und Goliath", why: "a tale"},
		{text: "⟦TIMM⟧: ich komme morgen\n⟦LOHSE⟧: ich auch", why: "who speaks, in capitals"},
		{text: "Das ist von ⟦Voß⟧. Frau ⟦Haffke⟧ bringt es.", why: "a short surname at the end of a sentence"},
		{text: "Mein Name ist ⟦Yük⟧. Herr ⟦Haffke⟧ kennt mich.", why: "another"},
		{text: "Mein Name ist ⟦DelaCruz⟧", why: "a capital inside one's own name"},
		{text: "Bitte um Rückruf.\n\nGruß\n⟦AnneKathrin⟧", why: "the same where one signs"},
		{text: "1  ⟦Haffke, Jutta⟧  Beitrag  60,00\n2  ⟦Lohse, Ole⟧  Beitrag  60,00", why: "who has paid"},
		{text: "Überweisung an ⟦Ole Timm⟧   45,00 €", why: "who is paid"},
		{text: "1  Nachhilfe ⟦Ole Timm⟧  12,00  24,00\n2  Nachhilfe ⟦Jutta Haffke⟧  12,00  24,00", why: "for whom one pays"},
		{text: "Anschl. ⟦Jutta Haffke⟧ fragen. Gde. ⟦Ole Timm⟧ hat unterschrieben.", why: "behind the abbreviations of places"},
		{text: "Mein Baum, Nachbar ⟦Max Planck⟧ beschwert sich", why: "a neighbour who is called like a scholar"},
		{text: "Frau ⟦Hindi⟧ hat angerufen. Mutter Farsi, Vater Urdu.", why: "a surname that is a language, and languages"},
		{text: "Ri. ⟦Haffke⟧ hat entschieden", why: "a judge"},
		{text: "Gutachten Dekra vom 3.4.", why: "whose document it is, a firm"},
		{text: "Name  Adresse  Telefon\nEdeka Nord  Köln  keins\nRathaus  Köln  keins", why: "a shop below Name"},
	})
}

// TestPersonTales leaves out whom tales and poems are about.
func TestPersonTales(t *testing.T) {
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		{text: "Er kennt die Geschichten von Mose, Josef und Jona. Das Gedicht „Herr von Ribbeck“ trug er vor.", why: "of the Bible, in a title"},
		{text: "Die Geschichte von ⟦Josef⟧ und seiner Frau ⟦Hedwig⟧ glaubt keiner. „Herr ⟦von Ribbeln⟧“, sagte er, „kommt heute.“", why: "who is only called so"},
	})
}

// TestPersonFields reads several persons behind one label.
func TestPersonFields(t *testing.T) {
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		{text: "Zeugen: Herr ⟦Wehmeier⟧, ⟦Friedhelm Kampmann⟧, sonst niemand", why: "no surname first"},
		{text: "Name: ⟦Lindner, Peter⟧", why: "surname first"},
		{text: "Käuferin: ⟦Freifrau von Wackernagel, Adele⟧\nArt: Verzicht", why: "a title of nobility is a part of the name"},
		{text: "Gläubiger 1: ⟦Tiedemann, Hinrika⟧\nKonto: keins", why: "behind a numbered label, where no list knows the given name"},
		{text: "Name: ⟦Kaya, Emre Can⟧", why: "and two given names"},
	})
}

// TestPersonCited leaves out authors of legal literature and the parties that decisions are named after.
func TestPersonCited(t *testing.T) {
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		{text: "Das gilt auch für Vergleiche (vgl. z. B. Hergert, in: Zöllner, ZPO, 32. Aufl. 2018, § 767 Rn. 20 m. w. N.).", why: "in a commentary"},
		{text: "So auch Fitzmann / Lutz / Bodenstein-Wilhelm, a. a. O., § 24 PatG, Rn. 62.", why: "three authors"},
		{text: "Dafür spricht einiges (vgl. Bittermann, NStZ 2018, 50, 51).", why: "in a journal"},
		{text: "Rennerts, in: Eyerkamp, VwGO-Kommentar, 14. Aufl. 2014, § 40 VwGO Rn. 31", why: "at the beginning"},
		{text: "Vgl. das Schreiben von Herrn ⟦Grabowski⟧, das Urteil und § 767 ZPO.", why: "a citizen in a lawyer's letter"},
	})
}

// TestPersonReports reads sentences of news and encyclopedias.
func TestPersonReports(t *testing.T) {
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		{text: "⟦Wilhelm Ebstorf⟧ (1860–1941), Physiker und Erfinder aus der Provinz.", why: "the years of a life in an encyclopedia"},
		{text: "Wo hängt eigentlich das Bild von Franz Marc (1880-1916)?", why: "somebody a message is not about"},
		{text: "Grabstelle meines Vaters ⟦Wilhelm Ebstorf⟧ (1934–2011), bitte um Verlängerung.", why: "somebody it may be about"},
		{text: "Im Jahr 1658 wurde das Wappen der Gemeinde durch ⟦Ferdinand Wilhelm Slavatzek⟧ verliehen.", why: "two given names before a word in no list"},
		{text: "Im Herbst besuchten sowohl ⟦Elisabeth II.⟧ als auch ihr Gemahl die Insel.", why: "a ruler with an ordinal"},
		{text: "Das Lehrjahr Elisabeth II, danach Stufe III.", why: "an ordinal that ends no name"},
	})
}
