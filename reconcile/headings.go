package reconcile

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"actionplan/plan"
)

// A heading that is gone from one table of several.
//
// Partners keep two tabs, and in one of them somebody renames a heading:
//
//	tab Plan        Ref   Action               Status     Date closed
//	tab Learning    Ref   Action               State      Date closed
//	                L1    Audit ten files      Complete   16 October 2026
//
// Their copy as a whole still has a column for status, but in Learning nothing
// says it any more. To compare what is left would write the date closed of L1 to
// officers beside a status of "On track". The rule: what a side had in a table
// when both last agreed, and has there no longer while rows across still say it,
// is asked about like a column that is gone from a whole side, for that table
// alone. Until it is answered, or the heading is back, its cells wait, and so does
// all that is settled together with one of them. Elsewhere nothing waits.
//
// A heading that a table never had is missed by nobody, also in a row that was
// cut to such a table. What both sides have lost is said once, and forgotten.
//
// For that the base remembers the columns of each table of a side that has
// several. A table of another name is the same one where its rows were agreed and
// its headings are those of one that is gone. A ledger of an earlier build knows
// of no tables: it learns of them with what is agreed next.

// tableColumn is a column of one table of a side; of all of its tables where
// Table is "".
type tableColumn struct {
	side Side
	plan.ColumnKey
}

// isOf reports whether the side's row of a pair stands in the column.
func (c tableColumn) isOf(p *Pair) bool {
	a := p.Action(c.side)
	return c.Table == "" || a != nil && a.Table == c.Table
}

// covers reports whether a column is another, or holds it.
func (c tableColumn) covers(other tableColumn) bool {
	return c.side == other.side && c.Field == other.Field && (c.Table == "" || c.Table == other.Table)
}

// columnOf is the column that a cell of a side's row stands in.
func columnOf(p *Pair, side Side, f plan.Field) tableColumn {
	return tableColumn{side, plan.ColumnKey{Table: p.Action(side).Table, Field: f}}
}

// isLost reports whether the column of a cell is gone from a side, though the
// rows across have it.
func (c *columns) isLost(p *Pair, side Side, f plan.Field) bool {
	return c.lost[side][f] || p.Action(side) != nil && c.lostIn[columnOf(p, side, f)]
}

// isBack reports whether the column of a cell was gone from a side when the
// sides last agreed, and is back.
func (c *columns) isBack(p *Pair, side Side, f plan.Field) bool {
	return c.wasLost[side][f] || p.Action(side) != nil && c.wasLostIn[columnOf(p, side, f)]
}

// isDroppedOf reports whether neither row of a pair has a cell any more, since
// the column is gone from its table on either side.
func (c *columns) isDroppedOf(p *Pair, f plan.Field) bool {
	_, officers := p.Entry(Officer, f)
	_, partners := p.Entry(Partner, f)
	return !officers && !partners && (c.droppedIn[columnOf(p, Officer, f)] || c.droppedIn[columnOf(p, Partner, f)])
}

// lostOf are the columns of a field that a side has lost: that of the whole
// side, or those of single tables.
func (c *columns) lostOf(side Side, f plan.Field) []tableColumn {
	if c.lost[side][f] {
		return []tableColumn{{side, plan.ColumnKey{Field: f}}}
	}
	var list []tableColumn
	for lost := range c.lostIn {
		if lost.side == side && lost.Field == f {
			list = append(list, lost)
		}
	}
	slices.SortFunc(list, func(a, b tableColumn) int { return strings.Compare(a.Table, b.Table) })
	return list
}

// hasTables reports whether the columns of each table of a side are remembered.
func (c *columns) hasTables(side Side) bool {
	had := slices.ContainsFunc(c.ofTables, func(column plan.Column) bool { return Side(column.Table) == side })
	return had || slices.ContainsFunc(c.now[side], func(column plan.Column) bool { return column.Table != c.now[side][0].Table })
}

// tableNow is what the table that a remembered column is of is called now.
func (c *columns) tableNow(was plan.Column) string {
	if now, renamed := c.renamedTables[Side(was.Table)][was.Of]; renamed {
		return now
	}
	return was.Of
}

