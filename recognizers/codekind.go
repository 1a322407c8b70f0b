package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// shortFiles finds the few digits with a year under which an office is said to keep something: "beim Schiedsamt läuft es unter 7/2025".
func (r *caseNumber) shortFiles(doc *anonymize.Document, dst []anonymize.Entity, from int) []anonymize.Entity {
	toks, f := doc.Tokens(), doc.Folded()
	known := cover(dst[from:])
	for _, di := range doc.DigitTokens() {
		i := int(di)
		if i < 2 || i+2 >= len(toks) || f[toks[i+1].Start] != '/' || !onlyDigits(&toks[i]) || toks[i].End-toks[i].Start > 4 || !yearOf(doc, i+2) || !onlyDigits(&toks[i+2]) || doc.Word(toks[i-1]) != "unter" {
			continue
		}
		if toks[i+1].Start != toks[i].End || toks[i+2].Start != toks[i+1].End || !endsWord(doc, i+2) || !keptBy(doc, i-1) || known.has(doc.Range(i, i+2)) {
			continue
		}
		dst = r.report(doc, dst, anonymize.DECaseNumber, finding{start: int(toks[i].Start), end: int(toks[i+2].End), score: 0.6, rule: "case_number/short", hit: words.Hit{Span: doc.Range(i-1, i-1)}})
	}
	return dst
}

// keptBy tells whether the clause before "unter" at token i has a word for keeping a file and an office that keeps it.
func keptBy(doc *anonymize.Document, i int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	verb, office := false, false
	for k := i - 1; k >= 0 && i-k <= farReach; k-- {
		if toks[k].Flags&anonymize.Letter == 0 {
			if strings.IndexByte(".!?;", f[toks[k].Start]) >= 0 {
				break
			}
			continue
		}
		switch w := doc.Word(toks[k]); w {
		case "laeuft", "laeufts", "lief", "liefs", "liegt", "liegts", "gefuehrt", "fuehrt", "fuehren", "schreibt", "schrieb", "registriert", "eingetragen", "bearbeitet", "anhaengig":
			verb = verb || i-k <= looseReach
		default:
			office = office || isOffice(w) || isArbiter(w)
		}
		if verb && office {
			return true
		}
	}
	return false
}

// isArbiter reports those who settle disputes between neighbours.
func isArbiter(w string) bool {
	return w == "schiedsmann" || w == "schiedsfrau" || w == "schiedsperson"
}

// filedBeside tells whether the nearest word for a number or sign around the code that tells of what kind it is, in its sentence or one beside it and with no other number
// between, is one for a file: "… ist das das Aktenzeichen?".
func filedBeside(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	for k := first - 1; k >= 0 && first-k <= farReach && !namedBehind(doc, last); k-- {
		if kind, ok := signKind(doc, k); ok {
			return kind
		}
		if toks[k].Flags&anonymize.Digit != 0 && toks[k].End-toks[k].Start > 3 {
			break
		}
	}
	for k := last + 1; k < len(toks) && k-last <= farReach/2; k++ {
		if kind, ok := signKind(doc, k); ok {
			return kind
		}
		if isParty(doc.Word(toks[k])) {
			break // "führt uns unter GB-44117 als Kunden"
		}
		if toks[k].Flags&anonymize.Digit != 0 && toks[k].End-toks[k].Start > 3 {
			break
		}
	}
	return false
}

// signKind tells whether token k is a word for a number or sign of a kind, and whether that is a file's.
func signKind(doc *anonymize.Document, k int) (file, ok bool) {
	t := &doc.Tokens()[k]
	if t.Flags&anonymize.Letter == 0 || t.End-t.Start < 2 {
		return false, false
	}
	l, w := loreOf(), doc.Word(*t)
	if of := l.words.Find(t.Hash); of&loreSign == 0 && (of == 0 || weight(of>>loreWeight)+weighsThing != weighsMuch) && len(w) > 2 && !l.tails.Has(w) {
		return false, false // neither a word for a number nor with the end of one
	}
	switch w {
	case "az", "gz", "aktz":
		return true, true
	case "zeichen":
		if k == 0 {
			return false, false
		}
		switch doc.Word(doc.Tokens()[k-1]) {
		case "unser", "ihr", "mein", "dein", "euer", "deren", "dessen", "akten", "unserem", "ihrem", "meinem", "unseres", "ihres":
			return true, true
		}
		return false, false
	case "nummer", "nr", "no", "number", "id", "zahl", "ziffern", "kennung":
		return false, numbersKind(doc, k) // "Ident-Nr."
	default:
		if stem, ends := strings.CutSuffix(strings.TrimSuffix(w, "s"), "zeichen"); ends && (stem == "akten" || ofFile(strings.TrimSuffix(stem, "s")+"s")) {
			return true, true
		}
		return false, weighWord(t.Hash, w) == weighsMuch
	}
}
