// Package presidio answers the HTTP requests of Microsoft Presidio's analyzer and anonymizer with deckname's findings, so
// that clients written for Presidio can switch by changing an address. [Results] gives findings in Presidio's JSON for
// other uses; openapi.yaml describes the service.
//
// # What is the same
//
// Paths, field names and shapes of requests and answers of /analyze, /anonymize, /anonymizers, /recognizers,
// /supportedentities and /health as Presidio 2 documents them: one text or an array of texts, entities, score_threshold,
// return_decision_process, correlation_id, context, ad_hoc_recognizers, allow_list; the anonymizers replace, redact,
// mask, hash and keep; offsets in Unicode code points; the texts of the usual errors.
//
// # What is different
//
//   - Findings and scores are deckname's. "de" and "en" are the languages, and both are searched in the same way.
//   - A wrong request to /analyze is 400, where Presidio says 500, so that no client sends it again and again.
//   - hash is keyed (HMAC): a bare hash of a name can be found by trying names. md5 is refused.
//   - encrypt, custom and /deanonymize are refused: what must come back belongs into a vault (package pseudonym).
//   - Regular expressions are .NET's. (?P<name>…) is understood.
//
// # Promises
//
// Neither log records nor errors hold text of a request. A request that fails returns no text, and no findings of a part
// of a batch. Sizes, numbers and times are bounded by [Config].
//
// A Service is safe for concurrent use and remembers nothing between requests.
package presidio
