package round

import (
	"context"
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/reconcile"
)

// TestUnderstoodAndShared: a column that an earlier reader kept to the council, and
// that is understood now, may reach partners: what it fills there is said with why.
func TestUnderstoodAndShared(t *testing.T) {
	const officers = "Ref|Action|Sponsor|Status\n1.1|Train all staff|Head of Practice|Open\n1.2|Recruit ten people|Head of Service|Open"
	const partners = "Ref|Action|Sponsor|Status\n1.1|Train all staff||Open\n1.2|Recruit ten people|Head of Service|Open"
	l := newLearnedRound(t, officers, partners)
	keep := map[string]plan.Field{"Sponsor": "x:sponsor"}
	l.learns(reconcile.Officer, keep, nil)
	l.learns(reconcile.Partner, keep, nil)
	ctx := context.Background()
	if _, err := l.Begin(ctx); err != nil {
		t.Fatal(err)
	}
	s, err := l.Stage(ctx)
	if err != nil || s.Writes() {
		t.Fatalf("before, it writes (%v)", err)
	}
	lead := map[string]plan.Field{"Sponsor": plan.FieldLead}
	l.learns(reconcile.Officer, lead, nil)
	l.learns(reconcile.Partner, lead, nil)
	if s, err = l.Stage(ctx); err != nil {
		t.Fatal(err)
	}
	if len(s.Settlement.Partner) != 1 || len(s.Settlement.Open) > 0 {
		t.Fatalf("it writes %+v and asks %+v", s.Settlement.Partner, s.Settlement.Open)
	}
	var said []string
	for _, n := range s.Settlement.Notes {
		said = append(said, n.Message)
	}
	const want = `the officers' plan: the column "Sponsor" is now understood as lead, and so may reach partners from now on: 1 cell of theirs is written. What partners may see is listed under share: in the settings`
	if all := strings.Join(said, "\n"); !strings.Contains(all, want) || strings.Contains(all, "nothing is written") {
		t.Errorf("it says:\n%s", all)
	}
	l.Rules.Share = map[plan.Field]bool{plan.FieldStatus: true}
	if s, err = l.Stage(ctx); err != nil || s.Writes() {
		t.Fatalf("where the settings list what is shared, it writes %+v (%v)", s.Settlement.Partner, err)
	}
	for _, n := range s.Settlement.Notes {
		if strings.Contains(n.Message, "may reach partners") {
			t.Errorf("where the settings list what is shared, it says: %s", n.Message)
		}
	}
}
