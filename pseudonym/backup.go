package pseudonym

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash"
	"io"
)

// Backup format, version 1:
//
//	"DNBACKUP1\n" | n × (key length (2) | value length (4) | key | value) | 0 (2) | number of records (8) | SHA-256 of all before
//
// Everything in it is as encrypted as in the store. The check sum finds accidents; the records authenticate themselves.
const backupMagic = "DNBACKUP1\n"

const (
	maxKeyBytes    = 1 << 10
	maxRecordBytes = MaxValueBytes + 1<<16
)

// Backup writes all records of all scopes to w while the vault is in use, each scope as it is at one moment. It holds no
// key: without the ring and the key-encryption keys it is noise, and with today's ring it lacks every scope that was
// forgotten since.
func (v *Vault) Backup(ctx context.Context, w io.Writer) (records int, err error) {
	if v.closed.Load() {
		return 0, ErrClosed
	}
	if err := v.audit(ctx, AuditEntry{Action: ActionBackup}); err != nil {
		return 0, err
	}
	b := newBackupWriter(w)
	err = v.everyScope(ctx, func(s *scopeState) error {
		if s.keys == nil {
			return nil
		}
		snap, err := s.snapshot(ctx)
		if err != nil {
			return err
		}
		for _, op := range snap {
			b.record(op.Key, op.Value)
		}
		return b.err
	})
	if err != nil {
		return 0, err
	}
	return b.n, b.close()
}

// snapshot reads the scope until no writer interferes: all of them change the meta record.
func (s *scopeState) snapshot(ctx context.Context) (Batch, error) {
	for attempt := range maxAttempts {
		if s.keys == nil {
			return nil, nil
		}
		var snap Batch
		metaKey := s.keys.metaKey()
		before := s.metaRaw
		err := s.v.cfg.Store.Scan(ctx, s.keys.prefix, func(key, value []byte) error {
			snap = append(snap, Op{Kind: Create, Key: bytes.Clone(key), Value: bytes.Clone(value)})
			return nil
		})
		if err != nil {
			return nil, err
		}
		after, err := s.v.cfg.Store.Get(ctx, [][]byte{metaKey})
		if err != nil {
			return nil, err
		}
		if bytes.Equal(before, after[0]) {
			return snap, nil
		}
		if err := backoff(ctx, attempt); err != nil {
			return nil, err
		}
		if err := s.refresh(ctx, true); err != nil {
			return nil, err
		}
	}
	return nil, ErrContention
}

type backupWriter struct {
	w   *bufio.Writer
	sum hash.Hash
	n   int
	err error
}

func newBackupWriter(w io.Writer) *backupWriter {
	b := &backupWriter{w: bufio.NewWriter(w), sum: sha256.New()}
	b.write([]byte(backupMagic))
	return b
}

func (b *backupWriter) write(p []byte) {
	if b.err == nil {
		_, b.err = b.w.Write(p)
		b.sum.Write(p)
	}
}

func (b *backupWriter) record(key, value []byte) {
	b.write(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint16(nil, uint16(len(key))), uint32(len(value))))
	b.write(key)
	b.write(value)
	b.n++
}

func (b *backupWriter) close() error {
	b.write(binary.BigEndian.AppendUint64([]byte{0, 0}, uint64(b.n)))
	b.write(b.sum.Sum(nil))
	if b.err != nil {
		return b.err
	}
	return b.w.Flush()
}

// Restore reads a backup into a store. Records that the store has already stay as they are there, so it may be repeated.
// A backup that is damaged or cut is ErrCorrupt; what came before the damage is then in the store all the same. After a
// restore the counters are those of the backup: pseudonyms issued since are unknown, and their numbers are given again,
// so end the conversations of that time or forget their scopes.
func Restore(ctx context.Context, store Store, r io.Reader) (records int, err error) {
	var b Batch
	flush := func() error {
		n, err := createAll(ctx, store, b)
		records += n
		b = b[:0]
		return err
	}
	err = readBackup(r, func(key, value []byte) error {
		b = append(b, Op{Kind: Create, Key: key, Value: value})
		if len(b) == deleteChunk {
			return flush()
		}
		return nil
	})
	if ferr := flush(); err == nil {
		err = ferr
	}
	return records, err
}

func createAll(ctx context.Context, store Store, b Batch) (n int, err error) {
	if len(b) == 0 {
		return 0, nil
	}
	if err := store.Commit(ctx, b); err == nil {
		return len(b), nil
	} else if !errors.Is(err, ErrExists) {
		return 0, err
	}
	for _, op := range b {
		switch err := store.Commit(ctx, Batch{op}); {
		case err == nil:
			n++
		case !errors.Is(err, ErrExists):
			return n, err
		}
	}
	return n, nil
}

