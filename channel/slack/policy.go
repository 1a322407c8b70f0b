package slack

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
)

// table builds rows for fields wherever they stand: messages hold messages.
type table struct{ rows []channel.Rule }

func (t *table) anywhere(why string, a channel.Action, fields ...string) {
	for _, f := range fields {
		t.rows = append(t.rows, channel.Rule{Path: "**." + f, Action: a, Why: why})
	}
}

func (t *table) top(why string, a channel.Action, fields ...string) {
	for _, f := range fields {
		t.rows = append(t.rows, channel.Rule{Path: f, Action: a, Why: why})
	}
}

const (
	whyID   = "says nothing without a token of the workspace; bots write it into texts"
	whyWord = "word of the protocol"
	whyFile = "leads to a file or portrait"
)

// platform is the policy of what Slack sends and answers. What it does not name is scanned.
func platform(p *protocol) *channel.Policy {
	var t table
	hook, trigger := p.seal("response_url", p.hookPath, strings.TrimSuffix(p.cfg.URL, "/")+"/respond/"), p.seal("trigger_id", func(s string) (string, bool) { return s, true }, "")
	t.anywhere("bound to its conversation", hook, "response_url", "response_urls[].response_url")
	t.anywhere("bound to its conversation", trigger, "trigger_id")
	t.anywhere(whyID, channel.Keep(identifier), "id", "user", "user_id", "users[]", "channel", "channel_id", "team", "team_id", "bot_id", "app_id", "api_app_id", "app_installed_team_id",
		"enterprise", "enterprise_id", "context_team_id", "context_enterprise_id", "parent_user_id", "inviter", "creator", "actor_id", "source_team", "user_team", "bot_user_id",
		"authed_users[]", "reply_users[]", "members[]", "event_id", "root_view_id", "previous_view_id", "external_id", "usergroup_id", "file_id", "item_user")
	t.anywhere("time", channel.Keep(stamp), "ts", "event_ts", "thread_ts", "message_ts", "latest_reply", "action_ts", "deleted_ts", "event_time", "date_create", "updated", "created", "timestamp", "tz_offset")
	t.anywhere(whyWord, channel.Keep(), "type", "subtype", "channel_type", "style", "action_id", "block_id", "callback_id", "reaction", "emoji", "filetype", "mimetype", "mode", "color")
	t.anywhere("secret between Slack and the app, or made at random", channel.Keep(secret), "challenge", "token", "client_msg_id", "hash", "verification_token")
	t.anywhere("Slack's own note of the event, with identifiers in it", channel.Drop(), "event_context")
	t.anywhere("name of a person", channel.Entity(anonymize.Person), "real_name", "real_name_normalized", "display_name", "display_name_normalized", "first_name", "last_name")
	t.anywhere("name of an account", channel.Entity(anonymize.Username), "username", "user_name", "user.name", "members[].name", "skype")
	t.anywhere("e-mail address", channel.Entity(anonymize.EmailAddress), "email")
	t.anywhere("telephone number", channel.Entity(anonymize.PhoneNumber), "phone")
	t.anywhere(whyFile, channel.Drop(), "url_private", "url_private_download", "permalink", "permalink_public", "edit_link", "avatar_hash", "image_original",
		"image_24", "image_32", "image_48", "image_72", "image_192", "image_512", "image_1024", "thumb_64", "thumb_80", "thumb_160", "thumb_360", "thumb_480", "thumb_720", "thumb_800", "thumb_960", "thumb_1024", "thumb_video")
	t.anywhere("language", channel.Keep(channel.LanguageTag), "locale")
	t.anywhere("size or count; as a number it must stay one", channel.Keep(), "size", "reply_count", "num_members", "original_w", "original_h", "border", "offset", "indent")
	t.anywhere("what a person says", channel.Utterance(), "text")
	t.anywhere("address in a text", channel.Scan(), "url")
	t.top("a form holds interactions as JSON", channel.Payload(channel.MustPolicy(t.rows...)), "payload")
	return channel.MustPolicy(t.rows...)
}

// bot is the policy of calls and answers, as JSON, form, multipart or query. What it does not name is restored.
func bot(p *protocol) *channel.Policy {
	var t table
	text := channel.Utterance().AsBy(func(l channel.Leaf) anonymize.Escaper {
		switch kind, _ := l.Sibling("type"); kind {
		case "plain_text", "text", "link": // no formats, no entities
			return nil
		}
		return escape
	})
	t.top("a text alone, as the answer to a command", channel.Utterance().As(escape), "")
	t.anywhere("what the bot says", text, "text", "pretext", "fallback")
	t.anywhere("what the bot says", channel.Scan().As(escape), "fields[].value", "footer", "initial_comment")
	t.anywhere("address that a button opens, or of a picture", channel.Link(), "url", "image_url", "thumb_url", "title_link", "author_link", "icon_url", "author_icon", "footer_icon")
	t.anywhere(whyID, channel.Keep(identifier), "user", "user_id", "channel", "channel_id", "team_id", "view_id", "external_id")
	t.anywhere("time", channel.Keep(stamp), "ts", "thread_ts", "message_ts", "latest", "oldest")
	t.anywhere(whyWord, channel.Keep(), "type", "style", "response_type", "parse", "action_id", "block_id", "callback_id")
	inner := channel.MustPolicy(t.rows...)
	t.top("a form holds it as JSON", channel.Nested(inner), "blocks", "attachments", "metadata", "view", "dialog", "unfurls", "profile")
	t.top("sent in the header", channel.Drop(), "token")
	t.top("the bot's own file; nothing is restored in it", channel.DangerouslyKeep(), "file")
	t.top("bound to its conversation", channel.Func(func(_ context.Context, l channel.Leaf) (string, error) {
		if l.Value() == "" || p.cfg.Aliases == nil {
			return l.Value(), nil
		}
		_, id, err := p.unseal("trigger_id", l.Value())
		return id, err
	}), "trigger_id")
	t.top("answers Slack's check", channel.Keep(secret), "challenge")
	return channel.MustPolicy(t.rows...)
}

// escape writes a restored value for mrkdwn. Slack sends texts with &amp;, &lt; and &gt; already, so that values out of
// them hold these.
func escape(dst []byte, value string) []byte {
	return channel.EscapeMrkdwn(dst, strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">").Replace(value))
}

// identifier accepts U012AB3CD, Ev0123ABC, C0…: a capital, and letters and digits with at least one digit.
func identifier(s string) bool {
	if s == "" {
		return true
	}
	if len(s) < 8 || len(s) > 24 || s[0] < 'A' || s[0] > 'Z' {
		return false
	}
	digits := 0
	for i, c := range []byte(s) {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'A' && c <= 'Z' || c == 'v' && i == 1:
		default:
			return false
		}
	}
	return digits > 0
}

// stamp accepts seconds with or without a fraction, as Slack writes times and names messages.
func stamp(s string) bool {
	sec, frac, _ := strings.Cut(s, ".")
	return channel.Digits(10)(sec) && channel.Digits(6)(frac)
}

// secret accepts what is made at random: letters and digits with dashes, both kinds present.
func secret(s string) bool {
	letters, digits := false, false
	for _, c := range []byte(s) {
		switch {
		case c >= '0' && c <= '9':
			digits = true
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			letters = true
		case c != '-':
			return false
		}
	}
	return s == "" || len(s) <= 128 && letters && (digits || len(s) < 8)
}
