package recognizers_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/raceflag"
	"github.com/deckname/deckname/recognizers"
)

// marked is a text with inline marks ⟦…⟧ around everything that must be found, and the reason why.
type marked struct{ text, prompt, why string }

// checkMarks asserts that r finds exactly the marks of every case.
func checkMarks(t *testing.T, r anonymize.Recognizer, cases []marked) {
	t.Helper()
	for _, c := range cases {
		assert.Equal(t, c.text, mark(t, r, strings.NewReplacer("⟦", "", "⟧", "").Replace(c.text), c.prompt), "prompt %q: %s", c.prompt, c.why)
	}
}

// mark puts ⟦…⟧ around everything that r finds in text.
func mark(t *testing.T, r anonymize.Recognizer, text, prompt string) string {
	t.Helper()
	doc, err := anonymize.NewDocument(text, prompt)
	require.NoError(t, err)
	found, err := r.Recognize(context.Background(), doc, nil)
	require.NoError(t, err)
	var b strings.Builder
	at := 0
	for _, e := range found {
		require.GreaterOrEqual(t, e.Start, at, "sorted and disjoint in %q", text)
		require.Contains(t, r.Info().Types, e.Type)
		require.Equal(t, r.Info().Name, e.Recognizer)
		require.True(t, e.Score > 0 && e.Score <= 1 && e.Evidence != 0)
		b.WriteString(text[at:e.Start] + "⟦" + text[e.Start:e.End] + "⟧")
		at = e.End
	}
	return b.String() + text[at:]
}

