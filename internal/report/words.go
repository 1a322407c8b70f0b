package report

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/deckname/deckname/anonymize"
)

// typeName returns the German name of a type, the type itself if it has none.
func typeName(t string) string {
	switch anonymize.EntityType(t) {
	case anonymize.Person:
		return "Name einer Person"
	case anonymize.Address:
		return "Anschrift"
	case anonymize.Location:
		return "Ort"
	case anonymize.DateOfBirth:
		return "Geburtsdatum"
	case anonymize.PhoneNumber:
		return "Telefonnummer"
	case anonymize.EmailAddress:
		return "E-Mail-Adresse"
	case anonymize.URL:
		return "Internetadresse"
	case anonymize.IPAddress:
		return "IP-Adresse"
	case anonymize.MACAddress:
		return "MAC-Adresse"
	case anonymize.Username:
		return "Benutzername"
	case anonymize.Crypto:
		return "Adresse einer Kryptowährung"
	case anonymize.IBANCode:
		return "IBAN"
	case anonymize.BIC:
		return "BIC"
	case anonymize.DEBankAccount:
		return "Kontonummer, Bankleitzahl"
	case anonymize.CreditCard:
		return "Kreditkartennummer"
	case anonymize.DETaxID:
		return "Steuer-Identifikationsnummer"
	case anonymize.DETaxNumber:
		return "Steuernummer"
	case anonymize.DEVATID:
		return "Umsatzsteuer-, Wirtschafts-IdNr."
	case anonymize.DESocialSecurity:
		return "Rentenversicherungsnummer"
	case anonymize.DEHealthInsurance:
		return "Krankenversichertennummer"
	case anonymize.DEIDCard:
		return "Personalausweis"
	case anonymize.DEPassport:
		return "Reisepass"
	case anonymize.DEResidencePermit:
		return "Aufenthaltstitel"
	case anonymize.MRZ:
		return "maschinenlesbare Zone"
	case anonymize.DEFuehrerschein:
		return "Führerschein"
	case anonymize.DEKfz:
		return "Kfz-Kennzeichen"
	case anonymize.VIN:
		return "Fahrzeug-Identnummer"
	case anonymize.DELANR:
		return "Arztnummer"
	case anonymize.DEBSNR:
		return "Betriebsstättennummer"
	case anonymize.DEIK:
		return "Institutionskennzeichen"
	case anonymize.DEBetriebsnummer:
		return "Betriebsnummer"
	case anonymize.DEHandelsregister:
		return "Registernummer"
	case anonymize.DECaseNumber:
		return "Aktenzeichen"
	case anonymize.DEReference:
		return "Kunden-, Kassen-, Vertragsnummer"
	case anonymize.DEMaLoID:
		return "Marktlokation (Strom, Gas)"
	case anonymize.DELeitwegID:
		return "Leitweg-ID"
	case anonymize.DECreditorID:
		return "Gläubiger-ID"
	case anonymize.IMEI:
		return "IMEI"
	case anonymize.GLN:
		return "GLN"
	case anonymize.Placeholder:
		return "getippter Platzhalter"
	}
	return t
}

// tagName returns the German name of a tag of the project's corpus.
func tagName(t string) string {
	names := map[string]string{
		"clean": "ohne personenbezogene Daten", "emoji": "mit Emoji", "en": "englische Wörter", "form": "Formular", "lang=en": "englisch",
		"lower": "alles klein geschrieben", "mail": "Brief mit Unterschrift", "multiline": "mehrzeilig", "script": "andere Schriften",
		"short": "kurze Antwort", "shout": "GROSS geschrieben", "typo": "Tippfehler", "unicode": "besondere Zeichen", "voice": "diktiert",
	}
	if name, ok := names[t]; ok {
		return name
	}
	return t
}

// spellingName returns the German name of a spelling of package mutate.
func spellingName(name string) string {
	names := map[string]string{
		"lower": "alles klein", "upper": "ALLES GROSS", "digraphs": "Umlaute als ae, oe, ue, ss", "decomposed": "Umlaute aus zwei Zeichen",
		"blanks": "besondere und doppelte Leerzeichen", "zero-width": "unsichtbare Zeichen in Wörtern und Nummern",
		"bidi": "Steuerzeichen für die Schreibrichtung", "homoglyphs": "kyrillische und griechische Doppelgänger",
		"full-width": "breite Buchstaben und Ziffern", "mathematical": "mathematische fette Buchstaben", "html": "HTML-Entitäten",
		"percent": "prozentkodiert wie in einer Internetadresse", "line-broken": "Werte über zwei Zeilen",
		"ocr": "Fehler eines Scanners (O und 0, l und 1)", "leetspeak": "Ziffern statt Buchstaben (M4x W0lke)", "base64": "base64",
	}
	if german, ok := names[name]; ok {
		return german
	}
	return name
}

func evidence(e anonymize.Evidence) string {
	names := map[string]string{"pattern": "Form", "checksum": "Prüfziffer", "context": "Umgebung", "lexicon": "Liste", "model": "Modell"}
	var out []string
	for _, n := range e.Names() {
		out = append(out, names[n])
	}
	return strings.Join(out, ", ")
}

func plain(n int) string { return strconv.Itoa(n) }

// thousands writes 53022 as 53.022.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return s
}

// percent writes a share with one decimal. What is not all is never rounded to all, and what is something never to nothing.
func percent(x float64) string {
	p := math.Round(x*1000) / 10
	if p == 100 && x < 1 {
		p = 99.9
	}
	if p == 0 && x > 0 {
		p = 0.1
	}
	return decimal(p, 1) + "\u00a0%"
}

func decimal(x float64, digits int) string {
	return strings.Replace(strconv.FormatFloat(x, 'f', digits, 64), ".", ",", 1)
}

func size(n int64) string {
	switch {
	case n >= 1e6:
		return decimal(float64(n)/1e6, 1) + " MB"
	case n >= 1e3:
		return decimal(float64(n)/1e3, 1) + " kB"
	}
	return strconv.FormatInt(n, 10) + " Byte"
}

func germanDate(t time.Time) string {
	months := [...]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}
	return strconv.Itoa(t.Day()) + ". " + months[t.Month()-1] + " " + t.Format("2006, 15:04") + " Uhr"
}

// wilson returns the 95 % interval of a share (Wilson score interval, Wilson 1927). Nothing counted says nothing.
func wilson(hit, n int) (low, high float64) {
	if n == 0 {
		return 0, 1
	}
	const z = 1.959964
	p, m := float64(hit)/float64(n), float64(n)
	mid := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	low, high = max(0, mid-half), min(1, mid+half)
	if hit == 0 {
		low = 0 // and not what rounding leaves of it
	}
	if hit == n {
		high = 1
	}
	return low, high
}

// fixed writes a coordinate.
func fixed(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }
