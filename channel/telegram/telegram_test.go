package telegram_test

import (
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
	kit "github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/channel/telegram"
)

const (
	botToken      = "110201543:AAHbot-of-the-gateway"
	platformToken = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
	secret        = "secret of the webhook"
)

// world is Telegram, the gateway and a bot.
type world struct {
	bot, api *kit.Station
	url      string
	log      *kit.Log
}

func start(t testing.TB, cfg channel.Config, log *kit.Log) *world {
	w := &world{bot: kit.NewStation(t), api: kit.NewStation(t), log: log}
	p, err := telegram.New(telegram.Config{BotToken: botToken, PlatformToken: platformToken, Secret: secret, BotSecret: "secret of the bot", API: w.api.URL})
	require.NoError(t, err)
	w.url = kit.Gateway(t, p, cfg, w.bot.URL).URL
	return w
}

func newWorld(t testing.TB) *world {
	cfg, log := kit.Config(t)
	return start(t, cfg, log)
}

func (w *world) update(t testing.TB, body string) (int, string) {
	t.Helper()
	code, _, out := kit.Do(t, kit.Call{URL: w.url + "/webhook", Body: body, Header: map[string]string{"X-Telegram-Bot-Api-Secret-Token": secret}})
	return code, out
}

func (w *world) call(t testing.TB, method, kind, body string) (int, string) {
	t.Helper()
	code, _, out := kit.Do(t, kit.Call{URL: w.url + "/bot" + botToken + "/" + method, Type: kind, Body: body})
	return code, out
}

// Updates of every kind with a canary in every string: nothing of it reaches the bot or the log, neither by webhook nor
// by polling.
func TestCanaries(t *testing.T) {
	for _, f := range kit.Fixtures(t, "testdata/updates.json") {
		w := newWorld(t)
		if f.Name == "web_app" {
			f.Body = strings.ReplaceAll(f.Body, "Erika", channeltest.Canary(90))
		}
		body, canaries := channeltest.Fill(t, []byte(f.Body), func(path, _ string) bool { return strings.HasSuffix(path, "web_app_data.data") })
		require.NotEmpty(t, canaries)
		code, _ := w.update(t, string(body))
		require.Equal(t, 200, code, "%s: %s", f.Name, w.log)
		require.Len(t, w.bot.Bodies(), 1)
		assert.Empty(t, channeltest.Leaks(w.bot.Seen()+w.log.String()), "%s: %s", f.Name, w.bot.Bodies()[0])
		r, pushed := w.bot.Last(t)
		assert.Equal(t, "secret of the bot", r.Header.Get("X-Telegram-Bot-Api-Secret-Token"))

		w.api.Answer = kit.JSON(`{"ok":true,"result":[` + string(body) + `]}`)
		code, out := w.call(t, "getUpdates", "", `{"offset":10000,"limit":100,"timeout":0,"allowed_updates":["message"]}`)
		require.Equal(t, 200, code, out)
		assert.Equal(t, `{"ok":true,"result":[`+pushed+`]}`, out, "the same by both ways")
		assert.NotContains(t, w.log.String(), "AAH", "the token in the path is never logged")
	}
}

// Numbers are identifiers, too: the aliases are numbers with the same sign.
func TestNumbers(t *testing.T) {
	for _, f := range kit.Fixtures(t, "testdata/updates.json") {
		w := newWorld(t)
		_, _ = w.update(t, f.Body)
		_, got := w.bot.Last(t)
		for _, s := range []string{"171392", "52.517", "13.388", "VCARD", "foursquare", "passport_data", "t.me", "Musterweg", "Otto Muster", "12345\""} {
			if s == "Otto Muster" && f.Name == "contact" || strings.Contains(f.Body, `"file_size": 12345`) {
				continue
			}
			assert.NotContains(t, got, s, f.Name)
		}
		var v map[string]any
		dec := json.NewDecoder(strings.NewReader(got))
		dec.UseNumber()
		require.NoError(t, dec.Decode(&v))
		if m, ok := v["message"].(map[string]any); ok {
			id, err := strconv.ParseInt(m["chat"].(map[string]any)["id"].(json.Number).String(), 10, 64)
			require.NoError(t, err)
			assert.Less(t, max(id, -id), int64(1)<<52, "what JavaScript can hold")
			assert.Equal(t, strings.Contains(f.Body, `"chat": {"id": -`), id < 0)
		}
	}
}

