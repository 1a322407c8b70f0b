package attack_test

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	kit "github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/channel/matrix"
	"github.com/deckname/deckname/channel/messenger"
	"github.com/deckname/deckname/channel/slack"
	"github.com/deckname/deckname/channel/telegram"
	"github.com/deckname/deckname/channel/whatsapp"
)

const form = "application/x-www-form-urlencoded"

// dig returns the string or number at a path of keys and indexes in a JSON text.
func dig(body string, path ...any) string {
	var v any
	dec := json.NewDecoder(strings.NewReader(body))
	dec.UseNumber()
	if dec.Decode(&v) != nil {
		return ""
	}
	for _, p := range path {
		switch p := p.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[p]
		case int:
			l, _ := v.([]any)
			if p >= len(l) {
				return ""
			}
			v = l[p]
		}
	}
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

func whatsappScene(t testing.TB) scene {
	cfg, log := config(t)
	bot, graph := newSpy(t), newSpy(t)
	p, err := whatsapp.New(whatsapp.Config{AppSecret: []byte("secret"), VerifyToken: "word", BotToken: "bot", PlatformToken: "meta", Graph: kit.Parse(t, graph.URL)})
	require.NoError(t, err)
	base := kit.Gateway(t, p, cfg, kit.Parse(t, bot.URL)).URL
	hook := func(secret, from, text, data string) string {
		body := `{"object":"w","entry":[{"id":"1","changes":[{"field":"messages","value":{"contacts":[{"wa_id":"` + from + `","profile":{"name":"Otto"}}],"messages":[{"from":"` + from + `","id":"w` + from + `","type":"text","text":{"body":` + quote(text) + `}},
			{"from":"` + from + `","id":"x","type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"response_json":` + quote(data) + `}}}]}}]}]}`
		_, _, out := kit.Do(t, kit.Call{URL: base + "/webhook", Body: body, Header: map[string]string{"X-Hub-Signature-256": "sha256=" + kit.HMAC(secret, body)}})
		return out
	}
	call := func(token, body, kind string) string {
		_, _, out := kit.Do(t, kit.Call{URL: base + "/v24.0/106540352242922/messages", Type: kind, Body: body, Header: map[string]string{"Authorization": "Bearer " + token}})
		return out
	}
	from := func() string { return dig(bot.body(), "entry", 0, "changes", 0, "value", "messages", 0, "from") }
	return metaScene(log, bot, graph, hook, call, from, func(_, body string) string { return dig(body, "to") + dig(body, "recipient") }, func(to, text, extra string) string {
		return `{"messaging_product":"whatsapp","to":` + quote(to) + `,"type":"text","text":{"body":` + text + `}` + extra + `}`
	}, "to", "recipient")
}

func messengerScene(t testing.TB) scene {
	cfg, log := config(t)
	bot, graph := newSpy(t), newSpy(t)
	p, err := messenger.New(messenger.Config{AppSecret: []byte("secret"), VerifyToken: "word", BotToken: "bot", PlatformToken: "meta", Graph: kit.Parse(t, graph.URL)})
	require.NoError(t, err)
	base := kit.Gateway(t, p, cfg, kit.Parse(t, bot.URL)).URL
	hook := func(secret, from, text, data string) string {
		body := `{"object":"page","entry":[{"id":"1","time":1,"messaging":[{"sender":{"id":"` + from + `"},"recipient":{"id":"1"},"timestamp":1,"message":{"mid":"m","text":` + quote(text) + `,"quick_reply":{"payload":` + quote(data) + `}}}]}]}`
		_, _, out := kit.Do(t, kit.Call{URL: base + "/webhook", Body: body, Header: map[string]string{"X-Hub-Signature-256": "sha256=" + kit.HMAC(secret, body)}})
		return out
	}
	call := func(token, body, kind string) string {
		_, _, out := kit.Do(t, kit.Call{URL: base + "/v24.0/me/messages", Type: kind, Body: body, Header: map[string]string{"Authorization": "Bearer " + token}})
		return out
	}
	from := func() string { return dig(bot.body(), "entry", 0, "messaging", 0, "sender", "id") }
	return metaScene(log, bot, graph, hook, call, from, func(_, body string) string {
		return dig(body, "recipient", "id") + dig(body, "recipient", "user_ref") + dig(body, "recipient", "comment_id") + dig(body, "recipient", "phone_number")
	}, func(to, text, extra string) string {
		return `{"recipient":{"id":` + quote(to) + extra + `},"message":{"text":` + text + `}}`
	}, "id", "user_ref", "comment_id", "phone_number")
}

