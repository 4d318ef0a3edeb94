package check

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"actionplan/history"
	"actionplan/plan"
	"actionplan/reconcile"
)

// Rule is one thing a reader would stop at, and all that is known of it: a
// new one is a row of its family's table, and its cases in rules_test.go.
type Rule struct {
	Code     string // its place in the catalogue: C16
	Name     string
	Severity Severity
	Meaning  string // what it finds, in one sentence
	Matters  string // why it matters to whoever reads the plan, in one sentence
	Basis    string // what it rests on: a law, a minute of a committee, what auditors ask
	Clears   string // what an officer does about it
	Public   string // what it finds as members read it, in a few words: "No lead named"
	Listed   bool   // the pack lists what it finds by those words where it is of severity high; false where a sentence of the pack's own says it, or none needs to
	Off      bool   // it runs only where somebody asks for it
	Usual    Tuning // what it goes by unless the council says otherwise; it takes no other settings than these

	look   func(*examined, Tuning) []hit
	untold func(*Facts) // takes away the facts that are not to be told once a finding is set aside; nil where none is
}

// Tuning is what a council can set of a rule. What is left at nought or nil is
// nothing that the rule takes, or as usual.
type Tuning struct {
	Days    int
	Percent int
	Count   int
	Words   []string
}

// over lays what was set over what is usual; words are beside the usual ones.
func (t Tuning) over(usual Tuning) Tuning {
	return Tuning{
		Days: cmp.Or(t.Days, usual.Days), Percent: cmp.Or(t.Percent, usual.Percent), Count: cmp.Or(t.Count, usual.Count),
		Words: slices.Concat(usual.Words, t.Words),
	}
}

// takes tells what is wrong with a tuning that the rule has no use for.
func (r Rule) takes(t Tuning) error {
	for _, set := range []struct {
		name        string
		given, used bool
	}{
		{"days", t.Days != 0, r.Usual.Days != 0},
		{"percent", t.Percent != 0, r.Usual.Percent != 0},
		{"count", t.Count != 0, r.Usual.Count != 0},
		{"words", t.Words != nil, r.Usual.Words != nil},
	} {
		if set.given && !set.used {
			return fmt.Errorf("rule %q takes no %s", r.Name, set.name)
		}
	}
	if min(t.Days, t.Percent, t.Count) < 0 {
		return fmt.Errorf("rule %q takes no number below nought", r.Name)
	}
	return nil
}

// Rules lists every rule in the order findings about one action are given.
// It is the one source of what check --list, the guide and the findings say.
func Rules() []Rule { return rules }

var rules = slices.Concat(completeness, wording, dates, status, since, measures, consistency, coverage, clocks, paper)

// Explained is what each rule means, as a table in Markdown.
func Explained() string {
	var b strings.Builder
	b.WriteString("| Rule | Severity | What it finds | What clears it |\n|---|---|---|---|\n")
	for _, rule := range Rules() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", rule.Name, rule.Severity, rule.Meaning, rule.Clears)
	}
	return b.String()
}

// Explain is all that there is to say of a rule, for who has met it for the
// first time.
func (r Rule) Explain() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n\n%s\n\nWhy it matters: %s\nWhat clears it: %s.\nWhat it rests on: %s.\n", r.Name, r.Severity, r.Meaning, r.Matters, r.Clears, r.Basis)
	if r.Off {
		fmt.Fprintf(&b, "It is off unless it is asked for: checks: [{rule: %s, on: true}]\n", r.Name)
	}
	if set := r.Usual.settings(); set != "" {
		fmt.Fprintf(&b, "What can be set, as it usually is: checks: [{rule: %s, %s}]\n", r.Name, set)
	}
	fmt.Fprintf(&b, "To leave it out for one action: checks: [{rule: %s, ref: \"1.10\", skip: true, until: 2026-06-30, why: \"…\"}]\n", r.Name)
	return b.String()
}

// settings are a tuning as it is written in the settings.
func (t Tuning) settings() string {
	var set []string
	for _, n := range []struct {
		name  string
		value int
	}{{"days", t.Days}, {"percent", t.Percent}, {"count", t.Count}} {
		if n.value != 0 {
			set = append(set, fmt.Sprintf("%s: %d", n.name, n.value))
		}
	}
	if t.Words != nil {
		set = append(set, "words: [your own, beside the usual]")
	}
	return strings.Join(set, ", ")
}

