package main

import (
	"fmt"

	"actionplan/plan"
)

// hiddenSentences say which actions do not show in the officers' workbook, and
// what becomes of them: what a filter hides is public all the same, and what
// somebody hid is not.
func hiddenSentences(p plan.Plan) []string {
	shut := map[string]bool{}
	for _, t := range p.Tables {
		shut[t.Name] = t.Hidden
	}
	filtered, hidden := 0, 0
	for _, a := range p.Actions {
		switch {
		case a.Hidden || shut[a.Table]:
			hidden++
		case a.Filtered:
			filtered++
		}
	}
	var said []string
	if filtered > 0 {
		said = append(said, fmt.Sprintf("a filter that was left on hides %d of %s: they count like the others. Clear the filter in the workbook to see them", filtered, counted(len(p.Actions), "action")))
	}
	if hidden > 0 {
		stands := "stands in a row or sheet that is hidden in the workbook: it is checked, and kept out of what is public"
		if hidden > 1 {
			stands = "stand in rows or sheets that are hidden in the workbook: they are checked, and kept out of what is public"
		}
		said = append(said, fmt.Sprintf("%d of %s %s", hidden, counted(len(p.Actions), "action"), stands))
	}
	return said
}

// warnOfHidden says so before anything else.
func (c *call) warnOfHidden(p plan.Plan) {
	if c.quiet || c.json {
		return
	}
	for _, sentence := range hiddenSentences(p) {
		c.warn(sentence)
	}
}
