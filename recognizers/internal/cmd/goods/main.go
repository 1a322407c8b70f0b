// Command goods writes recognizers/internal/names/goods.bin from the lists of goods in that package:
//
//	go generate ./recognizers/internal/names
package main

import (
	"fmt"
	"os"

	"github.com/deckname/deckname/recognizers/internal/names"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: goods FILE")
		os.Exit(2)
	}
	if err := os.WriteFile(os.Args[1], names.CompileGoods(), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, "goods:", err)
		os.Exit(1)
	}
}
