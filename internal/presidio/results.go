package presidio

import (
	"strings"
	"unicode/utf8"

	"github.com/deckname/deckname/anonymize"
)

// Result is a finding as Presidio writes it. Offsets count Unicode code points, half-open.
type Result struct {
	Explanation *Explanation         `json:"analysis_explanation"`
	End         int                  `json:"end"`
	Type        anonymize.EntityType `json:"entity_type"`
	Score       float64              `json:"score"`
	Start       int                  `json:"start"`
}

// Explanation says why; Presidio's fields that mean nothing here are null.
type Explanation struct {
	OriginalScore      float64 `json:"original_score"`
	Pattern            *string `json:"pattern"`
	PatternName        *string `json:"pattern_name"`
	Recognizer         string  `json:"recognizer"`
	Score              float64 `json:"score"`
	ContextImprovement float64 `json:"score_context_improvement"`
	ContextWord        string  `json:"supportive_context_word"` // a word of the text
	TextualExplanation *string `json:"textual_explanation"`
	ValidationResult   *bool   `json:"validation_result"` // true: the value passed its check rule
}

// Results returns findings, which are sorted and disjoint, of text in Presidio's form.
func Results(text string, found []anonymize.Entity) []Result {
	out := make([]Result, 0, len(found))
	c := counter{text: text}
	for _, e := range found {
		out = append(out, Result{Start: c.points(e.Start), End: c.points(e.End), Type: e.Type, Score: round(e.Score)})
	}
	return out
}

// ExplainedResults is Results with explanations. The prompt is the one that was explained.
func ExplainedResults(text, prompt string, found []anonymize.Explanation) []Result {
	out := make([]Result, 0, len(found))
	c := counter{text: text}
	for _, x := range found {
		e := x.Entity
		r := Result{Start: c.points(e.Start), End: c.points(e.End), Type: e.Type, Score: round(e.Score)}
		evidence := strings.Join(e.Evidence.Names(), ", ")
		r.Explanation = &Explanation{OriginalScore: r.Score, Recognizer: e.Recognizer, Score: r.Score, TextualExplanation: &evidence}
		if e.Evidence&anonymize.EvidenceChecksum != 0 {
			passed := true
			r.Explanation.ValidationResult = &passed
		}
		for _, reason := range x.Reasons {
			rule := reason.Rule
			r.Explanation.PatternName = &rule
			from := text
			if reason.InPrompt {
				from = prompt
			}
			if w := reason.Context; w.Start < w.End && w.End <= len(from) {
				r.Explanation.ContextWord = from[w.Start:w.End]
			}
			break
		}
		out = append(out, r)
	}
	return out
}

// round keeps four digits: more are noise of the conversion.
func round(score float32) float64 { return float64(int(float64(score)*1e4+0.5)) / 1e4 }

// counter turns rising byte offsets into code points.
type counter struct {
	text   string
	at, cp int
}

func (c *counter) points(off int) int {
	c.cp += utf8.RuneCountInString(c.text[c.at:off])
	c.at = off
	return c.cp
}

// byteOffsets returns the byte offset of every code point of text, and its length at the end.
func byteOffsets(text string) []int {
	out := make([]int, 0, len(text)+1)
	for i := range text {
		out = append(out, i)
	}
	return append(out, len(text))
}
