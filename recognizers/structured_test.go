package recognizers_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/raceflag"
	"github.com/deckname/deckname/recognizers"
	"github.com/deckname/deckname/recognizers/recognizertest"
)

// specimens are the official samples and reserved test values of one type. Valid ones pass the check where there is one.
type specimens struct {
	new     func() anonymize.Recognizer
	typ     anonymize.EntityType
	keyword string   // that stands before each value
	valid   []string // found with the keyword
	invalid []string // never with the evidence checksum; found with the keyword as mistyped
	shaped  []string // never with the evidence checksum, found or not
	checked bool     // valid ones have the evidence checksum
}

func allSpecimens() []specimens {
	return []specimens{
		{new: recognizers.IBAN, typ: anonymize.IBANCode, keyword: "Meine IBAN ist", checked: true,
			valid: []string{"DE89370400440532013000", "DE89 3704 0044 0532 0130 00", "de89-3704-0044-0532-0130-00", "AT611904300234573201", "CH9300762011623852957", "LI21088100002324013AA", "LU280019400644750000",
				"FR1420041010050500013M02606", "NL91ABNA0417164300", "PL61109010140000071219812874", "TR330006100519786457841326", "GB82WEST12345698765432", "BE68539007547034", "IT60X0542811101000000123456", "ES9121000418450200051332", "MT84MALT011000012345MTLCAST001S", "NO9386011117947"},
			invalid: []string{"DE88370400440532013000", "DE89370400440532013001", "DE8937040044053201300", "AT611904300234573202"}},
		{new: recognizers.BIC, typ: anonymize.BIC, keyword: "BIC", valid: []string{"COBADEFFXXX", "MARKDEF1100", "DEUTDEFF"}},
		{new: recognizers.BankAccount, typ: anonymize.DEBankAccount, keyword: "Kto", valid: []string{"532013000", "53 20 13 000", "0532013000"}},
		{new: recognizers.CreditCard, typ: anonymize.CreditCard, keyword: "Kreditkarte", checked: true,
			valid: []string{"4111 1111 1111 1111", "4111111111111111", "5555-5555-5555-4444", "378282246310005", "30569309025904", "6011000990139424", "3530111333300000"}, invalid: []string{"4111111111111112"}},
		{new: recognizers.TaxID, typ: anonymize.DETaxID, keyword: "Steuer-ID", checked: true,
			valid: []string{"86095742719", "86 095 742 719", "47036892816", "65929970489"}, invalid: []string{"12345678903", "11123456786", "86095742718"}},
		{new: recognizers.TaxNumber, typ: anonymize.DETaxNumber, keyword: "Steuernummer", checked: true,
			valid: []string{"9198081508152", "5400081508159", "2866081508156", "2799081508152", "1121081508150", "66815/08156", "400/8150/8159"}, invalid: []string{"9198012345678", "5400012345670", "1118010108150"}},
		{new: recognizers.TaxNumber, typ: anonymize.DETaxNumber, keyword: "Steuernummer",
			valid: []string{"198/815/08152", "053 815 08158", "75 815 08152", "98/123/45678"}},
		{new: recognizers.VATID, typ: anonymize.DEVATID, keyword: "USt-IdNr.", checked: true,
			valid: []string{"DE136695976", "DE 136 695 976", "de136695976", "DE136695976-00001"}, invalid: []string{"DE136695978", "DE123456789"}},
		{new: recognizers.SocialSecurity, typ: anonymize.DESocialSecurity, keyword: "Rentenversicherungsnummer", checked: true,
			valid: []string{"15070649C103", "65170839J003", "65 170839 J 003", "15 070649 c 103"}, invalid: []string{"15070649C100"}},
		{new: recognizers.HealthInsurance, typ: anonymize.DEHealthInsurance, keyword: "Versichertennummer", checked: true,
			valid: []string{"A123456780", "A000500015", "a 123 456 780", "A1234567802603268221", "A123456780260326822A0005000151"}, invalid: []string{"A123456789"}},
		{new: recognizers.IDDocument, typ: anonymize.DEIDCard, keyword: "Personalausweis", checked: true, valid: []string{"L01X00T471", "T220001293"}},
		{new: recognizers.IDDocument, typ: anonymize.DEIDCard, keyword: "Personalausweis", valid: []string{"L01X00T47", "T22000129", "l01x00t47"}, invalid: []string{"L01X00T472"}},
		{new: recognizers.IDDocument, typ: anonymize.DEPassport, keyword: "Reisepass", checked: true, valid: []string{"C01X00T478"}},
		{new: recognizers.IDDocument, typ: anonymize.DEPassport, keyword: "Reisepass Nr.", valid: []string{"C01X00T47"}},
		{new: recognizers.IDDocument, typ: anonymize.DEResidencePermit, keyword: "Aufenthaltstitel", valid: []string{"T22000129"}},
		{new: recognizers.MachineReadableZone, typ: anonymize.MRZ, keyword: "Zone:\n", checked: true, valid: []string{
			"IDD<<T220001293<<<<<<<<<<<<<<<\n6408125<2010315D<<<<<<<<<<<<<4\nMUSTERMANN<<ERIKA<<<<<<<<<<<<<",
			"P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<\nC01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4"}},
		{new: recognizers.Fuehrerschein, typ: anonymize.DEFuehrerschein, keyword: "Führerschein", checked: true, valid: []string{"B072RRE2I55", "b072rre2i55"}, invalid: []string{"B072RRE2I45"}},
		{new: recognizers.LicensePlate, typ: anonymize.DEKfz, keyword: "Kennzeichen", valid: []string{"B-AB 1234", "M-XY 999", "HH MK 482H", "b-ab 1234", "GÖ-XY 12", "THW-80123", "Y-123456", "BN-5476"}},
		{new: recognizers.VIN, typ: anonymize.VIN, keyword: "FIN", valid: []string{"WVWZZZ1JZXW000001"}},
		{new: recognizers.VIN, typ: anonymize.VIN, keyword: "FIN", checked: true, valid: []string{"A1BS31Z04303361794", "1M8GDM9AXKP042788"}, shaped: []string{"A1BS31Z04303361795", "1M8GDM9A1KP042788"}},
		{new: recognizers.LANR, typ: anonymize.DELANR, keyword: "LANR", checked: true, valid: []string{"123456601"}, invalid: []string{"123456901"}},
		{new: recognizers.BSNR, typ: anonymize.DEBSNR, keyword: "BSNR", valid: []string{"021234568"}},
		{new: recognizers.IK, typ: anonymize.DEIK, keyword: "IK", checked: true, valid: []string{"260326822"}, invalid: []string{"260326823"}},
		{new: recognizers.Betriebsnummer, typ: anonymize.DEBetriebsnummer, keyword: "Betriebsnummer", checked: true, valid: []string{"09912342", "09912347"}, invalid: []string{"09912343"}},
		{new: recognizers.Handelsregister, typ: anonymize.DEHandelsregister, keyword: "Amtsgericht Köln", valid: []string{"HRB 49263", "HRB 87447 B", "VR 4057", "HRA 4057 FL"}},
		{new: recognizers.CaseNumber, typ: anonymize.DECaseNumber, keyword: "Urteil", valid: []string{"XII ZR 17/04", "6 C 81/05", "4 O 123/22", "ECLI:DE:BGH:2004:140104UXIIZR17.04.0"}},
		{new: recognizers.CaseNumber, typ: anonymize.DECaseNumber, keyword: "Az.", valid: []string{"50.32-10/2024-0815", "XII ZR 17/04"}},
		{new: recognizers.Reference, typ: anonymize.DEReference, keyword: "Meine Kundennummer ist", valid: []string{"12345678", "KD-2024-17", "12345//0012345", "12345BG0012345", "111FK396431"}},
		{new: recognizers.MaLoID, typ: anonymize.DEMaLoID, keyword: "MaLo-ID", checked: true, valid: []string{"41373559241"}, invalid: []string{"41373559242"}},
		{new: recognizers.LeitwegID, typ: anonymize.DELeitwegID, keyword: "Leitweg-ID", checked: true, valid: []string{"991-03730-19"}, shaped: []string{"992-90009-97", "55-55-20"}},
		{new: recognizers.CreditorID, typ: anonymize.DECreditorID, keyword: "Gläubiger-ID", checked: true, valid: []string{"DE98ZZZ09999999999", "ES23ZZZ47690558N"}, invalid: []string{"DE97ZZZ09999999999"}},
		{new: recognizers.IMEI, typ: anonymize.IMEI, keyword: "IMEI", checked: true, valid: []string{"490154203237518", "35-209900-176148-1"}, invalid: []string{"490154203237519"}},
		{new: recognizers.GLN, typ: anonymize.GLN, keyword: "GLN", checked: true, valid: []string{"4012345000009"}, invalid: []string{"4012345000008"}},
		{new: recognizers.Phone, typ: anonymize.PhoneNumber, keyword: "Tel.", valid: []string{"030 23125042", "069 90009123", "040 66969123", "0221 4710123", "089 99998123", "0152 28817386", "0171 3920012", "0176 04069012", "+49 30 23125042", "+44 20 7946 0123"}},
		{new: recognizers.Email, typ: anonymize.EmailAddress, keyword: "Mail", valid: []string{"ada@example.com", "ada (at) web (punkt) example", "ada.lovelace@müller.example"}},
		{new: recognizers.URL, typ: anonymize.URL, keyword: "siehe", valid: []string{"https://example.com/a?b=c#d", "www.example.org", "example.com/pfad"}},
		{new: recognizers.IPAddress, typ: anonymize.IPAddress, keyword: "IP", valid: []string{"192.0.2.44", "2001:db8::1", "2001:db8:0:0:1:0:0:1"}},
		{new: recognizers.MACAddress, typ: anonymize.MACAddress, keyword: "MAC", valid: []string{"00-00-5E-00-53-01", "00:00:5e:00:53:af", "0000.5e00.5301"}},
		{new: recognizers.Username, typ: anonymize.Username, keyword: "Instagram", valid: []string{"@ada_l", "@ada.lovelace99"}},
		{new: recognizers.Crypto, typ: anonymize.Crypto, keyword: "Wallet", checked: true, valid: []string{"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"}, shaped: []string{"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"}},
	}
}

