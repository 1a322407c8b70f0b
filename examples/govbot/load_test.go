//go:build unix

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/deckname/deckname/internal/logbuf"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The load of docs/performance.md:
//
//	go test ./examples/govbot -run TestLoad -load 60s -v
var loadFor = flag.Duration("load", 0, "how long TestLoad runs; from ten seconds on it judges speed and memory, too")

const (
	loadWorkers = 16  // conversations at the same time
	loadTurns   = 200 // messages of one conversation
)

// worker is a citizen who writes a message, reads the answer as it comes over the web chat's WebSocket, and writes the next.
type worker struct {
	base, secret string
	client       *http.Client
	people       *atomic.Int64
	latencies    []time.Duration

	id, token string
	conn      *websocket.Conn
}

func (w *worker) begin(ctx context.Context) error {
	w.end()
	var c struct{ ConversationID, Token, StreamURL string }
	raw, err := w.post(ctx, "/v3/directline/conversations", w.secret, nil)
	if err == nil {
		err = json.Unmarshal(raw, &c)
	}
	if err != nil {
		return err
	}
	w.id, w.token = c.ConversationID, c.Token
	w.conn, _, err = websocket.Dial(ctx, c.StreamURL, &websocket.DialOptions{HTTPClient: w.client})
	if err == nil {
		w.conn.SetReadLimit(1 << 20)
	}
	return err
}

func (w *worker) end() {
	if w.conn != nil {
		_ = w.conn.CloseNow()
		w.conn = nil
	}
}

func (w *worker) post(ctx context.Context, path, token string, body []byte) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, w.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/json")
	res, err := w.client.Do(r)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode/100 != 2 {
		err = fmt.Errorf("status %d", res.StatusCode)
	}
	return raw, err
}

// message sends one message and waits for the answer, which must name the person again.
func (w *worker) message(ctx context.Context, i int) error {
	person := "Erika Mustermann"
	if i%10 == 9 { // one of ten values is new
		person = "Erika Muster" + letters(int(w.people.Add(1)))
	}
	body := []byte(`{"type":"message","from":{"id":"web"},"textFormat":"plain","text":"Guten Tag, mein Name ist ` + person + `, wann haben Sie geöffnet?"}`)
	begin := time.Now()
	if _, err := w.post(ctx, "/v3/directline/conversations/"+w.id+"/activities", w.token, body); err != nil {
		return err
	}
	for {
		_, raw, err := w.conn.Read(ctx)
		if err != nil {
			return err
		}
		if bytes.Contains(raw, []byte("Ich habe notiert: "+person+". Was")) {
			w.latencies = append(w.latencies, time.Since(begin))
			return nil
		}
		if bytes.Contains(raw, []byte("[PERSON_")) {
			return fmt.Errorf("an answer was not restored")
		}
	}
}

func letters(n int) string {
	s := strconv.Itoa(n)
	out := make([]byte, len(s))
	for i := range s {
		out[i] = 'a' + s[i] - '0'
	}
	return string(out) + "mann"
}

// TestLoad sends messages through the whole chain: TCP, web chat, vault in a file with its audit log, connector, Bot Framework
// adapter with tokens, the bot, and back to the citizen's WebSocket.
func TestLoad(t *testing.T) {
	long := *loadFor >= 10*time.Second
	duration := max(*loadFor, 500*time.Millisecond)
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret")
	require.NoError(t, os.WriteFile(secret, []byte("a long enough secret"), 0o600))
	goroutines := runtime.NumGoroutine()
	ctx, cancel := context.WithCancel(context.Background())
	addr, done := make(chan string, 1), make(chan error, 1)
	var log logbuf.Buffer
	go func() {
		done <- run(ctx, []string{"-addr", "127.0.0.1:0", "-demo=false", "-cache-scopes", "64", "-history-mib", "4", "-keys", filepath.Join(dir, "keys"), "-data", filepath.Join(dir, "data"), "-secret", secret},
			&log, func(a string) { addr <- a })
	}()
	var base string
	select {
	case a := <-addr:
		base = "http://" + a
	case err := <-done:
		cancel()
		t.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 2 * loadWorkers}}
	var people atomic.Int64
	var wg sync.WaitGroup
	workers := make([]*worker, loadWorkers)
	errs := make([]error, loadWorkers)
	begin, cpu := time.Now(), cpuTime()
	for k := range workers {
		workers[k] = &worker{base: base, secret: "a long enough secret", client: client, people: &people}
		wg.Go(func() {
			w := workers[k]
			defer w.end()
			for i := 0; time.Since(begin) < duration && errs[k] == nil; i++ {
				if i%loadTurns == 0 {
					errs[k] = w.begin(ctx)
				}
				if errs[k] == nil {
					errs[k] = w.message(ctx, i)
				}
			}
		})
	}
	stop := make(chan struct{})
	heaps := make(chan []uint64, 1)
	go func() { heaps <- watchHeap(duration, stop) }()
	wg.Wait()
	close(stop)
	elapsed, used := time.Since(begin), cpuTime()-cpu
	heap := <-heaps
	for _, err := range errs {
		require.NoError(t, err)
	}
	var all []time.Duration
	for _, w := range workers {
		all = append(all, w.latencies...)
	}
	slices.Sort(all)
	at := func(p float64) time.Duration {
		return all[min(len(all)-1, int(p*float64(len(all))))].Round(10 * time.Microsecond)
	}
	rate := float64(len(all)) / elapsed.Seconds()
	t.Logf("%d messages in %v: %.0f/s, %.0f per second of a core; p50 %v, p99 %v, p99.9 %v, longest %v; %.2f of %d cores, client included; heap %s", len(all), elapsed.Round(time.Millisecond),
		rate, float64(len(all))/used.Seconds(), at(.5), at(.99), at(.999), at(1), used.Seconds()/elapsed.Seconds(), runtime.GOMAXPROCS(0), mebibytes(heap))

	client.CloseIdleConnections()
	cancel()
	require.NoError(t, <-done)
	assert.NotContains(t, log.String(), "Muster")
	for range 100 {
		if runtime.NumGoroutine() <= goroutines {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	assert.LessOrEqual(t, runtime.NumGoroutine(), goroutines, "nothing runs on")
	if !long {
		return
	}
	half := len(heap) / 2
	assert.LessOrEqual(t, float64(slices.Max(heap[half:])), 1.25*float64(slices.Max(heap[:half])), "memory is flat")
	cores := float64(runtime.GOMAXPROCS(0))
	if got := used.Seconds() / elapsed.Seconds(); got < 0.75*cores { // others use the machine, or the disk is slow
		t.Logf("only %.0f %% of the cores were to be had: judged by what all of them would do", 100*got/cores)
		rate *= cores / got
	} else {
		assert.LessOrEqual(t, at(.99), 50*time.Millisecond)
	}
	assert.GreaterOrEqual(t, rate, 1000.0, "messages per second")
}

// watchHeap measures the live heap ten times.
func watchHeap(duration time.Duration, stop chan struct{}) (heap []uint64) {
	tick := time.NewTicker(duration / 10)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return heap
		case <-tick.C:
			var m runtime.MemStats
			debug.FreeOSMemory()
			runtime.ReadMemStats(&m)
			heap = append(heap, m.HeapAlloc)
		}
	}
}

func mebibytes(heap []uint64) string {
	var out []string
	for _, h := range heap {
		out = append(out, strconv.Itoa(int(h>>20)))
	}
	return strings.Join(out, " ") + " MiB"
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
