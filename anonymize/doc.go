// Package anonymize finds personal data in German text and replaces it, reversibly where the policy says so.
//
// An [Anonymizer] asks its recognizers what a [Message] holds, resolves overlaps, and hands the values to the operators of
// its [Policy]: keep, mask, redact, replace, hash, or pseudonymise through a vault. [Anonymizer.Reveal] brings the values
// back into an answer, [Anonymizer.NewRevealWriter] into a stream. Recognizers live in package recognizers, the vault in
// package pseudonym, adapters for bot frameworks in package channel.
//
// # What is promised
//
//   - Fail closed. On any error, panic of a component, cancelled context, invalid UTF-8 or text over [MaxTextBytes] the
//     result is zero: callers MUST NOT forward the text. There are no partial results.
//   - Round trip. With pseudonymising operators, Reveal(Anonymize(x)) is x, byte for byte, whatever x holds, and text
//     outside the replaced spans is untouched. Every text is read back before it is returned; if something around a
//     pseudonym would change what it means, the replaced span is widened.
//   - Coverage. Findings that overlap are decided in one total order (checksum, score, length, leftmost, type name), and
//     what the loser covered beyond the winner stays covered.
//   - What a user types is data. Text that Reveal could take for a pseudonym becomes a finding of type PLACEHOLDER.
//   - Nothing is revealed inside URLs, link targets and HTML attributes, unless the host is on [Config].RevealHosts.
//   - Logs, errors, [Entity], [Explained] and the printed forms of [Value] hold no input text.
//
// # What is not promised
//
// No recognizer finds everything. Persons may be identifiable by what they tell without any name or number; a bot that
// needs anonymity in the sense of the GDPR's recital 26 needs more than this package. A pseudonym directly in front of a
// domain ("[PERSON_1].example.org") is restored, since nothing that follows a pseudonym is waited for.
//
// # Offsets
//
// All offsets are half-open BYTE offsets into the original UTF-8 text, on rune boundaries. [Result].Edits maps them to
// the new text.
//
// # Concurrency
//
// An Anonymizer is safe for concurrent use; a Document, a Finder and a reveal writer are for one goroutine. No call
// leaves a goroutine behind.
package anonymize
