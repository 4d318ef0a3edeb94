package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"actionplan/plan"
)

// placing says where on the other side a row goes that one side alone has, and
// what it is to say there.
type placing struct {
	*judge
	sides     map[Side]*plan.Plan
	stands    map[Side]map[string]map[string]int // by a side and a table of the other: in which tables of the side how many of its rows stand
	newTables map[Side]map[string]bool           // tables that the other side never had
	emptied   map[Side]map[string]bool           // tables of which the other side has no agreed row any more
	texts     map[Side]map[string]int            // how many rows of each reading have each action text
}

func newPlacing(c *Comparison) *placing {
	g := &placing{
		judge: c.judge(), sides: map[Side]*plan.Plan{Officer: &c.officer, Partner: &c.partner},
		stands: map[Side]map[string]map[string]int{Officer: {}, Partner: {}}, newTables: map[Side]map[string]bool{}, emptied: map[Side]map[string]bool{},
		texts: map[Side]map[string]int{},
	}
	for side, reading := range map[Side]*plan.Plan{Base: c.base, Officer: &c.officer, Partner: &c.partner} {
		g.texts[side] = map[string]int{}
		if reading != nil {
			for i := range reading.Actions {
				g.texts[side][actionText(&reading.Actions[i])]++
			}
		}
	}
	for i := range c.Pairs {
		p := &c.Pairs[i]
		if p.Officer == nil || p.Partner == nil {
			continue
		}
		for _, to := range []Side{Officer, Partner} {
			from := p.Action(to.Other()).Table
			if g.stands[to][from] == nil {
				g.stands[to][from] = map[string]int{}
			}
			g.stands[to][from][p.Action(to).Table]++
		}
	}
	for _, side := range []Side{Officer, Partner} {
		g.newTables[side], g.emptied[side] = newTables(c.Pairs, side), emptied(c.Pairs, side)
	}
	return g
}

// tableFor is the table of a side that a row goes to: one of the same name as
// its own, or else the one where most rows of its own table stand, or else
// the side's first.
func (g *placing) tableFor(p *Pair, to Side) string {
	row, reading := p.Action(to.Other()), g.sides[to]
	for _, column := range reading.Columns {
		if column.Table == row.Table {
			return row.Table
		}
	}
	stands := g.stands[to][row.Table]
	best := ""
	for _, table := range slices.Sorted(maps.Keys(stands)) {
		if best == "" || stands[table] > stands[best] {
			best = table
		}
	}
	if best == "" && len(reading.Tables) > 0 {
		best = reading.Tables[0].Name
	}
	if best == "" && len(reading.Columns) > 0 {
		best = slices.MinFunc(reading.Columns, func(a, b plan.Column) int { return cmp.Compare(a.Table, b.Table) }).Table
	}
	return best
}

// columnsFor are the columns of the table a row goes to that can be written.
func (g *placing) columnsFor(p *Pair, to Side) map[plan.Field]bool {
	reading := g.sides[to]
	table := g.tableFor(p, to)
	columns := map[plan.Field]bool{}
	for _, column := range reading.Columns {
		if column.Table == table && !column.Formula && !column.Swapped {
			columns[column.Field] = true
		}
	}
	return columns
}

// indistinct is why a row could not be told from others once it is added where no
// column holds its ref; "" where it could.
func (g *placing) indistinct(p *Pair, to Side) string {
	if g.columnsFor(p, to)[plan.FieldRef] {
		return ""
	}
	entries := g.newEntries(p, to)
	text := entries.Entry(plan.FieldAction).Value
	agreed := g.texts[Base][text.Text]
	if p.Base != nil && actionText(p.Base) == text.Text {
		agreed--
	}
	switch {
	case text.Kind != plan.KindText:
		return fmt.Sprintf("it cannot be put there, since %s has no column for refs, and would not say what the action is", to.copyName())
	case agreed > 0 || g.texts[to][text.Text] > 0 || g.texts[to.Other()][text.Text] > 1:
		return fmt.Sprintf("it cannot be put there, since %s has no column for refs, and another action has the same words: give it words of its own, or put it there by hand", to.copyName())
	}
	return ""
}

// refOn is a ref as it stands on a side: without its table, where the side
// has a table of that name too, and without the letter of one of several actions
// that share it.
func (g *placing) refOn(p *Pair, to Side, ref plan.Ref) plan.Ref {
	row := p.Action(to.Other())
	if row.Letter != "" && (ref == row.Ref || ref == qualify(row.Table, row.Ref)) {
		return stemOf(row)
	}
	if p.How == ByTable && ref == qualify(row.Table, row.Ref) && g.tableFor(p, to) == row.Table {
		return row.Ref
	}
	return ref
}

