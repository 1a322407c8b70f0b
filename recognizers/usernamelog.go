package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// logged finds the names in the lines of logs that say who tried to log in from where: "Failed password for ada from 192.0.2.1", "Invalid user ada from".
func (r *username) logged(doc *anonymize.Document, dst []anonymize.Entity) []anonymize.Entity {
	f, toks := doc.Folded(), doc.Tokens()
	if !strings.Contains(f, "from") {
		return dst
	}
	for i := 1; i+2 < len(toks); i++ {
		switch doc.Word(toks[i]) {
		case "for":
			switch doc.Word(toks[i-1]) {
			case "password", "publickey", "keyboard", "login", "authentication":
			default:
				continue
			}
		case "user":
			if w := doc.Word(toks[i-1]); w != "invalid" && w != "illegal" && w != "unknown" {
				continue
			}
		default:
			continue
		}
		start := int(toks[i+1].Start)
		end := handleEnd(f, start)
		k := i + 1
		for k < len(toks) && int(toks[k].End) <= end {
			k++
		}
		if end-start < 3 || k >= len(toks) || doc.Word(toks[k]) != "from" || systemAccount(f[start:end]) {
			continue
		}
		dst = r.report(doc, dst, anonymize.Username, finding{start: start, end: end, score: 0.9, rule: "username/log", hit: words.Hit{Span: doc.Range(i, i)}})
	}
	return dst
}

// fieldOfAccount reports the attributes of a directory that hold the name for a login: "sAMAccountName: alovelace", in folded form.
func fieldOfAccount(w string) bool {
	switch w {
	case "samaccountname", "mailnickname", "uid", "userid", "logonname", "loginname":
		return true
	}
	return false
}

// filed finds the names for logins in the entries of a directory, whose lines begin with an attribute: "sAMAccountName: alovelace", "uid: alovelace" beside "cn: …".
func (r *username) filed(doc *anonymize.Document, dst []anonymize.Entity) []anonymize.Entity {
	f, toks := doc.Folded(), doc.Tokens()
	if !strings.Contains(f, "accountname:") && !strings.Contains(f, "uid:") && !strings.Contains(f, "nickname:") && !strings.Contains(f, "userid:") {
		return dst
	}
	entry := strings.Contains(f, "dn:") || strings.Contains(f, "cn:") || strings.Contains(f, "samaccountname") || strings.Contains(f, "objectclass")
	for i := 0; entry && i+2 < len(toks); i++ {
		if i > 0 && toks[i].Flags&anonymize.LineStart == 0 || !fieldOfAccount(doc.Word(toks[i])) || f[toks[i+1].Start] != ':' || toks[i+2].Flags&anonymize.LineStart != 0 {
			continue
		}
		start := int(toks[i+2].Start)
		if end := handleEnd(f, start); end-start >= 3 && (end == len(f) || f[end] == '\n') && !systemAccount(f[start:end]) {
			dst = r.report(doc, dst, anonymize.Username, finding{start: start, end: end, score: 0.9, rule: "username/directory", hit: words.Hit{Span: doc.Range(i, i)}})
		}
	}
	return dst
}

// stamped finds who wrote in a pasted chat, whose lines begin with the name, a dash and when it was: "ada_l — heute um 16:02 Uhr". One of the names must have a sign
// or a digit.
func (r *username) stamped(doc *anonymize.Document, dst []anonymize.Entity) []anonymize.Entity {
	f, toks := doc.Folded(), doc.Tokens()
	from, sure := len(dst), false
	for i := 0; i+3 < len(toks); i++ {
		if i > 0 && toks[i].Flags&anonymize.LineStart == 0 || toks[i].Flags&anonymize.Upper != 0 {
			continue
		}
		start := int(toks[i].Start)
		end := handleEnd(f, start)
		k := i
		for k < len(toks) && int(toks[k].End) <= end {
			k++
		}
		if end-start < 4 || k == i || !stampBehind(doc, k) || systemAccount(f[start:end]) {
			continue
		}
		sure = sure || handleForm(f[start:end], 3)
		dst = r.report(doc, dst, anonymize.Username, finding{start: start, end: end, score: 0.9, rule: "username/stamped"})
	}
	if !sure {
		return dst[:from]
	}
	return dst
}

