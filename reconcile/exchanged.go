package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"actionplan/plan"
)

// A sort, or edits?
//
// Somebody selects some columns of the sheet and sorts them, and not the
// others. The refs and the action texts stay where they are, and what was in the
// sorted columns is carried to other rows. Cell by cell it looks like edits, and
// as edits it would cross, and put every action's lead and date under another.
//
//	agreed                        partners, now
//	ref   action   lead    due    ref   action   lead    due
//	1.1   Train    Head    1 May  1.1   Train    Clerk   8 May
//	1.2   Appoint  Clerk   8 May  1.2   Appoint  Head    1 May
//
// Here lead and due were sorted. That two leads were exchanged could be an edit:
// people do swap work. That a row says, in all of its changed cells, what one
// other changed row alone said is none.
//
// So sorts are told from edits in three ways. Only cells that the other side does
// not say as well count: what both say by now is no proof of either's sort.
//
//  1. Swapped rows: a row whose changed cells, two or more of them filled, say
//     all together what exactly one other row said, where that row changed in a
//     column in common, and is such a row itself.
//  2. Shuffled columns: table by table, the columns whose changed cells have
//     among them the words they had, but for one row in five that was edited
//     since. That many edits would hardly come to that: the number of ways in
//     which the same words could have been dealt out, beside all the words that
//     edits could have chosen among them, says how likely it is, and beyond one
//     in ten it is taken for edits. Three leads dealt out among their actions
//     are edits; four different ones are a sort. Columns that went together are
//     looked at together, since what their rows say as one repeats less.
//  3. Columns in order: those in which the rows that changed are in order by now
//     (ordered.go).
//
// A column that moved up or down is no sort, and is looked for besides
// (shifted.go).
//
// All leave out rows that took from nobody or gave to nobody among those found:
// of three dates each put off to the next, none is left.
//
// But one cell that was edited since the sort, or that was cleared, breaks a
// whole ring of rows that took from each other: one row gave to nobody then, and
// so the next did, and so on.
//
//	agreed   sorted   and edited since
//	1.1  c   1.1  a   1.1  a
//	1.2  a   1.2  b   1.2  new        took from nobody: nor would 1.3 give to anybody,
//	1.3  b   1.3  c   1.3  c          nor 1.1, and nothing would be left
//
// So 2 and 3 are looked for once more among the rows that took or gave, with
// such broken rings. What is put off to the next, and on and on, is such a row
// of cells too. It goes one way, and a sort goes both: where more than four in
// five days or numbers rise, or fall, these are edits. A row that the other side
// took out meanwhile is counted with the others.
//
// Then every other row
// whose cells of the sorted columns changed to what one of the changed rows said
// is added: it is of the sort as well, though its words are too common to prove
// it.
//
// A row that was put in blank is sorted with the others, and takes some action's
// words away from all of them: of
//
//	1.1  c        1.1  a
//	     (new)         b
//	1.2  a   →    1.2  c
//	1.3  b        1.3
//
// the words b stand in no action any more, and 1.3 seems to have been cleared.
// So the rows that are no actions are counted too, as rows that were blank.
//
// Likewise the rows that are left alone since several have one text: what was
// sorted into them is gone from the others, and theirs has gone to others. They
// are laid beside the agreed actions of their text in the likeliest way, to be
// counted and for nothing else; and one that is left over was blank. Where nothing but
// such rows shows a sort, no row is stopped that is not left alone already, but the
// other cells of its columns wait with it.
//
// So are the rows that wait with a stop on the other side, as where whole rows were
// sorted there without their refs: they are a part of this side's sort as well.
//
// What is found is stopped: none of its rows is touched on either side, nor any
// other cell of its columns in their table (waiting.go), until the sort is undone, or a person confirms that nobody sorted. Nothing is ever
// put back where it stood, and no row is ever recognised by what its sorted
// cells say. A sort across two tables is not looked for: nobody makes one.
const (
	strays     = 5   // one row in so many may have been edited since
	likelihood = 0.1 // that edits came to the same words, at most

	chainOfRows = 3 // as many rows that each say all that another said are a sort, whose ring somebody broke since
)

