package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"actionplan/plan"
)

// Match is how the rows of a pair were found to be one action.
type Match string

// The ways a pair is found.
const (
	ByRef    Match = "by ref"           // every reading has the same ref
	ByText   Match = "by action text"   // a side has no ref, and its action text is the known one
	Repaired Match = "by repaired ref"  // a spreadsheet turned 1.10 into 1.1, and the action text proves which it was
	Renamed  Match = "by new ref"       // a side gave it another ref, and the action text proves which it was
	ByTable  Match = "by table and ref" // the ref repeats between tables, and is told apart by the table
	ByAnswer Match = "by an answer"     // a person said that a row without a ref is the action, reworded
)

// byWords says whether the action text is all that a row is known by.
func (m Match) byWords() bool { return m == ByText || m == Repaired || m == Renamed }

// Pair is one action in up to three readings; a reading without it has nil.
type Pair struct {
	Ref                    plan.Ref
	Base, Officer, Partner *plan.Action
	How                    Match

	name     string // what people call it: see Name
	stopped  bool   // no cell of it is touched: its refs are doubled, its texts permuted or its rows not told apart
	replaced Side   // the side whose row says another action under its ref; "" for neither: see replaced.go
	aside    bool   // it was agreed in a sheet that is left out: see aside.go
	unnamed  bool   // its ref is one the tool found for it: no side has it

	results []plan.Field // what formulas work out on both sides
}

// Name is what people call the action: the ref that a side has for it or, where
// none has, its row and its first words. The ref that the ledger keeps for a row
// without one is shown to nobody.
func (p *Pair) Name() string { return p.name }

// called is the name in the middle of a sentence: action 2.3.
func (p *Pair) called() string {
	if p.isNameless() || strings.HasPrefix(p.name, "“") {
		return p.name
	}
	return "action " + p.name
}

// firstWords are those that the action is called by where no side has a ref for it.
func (p *Pair) firstWords() string {
	for _, s := range []Side{Officer, Partner, Base} {
		if a := p.Action(s); a != nil {
			return a.FirstWords()
		}
	}
	return ""
}

// withoutWords is a row's name without its first words: row 7.
func withoutWords(name string) string {
	place, _, _ := strings.Cut(name, ", “")
	return place
}

// isNameless reports whether no side has a ref for the action, and it has rows.
func (p *Pair) isNameless() bool {
	return (p.Officer != nil || p.Partner != nil) && (p.Officer == nil || p.Officer.Ref == "") && (p.Partner == nil || p.Partner.Ref == "")
}

// nameOfPair is the name of a pair, from the rows of both sides.
func nameOfPair(p *Pair, officers, partners *sideRows) string {
	if p.isNameless() {
		if p.Officer != nil {
			return officers.nameOf(p.Officer)
		}
		return "partners' " + partners.nameOf(p.Partner)
	}
	never := func() bool { return !officers.hasRefs(p.Base.Table) && !partners.hasRefs(p.Base.Table) }
	if p.Officer == nil && p.Partner == nil && p.Base != nil && (p.Ref.Kept() > 0 || never()) {
		if words := p.Base.FirstWords(); words != "" {
			return words // it stands in no row, and never had a ref
		}
	}
	for _, r := range []*sideRows{officers, partners} {
		if a := p.Action(r.side); a != nil && r.how[p.Ref] == Renamed && !officers.knows[p.Ref] && !partners.knows[p.Ref] {
			return string(a.Ref) // the ledger's name for it is nobody's
		}
	}
	return string(p.Ref)
}

// isMoved says whether the officers' row is in another table than when it was
// agreed.
func (p *Pair) isMoved() bool {
	return p.Base != nil && p.Officer != nil && p.Base.Table != "" && p.Base.Table != p.Officer.Table
}

// Action is the pair's row in one reading, or nil.
func (p *Pair) Action(s Side) *plan.Action {
	switch s {
	case Officer:
		return p.Officer
	case Partner:
		return p.Partner
	}
	return p.Base
}

// lacks is the side that has not got a row the other has; "" where both have.
func (p *Pair) lacks() Side {
	switch {
	case p.Officer == nil:
		return Officer
	case p.Partner == nil:
		return Partner
	}
	return ""
}

