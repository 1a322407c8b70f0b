package recognizers_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/corpus"
	"github.com/deckname/deckname/recognizers"
)

// TestDialled finds telephone numbers in the letters of practices and clinics, whose own numbers have nine digits too.
func TestDialled(t *testing.T) {
	checkMarks(t, recognizers.Phone(), []marked{
		{text: "Entlassbrief, Stationsarzt Dr. Kern. Angehörige: Ehefrau Ilse (mobil ⟦0171 39200 61⟧), Hausarzt ist informiert.", why: "beside words for a practice"},
		{text: "Praxis am Markt\nPatient telefonisch: ⟦0176 04069 012⟧\nRezept liegt bereit", why: "beside words for a practice"},
		{text: "Hausarzt: Dr. Hupe\nKontakt Tochter ⟦0171 39200 73⟧", why: "beside words for a practice"},
		{text: "Attest vom Arzt folgt, Handy ⟦0176 0406 9033⟧", why: "beside words for a practice"},
		{text: "Krankmeldung von der Praxis, erreichbar abends ⟦0171 39 200 44⟧", why: "beside words for a practice"},
		{text: "Überweisung vom Hausarzt, Rückrufnr. ⟦0171/3920041⟧", why: "beside words for a practice"},
		{text: "Bruder Jens ⟦0171 392 00 81⟧, Hausärztin Dr. Lohse, Attest liegt vor", why: "beside words for a practice"},
		{text: "Rückruf bitte unter ⟦0171 39200 35⟧, die Praxis hat das Rezept", why: "beside words for a practice"},
		{text: "Festnetz ⟦030 23125 114⟧, die Arztpraxis rief an", why: "beside words for a practice"},
		{text: "Stempel: 173845612, Praxis Dr. Kern, Tel. ⟦0171 39200 22⟧", why: "behind a site number"},
		{text: "Der Chip hat die Nummer 0049 3381 8841, bitte eintragen", why: "the number of a thing"},
		{text: "Die Tonne trägt die Nummer 0049 3381 6612, sie wurde nicht geleert", why: "the number of a thing"},
		{text: "Mein Schlüssel hat die Nummer 0049 3381 5521 und ist weg", why: "the number of a thing"},
		{text: "Der Transponder hat die Nummer 0341 226712", why: "the number of a thing"},
		{text: "Mein Bruder hat die Nummer ⟦0171 3920015⟧", why: "of somebody"},
		{text: "Zimmer A/7 ⟦0221 4710123⟧", why: "behind an area code"},
		{text: "Haus AB/7 ⟦0171 3920015⟧", why: "a mobile number"},
		{text: "Konrad hat die Nummer ⟦030 23125118⟧", why: "no bicycle"},
		{text: "Herr Döring hat die Nummer ⟦030 23125118⟧", why: "no ring"},
		{text: "Frau Mast hat die Nummer ⟦030 23125118⟧", why: "no mast"},
		{text: "Mein Handy hat die Nummer ⟦0171 3920015⟧", why: "a thing that can be called"},
		{text: "Prepaid-Karte mit Nummer ⟦0171 3920015⟧", why: "a thing that can be called"},
		{text: "Grüße, Anna ⟦O17O 3920015⟧", why: "letters for digits in a mobile number"},
		{text: "Die Hausverwaltung hat die Nummer ⟦030 23125118⟧", why: "of somebody"},
		{text: "Leitlinie AWMF 017-055OL gilt hier", why: "letters read as digits"},
		{text: "Leitlinie AWMF 032-045OL und S3 021-007OL", why: "letters read as digits"},
		{text: "Vordruck: 034121/23", why: "a form and its year"},
		{text: "Formular 034131/24 liegt bei", why: "a form and its year"},
		{text: "Vordruck 034245-22 vom Finanzamt", why: "a form and its year"},
		{text: "Police KFZ/7 031 812-04 ist gekündigt", why: "behind capitals"},
		{text: "Leasingnr. LV 0690-318827 läuft aus", why: "behind capitals"},
		{text: "Vertrag LV 0341-220418 bitte kündigen", why: "behind capitals"},
		{text: "Ruf mich an: ⟦O171 3920082⟧", why: "a letter for the first zero, an extension"},
		{text: "Telefon ⟦0341 226712/34⟧", why: "a letter for the first zero, an extension"},
		{text: "Ambulanz (mobil ⟦0171 39200 48⟧)  2. Neffe", why: "the bracket closes the number"},
		{text: "Kontaktnummer HH ⟦040 66969117⟧", why: "capitals behind a word for telephone numbers"},
		{text: "Servicenummer DE ⟦0176 04069018⟧", why: "capitals behind a word for telephone numbers"},
		{text: "Service-Nummer: DE ⟦069 90009118⟧", why: "capitals behind such a word in two parts"},
		{text: "Kontaktnummer ist ⟦040 66969118⟧", why: "a word between"},
		{text: "Servicenummer Hamburg: ⟦040 66969119⟧", why: "a word between"},
		{text: "Diensthandynummer ⟦0176 04069019⟧", why: "a compound of such a word"},
		{text: "Kontaktnummern ⟦069 90009119⟧ und ⟦0176 04069020⟧", why: "the plural"},
		{text: "Hotlinenummer ⟦069 90009120⟧", why: "no thing's"},
		{text: "Kontaktnummer: ⟦66969120⟧", why: "without area code"},
		{text: "Hausnummer 12 b, ⟦0176 04069021⟧", why: "the house has its number"},
		{text: "Zimmernr. 12 ⟦069 90009121⟧", why: "the room has its number"},
		{text: "Kundennummer Hamburg: 040 66969121", why: "a customer's"},
		{text: "Kundennummer 12 0176 040690", why: "a customer's, which begins with two digits"},
	})
	checkMarks(t, recognizers.BSNR(), []marked{
		{text: "Entlassbrief, Stationsarzt Dr. Kern. Angehörige: Ehefrau Ilse (mobil 0171 39200 61), Hausarzt ist informiert.", why: "a telephone number goes on"},
		{text: "Praxis am Markt\nPatient telefonisch: 0176 04069 012\nRezept liegt bereit", why: "a telephone number goes on"},
		{text: "Hausarzt: Dr. Hupe\nKontakt Tochter 0171 39200 73", why: "a telephone number goes on"},
		{text: "Attest vom Arzt folgt, Handy 0176 0406 9033", why: "a telephone number goes on"},
		{text: "Krankmeldung von der Praxis, erreichbar abends 0171 39 200 44", why: "a telephone number goes on"},
		{text: "Überweisung vom Hausarzt, Rückrufnr. 0171/3920041", why: "a telephone number goes on"},
		{text: "Bruder Jens 0171 392 00 81, Hausärztin Dr. Lohse, Attest liegt vor", why: "a telephone number goes on"},
		{text: "Rückruf bitte unter 0171 39200 35, die Praxis hat das Rezept", why: "a telephone number goes on"},
		{text: "Festnetz 030 23125 114, die Arztpraxis rief an", why: "a telephone number goes on"},
		{text: "BSNR ⟦38 4839 548⟧ steht auf dem Stempel", why: "with its keyword, and on a stamp"},
		{text: "Die Praxis hat die BSNR ⟦384 839 548⟧ und die LANR 123456601.", why: "with its keyword, and on a stamp"},
		{text: "Betriebsstätte ⟦02 1234567⟧, Praxis Dr. Wolke", why: "with its keyword, and on a stamp"},
		{text: "Stempel: ⟦173845612⟧, Praxis Dr. Kern, Tel. 0171 39200 22", why: "with its keyword, and on a stamp"},
	})
}

