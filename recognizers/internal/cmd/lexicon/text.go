package main

import (
	"bufio"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckname/deckname/internal/fold"
)

// determiners stand before nouns and hardly ever before names.
var determiners = set(`der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines
mein meine meinen meinem meiner meines dein deine deinen deinem deiner sein seine seinen seinem seiner seines ihr ihre
ihren ihrem ihrer ihres unser unsere unseren unserem unserer unseres euer eure im zum zur am beim vom ins ans jede
jeder jedes jeden jedem diese dieser dieses diesen diesem welche welcher welches viele alle mehr weniger manche einige
solche aller vielen allen wenig kaum ohne pro`)

// titles stand before surnames.
var titles = set(`herr herrn frau kollege kollegen kollegin kolleginnen dr bundeskanzler bundeskanzlerin minister ministerin
bundesminister bundesministerin staatssekretaer staatssekretaerin praesident praesidentin abgeordnete abgeordneter
abgeordneten kanzler kanzlerin senator senatorin`)

// afterTitle are capitalised words that follow titles without being surnames.
var afterTitle = set(`herr herrn frau kollege kollegen kollegin kolleginnen dr doktor professor professorin prof minister
ministerin bundesminister bundesministerin praesident praesidentin vizepraesident vizepraesidentin kanzler kanzlerin
bundeskanzler bundeskanzlerin staatssekretaer staatssekretaerin abgeordnete abgeordneter abgeordneten vorsitzender
vorsitzende wehrbeauftragte sie ihre ihr ihnen von zu der die das ich wir und aus sehr`)

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// texts counts how running German writes its words.
func (c *collection) texts() error {
	var files []string
	for _, pattern := range []string{"text/*.gz", "text/common_voice_de/*.txt", "text/thorsten_de/*.tsv", "text/gesetze/*.md"} {
		m, err := filepath.Glob(filepath.Join(c.dir, pattern))
		if err != nil {
			return err
		}
		files = append(files, m...)
	}
	for _, name := range files {
		if err := eachLine(name, c.countLine); err != nil {
			return err
		}
	}
	return nil
}

// countLine counts one paragraph. The first word of a sentence tells nothing
// about its capital and is left out.
func (c *collection) countLine(line string) {
	first, last := true, ""
	for i := 0; i < len(line); {
		r, n := utf8.DecodeRuneInString(line[i:])
		if !unicode.IsLetter(r) {
			switch r {
			case '.', '!', '?', ':', '(', ')', '"', '„', '“', '|', '#', '*', '\t', '–':
				first = true
			case ' ':
			default:
				last = ""
			}
			if r >= '0' && r <= '9' {
				first, last = false, "0"
			}
			i += n
			continue
		}
		j := i
		for j < len(line) {
			r, n := utf8.DecodeRuneInString(line[j:])
			if !unicode.IsLetter(r) && !unicode.IsMark(r) {
				break
			}
			j += n
		}
		w := fold.String(line[i:j])
		if !first {
			e := c.word(w)
			switch {
			case !unicode.IsUpper(r):
				e.lower++
			case determiners[last]:
				e.noun++
				e.upper++
			default:
				e.upper++
				if titles[last] && !afterTitle[w] {
					e.titled++
				}
			}
		}
		first, last = false, w
		// "Dr." does not end a sentence
		if j < len(line) && line[j] == '.' && (w == "dr" || w == "prof") {
			j++
		}
		i = j
	}
}

func eachLine(name string, fn func(string)) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return err
		}
		r = z
	}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		fn(strings.TrimPrefix(sc.Text(), "\ufeff"))
	}
	return sc.Err()
}
