package round

import (
	"fmt"
	"slices"
	"strconv"

	"actionplan/plan"
	"actionplan/reconcile"
)

// refuseStray refuses to go on where a run was cut off in the moment it wrote
// partners' copy, and partners moved rows in that same moment: what was meant
// for one action then stands in another's row, and would be taken for an edit
// of theirs. Only a person can say which it is.
func (r *Round) refuseStray(s *Staging) error {
	mark := strconv.FormatInt(s.cutOff.Batch, 10)
	if s.cutOff.Batch == 0 || r.Rules.Confirmed || !slices.Contains(s.Places[reconcile.Partner].Marks, mark) {
		return nil
	}
	agreed := byRef(*s.Base)
	says := func(which reconcile.Side, key plan.CellKey) plan.Value {
		row, _ := s.Settlement.Row(which, key.Ref)
		return row.Value(key.Field)
	}
	for _, c := range s.cutOff.Cells {
		meant := c.Now.Value
		if c.Side != reconcile.Partner || meant == plan.Blank || says(reconcile.Partner, c.CellKey) == meant {
			continue
		}
		for _, p := range s.compared.Pairs {
			key := plan.CellKey{Ref: p.Ref, Field: c.Field}
			if p.Partner == nil || p.Ref == c.Ref || p.Partner.Value(c.Field) != meant || agreed[p.Ref].Value(c.Field) == meant || says(reconcile.Officer, key) == meant {
				continue
			}
			was := agreed[p.Ref].Entry(c.Field)
			return &Problem{
				Kind: Waiting,
				Reason: fmt.Sprintf("the last apply was cut off while it wrote the partners' sheet, and rows were moved in that moment: %s, %s (%s) says what was meant for %s; nothing was written",
					s.Settlement.Called(p.Ref), c.Field.Label(), p.Partner.Entry(c.Field).Cell, s.Settlement.Called(c.Ref)),
				Advice: fmt.Sprintf("put back what it said before (last agreed: %q; File > Version history in the sheet shows it), or, where it is right as it is, run it again with --despite-stop", oneLine(was.Shown(), 60)),
			}
		}
	}
	return nil
}
