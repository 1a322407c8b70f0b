package main

import (
	"strings"
	"unicode"

	"github.com/deckname/deckname/recognizers/internal/lexicon"
)

// firms are parts of the names of bulk recipients, which German postcodes
// list like places.
var firms = []string{"gmbh", " ag", " kg", " eg", "e.v.", "versicherung", "bank", "sparkasse", "postfach", "universit", "klinik",
	"verlag", "&", "agentur", "bundes", "gericht", "ministerium", "sendungen", " mbh", " co.", "werke", "kasse", "post ag", "versand",
	"amt ", "service", "gesellschaft", "stiftung", "verwaltung", "verband", "behoerde", "polizei", "hochschule", "zentrum", "direkt"}

func (c *collection) places() error {
	valid := make(map[string]bool)
	if err := c.lines("places/plz_wzb.txt", func(l string) { valid[strings.TrimSpace(l)] = true }); err != nil {
		return err
	}
	err := c.lines("places/plz_de.tsv", func(l string) {
		f := strings.Split(l, "\t")
		if len(f) < 5 {
			return
		}
		region := strings.NewReplacer("Kreisfreie Stadt ", "", ", Stadt", "", "Stadtkreis ", "").Replace(f[4])
		if strings.HasPrefix(f[4], "Kreisfreie") || strings.HasSuffix(f[4], ", Stadt") || strings.HasPrefix(f[4], "Stadtkreis") {
			c.pair(f[0], region)
		}
		c.region(f[2], f[3], region)
		if valid[f[0]] && !firm(f[1]) {
			c.place(f[0], f[1])
		}
	})
	if err != nil {
		return err
	}
	for _, country := range []string{"at", "ch"} {
		err := c.lines("places/plz_"+country+".tsv", func(l string) {
			f := strings.Split(l, "\t")
			if len(f) < 5 {
				return
			}
			name, _, _ := strings.Cut(f[1], ",")
			name, _, _ = strings.Cut(name, " / ")
			name = strings.TrimRight(name, "0123456789 ")
			c.place(f[0], name)
			c.pair(f[0], f[4])
			c.region(f[2], f[3], "")
		})
		if err != nil {
			return err
		}
	}
	for _, list := range []string{"names/faker/py_de_DE_cities.txt", "names/faker_js/de_city_name.txt"} {
		if err := c.lines(list, func(l string) { c.place("", l) }); err != nil {
			return err
		}
	}
	return c.lines("places/laendernamen.list", func(l string) {
		k := key(l)
		w := c.word(k)
		w.class |= lexicon.Country
		w.place = max(w.place, 3)
		if head, _, more := strings.Cut(k, " "); more {
			c.word(head).class |= lexicon.PlaceHead
		}
	})
}

func firm(name string) bool {
	l := strings.ToLower(name)
	for _, f := range firms {
		if strings.Contains(l+" ", f) {
			return true
		}
	}
	return strings.HasSuffix(l, "amt") && !strings.HasSuffix(l, "bamt") || strings.ContainsAny(name, "0123456789\"")
}

// heads are first words of places that alone name no place.
var heads = set(`bad sankt st am an im in alt neu gross klein ober unter hohen markt der die zum zur schloss burg kloster stadt
kirchen maria gut hof la le les sant san`)

func (c *collection) place(code, name string) {
	if i := strings.IndexByte(name, '('); i > 0 {
		name = name[:i]
	}
	k := key(name)
	if len(k) < 2 || !unicode.IsLetter([]rune(k)[0]) {
		return
	}
	w := c.word(k)
	w.class |= lexicon.Place
	w.rows++
	head, rest, more := strings.Cut(k, " ")
	if more {
		c.word(head).class |= lexicon.PlaceHead
		switch second, _, _ := strings.Cut(rest, " "); second {
		case "am", "an", "im", "in", "bei", "ob", "vor", "auf", "a", "i", "b":
			// "Frankfurt am Main" is called Frankfurt as well
			if !heads[head] {
				c.word(head).class |= lexicon.Place
				c.word(head).rows++
			}
		}
	}
	c.pair(code, name)
}

func (c *collection) pair(code, name string) {
	k := key(name)
	if code == "" || k == "" {
		return
	}
	c.plz = append(c.plz, [2]string{code, k})
	if head, _, more := strings.Cut(k, " "); more {
		c.plz = append(c.plz, [2]string{code, head})
	}
}

