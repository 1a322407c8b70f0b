package recognizers_test

import (
	"testing"

	"github.com/deckname/deckname/recognizers"
)

// TestPersonWriter holds surnames of which nothing says that they are names but their place in the text, many of them everyday words.
func TestPersonWriter(t *testing.T) {
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		// a number of one's own behind
		{text: "ICH WARTE SEIT 9 WOCHEN AUF MEINEN PASS. ⟦RINDFLEISCH⟧, ANTRAGSNUMMER R-77", why: "a surname as a sentence"},
		{text: "Die Tonne ist noch voll. ⟦Butterweck⟧, Kundennr.: 20418", why: "so, with a shortened word"},
		{text: "mein chip geht nicht, ⟦ohnesorge⟧, mieternummer 20418", why: "commas part sentences"},
		{text: "HEIZUNG KALT!!! ⟦BUTTERWECK⟧, MIETERNUMMER 20418", why: "behind three signs"},
		{text: "Der Zähler steht. ⟦von Kloppenstedt⟧, Vertragsnummer 20418", why: "a particle"},
		{text: "Die Mültonne ist noch voll. Mültonne, Kundennummer 20418", why: "a thing, mistyped"},
		{text: "bitte um storno. rechnung, kundennr 20418, ist doppelt", why: "another"},
		{text: "GEHT DAS AUCH ONLINE? DANKE, VORGANGSNUMMER 88120", why: "thanks"},
		{text: "Es geht um Wohngeld. Erstantrag, Vorgangsnummer 88120", why: "what the number is about"},
		// an address behind
		{text: "marke verloren, ersatz bitte an ⟦ohnesorge⟧, zum fuchsbau 8, 38518 gifhorn", why: "behind a preposition"},
		{text: "Post geht an ⟦Rindfleisch⟧, Hasenweg 9, 04177 Leipzig.", why: "an everyday word"},
		{text: "neue tonne für ⟦butenschön⟧, hasenweg 9, 04177 leipzig", why: "the tagger is unsure"},
		{text: "Bitte an Hausverwaltung, Hasenweg 9, 04177 Leipzig", why: "no person"},
		{text: "bitte an wache, hasenweg 9, 04177 leipzig, melden", why: "another"},
		{text: "Lieferung an Nachbarn, Hasenweg 9, 04177 Leipzig", why: "neighbours"},
		// other names
		{text: "⟦Rosemarie Nachtweih⟧\nfrüher ⟦Dünnbier⟧\nbitte überall ändern", why: "a line of its own"},
		{text: "⟦Karin Kaltwasser⟧\njetzt ⟦Rindfleisch⟧", why: "so"},
		{text: "⟦Karin Kaltwasser⟧, nunmehr ⟦Rindfleisch⟧", why: "behind a comma"},
		{text: "⟦Karin Kaltwasser⟧\nfrüher Mechatronikerin\njetzt arbeitslos", why: "occupations"},
		{text: "⟦Karin Kaltwasser⟧\nfrüher Dresden\njetzt Kassel", why: "places"},
		{text: "⟦Karin Kaltwasser⟧\njetzt Wohngeld", why: "a benefit"},
		{text: "Der Nachbar, ein gewisser ⟦von Kloppenstedt⟧, hat drei Hähne.", why: "a particle behind gewisser"},
		{text: "mit einer gewissen von der Stadt gesetzten Frist rechne ich", why: "none"},
		// form fields
		{text: "Ehegatte 1: ⟦Xaver Fürchtegott Hintersatz⟧\nEhegatte 2: ⟦Maricel Dimaculangan⟧", why: "two words that make a noun"},
		{text: "Antragsteller: ⟦Ute Marie⟧ Terminverschiebung", why: "what follows is none"},
		{text: "vorname ⟦thu hang⟧\nnachname ⟦doan⟧\nsteht bei uns andersherum", why: "two words without a colon"},
		{text: "familienname ⟦el khatib⟧\nvorname ⟦nour⟧", why: "a particle"},
		{text: "vorname fehlt noch\nnachname stimmt so", why: "what is said of the fields"},
		{text: "vorname falsch geschrieben\nnachname richtig", why: "so"},
	})
}