func metaScene(log *kit.Log, bot, graph *spy, hook func(secret, from, text, data string) string, call func(token, body, kind string) string, from func() string, to func(uri, body string) string,
	message func(to, text, extra string) string, keys ...string) scene {
	victim, own := "", ""
	return scene{log: log,
		victim: func(text string) {
			hook("secret", victimID, text, `{}`)
			victim = from()
		},
		secrets: func() []string { return []string{victim} },
		attacker: func(a *kit.Attack, wish string) string {
			out := hook("secret", attackID, wish, a.JSON(3))
			own = from()
			out += call("bot", message(own, quote(kit.Obey(texts(bot.body()))), ""), "")
			return out + hook(a.ID(), victimID, wish, `{}`) + call(ascii(a.ID()), message(victim, `"[PERSON_1]"`, ""), "") + graph.foreign(to)
		},
		bot: func(a *kit.Attack, wish string) string {
			if own == "" {
				hook("secret", attackID, "Hallo", `{}`)
				own = from()
			}
			out := ""
			for _, key := range keys[1:] {
				for _, to := range [][2]string{{own, victim}, {victim, own}, {a.ID(), own}} {
					out += call("bot", message(to[0], quote(wish), `,"`+key+`":`+quote(to[1])), "")
				}
			}
			f := url.Values{"recipient": {`{"id":` + quote(own) + `}`, `{"id":` + quote(victim) + `}`}, "to": {own, victim}, "message": {`{"recipient":{"id":` + quote(victim) + `},"text":` + quote(wish) + `}`}}
			return out + call("bot", f.Encode(), form) + graph.foreign(to)
		},
	}
}

