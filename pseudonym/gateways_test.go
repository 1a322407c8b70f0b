//go:build integration

package pseudonym_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/postgres"
	"github.com/deckname/deckname/pseudonym/pseudonymtest"
)

// gateway is what one process of TestGateways does: messages of two values, nine known to one new, in scopes that all
// processes share, or of which each process has its own.
type gateway struct {
	kind, name, out      string
	id, messages, scopes int
	own                  bool
}

func (g gateway) scope(m int) int {
	if g.own {
		return g.id*g.scopes + m%g.scopes
	}
	return m % g.scopes
}

// TestGatewayProcess is no test of its own: TestGateways starts it in other processes.
func TestGatewayProcess(t *testing.T) {
	spec := os.Getenv("DECKNAME_TEST_GATEWAY")
	if spec == "" {
		return
	}
	f := strings.Split(spec, ",")
	num := func(s string) int { n, err := strconv.Atoi(s); require.NoError(t, err); return n }
	g := gateway{kind: f[0], name: f[1], out: f[2], id: num(f[3]), messages: num(f[4]), scopes: num(f[5]), own: f[6] == "true"}
	var b pseudonymtest.Backend
	if g.kind == "postgres" {
		b.Open = func(t testing.TB) (pseudonym.Store, pseudonym.Ring) {
			return postgresStore(t, g.name), postgresRing(t, g.name)
		}
	} else {
		b.Open = func(t testing.TB) (pseudonym.Store, pseudonym.Ring) {
			return redisStore(t, g.name), redisRing(t, g.name)
		}
	}
	v := b.OpenVault(t, pseudonym.Config{})
	defer v.Close()
	file, err := os.Create(g.out)
	require.NoError(t, err)
	out := bufio.NewWriter(file)
	var mu sync.Mutex
	var wg sync.WaitGroup
	const workers = 16
	start := time.Now()
	for w := range workers {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(g.id), uint64(w)))
			for m := w; m < g.messages; m += workers {
				vals := make([]anonymize.Value, 2)
				scope, round := g.scope(m), m/g.scopes
				for k := range vals {
					// in every tenth message of a scope, both values are new; all others take from those so far
					n := 2 * (round / 10)
					if round%10 != 0 {
						n = r.IntN(n + 2)
					} else {
						n += k
					}
					vals[k] = anonymize.NewValue(anonymize.IBANCode, fmt.Sprintf("DE %d %d", scope, n))
					if n%2 == 0 {
						vals[k] = person(fmt.Sprintf("Vorname%d Nachname%dx%d", n, scope, n))
					}
				}
				got, err := v.Pseudonymize(context.Background(), fmt.Sprint("scope ", scope), vals)
				if !assert.NoError(t, err) {
					return
				}
				mu.Lock()
				for k := range got {
					fmt.Fprintf(out, "%d\t%s\t%s\n", scope, vals[k].Expose(), got[k])
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	fmt.Printf("gateway %d: %d messages in %v\n", g.id, g.messages, time.Since(start).Round(time.Millisecond))
	require.NoError(t, out.Flush())
	require.NoError(t, file.Close())
}

// TestGateways: four processes on one server, 100,000 messages.
func TestGateways(t *testing.T) {
	for _, kind := range []string{"postgres", "redis"} {
		for _, own := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s own %t", kind, own), func(t *testing.T) {
				const processes, messages = 4, 100_000
				scopes := 500
				if own {
					scopes /= processes
				}
				dir, name := t.TempDir(), unique()
				if kind == "postgres" {
					_, _ = postgresStore(t, name).Get(context.Background(), nil) // the tables are there before the clock starts
				}
				start := time.Now()
				var wg sync.WaitGroup
				for id := range processes {
					wg.Go(func() {
						cmd := exec.Command(os.Args[0], "-test.run=^TestGatewayProcess$", "-test.count=1")
						spec := fmt.Sprintf("%s,%s,%s,%d,%d,%d,%t", kind, name, filepath.Join(dir, fmt.Sprint(id)), id, messages/processes, scopes, own)
						cmd.Env = append(os.Environ(), "DECKNAME_TEST_GATEWAY="+spec)
						out, err := cmd.CombinedOutput()
						assert.NoError(t, err, "%s", out)
					})
				}
				wg.Wait()
				took := time.Since(start)
				tokens, values := map[string]string{}, map[string]string{}
				for id := range processes {
					data, err := os.ReadFile(filepath.Join(dir, fmt.Sprint(id)))
					require.NoError(t, err)
					for line := range strings.Lines(string(data)) {
						f := strings.Split(strings.TrimSpace(line), "\t")
						a, b := f[0]+"|"+f[1], f[0]+"|"+f[2]
						if old, ok := tokens[a]; ok {
							require.Equal(t, old, f[2], "one value, two pseudonyms")
						}
						if old, ok := values[b]; ok {
							require.Equal(t, old, f[1], "one pseudonym, two values")
						}
						tokens[a], values[b] = f[2], f[1]
					}
				}
				t.Logf("%d processes, %d messages, %d values: %.0f messages/s", processes, messages, len(values), messages/took.Seconds())
			})
		}
	}
}