// TestOwnForm finds numbers with a form and a check of their own where only a general word or the matter of the message stands beside them.
func TestOwnForm(t *testing.T) {
	checkMarks(t, recognizers.MaLoID(), []marked{
		{text: "Netzstörung im Hinterhaus. Die Messstelle hat die ⟦763 9233 2146⟧, bitte prüfen.", why: "a message about energy"},
		{text: "Fehlende Lastgänge: ⟦78819736992⟧, ⟦45632729511⟧\nBitte nachliefern", why: "a message about energy"},
		{text: "Mieterstrom im Objekt:\nWohnung 1 · ⟦91756048064⟧\nWohnung 2 · ⟦45817839705⟧\nKeller · ⟦62327928208⟧", why: "a message about energy"},
		{text: "Ich lese: ⟦20276161246⟧ laut Vertrag, der Netzbetreiber lehnt das ab.", why: "a message about energy"},
		{text: "Der Lieferantenwechsel wurde abgelehnt, Nummer ⟦16528630378⟧ sei unbekannt.", why: "a message about energy"},
		{text: "Lieferbeginn 1.3., Bilanzkreis passt, ⟦58625702923⟧ fehlt in der Anmeldung.", why: "a message about energy"},
		{text: "UTILMD für ⟦71112422622⟧ zurückgewiesen, APERAK Z14", why: "a message about energy"},
		{text: "Die Wallbox hängt an ⟦48573415215⟧, Einspeisevergütung seit März offen.", why: "a message about energy"},
		{text: "Smart Meter zeigt Lastgang nicht, meine ID lautet ⟦94090536654⟧", why: "a message about energy"},
		{text: "Photovoltaik Dach Süd: ⟦76658120566⟧, Einspeisung ab Mai", why: "a message about energy"},
		{text: "Zählerwechsel war am 3.4., Energieversorger will die elfstellige Nummer: ⟦83434153364⟧", why: "a message about energy"},
		{text: "Bei Ummeldung vom Strom fragt ihr nach ⟦57176418451⟧, stimmt die?", why: "a message about energy"},
		{text: "Wärmepumpe läuft, Stromtarif gewünscht. ⟦88246469248⟧", why: "a message about energy"},
		{text: "Stromvertrag gekündigt, Kundennummer 64324636561", why: "another number"},
		{text: "Stadtwerke schreiben, Vertragsnummer 11883084286, Zähler abgelesen", why: "another number"},
		{text: "Paket vom Netzbetreiber, Sendungsnummer 83467889944", why: "another number"},
		{text: "Mein Gas kommt von den Stadtwerken, ruft mich an: 0171 3920023", why: "another number"},
		{text: "Netzbetreiber lehnt ab. Richtig ist ⟦20276161246⟧, getippt hatte ich ⟦20276162146⟧", why: "one of two with a swap"},
	})
	checkMarks(t, recognizers.HealthInsurance(), []marked{
		{text: "meine nummer lautet ⟦G014190065⟧ und die app sagt ungültig", why: "behind the word Nummer"},
		{text: "Die Nummer auf der Karte von meiner Tochter ist ⟦J589943165⟧, reicht das?", why: "behind the word Nummer"},
		{text: "nummer ⟦M247522761⟧", why: "behind the word Nummer"},
		{text: "Unsere Kleine hat die Nummer ⟦N825434791⟧", why: "behind the word Nummer"},
		{text: "Das Kärtchen zeigt ⟦x627972185⟧ als Nummer", why: "behind the word Nummer"},
		{text: "my number is ⟦H780157155⟧ and the portal is locked", why: "behind the word Nummer"},
		{text: "Auf der Rückseite steht die ID ⟦V098409568⟧", why: "behind the word Nummer"},
		{text: "Nr.: ⟦I229060051⟧", why: "behind the word Nummer"},
		{text: "Sohn Emil: Nummer ⟦R384270635⟧\nTochter Ida: Nummer ⟦G172445184⟧", why: "behind the word Nummer"},
		{text: "Hier die Nummer: ⟦G825 811 228⟧", why: "behind the word Nummer"},
		{text: "Kundennummer U992505638 bei den Stadtwerken", why: "with the word for another number"},
		{text: "Stammnummer E 8108 62539 Arbeitsagentur", why: "with the word for another number"},
		{text: "KUG-ANTRAG\nSTAMM-NR. J 2127 80366\nBETRIEB GESCHLOSSEN", why: "with the word for another number"},
		{text: "Bestellnummer Z754590969 im Shop", why: "with the word for another number"},
		{text: "Die Nummer auf meiner Karte ist ⟦K849137326⟧", why: "mistyped, on a card"},
		{text: "meine nummer ist ⟦D471608237⟧, die geschäfststelle hat zu", why: "an office of the insurer, mistyped too"},
		{text: "Nummer ⟦M330158264⟧, Krankengeld kam nicht", why: "sick pay"},
		{text: "Die ID ⟦T118804325⟧ steht auf dem Rezept vom Hausarzt", why: "a prescription"},
		{text: "Kundennummer K849137326, die Karte ist weg", why: "with the word for another number"},
		{text: "Nummer K849137326, der Filter passt nicht", why: "nothing of health"},
		{text: "6 Persönliche Kennnummer ⟦G014190065⟧", why: "the European card"},
	})
	checkMarks(t, recognizers.SocialSecurity(), []marked{
		{text: "Renteninfo kommt nicht. Nummer ⟦51260164M342⟧, ich heiße Jens Wolke", why: "behind the word Nummer"},
		{text: "Meine Nummer ist ⟦39180384X866⟧.", why: "behind the word Nummer"},
		{text: "nummer: ⟦46240766a655⟧", why: "behind the word Nummer"},
		{text: "die nr ⟦32170743H275⟧ steht auf dem brief", why: "behind the word Nummer"},
		{text: "The number is ⟦43061046H559⟧", why: "behind the word Nummer"},
		{text: "Nummer lautet ⟦82 010448 A 232⟧", why: "behind the word Nummer"},
		{text: "Renteninfo kam an die falsche Adresse. Nummer ⟦51260164M349⟧", why: "mistyped"},
	})
	checkMarks(t, recognizers.TaxID(), []marked{
		{text: "Die Steuer ID von dem Kleinen kam heute mit der Post, ⟦20477658395⟧. Danke", why: "where taxes are spoken of"},
		{text: "Azubi Juri\neine ID hat er: ⟦81-290-364-558⟧\nRVNR auch: 70111159F825", why: "where taxes are spoken of"},
		{text: "Neuer Mitarbeiter, Lohnabrechnung ab Mai:\nID ⟦72058534516⟧\nSozialversicherung 70100863H793", why: "where taxes are spoken of"},
		{text: "Das Bundeszentralamt hat sie geschickt: ⟦35 894 719 023⟧", why: "where taxes are spoken of"},
		{text: "ELStAM-Abruf für Frau Kern geht nicht, Nummer ⟦82379547103⟧, Steuerklasse 1", why: "where taxes are spoken of"},
		{text: "Kindergeld: die Nummer des Kindes ist ⟦37427861098⟧", why: "where taxes are spoken of"},
		{text: "Lohnsteuer falsch, meine Nummer ist ⟦29340836312⟧", why: "where taxes are spoken of"},
		{text: "meine steuerliche nummer ⟦65950512837⟧", why: "where taxes are spoken of"},
		{text: "Steuererklärung 2023, Nummer ⟦87504316129⟧ ist meine", why: "where taxes are spoken of"},
		{text: "Die Identnummer haben wir: ⟦41576730726⟧", why: "where taxes are spoken of"},
		{text: "Die Steuer-ID von meinem Sohn kam heute endlich per Post, ⟦20477658396⟧", why: "mistyped, far behind its keyword"},
		{text: "Teile-ID 81-290-364-558", why: "hyphens, and nothing of taxes"},
		{text: "TIN ⟦35894719023⟧. Vorher hatte ich ⟦35894719032⟧ geschickt", why: "the same with a swap"},
	})
	checkMarks(t, recognizers.IMEI(), []marked{
		{text: "IMEI auf der Schachtel ⟦353036647858046⟧, am Gerät ⟦353036647858064⟧", why: "one of two with a swap"},
		{text: "IMEI 1 ⟦35 303664 785806 4⟧, IMEI 2 ⟦35 731070 317576 2⟧", why: "slots"},
		{text: "Gerät ⟦353036647858064⟧, Rechnung 353999999999999", why: "not alike"},
	})
}

