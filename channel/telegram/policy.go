package telegram

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
)

// Kinds of aliases: of chats and users, which are numbers, and of queries, which are strings.
const (
	peerKind  = "peer"
	queryKind = "query"
)

// table builds rows for fields wherever they stand: messages hold messages.
type table struct{ rows []channel.Rule }

func (t *table) add(why string, a channel.Action, fields ...string) {
	for _, f := range fields {
		t.rows = append(t.rows, channel.Rule{Path: f, Action: a, Why: why})
	}
}

func (t *table) anywhere(why string, a channel.Action, fields ...string) {
	for _, f := range fields {
		t.add(why, a, "**."+f)
	}
}

// platform is the policy of updates and of what the API answers. self is the bot's own number.
func platform(self string) *channel.Policy {
	var t table
	peer := channel.Choose(func(l channel.Leaf) channel.Action {
		if l.Value() == self {
			return channel.DangerouslyKeep()
		}
		return channel.RoutingAlias(peerKind).Integer()
	})
	query := channel.RoutingAlias(queryKind)
	t.anywhere("identifies a query of the user's; goes back in its answer", query, "callback_query.id", "inline_query.id", "shipping_query.id", "pre_checkout_query.id",
		"inline_message_id", "chat_instance", "business_connection_id", "business_connection.id", "poll.id", "poll_id", "media_group_id")
	t.anywhere("identifies a user or a chat", peer, "id", "user_id", "user_chat_id", "migrate_to_chat_id", "migrate_from_chat_id", "linked_chat_id", "personal_chat.id")
	t.anywhere("counts messages of one chat", channel.Keep(), "update_id", "message_id", "message_thread_id", "message_ids[]", "forward_from_message_id")
	t.add("counts messages of one chat", channel.Keep(), "update_id")
	t.anywhere("time", channel.Keep(), "date", "edit_date", "forward_date", "open_date", "close_date", "until_date", "expire_date", "last_synchronization_error_date")
	t.anywhere("size or count; as a number it must stay one", channel.Keep(), "file_size", "width", "height", "duration", "value", "total_voter_count", "voter_count",
		"live_period", "proximity_alert_radius", "open_period", "correct_option_id", "option_ids[]", "total_amount", "sender_boost_count", "paid_star_count",
		"slow_mode_delay", "message_auto_delete_time", "message_auto_delete_timer_time", "accent_color_id", "max_reaction_count", "error_code", "retry_after")
	t.anywhere("name of a person", channel.Entity(anonymize.Person), "first_name", "last_name", "sender_name", "sender_user_name", "forward_sender_name", "author_signature", "order_info.name")
	t.anywhere("name of an account", channel.Entity(anonymize.Username), "username", "active_usernames[]")
	t.anywhere("telephone number", channel.Entity(anonymize.PhoneNumber), "phone_number")
	t.anywhere("e-mail address", channel.Entity(anonymize.EmailAddress), "order_info.email")
	t.anywhere("where a person is or lives", channel.Entity(anonymize.Address), "address", "street_line1", "street_line2", "post_code", "city")
	t.anywhere("a region of 11 km, not a house", channel.Round(1), "latitude", "longitude")
	t.anywhere("narrows the place down", channel.Drop(), "horizontal_accuracy", "heading", "foursquare_id", "google_place_id")
	t.anywhere("the contact once more in a format of its own", channel.Drop(), "vcard")
	t.anywhere("documents of a person", channel.Drop(), "passport_data", "birthdate")
	t.anywhere("portraits; their ids hold the chat's number", channel.Drop(), "small_file_id", "big_file_id", "small_file_unique_id", "big_file_unique_id")
	t.anywhere("lets anyone into the chat", channel.Drop(), "invite_link.invite_link")
	t.anywhere("identifies a file to this bot; the file itself is not passed on", channel.Keep(fileID), "file_id", "file_unique_id", "custom_emoji_id")
	t.anywhere("word of the protocol", channel.Keep(), "type", "status", "language", "mime_type", "currency", "source", "emoji_status_custom_emoji_id")
	t.anywhere("language", channel.Keep(channel.LanguageTag), "language_code")
	t.anywhere("data of a page, JSON in a string", channel.Nested(channel.MustPolicy()), "web_app_data.data")
	t.anywhere("points into a text", channel.Choose(offset), "offset")
	t.anywhere("points into a text", channel.Choose(length), "length")
	t.anywhere("points into the message that is quoted", channel.Choose(position), "position")
	t.anywhere("what the user says", channel.Utterance(), "text", "caption", "callback_query.data", "inline_query.query")
	return channel.MustPolicy(t.rows...)
}

