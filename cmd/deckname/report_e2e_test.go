//go:build e2e

package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// docs/report.png is made with
//
//	go test -tags e2e ./cmd/deckname -run TestReportInBrowser -screenshot ../../docs/report.png
var (
	screenshot = flag.String("screenshot", "", "file to write the picture of the report to")
	printed    = flag.String("pdf", "", "file to write the printed report to")
)

// TestReportInBrowser makes the report of the dev set and reads it in a headless Chromium, on a screen, on a telephone
// and printed.
func TestReportInBrowser(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "1794823200")
	name := filepath.Join(t.TempDir(), "report.html")
	var out, errs bytes.Buffer
	code := run(t.Context(), &app{in: strings.NewReader(""), out: &out, err: &errs},
		[]string{"report", "-output", name, "-gateway", filepath.Join("..", "..", "deploy", "gateway.json"), filepath.Join("..", "..", "testdata", "chat")})
	require.Equal(t, exitOK, code, errs.String())

	opts := append([]chromedp.ExecAllocatorOption{}, chromedp.DefaultExecAllocatorOptions[:]...)
	opts = append(opts, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.WindowSize(1100, 1500),
		chromedp.WSURLReadTimeout(3*time.Minute), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("lang", "de"))
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancelAlloc)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	require.NoError(t, chromedp.Do(ctx))
	ctx, stop := context.WithTimeout(ctx, 8*time.Minute)
	t.Cleanup(stop)

	var mu sync.Mutex
	var requests, complaints []string
	require.NoError(t, chromedp.Listen(ctx, func(ev any) {
		mu.Lock()
		defer mu.Unlock()
		switch ev := ev.(type) {
		case *network.EventRequestWillBeSent:
			requests = append(requests, ev.Request.URL)
		case *runtime.EventExceptionThrown, *runtime.EventConsoleAPICalled:
			complaints = append(complaints, "console")
		}
	}))
	page := "file://" + name
	require.NoError(t, chromedp.Do(ctx, chromedp.EmulateViewport(1100, 1500), chromedp.Navigate(page), chromedp.WaitVisible("#ergebnis")))
	check := func(what, js string) {
		t.Helper()
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](js))
		require.NoError(t, err, what)
		assert.True(t, ok, what)
	}
	check("the page fits", `document.documentElement.scrollWidth <= 1100`)
	check("so does every table", `[...document.querySelectorAll(".wide")].every((e) => e.scrollWidth <= e.clientWidth)`)
	check("every type of the set stands in the table", `document.querySelectorAll("tbody tr").length > 60`)
	check("bars are drawn", `[...document.querySelectorAll("figure svg rect")].filter((r) => r.getBoundingClientRect().width > 20).length >= 8`)
	check("no bar and no text leaves its figure", `[...document.querySelectorAll("figure svg")].every((s) => { const b = s.getBoundingClientRect(); return [...s.querySelectorAll("text, rect, circle")].every((e) => { const r = e.getBoundingClientRect(); return r.left >= b.left - 1 && r.right <= b.right + 1 && r.top >= b.top - 1 && r.bottom <= b.bottom + 1; }); })`)
	check("links lead somewhere", `[...document.querySelectorAll("a")].every((a) => document.querySelector(a.getAttribute("href")))`)
	if *screenshot != "" {
		require.NoError(t, chromedp.Do(ctx, chromedp.EmulateViewport(1100, 1500, chromedp.EmulateScale(1.2))))
		shot, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(*screenshot, shot, 0o644))
	}
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPrintBackground(), chromedp.PDFPreferCSSPageSize()))
	require.NoError(t, err)
	pages := len(regexp.MustCompile(`/Type\s*/Page\b`).FindAll(pdf, -1))
	assert.Greater(t, pages, 3)
	faults, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.querySelectorAll(".fault").length`))
	require.NoError(t, err)
	t.Logf("%d pages, %d misses and alarms on them", pages, faults)
	assert.Less(t, pages, 25+faults/8, "the list of misses and alarms is printed close")
	if *printed != "" {
		require.NoError(t, os.WriteFile(*printed, pdf, 0o644))
	}
	require.NoError(t, chromedp.Do(ctx, chromedp.EmulateViewport(360, 740, chromedp.EmulateMobile)))
	wide, err := chromedp.Run(ctx, chromedp.Evaluate[string](`[...document.querySelectorAll("body *")].filter((e) => !e.closest(".wide *") && e.getBoundingClientRect().right > 361).map((e) => e.tagName + "." + e.className).slice(0, 5).join(" ")`))
	require.NoError(t, err)
	assert.Empty(t, wide, "nothing but tables scrolls sideways on a telephone")

	mu.Lock()
	defer mu.Unlock()
	assert.Empty(t, complaints)
	for _, r := range requests {
		assert.Equal(t, page, r, "nothing is loaded from elsewhere")
	}
}
