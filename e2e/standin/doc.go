//go:build e2e

// Package standin holds small stand-ins for the platforms of the proof with real clients: Bot Connector with its token
// issuer, Direct Line, Graph API, Telegram Bot API, Slack Web API, OpenAI API. Each listens on a free loopback port and
// records every byte it is sent, so that a test can say what a platform or a bot did and did not see. They implement what
// the clients of the proof use and nothing more, and check as little as possible: checking is the gateway's task.
package standin
