package meant

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"actionplan/plan"
)

// Draw is a book at random. About one in thirty is no action plan at all.
func Draw(t *rapid.T) Book {
	if rapid.IntRange(0, 29).Draw(t, "no plan") == 29 {
		return drawNoPlan(t)
	}
	d := &drawer{T: t, used: map[string]bool{}}
	d.chooseForm()
	s := d.sheet(pick(t, "sheet", []string{"Action Plan", "Plan", "Sheet1", "Improvement plan", "ILACS", "Tracker", "2026-27"}))
	d.table(s, d.one(2, 14))
	if d.chance(12) {
		d.completedTab()
	} else if d.chance(10) {
		d.olderTabs(s)
	}
	if d.chance(4) {
		d.besides()
	}
	return Book{Sheets: d.sheets, Meant: d.meant}
}

// drawer draws one book.
type drawer struct {
	*rapid.T
	sheets  []*Sheet
	meant   Plan
	used    map[string]bool // the actions' sentences, so that no two are alike
	form    form
	columns []column
}

// form is how an author sets plans out.
type form struct {
	above, left int  // rows above the headings, columns left of them
	colons      int  // 0 none, 1 all, 2 some
	twoRows     bool // headings over two rows where some belong together
	merged      bool // and those are merged
	capitals    bool
	refs        refStyle
	sections    sectionStyle
	ticks       bool // the status is a column that asks "done?"
	shared      bool // one ref, merged down, over several actions
}

type refStyle int

const (
	noRefs   refStyle = iota
	dotted            // 1.1, 1.2, … 1.10, as text
	numbered          // 1, 2, 3, as numbers
	lettered          // R1/a
	prefixed          // CS-001
)

type sectionStyle int

const (
	noSections  sectionStyle = iota
	bandedRows               // bold and filled, merged across the table
	boldRows                 // bold, in the first column alone
	themeColumn              // a column says it in each row
	themeMerged              // a column says it once, merged down
)

// column is one column as its author has it.
type column struct {
	field   plan.Field // "" for one that is none of ours
	heading string
	group   string // what stands above it in headings of two rows
	period  int    // for a column a quarter: from 1
	tick    bool
	revised bool // the date it was moved to
}

func (d *drawer) one(from, to int) int { return rapid.IntRange(from, to).Draw(d.T, "number") }
func (d *drawer) chance(in int) bool   { return rapid.IntRange(1, in).Draw(d.T, "chance") == in }
func (d *drawer) sheet(name string) *Sheet {
	s := NewSheet(name)
	d.sheets = append(d.sheets, s)
	return s
}
func pick[T any](t *rapid.T, label string, from []T) T { return rapid.SampledFrom(from).Draw(t, label) }

// NewSheet is a sheet with nothing on it.
func NewSheet(name string) *Sheet {
	return &Sheet{Name: name, Cells: map[At]Cell{}, Filtered: map[int]bool{}, Hidden: map[int]bool{}}
}

func (s *Sheet) put(row, column int, c Cell) { s.Cells[At{row, column}] = c }
func words(text string) Cell                 { return Cell{Text: text} }

// Last is the last row with anything in it.
func (s *Sheet) Last() int {
	last := 0
	for at := range s.Cells {
		last = max(last, at.Row)
	}
	return last
}

func (d *drawer) chooseForm() {
	d.form = form{
		above: pick(d.T, "above", []int{0, 0, 0, 1, 2, 3, 5}), left: pick(d.T, "left", []int{0, 0, 0, 1, 2}),
		colons: pick(d.T, "colons", []int{0, 0, 0, 0, 1, 2}), twoRows: d.chance(4), merged: d.chance(2), capitals: d.chance(6),
		refs:     pick(d.T, "refs", []refStyle{dotted, dotted, dotted, numbered, lettered, prefixed, noRefs}),
		sections: pick(d.T, "sections", []sectionStyle{noSections, noSections, bandedRows, boldRows, themeColumn, themeMerged}),
		ticks:    d.chance(6),
	}
	d.form.shared = d.form.refs == dotted && d.form.sections != themeMerged && d.chance(8)
	d.columns = d.chooseColumns()
}

