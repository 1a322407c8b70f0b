package channel

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

// Aliaser replaces identifiers by aliases and back. The same identifier in the same scope and of the same kind always
// gets the same alias, so that a retried webhook looks like the first try. Aliases of different scopes or kinds are
// unrelated. An alias that it did not make, or that belongs elsewhere, is ErrAlias.
type Aliaser interface {
	Alias(scope, kind, id string) (string, error)
	Resolve(scope, kind, alias string) (string, error)
}

// MinAliasKeyBytes is the length of the shortest key that NewAliaser accepts.
const MinAliasKeyBytes = 32

// MaxIDBytes is the length of the longest identifier that gets an alias.
const MaxIDBytes = 1024

// AliasPrefix begins every alias that is not a number.
const AliasPrefix = "dn-"

// NewAliaser returns an Aliaser that stores nothing: an alias is the identifier itself, encrypted deterministically under
// key. The construction is SIV (Rogaway and Shrimpton 2006) with HMAC-SHA256 as its pseudorandom function and AES-256 in
// counter mode, so that equal inputs, and nothing else, show. Aliases begin with "dn-" and hold lower-case letters and
// digits. Numbers, and strings of digits on demand, are permuted within their length by a ten-round Feistel network over
// HMAC-SHA256; there every number resolves to something, and the platform has to refuse what does not exist.
//
// Whoever has the key can resolve every alias; forgetting a conversation in the vault does not change that, a new key
// does. Keep the key where the vault's keys are.
func NewAliaser(key []byte) (Aliaser, error) {
	if len(key) < MinAliasKeyBytes {
		return nil, ErrConfig
	}
	derive := func(label string) []byte {
		m := hmac.New(sha256.New, key)
		m.Write([]byte("deckname alias 1 " + label))
		return m.Sum(nil)
	}
	block, err := aes.NewCipher(derive("encrypt"))
	if err != nil {
		return nil, err
	}
	return &sivAliaser{derive("authenticate"), derive("permute"), block}, nil
}

type sivAliaser struct {
	mac, perm []byte
	block     cipher.Block
}

func aliasEncoding() *base32.Encoding {
	return base32.HexEncoding.WithPadding(base32.NoPadding)
}

func (a *sivAliaser) tag(scope, kind string, id []byte) []byte {
	return prf(a.mac, scope, kind, string(id))[:aes.BlockSize]
}

// prf is HMAC-SHA256 over the parts, each with its length before it.
func prf(key []byte, parts ...string) []byte {
	m := hmac.New(sha256.New, key)
	for _, p := range parts {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(p)))
		m.Write(n[:])
		m.Write([]byte(p))
	}
	return m.Sum(nil)
}

// Alias implements Aliaser. The empty identifier is its own alias.
func (a *sivAliaser) Alias(scope, kind, id string) (string, error) {
	if id == "" {
		return "", nil
	}
	if len(id) > MaxIDBytes {
		return "", ErrAlias
	}
	if strings.HasPrefix(kind, digitsKind) {
		return a.permute(scope, kind, id, false)
	}
	iv := a.tag(scope, kind, []byte(id))
	out := append(make([]byte, 0, len(iv)+len(id)), iv...)
	out = append(out, id...)
	cipher.NewCTR(a.block, iv).XORKeyStream(out[len(iv):], out[len(iv):])
	return AliasPrefix + strings.ToLower(aliasEncoding().EncodeToString(out)), nil
}

// Resolve implements Aliaser.
func (a *sivAliaser) Resolve(scope, kind, alias string) (string, error) {
	if alias == "" {
		return "", nil
	}
	if strings.HasPrefix(kind, digitsKind) {
		return a.permute(scope, kind, alias, true)
	}
	if len(alias) > 2*(MaxIDBytes+aes.BlockSize) || len(alias) < len(AliasPrefix) || !strings.EqualFold(alias[:len(AliasPrefix)], AliasPrefix) {
		return "", ErrAlias
	}
	text := strings.ToUpper(alias[len(AliasPrefix):])
	raw, err := aliasEncoding().DecodeString(text)
	if err != nil || len(raw) <= aes.BlockSize || aliasEncoding().EncodeToString(raw) != text { // one spelling: no line ends, no spare bits
		return "", ErrAlias
	}
	iv, id := raw[:aes.BlockSize], raw[aes.BlockSize:]
	cipher.NewCTR(a.block, iv).XORKeyStream(id, id)
	if !hmac.Equal(iv, a.tag(scope, kind, id)) {
		return "", ErrAlias
	}
	return string(id), nil
}

// Kinds that begin so are aliased number to number. The suffix after it is the adapter's kind.
const (
	digitsKind = "#"
	numberKind = "#n:" // a JSON integer: any length up to 52 bits, the sign stays
	stringKind = "#s:" // a string of digits: the length stays
)

// NumberKind is the kind under which numbers of a kind are aliased: Route.ConversationKind of platforms whose
// conversations are numbers.
func NumberKind(kind string) string { return numberKind + kind }

// numberBits is what a JSON number can hold in every reader, and what Telegram promises for its identifiers.
const numberBits = 52

func (a *sivAliaser) permute(scope, kind, id string, back bool) (string, error) {
	if strings.HasPrefix(kind, numberKind) {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return "", ErrAlias
		}
		sign, abs := "", uint64(n)
		if n < 0 {
			sign, abs = "-", uint64(-n)
		}
		if abs >= 1<<numberBits {
			return "", ErrAlias
		}
		if abs == 0 {
			return id, nil
		}
		for abs = a.feistel(scope, kind+sign, abs, numberBits, back); abs == 0; { // 0 has no sign: walk on
			abs = a.feistel(scope, kind+sign, abs, numberBits, back)
		}
		return sign + strconv.FormatUint(abs, 10), nil
	}
	if len(id) < 6 || len(id) > 18 || !Digits(18)(id) {
		return "", ErrAlias
	}
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return "", ErrAlias
	}
	limit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(len(id))), nil).Uint64()
	width := bits.Len64(limit - 1)
	width += width & 1
	kind += strconv.Itoa(len(id))
	for n = a.feistel(scope, kind, n, width, back); n >= limit; { // cycle walking stays a permutation of the range
		n = a.feistel(scope, kind, n, width, back)
	}
	s := strconv.FormatUint(n, 10)
	return strings.Repeat("0", len(id)-len(s)) + s, nil
}

// feistel permutes the numbers of width bits, an even number.
func (a *sivAliaser) feistel(scope, kind string, n uint64, width int, back bool) uint64 {
	const rounds = 10
	half := uint(width / 2)
	mask := uint64(1)<<half - 1
	left, right := n>>half, n&mask
	f := func(round int, x uint64) uint64 {
		return binary.BigEndian.Uint64(prf(a.perm, scope, kind, strconv.Itoa(round), strconv.FormatUint(x, 10))) & mask
	}
	if back {
		for r := rounds - 1; r >= 0; r-- {
			left, right = right^f(r, left), left
		}
	} else {
		for r := range rounds {
			left, right = right, left^f(r, right)
		}
	}
	return left<<half | right
}
