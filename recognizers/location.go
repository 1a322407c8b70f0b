package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/names"
)

// LocationConfig configures Location. The zero value is the default.
type LocationConfig struct {
	// Tagger replaces the built-in statistical tagger; nil is the built-in one.
	Tagger Tagger
}

// Location returns the recognizer of LOCATION: places, districts, regions and countries that stand alone, also inside the
// name of an office ("Standesamt Köln"). The default policy keeps them: a bot needs to know which place is meant.
//
// Places come from the lexicon (municipalities of Germany, Austria and Switzerland, administrative regions, countries, a
// few hundred cities abroad) and from the tagger. Places that are everyday words or surnames (Essen, Hagen, Halle) need a
// preposition or an office before them. It shares its work on a text with Person and Address.
func Location(cfg LocationConfig) anonymize.Recognizer {
	if cfg.Tagger == nil {
		cfg.Tagger = GermanTagger()
	}
	return newLocation("location", cfg)
}

// LocationRules returns Location without the statistical tagger.
func LocationRules() anonymize.Recognizer { return newLocation("location-rules", LocationConfig{}) }

type location struct {
	info  anonymize.Info
	names *hearing
}

func newLocation(name string, cfg LocationConfig) *location {
	return &location{
		info:  anonymize.Info{Name: name, Types: []anonymize.EntityType{anonymize.Location}, Needs: anonymize.HasLetter, Version: names.Version},
		names: newHearing(cfg.Tagger),
	}
}

// Info describes the recognizer.
func (l *location) Info() anonymize.Info { return l.info }

// Recognize appends the places in doc to dst.
func (l *location) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	found, err := l.names.hear(ctx, doc)
	if err != nil {
		return dst, err
	}
	for i := range found.locations {
		if f := &found.locations[i]; f.Score >= 0.5 {
			dst = report(doc, dst, anonymize.Location, l.info.Name, f)
		}
	}
	return dst, nil
}
