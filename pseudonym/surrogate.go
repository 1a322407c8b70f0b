package pseudonym

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
	"unicode"

	"github.com/deckname/deckname/anonymize"
)

// Surrogates is the scheme of believable values, for language models that stumble over placeholders: invented names of
// the same gender and script, telephone numbers that are reserved for films, IBANs of a bank code that nobody has with
// valid check digits, birth dates shifted by one number of days for the whole scope, streets that do not exist, addresses
// and networks that RFC 2606 and RFC 5737 reserve. Types without a surrogate get a placeholder as Placeholders makes it.
//
// A surrogate is unique in its scope and differs from every value and every name that the call and the scope's persons
// hold. It is read back exactly, in any case of Latin letters, as a whole word; a genitive s may follow and stays. Part of one (the
// surname of a surrogate that stood for a full name) is not restored: nothing says whose it is. Finding surrogates reads
// the whole scope once per change, so scopes should be conversations; and forgotten ones are ErrUnknown, because nothing
// tells them from ordinary text any more.
func Surrogates() Scheme { return Scheme{surrogates{}} }

type surrogates struct{}

func (surrogates) listed() bool { return true }
func (surrogates) keyed() bool  { return true }

func (surrogates) parse(v *view, token []byte) (ref, bool) {
	if v.trie == nil {
		return ref{}, false
	}
	f := v.trie
	if end, st := f.at(token, 0); st != noMatch && end == len(token) {
		return ref{typ: "SURROGATE", key: tokenFold(string(token))}, true
	}
	return ref{}, false
}

func (surrogates) finder(v *view) anonymize.Finder {
	if v.trie == nil {
		return newListFinder(nil)
	}
	return v.trie
}

// token tries a candidate per attempt; the caller rejects those that the scope has.
func (surrogates) token(n *naming) (string, error) {
	d := newDice(n)
	var s string
	switch n.typ {
	case anonymize.Person:
		s = d.person(n)
	case anonymize.PhoneNumber:
		s = d.phone(n.value)
	case anonymize.IBANCode:
		s = d.iban(n.value)
	case anonymize.DateOfBirth:
		s = d.date(n)
	case anonymize.Address:
		s = d.address()
	case anonymize.EmailAddress:
		s = strings.ToLower(asciiName(d.pick(streetNames))) + "." + d.digits(4) + "@example.org"
	case anonymize.URL:
		s = "https://example.org/" + d.letters(8)
	case anonymize.IPAddress:
		s = [...]string{"192.0.2.", "198.51.100.", "203.0.113."}[d.n(3)] + itoa(1+d.n(254))
		if strings.Contains(n.value, ":") {
			s = "2001:db8::" + d.hex(4) + ":" + d.hex(4)
		}
	case anonymize.MACAddress:
		s = "00:00:5E:00:53:" + strings.ToUpper(d.hex(2)) // RFC 7042, section 2.1.2
	}
	if s == "" || n.attempt > 200 {
		return placeholders{}.token(&naming{typ: n.typ, number: n.number, variant: n.variant})
	}
	if n.avoid != nil && n.avoid(s, n.typ, n.first == "") {
		return "", nil
	}
	return s, nil
}

// dice draws from a stream that depends on scope, type, number and attempt only.
type dice struct {
	seed [sha256.Size]byte
	used int
	code []byte
}

func newDice(n *naming) *dice {
	var nums [16]byte
	binary.BigEndian.PutUint64(nums[:8], n.number)
	binary.BigEndian.PutUint64(nums[8:], uint64(n.attempt))
	id := mac(newMAC(n.code), "surrogate", string(n.typ), string(nums[:]))
	return &dice{seed: sha256.Sum256(id[:]), code: n.code}
}

// n returns a number below k, near enough to uniform for k below 2^16.
func (d *dice) n(k int) int {
	if d.used+4 > len(d.seed) {
		d.seed, d.used = sha256.Sum256(d.seed[:]), 0
	}
	x := binary.BigEndian.Uint32(d.seed[d.used:])
	d.used += 4
	return int(x % uint32(k))
}

func (d *dice) pick(list []string) string { return list[d.n(len(list))] }

func (d *dice) from(alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[d.n(len(alphabet))]
	}
	return string(b)
}

func (d *dice) digits(n int) string  { return d.from("0123456789", n) }
func (d *dice) letters(n int) string { return d.from("abcdefghkmnpqrstuvwxyz", n) }
func (d *dice) hex(n int) string     { return d.from("0123456789abcdef", n) }

func itoa(n int) string {
	var b [20]byte
	i := len(b)
	for n > 0 || i == len(b) {
		i--
		b[i] = byte('0' + n%10)
		n /= 10
	}
	return string(b[i:])
}

