package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"

	"github.com/deckname/deckname/pseudonym"
)

// keyCommand makes and changes key files. It prints nothing secret.
func keyCommand(name, path string) error {
	switch name {
	case "add-key":
		_, err := pseudonym.AddKey(path)
		return err
	case "drop-keys":
		_, err := pseudonym.DropOldKeys(path)
		return err
	}
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

// maintain runs one command on the vault of a configuration. With PostgreSQL it may run beside serving gateways; a bbolt
// file belongs to one process.
func (p program) maintain(ctx context.Context, name, operand string, cfg config, log *slog.Logger) (err error) {
	if name == "restore" { // before a vault is opened on the store
		store, err := openStore(ctx, cfg.Vault)
		if err != nil {
			return err
		}
		n, err := pseudonym.Restore(ctx, store, p.in)
		if err := errors.Join(err, store.Close()); err != nil {
			return err
		}
		log.Info("restored", "records", n)
		return nil
	}
	g := &gateway{cfg: cfg, log: log, mux: http.NewServeMux(), command: name}
	defer g.close()
	if err := g.openVault(ctx); err != nil {
		return err
	}
	switch name {
	case "rotate":
		if err := g.vault.Rotate(ctx, nil); err != nil {
			return err
		}
		log.Info("rotated")
	case "forget":
		receipt, err := g.vault.ForgetScope(ctx, operand)
		if err != nil {
			return err
		}
		return json.NewEncoder(p.out).Encode(receipt)
	case "sweep":
		result, err := g.vault.Sweep(ctx)
		if err != nil {
			return err
		}
		return json.NewEncoder(p.out).Encode(result)
	case "backup":
		n, err := g.vault.Backup(ctx, p.out)
		if err != nil {
			return err
		}
		log.Info("backed up", "records", n)
	}
	return nil
}
