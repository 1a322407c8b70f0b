package pseudonym

import "context"

// settle finishes what another process has begun and not ended.
func (s *scopeState) settle(ctx context.Context) error { return ErrConflict }
