package train

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/deckname/deckname/recognizers/internal/tagger"
)

// Generate writes one chat message to an authority: one to three carriers
// with names, addresses and numbers drawn from the lists, often without
// capitals, umlauts or punctuation.
func (n *Names) Generate(rnd *rand.Rand) Sentence {
	s := Sentence{domain: Chat}
	for range 1 + rnd.IntN(3) {
		n.fill(&s, carriers[rnd.IntN(len(carriers))], rnd)
	}
	switch x := rnd.Float64(); {
	case x < 0.4:
		for i := range s.toks {
			s.toks[i].text = strings.ToLower(s.toks[i].text)
		}
	case x < 0.5: // capitals only where a phone's keyboard sets them
		for i := range s.toks {
			if i > 0 && s.toks[i-1].text != "." {
				s.toks[i].text = strings.ToLower(s.toks[i].text)
			}
		}
	}
	if rnd.Float64() < 0.35 {
		n.plain(&s, rnd)
	}
	if rnd.Float64() < 0.3 {
		typos(s.toks, rnd)
	}
	return s
}

// fill appends a carrier with its slots filled.
func (n *Names) fill(s *Sentence, carrier string, rnd *rand.Rand) {
	for f := range strings.FieldsSeq(carrier) {
		if f[0] != '<' {
			body := strings.TrimRight(f, ",.!?:;")
			if body != "" {
				s.toks = append(s.toks, token{text: body})
			}
			for _, p := range f[len(body):] {
				s.toks = append(s.toks, token{text: string(p), glue: len(s.toks) > 0})
			}
			continue
		}
		slot, tail, _ := strings.Cut(f[1:], ">")
		from := len(s.toks)
		class := n.slot(s, slot, rnd)
		if class != tagger.None {
			for i := from; i < len(s.toks); i++ {
				if s.toks[i].soft == 0 {
					s.toks[i].class, s.toks[i].begin = class, i == from
				}
				s.toks[i].soft = 0
			}
		}
		if strings.HasPrefix(tail, "s") && len(s.toks) > from { // genitive
			if l := &s.toks[len(s.toks)-1]; !strings.HasSuffix(l.text, "s") {
				l.text += "s"
			}
			tail = tail[1:]
		}
		for _, p := range tail {
			s.toks = append(s.toks, token{text: string(p), glue: true})
		}
	}
}

// slot appends the words of a slot and returns their class. Words with a soft
// mark stay outside the name.
func (n *Names) slot(s *Sentence, slot string, rnd *rand.Rand) tagger.Class {
	put := func(words ...string) {
		for _, w := range words {
			s.toks = append(s.toks, token{text: w})
		}
	}
	number := func(digits int) string {
		b := make([]byte, digits)
		for i := range b {
			b[i] = '0' + byte(rnd.IntN(10))
		}
		return string(b)
	}
	switch slot {
	case "p": // a full name
		first, last := n.first.draw(rnd), n.last.draw(rnd)
		switch x := rnd.IntN(100); {
		case x < 6:
			put(first, n.first.draw(rnd), last)
		case x < 12:
			put(first+"-"+n.first.draw(rnd), last)
		case x < 18:
			put(first, last+"-"+n.last.draw(rnd))
		case x < 22:
			put(first, []string{"von", "van", "zu", "de", "El", "Al", "van der", "von der"}[rnd.IntN(8)], last)
		case x < 25:
			put(string([]rune(first)[:1])+".", last)
		case x < 29:
			put(last, ",", first)
			s.toks[len(s.toks)-2].glue = true
		case x < 32:
			put(last, first)
		default:
			put(first, last)
		}
		return tagger.Person
	case "f":
		put(n.first.draw(rnd))
		return tagger.Person
	case "l":
		put(n.last.draw(rnd))
		if rnd.IntN(20) == 0 {
			s.toks[len(s.toks)-1].text += "-" + n.last.draw(rnd)
		}
		return tagger.Person
	case "stadt":
		put(strings.Fields(n.city.draw(rnd))...)
		return tagger.Location
	case "plzort":
		p := n.plz[rnd.IntN(len(n.plz))]
		put(p[0])
		s.toks[len(s.toks)-1].soft = 1
		k := len(s.toks)
		put(strings.Fields(p[1])...)
		s.toks[k].class, s.toks[k].begin = tagger.Location, true
		for i := k + 1; i < len(s.toks); i++ {
			s.toks[i].class = tagger.Location
		}
		s.toks[k-1].soft = 0
		return tagger.None
	case "str":
		put(strings.Fields(n.streetName(rnd))...)
		return tagger.Street
	case "hausnr":
		h := strconv.Itoa(1 + rnd.IntN(180))
		if rnd.IntN(6) == 0 {
			h += string(rune('a' + rnd.IntN(5)))
		}
		put(h)
	case "datum":
		if rnd.IntN(2) == 0 {
			put(fmt.Sprintf("%02d.%02d.%d", 1+rnd.IntN(28), 1+rnd.IntN(12), 1940+rnd.IntN(86)))
		} else {
			put(strconv.Itoa(1+rnd.IntN(28))+".", months[rnd.IntN(12)])
		}
	case "tel":
		put("0"+number(3), number(3+rnd.IntN(5)))
	case "nr":
		put(number(4 + rnd.IntN(8)))
	case "uhr":
		put(strconv.Itoa(7+rnd.IntN(12)), "Uhr")
	case "amt":
		put(strings.Fields(offices[rnd.IntN(len(offices))])...)
	case "sache":
		put(strings.Fields(matters[rnd.IntN(len(matters))])...)
	case "rolle":
		put(roles[rnd.IntN(len(roles))])
	}
	return tagger.None
}

