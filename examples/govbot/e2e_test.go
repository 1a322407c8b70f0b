//go:build e2e

package main

import (
	"bytes"
	"context"
	"flag"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The picture in the README is made with
//
//	go test -tags e2e ./examples/govbot -run TestBrowser -screenshot ../../docs/govbot.png
var screenshot = flag.String("screenshot", "", "file to write the picture of the page to")

// browser starts a headless Chromium (package chromium in Debian) that talks to nobody but the page.
func browser(t *testing.T, width, height int) context.Context {
	t.Helper()
	opts := append([]chromedp.ExecAllocatorOption{}, chromedp.DefaultExecAllocatorOptions[:]...)
	opts = append(opts, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.WindowSize(width, height),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("lang", "de"))
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancelAlloc)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	require.NoError(t, chromedp.Do(ctx)) // starts it
	ctx, stop := context.WithTimeout(ctx, 90*time.Second)
	t.Cleanup(stop)
	return ctx
}

func text(t *testing.T, ctx context.Context, sel string) string {
	t.Helper()
	s, err := chromedp.Run(ctx, chromedp.Text(sel))
	require.NoError(t, err)
	return s
}

// texts returns what one station saw, all of it.
func texts(t *testing.T, ctx context.Context, station string) string {
	t.Helper()
	s, err := chromedp.Run(ctx, chromedp.Evaluate[string](`[...document.querySelectorAll(".cell.`+station+`")].map((e) => e.innerText).join("\n")`))
	require.NoError(t, err)
	return s
}

// sayInPage types a message, sends it and waits until the bot's side of the n-th turn is drawn.
func sayInPage(text string, n int) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(
		chromedp.SendKeys("#text", text+"\n"),
		chromedp.Poll[chromedp.Void](`document.querySelectorAll(".cell.bot.to").length === `+strconv.Itoa(n)+` && document.getElementById("status").textContent === ""`),
	)
}

var personal = []string{"Erika", "Mustermann", "12.08.1964", "Heidestraße", "51147", "DE89", "3704", "example.org"}

func TestBrowser(t *testing.T) {
	base, _ := start(t)
	const width, height = 1480, 1080
	ctx := browser(t, width, height)
	messages := []string{
		"Guten Tag, ich bin umgezogen und möchte mich ummelden. Mein Name ist Erika Mustermann, geboren am 12.08.1964.",
		"Ich wohne jetzt in der Heidestraße 17, 51147 Köln.",
	}
	require.NoError(t, chromedp.Do(ctx, chromedp.EmulateViewport(width, height, chromedp.EmulateScale(1.5)), chromedp.Navigate(base+"/"), chromedp.WaitVisible("#text")))
	for i, m := range messages {
		require.NoError(t, chromedp.Do(ctx, sayInPage(m, i+1)))
	}
	if *screenshot != "" {
		require.NoError(t, chromedp.Do(ctx, chromedp.Sleep(600*time.Millisecond)))
		shot, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(*screenshot, smaller(t, shot), 0o644))
	}
	require.NoError(t, chromedp.Do(ctx, sayInPage("Die Gebühr buchen Sie bitte von DE89 3704 0044 0532 0130 00 ab. Bei Fragen: erika.mustermann@example.org", 3)))
	user, gate, bot, model := texts(t, ctx, "user"), texts(t, ctx, "gate"), texts(t, ctx, "bot"), texts(t, ctx, "model")

	_, seen := request(t, "GET", base+"/demo/bot-log", "", "")
	for _, v := range personal {
		assert.NotContains(t, seen, v, "in the bot's log")
		assert.NotContains(t, bot, v, "at the bot")
		assert.NotContains(t, model, v, "at the language service")
		assert.Contains(t, user, v, "at the citizen")
	}
	assert.Contains(t, user, "Die Ummeldung für Erika Mustermann ist vorgemerkt. Neue Anschrift: Heidestraße 17, 51147 Köln.")
	assert.GreaterOrEqual(t, strings.Count(user, "DE89 3704 0044 0532 0130 00"), 2, "the answer restores what was written")
	assert.NotContains(t, user, "_1]")
	assert.Contains(t, gate, "Erika Mustermann")
	assert.Contains(t, gate, "2 ersetzt")
	assert.Contains(t, bot, "[PERSON_1]")
	assert.Contains(t, model, "Vermerk: Ummeldung aufgenommen für [PLACEHOLDER_1]")
	assert.NotContains(t, model, "Tannhoff", "what the authority adds is anonymous, too")

	require.NoError(t, chromedp.Do(ctx, chromedp.Click("#forget"), chromedp.Poll[chromedp.Void](`document.getElementById("status").textContent === "Gelöscht."`)))
	everything := text(t, ctx, "#view")
	for _, v := range personal {
		assert.NotContains(t, everything, v, "after forgetting")
	}
	require.NoError(t, chromedp.Do(ctx, sayInPage("Was wissen Sie noch über [PERSON_1]?", 1)))
	assert.NotContains(t, text(t, ctx, "#view"), "Mustermann", "nothing is left to restore")
}

