// Package english finds the names of persons in English messages: citizens write to German authorities in English too.
//
// It uses the named-entity model of github.com/jdkato/prose/v2, which costs about 10 MB in the program and some hundred milliseconds when the first English
// message comes; programs that do not import this package pay nothing. The model runs only on text that looks English by its function words, so German
// messages cost one pass over their tokens.
//
// It is an addition to recognizers.All, never a replacement: the German rules find names in English messages too ("My name is …"), and
// overlapping findings are joined. Not promised: names in lower case, names in texts that mix languages sentence by sentence, other types
// than PERSON. The recognizer is safe for concurrent use.
package english

import (
	"context"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/jdkato/prose/v2"

	"github.com/deckname/deckname/anonymize"
)

// maxChunk bounds the bytes that the model sees at once: its tokenizer is not linear in the length of a word.
const maxChunk = 2 << 10

// Names returns the recognizer. The model is loaded when it first meets English text, and then kept.
func Names() anonymize.Recognizer {
	return &names{load: sync.OnceValue(func() *prose.Model { return prose.ModelFromData("en") })}
}

type names struct {
	load func() *prose.Model
}

// Info describes the recognizer.
func (*names) Info() anonymize.Info {
	return anonymize.Info{Name: "english-names", Types: []anonymize.EntityType{anonymize.Person}, Needs: anonymize.HasLetter | anonymize.HasUpper, Version: "prose-2.0.0"}
}

func (r *names) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	if !looksEnglish(doc) {
		return dst, nil
	}
	text := doc.Text()
	from := len(dst)
	for start := 0; start < len(text); {
		if err := ctx.Err(); err != nil {
			return dst[:from], err
		}
		end := chunkEnd(text, start)
		var err error
		if dst, err = r.chunk(doc, text, start, end, dst); err != nil {
			return dst[:from], err
		}
		start = end
	}
	return dst, nil
}

// chunkEnd returns where the chunk that begins at start ends: at the text's end, else behind the last line end, else behind the last
// blank, else at the last rune boundary within maxChunk.
func chunkEnd(text string, start int) int {
	if len(text)-start <= maxChunk {
		return len(text)
	}
	part := text[start : start+maxChunk]
	if i := strings.LastIndexByte(part, '\n'); i > 0 {
		return start + i + 1
	}
	if i := strings.LastIndexByte(part, ' '); i > 0 {
		return start + i + 1
	}
	end := start + maxChunk
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return end
}

// chunk runs the model on text[start:end]. It says only words, so their places are found by searching them in order.
func (r *names) chunk(doc *anonymize.Document, text string, start, end int, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	d, err := prose.NewDocument(text[start:end], prose.UsingModel(r.load()), prose.WithSegmentation(false))
	if err != nil {
		return dst, errModel // the library's error might quote the text
	}
	at := start
	first, last, words := -1, -1, 0
	flush := func() {
		if first >= 0 {
			dst = report(doc, text, first, last, words, dst)
		}
		first, words = -1, 0
	}
	for _, tok := range d.Tokens() {
		i := strings.Index(text[at:min(end, at+maxChunk)], tok.Text)
		if i < 0 || tok.Text == "" {
			continue // the model's tokenizer rewrites typographic quotes
		}
		i += at
		at = i + len(tok.Text)
		person := strings.HasSuffix(tok.Label, "-PERSON") && nameLike(tok.Text)
		if person && first >= 0 && (strings.HasPrefix(tok.Label, "B-") || strings.ContainsAny(text[last:i], "\n,;:")) {
			flush()
		}
		switch {
		case !person:
			flush()
		case first < 0:
			first, last, words = i, at, 1
		default:
			last, words = at, words+1
		}
	}
	flush()
	return dst, nil
}

// nameLike reports a word that begins with a capital, goes on with letters, and is no greeting or function word: the model
// takes words at the beginning of a sentence for names.
func nameLike(w string) bool {
	c, _ := utf8.DecodeRuneInString(w)
	if c == utf8.RuneError || strings.ToLower(string(c)) == string(c) || len(w) < 2 || strings.ContainsAny(w, "0123456789@/\\_<>[](){}") {
		return false
	}
	switch strings.ToLower(w) {
	case "hi", "hello", "hey", "dear", "thanks", "thank", "regards", "best", "kind", "please", "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "madam", "mr.", "mrs.", "ms.", "dr.",
		"i", "my", "the", "we", "you", "he", "she", "it", "they", "this", "that", "what", "when", "where", "how", "why", "can", "could", "do", "does", "is", "are", "am",
		"guten", "tag", "hallo", "herr", "frau", "liebe", "lieber", "sehr", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "english", "german", "germany", "street",
		"anmeldung", "termin", "bürgeramt", "rathaus", "finanzamt", "jobcenter", "ausländerbehörde", "standesamt", "steuernummer", "steuer-id", "iban", "visa", "passport", "application", "sincerely", "greetings", "cheers", "name", "address", "phone", "email", "yours":
		return false
	}
	return true
}

// report appends one name. Several words in a row are surer than one.
func report(doc *anonymize.Document, text string, start, end, words int, dst []anonymize.Entity) []anonymize.Entity {
	e := anonymize.Entity{Span: anonymize.Span{Start: start, End: end}, Type: anonymize.Person, Score: 0.55, Recognizer: "english-names", Evidence: anonymize.EvidenceModel}
	if words > 1 {
		e.Score = 0.7
	}
	if doc.Explaining() {
		doc.Explain(anonymize.Reason{Recognizer: e.Recognizer, Type: e.Type, Span: e.Span, Rule: "english-names/model"})
	}
	return append(dst, e)
}

// looksEnglish compares the function words of both languages among the first tokens.
func looksEnglish(doc *anonymize.Document) bool {
	toks := doc.Tokens()
	en, de := 0, 0
	for i := 0; i < len(toks) && i < 400; i++ {
		if n := toks[i].End - toks[i].Start; n > 6 || toks[i].Flags&anonymize.Letter == 0 {
			continue
		}
		switch doc.Word(toks[i]) {
		case "the", "my", "and", "is", "i", "you", "your", "have", "has", "to", "of", "for", "please", "with", "are", "this", "that", "not", "can", "it", "would", "need", "don", "from", "he", "she", "we", "they",
			"what", "when", "where", "how", "do", "does", "could", "want", "at", "hello", "dear", "thanks", "who", "there", "on", "name's", "be", "been", "which", "new", "me":
			en++
		case "ich", "und", "der", "die", "das", "ist", "nicht", "ein", "eine", "mein", "meine", "zu", "mit", "auf", "fuer", "habe", "haben", "bitte", "von", "den", "dem", "wie", "wo", "sie", "ihr", "ihre", "es", "wir",
			"bei", "aus", "noch", "kann", "muss", "hallo", "guten", "sind", "im", "dass", "oder", "aber", "auch", "wann", "mir", "mich":
			de++
		}
	}
	return en >= 2 && en > 2*de
}
