package answers

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// How an answer is found in a copy that no longer looks as it was written.
//
// People sort, cut and copy rows, rename headings, delete the column of keys
// because it looks like rubbish, and write in the margin. So each row is asked
// three things, and no answer is taken that they do not agree on:
//
//  1. Where are its columns? Under a row of headings, where one is found. A
//     heading that was renamed is told by its place: between "Who is asked" in G
//     and "Other text" in I there is one column, and "Answer" is the one heading
//     missing between them. Two columns there, or none, and it stays unknown.
//     Without headings the row itself must prove them: it is laid out as it was
//     written, if the ref, the name and all three readings of one open question
//     stand side by side in it.
//  2. Which question is it? The one of its key, unless the row shows another
//     one's ref and name: then keys and rows were sorted apart, and nobody can
//     tell. Without a key, the one open question of which it shows the ref, the
//     name and all three readings.
//  3. What was answered? What stands in the cells to fill in. Where the cell for
//     the answer is empty, and one cell in the margin says just what could have
//     been chosen there, that is the answer.
//
// For example, with the keys deleted and "Officer" typed into M:
//
//	     A    B    …  D         E        F       G     H  I  J       K
//	4   Ref  Column   Last …   Officers  Partn…  Who…  …  …  Reason  Your name
//	5   1.1  due      31 Mar   30 Apr    29 May  Head        Agreed  Director   Officer
//
// is read as the answer Officer to 1.1 due, if that still says 31 Mar, 30 Apr
// and 29 May. All that is left over when every row was asked, and that is not
// ours, is a note: it is never taken for an answer, and never passed over.

// Read reads one copy that came back, from the grids of its workbook and the
// questions that are open now. It is an error where no sheet looks like one of
// ours.
func Read(name string, grids []table.Grid, open []reconcile.Question) (Copy, error) {
	c := Copy{File: name}
	known := registerOf(open)
	found := false
	for _, g := range grids {
		s := sheetReader{file: name, grid: g, known: known}
		s.read()
		if !s.found {
			s.notes = s.wholeSheet()
		}
		found = found || s.found
		c.Answers, c.asked = append(c.Answers, s.answers...), append(c.asked, s.asked...)
		c.Notes, c.Remarks = append(c.Notes, s.few()...), append(c.Remarks, s.remarks...)
	}
	if !found {
		return Copy{File: name}, fmt.Errorf("read decisions %s: it is no workbook of questions: no sheet has a row of headings with %q and %q", name, headAnswer, headKey)
	}
	return c, nil
}

// headings are the columns that are looked for, and the other names people
// give them.
var headings = map[string][]string{
	headRef:      {"ref"},
	headAbout:    {"column"},
	headAsked:    {"what is asked"},
	headBase:     {"last agreed"},
	headOfficers: {"officers say"},
	headPartners: {"partners say"},
	headAsk:      {"who is asked"},
	headCount:    {"open questions"},
	headTable:    {"table"},
	headAnswer:   {"answer", "answers"},
	headOther:    {"other text", "other"},
	headWhy:      {"reason", "reasons", "why"},
	headBy:       {"your name", "name", "names"},
	headKey:      {"key: leave as it is", "key"},
}

// oursAlone are headings that only a sheet of ours has.
var oursAlone = []string{headAsked, headBase, headOfficers, headPartners, headAsk, headCount, headOther}

// layout says in which column of a sheet each heading's cells are.
type layout map[string]int

// standard is the layout of the sheet of questions as it is written, with its
// first column elsewhere.
func standard(first int) layout {
	l := layout{}
	for i, h := range questionHeadings {
		l[h] = first + i
	}
	return l
}

// layoutOf finds the columns in a row of headings; nil where it is none. Told
// are the headings that were renamed, by the one they stand for.
func layoutOf(row table.Row) (l layout, renamed layout) {
	l = layout{}
	for _, cell := range row.Cells {
		folded := plan.Fold(cell.Text)
		for heading, names := range headings {
			if _, taken := l[heading]; !taken && slices.Contains(names, folded) {
				l[heading] = cell.Column
			}
		}
	}
	ours := 0
	for _, h := range oursAlone {
		if l[h] > 0 {
			ours++
		}
	}
	if (l[headAnswer] == 0 || l[headKey] == 0) && ours < 3 && (l[headCount] == 0 || len(l) < 3) {
		return nil, nil
	}
	return l, l.fillGaps()
}

