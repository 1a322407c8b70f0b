// Package eval scores findings against an annotated corpus.
//
// A [Scorer] takes one message after the other with what a detector found and gives a [Report]: per type precision,
// recall and F1 for exact spans and for touched spans, how much of the marked text stayed uncovered, what was reported
// on messages without personal data, and how well scores predict correctness. [Golden] keeps the figures of a set from
// falling. [ReadBIO] reads token-and-label corpora.
//
// # Measures
//
//   - strict: a finding is right if type, start and end are those of a mark.
//   - overlap: a mark is found if a finding of its type shares a byte with it; a finding is right if it shares a byte
//     with a mark of its type.
//   - leaked characters: Unicode code points of marks that no finding covers, whatever its type, because what is covered
//     is replaced. Marks and findings of LOCATION do not count here: the default policy keeps places.
//   - alarm: a finding on a clean message, that is one whose marks are LOCATION at most. Alarms of LOCATION are counted
//     apart.
//   - ratios without a denominator (nothing marked, nothing found) are 1.
//
// # Limits
//
// A report counts what a corpus marks; types that a corpus does not annotate must be named in Sample.Types or be left
// out, or every finding of them counts against the detector.
//
// # Concurrency
//
// A Scorer is for one goroutine; a Report is plain data.
package eval
