package pseudonym

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

const (
	labelAuditChain = "deckname/pseudonym/1 audit chain key"
	labelAuditHead  = "deckname/pseudonym/1 audit head key"
)

// AuditLogConfig configures an AuditLog.
type AuditLogConfig struct {
	Path string // the log; one per process, created with mode 0600
	// HeadPath is the file of the signed head. Keep it in a second place (another machine's mount, an append-only
	// medium): who can change both and has the key can rewrite history.
	HeadPath string
	Key      *LocalKeys       // of the log: a key file of its own; the primary key signs
	Interval time.Duration    // between signed heads; 0 is ten seconds
	Clock    func() time.Time // nil: time.Now
}

// AuditLog is an Auditor that appends lines of JSON to a file. Each line carries the HMAC-SHA256 of itself and of the
// line before, so that nobody without the key can change, reorder or drop a line inside; the signed head tells how far
// the log had come, so that nobody can cut it shorter than that unnoticed. Appends of many goroutines share an fsync.
type AuditLog struct {
	cfg   AuditLogConfig
	f     *os.File
	chain []byte
	head  ed25519.PrivateKey

	mu      sync.Mutex // seq, last, broken
	seq     uint64
	last    []byte // MAC of the last line
	broken  error
	closed  bool
	pending []*auditLine

	kick chan struct{}
	quit chan struct{}
	done chan struct{}
}

type auditLine struct {
	entry AuditEntry
	err   error
	done  chan struct{}
}

// auditRecord is a line of the log. The MAC is over the MAC before and the line without its MAC.
type auditRecord struct {
	Seq uint64 `json:"seq"`
	AuditEntry
	MAC string `json:"mac,omitempty"`
}

// AuditHead is what the signed head file holds.
type AuditHead struct {
	Seq       uint64    `json:"seq"`
	MAC       string    `json:"mac"`
	Time      time.Time `json:"time"`
	Signature []byte    `json:"signature,omitempty"` // Ed25519 over the JSON of the other fields
}

func auditKeys(k *LocalKeys) (chain []byte, head ed25519.PrivateKey) {
	return derive(k.keys[0], labelAuditChain), ed25519.NewKeyFromSeed(derive(k.keys[0], labelAuditHead))
}

func (h AuditHead) message() []byte {
	h.Signature = nil
	b, err := json.Marshal(h)
	if err != nil {
		panic("pseudonym: an audit head is always JSON")
	}
	return append([]byte("deckname audit head 1\n"), b...)
}

// OpenAuditLog opens the log, or creates it, after it has verified it: a log that was changed is ErrAuditBroken. A last
// line that a crash cut short was never acknowledged; it is removed.
func OpenAuditLog(cfg AuditLogConfig) (*AuditLog, error) {
	if cfg.Path == "" || cfg.HeadPath == "" || cfg.Path == cfg.HeadPath || cfg.Key == nil || cfg.Interval < 0 {
		return nil, ErrInvalid
	}
	if cfg.Interval == 0 {
		cfg.Interval = 10 * time.Second
	}
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	f, err := os.OpenFile(cfg.Path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	l := &AuditLog{cfg: cfg, f: f, kick: make(chan struct{}, 1), quit: make(chan struct{}), done: make(chan struct{})}
	l.chain, l.head = auditKeys(cfg.Key)
	if err := l.recover(); err != nil {
		f.Close()
		return nil, err
	}
	go l.run()
	return l, nil
}

func (l *AuditLog) recover() error {
	if err := lockFile(l.f); err != nil {
		return err
	}
	h, err := readHead(l.cfg.HeadPath, l.HeadKey())
	missing := errors.Is(err, fs.ErrNotExist)
	if err != nil && !missing {
		return err
	}
	v, err := verifyAudit(l.f, l.chain, &audited{at: h.Seq})
	if err != nil {
		return err
	}
	if missing && v.seq > 0 {
		return ErrAuditBroken // a log without its head
	}
	if err := h.matches(v); err != nil {
		return err
	}
	if err := l.f.Truncate(v.bytes); err != nil {
		return err
	}
	l.seq, l.last = v.seq, v.mac
	if err := syncDir(filepath.Dir(l.cfg.Path)); err != nil {
		return err
	}
	return l.writeHead()
}

// Append implements Auditor.
func (l *AuditLog) Append(ctx context.Context, e AuditEntry) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	line := &auditLine{entry: e, done: make(chan struct{})}
	l.mu.Lock()
	err := l.broken
	if l.closed {
		err = ErrClosed
	}
	if err != nil {
		l.mu.Unlock()
		return err
	}
	l.pending = append(l.pending, line)
	l.mu.Unlock()
	select {
	case l.kick <- struct{}{}:
	default: // the writer has not looked yet
	}
	<-line.done
	return line.err
}

func (l *AuditLog) run() {
	defer close(l.done)
	tick := time.NewTicker(l.cfg.Interval)
	defer tick.Stop()
	var headSeq uint64
	for {
		select {
		case <-l.kick:
			l.flush()
		case <-tick.C:
			if l.seq != headSeq {
				if err := l.writeHead(); err != nil {
					l.fail(err)
				}
				headSeq = l.seq
			}
		case <-l.quit:
			l.flush()
			return
		}
	}
}

func (l *AuditLog) fail(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.broken == nil {
		l.broken = err
	}
}

