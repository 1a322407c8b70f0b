package names

// Rule names the rule behind a finding; the names are stable between releases.
type Rule uint8

// The rules.
const (
	RuleSalutation Rule = iota
	RuleTitle
	RuleIntroduction
	RuleField
	RuleSignature
	RuleRelative
	RuleRole
	RulePrompt
	RuleFullName
	RuleGivenName
	RuleReversed
	RuleInitials
	RuleList
	RuleFamily
	RuleFragment
	RuleScript
	RuleBirth
	RuleAgain
	RuleKnown
	RuleStreet
	RuleStreetByPlace
	RuleStreetByContext
	RulePostcode
	RulePostbox
	RuleSquare
	RuleGazetteer
	RulePlaceContext
	RulePlaceOffice
	RulePlaceSeat
	RuleModel
)

var ruleNames = [...]string{"salutation", "title", "introduction", "field", "signature", "relative", "role", "prompt", "full-name",
	"given-name", "reversed-name", "initials", "list", "family", "fragment", "script", "birth", "again", "known", "street",
	"street-by-place", "street-by-context", "postcode", "postbox", "square", "gazetteer", "place-context", "place-office", "place-seat", "model"}

// String returns the name.
func (r Rule) String() string { return ruleNames[r] }
