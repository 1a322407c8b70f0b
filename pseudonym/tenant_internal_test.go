package pseudonym

import (
	"bytes"
	"testing"
)

// FuzzTenant: a tenant's entry of the ring decodes to what encodes to the same bytes, or is refused.
func FuzzTenant(f *testing.F) {
	one := &tenantKeys{index: bytes.Repeat([]byte{1}, keyBytes), keys: []tenantKey{{version: 1, key: bytes.Repeat([]byte{2}, keyBytes)}, {version: 300, key: bytes.Repeat([]byte{3}, keyBytes)}}}
	f.Add(one.body())
	f.Add(one.body()[:keyBytes+5])
	f.Fuzz(func(t *testing.T, body []byte) {
		k, err := decodeTenant([idBytes]byte{}, nil, "", bytes.Clone(body))
		if err != nil {
			return
		}
		again := k.body()
		k2, err := decodeTenant([idBytes]byte{}, nil, "", bytes.Clone(again))
		if err != nil || !bytes.Equal(again, k2.body()) {
			t.Fatal("encoding is not stable")
		}
	})
}

// FuzzScope: parts of a scope never make the scope of other parts, and its tenant is read back.
func FuzzScope(f *testing.F) {
	f.Add("Amt", "web", "1", "Amt", "web/1", "")
	f.Add("a%2Fb", "c", "d", "a", "b/c", "d")
	f.Fuzz(func(t *testing.T, a, b, c, d, e, g string) {
		one, two := Scope{Tenant: a, Channel: b, Conversation: c}.String(), Scope{Tenant: d, Channel: e, Conversation: g}.String()
		if (one == two) != (a == d && b == e && c == g) {
			t.Fatal("two scopes look the same, or one looks like two")
		}
	})
}
