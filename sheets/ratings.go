package sheets

import (
	"fmt"

	api "google.golang.org/api/sheets/v4"

	"actionplan/plan"
)

// A rating may be a word, a colour, or a word in a cell of its colour. What
// stands as a colour is written as one, in the very colour that the sheet uses
// for that step elsewhere in the column; a word in a cell of its colour changes
// with it. No colour is ever made up: a sheet that has none for a step has a
// person to choose it.

// rate makes a rating of what is written to a cell.
func (s *staging) rate(w *writing, t *Tab, e plan.Edit, was *api.CellData) (why string) {
	filled, rated := plan.ReadFill(fillOf(was), s.Fresh.Plan.Ratings)
	worded := was.FormattedValue != ""
	coloured := e.Was.Typed == "" && e.Was.Value.Kind == plan.KindRating && !worded ||
		!worded && fillOf(was) == "" && s.ratedByColour(e.Was.Cell)
	together := worded && rated && s.Fresh.Plan.IsShown(e.Was.Value, filled)
	if !coloured && !together {
		if rated && !s.Fresh.Plan.IsShown(e.Now.Value, filled) {
			w.notes = append(w.notes, s.keepsColour(filled))
		}
		return ""
	}
	if e.Now.Value.IsBlank() {
		w.looks.fillSet = true
		if coloured {
			w.value, w.fill = nil, true
		}
		return ""
	}
	fill := s.fillFor(t, e.Was.Cell.Column, e.Now.Value)
	switch {
	case e.Now.Value.Kind != plan.KindRating:
		if rated {
			w.notes = append(w.notes, s.keepsColour(filled))
		}
	case fill != nil && coloured:
		w.value, w.looks, w.fill = nil, looks{fill: fill, fillSet: true}, true
		w.notes = append(w.notes, fmt.Sprintf("written as the colour the sheet uses for %s", s.Fresh.Plan.RatingName(e.Now.Value)))
	case fill != nil:
		w.looks.fill, w.looks.fillSet = fill, true
	case coloured:
		return fmt.Sprintf("the sheet rates by colour, and has no cell in a colour for %s to take it from: colour the cell by hand", s.Fresh.Plan.RatingName(e.Now.Value))
	default:
		w.notes = append(w.notes, s.keepsColour(filled))
	}
	return ""
}

func (s *staging) keepsColour(filled plan.Value) string {
	return fmt.Sprintf("the cell keeps its colour, which says %s", s.Fresh.Plan.RatingName(filled))
}

// ratedByColour says whether the table of a cell gives its ratings by colour
// alone.
func (s *staging) ratedByColour(cell plan.Cell) bool {
	coloured := 0
	for _, a := range s.Fresh.Plan.Actions {
		e := a.Entry(plan.FieldRAG)
		if a.Sheet != cell.Sheet || e.Cell.Column != cell.Column || e.Value.IsBlank() {
			continue
		}
		if e.Typed != "" {
			return false
		}
		coloured++
	}
	return coloured > 0
}

// fillFor is the colour in which a column shows a rating, as most of its cells
// have it; nil where none has.
func (s *staging) fillFor(t *Tab, column int, rating plan.Value) *api.Color { //nolint:misspell // the API's spelling
	times := map[string]int{}
	var most *api.Color //nolint:misspell // the API's spelling
	for _, a := range s.Fresh.Plan.Actions {
		e := a.Entry(plan.FieldRAG)
		if a.Sheet != t.Title || e.Cell.Column != column || !s.Fresh.Plan.SameRating(e.Value, rating) || !e.Filled {
			continue
		}
		c := t.cell(e.Cell.Row, column)
		fill := fillOf(c)
		if shown, ok := plan.ReadFill(fill, s.Fresh.Plan.Ratings); !ok || !s.Fresh.Plan.IsShown(rating, shown) {
			continue
		}
		if times[fill]++; most == nil || times[fill] > times[fillOfColour(most)] {
			most = c.UserEnteredFormat.BackgroundColor
		}
	}
	return most
}
