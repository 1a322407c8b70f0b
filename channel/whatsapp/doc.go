// Package whatsapp puts a bot on the WhatsApp Cloud API behind the gateway: what Meta posts to the bot's webhook is
// anonymised, what the bot posts to the Graph API is restored.
//
// There are two ways to use it. In front of a bot that speaks the Cloud API already, New is the protocol of
// channel.Proxy: Meta's webhook points to the gateway, and so does the bot's base URL of the Graph API. In front of a Bot
// Framework bot, Bridge turns messages into Activities and the bot's replies into Graph calls.
//
// Meta's signature is verified over the raw body and renewed over the anonymous one, which is written in ASCII, because
// some SDKs compute signatures over escaped text. Telephone numbers, business-scoped user ids and message ids (which hold
// the sender's number in base64) become aliases. The conversation is the user, or the group; a bot answers to the same
// identifier that the message came with (from, from_user_id or group_id).
//
// # What is not promised
//
// Photos, recordings and documents stay at Meta: the bot sees their ids and captions, but cannot fetch them through the
// gateway. Meta's webhooks carry no time stamp that is signed apart, so that a repeated webhook cannot be told from a
// replayed one; both get the same aliases.
package whatsapp
