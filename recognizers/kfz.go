package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// LicensePlate returns the recognizer of DE_KFZ: registration plates.
//
// Format: a district's code, 1 or 2 letters, 1 to 4 digits, at most 8 characters (9 are taken, people mistype), perhaps E or H; beside a word for plates also with a
// leading zero (KA XY 012) or an odd sign for the hyphen (KA/XY 12), beside any keyword with a colon and a blank (KA: XY 12); the plates of army (Y-), THW, federal police (BP) and
// diplomats (0-) beside a keyword, and plates of authorities (BN-5476) with hyphen and keyword. Check: the list of codes. Without a keyword only
// capitals count, and letters and digits must stand apart; glued or lower-case plates need one.
// Dictated plates ("Ludwig Berta Strich AB vier vier", "Bochum AQ 19") need a word for plate or vehicle, or for the hyphen; insurance plates (482 KRT) one for
// plate or scooter, plates of other countries one for plate or vehicle and one for the country.
// Known false positives: abbreviations in capitals such as "DIN EN 1090" (left out by name). Source: FZV, Anlage 1.
func LicensePlate() anonymize.Recognizer {
	return &licensePlate{newIdent("kfz", anonymize.HasLetter, words.New("kennzeichen", "*kennzeichen", "kennzeichens", "kfz", "kfz kennzeichen", "kfzkennzeichen", "autokennzeichen", "auto kennzeichen", "nummernschild", "autonummer", "nummernschilder", "kennz", "kz", "auto", "autos", "pkw", "wagen", "fahrzeug", "fahrzeugs", "lkw", "motorrad", "roller",
		"anhaenger", "halter", "halterin", "parkausweis", "bewohnerparkausweis", "bewohnerparken", "anwohnerparkausweis", "falschparker", "geparkt", "parkt", "blitzer", "geblitzt", "zugelassen", "zulassung", "abgeschleppt", "license plate", "number plate", "plate number", "plakette", "umweltplakette", "feinstaubplakette", "amtl kennzeichen", "amtliches kennzeichen", "tuev", "wohnmobil", "transporter", "golf", "bmw",
		"vw", "audi", "opel", "ford", "mercedes", "skoda", "abmelden", "ummelden", "kennzeichn", "kenzeichen", "dienstwagen", "streifenwagen", "polizeiauto", "polizeiwagen", "mietwagen", "leihwagen", "lieferwagen", "firmenwagen", "wohnwagen", "caravan", "kaefer", "jeep", "polo", "passat", "bulli", "bulldog", "traktor", "trecker", "schlepper", "anhenger", "kombi", "cabrio", "limousine", "taxi", "moped", "mofa", "quad", "sprinter", "kleinbus", "laster", "lastwagen", "sattelzug", "fiat", "renault", "toyota", "peugeot", "citroen", "dacia", "hyundai", "volvo", "porsche", "tesla", "corsa", "astra", "octavia", "fiesta", "caddy", "strafzettel", "knoellchen", "parkschein", "handyparken", "parkapp", "park app", "easypark", "parkster", "zugeparkt", "bundeswehr", "motorroller", "e scooter", "elektroauto", "kastenwagen", "karre", "oldtimer", "saisonkennzeichen", "nummernschildern", "rote nummer", "rote nummern", "gruene nummer", "schild"), anonymize.DEKfz),
		words.New("kennzeichen", "*kennzeichen", "kennzeichens", "nummernschild", "autonummer", "kennzeichn", "kenzeichen", "license plate", "number plate", "plate number", "kfz kennzeichen", "kfz", "rote nummer", "rote nummern", "gruene nummer", "kz", "kennz", "amtl kz", "plate"),
		words.New("strich", "bindestrich", "minus", "trennstrich"), insuredWords(), abroadWords(), drivingWords()}
}

type licensePlate struct {
	ident
	strong  *words.Set // words that announce a plate and nothing else
	strokes *words.Set // words for the hyphen
	insured *words.Set // vehicles with an insurance plate
	abroad  *words.Set // words for other countries
	driving *words.Set // words of driving, speeding and parking, looked for too seldom to stand in the index
}

// plate is a candidate: tokens first to last, and the characters that count.
type plate struct {
	first, last int
	code        string
	mid         string
	digits      int
	apart       bool // code, letters and digits stand apart
	hyphen      bool // a hyphen stands behind the code
	upper       bool // all letters are capitals
	glued       bool // no blank at all
	colon       bool // a colon and a blank stand in it: only beside a keyword
	odd         bool // a sign that is no hyphen, or a leading zero: only behind a word that announces a plate
}