// Entry is one cell of the pair in one reading, and whether it is there.
func (p *Pair) Entry(s Side, f plan.Field) (plan.Entry, bool) {
	a := p.Action(s)
	if a == nil {
		return plan.Entry{}, false
	}
	e, ok := a.Lookup(f)
	return e, ok && e.Value.Kind != plan.KindAbsent
}

// difference is one cell of the pair in all three readings.
func (p *Pair) difference(f plan.Field) Difference {
	b, _ := p.Entry(Base, f)
	o, _ := p.Entry(Officer, f)
	t, _ := p.Entry(Partner, f)
	return Difference{Ref: p.Ref, Field: f, Pair: p, Base: b.Value, Officer: o.Value, Partner: t.Value}
}

// action is the entry with the action's text, in the first reading that has it.
func (p *Pair) action() plan.Entry {
	for _, s := range []Side{Officer, Partner, Base} {
		if e, ok := p.Entry(s, plan.FieldAction); ok {
			return e
		}
	}
	return plan.Entry{}
}

// lead is the post to ask about the action: as officers have it, or else as
// it was agreed, or else as partners have it.
func (p *Pair) lead() string { return p.first(plan.FieldLead) }

// first is what the first of the readings says that says anything.
func (p *Pair) first(f plan.Field) string {
	for _, s := range []Side{Officer, Base, Partner} {
		if e, ok := p.Entry(s, f); ok && !e.Value.IsBlank() {
			return e.Shown()
		}
	}
	return ""
}

// movedAlone reports whether a side moved an agreed cell that the other side no
// longer has.
func (p *Pair) movedAlone(f plan.Field, side Side) bool {
	b, agreed := p.Entry(Base, f)
	e, ok := p.Entry(side, f)
	return agreed && ok && p.Action(side.Other()) != nil && e.Value != b.Value
}

// knownTexts says which action text belongs to which ref, so that a row whose
// ref is gone or mangled can be recognised.
type knownTexts struct {
	texts map[plan.Ref]string
	refs  map[string]plan.Ref // only texts that one ref alone has
	has   map[string]bool     // every text
}

func newKnownTexts(p *plan.Plan) knownTexts {
	known := knownTexts{texts: map[plan.Ref]string{}, refs: map[string]plan.Ref{}, has: map[string]bool{}}
	if p == nil {
		return known
	}
	shared := map[string]bool{}
	for i := range p.Actions {
		a := &p.Actions[i]
		text := actionText(a)
		if a.Ref == "" || text == "" {
			continue
		}
		known.texts[a.Ref], known.has[text] = text, true
		if other, ok := known.refs[text]; ok && other != a.Ref {
			shared[text] = true
		}
		known.refs[text] = a.Ref
	}
	for text := range shared {
		delete(known.refs, text)
	}
	return known
}

// actionText is the action's words, or "" where it has none.
func actionText(a *plan.Action) string {
	if v := a.Value(plan.FieldAction); v.Kind == plan.KindText {
		return v.Text
	}
	return ""
}

// sideRows is one side's rows, each known by one ref.
type sideRows struct {
	side        Side
	rows        map[plan.Ref]*plan.Action
	how         map[plan.Ref]Match // only rows not found by their own ref
	doubled     map[plan.Ref]bool
	sharing     map[plan.Ref][]*plan.Action // the rows of each doubled ref
	order       []plan.Ref
	names       map[*plan.Action]plan.Ref // the ref each row goes by
	loose       []*plan.Action            // rows no ref was found for
	renumbered  []*plan.Action            // rows whose ref is not known, and whose text is that of several actions
	unnamed     map[plan.Ref]bool         // the refs found for rows that have none
	texts       map[string]int            // how many rows have each action text
	formulas    map[plan.ColumnKey]bool   // columns that formulas work out
	own         map[*plan.Action]bool     // all rows of the side
	across      map[plan.Ref]*plan.Action // the other side's rows, by the refs that stand there
	knows       map[plan.Ref]bool         // the refs that stand on it
	allNameless bool                      // none does
	refTables   map[string]bool           // the tables that it has rows in, and whether any of them has a ref
	several     bool                      // its rows stand on several sheets
	waits       map[plan.Ref]bool         // agreed actions whose words a row under a doubled ref holds
	left        []LeftRow
	isLeft      map[*plan.Action]bool
	stops       []Stop
	notes       []plan.Note
}