// hit is a rule's finding before it is put into words: what an action's cell, a
// whole table, or the plan itself is found to say.
type hit struct {
	action *action
	table  *table  // where action is nil
	about  string  // where both are: what of the plan it is about, as "recommendation 8"; "" for the plan
	cells  []Place // and where that stands, where it stands anywhere
	field  plan.Field
	beside []plan.Field // other cells of the action that the finding is about
	twins  []*action    // other actions whose cell it is about
	value  string       // the value shown, where it is not the cell's own
	says   string       // the sentence after the place
	ref    plan.Ref     // of what is about an action that the plan has no longer: its ref
	weighs Severity     // how grave it is, where it is not as grave as the rule
	public string       // as members read it, where it is not what the rule says: see Rule.Public
	clears string       // what clears it, where it is not what the rule says
}

// examined is a plan ready for the rules.
type examined struct {
	Subject
	tables  []*table
	byName  map[string]*table
	actions []*action // the plan's, in its order
	changed map[*history.Timeline]*history.Change
	scanned map[string]string   // by text, the kind of personal data that it seems to hold
	cited   map[string]citation // by cell, what it cites
	byRef   map[string]*action  // by a ref's key, the first action that has it; nil until it is asked for
}

// action is an action of the plan, its place in it, and the facts about it.
type action struct {
	*plan.Action
	at    int
	facts Facts
}

// table is one table of the plan with its actions and the fields it has.
type table struct {
	plan.Table
	fields  map[plan.Field]bool
	actions []*action
	at      int // where its first action stands in the plan; 0 where it has none
}

func examine(s Subject) *examined {
	r := &examined{Subject: s, byName: map[string]*table{}, scanned: map[string]string{}, cited: map[string]citation{}}
	if r.History == nil { // what its cells say of themselves
		r.History = history.Of([]history.Version{{On: s.AsAt, Source: history.Now, Plan: s.Plan}})
	}
	for _, t := range s.Plan.Tables {
		r.table(t)
	}
	for _, c := range s.Plan.Columns {
		r.table(plan.Table{Name: c.Table, Sheet: c.Table}).fields[c.Field] = true
	}
	for i := range s.Plan.Actions {
		a := &action{Action: &s.Plan.Actions[i], at: i, facts: FactsOf(s.Plan.Actions[i], s.AsAt)}
		r.actions = append(r.actions, a)
		t := r.table(plan.Table{Name: a.Table, Sheet: a.Sheet})
		if len(t.actions) == 0 {
			t.at = i
		}
		t.actions = append(t.actions, a)
		for f := range a.All() {
			t.fields[f] = true
		}
	}
	return r
}

// table finds a table by its name, or takes it in.
func (r *examined) table(t plan.Table) *table {
	if known, ok := r.byName[t.Name]; ok {
		return known
	}
	taken := &table{Table: t, fields: map[plan.Field]bool{}}
	r.tables = append(r.tables, taken)
	r.byName[t.Name] = taken
	return taken
}

// order is where a hit stands in the plan; the plan's own come first, and a
// table's before those of its actions.
func (r *examined) order(h hit) int {
	switch {
	case h.action != nil:
		return 2*h.action.at + 1
	case h.table != nil:
		return 2 * h.table.at
	}
	return -1
}

// find runs the rules that are to run, and gives what they find in the plan's
// order, and about one action in the rules' order.
func (r *examined) find(o Options) []Finding {
	type placed struct {
		at int
		Finding
	}
	var all []placed
	for _, rule := range Rules() {
		if !o.runs(rule) {
			continue
		}
		for _, h := range rule.look(r, o.tuning(rule)) {
			all = append(all, placed{r.order(h), r.finding(rule, h)})
		}
	}
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Compare(a.at, b.at) })
	findings := make([]Finding, len(all))
	for i, p := range all {
		findings[i] = p.Finding
	}
	return findings
}

