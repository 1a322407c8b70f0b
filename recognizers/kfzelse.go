package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// numbered tells whether a word for a number stands right before p, and before it or in one with it what is issued to somebody, so that p is the number of that and not of a
// car: "Parkausweis Nr. BP-06-3318", but not "Kennzeichen Nr. …". Only the plates of authorities are meant, whose form other numbers have too: a resident's permit is also named by the plate, "Parkausweis Nr. UE-KL 447".
func (r *licensePlate) numbered(doc *anonymize.Document, p *plate) bool {
	toks := doc.Tokens()
	i := p.first - 1
	for ; i > 0 && p.first-i <= 2 && toks[i].Flags&anonymize.Punct != 0; i-- {
	}
	if i < 0 || toks[i].Flags&anonymize.Letter == 0 || toks[i+1].Flags&anonymize.LineStart != 0 {
		return false
	}
	stem := doc.Word(toks[i])
	switch {
	case isNr(stem) && i > 1 && doc.Word(toks[i-1]) == "-":
		i -= 2
		stem = doc.Word(toks[i])
	case isNr(stem) && i > 1 && doc.Word(toks[i-1]) == ",":
		i -= 2 // "Behindertenparkausweis, Nummer KS-2210"
		stem = doc.Word(toks[i])
	case isNr(stem) && i > 0:
		i--
		stem = doc.Word(toks[i])
	default:
		s, ok := strings.CutSuffix(stem, "nummer")
		if !ok {
			s, ok = strings.CutSuffix(stem, "nr")
		}
		if stem = s; !ok || len(s) < 3 {
			return false
		}
	}
	_, plates := r.strong.EndsAt(doc, i)
	return !plates && p.mid == "" && isOwned(strings.TrimSuffix(stem, "n"))
}

// signGoesOn tells whether what ends at token last like a plate is part of a file's sign, which goes on with a capital, a dash or slash and digits: "GZ Z 2290 B - 77/24".
func signGoesOn(doc *anonymize.Document, last int) bool {
	toks := doc.Tokens()
	if last+3 >= len(toks) || !behindBlank(toks, last+1) || toks[last+1].Flags&(anonymize.Upper|anonymize.LineStart) != anonymize.Upper || toks[last+1].End-toks[last+1].Start != 1 {
		return false
	}
	w := doc.Word(toks[last+2])
	return (w == "-" || w == "/") && onlyDigits(&toks[last+3]) && toks[last+3].Flags&anonymize.LineStart == 0
}

// everydayCapitals reports capitals before a number that are no plates: norms, laws, trains.
func everydayCapitals(p plate) bool {
	if isNorm(p) {
		return true
	}
	switch p.code + " " + p.mid {
	case "en is", "eu vo", "eg vo", "vo eu", "ag hr", "re rb", "rb re", "in re", "ab zu", "am di", "am do", "am mo", "am mi", "am fr", "am sa", "am so", "in eu", "bis zu", "ca eu", "es ca", "kw ca", "og a", "og b", "eg a", "eg b":
		return true
	}
	switch p.mid {
	case "eu", "ca", "uh":
		return true
	}
	switch p.code {
	case "in", "am", "an", "ab", "es", "er", "so", "da", "du", "wo", "bis", "auf", "zu", "de", "eu", "al":
		return !p.hyphen && p.digits < 3
	}
	return false
}

// isNorm reports the beginnings of norms: "DIN EN 1090", "DIN VDE", "DIN ISO", and the paper sizes.
func isNorm(p plate) bool {
	if p.code != "din" {
		return false
	}
	switch p.mid {
	case "en", "vd", "is":
		return true
	case "a", "b", "c":
		return p.digits < 3
	}
	return false
}

// everydayWords reports lower-case words before a number that only look like a plate: "am 12", "um ca 8".
func everydayWords(p plate) bool {
	switch p.mid {
	case "km", "kw", "ps", "mm", "cm", "kg", "qm", "am", "um", "ca", "zu", "ab", "in", "im", "an", "es", "er", "da", "so", "du", "wo", "nr", "je", "og", "eg", "st", "ob", "id", "az", "a", "tr", "uh":
		return true
	}
	switch p.code {
	case "in", "am", "an", "ab", "es", "er", "so", "da", "du", "wo", "zu", "de", "eu", "al", "bis", "auf", "see", "neu", "bar", "tut", "war", "rot", "los", "gut", "her", "plz", "hat", "hab", "bin", "din":
		return p.digits < 3
	}
	return false
}

