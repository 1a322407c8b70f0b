package mutate

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/deckname/deckname/internal/corpus"
)

var mutations = [...]Mutation{
	{"lower", "everything in lower case", true, func(m *message) {
		m.each(func(p *place) (string, string, string) { return "", string(unicode.ToLower(p.r)), "" })
	}},
	{"upper", "everything in capitals", true, func(m *message) {
		m.each(func(p *place) (string, string, string) {
			if p.r == 'ß' {
				return "", "SS", ""
			}
			return "", string(unicode.ToUpper(p.r)), ""
		})
	}},
	{"digraphs", "umlauts as ae, oe, ue, ss", true, func(m *message) {
		m.each(func(p *place) (string, string, string) { return "", digraph(p.r), "" })
	}},
	{"decomposed", "umlauts and accents as separate marks (NFD)", true, func(m *message) {
		m.each(func(p *place) (string, string, string) { return "", norm.NFD.String(string(p.r)), "" })
	}},
	{"blanks", "no-break, thin, wide and doubled blanks", true, func(m *message) {
		m.each(func(p *place) (string, string, string) {
			if p.r == ' ' {
				return "", one(m, []string{"\u00a0", "\u202f", "\u2009", "\u2003", "\u2007", "\t", "  "}), ""
			}
			return "", string(p.r), ""
		})
	}},
	{"zero-width", "zero-width characters and soft hyphens inside words and numbers", true, func(m *message) {
		m.each(func(p *place) (string, string, string) {
			if p.inside() && wordy(p.prev) && wordy(p.r) && m.chance(25) {
				return one(m, []string{"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"}), string(p.r), ""
			}
			return "", string(p.r), ""
		})
	}},
	{"bidi", "bidirectional controls around values and inside them", true, func(m *message) {
		m.each(func(p *place) (before, spelling, behind string) {
			if p.mark != nil && p.first {
				before = one(m, []string{"\u2066", "\u2067", "\u202a", "\u200f"})
			}
			if p.mark != nil && p.last {
				behind = one(m, []string{"\u2069", "\u202c", "\u200e"})
			}
			if p.mark != nil && p.inside() && m.chance(15) {
				before = "\u200e"
			}
			return before, string(p.r), behind
		})
	}},
	{"homoglyphs", "Cyrillic and Greek letters that look Latin, in the values", true, func(m *message) {
		m.each(func(p *place) (string, string, string) {
			if twin := homoglyph(p.r); twin != 0 && p.mark != nil && m.chance(40) {
				return "", string(twin), ""
			}
			return "", string(p.r), ""
		})
	}},
	{"full-width", "full-width letters and digits", true, func(m *message) {
		m.each(func(p *place) (string, string, string) {
			if p.r > ' ' && p.r <= '~' {
				return "", string(p.r - '!' + 0xFF01), ""
			}
			return "", string(p.r), ""
		})
	}},
	{"mathematical", "mathematical bold letters and digits, as on social media", true, func(m *message) {
		m.each(func(p *place) (string, string, string) { return "", string(bold(p.r)), "" })
	}},
	{"html", "HTML entities for what is not ASCII, for quotes, at signs and some blanks", true, func(m *message) {
		m.each(func(p *place) (string, string, string) { return "", entity(m, p.r), "" })
	}},
	{"percent", "percent-encoded as in a URL", true, func(m *message) {
		m.each(func(p *place) (string, string, string) { return "", url.PathEscape(string(p.r)), "" })
	}},
	{"line-broken", "values broken over two lines at a blank, long numbers without blanks in the middle", true, func(m *message) {
		var broken *corpus.Mark
		m.each(func(p *place) (string, string, string) {
			switch {
			case p.mark == nil || p.mark == broken:
			case p.r == ' ':
				broken = p.mark
				return "", one(m, []string{"\n", "\r\n", "\n> "}), ""
			case p.mark.End-p.mark.Start >= 16 && unicode.IsDigit(p.prev) && unicode.IsDigit(p.r) && m.chance(30) && !strings.Contains(m.in.Text[p.mark.Start:p.mark.End], " "):
				broken = p.mark
				return "\n", string(p.r), ""
			}
			return "", string(p.r), ""
		})
	}},
	{"ocr", "a scanner's faults in the values: O for 0, l or I for 1 and the reverse, in a fifth of the places", true, func(m *message) {
		m.each(func(p *place) (string, string, string) {
			if p.mark != nil && m.chance(20) {
				switch {
				case p.r == '0':
					return "", one(m, []string{"O", "o"}), ""
				case p.r == '1':
					return "", one(m, []string{"l", "I"}), ""
				case p.r == 'O' && !unicode.IsLetter(p.next):
					return "", "0", ""
				case p.r == 'l' && p.mark.Type == "PERSON":
					return "", "1", ""
				}
			}
			return "", string(p.r), ""
		})
	}},
	{"leetspeak", "digits for a fifth of the letters in names and addresses: M4x W0lke", true, func(m *message) {
		m.each(func(p *place) (string, string, string) {
			named := p.mark != nil && (p.mark.Type == "PERSON" || p.mark.Type == "ADDRESS")
			if i := strings.IndexRune("aeiost", unicode.ToLower(p.r)); named && i >= 0 && p.inside() && m.chance(20) {
				return "", "431057"[i : i+1], ""
			}
			return "", string(p.r), ""
		})
	}},
	{"base64", "the whole message in base64", false, func(m *message) {
		m.out = base64.StdEncoding.AppendEncode(nil, []byte(m.in.Text))
		for i := range m.starts {
			m.starts[i], m.ends[i] = i/3*4, (i+2)/3*4
		}
		for i, e := range m.in.Entities { // marks stay apart
			if i > 0 && m.starts[e.Start] < m.ends[m.in.Entities[i-1].End] {
				m.starts[e.Start] = m.ends[m.in.Entities[i-1].End]
			}
		}
	}},
}

func wordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func digraph(r rune) string {
	switch r {
	case 'ä':
		return "ae"
	case 'ö':
		return "oe"
	case 'ü':
		return "ue"
	case 'ß':
		return "ss"
	case 'Ä':
		return "Ae"
	case 'Ö':
		return "Oe"
	case 'Ü':
		return "Ue"
	}
	return string(r)
}

// homoglyph returns a letter of another script that looks like the Latin letter r, or 0.
func homoglyph(r rune) rune {
	const latin, twins = "acdehijkmoprstuxyABCEHIKMOPSTXYZ", "асԁеһіјκморrѕтυхуАВСЕНІКМОРЅТХУΖ"
	i := strings.IndexRune(latin, r)
	if i < 0 || r == 'r' {
		return 0
	}
	return slices.Collect(runes(twins))[utf8.RuneCountInString(latin[:i])]
}

func runes(s string) func(func(rune) bool) {
	return func(yield func(rune) bool) {
		for _, r := range s {
			if !yield(r) {
				return
			}
		}
	}
}

func bold(r rune) rune {
	switch {
	case r >= 'A' && r <= 'Z':
		return r - 'A' + 0x1D400
	case r >= 'a' && r <= 'z':
		return r - 'a' + 0x1D41A
	case r >= '0' && r <= '9':
		return r - '0' + 0x1D7CE
	}
	return r
}

var entities = map[rune]string{
	'ä': "auml", 'ö': "ouml", 'ü': "uuml", 'Ä': "Auml", 'Ö': "Ouml", 'Ü': "Uuml", 'ß': "szlig", 'é': "eacute", 'è': "egrave",
	'ç': "ccedil", '&': "amp", '"': "quot", '<': "lt", '>': "gt",
}

// entity spells r for HTML: by name where everybody knows one, else by number.
func entity(m *message, r rune) string {
	switch {
	case r == ' ' && m.chance(30):
		return "&nbsp;"
	case entities[r] != "":
		return "&" + entities[r] + ";"
	case r == '\'' || r == '@' || r > '~' && m.chance(50):
		return fmt.Sprintf("&#%d;", r)
	case r > '~':
		return fmt.Sprintf("&#x%x;", r)
	}
	return string(r)
}
