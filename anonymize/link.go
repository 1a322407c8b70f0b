package anonymize

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// hostList says into which URLs values may be restored.
type hostList struct {
	any      bool
	hosts    map[string]bool // exact
	suffixes []string        // ".amt.example"
	schemes  map[string]bool // "tel:"
}

func newHostList(list []string, any bool) (hostList, error) {
	h := hostList{any: any, hosts: make(map[string]bool), schemes: make(map[string]bool)}
	for i, s := range list {
		s = strings.ToLower(s)
		switch {
		case len(s) > 1 && strings.HasSuffix(s, ":") && !strings.ContainsAny(s[:len(s)-1], "/.: @"):
			h.schemes[s] = true
		case s == "" || s == "." || len(s) > maxHostBytes || strings.ContainsAny(s, "/:@ *?#\\"):
			return h, &ConfigError{fmt.Sprintf("RevealHosts[%d]", i), "is neither a host, nor a dot and a domain, nor a scheme with its colon"}
		case s[0] == '.':
			h.suffixes = append(h.suffixes, s)
		default:
			h.hosts[s] = true
		}
	}
	return h, nil
}

func (h *hostList) allows(host []byte) bool {
	if h.hosts[string(host)] {
		return true
	}
	for _, s := range h.suffixes {
		if len(host) > len(s) && string(host[len(host)-len(s):]) == s {
			return true
		}
	}
	return false
}

const maxHostBytes = 253 // RFC 1035, section 2.3.4

// linkTracker reads a text byte by byte and knows whether the place after the last byte lies inside something that a
// client may fetch or open: a URL, a bare domain with a path, the target of a Markdown link or image, the value of an
// HTML attribute, a CSS url(). It needs nothing of what follows, so a stream and a whole text give the same answers, and
// it errs on the side of "inside".
type linkTracker struct {
	list  *hostList
	pos   int    // bytes read
	last  uint64 // the last eight bytes, lower case, '\' as '/'
	mode  linkMode
	quote byte // that ends an attribute value
	start int  // where the open region begins
	run   int  // where the run of non-blank bytes begins
	at    int  // where the run begins in which the value in quotes began
	inTag bool
	value bool // after '=' in a tag, before its value
	apart bool // a value in single quotes ended in this run: where the text is no HTML, its URL goes on

	dots    int  // behind letters or digits of the run
	label   int  // letters since the last of them
	hasHost bool // "//" was seen in the region
	reading bool // the host is being read
	scheme  bool // the region's scheme is on the list
	host    [maxHostBytes]byte
	hostLen int
}

type linkMode uint8

const (
	linkNone   linkMode = iota
	linkRun             // a URL in running text: up to a blank, '<', '>' or '"'
	linkParen           // ](…) or url(…)
	linkAngle           // ](<…>)
	linkQuoted          // an attribute's value in quotes
	linkBare            // an attribute's value without quotes
)

// from is where what blocks begins.
func (t *linkTracker) from() int {
	if t.apart {
		return t.at
	}
	return t.start
}

// blocked reports whether a value must not be restored here.
func (t *linkTracker) blocked() bool {
	switch {
	case t.list.any:
		return false
	case t.apart:
		return true
	case t.mode == linkNone || t.scheme:
		return false
	}
	return t.reading || !t.hasHost || !t.list.allows(t.host[:t.hostLen])
}

func (t *linkTracker) open(mode linkMode, start int) {
	t.mode, t.start = mode, start
	t.hasHost, t.reading, t.scheme, t.hostLen = false, false, false, 0
}

func (t *linkTracker) feed(text string) {
	for i := 0; i < len(text); i++ {
		t.step(text[i])
	}
}

func isBlank(b byte) bool { return b == ' ' || b >= '\t' && b <= '\r' }

func (t *linkTracker) step(b byte) {
	if b >= 'A' && b <= 'Z' {
		b += 'a' - 'A'
	}
	if b == '\\' {
		b = '/'
		t.spoil() // browsers take it for '/', Markdown for the escape of what follows
	}
	t.pos++
	if isBlank(b) || b == '<' || b == '>' || b == '"' {
		t.apart = false
	}
	if isBlank(b) {
		t.spoil() // browsers drop line ends and tabs inside an address
		switch {
		case t.mode == linkParen && t.pos-1 == t.start:
			t.start = t.pos // "]( https:…": blanks before the target
		case t.mode == linkRun || t.mode == linkParen || t.mode == linkBare:
			t.mode = linkNone
		}
		t.run, t.label, t.dots = t.pos, 0, 0
		t.last = t.last<<8 | uint64(b)
		return
	}
	switch t.mode {
	case linkRun:
		if b == '<' || b == '>' || b == '"' || b == '(' && byte(t.last) == ']' {
			t.mode = linkNone
		}
	case linkParen:
		if b == ')' {
			t.mode = linkNone
		} else if b == '<' && byte(t.last) == '(' {
			t.mode = linkAngle
		}
	case linkAngle:
		if b == '>' {
			t.mode = linkNone
		}
	case linkQuoted:
		if b == t.quote {
			t.mode, t.apart, b = linkNone, b == '\'', ' '
		}
	case linkBare:
		if b == '>' {
			t.mode = linkNone
		}
	}
	if t.mode == linkNone {
		t.tag(b)
	}
	prev := byte(t.last)
	t.last = t.last<<8 | uint64(b)
	if t.reading {
		t.readHost(b)
	}
	if t.mode == linkNone {
		t.begin(b, prev)
	}
	if t.mode != linkNone && !t.hasHost {
		t.authority()
	}
}

