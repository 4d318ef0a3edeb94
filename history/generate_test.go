package history

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actionplan/plan"
)

// A generator of histories, with what their authors meant: actions that are moved,
// closed, opened again, reworded, regrouped, numbered anew, taken out and put in again
// over 2 to 12 versions, some of which lack a column, or are what both sides agreed on
// some of the actions.
//
//	go test ./history -run Generated -rapid.checks=5000

// meant is one action as its author knows it: it is itself whatever its row says.
type meant struct {
	id                                     int
	ref, words, theme, lead, status, tells string
	rating, rated                          string // and as a version said it last
	percent                                int
	due                                    plan.Date
	was                                    []plan.Date // moved from, as the cell tells it in this version
	extension, rationale                   string
	table                                  string
	out                                    bool
	quiet                                  bool // it was changed already in this version

	dues   []meantDue
	events []string // what happened, with the version: 3 reopened
}

type meantDue struct {
	on      plan.Date
	version int
	silent  bool
}

// author draws one history.
type author struct {
	*rapid.T
	actions  []*meant
	next     int
	version  int
	refs     refStyle
	byPlace  bool // every version numbers its actions by their place
	original bool // a column holds the original date
	columns  map[plan.Field]bool
	gone     []*meant
	words    []string
	said     map[plan.ID]int // which action each row is
}

type refStyle int

const (
	across   refStyle = iota // refs that no other action of the plan has
	byTable                  // every table counts from 1
	withNone                 // no refs
)

func (a *author) one(from, to int) int { return rapid.IntRange(from, to).Draw(a.T, "number") }
func (a *author) chance(in int) bool   { return rapid.IntRange(1, in).Draw(a.T, "chance") == in }
func choose[T any](a *author, from []T) T {
	return rapid.SampledFrom(from).Draw(a.T, "one of")
}

var (
	vocabulary = strings.Fields(`recruit train audit review write agree commission appoint visit supervise publish redesign embed launch support assess
		carers schools nurses police housing health foster adopters siblings leavers panels duty thresholds referrals caseloads placements records plans contacts
		weekly monthly before after during within across against through beyond summer winter autumn district county neighbourhood hospital college nursery court
		timely quality safe early stable trusted written shared signed local national joint new better fewer stronger clearer`)
	leads  = []string{"Head of Fostering", "Head of Safeguarding", "Director", "Service Manager", "Police Superintendent"}
	themes = []string{"Front door", "Care leavers", "Workforce", "Leadership"}
)

// newWords are words that no other action has, nor nearly.
func (a *author) newWords() string {
	n := len(vocabulary)
	for salt := a.next; ; salt += 7 {
		var words []string
		for i := range a.one(6, 9) {
			words = append(words, vocabulary[(salt*11+i*i*7+i*(salt+a.next))%n])
		}
		text := strings.Join(append(words, fmt.Sprintf("k%dx m%dy z%dq", a.next, a.next, a.next)), " ")
		if !slices.ContainsFunc(a.words, func(other string) bool { return similar(text, other) > 0.4 }) {
			a.words = append(a.words, text)
			return text
		}
	}
}

func (a *author) newAction() *meant {
	m := &meant{id: a.next, theme: choose(a, themes), lead: fmt.Sprintf("%s %d", choose(a, leads), a.next), status: "Not started", rating: "amber", table: "Plan"}
	m.words = a.newWords()
	a.next++
	if a.refs == byTable && a.chance(2) {
		m.table = "Health"
	}
	if a.refs == across {
		m.ref = fmt.Sprintf("%d.%d", 1+m.id/12, 1+m.id%12)
	}
	m.due = day(2025, 1).AddDays(a.one(0, 30) * 31)
	m.dues = []meantDue{{m.due, a.version, false}}
	if a.version > 0 {
		m.happens(a, "added")
	}
	return m
}

func day(year, month int) plan.Date {
	return plan.Date{Year: year, Month: 1, Day: 10}.AddMonths(month - 1)
}

func (m *meant) happens(a *author, what string) {
	m.events = append(m.events, fmt.Sprintf("%d %s", a.version, what))
}

// grow is what people do to an action between two versions.
func (a *author) edit(m *meant) {
	m.was, m.quiet = nil, false
	for _, do := range []struct {
		in int
		do func(*meant)
	}{{3, a.moveDate}, {6, a.getOn}, {8, a.reword}, {10, a.regroup}, {6, a.rate}, {3, a.report}} {
		if a.chance(do.in) {
			do.do(m)
		}
	}
}

