package table

import (
	"context"
	"fmt"
	"slices"

	"actionplan/plan"
)

// Copy is one side's spreadsheet: a workbook, a Google Sheet, the next one. A
// run knows nothing of it but this. How a new one is made, and the suite it
// must pass, stand in package copytest.
type Copy interface {
	// Read reads the plan. A second Read sees what the spreadsheet says then.
	Read(context.Context) (plan.Plan, error)
	// Stage puts work in place in memory, on top of what the last Read saw.
	// Nothing is written. What cannot be done is among the outcome's refusals,
	// and is no error.
	Stage(context.Context, Work) (Staged, error)
	// Place is where the last Read found the plan.
	Place() Place
}

// Staged is a spreadsheet with its cells in place, not yet saved.
type Staged interface {
	Outcome() Outcome
	// Save writes it, whole or not at all, and gives what stands there
	// afterwards. It is a *MovedError where somebody has changed the
	// spreadsheet since it was read, and then nothing was written.
	Save(context.Context) (plan.Plan, error)
}

// Outcome is what staging came to.
type Outcome struct {
	Changes  []Change    // what will be written, cell by cell, in the order of the sheet
	Refusals []Refusal   // what cannot be, and why; with any, Save writes nothing
	ByHand   []plan.Note // what is left for a person to do, and where
	Besides  []string    // what is written besides the cells: "a new cell format, for dates"
	Inserted []Inserted  // rows that are put in between others, sheet by sheet from the top
	// Recalculates says that a mark is put in which has every formula worked out
	// anew: it stays when what was written is put back.
	Recalculates bool
	Mark         string // what Save leaves in the spreadsheet to tell by that it was carried out; "" where it leaves nothing
}

// Inserted is rows of a sheet that are put in between others.
type Inserted struct {
	Sheet string
	Row   int // the first of them, where it stands once all are in
	N     int
}

// Moved is where a cell stands once rows are put in.
func Moved(at plan.Cell, rows []Inserted) plan.Cell {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b Inserted) int { return a.Row - b.Row })
	for _, r := range rows {
		if r.Sheet == at.Sheet && r.Row <= at.Row {
			at.Row += r.N
		}
	}
	return at
}

// Place is where one side's plan lies.
type Place struct {
	Name   string   // as a person knows it: a file's name, a sheet's title
	File   string   // a workbook's path; "" where it is no file
	Google string   // a Google Sheet's id; "" where it is none
	Tabs   []string // the tabs its tables lie in
	IDs    []int64  // those tabs' numbers, which stay when they are renamed; nil in a workbook
	All    []string // every tab it has
	Marks  []string // what the last Save that was carried out has left there to tell it by
}

// MovedError says that somebody changed the spreadsheet between its reading
// and its writing. Nothing was written, or what was has been put back.
type MovedError struct {
	Where string
	Err   error // the same in the adapter's own words; it may be nil
}

// Error says what has moved.
func (e *MovedError) Error() string {
	if e.Err != nil {
		return e.Err.Error()
	}
	return fmt.Sprintf("%s was changed by somebody in the meantime; nothing was written", e.Where)
}

// Unwrap is the adapter's own error.
func (e *MovedError) Unwrap() error { return e.Err }

// Sheets are the sheets a plan's tables lie in, each once.
func Sheets(p plan.Plan) []string {
	var names []string
	for _, t := range p.Tables {
		if !slices.Contains(names, t.Sheet) {
			names = append(names, t.Sheet)
		}
	}
	return names
}
