package eval

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
	"slices"
	"unicode/utf8"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/corpus"
)

// location is the type that the default policy keeps; it neither leaks nor alarms.
const location = string(anonymize.Location)

// Ratio is a count of hits and misses.
type Ratio struct {
	Hit       int     `json:"hit"`       // marks that were found
	Missed    int     `json:"missed"`    // marks that were not
	Right     int     `json:"right"`     // findings that are marks
	Wrong     int     `json:"wrong"`     // findings that are none
	Precision float64 `json:"precision"` // Right / (Right + Wrong)
	Recall    float64 `json:"recall"`    // Hit / (Hit + Missed)
	F1        float64 `json:"f1"`
}

func (r *Ratio) add(o Ratio) {
	r.Hit, r.Missed, r.Right, r.Wrong = r.Hit+o.Hit, r.Missed+o.Missed, r.Right+o.Right, r.Wrong+o.Wrong
}

func (r *Ratio) compute() {
	r.Precision, r.Recall, r.F1 = share(r.Right, r.Right+r.Wrong), share(r.Hit, r.Hit+r.Missed), 0
	if r.Precision+r.Recall > 0 {
		r.F1 = 2 * r.Precision * r.Recall / (r.Precision + r.Recall)
	}
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// Row is the score of one type, one group of types or one tag.
type Row struct {
	Name    string `json:"name"`
	Marks   int    `json:"marks"`
	Found   int    `json:"found"`
	Strict  Ratio  `json:"strict"`
	Overlap Ratio  `json:"overlap"`
	Chars   int    `json:"chars"`   // code points of the marks
	Covered int    `json:"covered"` // those inside a finding of any type; for LOCATION of type LOCATION too
}

func (r *Row) add(o *Row) {
	r.Marks, r.Found, r.Chars, r.Covered = r.Marks+o.Marks, r.Found+o.Found, r.Chars+o.Chars, r.Covered+o.Covered
	r.Strict.add(o.Strict)
	r.Overlap.add(o.Overlap)
}

func (r *Row) compute() {
	r.Strict.compute()
	r.Overlap.compute()
}

// Report is the score of a corpus.
type Report struct {
	Messages        int     `json:"messages"`
	Chars           int     `json:"chars"`  // code points of all messages
	SHA256          string  `json:"sha256"` // over texts, prompts and marks in order
	Types           []Row   `json:"types"`  // in the order of the guideline, types that occur only
	Structured      Row     `json:"structured"`
	All             Row     `json:"all"` // without LOCATION
	Tags            []Row   `json:"tags,omitempty"`
	LeakedChars     int     `json:"leaked_chars"`
	LeakedPer1000   float64 `json:"leaked_chars_per_1000_messages"`
	LeakingMessages int     `json:"leaking_messages"`
	CleanMessages   int     `json:"clean_messages"`
	Alarms          int     `json:"alarms"` // on clean messages, LOCATION apart
	AlarmedMessages int     `json:"alarmed_messages"`
	LocationAlarms  int     `json:"location_alarms"`
	Reliability     []Bin   `json:"reliability"`
	Brier           float64 `json:"brier"` // mean squared distance of score and correctness of findings
	ECE             float64 `json:"ece"`   // expected calibration error over Reliability
}

// Row returns the row of a type, of "structured" or of "all"; nil if the report has none.
func (r *Report) Row(name string) *Row {
	switch name {
	case "structured":
		return &r.Structured
	case "all":
		return &r.All
	}
	if i := slices.IndexFunc(r.Types, func(row Row) bool { return row.Name == name }); i >= 0 {
		return &r.Types[i]
	}
	return nil
}

// Bin is one row of the reliability table: findings with a score in [From, To).
type Bin struct {
	From  float64 `json:"from"`
	To    float64 `json:"to"`
	Found int     `json:"found"`
	Right int     `json:"right"` // by overlap
	Mean  float64 `json:"mean"`  // mean score
}

// FaultKind says what is wrong with a mark or a finding.
type FaultKind string

// The kinds of Fault. A wrong boundary counts against strict scores only; a confusion covers the value under another type.
const (
	Miss      FaultKind = "miss"
	Alarm     FaultKind = "alarm"
	Boundary  FaultKind = "boundary"
	Confusion FaultKind = "confusion"
)

// Fault is one difference between corpus and detector. It holds no text.
type Fault struct {
	Kind     FaultKind          `json:"kind"`
	File     string             `json:"file"`
	Line     int                `json:"line"`
	ID       string             `json:"id"`
	Span     anonymize.Span     `json:"span"` // of the mark, for an alarm of the finding
	Type     string             `json:"type"`
	Uncovers int                `json:"uncovered,omitempty"` // leaked code points of a mark
	Found    []anonymize.Entity `json:"found,omitempty"`
	Clean    bool               `json:"clean,omitempty"` // the message is clean
}

// binCount is the number of rows of the reliability table.
const binCount = 10

// Scorer collects scores. Use NewScorer.
type Scorer struct {
	report Report
	rows   map[string]*Row
	tags   map[string]*Row
	sums   [binCount]float64
	brier  float64
	judged int
	hash   hash.Hash
}

// NewScorer returns an empty Scorer.
func NewScorer() *Scorer {
	return &Scorer{rows: map[string]*Row{}, tags: map[string]*Row{}, hash: sha256.New()}
}

// Add scores one message and returns its faults. found is sorted and disjoint, as Analyze returns it. If s.Types is not
// empty, findings of other types are not judged; findings on an optional mark of their type are not judged unless they
// claim a passed check.
func (sc *Scorer) Add(s *corpus.Sample, found []anonymize.Entity) []Fault {
	sc.count(s)
	j := judge(s, found)
	for i, m := range s.Entities {
		r := sc.row(m.Type)
		r.Marks++
		r.Chars += j.chars[i]
		r.Covered += j.chars[i] - j.open[i]
		if j.exact[i] {
			r.Strict.Hit++
		} else {
			r.Strict.Missed++
		}
		if j.touched[i] {
			r.Overlap.Hit++
		} else {
			r.Overlap.Missed++
		}
	}
	for i, e := range j.found {
		r := sc.row(string(e.Type))
		r.Found++
		if j.foundExact[i] {
			r.Strict.Right++
		} else {
			r.Strict.Wrong++
		}
		right := j.foundRight[i]
		if right {
			r.Overlap.Right++
		} else {
			r.Overlap.Wrong++
		}
		sc.rate(float64(e.Score), right)
	}
	sc.tagged(s, j)
	leaked := 0
	for i, m := range s.Entities {
		if m.Type != location {
			leaked += j.open[i]
		}
	}
	sc.report.LeakedChars += leaked
	if leaked > 0 {
		sc.report.LeakingMessages++
	}
	if s.Clean() {
		sc.clean(j)
	}
	return j.faults(s)
}

func (sc *Scorer) count(s *corpus.Sample) {
	sc.report.Messages++
	sc.report.Chars += utf8.RuneCountInString(s.Text)
	// marshalling a struct of strings and ints cannot fail
	line, _ := json.Marshal([]any{s.Text, s.Prompt, s.Entities})
	sc.hash.Write(append(line, '\n'))
}

func (sc *Scorer) row(name string) *Row {
	r := sc.rows[name]
	if r == nil {
		r = &Row{Name: name}
		sc.rows[name] = r
	}
	return r
}

func (sc *Scorer) rate(score float64, right bool) {
	i := min(int(score*binCount+1e-6), binCount-1) // 0.9 of a float32 is a little less
	hit := 0.0
	if sc.report.Reliability == nil {
		sc.report.Reliability = make([]Bin, binCount)
	}
	b := &sc.report.Reliability[i]
	b.Found++
	if right {
		b.Right++
		hit = 1
	}
	sc.sums[i] += score
	sc.brier += (score - hit) * (score - hit)
	sc.judged++
}

// tagged adds the message to the rows of its tags and of its language; LOCATION does not count there.
func (sc *Scorer) tagged(s *corpus.Sample, j *judgement) {
	var row Row
	for i, m := range s.Entities {
		if m.Type == location {
			continue
		}
		row.Marks++
		row.Chars += j.chars[i]
		row.Covered += j.chars[i] - j.open[i]
		row.Strict.add(Ratio{Hit: toInt(j.exact[i]), Missed: toInt(!j.exact[i])})
		row.Overlap.add(Ratio{Hit: toInt(j.touched[i]), Missed: toInt(!j.touched[i])})
	}
	for i, e := range j.found {
		if string(e.Type) == location {
			continue
		}
		row.Found++
		row.Strict.add(Ratio{Right: toInt(j.foundExact[i]), Wrong: toInt(!j.foundExact[i])})
		row.Overlap.add(Ratio{Right: toInt(j.foundRight[i]), Wrong: toInt(!j.foundRight[i])})
	}
	names := s.Tags
	if s.Lang != "" && s.Lang != "de" {
		names = append(slices.Clone(names), "lang="+s.Lang)
	}
	for _, name := range names {
		if sc.tags[name] == nil {
			sc.tags[name] = &Row{Name: name}
		}
		sc.tags[name].add(&row)
	}
}

func toInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (sc *Scorer) clean(j *judgement) {
	sc.report.CleanMessages++
	alarms := 0
	for i, e := range j.found {
		switch {
		case string(e.Type) != location:
			alarms++
		case !j.foundRight[i]:
			sc.report.LocationAlarms++
		}
	}
	sc.report.Alarms += alarms
	if alarms > 0 {
		sc.report.AlarmedMessages++
	}
}

// Structured tells whether a type is an identifier with a form of its own, unlike names and places.
func Structured(t string) bool {
	switch anonymize.EntityType(t) {
	case anonymize.Person, anonymize.Address, anonymize.Location:
		return false
	}
	return true
}

// Report returns the scores of everything added so far.
func (sc *Scorer) Report() *Report {
	r := sc.report
	r.SHA256 = hex.EncodeToString(sc.hash.Sum(nil))
	r.Structured, r.All = Row{Name: "structured"}, Row{Name: "all"}
	order := corpus.Types()
	rank := func(name string) int {
		if i := slices.Index(order, name); i >= 0 {
			return i
		}
		return len(order)
	}
	for name, row := range sc.rows {
		if name != location {
			r.All.add(row)
		}
		if Structured(name) {
			r.Structured.add(row)
		}
		out := *row
		out.compute()
		r.Types = append(r.Types, out)
	}
	slices.SortFunc(r.Types, func(a, b Row) int {
		return cmp.Or(cmp.Compare(rank(a.Name), rank(b.Name)), cmp.Compare(a.Name, b.Name))
	})
	for _, row := range sc.tags {
		out := *row
		out.compute()
		r.Tags = append(r.Tags, out)
	}
	slices.SortFunc(r.Tags, func(a, b Row) int { return cmp.Compare(a.Name, b.Name) })
	r.Structured.compute()
	r.All.compute()
	if r.Messages > 0 {
		r.LeakedPer1000 = float64(r.LeakedChars) * 1000 / float64(r.Messages)
	}
	sc.reliability(&r)
	return &r
}

func (sc *Scorer) reliability(r *Report) {
	bins := r.Reliability
	r.Reliability = nil
	for i, b := range bins {
		if b.Found == 0 {
			continue
		}
		b.From, b.To = float64(i)/binCount, float64(i+1)/binCount
		b.Mean = sc.sums[i] / float64(b.Found)
		gap := b.Mean - float64(b.Right)/float64(b.Found)
		r.ECE += max(gap, -gap) * float64(b.Found) / float64(sc.judged)
		r.Reliability = append(r.Reliability, b)
	}
	if sc.judged > 0 {
		r.Brier = sc.brier / float64(sc.judged)
	}
}