// TestOpenAtOnce: gateways that start at the same time on an empty server all come up.
func TestOpenAtOnce(t *testing.T) {
	ctx, dsn := context.Background(), env(t, "DECKNAME_TEST_POSTGRES")
	for range 20 {
		cfg := postgres.Config{DSN: dsn, Schema: unique()}
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				if s, err := postgres.Open(ctx, cfg); assert.NoError(t, err) {
					assert.NoError(t, s.Close())
				}
			})
			wg.Go(func() {
				if r, err := postgres.OpenRing(ctx, cfg); assert.NoError(t, err) {
					assert.NoError(t, r.Close())
				}
			})
		}
		wg.Wait()
	}
}

// TestServerRestart: the server crashes under load; calls fail, none lies, and all is well afterwards.
func TestServerRestart(t *testing.T) {
	ctl, data := os.Getenv("DECKNAME_TEST_POSTGRES_CTL"), env(t, "DECKNAME_TEST_POSTGRES_DATA")
	b := postgresBackend()
	v := b.OpenVault(t, pseudonym.Config{CacheTTL: time.Millisecond})
	defer v.Close()
	ctx := context.Background()
	stop := make(chan struct{})
	var mu sync.Mutex
	failed, acked := 0, map[string]string{}
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				text := fmt.Sprintf("Vorname%d Nachname%dx%d", w, w, i)
				got, err := v.Pseudonymize(ctx, "s", []anonymize.Value{person(text)})
				mu.Lock()
				if err != nil {
					failed++
					assert.NotContains(t, err.Error(), "Nachname")
				} else {
					if old, ok := acked[got[0]]; ok {
						assert.Equal(t, old, text)
					}
					acked[got[0]] = text
				}
				mu.Unlock()
			}
		})
	}
	time.Sleep(300 * time.Millisecond)
	args := []string{ctl, "-D", data, "-m", "immediate", "-w", "-s", "-l", filepath.Join(filepath.Dir(data), "log"), "restart"}
	if os.Getuid() == 0 {
		args = append([]string{"setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"}, args...)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = "/"
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	before := len(acked)
	require.Eventually(t, func() bool {
		mu.Lock()
		defer mu.Unlock()
		return len(acked) > before+20
	}, 20*time.Second, 10*time.Millisecond, "it recovers by itself")
	close(stop)
	wg.Wait()
	for tok, text := range acked {
		vals, err := v.Reveal(ctx, "s", []string{tok}, nil)
		require.NoError(t, err)
		assert.Equal(t, text, vals[0].Expose())
	}
	t.Logf("%d acknowledged, %d failed", len(acked), failed)
	assert.Positive(t, failed)
}

// TestStolenServer: raw files of both servers hold no value.
func TestStolenServer(t *testing.T) {
	ctx := context.Background()
	for kind, b := range map[string]pseudonymtest.Backend{"postgres": postgresBackend(), "redis": redisBackend()} {
		t.Run(kind, func(t *testing.T) {
			v := b.OpenVault(t, pseudonym.Config{})
			defer v.Close()
			tokens := put(t, v, "Gespräch "+canaryWord, canaries(1000)...)
			reveal(t, v, "Gespräch "+canaryWord, tokens...)
			dir := env(t, "DECKNAME_TEST_POSTGRES_DATA")
			if kind == "redis" {
				dir = env(t, "DECKNAME_TEST_REDIS_DATA")
			}
			n := 0
			for path, data := range files(t, dir) {
				assertNone(t, filepath.Base(path), data)
				n += len(data)
			}
			assert.Greater(t, n, 1<<18, "the records are in these files, write-ahead log included")
			_, err := v.ForgetScope(ctx, "Gespräch "+canaryWord)
			require.NoError(t, err)
			_, err = v.Reveal(ctx, "Gespräch "+canaryWord, tokens, nil)
			assert.True(t, errors.Is(err, pseudonym.ErrForgotten))
		})
	}
}
