package names

import (
	"math/bits"
	"strings"
)

// Of so many things that doctors write about a text must speak to be a clinical document, and of so many that others hardly write about.
const (
	leastClinical = 5
	leastDoctors  = 2
)

// The numbers of words that end like illnesses, of which so many different ones count.
const (
	firstAilment = 24
	lastAilment  = 26
)

// everyday are the numbers of doctorsWord that mails and minutes have as well: "rechts", "o. ä.", "Schnitt", "z. B.", "Station", "Sturz".
const everyday uint64 = 1<<4 | 1<<5 | 1<<10 | 1<<11 | 1<<13 | 1<<16

// clinical tells whether the text is a doctor's or nurse's document: there words that may be names stand for signs, tests,
// operations, drugs and diseases, and a person is announced nearly always.
func (s *scan) clinical() bool {
	if s.doctors == 0 {
		s.doctors = no
		if len(s.toks) >= 30 && s.clinicalWords() {
			s.doctors = yes
		}
	}
	return s.doctors == yes
}

// answer is what a question about the whole text was answered with; 0 if nobody has asked yet.
type answer uint8

const (
	yes answer = iota + 1
	no
)

// clinicalWords tells whether the text speaks of enough of what doctors write about.
func (s *scan) clinicalWords() bool {
	seen, ailment := uint64(0), uint64(0)
	for i := range s.toks {
		if !s.letter(i) {
			continue
		}
		k := doctorsWord(s.word(i))
		if k < 0 && s.ailment(i) && s.toks[i].Hash != ailment {
			ailment = s.toks[i].Hash
			for k = firstAilment; k < lastAilment && seen>>k&1 != 0; {
				k++
			}
		} else if k < 0 && s.drug(i) {
			k = lastAilment + 1
		}
		if k >= 0 && seen>>k&1 == 0 {
			seen |= 1 << k
			if bits.OnesCount64(seen) >= leastClinical && bits.OnesCount64(seen&^everyday) >= leastDoctors {
				return true
			}
		}
	}
	return false
}

// doctorsWord returns the number of what the word speaks of, -1 if doctors write it no more often than others.
func doctorsWord(w string) int {
	switch w {
	case "befund", "befunde", "befundet", "beurteilung":
		return 0
	case "diagnose", "diagnosen", "dg", "diagn", "hauptdiagnose", "nebendiagnosen":
		return 1
	case "anamnese", "anamnestisch", "ea", "fremdanamnese":
		return 2
	case "pat", "patient", "patientin":
		return 3
	case "li", "re", "bds", "links", "rechts", "beidseits":
		return 4
	case "neg", "pos", "unauff", "unauffaellig", "auffaellig", "o":
		return 5
	case "mg", "ml", "mmol", "mmhg", "tbl", "tabl", "iv", "po", "sc":
		return 6
	case "hb", "crp", "inr", "tsh", "krea", "kreatinin", "leukozyten", "labor":
		return 7
	case "rr", "hf", "puls", "bz", "spo", "temp", "vitalzeichen", "blutdruck":
		return 8
	case "mrt", "ct", "sono", "sonographie", "roe", "roentgen", "ekg", "echo", "eeg", "opg", "bga":
		return 9
	case "op", "eingriff", "naht", "drainage", "redon", "schnitt", "praeparation", "anaesthesie":
		return 10
	case "z", "va", "dd", "ed", "st", "zn":
		return 11
	case "histo", "histologie", "makroskopie", "mikroskopie", "tumor", "rezidiv", "metastasen", "resektion":
		return 12
	case "entlassung", "entlassen", "aufnahme", "stationaer", "station", "ambulant":
		return 13
	case "medikation", "dosis", "therapie", "medikamente", "prophylaxe", "antibiose":
		return 14
	case "syndrom", "sy", "chronisch", "chron", "akut", "infekt", "fraktur", "fx", "stenose", "ulkus":
		return 15
	case "mobilisation", "physio", "ergo", "physiotherapie", "rollator", "dekubitus", "lagerung", "sturz", "wunde":
		return 16
	case "distal", "proximal", "kaudal", "kranial", "dorsal", "ventral", "lateral", "medial", "median", "sagittal", "subkutan", "apikal", "basal":
		return 17
	case "icd", "tnm", "asa", "ecog", "gcs", "nyha", "figo", "naca", "barthel", "karnofsky", "nrs", "mmst":
		return 18
	case "arteria", "vena", "nervus", "musculus", "aorta", "ileum", "jejunum", "duodenum", "kolon", "ovar", "uterus", "thorax", "abdomen", "femur", "tibia", "zervix", "lymphknoten":
		return 19
	case "bolus", "perfusor", "katheter", "dk", "zvk", "magensonde", "intubation", "extubation", "beatmung", "narkose", "sectio", "infusion", "punktion", "biopsie":
		return 20
	}
	return -1
}