func (r *licensePlate) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	toks := doc.Tokens()
	context := r.keys.Mentioned(doc) || r.strong.Mentioned(doc)
	from := len(dst)
	dst = r.spokenPlates(doc, dst, context)
	if doc.Features()&anonymize.HasDigit == 0 {
		return dst, nil
	}
	said := len(dst)
	for step, ti := range doc.DigitTokens() {
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		i := int(ti)
		if t := &toks[i]; t.End-t.Start > 10 || !context && !besideCapital(doc, i) && !smallBehind(doc, i) {
			continue
		}
		p, special, ok := r.candidate(doc, i, context)
		if !ok || everydayPlate(doc, &p, i) || said > from && overlapsAny(dst[from:said], doc.Range(p.first, p.last)) {
			continue
		}
		k := r.keyOf(doc, &p)
		if r.otherThanPlate(doc, &p, i, &k, len(dst) > from) {
			continue
		}
		if k.found && !k.hit.InPrompt && k.hit.Span.Overlaps(doc.Range(p.first, p.last)) {
			k.found = false
		}
		f := finding{start: int(toks[p.first].Start), end: int(toks[p.last].End), rule: "kfz/code", evidence: anonymize.EvidenceLexicon}
		switch f.score = r.scoreBeside(doc, &p, &k, special); {
		case f.score > 0:
			f.hit = k.hit
		case !special && f.score == 0:
			f.score = r.scoreAlone(doc, &p, len(dst) > from)
		}
		if f.score <= 0 {
			continue
		}
		if special {
			f.rule = "kfz/authority"
		}
		dst = r.report(doc, dst, anonymize.DEKfz, f)
	}
	if context || r.insured.Mentioned(doc) {
		dst = r.otherPlates(doc, dst, from)
	}
	return dst, nil
}

// besideCapital tells whether the number at token i has a capital, a sign, or a hyphen two tokens before it, without which only a word makes it a plate:
// "AB 12", "ab-c 12", not "ab 12".
func besideCapital(doc *anonymize.Document, i int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	t := &toks[i]
	if t.Flags&anonymize.Letter == 0 {
		if i == 0 {
			return false
		}
		p := &toks[i-1]
		return p.Flags&(anonymize.Upper|anonymize.Punct) != 0 || i > 1 && p.End-p.Start <= 2 && f[toks[i-2].Start] == '-'
	}
	return t.Flags&anonymize.Upper != 0 || i > 1 && (f[toks[i-1].Start] == '-' || f[toks[i-2].Start] == '-')
}

// smallBehind tells whether the number of two digits or more at token i ends three words with blanks between that may be a plate in small letters, and a preposition before
// them has something follow that is a thing or person: "wegen bi ko 77", "der fahrer von ka bt 88".
func smallBehind(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	if i < 3 || !onlyDigits(&toks[i]) || toks[i].End-toks[i].Start < 2 || toks[i].End-toks[i].Start > 4 || !behindBlank(toks, i) || !behindBlank(toks, i-1) || toks[i-1].End-toks[i-1].Start > 2 || toks[i-2].End-toks[i-2].Start > 3 || toks[i-2].Flags&anonymize.Letter == 0 {
		return false
	}
	switch doc.Word(toks[i-3]) {
	case "wegen", "von", "vom", "gegen", "mit", "fuer", "dem", "der", "den", "das", "ein", "einem", "einen":
		return isDistrictCode(doc.Word(toks[i-2])) && !isFunctionWord(doc.Word(toks[i-1])) && !isFunctionWord(doc.Word(toks[i-2]))
	}
	return false
}

// candidate reads the plate whose digits begin in token i: of a district, of an authority (special) or, with a word for plates or vehicles in the text
// (context), one that is mistyped.
func (r *licensePlate) candidate(doc *anonymize.Document, i int, context bool) (p plate, special, ok bool) {
	p, ok = plateAt(doc, i)
	if sp, is := specialPlate(doc, i); is && (!ok || sp.last > p.last) {
		p, special, ok = sp, true, true
	}
	if context && (!ok || !startsWord(doc, p.first)) {
		p, ok = r.mistypedPlate(doc, i)
	}
	ok = ok && startsWord(doc, p.first) && endsWord(doc, p.last) && !(p.code == "nr" && doc.Tokens()[p.first].Flags&anonymize.AllUpper == 0)
	return p, special, ok
}