// phone returns a number of the ranges that the Bundesnetzagentur keeps free for films, written as international as the
// value.
func (d *dice) phone(value string) string {
	area, number := "", ""
	switch digits := onlyDigits(value); {
	case strings.HasPrefix(digits, "01") || strings.HasPrefix(digits, "491") || strings.HasPrefix(digits, "00491"):
		if d.n(2) == 0 {
			area, number = "171", "39200"+d.digits(2)
		} else {
			area, number = "176", "040690"+d.digits(2)
		}
	default:
		r := [...][2]string{{"30", "23125"}, {"69", "90009"}, {"40", "66969"}, {"221", "4710"}, {"89", "99998"}}[d.n(5)]
		area, number = r[0], r[1]+d.digits(3)
	}
	if strings.HasPrefix(strings.TrimSpace(value), "+") || strings.HasPrefix(strings.TrimSpace(value), "00") {
		return "+49 " + area + " " + number
	}
	return "0" + area + " " + number
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// iban returns a German IBAN whose bank code begins with 9, a clearing area that the Bundesbank has not given out, with
// valid check digits (ISO 13616), in groups of four if the value has blanks.
func (d *dice) iban(value string) string {
	bban := "9" + d.digits(7) + d.digits(10)
	rest := 0
	for _, c := range bban + "131400" { // D = 13, E = 14
		rest = (rest*10 + int(c-'0')) % 97
	}
	check := 98 - rest
	s := "DE" + string([]byte{byte('0' + check/10), byte('0' + check%10)}) + bban
	if !strings.Contains(value, " ") {
		return s
	}
	var b strings.Builder
	for i, c := range s {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// address returns a street that does not exist with a house number, without postcode and place: invented ones would not
// be found again, and real ones would be somebody's.
func (d *dice) address() string {
	return d.pick(streetNames) + d.pick(streetKinds) + " " + itoa(1+d.n(180))
}

// person returns a name of the shape of the value: for a first spelling an invented one, for a further one a spelling of
// the first's surrogate.
func (d *dice) person(n *naming) string {
	words := strings.Fields(strings.ReplaceAll(n.value, ",", " "))
	comma := strings.Contains(n.value, ",")
	if n.first != "" && !strings.HasPrefix(n.first, "[") {
		return respell(n.first, n.value, len(words), comma, n.attempt)
	}
	names := namesFor(n.value)
	given, sur := names.female, names.sur
	if isMale(words) {
		given = names.male
	}
	surname := d.pick(sur[0])
	if len(sur) > 1 {
		surname += d.pick(sur[1])
	}
	if n.attempt > 60 && len(sur) > 1 { // the plain ones are nearly used up
		surname += "-" + d.pick(sur[0]) + d.pick(sur[1])
	}
	name := surname
	switch {
	case comma:
		name = surname + ", " + d.pick(given)
	case len(words) > 1:
		name = d.pick(given) + " " + surname
	}
	return likeCase(name, n.value)
}

// respell gives a further spelling of the surrogate first.
func respell(first, value string, words int, comma bool, attempt int) string {
	parts := strings.Fields(strings.ReplaceAll(first, ",", " "))
	sur, given := parts[len(parts)-1], strings.Join(parts[:len(parts)-1], " ")
	if strings.Contains(first, ",") {
		sur, given = parts[0], strings.Join(parts[1:], " ")
	}
	sur, given = titled(sur), titled(given)
	genitive := ""
	if last := strings.ToLower(value); strings.HasSuffix(last, "s") && !strings.HasSuffix(strings.ToLower(sur), "s") {
		genitive = "s"
	}
	var forms []string
	if words == 1 {
		forms = append(forms, sur+genitive, sur)
	}
	if given != "" {
		if comma {
			forms = append(forms, sur+", "+given)
		}
		forms = append(forms, given+" "+sur+genitive, given[:firstRune(given)]+". "+sur+genitive, given+" "+sur, sur+", "+given)
	}
	if attempt < len(forms) {
		return likeCase(forms[attempt], value)
	}
	attempt -= len(forms)
	initials := string(rune('A'+attempt%26)) + "."
	if attempt >= 26 {
		initials += string(rune('A'+attempt/26%26)) + "."
	}
	return strings.TrimSpace(given + " " + initials + " " + sur)
}

func firstRune(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}

// titled undoes likeCase.
func titled(s string) string {
	start := true
	return strings.Map(func(r rune) rune {
		up := start
		start = !unicode.IsLetter(r)
		if up {
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, s)
}

// likeCase writes name in capitals or small letters if value is.
func likeCase(name, value string) string {
	switch {
	case value == strings.ToUpper(value) && value != strings.ToLower(value):
		return strings.ToUpper(name)
	case value == strings.ToLower(value) && value != strings.ToUpper(value):
		return strings.ToLower(name)
	}
	return name
}

func asciiName(s string) string {
	return strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue").Replace(s)
}
