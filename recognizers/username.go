package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// Username returns the recognizer of USERNAME: handles with @ as social networks and messengers use them.
//
// Format: @ at the beginning of a word, a letter or underscore, 2 to 30 letters, digits, dots and underscores. Beside a word such as "Instagram" or "Login", and in answer
// to a question with one, also without @, if digits or signs make it no plain word. Any small word in the lines of logs that say who tried to log in, in a column of such
// names, and in brackets behind a person if it holds the surname.
// Check: none. Known false positives: "@all" and the like are left out; annotations of programming languages.
// Source: the networks' rules for names.
func Username() anonymize.Recognizer {
	return &username{ident: newIdent("username", anonymize.HasLetter, words.New("kennung", "kontoname", "kontonamen", "anmeldenamen", "loginnamen", "angemeldet als", "login als", "mich ein als", "mich an als", "anmeldung als", "anmelden als", "einloggen als", "log in als", "login as", "log in as", "angemeldet bin ich als", "eingeloggt bin ich als", "registriert bin ich als", "portal name", "*portal name", "zugang mit der kennung", "portalname", "mieterportal name", "kundenportal name", "*portalname", "eingeloggt als", "registriert als", "unterwegs als", "logged in as", "signed in as", "registered as", "instagram", "insta", "twitter", "tiktok", "telegram", "discord", "snapchat", "snap", "mastodon", "threads", "benutzername", "username", "user name", "nutzername", "accountname", "anmeldename", "login name", "benutzerkennung", "nutzerkennung",
		"login", "loginname", "logins", "user", "account", "nutzer", "nutzerkonto", "benutzer", "benutzerkonto", "zugangskennung", "loginkennung", "anmeldekennung", "nick", "nickname", "handle", "kanal", "profil", "profilname", "accounts", "nutzernamen", "benutzernamen", "usernamen", "user id", "useraccount", "facebook", "youtube", "steam", "twitch", "reddit", "github", "skype", "bluesky", "linkedin", "xing", "signal name"), anonymize.Username), accounts: words.New("konto", "kundenkonto", "onlinekonto", "elsterkonto", "mitgliedskonto", "zugang", "zugangsdaten")}
}

type username struct {
	ident
	accounts *words.Set // words behind which only a name with an underscore is one, looked for too seldom to stand in the index
}

const maxHandle = 30

func (r *username) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	toks, f := doc.Tokens(), doc.Folded()
	if doc.Features()&anonymize.HasAt != 0 {
		for i := 0; i+1 < len(toks); i++ {
			t := &toks[i]
			if f[t.Start] != '@' {
				continue
			}
			if err := alive(ctx, i); err != nil {
				return dst, err
			}
			if t.End-t.Start != 1 || t.Start > 0 && (isLocal(f[t.Start-1]) && f[t.Start-1] != '/' || f[t.Start-1] == '@') {
				continue
			}
			end := handleEnd(f, int(t.End))
			if end > int(t.End)+1 && end < len(f) && f[end] == '@' { // "@ada@social.example"
				if host := handleEnd(f, end+1); strings.IndexByte(f[end+1:host], '.') > 0 {
					dst = r.report(doc, dst, anonymize.Username, finding{start: int(t.Start), end: host, score: 0.995, rule: "username/federated"})
					continue
				}
			}
			if end-int(t.End) < 2 || isGroupCall(f[t.End:end]) || end < len(f) && f[end] == '@' {
				continue
			}
			fd := finding{start: int(t.Start), end: end, score: 0.85, rule: "username/handle"}
			if fd.hit, _ = r.keys.Before(doc, i, 4); fd.hit.Span.End > 0 {
				fd.score = 0.97
			}
			dst = r.report(doc, dst, anonymize.Username, fd)
		}
	}
	from := len(dst)
	if dst = r.stamped(doc, r.filed(doc, r.listed(doc, r.logged(doc, dst)))); len(dst) > from {
		return dst, nil
	}
	dst, err := r.named(ctx, doc, dst)
	if err != nil {
		return dst, err
	}
	if dst = r.bracketed(doc, dst); len(dst) > from {
		return dst, nil
	}
	if dst = r.underscores(doc, dst); len(dst) > from {
		return dst, nil
	}
	if dst = r.answered(doc, dst); len(dst) == from {
		dst = r.wrote(doc, dst)
	}
	return dst, nil
}

