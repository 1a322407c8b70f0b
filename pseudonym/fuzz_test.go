package pseudonym_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
)

// FuzzLookalikes: what a user may not type is at least what Reveal would find, also if the text is cut in two and put together again.
func FuzzLookalikes(f *testing.F) {
	p, tokens := finderVault(f, pseudonym.Placeholders())
	c, codes := finderVault(f, pseudonym.Codes())
	for _, s := range append(append(append([]string{}, pieces...), tokens...), codes...) {
		f.Add("x "+s+" y", 4)
	}
	covered := func(t *testing.T, found, by []anonymize.Span, text string) {
		for _, s := range found {
			ok := false
			for _, b := range by {
				ok = ok || b.Start < s.End && s.Start < b.End
			}
			require.True(t, ok, "%q of %q", text[s.Start:s.End], text)
		}
	}
	f.Fuzz(func(t *testing.T, text string, cut int) {
		for _, f := range []anonymize.Finder{p, c} {
			look := f.(anonymize.LookalikeFinder)
			spans := look.Lookalikes([]byte(text), nil)
			last := 0
			for _, s := range spans {
				require.True(t, s.Start >= last && s.Start < s.End && s.End <= len(text), "sorted, disjoint and inside")
				last = s.End
			}
			covered(t, f.Find([]byte(text), nil), spans, text)
		}
		if cut < 0 || cut > len(text) || !utf8.ValidString(text[:cut]) {
			return
		}
		// two texts of a user, put together by the bot; only placeholders, whose parts can be guessed
		look := p.(anonymize.LookalikeFinder)
		by := look.Lookalikes([]byte(text[:cut]), nil)
		for _, s := range look.Lookalikes([]byte(text[cut:]), nil) {
			by = append(by, anonymize.Span{Start: s.Start + cut, End: s.End + cut})
		}
		for _, s := range p.Find([]byte(text), nil) {
			if s.Start < cut && cut < s.End && s.Len() <= 24 && !strings.ContainsAny(text[s.Start:s.End], `\*`) {
				covered(t, []anonymize.Span{s}, by, text)
			}
		}
	})
}

// FuzzSchemes: any value of any type gets a pseudonym of each scheme that restores it exactly, and that nobody else's scope knows.
func FuzzSchemes(f *testing.F) {
	for i, s := range []string{"Jörg Wolkenstein", "DE89 3704 0044 0532 0130 00", "030 23125001", "1.2.1988", "x@example.org", "[PERSON_1]", "Frau Müller", "", "\x00", "🙂"} {
		f.Add(s, uint8(i))
	}
	vaults := map[string]*pseudonym.Vault{}
	for name, s := range map[string]pseudonym.Scheme{"placeholders": pseudonym.Placeholders(), "codes": pseudonym.Codes(), "surrogates": pseudonym.Surrogates()} {
		vaults[name] = open(f, pseudonym.Config{Scheme: s})
	}
	types := anonymize.Types()
	n := 0
	f.Fuzz(func(t *testing.T, text string, typ uint8) {
		n++
		scope := fmt.Sprint("s", n)
		v := anonymize.NewValue(types[int(typ)%len(types)], text)
		for name, vault := range vaults {
			got, err := vault.Pseudonymize(context.Background(), scope, []anonymize.Value{v, v})
			if err != nil {
				continue // too long, empty, or none can be made: nothing leaves
			}
			require.Equal(t, got[0], got[1], "one value, one pseudonym")
			if !strings.HasPrefix(text, "[") { // somebody may be called as a pseudonym looks
				require.NotEqual(t, text, got[0], name)
			}
			back, err := vault.Reveal(context.Background(), scope, got, nil)
			require.NoError(t, err)
			require.Equal(t, text, back[0].Expose(), name)
			finder, err := vault.Finder(context.Background(), scope)
			require.NoError(t, err)
			require.Equal(t, []anonymize.Span{{Start: 0, End: len(got[0])}}, finder.Find([]byte(got[0]), nil), "%s %q", name, got[0])
			back, err = vault.Reveal(context.Background(), scope+" other", got, nil)
			require.ErrorIs(t, err, anonymize.ErrUnresolved)
			require.True(t, back[0].IsZero() && back[1].IsZero(), name)
		}
		_, err := vaults["placeholders"].ForgetScope(context.Background(), scope)
		require.NoError(t, err)
	})
}