func (d *drawer) chooseColumns() []column {
	var all []column
	add := func(f plan.Field) { all = append(all, column{field: f, heading: pick(d.T, "heading", headings[f])}) }
	if d.form.refs != noRefs {
		add(plan.FieldRef)
	}
	if d.form.sections == themeColumn || d.form.sections == themeMerged {
		add(plan.FieldTheme)
	}
	if d.chance(6) {
		add(plan.FieldRecommendation)
	}
	add(plan.FieldAction)
	if d.chance(2) {
		add(plan.FieldOutcome)
	}
	if d.chance(3) {
		add(plan.FieldMeasure)
	}
	add(plan.FieldLead)
	if d.chance(6) {
		add(plan.FieldPartner)
	}
	if d.chance(4) {
		add(plan.FieldStart)
	}
	if d.chance(5) {
		add(original)
		all = append(all, column{field: plan.FieldDue, heading: pick(d.T, "revised", revised), revised: true})
	} else {
		add(plan.FieldDue)
	}
	if d.form.ticks {
		all = append(all, column{field: plan.FieldStatus, heading: pick(d.T, "ticks", tickHeadings), tick: true})
	} else if d.chance(2) {
		add(plan.FieldStatus)
	}
	if d.chance(3) {
		add(plan.FieldClosed)
	}
	if d.chance(8) {
		for n := range d.one(2, 4) {
			all = append(all, column{field: plan.FieldRAG, heading: fmt.Sprintf("Q%d RAG", n+1), period: n + 1})
		}
	} else if d.chance(2) {
		add(plan.FieldRAG)
	}
	if d.chance(8) {
		form := pick(d.T, "update", []string{"%s update", "Progress %s", "%s progress"})
		for n := range d.one(2, 3) {
			all = append(all, column{field: plan.FieldProgress, heading: fmt.Sprintf(form, [...]string{"September", "October", "November"}[n]), period: n + 1})
		}
	} else if d.chance(2) {
		add(plan.FieldProgress)
	}
	if d.chance(3) {
		add(plan.FieldEvidence)
	}
	if d.chance(3) {
		all = append(all, column{heading: pick(d.T, "other", others)})
	}
	return distinct(all)
}

// distinct leaves out a column whose heading stands already: people see two
// columns of one name as a mistake, and so must a reader; that is tried apart.
func distinct(all []column) []column {
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(c column) bool {
		key := strings.ToLower(strings.Trim(c.heading, " .?"))
		had := seen[key]
		seen[key] = true
		return had && c.field != plan.FieldDue && c.field != plan.FieldAction && c.field != plan.FieldLead
	})
}

// table draws a table of n actions onto a sheet: what stands above it, its
// headings, its rows and what stands under it.
func (d *drawer) table(s *Sheet, n int) {
	top := d.form.above + 1
	if d.form.above > 0 {
		d.meant.Title = pick(d.T, "title", titles)
		s.put(1, d.form.left+1, Cell{Text: d.meant.Title, Bold: true})
	}
	if d.form.above > 2 {
		s.put(2, d.form.left+1, words("Senior responsible officer: Director of Children's Services"))
	}
	row := d.headings(s, top) + 1
	if d.chance(12) {
		for i := range d.columns {
			s.put(row, d.form.left+1+i, Cell{Number: float64(i + 1), IsNumber: true})
		}
		row++
	}
	from := row
	row = d.rows(s, row, n)
	if d.chance(8) {
		s.Filter = Box{At{from - 1, d.form.left + 1}, At{row - 1, d.form.left + len(d.columns)}}
		if d.chance(2) {
			d.leaveOn(s)
		}
	}
	d.under(s, row)
}

// leaveOn has the filter show what one lead has to do: somebody looked at their own
// actions and saved.
func (d *drawer) leaveOn(s *Sheet) {
	i := slices.IndexFunc(d.columns, func(c column) bool { return c.field == plan.FieldLead })
	lead := d.form.left + 1 + i
	s.Shows = Wanted{lead, pick(d.T, "lead", leads)}
	for at := range s.Cells {
		if at.Row > s.Filter.From.Row && at.Row <= s.Filter.To.Row && s.Cells[At{at.Row, lead}].Text != s.Shows.Text {
			s.Filtered[at.Row] = true
			delete(s.Hidden, at.Row) // a file marks both alike
		}
	}
	for i := range d.meant.Actions {
		if a := &d.meant.Actions[i]; s.Filtered[a.Row] {
			a.Filtered, a.Private = true, false
		}
	}
}

