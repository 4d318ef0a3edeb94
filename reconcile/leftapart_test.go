package reconcile

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/plan"
)

// TestLeftApart: partners' cell says what no edit can change. A person may leave it as
// it is; then officers' words count, it is asked no more until that cell says something
// else, and nothing of it is agreed.
func TestLeftApart(t *testing.T) {
	const base = "ref|action|due\n 6.1|Recruit|1 May\n 6.2|Train|1 June"
	says := func(due string) string { return strings.Replace(base, "1 May", due, 1) }
	for name, tc := range map[string]struct {
		officer, partner string
		owner            Owner
		kind             string
	}{
		"a proposal":       {"1 May", "=1 July", Officers, "proposal"},
		"a conflict":       {"1 August", "=1 July", Either, "conflict"},
		"officers alone":   {"1 August", "=1 May", Either, "conflict"},
		"officers' column": {"1 August", "=1 May", Officers, "conflict"},
	} {
		h := &history{t: t, c: sheets(base, says(tc.officer), says(tc.partner), Agreement{Owners: map[plan.Field]Owner{plan.FieldDue: tc.owner}})}
		h.run()
		question := tc.kind + " 6.1 due"
		h.wantAsked(name, question)
		if q := h.question(question); !slices.Contains(q.Takes, TakeLeave) || !strings.Contains(q.Why, "left out, officers keep theirs") {
			t.Fatalf("%s: its answers are %v: %s", name, q.Takes, q.Why)
		}
		h.decide(question, TakeLeave)
		for range 3 {
			h.finish()
			h.wantAsked(name + ", left as it is")
			h.wantQuiet(name + ", left as it is")
		}
		if e, _ := agreedAt(h.s, cell{"6.1", plan.FieldDue}); e.Value.Text != tc.officer || e.Open {
			t.Errorf("%s: %+v counts", name, e)
		}
		if diff := cmp.Diff("1 May", values(*h.c.base)[cell{"6.1", plan.FieldDue}].Text); diff != "" {
			t.Errorf("%s: the base moved:\n%s", name, diff)
		}
		h.edit(Officer, "6.1", plan.FieldDue, "1 September")
		h.run()
		h.wantAsked(name + ", officers say something else")
		h.c.partner = sheet(Partner, says("=1 December"))
		h.run()
		if len(h.asked()) != 1 {
			t.Errorf("%s: the cell says something else, and nobody is asked", name)
		}
	}
	free := &history{t: t, c: sheets(base, says("1 August"), says("1 July"), Agreement{})}
	free.run()
	if q := free.question("conflict 6.1 due"); slices.Contains(q.Takes, TakeLeave) {
		t.Errorf("a cell that can be written may be left as it is: %v", q.Takes)
	}
}
