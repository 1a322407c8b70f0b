package corpus

import (
	"net/netip"
	"os"
	"regexp"
	"strings"
	"sync"
)

// Reserved lists the values that may stand in the corpus although no range is reserved for their type: specimens,
// public test values and seeded random values, keyed by type and canonical value.
type Reserved map[string]map[string]bool

// LoadReserved reads lines "type TAB value"; lines that start with # are remarks.
func LoadReserved(name string) (Reserved, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, &Error{File: name, Err: err}
	}
	r := Reserved{}
	line := 0
	for l := range strings.Lines(string(data)) {
		line++
		l = strings.TrimRight(l, "\r\n")
		if l == "" || l[0] == '#' {
			continue
		}
		typ, value, ok := strings.Cut(l, "\t")
		if !ok || !validType(typ) || value == "" || canonical(value) != value {
			return nil, &Error{File: name, Line: line, Err: ErrSource}
		}
		if r[typ] == nil {
			r[typ] = map[string]bool{}
		}
		r[typ][value] = true
	}
	return r, nil
}

// canonical keeps ASCII letters, in capitals, and digits; full-width forms count as ASCII.
func canonical(v string) string {
	return strings.Map(func(r rune) rune {
		r = narrow(r)
		switch {
		case r >= '0' && r <= '9' || r >= 'A' && r <= 'Z':
			return r
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		}
		return -1
	}, v)
}

// narrow turns a full-width ASCII character into the plain one.
func narrow(r rune) rune {
	if r >= '！' && r <= '～' {
		return r - '！' + '!'
	}
	return r
}

// ranges holds what is reserved or impossible; testdata/README.md names the source of each.
type ranges struct{ phone, iban, domain, mac *regexp.Regexp }

// reservedRanges compiles them on first use: only the check needs them, a reader of sets does not pay for it.
var reservedRanges = sync.OnceValue(func() ranges {
	return ranges{
		phone: regexp.MustCompile(`^(?:0|49)(?:3023125\d{3}|6990009\d{3}|4066969\d{3}|2214710\d{3}|8999998\d{3}|` +
			`15228817386|17139200\d{2}|176040690\d{2})$|^1\d{3}55501\d\d$|^447700900\d{3}$|^442079460\d{3}$|^3319900\d{4}$|^3363998\d{4}$`),
		iban: regexp.MustCompile(`^(?:DE\d\d199\d{15}|(?:AT|CH|LI)\d\d99|NL\d\dTEST|PL\d\d999|TR\d\d99999|LU\d\d999|FR\d\d99999|BE\d\d999)`),
		domain: regexp.MustCompile(`(?i)^(?:https?://|[^@/]*@)?(?:[\p{L}\d-]+\.)*(?:example\.(?:com|net|org)|[\p{L}\d-]+\.(?:example|test|invalid))` +
			`(?:[:/?#]|$)`),
		mac: regexp.MustCompile(`^00005E0053[0-9A-F]{2}$`),
	}
})

// reservedValue reports whether a value of a numbered type is reserved, impossible or listed.
func (r Reserved) reservedValue(typ, text string) bool {
	v := canonical(text)
	if r[typ][v] {
		return true
	}
	switch typ {
	case "PHONE_NUMBER":
		digits := spokenDigits(text)
		digits = strings.TrimPrefix(digits, "00")
		if strings.HasPrefix(digits, "490") { // +49 (0)…
			digits = "49" + digits[3:]
		}
		return reservedRanges().phone.MatchString(digits)
	case "IBAN_CODE":
		return reservedRanges().iban.MatchString(v)
	case "EMAIL_ADDRESS", "URL":
		return reservedRanges().domain.MatchString(spokenAddress(text))
	case "IP_ADDRESS":
		return documentIP(text)
	case "BIC":
		return (len(v) == 8 || len(v) == 11) && v[7] == '0'
	case "MAC_ADDRESS":
		return reservedRanges().mac.MatchString(v)
	case "PERSON", "ADDRESS", "LOCATION", "DATE_OF_BIRTH":
		return true // invented by hand, nothing to look up
	}
	return false
}

func documentIP(text string) bool {
	a, err := netip.ParseAddr(text)
	if err != nil {
		return false
	}
	for _, p := range []string{"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"} {
		if netip.MustParsePrefix(p).Contains(a) {
			return true
		}
	}
	return false
}

// spokenDigits turns "null eins 7" into 017 and drops everything that is no digit.
func spokenDigits(text string) string {
	words := strings.NewReplacer("null", "0", "eins", "1", "zwei", "2", "zwo", "2", "drei", "3", "vier", "4", "fünf", "5",
		"fuenf", "5", "sechs", "6", "sieben", "7", "acht", "8", "neun", "9")
	return strings.Map(func(r rune) rune {
		if r = narrow(r); r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, words.Replace(strings.ToLower(text)))
}

// spokenAddress turns "ada (at) web (punkt) example" into an address.
func spokenAddress(text string) string {
	t := strings.ToLower(text)
	for _, w := range []string{"(at)", "[at]", " at ", " ät ", " klammeraffe "} {
		t = strings.ReplaceAll(t, w, "@")
	}
	for _, w := range []string{"(punkt)", "[punkt]", "(dot)", "[dot]", " punkt ", " dot "} {
		t = strings.ReplaceAll(t, w, ".")
	}
	return strings.ReplaceAll(t, " ", "")
}
