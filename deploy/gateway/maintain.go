package main

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"

	"github.com/deckname/deckname/internal/gateway"
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
	return gateway.NewKeys(path)
}

// maintain runs one command on the vault of a configuration. With PostgreSQL it may run beside serving gateways; a bbolt
// file belongs to one process.
func (p program) maintain(ctx context.Context, name, operand string, cfg gateway.Config, log *slog.Logger) (err error) {
	if name == "restore" { // before a vault is opened on the store
		store, err := gateway.OpenStore(ctx, cfg.Vault)
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
	vault, closeAll, err := gateway.OpenVault(ctx, cfg, gateway.Options{Logger: log, Command: name})
	if err != nil {
		return err
	}
	defer closeAll()
	switch name {
	case "rotate":
		if err := vault.Rotate(ctx, nil); err != nil {
			return err
		}
		log.Info("rotated")
	case "forget":
		receipt, err := vault.ForgetScope(ctx, operand)
		if err != nil {
			return err
		}
		return json.NewEncoder(p.out).Encode(receipt)
	case "sweep":
		result, err := vault.Sweep(ctx)
		if err != nil {
			return err
		}
		return json.NewEncoder(p.out).Encode(result)
	case "backup":
		n, err := vault.Backup(ctx, p.out)
		if err != nil {
			return err
		}
		log.Info("backed up", "records", n)
	}
	return nil
}