// exchange is rows between which cells were exchanged, and their columns.
type exchange struct {
	rows    map[int]bool
	fields  map[plan.Field]bool
	columns []tableColumn // in which cells of them changed: those wait
}

func newExchange() exchange { return exchange{rows: map[int]bool{}, fields: map[plan.Field]bool{}} }

func (e exchange) add(rows turns, fields []plan.Field) {
	for i := range rows {
		if i >= 0 {
			e.rows[i] = true
		}
	}
	for _, f := range fields {
		e.fields[f] = true
	}
}

// stopSorted stops the rows between which a side's cells were exchanged.
func (c *Comparison) stopSorted() {
	if c.base == nil || c.whole || c.rules.Confirmed {
		return
	}
	for _, side := range []Side{Officer, Partner} {
		found, doubts, shifts := c.findExchanged(side)
		c.stopExchanged(side, found, undoSort, "stand in each other's rows, as after a sort of some columns without the others")
		for _, s := range shifts {
			c.stopExchanged(side, s.exchange, putBack, s.stand())
		}
		for _, d := range doubts {
			c.stopExchanged(side, d.exchange, undoSort, fmt.Sprintf("may stand in each other's rows: they say among them what they said, and %s is in order in the table %s now, as after a sort without the other columns", d.field.Label(), d.table))
		}
	}
}

// stopExchanged leaves rows alone between which cells were exchanged.
func (c *Comparison) stopExchanged(side Side, found exchange, hint, stand string) {
	var labels []string
	fields := slices.Sorted(maps.Keys(found.fields))
	for _, f := range fields {
		labels = append(labels, f.Label())
	}
	c.stopRows(StopSorted, side, found.rows, fields, hint, func(refs string) string {
		return fmt.Sprintf("the cells of %s (%s) %s", refs, join(labels), stand)
	})
	if len(found.rows) == 0 {
		return
	}
	stop := &c.Stops[len(c.Stops)-1]
	for i := range found.rows {
		if j := c.judged[&c.Pairs[i]]; j != nil {
			j.rulings = nil
			continue
		}
		stop.Refs = nil // they are left alone, all of them, and said to be
	}
	c.waitWith(stop, found.columns)
}

// columnsOf are the columns of the side, table by table, in which cells of rows
// that were exchanged changed.
func (s search) columnsOf(found exchange) []tableColumn {
	var columns []tableColumn
	for _, i := range slices.Sorted(maps.Keys(found.rows)) {
		p := &s.pairs[i]
		for _, f := range slices.Sorted(maps.Keys(found.fields)) {
			now, there := p.Entry(s.side, f)
			was, agreed := p.Entry(Base, f)
			if column := columnOf(p, s.side, f); there && agreed && now.Value != was.Value && !slices.Contains(columns, column) {
				columns = append(columns, column)
			}
		}
	}
	return columns
}

// search is a search for a side's sort: its pairs and those of their cells that
// the side moved, by pair.
type search struct {
	pairs []Pair
	side  Side
	moved map[int]moves
}

