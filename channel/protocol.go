package channel

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"
)

// Protocol says where strings live in the requests of one platform. It owns no network code; most protocols are a Table.
//
// Match must decide by method and path alone and must not trust what it reads: it runs before authentication. A request
// that it does not know is ErrNoRoute.
type Protocol interface {
	Name() string
	Match(*http.Request) (Route, error)
}

// Failer is a Protocol that answers failures itself, in the form that keeps its platform from repeating the request for
// hours, or from losing the message. It must not write anything of the request.
type Failer interface {
	Fail(http.ResponseWriter, *http.Request, *Failure)
}

// Route says what to do with one request and its response.
type Route struct {
	// Pattern names the route in logs and metrics, such as "POST /v3/conversations/{conversation}/activities".
	Pattern string
	// Direction is that of the request; the response goes the other way.
	Direction Direction
	// Request, Response and Query are the policies of both bodies and of the query string. nil scans everything.
	Request, Response, Query *Policy
	// Conversation and ConversationKind: see Exchange. Conversation is called after Verify only, for values of the
	// request with that value, for path and query with the root of the request's body.
	Conversation     func(Leaf) (string, error)
	ConversationKind string
	// ResponseConversation is Conversation for values of the response. nil takes the scope of the request.
	ResponseConversation func(Leaf) (string, error)
	// Auth goes before Config.Auth.
	Auth Authenticator
	// Headers are let through to the bot besides Accept, Content-Type and what Sign sets.
	Headers []string
	// Upstream, if set, goes before Proxy's upstream. It must not come from the request.
	Upstream *url.URL
	// Answer, if set, answers authenticated requests; nothing is forwarded or rewritten.
	Answer http.Handler
	// Stream says how the response is cut into events if its content type does not.
	Stream StreamKind
	// Trusted and ASCII: see Exchange.
	Trusted, ASCII bool
	// DangerouslyPassBinary lets bodies of types that cannot be searched (images, archives) through as they are.
	DangerouslyPassBinary bool

	path       []pathVar
	pathPolicy *Policy
}

type pathVar struct {
	name       string
	start, end int // in the escaped path
}

// Endpoint is one row of a Table.
type Endpoint struct {
	Method string // "" for any
	// Pattern is a path whose segments may be {name}, and the last one {name...} for all the rest, which is refused if
	// it holds more than one segment and no action says DangerouslyKeep.
	Pattern string
	// Path says what happens to the variables of Pattern. A variable that it lacks is scanned.
	Path map[string]Action
	// Conversation gets the request and the variables of Pattern as they came; see Route.Conversation.
	Conversation func(r *http.Request, vars map[string]string, l Leaf) (string, error)
	// Route is what Match returns, completed by the fields above.
	Route Route
}

// Table returns a Protocol that is a list of endpoints; the first one that matches wins.
func Table(name string, endpoints ...Endpoint) (Protocol, error) {
	t := &table{name: name}
	for _, e := range endpoints {
		if !strings.HasPrefix(e.Pattern, "/") || e.Route.Direction != ToBot && e.Route.Direction != ToUser {
			return nil, fmt.Errorf("%w: endpoint %q needs a path and a direction", ErrConfig, e.Pattern)
		}
		row := tableRow{Endpoint: e, segments: strings.Split(e.Pattern[1:], "/")}
		var rules []Rule
		for i, s := range row.segments {
			v, rest, ok := variable(s)
			if !ok {
				continue
			}
			if rest && i != len(row.segments)-1 {
				return nil, fmt.Errorf("%w: endpoint %q", ErrConfig, e.Pattern)
			}
			rules = append(rules, Rule{Path: v, Action: e.Path[v], Why: "variable of the path"})
		}
		for v := range e.Path {
			if !strings.Contains(e.Pattern, "{"+v+"}") && !strings.Contains(e.Pattern, "{"+v+"...}") {
				return nil, fmt.Errorf("%w: endpoint %q has no variable %q", ErrConfig, e.Pattern, v)
			}
		}
		var err error
		if row.Route.pathPolicy, err = NewPolicy(rules...); err != nil {
			return nil, err
		}
		if row.Route.Pattern == "" {
			row.Route.Pattern = strings.TrimSpace(e.Method + " " + e.Pattern)
		}
		t.rows = append(t.rows, row)
	}
	return t, nil
}

