package round

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// Staging is what a run would write: both sides with every cell in place in
// memory. Preview, status and apply all speak from it.
type Staging struct {
	*Readings
	Answers Answers // what came of the answers that came back
	Left    []Left  // what was agreed and cannot be written, and why

	side   map[reconcile.Side]*side
	untold map[plan.Ref]bool // actions whose reply to partners cannot be written
	cutOff ledger.Apply      // what a run that was cut off left to finish
}

// side is one side of a Staging.
type side struct {
	Edits   []plan.Edit           // what is settled and can be written
	Rows    []reconcile.NewRow    // actions a person decided to add
	Columns []reconcile.NewColumn // columns a person decided to put back
	Replies []plan.Edit           // what partners are told of their edits
	staged  table.Staged
	outcome table.Outcome
	exact   map[plan.Cell]table.State // for undo: how the cells stood
	marked  bool                      // for undo: apply had the workbook work all formulas anew
}

// Left is a cell, a reply, a row or a column that cannot be written.
type Left struct {
	Side  reconcile.Side
	Ref   plan.Ref // what the action goes by in the merge; "" for a column
	Name  string   // as people call it
	Field plan.Field
	Cell  plan.Cell
	Why   string
	With  []string // what is settled with it and waits too: "status of 2.3"
	What  string   // the sentence's beginning: "action 2.3", "the reply to partners about action 2.3"
}

// String says what is left alone and why.
func (l Left) String() string {
	text := l.What
	if l.Cell != (plan.Cell{}) || l.Field != "" {
		text += ", " + table.Refusal{Cell: l.Cell, Field: l.Field, Why: l.Why}.String()
	} else {
		text += ": " + l.Why
	}
	switch len(l.With) {
	case 0:
		return text
	case 1:
		return text + "; " + l.With[0] + ", settled with it, waits too"
	}
	return text + "; " + joined(l.With) + ", settled with it, wait too"
}

// Stage reads both sides, takes into account what came back answered, and puts
// every cell in place in memory. Nothing is written anywhere.
func (r *Round) Stage(ctx context.Context) (*Staging, error) {
	now, err := r.Read(ctx)
	if err != nil {
		return nil, err
	}
	return r.stage(ctx, now)
}

func (r *Round) stage(ctx context.Context, now *Readings) (*Staging, error) {
	s := &Staging{Readings: now, side: map[reconcile.Side]*side{}, untold: map[plan.Ref]bool{}}
	if now.Base != nil {
		s.cutOff = now.ledger.CutOff()
		if err := r.answer(s); err != nil {
			return nil, err
		}
	}
	for _, which := range Sides {
		s.side[which] = &side{}
	}
	if now.RefuseStops() == nil {
		s.side[reconcile.Officer].Edits, s.side[reconcile.Officer].Rows = now.aligned.Standing(reconcile.Officer, now.Settlement.Officer), now.Settlement.OfficerRows
		s.side[reconcile.Partner].Edits, s.side[reconcile.Partner].Rows = now.aligned.Standing(reconcile.Partner, now.Settlement.Partner), now.Settlement.PartnerRows
		for _, c := range now.Settlement.Columns {
			on := s.side[c.Side]
			on.Columns = append(on.Columns, c)
		}
		s.leaveUnheard()
	}
	return s, r.stageSides(ctx, s)
}

// leaveUnheard names what one side says where the other side's cell is broken and
// nothing was ever agreed.
func (s *Staging) leaveUnheard() {
	for _, u := range s.Settlement.Unheard {
		s.Left = append(s.Left, Left{
			Side: u.Side.Other(), Ref: u.Ref, Name: s.Settlement.Name(u.Ref), Field: u.Field, Cell: u.Shows.Cell,
			Why: u.Why(), What: s.Settlement.Called(u.Ref),
		})
	}
}

