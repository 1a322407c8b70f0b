package pseudonym

import (
	"bytes"
	"context"
	"crypto/cipher"
	"encoding/binary"
)

// Ring entries, version 1.
//
//	id     0x00                                  the root
//	       0x01 | tenant id (16)                 a tenant
//	       0x02 | tenant id (16) | base id (16)  a scope; base id is the scope id of epoch 0
//	root, tenant   version | len | key id | len (2) | wrapped entry key | sealed body
//	               the KeyWrapper wraps the entry key (AAD: "deckname ring" | version | id), which seals the body
//	  root body    index key (32)
//	  tenant body  index key (32) | n × (version varint, tenant key (32)); the last one is current
//	scope          version | state (1) | tenant key version (4) | sealed body (AAD: "deckname ring" | version | id | state | tenant key version)
//	  live body    epoch | key (32) | next key (0 or 32) | dirty | n × (type, floor)
//	  dead body    epoch | dirty | n × (type, floor), sealed by the tenant's tombstone key: the key is gone, the numbers are not
//
// dirty is 1 while records of the epoch before (live) or of this epoch (dead) may still be in the store.
const entryVersion = 1

const (
	stateLive = 1
	stateDead = 2
)

const (
	idRoot   = 0
	idTenant = 1
	idScope  = 2
)

type floor struct {
	typ    string
	number uint64
}

type tenantKey struct {
	version uint64
	key     []byte
	aead    cipher.AEAD // of the keys in memory
}

// rootKeys and tenantKeys are what a process keeps in memory of the upper two levels.
type rootKeys struct {
	index []byte
	mac   *keyed // under index; for the holder of Vault.upper
}

type tenantKeys struct {
	id     [idBytes]byte
	raw    []byte // the entry as stored
	keyID  string // of the key-encryption key that wraps it
	index  []byte
	keys   []tenantKey
	scopes []byte      // scope id key
	named  *sharedMAC  // under scopes
	buried cipher.AEAD // of the tombstone key; an erase that is under way keeps it when the vault closes
	code   []byte
}

type scopeEntry struct {
	state   byte
	version uint64 // of the tenant key
	epoch   uint64
	key     []byte
	next    []byte
	dirty   bool
	floors  []floor
}

func entryAAD(id []byte) []byte {
	return append([]byte("deckname ring\x01"), id...)
}

// sealUpper seals the body of a root or tenant entry under a fresh entry key, wrapped by the primary key-encryption key.
func sealUpper(ctx context.Context, kw KeyWrapper, id, body []byte) ([]byte, error) {
	dek := newKey()
	defer clear(dek)
	wrapped, err := kw.Wrap(ctx, dek, entryAAD(id))
	if err != nil {
		return nil, err
	}
	keyID := kw.KeyID()
	if len(keyID) > 255 || len(wrapped) > 1<<15 {
		return nil, ErrInvalid
	}
	out := append([]byte{entryVersion, byte(len(keyID))}, keyID...)
	out = binary.BigEndian.AppendUint16(out, uint16(len(wrapped)))
	out = append(out, wrapped...)
	return newAEAD(dek).Seal(out, nil, body, entryAAD(id)), nil
}

func openUpper(ctx context.Context, kw KeyWrapper, id, entry []byte) (body []byte, keyID string, err error) {
	if len(entry) < 2 {
		return nil, "", ErrCorrupt
	}
	if entry[0] != entryVersion {
		return nil, "", ErrVersion
	}
	r := reader{b: entry[1:]}
	keyID = string(r.bytes(int(r.byte())))
	n := int(r.byte())<<8 | int(r.byte())
	wrapped := r.bytes(n)
	if r.bad {
		return nil, "", ErrCorrupt
	}
	dek, err := kw.Unwrap(ctx, wrapped, entryAAD(id))
	if err != nil {
		return nil, "", err
	}
	defer clear(dek)
	if len(dek) != keyBytes {
		return nil, "", ErrCorrupt
	}
	body, err = newAEAD(dek).Open(nil, nil, r.b, entryAAD(id))
	if err != nil {
		return nil, "", ErrCorrupt
	}
	return body, keyID, nil
}

func (r *reader) byte() byte {
	b := r.bytes(1)
	if len(b) == 0 {
		return 0
	}
	return b[0]
}

func (t *tenantKeys) body() []byte {
	w := writer{bytes.Clone(t.index)}
	w.num(uint64(len(t.keys)))
	for _, k := range t.keys {
		w.num(k.version)
		w.b = append(w.b, k.key...)
	}
	return w.b
}

