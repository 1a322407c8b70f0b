package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// spokenPlates finds the plates that are dictated: letters by name, places for their codes, a sign in words, numbers in words. They need a word for
// plate or vehicle, or a word for the hyphen.
func (r *licensePlate) spokenPlates(doc *anonymize.Document, dst []anonymize.Entity, context bool) []anonymize.Entity {
	toks := doc.Tokens()
	f, ok := r.info.Family.(*family)
	if ok && doc.Features()&anonymize.HasDigit == 0 && f.index.Mentioned(doc)&f.numerals == 0 || !context && !r.strokes.Mentioned(doc) {
		return dst
	}
	for i := 0; i < len(toks); i++ {
		t := &toks[i]
		if t.Flags&(anonymize.Letter|anonymize.Digit) != anonymize.Letter || !startsWord(doc, i) {
			continue
		}
		var s spokenPlate
		if !s.read(doc, i) {
			continue
		}
		hit, found := r.strong.Before(doc, i, 7)
		if !found {
			hit, found = r.strong.InPrompt(doc)
		}
		strong := found
		if !found {
			if hit, found = r.keys.Within(doc, i, 24); !found {
				hit, found = r.strong.Within(doc, i, 24)
			}
		}
		switch {
		case s.place && !(strong && hit.Distance <= 3 || found && s.stroke):
			continue
		case s.bare && !s.stroke: // nothing but a code, letters and digits: plateAt reads it
			continue
		case !found && !(s.stroke && s.numerals > 0 && s.size > 1):
			continue
		case !strong && !s.stroke && s.alphabet < 2:
			continue
		}
		score := float32(0.98)
		if strong && s.named > 1 {
			score = 1 // its words look like names
		}
		if !found {
			score = 0.7
		}
		dst = r.report(doc, dst, anonymize.DEKfz, finding{start: int(t.Start), end: int(toks[s.last].End), score: score, rule: "kfz/spoken", evidence: anonymize.EvidenceLexicon, hit: hit})
		i = s.last
	}
	return dst
}

// spokenPlate is a plate as it is dictated.
type spokenPlate struct {
	last     int  // token
	size     int  // digits
	numerals int  // numbers in words
	named    int  // letters by name or alone
	alphabet int  // of these by a word of an alphabet
	stroke   bool // a word for the hyphen behind the code
	place    bool // a place stands for the code
	bare     bool // no number in words and no letter by name or alone
	letters  [8]byte
	n        int  // letters
	cut      int  // of these the ones of the code
	closed   bool // no more letters
}

// add appends the letters w.
func (s *spokenPlate) add(w string) bool {
	if s.closed || s.n+len(w) > len(s.letters) {
		return false
	}
	s.n += copy(s.letters[s.n:], w)
	return true
}

// spokenPart tells how reading goes on behind a part.
type spokenPart uint8

const (
	partRead   spokenPart = iota
	partEnds              // the plate is over
	partSpoils            // it is none
)

// maxPlateParts bounds the words of a dictated plate.
const maxPlateParts = 24

// read reads the plate that begins at token i.
func (s *spokenPlate) read(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	s.last, s.bare = -1, true
loop:
	for k := i; k < len(toks) && k < i+maxPlateParts && (k == i || toks[k].Flags&anonymize.LineStart == 0); k++ {
		last, how := s.part(doc, k, k == i)
		switch how {
		case partEnds:
			break loop
		case partSpoils:
			return false
		}
		k = last
	}
	if s.size == 0 || s.n < 2 {
		return false
	}
	v := string(s.letters[:s.n])
	if s.cut > 0 && s.cut < s.n {
		return isDistrictCode(v[:s.cut]) && s.n-s.cut <= 2
	}
	_, _, ok := splitPlate(v)
	return ok && !s.place
}

// part reads the part at token k, and returns its last token.
func (s *spokenPlate) part(doc *anonymize.Document, k int, begins bool) (last int, how spokenPart) {
	t := &doc.Tokens()[k]
	w := doc.Word(*t)
	switch {
	case t.Flags&anonymize.Punct != 0:
		return k, s.sign(doc, k, w, begins)
	case t.Flags&anonymize.Digit != 0:
		return k, s.digits(k, w)
	case s.n > 0 && spokenNumber(w):
		return k, s.number(doc, k, w)
	case s.size > 0:
		s.suffix(doc, k, w)
		return k, partEnds
	case !begins && (joinsParts(w) || w == "trennstrich"):
		s.closed = s.stroke && s.n > s.cut
		s.stroke = true
		if s.cut == 0 {
			s.cut = s.n
		}
		return k, partRead
	case !begins && betweenParts(w):
		return k, partRead
	}
	return s.letter(doc, k, w)
}

