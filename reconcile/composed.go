package reconcile

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"actionplan/plan"
)

// Which columns a view was made of.
//
// Officers have a column a quarter, partners a single one, and what the quarters come
// to is compared with it (combined.go). Somebody hides the first quarter:
//
//	agreed   Q1     Q2     now   Q2     Progress
//	         Begun                      Begun
//	         Begun  Half         Half   Half
//
// Nobody has cleared what partners say of the first action. Neither has anybody
// edited where two headings were exchanged, or a quarter was given another heading:
// what the columns come to says other words, and no cell of them was touched. So the
// base remembers, for each view, the headings of the columns that it was made of, in
// the order in which they stood, and which was the later. While one of those is gone,
// hidden, headed or read otherwise, or stands elsewhere among them, the whole field
// waits in that table on both sides, until they are as they were or a person confirms
// that they are right. A further column is no such change: that a quarter is added is
// why there are several.
//
// A base remembers a view as a column of its own, whose heading is a line for each
// column: its rank among them by period, and its heading. A ledger of an earlier
// build learns of them with what is agreed next.

// composedOf stands before the field of a view in what a base remembers of it.
const composedOf = "combined:"

// isComposition reports whether a remembered column is what a view was made of.
func isComposition(column plan.Column) bool {
	return strings.HasPrefix(string(column.Field), composedOf)
}

// made are the columns that a view is made of, in the order in which they stand.
func (v combined) made() []plan.Column {
	columns := slices.Clone(v.from)
	if !slices.Contains(columns, v.last) {
		columns = append(columns, v.last)
	}
	slices.SortStableFunc(columns, func(a, b plan.Column) int { return cmp.Compare(a.Number, b.Number) })
	return columns
}

// ranked are columns as a base remembers them, a line for each.
func ranked(columns []plan.Column) []string {
	rank := func(c plan.Column) int {
		n := 1
		for _, other := range columns {
			if later(c, other) {
				n++
			}
		}
		return n
	}
	lines := make([]string, len(columns))
	for i, c := range columns {
		lines[i] = strconv.Itoa(rank(c)) + " " + strings.Join(strings.Fields(c.Heading), " ")
	}
	return lines
}

// later reports whether one column of a view goes before another in what it says.
func later(c, than plan.Column) bool {
	if c.Part != "" || than.Part != "" {
		return c.Period > than.Period
	}
	return c.Field == plan.FieldDue && than.Field == plan.FieldOriginal
}

// composition is a view as a base remembers it.
func composition(side Side, table string, v combined) plan.Column {
	return plan.Column{Table: string(side), Of: table, Field: composedOf + v.field, Heading: strings.Join(ranked(v.made()), "\n")}
}

// isSingle reports whether a base remembers of a view that there was none: one column
// was agreed with the other side's one, whatever stands beside it.
func isSingle(was plan.Column) bool { return !strings.Contains(was.Heading, "\n") }

// single is a due date that goes on as it was agreed, without the original date that
// stands beside it: false where there is none, or it is part of a view.
func (c *Comparison) single(side Side, table string) (combined, bool) {
	columns := byFieldIn(c.side(side), table)
	due, ok := columns[plan.FieldDue]
	if _, beside := columns[plan.FieldOriginal]; !ok || !beside || c.base == nil {
		return combined{}, false
	}
	for _, theirs := range c.tablesAcross(side, table) {
		if _, both := byFieldIn(c.side(side.Other()), theirs)[plan.FieldOriginal]; !both && agreedSingly(c.base, side, due, theirs) {
			return combined{plan.FieldDue, due, nil}, true
		}
	}
	return combined{}, false
}

// headingsIn are the headings in what a base remembers of a view.
func headingsIn(was plan.Column) []string {
	var headings []string
	for line := range strings.SplitSeq(was.Heading, "\n") {
		_, name, _ := strings.Cut(line, " ")
		headings = append(headings, name)
	}
	return headings
}

// isHeadedAs reports whether a column has the heading of one that a view was made of.
func isHeadedAs(was, column plan.Column) bool {
	return slices.ContainsFunc(headingsIn(was), func(name string) bool { return heading(name) == heading(column.Heading) })
}

// isMadeAs reports whether a view is made of the columns it was made of, in their
// order, whatever columns there are besides.
func (v combined) isMadeAs(was plan.Column) bool {
	columns := slices.DeleteFunc(v.made(), func(c plan.Column) bool { return !isHeadedAs(was, c) })
	return slices.EqualFunc(ranked(columns), strings.Split(was.Heading, "\n"), func(a, b string) bool { return heading(a) == heading(b) })
}

