package pack

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/check"
	"actionplan/reconcile"
)

// This section is how the pack was made.
func init() {
	add(Section{
		Order: 50,
		ID:    "made", Heading: "How this was made",
		Words: map[string]string{
			"not-shown": "What is not shown, and why",
			"checks":    "What the checks found",
		},
		says: func(s *seen) any { return made(s) },
	})
}

// Made is how the pack was made.
type Made struct {
	Read     []Fact // the files read
	Sentence string // how many checks found what
	Rules    []RuleCount
	NotShown []string // what is left out and why, a sentence each
}

// RuleCount is how often a check found something; one that finds two things has
// one for each of the words.
type RuleCount struct {
	Rule     string         `json:"rule"`
	Words    string         `json:"words"`
	Severity check.Severity `json:"severity"`
	N        int            `json:"count"`
}

// wordsOf is what a check found as members would read it.
func wordsOf(f check.Finding) string {
	return orElse(f.Public, capital(strings.ReplaceAll(f.Rule, "-", " ")))
}

// made is how the pack was made.
func made(s *seen) Made {
	a := s.about
	out := Made{NotShown: s.filter.sentences()}
	if stay := letGo(s.in.Settlement); stay != "" {
		out.NotShown = append(out.NotShown, stay)
	}
	unseen := 0
	out.Rules, unseen = ruleCounts(s)
	out.Read = append(out.Read, Fact{Label: "Officers’ plan", Text: orElse(a.Officers, "Not named")})
	if s.in.Settlement != nil {
		out.Read = append(out.Read, Fact{Label: "Partners’ copy", Text: orElse(a.Partners, "Not named")})
	}
	out.Read = append(out.Read,
		Fact{Label: "As at", Text: orElse(long(a.AsAt), "Not known")},
		Fact{Label: "Actions", Text: fmt.Sprint(len(s.actions))})
	out.Sentence = checksSentence(s.in.Report, out.Rules, unseen)
	if len(out.NotShown) == 0 {
		out.NotShown = []string{"Every column and every row of the plan is shown."}
	}
	return out
}

// letGo says how many actions that were let go the officers' plan holds still: no number
// of the pack counts them. It is "" where there are none.
func letGo(settled *reconcile.Settlement) string {
	if settled == nil {
		return ""
	}
	n := 0
	var refs []string
	for _, t := range settled.Stay {
		if t.Side != reconcile.Partner {
			continue
		}
		n++
		if !settled.Nameless(t.Ref) && t.Ref.Kept() == 0 {
			refs = append(refs, refWords(t.Ref))
		}
	}
	named := ""
	if len(refs) == n && n > 0 {
		named = " (" + strings.Join(refs, ", ") + ")"
	}
	switch n {
	case 0:
		return ""
	case 1:
		return "1 action that was let go" + named + " still stands in the officers’ plan, and is counted nowhere here."
	}
	return fmt.Sprintf("%d actions that were let go%s still stand in the officers’ plan, and are counted nowhere here.", n, named)
}

// checksSentence says how many checks found how much, and what officers have
// changed of it.
func checksSentence(r check.Report, rules []RuleCount, unseen int) string {
	if r.AsAt.IsZero() {
		return "The plan was not checked."
	}
	text := count(r.Ran, "check was run; it found", "checks were run; they found") + " "
	found := 0
	for _, rule := range rules {
		found += rule.N
	}
	if n := found; n > 0 {
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
		{unseen, "more is in a column or row that is not shown.", "more are in columns or rows that are not shown."},
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

// ruleCounts counts what was found by the rule and its words, once for every action
// that the pack shows, and how often it is about what the pack does not show.
func ruleCounts(s *seen) (out []RuleCount, unseen int) {
	at := map[string]int{}
	for _, f := range s.in.Report.Findings {
		n := s.countFound(f)
		if n == 0 {
			unseen++
			continue
		}
		key := string(f.Severity) + " " + f.Rule + " " + wordsOf(f)
		if _, ok := at[key]; !ok {
			at[key] = len(out)
			out = append(out, RuleCount{Rule: f.Rule, Words: wordsOf(f), Severity: f.Severity})
		}
		out[at[key]].N += n
	}
	slices.SortStableFunc(out, func(a, b RuleCount) int {
		if a.Severity != b.Severity {
			return slices.Index(check.Severities, a.Severity) - slices.Index(check.Severities, b.Severity)
		}
		return b.N - a.N
	})
	return out, unseen
}

// countFound counts the actions of the pack that a finding is about: one or, of a
// table that lacks a column, those that miss it. Any other finding is one.
func (s *seen) countFound(f check.Finding) int {
	if f.ActionID != "" || f.Ref != "" {
		if _, shown := s.found(f); !shown {
			return 0
		}
		return 1
	}
	if s.filter.tablesHidden[f.Table] {
		return 0
	}
	return max(1, s.countIf(func(a action) bool { return a.Table == f.Table && check.Concerns(f.Rule, a.facts) }))
}
