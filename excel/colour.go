package excel

import (
	"fmt"
	"strings"

	"actionplan/excel/internal/ooxml"
	"actionplan/plan"
)

// Officers rate by words, by the colour of the cell, or by both. What is
// written follows what the cell, or where it is blank its column, does:
//
//	"Red" on no colour      the word changes
//	"Red" on red            the word and the colour change together
//	blank on red            the colour changes, and no word is put on it
//
// A colour is never mixed: it is a fill that the sheet has already for that
// rating, as near in the same column as can be, and the rest of the cell's
// format stays. Where there is none, a rating by colour alone is refused, and
// a word keeps its cell's colour, which is said. A colour that a rule gives
// (conditional formatting) follows the word by itself.

// colour settles the fill of a cell of ratings, or says why it cannot be written.
func (w *sheetWork) colour(t *target, here bool) (why string) {
	own := w.styles.look(t.style).fill
	says, rated := plan.RatingOfFill(own)
	was, now := t.edit.Was.Value, t.edit.Now.Value
	shown, _ := cellAt(w.grid, t.row, t.column)
	words := strings.TrimSpace(shown.Text) != ""
	switch {
	case here && rated && !words && was == says:
		return w.recolour(t)
	case here && rated && was == says:
		style, ok := w.fillFor(t, now)
		if !ok {
			return w.keptColour(t, says)
		}
		w.restyle(t, style)
		return ""
	case here && rated:
		return w.keptColour(t, says)
	case w.byRule(t):
		t.notes = append(t.notes, "a rule of the sheet's (conditional formatting) colours the cell: no colour is written")
		return ""
	}
	alone, both, bare := w.habit(t)
	if now == plan.Blank || alone+both <= bare {
		return ""
	}
	style, ok := w.fillFor(t, now)
	switch {
	case ok && alone > both:
		w.restyle(t, style)
		w.byColourAlone(t)
	case ok:
		w.restyle(t, style)
	case alone > both:
		t.notes = append(t.notes, fmt.Sprintf("the column rates by colour, and the sheet has none that says %s: the word is written", t.edit.Now.Shown()))
	}
	return ""
}

// recolour changes a rating that is a colour and no word.
func (w *sheetWork) recolour(t *target) string {
	style, ok := w.fillFor(t, t.edit.Now.Value)
	if !ok {
		return fmt.Sprintf("the cell is rated by its colour alone, and no cell of the sheet has a colour that says %s: fill it by hand in Excel", strings.ToLower(t.edit.Now.Shown()))
	}
	w.restyle(t, style)
	w.byColourAlone(t)
	return ""
}

// byColourAlone leaves a cell without words: its colour says it.
func (w *sheetWork) byColourAlone(t *target) {
	t.content = content{kind: blankContent}
	if t.edit.Now.Value != plan.Blank {
		t.notes = append(t.notes, "the rating is the cell's colour: that is what changes, and no word is written")
	} else {
		t.notes = append(t.notes, "the rating is the cell's colour, which is taken off")
	}
}

func (w *sheetWork) keptColour(t *target, says plan.Value) string {
	switch t.edit.Now.Value {
	case says:
	case plan.Blank:
		return "the cell's colour would still say how it is rated; take the colour off in Excel"
	default:
		t.notes = append(t.notes, "the cell keeps its colour, which says "+says.Text)
	}
	return ""
}

func (w *sheetWork) restyle(t *target, style int) {
	t.restyle = t.restyle || style != t.style
	t.style = style
}

// fillFor is a cell's format with the fill for a rating, or with none for a
// blank. False where the sheet has no such fill, or the format cannot be made.
func (w *sheetWork) fillFor(t *target, rating plan.Value) (style int, ok bool) {
	fill, ok := w.fillOfColumn(t, rating)
	if !ok {
		fill, ok = w.fillOfSheet(rating)
	}
	if !ok && rating == plan.Blank {
		fill, ok = 0, true // the first of every workbook's fills is none
	}
	if !ok {
		return 0, false
	}
	style, err := w.styles.filled(t.style, fill)
	return style, err == nil
}

// fillOfColumn is the fill of the nearest action in the same table that has
// this rating: one that says so, or where no colour does one that says nothing.
func (w *sheetWork) fillOfColumn(t *target, rating plan.Value) (fill int, ok bool) {
	best := -1
	name := w.tableAt(t.row, t.column)
	for i := range w.Fresh.Plan.Actions {
		a := &w.Fresh.Plan.Actions[i]
		e, has := a.Lookup(plan.FieldRAG)
		if !has || a.Table != name || name == "" || e.Cell.Sheet != w.sheet.Name || e.Cell.Column != t.column || e.Value != rating || e.Cell.Row == t.row {
			continue
		}
		style, known := w.near.at(t.column, e.Cell.Row)
		says, rated := plan.RatingOfFill(w.styles.look(style).fill)
		if !known || rated != colourful(rating) || rated && says != rating {
			continue
		}
		if away := max(e.Cell.Row-t.row, t.row-e.Cell.Row); best < 0 || away < best {
			best, fill, ok = away, w.styles.fill(style), true
		}
	}
	return fill, ok
}

// fillOfSheet is the fill for a rating that the sheet uses most.
func (w *sheetWork) fillOfSheet(rating plan.Value) (fill int, ok bool) {
	most := 0
	for style, n := range w.uses {
		says, rated := plan.RatingOfFill(w.styles.look(style).fill)
		if rated && says == rating && (n > most || n == most && w.styles.fill(style) < fill) {
			most, fill, ok = n, w.styles.fill(style), true
		}
	}
	return fill, ok
}

// colourful reports whether a rating is one that a colour can say.
func colourful(rating plan.Value) bool {
	switch rating {
	case plan.RatingValue(plan.RatingRed), plan.RatingValue(plan.RatingAmber), plan.RatingValue(plan.RatingGreen), plan.RatingValue(plan.RatingBlue):
		return true
	}
	return false
}

// habit counts how the other actions of a cell's table are rated: by colour
// alone, by a word on its colour, by a word alone.
func (w *sheetWork) habit(t *target) (alone, both, bare int) {
	name := w.tableAt(t.row, t.column)
	for i := range w.Fresh.Plan.Actions {
		a := &w.Fresh.Plan.Actions[i]
		e, has := a.Lookup(plan.FieldRAG)
		if !has || a.Table != name || e.Cell.Sheet != w.sheet.Name || e.Cell.Column != t.column || !colourful(e.Value) {
			continue
		}
		style, _ := w.near.at(t.column, e.Cell.Row)
		says, rated := plan.RatingOfFill(w.styles.look(style).fill)
		switch {
		case e.Typed == "":
			alone++
		case rated && says == e.Value:
			both++
		default:
			bare++
		}
	}
	return alone, both, bare
}

// byRule reports whether a rule of the sheet's colours a cell.
func (w *sheetWork) byRule(t *target) bool {
	for _, m := range w.found.Marks {
		if m.Kind != ooxml.MarkRule {
			continue
		}
		for _, r := range m.Ranges {
			if holds(r, t.row, t.column) {
				return true
			}
		}
	}
	return false
}
