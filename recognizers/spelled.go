package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// Parts that make words a code.
const (
	leastSpelled = 3 // right behind the keyword: "siebzehn null vier"
	minSpelled   = 4 // elsewhere: "vier acht null sieben"
	farSpelled   = 6 // more than three words behind the keyword, or behind a hint
)

// spelled finds codes that are dictated: digits and numbers in words, single letters, and words for signs, behind one of the keywords
// or in answer to a question with one. key tells which keywords count; nil for all.
func (r *ident) spelled(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity, t anonymize.EntityType, score float32, key func(doc *anonymize.Document, k int) bool) ([]anonymize.Entity, error) {
	if f, ok := r.info.Family.(*family); ok && f.index.Mentioned(doc)&f.numerals == 0 || !r.keys.Mentioned(doc) || !dictates(doc) {
		return dst, nil
	}
	toks := doc.Tokens()
	done, step := -1, 0
	for k, more := r.keys.Next(doc, 0); more; k, more = r.keys.Next(doc, k+1) {
		step++
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		if k <= done || toks[k].Flags&anonymize.Punct != 0 {
			continue
		}
		first, ok := r.keys.MatchAt(doc, k)
		if !ok || key != nil && !key(doc, k) {
			continue
		}
		n := 0 // words between
		for i := k + 1; i < len(toks) && n <= looseReach+2; i++ {
			if toks[i].Flags&anonymize.LineStart != 0 && n > 0 {
				break
			}
			if toks[i].Flags&anonymize.Punct != 0 {
				continue
			}
			if d := dictatedAt(doc, i); d.ok() && (d.parts >= minSpelled || n == 0) && (score >= 0.6 || d.parts >= farSpelled) && (n <= 3 || d.parts >= farSpelled || d.sign) && !d.brokenOff(doc) && !d.decimal(doc) {
				dst = r.report(doc, dst, t, finding{start: int(toks[i].Start), end: int(toks[d.last].End), score: d.score(score), rule: r.info.Name + "/spelled", hit: words.Hit{Span: doc.Range(first, k), Distance: n}})
				done = d.last
				break
			}
			w := doc.Word(toks[i])
			if namesNumber(w) && !(i > 0 && (doc.Word(toks[i-1]) == "am" || doc.Word(toks[i-1]) == "per")) || n > 3 && isSum(w) || toks[i].Flags&(anonymize.Letter|anonymize.Digit) == anonymize.Digit {
				break // the value is written
			}
			switch w {
			case "ist", "lautet", "waere", "is", "hab", "habe", "ich", "war", "hier":
				if n == 0 {
					continue
				}
			}
			n++
		}
	}
	if done >= 0 {
		return dst, nil
	}
	if hit, ok := r.keys.InPrompt(doc); ok && (key == nil || r.promptKey(doc.Prompt(), &codeRule{key: key})) {
		for i := 0; i < len(toks) && i < 12; i++ {
			if d := dictatedAt(doc, i); d.ok() && d.parts >= minSpelled && (d.parts >= farSpelled || !asksForEnd(doc)) && !d.decimal(doc) {
				return r.report(doc, dst, t, finding{start: int(toks[i].Start), end: int(toks[d.last].End), score: d.score(score), rule: r.info.Name + "/spelled", hit: hit}), nil
			}
		}
	}
	return dst, nil
}

// dictation is a code in words.
type dictation struct {
	last     int // token
	parts    int
	numerals int
	digits   int  // in digits
	sign     bool // between parts in digits: "2025 strich 08841"
	spelt    bool // letters by name: "u wie ulrich", "berta"
	named    int  // such letters
	letters  int  // all letters
	signs    int  // signs in words between parts: "zweiunddreißig punkt vier strich"
	slashed  int  // parts behind a slash in words, 0 without one
	short    int  // of these the letters' own names: "emm", "ypsilon"
}

// ok tells whether the words are a code.
func (d *dictation) ok() bool {
	return d.parts >= leastSpelled && (d.numerals >= 3 || d.numerals == 2 && d.signs >= 2 && d.letters > 0) || d.sign && d.digits >= 5 ||
		d.parts >= farSpelled && d.named >= 3 && d.numerals > 0 && (d.numerals > 1 || d.short > 3) // "martha zeppelin julius drei …"
}

