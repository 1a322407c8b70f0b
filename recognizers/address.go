package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/names"
)

// AddressConfig configures Address. The zero value is the default.
type AddressConfig struct {
	// Streets reports streets without a house number, too. By default they are no finding: citizens ask about streets.
	Streets bool
}

// Address returns the recognizer of ADDRESS: street and house number with floor, postcode and place; postcode and place
// alone; Postfach and Packstation; Mannheim's squares ("Q 7, 24").
//
// Format: names of streets by their ends (-straße, -weg, …), by preposition ("Am Markt 7"), by list, or by what stands
// beside them (a postcode with its place, "ich wohne in …"); numbers as 12, 12a, 3/4, 12-14, 12 ½ and in words; streets and
// postcodes of other countries by their words and shapes ("12 rue des Lilas, 67100 Strasbourg"). Check: postcodes
// and the places that belong to them (GeoNames; 8,298 valid German codes).
// Known false positives: numbered things named like streets.
// Addresses of authorities are reported like any other: the form alone does not tell whose they are.
// It shares its work on a text with Person and Location.
func Address(cfg AddressConfig) anonymize.Recognizer {
	// house numbers may be spoken, so digits are not needed
	return &address{
		info:    anonymize.Info{Name: "address", Types: []anonymize.EntityType{anonymize.Address}, Needs: anonymize.HasLetter, Version: names.Version},
		engine:  names.New(),
		streets: cfg.Streets,
	}
}

type address struct {
	info    anonymize.Info
	engine  *names.Engine
	streets bool
}

// Info describes the recognizer.
func (a *address) Info() anonymize.Info { return a.info }

// Recognize appends the addresses in doc to dst.
func (a *address) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	if err := ctx.Err(); err != nil {
		return dst, err
	}
	res := a.engine.Analyze(doc)
	for i := range res.Addresses {
		dst = report(doc, dst, anonymize.Address, a.info.Name, &res.Addresses[i])
	}
	if a.streets {
		dst = res.Streets(doc, dst, a.info.Name)
	}
	return dst, nil
}