// findExchanged finds the rows between which a side's cells were exchanged, or
// may have been: none of those that are left alone, which nothing touches.
func (c *Comparison) findExchanged(side Side) (exchange, []doubt, []shift) {
	s := search{slices.Clone(c.Pairs), side, movedBy(c.Pairs, c.Differences, side)}
	c.countLacking(s)
	c.countWaiting(s)
	strays := append(slices.Clip(c.side(side).Strays), c.countLeft(s)...)
	found := newExchange()
	s.findSwapped(found)
	doubts := s.findShuffled(strays, found)
	isLeft := func(i int, _ bool) bool { return c.judged[&c.Pairs[i]] == nil }
	alone := c.leftRows(s, found)
	maps.DeleteFunc(found.rows, isLeft) // also where nothing but these was found
	found.addAlike(s.moved)
	maps.DeleteFunc(found.rows, isLeft)
	found.columns = s.columnsOf(found)
	found.orLeft(alone)
	sorted, taken := found.columns, maps.Clone(found.rows)
	isStopped := func(e *exchange) bool { // since its columns are, and its rows
		alone := c.leftRows(s, *e)
		maps.DeleteFunc(e.rows, isLeft)
		e.columns = s.columnsOf(*e)
		e.orLeft(alone)
		if !slices.ContainsFunc(e.columns, func(column tableColumn) bool { return !slices.Contains(sorted, column) }) {
			maps.DeleteFunc(e.rows, func(i int, _ bool) bool { return taken[i] })
		}
		return len(e.rows) == 0
	}
	var shifts []shift
	for _, one := range s.findShifted(sorted) {
		if !isStopped(&one.exchange) {
			shifts = append(shifts, one)
		}
	}
	for _, s := range shifts {
		if s.sure {
			sorted = append(sorted, s.columns...)
			maps.Copy(taken, s.rows)
		}
	}
	var all []doubt
	for _, d := range doubts {
		if !isStopped(&d.exchange) {
			all = append(all, d)
		}
	}
	return found, all, shifts
}

// leftRows are the rows of an exchange that are left alone since several have their
// text, and the columns in which their cells changed, where other rows' cells differ.
func (c *Comparison) leftRows(s search, e exchange) exchange {
	left := exchange{rows: map[int]bool{}, fields: e.fields}
	for i := range e.rows {
		if c.Pairs[i].Action(s.side) == nil && s.pairs[i].Action(s.side) != nil {
			left.rows[i] = true
		}
	}
	left.columns = slices.DeleteFunc(s.columnsOf(left), func(column tableColumn) bool {
		return !slices.ContainsFunc(c.Differences, func(d Difference) bool {
			return !d.Pair.stopped && d.Field == column.Field && column.isOf(d.Pair)
		})
	})
	return left
}

// orLeft has an exchange between no rows but those that are left alone be one of these,
// for the others of their columns to wait with it: which rows are left alone changes
// with what crosses, and whether the column was sorted does not.
func (e *exchange) orLeft(left exchange) {
	if len(e.rows) == 0 && len(left.columns) > 0 {
		e.rows, e.columns = left.rows, left.columns
	}
}

// countLacking counts what the side moved in rows that the other has no more.
func (c *Comparison) countLacking(s search) {
	for i := range s.pairs {
		p := &s.pairs[i]
		if p.stopped || p.Base == nil || p.Action(s.side) == nil || p.Action(s.side.Other()) != nil {
			continue
		}
		if m := c.movesOf(p.Action(s.side), p.Base, s.side); len(m.own) > 0 {
			s.moved[i] = m
		}
	}
}

// countWaiting counts what the side moved in rows that wait with a stop on the other
// side, as where whole rows were sorted there without their refs: nothing of those
// crosses, but of a column that the side sorted they are a part, without which the
// rows that are left would look like edits.
func (c *Comparison) countWaiting(s search) {
	waits, own := map[plan.Ref]bool{}, map[plan.Ref]bool{}
	for _, stop := range c.Stops {
		for _, ref := range stop.Refs {
			if stop.Side == s.side.Other() {
				waits[ref] = true
			} else {
				own[ref] = true
			}
		}
	}
	for i := range s.pairs {
		p := &s.pairs[i]
		if !p.stopped || !waits[p.Ref] || own[p.Ref] || p.Base == nil || p.Action(s.side) == nil {
			continue
		}
		if m := c.movesOf(p.Action(s.side), p.Base, s.side); len(m.own) > 0 {
			s.moved[i] = m
		}
	}
}

