package botframework

import (
	"container/list"
	"context"
	"sync"
)

// memory is a Services that forgets the conversations that were not used for longest.
type memory struct {
	mu    sync.Mutex
	max   int
	order *list.List // of entries, the last used first
	byID  map[string]*list.Element
}

type entry struct{ id, url string }

func newMemory(max int) *memory {
	return &memory{max: max, order: list.New(), byID: make(map[string]*list.Element)}
}

func (m *memory) Put(_ context.Context, id, url string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if e, ok := m.byID[id]; ok {
		e.Value = entry{id, url}
		m.order.MoveToFront(e)
		return nil
	}
	m.byID[id] = m.order.PushFront(entry{id, url})
	if m.order.Len() > m.max {
		last := m.order.Back()
		delete(m.byID, m.order.Remove(last).(entry).id)
	}
	return nil
}

func (m *memory) Get(_ context.Context, id string) (string, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.byID[id]
	if !ok {
		return "", false, nil
	}
	m.order.MoveToFront(e)
	return e.Value.(entry).url, true, nil
}
