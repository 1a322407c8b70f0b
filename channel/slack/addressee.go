package slack

import (
	"net/http"
	"strings"

	"github.com/deckname/deckname/channel"
)

// nowhere is the conversation of calls that go to nobody: no user has ever said anything in it.
const nowhere = "workspace"

// addressee is the conversation of a call: that of whoever Slack gives the texts to. Which argument says so depends on the
// method; others do not count, or a bot could name one conversation for the pseudonyms and another one for the message.
// Arguments stand in the body or in the query; one that is given twice is refused, for nobody knows which one counts. Calls about
// a user (users.info) take the direct messages in which that user wrote last, so that the bot can use there what it is told;
// somebody who never wrote, and calls that name neither (users.list), get a scope of their own, in which no conversation's
// pseudonyms mean anything.
func (p *protocol) addressee(r *http.Request, vars map[string]string, l channel.Leaf) (string, error) {
	query := r.URL.Query()
	arg := func(name string) (string, error) {
		if l.Count(name)+len(query[name]) > 1 {
			return "", channel.ErrNoScope
		}
		if s, ok := l.Lookup(name); ok {
			return s, nil
		}
		return query.Get(name), nil
	}
	method := vars["method"]
	family, _, _ := strings.Cut(method, ".")
	var conv, user string
	var err error
	switch {
	case method == "views.open" || method == "views.push" || method == "dialog.open":
		ref, err := arg("trigger_id")
		if err != nil || ref == "" || p.cfg.Aliases == nil {
			return nowhere, err
		}
		conv, _, err = p.unseal("trigger_id", ref)
		return conv, err
	case method == "views.publish":
		user, err = arg("user_id")
	case family == "users":
		user, err = arg("user")
	case method == "conversations.open":
		if conv, err = arg("channel"); err == nil && conv == "" {
			user, err = arg("users")
		}
	case family == "chat" && method != "chat.unfurl" || family == "conversations" || family == "pins" || family == "reactions":
		conv, err = arg("channel")
		if err == nil && conv != "" && strings.EqualFold(method, "chat.postEphemeral") {
			user, err = arg("user")
			conv, user = conv+" "+user, ""
		}
	}
	switch {
	case err != nil:
		return "", err
	case conv != "" && (conv[0] == 'U' || conv[0] == 'W') && !strings.Contains(conv, " "): // a user for a channel: their direct messages
		if last := p.where.Prompt(conv); strings.HasPrefix(last, "D") {
			return last, nil
		}
		return "user " + conv, nil
	case conv != "":
		return conv, nil
	case user != "":
		// What the user wrote last is theirs to see only where nobody else reads, and a profile that is set is read by all.
		if last := p.where.Prompt(user); (method == "users.info" || method == "users.profile.get") && (strings.HasPrefix(last, "D") || strings.Contains(last, " ")) {
			return last, nil
		}
		return "user " + user, nil
	}
	return nowhere, nil
}