// structured returns All without the recognizers of names, places and birth dates.
func structured(t testing.TB) []anonymize.Recognizer {
	var rs []anonymize.Recognizer
	for _, r := range recognizers.All() {
		switch r.Info().Types[0] {
		case anonymize.Person, anonymize.Address, anonymize.Location, anonymize.DateOfBirth:
		default:
			rs = append(rs, r)
		}
	}
	require.Greater(t, len(rs), 30)
	return rs
}

func newAnonymizer(t testing.TB, rs []anonymize.Recognizer) *anonymize.Anonymizer {
	a, err := anonymize.New(anonymize.Config{Recognizers: rs})
	require.NoError(t, err)
	return a
}

// TestContract runs every structured recognizer through recognizertest with its specimens, and with all clean texts: they
// outnumber the positives.
func TestContract(t *testing.T) {
	cases := map[string][]recognizertest.Case{}
	for _, s := range allSpecimens() {
		name := s.new().Info().Name
		mark := func(prefix, v string) string {
			return s.keyword + " ⟦" + prefix + string(s.typ) + "|" + v + "⟧, danke"
		}
		for _, v := range s.valid {
			cases[name] = append(cases[name], recognizertest.Case{Name: "valid " + v, Text: mark("", v), Checksum: s.checked, NoChecksum: !s.checked})
		}
		for _, v := range s.invalid {
			cases[name] = append(cases[name], recognizertest.Case{Name: "invalid " + v, Text: mark("", v), NoChecksum: true})
		}
		for _, v := range s.shaped {
			cases[name] = append(cases[name], recognizertest.Case{Name: "invalid " + v, Text: mark("?", v), NoChecksum: true})
		}
	}
	for _, r := range structured(t) {
		name := r.Info().Name
		t.Run(name, func(t *testing.T) {
			require.NotEmpty(t, cases[name], "no specimens")
			all := cases[name]
			for _, text := range lines(t, "testdata/clean.txt") {
				all = append(all, recognizertest.Case{Name: "clean: " + text, Text: text})
			}
			recognizertest.Run(t, r, all...)
		})
	}
}

