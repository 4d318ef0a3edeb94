package meant

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"actionplan/plan"
	"actionplan/table"
)

// Compare holds what was read of a book, as a reader takes it (plan.Plan.View), or
// why nothing was, against what its author meant.
func (b Book) Compare(p plan.Plan, err error) []Fault {
	switch {
	case b.Meant.NoPlan != "":
		if errors.Is(err, table.ErrNoTable) {
			return nil
		}
		return []Fault{{Where: "the workbook", Meant: b.Meant.NoPlan, Read: fmt.Sprintf("a plan of %d actions", len(p.Actions)), Silent: len(p.Notes) == 0}}
	case err != nil:
		return []Fault{{Where: "the workbook", Meant: fmt.Sprintf("a plan of %d actions", len(b.Meant.Actions)), Read: err.Error()}}
	}
	p = p.View()
	c := comparison{Plan: p, read: map[row]plan.Action{}}
	for _, a := range p.Actions {
		c.read[row{a.Sheet, a.Row}] = a
	}
	for _, a := range b.Meant.Actions {
		c.action(a)
	}
	for _, a := range p.Actions {
		if _, extra := c.read[row{a.Sheet, a.Row}]; extra {
			c.fault(fmt.Sprintf("%s row %d", a.Sheet, a.Row), "no action", a.Shown(plan.FieldAction), c.doubted(a.Sheet, At{Row: a.Row}))
		}
	}
	if p.Title != b.Meant.Title {
		c.fault("the title", b.Meant.Title, p.Title, false)
	}
	return c.faults
}

type row struct {
	sheet  string
	number int
}

type comparison struct {
	plan.Plan
	read   map[row]plan.Action // not yet compared
	faults []Fault
}

func (c *comparison) fault(where, meant, read string, doubted bool) {
	c.faults = append(c.faults, Fault{where, meant, read, !doubted})
}

// action compares one action that was meant with what was read of its row.
func (c *comparison) action(meant Action) {
	at := row{meant.Sheet, meant.Row}
	where := fmt.Sprintf("%s row %d", meant.Sheet, meant.Row)
	read, ok := c.read[at]
	delete(c.read, at)
	if !ok {
		c.fault(where, "the action "+meant.Says[plan.FieldAction].Text, "no action", c.doubted(meant.Sheet, At{Row: meant.Row}))
		return
	}
	if string(read.Ref) != meant.Ref && !strings.HasSuffix(string(read.Ref), "/"+meant.Ref) {
		c.fault(where+" ref", meant.Ref, string(read.Ref), c.doubted(meant.Sheet, At{Row: meant.Row}))
	}
	c.isSo(where+" withdrawn", meant.Withdrawn, read.Struck, at)
	c.isSo(where+" private", meant.Private, read.Hidden, at)
	c.isSo(where+" filtered", meant.Filtered, read.Filtered, at)
	if theme := read.Value(plan.FieldTheme).Text; meant.Theme != "" && !strings.HasSuffix(theme+read.Heading, meant.Theme) || meant.Theme == "" && theme+read.Heading != "" {
		c.fault(where+" theme", meant.Theme, cmp.Or(theme, read.Heading), c.doubted(meant.Sheet, At{Row: meant.Row}))
	}
	if done := read.Status().IsDone(); done != meant.Done && meant.Says[plan.FieldStatus].At.Row > 0 {
		said := meant.Says[plan.FieldStatus]
		if !said.Unsure || done {
			c.fault(where+" status", fmt.Sprintf("done: %t", meant.Done), string(read.Status()), c.doubted(meant.Sheet, said.At))
		}
	}
	for _, f := range slices.Sorted(keys(meant.Says)) {
		c.cell(where, f, meant, read)
	}
}

// isSo compares what is so of an action, or is not.
func (c *comparison) isSo(where string, meant, read bool, at row) {
	if meant != read {
		c.fault(where, strconv.FormatBool(meant), strconv.FormatBool(read), c.doubted(at.sheet, At{Row: at.number}))
	}
}

func keys(says map[plan.Field]Said) func(func(plan.Field) bool) {
	return func(yield func(plan.Field) bool) {
		for f := range says {
			if !yield(f) {
				return
			}
		}
	}
}

// cell compares what an action was meant to say in one field.
func (c *comparison) cell(where string, f plan.Field, meant Action, read plan.Action) {
	said, got := meant.Says[f], canonical(f, read)
	doubted := c.doubted(meant.Sheet, said.At) || read.Entry(f).Note != ""
	where += " " + string(f)
	switch {
	case f == plan.FieldStatus: // compared by what it comes to
		if said.Unsure && !doubted {
			c.fault(where, "a word only the council knows", got, false)
		}
	case said.Unsure:
		if !doubted && got != said.Text {
			c.fault(where, "what nobody can be sure of", got, false)
		}
	case got != said.Text:
		c.fault(where, said.Text, got, doubted)
	case said.Month != read.Entry(f).Detail.Month:
		c.fault(where+" is a month", strconv.FormatBool(said.Month), strconv.FormatBool(!said.Month), doubted)
	}
}

// canonical is what was read, as Said has it.
func canonical(f plan.Field, a plan.Action) string {
	v := a.Value(f)
	switch {
	case f.IsDate() || f == original:
		if day, ok := v.Date(); ok {
			return day.String()
		}
		return ""
	case v.Kind == plan.KindBlank || v.Kind == plan.KindPlaceholder || v.Kind == plan.KindAbsent:
		return ""
	}
	return v.Text
}

// doubted reports whether a person who reads the notes is told of the cell, its
// row or its column; without a column, of anything in the row. Words about a whole
// sheet tell of none of its cells.
func (c *comparison) doubted(sheet string, at At) bool {
	cell := plan.Cell{Sheet: sheet, Row: at.Row, Column: at.Column}
	return slices.ContainsFunc(c.Notes, func(n plan.Note) bool {
		switch {
		case n.Rows == "" && n.Cell.Row == 0:
			return n.Cell.Column > 0 && n.IsAbout(cell)
		case at.Column == 0:
			n.Cell.Column = 0
		}
		return n.IsAbout(cell)
	})
}
