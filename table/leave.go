package table

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"actionplan/plan"
)

// Several sheets may say one plan: as it stood each month, the actions that
// are closed, the same again to be printed. None is counted twice. What is left
// out is named, with why; where that was not sure, with the line of settings that
// says so.

// part is what one table was read as.
type part struct {
	area
	plan.Plan
	guessed bool // what it says is to be done is taken for that by what its cells hold
	faint   bool // or by a heading that says it of other things as well: "Description"

	notActions map[int][]Cell  // its rows that are no actions, and what they say
	heads      map[string]bool // what its headings over other rows are called, folded
}

// tab is a sheet's parts together.
type tab struct {
	sheet *sheet
	parts []*part
	stamp stamp
	texts map[string]bool // what its actions say is to be done
	heads map[string]bool // and the headings over them that another sheet may list as actions
	known map[plan.Field]bool
	cells int // that say something

	formulas int // of the texts, those that a formula gives
	left     bool
}

func (t *tab) header() header { return t.parts[0].header }

// tabs gathers parts by their sheets.
func tabs(parts []*part) []*tab {
	var all []*tab
	for _, p := range parts {
		i := slices.IndexFunc(all, func(t *tab) bool { return t.sheet == p.sheet })
		if i < 0 {
			i = len(all)
			all = append(all, &tab{sheet: p.sheet, stamp: stampOf(p.sheet.Sheet), texts: map[string]bool{}, heads: map[string]bool{}, known: map[plan.Field]bool{}})
		}
		all[i].add(p)
	}
	return all
}

func (t *tab) add(p *part) {
	t.parts = append(t.parts, p)
	maps.Copy(t.heads, p.heads)
	for _, c := range p.Columns {
		t.known[c.Field] = t.known[c.Field] || c.Field.Known()
	}
	for _, a := range p.Actions {
		if text := textOf(a); text != "" && !t.texts[text] {
			t.texts[text] = true
			if e := a.Entry(plan.FieldAction); !e.Writable && e.Cell.Row == a.Row {
				t.formulas++
			}
		}
		for _, e := range a.All() {
			if e.Value.Kind != plan.KindBlank {
				t.cells++
			}
		}
	}
}

// textOf is what an action says is to be done, folded.
func textOf(a plan.Action) string {
	for _, f := range []plan.Field{plan.FieldAction, plan.FieldRecommendation} {
		if v := a.Value(f); v.Kind == plan.KindText {
			return foldHeading(v.Text)
		}
	}
	return ""
}

func (t *tab) knows() int {
	n := 0
	for _, known := range t.known {
		if known {
			n++
		}
	}
	return n
}

// shared is how many of its actions another tab says too, as actions or as headings.
func (t *tab) shared(other *tab) int {
	n := 0
	for text := range t.texts {
		if other.texts[text] || other.heads[text] {
			n++
		}
	}
	return n
}

// mostlySays says whether most of the fewer actions of two tabs are in the other too.
func (t *tab) mostlySays(other *tab) bool {
	least := min(len(t.texts), len(other.texts))
	return least > 0 && t.shared(other)*5 >= least*3
}

func (t *tab) headedAlike(other *tab) bool {
	return t.header().shares(other.header()) >= 0.7 && other.header().shares(t.header()) >= 0.7
}

// leaving decides which sheets that look like the plan's are left out of it.
type leaving struct {
	tabs   []*tab
	agreed []string // the sheets in which the plan was agreed
	notes  *notebook
	left   []plan.Left
}

func (l *leaving) leave(t, of *tab, why string) *noted {
	t.left = true
	left := plan.Left{Sheet: t.sheet.Sheet, Why: why}
	if of != nil {
		left.Of = of.sheet.Sheet
	}
	l.left = append(l.left, left)
	l.notes.forget(t.sheet)
	return l.notes.sheet(t.sheet, "the sheet was not read: "+why).weighs(plan.Aside)
}