// readRows finds the ref each row of a side goes by.
func readRows(side Side, p, base, other *plan.Plan, known knownTexts, tables map[plan.Ref]bool) *sideRows {
	r := &sideRows{
		side: side, rows: map[plan.Ref]*plan.Action{}, how: map[plan.Ref]Match{}, isLeft: map[*plan.Action]bool{},
		doubled: map[plan.Ref]bool{}, names: map[*plan.Action]plan.Ref{}, unnamed: map[plan.Ref]bool{}, texts: map[string]int{},
		formulas: formulaColumns(*p), own: map[*plan.Action]bool{}, knows: map[plan.Ref]bool{}, waits: map[plan.Ref]bool{}, sharing: map[plan.Ref][]*plan.Action{},
		refTables: map[string]bool{}, across: byRefs(other),
	}
	groups, named := map[plan.Ref][]*plan.Action{}, map[string]string{}
	if base != nil || side == Partner { // at a first agreement officers' tables give the names
		named = r.tablesCalled(p, known)
	}
	for i := range p.Actions {
		a := &p.Actions[i]
		r.own[a] = true
		r.refTables[a.Table] = r.refTables[a.Table] || a.Ref != ""
		r.several = r.several || a.Sheet != p.Actions[0].Sheet
		r.texts[actionText(a)]++
		ref, how := a.Ref, ByRef
		if tables[ref] {
			ref, how = qualify(a.Table, ref), ByTable
			r.note(a, fmt.Sprintf("the ref %s repeats between tables and is taken as %s", a.Ref, ref))
		} else if tail, ok := strings.CutPrefix(string(ref), string(qualify(a.Table, ""))); ok && named[a.Table] != "" {
			ref, how = qualify(named[a.Table], plan.Ref(tail)), ByTable
		}
		if ref == "" {
			r.loose = append(r.loose, a)
			continue
		}
		r.knows[a.Ref] = true
		if len(groups[ref]) == 0 {
			r.order = append(r.order, ref)
		}
		groups[ref] = append(groups[ref], a)
		if how == ByTable {
			r.how[ref] = how
		}
	}
	r.repair(groups, known, base)
	if base != nil {
		r.rename(groups, known, base)
	}
	for _, ref := range r.order {
		rows := groups[ref]
		if len(rows) > 1 {
			r.double(ref, rows)
		} else if len(rows) == 1 {
			r.claim(ref, rows[0])
		}
	}
	if r.allNameless = len(r.order) == 0; r.allNameless && len(r.loose) > 0 {
		what := "no row has a ref"
		if !p.Has(plan.FieldRef) {
			what = "no column holds refs"
		}
		r.notes = append(r.notes, plan.Note{Message: side.copyName() + ": " + what + "; rows are known by their action text, and by what else is agreed of them where texts repeat"})
	}
	return r
}

// tablesCalled are the tables of a side that are called otherwise where refs that
// repeat between tables are told apart by them: in most of a table's rows, ref and
// action text are those of one table that the side has not got by its name.
func (r *sideRows) tablesCalled(p *plan.Plan, known knownTexts) map[string]string {
	has := map[string]bool{}
	for i := range p.Actions {
		has[p.Actions[i].Table] = true
	}
	rows, same := map[string]int{}, map[string]map[string]int{}
	for i := range p.Actions {
		a := &p.Actions[i]
		tail, ok := strings.CutPrefix(string(a.Ref), string(qualify(a.Table, "")))
		if !ok {
			continue
		}
		rows[a.Table]++
		of, found := strings.CutSuffix(string(known.refs[actionText(a)]), "/"+tail)
		if !found || has[of] {
			continue
		}
		if same[a.Table] == nil {
			same[a.Table] = map[string]int{}
		}
		same[a.Table][of]++
	}
	called, taken := map[string]string{}, map[string]bool{}
	for _, table := range slices.Sorted(maps.Keys(same)) {
		for _, of := range slices.Sorted(maps.Keys(same[table])) {
			if 2*same[table][of] > rows[table] && !taken[of] {
				called[table], taken[of] = of, true
				r.notes = append(r.notes, plan.Note{Message: fmt.Sprintf("%s: the table %s is taken for %s: its refs and action texts are the same", r.side.copyName(), table, of)})
			}
		}
	}
	return called
}

