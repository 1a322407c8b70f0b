package names

// namesakes are artists, scholars and politicians of the past and figures of books for children whose names schools, streets, museums,
// exhibitions and concerts bear or have for a subject. Only names are here that hardly anybody else
// has: a message about somebody called Robert Koch or Thomas Mann may be about a citizen.
var namesakes = [...]string{
	"caspar david friedrich", "albrecht dürer", "paul klee", "august macke", "emil nolde", "käthe kollwitz", "max liebermann", "lovis corinth", "lyonel feininger", "hannah höch", "joseph beuys",
	"paula modersohn becker", "gabriele münter", "wassily kandinsky", "vincent van gogh", "claude monet", "pablo picasso", "andy warhol", "salvador dalí", "frida kahlo", "gustav klimt", "egon schiele", "edvard munch",
	"peter paul rubens", "ernst ludwig kirchner", "carl spitzweg", "tilman riemenschneider", "lucas cranach", "hieronymus bosch", "friedensreich hundertwasser", "leonardo da vinci", "niki de saint phalle",
	"johann sebastian bach", "wolfgang amadeus mozart", "ludwig van beethoven", "johannes brahms", "clara schumann", "felix mendelssohn bartholdy", "georg friedrich händel", "georg philipp telemann", "anton bruckner",
	"gustav mahler", "carl orff", "antonio vivaldi", "giuseppe verdi", "giacomo puccini", "engelbert humperdinck", "albert lortzing", "carl maria von weber", "frédéric chopin",
	"johann wolfgang von goethe", "theodor fontane", "theodor storm", "bertolt brecht", "erich kästner", "astrid lindgren", "joachim ringelnatz", "kurt tucholsky", "gotthold ephraim lessing",
	"georg büchner", "heinrich von kleist", "annette von droste hülshoff", "eduard mörike", "rainer maria rilke", "franz kafka", "william shakespeare", "agatha christie", "stephen king", "jules verne",
	"hans christian andersen", "wilhelm hauff", "ingeborg bachmann", "anna seghers", "peer gynt", "hedda gabler", "nils holgersson",
	"albert schweitzer", "albert einstein", "janusz korczak", "maria montessori", "johann heinrich pestalozzi", "friedrich fröbel", "adolph diesterweg", "wilhelm von humboldt", "alexander von humboldt",
	"max planck", "werner heisenberg", "lise meitner", "marie curie", "carl friedrich gauß", "johannes kepler", "nikolaus kopernikus", "galileo galilei", "isaac newton", "gottfried wilhelm leibniz", "immanuel kant",
	"georg christoph lichtenberg", "wernher von braun", "ada lovelace", "carl von ossietzky", "dietrich bonhoeffer", "adolph kolping", "gustav stresemann", "theodor heuss", "konrad adenauer",
	"clara zetkin", "august bebel", "ernst thälmann", "ferdinand lassalle", "bertha von suttner", "elisabeth selbert", "mutter teresa", "martin luther king", "philipp melanchthon", "nelson mandela",
	"john f kennedy", "mildred scheel", "käthe kruse", "hildegard von bingen", "elsa brandström", "florence nightingale", "henry dunant", "turnvater jahn", "max schmeling",
	"leo lausemaus", "bobo siebenschläfer", "pettersson und findus", "biene maja", "petronella apfelmus", "paw patrol", "peppa wutz", "käpt'n blaubär", "momo und", "heidi und peter",
	"kaiser wilhelm", "jakob lebel", "james grieve", "alexander lucas", "williams christ", "krause glucke", "winter kommt bestimmt", "mark und pfennig",
}

// firms and brands whose names are like persons'.
var firms = [...]string{
	"john deere", "massey ferguson", "ray ban", "don joy", "heinz ketchup", "uncle bens", "uncle ben's", "tom tailor", "jack russell", "jack wolfskin", "urban arrow", "calvin klein",
	"hugo boss", "tommy hilfiger", "ralph lauren", "michael kors", "karl lagerfeld", "gerry weber", "betty barclay", "camp david", "carlo colucci", "harley davidson", "johnnie walker",
	"jack daniels", "captain morgan", "king charles", "lambacher schweizer", "dr oetker", "dr best", "dr hauschka", "dr scholl", "meister proper", "mr proper", "engelbert strauss",
	"paul hartmann ag", "louis vuitton", "christian dior", "jean paul gaultier", "levi strauss", "axel springer", "bruno banani", "carl zeiss", "ben and jerry",
}