// choosePlan leaves out what is no plan or says the plan again, and says which
// tables hold what is completed.
func (l *leaving) choosePlan() {
	for _, t := range l.tabs {
		if t.isCompleted() && slices.ContainsFunc(l.tabs, func(other *tab) bool { return other != t && !other.isCompleted() }) {
			if t.kindIs(plan.Completed) {
				continue // by the settings
			}
			for _, p := range t.parts {
				p.kind(plan.Completed)
			}
			l.notes.sheet(t.sheet, "the sheet is taken for the plan's completed actions, by its name").settledBy("tables", "{sheet: %q, kind: completed}", t.sheet.Sheet)
		}
	}
	for _, group := range l.versions() {
		l.chooseVersion(group)
	}
	l.sameAgain()
	l.doubtRepeats()
}

func (p *part) kind(kind string) {
	for i := range p.Tables {
		p.Tables[i].Kind = kind
	}
}

func (t *tab) kindIs(kind string) bool {
	return slices.ContainsFunc(t.parts, func(p *part) bool { return p.Tables[0].Kind == kind })
}

// isCompleted says whether a sheet holds the actions that are done with: its
// name says so, and what its actions say of it does not say otherwise.
func (t *tab) isCompleted() bool {
	if kind := t.parts[0].Tables[0].Kind; kind != "" {
		return kind == plan.Completed
	}
	name := strings.Fields(foldHeading(t.sheet.Sheet))
	if !slices.ContainsFunc(name, func(w string) bool { return completedWords[w] }) || slices.ContainsFunc(name, func(w string) bool { return notCompleted[w] }) {
		return false
	}
	done, said := 0, 0
	for _, p := range t.parts {
		for _, a := range p.Actions {
			_, closed := a.Value(plan.FieldClosed).Date()
			switch v := a.Value(plan.FieldStatus); {
			case closed || a.Status().IsDone():
				done, said = done+1, said+1
			case v.Kind != plan.KindAbsent && !v.IsBlank():
				said++
			}
		}
	}
	return done*2 >= said
}

var (
	completedWords = words(`completed complete closed done archive archived achieved finished delivered`)
	notCompleted   = words(`not in to be incomplete and open or`)
)

// versions groups the sheets that say one plan at several times: headed alike,
// with mostly the same actions, and named for it.
func (l *leaving) versions() [][]*tab {
	var groups [][]*tab
	grouped := map[*tab]bool{}
	for _, t := range l.tabs {
		if grouped[t] || t.kindIs(plan.Completed) {
			continue
		}
		group := []*tab{t}
		for i := 0; i < len(group); i++ {
			for _, other := range l.tabs {
				if !slices.Contains(group, other) && !grouped[other] && !other.kindIs(plan.Completed) && group[i].isVersionOf(other) {
					group = append(group, other)
				}
			}
		}
		slices.SortFunc(group, func(a, b *tab) int { return a.sheet.order - b.sheet.order })
		plain := 0
		for _, one := range group {
			if one.stamp.kind == unstamped {
				plain++
			}
		}
		if len(group) > 1 && plain <= 1 {
			groups = append(groups, group)
			for _, one := range group {
				grouped[one] = true
			}
		}
	}
	return groups
}

func (t *tab) isVersionOf(other *tab) bool {
	stamped := t.stamp.kind != unstamped || other.stamp.kind != unstamped
	stem, otherStem := t.stamp.stem, other.stamp.stem
	named := stem == otherStem || stem == "" && other.stamp.kind == unstamped || otherStem == "" && t.stamp.kind == unstamped
	return stamped && named && t.headedAlike(other) && t.mostlySays(other)
}

// chooseVersion reads the latest of several versions and leaves the others.
func (l *leaving) chooseVersion(group []*tab) {
	stamps, cells := make([]stamp, len(group)), make([]int, len(group))
	for i, t := range group {
		stamps[i], cells[i] = t.stamp, t.cells
	}
	latest, ordered := latestOf(stamps)
	agreed := slices.IndexFunc(group, func(t *tab) bool { return slices.Contains(l.agreed, t.sheet.Sheet) })
	which := "this one was read"
	if said := slices.IndexFunc(group, func(t *tab) bool { return t.kindIs(plan.Ongoing) }); said >= 0 {
		latest, ordered = said, true
	} else if !ordered && agreed >= 0 {
		latest, which = agreed, "this one was read, as when it was agreed"
	} else if !ordered {
		latest = slices.Index(cells, slices.Max(cells))
	}
	chosen := group[latest]
	var others []string
	for _, t := range group {
		if t == chosen {
			continue
		}
		others = append(others, fmt.Sprintf("%q", t.sheet.Sheet))
		if ordered {
			l.leave(t, chosen, fmt.Sprintf("it is an earlier version of %q", chosen.sheet.Sheet))
			l.left[len(l.left)-1].Earlier = true
		} else {
			l.leave(t, chosen, fmt.Sprintf("it has mostly the actions of %q, and their names do not say which is the latest", chosen.sheet.Sheet))
			left := &l.left[len(l.left)-1]
			left.Twin, left.Differs = true, t.differing(chosen)
		}
	}
	if !ordered {
		l.notes.sheet(chosen.sheet, fmt.Sprintf("the sheet has mostly the same actions as %s, and nothing says which is the latest: %s", listed(others), which)).
			weighs(plan.Doubtful).settledBy("tables", "{sheet: %q, kind: ongoing}", chosen.sheet.Sheet)
	}
}

