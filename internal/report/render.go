package report

import (
	"fmt"
	"html"
	"io"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"
)

// function is what the page calls by name.
type function func(args []reflect.Value) (any, error)

// renderer executes the page: the language of html/template, of which it knows what the page uses. Every value is escaped
// for text and quoted attributes, the only places where the page puts values (TestPlaces). The standard library's executor
// looks methods up by name, so that the linker keeps every exported method of the whole program: two megabytes.
type renderer struct {
	w     io.Writer
	trees map[string]*parse.Tree
	funcs map[string]function
	vars  []variable
	err   error
}

type variable struct {
	name  string
	value reflect.Value
}

func render(w io.Writer, name, text string, funcs map[string]function, data any) error {
	names := map[string]any{}
	for f := range funcs {
		names[f] = true
	}
	trees, err := parse.Parse(name, text, "", "", names)
	if err != nil {
		return err
	}
	r := &renderer{w: w, trees: trees, funcs: funcs}
	r.template(name, reflect.ValueOf(data))
	return r.err
}

func (r *renderer) fail(format string, args ...any) reflect.Value {
	if r.err == nil {
		r.err = fmt.Errorf("report: "+format, args...)
	}
	return reflect.Value{}
}

func (r *renderer) template(name string, dot reflect.Value) {
	tree := r.trees[name]
	if tree == nil {
		r.fail("no template %s", name)
		return
	}
	before := r.vars
	r.vars = []variable{{"$", dot}}
	r.list(tree.Root, dot)
	r.vars = before
}

func (r *renderer) list(l *parse.ListNode, dot reflect.Value) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		if r.err != nil {
			return
		}
		switch n := n.(type) {
		case *parse.TextNode:
			_, r.err = r.w.Write(n.Text)
		case *parse.ActionNode:
			if v := r.pipe(n.Pipe, dot); len(n.Pipe.Decl) == 0 && r.err == nil {
				_, r.err = io.WriteString(r.w, html.EscapeString(fmt.Sprint(v)))
			}
		case *parse.IfNode:
			if truth(r.pipe(n.Pipe, dot)) {
				r.list(n.List, dot)
			} else {
				r.list(n.ElseList, dot)
			}
		case *parse.WithNode:
			if v := r.pipe(n.Pipe, dot); truth(v) {
				r.list(n.List, v)
			} else {
				r.list(n.ElseList, dot)
			}
		case *parse.RangeNode:
			r.loop(n, dot)
		case *parse.TemplateNode:
			r.template(n.Name, r.pipe(n.Pipe, dot))
		default:
			r.fail("the page uses what this executor does not know: %T", n)
		}
	}
}

func (r *renderer) loop(n *parse.RangeNode, dot reflect.Value) {
	v := r.pipe(n.Pipe, dot)
	if r.err != nil {
		return
	}
	turn := func(key, item reflect.Value) {
		mark := len(r.vars)
		switch d := n.Pipe.Decl; len(d) {
		case 1:
			r.vars = append(r.vars, variable{d[0].Ident[0], item})
		case 2:
			r.vars = append(r.vars, variable{d[0].Ident[0], key}, variable{d[1].Ident[0], item})
		}
		r.list(n.List, item)
		r.vars = r.vars[:mark]
	}
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			turn(reflect.ValueOf(i), v.Index(i))
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, k := range keys {
			turn(k, v.MapIndex(k))
		}
	default:
		r.fail("range over %s", v.Kind())
		return
	}
	if v.Len() == 0 {
		r.list(n.ElseList, dot)
	}
}

// pipe returns the value of a pipeline of one command.
func (r *renderer) pipe(p *parse.PipeNode, dot reflect.Value) reflect.Value {
	if p == nil {
		return reflect.Value{}
	}
	if len(p.Cmds) != 1 {
		return r.fail("a pipeline of several commands")
	}
	args := p.Cmds[0].Args
	if id, ok := args[0].(*parse.IdentifierNode); ok {
		vals := make([]reflect.Value, 0, len(args)-1)
		for _, a := range args[1:] {
			vals = append(vals, r.value(a, dot))
		}
		if r.err != nil {
			return reflect.Value{}
		}
		out, err := r.funcs[id.Ident](vals)
		if err != nil {
			return r.fail("%s: %w", id.Ident, err)
		}
		return reflect.ValueOf(out)
	}
	return r.value(args[0], dot)
}

func (r *renderer) value(n parse.Node, dot reflect.Value) reflect.Value {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.FieldNode:
		return r.fields(dot, n.Ident)
	case *parse.VariableNode:
		for i := len(r.vars) - 1; i >= 0; i-- {
			if r.vars[i].name == n.Ident[0] {
				return r.fields(r.vars[i].value, n.Ident[1:])
			}
		}
		return r.fail("no variable %s", n.Ident[0])
	case *parse.StringNode:
		return reflect.ValueOf(n.Text)
	case *parse.NumberNode:
		return reflect.ValueOf(int(n.Int64))
	case *parse.PipeNode:
		return r.pipe(n, dot)
	}
	return r.fail("the page uses what this executor does not know: %T", n)
}

func (r *renderer) fields(v reflect.Value, names []string) reflect.Value {
	for _, name := range names {
		for v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		if v.Kind() != reflect.Struct {
			return r.fail("no field %s", name)
		}
		if v = v.FieldByName(name); !v.IsValid() {
			return r.fail("no field %s", name)
		}
	}
	return v
}

// truth is what html/template takes for true: anything but zero and empty.
func truth(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Invalid:
		return false
	case reflect.Slice, reflect.Map, reflect.String:
		return v.Len() > 0
	case reflect.Struct:
		return true
	}
	return !v.IsZero()
}
