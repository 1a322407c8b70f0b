package gateway

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/deckname/deckname/pseudonym"
)

// NewKeys makes the key files and secrets that dir lacks, and never replaces one: vault.key, audit.key, alias.key,
// token.key and directline.secret.
func NewKeys(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return errors.New("gateway: the folder cannot be created")
	}
	for _, f := range []string{"vault.key", "audit.key"} {
		if _, err := pseudonym.KeyFile(filepath.Join(path, f)); err != nil {
			return fmt.Errorf("gateway: %s: %w", f, err)
		}
	}
	for _, f := range []string{"alias.key", "token.key", "directline.secret"} {
		random := make([]byte, 32)
		_, _ = rand.Read(random) // never fails
		out, err := os.OpenFile(filepath.Join(path, f), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("gateway: %s cannot be created", f)
		}
		_, err = out.WriteString(base64.StdEncoding.EncodeToString(random) + "\n")
		if err := errors.Join(err, out.Sync(), out.Close()); err != nil {
			return fmt.Errorf("gateway: %s cannot be written", f)
		}
	}
	return nil
}
