package recognizers_test

import (
	"testing"

	"github.com/deckname/deckname/recognizers"
)

// TestPersonLists holds names in lines that are all made in the same way, and in lists.
func TestPersonLists(t *testing.T) {
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		// games
		{text: "Runde 5:\n1 Dr. ⟦Vetterle⟧ – ⟦Kalinichenko⟧ remis\n2 ⟦Wußler⟧ – ⟦Armbruster, J.⟧ 1:0\n3 ⟦Bix⟧ – ⟦Doll-Otero⟧ 0:1", why: "chess players"},
		{text: "Herren 40:\n⟦Krzywon⟧ – ⟦Habermehl⟧ 6:2 6:3\n⟦Dünnbier⟧ – ⟦Pfannkuch⟧ 4:6 1:6", why: "tennis players"},
		{text: "Ergebnisse:\nTSV Neudorf – SV Altdorf 2:3\nDeutschland – Spanien 1:0\nItalien – Frankreich 2:2", why: "teams"},
		{text: "Mischung:\nZement – Sand 1:3\nKalk – Wasser 1:1", why: "what is mixed"},
		// visits
		{text: "Tour Süd\nMo: ⟦Krzywon⟧ 6:30 Kompressionsstrümpfe\n⟦Habermehl⟧ 7:00 Insulin\n⟦Nachtweih⟧ 7:45 Verband", why: "a nurse's round"},
		{text: "Physio:\n8:00 ⟦Krzywon⟧, KG\n8:20 ⟦Habermehl⟧, MT\n8:40 ⟦Nachtweih⟧, KG", why: "times first"},
		{text: "Abfahrt\nKassel 6:45 Gleis 3\nGifhorn 7:20 Gleis 1", why: "stations"},
		{text: "Plan\nFrühstück 7:30 Saal\nAndacht 8:15 Kapelle\nFrühschicht 6:00 Küche", why: "what begins"},
		{text: "Medikation\nBisoprolol 8:00 Uhr\nTorasemid 20:00 Uhr", why: "drugs"},
		// teams
		{text: "Tor ⟦Ben⟧\nAbwehr ⟦Nuri⟧, ⟦Luca⟧, ⟦Emil M.⟧\nSturm ⟦Bennet⟧, ⟦Romeo⟧", why: "positions"},
		{text: "Abwehr: ⟦Dettmer⟧, ⟦Osagie⟧\nSturm: ⟦Pape⟧, ⟦Mensah⟧, ich\nBank: ⟦Grünkern⟧, ⟦Fiete⟧", why: "with colons"},
		{text: "Tor Nord\nBank Sparkasse\nKreis Celle, Gifhorn", why: "no positions"},
		// travelers
		{text: "In der Bestätigung steht:\n⟦DA CONCEIÇÃO Luciana⟧\n⟦SALGUEIRO Duarte⟧\n⟦KRAHL Annelene⟧", why: "particles in capitals"},
		{text: "ANTRAG Wohngeld\nBESCHEID Ablehnung\nKFZ Anmeldung", why: "words in capitals"},
		// weeks
		{text: "KW 23 ⟦Häberle⟧, KW 24 ⟦Tzschoppe⟧, KW 26 ⟦Demirbağ⟧, KW 27 Dr. ⟦Pleuger⟧, KW 28 ⟦Schwäble⟧, dann von vorn.", why: "weeks"},
		{text: "Zimmer 12 Bett, Zimmer 13 Schrank, Zimmer 14 Lampe", why: "things in rooms"},
		{text: "anwesend: ⟦Strickroth⟧, ⟦Mazhari⟧, ⟦Kirchgeßner⟧", why: "surnames in a list"},
		{text: "Vorsitz ⟦Volkhard Schunk⟧: ⟦Arend⟧, ⟦Bill-Hahn⟧, ⟦Cullmann⟧, ⟦Juchem⟧, ⟦Molter⟧", why: "a double name of everyday words"},
		// families
		{text: "⟦Schnorrbergers⟧ bringen ihren Labrador mit, wir feiern bei ⟦Tanzmanns⟧.", why: "plurals that no list has"},
		{text: "Workshops finden statt, Handouts bringen wir mit.", why: "English plurals"},
		// who somebody is
		{text: "Er übte mit seinem Mitpatienten ⟦Lothair Wassong⟧. Meine Nachbarin ⟦Zäzilie Rommerskirch⟧ hat Angst.", why: "given names that no list has"},
		{text: "⟦Cosima⟧ spielt gern mit Ihrem ⟦Julius⟧.", why: "a possessive"},
		{text: "Wochenende macht ⟦Arnt⟧. Nachtdienst macht ⟦Dünnbier⟧.", why: "who takes over"},
		{text: "Die Schicht macht Ärger. Den Dienst macht niemand gern. Die Leitung macht Feierabend.", why: "what does"},
		{text: "Die Wasserleitung macht Krach.", why: "a thing"},
		{text: "Auf dem Ausweis steht jetzt Münster, auf dem Paket dauernd Hermes statt Post.", why: "a place and a carrier"},
		{text: "Zimmer 3 Frau ⟦Kern⟧, Zimmer 4 Herr ⟦Lang⟧, Zimmer 5 Teeküche, Zimmer 6 Kopierer", why: "rooms"},
		{text: "Herr ⟦Viertl⟧ ist da.", why: "a surname that is a quarter as well"},
		{text: "Die Tram steht scho seit Viertl nach sieme am Platz.", why: "a quarter past"},
		{text: "fehlend: attest, passfoto", why: "papers"},
		{text: "kannst du bei ⟦reemtsma⟧ nachhaken wegen der paletten? wie ich ⟦korff⟧ gefragt hab, sagt er nichts", why: "whom somebody deals with"},
		{text: "bei bedarf nachfragen, bei störung anrufen, wie ich gestern gefragt hab", why: "nobody"},
		{text: "bitte klingeln bei ⟦oesterwind⟧, nicht bei ⟦korb⟧, das ist der untermieter", why: "another bell"},
		{text: "Gäste: ⟦Igor Falkenmeier⟧ (Planungsbüro), Revierförster ⟦Maldener⟧", why: "an office in a list"},
		{text: "Anästhesie: Dr. ⟦Sophus Leitgeb⟧ Instr.: Sr. ⟦Creszentia⟧ Springer: ⟦Burim⟧", why: "the next label"},
		{text: "Herr ⟦Peter Springer⟧: bitte zurückrufen", why: "a surname that is a duty as well"},
		{text: "Ich war bei der Richterin am Amtsgericht ⟦Eickhorst⟧ und bei der Richterin am Landgericht Kassel.", why: "a judge and a place"},
		// animals and pictures
		{text: "Aus dem Wurf von unserer Cora sind noch zwei Rüden frei, Bruno und Oskar, beide entwurmt.", why: "puppies"},
		{text: "Unser Bruno ist am Sonntag eingeschläfert worden.", why: "a dog"},
		{text: "Er brummte dazu wie ein gut gelaunter Bär.", why: "a picture"},
		{text: "Am Empfang sitzt ein echt netter ⟦Wolters⟧, sehr hilfsbereit.", why: "a surname and nothing else"},
		{text: "⟦Anna⟧, ⟦Lea⟧ und ⟦Tim⟧, alle geimpft. Haustiere: Hund.", why: "children"},
		{text: "⟦Hansi⟧ hat die Hundesteuer für seinen Dackel bezahlt.", why: "a man"},
		{text: "Die Frau mit dem Hund heißt doch jetzt ⟦Nala Becker⟧. Meine Tochter hat ein Pferd und heißt jetzt ⟦Merle Brandt⟧.", why: "who has an animal"},
		{text: "Die Erzieherin der Elefanten heißt ⟦Wolters⟧.", why: "a group of children"},
		{text: "Auf dem Sofa ⟦Jens⟧, auf dem Sessel ⟦Martina⟧.", why: "where somebody sits"},
		{text: "Der Besitzer von dem Boot heißt ⟦Ralf⟧, der mit dem Wagen heißt ⟦Wittek⟧.", why: "whose things they are"},
		// things with names
		{text: "Reserviert: 1 × Gartenstuhl Sylvie, anthrazit, 1 × Regal Ragnar, Eiche", why: "furniture"},
		{text: "Das Regal für ⟦Ragnar⟧ ist da.", why: "whose it is"},
		{text: "Die Maschine heißt Berta, der Mähroboter heißt Erwin. Unsere Tochter heißt ⟦Berta⟧.", why: "things"},
		{text: "Sie erbeuteten 40 Paar der Marken Gabor, Rieker und Josef Seibel.", why: "brands"},
		{text: "Ein Zeuge, ⟦Josef Seibel⟧, sah ein Sturmtief mit Namen Kyrill.", why: "a person and a storm"},
	})
}
