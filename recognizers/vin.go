package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// VIN returns the recognizer of VIN: the Fahrzeug-Identifizierungsnummer (FIN, Fahrgestellnummer).
//
// Format: 17 letters and digits without I, O, Q; the registration form prints an 18th, a check character. Check: for numbers that begin with 1 to 5 the North American one at
// position 9; for the 18th position weights 2 to 10, 2 to 9 from the right, modulo 11, 10 = X. European numbers of 17 have none.
// Known false positives: product keys of 17 capitals and digits. Source: ISO 3779; 49 CFR 565; KBA, Prüfziffer zur FIN.
func VIN() anonymize.Recognizer {
	return &vin{newIdent("vin", anonymize.HasDigit|anonymize.HasLetter, words.New("fin", "fin#", "vin", "vin#", "fahrgestell#", "fahrgestell", "fahrzeugidentifikations#", "fahrzeug identifikations#", "fahrzeugidentifizierungs#",
		"fahrzeug identifizierungs#", "fahrzeug ident#", "fahrzeugident#", "fahrzeugident", "fahrzeug id", "fahrzeugid", "ident#", "identifizierungs#",
		"identifikations#", "fgst#", "rahmen#", "fahrzeug#", "fahrzeug", "kfz", "auto", "pkw", "wagen", "motorrad", "roller", "wohnwagen", "anhaenger", "moped", "transporter", "lkw", "traktor", "quad", "wohnmobil", "fahrzeugschein",
		"zulassungsbescheinigung", "fahrzeugbrief", "feld e", "pruefziffer", "chassis number", "chassis no", "chassis", "vehicle identification number"), anonymize.VIN)}
}

type vin struct{ ident }

func (r *vin) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	toks := doc.Tokens()
	var j joined
	done := 0
	for step, ti := range numbersOf(doc).mixed {
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		first := vinStart(doc, int(ti), done)
		if first < 0 {
			continue
		}
		if first < done || !startsWord(doc, first) {
			continue
		}
		j.join(doc, first, 19)
		f, last, ok := r.judge(doc, &j, first)
		if !ok {
			continue
		}
		f.start, f.end = int(toks[first].Start), int(toks[last].End)
		dst = r.report(doc, dst, anonymize.VIN, f)
		done = last + 1
	}
	return dst, nil
}

// vinStart returns the token, not before token low, with which a number of 17 or 18 characters may begin that token i is a
// part of; -1 if there is none.
func vinStart(doc *anonymize.Document, i, low int) int {
	toks := doc.Tokens()
	if n := toks[i].End - toks[i].Start; n >= 17 {
		if n > 18 {
			return -1
		}
		return i
	}
	// in groups: "WVW ZZZ 1JZ XW 000001", "1FB FZN3D9 P9561803"
	for k := 0; !joinsTo(doc, i, 17, 18); k++ {
		if k == 4 || i <= low || toks[i-1].Flags&anonymize.Punct != 0 || toks[i].Start-toks[i-1].End != 1 || !vinGroup(&toks[i-1]) || toks[i].Flags&anonymize.LineStart != 0 {
			return -1
		}
		i--
	}
	return i
}

// vinGroup reports the groups into which people cut a number: with a digit, in capitals, or of three letters.
func vinGroup(t *anonymize.Token) bool {
	n := t.End - t.Start
	return n <= 8 && t.Flags&(anonymize.Digit|anonymize.AllUpper) != 0 || n == 3
}

