package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// Email returns the recognizer of EMAIL_ADDRESS.
//
// Format: local part, @, domain with umlauts and other scripts, at least one dot; and the spellings that keep robots away: "ada (at) web (punkt) example", "ada[at]web.example",
// "ada at web punkt example", "ada@web,example" beside its keyword. Without the sign @ the end of the address must be a top-level domain.
// Known false positives: package names such as left-pad@1.3 are left out because a top-level domain has no digit. Source: RFC 5321, RFC 6531.
func Email() anonymize.Recognizer {
	return &email{newIdent("email", anonymize.HasLetter, words.New("email", "e mail", "mail", "mailadresse", "emailadresse", "e mail adresse", "mail adresse", "email adresse", "gmail", "mailkontakt", "e mailadresse"), anonymize.EmailAddress)}
}

type email struct{ ident }

// Bounds of an address, in bytes of the folded text: RFC 5321 allows 64 before the sign and 255 behind it.
const (
	maxLocal  = 72
	maxDomain = 255
)

func (r *email) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	toks, f := doc.Tokens(), doc.Folded()
	at := doc.Features()&anonymize.HasAt != 0
	done := 0
	for i := range toks {
		t := &toks[i]
		// every sign is '@' alone, one bracket, or a word of two to five letters
		if t.End-t.Start > 5 {
			continue
		}
		c := f[t.Start]
		if c != '@' && c != 'a' && (c != '(' && c != '[' && c != '{' || !at) || i == 0 || i+1 >= len(toks) {
			continue
		}
		if err := alive(ctx, i); err != nil {
			return dst, err
		}
		var fd finding
		var ok bool
		switch {
		case c == '@' && at && t.End-t.Start == 1:
			fd, ok = r.plain(doc, int(t.Start), int(t.End), done)
			if !ok {
				fd, ok = r.spelled(doc, i, i, done)
			}
		case c == 'a' && isAtWord(f[t.Start:t.End]):
			first, last := i, i
			if isBracket(f[toks[i-1].Start]) && toks[i-1].End-toks[i-1].Start == 1 && isBracket(f[toks[i+1].Start]) {
				first, last = i-1, i+1
			} else if doc.Word(toks[i-1]) == "-" && doc.Word(toks[i+1]) == "-" {
				first, last = i-1, i+1
			}
			fd, ok = r.spelled(doc, first, last, done)
		case c != 'a' && c != '@' && i+2 < len(toks) && f[toks[i+1].Start] == '@' && isBracket(f[toks[i+2].Start]):
			fd, ok = r.spelled(doc, i, i+2, done)
		}
		if ok {
			dst = r.report(doc, dst, anonymize.EmailAddress, fd)
			done = fd.end
		}
	}
	return dst, nil
}

func isAtWord(w string) bool {
	return w == "at" || w == "aet" || w == "ad" || w == "affe" || w == "aett"
}
func isBracket(c byte) bool {
	return c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '}' || c == '<' || c == '>'
}

// plain finds an address around the sign @ at folded offsets from start to end.
func (r *email) plain(doc *anonymize.Document, start, end, low int) (fd finding, ok bool) {
	f := doc.Folded()
	i := start
	for i > low && start-i < maxLocal && isLocal(f[i-1]) {
		i--
	}
	for i < start && (f[i] == '.' || f[i] == '-' || f[i] == '/' || f[i] == '\'' || f[i] == '=' || f[i] == '?' || f[i] == '&' || f[i] == '*' || f[i] == '#') {
		i++
	}
	// "mailto:" is no part, neither is "e-mail:" as ':' does not occur
	e, dot := end, -1
	for e < len(f) && e-end < maxDomain && (isAlnum(f[e]) || f[e] == '-' || f[e] == '.') {
		if f[e] == '.' {
			if e == end || f[e-1] == '.' {
				break
			}
			dot = e
		}
		e++
	}
	for e > end && !isAlnum(f[e-1]) {
		e--
		if dot >= e {
			dot = lastDot(f, end, e)
		}
	}
	if i == start || e == end {
		return fd, false
	}
	fd = finding{start: i, end: e, score: 0.99, rule: "email/address"}
	if dot < 0 || e-dot < 3 || digitsIn(f[dot+1:min(dot+3, e)]) > 0 {
		if e-end >= 3 && e < len(f) && (f[e] == ',' || f[e] == ' ') || dot < 0 && e-end >= 3 {
			// "ada@webexample", "ada@web,example": mistyped beside its keyword
			tok := doc.TokenAt(i)
			var found bool
			if fd.hit, found = r.keys.Near(doc, tok, doc.TokenAt(e-1)); found {
				fd.score, fd.rule = 0.7, "email/mistyped"
				if e+2 < len(f) && f[e] == ',' && isLower(f[e+1]) && isLower(f[e+2]) {
					for e++; e < len(f) && isLower(f[e]); e++ {
					}
					fd.end = e
				}
				return fd, true
			}
		}
		return fd, false
	}
	return fd, true
}

func lastDot(f string, from, to int) int {
	for i := to - 1; i > from; i-- {
		if f[i] == '.' {
			return i
		}
	}
	return -1
}

func isLocal(c byte) bool {
	if isAlnum(c) {
		return true
	}
	switch c {
	case '.', '_', '-', '+', '%', '\'', '#', '!', '&', '*', '/', '=', '?', '^', '~':
		return true
	}
	return false
}