// clinicalOdds is the product of the odds ratios of what the word u means in a doctor's document, if nothing announces it as a name.
func (s *scan) clinicalOdds(u *unit) float32 {
	if s.doctorsRole(u.first-1) || s.punct(u.first-1, '.') && s.doctorsRole(u.first-2) {
		return 1 / float32(oddsClinical)
	}
	if s.personal(u.first) && s.is(u.first-2, kRel|kRelPl) || s.is(u.first-1, kRel|kRelPl) || s.quotedBirth(u.last+1) {
		return 1
	}
	if u.e.First >= 4 && u.bytes > 3 && !s.digit(u.last+1) && !s.eponym(u.first, u.last) || s.alone(u.first, u.last) && (u.last+1 == len(s.toks) || s.is(u.last+1, kJob|kTitle) || s.roleWord(u.last+1)) {
		return 1 // "Gudrun will heim", a signature above the office
	}
	odds := float32(oddsClinical)
	if u.parts == 1 && s.laboratory(u.first) {
		odds *= oddsMorbus // "Krea 1,2"
	}
	if u.parts > 1 {
		if e, _ := s.entry(u.last); e.Noun >= 2 && e.First < 3 {
			odds *= oddsEponym // "Braun-Beutel"
		}
	}
	if s.punct(u.last+1, '.') && s.glued(u.last+1) && u.e.First < 2 && u.e.Last < 2 && !s.line(u.last+2) {
		odds *= oddsShortened
	}
	return odds
}

// laboratory tells whether the word at token i is one that doctors write and hardly a name: "Krea".
func (s *scan) laboratory(i int) bool {
	return s.entries[i].First < 4 && s.entries[i].Last < 3 && doctorsWord(s.word(i)) >= 0
}

// quotedBirth tells whether "geb." stands behind the sign at token i: "„Bethlehem“, geb. 3.1.2024".
func (s *scan) quotedBirth(i int) bool {
	for n := 0; n < 2 && s.isPunct(i) && !s.line(i); n++ {
		i++
	}
	return s.is(i, kBirth) && !s.line(i)
}

// doctorsRole tells whether token i is an abbreviation that stands before a name in a doctor's document and means something else elsewhere:
// "FA Kerkhoff", "b. HA Tzschöckel", "Sr. Ljudmila".
func (s *scan) doctorsRole(i int) bool {
	if i < 1 || !s.letter(i) {
		return i == 0 && s.upper(0) && s.shortRole(0)
	}
	w := s.word(i)
	if len(w) > 8 && (strings.HasSuffix(w, "arzt") || strings.HasSuffix(w, "aerztin") || strings.HasSuffix(w, "schwester") || strings.HasSuffix(w, "pfleger")) {
		return true // "Durchgangsarzt Lindner"
	}
	return w == "in" && s.apostrophe(i-1) && s.glued(i) && s.letter(i-2) || s.upper(i) && s.shortRole(i) // "Ri'in Lindner"
}