// ofSides are the columns that are remembered of sides as a whole.
func ofSides(columns []plan.Column) []plan.Column {
	return slices.DeleteFunc(slices.Clone(columns), func(column plan.Column) bool { return column.Of != "" && !isComposition(column) })
}

// readTables finds out which columns are gone from single tables, and which
// tables are gone or renamed.
func (c *columns) readTables(pairs []Pair) {
	c.lostIn, c.wasLostIn, c.droppedIn = map[tableColumn]bool{}, map[tableColumn]bool{}, map[tableColumn]bool{}
	c.goneTables, c.renamedTables = map[Side][]string{}, map[Side]map[string]string{}
	if len(c.ofTables) == 0 {
		return
	}
	has, tables := map[tableColumn]bool{}, map[Side]map[string]bool{}
	for _, side := range []Side{Officer, Partner} {
		tables[side] = map[string]bool{}
		for _, column := range c.now[side] {
			tables[side][column.Table] = true
			has[tableColumn{side, plan.ColumnKey{Table: column.Table, Field: column.Field}}] = true
		}
		c.findTables(side, tables[side], pairs)
	}
	for _, was := range c.ofTables {
		column := tableColumn{Side(was.Table), plan.ColumnKey{Table: c.tableNow(was), Field: was.Field}}
		across, agreed := false, false
		for i := range pairs {
			if p := &pairs[i]; p.Action(column.side) != nil && column.isOf(p) {
				_, there := p.Entry(column.side.Other(), column.Field)
				_, was := p.Entry(Base, column.Field)
				across, agreed = across || there, agreed || was
			}
		}
		switch {
		case !settled(column.Field) || !tables[column.side][column.Table]:
		case has[column]:
			c.wasLostIn[column] = was.Hidden
		case across:
			c.lostIn[column] = true
		case agreed:
			c.droppedIn[column] = true
		}
	}
}

// findTables finds the remembered tables of a side that are gone, and those that
// have another name now: of the tables that nothing is remembered of and whose
// rows were mostly agreed, that with the most of the headings, and most of them.
func (c *columns) findTables(side Side, now map[string]bool, pairs []Pair) {
	had := map[string]map[string]bool{}
	for _, was := range c.ofTables {
		if Side(was.Table) == side {
			if had[was.Of] == nil {
				had[was.Of] = map[string]bool{}
			}
			had[was.Of][was.Heading] = true
		}
	}
	agreed := map[string]int{} // rows that were agreed, less those that were not
	for i := range pairs {
		switch a := pairs[i].Action(side); {
		case a == nil:
		case pairs[i].Base != nil:
			agreed[a.Table]++
		default:
			agreed[a.Table]--
		}
	}
	c.renamedTables[side] = map[string]string{}
	from := map[string]map[string]int{} // by the table they stand in now: of the officers' rows, where how many were agreed
	if side == Officer {
		for i := range pairs {
			if p := &pairs[i]; p.Base != nil && p.Officer != nil && p.Base.Table != "" {
				if from[p.Officer.Table] == nil {
					from[p.Officer.Table] = map[string]int{}
				}
				from[p.Officer.Table][p.Base.Table]++
			}
		}
	}
	// A table that goes by the row it begins in has the name of another once rows are
	// put in or taken out above it.
	isSame := func(table string) bool {
		return now[table] && (!isByRow(table) || len(from[table]) == 0 || 2*from[table][table] >= agreed[table])
	}
	inOrder := func(a, b string) int { return plan.CompareRefs(plan.Ref(a), plan.Ref(b)) }
	for _, was := range slices.SortedFunc(maps.Keys(had), inOrder) {
		if isSame(was) {
			continue
		}
		best, most, rows := "", len(had[was])/2, 0
		for _, table := range slices.SortedFunc(maps.Keys(now), inOrder) {
			if had[table] != nil && isSame(table) || agreed[table] <= 0 || slices.Contains(slices.Collect(maps.Values(c.renamedTables[side])), table) {
				continue
			}
			same := 0
			for _, column := range c.now[side] {
				if column.Table == table && had[was][column.Heading] {
					same++
				}
			}
			if n := from[table][was]; same > len(had[was])/2 && (n > rows || n == rows && same > most) {
				best, most, rows = table, same, n
			}
		}
		missing := func(p Pair) bool {
			return p.Base != nil && !p.aside && p.lacks() == side && p.Action(side.Other()) != nil && (side == Partner || p.Base.Table == was)
		}
		if best != "" {
			c.renamedTables[side][was] = best
		} else if slices.ContainsFunc(pairs, missing) {
			c.goneTables[side] = append(c.goneTables[side], was)
		}
	}
}

