package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"github.com/deckname/deckname/anonymize"
)

// config is the configuration file. Every secret is a reference to a file or to an environment variable.
type config struct {
	Listen       listenConfig        `json:"listen"`
	Tenant       string              `json:"tenant"`
	Vault        vaultConfig         `json:"vault"`
	AliasKey     secret              `json:"alias_key"` // hides identifiers in forwarded messages; the same on all replicas
	RevealHosts  []string            `json:"reveal_hosts"`
	BotFramework *botframeworkConfig `json:"botframework"`
	DirectLine   *directlineConfig   `json:"directline"`
	WhatsApp     *metaConfig         `json:"whatsapp"`
	Messenger    *metaConfig         `json:"messenger"`
	OpenAI       *openaiConfig       `json:"openai"`
}

type listenConfig struct {
	Addr         string      `json:"addr"`
	HTTPAddr     string      `json:"http_addr"` // redirects and http-01
	RedirectPort int         `json:"redirect_port"`
	CertFile     string      `json:"cert_file"`
	KeyFile      string      `json:"key_file"`
	ACME         *acmeConfig `json:"acme"`
	// DangerouslyPlain is for a TLS-terminating proxy on the same machine or in the same pod.
	DangerouslyPlain bool `json:"dangerously_plain"`
	// HealthAddr is a listener of its own, without TLS, for probes; only /healthz and /readyz are there.
	HealthAddr string `json:"health_addr"`
}

type acmeConfig struct {
	Hosts        []string `json:"hosts"`
	CacheDir     string   `json:"cache_dir"`
	AcceptTOS    bool     `json:"accept_tos"`
	DirectoryURL string   `json:"directory_url"`
	EABKeyID     string   `json:"eab_key_id"`
	EABKey       secret   `json:"eab_key"`
	Email        string   `json:"email"`
	Challenges   []string `json:"challenges"`
	RootsFile    string   `json:"roots_file"`
}

type vaultConfig struct {
	Path         string          `json:"path"`     // bbolt file, or
	DSN          secret          `json:"dsn"`      // PostgreSQL for the records
	RingPath     string          `json:"ring"`     // file of the wrapped keys, or
	RingDSN      secret          `json:"ring_dsn"` // PostgreSQL for them: another database with other backups
	Keys         secret          `json:"keys"`     // the key file
	AuditDir     string          `json:"audit_dir"`
	AuditHeadDir string          `json:"audit_head_dir"`
	AuditKey     secret          `json:"audit_key"`
	Retention    days            `json:"retention_days"`
	ByType       map[string]days `json:"retention_days_by_type"`
}

type botframeworkConfig struct {
	AppID        string       `json:"app_id"`
	PublicURL    string       `json:"public_url"` // where the bot reaches the gateway
	Upstream     string       `json:"upstream"`   // the bot
	EntraTenant  string       `json:"entra_tenant"`
	IssuerDir    string       `json:"issuer_dir"` // signing keys; shared by all replicas
	Channels     []string     `json:"channels"`
	ServiceHosts []string     `json:"service_hosts"` // empty: Microsoft's
	MutualTLS    clientConfig `json:"mutual_tls"`
}

type directlineConfig struct {
	Upstream  string       `json:"upstream"` // a Bot Framework bot that answers in the body (expectReplies)
	Secret    secret       `json:"secret"`   // of the back end that starts conversations
	TokenKey  secret       `json:"token_key"`
	Origins   []string     `json:"origins"`
	PublicURL string       `json:"public_url"`
	MutualTLS clientConfig `json:"mutual_tls"`
}

// metaConfig is WhatsApp or Messenger. Their paths begin with /whatsapp and /messenger.
type metaConfig struct {
	// Bridge is for a Bot Framework bot: the one of the section botframework, whose upstream and tokens are used. Without it
	// the bot speaks the platform's own API.
	Bridge        bool         `json:"bridge"`
	Account       string       `json:"account"`      // with bridge: the id of the telephone number or page
	Upstream      string       `json:"upstream"`     // without: the bot, whose webhook is /webhook
	BotSecret     secret       `json:"bot_secret"`   // without: signs what the bot receives
	BotToken      secret       `json:"bot_token"`    // without: with which the bot calls the gateway
	Graph         string       `json:"graph"`        // empty: Meta's
	AppSecret     secret       `json:"app_secret"`   // signs what Meta sends
	VerifyToken   secret       `json:"verify_token"` // that Meta repeats at registration
	PlatformToken secret       `json:"platform_token"`
	MutualTLS     clientConfig `json:"mutual_tls"`
}

