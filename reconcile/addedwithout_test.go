package reconcile

import (
	"slices"
	"strings"
	"testing"

	"actionplan/plan"
)

// TestAddedWithout adds a row without its broken cells, and not at all where its
// action is one.
func TestAddedWithout(t *testing.T) {
	c := sheets(loadingBase, loadingBase+"\n 7|Seven|#REF!|x", loadingBase, Agreement{})
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.wantAsked("a row with a broken cell", "row 7")
		if q := h.question("row 7"); !strings.Contains(q.Why, "progress shows the error #REF!, which is never copied: added, it goes without that") {
			t.Errorf("it is asked so: %s", q.Why)
		}
		h.decide("row 7", TakeAdd)
		h.finish()
		h.wantAsked("once it is added")
		h.wantSays("once it is added", theirs, "7", plan.FieldDue, "x")
		if said := h.says(theirs, "7", plan.FieldProgress); said != "" && said != "~" {
			t.Errorf("the broken cell was copied: %q", said)
		}
		h.edit(mine, "7", plan.FieldProgress, "mended")
		h.finish()
		h.wantSays("once it is mended", theirs, "7", plan.FieldProgress, "mended")
	})
	for _, row := range []string{"#REF!|seventh|x", "Seven|" + strings.Repeat("y", MaxText+1) + "|x"} {
		c := sheets(loadingBase, loadingBase+"\n 7|"+row, loadingBase, Agreement{})
		bothWays(t, c, func(h *history, _, _ Side) {
			h.run()
			if q := h.question("row 7"); !slices.Equal(q.Takes, []Take{TakeLeave}) || !strings.Contains(q.Why, "and it can be added") {
				t.Errorf("%.20s: its answers are %v: %.300s", row, q.Takes, q.Why)
			}
		})
	}
}
