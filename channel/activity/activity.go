// Package activity holds the policies of the Bot Framework Activity, which Bot Framework, Teams, Direct Line and Web Chat
// share (Activity specification of the Bot Framework SDK, "Bot Framework -- Activity"; Bot Connector 3.1, Direct Line 3.0).
//
// Every string of the published schemas stands in the table with an action and a reason, Scan included. What extensions
// add is scanned, too. Adapters put their own rows before these: the first row that matches wins.
//
// Values of the functions are immutable and safe for concurrent use.
package activity

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
)

// AccountKind and MessageKind are the kinds of the aliases of accounts and activities, ConversationKind that of
// conversations.
const (
	AccountKind      = "account"
	MessageKind      = "activity"
	ConversationKind = "conversation"
)

// Types are the values of Activity.type.
func Types() []string {
	return []string{"message", "contactRelationUpdate", "conversationUpdate", "typing", "endOfConversation", "event",
		"invoke", "deleteUserData", "messageUpdate", "messageDelete", "installationUpdate", "messageReaction", "suggestion",
		"trace", "handoff", "command", "commandResult"}
}

// ID is Alias or RoutingAlias where the value may also be an identifier that the bot's side made, for example its own:
// on the way to the user only what looks like an alias is resolved. d is the direction of the policy.
func ID(d channel.Direction, a channel.Action) channel.Action {
	if d == channel.ToBot {
		return a
	}
	return channel.Choose(func(l channel.Leaf) channel.Action {
		if strings.HasPrefix(strings.ToLower(l.Value()), channel.AliasPrefix) {
			return a
		}
		return channel.DangerouslyKeep()
	})
}

// Rules returns the table of an Activity that stands at prefix, for example "" or "activities[].".
func Rules(d channel.Direction, prefix string) []channel.Rule {
	var rules []channel.Rule
	add := func(path string, a channel.Action, why string) {
		rules = append(rules, channel.Rule{Path: prefix + path, Action: a, Why: why})
	}
	account := func(at string) {
		add(at+".id", ID(d, channel.Alias(AccountKind)), "may be a telephone number or an e-mail address")
		add(at+".aadObjectId", ID(d, channel.Alias(AccountKind)), "directory identifier of a person")
		add(at+".name", channel.Entity(anonymize.Person), "name of a person")
		add(at+".role", channel.Keep(channel.OneOf("user", "bot", "skill")), "word of the protocol")
		for _, f := range []string{"givenName", "surname"} {
			add(at+"."+f, channel.Entity(anonymize.Person), "Teams: name of a person")
		}
		for _, f := range []string{"email", "userPrincipalName"} {
			add(at+"."+f, channel.Entity(anonymize.EmailAddress), "Teams: address of a person")
		}
	}
	conversation := func(at string) {
		add(at+".id", ID(d, channel.RoutingAlias(ConversationKind)), "some platforms make it from telephone numbers")
		add(at+".tenantId", ID(d, channel.Alias(AccountKind)), "directory identifier")
		add(at+".aadObjectId", ID(d, channel.Alias(AccountKind)), "directory identifier of a person")
		add(at+".name", channel.Scan(), "topic, or names of those who talk")
		add(at+".role", channel.Keep(channel.OneOf("user", "bot", "skill")), "word of the protocol")
		add(at+".conversationType", channel.Keep(), "word of the platform (personal, channel)")
	}
	format := func(a channel.Action) channel.Action {
		return a.AsBy(func(l channel.Leaf) anonymize.Escaper {
			f, _ := l.Lookup(prefix + "textFormat")
			return channel.EscapeFor(f)
		})
	}

	add("type", channel.Keep(channel.OneOf(Types()...)), "word of the protocol")
	add("id", ID(d, channel.Alias(MessageKind)), "some platforms put telephone numbers into it")
	add("replyToId", ID(d, channel.Alias(MessageKind)), "identifier of an activity")
	add("timestamp", channel.Keep(channel.Timestamp), "time")
	add("localTimestamp", channel.Keep(channel.Timestamp), "time")
	add("expiration", channel.Keep(channel.Timestamp), "time")
	add("localTimezone", channel.Keep(zone), "name of a time zone")
	add("callerId", ID(d, channel.Alias(AccountKind)), "address of who calls")
	add("serviceUrl", channel.Link(), "address for answers; adapters that have one replace it")
	add("channelId", channel.Keep(), "word of the platform")
	account("from")
	account("recipient")
	conversation("conversation")
	account("membersAdded[]")
	account("membersRemoved[]")
	add("reactionsAdded[].type", channel.Keep(), "word of the protocol")
	add("reactionsRemoved[].type", channel.Keep(), "word of the protocol")
	add("textFormat", channel.Keep(channel.OneOf("markdown", "plain", "xml")), "word of the protocol")
	add("attachmentLayout", channel.Keep(channel.OneOf("list", "carousel")), "word of the protocol")
	add("topicName", channel.Scan(), "free text")
	add("locale", channel.Keep(channel.LanguageTag), "language")
	add("text", format(streamed(prefix)), "what a person or the bot says")
	add("speak", channel.Scan().As(channel.EscapeSSML), "the same, to be spoken (SSML)")
	add("inputHint", channel.Keep(channel.OneOf("acceptingInput", "ignoringInput", "expectingInput")), "word of the protocol")
	add("summary", format(channel.Scan()), "free text")
	add("suggestedActions.to[]", ID(d, channel.Alias(AccountKind)), "identifiers of persons")
	rules = append(rules, cardActions(prefix+"suggestedActions.actions[]")...)
	add("attachments[].contentType", channel.Keep(contentType), "media type")
	if d == channel.ToBot {
		add("attachments[].contentUrl", channel.Drop(), "holds file names, access tokens or the file itself")
		add("attachments[].thumbnailUrl", channel.Drop(), "holds file names, access tokens or the file itself")
	} else {
		add("attachments[].contentUrl", channel.Link(), "address of a file")
		add("attachments[].thumbnailUrl", channel.Link(), "address of a picture")
	}
	add("attachments[].name", channel.Scan(), "file name")
	rules = append(rules, cards(prefix+"attachments[].content")...)
	rules = append(rules, entities(d, prefix+"entities[]")...)
	for _, f := range []string{"tenant", "team", "channel", "meeting"} {
		add("channelData."+f+".id", ID(d, channel.Alias(AccountKind)), "Teams: identifier")
	}
	add("channelData.team.aadGroupId", ID(d, channel.Alias(AccountKind)), "Teams: identifier")
	add("channelData.**", channel.Scan(), "whatever the platform adds")
	add("action", channel.Keep(), "word of the protocol")
	add("label", channel.Scan(), "free text")
	add("valueType", channel.Scan(), "free text")
	add("value.**", channel.Scan(), "whatever the sender means by it")
	add("name", channel.Scan(), "name of an event or operation")
	add("relatesTo.activityId", ID(d, channel.Alias(MessageKind)), "identifier of an activity")
	account("relatesTo.user")
	account("relatesTo.bot")
	conversation("relatesTo.conversation")
	add("relatesTo.channelId", channel.Keep(), "word of the platform")
	add("relatesTo.serviceUrl", channel.Link(), "address")
	add("relatesTo.locale", channel.Keep(channel.LanguageTag), "language")
	add("code", channel.Keep(), "word of the protocol")
	add("importance", channel.Keep(channel.OneOf("low", "normal", "high")), "word of the protocol")
	add("deliveryMode", channel.Keep(channel.OneOf("normal", "notification", "ephemeral", "expectReplies", "stream")), "word of the protocol")
	add("listenFor[]", channel.Scan(), "words to listen for")
	add("textHighlights[].text", channel.Scan(), "part of text")
	add("textHighlights[].occurrence", channel.Keep(), "a count")
	add("semanticAction.state", channel.Keep(channel.OneOf("start", "continue", "done")), "word of the protocol")
	add("semanticAction.id", channel.Scan(), "free text")
	add("semanticAction.entities.**", channel.Scan(), "what a language service found in the text")
	return rules
}