// hasRefs reports whether rows of a table have refs on this side or, where the
// side has no such table, whether any of its rows has one.
func (r *sideRows) hasRefs(table string) bool {
	if has, there := r.refTables[table]; there {
		return has
	}
	return !r.allNameless
}

func (r *sideRows) claim(ref plan.Ref, a *plan.Action) {
	r.rows[ref] = a
	r.names[a] = ref
}

// repair gives back the refs a spreadsheet took for numbers, where the action
// text is known to belong to the longer ref and that ref is missing. At a first
// agreement each side's refs are what the other's are repaired by: so only one of two
// is, the one that a spreadsheet made of the other or, where that does not show, the
// partners'. A text proves nothing where two rows have it: somebody may have copied
// 1.1 as the start of a new action, called that 1.10, and moved the other one.
func (r *sideRows) repair(groups map[plan.Ref][]*plan.Action, known knownTexts, base *plan.Plan) {
	agreed, unsure := byRefs(base), map[string]plan.Ref{}
	for _, ref := range r.order {
		var kept []*plan.Action
		for _, a := range groups[ref] {
			was, ok := known.refs[actionText(a)]
			mangled := ok && was != ref && len(groups[was]) == 0 && mangled(was, ref) && (base != nil || r.gives(was, ref))
			if mangled && r.across[was] != nil && r.isAcross(ref, a) {
				mangled = false // it is another action there, begun from these words
			}
			if mangled && base != nil && len(ref) > len(was) && isBegunFrom(agreed[was], r.across[was], a) {
				mangled = false // 1.10, begun from the words of a 1.1 that is gone
			}
			if mangled && !r.isOnly(a) {
				mangled, unsure[actionText(a)] = false, was
			}
			if !mangled {
				kept = append(kept, a)
				continue
			}
			groups[was] = []*plan.Action{a}
			r.order = append(r.order, was)
			r.how[was] = Repaired
			r.note(a, fmt.Sprintf("the ref %s is taken as %s: its action text is that of %s, and a spreadsheet makes one of the other", ref, was, was))
		}
		groups[ref] = kept
	}
	r.leaveMangled(groups, known, unsure)
}

// leaveMangled leaves the rows alone that have a text of which a row's ref may be a
// mangled one, and that have no agreed ref: any of them may be that action, which
// waits.
func (r *sideRows) leaveMangled(groups map[plan.Ref][]*plan.Action, known knownTexts, unsure map[string]plan.Ref) {
	if len(unsure) == 0 {
		return
	}
	rows := map[string][]*plan.Action{}
	for a := range r.own {
		rows[actionText(a)] = append(rows[actionText(a)], a)
	}
	leave := func(a *plan.Action) bool {
		was, ok := unsure[actionText(a)]
		if ok {
			r.waits[was] = true
			why := fmt.Sprintf("its words are those of action %s, which no row has by its ref, and so are those of %s", was, placesBut(a, rows[actionText(a)]))
			r.leave(a, why, fmt.Sprintf("give the row that is action %s its ref again", was))
		}
		return ok
	}
	for _, ref := range r.order {
		if known.texts[ref] == "" {
			groups[ref] = slices.DeleteFunc(groups[ref], leave)
		}
	}
	r.loose = slices.DeleteFunc(r.loose, leave)
}

// placesBut names the places of rows, but for that of one, in their order.
func placesBut(one *plan.Action, rows []*plan.Action) string {
	rows = slices.SortedFunc(slices.Values(rows), func(a, b *plan.Action) int {
		return cmp.Or(cmp.Compare(a.Sheet, b.Sheet), cmp.Compare(a.Row, b.Row))
	})
	var places []string
	for _, a := range rows {
		if a != one {
			places = append(places, rowPlace(a))
		}
	}
	return listFirst(places)
}

// byRefs are the actions of a plan by their refs.
func byRefs(p *plan.Plan) map[plan.Ref]*plan.Action {
	actions := map[plan.Ref]*plan.Action{}
	if p != nil {
		for i := range p.Actions {
			actions[p.Actions[i].Ref] = &p.Actions[i]
		}
	}
	return actions
}

