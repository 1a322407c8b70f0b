package pseudonym

import (
	"bytes"
	"testing"
)

// FuzzRecord: whatever decrypts to nonsense is ErrCorrupt; what decodes, encodes to the same again.
func FuzzRecord(f *testing.F) {
	id := [idBytes]byte{1, 2, 3}
	f.Add((&meta{flags: 1, counters: []counter{{"PERSON", 3, 2}}, persons: []person{{number: 1, subject: id, created: 5, text: "Eva"}}, moving: [][idBytes]byte{id}}).encode())
	f.Add((&subject{typ: "PERSON", number: 1, created: 5, expires: 9, forms: []form{{id, 1, "[PERSON_1]"}}, aliases: [][idBytes]byte{id}}).encode())
	f.Add((&alias{"PERSON", id, 5, 9}).encode())
	f.Add((&tokenRecord{"PERSON", 1, 2, 5, 0, id, "Eva"}).encode())
	f.Fuzz(func(t *testing.T, plain []byte) {
		rec, err := decodeRecord(plain)
		if err != nil {
			return
		}
		again := rec.(interface{ encode() []byte }).encode()
		rec2, err := decodeRecord(again)
		if err != nil {
			t.Fatal("a decoded record does not decode after encoding")
		}
		if !bytes.Equal(again, rec2.(interface{ encode() []byte }).encode()) {
			t.Fatal("encoding is not stable")
		}
	})
}