// stageSides stages both sides until nothing is refused.
func (r *Round) stageSides(ctx context.Context, s *Staging) error {
	for {
		s.side[reconcile.Partner].Replies = r.tellPartners(s)
		for _, which := range Sides {
			if err := r.stageSide(ctx, s, which); err != nil {
				return err
			}
		}
		if !s.leaveRefused() {
			return nil
		}
	}
}

// work is what is to be written on one side, in the fields of its own reading.
func (s *Staging) work(which reconcile.Side) table.Work {
	on := s.side[which]
	work := table.Work{
		Edits: append(slices.Clone(on.Edits), on.Replies...),
		From:  s.aligned.Read(which),
		Exact: on.exact, Recalculated: on.marked,
	}
	for i, e := range work.Edits {
		work.Edits[i].Field = s.aligned.Own(which, e.ID, e.Field)
	}
	for _, row := range on.Rows {
		entries := plan.RoomFor(row.Len())
		for f, e := range row.All() {
			entries.Set(s.ownColumn(which, row, f), e)
		}
		work.Rows = append(work.Rows, table.NewRow{Table: row.Table, After: row.After, Entries: entries})
	}
	if tables := s.Plan(which).Tables; len(tables) > 0 {
		for _, c := range on.Columns {
			work.Columns = append(work.Columns, table.NewColumn{Table: cmp.Or(c.Table, tables[0].Name), Heading: c.Heading})
		}
	}
	return work
}

// ownColumn is what a side's own reading calls a column in which an added row says
// something.
func (s *Staging) ownColumn(which reconcile.Side, row reconcile.NewRow, f plan.Field) plan.Field {
	from, _ := s.Settlement.Row(which.Other(), row.Ref)
	return s.aligned.OwnColumn(which, row.Table, from.Table, f)
}

// stageSide stages one side. What comes of it is said in the fields that both sides
// go by.
func (r *Round) stageSide(ctx context.Context, s *Staging, which reconcile.Side) (err error) {
	on := s.side[which]
	if on.staged, err = r.Copy(which).Stage(ctx, s.work(which)); err != nil {
		return err
	}
	on.outcome = on.staged.Outcome()
	edited, added := map[plan.Cell]plan.Field{}, map[plan.Field]plan.Field{}
	for _, e := range on.Edits {
		edited[e.Was.Cell] = e.Field
	}
	for _, row := range on.Rows {
		for f := range row.All() {
			added[s.ownColumn(which, row, f)] = f
		}
	}
	common := func(cell plan.Cell, isNew bool, f plan.Field) plan.Field {
		if common, ok := edited[cell]; ok && !isNew && f != "" && f != plan.FieldReply {
			return common
		}
		if common, ok := added[f]; ok {
			return common
		}
		return f
	}
	on.outcome.Changes, on.outcome.Refusals = slices.Clone(on.outcome.Changes), slices.Clone(on.outcome.Refusals)
	for i, c := range on.outcome.Changes {
		on.outcome.Changes[i].Field = common(c.Cell, c.New, c.Field)
	}
	for i, c := range on.outcome.Refusals {
		on.outcome.Refusals[i].Field = common(c.Cell, c.New, c.Field)
	}
	return nil
}

// unit is what is written together or not at all: what the settlement says,
// and the action's cells where it says nothing of an edit.
type unit struct {
	number int
	ref    plan.Ref
}

func (s *Staging) unitOf(which reconcile.Side, e plan.Edit) unit {
	if n := s.Settlement.UnitOf(which, e); n > 0 {
		return unit{number: n}
	}
	return unit{ref: e.Ref}
}