// finding puts a hit into words.
func (r *examined) finding(rule Rule, h hit) Finding {
	f := Finding{
		Rule: rule.Name, Severity: cmp.Or(h.weighs, rule.Severity), Ref: h.ref, Field: h.field, Cells: []Place{},
		Matters: rule.Matters, Clears: cmp.Or(h.clears, rule.Clears), Public: cmp.Or(h.public, rule.Public), Listed: rule.Listed,
	}
	if h.action == nil {
		about := cmp.Or(h.about, "the plan")
		if h.table != nil {
			about, h.cells, f.Table = h.table.title(), []Place{h.table.place()}, h.table.Name
		}
		if kind := r.personal(about, h.says); kind != "" {
			about, h.says = "the plan", fmt.Sprintf("%s: the text seems to hold %s, and is not repeated here.", strings.ToLower(f.Public[:1])+f.Public[1:], kind)
		}
		f.Cells = append(f.Cells, h.cells...)
		f.Message = fmt.Sprintf("%s: %s", about, h.says)
		return f
	}
	f.Ref, f.ActionID, f.Table, f.Value = h.action.Ref, h.action.ID, h.action.Table, h.action.Shown(h.field)
	f.Lead = r.lead(h.action)
	switch {
	case h.value != "":
		f.Value = h.value
	case h.action.Value(h.field).Kind == plan.KindError:
		f.Value = ""
	}
	for _, field := range append([]plan.Field{h.field}, h.beside...) {
		f.Cells = append(f.Cells, r.places(*h.action.Action, field)...)
	}
	for _, twin := range h.twins {
		f.Cells = append(f.Cells, r.places(*twin.Action, h.field)...)
	}
	if kind := r.personal(string(f.Ref)); kind != "" {
		f.Ref = ""
	}
	if kind := r.personal(f.Value); kind != "" {
		f.Value = "withheld: it seems to hold " + kind
	}
	says := h.says
	if kind := r.repeats(h); kind != "" {
		says = fmt.Sprintf("%s: the cell seems to hold %s, and is not repeated here.", strings.ToLower(f.Public[:1])+f.Public[1:], kind)
	}
	f.Message = fmt.Sprintf("%s: %s", r.name(*h.action.Action, h.field), says)
	if h.action.Entry(h.field).Open {
		f.Message += " This is what was last agreed: a question about it is open."
	}
	return f
}

// unsettled lists the cells that nothing was ever agreed for.
func (r *examined) unsettled() []Unsettled {
	var out []Unsettled
	for _, a := range r.actions {
		for _, f := range plan.KnownFields {
			if !a.Entry(f).Unsettled() {
				continue
			}
			u := Unsettled{Ref: a.Ref, Field: f, Cells: append([]Place{}, r.places(*a.Action, f)...), Name: r.name(*a.Action, f), Lead: r.lead(a)}
			if r.personal(string(a.Ref)) != "" {
				u.Ref = ""
			}
			out = append(out, u)
		}
	}
	return out
}

// personal is the kind of personal data that one of the texts seems to hold,
// or "".
func (r *examined) personal(texts ...string) string {
	if r.Personal == nil {
		return ""
	}
	for _, text := range texts {
		kind, known := r.scanned[text]
		if !known {
			if what, found := r.Personal(text); found {
				kind = what
			}
			r.scanned[text] = kind
		}
		if kind != "" {
			return kind
		}
	}
	return ""
}

// repeats is the kind of personal data in what a hit says, or "". What is
// quoted is looked through as its author wrote it, too.
func (r *examined) repeats(h hit) string {
	if kind := r.personal(h.says, h.value); kind != "" {
		return kind
	}
	for _, f := range append([]plan.Field{h.field}, h.beside...) {
		text := h.action.Shown(f)
		if kind := r.personal(text); kind != "" && (strings.Contains(h.says, text) || strings.Contains(h.says, strconv.Quote(text))) {
			return kind
		}
	}
	return ""
}

// lead is who answers for an action; "" where nobody is named, or where the cell
// seems to hold personal data.
func (r *examined) lead(a *action) string {
	if a.Value(plan.FieldLead).IsBlank() || r.personal(a.Shown(plan.FieldLead)) != "" {
		return ""
	}
	return strings.Join(strings.Fields(a.Shown(plan.FieldLead)), " ")
}

// places is where a cell stands; a cell that is nowhere stands in no place.
func (r *examined) places(a plan.Action, f plan.Field) []Place {
	if r.Places != nil {
		return r.Places(a, f)
	}
	if cell := a.Entry(f).Cell; cell.Row > 0 {
		return []Place{{reconcile.Officer, cell.String()}}
	}
	return nil
}

