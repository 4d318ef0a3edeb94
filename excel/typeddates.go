package excel

import (
	"strings"
	"time"

	"actionplan/plan"
	"actionplan/table"
)

// A date is written as a real one, which sorts, filters and adds up, except
// where the column it goes into holds none: where every date in it was typed
// as text, the cell's own old one with them, a single real date would stand
// on the other side, sort before all the others and be the only one that a
// filter folds into years and months. There it is typed as its neighbours
// are. One real date in the column, or a cell that is formatted to show one,
// and it is real.

// typedDates is the dates of a column that are text, by how they are typed.
type typedDates struct {
	real   bool // the column holds a real date as well
	all    int
	styles map[*dateStyle]int
}

// dateStyle is a way to type a date, in the layout of package time; ~ stands
// for st, nd, rd or th.
type dateStyle struct{ layout string }

// dateStyles are the ways that dates are typed in, the likelier first. Those
// that put the month first are not among them: whether a reader takes them so
// depends on the column's other dates.
var dateStyles = []*dateStyle{
	{"02/01/2006"}, {"2/1/2006"}, {"02/01/06"}, {"2/1/06"}, {"02.01.2006"}, {"2.1.2006"}, {"02.01.06"}, {"2.1.06"},
	{"02-01-2006"}, {"2-1-2006"}, {"2006-01-02"},
	{"2 January 2006"}, {"02 January 2006"}, {"2~ January 2006"}, {"2 Jan 2006"}, {"02 Jan 2006"}, {"2~ Jan 2006"},
	{"2-Jan-06"}, {"02-Jan-06"}, {"2-Jan-2006"}, {"02-Jan-2006"}, {"2 January 06"}, {"2 Jan 06"}, {"02 Jan 06"},
	{"Monday 2 January 2006"}, {"Monday, 2 January 2006"}, {"Mon 2 Jan 2006"},
}

func (s *dateStyle) write(d plan.Date) string {
	day := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
	return strings.Replace(day.Format(s.layout), "~", ordinal(d.Day), 1)
}

func ordinal(n int) string {
	switch {
	case n%10 == 1 && n != 11:
		return "st"
	case n%10 == 2 && n != 12:
		return "nd"
	case n%10 == 3 && n != 13:
		return "rd"
	}
	return "th"
}

// write says whether a date is to be typed as text like its column's others,
// and how.
func (d *typedDates) write(t *target) (text string, ok bool) {
	if d.real || d.all == 0 {
		return "", false
	}
	// Its author's own words, where the column's dates are typed that way.
	words := plan.Clean(t.edit.Now.Typed)
	most := 0
	for style, n := range d.styles {
		if words == style.write(t.content.date) {
			return words, true
		}
		most = max(most, n)
	}
	for _, style := range dateStyles {
		if n := d.styles[style]; 2*n < d.all || n < most {
			continue
		}
		if text := style.write(t.content.date); reads(text, t.content.date) {
			return text, true
		}
	}
	// No way is the column's: its author's words again, where nobody could
	// read them as another day.
	if reads(words, t.content.date) && !plan.ReadDate(words, plan.DateHabit{}).Ambiguous {
		return words, true
	}
	return t.content.date.Long(), true
}

func reads(text string, d plan.Date) bool {
	return plan.ReadDate(text, plan.DateHabit{}).Value == d.Value()
}

type tableField struct {
	table string
	field plan.Field
}

// datesOf looks through the column of a cell in the fresh reading, once.
func (f *formatter) datesOf(t *target) *typedDates {
	key := tableField{f.fresh.TableAt(t.edit.Was.Cell), t.edit.Field}
	if known := f.dates[key]; known != nil {
		return known
	}
	found := &typedDates{styles: map[*dateStyle]int{}}
	f.dates[key] = found
	for i := range f.fresh.Plan.Actions {
		a := &f.fresh.Plan.Actions[i]
		e, ok := a.Lookup(key.field)
		if !ok || a.Table != key.table || key.table == "" || e.Cell.Sheet != f.part.Name {
			continue
		}
		c, _ := cellAt(f.grid, e.Cell.Row, e.Cell.Column)
		date, isDate := e.Value.Date()
		switch {
		case c.Formula:
		case c.Kind == table.CellDate:
			found.real = true
		case c.Kind == table.CellText && isDate:
			found.all++
			for _, style := range dateStyles {
				if plan.Clean(c.Text) == style.write(date) {
					found.styles[style]++
				}
			}
		}
	}
	return found
}
