package gateway

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/deckname/deckname/anonymize"
)

// Config is a gateway's configuration, usually read from a file by Load. Every secret is a reference to a file or to an
// environment variable.
type Config struct {
	Listen       Listen        `json:"listen"`
	Tenant       string        `json:"tenant"`
	Vault        Vault         `json:"vault"`
	Policy       Policy        `json:"policy"`
	AliasKey     Secret        `json:"alias_key"` // hides identifiers in forwarded messages; the same on all replicas
	RevealHosts  []string      `json:"reveal_hosts"`
	BotFramework *BotFramework `json:"botframework"`
	DirectLine   *DirectLine   `json:"directline"`
	WhatsApp     *Meta         `json:"whatsapp"`
	Messenger    *Meta         `json:"messenger"`
	OpenAI       *OpenAI       `json:"openai"`
}

// Listen is where the gateway listens and with which certificate.
type Listen struct {
	Addr         string `json:"addr"`
	HTTPAddr     string `json:"http_addr"` // redirects and http-01
	RedirectPort int    `json:"redirect_port"`
	CertFile     string `json:"cert_file"`
	KeyFile      string `json:"key_file"`
	ACME         *ACME  `json:"acme"`
	// DangerouslyPlain is for a TLS-terminating proxy on the same machine or in the same pod.
	DangerouslyPlain bool `json:"dangerously_plain"`
	// HealthAddr is a listener of its own, without TLS, for probes; only /healthz and /readyz are there.
	HealthAddr string `json:"health_addr"`
}

// ACME says how certificates are got.
type ACME struct {
	Hosts        []string `json:"hosts"`
	CacheDir     string   `json:"cache_dir"`
	AcceptTOS    bool     `json:"accept_tos"`
	DirectoryURL string   `json:"directory_url"`
	EABKeyID     string   `json:"eab_key_id"`
	EABKey       Secret   `json:"eab_key"`
	Email        string   `json:"email"`
	Challenges   []string `json:"challenges"`
	RootsFile    string   `json:"roots_file"`
}

// Vault is where records, wrapped keys, keys and audit log are.
type Vault struct {
	Path         string          `json:"path"`     // bbolt file, or
	DSN          Secret          `json:"dsn"`      // PostgreSQL for the records
	RingPath     string          `json:"ring"`     // file of the wrapped keys, or
	RingDSN      Secret          `json:"ring_dsn"` // PostgreSQL for them: another database with other backups
	Keys         Secret          `json:"keys"`     // the key file
	AuditDir     string          `json:"audit_dir"`
	AuditHeadDir string          `json:"audit_head_dir"`
	AuditKey     Secret          `json:"audit_key"`
	Retention    Days            `json:"retention_days"`
	ByType       map[string]Days `json:"retention_days_by_type"`
	// CacheScopes is how many conversations are kept in memory; 0 is 4,096. They are about 10 kB each.
	CacheScopes int `json:"cache_scopes"`
}

// Policy says what is found and what happens to it.
type Policy struct {
	// ByType names an operator per type: pseudonymize, redact, mask, keep. What it lacks is pseudonymised, LOCATION kept.
	ByType map[string]string `json:"by_type"`
	// MinScore and MinScoreByType are the lowest scores, above 0 up to 1, that count. 0: the engine's.
	MinScore       float32            `json:"min_score"`
	MinScoreByType map[string]float32 `json:"min_score_by_type"`
	// Patterns are files of package recognizers/patternfile.
	Patterns []string `json:"patterns"`
}

// BotFramework is a bot of the Bot Framework behind the gateway.
type BotFramework struct {
	AppID        string   `json:"app_id"`
	PublicURL    string   `json:"public_url"` // where the bot reaches the gateway
	Upstream     string   `json:"upstream"`   // the bot
	EntraTenant  string   `json:"entra_tenant"`
	IssuerDir    string   `json:"issuer_dir"` // signing keys; shared by all replicas
	Channels     []string `json:"channels"`
	ServiceHosts []string `json:"service_hosts"` // empty: Microsoft's
	// ChannelMetadata, BotMetadata and BotIssuers are for other clouds than Microsoft's public one: who signs what the
	// channel sends, and who signs the bot's tokens. BotMetadata and BotIssuers go before EntraTenant.
	ChannelMetadata string   `json:"channel_metadata"`
	BotMetadata     string   `json:"bot_metadata"`
	BotIssuers      []string `json:"bot_issuers"`
	MutualTLS       Client   `json:"mutual_tls"`
}

