package pack

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/check"
	"actionplan/plan"
)

// ruleWords say what a check found as members would read it. A rule that is
// not here goes by its name.
var ruleWords = map[string]string{
	"outcome-column-missing":   "No column for outcomes",
	"outcome-blank":            "No outcome written",
	"outcome-is-activity":      "The outcome says what will be done, not what will change",
	"lead-blank":               "No lead named",
	"lead-not-a-person":        "The lead is not a person or a post",
	"due-blank":                "No due date",
	"due-vague":                "The due date is not a date",
	"due-slipped":              "The due date has moved since the last pack",
	"due-slipped-unexplained":  "The due date has moved and nothing says why",
	"date-impossible":          "A date cannot be right",
	"date-ambiguous":           "A date can be read two ways",
	"measure-blank":            "No measure",
	"wording-continuing":       "The action only says that work continues",
	"source-blank":             "No recommendation named",
	"recommendation-uncovered": "A recommendation no action answers",
	"overdue":                  "Overdue",
	"due-soon":                 "Due soon and not far on",
	"rag-contradicts":          "The rating does not fit the facts",
	"closed-without-evidence":  "Complete without evidence",
	"closed-unverified":        "Complete, and nobody has verified it",
	"closed-status-mismatch":   "The status and the closing date do not fit",
	"percent-mismatch":         "The percentage does not fit the status",
	"reopened":                 "It was complete and is open again",
	"update-stale":             "No recent update",
	"sides-disagree":           "The officers’ plan and the partners’ copy disagree",
	"ref-duplicate":            "A ref that stands twice",
	"action-vanished":          "An action that has gone since the last pack",
}

func wordsOf(rule string) string {
	if words, ok := ruleWords[rule]; ok {
		return words
	}
	return capital(strings.ReplaceAll(rule, "-", " "))
}

// ofActions are the grave findings that are about an action and that no other
// concern has said already.
var ofActions = map[string]bool{
	"lead-blank": true, "due-blank": true, "due-slipped": true, "due-slipped-unexplained": true,
	"date-impossible": true, "rag-contradicts": true, "reopened": true,
}

// alsoFound lists what else the checks found that is grave, an item an action.
func (m *maker) alsoFound() Concern {
	c := Concern{ID: "also-found", Title: "Also found by the checks", Reasons: true}
	at := map[int]int{}
	for _, f := range m.in.Report.Findings {
		i, ok := m.found(f)
		if !ok || !ofActions[f.Rule] || f.Severity != check.High {
			continue
		}
		if _, listed := at[i]; !listed {
			at[i] = len(c.Items)
			c.Items = append(c.Items, m.item(m.actions[i]))
		}
		item := &c.Items[at[i]]
		if words := wordsOf(f.Rule); !strings.Contains(item.Reason, words) {
			item.Reason = strings.TrimPrefix(item.Reason+"; "+words, "; ")
		}
	}
	if n := len(c.Items); n > 0 {
		c.words = fmt.Sprintf("%d with other serious findings", n)
		c.Sentence = count(n, "action has another serious finding of the checks.", "actions have other serious findings of the checks.")
	}
	return c
}

// found is the action of the pack a finding is about, where the public may
// see the field it is about.
func (m *maker) found(f check.Finding) (int, bool) {
	i, ok := m.byID[f.ActionID]
	if !ok {
		i, ok = m.byRef[f.Ref]
	}
	if !ok || f.Field != "" && !m.sight.field(m.actions[i].Table, f.Field) {
		return 0, false
	}
	return i, true
}

// made is how the pack was made.
func (m *maker) made() Made {
	a := m.about()
	out := Made{NotShown: m.sight.sentences(), Rules: m.ruleCounts()}
	out.Read = append(out.Read, Fact{Label: "Officers’ plan", Text: orElse(a.Officers, "Not named")})
	if m.in.Settlement != nil {
		out.Read = append(out.Read, Fact{Label: "Partners’ copy", Text: orElse(a.Partners, "Not named")})
	}
	out.Read = append(out.Read,
		Fact{Label: "As at", Text: orElse(long(a.AsAt), "Not known")},
		Fact{Label: "Actions", Text: fmt.Sprint(len(m.actions))})
	out.Sentence = m.checksSentence()
	if len(out.NotShown) == 0 {
		out.NotShown = []string{"Every column and every row of the plan is shown."}
	}
	return out
}