// spelled finds an address whose sign is the tokens from first to last: words left and right of it, and a dot or the word for
// it before a top-level domain.
func (r *email) spelled(doc *anonymize.Document, first, last, low int) (fd finding, ok bool) {
	toks, f := doc.Tokens(), doc.Folded()
	// the domain: labels joined by dots, "punkt", "(dot)"
	e, n, dots, inWords := last+1, 0, 0, false
	end := -1
	for e < len(toks) && n < 12 {
		t := &toks[e]
		if t.Flags&anonymize.Punct != 0 || t.Flags&anonymize.LineStart != 0 && e > last+1 {
			return fd, false
		}
		label := f[t.Start:t.End]
		// a label may go on behind hyphens
		for e+2 < len(toks) && f[toks[e+1].Start] == '-' && toks[e+1].Flags&anonymize.SpaceBefore == 0 && toks[e+2].Flags&(anonymize.SpaceBefore|anonymize.Punct) == 0 && n < 12 {
			e += 2
			n++
			label = f[toks[e].Start:toks[e].End]
		}
		if dots > 0 && isTLD(label) {
			end = e
		}
		k, spelledDot, isDot := dotAt(doc, e+1)
		if !isDot {
			break
		}
		inWords = inWords || spelledDot
		dots++
		n++
		e = k
	}
	if end < 0 {
		return fd, false
	}
	bracketed := first != last || f[toks[first].Start] == '@'
	s := first - 1
	if s < 0 || toks[s].Flags&anonymize.Punct != 0 || int(toks[s].Start) < low || toks[first].Flags&anonymize.LineStart != 0 {
		return fd, false
	}
	for k := 0; s > 0 && k < 8; k++ { // "ada.lovelace", "ada punkt lovelace", "ada_l"
		p := &toks[s-1]
		switch w := f[p.Start:p.End]; {
		case toks[s].Flags&anonymize.SpaceBefore == 0 && (w == "." || w == "-" || w == "_" || w == "+") && s > 1 && p.Flags&anonymize.SpaceBefore == 0 && toks[s-2].Flags&anonymize.Punct == 0:
			s -= 2
			continue
		case w == ")" && s > 3 && f[toks[s-3].Start] == '(' && (doc.Word(toks[s-2]) == "punkt" || doc.Word(toks[s-2]) == "dot") && toks[s-4].Flags&anonymize.Punct == 0 && toks[s].Flags&anonymize.LineStart == 0:
			s -= 4 // "ada (punkt) l"
			continue
		case (w == "punkt" || w == "dot" || w == "minus" || w == "bindestrich" || w == "unterstrich") && s > 1 && toks[s-2].Flags&anonymize.Punct == 0:
			s -= 2
			continue
		}
		break
	}
	if !bracketed && !inWords && !knownProvider(f[toks[last+1].Start:toks[last+1].End]) {
		return fd, false // "termin at rathaus.de"
	}
	fd = finding{start: int(toks[s].Start), end: int(toks[end].End), score: 0.93, rule: "email/spelled"}
	if bracketed && inWords {
		fd.score = 0.99 // nothing else is written so, also where the first word is a name
	}
	fd.hit, _ = r.keys.Before(doc, s, 4)
	return fd, true
}

// dotAt tells whether a dot stands at token i, written or as a word, and where the label behind it is.
func dotAt(doc *anonymize.Document, i int) (next int, spelled, ok bool) {
	toks, f := doc.Tokens(), doc.Folded()
	if i+1 >= len(toks) {
		return 0, false, false
	}
	isWord := func(k int) bool {
		w := doc.Word(toks[k])
		return w == "punkt" || w == "dot" || w == "pkt" || w == "." || w == "punt"
	}
	switch {
	case f[toks[i].Start] == '.' && toks[i].End-toks[i].Start == 1 && toks[i+1].Flags&anonymize.SpaceBefore == 0:
		return i + 1, false, true
	case isWord(i) && f[toks[i].Start] != '.':
		return i + 1, true, true
	case i+3 < len(toks) && isBracket(f[toks[i].Start]) && isWord(i+1) && isBracket(f[toks[i+2].Start]):
		return i + 3, true, true
	}
	return 0, false, false
}

// isTLD reports the top-level domains that citizens' addresses have, and the reserved ones.
func isTLD(w string) bool {
	switch w {
	case "de", "com", "net", "org", "info", "eu", "at", "ch", "io", "me", "email", "biz", "fr", "it", "pl", "nl", "tr", "ru", "ua", "es", "be", "lu", "li", "dk", "se", "cz", "hu", "ro", "bg", "gr", "hr", "rs", "ba",
		"berlin", "koeln", "hamburg", "bayern", "nrw", "cologne", "ruhr", "saarland", "online", "shop", "web", "app", "dev", "tv", "cc", "us", "uk", "example", "test", "invalid", "gmx", "name", "mobi", "xyz", "live", "edu", "gov", "pt", "al", "ir", "in", "cn":
		return true
	}
	return false
}

func knownProvider(w string) bool {
	switch w {
	case "gmx", "web", "gmail", "googlemail", "yahoo", "hotmail", "outlook", "freenet", "posteo", "mailbox", "icloud", "aol", "arcor", "live", "protonmail", "proton", "example", "t", "mail", "me", "msn", "ymail", "tutanota":
		return true
	}
	return false
}
