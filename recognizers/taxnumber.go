package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/checksum"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// TaxNumber returns the recognizer of DE_TAX_NUMBER: the Steuernummer that a tax office gives.
//
// Formats: the unified 13 digits of ELSTER (office, 0, district and number), found with and without a keyword; the Länder's own forms of 10 or 11 digits
// (198/815/08152, 66815/08156, 75 815 08152), which need a keyword because a third of all random 10-digit numbers fits some Land; with slashes
// in a Land's places a word about taxes, or a letter that a number is read from, is enough.
// Check: the procedure of the Land. In a Land's own form it only raises the score; it counts as evidence where the shape tells
// the Land (FFF/BBBB/UUUP is Nordrhein-Westfalen, FFBBB/UUUUP Baden-Württemberg).
// Known false positives: other numbers beside the word Steuernummer. Source: ELSTER, Prüfung der Steuer- und
// Identifikationsnummer, chapters 3 to 7.
func TaxNumber() anonymize.Recognizer {
	return &taxNumber{newIdent("tax_number", 0, words.New("steuer#", "st#", "*steuernummer", "*steuernr", "ust#", "umsatzsteuer#", "einkommensteuer#", "einkommenssteuer#", "est#", "kst#", "koerperschaftsteuer#",
		"koerperschaftssteuer#", "lohnsteuer#", "vereinssteuer#", "finanzamt#", "finanzamts#", "fa#", "tax number", "tax no", "tax nr", "steuerkonto",
		"steuernumer", "steuerliche nummer", "steuerl nummer", "steuerlichen nummer", "steuer kto", "steuerkontonummer"), anonymize.DETaxNumber),
		words.New("nummer", "nummern", "steht", "stehen", "brief", "briefe", "bescheid", "schreiben", "gewerbe", "laden", "rechnung", "verwendungszweck", "ueberweisung", "betreff"),
		words.New("steuerlich", "steuerliche", "verspaetungszuschlag", "sonderausgaben", "werbungskosten", "einkommensteuererklaerung", "lohnsteuerklasse", "est", "kst", "ust", "einkommensteuer", "erbschaftsteuer", "koerperschaftsteuer", "lohnsteuer",
			"finanzamt", "fa", "elster", "steuererklaerung", "steuerbescheid", "einkommensteuerbescheid", "*steuererklaerung", "*steuerbescheid", "steuer", "steuern", "grundsteuer", "finanzaemter", "steuerberater", "umsatzsteuer", "gewerbesteuer", "*steuer", "vorauszahlung", "lohnsteuer", "tax office", "tax")}
}

type taxNumber struct {
	ident
	letter *words.Set // where such numbers are read
	weak   *words.Set // words that only count beside a value with slashes in a Land's places
}

func (r *taxNumber) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	dst, err := r.spelled(ctx, doc, dst, anonymize.DETaxNumber, 0.86, nil)
	if err != nil || doc.Features()&anonymize.HasDigit == 0 {
		return dst, err
	}
	from := len(dst)
	dst, err = r.find(ctx, doc, dst, anonymize.DETaxNumber, &digitRule{digits: 13, valid: func(n number) bool { return validUnified(n.bytes()) }, alone: 0.75, shy: true, context: 0.99, typo: 0.65, name: "tax_number/unified"})
	if err != nil {
		return dst, err
	}
	s := numbersOf(doc)
	for _, n := range [...]int{11, 10} {
		it := s.windowsOf(n)
		step := 0
		for w, ok := it.next(); ok; w, ok = it.next() {
			step++
			if err := alive(ctx, step); err != nil {
				return dst, err
			}
			if f, ok := r.land(doc, s, w); ok {
				dst = r.report(doc, dst, anonymize.DETaxNumber, f)
			}
		}
	}
	if len(dst) > from {
		return dst, nil
	}
	for _, n := range [...]int{9, 12} { // a digit too few or too many
		if dst, err = r.find(ctx, doc, dst, anonymize.DETaxNumber, &digitRule{digits: n, typo: 0.55, name: "tax_number/length"}); err != nil {
			return dst, err
		}
	}
	return dst, nil
}

