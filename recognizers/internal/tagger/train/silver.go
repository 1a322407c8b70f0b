package train

import (
	"unicode/utf8"

	"github.com/deckname/deckname/recognizers/internal/tagger"
	"github.com/deckname/deckname/recognizers/internal/tagger/kernel"
)

// The limits of what a teacher is believed.
const (
	silverSure     = 0.9  // probability from which on its label counts
	silverPossible = 0.05 // classes of less are ruled out
	silverLongest  = 400  // bytes of a sentence
)

// plainTexts are the unlabelled texts that teachers read, one sentence or
// paragraph a line, and every which line of each.
var plainTexts = []struct {
	pattern string
	every   int
}{{"text/common_voice_de/*.txt", 1}, {"text/thorsten_de/*.tsv", 1}, {"text/bundestag_wp20.txt.gz", 12}}

// plainSentence splits text into words and marks.
func plainSentence(text string, domain Domain) Sentence {
	s := Sentence{domain: domain}
	glue := false
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\u00a0' {
			glue = false
			i += n
			continue
		}
		j := i + n
		for j < len(text) && wordRune(r) {
			q, m := utf8.DecodeRuneInString(text[j:])
			if !wordRune(q) {
				break
			}
			j += m
		}
		s.toks = append(s.toks, token{text: text[i:j], glue: glue})
		glue = true
		i = j
	}
	return s
}

// silver has the network label unlabelled sentences. Where it is not sure, the
// label stays open between the classes that it holds possible.
func (t *Trainer) silver(n *Net, dir string, fraction float64) ([]Sentence, error) {
	enc, w := t.encoder(), newWorker(n)
	w.crf.setTransitions(n.trans.w)
	var all []Sentence
	var x example
	var path []int
	for _, source := range plainTexts {
		i := 0
		err := eachParagraph(dir, []string{source.pattern}, fraction, func(line string) error {
			i++
			if i%source.every != 0 || len(line) > silverLongest || len(line) < 12 {
				return nil
			}
			s := plainSentence(line, Silver)
			if err := enc.encode(&s, &x); err != nil {
				return err
			}
			x.domain = General
			w.forward(&x, false)
			path = viterbi(w.out, n.trans.w, len(x.vecs), path)
			if w.believe(&s, &x, enc.offsets, path) {
				all = append(all, s)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// believe writes what the forward pass says into the sentence. It returns
// false if there is too little of which it is sure.
func (w *worker) believe(s *Sentence, x *example, offsets []int, path []int) bool {
	n := len(x.vecs)
	if n == 0 {
		return false
	}
	w.crf.posterior(w.out, n)
	tok, open := 0, 0
	for i := 0; i < n; {
		j := i
		class, p := tagger.SplitLabel(path[i])
		for class != tagger.None && p != tagger.Single && p != tagger.End {
			j++
			_, p = tagger.SplitLabel(path[j])
		}
		sure := true
		soft := uint8(0)
		for k := i; k <= j; k++ {
			probs := &w.crf.gfwd[k]
			if probs[path[k]] < silverSure {
				sure = false
			}
			for l, v := range probs {
				if c, _ := tagger.SplitLabel(l); v >= silverPossible || l == path[k] {
					soft |= 1 << c
				}
			}
		}
		for ; tok < len(s.toks) && offsets[tok] < x.bytes[j][1]; tok++ {
			switch {
			case offsets[tok] < x.bytes[i][0]:
			case !sure:
				s.toks[tok].soft = soft
			case class != tagger.None:
				s.toks[tok].class, s.toks[tok].begin = class, offsets[tok] == x.bytes[i][0]
			}
		}
		if !sure {
			open += j - i + 1
		}
		i = j + 1
	}
	return 3*open <= n
}

// posterior fills gfwd with the probabilities of the labels of the n words.
func (c *crf) posterior(out []float32, n int) {
	c.grow(n)
	for t := range n {
		o := out[t*kernel.Lanes : t*kernel.Lanes+labels]
		top := o[0]
		for _, v := range o {
			top = max(top, v)
		}
		for l, v := range o {
			c.emit[t][l] = expf(v - top)
		}
	}
	c.forwardBackward(c.emit, c.fwd, c.bwd, n)
	for t := range n {
		p, sum := &c.gfwd[t], float32(0)
		for l := range labels {
			p[l] = c.fwd[t][l] * c.bwd[t][l]
			sum += p[l]
		}
		norm(p, sum)
	}
}
