// Package dates reads calendar dates in German chat spellings and tells birth
// dates from others by the words around them.
//
// An [Engine] is immutable and safe for concurrent use. Every date is read from
// a bounded number of tokens, so that time is linear in the text; nothing is
// allocated after [New].
package dates

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/fold"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// role is what a word says about the date beside it.
type role uint32

const (
	birth    role = 1 << iota // geboren, Geburtsdatum
	other                     // gestorben, Termin, seit
	month                     // with the month's number
	ordinal                   // with the day's number
	intro                     // heiße, bin, Kind: a name follows
	done                      // behind the date: gestorben, geheiratet
	cardinal                  // with the number, as a day or month
	pet                       // Hund, Katze
	kin                       // Sohn, Mutter
	paper                     // Bescheid, Ausweis
	event                     // Termin, Reise, Unfall
	happen                    // verbs of what happens on a day that is nobody's birth
	weekday                   // Montag, heute
	since                     // seit, ab, bis, zum
	be                        // ist, war, bin
	whose                     // mein, ihr, dessen
	who                       // ich, er, beide
	correct                   // nicht, sondern, richtig
	arrive                    // geschlüpft, "Licht der Welt"
)

type entry struct {
	roles role
	month uint8
	day   uint8
}

// Engine holds the word table.
type Engine struct {
	numbers *words.Table
	entries []entry // by number; 0 stands for all other words
}

const birthWords = `geb geschlüpft schlüpfte erblickt erblickte geburts geboren geborene geborener geborenen geburtsdatum geburtstag geburtstages gebdat gebdatum gebtag geburtsdaten geburtsdat geburt gebd gd gebursdatum
geburtsdtum geburtdatum geburstag born dob birthdate birthday birth welt geborn gebohren bday gboren geboern doğum urodzony urodzona`

const otherWords = `sterbedatum gestorben verstorben gest verst verstarb starb entschlief beerdigt bestattet beigesetzt taufe trauung getraut getauft trauungen vermählung beisetzung gestorbenen todestag termin termine heirat heiraten geheiratet verheiratet eheschließung hochzeit
gültig ausgestellt vom bescheid einzug einzugsdatum auszug umzug frist ab seit bis eingegangen unfall tatzeit tattag kündigung gekündigt
rechnung antrag schreiben brief mail stand fällig gezahlt bezahlt überwiesen zwischen ausstellungsdatum gültigkeit geburtstermin
entbindungstermin rechnungsdatum antragsdatum eingang abgegeben beantragt einreise eingereist ankunft abreise erhalten verloren gestohlen
due appointment since until died married valid scheidung geschieden gekauft`

const introWords = `heiße heisse heiss heißt bin name kind kinder sohn tochter baby antragsteller antragstellerin versicherte versicherter patient patientin mein meine unser unsere
ehefrau ehemann frau mann mutter vater person vorname nachname familienname verstorbener betroffene betroffener fahrer fahrerin ist halter halterin am`

const cardinalWords = `eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig
einundzwanzig zweiundzwanzig dreiundzwanzig vierundzwanzig fünfundzwanzig sechsundzwanzig siebenundzwanzig achtundzwanzig neunundzwanzig dreißig einunddreißig`

const petWords = `hund hündin hunde welpe welpen katze kater kätzchen pferd stute wallach hengst fohlen rüde dackel labrador pudel terrier kaninchen hamster papagei
tier hundes dog puppy cat horse`

const kinWords = `sohn sohnes söhne söhnen tochter töchter töchtern kind kinder kindes kindern kids baby säugling zwillinge zwillingen zwilling drillinge junge jungen jungs mädchen bub bursche mädel mann mannes
ehemann ehemannes gatte gattin frau ehefrau lebensgefährte lebensgefährtin lebensgefährten partner partnerin freundin verlobte verlobter verlobten mutter vater mama papa mutti vati vaters eltern elternteil bruder bruders
schwester geschwister oma opa omas opas großmutter großvater enkel enkelin enkelkind enkelkinder enkels neffe neffen nichte onkel tante cousin cousine schwager schwägerin schwiegermutter schwiegervater
schwiegertochter schwiegersohn stiefsohn stieftochter stiefvater pflegekind pflegesohn pflegetochter patenkind große großer großen kleine kleiner kleinen ältere älterer älteste ältester ältesten jüngere jüngerer jüngste
jüngster jüngsten mittlere mittlerer mittleren erste zweite dritte erstgeborene witwe witwer exmann exfrau mündel betreute betreuter betreuten schüler schülerin azubi auszubildende auszubildender mieter mieterin patient patientin
antragsteller antragstellerin versicherte versicherter bewohner bewohnerin fahrer halter halterin kindsvater kindsmutter mitbewohner mitbewohnerin kollege kollegin chef son daughter child children kid wife husband partner mother
father brother sister girl boy grandma grandson twins mum mom dad vadder vatter muadda mudder`

