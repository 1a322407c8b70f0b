package whatsapp

import (
	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/activity"
	"github.com/deckname/deckname/channel/internal/meta"
)

// Kinds of aliases.
const (
	userKind    = "user"
	messageKind = "message"
	contactKind = "contact"
)

const (
	whyWord  = "word of the protocol"
	whyUser  = "a telephone number, or an id that stands for one; the conversation"
	whyMsg   = "holds the sender's telephone number in base64; needed without a conversation to mark a message as read"
	whyOwn   = "the business's own"
	whyTime  = "time"
	whyMedia = "Meta's id of a file; says nothing without the access token"
)

// table builds rows below a prefix.
type table struct{ rows []channel.Rule }

func (t *table) add(prefix, why string, a channel.Action, paths ...string) {
	for _, p := range paths {
		t.rows = append(t.rows, channel.Rule{Path: prefix + p, Action: a, Why: why})
	}
}

// inbound is the policy of webhook bodies. What it does not name is scanned.
func inbound() *channel.Policy {
	var t table
	user, msg := channel.RoutingAlias(userKind), channel.RoutingAlias(messageKind)
	second := channel.Keep(channel.Digits(10))
	t.add("", whyWord, channel.Keep(), "object", "entry[].changes[].field")
	t.add("", whyOwn, channel.Keep(channel.Digits(20)), "entry[].id", "entry[].time")

	const v = "entry[].changes[].value."
	t.add(v, whyWord, channel.Keep(), "messaging_product")
	t.add(v, whyOwn, channel.DangerouslyKeep(), "metadata.display_phone_number")
	t.add(v, whyOwn, channel.Keep(channel.Digits(20)), "metadata.phone_number_id")
	t.add(v, "the user's name", channel.Entity(anonymize.Person), "contacts[].profile.name")
	t.add(v, "the user's name", channel.Entity(anonymize.Username), "contacts[].profile.username")
	t.add(v, whyUser, user, "contacts[].wa_id", "contacts[].user_id", "contacts[].parent_user_id", "user_preferences[].wa_id")
	t.add(v, "stays the same for one user", channel.Alias("key"), "contacts[].identity_key_hash")

	for _, m := range []string{v + "messages[].", v + "message_echoes[]."} {
		t.add(m, whyUser, user, "from", "from_user_id", "from_parent_user_id", "to", "to_user_id", "group_id")
		t.add(m, whyMsg, msg, "id", "context.id", "reaction.message_id", "edit.original_message_id", "revoke.original_message_id")
		t.add(m, whyUser, user, "context.from", "context.from_user_id", "system.wa_id", "system.customer", "system.user_id")
		t.add(m, "stays the same for one user", channel.Alias("key"), "system.identity")
		t.add(m, whyTime, second, "timestamp")
		t.add(m, whyWord, channel.Keep(), "type", "interactive.type", "system.type")
		t.add(m, "a sentence of Meta's with both numbers of the user in it", channel.Drop(), "system.body")
		t.add(m, "what the user says", channel.Utterance(), "text.body", "button.text")
		t.add(m, "the bot's own, but it may have put a name into it", channel.Scan(), "button.payload", "interactive.button_reply.id",
			"interactive.list_reply.id", "interactive.nfm_reply.name", "order.catalog_id", "order.product_items[].product_retailer_id")
		t.add(m, "the bot's own, but it may have put a name into it", channel.Utterance(), "interactive.button_reply.title", "interactive.list_reply.title",
			"interactive.list_reply.description")
		t.add(m, "answers of a form, JSON in a string", channel.Nested(channel.MustPolicy()), "interactive.nfm_reply.response_json")
		t.add(m, "what the user says", channel.Utterance(), "interactive.nfm_reply.body", "order.text", "reaction.emoji")
		for _, f := range []string{"image.", "video.", "audio.", "voice.", "document.", "sticker."} {
			t.add(m+f, "what the user says", channel.Utterance(), "caption")
			t.add(m+f, "people name files after themselves", channel.Scan(), "filename")
			t.add(m+f, "media type", channel.Keep(meta.MediaType), "mime_type")
			t.add(m+f, "sum of a file", channel.Keep(meta.Digest), "sha256")
			t.add(m+f, whyMedia, channel.Keep(channel.Digits(32)), "id")
			t.add(m+f, "address of the file with an access key", channel.Drop(), "url")
		}
		t.add(m, "a region of 11 km, not a house", channel.Round(1), "location.latitude", "location.longitude")
		t.add(m, "where the user is", channel.Entity(anonymize.Address), "location.address")
		t.add(m, "name of a place", channel.Scan(), "location.name")
		t.add(m, "address of a page about the place", channel.Drop(), "location.url")
		contacts(&t, m+"contacts[].", channel.Alias(contactKind))
		t.add(m, "amounts; as numbers they must stay numbers", channel.Keep(), "order.product_items[].quantity", "order.product_items[].item_price", "errors[].code")
		t.add(m, "three letters", channel.Keep(channel.OneOf("EUR", "USD", "CHF", "GBP")), "order.product_items[].currency")
		t.add(m, "the click that led here, which Meta can assign to a person", channel.Drop(), "referral.ctwa_clid", "referral.image_url", "referral.video_url", "referral.thumbnail_url")
		t.add(m, whyWord, channel.Keep(), "referral.source_type", "referral.media_type")
	}

	s := v + "statuses[]."
	t.add(s, whyMsg, msg, "id")
	t.add(s, whyUser, user, "recipient_id", "recipient_user_id", "recipient_participant_id")
	t.add(s, whyTime, second, "timestamp", "conversation.expiration_timestamp")
	t.add(s, whyWord, channel.Keep(channel.Word, channel.OneOf("CBP", "PMP")), "status", "type", "conversation.origin.type", "pricing.category", "pricing.type", "pricing.pricing_model")
	t.add(s, "stays the same for one user", channel.Alias("conversation"), "conversation.id")
	t.add(s, "number of an error", channel.Keep(), "errors[].code")
	return channel.MustPolicy(t.rows...)
}

