package sheetstest

import (
	"fmt"
	"hash/fnv"
	"net/url"
	"strconv"
	"strings"
)

// spot is a cell by the keys of its row and its column. A row of 0 is the
// letter of a column, a column of 0 the number of a row.
type spot struct{ row, column int }

func (s spot) String() string { return fmt.Sprintf("c%d.%d", s.row, s.column) }

// spotOf reads what String wrote; anything else is no spot.
func spotOf(text string) spot {
	row, column, _ := strings.Cut(strings.TrimPrefix(text, "c"), ".")
	return spot{key(row), key(column)}
}

// key reads a number of a form; what is none is 0, which no line has.
func key(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

// field is a cell of the form: where it is, and marks of what it showed and of
// what it stood under and beside, by which it is seen what has changed since.
type field struct {
	spot
	shown, where string
}

func (f field) String() string { return f.spot.String() + "~" + f.shown + "~" + f.where }

func fieldOf(name string) (field, bool) {
	parts := strings.Split(name, "~")
	if len(parts) != 3 {
		return field{}, false
	}
	return field{spotOf(parts[0]), parts[1], parts[2]}, true
}

// markOf is a short mark of a text.
func markOf(text string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(asSent(text))) // it never fails
	return strconv.FormatUint(h.Sum64(), 36)
}

// asSent is a text as a browser sends it back that was shown it: with one kind
// of line break, and without what no page can hold.
func asSent(text string) string { return inPage.Replace(strings.ToValidUTF8(text, "\uFFFD")) }

var inPage = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "\uFFFD")

// form is the page's form as a browser sent it.
type form struct {
	tab    string
	mark   string // of what the page showed
	do, on string // the button that was pressed, and what it is about
	at     spot   // where whoever sent it stood, as far as is known
	typed  map[field]string
	strays []stray
}

// stray is something typed that has no cell any more: it is shown, and sent
// along, until it is put away.
type stray struct{ Of, Text string }

func readForm(sent url.Values) form {
	f := form{tab: sent.Get("tab"), mark: sent.Get("mark"), at: spotOf(sent.Get("at")), typed: map[field]string{}}
	f.do, f.on, _ = strings.Cut(sent.Get("do"), ":")
	for name := range sent {
		cell, ok := fieldOf(name)
		if text := asSent(sent.Get(name)); ok && markOf(text) != cell.shown {
			f.typed[cell] = text
		}
	}
	for i, text := range sent["stray"] {
		if of := sent["of"]; i < len(of) && f.do != "forget" {
			f.strays = append(f.strays, stray{of[i], asSent(text)})
		}
	}
	return f
}

// outcome is what came of a form, and what the page is to show of it.
type outcome struct {
	tab      string // its key; the first where there is none
	at       spot   // where to stand
	said     string
	problems []problem
	kept     map[spot]string // typed and not saved, by the cell that it belongs in
	strays   []stray
	doomed   int  // the key of the row that is to be deleted, once that is confirmed
	edited   bool // the spreadsheet is another than before
}

// problem is something that was not done, and why.
type problem struct {
	At      spot // the cell it is about; none for the whole form
	Of, Why string
}

// Placed says that the page can lead to the cell.
func (p problem) Placed() bool { return p.At != spot{} }

// partner is whoever looks at the page.
func partner() *User { return &User{Role: Editor, Email: "partner@school.example"} }

// act saves what was typed, and then, if all of it was saved, does what the
// pressed button says.
func (p *page) act(f form) outcome {
	p.server.mu.Lock()
	defer p.server.mu.Unlock()
	file := p.server.must(p.id)
	b := file.book.copy()
	out := outcome{tab: f.tab, at: f.at, strays: f.strays, kept: map[spot]string{}}
	was, is := file.book.pageTab(f.tab), b.pageTab(f.tab)
	var saved []field
	for _, cell := range was.inOrder(f.typed) {
		typed := f.typed[cell]
		why := was.changed(cell)
		row, column := was.find(cell.spot)
		if why == "" && asSent(was.shown(row, column).text) == typed {
			continue // as it says already
		}
		if why == "" {
			why = is.put(row, column, typed)
		}
		if why == "" {
			saved = append(saved, cell)
			continue
		}
		out.kept[cell.spot] = typed
		out.problems = append(out.problems, problem{cell.spot, was.named(row, column), "not saved. " + why})
	}
	if len(saved) > 0 {
		out.edited, out.at = true, saved[len(saved)-1].spot
		out.said = fmt.Sprintf("Saved %d cells. ", len(saved))
		if len(saved) == 1 {
			out.said = "Saved: " + was.named(was.find(out.at)) + ". "
		}
	}
	if len(out.problems) == 0 {
		out = out.press(f, was, is)
	}
	if out.edited {
		file.commit(b)
	}
	return out
}

