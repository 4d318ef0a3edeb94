package plan

import (
	"cmp"
	"slices"
)

// # What columns come to
//
// A plan is kept and merged as its columns stand. What a reader takes from
// several of them, or from a part of a cell, is worked out here, for those who
// check the plan and print it:
//
//	original     due           due comes to     and original to
//	30/06/2026   30/11/2026    30 November      30 June
//	30/09/2026                 30 September     30 September
//
//	Q1 progress  Q2 progress   progress comes to
//	Two of six   Four of six   Four of six
//	One of three               One of three
//
// The words of a cell that are struck out are no longer said by it. The words of
// rows that go on with an action follow its own, each on a line of its own.

// View is the plan as a reader takes it: due as it was last moved, progress and
// ratings of the latest period that says one, and no words that are struck out.
// The plan itself stays as it is.
func (p Plan) View() Plan {
	parts := map[string][]Column{} // by table, the columns that say one period, the latest first
	moved := map[string]bool{}     // tables with a column for what was due at first
	for _, c := range p.Columns {
		if c.IsOfPart() {
			parts[c.Table] = append(parts[c.Table], c)
		}
		moved[c.Table] = moved[c.Table] || c.Field == FieldOriginal
	}
	for _, columns := range parts {
		slices.SortStableFunc(columns, func(a, b Column) int { return cmp.Compare(b.Period, a.Period) })
	}
	actions := slices.Clone(p.Actions)
	for i := range actions {
		a := &actions[i]
		a.Entries = a.Own()
		for f, e := range p.Actions[i].All() {
			if e.Detail.Struck != "" && !a.Struck && !f.IsDate() {
				a.Set(f, e.live())
			}
		}
		for _, more := range p.Actions[i].More {
			a.goOn(more)
		}
		if moved[a.Table] {
			a.viewDue()
		}
		a.viewPeriods(parts[a.Table])
	}
	p.Actions = actions
	p.Columns = withParts(p.Columns)
	return p
}

// live is the entry without the words that are struck out.
func (e Entry) live() Entry {
	e.Value, e.Typed = TextValue(e.Detail.Live), e.Detail.Live
	return e
}

// goOn has the words of a row that goes on with the action follow its own.
// Nothing else goes on: a second date or rating is no part of the first.
func (a *Action) goOn(more Entries) {
	for f, next := range more.All() {
		if next.Detail.Struck != "" && !a.Struck {
			next = next.live()
		}
		own := a.Entry(f)
		switch {
		case next.Value.Kind != KindText || !f.GoesOn():
		case own.Value.Kind == KindAbsent || own.Value.IsBlank():
			next.Cell, next.Writable = own.Cell, own.Writable
			a.Set(f, next)
		default:
			text := own.Shown() + "\n" + next.Shown()
			own.Value, own.Typed = TextValue(text), text
			a.Set(f, own)
		}
	}
}

// viewDue has due be what it was moved to or, where it was not moved, what it
// was at first.
func (a *Action) viewDue() {
	if v := a.Value(FieldDue); v.Kind == KindAbsent || v.IsBlank() {
		a.Set(FieldDue, a.Entry(FieldOriginal))
	}
}

// viewPeriods has each field that several columns say be what the latest of
// them says that says anything.
func (a *Action) viewPeriods(latestFirst []Column) {
	for _, c := range latestFirst {
		e, has := a.Lookup(c.Field)
		if !has {
			continue
		}
		if v := a.Value(c.Part); v.Kind == KindAbsent || v.IsBlank() {
			a.Set(c.Part, e)
		}
	}
}

// withParts adds, to a table whose columns say a field a period each, that
// field as a column: where its latest period stands.
func withParts(columns []Column) []Column {
	latest, has := map[ColumnKey]Column{}, map[ColumnKey]bool{}
	for _, c := range columns {
		has[ColumnKey{c.Table, c.Field}] = true
		if key := (ColumnKey{c.Table, c.Part}); c.IsOfPart() && c.Period >= latest[key].Period {
			latest[key] = c
		}
	}
	var all []Column
	for _, c := range columns {
		all = append(all, c)
		if key := (ColumnKey{c.Table, c.Part}); c.IsOfPart() && !has[key] && latest[key] == c {
			c.Field, c.Part, c.Period = c.Part, "", 0
			all = append(all, c)
		}
	}
	return all
}