// readViews finds what several columns say together, table by table, and in which of
// them anything is said.
func (c *Comparison) readViews() {
	c.columns.views, c.columns.filled = map[Side]map[string][]combined{}, map[tableColumn]bool{}
	for _, side := range []Side{Officer, Partner} {
		tables := map[string][]combined{}
		for _, column := range c.columns.now[side] {
			if _, done := tables[column.Table]; !done {
				tables[column.Table] = c.viewsIn(side, column.Table)
			}
		}
		c.columns.views[side] = tables
		rows := c.side(side).Actions
		for i := range rows {
			for _, v := range tables[rows[i].Table] {
				for _, column := range v.made() {
					if v.speaks(&rows[i], column) {
						c.columns.filled[tableColumn{side, plan.ColumnKey{Table: rows[i].Table, Field: column.Field}}] = true
					}
				}
			}
		}
	}
}

// speaks reports whether a row says something in one of the columns of a view itself.
// Where the view goes by the field of its last column, that says what the others do
// where it is blank.
func (v combined) speaks(row *plan.Action, column plan.Column) bool {
	value := row.Value(column.Field)
	if value.Kind == plan.KindAbsent || value.IsBlank() {
		return false
	}
	return column.Field != v.field || !slices.ContainsFunc(v.from, func(c plan.Column) bool { return c != column && row.Value(c.Field) == value })
}

// view is what several columns of a table say together of a field.
func (c *columns) view(side Side, table string, f plan.Field) (combined, bool) {
	for _, v := range c.views[side][table] {
		if v.field == f {
			return v, true
		}
	}
	return combined{}, false
}

// fellBack says why what a side's row says in several cells may be no edit of it, or
// "": all of them are blank now, or what was agreed is gone and an earlier column's
// words stand for it. A cell may have been cleared that is to be filled again, and
// nobody has said so of the other side's one. Where a later column is blank in every
// row, its time has not come, and the earlier one is edited as ever; and where what
// was agreed stands in an earlier column still, a later one has been filled.
func (c *columns) fellBack(d Difference, side Side) string {
	row := d.Pair.Action(side)
	v, several := c.view(side, row.Table, d.Field)
	if !several && d.Field == plan.FieldDue && d.Base.Kind != plan.KindAbsent && d.Value(side).IsBlank() && c.hadOriginal(side) {
		return "what " + side.copyName() + " had for the original due date, which stood for it where no other is given, is hidden or gone: show it again, or choose what it is to say"
	}
	if !several || d.Base.Kind == plan.KindAbsent || d.Base.IsBlank() || !d.moved(side) {
		return ""
	}
	made := v.made()
	slices.SortStableFunc(made, func(a, b plan.Column) int {
		if later(a, b) {
			return -1
		}
		return 1
	})
	saying := slices.IndexFunc(made, func(column plan.Column) bool {
		return v.speaks(row, column)
	})
	switch {
	case saying < 0:
		return "every column that " + side.copyName() + " has for it is blank there now: fill one of them, or choose what it is to say"
	case saying == 0, slices.ContainsFunc(made[saying+1:], func(column plan.Column) bool { return row.Value(column.Field) == d.Base }):
		return ""
	case slices.ContainsFunc(made[:saying], func(column plan.Column) bool {
		return c.filled[tableColumn{side, plan.ColumnKey{Table: row.Table, Field: column.Field}}]
	}):
		return fmt.Sprintf("what was agreed is gone from %s, where the column %q, earlier than others, stands for it now: fill the later one again, or choose what it is to say", side.copyName(), made[saying].Heading)
	}
	return ""
}

// hadOriginal reports whether a side alone had a column for original due dates.
func (c *columns) hadOriginal(side Side) bool {
	other := side.Other()
	return c.had[side][plan.FieldOriginal] && !c.had[other][plan.FieldOriginal] && !c.has[other][plan.FieldOriginal]
}

// viewsIn are what columns of one of a side's tables say together, with the tables of
// the other side in which its actions stand.
func (c *Comparison) viewsIn(side Side, table string) []combined {
	var views []combined
	for _, theirs := range c.tablesAcross(side, table) {
		for _, v := range severalIn(c.base, side, c.side(side), c.side(side.Other()), table, theirs) {
			if !slices.ContainsFunc(views, func(other combined) bool { return other.field == v.field }) {
				views = append(views, v)
			}
		}
	}
	return views
}

// tablesAcross are the tables of the other side in which actions of a table stand.
func (c *Comparison) tablesAcross(side Side, table string) []string {
	var tables []string
	for i := range c.Pairs {
		mine, theirs := c.Pairs[i].Action(side), c.Pairs[i].Action(side.Other())
		if mine != nil && theirs != nil && mine.Table == table && !slices.Contains(tables, theirs.Table) {
			tables = append(tables, theirs.Table)
		}
	}
	return tables
}

