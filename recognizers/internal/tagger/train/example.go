package train

import (
	"unicode"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
	"github.com/deckname/deckname/recognizers/internal/tagger"
)

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// example is a sentence as the network sees it.
type example struct {
	vecs    []int32  // row of the word vectors, one a word
	feats   []uint32 // feature rows of all words
	first   []int32  // first feature of each word, plus the end
	context []tagger.Context
	letter  []bool   // words of letters without digits
	masks   []uint32 // allowed labels of each word
	bytes   [][2]int // span of each word in the text
	domain  Domain
}

// encoder turns sentences into examples. Not for concurrent use.
type encoder struct {
	lex     *lexicon.Nouns
	vocab   *tagger.Vocab
	buf     []byte
	offsets []int
	words   []tagger.Word
}

func (e *encoder) encode(s *Sentence, x *example) error {
	e.buf, e.offsets = s.text(e.buf, e.offsets)
	doc, err := anonymize.NewDocument(string(e.buf), "")
	if err != nil {
		return err
	}
	e.words = tagger.AppendWords(e.words[:0], doc)
	*x = example{
		vecs: x.vecs[:0], feats: x.feats[:0], first: x.first[:0], context: x.context[:0], letter: x.letter[:0], masks: x.masks[:0],
		bytes: x.bytes[:0], domain: s.domain,
	}
	x.context = tagger.AppendContext(x.context, e.words, doc)
	folded := doc.Folded()
	tok := 0
	prevTok := -1
	for i := range e.words {
		w := &e.words[i]
		x.first = append(x.first, int32(len(x.feats)))
		x.feats = tagger.AppendFeatures(x.feats, e.lex, folded[w.Start:w.End], w.Hash, w.Shape)
		x.letter = append(x.letter, w.Shape&(tagger.ShapeLetter|tagger.ShapeDigit) == tagger.ShapeLetter)
		x.vecs = append(x.vecs, e.vocab.Row(w.Hash))
		span := doc.Origin(int(w.Start), int(w.End))
		x.bytes = append(x.bytes, [2]int{span.Start, span.End})
		for e.offsets[tok+1] <= span.Start && tok+1 < len(s.toks) {
			tok++
		}
		x.masks = append(x.masks, e.mask(s, tok, prevTok, w, folded))
		prevTok = tok
	}
	x.first = append(x.first, int32(len(x.feats)))
	closeSpans(x.masks)
	if s.domain == Silver { // the teachers say more
		for i := range x.masks {
			x.masks[i] = 1<<tagger.Labels - 1
		}
	}
	return nil
}

const (
	startMark = 1 << 30 // in a mask under construction: first word of a span
	classMask = 1<<6 - 1
)

// mask returns the class of the word as 1<<29|class, or its final soft mask.
func (e *encoder) mask(s *Sentence, tok, prev int, w *tagger.Word, folded string) uint32 {
	t := &s.toks[tok]
	if t.soft != 0 {
		m := uint32(0)
		for c := range 6 {
			if t.soft>>c&1 == 0 {
				continue
			}
			if c == 0 {
				m |= 1
				continue
			}
			m |= 0xF << (1 + 4*(c-1))
		}
		return m
	}
	if t.class == tagger.None {
		return 1
	}
	// "#koeln": the mark is no part of the name
	if c := folded[w.Start]; w.Shape&tagger.ShapePunct != 0 && (c == '#' || c == '@') && prev != tok {
		return 1
	}
	m := uint32(1)<<29 | uint32(t.class)
	// any token between the previous word and this one may have begun the span
	for k := prev + 1; k <= tok; k++ {
		if s.toks[k].begin && s.toks[k].class == t.class {
			m |= startMark
		}
	}
	return m
}

// closeSpans turns classes into labels.
func closeSpans(masks []uint32) {
	for i := 0; i < len(masks); {
		if masks[i]>>29&1 == 0 {
			i++
			continue
		}
		j := i + 1
		for j < len(masks) && masks[j]>>29&1 == 1 && masks[j]&startMark == 0 && masks[j]&classMask == masks[i]&classMask {
			j++
		}
		c := tagger.Class(masks[i] & classMask)
		for k := i; k < j; k++ {
			p := tagger.Inside
			switch {
			case j == i+1:
				p = tagger.Single
			case k == i:
				p = tagger.Begin
			case k == j-1:
				p = tagger.End
			}
			masks[k] = 1 << tagger.LabelOf(c, p)
		}
		i = j
	}
}
