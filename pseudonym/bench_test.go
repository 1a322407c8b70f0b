package pseudonym_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/bolt"
)

func openBolt(tb testing.TB, dir string) *pseudonym.Vault {
	store, err := bolt.Open(bolt.Config{Path: filepath.Join(dir, "vault.db")})
	require.NoError(tb, err)
	ring, err := pseudonym.OpenRingFile(filepath.Join(dir, "ring"))
	require.NoError(tb, err)
	keys, err := pseudonym.KeyFile(filepath.Join(dir, "key"))
	require.NoError(tb, err)
	return open(tb, pseudonym.Config{Store: store, Ring: ring, Keys: keys, CacheScopes: 1 << 16})
}

func BenchmarkWarm(b *testing.B) {
	for _, name := range []string{"memory", "bolt"} {
		b.Run(name, func(b *testing.B) {
			v := open(b, pseudonym.Config{})
			if name == "bolt" {
				v = openBolt(b, b.TempDir())
			}
			vals := []anonymize.Value{person("Max Müller")}
			put(b, v, "s", vals...)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := v.Pseudonymize(context.Background(), "s", vals); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkNew measures new values from 64 goroutines, each in a conversation of its own, one value a call.
func BenchmarkNew(b *testing.B) {
	v := openBolt(b, b.TempDir())
	var n atomic.Int64
	b.SetParallelism(32) // times GOMAXPROCS
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		id := n.Add(1)
		scope := fmt.Sprint("conversation ", id)
		for i := 0; pb.Next(); i++ {
			val := anonymize.NewValue(anonymize.IBANCode, fmt.Sprintf("DE%d %d", id, i))
			if _, err := v.Pseudonymize(context.Background(), scope, []anonymize.Value{val}); err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "values/s")
}
