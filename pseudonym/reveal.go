package pseudonym

import (
	"context"
	"encoding/hex"
	"errors"

	"github.com/deckname/deckname/anonymize"
)

// Reveal appends one Value per token to dst, in order. A token that the scope never issued, or whose value is forgotten
// or expired, gets the zero Value, and the error matches ErrUnknown or ErrForgotten (both, if both occur) and
// anonymize.ErrUnresolved; then the result is complete all the same. Any other error means that dst is unchanged. Every
// call is one audit entry, written before anything is read. Values always come from the store, never from memory.
func (v *Vault) Reveal(ctx context.Context, scope string, tokens []string, dst []anonymize.Value) ([]anonymize.Value, error) {
	if len(tokens) > MaxBatch {
		return dst, ErrTooMany
	}
	if v.cfg.Audit == nil && !v.cfg.DangerouslyNoAudit {
		return dst, ErrNoAudit
	}
	s, err := v.acquire(ctx, scope)
	if err != nil {
		return dst, err
	}
	defer s.release()
	if err := s.refresh(ctx, false); err != nil {
		return dst, err
	}
	vals, err := s.reveal(ctx, tokens)
	if err != nil && !errors.Is(err, anonymize.ErrUnresolved) {
		return dst, err
	}
	return append(dst, vals...), err
}

func (s *scopeState) reveal(ctx context.Context, tokens []string) ([]anonymize.Value, error) {
	refs, types, err := s.parse(ctx, tokens)
	if err != nil {
		return nil, err
	}
	if err := s.v.audit(ctx, AuditEntry{Action: ActionReveal, Scope: s.auditID(), Types: types, Count: len(tokens)}); err != nil {
		return nil, err
	}
	found, err := s.read(ctx, refs)
	if err != nil {
		return nil, err
	}
	if s.suspicious(refs, found) { // another call may have given the scope a new key meanwhile
		if err := s.refresh(ctx, true); err != nil {
			return nil, err
		}
		if found, err = s.read(ctx, refs); err != nil {
			return nil, err
		}
	}
	issued := s.issued()
	now := s.v.cfg.Clock().Unix()
	vals := make([]anonymize.Value, len(tokens))
	unknown, forgotten := false, false
	for i, r := range refs {
		rec := found[r.key]
		switch {
		case rec != nil && !s.expired(rec.typ, rec.created, rec.expires, now):
			vals[i] = anonymize.NewValue(rec.typ, rec.text)
		case rec != nil, r.number > 0 && r.number <= issued.of(r.typ).highest && r.variant <= max(issued.of(r.typ).forms, 1):
			forgotten = true
		default:
			unknown = true
		}
	}
	switch {
	case unknown && forgotten:
		return vals, errors.Join(ErrUnknown, ErrForgotten)
	case unknown:
		return vals, ErrUnknown
	case forgotten:
		return vals, ErrForgotten
	}
	return vals, nil
}

// parse reads the tokens; one that is none has the zero ref.
func (s *scopeState) parse(ctx context.Context, tokens []string) ([]ref, map[anonymize.EntityType]int, error) {
	refs := make([]ref, len(tokens))
	types := make(map[anonymize.EntityType]int)
	view, err := s.view(ctx)
	if err != nil {
		return nil, nil, err
	}
	for i, t := range tokens {
		if len(t) > anonymize.MaxTokenBytes {
			continue
		}
		if r, ok := s.v.scheme.parse(view, []byte(t)); ok {
			refs[i] = r
			types[r.typ]++
		}
	}
	return refs, types, nil
}

// suspicious tells whether tokens are missing that the scope may have.
func (s *scopeState) suspicious(refs []ref, found map[string]*tokenRecord) bool {
	for _, r := range refs {
		if r.key != "" && found[r.key] == nil {
			return true
		}
	}
	return false
}

