package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/fold"
	"github.com/deckname/deckname/recognizers/internal/phoneplan"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// Phone returns the recognizer of PHONE_NUMBER.
//
// Formats: +49, 0049, 0 and area code, 015x 016x 017x, a (0) between, blanks, hyphens, slashes, dots and brackets, extensions, DIN 5008 and E.123 as well as free spellings, digits as words
// ("null eins fünf zwei …"), foreign numbers with + or 00; beside a keyword also without area code. Check: area codes and lengths of
// the numbering plan. Emergency and service numbers (110, 112, 115, 116117, 0800, 0180, …) are public.
// Known false positives: customer numbers that begin with 0 and an area code, without a keyword of their own.
// Source: Bundesnetzagentur, numbering plan, by way of libphonenumber's metadata; ITU-T E.164.
func Phone() anonymize.Recognizer {
	return &phone{starts: [4]uint64{fold.HashBytes("null"), fold.HashBytes("plus"), fold.HashBytes("doppel"), fold.HashBytes("zero")},
		ident: newIdent("phone", 0, words.New("tel", "telefon", "telefonnummer", "telefonnr", "telefon nr", "tel nr", "telnr", "tel nummer", "telefonnummern", "telef", "telefonisch", "handy", "handynummer", "handynr", "handy nr", "handynummern", "handy nummer", "mobil", "mobilnummer", "mobilnr", "mobil nr", "mobiltelefon", "mobilfunknummer", "mobilfunk",
			"festnetz", "festnetznummer", "festnetznr", "rufnummer", "rufnummern", "ruf nr", "telephon", "fax", "faxnummer", "telefax", "fax nr", "anrufen", "anruf", "rufen", "ruf", "ruft", "rueckruf", "zurueckrufen", "rueckrufnummer", "rueckrufbitte", "erreichbar", "erreichen", "whatsapp", "whatsappnummer", "durchwahl", "phone", "mobile", "cell", "call", "fon",
			"phone number", "mobile number", "sms", "signal", "privat#", "kontakt#", "notfall#", "diensthandy", "telefonkontakt", "nummer lautet", "nummer ist", "handynumer", "telefonnumer", "telegram", "notfallkontakt", "privat", "dienstlich", "telefonzentrale"), anonymize.PhoneNumber),
		direct: words.New("tel", "telefon", "telefonnummer", "telefonnr", "telefon nr", "tel nr", "telnr", "tel nummer", "handy", "handynummer", "handynr", "handy nr", "mobil", "mobilnummer", "mobiltelefon", "festnetz", "festnetznummer", "rufnummer", "telephon", "fax", "faxnummer", "telefax", "durchwahl", "phone", "fon", "rueckrufnummer", "phone number", "mobile number", "whatsapp", "mobilfunknummer", "handy nummer", "privat#", "kontakt#", "notfall#")}
}

type phone struct {
	ident
	starts [4]uint64  // hashes of the words that begin a dictated number
	direct *words.Set // words that make even a number without area code one
}

// Bounds of a number in digits, prefix included (E.164 allows 15; an extension may follow).
const (
	minPhone = 6
	maxPhone = 17
)

func (r *phone) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	var err error
	if doc.Features()&anonymize.HasDigit != 0 {
		if dst, err = r.written(ctx, doc, dst); err != nil {
			return dst, err
		}
	}
	return r.spoken(ctx, doc, dst)
}

// dial is a candidate: groups i to j, their digits, and how it begins.
type dial struct {
	window
	plus  bool
	start int // folded offset, with plus sign or bracket
}

func (r *phone) written(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	s := numbersOf(doc)
	step, done := 0, -1 // last group of the last finding
	for ri := range s.runs {
		rn := &s.runs[ri]
		if rn.digits < minPhone {
			continue
		}
		for i := int(rn.from); i < int(rn.to); i++ {
			step++
			if err := alive(ctx, step); err != nil {
				return dst, err
			}
			d, ok := s.dialStart(i, done)
			if !ok {
				continue
			}
			f, last, ok := r.judge(doc, s, d, int(rn.to))
			if !ok {
				continue
			}
			dst = r.report(doc, dst, anonymize.PhoneNumber, f)
			done, i = last, last
		}
	}
	return dst, nil
}

