package reconcile

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"actionplan/plan"
)

// A column in order.
//
// Where most cells of a column say one thing, the words alone hardly tell a sort
// of it from edits: the same few words come about either way. The rows tell it.
// A sort leaves them in an order, and edits hardly do.
//
//	       agreed      partners, now
//	1.1    On track    On track
//	1.2    Complete    On track
//	1.3    On track    On track
//	1.4    At risk     Complete
//	1.5    On track    At risk
//
// The order may be that of the letters, of the days or of the numbers, up or
// down, with blanks last as a spreadsheet has it; or any other in which every
// word's rows stand together (Not started, In progress, Complete). Only the rows
// that changed are looked at, as they follow each other on their sheet: then it
// is all one whether the whole table was sorted, some rows of it, or those that a
// filter showed. One in five may stand out of order, having been edited since;
// and a changed cell that is in the order too is of the sort, whatever it says.
//
// Had each changed cell been a draw from the words that were there, this very
// arrangement would be as likely as its draws together, once for every order
// that would do. So few words in few rows prove little: a column of two rows, or
// three, can be brought in order by people.
//
// Rows that were sorted whole are in order too, with what was edited in them. Then
// their refs went with them, and are in order only where the words are the same:
// that order proves nothing.
//
// Two cells exchanged in a long column prove little by themselves too, but where
// all of the table is in order since, they were just the two of all that brought
// it there. That is a doubt too, and so it is where a few were edited since.
const (
	evident   = 0.03 // that edits left the changed rows in order, at most; up to likelihood it is a doubt
	doubtful  = 0.3  // that they left all of them in one, for a doubt
	knownWays = 4    // the orders of a spreadsheet: by value or as it is shown, up or down
)

// doubt is rows that may have been sorted: those of one column of a table.
type doubt struct {
	exchange
	table string
	field plan.Field
}

// orderOf is an order of rows, by what they say.
type orderOf func(a, b turn) int

// outside is how many rows stand out of an order: the fewest without which all
// others are in it.
func (order orderOf) outside(rows []turn) int {
	var last []turn // of the longest runs in order, by their length
	for _, t := range rows {
		n, _ := slices.BinarySearchFunc(last, t, func(l, t turn) int {
			if order(l, t) <= 0 {
				return -1
			}
			return 1
		})
		if n == len(last) {
			last = append(last, t)
		}
		last[n] = t
	}
	return len(rows) - len(last)
}

// isOfWholeRows reports whether rows are in an order since they were sorted with
// all that is in them: their refs are not in order, but where the order leaves
// it to them.
func (order orderOf) isOfWholeRows(rows []turn) bool {
	rows = slices.DeleteFunc(slices.Clone(rows), func(t turn) bool { return t.ref == "" })
	byRef := func(a, b turn) int { return plan.CompareRefs(a.ref, b.ref) }
	then := func(a, b turn) int { return cmp.Or(order(a, b), byRef(a, b)) }
	return orderOf(byRef).outside(rows)*strays > len(rows) && orderOf(then).outside(rows)*strays <= len(rows)
}

// byValue is a spreadsheet's order: numbers and days before words.
func byValue(a, b plan.Entry) int {
	x, isX := a.Value.Number()
	y, isY := b.Value.Number()
	if isX && isY {
		return cmp.Compare(x, y)
	}
	rank := func(v plan.Value) int {
		switch v.Kind {
		case plan.KindNumber:
			return 0
		case plan.KindDate:
			return 1
		}
		return 2
	}
	return cmp.Or(cmp.Compare(rank(a.Value), rank(b.Value)), strings.Compare(plan.Fold(a.Value.Text), plan.Fold(b.Value.Text)))
}

// asShown is the order of what cells show.
func asShown(a, b plan.Entry) int {
	return strings.Compare(plan.Fold(a.Shown()), plan.Fold(b.Shown()))
}

// blanksLast is an order up or down in which blanks are last.
func blanksLast(order func(a, b plan.Entry) int, direction int) orderOf {
	return func(a, b turn) int {
		switch blank, other := a.says.Value.IsBlank(), b.says.Value.IsBlank(); {
		case blank && other:
			return 0
		case blank:
			return 1
		case other:
			return -1
		}
		return direction * order(a.says, b.says)
	}
}

// asTheyStand is the order in which the words of rows stand on the whole.
func asTheyStand(rows []turn) orderOf {
	sum, n := map[string]float64{}, map[string]float64{}
	for i, t := range rows {
		sum[t.now] += float64(i)
		n[t.now]++
	}
	return func(a, b turn) int {
		return cmp.Or(cmp.Compare(sum[a.now]/n[a.now], sum[b.now]/n[b.now]), strings.Compare(a.now, b.now))
	}
}

