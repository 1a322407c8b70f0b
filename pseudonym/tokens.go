package pseudonym

import (
	"context"

	"github.com/deckname/deckname/internal/fold"
)

// tokenFold returns the spelling under which a listed scheme stores and finds a token.
func tokenFold(token string) string { return fold.String(token) }

// loadTokens reads the list of the scope's pseudonyms, once per version of its meta record.
func (s *scopeState) loadTokens(ctx context.Context) error {
	if s.keys == nil || s.tokensOf == string(s.metaRaw) && s.tokenSet != nil {
		return nil
	}
	set, list := make(map[string]bool), []string(nil)
	err := s.v.cfg.Store.Scan(ctx, s.keys.prefix, func(key, value []byte) error {
		rec, err := s.keys.open(key, value)
		if err != nil {
			return err
		}
		if sub, ok := rec.(*subject); ok {
			for _, f := range sub.forms {
				set[tokenFold(f.token)] = true
				list = append(list, f.token)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.tokenSet, s.tokens, s.tokensOf = set, list, string(s.metaRaw)
	return nil
}

func (s *scopeState) hasToken(key string) bool { return s.tokenSet[key] }

// addToken notes a token that was just committed together with the current meta record.
func (s *scopeState) addToken(token string) {
	s.tokenSet[tokenFold(token)] = true
	s.tokens = append(s.tokens[:len(s.tokens):len(s.tokens)], token)
	s.tokensOf = string(s.metaRaw)
}
