package check

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/internal/text"
	"actionplan/plan"
)

// status are the rules that hold a status or a rating against the facts.
var status = []Rule{
	{
		Code: "C26", Name: "rag-contradicts", Severity: High,
		Meaning: "A rating says what the action's dates or status do not: green or blue and overdue, green and not started a quarter of the way through its time, red, amber or not started and complete, or no rating where others have one.",
		Matters: "Members stop trusting every other rating.",
		Basis:   "a committee asked that ratings say how closely targets are being met",
		Clears:  "rate the action again, or correct the date or status it contradicts",
		Public:  "The rating does not fit the facts", Listed: true,
		look: untuned(ragContradicts),
	},
	{
		Code: "C73", Name: "confidence-low", Severity: Medium,
		Meaning: "An open action is rated green, and the confidence that it will be done is low.",
		Matters: "The rating says where it stands; those who do it expect that it will not stay there.",
		Basis:   "a council’s committee is told of progress and of confidence apart",
		Clears:  "rate it by what is expected, or say what will be done about it; correct the confidence if it has grown",
		Public:  "Green, with little confidence",
		Usual:   Tuning{Words: []string{"low", "very low", "red", "amber red", "none", "little", "not confident", "no confidence", "unlikely", "doubtful", "poor"}},
		look:    perTunedAction(confidenceLow),
	},
	{
		Code: "C28", Name: "closed-without-evidence", Severity: High,
		Meaning: "An action is complete or closed and no evidence is given.",
		Matters: "It may be done, and nobody can show it.",
		Basis:   "internal auditors find it difficult to close recommendations without evidence",
		Clears:  "say what shows that it made the difference, and where that can be seen",
		Public:  "Complete without evidence",
		untold:  func(f *Facts) { f.NoEvidence, f.NoEvidenceCell = false, false },
		look: both(
			perTable(plan.FieldEvidence, Facts.Done, func(done int) string {
				return fmt.Sprintf("no column holds evidence, and %s complete or closed.", is(done, "action"))
			}),
			perAction(func(r *examined, a *action) (hit, bool) {
				return hit{field: plan.FieldEvidence, says: r.isDone(a) + nothing(a, plan.FieldEvidence)}, a.facts.NoEvidence
			}),
		),
	},
	{
		Code: "C68", Name: "evidence-nothing", Severity: High,
		Meaning: "An action is complete or closed, and its evidence cell says that there is none: none, nil, to follow, not yet.",
		Matters: "The plan itself says that nothing shows it.",
		Basis:   "internal auditors find it difficult to close recommendations without evidence; plans that say “to follow” for years",
		Clears:  "say what shows that it made the difference, or open the action again",
		Public:  "Complete, and its evidence is to follow",
		look: perAction(func(r *examined, a *action) (hit, bool) {
			says := fmt.Sprintf("%sit says %q.", r.isDone(a), a.Shown(plan.FieldEvidence))
			return hit{field: plan.FieldEvidence, says: says}, a.facts.NoEvidence && a.saysNothing(plan.FieldEvidence)
		}),
	},
	{
		Code: "C30", Name: "closed-status-mismatch", Severity: Medium,
		Meaning: "An action is complete or closed without a closing date, or has a closing date and is neither.",
		Matters: "The action counts as open in one place and as done in another.",
		Basis:   "one fact in two columns has to be one fact",
		Clears:  "make the status and the closing date agree",
		Public:  "The status and the closing date do not fit",
		look:    perAction(closedMismatch),
	},
	{
		Code: "C56", Name: "status-unknown", Severity: Medium,
		Meaning: "A status is a word that nobody has given a meaning: one finding for each such word.",
		Matters: "Its actions count as open, and may be called overdue, whatever the word was meant to say.",
		Basis:   "a word nobody has defined is read by each reader differently",
		Clears:  "say under statuses: in the settings what the word means, or write one that everybody knows: In progress, Complete",
		Public:  "A status nobody knows",
		look:    perWord(plan.FieldStatus, "status", "they count as open", plan.StatusLine),
	},
	{
		Code: "C57", Name: "rating-unknown", Severity: Medium,
		Meaning: "A rating is a word that nobody has given a meaning: one finding for each such word.",
		Matters: "Its actions stand in no count of ratings.",
		Basis:   "councils’ scales differ: a step has to be defined to be counted",
		Clears:  "say under ratings: in the settings what the word means, or write Red, Amber, Green or Blue",
		Public:  "A rating nobody knows",
		look:    perWord(plan.FieldRAG, "rating", "they count as not rated", plan.RatingLine),
	},
	{
		Code: "C27", Name: "rag-rule", Severity: Medium,
		Meaning: "A rating is not the one that the council’s own rule gives, by how far the action has got and whether it is overdue.",
		Matters: "A scale that is not kept to says nothing.",
		Basis:   "a council’s published rule: to a quarter done is red, to three quarters amber",
		Clears:  "rate the action as the rule says, or change the rule in the settings (rating-rule:)",
		Public:  "The rating is not by the council’s rule",
		look:    perAction(ragRule),
	},
	{
		Code: "C29", Name: "closed-unverified", Severity: Medium,
		Meaning: "An action is complete or closed, and nobody but its lead has verified it, in a table that says who has.",
		Matters: "Whoever did the work has marked it.",
		Basis:   "an audit committee was told that 49 % were addressed and 47 % verified: both counts matter",
		Clears:  "have somebody else look at the evidence, and name their post",
		Public:  "Complete, and not verified",
		look:    perAction(closedUnverified),
	},
	{
		Code: "C31", Name: "percent-mismatch", Severity: Medium,
		Meaning: "An action is all done by its percentage and open by its status, or the other way round; or its percentage is below nought or above a hundred, or less than it was last time.",
		Matters: "Two counts of what is done differ.",
		Basis:   "one fact in two columns has to be one fact",
		Clears:  "make the status and the percentage agree",
		Public:  "The status and the percentage do not fit",
		look:    perAction(percentMismatch),
	},
	{
		Code: "C36", Name: "sides-disagree", Severity: High,
		Meaning: "The council and its partners say different things of an action, and nobody has settled it.",
		Matters: "The pack prints what was last agreed, and one of them or both say something else by now.",
		Basis:   "whoever merges tables finds that cells which belong together have to be settled together",
		Clears:  "answer the question (actionplan decide), or have whoever owns the column answer it",
		Public:  "Not settled between the council and its partners",
		look:    perAction(sidesDisagree),
	},
	{
		Code: "C59", Name: "action-withdrawn", Severity: Low,
		Meaning: "An action is struck out whole, and its status is still open.",
		Matters: "It counts as withdrawn here, and as open wherever somebody reads its status alone.",
		Basis:   "plans strike out what is withdrawn, and leave its status as it was",
		Clears:  "give it the status Withdrawn, or take the striking away",
		Public:  "Struck out, and still open",
		look:    perAction(actionWithdrawn),
	},
	{
		Code: "C67", Name: "rag-undefined", Severity: Low,
		Meaning: "Actions are rated, and neither the workbook nor the settings say what the ratings mean.",
		Matters: "Amber is a month behind in one council and half done in another.",
		Basis:   "councils’ plans that print the meaning of each rating; one had “36 amber E actions”",
		Clears:  "say under ratings: in the settings what each step means (says:)",
		Public:  "The ratings are not explained",
		look:    untuned(ragUndefined),
	},
}

