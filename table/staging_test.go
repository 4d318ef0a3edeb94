package table_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

// grid is a sheet of texts.
func grid(sheet string, rows ...[]string) table.Grid {
	g := table.Grid{Sheet: sheet}
	for i, cells := range rows {
		row := table.Row{Number: i + 1}
		for j, text := range cells {
			if text != "" {
				row.Cells = append(row.Cells, table.Cell{Column: j + 1, Kind: table.CellText, Text: text, Raw: text})
			}
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

// aPlan is a plan of two tables on two sheets, read as any is.
func aPlan(t *testing.T) plan.Plan {
	t.Helper()
	headings := []string{"Ref", "Action", "Lead", "Due date", "What helped"}
	p, err := table.Read("plan", []table.Grid{
		grid("Plan", headings, []string{"1.1", "Write to every school", "Director", "31 March 2026", "Letters"}, []string{"1.2", "Audit forty cases of neglect", "Director", "", "Two auditors"}),
		grid("Annexe", headings, []string{"2.1", "Train the front door team", "Head", "30 April 2026", ""}),
	}, table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func entryOf(words string) plan.Entry {
	return plan.Entry{Value: plan.TextValue(words), Typed: words}
}

// TestStaging holds edits against a reading, and lays rows and columns out.
func TestStaging(t *testing.T) {
	p := aPlan(t)
	edit := func(ref plan.Ref, f plan.Field, now plan.Entry) plan.Edit {
		i := slices.IndexFunc(p.Actions, func(a plan.Action) bool { return a.Ref == ref })
		return plan.Edit{ID: p.Actions[i].ID, Ref: ref, Field: f, Was: p.Actions[i].Entry(f), Now: now}
	}
	moved := edit("1.1", plan.FieldLead, entryOf("Head"))
	moved.Was.Value = plan.TextValue("Deputy")
	work := table.Work{From: p, Edits: []plan.Edit{
		edit("2.1", plan.FieldLead, entryOf("Director")), edit("1.2", plan.FieldLead, entryOf("Director")), edit("1.1", plan.FieldDue, plan.Entry{Value: plan.Blank}), moved,
	}}
	s := table.NewStaging(work, p, []string{"Plan", "Annexe"})
	var held []bool
	for _, e := range work.Edits {
		held = append(held, s.Hold(e))
		if held[len(held)-1] {
			s.Change(table.Change{Cell: e.Was.Cell, Field: e.Field})
		}
	}
	if want := []bool{true, false, true, false}; !slices.Equal(held, want) || len(s.Done()) != 1 || s.Done()[0].Ref != "1.2" {
		t.Errorf("held %v, want %v; done %v", held, want, s.Done())
	}
	o := s.Outcome()
	if len(o.Changes) != 2 || o.Changes[0].Cell.Sheet != "Plan" || o.Changes[1].Cell.Sheet != "Annexe" {
		t.Errorf("changes %v are not in the order of the sheets", o.Changes)
	}
	if len(o.Refusals) != 1 || !o.Refusals[0].Moved || !s.Refused() {
		t.Errorf("refused %+v", o.Refusals)
	}
	err := error(&table.RefusedError{Where: "write plan.xlsx", Refusals: append(o.Refusals, o.Refusals...)})
	if want := "write plan.xlsx: lead (Plan!C2): the cell no longer says what it said when it was read (and 1 more)"; err.Error() != want || !errors.As(err, new(*table.RefusedError)) {
		t.Errorf("the error is %q, want %q", err, want)
	}
}

// TestStagedRows lays rows out over their table's columns, counts them, and
// says what they leave open that most others say.
func TestStagedRows(t *testing.T) {
	p := aPlan(t)
	at := func(c table.RowCells) int { return c.Table.Last + c.Nth }
	row := func(ref string, more map[plan.Field]plan.Entry) table.NewRow {
		r := table.NewRow{Table: "Plan", Entries: plan.EntriesOf(map[plan.Field]plan.Entry{plan.FieldAction: entryOf("Publish the offer to carers")})}
		if ref != "" {
			r.Set(plan.FieldRef, plan.Entry{Value: plan.Value{Kind: plan.KindText, Text: ref}, Typed: ref})
		}
		for f, e := range more {
			r.Set(f, e)
		}
		return r
	}
	for name, c := range map[string]struct {
		rows []table.NewRow
		want string
	}{
		"what is left open":     {[]table.NewRow{row("1.3", nil)}, `4 1.3 [1 2]; by hand [Plan!C4: left to fill in for 1.3: lead, due, “What helped”]; refused []`},
		"a row without a ref":   {[]table.NewRow{row("", nil)}, `4 row 4, “Publish the offer to carers” [2]; by hand [Plan!A4: left to fill in for row 4, “Publish the offer to carers”: ref, lead, due, “What helped”]; refused []`},
		"the second":            {[]table.NewRow{row("1.3", map[plan.Field]plan.Entry{plan.FieldLead: entryOf("Head"), "x:what helped": entryOf("x")}), row("1.4", nil)}, `4 1.3 [1 2 3 5] 5 1.4 [1 2]; by hand [Plan!D4: left to fill in for 1.3: due Plan!C5: left to fill in for 1.4: lead, due, “What helped”]; refused []`},
		"a column it lacks":     {[]table.NewRow{row("1.3", map[plan.Field]plan.Entry{plan.FieldOutcome: entryOf("x")}), row("1.4", nil)}, `4 1.4 [1 2]; by hand [Plan!C4: left to fill in for 1.4: lead, due, “What helped”]; refused [outcome (Plan row 4): the table has no such column]`},
		"blank in one it lacks": {[]table.NewRow{row("1.3", map[plan.Field]plan.Entry{plan.FieldOutcome: {Value: plan.Blank}})}, `4 1.3 [1 2]; by hand [Plan!C4: left to fill in for 1.3: lead, due, “What helped”]; refused []`},
		"a table that is none":  {[]table.NewRow{{Table: "Other"}}, `; by hand []; refused [: there is no table "Other" with an action in it to add a row under]`},
	} {
		t.Run(name, func(t *testing.T) {
			s := table.NewStaging(table.Work{Rows: c.rows}, p, []string{"Plan", "Annexe"})
			got := ""
			for _, r := range c.rows {
				if cells, ok := s.Row(r, at); ok {
					var given []int
					for column := range cells.Given {
						given = append(given, column)
					}
					slices.Sort(given)
					if got != "" {
						got += " "
					}
					got += fmt.Sprint(at(cells), " ", cells.Name, " ", given)
				}
			}
			var hand []string
			for _, n := range s.Outcome().ByHand {
				hand = append(hand, fmt.Sprintf("%s: %s", n.Cell, n.Message))
			}
			if got += fmt.Sprintf("; by hand %v; refused %v", hand, s.Outcome().Refusals); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestStagedColumns numbers new columns one after another, and refuses a
// heading that is there or comes twice.
func TestStagedColumns(t *testing.T) {
	s := table.NewStaging(table.Work{}, aPlan(t), []string{"Plan", "Annexe"})
	for _, c := range []struct {
		table, heading string
		number         int
		ok             bool
	}{{"Plan", "Outcome", 6, true}, {"Plan", " Council  reply ", 7, true}, {"Annexe", "Outcome", 6, true}, {"Plan", "outcome", 8, false}, {"Plan", "lead", 8, false}, {"Other", "x", 1, false}} {
		if _, number, _, ok := s.Column(table.NewColumn{Table: c.table, Heading: c.heading}); ok != c.ok || ok && number != c.number {
			t.Errorf("%q of %s: number %d, %t; want %d, %t", c.heading, c.table, number, ok, c.number, c.ok)
		}
	}
	if got := len(s.Outcome().Refusals); got != 3 {
		t.Errorf("%d refusals", got)
	}
}

// TestOpenActionLacksNoClosingDate asserts that an added action is said to lack
// what only a done one has where it is done, and not otherwise.
func TestOpenActionLacksNoClosingDate(t *testing.T) {
	p, err := table.Read("plan", []table.Grid{
		grid("Plan", []string{"Ref", "Action", "Status", "Date closed", "Evidence"}, []string{"1.1", "Write to every school", "Complete", "31 March 2026", "Letters"}),
	}, table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for status, want := range map[string]string{
		"Not started": "", "In progress": "", "Complete": "left to fill in for 1.2: date closed, evidence", "": "left to fill in for 1.2: status",
	} {
		row := table.NewRow{Table: "Plan", Entries: plan.EntriesOf(map[plan.Field]plan.Entry{plan.FieldRef: entryOf("1.2"), plan.FieldAction: entryOf("Audit"), plan.FieldStatus: entryOf(status)})}
		s := table.NewStaging(table.Work{From: p, Rows: []table.NewRow{row}}, p, []string{"Plan"})
		s.Row(row, func(c table.RowCells) int { return c.Table.Last + c.Nth })
		said := ""
		for _, n := range s.Outcome().ByHand {
			said += n.Message
		}
		if said != want {
			t.Errorf("status %q: %q, want %q", status, said, want)
		}
	}
}

// TestRowDoneByTheCouncilsOwnWord asserts that an added action is done where the
// council's own words say so, and that no closing date is missed of any other.
func TestRowDoneByTheCouncilsOwnWord(t *testing.T) {
	p, err := table.Read("plan", []table.Grid{
		grid("Plan", []string{"Ref", "Action", "Status", "Date closed", "Evidence"}, []string{"1.1", "Write to every school", "Complete", "31 March 2026", "Letters"}),
	}, table.Options{Statuses: []plan.StatusWord{{Words: "Embedded", Means: plan.StatusClosed}, {Words: "Complete", Means: plan.StatusOpen}}})
	if err != nil {
		t.Fatal(err)
	}
	for status, want := range map[string]string{
		"Embedded": "left to fill in for 1.2: date closed, evidence", "Complete": "", "Bedded in": "", "": "left to fill in for 1.2: status",
	} {
		row := table.NewRow{Table: "Plan", Entries: plan.EntriesOf(map[plan.Field]plan.Entry{plan.FieldRef: entryOf("1.2"), plan.FieldAction: entryOf("Audit"), plan.FieldStatus: entryOf(status)})}
		s := table.NewStaging(table.Work{From: p, Rows: []table.NewRow{row}}, p, []string{"Plan"})
		s.Row(row, func(c table.RowCells) int { return c.Table.Last + c.Nth })
		said := ""
		for _, n := range s.Outcome().ByHand {
			said += n.Message
		}
		if said != want {
			t.Errorf("status %q: %q, want %q", status, said, want)
		}
	}
}

// TestUnder puts a row that goes right under an action under all that is the action's,
// and above the heading of the next.
func TestUnder(t *testing.T) {
	p, err := table.Read("plan", []table.Grid{grid("Plan",
		[]string{"Ref", "Action", "Lead", "Due date"},
		[]string{"A. Prevention"},
		[]string{"A1", "Write to every school", "Director", "31 March 2026"},
		[]string{"A2", "Audit forty cases", "Director", "30 April 2026"},
		[]string{"B. Courts"},
		[]string{"B1", "Train the front door team", "Head", "30 April 2026"},
		[]string{"B2", "Publish the offer", "Head", "29 May 2026"},
	)}, table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	fresh, name := table.NewFresh(p, table.Work{}), p.Tables[0].Name
	under := map[plan.Ref]int{"A1": 3, "A2": 4, "B1": 6, "B2": 7}
	for _, a := range p.Actions {
		if got := fresh.Under(table.NewRow{Table: name, After: a.ID}); got != under[a.Ref] {
			t.Errorf("under %s is row %d, not %d", a.Ref, got, under[a.Ref])
		}
	}
	if got := fresh.Under(table.NewRow{Table: name}); got != 7 {
		t.Errorf("at the end is row %d", got)
	}
	p.Actions[1].More = []plan.Entries{plan.EntriesOf(map[plan.Field]plan.Entry{plan.FieldAction: {Value: plan.TextValue("and more"), Cell: plan.Cell{Sheet: "Plan", Row: 5, Column: 2}}})}
	p.Actions[2].Row = 7
	if got := table.NewFresh(p, table.Work{}).Under(table.NewRow{Table: name, After: p.Actions[1].ID}); got != 5 {
		t.Errorf("under an action of two rows is row %d", got)
	}
}
