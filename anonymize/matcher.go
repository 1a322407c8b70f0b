package anonymize

import (
	"context"

	"github.com/deckname/deckname/internal/fold"
)

// Exact returns a Matcher for these phrases, letter by letter, on word boundaries. t is the type of its findings; for
// Config.Allow the empty type stands for all. Phrases without letters and digits match nothing.
func Exact(t EntityType, phrases ...string) Matcher { return newPhrases(t, true, phrases) }

// Folded is like Exact, but compares in the folded view: case, umlaut spelling, accents, and the white space and
// punctuation between words do not count, as long as the words follow each other.
func Folded(t EntityType, phrases ...string) Matcher { return newPhrases(t, false, phrases) }

type phrases struct {
	t       EntityType
	exact   bool
	byFirst map[uint64][]phrase
}

type phrase struct {
	text  string
	words []uint64
}

func newPhrases(t EntityType, exact bool, list []string) *phrases {
	p := &phrases{t: t, exact: exact, byFirst: make(map[uint64][]phrase)}
	for _, s := range list {
		d, err := NewDocument(s, "")
		if err != nil {
			continue // not UTF-8, so never part of a text
		}
		ph := phrase{text: s}
		for _, tok := range d.Tokens() {
			if !tok.Is(Punct) || exact {
				ph.words = append(ph.words, tok.Hash)
			}
		}
		if d.Features()&(HasLetter|HasDigit) != 0 {
			p.byFirst[ph.words[0]] = append(p.byFirst[ph.words[0]], ph)
		}
	}
	return p
}

// MaxPhraseGap is the number of punctuation tokens that Folded skips between two words of a phrase.
const MaxPhraseGap = 3

func (p *phrases) Recognize(_ context.Context, doc *Document, dst []Entity) ([]Entity, error) {
	tokens := doc.Tokens()
	for i := range tokens {
		for _, ph := range p.byFirst[tokens[i].Hash] {
			last := p.match(tokens, i, ph)
			if last < 0 {
				continue
			}
			span := doc.Range(i, last)
			if p.exact && doc.Text()[span.Start:span.End] != ph.text {
				continue
			}
			dst = append(dst, Entity{Span: span, Type: p.t, Score: 1, Evidence: EvidenceLexicon})
		}
	}
	return dst, nil
}

// match returns the index of the last token of ph if it begins at token i, else -1.
func (p *phrases) match(tokens []Token, i int, ph phrase) int {
	w, gap := 0, 0
	for ; i < len(tokens); i++ {
		switch {
		case tokens[i].Hash == ph.words[w]:
			w, gap = w+1, 0
			if w == len(ph.words) {
				return i
			}
		case p.exact || !tokens[i].Is(Punct) || gap == MaxPhraseGap:
			return -1
		default:
			gap++
		}
	}
	return -1
}

// FoldedHash returns the hash that a Token of this word has. The word is folded first.
func FoldedHash(word string) uint64 { return fold.Hash(word) }