// leaveRefused drops every refused cell, and what is settled together with it,
// from both sides, and reports whether there was any.
func (s *Staging) leaveRefused() (again bool) {
	refused := map[unit]bool{}
	for _, which := range Sides {
		on := s.side[which]
		byCell := map[plan.Cell]plan.Edit{}
		for _, e := range on.Edits {
			byCell[e.Was.Cell] = e
		}
		for _, r := range on.outcome.Refusals {
			e, edited := byCell[r.Cell]
			edited = edited && !r.New
			if r.Field == plan.FieldReply && !r.New && s.leaveReply(r) {
				again = true
				continue
			}
			if !edited {
				again = s.leaveGrowth(which, r) || again
				continue
			}
			refused[s.unitOf(which, e)] = true
			name := s.Settlement.Name(e.Ref)
			s.Left = append(s.Left, Left{Side: which, Ref: e.Ref, Name: name, Field: r.Field, Cell: r.Cell, Why: r.Why, What: s.Settlement.Called(e.Ref), With: s.waitingWith(which, e)})
		}
	}
	if len(refused) == 0 {
		return again
	}
	for _, which := range Sides {
		on := s.side[which]
		on.Edits = slices.DeleteFunc(slices.Clone(on.Edits), func(e plan.Edit) bool { return refused[s.unitOf(which, e)] })
	}
	return true
}