// TestDocumentsNamedFar finds serial numbers of documents that are named in another clause, in another script, or by the law they rest on, with their types.
func TestDocumentsNamedFar(t *testing.T) {
	r := recognizers.IDDocument()
	for _, c := range []string{
		"mein aufenthaltstitel läuft bald ab auf der karte oben steht ⟦DE_RESIDENCE_PERMIT|zn5r7zz8k⟧ was nun",
		"ich habe § 24, Karte Nummer ⟦DE_RESIDENCE_PERMIT|ZTLKJ9TR2⟧, darf ich umziehen",
		"Bin geflüchtet aus der Ukraine, § 24 AufenthG, Kartennummer ⟦DE_RESIDENCE_PERMIT|Z9H9LK1WP⟧",
		"Meine Niederlassungserlaubnis, oben rechts auf der Karte ⟦DE_RESIDENCE_PERMIT|LT731C962⟧",
		"Die Fiktionsbescheinigung gilt bis Mai, auf dem Kärtchen steht ⟦DE_RESIDENCE_PERMIT|PWF3RCX7L⟧",
		"i have a residence permit, on the card it says ⟦DE_RESIDENCE_PERMIT|z8c0flt9m⟧",
		"§ 25 Abs. 2, Nummer der Karte: ⟦DE_RESIDENCE_PERMIT|TGG5T31FR⟧",
		"Aufenthaltskarte vergessen, hinten steht ⟦DE_RESIDENCE_PERMIT|ZWTM32423⟧",
		"Subsidiärer Schutz, meine Karte hat ⟦DE_RESIDENCE_PERMIT|ZYC01H8F6⟧",
		"aufenthaltstitel verlängern. die nummer oben ist ⟦DE_RESIDENCE_PERMIT|yfnmjy9k2⟧",
		"Mein Perso ist neu, auf der Karte steht ⟦DE_ID_CARD|L0KGGXXF3⟧, mein Mann hat einen Aufenthaltstitel",
		"Neuer Pass: ⟦DE_PASSPORT|U31548827⟧, der alte war ⟦DE_PASSPORT|U 07 441 263⟧.",
		"Mein Reisepass ⟦DE_PASSPORT|K 4418 229⟧ ist abgelaufen, der neue heißt ⟦DE_PASSPORT|K 5521 730⟧",
		"alter pass ⟦DE_PASSPORT|AB 118 2204⟧, neuer ⟦DE_PASSPORT|AC 330 1176⟧",
		"Passnummer war ⟦DE_PASSPORT|N 03 118 442⟧, jetzt ⟦DE_PASSPORT|N 04 227 651⟧",
		"old passport ⟦DE_PASSPORT|L 20 118 334⟧, the new one is ⟦DE_PASSPORT|L 31 442 118⟧",
		"Pass neu ⟦DE_PASSPORT|P 08 221 904⟧ (vorher ⟦DE_PASSPORT|P 02 114 877⟧)",
		"Номер закордонного паспорта ⟦DE_PASSPORT|FK 330471⟧, дякую",
		"мій паспорт ⟦DE_PASSPORT|FB 118204⟧",
		"Паспорт: ⟦DE_PASSPORT|ET 442918⟧",
		"загранпаспорт ⟦DE_PASSPORT|GE 771203⟧ потерян",
		"номер паспорта: ⟦DE_PASSPORT|FX 903118⟧, ім'я Олена",
		"Pasaport numaram ⟦DE_PASSPORT|U 12 884 031⟧",
		"numer paszportu ⟦DE_PASSPORT|EK 4471820⟧",
		"numéro de passeport ⟦DE_PASSPORT|18CF40771⟧",
		"Is my passport gone? He took it. number ⟦DE_PASSPORT|P0553812⟧ and all",
		"Agent: please keep your passport data private.\nClient: too late. number ⟦DE_PASSPORT|M0442719⟧",
		"passport lost in tram. the number was ⟦DE_PASSPORT|N1187204⟧",
		"Bot: Do not share your passport.\nAli: number ⟦DE_PASSPORT|R0338217⟧ is already there",
		"They copied my passport yesterday, no. ⟦DE_PASSPORT|A1940562⟧",
		"mein ausweis ist weg, gestohlen im bus. nummer war ⟦DE_ID_CARD|rt70mrjwc⟧",
		"Perso verloren! Nummer ⟦DE_ID_CARD|LZV5KWPK1⟧, was jetzt",
		"ausweis liegt noch im auto das abgeschleppt wurde. die nummer ist ⟦DE_ID_CARD|tv2pw9j8h⟧",
		"Wieso nimmt das Formular meine Ausweisnummer nicht? ⟦DE_ID_CARD|LHWZYK4I83⟧ steht drauf",
		"Ausweisnummer abgelehnt: ⟦DE_ID_CARD|L4VI7KP30⟧",
		"Ausweis-Nr. ⟦DE_ID_CARD|T2200O1Z9⟧ wird nicht erkannt",
		"Meine Personalausweisnummer ⟦DE_ID_CARD|LZ6NWI4T8⟧ stimmt doch",
		"Geklaut wurde der Ausweis, Nr. ⟦DE_ID_CARD|N0XGCYC53⟧.",
		"Ausweis-Nr. (Gerätepass): GP 802215931",
		"Schrittmacherausweis Nr. GP 771203118",
		"Passport: ⟦DE_PASSPORT|LT5518826⟧   Admission no. H-6641037",
		"Passport ⟦DE_PASSPORT|LT5518826⟧, booking no. B-7718203",
	} {
		text, want, _, err := corpus.ParseMarks(c)
		require.NoError(t, err)
		doc, err := anonymize.NewDocument(text, "")
		require.NoError(t, err)
		found, err := r.Recognize(t.Context(), doc, nil)
		require.NoError(t, err)
		var got []corpus.Mark
		for _, e := range found {
			got = append(got, corpus.Mark{Start: e.Start, End: e.End, Type: string(e.Type)})
		}
		assert.Equal(t, want, got, c)
	}
}

