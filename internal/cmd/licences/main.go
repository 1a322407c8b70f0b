// Command licences checks the licences of dependencies and of data:
//
//	go run ./internal/cmd/licences [-root DIR]
//
// Every module that a package of this one needs, tests included, must carry a licence file that google/licensecheck
// recognises as one of those below; the table says which, and whether the module is part of a program or of tests only.
// Every source that the generators of lexicon and model read must stand in NOTICE. The last line is "N modules, M sources,
// F faults"; the exit code is 1 with a fault. It reads the module cache and needs no network.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// allowed are the licences under which dependencies may come: all let an Apache-2.0 project be embedded in any program.
var allowed = []string{"Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "BSD-2-Clause-Views", "ISC", "MPL-2.0", "CC0-1.0", "Unlicense", "0BSD", "Zlib"}

// sources names for the beginning of every path that a generator reads how NOTICE calls the source.
var sources = map[string]string{
	"names/vornamen_": "First names of newborns", "names/zxcvbn_de/": "German frequency lists", "names/faker/": "FakerPHP, joke2k/faker",
	"names/faker_js/": "faker-js", "names/nachnamen_germaner": "German surnames of GermaNER", "names/sigpwned": "Popular names by country",
	"places/laendernamen": "Names of countries", "places/plz_wzb": "Valid German postcodes", "places/plz_": "Postcodes and places",
	"ner/smartdata": "SmartData", "germeval2014": "GermEval 2014", "mobie": "MobIE", "german_ler": "German Legal Entity Recognition", "massive_de": "MASSIVE",
}

func main() {
	root := flag.String("root", ".", "folder of the module")
	flag.Parse()
	faults, err := run(os.Stdout, *root)
	if err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(2)
	}
	if faults > 0 {
		os.Exit(1)
	}
}

type module struct {
	path, version, dir string
	tests              bool
}

func run(w io.Writer, root string) (faults int, err error) {
	modules, err := list(root)
	if err != nil {
		return 0, err
	}
	for _, m := range modules {
		names, err := licences(m.dir)
		if err != nil {
			return 0, err
		}
		use := "program"
		if m.tests {
			use = "tests"
		}
		verdict := ""
		if len(names) == 0 || slices.ContainsFunc(names, func(n string) bool { return !slices.Contains(allowed, n) }) {
			verdict = "  NOT ALLOWED or not recognised"
			faults++
		}
		fmt.Fprintf(w, "%-8s %-60s %-24s%s\n", use, m.path+" "+m.version, strings.Join(names, ", "), verdict)
	}
	n, missing, err := data(root)
	if err != nil {
		return 0, err
	}
	for _, s := range missing {
		fmt.Fprintf(w, "data     %s: not in NOTICE, or unknown to this check\n", s)
	}
	faults += len(missing)
	fmt.Fprintf(w, "%d modules, %d sources, %d faults\n", len(modules), n, faults)
	return faults, nil
}

// list returns the modules of others that packages and tests need, those of programs first.
func list(root string) ([]module, error) {
	seen := map[string]bool{}
	var out []module
	for _, tests := range []bool{false, true} {
		args := []string{"list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}"}
		if tests {
			args = append(args, "-test", "-tags", "e2e integration")
		}
		cmd := exec.Command("go", append(args, "./...")...)
		cmd.Dir, cmd.Stderr = root, os.Stderr
		lines, err := cmd.Output()
		if err != nil {
			return nil, err
		}
		for l := range strings.Lines(string(lines)) {
			cols := strings.Split(strings.TrimRight(l, "\n"), "\t")
			if len(cols) == 3 && !seen[cols[0]] {
				seen[cols[0]] = true
				out = append(out, module{cols[0], cols[1], cols[2], tests})
			}
		}
	}
	if len(out) == 0 {
		return nil, errors.New("go list names no modules")
	}
	slices.SortStableFunc(out, func(a, b module) int {
		return strings.Compare(fmt.Sprint(a.tests, a.path), fmt.Sprint(b.tests, b.path))
	})
	return out, nil
}

var licenceFile = regexp.MustCompile(`(?i)^(?:un)?licen[cs]e|^copying`)

// licences returns the names of the licences in the root of a module.
func licences(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() || !licenceFile.MatchString(e.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		for _, m := range licensecheck.Scan(text).Match {
			if !m.IsURL && !slices.Contains(names, m.ID) {
				names = append(names, m.ID)
			}
		}
	}
	return names, nil
}

var sourcePath = regexp.MustCompile(`"((?:names|places|ner)/[\w./*-]+|germeval2014|mobie|german_ler|massive_de)"`)

// data returns how many sources the generators read, and those that NOTICE does not name.
func data(root string) (n int, missing []string, err error) {
	notice, err := os.ReadFile(filepath.Join(root, "NOTICE"))
	if err != nil {
		return 0, nil, err
	}
	seen := map[string]bool{}
	for _, dir := range []string{"recognizers/internal/cmd", "recognizers/internal/tagger/train"} {
		err := filepath.WalkDir(filepath.Join(root, filepath.FromSlash(dir)), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return err
			}
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			for _, m := range sourcePath.FindAllSubmatch(text, -1) {
				if path := string(m[1]); !seen[path] {
					seen[path] = true
					if !named(path, notice) {
						missing = append(missing, path)
					}
				}
			}
			return nil
		})
		if err != nil {
			return 0, nil, err
		}
	}
	if len(seen) == 0 {
		return 0, nil, errors.New("the generators read nothing: this check looks in the wrong place")
	}
	return len(seen), missing, nil
}

// named tells whether NOTICE calls the source of a path by its name; the longest beginning counts.
func named(path string, notice []byte) bool {
	best := ""
	for prefix := range sources {
		if strings.HasPrefix(path, prefix) && len(prefix) > len(best) {
			best = prefix
		}
	}
	return best != "" && bytes.Contains(notice, []byte(sources[best]))
}