func TestIdentity(t *testing.T) {
	for _, f := range kit.Fixtures(t, "testdata/updates.json") {
		switch f.Name { // what is dropped or rounded always
		case "contact", "location", "my_chat_member", "passport":
			continue
		}
		w := start(t, kit.Silent(), &kit.Log{})
		code, _ := w.update(t, f.Body)
		require.Equal(t, 200, code)
		_, got := w.bot.Last(t)
		assert.Equal(t, f.Body, got, f.Name)
	}
}

type update struct {
	Message struct {
		Chat     struct{ ID json.Number }
		Text     string
		Entities []struct {
			Type           string
			Offset, Length int
		}
	}
}

func read(t testing.TB, body string) update {
	var u update
	require.NoError(t, json.Unmarshal([]byte(body), &u))
	return u
}

// marked cuts the part out of text that an entity names in UTF-16 units.
func marked(text string, offset, length int) string {
	u := utf16.Encode([]rune(text))
	return string(utf16.Decode(u[offset : offset+length]))
}

func text(who string) string {
	s, _ := json.Marshal("😀 Ich bin " + who + ", ja")
	n := len(utf16.Encode([]rune(who)))
	return `{"update_id":1,"message":{"message_id":7,"date":1767322800,"from":{"id":171392001,"is_bot":false},"chat":{"id":171392001,"type":"private"},"text":` + string(s) +
		`,"entities":[{"type":"bold","offset":3,"length":3},{"type":"italic","offset":11,"length":` + strconv.Itoa(n) + `},{"type":"bold","offset":` + strconv.Itoa(13+n) + `,"length":2}]}}`
}

func TestEchoAndOffsets(t *testing.T) {
	w := newWorld(t)
	who := channeltest.Canary(1)
	code, _ := w.update(t, text(who))
	require.Equal(t, 200, code)
	_, body := w.bot.Last(t)
	u := read(t, body)
	require.Equal(t, "😀 Ich bin [PERSON_1], ja", u.Message.Text)
	for i, want := range []string{"Ich", "[PERSON_1]", "ja"} {
		assert.Equal(t, want, marked(u.Message.Text, u.Message.Entities[i].Offset, u.Message.Entities[i].Length))
	}
	chat := u.Message.Chat.ID.String()
	w.api.Answer = kit.JSON(`{"ok":true,"result":{"message_id":8,"date":1,"from":{"id":110201543,"is_bot":true,"first_name":"Bot"},"chat":{"id":171392001,"type":"private","first_name":"Erika"},"text":"👋 ` + who + `","entities":[{"type":"bold","offset":3,"length":16}]}}`)

	for kind, send := range map[string]string{
		"number": `{"chat_id":` + chat + `,"text":"👋 [PERSON_1] ok","entities":[{"type":"bold","offset":3,"length":10},{"type":"bold","offset":14,"length":2}]}`,
		"string": `{"chat_id":"` + chat + `","text":"👋 [PERSON_1] ok","entities":[{"type":"bold","offset":3,"length":10},{"type":"bold","offset":14,"length":2}]}`,
	} {
		code, out := w.call(t, "sendMessage", "", send)
		require.Equal(t, 200, code, out)
		r, got := w.api.Last(t)
		assert.Equal(t, "/bot"+platformToken+"/sendMessage", r.URL.Path)
		var sent struct {
			ChatID   any `json:"chat_id"`
			Text     string
			Entities []struct{ Offset, Length int }
		}
		require.NoError(t, json.Unmarshal([]byte(got), &sent))
		assert.Equal(t, "👋 "+who+" ok", sent.Text, kind)
		assert.Contains(t, got, "171392001")
		assert.Equal(t, who, marked(sent.Text, sent.Entities[0].Offset, sent.Entities[0].Length))
		assert.Equal(t, "ok", marked(sent.Text, sent.Entities[1].Offset, sent.Entities[1].Length))
		assert.NotContains(t, out, "171392001")
		assert.Contains(t, out, `"from":{"id":110201543`, "the bot knows itself")
		assert.Contains(t, out, `"text":"👋 [PERSON_1]","entities":[{"type":"bold","offset":3,"length":10}]`)
	}

	form := url.Values{"chat_id": {chat}, "text": {"Echo [PERSON_1]"}, "reply_markup": {`{"inline_keyboard":[[{"text":"[PERSON_1]","callback_data":"x","url":"https://evil.example/[PERSON_1]"}]]}`}}
	code, out := w.call(t, "sendMessage", "application/x-www-form-urlencoded", form.Encode())
	require.Equal(t, 200, code, out)
	_, got := w.api.Last(t)
	sent, err := url.ParseQuery(got)
	require.NoError(t, err)
	assert.Equal(t, "171392001", sent.Get("chat_id"))
	assert.Equal(t, "Echo "+who, sent.Get("text"))
	assert.Equal(t, `{"inline_keyboard":[[{"text":"`+who+`","callback_data":"x","url":"https://evil.example/[PERSON_1]"}]]}`, sent.Get("reply_markup"))

	part := func(name, extra, value string) string {
		return "--b1\r\nContent-Disposition: form-data; name=\"" + name + "\"" + extra + "\r\n\r\n" + value + "\r\n"
	}
	multi := part("text", "", "Echo [PERSON_1]") + part("chat_id", "", chat) + part("document", "; filename=\"bescheid.pdf\"\r\nContent-Type: application/pdf", "%PDF [PERSON_1]") + "--b1--\r\n"
	code, out = w.call(t, "sendDocument", "multipart/form-data; boundary=b1", multi)
	require.Equal(t, 200, code, out)
	_, got = w.api.Last(t)
	assert.Contains(t, got, "Echo "+who)
	assert.Contains(t, got, "\r\n171392001\r\n")
	assert.Contains(t, got, "%PDF [PERSON_1]", "nothing is restored in a file")

	code, _, _ = kit.Do(t, kit.Call{Method: "GET", URL: w.url + "/bot" + botToken + "/sendMessage?chat_id=" + chat + "&text=Echo+%5BPERSON_1%5D"})
	require.Equal(t, 200, code)
	r, _ := w.api.Last(t)
	assert.Equal(t, "Echo "+who, r.URL.Query().Get("text"))

	// In another chat the pseudonym means nothing.
	_, _ = w.call(t, "sendMessage", "", `{"chat_id":12345,"text":"[PERSON_1]"}`)
	_, got = w.api.Last(t)
	assert.Contains(t, got, `"text":"[PERSON_1]"`)
	assert.Empty(t, channeltest.Leaks(w.bot.Seen()+w.log.String()))
}