// moveDate moves the due date, once or, of which only the cell tells, twice; with a
// reason in one of the places where people write one, or without.
func (a *author) moveDate(m *meant) {
	to := func(from plan.Date) plan.Date { return from.AddDays(31 * (a.one(0, 7) - 2)).AddDays(40) }
	next := to(m.due)
	if next == m.due || next.Year == m.due.Year && next.Month == m.due.Month {
		return
	}
	moves := []plan.Date{next}
	if a.chance(5) && !a.original {
		if last := to(next); (last.Year != next.Year || last.Month != next.Month) && (last.Year != m.due.Year || last.Month != m.due.Month) {
			m.was, moves = []plan.Date{m.due, next}, []plan.Date{next, last}
		}
	} else if a.chance(3) && !a.original {
		m.was = []plan.Date{m.due}
	}
	silent := false
	n := fmt.Sprint(a.version, m.id)
	switch a.one(0, 3) {
	case 0:
		if !a.columns[plan.FieldExtension] {
			silent = true
			break
		}
		m.extension = "Improvement Board agreed on its meeting number " + n
	case 1:
		m.quiet = true
		m.tells = "Progress note " + n + ": delayed because the provider left."
	case 2:
		if !a.columns["x:reason for delay"] {
			silent = true
			break
		}
		m.rationale = "The tender had to be run again, number " + n
	default:
		silent = true
	}
	for i, on := range moves {
		m.dues = append(m.dues, meantDue{on, a.version, silent})
		m.happens(a, "due moved")
		m.due = moves[i]
	}
}

func (a *author) getOn(m *meant) {
	was := m.status
	m.status = choose(a, []string{"In progress", "Complete", "In progress", "Not started", "Cancelled"})
	done := func(s string) bool { return s == "Complete" }
	open := func(s string) bool { return s == "In progress" || s == "Not started" }
	switch {
	case done(was) && open(m.status):
		m.happens(a, "reopened")
	case !done(was) && done(m.status):
		m.happens(a, "closed")
	case was != "Cancelled" && m.status == "Cancelled":
		m.happens(a, "withdrawn")
	case was == "In progress" && m.status == "Not started":
		m.happens(a, "fell back")
	}
}

// reword changes more than a fifth of the words, and leaves most of them.
func (a *author) reword(m *meant) {
	said := strings.Fields(m.words)
	change := len(said)/4 + 1 // of 9 to 12 words, a quarter: alike by less than 0.8 and more than 0.6
	at := rapid.Permutation(indexes(len(said)-3)).Draw(a.T, "words")
	for i := range change {
		said[at[i]] = fmt.Sprintf("w%dn%dv%d", m.id, i, a.version)
	}
	now := strings.Join(said, " ")
	if s := similar(m.words, now); s >= rewordedBy || s < alikeMeant {
		return
	}
	m.words = now
	m.happens(a, "reworded")
}

// alikeMeant is how alike words stay that are changed.
const alikeMeant = 0.62

