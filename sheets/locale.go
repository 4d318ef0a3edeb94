package sheets

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// locale is a sheet's locale as Google names it: en_GB, en_US, or a language
// alone. It says how what people type becomes dates, and how dates are shown;
// what a date is stored as has no locale.
type locale string

// monthFirstLocales put the month before the day. Google Sheets offers few
// such: the others write the day first, or the year.
var monthFirstLocales = []locale{"en_US", "en", "en_PH", "es_US", "fil_PH", "haw_US", "chr_US", "es_PA", "es_PR", "sw_KE"}

// monthFirst says whether a date typed as 03/04/26 is 4 March.
func (l locale) monthFirst() bool {
	return slices.Contains(monthFirstLocales, locale(strings.ReplaceAll(string(l), "-", "_")))
}

func (s *Sheet) locale() locale { return locale(s.Locale) }

// MonthFirst says whether the sheet's locale takes 03/04/26 for 4 March. What
// was typed as a text is read so too, unless the column's other dates prove the
// opposite; what the sheet stores as a date is read by its value.
func (s *Sheet) MonthFirst() bool { return s.locale().monthFirst() }

// noteLocale says in every tab's notes that the sheet's locale is not the UK's,
// where that changes what partners type.
func (s *Sheet) noteLocale() {
	if !s.MonthFirst() {
		return
	}
	note := plan.Note{Message: fmt.Sprintf("the partners' sheet is set to the locale %s, which puts the month first: where somebody types 03/04/26 it becomes 4 March (actionplan sheet adopt --only locale sets it to the United Kingdom's)", s.Locale)}
	for _, t := range s.Tabs {
		t.grid.Notes = append(t.grid.Notes, note)
	}
}
