// Package plan holds the words of an action plan: what an action, a ref, a
// value, a date and a rating are, and when two of them are the same. It knows
// nothing of workbooks, sheets or files, and everything else speaks in it.
//
// # Use
//
// A cell's text becomes a value by what its column is: [ReadDate], [ReadRating],
// [ReadPercent], [ReadRef], or else [TextValue]. Two cells say the same where their
// values are equal, however each was typed; what was typed stays beside the value,
// in its [Entry]. An [Action] is its entries by [Field], and a [Plan] is actions
// with the tables and columns they were found in. A [Calendar] counts working days
// as councils do.
//
// # What it never does
//
// It never guesses: what could be two dates is read as one with a note, or as
// none. It asks no clock: today is an argument. It reads and writes nothing.
package plan

import (
	"fmt"
	"iter"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// Plan is one reading of the action plan: the officers' workbook, the
// partners' copy, or what both were last seen to agree.
type Plan struct {
	Label   string    // the sensitivity label that it carries: OFFICIAL-SENSITIVE; "" for none
	Source  string    // what was read: a file name or a sheet's title; "" for a base
	Title   string    // what stands over the plan as its name; "" for nothing
	Tables  []Table   // where the rows lie, in reading order
	Columns []Column  // every table's columns, in reading order
	Actions []Action  // in reading order
	Strays  []Action  // rows among a table's actions that say something and name no action, such as one that was put in blank
	Notes   []Note    // everything doubtful, in reading order
	Left    []Left    // sheets that look like the plan's and were not read, in reading order
	Outside []Outside // what people typed outside its tables, by sheet

	Terms // the council's own words, which its statuses and ratings are read by
}

// Left is a sheet that has a table like the plan's and was left out of it.
type Left struct {
	Sheet string
	Of    string // the sheet that says its actions again, or as they stand now; "" where it is something else
	Why   string // in one sentence, without a capital or a full stop

	Earlier bool   // it is an earlier version of that sheet, by their names
	Twin    bool   // it is a version of that sheet, and nothing says which of them is the plan but that one was read
	Differs []Cell // of a twin, the cells that say something else than that sheet, and those of its further rows
}

// Outside is what people typed on a sheet outside the plan's tables.
type Outside struct {
	Where Where
	Words []Word // in reading order
}

// Where is which place outside a table words stand in.
type Where string

// The places.
const (
	Over   Where = "over"   // over the first headings of a sheet
	Among  Where = "among"  // in rows that are no actions, between and under them
	Beside Where = "beside" // on a sheet without a table of the plan
)

// Word is the text of one cell, in one line.
type Word struct {
	Cell Cell
	Text string
}

// Table is where a plan's rows lie: one sheet's header and its rows.
type Table struct {
	Name   string // unique within the plan: the sheet's name, with its header row where a sheet has several
	Sheet  string
	Header int // the row of the headings, the lower one of a two-line header; 1 is the first row
	First  int // the first row that is an action; 0 when there is none
	Last   int // the last row that is an action; 0 when there is none
	Hidden bool
	Kind   string // Completed for a place of actions that are done with, Ongoing where the settings say that it is none; "" for any other

	Accountable string // who answers for all of it, by the lines above its headings; "" where none says
}

// The kinds of table: one that holds actions which are done with, moved out of
// the plan's own, and one that a council says is none of those. What stands beside
// the plan is not read at all.
const (
	Completed  = "completed"
	Ongoing    = "ongoing"
	BesidePlan = "beside the plan"
)

// Column is one column of a table.
type Column struct {
	Table   string
	Of      string // in a base, where Table is the side: the one of its tables that this is said of; "" for all of them
	Letter  string // "F"
	Number  int    // 6
	Heading string // as a person reads it, a two-line header joined by " / "
	Field   Field
	Hidden  bool
	Formula bool  // most of its cells are worked out by a formula: read, never written
	Given   bool  // the settings say what it is about
	Swapped bool  // its dates are read with day and month exchanged, as the settings say: read, never written
	Part    Field // what it says for one period, where several columns say it: an update a quarter is of progress; its own field, where it stands for all of those; "" else
	Period  int   // which of those periods it is, from 1
	Ahead   bool  // that period is yet to come, or what is said of it is a forecast: it is no report
}

// ID names one row of one reading. It stays the same while that reading is
// in memory, also where refs are doubled or missing, and means nothing after.
type ID string

// IsOfAll reports whether a column stands for several that each say one period.
func (c Column) IsOfAll() bool { return c.Part != "" && c.Part == c.Field }

// IsOfPart reports whether a column says one period of what several say.
func (c Column) IsOfPart() bool { return c.Part != "" && c.Part != c.Field }

// Action is one row: what a named officer has said will be done.
type Action struct {
	ID       ID
	Ref      Ref
	Table    string
	Sheet    string
	Row      int
	Heading  string // the section heading it stands under; "" for none
	Hidden   bool   // somebody hid its row: it is kept out of what is public
	Filtered bool   // a filter that was left on hides its row: it is public all the same
	Letter   string // which of the actions it is that share one ref, merged down over them: "b" of 1.1 (b); "" where it has its ref to itself
	Struck   bool   // all that its row says is struck out: the action is withdrawn
	Colour   Value  // the rating that its row or its status cell is filled with, where no column holds one and the settings say to read it; else absent
	Entries
	More []Entries // the rows under its own that go on with it, in reading order: only what they say
}

// Entry is one cell of an action: the value, and how it stands on its sheet.
type Entry struct {
	Value    Value
	Typed    string // as its author typed it, or as the spreadsheet shows it
	Note     string // what was doubtful in reading it, in one sentence; "" when nothing was
	Cell     Cell   // where it stands; the anchor where the cell is merged
	Writable bool   // false for formulas, merged followers and the like
	Filled   bool   // its fill colour is a rating, which stays when its words are cleared
	Backed   bool   // an earlier column's words stand in for its own where those are cleared
	Open     bool   // in an agreed plan: a question is open on it, and Value is what was last agreed
	Detail   Detail // what it says beside its value
}

// Detail is what a cell says beside its value. Most say nothing.
type Detail struct {
	Month    bool   // its date stands for a month: no day is named
	Swapped  bool   // its column is read with day and month exchanged: nothing is written to it
	NoDay    bool   // it is a number in a column whose numbers are no days that a spreadsheet counted: it is not taken for one
	Unclear  bool   // it names several dates, and nothing says which is meant
	Earlier  string // the dates it was moved from, as 2026-06-30, with spaces between
	Formula  bool   // a formula works it out
	Borrowed bool   // its words are an earlier column's, since its own cell says none
	Struck   string // those of its words that are struck out
	Live     string // and those that are not; "" where all or none are struck out
	Status   Status // of a status in a view, what it comes to by the council's own words
	Percents string // of a number in a column of per cents that may mean two: "50% or 0.5%"; "" where it means one
	Unrated  string // of a blank rating, the colour its cell is filled with, which is no rating that is known; "" where it is or has none
	Unknown  bool   // of a status or a rating in a view, its words are none that anybody has given a meaning
}

// Unsettled says that nothing was ever agreed for this cell: it is not blank,
// and is printed "not yet agreed".
func (e Entry) Unsettled() bool { return e.Open && e.Value.Kind == KindAbsent }

// Note is something doubtful in a reading, said once.
type Note struct {
	Cell    Cell // the cell, row or column it is about; a whole sheet has only Sheet
	Message string
	Weight  Weight
	Line    Line   // what settles it in the settings; the zero Line where nothing there does
	Instead Line   // what settles it the other way, where there are two: the zero Line else
	Rows    string // the rows it is about, where they are several: "6-9 12"
	About   Field  // the field whose column it is about, or that no column is headed as; "" for none
	Alike   string // what it says of several rows, with %s for their numbers: notes of other tables that have it tell the same doubt; "" where it is about no rows
}

// LineOf is the line of settings that the plan's notes say gives a word its meaning, by
// a key in the workbook as like as not; usual where none does.
func (p Plan) LineOf(word string, usual Line) Line {
	for _, n := range p.Notes {
		if n.Line.Under == usual.Under && strings.Contains(n.Line.Item, strconv.Quote(word)) {
			return n.Line
		}
	}
	return usual
}

// CountRows is how many rows the note is about.
func (n Note) CountRows() int {
	if n.Rows == "" {
		return min(n.Cell.Row, 1)
	}
	count := 0
	for first, last := range n.runs() {
		count += last - first + 1
	}
	return count
}

// runs are the runs of rows that the note is about, each from its first to its last.
func (n Note) runs() iter.Seq2[int, int] {
	return func(yield func(first, last int) bool) {
		for run := range strings.FieldsSeq(n.Rows) {
			from, to, isRun := strings.Cut(run, "-")
			if !isRun {
				to = from
			}
			first, _ := strconv.Atoi(from)
			last, _ := strconv.Atoi(to)
			if !yield(first, last) {
				return
			}
		}
	}
}

// IsAbout reports whether the note is about a cell: about itself, its row, its
// column or its whole sheet.
func (n Note) IsAbout(c Cell) bool {
	if n.Cell.Sheet != c.Sheet || n.Cell.Column != 0 && n.Cell.Column != c.Column {
		return false
	}
	if n.Rows == "" {
		return n.Cell.Row == 0 || n.Cell.Row == c.Row
	}
	for first, last := range n.runs() {
		if first <= c.Row && c.Row <= last {
			return true
		}
	}
	return false
}

// Weight is how much may be wrong where something was doubtful.
type Weight uint8

// The weights, lightest first.
const (
	Assumed  Weight = iota // read as nearly anybody would
	Aside                  // a fact about the file: nothing was read otherwise for it
	Doubtful               // it could be meant otherwise, and what is counted or when it is due would change
	Unread                 // something that may belong to the plan was left out
)

// String is the weight as programs are told it.
func (w Weight) String() string { return [...]string{"assumed", "aside", "doubtful", "unread"}[w] }

// Line is an item of a list in the settings: under headings, - {heading:
// "Extended to", field: due}.
type Line struct{ Under, Item string }

// IsZero reports whether there is no such line.
func (l Line) IsZero() bool { return l == Line{} }

// String is the line as it can be typed into settings that have no such list yet.
func (l Line) String() string { return l.Under + ": [" + l.Item + "]" }

// Edit is one cell to write, and what it must still say for that to happen.
type Edit struct {
	ID    ID  // the side's own row
	Ref   Ref // what the action goes by in the merge: its ref, or the one the ledger keeps for a row without
	Field Field
	Was   Entry
	Now   Entry
}

// Clears reports whether the edit empties a cell that says something.
func (e Edit) Clears() bool { return e.Now.Value == Blank && e.Was.Value != Blank }

// Value is what the action says in a field, or the zero Value where its table has no such column.
func (a Action) Value(f Field) Value { return a.Entry(f).Value }

// Shown is the field as a reader sees it: its author's words.
func (a Action) Shown(f Field) string { return a.Entry(f).Shown() }

// Shown is what a reader sees: what was typed, or the canonical text where
// nothing was (a rating given by colour alone).
func (e Entry) Shown() string {
	if e.Typed != "" {
		return e.Typed
	}
	if step := e.Value.Step(); step != "" {
		return step
	}
	return e.Value.Text
}

// Told is the entry as a person is told it: where a rating's cell is filled with a
// colour that is none, that it is; and a date whose cell shows it month first in words,
// since nobody here reads 03/01/2027 as 1 March.
func (e Entry) Told() string {
	if e.Detail.Unrated != "" && e.Value == Blank {
		return "filled " + e.Detail.Unrated + ", which is no rating that is known"
	}
	if d, ok := e.Value.Date(); ok && e.readsOtherwise(d) {
		return d.Long() + ", shown as " + e.Typed
	}
	return e.Shown()
}

// readsOtherwise reports whether what a date's cell shows is another day to a reader who
// takes the day first.
func (e Entry) readsOtherwise(d Date) bool {
	if !inFigures().MatchString(e.Typed) || e.Value.IsMonth() {
		return false
	}
	read, ok := ReadDate(e.Typed, DateHabit{}).Value.Date()
	return ok && read != d
}

// inFigures is a day, a month and a year in figures alone.
var inFigures = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{2}|[0-9]{4})$`)
})

// Written is the entry as it is written into a cell of another spreadsheet:
// line breaks are one character, a rating given by colour alone is its word, and
// a month is in words that nobody takes for a day.
func (e Entry) Written() string {
	text := e.Shown()
	if d, ok := e.Value.Date(); ok && e.Value.IsMonth() && e.Value.Besides() == "" {
		return d.MonthLong()
	}
	if e.Typed == "" && e.Value.Kind == KindRating && text != "" {
		text = strings.ToUpper(text[:1]) + text[1:]
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
}

// Fields lists every field the plan has a column for, once, in reading order.
func (p Plan) Fields() []Field {
	var fields []Field
	seen := map[Field]bool{}
	for _, c := range p.Columns {
		if !seen[c.Field] {
			seen[c.Field] = true
			fields = append(fields, c.Field)
		}
	}
	return fields
}

// Has says whether any table of the plan has a column for f.
func (p Plan) Has(f Field) bool {
	for _, c := range p.Columns {
		if c.Field == f {
			return true
		}
	}
	return false
}

// CountIn is how many actions one table has.
func (p Plan) CountIn(table string) int {
	n := 0
	for _, a := range p.Actions {
		if a.Table == table {
			n++
		}
	}
	return n
}

// TableColumns lists the columns of one table, in reading order.
func (p Plan) TableColumns(table string) []Column {
	var columns []Column
	for _, c := range p.Columns {
		if c.Table == table {
			columns = append(columns, c)
		}
	}
	return columns
}

// Cell is a place in a workbook or sheet. Row or Column is 0 where the whole
// column, row or sheet is meant.
type Cell struct {
	Sheet  string
	Row    int
	Column int
}

// String names the cell as a formula would: Plan!F12, or 'Year 1'!F12.
func (c Cell) String() string {
	sheet := QuoteSheet(c.Sheet)
	switch {
	case c.Row == 0 && c.Column == 0:
		return c.Sheet
	case c.Column == 0:
		return fmt.Sprintf("%s row %d", sheet, c.Row)
	case c.Row == 0:
		return fmt.Sprintf("%s column %s", sheet, ColumnLetters(c.Column))
	}
	return fmt.Sprintf("%s!%s%d", sheet, ColumnLetters(c.Column), c.Row)
}
