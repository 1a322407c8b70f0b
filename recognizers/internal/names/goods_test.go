package names_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

// personsIn returns what the recognizers of persons find in text.
func personsIn(t *testing.T, r anonymize.Recognizer, text string) []string {
	t.Helper()
	doc, err := anonymize.NewDocument(text, "")
	require.NoError(t, err)
	ents, err := r.Recognize(context.Background(), doc, nil)
	require.NoError(t, err)
	var found []string
	for _, e := range ents {
		if e.Score >= anonymize.DefaultMinScore {
			found = append(found, text[e.Start:e.End])
		}
	}
	return found
}

// TestGoods holds sentences with goods that nobody is meant by.
func TestGoods(t *testing.T) {
	with, without := recognizers.Person(recognizers.PersonConfig{}), recognizers.PersonRules(recognizers.PersonConfig{})
	for _, text := range []string{
		// medicines, by name and by the end of the substance
		"Kinderarzt sagt Vaxelis, in der Kita wollen sie was anderes",
		"Wo kann man Shingrix kriegen, Hausarzt hat keins",
		"Mounjaro zahlt ihr nicht, Wegovy auch nicht. Warum?",
		"Jaydess oder Kyleena, was kostet die",
		"Kind: Infanrix, Prevenar und Rotarix am 3.5.",
		"Kollegin meint Bilafloxacin, ich soll aber Torazosin nehmen",
		"Does the pharmacy take prescriptions for Adderall or Ritalin?",
		"Can I bring Loratadine or Cetirizine into the camp?",
		"Apoquel ist alle",
		// fields and farms
		"Nachbar sagt Roundup, ich sage hacken",
		"Belkar und Synero im Raps",
		"Moddus nach dem 15. noch erlaubt?",
		"Wintergerste, davor Raps, davor Triticale",
		"Kartoffel Belana, Vermehrung",
		"Claas Mähdrescher zugelassen, Kennzeichen fehlt",
		"Fendt oder Krone, wird beides gefördert?",
		// vehicles
		"Qashqai vom Schwager geliehen, Blitzer",
		"Kia Niro, E-Prämie 2022",
		"Citroen Berlingo, TÜV abgelaufen",
		"Der Duster will nicht anspringen, steht vor der Feuerwehr",
		"Knaus oder Hymer, darf der da parken?",
		// houses
		"Brötje Brennwert von 2001, darf die bleiben?",
		"Fronius Wechselrichter angemeldet",
		"Kindle geht wohl nicht mit Onleihe?",
		"TOLINO SHINE 4",
		// firms
		"Corendon hat gestrichen, bekomme ich Visum trotzdem",
		"Can I pay by Revolut or Klarna?",
		// books, games, instruments, clothes
		"Reicht die Reclam-Ausgabe oder muss es die von Klett sein?",
		"Habt ihr Tonies von Yakari",
		"Antolin Passwort vergessen",
		"Bechstein Klavier, Keller feucht. Entsorgen?",
		"Deuter Rucksack im Zug",
		"Fundsache: Casio Uhr",
		// food
		"Hipp Gläschen, Aptamil Dosen: wohin?",
		"Vodka Gorbatschow im Schulhof gefunden",
		"Darf es Capri-Sun und Nutella geben?",
		// days
		"Ferien bis Michaelis",
		"Zwischen Georgi und Michaeli wird gemäht",
		"Der Markt ist immer an Martini",
		"Wann macht das Bad auf, Christi Himmelfahrt oder erst Pfingsten?",
		"Diwali feiern im Bürgerhaus?",
	} {
		assert.Empty(t, personsIn(t, with, text), text)
		assert.Empty(t, personsIn(t, without, text), text)
	}
}

// TestGoodsAreSurnames keeps the same words where they are somebody's name.
func TestGoodsAreSurnames(t *testing.T) {
	r := recognizers.Person(recognizers.PersonConfig{})
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Herr Simplex war heute da.", []string{"Simplex"}},
		{"Guten Tag Frau Duster, danke für die Auskunft", []string{"Duster"}},
		{"Termin bei Dr. Vaxelis um neun", []string{"Vaxelis"}},
		{"Frau Dr. Bechstein hat angerufen", []string{"Bechstein"}},
		{"Das Auto gehört Klaus Bayer.", []string{"Klaus Bayer"}},
		{"Zeugin ist Annette Tolino", []string{"Annette Tolino"}},
		{"Der Antrag von Jutta Priorix fehlt", []string{"Jutta Priorix"}},
		{"ich heiße Simplex", []string{"Simplex"}},
		{"Mein Name ist Roundup, Ulrike Roundup.", []string{"Roundup", "Ulrike Roundup"}},
		{"guten tag hier spricht fuji", []string{"fuji"}},
		{"Name: Klett", []string{"Klett"}},
		{"Name: Duster\nVorname: Peter", []string{"Duster", "Peter"}},
		{"Antragsteller: Moddus, Ingeborg", []string{"Moddus, Ingeborg"}},
		{"Kontoinhaber: Tesla", []string{"Tesla"}},
		{"Bitte um Rückruf.\n\nMit freundlichen Grüßen\nPriorix", []string{"Priorix"}},
		{"Anbei die Unterlagen.\n\nViele Grüße\nHeike Fendt", []string{"Heike Fendt"}},
		{"Familie Klett wohnt im zweiten Stock", []string{"Klett"}},
		{"Meine Nachbarin Suzuki ist verreist", []string{"Suzuki"}},
		{"Herr und Frau Martini kommen bis Michaelis", []string{"Martini"}},
		{"Frag bitte Herrn Michaelis", []string{"Michaelis"}},
		{"Bechstein hat angerufen und bittet um einen Termin", []string{"Bechstein"}},
		{"Hallo Lindt, kommst du morgen?", []string{"Lindt"}},
	} {
		assert.Equal(t, c.want, personsIn(t, r, c.text), c.text)
	}
}