// DirectLine is the operator's own web chat.
type DirectLine struct {
	// Upstream is a Bot Framework bot that answers in the body (expectReplies). Empty: the bot of the section botframework,
	// which gets a token and answers at its service URL.
	Upstream  string   `json:"upstream"`
	Secret    Secret   `json:"secret"` // of the back end that starts conversations
	TokenKey  Secret   `json:"token_key"`
	Origins   []string `json:"origins"`
	PublicURL string   `json:"public_url"`
	// HistoryMiB bounds what was said in all conversations together; 0 is 64.
	HistoryMiB int    `json:"history_mib"`
	MutualTLS  Client `json:"mutual_tls"`
}

// Meta is WhatsApp or Messenger. Their paths begin with /whatsapp and /messenger.
type Meta struct {
	// Bridge is for a Bot Framework bot: the one of the section botframework, whose upstream and tokens are used. Without it
	// the bot speaks the platform's own API.
	Bridge        bool   `json:"bridge"`
	Account       string `json:"account"`      // with bridge: the id of the telephone number or page
	Upstream      string `json:"upstream"`     // without: the bot, whose webhook is /webhook
	BotSecret     Secret `json:"bot_secret"`   // without: signs what the bot receives
	BotToken      Secret `json:"bot_token"`    // without: with which the bot calls the gateway
	Graph         string `json:"graph"`        // empty: Meta's
	AppSecret     Secret `json:"app_secret"`   // signs what Meta sends
	VerifyToken   Secret `json:"verify_token"` // that Meta repeats at registration
	PlatformToken Secret `json:"platform_token"`
	MutualTLS     Client `json:"mutual_tls"`
}

// OpenAI is a language model behind the gateway.
type OpenAI struct {
	Upstream  string `json:"upstream"`
	MutualTLS Client `json:"mutual_tls"`
}

// Client is TLS toward an upstream.
type Client struct {
	CertFile   string `json:"cert_file"`
	KeyFile    string `json:"key_file"`
	CAFile     string `json:"ca_file"`
	ServerName string `json:"server_name"`
}

// Secret refers to a secret; it is never written into the configuration file itself.
type Secret struct {
	File string `json:"file"`
	Env  string `json:"env"`
}

// Set reports whether there is a reference at all.
func (s Secret) Set() bool { return s.File != "" || s.Env != "" }

