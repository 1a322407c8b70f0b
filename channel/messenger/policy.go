package messenger

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
)

const (
	whyWord  = "word of the protocol"
	whyUser  = "identifies the user to this page; the conversation"
	whyMsg   = "identifies a message of the user's; needed without a conversation in reactions and replies"
	whyOwn   = "the page's own"
	whyTime  = "time"
	whySaid  = "what the user says"
	whyBot   = "the bot's own, but it may have put a name into it"
	whyMedia = "address of a file with an access key"
)

// user aliases whoever is not the page itself.
func user() channel.Action {
	return channel.Choose(func(l channel.Leaf) channel.Action {
		if page, _ := l.Lookup("entry[].id"); page == l.Value() {
			return channel.DangerouslyKeep()
		}
		return channel.RoutingAlias(userKind)
	})
}

// inbound is the policy of webhook bodies. What it does not name is scanned.
func inbound() *channel.Policy {
	var t meta.Rows
	msg := channel.RoutingAlias(messageKind)
	t.Add("", whyWord, channel.Keep(), "object", "entry[].changes[].field")
	t.Add("", whyOwn, channel.Keep(channel.Digits(20)), "entry[].id")
	t.Add("", whyTime, channel.Keep(), "entry[].time")
	for _, m := range []string{"entry[].messaging[].", "entry[].standby[]."} {
		t.Add(m, whyUser, user(), "sender.id", "recipient.id")
		t.Add(m, whyUser, channel.RoutingAlias(userKind), "sender.user_ref", "recipient.user_ref", "optin.user_ref", "prior_message.identifier", "game_play.player_id")
		t.Add(m, "stands for the user when the bot writes first", channel.RoutingAlias(userKind), "optin.notification_messages_token", "optin.one_time_notif_token")
		t.Add(m, whyMsg, msg, "message.mid", "message.reply_to.mid", "message_edit.mid", "postback.mid", "reaction.mid", "delivery.mids[]", "read.mid")
		t.Add(m, whyTime, channel.Keep(), "timestamp", "delivery.watermark", "read.watermark", "message_edit.num_edit")
		t.Add(m, whySaid, channel.Utterance(), "message.text", "message_edit.text", "postback.title")
		t.Add(m, whyBot, channel.Scan(), "message.quick_reply.payload", "postback.payload", "message.metadata")
		t.Add(m, "Meta's own analysis: repeats what the user says in parts", channel.Drop(), "message.nlp", "message.nlp.**")
		a := "message.attachments[]."
		t.Add(m+a, whyWord, channel.Keep(), "type", "payload.template_type")
		t.Add(m+a, whyMedia, channel.Drop(), "payload.url", "url", "payload.elements[].image_url")
		t.Add(m, whyMedia, channel.Drop(), "message.reply_to.story.url")
		t.Add(m+a, "a region of 11 km, not a house", channel.Round(1), "payload.coordinates.lat", "payload.coordinates.long")
		t.Add(m+a, "number of a picture that all can use", channel.Keep(), "payload.sticker_id")
		t.Add(m, whyOwn, channel.Keep(channel.Digits(20)), "message.app_id", "message.quick_reply.app_id", "pass_thread_control.new_owner_app_id", "pass_thread_control.previous_owner_app_id",
			"take_thread_control.new_owner_app_id", "take_thread_control.previous_owner_app_id", "request_thread_control.requested_owner_app_id")
		t.Add(m, whyWord, channel.Keep(), "optin.type", "reaction.action", "reaction.reaction", "account_linking.status")
		for _, r := range []string{"referral.", "postback.referral.", "message.referral."} {
			t.Add(m+r, whyWord, channel.Keep(channel.OneOf("SHORTLINK", "ADS", "MESSENGER_CODE", "DISCOVER_TAB", "CUSTOMER_CHAT_PLUGIN", "OPEN_THREAD")), "source", "type")
			t.Add(m+r, "the click that led here", channel.Drop(), "referer_uri", "ads_context_data", "ads_context_data.**")
		}
	}
	v := "entry[].changes[].value."
	t.Add(v, whyUser, channel.RoutingAlias(userKind), "from.id", "sender_id")
	t.Add(v, "name of a person", channel.Entity(anonymize.Person), "from.name", "sender_name")
	t.Add(v, "leads to a person's comment", channel.RoutingAlias(userKind), "comment_id", "post_id", "parent_id")
	t.Add(v, "address of a person's comment", channel.Drop(), "permalink_url", "post.permalink_url")
	t.Add(v, whyTime, channel.Keep(), "created_time")
	t.Add(v, whyWord, channel.Keep(), "item", "verb")
	t.Add(v, whySaid, channel.Utterance(), "message")
	return channel.MustPolicy(t.Rules...)
}