// TestLicencesAnswered finds the number of a driving licence in groups as an answer, and none that is broken off.
func TestLicencesAnswered(t *testing.T) {
	checkMarks(t, recognizers.Fuehrerschein(), []marked{
		{text: "Passport LT5518826, booking no. B-7718203", why: "in groups as an answer, and broken off"},
		{text: "⟦j311 pqd ww42⟧", prompt: "Wie lautet die Nummer auf Ihrem Führerschein (Feld 5)?", why: "in groups as an answer, and broken off"},
		{text: "⟦B220 KLM 8R15⟧", prompt: "Führerscheinnummer?", why: "in groups as an answer, and broken off"},
		{text: "⟦k119ndb7x53⟧ glaub ich", prompt: "Nennen Sie bitte die Nummer Ihres Führerscheins.", why: "in groups as an answer, and broken off"},
		{text: "⟦N04 4XR T1K 21⟧", prompt: "Führerscheinnummer bitte", why: "in groups as an answer, and broken off"},
		{text: "hab keinen", prompt: "Ihr Führerschein?", why: "in groups as an answer, and broken off"},
		{text: "die nummer vom führerschein ist ludwig sechs acht sieben und dann nee warte ich lese ⟦L687SKFHN82⟧ so steht es da", why: "in groups as an answer, and broken off"},
	})
}

