package pseudonym

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// Scheme says what pseudonyms look like: Placeholders, Codes or Surrogates. The zero Scheme is Placeholders. All vaults
// on one store must use the same one.
type Scheme struct{ impl scheme }

// scheme is sealed: a scheme that is not self-delimiting would break the round trip, so they are made here.
type scheme interface {
	// token returns the pseudonym for a new spelling. "" means that none can be made at this attempt; the caller tries
	// the next one.
	token(n *naming) (string, error)
	// parse reads a pseudonym as a Finder found it.
	parse(view *view, token []byte) (ref, bool)
	finder(view *view) anonymize.Finder
	// keyed tells whether pseudonyms depend on the scope's code key.
	keyed() bool
	// listed tells whether Finders need the list of all pseudonyms of the scope.
	listed() bool
}

// naming is what a scheme may use to make a pseudonym.
type naming struct {
	code            []byte // key of the scope for check characters and pseudo-random choices
	typ             anonymize.EntityType
	number, variant uint64
	attempt         int
	value           string
	first           string // the token of variant 1, "" if this is it
	avoid           func(token string, t anonymize.EntityType, fresh bool) bool
}

// ref is a parsed pseudonym. key is its canonical spelling, under which its record is stored.
type ref struct {
	typ             anonymize.EntityType
	number, variant uint64
	key             string
}

// view is what a Finder knows of its scope.
type view struct {
	code    []byte
	types   []anonymize.EntityType // types that may occur: built-in, configured, issued
	issued  counters
	trie    *listFinder // of listed schemes; nil for an empty scope
	refresh func() *view
	fresh   bool
}

// has tells whether the scope may have issued r; it errs on the side of true for variants.
func (v *view) has(r *ref) bool {
	for {
		if c := v.issued.of(r.typ); c.typ == r.typ && r.number <= c.highest && r.variant <= max(c.forms, 1) {
			return true
		}
		if v.fresh || v.refresh == nil {
			return false
		}
		v.fresh = true
		if n := v.refresh(); n != nil {
			v.issued = n.issued
		}
	}
}

// maxNumber is the highest number that a type may reach in one scope.
const maxNumber = 9_999_999_999

// variantLetters leaves out a, which is variant 1, and s, which is the German genitive.
const variantLetters = "bcdefghijklmnopqrtuvwxyz"

// maxVariant is the number of spellings that placeholders of one number can tell apart.
const maxVariant = 1 + 24 + 24*24

// variantSuffix returns "" for 1, "b" for 2, … "z" for 25, "bb" for 26.
func variantSuffix(n uint64) string {
	const k = uint64(len(variantLetters))
	switch {
	case n <= 1:
		return ""
	case n <= 1+k:
		return variantLetters[n-2 : n-1]
	}
	n -= 2 + k
	return string([]byte{variantLetters[n/k], variantLetters[n%k]})
}

// parseVariant is the inverse of variantSuffix for lower-case letters, 0 if s is none.
func parseVariant(s []byte) uint64 {
	const k = uint64(len(variantLetters))
	switch len(s) {
	case 0:
		return 1
	case 1:
		if i := strings.IndexByte(variantLetters, s[0]); i >= 0 {
			return uint64(i) + 2
		}
	case 2:
		i, j := strings.IndexByte(variantLetters, s[0]), strings.IndexByte(variantLetters, s[1])
		if i >= 0 && j >= 0 {
			return 2 + k + uint64(i)*k + uint64(j)
		}
	}
	return 0
}
