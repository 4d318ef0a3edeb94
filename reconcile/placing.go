package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

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
	both      map[Side]map[string][]*Pair        // by a side and a table of it: the pairs that both sides have
	chosen    map[plan.Ref]plan.Ref              // the refs that people gave to rows that one side lacks, by those they go by
	spots     map[spotOf]spot                    // found so far
	ends      map[Side]map[list]*plan.Action     // likewise: see lists
	refs      map[Side]map[string]bool           // by a side, the tables of it in which an action has a ref
}

func newPlacing(c *Comparison, decisions []Decision) *placing {
	g := &placing{
		judge: c.judge(), sides: map[Side]*plan.Plan{Officer: &c.officer, Partner: &c.partner},
		stands: map[Side]map[string]map[string]int{Officer: {}, Partner: {}}, newTables: map[Side]map[string]bool{}, emptied: map[Side]map[string]bool{},
		texts: map[Side]map[string]int{}, both: map[Side]map[string][]*Pair{Officer: {}, Partner: {}}, chosen: map[plan.Ref]plan.Ref{}, spots: map[spotOf]spot{}, ends: map[Side]map[list]*plan.Action{}, refs: map[Side]map[string]bool{Officer: {}, Partner: {}},
	}
	for _, d := range decisions {
		if d.Take == TakeAdd && d.Ref != "" {
			g.chosen[d.Question.Ref] = d.Ref
		}
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
			g.both[to.Other()][from] = append(g.both[to.Other()][from], p)
			if g.stands[to][from] == nil {
				g.stands[to][from] = map[string]int{}
			}
			g.stands[to][from][p.Action(to).Table]++
		}
	}
	for _, side := range []Side{Officer, Partner} {
		g.newTables[side], g.emptied[side] = newTables(c.Pairs, side), emptied(c.Pairs, side)
		for _, a := range g.sides[side].Actions {
			g.refs[side][a.Table] = g.refs[side][a.Table] || a.Ref != ""
		}
	}
	return g
}

// A row that one side added, and where it goes on the other:
//
//	partners             officers
//	A1  Board meets      A. Governance
//	A2  Members visit    A1  Board meets
//	A3  Induction        A2  Members visit
//	B1  Panel                                   A3 goes here
//	                     B. Courts
//	                     B1  Panel
//
// At the end of the officers' table it would stand under "B. Courts", be taken for
// its theme, and be printed so. So where a table has headings among its rows, or a
// side several tables, a row goes where the actions of its own list stand: those whose
// refs begin as its own does or that have its theme or heading, where they all stand
// under one heading, and otherwise the action that it stands after on its own side.
// There it goes right under that action, if it is one of them, and else under the last.
// A table without headings among its rows is one list, and takes it at its end.

// spot is where a row goes on a side that lacks it.
type spot struct {
	table   string
	section string       // the heading it goes under; "" where the table has none
	under   *plan.Action // the action it goes right under; nil for the table's last
}

// spotFor finds where a row goes.
func (g *placing) spotFor(p *Pair, to Side) spot {
	at := spotOf{p, to}
	if known, ok := g.spots[at]; ok {
		return known
	}
	row, reading := p.Action(to.Other()), g.sides[to]
	beside := g.beside(p, to)
	goesOn := g.listOf(p, to)
	found := spot{}
	switch {
	case slices.ContainsFunc(reading.Columns, func(column plan.Column) bool { return column.Table == row.Table }):
		found.table = row.Table
	case goesOn != nil:
		found.table = goesOn.Table
	case beside != nil:
		found.table = beside.Table
	default:
		found.table = g.mostlyIn(row.Table, to)
	}
	sections := map[string]bool{}
	for i := range reading.Actions {
		if a := &reading.Actions[i]; a.Table == found.table {
			sections[a.Heading] = true
		}
	}
	in := g.lists(to)[list{section: ownHeading(row), table: found.table}]
	if in == nil {
		in = goesOn
	}
	if in == nil || in.Table != found.table {
		in = beside
	}
	if len(sections) > 1 && in != nil && in.Table == found.table {
		found.section, found.under = in.Heading, beside
		if beside == nil || beside.Table != in.Table || beside.Heading != in.Heading {
			found.under = g.lastUnder(in, to)
		}
	} else if last := g.lastIn(found.table, to); last != nil {
		found.section = last.Heading
	}
	g.spots[at] = found
	return found
}

// spotOf is a row and the side that it goes to.
type spotOf struct {
	*Pair
	to Side
}

