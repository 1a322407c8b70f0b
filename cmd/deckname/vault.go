package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/bolt"
)

const vaultHelp = `A vault is four things that do not belong into one place or one backup:

  -vault      the encrypted records
  -ring       the wrapped keys; forgetting destroys them there, so its backups must be short-lived
  -keys       the key file (0600, created on first use); without it nothing can be revealed
  -audit      the log of every reveal and erasure, with -audit-key of its own and the signed head -audit-head

By default the two key files are in the user's configuration folder, ring and head in the state folder.`

// vaultFlags say where the parts of a vault are.
type vaultFlags struct {
	file, keys, ring, audit, auditKey, auditHead, actor, purpose string

	created bool // open made the key file
}

// announce tells once where the keys are.
func (f *vaultFlags) announce(a *app) {
	if f.created {
		fmt.Fprintf(a.err, "deckname: created the key file %s; without it nothing can be revealed: keep a copy, apart from the vault and from its ring %s\n", f.keys, f.ring)
	}
}

func (f *vaultFlags) declare(fl *flag.FlagSet) {
	fl.StringVar(&f.file, "vault", "", "`file` with the encrypted records")
	fl.StringVar(&f.keys, "keys", "", "key `file` (default deckname/key in the user's configuration folder)")
	fl.StringVar(&f.ring, "ring", "", "`file` of the wrapped keys (default in the user's state folder, by the vault's name)")
	fl.StringVar(&f.audit, "audit", "", "audit log `file` (default the vault's with .audit)")
	fl.StringVar(&f.auditKey, "audit-key", "", "key `file` of the audit log (default deckname/audit-key in the configuration folder)")
	fl.StringVar(&f.auditHead, "audit-head", "", "`file` of the log's signed head (default in the state folder)")
	fl.StringVar(&f.actor, "actor", "deckname", "who acts, for the audit log; no personal data of people in the vault")
	fl.StringVar(&f.purpose, "purpose", "", "for what purpose, for the audit log")
}

var (
	errNoVault  = errors.New("there is no vault at -vault; deckname anonymize creates one")
	errNoKeys   = errors.New("there is no key file at -keys, but a vault: nothing can be revealed without it")
	errSameDir  = usagef("-keys and -vault are in the same folder: one copy of it would hold everything; choose another folder")
	errNoFolder = usagef("the user has no configuration folder; name -keys, -ring, -audit-key and -audit-head")
)

// resolve fills in the defaults.
func (f *vaultFlags) resolve() error {
	abs, err := filepath.Abs(f.file)
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(abs))
	name := strings.TrimSuffix(filepath.Base(abs), filepath.Ext(abs)) + "-" + hex.EncodeToString(sum[:4])
	config, cerr := os.UserConfigDir()
	state, serr := stateDir()
	set := func(to *string, dir, base string, err error) error {
		if *to == "" {
			if err != nil {
				return errNoFolder
			}
			*to = filepath.Join(dir, "deckname", base)
		}
		return nil
	}
	if f.audit == "" {
		f.audit = f.file + ".audit"
	}
	if err := errors.Join(set(&f.keys, config, "key", cerr), set(&f.auditKey, config, "audit-key", cerr),
		set(&f.ring, state, name+".ring", serr), set(&f.auditHead, state, name+".head", serr)); err != nil {
		return errNoFolder
	}
	keys, err := filepath.Abs(f.keys)
	if err != nil {
		return err
	}
	if filepath.Dir(keys) == filepath.Dir(abs) {
		return errSameDir
	}
	return nil
}

// stateDir is the user's folder for what a program must remember and backups need not.
func stateDir() (string, error) {
	if dir := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return dir, nil
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return os.UserConfigDir()
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "state"), err
}

// cacheScopes is how many scopes are kept in memory: lines of one scope mostly stand together in a file.
const cacheScopes = 512

