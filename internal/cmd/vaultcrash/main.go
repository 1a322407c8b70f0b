// Command vaultcrash kills a process that fills a vault, at random moments, and checks what is left.
//
//	go run ./internal/cmd/vaultcrash -store bolt -rounds 20
//	go run ./internal/cmd/vaultcrash -store postgres -rounds 20
//
// In every round a child process names values in shared conversations from many goroutines and forgets conversations, and
// writes a line for everything that the vault acknowledged, until it gets SIGKILL. Then the vault is opened as it is: every
// acknowledged pseudonym must reveal its value, no value may have two pseudonyms and no pseudonym two values, and what was
// acknowledged as forgotten must be forgotten. The last line is "rounds N lost 0 doubled 0"; anything else exits with 1.
//
// For postgres, the server of DECKNAME_TEST_POSTGRES is used; without it, the command starts one through
// pseudonym/integration.sh, and then every tenth round kills the server too and lets it recover.
package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/bolt"
	"github.com/deckname/deckname/pseudonym/postgres"
)

const dsnEnv = "DECKNAME_TEST_POSTGRES"

func main() {
	store := flag.String("store", "bolt", "bolt or postgres")
	rounds := flag.Int("rounds", 20, "number of kills")
	dir := flag.String("dir", "", "where the vault is (default: a temporary directory)")
	child := flag.Int("child", -1, "used by the command itself: the round to play")
	flag.Parse()
	if err := run(*store, *rounds, *dir, *child); err != nil {
		fmt.Fprintln(os.Stderr, "vaultcrash:", err)
		os.Exit(1)
	}
}

func run(store string, rounds int, dir string, child int) error {
	if store != "bolt" && store != "postgres" {
		return errors.New("-store is bolt or postgres")
	}
	if store == "postgres" && os.Getenv(dsnEnv) == "" {
		self, err := os.Executable()
		if err != nil {
			return err
		}
		cmd := exec.Command("bash", "pseudonym/integration.sh", "--", self, "-store", store, "-rounds", strconv.Itoa(rounds))
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		return cmd.Run()
	}
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "vaultcrash"); err != nil {
			return err
		}
		defer os.RemoveAll(dir)
	}
	w := world{store: store, dir: dir, schema: "crash_" + filepath.Base(dir)}
	if child >= 0 {
		return w.load(child)
	}
	return w.rounds(rounds)
}

// world is where the vault is.
type world struct {
	store, dir, schema string
}

func (w *world) open(ctx context.Context) (*pseudonym.Vault, error) {
	keys, err := pseudonym.KeyFile(filepath.Join(w.dir, "key"))
	if err != nil {
		return nil, err
	}
	cfg := pseudonym.Config{Keys: keys, DangerouslyNoAudit: true}
	if w.store == "bolt" {
		ring, err := pseudonym.OpenRingFile(filepath.Join(w.dir, "ring"))
		if err != nil {
			return nil, err
		}
		cfg.Ring = ring
		if cfg.Store, err = bolt.Open(bolt.Config{Path: filepath.Join(w.dir, "vault.db")}); err != nil {
			return nil, err
		}
	} else {
		pc := postgres.Config{DSN: os.Getenv(dsnEnv), Schema: w.schema}
		ring, err := postgres.OpenRing(ctx, pc)
		if err != nil {
			return nil, err
		}
		cfg.Ring = ring
		if cfg.Store, err = postgres.Open(ctx, pc); err != nil {
			return nil, err
		}
	}
	return pseudonym.Open(ctx, cfg)
}

const (
	workers   = 16
	sharedBy  = 8   // scopes that all workers write to
	perScope  = 400 // different values of one scope and round
	forgotten = 10  // one call in so many is for a conversation that is forgotten at once
)

func value(round, n int) anonymize.Value {
	if n%2 == 0 {
		return anonymize.NewValue(anonymize.Person, fmt.Sprintf("Vorname%dx%d Nachname%dx%d", round, n, round, n))
	}
	return anonymize.NewValue(anonymize.IBANCode, fmt.Sprintf("DE%02d %d %d", n%100, round, n))
}

// load fills the vault until it is killed. Lines: "ack", scope, value, pseudonym or "gone", scope, pseudonym, with tabs.
func (w *world) load(round int) error {
	ctx := context.Background()
	v, err := w.open(ctx)
	if err != nil {
		return err
	}
	var mu sync.Mutex
	say := func(parts ...string) {
		mu.Lock()
		defer mu.Unlock()
		_, _ = os.Stdout.WriteString(strings.Join(parts, "\t") + "\n") // one write, so that a kill leaves whole lines
	}
	var wg sync.WaitGroup
	for id := range workers {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(round), uint64(id)))
			for i := 0; ; i++ {
				if r.IntN(forgotten) == 0 {
					w.forget(ctx, v, fmt.Sprintf("gone %d %d %d", round, id, i), value(round, i), say)
					continue
				}
				scope := fmt.Sprint("scope ", r.IntN(sharedBy))
				vals := []anonymize.Value{value(round, r.IntN(perScope)), value(round, r.IntN(perScope))}
				got, err := v.Pseudonymize(ctx, scope, vals)
				if err != nil {
					time.Sleep(5 * time.Millisecond) // the server is away: fail closed, try again
					continue
				}
				for k := range got {
					say("ack", scope, vals[k].Expose(), got[k])
				}
			}
		})
	}
	wg.Wait()
	return nil
}

func (w *world) forget(ctx context.Context, v *pseudonym.Vault, scope string, val anonymize.Value, say func(...string)) {
	got, err := v.Pseudonymize(ctx, scope, []anonymize.Value{val})
	if err != nil {
		return
	}
	if _, err := v.ForgetScope(ctx, scope); err == nil {
		say("gone", scope, got[0])
	}
}

