package main

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"actionplan/plan"
)

// cellRead is how one cell was read, and why.
type cellRead struct {
	plan.Cell
	table   *plan.Table  // the one it stands in; nil for none
	column  *plan.Column // its column there
	heading bool         // it is that column's heading
	actions []cellAction // those that it says something of
	notes   []plan.Note
	terms   plan.Terms // the council's own words
	where   string     // where it stands, when it stands in no table's rows
}

// cellAction is an action that a cell says something of: of a merged one, several.
type cellAction struct {
	plan.Action
	field plan.Field
	entry plan.Entry  // as it was read
	view  plan.Entry  // as check and pack take it
	taken plan.Action // likewise the whole action
	more  bool        // it stands in a row under the action's own that goes on with it
}

// cellOf finds a cell in a plan by what a person calls it: F12, or Plan!F12 where
// the plan stands on several sheets.
func cellOf(p plan.Plan, name string) (cellRead, error) {
	cell, err := parseCell(p, name)
	if err != nil {
		return cellRead{}, err
	}
	r := cellRead{Cell: cell, terms: p.Terms}
	for i := range p.Tables {
		t := &p.Tables[i]
		if t.Sheet != cell.Sheet || cell.Row < t.Header {
			continue
		}
		for j := range p.Columns {
			if c := &p.Columns[j]; c.Table == t.Name && c.Number == cell.Column {
				r.table, r.column, r.heading = t, c, cell.Row == t.Header
			}
		}
	}
	view := p.View()
	for i, a := range p.Actions {
		for f, e := range a.All() {
			if e.Cell == cell && (r.column == nil || f == r.column.Field || f == plan.FieldTheme) {
				r.actions = append(r.actions, cellAction{a, f, e, view.Actions[i].Entry(f), view.Actions[i], false})
			}
		}
		for _, more := range a.More {
			for f, e := range more.All() {
				if e.Cell == cell {
					r.actions = append(r.actions, cellAction{a, f, e, view.Actions[i].Entry(f), view.Actions[i], true})
				}
			}
		}
	}
	for _, n := range p.Notes {
		ofSheet := n.Cell.Row == 0 && n.Cell.Column == 0
		ofTable := r.heading && n.Cell.Row > 0 && n.Cell.Column == 0
		if n.Cell.Sheet != "" && n.IsAbout(cell) && !ofTable && (!ofSheet || len(r.actions) == 0) {
			r.notes = append(r.notes, n)
		}
	}
	if len(r.actions) == 0 && !r.heading {
		r.where = whereItStands(p, r)
		r.notes = slices.DeleteFunc(r.notes, func(n plan.Note) bool { return n.Message == r.where })
	}
	return r, nil
}

// isHeading reports whether the cell is a heading over actions, which say it as their
// theme.
func (r cellRead) isHeading() bool {
	return len(r.actions) > 0 && !slices.ContainsFunc(r.actions, func(a cellAction) bool {
		return a.field != plan.FieldTheme || r.column != nil && r.column.Field == plan.FieldTheme || a.Row <= r.Row
	})
}

var cellNamed = regexp.MustCompile(`^(?:(.+)!)?\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$`)

// parseCell reads a cell's name. Without a sheet it is on the plan's first.
func parseCell(p plan.Plan, name string) (plan.Cell, error) {
	m := cellNamed.FindStringSubmatch(strings.TrimSpace(name))
	if m == nil {
		return plan.Cell{}, misused("name one cell: read --explain F12, or --explain \"Plan!F12\"", "%q is not a cell", name)
	}
	row, err := strconv.Atoi(m[3])
	if err != nil || row < 1 || row > plan.MaxRow {
		return plan.Cell{}, misused("rows count from 1", "%q is not a cell", name)
	}
	sheet := strings.ReplaceAll(strings.Trim(m[1], "'"), "''", "'")
	cell := plan.Cell{Sheet: sheet, Row: row, Column: plan.ColumnNumber(m[2])}
	if sheet == "" {
		cell.Sheet = p.Tables[0].Sheet
		return cell, nil
	}
	known := func(name string) bool { return plan.Fold(name) == plan.Fold(sheet) }
	for _, t := range p.Tables {
		if known(t.Sheet) {
			cell.Sheet = t.Sheet
			return cell, nil
		}
	}
	for _, left := range p.Left {
		if known(left.Sheet) {
			cell.Sheet = left.Sheet
			return cell, nil
		}
	}
	return cell, nil
}

