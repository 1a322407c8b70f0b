package pseudonym

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/binary"
	"sync"

	"golang.org/x/crypto/argon2"
)

// Argon2id (RFC 9106, section 4, second recommended option): 64 MiB, 3 passes, 4 lanes.
const (
	argonTime    = 3
	argonMemory  = 64 << 10 // KiB
	argonThreads = 4
	saltBytes    = 16
	argonMaxTime = 16 // what Unwrap accepts from a stored blob, so that nobody can make it work for hours
	argonMaxMem  = 256 << 10
)

// Passphrase returns a KeyWrapper whose key-encryption key comes from a passphrase by Argon2id, with a random salt per
// process, stored beside what it wraps. name is its KeyID and no secret. A passphrase has far less entropy than a key
// file: use it where an operator must type something, with six random words or more. It copies secret.
func Passphrase(name string, secret []byte) (KeyWrapper, error) {
	if name == "" || len(name) > 100 || len(secret) == 0 {
		return nil, ErrInvalid
	}
	return &passphrase{name: name, secret: bytes.Clone(secret), keys: make(map[string][]byte)}, nil
}

type passphrase struct {
	name   string
	secret []byte

	mu   sync.Mutex
	keys map[string][]byte // by salt and parameters: each costs a tenth of a second and 64 MiB
	head []byte            // of this process's blobs
}

// head: version (1) = 1 | time (1) | memory in KiB (4) | threads (1) | salt (16)
const passHead = 7 + saltBytes

func (p *passphrase) KeyID() string { return "passphrase:" + p.name }

func (p *passphrase) key(head []byte) []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	k, ok := p.keys[string(head)]
	if !ok {
		k = argon2.IDKey(p.secret, head[7:passHead], uint32(head[1]), binary.BigEndian.Uint32(head[2:]), head[6], keyBytes)
		if len(p.keys) < 64 {
			p.keys[string(head)] = k
		}
	}
	return k
}

func (p *passphrase) Wrap(ctx context.Context, key, aad []byte) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	p.mu.Lock()
	if p.head == nil {
		p.head = binary.BigEndian.AppendUint32([]byte{1, argonTime}, argonMemory)
		p.head = append(p.head, argonThreads)
		p.head = append(p.head, make([]byte, saltBytes)...)
		rand.Read(p.head[7:])
	}
	head := p.head
	p.mu.Unlock()
	return newAEAD(p.key(head)).Seal(bytes.Clone(head), nil, key, passAAD(head, aad)), nil
}

func passAAD(head, aad []byte) []byte {
	return append(append([]byte("deckname passphrase wrap\x01"), head...), aad...)
}

func (p *passphrase) Unwrap(ctx context.Context, wrapped, aad []byte) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(wrapped) < passHead+overheadBytes {
		return nil, ErrCorrupt
	}
	head := wrapped[:passHead]
	if head[0] != 1 {
		return nil, ErrVersion
	}
	if mem := binary.BigEndian.Uint32(head[2:]); head[1] == 0 || head[1] > argonMaxTime || mem < 8 || mem > argonMaxMem || head[6] == 0 {
		return nil, ErrCorrupt
	}
	key, err := newAEAD(p.key(head)).Open(nil, nil, wrapped[passHead:], passAAD(head, aad))
	if err != nil {
		return nil, ErrKeyLost // a wrong passphrase and a changed blob look the same
	}
	return key, nil
}