// TestPersonOddAnswers holds everyday words in answer to the question for a name, and names that are spelled.
func TestPersonOddAnswers(t *testing.T) {
	const ask = "Wie heißen Sie?"
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		{text: "⟦sonnabend beatrix⟧", prompt: ask, why: "a day"},
		{text: "⟦august karin⟧", prompt: ask, why: "a month that is a given name"},
		{text: "⟦lustig arno⟧", prompt: ask, why: "an adjective"},
		{text: "⟦lustig⟧, kein scherz", prompt: ask, why: "who swears that it is no joke"},
		{text: "⟦Feierabend⟧, ja wirklich", prompt: ask, why: "so"},
		{text: "montag um 9", prompt: ask, why: "a date"},
		{text: "montag passt mir besser", prompt: ask, why: "another"},
		{text: "nein, kein scherz", prompt: ask, why: "a refusal"},
		{text: "witzig, kein kommentar", prompt: ask, why: "another"},
		{text: "montag, kein scherz", prompt: "Wann passt es Ihnen?", why: "nobody asked for a name"},
		{text: "⟦P-i-e-t-r-z-y-k⟧, so wie man es spricht", prompt: ask, why: "hyphens between letters"},
		{text: "⟦k r z y w o n⟧", prompt: ask, why: "blanks"},
		{text: "⟦M-Ü-L-L-E-R⟧", prompt: ask, why: "an umlaut"},
		{text: "n-e-i-n", prompt: ask, why: "a refusal"},
		{text: "Ich heiße ⟦Gaigalat⟧, ich buchstabiere: ⟦G A I G A L A T⟧. Danke", why: "announced"},
		{text: "Mein Name ist ⟦Krzywon⟧ (⟦K-R-Z-Y-W-O-N⟧)", why: "the letters of the name before"},
		{text: "Nachname ⟦D.O.B.R.O.W.S.K.I⟧", why: "full stops"},
		{text: "Ich buchstabiere den Code: X Y Z A B", why: "a code"},
		{text: "Mein Name ist s i e h e oben", why: "no name, not even without its first letter"},
		{text: "die Straße heißt A-m-s-e-l-w-e-g, das ist N-E-U", why: "a street"},
		{text: "Hausaufgang A B C D, B I T T E melden", why: "letters"},
	})
}

