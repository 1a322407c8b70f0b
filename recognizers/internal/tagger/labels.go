package tagger

// Class is what a span of words is.
type Class uint8

// The classes. Other is a name of something else (a book, a product, an
// event); it competes with the rest while the tagger decides and is not
// reported.
const (
	None Class = iota
	Person
	Location
	Street
	Organization
	Other
	classes = int(iota)
)

// String returns the name used in corpora and reports.
func (c Class) String() string {
	return [...]string{"O", "PERSON", "LOCATION", "STREET", "ORG", "OTHER"}[c]
}

// Labels is the number of BIOES labels: one for None, four for each class.
const Labels = 1 + 4*(classes-1)

// Position is the place of a word in its span.
type Position uint8

// The positions.
const (
	Begin Position = iota
	Inside
	End
	Single
)

// LabelOf returns the label of a word of the class at the position.
func LabelOf(c Class, p Position) int { return 1 + 4*(int(c)-1) + int(p) }

// SplitLabel is the inverse of LabelOf; label 0 is None.
func SplitLabel(l int) (Class, Position) {
	if l == 0 {
		return None, Single
	}
	return Class(1 + (l-1)/4), Position((l - 1) % 4)
}

// Follows reports whether label b may follow label a.
func Follows(a, b int) bool {
	ca, pa := SplitLabel(a)
	cb, pb := SplitLabel(b)
	open := ca != None && (pa == Begin || pa == Inside)
	inner := cb != None && (pb == Inside || pb == End)
	return open == inner && (!open || ca == cb)
}
