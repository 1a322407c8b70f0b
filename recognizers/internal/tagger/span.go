package tagger

// Span is a name that the tagger found.
type Span struct {
	Start, End  int32 // half-open byte offsets in the Document's folded view
	First, Last int32 // indexes of its Document tokens, both inclusive
	Class       Class
	Prob        float32 // calibrated probability that span and class are right
}
