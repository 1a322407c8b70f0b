package botframework_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"
)

// FuzzToken: a token that Microsoft did not sign for this very bot and service is refused, on both sides.
func FuzzToken(f *testing.F) {
	w := newWorld(f)
	good := w.goodToken(f)
	f.Add(good+"x", "RS256")
	f.Add(good[:len(good)-4]+"AAAA", "none")
	f.Add("e30.e30.", "HS256")
	f.Add(w.ms.token(f, claims("aud", "other", "serviceurl", w.service()), jose.RS256, w.ms.key, "k1"), "")
	f.Add(w.botToken(f), "k")
	body := w.message("x", "c1")
	f.Fuzz(func(t *testing.T, token, swap string) {
		parts := strings.Split(token, ".")
		for _, tok := range []string{token, swap + "." + strings.Join(parts[1:], "."), token + swap} {
			if tok == good || strings.TrimSpace(tok) == good {
				continue
			}
			for _, side := range []struct{ url, path string }{{w.bot.URL, "/api/messages"}, {w.conn.URL, "/v3/conversations/x/activities"}} {
				r := httptest.NewRequest(http.MethodPost, side.path, strings.NewReader(body))
				r.Header = http.Header{"Content-Type": {"application/json"}, "Authorization": {"Bearer " + tok}}
				u, err := url.Parse(side.url)
				require.NoError(t, err)
				r.Host = u.Host
				rec := httptest.NewRecorder()
				if side.url == w.bot.URL {
					w.bot.Config.Handler.ServeHTTP(rec, r)
				} else {
					w.conn.Config.Handler.ServeHTTP(rec, r)
				}
				require.GreaterOrEqual(t, rec.Code, 400)
			}
		}
		require.Empty(t, w.seen.String(), "the bot got nothing")
	})
}
