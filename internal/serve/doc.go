// Package serve runs one HTTP handler behind TLS, for the programs of this module.
//
// It promises:
//   - no plain HTTP beyond loopback unless DangerouslyPlain says so;
//   - certificates from an ACME server (Let's Encrypt by default) or from files, both renewed or reloaded without a restart;
//   - TLS 1.2 or newer, HSTS on every TLS answer, a plain listener that only redirects and answers http-01 challenges;
//   - time and size limits on every connection, and a shutdown that waits for running handlers, hijacked ones included;
//   - log records without client addresses, host names, paths or panic values, since all of them can be personal data.
//
// It does not terminate TLS for several unrelated handlers, does not answer wildcard names (dns-01 is not supported), and
// cannot stop autocert's renewal timers: a closed Server holds no goroutine and no connection, but one timer per
// certificate stays until the process ends, and finds its ACME transport closed.
//
// A Server is used by one Run call; its other methods are safe for concurrent use.
package serve
