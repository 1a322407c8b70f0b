package names

import "github.com/deckname/deckname/anonymize"

// cue says which rule follows a word of kCue, each of which has one of its own.
type cue uint8

const (
	noCue          cue = iota
	cueBell            // where a name stands: "Klingel"
	cueI               // "ich", without a verb or with a colon behind it
	cueHere            // "hier", as on the telephone
	cuePhysician       // "FA Kirchweger"
	cueExtension       // a telephone behind a name
	cueRoom            // the same, or a patient's room
	cueBed             // begins a line of a list of patients
	cueDuty            // what a name of the staff stands behind in a clinical document: "Übergabe AWR an Ebbinghoff", "Nachtdienst: Fenja"
	cueStaff           // an occupation that a full stop shortens in a clinical document: "Schw. Swanhild", "Ass. Pelzetter"
	cueDigraph         // an initial of two letters
	cueReacts          // "reagiert auf "Fips""
	cueNickname        // "Spitzname", "nennen mich"
	cueWrote           // the head of an answered mail
	cueNamed           // "jemand namens"
	cueSomeCertain     // "ein gewisser"
	cueBehalf          // "im Auftrag von"
	cueMade            // who made or signed something: "Bearbeitet von Kortmann"
	cueReserved        // for whom something is reserved: "auf Wachtmann reserviert"
	cueLives           // "hier wohnt der Kortmann"
	cueSaid            // ", sagte Alt."
	cueAuthored        // a document that bears its author's name: "Antrag Knobloch (…)"
	cueRank            // a rank of a fire brigade: "OLm Kröplin"
	cueFiled           // files a document: "Wvl."
	cueNumber          // a number of somebody's own: "Kundennummer"
	cueLetter          // what a name is written on: "Umschlag"
	cueTakes           // takes over a shift: "Wochenende macht Arnt"
	cueCourt           // a court behind a judge's office
	cueYours           // closes a letter: "eure Gritt"
	cueBoth            // who bear a name from now on: "künftig beide Heimlich"
	cueValues          // the values that a statement puts into a database
	cueTenant          // may head a column of tenants: "Partei"
	cueCommon          // "CN=" of an appointment or a certificate
)

// cueWords are the words of each cue. None has two.
var cueWords = [...]struct {
	cue   cue
	words string
}{
	{cueBell, "rückruf rückmeldung klingel klingeln klingelschild klingelschildern klingelt geklingelt briefkasten briefkästen türschild namensschild klingelknopf doorbell"},
	{cueI, "ich"},
	{cueHere, "hier"},
	{cuePhysician, "fa ha dm"},
	{cueExtension, "durchwahl dw tel telefon apparat"},
	{cueRoom, "zimmer zi"},
	{cueBed, "bett bettplatz bettpl bp"},
	{cueDuty, "pflege ablösung übergabe dienstarzt hintergrund hintergrunddienst nachtdienst spätdienst frühdienst tagdienst bereitschaft rufdienst visite freigabe befunder befunderin leasing konsil konsildienst operateur operateurin instrumentierend instrumentierende sitzwache"},
	{cueStaff, "schw ass"},
	{cueDigraph, "zs gy sz cs th ch ph"},
	{cueReacts, "reagiert"},
	{cueNickname, "spitzname spitznamen gerufen nennen nennt rufen"},
	{cueWrote, "schrieb"},
	{cueNamed, "namens"},
	{cueSomeCertain, "gewisser gewisse gewissen gewissem"},
	{cueBehalf, "auftrag behalf vertretung"},
	{cueMade, "bearbeitet erstellt ausgestellt unterschrieben unterzeichnet gezeichnet genehmigt geprüft freigegeben aufgenommen verfasst entgegengenommen"},
	{cueReserved, "reserviert vorgemerkt gebucht hinterlegen hinterlegt zurücklegen zurückgelegt"},
	{cueLives, "wohnt"},
	{cueSaid, "sagte sagt erklärte meinte betonte"},
	{cueAuthored, "antrag gutachten privatgutachten parteigutachten schreiben stellungnahme einspruch widerspruch attest klage beschwerde schriftsatz eingabe einwendung"},
	{cueRank, "fm ofm hfm lm olm hlm bm obm hbm"},
	{cueFiled, "wvl wv zda ablegen"},
	{cueNumber, "antragsnummer antragsnr kundennummer kundennr kdnr kundenkonto vorgangsnummer vorgangsnr vertragsnummer vertragsnr vertragskonto mitgliedsnummer mitgliedsnr mitgliedernummer aktenzeichen az kassenzeichen personalnummer personalnr zählernummer zählernr mieternummer mieternr versichertennummer versichertennr bescheidnummer referenznummer auftragsnummer auftragsnr bestellnummer teilnehmernummer abonummer ausweisnummer ausweisnr patientennummer matrikelnummer steuernummer kennzeichen"},
	{cueLetter, "umschlag umschläge umschlägen brief briefe briefen briefkopf etikett etiketten bescheid bescheide bescheiden karte karten ausweis ausweise ausweisen rechnung rechnungen aufkleber paket pakete paketen post mahnung mahnungen"},
	{cueTakes, "macht übernimmt"},
	{cueCourt, "amtsgericht amtsgerichts landgericht landgerichts oberlandesgericht verwaltungsgericht sozialgericht arbeitsgericht finanzgericht"},
	{cueYours, "eure euer deine dein"},
	{cueBoth, "beide"},
	{cueValues, "values"},
	{cueTenant, "partei wohnung"},
	{cueCommon, "cn"},
}

