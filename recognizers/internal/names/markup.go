package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// maxElement is how many tokens apart the parts of one person stand in markup.
const maxElement = 16

// namedBy tells what the word of an element or column holds: kName for a part of a person's name or the whole, kField for what may be anybody's or
// anything's name.
func namedBy(w string) kind {
	switch w {
	case "vorname", "vornamen", "nachname", "familienname", "zuname", "geburtsname", "rufname", "givenname", "familyname", "firstname", "lastname", "surname", "fullname", "middlename", "given", "family",
		"first", "last", "kontoinhaber", "inhaber", "ansprechpartner", "sachbearbeiter", "personname", "contactname", "nm":
		return kName
	case "name", "contact", "kontakt", "person":
		return kField
	}
	return 0
}

// element finds the name in the element whose tag begins with the sign at token i: "<cbc:Name>Peter Lindner</cbc:Name>".
func (s *scan) element(dst []Finding, i int) []Finding {
	j := i + 1
	if s.letter(j) && s.punct(j+1, ':') && s.glued(j+2) {
		j += 2
	}
	if !s.letter(j) || !s.glued(j) {
		return dst
	}
	k := namedBy(s.word(j))
	from := j + 1
	if k == 0 || !s.punct(from, '>') || s.line(from) || !s.upper(from+1) || s.line(from+1) {
		return dst
	}
	from++
	end := from + 1
	for end < len(s.toks) && end < from+maxCell && !s.punct(end, '<') && !s.line(end) {
		end++
	}
	if !s.punct(end, '<') || s.is(end-1, kOrg) {
		return dst
	}
	sure := k == kName && s.word(j) != "nm" || s.partElement(i)
	last := s.cellName(from, end, sure)
	if last != end-1 && !(s.punct(end-1, '.') && last == end-2) {
		return dst
	}
	if !sure && !s.fullName(from, last) {
		return dst
	}
	return s.add(dst, &run{first: from, last: last, units: 1}, 0.85, anonymize.EvidencePattern|anonymize.EvidenceContext, RuleField, j)
}

// partElement tells whether an element for a given name or surname stands near the one that begins at token i.
func (s *scan) partElement(i int) bool {
	for j := max(0, i-maxElement); j < len(s.toks) && j < i+maxElement; j++ {
		if j != i && s.punct(j, '<') && s.letter(j+1) {
			w := s.word(j + 1)
			if s.letter(j+3) && s.punct(j+2, ':') {
				w = s.word(j + 3)
			}
			if namedBy(w) == kName && !strings.HasSuffix(w, "nm") {
				return true
			}
		}
	}
	return false
}

// fullName tells whether the tokens are two words or three of which the first is a given name, or no list knows any.
func (s *scan) fullName(first, last int) bool {
	a, ok := s.unitAt(first)
	b, good := s.unitEnding(last)
	if !ok || !good || b.first <= a.last || s.nounish(&b) || s.nounish(&a) || b.is(kOrg|kOffice|kShop) || s.is(first, kShop|kOrg|kOffice) {
		return false
	}
	return a.e.First >= 2 || !a.known && (!b.known || b.e.Last > 0) && a.e.Place+b.e.Place == 0
}

// common finds the name behind "CN=" of an appointment or a certificate, whose label is token i: "ORGANIZER;CN=Peter Lindner:mailto:…".
func (s *scan) common(dst []Finding, i int) []Finding {
	j := i + 1
	if !s.punct(j, '=') || !s.glued(j) {
		return dst
	}
	if j++; s.punct(j, '"') || s.punct(j, '\'') {
		j++
	}
	if !s.upper(j) {
		return dst
	}
	end := j + 1
	for end < len(s.toks) && end < j+maxCell && !s.line(end) && !s.punct(end, ':') && !s.punct(end, ';') && !s.punct(end, '"') && !s.punct(end, '=') && !s.punct(end, '/') && !(s.punct(end, ',') && (s.glued(end+1) || s.punct(end+2, '='))) {
		end++
	}
	last := s.cellName(j, end, false)
	if last != end-1 || !s.fullName(j, last) && !s.filedCell(span{j, end}) {
		return dst
	}
	return s.add(dst, &run{first: j, last: last, units: 1}, 0.85, anonymize.EvidencePattern|anonymize.EvidenceContext, RuleField, i)
}

