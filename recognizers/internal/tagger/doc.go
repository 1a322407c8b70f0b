// Package tagger finds names of persons, places, streets and organizations in
// German text with a small neural network of its own.
//
// Every word is described by a vector that was learned from 17 million words
// of German, and by its letters, its spelling and what package lexicon knows
// of it. One layer joins these, a second one looks at a window of words, and a
// conditional random field labels the sequence. Weights are 8-bit where they
// are many and are read in place from the embedded model file; a program that
// never calls [Load] does not carry them. MODEL.md is the model card.
//
// Spans come with calibrated probabilities. The tagger is right more often
// than not and no more: recognizers combine it with rules.
//
// A Model is immutable and safe for concurrent use.
package tagger
