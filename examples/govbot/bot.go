package main

import (
	"context"
	"regexp"
	"strings"
	"sync"
)

// bot is a small authority bot. It works on placeholders as if they were the values, and never sees anything else.
type bot struct {
	// ask gives a language service a task; nil: the bot does without.
	ask func(ctx context.Context, conversation, task, text string) (string, error)

	mu    sync.Mutex
	cases map[string]*matter
}

// matter is a request that a conversation is about.
type matter struct {
	form  *form
	asked string // the slot that the last question was about
	slots map[string]string
}

// form is what the bot has to know to do something.
type form struct {
	name  string   // as the language service calls it
	words []string // that make the bot take it up
	intro string
	ask   []slot
	done  string // with {slot} for what was given
}

// slot is one thing that a form asks for.
type slot struct{ slot, types, label, text string }

// maxCases bounds the memory of the demo.
const maxCases = 10_000

// clerk is what the authority itself adds to a request to the language service. It is personal, too.
const clerk = "Sachbearbeitung: Frau Jana Tannhoff, Telefon 0221 4710-123"

func newBot() *bot { return &bot{cases: make(map[string]*matter)} }

func (b *bot) forget(conversation string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.cases, conversation)
}

func forms() []*form {
	name := slot{"name", "PERSON", "Für", "Wie heißen Sie?"}
	return []*form{
		{
			name:  "Ummeldung",
			words: []string{"umzug", "umgezogen", "umziehe", "ummelden", "umzumelden", "neue wohnung", "wohnsitz", "zugezogen"},
			intro: "Gern nehme ich Ihre Ummeldung auf.",
			ask:   []slot{name, {"address", "ADDRESS", "Anschrift", "Wie lautet Ihre neue Anschrift?"}},
			done:  "Die Ummeldung für {name} ist vorgemerkt. Neue Anschrift: {address}. Bitte bringen Sie Ihren Ausweis und die Bestätigung des Wohnungsgebers mit.",
		},
		{
			name:  "Adressänderung",
			words: []string{"adresse", "anschrift"},
			intro: "Gern ändere ich Ihre Anschrift.",
			ask:   []slot{name, {"address", "ADDRESS", "Anschrift", "Wie lautet die neue Anschrift?"}},
			done:  "Danke, {name}. Wir schreiben Ihnen künftig an: {address}.",
		},
		{
			name:  "Termin",
			words: []string{"termin", "vorbeikommen", "sprechstunde"},
			intro: "Gern mache ich einen Termin für Sie.",
			ask:   []slot{name, {"day", "", "Tag", "An welchem Tag möchten Sie kommen?"}},
			done:  "Ihr Termin ist eingetragen, {name}: {day}, 10:00 Uhr, Bürgerbüro, Zimmer 12.",
		},
	}
}

const (
	hours    = "Das Bürgerbüro ist montags bis freitags von 8 bis 12 Uhr geöffnet, donnerstags auch von 14 bis 18 Uhr."
	greeting = "Guten Tag! Ich helfe Ihnen bei Öffnungszeiten, Terminen, Ummeldungen und Adressänderungen."
)

// placeholder is what the gateway puts in the place of a value.
var placeholder = regexp.MustCompile(`\[([A-Z][A-Z0-9_]*)_[0-9]+\]`)

// answer returns what the bot says. A matter that is complete is noted for the file by the language service.
func (b *bot) answer(ctx context.Context, conversation, text string) string {
	low := strings.ToLower(text)
	answer := ""
	switch {
	case b.isAsking(conversation):
		return b.proceed(ctx, conversation, text, nil)
	case containsAny(low, []string{"öffnungszeit", "geöffnet", "wann offen", "auf habt", "wann haben sie"}):
		answer = hours
	case containsAny(low, []string{"dank", "tschüss", "wiedersehen"}):
		answer = "Gern geschehen. Auf Wiedersehen!"
	default:
		if f := b.sort(ctx, conversation, text); f != nil {
			return b.proceed(ctx, conversation, text, f)
		}
	}
	if noted := note(text); noted != "" {
		return join(answer, "Ich habe notiert: "+noted+". Was kann ich für Sie tun?")
	}
	if answer == "" {
		answer = greeting
	}
	return answer
}

