package corpus_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/corpus"
)

func sample(t *testing.T, id, annotated string, tags ...string) corpus.Sample {
	t.Helper()
	text, marks, _, err := corpus.ParseMarks(annotated)
	require.NoError(t, err)
	return corpus.Sample{ID: id, Text: text, Lang: "de", Tags: tags, Entities: marks, File: "f", Line: 1}
}

func TestCheckValues(t *testing.T) {
	listed := corpus.Reserved{
		"DE_TAX_ID": {"86095742719": true}, "DE_VAT_ID": {"DE136695976": true}, "DE_SOCIAL_SECURITY": {"15070649C103": true, "65170839J003": true},
		"DE_HEALTH_INSURANCE": {"A123456780": true, "A000500015": true}, "DE_FUEHRERSCHEIN": {"B072RRE2I55": true}, "DE_LANR": {"123456601": true},
		"DE_IK": {"260326822": true}, "DE_BETRIEBSNUMMER": {"09912342": true, "09912347": true}, "DE_MALO_ID": {"41373559241": true},
		"DE_LEITWEG_ID": {"9910373019": true}, "DE_CREDITOR_ID": {"DE98ZZZ09999999999": true, "ES23ZZZ47690558N": true},
		"CREDIT_CARD": {"4111111111111111": true}, "IBAN_CODE": {"DE89370400440532013000": true}, "DE_ID_CARD": {"L01X00T471": true},
		"MRZ": {"IDDT2200012936408125201031MUSTERMANNERIKA": true},
	}
	good := []string{
		"⟦DE_TAX_ID|86 095 742 719⟧", "⟦DE_VAT_ID|DE136695976⟧", "⟦DE_SOCIAL_SECURITY|15070649C103⟧", "⟦DE_SOCIAL_SECURITY|65 170839 j 003⟧",
		"⟦DE_HEALTH_INSURANCE|A123456780⟧", "⟦DE_HEALTH_INSURANCE|A000500015⟧", "⟦DE_FUEHRERSCHEIN|B072RRE2I55⟧", "⟦DE_LANR|123456601⟧",
		"⟦DE_IK|260326822⟧", "⟦DE_BETRIEBSNUMMER|09912342⟧", "⟦DE_BETRIEBSNUMMER|09912347⟧", "⟦DE_MALO_ID|41373559241⟧",
		"⟦DE_LEITWEG_ID|991-03730-19⟧", "⟦DE_CREDITOR_ID|DE98ZZZ09999999999⟧", "⟦DE_CREDITOR_ID|ES23ZZZ47690558N⟧",
		"⟦CREDIT_CARD|4111 1111 1111 1111⟧", "⟦IBAN_CODE|DE89 3704 0044 0532 0130 00⟧", "⟦DE_ID_CARD|L01X00T471⟧",
		"⟦PHONE_NUMBER|+49 (0)30 / 23125-123⟧", "⟦PHONE_NUMBER|null eins sieben eins drei neun zwei null null 4 7⟧",
		"⟦PHONE_NUMBER|0044 20 7946 0123⟧", "⟦EMAIL_ADDRESS|ada (at) web (punkt) example⟧", "⟦EMAIL_ADDRESS|a.b@example.com⟧",
		"⟦URL|https://amt.example/x⟧", "⟦URL|www.amt.test⟧", "⟦IP_ADDRESS|192.0.2.44⟧", "⟦IP_ADDRESS|2001:db8::1⟧", "⟦MAC_ADDRESS|0000.5e00.53af⟧",
		"⟦PERSON|Ada⟧", "⟦ADDRESS|Weg 1⟧", "⟦DATE_OF_BIRTH|1.1.1980⟧",
	}
	for _, in := range good {
		s := sample(t, "x", in)
		assert.NoError(t, corpus.CheckValues(&s, listed), in)
	}
	bad := []struct {
		in   string
		want error
	}{
		{"⟦IBAN_CODE|DE88370400440532013000⟧", corpus.ErrCheckDigit},
		{"⟦DE_TAX_ID|12345678903⟧", corpus.ErrCheckDigit},
		{"⟦DE_TAX_ID|11123456786⟧", corpus.ErrCheckDigit},
		{"⟦DE_VAT_ID|DE136695978⟧", corpus.ErrCheckDigit},
		{"⟦DE_SOCIAL_SECURITY|15070649C100⟧", corpus.ErrCheckDigit},
		{"⟦DE_HEALTH_INSURANCE|A123456789⟧", corpus.ErrCheckDigit},
		{"⟦DE_FUEHRERSCHEIN|B072RRE2I45⟧", corpus.ErrCheckDigit},
		{"⟦DE_LANR|123456901⟧", corpus.ErrCheckDigit},
		{"⟦DE_BETRIEBSNUMMER|09912343⟧", corpus.ErrCheckDigit},
		{"⟦DE_MALO_ID|41373559242⟧", corpus.ErrCheckDigit},
		{"⟦DE_LEITWEG_ID|992-90009-97⟧", corpus.ErrCheckDigit},
		{"⟦DE_CREDITOR_ID|DE97ZZZ09999999999⟧", corpus.ErrCheckDigit},
		{"⟦CREDIT_CARD|4111111111111112⟧", corpus.ErrCheckDigit},
		{"⟦DE_ID_CARD|L01X00T472⟧", corpus.ErrCheckDigit},
		{"⟦PHONE_NUMBER|0221 4711234⟧", corpus.ErrNotReserved},
		{"⟦EMAIL_ADDRESS|a@example.de⟧", corpus.ErrNotReserved},
		{"⟦URL|https://example.com.evil.org⟧", corpus.ErrNotReserved},
		{"⟦IP_ADDRESS|10.0.0.1⟧", corpus.ErrNotReserved},
		{"⟦MAC_ADDRESS|00:11:22:33:44:55⟧", corpus.ErrNotReserved},
		{"⟦DE_KFZ|B-AB 1⟧", corpus.ErrNotReserved},
		{"⟦PLANET|Mars⟧", corpus.ErrUnknownType},
	}
	for _, tt := range bad {
		s := sample(t, "x", tt.in)
		assert.ErrorIs(t, corpus.CheckValues(&s, listed), tt.want, tt.in)
	}
	typo := sample(t, "x", "⟦DE_TAX_ID|86095742718⟧", "typo")
	listed["DE_TAX_ID"]["86095742718"] = true
	assert.NoError(t, corpus.CheckValues(&typo, listed), "a mistyped number is allowed where it is tagged")
}