// TestPhones: the same bot, reached by WhatsApp and Messenger.
func TestPhones(t *testing.T) {
	base, _ := start(t)
	ctx := browser(t, 1280, 900)
	require.NoError(t, chromedp.Do(ctx, chromedp.Navigate(base+"/"), chromedp.WaitVisible("#text")))
	for _, platform := range []string{"whatsapp", "messenger"} {
		require.NoError(t, chromedp.Do(ctx, chromedp.Click(`input[value=`+platform+`] + span`),
			sayInPage("Hier ist Erika Mustermann, ich hätte gern einen Termin.", 1)), platform)
		user, bot := texts(t, ctx, "user"), texts(t, ctx, "bot")
		assert.Contains(t, user, "Danke, Erika Mustermann. An welchem Tag", platform)
		assert.NotContains(t, bot, "Mustermann", platform)
		assert.Contains(t, bot, "Hier ist [PERSON_1]", platform)
		require.NoError(t, chromedp.Do(ctx, chromedp.Click("#forget"), chromedp.Poll[chromedp.Void](`document.getElementById("status").textContent === "Gelöscht."`)), platform)
	}
}

// smaller writes a picture with the 256 colours that it uses most, a third of the bytes.
func smaller(t *testing.T, in []byte) []byte {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(in))
	require.NoError(t, err)
	b := img.Bounds()
	uses := make(map[color.RGBA]int)
	at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(img.At(x, y)).(color.RGBA) }
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			uses[at(x, y)]++
		}
	}
	all := slices.SortedFunc(maps.Keys(uses), func(a, b color.RGBA) int { return uses[b] - uses[a] })
	var palette color.Palette
	for _, c := range all[:min(256, len(all))] {
		palette = append(palette, c)
	}
	index := make(map[color.RGBA]uint8, len(all))
	for _, c := range all {
		index[c] = uint8(palette.Index(c))
	}
	out := image.NewPaletted(b, palette)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			out.SetColorIndex(x, y, index[at(x, y)])
		}
	}
	var buf bytes.Buffer
	require.NoError(t, (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&buf, out))
	return buf.Bytes()
}

// TestPhone: the page fits a narrow screen, and everything that can be used has a name.
func TestPhone(t *testing.T) {
	base, _ := start(t)
	ctx := browser(t, 360, 740)
	require.NoError(t, chromedp.Do(ctx, chromedp.EmulateViewport(360, 740, chromedp.EmulateMobile), chromedp.Navigate(base+"/"),
		chromedp.WaitVisible("#text"), sayInPage("Ich heiße Erika Mustermann.", 1)))
	overflow, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > 360`))
	require.NoError(t, err)
	assert.False(t, overflow, "no horizontal scrolling")
	nameless, err := chromedp.Run(ctx, chromedp.Evaluate[int](`[...document.querySelectorAll("button, textarea, a")].filter((e) => !(e.textContent.trim() || e.labels && e.labels.length || e.ariaLabel)).length`))
	require.NoError(t, err)
	assert.Zero(t, nameless)
}