// waitingWith names the other cells that are left alone with a refused one.
func (s *Staging) waitingWith(which reconcile.Side, refused plan.Edit) []string {
	var names []string
	for _, other := range Sides {
		for _, e := range s.side[other].Edits {
			itself := e.Field == refused.Field && e.Ref == refused.Ref
			name := fmt.Sprintf("%s of %s", e.Field.Label(), s.Settlement.Name(e.Ref))
			if !itself && s.unitOf(other, e) == s.unitOf(which, refused) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// leaveGrowth adds no action and no column to a side that has no room for it,
// and reports whether there was any to add.
func (s *Staging) leaveGrowth(which reconcile.Side, r table.Refusal) bool {
	on := s.side[which]
	var names, called []string
	for _, row := range on.Rows {
		names, called = append(names, s.Settlement.Name(row.Ref)), append(called, s.Settlement.Called(row.Ref))
	}
	if len(names)+len(on.Columns) == 0 {
		return false
	}
	left := Left{Side: which, Why: r.String(), What: "a column could not be added"}
	if len(names) > 0 {
		left.What, left.Ref, left.Name = joined(called)+" could not be added", on.Rows[0].Ref, joined(names)
	}
	on.Rows, on.Columns = nil, nil
	s.Left = append(s.Left, left)
	return true
}

// leaveReply takes a reply back that cannot be written. What it is about is
// written all the same.
func (s *Staging) leaveReply(r table.Refusal) bool {
	for _, e := range s.side[reconcile.Partner].Replies {
		if e.Was.Cell == r.Cell {
			name := s.Settlement.Name(e.Ref)
			s.untold[e.Ref] = true
			s.Left = append(s.Left, Left{Side: reconcile.Partner, Ref: e.Ref, Name: name, Field: r.Field, Cell: r.Cell, Why: r.Why, What: "the reply to partners about " + s.Settlement.Called(e.Ref)})
			return true
		}
	}
	return false
}

// Line is one cell that will be written.
type Line struct {
	Side     reconcile.Side
	Ref      plan.Ref // what the action goes by in the merge; "" for the heading of a new column
	Name     string   // as people call the action
	Field    plan.Field
	Cell     plan.Cell  // where it stands now; of a new row or column, where it will
	Goes     string     // where the row of a new one goes, where that is said: see reconcile.NewRow
	Also     []plan.Ref // the other actions that the cell is merged over
	Was, Now plan.Entry
	Holds    [2]string // the kind of personal data that each of the two seems to hold: not repeated in a list
	Notes    []string  // what else is lost or stays behind
	Typed    []string  // those of them that hold as well for who types it
	Fill     bool      // the cell's colour alone says it, and no word is written
	New      bool      // the cell is one of a new row or column
	Reply    bool      // it tells partners what became of an edit of theirs
}

// Clears reports whether a cell that says something is to be blank. A placeholder
// is something that somebody wrote.
func (l Line) Clears() bool {
	says := l.Was.Value.Kind != plan.KindBlank && l.Was.Value.Kind != plan.KindAbsent
	return !l.New && l.Now.Value.Kind == plan.KindBlank && says
}

// loses reports whether a cell is to say nothing of what it said: a placeholder in
// its place is as much of a loss.
func (l Line) loses() bool { return !l.New && l.Now.Value.IsBlank() && !l.Was.Value.IsBlank() }

// Lines are the cells that will be written on a side, exactly those, in the words
// that each will then show, whatever its author typed: first the
// edits in the order in which they were settled, then replies, then what is
// added. A cell that is merged over several actions has one line, which names the
// others too.
func (s *Staging) Lines(which reconcile.Side) []Line {
	on := s.side[which]
	changes := map[plan.Cell]table.Change{}
	for _, c := range on.outcome.Changes {
		if !c.New {
			changes[c.Cell] = c
		}
	}
	rows := map[plan.Cell]reconcile.NewRow{}
	var lines []Line
	add := func(edits []plan.Edit, reply bool) {
		for _, e := range edits {
			if c, will := changes[e.Was.Cell]; will {
				e.Now.Typed = c.Now
				if beside := s.Settlement.Beside(which, e); beside != "" && on.exact == nil {
					c.Notes = append(slices.Clip(c.Notes), beside)
				}
				lines = append(lines, Line{Side: which, Ref: e.Ref, Name: s.Settlement.Name(e.Ref), Field: e.Field, Cell: c.Cell, Was: e.Was, Now: e.Now, Fill: c.Fill, Notes: c.Notes, Typed: c.Typed, Reply: reply})
			}
		}
	}
	add(on.Edits, false)
	add(on.Replies, true)
	for _, c := range on.outcome.Changes {
		if c.New {
			ref, row := s.newRow(which, c.Cell)
			rows[c.Cell] = row
			lines = append(lines, Line{Side: which, Ref: ref, Name: string(ref), Field: c.Field, Cell: c.Cell, Goes: row.Place, Was: shownAs(c.Was), Now: shownAs(c.Now), Fill: c.Fill, Notes: c.Notes, Typed: c.Typed, New: true})
		}
	}
	var fields []plan.Field
	for _, l := range lines {
		if !l.New && !slices.Contains(fields, l.Field) {
			fields = append(fields, l.Field)
		}
	}
	merged := s.Settlement.Merged(which, fields)
	for i, l := range lines {
		if refs := merged[l.Cell]; !l.New && !slices.ContainsFunc(lines, func(other Line) bool { return other.Cell == l.Cell && other.Ref != l.Ref }) {
			lines[i].Also = slices.DeleteFunc(refs, func(ref plan.Ref) bool { return ref == l.Ref })
		}
		now := l.Now
		if l.New { // of which only the words are known here
			now = rows[l.Cell].Entry(l.Field)
		}
		if doubt := now.RatingDoubt(l.Field); doubt != "" && on.exact == nil {
			lines[i].Notes, lines[i].Typed = append(slices.Clip(l.Notes), doubt), append(slices.Clip(l.Typed), doubt)
		}
		if doubt := now.DateDoubt(l.Field); doubt != "" && on.exact == nil {
			lines[i].Notes, lines[i].Typed = append(slices.Clip(l.Notes), doubt), append(slices.Clip(l.Typed), doubt)
		}
		lines[i].Holds = [2]string{s.rules.Holds(l.Was), s.rules.Holds(l.Now)}
	}
	return lines
}

// newRow is the added row that a cell stands in, and the ref that it is given there: "",
// and the row is known by its action text. It is none where the cell is the heading of a
// new column.
func (s *Staging) newRow(which reconcile.Side, at plan.Cell) (ref plan.Ref, row reconcile.NewRow) {
	on, action := s.side[which], ""
	for _, c := range on.outcome.Changes {
		switch {
		case !c.New || c.Cell.Sheet != at.Sheet || c.Cell.Row != at.Row:
		case c.Field == plan.FieldRef:
			ref = plan.Ref(c.Now)
		case c.Field == plan.FieldAction:
			action = c.Now
		}
	}
	for _, of := range on.Rows {
		switch given := plan.Ref(of.Entry(plan.FieldRef).Shown()); {
		case given != ref:
		case of.Entry(plan.FieldAction).Shown() == action:
			return ref, of
		case ref != "":
			row = of
		}
	}
	return ref, row
}

// shownAs is an entry of which only what is shown is known.
func shownAs(words string) plan.Entry {
	if words == "" {
		return plan.Entry{Value: plan.Blank}
	}
	return plan.Entry{Value: plan.TextValue(words), Typed: words}
}

// Rows are the actions that will be added to a side.
func (s *Staging) Rows(which reconcile.Side) []reconcile.NewRow { return s.side[which].Rows }

// Columns are the columns that will be added to a side.
func (s *Staging) Columns(which reconcile.Side) []reconcile.NewColumn { return s.side[which].Columns }

// Edits are the settled cells that will be written on a side, replies left out.
func (s *Staging) Edits(which reconcile.Side) []plan.Edit { return s.side[which].Edits }

// ByHand is what is left to a person on a side once it is written.
func (s *Staging) ByHand(which reconcile.Side) []plan.Note { return s.side[which].outcome.ByHand }

// Besides is what is written on a side besides its cells.
func (s *Staging) Besides(which reconcile.Side) []string { return s.side[which].outcome.Besides }

// Inserted is the rows that are put in between others on a side.
func (s *Staging) Inserted(which reconcile.Side) []table.Inserted {
	return s.side[which].outcome.Inserted
}

// Writes reports whether anything is to be written on either side.
func (s *Staging) Writes() bool {
	return s.WritesTo(reconcile.Officer) || s.WritesTo(reconcile.Partner)
}

// Settled are the decisions that are carried out without a cell being written:
// what is let go, and what is left out.
func (s *Staging) Settled() []reconcile.Decision {
	if s.RefuseStops() != nil {
		return nil
	}
	var list []reconcile.Decision
	for _, d := range s.Settlement.Used {
		if d.Take == reconcile.TakeGo || d.Take == reconcile.TakeLeave {
			list = append(list, d)
		}
	}
	return list
}

// WritesTo reports whether anything is to be written on a side.
func (s *Staging) WritesTo(which reconcile.Side) bool { return len(s.side[which].outcome.Changes) > 0 }

// Waits reports whether anything waits for a person.
func (s *Staging) Waits() bool {
	return len(s.Settlement.Open)+len(s.Settlement.Stops)+len(s.Left)+len(s.Unmatched()) > 0 || s.Answers.Wait()
}

// Same reports whether two stagings would write the same into the same cells.
func (s *Staging) Same(other *Staging) bool {
	for _, which := range Sides {
		if !slices.EqualFunc(s.side[which].outcome.Changes, other.side[which].outcome.Changes, func(a, b table.Change) bool {
			return a.Cell == b.Cell && a.Was == b.Was && a.Now == b.Now
		}) {
			return false
		}
	}
	return slices.Equal(s.Settlement.Dropped, other.Settlement.Dropped) &&
		slices.EqualFunc(s.Left, other.Left, func(a, b Left) bool { return a.String() == b.String() }) &&
		slices.EqualFunc(s.Settled(), other.Settled(), func(a, b reconcile.Decision) bool { return a.Question == b.Question && a.Take == b.Take })
}

// Unmatched are the rows of both sides that are left alone since nobody can
// tell which actions they are. Where the whole run is stopped, that is said
// instead.
func (s *Staging) Unmatched() []reconcile.LeftRow {
	if s.RefuseStops() != nil {
		return nil
	}
	return s.Settlement.LeftAlone
}

// Questions is how many questions wait for a person: a table that one side
// never had is one.
func (r *Readings) Questions() int {
	tables, others := Questions(r.Settlement.Open)
	return len(tables) + len(others)
}

// ActionsLeft is how many actions are left alone, whole or in part: those with a
// cell that cannot be written, and the rows of which nobody can tell which
// actions they are.
func (s *Staging) ActionsLeft() int {
	rows := map[string]bool{}
	for _, l := range s.Left {
		if l.Ref != "" {
			rows[string(l.Ref)] = true
		}
	}
	return len(rows) + len(s.Unmatched())
}

// joined is a list as a sentence holds it: "a, b and c".
func joined(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

// OfWhole is what is noted of a side's spreadsheet as a whole, and not of one of
// its cells: that its locale puts the month first, that it has the plan twice; which
// columns may not be about one thing; and which answers count no more, though nothing is
// asked about them.
func (s *Staging) OfWhole() []plan.Note {
	var notes []plan.Note
	for _, side := range Sides {
		for _, n := range s.Plan(side).Notes {
			if n.Cell == (plan.Cell{}) && !slices.Contains(notes, n) {
				notes = append(notes, n)
			}
		}
	}
	return slices.Concat(notes, s.Settlement.Unlike, s.Settlement.Forgotten)
}

// NotCompared says of sides which columns each alone has, and had when they last
// agreed: nothing of them is compared. Of the officers' it is those that partners might
// be told of; of the partners' those that have a meaning, and before a first agreement
// all. What is asked about is not among them.
func (s *Staging) NotCompared(sides ...reconcile.Side) []string {
	said := []string{}
	for _, side := range sides {
		var headings []string
		for _, c := range s.Plan(side).Columns {
			if name := strconv.Quote(c.Heading); s.standsAlone(side, c) && !slices.Contains(headings, name) {
				headings = append(headings, name)
			}
		}
		switch len(headings) {
		case 0:
		case 1:
			said = append(said, fmt.Sprintf("the column %s stands in %s alone: nothing of it is compared, and nothing crosses", headings[0], copyNames[side]))
		default:
			said = append(said, fmt.Sprintf("the columns %s stand in %s alone: nothing of them is compared, and nothing crosses", joined(headings), copyNames[side]))
		}
		for _, u := range s.Settlement.Uncompared {
			if u.Side == side {
				said = append(said, fmt.Sprintf("%s has no column for %s in the table %s: what %s says there (%s) is not compared, and does not cross", copyNames[side.Other()], u.Label(), u.Table, copyNames[side], plan.CellList(u.Cells)))
			}
		}
	}
	return said
}

// standsAlone reports whether the other side has, and had, no column for what a
// side's column is about.
func (s *Staging) standsAlone(side reconcile.Side, c plan.Column) bool {
	other := s.Plan(side.Other())
	isOfOne := c.IsOfAll() || c.IsOfPart() && other.Has(c.Part) || c.Field == plan.FieldOriginal && other.Has(plan.FieldDue)
	private := side == reconcile.Officer && (c.Hidden || s.rules.Share != nil && !s.rules.Share[c.Field] || s.rules.Share == nil && c.Field.Known() && !c.Field.IsShared()) || !c.Field.Known() && (side == reconcile.Officer || s.Base != nil)
	if c.Heading == "" || c.Field == plan.FieldRef || c.Field == plan.FieldReply || other.Has(c.Field) || isOfOne || private {
		return false
	}
	if s.Base == nil {
		return true
	}
	had := map[reconcile.Side]bool{}
	for _, was := range s.Base.Columns {
		had[reconcile.Side(was.Table)] = had[reconcile.Side(was.Table)] || was.Field == c.Field
	}
	return !had[side.Other()] && (had[side] || side == reconcile.Officer)
}