type openaiConfig struct {
	Upstream  string       `json:"upstream"`
	MutualTLS clientConfig `json:"mutual_tls"`
}

type clientConfig struct {
	CertFile   string `json:"cert_file"`
	KeyFile    string `json:"key_file"`
	CAFile     string `json:"ca_file"`
	ServerName string `json:"server_name"`
}

// secret refers to a secret; it is never written into the configuration file itself.
type secret struct {
	File string `json:"file"`
	Env  string `json:"env"`
}

func (s secret) set() bool { return s.File != "" || s.Env != "" }

// read returns the secret without the line break that editors add.
func (s secret) read() (string, error) {
	switch {
	case s.File != "" && s.Env != "":
		return "", errors.New("names both a file and a variable")
	case s.File != "":
		raw, err := os.ReadFile(s.File)
		if err != nil {
			return "", errors.New("its file cannot be read")
		}
		if v := strings.TrimRight(string(raw), "\r\n"); v != "" {
			return v, nil
		}
		return "", errors.New("its file is empty")
	case s.Env != "":
		if v := os.Getenv(s.Env); v != "" {
			return v, nil
		}
		return "", errors.New("its variable is not set")
	}
	return "", errors.New("is missing")
}

// days is a time span in whole days.
type days int

func (d days) duration() time.Duration { return time.Duration(d) * 24 * time.Hour }

// fieldError is a mistake in one field, named by its path in the file.
type fieldError struct {
	Field string
	Err   error
}

func (e fieldError) Error() string { return e.Field + ": " + e.Err.Error() }
func (e fieldError) Unwrap() error { return e.Err }

func wrong(field, format string, args ...any) error {
	return fieldError{field, fmt.Errorf(format, args...)}
}

// load reads and checks the file. Every error names file and line, and the field if there is one; none holds a value.
func load(file string) (config, *position, error) {
	var c config
	raw, err := os.ReadFile(file)
	if err != nil {
		return c, nil, errors.New("gateway: the configuration file cannot be read")
	}
	pos := &position{file: filepath.Base(file), raw: raw}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil {
		return c, nil, pos.syntax(err, dec.InputOffset())
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return c, nil, pos.at(dec.InputOffset(), "there is more after the object")
	}
	pos.index()
	return c, pos, pos.locate(c.validate())
}

func (c *config) validate() error {
	var errs []error
	need := func(field, v string) {
		if v == "" {
			errs = append(errs, wrong(field, "is missing"))
		}
	}
	either := func(field string, a, b bool) {
		if a == b {
			errs = append(errs, wrong(field, "exactly one of file and PostgreSQL is needed"))
		}
	}
	check := func(field string, s secret) {
		if _, err := s.read(); err != nil {
			errs = append(errs, wrong(field, "%w", err))
		}
	}
	need("listen.addr", c.Listen.Addr)
	need("tenant", c.Tenant)
	either("vault.path", c.Vault.Path != "", c.Vault.DSN.set())
	either("vault.ring", c.Vault.RingPath != "", c.Vault.RingDSN.set())
	for field, s := range map[string]secret{"vault.dsn": c.Vault.DSN, "vault.ring_dsn": c.Vault.RingDSN} {
		if s.set() {
			check(field, s)
		}
	}
	if c.Vault.Keys.File == "" {
		errs = append(errs, wrong("vault.keys", "needs a file"))
	}
	if c.Vault.AuditKey.File == "" {
		errs = append(errs, wrong("vault.audit_key", "needs a file"))
	}
	need("vault.audit_dir", c.Vault.AuditDir)
	need("vault.audit_head_dir", c.Vault.AuditHeadDir)
	if c.Vault.AuditDir != "" && c.Vault.AuditDir == c.Vault.AuditHeadDir {
		errs = append(errs, wrong("vault.audit_head_dir", "must not be the folder of the log that it vouches for"))
	}
	for name, d := range c.Vault.ByType {
		if _, known := types()[anonymize.EntityType(name)]; !known || d < 1 {
			errs = append(errs, wrong("vault.retention_days_by_type."+name, "is no type with a positive number of days"))
		}
	}
	if c.Vault.Retention < 1 {
		errs = append(errs, wrong("vault.retention_days", "must be at least 1"))
	}
	check("alias_key", c.AliasKey)
	if a := c.Listen.ACME; a != nil && a.EABKeyID != "" {
		check("listen.acme.eab_key", a.EABKey)
	}
	if b := c.BotFramework; b != nil {
		need("botframework.app_id", b.AppID)
		need("botframework.public_url", b.PublicURL)
		need("botframework.upstream", b.Upstream)
		need("botframework.entra_tenant", b.EntraTenant)
		need("botframework.issuer_dir", b.IssuerDir)
	}
	if d := c.DirectLine; d != nil {
		need("directline.upstream", d.Upstream)
		check("directline.secret", d.Secret)
		check("directline.token_key", d.TokenKey)
	}
	for name, m := range map[string]*metaConfig{"whatsapp": c.WhatsApp, "messenger": c.Messenger} {
		if m == nil {
			continue
		}
		check(name+".app_secret", m.AppSecret)
		check(name+".verify_token", m.VerifyToken)
		check(name+".platform_token", m.PlatformToken)
		if m.Bridge {
			need(name+".account", m.Account)
			if c.BotFramework == nil {
				errs = append(errs, wrong(name+".bridge", "needs the section botframework"))
			}
			continue
		}
		need(name+".upstream", m.Upstream)
		check(name+".bot_token", m.BotToken)
	}
	if o := c.OpenAI; o != nil {
		need("openai.upstream", o.Upstream)
	}
	if c.BotFramework == nil && c.DirectLine == nil && c.WhatsApp == nil && c.Messenger == nil && c.OpenAI == nil {
		errs = append(errs, wrong("botframework", "at least one adapter is needed: botframework, directline, whatsapp, messenger, openai"))
	}
	return errors.Join(errs...)
}

