package reconcile

import "actionplan/plan"

// Side is whose reading a cell stands in.
type Side string

// The three readings.
const (
	Officer Side = "officer"
	Partner Side = "partner"
	Base    Side = "base"
)

// Owner is who may change a column.
type Owner string

// A column belongs to officers, to partners, or to either.
const (
	Officers Owner = "officers"
	Partners Owner = "partners"
	Either   Owner = "either"
)

// Agreement is what the council's settings say about the columns.
type Agreement struct {
	Owners   map[plan.Field]Owner // a field not listed belongs to either
	Share    map[plan.Field]bool  // what may reach the partners' side; nil shares every known field
	Together [][]plan.Field       // columns settled as one unit
}

// Verdict is who moved a cell.
type Verdict string

// The verdicts.
const (
	Unmoved      Verdict = "unmoved"
	OfficerMoved Verdict = "officer moved"
	PartnerMoved Verdict = "partner moved"
	MovedAlike   Verdict = "moved alike"
	MovedApart   Verdict = "moved apart"
)