// beside is the action of a side that a row of the other stands after there, or the
// first after it; nil where none of its table is on both sides.
func (g *placing) beside(p *Pair, to Side) *plan.Action {
	row := p.Action(to.Other())
	var above, below *Pair
	for _, other := range g.both[to.Other()][row.Table] {
		switch mine := other.Action(to.Other()); {
		case mine.Row < row.Row && (above == nil || mine.Row > above.Action(to.Other()).Row):
			above = other
		case mine.Row > row.Row && (below == nil || mine.Row < below.Action(to.Other()).Row):
			below = other
		}
	}
	switch {
	case above == nil && below == nil:
		return nil
	case above == nil || below != nil && above.Action(to.Other()).Heading != row.Heading && below.Action(to.Other()).Heading == row.Heading:
		return below.Action(to)
	}
	return above.Action(to)
}

// ownHeading is the heading that a row stands under on its own side, folded: its theme,
// where a column says that.
func ownHeading(row *plan.Action) string { return plan.Fold(cmp.Or(row.Heading, themeOf(row))) }

// listOf is an action of the list on a side that a row goes on: all that stand under its
// own heading, or whose refs begin as its own, or that have its theme. It is nil where
// there are none, or they stand under several headings.
func (g *placing) listOf(p *Pair, to Side) *plan.Action {
	row, ref := p.Action(to.Other()), p.Ref
	if chosen, ok := g.chosen[p.Ref]; ok {
		ref = chosen
	}
	lists := g.lists(to)
	if one := lists[list{section: ownHeading(row)}]; one != nil {
		return one
	}
	if stem, _ := ending(ref); stem != "" && ref.Kept() == 0 && (!p.isNameless() || ref != p.Ref) {
		if one := lists[list{stem: stem}]; one != nil {
			return one
		}
	}
	return lists[list{theme: plan.Fold(cmp.Or(themeOf(row), row.Heading))}]
}

// lists are the last actions of a side's lists, by what their refs begin with and by
// their themes and headings; nil for a list that stands under several headings.
func (g *placing) lists(to Side) map[list]*plan.Action {
	if g.ends[to] != nil {
		return g.ends[to]
	}
	ends := map[list]*plan.Action{}
	put := func(l list, a *plan.Action) {
		last, known := ends[l]
		switch {
		case !known:
			ends[l] = a
		case last != nil && (last.Table != a.Table || last.Heading != a.Heading):
			ends[l] = nil
		case last != nil && last.Row < a.Row:
			ends[l] = a
		}
	}
	for i := range g.sides[to].Actions {
		a := &g.sides[to].Actions[i]
		if stem, _ := ending(a.Ref); stem != "" {
			put(list{stem: stem}, a)
		}
		theme, heading := plan.Fold(themeOf(a)), plan.Fold(a.Heading)
		if theme != "" {
			put(list{theme: theme}, a)
		}
		if heading != "" && heading != theme {
			put(list{theme: heading}, a)
		}
		if heading != "" {
			put(list{section: heading}, a)
			put(list{section: heading, table: a.Table}, a)
		}
	}
	g.ends[to] = ends
	return ends
}

// lastUnder is the last action of a side under the heading that one stands under.
func (g *placing) lastUnder(in *plan.Action, side Side) *plan.Action {
	last := in
	for i := range g.sides[side].Actions {
		if a := &g.sides[side].Actions[i]; a.Table == in.Table && a.Heading == in.Heading && a.Row > last.Row {
			last = a
		}
	}
	return last
}

// lastIn is the last action of a table, or nil.
func (g *placing) lastIn(table string, side Side) (last *plan.Action) {
	for i := range g.sides[side].Actions {
		if a := &g.sides[side].Actions[i]; a.Table == table && (last == nil || a.Row > last.Row) {
			last = a
		}
	}
	return last
}