// wrote finds the names of those who wrote something in a forum: "solar_opa_52 schrieb:", "tigermama84 hatte hier geschrieben".
func (r *username) wrote(doc *anonymize.Document, dst []anonymize.Entity) []anonymize.Entity {
	f, toks := doc.Folded(), doc.Tokens()
	for i := 1; i < len(toks) && doc.Features()&anonymize.HasDigit != 0; i++ {
		if toks[i].Flags&(anonymize.Letter|anonymize.LineStart) != anonymize.Letter {
			continue
		}
		if w := doc.Word(toks[i]); w != "schrieb" && !((w == "hat" || w == "hatte") && writes(doc, i)) {
			continue
		}
		end := int(toks[i-1].End)
		start := end
		for start > 0 && (isAlnum(f[start-1]) || f[start-1] == '_' || f[start-1] == '.') {
			start--
		}
		if w := doc.Word(toks[i]); w != "schrieb" && toks[tokenAt(toks, i-1, start)].Flags&anonymize.Upper != 0 && strings.IndexByte(f[start:end], '_') < 0 {
			continue // "Windows11 hat er geschrieben"
		}
		if end-start < 4 || f[start] < 'a' || f[start] > 'z' || ofProgram(f[start:end]) || handleEnd(f, start) != end || start > 0 && f[start-1] != ' ' && f[start-1] != '\n' || !handleForm(f[start:end], 3) {
			continue
		}
		dst = r.report(doc, dst, anonymize.Username, finding{start: start, end: end, score: 0.7, rule: "username/wrote"})
	}
	return dst
}

// tokenAt returns the token that begins at byte start, from token i backwards.
func tokenAt(toks []anonymize.Token, i, start int) int {
	for i > 0 && int(toks[i].Start) > start {
		i--
	}
	return i
}

// ofProgram reports the names of programs and services with a version or year: "windows11 schrieb einen Fehler".
func ofProgram(v string) bool {
	for _, name := range [...]string{"windows", "elster", "chatgpt", "office", "outlook", "corona", "covid", "bescheid", "formular"} {
		if strings.HasPrefix(v, name) {
			return true
		}
	}
	return false
}

// writes tells whether "geschrieben" stands shortly behind token i.
func writes(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	for k := i + 1; k < len(toks) && k < i+6; k++ {
		if doc.Word(toks[k]) == "geschrieben" {
			return true
		}
	}
	return false
}

// namesAccount reports further words and signs between an account and the name for it.
func namesAccount(w string) bool {
	switch w {
	case "(", "dort", "da", "bei", "euch", "ihnen", "mit", "dem", "namen", "unter", "als", "auf":
		return true
	}
	return false
}

// accountReach bounds the words between an account and the name for it: "mein Konto dort heißt ada_l".
const accountReach = 5

// underscores finds the names with an underscore shortly behind an account: "mein Kundenkonto (ada_l)".
func (r *username) underscores(doc *anonymize.Document, dst []anonymize.Entity) []anonymize.Entity {
	f := doc.Folded()
	if strings.IndexByte(f, '_') < 0 || !r.accounts.Mentioned(doc) {
		return dst
	}
	toks := doc.Tokens()
	for i, more := r.accounts.Next(doc, 0); more; i, more = r.accounts.Next(doc, i+1) {
		if _, ok := r.accounts.MatchAt(doc, i); !ok || underscored(f, int(toks[i].Start), int(toks[i].End)) {
			continue
		}
		for k := i + 1; k+1 < len(toks) && k-i <= accountReach && toks[k].Flags&anonymize.LineStart == 0; k++ {
			start := int(toks[k].Start)
			if f[toks[k].End] == '_' && toks[k].Flags&(anonymize.Letter|anonymize.Digit|anonymize.Upper) == anonymize.Letter {
				if end := handleEnd(f, start); !reported(f[start:end]) && end > int(toks[k].End)+2 && strings.IndexByte(f[start:end], '.') < 0 && (end == len(f) || f[end] != '@') {
					dst = r.report(doc, dst, anonymize.Username, finding{start: start, end: end, score: 0.85, rule: "username/account", hit: words.Hit{Span: doc.Range(i, i), Distance: k - i - 1}})
				}
				break
			}
			if w := doc.Word(toks[k]); !announcesName(w) && !namesAccount(w) {
				break
			}
		}
	}
	return dst
}

