package pseudonym

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// RingFile is a Ring in a file of its own. Entries stand in slots of fixed size; a changed entry goes to a free slot
// first and then the old one is zeroed, so that a crash loses nothing and a destroyed key is gone from the file, as far
// as file system and disk write in place (a journaling or copy-on-write file system, or flash, may keep old blocks).
//
//	file    "DNRING1\n" | zeros to 256 | slot …
//	slot    crc32c of the rest (4) | generation (8) | part (1) | parts (1) | id length (1) | data length (1) | id, data, zeros (240)
//
// Larger entries take several slots. The highest complete generation of an id counts. A slot of zeros is free.
type RingFile struct {
	mu     sync.Mutex
	f      *os.File
	index  map[string][]int64 // id → slot numbers, in order of their parts
	gens   map[string]uint64
	free   []int64
	slots  int64
	closed bool
	broken error // a write failed: what the disk holds is unknown

	syncMu sync.Mutex // group commit
	wave   *wave
	fsync  sync.Mutex
}

const (
	ringMagic    = "DNRING1\n"
	slotBytes    = 256
	slotHead     = 16
	maxSlotParts = 255
)

// OpenRingFile opens the ring at path, or creates it with mode 0600. One process at a time: otherwise ErrLocked.
func OpenRingFile(path string) (*RingFile, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	r := &RingFile{f: f, index: make(map[string][]int64), gens: make(map[string]uint64)}
	if err := lockFile(f); err != nil {
		f.Close()
		return nil, err
	}
	if err := r.read(filepath.Dir(path)); err != nil {
		f.Close()
		return nil, err
	}
	return r, nil
}

type slot struct {
	gen         uint64
	part, parts int
	id          string
	data        []byte
}

func encodeSlot(s slot) []byte {
	b := make([]byte, slotBytes)
	binary.BigEndian.PutUint64(b[4:], s.gen)
	b[12], b[13], b[14], b[15] = byte(s.part), byte(s.parts), byte(len(s.id)), byte(len(s.data))
	copy(b[slotHead:], s.id)
	copy(b[slotHead+len(s.id):], s.data)
	binary.BigEndian.PutUint32(b, crc32.Checksum(b[4:], crc32.MakeTable(crc32.Castagnoli)))
	return b
}

// decodeSlot returns ok false for a slot that a crash cut short.
func decodeSlot(b []byte) (s slot, ok bool) {
	if binary.BigEndian.Uint32(b) != crc32.Checksum(b[4:], crc32.MakeTable(crc32.Castagnoli)) {
		return s, false
	}
	s.gen = binary.BigEndian.Uint64(b[4:])
	s.part, s.parts = int(b[12]), int(b[13])
	n, m := int(b[14]), int(b[15])
	if n == 0 || slotHead+n+m > slotBytes || s.part >= s.parts {
		return s, false
	}
	s.id = string(b[slotHead : slotHead+n])
	s.data = b[slotHead+n : slotHead+n+m]
	return s, true
}

// read builds the index and zeroes what crashes left behind.
func (r *RingFile) read(dir string) error {
	info, err := r.f.Stat()
	if err != nil {
		return err
	}
	if info.Size() < slotBytes { // new, or a crash came before the first entry
		head := make([]byte, slotBytes)
		copy(head, ringMagic)
		if _, err := r.f.WriteAt(head, 0); err != nil {
			return err
		}
		if err := r.f.Sync(); err != nil {
			return err
		}
		return syncDir(dir)
	}
	head := make([]byte, slotBytes)
	if _, err := r.f.ReadAt(head, 0); err != nil {
		return err
	}
	if string(head[:len(ringMagic)]) != ringMagic {
		return ErrCorrupt
	}
	type version struct {
		gen   uint64
		parts int
		slots []int64 // -1: missing
	}
	versions := make(map[string][]*version)
	buf := make([]byte, 256*slotBytes)
	for at := int64(slotBytes); ; {
		n, err := r.f.ReadAt(buf, at)
		for i := 0; i+slotBytes <= n; i += slotBytes {
			no := (at+int64(i))/slotBytes - 1
			r.slots = max(r.slots, no+1)
			b := buf[i : i+slotBytes]
			s, ok := decodeSlot(b)
			if !ok {
				if !isZero(b) {
					if err := r.zero(no); err != nil {
						return err
					}
				}
				r.free = append(r.free, no)
				continue
			}
			k := slices.IndexFunc(versions[s.id], func(v *version) bool { return v.gen == s.gen && v.parts == s.parts })
			if k < 0 {
				k = len(versions[s.id])
				v := &version{gen: s.gen, parts: s.parts, slots: make([]int64, s.parts)}
				for j := range v.slots {
					v.slots[j] = -1
				}
				versions[s.id] = append(versions[s.id], v)
			}
			versions[s.id][k].slots[s.part] = no
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		at += int64(n / slotBytes * slotBytes)
	}
	for id, vs := range versions {
		best := -1
		for i, v := range vs {
			if !slices.Contains(v.slots, -1) && (best < 0 || v.gen > vs[best].gen) {
				best = i
			}
		}
		for i, v := range vs {
			if i == best {
				r.index[id], r.gens[id] = v.slots, v.gen
				continue
			}
			for _, no := range v.slots {
				if no >= 0 {
					if err := r.zero(no); err != nil {
						return err
					}
					r.free = append(r.free, no)
				}
			}
		}
	}
	return r.f.Sync()
}

func isZero(b []byte) bool { return len(bytes.Trim(b, "\x00")) == 0 }

func (r *RingFile) zero(no int64) error {
	_, err := r.f.WriteAt(make([]byte, slotBytes), (no+1)*slotBytes)
	return err
}

// Load implements Ring.
func (r *RingFile) Load(ctx context.Context, id []byte) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.load(string(id))
}