// score raises what is spelt beyond the names of persons that its words look like; the keyword still tells the type.
func (d *dictation) score(score float32) float32 {
	if d.spelt {
		return 0.9 + score/10
	}
	return score
}

// brokenOff tells whether whoever dictates the code stops short and writes it in digits instead, or begins anew: "ludwig sechs acht sieben und dann nee warte, L687SKFHN82".
func (d *dictation) brokenOff(doc *anonymize.Document) bool {
	if d.parts >= farSpelled {
		return false
	}
	toks := doc.Tokens()
	stopped := false
	for i := d.last + 1; i < len(toks) && i < d.last+farReach; i++ {
		if t := &toks[i]; stopped && t.Flags&anonymize.Digit != 0 && t.End-t.Start >= 7 {
			return true
		}
		if stopped && spokenNumber(doc.Word(toks[i])) {
			again := dictatedAt(doc, i)
			return again.parts > farSpelled && again.parts > d.parts
		}
		switch doc.Word(toks[i]) {
		case "nee", "ne", "nein", "warte", "moment", "stopp", "stop", "halt", "quatsch", "no", "wait":
			stopped = stopped || i < d.last+6
		}
	}
	return false
}

// decimal tells whether the number goes on behind a comma in words with the one or two digits of a reading: "null null drei eins neun komma vier".
func (d *dictation) decimal(doc *anonymize.Document) bool {
	toks := doc.Tokens()
	i := d.last + 1
	if i+1 >= len(toks) || doc.Word(toks[i]) != "komma" || d.parts != d.numerals {
		return false
	}
	n := 0
	for i++; i < len(toks) && spokenNumber(doc.Word(toks[i])); i++ {
		n++
	}
	return n == 1 || n == 2
}

// dictatedAt reads the code in words that begins at token i.
func dictatedAt(doc *anonymize.Document, i int) (d dictation) {
	toks, f := doc.Tokens(), doc.Folded()
	d.last = -1
	signed := false // the part before is a sign
	slash := -1     // parts before the last slash
	defer func() {
		if slash >= 0 {
			d.slashed = d.parts - slash
		}
	}()
	for k := i; k < len(toks) && k < i+maxSpoken; k++ {
		t := &toks[k]
		w := f[t.Start:t.End]
		if t.Flags&anonymize.Punct != 0 {
			if k == i || w != "," && w != "-" && w != "/" && w != "." {
				break
			}
			continue
		}
		switch {
		case t.Flags&anonymize.Letter == 0:
			if len(w) > 4 && !signed {
				return d // written, not dictated
			}
			d.sign = d.sign || signed && d.digits > 0
			d.digits += len(w)
			d.parts++
			d.last, signed = k, false
		case len(w) == 1:
			d.parts++
			d.letters++
			d.last, signed = k, false
			if k+2 < len(toks) && doc.Word(toks[k+1]) == "wie" && toks[k+2].Flags&anonymize.Letter != 0 {
				k += 2 // "f wie friedrich"
				d.last, d.spelt = k, true
			}
		case spokenNumber(w):
			if d.parts > 0 && k+1 < len(toks) && isUnit(doc.Word(toks[k+1])) {
				return d // "… zwei null neun, vierzig Euro"
			}
			d.parts++
			d.numerals++
			d.last, signed = k, false
		case isSpokenSign(w) && (k > i || w == "doppel"):
			if signed = joinsParts(w); d.parts > 0 && (signed || w == "punkt") {
				d.signs++
			}
			if w == "durch" || w == "aus" || strings.HasSuffix(w, "slash") || strings.HasSuffix(w, "strich") && w != "bindestrich" && w != "unterstrich" {
				slash = d.parts
			}
		case d.numerals > 0 && k+1 < len(toks) && len(w) <= 4 && isRegisterzeichen(w) && !isFunctionWord(w) && w != "in" && w != "so" && w != "er" && w != "sb" && spokenNumber(doc.Word(toks[k+1])): // "neun ar hundertzwölf"
			d.letters++
			d.parts++
			d.last, signed = k, false
		case spellsLetter(w), len(w) <= 3 && !strings.ContainsAny(w, "aeiou") && !isAnnouncement(w) && w != "mfg" && k+1 < len(toks) && spokenNumber(doc.Word(toks[k+1])), len(w) <= 3 && k == i && k+1 < len(toks) && toks[k+1].Flags&anonymize.Letter == 0 && toks[k+1].Flags&anonymize.Digit != 0 && !isNr(w) && !isLink(w) && !isFunctionWord(w) && !isAnnouncement(w): // "eg 2025 strich …"
			d.spelt = d.spelt || len(w) > 3
			d.letters++
			if spellsLetter(w) {
				d.named++
				if len(w) <= 3 && w != "ida" || w == "ypsilon" || w == "zett" {
					d.short++
				}
			}
			d.parts++
			d.last, signed = k, false
		default:
			return d
		}
	}
	return d
}

