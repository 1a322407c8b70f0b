// Package archtest holds the rules of the architecture as data and reads the module's source against them: which package
// may import which, how long a file may be, what must not occur. Its test is the rule; the package has no other use.
//
// It promises to see every non-test Go file whatever its build tags. It does not see imports through reflection or
// linkname. Its functions are pure apart from reading files.
package archtest

import (
	"bufio"
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Module is the module path.
const Module = "github.com/deckname/deckname"

// Rule says what packages at or below Dir may import. The longest matching Dir counts.
type Rule struct {
	Dir   string
	Local []string // folders of this module, with everything below them
	Third []string // modules of others
}

// Free marks a Rule without limits.
const Free = "*"

// Rules is the import budget. Whoever adds a line changes the architecture: docs/design.md must say why.
func Rules() []Rule {
	text := "golang.org/x/text"
	return []Rule{
		{"", nil, nil},
		{"anonymize", []string{"internal/fold"}, []string{text}},
		{"recognizers", []string{"anonymize", "internal/fold", "recognizers/internal"},
			[]string{"github.com/dlclark/regexp2/v2"}},
		{"recognizers/patternfile", []string{"anonymize", "recognizers"}, []string{"github.com/goccy/go-yaml"}},
		{"recognizers/english", []string{"anonymize"}, []string{"github.com/jdkato/prose/v2"}},
		{"recognizers/recognizertest", []string{"anonymize"}, []string{"github.com/stretchr/testify", text}},
		{"recognizers/internal", []string{"anonymize", "internal/fold", "recognizers/internal"}, []string{text}},
		{"recognizers/internal/tagger/kernel", nil, []string{"golang.org/x/sys"}},
		{"recognizers/internal/tagger/train", []string{"anonymize", "internal", "recognizers/internal"}, []string{text, "golang.org/x/sys"}},
		{"recognizers/internal/cmd", []string{Free}, []string{Free}},
		{"pseudonym", []string{"anonymize", "internal/fold"}, []string{"golang.org/x/crypto"}},
		{"pseudonym/pseudonymtest", []string{"anonymize", "pseudonym"}, []string{"github.com/stretchr/testify"}},
		{"pseudonym/bolt", []string{"pseudonym"}, []string{"go.etcd.io/bbolt"}},
		{"pseudonym/postgres", []string{"pseudonym"}, []string{"github.com/jackc/pgx/v5"}},
		{"pseudonym/redis", []string{"pseudonym"}, []string{"github.com/redis/go-redis/v9"}},
		{"pseudonym/stateless", []string{"anonymize", "pseudonym"}, []string{"github.com/tink-crypto/tink-go/v2"}},
		{"channel", []string{"anonymize", "channel"}, []string{text}}, // and every adapter that is not named
		{"channel/internal", []string{"anonymize", "channel", "internal/logbuf"}, []string{"github.com/stretchr/testify"}},
		{"channel/channeltest", []string{"anonymize", "channel"}, []string{"github.com/stretchr/testify"}},
		{"channel/botframework", []string{"anonymize", "channel"}, []string{"github.com/go-jose/go-jose/v4", "github.com/coreos/go-oidc/v3"}},
		{"channel/directline", []string{"anonymize", "channel"}, []string{"github.com/coder/websocket"}},
		{"channel/slack", []string{"anonymize", "channel"}, []string{"github.com/coder/websocket"}},
		{"channel/watermill", []string{"anonymize", "channel"}, []string{"github.com/ThreeDotsLabs/watermill"}},
		{"channel/otel", []string{"anonymize", "channel"}, []string{"go.opentelemetry.io/otel"}},
		{"internal/fold", nil, []string{text}},
		{"internal/corpus", nil, nil},
		{"internal/mutate", []string{"internal/corpus"}, []string{text}},
		{"internal/eval", []string{"anonymize", "internal/corpus"}, nil},
		{"internal/presidio", []string{"anonymize", "recognizers"}, nil},
		{"internal/report", []string{"anonymize", "internal/corpus", "internal/eval", "recognizers"}, nil},
		{"internal/serve", []string{"anonymize", "channel"}, []string{"golang.org/x/crypto", "golang.org/x/net"}},
		{"internal/gateway", []string{"anonymize", "channel", "internal/serve", "pseudonym", "recognizers"}, []string{"github.com/jackc/pgx/v5"}},
		{"internal/archtest", nil, nil},
		{"internal/cmd", []string{Free}, []string{Free}},
		{"internal/archtest/testdata", []string{Free}, nil},
		{"cmd", []string{Free}, []string{Free}},
		{"deploy", []string{Free}, []string{Free}},
		{"examples", []string{Free}, []string{Free}},
		{"e2e", []string{Free}, []string{Free}},
	}
}

// File is a parsed Go file.
type File struct {
	Path  string // relative to the root, with slashes
	AST   *ast.File
	Set   *token.FileSet
	Code  int // lines that are neither blank nor comment alone
	Lines []string
}

// Test reports whether the file is a test.
func (f *File) Test() bool { return strings.HasSuffix(f.Path, "_test.go") }

// Generated reports whether a generator wrote the file.
func (f *File) Generated() bool { return ast.IsGenerated(f.AST) }

// Dir returns the file's folder, "" for the root.
func (f *File) Dir() string {
	if d := path.Dir(f.Path); d != "." {
		return d
	}
	return ""
}

// Imports returns the paths that the file imports.
func (f *File) Imports() []string {
	var out []string
	for _, spec := range f.AST.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil {
			out = append(out, p)
		}
	}
	return out
}