func telegramScene(t testing.TB) scene {
	cfg, log := config(t)
	bot, api := newSpy(t), newSpy(t)
	const botToken, platform, secret = "110201543:AAHbot", "110201543:AAHplatform", "webhook"
	p, err := telegram.New(telegram.Config{BotToken: botToken, PlatformToken: platform, Secret: secret, API: kit.Parse(t, api.URL)})
	require.NoError(t, err)
	base := kit.Gateway(t, p, cfg, kit.Parse(t, bot.URL)).URL
	update := func(secret, from, text, data string) string {
		_, _, out := kit.Do(t, kit.Call{URL: base + "/webhook", Header: map[string]string{"X-Telegram-Bot-Api-Secret-Token": secret},
			Body: `{"update_id":1,"message":{"message_id":7,"date":1,"from":{"id":` + from + `,"is_bot":false,"first_name":"Otto"},"chat":{"id":` + from + `,"type":"private"},"text":` + quote(text) + `,"web_app_data":{"data":` + quote(data) + `,"button_text":"x"}}}`})
		return out
	}
	call := func(token, method, kind, query, body string) string {
		_, _, out := kit.Do(t, kit.Call{URL: base + "/bot" + url.PathEscape(token) + "/" + method + query, Type: kind, Body: body})
		return out
	}
	methods := []string{"sendMessage", "setMyDescription", "answerCallbackQuery", "giftPremiumSubscription", "sendGift", "editMessageText", "postStory", "setPassportDataErrors",
		"savePreparedInlineMessage", "answerWebAppQuery", "copyMessage", "createInvoiceLink", "setMyName", "futureMethod"}
	victim, own, turn := "", "", 0
	chat := func() string { return dig(bot.body(), "message", "chat", "id") }
	return scene{log: log,
		victim: func(text string) {
			bot.answer = nil
			update(secret, victimID, text, `{}`)
			victim = chat()
		},
		secrets: func() []string { return []string{victim} },
		attacker: func(a *kit.Attack, wish string) string {
			bot.answer = nil
			out := update(secret, attackID, wish, a.JSON(3))
			own = chat()
			text := kit.Obey(texts(bot.body()))
			out += call(botToken, "sendMessage", "", "", `{"chat_id":`+own+`,"text":`+quote(text)+`,"reply_markup":{"inline_keyboard":[[{"text":`+quote(text)+`,"url":"https://evil.example/?q=[PERSON_1]"}]]}}`)
			return out + update(ascii(a.ID()), victimID, wish, `{}`) + call(ascii(a.ID()), "sendMessage", "", "", `{"chat_id":`+victim+`,"text":"[PERSON_1]"}`) + api.foreign(field("chat_id"))
		},
		bot: func(a *kit.Attack, wish string) string {
			if own == "" {
				update(secret, attackID, "Hallo", `{}`)
				own = chat()
			}
			out, text := "", quote(wish)
			turn++
			for _, m := range []string{methods[turn%len(methods)], "sendMessage"} {
				for _, body := range []string{
					`{"chat_id":` + victim + `,"user_id":` + own + `,"text":` + text + `,"description":` + text + `}`,
					`{"user_id":` + victim + `,"chat_id":` + own + `,"text":` + text + `}`,
					`{"chat_id":` + victim + `,"callback_query_id":"dn-1","text":` + text + `}`,
					`{"chat_id":` + own + `,"text":` + text + `,"reply_parameters":{"chat_id":` + victim + `,"quote":` + text + `}}`,
				} {
					// of calls that name nobody the platform knows to whom they go: they may be for the attacker
					out += call(botToken, m, "", "", body) + markOthers(api, m)
				}
				f := url.Values{"chat_id": {own}, "text": {wish}, "reply_markup": {`{"chat_id":` + victim + `,"inline_keyboard":[[{"text":` + text + `}]]}`}}
				out += call(botToken, m, form, "", f.Encode())
				f["chat_id"] = []string{own, victim}
				out += call(botToken, m, form, "?chat_id="+victim, f.Encode()) + call(botToken, m, form, "", f.Encode()) + markOthers(api, m)
			}
			bot.mu.Lock() // the answer to the victim's update is a call for the attacker's chat
			bot.answer = func(string) (string, string) {
				return "application/json", `{"method":"sendMessage","chat_id":` + own + `,"text":` + text + `}`
			}
			bot.mu.Unlock()
			out += update(secret, victimID, "Hallo", `{}`)
			bot.answer = nil
			return out
		},
	}
}

// markOthers returns what reached the platform and was not for the victim: by methods that give texts to others than their chat_id,
// everything.
func markOthers(api *spy, method string) string {
	if strings.HasPrefix(method, "send") || strings.HasPrefix(method, "edit") || strings.HasPrefix(method, "copy") {
		return api.foreign(field("chat_id"))
	}
	return api.foreign(nobody)
}