// open opens the vault. Without create a vault that is missing is an error, so that a mistyped name is no empty vault.
func (f *vaultFlags) open(ctx context.Context, create bool, own ...anonymize.EntityType) (*pseudonym.Vault, error) {
	if err := f.resolve(); err != nil {
		return nil, err
	}
	if !create {
		if _, err := os.Stat(f.file); errors.Is(err, fs.ErrNotExist) {
			return nil, errNoVault
		}
	}
	if _, err := os.Stat(f.file); err == nil {
		if _, err := os.Stat(f.keys); errors.Is(err, fs.ErrNotExist) {
			return nil, errNoKeys // a new key would open nothing
		}
	}
	_, missing := os.Stat(f.keys)
	f.created = errors.Is(missing, fs.ErrNotExist)
	for _, name := range []string{f.keys, f.auditKey, f.ring, f.auditHead} {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			return nil, err
		}
	}
	keys, err := pseudonym.KeyFile(f.keys)
	if err != nil {
		return nil, at(f.keys, err)
	}
	auditKey, err := pseudonym.KeyFile(f.auditKey)
	if err != nil {
		return nil, at(f.auditKey, err)
	}
	var opened []io.Closer
	fail := func(err error) (*pseudonym.Vault, error) {
		for _, c := range opened {
			c.Close()
		}
		return nil, err
	}
	store, err := bolt.Open(bolt.Config{Path: f.file})
	if err != nil {
		return fail(at(f.file, err))
	}
	opened = append(opened, store)
	ring, err := pseudonym.OpenRingFile(f.ring)
	if err != nil {
		return fail(at(f.ring, err))
	}
	opened = append(opened, ring)
	log, err := pseudonym.OpenAuditLog(pseudonym.AuditLogConfig{Path: f.audit, HeadPath: f.auditHead, Key: auditKey})
	if err != nil {
		return fail(at(f.audit, err))
	}
	opened = append(opened, log)
	v, err := pseudonym.Open(ctx, pseudonym.Config{Store: store, Ring: ring, Keys: keys, Types: own, Audit: log, CacheScopes: cacheScopes,
		Access: pseudonym.Access{Actor: f.actor, Purpose: f.purpose}})
	if err != nil {
		return fail(err)
	}
	return v, nil
}

// at adds the file to an error that may lack it.
func at(name string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return err
	}
	return fmt.Errorf("%s: %w", name, err)
}

func forgetCommand() command {
	return command{
		name: "forget", args: "-vault FILE -scope ID [flags] [pseudonym ...]", short: "erase a scope, or single values, from the vault",
		long: `Erases the scope with everything in it, or only the values behind the given pseudonyms ("[PERSON_1]"), with
every spelling of them, or with -tenant everything of one tenant. The keys are destroyed, so that copies of the records
reveal nothing either; the numbers stay used. Prints a signed receipt as JSON.

` + vaultHelp,
		setup: func(fl *flag.FlagSet) func(context.Context, *app, []string) error {
			var f vaultFlags
			f.declare(fl)
			scope := fl.String("scope", "", "`id` of the scope")
			tenant := fl.String("tenant", "", "`name` of the tenant")
			return func(ctx context.Context, a *app, args []string) (err error) {
				switch {
				case f.file == "":
					return usagef("needs -vault")
				case (*scope == "") == (*tenant == ""):
					return usagef("needs -scope or -tenant")
				case *tenant != "" && len(args) > 0:
					return usagef("-tenant takes no pseudonyms")
				}
				v, err := f.open(ctx, false)
				if err != nil {
					return err
				}
				defer closing(v, &err)
				var receipt pseudonym.Receipt
				switch {
				case *tenant != "":
					receipt, err = v.ForgetTenant(ctx, *tenant)
				case len(args) > 0:
					receipt, err = v.Forget(ctx, *scope, args...)
				default:
					receipt, err = v.ForgetScope(ctx, *scope)
				}
				if errors.Is(err, pseudonym.ErrUnknown) {
					return bad("the scope never had one of these pseudonyms; nothing was forgotten")
				}
				if err != nil {
					return err
				}
				return json.NewEncoder(a.out).Encode(receipt)
			}
		},
	}
}

