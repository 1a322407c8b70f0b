// Package bolt keeps a vault's records in one file (go.etcd.io/bbolt) and a write-ahead log beside it: the store for a
// single gateway.
//
// Commits of many goroutines share one write and one fsync of the log; every few seconds the log is brought into the B+tree
// of the file. A Commit that returned is on disk, and after a crash Open finishes what the log holds: nothing needs repair.
// One process at a time can open it. The files hold only what the vault encrypted; deleted records stay in free pages
// until they are overwritten, which is why forgetting destroys keys. A closed store is one file without a log; while it is
// open, copy it with the vault's Backup.
//
// The ring of wrapped keys does not belong here, because neither bbolt nor a log overwrites in place: use
// pseudonym.OpenRingFile.
package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"github.com/deckname/deckname/pseudonym"
)

// Config configures a Store.
type Config struct {
	Path string // created with mode 0600; the log has this name with "-wal0" or "-wal1" behind it
	// LockTimeout is how long Open waits for another process to close the file; 0 is one second. Then pseudonym.ErrLocked.
	LockTimeout time.Duration
	// MaxGroup is the largest number of Commits that share an fsync; 0 is 1024.
	MaxGroup int
	// DangerouslyNoSync leaves out the fsync: a power failure may then lose acknowledged records or the file.
	DangerouslyNoSync bool
}

// A checkpoint comes when the log holds this much, or is this old.
const (
	checkpointRecords = 1 << 16
	checkpointBytes   = 32 << 20
	checkpointAge     = 2 * time.Second
)

// Store is a pseudonym.Store in one file.
type Store struct {
	cfg    Config
	db     *bbolt.DB
	queue  chan *request
	quit   chan struct{}
	done   chan struct{}
	closed sync.Once

	mu     sync.RWMutex
	recent *table // in the current log
	older  *table // in the log that a checkpoint brings in; nil if there is none
	broken error  // a write failed: what the disk holds is unknown until the store is opened anew

	log     *wal // belongs to the writing goroutine, as do the next two
	frame   []byte
	started time.Time
	check   sync.WaitGroup
}

type request struct {
	batch pseudonym.Batch
	err   error
	done  chan struct{}
}

var bucket = []byte("records")

// Open opens the file, or creates it, and finishes what the log of a crashed process holds.
func Open(cfg Config) (*Store, error) {
	if cfg.LockTimeout == 0 {
		cfg.LockTimeout = time.Second
	}
	if cfg.MaxGroup <= 0 {
		cfg.MaxGroup = 1024
	}
	opt := *bbolt.DefaultOptions
	opt.Timeout, opt.NoSync = cfg.LockTimeout, cfg.DangerouslyNoSync
	opt.FreelistType, opt.NoFreelistSync = bbolt.FreelistMapType, true
	if strconv.IntSize == 64 && runtime.GOOS != "windows" { // address space only; growing the map stops readers and copies pages
		opt.InitialMmapSize = 1 << 30
	}
	db, err := bbolt.Open(cfg.Path, 0o600, &opt)
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, pseudonym.ErrLocked
	case errors.Is(err, os.ErrPermission), errors.Is(err, os.ErrNotExist):
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("bolt: cannot open the file: %w", err)
	}
	s := &Store{cfg: cfg, db: db, recent: newTable(), queue: make(chan *request, cfg.MaxGroup), quit: make(chan struct{}), done: make(chan struct{})}
	if err := s.recover(); err != nil {
		db.Close()
		return nil, err
	}
	go s.write()
	return s, nil
}

