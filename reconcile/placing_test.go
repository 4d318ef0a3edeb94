package reconcile

import (
	"strings"
	"testing"

	"actionplan/plan"
)

// headed puts the officers' rows of a triple under headings, "1.1: Prevention" each.
func headed(p plan.Plan, headings map[plan.Ref]string) plan.Plan {
	for i, a := range p.Actions {
		p.Actions[i].Heading = headings[a.Ref]
	}
	return p
}

// TestWhereARowGoes puts an action that partners added where the actions of its list
// stand in the officers' plan, and says so in the question: by its ref or its theme,
// and else after the one that it stands after, never past the next heading.
func TestWhereARowGoes(t *testing.T) {
	const fields = "ref|action|theme"
	const officer = fields + "\n A1|Board meets|~\n A2|Members visit|~\n B1|Panel|~\n B2|Audit|~"
	rows := map[string]string{"A1": "A1|Board meets|", "A2": "A2|Members visit|", "B1": "B1|Panel|", "B2": "B2|Audit|"}
	headings := map[plan.Ref]string{"A1": "Governance", "A2": "Governance", "B1": "Courts", "B2": "Courts"}
	for _, tc := range []struct {
		name, added string
		order       []string
		after       plan.ID
		place       string
	}{
		{"after the action of its list", "A3|Induction|", []string{"A1", "A2", "", "B1", "B2"}, "officer 2", `in section "Governance", under row 3`},
		{"between two of them", "A3|Induction|", []string{"A1", "", "A2", "B1", "B2"}, "officer 1", `in section "Governance", under row 2`},
		{"at the end of the partners' list", "A3|Induction|", []string{"A1", "A2", "B1", "B2", ""}, "officer 2", `in section "Governance", under row 3`},
		{"by its theme", "|Induction|Governance", []string{"A1", "A2", "B1", "B2", ""}, "officer 2", `in section "Governance", under row 3`},
		{"by the row above it", "|Induction|", []string{"A1", "A2", "", "B1", "B2"}, "officer 2", `in section "Governance", under row 3`},
		{"by the row below it", "|Induction|", []string{"", "B1", "A1", "A2", "B2"}, "officer 3", `in section "Courts", under row 4`},
		{"of a ref that begins as no other", "X1|Induction|", []string{"A1", "A2", "", "B1", "B2"}, "officer 2", `in section "Governance", under row 3`},
	} {
		lines := []string{fields}
		for _, ref := range tc.order {
			line := tc.added
			if ref != "" {
				line = rows[ref]
			}
			lines = append(lines, " "+line)
		}
		c := sheets(officer, officer, strings.Join(lines, "\n"), Agreement{})
		c.officer = headed(c.officer, headings)
		h := &history{t: t, c: c}
		h.run()
		if len(h.s.Open) != 1 || !strings.Contains(h.s.Open[0].Why, "goes "+tc.place) {
			t.Errorf("%s: asked %+v", tc.name, h.s.Open)
			continue
		}
		h.m.Decisions = append(h.m.Decisions, h.s.Open[0].Decide(TakeAdd, nil, "Head of Service", "Wanted", anyDay))
		h.run()
		if got := h.s.OfficerRows; len(got) != 1 || got[0].After != tc.after || got[0].Place != tc.place {
			t.Errorf("%s: it goes after %+v", tc.name, got)
		}
	}

	// One list takes it at its end.
	c := sheets(officer, officer, officer+"\n A3|Induction|", Agreement{})
	h := &history{t: t, c: c}
	h.run()
	h.decide("row A3", TakeAdd)
	h.run()
	if got := h.s.OfficerRows; len(got) != 1 || got[0].After != "" || got[0].Place != "" {
		t.Errorf("without headings it goes after %+v", got)
	}
}

// TestTableOfARow puts an action that partners added to the one table that they have
// into that of the officers' in which the action above it stands, not into the longest.
func TestTableOfARow(t *testing.T) {
	const officer = "ref|action\n@One 1|Board\n@Two 2|Panel\n@Two 3|Audit\n@Two 4|Train"
	c := sheets(officer, officer, "ref|action\n@Sheet 1|Board\n@Sheet 5|Induction\n@Sheet 2|Panel\n@Sheet 3|Audit\n@Sheet 4|Train", Agreement{})
	h := &history{t: t, c: c}
	h.run()
	if q := h.question("row 5"); !strings.Contains(q.Why, "goes in the table One, under row 2") {
		t.Errorf("asked %q", q.Why)
	}
	h.decide("row 5", TakeAdd)
	h.run()
	if got := h.s.OfficerRows; len(got) != 1 || got[0].Table != "One" {
		t.Errorf("it goes into %+v", got)
	}
}
