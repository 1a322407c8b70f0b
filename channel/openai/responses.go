package openai

import (
	"strings"

	"github.com/deckname/deckname/channel"
)

// responsesRequest is the body of POST /v1/responses.
func responsesRequest(cfg Config) *channel.Policy {
	rules := []channel.Rule{
		row("model", channel.DangerouslyKeep(), whyCode),
		row("previous_response_id", channel.Keep(identifier), whyID),
		row("conversation", channel.Keep(identifier), whyID),
		row("conversation.id", channel.Keep(identifier), whyID),
		row("input[].id", channel.Keep(identifier), whyID),
		row("input[].call_id", channel.Keep(identifier), whyID),
		row("input[].type", channel.Keep(), whyWord),
		row("input[].role", channel.Keep(), whyWord),
		row("input[].status", channel.Keep(), whyWord),
		row("input[].name", channel.DangerouslyKeep(), "the name of a function: "+whyCode),
		row("input[].arguments", channel.Nested(anything), whyArgs),
		row("input[].output", channel.Nested(anything), whyArgs),
		row("input[].encrypted_content", channel.DangerouslyKeep(), "readable by the provider only"),
		row("input[].content[].type", channel.Keep(), whyWord),
		row("input[].content[].detail", channel.Keep(), whyWord),
		row("input[].content[].image_url", media(cfg), whyMedia),
		row("input[].content[].file_data", media(cfg), whyMedia),
		row("input[].content[].file_id", media(cfg), whyMedia),
		row("input[].content[].file_url", media(cfg), whyMedia),
		row("input[].content[].input_audio.**", media(cfg), whyMedia),
		row("user", channel.Alias("user"), whyUser),
		row("safety_identifier", channel.Alias("user"), whyUser),
		row("prompt_cache_key", channel.Alias("cache"), whyUser),
		row("prompt.id", channel.Keep(identifier), whyID),
		row("tools[].type", channel.Keep(), whyWord),
		row("tools[].name", channel.DangerouslyKeep(), whyCode),
		row("tools[].server_url", channel.DangerouslyKeep(), whyCode),
		row("tools[].vector_store_ids[]", channel.Keep(identifier), whyID),
		row("tools[].user_location.**", channel.Drop(), "where the user is"),
		row("tool_choice.type", channel.Keep(), whyWord),
		row("tool_choice.name", channel.DangerouslyKeep(), whyCode),
		row("tool_choice", channel.Keep(), whyWord),
		row("text.format.type", channel.Keep(), whyWord),
		row("text.format.name", channel.DangerouslyKeep(), whyCode),
		row("text.verbosity", channel.Keep(), whyWord),
		row("reasoning.**", channel.Keep(), whyWord),
		row("include[]", channel.Keep(), whyWord),
		row("truncation", channel.Keep(), whyWord),
		row("service_tier", channel.Keep(), whyWord),
	}
	return channel.MustPolicy(append(rules, numbers("temperature", "top_p", "max_output_tokens", "max_tool_calls", "top_logprobs")...)...)
}

// responsesResponse is the answer to it, and the events of its stream: an event holds an item ("item"), a part of one, a
// whole response ("response"), or a delta.
func responsesResponse(cfg Config) *channel.Policy {
	var rules []channel.Rule
	for _, item := range []string{"output[]", "response.output[]", "item"} {
		call := func(l channel.Leaf) channel.Action {
			if kind, _ := l.Lookup(item + ".type"); kind == "function_call" {
				return channel.Nested(anything)
			}
			return channel.DangerouslyKeep()
		}
		part := item + ".content[]"
		rules = append(rules,
			row(item+".arguments", channel.Choose(call), "restored for functions of the client only"),
			row(item+".action.**", channel.DangerouslyKeep(), whyOwn),
			row(item+".queries[]", channel.DangerouslyKeep(), whyOwn),
			row(item+".code", channel.DangerouslyKeep(), whyOwn),
			row(item+".encrypted_content", channel.DangerouslyKeep(), "readable by the provider only"),
			row(item+".result", channel.DangerouslyKeep(), "an image"),
			row(part+".text", text(cfg), whyText),
			row(part+".logprobs", channel.Drop(), "restored text has other tokens"),
			row(part+".logprobs[].**", channel.Drop(), "restored text has other tokens"),
			row(part+".annotations[].start_index", channel.Offset(part+".text", channel.Runes), "points into the text"),
			row(part+".annotations[].end_index", channel.Offset(part+".text", channel.Runes), "points into the text"),
			row(part+".annotations[].url", channel.Link(), "an address"),
		)
	}
	name := lane("", "output_index", "content_index")
	piece := func(l channel.Leaf) channel.Action {
		switch kind, _ := l.Sibling("type"); kind {
		case "response.output_text.delta", "response.refusal.delta", "response.reasoning_text.delta",
			"response.reasoning_summary_text.delta", "response.audio.transcript.delta":
			return delta(cfg, kind, "output_index", "content_index", "summary_index")
		case "response.function_call_arguments.delta":
			return delta(cfg, laneArguments, "output_index", "content_index", "summary_index")
		}
		return channel.DangerouslyKeep()
	}
	end := func(l channel.Leaf) channel.Action {
		switch kind := l.Value(); {
		case kind == "response.completed" || kind == "response.failed" || kind == "response.incomplete":
			return channel.Flush(func(channel.Leaf) string { return "" })
		case strings.HasSuffix(kind, ".done"):
			return channel.Flush(name)
		}
		return channel.Keep()
	}
	rules = append(rules,
		row("type", channel.Choose(end), "ends texts"),
		row("delta", channel.Choose(piece), "a piece of what the model says; of the provider's own tools: never restored"),
		row("code", channel.DangerouslyKeep(), whyOwn),
		row("arguments", channel.Choose(func(l channel.Leaf) channel.Action {
			if kind, _ := l.Sibling("type"); kind == "response.function_call_arguments.done" {
				return channel.Nested(anything)
			}
			return channel.DangerouslyKeep()
		}), "restored for functions of the client only"),
		row("text", text(cfg), whyText),
		row("part.text", text(cfg), whyText),
		row("logprobs", channel.Drop(), "restored text has other tokens"),
		row("logprobs[].**", channel.Drop(), "restored text has other tokens"),
		row("user", channel.Alias("user"), whyUser),
		row("response.user", channel.Alias("user"), whyUser),
		row("safety_identifier", channel.Alias("user"), whyUser),
		row("response.safety_identifier", channel.Alias("user"), whyUser),
		row("prompt_cache_key", channel.Alias("cache"), whyUser),
		row("response.prompt_cache_key", channel.Alias("cache"), whyUser),
	)
	return channel.MustPolicy(rules...)
}
