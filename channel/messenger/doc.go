// Package messenger puts a bot on Facebook Messenger behind the gateway: what Meta posts to the bot's webhook is
// anonymised, what the bot posts to the Send API is restored, and profiles that the bot asks for are anonymised.
//
// There are two ways to use it. In front of a bot that speaks the Send API already, New is the protocol of
// channel.Proxy: Meta's webhook points to the gateway, and so does the bot's base URL of the Graph API. In front of a Bot
// Framework bot, NewBridge turns messages into Activities and the bot's replies into Send API calls.
//
// Meta's signature is verified over the raw body and renewed over the anonymous one, which is written in ASCII, because
// some SDKs compute signatures over escaped text. Page-scoped user ids and message ids become aliases. The conversation
// is the user.
//
// # What is not promised
//
// Photos, recordings and files stay at Meta; their addresses are dropped. Batch requests to the Graph API are refused.
// Meta's webhooks carry no time stamp that is signed apart, so that a repeated webhook cannot be told from a replayed
// one; both get the same aliases.
package messenger