// countLeft lays the side's rows that are left alone beside the agreed actions
// of their text that have no row, for a search to count them, and gives those
// that are left over.
func (c *Comparison) countLeft(s search) (over []plan.Action) {
	isLeft := map[plan.ID]bool{}
	for _, row := range c.LeftAlone {
		if row.Side == s.side {
			isLeft[row.ID] = true
		}
	}
	if len(isLeft) == 0 {
		return nil
	}
	rows, open := map[string][]*plan.Action{}, map[string][]*plan.Action{}
	at := map[*plan.Action]int{}
	for i := range s.pairs {
		p := &s.pairs[i]
		if a := p.Action(s.side); a != nil {
			delete(isLeft, a.ID) // it is left alone as the action that it is, and counts as that one
		} else if p.Base != nil {
			at[p.Base] = i
			open[actionText(p.Base)] = append(open[actionText(p.Base)], p.Base)
		}
	}
	for i := range c.side(s.side).Actions {
		if a := &c.side(s.side).Actions[i]; isLeft[a.ID] {
			rows[actionText(a)] = append(rows[actionText(a)], a)
		}
	}
	for _, text := range slices.Sorted(maps.Keys(rows)) {
		mine, known := rows[text], open[text]
		n := min(len(mine), len(known))
		for _, a := range mine[n:] {
			over = append(over, *a)
		}
		if n == 0 {
			continue
		}
		for row, was := range likeliest(mine[:n], known[:n], c.movable(mine[:n], s.side)) {
			i := at[was]
			s.pairs[i].Officer, s.pairs[i].Partner = row, row // only the search's own side is looked at
			s.moved[i] = c.movesOf(row, was, s.side)
		}
	}
	return over
}

// movable are the fields in which rows of a side may be sorted: those that they
// all have, and that nothing works out.
func (c *Comparison) movable(rows []*plan.Action, side Side) []plan.Field {
	var fields []plan.Field
	for _, f := range rows[0].Sorted() {
		if settled(f) && f != plan.FieldAction && !slices.ContainsFunc(rows, func(a *plan.Action) bool {
			return a.Value(f).Kind == plan.KindAbsent || c.columns.formulas[side][plan.ColumnKey{Table: a.Table, Field: f}]
		}) {
			fields = append(fields, f)
		}
	}
	return fields
}

// movesOf are the moves of a row, had it been this agreed action.
func (c *Comparison) movesOf(row, was *plan.Action, side Side) moves {
	m := newMoves(row.Row)
	for _, f := range c.movable([]*plan.Action{row}, side) {
		if then := was.Value(f); then.Kind != plan.KindAbsent && then != row.Value(f) {
			m.was[f], m.now[f], m.own[f] = then, row.Value(f), true
		}
	}
	return m
}

// moves are what a side made of one row: what its moved cells said and say,
// and which of them the other side does not say as well.
type moves struct {
	row      int // where it stands on its sheet
	was, now map[plan.Field]plan.Value
	own      map[plan.Field]bool
}

func newMoves(row int) moves {
	return moves{row, map[plan.Field]plan.Value{}, map[plan.Field]plan.Value{}, map[plan.Field]bool{}}
}

// movedBy collects, by pair, the cells a side moved.
func movedBy(pairs []Pair, differences []Difference, side Side) map[int]moves {
	at := make(map[*Pair]int, len(pairs))
	for i := range pairs {
		at[&pairs[i]] = i
	}
	moved := map[int]moves{}
	for _, d := range differences {
		now := d.Value(side)
		if d.Pair.stopped || d.Base.Kind == plan.KindAbsent || now.Kind == plan.KindAbsent || now == d.Base {
			continue
		}
		i := at[d.Pair]
		if moved[i].was == nil {
			moved[i] = newMoves(d.Pair.Action(side).Row)
		}
		moved[i].was[d.Field], moved[i].now[d.Field] = d.Base, now
		if d.Value(side.Other()) != now {
			moved[i].own[d.Field] = true
		}
	}
	return moved
}

// addAlike adds every other row whose cells of the sorted columns changed to
// what one of the changed rows said.
func (e exchange) addAlike(moved map[int]moves) {
	if len(e.rows) == 0 {
		return
	}
	said := map[fieldValue]bool{}
	for _, m := range moved {
		for f, v := range m.was {
			said[fieldValue{f, v}] = true
		}
	}
	for i, m := range moved {
		for f := range m.own {
			if e.fields[f] && said[fieldValue{f, m.now[f]}] {
				e.rows[i] = true
			}
		}
	}
}