// TestSpecimensTogether looks for every specimen with all recognizers at once: its type wins over all others.
func TestSpecimensTogether(t *testing.T) {
	a := newAnonymizer(t, structured(t))
	for _, s := range allSpecimens() {
		for i, v := range append(append([]string{}, s.valid...), s.invalid...) {
			text := "Guten Tag, " + s.keyword + " " + v + ", danke."
			found, err := a.Analyze(t.Context(), anonymize.Message{Scope: "s", Text: text})
			require.NoError(t, err)
			valid := i < len(s.valid)
			ok := false
			for _, e := range found {
				if e.Type == s.typ && text[e.Start:e.End] == v {
					ok = true
					assert.Equal(t, valid && s.checked, e.Evidence&anonymize.EvidenceChecksum != 0, "checksum evidence of %s %s", s.typ, v)
				} else if !valid {
					assert.Zero(t, e.Evidence&anonymize.EvidenceChecksum, "checksum evidence of another type for %s %s", s.typ, v)
				}
			}
			assert.True(t, ok, "%s %s: %v", s.typ, v, found)
		}
	}
}

// TestSpellings runs the citizens' spellings, one finding each.
func TestSpellings(t *testing.T) {
	a := newAnonymizer(t, structured(t))
	for _, line := range lines(t, "testdata/spellings.tsv") {
		typ, text, ok := strings.Cut(line, "\t")
		require.True(t, ok, line)
		prompt, answer, prompted := strings.Cut(text, "||")
		if prompted {
			text = answer
		} else {
			prompt = ""
		}
		text = strings.ReplaceAll(text, `\n`, "\n")
		found, err := a.Analyze(t.Context(), anonymize.Message{Scope: "s", Text: text, Prompt: prompt})
		require.NoError(t, err)
		if assert.Len(t, found, 1, line) {
			assert.Equal(t, anonymize.EntityType(typ), found[0].Type, line)
		}
	}
}

// TestClean runs the tempting texts through all structured recognizers at once.
func TestClean(t *testing.T) {
	a := newAnonymizer(t, structured(t))
	for _, text := range lines(t, "testdata/clean.txt") {
		found, err := a.Analyze(t.Context(), anonymize.Message{Scope: "s", Text: text})
		require.NoError(t, err)
		assert.Empty(t, found, text)
		if !raceflag.Enabled {
			assert.Zero(t, testing.AllocsPerRun(5, func() { _, _ = a.Analyze(t.Context(), anonymize.Message{Scope: "s", Text: text}) }), "allocations for %s", text)
		}
	}
}

// lines returns the lines of a file without remarks.
func lines(t testing.TB, path string) []string {
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	var out []string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimRight(line, "\n"); line != "" && !strings.HasPrefix(line, "# ") {
			out = append(out, line)
		}
	}
	return out
}