// isUnit reports words behind a number in words that is an amount, a time or a count.
func isUnit(w string) bool {
	switch w {
	case "euro", "cent", "uhr", "prozent", "tage", "tagen", "wochen", "monate", "monaten", "jahre", "jahren", "mal", "kinder", "personen", "stunden", "minuten", "meter", "grad":
		return true
	}
	return false
}

// spellsLetter reports the words of the spelling alphabets (Postal Union of 1926, DIN 5009 of 2022, NATO) and the names of letters.
func spellsLetter(w string) bool {
	switch w {
	case "anton", "albert", "aerger", "berta", "bertha", "caesar", "charlotte", "dora", "emil", "friedrich", "gustav", "heinrich", "ida", "julius", "kaufmann", "konrad", "ludwig", "martha", "marta", "nordpol", "otto", "oekonom", "paula", "quelle", "richard", "samuel", "siegfried", "schule", "theodor", "ulrich", "uebermut", "viktor", "victor", "wilhelm", "xanthippe", "xaver", "ypsilon", "zacharias", "zeppelin",
		"aachen", "berlin", "chemnitz", "duesseldorf", "essen", "frankfurt", "goslar", "hamburg", "ingelheim", "jena", "koeln", "leipzig", "muenchen", "nuernberg", "offenbach", "potsdam", "quickborn", "rostock", "salzwedel", "tuebingen", "unna", "voelklingen", "wuppertal", "xanten", "zwickau",
		"alpha", "alfa", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett", "kilo", "lima", "mike", "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango", "uniform", "whiskey", "xray", "yankee", "zulu",
		"ypsilo", "jot", "vau", "zett", "zet", "ix", "ka", "ef", "ge", "ha", "ell", "emm", "enn", "ku", "hae", "eff", "ess", "be", "de", "cee", "bee", "dee", "gee", "tee", "pe", "te", "we", "ce":
		return true
	}
	return false
}

// isSpokenSign reports words that stand for a sign inside a code, or between its parts.
func isSpokenSign(w string) bool {
	switch w {
	case "strich", "bindestrich", "minus", "slash", "schraegstrich", "doppelstrich", "querstrich", "unterstrich", "punkt", "aus", "durch", "dann", "doppel", "zweimal", "dreimal", "leerzeichen", "pause", "nochmal", "aeh":
		return true
	}
	return false
}

// spokenNumber reports numbers in words below a million, without the article: "null", "siebenundvierzig", "zweihundertneunzehn".
func spokenNumber(w string) bool {
	if w == "ein" || w == "eine" || len(w) > 60 {
		return false
	}
	if numeral(w) >= 0 {
		return true
	}
	if len(w) < len("hundert") {
		return false
	}
	for _, unit := range [...]string{"tausend", "hundert"} {
		if left, right, ok := strings.Cut(w, unit); ok {
			return (left == "" || numeral(left) > 0 || unit == "tausend" && spokenNumber(left)) && (right == "" || spokenNumber(strings.TrimPrefix(right, "und")))
		}
	}
	return false
}

type dictatesKey struct{}

// dictates tells whether the text dictates a code: whether dictatedAt finds one anywhere. It is found out once per text.
func dictates(doc *anonymize.Document) bool {
	return *doc.Memo(dictatesKey{}, findDictation).(*bool)
}

func findDictation(doc *anonymize.Document, old any) any {
	found, _ := old.(*bool)
	if found == nil {
		found = new(bool)
	}
	*found = false
	toks, signs := doc.Tokens(), false
	for i := range toks {
		if toks[i].Flags&(anonymize.Letter|anonymize.Digit) != anonymize.Letter || toks[i].End-toks[i].Start < 3 {
			continue
		}
		w := doc.Word(toks[i])
		if spokenNumber(w) { // what is a code from an earlier token on, is one from its first number on
			d := dictatedAt(doc, i)
			if k := spelledFrom(doc, i); k < i && !d.ok() {
				d = dictatedAt(doc, k)
			}
			if d.ok() {
				*found = true
				return found
			}
		}
		signs = signs || joinsParts(w)
	}
	for i := range toks {
		if !signs {
			break
		}
		if d := dictatedAt(doc, i); d.ok() {
			*found = true
			break
		}
	}
	return found
}

