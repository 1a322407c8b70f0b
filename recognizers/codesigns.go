package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// codeSign is one piece of evidence for or against a code being somebody's number where no word near it tells.
type codeSign uint8

const (
	codeAny        codeSign = iota // every code
	codeHigh                       // see strengthHigh
	codeMiddle                     // see strengthMiddle
	codeFive                       // five digits and no more
	codeSix                        // six
	codeParts                      // digits in three groups or more
	codeLetters                    // two letters or more
	codeLetter                     // a single letter
	codeCapitals                   // its letters are capitals
	codeSmall                      // small ones in a message with capitals
	codeMixed                      // letters and digits in a word
	codeHead                       // letters first
	codeTail                       // letters last
	codeHyphen                     // a hyphen joins
	codeSlash                      // a slash
	codeDot                        // a dot
	codeBlank                      // only a blank
	codeZero                       // a zero first
	codeYear                       // a year inside
	codeShort                      // no group longer than three
	codeDecimal                    // digits with a dot, as versions and amounts have it
	codeWhole                      // the message is hardly more
	codeOwnLine                    // alone in its line
	codeLineStart                  // first in its line
	codeLineEnd                    // last in its line
	codeColon                      // behind a colon or an equals sign
	codeHash                       // behind a number sign
	codeBracket                    // in brackets
	codeQuote                      // in quotation marks
	codeComma                      // behind a comma or a semicolon
	codeCell                       // behind a slash, bar or dash that parts entries
	codeItem                       // behind the number of a list's item
	codeSubject                    // in the subject of a letter
	codeLast                       // in the last line of a message of several
	codeArticle                    // behind an article or a possessive, and no noun follows
	codeNounBehind                 // a noun follows
	codeNounBefore                 // right behind a noun or a name that no list knows
	codeUnder                      // mit, unter
	codeOn                         // auf, an
	codeAbout                      // für, wegen, zu, bezüglich
	codeAnd                        // und, oder
	codeGet                        // getting and giving in the clause
	codeSay                        // telling and writing down
	codeStand                      // standing on something
	codeBe                         // being right before it
	codeVerb                       // having or one of the other three right before it
	codeRefer                      // referring and answering
	codeNot                        // not this one but that
	codeOwnWords                   // somebody speaks of himself or of his own
	codeAddressed                  // the reader is spoken to
	codePerson                     // Herr, Frau in the message
	codeThing                      // a thing of nobody's somewhere in the message
	codeIssued                     // a document, a contract or a number somewhere
	codeOther                      // another code in the message
	codeQuestion                   // the clause is a question about what the code is
	codePrompt                     // the bot has asked something
	codeLong                       // a text of its own, not a message
	codeHardly                     // see hardlyElse
	codeFile                       // the shape of a file number with its department
	codeSignLast
)

// codeSigns is a set of signs.
type codeSigns uint64

func (s *codeSigns) put(is bool, which codeSign) {
	if is {
		*s |= 1 << which
	}
}

func (s codeSigns) any(which ...codeSign) bool {
	for _, w := range which {
		if s&(1<<w) != 0 {
			return true
		}
	}
	return false
}

// codeClause bounds the tokens of a clause that are read before and behind a code, codeWindow those that are read for what the message speaks of.
const (
	codeClause   = 16
	codeWindow   = 80
	codeLongText = 120
)

// codeSignsOf collects what the code from token first to token last looks like and what stands around it.
func codeSignsOf(doc *anonymize.Document, first, last int, form strength) (s codeSigns) {
	s.put(true, codeAny)
	s.put(form == strengthHigh, codeHigh)
	s.put(form == strengthMiddle, codeMiddle)
	s.form(doc, first, last)
	s.place(doc, first, last)
	s.beside(doc, first, last)
	s.clause(doc, first, last)
	s.mentions(doc, first, last)
	s.put(doc.Prompt() != nil, codePrompt)
	s.put(len(doc.Tokens()) > codeLongText, codeLong)
	s.put(form == strengthHigh && hardlyElse(doc, first, last), codeHardly)
	s.put(s.any(codeSlash) && officeShape(doc, first, last), codeFile)
	return s
}

