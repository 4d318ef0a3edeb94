package main

import (
	"fmt"

	"actionplan/plan"
)

// hiddenCounts are how many actions a filter that was left on hides, which are
// public all the same, and how many stand in rows or sheets that somebody hid,
// which are not.
func hiddenCounts(p plan.Plan) (filtered, hidden int) {
	shut := map[string]bool{}
	for _, t := range p.Tables {
		shut[t.Name] = t.Hidden
	}
	for _, a := range p.Actions {
		switch {
		case a.Hidden || shut[a.Table]:
			hidden++
		case a.Filtered:
			filtered++
		}
	}
	return filtered, hidden
}

// warnOfFilter says, before anything else, that a filter hides actions from
// those who look at the workbook and not from those who read of it.
func (c *call) warnOfFilter(p plan.Plan) {
	if filtered, _ := hiddenCounts(p); filtered > 0 && !c.quiet && !c.json {
		c.warn(fmt.Sprintf("a filter that was left on hides %d of %s in the officers' workbook: they count like the others. Clear the filter to see them", filtered, counted(len(p.Actions), "action")))
	}
}

// saysHidden says, for the end of a report, which actions are kept out of what
// is public; "" where none are.
func saysHidden(p plan.Plan) string {
	_, hidden := hiddenCounts(p)
	switch hidden {
	case 0:
		return ""
	case 1:
		return "One of the actions stands in a row or sheet that is hidden in the workbook: no pack shows or counts it."
	}
	return fmt.Sprintf("%d of the actions stand in rows or sheets that are hidden in the workbook: no pack shows or counts them.", hidden)
}
