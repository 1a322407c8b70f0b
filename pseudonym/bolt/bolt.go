// Package bolt keeps a vault's records in one file (go.etcd.io/bbolt): the store for a single gateway.
//
// Commits of many goroutines share one transaction and so one fsync. A Commit that returned is on disk, and after a crash
// the file needs no repair. One process at a time can open it. The file holds only what the vault encrypted; deleted
// records stay in free pages until they are overwritten, which is why forgetting destroys keys.
//
// The ring of wrapped keys does not belong here, because bbolt does not overwrite in place: use pseudonym.OpenRingFile.
package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"github.com/deckname/deckname/pseudonym"
)

// Config configures a Store.
type Config struct {
	Path string // created with mode 0600
	// LockTimeout is how long Open waits for another process to close the file; 0 is one second. Then pseudonym.ErrLocked.
	LockTimeout time.Duration
	// MaxGroup is the largest number of Commits that share a transaction; 0 is 512.
	MaxGroup int
	// DangerouslyNoSync leaves out the fsync: a power failure may then lose acknowledged records or the file.
	DangerouslyNoSync bool
}

// Store is a pseudonym.Store in one file.
type Store struct {
	db     *bbolt.DB
	max    int
	queue  chan *request
	quit   chan struct{}
	done   chan struct{}
	closed sync.Once
}

type request struct {
	batch pseudonym.Batch
	err   error
	done  chan struct{}
}

var bucket = []byte("records")

// Open opens the file, or creates it.
func Open(cfg Config) (*Store, error) {
	if cfg.LockTimeout == 0 {
		cfg.LockTimeout = time.Second
	}
	if cfg.MaxGroup <= 0 {
		cfg.MaxGroup = 512
	}
	opt := *bbolt.DefaultOptions
	opt.Timeout, opt.NoSync = cfg.LockTimeout, cfg.DangerouslyNoSync
	opt.FreelistType, opt.NoFreelistSync = bbolt.FreelistMapType, true
	db, err := bbolt.Open(cfg.Path, 0o600, &opt)
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, pseudonym.ErrLocked
	case errors.Is(err, os.ErrPermission), errors.Is(err, os.ErrNotExist):
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("bolt: cannot open the file: %w", err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists(bucket)
		if err == nil {
			b.FillPercent = 0.7 // keys are random, so leaves fill up from the middle
		}
		return err
	})
	if err != nil {
		db.Close()
		return nil, err
	}
	s := &Store{db: db, max: cfg.MaxGroup, queue: make(chan *request, cfg.MaxGroup), quit: make(chan struct{}), done: make(chan struct{})}
	go s.write()
	return s, nil
}

// Exclusive implements pseudonym.Exclusive: no other process can write.
func (s *Store) Exclusive() bool { return true }

// Get implements pseudonym.Store.
func (s *Store) Get(ctx context.Context, keys [][]byte) ([][]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := make([][]byte, len(keys))
	err := s.db.View(func(tx *bbolt.Tx) error {
		b := tx.Bucket(bucket)
		for i, k := range keys {
			out[i] = bytes.Clone(b.Get(k)) // nil stays nil
		}
		return nil
	})
	return out, closedError(err)
}

func closedError(err error) error {
	if errors.Is(err, berrors.ErrDatabaseNotOpen) {
		return pseudonym.ErrClosed
	}
	return err
}

// Commit implements pseudonym.Store. Once the batch is queued, the end of ctx does not stop it.
func (s *Store) Commit(ctx context.Context, b pseudonym.Batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, op := range b {
		if op.Kind < pseudonym.Create || op.Kind > pseudonym.Delete || len(op.Key) == 0 {
			return pseudonym.ErrInvalid
		}
	}
	r := &request{batch: b, done: make(chan struct{})}
	select {
	case <-s.quit:
		return pseudonym.ErrClosed
	default:
	}
	select {
	case s.queue <- r:
	case <-s.quit:
		return pseudonym.ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-r.done:
		return r.err
	case <-s.done:
		select {
		case <-r.done:
			return r.err
		default:
			return pseudonym.ErrClosed
		}
	}
}

// write joins what is queued into one transaction at a time.
func (s *Store) write() {
	defer close(s.done)
	for {
		var group []*request
		select {
		case r := <-s.queue:
			group = append(group, r)
		case <-s.quit:
			return
		}
	more:
		for len(group) < s.max {
			select {
			case r := <-s.queue:
				group = append(group, r)
			default:
				break more
			}
		}
		err := closedError(s.db.Update(func(tx *bbolt.Tx) error {
			b := tx.Bucket(bucket)
			for _, r := range group {
				var err error
				if r.err = check(b, r.batch); r.err == nil {
					err = apply(b, r.batch)
				}
				if err != nil {
					return err
				}
			}
			return nil
		}))
		for _, r := range group {
			if r.err == nil {
				r.err = err
			}
			close(r.done)
		}
	}
}

// check tells whether all of the batch can be applied. Batches before it in the transaction count.
func check(b *bbolt.Bucket, batch pseudonym.Batch) error {
	for _, op := range batch {
		if op.Kind == pseudonym.Delete {
			continue
		}
		v := b.Get(op.Key)
		if op.Kind == pseudonym.Create {
			if v != nil {
				return pseudonym.ErrExists
			}
		} else if v == nil || !bytes.Equal(v, op.Old) {
			return pseudonym.ErrConflict
		}
	}
	return nil
}

func apply(b *bbolt.Bucket, batch pseudonym.Batch) error {
	for _, op := range batch {
		var err error
		if op.Kind == pseudonym.Create || op.Kind == pseudonym.CompareAndPut {
			err = b.Put(op.Key, op.Value)
		} else {
			err = b.Delete(op.Key)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// scanChunk bounds what one read transaction copies, so that a long Scan does not keep old pages alive.
const scanChunk = 1024

// Scan implements pseudonym.Store.
func (s *Store) Scan(ctx context.Context, prefix []byte, fn func(key, value []byte) error) error {
	var after []byte
	for {
		var keys, vals [][]byte
		err := s.db.View(func(tx *bbolt.Tx) error {
			c := tx.Bucket(bucket).Cursor()
			k, v := c.Seek(prefix)
			if after != nil {
				if k, v = c.Seek(after); bytes.Equal(k, after) {
					k, v = c.Next()
				}
			}
			for ; k != nil && bytes.HasPrefix(k, prefix) && len(keys) < scanChunk; k, v = c.Next() {
				keys, vals = append(keys, bytes.Clone(k)), append(vals, bytes.Clone(v))
			}
			return nil
		})
		if err != nil {
			return closedError(err)
		}
		for i := range keys {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := fn(keys[i], vals[i]); err != nil {
				return err
			}
		}
		if len(keys) < scanChunk {
			return nil
		}
		after = keys[len(keys)-1]
	}
}

// Close waits for the running transaction and closes the file. Batches still queued fail with pseudonym.ErrClosed.
func (s *Store) Close() error {
	var err error
	s.closed.Do(func() {
		close(s.quit)
		<-s.done
		err = s.db.Close()
	})
	return err
}
