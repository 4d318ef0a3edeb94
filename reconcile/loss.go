package reconcile

import (
	"fmt"

	"actionplan/plan"
)

// A mass loss is rows gone, or cells cleared, on one side: a fifth of them and
// at least so many. More than half is a stop. Many changes are no loss: a
// month's update touches most rows.
const (
	lossLeast = 3
	lossPart  = 5
)

// Loss is so much gone from one side since the sides last agreed that it is
// said before anything else, and a person is asked whether it is meant.
type Loss struct {
	Side Side
	Rows bool // rows that are gone; otherwise cells that were cleared
	N    int
	Of   int // the rows, or the filled cells, that were agreed
}

// Sentence says what is gone: "the partners' copy: 4 of the 12 agreed actions
// are gone".
func (l Loss) Sentence() string {
	if l.Rows {
		return fmt.Sprintf("%s: %d of the %d agreed actions are gone", l.Side.copyName(), l.N, l.Of)
	}
	return fmt.Sprintf("%s: %d of the %d filled cells were cleared", l.Side.copyName(), l.N, l.Of)
}

func isLoss(n, of int) bool { return n >= lossLeast && n*lossPart >= of }

// losses finds the mass losses of both sides since they last agreed.
func losses(pairs []Pair, columns *columns) []Loss {
	var losses []Loss
	for _, side := range []Side{Officer, Partner} {
		if gone, total := gone(pairs, side); isLoss(gone, total) {
			losses = append(losses, Loss{side, true, gone, total})
		}
		if !manyBlank(pairs, side, lossLeast) {
			continue
		}
		if blanked, total := blanked(pairs, side, columns); isLoss(blanked, total) {
			losses = append(losses, Loss{side, false, blanked, total})
		}
	}
	return losses
}

// Clears reports whether the change empties a cell that somebody had filled.
func (c Change) Clears() bool {
	was := c.Base
	if was.Value.Kind == plan.KindAbsent {
		was = c.Officer
	}
	return c.Now.Value == plan.Blank && was.Value.Kind != plan.KindAbsent && was.Value != plan.Blank
}
