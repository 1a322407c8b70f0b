package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/deckname/deckname/internal/gateway"
)

// prepare fills in and checks the directories. The returned function removes the temporary ones.
func (o *options) prepare() (cleanup func(), err error) {
	var temporary []string
	cleanup = func() {
		for _, d := range temporary {
			_ = os.RemoveAll(d)
		}
	}
	for _, d := range []struct {
		dir  *string
		name string
	}{{&o.keys, "keys"}, {&o.data, "data"}} {
		if *d.dir == "" {
			if !o.demo {
				return cleanup, fmt.Errorf("-%s is required without -demo", d.name)
			}
			if *d.dir, err = os.MkdirTemp("", "deckname-govbot-"+d.name+"-"); err != nil {
				return cleanup, err
			}
			temporary = append(temporary, *d.dir)
		}
		if err := os.MkdirAll(*d.dir, 0o700); err != nil {
			return cleanup, err
		}
	}
	if o.ring == "" {
		o.ring = filepath.Join(o.keys, "ring")
	}
	if err := os.MkdirAll(o.ring, 0o700); err != nil {
		return cleanup, err
	}
	if !o.demo {
		for _, d := range []string{o.keys, o.ring} {
			if same, err := within(d, o.data); err != nil || same {
				return cleanup, errors.Join(errors.New("keys and data share a directory: whoever copies one has both"), err)
			}
		}
		if o.secret == "" {
			return cleanup, errors.New("-secret is required without -demo")
		}
	}
	return cleanup, gateway.NewKeys(o.keys)
}

// within reports whether one of two directories is the other or lies in it.
func within(a, b string) (bool, error) {
	var p [2]string
	for i, d := range []string{a, b} {
		abs, err := filepath.Abs(d)
		if err != nil {
			return false, err
		}
		if p[i], err = filepath.EvalSymlinks(abs); err != nil {
			return false, err
		}
		p[i] += string(filepath.Separator)
	}
	return strings.HasPrefix(p[0], p[1]) || strings.HasPrefix(p[1], p[0]), nil
}

// newSecret returns a reference to a file with a random secret in the directory of keys, which is made if there is none.
func (o *options) newSecret(name string) (gateway.Secret, error) {
	path := filepath.Join(o.keys, name)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return gateway.Secret{File: path}, nil
	}
	if err != nil {
		return gateway.Secret{}, err
	}
	_, err = f.WriteString(rand.Text())
	return gateway.Secret{File: path}, errors.Join(err, f.Close())
}

// gatewayConfig is the gateway's configuration: what a file would say, with hosts that are in this process.
func (o *options) gatewayConfig() (gateway.Config, error) {
	at := func(name string) gateway.Secret { return gateway.Secret{File: filepath.Join(o.keys, name)} }
	c := gateway.Config{
		Listen: o.listen,
		Tenant: tenant,
		Vault: gateway.Vault{Path: filepath.Join(o.data, "vault.db"), RingPath: filepath.Join(o.ring, "vault.ring"), Keys: at("vault.key"),
			AuditDir: o.data, AuditHeadDir: o.keys, AuditKey: at("audit.key"), Retention: 30},
		AliasKey: at("alias.key"),
		BotFramework: &gateway.BotFramework{AppID: appID, PublicURL: "https://" + gatewayHost, Upstream: "https://" + botHost,
			IssuerDir: filepath.Join(o.keys, "issuer"), BotMetadata: loginMetadata, BotIssuers: []string{loginIssuer}},
		DirectLine: &gateway.DirectLine{TokenKey: at("token.key")},
		OpenAI:     &gateway.OpenAI{Upstream: "https://" + modelHost},
	}
	if o.secret != "" {
		c.DirectLine.Secret = gateway.Secret{File: o.secret}
	}
	c.Vault.CacheScopes, c.DirectLine.HistoryMiB = o.cacheScopes, o.historyMiB
	if !o.demo { // Meta's platforms need secrets of Meta's: that is what -config is for
		return c, nil
	}
	secrets := make(map[string]gateway.Secret)
	for _, name := range []string{metaSecret, metaWord, metaToken} {
		s, err := o.newSecret(name)
		if err != nil {
			return c, err
		}
		secrets[name] = s
	}
	for _, m := range []struct {
		section **gateway.Meta
		account string
	}{{&c.WhatsApp, whatsappAccount}, {&c.Messenger, messengerAccount}} {
		*m.section = &gateway.Meta{Bridge: true, Account: m.account, Graph: "https://" + graphHost,
			AppSecret: secrets[metaSecret], VerifyToken: secrets[metaWord], PlatformToken: secrets[metaToken]}
	}
	return c, nil
}
