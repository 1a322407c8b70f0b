// Package pseudonym is the reversible vault: it gives personal values pseudonyms ("[PERSON_1]"), stable within one
// scope, and brings the values back for those who may have them.
package pseudonym
