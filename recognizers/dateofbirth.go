package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/names"
	"github.com/deckname/deckname/recognizers/internal/names/dates"
)

// DateOfBirth returns the recognizer of DATE_OF_BIRTH.
//
// Format: 1.2.88, 01.02.1988, 1. Februar 1988, 1988-02-01, 3/4/77, "siebten mai 1990", "7th May 1990". Check: the Gregorian
// calendar, and words that make it a birth date: geb., geboren, Geburtsdatum, * before or behind it, in the bot's question,
// a name that it stands behind in a list ("Kind: Deniz, 08.09.2025"), the head of its column in a table, a pension insurance number of
// the message that holds the date, or words that put a date right where a birth date is spoken of ("richtig ist der 3.4.1978"). The
// nearest word counts, so that "gestorben am" and "Termin am" are none; neither are years alone, animals' birth dates and key dates
// ("nach dem 1.1.1992 geboren"). Where no rule decides, the year, relatives, names, prepositions, documents and events around the
// date are weighed. Known false positives: other dates right behind a name, and dates long past in a line of their own below one.
func DateOfBirth() anonymize.Recognizer {
	return &dateOfBirth{
		info:   anonymize.Info{Name: "date-of-birth", Types: []anonymize.EntityType{anonymize.DateOfBirth}, Version: names.Version},
		engine: dates.New(),
		names:  names.New(),
	}
}

type dateOfBirth struct {
	info   anonymize.Info
	engine *dates.Engine
	names  *names.Engine
}

// Info describes the recognizer.
func (r *dateOfBirth) Info() anonymize.Info { return r.info }

// Recognize appends the birth dates in doc to dst.
func (r *dateOfBirth) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	if err := ctx.Err(); err != nil {
		return dst, err
	}
	if len(doc.Tokens()) == 0 {
		return dst, nil
	}
	res := r.names.Analyze(doc)
	if len(doc.DigitTokens())+len(res.Months) == 0 {
		return dst, nil
	}
	var people [8]dates.Person
	persons := people[:0]
	for i := range res.Persons {
		if f := &res.Persons[i]; f.Score >= 0.5 {
			persons = append(persons, dates.Person{First: int(f.First), Last: int(f.Last)})
		}
	}
	var buf [8]dates.Birth
	for _, b := range r.engine.AppendBirths(buf[:0], doc, res.Months, persons) {
		span := doc.Range(b.First, b.Last)
		ev := anonymize.EvidencePattern
		if b.Words {
			ev |= anonymize.EvidenceContext
		}
		if doc.Explaining() {
			reason := anonymize.Reason{Recognizer: r.info.Name, Type: anonymize.DateOfBirth, Span: span, Rule: b.Rule, InPrompt: b.InPrompt}
			if b.Context >= 0 {
				from := doc
				if b.InPrompt {
					from = doc.Prompt()
				}
				reason.Context = from.Range(b.Context, b.Context)
			}
			doc.Explain(reason)
		}
		dst = append(dst, anonymize.Entity{Span: span, Type: anonymize.DateOfBirth, Score: b.Score, Recognizer: r.info.Name, Evidence: ev})
	}
	return dst, nil
}