// gives reports whether the other of two refs that a spreadsheet shows alike stands
// for this side's: for the shorter of two numbers the longer, for a date or a power
// what it was made of, and else, of two that differ in case or in dashes, officers'.
func (r *sideRows) gives(theirs, ref plan.Ref) bool {
	if asNumber(theirs) == asNumber(ref) && len(theirs) != len(ref) {
		return len(theirs) > len(ref)
	}
	if theirs.Key() == ref.Key() || mangled(ref, theirs) {
		return r.side == Partner
	}
	return true
}

// rename finds the rows that a side gave a new ref: no side had it before,
// the action text is that of a ref the side no longer has, and no other row
// has that text. One that says hardly anything else of what was agreed is another
// action: both are asked about.
func (r *sideRows) rename(groups map[plan.Ref][]*plan.Action, known knownTexts, base *plan.Plan) {
	agreed := byRefs(base)
	for _, ref := range r.order {
		if len(groups[ref]) != 1 || known.texts[ref] != "" {
			continue
		}
		a := groups[ref][0]
		was, ok := known.refs[actionText(a)]
		taken := r.across[ref] != nil
		if !ok && known.has[actionText(a)] && (!taken || r.isAcross(ref, a)) {
			r.renumbered = append(r.renumbered, a)
		}
		if !ok || was == ref || len(groups[was]) > 0 || taken && !r.isAcross(ref, a) {
			continue
		}
		if !r.isOnly(a) && (!taken || !r.agreesMost(agreed[was], a)) {
			continue // another row has the words too, and may be the action as well as this one
		}
		if r.across[was] != nil && isBegunFrom(agreed[was], r.across[was], a) {
			r.note(a, fmt.Sprintf("the ref %s is new, and the action text is that of %s, but hardly anything else that was agreed of it: it is taken as another action, begun from those words", ref, was))
			continue
		}
		groups[was], groups[ref] = groups[ref], nil
		r.order = append(r.order, was)
		r.how[was] = Renamed
		if r.across[was] != nil {
			r.note(a, fmt.Sprintf("the ref %s is new, and the action text is that of %s: it is taken as %s", ref, was, was))
		} else {
			r.note(a, fmt.Sprintf("the ref %s is new: its action is known by its text"+goesByIt, ref))
		}
	}
}

// agreesMost reports whether a row says more of what else was agreed of an action than
// any other row of the side that has its words too.
func (r *sideRows) agreesMost(was, a *plan.Action) bool {
	if was == nil {
		return false
	}
	says := func(row *plan.Action) (same int) {
		for f, agreed := range was.All() {
			if e, ok := row.Lookup(f); ok && settled(f) && f != plan.FieldAction && !agreed.Value.IsBlank() && e.Value == agreed.Value {
				same++
			}
		}
		return same
	}
	most := says(a)
	for row := range r.own {
		if row != a && actionText(row) == actionText(a) && says(row) >= most {
			return false
		}
	}
	return most > 0
}

// isBegunFrom reports whether a row under a new ref says the words of an agreed action,
// and is another: it says less than half of what else was agreed, and nothing of what
// makes an action the one that it is. What the other side's row of that action says now
// counts as what was agreed does: it may have been written into the row since.
func isBegunFrom(was, theirs, row *plan.Action) bool {
	same, all, itself := 0, 0, 0
	for f, agreed := range was.All() {
		e, ok := row.Lookup(f)
		if !ok || !settled(f) || f == plan.FieldAction || e.Value.IsBlank() && agreed.Value.IsBlank() {
			continue
		}
		all++
		says := e.Value == agreed.Value
		if theirs != nil {
			other, has := theirs.Lookup(f)
			says = says || has && e.Value == other.Value
		}
		if says {
			same++
		}
		switch {
		case tellsProgress[f] || agreed.Value.IsBlank():
		case says:
			return false
		default:
			itself++
		}
	}
	return all >= 2 && 2*same < all && itself > 0
}

// double stops the rows that share a ref within a side.
func (r *sideRows) double(ref plan.Ref, rows []*plan.Action) {
	r.doubled[ref], r.sharing[ref] = true, rows
	places := make([]string, len(rows))
	for i, a := range rows {
		r.names[a] = ref
		places[i] = rowPlace(a)
	}
	hint := "give each row a ref of its own; until then none of these rows is touched"
	for _, a := range rows {
		r.leave(a, fmt.Sprintf("the ref %s stands on %d rows", ref, len(rows)), "give each of them a ref of its own")
	}
	r.stops = append(r.stops, Stop{
		Kind: StopDoubled, Side: r.side, Refs: []plan.Ref{ref},
		Message: fmt.Sprintf("%s: the ref %s stands on %d rows (%s)", r.side.copyName(), ref, len(rows), strings.Join(places, ", ")),
		Hint:    hint,
	})
}