// Band is a step of a council's own rule for ratings: what an action is rated
// that has got no further than so many hundredths.
type Band struct {
	Rating  string // one of plan.Ratings
	UpTo    int
	Overdue bool // for overdue actions alone
}

// ragRule holds the ratings of open actions to the first band of the council's rule
// that fits.
func ragRule(r *examined, a *action) (hit, bool) {
	rag := a.Value(plan.FieldRAG)
	percent, known := a.Value(plan.FieldPercent).Number()
	if !known || !a.facts.Open() || rag.Kind != plan.KindRating {
		return hit{}, false
	}
	for _, b := range r.RatingRule {
		if percent > float64(b.UpTo) || b.Overdue && !a.facts.Overdue() {
			continue
		}
		overdue := ""
		if b.Overdue {
			overdue = " and overdue"
		}
		h := hit{field: plan.FieldRAG, beside: []plan.Field{plan.FieldPercent}}
		h.says = fmt.Sprintf("it is %s; at %s %%%s the council’s rule says %s.", rag.Text, a.Value(plan.FieldPercent).Text, overdue, b.Rating)
		return h, rag.Text != b.Rating
	}
	return hit{}, false
}

func closedUnverified(r *examined, a *action) (hit, bool) {
	by := a.Value(plan.FieldVerified)
	if by.Kind == plan.KindAbsent || !a.facts.Done() {
		return hit{}, false
	}
	lead := a.Value(plan.FieldLead)
	h := hit{field: plan.FieldVerified}
	switch {
	case by.IsBlank():
		h.says = r.isDone(a) + nothing(a, plan.FieldVerified)
	case by.Kind == plan.KindText && lead.Kind == plan.KindText && plan.Fold(by.Text) == plan.Fold(lead.Text):
		h.says, h.beside = r.isDone(a)+"nobody but its lead has verified it.", []plan.Field{plan.FieldLead}
	}
	return h, h.says != ""
}