func indexes(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func (a *author) regroup(m *meant) { m.theme = choose(a, themes) }
func (a *author) rate(m *meant)    { m.rating = choose(a, []string{"red", "amber", "green"}) }
func (a *author) report(m *meant) {
	m.percent = a.one(0, 100)
	if m.quiet {
		return
	}
	m.tells = fmt.Sprintf("Report %d of %d: %s.", a.version, m.id, choose(a, []string{"four of ten seen", "half trained", "first draft out"}))
}

// go on to the next version.
func (a *author) goOn() {
	percents := map[*meant]int{}
	for _, m := range a.actions {
		percents[m] = m.percent
	}
	var stay []*meant
	for _, m := range a.actions {
		if a.chance(12) && len(a.actions) > 3 {
			m.out = true
			m.happens(a, "gone")
			a.gone = append(a.gone, m)
			continue
		}
		a.edit(m)
		stay = append(stay, m)
	}
	a.actions = stay
	for _, m := range a.actions {
		if m.percent < percents[m] {
			m.happens(a, "fell back")
		}
	}
	if len(a.gone) > 0 && a.chance(4) {
		at := a.one(0, len(a.gone)-1)
		m := a.gone[at]
		if last := m.events[len(m.events)-1]; !strings.HasPrefix(last, fmt.Sprint(a.version)+" ") {
			a.gone = slices.Delete(a.gone, at, at+1)
			m.out, m.was = false, nil
			m.happens(a, "back")
			a.put(m)
		}
	}
	for range a.one(0, 2) {
		a.put(a.newAction())
	}
	if a.refs != byTable && a.chance(6) { // what is done is cut to another tab
		for _, m := range a.actions {
			if m.status == "Complete" {
				m.table = "Completed"
			}
		}
	}
	if a.chance(4) && a.refs != withNone {
		a.actions = rapid.Permutation(a.actions).Draw(a.T, "order")
	}
}

func (a *author) put(m *meant) {
	at := a.one(0, len(a.actions))
	a.actions = slices.Insert(a.actions, at, m)
}

func drawAuthor(t *rapid.T) *author {
	a := &author{T: t, columns: map[plan.Field]bool{plan.FieldExtension: rapid.Bool().Draw(t, "extension"), "x:reason for delay": rapid.Bool().Draw(t, "rationale")}, said: map[plan.ID]int{}}
	a.refs = refStyle(a.one(0, 2))
	a.byPlace = a.refs != withNone && a.chance(3)
	a.original = a.chance(4)
	for range a.one(3, 14) {
		a.actions = append(a.actions, a.newAction())
	}
	return a
}

// typed is a cell of words.
func typed(text string) plan.Entry {
	v := plan.TextValue(text)
	if text == "" {
		v = plan.Blank
	}
	return plan.Entry{Value: v, Typed: text}
}

// write is the version as a reader has it.
func (a *author) write(some bool) Version {
	on := plan.Date{Year: 2024, Month: 1, Day: 31}.AddDays(a.version * 30)
	v := Version{On: on, Source: Workbook, Name: fmt.Sprintf("v%d.xlsx", a.version+1)}
	if some {
		v.Source, v.Some = Agreed, true
	}
	refs, numbers := map[*meant]string{}, map[string]int{}
	for i, m := range a.actions {
		numbers[m.table]++
		switch refs[m] = m.ref; {
		case a.byPlace && a.refs == across:
			refs[m] = fmt.Sprint(i + 1)
		case a.byPlace:
			refs[m] = fmt.Sprint(numbers[m.table])
		case a.refs == byTable:
			refs[m] = fmt.Sprint(m.id + 1)
		}
	}
	rated, tabs := !a.chance(8), a.chance(3)
	var tables []string
	for _, m := range a.actions {
		if some && a.chance(3) {
			continue
		}
		table := m.table
		if tabs && !some {
			table += fmt.Sprint(" v", a.version)
		}
		ref := refs[m]
		row := plan.Action{ID: plan.ID(fmt.Sprintf("v%d %v r%d", a.version, some, len(v.Plan.Actions))), Ref: plan.Ref(ref), Table: table, Sheet: table, Row: len(v.Plan.Actions) + 2}
		a.said[row.ID] = m.id
		if !slices.Contains(tables, table) {
			tables = append(tables, table)
		}
		row.Set(plan.FieldRef, typed(ref))
		row.Set(plan.FieldAction, typed(m.words))
		row.Set(plan.FieldTheme, typed(m.theme))
		row.Set(plan.FieldLead, typed(m.lead))
		row.Set(plan.FieldStatus, typed(m.status))
		row.Set(plan.FieldProgress, typed(m.tells))
		due := plan.Entry{Value: m.due.Value(), Typed: m.due.Long()}
		for _, d := range m.was {
			due.Detail.Earlier = strings.TrimSpace(due.Detail.Earlier + " " + d.String())
		}
		if !some && len(m.was) == 0 && a.chance(5) {
			due.Value, due.Detail.Month = due.Value.AsMonth(plan.FieldDue), true
		}
		row.Set(plan.FieldDue, due)
		if a.original && !some {
			row.Set(plan.FieldOriginal, plan.Entry{Value: m.dues[0].on.Value(), Typed: m.dues[0].on.Long()})
		}
		if rated {
			if m.rated != "" && m.rated != m.rating {
				m.happens(a, "rated")
			}
			m.rated = m.rating
			row.Set(plan.FieldRAG, plan.Entry{Value: plan.RatingValue(m.rating), Typed: m.rating})
		}
		row.Set(plan.FieldPercent, plan.Entry{Value: plan.Value{Kind: plan.KindNumber, Text: fmt.Sprint(m.percent)}, Typed: fmt.Sprint(m.percent)})
		for f, text := range map[plan.Field]string{plan.FieldExtension: m.extension, "x:reason for delay": m.rationale} {
			if a.columns[f] && !some {
				row.Set(f, typed(text))
			}
		}
		v.Plan.Actions = append(v.Plan.Actions, row)
	}
	for _, table := range tables {
		for _, f := range v.Plan.Actions[0].Sorted() {
			v.Plan.Columns = append(v.Plan.Columns, plan.Column{Table: table, Heading: f.Label(), Field: f})
		}
	}
	return v
}

// TestGenerated holds the timelines to what the authors meant: no two actions are taken
// for one, and none for two; every date is found where it was first said, and none
// besides; and so is all that was done.
func TestGenerated(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawAuthor(t)
		all := slices.Clone(a.actions)
		var versions []Version
		count := a.one(2, 12)
		for {
			versions = append(versions, a.write(false))
			if a.version+1 == count {
				break
			}
			if a.chance(4) {
				versions = append(versions, a.write(true))
			}
			a.version++
			before := a.next
			a.goOn()
			for _, m := range a.actions {
				if m.id >= before {
					all = append(all, m)
				}
			}
		}
		checkMeant(t, a, all, Of(versions))
	})
}

