package directline

import "errors"

// Errors that callers branch on.
var (
	// ErrConfig: a Config is incomplete or contradicts itself.
	ErrConfig = errors.New("directline: invalid configuration")
	// ErrToken: there is no token, or it is expired, forged or for nothing that exists.
	ErrToken = errors.New("directline: no valid token")
	// ErrForeign: the token is for another conversation.
	ErrForeign = errors.New("directline: token is for another conversation")
	// ErrEnded: the conversation does not exist, any more or at all.
	ErrEnded = errors.New("directline: no such conversation")
	// ErrFull: there is no room for another conversation, or for more that nobody has fetched.
	ErrFull = errors.New("directline: no room")
)