var personCases = []marked{
	// announced by a salutation or a title
	{text: "Sehr geehrte Frau ⟦Kowalczyk⟧, danke.", why: "salutation stays outside"},
	{text: "Termin bei Herrn Prof. Dr. med. ⟦Wegener⟧", why: "titles stay outside"},
	{text: "frau ⟦schimanke⟧ weis bescheid", why: "lower case, verb behind"},
	{text: "Herr ⟦Groß⟧ und Frau ⟦Winter⟧ waren da", why: "surnames that are everyday words, with a salutation"},
	{text: "Herr und Frau ⟦Lindner⟧ ziehen um", why: "one surname for two"},
	{text: "Familie ⟦Müller-Lüdenscheidt⟧", why: "hyphenated"},
	{text: "Eheleute ⟦Peter⟧ und ⟦Maria Lindner⟧", why: "two persons"},
	{text: "Frau Bürgermeisterin ⟦Nottebohm⟧", why: "an office between salutation and name"},
	{text: "Praxis Dr. ⟦Wegener⟧", why: "title alone"},
	{text: "Frau ⟦von Hohenlindt⟧ und Herr ⟦van der Meer⟧", why: "particles belong to the surname"},
	// self-introductions
	{text: "ich heiße ⟦jannis oltmanns⟧ und wohne hier", why: "lower case"},
	{text: "Mein Name ist ⟦Thiago Nascimento Prates⟧.", why: "three words"},
	{text: "guten tag mein name ist ⟦elfriede gassenhuber⟧ ich wohne hier", why: "dictated, no punctuation"},
	{text: "Hallo, hier ist ⟦Anna Petersen⟧ aus Kiel", why: "hier ist"},
	{text: "moin, bin die ⟦anna⟧ von nebenan", why: "bin die"},
	{text: "My name is ⟦Oluwaseun Adebayo⟧ and I need help", why: "English"},
	{text: "Nazywam się ⟦Bartosz Szymański⟧", why: "Polish"},
	{text: "Меня зовут ⟦Тарас Левченко⟧", why: "Russian"},
	{text: "Der Vater heißt laut Pass ⟦محمد الخطابي⟧.", why: "a name in another script"},
	// form fields, prompts, signatures
	{text: "Familienname: ⟦Szymański⟧\nVorname(n): ⟦Bartosz Kamil⟧", why: "two fields are two marks"},
	{text: "Name: ⟦Lindner, Peter⟧\nTelefon: keins", why: "surname first"},
	{text: "Antragstellerin: ⟦Cevahir Demirtaş-Vogt⟧", why: "label"},
	{text: "⟦dörte knaack⟧", prompt: "Wie heißen Sie?", why: "a whole answer"},
	{text: "Das ist ⟦Renate Holzapfel⟧", prompt: "Wie ist Ihr Name?", why: "answer with filler"},
	{text: "Wann haben Sie auf?\nMit freundlichen Grüßen\n\n⟦Adelheid Mröz⟧", why: "signature on its own line"},
	{text: "danke lg ⟦tjark behrends⟧", why: "short closing"},
	{text: "Was nun? ⟦Anouk Delacroix-Baumann⟧", why: "name as the last fragment"},
	{text: "Reicht das? i.A. ⟦Wencke Harms⟧", why: "full name by lexicon behind i.A."},
	// relatives and lists
	{text: "Meine Tochter ⟦Lea-Sophie⟧ geht zur Schule", why: "relative"},
	{text: "mein Schwager ⟦Lutz-Peter Hoppenstedt⟧, das sieht jeder", why: "relative with full name"},
	{text: "Unsere Kinder ⟦Mia⟧, ⟦Paul⟧ und ⟦Lina Sommer⟧ gehen hin", why: "series"},
	{text: "wir sind ⟦lennart⟧ und ⟦fenja brodersen⟧", why: "series in lower case"},
	{text: "Sie ist eine geborene ⟦Zuckschwerdt⟧.", why: "birth name"},
	// lexicon
	{text: "Gestern hat ⟦Sabine Kretzschmar⟧ angerufen.", why: "given name and surname"},
	{text: "Unterlagen von ⟦K. Lindner⟧ fehlen", why: "initial"},
	{text: "WO BLEIBT DAS GELD?? ⟦HEINZ-GEORG STROBACH⟧", why: "capitals"},
	{text: "Kontakt: ⟦Ragnhild Boysen⟧, 040 669 69 691", why: "weak label"},
	{text: "Frau ⟦Lindner⟧ war da. ⟦Lindners⟧ Antrag liegt bei.", why: "found again, genitive inside"},
	// no persons
	{text: "Herr Oberbürgermeister, bitte antworten Sie", why: "an office"},
	{text: "Frau Ministerin, wann kommt das Gesetz?", why: "an office"},
	{text: "meine frau kommt morgen mit", why: "Frau is a noun here"},
	{text: "Herr Kollege, danke", why: "no name"},
	{text: "Die Friedrich-Ebert-Stiftung in der Konrad-Adenauer-Straße", why: "foundation and street"},
	{text: "Gehört die Helmut-Schmidt-Universität dazu?", why: "university"},
	{text: "Die Kita St. Martin hat zu", why: "saint"},
	{text: "Autohaus Köhler und Lindner GmbH", why: "firms named after families"},
	{text: "Ich bin Rentner und wohne im Sommer am See", why: "a noun behind ich bin"},
	{text: "Am Montag, im August oder Mai", why: "days and months"},
	{text: "Der Richter und der Schneider sind klein", why: "nouns and an adjective"},
	{text: "wie lange dauert das, ich will einen termin", why: "everyday words that are names, too"},
	{text: "Was heißt \"Vorbehalt der Nachprüfung\"?", why: "heißt without a name"},
	{text: "Viele Grüße aus Hamburg", why: "no signature"},
	{text: "Mit freundlichen Grüßen\nIhr Bürgeramt", why: "an authority signs"},
	{text: "Name: siehe Anlage", why: "no value in the field"},
	{text: "Name:\nVorname:\nAnschrift:", why: "empty form"},
	{text: "schreiben Sie an peter.lindner@example.org", why: "names in e-mail addresses belong to them"},
	{text: "§ 164 Abs. 1 S. 2 AO gilt bei Rewe und Lidl", why: "citations and brands"},
	{text: "z. B. Antrag A. oder B. Formular", why: "letters with full stops"},
	{text: "Mo - Fr 8-12 Uhr", why: "Fr is a day"},
	{text: "⟦Groß⟧ mein Name, guten Tag", why: "an adjective before \"mein Name\""},
	{text: "⟦Herzog⟧, ⟦Hildburg Herzog⟧, ich rufe noch mal an", why: "the surname, then the full name"},
	{text: "Herr ⟦Güngör⟧ steht als ⟦Gungor⟧ im Bescheid", why: "the name without its umlauts"},
	{text: "Übergabe an PFK ⟦Emine⟧ heute", why: "an occupation, abbreviated"},
	{text: "Die Nummer der Ärztin LANR 0933853-03 fehlt, beim Halter: FIN: 5067KWVY auch", why: "abbreviations behind a label"},
	{text: "Ist die BG Holz und Metall zuständig?", why: "an institution, no closing"},
	{text: "Meine Hündin, Rufname Frieda, und ein Rüde, heißt Balu", why: "animals' names"},
	{text: "Der Dackel hört auf Fiete, die alte Luna wurde eingeschläfert", why: "what is said of animals"},
	{text: "⟦Petra Sommer⟧ hat ihren Hund gestern eingeschläfert", why: "whose animal it was"},
	{text: "Ich bin ⟦Sabine Lorenz⟧ und meine Katze ist kastriert", why: "who introduces herself beside an animal"},
	{text: "Frau ⟦Schneider⟧ hat unseren Kater kastriert, Herr ⟦Wolf⟧ hat die Katze gechipt", why: "who treated it"},
	{text: "Mein Sohn hört auf Frau ⟦Weber⟧ mehr als auf mich", why: "whom a child obeys"},
	{text: "unser hund heißt bello und ich heiße ⟦karin⟧", why: "an animal and its owner"},
	{text: "Ich bin ⟦Sabine Lorenz⟧, meine Katze ist weg. Hallo Frau ⟦Müller⟧, der Hund ist da.", why: "an owner before the animal"},
	{text: "Frieda, die Hündin von nebenan, bellt", why: "an animal in commas"},
	{text: "Die Stute gehört ⟦Marlies Krüger⟧, der Hengst auch", why: "who owns one and the next"},
	{text: "Angemeldet sind ⟦Iris⟧, ⟦Erika⟧, ⟦Jasmin⟧ und ⟦Melissa⟧", why: "women in a list, no flowers"},
	{text: "Auf welchen Namen läuft die Steuer: der hund gehört uns", why: "an animal, no name"},
	{text: "Was ist mit Paula, das ist die Hündin? Nebenan wohnt ein Esel namens Anton.", why: "what is said behind and before"},
	{text: "Darf die Katze mit in den Garten? Sie heißt Frau Schröder.", why: "the sentence before speaks of an animal"},
	{text: "Veronika oder Astern? Iris, Erika, Jasmin und Rose sind erfroren.", why: "flowers"},
	{text: "Gibt es die Kartoffeln noch? Sieglinde und Annabelle waren gut, Linda auch.", why: "potatoes"},
	{text: "Darf ein Mädchen als ersten Vornamen Toni tragen? Schreibt man eigentlich Sofie mit f?", why: "names discussed as words"},
	{text: "Herr Konrektor, der Wachmann und ich sind einig", why: "offices"},
	{text: "Beispiel: Mustermann, Max, Schlosser", why: "a specimen's name"},
	{text: "Grill: ⟦Dirk⟧, ⟦Torben⟧, ⟦Kalle⟧", why: "given names in a list are no surname first"},
	{text: "Die Jahreskarte \"Familie Klein\" ist billiger", why: "a ticket's name"},
	{text: "Das Paket ging an \"Familie ⟦Kowalczyk⟧\", die Karte auf \"Familie ⟦Jansen⟧\"", why: "quoted from a door"},
	{text: "Ich habe mit ⟦Peter Hahn⟧ gesprochen", why: "a name of many that is a brand, too"},
	{text: "LG ⟦Pat⟧", why: "a name that is an abbreviation as well"},
	{text: "Mein Name ist ⟦Koll⟧, Frau ⟦Mei⟧ hat angerufen", why: "more of them"},
	{text: "Es sendet die besten Grüße ⟦Gundula Frey⟧. Bis dann. LG ⟦Jens⟧", why: "closings behind an article and behind a full stop"},
	{text: "Antragsteller: ⟦SOWE⟧ 01.01.1985", why: "a short name in capitals before a birth date"},
	{text: "Bewohner: ⟦Werner, Karl Friedrich⟧", why: "two given names of which one is a surname as well"},
	{text: "", why: "nothing"},
}