// Read returns the secret without the line break that editors add.
func (s Secret) Read() (string, error) {
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

// Days is a time span in whole days.
type Days int

func (d Days) duration() time.Duration { return time.Duration(d) * 24 * time.Hour }

// Validate reports every mistake that can be seen without opening anything but the secrets, as errors that are, or join,
// FieldErrors.
func (c *Config) Validate() error {
	v := &mistakes{}
	v.need("listen.addr", c.Listen.Addr)
	v.need("tenant", c.Tenant)
	c.Vault.validate(v)
	c.Policy.validate(v)
	v.secret("alias_key", c.AliasKey)
	if a := c.Listen.ACME; a != nil && a.EABKeyID != "" {
		v.secret("listen.acme.eab_key", a.EABKey)
	}
	if b := c.BotFramework; b != nil {
		v.need("botframework.app_id", b.AppID)
		v.need("botframework.public_url", b.PublicURL)
		v.need("botframework.upstream", b.Upstream)
		if b.BotMetadata == "" {
			v.need("botframework.entra_tenant", b.EntraTenant)
		} else if len(b.BotIssuers) == 0 {
			v.add("botframework.bot_issuers", "are needed with bot_metadata")
		}
		v.need("botframework.issuer_dir", b.IssuerDir)
	}
	if d := c.DirectLine; d != nil {
		if c.BotFramework == nil {
			v.need("directline.upstream", d.Upstream)
		}
		if d.HistoryMiB < 0 {
			v.add("directline.history_mib", "must not be negative")
		}
		v.secret("directline.secret", d.Secret)
		v.secret("directline.token_key", d.TokenKey)
	}
	for name, m := range map[string]*Meta{"whatsapp": c.WhatsApp, "messenger": c.Messenger} {
		if m != nil {
			m.validate(v, name, c.BotFramework != nil)
		}
	}
	if o := c.OpenAI; o != nil {
		v.need("openai.upstream", o.Upstream)
	}
	if c.BotFramework == nil && c.DirectLine == nil && c.WhatsApp == nil && c.Messenger == nil && c.OpenAI == nil {
		v.add("botframework", "at least one adapter is needed: botframework, directline, whatsapp, messenger, openai")
	}
	return errors.Join(v.errs...)
}

func (c *Vault) validate(v *mistakes) {
	v.either("vault.path", c.Path != "", c.DSN.Set())
	v.either("vault.ring", c.RingPath != "", c.RingDSN.Set())
	for field, s := range map[string]Secret{"vault.dsn": c.DSN, "vault.ring_dsn": c.RingDSN} {
		if s.Set() {
			v.secret(field, s)
		}
	}
	if c.Keys.File == "" {
		v.add("vault.keys", "needs a file")
	}
	if c.AuditKey.File == "" {
		v.add("vault.audit_key", "needs a file")
	}
	v.need("vault.audit_dir", c.AuditDir)
	v.need("vault.audit_head_dir", c.AuditHeadDir)
	if c.AuditDir != "" && c.AuditDir == c.AuditHeadDir {
		v.add("vault.audit_head_dir", "must not be the folder of the log that it vouches for")
	}
	for name, d := range c.ByType {
		if !known(name) || d < 1 {
			v.add("vault.retention_days_by_type."+name, "is no type with a positive number of days")
		}
	}
	if c.CacheScopes < 0 {
		v.add("vault.cache_scopes", "must not be negative")
	}
	if c.Retention < 1 {
		v.add("vault.retention_days", "must be at least 1")
	}
}

func (p *Policy) validate(v *mistakes) {
	for name, op := range p.ByType {
		// Types of pattern files are known when the files are read.
		if !anonymize.EntityType(name).Valid() || !known(name) && len(p.Patterns) == 0 {
			v.add("policy.by_type."+name, "is no type")
		}
		if _, ok := operators(nil)[op]; !ok {
			v.add("policy.by_type."+name, "must be pseudonymize, redact, mask or keep")
		}
		if name == string(anonymize.Placeholder) && op == "keep" {
			v.add("policy.by_type."+name, "must not be kept: users could type pseudonyms")
		}
	}
	if p.MinScore < 0 || p.MinScore > 1 {
		v.add("policy.min_score", "must be between 0 and 1")
	}
	for name, s := range p.MinScoreByType {
		if !known(name) && len(p.Patterns) == 0 || s <= 0 || s > 1 {
			v.add("policy.min_score_by_type."+name, "is no type with a score above 0 up to 1")
		}
	}
}

func (m *Meta) validate(v *mistakes, name string, bot bool) {
	v.secret(name+".app_secret", m.AppSecret)
	v.secret(name+".verify_token", m.VerifyToken)
	v.secret(name+".platform_token", m.PlatformToken)
	if m.Bridge {
		v.need(name+".account", m.Account)
		if !bot {
			v.add(name+".bridge", "needs the section botframework")
		}
		return
	}
	v.need(name+".upstream", m.Upstream)
	v.secret(name+".bot_token", m.BotToken)
}

// known reports whether the engine knows the type.
func known(name string) bool {
	for _, t := range anonymize.Types() {
		if string(t) == name {
			return true
		}
	}
	return false
}

// mistakes collects FieldErrors.
type mistakes struct{ errs []error }

func (m *mistakes) add(field, what string) {
	m.errs = append(m.errs, FieldError{field, errors.New(what)})
}

func (m *mistakes) need(field, v string) {
	if v == "" {
		m.add(field, "is missing")
	}
}

func (m *mistakes) either(field string, a, b bool) {
	if a == b {
		m.add(field, "exactly one of file and PostgreSQL is needed")
	}
}

func (m *mistakes) secret(field string, s Secret) {
	if _, err := s.Read(); err != nil {
		m.errs = append(m.errs, FieldError{field, err})
	}
}

// FieldError is a mistake in one field, named by its path in the file. It holds no value.
type FieldError struct {
	Field string
	Err   error
}

// Error names field and mistake.
func (e FieldError) Error() string { return e.Field + ": " + e.Err.Error() }

// Unwrap returns the mistake.
func (e FieldError) Unwrap() error { return e.Err }

func wrong(field, format string, args ...any) error {
	return FieldError{field, fmt.Errorf(format, args...)}
}

// within puts a section's name before an error in it.
func within(section string, err error) error {
	var f FieldError
	if errors.As(err, &f) {
		return FieldError{section + "." + f.Field, f.Err}
	}
	return FieldError{section, err}
}
