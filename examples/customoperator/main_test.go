package main

func Example() {
	main()
	// Output:
	// Ich heiße [REDACTED], geboren am [geboren 1990–1999].
	// not sent: anonymize: operator decade: decade: a date of birth has no year
}
