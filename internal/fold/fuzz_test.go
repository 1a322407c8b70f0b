package fold_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/fold"
)

// FuzzString: the folded spelling is valid, lower case in ASCII, and folds ASCII neighbours on their own.
func FuzzString(f *testing.F) {
	for _, s := range []string{"MÜLLER Mu\u0308ller", "Ｗｏｌｋｅ １２", "ﬁ ẞ ß", "аbс", "a\u200bb\u00ad", "\xff", "한글 ⅷ ②"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := fold.String(s)
		require.True(t, utf8.ValidString(got))
		require.Equal(t, got, string(fold.Append([]byte{}, s)))
		require.Equal(t, fold.Hash(s), fold.HashBytes(got))
		require.False(t, strings.ContainsAny(got, "ABCDEFGHIJKLMNOPQRSTUVWXYZäöüß\u200b\u00ad\t"), "%q", got)
		require.Equal(t, got+"\n"+got, fold.String(s+"\n"+s))
		require.LessOrEqual(t, len(got), 4*len(s)+16*strings.Count(s, "\uFDFA")+16, "linear")
	})
}
