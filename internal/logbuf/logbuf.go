// Package logbuf is what tests give to a log: a Buffer that goroutines write while the test reads it. It makes no other
// promise and has no limit.
package logbuf

import (
	"bytes"
	"sync"
)

// Buffer is a bytes.Buffer for many goroutines. The zero value is empty.
type Buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write implements io.Writer.
func (b *Buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

// String returns everything written so far.
func (b *Buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}