func types() map[anonymize.EntityType]bool {
	m := map[anonymize.EntityType]bool{}
	for _, t := range anonymize.Types() {
		m[t] = true
	}
	return m
}

// position finds the line of a field.
type position struct {
	file  string
	raw   []byte
	lines map[string]int
}

func (p *position) line(offset int64) int {
	return 1 + bytes.Count(p.raw[:min(int(max(offset, 0)), len(p.raw))], []byte("\n"))
}

func (p *position) at(offset int64, msg string) error {
	return fmt.Errorf("gateway: %s:%d: %s", p.file, p.line(offset), msg)
}

// syntax words the errors of the JSON package without the values that they quote.
func (p *position) syntax(err error, offset int64) error {
	var syn *json.SyntaxError
	var typ *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syn):
		return p.at(syn.Offset, "this is not JSON")
	case errors.As(err, &typ):
		return p.at(typ.Offset, typ.Field+": must be a "+typ.Type.String())
	case strings.Contains(err.Error(), "unknown field"):
		return p.at(offset, strings.TrimPrefix(err.Error(), "json: "))
	}
	return p.at(offset, "this is not a configuration")
}

// index notes the line of every field.
func (p *position) index() {
	p.lines = map[string]int{}
	dec := json.NewDecoder(bytes.NewReader(p.raw))
	var walk func(path string)
	walk = func(path string) {
		tok, err := dec.Token()
		if err != nil {
			return
		}
		p.lines[path] = p.line(dec.InputOffset())
		delim, _ := tok.(json.Delim)
		for i := 0; (delim == '{' || delim == '[') && dec.More(); i++ {
			key := fmt.Sprint(i)
			if delim == '{' {
				k, _ := dec.Token()
				key, _ = k.(string)
			}
			walk(strings.TrimPrefix(path+"."+key, "."))
		}
		if delim == '{' || delim == '[' {
			_, _ = dec.Token()
		}
	}
	walk("")
}

// locate puts file and line before every fieldError in err; a field that is missing has the line of its parent.
func (p *position) locate(err error) error {
	if err == nil {
		return nil
	}
	list := []error{err}
	if j, ok := err.(interface{ Unwrap() []error }); ok {
		list = j.Unwrap()
	}
	var out []error
	for _, e := range list {
		var f fieldError
		if !errors.As(e, &f) {
			out = append(out, e)
			continue
		}
		path, line := f.Field, 0
		for line == 0 {
			line = p.lines[path]
			if i := strings.LastIndexByte(path, '.'); i >= 0 {
				path = path[:i]
			} else if line == 0 {
				line = p.lines[""]
				break
			}
		}
		out = append(out, fmt.Errorf("gateway: %s:%d: %w", p.file, line, f))
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Error() < out[j].Error() })
	return errors.Join(out...)
}