// spelledFrom returns the first of the letters by name that stand right before the number in words at token i.
func spelledFrom(doc *anonymize.Document, i int) int {
	toks := doc.Tokens()
	first := i
	for k := i - 1; k >= 0 && i-k < maxSpoken; k-- {
		w := doc.Word(toks[k])
		if w == "," {
			continue
		}
		if toks[k].Flags&(anonymize.Letter|anonymize.Digit) != anonymize.Letter || len(w) > 1 && !spellsLetter(w) {
			break
		}
		first = k
	}
	return first
}

// joinsParts reports the signs of dictation.sign.
func joinsParts(w string) bool {
	switch w {
	case "strich", "bindestrich", "schraegstrich", "querstrich", "unterstrich", "slash", "minus":
		return true
	}
	return false
}

// numeralWords returns a set of which every text that dictates a code has a word: all that spokenNumber accepts, and the signs that dictation.sign
// is about.
func numeralWords() *words.Set {
	low := []string{"null", "nul", "zero", "eins", "zwei", "zwo", "drei", "vier", "fuenf", "fuef", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwoelf"}
	list := append([]string{"hundert", "tausend", "*hundert", "*tausend", "strich", "bindestrich", "schraegstrich", "querstrich", "unterstrich", "slash", "minus",
		"dreizehn", "vierzehn", "fuenfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn", "*zehn", // and 113
		"zwanzig", "dreissig", "vierzig", "fuenfzig", "sechzig", "siebzig", "achtzig", "neunzig", "*anzig", "*issig", "*ierzig", "*fzig", "*chzig", "*ebzig", "*htzig", "*unzig"}, low...) // and 21, 121
	for _, w := range low { // "hunderteins", "tausendundeins"
		list = append(list, "*t"+w, "*d"+w)
	}
	return words.New(list...)
}

// spokenTail returns the last token of the code that ends at token last and goes on with a sign in words: "88204 durch 19".
func spokenTail(doc *anonymize.Document, last int) int {
	toks := doc.Tokens()
	for n := 0; n < 4 && last+2 < len(toks) && toks[last+1].Start-toks[last].End == 1; n++ {
		t := &toks[last+2]
		if t.Flags&(anonymize.Digit|anonymize.Letter) != anonymize.Digit || t.End-t.Start > 6 || t.Flags&anonymize.LineStart != 0 {
			break
		}
		if w := doc.Word(toks[last+1]); !joinsParts(w) && w != "durch" {
			break
		}
		last += 2
	}
	return last
}

// saidSlash reports the words by which people dictate the slash of a court's file number: "5 K 212 aus 24".
func saidSlash(w string) bool {
	switch w {
	case "aus", "schraegstrich", "strich", "slash", "durch":
		return true
	}
	return false
}

// yearSaid tells whether token i, behind the word for a slash, is the two digits of a year and no count: neither a noun nor a unit follows, as in "aus 24 Wohnungen".
func yearSaid(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	t := &toks[i]
	w := doc.Word(*t)
	if !onlyDigits(t) || len(w) != 2 || w[0] > '2' && w[0] != '9' || t.Flags&anonymize.LineStart != 0 || t.Start-toks[i-1].End != 1 || toks[i-1].Start-toks[i-2].End != 1 {
		return false
	}
	if i+1 >= len(toks) || toks[i+1].Flags&anonymize.LineStart != 0 {
		return true
	}
	next := &toks[i+1]
	if next.Flags&anonymize.Punct != 0 {
		return next.Flags&anonymize.SpaceBefore != 0 || i+2 >= len(toks) || toks[i+2].Flags&(anonymize.SpaceBefore|anonymize.Digit) != anonymize.Digit
	}
	return next.Flags&(anonymize.Letter|anonymize.Digit|anonymize.Upper) == anonymize.Letter && !isUnit(doc.Word(*next)) || isCourt(doc.Word(*next)) || strings.HasSuffix(doc.Word(*next), "gericht")
}
