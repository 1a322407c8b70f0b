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

// TestGoods holds sentences with goods that nobody is meant by. In each of them a person would be found if goods spoke against none.
func TestGoods(t *testing.T) {
	with, without := recognizers.Person(recognizers.PersonConfig{}), recognizers.PersonRules(recognizers.PersonConfig{})
	for _, text := range []string{
		// medicines, by name and by the end of the substance
		"Kinderarzt sagt Vaxelis, in der Kita wollen sie was anderes",
		"Kind hatte Shingrix",
		"Mounjaro zahlt ihr nicht, Wegovy auch nicht. Warum?",
		"Jaydess oder Kyleena, was kostet die",
		"Kind: Infanrix, Prevenar und Rotarix am 3.5.",
		"Der Arzt hat Torazosin aufgeschrieben",
		"Does the pharmacy take prescriptions for Adderall or Ritalin?",
		"Can I bring Loratadine or Cetirizine into the camp?",
		"Apoquel ist alle",
		// fields and farms
		"Belkar und Synero im Raps",
		"Moddus nach dem 15. noch erlaubt?",
		"Belana, Vermehrung",
		"Claas Mähdrescher zugelassen, Kennzeichen fehlt",
		"Claas oder Fendt, wer zahlt",
		// vehicles
		"Qashqai vom Schwager geliehen, Blitzer",
		"Kia Niro, E-Prämie 2022",
		"Citroen Berlingo vor der Tür",
		"Qashqai oder Duster",
		"Knaus oder Hymer, wo parken",
		// houses
		"Brötje Brennwert von 2001, darf die bleiben?",
		"Fronius Wechselrichter angemeldet",
		"Kindle geht wohl nicht mit Onleihe?",
		"Tolino oder Kindle",
		// firms
		"Corendon hat gestrichen, bekomme ich Visum trotzdem",
		"Can I pay by Revolut or Klarna?",
		// books, games, instruments, clothes
		"Klett oder muss es die von Reclam sein?",
		"Habt ihr Tonies von Yakari",
		"Antolin Passwort vergessen",
		"Bechstein Klavier im Keller",
		"Deuter Rucksack im Zug",
		// food
		"Hipp Gläschen wohin?",
		"Vodka Gorbatschow im Schulhof gefunden",
		// days
		"Ferien bis Michaelis",
		"Zwischen Georgi und Michaeli wird gemäht",
		"Der Markt ist immer an Martini",
		"Ferien bis Georgi",
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
