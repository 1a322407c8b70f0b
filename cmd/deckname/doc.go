// Command deckname finds, replaces and restores personal data in German text, and scores how well it does so.
//
//	deckname detect      list what is found, one JSON object per message
//	deckname anonymize   replace what is found by pseudonyms (a filter)
//	deckname reveal      put the values back (a filter)
//	deckname forget      erase a scope or a single value from the vault
//	deckname rotate      bring all records of the vault under the newest keys
//	deckname audit       verify the vault's audit log
//	deckname eval        score a corpus, keep scores from falling, compare releases
//
// "deckname help COMMAND" explains each. No command prints text of its input unless its purpose is to (anonymize,
// reveal, import, report) or it is asked to with -show; messages about bad input name file and line only.
//
// # Exit codes
//
//	0  everything was done
//	1  some input was bad, a score fell, or an audit log is broken; standard error says where
//	2  wrong usage
//	3  the vault, a key or a file could not be used
//	130 interrupted
package main
