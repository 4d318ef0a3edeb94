package reconcile

import (
	"strings"
	"testing"

	"actionplan/plan"
)

// TestSortWithAnswers: an answer about another cell of a sorted column waits with
// it, and counts once the sort is undone; so does one about a row that one side
// has.
func TestSortWithAnswers(t *testing.T) {
	base := rows("due", "1 May", "2 May", "3 May", "4 May", "5 May")
	theirs := rows("due", "1 May", "2 May", "3 May", "4 May", "7 May") + "\n 9|New|9 May"
	bothWays(t, sheets(base, rows("due", "1 May", "2 May", "3 May", "4 May", "6 May"), theirs, Agreement{}), func(h *history, mine, theirs Side) {
		h.run()
		h.decide("conflict 5 due", Take(mine))
		h.decide("row 9", TakeAdd)
		unsorted := *h.side(mine)
		h.replace(mine, rows("due", "4 May", "3 May", "2 May", "1 May", "6 May"))
		h.run()
		if n := len(edits(h.s, Officer)) + len(edits(h.s, Partner)) + len(h.s.OfficerRows) + len(h.s.PartnerRows); n > 0 || len(h.s.Lapsed) > 0 || len(h.s.NextMemory.Decisions) != 2 {
			t.Errorf("%d written, lapsed %+v, remembered %+v", n, h.s.Lapsed, h.s.NextMemory.Decisions)
		}
		if s := h.s.Stops[0].Message; !strings.HasSuffix(s, "; the other cells of due in the table Plan wait too; and 9 with them") {
			t.Errorf("the stop says %q", s)
		}
		h.save()
		h.c = h.c.reads(mine, unsorted)
		h.run()
		if rows := len(h.s.OfficerRows) + len(h.s.PartnerRows); rows != 1 || len(edits(h.s, theirs)) != 1 {
			t.Errorf("undone, it comes to %s", brief(h.s))
		}
	})
}

// TestSortBesideMergedCells: a merged cell of a sorted column waits as a whole,
// and other tables wait for nothing.
func TestSortBesideMergedCells(t *testing.T) {
	base := rows("due", "1 May", "2 May", "3 May", "4 May", "5 May", "5 May", "8 May")
	for _, turned := range []bool{false, true} {
		c := sheets(base, base, rows("due", "4 May", "3 May", "2 May", "1 May", "6 May", "6 May", "9 May"), Agreement{})
		merged(c.officer, plan.FieldDue, false, 4, 5)
		if turned {
			c = c.mirror()
		}
		if s := c.settle(); len(s.Officer)+len(s.Partner)+len(s.Open) > 0 || len(s.Stops) != 1 {
			t.Errorf("it comes to %s", brief(s))
		}
		for _, p := range []*plan.Plan{&c.officer, &c.partner} {
			p.Columns = append(p.Columns, p.Columns...)
			for i := range p.Actions[6:] {
				p.Actions[6+i].Table = "Other"
			}
			for i := len(p.Columns) / 2; i < len(p.Columns); i++ {
				p.Columns[i].Table = "Other"
			}
		}
		if s := c.settle(); len(s.Officer)+len(s.Partner) != 1 || len(s.Stops) != 1 {
			t.Errorf("in two tables it comes to %s", brief(s))
		}
	}
}
