package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/checksum"
)

// MachineReadableZone returns the recognizer of MRZ: the machine-readable lines of identity cards (TD1, 3 × 30), passports (TD3, 2 × 44) and visas or older cards
// (TD2, 2 × 36). All lines are one finding, with or without line breaks between them.
//
// Check: the fields' and the composite check digits, weights 7, 3, 1. Lines that fail, or only some of the lines, are reported
// with a lower score: they hold name, birth date and serial number all the same. Known false positives: none seen.
// Source: ICAO Doc 9303, parts 4 to 6.
func MachineReadableZone() anonymize.Recognizer {
	return &mrz{newIdent("mrz", 0, nil, anonymize.MRZ)}
}

type mrz struct{ ident }

// maxMRZ bounds the bytes of a zone with line breaks and stray blanks.
const maxMRZ = 160

func (r *mrz) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	f := doc.Folded()
	for at, step := 0, 0; ; step++ {
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		i := strings.Index(f[at:], "<<")
		if i < 0 {
			return dst, nil
		}
		i += at
		start := i
		for start > at && i-start < maxMRZ && isMRZ(f, start-1) {
			start--
		}
		end := i
		for end < len(f) && end-start < maxMRZ && isMRZ(f, end) {
			end++
		}
		start, end = trimMRZ(f, start, end)
		at = max(end, i+2)
		if fd, ok := judgeMRZ(f, start, end); ok {
			dst = r.report(doc, dst, anonymize.MRZ, fd)
			at = max(at, fd.end)
		}
	}
}

// isMRZ reports the characters of a zone and the line breaks and blanks between its lines: a blank only beside a line break or a '<'.
func isMRZ(f string, i int) bool {
	switch c := f[i]; {
	case c == '<', c == '\n', isDigit(c), isLower(c):
		return true
	case c == '-': // a double name, typed
		return i > 0 && i+1 < len(f) && isLower(f[i-1]) && isLower(f[i+1])
	case c == ' ':
		return i > 0 && (f[i-1] == '<' || f[i-1] == '\n' || f[i-1] == ' ') || i+1 < len(f) && (f[i+1] == '<' || f[i+1] == '\n' || f[i+1] == ' ') || mrzWord(f, i+1)
	}
	return false
}

// mrzWord tells whether the word that begins at i is as long as a line of a zone can hold without a '<'.
func mrzWord(f string, i int) bool {
	n, digits, fillers := 0, 0, 0
	for ; i < len(f) && n < 46 && (isDigit(f[i]) || isLower(f[i]) || f[i] == '<'); i++ {
		if isDigit(f[i]) {
			digits++
		}
		if f[i] == '<' {
			fillers++
		}
		n++
	}
	return n >= 28 && (digits >= 10 || fillers >= 2)
}

// trimMRZ drops lines and words around the zone that cannot belong to it.
func trimMRZ(f string, start, end int) (int, int) {
	for start < end && (f[start] == ' ' || f[start] == '\n') {
		start++
	}
	for {
		// the first line must be long enough, else it is text above the zone
		n := strings.IndexAny(f[start:end], "\n ")
		if n < 0 || n >= 26 || strings.Contains(f[start:start+n], "<") {
			break
		}
		start += n
		for start < end && (f[start] == ' ' || f[start] == '\n') {
			start++
		}
	}
	for {
		for end > start && (f[end-1] == ' ' || f[end-1] == '\n') {
			end--
		}
		n := strings.LastIndexAny(f[start:end], "\n ")
		if n < 0 || end-start-n-1 >= 26 || strings.Contains(f[start+n:end], "<") {
			return start, end
		}
		end = start + n
	}
}

func judgeMRZ(f string, start, end int) (finding, bool) {
	fd := finding{start: start, end: end, rule: "mrz/form", score: 0.8}
	var buf [maxMRZ]byte
	n := 0
	digits, fillers := 0, 0
	for i := start; i < end && n < len(buf); i++ {
		if c := f[i]; c != ' ' && c != '\n' {
			buf[n] = c
			n++
			if isDigit(c) {
				digits++
			}
			if c == '<' {
				fillers++
			}
		}
	}
	v := buf[:n]
	switch {
	case n < 28 || n-fillers < 6:
		return fd, false
	case n == 90 && validTD1(v), n == 88 && validTD3(v):
		fd.score, fd.evidence, fd.rule = 0.99, anonymize.EvidenceChecksum, "mrz/checksum"
	case n == 90 || n == 88 || n == 72:
		fd.score = 0.9
	case n%30 == 0 && n <= 60 || n == 44 || n == 36 || n >= 58:
		fd.score = 0.75
	case digits < 6 && !strings.HasPrefix(f[start:], "p<") && !strings.HasPrefix(f[start:], "id"):
		return fd, false
	}
	return fd, true
}

// digitOf is the value of a check character; '<' stands for 0.
func digitOf(c byte) int {
	if c == '<' {
		return 0
	}
	return int(c - '0')
}

func validTD1(v []byte) bool {
	l2 := v[30:60]
	return checksum.MRZ(v[5:14]) == digitOf(v[14]) && checksum.MRZ(l2[0:6]) == digitOf(l2[6]) && checksum.MRZ(l2[8:14]) == digitOf(l2[14]) &&
		checksum.MRZ(v[5:30], l2[0:7], l2[8:15], l2[18:29]) == digitOf(l2[29])
}

func validTD3(v []byte) bool {
	l2 := v[44:88]
	return checksum.MRZ(l2[0:9]) == digitOf(l2[9]) && checksum.MRZ(l2[13:19]) == digitOf(l2[19]) && checksum.MRZ(l2[21:27]) == digitOf(l2[27]) &&
		checksum.MRZ(l2[0:10], l2[13:20], l2[21:43]) == digitOf(l2[43])
}