// dialStart tells whether a number may begin at group i.
func (s *numbers) dialStart(i, done int) (d dial, ok bool) {
	g := &s.groups[i]
	f := s.folded
	d = dial{window: window{i, i}, start: int(g.start)}
	p := int(g.start)
	for p > 0 && f[p-1] == ' ' && int(g.start)-p < 1 {
		p--
	}
	if p > 0 && f[p-1] == '+' {
		d.plus, d.start = true, p-1
	} else if p == int(g.start) && p > 0 && f[p-1] == '(' {
		d.start = p - 1
	}
	if d.start > 0 && f[d.start-1] == '(' && d.plus && closesSoon(f, int(g.end)) {
		d.start--
	}
	if d.plus {
		return d, g.len() <= maxPhone
	}
	if d.start < int(g.start) && (g.len() > 6 || !closesSoon(f, int(g.end))) {
		d.start = int(g.start)
	}
	if g.tightL {
		return d, false
	}
	switch g.joint {
	case jointNone, jointColon, jointSpDot, jointParen:
	case jointSpace, jointSpSlash, jointSpDash, jointComma:
		// behind another number: only if that was a telephone number, or too short to belong to this one
		if done != i-1 && (g.joint == jointSpace && !words.TabBefore(s.doc, int(g.tok)) || g.joint == jointComma) && s.groups[i-1].len() > 2 {
			return d, false
		}
		if done != i-1 && f[g.start] != '0' {
			return d, false
		}
	case jointSlash, jointDash:
		if done != i-1 || f[g.start] != '0' || g.len() < 3 {
			return d, false
		}
	default:
		return d, false
	}
	// "DE89 0370…": the number goes on from letters and digits; not from "18h" or "3ten"
	if t := int(g.tok); t > 0 {
		prev := &s.doc.Tokens()[t-1]
		if prev.Flags&(anonymize.Digit|anonymize.Letter) == anonymize.Digit|anonymize.Letter && (g.len() < 3 || !isDigit(f[prev.Start])) && s.doc.Tokens()[t].Flags&anonymize.LineStart == 0 && g.start-prev.End <= 1 && prev.End-prev.Start > 2 {
			return d, false
		}
	}
	return d, true
}

func closesSoon(f string, i int) bool {
	for k := i; k < len(f) && k < i+6; k++ {
		if f[k] == ')' {
			return true
		}
		if k > i && !isDigit(f[k]) && f[k] != ' ' {
			return false // "(0 69)"
		}
	}
	return false
}

// judge extends d over the groups that belong to it and decides.
func (r *phone) judge(doc *anonymize.Document, s *numbers, d dial, end int) (f finding, last int, ok bool) {
	var buf [32]byte
	if c := s.folded[s.groups[d.i].start]; !d.plus && c != '0' && (c != '4' || !r.keys.Mentioned(doc)) {
		return r.local(doc, s, d, end)
	}
	read, fits, kind := s.extend(&d, end, &buf)
	switch {
	case fits > 0:
	case d.plus || buf[0] == '0' && read > 2:
		return f, 0, false
	default:
		return r.local(doc, s, d, end)
	}
	v := buf[:fits]
	if kind == dialPublic || s.otherThanDial(&d, v, kind) {
		return f, 0, false
	}
	first, lastTok := int(s.groups[d.i].tok), s.last(d.window)
	f = finding{start: d.start, end: int(s.groups[d.j].end)}
	f.hit, ok = r.keys.Near(doc, first, lastTok)
	if !d.plus {
		if !ok && (s.needsKey(&d, v, kind) || s.hardlyDialled(&d, v, kind)) {
			return f, 0, false
		}
		if ok && (f.hit.After || f.hit.InPrompt || f.hit.Distance > 1) && foreignKey(doc, first) {
			return f, 0, false
		}
	}
	f.score, f.rule = kind.score(ok, d.j > d.i && s.afterArea(d.i, v))
	return f, d.j, true
}

