package answers

import (
	"slices"
	"testing"

	"actionplan/plan"
	"actionplan/reconcile"
)

// TestNewTableIsOneLine asserts that the rows of a table that one side never had
// can be answered in one line: all of them, but for one that seems to hold
// personal data, and no row of another table or of another side.
func TestNewTableIsOneLine(t *testing.T) {
	row := func(ref plan.Ref, table string, lacks reconcile.Side, personal string) reconcile.Question {
		return reconcile.Question{Kind: reconcile.QuestionRow, Ref: ref, Side: lacks, NewTable: table, Personal: personal,
			Takes: []reconcile.Take{reconcile.TakeLeave, reconcile.TakeAdd}}
	}
	open := []reconcile.Question{
		row("H1", "Home", reconcile.Partner, ""), row("1.9", "", reconcile.Partner, ""), row("H2", "Home", reconcile.Partner, ""),
		row("H3", "Home", reconcile.Partner, "a telephone number"), row("P1", "Home", reconcile.Officer, ""), row("S1", "School", reconcile.Partner, ""),
	}
	tables := tablesOf(open)
	if len(tables) != 1 || tables[0].label != "Home: actions only officers have" {
		t.Fatalf("the tables are %+v", tables)
	}
	var refs []plan.Ref
	for _, q := range tables[0].questions {
		refs = append(refs, q.Ref)
		if !slices.Contains(keysOf(q), tables[0].key) {
			t.Errorf("the line of the table does not answer for %s", q.Ref)
		}
	}
	if !slices.Equal(refs, []plan.Ref{"H1", "H2"}) {
		t.Errorf("the line answers for %v", refs)
	}
	if words := OfferedTogether(tables[0].questions); !slices.Equal(words, []string{"add", "leave out"}) {
		t.Errorf("the line offers %q", words)
	}
}
