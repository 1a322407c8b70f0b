package recognizers_test

import (
	"testing"

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
