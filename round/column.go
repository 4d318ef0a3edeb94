package round

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"actionplan/internal/lock"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// Column is a column to add where tables lack it.
type Column struct {
	Field   plan.Field
	Heading string // "" for the field's own name
	Table   string // only this table; "" for every one that lacks it
	Both    bool   // on both sides
}

// ColumnAdded is what came of adding a column on one side.
type ColumnAdded struct {
	Side     reconcile.Side
	Place    table.Place
	Columns  int  // how many tables have it now
	Refs     int  // how many actions were given a ref
	NotRead  bool // the heading is not read as the field
	Outcomes []table.Outcome
}

// AddColumn adds a column at the right edge of every table that lacks it. A
// column of refs is filled: with the same refs on both sides for what the merge
// knows to be the same action. Where something is in the way on either side,
// nothing is written on that side and none after it; nor is a ref given while a
// person is asked whether two rows are one action.
func (r *Round) AddColumn(ctx context.Context, c Column) ([]ColumnAdded, error) {
	sides := Sides[:1]
	if c.Both {
		sides = Sides[:]
	}
	lacking := map[reconcile.Side][]table.NewColumn{}
	none := true
	for _, which := range sides {
		p, err := r.Copy(which).Read(ctx)
		if err != nil {
			return nil, err
		}
		if err := c.unknownTable(p); err != nil && which == reconcile.Officer {
			return nil, err
		}
		lacking[which] = c.lacking(p)
		none = none && len(lacking[which]) == 0
	}
	if none {
		return nil, misused("actionplan read shows which column it is", "the plan has a column for %s already", c.Field.Label())
	}
	refs, err := r.newRefs(ctx, c)
	if err != nil {
		return nil, err
	}
	if err := r.folder().Make(); err != nil {
		return nil, err
	}
	held, err := r.lock()
	if err != nil {
		return nil, err
	}
	defer func() { _ = held.Release() }()
	// What would be refused on one side is known before the other is written.
	for _, which := range sides {
		staged, err := r.Copy(which).Stage(ctx, table.Work{Columns: lacking[which]})
		if err != nil {
			return nil, err
		}
		if err := refusedBy(r.Copy(which).Place(), staged.Outcome()); err != nil {
			return nil, err
		}
	}
	var done []ColumnAdded
	for _, which := range sides {
		if len(lacking[which]) == 0 {
			continue
		}
		added, err := r.addColumn(ctx, held, which, c, lacking[which], refs[which])
		if err != nil {
			return done, err
		}
		done = append(done, added)
	}
	return done, nil
}

func (r *Round) addColumn(ctx context.Context, held *lock.Held, which reconcile.Side, c Column, columns []table.NewColumn, refs map[plan.ID]plan.Ref) (ColumnAdded, error) {
	done := ColumnAdded{Side: which, Columns: len(columns)}
	p, outcome, err := r.writeOne(ctx, held, which, table.Work{Columns: columns})
	if err != nil {
		return done, err
	}
	done.Outcomes = append(done.Outcomes, outcome)
	if c.Field == plan.FieldRef {
		var edits []plan.Edit
		for _, a := range p.Actions {
			was, ok := a.Lookup(plan.FieldRef)
			ref, given := refs[a.ID]
			if ok && a.Ref == "" && given {
				edits = append(edits, plan.Edit{ID: a.ID, Ref: ref, Field: plan.FieldRef, Was: was, Now: plan.Entry{Value: plan.TextValue(string(ref)), Typed: string(ref)}})
			}
		}
		done.Refs = len(edits)
		if p, outcome, err = r.writeOne(ctx, held, which, table.Work{Edits: edits, From: p}); err != nil {
			return done, err
		}
		done.Outcomes = append(done.Outcomes, outcome)
	}
	done.NotRead = len(c.lacking(p)) > 0
	done.Place = r.Copy(which).Place()
	return done, nil
}

// unknownTable is a Problem where a table is named that the plan has not got.
func (c Column) unknownTable(p plan.Plan) error {
	if c.Table == "" || slices.ContainsFunc(p.Tables, func(t plan.Table) bool { return t.Name == c.Table }) {
		return nil
	}
	var names []string
	for _, t := range p.Tables {
		names = append(names, strconv.Quote(t.Name))
	}
	return misused("the tables are "+joined(names), "there is no table %q", c.Table)
}

// lacking are the columns to add: one in each table without the field.
func (c Column) lacking(p plan.Plan) []table.NewColumn {
	var columns []table.NewColumn
	for _, t := range p.Tables {
		has := c.Table != "" && t.Name != c.Table
		for _, column := range p.TableColumns(t.Name) {
			has = has || column.Field == c.Field
		}
		if !has {
			columns = append(columns, table.NewColumn{Table: t.Name, Heading: c.Heading})
		}
	}
	return columns
}