// checksSentence says how many checks found how much, and what officers have
// changed of it.
func (m *maker) checksSentence() string {
	r := m.in.Report
	if r.AsAt.IsZero() {
		return "The plan was not checked."
	}
	run := len(check.Rules()) - len(r.NotRun)
	text := count(run, "check was run; it found", "checks were run; they found") + " "
	if n := len(r.Findings); n > 0 {
		text += count(n, "thing", "things") + " a reader would stop at."
	} else {
		text += "nothing a reader would stop at."
	}
	changed := 0
	for _, f := range r.Findings {
		if f.Why != "" {
			changed++
		}
	}
	for _, also := range []struct {
		n         int
		one, many string
	}{
		{len(r.NotRun), "check was left out by the settings.", "checks were left out by the settings."},
		{len(r.Suppressed), "more finding was set aside by officers, with a reason.", "more findings were set aside by officers, each with a reason."},
		{changed, "finding was given another weight by officers, with a reason.", "findings were given another weight by officers, each with a reason."},
	} {
		if also.n > 0 {
			text += " " + count(also.n, also.one, also.many)
		}
	}
	return text
}

func long(d plan.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Long()
}

func (m *maker) ruleCounts() []RuleCount {
	var out []RuleCount
	at := map[string]int{}
	for _, f := range m.in.Report.Findings {
		key := string(f.Severity) + " " + f.Rule
		if _, ok := at[key]; !ok {
			at[key] = len(out)
			out = append(out, RuleCount{Rule: f.Rule, Words: wordsOf(f.Rule), Severity: f.Severity})
		}
		out[at[key]].N++
	}
	slices.SortStableFunc(out, func(a, b RuleCount) int {
		if a.Severity != b.Severity {
			return slices.Index(check.Severities, a.Severity) - slices.Index(check.Severities, b.Severity)
		}
		return b.N - a.N
	})
	return out
}

// blockedBy lists what keeps the draft from being published. It names rules,
// refs and fields, and repeats none of the plan's text.
func (m *maker) blockedBy() []string {
	var out []string
	told := map[string]bool{}
	for _, f := range m.in.Report.Findings {
		if f.Severity == check.Stop {
			out = append(out, fmt.Sprintf("%s: %s", findingWords(f), f.Rule))
			told[cellWords(f.Ref, f.Field)] = true
		}
	}
	for _, a := range m.actions {
		for _, f := range plan.KnownFields {
			name := cellWords(a.Ref, f)
			if a.Entry(f).Unsettled() && !told[name] {
				out = append(out, name+": nothing was ever agreed")
			}
		}
	}
	if m.in.Settlement != nil {
		for _, s := range m.in.Settlement.Stops {
			out = append(out, stopWords(string(s.Kind), sideWords(s.Side), s.Refs))
		}
	}
	return out
}

func cellWords(ref plan.Ref, f plan.Field) string {
	switch {
	case ref == "" && f == "":
		return "the plan"
	case ref == "":
		return f.Label()
	case f == "" || !f.Known():
		return "action " + string(ref)
	}
	return "action " + string(ref) + ", " + f.Label()
}

// findingWords names a finding's cells both ways: action 2.3, due (Plan!F12).
func findingWords(f check.Finding) string {
	var places []string
	for _, p := range f.Cells {
		places = append(places, p.Cell)
	}
	if len(places) == 0 {
		return cellWords(f.Ref, f.Field)
	}
	return cellWords(f.Ref, f.Field) + " (" + strings.Join(places, ", ") + ")"
}

func stopWords(kind, side string, refs []plan.Ref) string {
	text := fmt.Sprintf("%s: %s", side, kind)
	if len(refs) == 0 {
		return text
	}
	names := make([]string, len(refs))
	for i, r := range refs {
		names[i] = refWords(r)
	}
	return text + " (" + list(names) + ")"
}
