package channel

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// The escapers write a restored value so that its target shows it and does not interpret it. They have the signature of
// anonymize.Escaper; pass them to Action.As.
var (
	_ anonymize.Escaper = EscapeMarkdown
	_ anonymize.Escaper = EscapeMarkdownV2
	_ anonymize.Escaper = EscapeMrkdwn
	_ anonymize.Escaper = EscapeHTML
	_ anonymize.Escaper = EscapeJSON
	_ anonymize.Escaper = EscapeURL
)

// EscapeMarkdown writes value for CommonMark with inline HTML: backslashes before what begins emphasis, code, links or
// tags anywhere in a line, character references for '&' and '<'.
func EscapeMarkdown(dst []byte, value string) []byte {
	for i := 0; i < len(value); i++ {
		switch c := value[i]; c {
		case '\\', '`', '*', '_', '[', ']', '~', '|':
			dst = append(dst, '\\', c)
		case '<':
			dst = append(dst, "&lt;"...)
		case '&':
			dst = append(dst, "&amp;"...)
		case '\n', '\r':
			dst = append(dst, ' ') // a line break in a value must not begin a heading or a list
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// EscapeMarkdownV2 writes value for Telegram's MarkdownV2, in which all of these need a backslash everywhere.
func EscapeMarkdownV2(dst []byte, value string) []byte {
	for i := 0; i < len(value); i++ {
		c := value[i]
		if strings.IndexByte("\\_*[]()~`>#+-=|{}.!", c) >= 0 {
			dst = append(dst, '\\')
		}
		dst = append(dst, c)
	}
	return dst
}

// EscapeMrkdwn writes value for Slack's mrkdwn. Slack has no escape for '*', '_', '~' and '`'; a zero-width space before
// them keeps them from opening a format.
func EscapeMrkdwn(dst []byte, value string) []byte {
	for i := 0; i < len(value); i++ {
		switch c := value[i]; c {
		case '&':
			dst = append(dst, "&amp;"...)
		case '<':
			dst = append(dst, "&lt;"...)
		case '>':
			dst = append(dst, "&gt;"...)
		case '*', '_', '~', '`':
			dst = append(append(dst, "\u200b"...), c)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// EscapeHTML writes value for HTML and XML text and quoted attributes, and so for SSML.
func EscapeHTML(dst []byte, value string) []byte {
	for i := 0; i < len(value); i++ {
		switch c := value[i]; c {
		case '&':
			dst = append(dst, "&amp;"...)
		case '<':
			dst = append(dst, "&lt;"...)
		case '>':
			dst = append(dst, "&gt;"...)
		case '"':
			dst = append(dst, "&#34;"...)
		case '\'':
			dst = append(dst, "&#39;"...)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// EscapeSSML writes value for the text of a Speech Synthesis Markup Language document.
func EscapeSSML(dst []byte, value string) []byte { return EscapeHTML(dst, value) }

// EscapeJSON writes value for the inside of a JSON string, for texts that hold JSON but are not treated as such (pieces
// of tool arguments in a stream).
func EscapeJSON(dst []byte, value string) []byte { return appendJSONText(dst, value, false) }

// EscapeURL percent-encodes everything in value but letters, digits, '-', '.', '_' and '~' (RFC 3986, section 2.3).
func EscapeURL(dst []byte, value string) []byte {
	for i := 0; i < len(value); i++ {
		c := value[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~' {
			dst = append(dst, c)
			continue
		}
		dst = append(dst, '%', "0123456789ABCDEF"[c>>4], "0123456789ABCDEF"[c&15])
	}
	return dst
}

// EscapeFor returns the escaper for a textFormat of Bot Framework and Direct Line: "plain" has none, "xml" is HTML, and
// everything else, the empty string too, is Markdown.
func EscapeFor(textFormat string) anonymize.Escaper {
	switch strings.ToLower(textFormat) {
	case "plain":
		return nil
	case "xml":
		return EscapeHTML
	}
	return EscapeMarkdown
}
