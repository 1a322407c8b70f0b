package eval

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/corpus"
)

// Errors of readers of foreign corpora; a [*corpus.Error] adds file and line.
var (
	ErrLabels   = errors.New("eval: labels are LABEL=TYPE, LABEL=?TYPE or LABEL=, separated by commas")
	ErrLabel    = errors.New("label is not known; say what it means with -labels LABEL=TYPE, or leave it out with LABEL=")
	ErrOffsets  = errors.New("offset lies outside the text or inside a character; other tools count bytes or UTF-16 units (-offsets)")
	ErrValue    = errors.New("the text at the offsets is not the value that stands beside them; other tools count bytes or UTF-16 units (-offsets)")
	ErrPresidio = errors.New("not a sample of Presidio's evaluator: an object with full_text and spans")
	ErrDoccano  = errors.New("not a line of doccano's export: an object with text and label")
	ErrBrat     = errors.New("not a text-bound annotation of brat: T1, tab, label start end, tab, text")
	ErrNoAnn    = errors.New("no file of the same name with .ann stands beside the text")
)

// Labels says which type a label of a foreign corpus stands for; labels are compared without case. An empty type leaves
// the label out, "?TYPE" makes its spans optional: they may be found or not.
type Labels map[string]string

// ParseLabels reads "PER=PERSON,ORG=,STREET=?ADDRESS". The error is [ErrLabels].
func ParseLabels(list string) (Labels, error) {
	l := Labels{}
	for part := range strings.SplitSeq(list, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		label, typ, ok := strings.Cut(part, "=")
		label, typ = strings.TrimSpace(label), strings.TrimSpace(typ)
		bare := strings.TrimPrefix(typ, "?")
		if !ok || label == "" || typ != "" && !anonymize.EntityType(bare).Valid() {
			return nil, ErrLabels
		}
		l[strings.ToLower(label)] = typ
	}
	return l, nil
}

// foreignLabels maps the labels that other tools and corpora commonly use. What is no personal data by the guideline of
// this project, or has no type of its own here, is left out.
func foreignLabels() Labels {
	return Labels{
		"per": "PERSON", "pers": "PERSON", "name": "PERSON", "first_name": "PERSON", "last_name": "PERSON", "fullname": "PERSON",
		"loc": location, "gpe": location, "city": location, "country": location, "state": location, "place": location,
		"fac": "?" + location, "street_address": "ADDRESS", "street": "?ADDRESS", "zip_code": "?ADDRESS", "zipcode": "?ADDRESS",
		"phone": "PHONE_NUMBER", "telephone": "PHONE_NUMBER", "email": "EMAIL_ADDRESS", "e-mail": "EMAIL_ADDRESS", "mail": "EMAIL_ADDRESS",
		"iban": "IBAN_CODE", "bic_code": "BIC", "swift": "BIC", "ip": "IP_ADDRESS", "domain_name": "?URL", "website": "URL",
		"birthday": "DATE_OF_BIRTH", "birthdate": "DATE_OF_BIRTH", "date_of_birth": "DATE_OF_BIRTH", "dob": "DATE_OF_BIRTH",
		"creditcard": "CREDIT_CARD", "license_plate": "DE_KFZ", "username": "USERNAME", "user_name": "USERNAME",
		"organization": "", "organisation": "", "org": "", "misc": "", "oth": "", "norp": "", "nrp": "", "date_time": "?DATE_OF_BIRTH",
		"date": "?DATE_OF_BIRTH", "time": "", "title": "", "prefix": "", "prefix_male": "", "prefix_female": "", "age": "",
		"nationality": "", "nation_woman": "", "nation_man": "", "nation_plural": "", "money": "", "percent": "", "event": "",
	}
}

// lookup returns the type of a label, with "?" if optional; ok is false if nothing is known of it.
func (l Labels) lookup(label string) (typ string, ok bool) {
	low := strings.ToLower(label)
	if typ, ok = l[low]; ok {
		return typ, true
	}
	if up := strings.ToUpper(label); slices.Contains(corpus.Types(), up) {
		return up, true
	}
	typ, ok = foreignLabels()[low]
	return typ, ok
}

