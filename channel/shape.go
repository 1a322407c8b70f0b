package channel

import "time"

// Shape tells whether a value has a form that can hold nothing personal.
type Shape func(string) bool

// OneOf accepts the listed words and the empty string.
func OneOf(words ...string) Shape {
	set := make(map[string]struct{}, len(words)+1)
	set[""] = struct{}{}
	for _, w := range words {
		set[w] = struct{}{}
	}
	return func(s string) bool { _, ok := set[s]; return ok }
}

// Word accepts up to 64 lower-case ASCII letters with '_', '-', '.' and '/' between them, and camelCase: the words that
// protocols are made of. A name in its usual spelling begins with a capital and is not a Word.
func Word(s string) bool {
	if len(s) > 64 {
		return false
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z':
		case i > 0 && (c >= 'A' && c <= 'Z' || c == '_' || c == '-' || c == '.' || c == '/' || c == '+'):
		default:
			return false
		}
	}
	return true
}

// Timestamp accepts RFC 3339 times with at least seconds, with or without a zone.
func Timestamp(s string) bool {
	if len(s) > 40 {
		return false
	}
	for _, layout := range [...]string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999"} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return s == ""
}

// LanguageTag accepts tags such as de, de-DE and zh-Hant-TW.
func LanguageTag(s string) bool {
	if len(s) > 16 || len(s) == 1 {
		return false
	}
	part := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			part++
			if i < 3 && part > 3 || part > 4 {
				return false
			}
		case (c == '-' || c == '_') && part >= 2:
			part = 0
		default:
			return false
		}
	}
	return len(s) == 0 || part >= 2
}

// Digits accepts up to n decimal digits.
func Digits(n int) Shape {
	return func(s string) bool {
		if len(s) > n {
			return false
		}
		for i := 0; i < len(s); i++ {
			if s[i] < '0' || s[i] > '9' {
				return false
			}
		}
		return true
	}
}