// form reads the code itself.
func (s *codeSigns) form(doc *anonymize.Document, first, last int) {
	toks, f := doc.Tokens(), doc.Folded()
	letters, digits, groups, longest := 0, 0, 0, 0
	capital, small, blank := false, false, false
	for i := first; i <= last; i++ {
		t := &toks[i]
		if t.Flags&anonymize.Punct != 0 {
			switch f[t.Start] {
			case '-':
				s.put(true, codeHyphen)
			case '/':
				s.put(true, codeSlash)
			case '.':
				s.put(true, codeDot)
			}
			continue
		}
		groups++
		blank = blank || i > first && toks[i-1].Flags&anonymize.Punct == 0
		size := int(t.End - t.Start)
		n := digitsIn(f[t.Start:t.End])
		longest = max(longest, n)
		if n < size {
			s.put(n > 0, codeMixed)
			if t.Flags&anonymize.Upper != 0 || n > 0 && capitals(doc, i) {
				capital = true
			} else {
				small = true
			}
		}
		letters, digits = letters+size-n, digits+n
		s.put(i > first && isDateLike(doc, i) && size == 4 && n == 4, codeYear)
	}
	if letters == 0 {
		s.put(groups == 1 && digits == 5, codeFive)
		s.put(groups == 1 && digits == 6, codeSix)
		s.put(groups == 2 && s.any(codeDot), codeDecimal)
	}
	s.put(groups > 2, codeParts)
	s.put(letters > 1, codeLetters)
	s.put(letters == 1, codeLetter)
	s.put(capital && !small, codeCapitals)
	s.put(small && doc.Features()&anonymize.HasUpper != 0, codeSmall)
	s.put(!isDigit(f[toks[first].Start]), codeHead)
	s.put(letters > 0 && !isDigit(f[toks[last].End-1]), codeTail)
	s.put(blank && !s.any(codeHyphen, codeSlash, codeDot), codeBlank)
	s.put(f[toks[first].Start] == '0', codeZero)
	s.put(longest <= 3, codeShort)
}

// place reads where in its line and message the code stands.
func (s *codeSigns) place(doc *anonymize.Document, first, last int) {
	toks, f := doc.Tokens(), doc.Folded()
	s.put(len(toks)-(last-first+1) <= 4, codeWhole)
	starts := toks[first].Flags&anonymize.LineStart != 0
	ends := last+1 >= len(toks) || toks[last+1].Flags&anonymize.LineStart != 0
	s.put(starts && ends, codeOwnLine)
	s.put(starts && !ends, codeLineStart)
	s.put(ends && !starts, codeLineEnd)
	if !starts && toks[first-1].Flags&anonymize.Punct != 0 {
		switch c := f[toks[first-1].Start]; c {
		case ':', '=':
			s.put(true, codeColon)
		case '#':
			s.put(true, codeHash)
		case '(', '[':
			s.put(true, codeBracket)
		case ',', ';':
			s.put(true, codeComma)
		case '/', '|', '-':
			s.put(true, codeCell)
		case '"', '\'':
			s.put(true, codeQuote)
		default:
			s.put(c >= 0x80, codeQuote)
		}
	}
	line := first
	for line > 0 && toks[line].Flags&anonymize.LineStart == 0 && first-line < codeClause {
		line--
	}
	s.put(line < first && isSubject(doc.Word(toks[line])), codeSubject)
	if k := first - 1; k == line+1 && toks[line].Flags&anonymize.Letter == 0 && toks[line].End-toks[line].Start <= 2 && doc.Word(toks[k]) != "-" && toks[k].Flags&anonymize.Punct != 0 {
		s.put(isDigit(f[toks[line].Start]), codeItem)
	}
	end := last + 1
	for end < len(toks) && toks[end].Flags&anonymize.LineStart == 0 && end-last < codeClause {
		end++
	}
	s.put(end >= len(toks) && line > 0 && toks[line].Flags&anonymize.LineStart != 0, codeLast)
}