// turn is what a row said and what it says, as one text each.
type turn struct {
	was, now string
	row      int        // where it stands on its sheet
	ref      plan.Ref   // what it goes by; "" for a row that is no action
	said     plan.Value // what its cell in the first of the columns said
	says     plan.Entry // and what it says
}

// turns are the turns of rows, by pair.
type turns map[int]turn

// trim leaves the rows that took from one of themselves and gave to one: of
// three dates each put off to the next, none is left.
func (ts turns) trim() {
	lost, gained := ts.count()
	took, gave := map[string][]int{}, map[string][]int{}
	for i, t := range ts {
		took[t.now], gave[t.was] = append(took[t.now], i), append(gave[t.was], i)
	}
	var drop func(i int)
	dropAll := func(rows []int) {
		for _, i := range rows {
			drop(i)
		}
	}
	drop = func(i int) {
		t, ok := ts[i]
		if !ok || lost[t.now] > 0 && gained[t.was] > 0 {
			return
		}
		delete(ts, i)
		if lost[t.was]--; lost[t.was] == 0 {
			dropAll(took[t.was])
		}
		if gained[t.now]--; gained[t.now] == 0 {
			dropAll(gave[t.now])
		}
	}
	for i := range maps.Clone(ts) {
		drop(i)
	}
}

// link leaves the rows that took from one of themselves or gave to one, unless
// they went one way by steps, as what is put off does.
func (ts turns) link() {
	lost, gained := ts.count()
	var up, down int
	for i, t := range ts {
		if lost[t.now] == 0 && gained[t.was] == 0 {
			delete(ts, i)
			continue
		}
		switch step, _, ok := stepOf(t.said, t.says.Value); {
		case !ok:
		case step > 0:
			up++
		default:
			down++
		}
	}
	if steps := up + down; 2*steps > len(ts) && min(up, down)*strays < steps {
		clear(ts)
	}
}

// count says how often each text was said, and is.
func (ts turns) count() (lost, gained map[string]int) {
	lost, gained = map[string]int{}, map[string]int{}
	for _, t := range ts {
		lost[t.was]++
		gained[t.now]++
	}
	return lost, gained
}

// tally says how often each text was said, and how many are not said again.
func (ts turns) tally() (said map[string]int, off int) {
	lost, gained := ts.count()
	for words := range lost {
		off += max(0, lost[words]-gained[words])
	}
	return lost, off
}

// isBalanced reports whether rows say among them what they said, but for a few
// that were edited since.
func (ts turns) isBalanced() bool {
	_, off := ts.tally()
	return len(ts) > 0 && off*strays <= len(ts)
}

// isUnlikely reports whether edits would hardly have come to this: rows given
// texts that some of them had, and every text just as often as it was there.
func (ts turns) isUnlikely() bool {
	said, off := ts.tally()
	m := float64(len(ts))
	log := logFactorial(len(ts))
	for _, n := range slices.Sorted(maps.Values(said)) { // in one order: sums of fractions differ in their last digit
		log += float64(n)*math.Log(float64(n)/m) - logFactorial(n)
	}
	for range off {
		log += 2 * math.Log(float64(len(said))) // one text more often, and another less
	}
	return len(ts) > 0 && log <= math.Log(likelihood)
}

func logFactorial(n int) float64 {
	log, _ := math.Lgamma(float64(n) + 1)
	return log
}

