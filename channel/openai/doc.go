// Package openai puts language models behind the gateway: OpenAI's chat completions, responses and embeddings, plain and
// streamed, everything that speaks the same protocol (vLLM, Ollama, Azure's v1 API), and Anthropic's messages.
//
// As a Proxy it is the base URL of any client; as a Transport it is the HTTP client of a Go SDK. Texts, tool arguments,
// refusals and names are anonymised on their way to the model and restored in its answer, while it streams.
//
// # Conversations
//
// The scope of a request is the caller's credential together with a conversation that the caller names: in the header
// X-Deckname-Conversation, as a path prefix (FromPath: base URL https://gateway/c/4711/v1), or in the context
// (WithConversation). A pseudonym of turn 1 is then known in turn 2. Two callers with different credentials never share
// a scope, whatever they name. A request that names no conversation is one of its own: it is safe, but its pseudonyms
// mean nothing to the next request; clients that send the whole history again lose nothing by it.
//
// # What is not promised
//
// Images, sound and files cannot be searched: requests that hold them are refused unless Config says otherwise. Token
// probabilities are dropped from answers, because restored text has other tokens. Arguments and code of tools that the
// provider itself runs are not restored.
package openai