func (n *Names) streetName(rnd *rand.Rand) string {
	end := []string{"straße", "straße", "straße", "str.", "str", "weg", "weg", "allee", "platz", "gasse", "ring", "damm", "ufer", "strasse"}[rnd.IntN(14)]
	switch x := rnd.IntN(100); {
	case x < 50:
		s := n.street.draw(rnd)
		if strings.HasSuffix(s, "tr.") && rnd.IntN(2) == 0 {
			s = strings.TrimSuffix(s, ".") + "aße"
		}
		return s
	case x < 65:
		return n.last.draw(rnd) + end
	case x < 75:
		return n.first.draw(rnd) + "-" + n.last.draw(rnd) + "-" + title(end)
	case x < 85:
		c, _, _ := strings.Cut(n.city.draw(rnd), " ")
		return c + "er " + title(end)
	}
	return []string{"Am ", "An der ", "Im ", "Zum ", "Auf dem ", "Unter den ", "Zur ", "In der "}[rnd.IntN(8)] +
		[]string{"Markt", "Anger", "Mühle", "Bach", "Linden", "Kirche", "Rathaus", "Wiesen", "Sportplatz", "Alten Bahnhof", "Hang", "Eichen",
			"Stadtpark", "Hof", "Weinberg", "Sonnenhang", "Kirchplatz", "See"}[rnd.IntN(18)]
}

// typos garbles a word or two outside the names' own first letters.
func typos(toks []token, rnd *rand.Rand) {
	for range 1 + rnd.IntN(2) {
		t := &toks[rnd.IntN(len(toks))]
		r := []rune(t.text)
		if len(r) < 5 {
			continue
		}
		i := 1 + rnd.IntN(len(r)-2)
		switch rnd.IntN(4) {
		case 0:
			r[i], r[i+1] = r[i+1], r[i]
		case 1:
			r = append(r[:i], r[i+1:]...)
		case 2:
			r = append(r[:i+1], r[i:]...)
		default:
			s := strings.NewReplacer("ä", "a", "ö", "o", "ü", "u", "ß", "s").Replace(string(r))
			r = []rune(s)
		}
		t.text = string(r)
	}
}

var months = strings.Fields("Januar Februar März April Mai Juni Juli August September Oktober November Dezember")

var offices = strings.Split("Bürgeramt|Einwohnermeldeamt|Standesamt|Jugendamt|Sozialamt|Finanzamt|Ordnungsamt|Jobcenter|Ausländerbehörde|Bauamt|"+
	"Gesundheitsamt|Kfz-Zulassungsstelle|Wohngeldstelle|Elterngeldstelle|Amtsgericht|Rathaus|Familienkasse|Führerscheinstelle|Stadtkasse|Schulamt", "|")

var matters = strings.Split("Personalausweis|Reisepass|Führerschein|Wohngeld|Elterngeld|Kindergeld|Bürgergeld|Anmeldung|Ummeldung|Abmeldung|"+
	"Geburtsurkunde|Heiratsurkunde|Sterbeurkunde|Meldebescheinigung|Führungszeugnis|Hundesteuer|Parkausweis|Bewohnerparkausweis|Aufenthaltstitel|"+
	"Einbürgerung|Sperrmüll|Gewerbeanmeldung|Bauantrag|Grundsteuer|Unterhaltsvorschuss|Kita-Platz|Schwerbehindertenausweis|Steuerbescheid|"+
	"Wohnberechtigungsschein|Namensänderung|Fundbüro|Beglaubigung|Reisegewerbekarte|Fischereischein|Widerspruch|Bußgeldbescheid|Mahnung|Rente", "|")

