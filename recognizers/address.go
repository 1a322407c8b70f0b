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
	// Tagger replaces the built-in statistical tagger; nil is the built-in one.
	Tagger Tagger
}

// Address returns the recognizer of ADDRESS: street and house number with floor, postcode and place; postcode and place
// alone; Postfach and Packstation; Mannheim's squares ("Q 7, 24").
//
// Format: names of streets by their ends (-straße, -weg, …), by preposition ("Am Markt 7"), by list, or by what stands
// beside them (a postcode with its place, "ich wohne in …"), or by the tagger; numbers as 12, 12a, 3/4, 12-14, 12 ½ and in words; streets and
// postcodes of other countries by their words and shapes ("12 rue des Lilas, 67100 Strasbourg"). Check: postcodes
// and the places that belong to them (GeoNames; 8,298 valid German codes).
// Known false positives: numbered things named like streets.
// Addresses of authorities are reported like any other: the form alone does not tell whose they are.
// It shares its work on a text with Person and Location.
func Address(cfg AddressConfig) anonymize.Recognizer {
	if cfg.Tagger == nil {
		cfg.Tagger = GermanTagger()
	}
	return newAddress("address", cfg)
}

// AddressRules returns Address without the statistical tagger (Tagger is not used).
func AddressRules(cfg AddressConfig) anonymize.Recognizer {
	cfg.Tagger = nil
	return newAddress("address-rules", cfg)
}

func newAddress(name string, cfg AddressConfig) *address {
	// house numbers may be spoken, so digits are not needed
	return &address{
		info:    anonymize.Info{Name: name, Types: []anonymize.EntityType{anonymize.Address}, Needs: anonymize.HasLetter, Version: names.Version},
		names:   newHearing(cfg.Tagger),
		streets: cfg.Streets,
	}
}

type address struct {
	info    anonymize.Info
	names   *hearing
	streets bool
}

// Info describes the recognizer.
func (a *address) Info() anonymize.Info { return a.info }

// Recognize appends the addresses in doc to dst.
func (a *address) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	found, err := a.names.hear(ctx, doc)
	if err != nil {
		return dst, err
	}
	for i := range found.addresses {
		dst = report(doc, dst, anonymize.Address, a.info.Name, &found.addresses[i])
	}
	if a.streets {
		dst = a.names.engine.Analyze(doc).Streets(doc, dst, a.info.Name, found.addresses)
	}
	return dst, nil
}
