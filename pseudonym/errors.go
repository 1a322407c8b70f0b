package pseudonym

import (
	"errors"

	"github.com/deckname/deckname/anonymize"
)

// unresolved is an error that also matches anonymize.ErrUnresolved.
type unresolved struct{ text string }

func (e *unresolved) Error() string        { return e.text }
func (e *unresolved) Is(target error) bool { return target == anonymize.ErrUnresolved }

// Errors that callers branch on. No error of this package holds a value, a scope or a key.
var (
	// ErrUnknown: the scope never issued this pseudonym. It matches anonymize.ErrUnresolved.
	ErrUnknown error = &unresolved{"pseudonym: unknown pseudonym"}
	// ErrForgotten: the scope issued this pseudonym, and its value was forgotten or has expired. It matches anonymize.ErrUnresolved.
	ErrForgotten error = &unresolved{"pseudonym: forgotten pseudonym"}

	// ErrExists: a Batch creates a key that exists.
	ErrExists = errors.New("pseudonym: key exists")
	// ErrConflict: a Batch or a ring update expects another value than the stored one.
	ErrConflict = errors.New("pseudonym: stored value has changed")
	// ErrContention: other writers of the scope won every race for too long. Nothing was written; try again.
	ErrContention = errors.New("pseudonym: too many concurrent writers in one scope")
	// ErrCorrupt: a record, a ring entry or a key file is damaged, or is not what its place says. Never skipped.
	ErrCorrupt = errors.New("pseudonym: stored data is damaged or was tampered with")
	// ErrVersion: the data was written by a later version of this package.
	ErrVersion = errors.New("pseudonym: format version is not supported")
	// ErrKeyLost: no key of the keyset opens the wrapped key.
	ErrKeyLost = errors.New("pseudonym: no key of the keyset opens this wrapped key")
	// ErrKeyFileMode: the key file can be read or written by others than its owner.
	ErrKeyFileMode = errors.New("pseudonym: key file is accessible to others (want mode 0600)")
	// ErrNoAudit: the vault has no Audit writer, so it reveals and forgets nothing. See Config.DangerouslyNoAudit.
	ErrNoAudit = errors.New("pseudonym: no audit writer")
	// ErrClosed: the vault, store or log is closed.
	ErrClosed = errors.New("pseudonym: closed")
	// ErrInvalid: an argument is outside its documented range.
	ErrInvalid = errors.New("pseudonym: invalid argument")
	// ErrTooMany: a call exceeds MaxBatch, or a scope has used up its numbers.
	ErrTooMany = errors.New("pseudonym: limit exceeded")
	// ErrLocked: another process has the file open.
	ErrLocked = errors.New("pseudonym: file is in use by another process")
	// ErrAuditBroken: an audit log does not match its chain or its signed heads.
	ErrAuditBroken = errors.New("pseudonym: audit log is changed or cut")
)

// errStaleTenant: the tenant's keys in memory are older than the ring's.
var errStaleTenant = errors.New("pseudonym: tenant keys have changed")
