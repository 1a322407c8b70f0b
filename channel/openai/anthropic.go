package openai

import "github.com/deckname/deckname/channel"

// messagesRequest is the body of Anthropic's POST /v1/messages.
func messagesRequest(cfg Config) *channel.Policy {
	rules := []channel.Rule{
		row("model", channel.DangerouslyKeep(), whyCode),
		row("metadata.user_id", channel.Alias("user"), whyUser),
		row("system[].type", channel.Keep(), whyWord),
		row("system[].cache_control.**", channel.Keep(channel.Word, channel.OneOf("5m", "1h")), whyWord),
		row("messages[].role", channel.Keep(), whyWord),
		row("tools[].type", channel.Keep(), whyWord),
		row("tools[].name", channel.DangerouslyKeep(), whyCode),
		row("tools[].user_location.**", channel.Drop(), "where the user is"),
		row("tool_choice.type", channel.Keep(), whyWord),
		row("tool_choice.name", channel.DangerouslyKeep(), whyCode),
		row("thinking.type", channel.Keep(), whyWord),
		row("thinking.budget_tokens", channel.Keep(), whyNum),
		row("service_tier", channel.Keep(), whyWord),
	}
	for _, block := range []string{"messages[].content[]", "messages[].content[].content[]"} {
		rules = append(rules,
			row(block+".type", channel.Keep(), whyWord),
			row(block+".id", channel.Keep(identifier), whyID),
			row(block+".tool_use_id", channel.Keep(identifier), whyID),
			row(block+".name", channel.DangerouslyKeep(), whyCode),
			row(block+".signature", channel.DangerouslyKeep(), whyID),
			row(block+".data", channel.DangerouslyKeep(), "readable by the provider only"),
			row(block+".encrypted_content", channel.DangerouslyKeep(), "readable by the provider only"),
			row(block+".cache_control.**", channel.Keep(channel.Word, channel.OneOf("5m", "1h")), whyWord),
			row(block+".source.type", channel.Keep(channel.Word, channel.OneOf("base64")), whyWord),
			row(block+".source.media_type", channel.Keep(), whyWord),
			row(block+".source.data", channel.Choose(func(l channel.Leaf) channel.Action {
				if kind, _ := l.Sibling("type"); kind == "text" {
					return channel.Scan()
				}
				return media(cfg)
			}), whyMedia),
			row(block+".source.url", media(cfg), whyMedia),
			row(block+".source.file_id", media(cfg), whyMedia),
		)
	}
	return channel.MustPolicy(append(rules, numbers("max_tokens", "temperature", "top_p", "top_k")...)...)
}

// messagesResponse is the answer to it, and the events of its stream.
func messagesResponse(cfg Config) *channel.Policy {
	var rules []channel.Rule
	for _, block := range []string{"content[]", "content_block"} {
		rules = append(rules,
			row(block+".text", text(cfg), whyText),
			row(block+".signature", channel.DangerouslyKeep(), whyID),
			row(block+".data", channel.DangerouslyKeep(), "readable by the provider only"),
			row(block+".encrypted_content", channel.DangerouslyKeep(), "readable by the provider only"),
			row(block+".input.**", channel.Choose(func(l channel.Leaf) channel.Action {
				if kind, _ := l.Lookup(block + ".type"); kind == "tool_use" {
					return channel.Scan()
				}
				return channel.DangerouslyKeep()
			}), "restored for tools of the client only"),
			row(block+".citations[].url", channel.Link(), "an address"),
		)
	}
	return channel.MustPolicy(append(rules,
		row("delta.text", delta(cfg, "text", "index"), whyText),
		row("delta.thinking", delta(cfg, "thinking", "index"), whyText),
		row("delta.partial_json", delta(cfg, laneArguments, "index"), "a piece of JSON"),
		row("delta.signature", channel.DangerouslyKeep(), whyID),
		row("delta.citation.url", channel.Link(), "an address"),
		row("type", channel.Choose(func(l channel.Leaf) channel.Action {
			switch l.Value() {
			case "content_block_stop":
				return channel.Flush(lane("", "index"))
			case "message_stop", "error":
				return channel.Flush(func(channel.Leaf) string { return "" })
			}
			return channel.Keep()
		}), "ends texts"),
	)...)
}