// bot is the policy of calls, as JSON, form, multipart or query, and of calls in the answer to a webhook. What it does
// not name is restored.
func bot() *channel.Policy {
	var t table
	peer := channel.Choose(func(l channel.Leaf) channel.Action {
		if strings.HasPrefix(l.Value(), "@") { // a public channel
			return channel.DangerouslyKeep()
		}
		return channel.RoutingAlias(peerKind).Integer()
	})
	format := func(a channel.Action) channel.Action {
		return a.AsBy(func(l channel.Leaf) anonymize.Escaper {
			mode, _ := l.Sibling("parse_mode")
			switch strings.ToLower(mode) {
			case "markdownv2":
				return channel.EscapeMarkdownV2
			case "markdown":
				return channel.EscapeMarkdown
			case "html":
				return channel.EscapeHTML
			}
			return nil
		})
	}
	t.add("identifies a user or a chat", peer, "chat_id", "from_chat_id", "user_id", "sender_chat_id", "user_ids[]", "reply_parameters.chat_id", "scope.chat_id", "scope.user_id")
	t.add("identifies a query of the user's", channel.RoutingAlias(queryKind), "callback_query_id", "inline_query_id", "shipping_query_id", "pre_checkout_query_id",
		"inline_message_id", "business_connection_id")
	t.add("word of the protocol", channel.Keep(channel.Word, channel.OneOf("MarkdownV2", "Markdown", "HTML")), "method", "parse_mode", "action", "allowed_updates[]")
	t.add("a number", channel.Keep(channel.Digits(16)), "message_id", "message_thread_id", "timeout", "limit", "drop_pending_updates")
	t.add("number of an update, also negative", channel.DangerouslyKeep(), "offset")
	t.add("a form holds it as JSON", channel.Nested(channel.MustPolicy(channel.Rule{Path: "[]", Action: channel.Keep(), Why: "word of the protocol"})), "allowed_updates")
	t.add("what the bot says", format(channel.Utterance()), "text", "caption")
	t.add("what the bot says", format(channel.Scan()), "input_message_content.message_text", "results[].input_message_content.message_text", "media[].caption")
	t.add("address that a button opens", channel.Link(), "reply_markup.inline_keyboard[][].url", "reply_markup.inline_keyboard[][].web_app.url", "url", "link_preview_options.url")
	markup := channel.MustPolicy(
		channel.Rule{Path: "inline_keyboard[][].url", Action: channel.Link(), Why: "address that a button opens"},
		channel.Rule{Path: "inline_keyboard[][].web_app.url", Action: channel.Link(), Why: "address that a button opens"})
	t.add("a form holds it as JSON", channel.Nested(markup), "reply_markup")
	reply := channel.MustPolicy(channel.Rule{Path: "chat_id", Action: peer, Why: "identifies a chat"})
	t.add("a form holds it as JSON", channel.Nested(reply), "reply_parameters")
	var inner table
	inner.add("what the bot says", format(channel.Scan()), "[].caption", "[].input_message_content.message_text")
	inner.anywhere("points into a text", channel.Choose(offset), "offset")
	inner.anywhere("points into a text", channel.Choose(length), "length")
	t.add("a form holds it as JSON", channel.Nested(channel.MustPolicy(inner.rows...)), "media", "results", "caption_entities", "entities", "link_preview_options", "commands", "scope")
	t.add("the bot's own file, or the id of one; nothing is restored in it", channel.Keep(fileID), "photo", "video", "audio", "document", "animation", "voice",
		"video_note", "sticker", "thumbnail", "certificate", "file_id")
	t.anywhere("points into a text", channel.Choose(offset), "offset")
	t.anywhere("points into a text", channel.Choose(length), "length")
	return channel.MustPolicy(t.rows...)
}

// spanned returns the path of the text that an entity points into, "" if the value is no part of an entity:
// message.caption_entities[1].offset belongs to message.caption, entities without a name before them to text.
func spanned(l channel.Leaf) string {
	path := l.Pattern()
	list, _, ok := cutLast(path, "[].")
	if !ok {
		return ""
	}
	object, field, _ := cutLast("."+list, ".")
	text, ok := strings.CutSuffix(field, "entities")
	if !ok {
		return ""
	}
	if text = strings.TrimSuffix(text, "_"); text == "" {
		text = "text"
	}
	return strings.TrimPrefix(object+"."+text, ".")
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

func offset(l channel.Leaf) channel.Action {
	if text := spanned(l); text != "" {
		return channel.Offset(text, channel.UTF16)
	}
	return channel.Keep()
}

func length(l channel.Leaf) channel.Action {
	if text := spanned(l); text != "" {
		path := l.Pattern()
		return channel.Length(text, path[:len(path)-len("length")]+"offset", channel.UTF16)
	}
	return channel.Keep()
}

func position(l channel.Leaf) channel.Action {
	if message, ok := strings.CutSuffix(l.Pattern(), ".quote.position"); ok {
		return channel.Offset(message+".reply_to_message.text", channel.UTF16)
	}
	return channel.Keep()
}

// fileID accepts base64url, as file identifiers are, and nothing that looks like a word or a number.
func fileID(s string) bool {
	if len(s) < 12 || len(s) > 256 {
		return false
	}
	digits, letters := false, false
	for _, c := range []byte(s) {
		switch {
		case c >= '0' && c <= '9':
			digits = true
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			letters = true
		case c != '-' && c != '_':
			return false
		}
	}
	return letters && digits
}