// streamed is the action of text: typing activities with an entity of type streaminfo repeat it as it grows.
func streamed(prefix string) channel.Action {
	return channel.Choose(func(l channel.Leaf) channel.Action {
		typ, _ := l.Lookup(prefix + "type")
		format, _ := l.Lookup(prefix + "textFormat")
		a := channel.Utterance()
		if typ == "typing" {
			a = channel.Cumulative(func(channel.Leaf) bool { return false })
		}
		return a.As(channel.EscapeFor(format))
	})
}

func contentType(s string) bool {
	if strings.HasPrefix(s, "application/vnd.microsoft.") || strings.HasPrefix(s, "application/vnd.openxmlformats-officedocument.") {
		s = strings.TrimPrefix(s, "application/")
	}
	return channel.Word(s) || channel.OneOf("audio/mp3", "audio/mp4", "video/mp4", "image/svg+xml")(s)
}

// zone accepts names of the IANA time zone database.
func zone(s string) bool {
	area, city, ok := strings.Cut(s, "/")
	return s == "" || s == "UTC" || ok && channel.OneOf("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Etc",
		"Indian", "Pacific")(area) && len(city) < 32 && !strings.ContainsAny(city, " .,@0123456789")
}

func cardActions(at string) []channel.Rule {
	row := func(f string, a channel.Action, why string) channel.Rule {
		return channel.Rule{Path: at + "." + f, Action: a, Why: why}
	}
	value := channel.Choose(func(l channel.Leaf) channel.Action {
		switch t, _ := l.Sibling("type"); t {
		case "openUrl", "showImage", "downloadFile", "playAudio", "playVideo", "signin", "call":
			return channel.Link()
		}
		return channel.Scan()
	})
	return []channel.Rule{
		row("type", channel.Keep(), "word of the protocol"),
		row("title", channel.Scan(), "label of a button"),
		row("image", channel.Link(), "address of a picture"),
		row("imageAltText", channel.Scan(), "free text"),
		row("text", channel.Scan(), "what the button says"),
		row("displayText", channel.Scan(), "what the button says"),
		row("value", value, "what the button sends, or the address that it opens"),
		row("value.**", channel.Scan(), "what the button sends"),
		row("channelData.**", channel.Scan(), "whatever the platform adds"),
	}
}