// findShuffled finds, table by table, the columns that were sorted: together
// as far as they went together, or one by one. It returns those that may have
// been.
func (s search) findShuffled(strays []plan.Action, found exchange) (doubts []doubt) {
	tables := map[string]map[int]moves{}
	for i, m := range s.moved {
		t := s.pairs[i].Action(s.side).Table
		if tables[t] == nil {
			tables[t] = map[int]moves{}
		}
		tables[t][i] = m
	}
	for _, table := range slices.Sorted(maps.Keys(tables)) {
		rows := tables[table]
		for i, stray := range strays {
			if stray.Table != table {
				continue
			}
			m := newMoves(stray.Row)
			for f, e := range stray.All() {
				m.was[f], m.now[f], m.own[f] = plan.Blank, e.Value, true
			}
			rows[-1-i] = m // a number that is no pair's
		}
		for _, left := range []func(turns){turns.trim, turns.link} {
			maybe := s.findShuffledIn(table, rows, left, found)
			isMore := func(d doubt) bool {
				return slices.ContainsFunc(maybe, func(more doubt) bool { return more.table == d.table && more.field == d.field })
			}
			doubts = append(slices.DeleteFunc(doubts, isMore), maybe...)
		}
	}
	return doubts
}

// findShuffledIn finds the columns of a table that were sorted, among the rows
// that are left of those that changed in them.
func (s search) findShuffledIn(table string, rows map[int]moves, left func(turns), found exchange) (maybe []doubt) {
	turned := func(fields ...plan.Field) turns {
		ts := s.turned(rows, fields)
		left(ts)
		return ts
	}
	var together, stopped []plan.Field
	for _, f := range fieldsMoved(rows) {
		alone := turned(f)
		if !alone.isBalanced() {
			continue
		}
		ordered, known, order := alone.logOrdered()
		within := maps.Clone(alone)
		if order != nil {
			maps.Copy(within, s.inOrderToo(alone, order, rows, f))
		}
		switch {
		case ordered <= math.Log(evident) || alone.isUnlikely():
			found.add(within, []plan.Field{f})
			stopped = append(stopped, f)
		case ordered <= math.Log(likelihood) || known <= math.Log(doubtful) || alone.logBroughtInOrder(s.column(table, f)) <= math.Log(likelihood):
			maybe = append(maybe, doubt{newExchange(), table, f})
			maybe[len(maybe)-1].add(within, []plan.Field{f})
		}
		if more := append(slices.Clone(together), f); turned(more...).isBalanced() {
			together = more
		}
	}
	went := func(f plan.Field) bool { return slices.Contains(together, f) }
	all := turned(together...)
	if all.isUnlikely() || slices.ContainsFunc(stopped, went) {
		found.add(all, together)
	}
	for _, d := range maybe {
		if went(d.field) {
			d.add(all, together)
		}
	}
	return maybe
}

// fieldsMoved lists the columns in which rows changed, those of most rows
// first.
func fieldsMoved(rows map[int]moves) []plan.Field {
	n := map[plan.Field]int{}
	for _, m := range rows {
		for f := range m.own {
			n[f]++
		}
	}
	return slices.SortedFunc(maps.Keys(n), func(a, b plan.Field) int {
		return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b))
	})
}

// turned are the rows that changed in some columns.
func (s search) turned(rows map[int]moves, fields []plan.Field) turns {
	ts := turns{}
	for i, m := range rows {
		if !slices.ContainsFunc(fields, func(f plan.Field) bool { return m.own[f] }) {
			continue
		}
		t := turn{row: m.row, ref: s.ref(i)}
		for n, f := range fields {
			e := plan.Entry{Value: plan.Blank}
			if i >= 0 {
				e, _ = s.pairs[i].Entry(Base, f)
			}
			now, ok := m.now[f]
			if !ok {
				now = e.Value
			}
			t.was += key(e.Value)
			t.now += key(now)
			if n == 0 {
				t.said, t.says = e.Value, s.cell(i, f, now)
			}
		}
		ts[i] = t
	}
	return ts
}

// cell is the cell of a row that says something now: a row that is no action has
// nothing but what it says.
func (s search) cell(i int, f plan.Field, now plan.Value) plan.Entry {
	if i >= 0 {
		if e, ok := s.pairs[i].Entry(s.side, f); ok {
			return e
		}
	}
	return plan.Entry{Value: now}
}

