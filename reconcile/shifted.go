package reconcile

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"actionplan/plan"
)

// A column that moved up or down.
//
// Somebody deletes one cell and has the others shift up, or inserts one and has
// them shift down, or pastes a column one row off. The words are those that were
// there, but for one that is gone and one that is new, and each is under another
// action:
//
//	       agreed        partners, now
//	1.1    3 trained     3 trained
//	1.2    none yet                        here a cell was put in
//	1.3    one applied   none yet
//	1.4    to begin      one applied
//	1.5    rooms found   begun in May      and this was edited since
//	1.6    on hold       rooms found
//
// The rule: rows that follow each other on their sheet, in which one column says
// what the row one, two or three above said when it was agreed (or below), but for
// one row in five at most, hold cells that moved. Only cells that changed prove
// it. Had each been a draw from the words of the column, this would be as
// likely as its draws together, once for every such run of rows and every distance
// that could have been found: at most 3 in 100 is a shift, and up to one in ten a
// doubt. So three texts that nobody else has are enough, and ratings of a few words
// take many.
//
// Dates put off, each to the next one, say what the row below said too. So what
// goes one way by steps of a kind is no shift: dates, numbers, or texts alike but
// for their numbers (Q1 2026, Q2 2026). Nor is it one where each word, as often as
// it stood there, became the same other one: those are actions that went a step
// further.
//
// Nothing is put back, and no row is recognised by what its cells say. Less than
// three cells are never a shift, and neither is what went to another table.
const (
	farthest   = 3 // rows that cells are looked for away from where they stood
	leastMoved = 3 // cells that changed
	longStep   = 3 // times the shortest step that the longest is, at most, in steps of a kind
)

// shift is rows of one table in which columns say what others said.
type shift struct {
	exchange
	table string
	by    int  // what a row says stood so many rows above it, or below where it is negative
	sure  bool // else it is a doubt
}

// stand is what the cells of a shift do, in the words of a stop.
func (s shift) stand() string {
	may, where, by := "", "above", s.by
	if !s.sure {
		may = "may "
	}
	if by < 0 {
		where, by = "below", -by
	}
	return fmt.Sprintf("%shave moved: in the table %s they say what stood %s %s when it was agreed, as after cells were put in or taken out in one column, or a paste in other rows", may, s.table, count(by, "row"), where)
}

// cellThen is one cell of a column as it was agreed and as a side has it.
type cellThen struct {
	pair     int // of its row
	was, now plan.Value
	proves   bool // it changed, stands in its own row, and the other side does not say the same
}

// findShifted finds the columns of a side that moved up or down, and were not
// sorted.
func (s search) findShifted(sorted []tableColumn) (shifts []shift) {
	for _, list := range s.columnsThen() {
		by, rows, log := mostShifted(list.cells)
		if len(rows) == 0 || slices.Contains(sorted, tableColumn{s.side, list.ColumnKey}) {
			continue
		}
		sure := log <= math.Log(evident)
		at := slices.IndexFunc(shifts, func(o shift) bool { return o.table == list.Table && o.by == by && o.sure == sure })
		if at < 0 {
			at = len(shifts)
			shifts = append(shifts, shift{newExchange(), list.Table, by, sure})
		}
		shifts[at].fields[list.Field] = true
		for _, i := range rows {
			shifts[at].rows[i] = true
		}
	}
	return shifts
}

// columnThen is the agreed cells of a column of one table, as their rows follow
// each other on their sheet.
type columnThen struct {
	plan.ColumnKey
	cells []cellThen
}

// columnsThen are the columns of which a side changed some cells.
func (s search) columnsThen() (list []columnThen) {
	moved := map[plan.ColumnKey]int{}
	var order []int
	for i := range s.pairs {
		if p := &s.pairs[i]; p.Base == nil || p.Action(s.side) == nil {
			continue
		}
		order = append(order, i)
		for f := range s.moved[i].own {
			moved[plan.ColumnKey{Table: s.pairs[i].Action(s.side).Table, Field: f}]++
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return s.pairs[a].Action(s.side).Row - s.pairs[b].Action(s.side).Row })
	for key, n := range moved {
		if n < leastMoved {
			continue
		}
		column := columnThen{ColumnKey: key}
		for _, i := range order {
			row := s.pairs[i].Action(s.side)
			was, agreed := s.pairs[i].Entry(Base, key.Field)
			if now, there := row.Lookup(key.Field); row.Table == key.Table && agreed && there {
				own := now.Cell.Row == 0 || now.Cell.Row == row.Row
				column.cells = append(column.cells, cellThen{i, was.Value, now.Value, own && s.moved[i].own[key.Field]})
			}
		}
		list = append(list, column)
	}
	slices.SortFunc(list, func(a, b columnThen) int {
		return strings.Compare(a.Table+"\x00"+string(a.Field), b.Table+"\x00"+string(b.Field))
	})
	return list
}

