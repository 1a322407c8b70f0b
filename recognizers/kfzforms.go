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
}

// maxPlateParts bounds the words of a dictated plate.
const maxPlateParts = 24

// read reads the plate that begins at token i.
func (s *spokenPlate) read(doc *anonymize.Document, i int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	var letters [8]byte
	n, cut, closed := 0, 0, false // closed: no more letters
	s.last, s.bare = -1, true
	add := func(w string) bool {
		if closed || n+len(w) > len(letters) {
			return false
		}
		n += copy(letters[n:], w)
		return true
	}
loop:
	for k := i; k < len(toks) && k < i+maxPlateParts; k++ {
		t := &toks[k]
		if k > i && t.Flags&anonymize.LineStart != 0 {
			break
		}
		w := f[t.Start:t.End]
		switch {
		case t.Flags&anonymize.Punct != 0:
			if w != "," && w != "-" && w != "." || k == i {
				break loop
			}
			if w == "." && s.size > 0 && k+1 < len(toks) && toks[k+1].Flags&anonymize.SpaceBefore != 0 {
				break loop
			}
			if w == "-" && n > 0 && cut == 0 {
				cut = n
			}
		case t.Flags&anonymize.Digit != 0:
			size := len(w)
			for size > 0 && !isDigit(w[size-1]) {
				size--
			}
			if n == 0 || size < len(w)-1 || !checkDigits(w[:size]) || s.size == 0 && w[0] == '0' || size < len(w) && w[size] != 'e' && w[size] != 'h' {
				break loop
			}
			if s.size += size; s.size > 4 {
				return false
			}
			if s.last = k; size < len(w) {
				break loop
			}
		case n > 0 && spokenNumber(w):
			if s.size > 1 && s.numerals == 0 {
				break loop // "552. Zwei Reifen"
			}
			s.bare = false
			if s.size == 0 && numeral(w) == 0 || k+1 < len(toks) && isUnit(doc.Word(toks[k+1])) {
				return false
			}
			if s.size += numeralDigits(w); s.size > 4 {
				return false
			}
			s.numerals++
			s.last = k
		case s.size > 0:
			if (w == "h" || w == "e" || w == "ha") && endsWord(doc, k) {
				if s.last = k; k+2 < len(toks) && doc.Word(toks[k+1]) == "wie" {
					s.last = k + 2
				}
			}
			break loop
		case k > i && (joinsParts(w) || w == "trennstrich"):
			closed = s.stroke && n > cut
			s.stroke = true
			if cut == 0 {
				cut = n
			}
		case k > i && (w == "dann" || w == "aeh" || w == "und" || w == "aehm" || w == "leerzeichen" || w == "punkt"):
		case len(w) == 1 || len(w) == 2 && t.End-t.Start == 2 && umlautLetter(w):
			s.bare = false
			s.named++
			if !add(w) {
				return false
			}
			if k+2 < len(toks) && doc.Word(toks[k+1]) == "wie" && toks[k+2].Flags&anonymize.Letter != 0 {
				k += 2
			}
		case spelledLetter(w) != "" && !(n == 0 && len(w) <= 3 && k+1 < len(toks) && joinsParts(doc.Word(toks[k+1])) && isDistrictCode(w)):
			s.bare = false
			if n == 0 && placeCode(w) != "" && k+1 < len(toks) && (joinsParts(doc.Word(toks[k+1])) || len(doc.Word(toks[k+1])) <= 2 && spelledLetter(doc.Word(toks[k+1])) == "") {
				s.place, cut = true, len(placeCode(w)) // "Hamburg AB 12", not "Hamburg Berta …"
				add(placeCode(w))
				continue
			}
			s.named++
			s.alphabet++
			if !add(spelledLetter(w)) {
				return false
			}
		case len(w) <= 3 && (n == 0 && isDistrictCode(w) || cut > 0 && len(w) <= 2 || n > 0 && cut == 0 && s.place && len(w) <= 2):
			if !add(w) {
				return false
			}
			if cut == 0 && n == len(w) {
				cut = n
			}
		case n == 0 && placeCode(w) != "":
			s.bare, s.place = false, true
			add(placeCode(w))
			cut = n
		default:
			break loop
		}
	}
	if s.size == 0 || n < 2 {
		return false
	}
	v := string(letters[:n])
	if cut > 0 && cut < n {
		return isDistrictCode(v[:cut]) && n-cut <= 2
	}
	_, _, ok := splitPlate(v)
	return ok && !s.place
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
	if !spellsLetter(w) {
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

// abroadWords say that a vehicle comes from another country.
func abroadWords() *words.Set {
	list := []string{"ausland", "auslaendisch*", "oesterreich*", "polnisch*", "polen", "tschechisch*", "tschechien", "niederlaendisch*", "niederlande", "hollaendisch*", "holland", "hollaender", "belgisch*", "belgien", "belgier", "franzoesisch*", "frankreich", "franzose", "franzosen", "schweiz*", "italienisch*", "italien", "italiener", "spanisch*", "spanien", "rumaenisch*", "rumaenien", "bulgarisch*", "bulgarien", "ungarisch*", "ungarn", "daenisch*", "daenemark", "ukrainisch*", "ukraine", "tuerkisch*", "tuerkei", "luxemburg*", "kroatisch*", "kroatien", "slowakisch*", "slowakei", "slowenisch*", "slowenien", "litauisch*", "litauen", "lettisch*", "lettland", "schwedisch*", "schweden", "norwegisch*", "norwegen", "britisch*", "englisch*", "england", "serbisch*", "serbien", "poland", "netherlands", "france", "austria", "switzerland", "belgium", "spain", "italy", "denmark", "romania", "hungary", "turkey", "croatia", "bulgaria", "sweden", "norway", "portugal", "greece", "polish", "dutch", "french", "austrian", "swiss", "czech", "romanian", "foreign", "ukrainian", "bosnisch*", "bosnien", "portugiesisch*", "portugal", "griechisch*", "griechenland", "irisch*", "irland", "liechtenstein*", "pole", "pl", "nl", "cz", "ch", "fr", "ro", "ua", "bg", "wiener", "salzburger", "tiroler", "zuercher"}
	return words.New(list...)
}
