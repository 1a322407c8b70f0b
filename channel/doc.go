// Package channel puts a bot, or a service behind a bot, behind an anonymize.Anonymizer, whatever platform and wire format
// it speaks.
//
// # What to use
//
//   - A bot written in Go, in this process: Guard.
//   - A bot that is an HTTP handler in this process: Middleware.
//   - A Go SDK that talks to a platform or to a language model: Transport, an http.RoundTripper.
//   - A bot that runs somewhere else: Proxy.
//   - A protocol with a network code of its own (WebSocket, queues): Rewriter, with its methods JSON, Form, Text, Body,
//     Stream and Relay.
//
// # How to write an adapter
//
// An adapter is a package that exports tables and authentication, and no network code:
//
//  1. Write a Policy per kind of body: rows of path, action and reason. Every string, number and key that no row names is
//     scanned, so the table lists only what is different: names (Entity), identifiers (Alias; RoutingAlias for those that
//     decide the conversation), words of the protocol (Keep with a Shape that leaves no room for anything personal),
//     texts with a format (Utterance().As(EscapeMarkdown)), addresses (Link), JSON and forms inside strings (Nested, Form; Payload if it is the body),
//     coordinates (Round, Drop), files and what else cannot be searched (Drop, Block).
//  2. List the endpoints in a Table: method, path with variables and their actions, the direction of the request, the
//     policies of request, response and query, and Conversation, which names the conversation of a value. It is called
//     after authentication only. One body may hold several conversations; use Leaf.Lookup, in which "[]" takes the index
//     of the value in question: l.Lookup("entry[].messaging[].sender.id"). Where the conversation's own identifier is
//     personal (a phone number), alias it with RoutingAlias("k") and set Route.ConversationKind to "k".
//  3. Write an Authenticator, or use HMACSHA256 or BearerTokens. Verify sees the raw body, Sign the new one. Platforms
//     whose receivers compute signatures over escaped text need Route.ASCII.
//  4. If the platform repeats failed requests for hours, or needs a form of its own for errors, wrap the Table in a type
//     with a method Fail (Failer).
//  5. Streams: Delta names the text that a piece belongs to, Flush says which texts an event ends, Cumulative is for
//     texts that are sent again as they grow. What neither the content type nor Route.Stream calls a stream is read whole.
//  6. Offsets into texts (Telegram's entities, mentions) are Offset and Length.
//  7. Test: walk the published schema with Policy.Lookup, so that new fields are noticed; put a canary in every string
//     of a fixture; send a body without findings through and compare the bytes.
//
// # What is promised
//
//   - Fail closed: what cannot be authenticated, parsed, understood or rewritten is not passed on, in neither direction,
//     and nothing of it appears in an answer, a log line or a metric.
//   - Bytes that no rule changes stay as they are: white space, number formats, escapes, the order of keys. If nothing
//     changes, the body is the same bytes. (Route.ASCII gives that up for bodies that do change.)
//   - Bodies that receivers read differently are refused: duplicate keys, also in another case; a second JSON value; a
//     byte order mark; encodings other than UTF-8; half surrogates in a text that is searched. Keys are compared without
//     case, for many receivers do.
//   - All texts of one request go through one call of the engine per conversation, so that the same person is the same
//     pseudonym in text, card and mention. A retried request gets the same answer.
//   - Nothing is restored for a caller that Verify did not accept, and nothing outside the conversation that the
//     request belongs to: Scope is tenant, protocol and conversation, taken after Verify.
//   - To the bot go only the headers Accept and Content-Type, those that Route.Headers lists and those that Sign sets.
//
// # What is not promised
//
// Images, sound and files are not searched: policies drop or refuse them. A restored value is given to whoever the
// platform delivers the message to; the platform's own access rules decide who that is. Size and rhythm of messages show.
//
// # Concurrency
//
// Everything is safe for concurrent use, but what Stream returns. Nothing outlives a call except what it returns.
package channel
