package sheets

import (
	"context"
	"fmt"

	api "google.golang.org/api/sheets/v4"

	"actionplan/plan"
)

// Sharing is a plan as it is to be put into an empty sheet: its columns in
// their order, and for each action what partners may see.
type Sharing struct {
	Columns []plan.Column
	Actions []plan.Action
}

// rowsAtOnce is how many rows one request carries.
const rowsAtOnce = 500

// NotEmpty is the kind of refusal for a sheet that holds something already.
const NotEmpty Kind = "not empty"

// Fill puts a plan into the sheet's first tab, which must be empty: headings,
// then a row an action. Texts are written as texts, dates as dates. It gives
// how the sheet stands afterwards.
func (s *Sheet) Fill(ctx context.Context, p Sharing) (*Sheet, error) {
	t := s.Tabs[0]
	for row := range t.rows {
		for column := range t.rows[row] {
			if !t.blank(row, column+1) {
				return nil, &Refusal{Kind: NotEmpty, Sentence: fmt.Sprintf("the partners' sheet is not empty: its tab %q holds something in row %d", t.Title, row),
					Advice: "fill an empty tab, or make the sheet that is there the partners' side: actionplan sheet adopt"}
			}
		}
	}
	rows, err := p.rows()
	if err != nil {
		return nil, err
	}
	return s.send(ctx, fill(t, rows, len(p.Columns)))
}

// rows are the headings and the actions as they are sent.
func (p Sharing) rows() ([]*api.RowData, error) {
	head := &api.RowData{}
	for _, c := range p.Columns {
		head.Values = append(head.Values, &api.CellData{
			UserEnteredValue:  &api.ExtendedValue{StringValue: &c.Heading},
			UserEnteredFormat: &api.CellFormat{TextFormat: &api.TextFormat{Bold: true}, WrapStrategy: "WRAP", VerticalAlignment: "TOP"},
		})
	}
	rows := []*api.RowData{head}
	for _, a := range p.Actions {
		row := &api.RowData{}
		for _, c := range p.Columns {
			cell, err := filled(a, c)
			if err != nil {
				return nil, err
			}
			row.Values = append(row.Values, cell)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func filled(a plan.Action, c plan.Column) (*api.CellData, error) {
	look := &api.CellFormat{WrapStrategy: "WRAP", VerticalAlignment: "TOP"}
	e, ok := a.Lookup(c.Field)
	if !ok || e.Value.Kind == plan.KindAbsent || e.Value.Kind == plan.KindError {
		return &api.CellData{UserEnteredFormat: look}, nil
	}
	value, format, why := content(e, c.Field, &api.CellData{})
	if why != "" {
		return nil, fmt.Errorf("fill the partners' sheet: action %s, %s: %s", a.Ref, c.Field.Label(), why)
	}
	look.NumberFormat = format
	return &api.CellData{UserEnteredValue: value, UserEnteredFormat: look}, nil
}

// fill writes rows from the top, makes room for them, and keeps the headings
// and one column in view.
func fill(t *Tab, rows []*api.RowData, columns int) []*api.Request {
	var requests []*api.Request
	if more := columns - t.Columns; more > 0 {
		requests = append(requests, appendDimension(t, "COLUMNS", more))
	}
	if more := len(rows) - t.Rows; more > 0 {
		requests = append(requests, appendDimension(t, "ROWS", more))
	}
	for at := 0; at < len(rows); at += rowsAtOnce {
		requests = append(requests, &api.Request{UpdateCells: &api.UpdateCellsRequest{
			Start:  &api.GridCoordinate{SheetId: t.ID, RowIndex: int64(at)},
			Rows:   rows[at:min(at+rowsAtOnce, len(rows))],
			Fields: "userEnteredValue,userEnteredFormat",
		}})
	}
	return append(requests, frozen(t, 1))
}

// SharingOf is what partners may see of a plan: some of its columns, without the
// cells that seem to hold personal data. Those are left, each in a sentence.
func SharingOf(officers plan.Plan, columns []plan.Column, personal func(string) (what string, found bool)) (s Sharing, left []string) {
	s.Columns = columns
	for _, a := range officers.Actions {
		shown := plan.Action{ID: a.ID, Ref: a.Ref}
		for _, c := range s.Columns {
			e := a.Entry(c.Field)
			if what, found := personal(e.Shown()); found {
				left = append(left, fmt.Sprintf("action %s, %s (%s): it seems to hold %s", a.Ref, c.Field.Label(), e.Cell, what))
				continue
			}
			shown.Set(c.Field, e)
		}
		s.Actions = append(s.Actions, shown)
	}
	return s, left
}
