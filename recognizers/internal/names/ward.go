package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// maxDuty bounds the tokens between a word of cueDuty and the name.
const maxDuty = 6

// onDuty finds the name behind the word of cueDuty at token i, with nothing but times, telephones and abbreviations between: "Ablösung 11.30
// Grzelak", "Dienstarzt Piepser 55 (Waskowiak)".
func (s *scan) onDuty(dst []Finding, i int) []Finding {
	if s.lower || !s.upper(i) || !s.clinical() {
		return dst
	}
	near := s.word(i) == "leasing" || s.word(i) == "freigabe"
	for j, n := i+1, 0; n < maxDuty && j < len(s.toks) && !s.line(j); n++ {
		if u, ok := s.unitAt(j); ok && (near || s.digit(j-1)) && s.lone(&u) && !s.medical(&u) {
			if end := u.last + 1; s.stopsBehind(end) || s.digit(end) || s.wide(end) {
				r := run{first: u.first, last: u.last, units: 1, unknown: 1}
				return s.add(dst, &r, 0.75, anonymize.EvidenceContext, RuleField, i)
			}
			return dst
		}
		switch {
		case s.punct(j, ':'), s.punct(j, '('), s.punct(j, '/'):
			near = true
		case s.letter(j) && (s.word(j) == "an" || s.word(j) == "durch" || s.word(j) == "von"):
			near = true
		case s.isPunct(j) && !s.glued(j+1):
			return dst
		case s.letter(j) && !s.flagsAll(j) && !s.is(j, kThing|kFloor|kUnit|kCue) && s.word(j) != "piepser" && s.word(j) != "funk" && s.word(j) != "pieper":
			return dst
		}
		j++
	}
	return dst
}

// bed finds the patient in a line of a list of beds, which the word at token i begins: "Zi 1 F  Kasprowicz, 81 J.", "Bett 3: Lindner, Peter – …".
func (s *scan) bed(dst []Finding, i int) []Finding {
	if !s.line(i) || !s.clinical() {
		return dst
	}
	j := i + 1
	if s.punct(j, '.') && s.glued(j) {
		j++
	}
	if !s.digit(j) || s.line(j) {
		return dst
	}
	for j++; j < len(s.toks) && !s.line(j) && (s.punct(j, ':') || s.punct(j, '-') || s.punct(j, '/') || s.digit(j) || s.is(j, kSide) || s.letter(j) && s.toks[j].End-s.toks[j].Start == 1); {
		j++
	}
	u, ok := s.unitAt(j)
	if !ok || s.line(j) || s.medical(&u) || !s.lone(&u) && !(s.lower && u.bytes > 3 && u.kind&^kLook == 0 && u.anti() == 0 && u.e.Place < 2 && (u.e.Last > 0 || !u.known) && !s.nounish(&u) && !participle(s.word(u.last))) {
		return dst
	}
	r, n := run{first: u.first, last: u.last, units: 1, unknown: 1}, u.last+1
	if s.punct(n, ',') && !s.line(n+1) {
		if g, ok := s.unitAt(n + 1); ok && (s.lone(&g) && !s.medical(&g) && u.e.First < 3 || g.initial && g.last > g.first) && (s.stopsBehind(g.last+1) || s.wide(g.last+1)) {
			r.last = g.last
		}
	} else if !s.line(n) && !s.isPunct(n) && !s.wide(n) && !s.digit(n) {
		return dst
	}
	return s.add(dst, &r, 0.8, anonymize.EvidencePattern, RuleField, i)
}

