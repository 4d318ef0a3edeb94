package reconcile

import (
	"fmt"
	"strings"
	"testing"

	"actionplan/plan"
)

// TestSortedAmongLeftRows: a column that may be sorted waits also once the rows that
// show it are left alone, since nothing tells them apart once a cell of a twin has crossed.
func TestSortedAmongLeftRows(t *testing.T) {
	const agreed = "ref|action|lead|due|status\n |Meet|Lead 0|Open|Done\n |Train|Lead 1|Late|Done\n |Train|Lead 2|Open|Done\n" +
		" |Train|Lead 3|Open|Open\n |Train|Lead 4|Done|Open\n |Train|Lead 4|Done|Open\n |Meet|Lead 6|Done|Open"
	const theirs = "ref|action|lead|due|status\n |Train|Lead 1|Late|Done\n |Train|Lead 2|Late|Late\n" +
		" |Train|Lead 3|Open|Open\n |Train|Lead 4|Open|Open\n |Train|Lead 4|Done|Done\n |Meet|Lead 6|Done|Done"
	c := sheets(agreed, agreed, theirs, Agreement{})
	for i := range c.base.Actions {
		c.base.Actions[i].Ref = plan.Ref(fmt.Sprint(i + 1))
	}
	bothWays(t, c, func(h *history, mine, theirs Side) {
		for _, when := range []string{"before status crosses", "once it has"} {
			h.run()
			if len(h.s.Stops) != 1 || !strings.Contains(h.s.Stops[0].Message, "the other cells of due") || len(h.s.Stops[0].Waiting) == 0 {
				t.Fatalf("%s: stops %+v", when, h.s.Stops)
			}
			for _, e := range append(edits(h.s, mine), edits(h.s, theirs)...) {
				if e.Field == plan.FieldDue {
					t.Errorf("%s: due crosses: %+v", when, e)
				}
			}
			h.write(mine, theirs)
			h.save()
		}
	})
}