// TestPlatesInLists finds plates in lists and beside others, mistyped ones too, and leaves out what physicians and makers abbreviate.
func TestPlatesInLists(t *testing.T) {
	checkMarks(t, recognizers.LicensePlate(), []marked{
		{text: "Unfall auf dem Parkplatz:\n• ich: ⟦TBB-SY 44⟧\n• Gegner: ⟦KÜN RC 5127⟧, Schaden an der Tür", why: "plates"},
		{text: "Beteiligte: ⟦UL-AB 412⟧ und ⟦KÜN RT 301⟧", why: "plates"},
		{text: "Blechschaden. mein auto ⟦HN-XY 77⟧, seins ⟦ÖHR KL 812⟧", why: "plates"},
		{text: "Handyparken: richtig ⟦UL DP 31⟧, falsch ⟦UL-PD 31⟧", why: "plates"},
		{text: "Handyparken hat das falsche Auto genommen\nrichtig: ⟦UL DP 33⟧\nfalsch: ⟦UL-PD 33⟧", why: "plates"},
		{text: "Parkschein gelöst für ⟦BC-LM 41⟧ statt ⟦BC-ML 41⟧", why: "plates"},
		{text: "In der Park-App falsch eingetippt. Soll: ⟦HN TR 48⟧\nIst: ⟦HN RT 48⟧", why: "plates"},
		{text: "EasyPark Ticket auf ⟦KA-PT 19⟧, richtig wäre ⟦KA-TP 19⟧", why: "plates"},
		{text: "beim kennzeichen reservieren vertippt ⟦TBB-ÜB 14⟧ statt ⟦TBB-UB 14⟧", why: "plates"},
		{text: "beim kenzeichen reservieren das falsche eingegeben ⟦TBB-ÜU 23⟧ statt ⟦TBB-UU 23⟧", why: "plates"},
		{text: "Kennzeichen ⟦MOS-ÄK 12⟧ geht nicht", why: "plates"},
		{text: "Wunschkennzeichen ⟦HN-ÖL 7⟧ ist weg?", why: "plates"},
		{text: "Kurzzeitkennzeichen für Anhänger (HSN 4417, TSN 000) aus Hameln", why: "none"},
		{text: "Welche HSN 0603 / TSN AKX hat der Golf?", why: "none"},
		{text: "Auto mit HSN 0005 und TSN 583, Versicherung?", why: "none"},
		{text: "Knorpelschaden, TT-TG 16 mm, Trochlea Typ A", why: "none"},
		{text: "TT-TG 21 mm, PT-TG 4", why: "none"},
		{text: "Schmerz NRS 6 bei Belastung, Auto fahren geht", why: "none"},
		{text: "NRS 3 in Ruhe, VAS 5", why: "none"},
		{text: "Dauerschmerz NRS 7/10, Gehstrecke 200 m, Halterung bestellt", why: "none"},
		{text: "Laut Zettel HB 12 und CRP 5 normal", why: "none"},
		{text: "GCS 14, NIHSS 4, RR 140/80, HF 88", why: "none"},
		{text: "AO 42-B2, ASA 3, BMI 31", why: "none"},
		{text: "KL 4 Gonarthrose, ROM 0-5-90", why: "none"},
		{text: "Apgar 9/10/10, KU 34, GL 51", why: "none"},
		{text: "Transponder K 4471 für die Tiefgarage", why: "none"},
		{text: "Zugelassen auf mich: ⟦HSK-AB 12⟧", why: "plates"},
		{text: "Fahrerflucht! ⟦NRÜ AB 12⟧", why: "plates"},
	})
}

