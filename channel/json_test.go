package channel_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
)

var ctx = context.Background()

const iban = "DE89370400440532013000"

func engine(t testing.TB) *anonymize.Anonymizer {
	return channeltest.Engine(t, map[string]anonymize.EntityType{
		iban: anonymize.IBANCode, "0171 39200 11": anonymize.PhoneNumber, "Zürich Müller": anonymize.Person, "4917139200117": anonymize.PhoneNumber,
	})
}

func rewriter(t testing.TB) *channel.Rewriter {
	t.Helper()
	aliases, err := channel.NewAliaser(bytes.Repeat([]byte{7}, 32))
	require.NoError(t, err)
	rw, err := channel.NewRewriter(channel.Config{Engine: engine(t), Tenant: "stadt", Aliases: aliases, Prompts: channel.NewPrompts(8)})
	require.NoError(t, err)
	return rw
}

func exchange(d channel.Direction) channel.Exchange {
	return channel.Exchange{Protocol: "test", Direction: d, Conversation: func(channel.Leaf) (string, error) { return "c1", nil }}
}

func TestJSONRefused(t *testing.T) {
	for name, body := range map[string]string{
		"two values":                           `{} {}`,
		"byte order mark":                      "\ufeff{}",
		"duplicate key":                        `{"a":1,"a":2}`,
		"duplicate key by escape":              `{"a":1,"\u0061":2}`,
		"duplicate key by case":                `{"text":"x","Text":"y"}`,
		"duplicate key by Kelvin sign":         `{"k":1,"K":2}`,
		"duplicate key by long s":              `{"s":1,"ſ":2}`,
		"invalid UTF-8":                        "{\"a\":\"\xff\"}",
		"overlong UTF-8":                       "{\"a\":\"\xc0\x80\"}",
		"control character":                    "{\"a\":\"x\ny\"}",
		"unknown escape":                       `{"a":"\x41"}`,
		"short escape":                         `{"a":"\u12"}`,
		"leading zero":                         `{"a":01}`,
		"plus sign":                            `{"a":+1}`,
		"bare fraction":                        `{"a":.5}`,
		"hexadecimal":                          `{"a":0x1}`,
		"NaN":                                  `{"a":NaN}`,
		"trailing comma":                       `{"a":1,}`,
		"trailing comma in array":              `[1,]`,
		"comment":                              `{"a":1/*x*/}`,
		"single quotes":                        `{'a':1}`,
		"cut off":                              `{"a":"b`,
		"empty":                                ` `,
		"too deep":                             strings.Repeat("[", 100) + strings.Repeat("]", 100),
		"half surrogate in a text":             `{"a":"x\ud800y"}`,
		"surrogates in the wrong order":        `{"a":"\udc00\ud800"}`,
		"half surrogate in a key":              `{"\ud800":1}`,
		"many members and one of them again":   `{` + many(40) + `,"K7":1}`,
		"value without a colon":                `{"a" 1}`,
		"literal that is longer":               `[nulll]`,
		"literal that is shorter":              `[nul]`,
		"number that ends in an exponent sign": `[1e+]`,
	} {
		t.Run(name, func(t *testing.T) {
			out, err := rewriter(t).JSON(ctx, exchange(channel.ToBot), nil, []byte(body))
			require.Error(t, err)
			assert.Empty(t, out, "nothing leaves")
		})
	}
}

func many(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"k` + strings.Repeat("x", i%3) + string(rune('0'+i/10)) + string(rune('0'+i%10)) + `":1`)
	}
	return b.String() + `,"k7":2`
}

func TestJSONIdentity(t *testing.T) {
	for name, body := range map[string]string{
		"white space":                 " {\n\t\"a\" : [ 1 , 2 ]\r\n} ",
		"numbers":                     `[1.10,1E5,-0,0.0e-7,123456789012345678901234567890]`,
		"escapes":                     `{"a":"\/\u00fc\"\\\b\f\n\r\t\ud83d\ude00"}`,
		"raw letters":                 `{"ä":"ö€😀"}`,
		"root string":                 `"x"`,
		"empty things":                `{"a":{},"b":[],"c":"","":null}`,
		"half surrogate that is kept": `{"type":"message"}`,
		"literals":                    `[true,false,null]`,
	} {
		t.Run(name, func(t *testing.T) {
			for _, d := range []channel.Direction{channel.ToBot, channel.ToUser} {
				out, err := rewriter(t).JSON(ctx, exchange(d), nil, []byte(body))
				require.NoError(t, err)
				assert.Equal(t, body, string(out))
			}
		})
	}
}

func TestJSONKeepsHalfSurrogatesThatNobodyReads(t *testing.T) {
	p := channel.MustPolicy(channel.Rule{Path: "blob", Action: channel.DangerouslyKeep(), Why: "made by the operator"})
	body := `{"blob":"\ud800"}`
	out, err := rewriter(t).JSON(ctx, exchange(channel.ToBot), p, []byte(body))
	require.NoError(t, err)
	assert.Equal(t, body, string(out))
}

func TestJSONChangesOnlyWhatItMust(t *testing.T) {
	rw := rewriter(t)
	in := `{"n":1.10,"text" : "IBAN ` + iban + ` \u00fc\/", "x":"\u0061\/"}`
	out, err := rw.JSON(ctx, exchange(channel.ToBot), nil, []byte(in))
	require.NoError(t, err)
	assert.Equal(t, `{"n":1.10,"text" : "IBAN [IBAN_CODE_1] ü/", "x":"\u0061\/"}`, string(out))

	x := exchange(channel.ToBot)
	x.ASCII = true
	out, err = rw.JSON(ctx, x, nil, []byte(`{"a":"`+iban+` ü","b":"ä😀"}`))
	require.NoError(t, err)
	assert.Equal(t, `{"a":"[IBAN_CODE_1] \u00fc","b":"\u00e4\ud83d\ude00"}`, string(out), "ASCII everywhere once something changes")
	out, err = rw.JSON(ctx, x, nil, []byte(`{"b":"ä"}`))
	require.NoError(t, err)
	assert.Equal(t, `{"b":"ä"}`, string(out), "the same bytes if nothing changes")
}

// decoded is the value of a JSON text, with numbers as they are written: one may be too large for a float64.
func decoded(t *testing.T, text string) (v any) {
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	require.NoError(t, dec.Decode(&v))
	return v
}

// FuzzIdentity: what has no findings keeps every byte; what encoding/json refuses is refused; what is changed stays JSON.
func FuzzIdentity(f *testing.F) {
	for _, s := range []string{`{"a":"b"}`, `[1,{"x":["y"]}]`, `"\ud83d\ude00"`, `{"a":"` + iban + `"}`, ` {"ü" : 1e5 } `, `[1` + strings.Repeat("1", 400) + `]`, `{"A":1,"a":2}`} {
		f.Add(s)
	}
	rw := rewriter(f)
	f.Fuzz(func(t *testing.T, body string) {
		out, err := rw.JSON(ctx, exchange(channel.ToBot), nil, []byte(body))
		if !json.Valid([]byte(body)) {
			require.Error(t, err)
			return
		}
		if err != nil {
			return
		}
		require.True(t, json.Valid(out))
		back, err := rw.JSON(ctx, exchange(channel.ToUser), nil, out)
		require.NoError(t, err)
		if bytes.Equal(out, []byte(body)) {
			require.Equal(t, body, string(back))
		}
		require.Equal(t, decoded(t, body), decoded(t, string(back)))
	})
}
