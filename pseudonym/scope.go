package pseudonym

import "strings"

// Scope names one conversation. Its String is the scope that the vault's methods take; any other non-empty string is
// a scope too, of the tenant "".
type Scope struct {
	Tenant       string // whose data it is: one authority of many on one vault
	Channel      string // "webchat", "whatsapp"
	Conversation string // the channel's own id
}

const scopePrefix = "scope:"

// String returns an encoding from which no other Scope can result: "scope:" and the three parts, '%' and '/' in them
// escaped as %25 and %2F, joined by '/'.
func (s Scope) String() string {
	esc := strings.NewReplacer("%", "%25", "/", "%2F")
	return scopePrefix + esc.Replace(s.Tenant) + "/" + esc.Replace(s.Channel) + "/" + esc.Replace(s.Conversation)
}

// TenantOf returns the Tenant that Scope.String encoded, "" for every other string.
func TenantOf(scope string) string {
	rest, ok := strings.CutPrefix(scope, scopePrefix)
	if !ok {
		return ""
	}
	parts := strings.Split(rest, "/")
	if len(parts) != 3 {
		return ""
	}
	return strings.NewReplacer("%2F", "/", "%25", "%").Replace(parts[0])
}