// headings puts the headings in, from the row top on, and gives the lower one.
func (d *drawer) headings(s *Sheet, top int) int {
	for i := range d.columns {
		d.columns[i].heading = d.dress(d.columns[i].heading)
	}
	row := top
	if d.form.twoRows && d.grouped() {
		row = top + 1
		for i := 0; i < len(d.columns); i++ {
			c := d.form.left + 1 + i
			group := d.columns[i].group
			if group == "" {
				if d.form.merged {
					s.Merges = append(s.Merges, Box{At{top, c}, At{row, c}})
					s.put(top, c, Cell{Text: d.columns[i].heading, Bold: true})
				} else {
					s.put(row, c, Cell{Text: d.columns[i].heading, Bold: true})
				}
				continue
			}
			last := i
			for last+1 < len(d.columns) && d.columns[last+1].group == group {
				last++
			}
			s.put(top, c, Cell{Text: group, Bold: true})
			if d.form.merged {
				s.Merges = append(s.Merges, Box{At{top, c}, At{top, d.form.left + 1 + last}})
			}
			for ; i <= last; i++ {
				s.put(row, d.form.left+1+i, Cell{Text: d.columns[i].heading, Bold: true})
			}
			i--
		}
		return row
	}
	for i, c := range d.columns {
		s.put(row, d.form.left+1+i, Cell{Text: c.heading, Bold: true})
	}
	return row
}

// dress is a heading as this author types it.
func (d *drawer) dress(heading string) string {
	if d.form.capitals {
		heading = strings.ToUpper(heading)
	}
	if i := strings.LastIndex(heading, " "); i > 0 && d.chance(10) {
		heading = heading[:i] + "\n" + heading[i+1:]
	}
	if d.form.colons == 1 || d.form.colons == 2 && d.chance(2) {
		heading += ":"
	}
	return heading
}

// grouped puts dates that belong together under one heading, and says whether
// there are any.
func (d *drawer) grouped() bool {
	found := false
	for i := range d.columns[:len(d.columns)-1] {
		a, b := &d.columns[i], &d.columns[i+1]
		if a.field == plan.FieldStart && b.field == plan.FieldDue && !b.revised {
			a.group, b.group, a.heading, b.heading = "Timescale", "Timescale", "Start", "Due"
			found = true
		}
		if a.field == plan.FieldRAG && b.field == plan.FieldProgress && a.period == 0 && b.period == 0 {
			a.group, b.group, a.heading, b.heading = "Progress", "Progress", "RAG", "Update"
			found = true
		}
	}
	return found
}

// rows puts n actions in from a row on, with what stands among them, and gives
// the row after the last.
func (d *drawer) rows(s *Sheet, row, n int) int {
	theme, inTheme, themes := "", 0, 0
	names := rapid.Permutation(areas).Draw(d.T, "themes")
	themeFrom := 0
	for i := range n {
		if i == 0 || inTheme >= 2 && d.chance(3) && themes < len(names) {
			d.mergeTheme(s, themeFrom, row-1)
			theme, inTheme, themes, themeFrom = names[themes], 0, themes+1, row
			if at, ok := d.section(s, row, theme, themes); ok {
				row = at
				themeFrom = row
			}
		}
		if i > 0 && d.chance(25) && d.form.sections != themeMerged {
			row++ // a blank row
		}
		if d.form.sections == noSections {
			theme = ""
		}
		if d.form.shared {
			row = d.sharing(s, row, theme, themes, inTheme+1)
			inTheme++
			continue
		}
		d.action(s, row, theme, themes, inTheme+1, i+1, inTheme == 0)
		inTheme++
		row++
		if d.chance(30) && d.goesOn(s, row) {
			row++
		}
	}
	d.mergeTheme(s, themeFrom, row-1)
	return row
}

// sharing puts in two or three actions under one ref that is merged down over
// them, and gives the row after the last.
func (d *drawer) sharing(s *Sheet, row int, theme string, major, minor int) int {
	n := d.one(2, 3)
	for i := range n {
		d.action(s, row+i, theme, major, minor, 0, i == 0)
		a := &d.meant.Actions[len(d.meant.Actions)-1]
		a.Ref = fmt.Sprintf("%d.%d (%c)", major, minor, 'a'+i)
		if i > 0 {
			delete(s.Cells, At{row + i, d.form.left + 1})
		}
	}
	s.Merges = append(s.Merges, Box{At{row, d.form.left + 1}, At{row + n - 1, d.form.left + 1}})
	return row + n
}

