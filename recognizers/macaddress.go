package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// MACAddress returns the recognizer of MAC_ADDRESS: hardware addresses of network devices.
//
// Format: six pairs of hexadecimal digits joined by colons or hyphens, or three groups of four joined by dots. Check: all
// joints are the same sign; broadcast and zero addresses are nobody's. Without joints only right behind a word for the address. Known false positives: none seen. Source: IEEE 802, section 8.
func MACAddress() anonymize.Recognizer {
	return &macAddress{newIdent("mac_address", anonymize.HasDigit|anonymize.HasLetter, nil, anonymize.MACAddress)}
}

type macAddress struct{ ident }

func (r *macAddress) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	toks, f := doc.Tokens(), doc.Folded()
	done := 0
	for step, ti := range doc.DigitTokens() {
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		t := &toks[ti]
		size := int(t.End - t.Start)
		if size == 12 {
			dst = r.unjoined(doc, dst, int(ti))
		}
		if int(t.Start) < done || size != 2 && size != 4 {
			continue
		}
		// go back over pairs without a digit ("ab:cd:12…")
		start := int(t.Start)
		for n := 0; n < 5 && start-size-1 >= done && isMACSign(f[start-1], size) && isHex(f[start-2]) && isHex(f[start-size-1]) && (start-size-2 < 0 || !isAlnum(f[start-size-2])); n++ {
			start -= size + 1
		}
		if start > 0 && isMACSign(f[start-1], size) && start > 1 && isAlnum(f[start-2]) {
			continue
		}
		groups := 6
		if size == 4 {
			groups = 3
		}
		end := start + groups*(size+1) - 1
		if end > len(f) || end < len(f) && (isAlnum(f[end]) || isMACSign(f[end], size) && end+1 < len(f) && isAlnum(f[end+1])) {
			continue
		}
		var sign byte
		ok, zero, ones := true, true, true
		for i := start; i < end && ok; i++ {
			c := f[i]
			if (i-start)%(size+1) == size {
				ok = isMACSign(c, size) && (sign == 0 || sign == c)
				sign = c
				continue
			}
			ok = isHex(c)
			zero = zero && c == '0'
			ones = ones && c == 'f'
		}
		if !ok || zero || ones || size == 4 && checkDots(f[start:end]) {
			continue
		}
		dst = r.report(doc, dst, anonymize.MACAddress, finding{start: start, end: end, score: 0.97, rule: "mac_address/form"})
		done = end
	}
	return dst, nil
}

// unjoined finds the address of twelve digits in token i, if a word for it stands shortly before.
func (r *macAddress) unjoined(doc *anonymize.Document, dst []anonymize.Entity, i int) []anonymize.Entity {
	toks := doc.Tokens()
	t := &toks[i]
	if !isUnjoinedMAC(doc.Folded()[t.Start:t.End]) || !startsWord(doc, i) || !endsWord(doc, i) {
		return dst
	}
	for k := i - 1; k >= 0 && i-k <= 5; k-- {
		switch w := doc.Word(toks[k]); w {
		case "mac", "macadresse", "hardwareadresse", "bssid":
			hit := words.Hit{Span: doc.Range(k, k), Distance: i - k - 1}
			return r.report(doc, dst, anonymize.MACAddress, finding{start: int(t.Start), end: int(t.End), score: 0.9, rule: "mac_address/unjoined", hit: hit})
		case ".", "!", "?", ";", "sn":
			return dst
		default:
			if namesNumber(w) {
				return dst // "Mac Seriennummer …": the computer's
			}
		}
	}
	return dst
}

// isUnjoinedMAC reports twelve hexadecimal digits with a letter among them.
func isUnjoinedMAC(w string) bool {
	if len(w) != 12 || digitsIn(w) == 12 {
		return false
	}
	for k := range len(w) {
		if !isHex(w[k]) {
			return false
		}
	}
	return true
}

// checkDots reports dotted groups without a letter: they are reference numbers more often.
func checkDots(s string) bool {
	for i := 0; i < len(s); i++ {
		if isLower(s[i]) {
			return false
		}
	}
	return true
}

func isMACSign(c byte, size int) bool {
	if size == 4 {
		return c == '.'
	}
	return c == ':' || c == '-'
}