func cards(at string) []channel.Rule {
	var rules []channel.Rule
	add := func(path string, a channel.Action, why string) {
		rules = append(rules, channel.Rule{Path: at + "." + path, Action: a, Why: why})
	}
	for _, f := range []string{"buttons[]", "tap", "images[].tap", "items[].tap", "items[].image.tap"} {
		rules = append(rules, cardActions(at+"."+f)...)
	}
	for _, f := range []string{"images[]", "image", "items[].image", "media[]"} {
		add(f+".url", channel.Link(), "address of a picture or recording")
	}
	for _, f := range []string{"images[]", "image", "items[].image"} {
		add(f+".alt", channel.Scan(), "description of a picture")
	}
	add("media[].profile", channel.Scan(), "free text")
	for _, f := range []string{"title", "subtitle", "items[].title", "items[].subtitle"} {
		add(f, channel.Scan(), "heading")
	}
	for _, f := range []string{"text", "items[].text"} {
		add(f, channel.Scan().As(channel.EscapeMarkdown), "free text")
	}
	for _, f := range []string{"facts[].key", "facts[].value"} {
		add(f, channel.Scan(), "line of a receipt")
	}
	for _, f := range []string{"items[].price", "items[].quantity", "total", "tax", "vat"} {
		add(f, channel.Scan(), "amount, but free text")
	}
	add("aspect", channel.Scan(), "proportion, but free text")
	add("duration", channel.Scan(), "duration, but free text")
	add("value.**", channel.Scan(), "whatever the card sends")
	add("connectionName", channel.Scan(), "name of a connection, but free text")
	add("tokenExchangeResource.id", channel.Scan(), "identifier of a resource")
	add("tokenExchangeResource.uri", channel.Link(), "address")
	add("tokenExchangeResource.providerId", channel.Scan(), "identifier of a service")
	add("**", channel.Scan(), "adaptive cards and whatever else is attached")
	return rules
}

func entities(d channel.Direction, at string) []channel.Rule {
	row := func(f string, a channel.Action, why string) channel.Rule {
		return channel.Rule{Path: at + "." + f, Action: a, Why: why}
	}
	return []channel.Rule{
		row("type", channel.Keep(channel.Word, channel.OneOf("Place", "GeoCoordinates", "Mention", "Thing", "ClientCapabilities", "clientInfo", "streaminfo")), "word of the protocol"),
		row("name", channel.Scan(), "name of a place"),
		row("latitude", channel.Round(1), "a region of 11 km, not a house"),
		row("longitude", channel.Round(1), "a region of 11 km, not a house"),
		row("elevation", channel.Drop(), "narrows the place down"),
		row("geo.latitude", channel.Round(1), "a region of 11 km, not a house"),
		row("geo.longitude", channel.Round(1), "a region of 11 km, not a house"),
		row("geo.elevation", channel.Drop(), "narrows the place down"),
		row("mentioned.id", ID(d, channel.Alias(AccountKind)), "identifier of a person"),
		row("mentioned.aadObjectId", ID(d, channel.Alias(AccountKind)), "directory identifier of a person"),
		row("mentioned.name", channel.Entity(anonymize.Person), "name of a person"),
		row("mentioned.role", channel.Keep(channel.OneOf("user", "bot", "skill")), "word of the protocol"),
		row("text", channel.Scan(), "the mention as it stands in text"),
		row("address.**", channel.Scan(), "address of a place"),
		row("geo.**", channel.Scan(), "what else describes a place"),
		row("hasMap.**", channel.Scan(), "map of a place"),
		row("streamType", channel.Keep(), "word of the protocol"),
		row("streamId", ID(d, channel.Alias(MessageKind)), "identifier of an activity"),
		row("**", channel.Scan(), "whatever the platform adds"),
	}
}

// Policy returns the policy of an Activity as a body of its own, with rows of the adapter before the table.
func Policy(d channel.Direction, before ...channel.Rule) *channel.Policy {
	return channel.MustPolicy(merge(before, Rules(d, ""))...)
}

// SetPolicy returns the policy of a body with activities in the list "activities".
func SetPolicy(d channel.Direction, before ...channel.Rule) *channel.Policy {
	return channel.MustPolicy(merge(before, Rules(d, "activities[]."))...)
}

// merge drops rows whose path an adapter has a row of its own for.
func merge(before, table []channel.Rule) []channel.Rule {
	own := make(map[string]bool, len(before))
	for _, r := range before {
		own[strings.ToLower(r.Path)] = true
	}
	out := append([]channel.Rule(nil), before...)
	for _, r := range table {
		if !own[strings.ToLower(r.Path)] {
			out = append(out, r)
		}
	}
	return out
}
