package check

import (
	"fmt"
	"strings"

	"actionplan/plan"
)

// status are the rules that hold a status or a rating against the facts.
var status = []Rule{
	{
		Name: "rag-contradicts", Severity: High,
		Meaning: "A rating says what the action's dates or status do not: green or blue and overdue, green and not started a quarter of the way through its time, red, amber or not started and complete, or no rating where others have one.",
		Clears:  "rate the action again, or correct the date or status it contradicts",
		Public:  "The rating does not fit the facts", Listed: true,
		look: ragContradicts,
	},
	{
		Name: "closed-without-evidence", Severity: High,
		Meaning: "An action is complete or closed and no evidence is given.",
		Clears:  "say what shows that it made the difference, and where that can be seen",
		Public:  "Complete without evidence",
		untold:  func(f *Facts) { f.NoEvidence, f.NoEvidenceCell = false, false },
		look: both(
			perTable(plan.FieldEvidence, Facts.Done, func(done int) string {
				return fmt.Sprintf("no column holds evidence, and %s complete or closed.", is(done, "action"))
			}),
			perAction(blank(plan.FieldEvidence, func(f Facts) bool { return f.NoEvidence })),
		),
	},
	{
		Name: "closed-status-mismatch", Severity: Medium,
		Meaning: "An action is complete or closed without a closing date, or has a closing date and is neither.",
		Clears:  "make the status and the closing date agree",
		Public:  "The status and the closing date do not fit",
		look:    perAction(closedMismatch),
	},
	{
		Name: "status-unknown", Severity: Medium,
		Meaning: "A status is a word that nobody has given a meaning, found once for each word: its actions count as open.",
		Clears:  "say under statuses: in the settings what the word means, or write one that everybody knows: In progress, Complete",
		Public:  "A status nobody knows",
		look:    perWord(plan.FieldStatus, "status", "they count as open", plan.StatusLine),
	},
	{
		Name: "rating-unknown", Severity: Medium,
		Meaning: "A rating is a word that nobody has given a meaning, found once for each word: its actions count as not rated.",
		Clears:  "say under ratings: in the settings what the word means, or write Red, Amber, Green or Blue",
		Public:  "A rating nobody knows",
		look:    perWord(plan.FieldRAG, "rating", "they count as not rated", plan.RatingLine),
	},
}

// mostNamed is how many actions a finding about a word names.
const mostNamed = 8

// perWord makes a rule's hits of the words of a column that nobody has given a
// meaning: one a word, about all the actions that say it, with the line of
// settings that gives it one. Sentences are one hit together.
func perWord(f plan.Field, what, counts string, line func(word, explained string) plan.Line) func(*examined) []hit {
	return func(r *examined) []hit {
		said := map[string][]*action{}
		var order []string
		for _, a := range r.actions {
			word, unknown := a.Entry(f).UnknownWord()
			if !unknown {
				continue
			}
			key := plan.Fold(word)
			if said[key] == nil {
				order = append(order, key)
			}
			said[key] = append(said[key], a)
		}
		var hits []hit
		for _, key := range order {
			actions := said[key]
			h := hit{action: actions[0], field: f, twins: actions[1:]}
			word, _ := actions[0].Entry(f).UnknownWord()
			h.says = fmt.Sprintf("a sentence is no %s", what)
			if word != "" {
				h.says = fmt.Sprintf("%q is no %s that is known", word, what)
			}
			if len(actions) > 1 {
				h.says += fmt.Sprintf("; %s say it (%s)", counted(len(actions), "action"), r.named(actions))
			}
			if h.says += ": " + counts; len(actions) == 1 {
				h.says = strings.Replace(h.says, "they count", "it counts", 1)
			}
			if h.says += "."; word != "" {
				h.says += " The line of settings that gives it a meaning: " + line(word, "").String()
			}
			hits = append(hits, h)
		}
		return hits
	}
}

// named names actions by their refs, and counts those beyond the first few.
func (r *examined) named(actions []*action) string {
	var names []string
	for _, a := range actions[:min(len(actions), mostNamed)] {
		name := string(a.Ref)
		if name == "" || r.personal(name) != "" {
			name = fmt.Sprintf("row %d", a.Row)
		}
		names = append(names, name)
	}
	if more := len(actions) - mostNamed; more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	return strings.Join(names, ", ")
}

func ragContradicts(r *examined) []hit {
	var hits []hit
	for _, t := range r.tables {
		rated := t.rated()
		for _, a := range t.actions {
			switch says, beside := contradiction(r, a); {
			case says != "":
				hits = append(hits, hit{action: a, field: plan.FieldRAG, beside: beside, says: says})
			case a.Value(plan.FieldRAG).IsBlank() && rated[a.facts.Done()] && a.facts.Standing():
				says := strings.TrimSuffix(nothing(a, plan.FieldRAG), ".") + ", though other actions are rated."
				if a.Value(plan.FieldRAG).Kind == plan.KindBlank {
					says = "no rating is given, though other actions have one."
				}
				hits = append(hits, hit{action: a, field: plan.FieldRAG, says: says, public: "No rating"})
			}
		}
	}
	return hits
}