// mostShifted finds the run of cells that edits would most hardly have made say
// what others said, the changed rows in it, and the logarithm of how likely that
// is: none where it is no doubt.
func mostShifted(cells []cellThen) (by int, rows []int, least float64) {
	said, changed := map[plan.Value]int{}, 0
	for _, c := range cells {
		said[c.was]++
		if c.proves {
			changed++
		}
	}
	tries := math.Log(2 * farthest * float64(changed*(changed+1)) / 2)
	least = math.Log(likelihood)
	for _, k := range []int{1, -1, 2, -2, 3, -3} {
		moved := func(i int) bool { return i-k >= 0 && i-k < len(cells) && cells[i].now == cells[i-k].was }
		for first := range cells {
			if !cells[first].proves || !moved(first) {
				continue
			}
			log, out, n := tries, 0, 0
			for i := first; i < len(cells) && out*strays <= len(cells)-first; i++ {
				if !moved(i) {
					out++
					continue
				}
				if !cells[i].proves {
					continue
				}
				n++
				log += math.Log(drawn(said, cells[i], len(cells)))
				length := i - first + 1
				if n < leastMoved || out*strays > length || log >= least || log+logChoose(length, out) >= least {
					continue
				}
				if run := cells[first : i+1]; !isStepped(run, cells, first, k) {
					by, least, rows = k, log+logChoose(length, out), nil
					for _, c := range run {
						if c.was != c.now {
							rows = append(rows, c.pair)
						}
					}
				}
			}
		}
	}
	return by, rows, least
}

// drawn is how likely a changed cell is to say what it says, drawn from the words
// of so many cells: of all of them where it says what a single one said, and else
// of those that said something else than it did, since it was changed.
func drawn(said map[plan.Value]int, c cellThen, all int) float64 {
	n := said[c.now]
	if n > 1 {
		all -= said[c.was]
	}
	return float64(n) / float64(all)
}

// isStepped reports whether the moved cells of a run went one way by steps of a
// kind, or each word became the same other one as often as it stood there.
func isStepped(run, cells []cellThen, first, k int) bool {
	became, repeats, same := map[plan.Value]plan.Value{}, false, true
	var up, down, unknown int
	shortest, longest := math.Inf(1), 0.0
	for i, c := range run {
		if !c.proves || first+i-k < 0 || first+i-k >= len(cells) || c.now != cells[first+i-k].was {
			continue
		}
		now, again := became[c.was]
		repeats, same = repeats || again, same && (!again || now == c.now)
		became[c.was] = c.now
		switch step, measured, ok := stepOf(c.was, c.now); {
		case !ok:
			unknown++
		case step > 0:
			up++
			if measured {
				shortest, longest = min(shortest, step), max(longest, step)
			}
		default:
			down++
			if measured {
				shortest, longest = min(shortest, -step), max(longest, -step)
			}
		}
	}
	return repeats && same || unknown == 0 && (up == 0 || down == 0) && longest <= longStep*shortest
}

// stepOf is how far a cell went: in days, in numbers, or for texts alike but for
// their numbers only which way, where it is not measured. It says false where that
// cannot be told.
func stepOf(was, now plan.Value) (step float64, measured, ok bool) {
	from, isDate := was.Date()
	to, areDates := now.Date()
	if isDate && areDates {
		return float64(from.DaysUntil(to)), true, true
	}
	a, isNumber := was.Number()
	b, areNumbers := now.Number()
	if isNumber && areNumbers {
		return b - a, true, true
	}
	wordsWas, a := seriesOf(was.Text)
	wordsNow, b := seriesOf(now.Text)
	return b - a, false, wordsWas == wordsNow && a != b
}

// seriesOf is a text without its numbers, and where it stands in a series of texts
// alike but for those: a year goes before what else is counted.
func seriesOf(text string) (words string, at float64) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' }) {
		n, err := strconv.Atoi(word)
		if err != nil {
			return text, 0
		}
		if len(word) == 4 {
			n *= 1000
		}
		at += float64(n)
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, plan.Fold(text)), at
}
