package recognizers_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deckname/deckname/recognizers"
)

func TestPersonMentioned(t *testing.T) {
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		{text: "hast du ⟦luisa⟧ erreicht?", why: "no verb behind du"},
		{text: "hab ich ⟦adamek⟧ gefragt, der weiß es nicht", why: "no verb behind ich"},
		{text: "ich hoff das klappt, du weist ja, ich mark das mal", why: "verbs"},
		{text: "seit ⟦gummich⟧ weg ist, läuft hier nichts", why: "somebody is away"},
		{text: "seit strom weg ist, seit wasser weg ist, läuft hier nichts", why: "something is"},
		{text: "Seit Donnerstag weg ist der Strom.", why: "a day"},
		{text: "gesprochen habe ich mit ⟦buddecke⟧.", why: "who talks"},
		{text: "ich hab mit papier gesprochen, gesprochen wurde mit nachdruck", why: "nouns"},
		{text: "Die Hecke gehört den ⟦Lütkenhaus⟧, nicht uns.", why: "an owner"},
		{text: "Die Hecke gehört geschnitten, das gehört zusammen, das gehört der Gemeinde.", why: "no owner, an office"},
		{text: "der dackel von ⟦gsaxner⟧ hat wieder gebellt", why: "somebody's dog"},
		{text: "der dackel von nebenan hat gebellt, das auto von gestern ist weg", why: "where and when"},
		{text: "Sachbearbeiter war ein ⟦Porschke⟧ oder so.", why: "an unsure name"},
		{text: "Da lag ein Zettel oder so, ein Formular oder ähnliches", why: "things"},
		{text: "⟦Grimbank⟧ 0171 3920012", why: "a name before a telephone number"},
		{text: "Pforte 0171 3920012", why: "no name"},
		{text: "Bitte an der Kasse auf ⟦Kirscht⟧ hinterlegen.", why: "for whom"},
		{text: "Bitte auf Papier hinterlegen.", why: "on what"},
		{text: "Entschuldigt: ⟦Gradl⟧. Abwesend: ⟦Willwohl⟧, ⟦Rosinski⟧", why: "labels"},
		{text: "Die Giraffe heißt doch jetzt Nala? Meine Enkelin heißt doch jetzt ⟦Nala⟧.", why: "an animal, a child"},
		{text: "Hallo ⟦Max⟧ hier, bist du ein Roboter?", why: "the writer"},
		{text: "⟦Sabine⟧ hier, bist du ein Chatbot?", why: "another"},
		{text: "hallo Lumi oder wie du heißt, ich hab ne frage", why: "the bot"},
		{text: "Hallo Lumi, bist du ein Bot?", why: "the bot"},
		{text: "Hallo ⟦Sabine⟧, bist du eine Kollegin von Herrn ⟦Adamek⟧?", why: "a colleague"},
		{text: "Der Dackel ist gestorben, da war nur noch Hasso da! Waidmannsheil", why: "a dog"},
		{text: "am 6. Mai ⟦Hans-Wennemar⟧ und ⟦Agneta Rolfes⟧, zur diamantenen Hochzeit", why: "a month is no name"},
		{text: "Auf dem Foto von links: ⟦Ochsenkühn⟧, ⟦Pfannes⟧", why: "a caption"},
		{text: "links: Formular, rechts: Merkblatt, von links: Rathaus, Kirche", why: "no captions of persons"},
		{text: "Angeblich hätte ich ⟦Ganther⟧, meinen Schichtführer, beleidigt.", why: "who somebody is"},
		{text: "my son was told by ⟦Stellwag⟧, his maths teacher, that he fails", why: "the same in English"},
		{text: "fährt die ms theodor fontane am sonntag?", why: "a ship"},
		{text: "Zwei Krabbenkutter rissen sich los, die Stine Katrin und ein anderer.", why: "a boat"},
		{text: "die Person des\nGewährsmanns von Beiträgen und Unterlagen", why: "a genitive"},
		{text: "⟦Vorbergers⟧ von gegenüber haben geklingelt", why: "a family"},
		{text: "Verhindert: keiner. Abwesend: niemand", why: "nobody"},
	})
}

// TestPersonCrowd reads the same sentence in a text about nobody and in one about many.
func TestPersonCrowd(t *testing.T) {
	const doubtful = "Die Mappe liegt bei %s im Fach."
	things := "Die Orgel steht im Keller, die Mappen liegen im Schrank, der Schlüssel hängt am Haken und das Licht brennt im Flur. "
	people := "Mechthild Sauerwald singt Alt, Jonas Petersen Tenor, Frau Adamek begleitet und Herr Lüdtke dirigiert. "
	r := recognizers.Person(recognizers.PersonConfig{})
	found := func(before, name string) bool {
		return strings.Contains(mark(t, r, before+fmt.Sprintf(doubtful, name), ""), "⟦"+name+"⟧")
	}
	alone, crowd := 0, 0
	for _, name := range []string{"Barnickel", "Blaum", "Brokof", "Kemna", "Kischisch", "Kokal"} {
		alone += b2i(found(things, name))
		crowd += b2i(found(people, name))
	}
	assert.Greater(t, crowd, alone)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
