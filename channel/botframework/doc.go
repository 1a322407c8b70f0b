// Package botframework puts a bot of the Microsoft Bot Framework behind the gateway, so that the bot, and whatever it is
// connected to, sees anonymous Activities, and the channel's user reads real values.
//
// A Bot Framework bot does not answer on the connection on which it was asked: it posts its replies to the Activity's
// serviceUrl. An Adapter therefore has two sides:
//
//   - Bot: the channel posts Activities to /api/messages. Microsoft's token is verified (signature, issuer, audience,
//     time, the service URL and the channel's endorsement), the Activity is anonymised, its serviceUrl becomes the gateway's,
//     and since the bot's SDK compares the token with the serviceUrl, the gateway signs a token of its own ([Issuer]).
//   - Connector: the bot posts its replies here. Its token is verified, the reply is restored and sent to the service URL
//     that the conversation had. Answers of the channel (members, identifiers) are anonymised for the bot.
//
// The channel's service URL is kept here, by conversation, and is taken from verified Activities only; it must be https and
// its host must be on the list. Nothing in a request of the bot decides where the bot's token is sent.
//
// # Setting up the bot
//
// The bot trusts the gateway's tokens if its configuration names the gateway as channel service. For the JavaScript SDK
// all of these must be set, one alone is ignored: ChannelService, ToChannelFromBotLoginUrl, ToChannelFromBotOAuthScope,
// ToBotFromChannelTokenIssuer, OAuthUrl, ToBotFromChannelOpenIdMetadataUrl and ToBotFromEmulatorOpenIdMetadataUrl; the
// two metadata URLs are the gateway's /.well-known/openidconfiguration.
//
// # What is not promised
//
// Creating conversations (POST /v3/conversations) is refused: without a conversation there is no scope in which the
// bot's aliases of members could be resolved. Files that users send are not passed to the bot.
package botframework
