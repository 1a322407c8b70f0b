// Package report writes the audit report: one HTML file in German, for a data-protection officer, that says what is
// recognised and how well, on which corpus, with every miss and every alarm in its context, under which policy and
// retention, with which versions and hashes, and what is not promised.
//
// The file refers to nothing outside itself, holds no script, prints on A4, and is made for screen readers as well:
// headings in order, tables with captions and header cells, figures with a text.
//
// With Input.Texts it holds text of the corpus: personal data, if the corpus holds it. Everything is escaped.
package report