// compositions are what the views of both sides are made of, as the next base
// remembers them: those that a stop is about as they were.
func (c *Comparison) compositions() []plan.Column {
	next := slices.Clone(c.recomposed)
	for _, side := range []Side{Officer, Partner} {
		var tables []string
		for _, column := range c.columns.now[side] {
			if slices.Contains(tables, column.Table) {
				continue
			}
			tables = append(tables, column.Table)
			views := slices.Clone(c.columns.views[side][column.Table])
			if v, ok := c.single(side, column.Table); ok {
				views = append(views, v)
			}
			for _, v := range views {
				if !c.saysAcross(side, column.Table, v.field) {
					continue
				}
				now := composition(side, column.Table, v)
				if !slices.ContainsFunc(c.recomposed, func(was plan.Column) bool {
					return was.Field == now.Field && was.Table == now.Table && c.columns.tableNow(was) == now.Of
				}) {
					next = append(next, now)
				}
			}
		}
	}
	for _, was := range c.columns.compositions { // of a table that waits, or of which the other side has nothing now
		table, f := c.columns.tableNow(was), plan.Field(strings.TrimPrefix(string(was.Field), composedOf))
		known := slices.ContainsFunc(next, func(n plan.Column) bool {
			return n.Table == was.Table && n.Field == was.Field && (n.Of == was.Of || n.Of == table)
		})
		if !known && c.hasTable(Side(was.Table), table) && len(c.tablesAcross(Side(was.Table), table)) > 0 && !c.saysAcross(Side(was.Table), table, f) {
			next = append(next, was)
		}
	}
	return next
}

// hasTable reports whether a side has a table.
func (c *Comparison) hasTable(side Side, table string) bool {
	return slices.ContainsFunc(c.columns.now[side], func(column plan.Column) bool { return column.Table == table })
}

// saysAcross reports whether the other side has a column for a field where actions of
// a table stand.
func (c *Comparison) saysAcross(side Side, table string, f plan.Field) bool {
	return slices.ContainsFunc(c.tablesAcross(side, table), func(theirs string) bool {
		_, one := byFieldIn(c.side(side.Other()), theirs)[f]
		return one
	})
}

// stopRecomposed has the views wait that are not made of the columns that they were
// made of.
func (c *Comparison) stopRecomposed() {
	if c.base == nil || c.whole || c.rules.Confirmed {
		return
	}
	for _, was := range c.columns.compositions {
		side, table := Side(was.Table), c.columns.tableNow(was)
		f := plan.Field(strings.TrimPrefix(string(was.Field), composedOf))
		if isSingle(was) || !c.hasTable(side, table) || !c.saysAcross(side, table, f) {
			continue
		}
		views := c.columns.views[side][table]
		at := slices.IndexFunc(views, func(v combined) bool { return v.field == f })
		if at >= 0 && views[at].isMadeAs(was) || at < 0 && c.hasSeveral(side, table, f) {
			continue
		}
		c.recomposed = append(c.recomposed, was)
		stop := Stop{
			Kind: StopRecomposed, Side: side, Fields: []plan.Field{f}, Message: c.recomposedWords(was, table, f),
			Hint: "have these columns as they were, under their headings, in their order and not hidden; until then nothing of " + f.Label() + " crosses in that table",
		}
		_, whole := c.waitIn(&stop, []tableColumn{{side, plan.ColumnKey{Table: table, Field: f}}})
		if len(whole) > 0 {
			stop.Message += "; " + waits(whole) + " with it"
		}
		c.Stops = append(c.Stops, stop)
	}
}

// inQuotes are headings in quotes.
func inQuotes(headings []string) string {
	list := make([]string, len(headings))
	for i, name := range headings {
		list[i] = strconv.Quote(name)
	}
	return join(list)
}

// waits says that rows wait.
func waits(rows []string) string {
	if len(rows) == 1 {
		return rows[0] + " waits"
	}
	return listFirst(rows) + " wait"
}

// hasSeveral reports whether the other side has several columns for a field too by
// now, so that they are compared one by one.
func (c *Comparison) hasSeveral(side Side, table string, f plan.Field) bool {
	several := func(side Side, table string) bool {
		return slices.ContainsFunc(c.side(side).TableColumns(table), func(column plan.Column) bool {
			return column.IsOfPart() && column.Part == f || f == plan.FieldDue && column.Field == plan.FieldOriginal
		})
	}
	return several(side, table) && slices.ContainsFunc(c.tablesAcross(side, table), func(theirs string) bool { return several(side.Other(), theirs) })
}

// recomposedWords say what a view was made of and is made of now.
func (c *Comparison) recomposedWords(was plan.Column, table string, f plan.Field) string {
	side := Side(was.Table)
	var now, hidden []string
	for _, column := range c.side(side).TableColumns(table) {
		isPart := column.Part == f || f == plan.FieldDue && (column.Field == plan.FieldDue || column.Field == plan.FieldOriginal)
		switch {
		case column.IsOfAll() || !isPart && column.Field != f:
		case column.Hidden && isHeadedAs(was, column):
			hidden = append(hidden, column.Heading)
		case !column.Hidden:
			now = append(now, column.Heading)
		}
	}
	are := "there is none now"
	if len(now) > 0 {
		are = "are " + inQuotes(now) + " now"
	}
	words := fmt.Sprintf("%s: in the table %s the columns for %s were %s when they were agreed, and %s", side.copyName(), table, f.Label(), inQuotes(headingsIn(was)), are)
	if len(hidden) > 0 {
		words += "; hidden: " + inQuotes(hidden)
	}
	return words + ": nothing of it crosses"
}
