// Package checksum holds the check-digit arithmetic that identifiers share. Inputs are folded: ASCII digits and lower-case
// letters, without separators. The functions do not allocate and never panic; characters that a rule does not know make
// the check fail.
package checksum

// Mod97 continues the remainder rem of a number modulo 97 with the characters of s, letters counting as a = 10 … z = 35
// (ISO 7064, MOD 97-10). It returns -1 for any other character. Begin with rem = 0.
func Mod97(rem int, s []byte) int {
	if rem < 0 {
		return -1
	}
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			rem = (rem*10 + int(c-'0')) % 97
		case c >= 'a' && c <= 'z':
			rem = (rem*100 + int(c-'a') + 10) % 97
		default:
			return -1
		}
	}
	return rem
}

// Mod11_10 checks digits whose last is a check digit by ISO 7064, MOD 11,10.
func Mod11_10(d []byte) bool {
	if !Digits(d) || len(d) < 2 {
		return false
	}
	p := 10
	for _, c := range d[:len(d)-1] {
		s := (p + int(c-'0')) % 10
		if s == 0 {
			s = 10
		}
		p = s * 2 % 11
	}
	return (11-p)%10 == int(d[len(d)-1]-'0')
}

// Luhn checks digits whose last is a check digit by ISO/IEC 7812, annex B.
func Luhn(d []byte) bool {
	if !Digits(d) || len(d) < 2 {
		return false
	}
	sum, double := 0, false
	for i := len(d) - 1; i >= 0; i-- {
		n := int(d[i] - '0')
		if double {
			n *= 2
			if n > 9 {
				n -= 9
			}
		}
		sum += n
		double = !double
	}
	return sum%10 == 0
}

// GS1 checks digits whose last is a check digit with the weights 3 and 1 from the right (EAN, GLN).
func GS1(d []byte) bool {
	if !Digits(d) || len(d) < 2 {
		return false
	}
	sum, w := 0, 1
	for i := len(d) - 1; i >= 0; i-- {
		sum += int(d[i]-'0') * w
		w = 4 - w
	}
	return sum%10 == 0
}

// Weighted returns the sum of digit × weight over the first len(weights) digits, or -1.
func Weighted(d []byte, weights ...int) int {
	if len(d) < len(weights) || !Digits(d[:len(weights)]) {
		return -1
	}
	sum := 0
	for i, w := range weights {
		sum += int(d[i]-'0') * w
	}
	return sum
}

// CrossSums returns the sum of the cross sums of digit × weight over the first len(weights) digits, or -1.
func CrossSums(d []byte, weights ...int) int {
	if len(d) < len(weights) || !Digits(d[:len(weights)]) {
		return -1
	}
	sum := 0
	for i, w := range weights {
		sum += cross(int(d[i]-'0') * w)
	}
	return sum
}

// cross returns the cross sum of n.
func cross(n int) int {
	s := 0
	for ; n > 0; n /= 10 {
		s += n % 10
	}
	return s
}

// Reduced returns the cross sum of n, taken again until one digit is left.
func Reduced(n int) int {
	for n > 9 {
		n = cross(n)
	}
	return n
}

// MRZ returns the check digit of s by ICAO 9303 (weights 7, 3, 1; a = 10 … z = 35; '<' = 0), or -1.
func MRZ(s ...[]byte) int {
	sum, i := 0, 0
	for _, part := range s {
		for _, c := range part {
			v := 0
			switch {
			case c >= '0' && c <= '9':
				v = int(c - '0')
			case c >= 'a' && c <= 'z':
				v = int(c-'a') + 10
			case c != '<':
				return -1
			}
			switch i % 3 {
			case 0:
				v *= 7
			case 1:
				v *= 3
			}
			sum += v
			i++
		}
	}
	return sum % 10
}

// Digits reports whether d holds ASCII digits only.
func Digits(d []byte) bool {
	for _, c := range d {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
