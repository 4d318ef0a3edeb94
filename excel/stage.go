package excel

import (
	"fmt"
	"slices"

	"actionplan/excel/internal/ooxml"
	"actionplan/plan"
	"actionplan/table"
)

// sheetWork is what is to be written into one sheet.
type sheetWork struct {
	*worksheet
	targets map[ooxml.Address]*target
	growth  growth // of its tables
}

// target is one cell to write.
type target struct {
	ooxml.Address
	edit    plan.Edit
	content content
	style   int
	restyle bool
	fill    bool // its colour alone says what it says
	notes   []string
	like    ooxml.Address // the cell whose format a new one takes; zero for none
	filler  bool          // it only carries a new row's format on
	put     int           // the row it is put in as, where its row is a new one between others; 0 otherwise
	lands   int           // the row it stands in once all rows are put in, where its row or its column is a new one; 0 otherwise
	exact   *stood        // how it is to stand, where it is put back
	stood   stood         // how it stands
}

func (t *target) note(what string) { t.notes = append(t.notes, what) }

func (t *target) restyleTo(style int) {
	t.restyle = t.restyle || style != t.style
	t.style = style
}

// stands is the cell that a target is once all rows are put in, where its row
// is a new one, and the cell it is now otherwise.
func (t *target) stands() plan.Cell {
	cell := t.edit.Was.Cell
	if t.lands > 0 {
		cell.Row = t.lands
	}
	return cell
}

// inOrder lists the targets of rows that are there, by row, then by column.
func (w *sheetWork) inOrder() []*target {
	all := make([]*target, 0, len(w.targets))
	for _, t := range w.targets {
		all = append(all, t)
	}
	slices.SortFunc(all, func(a, b *target) int {
		if a.Row != b.Row {
			return a.Row - b.Row
		}
		return a.Column - b.Column
	})
	return all
}

// all is every target, those of rows that are put in last.
func (w *sheetWork) all() []*target { return append(w.inOrder(), w.growth.added...) }

// idle reports whether nothing is to be written into the sheet for itself.
func (w *sheetWork) idle() bool { return len(w.targets)+len(w.growth.down) == 0 }

// asked is the cells that are to be looked for in the sheet's part: columns by row.
func (w *sheetWork) asked() map[int][]int {
	ask := map[int][]int{}
	for _, t := range w.all() {
		if t.put == 0 {
			ask[t.Row] = append(ask[t.Row], t.Column)
		}
		w.near.watch(t.Column)
		if t.like != (ooxml.Address{}) {
			ask[t.like.Row] = append(ask[t.like.Row], t.like.Column)
		}
	}
	return ask
}

