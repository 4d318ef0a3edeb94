package table

import (
	"slices"
	"strings"

	"actionplan/plan"
)

// # Lists of risks and issues
//
// In a list of risks, issues and what else may befall a project, Impact is what each
// would do, and no difference that an action makes:
//
//	Category   | Description                   | Impact                | Mitigation
//	Risk       | Staff may leave               | The line would close  | Train a second team
//	Dependency | The new store opens in spring | Files stay where they | Rent the old one on
//
// What tells such a list is a likelihood or a severity, a number of the risk, a column
// of its kinds, a mitigation where nothing is headed as the action, or the sheet's name.

// isRegister reports whether a table's columns are those of a list of risks or issues
// though none numbers or scores them.
func (r *vocabulary) isRegister(headings []heading, held map[int]holding) bool {
	mitigates, acts := false, false
	for _, h := range headings {
		if held[h.column].inRegister || held[h.column].mostly(held[h.column].kinds) {
			return true
		}
		mitigation := strings.HasPrefix(foldHeading(h.says()), "mitigati")
		acts = acts || !mitigation && slices.ContainsFunc(r.heading(h), func(n naming) bool { return n.field == plan.FieldAction && n.strength >= exact })
		mitigates = mitigates || mitigation
	}
	return mitigates && !acts
}

// listedKinds are what a list of mixed kinds says of each of its rows.
var listedKinds = words(`risk risks issue issues assumption assumptions dependency dependencies decision decisions constraint constraints opportunity opportunities`)

// isRegister reports whether a sheet is named as a list of risks or issues, and not of
// what is done about them too: "RAID log", "Risk register".
func isRegister(sheet string) bool {
	is := false
	for _, w := range strings.Fields(foldHeading(sheet)) {
		switch strings.TrimSuffix(w, "s") {
		case "raid", "raidd", "risk", "issue":
			is = true
		case "action", "plan", "improvement":
			return false
		}
	}
	return is
}
