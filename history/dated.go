package history

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"actionplan/plan"
)

// Dated is the day that a name says: of a file or of a tab.
type Dated struct {
	On  plan.Date
	How string // how much of it is said, where that is less than a day: "March 2025"
}

// DateOfName reads the day out of a version's name: 2025-03-31, 20250331, 31.03.25,
// 31 March 2025. A month stands for its last day, and so does a quarter, of the council's
// year from April where it says only one year. It is false where the name says none, or
// several: a version number says nothing of when.
func DateOfName(name string) (Dated, bool) {
	name = strings.NewReplacer("_", " ", "%20", " ").Replace(name)
	for _, read := range []func(string) []Dated{daysIn, monthsIn, quartersIn} {
		found := read(name)
		if len(found) == 0 {
			continue
		}
		for _, other := range found[1:] {
			if other != found[0] {
				return Dated{}, false
			}
		}
		return found[0], true
	}
	return Dated{}, false
}

const monthNames = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`

// nameDates are the forms of dates in names. No figure may stand beside them.
type nameDates struct {
	compact, worded, american, month, isoMonth, monthFigures, quarter, yearQuarter *regexp.Regexp

	iso, day []*regexp.Regexp // one for each mark that may stand between the figures
}

var nameForms = sync.OnceValue(func() nameDates {
	form := func(expr string) *regexp.Regexp {
		return regexp.MustCompile(`(?i)(?:^|[^0-9A-Za-z])` + expr + `(?:$|[^0-9A-Za-z])`)
	}
	apart := func(parts ...string) []*regexp.Regexp {
		var all []*regexp.Regexp
		for _, mark := range []string{`-`, `\.`, `/`, ` `} {
			all = append(all, form(strings.Join(parts, mark)))
		}
		return all
	}
	return nameDates{
		iso:          apart(`(20\d\d)`, `(\d{1,2})`, `(\d{1,2})`),
		compact:      form(`(20\d\d)(\d\d)(\d\d)`),
		day:          apart(`(\d{1,2})`, `(\d{1,2})`, `(20\d\d|\d\d)`),
		worded:       form(`(\d{1,2})(?:st|nd|rd|th)?[-. ]?` + monthNames + `[-. ,]*(20\d\d|'?\d\d)`),
		american:     form(monthNames + ` ?(\d{1,2})(?:st|nd|rd|th)?,? (20\d\d)`),
		month:        form(monthNames + `[-. ,]*(20\d\d|'?\d\d)`),
		isoMonth:     form(`(20\d\d)[-. ]?` + monthNames),
		monthFigures: form(`(20\d\d)[-. ](0[1-9]|1[0-2])`),
		quarter:      form(`q(?:uarter|tr)?[-. ]?([1-4])[-. ,]*(?:of )?(20\d\d)(?:[-/ ](\d\d|20\d\d))?`),
		yearQuarter:  form(`(20\d\d)(?:[-/ ](\d\d|20\d\d))?[-. ,]*q(?:uarter|tr)?[-. ]?([1-4])`),
	}
})

// each are the parts of everything in a name that has a form, also where two stand
// side by side.
func each(form *regexp.Regexp, name string) [][]string {
	var all [][]string
	for rest := name; ; {
		at := form.FindStringSubmatchIndex(rest)
		if at == nil {
			return all
		}
		var parts []string
		for i := 2; i < len(at); i += 2 {
			part := ""
			if at[i] >= 0 {
				part = rest[at[i]:at[i+1]]
			}
			parts = append(parts, part)
		}
		all = append(all, parts)
		rest = rest[max(at[1]-1, at[0]+1):]
	}
}

func daysIn(name string) []Dated {
	f := nameForms()
	var found []Dated
	add := func(year, month, day string) {
		m := monthOf(month)
		if d, ok := plan.NewDate(yearOf(year), m, figureOf(day)); ok && m > 0 {
			found = append(found, Dated{On: d})
		}
	}
	for _, form := range f.iso {
		for _, p := range each(form, name) {
			add(p[0], p[1], p[2])
		}
	}
	for _, p := range each(f.compact, name) {
		add(p[0], p[1], p[2])
	}
	for _, form := range f.day {
		for _, p := range each(form, name) {
			add(p[2], p[1], p[0])
		}
	}
	for _, p := range each(f.worded, name) {
		add(p[2], p[1], p[0])
	}
	for _, p := range each(f.american, name) {
		add(p[2], p[0], p[1])
	}
	return found
}

func monthsIn(name string) []Dated {
	f := nameForms()
	var found []Dated
	add := func(year, month string) {
		first, ok := plan.NewDate(yearOf(year), monthOf(month), 1)
		if ok && monthOf(month) > 0 {
			found = append(found, Dated{first.AddMonths(1).AddDays(-1), first.MonthLong()})
		}
	}
	for _, p := range each(f.month, name) {
		add(p[1], p[0])
	}
	for _, p := range each(f.isoMonth, name) {
		add(p[0], p[1])
	}
	for _, p := range each(f.monthFigures, name) {
		add(p[0], p[1])
	}
	return found
}

func quartersIn(name string) []Dated {
	f := nameForms()
	var found []Dated
	add := func(quarter, year, next string) {
		from := yearOf(year)
		if next != "" && figureOf(next)%100 != (from+1)%100 {
			return // 2025-27 is no year
		}
		q := figureOf(quarter)
		first, ok := plan.NewDate(from, time.April, 1)
		if !ok {
			return
		}
		last := first.AddMonths(3 * q).AddDays(-1)
		found = append(found, Dated{last, fmt.Sprintf("quarter %d of the year from April %d", q, from)})
	}
	for _, p := range each(f.quarter, name) {
		add(p[0], p[1], p[2])
	}
	for _, p := range each(f.yearQuarter, name) {
		add(p[2], p[0], p[1])
	}
	return found
}

func yearOf(text string) int {
	n := figureOf(strings.TrimPrefix(text, "'"))
	if n < 100 {
		n += 2000
	}
	return n
}

func figureOf(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return -1
	}
	return n
}

// monthOf is a month by its name or its number; 0 for none.
func monthOf(text string) time.Month {
	if n := figureOf(text); n >= 1 && n <= 12 {
		return time.Month(n)
	}
	if len(text) >= 3 {
		for m := time.January; m <= time.December; m++ {
			if strings.EqualFold(text[:3], m.String()[:3]) {
				return m
			}
		}
	}
	return 0
}