// mister tells whether token i is the "H." that stands for Herr where the writer has "Fr." for Frau or a bracket opens: "Sozialberatung
// (H. Benhaddou)". At a line's begin and behind titles and closings it is an initial.
func (s *scan) mister(i int) bool {
	if i < 1 || s.line(i) || !s.letter(i) || s.word(i) != "h" || !s.upper(i) || !s.punct(i+1, '.') || !s.letter(i+2) || s.line(i+2) || s.toks[i+2].End-s.toks[i+2].Start < 3 || !s.clinical() {
		return false
	}
	if s.punct(i-1, '.') && s.glued(i-1) || s.is(i-1, kTitle|kSalut|kClose|kJob|kRole) || s.letter(i-1) && s.upper(i-1) || s.punct(i-1, ':') || s.wide(i) {
		return false
	}
	u, ok := s.unitAt(i + 2)
	if !ok || !u.upper || u.e.First > 3 && u.e.Last == 0 {
		return false
	}
	return s.punct(i-1, '(') || s.shortFrau()
}

// shortFrau tells whether the text has "Fr." for Frau.
func (s *scan) shortFrau() bool {
	if s.frau == 0 {
		s.frau = no
		for i := range s.toks {
			if s.letter(i) && s.word(i) == "fr" && s.punct(i+1, '.') {
				s.frau = yes
				break
			}
		}
	}
	return s.frau == yes
}

// medical tells whether the word is an illness, an operation, a discipline or a drug by its end, or an eponym.
func (s *scan) medical(u *unit) bool {
	if u.e.First > 2 || u.e.Last > 2 {
		return false
	}
	if s.eponym(u.first, u.last) || s.wardEponym(u) {
		return true
	}
	return u.e.First+u.e.Last == 0 && (s.drug(u.last) || s.ailment(u.last))
}

// eponymous tells whether r is one word that stands for a sign, a test or an illness.
func (s *scan) eponymous(r *run) bool {
	u, ok := s.unitAt(r.first)
	return ok && u.last == r.last && s.medical(&u)
}

// ailmentEnds are the ends of illnesses, operations, disciplines and classes of drugs.
var ailmentEnds = [...]string{"itis", "ose", "aemie", "pathie", "tomie", "skopie", "graphie", "gramm", "plastik", "zele", "algie", "urie", "plegie", "parese", "ektasie", "stase", "syndrom",
	"om", "insuffizienz", "infarkt", "chirurgie", "logie", "therapie", "medizin", "iatrie", "hemmer", "inhibitor", "blocker", "antagonist", "phylaxe", "penie", "trauma", "trophie", "metrie"}

// ailment tells whether the word at token i ends like one of them.
func (s *scan) ailment(i int) bool {
	w := s.word(i)
	return len(w) >= 7 && s.e.ailments.Of(w, 2) > 0 && !strings.HasSuffix(w, "strom") && !strings.HasSuffix(w, "blom") // "Sandstrom", "Lindblom"
}

// collective tells whether the unknown word u is a group, a firm's department or a discipline by its end: "Eigentümergemeinschaft".
func (s *scan) collective(u *unit) bool {
	if s.ailment(u.last) {
		return true
	}
	w := s.word(u.last)
	return endsWith(w, 4, "gemeinschaft", "buero", "service", "kanzlei", "team", "abteilung", "dienst", "zentrum", "verband", "gesellschaft", "genossenschaft", "stelle", "verein", "erei")
}

// wardEponym tells whether every part of u names a sign, a test, an operation or an instrument where doctors write: "Heineke-Mikulicz".
func (s *scan) wardEponym(u *unit) bool {
	for i := u.first; i <= u.last; i += 2 {
		h := s.toks[i].Hash
		_, ok := s.e.words.ward[h]
		if _, old := s.e.words.eponyms[h]; !ok && !old {
			return false
		}
	}
	return true
}