// extend reads the digits of the groups that can belong to d, which go on to group end at most, and moves its end to where they fit the numbering plan best. It
// returns how many digits were read, and how many fit and how.
func (s *numbers) extend(d *dial, end int, buf *[32]byte) (read, fits int, kind dialKind) {
	first := d.i
	for j := first; j < end; j++ {
		g := &s.groups[j]
		if read+g.len() > maxPhone {
			break
		}
		prefix := 0 // digits of the country
		if d.plus {
			prefix = 2
		} else if read > 1 && buf[0] == '0' && buf[1] == '0' {
			prefix = 4
		}
		if j > first && !s.goesOn(j, read-prefix, fits > 0, d.plus) && !(kind == dialShort && g.len() == 1 && g.joint == jointSpace && s.groups[j-1].len() <= 3 && mobileNeedsOne(buf[:read]) && !isAmount(s.doc, int(g.tok), int(g.tok))) {
			break
		}
		read += copy(buf[read:], s.folded[g.start:g.end])
		if k := plan(buf[:read], d.plus); k > dialNone {
			d.j, fits, kind = j, read, k
		}
	}
	return read, fits, kind
}

// otherThanDial tells whether the groups of d, with the digits v, are written, or go on, as those of something else: a date, or "0221 4710:30".
func (s *numbers) otherThanDial(d *dial, v []byte, kind dialKind) bool {
	end := &s.groups[d.j]
	if !d.plus && (end.tightR || strings.HasPrefix(string(v), "000") || s.goesOnElse(d.j+1)) {
		return true
	}
	first, last := int(s.groups[d.i].tok), int(end.tok)
	if kind != dialGerman && printedEAN(s.doc, first-1, last) {
		return true
	}
	return isDate(s.doc, first, last) || beginsDate(s.doc, first, last) || d.j > d.i && end.joint == jointDot && end.len() == 1
}

// goesOnElse tells whether group j is joined to the one before as in no telephone number: "0221 4710:30".
func (s *numbers) goesOnElse(j int) bool {
	if j >= len(s.groups) {
		return false
	}
	switch s.groups[j].joint {
	case jointDot, jointColon, jointComma, jointUnder:
		return true
	case jointSlash, jointDash:
		return s.groups[j].len() > 4 && s.folded[s.groups[j].start] != '0'
	}
	return false
}

// needsKey tells whether the groups of d, with the digits v and without a plus, are a telephone number only beside a word for one.
func (s *numbers) needsKey(d *dial, v []byte, kind dialKind) bool {
	switch {
	case kind == dialShort, v[0] != '0', kind == dialLoose && v[1] == '0':
		return true
	case kind == dialArea && s.dotted(d.i, d.j) && !s.afterArea(d.i, v): // "089.123.456"
		return true
	case d.j == d.i+2 && s.groups[d.i+1].joint == jointSlash && s.groups[d.j].joint == jointSlash: // 022/197/70025: a tax number
		return true
	}
	first := int(s.groups[d.i].tok)
	return foreignKey(s.doc, first) || kind == dialArea && handedNumber(s.doc, first)
}

// score scores a number by how it fits the plan, beside a word for one if found is set and parted behind its area code if that is.
func (k dialKind) score(found, parted bool) (score float32, rule string) {
	rule = "phone/national"
	switch k {
	case dialForeign:
		score, rule = 0.9, "phone/international"
	case dialLoose:
		score, rule = 0.7, "phone/international"
	case dialGerman:
		score, rule = 0.97, "phone/germany"
	case dialMobile:
		score, rule = 0.9, "phone/mobile"
	case dialArea:
		if score = 0.75; parted {
			score = 0.85
		}
	case dialShort:
		score = 0.6
	}
	if !found {
		return score, rule
	}
	if k == dialShort || k == dialLoose {
		return 0.8, rule
	}
	if score = max(score, 0.85) + 0.02; score > 0.96 {
		score = 0.99
	}
	return score, rule
}

// dotted tells whether dots alone part groups i to j, of which there are three or more.
func (s *numbers) dotted(i, j int) bool {
	for k := i + 1; k <= j; k++ {
		if s.groups[k].joint != jointDot {
			return false
		}
	}
	return j > i+1
}