// isByRow reports whether a table goes by the row it begins in, since its sheet holds
// several: Plan row 10.
func isByRow(table string) bool { return tableStem(table) != table }

// tableStem is what a table is called without the row it begins in.
func tableStem(table string) string {
	if stem := strings.TrimRight(table, "0123456789"); stem != table && strings.HasSuffix(stem, " row ") {
		return strings.TrimSuffix(stem, " row ")
	}
	return table
}

// wasGone reports whether a column of a table was gone already when the sides last
// agreed.
func (c *columns) wasGone(lost tableColumn) bool {
	return slices.ContainsFunc(c.ofTables, func(was plan.Column) bool {
		return was.Hidden && tableColumn{Side(was.Table), plan.ColumnKey{Table: c.tableNow(was), Field: was.Field}} == lost
	})
}

// otherwiseRead says of which headings of a side that are still there another
// field is read, in one of its tables or in all.
func (c *columns) otherwiseRead(side Side, pairs []Pair) []string {
	now := map[string]map[string][]plan.Field{"": {}} // by the table, and "" for all of them
	for _, column := range c.now[side] {
		if now[column.Table] == nil {
			now[column.Table] = map[string][]plan.Field{}
		}
		for _, table := range []string{"", column.Table} {
			now[table][column.Heading] = append(now[table][column.Heading], column.Field)
		}
	}
	var said []string
	stopped := map[string]bool{}
	for _, was := range slices.Concat(c.remembered, c.ofTables) {
		table := c.tableNow(was)
		fields := now[table][was.Heading]
		if Side(was.Table) != side || was.Heading == "" || len(fields) == 0 || slices.Contains(fields, was.Field) || stopped[was.Heading] || c.findsLost(was, pairs) {
			continue
		}
		where := ""
		if table == "" {
			stopped[was.Heading] = true // that is said for all of its tables
		} else {
			where = " in the table " + table
		}
		why := fmt.Sprintf("the column %q%s was read as %s and is now read as %s", was.Heading, where, was.Field.Label(), fields[0].Label())
		for _, column := range c.now[side] {
			if column.Field == was.Field && (table == "" || table == column.Table) {
				why = fmt.Sprintf("the column %q%s was read as %s, and now the column %q (%s) is", was.Heading, where, was.Field.Label(), column.Heading, column.Letter)
				break
			}
		}
		said = append(said, why)
	}
	return said
}

// findsLost reports whether a column of which nothing was ever agreed is now read as
// one that had been lost: somebody said under which heading it goes on. Nothing was
// known of its heading; or it was taken for a field that the other side never had, the
// settings say otherwise now, and at least half of its cells still say what was agreed
// of the one that was lost.
func (c *columns) findsLost(was plan.Column, pairs []Pair) bool {
	side := Side(was.Table)
	alone := !c.has[side.Other()][was.Field] && !c.had[side.Other()][was.Field]
	for _, column := range c.now[side] {
		lost := tableColumn{side, plan.ColumnKey{Table: column.Table, Field: column.Field}}
		if column.Heading != was.Heading || was.Of != "" && c.tableNow(was) != column.Table || !c.wasLost[side][column.Field] && !c.wasLostIn[lost] {
			continue
		}
		if same, differ := sayingWhatWasLost(column.Field, lost, pairs); !was.Field.Known() || alone && column.Given && same > 0 && same >= differ {
			return true
		}
	}
	return false
}

