package check_test

import (
	"fmt"
	"slices"
	"testing"

	"actionplan/check"
	"actionplan/plan"
)

// cells is one action as it is typed, field by field.
type cells map[plan.Field]string

// sheet is a table headed in row 5, its columns those of any of its actions
// in the order of the known fields, read as the reader of tables reads it.
func sheet(name string, actions ...cells) plan.Plan {
	p := plan.Plan{Tables: []plan.Table{{Name: name, Sheet: name, Header: 5, First: 6, Last: 5 + len(actions)}}}
	for _, f := range plan.KnownFields {
		if slices.ContainsFunc(actions, func(c cells) bool { _, ok := c[f]; return ok }) {
			n := len(p.Columns) + 1
			p.Columns = append(p.Columns, plan.Column{Table: name, Letter: plan.ColumnLetters(n), Number: n, Heading: f.Label(), Field: f})
		}
	}
	for i, typed := range actions {
		a := plan.Action{
			ID: plan.ID(fmt.Sprintf("%s%d", name, 6+i)), Ref: plan.ReadRef(typed[plan.FieldRef]),
			Table: name, Sheet: name, Row: 6 + i,
		}
		for _, c := range p.Columns {
			e := read(c.Field, typed[c.Field])
			e.Cell = plan.Cell{Sheet: name, Row: 6 + i, Column: c.Number}
			a.Set(c.Field, e)
		}
		p.Actions = append(p.Actions, a)
	}
	return p
}

func read(f plan.Field, typed string) plan.Entry {
	e := plan.Entry{Typed: typed, Writable: true}
	switch {
	case f.IsDate():
		r := plan.ReadDate(typed, plan.DateHabit{})
		e.Value, e.Note = r.Value, r.Note
		e.Detail.Month, e.Detail.Unclear, e.Detail.Earlier = r.Month, r.Unclear, r.Earlier
	case f == plan.FieldRAG:
		e.Value, _ = plan.ReadRating(typed, nil)
	case f == plan.FieldPercent:
		e.Value, _ = plan.ReadPercent(typed)
	default:
		e.Value = plan.TextValue(typed)
	}
	return e
}

// sheets puts several tables into one plan.
func sheets(plans ...plan.Plan) plan.Plan {
	var all plan.Plan
	for _, p := range plans {
		all.Tables = append(all.Tables, p.Tables...)
		all.Columns = append(all.Columns, p.Columns...)
		all.Actions = append(all.Actions, p.Actions...)
	}
	return all
}

// full is an action no rule stops at, changed by what is given; a field given
// as absent has no cell.
func full(ref string, changed cells) cells {
	c := cells{
		plan.FieldRef: ref, plan.FieldAction: "Train foster carers", plan.FieldOutcome: "9 in 10 children in care feel safe",
		plan.FieldLead: "Head of Fostering", plan.FieldStart: "1 January 2022", plan.FieldDue: "30 June 2022",
		plan.FieldClosed: "", plan.FieldStatus: "In progress", plan.FieldRAG: "Green", plan.FieldEvidence: "Survey of March 2022",
	}
	for f, typed := range changed {
		c[f] = typed
		if typed == absent {
			delete(c, f)
		}
	}
	return c
}

const absent = "\x00absent"

// asAt is the report date of every test.
var asAt = plan.Date{Year: 2022, Month: 3, Day: 31}

func run(t *testing.T, p plan.Plan, o check.Options) check.Report {
	t.Helper()
	report, err := check.Run(check.Subject{Plan: p.View(), AsAt: asAt, Inspection: inspection}, o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

var inspection = plan.Date{Year: 2021, Month: 9, Day: 27}