// goesOn puts in a row that only goes on with the progress of the action above,
// where the plan has a column for that.
func (d *drawer) goesOn(s *Sheet, row int) bool {
	a := &d.meant.Actions[len(d.meant.Actions)-1]
	if d.form.refs == noRefs || d.form.sections == themeMerged || a.Withdrawn || a.Private {
		return false
	}
	for i, c := range d.columns {
		if said := a.Says[c.field]; c.field == plan.FieldProgress && c.period == 0 && said.Text != "" {
			more := "Then: " + strings.ToLower(pick(d.T, "more", notes))
			s.put(row, d.form.left+1+i, words(more))
			said.Text += "\n" + more
			a.Says[c.field] = said
			return true
		}
	}
	return false
}

func (d *drawer) mergeTheme(s *Sheet, from, to int) {
	if d.form.sections != themeMerged || from == 0 || to <= from {
		return
	}
	for i, c := range d.columns {
		if c.field == plan.FieldTheme {
			s.Merges = append(s.Merges, Box{At{from, d.form.left + 1 + i}, At{to, d.form.left + 1 + i}})
		}
	}
}

// section puts a theme's own row in, where this author has such rows.
func (d *drawer) section(s *Sheet, row int, theme string, nth int) (next int, ok bool) {
	text := pick(d.T, "section", []string{"%[2]s", "Priority %[1]d: %[2]s", "Theme %[1]d – %[2]s"})
	if strings.Contains(text, "%[1]d") {
		text = fmt.Sprintf(text, nth, theme)
	} else {
		text = theme
	}
	first := d.form.left + 1
	switch d.form.sections {
	case bandedRows:
		s.put(row, first, Cell{Text: text, Bold: true, Fill: "D9E1F2"})
		s.Merges = append(s.Merges, Box{At{row, first}, At{row, first + len(d.columns) - 1}})
	case boldRows:
		s.put(row, first, Cell{Text: text, Bold: true})
	default:
		return row, false
	}
	return row + 1, true
}

// action puts one action in, and notes what is meant by it.
func (d *drawer) action(s *Sheet, row int, theme string, major, minor, serial int, firstOfTheme bool) {
	a := Action{Sheet: s.Name, Row: row, Theme: theme, Says: map[plan.Field]Said{}}
	onlyText := d.chance(40)
	a.Withdrawn = !onlyText && d.chance(40)
	var rag, progress Said
	for i, c := range d.columns {
		at := At{row, d.form.left + 1 + i}
		cell, said := d.cell(c, theme, major, minor, serial)
		said.At = at
		if onlyText && c.field != plan.FieldAction && c.field != plan.FieldRef && c.field != plan.FieldTheme {
			cell, said = Cell{}, Said{At: at}
		}
		if c.field == plan.FieldTheme && d.form.sections == themeMerged && !firstOfTheme {
			cell = Cell{}
		}
		if a.Withdrawn && cell.says() {
			if len(cell.Runs) > 0 { // a row struck out whole leaves no part of a cell standing
				cell, said.Unsure = words(cell.Text), true
			}
			cell.Struck = true
		}
		if cell.says() || cell.Fill != "" {
			s.put(row, at.Column, cell)
		}
		switch {
		case c.field == "":
		case c.period > 0 && c.field == plan.FieldRAG:
			if said.Text != "" || said.Unsure {
				rag = said
			}
			a.Says[c.field] = rag
		case c.period > 0 && c.field == plan.FieldProgress:
			if said.Text != "" {
				progress = said
			}
			a.Says[c.field] = progress
		case c.revised:
			// A date moved to "Ongoing" or "Spring term" is no longer the first one; a
			// blank, a dash or a TBC says that it has not been moved.
			if said.Text == "" && !said.Unsure && !slices.Contains(vagueDates, cell.Text) {
				said = a.Says[original]
			}
			a.Says[plan.FieldDue] = said
		case c.field == plan.FieldRef:
			a.Ref = said.Text
		default:
			a.Says[c.field] = said
		}
	}
	// Who strikes a whole row out has withdrawn it, however far it had got.
	a.Done = a.Says[plan.FieldStatus].Text == "done" && !a.Withdrawn
	if d.chance(30) {
		a.Private = true
		s.Hidden[row] = true
	}
	d.meant.Actions = append(d.meant.Actions, a)
}

