package pseudonym

import (
	"strings"
	"time"
)

// dateLayouts are the spellings of dates that can be shifted; others get a placeholder.
var dateLayouts = [...]string{"02.01.2006", "2.1.2006", "02.01.06", "2.1.06", "2006-01-02", "02/01/2006", "2/1/2006", "02-01-2006",
	"2. January 2006", "2.January 2006", "2 January 2006"}

var germanMonths = [...][2]string{{"Januar", "January"}, {"Februar", "February"}, {"März", "March"}, {"April", "April"}, {"Mai", "May"},
	{"Juni", "June"}, {"Juli", "July"}, {"August", "August"}, {"September", "September"}, {"Oktober", "October"},
	{"November", "November"}, {"Dezember", "December"}}

// date shifts the value by the scope's number of days, between one month and a year back or forth, so that ages and the
// order of dates survive. There is one such date, so only the first attempt gives one.
func (d *dice) date(n *naming) string {
	if n.attempt > 0 {
		return ""
	}
	sum := mac(newMAC(d.code), "surrogate", "date shift")
	days := 30 + int(sum[0])<<8%336 + int(sum[1])%80
	if sum[2]&1 == 0 {
		days = -days
	}
	text, month := strings.TrimSpace(n.value), ""
	for _, m := range germanMonths {
		if strings.Contains(text, m[0]) {
			text, month = strings.Replace(text, m[0], m[1], 1), m[1]
			break
		}
	}
	for _, layout := range dateLayouts {
		t, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		out := t.AddDate(0, 0, days).Format(layout)
		if month != "" {
			for _, m := range germanMonths {
				if strings.Contains(out, m[1]) {
					return strings.Replace(out, m[1], m[0], 1)
				}
			}
		}
		return out
	}
	return ""
}