func checkMeant(t *rapid.T, a *author, all []*meant, h *History) {
	of := map[int]*Timeline{}
	for _, timeline := range h.Timelines {
		ids := map[int]bool{}
		for _, seen := range timeline.seen {
			ids[a.said[seen.action.ID]] = true
		}
		if len(ids) != 1 {
			t.Fatalf("%s is %d actions: %v\n%s", timeline.Name(), len(ids), ids, told(timeline))
		}
		id := a.said[timeline.seen[0].action.ID]
		if of[id] != nil {
			t.Fatalf("action %d is told as two:\n%s\n%s", id, told(of[id]), told(timeline))
		}
		of[id] = timeline
	}
	for _, m := range all {
		timeline := of[m.id]
		if timeline == nil {
			t.Fatalf("action %d is not told", m.id)
		}
		var dues, want []string
		for _, d := range timeline.Dues {
			dues = append(dues, fmt.Sprintf("%d-%02d v%d %v", d.On.Year, d.On.Month, versionOf(d.Seen), d.Silent()))
		}
		for i, d := range m.dues {
			want = append(want, fmt.Sprintf("%d-%02d v%d %v", d.on.Year, d.on.Month, d.version, d.silent || i == 0))
		}
		if !slices.Equal(dues, want) {
			t.Errorf("action %d: its dates are %q, and meant were %q\n%s", m.id, dues, want, told(timeline))
		}
		var events []string
		for _, e := range timeline.Events {
			switch e.What {
			case Renumbered, Regrouped, MovedTable:
			default:
				events = append(events, fmt.Sprintf("%d %s", versionOf(e.By), e.What))
			}
		}
		slices.Sort(events)
		meantEvents := slices.Clone(m.events)
		slices.Sort(meantEvents)
		if !slices.Equal(events, meantEvents) {
			t.Errorf("action %d: what happened is %q, and meant was %q\n%s", m.id, events, meantEvents, told(timeline))
		}
	}
}

// versionOf is the number of a version of the generator.
func versionOf(l Label) int { return (plan.Date{Year: 2024, Month: 1, Day: 31}).DaysUntil(l.On) / 30 }

// told is a timeline for a person who looks into a failure.
func told(t *Timeline) string {
	var b strings.Builder
	for _, s := range t.seen {
		fmt.Fprintf(&b, "  v%d %s %s %s | %s | %s | %s %s | %s | %s | %s\n", versionOf(s.by), s.by.Source, s.action.Table, s.action.Ref, s.action.Shown(plan.FieldAction), s.action.Shown(plan.FieldTheme), s.action.Value(plan.FieldDue).Text, s.action.Entry(plan.FieldDue).Detail.Earlier, s.action.Shown(plan.FieldStatus), s.action.Shown(plan.FieldExtension), s.action.Shown(plan.FieldProgress))
	}
	for _, e := range t.Events {
		fmt.Fprintf(&b, "  v%d %s %q %q %q\n", versionOf(e.By), e.What, e.From, e.To, e.Why)
	}
	return b.String()
}