func (r *vin) judge(doc *anonymize.Document, j *joined, first int) (f finding, last int, ok bool) {
	last, ok = j.at(17)
	f.rule, f.score = "vin/form", 0
	if l, fits := j.at(18); fits && vinForm(j.buf[:17]) && validVIN18(j.buf[:18]) && (!ok || int(doc.Tokens()[l].End-doc.Tokens()[l].Start) == 1) {
		last, ok = l, true
		f.evidence, f.rule, f.score = anonymize.EvidenceChecksum, "vin/checksum", 0.9
	} else if fits && !ok && vinForm(j.buf[:17]) {
		if _, found := r.keys.Near(doc, first, l); !found {
			return f, 0, false
		}
		last, ok = l, true // mistyped
	}
	if ok && endsWord(doc, last) && !vinForm(j.buf[:17]) && misspelledVIN(j.buf[:17]) {
		return r.mistyped(doc, first, last)
	}
	if !ok || !vinForm(j.buf[:17]) || !endsWord(doc, last) {
		return f, 0, false
	}
	if string(j.buf[4:7]) == "zzz" && isDigit(j.buf[2]) && isDigit(j.buf[3]) && allDigits(j.buf[7:17]) && !r.keys.Mentioned(doc) {
		return f, 0, false // a creditor identifier
	}
	t := &doc.Tokens()[first]
	single := first == last || f.score > 0
	if f.score == 0 && j.buf[0] >= '1' && j.buf[0] <= '5' && validVIN9(j.buf[:17]) {
		f.evidence, f.rule, f.score = anonymize.EvidenceChecksum, "vin/checksum", 0.9
	}
	var found bool
	f.hit, found = r.keys.Near(doc, first, last)
	switch {
	case found && f.score > 0:
		f.score = 0.99
	case found:
		f.score = 0.9
	case f.score > 0 && single:
	case single && t.Flags&anonymize.AllUpper != 0 && !productBefore(doc, first):
		f.score = 0.75
	default:
		return f, 0, false
	}
	return f, last, true
}

// vinForm reports letters and digits that a VIN may hold, some of both, the last three digits.
func vinForm(v []byte) bool {
	letters := 0
	for _, c := range v {
		switch {
		case isDigit(c):
		case isLower(c) && c != 'i' && c != 'o' && c != 'q':
			letters++
		default:
			return false
		}
	}
	return letters >= 2 && len(v)-letters >= 4 && isDigit(v[14]) && isDigit(v[15]) && isDigit(v[16])
}

// mistyped scores the number from token first to token last, which holds a letter that none has: only behind a word for it counts, not for a vehicle.
func (r *vin) mistyped(doc *anonymize.Document, first, last int) (f finding, _ int, ok bool) {
	if first != last {
		return f, 0, false
	}
	if f.hit, ok = r.keys.Before(doc, first, 4); !ok {
		return f, 0, false
	}
	f.score, f.rule = 0.7, "vin/mistyped"
	w := strings.ToLower(doc.Text()[f.hit.Span.Start:f.hit.Span.End])
	for _, begin := range [...]string{"fin", "vin", "fahrgestell", "fgst", "ident", "fahrzeug-i", "fahrzeugi", "fahrzeug i", "rahmen", "chassis", "feld e", "vehicle"} {
		if strings.HasPrefix(w, begin) {
			return f, last, true
		}
	}
	return f, 0, false
}

// misspelledVIN reports a VIN's letters and digits with one or two of I, O and Q among them, which people take for 1 and 0.
func misspelledVIN(v []byte) bool {
	letters, wrong := 0, 0
	for _, c := range v {
		switch {
		case c == 'i' || c == 'o' || c == 'q':
			wrong++
		case isLower(c):
			letters++
		case !isDigit(c):
			return false
		}
	}
	return wrong > 0 && wrong < 3 && letters >= 2 && len(v)-letters-wrong >= 4 && isDigit(v[14]) && isDigit(v[15]) && isDigit(v[16])
}

// vinValue gives letters the values of both check rules: A to I 1 to 9, J to R 1 to 9, S to Z 2 to 9.
func vinValue(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case c == 'o':
		return 0
	case c <= 'i':
		return int(c-'a') + 1
	case c <= 'r':
		return int(c-'j') + 1
	}
	return int(c-'s') + 2
}

func validVIN9(v []byte) bool {
	sum := 0
	for i, w := range [...]int{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2} {
		sum += vinValue(v[i]) * w
	}
	return v[8] == "0123456789x"[sum%11]
}

func validVIN18(v []byte) bool {
	sum, w := 0, 2
	for i := 16; i >= 0; i-- {
		sum += vinValue(v[i]) * w
		if w++; w > 10 {
			w = 2
		}
	}
	return v[17] == "0123456789x"[sum%11]
}