// sentence is an action's text, unlike any other of the book.
func (d *drawer) sentence() string {
	text := pick(d.T, "verb", verbs) + " " + pick(d.T, "thing", things) + " " + pick(d.T, "for", forWhom)
	first := text
	for n := 2; d.used[text]; n++ {
		text = fmt.Sprintf("%s, step %d", first, n)
	}
	d.used[text] = true
	return text
}

// cell is what an author writes in a column, and means by it.
func (d *drawer) cell(c column, theme string, major, minor, serial int) (Cell, Said) {
	plainly := func(text string) (Cell, Said) { return words(text), Said{Text: text} }
	some := func(from []string) (Cell, Said) { return plainly(pick(d.T, "words", from)) }
	switch c.field {
	case plan.FieldRef:
		return d.ref(major, minor, serial)
	case plan.FieldTheme:
		return plainly(theme)
	case plan.FieldAction:
		return plainly(d.sentence())
	case plan.FieldRecommendation:
		return plainly("The quality of " + pick(d.T, "finding", things) + " is not consistent enough")
	case plan.FieldLead:
		return some(leads)
	case plan.FieldPartner:
		return some(append(slices.Clone(bodies), ""))
	case plan.FieldOutcome:
		if d.chance(8) {
			return words(pick(d.T, "nothing", nothings)), Said{}
		}
		return some(append(slices.Clone(impacts), ""))
	case plan.FieldEvidence:
		if d.chance(4) {
			return words(pick(d.T, "nothing", nothings)), Said{}
		}
		return some(append(slices.Clone(proofs), ""))
	case plan.FieldMeasure:
		return some(gauges)
	case plan.FieldProgress:
		return some(append(slices.Clone(notes), "", ""))
	case plan.FieldStart, plan.FieldDue, plan.FieldClosed, original:
		if c.revised || c.field == plan.FieldClosed {
			if !d.chance(3) {
				return Cell{}, Said{}
			}
		}
		return d.date(c.field)
	case plan.FieldStatus:
		from := statusWords
		if c.tick {
			from = tickWords
		}
		w := pick(d.T, "status", from)
		said := Said{Unsure: w.unsure}
		if w.done {
			said.Text = "done"
		}
		return words(w.word), said
	case plan.FieldRAG:
		w := pick(d.T, "rating", ratingWords)
		return Cell{Text: w.word, Fill: w.fill}, Said{Text: w.means, Unsure: w.unsure}
	}
	return words(pick(d.T, "other words", []string{"", "A12", "Yes", "North", "See minutes"})), Said{}
}

func (d *drawer) ref(major, minor, serial int) (Cell, Said) {
	switch d.form.refs {
	case numbered:
		return Cell{Number: float64(serial), IsNumber: true}, Said{Text: fmt.Sprint(serial)}
	case lettered:
		text := fmt.Sprintf("R%d/%c", major, 'a'+minor-1)
		return words(text), Said{Text: text}
	case prefixed:
		text := fmt.Sprintf("CS-%03d", serial)
		return words(text), Said{Text: text}
	}
	text := fmt.Sprintf("%d.%d", major, minor)
	return words(text), Said{Text: text}
}

// day is a day of the plan's two years.
func (d *drawer) day() time.Time {
	return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, d.one(0, 700))
}

// serialOf is the number a spreadsheet keeps for a day.
func serialOf(day time.Time) float64 {
	return day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
}

func iso(day time.Time) string { return day.Format("2006-01-02") }

// endOf is the last day of a day's month.
func endOf(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC)
}

// vagueDates say when, and name no day.
var vagueDates = []string{"Ongoing", "ASAP", "Q3", "Spring term", "Early 2027"}