// TestPersonScenes holds names that what is told around them makes persons' or nobody's.
func TestPersonScenes(t *testing.T) {
	const ask = "Wie heißen Sie?"
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		// what is written on letters
		{text: "Auf Ihren Umschlägen steht ständig ⟦Geigenlatt⟧ und die Post geht zurück.", why: "an unknown name, always wrong"},
		{text: "auf dem brief stand ⟦geigenlatt⟧ statt ⟦gaigalat⟧", why: "two, one for the other"},
		{text: "Auf der Karte steht ⟦Rindfleischer⟧ statt ⟦Rindfleisch⟧", why: "so, with capitals"},
		{text: "Auf der Rechnung steht immer Vattenfall.", why: "a firm"},
		{text: "Auf Ihren Umschlägen steht ständig Mahnung, dabei habe ich bezahlt.", why: "a thing"},
		{text: "auf dem brief steht vollstreckung statt mahnung", why: "things"},
		{text: "Auf dem Paket steht Zerbrechlich, auf dem Schild Anwohner frei", why: "what signs say"},
		// who lives on which floor
		{text: "bei uns sind das die ⟦fabisch⟧ im eg, ⟦sahin⟧ im ersten und oben der student", why: "floors"},
		{text: "die ⟦fabisch⟧ unterm dach ist zu laut", why: "another floor"},
		{text: "die neue im ersten ist nett, die lampe im eg ist kaputt, der rauchmelder im og piept", why: "things on floors"},
		{text: "die whirlpools im eg und die spielothek im keller", why: "words that no list has"},
		// offices
		{text: "Der Herr Standesbeamte war nett, der Herr Zollbeamte und die Frau Kontrolleurin nicht.", why: "offices behind a salutation"},
		{text: "Frau Beigeordnete, wann geht es weiter? Sehr geehrter Herr Regierungsrat, bitte antworten Sie.", why: "others"},
		{text: "Herr Standesbeamter ⟦Kolbe⟧ hat uns getraut, Herr ⟦Amtmann⟧ nicht.", why: "names"},
		// closings
		{text: "hallo, sonnencreme bitte mit namen beschriften\n\neure ⟦gritt⟧ aus der igelgruppe", why: "whose somebody is"},
		{text: "Bis dahin treffen wir uns an der Hütte.\n\nEuer Wanderwart", why: "an office"},
		{text: "bitte meldet euch bis freitag im büro\n\neuer team vom kindergarten", why: "a team"},
		// storms
		{text: "Bei Sturmtief Ylenia fiel ein Ast aufs Dach, jetzt war es bei Zeynep die Birke.", why: "the next storm"},
		{text: "Orkan Friederike hat den Zaun umgeworfen, bei Eberhard war es das Dach.", why: "another"},
		{text: "Seit dem Sturm kümmert sich ⟦Zeynep⟧ um meine Oma.", why: "a person in a storm"},
		{text: "Bei Sturmtief Ylenia ist ⟦Zeynep Arslan⟧ von einem Ast getroffen worden.", why: "another"},
		{text: "Nach dem Orkan Kyrill habe ich zwei Tage lang bei ⟦Andrea⟧ und ihren Eltern gewohnt.", why: "with whom somebody lived"},
		{text: "Sturmtief Ylenia hat den Zaun umgeworfen, das hab ich mit ⟦Stefan⟧ und der Versicherung geklärt.", why: "with whom somebody spoke"},
		// films
		{text: "Im Kino läuft wieder \"Toni Erdmann\" und danach \"Fack ju Göhte\".", why: "a film"},
		{text: "Zeigt das Stadtkino „Hannah Arendt“ mit Untertiteln?", why: "another"},
		{text: "Die Kinokarte läuft auf \"⟦Toni Ehrlinger⟧\".", why: "who goes to the cinema"},
		{text: "Im Kino lag ein Ausweis, darauf \"⟦Kai Ostermann⟧\".", why: "who lost something there"},
		{text: "Der Zettel \"⟦Susanne Brandt⟧\" lag im Stadttheater an der Garderobe.", why: "another"},
		// schools
		{text: "Mein Kind soll in die Lessing oder in die Anne-Frank, nicht in die Theodor-Heuss. Gibt es Schulbezirke?", why: "schools"},
		{text: "Wechsel von der Astrid-Lindgren an die Theodor-Heuss möglich?", why: "others"},
		{text: "Unsere Lehrerin an der Schule ist die ⟦Anna-Lena⟧.", why: "a teacher"},
		{text: "Die Kinder warten auf die ⟦Sophie Brandt⟧, Schule ist aus. Das Buch ist von der ⟦Heike Baumann⟧ aus der Klasse 4b.", why: "persons with an article"},
		// flowers
		{text: "Pflanzt die Stadt am Kreisverkehr wieder Erika und Fleißiges Lieschen?", why: "flowers"},
		{text: "Darf man auf das Urnengrab Margerite, Erika und Veronika pflanzen?", why: "a list of them"},
		{text: "Am Kreisverkehr wohnen ⟦Erika⟧ und ⟦Manfred⟧. Meine Schwester ⟦Iris⟧ pflanzt Geranien am Grab.", why: "women"},
		{text: "Das Beet pflegen Frau ⟦Heide⟧ und ⟦Erika⟧. Die Pflanzaktion macht wieder ⟦Erika⟧.", why: "gardeners"},
		{text: "Die Rosen vertrocknen, nur ⟦Erika⟧ gießt noch. Ich hab mit ⟦Jasmin⟧ die Pflanzkübel verschoben.", why: "others"},
		// months
		{text: "⟦wolf⟧ und ⟦rose⟧, und seit mai die kleine ⟦fee⟧", prompt: ask, why: "a month among names"},
		{text: "seit august warte ich", prompt: ask, why: "another"},
	})
}