// ledger is what the vault has acknowledged in all rounds.
type ledger struct {
	token         map[[2]string]string // scope, value
	value         map[[2]string]string // scope, pseudonym
	gone          map[[2]string]bool   // scope, pseudonym
	lost, doubled int
}

func (l *ledger) add(line string) {
	p := strings.Split(line, "\t")
	switch {
	case len(p) == 4 && p[0] == "ack":
		if old, ok := l.token[[2]string{p[1], p[2]}]; ok && old != p[3] {
			l.doubled++
		}
		if old, ok := l.value[[2]string{p[1], p[3]}]; ok && old != p[2] {
			l.doubled++
		}
		l.token[[2]string{p[1], p[2]}], l.value[[2]string{p[1], p[3]}] = p[3], p[2]
	case len(p) == 3 && p[0] == "gone":
		l.gone[[2]string{p[1], p[2]}] = true
	}
}

func (w *world) rounds(n int) error {
	l := &ledger{token: map[[2]string]string{}, value: map[[2]string]string{}, gone: map[[2]string]bool{}}
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	for round := range n {
		acks, err := w.kill(round, time.Duration(20+r.IntN(230))*time.Millisecond)
		if err != nil {
			return err
		}
		fresh := map[[2]string]bool{}
		for _, line := range acks {
			l.add(line)
			if p := strings.Split(line, "\t"); len(p) == 4 {
				fresh[[2]string{p[1], p[3]}] = true
			}
		}
		all := round == n-1
		if err := w.check(l, func(k [2]string) bool { return all || fresh[k] || r.IntN(20) == 0 }); err != nil {
			return fmt.Errorf("round %d: %w", round, err)
		}
		if (round+1)%10 == 0 || all {
			fmt.Printf("round %d: %d pseudonyms and %d forgotten conversations so far\n", round+1, len(l.value), len(l.gone))
		}
	}
	fmt.Printf("rounds %d lost %d doubled %d\n", n, l.lost, l.doubled)
	if l.lost+l.doubled > 0 {
		os.Exit(1)
	}
	return nil
}

// kill runs the child and ends it; every tenth round it ends the PostgreSQL server too, if it may.
func (w *world) kill(round int, after time.Duration) ([]string, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(self, "-store", w.store, "-dir", w.dir, "-child", strconv.Itoa(round))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	started := make(chan struct{}) // the first line: the random moment counts from there
	lines := make(chan []string, 1)
	go func() {
		var got []string
		var once sync.Once
		in := bufio.NewReader(out)
		for {
			line, err := in.ReadString('\n')
			if err != nil {
				break // what has no end was not acknowledged
			}
			got = append(got, strings.TrimSuffix(line, "\n"))
			once.Do(func() { close(started) })
		}
		_, _ = io.Copy(io.Discard, in)
		lines <- got
	}()
	if round%4 != 3 { // every fourth round the kill may come while the vault opens
		select {
		case <-started:
		case <-time.After(20 * time.Second):
			_ = cmd.Process.Kill()
			<-lines
			_ = cmd.Wait()
			return nil, fmt.Errorf("child does not start: %s", stderr.String())
		}
	}
	time.Sleep(after)
	if w.store == "postgres" && round%10 == 9 {
		if err := restartServer(); err != nil {
			return nil, err
		}
		time.Sleep(after)
	}
	_ = cmd.Process.Kill()
	got := <-lines
	_ = cmd.Wait()
	return got, nil
}

// restartServer crashes the server that integration.sh started and starts it again.
func restartServer() error {
	ctl, data := os.Getenv("DECKNAME_TEST_POSTGRES_CTL"), os.Getenv("DECKNAME_TEST_POSTGRES_DATA")
	if ctl == "" || data == "" {
		return nil
	}
	args := []string{ctl, "-D", data, "-m", "immediate", "-w", "-s", "-l", filepath.Join(filepath.Dir(data), "log"), "restart"}
	if os.Getuid() == 0 {
		args = append([]string{"setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"}, args...)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = "/"
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("restart: %w: %s", err, out)
	}
	return nil
}

// check opens the vault as the kill left it and compares it with the ledger.
func (w *world) check(l *ledger, pick func(key [2]string) bool) error {
	ctx := context.Background()
	v, err := w.open(ctx)
	if err != nil {
		return fmt.Errorf("needs repair: %w", err)
	}
	defer v.Close()
	tokens, values := map[string][]string{}, map[string][]anonymize.Value{}
	for k, text := range l.value {
		if pick(k) {
			t := anonymize.IBANCode
			if strings.HasPrefix(text, "Vorname") {
				t = anonymize.Person
			}
			tokens[k[0]] = append(tokens[k[0]], k[1])
			values[k[0]] = append(values[k[0]], anonymize.NewValue(t, text))
		}
	}
	for scope, toks := range tokens {
		got, err := v.Reveal(ctx, scope, toks, nil)
		if err != nil && !errors.Is(err, anonymize.ErrUnresolved) {
			return err
		}
		again, err := v.Pseudonymize(ctx, scope, values[scope])
		if err != nil {
			return err
		}
		for i := range toks {
			if got[i].Expose() != values[scope][i].Expose() {
				l.lost++
			}
			if again[i] != toks[i] {
				l.doubled++
			}
		}
	}
	for k := range l.gone {
		if !pick(k) {
			continue
		}
		if _, err := v.Reveal(ctx, k[0], []string{k[1]}, nil); !errors.Is(err, pseudonym.ErrForgotten) {
			l.lost++
		}
	}
	return nil
}