// maxStamp bounds the tokens of when somebody wrote.
const maxStamp = 10

// stampBehind tells whether a dash and a time of day, perhaps with a day before it, fill the line from token k on.
func stampBehind(doc *anonymize.Document, k int) bool {
	f, toks := doc.Folded(), doc.Tokens()
	if k+3 >= len(toks) || toks[k].Flags&(anonymize.Punct|anonymize.LineStart) != anonymize.Punct || toks[k].Flags&anonymize.SpaceBefore == 0 || f[toks[k].Start] != '-' && toks[k].Flags&anonymize.NonASCII == 0 {
		return false
	}
	timed := false
	for j := k + 1; j < len(toks) && toks[j].Flags&anonymize.LineStart == 0; j++ {
		if j > k+maxStamp {
			return false
		}
		timed = timed || f[toks[j].Start] == ':' && toks[j-1].Flags&anonymize.Digit != 0
		if toks[j].Flags&anonymize.Letter != 0 {
			switch doc.Word(toks[j]) {
			case "heute", "gestern", "um", "uhr", "today", "yesterday", "at", "am", "pm":
			default:
				return false
			}
		}
	}
	return timed
}

// systemAccount reports the accounts of systems and of everybody.
func systemAccount(w string) bool {
	switch w {
	case "root", "admin", "administrator", "user", "test", "guest", "gast", "nobody", "www", "ftp", "git", "postgres", "mysql", "oracle", "ubuntu", "debian", "pi", "support", "backup", "daemon", "system", "extern", "intern", "leer", "frei", "unbekannt", "keiner":
		return true
	}
	return false
}

// maxOfName bounds the characters that the name for a login has beside the surname: initials and a number.
const maxOfName = 4