// isFunctionWord reports short words that can be cut into a code and letters.
func isFunctionWord(w string) bool {
	switch w {
	case "sie", "die", "wie", "nie", "ist", "hat", "bei", "mit", "von", "vom", "zum", "zur", "aus", "als", "und", "der", "den", "dem", "das", "des", "ein", "ich", "wir", "ihr", "sei", "mir", "mich", "dir", "dich", "uns", "ihm", "ihn", "bis", "auf", "nur", "noch", "seit", "nach", "vor", "ca",
		"fuer", "was", "wer", "war", "mal", "alt", "neu", "rund", "etwa", "sind", "habe", "eine", "kann", "muss", "also", "ueber", "unter", "gegen", "hatte", "waren", "knapp", "circa", "genau", "schon", "doch", "auch", "eben", "halt", "wohl", "weil", "dann", "denn", "wenn", "aber", "oder", "hier", "dort":
		return true
	}
	return false
}

// makeBefore tells whether the word before token i is a maker's name, whose models are called by letters and a number.
func makeBefore(doc *anonymize.Document, i, digits int) bool {
	if i == 0 {
		return false
	}
	if digits == 1 {
		switch doc.Word(doc.Tokens()[i-1]) {
		case "audi", "bmw", "opel", "vw", "mercedes", "ford", "skoda", "seat", "renault", "peugeot", "porsche", "tesla", "cupra":
			return true
		}
	}
	switch doc.Word(doc.Tokens()[i-1]) {
	case "jeep", "traktor", "wohnwagen", "caravan", "clio", "ducato", "man", "lr", "massey", "deere", "lanz", "mazda", "volvo", "citroen", "fiat", "toyota", "nissan", "honda", "hyundai", "kia", "suzuki", "mitsubishi", "lexus", "iveco", "daf", "scania", "fendt", "deutz", "claas", "yamaha", "kawasaki", "ducati", "ktm", "piaggio", "polestar", "byd", "mg",
		"mann", "varta", "michelin", "continental":
		return true
	}
	return isGoodsMaker(doc.Word(doc.Tokens()[i-1]))
}

// isGoodsMaker reports the makers of devices.
func isGoodsMaker(w string) bool {
	switch w {
	case "bosch", "osram", "philips", "stihl", "makita", "husqvarna", "canon", "epson", "brother", "hp", "siemens", "aeg", "miele", "samsung", "sony", "lg", "garmin", "kyocera", "lexmark", "xerox", "ricoh", "lenovo", "dell", "asus", "acer", "toshiba", "panasonic", "nokia", "motorola", "huawei", "xiaomi", "netgear", "logitech", "medion",
		"liebherr", "bauknecht", "beko", "gorenje", "grundig", "vaillant", "viessmann", "buderus", "junkers", "hoymiles", "fronius", "growatt", "kostal", "gardena", "kaercher", "dyson":
		return true
	}
	return false
}

func isWeekday(w string) bool {
	switch w {
	case "mo", "di", "mi", "do", "fr", "sa", "so":
		return true
	}
	return false
}

// shortWord reports words of two letters before a number that are also a code of one letter and another letter.
func shortWord(w string) bool {
	switch w {
	case "ab", "am", "an", "da", "du", "er", "es", "je", "so", "um", "wo", "zu", "im", "in", "ob", "nr":
		return true
	}
	return false
}

// namesScale reports the abbreviations in capitals behind which a number is a maker's key, a norm's or a finding of physicians: "HSN 7196", "NRS 5".
func namesScale(w string) bool {
	switch w {
	case "nrs", "vas", "gcs", "nihss", "mrs", "mrc", "asa", "bmi", "crp", "ecog", "nyha", "ccs", "lvef", "gfr", "egfr", "tsh", "psa", "hba", "ldl", "hdl", "ggt", "got", "gpt", "inr", "ptt", "spo", "afp", "mmst", "kps", "phq", "bdi", "mcv", "ldh":
		return true
	}
	return isNormed(w)
}

// measureBehind tells whether a unit of length, weight or volume stands behind token last, so that the number is a measurement: "TT-TG 14 mm".
func measureBehind(doc *anonymize.Document, last int) bool {
	toks := doc.Tokens()
	if last+1 >= len(toks) || toks[last+1].Flags&anonymize.LineStart != 0 {
		return false
	}
	switch doc.Word(toks[last+1]) {
	case "mm", "cm", "ml", "dl", "mg", "ug", "kg", "g", "°", "grad", "mmol", "mmhg", "%":
		return true
	}
	return false
}