// cued follows the word of kCue at token i.
func (s *scan) cued(dst []Finding, i int) []Finding {
	switch s.e.words.cue(s.toks[i].Hash) {
	case cueBell:
		return s.doorbell(dst, i)
	case cueI:
		return s.me(dst, i)
	case cueHere:
		return s.calling(dst, i)
	case cuePhysician:
		return s.physician(dst, i)
	case cueExtension:
		return s.extension(dst, i)
	case cueRoom:
		return s.extension(s.bed(dst, i), i)
	case cueBed:
		return s.bed(dst, i)
	case cueDuty:
		return s.onDuty(dst, i)
	case cueStaff:
		return s.staff(dst, i)
	case cueDigraph:
		return s.digraph(dst, i)
	case cueReacts:
		return s.reacts(dst, i)
	case cueNickname:
		return s.nickname(dst, i)
	case cueWrote:
		return s.wrote(dst, i)
	case cueNamed:
		return s.bearer(dst, i)
	case cueSomeCertain:
		return s.someCertain(dst, i)
	case cueBehalf:
		return s.behalf(dst, i)
	case cueMade:
		return s.made(dst, i)
	case cueReserved:
		return s.reserved(dst, i)
	case cueLives:
		return s.lodger(dst, i)
	case cueSaid:
		return s.said(dst, i)
	case cueAuthored:
		return s.authored(dst, i)
	case cueRank:
		return s.rank(dst, i)
	case cueFiled:
		return s.signedOff(dst, i)
	case cueNumber:
		return s.ownNumber(dst, i)
	case cueLetter:
		return s.misaddressed(dst, i)
	case cueTakes:
		return s.takesOver(dst, i)
	case cueCourt:
		return s.judge(dst, i)
	case cueYours:
		return s.yours(dst, i)
	case cueBoth:
		return s.wedded(dst, i)
	case cueValues:
		return s.values(dst, i)
	case cueTenant:
		if s.line(i) {
			return s.sheet(dst, i)
		}
	case cueCommon:
		return s.common(dst, i)
	}
	return dst
}

// me finds the writer's name behind "ich" at token i: "Ich: Letizia", or without a verb.
func (s *scan) me(dst []Finding, i int) []Finding {
	if s.punct(i+1, ':') && s.upper(i+2) && !s.line(i+2) {
		if r, ok := s.nameRun(i+2, inIntro); ok && r.everyday == 0 && s.stopsBehind(r.last+1) {
			return s.add(dst, &r, r.score(0.85), r.evidence(), RuleField, i)
		}
	}
	return s.verbless(dst, i)
}