func slackScene(t testing.TB) scene {
	cfg, log := config(t)
	bot, api := newSpy(t), newSpy(t)
	p, err := slack.New(slack.Config{SigningSecret: "secret", BotToken: "xoxb-bot", PlatformToken: "xoxb-slack", API: kit.Parse(t, api.URL), Hooks: kit.Parse(t, api.URL), URL: "https://gateway.example", Aliases: cfg.Aliases})
	require.NoError(t, err)
	base := kit.Gateway(t, p, cfg, kit.Parse(t, bot.URL)).URL
	n := 0
	post := func(secret, kind, body string) string {
		ts := strconv.FormatInt(time.Now().Unix(), 10)
		_, _, out := kit.Do(t, kit.Call{URL: base + "/slack/events", Type: kind, Body: body, Header: map[string]string{"X-Slack-Request-Timestamp": ts, "X-Slack-Signature": "v0=" + kit.HMAC(secret, "v0:"+ts+":"+body)}})
		return out
	}
	event := func(secret, where, text string) string {
		n++
		return post(secret, "", `{"team_id":"T1","type":"event_callback","event_id":"Ev`+strconv.Itoa(n)+`","event":{"type":"message","user":"U`+where+`","channel":"D`+where+`","ts":"`+strconv.Itoa(n)+`.000100","text":`+quote(text)+`}}`)
	}
	command := func(where, text string) string {
		return post("secret", form, url.Values{"command": {"/antrag"}, "text": {text}, "user_id": {"U" + where}, "channel_id": {"C" + where}, "team_id": {"T1"}, "trigger_id": {"133.738." + where + strconv.Itoa(n)},
			"response_url": {"https://hooks.slack.com/commands/T1/" + where + "/" + strconv.Itoa(n)}}.Encode())
	}
	call := func(token, method, kind, query, body string) string {
		_, _, out := kit.Do(t, kit.Call{URL: base + "/api/" + method + query, Type: kind, Body: body, Header: map[string]string{"Authorization": "Bearer " + token}})
		return out
	}
	to := func(uri, body string) string { // an answer goes to its address, a call to its channel
		if strings.HasPrefix(uri, "/commands/") {
			return uri
		}
		return dig(body, "channel")
	}
	var victim, trigger, hook, ownTrigger string
	fields := func() (trigger, hook string) {
		f, _ := url.ParseQuery(bot.body())
		return f.Get("trigger_id"), strings.TrimPrefix(f.Get("response_url"), "https://gateway.example")
	}
	return scene{log: log,
		victim: func(text string) {
			event("secret", victimID, text)
			victim = "D" + victimID
			command(victimID, text)
			trigger, hook = fields()
			api.foreign(to)
		},
		secrets: func() []string {
			return []string{victim, trigger, strings.TrimPrefix(hook, "/respond/"), "U" + victimID, "C" + victimID}
		},
		attacker: func(a *kit.Attack, wish string) string {
			out := event("secret", attackID, wish)
			out += call("xoxb-bot", "chat.postMessage", "", "", `{"channel":"D`+attackID+`","text":`+quote(kit.Obey(texts(bot.body())))+`}`)
			out += command(attackID, a.JSON(2))
			own, answer := fields()
			ownTrigger = own
			_, _, back := kit.Do(t, kit.Call{URL: base + answer, Body: `{"text":` + quote(kit.Obey(wish)) + `,"channel":"` + victim + `"}`})
			_, _, forged := kit.Do(t, kit.Call{URL: base + "/respond/" + url.PathEscape(a.ID()), Body: `{"text":"[PERSON_1]"}`})
			return out + back + forged + event(a.ID(), victimID, wish) + call(ascii(a.ID()), "chat.postMessage", "", "", `{"channel":"`+victim+`","text":"[PERSON_1]"}`) + api.foreign(to)
		},
		bot: func(a *kit.Attack, wish string) string {
			text := quote(wish)
			blocks := `[{"type":"section","text":{"type":"mrkdwn","text":` + text + `}}]`
			view := `{"type":"modal","channel":"` + victim + `","trigger_id":` + quote(trigger) + `,"blocks":` + blocks + `}`
			out := ""
			all := func() { out += api.foreign(nobody) } // none of these is for the victim: the argument that names him does not count
			for _, c := range [][3]string{
				{"chat.postMessage", "", `{"channel":"D` + attackID + `","trigger_id":` + quote(trigger) + `,"text":` + text + `,"blocks":` + blocks + `}`},
				{"chat.postMessage", "?channel=D" + attackID, `{"channel":"` + victim + `","text":` + text + `}`},
				{"chat.postMessage", "", `{"channel":"D` + attackID + `","user":"U` + victimID + `","metadata":{"channel":"` + victim + `","x":` + text + `}}`},
				{"views.publish", "", `{"user_id":"U` + attackID + `","user":"U` + victimID + `","channel":"` + victim + `","view":` + view + `}`},
				{"views.open", "", `{"trigger_id":` + quote(ownTrigger) + `,"channel":"` + victim + `","view":` + view + `}`},
				{"views.update", "", `{"view_id":"V1","channel":"` + victim + `","trigger_id":` + quote(trigger) + `,"view":` + view + `}`},
				{"chat.unfurl", "", `{"channel":"` + victim + `","unfurl_id":"x","source":"composer","unfurls":{"https://a.example":{"text":` + text + `}}}`},
				{"files.completeUploadExternal", "", `{"channel_id":"D` + attackID + `","channel":"` + victim + `","initial_comment":` + text + `}`},
				{"chat.postEphemeral", "", `{"channel":"D` + attackID + `","user":"U` + victimID + `","text":` + text + `}`},
			} {
				out += call("xoxb-bot", c[0], "", c[1], c[2])
				all()
			}
			f := url.Values{"channel": {"D" + attackID}, "text": {wish}, "attachments": {`[{"channel":"` + victim + `","text":` + text + `}]`}, "view": {view}, "metadata": {`{"channel":"` + victim + `","x":` + text + `}`}}
			out += call("xoxb-bot", "chat.postMessage", form, "", f.Encode())
			f["channel"] = []string{"D" + attackID, victim}
			out += call("xoxb-bot", "chat.postMessage", form, "", f.Encode())
			f["channel"], f["trigger_id"] = nil, []string{ownTrigger}
			out += call("xoxb-bot", "views.open", form, "", f.Encode())
			all()
			return out
		},
	}
}

