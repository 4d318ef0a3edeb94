package table_test

import (
	"fmt"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

// TestUnpinnedSheetIsNamed: what tables: leaves out is said, where it looks like a
// part of the plan.
func TestUnpinnedSheetIsNamed(t *testing.T) {
	const lines = `
		1 | Ref | Action | Lead | Due date | Status
		2 | 1.1 | Train all social workers | Head of Service | 31/03/2026 | Open
		3 | 1.2 | Audit ten files a month | Head of Service | 30/04/2026 | Open`
	contacts := draw(t, "Contacts", `
		1 | Name | Telephone
		2 | A post | 01632 960123`)
	p := read(t, table.Options{Pins: []table.Pin{{Sheet: "Plan", Header: 1}}}, draw(t, "Plan", lines), draw(t, "Completed", lines), contacts)
	var named []plan.Note
	for _, n := range p.Notes {
		if n.Weight == plan.Unread {
			named = append(named, n)
		}
	}
	if len(named) != 1 || named[0].Cell.Sheet != "Completed" || named[0].Line != (plan.Line{Under: "tables", Item: `{sheet: "Completed", header: 1}`}) {
		t.Errorf("the sheets that were not read are named as %+v", named)
	}
}

// TestRowsBelowThePinned: rows right below the last that a pin names are said, where
// they look like more of the table.
func TestRowsBelowThePinned(t *testing.T) {
	const lines = `
		1 | Ref | Action | Lead | Due date | Status
		2 | 1.1 | Train all social workers | Head of Service | 31/03/2026 | Open
		3 | 1.2 | Audit ten files a month | Head of Service | 30/04/2026 | Open`
	const more = `
		4 | 1.3 | Hold a panel each week | Head of Service | 30/04/2026 | Open
		5 | 1.4 | Write to every school | Head of Service | 30/04/2026 | Open`
	for name, tc := range map[string]struct {
		under string
		pins  []table.Pin
		says  string
	}{
		"two more rows":        {more, []table.Pin{{Sheet: "Plan", Header: 1, First: 2, Last: 3}}, "rows 4-5 stand below the last one that tables: names: they were not read"},
		"no last row":          {more, []table.Pin{{Sheet: "Plan", Header: 1, First: 2}}, ""},
		"a line of words":      {"\n4 | Signed off by the board", []table.Pin{{Sheet: "Plan", Header: 1, First: 2, Last: 3}}, ""},
		"rows after a blank":   {"\n6 | 1.3 | Hold a panel each week | Head of Service | 30/04/2026 | Open", []table.Pin{{Sheet: "Plan", Header: 1, First: 2, Last: 3}}, ""},
		"taken by another pin": {"\n4 | Ref | Action | Lead | Due date | Status" + "\n5 | 1.4 | Write to every school | Head of Service | 30/04/2026 | Open", []table.Pin{{Sheet: "Plan", Header: 1, First: 2, Last: 3}, {Sheet: "Plan", Header: 4}}, ""},
	} {
		p := read(t, table.Options{Pins: tc.pins}, draw(t, "Plan", lines+tc.under))
		said := ""
		for _, n := range p.Notes {
			if n.Weight == plan.Unread {
				said += n.Message
			}
		}
		if said != tc.says {
			t.Errorf("%s: it says %q, want %q", name, said, tc.says)
		}
	}
}

// TestNewRefColumn: a column headed as the ref that nobody has filled in yet is the
// ref; one that hardly any row fills is not.
func TestNewRefColumn(t *testing.T) {
	for _, c := range []struct {
		third string // what stands in the third action's ref
		isRef bool
	}{{"", true}, {"See 4", false}} {
		drawing := "1 | Ref | Action | Lead | Due date"
		for i, what := range []string{"Train all social workers", "Audit ten files a month", "Hold a panel each week", "Write to every school", "Agree one threshold", "Meet the carers twice a year", "Review every placement plan"} {
			ref := ""
			if i == 2 {
				ref = c.third
			}
			drawing += fmt.Sprintf("\n%d | %s | %s | Head of Service | 31/03/2026", i+2, ref, what)
		}
		if p := read(t, table.Options{}, draw(t, "Plan", drawing)); p.Has(plan.FieldRef) != c.isRef {
			t.Errorf("a column of refs that says %q once is the ref: %t\n%+v", c.third, !c.isRef, p.Columns)
		}
	}
}
