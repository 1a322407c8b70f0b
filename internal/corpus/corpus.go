// Package corpus reads, writes and checks annotated chat messages: the auditors' corpus under testdata and the sets an
// operator brings along for `deckname eval`.
//
// Two formats are read. A JSONL set holds one message per line with half-open byte offsets; a txtar case holds one
// message with inline marks (⟦PERSON|Ada Muster⟧) and states one behaviour. testdata/README.md describes both and fixes
// the annotation guideline.
//
// # Promise
//
// Whatever [Load] returns is consistent: the text is valid UTF-8, every mark lies inside it on rune boundaries, marks are
// sorted and disjoint. Errors name file and line and never quote the text, because an operator's own set may hold real
// data.
//
// # Limits
//
// A file is read whole; a line of a JSONL set may hold [MaxLine] bytes. The package judges annotations, not detectors:
// it does not import the recognizers, so that its check digits are an independent second opinion.
//
// # Concurrency
//
// All functions are pure apart from reading files; a [Sample] may be shared as long as nobody writes to it.
package corpus

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// Sample is one annotated message.
type Sample struct {
	ID     string   // unique within a set
	Text   string   // what the citizen wrote, without marks
	Prompt string   // what the bot had asked before, context only
	Lang   string   // BCP 47, "de" unless stated
	Tags   []string // features of the message, see testdata/README.md
	Types  []string // if not empty, only these types are under test (cases only)

	// Entities are the findings a detector must report, sorted and disjoint.
	Entities []Mark
	// Optional are findings a detector may report, but then without claiming a passed check digit (cases only).
	Optional []Mark

	File string // where the sample was read
	Line int    // 1-based line of the sample in File
}

// Mark is one annotated span: half-open byte offsets into Sample.Text and an entity type such as "PERSON".
type Mark struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Type  string `json:"type"`
}

// HasTag reports whether the sample carries the tag.
func (s *Sample) HasTag(tag string) bool { return slices.Contains(s.Tags, tag) }

// Clean reports whether the sample holds no personal data: nothing but LOCATION is marked.
func (s *Sample) Clean() bool {
	return !slices.ContainsFunc(s.Entities, func(m Mark) bool { return m.Type != "LOCATION" })
}

// Types returns the entity types of the corpus in the order of the guideline; the caller owns the slice.
func Types() []string {
	return []string{
		"PERSON", "ADDRESS", "LOCATION", "DATE_OF_BIRTH", "PHONE_NUMBER", "EMAIL_ADDRESS", "URL", "IP_ADDRESS",
		"MAC_ADDRESS", "USERNAME", "CRYPTO", "IBAN_CODE", "BIC", "DE_BANK_ACCOUNT", "CREDIT_CARD", "DE_TAX_ID",
		"DE_TAX_NUMBER", "DE_VAT_ID", "DE_SOCIAL_SECURITY", "DE_HEALTH_INSURANCE", "DE_ID_CARD", "DE_PASSPORT",
		"DE_RESIDENCE_PERMIT", "MRZ", "DE_FUEHRERSCHEIN", "DE_KFZ", "VIN", "DE_LANR", "DE_BSNR", "DE_IK",
		"DE_BETRIEBSNUMMER", "DE_HANDELSREGISTER", "DE_CASE_NUMBER", "DE_REFERENCE", "DE_MALO_ID", "DE_LEITWEG_ID",
		"DE_CREDITOR_ID", "IMEI", "GLN",
	}
}

// Validate reports whether the sample is consistent: text in valid UTF-8, marks inside it on rune boundaries, sorted and
// disjoint, optional ones too. Readers of other formats call it before they return a sample.
func (s *Sample) Validate() error {
	if err := validateText(s.Text); err != nil {
		return err
	}
	if err := validateMarks(s.Text, s.Entities); err != nil {
		return err
	}
	return validateMarks(s.Text, s.Optional)
}

// validateText reports whether the text can carry offsets at all.
func validateText(text string) error {
	if text == "" {
		return ErrEmptyText
	}
	if !utf8.ValidString(text) {
		return ErrInvalidUTF8
	}
	return nil
}

// validateMarks checks the offsets of sorted marks against the text.
func validateMarks(text string, marks []Mark) error {
	end := 0
	for i, m := range marks {
		switch {
		case !validType(m.Type):
			return fmt.Errorf("entity %d: %w", i, ErrType)
		case m.Start < 0 || m.End > len(text) || m.Start >= m.End:
			return fmt.Errorf("entity %d: %w", i, ErrBounds)
		case !utf8.RuneStart(text[m.Start]) || m.End < len(text) && !utf8.RuneStart(text[m.End]):
			return fmt.Errorf("entity %d: %w", i, ErrRuneBoundary)
		case m.Start < end:
			return fmt.Errorf("entity %d: %w", i, ErrOverlap)
		}
		end = m.End
	}
	return nil
}

// validType accepts Presidio's spelling: capitals, digits and underscores, a capital first.
func validType(t string) bool {
	if t == "" || t[0] < 'A' || t[0] > 'Z' {
		return false
	}
	for i := range len(t) {
		c := t[i]
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && c != '-' {
			return false
		}
	}
	return true
}