// TestOffsetsInForms: in forms entities are JSON in a field of their own, before or after the text, and inside media.
func TestOffsetsInForms(t *testing.T) {
	w := newWorld(t)
	who := channeltest.Canary(1)
	code, _ := w.update(t, text(who))
	require.Equal(t, 200, code)
	_, body := w.bot.Last(t)
	chat := read(t, body).Message.Chat.ID.String()
	const said = `👋 [PERSON_1] ok`
	const entities = `[{"type":"bold","offset":3,"length":10},{"type":"bold","offset":14,"length":2}]`
	part := func(name, value string) string {
		return "--b1\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n"
	}
	check := func(where, text, list string) {
		t.Helper()
		assert.Equal(t, "👋 "+who+" ok", text, where)
		var es []struct{ Offset, Length int }
		require.NoError(t, json.Unmarshal([]byte(list), &es), where)
		require.Len(t, es, 2, where)
		assert.Equal(t, who, marked(text, es[0].Offset, es[0].Length), where)
		assert.Equal(t, "ok", marked(text, es[1].Offset, es[1].Length), where)
	}
	multi := func(method, body string) *multipart.Form {
		t.Helper()
		code, out := w.call(t, method, "multipart/form-data; boundary=b1", body+"--b1--\r\n")
		require.Equal(t, 200, code, out)
		_, got := w.api.Last(t)
		form, err := multipart.NewReader(strings.NewReader(got), "b1").ReadForm(1 << 20)
		require.NoError(t, err)
		return form
	}

	f := multi("sendMessage", part("entities", entities)+part("text", said)+part("chat_id", chat))
	check("multipart", f.Value["text"][0], f.Value["entities"][0])
	f = multi("sendPhoto", part("caption", said)+part("caption_entities", entities)+part("chat_id", chat))
	check("caption", f.Value["caption"][0], f.Value["caption_entities"][0])

	code, out := w.call(t, "sendMessage", "application/x-www-form-urlencoded", url.Values{"chat_id": {chat}, "text": {said}, "entities": {entities}}.Encode())
	require.Equal(t, 200, code, out)
	_, got := w.api.Last(t)
	sent, err := url.ParseQuery(got)
	require.NoError(t, err)
	check("urlencoded", sent.Get("text"), sent.Get("entities"))

	f = multi("sendMediaGroup", part("media", `[{"type":"photo","media":"attach://a"},{"type":"photo","media":"attach://b","caption":"`+said+`","caption_entities":`+entities+`}]`)+part("chat_id", chat))
	var media []struct {
		Caption  string
		Entities json.RawMessage `json:"caption_entities"`
	}
	require.NoError(t, json.Unmarshal([]byte(f.Value["media"][0]), &media))
	check("media", media[1].Caption, string(media[1].Entities))
}

