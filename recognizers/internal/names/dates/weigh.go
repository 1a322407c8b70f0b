package dates

import (
	"math/bits"
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// A sign is one piece of evidence for or against a date being a birth date.
type sign uint8

const (
	signAny        sign = iota // every date
	signGrown                  // the year of somebody of age
	signChild                  // of a child
	signRecent                 // of a baby
	signFuture                 // of nobody
	signShort                  // the year has two digits
	signBirth                  // a birth word before it in the clause
	signBorn                   // behind it in the clause
	signMentioned              // somewhere in the message
	signFound                  // the message holds a birth date before it
	signFoundNear              // shortly before it, but for separators and small words
	signAsked                  // the bot asks for one
	signWhole                  // the message is hardly more
	signPerson                 // right behind a person's name
	signPersonNear             // a person in the clause before it
	signPersonLine             // behind it, or on the line above or below
	signKin                    // a relative before it in the clause
	signKinBehind              // behind it in the clause
	signBracket                // in brackets
	signComma                  // behind a comma
	signColon                  // behind a colon
	signCell                   // behind a slash, a bar, a semicolon or white space
	signOwnLine                // alone on its line
	signLineEnd                // at the end of a line with a name before it
	signOn                     // am, on
	signOf                     // vom
	signOfWho                  // "ist vom", "bin vom"
	signSince                  // seit, ab, bis, zum
	signBe                     // ist, war right before it
	signWhose                  // mein, ihr in the clause
	signWho                    // ich, er in the clause
	signPaper                  // a document in the clause before it
	signPaperNear              // right before "vom"
	signEvent                  // an appointment in the clause before it
	signEventBack              // behind it
	signHappen                 // a verb of other events in the clause before it
	signHappenBack             // behind it
	signWeekday                // a day of the week or "heute" before it
	signTimed                  // a time of day behind it
	signCorrect                // words that put something right before it
	signPet                    // an animal in the message
	signArrive                 // geschlüpft, "Licht der Welt" in the clause
	signGoesOn                 // "am" before it, and the clause goes on behind it
	signOnGrown                // "am" before the year of somebody of age
	signEntry                  // the next entry of a list in which a birth date stands
	signLone                   // nothing else in its clause
	signKinNear                // a relative right before it, no preposition between
	signSex                    // m, w, d before it
	signLast
)

// weights are log odds: the coefficients of a logistic regression with a ridge penalty, fitted on some 1000 dates of chat messages, 630 of
// them birth dates, that no test message is among, and rounded. Every bit of evidence that the message's words give counts; which rule
// fires does not.
var weights = [signLast]float32{
	signAny:        -1.0,
	signGrown:      2.4,
	signChild:      -0.1,
	signRecent:     -1.7,
	signFuture:     -0.7,
	signShort:      0.7,
	signBirth:      2.8,
	signBorn:       1.5,
	signMentioned:  0.4,
	signFound:      -1.1,
	signFoundNear:  0.9,
	signAsked:      2.6,
	signWhole:      -0.5,
	signPerson:     0.4,
	signPersonNear: 1.8,
	signPersonLine: 0,
	signKin:        1.2,
	signKinBehind:  0.8,
	signBracket:    0.6,
	signComma:      0.1,
	signColon:      -0.1,
	signCell:       0.3,
	signOwnLine:    -0.2,
	signLineEnd:    -0.3,
	signOn:         -0.6,
	signOf:         -1.2,
	signOfWho:      1.0,
	signSince:      -2.5,
	signBe:         0.4,
	signWhose:      0.2,
	signWho:        0.1,
	signPaper:      -0.8,
	signPaperNear:  -0.9,
	signEvent:      -1.8,
	signEventBack:  0.4,
	signHappen:     -1.9,
	signHappenBack: -0.7,
	signWeekday:    0.2,
	signTimed:      -0.4,
	signCorrect:    0.6,
	signPet:        -1.3,
	signArrive:     2.4,
	signGoesOn:     0,
	signOnGrown:    -1.3,
	signEntry:      2.1,
	signLone:       0.4,
	signKinNear:    0.5,
	signSex:        0.4,
}

// Bounds of the sum of weights. In eightfold cross-validation by messages, enough lets four of five birth dates pass that no rule finds, and one
// in thirty other dates; no birth date right behind a name falls below doubt.
const (
	enough = 0.6
	doubt  = 0
)

// dagger tells whether token i is the sign before the day of a death.
func (r *reader) dagger(i int) bool {
	return r.toks[i].Flags&anonymize.NonASCII != 0 && (r.word(i) == "†" || r.word(i) == "✝")
}

// weigh tells whether the signs around a date that no rule knows make it a birth date.
func (r *reader) weigh(b *Birth, prev int) bool {
	if b.spaced || r.labelled(b.First) || r.dated(b.Date) {
		return false
	}
	s := r.signs(b.Date, prev)
	if s.any(signFuture, signPaperNear) || s.any(signTimed) && !s.any(signArrive, signBirth) || s.any(signSince) && s.any(signBorn) {
		return false // "bis 31.12.1956 geboren" is a rule's key date
	}
	if r.events(b, s) || r.lasts(b.Last) && !s.any(signPerson, signPersonNear) || r.closes(b.First) || !r.ofSomeone(b.Date, s) {
		return false
	}
	sum := s.sum()
	if sum < enough {
		return false
	}
	b.Score, b.Rule = min(0.55+sum/12, 0.85), "birth-weighed"
	return true
}

// doubtful tells whether the signs speak against a date that only a person's name before it speaks for: a recent one needs a relative or
// the like.
func (r *reader) doubtful(d Date, prev int) bool {
	s := r.signs(d, prev)
	return s.sum() < doubt || s.any(signRecent, signFuture) && !s.any(signKin, signKinBehind, signMentioned, signFound, signArrive, signAsked)
}

// events tells whether the sentence tells what happened on the day: "wurde am 20. Januar 2021 vereidigt", "erließ am 1. Februar 1922 eine
// Verordnung", "zwischen dem 28. Oktober 1895 und". Only a birth, or who the sentence is about, makes it anything else.
func (r *reader) events(b *Birth, s signs) bool {
	if r.begins(b.First, s) || r.did(b, s) || r.attributed(b.First, s) {
		return true
	}
	long := len(r.toks) >= longText
	if s.any(signBirth, signBorn, signArrive, signAsked, signCorrect, signPerson) || s.any(signKin, signKinBehind) && (!long || s.any(signWhose, signPersonNear, signKinNear)) {
		return false
	}
	if i := b.First - 1; i > 0 && r.toks[i].Flags&anonymize.Letter != 0 && (r.word(i) == "des" || s.any(signOf) && !s.any(signOfWho, signMentioned, signFound)) {
		return true // "am Morgen des 28. Oktober 1922", "die Zeitung vom"
	}
	passive, words := false, 0
	for j := b.First - 1; j >= 0 && b.First-j <= clause && !r.stops(j); j-- {
		if r.toks[j].Flags&anonymize.Letter != 0 {
			switch w := r.word(j); w {
			case "wurde", "wurden":
				passive = true
			case "dem", "den":
				if words == 0 && j > 0 && (r.word(j-1) == "zwischen" || r.word(j-1) == "ueber") {
					return true
				}
			}
			words++
		}
	}
	goes := 0
	for j := b.Last + 1; j < len(r.toks) && j-b.Last < clause && (!r.line(j) || r.toks[j].Flags&anonymize.Upper == 0) && r.toks[j].Flags&anonymize.Letter != 0; j++ {
		goes++
	}
	return passive && goes > 0 || s.any(signOn) && goes > 1 && (long || !r.ownWords() && !s.any(signMentioned, signFound))
}

// begins tells whether "seit", "ab", "bis" stands right before the date at token i, or a document of a relative is from that day: "Der
// Vertrag meiner Eltern ist vom 1.4.1979".
func (r *reader) begins(i int, s signs) bool {
	if i < 1 || r.toks[i-1].Flags&anonymize.Letter == 0 || s.any(signBirth, signAsked) {
		return false
	}
	switch r.word(i - 1) {
	case "seit", "ab", "bis", "since", "until":
		return true
	case "vom", "von":
		return s.any(signPaper, signEvent) || i > 1 && r.toks[i-2].Is(anonymize.Letter|anonymize.Upper) && r.entry(i-2).roles == 0 && !s.any(signPersonNear, signWhole)
	}
	return false
}

// did tells whether the sentence tells in the perfect what somebody did on the day: "Meine Tochter hat am 12.3.1999 den Führerschein gemacht".
func (r *reader) did(b *Birth, s signs) bool {
	if !s.any(signOn) || s.any(signBirth, signBorn, signArrive, signAsked) {
		return false
	}
	auxiliary := false
	for j := b.First - 2; j >= 0 && b.First-j <= clause && !r.stops(j) && !auxiliary; j-- {
		if r.toks[j].Flags&anonymize.Letter != 0 {
			switch r.word(j) {
			case "hat", "haben", "hatte", "hatten", "habe", "ist", "bin", "sind", "war":
				auxiliary = true
			}
		}
	}
	verb := b.First > 1 && r.doc.Features()&anonymize.HasUpper != 0 && r.verbal(b.First-2)
	words, last := 0, ""
	j := b.Last + 1
	for ; (auxiliary || verb) && j < len(r.toks) && j-b.Last < clause && !r.line(j) && r.toks[j].Flags&anonymize.Letter != 0; j++ {
		words, last = words+1, r.word(j)
	}
	return words > 1 && verb || words > 1 && r.toks[j-1].Flags&anonymize.Upper == 0 && len(last) > 4 && (strings.HasSuffix(last, "en") || strings.HasSuffix(last, "t")) && (j >= len(r.toks) || r.toks[j].Flags&anonymize.Digit == 0)
}

// verbal tells whether the word at token i, right before "am" and a date, can only be a verb of what happened then: small, and neither one
// of being and coming nor an adverb.
func (r *reader) verbal(i int) bool {
	if r.toks[i].Flags&(anonymize.Letter|anonymize.Upper) != anonymize.Letter || r.toks[i].End-r.toks[i].Start < 3 || r.entry(i).roles&(be|whose|who|kin|correct|arrive|weekday) != 0 {
		return false
	}
	switch r.word(i) {
	case "kam", "kamen", "kommt", "kommen", "folgte", "folgten", "und", "oder", "auch", "schon", "noch", "dann", "erst", "jeweils", "bereits", "wohl", "eben", "naemlich", "sowie", "wird", "werden", "wurde", "wurden", "hat", "haben", "das", "die", "der", "den", "dem", "dort", "hier", "zuerst", "zuletzt", "genau":
		return false
	}
	return true
}

// attributed tells whether a relative before the date at token i only tells whose thing or event the date is: "Der Todestag meines Vaters
// ist der 9.9.1999".
func (r *reader) attributed(i int, s signs) bool {
	if s.any(signPersonNear, signPerson, signBirth, signBorn, signArrive, signAsked) {
		return false
	}
	for j := i - 1; j > 1 && i-j <= clause && !r.stops(j); j-- {
		if r.entry(j).roles&kin == 0 || r.toks[j-1].Flags&r.toks[j-2].Flags&anonymize.Letter == 0 {
			continue
		}
		switch r.word(j - 1) {
		case "meines", "meiner", "unseres", "unserer", "seines", "seiner", "ihres", "ihrer", "des", "der":
			e := r.entry(j - 2)
			return e.roles&(other|event|paper) != 0 || eventful(r.word(j-2)) || papery(r.word(j-2))
		}
		return false
	}
	return false
}

// ofSomeone tells whether a date with the signs s may be somebody's at all: the message is no more than it, or asks for one, or a name,
// a relative or a birth word is near. The dates of laws, tables and histories have none of these.
func (r *reader) ofSomeone(d Date, s signs) bool {
	return s.any(signAsked, signWhole, signBirth, signBorn, signEntry, signPerson, signPersonNear, signPersonLine, signLineEnd, signKin, signKinBehind, signKinNear, signSex, signArrive) ||
		len(r.toks) < longText && (s.any(signMentioned, signFound, signOfWho, signCorrect) || s.any(signComma) && r.entry(d.First-2).roles&who != 0 || r.ownWords())
}

// ownWords tells whether somebody speaks of himself in the message, or of his own.
func (r *reader) ownWords() bool {
	for j := range r.toks {
		if r.toks[j].Flags&anonymize.Letter == 0 {
			continue
		}
		switch r.word(j) {
		case "ich", "mir", "mich", "wir", "uns", "mein", "meine", "meiner", "meinen", "meinem", "meines", "unser", "unsere", "unserer", "unseren", "unserem", "i", "my", "me", "we", "our":
			return true
		}
	}
	return false
}

// longText is the number of tokens from which a message is a text of its own: pronouns, and what it speaks of elsewhere, say nothing about whose a date is.
const longText = 120

// lasts tells whether the date that ends at token last begins a time from one day to another.
func (r *reader) lasts(last int) bool {
	if r.line(last + 1) {
		return false
	}
	if r.toks[last+1].Flags&anonymize.Letter != 0 {
		return r.word(last+1) == "bis" || r.word(last+1) == "to"
	}
	return r.punct(last+1, '-') && !r.line(last+2) && r.toks[last+2].Flags&anonymize.Digit != 0
}

// closes tells whether the date at token i ends a time that began with the date or the month before it: "1.1.1994 - 31.12.1994".
func (r *reader) closes(i int) bool {
	if i < 2 || r.line(i) || !r.punct(i-1, '-') || r.line(i-1) {
		return false
	}
	_, n := r.number(i - 2)
	return n == 4 || n == 2 && i > 4 && (r.punct(i-3, '.') || r.punct(i-3, '/')) || r.entry(i-2).roles&month != 0
}

// labelled tells whether the word before the date at token i names the date of something else: "Ausfertigungsdatum: 2004-07-30",
// "Erstzulassung 17.08.1991".
func (r *reader) labelled(i int) bool {
	i--
	for n := 0; i > 0 && n < 2 && r.toks[i].Flags&anonymize.Punct != 0; n++ {
		i--
	}
	if i < 0 || r.toks[i].Flags&anonymize.Letter == 0 || r.entry(i).roles&birth != 0 {
		return false
	}
	w := r.word(i)
	return len(w) > 8 && w[0] != 'g' && (strings.HasSuffix(w, "datum") || strings.HasSuffix(w, "zeitpunkt") || strings.HasSuffix(w, "ung") && w != "entbindung")
}

// pinned tells whether "nach dem", "vor dem" makes the date at token i a key date.
func (r *reader) pinned(i int) bool {
	return i > 1 && r.toks[i-1].Flags&anonymize.Letter != 0 && r.word(i-1) == "dem" && r.entry(i-2).roles&since != 0
}

// sum adds the weights of s up.
func (s signs) sum() (sum float32) {
	for ; s != 0; s &= s - 1 {
		sum += weights[bits.TrailingZeros64(uint64(s))]
	}
	return sum
}

// any tells whether one of the signs is in s.
func (s signs) any(which ...sign) bool {
	for _, w := range which {
		if s&(1<<w) != 0 {
			return true
		}
	}
	return false
}
