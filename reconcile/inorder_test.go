package reconcile

import (
	"fmt"
	"slices"
	"testing"

	"actionplan/plan"
)

// TestRowsInOrder: what moved is listed in the order of the officers' rows, also where
// rows have no ref.
func TestRowsInOrder(t *testing.T) {
	rows := func(lead string) string {
		return fmt.Sprintf("ref|action|lead\n |Train|%[1]s\n |Cut|%[1]s\n 9|Write|%[1]s\n |Agree|%[1]s\n |Build|%[1]s", lead)
	}
	base := "ref|action|lead\n 1|Train|x\n 2|Cut|x\n 9|Write|x\n 4|Agree|x\n 5|Build|x"
	for _, c := range []triple{sheets(base, rows("x"), rows("y"), Agreement{}), sheets(base, rows("z"), rows("y"), Agreement{})} {
		s := c.settle()
		var got []plan.Ref
		for _, e := range s.Officer {
			got = append(got, e.Ref)
		}
		for _, q := range s.Open {
			got = append(got, q.Ref)
		}
		if want := []plan.Ref{"1", "2", "9", "4", "5"}; !slices.Equal(got, want) {
			t.Errorf("it comes to %v, want %v", got, want)
		}
	}
}