func readBackup(r io.Reader, fn func(key, value []byte) error) error {
	sum := sha256.New()
	in := bufio.NewReader(r)
	read := func(n int) ([]byte, error) {
		var buf bytes.Buffer // grows with what is really there, whatever length the input claims
		if m, err := io.CopyN(&buf, in, int64(n)); err != nil || m < int64(n) {
			return nil, ErrCorrupt
		}
		return buf.Bytes(), nil
	}
	part := func(n int) ([]byte, error) {
		p, err := read(n)
		sum.Write(p)
		return p, err
	}
	if magic, err := part(len(backupMagic)); err != nil || string(magic) != backupMagic {
		return ErrCorrupt
	}
	for n := uint64(0); ; n++ {
		head, err := part(2)
		if err != nil {
			return err
		}
		keyLen := int(binary.BigEndian.Uint16(head))
		if keyLen == 0 {
			count, err := part(8)
			if err != nil || binary.BigEndian.Uint64(count) != n {
				return ErrCorrupt
			}
			want := sum.Sum(nil)
			if got, err := read(sha256.Size); err != nil || !bytes.Equal(got, want) {
				return ErrCorrupt
			}
			return nil
		}
		size, err := part(4)
		if err != nil {
			return err
		}
		valLen := binary.BigEndian.Uint32(size)
		if keyLen > maxKeyBytes || valLen > maxRecordBytes {
			return ErrCorrupt
		}
		key, err := part(keyLen)
		if err != nil {
			return err
		}
		value, err := part(int(valLen))
		if err != nil {
			return err
		}
		if err := fn(key, value); err != nil {
			return err
		}
	}
}

// Import copies all records of one store into another. Records that the other has already stay as they are there. Together
// with Overlay it moves a vault while it is in use.
func Import(ctx context.Context, from, into Store) (records int, err error) {
	var b Batch
	flush := func() error {
		n, err := createAll(ctx, into, b)
		records += n
		b = nil
		return err
	}
	err = from.Scan(ctx, nil, func(key, value []byte) error {
		b = append(b, Op{Kind: Create, Key: bytes.Clone(key), Value: bytes.Clone(value)})
		if len(b) == deleteChunk {
			return flush()
		}
		return nil
	})
	if err == nil {
		err = flush()
	}
	return records, err
}

// ImportRing copies all entries of one ring into another one, which must not have them yet with other contents
// (ErrConflict). No vault may write to from meanwhile: it takes a moment, and scopes that are forgotten afterwards must
// not come back from it, so destroy the old ring when the copy is in use.
func ImportRing(ctx context.Context, from, into Ring) (entries int, err error) {
	err = from.List(ctx, nil, func(id, value []byte) error {
		have, err := into.Load(ctx, id)
		if err != nil {
			return err
		}
		if have == nil {
			entries++
			return into.Swap(ctx, id, nil, value)
		}
		if !bytes.Equal(have, value) {
			return ErrConflict
		}
		return nil
	})
	return entries, err
}

// Overlay returns a Store that writes to next and reads what next does not have yet from old. A vault that is opened on
// it serves at once while Import(old, next) runs beside; when that is done, open the vault on next alone. Closing the
// overlay closes both.
func Overlay(next, old Store) Store { return &overlay{next, old} }

type overlay struct{ next, old Store }

func (o *overlay) Get(ctx context.Context, keys [][]byte) ([][]byte, error) {
	out, err := o.next.Get(ctx, keys)
	if err != nil {
		return nil, err
	}
	var at []int
	var want [][]byte
	for i, v := range out {
		if v == nil {
			at, want = append(at, i), append(want, keys[i])
		}
	}
	if len(want) == 0 {
		return out, nil
	}
	got, err := o.old.Get(ctx, want)
	if err != nil {
		return nil, err
	}
	for i, v := range got {
		out[at[i]] = v
	}
	return out, nil
}

// Commit first brings what the batch compares with into next, so that next alone decides.
func (o *overlay) Commit(ctx context.Context, b Batch) error {
	var keys [][]byte
	var deletes Batch
	for _, op := range b {
		keys = append(keys, op.Key)
		if op.Kind == Delete || op.Kind == CompareAndDelete {
			deletes = append(deletes, Op{Kind: Delete, Key: op.Key})
		}
	}
	have, err := o.old.Get(ctx, keys)
	if err != nil {
		return err
	}
	var pull Batch
	for i, v := range have {
		if v != nil {
			pull = append(pull, Op{Kind: Create, Key: keys[i], Value: v})
		}
	}
	if _, err := createAll(ctx, o.next, pull); err != nil {
		return err
	}
	if err := o.next.Commit(ctx, b); err != nil || len(deletes) == 0 {
		return err
	}
	return o.old.Commit(ctx, deletes)
}

func (o *overlay) Scan(ctx context.Context, prefix []byte, fn func(key, value []byte) error) error {
	seen := make(map[string]bool)
	err := o.next.Scan(ctx, prefix, func(key, value []byte) error {
		seen[string(key)] = true
		return fn(key, value)
	})
	if err != nil {
		return err
	}
	return o.old.Scan(ctx, prefix, func(key, value []byte) error {
		if seen[string(key)] {
			return nil
		}
		return fn(key, value)
	})
}

func (o *overlay) Close() error { return errors.Join(o.next.Close(), o.old.Close()) }