// FuzzVault holds law 7 against a model: any order of telling, asking, forgetting and opening anew. What is told is revealed, what
// is forgotten is not, and no pseudonym ever means a second value.
func FuzzVault(f *testing.F) {
	f.Add([]byte{0, 1, 2, 40, 0, 80, 120, 160, 0, 1})
	f.Add([]byte{1, 2, 3, 81, 121, 1, 2, 161, 41, 200, 0})
	f.Fuzz(func(t *testing.T, ops []byte) {
		ctx := context.Background()
		store, ring := pseudonym.NewMemory(), pseudonym.NewMemoryRing()
		v := open(t, pseudonym.Config{Store: store, Ring: ring})
		meaning := map[string]string{} // scope and pseudonym: the value that it was ever given for
		alive := map[string]bool{}     // scope and pseudonym: not forgotten
		for _, op := range ops[:min(len(ops), 40)] {
			scope, name := fmt.Sprint("s", op%2), fmt.Sprint("Name", rune('A'+op%5))
			switch op / 40 {
			case 0, 1:
				tok := put(t, v, scope, person(name))[0]
				key := scope + tok
				if was, ok := meaning[key]; ok {
					require.Equal(t, was, name, "a pseudonym never means somebody else")
					require.True(t, alive[key], "a forgotten pseudonym is not given again")
				}
				meaning[key], alive[key] = name, true
			case 2:
				_, err := v.ForgetScope(ctx, scope)
				require.NoError(t, err)
				for key := range alive {
					if strings.HasPrefix(key, scope) {
						alive[key] = false
					}
				}
			case 3:
				tok := fmt.Sprintf("[PERSON_%d]", 1+op%5)
				_, err := v.Forget(ctx, scope, tok)
				if _, told := meaning[scope+tok]; !told {
					require.ErrorIs(t, err, pseudonym.ErrUnknown)
					continue
				}
				require.NoError(t, err)
				alive[scope+tok] = false
			default:
				v = open(t, pseudonym.Config{Store: store, Ring: ring}) // another gateway takes over
			}
			for key, value := range meaning {
				back, err := v.Reveal(ctx, key[:2], []string{key[2:]}, nil)
				if alive[key] {
					require.NoError(t, err)
					require.Equal(t, value, back[0].Expose())
					continue
				}
				require.ErrorIs(t, err, pseudonym.ErrForgotten)
				require.True(t, back[0].IsZero())
			}
		}
	})
}

// FuzzKeys: the text of a key file gives keys that can open what they wrap, or an error.
func FuzzKeys(f *testing.F) {
	f.Add([]byte("deckname-key-1 AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\n# x\n\ndeckname-key-1 AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=\r\n"))
	f.Add([]byte("deckname-key-1 AQ==\n"))
	f.Add([]byte("deckname-key-2 x"))
	f.Fuzz(func(t *testing.T, text []byte) {
		k, err := pseudonym.ParseKeys(text)
		if err != nil {
			require.Nil(t, k)
			return
		}
		wrapped, err := k.Wrap(context.Background(), bytes.Repeat([]byte{7}, 32), []byte("aad"))
		require.NoError(t, err)
		dek, err := k.Unwrap(context.Background(), wrapped, []byte("aad"))
		require.NoError(t, err)
		require.Equal(t, bytes.Repeat([]byte{7}, 32), dek)
		_, err = k.Unwrap(context.Background(), wrapped, []byte("other"))
		require.Error(t, err)
	})
}

