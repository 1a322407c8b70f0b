package main

func Example() {
	main()
	// Output:
	// Die Hundemarke <DOG_TAG> ist weg, LG [REDACTED]
	// DOG_TAG 0.95 pattern+context
}