// goesOn tells whether group j continues a number that has n digits so far and is complete already if whole.
func (s *numbers) goesOn(j, n int, whole, plus bool) bool {
	g := &s.groups[j]
	switch g.joint {
	case jointSpace, jointDash, jointSlash, jointDot, jointSpDash, jointSpSlash, jointParen:
	case jointSpDot:
		return !whole
	default:
		return false
	}
	if s.folded[g.start] == '0' && g.len() >= 3 && whole && n >= 9 && g.joint != jointDash {
		return false // the next number
	}
	if !whole {
		return true
	}
	if p := &s.groups[j-1]; g.joint == jointParen && s.folded[p.end] == ')' && p.start > 0 && s.folded[p.start-1] != '(' {
		return false // "(mobil 0171 39200 61)  2. …"
	}
	if g.joint == jointSpace || g.joint == jointSpSlash || g.joint == jointSpDash {
		if g.len() == 1 && s.groups[j-1].len() > 1 && (j+1 >= len(s.groups) || s.groups[j+1].joint != jointSpace || g.joint != jointSpace) {
			return false
		}
		if j+1 < len(s.groups) && (s.groups[j+1].joint == jointColon || s.groups[j+1].joint == jointDot && s.groups[j].joint != jointDot) {
			return false // a time or a date
		}
		if isAmount(s.doc, int(g.tok), int(g.tok)) {
			return false
		}
		if g.joint == jointSpDash && g.len() > 4 {
			return false
		}
	}
	if s.folded[g.end-1] == ' ' {
		return false
	}
	return !(isPlaceAfter(s.doc, int(g.tok)) && g.joint == jointSpace)
}

// afterArea tells whether the groups of a number are cut behind its area code.
func (s *numbers) afterArea(i int, d []byte) bool {
	n := s.groups[i].len()
	return n > 2 && d[0] == '0' && phoneplan.AreaCode(d[1:]) == n-1
}

// local judges a number without area code or without its leading zero: it needs a keyword right before it, or the prompt.
func (r *phone) local(doc *anonymize.Document, s *numbers, d dial, end int) (f finding, last int, ok bool) {
	if s.folded[s.groups[d.i].start] == '0' && s.groups[d.i].len() > 2 || !r.direct.Mentioned(doc) {
		return f, 0, false
	}
	if s.groups[d.i].joint.tight() {
		return f, 0, false
	}
	first := int(s.groups[d.i].tok)
	hit, found := r.direct.Before(doc, first, 2)
	if found && foreignKey(doc, first) && hit.Distance > 0 {
		return f, 0, false
	}
	if !found {
		if d.i > 0 && s.groups[d.i].joint != jointNone {
			return f, 0, false
		}
		if hit, found = r.direct.InPrompt(doc); !found || foreignKey(doc, first) {
			return f, 0, false
		}
	}
	n := 0
	last = -1
	for j := d.i; j < end; j++ {
		g := &s.groups[j]
		if n+g.len() > 13 || j > d.i && !s.goesOn(j, n, n >= 5, false) {
			break
		}
		n += g.len()
		last = j
	}
	if last < 0 || n < 5 || s.groups[last].tightR {
		return f, 0, false
	}
	w := window{d.i, last}
	var buf [32]byte
	v := s.read(w, &buf)
	lastTok := s.last(w)
	if last == d.i+1 && s.groups[last].joint == jointDot && s.groups[last].len() > 3 || last == d.i+2 && s.groups[last].len() == 1 && s.groups[d.i+1].joint == jointDash && s.groups[last].joint == jointDash {
		return f, 0, false // 51.9312, 2025-77103-4
	}
	if isPublic(v) || isDate(doc, first, lastTok) || lastTok == first+2 && endsDate(doc, lastTok) || isAmount(doc, first, lastTok) || last == d.i && n == 5 && isPlaceAfter(doc, first) {
		return f, 0, false
	}
	if last+1 < len(s.groups) && (s.groups[last+1].joint == jointColon || s.groups[last+1].joint == jointDot) {
		return f, 0, false
	}
	return finding{start: d.start, end: int(s.groups[last].end), score: 0.75, rule: "phone/local", hit: hit}, last, true
}

