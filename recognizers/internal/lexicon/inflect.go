package lexicon

import "github.com/deckname/deckname/internal/fold"

// names are the classes that LookupName looks for.
const names = FirstName | Surname | Place | District | Country

// LookupName returns the entry of a folded word that may be an inflected name:
// the entry of the word itself if it is a name or a common word, else that of
// its stem without a genitive or plural ending ("muellers" is found as
// "mueller", "hansens" as "hansen") or without -er for the inhabitants of a
// place ("freiburger"). cut is the number of bytes the stem is shorter.
func (t *Table) LookupName(folded string) (e Entry, cut int, ok bool) {
	e, ok = t.Lookup(fold.HashBytes(folded))
	if ok && e.Is(names|Common|Noun) {
		return e, 0, true
	}
	if stem, cut := t.Stem(folded); cut > 0 {
		return stem, cut, true
	}
	return e, 0, ok
}

// Stem is LookupName for a word that is neither a name nor a common word
// itself; cut is 0 if no stem of it is known.
func (t *Table) Stem(folded string) (e Entry, cut int) {
	switch folded[max(0, len(folded)-1):] {
	case "s", "r", "n":
	default:
		return Entry{}, 0
	}
	for _, end := range [...]string{"s", "ens", "es", "er", "ern"} {
		n := len(folded) - len(end)
		if n < 3 || folded[n:] != end {
			continue
		}
		stem, found := t.Lookup(fold.HashBytes(folded[:n]))
		want := names
		if end[0] == 'e' && end != "ens" && end != "es" {
			want = Place
		}
		if found && stem.Is(want) {
			return stem, len(end)
		}
	}
	return Entry{}, 0
}