func TestCheck(t *testing.T) {
	tests := []struct {
		name      string
		dev, test []corpus.Sample
		want      error
	}{
		{name: "fine", dev: []corpus.Sample{sample(t, "a", "ich bin ⟦PERSON|Ada Weiß⟧ aus ⟦LOCATION|Köln⟧")},
			test: []corpus.Sample{sample(t, "b", "wir sind aus ⟦LOCATION|Köln⟧", "clean")}},
		{name: "first name in both", dev: []corpus.Sample{sample(t, "a", "⟦PERSON|Ada Weiß⟧")},
			test: []corpus.Sample{sample(t, "b", "⟦PERSON|ADA Schwarz⟧")}, want: corpus.ErrShared},
		{name: "number in both", dev: []corpus.Sample{sample(t, "a", "⟦PHONE_NUMBER|030 23125111⟧")},
			test: []corpus.Sample{sample(t, "b", "⟦PHONE_NUMBER|030/23125-111⟧")}, want: corpus.ErrShared},
		{name: "same id", dev: []corpus.Sample{sample(t, "a", "x", "clean"), sample(t, "a", "y", "clean")}, want: corpus.ErrID},
		{name: "clean with a name", dev: []corpus.Sample{sample(t, "a", "⟦PERSON|Ada⟧", "clean")}, want: corpus.ErrClean},
		{name: "clean not tagged", dev: []corpus.Sample{sample(t, "a", "moin")}, want: corpus.ErrClean},
		{name: "name unmarked the second time", dev: []corpus.Sample{sample(t, "a", "⟦PERSON|Zwirner⟧, ja, Zwirner")}, want: corpus.ErrUnmarked},
		{name: "place unmarked elsewhere", dev: []corpus.Sample{sample(t, "a", "⟦LOCATION|Köln⟧", "clean"), sample(t, "b", "in köln", "clean")},
			want: corpus.ErrUnmarked},
		{name: "mark inside a word", dev: []corpus.Sample{sample(t, "a", "⟦LOCATION|Köln⟧er", "clean")}, want: corpus.ErrMark},
		{name: "blank at the edge", dev: []corpus.Sample{sample(t, "a", "bin ⟦PERSON|Ada ⟧")}, want: corpus.ErrMark},
		{name: "same short words", dev: []corpus.Sample{sample(t, "a", "moin!", "clean"), sample(t, "b", "Moin", "clean")}, want: corpus.ErrRepeated},
		{name: "repeated", dev: []corpus.Sample{sample(t, "a", "was kostet ein neuer Ausweis für Kinder", "clean"),
			sample(t, "b", "was kostet ein neuer Ausweis für Hunde", "clean")}, want: corpus.ErrRepeated},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := corpus.Check(tt.dev, tt.test, corpus.Reserved{})
			if tt.want == nil {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, tt.want)
		})
	}
}

