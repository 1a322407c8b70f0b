package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/checksum"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// HealthInsurance returns the recognizer of DE_HEALTH_INSURANCE: the Krankenversichertennummer (KVNR).
//
// Format: a letter, 8 digits, a check digit; the long form adds the insurer's IK (9 digits), perhaps the KVNR of the main insured, and one more digit.
// Check: letter as 01 to 26, weights 1, 2, 1, 2 …, cross sums, modulo 10; in the long form the parts are checked, the last digit is not.
// One random number in ten passes, hence 0.8 without a keyword. Known false positives: order and article numbers of a
// letter and nine digits that pass by chance. Source: § 290 SGB V, Richtlinie zur KVNR, Anlage 1.
func HealthInsurance() anonymize.Recognizer {
	return &healthInsurance{ident: newIdent("health_insurance", anonymize.HasLetter, words.New("kv#", "kvnr", "krankenversicherungs#", "krankenversicherung#", "krankenversicherten#", "krankenvers#", "versicherten#", "versichertenkarte",
		"versichertenkarten#", "versicherten id", "versichertenid", "versichertenkennung", "versicherungs#", "versicherung#", "vers#", "krankenkasse",
		"krankenkassen#", "krankenkassenkarte", "kassen#", "kassenkarte", "gesundheitskarte", "gesundheitskarten#", "egk", "egk#", "krankenversicherung",
		"krankenversichert", "versichert", "aok", "aok#", "tk", "tk#", "barmer", "barmer#", "dak", "dak#", "ikk", "ikk#", "bkk", "bkk#", "kkh", "knappschaft",
		"hek", "techniker", "krankenvers", "health insurance number", "health insurance no", "health insurance", "insurance number", "insurance no",
		"mitglieds#", "kv", "familienversicherung", "krankenkassenversicherung", "elektronische gesundheitskarte", "versichertenausweis"), anonymize.DEHealthInsurance),
		insurer: words.New("karte", "kaertchen", "chipkarte", "geschaeftsstelle", "servicecenter", "kasse", "krankengeld", "kinderkrankengeld", "mutterschaftsgeld", "bonusheft", "bonusprogramm", "zuzahlung", "rezept", "arzt", "aerztin", "praxis", "zahnarzt", "kinderarzt", "hausarzt", "krankenhaus", "klinik", "kur", "reha", "familienversichert", "mitversichert", "pflegekasse", "pflegegrad", "auslandskrankenschein", "mitgliedsbescheinigung", "zahnersatz", "impfung", "krankenkasse")}
}

type healthInsurance struct {
	ident
	insurer *words.Set // words for what people have to do with their health insurance for, and where its number stands; looked for too seldom to stand in the index
}

func (r *healthInsurance) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	dst, err := r.spelled(ctx, doc, dst, anonymize.DEHealthInsurance, 0.86, nil)
	if err != nil || doc.Features()&anonymize.HasDigit == 0 {
		return dst, err
	}
	toks := doc.Tokens()
	var j joined
	done := int32(0)
	seen := false // an earlier one
	before := -1  // the last token of its form before it
	for step, ti := range numbersOf(doc).mixed {
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		if ti < done {
			continue
		}
		first := kvnrStart(doc, int(ti))
		if first < 0 {
			continue
		}
		t := &toks[first]
		j.join(doc, first, 32)
		f, last, ok := r.judge(doc, &j, first)
		if !ok {
			// "… A123456780, bei Ihnen steht A123456708": a second one of the same form
			l, fits := j.at(10)
			if fits && !seen && l == first && checksum.Digits(j.buf[1:10]) && startsWord(doc, first) {
				before = first
			}
			if fits && seen && l == first && checksum.Digits(j.buf[1:10]) && endsWord(doc, l) && !productBefore(doc, first) && !foreignKey(doc, first) {
				f, last, ok = finding{score: 0.62, rule: "health_insurance/further"}, l, true
			} else {
				continue
			}
		}
		if w := doc.Word(toks[max(before, 0)]); !seen && before >= 0 && len(w) == 10 && last == first && almost([]byte(w), j.buf[:10]) && endsWord(doc, before) { // "nicht F746590965 …, auf der Karte T746590965"
			dst = r.report(doc, dst, anonymize.DEHealthInsurance, finding{start: int(toks[before].Start), end: int(toks[before].End), score: 0.62, rule: "health_insurance/further"})
		}
		seen = true
		f.start, f.end = int(t.Start), int(toks[last].End)
		dst = r.report(doc, dst, anonymize.DEHealthInsurance, f)
		done = int32(last) + 1
	}
	return r.readAsDigit(doc, dst), nil
}

// readAsDigit finds behind a keyword the numbers in groups whose letter, I or O, is read as a digit before others: "I890 902 542".
func (r *healthInsurance) readAsDigit(doc *anonymize.Document, dst []anonymize.Entity) []anonymize.Entity {
	if !r.keys.Mentioned(doc) {
		return dst
	}
	s := numbersOf(doc)
	var buf [32]byte
	it := s.windowsOf(10)
	for w, ok := it.next(); ok; w, ok = it.next() {
		first, last := s.first(w), s.last(w)
		letter := doc.Original(doc.Tokens()[first])[0] | 0x20
		if letter != 'i' && letter != 'o' || s.edge(w) == edgeTight || !s.plain(w) {
			continue
		}
		hit, found := r.keys.Near(doc, first, last)
		if !found {
			continue
		}
		f := finding{score: 0.65, rule: "health_insurance/mistyped", hit: hit}
		v := s.read(w, &buf)
		if v[0] = letter; validKVNR(v) {
			f.score, f.evidence, f.rule = 0.99, anonymize.EvidenceChecksum, "health_insurance/checksum"
		}
		f.start, f.end = s.bounds(w)
		dst = r.report(doc, dst, anonymize.DEHealthInsurance, f)
	}
	return dst
}

