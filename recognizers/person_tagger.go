package recognizers

import (
	"context"
	"slices"
	"sort"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/names"
	"github.com/deckname/deckname/recognizers/internal/tagger"
)

// Tagger is a statistical tagger that Person, Location and Address hear as a witness beside rules and lexicon. Every
// [anonymize.Recognizer] is one.
//
// Findings of types PERSON and LOCATION count for a name, those of type STREET for an address where a house number
// follows; findings of any other type (an ORGANIZATION, say) count against a name there. Scores are probabilities. Spans are half-open byte offsets into the original text.
type Tagger interface {
	Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error)
}

// Types of GermanTagger's findings beside PERSON and LOCATION.
const (
	typeStreet       anonymize.EntityType = "STREET"
	typeOrganization anonymize.EntityType = "ORGANIZATION"
)

// GermanTagger returns the built-in tagger by itself: a small neural network for German. Its findings have the types
// PERSON, LOCATION, STREET and ORGANIZATION and the evidence model. It is what Person, Location and Address use by
// default; a program that does not call it, one of them or All does not carry the model.
func GermanTagger() Tagger { return germanTagger{} }

type germanTagger struct{}

// tagBias makes the tagger report more spans, of lower probability: recall comes first.
const tagBias = 0.5

type spansKey struct{}

// spansOf returns the model's spans, computed once per Document.
func spansOf(doc *anonymize.Document) []tagger.Span {
	return *doc.Memo(spansKey{}, tagDocument).(*[]tagger.Span)
}

func tagDocument(doc *anonymize.Document, old any) any {
	spans, _ := old.(*[]tagger.Span)
	if spans == nil {
		spans = new([]tagger.Span)
	}
	*spans = tagger.Load().TagDocument((*spans)[:0], doc, tagBias)
	return spans
}

// Recognize appends the tagger's findings in doc to dst.
func (germanTagger) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	if err := ctx.Err(); err != nil {
		return dst, err
	}
	for _, s := range spansOf(doc) {
		t := anonymize.Person
		switch s.Class {
		case tagger.Location:
			t = anonymize.Location
		case tagger.Street:
			t = typeStreet
		case tagger.Organization:
			t = typeOrganization
		}
		dst = append(dst, anonymize.Entity{Span: doc.Origin(int(s.Start), int(s.End)), Type: t, Score: s.Prob,
			Recognizer: "german-tagger", Evidence: anonymize.EvidenceModel})
	}
	return dst, nil
}

// tags appends the model's spans to dst.
func (germanTagger) tags(doc *anonymize.Document, dst []names.Tag) []names.Tag {
	for _, s := range spansOf(doc) {
		c := names.Other
		switch s.Class {
		case tagger.Person:
			c = names.Person
		case tagger.Location:
			c = names.Location
		case tagger.Street:
			c = names.Street
		}
		dst = append(dst, names.Tag{First: s.First, Last: s.Last, Class: c, Prob: s.Prob})
	}
	return dst
}

// tokenTagger is a Tagger whose spans need no mapping and no context.
type tokenTagger interface {
	tags(doc *anonymize.Document, dst []names.Tag) []names.Tag
}

// hearing joins the rules' findings with a tagger's.
type hearing struct {
	engine *names.Engine
	tagger Tagger
	build  func(*anonymize.Document, any) any // for tokenTaggers, shared by all recognizers
}

func newHearing(t Tagger) *hearing {
	h := &hearing{engine: names.New(), tagger: t}
	if tt, ok := t.(tokenTagger); ok {
		h.build = func(doc *anonymize.Document, old any) any {
			f, _ := old.(*names.Fused)
			if f == nil {
				f = new(names.Fused)
			}
			f.Tags = tt.tags(doc, f.Tags[:0])
			h.engine.Fuse(doc, h.engine.Analyze(doc), f.Tags, f)
			return f
		}
	}
	return h
}

type fusedKey struct{}

// heard are the names in a text, valid as long as its Document is.
type heard struct{ persons, locations, addresses []names.Finding }

// hear returns the persons, places and addresses of doc.
func (h *hearing) hear(ctx context.Context, doc *anonymize.Document) (heard, error) {
	if err := ctx.Err(); err != nil {
		return heard{}, err
	}
	if h.tagger == nil {
		res := h.engine.Analyze(doc)
		return heard{res.Persons, res.Locations, res.Addresses}, nil
	}
	var f *names.Fused
	if h.build != nil {
		f = doc.Memo(fusedKey{}, h.build).(*names.Fused)
	} else {
		ents, err := h.tagger.Recognize(ctx, doc, nil)
		if err != nil {
			return heard{}, err
		}
		f = new(names.Fused)
		h.engine.Fuse(doc, h.engine.Analyze(doc), tagsOf(doc, ents), f)
	}
	return heard{f.Persons, f.Locations, f.Addresses}, nil
}

// tagsOf maps byte offsets in the text to tokens. Of overlapping findings the
// more certain stays.
func tagsOf(doc *anonymize.Document, ents []anonymize.Entity) []names.Tag {
	toks := doc.Tokens()
	var tags []names.Tag
	for _, e := range ents {
		first := sort.Search(len(toks), func(i int) bool { return doc.Range(i, i).End > e.Start })
		last := sort.Search(len(toks), func(i int) bool { return doc.Range(i, i).Start >= e.End }) - 1
		if first > last {
			continue
		}
		c := names.Other
		switch e.Type {
		case anonymize.Person:
			c = names.Person
		case anonymize.Location:
			c = names.Location
		case typeStreet:
			c = names.Street
		}
		tags = append(tags, names.Tag{First: int32(first), Last: int32(last), Class: c, Prob: e.Score})
	}
	slices.SortStableFunc(tags, func(a, b names.Tag) int { return int(a.First - b.First) })
	out := tags[:0]
	for _, t := range tags {
		if n := len(out); n > 0 && out[n-1].Last >= t.First {
			if t.Prob > out[n-1].Prob {
				out[n-1] = t
			}
			continue
		}
		out = append(out, t)
	}
	return out
}
