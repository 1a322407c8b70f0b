package openai

import "github.com/deckname/deckname/channel"

// chatRequest is the body of POST /v1/chat/completions.
func chatRequest(cfg Config) *channel.Policy {
	rules := []channel.Rule{
		row("model", channel.DangerouslyKeep(), whyCode),
		row("messages[].role", channel.Keep(), whyWord),
		row("messages[].name", channel.Alias("name"), "a participant's name; letters and digits only are allowed there"),
		row("messages[].tool_call_id", channel.Keep(identifier), whyID),
		row("messages[].content[].type", channel.Keep(), whyWord),
		row("messages[].content[].image_url.**", media(cfg), whyMedia),
		row("messages[].content[].input_audio.**", media(cfg), whyMedia),
		row("messages[].content[].file.**", media(cfg), whyMedia),
		row("messages[].audio.id", channel.Keep(identifier), whyID),
		row("messages[].tool_calls[].id", channel.Keep(identifier), whyID),
		row("messages[].tool_calls[].type", channel.Keep(), whyWord),
		row("messages[].tool_calls[].function.name", channel.DangerouslyKeep(), whyCode),
		row("messages[].tool_calls[].function.arguments", channel.Nested(anything), whyArgs),
		row("messages[].function_call.name", channel.DangerouslyKeep(), whyCode),
		row("messages[].function_call.arguments", channel.Nested(anything), whyArgs),
		row("user", channel.Alias("user"), whyUser),
		row("safety_identifier", channel.Alias("user"), whyUser),
		row("prompt_cache_key", channel.Alias("cache"), whyUser),
		row("tools[].type", channel.Keep(), whyWord),
		row("tools[].function.name", channel.DangerouslyKeep(), whyCode),
		row("tool_choice.type", channel.Keep(), whyWord),
		row("tool_choice.function.name", channel.DangerouslyKeep(), whyCode),
		row("tool_choice", channel.Keep(), whyWord),
		row("response_format.type", channel.Keep(), whyWord),
		row("response_format.json_schema.name", channel.DangerouslyKeep(), whyCode),
		row("web_search_options.user_location.**", channel.Drop(), "where the user is"),
		row("modalities[]", channel.Keep(), whyWord),
		row("reasoning_effort", channel.Keep(), whyWord),
		row("service_tier", channel.Keep(), whyWord),
		row("verbosity", channel.Keep(), whyWord),
		row("audio.voice", channel.Keep(), whyWord),
		row("audio.format", channel.Keep(channel.Word, channel.OneOf("mp3", "pcm16")), whyWord),
		row("logit_bias.**", channel.Keep(), "numbers of tokens"),
		row("logit_bias.{}", channel.Keep(channel.Digits(9)), "numbers of tokens"),
	}
	return channel.MustPolicy(append(rules, numbers("temperature", "top_p", "n", "seed", "max_tokens", "max_completion_tokens",
		"presence_penalty", "frequency_penalty", "top_logprobs")...)...)
}

// chatResponse is the answer to it, and the events of its stream.
func chatResponse(cfg Config) *channel.Policy {
	const choice, tool = "choices[].index", "choices[].delta.tool_calls[].index"
	return channel.MustPolicy(
		row("choices[].message.content", text(cfg), whyText),
		row("choices[].message.tool_calls[].function.arguments", channel.Nested(anything), whyArgs),
		row("choices[].message.function_call.arguments", channel.Nested(anything), whyArgs),
		row("choices[].message.annotations[].url_citation.start_index", channel.Offset("choices[].message.content", channel.Runes), "points into the text"),
		row("choices[].message.annotations[].url_citation.end_index", channel.Offset("choices[].message.content", channel.Runes), "points into the text"),
		row("choices[].message.annotations[].url_citation.url", channel.Link(), "an address"),
		row("choices[].message.audio.data", channel.DangerouslyKeep(), "sound"),
		row("choices[].logprobs", channel.Drop(), "restored text has other tokens"),
		row("choices[].logprobs.**", channel.Drop(), "restored text has other tokens"),
		row("choices[].delta.content", delta(cfg, "content", choice), whyText),
		row("choices[].delta.refusal", delta(cfg, "refusal", choice), whyText),
		row("choices[].delta.reasoning_content", delta(cfg, "reasoning", choice), whyText),
		row("choices[].delta.audio.transcript", delta(cfg, "transcript", choice), whyText),
		row("choices[].delta.audio.data", channel.DangerouslyKeep(), "sound"),
		row("choices[].delta.tool_calls[].function.arguments", delta(cfg, laneArguments, choice, tool), "a piece of JSON"),
		row("choices[].delta.function_call.arguments", delta(cfg, laneArguments, choice), "a piece of JSON"),
		row("choices[].finish_reason", channel.Flush(lane("", choice)), "ends the texts of its choice"),
		row("user", channel.Alias("user"), whyUser),
	)
}

// embeddingsRequest is the body of POST /v1/embeddings: all texts are scanned.
func embeddingsRequest() *channel.Policy {
	return channel.MustPolicy(append(numbers("dimensions"),
		row("model", channel.DangerouslyKeep(), whyCode),
		row("encoding_format", channel.Keep(channel.Word, channel.OneOf("base64")), whyWord),
		row("user", channel.Alias("user"), whyUser),
	)...)
}

func embeddingsResponse() *channel.Policy {
	return channel.MustPolicy(row("data[].embedding", channel.DangerouslyKeep(), "a vector"),
		row("data[].embedding[]", channel.DangerouslyKeep(), "a vector"))
}
