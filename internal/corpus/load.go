package corpus

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Load reads every *.jsonl and *.txtar below the given files and directories, recursively and in the order of their
// names. The first fault ends the reading; an empty result is [ErrNoSamples]. Ids are unique per file, not over all.
func Load(paths ...string) ([]Sample, error) {
	var files []string
	for _, p := range paths {
		err := filepath.WalkDir(p, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			ext := filepath.Ext(name)
			if !d.IsDir() && (ext == ".jsonl" || ext == ".txtar") {
				files = append(files, name)
			}
			return nil
		})
		if err != nil {
			return nil, &Error{File: p, Err: err}
		}
	}
	slices.Sort(files)
	files = slices.Compact(files)
	var samples []Sample
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, &Error{File: name, Err: err}
		}
		if filepath.Ext(name) == ".txtar" {
			s, err := ParseCase(data, name)
			if err != nil {
				return nil, err
			}
			samples = append(samples, s)
			continue
		}
		set, err := ReadJSONL(bytes.NewReader(data), name)
		if err != nil {
			return nil, err
		}
		samples = append(samples, set...)
	}
	if len(samples) == 0 {
		return nil, ErrNoSamples
	}
	return samples, nil
}
