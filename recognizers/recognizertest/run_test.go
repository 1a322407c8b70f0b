package recognizertest_test

import (
	"context"
	"strings"
	"testing"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/recognizertest"
)

// parcel finds parcel numbers of the form PKT-123456.
type parcel struct{}

func (parcel) Info() anonymize.Info {
	return anonymize.Info{Name: "parcel", Types: []anonymize.EntityType{"PARCEL"}, Needs: anonymize.HasDigit, Version: "1"}
}

func (parcel) Recognize(_ context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	for _, i := range doc.DigitTokens() {
		t := doc.Tokens()[i]
		if i < 2 || t.End-t.Start != 6 || !strings.HasSuffix(doc.Folded()[:t.Start], "pkt-") {
			continue
		}
		dst = append(dst, anonymize.Entity{Span: doc.Range(int(i)-2, int(i)), Type: "PARCEL", Score: 0.9, Recognizer: "parcel", Evidence: anonymize.EvidencePattern})
	}
	return dst, nil
}

func TestRun(t *testing.T) {
	recognizertest.Run(t, parcel{},
		recognizertest.Case{Name: "capitals", Text: "Mein Paket ⟦PARCEL|PKT-123456⟧ fehlt"},
		recognizertest.Case{Name: "lower case", Text: "⟦PARCEL|pkt-123456⟧ für Müller", NoChecksum: true},
		recognizertest.Case{Name: "optional", Text: "⟦?PARCEL|PKT-123456⟧"},
		recognizertest.Case{Name: "too short", Text: "PKT-12345"},
		recognizertest.Case{Name: "no prefix", Text: "123456"},
		recognizertest.Case{Name: "no digits at all", Text: "PKT"},
	)
}
