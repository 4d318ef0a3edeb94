package table

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// # The line about a column
//
// A doubt about a column is settled by what its heading names, everywhere:
//
//	headings:
//	  - {heading: "To be fixed by", field: lead}
//
// Where another column has that heading too, and is not in the same doubt, that line
// would change it as well, and of two columns of one table nobody knows which would be
// it. The line then names the column by its letter, and so does one of a column that has
// no heading:
//
//	tables:
//	  - {sheet: "Plan", header: 1, kind: ongoing, columns: [{column: F, field: due}]}
//
// With its kind such a line leaves all other tables to be found as before.

// headingLine is the line of settings that says what a heading names, and letterLine the
// one that says it of a column by its letter.
const (
	headingLine = "{heading: %q, field: %s}"
	letterLine  = "{sheet: %q, header: %d, kind: %s, columns: [{column: %s, field: %s}]}"
)

// columnLine is a line of settings that has a column be a field.
type columnLine struct {
	table *tableReader
	plan.Column
	field plan.Field
}

// written is the line as it is printed, with all tables of the workbook read.
func (l columnLine) written(tables []*part) plan.Line {
	if l.Heading == "" || slices.ContainsFunc(tables, l.isHeadedIn) {
		return plan.Line{Under: "tables", Item: fmt.Sprintf(letterLine, l.table.sheet.Sheet, l.table.header.row, l.table.keptKind(tables), l.Letter, l.field)}
	}
	return plan.Line{Under: "headings", Item: fmt.Sprintf(headingLine, l.Heading, l.field)}
}

// keptKind is what a line says of the kind of a table, so that it leaves it as it is.
func (t *tableReader) keptKind(tables []*part) string {
	isCompleted := func(p *part) bool {
		return p.sheet == t.sheet && p.header.row == t.header.row && p.Tables[0].Kind == plan.Completed
	}
	if slices.ContainsFunc(tables, isCompleted) {
		return plan.Completed
	}
	return plan.Ongoing
}

// isHeadedIn reports whether a line by the heading would change another column: one of
// the same table, or one of another table that was read as something else.
func (l columnLine) isHeadedIn(p *part) bool {
	i := slices.IndexFunc(p.Columns, func(c plan.Column) bool { return c.Table == l.Table && c.Number == l.Number })
	own := i >= 0
	for _, c := range p.Columns {
		if own && c.Number == l.Number || !isHeaded(c.Heading, l.Heading) {
			continue
		}
		if own || cmp.Or(c.Part, c.Field) != cmp.Or(l.Part, l.Field) && c.Field != l.field {
			return true
		}
	}
	return false
}

// withGuess says of a word that its meaning in a line is a guess, before the column that
// a message ends with.
func withGuess(message string, line plan.Line) string {
	means, _ := guessed(line)
	said, column, found := strings.Cut(message, " (column ")
	if !found {
		return message + guessWords(means)
	}
	return said + guessWords(means) + " (column " + column
}

// openLine is the line that has the word of another be open.
func openLine(line plan.Line) string {
	before, _, _ := strings.Cut(line.Item, ", means: ")
	return fmt.Sprintf("%s, means: %s}", before, plan.StatusOpen)
}

// isHeaded reports whether a heading, or its lower line, is said by a line about another.
func isHeaded(heading, said string) bool {
	folded := foldHeading(said)
	lower := heading[strings.LastIndex(heading, " / ")+1:]
	return foldHeading(heading) == folded || foldHeading(lower) == folded
}

// name has the lines about columns name them, with all tables of the workbook read, and
// a word for a status mean one thing in all of them: the settings say it once. It says of
// each note which field it is about.
func (n *notebook) name(tables []*part) {
	likely := map[string]plan.Line{} // by the line that has the word mean no more than it counts as
	for _, e := range n.entries {
		if _, is := guessed(e.line); is {
			likely[openLine(e.line)] = e.line
		}
	}
	for _, e := range n.entries {
		if line, is := likely[e.line.Item]; is && e.line.Under == line.Under {
			e.line = line
			said := e.message
			e.message = func(rows string, many bool) string { return withGuess(said(rows, many), line) }
			e.alike = withGuess(e.alike, line)
		}
		for _, p := range tables {
			for _, c := range p.Columns {
				if e.about == "" && e.cell.Sheet == p.sheet.Sheet && e.cell.Column == c.Number && e.cell.Column > 0 {
					e.about = cmp.Or(c.Part, c.Field)
				}
			}
		}
		if e.lineOf != nil {
			e.line = e.lineOf(tables)
		}
		if e.insteadOf != nil {
			e.instead = e.insteadOf(tables)
		}
	}
}
