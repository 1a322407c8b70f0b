package pseudonym

import (
	"context"
	"time"

	"github.com/deckname/deckname/anonymize"
)

// Access says who acts and for what purpose. Both are words that the deployment chooses ("gateway-2", "answer to
// citizen"); neither may be personal data of the people in the vault.
type Access struct {
	Actor   string
	Purpose string
}

type accessKey struct{}

// WithAccess returns a context whose calls are audited as a.
func WithAccess(ctx context.Context, a Access) context.Context {
	return context.WithValue(ctx, accessKey{}, a)
}

// AuditAction is what an AuditEntry records.
type AuditAction string

// The audited actions.
const (
	ActionReveal       AuditAction = "reveal"
	ActionForget       AuditAction = "forget"
	ActionForgetScope  AuditAction = "forget-scope"
	ActionForgetTenant AuditAction = "forget-tenant"
	ActionRotate       AuditAction = "rotate"
	ActionBackup       AuditAction = "backup"
)

// AuditEntry is what an Auditor writes. It holds no value, no pseudonym and no scope in clear.
type AuditEntry struct {
	Time    time.Time                    `json:"time"`
	Action  AuditAction                  `json:"action"`
	Actor   string                       `json:"actor,omitempty"`
	Purpose string                       `json:"purpose,omitempty"`
	Scope   string                       `json:"scope,omitempty"` // hexadecimal HMAC of the scope; the vault's ScopeID gives it
	Types   map[anonymize.EntityType]int `json:"types,omitempty"` // how many tokens of each type
	Count   int                          `json:"count,omitempty"`
}

// Auditor writes entries durably. Append returns after e cannot be lost any more; if it fails, the audited action does
// not happen. AuditLog is one; an Auditor that is an io.Closer is closed with its Vault.
type Auditor interface {
	Append(ctx context.Context, e AuditEntry) error
}

// audit writes an entry, or refuses.
func (v *Vault) audit(ctx context.Context, e AuditEntry) error {
	if v.cfg.Audit == nil {
		if v.cfg.DangerouslyNoAudit {
			return nil
		}
		return ErrNoAudit
	}
	a := v.cfg.Access
	if x, ok := ctx.Value(accessKey{}).(Access); ok {
		a = x
	}
	e.Time, e.Actor, e.Purpose = v.cfg.Clock().UTC(), a.Actor, a.Purpose
	return v.cfg.Audit.Append(ctx, e)
}
