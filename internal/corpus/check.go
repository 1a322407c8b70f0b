package corpus

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode"
)

// Sentinels of [Check].
var (
	ErrUnknownType = errors.New("type is not one of the corpus")
	ErrCheckDigit  = errors.New("check digit is wrong and the sample is not tagged typo")
	ErrNotReserved = errors.New("value is neither reserved nor listed in reserved.tsv")
	ErrClean       = errors.New("tag clean and the marks contradict each other")
	ErrUnmarked    = errors.New("a name marked here stands unmarked in the same text, or a place marked elsewhere is unmarked")
	ErrRepeated    = errors.New("more than half of the word 4-grams are shared with another sample")
	ErrShared      = errors.New("a name or number stands in dev and test")
	ErrCaseShared  = errors.New("a name, number, address or birth date of a case stands in test")
)

// Check validates the two compiled chat sets against the rules of testdata/README.md and returns all faults joined, each
// an [*Error] that names a file and line and the ids concerned, never the text.
func Check(dev, test []Sample, reserved Reserved) error {
	all := slices.Concat(dev, test)
	var errs []error
	report := func(s *Sample, err error) { errs = append(errs, &Error{File: s.File, Line: s.Line, Err: err}) }
	places := placeNames(all)
	seen := map[string]string{}
	for i := range all {
		s := &all[i]
		if seen[s.ID] != "" {
			report(s, ErrID)
		}
		seen[s.ID] = s.File
		for _, err := range checkSample(s, reserved, places) {
			report(s, err)
		}
	}
	for _, p := range repeated(all) {
		report(&all[p[0]], fmt.Errorf("%w: %s", ErrRepeated, all[p[1]].ID))
	}
	owner := map[string]string{}
	for i := range dev {
		for _, key := range identifying(&dev[i]) {
			owner[key] = dev[i].ID
		}
	}
	for i := range test {
		for _, key := range identifying(&test[i]) {
			if id := owner[key]; id != "" {
				report(&test[i], fmt.Errorf("%w: %s", ErrShared, id))
			}
		}
	}
	return errors.Join(errs...)
}

// CheckCases reports every case that marks a name, number, address or birth date of the test set, optional marks too, as
// an [*Error] that names the case and the message. Places may repeat, and so may published samples, of which there are
// only a few: the test numbers of the payment networks, the addresses of the BIPs and EIPs and the sample IBANs that
// reserved lists.
func CheckCases(cases, test []Sample, reserved Reserved) error {
	owner := map[string]string{}
	for i := range test {
		for _, key := range identifying(&test[i]) {
			owner[key] = test[i].ID
		}
	}
	var errs []error
	for i := range cases {
		c := cases[i]
		c.Entities = slices.DeleteFunc(slices.Concat(c.Entities, c.Optional), func(m Mark) bool {
			published := m.Type == "CREDIT_CARD" || m.Type == "CRYPTO" || m.Type == "IBAN_CODE"
			return published && reserved[m.Type][canonical(c.Text[m.Start:m.End])]
		})
		for _, key := range identifying(&c) {
			if id := owner[key]; id != "" {
				errs = append(errs, &Error{File: c.File, Line: c.Line, Err: fmt.Errorf("%w: %s", ErrCaseShared, id)})
			}
		}
	}
	return errors.Join(errs...)
}

// CheckValues validates the values of one sample: known types, check digits, reserved numbers.
func CheckValues(s *Sample, reserved Reserved) error {
	var errs []error
	known := Types()
	for i, m := range slices.Concat(s.Entities, s.Optional) {
		value := s.Text[m.Start:m.End]
		canon := canonical(value)
		if m.Type == "MRZ" {
			canon = strings.Map(dropSpace, value)
		}
		switch ok, checked := checksumOK(m.Type, canon); {
		case !slices.Contains(known, m.Type):
			errs = append(errs, fmt.Errorf("entity %d: %w", i, ErrUnknownType))
		case checked && !ok && !s.HasTag("typo") && i < len(s.Entities):
			errs = append(errs, fmt.Errorf("entity %d (%s): %w", i, m.Type, ErrCheckDigit))
		case !reserved.reservedValue(m.Type, value):
			errs = append(errs, fmt.Errorf("entity %d (%s): %w", i, m.Type, ErrNotReserved))
		}
	}
	return errors.Join(errs...)
}

func checkSample(s *Sample, reserved Reserved, places map[string]bool) []error {
	var errs []error
	if err := errors.Join(validateText(s.Text), validateMarks(s.Text, s.Entities)); err != nil {
		return []error{err}
	}
	if err := CheckValues(s, reserved); err != nil {
		errs = append(errs, err)
	}
	if s.Clean() != s.HasTag("clean") {
		errs = append(errs, ErrClean)
	}
	names := map[string]bool{}
	for _, m := range s.Entities {
		value := s.Text[m.Start:m.End]
		if m.Start > 0 && isWord(lastRune(s.Text[:m.Start])) || m.End < len(s.Text) && isWord(firstRune(s.Text[m.End:])) {
			errs = append(errs, fmt.Errorf("%w: a mark ends inside a word", ErrMark))
		}
		if strings.TrimSpace(value) != value {
			errs = append(errs, fmt.Errorf("%w: space at its edge", ErrMark))
		}
		if m.Type == "PERSON" {
			for _, w := range words(value) {
				names[w] = names[w] || len([]rune(w)) > 3 && !particle(w)
			}
		}
	}
	for _, w := range words(unmarked(s)) {
		if names[w] || places[w] {
			errs = append(errs, ErrUnmarked)
		}
	}
	return errs
}