func (r *RingFile) load(id string) ([]byte, error) {
	switch {
	case r.closed:
		return nil, ErrClosed
	case r.broken != nil:
		return nil, r.broken
	}
	slots, ok := r.index[id]
	if !ok {
		return nil, nil
	}
	out := []byte{}
	buf := make([]byte, slotBytes)
	for i, no := range slots {
		if _, err := r.f.ReadAt(buf, (no+1)*slotBytes); err != nil {
			return nil, err
		}
		s, ok := decodeSlot(buf)
		if !ok || s.id != id || s.part != i || s.gen != r.gens[id] {
			return nil, ErrCorrupt
		}
		out = append(out, s.data...)
	}
	return out, nil
}

// Swap implements Ring. It returns when the new entry is on disk and the old one overwritten there.
func (r *RingFile) Swap(ctx context.Context, id, old, value []byte) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	const room = slotBytes - slotHead
	if len(id) == 0 || len(id) > room/2 || old == nil && value == nil || len(value) > maxSlotParts*(room-len(id)) {
		return ErrInvalid
	}
	r.mu.Lock()
	have, err := r.load(string(id))
	if err == nil && ((have == nil) != (old == nil) || !bytes.Equal(have, old)) {
		err = ErrConflict
	}
	if err != nil {
		r.mu.Unlock()
		return err
	}
	stale := r.index[string(id)]
	var slots []int64
	if value != nil {
		slots, err = r.write(string(id), value)
	}
	if err == nil {
		if value == nil {
			delete(r.index, string(id))
		} else {
			r.index[string(id)] = slots
			r.gens[string(id)]++
		}
	}
	r.mu.Unlock()
	if err == nil && value != nil {
		err = r.sync() // before the old entry goes
	}
	if err == nil && len(stale) > 0 {
		r.mu.Lock()
		for _, no := range stale {
			if err = r.zero(no); err != nil {
				break
			}
		}
		r.mu.Unlock()
		if err == nil {
			err = r.sync()
		}
		if err == nil {
			r.mu.Lock()
			r.free = append(r.free, stale...)
			r.mu.Unlock()
		}
	}
	if err != nil {
		r.mu.Lock()
		if r.broken == nil && !r.closed {
			r.broken = err // as after a failed fsync, nothing is known; reopening reads the truth
		}
		r.mu.Unlock()
	}
	return err
}

// write puts value into free slots with the next generation.
func (r *RingFile) write(id string, value []byte) ([]int64, error) {
	room := slotBytes - slotHead - len(id)
	parts := max(1, (len(value)+room-1)/room)
	var slots []int64
	for i := range parts {
		no := r.slots
		if n := len(r.free); n > 0 {
			no, r.free = r.free[n-1], r.free[:n-1]
		} else {
			r.slots++
		}
		chunk := value[i*room : min(len(value), (i+1)*room)]
		if _, err := r.f.WriteAt(encodeSlot(slot{r.gens[id] + 1, i, parts, id, chunk}), (no+1)*slotBytes); err != nil {
			return nil, err
		}
		slots = append(slots, no)
	}
	return slots, nil
}

// List implements Ring.
func (r *RingFile) List(ctx context.Context, prefix []byte, fn func(id, value []byte) error) error {
	r.mu.Lock()
	var ids []string
	for id := range r.index {
		if strings.HasPrefix(id, string(prefix)) {
			ids = append(ids, id)
		}
	}
	r.mu.Unlock()
	slices.Sort(ids)
	for _, id := range ids {
		v, err := r.Load(ctx, []byte(id))
		if err != nil {
			return err
		}
		if v == nil {
			continue
		}
		if err := fn([]byte(id), v); err != nil {
			return err
		}
	}
	return nil
}

// Close waits for running writes and closes the file.
func (r *RingFile) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return nil
	}
	r.closed = true
	return r.f.Close()
}

// wave is one fsync that many callers wait for.
type wave struct {
	done chan struct{}
	err  error
}

// sync returns after an fsync that began after the call.
func (r *RingFile) sync() error {
	r.syncMu.Lock()
	next := r.wave
	if next != nil { // one is gathering: it begins later than this call
		r.syncMu.Unlock()
		<-next.done
		return next.err
	}
	next = &wave{done: make(chan struct{})}
	r.wave = next
	r.syncMu.Unlock()

	r.fsync.Lock() // while the fsync before runs, others join this wave
	r.syncMu.Lock()
	r.wave = nil
	r.syncMu.Unlock()
	next.err = r.f.Sync()
	r.fsync.Unlock()
	close(next.done)
	return next.err
}
