package pseudonym

import (
	"crypto/cipher"
	"slices"

	"github.com/deckname/deckname/anonymize"
)

// plan is the memory of one Pseudonymize, above all a Batch in the making.
type plan struct {
	s       *scopeState
	vals    []anonymize.Value
	tags    [][idBytes]byte // form tags of vals
	tagged  *scopeKeys      // under which they are
	missing []int

	meta     meta
	records  records
	tokens   []Op
	batch    Batch                  // empty
	used     map[[idBytes]byte]bool // of listed schemes: token ids of this plan
	issued   []planForm
	now      int64
	optimist bool // nothing is read: Create decides
	sealer   sealer

	words      map[string]bool // of listed schemes: of values, see avoid
	tokenWords map[string]bool // surnames, so to speak, of tokens
}

type planForm struct {
	tag [idBytes]byte
	f   cachedForm
	new bool
}

// planned is a subject or alias record as it is, and as it shall be.
type planned struct {
	id    [idBytes]byte
	raw   []byte // nil: not stored
	rec   any    // *subject, *alias or nil
	dirty bool
}

// records are those of a plan, in the order in which they came.
type records struct {
	list []*planned
	byID map[[idBytes]byte]*planned // nil as long as there are few
}

const fewRecords = 16

func (r *records) get(id [idBytes]byte) *planned {
	if r.byID != nil {
		return r.byID[id]
	}
	for _, p := range r.list {
		if p.id == id {
			return p
		}
	}
	return nil
}

func (r *records) add(id [idBytes]byte) *planned {
	p := &planned{id: id}
	r.list = append(r.list, p)
	switch {
	case r.byID != nil:
		r.byID[id] = p
	case len(r.list) > fewRecords:
		r.byID = make(map[[idBytes]byte]*planned)
		for _, p := range r.list {
			r.byID[p.id] = p
		}
	}
	return p
}

func (r *records) drop(id [idBytes]byte) {
	r.list = slices.DeleteFunc(r.list, func(p *planned) bool { return p.id == id })
	delete(r.byID, id)
}

// maxPlanKept bounds the values of the plans that are used again.
const maxPlanKept = 64

// release forgets what p holds and keeps its memory for the next call.
func (v *Vault) release(p *plan) {
	if len(p.vals) > maxPlanKept || len(p.records.list) > 4*maxPlanKept {
		return
	}
	p.reset()
	p.s, p.vals, p.tags, p.tagged = nil, nil, p.tags[:0], nil
	v.plans.Put(p)
}

// reset makes p ready for a Batch.
func (p *plan) reset() {
	clear(p.records.list)
	clear(p.tokens)
	clear(p.issued)
	p.meta, p.records, p.tokens, p.issued = meta{}, records{list: p.records.list[:0]}, p.tokens[:0], p.issued[:0]
	p.used, p.words, p.tokenWords = nil, nil, nil
	p.sealer.room = nil
}

// op makes the change of the record with this id from old, nil for none, to rec.
func (p *plan) op(id [idBytes]byte, old []byte, rec appender, expires int64) Op {
	keys := p.s.keys
	op := Op{Kind: Create, Old: old, Expires: unixTime(expires)}
	if old != nil {
		op.Kind = CompareAndPut
	}
	op.Key = append(append(p.sealer.take(len(keys.prefix)+idBytes), keys.prefix...), id[:]...)
	op.Value = p.sealer.seal(keys.aead, op.Key, rec)
	return op
}

// appender is a record: it appends its plaintext, without padding.
type appender interface{ append(b []byte) []byte }

// sealer seals records with memory that is used again for plaintexts, and given away, many in a piece, for results.
type sealer struct {
	plain, aad []byte
	room       []byte
}

// sealedBytes is room for the key and the value of a sealed record of the usual size.
const sealedBytes = 192

// grow makes room for n bytes, within reason.
func (c *sealer) grow(n int) {
	c.room = make([]byte, 0, min(n, 1<<14))
}

// take returns an empty slice with room for n bytes.
func (c *sealer) take(n int) []byte {
	if cap(c.room)-len(c.room) < n {
		c.room = make([]byte, 0, max(n, 4*sealedBytes)) // grow's bound would not hold a long record
	}
	at := len(c.room)
	c.room = c.room[:at+n]
	return c.room[at : at : at+n]
}

// seal is sealRecord.
func (c *sealer) seal(a cipher.AEAD, key []byte, rec appender) []byte {
	if c.plain == nil {
		c.plain = make([]byte, 0, 2*recordBytes)
	}
	c.plain = pad(rec.append(c.plain[:0]))
	c.aad = append(append(c.aad[:0], recordAAD...), key...)
	out := append(c.take(1+len(c.plain)+overheadBytes), recordVersion)
	out = a.Seal(out, nil, c.plain, c.aad)
	clear(c.plain)
	if cap(c.plain) > 1<<14 {
		c.plain = nil
	}
	return out
}
