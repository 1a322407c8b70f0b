// Package directline is a Direct Line 3.0 server for the operator's own web chat: REST under /v3/directline and WebSocket
// streaming. What the user posts is anonymised before anything is stored or shown to the bot; what the user fetches, the
// user's own words included, is restored for that one answer. The server itself holds no personal value.
//
// # Access
//
// Conversations are started with a secret of the operator's back end, with a token, or, if Config.DangerouslyOpen says so,
// by anyone. A token is good for one conversation and until it expires, on every route, GET and WebSocket included.
// Without it the answer is 401, with one for another conversation 403.
//
// # What it does not do
//
// Conversations live in memory, for as long as Config.Idle says; a restart ends them, the web chat starts new ones. Several
// gateways need a balancer that sends a conversation to the same one. Files are refused unless Config.Files says so.
//
// # Concurrency
//
// A Server is safe for concurrent use. It starts nothing on its own; Shutdown ends open streams.
package directline