// name is a cell named both ways: action 4.2, outcome (Plan!H6), or row 6,
// “Train foster carers”, outcome (Plan!H6). What names an action and seems to
// hold personal data is left out.
func (r *examined) name(a plan.Action, f plan.Field) string {
	name := a.Name()
	switch {
	case a.Ref == "" && a.Row == 0:
		name = "an action without a ref"
	case r.personal(name) != "" || a.Ref == "" && r.personal(a.Shown(plan.FieldAction)) != "":
		name = fmt.Sprintf("row %d", a.Row)
	case a.Ref != "":
		name = "action " + name
	}
	name += ", " + f.Label()
	switch places := r.places(a, f); {
	case len(places) == 2 && places[1].Side == reconcile.Partner && places[0].Cell == places[1].Cell:
		name += " (" + places[0].Cell + " on both sides)"
	case len(places) == 2 && places[1].Side == reconcile.Partner:
		name += " (" + places[0].Cell + "; partners: " + places[1].Cell + ")"
	case len(places) > 0:
		name += " (" + places[0].Cell + ")"
	}
	return name
}

// place is a table's header row; of a table that stands on no sheet, its name.
func (t *table) place() Place {
	return Place{reconcile.Officer, plan.Cell{Sheet: t.Sheet, Row: t.Header}.String()}
}

// title names a table: sheet "Plan" (Plan row 5).
func (t *table) title() string {
	if t.Header == 0 {
		return fmt.Sprintf("sheet %q", t.Name)
	}
	return fmt.Sprintf("sheet %q (%s)", t.Sheet, t.place().Cell)
}

// perAction makes a rule of what is looked at in each action alone.
func perAction(look func(*examined, *action) (hit, bool)) func(*examined, Tuning) []hit {
	return perTunedAction(func(r *examined, a *action, _ Tuning) (hit, bool) { return look(r, a) })
}

// perTunedAction is perAction of a rule that councils can tune.
func perTunedAction(look func(*examined, *action, Tuning) (hit, bool)) func(*examined, Tuning) []hit {
	return func(r *examined, t Tuning) []hit {
		var hits []hit
		for _, a := range r.actions {
			if h, ok := look(r, a, t); ok {
				h.action = a
				hits = append(hits, h)
			}
		}
		return hits
	}
}

// untuned makes a rule of what no council can tune.
func untuned(look func(*examined) []hit) func(*examined, Tuning) []hit {
	return func(r *examined, _ Tuning) []hit { return look(r) }
}

// perTable makes a rule's hits of the tables that lack a field while they
// hold actions that need one.
func perTable(f plan.Field, needs func(Facts) bool, says func(needing int) string) func(*examined, Tuning) []hit {
	return func(r *examined, _ Tuning) []hit {
		var hits []hit
		for _, t := range r.tables {
			needing := count(t.actions, needs)
			if needing > 0 && !t.fields[f] {
				hits = append(hits, hit{table: t, field: f, says: says(needing), clears: aColumn(f)})
			}
		}
		return hits
	}
}

// aColumn is what clears it that a table has no column for a field.
func aColumn(f plan.Field) string {
	label := f.Label()
	return fmt.Sprintf("add a column headed %s, or say in the settings which column holds it", strings.ToUpper(label[:1])+label[1:])
}

// both makes one rule of two.
func both(one, other func(*examined, Tuning) []hit) func(*examined, Tuning) []hit {
	return func(r *examined, t Tuning) []hit { return append(one(r, t), other(r, t)...) }
}

func count(actions []*action, is func(Facts) bool) int {
	n := 0
	for _, a := range actions {
		if is(a.facts) {
			n++
		}
	}
	return n
}

// nothing tells how a blank cell says nothing: by being empty, by a placeholder,
// or by a word of the spreadsheet's own, which is not repeated as if somebody
// had written it.
func nothing(a *action, f plan.Field) string {
	switch a.Value(f).Kind {
	case plan.KindPlaceholder:
		return fmt.Sprintf("it says only %q.", a.Shown(f))
	case plan.KindError:
		return fmt.Sprintf("the cell shows %s.", a.Value(f).ErrorWords())
	}
	return "nothing is written."
}

// counted is a number of things: 1 day, 2 days.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