const paperWords = `bescheid bescheids bescheides brief briefs schreiben schreibens mail email rechnung rechnungen mahnung vertrag vertrags mietvertrag urteil beschluss ausweis personalausweis pass reisepass führerschein lappen
urkunde heiratsurkunde sterbeurkunde bescheinigung attest rezept antrag antrags widerspruch widerspruchs formular zeugnis gutachten anzeige zeitung gesetz gesetzes fassung verordnung satzung vollmacht testament grundbuch grundbucheintrag angebot quittung
beleg kontoauszug protokoll aufforderung zusage absage mitteilung nachricht fax einschreiben ladung vorladung bußgeldbescheid steuerbescheid rentenbescheid police schein letter invoice notice contract decision lease version
impfung impfungen dosis gez unterschrift anlage kopie rezepts überweisung buchung bestellung lieferung zahlung abbuchung lastschrift aktenvermerk`

const eventWords = `termin termine frist fristen ablauf anfang beginn ende stichtag prüfung schuljahr ferien urlaub reise flug abflug rückflug abfahrt rückkehr anreise einschulung lehre ausbildung wehrdienst beerdigung trauerfeier hochzeit trauung heirat
standesamt taufe scheidung trennung operation untersuchung unfall sturz einzug auszug umzug übergabe besichtigung kündigung eintritt austritt arbeitsbeginn rentenbeginn rente einreise ankunft geburtstermin entbindungstermin
fälligkeit zahlungseingang zählerstand ablesung kauf einbau lieferung vorstellungsgespräch gespräch anhörung verhandlung schluss mindestens spätestens jubiläum feier party konzert spiel meeting appointment deadline wedding
funeral accident flight trip tod todes todestag sterbetag start stand gültigkeit`

const happenWords = `gestorben verstorben verstarb starb entschlief beerdigt bestattet geheiratet heirateten heirate heiraten verheiratet geschieden getrennt getraut getauft eingezogen ausgezogen umgezogen zogen gezogen ziehe ziehen zieht
gekündigt kündigen kündige kündigt ausgestellt beantragt abgegeben eingereicht eingereist erhalten bekommen bekam gekriegt geschickt abgeschickt gesendet verschickt überwiesen bezahlt gezahlt abgebucht eingezahlt gekauft verkauft
bestellt geliefert verloren gestohlen geklaut gefunden passiert angefangen eingebürgert wird werde werden gekommen unterschrieb unterschrieben datiert gedient geschlossen geschrieben abgelesen festgestellt übersiedelt geflohen entlassen angefangen begonnen beginnt beginnen endet endete enden läuft lief abgelaufen ablaufen gültig verlängert unterschrieben gemeldet angemeldet abgemeldet ummelden
anmelden abmelden eingestellt arbeite gearbeitet beschäftigt operiert untersucht geimpft eingetreten ausgetreten fällig storniert gebucht reisen fliegen fliege flogen angerufen telefoniert gesprochen beschwert besichtigt
eingeschult eröffnet gegründet zugestellt entzogen erteilt bewilligt abgelehnt geblitzt parkte moved married died issued expires expired valid due paid received signed started starts ends arrived applied bought sold
steht findet fand stattfinden tritt trat gilt galt erlassen geändert verfällt verfallen schließt öffnet`

