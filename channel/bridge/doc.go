// Package bridge lets users of a messaging platform talk to a bot of the Bot Framework: their messages become anonymous
// Activities, the bot's replies become calls of the platform's API with the values restored.
//
// The packages of the platforms have constructors for it (whatsapp.NewBridge, messenger.NewBridge); this one holds what
// they share. The result is one http.Handler for the platform's webhook and for the bot's replies: the bridge is the
// serviceUrl of its Activities. Webhooks are verified by the platform's signature before anything is read, replies by the
// bot's token before anything is restored. Nothing but the bot's own choice of conversation decides who gets a reply, and
// a pseudonym of another conversation means nothing there.
//
// A webhook is answered 200 when the bot has taken all its messages. If it has not, the platform is asked to repeat the
// webhook; the bot then may see a message twice, with the same id.
//
// # What is not promised
//
// Files of users reach the bot as an attachment without an address. Of the Connector's interface there are sending and
// replying; platforms cannot change or delete messages.
package bridge