// whereItStands says why a cell says nothing of any action.
func whereItStands(p plan.Plan, r cellRead) string {
	for _, left := range p.Left {
		if left.Sheet == r.Sheet {
			return "its sheet is not read as part of the plan: " + left.Why
		}
	}
	var on []plan.Table
	for _, t := range p.Tables {
		if t.Sheet == r.Sheet {
			on = append(on, t)
		}
	}
	switch {
	case len(on) == 0:
		return "its sheet is not read as part of the plan"
	case !slices.ContainsFunc(on, func(t plan.Table) bool { return t.Header <= r.Row }):
		return fmt.Sprintf("it stands above the plan's table, whose headings are in row %d", on[0].Header)
	case ofRow(r) != "":
		return ofRow(r)
	case r.table == nil:
		return "it stands beside the plan's table: no column of it is there"
	case r.table.Last > 0 && r.Row > r.table.Last:
		return fmt.Sprintf("it stands under the plan's table, whose last action is in row %d", r.table.Last)
	case slices.ContainsFunc(p.Actions, func(a plan.Action) bool { return a.Sheet == r.Sheet && a.Row == r.Row }):
		return "it is one cell with another, which says it: they are merged"
	}
	stray := slices.IndexFunc(p.Strays, func(a plan.Action) bool { return a.Sheet == r.Sheet && a.Row == r.Row })
	if stray < 0 {
		return fmt.Sprintf("row %d is blank", r.Row)
	}
	for _, a := range p.Actions {
		for f := range p.Strays[stray].All() {
			if a.Sheet == r.Sheet && a.Row > r.Row && a.Heading != "" && a.Heading == oneLine(p.Strays[stray].Shown(f), len(a.Heading)) {
				return fmt.Sprintf("row %d is a heading over actions, whose theme another column says", r.Row)
			}
		}
	}
	return fmt.Sprintf("row %d is no action", r.Row)
}

// ofRow is what was noted of the cell's row: "row 7 is a total: it is no action".
func ofRow(r cellRead) string {
	for _, n := range r.notes {
		if n.Cell.Row > 0 && n.Cell.Column == 0 && n.Line.IsZero() {
			return n.Message
		}
	}
	return ""
}

// sayCell tells a person how a cell was read, and why.
func sayCell(w io.Writer, r cellRead) {
	fmt.Fprintf(w, "%s\n", r.Cell)
	if r.where != "" {
		fmt.Fprintf(w, "  Nothing was read from it: %s.\n", r.where)
	}
	if r.column != nil {
		heading := fmt.Sprintf("Its column is headed %q (row %d)", oneLine(r.column.Heading, 80), r.table.Header)
		if r.column.Heading == "" {
			heading = "Its column has no heading"
		}
		fmt.Fprintf(w, "  %s: %s.\n", heading, whyField(*r.column))
	}
	if r.isHeading() {
		first, last := r.actions[0], r.actions[len(r.actions)-1]
		over := "action " + oneLine(first.FullName(), 80)
		if len(r.actions) > 1 {
			over = fmt.Sprintf("%s, from %s to %s", counted(len(r.actions), "action"), oneLine(first.FullName(), 60), oneLine(last.FullName(), 60))
		}
		fmt.Fprintf(w, "  It is a heading over %s: their theme is %q.\n", over, oneLine(first.entry.Shown(), 80))
		r.actions = nil
	}
	for _, a := range r.actions {
		switch {
		case a.more && a.field.GoesOn() && a.entry.Value.Kind == plan.KindText:
			fmt.Fprintf(w, "  Its row goes on with action %s: its words follow what that says of the %s.\n", oneLine(a.FullName(), 80), a.field.Label())
			continue
		case a.more:
			fmt.Fprintf(w, "  Its row goes on with action %s: the %s of such a row was not read.\n", oneLine(a.FullName(), 80), a.field.Label())
			continue
		case a.entry.Value == plan.Blank && a.view.Value == plan.Blank:
			fmt.Fprintf(w, "  It is blank: it says nothing of action %s.\n", oneLine(a.FullName(), 80))
			continue
		}
		fmt.Fprintf(w, "  It says of action %s: %s.\n", oneLine(a.FullName(), 80), whatItSays(a.entry, r.terms))
		if status := countsAs(a); status != "" {
			fmt.Fprintf(w, "  It counts as %s.\n", status)
		}
		if a.view.Value != a.entry.Value {
			fmt.Fprintf(w, "  Check and pack take %s for it, from %s.\n", valueInWords(a.view, r.terms), a.view.Cell)
		}
	}
	for _, n := range r.notes {
		fmt.Fprintf(w, "  · %s\n", n.Message)
		if !n.Line.IsZero() {
			fmt.Fprintf(w, "      settled in actionplan.yaml by  %s\n", n.Line)
		}
		if !n.Instead.IsZero() {
			fmt.Fprintf(w, "      or the other way by            %s\n", n.Instead)
		}
	}
}