const weekdayWords = `montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag montags mo di mi do fr sa so heute gestern morgen vormittag nachmittag abend monday tuesday wednesday thursday friday saturday sunday`
const sinceWords = `seit ab bis zum nach vor spätestens until since from by till`
const beWords = `ist war bin sind waren wäre is was lautet heißt`
const whoseWords = `mein meine meiner meinen meines meinem meins unser unsere unserer unseren unserem sein seine seines seiner seinen seinem ihr ihre ihrer ihren ihrem ihres dein deine dessen deren my our his her their mine`
const whoWords = `ich er sie wir beide beiden selbst selber dieser diese die der he she they i both me ihm ihn mir mich`
const arriveWords = `cm gramm zwerg geschlüpft schlüpfte licht welt erblickt erblickte nachwuchs kaiserschnitt entbunden geholt geschenkt schwangerschaftswoche ssw dreien vieren zuwachs`
const correctWords = `richtig richtige richtiger korrekt korrekte stimmt statt sondern nicht falsch eigentlich tatsächlich nein korrektur vielmehr vertauscht verdreht vertippt eingetragen wrong correct actually not instead hingegen dagegen`

// New builds the tables; it takes a few microseconds.
func New() *Engine {
	all := make(map[uint64]entry, 1536)
	put := func(words string, add entry) {
		for w := range strings.FieldsSeq(words) {
			h := fold.Hash(w)
			o := all[h]
			o.roles |= add.roles
			o.month, o.day = max(o.month, add.month), max(o.day, add.day)
			all[h] = o
		}
	}
	put(birthWords, entry{roles: birth})
	for w, add := range map[string]role{petWords: pet, kinWords: kin, paperWords: paper, eventWords: event, happenWords: happen, weekdayWords: weekday,
		sinceWords: since, beWords: be, whoseWords: whose, whoWords: who, correctWords: correct, arriveWords: arrive} {
		put(w, entry{roles: add})
	}
	put("trauung trauungen hochzeit eheschließung heirat vermählung taufe beisetzung gestorben verstorben verst verstarb starb entschlief beerdigt bestattet beigesetzt getauft getraut geheiratet verheiratet eingezogen ausgezogen umgezogen gekündigt ausgestellt beantragt abgegeben eingereist died married", entry{roles: done})
	put(otherWords, entry{roles: other})
	put(introWords, entry{roles: intro})
	for i, names := range [...]string{"januar jänner jan january jaenner", "februar feber feb february", "märz mär mrz march mar", "april apr", "mai may",
		"juni jun june juno", "juli jul july", "august aug", "september sep sept", "oktober okt october oct", "november nov", "dezember dez december dec"} {
		put(names, entry{roles: month, month: uint8(i + 1)})
	}
	ones := [...]string{"", "erst", "zweit", "dritt", "viert", "fünft", "sechst", "siebt", "acht", "neunt", "zehnt", "elft", "zwölft", "dreizehnt",
		"vierzehnt", "fünfzehnt", "sechzehnt", "siebzehnt", "achtzehnt", "neunzehnt", "zwanzigst", "einundzwanzigst", "zweiundzwanzigst",
		"dreiundzwanzigst", "vierundzwanzigst", "fünfundzwanzigst", "sechsundzwanzigst", "siebenundzwanzigst", "achtundzwanzigst",
		"neunundzwanzigst", "dreißigst", "einunddreißigst"}
	for d := 1; d < len(ones); d++ {
		put(ones[d]+"en "+ones[d]+"er "+ones[d]+"e", entry{roles: ordinal, day: uint8(d)})
	}
	for n, w := range strings.Fields(cardinalWords) {
		put(w, entry{roles: cardinal, day: uint8(n + 1)})
	}
	e := &Engine{entries: []entry{{}}}
	numbers := make(map[uint64]uint16, len(all))
	for h, o := range all {
		numbers[h] = uint16(len(e.entries))
		e.entries = append(e.entries, o)
	}
	e.numbers = words.NewTable(numbers)
	return e
}

// find returns what is known of the word with this hash.
func (e *Engine) find(hash uint64) entry { return e.entries[e.numbers.Find(hash)] }

// Date is a date in a Document.
type Date struct {
	First, Last      int // tokens, both included
	Year, Month, Day int // Year has two digits if it was written so

	spaced bool // "12 5 47": a date only where one is expected
}

