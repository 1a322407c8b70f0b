package anonymize

// Message is one text on its way through an Anonymizer.
type Message struct {
	Scope    string   // within which pseudonyms are stable and revealable: one conversation of one tenant
	Text     string   // valid UTF-8, at most MaxTextBytes bytes
	Prompt   string   // what the bot asked before ("Wie lautet Ihre Steuer-ID?"): context only, never searched
	Entities []Entity // spans that the caller knows (a whole field is a PERSON); a zero Score counts as 1
	Trusted  bool     // set by code, never from the wire: the text comes from a hop that saw only this scope's pseudonyms; they pass unchanged
	Escape   Escaper  // Reveal applies it to every restored value; nil for plain text
}

// Escaper writes a restored value so that the target format shows it and does not interpret it.
type Escaper func(dst []byte, value string) []byte

// Result is what became of a Message.
type Result struct {
	Text     string
	Entities []Entity // what was found, sorted and disjoint; from Reveal nil
	Edits    []Edit   // what was replaced, in order
}

// Edit is one replacement: In is the span of the input text, Out that of the output. Adapters shift offsets with it.
type Edit struct {
	In  Span
	Out Span
}
