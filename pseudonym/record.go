package pseudonym

import (
	"crypto/cipher"
	"encoding/binary"
	"time"

	"github.com/deckname/deckname/anonymize"
)

// Record format, version 1. Every later version reads it; testdata/vectors.json pins it.
//
//	key    tenant id (16) | scope id (16) | record id (16)         all HMAC-SHA256, cut to 128 bits
//	value  version (1) = 1 | nonce (12) | AES-256-GCM ciphertext | tag (16)
//
//	tenant id  HMAC(root index key, tenant)
//	scope id   HMAC(scope id key of the tenant, scope, epoch)      a re-keyed or revived scope has another one
//	record id  HMAC(lookup key of the scope, kind, type, …)        see the kinds
//	AAD        "deckname record" | version | key                   binds version, tenant, scope and, through the id, kind and type
//	plaintext  kind (1) | fields | 0x80 | zeros to a multiple of 32
//
// Numbers are unsigned varints, strings are a varint length and bytes, times are Unix seconds (0: none).
//
//	kind 'm', id (m): what the scope issued. flags | n × (type, highest number, most forms) | n × person | n × moving id
//	          person: number | subject id (16) | created | expires | form
//	kind 's', id (s, type, canonical form, chain): a subject and its spellings.
//	          type | number | created | expires | chained (0 or 1) | n × (form tag (16), variant, token) | n × alias id (16)
//	kind 'a', id as 's': another canonical form of a subject. type | subject id (16) | created | expires
//	kind 't', id (t, token key): one spelling. type | number | variant | created | expires | subject id (16) | form
const recordVersion = 1

const (
	kindMeta    = 'm'
	kindSubject = 's'
	kindAlias   = 'a'
	kindToken   = 't'
)

const recordAAD = "deckname record\x01"

// Flags of a meta record.
const (
	flagErasing = 1 << iota // ForgetScope has begun: no writer may add anything
	flagMoving              // Forget has begun: no writer may add anything until the scope has its next epoch
)

type counter struct {
	typ     anonymize.EntityType
	highest uint64 // number issued last
	forms   uint64 // most variants that any number has
}

type person struct {
	number           uint64
	subject          [idBytes]byte
	created, expires int64
	text             string   // the fullest form
	words            []string // nameWords of text, nil as long as nobody asked; not stored
}

type meta struct {
	flags    uint64
	counters counters
	persons  []person
	moving   [][idBytes]byte // subjects that the move leaves out
}

type form struct {
	tag     [idBytes]byte
	variant uint64
	token   string
}

type subject struct {
	typ              anonymize.EntityType
	number           uint64
	created, expires int64
	chained          bool // the list is full and the next chain exists
	forms            []form
	aliases          [][idBytes]byte
}

type alias struct {
	typ              anonymize.EntityType
	subject          [idBytes]byte
	created, expires int64
}

type tokenRecord struct {
	typ              anonymize.EntityType
	number, variant  uint64
	created, expires int64
	subject          [idBytes]byte
	text             string
}

// recordBytes is room for a record of the usual size, before it is sealed.
const recordBytes = 192

func sealRecord(a cipher.AEAD, key, plain []byte) []byte {
	plain = pad(plain)
	out := make([]byte, 1, 1+len(plain)+overheadBytes)
	out[0] = recordVersion
	out = a.Seal(out, nil, plain, append([]byte(recordAAD), key...))
	clear(plain)
	return out
}

func openRecord(a cipher.AEAD, key, value []byte) ([]byte, error) {
	if len(value) < 1+overheadBytes {
		return nil, ErrCorrupt
	}
	if value[0] != recordVersion {
		return nil, ErrVersion
	}
	plain, err := a.Open(nil, nil, value[1:], append([]byte(recordAAD), key...))
	if err != nil {
		return nil, ErrCorrupt
	}
	return unpad(plain)
}

// writer appends fields.
type writer struct{ b []byte }

func (w *writer) num(n uint64)        { w.b = binary.AppendUvarint(w.b, n) }
func (w *writer) time(t int64)        { w.num(uint64(max(t, 0))) }
func (w *writer) id(id [idBytes]byte) { w.b = append(w.b, id[:]...) }
func (w *writer) ids(ids [][idBytes]byte) {
	w.num(uint64(len(ids)))
	for _, id := range ids {
		w.id(id)
	}
}
func (w *writer) str(s string) {
	w.num(uint64(len(s)))
	w.b = append(w.b, s...)
}

// reader takes fields; after the first failure everything is zero and bad is set.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) num() uint64 {
	n, k := binary.Uvarint(r.b)
	if k <= 0 {
		r.fail()
		return 0
	}
	r.b = r.b[k:]
	return n
}

func (r *reader) fail() { r.b, r.bad = nil, true }

// count reads the length of a list whose elements take at least size bytes.
func (r *reader) count(size int) int {
	n := r.num()
	if n > uint64(len(r.b)/size) {
		r.fail()
		return 0
	}
	return int(n)
}