// ref is what a row goes by: "" for one that is no action.
func (s search) ref(i int) plan.Ref {
	if i < 0 {
		return ""
	}
	return s.pairs[i].Ref
}

// key is a value as a text that no other has.
func key(v plan.Value) string {
	return strconv.Itoa(int(v.Kind)) + strconv.Quote(v.Text) + strconv.Quote(v.Beside)
}

// findSwapped finds the rows whose changed cells, two or more of them filled,
// all say what exactly one other row said, where that one is such a row too.
func (s search) findSwapped(found exchange) {
	had := s.rowsThatSaid()
	ts, taken := turns{}, map[string]int{}
	for i, m := range s.moved {
		if m.ownFilled() < 2 {
			continue
		}
		if rows := s.rowsLike(had, m.now, i); len(rows) == 1 && sameFields(m.now, s.moved[rows[0]].now) {
			t := turn{was: strconv.Itoa(i), now: strconv.Itoa(rows[0])}
			t.said, t.says.Value = m.step()
			ts[i] = t
			taken[t.now]++
		}
	}
	chain := maps.Clone(ts)
	ts.trim()
	// One that was edited since breaks the ring: a chain of several is left, each of
	// which says all that another said. A row copied down is none.
	maps.DeleteFunc(chain, func(_ int, t turn) bool { return taken[t.now] > 1 })
	chain.link()
	if len(chain) >= chainOfRows {
		maps.Copy(ts, chain)
	}
	for i := range ts {
		found.rows[i] = true
		for f := range s.moved[i].now {
			found.fields[f] = true
		}
	}
}

// step is what a row said and says in a column of days or numbers, where it changed in
// one.
func (m moves) step() (said, says plan.Value) {
	for _, f := range slices.Sorted(maps.Keys(m.now)) {
		if _, _, ok := stepOf(m.was[f], m.now[f]); ok {
			return m.was[f], m.now[f]
		}
	}
	return plan.Value{}, plan.Value{}
}

// sameFields reports whether two rows changed in a column in common.
func sameFields(a, b map[plan.Field]plan.Value) bool {
	for f := range a {
		if _, ok := b[f]; ok {
			return true
		}
	}
	return false
}

// ownFilled counts the cells that say something, and that the other side does
// not say too.
func (m moves) ownFilled() int {
	n := 0
	for f := range m.own {
		if !m.now[f].IsBlank() {
			n++
		}
	}
	return n
}

// fieldValue is what a cell said, to find the rows that said it.
type fieldValue struct {
	f plan.Field
	v plan.Value
}

// rowsThatSaid lists, for everything the changed cells say, the rows where
// that was agreed.
func (s search) rowsThatSaid() map[fieldValue][]int {
	had := map[fieldValue][]int{}
	for _, m := range s.moved {
		for f, v := range m.now {
			had[fieldValue{f, v}] = nil
		}
	}
	if len(had) == 0 {
		return had
	}
	for i := range s.pairs {
		if s.pairs[i].Base == nil {
			continue
		}
		for f, e := range s.pairs[i].Base.All() {
			if list, ok := had[fieldValue{f, e.Value}]; ok {
				had[fieldValue{f, e.Value}] = append(list, i)
			}
		}
	}
	return had
}

// rowsLike lists the rows, but for one, of which all these cells were agreed.
// More than one is as good as many.
func (s search) rowsLike(had map[fieldValue][]int, now map[plan.Field]plan.Value, but int) []int {
	var fewest []int
	first := true
	for f, v := range now {
		if rows := had[fieldValue{f, v}]; first || len(rows) < len(fewest) {
			fewest, first = rows, false
		}
	}
	const many = 50 // a value this common proves nothing, and is not searched
	if len(fewest) > many {
		return nil
	}
	var like []int
	for _, i := range fewest {
		matches := i != but
		for f, v := range now {
			e, ok := s.pairs[i].Entry(Base, f)
			matches = matches && ok && e.Value == v
		}
		if matches {
			like = append(like, i)
		}
	}
	return like
}
