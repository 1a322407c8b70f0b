package pseudonym

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"sync"
)

// The HKDF-SHA256 (RFC 5869) labels. They are part of the record format: a changed label makes every vault unreadable.
const (
	labelRecord  = "deckname/pseudonym/1 record key"    // scope key → AES-256-GCM key of the records
	labelLookup  = "deckname/pseudonym/1 lookup key"    // scope key → HMAC key of record ids
	labelTomb    = "deckname/pseudonym/1 tombstone key" // tenant index key → AES-256-GCM key of tombstones
	labelScopeID = "deckname/pseudonym/1 scope id key"  // tenant index key → HMAC key of scope ids
	labelCode    = "deckname/pseudonym/1 code key"      // tenant index key → HMAC key of check characters and surrogates
	labelReceipt = "deckname/pseudonym/1 receipt key"   // root index key → Ed25519 seed of receipts
	labelKeyID   = "deckname/pseudonym/1 key id"        // key-encryption key → its public id
)

const (
	keyBytes      = 32
	idBytes       = 16
	overheadBytes = 28 // nonce and tag of AES-GCM
	padBytes      = 32
)

func newKey() []byte {
	k := make([]byte, keyBytes)
	rand.Read(k) // never fails: it ends the program instead
	return k
}

func derive(key []byte, label string) []byte {
	k, err := hkdf.Key(sha256.New, key, nil, label, keyBytes)
	if err != nil {
		panic("pseudonym: HKDF of a fixed length failed")
	}
	return k
}

// deriveTwo is derive for two labels.
func deriveTwo(key []byte, first, second string) (k1, k2 []byte) {
	prk, err := hkdf.Extract(sha256.New, key, nil)
	if err == nil {
		k1, err = hkdf.Expand(sha256.New, prk, first, keyBytes)
	}
	if err == nil {
		k2, err = hkdf.Expand(sha256.New, prk, second, keyBytes)
	}
	if err != nil {
		panic("pseudonym: HKDF of a fixed length failed")
	}
	clear(prk)
	return k1, k2
}

// newAEAD returns AES-256-GCM with a random nonce that precedes the ciphertext. One key seals at most 2^32 messages
// (NIST SP 800-38D); a scope has one key and far fewer records.
func newAEAD(key []byte) cipher.AEAD {
	b, err := aes.NewCipher(key)
	if err != nil {
		panic("pseudonym: AES key has the wrong length")
	}
	a, err := cipher.NewGCMWithRandomNonce(b)
	if err != nil {
		panic("pseudonym: AES-GCM is not available")
	}
	return a
}

// keyed is HMAC-SHA256 under a key, with memory for what goes in and comes out: an interface's arguments are moved to the
// heap, each time anew if they are local variables. It is for one goroutine at a time.
type keyed struct {
	hash hash.Hash
	in   [64]byte
	sum  [sha256.Size]byte
}

func newMAC(key []byte) *keyed { return &keyed{hash: hmac.New(sha256.New, key)} }

// mac returns the first idBytes of HMAC-SHA256 over the parts, each preceded by its length.
func mac(h *keyed, parts ...string) (id [idBytes]byte) {
	h.hash.Reset()
	for _, p := range parts {
		binary.BigEndian.PutUint32(h.in[:4], uint32(len(p)))
		h.hash.Write(h.in[:4])
		for len(p) > 0 {
			k := copy(h.in[:], p)
			h.hash.Write(h.in[:k])
			p = p[k:]
		}
	}
	copy(id[:], h.hash.Sum(h.sum[:0]))
	clear(h.in[:])
	clear(h.sum[:])
	return id
}

// sharedMAC is a keyed for many goroutines, made when it is needed.
type sharedMAC struct {
	mu    sync.Mutex
	mac   *keyed
	wiped bool
}

// of returns the mac of text under key, which is the same in all calls, and ErrClosed behind wipe.
func (s *sharedMAC) of(key []byte, text string) ([idBytes]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.wiped {
		return [idBytes]byte{}, ErrClosed
	}
	if s.mac == nil {
		s.mac = newMAC(key)
	}
	return mac(s.mac, text), nil
}

// wipe zeroes the key.
func (s *sharedMAC) wipe(key []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(key)
	s.mac, s.wiped = nil, true
}

// pad appends 0x80 and zeros up to a multiple of padBytes, so that lengths of records say little of lengths of values.
func pad(b []byte) []byte {
	b = append(b, 0x80)
	for len(b)%padBytes != 0 {
		b = append(b, 0)
	}
	return b
}

func unpad(b []byte) ([]byte, error) {
	for i := len(b) - 1; i >= 0 && i >= len(b)-padBytes; i-- {
		switch b[i] {
		case 0:
		case 0x80:
			return b[:i], nil
		default:
			return nil, ErrCorrupt
		}
	}
	return nil, ErrCorrupt
}
