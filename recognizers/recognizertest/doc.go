// Package recognizertest is the executable contract of [anonymize.Recognizer]: what an Anonymizer relies on, as tests that
// any recognizer can be put through.
//
//	func TestMatrikel(t *testing.T) {
//		recognizertest.Run(t, Matrikel(),
//			recognizertest.Case{Name: "with keyword", Text: "Matrikelnummer ⟦DE_REFERENCE|1234567⟧"},
//			recognizertest.Case{Name: "a price", Text: "kostet 1234567 Euro"},
//		)
//	}
//
// Run checks the cases, and for each of them and for hostile texts: that findings are appended and nothing before them changes; that spans lie on rune
// boundaries inside the text; that types, scores, names and evidence are valid; that the answer is the same every time, for
// many goroutines, behind other paragraphs, and for decomposed characters; that finding nothing allocates nothing; that time grows
// linearly; and that errors hold no input text.
//
// Write more cases that find nothing than cases that find something.
package recognizertest
