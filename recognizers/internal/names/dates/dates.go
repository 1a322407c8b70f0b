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
type role uint8

const (
	birth   role = 1 << iota // geboren, Geburtsdatum
	other                    // gestorben, Termin, seit
	month                    // with the month's number
	ordinal                  // with the day's number
	intro                    // heiße, bin, Kind: a name follows
	done                     // behind the date: gestorben, geheiratet
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

const birthWords = `geb geboren geborene geborener geborenen geburtsdatum geburtstag geburtstages gebdat gebdatum gebtag geburtsdaten geburtsdat geburt gebd gd gebursdatum
geburtsdtum geburtdatum geburstag born dob birthdate birthday birth welt geborn gebohren bday gboren geboern doğum urodzony urodzona`

const otherWords = `sterbedatum gestorben verstorben gest verst verstarb starb entschlief beerdigt bestattet beigesetzt taufe trauung gestorbenen todestag termin termine heirat heiraten geheiratet verheiratet eheschließung hochzeit
gültig ausgestellt vom bescheid einzug einzugsdatum auszug umzug frist ab seit bis eingegangen unfall tatzeit tattag kündigung gekündigt
rechnung antrag schreiben brief mail stand fällig gezahlt bezahlt überwiesen zwischen ausstellungsdatum gültigkeit geburtstermin
entbindungstermin rechnungsdatum antragsdatum eingang abgegeben beantragt einreise eingereist ankunft abreise erhalten verloren gestohlen
due appointment since until died married valid scheidung geschieden gekauft`

const introWords = `heiße heisse heiss heißt bin name kind kinder sohn tochter baby antragsteller antragstellerin versicherte versicherter patient patientin mein meine unser unsere
ehefrau ehemann frau mann mutter vater person vorname nachname familienname verstorbener betroffene betroffener fahrer fahrerin ist halter halterin am`

// New builds the tables; it takes a few microseconds.
func New() *Engine {
	all := make(map[uint64]entry, 512)
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
	put("gestorben verstorben verst verstarb starb entschlief beerdigt bestattet beigesetzt getauft getraut geheiratet verheiratet eingezogen ausgezogen umgezogen gekündigt ausgestellt beantragt abgegeben eingereist died married", entry{roles: done})
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
	if d.Month < 1 || d.Month > 12 || d.Day < 1 || d.Year >= 100 && (d.Year < 1880 || d.Year > 2099) {
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

	persons []Person // those not passed yet
	asked   int      // token of the prompt that asks for a birth date, -1 for none, -2 not looked
	reply   bool     // the text is short enough to be nothing but the answer
}

func (r *reader) word(i int) string { return r.text[r.toks[i].Start:r.toks[i].End] }

func (r *reader) entry(i int) entry {
	if i < 0 || i >= len(r.toks) || r.toks[i].Flags&anonymize.Letter == 0 {
		return entry{}
	}
	return r.find(r.toks[i].Hash)
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
		if r.punct(j, '.') && r.glued(j) {
			if e := r.entry(j + 1); e.roles&month != 0 {
				return r.named(d, j+1, int(e.month))
			}
		} else if e := r.entry(j); e.roles&month != 0 && !r.line(j) {
			return r.named(d, j, int(e.month))
		} else if e := r.entry(j + 1); e.roles&month != 0 && (r.punct(j, '-') || r.punct(j, '/')) && r.glued(j) && r.glued(j+1) && j+2 < len(r.toks) && r.text[r.toks[j+2].Start] == r.text[r.toks[j].Start] {
			d.Month = int(e.month) // 03-Dec-1985
			var ok bool
			d.Year, d.Last, ok = r.year(j + 3)
			return d, ok && d.Valid()
		} else if r.entry(j).roles&ordinal != 0 {
			return d, false
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
		if !r.punct(i+3, sep) || !r.glued(i+3) || r.line(i+4) {
			return d, false
		}
		if sep != '.' && (!r.glued(i+2) || !r.glued(i+4)) {
			return d, false
		}
		y, last, ok := r.year(i + 4)
		if !ok {
			return d, false
		}
		d.Month, d.Year, d.Last = m, y, last
		if r.longer(last) {
			return d, false
		}
		return d, d.Valid()
	}
	// "01 02 1988"
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
