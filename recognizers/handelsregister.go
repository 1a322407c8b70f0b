package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// Handelsregister returns the recognizer of DE_HANDELSREGISTER: entries of the registers of companies and associations.
//
// Format: HRA, HRB, GnR, VR, PR or GsR, 1 to 6 digits, perhaps a suffix of 1 to 3 letters (87447 B, 4057 FL). Check: none; HRA and HRB speak for themselves, and so do
// GnR and GsR in this spelling; the others need a court, register or firm nearby. The court is no part of the finding.
// Known false positives: VR and PR as other abbreviations beside a court. Source: HRV.
func Handelsregister() anonymize.Recognizer {
	return &handelsregister{newIdent("handelsregister", anonymize.HasDigit|anonymize.HasLetter, words.New("amtsgericht", "ag", "registergericht", "handelsregister", "handelsregister#", "handelsregisterauszug", "vereinsregister", "vereinsregister#",
		"genossenschaftsregister", "genossenschaftsregister#", "partnerschaftsregister", "partnerschaftsregister#", "partnerregister", "partnerschaft", "partnerschafts*", "*partnerschaft", "sozietaet", "kanzlei", "*genossenschaft", "gesellschaftsregister",
		"gesellschaftsregister#", "register#", "register", "registerblatt", "registereintrag", "registerzeichen", "eingetragen", "eintragung", "hr#", "e v",
		"ev", "vr#", "verein", "vereins", "*verein", "vorstand", "satzung", "hrb#", "hra#", "gmbh", "firma", "gbr", "egbr", "eg", "ohg", "ug", "kg", "genossenschaft", "partg", "stiftung", "commercial register", "company register"), anonymize.DEHandelsregister)}
}

type handelsregister struct{ ident }

func (r *handelsregister) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	toks := doc.Tokens()
	for step, ti := range doc.DigitTokens() {
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		i := int(ti)
		first, kind, ok := entryStart(doc, i)
		if !ok || !isRegisterKind(kind) || !startsWord(doc, first) {
			continue
		}
		strong := companies(kind)
		number, last := entryEnd(doc, i, strong)
		f := finding{start: int(toks[first].Start), end: int(toks[last].End), rule: kindRule(strong)}
		var found bool
		f.hit, found = r.keyOf(doc, first, last, kind, last == i)
		if f.score = r.score(doc, first, kind, doc.Word(toks[number]), f.hit, found); f.score == 0 {
			continue
		}
		dst = r.report(doc, dst, anonymize.DEHandelsregister, f)
	}
	return dst, nil
}

// companies tells whether kind is one of the registers of companies, which speak for themselves.
func companies(kind string) bool { return kind == "hra" || kind == "hrb" }

// isRegisterKind reports the registers whose entries are found.
func isRegisterKind(kind string) bool {
	switch kind {
	case "hra", "hrb", "gnr", "vr", "pr", "gsr":
		return true
	}
	return false
}

// entryStart returns the first token of an entry whose digits begin in token i, and what may be the kind of register: HRB4711, "VR Nr. 4711", "HR B 4711".
func entryStart(doc *anonymize.Document, i int) (first int, kind string, ok bool) {
	toks := doc.Tokens()
	t := &toks[i]
	if t.Flags&anonymize.Letter != 0 {
		w := doc.Word(*t)
		n := 0
		for n < len(w) && isLower(w[n]) {
			n++
		}
		return i, w[:n], n <= 3 && len(w)-n <= 6 && checkDigits(w[n:])
	}
	if t.End-t.Start > 6 {
		return 0, "", false
	}
	if i > 0 && toks[i-1].Flags&anonymize.Punct == 0 && toks[i-1].End-toks[i-1].Start > 3 && !isNr(doc.Word(toks[i-1])) {
		return 0, "", false
	}
	k := i - 1
	for n := 0; k > 0 && n < 3 && (toks[k].Flags&anonymize.Punct != 0 || isNr(doc.Word(toks[k]))); n++ {
		k--
	}
	if k < 0 || toks[k].Flags&anonymize.Digit != 0 || t.Start-toks[k].End > 6 {
		return 0, "", false
	}
	kind = doc.Word(toks[k])
	if (kind == "a" || kind == "b") && k > 0 && doc.Word(toks[k-1]) == "hr" && toks[k].Start-toks[k-1].End <= 1 {
		return k - 1, "hr" + kind, true // "HR B 4711"
	}
	return k, kind, true
}

// entryEnd returns the last token with digits of the entry whose digits begin in token i, and the last token of the whole: "HRB 89 298", "HRB 87447 B".
func entryEnd(doc *anonymize.Document, i int, strong bool) (number, last int) {
	toks := doc.Tokens()
	number = i
	if i+1 < len(toks) && numberInTwo(doc, i, strong) {
		number = i + 1 // "HRB 89 298"
	}
	if last = number; last+1 < len(toks) && isSuffix(doc, last+1) {
		last++
	}
	if n := last + 1; strong && n < len(toks) && doc.Features()&anonymize.HasUpper == 0 && doc.Word(toks[n]) == "b" && behindBlank(toks, n) {
		last = n // "hrb 624059 b"
	}
	return number, last
}

// numberInTwo tells whether the number of the entry goes on behind a blank after token i: "89 298", and of a company "12 4711" too.
func numberInTwo(doc *anonymize.Document, i int, strong bool) bool {
	toks := doc.Tokens()
	t, next := &toks[i], &toks[i+1]
	size, more := t.End-t.Start, next.End-next.Start
	if t.Flags&anonymize.Letter != 0 || size > 3 || next.Flags&(anonymize.Letter|anonymize.Digit|anonymize.LineStart) != anonymize.Digit || !blankBefore(doc, i+1) {
		return false
	}
	return more == 3 || strong && size <= 2 && more == 4 && !isDateLike(doc, i+1)
}

