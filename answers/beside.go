package answers

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"actionplan/plan"
)

// notesBeside are the texts people put beside a workbook's cells: notes and
// comments on cells, text boxes and pictures. A workbook of ours has none.
func notesBeside(file string, workbook []byte) []Note {
	parts, err := unpack(workbook)
	if err != nil {
		return nil // what could be read of it was
	}
	var comments, drawings bool
	for name := range parts {
		comments = comments || strings.HasPrefix(name, "xl/comments") || strings.HasPrefix(name, "xl/threadedComments")
		drawings = drawings || strings.HasPrefix(name, "xl/drawings/drawing") || strings.HasPrefix(name, "xl/media/")
	}
	var notes []Note
	if comments {
		notes = commentsIn(file, workbook)
	}
	if drawings {
		notes = append(notes, Note{File: file, Text: "a text box or a picture", Why: "what is drawn over a sheet is not read"})
	}
	return notes
}

// commentsIn are the comments on the cells of a workbook.
func commentsIn(file string, workbook []byte) []Note {
	unread := []Note{{File: file, Text: "comments", Why: "they could not be read"}}
	f, err := excelize.OpenReader(bytes.NewReader(workbook))
	if err != nil {
		return unread
	}
	defer f.Close()
	var notes []Note
	for _, sheet := range f.GetSheetList() {
		comments, err := f.GetComments(sheet)
		if err != nil {
			return unread
		}
		var here []Note
		for _, c := range comments {
			text := c.Text
			for _, run := range c.Paragraph {
				text += run.Text
			}
			column, row, _ := excelize.CellNameToCoordinates(c.Cell)
			here = append(here, Note{File: file, Cell: plan.Cell{Sheet: sheet, Row: row, Column: column}, Text: plan.Clean(text), Why: "comments on cells are not read as answers"})
		}
		slices.SortStableFunc(here, func(a, b Note) int {
			return cmp.Or(a.Cell.Row-b.Cell.Row, a.Cell.Column-b.Cell.Column)
		})
		notes = append(notes, here...)
	}
	if notes == nil {
		return unread
	}
	return notes
}
