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
		{text: "n-e-i-n", prompt: ask, why: "a refusal"},
		{text: "Ich heiße ⟦Gaigalat⟧, ich buchstabiere: ⟦G A I G A L A T⟧. Danke", why: "announced"},
		{text: "Mein Name ist ⟦Krzywon⟧ (⟦K-R-Z-Y-W-O-N⟧)", why: "the letters of the name before"},
		{text: "Nachname ⟦D.O.B.R.O.W.S.K.I⟧", why: "full stops"},
		{text: "Ich buchstabiere den Code: X Y Z A B", why: "a code"},
		{text: "die Straße heißt A-m-s-e-l-w-e-g, das ist N-E-U", why: "a street"},
		{text: "Hausaufgang A B C D, B I T T E melden", why: "letters"},
	})
}
