package reconcile

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/plan"
)

// pairsOf are the twins of two readings in words: the row of then and that of now, from
// 1, by their places; - where there is none.
func pairsOf(was, now plan.Plan) string {
	var said []string
	for _, twin := range PairPlans(was, now) {
		place := func(n int) string { return strings.ReplaceAll(fmt.Sprint(n+1), "0", "-") }
		said = append(said, place(twin.Was)+">"+place(twin.Now))
	}
	return strings.Join(said, " ")
}

// TestPairPlans pairs two readings, of each of which an indented line is a row: the
// merge's own pairs, and then what the merge would stop for or ask.
func TestPairPlans(t *testing.T) {
	for _, tc := range []struct{ name, was, now, want string }{
		{"by refs, whatever their order",
			"ref|action|lead\n 1|Train carers|Head\n 2|Write the plan|Clerk",
			"ref|action|lead\n 2|Write the plan|Clerk\n 1|Train all our carers now|Head", "2>1 1>2"},
		{"a mangled ref",
			"ref|action|lead\n 1.1|Train carers|Head\n 1.10|Write the plan|Clerk",
			"ref|action|lead\n 1.1|Write the plan|Clerk", "2>1 1>-"},
		{"one given another ref",
			"ref|action|lead\n 1.1|Train carers|Head\n 1.2|Write the plan|Clerk",
			"ref|action|lead\n A1|Train carers|Head\n 1.2|Write the plan|Clerk", "1>1 2>2"},
		{"numbered anew after the first was taken out",
			"ref|action|lead\n 1|Train carers|Head\n 2|Write the plan|Clerk\n 3|Audit forty cases|Head",
			"ref|action|lead\n 1|Write the plan|Clerk\n 2|Audit forty cases|Head", "2>1 3>2 1>-"},
		{"numbered anew, with a new one and one reworded",
			"ref|action|lead\n 1|Train carers|Head\n 2|Write the plan for every school|Clerk\n 3|Audit forty cases|Head",
			"ref|action|lead\n 1|Train carers|Head\n 2|Appoint a lead nurse|Clerk\n 3|Write the new plan for every school|Clerk\n 4|Audit forty cases|Head", "1>1 ->2 2>3 3>4"},
		{"other words under a ref, by the same lead and for the same day",
			"ref|action|lead|due\n 1|Train carers|Head|1 May\n 2|Write the plan|Clerk|2 May",
			"ref|action|lead|due\n 1|Train carers|Head|1 May\n 2|Appoint a nurse|Clerk|2 May", "1>1 2>2"},
		{"a ref that was given to another action",
			"ref|action|lead|due\n 1|Train carers|Head|1 May\n 2|Write the plan|Clerk|2 May",
			"ref|action|lead|due\n 1|Train carers|Head|1 May\n 2|Appoint a nurse|Chair|9 May", "1>1 ->2 2>-"},
		{"texts that were sorted without the rest",
			"ref|action|lead|due\n 1|Train carers|Head|1 May\n 2|Audit cases|Clerk|2 May\n 3|Build homes|Chair|3 May",
			"ref|action|lead|due\n 1|Audit cases|Head|1 May\n 2|Build homes|Clerk|2 May\n 3|Train carers|Chair|3 May", "1>1 2>2 3>3"},
		{"a ref that stands twice goes by its words",
			"ref|action|lead\n 1|Train carers|Head\n 2|Write the plan|Clerk",
			"ref|action|lead\n 1|Train carers|Head\n 1|Write the plan|Clerk", "1>1 2>2"},
		{"a ref that stood twice, and was put right",
			"ref|action|lead\n 1.1|Train carers|Head\n 1.1|Write the plan|Clerk",
			"ref|action|lead\n 1.1|Train carers|Head\n 1.10|Write the plan|Clerk", "1>1 2>2"},
		{"without refs, by words",
			"ref|action|lead|due\n |Train carers|Head|1 May\n |Write the plan|Clerk|2 May",
			"ref|action|lead|due\n |Write the plan|Clerk|3 May\n |Train carers|Chair|1 May", "2>1 1>2"},
		{"without refs, reworded in its place",
			"ref|action|lead|due\n |Train carers|Head|1 May\n |Write the plan|Clerk|2 May\n |Audit|Head|3 May",
			"ref|action|lead|due\n |Train carers|Head|1 May\n |Draft a document|Clerk|2 May\n |Audit|Head|3 May", "1>1 2>2 3>3"},
		{"without refs, another in its place",
			"ref|action|lead|due\n |Train carers|Head|1 May\n |Write the plan|Clerk|2 May\n |Audit|Head|3 May",
			"ref|action|lead|due\n |Train carers|Head|1 May\n |Draft a document|Nurse|9 May\n |Audit|Head|3 May", "1>1 ->2 3>3 2>-"},
		{"without refs, alike in words",
			"ref|action|lead|due\n |Train|Head|1 May\n |Train|Clerk|2 May",
			"ref|action|lead|due\n |Train|Clerk|9 May\n |Train|Head|1 May", "2>1 1>2"},
		{"without refs, alike in words, and one was taken out",
			"ref|action|lead|due\n |Train|Head|1 May\n |Train|Clerk|2 May\n |Audit|Head|3 May",
			"ref|action|lead|due\n |Train|Clerk|2 May\n |Audit|Head|3 May", "2>1 3>2 1>-"},
		{"alike in words, by their refs",
			"ref|action\n 1|Train\n 2|Train", "ref|action\n 2|Train\n 1|Train", "2>1 1>2"},
		{"a ref and other words alone",
			"ref|action\n 1|Train carers\n 2|Audit", "ref|action\n 1|Teach families\n 2|Audit", "1>1 2>2"},
		{"nothing in common",
			"ref|action|lead\n 1|Train carers|Head", "ref|action|lead\n A|Build homes|Chair", "->1 1>-"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, pairsOf(sheet(Officer, tc.was), sheet(Officer, tc.now))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// inTables puts the rows of a reading into tables, by their places.
func inTables(p plan.Plan, names ...string) plan.Plan {
	for i := range p.Actions {
		p.Actions[i].Table, p.Actions[i].Sheet = names[i], names[i]
	}
	columns := p.Columns
	p.Columns = nil
	for _, name := range names {
		for _, c := range columns {
			c.Table = name
			p.Columns = append(p.Columns, c)
		}
	}
	return p
}

// TestPairPlansAcrossTables: refs that each table counts from 1 are told apart by their
// tables, also where those have other names this month; and a row that was cut to another
// tab has moved.
func TestPairPlansAcrossTables(t *testing.T) {
	was := inTables(sheet(Officer, "ref|action\n 1|Train carers\n 2|Write the plan\n 1|Audit cases\n 2|Build homes"), "Home", "Home", "Health", "Health")
	now := inTables(sheet(Officer, "ref|action\n 2|Build homes\n 1|Look into files\n 2|Write the plan\n 1|Teach families"), "Health June", "Health June", "Home June", "Home June")
	if got, want := pairsOf(was, now), "4>1 3>2 2>3 1>4"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	cut := inTables(sheet(Officer, "ref|action\n 1|Train carers\n 2|Write the plan\n 1|Audit cases\n 2|Build homes"), "Home", "Home", "Health", "Completed")
	if got, want := pairsOf(was, cut), "1>1 2>2 3>3 4>4"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestPairPlansIsOneToOne: whatever two readings say, no row is two actions, and each
// stands once.
func TestPairPlansIsOneToOne(t *testing.T) {
	texts := []string{"ref|action|lead\n 1|A|x\n 1|A|x\n |A|x\n 2||y\n |B|", "ref|action|lead\n |A|x\n |A|y\n |B|y", "ref|action|lead\n 2|A|x\n 1|B|y\n 3|A|x\n |A|"}
	for _, was := range texts {
		for _, now := range texts {
			a, b := sheet(Officer, was), sheet(Officer, now)
			then, later := map[int]int{}, map[int]int{}
			for _, twin := range PairPlans(a, b) {
				then[twin.Was]++
				later[twin.Now]++
			}
			for i := range a.Actions {
				if then[i] != 1 {
					t.Errorf("row %d of then stands %d times:\n%s\n%s", i, then[i], was, now)
				}
			}
			for j := range b.Actions {
				if later[j] != 1 {
					t.Errorf("row %d of now stands %d times:\n%s\n%s", j, later[j], was, now)
				}
			}
		}
	}
}
