package reconcile

import "actionplan/plan"

// sideCell names a cell of one side, or a row where the field is "", by the ref
// its action goes by.
type sideCell struct {
	ref   plan.Ref
	field plan.Field
	side  Side
}

// rowCell names a cell of one side by the row of the reading it stands in.
type rowCell struct {
	side  Side
	id    plan.ID
	field plan.Field
}

// pairCell names a cell of a pair.
type pairCell struct {
	pair  *Pair
	field plan.Field
}