// foreignKey tells whether the words right before token first announce a number of another kind.
func foreignKey(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	n, numbered, short := 0, false, false // short: a number of one or two digits was passed
	for i := first - 1; i >= 0 && n < 3 && first-i < 8; i-- {
		t := &toks[i]
		if t.Flags&anonymize.Punct != 0 {
			if n > 0 && i > 0 && sentenceEnds(doc, i) || n == 0 && i == first-1 && opensSentence(doc, first) {
				return false // the sentence before
			}
			continue
		}
		if t.Flags&anonymize.Digit != 0 && t.End-t.Start > 2 || n > 0 && toks[i+1].Flags&anonymize.LineStart != 0 {
			return false
		}
		short = short || onlyDigits(t)
		switch w := doc.Word(*t); w {
		case "rechnung", "vertrag", "auftrag":
			if n > 0 && i > 1 && (doc.Word(toks[i-2]) == "auf" || doc.Word(toks[i-2]) == "in") {
				n++
				continue // "auf der Rechnung seh ich 88873348550"
			}
			return true
		case "tel", "telefon", "handy", "mobil", "fax", "nummer", "nr", "number", "no", "phone", "mobile", "cell":
			if w == "nr" || w == "nummer" || w == "number" || w == "no" {
				if i > 1 && t.Flags&anonymize.SpaceBefore == 0 && doc.Word(toks[i-1]) == "-" && toks[i-1].Flags&anonymize.SpaceBefore == 0 && toks[i-2].Flags&anonymize.Letter != 0 {
					return !callStem(doc.Word(toks[i-2])) // "Verwarnungs-Nr."
				}
				numbered = true
				n++
				continue
			}
			return false
		case "st":
			if numbered {
				return true // "St.-Nr.", not "St. Anna"
			}
		case "schluessel":
			if numbered || n == 0 && doc.Word(toks[first-1]) != "," {
				return true // a district's, no key that is "beim Hausmeister, 069 90009123"
			}
		case "vorlage", "drucksache", "ags", "gemeindeschluessel", "betriebsstaette", "betriebsstaetten", "tax", "passport", "account", "insurance", "reference", "file", "case", "customer", "member", "membership", "contract", "card", "licence", "license", "permit", "kto", "konto", "blz", "iban", "steuer", "steuernummer", "az", "aktenzeichen", "kd", "kundennr", "ust", "id", "steuerid", "isbn", "ean", "bg", "vorgang", "bestellung", "ik", "pin", "tan", "code", "plz", "kasse", "imei", "malo", "lanr", "bsnr", "gln", "bbnr", "pzn", "leitweg", "glaeubiger", "creditor", "lei", "ci", "sendung", "kunde", "zaehlerstand", "kundenkonto", "kunden", "vertrags", "mitglieds", "mitglied", "versicherungs", "versicherten", "matrikel", "beitrags", "vorgangs", "zaehler", "kassen", "buchungs", "personal", "rechnungs", "bestell", "auftrags", "antrags", "fall", "schaden", "policen":
			return true
		default:
			if callNumber(w) || short && namesNumber(w) && weighWord(t.Hash, w) == weighsThing {
				return false // "Rückrufnr.", "Kontaktnummer in Hamburg", "Zimmernummer 12, …"
			}
			if namesNumber(w) || strings.HasSuffix(w, "pass") || strings.HasSuffix(w, "ausweis") || w == "liegenschaft" || w == "nutzer" || w == "objekt" {
				return true
			}
		}
		n++
	}
	return false
}

// handedNumber tells whether only words that hand a value over stand between token first and a word for a number that is no telephone's: "die Wohngeldnummer hab ich parat, …".
func handedNumber(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	for i := first - 1; i >= 0 && first-i <= looseReach; i-- {
		t := &toks[i]
		w := doc.Word(*t)
		if t.Flags&anonymize.Punct != 0 {
			if w != "," && w != ":" && w != "-" {
				return false
			}
			continue
		}
		if toks[i+1].Flags&anonymize.LineStart != 0 {
			return false
		}
		if len(w) > 8 && strings.HasSuffix(w, "nummer") {
			return ownNumber(doc, i)
		}
		switch w {
		case "parat", "liegt", "vor", "mir", "griffbereit", "zur", "hand", "habe", "haben", "wir", "auch", "schon", "vorliegen", "dabei":
		default:
			if !words.PointsBack(w) {
				return false
			}
		}
	}
	return false
}

