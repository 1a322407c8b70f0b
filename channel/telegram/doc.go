// Package telegram puts a bot on the Telegram Bot API behind the gateway, with a webhook or with long polling: updates
// are anonymised, calls of the bot are restored, and what the API answers is anonymised.
//
// The gateway is the bot's API server (apiRoot, WithServerURL, local server): the token in the path is checked and
// replaced by the platform's. For Go SDKs, channel.Transport with the same protocol does it inside the process.
//
// Identifiers of chats and users are numbers and stay numbers: they are permuted, with their sign, within 52 bits.
// Offsets of entities count UTF-16 units and are shifted as texts change. Square brackets and underscores have a meaning
// in MarkdownV2; give the vault a scheme of letters and digits (pseudonym.Codes).
//
// # What is not promised
//
// Files stay at Telegram: the bot can send files and repeat those of users by their id, but not fetch them. Calls of
// setWebhook are refused, because updates would then go round the gateway.
package telegram