// read reads the token records that exist, by key.
func (s *scopeState) read(ctx context.Context, refs []ref) (map[string]*tokenRecord, error) {
	found := make(map[string]*tokenRecord)
	if s.keys == nil {
		return found, nil
	}
	var keys [][]byte
	var want []ref
	seen := make(map[string]bool)
	for _, r := range refs {
		if r.key == "" || seen[r.key] {
			continue
		}
		seen[r.key] = true
		keys = append(keys, s.keys.key(s.keys.tokenID(r.key)))
		want = append(want, r)
	}
	if len(keys) == 0 {
		return found, nil
	}
	got, err := s.v.cfg.Store.Get(ctx, keys)
	if err != nil {
		return nil, err
	}
	for i, raw := range got {
		if raw == nil {
			continue
		}
		rec, err := s.keys.open(keys[i], raw)
		if err != nil {
			return nil, err
		}
		t, ok := rec.(*tokenRecord)
		if r := want[i]; !ok || r.number > 0 && (t.typ != r.typ || t.number != r.number || t.variant != r.variant) {
			return nil, ErrCorrupt
		}
		found[want[i].key] = t
	}
	return found, nil
}

// ScopeID returns the keyed hash by which audit entries and receipts name the scope, "" if the vault does not know its
// tenant yet.
func (v *Vault) ScopeID(ctx context.Context, scope string) (string, error) {
	s, err := v.acquire(ctx, scope)
	if err != nil {
		return "", err
	}
	defer s.release()
	if err := s.refresh(ctx, false); err != nil {
		return "", err
	}
	return s.auditID(), nil
}

func (s *scopeState) auditID() string {
	if s.tenant == nil {
		return ""
	}
	return hex.EncodeToString(append(s.tenant.id[:len(s.tenant.id):len(s.tenant.id)], s.base[:]...))
}

// view returns what Finders know of the scope now.
func (s *scopeState) view(ctx context.Context) (*view, error) {
	w := &view{types: s.v.types[:len(s.v.types):len(s.v.types)], issued: s.issued()}
	if s.v.scheme.keyed() {
		w.code = s.code()
	}
	for _, c := range w.issued {
		w.types = appendNew(w.types, c.typ)
	}
	if s.v.scheme.listed() && s.keys != nil {
		if err := s.loadTokens(ctx); err != nil {
			return nil, err
		}
		if s.trie == nil {
			s.trie = newListFinder(s.tokens)
		}
		w.trie = s.trie
	}
	return w, nil
}

func appendNew(types []anonymize.EntityType, t anonymize.EntityType) []anonymize.EntityType {
	for _, have := range types {
		if have == t {
			return types
		}
	}
	return append(types, t)
}

// Finder returns a Finder of the pseudonyms that the scope has issued, also of forgotten ones. It is for one goroutine
// and one text or stream. It reads the store only if the scope is not in memory, or older there than CacheTTL, and once
// more when the text holds a pseudonym of a number that the scope had not issued by then: another process may have. The
// Finder is an anonymize.LookalikeFinder too.
func (v *Vault) Finder(ctx context.Context, scope string) (anonymize.Finder, error) {
	w, err := v.view(ctx, scope, false)
	if err != nil {
		return nil, err
	}
	w.refresh = func() *view {
		n, err := v.view(ctx, scope, !v.exclusive)
		if err != nil {
			return nil // the pseudonym stays as it is; Reveal will meet the same error
		}
		return n
	}
	return v.scheme.finder(w), nil
}

func (v *Vault) view(ctx context.Context, scope string, force bool) (*view, error) {
	s, err := v.acquire(ctx, scope)
	if err != nil {
		return nil, err
	}
	defer s.release()
	if err := s.refresh(ctx, force); err != nil {
		return nil, err
	}
	return s.view(ctx)
}

// Known returns the persons whom the scope named last, at most anonymize.MaxKnown, each in the fullest form that it was
// given; nothing for other types than PERSON.
func (v *Vault) Known(ctx context.Context, scope string, t anonymize.EntityType) ([]anonymize.Value, error) {
	if t != anonymize.Person {
		return nil, v.check(scope)
	}
	s, err := v.acquire(ctx, scope)
	if err != nil {
		return nil, err
	}
	defer s.release()
	if err := s.refresh(ctx, false); err != nil {
		return nil, err
	}
	if s.meta == nil || len(s.meta.persons) == 0 {
		return nil, nil
	}
	now := v.cfg.Clock().Unix()
	vals := make([]anonymize.Value, 0, len(s.meta.persons))
	for _, p := range s.meta.persons {
		if !s.expired(t, p.created, p.expires, now) {
			vals = append(vals, anonymize.NewValue(t, p.text))
		}
	}
	return vals, nil
}