// betweenParts reports the words between the parts of a dictated plate that mean nothing: "B, äh, AB 12".
func betweenParts(w string) bool {
	switch w {
	case "dann", "aeh", "und", "aehm", "leerzeichen", "punkt":
		return true
	}
	return false
}

// sign reads the sign w at token k.
func (s *spokenPlate) sign(doc *anonymize.Document, k int, w string, begins bool) spokenPart {
	if w != "," && w != "-" && w != "." || begins {
		return partEnds
	}
	toks := doc.Tokens()
	if w == "." && s.size > 0 && k+1 < len(toks) && toks[k+1].Flags&anonymize.SpaceBefore != 0 {
		return partEnds
	}
	if w == "-" && s.n > 0 && s.cut == 0 {
		s.cut = s.n
	}
	return partRead
}

// digits reads the digits w at token k, perhaps with the letter of an electric or an old car: 12, 12E, 12H.
func (s *spokenPlate) digits(k int, w string) spokenPart {
	size := len(w)
	for size > 0 && !isDigit(w[size-1]) {
		size--
	}
	if s.n == 0 || size < len(w)-1 || !checkDigits(w[:size]) || s.size == 0 && w[0] == '0' || size < len(w) && w[size] != 'e' && w[size] != 'h' {
		return partEnds
	}
	if s.size += size; s.size > 4 {
		return partSpoils
	}
	if s.last = k; size < len(w) {
		return partEnds
	}
	return partRead
}

// number reads the number in words w at token k: "zwölf".
func (s *spokenPlate) number(doc *anonymize.Document, k int, w string) spokenPart {
	if s.size > 1 && s.numerals == 0 {
		return partEnds // "552. Zwei Reifen"
	}
	s.bare = false
	if toks := doc.Tokens(); s.size == 0 && numeral(w) == 0 || k+1 < len(toks) && isUnit(doc.Word(toks[k+1])) {
		return partSpoils
	}
	if s.size += numeralDigits(w); s.size > 4 {
		return partSpoils
	}
	s.numerals++
	s.last = k
	return partRead
}

// suffix takes the word w at token k for the letter behind the digits, if it is one: "H", "H wie Heinrich".
func (s *spokenPlate) suffix(doc *anonymize.Document, k int, w string) {
	if w != "h" && w != "e" && w != "ha" || !endsWord(doc, k) {
		return
	}
	s.last = k
	if toks := doc.Tokens(); k+2 < len(toks) && doc.Word(toks[k+1]) == "wie" {
		s.last = k + 2
	}
}

// letter reads the word w at token k as letters: alone ("A wie Anton"), by name ("Anton"), or several at once as codes and places are ("WES", "Bochum").
func (s *spokenPlate) letter(doc *anonymize.Document, k int, w string) (last int, how spokenPart) {
	toks := doc.Tokens()
	switch {
	case len(w) == 1 || len(w) == 2 && umlautLetter(w):
		s.bare = false
		s.named++
		if !s.add(w) {
			return k, partSpoils
		}
		if k+2 < len(toks) && doc.Word(toks[k+1]) == "wie" && toks[k+2].Flags&anonymize.Letter != 0 {
			k += 2
		}
	case spelledLetter(w) != "" && !(s.n == 0 && len(w) <= 3 && joinedBehind(doc, k) && isDistrictCode(w)):
		return k, s.byName(doc, k, w)
	case len(w) <= 3 && (s.n == 0 && isDistrictCode(w) || len(w) <= 2 && (s.cut > 0 || s.n > 0 && s.place)):
		if !s.add(w) {
			return k, partSpoils
		}
		if s.cut == 0 && s.n == len(w) {
			s.cut = s.n
		}
	case s.n == 0 && placeCode(w) != "":
		s.bare, s.place = false, true
		s.add(placeCode(w))
		s.cut = s.n
	default:
		return k, partEnds
	}
	return k, partRead
}

// byName reads the word w of an alphabet at token k, which may be a place as well: "Hamburg AB 12", but "Hamburg Berta …".
func (s *spokenPlate) byName(doc *anonymize.Document, k int, w string) spokenPart {
	s.bare = false
	if code := placeCode(w); s.n == 0 && code != "" && (joinedBehind(doc, k) || pairBehind(doc, k)) {
		s.place, s.cut = true, len(code)
		s.add(code)
		return partRead
	}
	s.named++
	s.alphabet++
	if !s.add(spelledLetter(w)) {
		return partSpoils
	}
	return partRead
}