// doubled says which headings of a side stand twice in one table now, and did
// not when the sides last agreed: which of the two was meant nobody can tell.
func (c *columns) doubled(side Side) []string {
	known := map[string]bool{} // headings with their fields, as remembered
	for _, was := range slices.Concat(c.remembered, c.ofTables) {
		if Side(was.Table) == side {
			known[plan.Fold(was.Heading)] = true
		}
	}
	remembers := func(column plan.Column) bool {
		return slices.ContainsFunc(slices.Concat(c.remembered, c.ofTables), func(was plan.Column) bool {
			return Side(was.Table) == side && was.Field == column.Field && plan.Fold(was.Heading) == plan.Fold(column.Heading) &&
				(c.tableNow(was) == column.Table || was.Of == "" && len(c.ofTables) == 0)
		})
	}
	var said []string
	for i, first := range c.now[side] {
		for _, second := range c.now[side][i+1:] {
			if first.Letter != "" && first.Letter == second.Letter {
				continue // one column, which goes by two fields
			}
			if first.Table == second.Table && first.Heading != "" && plan.Fold(first.Heading) == plan.Fold(second.Heading) && known[plan.Fold(first.Heading)] &&
				(!remembers(first) || !remembers(second)) {
				said = append(said, fmt.Sprintf("the heading %q stands twice in the table %s (columns %s and %s), and once when it was agreed: give one of them another, or take it away", first.Heading, first.Table, first.Letter, second.Letter))
			}
		}
	}
	return said
}

// saying is how a column's cells now compare with what was agreed of another field.
type saying struct {
	of        plan.Field
	same, all int  // the rows that say it, of those where the two were agreed to differ
	ended     bool // the other is gone from the table, or mostly blank in those rows
}

// movedHeadings says in which tables of a side headings stand over other cells than
// when they were agreed:
//
//	agreed   RAG    Status       now   Status   RAG
//	         Amber  Open               Amber    Open
//
// Each cell alone looks like an edit of both columns. So a table's columns are
// compared as wholes: where most cells of one say what was agreed of another, that
// one what was agreed of a third, and so on back to the first, or to one that is
// blank now or gone, nobody wrote those cells. Dates that were put off, so that
// start says what due said and due something new, end in no such way.
func (c *columns) movedHeadings(side Side, pairs []Pair) []string {
	tables := map[string][]*Pair{}
	for i := range pairs {
		if p := &pairs[i]; p.Base != nil && !p.stopped && p.Action(side) != nil {
			tables[p.Action(side).Table] = append(tables[p.Action(side).Table], p)
		}
	}
	var said []string
	for _, table := range slices.Sorted(maps.Keys(tables)) {
		columns := map[plan.Field]plan.Column{}
		for _, column := range c.now[side] {
			if column.Table == table && settled(column.Field) {
				columns[column.Field] = column
			}
		}
		var lost []plan.Field
		for _, f := range slices.Sorted(maps.Keys(c.had[side])) {
			if c.lost[side][f] || c.lostIn[tableColumn{side, plan.ColumnKey{Table: table, Field: f}}] {
				lost = append(lost, f)
			}
		}
		says := sayings(tables[table], side, columns, lost)
		done := map[plan.Field]bool{}
		for _, first := range slices.Sorted(maps.Keys(says)) {
			var parts []string
			for f := first; ; f = says[f].of {
				s, ok := says[f]
				if !ok || done[f] || len(parts) == len(says) {
					parts = nil
					break
				}
				part := fmt.Sprintf("column %s is headed %q and says in %d of %d rows what %s said when it was agreed", columns[f].Letter, columns[f].Heading, s.same, s.all, s.of.Label())
				if other, there := columns[s.of]; s.ended && there {
					part += fmt.Sprintf(", and column %s, headed %q, is blank there", other.Letter, other.Heading)
				} else if s.ended {
					part += ", which has no column there any more"
				}
				if parts = append(parts, part); s.ended || s.of == first {
					break
				}
			}
			if len(parts) > 0 {
				said = append(said, fmt.Sprintf("in the table %s, %s", table, strings.Join(parts, ", and ")))
				for f := first; !done[f]; f = says[f].of {
					done[f] = true
				}
			}
		}
		for _, f := range slices.Sorted(maps.Keys(columns)) {
			if c.had[side][f] && !done[f] {
				said = append(said, c.leftBehind(tables[table], side, columns, columns[f])...)
			}
		}
	}
	return said
}