var roles = strings.Fields(`Mutter Vater Sohn Tochter Mann Frau Ehefrau Ehemann Nachbar Nachbarin Vermieter Vermieterin Betreuer Betreuerin
Bruder Schwester Oma Opa Kollege Kollegin Anwalt Anwältin Hausarzt Ärztin Freundin Freund Lebensgefährte Lebensgefährtin Sachbearbeiter
Sachbearbeiterin Chef Chefin Steuerberater Enkel Enkelin Neffe Nichte Tante Onkel Cousin Cousine Schwiegermutter Stiefvater`)

// carriers are messages of citizens, one a line. <p> full name, <f> given
// name, <l> surname, <str> street, <hausnr>, <plzort>, <stadt>, <datum>,
// <tel>, <nr>, <uhr>, <amt>, <sache>, <rolle>; <l>s is the genitive.
var carriers = strings.Split(strings.TrimSpace(`
Guten Tag, mein Name ist <p> und ich möchte einen Termin für <sache>.
Hallo, ich bin <p>.
Hallo, ich heiße <p> und wohne in <stadt>.
Ich bin die <f> und brauche <sache>.
ich heisse <f> <sache>
Hier ist <p>, ich habe eine Frage zu <sache>.
Hier <p>, <str> <hausnr>, <plzort>.
Meine Adresse ist <str> <hausnr>, <plzort>.
Ich wohne in der <str> <hausnr> in <stadt>.
wohnhaft <str> <hausnr> <plzort>
Wir sind umgezogen von <str> <hausnr> nach <str> <hausnr>, <plzort>.
Ich ziehe am <datum> nach <stadt> um.
Mit freundlichen Grüßen <p>
Mit freundlichen Grüßen, <p>
Viele Grüße <f>
Viele Grüße, <f> <l>
LG <f>
mfg <p>
MfG <l>
Liebe Grüße aus <stadt>, <p>
Danke, <f>
Danke und Gruß, <p>
Gruß <l>
Beste Grüße <p>
Sehr geehrter Herr <l>, vielen Dank für Ihre Antwort.
Sehr geehrte Frau <l>, ich warte noch auf <sache>.
Sehr geehrte Frau Dr. <l>, anbei die Unterlagen.
Lieber Herr <l>, wann kann ich kommen?
Guten Morgen Frau <l>!
Hallo Herr <l>,
Hallo <f>,
Hi <f>, kannst du mir sagen, wann das <amt> öffnet?
Ich habe mit Frau <l> vom <amt> gesprochen.
Ich habe mit Herrn <l> telefoniert.
Herr <l> hat mir gesagt, dass <sache> fertig ist.
Meine Sachbearbeiterin ist Frau <l>.
Mein Sachbearbeiter heißt <l>.
Mein <rolle> <p> hat am <datum> Geburtstag.
Meine <rolle> heißt <p>.
Meine <rolle> <f> braucht <sache>.
Mein <rolle> <f> geht in <stadt> zur Schule.
Das Kind heißt <f> <l> und ist am <datum> geboren.
Unser Sohn <f> wurde am <datum> in <stadt> geboren.
Unsere Tochter <f> soll in die Kita.
Ich möchte meine Kinder <f> und <f> anmelden.
Wir heißen <p> und <p>.
Der Antrag ist auf <p> ausgestellt.
Der Vertrag läuft auf den Namen <p>.
Der Bescheid ging an <p>, <str> <hausnr>.
Name: <p>
Name: <l> Vorname: <f>
Vorname <f> Nachname <l>
Nachname: <l>, Vorname: <f>, geboren am <datum> in <stadt>
Name <p> Geburtsdatum <datum> Adresse <str> <hausnr> <plzort>
<p>, geboren am <datum>
<p>, <str> <hausnr>, <plzort>
<p> <datum>
<p>
<f> <l>
<l>
<p>, Tel. <tel>
Sie erreichen mich unter <tel>, <p>.
Rufen Sie mich bitte unter <tel> an, mein Name ist <l>.
Bitte rufen Sie Herrn <l> an.
Können Sie bitte Frau <l> Bescheid geben?
Frau <l>s Telefonnummer ist <tel>.
Das ist <f>s Ausweis.
Ich brauche <f>s Geburtsurkunde.
<p> ist gestorben, was muss ich tun?
<p> ist meine <rolle>.
<f> <l> wohnt nicht mehr bei mir.
Bei uns wohnt noch <p>.
Mein Vermieter <p> unterschreibt die Bescheinigung nicht.
Die Vermieterin <l> will kein Formular ausfüllen.
Familie <l> wohnt in der <str>.
Die Familie <l> aus <stadt> hat sich beschwert.
Ich bin mit <p> verheiratet.
Geborene <l>, jetzt <l>.
Ich heiße jetzt <l>, früher <l>.
Ich bevollmächtige <p>, <sache> abzuholen.
Hiermit bevollmächtige ich <p>, geboren <datum>.
Zeuge war <p> aus <stadt>.
Der Hund gehört <p>.
Mein Nachbar <l> parkt immer falsch.
In der <str> ist eine Laterne kaputt.
Auf der <str> liegt Müll.
Wann wird in der <str> der Sperrmüll abgeholt?
Gibt es am <str> eine Baustelle?
Wo kann ich in <stadt> parken?
Wie komme ich von <stadt> nach <stadt>?
Ich komme aus <stadt>.
Ich bin in <stadt> geboren.
Ich war bei der Stadt <stadt> gemeldet.
Die Stadt <stadt> hat mir geschrieben.
Aktenzeichen <nr>, <p>
Mein Kassenzeichen ist <nr>.
Kundennummer <nr> <l>
Danke Herr <l>!
ok danke frau <l>
bin <f>
ich bins <f> nochmal
hier nochmal <f> <l>
nein <f> mit zwei n
mein name ist <f>
mein name ist <l>
mein name <p>
name <p>
ich bin der <f> <l>
bin der <f>, <hausnr> jahre alt
schreib bitte an <p>
grüße <f>
gruss <p>
schönen tag noch, <f>
An: <p>
Von <p> am <datum>
Betreff: <sache> <p>
Empfänger <p> <str> <hausnr> <plzort>
z. Hd. Frau <l>
zu Händen <p>
c/o <p>, <str> <hausnr>, <plzort>
Kontoinhaber: <p>
Kontoinhaberin ist <p>.
Überweisen Sie bitte an <p>.
Dr. <p> hat das Attest geschrieben.
Mein Arzt Dr. <l> ist in <stadt>.
Prof. Dr. <l> hat unterschrieben.
Frau Rechtsanwältin <l> vertritt mich.
Rechtsanwalt <p> schreibt Ihnen noch.
Die Klassenlehrerin Frau <l> weiß Bescheid.
Ich war gestern mit <f> beim <amt>.
<f> und <f> <l>
Herr und Frau <l>
Eheleute <f> und <f> <l>
Ich, <p>, beantrage <sache>.
Ich, <p>, wohnhaft in <stadt>, erkläre hiermit Folgendes.
Guten Tag, ich möchte <sache> beantragen.
Wie lange dauert <sache>?
Was kostet <sache>?
Wo bekomme ich <sache>?
Welche Unterlagen brauche ich für <sache>?
Wann hat das <amt> geöffnet?
Ist das <amt> am <datum> offen?
Ich habe einen Termin am <datum> um <uhr>.
Kann ich den Termin auf <datum> verschieben?
Brauche ich dafür einen Termin?
Ich habe meinen Ausweis verloren.
Mein <sache> ist abgelaufen, was nun?
Ich habe noch keine Antwort vom <amt> bekommen.
Danke für die schnelle Hilfe!
Vielen Dank und einen schönen Sommer!
Das verstehe ich nicht.
Können Sie mir das Formular schicken?
ja
nein danke
Ich bin neu in Deutschland und brauche Hilfe.
Ich arbeite bei der Bahn und bin Vater von drei Kindern.
Mein Mann ist Bäcker und meine Frau ist Richterin.
Muss ich den Müller oder den Schreiner melden?
Gibt es einen Winter dienst im Ort?
Ich bin klein, schwarz ist mein Auto und weiß der Hund.
Wer ist für die Sommer ferien zuständig?
Mein Kind ist ernst erkrankt.
Der Koch im Rathaus ist gut, der Wirt auch.
Ich bin seit Mai beim Jobcenter.
Wir treffen uns am Markt vor der Kirche.
Der Bürgermeister hat doch gesagt, dass es eine Lösung gibt.
Ich möchte eine Beschwerde über das <amt> einreichen.
Bitte löschen Sie meine Daten.
Wo finde ich die Gebühren für <sache>?
hallo ich brauch dringend <sache>
kann man das auch online machen
wie lange habt ihr heute auf
Ich habe am <datum> <sache> beantragt und noch nichts gehört.
`), "\n")
