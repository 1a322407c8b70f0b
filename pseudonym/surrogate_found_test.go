package pseudonym_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/recognizers"
)

// TestSurrogatesAreFound: the recognizers find surrogates as what they stand for, so that a second anonymization of a
// model's answer leaves none of them in the open.
func TestSurrogatesAreFound(t *testing.T) {
	ctx := context.Background()
	v := open(t, pseudonym.Config{Scheme: pseudonym.Surrogates()})
	a, err := anonymize.New(anonymize.Config{Recognizers: recognizers.All(), Policy: anonymize.DefaultPolicy(v)})
	require.NoError(t, err)
	for _, tt := range []struct {
		typ      anonymize.EntityType
		value    string // with a number
		sentence string
		want     float64
	}{
		{anonymize.Person, "Anna Zuname%c", "Guten Tag, mein Name ist %s und ich habe eine Frage.", 0.85},
		{anonymize.Person, "Peter Zuname%c", "Sehr geehrter Herr %s, wir haben Ihren Antrag erhalten.", 0.85},
		{anonymize.PhoneNumber, "030 12345%c", "Sie erreichen mich unter %s am Nachmittag.", 1},
		{anonymize.IBANCode, "DE02 1203 %c", "Meine IBAN ist %s, danke.", 1},
		{anonymize.Address, "Hauptstraße %c, 10115 Berlin", "Meine Anschrift lautet %s.", 0.85},
		{anonymize.EmailAddress, "a%c@b.example", "Schreiben Sie an %s bitte.", 1},
		{anonymize.IPAddress, "10.0.0.%c", "Meine Adresse ist %s im Netz.", 1},
	} {
		found, n := 0, 0
		var missed string
		for c := 'a'; c <= 'z'; c++ {
			scope := fmt.Sprint(tt.typ, tt.sentence, c)
			tok := put(t, v, scope, anonymize.NewValue(tt.typ, fmt.Sprintf(tt.value, c)))[0]
			text := fmt.Sprintf(tt.sentence, tok)
			ents, err := a.Analyze(ctx, anonymize.Message{Scope: scope, Text: text})
			require.NoError(t, err)
			n++
			covered := false
			for _, e := range ents {
				covered = covered || e.Type == tt.typ && len(text[e.Start:e.End]) >= len(tok)/2
			}
			if covered {
				found++
			} else {
				missed = text
			}
		}
		assert.GreaterOrEqual(t, float64(found)/float64(n), tt.want, "%s: %d of %d, for example %s", tt.typ, found, n, missed)
	}
}
