package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// IPAddress returns the recognizer of IP_ADDRESS: versions 4 and 6, with or without a prefix length or port.
//
// Format: four numbers up to 255 joined by dots; at least two colons of hexadecimal groups. Check: the address must parse. Loopback and unspecified
// addresses are nobody's. Known false positives: version numbers of four parts, unless a word such as "Version" stands before them; file numbers of four parts.
// Source: RFC 791, RFC 4291, RFC 5952.
func IPAddress() anonymize.Recognizer {
	return &ipAddress{newIdent("ip_address", 0, words.New("ip", "ip adresse", "ipadresse", "ipv4", "ipv6", "server", "router", "ip address", "host"), anonymize.IPAddress)}
}

type ipAddress struct{ ident }

func (r *ipAddress) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	dst, err := r.four(ctx, doc, dst)
	if err != nil || doc.Features()&anonymize.HasColon == 0 {
		return dst, err
	}
	return r.six(ctx, doc, dst)
}

func (r *ipAddress) four(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	if doc.Features()&(anonymize.HasDot|anonymize.HasDigit) != anonymize.HasDot|anonymize.HasDigit {
		return dst, nil
	}
	s := numbersOf(doc)
	step := 0
	for ri := range s.runs {
		rn := &s.runs[ri]
		for i := int(rn.from); i+3 < int(rn.to); i++ {
			step++
			if err := alive(ctx, step); err != nil {
				return dst, err
			}
			g := s.groups[i : i+4]
			if g[1].joint != jointDot || g[2].joint != jointDot || g[3].joint != jointDot || g[0].joint.tight() && g[0].joint != jointColon || g[0].tightL {
				continue
			}
			if i+4 < int(rn.to) && (s.groups[i+4].joint == jointDot || s.groups[i+4].joint == jointDash) {
				continue
			}
			fd := finding{start: int(g[0].start), end: int(g[3].end), score: 0.85, rule: "ip_address/v4"}
			if !validV4(s.folded[fd.start:fd.end]) || isVersionBefore(doc, int(g[0].tok)) {
				continue
			}
			var found bool
			if fd.hit, found = r.keys.Near(doc, int(g[0].tok), int(g[3].tok)); found {
				fd.score = 0.97
			} else if fd.end-fd.start < 8 {
				continue // 2.1.4.1: a section
			}
			dst = r.report(doc, dst, anonymize.IPAddress, fd)
			i += 3
		}
	}
	return dst, nil
}

// isVersionBefore tells whether the word before token first makes the number a version or a section.
func isVersionBefore(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	i := first - 1
	for n := 0; i > 0 && n < 2 && toks[i].Flags&anonymize.Punct != 0; n++ {
		i--
	}
	if i < 0 {
		return false
	}
	w := doc.Word(toks[i])
	for _, end := range [...]string{"version", "treiber", "software", "firmware", "browser"} {
		if len(w) > len(end) && strings.HasSuffix(w, end) {
			return true
		}
	}
	switch w {
	case "treiber", "driver", "app", "kernel", "chrome", "edge", "firefox", "safari", "opera", "reader", "acrobat", "fritzos", "fritz", "os", "macos", "treiberstand", "softwarestand", "patch", "plugin", "client", "bios",
		"version", "v", "ver", "release", "build", "firmware", "abschnitt", "kapitel", "ziffer", "nr", "punkt", "nummer", "artikel", "update", "software", "az", "aktenzeichen", "ios", "android", "windows":
		return true
	}
	return false
}

// max6 is the length of the longest version 6 address.
const max6 = 46

func (r *ipAddress) six(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	toks, f := doc.Tokens(), doc.Folded()
	done := 0
	for i := range toks {
		t := &toks[i]
		if f[t.Start] != ':' || int(t.Start) < done || t.End-t.Start > 2 {
			continue
		}
		if err := alive(ctx, i); err != nil {
			return dst, err
		}
		start := int(t.Start)
		for start > done && int(t.Start)-start < 5 && isHex(f[start-1]) {
			start--
		}
		if start > 0 && isAlnum(f[start-1]) {
			continue
		}
		end, colons := int(t.Start), 0
		for end < len(f) && end-start <= max6 && (isHex(f[end]) || f[end] == ':' || f[end] == '.' && colons > 1) {
			if f[end] == ':' {
				colons++
			}
			end++
		}
		for end > start && f[end-1] == '.' {
			end--
		}
		if colons < 2 || end-start < 6 || end < len(f) && isAlnum(f[end]) {
			done = max(done, end)
			continue
		}
		if f[end-1] == ':' && f[end-2] != ':' {
			end--
		}
		if !validV6(f[start:end]) {
			done = max(done, end)
			continue
		}
		fd := finding{start: start, end: end, score: 0.95, rule: "ip_address/v6"}
		dst = r.report(doc, dst, anonymize.IPAddress, fd)
		done = end
	}
	return dst, nil
}

// validV4 reports four numbers up to 255 without leading zeros that are neither 0.0.0.0 nor loopback.
func validV4(s string) bool {
	n, parts, digits, first, zero := 0, 0, 0, 0, true
	for i := 0; i <= len(s); i++ {
		if i == len(s) || s[i] == '.' {
			if digits == 0 || digits > 3 || n > 255 || digits > 1 && s[i-digits] == '0' {
				return false
			}
			if parts == 0 {
				first = n
			}
			zero = zero && n == 0
			parts, n, digits = parts+1, 0, 0
			continue
		}
		if !isDigit(s[i]) {
			return false
		}
		n, digits = n*10+int(s[i]-'0'), digits+1
		if digits > 3 {
			return false
		}
	}
	return parts == 4 && first != 127 && !zero
}

// validV6 reports eight groups of up to four hexadecimal digits, or fewer with one "::", perhaps with a version 4 tail.
func validV6(s string) bool {
	groups, size, gap, letters := 0, 0, false, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case isHex(c):
			if size++; size > 4 {
				return false
			}
			letters++
		case c == ':':
			if i+1 < len(s) && s[i+1] == ':' {
				if gap || i+2 < len(s) && s[i+2] == ':' {
					return false
				}
				gap = true
				if size > 0 {
					groups++
				}
				size = 0
				i++
				continue
			}
			if size == 0 {
				return false
			}
			groups, size = groups+1, 0
		default: // a dot: the tail began with this group
			if !validV4(s[i-size:]) {
				return false
			}
			groups, size = groups+2, 0
			i = len(s)
		}
	}
	if size > 0 {
		groups++
	}
	return letters > 2 && (gap && groups < 8 && groups > 1 || !gap && groups == 8)
}

func isHex(c byte) bool { return isDigit(c) || c >= 'a' && c <= 'f' }