// countsAs is the status that a cell's words come to; "" for a cell of another column.
func countsAs(a cellAction) string {
	if a.field != plan.FieldStatus || a.entry.Value == plan.Blank {
		return ""
	}
	status := string(a.taken.Status())
	if a.view.Detail.Unknown {
		status += ": the word is none that is known"
	}
	return status
}

// whyField says what a column is about, and why.
func whyField(c plan.Column) string {
	switch {
	case c.Given:
		return fmt.Sprintf("the settings say that it is %s", theField(c.Field))
	case c.Part != "":
		return fmt.Sprintf("it says %s of one period, the latest of which stands; it is kept under its own heading", theField(c.Part))
	case c.Field.Known():
		return fmt.Sprintf("that was understood as %s", theField(c.Field))
	}
	return fmt.Sprintf("that is none I know, so it is compared as it is headed, where it is shared. If it is one of mine:  headings: - {heading: %q, field: …}", c.Heading)
}

func theField(f plan.Field) string {
	switch f {
	case plan.FieldDue, plan.FieldStart:
		return "the " + f.Label() + " date"
	case plan.FieldOriginal:
		return "the date it was due at first"
	}
	return "the " + f.Label()
}

// whatItSays is a cell as it was typed, and as it was read.
func whatItSays(e plan.Entry, terms plan.Terms) string {
	said := fmt.Sprintf("%q, read as %s", oneLine(e.Shown(), 80), valueInWords(e, terms))
	if e.Value == plan.Blank {
		said = "nothing"
	}
	if e.Detail.Struck != "" {
		said += fmt.Sprintf("; struck out: %q", oneLine(e.Detail.Struck, 60))
	}
	if e.Note != "" {
		said += "; " + e.Note
	}
	return said
}

// valueInWords is what a cell was read as: the date 31 March 2026.
func valueInWords(e plan.Entry, terms plan.Terms) string {
	if day, ok := e.Value.Date(); ok {
		if e.Detail.Month {
			return fmt.Sprintf("the month %s, which is the date %s here", day.Long()[strings.Index(day.Long(), " ")+1:], day.Long())
		}
		return "the date " + day.Long()
	}
	switch e.Value.Kind {
	case plan.KindBlank, plan.KindAbsent:
		return "nothing"
	case plan.KindText:
		return "these words"
	case plan.KindPlaceholder:
		return "a word for nothing yet"
	case plan.KindVague:
		return "words that name no day"
	case plan.KindRating:
		if name := terms.RatingName(e.Value); name != e.Value.Text {
			return fmt.Sprintf("the rating %q, which counts as %s", oneLine(name, 60), e.Value.Text)
		}
	}
	return fmt.Sprintf("the %s %q", e.Value.Kind, e.Value.Text)
}

// jsonCell is what read --explain --json prints.
type jsonCell struct {
	Cell    string           `json:"cell"`
	Where   string           `json:"where,omitempty"` // why nothing was read from it
	Table   string           `json:"table,omitempty"`
	Column  *jsonColumn      `json:"column,omitempty"`
	Why     string           `json:"why,omitempty"` // why its column is what it is
	Actions []jsonCellAction `json:"actions"`
	Notes   []jsonNote       `json:"notes"`
}

// jsonCellAction is an action that the cell says something of.
type jsonCellAction struct {
	Ref   plan.Ref  `json:"ref"`
	Name  string    `json:"name"`
	Value jsonValue `json:"value"`
	Taken jsonValue `json:"taken"` // as check and pack take it
}

func cellJSON(r cellRead) jsonCell {
	c := jsonCell{Cell: r.String(), Where: r.where, Actions: []jsonCellAction{}, Notes: readNotesJSON(r.notes)}
	if r.column != nil {
		column := columnJSON(*r.column)
		c.Table, c.Column, c.Why = r.table.Name, &column, whyField(*r.column)
	}
	for _, a := range r.actions {
		c.Actions = append(c.Actions, jsonCellAction{a.Ref, a.FullName(), valueJSON(a.entry, r.terms), valueJSON(a.view, r.terms)})
	}
	return c
}