// land judges ten or eleven digits in a Land's own form.
func (r *taxNumber) land(doc *anonymize.Document, s *numbers, w window) (f finding, ok bool) {
	if s.edge(w) == edgeTight || w.j-w.i > 3 {
		return f, false
	}
	shape := taxShape(s, w)
	if shape == shapeOther {
		return f, false
	}
	first := s.first(w)
	if year := s.dated(w); year >= 0 {
		first = year // "Einkommensteuer 2022 – 156/234/72903"
	}
	hit, found := r.keys.Near(doc, first, s.last(w))
	own := found
	if !found && shape != shapePlain && s.groups[w.i+1].joint == jointSlash {
		// slashes in a Land's places: the keyword may be further away, or only the office be named
		if hit, found = r.keys.Within(doc, first, 40); !found {
			hit, found = r.weak.Near(doc, first, s.last(w))
		}
	}
	if !found && shape == shape335 && s.groups[w.i+1].joint == jointSpace {
		// the same with blanks needs the keyword itself
		hit, found = r.keys.Within(doc, first, 40)
	}
	if !found && (shape == shape335 || shape == shape344) && s.groups[w.i+1].joint == jointSlash && s.edge(w) == edgeClean && !foreignKey(doc, first) {
		hit, found = r.letter.Within(doc, first, 12) // "auf dem Brief steht": hardly anything else is written so
	}
	if !found && shape == shape335 && s.groups[w.i+1].joint == jointSpace {
		hit, found = r.weak.Near(doc, first, s.last(w)) // "das Finanzamt schickt mir 18 733 39818"
		var buf [32]byte
		if _, valid := validLand(s.read(w, &buf), shape); !found && valid && s.edge(w) == edgeClean && !foreignKey(doc, first) {
			hit, found = r.weak.Within(doc, first, 24)
		}
	}
	if !found && shape != shapePlain && s.groups[w.i+1].joint == jointSlash && s.edge(w) == edgeClean && !foreignKey(doc, first) && codeAlone(doc, first, s.last(w)) {
		var buf [32]byte
		d := s.read(w, &buf)
		if _, valid := validLand(d, shape); valid || shape == shape335 && d[0] != '0' {
			f = finding{score: 0.6, rule: "tax_number/form"}
			if valid {
				f.score, f.evidence = 0.7, anonymize.EvidenceChecksum
			}
			f.start, f.end = s.bounds(w)
			return f, true
		}
	}
	if !found && shape == shapePlain && w.i == w.j && !foreignKey(doc, first) {
		var buf [32]byte
		if _, valid := validLand(s.read(w, &buf), shape); valid {
			if hit, found = r.keys.Within(doc, first, 24); !found {
				hit, found = r.weak.Near(doc, first, s.last(w))
			}
		}
	}
	if !found {
		return f, false
	}
	f = finding{score: 0.7, rule: "tax_number/land", hit: hit}
	if !own && shape != shapePlain {
		f.score = 0.83 // more than a reference or an area code
	}
	if own && (hit.InPrompt || hit.Distance <= 3) {
		f.score = 0.92 // more than a telephone number of its form
	}
	f.start, f.end = s.bounds(w)
	var buf [32]byte
	d := s.read(w, &buf)
	known, valid := validLand(d, shape)
	switch {
	case known && valid:
		f.score, f.evidence, f.rule = 0.97, anonymize.EvidenceChecksum, "tax_number/checksum"
	case valid:
		f.score = max(f.score, 0.85)
	}
	return f, true
}

// taxForm is the division of a Land's form into groups.
type taxForm uint8

const (
	shapeOther taxForm = iota
	shapePlain         // no or unusual division
	shape335           // FFF/BBB/UUUUP, FF/BBB/UUUUP, 0FF BBB UUUUP
	shape344           // FFF/BBBB/UUUP: Nordrhein-Westfalen
	shape55            // FFBBB/UUUUP: Baden-Württemberg
)

func taxShape(s *numbers, w window) taxForm {
	if !s.plain(w) {
		// 198/815 08152 and the like
		for k := w.i + 1; k <= w.j; k++ {
			switch s.groups[k].joint {
			case jointParen, jointComma, jointColon, jointNone, jointUnder:
				return shapeOther
			}
		}
		return shapePlain
	}
	size := func(k int) int { return s.groups[w.i+k].len() }
	switch w.j - w.i {
	case 1:
		if size(0) == 5 && size(1) == 5 {
			return shape55
		}
	case 2:
		switch {
		case (size(0) == 2 || size(0) == 3) && size(1) == 3 && size(2) == 5:
			return shape335
		case size(0) == 3 && size(1) == 4 && size(2) == 4:
			return shape344
		}
	}
	return shapePlain
}

