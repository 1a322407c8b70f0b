// Package slack puts a Slack app behind the gateway: events, slash commands and interactions are anonymised, calls of the
// Web API and answers to a response_url are restored, and what the Web API answers is anonymised.
//
// Slack's signature (v0, HMAC-SHA256 over time stamp and body) is verified over the raw body and renewed over the
// anonymous one with the same time stamp. A time stamp that is five minutes away, and a signature that was seen before,
// are refused.
//
// Identifiers such as U012AB3CD stay: they say nothing without a token of the workspace, bots write them into texts
// ("<@U012AB3CD>"), and what the Web API tells about them is anonymised. Square brackets and underscores have a meaning
// in mrkdwn; give the vault a scheme of letters and digits (pseudonym.Codes).
//
// The conversation is the channel; slash commands and ephemeral messages, which one user sees, add the user; what stands
// in no channel belongs to the user.
//
// # What is not promised
//
// Files stay at Slack. Socket Mode and RTM are refused: their connections would go round the gateway.
package slack
