package serve

import "errors"

var (
	// ErrConfig marks every error of New and ClientTLS that a changed configuration cures.
	ErrConfig = errors.New("serve: invalid configuration")
	// ErrPlain is returned when plain HTTP would be served beyond loopback. It is an ErrConfig.
	ErrPlain = errors.New("serve: plain HTTP is allowed on loopback only")
	// ErrClosed is what an ACME exchange meets after the server was shut down.
	ErrClosed = errors.New("serve: server closed")
	// ErrShutdown is returned by Run when handlers were still running at the end of ShutdownTimeout.
	ErrShutdown = errors.New("serve: handlers still running after the shutdown timeout")
)