// leftBehind says of a column whose heading went over to cells that are blank, where
// those that it stood over when they were agreed stand now: in a column that has no
// heading, or one that nobody has agreed anything of.
//
//	agreed   Evidence     now               Evidence
//	         minutes            minutes
//
// Most of what was agreed must stand there and no longer under the heading: a copy
// that was kept beside it, and one text of many that somebody cut and pasted, are
// edits. A column of the council's own that was there already says it in several rows.
func (c *columns) leftBehind(rows []*Pair, side Side, columns map[plan.Field]plan.Column, over plan.Column) []string {
	isBlank := func(p *Pair) bool { // in most plans no cell is
		now, there := p.Entry(side, over.Field)
		was, agreed := p.Entry(Base, over.Field)
		return there && agreed && now.Value.Kind == plan.KindBlank && was.Value.Kind != plan.KindBlank
	}
	if !slices.ContainsFunc(rows, isBlank) {
		return nil
	}
	type cell struct {
		*Pair
		was, now wording
	}
	var cells []cell
	for _, p := range rows {
		was, now := wordingOf(p, Base, over.Field), wordingOf(p, side, over.Field)
		if was.there && now.there && was.Value.Kind != plan.KindBlank && !c.isBack(p, side, over.Field) {
			cells = append(cells, cell{p, was, now})
		}
	}
	for _, f := range slices.Sorted(maps.Keys(columns)) {
		agreed, said, blank := 0, 0, 0
		for _, p := range cells {
			if _, known := p.Entry(Base, f); known {
				continue
			}
			agreed++
			there := wordingOf(p.Pair, side, f)
			if !there.there || !there.saysSame(p.was) || p.now.saysSame(p.was) || p.isAlike(over.Field) {
				continue
			}
			if said++; p.now.Value.Kind == plan.KindBlank {
				blank++
			}
		}
		least := 1
		if c.had[side][f] && columns[f].Heading != "" {
			least = fewMoved
		}
		if f == over.Field || blank == 0 || said < least || 2*said <= agreed {
			continue
		}
		stands := fmt.Sprintf("is headed %q", columns[f].Heading)
		if columns[f].Heading == "" {
			stands = "has no heading"
		}
		return []string{fmt.Sprintf("in the table %s, column %s is headed %q, and what %s said when it was agreed stands in %d of %d rows in column %s, which %s",
			over.Table, over.Letter, over.Heading, over.Field.Label(), said, agreed, columns[f].Letter, stands)}
	}
	return nil
}

// fewMoved is the least number of rows that show a heading over other cells.
const fewMoved = 3

// sayings finds which columns of a table now mostly say what was agreed of another
// that moved too, or that is lost. What the row across says as well is no doubt.
func sayings(rows []*Pair, side Side, columns map[plan.Field]plan.Column, lost []plan.Field) map[plan.Field]saying {
	moved := map[plan.Field]int{}
	for _, p := range rows {
		for f, was := range p.Base.All() {
			if _, there := columns[f]; !there {
				continue
			}
			if now, ok := p.Entry(side, f); ok && now.Value != was.Value && !p.isAlike(f) {
				moved[f]++
			}
		}
	}
	maps.DeleteFunc(moved, func(_ plan.Field, n int) bool { return n < fewMoved })
	fields := slices.Concat(slices.Sorted(maps.Keys(moved)), lost)
	agreed, now := map[plan.Field][]wording{}, map[plan.Field][]wording{}
	for _, f := range fields {
		for _, p := range rows {
			agreed[f] = append(agreed[f], wordingOf(p, Base, f))
			now[f] = append(now[f], wordingOf(p, side, f))
		}
	}
	says := map[plan.Field]saying{}
	for _, f := range slices.Sorted(maps.Keys(moved)) {
		best := saying{}
		for _, of := range fields {
			s, blank := saying{of: of}, 0
			for i, p := range rows {
				mine, was, now := agreed[f][i], agreed[of][i], now[f][i]
				if !mine.there || !was.there || !now.there || was.Value.Kind == plan.KindBlank || mine.saysSame(was) {
					continue
				}
				s.all++
				if now.saysSame(was) && !p.isAlike(f) {
					s.same++
					if e, ok := p.Entry(side, of); ok && e.Value.Kind == plan.KindBlank {
						blank++
					}
				}
			}
			s.ended = slices.Contains(lost, of) || 2*blank > s.same
			if f != of && s.same >= fewMoved && 2*s.same > s.all && s.same > best.same {
				best = s
			}
		}
		if best.same > 0 {
			says[f] = best
		}
	}
	return says
}