// beside reads the words right before and behind the code.
func (s *codeSigns) beside(doc *anonymize.Document, first, last int) {
	toks := doc.Tokens()
	noun := func(i int) bool { return toks[i].Is(anonymize.Letter|anonymize.Upper) && toks[i].End-toks[i].Start > 1 }
	shouts := doc.Features()&anonymize.HasUpper == 0
	if last+1 < len(toks) && toks[last+1].Flags&anonymize.LineStart == 0 && noun(last+1) {
		s.put(!isOwnWord(doc.Word(toks[last+1])), codeNounBehind)
	}
	if first == 0 || toks[first].Flags&anonymize.LineStart != 0 || toks[first-1].Flags&anonymize.Letter == 0 {
		return
	}
	switch w := doc.Word(toks[first-1]); w {
	case "die", "der", "das", "den", "dem", "des", "meine", "meiner", "mein", "meinen", "unsere", "unserer", "unser", "ihre", "ihrer", "eure", "the", "my", "our", "your", "diese", "dieser":
		s.put(!s.any(codeNounBehind), codeArticle)
	case "mit", "with", "unter", "under":
		s.put(true, codeUnder)
	case "auf", "an", "on":
		s.put(true, codeOn)
	case "fuer", "for", "wegen", "zu", "zum", "zur", "bezueglich", "betreffend", "laut", "gemaess", "about", "regarding", "concerning", "re", "betr", "betreff", "bzgl":
		s.put(true, codeAbout)
	case "und", "oder", "and", "or", "bzw", "sowie":
		s.put(true, codeAnd)
	case "ist", "war", "lautet", "heisst", "bin", "sind", "waere", "is", "was", "heissen", "lauten":
		s.put(true, codeBe)
	case "habe", "hab", "hat", "hatte", "haben", "hatten", "have", "has", "had":
		s.put(true, codeVerb)
	case "nicht", "sondern", "statt", "anstatt", "not":
	default:
		if isGetting(w) || isSaying(w) || isStanding(w) {
			s.put(true, codeVerb)
			return
		}
		if isOwnWord(w) || isFunctionWord(w) || isLink(w) || words.PointsBack(w) || isReferring(w) {
			return
		}
		s.put(noun(first-1) || shouts && len(w) > 3 && !strings.HasSuffix(w, "en"), codeNounBefore)
	}
}

// clause reads the clause of the code.
func (s *codeSigns) clause(doc *anonymize.Document, first, last int) {
	toks, f := doc.Tokens(), doc.Folded()
	ends := func(i int) bool {
		return toks[i].Flags&anonymize.Punct != 0 && strings.IndexByte(".!?;", f[toks[i].Start]) >= 0
	}
	asks := false
	for i := first - 1; i >= 0 && first-i <= codeClause; i-- {
		if toks[i].Flags&anonymize.Letter != 0 {
			w := doc.Word(toks[i])
			s.word(w)
			s.put(w == "nicht" || w == "sondern" || w == "statt" || w == "not" || w == "anstatt", codeNot)
			asks = asks || isAsking(w)
		} else if ends(i) && i < first-2 {
			break
		}
		if toks[i].Flags&anonymize.LineStart != 0 {
			break
		}
	}
	for i := last + 1; i < len(toks) && toks[i].Flags&anonymize.LineStart == 0 && i-last <= codeClause; i++ {
		if toks[i].Flags&anonymize.Letter != 0 {
			s.word(doc.Word(toks[i]))
		} else if ends(i) {
			s.put(asks && f[toks[i].Start] == '?', codeQuestion)
			break
		}
	}
}

// word reads a word of the code's clause.
func (s *codeSigns) word(w string) {
	switch {
	case isGetting(w):
		s.put(true, codeGet)
	case isSaying(w):
		s.put(true, codeSay)
	case isStanding(w):
		s.put(true, codeStand)
	case isReferring(w):
		s.put(true, codeRefer)
	}
}

