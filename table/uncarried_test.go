package table

import (
	"strings"
	"testing"

	"actionplan/plan"
)

// TestUncarried says what a cell's format does not carry over, and is silent where
// only the figures are parted another way.
func TestUncarried(t *testing.T) {
	number := func(n, shown string) plan.Entry { return plan.Entry{Value: plan.NumberValue(n), Typed: shown} }
	day := plan.Entry{Value: plan.Date{Year: 2026, Month: 5, Day: 1}.Value(), Typed: "01/05/2026 14:30"}
	for _, c := range []struct {
		e           plan.Entry
		shown, says string
	}{
		{number("1234.5", "£1,234.50"), "1234.5", "it is shown as £1,234.50 there, and in this cell's format as 1234.5"},
		{number("0.5", "1/2"), "0.5", "it is shown as 1/2 there"},
		{number("12", "12 posts"), "12", "it is shown as 12 posts there"},
		{number("1234.5", "£1,234.50"), "£1,235", ""},
		{number("1234.5", "1,234.50"), "1234.5", ""},
		{number("-4", "(4)"), "-4", ""},
		{number("75", "75%"), "75", ""},
		{number("7", ""), "7", ""},
		{day, "01/05/2026", "the time of day, 14:30, is not carried"},
		{day, "01/05/2026 14:30", ""},
		{plan.Entry{Value: plan.TextValue("09:30"), Typed: "09:30"}, "09:30", ""},
	} {
		if got := strings.Join(Uncarried(c.e, c.shown), "; "); !strings.HasPrefix(got, c.says) || (got == "") != (c.says == "") {
			t.Errorf("%q shown as %q: %q, want %q", c.e.Typed, c.shown, got, c.says)
		}
	}
}

// TestTimesAreWords: a cell that shows a time says what it shows, in the same words
// however it is shown; other numbers stay numbers, and a date says its day and that
// its time is left aside.
func TestTimesAreWords(t *testing.T) {
	read := func(c Cell) (plan.Entry, []plan.Note) {
		grid := Grid{Sheet: "Plan"}
		for r, row := range [][]string{{"Ref", "Action", "Progress"}, {"1.1", "Review the threshold document with every school"}, {"1.2", "Train all managers in supervision practice"}} {
			made := Row{Number: r + 1}
			for i, text := range row {
				made.Cells = append(made.Cells, Cell{Column: i + 1, Kind: CellText, Text: text, Raw: text})
			}
			if r == 1 {
				c.Column = 3
				made.Cells = append(made.Cells, c)
			}
			grid.Rows = append(grid.Rows, made)
		}
		p, err := Read("plan.xlsx", []Grid{grid}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return p.Actions[0].Entry(plan.FieldProgress), p.Notes
	}
	for _, c := range []struct {
		cell Cell
		want plan.Value
	}{
		{Cell{Kind: CellNumber, Text: "09:30", Raw: "0.3958333333333333"}, plan.TextValue("09:30")},
		{Cell{Kind: CellNumber, Text: "9:30 AM", Raw: "0.3958333333333333"}, plan.TextValue("09:30")},
		{Cell{Kind: CellText, Text: "09:30", Raw: "09:30"}, plan.TextValue("09:30")},
		{Cell{Kind: CellNumber, Text: "36:00", Raw: "1.5"}, plan.TextValue("36:00")},
		{Cell{Kind: CellNumber, Text: "£1,234.50", Raw: "1234.5"}, plan.NumberValue("1234.5")},
		{Cell{Kind: CellNumber, Text: "0.3958333333333333", Raw: "0.3958333333333333"}, plan.NumberValue("0.3958333333333333")},
	} {
		if e, _ := read(c.cell); e.Value != c.want || strings.Contains(e.Shown(), "AM") {
			t.Errorf("%q is read as %v, shown %q", c.cell.Text, e.Value, e.Shown())
		}
	}
	day := plan.Date{Year: 2026, Month: 5, Day: 1}
	for text, said := range map[string]bool{"01/05/2026 14:30": true, "01/05/2026": false} {
		e, notes := read(Cell{Kind: CellDate, Text: text, Raw: "46143", Date: DayOf(day)})
		says := false
		for _, n := range notes {
			says = says || strings.Contains(n.Message, "shows a time of day, which is left aside")
		}
		if e.Value != day.Value() || says != said {
			t.Errorf("%q: %v, notes %v", text, e.Value, notes)
		}
	}
}