// isAlike reports whether both sides have a cell and say the same in it.
func (p *Pair) isAlike(f plan.Field) bool {
	officer, ok := p.Entry(Officer, f)
	partner, also := p.Entry(Partner, f)
	return ok && also && officer.Value == partner.Value
}

// wording is a cell with its words folded, once for all comparisons.
type wording struct {
	plan.Entry
	text, typed string
	there       bool
}

func wordingOf(p *Pair, side Side, f plan.Field) wording {
	e, there := p.Entry(side, f)
	return wording{e, plan.Fold(e.Value.Text), plan.Fold(e.Typed), there}
}

// saysSame reports whether cells of different columns say the same, whatever each
// is read as.
func (w wording) saysSame(other wording) bool {
	return w.Value == other.Value || w.Value.Text != "" && w.text == other.text || w.Typed != "" && w.typed == other.typed
}

// notes say which tables have another name now, and which columns both sides
// have lost.
func (c *columns) notes(pairs []Pair) []plan.Note {
	var notes []plan.Note
	say := func(format string, words ...any) {
		note := plan.Note{Message: fmt.Sprintf(format, words...)}
		if !slices.Contains(notes, note) {
			notes = append(notes, note)
		}
	}
	for _, side := range []Side{Officer, Partner} {
		for _, was := range slices.Sorted(maps.Keys(c.renamedTables[side])) {
			if now := c.renamedTables[side][was]; isByRow(was) && isByRow(now) && tableStem(was) == tableStem(now) {
				continue // rows were put in or taken out above it, and nobody named it so
			}
			say("%s: the table %s is called %s now, and is taken for the same", side.copyName(), was, c.renamedTables[side][was])
		}
	}
	for _, was := range c.remembered {
		if c.isDropped(was.Field) && settled(was.Field) {
			say("neither side has a column for %s any more: it is no longer compared", was.Field.Label())
		}
	}
	for _, was := range c.ofTables {
		column := tableColumn{Side(was.Table), plan.ColumnKey{Table: c.tableNow(was), Field: was.Field}}
		said := column.side == Partner && slices.ContainsFunc(pairs, func(p Pair) bool { // with the officers' table
			return p.Officer != nil && p.Partner != nil && column.isOf(&p) && c.droppedIn[columnOf(&p, Officer, was.Field)]
		})
		if c.droppedIn[column] && !said && !c.isDropped(was.Field) {
			say("%s: %s is no longer in the table %s, and the other side has not got it there either: it is no longer compared", column.side.copyName(), was.Field.Label(), column.Table)
		}
	}
	here, gone := map[string]bool{}, map[string]int{}
	var tables []string
	for i := range pairs {
		p := &pairs[i]
		if p.Base == nil || p.Base.Table == "" {
			continue
		}
		here[p.Base.Table] = here[p.Base.Table] || p.Officer != nil || p.Partner != nil || p.stopped
		if gone[p.Base.Table]++; gone[p.Base.Table] == 2 {
			tables = append(tables, p.Base.Table)
		}
	}
	for _, table := range tables {
		if !here[table] {
			say("the table %s is gone from both sides, with its %d agreed actions: they are no longer in the plan", table, gone[table])
		}
	}
	return notes
}
