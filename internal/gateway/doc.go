// Package gateway is the gateway as a whole: it reads a configuration, opens vault and engine, and mounts the adapters on
// one listener. deploy/gateway is the program around it, examples/govbot runs it with everything else in one process.
//
// # One bot, many channels
//
// The section botframework names a bot of the Bot Framework. Teams and other channels of Microsoft's reach it at
// /api/messages. The web chat (section directline without an upstream of its own), WhatsApp and Messenger (with bridge)
// reach the same bot: they make what their users write anonymous, and then speak to the bot as Microsoft's channels do,
// with a token of the gateway's and a service URL at the gateway, at which the bot answers.
//
// # Concurrency
//
// A Gateway is safe for concurrent use. Serve runs what needs a goroutine and ends it before it returns; Close releases the
// rest. Nothing personal is in its log lines and errors.
package gateway
