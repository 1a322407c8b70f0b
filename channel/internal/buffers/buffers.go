// Package buffers lends byte slices to reverse proxies, which would otherwise make one of 32 kB for every message.
package buffers

import (
	"net/http/httputil"
	"sync"
)

const size = 32 << 10

// New returns a pool. What is given back is overwritten first: messages must not linger in free memory.
func New() httputil.BufferPool {
	return &pool{sync.Pool{New: func() any { b := make([]byte, size); return &b }}}
}

type pool struct{ p sync.Pool }

// Get implements httputil.BufferPool.
func (p *pool) Get() []byte { return *p.p.Get().(*[]byte) }

// Put implements httputil.BufferPool.
func (p *pool) Put(b []byte) {
	clear(b)
	p.p.Put(&b)
}