func TestPersonRules(t *testing.T) {
	checkMarks(t, recognizers.PersonRules(recognizers.PersonConfig{}), personCases)
}

func TestPersonWithTagger(t *testing.T) {
	checkMarks(t, recognizers.Person(recognizers.PersonConfig{}), []marked{
		{text: "Der Trainer ⟦Thomas Schmidt⟧ aus Hamburg war zufrieden.", why: "running text"},
		{text: "Frau ⟦Jolanta Wrzosek⟧ wäre dabei.", why: "rule and model agree"},
		{text: "Ein großer Rüde, heißt Balu, ist weg, er hört auf Fiete", why: "animals' names"},
		{text: "meine tochter ⟦dörte⟧ weis von nix", why: "a mistyped verb"},
		{text: "⟦Fuchs⟧, vier Personen mit Hund", prompt: "Auf welchen Namen ist reserviert?", why: "an animal comes along"},
		{text: "⟦L. Erdmann⟧    ⟦C. Lombardi⟧", why: "two signatures beside each other"},
		{text: "Trennung v. ⟦Anke⟧, danach getrunken.", why: "a shortened preposition"},
		{text: "Die Jacke von Tom Tailor passt nicht mehr", why: "a brand"},
		{text: "Viele Grüße\n⟦M. Weber⟧", why: "a signature, no disease"},
		{text: "Mein Name ist ⟦M. Reiter⟧ und ich habe eine Frage", why: "an introduction, no disease"},
		{text: "Dürfen wir den Familiennamen ⟦Öztürk⟧ führen?", why: "somebody's own name"},
		{text: "Der Vorgang liegt bei ⟦Kirschner⟧, bitte ⟦Wegener⟧ fragen", why: "surnames that are eponyms, too"},
		{text: "Collie beißt: der Hund von ⟦Thorsten⟧ war es", why: "a breed"},
		{text: "Wie lange dauert die Bearbeitung?", why: "nothing"},
	})
}

