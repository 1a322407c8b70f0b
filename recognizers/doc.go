// Package recognizers finds personal data in German text: one recognizer per identifier, and All for the whole set.
//
// Every recognizer implements [anonymize.Recognizer]. Recognizers of numbers share one scan of the text's digits, look for
// context words ("Steuer-ID", "Kassenzeichen") only where a candidate stands, and use no regular expressions; their time is
// linear in the text, and finding nothing allocates nothing. [Pattern] and [LoadPatterns] add patterns of one's own.
//
// # What is promised
//
// A number with a public check rule is found in the spellings that people use in chats (blanks, dots, slashes, hyphens,
// lower case), with and without its keyword where the check is selective enough. A number that fails its check but stands
// beside its own keyword is still reported, with a lower score and without [anonymize.EvidenceChecksum]: it is somebody's
// mistyped number. Numbers without a check rule need a keyword before them, behind them or in the bot's last question.
//
// # What is not promised
//
// Digits written as words are found for telephone numbers only. Identifiers of other countries are found only where the
// type says so (IBAN, creditor identifiers, telephone numbers). A number that neither has a check rule nor a keyword
// passes.
//
// # Scores
//
// Scores are meant as probabilities. Roughly: 0.95 to 0.99 check rule and keyword; 0.6 to 0.95 check rule alone, the lower
// the more often a random number passes it; 0.6 to 0.85 keyword alone; 0.55 to 0.65 mistyped beside its keyword.
//
// All recognizers are immutable and safe for concurrent use.
package recognizers
