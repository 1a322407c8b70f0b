package pseudonym

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"time"
)

// Receipt is the proof of an erasure for the controller's records (GDPR Art. 5(2)): what was destroyed and when, signed
// by the vault. It holds no personal data; Scope is the keyed hash that audit entries have too.
type Receipt struct {
	Time      time.Time   `json:"time"`
	Action    AuditAction `json:"action"`
	Scope     string      `json:"scope,omitempty"` // of ForgetTenant: the tenant's hash
	Scopes    int         `json:"scopes"`          // whose key was destroyed
	Subjects  int         `json:"subjects"`        // people or values that Forget took out
	Records   int         `json:"records"`         // deleted from the store
	Signature []byte      `json:"signature"`       // Ed25519 (RFC 8032) over the JSON of the other fields
}

func (r Receipt) message() []byte {
	r.Signature = nil
	b, err := json.Marshal(r)
	if err != nil {
		panic("pseudonym: a receipt is always JSON")
	}
	return append([]byte("deckname receipt 1\n"), b...)
}

// Verify reports whether the vault with this ReceiptKey signed r.
func (r Receipt) Verify(key ed25519.PublicKey) bool {
	return len(key) == ed25519.PublicKeySize && ed25519.Verify(key, r.message(), r.Signature)
}

// ReceiptKey returns the public key of the vault's receipts. It survives Rotate.
func (v *Vault) ReceiptKey(ctx context.Context) (ed25519.PublicKey, error) {
	k, err := v.receiptKey(ctx)
	if err != nil {
		return nil, err
	}
	return k.Public().(ed25519.PublicKey), nil
}

func (v *Vault) receiptKey(ctx context.Context) (ed25519.PrivateKey, error) {
	v.upper.Lock()
	defer v.upper.Unlock()
	if v.closed.Load() {
		return nil, ErrClosed
	}
	if err := v.loadRootLocked(ctx, true); err != nil {
		return nil, err
	}
	return ed25519.NewKeyFromSeed(derive(v.root.index, labelReceipt)), nil
}

func (v *Vault) sign(ctx context.Context, r *Receipt) error {
	k, err := v.receiptKey(ctx)
	if err != nil {
		return err
	}
	r.Time = v.cfg.Clock().UTC().Truncate(time.Second)
	r.Signature = ed25519.Sign(k, r.message())
	return nil
}
