package pseudonym

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// KeyWrapper wraps the keys of the ring's upper levels under a key-encryption key that it does not give away: a local
// key file, a passphrase, a KMS or a PKCS#11 token. Package pseudonymtest holds its contract:
//
//   - KeyID names the primary key, the one that Wrap uses: a short printable string that is no secret.
//   - Unwrap returns what Wrap was given if aad is equal, whichever of its keys wrapped it; ErrKeyLost if it has the key
//     no more; another error if wrapped or aad was changed or the service fails. It never returns wrong bytes.
//   - Both are safe for concurrent use. The vault zeroes what Unwrap returns.
type KeyWrapper interface {
	KeyID() string
	Wrap(ctx context.Context, key, aad []byte) ([]byte, error)
	Unwrap(ctx context.Context, wrapped, aad []byte) ([]byte, error)
}

// LocalKeys is a KeyWrapper with keys in this process's memory: the first is primary, the others only unwrap.
// It wraps with AES-256-GCM.
type LocalKeys struct {
	keys [][]byte
	ids  []string
}

const keyLine = "deckname-key-1 "

// NewLocalKeys returns a LocalKeys of the given keys of 32 bytes, the primary first. It copies them.
func NewLocalKeys(primary []byte, older ...[]byte) (*LocalKeys, error) {
	l := &LocalKeys{}
	for _, k := range append([][]byte{primary}, older...) {
		if len(k) != keyBytes {
			return nil, ErrInvalid
		}
		l.keys = append(l.keys, bytes.Clone(k))
		l.ids = append(l.ids, hex.EncodeToString(derive(k, labelKeyID)[:8]))
	}
	return l, nil
}

// ParseKeys reads the text of a key file: one line "deckname-key-1 BASE64" per key, the primary first; empty lines and
// lines that begin with '#' are skipped.
func ParseKeys(text []byte) (*LocalKeys, error) {
	var keys [][]byte
	for line := range bytes.Lines(text) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		enc, ok := bytes.CutPrefix(line, []byte(keyLine))
		if !ok {
			return nil, ErrCorrupt
		}
		k := make([]byte, base64.StdEncoding.DecodedLen(len(enc)))
		n, err := base64.StdEncoding.Decode(k, enc)
		if err != nil || n != keyBytes {
			return nil, ErrCorrupt
		}
		keys = append(keys, k[:n])
	}
	if len(keys) == 0 {
		return nil, ErrCorrupt
	}
	l, err := NewLocalKeys(keys[0], keys[1:]...)
	for _, k := range keys {
		clear(k)
	}
	return l, err
}

func formatKeys(keys [][]byte) []byte {
	var b bytes.Buffer
	for _, k := range keys {
		b.WriteString(keyLine + base64.StdEncoding.EncodeToString(k) + "\n")
	}
	return b.Bytes()
}

// KeyFile reads the key file at path, or creates it with one random key: mode 0600, complete or not at all, and never
// over an existing file. A file that others than its owner can access is ErrKeyFileMode. Losing the file loses every
// value; keep a copy of it, but not beside copies of the vault.
func KeyFile(path string) (*LocalKeys, error) {
	l, err := readKeyFile(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return l, err
	}
	text := formatKeys([][]byte{newKey()})
	defer clear(text)
	if err := createFile(path, text, os.Link); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return readKeyFile(path) // another process may have been first
}

func readKeyFile(path string) (*LocalKeys, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, ErrKeyFileMode
	}
	if info.Size() > 1<<20 {
		return nil, ErrCorrupt
	}
	text := make([]byte, info.Size())
	defer clear(text)
	if _, err := f.ReadAt(text, 0); err != nil {
		return nil, err
	}
	return ParseKeys(text)
}

// AddKey makes a new random key the primary one of the key file at path, which must exist, and keeps the others. Then
// open the vault anew, call Rotate and, after that, DropOldKeys.
func AddKey(path string) (*LocalKeys, error) {
	l, err := readKeyFile(path)
	if err != nil {
		return nil, err
	}
	return rewriteKeys(path, append([][]byte{newKey()}, l.keys...))
}

// DropOldKeys removes every key but the primary one from the key file at path. Whatever only they open is lost: call it
// after Rotate has succeeded.
func DropOldKeys(path string) (*LocalKeys, error) {
	l, err := readKeyFile(path)
	if err != nil {
		return nil, err
	}
	return rewriteKeys(path, l.keys[:1])
}