// mentions reads what the message speaks of.
func (s *codeSigns) mentions(doc *anonymize.Document, first, last int) {
	toks := doc.Tokens()
	for i := max(0, first-codeWindow); i < min(len(toks), last+codeWindow); i++ {
		if i >= first && i <= last || toks[i].Flags&anonymize.Punct != 0 {
			continue
		}
		w := doc.Word(toks[i])
		if toks[i].Flags&anonymize.Digit != 0 {
			s.put(toks[i].Flags&anonymize.Letter != 0 || len(w) > 4, codeOther)
			continue
		}
		switch {
		case isOwnWord(w):
			s.put(true, codeOwnWords)
		case w == "sie" && toks[i].Flags&anonymize.Upper != 0 || w == "ihr" || w == "euch" || w == "ihnen" || w == "bitte" || w == "please" || w == "you":
			s.put(true, codeAddressed)
		case w == "herr" || w == "herrn" || w == "frau" || w == "familie" || w == "mfg" || w == "gruss" || w == "gruesse":
			s.put(true, codePerson)
		default:
			switch weighWord(toks[i].Hash, w) {
			case weighsThing:
				s.put(!isDialled(w), codeThing)
			case weighsMuch, weighsLittle:
				s.put(true, codeIssued)
			}
		}
	}
}

// listed reports the forms of numbers that a register, a gazette or a timetable lists for all: books (ISBN), patents (DE 10 2004 006 988 B4), pages of
// gazettes (2006 I 431), trains (RB 17264), updates (KB5034441), places (UTM), dates with the year first, German tax circulars (IV C 2).
func listed(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	head := f[toks[first].Start:toks[first].End]
	letters, digits := codeForm(doc, first, last)
	switch {
	case letters == 0 && digits == 13 && last >= first+4 && (head == "978" || head == "979"):
		return true
	case last == first+4 && (isDate(doc, first, last) || letters == 0 && digits == 8 && len(head) == 4 && toks[last].End-toks[last].Start == 2):
		return true
	case last == first+5 && toks[first].Flags&anonymize.Digit == 0 && isDate(doc, first+1, last): // "ET 03.06.2025"
		return true
	case letters == 0 && head == "0" && last == first+4: // a diplomat's plate
		return true
	case head == "e" && last == first+2 && letters == 1 && digits <= 4: // what a program reports: E-2107
		return true
	case last == first+2 && isDateLike(doc, first) && isRoman(doc.Word(toks[first+1])) && toks[first+1].Flags&anonymize.Upper != 0:
		return true
	}
	if first == last && len(head) == 9 && head[:2] == "kb" && checkDigits(head[2:]) {
		return true // an update of Windows
	}
	if last >= first+2 && len(head) == 3 && checkDigits(head[:2]) && checkDigits(f[toks[first+1].Start:toks[first+1].End]) && toks[first+1].End-toks[first+1].Start == 6 && toks[first+2].End-toks[first+2].Start == 7 {
		return true // a place in UTM: 32U 461344 5481745
	}
	if last > first && toks[first].Flags&(anonymize.AllUpper|anonymize.Digit) == anonymize.AllUpper && toks[first+1].Flags&anonymize.Punct == 0 {
		if len(head) == 2 && letters == 2 && digits == 9 && last+1 < len(toks) && toks[last+1].Flags&(anonymize.AllUpper|anonymize.SpaceBefore) == anonymize.AllUpper|anonymize.SpaceBefore && toks[last+1].End-toks[last+1].Start == 2 {
			return true // "LX 402 118 553 CN": see isPosted
		}
		switch head {
		case "de":
			return digits >= 6 && digits < 13
		case "ep", "us", "wo", "jp", "fr", "gb", "cn":
			return digits >= 6
		case "rb", "re", "ic", "ice", "ec", "irc", "rl", "bv", "lh", "ew", "tui", "pmid", "un":
			return digits <= 8 && letters <= 4
		case "ez", "hu", "tuev", "bj":
			return digits <= 6 // a car's month: EZ 03/2013
		case "i", "ii", "iii", "iv", "v":
			return toks[first+1].Flags&anonymize.Letter != 0 && digits < 8
		}
	}
	return false
}