// date is a date as people write them, and the day they mean.
func (d *drawer) date(f plan.Field) (Cell, Said) {
	day := d.day()
	first := time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC)
	month := endOf(day)
	if f == plan.FieldStart {
		month = first
	}
	later := day.AddDate(0, d.one(1, 6), 0)
	a, b := day.Format("02/01/2006"), later.Format("02/01/2006")
	number := func(day time.Time, format string) Cell {
		return Cell{Number: serialOf(day), IsNumber: true, Format: format}
	}
	switch kind := d.one(0, 39); {
	case kind < 18:
		return number(day, pick(d.T, "format", []string{"dd/mm/yyyy", "d mmmm yyyy", "dd-mmm-yy"})), Said{Text: iso(day)}
	case kind < 23:
		return words(day.Format(pick(d.T, "typed", []string{"02/01/2006", "2 January 2006", "02.01.2006", "2/1/06", "Mon 2 Jan 2006", "2006-01-02"}))), Said{Text: iso(day)}
	case kind < 25:
		return number(first, pick(d.T, "month", []string{"mmm-yy", "mmmm yyyy"})), Said{Text: iso(month), Month: true}
	case kind < 27:
		return words(day.Format(pick(d.T, "month", []string{"Jan-06", "January 2006", "Jan 2006"}))), Said{Text: iso(month), Month: true}
	case kind == 27:
		return Cell{Number: serialOf(day), IsNumber: true}, Said{Text: iso(day)}
	case kind == 28:
		return words(fmt.Sprint(int(serialOf(day)))), Said{Text: iso(day)}
	case kind == 29 && f == plan.FieldDue:
		text := pick(d.T, "moved", []string{"%s – revised to %s", "was %s; now %s", "%s, extended to %s", "%s\nRevised: %s", "Original %s, revised %s"})
		return words(fmt.Sprintf(text, a, b)), Said{Text: iso(later)}
	case kind == 30 && f == plan.FieldDue:
		text := pick(d.T, "other purpose", []string{"%s (review %s)", "%s; report to Board %s", "%s – contract ends %s", "%s, discussed on %s"})
		return words(fmt.Sprintf(text, a, b)), Said{Text: iso(day)}
	case kind == 31 && f == plan.FieldDue:
		return Cell{Text: a + " " + b, Runs: []Run{{Text: a, Struck: true}, {Text: " " + b}}}, Said{Text: iso(later)}
	case kind == 32:
		slip := pick(d.T, "slip", []string{"02//01/2006", "02/01-2006", "02.01/2006"})
		return words(day.Format(slip)), Said{Text: iso(day), Unsure: true}
	case kind == 33 && f != plan.FieldClosed:
		monday := day.AddDate(0, 0, -int(day.Weekday()+6)%7)
		want := monday.AddDate(0, 0, 4)
		if f == plan.FieldStart {
			want = monday
		}
		text := pick(d.T, "week", []string{"w/c 2 January 2006", "w/b 2 Jan 2006", "week beginning 2 January 2006", "Week commencing 02/01/2006"})
		return words(monday.Format(text)), Said{Text: iso(want)}
	case kind < 36:
		return words(pick(d.T, "vague", append(slices.Clone(vagueDates), "TBC", "tbc", "-"))), Said{}
	case kind == 36:
		return words("By " + day.Format("2 January 2006")), Said{Text: iso(day)}
	case kind == 37:
		return Cell{}, Said{}
	}
	return number(day, "dd/mm/yyyy"), Said{Text: iso(day)}
}

// under puts under the table what people put there.
func (d *drawer) under(s *Sheet, row int) {
	left := d.form.left + 1
	switch d.one(0, 9) {
	case 0:
		row++
		s.put(row, left, Cell{Text: "Key", Bold: true})
		for i, c := range []Cell{{Text: "Red – off track", Fill: "FF0000"}, {Text: "Amber – at risk", Fill: "FFC000"}, {Text: "Green – on track", Fill: "00B050"}} {
			s.put(row+1+i, left, c)
		}
	case 1:
		s.put(row, left, Cell{Text: "Total", Bold: true})
		s.put(row, left+len(d.columns)-1, Cell{Number: float64(len(d.meant.Actions)), IsNumber: true})
	case 2:
		s.put(row+1, left, words("Signed off by the Director of Children's Services"))
		s.put(row+2, left, words("Date:"))
	case 3:
		s.put(row+1, left, words("Note: dates in bold have been agreed by the Improvement Board."))
	case 4: // a guide beside the table
		right := left + len(d.columns) + 1
		s.put(d.form.above+1, right, Cell{Text: "RAG guide", Bold: true})
		for i, text := range []string{"Red: off track", "Amber: some risk", "Green: on track"} {
			s.put(d.form.above+2+i, right, words(text))
		}
	}
}

