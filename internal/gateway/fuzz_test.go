package gateway_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/gateway"
)

// FuzzConfig: a configuration file is refused with its name and without a value of its, or passes its own check again.
func FuzzConfig(f *testing.F) {
	f.Add(`{"tenant":"stadt","listen":{"addr":":443","cert_file":"a","key_file":"b"},"vault":{"path":"v","ring":"r","keys":"k"},"alias_key":{"file":"Zzkanari"}}`)
	f.Add(`{"tenant":7,"Zzkanari":{}}`)
	f.Add("{\n\"listen\":[]}\n{}")
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "gateway.json")
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		c, _, err := gateway.Load(path)
		if err != nil {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				require.True(t, strings.HasPrefix(line, "gateway: ") && !strings.Contains(line, filepath.Dir(path)), line)
			}
			return
		}
		require.NoError(t, c.Validate())
	})
}