// dialKind says how a string of digits fits the numbering plan; higher is better.
type dialKind uint8

const (
	dialNone    dialKind = iota
	dialPublic           // a service number
	dialShort            // area code and a very short number
	dialLoose            // some country's prefix, odd length
	dialArea             // German area code and a usual length
	dialMobile           // German mobile
	dialForeign          // another country, usual length
	dialGerman           // +49 and a number that fits
)

// plan judges digits as dialled, without the plus sign.
func plan(d []byte, plus bool) dialKind {
	switch {
	case plus:
		return international(d)
	case len(d) < minPhone || d[0] != '0':
		if len(d) > 10 && d[0] == '4' && d[1] == '9' && national(d[2:]) >= dialArea {
			return dialArea // +49 without its plus: only beside a keyword
		}
		return dialNone
	case strings.HasPrefix(string(d), "00340434"):
		return dialNone // a parcel of DHL: no number of Spain begins with 0
	case d[1] == '0':
		return international(d[2:])
	}
	return national(d[1:])
}

// international judges digits that begin with a country calling code.
func international(d []byte) dialKind {
	if len(d) > 4 && d[0] == '4' && d[1] == '9' {
		n := d[2:]
		if n[0] == '0' {
			n = n[1:]
		}
		switch k := national(n); {
		case k == dialPublic:
			return k
		case k >= dialShort:
			return dialGerman
		case len(n) >= 7 && len(n) <= 13:
			return dialLoose
		}
		return dialNone
	}
	l, lengths := phoneplan.Country(d)
	if l == 0 {
		return dialNone
	}
	n := len(d) - l
	if n > 0 && d[l] == '0' && n > 7 && n < 20 && lengths>>(n-1)&1 != 0 {
		return dialForeign // +43 (0) 664 …
	}
	switch {
	case n < 20 && lengths>>n&1 != 0 && n >= 6:
		return dialForeign
	case n >= 7 && n <= 12:
		return dialLoose
	}
	return dialNone
}

// national judges a German number without its leading 0.
func national(d []byte) dialKind {
	if len(d) < 5 || d[0] == '0' {
		return dialNone
	}
	if d[0] == '1' {
		if d[1] == '5' || d[1] == '6' || d[1] == '7' {
			switch len(d) {
			case 10, 11:
				return dialMobile
			case 9, 12:
				return dialShort
			}
			return dialNone
		}
		if isService(d) && len(d) >= 6 {
			return dialPublic
		}
		return dialNone
	}
	if isService(d) {
		return dialPublic
	}
	if d[0] == '3' && d[1] == '2' && (len(d) == 10 || len(d) == 11) || d[0] == '7' && d[1] == '0' && d[2] == '0' && len(d) == 11 {
		return dialArea // numbers without a place, personal numbers
	}
	area := phoneplan.AreaCode(d)
	n := len(d) - area
	switch {
	case area == 0 || n < 2:
		return dialNone
	case len(d) >= 8 && len(d) <= 11 && n >= 4 && n <= 9, len(d) == 7 && n >= 3:
		return dialArea
	case len(d) <= 13 && n <= 11 && len(d) >= 6:
		return dialShort
	}
	return dialNone
}

// isService reports prefixes of public services: free, shared-cost and premium numbers, mass calls.
func isService(d []byte) bool {
	if len(d) < 3 {
		return false
	}
	switch string(d[:3]) {
	case "800", "180", "181", "900", "137", "138", "116", "115", "118", "190", "185", "186", "187", "188", "189", "191", "192", "193", "194":
		return true
	}
	return false
}

// isPublic reports emergency and authority numbers, and bank hotlines.
func isPublic(d []byte) bool {
	switch string(d) {
	case "110", "112", "115", "116111", "116116", "116117", "116123", "11833", "11880", "19222", "19240", "19218", "19411", "08000", "116006", "116016":
		return true
	}
	return len(d) > 4 && d[0] == '0' && isService(d[1:])
}

func (r *phone) sets() []*words.Set { return []*words.Set{r.keys, r.direct} }