// joinedBehind tells whether a word for a hyphen stands behind token k: "Bochum Strich".
func joinedBehind(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	return k+1 < len(toks) && joinsParts(doc.Word(toks[k+1]))
}

// pairBehind tells whether a letter or two that are not the name of one stand behind token k: "Hamburg AB".
func pairBehind(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	if k+1 >= len(toks) {
		return false
	}
	w := doc.Word(toks[k+1])
	return len(w) <= 2 && spelledLetter(w) == ""
}

func umlautLetter(w string) bool { return w == "ae" || w == "oe" || w == "ue" }

// numeralDigits returns how many digits the number in words w has.
func numeralDigits(w string) int {
	switch n := numeral(w); {
	case strings.Contains(w, "tausend"):
		return 4
	case strings.Contains(w, "hundert"):
		if left, _, _ := strings.Cut(w, "hundert"); numeral(left) >= 10 {
			return 4 // "neunzehnhundertsieben"
		}
		return 3
	case n >= 0 && n < 10:
		return 1
	}
	return 2
}

// spelledLetter returns the letter that w names, in the folded spelling, "" if it names none.
func spelledLetter(w string) string {
	switch w {
	case "el", "em", "en":
		return w[1:]
	}
	if !spellsLetter(w) && !speltByName(w) {
		return ""
	}
	switch w {
	case "aerger", "oekonom", "uebermut":
		return w[:2]
	case "vau":
		return "v"
	case "ef", "eff":
		return "f"
	case "ell":
		return "l"
	case "emm":
		return "m"
	case "enn":
		return "n"
	case "ess":
		return "s"
	case "ix", "xray":
		return "x"
	case "ku":
		return "q"
	}
	return w[:1]
}

// speltByName reports the first names that people spell by beside those of the alphabets.
func speltByName(w string) bool {
	switch w {
	case "karl", "michael", "maria", "peter", "paul", "norbert", "robert", "rudolf", "walter", "werner", "thomas", "hans", "fritz", "georg", "erich", "dieter", "bruno", "nikolaus", "josef", "wilma", "klaus":
		return true
	}
	return false
}

// otherPlates finds the plates of insured vehicles, and those of other countries where a word says so.
func (r *licensePlate) otherPlates(doc *anonymize.Document, dst []anonymize.Entity, from int) []anonymize.Entity {
	toks := doc.Tokens()
	insured, abroad := r.insured.Mentioned(doc), r.abroad.Mentioned(doc)
	if !insured && !abroad && !r.strong.Mentioned(doc) {
		return dst
	}
	done, listed := -1, words.Hit{} // the word for the insurance plate found last
	for _, ti := range doc.DigitTokens() {
		i := int(ti)
		if i <= done {
			continue
		}
		if last, ok := insurancePlate(doc, i); ok && !(abroad && foreignBefore(doc, i)) && !overlapsAny(dst[from:], doc.Range(i, last)) {
			hit, found := r.strong.Before(doc, i, 3)
			if !found {
				if hit, found = r.insured.Near(doc, i, last); !found {
					hit, found = r.strong.InPrompt(doc)
				} else if !capitals(doc, last) && hit.Distance > 3 || hit.Distance == 0 && !hit.After && isDisplacement(doc.Word(toks[i])[:3]) {
					found = false
				}
			}
			if !found && last == i+2 && capitals(doc, last) {
				hit, found = r.insured.Within(doc, i, 8)
			}
			if !found && listed.Span.End > 0 && capitals(doc, last) {
				hit, found = listed, true
			}
			if found {
				listed = hit
				dst = r.report(doc, dst, anonymize.DEKfz, finding{start: int(toks[i].Start), end: int(toks[last].End), score: 0.85, rule: "kfz/insurance", hit: hit})
				done = last
				continue
			}
		}
		if !abroad {
			continue
		}
		first, last, ok := foreignPlate(doc, i)
		if !ok {
			continue
		}
		if _, near := r.abroad.Within(doc, i, 14); !near {
			continue
		}
		span := doc.Range(first, last)
		if p, german := plateAt(doc, i); german && p.apart && p.first == first && p.last == last && overlapsAny(dst[from:], span) {
			continue
		}
		hit, found := r.strong.Before(doc, first, 6)
		if !found {
			if hit, found = r.keys.Before(doc, first, 5); !found || foreignKey(doc, first) {
				if hit, found = r.strong.After(doc, last, 3); !found {
					hit, found = r.strong.InPrompt(doc)
				}
			}
		}
		if _, plain := r.strong.EndsAt(doc, tokenBefore(doc, hit)); !found || hit.Span.Overlaps(span) || !plain && !hit.After && !hit.InPrompt && !hyphened(doc, first, last) {
			continue // beside a word for a vehicle only with its hyphen
		}
		kept := dst[:from]
		for _, e := range dst[from:] {
			if !e.Overlaps(span) {
				kept = append(kept, e)
			}
		}
		dst = r.report(doc, kept, anonymize.DEKfz, finding{start: int(toks[first].Start), end: int(toks[last].End), score: 0.8, rule: "kfz/foreign", hit: hit})
		done = last
	}
	return dst
}