// mostlyIn is the table of a side where most rows of a table of the other stand, or
// else the side's first.
func (g *placing) mostlyIn(from string, to Side) string {
	reading, stands, best := g.sides[to], g.stands[to][from], ""
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

// tableFor is the table of a side that a row goes to.
func (g *placing) tableFor(p *Pair, to Side) string { return g.spotFor(p, to).table }

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

// holdsRef reports whether a row that goes to a side is given its ref there. In a column
// in which no action of its table has one, a first would be read as something else: the
// headings of sections may lie in it, and its cells may be those of a form. An action
// that was agreed without a ref comes back without one: the ledger's own is no ref.
func (g *placing) holdsRef(p *Pair, to Side) bool {
	return g.columnsFor(p, to)[plan.FieldRef] && g.refs[to][g.tableFor(p, to)] && (p.Base == nil || p.Ref.Kept() == 0)
}

// homeless is why a row is put nowhere: no action stands in its table on the side that
// lacks it, or none under its heading, though the others stand under the same headings on
// both: anywhere else it would be another section's, and be printed so. "" where it has a
// place.
func (g *placing) homeless(p *Pair, to Side) string {
	row, spot := p.Action(to.Other()), g.spotFor(p, to)
	own, alike := plan.Fold(row.Heading), false
	if spot.table != "" && g.lastIn(spot.table, to) == nil {
		return fmt.Sprintf("it cannot be put there, since no action of %s stands in the table %s yet: put it in there by hand, and the two are one action", to.copyName(), spot.table)
	}
	if own == "" || own == plan.Fold(spot.section) {
		return ""
	}
	for _, pairs := range g.both[to.Other()] {
		for _, other := range pairs {
			theirs := plan.Fold(other.Action(to.Other()).Heading)
			if theirs == own {
				return "" // it is called otherwise there
			}
			alike = alike || theirs != "" && theirs == plan.Fold(other.Action(to).Heading)
		}
	}
	if !alike {
		return ""
	}
	return fmt.Sprintf("it cannot be put there, since it stands under %q, and no action of %s stands under that heading: put it in there by hand, under the heading, and the two are one action", shortened(row.Heading), to.copyName())
}

// nowhere is why a row cannot be put on a side; "" where it can.
func (g *placing) nowhere(p *Pair, to Side) string {
	return cmp.Or(g.indistinct(p, to), g.homeless(p, to))
}

// indistinct is why a row could not be told from others once it is added where no
// column holds its ref; "" where it could.
func (g *placing) indistinct(p *Pair, to Side) string {
	if g.holdsRef(p, to) {
		return ""
	}
	without := "has no column for refs"
	if g.columnsFor(p, to)[plan.FieldRef] {
		without = "has no ref there for any action"
	}
	entries := g.newEntries(p, to)
	text := entries.Entry(plan.FieldAction).Value
	agreed := g.texts[Base][text.Text]
	if p.Base != nil && actionText(p.Base) == text.Text {
		agreed--
	}
	switch {
	case text.Kind != plan.KindText:
		return fmt.Sprintf("it cannot be put there, since %s %s, and would not say what the action is", to.copyName(), without)
	case agreed > 0 || g.texts[to][text.Text] > 0 || g.texts[to.Other()][text.Text] > 1:
		return fmt.Sprintf("it cannot be put there, since %s %s, and another action has the same words: give it words of its own, or put it there by hand", to.copyName(), without)
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

// themeByPlace is the theme that a row has by its place on the side that lacks it:
// that of the action above it, where the table has a column for themes, and otherwise
// the words of the heading it goes under. There is none where no heading stands above.
func (g *placing) themeByPlace(p *Pair) (theme plan.Entry, ok bool) {
	to := p.lacks()
	if to == "" {
		return theme, false
	}
	spot := g.spotFor(p, to)
	above := cmp.Or(spot.under, g.lastIn(spot.table, to))
	if above == nil || above.Heading == "" {
		return theme, false
	}
	if e := above.Entry(plan.FieldTheme); g.columnsFor(p, to)[plan.FieldTheme] && !e.Value.IsBlank() && e.Value.Kind != plan.KindAbsent {
		return plan.Entry{Value: e.Value, Typed: e.Typed, Writable: true}, true
	}
	return plan.Entry{Value: plan.TextValue(above.Heading), Typed: above.Heading}, true
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

// whereItGoes says where an added row would be put: under which heading, where that
// is not what it says itself, and in which section or table, where there are several.
func (g *placing) whereItGoes(p *Pair) string {
	to := p.lacks()
	if to == "" || g.homeless(p, to) != "" {
		return ""
	}
	place := g.place(p, to)
	if place != "" {
		place = "; added, it goes " + place
		if p.Base != nil {
			place = strings.Replace(place, "added", "brought back", 1)
		}
	}
	theme, ok := g.themeByPlace(p)
	if !ok || p.Base != nil {
		return place
	}
	own, has := p.Entry(to.Other(), plan.FieldTheme)
	switch {
	case g.lacksTheme(p):
		return fmt.Sprintf("; it has no theme, and would be put under %s", quoted(theme)) + place
	case has && !own.Value.IsBlank() && own.Value != theme.Value && place != "":
		return fmt.Sprintf("; its theme is %s", quoted(own)) + place + ": move it there by hand if it belongs elsewhere"
	case has && !own.Value.IsBlank() && own.Value != theme.Value:
		return fmt.Sprintf("; its theme is %s, and it would be put at the end, under %s: move it there by hand", quoted(own), quoted(theme))
	}
	return place
}

// place says where on a side a row goes: in section "A. Prevention", under row 12; ""
// where the side has one table, without headings among its rows.
func (g *placing) place(p *Pair, to Side) string {
	spot := g.spotFor(p, to)
	above := cmp.Or(spot.under, g.lastIn(spot.table, to))
	tables := map[string]bool{}
	for _, column := range g.sides[to].Columns {
		tables[column.Table] = true
	}
	switch {
	case above == nil || spot.under == nil && len(tables) < 2:
		return ""
	case spot.section == "":
		return fmt.Sprintf("in the table %s, under row %d", spot.table, above.Row)
	}
	return fmt.Sprintf("in section %q, under row %d", shortened(spot.section), above.Row)
}
