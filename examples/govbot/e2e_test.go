//go:build e2e

package main

import (
	"context"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
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
	ctx, stop := context.WithTimeout(ctx, 90*time.Second)
	t.Cleanup(stop)
	return ctx
}

// say types a message, sends it and waits for the n-th answer of the bot.
func sayInPage(text string, n int) chromedp.Tasks {
	return chromedp.Tasks{
		chromedp.SendKeys("#text", text+"\r", chromedp.ByID),
		chromedp.Poll(`document.querySelectorAll("#bot .it").length === `+itoa(n)+` && document.getElementById("status").textContent === ""`, nil),
	}
}

func itoa(n int) string { return string(rune('0' + n)) }

func TestBrowser(t *testing.T) {
	base, _ := start(t)
	ctx := browser(t, 1280, 860)
	var left, right string
	messages := []string{
		"Guten Tag, wann haben Sie geöffnet?",
		"Ich bin umgezogen und möchte mich ummelden.",
		"Mein Name ist Erika Mustermann, ich bin am 12.08.1964 geboren.",
		"Ich wohne jetzt in der Heidestraße 17, 51147 Köln.",
		"Die Gebühr buchen Sie bitte von DE89 3704 0044 0532 0130 00 ab. Bei Fragen: erika.mustermann@example.org",
	}
	tasks := chromedp.Tasks{
		emulation.SetDeviceMetricsOverride(1280, 860, 2, false),
		chromedp.Navigate(base + "/"), chromedp.WaitVisible("#text", chromedp.ByID)}
	for i, m := range messages {
		tasks = append(tasks, sayInPage(m, i+1))
	}
	tasks = append(tasks, chromedp.Text("#user", &left, chromedp.ByID), chromedp.Text("#bot", &right, chromedp.ByID), chromedp.Sleep(400*time.Millisecond))
	require.NoError(t, chromedp.Run(ctx, tasks))

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
		var png []byte
		require.NoError(t, chromedp.Run(ctx, chromedp.CaptureScreenshot(&png)))
		require.NoError(t, os.WriteFile(*screenshot, png, 0o644))
	}

	require.NoError(t, chromedp.Run(ctx, chromedp.Click("#forget", chromedp.ByID),
		chromedp.Poll(`document.getElementById("status").textContent === "Gelöscht."`, nil),
		chromedp.Text("#user", &left, chromedp.ByID)))
	assert.NotContains(t, left, "Mustermann")
	require.NoError(t, chromedp.Run(ctx, sayInPage("Was wissen Sie noch über [PERSON_1]?", len(messages)+1), chromedp.Text("#user", &left, chromedp.ByID)))
	assert.NotContains(t, left, "Mustermann", "nothing is left to restore")
}

// TestPhone: the page fits a narrow screen, and everything that can be used has a name.
func TestPhone(t *testing.T) {
	base, _ := start(t)
	ctx := browser(t, 360, 740)
	var overflow bool
	var nameless int
	require.NoError(t, chromedp.Run(ctx, emulation.SetDeviceMetricsOverride(360, 740, 1, true),
		chromedp.Navigate(base+"/"), chromedp.WaitVisible("#text", chromedp.ByID),
		sayInPage("Ich heiße Erika Mustermann.", 1),
		chromedp.Evaluate(`document.documentElement.scrollWidth > window.innerWidth`, &overflow),
		chromedp.Evaluate(`[...document.querySelectorAll("button, textarea, a")].filter((e) => !(e.textContent.trim() || e.labels && e.labels.length || e.ariaLabel)).length`, &nameless)))
	assert.False(t, overflow, "no horizontal scrolling")
	assert.Zero(t, nameless)
}