// Load parses every Go file below root, apart from hidden folders and node_modules.
func Load(root string) ([]*File, error) {
	var files []*File
	err := Walk(root, func(rel string, data []byte) error {
		if path.Ext(rel) != ".go" {
			return nil
		}
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, rel, data, parser.ParseComments)
		if err != nil {
			return err
		}
		f := &File{Path: rel, AST: tree, Set: set}
		sc := bufio.NewScanner(bytes.NewReader(data))
		sc.Buffer(nil, 16<<20)
		for sc.Scan() {
			line := strings.TrimSpace(sc.Text())
			f.Lines = append(f.Lines, line)
			if line != "" && !strings.HasPrefix(line, "//") {
				f.Code++
			}
		}
		files = append(files, f)
		return sc.Err()
	})
	return files, err
}

// Walk calls fn for every file below root with its path relative to root, apart from hidden folders and node_modules.
func Walk(root string, fn func(rel string, data []byte) error) error {
	return filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != root && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".ci" || d.Name() == "node_modules") {
				return filepath.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() || d.Name() == ".git" { // a linked work tree has a file of that name
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		return fn(filepath.ToSlash(rel), data)
	})
}

// RuleFor returns the rule of a folder.
func RuleFor(rules []Rule, dir string) Rule {
	var best Rule
	for _, r := range rules {
		if below(dir, r.Dir) && len(r.Dir) >= len(best.Dir) {
			best = r
		}
	}
	return best
}

// Allows reports whether a package in dir may import p under r.
func (r Rule) Allows(dir, p string) bool {
	if local, ok := strings.CutPrefix(p, Module+"/"); ok {
		// a package may import what lies in its own internal folders
		if parent, _, found := strings.Cut(local, "/internal/"); found && below(dir, parent) {
			return true
		}
		return slices.ContainsFunc(r.Local, func(l string) bool { return l == Free || below(local, l) }) || local == r.Dir
	}
	first, _, _ := strings.Cut(p, "/")
	if !strings.Contains(first, ".") {
		return true // the standard library
	}
	return slices.ContainsFunc(r.Third, func(m string) bool { return m == Free || below(p, m) })
}

// below reports whether p is dir or lies below it.
func below(p, dir string) bool { return dir == "" || p == dir || strings.HasPrefix(p, dir+"/") }
