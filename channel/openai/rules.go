package openai

import (
	"github.com/deckname/deckname/channel"
)

func row(path string, a channel.Action, why string) channel.Rule {
	return channel.Rule{Path: path, Action: a, Why: why}
}

const (
	whyWord  = "word of the protocol"
	whyCode  = "chosen by the operator's code, not by users"
	whyID    = "made by the provider"
	whyNum   = "a setting; as a number it must stay one"
	whyMedia = "cannot be searched"
	whyUser  = "identifies the end user"
	whyArgs  = "JSON in a string"
	whyOwn   = "a tool that the provider runs: never restored"
	whyText  = "what the model says"
)

// identifier accepts what the providers make as ids: call_9aXk…, msg_…, resp_…, toolu_….
func identifier(s string) bool {
	if len(s) > 128 {
		return false
	}
	under := s == ""
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '_' || c == '-':
			under = true
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
		default:
			return false
		}
	}
	return under
}

func media(cfg Config) channel.Action {
	if cfg.DangerouslyPassMedia {
		return channel.DangerouslyKeep()
	}
	return channel.Block()
}

func text(cfg Config) channel.Action {
	if cfg.Escape == nil {
		return channel.Scan()
	}
	return channel.Scan().As(cfg.Escape)
}

// numbers are settings that every request may have.
func numbers(names ...string) []channel.Rule {
	var rules []channel.Rule
	for _, n := range names {
		rules = append(rules, row(n, channel.Keep(), whyNum))
	}
	return rules
}

// delta is a text lane whose name is made of the numbers at the given paths.
func delta(cfg Config, kind string, paths ...string) channel.Action {
	a := channel.Delta(lane(kind, paths...))
	switch {
	case kind == laneArguments:
		return a.As(channel.EscapeJSON)
	case cfg.Escape != nil:
		return a.As(cfg.Escape)
	}
	return a
}

const laneArguments = "arguments"

// lane names a text: numbers first, so that Flush ends all texts of one of them, then the kind.
func lane(kind string, paths ...string) func(channel.Leaf) string {
	return func(l channel.Leaf) string {
		name := ""
		for _, p := range paths {
			n, _ := l.Lookup(p)
			name += n + "/"
		}
		return name + kind
	}
}

var anything = channel.MustPolicy() // scans everything
