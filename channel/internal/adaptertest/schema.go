package adaptertest

import (
	"slices"
	"strings"
	"testing"

	"github.com/deckname/deckname/channel"
)

// Schemas are the published definitions and operations of Direct Line and of the Bot Connector.
type Schemas struct {
	defs map[string]map[string]string // file and definition → property → type
	Ops  []Operation
}

// Operation is one operation of a Swagger file. Body and Answer are types, "-" for none.
type Operation struct {
	File, Method, Path string
	Parameters         []string // "query:watermark"
	Body, Answer       string
}

// ReadSchemas reads channel/activity/testdata/schemas.txt.
func ReadSchemas(tb testing.TB, file string) *Schemas {
	tb.Helper()
	s := &Schemas{defs: make(map[string]map[string]string)}
	for line := range strings.Lines(Read(tb, file)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		switch {
		case f[0] == "d" && len(f) == 5:
			name := f[1] + " " + f[2]
			if s.defs[name] == nil {
				s.defs[name] = make(map[string]string)
			}
			s.defs[name][f[3]] = f[4]
		case f[0] == "o" && len(f) == 6:
			method, path, _ := strings.Cut(f[2], " ")
			o := Operation{File: f[1], Method: method, Path: path, Body: f[4], Answer: f[5]}
			if f[3] != "-" {
				o.Parameters = strings.Split(f[3], ",")
			}
			s.Ops = append(s.Ops, o)
		case !strings.HasPrefix(line, "#"):
			tb.Fatalf("not a line of a schema: %q", line)
		}
	}
	return s
}

// Definitions returns the names of a file's definitions for which f reports true.
func (s *Schemas) Definitions(file string, f func(name string) bool) (names []string) {
	for d := range s.defs {
		if in, name, _ := strings.Cut(d, " "); in == file && f(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Paths returns the paths of all strings and numbers of a type that stands at a path; ".*" at the end of one stands for
// anything in a free object.
func (s *Schemas) Paths(tb testing.TB, file, typ, at string) (paths []string) {
	tb.Helper()
	switch {
	case typ == "-" || typ == "boolean" || typ == "file":
		return nil
	case typ == "string" || typ == "number" || typ == "integer":
		return []string{at}
	case typ == "any":
		return []string{strings.TrimPrefix(at+".*", ".")}
	case strings.HasPrefix(typ, "[]"):
		return s.Paths(tb, file, typ[2:], at+"[]")
	}
	def, ok := s.defs[file+" "+typ]
	if !ok {
		tb.Fatalf("no definition %s in %s", typ, file)
	}
	for p, t := range def {
		paths = append(paths, s.Paths(tb, file, t, strings.TrimPrefix(at+"."+p, "."))...)
	}
	slices.Sort(paths)
	return paths
}

// Complete checks that a policy lists every path, Scan included, and marks in used the rows that it took. A general row
// ("**") is none for a property that has a name.
func Complete(tb testing.TB, where string, p *channel.Policy, paths []string, used map[string]bool) {
	tb.Helper()
	for _, path := range paths {
		free := strings.HasSuffix(path, ".*") || path == "*"
		r, ok := p.Lookup(strings.TrimSuffix(path, "*") + map[bool]string{true: "any"}[free])
		switch {
		case !ok:
			tb.Errorf("%s: no row for %s", where, path)
		case !free && (r.Path == "**" || strings.HasSuffix(r.Path, ".**")):
			tb.Errorf("%s: only the general row %s for %s", where, r.Path, path)
		case r.Why == "":
			tb.Errorf("%s: no reason for %s", where, path)
		}
		used[r.Path] = true
	}
}

// NotStale checks that every row of a policy was used, or is one of the extensions.
func NotStale(tb testing.TB, where string, p *channel.Policy, used map[string]bool, extensions ...string) {
	tb.Helper()
	for _, r := range p.Rules() {
		if !used[r.Path] && !slices.ContainsFunc(extensions, func(e string) bool { return r.Path == e || strings.HasSuffix(r.Path, "."+e) }) {
			tb.Errorf("%s: no property for row %s", where, r.Path)
		}
	}
}
