package recognizers_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

// verdict tells whether r reports value, beside its keyword, with the evidence checksum.
func verdict(t *testing.T, r anonymize.Recognizer, typ anonymize.EntityType, keyword, value string) bool {
	t.Helper()
	text := keyword + " " + value
	doc, err := anonymize.NewDocument(text, "")
	require.NoError(t, err)
	found, err := r.Recognize(t.Context(), doc, nil)
	require.NoError(t, err)
	for _, e := range found {
		if e.Type == typ && text[e.Start:e.End] == value && e.Evidence&anonymize.EvidenceChecksum != 0 {
			return true
		}
	}
	return false
}

// TestVectors compares the check rules with the verdicts of another implementation on 1,000 values per type; the files'
// first lines say which.
func TestVectors(t *testing.T) {
	for file, c := range map[string]struct {
		r       anonymize.Recognizer
		typ     anonymize.EntityType
		keyword string
	}{
		"iban":        {recognizers.IBAN(), anonymize.IBANCode, "IBAN"},
		"tax_id":      {recognizers.TaxID(), anonymize.DETaxID, "Steuer-ID"},
		"vat_id":      {recognizers.VATID(), anonymize.DEVATID, "USt-IdNr."},
		"credit_card": {recognizers.CreditCard(), anonymize.CreditCard, "Kreditkarte"},
		"imei":        {recognizers.IMEI(), anonymize.IMEI, "IMEI"},
		"gln":         {recognizers.GLN(), anonymize.GLN, "GLN"},
		"creditor_id": {recognizers.CreditorID(), anonymize.DECreditorID, "Gläubiger-ID"},
	} {
		t.Run(file, func(t *testing.T) {
			rows := lines(t, filepath.Join("testdata", "vectors", file+".tsv"))
			require.Len(t, rows, 1000)
			for _, row := range rows {
				value, valid, ok := strings.Cut(row, "\t")
				require.True(t, ok)
				assert.Equal(t, valid == "1", verdict(t, c.r, c.typ, c.keyword, value), value)
			}
		})
	}
}

// TestVectorsTogether runs the project's vectors, a valid and an invalid half per type, through all structured recognizers at
// once: the type with the keyword wins, with the evidence checksum if and only if the value is valid.
func TestVectorsTogether(t *testing.T) {
	a := newAnonymizer(t, structured(t))
	for file, keyword := range map[string]string{
		"credit_card": "Kreditkarte", "de_betriebsnummer": "Betriebsnummer", "de_creditor_id": "Gläubiger-ID", "de_fuehrerschein": "Führerschein",
		"de_health_insurance": "Versichertennummer", "de_ik": "Institutionskennzeichen", "de_lanr": "LANR", "de_leitweg_id": "Leitweg-ID", "de_malo_id": "MaLo-ID",
		"de_social_security": "Rentenversicherungsnummer", "de_tax_id": "Steuer-ID", "de_tax_number": "Steuernummer", "de_vat_id": "USt-IdNr.", "gln": "GLN",
		"iban_code": "IBAN", "imei": "IMEI", "vin": "FIN",
	} {
		t.Run(file, func(t *testing.T) {
			typ := anonymize.EntityType(strings.ToUpper(file))
			missed := 0
			rows := lines(t, filepath.Join("..", "testdata", "vectors", file+".tsv"))
			require.NotEmpty(t, rows)
			for _, row := range rows {
				value, verdict, ok := strings.Cut(row, "\t")
				require.True(t, ok)
				text := "Guten Tag, " + keyword + " " + value + ", danke."
				found, err := a.Analyze(t.Context(), anonymize.Message{Scope: "s", Text: text})
				require.NoError(t, err)
				hit := false
				for _, e := range found {
					if e.Type == typ && text[e.Start:e.End] == value {
						hit = true
						assert.Equal(t, verdict == "valid", e.Evidence&anonymize.EvidenceChecksum != 0, value)
					}
				}
				if verdict == "valid" {
					assert.True(t, hit, "not found: %s", value)
				} else if !hit {
					missed++
				}
			}
			t.Logf("%d of %d values are invalid and not reported as this type", missed, len(rows))
		})
	}
}

// The functions below transcribe the published rules once more, in the papers' own notation (positions from 1, products, cross
// sums), and share no code with the recognizers.

// at returns the digit at position i, counted from 1.
func at(s string, i int) int { return int(s[i-1] - '0') }

func crossSum(n int) int {
	sum := 0
	for _, c := range fmt.Sprint(n) {
		sum += int(c - '0')
	}
	return sum
}

