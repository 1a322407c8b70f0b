package train

import (
	"fmt"
	"strings"

	"github.com/deckname/deckname/recognizers/internal/tagger"
)

// Score counts strict spans of one class.
type Score struct{ Right, Found, Gold int }

// F1 is the harmonic mean of precision and recall.
func (s Score) F1() float64 { return 2 * float64(s.Right) / max(1, float64(s.Found+s.Gold)) }

// Precision is the share of found spans that are right.
func (s Score) Precision() float64 { return float64(s.Right) / max(1, float64(s.Found)) }

// Recall is the share of gold spans that were found.
func (s Score) Recall() float64 { return float64(s.Right) / max(1, float64(s.Gold)) }

func (s Score) String() string {
	return fmt.Sprintf("F1 %.4f (P %.4f R %.4f, %d/%d/%d)", s.F1(), s.Precision(), s.Recall(), s.Right, s.Found, s.Gold)
}

type byteSpan struct {
	start, end int
	class      tagger.Class
}

// gold returns the spans of the sentence's tokens as bytes of its text.
func (s *Sentence) gold(offsets []int) []byteSpan {
	var spans []byteSpan
	for i := 0; i < len(s.toks); {
		t := s.toks[i]
		j := i + 1
		if t.class != tagger.None && t.soft == 0 {
			for j < len(s.toks) && s.toks[j].class == t.class && !s.toks[j].begin {
				j++
			}
			spans = append(spans, byteSpan{offsets[i], offsets[j-1] + len(s.toks[j-1].text), t.class})
		}
		i = j
	}
	return spans
}

// spansOf reads spans out of a labelling.
func spansOf(path []int, bytes [][2]int) []byteSpan {
	var spans []byteSpan
	start := 0
	for i, l := range path {
		c, p := tagger.SplitLabel(l)
		if c == tagger.None {
			continue
		}
		if p == tagger.Begin || p == tagger.Single {
			start = i
		}
		if p == tagger.End || p == tagger.Single {
			spans = append(spans, byteSpan{bytes[start][0], bytes[i][1], c})
		}
	}
	return spans
}

// lowered returns the sentences in lower case.
func lowered(in []Sentence) []Sentence {
	out := make([]Sentence, len(in))
	for i, s := range in {
		out[i] = Sentence{toks: append([]token(nil), s.toks...), domain: s.domain}
		for k := range out[i].toks {
			out[i].toks[k].text = strings.ToLower(out[i].toks[k].text)
		}
	}
	return out
}

// evaluate scores the classes on the sentences.
func (n *Net) evaluate(e *encoder, w *worker, in []Sentence) (scores [6]Score, err error) {
	var x example
	var path []int
	for i := range in {
		if err := e.encode(&in[i], &x); err != nil {
			return scores, err
		}
		x.domain = General // as in use
		w.forward(&x, false)
		path = viterbi(w.out, n.trans.w, len(x.vecs), path)
		count(&scores, in[i].gold(e.offsets), spansOf(path, x.bytes))
	}
	return scores, nil
}

func count(scores *[6]Score, gold, found []byteSpan) {
	has := make(map[byteSpan]bool, len(gold))
	for _, g := range gold {
		has[g] = true
		scores[g.class].Gold++
	}
	for _, f := range found {
		scores[f.class].Found++
		if has[f] {
			scores[f.class].Right++
		}
	}
}