// clinicalSigns is the product of the odds ratios of what a clinical document says of the words from token first to token last.
func (s *scan) clinicalSigns(first, last int) float32 {
	odds := float32(1)
	for i := first; i <= last; {
		u, ok := s.unitAt(i)
		if !ok {
			i++
			continue
		}
		if u.e.First+u.e.Last == 0 && (s.drug(u.last) || s.ailment(u.last)) {
			return oddsDrug // "intratympanal Dexamethason"
		}
		i = u.last + 1
	}
	u, ok := s.unitAt(first)
	if !ok {
		return odds
	}
	single := u.last >= last
	if single && u.e.First < 3 && s.wardEponym(&u) || s.anatomical(first-1) {
		odds *= oddsEponym // "distal Treitz", "Lig. Berry"
	}
	if (!single || u.parts > 1) && s.before(first, "nach") && (s.upper(first-2) || s.lower) && !s.line(first) && !s.wanted(first-2) {
		odds *= oddsDrug // "Erstrangsymptome nach Kurt Schneider"
	}
	if u.allUpper && !s.caps && !single && (roman(s.word(last)) || s.toks[last].End-s.toks[last].Start == 1) {
		odds *= oddsMorbus // "NACA VI", "ASIA A"
	}
	if s.remedies(first) {
		odds *= oddsDrug
	}
	return odds
}

// wanted tells whether the noun at token i, before "nach", goes on with who is wanted or came before: "Nachfrage nach Ilse Wronka", "Übergabe
// nach Kurt Wronka".
func (s *scan) wanted(i int) bool {
	if !s.letter(i) {
		return false
	}
	w := s.word(i)
	return endsWith(w, 0, "frage", "fragen", "frag", "suche", "suchen", "sucht", "ruf", "rufe", "rufen", "verlangen", "wunsch", "uebergabe", "dienst", "schicht")
}

// anatomical tells whether token i, or the one before its full stop, is a part of the body that is named after whoever described it.
func (s *scan) anatomical(i int) bool {
	if s.punct(i, '.') && s.glued(i) {
		i--
	}
	if !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "lig", "ligg", "ligamentum", "tub", "tuberculum", "tuberositas", "proc", "processus", "for", "foramen", "fiss", "fissura", "ggl", "ganglion", "canalis", "fascia", "plica", "sphincter", "papilla", "glandula", "gld", "typ", "stadium", "grad", "score", "zeichen", "phaenomen", "manoever":
		return true
	}
	return false
}

// remedies tells whether the bracket that holds token i stands behind a class of drugs: "PARP-Inhibitor (Lynparza, Zejula)".
func (s *scan) remedies(i int) bool {
	for n := 0; n < 2*maxSeries && i > 1 && !s.line(i); n++ {
		if i--; s.punct(i, '(') {
			return s.letter(i-1) && endsWith(s.word(i-1), 0, "hemmer", "inhibitor", "inhibitoren", "blocker", "antagonist", "antagonisten", "agonist", "praeparat", "ikum", "ika", "ivum", "iva", "antikoerper", "impfstoff", "impfung", "salbe", "tablette", "tabletten", "pille")
		}
		if !s.punct(i, ',') && !s.upper(i) && !s.is(i, kAnd) {
			return false
		}
	}
	return false
}

// wardEponyms are names that hardly stand for a person in a clinical document. Frequent surnames are none of them.
const wardEponyms = `carlens mccoy heineke treitz whitacre sprotte tuohy janeway gellé halmagyi stennert linehan cormack lehane robertshaw minto
bowen utstein froment rorschach millard metzenbaum overholt langenbeck kirklin satinsky debakey luer lüer yankauer couvelaire nélaton babcock
ancrod hasson zuckerkandl gerota denonvilliers morison retzius santorini wirsung lieberkühn peyer schwann schlemm descemet zeis skene bartholin nabothi
henle malpighi bertini troisier cheyne biot forchheimer filatow moschcowitz dubin budd bartter liddle gitelman goodpasture churg kimura rosai dorfman
erdheim letterer siwe gorlin sézary sezary browder bezold jarisch bainbridge forssmann killip bogros hesselbach kono ivor mckeown akiyama
sugiura merendino milligan karydakis limberg delorme altemeier thiersch burow abbe estlander karapandzic mustardé tripier hynes orandi boari bricker
mitrofanoff burch krantz misgav ladach pomeroy uchida saling kristeller lövset smellie mauriceau thierstein leboyer galant peiper babkin bayley
vygotski folstein reisberg shulman waterlow lawton aaronson fugl ashworth tardieu`