// settle looks at every cell to be written into a sheet, decides how it is
// written or why it is not, and what else has to change with it.
func (t *staging) settle(w *sheetWork) error {
	if w.growth.inserts() {
		w.below = &rowsBelow{seam: w.growth.seam()}
	}
	w.leaving = map[ooxml.Address]bool{}
	for at, c := range w.targets {
		w.leaving[at] = c.exact != nil && c.exact.Absent
	}
	if err := w.survey(w.asked(), t.formulas, t.growing()); err != nil {
		return t.unwritable(err)
	}
	switch {
	case w.found.Recoded:
		return t.unwritable(w.errRecoded())
	case w.found.Data == ooxml.Span{}:
		return t.unwritable(fmt.Errorf("sheet %q has no rows to write to", w.part.Name))
	}
	if err := w.readObjects(); err != nil {
		return t.unwritable(err)
	}
	looks := &formatter{worksheet: w.worksheet, formats: t.styles, fresh: t.Fresh, dates: map[tableField]*typedDates{}}
	for _, c := range w.inOrder() {
		why := w.blocked(c.Address)
		if why == "" {
			why = looks.settle(c)
		}
		switch {
		case why == "":
			continue
		case c.like == ooxml.Address{}:
			t.Refuse(c.stands(), c.edit.Field, why)
		default:
			t.RefuseOnce(c.stands(), c.edit.Field, why)
		}
		delete(w.targets, c.Address)
	}
	texts, err := w.remember(t.styles, t.workbook.Strings)
	if err != nil {
		return t.unwritable(err)
	}
	for _, c := range w.growth.added {
		if why := looks.settle(c); why != "" {
			t.RefuseOnce(c.stands(), c.edit.Field, why)
		}
	}
	for _, c := range w.all() {
		if !c.filler {
			t.Change(t.change(w, c))
		}
	}
	// What would only carry a format on goes where there is none, or where a
	// cell stands already.
	for at, c := range w.targets {
		if c.filler && (w.found.Cells[at].Here || c.style == 0) {
			delete(w.targets, at)
		}
	}
	w.growth.added = slices.DeleteFunc(w.growth.added, func(c *target) bool { return c.filler && c.style == 0 })
	if w.found.Locked && slices.ContainsFunc(w.all(), func(c *target) bool { return t.styles.locked(c.style) }) {
		t.Besides(fmt.Sprintf("the sheet “%s” is protected: its locked cells are written all the same, and it stays protected", w.part.Name))
	}
	rows := &rowWriter{sheetWork: w, formats: t.styles, texts: texts}
	splices := rows.splices()
	for _, d := range w.growth.down {
		if above := w.found.Rows[d.from]; d.inserted && above != nil && above.Here {
			t.Besides(w.moves(d))
			t.Inserts(w.part.Name, w.growth.moved(d.from)+1, d.to-d.from)
		}
	}
	if at, why := w.inTheWay(t.Fresh); why != "" {
		t.RefuseOnce(at, "", why)
	} else if w.growth.any() {
		splices = append(splices, w.grown()...)
		for i := range w.objects.tables {
			list := &w.objects.tables[i]
			grown := grownTable(list, &w.growth)
			if len(grown) > 0 && list.Recoded {
				t.RefuseNew(w.cell(list.Ref.LastRow, list.Ref.LastColumn), "", "the table "+list.Name+" is not written in UTF-8")
			}
			t.splice(list.Part, list.ASCII, grown)
		}
	}
	t.splice(w.part.Part, w.found.ASCII, splices)
	return nil
}

// change is what is said of a cell that will be written.
func (t *staging) change(w *sheetWork, c *target) Change {
	c.stood.Left = t.styles.meant(c.style)
	said := Change{Cell: c.stands(), New: c.like != (ooxml.Address{}), Field: c.edit.Field, Stood: c.stood.state()}
	row := c.Row
	if c.like != (ooxml.Address{}) {
		row = c.like.Row
	}
	if c.put == 0 {
		was, _ := cellAt(w.grid, c.Row, c.Column)
		if said.Was = was.Text; said.Was == "" && c.edit.Was.Value.Kind == plan.KindRating {
			said.Was = c.edit.Was.Written() // its colour says it
		}
		if was.Rich || len(w.found.Cells[c.Address].Cell.Runs) > 0 {
			c.note("parts of the text lose their own formatting")
		}
	}
	if c.exact == nil {
		if note := t.named.unlisted(w.worksheet, c, row); note != "" {
			c.note(note)
			said.Typed = []string{note}
		}
	}
	said.Notes, said.Fill = c.notes, c.fill
	// How the cell will be shown: a date or a number in the format that it then
	// has. What is put back is shown as it was, a colour's rating by its word.
	switch kind, f := c.content.kind, t.styles.look(c.style).format; {
	case c.exact == nil && kind == boolContent:
		said.Now = map[string]string{"0": "FALSE", "1": "TRUE"}[c.content.text]
	case c.exact == nil && (kind == dateContent || kind == numberContent && f != general):
		number, _ := parseNumber([]byte(c.content.text))
		said.Now = string(f.append(nil, number, t.shared.epoch))
	case c.exact == nil && (kind == textContent || kind == numberContent):
		said.Now = c.content.text
	case c.edit.Now.Value.Kind == plan.KindRating:
		said.Now = c.edit.Now.Written()
	default:
		said.Now = c.edit.Now.Shown()
	}
	if c.exact == nil {
		said.Notes = append(said.Notes, table.Uncarried(c.edit.Now, said.Now)...)
	}
	return said
}
