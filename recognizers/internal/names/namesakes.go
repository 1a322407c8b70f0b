package names

// namesakes are artists, scholars and politicians of the past and figures of books for children whose names schools, streets, museums,
// exhibitions and concerts bear or have for a subject. Only names are here that nobody else has. A message about somebody called Robert
// Koch or Thomas Mann may be about a citizen.
var namesakes = [...]string{
	"caspar david friedrich", "albrecht dürer", "käthe kollwitz", "lovis corinth", "lyonel feininger", "hannah höch", "joseph beuys",
	"paula modersohn becker", "wassily kandinsky", "vincent van gogh", "claude monet", "pablo picasso", "andy warhol", "salvador dalí", "frida kahlo", "gustav klimt", "egon schiele", "edvard munch",
	"peter paul rubens", "tilman riemenschneider", "lucas cranach", "hieronymus bosch", "friedensreich hundertwasser", "leonardo da vinci", "niki de saint phalle",
	"johann sebastian bach", "wolfgang amadeus mozart", "ludwig van beethoven", "felix mendelssohn bartholdy", "georg friedrich händel", "georg philipp telemann",
	"antonio vivaldi", "giuseppe verdi", "giacomo puccini", "engelbert humperdinck", "carl maria von weber", "frédéric chopin",
	"johann wolfgang von goethe", "theodor fontane", "bertolt brecht", "joachim ringelnatz", "kurt tucholsky", "gotthold ephraim lessing",
	"annette von droste hülshoff", "eduard mörike", "rainer maria rilke", "franz kafka", "william shakespeare", "agatha christie", "jules verne",
	"hans christian andersen", "peer gynt", "hedda gabler", "nils holgersson",
	"albert einstein", "janusz korczak", "maria montessori", "johann heinrich pestalozzi", "adolph diesterweg", "wilhelm von humboldt", "alexander von humboldt",
	"werner heisenberg", "marie curie", "carl friedrich gauß", "johannes kepler", "nikolaus kopernikus", "galileo galilei", "isaac newton", "gottfried wilhelm leibniz", "immanuel kant",
	"georg christoph lichtenberg", "wernher von braun", "ada lovelace", "carl von ossietzky", "dietrich bonhoeffer", "adolph kolping", "gustav stresemann", "konrad adenauer",
	"ernst thälmann", "ferdinand lassalle", "bertha von suttner", "martin luther king", "philipp melanchthon", "nelson mandela",
	"john f kennedy", "hildegard von bingen", "elsa brandström", "florence nightingale", "henry dunant", "turnvater jahn",
	"leo lausemaus", "bobo siebenschläfer", "pettersson und findus", "biene maja", "petronella apfelmus", "paw patrol", "peppa wutz", "käpt'n blaubär",
	"williams christ", "krause glucke", "winter kommt bestimmt", "mark und pfennig",
}

// bearable are namesakes, sorts and firms whose names are made like everybody's: they are nobody's only beside a word that such a name
// stands with, see [scan.dedicatedTo].
var bearable = [...]string{
	"paul klee", "august macke", "emil nolde", "max liebermann", "gabriele münter", "ernst ludwig kirchner", "carl spitzweg", "johannes brahms",
	"clara schumann", "anton bruckner", "gustav mahler", "carl orff", "albert lortzing", "theodor storm", "erich kästner", "astrid lindgren",
	"georg büchner", "heinrich von kleist", "wilhelm hauff", "ingeborg bachmann", "anna seghers", "stephen king", "albert schweitzer",
	"friedrich fröbel", "max planck", "lise meitner", "theodor heuss", "clara zetkin", "august bebel", "elisabeth selbert", "mutter teresa",
	"mildred scheel", "käthe kruse", "max schmeling", "momo und der", "momo und den", "heidi und peter", "kaiser wilhelm", "jakob lebel", "james grieve", "alexander lucas",
	"levi strauss", "axel springer", "carl zeiss",
}

// dedicatedTo tells whether a word of the sentence near the tokens from first to last says that a school, a work, an exhibition or a sort
// bears the name that they are, or is about it, and none right behind it what a person does: "die Karten für Theodor Storm im Theater".
func (s *scan) dedicatedTo(first, last int) bool {
	if s.is(first-1, kSalut|kRel|kRelPl) || s.before(first, "nachbar") || s.before(first, "nachbarin") {
		return false // "Mein Baum, Nachbar Max Planck beschwert sich"
	}
	if n := last + 1; s.letter(n) && (s.acts(n) || s.is(n, kBe|kHome|kHeisse)) {
		return false // "Georg Büchner hat angerufen, wegen der Oper"
	}
	for i := first - 1; i >= 0 && i >= first-namesakeReach && !s.sentenceEnd(i); i-- {
		if s.namedAfter(i) {
			return true
		}
	}
	for i := last + 1; i < len(s.toks) && i <= last+namesakeReach && !s.sentenceEnd(i); i++ {
		if s.namedAfter(i) {
			return true
		}
	}
	return false
}

// namesakeReach is how many tokens a word of namedAfter may stand before or behind a name.
const namesakeReach = 12

// namedAfter tells whether the word at token i says what bears a name or has it for a subject.
func (s *scan) namedAfter(i int) bool {
	if !s.letter(i) {
		return false
	}
	switch w := s.word(i); w {
	case "schule", "grundschule", "gymnasum", "kinderdorf", "village", "raum", "saal", "band", "prinz", "nachpflanzen", "baumschule", "realschule", "klinik", "stiftung", "haltestelle", "benannt", "buch", "buecher", "ausleihen", "ausleihe", "buecherei", "bibliothek", "dvd", "zitat", "bild", "bilder", "werk", "werke", "druck", "drucke",
		"karten", "tickets", "fuehrung", "vortrag", "referat", "preis", "baum", "baeume", "sorte", "hose", "jeans", "brille", "brillen", "objektiv", "verlag", "konzern", "obst", "puppe", "puppen", "orden":
		return true
	default:
		return endsWith(w, 0, "gymnasium", "gymnasien", "gesamtschule", "museum", "museen", "ausstellung", "ausstellungen", "galerie", "denkmal", "konzert", "konzerte", "oper", "orgel", "sinfonie", "symphonie", "kantate", "requiem",
			"chor", "orchester", "theater", "theaterstueck", "inszenierung", "auffuehrung", "lesung", "roman", "romane", "krimi", "krimis", "gedicht", "gedichte", "maerchen", "film", "filme", "verfilmung", "hoerbuch", "bilderbuch",
			"gemaelde", "aquarell", "aquarelle", "kunstdruck", "leinwand", "maler", "malerin", "kuenstlerin", "dichter", "dichterin", "komponist", "komponistin", "schriftsteller", "schriftstellerin", "apfel", "aepfel", "birne", "birnen", "apfelbaum", "sorten")
	}
}

// firms and brands whose names are like persons'.
var firms = [...]string{
	"john deere", "massey ferguson", "ray ban", "don joy", "heinz ketchup", "uncle bens", "uncle ben's", "tom tailor", "jack russell", "jack wolfskin", "urban arrow", "calvin klein",
	"hugo boss", "tommy hilfiger", "ralph lauren", "michael kors", "karl lagerfeld", "gerry weber", "betty barclay", "camp david", "carlo colucci", "harley davidson", "johnnie walker",
	"jack daniels", "captain morgan", "king charles", "lambacher schweizer", "dr oetker", "dr best", "dr hauschka", "dr scholl", "meister proper", "mr proper", "engelbert strauss",
	"paul hartmann ag", "louis vuitton", "christian dior", "jean paul gaultier", "bruno banani", "ben and jerry",
}