// reported tells whether the words that underscores join in v are those of a program: "invalid_request", "session_expired", "user_name".
func reported(v string) bool {
	for _, w := range strings.Split(v, "_") {
		switch w {
		case "error", "err", "fehler", "invalid", "expired", "denied", "request", "session", "timeout", "failed", "null", "token", "access", "login", "user", "username", "password", "id", "not", "found", "unknown", "locked":
			return true
		}
	}
	return false
}

// answered finds the name that answers the question for one: the first word that is no plain one, or the only word.
func (r *username) answered(doc *anonymize.Document, dst []anonymize.Entity) []anonymize.Entity {
	toks, f := doc.Tokens(), doc.Folded()
	if len(toks) == 0 || len(toks) > 24 {
		return dst
	}
	hit, ok := r.keys.InPrompt(doc)
	if !ok || strings.EqualFold(doc.Prompt().Text()[hit.Span.Start:hit.Span.End], "kennung") {
		return dst
	}
	for i := range toks {
		if toks[i].Flags&anonymize.Punct != 0 || i > 0 && toks[i].Flags&anonymize.SpaceBefore == 0 {
			continue
		}
		start := int(toks[i].Start)
		end := handleEnd(f, start)
		if end-start < 4 || end < len(f) && (f[end] == '@' || f[end] == ':') || !handleForm(f[start:end], 3) {
			continue
		}
		return r.report(doc, dst, anonymize.Username, finding{start: start, end: end, score: 0.7, rule: "username/answer", hit: hit})
	}
	return dst
}

// handleForm reports words with a digit, dot or underscore and at least so many letters: no words of everyday language.
func handleForm(s string, least int) bool {
	letters, marks := 0, 0
	for i := 0; i < len(s); i++ {
		if isDigit(s[i]) || s[i] == '_' || s[i] == '.' {
			marks++
		} else {
			letters++
		}
	}
	return letters >= least && marks > 0
}

// named finds "Benutzername: ada_l": a keyword, a colon or verb, and one word that is not a plain one.
func (r *username) named(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	toks, f := doc.Tokens(), doc.Folded()
	done := 0 // end of the last finding
	for i, more := r.keys.Next(doc, 0); more && i+1 < len(toks); i, more = r.keys.Next(doc, i+1) {
		if err := alive(ctx, i); err != nil {
			return dst, err
		}
		first, ok := r.keys.EndsAt(doc, i)
		if !ok || underscored(f, int(toks[first].Start), int(toks[i].End)) || doc.Word(toks[i]) == "kennung" && first == i && !logsIn(doc, i) {
			continue
		}
		k := i + 1
		for m := k; m < len(toks) && m < i+6 && toks[m].Flags&anonymize.LineStart == 0; m++ { // "mein Login fürs Portal ist ada_l"
			if w := doc.Word(toks[m]); m > k && (w == "ist" || w == "lautet" || w == "heisst" || w == "war" || w == "is" || w == ":") {
				if m+1 < len(toks) && handleAt(doc, m+1, 3) {
					k = m
				}
				break
			} else if toks[m].Flags&anonymize.Punct != 0 && w != "-" {
				break
			}
		}
		if k+1 < len(toks) && doc.Word(toks[k]) == "-" && doc.Word(toks[k+1]) == "name" {
			k += 2 // "Steam-Name"
		}
		for n := 0; k < len(toks) && n < 3; n++ {
			w := doc.Word(toks[k])
			if !announcesName(w) {
				break
			}
			k++
		}
		if k >= len(toks) || toks[k].Flags&anonymize.LineStart != 0 {
			continue
		}
		start := int(toks[k].Start)
		end := handleEnd(f, start)
		if start < done || end-start < 3 || !handleAt(doc, k, 0) || everybodys(f[start:end]) || end < len(f) && f[end] == '@' || k == i+1 && (end-start < 5 || !handleAt(doc, k, 3)) {
			continue
		}
		done = end
		hit := words.Hit{Span: doc.Range(first, i)}
		dst = r.report(doc, dst, anonymize.Username, finding{start: start, end: end, score: 0.8, rule: "username/keyword", hit: hit})
	}
	return dst, nil
}