// RefusedError says that a piece of work cannot be done as a whole.
type RefusedError struct {
	Place    table.Place
	Refusals []table.Refusal
}

// Error is the first refusal, and how many there are.
func (e *RefusedError) Error() string {
	text := "write " + e.Place.Name + ": " + e.Refusals[0].String()
	if n := len(e.Refusals) - 1; n > 0 {
		text += " (and " + strconv.Itoa(n) + " more)"
	}
	return text
}

func refusedBy(place table.Place, o table.Outcome) error {
	if len(o.Refusals) > 0 {
		return &RefusedError{place, o.Refusals}
	}
	return nil
}

// writeOne writes one piece of work into one side, whole or not at all, and
// gives what stands there then. The lock is looked at just before: a computer
// that slept may have lost it meanwhile.
func (r *Round) writeOne(ctx context.Context, held *lock.Held, which reconcile.Side, work table.Work) (plan.Plan, table.Outcome, error) {
	copy := r.Copy(which)
	staged, err := copy.Stage(ctx, work)
	if err != nil {
		return plan.Plan{}, table.Outcome{}, err
	}
	outcome, file := staged.Outcome(), copy.Place().File
	if err := refusedBy(copy.Place(), outcome); err != nil {
		return plan.Plan{}, outcome, err
	}
	if file != "" && len(outcome.Changes) > 0 {
		if err := inTheWay(file, r.folder()); err != nil {
			return plan.Plan{}, outcome, err
		}
		if err := r.backUpFile(file); err != nil {
			return plan.Plan{}, outcome, err
		}
	}
	if err := held.Refresh(r.Now()); err != nil {
		return plan.Plan{}, outcome, err
	}
	p, err := staged.Save(ctx)
	return p, outcome, err
}

// newRefs are the refs that actions without one are to have, by side: what they
// go by in the merge, so that both sides have the same and the ledger knows
// them; and for rows that the merge does not know, the next number that nobody
// has.
func (r *Round) newRefs(ctx context.Context, c Column) (map[reconcile.Side]map[plan.ID]plan.Ref, error) {
	refs := map[reconcile.Side]map[plan.ID]plan.Ref{reconcile.Officer: {}, reconcile.Partner: {}}
	if c.Field != plan.FieldRef {
		return refs, nil
	}
	now, err := r.readForRefs(ctx, c.Both)
	if err != nil {
		return nil, err
	}
	taken := map[plan.Ref]bool{}
	for _, which := range Sides {
		for _, a := range now.Plan(which).Actions {
			taken[a.Ref] = true
		}
	}
	if err := oneActionAsked(now.Settlement.Open); err != nil {
		return refs, err
	}
	compared := now.compared.Rejoined(now.memory)
	free := compared.FreeRefs()
	for _, p := range compared.Pairs {
		ref := cmp.Or(free[p.Ref], p.Ref)
		taken[ref] = true
		for _, which := range Sides {
			if a := p.Action(which); a != nil && a.Ref == "" {
				refs[which][a.ID] = ref
			}
		}
	}
	next := 1
	for _, which := range Sides {
		for _, a := range now.Plan(which).Actions {
			if _, given := refs[which][a.ID]; given || a.Ref != "" {
				continue
			}
			for taken[plan.Ref(strconv.Itoa(next))] {
				next++
			}
			ref := plan.Ref(strconv.Itoa(next))
			taken[ref] = true
			refs[which][a.ID] = ref
		}
	}
	return refs, nil
}

// oneActionAsked is a Problem while a question is open whether a row is an action
// that is gone, reworded: under two refs they would be two actions, and nobody
// would have said so.
func oneActionAsked(open []reconcile.Question) error {
	for _, q := range open {
		if q.Kind == reconcile.QuestionReworded && q.Also != q.Ref {
			return &Problem{Waiting, "a ref for each row would make two actions of what may be one: " + q.Why,
				"answer that question first: actionplan preview shows it"}
		}
	}
	return nil
}

// readForRefs reads both sides or, where only officers get refs and partners
// have no copy that can be read, the officers' alone.
func (r *Round) readForRefs(ctx context.Context, both bool) (*Readings, error) {
	if r.Partners != nil {
		now, err := r.Read(ctx)
		if err == nil || both {
			return now, err
		}
	}
	p, err := r.Officers.Read(ctx)
	return &Readings{Officers: p}, err
}