// tag follows HTML tags: only a value after '=' is a region, so that "a<b" blocks nothing.
func (t *linkTracker) tag(b byte) {
	switch {
	case !t.inTag:
		if byte(t.last) == '<' && (b >= 'a' && b <= 'z' || b == '/') {
			t.inTag, t.value = true, false
		}
	case b == '>':
		t.inTag = false
	case t.value:
		t.value = false
		if b == '"' || b == '\'' {
			t.quote, t.at = b, t.run
			t.open(linkQuoted, t.pos)
		} else {
			t.open(linkBare, t.pos-1)
		}
	case b == '=':
		t.value = true
	}
}

// begin looks whether a region begins with the byte just read.
func (t *linkTracker) begin(b, prev byte) {
	switch {
	case b == '(' && prev == ']', b == '(' && t.last>>8&0xffffff == 'u'<<16|'r'<<8|'l':
		t.open(linkParen, t.pos)
		return
	case b == '/' && prev == '/':
		// after a scheme, or at the start of a value ("//host/…")
		before := byte(t.last >> 16)
		if before == ':' || t.pos-2 == t.run || strings.IndexByte("(\"'=<[", before) >= 0 {
			t.open(linkRun, t.run)
			return
		}
	case b == '/' && prev == ':': // browsers repair "https:/host"
		t.open(linkRun, t.run)
		return
	case b == ':':
		if suffix(t.last, "http:") || suffix(t.last, "https:") { // and "https:host"
			t.open(linkRun, t.run)
			return
		}
		if suffix(t.last, "mailto:") || suffix(t.last, "ascript:") {
			t.open(linkRun, t.run)
			t.scheme = suffix(t.last, "mailto:") && t.list.schemes["mailto:"]
			return
		}
	case b == '.' && suffix(t.last, "www."):
		t.open(linkRun, t.run)
		t.hasHost, t.reading = true, true
		t.hostLen = copy(t.host[:], "www.")
		return
	}
	// label.tld or four numbers, followed by a path, a query or a fragment: clients make links of it
	switch {
	case b == '.':
		if isLabel(prev) {
			t.dots, t.label = t.dots+1, 0
		}
	case b >= 'a' && b <= 'z' || b >= utf8.RuneSelf:
		t.label++
	case b >= '0' && b <= '9' || b == '-' || b == '@' || b == ':': // also of a port
	case b == '/' || b == '?' || b == '#':
		if t.dots > 0 && t.label >= 2 || t.dots == 3 && t.label == 0 && isLabel(prev) {
			t.open(linkRun, t.run)
		}
	default:
		t.dots, t.label = 0, 0
	}
}

// isLabel tells whether b may end a label of a host, in any script.
func isLabel(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b >= utf8.RuneSelf
}

// authority looks for the "//" after which the host of the open region stands, and for schemes on the list.
func (t *linkTracker) authority() {
	if t.last&0xffff == '/'<<8|'/' {
		t.hasHost, t.reading, t.hostLen = true, true, 0
		return
	}
	if byte(t.last) == ':' && !t.scheme {
		for s := range t.list.schemes {
			if suffix(t.last, s) && t.pos-t.start == len(s) {
				t.scheme = true
			}
		}
	}
}

// readHost reads the host behind "//", up to its end; what stands before '@' is no host (RFC 3986, section 3.2).
func (t *linkTracker) readHost(b byte) {
	switch {
	case b == '/' && t.hostLen == 0 && byte(t.last>>8) == '/': // the second slash itself, or more of them
	case b == '/' || b == '?' || b == '#' || b == ')' || b == '"' || b == '>' || b == ' ':
		t.reading = false
	case b == '@':
		t.hostLen = 0
	case b == ':': // a port or a password follows; if '@' comes, the host begins anew
		t.readPort()
	case b != '.' && b != '-' && (b < '0' || b > '9') && (b < 'a' || b > 'z'):
		t.spoil() // an entity ("&sol;"), a percent sign: what a client makes of it is not known here
	case t.hostLen < len(t.host):
		t.host[t.hostLen] = b
		t.hostLen++
	default:
		t.reading, t.hostLen = false, 0 // no host is that long
	}
}

// spoil ends a host that is being read so that it matches nothing on the list.
func (t *linkTracker) spoil() {
	if t.reading && t.hostLen > 0 {
		t.reading, t.hostLen = false, 0
	}
}

// readPort keeps the colon in the host, so that it matches nothing on the list: hosts with a port or a password are not served.
func (t *linkTracker) readPort() {
	if t.hostLen < len(t.host) {
		t.host[t.hostLen] = ':'
		t.hostLen++
	}
}

// suffix tells whether the bytes in last end in s, which has at most eight bytes.
func suffix(last uint64, s string) bool {
	if len(s) > 8 {
		s = s[len(s)-8:]
	}
	for i := len(s) - 1; i >= 0; i-- {
		if byte(last) != s[i] {
			return false
		}
		last >>= 8
	}
	return true
}
