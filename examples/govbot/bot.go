package main

import (
	"context"
	"regexp"
	"strings"
	"sync"

	"github.com/deckname/deckname/channel"
)

// bot is a small authority bot. It works on placeholders as if they were the values, and never sees anything else.
type bot struct {
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
	words []string // that make the bot take it up
	intro string
	ask   []question
	done  string // with {slot} for what was given
}

type question struct{ slot, types, text string }

// maxCases bounds the memory of the demo.
const maxCases = 10_000

func newBot() *bot { return &bot{cases: make(map[string]*matter)} }

func (b *bot) forget(conversation string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.cases, conversation)
}

func forms() []*form {
	name := question{"name", "PERSON", "Wie heißen Sie?"}
	return []*form{
		{
			words: []string{"umzug", "umgezogen", "umziehe", "ummelden", "umzumelden", "neue wohnung", "wohnsitz", "zugezogen"},
			intro: "Gern nehme ich Ihre Ummeldung auf.",
			ask:   []question{name, {"address", "ADDRESS", "Wie lautet Ihre neue Anschrift?"}},
			done:  "Die Ummeldung für {name} ist vorgemerkt. Neue Anschrift: {address}. Bitte bringen Sie Ihren Ausweis und die Bestätigung des Wohnungsgebers mit.",
		},
		{
			words: []string{"adresse", "anschrift"},
			intro: "Gern ändere ich Ihre Anschrift.",
			ask:   []question{name, {"address", "ADDRESS", "Wie lautet die neue Anschrift?"}},
			done:  "Danke, {name}. Wir schreiben Ihnen künftig an: {address}.",
		},
		{
			words: []string{"termin", "vorbeikommen", "sprechstunde"},
			intro: "Gern mache ich einen Termin für Sie.",
			ask:   []question{name, {"day", "", "An welchem Tag möchten Sie kommen?"}},
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

func (b *bot) handle(ctx context.Context, in channel.Message, reply channel.Sender) error {
	if strings.TrimSpace(in.Text) == "" {
		return nil
	}
	return reply(ctx, channel.Message{Text: b.answer(in.Conversation, in.Text), Format: "plain"})
}

func (b *bot) answer(conversation, text string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	low := strings.ToLower(text)
	m := b.cases[conversation]
	for _, f := range forms() {
		if (m == nil || m.asked == "") && containsAny(low, f.words) {
			m = &matter{form: f, slots: make(map[string]string)}
			if len(b.cases) >= maxCases {
				clear(b.cases)
			}
			b.cases[conversation] = m
			return join(f.intro, m.next(text, true))
		}
	}
	if m != nil && m.asked != "" {
		return m.next(text, false)
	}
	answer := ""
	switch {
	case containsAny(low, []string{"öffnungszeit", "geöffnet", "wann offen", "auf habt", "wann haben sie"}):
		answer = hours
	case containsAny(low, []string{"dank", "tschüss", "wiedersehen"}):
		answer = "Gern geschehen. Auf Wiedersehen!"
	}
	if noted := note(text); noted != "" {
		return join(answer, "Ich habe notiert: "+noted+". Was kann ich für Sie tun?")
	}
	if answer == "" {
		answer = greeting
	}
	return answer
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