// form is the headings the sheet was written with.
func (l layout) form() []string {
	switch {
	case l[headTable] > 0:
		return tableHeadings
	case l[headCount] > 0 || l[headRef] == 0 && l[headAsked] == 0 && l[headOther] == 0:
		return columnHeadings
	}
	return questionHeadings
}

// fillGaps finds the columns whose headings are missing by their places
// between those that are there, and returns them.
func (l layout) fillGaps() layout {
	form := l.form()
	found := layout{}
	last := -1 // the place in the form of the heading before the gap
	for i := 0; i <= len(form); i++ {
		if i < len(form) && l[form[i]] == 0 {
			continue
		}
		for gap := last + 1; gap < i; gap++ {
			switch {
			case i == len(form) && last >= 0:
				found[form[gap]] = l[form[last]] + gap - last
			case last < 0 && i < len(form) && l[form[i]] > i-gap:
				found[form[gap]] = l[form[i]] - (i - gap)
			case last >= 0 && l[form[i]]-l[form[last]] == i-last:
				found[form[gap]] = l[form[last]] + gap - last
			}
		}
		last = i
	}
	for heading, column := range found {
		l[heading] = column
	}
	return found
}

// has reports whether a column is one of the layout's.
func (l layout) has(column int) bool {
	for _, c := range l {
		if c == column {
			return true
		}
	}
	return false
}

// sheetReader reads one sheet of a copy.
type sheetReader struct {
	file  string
	grid  table.Grid
	known *register

	columns layout // once a row of headings is found
	named   layout // those of them that have their headings
	found   bool   // something of ours was
	byLooks int    // rows that were known by what they show

	answers []Answer
	asked   []Answer
	notes   []Note
	remarks []string
}

func (s *sheetReader) read() {
	for _, row := range s.grid.Rows {
		if l, renamed := layoutOf(row); l != nil {
			s.columns, s.named, s.found = l, maps.Clone(l), true
			for heading := range renamed {
				delete(s.named, heading)
			}
			s.remarkHeadings(row, renamed)
			continue
		}
		s.row(row)
	}
	if s.byLooks > 0 {
		s.remarks = append(s.remarks, fmt.Sprintf("%s, sheet %q: %s without a key, known by what %s",
			s.file, s.grid.Sheet, counted(s.byLooks, "row"), map[bool]string{true: "it shows", false: "they show"}[s.byLooks == 1]))
	}
}

// nobodysHeading is what a spreadsheet calls a column that is put into a table.
var nobodysHeading = regexp.MustCompile(`^Column\d+$`)

// remarkHeadings says which headings were told by their places, and which are
// none of ours. A heading that is merely gone, as the key's is where its column
// was deleted, is not said.
func (s *sheetReader) remarkHeadings(row table.Row, renamed layout) {
	remark := func(column int, format string, words ...any) {
		at := plan.Cell{Sheet: s.grid.Sheet, Row: row.Number, Column: column}
		s.remarks = append(s.remarks, fmt.Sprintf("%s, %s: ", s.file, at)+fmt.Sprintf(format, words...))
	}
	for _, cell := range row.Cells {
		says := s.text(row, cell.Column)
		if says == "" || s.anchor(row, cell.Column) != cell.Column || nobodysHeading.MatchString(says) {
			continue
		}
		told := false
		for heading, column := range renamed {
			if told = column == cell.Column; told {
				remark(column, "the heading says %q, and its column is read as %q", short(says), heading)
				break
			}
		}
		if !told && !s.columns.has(cell.Column) {
			remark(cell.Column, "%q stands among the headings and is none of ours", short(says))
		}
	}
}

