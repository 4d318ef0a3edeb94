package reconcile

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actionplan/plan"
)

// TestLawSeenAgainAlike is the law Seen again for rows alike in text of which some
// have a ref and some have none, once refs are given.
func TestLawSeenAgainAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawGiven(t)
		for _, c := range []triple{c, c.mirror()} {
			c.checkSeenAgain(t, c.settle())
		}
	})
}

// TestLeftAloneUnderNewRefs: a row that is left alone among others of its text is written
// nowhere, also where it has a new ref, and the same on both sides.
func TestLeftAloneUnderNewRefs(t *testing.T) {
	const heads = "ref|action|lead|progress"
	c := sheets(heads+"\n 1.1|Train|Head|\n 1.2|Train|Head|\n 1.3|Train|Head|",
		heads+"\n 9.1|Train|Head|Begun\n 9.2|Train|Head|\n 9.3|Train|Head|",
		heads+"\n 9.1|Train|Head|\n 9.2|Train|Clerk|\n 9.3|Train|Head|", Agreement{})
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.wantQuiet("left alone")
		h.wantAsked("left alone")
		if len(h.s.LeftAlone) != 6 {
			t.Errorf("left alone: %+v", h.s.LeftAlone)
		}
	})
}

// TestNoRefTwice: a new row without a ref is offered none that stands in another row,
// whatever that row's action goes by.
func TestNoRefTwice(t *testing.T) {
	const heads = "ref|action|lead"
	c := sheets(heads+"\n |Train|Head\n |Train|Clerk", heads+"\n |Train|Head\n |Train|Clerk",
		heads+"\n 9.1|Plan it|Zoe\n 9.2|Train|Head\n 9.3|Train|Clerk\n |Brief all|Zoe", Agreement{})
	c.base.Actions[0].Ref, c.base.Actions[1].Ref = plan.KeptRef(1), plan.KeptRef(2)
	comparison := c.compare()
	for i := range comparison.Pairs {
		if p := &comparison.Pairs[i]; p.Partner != nil && p.Partner.Ref == "" && p.Ref != "9.4" {
			t.Errorf("%s is offered %s", p.Name(), p.Ref)
		}
	}
}

// drawGiven draws a plan in which twins and triplets have refs or none, what one side
// made of it once it gave refs to some, and what the other did meanwhile. Of rows that
// say the same in everything none is reworded: which of them it was, nothing tells.
func drawGiven(t *rapid.T) triple {
	n := rapid.IntRange(2, 6).Draw(t, "rows")
	text, lead := rapid.SampledFrom([]string{"Audit case files", "Train staff"}), rapid.SampledFrom([]string{"Head", "Clerk", "Nurse"})
	progress := rapid.SampledFrom([]string{"Begun", "Half of it is done", "Signed off by all", ""})
	var refs []string
	var rows [][4]string
	alike := map[[4]string]int{}
	for i := range n {
		row := [4]string{text.Draw(t, "text"), lead.Draw(t, "lead"), progress.Draw(t, "progress"), fmt.Sprintf("%d May", rapid.IntRange(1, n).Draw(t, "due"))}
		if i > 0 && seldom(t, 3, "twin") {
			row = rows[i-1]
		}
		refs, rows = append(refs, rapid.SampledFrom([]string{"", fmt.Sprintf("1.%d", i+1)}).Draw(t, "ref")), append(rows, row)
		alike[row]++
	}
	sheet := func(given func(i int) string, edited func(row *[4]string, i int)) string {
		lines := "ref|action|lead|progress|due"
		for i, row := range rows {
			edited(&row, i)
			lines += "\n " + given(i) + "|" + strings.Join(row[:], "|")
		}
		return lines
	}
	drawn := func(side Side, givesOneIn int) string {
		return sheet(func(i int) string {
			if givesOneIn > 0 && seldom(t, givesOneIn, "given") {
				return fmt.Sprintf("9.%d", i+1)
			}
			return refs[i]
		}, func(row *[4]string, i int) {
			if alike[rows[i]] == 1 && seldom(t, 15, "reworded") {
				row[0] += fmt.Sprintf(" by %d May, %s say", i+1, side.people())
			}
			if seldom(t, 5, "edited") {
				row[rapid.IntRange(1, 3).Draw(t, "where")] += " of " + string(side)
			}
		})
	}
	base := sheet(func(i int) string { return refs[i] }, func(*[4]string, int) {})
	officer, partner := drawn(Officer, rapid.SampledFrom([]int{0, 0, 0, 3}).Draw(t, "both give refs")), drawn(Partner, 2)
	t.Logf("%s\n--\n%s\n--\n%s", base, officer, partner)
	c := sheets(base, officer, partner, Agreement{})
	for i := range c.base.Actions {
		if c.base.Actions[i].Ref == "" {
			c.base.Actions[i].Ref = plan.KeptRef(i + 1)
		}
	}
	return c
}
