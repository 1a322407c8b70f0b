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
			return stem, len(end), true
		}
	}
	return e, 0, ok
}
