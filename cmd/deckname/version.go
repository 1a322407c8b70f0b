package main

import "runtime/debug"

// version returns what the Go tool recorded at build time.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "deckname (unknown build)"
	}
	v := "deckname " + info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			v += " " + s.Value
		}
	}
	return v + " " + info.GoVersion
}
