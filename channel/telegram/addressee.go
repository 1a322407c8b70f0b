package telegram

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/deckname/deckname/channel"
)

// nowhere is the conversation of calls that go to nobody: no user has ever said anything in it.
const nowhere = "no chat"

// addressee is the conversation of a call: the chat or the user that Telegram gives the texts to.
func addressee(r *http.Request, vars map[string]string, l channel.Leaf) (string, error) {
	return receiver(vars["method"], r.URL.Query(), l)
}

// answered is the conversation of a call that the bot makes in its answer to an update. It need not be the update's.
func answered(l channel.Leaf) (string, error) {
	method, _ := l.Lookup("method")
	if l.Count("method") > 1 {
		return "", channel.ErrNoScope
	}
	return receiver(method, nil, l)
}

// receiver says who gets the texts of a call. Which argument names them depends on the method; others do not count, or a bot
// could name one conversation for the pseudonyms and another one for the message. Arguments stand in the body or in the
// query; one that is given twice is refused, for nobody knows which one counts.
func receiver(method string, query url.Values, l channel.Leaf) (string, error) {
	arg := func(name string) (string, error) {
		s, ok := l.Lookup(name)
		if l.Count(name) > 1 || len(query[name]) > 1 || ok && len(query[name]) == 1 && query[name][0] != s {
			return "", channel.ErrNoScope
		}
		if ok {
			return s, nil
		}
		return query.Get(name), nil
	}
	method = strings.ToLower(method)
	chat, err := arg("chat_id")
	if err != nil {
		return "", err
	}
	user, err := arg("user_id")
	if err != nil {
		return "", err
	}
	inline, err := arg("inline_message_id")
	if err != nil {
		return "", err
	}
	switch {
	case method == "sendgift" && chat != "" && user != "", inline != "" && chat != "":
		return "", channel.ErrNoScope
	case begins(method, toUser) && user != "" && chat == "":
		return user, nil
	case begins(method, toChat) && chat != "":
		return chat, nil
	}
	return nowhere, nil
}

// The beginnings of the methods, in lower case, whose texts go to chat_id, or to user_id. All others go to nobody whom we know:
// answers to queries, what the bot says of itself to everybody, stories, stickers.
const (
	toChat = "send forward copy pin unpin editmessage editchat editforum editgeneral deletemessage deletechat deleteforum setchat getchat setmessage stop leave ban " +
		"unban restrict promote export createchat createforum revoke approve decline close reopen hide unhide setgame getgame getuserchat verifychat removechat"
	toUser = "sendgift gift setpassport saveprepared getuser verifyuser removeuser setuser edituser refund"
)

func begins(method, list string) bool {
	for p := range strings.FieldsSeq(list) {
		if strings.HasPrefix(method, p) {
			return true
		}
	}
	return false
}
