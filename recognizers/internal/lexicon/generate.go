package lexicon

//go:generate go run ../cmd/lexicon -data ../../../../shared/data -out lexicon.bin
