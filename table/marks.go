package table

import (
	"fmt"

	"actionplan/plan"
)

// recoverRef gives the one row of a table that lost its ref the ref that the row
// itself carries. That counts only where every other row carries its own: one
// that does not shows that rows were moved and their marks left behind. Two
// rows without a ref may have changed places, so that neither gets one.
func (t *tableReader) recoverRef(rows []actionRow, actions []plan.Action) {
	if _, has := t.field(plan.FieldRef); !has {
		return
	}
	bare, agreed := -1, 0
	for i, a := range actions {
		mark := plan.Ref(rows[i].Mark)
		switch {
		case a.Ref == "" && bare >= 0, a.Ref != "" && mark != "" && mark != a.Ref:
			return
		case a.Ref == "":
			bare = i
		case mark == a.Ref:
			agreed++
		}
	}
	if bare < 0 || rows[bare].Mark == "" || agreed*2 < len(actions) {
		return
	}
	lost := plan.Ref(rows[bare].Mark)
	for _, a := range actions {
		if a.Ref == lost {
			return
		}
	}
	actions[bare].Ref = lost
	t.notes.at(t.sheet, plan.Cell{Sheet: t.sheet.Sheet, Row: rows[bare].Number},
		fmt.Sprintf("row %d has lost its ref: it is %s, which the row itself carries", rows[bare].Number, lost))
}
