package bolt

import (
	"bufio"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/deckname/deckname/pseudonym"
)

// The write-ahead log takes commits at one fsync a group; a checkpoint brings them into the B+tree many at a time. There
// are at most two files, path + "-wal0" and "-wal1": one that is being brought in and one that is being written.
//
//	file   "DNWAL1\n" | sequence (8) | frame …
//	frame  length of the body (4) | CRC-32C of sequence and body (4) | body
//	body   n × (1: put, 0: delete | key length (2) | key | value length (4) | value)
//
// A frame is one group, and reaches the disk before the next one is written. So a frame that does not fit its check sum
// ends the file if nothing whole follows: the crash came while it was written, and nobody was told that it is there. If a
// whole frame follows, the medium has lost what was acknowledged: that is pseudonym.ErrCorrupt.
const walMagic = "DNWAL1\n"

const walHead = len(walMagic) + 8

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// wal is a log file that is being written.
type wal struct {
	f    *os.File
	seq  uint64
	size int64
}

func walPath(path string, seq uint64) string { return path + "-wal" + string(rune('0'+seq%2)) }

func createWAL(path string, seq uint64, noSync bool) (*wal, error) {
	f, err := os.OpenFile(walPath(path, seq), os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	w := &wal{f: f, seq: seq, size: int64(walHead)}
	head := binary.BigEndian.AppendUint64([]byte(walMagic), seq)
	_, err = f.WriteAt(head, 0)
	if err == nil && !noSync {
		err = f.Sync()
	}
	if err == nil && !noSync {
		err = syncDir(filepath.Dir(path))
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return w, nil
}

func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

func frameSum(seq uint64, body []byte) uint32 {
	return crc32.Update(crc32.Checksum(binary.BigEndian.AppendUint64(nil, seq), castagnoli), castagnoli, body)
}

const frameHead = 8

// beginFrame returns an empty frame in the memory of an old one, unless that was unusually large.
func beginFrame(old []byte) []byte {
	if cap(old) > 1<<22 {
		old = nil
	}
	return append(old[:0], make([]byte, frameHead)...)
}

// append fills in the head of the frame and writes it.
func (w *wal) append(frame []byte, noSync bool) error {
	if int64(len(frame)) > 1<<32-1 {
		return pseudonym.ErrTooMany
	}
	binary.BigEndian.PutUint32(frame, uint32(len(frame)-frameHead))
	binary.BigEndian.PutUint32(frame[4:], frameSum(w.seq, frame[frameHead:]))
	if _, err := w.f.WriteAt(frame, w.size); err != nil {
		return err
	}
	w.size += int64(len(frame))
	if noSync {
		return nil
	}
	return w.f.Sync()
}

func appendChange(body []byte, key string, value []byte, put bool) []byte {
	kind := byte(0)
	if put {
		kind = 1
	}
	body = append(body, kind)
	body = binary.BigEndian.AppendUint16(body, uint16(len(key)))
	body = append(body, key...)
	body = binary.BigEndian.AppendUint32(body, uint32(len(value)))
	return append(body, value...)
}

// readWAL calls fn for every change in the whole frames of the file, in order. ok is false if there is no such log.
func readWAL(path string, fn func(key string, value []byte, put bool)) (seq uint64, ok bool, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, err
	}
	defer f.Close()
	in := bufio.NewReaderSize(f, 1<<20)
	head := make([]byte, walHead)
	if _, err := io.ReadFull(in, head); err != nil || string(head[:len(walMagic)]) != walMagic {
		if err == nil || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return 0, false, nil // a crash came before the head was there
		}
		return 0, false, err
	}
	seq = binary.BigEndian.Uint64(head[len(walMagic):])
	info, err := f.Stat()
	if err != nil {
		return 0, false, err
	}
	for at := int64(walHead); ; {
		var h [frameHead]byte
		if _, err := io.ReadFull(in, h[:]); err != nil {
			return seq, true, endOfLog(err)
		}
		n := int64(binary.BigEndian.Uint32(h[:]))
		if n > info.Size()-at-frameHead {
			return seq, true, nothingWhole(f, seq, at)
		}
		body := make([]byte, n)
		if _, err := io.ReadFull(in, body); err != nil {
			return seq, true, endOfLog(err)
		}
		if frameSum(seq, body) != binary.BigEndian.Uint32(h[4:]) {
			return seq, true, nothingWhole(f, seq, at)
		}
		if err := eachChange(body, fn); err != nil {
			return seq, true, err
		}
		at += frameHead + n
	}
}

// nothingWhole returns pseudonym.ErrCorrupt if a whole frame begins anywhere behind the broken one at offset at.
func nothingWhole(f *os.File, seq uint64, at int64) error {
	if _, err := f.Seek(at+1, io.SeekStart); err != nil {
		return err
	}
	rest, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	for ; len(rest) > frameHead; rest = rest[1:] {
		n := int64(binary.BigEndian.Uint32(rest))
		body := rest[frameHead:]
		if n > 0 && n <= int64(len(body)) && body[0] <= 1 && frameSum(seq, body[:n]) == binary.BigEndian.Uint32(rest[4:]) {
			return pseudonym.ErrCorrupt
		}
	}
	return nil
}

func endOfLog(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return err
}

func eachChange(body []byte, fn func(key string, value []byte, put bool)) error {
	for len(body) > 0 {
		if len(body) < 3 {
			return pseudonym.ErrCorrupt
		}
		put, n := body[0] == 1, int(binary.BigEndian.Uint16(body[1:]))
		body = body[3:]
		if len(body) < n+4 {
			return pseudonym.ErrCorrupt
		}
		key := string(body[:n])
		m := int64(binary.BigEndian.Uint32(body[n:]))
		body = body[n+4:]
		if int64(len(body)) < m {
			return pseudonym.ErrCorrupt
		}
		fn(key, body[:m:m], put)
		body = body[m:]
	}
	return nil
}