// contradiction is what an action's rating gets wrong, and the cells that
// show it.
func contradiction(r *examined, a *action) (says string, beside []plan.Field) {
	rag := a.Value(plan.FieldRAG)
	if rag.Kind != plan.KindRating {
		return "", nil
	}
	switch {
	case a.facts.Overdue() && (rag.Text == plan.RatingGreen || rag.Text == plan.RatingBlue):
		return fmt.Sprintf("it is %s and overdue: it was due on %s.", r.calls(rag), a.facts.Due.Long()), []plan.Field{plan.FieldDue}
	case rag.Text == plan.RatingGreen && r.isLateToStart(a):
		return fmt.Sprintf("it is %s and not started, with a quarter of its time gone.", r.calls(rag)), []plan.Field{plan.FieldStatus, plan.FieldStart, plan.FieldDue}
	case a.facts.Done() && rag.Text != plan.RatingGreen && rag.Text != plan.RatingBlue && !r.awaitsEvidence(rag):
		return fmt.Sprintf("it is %s, and the action is %s.", r.calls(rag), r.statusOf(a)), []plan.Field{plan.FieldStatus}
	}
	return "", nil
}

// calls is what the council calls a rating: a step of its own scale in quotes, or
// the usual word.
func (r *examined) calls(rag plan.Value) string {
	if step, ok := r.Plan.Step(rag); ok {
		return fmt.Sprintf("%q", step.Name)
	}
	return rag.Text
}

// awaitsEvidence reports whether a rating says that the work is done and what shows it
// is awaited, which a status that it is complete does not contradict.
func (r *examined) awaitsEvidence(rag plan.Value) bool {
	step, ok := r.Plan.Step(rag)
	return ok && step.Kind == plan.EvidenceAwaited
}

// statusOf is how far an action has got: in the council's own word for it, in
// quotes, or in the usual one.
func (r *examined) statusOf(a *action) string {
	said := a.Shown(plan.FieldStatus)
	for _, word := range r.Plan.Statuses {
		if plan.Fold(word.Words) == plan.Fold(said) && word.Means == a.facts.Status {
			return fmt.Sprintf("%q", plan.Clean(said))
		}
	}
	return string(a.facts.Status)
}

// rated reports whether any of the table's open actions has a rating, and any of
// its done ones: some councils rate open actions only.
func (t *table) rated() map[bool]bool {
	rated := map[bool]bool{}
	for _, a := range t.actions {
		if a.Value(plan.FieldRAG).Kind == plan.KindRating && a.facts.Standing() {
			rated[a.facts.Done()] = true
		}
	}
	return rated
}

// isLateToStart reports whether an action that is not started has spent a
// quarter of the time from its start to its due date.
func (r *examined) isLateToStart(a *action) bool {
	start, started := a.Value(plan.FieldStart).Date()
	due, ends := a.Value(plan.FieldDue).Date()
	return started && ends && a.facts.Status == plan.StatusNotStarted &&
		4*start.DaysUntil(r.AsAt) > start.DaysUntil(due)
}

// closedMismatch compares the two columns where a table has both and both
// are agreed.
func closedMismatch(_ *examined, a *action) (hit, bool) {
	status, closed := a.Entry(plan.FieldStatus), a.Entry(plan.FieldClosed)
	if status.Value.Kind == plan.KindAbsent || closed.Value.Kind == plan.KindAbsent {
		return hit{}, false
	}
	said := status.Status()
	date, dated := closed.Value.Date()
	switch {
	case said.IsDone() && !dated:
		says := fmt.Sprintf("%q is not a date.", closed.Shown())
		switch closed.Value.Kind {
		case plan.KindBlank:
			says = "no date is written."
		case plan.KindError:
			says = fmt.Sprintf("the cell of its date shows %s.", closed.Value.ErrorWords())
		}
		says = fmt.Sprintf("the status is %q, and ", status.Shown()) + says
		return hit{field: plan.FieldClosed, beside: []plan.Field{plan.FieldStatus}, says: says}, true
	case dated && said.IsOpen():
		shown := fmt.Sprintf("%q", status.Shown())
		switch status.Value.Kind {
		case plan.KindBlank:
			shown = "blank"
		case plan.KindError:
			shown = status.Value.ErrorWords()
		}
		says := fmt.Sprintf("the action was closed on %s, and its status is %s.", date.Long(), shown)
		return hit{field: plan.FieldStatus, beside: []plan.Field{plan.FieldClosed}, says: says}, true
	}
	return hit{}, false
}

// is counts things as the subject of a sentence: 1 action is, 2 actions are.
func is(n int, thing string) string {
	if n == 1 {
		return counted(n, thing) + " is"
	}
	return counted(n, thing) + " are"
}
