package recognizers_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

// TestDictatedAndWritten: a number in words does not hide one in digits.
func TestDictatedAndWritten(t *testing.T) {
	for _, c := range []struct {
		r          anonymize.Recognizer
		word, text string
	}{
		{recognizers.IK(), "IK", "260326822"},
		{recognizers.LANR(), "LANR", "123456601"},
		{recognizers.BSNR(), "BSNR", "021234568"},
		{recognizers.Betriebsnummer(), "Betriebsnummer", "09912342"},
		{recognizers.TaxID(), "Steuer-ID", "86095742719"},
		{recognizers.SocialSecurity(), "Rentenversicherungsnummer", "15070649C103"},
		{recognizers.HealthInsurance(), "Versichertennummer", "A123456780"},
		{recognizers.BankAccount(), "Kontonummer", "532013000"},
		{recognizers.CaseNumber(), "Aktenzeichen", "50.32-10/2024-0815"},
		{recognizers.Reference(), "Kundennummer", "12345678"},
		{recognizers.IDDocument(), "Personalausweis", "LZ6311T47"},
		{recognizers.Fuehrerschein(), "Führerscheinnummer", "B072RRE2I55"},
	} {
		text := c.word + " eins zwei drei vier fünf sechs sieben acht neun\nund die andere " + c.word + " " + c.text
		doc, err := anonymize.NewDocument(text, "")
		require.NoError(t, err)
		found, err := c.r.Recognize(t.Context(), doc, nil)
		require.NoError(t, err)
		written, dictated := false, false
		for _, e := range found {
			written = written || text[e.Start:e.End] == c.text
			dictated = dictated || text[e.Start:e.End] == "eins zwei drei vier fünf sechs sieben acht neun"
		}
		assert.True(t, written && dictated, "%s: %v", text, found)
	}
}
