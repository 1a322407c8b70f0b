// Package phoneplan knows the shape of telephone numbers: Germany's area codes and the lengths of national numbers per
// country. Its table is generated from the metadata of a telephone-number library, so that programs need neither the library nor its start-up
// time. The functions do not allocate.
package phoneplan

import "sort"

//go:generate go run ../cmd/phoneplan plan_gen.go

type country struct {
	code    uint16
	lengths uint32
}

// AreaCode returns the number of digits of the German area code with which the national number d (ASCII digits, without its leading 0) begins,
// 0 if it begins with none.
func AreaCode(d []byte) int {
	n := 0
	for i := 0; i < len(d) && i < 5; i++ {
		n = n*10 + int(d[i]-'0')
		switch i + 1 {
		case 2:
			if has(areas2, n) {
				return 2
			}
		case 3:
			if has(areas3, n) {
				return 3
			}
		case 4:
			if has(areas4, n) {
				return 4
			}
		case 5:
			if n >= 30000 && has(areas5, n-30000) {
				return 5
			}
		}
	}
	return 0
}

func has(set string, n int) bool {
	return n/8 < len(set) && set[n/8]>>(n%8)&1 != 0
}

// Country returns the number of digits of the country calling code with which d begins, and the lengths that a national
// number may have there: bit n stands for n digits. It returns 0, 0 for an unknown code.
func Country(d []byte) (codeLen int, lengths uint32) {
	n := uint16(0)
	for i := 0; i < len(d) && i < 3; i++ {
		n = n*10 + uint16(d[i]-'0')
		k := sort.Search(len(countries), func(k int) bool { return countries[k].code >= n })
		if n > 0 && k < len(countries) && countries[k].code == n {
			return i + 1, countries[k].lengths
		}
	}
	return 0, 0
}