func rewriteKeys(path string, keys [][]byte) (*LocalKeys, error) {
	old, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	defer old.Close()
	text := formatKeys(keys)
	defer clear(text)
	if err := createFile(path, text, os.Rename); err != nil {
		return nil, err
	}
	if info, err := old.Stat(); err == nil { // the replaced file's bytes, as far as the file system overwrites in place
		_, _ = old.WriteAt(make([]byte, info.Size()), 0)
		_ = old.Sync()
	}
	return readKeyFile(path)
}

// createFile writes text to a temporary file of mode 0600 beside path, syncs it and puts it in place.
func createFile(path string, text []byte, place func(old, new string) error) error {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, ".deckname-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	if err := place(f.Name(), path); err != nil {
		return err
	}
	return syncDir(dir)
}

func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// KeyEnv reads the keys from environment variable name, in the form of a key file (spaces may stand for line ends
// between keys), and removes the variable from this process.
func KeyEnv(name string) (*LocalKeys, error) {
	text := os.Getenv(name)
	if text == "" {
		return nil, fs.ErrNotExist
	}
	if err := os.Unsetenv(name); err != nil {
		return nil, err
	}
	prefix := strings.TrimSpace(keyLine)
	return ParseKeys([]byte(strings.ReplaceAll(text, " "+prefix, "\n"+prefix)))
}

// SecretMount reads the keys from a file that an orchestrator mounts (systemd credential, Kubernetes secret), in the
// form of a key file. It never creates it and leaves the access modes to the orchestrator.
func SecretMount(path string) (*LocalKeys, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	defer clear(text)
	return ParseKeys(text)
}

// KeyID implements KeyWrapper.
func (l *LocalKeys) KeyID() string { return l.ids[0] }

const localAAD = "deckname local wrap\x01"

// Wrap implements KeyWrapper. The result is version (1) | len | key id | nonce | ciphertext | tag.
func (l *LocalKeys) Wrap(ctx context.Context, key, aad []byte) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	head := append([]byte{1, byte(len(l.ids[0]))}, l.ids[0]...)
	return newAEAD(l.keys[0]).Seal(head, nil, key, append([]byte(localAAD), aad...)), nil
}

// Unwrap implements KeyWrapper.
func (l *LocalKeys) Unwrap(ctx context.Context, wrapped, aad []byte) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r := reader{b: wrapped}
	if v := r.byte(); v != 1 {
		return nil, ErrVersion
	}
	id := string(r.bytes(int(r.byte())))
	if r.bad {
		return nil, ErrCorrupt
	}
	for i, have := range l.ids {
		if have != id {
			continue
		}
		key, err := newAEAD(l.keys[i]).Open(nil, nil, r.b, append([]byte(localAAD), aad...))
		if err != nil {
			return nil, ErrCorrupt
		}
		return key, nil
	}
	return nil, ErrKeyLost
}

// Wipe zeroes the keys; l is of no use afterwards. Copies that the runtime or the operating system made stay.
func (l *LocalKeys) Wipe() {
	for _, k := range l.keys {
		clear(k)
	}
	l.keys, l.ids = nil, []string{"wiped"}
}

// KeyRing joins key wrappers: primary wraps, and all of them unwrap, in order. It is how one moves from a key file to a
// KMS: Open with KeyRing(kms, file), Rotate, then Open with kms alone.
func KeyRing(primary KeyWrapper, older ...KeyWrapper) KeyWrapper {
	return keyRing(append([]KeyWrapper{primary}, older...))
}

type keyRing []KeyWrapper

func (k keyRing) KeyID() string { return k[0].KeyID() }

func (k keyRing) Wrap(ctx context.Context, key, aad []byte) ([]byte, error) {
	return k[0].Wrap(ctx, key, aad)
}

func (k keyRing) Unwrap(ctx context.Context, wrapped, aad []byte) ([]byte, error) {
	var first error
	for _, w := range k {
		key, err := w.Unwrap(ctx, wrapped, aad)
		if err == nil {
			return key, nil
		}
		if first == nil || errors.Is(first, ErrKeyLost) {
			first = err // an outage tells more than "not mine"
		}
	}
	return nil, first
}
