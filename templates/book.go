package templates

import (
	"regexp"
	"strconv"
	"strings"

	"actionplan/excel/draw"
	"actionplan/pack"
	"actionplan/plan"
)

// tones are the ratings' colours on a sheet, and what else stands out.
var tones = map[string]draw.Tone{
	"red": draw.Red, "amber": draw.Amber, "green": draw.Green, "blue": draw.Blue,
	"awaiting": draw.Amber, "paused": draw.Grey,
	"waiting": draw.Grey, "unrated": draw.Grey, "cancelled": draw.Grey,
	"strong": draw.Strong,
}

// workbook is the pack's workbook: the sheets of its sections, a table each.
func workbook(p pack.Public) draw.Book {
	b := draw.Book{Title: p.About.Title, On: p.About.AsAt, Subject: joined(" – ", p.About.Owner(), p.About.Status)}
	for _, s := range p.Sheets {
		t := draw.Table{Name: s.Name, Rows: len(s.Rows), Freeze: s.Freeze}
		for _, c := range s.Columns {
			t.Columns = append(t.Columns, draw.Column{Heading: c.Heading, Right: c.Right})
		}
		row := make([]draw.Cell, len(s.Columns))
		t.Row = func(i int) []draw.Cell {
			for c, cell := range s.Rows[i] {
				row[c] = sheetCell(cell)
			}
			return row
		}
		b.Sheets = append(b.Sheets, draw.Sheet{Name: s.Name, Title: s.Title, Lines: s.Lines, Table: t})
	}
	return b
}

func sheetCell(c pack.SheetCell) draw.Cell {
	switch c := c.(type) {
	case pack.Words:
		return draw.Words(string(c))
	case pack.Number:
		return draw.Count(int(c))
	case pack.Rating:
		if sixFigures.MatchString(c.Fill) {
			return draw.Filled(c.Sign+" "+c.Word, c.Fill)
		}
		if c.Key != "" {
			return draw.Toned(c.Sign+" "+c.Word, tones[c.Key])
		}
	case pack.Cell:
		return planCell(c)
	case pack.Toned:
		cell := sheetCell(c.SheetCell)
		cell.Tone = tones[c.Tone]
		return cell
	}
	return draw.Cell{}
}

// planCell is a real date for a date, a real number for a number, and words
// for everything else.
func planCell(c pack.Cell) draw.Cell {
	if c.Note != "" {
		return draw.Words(strings.TrimSpace(c.Text + " (" + c.Note + ")"))
	}
	if d, ok := c.Value.Date(); ok && !c.Value.IsMonth() {
		return draw.Day(d)
	}
	if c.Value.Kind == plan.KindNumber {
		if n, ok := numberCell(c.Text); ok {
			return n
		}
	}
	return draw.Words(c.Text)
}

var plainNumber = regexp.MustCompile(`^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?$`)

// numberCell makes a real number that shows as its author typed it: its
// decimals, its thousands and its per cent. Where that cannot be told, it is
// not one.
func numberCell(typed string) (draw.Cell, bool) {
	if !plainNumber.MatchString(typed) {
		return draw.Cell{}, false
	}
	digits := strings.TrimSuffix(strings.ReplaceAll(typed, ",", ""), "%")
	n, err := strconv.ParseFloat(digits, 64)
	if err != nil || len(digits) > 15 {
		return draw.Cell{}, false
	}
	format := "0"
	if strings.Contains(typed, ",") {
		format = "#,##0"
	}
	if _, decimals, ok := strings.Cut(digits, "."); ok {
		format += "." + strings.Repeat("0", len(decimals))
	}
	if strings.HasSuffix(typed, "%") {
		n, format = n/100, format+"%"
	}
	return draw.Cell{Kind: draw.Number, Number: n, Format: format}, true
}
