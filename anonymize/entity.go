package anonymize

import (
	"encoding/json"
	"fmt"
	"strings"
)

// EntityType names a kind of personal data. The set is open: a recognizer may report types of its own. Built-in names use
// Presidio's spelling where Presidio has the type. A type consists of A-Z, 0-9 and '_', begins with a letter, ends in a
// letter or digit, and has at most MaxTypeBytes bytes, because it becomes part of pseudonyms.
type EntityType string

// The types that the built-in recognizers report.
const (
	Person            EntityType = "PERSON"
	Address           EntityType = "ADDRESS"
	Location          EntityType = "LOCATION"
	DateOfBirth       EntityType = "DATE_OF_BIRTH"
	PhoneNumber       EntityType = "PHONE_NUMBER"
	EmailAddress      EntityType = "EMAIL_ADDRESS"
	URL               EntityType = "URL"
	IPAddress         EntityType = "IP_ADDRESS"
	MACAddress        EntityType = "MAC_ADDRESS"
	Username          EntityType = "USERNAME"
	Crypto            EntityType = "CRYPTO"
	IBANCode          EntityType = "IBAN_CODE"
	BIC               EntityType = "BIC"
	CreditCard        EntityType = "CREDIT_CARD"
	DEBankAccount     EntityType = "DE_BANK_ACCOUNT"
	DETaxID           EntityType = "DE_TAX_ID"
	DETaxNumber       EntityType = "DE_TAX_NUMBER"
	DEVATID           EntityType = "DE_VAT_ID"
	DESocialSecurity  EntityType = "DE_SOCIAL_SECURITY"
	DEHealthInsurance EntityType = "DE_HEALTH_INSURANCE"
	DEIDCard          EntityType = "DE_ID_CARD"
	DEPassport        EntityType = "DE_PASSPORT"
	DEResidencePermit EntityType = "DE_RESIDENCE_PERMIT"
	MRZ               EntityType = "MRZ"
	DEFuehrerschein   EntityType = "DE_FUEHRERSCHEIN"
	DEKfz             EntityType = "DE_KFZ"
	VIN               EntityType = "VIN"
	DELANR            EntityType = "DE_LANR"
	DEBSNR            EntityType = "DE_BSNR"
	DEIK              EntityType = "DE_IK"
	DEBetriebsnummer  EntityType = "DE_BETRIEBSNUMMER"
	DEHandelsregister EntityType = "DE_HANDELSREGISTER"
	DECaseNumber      EntityType = "DE_CASE_NUMBER"
	DEReference       EntityType = "DE_REFERENCE"
	DEMaLoID          EntityType = "DE_MALO_ID"
	DELeitwegID       EntityType = "DE_LEITWEG_ID"
	DECreditorID      EntityType = "DE_CREDITOR_ID"
	IMEI              EntityType = "IMEI"
	GLN               EntityType = "GLN"
	Placeholder       EntityType = "PLACEHOLDER" // text that Reveal could take for a pseudonym
)

// Types returns the built-in types, Placeholder included, in the order of their declaration.
func Types() []EntityType {
	return []EntityType{Person, Address, Location, DateOfBirth, PhoneNumber, EmailAddress, URL, IPAddress, MACAddress,
		Username, Crypto, IBANCode, BIC, CreditCard, DEBankAccount, DETaxID, DETaxNumber, DEVATID, DESocialSecurity,
		DEHealthInsurance, DEIDCard, DEPassport, DEResidencePermit, MRZ, DEFuehrerschein, DEKfz, VIN, DELANR, DEBSNR,
		DEIK, DEBetriebsnummer, DEHandelsregister, DECaseNumber, DEReference, DEMaLoID, DELeitwegID, DECreditorID, IMEI,
		GLN, Placeholder}
}

// MaxTypeBytes is the length of the longest valid EntityType.
const MaxTypeBytes = 40

// Valid reports whether t has the form that EntityType's comment gives.
func (t EntityType) Valid() bool {
	if len(t) == 0 || len(t) > MaxTypeBytes || t[0] < 'A' || t[0] > 'Z' || t[len(t)-1] == '_' {
		return false
	}
	for i := 0; i < len(t); i++ {
		c := t[i]
		if !(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' && t[i-1] != '_') {
			return false
		}
	}
	return true
}

// Span is a half-open range of BYTE offsets into the original UTF-8 text. Start and End lie on rune boundaries.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len returns the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Overlaps reports whether s and o share at least one byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Contains reports whether o lies wholly inside s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Evidence is the set of reasons for which a recognizer reports an entity: the auditor's "why".
type Evidence uint16

// The reasons. Checksum means that the check was passed for this very value.
const (
	EvidencePattern  Evidence = 1 << iota // the shape of the value
	EvidenceChecksum                      // the value passed its check rule
	EvidenceContext                       // a word before, after or in the prompt
	EvidenceLexicon                       // membership in a list of names, places, codes
	EvidenceModel                         // the statistical tagger
)

var evidenceNames = [...]string{"pattern", "checksum", "context", "lexicon", "model"}

// Names returns the names of the reasons in e: pattern, checksum, context, lexicon, model.
func (e Evidence) Names() []string {
	names := make([]string, 0, len(evidenceNames))
	for i, n := range evidenceNames {
		if e&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	return names
}

// String joins Names with "+".
func (e Evidence) String() string { return strings.Join(e.Names(), "+") }

// MarshalJSON writes Names as an array of strings.
func (e Evidence) MarshalJSON() ([]byte, error) { return json.Marshal(e.Names()) }

// UnmarshalJSON reads what MarshalJSON writes. An unknown name is an error.
func (e *Evidence) UnmarshalJSON(b []byte) error {
	var names []string
	if err := json.Unmarshal(b, &names); err != nil {
		return fmt.Errorf("anonymize: evidence is not an array of names: %w", err)
	}
	*e = 0
next:
	for _, n := range names {
		for i, known := range evidenceNames {
			if n == known {
				*e |= 1 << i
				continue next
			}
		}
		return ErrUnknownEvidence
	}
	return nil
}

// Entity is one finding. It holds no text and is safe to log.
type Entity struct {
	Span
	Type       EntityType `json:"type"`
	Score      float32    `json:"score"` // 0 < Score <= 1; from the built-in recognizers a calibrated probability
	Recognizer string     `json:"recognizer"`
	Evidence   Evidence   `json:"evidence"`
}
