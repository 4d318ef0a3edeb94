package excel

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"actionplan/plan"
	"actionplan/table"
)

var quoted = strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\x00", "")

// written is one cell as it is given to a writer.
type written struct {
	value any
	fill  string
}

// cellsDrawn draws the cells of a sheet, sparse and anywhere in it.
var cellsDrawn = rapid.MapOfN(
	rapid.Custom(func(t *rapid.T) place {
		return place{
			rapid.OneOf(rapid.IntRange(1, 40), rapid.IntRange(1, 3000)).Draw(t, "row"),
			rapid.OneOf(rapid.IntRange(1, 20), rapid.IntRange(1, 800)).Draw(t, "column"),
		}
	}),
	rapid.Custom(func(t *rapid.T) written {
		return written{
			value: rapid.OneOf(
				rapid.StringOf(rapid.RuneFrom([]rune("aZ 09.,_x<>&\"'\n\té€😀\u00a0日"))).AsAny(),
				rapid.Map(rapid.Float64Range(-1e12, 1e12), fifteenFigures).AsAny(),
				rapid.IntRange(-1_000_000, 1_000_000).AsAny(),
				rapid.Bool().AsAny(),
				rapid.Custom(func(t *rapid.T) time.Time {
					return time.Date(1901, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 100_000).Draw(t, "day"))
				}).AsAny(),
			).Draw(t, "value"),
			fill: rapid.SampledFrom([]string{"", "FF0000", "FFC000", "92D050"}).Draw(t, "fill"),
		}
	}), 1, 60)

// fifteenFigures is a number as a person can type it: a spreadsheet takes no more
// figures, and excelize writes no more.
func fifteenFigures(n float64) float64 {
	n, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	must(err)
	return n
}

// TestReadsBackWhatWasWritten writes random sheets with excelize, and reads
// every cell as it was given.
func TestReadsBackWhatWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		given := cellsDrawn.Draw(t, "cells")
		book, err := readBytes(writeSheet(t, given))
		if err != nil {
			t.Fatal(err)
		}
		read := gridCells(book.Grids()[0])
		for at, w := range given {
			if want := wanted(w); !alike(read[at], want) {
				t.Errorf("%v: wrote %#v, read %+v", at, w.value, read[at])
			}
			delete(read, at)
		}
		for at, c := range read {
			t.Errorf("%v: read %+v, wrote nothing", at, c)
		}
	})
}

func writeSheet(t *rapid.T, given map[place]written) []byte {
	file := excelize.NewFile()
	defer file.Close()
	styles := map[string]int{}
	for at, w := range given {
		name := at.String()
		_, isDate := w.value.(time.Time)
		key := fmt.Sprint(w.fill, isDate)
		if _, ok := styles[key]; !ok {
			style := &excelize.Style{}
			if w.fill != "" {
				style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{w.fill}} //nolint:misspell // excelize's own spelling
			}
			if isDate {
				style.NumFmt = 14
			}
			id, err := file.NewStyle(style)
			if err != nil {
				t.Fatal(err)
			}
			styles[key] = id
		}
		if err := file.SetCellValue("Sheet1", name, w.value); err != nil {
			t.Fatal(err)
		}
		if err := file.SetCellStyle("Sheet1", name, name, styles[key]); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := file.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// wanted is what should be read for a cell that was written.
func wanted(w written) table.Cell {
	c := table.Cell{Fill: w.fill}
	switch v := w.value.(type) {
	case string:
		c.Kind, c.Text, c.Raw = table.CellText, v, v
		if v == "" {
			c.Kind = table.CellEmpty
		}
	case bool:
		c.Kind, c.Raw, c.Text = table.CellBool, strconv.FormatBool(v), strings.ToUpper(strconv.FormatBool(v))
	case int:
		c.Kind, c.Raw = table.CellNumber, strconv.Itoa(v)
		c.Text = c.Raw
	case float64:
		c.Kind, c.Raw = table.CellNumber, strconv.FormatFloat(v, 'f', -1, 64)
	case time.Time:
		c.Kind, c.Date, c.Text = table.CellDate, table.DayOf(plan.DateOf(v)), v.Format("02/01/2006")
	}
	return c
}

// alike compares what was read with what was wanted, where that says it.
func alike(read, want table.Cell) bool {
	if want.Kind == table.CellEmpty {
		return read.Kind == table.CellEmpty
	}
	return read.Kind == want.Kind && read.Date == want.Date && read.Fill == want.Fill &&
		(want.Raw == "" || sameNumber(read.Raw, want.Raw)) && (want.Text == "" || read.Text == want.Text)
}

// sameNumber compares numbers as numbers, since the very small are written
// with a power of ten, and anything else as text.
func sameNumber(a, b string) bool {
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	return a == b || err1 == nil && err2 == nil && x == y
}

// TestShortestIsShortest reads the shortest form of a number back as that
// number, and General's form as one that agrees in fifteen digits.
func TestShortestIsShortest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const most = 1e308 // more, rounded to fifteen digits, is no number any more
		n := rapid.Float64Range(-most, most).Draw(t, "n")
		if n == 0 {
			n = 0 // and not -0
		}
		short := appendShortest(nil, n)
		if back, ok := parseNumber(short); !ok || back != n {
			t.Errorf("%v is written %s and read back as %v", n, short, back)
		}
		shown, err := strconv.ParseFloat(string(appendGeneral(nil, n)), 64)
		if want, _ := strconv.ParseFloat(strconv.FormatFloat(n, 'e', 14, 64), 64); err != nil || shown != want {
			t.Errorf("%v is shown as %s", n, appendGeneral(nil, n))
		}
		if isPlain(short) && string(strconv.AppendFloat(nil, n, 'f', -1, 64)) != string(short) {
			t.Errorf("%s is not the shortest form of %v", short, n)
		}
	})
}

// TestPlainIsShortest takes a stored number for its shortest form only where it is.
func TestPlainIsShortest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stored := rapid.StringMatching(`-?[0-9]{0,17}(\.[0-9]{0,17})?`).Draw(t, "stored")
		if stored == "" || !isPlain([]byte(stored)) {
			t.Skip("not plain")
		}
		n, ok := parseNumber([]byte(stored))
		if !ok || string(appendShortest(nil, n)) != stored || string(appendGeneral(nil, n)) != stored {
			t.Errorf("%s is %s and is shown as %s", stored, appendShortest(nil, n), appendGeneral(nil, n))
		}
	})
}
