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

// mac returns the first idBytes of HMAC-SHA256 over the parts, each preceded by its length.
func mac(h hash.Hash, parts ...string) (id [idBytes]byte) {
	h.Reset()
	var n [4]byte
	var buf [64]byte
	for _, p := range parts {
		binary.BigEndian.PutUint32(n[:], uint32(len(p)))
		h.Write(n[:])
		for len(p) > 0 { // hash.Hash takes bytes only; this avoids an allocation per part
			k := copy(buf[:], p)
			h.Write(buf[:k])
			p = p[k:]
		}
	}
	var sum [sha256.Size]byte
	copy(id[:], h.Sum(sum[:0]))
	clear(buf[:])
	return id
}

func newMAC(key []byte) hash.Hash { return hmac.New(sha256.New, key) }

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
