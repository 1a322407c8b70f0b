package pseudonym

import (
	"slices"
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// canonical returns the form in which two spellings of one value agree. It is lossless enough that different values of a
// type do not meet: separators are dropped only where they carry no meaning.
func canonical(val anonymize.Value) string {
	switch t := val.Type(); t {
	case anonymize.Person:
		return joinWords(nameWords(val))
	case anonymize.PhoneNumber, anonymize.MACAddress, anonymize.IBANCode, anonymize.BIC, anonymize.CreditCard,
		anonymize.DEBankAccount, anonymize.DETaxID, anonymize.DEVATID, anonymize.DESocialSecurity,
		anonymize.DEHealthInsurance, anonymize.DEIDCard, anonymize.DEPassport, anonymize.DEResidencePermit,
		anonymize.DEFuehrerschein, anonymize.VIN, anonymize.DELANR, anonymize.DEBSNR, anonymize.DEIK,
		anonymize.DEBetriebsnummer, anonymize.DEMaLoID, anonymize.DECreditorID, anonymize.IMEI, anonymize.GLN:
		return val.Canonical()
	case anonymize.EmailAddress, anonymize.URL, anonymize.IPAddress, anonymize.Address, anonymize.DateOfBirth,
		anonymize.DEKfz, anonymize.DETaxNumber, anonymize.DEHandelsregister:
		return strings.ToLower(strings.Join(strings.Fields(val.Expose()), " "))
	}
	return val.Expose()
}

// joinWords returns the canonical form of the name with these words.
func joinWords(words []string) string { return strings.Join(words, " ") }

// nameWords returns the folded words of a name, without salutation and titles, "Müller, Max" turned round.
func nameWords(val anonymize.Value) []string {
	text := val.Expose()
	if last, first, ok := strings.Cut(text, ","); ok && !strings.Contains(first, ",") && strings.TrimSpace(first) != "" {
		text = first + " " + last
	}
	c := anonymize.NewValue(anonymize.Person, text).Canonical()
	words := strings.Fields(c)
	for len(words) > 1 && isTitle(words[0]) {
		words = words[1:]
	}
	if len(words) == 0 {
		return []string{c} // nothing but blanks: keep it distinguishable
	}
	return words
}

func isTitle(w string) bool {
	switch w {
	case "herr", "herrn", "hr", "frau", "fr", "fraeulein", "dr", "prof", "professor", "professorin", "doktor", "mr", "mrs", "ms":
		return true
	}
	return false
}

// matchPerson returns the index in persons of the one whom the name means, -1 if there is none or it could be another.
// A full name means the person of that full name; part of a name, from its end (Müller, von der Leyen), means a person
// only if no other one of the scope shares the surname. A genitive s counts as none, if the name without it is known.
func matchPerson(persons []person, words []string) int {
	for i := range persons {
		if p := &persons[i]; p.words == nil {
			p.words = nameWords(anonymize.NewValue(anonymize.Person, p.text))
		}
	}
	if i := matchWords(persons, words); i >= 0 {
		return i
	}
	last := words[len(words)-1]
	base, ok := strings.CutSuffix(last, "s")
	if !ok || len(base) < 3 || slices.ContainsFunc(persons, func(p person) bool { return p.words[len(p.words)-1] == last }) {
		return -1
	}
	words = append(slices.Clone(words[:len(words)-1]), base)
	return matchWords(persons, words)
}

func matchWords(persons []person, words []string) int {
	found, namesakes := -1, 0
	last := words[len(words)-1]
	for i := range persons {
		k := persons[i].words
		if slices.Equal(k, words) {
			return i
		}
		if k[len(k)-1] != last {
			continue
		}
		namesakes++
		if isSuffix(k, words) || isSuffix(words, k) {
			found = i
		}
	}
	if namesakes > 1 {
		return -1
	}
	return found
}

func isSuffix(long, short []string) bool {
	return len(short) < len(long) && slices.Equal(long[len(long)-len(short):], short)
}