// FuzzRingFile: a ring file in which anything was changed opens or does not; what it gives is what was put, or nothing.
func FuzzRingFile(f *testing.F) {
	dir := f.TempDir()
	ring, err := pseudonym.OpenRingFile(filepath.Join(dir, "ring"))
	require.NoError(f, err)
	v := open(f, pseudonym.Config{Ring: ring})
	put(f, v, "s", person("Eva Schmidt"))
	_, err = v.ForgetScope(context.Background(), "s")
	require.NoError(f, err)
	put(f, v, "t", person("Max Müller"))
	require.NoError(f, ring.Close())
	whole, err := os.ReadFile(filepath.Join(dir, "ring"))
	require.NoError(f, err)
	f.Add(0, []byte{})
	f.Add(300, []byte("changed"))
	f.Add(len(whole)-10, bytes.Repeat([]byte{0xff}, 300))
	f.Fuzz(func(t *testing.T, at int, with []byte) {
		if at < 0 || at > len(whole) || len(with) > 4096 {
			return
		}
		text := append(append(bytes.Clone(whole[:at]), with...), whole[min(len(whole), at+len(with)):]...)
		path := filepath.Join(t.TempDir(), "ring")
		require.NoError(t, os.WriteFile(path, text, 0o600))
		r, err := pseudonym.OpenRingFile(path)
		if err != nil {
			return
		}
		defer r.Close()
		keys, err := pseudonym.NewLocalKeys(make([]byte, 32))
		require.NoError(t, err)
		v, err := pseudonym.Open(context.Background(), pseudonym.Config{Store: pseudonym.NewMemory(), Ring: r, Keys: keys, DangerouslyNoAudit: true})
		if err != nil {
			return
		}
		defer v.Close()
		_, err = v.Pseudonymize(context.Background(), "t", []anonymize.Value{person("Eva")})
		if err == nil {
			back, err := v.Reveal(context.Background(), "t", []string{"[PERSON_1]", "[PERSON_2]"}, nil)
			require.True(t, err == nil || errors.Is(err, anonymize.ErrUnresolved) || back == nil)
			for _, b := range back {
				require.True(t, b.IsZero() || b.Expose() == "Eva")
			}
		}
	})
}

// FuzzAuditLog: a log or a head in which a byte is not what was written does not verify. Only lines behind the signed head may be
// missing, and what a crash left of the last one.
func FuzzAuditLog(f *testing.F) {
	dir := f.TempDir()
	key, err := pseudonym.NewLocalKeys(bytes.Repeat([]byte{3}, 32))
	require.NoError(f, err)
	cfg := pseudonym.AuditLogConfig{Path: filepath.Join(dir, "log"), HeadPath: filepath.Join(dir, "head"), Key: key}
	log, err := pseudonym.OpenAuditLog(cfg)
	require.NoError(f, err)
	for i := range 4 {
		require.NoError(f, log.Append(context.Background(), pseudonym.AuditEntry{Action: pseudonym.ActionReveal, Scope: "ab", Count: i}))
	}
	require.NoError(f, log.Close())
	text, err := os.ReadFile(cfg.Path)
	require.NoError(f, err)
	head, err := os.ReadFile(cfg.HeadPath)
	require.NoError(f, err)
	f.Add(text, head)
	f.Add(text[:len(text)/2], head)
	f.Add(bytes.Replace(text, []byte(`"count":2`), []byte(`"count":3`), 1), head)
	f.Add(append(bytes.Clone(text), "{}\n"...), head)
	f.Add([]byte{}, []byte("{}"))
	f.Fuzz(func(t *testing.T, log, top []byte) {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, "log"), log, 0o600))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "head"), top, 0o600))
		r, err := pseudonym.VerifyAuditLog(filepath.Join(dir, "log"), filepath.Join(dir, "head"), key, nil)
		if err != nil {
			return
		}
		require.Equal(t, uint64(4), r.Entries)
		require.True(t, bytes.HasPrefix(log, bytes.TrimSuffix(text, []byte("\n"))), "verified, though it is another log")
	})
}
