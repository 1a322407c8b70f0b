package anonymize

import "context"

// Explanation says why one finding is what it is.
type Explanation struct {
	Entity  Entity   `json:"entity"`
	Reasons []Reason `json:"reasons,omitempty"` // of the recognizer that reported it
	Lost    []Entity `json:"lost,omitempty"`    // findings that overlap it and gave way, wholly or in part
}

// Rejection says why a candidate is no finding.
type Rejection string

// The rejections.
const (
	RejectedByScore Rejection = "score" // below the minimum score
	RejectedByAllow Rejection = "allow" // inside a match of Config.Allow
)

// Rejected is a candidate that a recognizer reported and that does not count.
type Rejected struct {
	Entity Entity    `json:"entity"`
	Why    Rejection `json:"why"`
}

// Explained is the answer of Explain. It holds no text and is safe to log.
type Explained struct {
	Entities []Explanation `json:"entities"` // what Analyze returns, in its order
	Rejected []Rejected    `json:"rejected,omitempty"`
}

// Explain is Analyze for auditors: it also says why.
func (a *Anonymizer) Explain(ctx context.Context, m Message) (Explained, error) {
	if a == nil || a.docs == nil {
		return Explained{}, ErrNotConfigured
	}
	doc, w := new(Document), new(work)
	var reasons []Reason
	w.trace = &reasons
	found, err := a.analyze(ctx, &m, doc, w)
	if err != nil {
		return Explained{}, err
	}
	// w.ents holds the candidates: resolve sorts and merges them, and shortens none
	candidates := w.ents
	var x Explained
	for _, e := range found {
		if e.Recognizer == trustedName {
			continue
		}
		ex := Explanation{Entity: e}
		for _, r := range reasons {
			if r.Recognizer == e.Recognizer && r.Type == e.Type && r.Span.Contains(e.Span) {
				ex.Reasons = append(ex.Reasons, r)
			}
		}
		for _, c := range candidates {
			if c.Overlaps(e.Span) && compare(&e, &c) < 0 && !(c.Type == e.Type && c.Recognizer == e.Recognizer && c.Contains(e.Span)) {
				ex.Lost = append(ex.Lost, c)
			}
		}
		x.Entities = append(x.Entities, ex)
	}
	x.Rejected = append(x.Rejected, w.drops...)
	return x, nil
}
