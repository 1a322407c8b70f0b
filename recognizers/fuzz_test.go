package recognizers_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

// FuzzRecognizers: whatever the text, every recognizer reports spans of it on the borders of characters, types that it announced, and
// the same twice.
func FuzzRecognizers(f *testing.F) {
	for _, s := range []string{"IBAN DE89 3704 0044 0532 0130 00", "Steuer-ID 86 095 742 719, St.-Nr. 151/815/08156", "+49 (0)30 23125-001 / -002", "T22000129<6408125F1010318D<<<<<<<<<<<<<<<<4", "4111 1111 1111 1111",
		"B-AB 1234, FIN WVWZZZ1JZ3W386752", "2001:db8::1 192.0.2.7 00:00:5e:00:53:01", "https://x.example/?q=1 a@b.example", "Az. 12 Js 345/67", "&#49;2 %3134 １２\u200b34", "1.2.", "0,5%"} {
		f.Add(s, "Wie lautet Ihre Nummer?")
	}
	all := recognizers.All()
	f.Fuzz(func(t *testing.T, text, prompt string) {
		doc, err := anonymize.NewDocument(text, prompt)
		if err != nil {
			return
		}
		for _, r := range all {
			found, err := r.Recognize(context.Background(), doc, nil)
			require.NoError(t, err)
			for _, e := range found {
				require.True(t, e.Start >= 0 && e.Start < e.End && e.End <= len(text), "%s %v", r.Info().Name, e.Span)
				require.True(t, utf8.ValidString(text[e.Start:e.End]), "%s cuts a character", r.Info().Name)
				require.True(t, e.Score > 0 && e.Score <= 1)
				require.True(t, slices.Contains(r.Info().Types, e.Type), "%s announces no %s", r.Info().Name, e.Type)
			}
			again, err := r.Recognize(context.Background(), doc, nil)
			require.NoError(t, err)
			require.Equal(t, found, again)
		}
	})
}

// FuzzIBAN: every German IBAN with right check digits is found with the checksum as evidence, in any grouping; with one digit changed
// the check is not claimed.
func FuzzIBAN(f *testing.F) {
	f.Add(uint64(370400440532013000), uint8(3), uint8(4))
	f.Add(uint64(0), uint8(0), uint8(0))
	r := recognizers.IBAN()
	find := func(t *testing.T, text string) (e anonymize.Entity, ok bool) {
		doc, err := anonymize.NewDocument(text, "")
		require.NoError(t, err)
		found, err := r.Recognize(context.Background(), doc, nil)
		require.NoError(t, err)
		if len(found) == 0 {
			return e, false
		}
		return found[0], true
	}
	f.Fuzz(func(t *testing.T, account uint64, at, group uint8) {
		bban := fmt.Sprintf("%018d", account%1e18)
		rem := 0
		for _, c := range bban + "131400" { // DE00
			rem = (rem*10 + int(c-'0')) % 97
		}
		iban := fmt.Sprintf("DE%02d%s", 98-rem, bban)
		text := ""
		for i, c := range iban {
			if n := int(group % 5); n > 1 && i > 0 && i%n == 0 {
				text += " "
			}
			text += string(c)
		}
		e, ok := find(t, "Meine IBAN: "+text+".")
		require.True(t, ok && e.Evidence&anonymize.EvidenceChecksum != 0, text)
		require.Equal(t, len(text), e.Len(), text)
		wrong := []byte(iban)
		i := 2 + int(at)%20
		wrong[i] = '0' + (wrong[i]-'0'+1+group%9)%10
		if e, ok := find(t, "Meine IBAN: "+string(wrong)+"."); ok {
			require.Zero(t, e.Evidence&anonymize.EvidenceChecksum, "%s", wrong)
		}
	})
}