// differing are the cells of a tab that say something else than another's, by their
// rows' refs and texts; of a row that the other has not got, the first.
func (t *tab) differing(other *tab) []plan.Cell {
	byRef, byText := map[plan.Ref]plan.Action{}, map[string]plan.Action{}
	for _, p := range other.parts {
		for _, a := range p.Actions {
			byText[textOf(a)] = a
			if a.Ref != "" {
				byRef[a.Ref] = a
			}
		}
	}
	var cells []plan.Cell
	for _, p := range t.parts {
		for _, a := range p.Actions {
			own, known := byRef[a.Ref]
			if !known {
				own, known = byText[textOf(a)]
			}
			if !known {
				cells = append(cells, plan.Cell{Sheet: a.Sheet, Row: a.Row, Column: p.Columns[0].Number})
				continue
			}
			for _, c := range p.Columns {
				mine, has := a.Lookup(c.Field)
				theirs, also := own.Lookup(c.Field)
				if has && also && mine.Value != theirs.Value && !slices.Contains(cells, mine.Cell) {
					cells = append(cells, mine.Cell)
				}
			}
		}
	}
	return cells
}

// sameAgain leaves out sheets that list another's actions again with fewer of
// the fields, or by formulas.
func (l *leaving) sameAgain() {
	for _, t := range l.tabs {
		if t.left || t.kindIs(plan.Completed) || t.kindIs(plan.Ongoing) || len(t.texts) < 2 {
			continue // or the settings say that it is counted as well
		}
		for _, other := range l.tabs {
			if other == t || other.left || other.kindIs(plan.Completed) || t.shared(other)*5 < len(t.texts)*4 {
				continue
			}
			if t.formulas*2 > len(t.texts) && other.formulas*2 <= len(other.texts) || t.knows() < other.knows() && !t.headedAlike(other) || t.isView() && !other.isView() {
				l.leave(t, other, fmt.Sprintf("it lists the actions of %q again", other.sheet.Sheet))
				break
			}
		}
	}
}

// isView says whether a sheet's name says that it shows what stands elsewhere.
func (t *tab) isView() bool {
	return slices.ContainsFunc(strings.Fields(foldHeading(t.sheet.Sheet)), func(w string) bool { return viewWords[w] })
}

var viewWords = words(`print printable view extract export summary timeline gantt snapshot`)

// countOnce leaves out of the completed tables the actions that the plan's own
// tables still have.
func (l *leaving) countOnce() {
	live := map[string]plan.Action{}
	for _, t := range l.tabs {
		if t.left || t.kindIs(plan.Completed) {
			continue
		}
		for _, p := range t.parts {
			for _, a := range p.Actions {
				live[textOf(a)] = a
			}
		}
	}
	delete(live, "")
	for _, t := range l.tabs {
		if t.left || !t.kindIs(plan.Completed) {
			continue
		}
		for _, p := range t.parts {
			p.Actions = slices.DeleteFunc(p.Actions, func(a plan.Action) bool {
				own, again := live[textOf(a)]
				again = again && (a.Ref == "" || own.Ref == "" || plan.SameRef(a.Ref, own.Ref))
				if again {
					l.notes.row(t.sheet, a.Row, 0, "row %s has an action that the plan still has: it is counted there", "rows %s have actions that the plan still has: they are counted there")
				}
				return again
			})
		}
	}
}