// Valid applies the Gregorian calendar. A year of two digits may be a leap year.
func (d Date) Valid() bool {
	if d.Month < 1 || d.Month > 12 || d.Day < 1 || d.Year >= 100 && (d.Year < 1800 || d.Year > 2099) {
		return false
	}
	days := [...]int{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
	if d.Month == 2 && d.Day == 29 && d.Year >= 100 && (d.Year%4 != 0 || d.Year%100 == 0 && d.Year%400 != 0) {
		return false
	}
	return d.Day <= days[d.Month-1]
}

// reader reads dates of one Document.
type reader struct {
	*Engine
	doc  *anonymize.Document
	text string
	toks []anonymize.Token

	all     []Person // the names
	persons []Person // those not passed yet
	asked   int      // token of the prompt that asks for a birth date, -1 for none, -2 not looked
	tabs    bool     // the text holds tabs
	reply   bool     // the text is short enough to be nothing but the answer
}

func (r *reader) word(i int) string { return r.text[r.toks[i].Start:r.toks[i].End] }

func (r *reader) entry(i int) entry {
	if i < 0 || i >= len(r.toks) || r.toks[i].Flags&anonymize.Letter == 0 {
		return entry{}
	}
	e := r.find(r.toks[i].Hash)
	if e.roles == 0 && birthLike(r.word(i)) {
		e.roles = birth
	}
	return e
}

// birthLike tells whether w is a birth word with a typing error: gebutsdatum, gebrtstag, gebohren.
func birthLike(w string) bool {
	if len(w) < 6 || len(w) > 16 || w[0] != 'g' && w[0] != 'b' || strings.HasPrefix(w, "gebueh") {
		return false
	}
	if strings.HasPrefix(w, "gebo") && (w[4] == 'r' || w[4] == 'h') {
		return len(w) <= 9
	}
	return (strings.HasPrefix(w, "geb") || strings.HasPrefix(w, "gbur") || strings.HasPrefix(w, "gerbur") || strings.HasPrefix(w, "beburt")) && len(w) >= 9 && strings.IndexByte(w, 't') < 8 &&
		(strings.HasSuffix(w, "datum") || strings.HasSuffix(w, "stag") || strings.HasSuffix(w, "daten") || strings.HasSuffix(w, "dadum") || strings.HasSuffix(w, "datun"))
}

func (r *reader) punct(i int, c byte) bool {
	if i < 0 || i >= len(r.toks) {
		return false
	}
	t := &r.toks[i]
	return t.Flags&anonymize.Punct != 0 && t.End-t.Start == 1 && r.text[t.Start] == c
}

func (r *reader) glued(i int) bool {
	return i > 0 && i < len(r.toks) && r.toks[i].Flags&anonymize.SpaceBefore == 0
}

func (r *reader) line(i int) bool {
	return i >= len(r.toks) || r.toks[i].Flags&anonymize.LineStart != 0
}

// number reads a token of at most four digits; n is their count, 0 for none.
func (r *reader) number(i int) (v, n int) {
	if i < 0 || i >= len(r.toks) || r.toks[i].Flags&(anonymize.Digit|anonymize.Letter) != anonymize.Digit {
		return 0, 0
	}
	w := r.word(i)
	if len(w) > 4 {
		return 0, 0
	}
	for _, c := range []byte(w) {
		v = 10*v + int(c-'0')
	}
	return v, len(w)
}

// year reads a year of two or four digits, also with an apostrophe, or in words.
func (r *reader) year(i int) (v, last int, ok bool) {
	if r.punct(i, '\'') && r.glued(i+1) {
		i++
	}
	if i >= len(r.toks) || r.line(i) {
		return 0, 0, false
	}
	v, n := r.number(i)
	if n == 2 || n == 4 {
		return v, i, true
	}
	if n == 0 && r.toks[i].Flags&anonymize.Letter != 0 {
		w := r.word(i)
		switch {
		case strings.HasPrefix(w, "neunzehnhundert"):
			return 1900, i, true
		case strings.HasPrefix(w, "zweitausend"):
			return 2000, i, true
		case strings.HasSuffix(w, "zig") && len(w) > 6, w == "dreissig", strings.HasSuffix(w, "unddreissig"):
			return 70, i, true // "sechsundsiebzig": which year does not matter
		}
	}
	return 0, 0, false
}

// read reads the date that begins at token i.
func (r *reader) read(i int) (d Date, ok bool) {
	if i > 0 && r.glued(i) && (r.toks[i-1].Flags&anonymize.Punct == 0 || r.text[r.toks[i-1].Start] == '/' || r.text[r.toks[i-1].Start] == '-') {
		return d, false
	}
	d.First = i
	v, n := r.number(i)
	switch {
	case n == 4:
		return r.iso(i, v)
	case n == 1 || n == 2:
		d.Day = v
		j := i + 1
		if j >= len(r.toks) {
			return d, false
		}
		switch f := r.toks[j].Flags; {
		case f&anonymize.Letter != 0:
			if e := r.entry(j); e.roles&month != 0 && !r.line(j) {
				return r.named(d, j, int(e.month))
			}
			return d, false
		case f&anonymize.Punct == 0:
			return r.grouped(d, i)
		case r.punct(j, '.') && r.glued(j):
			if e := r.entry(j + 1); e.roles&month != 0 {
				return r.named(d, j+1, int(e.month))
			}
			if k, m := r.counted(j + 1); m > 0 {
				return r.named(d, k, m)
			}
		case (r.punct(j, '-') || r.punct(j, '/')) && r.glued(j) && r.glued(j+1) && j+2 < len(r.toks) && r.text[r.toks[j+2].Start] == r.text[r.toks[j].Start]:
			if e := r.entry(j + 1); e.roles&month != 0 {
				d.Month = int(e.month) // 03-Dec-1985
				var ok bool
				d.Year, d.Last, ok = r.year(j + 3)
				return d, ok && d.Valid()
			}
		}
		return r.numeric(d, i)
	}
	// "7th May 1990", "May 7, 1990", "siebten mai 1990"
	if r.toks[i].Flags&anonymize.Letter == 0 {
		return d, false
	}
	if e := r.entry(i); e.roles&ordinal != 0 {
		d.Day = int(e.day)
		next := r.entry(i + 1)
		switch {
		case next.roles&month != 0:
			return r.named(d, i+1, int(next.month))
		case next.roles&ordinal != 0 && next.day <= 12:
			return r.named(d, i+1, int(next.day))
		}
		return d, false
	} else if e.roles&cardinal != 0 {
		next := r.entry(i + 1)
		if next.roles&cardinal == 0 || next.day > 12 || r.line(i+1) || r.line(i+2) {
			return d, false
		}
		d.Day, d.spaced = int(e.day), true
		_, n := r.number(i + 2)
		d, ok := r.named(d, i+1, int(next.day))
		d.spaced = d.Year < 1900 // "acht drei sechsundfünfzig"
		return d, ok && n == 0
	} else if e.roles&month != 0 {
		day, n := r.number(i + 1)
		if n == 0 && i+1 < len(r.toks) && !r.line(i+1) {
			day, n = r.nth(i+1), 1 // "April 3rd, 1978"
		}
		if day == 0 || n == 0 || n > 2 {
			return d, false
		}
		j := i + 2
		if r.punct(j, ',') {
			j++
		}
		y, last, ok := r.year(j)
		if !ok || y < 100 {
			return d, false
		}
		d.Day, d.Month, d.Year, d.Last = day, int(e.month), y, last
		return d, d.Valid()
	}
	if d.Day = r.nth(i); d.Day > 0 {
		j := i + 1
		if j < len(r.toks) && r.toks[j].Flags&anonymize.Letter != 0 && r.word(j) == "of" {
			j++
		}
		if e := r.entry(j); e.roles&month != 0 {
			return r.named(d, j, int(e.month))
		}
	}
	return d, false
}

// counted reads the month behind a day that is told by its number in the year, and returns its last token: "(14.) des 3. Monats", "(14.) des dritten Monats".
func (r *reader) counted(i int) (last, m int) {
	if i+2 >= len(r.toks) || r.word(i) != "des" || r.line(i) {
		return 0, 0
	}
	last = i + 2
	v, n := r.number(i + 1)
	switch e := r.entry(i + 1); {
	case n == 1 || n == 2:
		if m = v; r.punct(last, '.') && r.glued(last) {
			last++
		}
	case e.roles&ordinal != 0:
		m = int(e.day)
	}
	if m < 1 || m > 12 || last >= len(r.toks) || r.word(last) != "monats" {
		return 0, 0
	}
	return last, m
}

// nth reads the day in "7th"; 0 for anything else.
func (r *reader) nth(i int) int {
	w := r.word(i)
	if len(w) < 3 || len(w) > 4 || !strings.HasSuffix(w, "th") && !strings.HasSuffix(w, "st") && !strings.HasSuffix(w, "nd") && !strings.HasSuffix(w, "rd") {
		return 0
	}
	day := 0
	for _, c := range []byte(w[:len(w)-2]) {
		if c < '0' || c > '9' {
			return 0
		}
		day = 10*day + int(c-'0')
	}
	return day
}

// named reads the year behind the name of the month at token j.
func (r *reader) named(d Date, j, m int) (Date, bool) {
	d.Month = m
	j++
	comma := r.punct(j, ',')
	if r.punct(j, '.') && r.glued(j) || comma {
		j++
	}
	var ok bool
	d.Year, d.Last, ok = r.year(j)
	if ok && d.Year < 100 && (comma || r.punct(d.Last+1, ':') && r.glued(d.Last+1)) {
		return d, false // "14. August, 11:30 Uhr"
	}
	return d, ok && d.Valid()
}

// numeric reads "1.2.88", "01/02/1988", "1. 2. 1988".
func (r *reader) numeric(d Date, i int) (Date, bool) {
	for _, sep := range [...]byte{'.', '/', '-', ','} {
		if !r.punct(i+1, sep) || !r.glued(i+1) || r.line(i+2) {
			continue
		}
		m, n := r.number(i + 2)
		if n == 0 && sep == '.' && r.glued(i+2) {
			m, n = r.roman(i+2), 1
		}
		if m == 0 || n == 0 || n > 2 {
			return d, false
		}
		mixed := sep == '.' && r.punct(i+3, ',') && r.glued(i+2) && r.glued(i+4) || sep == ',' && r.punct(i+3, '.') // "03.02,2018"
		if !r.punct(i+3, sep) && !mixed || !r.glued(i+3) || r.line(i+4) {
			return d, false
		}
		if sep != '.' && (!r.glued(i+2) || !r.glued(i+4)) {
			return d, false
		}
		y, last, ok := r.year(i + 4)
		if !ok || mixed && y < 100 {
			return d, false
		}
		if sep == '/' && m > 12 && y >= 100 {
			d.Day, m = m, d.Day // "11/23/1994"
		}
		d.Month, d.Year, d.Last = m, y, last
		if r.longer(last) {
			return d, false
		}
		return d, d.Valid()
	}
	return d, false
}

// grouped reads "01 02 1988".
func (r *reader) grouped(d Date, i int) (Date, bool) {
	m, n := r.number(i + 1)
	if (n == 2 || n == 1) && !r.line(i+1) {
		if y, k := r.number(i + 2); (k == 4 || k == 2) && !r.line(i+2) && !r.glued(i+1) && !r.glued(i+2) {
			d.Month, d.Year, d.Last, d.spaced = m, y, i+2, n == 1 || k == 2
			if _, next := r.number(i + 3); d.spaced && (next > 0 && !r.line(i+3) || i > 0 && r.toks[i-1].Flags&anonymize.Digit != 0 && !r.line(i)) {
				return d, false // a number in groups
			}
			return d, d.Valid() && !r.longer(i+2)
		}
	}
	return d, false
}

// roman reads the number of a month in capitals: 29.II.1932.
func (r *reader) roman(i int) int {
	if r.toks[i].Flags&(anonymize.Letter|anonymize.Digit|anonymize.Upper) != anonymize.Letter|anonymize.Upper {
		return 0
	}
	for k, w := range [...]string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"} {
		if r.word(i) == w {
			return k + 1
		}
	}
	return 0
}