// isOwnWord reports the words by which somebody speaks of himself or of his own.
func isOwnWord(w string) bool {
	switch w {
	case "ich", "mir", "mich", "wir", "uns", "mein", "meine", "meiner", "meinen", "meinem", "meines", "unser", "unsere", "unserer", "unseren", "unserem", "i", "my", "me", "we", "our", "us":
		return true
	}
	return false
}

// isGetting reports verbs of giving, getting and sending.
func isGetting(w string) bool {
	switch w {
	case "bekommen", "bekam", "bekomme", "bekommt", "gekriegt", "krieg", "kriege", "kriegte", "erhalten", "erhielt", "gegeben", "gab", "gaben", "gibt", "geschickt", "schickt", "schickte", "zugeschickt", "zugesandt", "gesendet", "kam", "kamen", "kommt", "gekommen", "eingegangen", "eingereicht", "abgegeben", "beantragt", "vergeben", "vergab", "zugeteilt", "zugewiesen", "gefunden", "finde", "fand", "got", "gave", "given", "received", "receive", "sent", "issued", "lag", "liegt":
		return true
	}
	return false
}

// isSaying reports verbs of telling and writing down.
func isSaying(w string) bool {
	switch w {
	case "genannt", "nennen", "nenne", "nannte", "gesagt", "sagen", "sagte", "sage", "sagt", "geschrieben", "schrieb", "schreibt", "schreiben", "notiert", "notieren", "notierte", "aufgeschrieben", "angeben", "angegeben", "angab", "mitgeteilt", "mitteilen", "durchgeben", "durchgegeben", "durchsagen", "eingeben", "eingegeben", "eintippen", "eingetippt", "eintragen", "eingetragen", "vermerkt", "diktiert", "durchgeschickt", "told", "said", "says", "wrote", "written", "quote", "quoted", "mention", "gemerkt", "abgeschrieben", "abgelesen", "vorgelesen", "gelesen", "lese", "lesen", "merken", "hiess", "heisst":
		return true
	}
	return false
}

// isStanding reports words for where a number stands.
func isStanding(w string) bool {
	switch w {
	case "steht", "stehen", "stand", "standen", "stehts", "drauf", "drin", "drunter", "darauf", "darunter", "oben", "unten", "rechts", "links", "ecke", "rand", "rueckseite", "kopf", "aufgedruckt", "abgedruckt", "gedruckt", "gestempelt", "eingraviert", "kuli", "handschriftlich", "umschlag", "aufkleber", "zettel", "stands", "printed", "stamped", "klebt", "klebte", "geklebt":
		return true
	}
	return false
}

// isReferring reports words for referring to something under its number.
func isReferring(w string) bool {
	switch w {
	case "beziehen", "beziehe", "bezieht", "bezug", "antwort", "antworten", "rueckfrage", "rueckfragen", "laeuft", "lief", "gefuehrt", "fuehren", "fuehrt", "gemeldet", "registriert", "angelegt", "angemeldet", "eingecheckt", "hinterlegt", "gespeichert", "abgelegt", "erledigt", "bearbeitet", "bearbeitung", "nachfragen", "nachgefragt", "sachstand", "stand", "status", "aktenkundig", "zuordnen", "zugeordnet", "refer", "registered", "sperren", "gesperrt", "freischalten", "kuendigen", "gekuendigt", "loeschen", "verlaengern", "ummelden", "abmelden", "verloren", "abgelaufen", "kaputt", "defekt", "lost", "expired":
		return true
	}
	return false
}

// isAsking reports the words with which questions about what a code is begin.
func isAsking(w string) bool {
	switch w {
	case "was", "welche", "welcher", "welches", "wo", "gilt", "gibt", "ist", "geht", "wie", "what", "which", "where", "bedeutet", "heisst", "hat", "kann", "darf", "brauche", "does", "is":
		return true
	}
	return false
}
