package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/names"
)

// Prefer says which error of the recognizer of names weighs more.
type Prefer uint8

const (
	// PreferRecall reports a name when in doubt: a missed name is a data leak. It is the default.
	PreferRecall Prefer = iota
	// PreferPrecision reports only names that are nearly certain, for bots that suffer more from false alarms.
	PreferPrecision
)

// PersonConfig configures Person, PersonRules, Location and LocationRules. The zero value is the default.
type PersonConfig struct {
	// Prefer chooses between recall and precision.
	Prefer Prefer
	// Public lists full names of officials and colleagues that may stay in the text ("Henriette Reker"). A finding is
	// dropped if all its words stand in one of the names and the last one is among them: the full name and the surname
	// alone. A namesake who introduces himself ("ich heiße …", a form field, a signature) is reported all the same.
	Public []string
	// Tagger replaces the built-in statistical tagger; nil is the built-in one.
	Tagger Tagger
}

// Person returns the recognizer of PERSON: names of natural persons, without salutation, title and degree, with genitive
// -s; one finding per person, so two in "Peter und Maria Lindner".
//
// Three witnesses are heard: rules for what announces a name (salutations, "ich heiße", form fields, closings of letters,
// relatives, the bot's question), the compiled lexicon of given names and surnames, and the statistical tagger. Evidence
// tells which of them spoke: context, lexicon, model.
// Known false positives: firms and buildings named after persons, place names that are surnames.
// It shares its work on a text with Address and Location.
func Person(cfg PersonConfig) anonymize.Recognizer {
	if cfg.Tagger == nil {
		cfg.Tagger = GermanTagger()
	}
	return newPerson("person", cfg)
}

// PersonRules returns Person without the statistical tagger (Tagger is not used): rules and lexicon only. A program that
// uses no other constructor with a tagger does not carry the model.
func PersonRules(cfg PersonConfig) anonymize.Recognizer {
	cfg.Tagger = nil
	return newPerson("person-rules", cfg)
}

type person struct {
	info   anonymize.Info
	names  *hearing
	prefer Prefer
	public []names.Public
}

func newPerson(name string, cfg PersonConfig) *person {
	p := &person{
		info:  anonymize.Info{Name: name, Types: []anonymize.EntityType{anonymize.Person}, Needs: anonymize.HasLetter, Version: names.Version},
		names: newHearing(cfg.Tagger), prefer: cfg.Prefer,
	}
	for _, n := range cfg.Public {
		p.public = append(p.public, names.NewPublic(n))
	}
	return p
}

// Info describes the recognizer.
func (p *person) Info() anonymize.Info { return p.info }

// Recognize appends the persons in doc to dst.
func (p *person) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	found, err := p.names.hear(ctx, doc)
	if err != nil {
		return dst, err
	}
	least := float32(0.5)
	if p.prefer == PreferPrecision {
		least = 0.8
	}
	for i := range found.persons {
		f := &found.persons[i]
		if f.Score < least || p.isPublic(doc, f) {
			continue
		}
		dst = report(doc, dst, anonymize.Person, p.info.Name, f)
	}
	return dst, nil
}

func (p *person) isPublic(doc *anonymize.Document, f *names.Finding) bool {
	for i := range p.public {
		if p.public[i].Covers(doc, f) {
			return true
		}
	}
	return false
}

// report appends the finding f as an entity.
func report(doc *anonymize.Document, dst []anonymize.Entity, t anonymize.EntityType, recognizer string, f *names.Finding) []anonymize.Entity {
	span := doc.Range(int(f.First), int(f.Last))
	if doc.Explaining() {
		r := anonymize.Reason{Recognizer: recognizer, Type: t, Span: span, Rule: f.Rule.String(), InPrompt: f.InPrompt}
		if f.Context >= 0 {
			from := doc
			if f.InPrompt {
				from = doc.Prompt()
			}
			r.Context = from.Range(int(f.Context), int(f.Context))
		}
		doc.Explain(r)
	}
	return append(dst, anonymize.Entity{Span: span, Type: t, Score: f.Score, Recognizer: recognizer, Evidence: f.Evidence})
}