// longer tells whether the number goes on behind token i: then it is no date.
func (r *reader) longer(i int) bool {
	if !r.glued(i + 1) {
		return false
	}
	if r.toks[i+1].Flags&anonymize.Punct == 0 {
		return true
	}
	c := r.text[r.toks[i+1].Start]
	if _, n := r.number(i + 2); c == '-' && n > 0 && n <= 2 && r.punct(i+3, '.') {
		return false // "3.2.1936-11.1.2026"
	}
	return (c == '.' || c == '/' || c == '-' || c == ':') && r.glued(i+2) && r.toks[i+2].Flags&anonymize.Digit != 0
}

// iso reads "1988-02-01".
func (r *reader) iso(i, y int) (d Date, ok bool) {
	d.First, d.Year = i, y
	for _, sep := range [...]byte{'-', '.', '/'} {
		if !r.punct(i+1, sep) || !r.glued(i+1) || !r.glued(i+2) || !r.punct(i+3, sep) || !r.glued(i+3) || !r.glued(i+4) {
			continue
		}
		var n, m int
		d.Month, n = r.number(i + 2)
		d.Day, m = r.number(i + 4)
		d.Last = i + 4
		return d, n > 0 && n <= 2 && m > 0 && m <= 2 && d.Valid() && !r.longer(i+4)
	}
	return d, false
}
