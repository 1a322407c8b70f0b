//go:build e2e

package standin

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// OpenAI is the chat completions API of a model that repeats what the user said last, plain or in pieces of three bytes, and
// calls the first tool it is offered with that text as an argument.
type OpenAI struct{ Server }

// NewOpenAI starts one.
func NewOpenAI() (*OpenAI, error) {
	o := &OpenAI{}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/chat/completions", o.complete)
	return o, o.Serve(mux)
}

type chatRequest struct {
	Model    string `json:"model"`
	Stream   bool   `json:"stream"`
	Messages []struct {
		Role    string `json:"role"`
		Content string `json:"content"`
	} `json:"messages"`
	Tools []struct {
		Function struct {
			Name string `json:"name"`
		} `json:"function"`
	} `json:"tools"`
}

func (o *OpenAI) complete(w http.ResponseWriter, r *http.Request) {
	var req chatRequest
	if json.NewDecoder(r.Body).Decode(&req) != nil || len(req.Messages) == 0 {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	said := req.Messages[len(req.Messages)-1].Content
	if len(req.Messages) > 2 { // a later turn quotes what the model itself said before
		said = req.Messages[len(req.Messages)-2].Content
	}
	answer := "Notiert: " + said
	head := map[string]any{"id": "chatcmpl-1", "created": 1767322800, "model": req.Model}
	usage := map[string]any{"prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 12}
	var args []byte
	if len(req.Tools) > 0 {
		args, _ = json.Marshal(map[string]string{"name": said})
	}
	if !req.Stream {
		msg, finish := map[string]any{"role": "assistant", "content": answer}, "stop"
		if args != nil {
			finish = "tool_calls"
			msg = map[string]any{"role": "assistant", "content": nil, "tool_calls": []any{map[string]any{"id": "call_1", "type": "function", "function": map[string]any{"name": req.Tools[0].Function.Name, "arguments": string(args)}}}}
		}
		head["object"] = "chat.completion"
		head["choices"] = []any{map[string]any{"index": 0, "message": msg, "finish_reason": finish}}
		head["usage"] = usage
		writeJSON(w, head)
		return
	}
	head["object"] = "chat.completion.chunk"
	w.Header().Set("Content-Type", "text/event-stream")
	send := func(delta map[string]any, finish any) {
		head["choices"] = []any{map[string]any{"index": 0, "delta": delta, "finish_reason": finish}}
		raw, _ := json.Marshal(head)
		fmt.Fprintf(w, "data: %s\n\n", raw)
		w.(http.Flusher).Flush()
		time.Sleep(2 * time.Millisecond)
	}
	if args != nil {
		send(map[string]any{"role": "assistant", "tool_calls": []any{map[string]any{"index": 0, "id": "call_1", "type": "function", "function": map[string]any{"name": req.Tools[0].Function.Name, "arguments": ""}}}}, nil)
		for _, p := range pieces(string(args)) {
			send(map[string]any{"tool_calls": []any{map[string]any{"index": 0, "function": map[string]any{"arguments": p}}}}, nil)
		}
		send(map[string]any{}, "tool_calls")
	} else {
		send(map[string]any{"role": "assistant", "content": ""}, nil)
		for _, p := range pieces(answer) {
			send(map[string]any{"content": p}, nil)
		}
		send(map[string]any{}, "stop")
		head["choices"], head["usage"] = []any{}, usage
		raw, _ := json.Marshal(head)
		fmt.Fprintf(w, "data: %s\n\n", raw)
	}
	fmt.Fprint(w, "data: [DONE]\n\n")
}

// pieces cuts s into runs of three runes, so that every placeholder is cut at least twice.
func pieces(s string) []string {
	var out []string
	runes := []rune(s)
	for at := 0; at < len(runes); at += 3 {
		out = append(out, string(runes[at:min(at+3, len(runes))]))
	}
	return out
}
