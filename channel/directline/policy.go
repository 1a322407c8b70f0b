package directline

import (
	"strings"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/activity"
)

// Policies returns the tables of the protocol's objects by the names that the published schema gives them: what a client
// sends (TokenParameters, Activity), what it gets with the bot's words in it (ActivitySet), and what this server writes by
// itself, in which nothing comes from a user (Conversation, ResourceResponse, ErrorResponse). A test holds them against the
// schema and against what the server answers.
func Policies() map[string]*channel.Policy {
	return map[string]*channel.Policy{
		"TokenParameters": parameters(),
		"Activity":        activity.Policy(channel.ToBot, own("")...),
		"ActivitySet": activity.SetPolicy(channel.ToUser, append(own("activities[]."),
			channel.Rule{Path: "watermark", Action: channel.DangerouslyKeep(), Why: "a number of this server's"})...),
		"Conversation": made("conversationId", "random", "token", "conversation and expiry, authenticated; names no user", "expires_in", "a number",
			"streamUrl", "this server's address, with conversation and token", "referenceGrammarId", "never sent", "eTag", "never sent"),
		"ResourceResponse": made("id", "random"),
		"ErrorResponse": made("error.code", "constant word", "error.message", "constant text", "error.innerHttpError.statusCode", "never sent",
			"error.innerHttpError.body.**", "never sent: it would hold what the bot answered"),
	}
}

// made are the rows of an object that the server writes: field, reason, field, reason …
func made(rows ...string) *channel.Policy {
	var out []channel.Rule
	for i := 0; i < len(rows); i += 2 {
		out = append(out, channel.Rule{Path: rows[i], Action: channel.DangerouslyKeep(), Why: rows[i+1]})
	}
	return channel.MustPolicy(out...)
}

// parameters is the policy of what a back end or a client says about the user when a conversation begins.
func parameters() *channel.Policy {
	var rules []channel.Rule
	for _, r := range activity.Rules(channel.ToBot, "") {
		if field, ok := strings.CutPrefix(r.Path, "from."); ok {
			r.Path = "user." + field
			rules = append(rules, r)
		}
	}
	return channel.MustPolicy(append(rules,
		channel.Rule{Path: "trustedOrigins[]", Action: channel.Drop(), Why: "which pages may call is the operator's decision (Config.Origins)"},
		channel.Rule{Path: "eTag", Action: channel.Drop(), Why: "not used"})...)
}

// own are the rows of fields that the server itself writes into every activity.
func own(at string) []channel.Rule {
	var rules []channel.Rule
	for _, f := range []string{"id", "replyToId", "channelId", "timestamp", "conversation.id"} {
		rules = append(rules, channel.Rule{Path: at + f, Action: channel.DangerouslyKeep(), Why: "written by this server; what a client sends in it is overwritten"})
	}
	return append(rules, channel.Rule{Path: at + "serviceUrl", Action: channel.Drop(), Why: "answers do not go to an address"})
}

// echoPolicy restores what the user said as it was: not even escaped.
func echoPolicy() *channel.Policy {
	rules := append(own(""), channel.Rule{Path: "text", Action: channel.Scan(), Why: "the user's own words"},
		channel.Rule{Path: "speak", Action: channel.Scan(), Why: "the user's own words"},
		channel.Rule{Path: "summary", Action: channel.Scan(), Why: "the user's own words"})
	return activity.Policy(channel.ToUser, rules...)
}
