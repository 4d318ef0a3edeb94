package table

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"actionplan/plan"
)

// notebook gathers what was doubtful, so that the same doubt about many rows
// is one note.
type notebook struct {
	entries []*noted
	byKey   map[string]*noted
}

// noted is one doubt and the rows it is about.
type noted struct {
	order   int // the sheet's place
	cell    plan.Cell
	message func(rows string, many bool) string
	rows    []int
	alike   string // what it says of many rows
	weight  plan.Weight
	line    plan.Line
	instead plan.Line // what settles it the other way

	about plan.Field // that it is about

	lineOf, insteadOf func(tables []*part) plan.Line // the same, of lines that are known once all tables are read
}

// weighs says how much may be wrong.
func (e *noted) weighs(w plan.Weight) *noted {
	e.weight = w
	return e
}

// settledBy says which line of the settings settles the doubt.
func (e *noted) settledBy(under, format string, words ...any) *noted {
	e.line = plan.Line{Under: under, Item: fmt.Sprintf(format, words...)}
	return e
}

// orBy says which line of the settings, of the same list, settles the doubt the other
// way.
func (e *noted) orBy(format string, words ...any) *noted {
	e.instead = plan.Line{Under: e.line.Under, Item: fmt.Sprintf(format, words...)}
	return e
}

// takes says that the line which has a column be a field settles the doubt.
func (e *noted) takes(t *tableReader, c plan.Column, f plan.Field) *noted {
	e.lineOf = columnLine{t, c, f}.written
	if f.Known() {
		e.about = f
	}
	return e
}

// orTakes says that the line which has a column be a field settles the doubt the other
// way.
func (e *noted) orTakes(t *tableReader, c plan.Column, f plan.Field) *noted {
	e.insteadOf = columnLine{t, c, f}.written
	return e
}

func newNotebook() *notebook { return &notebook{byKey: map[string]*noted{}} }

// sheet notes something about a whole sheet.
func (n *notebook) sheet(s *sheet, message string) *noted {
	return n.at(s, plan.Cell{Sheet: s.Sheet}, message)
}

// fromFile passes on what the reader of the file found doubtful in a sheet.
// What is about the whole file, and so noted in every sheet, is said once.
func (n *notebook) fromFile(s *sheet) {
	for _, note := range s.Notes {
		if note.Cell == (plan.Cell{}) {
			if _, said := n.byKey[note.Message]; said {
				continue
			}
			n.byKey[note.Message] = nil
		}
		e := n.at(s, note.Cell, note.Message).weighs(note.Weight)
		e.line, e.instead = note.Line, note.Instead
	}
}

// forget takes back what was noted of a sheet, but for what is about the whole
// file.
func (n *notebook) forget(s *sheet) {
	n.entries = slices.DeleteFunc(n.entries, func(e *noted) bool { return e.order == s.order && e.cell != (plan.Cell{}) })
	maps.DeleteFunc(n.byKey, func(_ string, e *noted) bool { return e != nil && e.order == s.order })
}

// column notes something about a column.
func (n *notebook) column(s *sheet, column int, message string) *noted {
	return n.at(s, plan.Cell{Sheet: s.Sheet, Column: column}, message)
}

func (n *notebook) at(s *sheet, cell plan.Cell, message string) *noted {
	e := &noted{order: s.order, cell: cell, message: func(string, bool) string { return message }}
	n.entries = append(n.entries, e)
	return e
}

// row notes something about a row. A doubt is told apart by its two
// sentences, for one row and for many, each with a %s for the rows.
func (n *notebook) row(s *sheet, row, column int, one, many string) *noted {
	return n.rowOf(one, s, row, column, one, many)
}

// rowOf notes something about a row, of a doubt that is told apart by a name: its
// sentence for one row may say what holds of that row alone.
func (n *notebook) rowOf(doubt string, s *sheet, row, column int, one, many string) *noted {
	key := fmt.Sprint(s.order, "\x00", column, "\x00", doubt)
	e, ok := n.byKey[key]
	if !ok {
		e = &noted{order: s.order, cell: plan.Cell{Sheet: s.Sheet, Row: row, Column: column}, alike: many}
		e.message = func(rows string, several bool) string {
			if several {
				return fmt.Sprintf(many, rows)
			}
			return fmt.Sprintf(one, rows)
		}
		n.byKey[key] = e
		n.entries = append(n.entries, e)
	}
	if len(e.rows) == 0 || e.rows[len(e.rows)-1] != row {
		e.rows = append(e.rows, row)
	}
	return e
}

// notes lists everything noted, in reading order.
func (n *notebook) notes() []plan.Note {
	slices.SortStableFunc(n.entries, func(a, b *noted) int {
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.cell.Row, b.cell.Row), cmp.Compare(a.cell.Column, b.cell.Column))
	})
	heavier := map[plan.Line]bool{} // lines of doubts that are more than an assumption
	for _, e := range n.entries {
		if e.weight >= plan.Doubtful {
			heavier[e.line] = true
		}
	}
	var notes []plan.Note
	for _, e := range n.entries {
		if !e.line.IsZero() && e.weight == plan.Assumed && heavier[e.line] {
			continue // said already, of other rows or another table
		}
		notes = append(notes, plan.Note{Cell: e.cell, Message: e.message(rowList(e.rows), len(e.rows) > 1), Weight: e.weight, Line: e.line, Instead: e.instead, Rows: rowRuns(e.rows), Alike: e.alike, About: e.about})
	}
	return notes
}

// runsOf are the runs that rows make, each from its first to its last: 6-9 and 12.
func runsOf(rows []int) []Span {
	slices.Sort(rows)
	var runs []Span
	for _, row := range rows {
		if n := len(runs); n > 0 && row <= runs[n-1].Last+1 {
			runs[n-1].Last = row
			continue
		}
		runs = append(runs, Span{row, row})
	}
	return runs
}

// rowRuns are rows as a note keeps them: 6-9 12-12. It is "" for none or one.
func rowRuns(rows []int) string {
	if len(rows) < 2 {
		return ""
	}
	var runs []string
	for _, run := range runsOf(rows) {
		runs = append(runs, fmt.Sprintf("%d-%d", run.First, run.Last))
	}
	return strings.Join(runs, " ")
}

// mostRuns is how many runs of rows a note spells out.
const mostRuns = 8

// rowList writes rows as a person would: 12-40, 43 and 51.
func rowList(rows []int) string {
	var runs []string
	rest := 0
	for i, run := range runsOf(rows) {
		switch {
		case i >= mostRuns:
			rest += run.size()
		case run.First == run.Last:
			runs = append(runs, fmt.Sprint(run.First))
		default:
			runs = append(runs, fmt.Sprintf("%d-%d", run.First, run.Last))
		}
	}
	if rest > 0 {
		runs = append(runs, fmt.Sprintf("%d more", rest))
	}
	return listed(runs)
}

// listed joins words as a sentence does: a, b and c.
func listed(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}