func (r *reader) time() int64 {
	n := r.num()
	if n > 1<<40 {
		r.fail()
		return 0
	}
	return int64(n)
}

func (r *reader) bytes(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.fail()
		return nil
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

func (r *reader) str() string { return string(r.bytes(r.count(1))) }

func (r *reader) typ() anonymize.EntityType {
	t := anonymize.EntityType(r.str())
	if !t.Valid() {
		r.fail()
	}
	return t
}

func (r *reader) id() (id [idBytes]byte) {
	copy(id[:], r.bytes(idBytes))
	return id
}

func (r *reader) ids() (ids [][idBytes]byte) {
	for range r.count(idBytes) {
		ids = append(ids, r.id())
	}
	return ids
}

func (r *reader) done() error {
	if r.bad || len(r.b) > 0 {
		return ErrCorrupt
	}
	return nil
}

func (m *meta) encode() []byte {
	return m.append(make([]byte, 0, recordBytes))
}

func (m *meta) append(b []byte) []byte {
	w := writer{append(b, kindMeta)}
	w.num(m.flags)
	w.num(uint64(len(m.counters)))
	for _, c := range m.counters {
		w.str(string(c.typ))
		w.num(c.highest)
		w.num(c.forms)
	}
	w.num(uint64(len(m.persons)))
	for _, p := range m.persons {
		w.num(p.number)
		w.id(p.subject)
		w.time(p.created)
		w.time(p.expires)
		w.str(p.text)
	}
	w.ids(m.moving)
	return w.b
}

func (s *subject) encode() []byte {
	return s.append(make([]byte, 0, recordBytes))
}

func (s *subject) append(b []byte) []byte {
	w := writer{append(b, kindSubject)}
	w.str(string(s.typ))
	w.num(s.number)
	w.time(s.created)
	w.time(s.expires)
	if s.chained {
		w.num(1)
	} else {
		w.num(0)
	}
	w.num(uint64(len(s.forms)))
	for _, f := range s.forms {
		w.id(f.tag)
		w.num(f.variant)
		w.str(f.token)
	}
	w.ids(s.aliases)
	return w.b
}

func (a *alias) encode() []byte {
	return a.append(make([]byte, 0, recordBytes))
}

func (a *alias) append(b []byte) []byte {
	w := writer{append(b, kindAlias)}
	w.str(string(a.typ))
	w.id(a.subject)
	w.time(a.created)
	w.time(a.expires)
	return w.b
}

func (t *tokenRecord) encode() []byte {
	return t.append(make([]byte, 0, recordBytes))
}

func (t *tokenRecord) append(b []byte) []byte {
	w := writer{append(b, kindToken)}
	w.str(string(t.typ))
	w.num(t.number)
	w.num(t.variant)
	w.time(t.created)
	w.time(t.expires)
	w.id(t.subject)
	w.str(t.text)
	return w.b
}

// decodeRecord returns a *meta, *subject, *alias or *tokenRecord.
func decodeRecord(plain []byte) (any, error) {
	if len(plain) == 0 {
		return nil, ErrCorrupt
	}
	r := reader{b: plain[1:]}
	switch plain[0] {
	case kindMeta:
		m := &meta{flags: r.num()}
		for range r.count(3) {
			m.counters = append(m.counters, counter{r.typ(), r.num(), r.num()})
		}
		for range r.count(3 + idBytes) {
			m.persons = append(m.persons, person{number: r.num(), subject: r.id(), created: r.time(), expires: r.time(), text: r.str()})
		}
		m.moving = r.ids()
		return m, r.done()
	case kindSubject:
		s := &subject{typ: r.typ(), number: r.num(), created: r.time(), expires: r.time()}
		s.chained = r.num() == 1
		for range r.count(idBytes + 2) {
			s.forms = append(s.forms, form{r.id(), r.num(), r.str()})
		}
		s.aliases = r.ids()
		return s, r.done()
	case kindAlias:
		a := &alias{r.typ(), r.id(), r.time(), r.time()}
		return a, r.done()
	case kindToken:
		t := &tokenRecord{r.typ(), r.num(), r.num(), r.time(), r.time(), r.id(), r.str()}
		return t, r.done()
	}
	return nil, ErrCorrupt
}

// Retention says how long values are kept after they were pseudonymised first. Zero is for ever, until they are forgotten.
type Retention struct {
	Default time.Duration
	ByType  map[anonymize.EntityType]time.Duration
	// Scope, if set, gives the retention of a scope; the shorter of both counts.
	Scope func(scope string) time.Duration
}

// limit returns the retention of type t in scope, 0 for none.
func (r *Retention) limit(scope string, t anonymize.EntityType) time.Duration {
	d, ok := r.ByType[t]
	if !ok {
		d = r.Default
	}
	if r.Scope != nil && scope != "" {
		if s := r.Scope(scope); s > 0 && (d <= 0 || s < d) {
			d = s
		}
	}
	return max(d, 0)
}
