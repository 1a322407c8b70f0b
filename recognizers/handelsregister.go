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
	toks, folded := doc.Tokens(), doc.Folded()
	for step, ti := range doc.DigitTokens() {
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		i := int(ti)
		t := &toks[i]
		first := i
		if i > 0 && t.Flags&anonymize.Letter == 0 && toks[i-1].Flags&anonymize.Punct == 0 && toks[i-1].End-toks[i-1].Start > 3 && !isNr(doc.Word(toks[i-1])) {
			continue
		}
		var kind string
		if t.Flags&anonymize.Letter != 0 {
			w := folded[t.Start:t.End]
			n := 0
			for n < len(w) && isLower(w[n]) {
				n++
			}
			if n > 3 || len(w)-n > 6 || len(w) == n {
				continue
			}
			kind = w[:n]
			if !checkDigits(w[n:]) {
				continue
			}
		} else {
			if t.End-t.Start > 6 {
				continue
			}
			k := i - 1
			for n := 0; k > 0 && n < 3 && (toks[k].Flags&anonymize.Punct != 0 || isNr(doc.Word(toks[k]))); n++ {
				k--
			}
			if k < 0 || toks[k].Flags&anonymize.Digit != 0 || t.Start-toks[k].End > 6 {
				continue
			}
			first, kind = k, doc.Word(toks[k])
			if len(kind) == 1 && k > 0 && doc.Word(toks[k-1]) == "hr" && toks[k].Start-toks[k-1].End <= 1 && (kind == "a" || kind == "b") {
				first, kind = k-1, "hr"+kind // "HR B 4711"
			}
		}
		strong := kind == "hra" || kind == "hrb"
		if !strong {
			switch kind {
			case "gnr", "vr", "pr", "gsr":
			default:
				continue
			}
		}
		if !startsWord(doc, first) {
			continue
		}
		last := i
		if n := t.End - t.Start; t.Flags&anonymize.Letter == 0 && n <= 3 && i+1 < len(toks) && toks[i+1].Flags&(anonymize.Letter|anonymize.Digit|anonymize.LineStart) == anonymize.Digit && (toks[i+1].End-toks[i+1].Start == 3 || strong && n <= 2 && toks[i+1].End-toks[i+1].Start == 4 && !isDateLike(doc, i+1)) && (toks[i+1].Start-t.End == 1 && folded[t.End] == ' ') && n < 4 {
			last = i + 1 // "HRB 89 298"
			t = &toks[last]
		}
		if last+1 < len(toks) {
			n := &toks[last+1]
			if n.Start-t.End == 1 && n.Flags&(anonymize.Letter|anonymize.Digit|anonymize.Upper|anonymize.InnerUpper) == anonymize.Letter|anonymize.Upper && (n.End-n.Start == 1 || n.End-n.Start <= 3 && n.Flags&anonymize.AllUpper != 0) && folded[t.End] == ' ' {
				if w := doc.Word(*n); w != "ag" && w != "lg" { // the court
					last++
				}
			}
		}
		if n := last + 1; strong && n < len(toks) && doc.Features()&anonymize.HasUpper == 0 && toks[n].End-toks[n].Start == 1 && folded[toks[n].Start] == 'b' && toks[n].Start-toks[last].End == 1 {
			last = n // "hrb 624059 b"
		}
		f := finding{start: int(toks[first].Start), end: int(toks[last].End), rule: kindRule(strong), score: 0.85}
		var found bool
		f.hit, found = r.keys.Near(doc, first, last)
		if !found && toks[first].Is(anonymize.AllUpper) && last == i {
			f.hit, found = r.keys.Within(doc, first, 2*words.ReachBefore) // one more of the firm's
		}
		if kind == "pr" && (!found || !ofRegister(doc, f.hit)) {
			if k := partnersBefore(doc, first); k >= 0 {
				f.hit, found = words.Hit{Span: doc.Range(k, k), Distance: first - 1 - k}, true
			}
		}
		switch {
		case kind == "pr" && yearLike(doc.Word(*t)) && !(found && (ofRegister(doc, f.hit) || !publicity(doc, first))):
			continue // what a club does for itself in a year
		case strong && found:
			f.score = 0.97
		case strong:
			f.score = 0.9
		case !found && spelledRegister(doc.Original(toks[first])):
			f.score = 0.8
		case !found:
			continue
		}
		dst = r.report(doc, dst, anonymize.DEHandelsregister, f)
	}
	return dst, nil
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