// kvnrStart returns the token in which a number may begin whose first digits stand in token i, -1 if none does.
func kvnrStart(doc *anonymize.Document, i int) (first int) {
	toks, folded := doc.Tokens(), doc.Folded()
	t := &toks[i]
	if t.Flags&anonymize.Letter == 0 { // "A 123 456 780": the letter is a token of its own
		if i == 0 || t.Flags&anonymize.LineStart != 0 || t.Start-toks[i-1].End > 1 {
			return -1
		}
		i--
		if folded[toks[i].Start] == '-' && i > 0 && toks[i].Flags&anonymize.SpaceBefore == 0 {
			i-- // "A-123456780"
		}
		t = &toks[i]
		if t.End-t.Start != 1 {
			return -1
		}
	} else if n := t.End - t.Start; n > 30 || n > 1 && !isDigit(folded[t.Start+1]) {
		return -1
	}
	if !isLower(folded[t.Start]) || !startsWord(doc, i) {
		return -1
	}
	return i
}

func (r *healthInsurance) judge(doc *anonymize.Document, j *joined, first int) (f finding, last int, ok bool) {
	last, ok = j.at(10)
	if !ok && j.n < 20 || j.n < 10 || !checksum.Digits(j.buf[1:10]) {
		return f, 0, false
	}
	valid := validKVNR(j.buf[:10])
	f.rule = "health_insurance/checksum"
	for _, n := range [...]int{30, 20} { // long forms
		if l, fits := j.at(n); fits && checksum.Digits(j.buf[10:19]) && validIK(j.buf[10:19]) &&
			(n == 20 && isDigit(j.buf[19]) || n == 30 && isLower(j.buf[19]) && checksum.Digits(j.buf[20:30])) {
			last, ok, f.rule = l, true, "health_insurance/long"
			break
		}
	}
	if !ok || !endsWord(doc, last) {
		return f, 0, false
	}
	var found bool
	f.hit, found = r.keys.Near(doc, first, last)
	single := j.cuts[0].n >= 10
	switch {
	case valid && found:
		f.score, f.evidence = 0.99, anonymize.EvidenceChecksum
	case valid && f.rule == "health_insurance/long":
		f.score, f.evidence = 0.97, anonymize.EvidenceChecksum
	case valid && !productBefore(doc, first) && !announcedBefore(doc, first) && (single || codeGroups(doc, first, last) && !slashed(doc, first, last) && last-first < 8 && !signedBefore(doc, first)):
		f.score, f.evidence = 0.8, anonymize.EvidenceChecksum
		if !single {
			f.score = 0.7
		}
	case found && !valid:
		f.score, f.rule = 0.65, "health_insurance/mistyped"
	case !valid && single && numberedBefore(doc, first) && !productBefore(doc, first) && !announcedBefore(doc, first):
		if f.hit, found = r.insurer.Within(doc, first, farReach); !found {
			return f, 0, false
		}
		f.score, f.rule = 0.64, "health_insurance/numbered"
	default:
		return f, 0, false
	}
	return f, last, true
}

// numberedBefore tells whether the word "Nummer" and nothing that tells whose stands among the six words before token first, in one sentence with it.
func numberedBefore(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	for i, n := first-1, 0; i >= 0 && n < 8 && first-i < 12; i-- {
		if toks[i].Flags&anonymize.Digit != 0 && toks[i].End-toks[i].Start > 2 {
			return false
		}
		if toks[i].Flags&anonymize.Punct != 0 {
			if n > 0 && doc.Folded()[toks[i].Start] != ',' && doc.Folded()[toks[i].Start] != ':' {
				return false
			}
			continue
		}
		if w := doc.Word(toks[i]); isNr(w) || w == "number" || w == "id" {
			return i == 0 || doc.Word(toks[i-1]) != "-" || toks[i].Flags&anonymize.SpaceBefore != 0
		}
		n++
	}
	return false
}

// signedBefore tells whether one of the four words before token first is a sign that an authority gives, so that the check passes by chance: "Kassenzeichen X1180 4402 7".
func signedBefore(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	for i, n := first-1, 0; i >= 0 && n < 4 && first-i < 8; i-- {
		if toks[i].Flags&anonymize.Letter == 0 {
			continue
		}
		if strings.HasSuffix(doc.Word(toks[i]), "zeichen") {
			return true
		}
		n++
	}
	return false
}

// slashed tells whether a slash stands among the tokens: a file number's.
func slashed(doc *anonymize.Document, first, last int) bool {
	for _, t := range doc.Tokens()[first:last] {
		if t.Flags&anonymize.Punct != 0 && doc.Folded()[t.Start] == '/' {
			return true
		}
	}
	return false
}

func validKVNR(v []byte) bool {
	letter := v[0] - 'a' + 1
	var d [10]byte
	d[0], d[1] = '0'+letter/10, '0'+letter%10
	copy(d[2:], v[1:9])
	return checksum.CrossSums(d[:], 1, 2, 1, 2, 1, 2, 1, 2, 1, 2)%10 == int(v[9]-'0')
}