func percentMismatch(r *examined, a *action) (hit, bool) {
	percent, known := a.Value(plan.FieldPercent).Number()
	if !known {
		return hit{}, false
	}
	h := hit{field: plan.FieldPercent, beside: []plan.Field{plan.FieldStatus}}
	switch {
	case percent < 0 || percent > 100:
		h.says, h.beside = fmt.Sprintf("%s %% is no part of a whole.", a.Value(plan.FieldPercent).Text), nil
	case a.Value(plan.FieldStatus).Kind == plan.KindAbsent || a.Value(plan.FieldStatus).IsBlank():
	case percent == 100 && a.facts.Open():
		h.says = fmt.Sprintf("it is 100 %% done, and its status is %q.", a.Shown(plan.FieldStatus))
	case percent < 100 && a.facts.Done():
		h.says = fmt.Sprintf("it is %s %% done, and its status is %q.", a.Value(plan.FieldPercent).Text, a.Shown(plan.FieldStatus))
	}
	if was, fell := r.fallen(a); h.says == "" && fell && a.facts.Open() {
		h.says, h.beside = fmt.Sprintf("it is %q, and was %q last time.", a.Shown(plan.FieldPercent), was), nil
	}
	return h, h.says != ""
}

func sidesDisagree(_ *examined, a *action) (hit, bool) {
	var open []string
	h := hit{}
	for _, f := range plan.KnownFields {
		e := a.Entry(f)
		if !e.Open || e.Unsettled() {
			continue
		}
		if open == nil {
			h.field = f
		} else {
			h.beside = append(h.beside, f)
		}
		open = append(open, f.Label())
	}
	h.says = fmt.Sprintf("the council and its partners do not agree on %s.", text.Joined(open))
	return h, open != nil
}

func actionWithdrawn(_ *examined, a *action) (hit, bool) {
	status := a.Entry(plan.FieldStatus)
	found := a.Struck && status.Value.Kind == plan.KindText && status.Status().IsOpen()
	return hit{field: plan.FieldStatus, says: fmt.Sprintf("the whole row is struck out, and its status is %q.", status.Shown())}, found
}

func ragUndefined(r *examined) []hit {
	rated := slices.ContainsFunc(r.actions, func(a *action) bool { return a.Value(plan.FieldRAG).Kind == plan.KindRating })
	if !r.NoLegend || !rated {
		return nil
	}
	return []hit{{says: "its actions are rated, and nothing says what a rating means."}}
}

// saysNothing reports whether a cell says in words that there is nothing, which is
// more than to leave it blank or to promise it (TBC).
func (a *action) saysNothing(f plan.Field) bool {
	e := a.Entry(f)
	return e.Value.Kind == plan.KindPlaceholder && plan.TextValue(e.Typed).Kind == plan.KindText
}

// mostNamed is how many actions a finding about a word names.
const mostNamed = 8

// perWord makes a rule's hits of the words of a column that nobody has given a
// meaning: one a word, about all the actions that say it, with the line of
// settings that gives it one. Sentences are one hit together.
func perWord(f plan.Field, what, counts string, line func(word, explained string) plan.Line) func(*examined, Tuning) []hit {
	return func(r *examined, _ Tuning) []hit {
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
				h.says += " The line of settings that gives it a meaning: " + r.Plan.LineOf(word, line(word, "")).String()
			}
			hits = append(hits, h)
		}
		return hits
	}
}

// isDone begins the sentence about what an action lacks that is done.
func (r *examined) isDone(a *action) string {
	return fmt.Sprintf("the action is %s, and ", r.statusOf(a))
}

// row names an action by its row, and by its sheet where the plan has several.
func (r *examined) row(a *action) string {
	if len(r.tables) > 1 && a.Sheet != "" {
		return plan.Cell{Sheet: a.Sheet, Row: a.Row}.String()
	}
	return fmt.Sprintf("row %d", a.Row)
}

// named names actions by their refs, and counts those beyond the first few.
func (r *examined) named(actions []*action) string {
	var names []string
	for _, a := range actions[:min(len(actions), mostNamed)] {
		name := string(a.Ref)
		if name == "" || r.personal(name) != "" {
			name = r.row(a)
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

func confidenceLow(r *examined, a *action, t Tuning) (hit, bool) {
	rag := a.Value(plan.FieldRAG)
	_, low := saidOf(a.Value(plan.FieldConfidence).Text).begins(t.Words)
	says := fmt.Sprintf("it is %q, and the action is %s.", a.Shown(plan.FieldConfidence), r.calls(rag))
	return hit{field: plan.FieldConfidence, beside: []plan.Field{plan.FieldRAG}, says: says}, low && a.facts.Open() && rag.Kind == plan.KindRating && rag.Text == plan.RatingGreen
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