// press does what the pressed button says. was is the tab as it was before the
// form was saved.
func (out outcome) press(f form, was, is pageTab) outcome {
	said, why := "", ""
	switch f.do {
	case "save", "keep":
		if f.on != "" {
			out.at = spotOf(f.on)
		}
	case "tab":
		out.tab, out.at = f.on, spot{}
	case "sort":
		column := is.indexOf(columns, key(f.on))
		if why = is.sortBy(column); why == "" {
			said = "Sorted by " + is.headed(column) + "."
		}
		out.at = spot{0, key(f.on)}
	case "insert":
		row := is.indexOf(rows, key(f.on))
		if why = is.insertAbove(row); why == "" {
			said = "Put in a blank row. "
			out.at = spot{is.rows[row].key, is.columns[max(is.ref, 0)].key}
		}
	case "delete":
		if is.indexOf(rows, key(f.on)) < 0 {
			why = "somebody has deleted the row already"
		}
		out.doomed = key(f.on)
	case "remove":
		on, mark, _ := strings.Cut(f.on, "~")
		row := was.indexOf(rows, key(on))
		switch {
		case row < 0:
			why = "somebody has deleted the row already"
		case was.markOfRow(row) != mark:
			why, out.doomed = "nothing was deleted: somebody has changed the row meanwhile. Look at it first", key(on)
		default:
			if why = is.deleteRow(row); why == "" {
				said = "Deleted: " + was.rowNamed(row) + "."
				out.at = spot{is.rows[min(row, len(is.rows)-1)].key, 0}
			}
		}
	}
	if why != "" {
		out.problems = append(out.problems, problem{Why: why})
	}
	out.edited = out.edited || said != ""
	out.said += said
	return out
}

// changed says what has changed about a cell since the form was made that
// stands in the way of saving what was typed.
func (t pageTab) changed(cell field) string {
	row, column := t.find(cell.spot)
	switch {
	case t.sheet == nil:
		return "Somebody has deleted the tab meanwhile"
	case row < 0:
		return "Somebody has deleted the row meanwhile"
	case column < 0:
		return "Somebody has deleted the column meanwhile"
	case t.markOfPlace(row, column) != cell.where:
		return fmt.Sprintf("Somebody has changed what the row or the column is called: it is %s now. Press Save again to put it there", t.named(row, column))
	}
	now := t.shown(row, column)
	switch {
	case now.fixed != "":
		return "It is " + now.fixed + " now, not to be typed over here"
	case markOf(now.text) != cell.shown && now.text == "":
		return "Somebody has emptied the cell meanwhile. Press Save again to write it there all the same"
	case markOf(now.text) != cell.shown:
		return fmt.Sprintf("Somebody has changed the cell meanwhile: it says “%s”. Press Save again to write over that", clip(now.text, 300))
	}
	return ""
}

// put edits a cell as the partner, and says what stood in the way. A cell that
// holds a real date takes a date as dates are written in the tab; anything else
// stays text, as it would be after pasting.
func (t pageTab) put(row, column int, typed string) string {
	if bad := t.guard(partner(), rect{row, column, row + 1, column + 1}); bad != nil {
		return bad.message
	}
	if bad := tooLong(typed); bad != nil {
		return bad.message
	}
	v, _ := valueOf(typed)
	if day, ok := typedDate(t.at(row, column), typed); ok {
		v = day
	}
	t.edit(row, column, func(c *cell) { c.enter(v) })
	return ""
}

// typedDate reads a date typed into a cell whose format is a date's.
func typedDate(old *cell, typed string) (value, bool) {
	if old == nil || !isDate(old.format) {
		return value{}, false
	}
	for _, layout := range []string{"2/1/2006", "2/1/06", "2 January 2006", "2 Jan 2006", "2006-01-02"} {
		if day, err := parseDay(layout, typed); err == nil {
			return numberValue(serialOf(day)), true
		}
	}
	return value{}, false
}

// sortBy sorts the rows under the headings, as far as they go on without a
// gap, by a column.
func (t pageTab) sortBy(column int) string {
	if column < 0 || t.heading < 0 {
		return "not sorted: somebody has deleted the column or the headings meanwhile"
	}
	top, bottom := t.heading+1, t.heading+1
	for bottom < len(t.rows) && t.holds(t.all(), bottom) {
		bottom++
	}
	if bad := t.guard(partner(), rect{top, 0, bottom, len(t.columns)}); bad != nil {
		return "not sorted. " + bad.message
	}
	rest := t.rows[bottom:]
	t.rows = t.rows[:bottom]
	bad := t.book.sortRows(t.sheet, top+1, column, column+1, true, false)
	t.rows = append(t.rows, rest...)
	if bad != nil {
		return "not sorted. " + bad.message
	}
	return ""
}

// insertAbove puts a blank row in above one.
func (t pageTab) insertAbove(row int) string {
	if row <= t.heading {
		return "no row was put in: somebody has deleted the one it was to stand above"
	}
	if bad := t.guardInsert(partner(), rows, row); bad != nil {
		return "no row was put in. " + bad.message
	}
	t.insert(rows, row, 1, row > 0)
	t.book.shiftNames(t.sheet, rows, row, 1)
	return ""
}

// deleteRow takes a row away.
func (t pageTab) deleteRow(row int) string {
	if row <= t.heading || len(t.rows) == 1 {
		return "nothing was deleted: the row is a heading, or the only one"
	}
	if bad := t.guard(partner(), t.across(rows, row, row+1)); bad != nil {
		return "nothing was deleted. " + bad.message
	}
	t.remove(rows, row, row+1)
	t.book.shiftNames(t.sheet, rows, row, -1)
	return ""
}