// everydayPlate tells whether what looks like a plate, with its digits at token i, is everyday language: "ab 30 Jahren", "HBF 3 Personen", "Mazda MX 5".
func everydayPlate(doc *anonymize.Document, p *plate, i int) bool {
	if !p.upper && p.first == i-1 && shortWord(p.code+p.mid) {
		return true // "H-Kennzeichen ab 30 Jahren"
	}
	if !p.hyphen && signGoesOn(doc, p.last) || p.apart && doc.Tokens()[p.first].Flags&anonymize.Upper == 0 && isFunctionWord(p.code) && capitals(doc, i) {
		return true // "GZ Z 2290 B - 77/24", "ein IC2"
	}
	if p.hyphen {
		return false
	}
	if p.first == i-1 && p.digits <= 3 && makeBefore(doc, p.first, p.digits) {
		return true // "Mazda MX 5"
	}
	if p.glued {
		return false
	}
	switch { // "Mo Fr 8", "BJ 2008"
	case isWeekday(p.code) && isWeekday(p.mid), p.code == "b" && p.mid == "j":
		return true
	}
	return isAmount(doc, p.last, p.last) || dotAndDigits(doc, p.last) // "HBF 3 Personen", "TGL 8.180"
}

// dotAndDigits tells whether a dot and digits stand right behind token i: "8.180".
func dotAndDigits(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	return i+2 < len(toks) && doc.Folded()[toks[i].End:toks[i+1].End] == "." && toks[i+2].Flags&(anonymize.Digit|anonymize.SpaceBefore) == anonymize.Digit
}

// plateKey is the word that speaks for a plate.
type plateKey struct {
	hit    words.Hit
	found  bool
	strong bool // it announces a plate and nothing else
}

// keyOf looks for a word that speaks for p, before or behind it or in the prompt.
func (r *licensePlate) keyOf(doc *anonymize.Document, p *plate) (k plateKey) {
	k.hit, k.strong = r.strong.Before(doc, p.first, 2)
	k.found = k.strong
	if !k.strong {
		k.hit, k.found = r.keys.Near(doc, p.first, p.last)
	}
	if !k.found || k.hit.InPrompt {
		if h, ok := r.strong.InPrompt(doc); ok {
			return plateKey{h, true, true}
		}
	}
	if !k.found && p.apart && !p.odd && (p.hyphen || smallBehind(doc, p.last)) && !p.upper && p.digits > 1 && !everydayWords(*p) && !(isWeekday(p.code) && isWeekday(p.mid)) {
		k.hit, k.found = r.driving.Within(doc, p.first, farReach) // "ler-kb 2207 fährt meine Tochter"
	}
	if k.found && !k.strong && !k.hit.After && k.hit.Distance == 0 && p.apart {
		_, k.strong = r.strong.InPrompt(doc) // "… und der Anhänger WES ZU 41": one more that was asked for
	}
	return k
}

// otherThanPlate tells whether the form of p, with its digits at token i, or the words around it are those of something else: "AW: AW: 14 C 603/24",
// "VW 4471 2209 81", "Formblatt F-GE 22". It may be one more of a list if further is set.
func (r *licensePlate) otherThanPlate(doc *anonymize.Document, p *plate, i int, k *plateKey, further bool) bool {
	switch {
	case p.colon && (!k.found || !k.strong && isSubject(p.code)), r.numbered(doc, p): // "AW: AW: 14 C 603/24"
		return true
	case p.odd && (!p.apart || !k.strong && !r.strong.Mentioned(doc) && !(k.found && p.hyphen)):
		return true
	case p.digits == 4 && runes(p.code)+len(p.mid) == 5 && !(k.found || p.upper && p.apart && (p.hyphen || further)):
		return true
	case p.first == i-1 && !p.hyphen && namesScale(p.code+p.mid) && !(k.strong && !k.hit.After && k.hit.Distance == 0), p.hyphen && measureBehind(doc, p.last):
		return true
	case !k.strong && (numberGoesOn(doc, p.last) || thingBefore(doc, p.first) || isNorm(*p) && !p.hyphen || ofBrand(doc, p, i)):
		return true
	}
	return citedPlate(doc, *p, i, k.found, k.strong)
}

// numberGoesOn tells whether three digits or more, but no year, follow token last behind a blank: "VW 4471 2209 81".
func numberGoesOn(doc *anonymize.Document, last int) bool {
	toks := doc.Tokens()
	if last+1 >= len(toks) {
		return false
	}
	t := &toks[last+1]
	return t.Flags&(anonymize.Letter|anonymize.Digit|anonymize.LineStart) == anonymize.Digit && t.Start-toks[last].End == 1 && t.End-t.Start >= 3 && !isDateLike(doc, last+1)
}

