package main

import (
	"fmt"

	"actionplan/plan"
	"actionplan/reconcile"
)

// refuseStray refuses to go on where a run was cut off in the moment it wrote
// a Google Sheet, and partners moved rows in that same moment: what was meant
// for one action then stands in another's row, and would be taken for an edit
// of theirs. Only a person can say which it is.
func (d *desk) refuseStray(w *writing) error {
	if !d.onGoogle() || d.despiteStop || !d.sheet.seen.Carries(w.CutOff.Batch) {
		return nil
	}
	agreed, now := byRef(*w.Base), byRef(w.Partners)
	for _, c := range w.CutOff.Cells {
		meant := c.Now.entry().Value
		if c.Side != reconcile.Partner || meant == plan.Blank || now[c.Ref].Value(c.Field) == meant {
			continue
		}
		for _, a := range w.Partners.Actions {
			e := a.Entry(c.Field)
			if a.Ref == c.Ref || e.Value != meant || agreed[a.Ref].Value(c.Field) == meant || w.saysToo(a.Ref, c.Field, meant) {
				continue
			}
			was := agreed[a.Ref].Entry(c.Field)
			return &refusal{
				code: exitWaiting,
				problem: fmt.Sprintf("the last apply was cut off while it wrote the partners' sheet, and rows were moved in that moment: action %s, %s (%s) says what was meant for action %s; nothing was written",
					a.Ref, c.Field.Label(), e.Cell, c.Ref),
				advice: fmt.Sprintf("put back what it said before (last agreed: %q; File > Version history in the sheet shows it), or, where it is right as it is, run it again with --despite-stop", oneLine(was.Shown(), 60)),
			}
		}
	}
	return nil
}

// saysToo says whether the officers' plan says it of that action as well.
func (w *writing) saysToo(ref plan.Ref, f plan.Field, v plan.Value) bool {
	a, ok := actionByRef(w.Officers, ref)
	return ok && a.Value(f) == v
}