func TestPersonEvidence(t *testing.T) {
	doc, err := anonymize.NewDocument("Frau Sabine Lindner war hier", "")
	require.NoError(t, err)
	for _, c := range []struct {
		r    anonymize.Recognizer
		want anonymize.Evidence
	}{
		{recognizers.PersonRules(recognizers.PersonConfig{}), anonymize.EvidenceContext | anonymize.EvidenceLexicon},
		{recognizers.Person(recognizers.PersonConfig{}), anonymize.EvidenceContext | anonymize.EvidenceLexicon | anonymize.EvidenceModel},
	} {
		found, err := c.r.Recognize(context.Background(), doc, nil)
		require.NoError(t, err)
		require.Len(t, found, 1)
		assert.Equal(t, c.want, found[0].Evidence, "who spoke for it")
		assert.Greater(t, found[0].Score, float32(0.9))
	}
}

func TestPersonPublic(t *testing.T) {
	r := recognizers.PersonRules(recognizers.PersonConfig{Public: []string{"Henrike Nottebohm"}})
	checkMarks(t, r, []marked{
		{text: "Was sagt Frau Bürgermeisterin Nottebohm?", why: "the surname of an official"},
		{text: "Henrike Nottebohms Rede", why: "the full name"},
		{text: "Mein Name ist ⟦Petra Nottebohm⟧.", why: "another given name"},
		{text: "ich heiße ⟦Nottebohm⟧", why: "a namesake who introduces himself"},
	})
}

func TestPersonPrefer(t *testing.T) {
	text := "Gestern kam Mattis vorbei."
	assert.Contains(t, mark(t, recognizers.PersonRules(recognizers.PersonConfig{}), text, ""), "⟦Mattis⟧", "recall first")
	assert.NotContains(t, mark(t, recognizers.PersonRules(recognizers.PersonConfig{Prefer: recognizers.PreferPrecision}), text, ""), "⟦", "a given name alone is not certain")
}

// fakeTagger takes every word "Blorp" for a person.
type fakeTagger struct{ err error }

func (f fakeTagger) Recognize(_ context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	if i := strings.Index(doc.Text(), "Blorp"); i >= 0 {
		dst = append(dst, anonymize.Entity{Span: anonymize.Span{Start: i, End: i + 5}, Type: anonymize.Person, Score: 0.9})
	}
	return dst, f.err
}

func TestPersonThirdPartyTagger(t *testing.T) {
	r := recognizers.Person(recognizers.PersonConfig{Tagger: fakeTagger{}})
	assert.Equal(t, "gestern war ⟦Blorp⟧ da, Frau ⟦Lindner⟧", mark(t, r, "gestern war Blorp da, Frau Lindner", ""))
	doc, err := anonymize.NewDocument("Blorp", "")
	require.NoError(t, err)
	_, err = recognizers.Person(recognizers.PersonConfig{Tagger: fakeTagger{err: assert.AnError}}).Recognize(context.Background(), doc, nil)
	assert.ErrorIs(t, err, assert.AnError, "a tagger that fails leaves the text unsearched")
}