// row reads a row that is no row of headings.
func (s *sheetReader) row(row table.Row) {
	l := s.columns
	var a Answer
	ours := false
	if l != nil {
		a, ours = s.answer(row, l)
		if surely, _ := s.answer(row, s.named); a.lost != "" && surely.lost == "" {
			a, ours, l = surely, true, s.named // a heading was told wrongly by its place
		}
	}
	if !ours {
		if proved := s.known.layoutIn(s, row); proved != nil {
			l = proved
			a, ours = s.answer(row, l)
			beyond := s.text(row, l[headKey])
			if a.lost == "" && (a.Other != "" || beyond != "" && readKey(beyond) == (key{})) {
				a.lost = unheaded
			}
		}
	}
	if !ours {
		s.noteRow(row)
		return
	}
	s.found = true
	if a.byLooks {
		s.byLooks++
	}
	s.margin(row, l, &a)
	if a.key.question != "" && a.key.whole == 0 && a.lost == "" {
		s.asked = append(s.asked, a)
	}
	if a.answers() {
		for _, part := range []struct{ heading, what string }{{headAnswer, "it"}, {headOther, "the other text"}, {headBy, "the name"}, {headWhy, "the reason"}} {
			if a.lost == "" && s.isStruck(row, l[part.heading]) {
				a.Cell.Column, a.lost = l[part.heading], part.what+" is struck out: clear it, or type it again where it stands"
			}
		}
		s.answers = append(s.answers, a)
	}
}

// isStruck reports whether what stands in a cell is struck out, all of it.
func (s *sheetReader) isStruck(row table.Row, column int) bool {
	return column > 0 && s.cell(row, column).Look.Has(table.Struck) && s.text(row, column) != ""
}

// answer reads a row under a layout; ours says whether it is one of our rows:
// it has a key, or shows what our rows show, or something stands in the cells
// to fill in. A name alone answers nothing: people fill it down.
func (s *sheetReader) answer(row table.Row, l layout) (a Answer, ours bool) {
	text := func(heading string) string { return s.text(row, l[heading]) }
	about, _, _ := strings.Cut(text(headAbout)+text(headTable), "\n")
	a = Answer{
		Question: strings.TrimSpace(oneLine(text(headRef)) + " " + about),
		Chosen:   text(headAnswer), Other: text(headOther), By: oneLine(text(headBy)), Why: text(headWhy),
		File: s.file, Cell: plan.Cell{Sheet: s.grid.Sheet, Row: row.Number, Column: l[headAnswer]},
	}
	if a.Cell.Column == 0 {
		a.Cell.Column = max(l[headRef], 1)
	}
	s.known.identify(&a, readKey(text(headKey)), text, l)
	if a.lost != "" {
		// Something must have been asked here, or answered.
		looks := 0
		for _, heading := range []string{headRef, headAbout, headTable, headAsked, headBase, headOfficers, headPartners, headAsk} {
			if text(heading) != "" {
				looks++
			}
		}
		return a, looks > 3 || a.answers()
	}
	return a, true
}

// answers reports whether anything was answered in the row.
func (a Answer) answers() bool { return a.Chosen != "" || a.Other != "" || a.Why != "" }

// margin looks at what stands in a row outside the layout's columns, and in the
// columns that are not to be filled in: one cell may hold the answer, the rest
// are notes.
func (s *sheetReader) margin(row table.Row, l layout, a *Answer) {
	var loose []table.Cell
	for _, cell := range row.Cells {
		said := s.text(row, cell.Column)
		switch {
		case said == "" || cell.Column != s.anchor(row, cell.Column):
		case !l.has(cell.Column), cell.Column == l[headKey] && readKey(said) == (key{}):
			loose = append(loose, cell)
		}
	}
	asked := s.known.byKey[a.key.question]
	if a.Chosen == "" && a.lost == "" && a.key.whole == 0 {
		fits := slices.DeleteFunc(slices.Clone(loose), func(c table.Cell) bool {
			if asked == nil { // it was answered: the answer must be known again
				return !isAnswer(s.text(row, c.Column))
			}
			_, ok := takeOf(asked.question, s.text(row, c.Column))
			return !ok
		})
		if len(fits) == 1 {
			a.Chosen, a.Cell.Column = s.text(row, fits[0].Column), fits[0].Column
			loose = slices.DeleteFunc(loose, func(c table.Cell) bool { return c.Column == fits[0].Column })
			s.remarks = append(s.remarks, fmt.Sprintf("%s, %s: %q stands in the margin of %s and is read as its answer", s.file, a.Cell, short(a.Chosen), a.Question))
		}
	}
	for _, cell := range loose {
		s.note(row, cell, "it stands outside the cells to fill in, so it was not read as an answer")
	}
	for _, heading := range questionHeadings[:colAnswer] {
		column := l[heading]
		said := plan.Fold(s.text(row, column))
		byPlace := s.named[heading] != column // it was told by its place, not by its heading
		changed := false
		switch {
		case column == 0:
		case a.lost != "":
			changed = byPlace && !s.known.texts[said]
		case asked != nil && asked.key == a.key:
			// What is asked, and of whom, another build may say in other words.
			// Builds before this one hid all three readings where one held personal data.
			hidden := said == plan.Fold(notShown(asked.question.Personal))
			changed = said != asked.says[heading] && !hidden && (byPlace || slices.Contains(readingHeadings, heading))
		}
		if changed {
			s.note(row, s.cell(row, column), "the cell no longer says what was written there, and what it says was not read")
		}
	}
}