func TestCheckCases(t *testing.T) {
	reserved := corpus.Reserved{"CREDIT_CARD": {"4111111111111111": true}, "DE_TAX_ID": {"86095742719": true}}
	test := []corpus.Sample{
		sample(t, "b", "⟦PERSON|Ada Schwarz⟧, ⟦ADDRESS|Am Wehr 5, 04177 Leipzig⟧, geb. ⟦DATE_OF_BIRTH|1.2.1980⟧ in ⟦LOCATION|Köln⟧"),
		sample(t, "c", "⟦CREDIT_CARD|4111 1111 1111 1111⟧, ⟦DE_TAX_ID|86 095 742 719⟧, ⟦PHONE_NUMBER|030 23125111⟧"),
	}
	tests := []struct {
		name, text string
		id         string // of the message that the case shares something with
	}{
		{name: "nothing", text: "⟦PERSON|Bea Weiß⟧, ⟦ADDRESS|Am Wehr 6, 04177 Leipzig⟧, ⟦DATE_OF_BIRTH|2.1.1980⟧"},
		{name: "a place", text: "aus ⟦LOCATION|Köln⟧"},
		{name: "a published sample", text: "Visa ⟦CREDIT_CARD|4111-1111-1111-1111⟧"},
		{name: "a first name", text: "⟦PERSON|Ada Weiß⟧", id: "b"},
		{name: "an address", text: "⟦ADDRESS|am wehr 5 04177 leipzig⟧", id: "b"},
		{name: "a birth date", text: "⟦DATE_OF_BIRTH|1.2.1980⟧", id: "b"},
		{name: "a number of reserved.tsv", text: "⟦DE_TAX_ID|86095742719⟧", id: "c"},
		{name: "a number in another spelling", text: "⟦PHONE_NUMBER|+49 30 23125-111⟧", id: "c"},
		{name: "an optional mark", text: "⟦?DE_TAX_ID|86095742719⟧", id: "c"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := corpus.ParseCase([]byte("why\n-- text --\n"+tt.text+"\n"), "cases/person/x.txtar")
			require.NoError(t, err)
			entities := len(c.Entities)
			err = corpus.CheckCases([]corpus.Sample{c}, test, reserved)
			assert.Len(t, c.Entities, entities, "the case itself is not changed")
			if tt.id == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, corpus.ErrCaseShared)
			assert.Equal(t, "corpus: cases/person/x.txtar:3: "+corpus.ErrCaseShared.Error()+": "+tt.id, err.Error(), "no text of either")
		})
	}
}