func TestPersonKnown(t *testing.T) {
	a, err := anonymize.New(anonymize.Config{
		Recognizers: []anonymize.Recognizer{recognizers.PersonRules(recognizers.PersonConfig{})},
		Known:       knownPersons{"Sabine Müller", "Klein"},
	})
	require.NoError(t, err)
	for text, want := range map[string]string{
		"hat müller geantwortet?":       "müller",
		"Müllers Antrag":                "Müllers",
		"ist das klein genug?":          "",
		"müllerstraße 5 ist die straße": "",
	} {
		found, err := a.Analyze(context.Background(), anonymize.Message{Scope: "s", Text: text})
		require.NoError(t, err)
		if want == "" {
			assert.Empty(t, found, text)
			continue
		}
		if assert.Len(t, found, 1, text) {
			assert.Equal(t, want, text[found[0].Start:found[0].End])
		}
	}
}

// TestPersonKnownStays: what lexicon and tagger make of a name that the conversation has named does not matter.
func TestPersonKnownStays(t *testing.T) {
	a, err := anonymize.New(anonymize.Config{
		Recognizers: []anonymize.Recognizer{recognizers.Person(recognizers.PersonConfig{})},
		Known:       knownPersons{"Erika Mustermann"},
	})
	require.NoError(t, err)
	const text = "Karte Erika Mustermann, 4711"
	found, err := a.Analyze(t.Context(), anonymize.Message{Scope: "s", Text: text})
	require.NoError(t, err)
	if assert.Len(t, found, 1) {
		assert.Equal(t, "Erika Mustermann", text[found[0].Start:found[0].End])
	}
}

type knownPersons []string

func (k knownPersons) Known(_ context.Context, _ string, typ anonymize.EntityType) ([]anonymize.Value, error) {
	var vals []anonymize.Value
	for _, s := range k {
		vals = append(vals, anonymize.NewValue(typ, s))
	}
	return vals, nil
}

func TestNamesAllocateNothing(t *testing.T) {
	recs := []anonymize.Recognizer{recognizers.PersonRules(recognizers.PersonConfig{}), recognizers.Address(recognizers.AddressConfig{}),
		recognizers.LocationRules(), recognizers.DateOfBirth(), recognizers.Person(recognizers.PersonConfig{}), recognizers.Location(recognizers.LocationConfig{})}
	a, err := anonymize.New(anonymize.Config{Recognizers: recs})
	require.NoError(t, err)
	msg := anonymize.Message{Scope: "s", Text: "Wie lange dauert die Bearbeitung des Antrags, wenn ich ihn am 12.3. abgebe?", Prompt: "Was möchten Sie wissen?"}
	ctx := context.Background()
	for range 3 {
		_, err = a.Analyze(ctx, msg)
		require.NoError(t, err)
	}
	if !raceflag.Enabled {
		assert.Zero(t, testing.AllocsPerRun(200, func() { _, _ = a.Analyze(ctx, msg) }))
	}
}

// TestNamesLinear runs texts that make a rule look far, in two sizes.
func TestNamesLinear(t *testing.T) {
	recs := []anonymize.Recognizer{recognizers.PersonRules(recognizers.PersonConfig{}), recognizers.Address(recognizers.AddressConfig{}),
		recognizers.LocationRules(), recognizers.DateOfBirth(), recognizers.Person(recognizers.PersonConfig{})}
	for _, unit := range []string{"A. A. ", "Herr ", "Peter und ", "Alte Straße ", "12345 ", "Anna-", "Name ", "Herr von ", "10115 Berlin ", "Am Markt 5 ",
		"Name Vorname: ", "Peter, ", "mfg ", "1.1.2000 ", "donaudampf", "Dr. ", "Dipl.-Ing. ", "geb. ", "c/o ", "bad ", "siebten mai ",
		"Hauptstraße 5, Kattrepel 5 und ", "Herr Lindner kommt.\nXyzquel – Perso 123456\n", "Nach Angaben von Zubrik stimmte Rée dagegen. ", "Kim Ok ", "Rose, ", "Iris, Rose und ",
		"Otto Wendt (1860-1941) und Ada Kolbe (1850-1900). ", "Der Film Harry Potter lief. ", "Name | Vorname | Alter\nWendt | Otto | 12\n\n", "Name\tVorname\tAlter\nWendt\tOtto\t12\n\n", "Otto Wendt 5.5.2020, Ada Wendt 11.1.2022, "} {
		text := strings.Repeat(unit, 200_000/len(unit))
		doc, err := anonymize.NewDocument(text, "")
		require.NoError(t, err)
		for _, r := range recs {
			_, err := r.Recognize(context.Background(), doc, nil)
			require.NoError(t, err, unit) // quadratic time would run into the test's limit
		}
	}
}