// completedTab puts some closed actions on a tab of their own.
func (d *drawer) completedTab() {
	s := d.sheet(pick(d.T, "completed", []string{"Completed", "Closed actions", "Completed actions"}))
	title, form := d.meant.Title, d.form
	d.form.sections = noSections
	top := d.form.above + 1
	row := top
	for i, c := range d.columns {
		s.put(row, d.form.left+1+i, Cell{Text: c.heading, Bold: true})
	}
	for n := range d.one(1, 4) {
		d.action(s, row+1+n, "", 9, n+1, 90+n, true)
		a := &d.meant.Actions[len(d.meant.Actions)-1]
		for i, c := range d.columns {
			if c.field == plan.FieldStatus && !c.tick {
				at := At{row + 1 + n, d.form.left + 1 + i}
				s.put(at.Row, at.Column, Cell{Text: "Complete", Struck: a.Withdrawn})
				a.Says[c.field] = Said{Text: "done", At: at}
				a.Done = !a.Withdrawn
			}
		}
	}
	d.meant.Title, d.form = title, form
}

// olderTabs makes the sheet the last of a tab a month: the tabs before it hold
// the same actions as they stood, and are no actions of their own.
func (d *drawer) olderTabs(s *Sheet) {
	names := [][]string{{"Nov 26", "Oct 26", "Sep 26"}, {"v3", "v2", "v1"}, {"Q3", "Q2", "Q1"}}[d.one(0, 2)]
	for i := range d.meant.Actions {
		d.meant.Actions[i].Sheet = names[0]
	}
	s.Name = names[0]
	for _, name := range names[1 : 1+d.one(1, 2)] {
		older := NewSheet(name)
		older.Merges, older.Filter, older.Shows = slices.Clone(s.Merges), s.Filter, s.Shows
		for at, c := range s.Cells {
			older.Cells[at] = c
		}
		maps.Copy(older.Hidden, s.Hidden)
		maps.Copy(older.Filtered, s.Filtered)
		d.sheets = append(d.sheets, older)
	}
}

// besides puts a sheet beside the plan that is no plan.
func (d *drawer) besides() {
	switch d.one(0, 2) {
	case 0:
		s := d.sheet("Guidance")
		for i, text := range []string{"How to use this plan", "1. Each lead updates their actions by the 5th of the month.", "2. Use the drop-down lists for status and RAG.", "3. Evidence must be saved in the shared folder."} {
			s.put(i+1, 1, words(text))
		}
	case 1:
		s := d.sheet("Lists")
		for i, text := range []string{"Status", "Not started", "In progress", "Complete"} {
			s.put(i+1, 1, words(text))
		}
		for i, text := range []string{"RAG", "Red", "Amber", "Green"} {
			s.put(i+1, 3, words(text))
		}
	case 2:
		s := d.sheet("Dashboard")
		s.put(1, 1, Cell{Text: "Summary", Bold: true})
		for i, text := range []string{"RAG", "Red", "Amber", "Green", "Total"} {
			s.put(i+3, 1, words(text))
			if i > 0 {
				s.put(i+3, 2, Cell{Number: float64(i), IsNumber: true})
			}
		}
		s.put(3, 2, words("Actions"))
	}
}

// drawNoPlan is a book that nobody would call an action plan.
func drawNoPlan(t *rapid.T) Book {
	s := NewSheet("Sheet1")
	b := Book{Sheets: []*Sheet{s}}
	rows := func(lines ...[]string) {
		for r, line := range lines {
			for c, text := range line {
				if text != "" {
					s.put(r+1, c+1, words(text))
				}
			}
		}
	}
	switch rapid.IntRange(0, 3).Draw(t, "what") {
	case 0:
		b.Meant.NoPlan = "a questionnaire"
		rows([]string{"Question", "Answer", "Comments"}, []string{"Do you have a lead for neglect?", "Yes", ""}, []string{"When was the policy last reviewed?", "2024", "Due again"}, []string{"Is supervision recorded?", "Partly", ""})
	case 1:
		b.Meant.NoPlan = "a list of staff"
		rows([]string{"Name of post", "Team", "Start date", "Email"}, []string{"Team Manager", "MASH", "01/02/2024", "mash@example.org"}, []string{"Service Manager", "Fostering", "01/04/2025", "fostering@example.org"})
	case 2:
		b.Meant.NoPlan = "a budget"
		rows([]string{"Cost centre", "Budget", "Forecast", "Variance"}, []string{"A12", "100", "120", "20"}, []string{"A13", "50", "45", "-5"})
	default:
		b.Meant.NoPlan = "a lessons register"
		rows([]string{"Lesson", "What went well", "What could be better", "Category"}, []string{"Share drafts early", "Good turnout", "More time", "Engagement"}, []string{"Book rooms", "", "Rooms were double booked", "Logistics"})
	}
	return b
}
