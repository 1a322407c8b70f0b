package corpus

import (
	"math/big"
	"strconv"
	"strings"
)

// checksumOK judges the check digits of a value in canonical form (capitals and digits only). known is false for types
// without a check rule and for forms that carry none. The rules are written out here from their sources a second time,
// on purpose without sharing code with the recognizers: a slip there must not pass unseen here.
func checksumOK(typ, v string) (ok, known bool) {
	switch typ {
	case "IBAN_CODE":
		return len(v) > 4 && mod97(v[4:]+v[:4]) == 1, true
	case "DE_CREDITOR_ID":
		return len(v) > 7 && (v[:2] != "DE" || len(v) == 18) && mod97(v[7:]+v[:4]) == 1, true
	case "DE_LEITWEG_ID":
		state := len(v) > 2 && (v[:2] >= "01" && v[:2] <= "16" || v[:2] == "99")
		return state && mod97(v) == 1, true
	case "CREDIT_CARD", "IMEI":
		return weighted(v, []int{1, 2}, true, true)%10 == 0, true
	case "GLN":
		return len(v) == 13 && weighted(v, []int{1, 3}, true, false)%10 == 0, true
	case "DE_TAX_ID":
		return len(v) == 11 && v[0] != '0' && iso7064mod11(v) && taxIDPattern(v[:10]), true
	case "DE_VAT_ID":
		return len(v) >= 11 && strings.HasPrefix(v, "DE") && v[2] != '0' && iso7064mod11(v[2:11]), true
	case "DE_SOCIAL_SECURITY":
		return len(v) == 12 && bornOn(v[2:6]) && numbered(v, 8, []int{2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1}), true
	case "DE_HEALTH_INSURANCE":
		return len(v) >= 10 && numbered(v[:10], 0, []int{1, 2, 1, 2, 1, 2, 1, 2, 1, 2}), true
	case "DE_IK":
		return len(v) == 9 && weighted(v[2:8], []int{2, 1}, false, true)%10 == digit(v[8]), true
	case "DE_BETRIEBSNUMMER":
		p := weighted(v[:len(v)-1], []int{1, 2}, false, true) % 10
		last := digit(v[len(v)-1])
		return len(v) == 8 && (last == p || last == (p+5)%10), true
	case "DE_LANR":
		return len(v) == 9 && (10-weighted(v[:6], []int{4, 9}, false, false)%10)%10 == digit(v[6]), true
	case "DE_MALO_ID":
		return len(v) == 11 && (10-weighted(v[:10], []int{1, 2}, false, false)%10)%10 == digit(v[10]), true
	case "DE_FUEHRERSCHEIN":
		if len(v) != 11 {
			return true, false // older formats have no check digit
		}
		sum := 0
		for i := range 9 {
			sum += base36(v[i]) * (9 - i)
		}
		return v[0] <= 'P' && "0123456789X"[sum%11] == v[9], true
	case "DE_ID_CARD", "DE_PASSPORT", "DE_RESIDENCE_PERMIT":
		return len(v) != 10 || icao(v[:9]) == digit(v[9]), len(v) == 10
	case "MRZ":
		return mrzOK(v), true
	}
	return true, false
}

func digit(c byte) int { return int(c) - '0' }

func base36(c byte) int {
	if c >= 'A' {
		return int(c) - 'A' + 10
	}
	return digit(c)
}

func crossSum(n int) int {
	s := 0
	for ; n > 0; n /= 10 {
		s += n % 10
	}
	return s
}

// mod97 reads letters as 10 to 35 and divides the whole number, by big integers rather than piecewise.
func mod97(v string) int64 {
	var b strings.Builder
	for i := range len(v) {
		b.WriteString(strconv.Itoa(base36(v[i])))
	}
	n, ok := new(big.Int).SetString(b.String(), 10)
	if !ok {
		return -1
	}
	return n.Mod(n, big.NewInt(97)).Int64()
}

// weighted sums digit × weight, the weights repeating from the left or from the right, products as cross sums if wanted.
func weighted(v string, weights []int, fromRight, cross bool) int {
	sum := 0
	for i := range len(v) {
		at := i
		if fromRight {
			at = len(v) - 1 - i
		}
		p := digit(v[at]) * weights[i%len(weights)]
		if cross {
			p = crossSum(p)
		}
		sum += p
	}
	return sum
}

// iso7064mod11 is the hybrid system MOD 11,10 over all digits: the pure check leaves 1.
func iso7064mod11(v string) bool {
	p := 10
	for i := range len(v) - 1 {
		s := (p + digit(v[i])) % 10
		if s == 0 {
			s = 10
		}
		p = s * 2 % 11
	}
	return (p+digit(v[len(v)-1]))%10 == 1
}

// taxIDPattern: exactly one digit stands twice or three times, never three in a row.
func taxIDPattern(v string) bool {
	repeated := 0
	for d := byte('0'); d <= '9'; d++ {
		switch n := strings.Count(v, string(d)); {
		case n > 3:
			return false
		case n > 1:
			repeated++
		}
		if strings.Contains(v, strings.Repeat(string(d), 3)) {
			return false
		}
	}
	return repeated == 1
}

// numbered replaces the letter at a position by its two-digit place in the alphabet and compares the cross sums, modulo
// ten, with the last digit.
func numbered(v string, letter int, weights []int) bool {
	if v[letter] < 'A' || v[letter] > 'Z' {
		return false
	}
	n := strconv.Itoa(int(v[letter]-'A') + 101)[1:]
	digits := v[:letter] + n + v[letter+1:]
	last := len(digits) - 1
	return weighted(digits[:last], weights, false, true)%10 == digit(digits[last])
}

// bornOn accepts day and month as the pension insurers code them: unknown parts are 00, later numbers of one birthday add
// 32 or 50 to the day.
func bornOn(ddmm string) bool {
	day, err1 := strconv.Atoi(ddmm[:2])
	month, err2 := strconv.Atoi(ddmm[2:])
	return err1 == nil && err2 == nil && (day <= 31 || day >= 33 && day <= 81) && month <= 12
}

// icao is the 7-3-1 check digit of ICAO Doc 9303.
func icao(v string) int {
	sum := 0
	for i := range len(v) {
		n := 0
		if v[i] != '<' {
			n = base36(v[i])
		}
		sum += n * [3]int{7, 3, 1}[i%3]
	}
	return sum % 10
}

// mrzOK checks the fields and the composite of a TD1 (90) or TD3 (88) zone given without line breaks.
func mrzOK(v string) bool {
	switch len(v) {
	case 90:
		l2 := v[30:60]
		return icao(v[5:14]) == digit(v[14]) && icao(l2[:6]) == digit(l2[6]) && icao(l2[8:14]) == digit(l2[14]) &&
			icao(v[5:30]+l2[:7]+l2[8:15]+l2[18:29]) == digit(l2[29])
	case 88:
		l2 := v[44:]
		return icao(l2[:9]) == digit(l2[9]) && icao(l2[13:19]) == digit(l2[19]) && icao(l2[21:27]) == digit(l2[27]) &&
			icao(l2[:10]+l2[13:20]+l2[21:43]) == digit(l2[43])
	}
	return false
}