// TestTypedByHand finds codes of banks, registers, vehicles and accounts as people type them, and leaves out versions, errors and numbers on products.
func TestTypedByHand(t *testing.T) {
	checkMarks(t, recognizers.VIN(), []marked{
		{text: "Tankkarte geht nicht, Fahrgestell ⟦5UP337PL1V105O418⟧ laut Vertrag", why: "letters that none has"},
		{text: "FIN: ⟦WVWZZZ1KZ6WO12345⟧", why: "letters that none has"},
		{text: "Fahrgestellnummer ⟦WBAVB7I0X0KT12345⟧ steht so im Schein", why: "letters that none has"},
		{text: "VIN ⟦1HGCM82633AOO4352⟧ bitte prüfen", why: "letters that none has"},
		{text: "Fahrzeug-Ident-Nr.: ⟦TMBJJ7NE0EQ123456⟧ oder 0 statt Q?", why: "letters that none has"},
		{text: "fahrgestell ⟦vf1bm0c0h30o12345⟧", why: "letters that none has"},
		{text: "Fahrgestellnr. ⟦ZFA312000OJ123456⟧, Baujahr 2014", why: "letters that none has"},
		{text: "Gutscheincode ABCDEFGH1IJKO2345 geht nicht", why: "letters that none has"},
	})
	checkMarks(t, recognizers.BIC(), []marked{
		{text: "Bitte auf DE31 1991 9945 0050 7470 34, ⟦OSLDEF10⟧.", why: "behind an IBAN"},
		{text: "Konto: DE31199199450050747034 / ⟦BRTDDE20⟧", why: "behind an IBAN"},
		{text: "IBAN DE31199199450050747034 (⟦KRSDDE60⟧) bitte löschen", why: "behind an IBAN"},
		{text: "Überweisen auf DE31 1991 9945 0050 7470 34 ⟦HEISDE60XXX⟧ danke", why: "behind an IBAN"},
	})
	checkMarks(t, recognizers.Handelsregister(), []marked{
		{text: "⟦hra 6114 fl⟧", prompt: "Wie lautet die Registernummer?", why: "suffixes in small letters"},
		{text: "⟦hrb 21877 hb⟧", prompt: "Registernummer?", why: "suffixes in small letters"},
		{text: "⟦HRA 6114 FL⟧", why: "suffixes in small letters"},
		{text: "handelsregister ⟦hrb 4127 ki⟧ eingetragen", why: "suffixes in small letters"},
		{text: "steht im register als ⟦hrb 4127⟧ am ag kiel", why: "suffixes in small letters"},
		{text: "⟦hrb 4127⟧ ag kiel", why: "suffixes in small letters"},
		{text: "⟦vr 2217 hl⟧ ist unser verein", why: "suffixes in small letters"},
		{text: "im handelsregister ⟦hrb 4127⟧ so eingetragen", why: "suffixes in small letters"},
	})
	checkMarks(t, recognizers.Username(), []marked{
		{text: "WLAN am Campus spinnt.\nKennung: ⟦m3wolters⟧\nMAC 00-00-5E-00-53-A1", why: "names of accounts, and of errors"},
		{text: "eduroam Kennung ⟦kl4verst⟧ geht nicht", why: "names of accounts, and of errors"},
		{text: "Kennung: ⟦abx12ton⟧, Passwort vergessen", why: "names of accounts, and of errors"},
		{text: "VPN-Zugang, Kennung lautet ⟦s7grotem⟧", why: "names of accounts, and of errors"},
		{text: "Re: Fehler\n\n⟦sonnen_opa_51⟧ schrieb:\n> Hast du mal", why: "who wrote in a forum"},
		{text: "Windows11 hat er geschrieben, Hartz4 hat mir geschrieben", why: "things with numbers"},
		{text: "⟦tigertante83⟧ hatte hier geschrieben, dass es geht", why: "who wrote in a forum"},
		{text: "Die Behörde hat am 3.4. geschrieben, Version 2.4 schrieb nichts", why: "numbers before such words"},
		{text: "My username with you is ⟦ravi.mehta⟧ and I cannot log in", why: "names of accounts, and of errors"},
		{text: "my user name for the portal is ⟦l_okafor⟧", why: "names of accounts, and of errors"},
		{text: "Mein Benutzername bei euch ist ⟦hilde.krug⟧ seit Jahren", why: "names of accounts, and of errors"},
		{text: "mein login bei der vhs lautet ⟦t_brandes⟧", why: "names of accounts, and of errors"},
		{text: "Username for the library: ⟦kofi_mens⟧", why: "names of accounts, and of errors"},
		{text: "Fehler E_ACCOUNT_LOCKED_99 beim Anmelden", why: "names of accounts, and of errors"},
		{text: "ADOBE FEHLER E_AUTH_USER_NOT_READY beim Öffnen", why: "names of accounts, and of errors"},
		{text: "ERR_USER_NOT_FOUND kommt immer, Login geht nicht", why: "names of accounts, and of errors"},
		{text: "error: LOGIN_FAILED_3 im Portal, user_not_active steht da", why: "names of accounts, and of errors"},
	})
	checkMarks(t, recognizers.IPAddress(), []marked{
		{text: "Windows 11, Treiber 22.250.3.2 installiert", why: "versions"},
		{text: "Firmware 7.57.1.12, Router startet neu", why: "versions"},
		{text: "FritzOS 07.29.11.3 auf der Box", why: "versions"},
		{text: "App 5.22.104.8 stürzt ab", why: "versions"},
		{text: "Chrome 131.0.6778.205, Edge 130.0.2849.80", why: "versions"},
		{text: "Adobe Reader 24.4.20272.0 zeigt nichts", why: "versions"},
		{text: "Kernel 5.10.110.1 auf dem NAS", why: "versions"},
		{text: "Build 19.45.200.7", why: "versions"},
		{text: "Driver 31.0.15.4601 for the printer", why: "versions"},
		{text: "Treiberversion 22.250.4.1", why: "versions"},
		{text: "IP ⟦192.0.2.17⟧, Treiber 22.250.3.2", why: "versions"},
		{text: "Router ist ⟦198.51.100.7⟧", why: "versions"},
		{text: "Zugriff von ⟦203.0.113.44⟧ auf mein Konto", why: "versions"},
		{text: "1 | K-120 | Komposter 120 l | 4260012345687 | 39,00", why: "versions"},
	})
	checkMarks(t, recognizers.CreditCard(), []marked{
		{text: "1 | K-120 | Komposter 120 l | 4260012345687 | 39,00", why: "cards, and numbers on products"},
		{text: "EAN 4260012345700 | 12,50 €", why: "cards, and numbers on products"},
		{text: "Art. | Bezeichnung | Code | Preis\n2 | Sack | 4012345678901 | 3,90", why: "cards, and numbers on products"},
		{text: "kartennummer vom schülerticket war 6280 04 118830", why: "cards, and numbers on products"},
		{text: "Abokarte verloren, kartennummer 6280 04 119226", why: "cards, and numbers on products"},
		{text: "Die Kreditkarte ⟦4111 1111 1111 1111⟧ ist weg", why: "cards, and numbers on products"},
		{text: "kartennummer ⟦5555 5555 5555 4444⟧", why: "cards, and numbers on products"},
	})
}

