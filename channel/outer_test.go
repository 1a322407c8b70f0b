package channel_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
)

// A JSON text inside a string is what somebody wrote: it does not decide whose conversation the body belongs to.
func TestNestedTextsNameNoConversation(t *testing.T) {
	rw := rewriter(t)
	who := channeltest.Canary(1)
	x := exchange(channel.ToBot)
	x.Conversation = func(l channel.Leaf) (string, error) {
		s, _ := l.Lookup("chat")
		return s, nil
	}
	p := channel.MustPolicy(rule("data", channel.Nested(nil)), rule("payload", channel.Payload(nil)), rule("form", channel.Form(nil)))
	_, err := rw.JSON(ctx, x, p, []byte(`{"chat":"victim","text":"`+who+`"}`))
	require.NoError(t, err)
	x.Direction = channel.ToUser
	for _, body := range []string{
		`{"chat":"attacker","data":"{\"chat\":\"victim\",\"text\":\"[PERSON_1]\"}"}`,
		`{"chat":"attacker","data":"{\"data\":\"{\\\"chat\\\":\\\"victim\\\",\\\"text\\\":\\\"[PERSON_1]\\\"}\"}"}`,
		`{"data":"{\"chat\":\"victim\",\"text\":\"[PERSON_1]\"}","chat":"attacker"}`,
		`{"chat":"attacker","form":"chat=victim&text=%5BPERSON_1%5D"}`,
	} {
		out, err := rw.JSON(ctx, x, p, []byte(body))
		require.NoError(t, err)
		assert.Equal(t, body, string(out))
	}
	// A form around the body is the exception that adapters declare.
	form := url.Values{"payload": {`{"chat":"victim","text":"[PERSON_1]"}`}}.Encode()
	out, err := rw.Form(ctx, x, p, []byte(form))
	require.NoError(t, err)
	got, err := url.ParseQuery(string(out))
	require.NoError(t, err)
	assert.Contains(t, got.Get("payload"), who)
}

func TestCount(t *testing.T) {
	rw := rewriter(t)
	var n []int
	p := channel.MustPolicy(rule("text", channel.Choose(func(l channel.Leaf) channel.Action {
		n = append(n, l.Count("CHAT"), l.Count("text"), l.Count("x"))
		return channel.Scan()
	})))
	_, err := rw.Form(ctx, exchange(channel.ToBot), p, []byte("chat=1&Chat=2&text=a"))
	require.NoError(t, err)
	assert.Equal(t, []int{2, 1, 0}, n[:3])
	assert.Zero(t, channel.Leaf{}.Count("x"))
}