// shortRole tells whether the capitalised word at token i is an abbreviation of doctorsRole.
func (s *scan) shortRole(i int) bool {
	switch s.word(i) {
	case "fa", "ha", "na", "ca", "aa", "dm", "rs", "nfs", "pd", "ota", "pdl", "wbl", "mfa", "gf", "pp", "pk", "os":
		return s.flagsAll(i)
	case "sr", "ass", "stud", "pfl", "koll", "schw":
		return true
	}
	return false
}

// untitled tells whether token i is a name that is an abbreviation as well and is not shortened here: "LG Pat", "Mein Name ist Koll", but
// not "Koll. Deupmann", "Pat Erdmute Maschke".
func (s *scan) untitled(i int) bool {
	if w := s.word(i); w != "pat" && w != "koll" || s.punct(i+1, '.') && (s.letter(i+2) || s.punct(i+2, ':')) {
		return false
	}
	return !(s.letter(i+1) && s.letter(i+2) && s.upper(i+1) && s.upper(i+2) && !s.line(i+1) && !s.line(i+2))
}

// morbus tells whether the words are a disease's name with its first word shortened: "M. Scheuermann". Most eponyms name no disease of
// that form, and many are surnames.
func (s *scan) morbus(first, last int) bool {
	if last != first+2 || !s.punct(first+1, '.') || s.word(first) != "m" || s.titled(first-1) {
		return false
	}
	switch s.word(last) {
	case "addison", "ahlbaeck", "alzheimer", "baastrup", "basedow", "bechterew", "behcet", "biermer", "boeck", "crohn", "cushing", "darier", "dupuytren", "fabry", "gaucher",
		"hirschsprung", "hodgkin", "huntington", "kienboeck", "ledderhose", "meniere", "meulengracht", "ormond", "osgood", "osler", "paget", "parkinson", "perthes", "peyronie", "pompe",
		"raynaud", "recklinghausen", "scheuermann", "schlatter", "sudeck", "waldenstroem", "werlhof", "whipple":
		return true
	case "wilson", "bowen", "still", "pick", "binswanger", "fahr", "grover", "krabbe", "refsum", "castleman", "kawasaki", "rendu", "weil", "haglund", "panner", "blount", "forestier", "gilbert",
		"coats", "eales", "stargardt", "leigh", "menetrier", "winiwarter", "buerger", "kahler", "vaquez", "duhring", "hailey", "schamberg", "barlow":
		return s.clinical()
	}
	return false
}

// drug tells whether the word at token i, which no list of names has, ends like the name of a substance, in German or in English:
// "Ramipril", "Cetirizine".
func (s *scan) drug(i int) bool {
	w := s.word(i)
	if len(w) < shortestDrug {
		return false
	}
	if e, _ := s.entry(i); e.First > 0 || e.Last > 0 {
		return false
	}
	if w[len(w)-1] == 'e' {
		w = w[:len(w)-1]
	}
	return s.e.drugs.Of(w, 0) > 0
}

// shortestDrug is the length of the shortest name of a substance that is told by its end.
const shortestDrug = 7

// drugEnds are the ends of the names of substances, most of them international nonproprietary stems.
const drugEnds = `
mab sartan olol statin cillin mycin micin conazol prazol xaban floxacin triptan zepam zolam cetam oxetin trexon heparin cortison thason nisolon nison formin lukast gliptin
flozin platin taxel tinib vudin ciclovir oprost dronat profen azepin pidem azol izol ozol pril dipin zosin losin tadin rizin zapin tiapin peridon
triptylin opram faxin bamat gabalin setron enafil dalafil osterid terol tropium sonid solon metason ciclib rubicin mustin thyroxin fibrat curonium
fluran tidin phyllin coxib oxicam fenac caserin semid thiazid penem cyclin glutid grel grelor poetin grastim kinra stigmin vaptan navir buvir
morphin codein tiazem tocin zidim clopramid ferol dronsaeure`