// contacts are the cards that users and bots send each other.
func contacts(t *table, c string, id channel.Action) {
	t.add(c, "name of a person", channel.Entity(anonymize.Person), "name.formatted_name", "name.first_name", "name.last_name", "name.middle_name")
	t.add(c, "title of a person", channel.Scan(), "name.prefix", "name.suffix")
	t.add(c, "date of birth", channel.Entity(anonymize.DateOfBirth), "birthday")
	t.add(c, "telephone number", channel.Entity(anonymize.PhoneNumber), "phones[].phone")
	t.add(c, "telephone number", id, "phones[].wa_id", "phones[].user_id")
	t.add(c, "e-mail address", channel.Entity(anonymize.EmailAddress), "emails[].email")
	t.add(c, "where a person lives or works", channel.Entity(anonymize.Address), "addresses[].street", "addresses[].zip", "addresses[].city")
	t.add(c, "where a person lives or works", channel.Scan(), "addresses[].state", "addresses[].country", "addresses[].country_code", "org.company", "org.department", "org.title")
	t.add(c, "page of a person", channel.Entity(anonymize.URL), "urls[].url")
	kind := channel.Keep(channel.OneOf("HOME", "WORK", "CELL", "MAIN", "IPHONE"))
	t.add(c, whyWord, kind, "phones[].type", "emails[].type", "addresses[].type", "urls[].type")
}

// outbound is the policy of POST …/messages. What it does not name is restored.
func outbound() *channel.Policy {
	var t table
	msg := activity.ID(channel.ToUser, channel.RoutingAlias(messageKind))
	t.add("", whyUser, activity.ID(channel.ToUser, channel.RoutingAlias(userKind)), "to", "recipient")
	t.add("", whyMsg, msg, "message_id", "context.message_id", "reaction.message_id")
	t.add("", whyWord, channel.Keep(), "messaging_product", "recipient_type", "type", "status", "typing_indicator.type", "interactive.type")
	t.add("", "what the bot says", channel.Utterance(), "text.body", "interactive.body.text")
	for _, f := range []string{"image", "video", "audio", "document", "sticker"} {
		t.add("", "address of the bot's own file", channel.Link(), f+".link", "interactive.header."+f+".link", "template.components[].parameters[]."+f+".link")
	}
	t.add("", "address that a button opens", channel.Link(), "interactive.action.parameters.url", "template.components[].cards[].components[].parameters[].url")
	t.add("contacts[].", "telephone number", activity.ID(channel.ToUser, channel.Alias(contactKind)), "phones[].wa_id", "phones[].user_id")
	return channel.MustPolicy(t.rows...)
}

// upload is the policy of POST …/media: the bot's own file, in which nothing is restored.
func upload() *channel.Policy {
	var t table
	t.add("", whyOwn, channel.DangerouslyKeep(), "file", "type", "messaging_product")
	return channel.MustPolicy(t.rows...)
}

// answer is the policy of the Graph API's answers.
func answer() *channel.Policy {
	var t table
	t.add("", whyUser, channel.RoutingAlias(userKind), "contacts[].input", "contacts[].wa_id", "contacts[].user_id")
	t.add("", whyMsg, channel.RoutingAlias(messageKind), "messages[].id")
	t.add("", whyUser, channel.RoutingAlias(userKind), "messages[].group_id")
	t.add("", whyWord, channel.Keep(), "messaging_product", "messages[].message_status")
	t.add("", whyMedia, channel.Keep(channel.Digits(32)), "id")
	t.add("error.", "number of an error", channel.Keep(), "code", "error_subcode")
	t.add("error.", whyWord, channel.Keep(channel.OneOf("OAuthException", "GraphMethodException"), channel.Word), "type", "error_data.messaging_product")
	t.add("error.", "made by Meta, letters and digits", channel.DangerouslyKeep(), "fbtrace_id")
	return channel.MustPolicy(t.rows...)
}
