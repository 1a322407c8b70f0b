package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// minSpelled is the number of parts that make words a code: "vier acht null sieben".
const minSpelled = 4

// spelled finds codes that are dictated: digits and numbers in words, single letters, and words for signs, behind one of the keywords
// or in answer to a question with one. key tells which keywords count; nil for all.
func (r *ident) spelled(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity, t anonymize.EntityType, score float32, key func(doc *anonymize.Document, k int) bool) ([]anonymize.Entity, error) {
	if f, ok := r.info.Family.(*family); ok && f.index.Mentioned(doc)&f.numerals == 0 {
		return dst, nil // no digit in words
	}
	toks := doc.Tokens()
	done, step := -1, 0
	for k, more := r.keys.Next(doc, 0); more; k, more = r.keys.Next(doc, k+1) {
		step++
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		if k <= done || toks[k].Flags&anonymize.Punct != 0 {
			continue
		}
		first, ok := r.keys.MatchAt(doc, k)
		if !ok || key != nil && !key(doc, k) {
			continue
		}
		n := 0 // words between
		for i := k + 1; i < len(toks) && n <= 3; i++ {
			if toks[i].Flags&anonymize.LineStart != 0 && n > 0 {
				break
			}
			if toks[i].Flags&anonymize.Punct != 0 {
				continue
			}
			if last, ok := dictatedCode(doc, i); ok {
				dst = r.report(doc, dst, t, finding{start: int(toks[i].Start), end: int(toks[last].End), score: score, rule: r.info.Name + "/spelled", hit: words.Hit{Span: doc.Range(first, k), Distance: n}})
				done = last
				break
			}
			if namesNumber(doc.Word(toks[i])) {
				break
			}
			n++
		}
	}
	if done >= 0 {
		return dst, nil
	}
	if hit, ok := r.keys.InPrompt(doc); ok && (key == nil || r.promptKey(doc.Prompt(), &codeRule{key: key})) {
		for i := 0; i < len(toks) && i < 12; i++ {
			if last, ok := dictatedCode(doc, i); ok {
				return r.report(doc, dst, t, finding{start: int(toks[i].Start), end: int(toks[last].End), score: score, rule: r.info.Name + "/spelled", hit: hit}), nil
			}
		}
	}
	return dst, nil
}

// dictatedCode tells whether a code in words begins at token i, and returns its last token.
func dictatedCode(doc *anonymize.Document, i int) (last int, ok bool) {
	toks, f := doc.Tokens(), doc.Folded()
	parts, numerals := 0, 0
	last = -1
	for k := i; k < len(toks) && k < i+maxSpoken; k++ {
		t := &toks[k]
		w := f[t.Start:t.End]
		if t.Flags&anonymize.Punct != 0 {
			if k == i || w != "," && w != "-" && w != "/" && w != "." {
				break
			}
			continue
		}
		switch {
		case t.Flags&anonymize.Letter == 0:
			if len(w) > 4 {
				return last, false // written, not dictated
			}
			parts++
			last = k
		case len(w) == 1:
			parts++
			last = k
			if k+2 < len(toks) && doc.Word(toks[k+1]) == "wie" && toks[k+2].Flags&anonymize.Letter != 0 {
				k += 2 // "f wie friedrich"
				last = k
			}
		case spokenNumber(w):
			parts++
			numerals++
			last = k
		case isSpokenSign(w) && (k > i || w == "doppel"):
		default:
			return last, parts >= minSpelled && numerals >= 3
		}
	}
	return last, parts >= minSpelled && numerals >= 3
}

// isSpokenSign reports words that stand for a sign inside a code, or between its parts.
func isSpokenSign(w string) bool {
	switch w {
	case "strich", "bindestrich", "minus", "slash", "schraegstrich", "querstrich", "unterstrich", "punkt", "aus", "durch", "dann", "doppel", "zweimal", "dreimal", "leerzeichen", "pause", "nochmal", "aeh":
		return true
	}
	return false
}

// spokenNumber reports numbers in words below a million, without the article: "null", "siebenundvierzig", "zweihundertneunzehn".
func spokenNumber(w string) bool {
	if w == "ein" || w == "eine" || len(w) > 60 {
		return false
	}
	if numeral(w) >= 0 {
		return true
	}
	for _, unit := range [...]string{"tausend", "hundert"} {
		if left, right, ok := strings.Cut(w, unit); ok {
			return (left == "" || numeral(left) > 0 || unit == "tausend" && spokenNumber(left)) && (right == "" || spokenNumber(strings.TrimPrefix(right, "und")))
		}
	}
	return false
}

// dictates tells whether a text, which mentions a digit in words, dictates a code.
func dictates(doc *anonymize.Document) bool {
	for i := range doc.Tokens() {
		if _, ok := dictatedCode(doc, i); ok {
			return true
		}
	}
	return false
}