// newEntries are the cells a row is added with: what the other side says, but
// for what was not that side's to change since it was agreed.
func (g *placing) newEntries(p *Pair, to Side) plan.Entries {
	entries, _ := g.copied(p, to)
	return entries
}

// copied are the cells a row is added with, and those it is added without: what a
// spreadsheet shows that cannot work a cell out is nobody's words. The action's own
// text is among the cells even so: without it a row is not added.
func (g *placing) copied(p *Pair, to Side) (entries plan.Entries, broken []plan.Field) {
	from := to.Other()
	columns := g.columnsFor(p, to)
	for f, e := range p.Action(from).All() {
		if !settled(f) || !columns[f] || to == Partner && !g.sharedIn(p.Action(from).Table, f) {
			continue
		}
		if base, agreed := p.Entry(Base, f); agreed && base.Value != e.Value && !g.rules.Owners[f].owns(from) {
			e = base
		}
		switch {
		case e.Value.Kind == plan.KindBlank || e.Value.Kind == plan.KindAbsent:
		case e.Value.Kind == plan.KindError && f != plan.FieldAction:
			broken = append(broken, f)
		default:
			entries.Set(f, plan.Entry{Value: e.Value, Typed: e.Typed, Writable: true})
		}
	}
	slices.Sort(broken)
	if theme, ok := g.takesTheme(p); ok && columns[plan.FieldTheme] && p.Base == nil {
		entries.Set(plan.FieldTheme, theme)
	}
	return entries, broken
}

// goesWithout says which cells a row is added without, since they are broken; ""
// where there are none.
func (g *placing) goesWithout(p *Pair, to Side) string {
	_, broken := g.copied(p, to)
	var parts []string
	for _, f := range broken {
		e, _ := p.Entry(to.Other(), f)
		parts = append(parts, fmt.Sprintf("%s shows %s", f.Label(), errorWords(e)))
	}
	switch len(parts) {
	case 0:
		return ""
	case 1:
		return parts[0] + ", which is never copied: added, it goes without that, and what is said there once it is mended follows"
	}
	return join(parts) + ", which are never copied: added, it goes without those, and what is said there once they are mended follows"
}

// themeByPlace is the theme of a row that is put on the side that lacks it at
// the end of a table, under the table's last heading: that of the action above
// it, where the table has a column for themes, and otherwise the heading's
// words. There is none where no heading stands above.
func (g *placing) themeByPlace(p *Pair) (theme plan.Entry, ok bool) {
	to := p.lacks()
	if to == "" {
		return theme, false
	}
	table := g.tableFor(p, to)
	var last *plan.Action
	actions := g.sides[to].Actions
	for i := range actions {
		if a := &actions[i]; a.Table == table && (last == nil || a.Row > last.Row) {
			last = a
		}
	}
	if last == nil || last.Heading == "" {
		return theme, false
	}
	if e := last.Entry(plan.FieldTheme); g.columnsFor(p, to)[plan.FieldTheme] && !e.Value.IsBlank() && e.Value.Kind != plan.KindAbsent {
		return plan.Entry{Value: e.Value, Typed: e.Typed, Writable: true}, true
	}
	return plan.Entry{Value: plan.TextValue(last.Heading), Typed: last.Heading}, true
}

// takesTheme reports whether a row takes the theme of its place: it has none of
// its own where it could say one, and the side it comes from may be told.
func (g *placing) takesTheme(p *Pair) (plan.Entry, bool) {
	theme, ok := g.themeByPlace(p)
	to := p.lacks()
	may := ok && g.lacksTheme(p) && g.rules.Owners[plan.FieldTheme].owns(to)
	return theme, may && (to == Partner || g.sharedIn(g.tableFor(p, Officer), plan.FieldTheme))
}

// lacksTheme reports whether a row that one side has could say its theme there,
// and does not.
func (g *placing) lacksTheme(p *Pair) bool {
	e, ok := p.Entry(p.lacks().Other(), plan.FieldTheme)
	return ok && e.Writable && e.Value == plan.Blank
}

// whereItGoes says under which heading an added row would be put, where that is
// not what it says itself.
func (g *placing) whereItGoes(p *Pair) string {
	theme, ok := g.themeByPlace(p)
	if !ok || p.Base != nil {
		return ""
	}
	own, has := p.Entry(p.lacks().Other(), plan.FieldTheme)
	switch {
	case g.lacksTheme(p):
		return fmt.Sprintf("; it has no theme, and would be put under %s", quoted(theme))
	case has && !own.Value.IsBlank() && own.Value != theme.Value:
		return fmt.Sprintf("; its theme is %s, and it would be put at the end, under %s: move it there by hand", quoted(own), quoted(theme))
	}
	return ""
}