// ofBrand tells whether p, with its digits at token i, is BR-DE or BR-CO and a short number with a hyphen before.
func ofBrand(doc *anonymize.Document, p *plate, i int) bool {
	return p.code == "br" && (p.mid == "de" || p.mid == "co") && !p.glued && p.digits < 3 && doc.Folded()[doc.Tokens()[i-1].Start] == '-'
}

// scoreBeside scores p by the word that speaks for it: 0 if it counts only alone, less if not even so (CO2).
func (r *licensePlate) scoreBeside(doc *anonymize.Document, p *plate, k *plateKey, special bool) float32 {
	switch {
	case special:
		if k.found && !(p.first > 2 && !k.strong && namedByID(doc, p.first)) {
			return 0.75
		}
		return 0
	case !k.strong && (!p.upper && !p.hyphen && everydayWords(*p) || p.glued && p.digits < 2):
		return -1
	case k.found && (p.apart || p.upper):
		return 0.97
	case k.found && (p.glued || k.strong) && (k.hit.Distance <= 3 || k.hit.InPrompt) && (p.upper || p.glued || !isFunctionWord(p.code+p.mid)):
		return 0.8
	}
	return 0
}

// scoreAlone scores p by its form, 0 if that could be anything. It may be one more of a list if further is set.
func (r *licensePlate) scoreAlone(doc *anonymize.Document, p *plate, further bool) float32 {
	if !p.upper {
		if p.apart && p.hyphen && p.digits > 1 && (p.digits > 2 || !everydayWords(*p)) && !everydayCapitals(*p) {
			return 0.6
		}
		return 0
	}
	switch {
	case p.apart && p.code == "ul": // no street of Poland: "ul. Długa 29"
		return 0.97
	case further && p.glued && p.digits > 1 && r.strong.Mentioned(doc):
		return 0.7
	case p.apart && p.hyphen:
		return 0.9
	case p.apart && !everydayCapitals(*p) && !spelledOut(doc, p.first):
		return 0.75
	}
	return 0
}

// spelledOut tells whether token i goes on with a code that is dictated in pieces: "Y H 350 J V L 62".
func spelledOut(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	if i == 0 || toks[i].Flags&anonymize.LineStart != 0 || toks[i].Start-toks[i-1].End != 1 {
		return false
	}
	p := &toks[i-1]
	return p.Flags&(anonymize.Digit|anonymize.Letter) == anonymize.Digit || p.End-p.Start == 1 && p.Flags&anonymize.Upper != 0
}

// plateAt reads a plate whose digits begin in token i.
func plateAt(doc *anonymize.Document, i int) (p plate, ok bool) {
	toks, f := doc.Tokens(), doc.Folded()
	t := &toks[i]
	w := f[t.Start:t.End]
	a := 0
	for a < len(w) && isLower(w[a]) {
		a++
	}
	b := a
	for b < len(w) && isDigit(w[b]) {
		b++
	}
	p.first, p.last, p.digits = i, i, b-a
	p.odd = p.digits > 1 && w[a] == '0' && w[b-1] != '0'
	if p.digits < 1 || p.digits > 4 || w[a] == '0' && !p.odd || len(w)-b > 1 || len(w) > b && w[b] != 'e' && w[b] != 'h' {
		return p, false
	}
	p.upper = t.Flags&anonymize.Letter == 0 || capitals(doc, i)
	switch {
	case a == 0: // digits alone: letters before them
		k, hyphen, ok := plateLetters(doc, i)
		if !ok {
			return p, false
		}
		p.upper = p.upper && capitals(doc, k)
		word := doc.Word(toks[k])
		c, hyphenC, okC := plateLetters(doc, k)
		if okC && len(word) <= 2 && isDistrictCode(doc.Word(toks[c])) {
			p.first, p.code, p.mid, p.apart, p.hyphen = c, doc.Word(toks[c]), word, true, hyphenC
			p.upper = p.upper && capitals(doc, c)
			break
		}
		if hyphen || len(word) > 5 {
			return p, false
		}
		p.first = k
		p.code, p.mid, ok = splitPlate(word)
		if !ok {
			return p, false
		}
	case a <= 2:
		k, hyphen, ok := plateLetters(doc, i)
		if ok && isDistrictCode(doc.Word(toks[k])) {
			p.first, p.code, p.mid, p.apart, p.hyphen = k, doc.Word(toks[k]), w[:a], true, hyphen
			p.upper = p.upper && capitals(doc, k)
			break
		}
		if a < 2 {
			return p, false
		}
		fallthrough
	default:
		p.glued = true
		if p.code, p.mid, ok = splitPlate(w[:a]); !ok {
			return p, false
		}
	}
	if b == len(w) && p.suffixBehind(doc, i) {
		p.last = i + 1
	}
	for k := p.first + 1; k < i; k++ {
		w := f[toks[k].Start:toks[k].End]
		p.colon = p.colon || w == ":" && toks[k+1].Flags&anonymize.SpaceBefore != 0
		p.odd = p.odd || oddSign(w) && w != "·" && w != "•"
	}
	return p, runes(p.code)+len(p.mid)+p.digits <= 9 // an office gives out eight; people mistype
}

