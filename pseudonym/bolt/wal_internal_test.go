package bolt

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzWAL: of a log in which anything was changed, whole frames are read or it is refused; what is read was written, in order.
func FuzzWAL(f *testing.F) {
	dir := f.TempDir()
	w, err := createWAL(filepath.Join(dir, "log"), 7, true)
	require.NoError(f, err)
	var want []string
	for i := range 4 {
		key, value := string(rune('a'+i)), bytes.Repeat([]byte{byte(i)}, 3*i)
		require.NoError(f, w.append(appendChange(beginFrame(nil), key, value, i%2 == 0), true))
		want = append(want, key+string(value))
	}
	require.NoError(f, w.f.Close())
	whole, err := os.ReadFile(walPath(filepath.Join(dir, "log"), 7))
	require.NoError(f, err)
	f.Add(0, []byte{})
	f.Add(len(whole)-3, []byte("xxxxxx"))
	f.Add(20, []byte{0xff, 0xff})
	f.Fuzz(func(t *testing.T, at int, with []byte) {
		if at < 0 || at > len(whole) || len(with) > 1024 {
			return
		}
		text := append(append(bytes.Clone(whole[:at]), with...), whole[min(len(whole), at+len(with)):]...)
		path := filepath.Join(t.TempDir(), "log")
		require.NoError(t, os.WriteFile(path, text, 0o600))
		var got []string
		seq, ok, err := readWAL(path, func(key string, value []byte, _ bool) { got = append(got, key+string(value)) })
		if !ok || seq != 7 {
			return // another log, or none
		}
		for i, g := range got {
			if i < len(want) && g != want[i] || i >= len(want) {
				require.NotEqual(t, whole, text)
				require.True(t, len(with) >= frameHead, "a frame that nobody wrote")
			}
		}
		if bytes.Equal(text, whole) {
			require.NoError(t, err)
			require.Equal(t, want, got)
		}
	})
}
