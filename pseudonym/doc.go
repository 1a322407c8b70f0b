// Package pseudonym is the reversible vault: it gives personal values pseudonyms ("[PERSON_1]"), stable within one scope,
// and brings the values back for those who may have them.
//
// # Which function
//
//   - [Open] makes a [Vault] of a [Store] (the records), a [Ring] (the wrapped keys) and a [KeyWrapper] (the
//     key-encryption keys). Those three live in three places; whoever has fewer than all three has nothing.
//   - Small: package bolt for the store, [OpenRingFile], [KeyFile]. Several gateways: package postgres or redis. Tests
//     and demos: [NewMemory], [NewMemoryRing]. No store at all: package stateless.
//   - [Vault.Pseudonymize], [Vault.Finder], [Vault.Reveal] and [Vault.Known] are what package anonymize needs.
//     [Vault.Forget], [Vault.ForgetScope], [Vault.ForgetTenant], [Vault.Sweep], [Vault.Rotate], [Vault.Reencrypt] and
//     [Vault.Backup] are for operators and data-protection officers.
//   - [Placeholders], [Codes] and [Surrogates] say what pseudonyms look like.
//
// # What is kept
//
//   - What a call acknowledged is durable, as far as its store is (see there).
//   - One value has one pseudonym in its scope and type, however many goroutines and processes name it at once. Spellings
//     of one value or person share the number ("[PERSON_1]", "[PERSON_1b]") and come back byte for byte.
//   - Two scopes are unrelated: their pseudonyms, record keys and keys have nothing in common, and one reveals nothing of
//     the other.
//   - Numbers are never given twice, not even after everything about them was forgotten. A pseudonym whose value is
//     forgotten or expired is [ErrForgotten]; one that was never issued is [ErrUnknown].
//   - Nothing is revealed, forgotten or rotated before an audit entry is durable. No [Auditor], no Reveal ([ErrNoAudit]).
//   - Whatever fails, fails closed: an error, and no value and no partial batch. A record that does not authenticate is
//     [ErrCorrupt], never a missing value. Errors, audit entries, record keys and file names hold no value and no scope.
//
// # What is lost with what
//
//   - The key-encryption keys (key file, KMS): everything, in every backup. Keep a copy, apart from the rest.
//   - The ring: everything. Its copies undo forgetting: a scope that was forgotten returns for whoever has a ring copy
//     from before, a record backup and the keys. So replicate it, but keep copies no longer than you may take to forget.
//   - The store: all values, but no secrecy. Record backups ([Vault.Backup]) may be kept as long as you like: a forgotten
//     scope's records in them stay noise.
//   - One process: nothing that was acknowledged.
//
// # What an attacker can do
//
//   - With the store or a record backup: count scopes and records, see when they change and roughly how long values are
//     (in steps of 32 bytes), delete or replay old records. Not: read or forge values, tell which scope or person a record
//     belongs to, or test a guess.
//   - With the ring as well: no more than that. Also not with the ring alone.
//   - With the key-encryption keys alone: nothing.
//   - With ring and keys, without records: test whether a scope name exists; no value.
//   - With all three: everything that is not forgotten. Rotate, then Reencrypt, ends the use of old copies of ring and
//     keys for what is written from then on; what was copied together stays readable.
//   - In the memory of a running gateway: the keys of the scopes in use, the names of the persons of those scopes, and
//     values on their way. Values of other types are not cached. Keys are zeroed when scopes are dropped; copies that the
//     garbage collector, the AES and HMAC implementations or swapping made are not. Turn off swap and core dumps.
//   - As a legitimate caller: reveal. Authentication of callers is the task of package channel; the audit log shows what
//     they did. A Reveal does not say whether a value exists in other scopes.
//
// # Primitives
//
// AES-256-GCM with random nonces, HMAC-SHA256, HKDF-SHA256, Ed25519 for receipts and audit heads, Argon2id for
// passphrases: all in BSI TR-02102-1. The format of records and ring entries is drawn in record.go and entry.go; every
// later version reads what this one wrote, and testdata pins it. docs/threat-model.md says what each measure answers.
//
// # Concurrency
//
// A Vault is safe for concurrent use. Calls of one scope take turns within a process, also while they wait for the store;
// different scopes do not disturb each other. Several processes may share a store and ring that allow it (postgres, redis).
// Caches know of other processes' forgetting through the store's notifications, or after Config.CacheTTL.
package pseudonym
