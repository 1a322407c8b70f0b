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

// sayInPage types a message, sends it and waits for the n-th answer of the bot.
func sayInPage(text string, n int) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(
		chromedp.SendKeys("#text", text+"\n"),
		chromedp.Poll[chromedp.Void](`document.querySelectorAll("#bot .it:not(.hello)").length === `+strconv.Itoa(n)+` && document.getElementById("status").textContent === ""`),
	)
}

func TestBrowser(t *testing.T) {
	base, _ := start(t)
	ctx := browser(t, 1280, 1180)
	messages := []string{
		"Guten Tag, ich bin umgezogen und möchte mich ummelden. Mein Name ist Erika Mustermann, geboren am 12.08.1964.",
		"Ich wohne jetzt in der Heidestraße 17, 51147 Köln.",
		"Die Gebühr buchen Sie bitte von DE89 3704 0044 0532 0130 00 ab. Bei Fragen: erika.mustermann@example.org",
	}
	require.NoError(t, chromedp.Do(ctx, chromedp.EmulateViewport(1280, 1180, chromedp.EmulateScale(1.5)), chromedp.Navigate(base+"/"), chromedp.WaitVisible("#text")))
	for i, m := range messages {
		require.NoError(t, chromedp.Do(ctx, sayInPage(m, i+1)))
	}
	left, right := text(t, ctx, "#user"), text(t, ctx, "#bot")

	_, seen := request(t, "GET", base+"/demo/bot-log", "", "")
	for _, v := range []string{"Erika", "Mustermann", "12.08.1964", "Heidestraße", "51147", "DE89", "3704", "example.org"} {
		assert.NotContains(t, seen, v, "in the bot's log")
		assert.NotContains(t, right, v, "in the right column")
		assert.Contains(t, left, v, "in the left column")
	}
	assert.Contains(t, left, "Die Ummeldung für Erika Mustermann ist vorgemerkt. Neue Anschrift: Heidestraße 17, 51147 Köln.")
	assert.GreaterOrEqual(t, strings.Count(left, "DE89 3704 0044 0532 0130 00"), 2, "the answer restores what was written")
	assert.NotContains(t, left, "_1]")
	if *screenshot != "" {
		require.NoError(t, chromedp.Do(ctx, chromedp.Sleep(400*time.Millisecond)))
		shot, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(*screenshot, smaller(t, shot), 0o644))
	}

	require.NoError(t, chromedp.Do(ctx, chromedp.Click("#forget"), chromedp.Poll[chromedp.Void](`document.getElementById("status").textContent === "Gelöscht."`)))
	assert.NotContains(t, text(t, ctx, "#user"), "Mustermann")
	require.NoError(t, chromedp.Do(ctx, sayInPage("Was wissen Sie noch über [PERSON_1]?", 1)))
	assert.NotContains(t, text(t, ctx, "#user"), "Mustermann", "nothing is left to restore")
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