// everybodys reports the names that everybody may log in by, with or without a number: "gast2".
func everybodys(v string) bool {
	switch strings.TrimRight(v, "0123456789_") {
	case "gast", "guest", "demo", "besucher":
		return true
	}
	return false
}

// underscored tells whether an underscore joins the characters from start to end to more, as in the names of errors: E_USER_NOT_ACTIVATED.
func underscored(f string, start, end int) bool {
	return start > 0 && f[start-1] == '_' || end < len(f) && f[end] == '_'
}

// handleAt is handleForm for the name that begins at token i; a digit that is read as a letter, as in "m3wolters", is one.
func handleAt(doc *anonymize.Document, i, least int) bool {
	f, t := doc.Folded(), doc.Tokens()[i]
	w := f[t.Start:handleEnd(f, int(t.Start))]
	if handleForm(w, least) {
		return true
	}
	return len(w) >= 5 && len(w) == int(t.End-t.Start) && handleForm(doc.Original(t), max(least, 3))
}

// logsIn tells whether somebody logs in somewhere near token i, so that a "Kennung" is the name for that.
func logsIn(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	for k := max(0, i-farReach); k < len(toks) && k < i+farReach; k++ {
		switch w := doc.Word(toks[k]); w {
		case "matrikel", "matrikelnummer", "matrikelnr", "fachsemester", "zugang", "login", "wlan", "wifi", "passwort", "kennwort", "einloggen", "eingeloggt", "eduroam", "rechenzentrum", "moodle", "vpn", "webmail", "pw":
			return true
		default:
			if strings.HasSuffix(w, "zugang") || strings.HasSuffix(w, "portal") {
				return true
			}
		}
	}
	return false
}

// announcesName reports signs, verbs and adverbs between a keyword and the name: "mein Login müsste noch … sein".
func announcesName(w string) bool {
	switch w {
	case ":", "\"", "'", "=", "name", "ist", "is", "war", "waere", "heisst", "lautet", "lautete", "muesste", "sollte", "sein", "frueher", "bisher", "immer", "noch", "jetzt", "wohl":
		return true
	}
	return false
}

func handleEnd(f string, i int) int {
	start := i
	for i < len(f) && i-start < maxHandle && (isAlnum(f[i]) || f[i] == '_' || f[i] == '-' && i > start && i+1 < len(f) && isAlnum(f[i+1]) || f[i] == '.' && i+1 < len(f) && (isAlnum(f[i+1]) || f[i+1] == '_')) {
		i++
	}
	if i < len(f) && i-start == maxHandle && f[i] >= 0x80 && f[i] < 0xC0 {
		for i > start && f[i] >= 0x80 && f[i] < 0xC0 {
			i--
		}
	}
	if i > start && isDigit(f[start]) {
		return start
	}
	return i
}

func isGroupCall(w string) bool {
	switch w {
	case "all", "alle", "here", "hier", "everyone", "team", "channel", "admin", "home", "media", "override", "import":
		return true
	}
	return false
}