// products adds weight × digit, with cross sums or not.
func products(s, weights string, cross bool) int {
	sum := 0
	for i, w := range strings.Split(weights, ",") {
		var weight int
		_, _ = fmt.Sscan(w, &weight)
		p := weight * at(s, i+1)
		if cross {
			p = crossSum(p)
		}
		sum += p
	}
	return sum
}

// VKVV § 4.
func rvnr(s string) bool {
	letter := fmt.Sprintf("%02d", s[8]-'A'+1)
	full := s[:8] + letter + s[9:11]
	day, month := at(s, 3)*10+at(s, 4), at(s, 5)*10+at(s, 6)
	if month > 12 || day == 32 || day > 81 {
		return false
	}
	return products(full, "2,1,2,5,7,1,2,1,2,1,2,1", true)%10 == at(s, 12)
}

// Richtlinie nach § 290 SGB V, Anlage 1.
func kvnr(s string) bool {
	full := fmt.Sprintf("%02d", s[0]-'A'+1) + s[1:9]
	return products(full, "1,2,1,2,1,2,1,2,1,2", true)%10 == at(s, 10)
}

// KBV: Richtlinie zur Vergabe der Arztnummern.
func lanr(s string) bool {
	rest := products(s, "4,9,4,9,4,9", false) % 10
	return rest == 0 && at(s, 7) == 0 || rest != 0 && 10-rest == at(s, 7)
}

// ARGE IK.
func ik(s string) bool { return products(s[2:8], "2,1,2,1,2,1", true)%10 == at(s, 9) }

// Bundesagentur für Arbeit.
func betriebsnummer(s string) bool {
	p := products(s, "1,2,1,2,1,2,1", true) % 10
	return at(s, 8) == p || at(s, 8) == (p+5)%10
}

// BDEW.
func malo(s string) bool {
	odd, even := 0, 0
	for i := 1; i <= 10; i++ {
		if i%2 == 1 {
			odd += at(s, i)
		} else {
			even += at(s, i)
		}
	}
	check := 10 - (odd+2*even)%10
	return check%10 == at(s, 11)
}

// value36 is the value of a letter or digit, A = 10.
func value36(c byte) int { return strings.IndexByte("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", c) }

// KoSIT: the number in base 10, letters as two digits, modulo 97 is 1.
func leitweg(s string) bool {
	var b strings.Builder
	for _, c := range []byte(strings.ReplaceAll(s, "-", "")) {
		fmt.Fprint(&b, value36(c))
	}
	n, _ := new(big.Int).SetString(b.String(), 10)
	return new(big.Int).Mod(n, big.NewInt(97)).Int64() == 1
}

// FeV, Anlage 8.
func licence(s string) bool {
	sum := 0
	for i := 1; i <= 9; i++ {
		sum += (10 - i) * value36(s[i-1])
	}
	return strings.HasPrefix(s[9:], map[bool]string{true: "X", false: fmt.Sprint(sum % 11)}[sum%11 == 10])
}

// 49 CFR 565.15 (c).
func vin9(s string) bool {
	values := map[rune]int{}
	for i, c := range "ABCDEFGH" {
		values[c] = i + 1
	}
	for i, c := range "JKLMN" {
		values[c] = i + 1
	}
	values['P'], values['R'] = 7, 9
	for i, c := range "STUVWXYZ" {
		values[c] = i + 2
	}
	for i, c := range "0123456789" {
		values[c] = i
	}
	sum := 0
	for i, w := range []int{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2} {
		sum += w * values[rune(s[i])]
	}
	if sum%11 == 10 {
		return s[8] == 'X'
	}
	return s[8] == byte('0'+sum%11)
}

// ICAO 9303, part 3, section 4.9.
func icao(s string) int {
	sum := 0
	for i := range len(s) {
		sum += []int{7, 3, 1}[i%3] * value36(s[i])
	}
	return sum % 10
}

// ELSTER, Prüfung der Steuer- und Identifikationsnummer, chapters 3 to 7, in its own tables.
func steuernummer(s string) bool {
	if s[4] != '0' {
		return false
	}
	mod11 := func(weights string) bool {
		check := 11 - products(s, weights, false)%11
		if check == 11 {
			check = 0
		}
		return check == at(s, 13) // 10 is never a digit
	}
	switch s[:2] {
	case "21", "26", "28": // the 2er-Verfahren
		sum := 0
		for k, pos := range []int{3, 4, 6, 7, 8, 9, 10, 11, 12} {
			n := (at(s, pos) + 9 - k) % 10 << (9 - k)
			for n > 9 {
				n = crossSum(n)
			}
			sum += n
		}
		return (10-sum%10)%10 == at(s, 13)
	case "27": // modified 10er-Verfahren
		return (10-products(s, "0,0,1,2,0,1,2,1,2,1,2,1", true)%10)%10 == at(s, 13)
	case "23":
		return mod11("0,0,2,9,0,8,7,6,5,4,3,2")
	case "22", "24":
		return mod11("0,0,4,3,0,2,7,6,5,4,3,2")
	case "10", "30", "31", "32", "40", "41":
		return mod11("0,5,4,3,0,2,7,6,5,4,3,2")
	}
	switch s[0] {
	case '9':
		return mod11("0,5,4,3,0,2,7,6,5,4,3,2")
	case '5':
		return products(s, "0,3,2,1,0,7,6,5,4,3,2,1", false)%11 == at(s, 13)
	}
	return false
}