func TestFormats(t *testing.T) {
	for mode, want := range map[string]string{"MarkdownV2": `Zz\_x\.`, "HTML": "Zz_x.", "": "Zz_x."} {
		cfg, log := kit.Config(t)
		cfg.Engine = channeltest.Engine(t, map[string]anonymize.EntityType{"Zz_x.": anonymize.Person})
		w := start(t, cfg, log)
		_, _ = w.update(t, text("Zz_x."))
		_, body := w.bot.Last(t)
		_, _ = w.call(t, "sendMessage", "", `{"chat_id":`+read(t, body).Message.Chat.ID.String()+`,"text":"[PERSON_1]","parse_mode":"`+mode+`"}`)
		_, got := w.api.Last(t)
		var sent struct{ Text string }
		require.NoError(t, json.Unmarshal([]byte(got), &sent))
		assert.Equal(t, want, sent.Text, mode)
	}
}

// A bot may answer an update with a call in the body.
func TestAnswerInBody(t *testing.T) {
	w := newWorld(t)
	w.bot.Answer = func(rw http.ResponseWriter, _ *http.Request, body string) {
		rw.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(rw, `{"method":"sendMessage","chat_id":`+read(t, body).Message.Chat.ID.String()+`,"text":"Hallo [PERSON_1]"}`)
	}
	who := channeltest.Canary(1)
	code, out := w.update(t, text(who))
	require.Equal(t, 200, code)
	assert.Equal(t, `{"method":"sendMessage","chat_id":171392001,"text":"Hallo `+who+`"}`, out)
}

func TestRefusals(t *testing.T) {
	w := newWorld(t)
	msg := `{"chat_id":1,"text":"[PERSON_1]"}`
	for why, path := range map[string]string{
		"a wrong token":                  "/bot999:falsch/sendMessage",
		"the platform's token":           "/bot" + platformToken + "/sendMessage",
		"no token":                       "/bot/sendMessage",
		"updates past the gateway":       "/bot" + botToken + "/setWebhook",
		"the same in another case":       "/bot" + botToken + "/SETWEBHOOK",
		"a file":                         "/file/bot" + botToken + "/photos/1.jpg",
		"polling in an unusual spelling": "/bot" + botToken + "/getupdates",
	} {
		code, _, out := kit.Do(t, kit.Call{URL: w.url + path, Body: msg})
		assert.Contains(t, []int{401, 404}, code, why)
		assert.Contains(t, out, `"ok":false`, why)
		assert.NotContains(t, out+w.log.String(), "AAH")
	}
	for why, h := range map[string]map[string]string{"no secret": {}, "a wrong one": {"X-Telegram-Bot-Api-Secret-Token": "x"}, "the bot's": {"X-Telegram-Bot-Api-Secret-Token": "secret of the bot"}} {
		code, _, _ := kit.Do(t, kit.Call{URL: w.url + "/webhook", Body: text("x"), Header: h})
		assert.Equal(t, 401, code, why)
	}
	code, _ := w.call(t, "sendMessage?chat_id=2", "", msg)
	assert.Equal(t, 400, code, "two chats")
	assert.Empty(t, w.api.Bodies())
	code, _ = w.update(t, `{"message":{},"Message":{}}`)
	assert.Equal(t, 200, code, "never to be passed on, not to be repeated")
	assert.Empty(t, w.bot.Bodies())
	_, _ = w.update(t, text("x"))
	_, _ = w.update(t, text("x"))
	assert.Equal(t, w.bot.Bodies()[0], w.bot.Bodies()[1], "a retry is the same")
	cfg, log := kit.Config(t)
	cfg.Engine = kit.Broken{}
	w = start(t, cfg, log)
	code, _ = w.update(t, text("x"))
	assert.Equal(t, 503, code, "to be repeated")
	for why, c := range map[string]telegram.Config{"nothing": {}, "no colon": {PlatformToken: "12"}, "tokens of two bots": {PlatformToken: "1:a", BotToken: "2:b"}} {
		_, err := telegram.New(c)
		assert.ErrorIs(t, err, channel.ErrConfig, why)
	}
}