// recover brings the logs into the tree, the older one first, and begins a new one.
func (s *Store) recover() error {
	var logs [2]*table
	var seqs [2]uint64
	for i := range logs {
		t := newTable()
		seq, ok, err := readWAL(walPath(s.cfg.Path, uint64(i)), func(key string, value []byte, put bool) {
			if !put {
				value = nil
			}
			t.put(key, value)
		})
		if err != nil {
			return err
		}
		if ok {
			logs[i], seqs[i] = t, seq
		}
	}
	if logs[0] != nil && logs[1] != nil && seqs[0] > seqs[1] {
		logs[0], logs[1] = logs[1], logs[0]
	}
	err := s.db.Update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists(bucket)
		if err != nil {
			return err
		}
		for _, t := range logs {
			if t != nil {
				if err := t.apply(b); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	next := max(seqs[0], seqs[1]) + 1
	if s.log, err = createWAL(s.cfg.Path, next, s.cfg.DangerouslyNoSync); err != nil {
		return err
	}
	s.started = time.Now()
	// The other log's changes are in the tree. Only now may it go: applying logs again, in order, changes nothing.
	return removeFile(walPath(s.cfg.Path, next+1))
}

func removeFile(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// Exclusive implements pseudonym.Exclusive: no other process can write.
func (s *Store) Exclusive() bool { return true }

// Get implements pseudonym.Store.
func (s *Store) Get(ctx context.Context, keys [][]byte) ([][]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := make([][]byte, len(keys))
	var rest []int
	s.mu.RLock()
	for i, k := range keys {
		v, ok := s.recent.get(k)
		if !ok {
			v, ok = s.older.get(k)
		}
		if ok {
			out[i] = bytes.Clone(v)
		} else {
			rest = append(rest, i)
		}
	}
	// A checkpoint that ends after this only brings in what the tables had, so the tree may be read without the lock; but
	// it must not have begun before: then a change could be in neither.
	var tx *bbolt.Tx
	var err error
	if len(rest) > 0 {
		tx, err = s.db.Begin(false)
	}
	s.mu.RUnlock()
	if err != nil {
		return nil, closedError(err)
	}
	if tx != nil {
		b := tx.Bucket(bucket)
		for _, i := range rest {
			out[i] = bytes.Clone(b.Get(keys[i])) // nil stays nil
		}
		if err := tx.Rollback(); err != nil {
			return nil, err
		}
		return out, nil
	}
	select {
	case <-s.quit:
		return nil, pseudonym.ErrClosed
	default:
		return out, nil
	}
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
		if op.Kind < pseudonym.Create || op.Kind > pseudonym.Delete || len(op.Key) == 0 || len(op.Key) > bbolt.MaxKeySize {
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

// write serves the queue, a group at a time.
func (s *Store) write() {
	defer close(s.done)
	tick := time.NewTicker(checkpointAge / 4)
	defer tick.Stop()
	for {
		var group []*request
		select {
		case r := <-s.queue:
			group = append(group, r)
		case <-tick.C:
			s.checkpoint()
			continue
		case <-s.quit:
			return
		}
	more:
		for len(group) < s.cfg.MaxGroup {
			select {
			case r := <-s.queue:
				group = append(group, r)
			default:
				break more
			}
		}
		s.commit(group)
		s.checkpoint()
	}
}

// commit decides every batch of the group, writes those that hold to the log and shows them to readers.
func (s *Store) commit(group []*request) {
	pending := newTable()
	frame := beginFrame(s.frame)
	s.mu.RLock()
	older, err := s.older, s.broken
	var tx *bbolt.Tx
	if err == nil {
		tx, err = s.db.Begin(false) // under the lock, see Get
	}
	s.mu.RUnlock()
	if err == nil {
		b := tx.Bucket(bucket)
		get := func(key []byte) []byte {
			if v, ok := pending.get(key); ok {
				return v
			}
			if v, ok := s.recent.get(key); ok { // only this goroutine changes it
				return v
			}
			if v, ok := older.get(key); ok {
				return v
			}
			return b.Get(key)
		}
		for _, r := range group {
			if r.err = decide(get, r.batch); r.err != nil {
				continue
			}
			for _, op := range r.batch {
				put := op.Kind == pseudonym.Create || op.Kind == pseudonym.CompareAndPut
				var v []byte
				if put {
					v = append([]byte{}, op.Value...) // never nil
				}
				pending.put(string(op.Key), v)
				frame = appendChange(frame, string(op.Key), v, put)
			}
		}
		err = tx.Rollback()
	}
	err = closedError(err)
	s.frame = frame
	if err == nil && len(frame) > frameHead {
		if err = s.log.append(frame, s.cfg.DangerouslyNoSync); err != nil {
			s.fail(err)
		}
	}
	if err == nil {
		s.mu.Lock()
		pending.each(nil, s.recent.put)
		s.mu.Unlock()
	}
	for _, r := range group {
		if r.err == nil {
			r.err = err
		}
		close(r.done)
	}
}

func (s *Store) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken == nil {
		s.broken = err
	}
}

// decide tells whether all of the batch can be applied.
func decide(get func(key []byte) []byte, batch pseudonym.Batch) error {
	for _, op := range batch {
		if op.Kind == pseudonym.Delete {
			continue
		}
		v := get(op.Key)
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

// checkpoint begins a new log and brings the full one into the tree, beside the commits that go on.
func (s *Store) checkpoint() {
	s.mu.RLock()
	busy, n := s.older != nil, s.recent.n
	stop := s.broken != nil
	s.mu.RUnlock()
	if busy && n >= 4*checkpointRecords {
		s.check.Wait() // writers are faster than the tree: memory has an end
		return
	}
	if stop || busy || n == 0 || n < checkpointRecords && s.log.size < checkpointBytes && time.Since(s.started) < checkpointAge {
		return
	}
	old := s.log
	next, err := createWAL(s.cfg.Path, old.seq+1, s.cfg.DangerouslyNoSync)
	if err != nil {
		s.fail(err)
		return
	}
	s.log, s.started = next, time.Now()
	s.mu.Lock()
	s.older, s.recent = s.recent, newTable()
	full := s.older
	s.mu.Unlock()
	s.check.Go(func() {
		err := s.db.Update(func(tx *bbolt.Tx) error { return full.apply(tx.Bucket(bucket)) })
		if cerr := old.f.Close(); err == nil {
			err = cerr
		}
		if err == nil {
			err = removeFile(walPath(s.cfg.Path, old.seq)) // its name is that of the next log but one
		}
		if err != nil {
			s.fail(err) // the log stays; the next Open brings it in
			return
		}
		s.mu.Lock()
		s.older = nil
		s.mu.Unlock()
	})
}

// scanChunk bounds what one read transaction copies, so that a long Scan does not keep old pages alive.
const scanChunk = 1024

// Scan implements pseudonym.Store.
func (s *Store) Scan(ctx context.Context, prefix []byte, fn func(key, value []byte) error) error {
	var after []byte
	for {
		keys, vals, more, err := s.chunk(prefix, after)
		if err != nil {
			return err
		}
		for i := range keys {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := fn(keys[i], vals[i]); err != nil {
				return err
			}
		}
		if more == nil {
			return nil
		}
		after = more
	}
}

// chunk returns the records behind after, in no order, up to the key more, nil for the end.
func (s *Store) chunk(prefix, after []byte) (keys, vals [][]byte, more []byte, err error) {
	changes := make(map[string][]byte)
	s.mu.RLock()
	note := func(k string, v []byte) { changes[k] = v }
	s.older.each(prefix, note)
	s.recent.each(prefix, note)
	tx, err := s.db.Begin(false) // under the lock, see Get
	s.mu.RUnlock()
	if err != nil {
		return nil, nil, nil, closedError(err)
	}
	defer func() { err = errors.Join(err, tx.Rollback()) }()
	c := tx.Bucket(bucket).Cursor()
	k, v := c.Seek(prefix)
	if after != nil {
		if k, v = c.Seek(after); bytes.Equal(k, after) {
			k, v = c.Next()
		}
	}
	seen := 0
	for ; k != nil && bytes.HasPrefix(k, prefix); k, v = c.Next() {
		if seen == scanChunk {
			break
		}
		seen++
		more = bytes.Clone(k)
		if _, changed := changes[string(k)]; !changed {
			keys, vals = append(keys, more), append(vals, bytes.Clone(v))
		}
	}
	if seen < scanChunk {
		more = nil
	}
	for k, v := range changes { // those in this stretch of keys
		if v != nil && (after == nil || k > string(after)) && (more == nil || k <= string(more)) {
			keys, vals = append(keys, []byte(k)), append(vals, bytes.Clone(v))
		}
	}
	return keys, vals, more, nil
}

// Close waits for the running group and checkpoint, brings the log into the file and closes both: a closed store is one
// file. Batches still queued fail with pseudonym.ErrClosed.
func (s *Store) Close() error {
	var err error
	s.closed.Do(func() {
		close(s.quit)
		<-s.done
		s.check.Wait()
		err = s.log.f.Close()
		if s.broken == nil && err == nil { // else the next Open brings in what the logs hold
			err = s.db.Update(func(tx *bbolt.Tx) error { return s.recent.apply(tx.Bucket(bucket)) })
			if err == nil {
				err = removeFile(walPath(s.cfg.Path, s.log.seq))
			}
		}
		err = errors.Join(err, s.db.Close())
	})
	return err
}
