package channel

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
)

// Authenticator proves who sent a request and signs what is passed on.
//
// Verify gets the request with the body as it came, byte for byte. It must refuse with ErrUnauthenticated, must not change
// the request's URL or body, and may tell later steps who called with WithCaller. Sign gets the request that goes out,
// with its new body, and sets headers.
type Authenticator interface {
	Verify(r *http.Request, raw []byte) error
	Sign(r *http.Request, raw []byte) error
}

type callerKey struct{}

// WithCaller notes in r who called. Verify calls it; Conversation reads it with Caller.
func WithCaller(r *http.Request, caller string) {
	*r = *r.WithContext(context.WithValue(r.Context(), callerKey{}, caller))
}

// Caller returns what WithCaller noted, "" if nothing.
func Caller(ctx context.Context) string {
	s, _ := ctx.Value(callerKey{}).(string)
	return s
}

// HMACSHA256 is the Authenticator of platforms that put the HMAC-SHA256 of the body into a header, in hexadecimal digits
// behind a prefix: header "X-Hub-Signature-256" and prefix "sha256=" for Messenger and WhatsApp. Incoming requests are
// checked with the first secret, what is passed on is signed with the second. An empty secret is ErrConfig.
func HMACSHA256(header, prefix string, verify, sign []byte) (Authenticator, error) {
	if len(verify) == 0 || len(sign) == 0 {
		return nil, fmt.Errorf("%w: empty secret", ErrConfig)
	}
	return &hmacAuth{header, prefix, append([]byte(nil), verify...), append([]byte(nil), sign...)}, nil
}

type hmacAuth struct {
	header, prefix string
	verify, sign   []byte
}

func (a *hmacAuth) Verify(r *http.Request, raw []byte) error {
	vals := r.Header.Values(a.header)
	if len(vals) != 1 || !strings.HasPrefix(vals[0], a.prefix) {
		return ErrUnauthenticated
	}
	got, err := hex.DecodeString(vals[0][len(a.prefix):])
	if err != nil || !hmac.Equal(got, bodyMAC(a.verify, raw)) {
		return ErrUnauthenticated
	}
	return nil
}

func (a *hmacAuth) Sign(r *http.Request, raw []byte) error {
	r.Header.Set(a.header, a.prefix+hex.EncodeToString(bodyMAC(a.sign, raw)))
	return nil
}

func bodyMAC(key, raw []byte) []byte {
	m := hmac.New(sha256.New, key)
	m.Write(raw)
	return m.Sum(nil)
}

// BearerTokens is the Authenticator of callers that send one of the given tokens, either as "Authorization: Bearer …" or,
// if header is not empty, alone in that header. What is passed on carries out, if that is not empty, in the same way;
// else the caller's own token stays. No token, or an empty one, is ErrConfig. The caller's name is the token's number.
func BearerTokens(header, out string, tokens ...string) (Authenticator, error) {
	a := &bearerAuth{header: header, out: out}
	for _, t := range tokens {
		if t == "" {
			return nil, fmt.Errorf("%w: empty token", ErrConfig)
		}
		a.sums = append(a.sums, sha256.Sum256([]byte(t)))
	}
	if len(a.sums) == 0 {
		return nil, fmt.Errorf("%w: no token", ErrConfig)
	}
	return a, nil
}

type bearerAuth struct {
	header, out string
	sums        [][sha256.Size]byte
}

func (a *bearerAuth) Verify(r *http.Request, _ []byte) error {
	token := ""
	if a.header != "" {
		token = r.Header.Get(a.header)
	} else {
		token = BearerToken(r)
	}
	sum := sha256.Sum256([]byte(token)) // equal lengths, so that the comparison tells nothing about the token
	found := -1
	for i := range a.sums {
		if subtle.ConstantTimeCompare(sum[:], a.sums[i][:]) == 1 {
			found = i
		}
	}
	if token == "" || found < 0 {
		return ErrUnauthenticated
	}
	WithCaller(r, fmt.Sprintf("token-%d", found+1))
	return nil
}

func (a *bearerAuth) Sign(r *http.Request, _ []byte) error {
	if a.out == "" {
		return nil
	}
	if a.header != "" {
		r.Header.Set(a.header, a.out)
	} else {
		r.Header.Set("Authorization", "Bearer "+a.out)
	}
	return nil
}

// BearerToken returns the token of an "Authorization: Bearer" header, "" if there is none or more than one.
func BearerToken(r *http.Request) string {
	vals := r.Header.Values("Authorization")
	if len(vals) != 1 {
		return ""
	}
	scheme, token, _ := strings.Cut(vals[0], " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// DangerouslyUnauthenticated is the Authenticator that lets everyone in. Only for listeners that nobody but the operator
// can reach, such as tests on loopback: whoever may talk as the bot reads what the users wrote.
func DangerouslyUnauthenticated() Authenticator { return open{} }

type open struct{}

func (open) Verify(*http.Request, []byte) error { return nil }
func (open) Sign(*http.Request, []byte) error   { return nil }