// MustTable is Table for tables in source code. It panics on error.
func MustTable(name string, endpoints ...Endpoint) Protocol {
	t, err := Table(name, endpoints...)
	if err != nil {
		panic(err)
	}
	return t
}

type table struct {
	name string
	rows []tableRow
}

type tableRow struct {
	Endpoint
	segments []string
}

func variable(segment string) (name string, rest, ok bool) {
	if len(segment) < 3 || segment[0] != '{' || segment[len(segment)-1] != '}' {
		return "", false, false
	}
	name = segment[1 : len(segment)-1]
	name, rest = strings.CutSuffix(name, "...")
	return name, rest, true
}

// Name implements Protocol.
func (t *table) Name() string { return t.name }

// Match implements Protocol.
func (t *table) Match(r *http.Request) (Route, error) {
	path := r.URL.EscapedPath()
	if path == "" {
		path = "/"
	}
	for i := range t.rows {
		row := &t.rows[i]
		if row.Method != "" && row.Method != r.Method {
			continue
		}
		vars, ok := row.match(path)
		if !ok {
			continue
		}
		route := row.Route
		route.path = vars
		if row.Conversation != nil {
			values := make(map[string]string, len(vars))
			for _, v := range vars {
				values[v.name], _ = url.PathUnescape(path[v.start:v.end])
			}
			conv := row.Conversation
			route.Conversation = func(l Leaf) (string, error) { return conv(r, values, l) }
		}
		return route, nil
	}
	return Route{}, ErrNoRoute
}

func (row *tableRow) match(path string) (vars []pathVar, ok bool) {
	at := 1
	for i, want := range row.segments {
		if at > len(path) {
			return nil, false
		}
		end := at
		for end < len(path) && path[end] != '/' {
			end++
		}
		name, rest, isVar := variable(want)
		if rest {
			end = len(path)
		}
		seg := path[at:end]
		switch {
		case !isVar && seg != want:
			return nil, false
		case isVar:
			text, err := url.PathUnescape(seg)
			if err != nil || text == "" || text == "." || text == ".." || !utf8.ValidString(text) {
				return nil, false
			}
			vars = append(vars, pathVar{name, at, end})
		}
		at = end + 1
		if i == len(row.segments)-1 && end != len(path) {
			return nil, false
		}
	}
	return vars, true
}

// pathCodec writes the variables of a path.
type pathCodec struct{}

func (pathCodec) decode(raw []byte, n *node) (string, error) {
	s, err := url.PathUnescape(string(raw[n.start:n.end]))
	if err != nil || !utf8.ValidString(s) {
		return "", ErrMalformed
	}
	return s, nil
}
func (pathCodec) encode(dst []byte, s string) []byte    { return append(dst, EscapeURL(nil, s)...) }
func (pathCodec) encodeKey(dst []byte, s string) []byte { return dst }

func (rt *Route) pathDocument(escaped string) *document {
	d := &document{raw: []byte(escaped), codec: pathCodec{}}
	d.nodes = append(d.nodes, node{kind: kindObject, end: len(escaped), parent: none, child: none, next: none})
	for i, v := range rt.path {
		n := node{kind: kindString, start: v.start, end: v.end, key: v.name, index: int32(i), child: none, next: none}
		d.nodes = append(d.nodes, n)
		if i == 0 {
			d.nodes[0].child = 1
		} else {
			d.nodes[i].next = int32(i + 1)
		}
	}
	return d
}