// noteRow makes notes of a row that is none of ours.
func (s *sheetReader) noteRow(row table.Row) {
	for _, cell := range row.Cells {
		if s.columns == nil && isOurLine(cell.Text) {
			continue
		}
		s.note(row, cell, "it stands outside the rows of questions, so it was not read as an answer")
	}
}

// note keeps a text that nobody asked for.
func (s *sheetReader) note(row table.Row, cell table.Cell, why string) {
	text := s.text(row, cell.Column)
	if text == "" {
		return
	}
	s.notes = append(s.notes, Note{File: s.file, Cell: plan.Cell{Sheet: s.grid.Sheet, Row: row.Number, Column: cell.Column}, Text: text, Why: why})
}

// mostNotes is how many notes of one sheet are told one by one.
const mostNotes = 12

// few are the sheet's notes, the last of them counting those that are too many
// to tell.
func (s *sheetReader) few() []Note {
	if len(s.notes) <= mostNotes {
		return s.notes
	}
	kept := slices.Clone(s.notes[:mostNotes])
	kept[mostNotes-1].Why += fmt.Sprintf("; nor were %d more texts on this sheet", len(s.notes)-mostNotes)
	return kept
}

// wholeSheet is the note about a sheet that is none of ours.
func (s *sheetReader) wholeSheet() []Note {
	if len(s.notes) == 0 {
		return nil
	}
	one := s.notes[0]
	one.Why = "its sheet is none of ours, so it was not read"
	if n := len(s.notes); n > 1 {
		one.Why = fmt.Sprintf("its sheet is none of ours, so none of its %d texts was read", n)
	}
	return []Note{one}
}

// text is what a cell says. What the spreadsheet could not work out says
// nothing.
func (s *sheetReader) text(row table.Row, column int) string {
	if column == 0 {
		return ""
	}
	switch cell := s.cell(row, column); cell.Kind {
	case table.CellDate:
		if cell.IsMonth() {
			return cell.Date.Plan().MonthLong()
		}
		if !cell.Date.IsZero() {
			return cell.Date.Long()
		}
		return plan.Clean(cell.Text)
	case table.CellText, table.CellNumber, table.CellBool:
		if cell.Runs != nil {
			return plan.Clean(cell.Runs.Live()) // "Partners", where "Officers" is struck out before it
		}
		return plan.Clean(cell.Text)
	}
	return ""
}

// cell is a cell of a row. One that is merged over several says the same in
// each.
func (s *sheetReader) cell(row table.Row, column int) table.Cell {
	for _, m := range s.grid.Merges {
		if within(m.Rows, row.Number) && within(m.Columns, column) {
			at := slices.IndexFunc(s.grid.Rows, func(row table.Row) bool { return row.Number == m.Rows.First })
			if at < 0 {
				return table.Cell{}
			}
			row, column = s.grid.Rows[at], m.Columns.First
			break
		}
	}
	for _, cell := range row.Cells {
		if cell.Column == column {
			return cell
		}
	}
	return table.Cell{}
}

// anchor is the column that a cell is merged into, where it is the row's own.
func (s *sheetReader) anchor(row table.Row, column int) int {
	for _, m := range s.grid.Merges {
		switch {
		case !within(m.Columns, column) || !within(m.Rows, row.Number):
		case m.Rows.First == row.Number:
			return m.Columns.First
		default:
			return 0
		}
	}
	return column
}

func within(s table.Span, n int) bool { return s.First <= n && n <= s.Last }

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