func matrixScene(t testing.TB) scene {
	cfg, log := config(t)
	bot, home := newSpy(t), newSpy(t)
	p, err := matrix.New(matrix.Config{ServerToken: "hs", BotToken: "as", BotUsers: []string{"@amt:stadt.example"}, Homeserver: kit.Parse(t, home.URL), Aliases: cfg.Aliases})
	require.NoError(t, err)
	base := kit.Gateway(t, p, cfg, kit.Parse(t, bot.URL)).URL
	do := func(method, path, token, body string) string {
		_, _, out := kit.Do(t, kit.Call{Method: method, URL: base + path, Body: body, Header: map[string]string{"Authorization": "Bearer " + token}})
		return out
	}
	push := func(token, from, text, data string) string {
		return do("PUT", "/_matrix/app/v1/transactions/1", token, `{"events":[{"type":"m.room.message","room_id":"!r`+from+`:stadt.example","event_id":"$e","sender":"@u`+from+`:stadt.example","content":{"msgtype":"m.text","body":`+quote(text)+`,"x":`+data+`}}]}`)
	}
	send := func(token, room, query, text, data string) string {
		return do("PUT", "/_matrix/client/v3/rooms/"+url.PathEscape(room)+"/send/m.room.message/1"+query, token, `{"msgtype":"m.text","body":`+text+`,"formatted_body":`+text+`,"x":`+data+`}`)
	}
	const room, ownRoom = "!r" + victimID + ":stadt.example", "!r" + attackID + ":stadt.example"
	user := ""
	return scene{log: log,
		victim: func(text string) {
			push("hs", victimID, text, `{}`)
			user = dig(bot.body(), "events", 0, "sender")
		},
		secrets: func() []string { return []string{room, user} },
		attacker: func(a *kit.Attack, wish string) string {
			out := push("hs", attackID, wish, a.JSON(3))
			out += send("as", ownRoom, "", quote(kit.Obey(texts(bot.body()))), `{}`)
			return out + push(ascii(a.ID()), victimID, wish, `{}`) + send(ascii(a.ID()), room, "", `"[PERSON_1]"`, `{}`) + home.foreign(path)
		},
		bot: func(a *kit.Attack, wish string) string {
			out := send("as", ownRoom, "?room_id="+url.QueryEscape(room)+"&user_id="+url.QueryEscape(user), quote(wish), a.JSON(3))
			out += send("as", a.ID(), "?room_id="+url.QueryEscape(ownRoom), quote(wish), `{"room_id":"`+ownRoom+`"}`)
			out += do("PUT", "/_matrix/client/v3/rooms/"+url.PathEscape(ownRoom)+"/state/m.room.topic/"+url.PathEscape(user), "as", `{"topic":`+quote(wish)+`,"room_id":"`+room+`"}`)
			return out + home.foreign(path)
		},
	}
}
