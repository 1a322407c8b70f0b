package recognizers_test

import (
	"testing"

	"github.com/deckname/deckname/recognizers"
)

func TestPublicCodes(t *testing.T) {
	checkMarks(t, recognizers.Reference(), []marked{
		{text: "Zeichen 201\n![bgbl1_2013_j0367-1_0510.jpg](bgbl1_2013_j0367-1_0510.jpg)", why: "file names"},
		{text: "Verordnung (ABl. EG Nr. L 226 S. 2), Bescheinigung E 101", why: "parts of a gazette, forms"},
		{text: "Kennzeichnung nach AS/NZS 1716-2012", why: "norm with its year"},
		{text: "Urteil vom 13. Januar 2011 - 2 WD 20.09 - SozR 4 - 2500 § 109 Nr 6", why: "date before a file number, collection"},
		{text: "Widerspruch aus der Marke 30 2012 030 505", why: "registered mark"},
		{text: "Bericht BTDrucks 17/7374, S. 13; 17/12299, S. 7", why: "printed papers"},
		{text: "Fehlerbericht\nZeit: 2025-03-11T08:44:19+01:00\nMeldung (0x63C0)", why: "moment, hexadecimal number"},
		{text: "Die Statistik der Verträge führt 39 325 Fälle", why: "a count"},
		{text: "Der Index fiel auf 4927 Zähler", why: "points of an index"},
		{text: "Kundennummer ⟦39 325⟧", why: "with its keyword"},
	})
	checkMarks(t, recognizers.LicensePlate(), []marked{
		{text: "zu B I 2 der Gründe, siehe GRUR 2010, 228 und EU:C:2014:300", why: "citations"},
		{text: "Kfz-Haftpflicht: SF 14, TK 23, VK 21", why: "classes of an insurance"},
		{text: "Kennzeichen ⟦B-I 2⟧", why: "with its hyphen"},
	})
	checkMarks(t, recognizers.Phone(), []marked{
		{text: "Beschluss vom 06. 08. 2015 25 W 14/14, Fax vom 16. 5. 2017", why: "dates"},
	})
	checkMarks(t, recognizers.IDDocument(), []marked{
		{text: "Ausweis. Sehschärfe nach DIN 58220", why: "norm"},
	})
	checkMarks(t, recognizers.VATID(), []marked{
		{text: "veröffentlicht als DE 10 2004 006 988 B4", why: "a patent"},
	})
}

func TestPublicForms(t *testing.T) {
	checkMarks(t, recognizers.Reference(), []marked{
		{text: "Kernel 6.1.0-18-amd64, GET /api HTTP/1.1 200 18342", why: "releases and protocols"},
		{text: "Das Passwort lautet eins zwei drei vier fünf sechs.", why: "a password"},
		{text: "Modbus Register 40071 liefert 65535, Slave-ID 17", why: "the ID has its own number"},
		{text: "Der Patch behebt CVE-2024-21762", why: "a list of weak points"},
		{text: "Gebührennummer 11.4.2 der Satzung", why: "a section"},
		{text: "Niederschläge mit etwa 1.500-1.600 mm je Nummer", why: "two amounts"},
	})
	checkMarks(t, recognizers.CaseNumber(), []marked{
		{text: "Anlage zum Schriftsatz, Blatt 211 bis 214 der Akte", why: "sheets"},
	})
	checkMarks(t, recognizers.HealthInsurance(), []marked{
		{text: "Denkmal D-5-63-000-112", why: "too many hyphens"},
		{text: "Denkmal oder Versicherter ⟦D 563 000 112⟧", why: "groups of three"},
	})
	checkMarks(t, recognizers.IDDocument(), []marked{
		{text: "Das meistgewählte Passwort lautet eins zwei drei vier fünf sechs.", why: "no passport"},
	})
}
