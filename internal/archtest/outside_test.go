package archtest_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/archtest"
)

// TestOutsideModule builds and runs the quick start, a recognizer and an operator of one's own in a module that is not
// this one, without network: whatever they need must be exported.
func TestOutsideModule(t *testing.T) {
	here, err := filepath.Abs(root)
	require.NoError(t, err)
	mod, err := os.ReadFile(filepath.Join(here, "go.mod"))
	require.NoError(t, err)
	version := regexp.MustCompile(`(?m)^go .*$`).FindString(string(mod))
	require.NotEmpty(t, version)
	dir := t.TempDir()
	write := func(name string, data []byte) {
		t.Helper()
		name = filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, data, 0o644))
	}
	write("go.mod", []byte("module outside.example\n\n"+version+"\n\nrequire "+archtest.Module+" v0.0.0\n\nreplace "+archtest.Module+" => "+here+"\n"))
	sums, err := os.ReadFile(filepath.Join(here, "go.sum"))
	require.NoError(t, err)
	write("go.sum", sums)
	programs := map[string]string{
		"quickstart":       "Gern, Frau Ada Wolke!",
		"customrecognizer": "DOG_TAG 0.95 pattern+context",
		"customoperator":   "[geboren 1990–1999]",
	}
	for name := range programs {
		source, err := os.ReadFile(filepath.Join(here, "examples", name, "main.go"))
		require.NoError(t, err)
		write(filepath.Join(name, "main.go"), source)
	}
	run := func(args ...string) string {
		t.Helper()
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOSUMDB=off", "GOWORK=off")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
		return string(out)
	}
	bin := filepath.Join(dir, "bin") + string(filepath.Separator)
	require.NoError(t, os.Mkdir(bin, 0o755))
	run("build", "-o", bin, "./...")
	for name, want := range programs {
		out, err := exec.Command(bin + name).Output()
		require.NoError(t, err, name)
		assert.True(t, strings.Contains(string(out), want), "%s printed %s", name, out)
	}
}