// physician finds the name behind the abbreviation at token i in a clinical document: "Rückruf von FA Kirchweger".
func (s *scan) physician(dst []Finding, i int) []Finding {
	if !s.flagsAll(i) || !s.upper(i+1) || s.flagsAll(i+1) || s.line(i+1) || !s.clinical() {
		return dst
	}
	if u, ok := s.unitAt(i + 1); ok && (s.lone(&u) || u.e.Last >= 3 && u.anti() < 3) {
		if r, ok := s.nameRun(i+1, inSalut); ok && !r.lowered {
			return s.add(dst, &r, r.score(0.85), r.evidence(), RuleRole, i)
		}
	}
	return dst
}

// staff finds the name behind the shortened occupation at token i in a clinical document.
func (s *scan) staff(dst []Finding, i int) []Finding {
	if !s.upper(i) || !s.punct(i+1, '.') || !s.upper(i+2) || s.line(i+2) || !s.clinical() {
		return dst
	}
	j, _ := s.skipTitles(i + 2)
	if r, ok := s.nameRun(j, inSalut); ok && !r.lowered {
		dst = s.add(dst, &r, r.score(0.85), r.evidence(), RuleField, i)
	}
	return dst
}

// reacts finds the name in quotation marks to which somebody, and no animal, reacts: "reagiert" is token i.
func (s *scan) reacts(dst []Finding, i int) []Finding {
	j := i + 2
	if !s.letter(i+1) || s.word(i+1) != "auf" || !s.punct(j, '"') || !s.upper(j+1) || s.petBefore(i) {
		return dst
	}
	if u, ok := s.unitAt(j + 1); ok && s.punct(u.last+1, '"') && u.kind&(kStop|kPet) == 0 {
		return s.add(dst, &run{first: u.first, last: u.last, units: 1}, 0.75, anonymize.EvidenceContext, RuleIntroduction, i)
	}
	return dst
}

// bearer finds the name behind "namens" at token i: "jemand namens Pfannenstiel".
func (s *scan) bearer(dst []Finding, i int) []Finding {
	j := i + 1
	if s.line(j) || s.is(i-1, kPet) || s.petBefore(j) {
		return dst
	}
	if r, ok := s.nameRun(j, inIntro); ok && !r.lowered && (s.human(i-1) && (r.everyday < r.units || s.surnamed(j)) || r.given > 0 && r.everyday == 0) {
		return s.add(dst, &r, r.score(0.85), r.evidence(), RuleIntroduction, i)
	}
	return dst
}

// someCertain finds the name behind "gewisser" at token i: "ein gewisser Siegel".
func (s *scan) someCertain(dst []Finding, i int) []Finding {
	j := i + 1
	k := s.behindParticles(j)
	if !s.indefinite(i-1) || !s.upper(k) && !(s.lower && k > j) || s.line(j) || s.is(j, kSalut|kTitle|kFamily) {
		return dst
	}
	if r, ok := s.nameRun(j, inSalut); ok && (!r.lowered || k > j) && s.stopsBehind(r.last+1) && (r.units > 1 || r.surnames > 0 || r.given > 0 || r.unknown > 0) && s.surnamed(k) {
		return s.add(dst, &r, r.score(0.8), r.evidence(), RuleIntroduction, i)
	}
	return dst
}

// behindParticles returns the token behind the particles and titles of nobility at token i: "von der", "Freifrau von".
func (s *scan) behindParticles(i int) int {
	for n := 0; n < 3 && s.letter(i+1) && !s.line(i+1) && (s.is(i, kNoble) && (s.upper(i) || s.lower) || s.letter(i) && (noble(s.word(i)) || n > 0 && s.is(i, kParticle))); n++ {
		i++
	}
	return i
}

// behalf finds the name behind "im Auftrag von" and "on behalf of", whose noun is token i.
func (s *scan) behalf(dst []Finding, i int) []Finding {
	n := i + 1
	if !s.letter(n) || s.line(n) || s.word(n) != "von" && s.word(n) != "of" || !s.before(i, "im") && !s.before(i, "on") && !s.before(i, "in") {
		return dst
	}
	if r, ok := s.nameRun(n+1, inIntro); ok && !r.lowered && r.unknown < r.units+b2i(r.units > 1) {
		return s.add(dst, &r, r.score(0.85), r.evidence(), RuleRole, i)
	}
	return dst
}
