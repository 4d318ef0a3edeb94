package table

import (
	"fmt"
	"strconv"
	"strings"

	"actionplan/plan"
)

// Half, or half a per cent?
//
// A cell formatted to show per cent holds 0.5 and shows 50%. Somebody types 0.5 into a
// cell beside it that has no such format, or 60 into one that has it:
//
//	40%    holds 0.4, and shows 40%
//	0.5    a text, or a number of no format: 50%, or 0.5%?
//	20%    a text
//	6000%  holds 60: 60%, or 6000%?
//
// What a cell says with its sign is what it says. One without a sign that is not more
// than one, where other cells of the column say per cents, and one whose format makes
// more than a hundred of it, may mean two things. Nobody is to guess which: it is said,
// and is not copied until it is typed with its sign. Where no other cell of the column
// says a per cent, all may be shares alike, and nothing is doubted.

// doubtPercents says which numbers of the columns of per cents may mean two.
func (t *tableReader) doubtPercents(rows []actionRow, read []plan.Action) {
	for i := range t.cols {
		c := &t.cols[i]
		said, percents, shown := 0, 0, 0 // the cells that say something, that say a per cent for certain, and whose format shows one
		for _, row := range rows {
			cell, _ := t.sheet.at(row.Row, c.Number)
			if !cell.says() {
				continue
			}
			said++
			n, signed, isNumber := percentIn(cell)
			if signed && cell.Kind == CellNumber {
				shown++
			}
			if isNumber && (signed || n > 1 && c.Field == plan.FieldPercent) {
				percents++
			}
		}
		if percents == 0 || c.Field != plan.FieldPercent && percents*2 <= said {
			continue
		}
		for j, row := range rows {
			cell, at := t.sheet.at(row.Row, c.Number)
			n, signed, isNumber := percentIn(cell)
			e, has := read[j].Lookup(c.Field)
			if !isNumber || !has || at.follower {
				continue
			}
			switch {
			case !signed && (0 < n && n < 1 || n == 1 && shown > 0):
				e.Detail.Percents = fmt.Sprintf("%s%% or %s%%", figuresOf(n*100), figuresOf(n))
			case signed && cell.Kind == CellNumber && n > 100 && c.Field == plan.FieldPercent:
				e.Detail.Percents = fmt.Sprintf("%s%% or %s%%", figuresOf(n/100), figuresOf(n))
			default:
				continue
			}
			read[j].Set(c.Field, e)
			what := strings.ReplaceAll(strconv.Quote(oneLine(cell.Text))+" in a column of per cents: "+e.Detail.Percents, "%", "%%")
			in := ", which nobody can tell: type it with its sign (column " + c.Letter + ")"
			t.notes.row(t.sheet, row.Number, c.Number, "row %s says "+what+in, "rows %s say "+what+in).weighs(plan.Doubtful)
		}
	}
}

// percentIn is the number that a cell says, in hundredths where it shows its sign.
func percentIn(cell Cell) (n float64, signed, isNumber bool) {
	const longest = 24 // "33.3333333333 per cent": no sentence is looked at further
	if cell.Kind != CellNumber && cell.Kind != CellText || len(cell.Text) > longest {
		return 0, false, false
	}
	v, ok := plan.ReadPercent(cell.Text)
	n, isNumber = v.Number()
	return n, !ok || plan.NumberValue(plan.Fold(cell.Text)).Kind != plan.KindNumber, ok && isNumber
}

// figuresOf is a number in its shortest form.
func figuresOf(n float64) string { return strconv.FormatFloat(n, 'g', 12, 64) }