// values finds surname and given name among the values that a statement puts into a table of a database, behind the keyword at token i. That they are persons
// says the table's name, a column's, a day or a mail address among the values.
func (s *scan) values(dst []Finding, i int) []Finding {
	if !s.punct(i+1, '(') {
		return dst
	}
	persons := s.personTable(i)
	for j := i + 1; s.punct(j, '('); {
		var cells [maxCells]span
		n, own := 0, persons
		for j++; j < len(s.toks) && n < maxCells && !s.punct(j, ')'); {
			first := j
			for j < len(s.toks) && j < first+maxCell && !s.punct(j, ',') && !s.punct(j, ')') {
				own = own || s.punct(j, '@')
				j++
			}
			if j < len(s.toks) && !s.punct(j, ',') && !s.punct(j, ')') {
				return dst
			}
			cells[n] = span{first, j}
			if s.digit(first+1) && s.digitsAt(first+1) == 4 && s.punct(first+2, '-') && s.digit(first+3) {
				own = true
			}
			n++
			if s.punct(j, ',') {
				j++
			}
		}
		for k := 0; own && k+1 < n; k++ {
			a, ok := s.quotedCell(cells[k], persons)
			b, good := s.quotedCell(cells[k+1], persons)
			if ok && good && (persons || s.halfKnown(a.first, b.first)) {
				dst = s.add(dst, &run{first: a.first, last: a.end - 1, units: 1}, 0.85, anonymize.EvidencePattern, RuleField, i)
				dst = s.add(dst, &run{first: b.first, last: b.end - 1, units: 1}, 0.85, anonymize.EvidencePattern, RuleField, i)
				break
			}
		}
		if j++; s.punct(j, ',') {
			j++
		}
	}
	return dst
}

// halfKnown tells whether one of the words at tokens i and j is known as a part of a name.
func (s *scan) halfKnown(i, j int) bool {
	a, ok := s.unitAt(i)
	b, good := s.unitAt(j)
	return ok && good && (a.e.First >= 2 || a.e.Last >= 2 || b.e.First >= 2 || b.e.Last >= 2)
}

// quotedCell returns what stands between the quotation marks of a cell, if it looks like a name or, where that is sure, like no other word.
func (s *scan) quotedCell(c span, sure bool) (span, bool) {
	i, end := c.first, c.end
	if end-i < 3 || !s.punct(i, '\'') && !s.punct(i, '"') || s.text[s.toks[end-1].Start] != s.text[s.toks[i].Start] {
		return c, false
	}
	i, end = i+1, end-1
	return span{i, end}, s.cellName(i, end, sure) == end-1
}

// personTable tells whether the statement before the keyword at token i names a table or a column of persons.
func (s *scan) personTable(i int) bool {
	for n := 0; n < 3*maxElement && i > 0; n++ {
		i--
		if !s.letter(i) {
			continue
		}
		switch w := s.word(i); {
		case w == "into":
			return false
		case namedBy(w) == kName, s.is(i, kColumn|kJob|kRel|kRelPl), s.is(i, kField) && w != "name":
			return true
		case endsWith(w, 0, "halter", "person", "personen", "kunden", "kunde", "mitarbeiter", "buerger", "mieter", "patienten", "schueler", "user", "users", "customers", "persons", "people", "mitglieder", "eigentuemer", "antragsteller", "teilnehmer"):
			return true
		}
	}
	return false
}

// headerField tells whether the tokens from first to last name a field of a mail's head that some program adds: "X-Mailer:".
func (s *scan) headerField(first, last int) bool {
	return last > first && s.line(first) && s.word(first) == "x" && s.punct(first+1, '-') && s.punct(last+1, ':') && s.glued(last+1)
}

// syntax tells whether the word at token i is a keyword of a format and no name: a property of a contact or an appointment ("TITLE:"), a keyword of a statement
// or of a bank's entry.
func (s *scan) syntax(i int) bool {
	if !s.letter(i) || s.toks[i].Flags&anonymize.AllUpper == 0 {
		return false
	}
	switch s.word(i) {
	case "values", "insert", "select", "update", "delete", "where", "from", "into", "begin", "end", "null", "svwz", "eref", "mref", "kref", "cred", "abwa", "abwe", "entg", "purp", "bref", "rref", "vhs",
		"varchar", "integer", "smallint", "bigint", "numeric", "boolean", "timestamp", "primary", "foreign", "default", "dtstart", "dtend", "dtstamp", "rrule", "exdate", "prodid", "tzid":
		return true
	case "title", "role", "note", "summary", "org", "fn", "adr", "location", "organizer", "attendee", "description", "bday", "rev", "nickname", "categories", "status", "contact", "class":
		return s.line(i) && (s.punct(i+1, ':') || s.punct(i+1, ';')) && s.glued(i+1)
	}
	return false
}