// waitForStops finds the agreed actions that the side has no row for but one whose
// ref stands on others too, and that holds the action's words or says most of what
// else was agreed of it: a ref typed wrong. Such an action is not gone; it waits with
// the stop, whose own action is known by its words.
func (r *sideRows) waitForStops(base *plan.Plan) {
	if base == nil || len(r.stops) == 0 {
		return
	}
	texts := newKnownTexts(base).texts
	for i := range base.Actions {
		missing := &base.Actions[i]
		if missing.Ref == "" || r.rows[missing.Ref] != nil || r.doubled[missing.Ref] {
			continue
		}
		for j, stop := range r.stops {
			ref := stop.Refs[0]
			at := slices.IndexFunc(r.sharing[ref], func(a *plan.Action) bool {
				if text := actionText(a); text != "" && (text == texts[missing.Ref] || text == texts[ref]) {
					return text == texts[missing.Ref]
				}
				return rewording{&Pair{Base: missing}, &Pair{Officer: a}, Officer}.isLikely()
			})
			if at >= 0 {
				r.waits[missing.Ref] = true
				r.stops[j].Refs = append(stop.Refs, missing.Ref)
				r.stops[j].Message += fmt.Sprintf("; %s says what was agreed of action %s, which has no row of its own there and waits", rowPlace(r.sharing[ref][at]), missing.Ref)
			}
		}
	}
}

func (r *sideRows) note(a *plan.Action, message string) {
	r.notes = append(r.notes, plan.Note{Cell: plan.Cell{Sheet: a.Sheet, Row: a.Row}, Message: r.side.copyName() + ": " + message})
}

// rowPlace names the row as a person finds it.
func rowPlace(a *plan.Action) string {
	return plan.Cell{Sheet: a.Sheet, Row: a.Row}.String()
}

// repeatedByTable finds the refs that name a different action in each table:
// no table holds one twice, and either the base knows them by their tables or,
// at a first agreement, the other side does or repeats them in the same
// tables. A ref that repeats in any other way is doubled.
func repeatedByTable(base, officer, partner *plan.Plan) map[plan.Ref]bool {
	repeated := map[plan.Ref]bool{}
	officers, partners := byTables(officer), byTables(partner)
	if base == nil {
		for _, sides := range [][2]map[plan.Ref][]string{{officers, partners}, {partners, officers}} {
			mine, theirs := sides[0], sides[1]
			for ref, tables := range mine {
				if len(tables) > 1 && distinct(tables) && (slices.Equal(tables, theirs[ref]) || allKnown(theirs, ref, tables)) {
					repeated[ref] = true
				}
			}
		}
		return repeated
	}
	known := byTables(base)
	for _, side := range []map[plan.Ref][]string{officers, partners} {
		for ref := range side {
			repeated[ref] = known[ref] == nil && distinct(officers[ref]) && distinct(partners[ref]) &&
				allKnown(known, ref, officers[ref]) && allKnown(known, ref, partners[ref])
		}
	}
	return repeated
}

// byTables lists the tables each ref stands in, sorted.
func byTables(p *plan.Plan) map[plan.Ref][]string {
	tables := map[plan.Ref][]string{}
	for i := range p.Actions {
		if a := &p.Actions[i]; a.Ref != "" {
			tables[a.Ref] = append(tables[a.Ref], a.Table)
		}
	}
	for _, list := range tables {
		slices.Sort(list)
	}
	return tables
}

func distinct(sorted []string) bool {
	return len(slices.Compact(slices.Clone(sorted))) == len(sorted)
}

// allKnown says whether a ref is known by each of these tables.
func allKnown(known map[plan.Ref][]string, ref plan.Ref, tables []string) bool {
	for _, table := range tables {
		if known[qualify(table, ref)] == nil {
			return false
		}
	}
	return true
}

// qualify is a ref told apart by its table: Home/1.1.
func qualify(table string, ref plan.Ref) plan.Ref { return plan.Ref(table + "/" + string(ref)) }