func rotateCommand() command {
	return command{
		name: "rotate", args: "-vault FILE [flags]", short: "bring the vault under a new key",
		long: `Adds a new key to the key file, brings the ring under it and removes the old keys. Pseudonyms and records
stay as they are. It may be killed at any point and run again with -resume. -reencrypt also gives every scope a new key
and encrypts its records anew: what to do after a ring was exposed.

` + vaultHelp,
		setup: func(fl *flag.FlagSet) func(context.Context, *app, []string) error {
			var f vaultFlags
			f.declare(fl)
			resume := fl.Bool("resume", false, "add no key: go on where an earlier run stopped")
			keep := fl.Bool("keep-old", false, "leave the old keys in the key file, for copies of the ring")
			reencrypt := fl.Bool("reencrypt", false, "encrypt all records anew")
			return func(ctx context.Context, a *app, args []string) (err error) {
				if f.file == "" || len(args) > 0 {
					return usagef("needs -vault and no arguments")
				}
				if err := f.rotate(ctx, a, *resume, *reencrypt); err != nil {
					return err
				}
				if *keep {
					return nil
				}
				_, err = pseudonym.DropOldKeys(f.keys)
				return err
			}
		},
	}
}

func (f *vaultFlags) rotate(ctx context.Context, a *app, resume, reencrypt bool) (err error) {
	v, err := f.open(ctx, false) // all must be in order before a key is added
	if err != nil {
		return err
	}
	if err := v.Close(); err != nil {
		return err
	}
	if !resume {
		if _, err := pseudonym.AddKey(f.keys); err != nil {
			return at(f.keys, err)
		}
	}
	if v, err = f.open(ctx, false); err != nil {
		return err
	}
	defer closing(v, &err)
	var bar *progress
	show := func(done, total int) {
		if bar == nil {
			bar = a.counter(total)
		}
		bar.set(done)
	}
	if err = v.Rotate(ctx, show); err == nil && reencrypt {
		bar.finish()
		bar = nil
		err = v.Reencrypt(ctx, pseudonym.ReencryptConfig{Progress: show})
	}
	bar.finish()
	return err
}

func auditCommand() command {
	return command{
		name: "audit", args: "verify|list -vault FILE [flags]", short: "verify or list the vault's audit log",
		long: `verify checks that no line of the log was changed, dropped or cut off, and prints how far it is intact
as JSON; a broken log has exit code 1. list does the same and prints every entry first, one JSON object per line. The log
holds who revealed or erased how many values of which type, when and why: no value, no pseudonym, no scope in clear.

` + vaultHelp,
		setup: func(fl *flag.FlagSet) func(context.Context, *app, []string) error {
			var f vaultFlags
			f.declare(fl)
			return func(ctx context.Context, a *app, args []string) error {
				if len(args) == 0 || args[0] != "verify" && args[0] != "list" {
					return usagef("needs verify or list")
				}
				list := args[0] == "list"
				if fl.Parse(args[1:]) != nil || fl.NArg() > 0 || f.file == "" {
					return usagef("needs -vault")
				}
				return f.auditLog(a, list)
			}
		},
	}
}

func (f *vaultFlags) auditLog(a *app, list bool) error {
	if err := f.resolve(); err != nil {
		return err
	}
	if _, err := os.Stat(f.auditKey); err != nil {
		return err
	}
	key, err := pseudonym.KeyFile(f.auditKey)
	if err != nil {
		return at(f.auditKey, err)
	}
	enc := json.NewEncoder(a.out)
	var each func(pseudonym.AuditEntry) error
	if list {
		each = func(e pseudonym.AuditEntry) error { return enc.Encode(e) }
	}
	report, err := pseudonym.VerifyAuditLog(f.audit, f.auditHead, key, each)
	if errors.Is(err, pseudonym.ErrAuditBroken) {
		return bad("%s: %v", f.audit, err)
	}
	if err != nil {
		return at(f.audit, err)
	}
	return enc.Encode(struct {
		Intact  bool                `json:"intact"`
		Entries uint64              `json:"entries"`
		Head    pseudonym.AuditHead `json:"head"`
	}{true, report.Entries, report.Head})
}
