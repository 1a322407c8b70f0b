package train

import (
	"encoding/gob"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// savedNet is a network between runs.
type savedNet struct {
	Cfg Config
	W   [][]float32
}

func (n *Net) save() savedNet {
	s := savedNet{Cfg: n.cfg}
	for _, p := range n.params() {
		s.W = append(s.W, p.w)
	}
	return s
}

func (s savedNet) net() *Net {
	n := newNet(s.Cfg, &Vectors{Values: s.W[1]})
	for i, p := range n.params() {
		p.w = s.W[i]
	}
	return n
}

// cached decodes v from a file of the folder or makes it and writes the file.
func cached(dir, name string, v any, build func() error) error {
	if dir == "" {
		return build()
	}
	path := filepath.Join(dir, name+".gob")
	f, err := os.Open(path)
	if err == nil {
		defer f.Close()
		return gob.NewDecoder(f).Decode(v)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := build(); err != nil {
		return err
	}
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(gob.NewEncoder(out).Encode(v), out.Close())
}
