package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
)

// URL returns the recognizer of URL: web addresses with http, https or ftp, with www., and bare hosts under a common top-level domain.
//
// The finding goes to the last character that is no closing punctuation. Check: none. Known false positives: a sentence end without a
// blank ("mail.de"). Source: RFC 3986.
func URL() anonymize.Recognizer {
	return &webAddress{newIdent("url", anonymize.HasDot|anonymize.HasLetter, nil, anonymize.URL)}
}

type webAddress struct{ ident }

// maxURL bounds a web address, in bytes of the folded text. What goes on behind it is a finding of its own.
const maxURL = 4096

func (r *webAddress) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	toks, f := doc.Tokens(), doc.Folded()
	done := 0
	for i := 0; i+2 < len(toks); i++ {
		t := &toks[i]
		if t.Flags&anonymize.Letter == 0 || int(t.Start) < done {
			continue
		}
		// a host: word, dot, word; or a scheme: word, colon, slashes
		sign := f[t.End]
		if sign != '.' && sign != ':' || toks[i+1].Start != t.End || toks[i+2].Flags&anonymize.SpaceBefore != 0 {
			continue
		}
		if err := alive(ctx, i); err != nil {
			return dst, err
		}
		fd := finding{start: int(t.Start), score: 0.95, rule: "url/scheme"}
		switch w := f[t.Start:t.End]; {
		case sign == ':':
			if w != "http" && w != "https" && w != "ftp" && w != "hxxp" && w != "hxxps" && w != "htpp" && w != "htps" || f[toks[i+2].Start] != '/' {
				continue
			}
			fd.end = urlEnd(f, int(toks[i+2].End))
			if fd.end <= int(toks[i+2].End) {
				continue
			}
		case w == "www":
			if toks[i+2].Flags&anonymize.Punct != 0 {
				continue
			}
			fd.rule = "url/www"
			fd.end = urlEnd(f, int(toks[i+2].End))
		default:
			end, ok := bareHost(doc, i)
			if !ok {
				continue
			}
			for k := i; k >= 2 && f[toks[k].Start-1] == '-' && toks[k-1].End-toks[k-1].Start == 1 && toks[k-2].End == toks[k-1].Start && toks[k-2].Flags&anonymize.Punct == 0 && int(toks[k-2].Start) >= done && i-k < 16; k -= 2 {
				fd.start = int(toks[k-2].Start) // zukunft-der-stadt.example
			}
			fd.end, fd.rule, fd.score = end, "url/host", 0.75
			if f[end-1] == '/' || end > int(toks[i+2].End)+1 {
				fd.score = 0.85
			}
		}
		dst = r.report(doc, dst, anonymize.URL, fd)
		done = fd.end
	}
	return dst, nil
}

// urlEnd extends an address from folded offset i and drops closing punctuation.
func urlEnd(f string, i int) int {
	start, depth := i, 0
	for i < len(f) && i-start < maxURL {
		c := f[i]
		if c == ' ' || c == '\n' || c == '"' || c == '<' || c == '>' || c == '\'' || c == '|' || c == '`' {
			break
		}
		if c == '(' {
			depth++
		}
		if c == ')' || c == ']' || c == '}' {
			if depth--; depth < 0 {
				break
			}
		}
		i++
	}
	for i > start {
		switch f[i-1] {
		case '.', ',', ';', ':', '!', '?', '*', '_':
			i--
			continue
		}
		return i
	}
	return i
}

// bareHost tells whether a host without a scheme begins at token i: labels joined by dots, the last a common top-level domain.
func bareHost(doc *anonymize.Document, i int) (end int, ok bool) {
	toks, f := doc.Tokens(), doc.Folded()
	t := &toks[i]
	if t.Start > 0 && f[t.Start-1] != '-' && (isGlue(f[t.Start-1]) || f[t.Start-1] == '@' || f[t.Start-1] == '.') {
		return 0, false
	}
	k := i
	labels := 1
	for labels < 8 && k+2 < len(toks) && toks[k+1].Start == toks[k].End && toks[k+1].End-toks[k+1].Start == 1 && (f[toks[k+1].Start] == '.' || f[toks[k+1].Start] == '-') && toks[k+2].Start == toks[k+1].End && toks[k+2].Flags&anonymize.Punct == 0 {
		if f[toks[k+1].Start] == '.' {
			labels++
		}
		k += 2
	}
	if labels < 2 || f[toks[k-1].Start] != '.' {
		return 0, false
	}
	tld := &toks[k]
	if !isWebTLD(f[tld.Start:tld.End]) || t.End-t.Start < 2 || tld.Flags&anonymize.Upper != 0 && toks[i].Flags&anonymize.AllUpper == 0 {
		return 0, false
	}
	end = int(tld.End)
	if end < len(f) {
		switch f[end] {
		case '/', '?', '#':
			return urlEnd(f, end), true
		case '@':
			return 0, false
		}
	}
	return end, true
}

// isWebTLD reports top-level domains that no German word is.
func isWebTLD(w string) bool {
	switch w {
	case "de", "com", "net", "org", "info", "eu", "ch", "io", "biz", "fr", "nl", "pl", "tr", "ru", "ua", "example", "test", "invalid", "berlin", "koeln", "hamburg", "bayern", "nrw", "online", "shop", "app", "gov", "edu", "dev", "tv", "uk", "us", "it", "be", "lu", "li", "dk", "se", "cz":
		return true
	}
	return false
}