// tokenBefore returns the last token of the keyword.
func tokenBefore(doc *anonymize.Document, hit words.Hit) int {
	_, last := tokensOf(doc, hit.Span)
	return max(last, 0)
}

// hyphened tells whether a hyphen stands among the tokens from first to last.
func hyphened(doc *anonymize.Document, first, last int) bool {
	for _, t := range doc.Tokens()[first:last] {
		if t.Flags&anonymize.Punct != 0 && doc.Folded()[t.Start] == '-' {
			return true
		}
	}
	return false
}

// insurancePlate tells whether an insurance plate begins at token i: three digits and three letters (482 KRT).
func insurancePlate(doc *anonymize.Document, i int) (last int, ok bool) {
	toks, f := doc.Tokens(), doc.Folded()
	w := f[toks[i].Start:toks[i].End]
	if !startsWord(doc, i) || w[0] == '0' && len(w) > 3 {
		return 0, false
	}
	if len(w) == 6 && checkDigits(w[:3]) && isLower(w[3]) && isLower(w[4]) && isLower(w[5]) {
		return i, endsWord(doc, i) && !isMeasureWord(w[3:])
	}
	if len(w) != 3 || !checkDigits(w) || i+1 >= len(toks) {
		return 0, false
	}
	last = i + 1
	if c := f[toks[last].Start:toks[last].End]; (c == "-" || c == ".") && last+1 < len(toks) {
		last++
	}
	t := &toks[last]
	if t.End-t.Start != 3 || t.Flags&(anonymize.Letter|anonymize.Digit|anonymize.LineStart) != anonymize.Letter || t.Start-toks[i].End > 3 || !endsWord(doc, last) {
		return 0, false
	}
	w = doc.Word(*t)
	return last, !isMeasureWord(w) && !isFunctionWord(w) && (t.Flags&anonymize.AllUpper != 0 || !strings.ContainsAny(w, "aeiou")) && !isMonthShort(w)
}

func isMeasureWord(w string) bool {
	switch w {
	case "eur", "usd", "chf", "ccm", "kwh", "kmh", "qm", "mal", "uhr", "tag", "mio", "tsd", "gbp", "std", "min", "sek", "stk", "psi", "bar", "cts", "nmw", "mwh", "vol", "ltr", "abs", "tdi", "gti", "cdi", "sdi", "tsi", "tfs", "gts", "amg":
		return true
	}
	return false
}

// isDisplacement reports the numbers by which scooters are called after their engines: "Roller 125 ABS".
func isDisplacement(w string) bool {
	switch w[1:] {
	case "00", "25", "50", "75":
		return true
	}
	return false
}

func isMonthShort(w string) bool {
	switch w {
	case "jan", "feb", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez", "mrz":
		return true
	}
	return false
}

