package whatsapp

import (
	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/activity"
	"github.com/deckname/deckname/channel/meta"
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

// inbound is the policy of webhook bodies. What it does not name is scanned.
func inbound() *channel.Policy {
	var t meta.Rows
	user, msg := channel.RoutingAlias(userKind), channel.RoutingAlias(messageKind)
	second := channel.Keep(channel.Digits(10))
	t.Add("", whyWord, channel.Keep(), "object", "entry[].changes[].field")
	t.Add("", whyOwn, channel.Keep(channel.Digits(20)), "entry[].id", "entry[].time")

	const v = "entry[].changes[].value."
	t.Add(v, whyWord, channel.Keep(), "messaging_product")
	t.Add(v, whyOwn, channel.DangerouslyKeep(), "metadata.display_phone_number")
	t.Add(v, whyOwn, channel.Keep(channel.Digits(20)), "metadata.phone_number_id")
	t.Add(v, "the user's name", channel.Entity(anonymize.Person), "contacts[].profile.name")
	t.Add(v, "the user's name", channel.Entity(anonymize.Username), "contacts[].profile.username")
	t.Add(v, whyUser, user, "contacts[].wa_id", "contacts[].user_id", "contacts[].parent_user_id", "user_preferences[].wa_id")
	t.Add(v, "stays the same for one user", channel.Alias("key"), "contacts[].identity_key_hash")

	for _, m := range []string{v + "messages[].", v + "message_echoes[]."} {
		t.Add(m, whyUser, user, "from", "from_user_id", "from_parent_user_id", "to", "to_user_id", "group_id")
		t.Add(m, whyMsg, msg, "id", "context.id", "reaction.message_id", "edit.original_message_id", "revoke.original_message_id")
		t.Add(m, whyUser, user, "context.from", "context.from_user_id", "system.wa_id", "system.customer", "system.user_id")
		t.Add(m, "stays the same for one user", channel.Alias("key"), "system.identity")
		t.Add(m, whyTime, second, "timestamp")
		t.Add(m, whyWord, channel.Keep(), "type", "interactive.type", "system.type")
		t.Add(m, "a sentence of Meta's with both numbers of the user in it", channel.Drop(), "system.body")
		t.Add(m, "what the user says", channel.Utterance(), "text.body", "button.text")
		t.Add(m, "the bot's own, but it may have put a name into it", channel.Scan(), "button.payload", "interactive.button_reply.id",
			"interactive.list_reply.id", "interactive.nfm_reply.name", "order.catalog_id", "order.product_items[].product_retailer_id")
		t.Add(m, "the bot's own, but it may have put a name into it", channel.Utterance(), "interactive.button_reply.title", "interactive.list_reply.title",
			"interactive.list_reply.description")
		t.Add(m, "answers of a form, JSON in a string", channel.Nested(channel.MustPolicy()), "interactive.nfm_reply.response_json")
		t.Add(m, "what the user says", channel.Utterance(), "interactive.nfm_reply.body", "order.text", "reaction.emoji")
		for _, f := range []string{"image.", "video.", "audio.", "voice.", "document.", "sticker."} {
			t.Add(m+f, "what the user says", channel.Utterance(), "caption")
			t.Add(m+f, "people name files after themselves", channel.Scan(), "filename")
			t.Add(m+f, "media type", channel.Keep(meta.MediaType), "mime_type")
			t.Add(m+f, "sum of a file", channel.Keep(meta.Digest), "sha256")
			t.Add(m+f, whyMedia, channel.Keep(channel.Digits(32)), "id")
			t.Add(m+f, "address of the file with an access key", channel.Drop(), "url")
		}
		t.Add(m, "a region of 11 km, not a house", channel.Round(1), "location.latitude", "location.longitude")
		t.Add(m, "where the user is", channel.Entity(anonymize.Address), "location.address")
		t.Add(m, "name of a place", channel.Scan(), "location.name")
		t.Add(m, "address of a page about the place", channel.Drop(), "location.url")
		contacts(&t, m+"contacts[].", channel.Alias(contactKind))
		t.Add(m, "amounts; as numbers they must stay numbers", channel.Keep(), "order.product_items[].quantity", "order.product_items[].item_price", "errors[].code")
		t.Add(m, "three letters", channel.Keep(channel.OneOf("EUR", "USD", "CHF", "GBP")), "order.product_items[].currency")
		t.Add(m, "the click that led here, which Meta can assign to a person", channel.Drop(), "referral.ctwa_clid", "referral.image_url", "referral.video_url", "referral.thumbnail_url")
		t.Add(m, whyWord, channel.Keep(), "referral.source_type", "referral.media_type")
	}

	s := v + "statuses[]."
	t.Add(s, whyMsg, msg, "id")
	t.Add(s, whyUser, user, "recipient_id", "recipient_user_id", "recipient_participant_id")
	t.Add(s, whyTime, second, "timestamp", "conversation.expiration_timestamp")
	t.Add(s, whyWord, channel.Keep(channel.Word, channel.OneOf("CBP", "PMP")), "status", "type", "conversation.origin.type", "pricing.category", "pricing.type", "pricing.pricing_model")
	t.Add(s, "stays the same for one user", channel.Alias("conversation"), "conversation.id")
	t.Add(s, "number of an error", channel.Keep(), "errors[].code")
	return channel.MustPolicy(t.Rules...)
}

// contacts are the cards that users and bots send each other.
func contacts(t *meta.Rows, c string, id channel.Action) {
	t.Add(c, "name of a person", channel.Entity(anonymize.Person), "name.formatted_name", "name.first_name", "name.last_name", "name.middle_name")
	t.Add(c, "title of a person", channel.Scan(), "name.prefix", "name.suffix")
	t.Add(c, "date of birth", channel.Entity(anonymize.DateOfBirth), "birthday")
	t.Add(c, "telephone number", channel.Entity(anonymize.PhoneNumber), "phones[].phone")
	t.Add(c, "telephone number", id, "phones[].wa_id", "phones[].user_id")
	t.Add(c, "e-mail address", channel.Entity(anonymize.EmailAddress), "emails[].email")
	t.Add(c, "where a person lives or works", channel.Entity(anonymize.Address), "addresses[].street", "addresses[].zip", "addresses[].city")
	t.Add(c, "where a person lives or works", channel.Scan(), "addresses[].state", "addresses[].country", "addresses[].country_code", "org.company", "org.department", "org.title")
	t.Add(c, "page of a person", channel.Entity(anonymize.URL), "urls[].url")
	kind := channel.Keep(channel.OneOf("HOME", "WORK", "CELL", "MAIN", "IPHONE"))
	t.Add(c, whyWord, kind, "phones[].type", "emails[].type", "addresses[].type", "urls[].type")
}

// outbound is the policy of POST …/messages. What it does not name is restored.
func outbound() *channel.Policy {
	var t meta.Rows
	msg := activity.ID(channel.ToUser, channel.RoutingAlias(messageKind))
	t.Add("", whyUser, activity.ID(channel.ToUser, channel.RoutingAlias(userKind)), "to", "recipient")
	t.Add("", whyMsg, msg, "message_id", "context.message_id", "reaction.message_id")
	t.Add("", whyWord, channel.Keep(), "messaging_product", "recipient_type", "type", "status", "typing_indicator.type", "interactive.type")
	t.Add("", "what the bot says", channel.Utterance(), "text.body", "interactive.body.text")
	for _, f := range []string{"image", "video", "audio", "document", "sticker"} {
		t.Add("", "address of the bot's own file", channel.Link(), f+".link", "interactive.header."+f+".link", "template.components[].parameters[]."+f+".link")
	}
	t.Add("", "address that a button opens", channel.Link(), "interactive.action.parameters.url", "template.components[].cards[].components[].parameters[].url")
	t.Add("contacts[].", "telephone number", activity.ID(channel.ToUser, channel.Alias(contactKind)), "phones[].wa_id", "phones[].user_id")
	return channel.MustPolicy(t.Rules...)
}

// upload is the policy of POST …/media: the bot's own file, in which nothing is restored.
func upload() *channel.Policy {
	var t meta.Rows
	t.Add("", whyOwn, channel.DangerouslyKeep(), "file", "type", "messaging_product")
	return channel.MustPolicy(t.Rules...)
}

// answer is the policy of the Graph API's answers.
func answer() *channel.Policy {
	var t meta.Rows
	t.Add("", whyUser, channel.RoutingAlias(userKind), "contacts[].input", "contacts[].wa_id", "contacts[].user_id")
	t.Add("", whyMsg, channel.RoutingAlias(messageKind), "messages[].id")
	t.Add("", whyUser, channel.RoutingAlias(userKind), "messages[].group_id")
	t.Add("", whyWord, channel.Keep(), "messaging_product", "messages[].message_status")
	t.Add("", whyMedia, channel.Keep(channel.Digits(32)), "id")
	t.Add("error.", "number of an error", channel.Keep(), "code", "error_subcode")
	t.Add("error.", whyWord, channel.Keep(channel.OneOf("OAuthException", "GraphMethodException"), channel.Word), "type", "error_data.messaging_product")
	t.Add("error.", "made by Meta, letters and digits", channel.DangerouslyKeep(), "fbtrace_id")
	return channel.MustPolicy(t.Rules...)
}
