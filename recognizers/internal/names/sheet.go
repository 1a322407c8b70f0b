package names

import (
	"cmp"
	"slices"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// heading are the kinds of the words that head a column of persons.
const heading = kName | kField | kWeakField | kColumn | kJob | kRel | kRelPl

// maxCells bounds the cells of a row that sheet reads, maxSheet its rows, maxHead the tokens of its head, maxCell those of a name.
const (
	maxCells = 24
	maxSheet = 64
	maxHead  = 64
	maxCell  = 12
)

// sheet is a table: where its head begins and where its rows begin and end, in tokens.
type sheet struct{ head, rows, end int32 }

// cut is what parts the cells of a table: ';', '|', ',', or a blank for two blanks and more and for a tab.
type cut byte

// span is the tokens from first to before end.
type span struct{ first, end int }

// parting tells whether token i is the sign c, once or, around empty cells, more often: ";;".
func (s *scan) parting(i int, c byte) bool {
	return s.punct(i, c) || s.isPunct(i) && s.text[s.toks[i].Start] == c && s.text[s.toks[i].End-1] == c
}

// cutAt tells whether a cell of a table that c parts begins at token i of a line, behind the sign if there is one.
func (s *scan) cutAt(i int, c cut) bool {
	if c != ' ' {
		return s.parting(i-1, byte(c))
	}
	return s.toks[i].Start-s.toks[i-1].End >= 2 || s.tabs && words.TabBefore(s.doc, i)
}

// rowCells reads the cells of the line from token i to before token end. An empty cell has no tokens, those that a bar or a semicolon ends at
// the line's begin or end are left out.
func (s *scan) rowCells(into *[maxCells]span, i, end int, c cut) []span {
	n, from := 0, i
	for j := i + 1; j <= end && n < maxCells; j++ {
		if j < end && !s.cutAt(j, c) && !(j == i+1 && c != ' ' && s.punct(i, byte(c))) {
			continue
		}
		to := j
		if c != ' ' && s.parting(j-1, byte(c)) {
			to--
		}
		for k := s.toks[j-1].Start + 1; c != ' ' && to < j && j < end && k < s.toks[j-1].End && n < maxCells-1; k++ {
			into[n] = span{from, to} // ";;": the cells but for the last are written here
			from = to
			n++
		}
		if to > from || from > i && j < end {
			into[n] = span{from, to}
			n++
		}
		from = j
	}
	return into[:n]
}

// comma tells whether token i is a comma without a blank around it, as in comma-separated values.
func (s *scan) comma(i int) bool {
	return s.punct(i, ',') && s.glued(i) && !s.line(i) && s.glued(i+1) && s.letter(i+1) && s.letter(i-1)
}

// cutOf returns what parts the cells around the label at token i; 0 for a word that is no cell's.
func (s *scan) cutOf(i int) cut {
	for j := i + 1; j < i+maxUnits; j++ {
		if s.line(j) {
			break
		}
		if s.punct(j, ';') || s.punct(j, '|') || s.comma(j) {
			return cut(s.text[s.toks[j].Start])
		}
		if s.cutAt(j, ' ') && !s.sentenceEnd(j-1) || s.cutAt(j, ' ') && s.punct(j-1, '.') && s.toks[j].Flags&anonymize.Upper != 0 {
			return ' '
		}
	}
	for j := i; j > 0 && j > i-maxUnits && !s.line(j); j-- {
		if s.punct(j-1, ';') || s.punct(j-1, '|') || s.comma(j-1) {
			return cut(s.text[s.toks[j-1].Start])
		}
		if s.cutAt(j, ' ') && !s.punct(j-1, '.') && !s.punct(j-1, ':') {
			return ' '
		}
	}
	return 0
}

// sheet reads a table whose head stands in the line of the label at token i: the cells below "Name" and "Vorname" are names, whatever they
// look like, those below "Bewohner" if they look like names.
func (s *scan) sheet(dst []Finding, i int) []Finding {
	c := s.cutOf(i)
	if c == 0 {
		return dst
	}
	start := i
	for n := 0; start > 0 && !s.line(start) && n < maxHead; n++ {
		start--
	}
	if !s.line(start) && start > 0 || start == s.sheeted || len(s.sheets) > 0 && start < int(s.sheets[len(s.sheets)-1].end) {
		return dst
	}
	s.sheeted = start
	end := s.lineEnd(start)
	var head [maxCells]span
	cells := s.rowCells(&head, start, end, c)
	sure, likely, wares, ok := s.headCells(cells, c)
	wheres := s.placeHeads(cells)
	if !ok || s.captioned(cells[0].first, end, c) {
		return dst
	}
	at, n, odd := end, len(dst), 0
	for rows := 0; rows < maxSheet && at < len(s.toks) && odd < 2; rows++ {
		if c == ' ' && s.paragraph(at) && rows > 0 {
			break
		}
		next := s.lineEnd(at)
		var row [maxCells]span
		read := s.rowCells(&row, at, next, c)
		shift := 0
		if len(read) == len(cells)+1 && s.digit(read[0].first) {
			shift = 1 // a number without a head
		}
		if k := len(read); k < 2 || c == ' ' && (k > len(cells)+1+shift || 2*k < len(cells)) {
			if rows == 0 || c != ' ' {
				break
			}
			odd++
			at = next
			continue
		}
		if s.headAgain(read) {
			break
		}
		odd = 0
		for k, cell := range read[shift:] {
			bit := uint32(1) << k
			if wares&bit != 0 {
				s.wares = append(s.wares, cell)
			} else if wheres&bit != 0 {
				s.wheres = append(s.wheres, cell)
			} else if (sure|likely)&bit != 0 && cell.end > cell.first {
				dst = s.cellNames(dst, cell, sure&bit != 0 && (len(read)-shift == len(cells) || c != ' '), i)
			}
		}
		at = next
	}
	if at > end && (len(dst) > n || c != ' ') {
		s.sheets = append(s.sheets, sheet{int32(start), int32(end), int32(at)})
	}
	return dst
}

// headCells tells whether the cells are the head of a table, and which columns hold names surely or perhaps, or goods.
func (s *scan) headCells(cells []span, c cut) (sure, likely, wares uint32, ok bool) {
	labels, others, persons, named, goods := 0, 0, 0, 0, false
	flats := s.letting(cells)
	for k, cell := range cells {
		i := cell.first
		for i < cell.end && !s.letter(i) {
			if s.digit(i) {
				break
			}
			i++
		}
		if i >= cell.end || s.digit(i) {
			continue
		}
		if c == ' ' && (s.punct(cell.end-1, ':') || s.punct(cell.first+1, ':') || cell.end-cell.first > maxCell) {
			return 0, 0, 0, false // a form
		}
		switch s.headCell(i, cell.end) {
		case kName:
			sure |= 1 << k
			labels++
			named += b2i(cell.end > i+1 || len(s.word(i)) > len("namen"))
		case kColumn:
			likely |= 1 << k
			labels++
			persons++
		default:
			if flats && s.letter(i) && s.tenant(i) {
				likely |= 1 << k
				labels++
				persons++
				continue
			}
			if s.valued(cell) {
				return 0, 0, 0, false // "Patient | Ilka Brenneke | 03.04.1988"
			}
			if s.is(cell.end-1, kWares) || s.is(i, kWares|kPet) {
				goods = true
				if !s.letter(i) || !firmColumn(s.word(i)) {
					wares |= 1 << k
				}
			}
			named += b2i(s.is(i, kBirth))
			persons += b2i(s.is(i, kAdd|kDay) || s.letter(i) && personalColumn(s.word(i)))
			if u, good := s.unitAt(i); good && (u.kind&(kAdd|kThing|kUnit|kDay|kBirth|kOffice|kOrg|kFloor|kNumero|kPet|kHome) != 0 || u.e.Noun >= 2 && u.upper || s.punct(u.last+1, '.') || s.nounish(&u)) {
				others++
			} else if c == ' ' && s.punct(u.last+1, ',') && s.letter(u.last+2) && s.upper(u.last+2) {
				return 0, 0, 0, false // the value of a form field
			}
		}
	}
	if labels == 0 || named == 0 && likely == 0 && goods {
		return 0, 0, 0, false
	}
	if persons+named == 0 {
		sure, likely = 0, sure // "Name" may be a thing's
	}
	if c == ' ' {
		return sure, likely, wares, labels+others >= 2
	}
	return sure, likely, wares, len(cells) > 2 || labels > 1
}

// placeHeads tells which of the cells head columns of places.
func (s *scan) placeHeads(cells []span) (wheres uint32) {
	for k, c := range cells {
		if c.end == c.first+1 && s.letter(c.first) && placeColumn(s.word(c.first)) {
			wheres |= 1 << k
		}
	}
	return wheres
}

// captioned tells whether the line from token i and the next one, from token next on, each begin with a label, as in a form whose values stand
// behind them: "Antragsteller | Ilka Brenneke", below it "Ehegatte | Jörn Ottsen".
func (s *scan) captioned(i, next int, c cut) bool {
	if c == ' ' || next+1 >= len(s.toks) || !s.is(i, heading) {
		return false
	}
	return s.is(next, heading|kAdd|kBirth) && s.entries[next].Last < 3 && s.entries[next].First < 3 && !s.line(next+1) && s.cutAt(next+2, c)
}

// valued tells whether a cell holds a given name and a surname, or somebody with a title, and is no head of a column.
func (s *scan) valued(cell span) bool {
	if s.is(cell.first, kSalut|kTitle) && cell.end > cell.first+1 && !s.isPunct(cell.first+1) {
		return true
	}
	u, ok := s.unitAt(cell.first)
	if !ok || !u.upper || u.last+1 >= cell.end {
		return false
	}
	v, ok := s.unitAt(u.last + 1)
	return ok && v.upper && v.last+1 == cell.end && (u.e.First >= 3 && u.anti() < 3 && (v.e.Last > 0 || !v.known) && v.kind&^(kLook|kJob) == 0 && !s.nounish(&v) || !u.known && !v.known && !s.nounish(&u) && !s.nounish(&v))
}

// firmColumn tells whether w heads a column of firms and of persons who trade or vouch, some of whom are no more than their surname there.
func firmColumn(w string) bool {
	switch w {
	case "firma", "bieter", "lieferant", "referenz":
		return true
	}
	return false
}

// personalColumn tells whether w heads a column of what persons have.
func personalColumn(w string) bool {
	switch w {
	case "alter", "jg", "jahrgang", "klasse", "zi", "zimmer", "bett", "station", "pg", "pflegegrad", "tel", "telefon", "telefonnummer", "handy", "handynummer", "mobil", "mail", "email", "unterschrift", "geschlecht", "kurs",
		"pers", "personalnummer", "personalnr", "anrede", "titel", "diagnose", "kontonummer", "iban", "kundennr", "kundennummer", "mitgliedsnr", "kassenzeichen", "bamf", "wohnort", "mitgliedsnummer", "status", "ankunft", "abreise", "funktion", "amt", "dienstgrad", "stimmen", "diaet", "bemerkung", "bemerkungen":
		return true
	}
	return false
}

// headCell tells whether the cell from token i to before token end heads a column of names: kName for "Name, Vorname", "Name des Kindes",
// kColumn for "Bewohner", 0 for any other.
func (s *scan) headCell(i, end int) kind {
	var found kind
	if j := i + 1; s.punct(j, '_') && j+1 < end && !ofPerson(s.word(i)) {
		return 0 // "stop_name"
	}
	for j := i; j < end; j++ {
		if !s.letter(j) {
			continue
		}
		switch k := s.kinds[j]; {
		case k&(kPet|kOrg|kShop|kOffice|kThing) != 0 && k&(kName|kField|kColumn|kJob) == 0:
			return 0 // "Name des Hundes"
		case k&kName != 0:
			found = kName
		case found == 0 && k&heading != 0 && k&(kStop|kThing|kBirth|kSalut) == 0 && (j == i || s.isPunct(j-1)):
			found = kColumn
		}
	}
	return found
}

// ofPerson reports the words before an underscore by which a column's name is a person's: "last_name".
func ofPerson(w string) bool {
	switch w {
	case "last", "first", "family", "given", "full", "sur", "vor", "nach", "familien", "person", "kunden", "contact", "owner", "customer", "name", "nutzer", "birth", "geburts":
		return true
	}
	return false
}

// headAgain tells whether the row is the head of another table: one of its cells is a label.
func (s *scan) headAgain(row []span) bool {
	for _, cell := range row {
		if cell.end == cell.first+1 && s.is(cell.first, kName|kAdd|kBirth) {
			return true
		}
	}
	return false
}

// cellNames reads the names in a cell of a column that surely holds names, or perhaps.
func (s *scan) cellNames(dst []Finding, cell span, sure bool, context int) []Finding {
	n := len(dst)
	sure = sure || s.filedCell(cell)
	score := float32(0.85)
	if !sure {
		score = 0.75
	}
	for i := cell.first; i < cell.end; {
		for i < cell.end && (s.is(i, kSalut|kTitle|kFamily) || s.punct(i, '.')) {
			i++
		}
		last := s.cellName(i, cell.end, sure)
		if last < 0 {
			return dst[:n]
		}
		dst = s.add(dst, &run{first: i, last: last, units: 1}, score, anonymize.EvidenceContext, RuleField, context)
		if i = last + 1; s.punct(i, '(') || s.digit(i) {
			return dst
		}
		if i < cell.end && !s.punct(i, '/') && !s.punct(i, '+') && !s.punct(i, '&') && !s.punct(i, ',') && !s.is(i, kAnd) {
			return dst[:n]
		}
		if i++; s.punct(i, '.') && s.word(i-1) == "u" {
			i++
		}
	}
	return dst
}

// filedCell tells whether the cell holds a surname and a given name behind a comma.
func (s *scan) filedCell(cell span) bool {
	for i := cell.first + 1; i+1 < cell.end; i++ {
		if s.punct(i, ',') {
			u, ok := s.unitAt(i + 1)
			return ok && u.upper && u.e.First >= 2 && u.last+1 <= cell.end
		}
	}
	return false
}

// cellName returns the last token of the name that begins at token i of a cell which ends before token end, -1 if there is none: each of its
// words has a capital, but for particles. A comma stands between surname and given name.
func (s *scan) cellName(i, end int, sure bool) int {
	last, comma := -1, false
	for k := i; k < end && k < i+maxCell; {
		if s.punct(k, ',') && last > 0 && !comma {
			if u, ok := s.unitEnding(last); ok && u.first == i && u.e.First >= 4 && u.e.Last < 2 {
				return last // two given names
			}
			comma = true
			k++
			continue
		}
		u, ok := s.unitAt(k)
		if !ok || u.foreign && last < 0 {
			break
		}
		if k+1 < end && last < 0 && s.word(k) == "v" && !u.upper && u.initial {
			k = u.last + 1
			continue // "v. Bremen"
		}
		if !u.upper && s.is(k, kParticle) && !(s.is(k, kAnd) && k > i) {
			k++
			continue
		}
		if !s.cellUnit(&u, sure, last >= 0) {
			if last >= 0 && !s.isPunct(k) && s.is(k, kAnd) {
				break
			}
			return -1
		}
		if !u.initial || last >= 0 {
			last = u.last
		}
		k = u.last + 1
	}
	return last
}

// cellUnit tells whether u can be a part of a name in a column of names; next is whether one stands before it.
func (s *scan) cellUnit(u *unit, sure, next bool) bool {
	if u.initial {
		return s.upper(u.first) && (next || u.last > u.first)
	}
	named := u.e.Last > 0 || u.e.First > 0
	switch {
	case !u.upper, u.kind&(kName|kDay|kOrg|kOffice|kAdd|kBirth|kRel|kRelPl) != 0 && u.e.Last < 3 && u.e.First < 3:
		return false
	case s.syntax(u.first), u.allUpper && !s.caps && u.bytes < 4 && !named, u.known && !named && u.e.Noun >= 3 && u.parts == 1:
		return false
	case sure:
		return named || next || !s.institution(u.last) && !s.collective(u) && s.wareAt(u.first) == noWare
	}
	return u.kind&^(kLook|kParticle|kNoble|kMonth|kBrand) == 0 && (named || !u.known) && !s.nounish(u) && (u.anti() == 0 || u.e.Last >= 3 && u.anti() < 3) &&
		(u.e.Place < 3 || u.e.Last >= 3) && (s.wareAt(u.first) == noWare || u.e.First >= 3) && !s.medical(u)
}

// heads tells whether token i stands in the head of a table and is no name, or below a head for goods.
func (s *scan) heads(i int) bool {
	if k, ok := slices.BinarySearchFunc(s.wares, i, func(c span, i int) int { return c.first - i }); ok || k > 0 && i < s.wares[k-1].end {
		return true
	}
	if k, ok := slices.BinarySearchFunc(s.wheres, i, func(c span, i int) int { return c.first - i }); ok || k > 0 && i < s.wheres[k-1].end {
		return true
	}
	k, ok := slices.BinarySearchFunc(s.sheets, int32(i), func(t sheet, i int32) int { return cmp.Compare(t.head, i) })
	if !ok {
		k-- // the last that begins before the token
	}
	return k >= 0 && int32(i) < s.sheets[k].rows && !s.headless(i)
}

// headless tells whether the word at token i of a table's head is a name and heads no column: "Zeuge | Grzesik | Lindenweg 3".
func (s *scan) headless(i int) bool {
	u, ok := s.unitAt(i)
	if !ok || !u.upper || u.allUpper || u.bytes < 4 || u.kind&^(kLook|kParticle|kJob) != 0 {
		return false
	}
	if u.known {
		return (u.e.First > 0 || u.e.Last > 0) && u.anti() == 0
	}
	return !s.nounish(&u) && u.kind&kJob == 0
}

// outside drops the findings in the heads of tables.
func (s *scan) outside(dst []Finding) []Finding {
	kept := dst[:0]
	for _, f := range dst {
		if !s.heads(int(f.First)) {
			kept = append(kept, f)
		}
	}
	return kept
}