// courtSuffix reports the suffixes, in small letters, of courts that keep the registers of others: "hra 6093 fl". None of them is a word.
func courtSuffix(w string) bool {
	switch w {
	case "fl", "ki", "hl", "pi", "hb", "bhv", "nb", "el", "il", "ne", "sl", "rd", "iz", "nms", "wl":
		return true
	}
	return false
}

// blankBefore tells whether a blank alone stands before token i.
func blankBefore(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	return behindBlank(toks, i) && doc.Folded()[toks[i-1].End] == ' '
}

// isSuffix tells whether token i is the suffix of an entry, one capital or up to three, and no short name of a court: "87447 B", "4057 FL".
func isSuffix(doc *anonymize.Document, i int) bool {
	t := &doc.Tokens()[i]
	size := t.End - t.Start
	if t.Flags&(anonymize.Upper|anonymize.Letter|anonymize.Digit) == anonymize.Letter && size <= 3 {
		return blankBefore(doc, i) && courtSuffix(doc.Word(*t)) && doc.Tokens()[i-1].Flags&anonymize.LineStart == 0 && endsWord(doc, i)
	}
	if t.Flags&(anonymize.Letter|anonymize.Digit|anonymize.Upper|anonymize.InnerUpper) != anonymize.Letter|anonymize.Upper || size > 1 && (size > 3 || t.Flags&anonymize.AllUpper == 0) {
		return false
	}
	w := doc.Word(*t)
	return blankBefore(doc, i) && w != "ag" && w != "lg"
}

// keyOf looks for a word that speaks for the entry of the kind, which has no suffix if bare is set.
func (r *handelsregister) keyOf(doc *anonymize.Document, first, last int, kind string, bare bool) (hit words.Hit, found bool) {
	hit, found = r.keys.Near(doc, first, last)
	if !found && bare && doc.Tokens()[first].Is(anonymize.AllUpper) {
		hit, found = r.keys.Within(doc, first, 2*words.ReachBefore) // one more of the firm's
	}
	if kind == "pr" && (!found || !ofRegister(doc, hit)) {
		if k := partnersBefore(doc, first); k >= 0 {
			return words.Hit{Span: doc.Range(k, k), Distance: first - 1 - k}, true
		}
	}
	return hit, found
}

// score scores the entry of the kind with the number, 0 if it is none.
func (r *handelsregister) score(doc *anonymize.Document, first int, kind, number string, hit words.Hit, found bool) float32 {
	switch {
	case kind == "pr" && yearLike(number) && !(found && (ofRegister(doc, hit) || !publicity(doc, first))):
		return 0 // what a club does for itself in a year
	case companies(kind) && found:
		return 0.97
	case companies(kind):
		return 0.9
	case found:
		return 0.85
	case spelledRegister(doc.Original(doc.Tokens()[first])):
		return 0.8
	}
	return 0
}

// spelledRegister tells whether w begins with the name of a register as courts spell it and nobody else anything.
func spelledRegister(w string) bool {
	return strings.HasPrefix(w, "GnR") || strings.HasPrefix(w, "GsR")
}

func yearLike(w string) bool { return len(w) == 4 && (w[:2] == "19" || w[:2] == "20") }

// ofRegister tells whether the keyword of the hit is that of a court, a register or a partnership, not of any firm.
func ofRegister(doc *anonymize.Document, hit words.Hit) bool {
	if hit.InPrompt {
		return true
	}
	_, i := tokensOf(doc, hit.Span)
	w := doc.Word(doc.Tokens()[i])
	return strings.Contains(w, "regist") || strings.Contains(w, "gericht") || strings.Contains(w, "partner") || strings.HasPrefix(w, "eintrag") || w == "ag" || w == "partg" || w == "eingetragen"
}

// partnersBefore returns the token of the last word of a firm such as "Meyer & Partner" before token first, or -1.
func partnersBefore(doc *anonymize.Document, first int) int {
	toks := doc.Tokens()
	for k := first - 1; k > 0 && first-k <= words.ReachBefore; k-- {
		if doc.Word(toks[k]) == "partner" {
			switch doc.Word(toks[k-1]) {
			case "&", "+", "und":
				return k
			}
		}
	}
	return -1
}

// publicity tells whether a club, a firm or what is done for its name stands around token first, so that PR and a year are public relations.
func publicity(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	for k := max(first-farReach, 0); k < len(toks) && k < first+farReach; k++ {
		switch w := doc.Word(toks[k]); {
		case strings.Contains(w, "verein"), strings.Contains(w, "werb"), strings.HasPrefix(w, "kampagne"), strings.HasPrefix(w, "presse"), strings.HasPrefix(w, "agentur"), strings.HasPrefix(w, "oeffentlichkeit"), strings.HasPrefix(w, "budget"), strings.HasPrefix(w, "mitglied"):
			return true
		}
		switch doc.Word(toks[k]) {
		case "ev", "v", "vorstand", "satzung", "marketing", "stiftung", "gmbh", "firma", "ug", "kg", "ohg", "genossenschaft", "eg":
			return true
		}
	}
	return false
}

func kindRule(strong bool) string {
	if strong {
		return "handelsregister/company"
	}
	return "handelsregister/association"
}

func isNr(w string) bool { return w == "nr" || w == "nummer" || w == "no" }

func checkDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return false
		}
	}
	return len(s) > 0
}
