package excel

import (
	"fmt"
	"iter"
	"strings"

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
func (f *formatter) colour(t *target, here bool) (why string) {
	says, rated := f.formats.rating(t.style)
	was, now := t.edit.Was.Value, t.edit.Now.Value
	shown, _ := cellAt(f.grid, t.Row, t.Column)
	words := strings.TrimSpace(shown.Text) != ""
	switch {
	case here && rated && f.fresh.Plan.IsShown(was, says):
		style, ok := f.fillFor(t, now)
		switch {
		case ok && words:
			t.restyleTo(style)
		case ok:
			t.rateByColour(style)
		case words:
			return f.keepColour(t, says)
		default:
			return fmt.Sprintf("the cell is rated by its colour alone, and no cell of the sheet has a colour that says %s: fill it by hand in Excel", strings.ToLower(t.edit.Now.Shown()))
		}
		return ""
	case here && rated:
		return f.keepColour(t, says)
	case f.coloured(t.Address):
		t.note("a rule of the sheet's (conditional formatting) colours the cell: no colour is written")
		return ""
	}
	// How the other actions are rated: by colour alone, by a word on its
	// colour, by a word alone.
	alone, both, bare := 0, 0, 0
	for c := range f.ratedLike(t) {
		says, rated := f.formats.rating(c.style)
		switch {
		case !f.fresh.Plan.HasColour(c.Value):
		case c.Typed == "":
			alone++
		case rated && f.fresh.Plan.IsShown(c.Value, says):
			both++
		default:
			bare++
		}
	}
	if now == plan.Blank || alone+both <= bare {
		return ""
	}
	style, ok := f.fillFor(t, now)
	switch {
	case ok && alone > both:
		t.rateByColour(style)
	case ok:
		t.restyleTo(style)
	case alone > both:
		t.note(fmt.Sprintf("the column rates by colour, and the sheet has none that says %s: the word is written", t.edit.Now.Shown()))
	}
	return ""
}

// rateByColour leaves a cell without words: its colour says it.
func (t *target) rateByColour(style int) {
	t.restyleTo(style)
	t.content, t.fill = content{kind: blankContent}, true
	if t.edit.Now.Value != plan.Blank {
		t.note("the rating is the cell's colour: that is what changes, and no word is written")
	} else {
		t.note("the rating is the cell's colour, which is taken off")
	}
}

// keepColour says that a cell keeps a colour that rates it, or why that cannot be.
func (f *formatter) keepColour(t *target, says plan.Value) (why string) {
	switch now := t.edit.Now.Value; {
	case f.fresh.Plan.IsShown(now, says):
	case now == plan.Blank:
		return "the cell's colour would still say how it is rated; take the colour off in Excel"
	default:
		t.note("the cell keeps its colour, which says " + f.fresh.Plan.RatingName(says))
	}
	return ""
}

// fillFor is a cell's format with the fill for a rating, or with none for a
// blank. The fill is that of the nearest action in the same table that has
// this rating (one that says so, or where no colour does one that says
// nothing), or else the one that the sheet uses most for it. False where the
// sheet has no such fill, or the format cannot be made.
func (f *formatter) fillFor(t *target, rating plan.Value) (style int, ok bool) {
	best, fill := -1, 0
	for c := range f.ratedLike(t) {
		says, rated := f.formats.rating(c.style)
		if !f.fresh.Plan.SameRating(c.Value, rating) || c.Cell.Row == t.Row || !c.here || rated != f.fresh.Plan.HasColour(rating) || rated && !f.fresh.Plan.IsShown(rating, says) {
			continue
		}
		if away := max(c.Cell.Row-t.Row, t.Row-c.Cell.Row); best < 0 || away < best {
			best, fill = away, f.formats.fill(c.style)
		}
	}
	if best < 0 {
		most := 0
		for style, n := range f.uses {
			says, rated := f.formats.rating(style)
			if own := f.formats.fill(style); rated && f.fresh.Plan.IsShown(rating, says) && (n > most || n == most && own < fill) {
				most, fill = n, own
			}
		}
		if most == 0 && rating != plan.Blank {
			return 0, false
		} // and a blank takes the first of every workbook's fills, which is none
	}
	style, err := f.formats.filled(t.style, fill)
	return style, err == nil
}

// ratedCell is how an action is rated, and by a cell of which format.
type ratedCell struct {
	plan.Entry
	style int
	here  bool // the part has the cell
}

// ratedLike goes through the cells of ratings that share a cell's table and column.
func (f *formatter) ratedLike(t *target) iter.Seq[ratedCell] {
	return func(yield func(ratedCell) bool) {
		name := f.fresh.TableAt(t.edit.Was.Cell)
		for i := range f.fresh.Plan.Actions {
			a := &f.fresh.Plan.Actions[i]
			e, has := a.Lookup(plan.FieldRAG)
			if !has || a.Table != name || name == "" || e.Cell.Sheet != f.part.Name || e.Cell.Column != t.Column {
				continue
			}
			style, here := f.near.at(t.Column, e.Cell.Row)
			if !yield(ratedCell{e, style, here}) {
				return
			}
		}
	}
}