func decodeTenant(id [idBytes]byte, raw []byte, keyID string, body []byte) (*tenantKeys, error) {
	r := reader{b: body}
	t := &tenantKeys{id: id, raw: raw, keyID: keyID, index: bytes.Clone(r.bytes(keyBytes))}
	for range r.count(keyBytes + 1) {
		t.keys = append(t.keys, tenantKey{version: r.num(), key: bytes.Clone(r.bytes(keyBytes))})
	}
	clear(body)
	if err := r.done(); err != nil {
		return nil, err
	}
	for i := range t.keys {
		t.keys[i].aead = newAEAD(t.keys[i].key)
	}
	t.scopes, t.code = derive(t.index, labelScopeID), derive(t.index, labelCode)
	t.named = new(sharedMAC)
	tomb := derive(t.index, labelTomb)
	t.buried = newAEAD(tomb)
	clear(tomb)
	return t, nil
}

func (t *tenantKeys) aead(version uint64) cipher.AEAD {
	for _, k := range t.keys {
		if k.version == version {
			return k.aead
		}
	}
	return nil
}

func (t *tenantKeys) wipe() {
	clear(t.index)
	for _, k := range t.keys {
		clear(k.key)
	}
	clear(t.code)
	t.named.wipe(t.scopes)
}

// base returns the id under which the ring knows a scope.
func (t *tenantKeys) base(scope string) ([idBytes]byte, error) { return t.named.of(t.scopes, scope) }

// prefix returns what the record keys of an epoch of a scope begin with.
func (t *tenantKeys) prefix(base [idBytes]byte, epoch uint64) []byte {
	id := base
	if epoch > 0 {
		id = mac(newMAC(t.scopes), "epoch", string(base[:]), string(binary.AppendUvarint(nil, epoch)))
	}
	return append(t.id[:len(t.id):len(t.id)], id[:]...)
}

func tenantEntryID(id [idBytes]byte) []byte { return append([]byte{idTenant}, id[:]...) }

func scopeEntryID(tenant, base [idBytes]byte) []byte {
	return append(append([]byte{idScope}, tenant[:]...), base[:]...)
}

// seal returns e as stored, live under the current tenant key, dead under the tombstone key.
func (t *tenantKeys) seal(id []byte, e *scopeEntry) ([]byte, error) {
	w := writer{make([]byte, 0, recordBytes)}
	w.num(e.epoch)
	var key cipher.AEAD
	if e.state == stateLive {
		if len(t.keys) == 0 {
			return nil, ErrKeyLost
		}
		cur := t.keys[len(t.keys)-1]
		key, e.version = cur.aead, cur.version
		w.b = append(w.b, e.key...)
		w.num(uint64(len(e.next)))
		w.b = append(w.b, e.next...)
	} else {
		key, e.version = t.buried, 0
	}
	w.num(boolNum(e.dirty))
	w.num(uint64(len(e.floors)))
	for _, f := range e.floors {
		w.str(f.typ)
		w.num(f.number)
	}
	const headBytes = 6
	out := append(make([]byte, 0, headBytes+len(w.b)+overheadBytes), entryVersion, e.state)
	out = binary.BigEndian.AppendUint32(out, uint32(e.version))
	out = key.Seal(out, nil, w.b, append(entryAAD(id), out...))
	clear(w.b)
	return out, nil
}

func boolNum(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

func (t *tenantKeys) open(id, entry []byte) (*scopeEntry, error) {
	const head = 6
	if len(entry) < head+overheadBytes {
		return nil, ErrCorrupt
	}
	if entry[0] != entryVersion {
		return nil, ErrVersion
	}
	e := &scopeEntry{state: entry[1], version: uint64(binary.BigEndian.Uint32(entry[2:]))}
	var key cipher.AEAD
	switch e.state {
	case stateLive:
		if key = t.aead(e.version); key == nil {
			return nil, errStaleTenant
		}
	case stateDead:
		key = t.buried
	default:
		return nil, ErrCorrupt
	}
	body, err := key.Open(nil, nil, entry[head:], append(entryAAD(id), entry[:head]...))
	if err != nil {
		return nil, ErrCorrupt
	}
	defer clear(body)
	r := reader{b: body}
	e.epoch = r.num()
	if e.state == stateLive {
		e.key = bytes.Clone(r.bytes(keyBytes))
		n := r.num()
		if n != 0 && n != keyBytes {
			return nil, ErrCorrupt
		}
		e.next = bytes.Clone(r.bytes(int(n)))
	}
	e.dirty = r.num() == 1
	for range r.count(2) {
		e.floors = append(e.floors, floor{r.str(), r.num()})
	}
	return e, r.done()
}