// bracketed finds the name for a login in brackets behind the person whose surname it holds: "Lovelace, Ada (alovelace)".
func (r *username) bracketed(doc *anonymize.Document, dst []anonymize.Entity) []anonymize.Entity {
	f, toks := doc.Folded(), doc.Tokens()
	for at := strings.IndexByte(f, '('); at >= 0; {
		if i := doc.TokenAt(at); i > 0 && i+2 < len(toks) && int(toks[i].Start) == at && toks[i+1].Start == toks[i].End && inBrackets(doc, i) {
			start := int(toks[i+1].Start)
			end := handleEnd(f, start)
			if end-start > 4 && end < len(f) && f[end] == ')' && toks[i+1].Flags&anonymize.Upper == 0 && ofName(doc, nameStart(doc, i), i, f[start:end]) {
				dst = r.report(doc, dst, anonymize.Username, finding{start: start, end: end, score: 0.85, rule: "username/of-name"})
			}
		}
		next := strings.IndexByte(f[at+1:], '(')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return dst
}

// inBrackets tells whether a word with a capital stands before the bracket at token i, and a small one alone in it.
func inBrackets(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	return toks[i-1].Flags&(anonymize.Letter|anonymize.Upper) == anonymize.Letter|anonymize.Upper && toks[i+1].Flags&(anonymize.Letter|anonymize.Upper) == anonymize.Letter && toks[i+1].End-toks[i+1].Start > 1
}

// ofName tells whether w is made of one of the names among the tokens from i to before token end and of an initial of another or the whole of it, with or without a
// sign and a number.
func ofName(doc *anonymize.Document, i, end int, w string) bool {
	toks := doc.Tokens()
	named := func(k int) bool {
		return toks[k].Flags&(anonymize.Letter|anonymize.Upper) == anonymize.Letter|anonymize.Upper
	}
	for k := i; k < end; k++ {
		n := int(toks[k].End - toks[k].Start)
		at := strings.Index(w, doc.Word(toks[k]))
		if n < 4 || !named(k) || at < 0 || len(w) == n {
			continue
		}
		rest := w[:at] + w[at+n:]
		plain := strings.Trim(rest, "._-0123456789")
		for j := i; j < end; j++ {
			if j == k || !named(j) {
				continue
			}
			if given := doc.Word(toks[j]); rest[0] == given[0] && len(rest) <= maxOfName || plain == given || plain == given[:1] {
				return true
			}
		}
	}
	return false
}

// nameReach bounds the tokens before a bracket that may be a person's name.
const nameReach = 6

// nameStart returns the first of these tokens in the line of token i.
func nameStart(doc *anonymize.Document, i int) int {
	k := i
	for k > 0 && i-k < nameReach && doc.Tokens()[k].Flags&anonymize.LineStart == 0 {
		k--
	}
	return k
}

// userRows bounds the rows of a table in which the names of users are looked for.
const userRows = 64

// listed finds the names of users in the column of a table that a word for them heads: "Gerät   Benutzer   IP". One of them must have a sign or be made of the
// names in its row.
func (r *username) listed(doc *anonymize.Document, dst []anonymize.Entity) []anonymize.Entity {
	toks, f := doc.Tokens(), doc.Folded()
	done := -1
	for i, more := r.keys.Next(doc, 0); more; i, more = r.keys.Next(doc, i+1) {
		if i <= done || !headsUsers(doc.Word(toks[i])) {
			continue
		}
		top := i
		for top > 0 && toks[top].Flags&anonymize.LineStart == 0 && i-top < maxTable {
			top--
		}
		end := lineEnd(toks, top)
		sign := columnSign(doc, top, end)
		if sign == 0 || i+1 < end && !columnAt(doc, i+1, sign) || !columnAt(doc, i, sign) && i > top {
			continue
		}
		column := 0
		for k := top + 1; k <= i; k++ {
			if columnAt(doc, k, sign) && (sign == ' ' || f[toks[k].Start] != sign) {
				column++
			}
		}
		from, sure := len(dst), false
		for row, n := end, 0; row < len(toks) && n < userRows; n++ {
			next := lineEnd(toks, row)
			c, k := 0, row
			for ; k < next && c < column; k++ {
				if k+1 < next && columnAt(doc, k+1, sign) && (sign == ' ' || f[toks[k+1].Start] != sign) {
					c++
				}
			}
			if columnSign(doc, row, next) != sign {
				break
			}
			if c == column && k < next {
				start := int(toks[k].Start)
				stop := handleEnd(f, start)
				m := k
				for m < next && int(toks[m].End) <= stop {
					m++
				}
				if stop-start >= 4 && toks[k].Flags&anonymize.Upper == 0 && !systemAccount(f[start:stop]) && (m >= next || columnAt(doc, m, sign) || f[toks[m].Start] == sign) {
					sure = sure || handleForm(f[start:stop], 3) || ofName(doc, row, min(next, row+maxTable), f[start:stop])
					dst = r.report(doc, dst, anonymize.Username, finding{start: start, end: stop, score: 0.97, rule: "username/column", hit: words.Hit{Span: doc.Range(i, i)}})
				}
			}
			row, done = next, next-1
		}
		if !sure {
			dst = dst[:from]
		}
	}
	return dst
}

// headsUsers reports the words that head a column of names for logins.
func headsUsers(w string) bool {
	switch w {
	case "benutzer", "user", "login", "username", "benutzername", "anmeldename", "loginname", "kennung", "benutzerkennung", "account", "nutzer":
		return true
	}
	return false
}

// columnSign returns what parts the columns of the line from token i to before token end, ' ' for two blanks and more, 0 for nothing.
func columnSign(doc *anonymize.Document, i, end int) byte {
	toks, f := doc.Tokens(), doc.Folded()
	sign := byte(0)
	for k := i + 1; k < end; k++ {
		if c := f[toks[k].Start]; c == ';' || c == '|' {
			return c
		}
		if columnAt(doc, k, ' ') {
			sign = ' '
		}
	}
	return sign
}

// columnAt tells whether a cell begins at token i, or the sign that parts it from the one before stands there.
func columnAt(doc *anonymize.Document, i int, sign byte) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if i <= 0 || i >= len(toks) {
		return false
	}
	if sign != ' ' {
		return f[toks[i-1].Start] == sign || f[toks[i].Start] == sign
	}
	return toks[i].Start-toks[i-1].End >= 2 || words.TabBefore(doc, i)
}