// foreignPlate reads the plate of another country around token i, which holds digits: up to four groups of letters and digits.
func foreignPlate(doc *anonymize.Document, i int) (first, last int, ok bool) {
	toks, f := doc.Tokens(), doc.Folded()
	part := func(k int) bool {
		t := &toks[k]
		n := t.End - t.Start
		if t.Flags&anonymize.Punct != 0 || n > 8 {
			return false
		}
		if t.Flags&anonymize.Digit != 0 {
			return true
		}
		return n <= 3 && capitals(doc, k) && !isMeasureWord(doc.Word(*t)) && (n > 1 || t.Flags&anonymize.Upper != 0)
	}
	sign := func(k int) bool {
		return toks[k].Flags&anonymize.Punct != 0 && toks[k].End-toks[k].Start == 1 && f[toks[k].Start] == '-'
	}
	first = i
	for n := 0; first > 0 && n < 3 && toks[first].Flags&anonymize.LineStart == 0; n++ {
		k := first - 1
		if k > 0 && sign(k) && toks[k].Flags&anonymize.SpaceBefore == 0 && toks[first].Flags&anonymize.SpaceBefore == 0 {
			k--
		}
		if !part(k) || toks[first].Start-toks[k].End > 1 {
			break
		}
		first = k
	}
	last = i
	for n := 0; last+1 < len(toks) && n < 3; n++ {
		k := last + 1
		if toks[k].Flags&anonymize.LineStart != 0 {
			break
		}
		if k+1 < len(toks) && sign(k) && toks[k].Flags&anonymize.SpaceBefore == 0 && toks[k+1].Flags&anonymize.SpaceBefore == 0 {
			k++
		}
		if !part(k) || toks[k].Start-toks[last].End > 1 {
			break
		}
		last = k
	}
	letters, digits := codeForm(doc, first, last)
	return first, last, letters >= 1 && letters <= 5 && digits >= 2 && digits <= 6 && !isAmount(doc, first, last) && letters+digits >= 5 && letters+digits <= 9 && last-first <= 6 &&
		startsWord(doc, first) && endsWord(doc, last)
}

// foreignBefore tells whether the word before token i is a capital or two of the same plate: "B 123 ABC".
func foreignBefore(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	return i > 0 && toks[i].Flags&anonymize.LineStart == 0 && toks[i].Start-toks[i-1].End <= 1 && toks[i-1].End-toks[i-1].Start <= 2 && toks[i-1].Flags&anonymize.Letter != 0 && capitals(doc, i-1)
}

// insuredWords name the vehicles that have an insurance plate.
func insuredWords() *words.Set {
	return words.New("versicherungskennzeichen", "mopedkennzeichen", "mopedschild", "mofakennzeichen", "mofa", "moped", "mokick", "roller", "motorroller", "elektroroller", "e roller", "escooter", "e scooter", "scooter", "tretroller", "simson", "schwalbe", "pedelec", "s pedelec", "vespa", "leichtkraftrad", "kleinkraftrad", "mofas", "mopeds")
}

// drivingWords tell of driving, speeding and parking, which is done with a plate: beside them small letters are one.
func drivingWords() *words.Set {
	return words.New("faehrt", "fahre", "fahren", "fuhr", "gefahren", "fahrer", "fahrerin", "rast", "raste", "gerast", "raser", "blitzer*", "geblitzt", "geschwindigkeit*", "tempo*", "parkt", "parken", "parkte", "geparkt", "*parker", "parkplatz", "parkverbot", "halteverbot", "stellplatz", "zugeparkt", "einfahrt", "ueberholt", "gedraengelt", "angefahren", "fahrerflucht", "unfall", "abgeschleppt", "strafzettel", "bussgeld*", "verwarngeld", "ordnungsamt", "getankt", "steht seit")
}

// abroadWords say that a vehicle comes from another country.
func abroadWords() *words.Set {
	list := []string{"ausland", "auslaendisch*", "oesterreich*", "polnisch*", "polen", "tschechisch*", "tschechien", "niederlaendisch*", "niederlande", "hollaendisch*", "holland", "hollaender", "belgisch*", "belgien", "belgier", "franzoesisch*", "frankreich", "franzose", "franzosen", "schweiz*", "italienisch*", "italien", "italiener", "spanisch*", "spanien", "rumaenisch*", "rumaenien", "bulgarisch*", "bulgarien", "ungarisch*", "ungarn", "daenisch*", "daenemark", "ukrainisch*", "ukraine", "tuerkisch*", "tuerkei", "luxemburg*", "kroatisch*", "kroatien", "slowakisch*", "slowakei", "slowenisch*", "slowenien", "litauisch*", "litauen", "lettisch*", "lettland", "schwedisch*", "schweden", "norwegisch*", "norwegen", "britisch*", "englisch*", "england", "serbisch*", "serbien", "poland", "netherlands", "france", "austria", "switzerland", "belgium", "spain", "italy", "denmark", "romania", "hungary", "turkey", "croatia", "bulgaria", "sweden", "norway", "portugal", "greece", "polish", "dutch", "french", "austrian", "swiss", "czech", "romanian", "foreign", "ukrainian", "bosnisch*", "bosnien", "portugiesisch*", "portugal", "griechisch*", "griechenland", "irisch*", "irland", "liechtenstein*", "pole", "pl", "nl", "cz", "ch", "fr", "ro", "ua", "bg", "wiener", "salzburger", "tiroler", "zuercher"}
	return words.New(list...)
}