// Unit says what offsets of a foreign corpus count.
type Unit int

// The units. Presidio, brat and doccano are written in Python and count code points; programs in JavaScript, Java and C#
// count UTF-16 units.
const (
	CodePoints Unit = iota
	Bytes
	UTF16
)

// ParseUnit reads the name of a unit: points, bytes or utf16.
func ParseUnit(name string) (u Unit, ok bool) {
	i := slices.Index([]string{"points", "bytes", "utf16"}, name)
	return Unit(max(i, 0)), i >= 0
}

// Import says how a foreign corpus is read. The zero value knows the usual labels and counts code points.
type Import struct {
	Labels Labels // asked before the usual names
	Unit   Unit
	// TokenColumn and LabelColumn are columns of token-and-label corpora, from 1; 0 is the reader's default.
	TokenColumn, LabelColumn int
}

// foreign is a span of a foreign corpus.
type foreign struct {
	start, end int
	label      string
	value      *string // what the corpus says stands there; nil if it does not say
}

// place turns spans into marks of s and checks them. Spans that stand twice count once.
func (im *Import) place(s *corpus.Sample, spans []foreign) error {
	offset := offsets(s.Text, im.Unit)
	for _, f := range spans {
		m, err := im.mark(s.Text, offset, f)
		if err != nil {
			return err
		}
		into := &s.Entities
		if bare, optional := strings.CutPrefix(m.Type, "?"); optional {
			m.Type, into = bare, &s.Optional
		}
		if m.Type != "" {
			*into = append(*into, m)
		}
	}
	for _, marks := range []*[]corpus.Mark{&s.Entities, &s.Optional} {
		slices.SortFunc(*marks, func(a, b corpus.Mark) int {
			return cmp.Or(a.Start-b.Start, a.End-b.End, strings.Compare(a.Type, b.Type))
		})
		*marks = slices.Compact(*marks)
	}
	return s.Validate()
}

// mark turns one span into a mark with byte offsets; its type is "" if it is left out and begins with "?" if it is optional.
func (im *Import) mark(text string, offset func(int) (int, bool), f foreign) (corpus.Mark, error) {
	typ, ok := im.Labels.lookup(f.label)
	if !ok {
		return corpus.Mark{}, ErrLabel
	}
	if f.start < 0 || f.end < f.start {
		return corpus.Mark{}, ErrOffsets
	}
	start, ok1 := offset(f.start)
	end, ok2 := offset(f.end)
	switch {
	case !ok1 || !ok2:
		return corpus.Mark{}, ErrOffsets
	case start == end:
		return corpus.Mark{}, corpus.ErrBounds
	case f.value != nil && *f.value != text[start:end]:
		return corpus.Mark{}, ErrValue
	}
	return corpus.Mark{Start: start, End: end, Type: typ}, nil
}

// offsets returns a function from offsets in the unit to byte offsets on character boundaries.
func offsets(text string, u Unit) func(int) (int, bool) {
	if u == Bytes {
		return func(at int) (int, bool) { return at, at <= len(text) && (at == len(text) || text[at]&0xC0 != 0x80) }
	}
	table := make([]int, 0, len(text)+1)
	for at, r := range text {
		table = append(table, at)
		if u == UTF16 && r > 0xFFFF {
			table = append(table, -1) // between the halves of a pair
		}
	}
	table = append(table, len(text))
	return func(at int) (int, bool) {
		if at >= len(table) || table[at] < 0 {
			return 0, false
		}
		return table[at], true
	}
}

// judged names the types that a foreign corpus annotates, marks or labels them optional: only these are judged, because
// every other finding would count as wrong.
func judged(samples []corpus.Sample) []corpus.Sample {
	seen := map[string]bool{}
	for i := range samples {
		for _, m := range slices.Concat(samples[i].Entities, samples[i].Optional) {
			seen[m.Type] = true
		}
	}
	var types []string
	for t := range seen {
		types = append(types, t)
	}
	slices.Sort(types)
	if types == nil {
		types = []string{"NONE"} // nothing is annotated, nothing can be judged
	}
	for i := range samples {
		if samples[i].Types == nil {
			samples[i].Types = types
		}
	}
	return samples
}