// orders are the orders that rows may be in by themselves, and by the logarithm
// how many ways of bringing so many words in order each stands for.
func orders(rows []turn, words int) (list []orderOf, ways []float64) {
	any := logFactorial(words)
	known := min(math.Log(knownWays), any)
	for _, order := range []func(a, b plan.Entry) int{byValue, asShown} {
		list = append(list, blanksLast(order, 1), blanksLast(order, -1))
		ways = append(ways, known, known)
	}
	return append(list, asTheyStand(rows)), append(ways, any)
}

// inRows are the rows as they follow each other on their sheet.
func (ts turns) inRows() []turn {
	return slices.SortedFunc(maps.Values(ts), func(a, b turn) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.ref, b.ref))
	})
}

// logDrawn are the logarithms of how likely each row's words are to be drawn
// from those that the rows said, the least likely first.
func (ts turns) logDrawn() []float64 {
	said, _ := ts.count()
	var logs []float64
	for _, t := range ts {
		if n := said[t.now]; n > 0 {
			logs = append(logs, math.Log(float64(n)/float64(len(ts))))
		} else {
			logs = append(logs, 0) // it was edited since, to anything
		}
	}
	slices.Sort(logs)
	return logs
}

// logOrdered is the logarithm of how likely it is, at most, that edits left the
// rows in an order as they are, and the order: 0 and nil where they are in none.
// Known is that of an order of the spreadsheet's, or of repeated words, in which
// all of them are.
func (ts turns) logOrdered() (least, known float64, in orderOf) {
	said, off := ts.tally()
	rows, logs := ts.inRows(), ts.logDrawn()
	old := slices.DeleteFunc(slices.Clone(rows), func(t turn) bool { return said[t.now] == 0 })
	list, ways := orders(rows, len(said))
	word := math.Log(float64(len(said))) // which word stands once more, or once less
	for i, order := range list {
		if order.isOfWholeRows(rows) {
			continue
		}
		out := order.outside(rows)
		log := ways[i] + logChoose(len(rows), out) + 2*float64(off)*word + sum(logs[out:])
		if edited := len(rows) - len(old); edited > 0 {
			// A word that nobody said was typed since, wherever it stands.
			outOld := order.outside(old)
			apart := ways[i] + logChoose(len(rows), edited+outOld) + float64(2*off-edited)*word + sum(logs[outOld:])
			if out*strays > len(rows) || apart < log {
				out, log = edited+outOld, apart
			}
		}
		if out*strays > len(rows) {
			continue
		}
		if log < least {
			least, in = log, order
		}
		if out+off == 0 && (i < knownWays || len(said) < len(rows)) {
			known = min(known, log)
		}
	}
	return least, known, in
}

func sum(logs []float64) float64 {
	all := 0.0
	for _, l := range logs {
		all += l
	}
	return all
}

// inOrderToo are the other rows whose cell of a column changed, and fits between
// those of these that stand next to it: what was typed before a sort was sorted with the others, and
// stands in another row than it was typed in.
func (s search) inOrderToo(ts turns, order orderOf, rows map[int]moves, f plan.Field) turns {
	in, more := ts.inRows(), turns{}
	for i, m := range rows {
		if _, is := ts[i]; is || !m.own[f] {
			continue
		}
		t := turn{now: key(m.now[f]), row: m.row, ref: s.ref(i), says: s.cell(i, f, m.now[f])}
		n, _ := slices.BinarySearchFunc(in, m.row, func(t turn, row int) int { return cmp.Compare(t.row, row) })
		if (n == 0 || order(in[n-1], t) <= 0) && (n == len(in) || order(t, in[n]) <= 0) {
			more[i] = t
		}
	}
	return more
}

// logBroughtInOrder is the logarithm of how likely it is, at most, that edits of
// just these rows, among all of a column, left all of it in order, but for as many
// cells as were edited since: 0 where it is in none.
func (ts turns) logBroughtInOrder(column []turn) float64 {
	words := map[string]bool{}
	for _, t := range column {
		words[t.now] = true
	}
	_, off := ts.tally()
	least := 0.0
	list, ways := orders(column, len(words))
	for i, order := range list {
		out := order.outside(column)
		if out > off || order.isOfWholeRows(column) {
			continue
		}
		log := ways[i] - logChoose(len(column), len(ts)) + logChoose(len(column), out) + 2*float64(off)*math.Log(float64(len(words)))
		for _, l := range ts.logDrawn() {
			log += l
		}
		least = min(least, log)
	}
	return least
}

func logChoose(n, k int) float64 {
	if k > n {
		return 0
	}
	return logFactorial(n) - logFactorial(k) - logFactorial(n-k)
}

// column are the rows of a table that have a column, as they follow each other.
func (s search) column(table string, f plan.Field) []turn {
	ts := turns{}
	for i := range s.pairs {
		a := s.pairs[i].Action(s.side)
		if a == nil || a.Table != table {
			continue
		}
		if e, ok := a.Lookup(f); ok {
			ts[i] = turn{now: key(e.Value), row: a.Row, ref: s.pairs[i].Ref, says: e}
		}
	}
	return ts.inRows()
}