// TestBirthReplied finds birth dates that answer a question in a talk and those of a parish paper, and leaves out weddings and letters.
func TestBirthReplied(t *testing.T) {
	checkMarks(t, recognizers.DateOfBirth(), []marked{
		{text: "[10:02] Agent: Ich brauche noch das Geburtsdatum.\n[10:03] Kundin: 7004-1183 und ⟦14 07 88⟧\n[10:04] Agent: Danke.", why: "birth dates"},
		{text: "Agent: Nennen Sie bitte Ihr Geburtsdatum.\nKunde: ⟦03 11 75⟧\nAgent: Danke.", why: "birth dates"},
		{text: "Bot: Wann sind Sie geboren?\nIch: ⟦21.4.66⟧\nBot: ok", why: "birth dates"},
		{text: "A: geburtsdatum?\nB: ⟦1 9 81⟧\nA: passt", why: "birth dates"},
		{text: "Mitarbeiter: Und das Geburtsdatum Ihrer Mutter?\nIch: ⟦09 02 1944⟧", why: "birth dates"},
		{text: "Sprecher A: Wann ist er geboren?\nSprecher B: Am ⟦siebten August neunzehnhunderteinundfünfzig⟧.", why: "birth dates"},
		{text: "Wann wurde sie geboren?\nAm ⟦dritten mai neunzehnhundertneununddreißig⟧", why: "birth dates"},
		{text: "Operator: date of birth please\nCaller: ⟦12 05 1979⟧", why: "birth dates"},
		{text: "Sprecher 1: Ihr Geburtstag?\nSprecher 2: der ⟦zweiundzwanzigste Juni neunzehnhundertachtundsechzig⟧", why: "birth dates"},
		{text: "Hotline: Geburtsdatum?\nAnrufer: ⟦30.9.1958⟧\nHotline: Und die Zählernummer?\nAnrufer: 12 06 90", why: "birth dates"},
		{text: "Geburtstage für das Gemeindeblatt Juni:\n⟦02.06.1936⟧ Erna Pohlmann\n⟦14.06.1941⟧ Walter Kneisel\n⟦27.06.1933⟧ Frieda Lauenroth", why: "birth dates"},
		{text: "für den Pfarrbrief (bitte abdrucken)\n⟦05.07.1938⟧ Hermine Brachvogel\n⟦19.07.1940⟧ Konrad Eismann\n⟦23.07.1931⟧ Luise Wehrhahn", why: "birth dates"},
		{text: "Jubilare im August\nAnna Brehme ⟦03.08.1939⟧\nOtto Kühnast ⟦17.08.1944⟧", why: "birth dates"},
		{text: "Gratulationen: 85. Geburtstag\n⟦11.09.1939⟧ Lieselotte Brommund\n90. Geburtstag\n⟦21.09.1934⟧ Ewald Ziegenhals", why: "birth dates"},
		{text: "Eheleute Karl und Berta Vollrath\ngetraut am 14.06.1975 in Hildesheim", why: "other dates"},
		{text: "Silberhochzeit! getraut am 02.05.1999, Anna und Jens Holm", why: "other dates"},
		{text: "Horst Brauer und Lise geb. Strobel, verheiratet seit 12.08.1971", why: "other dates"},
		{text: "kirchlich getraut am 3.7.1982, geb. Meyer", why: "other dates"},
		{text: "standesamtliche Trauung: 05.05.2001, Ilse Kern geb. Wolf", why: "other dates"},
		{text: "gez. Brinkmann, 14.10.2024", why: "other dates"},
		{text: "gez. Dr. Wolke, 03.02.2025", why: "other dates"},
		{text: "Im Auftrag Lehmann, 12.11.2024", why: "other dates"},
		{text: "i. A. Sommer, 01.10.2023", why: "other dates"},
		{text: "Unterschrift Petersen, 09.09.2024", why: "other dates"},
		{text: "f. d. R. Baumann, 17.03.2025", why: "other dates"},
		{text: "Vermerk: erledigt, Krause, 22.01.2025", why: "other dates"},
		{text: "Kern, ⟦14.10.1964⟧", why: "birth dates"},
		{text: "Kind: Emil, ⟦14.10.2019⟧", why: "birth dates"},
		{text: "[09:10] Agent: Noch das Geburtsdatum bitte?\n[09:11] Kunde: Termin: 12.06.2025", why: "other dates"},
		{text: "A: Wann ist sie geboren?\nB: weiß nicht, gestorben ist sie 12.06.1990", why: "other dates"},
		{text: "Geburtsdatum ⟦3.4.1980⟧.\nAm 12.06.1999 eingezogen", why: "the next line"},
	})
}
