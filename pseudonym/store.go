package pseudonym

import (
	"context"
	"time"
)

// Store keeps the records: opaque encrypted bytes under opaque keyed hashes. A Store never sees a value, a scope or a
// key in clear. Package pseudonymtest holds its executable contract:
//
//   - Get returns one value per key, in order, nil for a key that is missing. It sees every Commit acknowledged before
//     it began, by any process.
//   - Commit applies the whole Batch or nothing of it. If it returns nil, the batch is durable. ErrExists and ErrConflict
//     (matched with errors.Is) mean that nothing was applied; after any other error the batch may have been applied.
//     It may keep keys and values, but not the Batch.
//   - Scan calls fn for every key that begins with prefix, in any order, each once; records that change meanwhile may be
//     seen in either state. fn must not keep or change the slices and may call Get and Commit of the same store. An error
//     of fn ends the scan and is returned.
//   - All methods are safe for concurrent use, respect ctx and return ErrClosed after Close.
type Store interface {
	Get(ctx context.Context, keys [][]byte) ([][]byte, error)
	Commit(ctx context.Context, b Batch) error
	Scan(ctx context.Context, prefix []byte, fn func(key, value []byte) error) error
	Close() error
}

// Batch is a list of changes that happen together. No key occurs twice. Stores lock in this order, so the record over
// which writers compete comes first.
type Batch []Op

// Op is one change of a Batch.
type Op struct {
	Kind    OpKind
	Key     []byte
	Old     []byte    // CompareAndPut, CompareAndDelete: the value that must be stored now
	Value   []byte    // Create, CompareAndPut
	Expires time.Time // Create, CompareAndPut: the store may drop the record from then on; zero for never
}

// OpKind says what an Op does.
type OpKind uint8

// The kinds of Op.
const (
	Create           OpKind = iota + 1 // store Value; ErrExists if the key exists
	CompareAndPut                      // replace Old by Value; ErrConflict if Old is not stored
	CompareAndDelete                   // delete; ErrConflict if Old is not stored
	Delete                             // delete if it exists
)

// Notifier is what a Store shared by several processes may offer besides: it tells this process which scopes another one
// has forgotten, so that caches drop them at once instead of after Config.CacheTTL. id begins with what the record keys
// of the scope begin with; an empty id means everything.
type Notifier interface {
	Notify(ctx context.Context, id []byte) error
	Subscribe(fn func(id []byte)) (cancel func())
}

// Exclusive is what a Store that only this process can open offers besides: then caches need no re-reading.
type Exclusive interface {
	Exclusive() bool
}

// Ring keeps the wrapped keys, apart from the records: in its own file, table or database, with its own, short-lived
// backups. Package pseudonymtest holds its contract.
//
//   - Load returns nil if id is missing.
//   - Swap replaces old by value: old nil creates, value nil destroys. ErrConflict means that another value than old is
//     stored, and nothing happened. After Swap the old bytes are overwritten as far as the medium allows.
//   - List calls fn for every entry whose id begins with prefix; fn must not keep the slices and may call Load and Swap.
//
// A Ring that is an io.Closer is closed with its Vault.
type Ring interface {
	Load(ctx context.Context, id []byte) ([]byte, error)
	Swap(ctx context.Context, id, old, value []byte) error
	List(ctx context.Context, prefix []byte, fn func(id, value []byte) error) error
}