// TestTranscribed compares the rules that no library has with their transcription, on 1,000 values each.
func TestTranscribed(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	digits := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte('0' + rng.IntN(10))
		}
		return string(b)
	}
	of := func(alphabet string, n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = alphabet[rng.IntN(len(alphabet))]
		}
		return string(b)
	}
	const letters, serial = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789CFGHJKLMNPRTVWXYZ"
	offices := []string{"10", "21", "22", "23", "24", "26", "27", "28", "30", "31", "32", "40", "41", "53", "92", "25", "77"}
	for name, c := range map[string]struct {
		r       anonymize.Recognizer
		typ     anonymize.EntityType
		keyword string
		make    func() string
		valid   func(string) bool
	}{
		"social_security": {recognizers.SocialSecurity(), anonymize.DESocialSecurity, "RVNR",
			func() string {
				return fmt.Sprintf("%02d%02d%02d%s%s%s", rng.IntN(90), rng.IntN(90), rng.IntN(14), digits(2), of(letters, 1), digits(3))
			}, rvnr},
		"health_insurance": {recognizers.HealthInsurance(), anonymize.DEHealthInsurance, "KVNR", func() string { return of(letters, 1) + digits(9) }, kvnr},
		"lanr":             {recognizers.LANR(), anonymize.DELANR, "LANR", func() string { return digits(9) }, lanr},
		"ik":               {recognizers.IK(), anonymize.DEIK, "IK", func() string { return digits(9) }, ik},
		"betriebsnummer":   {recognizers.Betriebsnummer(), anonymize.DEBetriebsnummer, "Betriebsnummer", func() string { return digits(8) }, betriebsnummer},
		"malo_id":          {recognizers.MaLoID(), anonymize.DEMaLoID, "MaLo-ID", func() string { return of("123456789", 1) + digits(10) }, malo},
		"leitweg_id": {recognizers.LeitwegID(), anonymize.DELeitwegID, "Leitweg-ID",
			func() string { return fmt.Sprintf("%02d%s-%s-", 1+rng.IntN(16), digits(3), of(letters, 2)+digits(3)) }, leitweg},
		"fuehrerschein": {recognizers.Fuehrerschein(), anonymize.DEFuehrerschein, "Führerschein",
			func() string {
				return of("ABCDEFGHIJKLMNOP", 1) + digits(3) + of("0123456789ABCDEF", 5) + of("0123456789X", 1) + digits(1)
			}, licence},
		"vin": {recognizers.VIN(), anonymize.VIN, "FIN",
			func() string {
				return of("12345", 1) + of("ABCDEFGHJKLMNPRSTUVWXYZ", 3) + digits(4) + of("0123456789X", 1) + of("ABCDEFGHJKLMNPRSTUVWXYZ", 2) + digits(6)
			}, vin9},
		"id_document": {recognizers.IDDocument(), anonymize.DEIDCard, "Personalausweis",
			func() string { return of("LMNPRTVWXY", 1) + of(serial, 7) + digits(2) }, func(s string) bool { return icao(s[:9]) == at(s, 10) }},
		"tax_number": {recognizers.TaxNumber(), anonymize.DETaxNumber, "Steuernummer",
			func() string { return offices[rng.IntN(len(offices))] + digits(2) + "0" + digits(8) }, steuernummer},
	} {
		t.Run(name, func(t *testing.T) {
			rng = rand.New(rand.NewPCG(1, 2)) // the same values whatever runs before
			valid := 0
			for n := 0; n < 1000; n++ {
				value := c.make()
				if name == "leitweg_id" {
					value += fmt.Sprintf("%02d", rng.IntN(97))
					for k := 0; k < 97 && n%2 == 0 && !c.valid(value); k++ {
						value = fmt.Sprintf("%s%02d", value[:len(value)-2], k)
					}
				}
				want := c.valid(value)
				if want {
					valid++
				}
				assert.Equal(t, want, verdict(t, c.r, c.typ, c.keyword, value), value)
			}
			assert.Greater(t, valid, 20, "too few valid values to mean anything")
		})
	}
}