// validLand tries the Länder whose form d may have. known tells whether the shape leaves only one.
func validLand(d []byte, shape taxForm) (known, valid bool) {
	var u [13]byte
	try := func(prefix string, office, rest []byte) bool {
		n := copy(u[:], prefix)
		n += copy(u[n:], office)
		u[n] = '0'
		n++
		n += copy(u[n:], rest)
		return n == 13 && validUnified(u[:])
	}
	switch {
	case shape == shape344:
		return true, try("5", d[:3], d[3:])
	case shape == shape55:
		return true, try("28", d[:2], d[2:])
	case len(d) == 10:
		for _, p := range [...]string{"11", "22", "23", "27", "21", "24", "28", "26"} {
			if try(p, d[:2], d[2:]) {
				return false, true
			}
		}
	default:
		for _, p := range [...]string{"9", "3", "4", "1", "5"} {
			if try(p, d[:3], d[3:]) {
				return false, true
			}
		}
		return false, d[0] == '0' && try("26", d[1:3], d[3:])
	}
	return false, false
}

// validUnified checks the thirteen digits of ELSTER's form.
func validUnified(d []byte) bool {
	if len(d) != 13 || d[4] != '0' {
		return false
	}
	check := int(d[12] - '0')
	eleven := func(weights ...int) bool {
		c := (11 - checksum.Weighted(d, weights...)%11) % 11
		return c != 10 && c == check
	}
	switch string(d[:2]) {
	case "10", "30", "31", "32", "40", "41": // SL BB ST SN MV TH
		return eleven(0, 5, 4, 3, 0, 2, 7, 6, 5, 4, 3, 2)
	case "22", "24": // HH HB
		return eleven(0, 0, 4, 3, 0, 2, 7, 6, 5, 4, 3, 2)
	case "23": // NI
		return eleven(0, 0, 2, 9, 0, 8, 7, 6, 5, 4, 3, 2)
	case "11":
		switch berlinProcedure(d) {
		case 'A':
			return eleven(0, 0, 0, 0, 0, 7, 6, 5, 8, 4, 3, 2)
		case 'B':
			return eleven(0, 0, 2, 9, 0, 8, 7, 6, 5, 4, 3, 2)
		}
		return false
	case "27": // RP: a two-digit product counts as its last digit + 1
		sum := 0
		for i, w := range [...]int{0, 0, 1, 2, 0, 1, 2, 1, 2, 1, 2, 1} {
			p := int(d[i]-'0') * w
			if p > 9 {
				p = p%10 + 1
			}
			sum += p
		}
		return (10-sum%10)%10 == check
	case "21", "26", "28": // SH HE BW
		sum, add, factor := 0, 9, 512
		for i, c := range d[2:12] {
			if i == 2 {
				continue // the fixed 0
			}
			sum += checksum.Reduced((int(c-'0') + add) % 10 * factor)
			add, factor = add-1, factor/2
		}
		return (10-sum%10)%10 == check
	}
	switch d[0] {
	case '5': // NW
		c := checksum.Weighted(d, 0, 3, 2, 1, 0, 7, 6, 5, 4, 3, 2, 1) % 11
		return c != 10 && c == check
	case '9': // BY
		return eleven(0, 5, 4, 3, 0, 2, 7, 6, 5, 4, 3, 2)
	}
	return false
}

// berlinProcedure returns 'A' or 'B', or 0 for an office that does not exist.
func berlinProcedure(d []byte) byte {
	office := int(d[2]-'0')*10 + int(d[3]-'0')
	district := int(d[5]-'0')*100 + int(d[6]-'0')*10 + int(d[7]-'0')
	in := func(from, to int) bool { return district >= from && district <= to }
	b := false
	switch office {
	case 15, 18, 31, 32, 33, 34, 35, 36, 37, 38, 94, 95, 96, 97, 98:
		b = true
	case 27, 29, 30:
	case 13, 14, 17, 20, 21, 23, 24, 25:
		b = in(201, 693)
	case 16:
		b = in(1, 29) || in(201, 693) || in(875, 899)
	case 19:
		b = in(201, 639) || in(680, 684)
	default:
		return 0
	}
	if b {
		return 'B'
	}
	return 'A'
}

func (r *taxNumber) sets() []*words.Set { return []*words.Set{r.keys, r.letter, r.weak} }