func (b *bot) isAsking(conversation string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	m := b.cases[conversation]
	return m != nil && m.asked != ""
}

// sort finds the form that a message is about: by the language service, and if that does not help by its words.
func (b *bot) sort(ctx context.Context, conversation, text string) *form {
	if b.ask != nil {
		if name, err := b.ask(ctx, conversation, taskSort, text); err == nil {
			for _, f := range forms() {
				if strings.EqualFold(strings.Trim(name, " ."), f.name) {
					return f
				}
			}
		}
	}
	for _, f := range forms() {
		if containsAny(strings.ToLower(text), f.words) {
			return f
		}
	}
	return nil
}

// proceed takes up a form, or goes on with the one that is open.
func (b *bot) proceed(ctx context.Context, conversation, text string, f *form) string {
	b.mu.Lock()
	m := b.cases[conversation]
	intro := ""
	if f != nil || m == nil {
		if f == nil { // forgotten meanwhile
			b.mu.Unlock()
			return greeting
		}
		intro = f.intro
		m = &matter{form: f, slots: make(map[string]string)}
		if len(b.cases) >= maxCases {
			clear(b.cases)
		}
		b.cases[conversation] = m
	}
	answer, done, file := m.next(text, f != nil), m.asked == "", ""
	if done {
		file = m.record()
	}
	b.mu.Unlock()
	if done && b.ask != nil {
		_, _ = b.ask(ctx, conversation, taskNote, file) // the note goes to the file; without one the matter goes on, too
	}
	return join(intro, answer)
}

// record is what the language service gets for a note: the matter, and what the authority knows about it.
func (m *matter) record() string {
	lines := []string{"Anliegen: " + m.form.name}
	for _, q := range m.form.ask {
		lines = append(lines, q.label+": "+m.slots[q.slot])
	}
	return strings.Join(append(lines, clerk), "\n")
}

// next takes what the text gives and asks for what is missing.
func (m *matter) next(text string, first bool) string {
	found := placeholder.FindAllStringSubmatch(text, -1)
	used := make(map[string]bool)
	for _, q := range m.form.ask {
		if m.slots[q.slot] != "" {
			continue
		}
		for _, f := range found {
			if q.types == f[1] && !used[f[0]] {
				m.slots[q.slot], used[f[0]] = f[0], true
				break
			}
		}
		if m.slots[q.slot] == "" && m.asked == q.slot && !first {
			m.slots[q.slot] = strings.Trim(text, " .!\n")
		}
	}
	var rest []string
	for _, f := range found {
		if !used[f[0]] {
			used[f[0]] = true
			rest = append(rest, f[0])
		}
	}
	noted := ""
	if len(rest) > 0 {
		noted = "Notiert habe ich außerdem: " + strings.Join(rest, ", ") + "."
	}
	m.asked = ""
	for _, q := range m.form.ask {
		if m.slots[q.slot] == "" {
			m.asked = q.slot
			return join(m.thanks(), noted, q.text)
		}
	}
	done := m.form.done
	for slot, v := range m.slots {
		done = strings.ReplaceAll(done, "{"+slot+"}", v)
	}
	return join(done, noted)
}

func (m *matter) thanks() string {
	if n := m.slots["name"]; n != "" {
		return "Danke, " + n + "."
	}
	return ""
}

// note lists the placeholders of a text, each once.
func note(text string) string {
	var out []string
	seen := make(map[string]bool)
	for _, p := range placeholder.FindAllString(text, -1) {
		if !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	return strings.Join(out, ", ")
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// join puts blanks between the parts that are not empty.
func join(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " ")
}
