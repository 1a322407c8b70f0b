package anonymize

import (
	"log/slog"
)

// Config configures New. The zero Config is refused: an Anonymizer without recognizers would pass everything.
type Config struct {
	// Recognizers are asked in order; at least one is required. recognizers.All gives the built-in ones.
	Recognizers []Recognizer
	// Policy says what replaces what was found. The zero Policy redacts everything. DefaultPolicy is the usual choice.
	Policy Policy
	// MinScore is the lowest score, 0 to 1, of a finding that counts. 0 means DefaultMinScore.
	MinScore float32
	// MinScoreByType overrides MinScore for single types.
	MinScoreByType map[EntityType]float32
	// Revealer brings values back; usually the vault behind the policy's Pseudonymize. nil: Reveal is an error, and
	// text that looks like a pseudonym is not searched for.
	Revealer Revealer
	// Known tells recognizers what the conversation named before; usually the vault. nil: nothing.
	Known Known
	// KnownTypes are the types that Known is asked for; nil means PERSON.
	KnownTypes []EntityType
	// Allow lists what may stay: a finding that lies wholly inside a match is dropped, if the match's type is empty or
	// the finding's own. Deny beats Allow.
	Allow []Matcher
	// Deny lists what must go: every match is a finding with score 1 that nothing drops.
	Deny []Matcher
	// RevealHosts lists hosts ("amt.example"; ".amt.example" with all its subdomains) and schemes ("tel:", "mailto:")
	// into whose URLs values may be restored. Elsewhere a pseudonym inside a URL, a link target or an HTML tag stays as
	// it is, because a link that a language model was talked into would carry the value away.
	RevealHosts []string
	// Logger gets failures by component and kind, never text. nil discards.
	Logger *slog.Logger
	// DangerouslyRevealInURLs restores values inside any URL. Only for targets that never fetch or follow links.
	DangerouslyRevealInURLs bool
}

// DefaultMinScore is the score from which on a finding counts, if Config.MinScore is zero.
const DefaultMinScore float32 = 0.5
