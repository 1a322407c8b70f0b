package recognizers

import (
	"context"
	"crypto/sha256"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// Crypto returns the recognizer of CRYPTO: addresses of Bitcoin (Base58Check, bech32, bech32m) and Ethereum.
//
// Format: 26 to 35 characters of Base58 that begin with 1 or 3; bc1 and 11 to 87 characters; 0x and 40 hexadecimal digits. Check: double SHA-256 checksum, BCH
// code; Ethereum has none here, its length is enough. Known false positives: 40 hexadecimal digits with 0x of other origin.
// Source: Bitcoin wiki, BIP 173, BIP 350, EIP-55.
func Crypto() anonymize.Recognizer {
	return &crypto{newIdent("crypto", anonymize.HasDigit|anonymize.HasLetter, words.New("bitcoin", "btc", "wallet", "ethereum", "eth", "krypto", "bitcoin adresse", "walletadresse"), anonymize.Crypto)}
}

type crypto struct{ ident }

func (r *crypto) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	toks := doc.Tokens()
	for step, ti := range numbersOf(doc).mixed {
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		t := &toks[ti]
		if n := t.End - t.Start; n < 14 || n > 90 || t.Flags&anonymize.Letter == 0 || t.Flags&anonymize.NonASCII != 0 {
			continue
		}
		// Base58 tells upper from lower case: it needs the original
		w := doc.Original(*t)
		fd := finding{start: int(t.Start), end: int(t.End)}
		switch {
		case (w[0] == '1' || w[0] == '3') && len(w) >= 26 && len(w) <= 35 && base58Check(w):
			fd.score, fd.evidence, fd.rule = 0.99, anonymize.EvidenceChecksum, "crypto/base58check"
		case len(w) > 4 && (w[:3] == "bc1" || w[:3] == "BC1") && bech32(doc.Word(*t)):
			fd.score, fd.evidence, fd.rule = 0.99, anonymize.EvidenceChecksum, "crypto/bech32"
		case len(w) == 42 && w[0] == '0' && (w[1] == 'x' || w[1] == 'X') && hexOnly(doc.Word(*t)[2:]):
			fd.score, fd.rule = 0.9, "crypto/ethereum"
		default:
			continue
		}
		if fd.hit, _ = r.keys.Near(doc, int(ti), int(ti)); fd.hit.Span.End > 0 {
			fd.score = 0.99
		}
		dst = r.report(doc, dst, anonymize.Crypto, fd)
	}
	return dst, nil
}

func hexOnly(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isHex(s[i]) {
			return false
		}
	}
	return true
}

// base58Check decodes 25 bytes and compares the last four with the double SHA-256 of the others.
func base58Check(s string) bool {
	const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
	var out [25]byte
	for i := 0; i < len(s); i++ {
		v := -1
		for k := 0; k < len(alphabet); k++ {
			if alphabet[k] == s[i] {
				v = k
				break
			}
		}
		if v < 0 {
			return false
		}
		for k := len(out) - 1; k >= 0; k-- {
			v += int(out[k]) * 58
			out[k] = byte(v)
			v >>= 8
		}
		if v != 0 {
			return false
		}
	}
	sum := sha256.Sum256(out[:21])
	sum = sha256.Sum256(sum[:])
	return [4]byte(sum[:4]) == [4]byte(out[21:])
}

// bech32 checks a folded address with the prefix bc1 by BIP 173 or BIP 350.
func bech32(s string) bool {
	const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	poly := uint32(1)
	step := func(v byte) {
		top := poly >> 25
		poly = (poly&0x1ffffff)<<5 ^ uint32(v)
		for i, g := range [...]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 != 0 {
				poly ^= g
			}
		}
	}
	for _, c := range []byte{'b' >> 5, 'c' >> 5, 0, 'b' & 31, 'c' & 31} {
		step(c)
	}
	for i := 3; i < len(s); i++ {
		v := -1
		for k := 0; k < len(alphabet); k++ {
			if alphabet[k] == s[i] {
				v = k
				break
			}
		}
		if v < 0 {
			return false
		}
		step(byte(v))
	}
	return poly == 1 || poly == 0x2bc830a3
}