// outbound is the policy of Graph calls, as JSON, form or multipart. What it does not name is restored.
func outbound() *channel.Policy {
	var to, t meta.Rows
	id := activity.ID(channel.ToUser, channel.RoutingAlias(userKind))
	to.Add("", whyUser, id, recipients()...)
	t.Add("recipient.", whyUser, id, recipients()...)
	t.Add("", "a form holds it as JSON", channel.Nested(channel.MustPolicy(to.Rules...)), "recipient")
	t.Add("", whyOwn, channel.DangerouslyKeep(), "filedata", "access_token", "appsecret_proof", "target_app_id")
	t.Add("", whyWord, channel.Keep(channel.Word, channel.OneOf("RESPONSE", "UPDATE", "MESSAGE_TAG")), "messaging_type", "sender_action")

	var in meta.Rows
	message(&in, "")
	in.Add("", "the recipient stands in a field of its own", channel.Block(), "recipient", "recipient.**")
	t.Add("", "a form holds it as JSON", channel.Nested(channel.MustPolicy(in.Rules...)), "message")
	message(&t, "message.")
	return channel.MustPolicy(t.Rules...)
}

// message are the rows of what the bot says.
func message(t *meta.Rows, at string) {
	t.Add(at, "what the bot says", channel.Utterance(), "text")
	t.Add(at, whyMsg, activity.ID(channel.ToUser, channel.RoutingAlias(messageKind)), "reply_to.mid")
	p := at + "attachment.payload."
	for _, b := range []string{"buttons[].", "elements[].buttons[].", "elements[].default_action."} {
		t.Add(p+b, "address that a button opens", channel.Link(), "url", "fallback_url")
	}
	t.Add(p, "address of the bot's own file", channel.Link(), "url", "elements[].image_url", "elements[].url")
	t.Add(at, "address of a picture", channel.Link(), "quick_replies[].image_url")
}

// answer is the policy of the Send API's answers.
func answer() *channel.Policy {
	var t meta.Rows
	t.Add("", whyUser, channel.RoutingAlias(userKind), "recipient_id")
	t.Add("", whyMsg, channel.RoutingAlias(messageKind), "message_id")
	t.Add("", "Meta's id of the bot's own file", channel.Keep(channel.Digits(32)), "attachment_id")
	failure(&t)
	return channel.MustPolicy(t.Rules...)
}

// profile is the policy of the User Profile API's answers: personal data that comes to the bot in a response.
func profile() *channel.Policy {
	var t meta.Rows
	t.Add("", whyUser, channel.RoutingAlias(userKind), "id")
	t.Add("", "name of a person", channel.Entity(anonymize.Person), "name", "first_name", "last_name")
	t.Add("", "portrait", channel.Drop(), "profile_pic")
	t.Add("", "language", channel.Keep(channel.LanguageTag), "locale")
	t.Add("", "a number of hours", channel.Keep(), "timezone")
	t.Add("", "for the form of address", channel.Keep(), "gender")
	failure(&t)
	return channel.MustPolicy(t.Rules...)
}

func failure(t *meta.Rows) {
	t.Add("error.", "number of an error", channel.Keep(), "code", "error_subcode")
	t.Add("error.", whyWord, channel.Keep(channel.OneOf("OAuthException", "GraphMethodException"), channel.Word), "type")
	t.Add("error.", "made by Meta, letters and digits", channel.DangerouslyKeep(), "fbtrace_id")
}