// suffixBehind tells whether the letter of an electric or an old car stands behind the digits of p, which are token i: "AB C 12 E".
func (p *plate) suffixBehind(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	if i+1 >= len(toks) || toks[i+1].Start-toks[i].End > 1 {
		return false
	}
	t := &toks[i+1]
	if w := doc.Word(*t); w != "h" && w != "e" || i+2 < len(toks) && toks[i+2].Flags&anonymize.Letter != 0 && toks[i+2].Flags&anonymize.SpaceBefore == 0 {
		return false
	}
	return t.Flags&anonymize.Upper != 0 || p.apart && !p.upper && (endsClause(doc, i+2) || p.hyphen && doc.Features()&anonymize.HasUpper == 0)
}

// endsClause tells whether the text, a line or a clause ends before token i.
func endsClause(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	return i >= len(toks) || toks[i].Flags&anonymize.LineStart != 0 || toks[i].Flags&anonymize.Punct != 0 && strings.IndexByte(".,!?;)", doc.Folded()[toks[i].Start]) >= 0
}

// runes counts the letters of a code: in the folded spelling an umlaut takes two.
func runes(code string) int {
	if len(code) > 3 {
		return 3
	}
	return len(code)
}

// plateLetters returns the token of letters before token i that a blank, a hyphen, a dot, a colon, a star or an odd sign may separate from it. Behind a dot no blank
// may stand, behind a colon only where letters follow ("KA: XY 12", but not "PLZ: 4711"), behind an odd sign none on either side.
func plateLetters(doc *anonymize.Document, i int) (k int, hyphen, ok bool) {
	toks, f := doc.Tokens(), doc.Folded()
	if i == 0 || toks[i].Flags&anonymize.LineStart != 0 {
		return 0, false, false
	}
	k = i - 1
	if toks[k].Flags&anonymize.Punct != 0 {
		c := f[toks[k].Start]
		if k > 0 && oddSign(f[toks[k].Start:toks[k].End]) && toks[k].Flags&anonymize.SpaceBefore == 0 && toks[i].Flags&anonymize.SpaceBefore == 0 {
			c = '*'
		} else if k == 0 || toks[k].End-toks[k].Start > 1 || c != '-' && c != '.' && c != ':' && c != '*' || toks[k].Flags&anonymize.LineStart != 0 {
			return 0, false, false
		}
		hyphen = c == '-'
		if (c == '.' || c == ':' && toks[i].Flags&anonymize.Letter == 0) && toks[i].Flags&anonymize.SpaceBefore != 0 {
			return 0, false, false
		}
		k--
	}
	t := &toks[k]
	if t.Flags&(anonymize.Letter|anonymize.Digit) != anonymize.Letter || t.End-t.Start > 6 || toks[i].Start-t.End > 3 {
		return 0, false, false
	}
	return k, hyphen, true
}

// oddSign reports what some write for the hyphen of a plate, or for the seal.
func oddSign(w string) bool {
	return w == "·" || w == "•" || w == "_" || w == "/" || w == "+" || w == "|" || w == "~"
}

// capitals tells whether all letters of token i are capitals.
func capitals(doc *anonymize.Document, i int) bool {
	t := doc.Tokens()[i]
	if t.Flags&anonymize.AllUpper != 0 {
		return true
	}
	if t.Flags&anonymize.Upper == 0 {
		return false
	}
	// one capital, and no other letter
	n := 0
	for _, c := range []byte(doc.Word(t)) {
		if !isDigit(c) {
			n++
		}
	}
	return n == 1
}

// splitPlate cuts glued letters into a district's code and one or two letters; the longest code wins.
func splitPlate(w string) (code, mid string, ok bool) {
	for n := 1; n <= 2; n++ {
		if len(w) > n && isDistrictCode(w[:len(w)-n]) {
			return w[:len(w)-n], w[len(w)-n:], true
		}
	}
	return "", "", false
}

func (r *licensePlate) sets() []*words.Set {
	return []*words.Set{r.keys, r.strong, r.strokes, r.insured, r.abroad}
}
