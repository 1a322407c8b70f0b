package pseudonym

import (
	"slices"
	"strings"
	"unicode"
)

// The lists are invented for this package. Surnames are put together from two parts, which gives a few hundred believable
// ones that hardly anybody bears.

type nameList struct {
	male, female []string
	sur          [][]string // parts that are put together
}

var (
	latinMale = []string{"Anton", "Arne", "Benno", "Bjarne", "Emil", "Falk", "Fiete", "Frieder", "Gregor", "Hannes", "Henning", "Jasper",
		"Joris", "Konrad", "Lennart", "Ludger", "Malte", "Matti", "Ole", "Piet", "Quirin", "Ruben", "Sönke", "Theo", "Thore", "Ulf", "Veit", "Wim"}
	latinFemale = []string{"Alma", "Antje", "Britta", "Clara", "Dörte", "Elke", "Enna", "Femke", "Frauke", "Gesa", "Greta", "Hedda",
		"Ida", "Ilka", "Jule", "Karla", "Levke", "Linnea", "Merle", "Nele", "Okka", "Paula", "Rieke", "Silke", "Svea", "Tilda", "Wiebke", "Yva"}
	latinSurHead = []string{"Ahren", "Birken", "Brunn", "Dornen", "Eichen", "Erlen", "Falken", "Feuer", "Grauen", "Hasel", "Heiden", "Immen",
		"Kiefern", "Kranich", "Linden", "Moor", "Nebel", "Otter", "Reiher", "Rosen", "Silber", "Tannen", "Ulmen", "Wachol", "Wiesen", "Zeder"}
	latinSurTail = []string{"beck", "berger", "brink", "bruch", "dorfer", "felder", "hagen", "hoff", "horst", "kamp", "mann", "rath", "stedt", "tal", "wald", "weiler"}

	cyrillicMale   = []string{"Антон", "Борис", "Глеб", "Денис", "Егор", "Захар", "Кирилл", "Лев", "Матвей", "Тимур"}
	cyrillicFemale = []string{"Алина", "Вера", "Дарья", "Злата", "Инна", "Кира", "Лидия", "Майя", "Нина", "Рада"}
	cyrillicSur    = []string{"Березенко", "Вербицкенко", "Дубравенко", "Калиненко", "Лебеденко", "Осиненко", "Рябиненко", "Сосненко", "Тополенко", "Ясененко"}

	greekMale   = []string{"Άγης", "Δήμος", "Λίνος", "Μίλτος", "Πάρις", "Στάθης"}
	greekFemale = []string{"Αυγή", "Δάφνη", "Ίρις", "Λήδα", "Μυρτώ", "Νεφέλη"}
	greekSur    = []string{"Αμπελάκος", "Δρυμάκος", "Κεδράκος", "Λιμνάκος", "Πευκάκος", "Ροδάκος"}

	arabicMale   = []string{"أنس", "بدر", "جاد", "زيد", "ليث", "نبيل"}
	arabicFemale = []string{"أمل", "جنى", "ديما", "رنا", "لمى", "هالة"}
	arabicSur    = []string{"البستاني", "الزيتوني", "السنديان", "الصفصاف", "الغابي", "النبعي"}

	streetNames = []string{"Nebelkrähen", "Sternmoos", "Silberquast", "Wollgras", "Bernsteinhahn", "Mondraute", "Haubenlerchen", "Quarzadern",
		"Regenpfeifer", "Samtfuß", "Torfbeeren", "Ulkspecht", "Vollmondhirsch", "Windspiegel", "Zaunrüben", "Knisterbach"}
	streetKinds = []string{"weg", "straße", "gasse", "allee", "ring"}
)

// namesFor returns the names in the script of the value.
func namesFor(value string) nameList {
	for _, r := range value {
		switch {
		case unicode.Is(unicode.Cyrillic, r):
			return nameList{cyrillicMale, cyrillicFemale, [][]string{cyrillicSur}}
		case unicode.Is(unicode.Greek, r):
			return nameList{greekMale, greekFemale, [][]string{greekSur}}
		case unicode.Is(unicode.Arabic, r):
			return nameList{arabicMale, arabicFemale, [][]string{arabicSur}}
		}
	}
	return nameList{latinMale, latinFemale, [][]string{latinSurHead, latinSurTail}}
}

// isMale guesses the gender from the given name's ending, with the exceptions that are common in Germany. A wrong guess
// costs a model's "she" for "he", nothing else.
func isMale(words []string) bool {
	if len(words) == 0 {
		return true
	}
	g := strings.ToLower(words[0])
	if i := strings.IndexByte(g, '-'); i > 0 {
		g = g[:i]
	}
	if slices.Contains([]string{"frau", "fr."}, g) {
		return false
	}
	if slices.Contains([]string{"luca", "joshua", "sascha", "mika", "noah", "jona", "elia", "kolja", "ilja", "mischa", "andrea", "nikola", "mustafa", "musa", "isa",
		"uwe", "ole", "arne", "malte", "helge", "rene", "andre", "george", "mike", "luke", "hauke", "sönke", "thore", "bjarne", "никита", "илья", "саша"}, g) {
		return true
	}
	if slices.Contains([]string{"birgit", "ingrid", "margit", "karin", "kerstin", "astrid", "doris", "iris", "agnes", "edith", "judith", "ruth", "gudrun", "heidrun", "sigrid",
		"elisabeth", "carmen", "kathrin", "katrin", "marion", "yasmin", "jasmin", "miriam", "esther", "sarah", "hannah", "deborah", "annegret", "margret", "adelheid", "dagmar",
		"ellen", "karen", "maren", "kirsten", "carolin", "evelyn", "vivien", "nicol", "isabel", "rahel", "ingeborg", "heike", "elif", "aylin", "nur", "любовь"}, g) {
		return false
	}
	return !strings.HasSuffix(g, "a") && !strings.HasSuffix(g, "e") && !strings.HasSuffix(g, "i") && !strings.HasSuffix(g, "а") && !strings.HasSuffix(g, "я") &&
		!strings.HasSuffix(g, "ة") && !strings.HasSuffix(g, "η")
}