// region adds administrative names without the words for their kind.
func (c *collection) region(names ...string) {
	for _, n := range names {
		n = strings.NewReplacer("Landkreis ", "", "Politischer Bezirk ", "", "Kanton ", "", "Canton de ", "", "Bezirk ", "", " District", "",
			"Land ", "", "Regierungsbezirk ", "", " Region", "", "(Stadt)", "", "Region ", "", "Wahlkreis ", "", ", Stadt", "").Replace(n)
		k := key(n)
		if len(k) < 3 || strings.ContainsAny(k, "0123456789()") {
			continue
		}
		c.word(k).class |= lexicon.District
		if head, _, more := strings.Cut(k, " "); more {
			c.word(head).class |= lexicon.PlaceHead
		}
	}
}

func (c *collection) others() error {
	err := c.lines("names/faker_js/de_street_name.txt", func(l string) {
		for _, end := range []string{"", "asse"} {
			s := l
			if end != "" {
				if !strings.HasSuffix(s, "tr.") {
					continue
				}
				s = strings.TrimSuffix(s, ".") + end
			}
			c.word(key(s)).class |= lexicon.Street
		}
	})
	if err != nil {
		return err
	}
	for _, list := range []string{"gesetzesnamen", "verordnungsnamen"} {
		err := c.lines("places/"+list+".list", func(l string) {
			abbr, _, _ := strings.Cut(l, " ")
			upper := 0
			for _, r := range abbr {
				if unicode.IsUpper(r) {
					upper++
				}
			}
			if upper >= 2 && len(abbr) <= 20 {
				c.word(key(abbr)).class |= lexicon.Law
			}
		})
		if err != nil {
			return err
		}
	}
	rank := 0
	err = c.lines("names/zxcvbn_de/commonWords.txt", func(l string) {
		rank++
		w := c.word(key(l))
		// the list mixes names and words; the texts decide where they can
		if rank <= 8000 && w.class&(lexicon.FirstName|lexicon.Surname|lexicon.Place) == 0 && w.upper == 0 {
			w.lower += 2
		}
	})
	if err != nil {
		return err
	}
	rank = 0
	err = c.lines("names/zxcvbn_de/wikipedia.txt", func(l string) {
		rank++
		if rank <= 40000 {
			c.word(key(l)).class |= lexicon.Wiki
		}
	})
	if err != nil {
		return err
	}
	for class, words := range map[lexicon.Class]string{
		lexicon.Title:    titleWords,
		lexicon.Role:     roleWords,
		lexicon.Particle: "von vom van de da dos del della di du den der el al la le bin ibn ben mac mc zu zum zur ter ten op abu und o",
	} {
		for w := range strings.FieldsSeq(words) {
			c.word(w).class |= class
		}
	}
	return nil
}

const titleWords = `herr herrn hr hrn frau fr fraeulein dr drs prof doktor professor professorin dipl ing med phil jur rer nat
mag magister ma msc bsc lic mr mrs ms miss sir lady lord familie fam eheleute graf graefin freiherr freifrau baron baronin prinz
prinzessin fuerst fuerstin herzog herzogin koenig koenigin kaiser kaiserin papst bischof kardinal pater schwester bruder sankt`

const roleWords = `kollege kollegen kollegin kolleginnen minister ministerin bundesminister bundesministerin praesident praesidentin
kanzler kanzlerin bundeskanzler bundeskanzlerin staatssekretaer staatssekretaerin abgeordnete abgeordneter abgeordneten senator
senatorin buergermeister buergermeisterin oberbuergermeister oberbuergermeisterin landrat landraetin ministerpraesident
ministerpraesidentin trainer trainerin sprecher sprecherin vorsitzende vorsitzender chef chefin direktor direktorin regisseur
regisseurin autor autorin schauspieler schauspielerin saenger saengerin richter richterin anwalt anwaeltin rechtsanwalt
rechtsanwaeltin sachbearbeiter sachbearbeiterin mitarbeiter mitarbeiterin nachbar nachbarin freund freundin bruder schwester
sohn tochter mutter vater oma opa tante onkel mann ehemann ehefrau gatte gattin vermieter vermieterin mieter mieterin arzt
aerztin hausarzt hausaerztin lehrer lehrerin betreuer betreuerin leiter leiterin geschaeftsfuehrer geschaeftsfuehrerin
inhaber inhaberin architekt architektin historiker historikerin physiker maler komponist dichter philosoph schriftsteller
schriftstellerin politiker politikerin general oberst hauptmann polizist kommissar torhueter stuermer verteidiger spieler
kapitaen partner partnerin zeuge zeugin klaeger klaegerin beklagte beklagter antragsteller antragstellerin cousin cousine
neffe nichte enkel enkelin kunde kundin patient patientin schueler schuelerin student studentin`
