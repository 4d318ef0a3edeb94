//go:build unix

package reconcile

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"actionplan/plan"
)

// large is a plan of so many actions and 20 columns, of which one cell in 50
// moved on either side, and of which the last tenth is in another table.
func large(actions int) triple {
	fields := append([]plan.Field{}, plan.KnownFields[1:20]...)
	side := func(s Side) plan.Plan {
		p := plan.Plan{Columns: columnsOf(fields, "Plan")}
		for i := range actions {
			a := plan.Action{
				ID: plan.ID(fmt.Sprint(s, i)), Ref: plan.Ref(fmt.Sprintf("%d.%d", i/100, i%100)),
				Table: "Plan", Row: i + 2, Entries: plan.RoomFor(len(fields)),
			}
			for j, f := range fields {
				text := fmt.Sprintf("what action %d says in column %d, at some length", i, j)
				if k := i*len(fields) + j; s != Base && (k%100 == 0 && s == Officer || k%100 == 50 && s == Partner) {
					text += ", and more"
				}
				a.Set(f, plan.Entry{Value: plan.Value{Kind: plan.KindText, Text: text}, Typed: text, Writable: true, Cell: plan.Cell{Sheet: "Plan", Row: i + 2, Column: j + 2}})
			}
			p.Actions = append(p.Actions, a)
		}
		return p
	}
	base := side(Base)
	base.Columns = columnsOf(fields, string(Officer), string(Partner))
	return triple{base: &base, officer: side(Officer), partner: side(Partner)}
}

func BenchmarkSettle(b *testing.B) {
	for _, actions := range []int{1_000, 10_000} {
		c := large(actions)
		b.Run(fmt.Sprintf("%d actions of 20 columns", actions), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.settle()
			}
		})
	}
}

// TestLargePlansAreNotQuadratic compares the processor time of a plan with
// that of one eight times as large, also where every row is a stranger to the
// other side.
func TestLargePlansAreNotQuadratic(t *testing.T) {
	strangers := func(actions int) triple {
		c := large(actions)
		for i := range c.partner.Actions {
			c.partner.Actions[i].Ref += "/p"
		}
		return c
	}
	for name, make := range map[string]func(int) triple{"alike": large, "strangers": strangers} {
		spent := func(actions int) time.Duration {
			c, best := make(actions), time.Hour
			for range 4 {
				start := processorTime(t)
				c.settle()
				best = min(best, processorTime(t)-start)
			}
			return best
		}
		small, big := spent(500), spent(4_000)
		if big > 30*small+20*time.Millisecond {
			t.Errorf("%s: 500 actions take %v, 4,000 take %v", name, small, big)
		}
	}
}

// processorTime is what this process has used so far.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Skip("no processor times here:", err)
	}
	return time.Duration(usage.Utime.Nano())
}