// flush writes what is pending with one fsync. seq and last belong to the goroutine of run.
func (l *AuditLog) flush() {
	l.mu.Lock()
	group := l.pending
	l.pending = nil
	err := l.broken
	l.mu.Unlock()
	if len(group) == 0 {
		return
	}
	var out []byte
	seq, last := l.seq, l.last
	for _, line := range group {
		seq++
		b, mac := encodeAudit(l.chain, last, auditRecord{Seq: seq, AuditEntry: line.entry})
		out, last = append(out, b...), mac
	}
	if err == nil {
		_, err = l.f.Write(out)
	}
	if err == nil {
		err = l.f.Sync()
	}
	if err == nil {
		l.seq, l.last = seq, last
	} else {
		l.fail(err) // what the file holds now is unknown: reopening finds out
	}
	for _, line := range group {
		line.err = err
		close(line.done)
	}
}

func encodeAudit(key, last []byte, r auditRecord) (line, sum []byte) {
	body, err := json.Marshal(r)
	if err != nil {
		panic("pseudonym: an audit entry is always JSON")
	}
	sum = auditMAC(key, last, body)
	line = append(body[:len(body)-1], `,"mac":"`...)
	line = hex.AppendEncode(line, sum)
	return append(line, "\"}\n"...), sum
}

func auditMAC(key, last, body []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write(append(append([]byte(nil), last...), '\n'))
	h.Write(body)
	return h.Sum(nil)
}

func (l *AuditLog) writeHead() error {
	h := AuditHead{Seq: l.seq, MAC: hex.EncodeToString(l.last), Time: l.cfg.Clock().UTC()}
	h.Signature = ed25519.Sign(l.head, h.message())
	b, err := json.Marshal(h)
	if err != nil {
		return err
	}
	return createFile(l.cfg.HeadPath, append(b, '\n'), os.Rename)
}

// HeadKey returns the public key that verifies the signed heads.
func (l *AuditLog) HeadKey() ed25519.PublicKey { return l.head.Public().(ed25519.PublicKey) }

// Close writes what is pending and a last signed head.
func (l *AuditLog) Close() error {
	l.mu.Lock()
	if l.closed {
		l.mu.Unlock()
		return nil
	}
	l.closed = true
	l.mu.Unlock()
	close(l.quit)
	<-l.done
	err := l.broken
	if err == nil {
		err = l.writeHead()
	}
	return errors.Join(err, l.f.Close())
}

// AuditReport is what VerifyAuditLog found in an intact log.
type AuditReport struct {
	Entries uint64    // lines with a valid chain
	Head    AuditHead // the last signed head; entries after it could be cut off unnoticed
}

// VerifyAuditLog checks the chain of the log at path and that it reaches the signed head at headPath. Any change before
// that head, and any cut, is ErrAuditBroken. fn, if not nil, sees every entry.
func VerifyAuditLog(path, headPath string, key *LocalKeys, fn func(AuditEntry) error) (AuditReport, error) {
	f, err := os.Open(path)
	if err != nil {
		return AuditReport{}, err
	}
	defer f.Close()
	chain, head := auditKeys(key)
	h, err := readHead(headPath, head.Public().(ed25519.PublicKey)) // before the log: it grows meanwhile
	if errors.Is(err, fs.ErrNotExist) {
		err = errors.Join(ErrAuditBroken, err)
	}
	if err != nil {
		return AuditReport{}, err
	}
	v, err := verifyAudit(f, chain, &audited{at: h.Seq, fn: fn})
	if err != nil {
		return AuditReport{}, err
	}
	if err := h.matches(v); err != nil {
		return AuditReport{}, err
	}
	return AuditReport{v.seq, h}, nil
}

func readHead(path string, key ed25519.PublicKey) (h AuditHead, err error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return h, err
	}
	if json.Unmarshal(raw, &h) != nil || !ed25519.Verify(key, h.message(), h.Signature) {
		return h, ErrAuditBroken
	}
	return h, nil
}

// verified is how far a log is intact.
type verified struct {
	seq   uint64
	mac   []byte
	bytes int64
	at    string // MAC of the line asked for
}

type audited struct {
	at uint64
	fn func(AuditEntry) error
}

func (h AuditHead) matches(v verified) error {
	if h.Seq > v.seq || h.Seq > 0 && v.at != h.MAC {
		return ErrAuditBroken
	}
	return nil
}

func verifyAudit(r io.Reader, key []byte, want *audited) (v verified, err error) {
	in := bufio.NewReader(r)
	for {
		line, err := in.ReadBytes('\n')
		if err == io.EOF {
			return v, nil // a line without an end was never acknowledged
		}
		if err != nil {
			return v, err
		}
		var rec auditRecord
		at := bytes.LastIndex(line, []byte(`,"mac":"`))
		if at < 0 || json.Unmarshal(line, &rec) != nil || rec.Seq != v.seq+1 {
			return v, ErrAuditBroken
		}
		body := append(append([]byte(nil), line[:at]...), '}')
		sum := auditMAC(key, v.mac, body)
		if got, err := hex.DecodeString(rec.MAC); err != nil || !hmac.Equal(got, sum) ||
			!bytes.Equal(line[at:], append(hex.AppendEncode([]byte(`,"mac":"`), sum), "\"}\n"...)) {
			return v, ErrAuditBroken
		}
		v.seq, v.mac = rec.Seq, sum
		v.bytes += int64(len(line))
		if want.at == v.seq {
			v.at = rec.MAC
		}
		if want.fn != nil {
			if err := want.fn(rec.AuditEntry); err != nil {
				return v, err
			}
		}
	}
}

// MemoryAudit is an Auditor that keeps its entries in memory, for tests and demos.
type MemoryAudit struct {
	mu      sync.Mutex
	entries []AuditEntry
}

// Append implements Auditor.
func (m *MemoryAudit) Append(_ context.Context, e AuditEntry) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.entries = append(m.entries, e)
	return nil
}

// Entries returns what was appended so far.
func (m *MemoryAudit) Entries() []AuditEntry {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]AuditEntry(nil), m.entries...)
}