// placeNames collects the one-word places that are marked somewhere in capitals; words that also mean something else are
// left to the author.
func placeNames(all []Sample) map[string]bool {
	ambiguous := []string{"mitte", "linden", "heide", "essen", "gießen", "werder", "halle", "bergen", "hamm", "singen", "brühl", "harz", "wedding", "neustadt", "altstadt", "leer", "buchen", "uk", "cloppenburg", "haar", "porto"}
	places := map[string]bool{}
	for i := range all {
		for _, m := range all[i].Entities {
			w := words(all[i].Text[m.Start:m.End])
			if m.Type == "LOCATION" && len(w) == 1 && !slices.Contains(ambiguous, w[0]) {
				places[w[0]] = true
			}
		}
	}
	return places
}

// unmarked returns the text with every marked span blanked.
func unmarked(s *Sample) string {
	var b strings.Builder
	at := 0
	for _, m := range s.Entities {
		b.WriteString(s.Text[at:m.Start] + " ")
		at = m.End
	}
	return b.String() + s.Text[at:]
}

// identifying lists what must not stand in both sets: the words of names, whole numbers, addresses and birth dates.
func identifying(s *Sample) []string {
	var keys []string
	for _, m := range s.Entities {
		value := s.Text[m.Start:m.End]
		switch m.Type {
		case "LOCATION":
		case "PERSON":
			for _, w := range words(value) {
				if len([]rune(w)) > 2 && !particle(w) {
					keys = append(keys, "name "+w)
				}
			}
		case "PHONE_NUMBER": // one number has many spellings, the last digits are the subscriber
			d := spokenDigits(value)
			keys = append(keys, "phone "+d[max(0, len(d)-8):])
		default:
			keys = append(keys, m.Type+" "+strings.Join(words(strings.Map(narrow, value)), ""))
		}
	}
	return keys
}

// particle reports words of names that carry no identity.
func particle(w string) bool {
	return slices.Contains([]string{"von", "van", "der", "den", "dem", "zu", "zur", "del", "della", "dos", "das", "bin", "ben", "abu",
		"graf", "gräfin", "freiherr", "freifrau", "und", "thi", "thị"}, w)
}

// repeated returns pairs of samples that are the same words or share more than half of the smaller one's word 4-grams.
func repeated(all []Sample) [][2]int {
	grams := make([]map[string]bool, len(all))
	where := map[string][]int{}
	for i := range all {
		grams[i] = map[string]bool{}
		w := strings.Fields(strings.ToLower(all[i].Text)) // by blanks: a MAC address is one word, not six
		for j := 0; j+4 <= len(w); j++ {
			grams[i][strings.Join(w[j:j+4], " ")] = true
		}
		for g := range grams[i] {
			where[g] = append(where[g], i)
		}
	}
	shared := map[[2]int]int{}
	var pairs [][2]int
	same := map[string]int{} // short messages have no 4-gram: they must at least differ
	for i := range all {
		key := strings.Join(words(all[i].Text), " ")
		if first, ok := same[key]; ok && key != "" {
			pairs = append(pairs, [2]int{first, i})
		}
		same[key] = i
	}
	for _, ids := range where {
		for a := range ids {
			for b := a + 1; b < len(ids); b++ {
				shared[[2]int{ids[a], ids[b]}]++
			}
		}
	}
	for p, n := range shared {
		if 2*n > min(len(grams[p[0]]), len(grams[p[1]])) {
			pairs = append(pairs, p)
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	return pairs
}

// words returns the lower-case runs of letters and digits.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !isWord(r) })
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func dropSpace(r rune) rune {
	if unicode.IsSpace(r) {
		return -1
	}
	return r
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func lastRune(s string) rune {
	var last rune
	for _, r := range s[max(0, len(s)-4):] {
		last = r
	}
	return last
}

// WriteCounts prints how many messages and marks of each type the two sets hold.
func WriteCounts(out io.Writer, dev, test []Sample) error {
	tab := tabwriter.NewWriter(out, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(tab, "\tdev\ttest\tall\t\n")
	row := func(name string, n func([]Sample) int) {
		fmt.Fprintf(tab, "%s\t%d\t%d\t%d\t\n", name, n(dev), n(test), n(dev)+n(test))
	}
	row("messages", func(s []Sample) int { return len(s) })
	for _, tag := range []string{"clean", "lower", "typo", "form", "mail", "voice", "short", "shout", "multiline", "emoji", "script", "unicode"} {
		row("tag "+tag, func(s []Sample) int { return CountTag(s, tag) })
	}
	for _, typ := range Types() {
		row(typ, func(s []Sample) int { return CountType(s, typ) })
	}
	return tab.Flush()
}

// CountTag counts the samples with a tag.
func CountTag(samples []Sample, tag string) int {
	n := 0
	for i := range samples {
		if samples[i].HasTag(tag) {
			n++
		}
	}
	return n
}

// CountType counts the marks of a type.
func CountType(samples []Sample, typ string) int {
	n := 0
	for _, s := range samples {
		for _, m := range s.Entities {
			if m.Type == typ {
				n++
			}
		}
	}
	return n
}
