package table

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"actionplan/plan"
)

// A plan says what is to be done: texts that mostly differ. A column that is
// headed so and holds figures, or one of a few words, is no column of actions.

// refuse leaves out the sheets whose column of actions holds none. One that is
// headed like a sheet that is read is read with it.
func (l *leaving) refuse() {
	why, lines := map[*tab]string{}, map[*tab]string{}
	var read []*tab
	for _, t := range l.tabs {
		for _, p := range t.parts {
			if why[t], lines[t] = p.noActions(); p.pin != nil || why[t] == "" {
				why[t] = ""
				read = append(read, t)
				break
			}
		}
	}
	for _, t := range l.tabs {
		sibling := func(other *tab) bool { return !t.known[plan.FieldAction] && t.header().shares(other.header()) >= 0.6 }
		if why[t] != "" && !slices.ContainsFunc(read, sibling) {
			note := l.leave(t, nil, why[t])
			if lines[t] != "" {
				note.weighs(plan.Unread).line = plan.Line{Under: "tables", Item: lines[t]}
			}
		}
	}
}

// noActions says why a table's column of actions holds none, "" where it does,
// and the line of settings that has another column be it.
func (p *part) noActions() (why, line string) {
	i := slices.IndexFunc(p.Columns, func(c plan.Column) bool { return c.Field == plan.FieldAction })
	if p.Tables[0].Kind == plan.Ongoing {
		return "", "" // the settings say that it is the plan's
	}
	if i < 0 {
		if p.isAbout() {
			return "", ""
		}
		return p.header.nearestTo(p.sheet)
	}
	if p.Columns[i].Given {
		return "", "" // the settings say that it is the action, whatever it holds
	}
	if what := p.listsElse(); what != "" && (p.guessed || p.faint || !p.saysWhoOrHow()) {
		c := p.Columns[i]
		return fmt.Sprintf("its headings are those of %s, and no column is headed as the action; column %s, %q, comes nearest to it", what, c.Letter, c.Heading),
			fmt.Sprintf("{sheet: %q, kind: %s}", p.sheet.Sheet, plan.Ongoing)
	}
	if (p.guessed || p.faint && !saysTrouble(p.Columns[i].Heading)) && !p.saysWhoOrHow(plan.FieldProgress, plan.FieldRecommendation) {
		c := p.Columns[i]
		return fmt.Sprintf("column %s, %q, comes nearest to what is to be done, and no column says who does it, by when or how it stands", c.Letter, c.Heading),
			fmt.Sprintf(letterLine, p.sheet.Sheet, p.header.row, plan.Ongoing, c.Letter, plan.FieldAction)
	}
	said, worded, brief, asking := 0, 0, 0, 0
	different := map[string]bool{}
	for _, a := range p.Actions {
		v := a.Value(plan.FieldAction)
		if v.Kind == plan.KindAbsent || v.Kind == plan.KindBlank {
			continue
		}
		said++
		if hasLetter(v.Text) && v.Kind == plan.KindText {
			worded++
		}
		if wordCount(v.Text) <= 1 {
			brief++
		}
		if strings.HasSuffix(v.Text, "?") {
			asking++
		}
		different[plan.Fold(v.Text)] = true
	}
	c := p.Columns[i]
	switch {
	case said > 0 && worded*2 < said:
		return fmt.Sprintf("column %s, %q, comes nearest to what is to be done, and holds no words", c.Letter, c.Heading), ""
	case said >= 3 && asking*2 > said:
		return fmt.Sprintf("column %s, %q, comes nearest to what is to be done, and asks questions", c.Letter, c.Heading), ""
	case said >= 6 && brief*10 >= said*9 && len(different)*3 <= said:
		return fmt.Sprintf("column %s, %q, comes nearest to what is to be done, and says only the same few words", c.Letter, c.Heading), ""
	}
	return "", ""
}

// saysWhoOrHow says whether a table says of its rows who does them, by when, or how they
// stand. A number for each row is none of these: a list of anything has that.
func (p *part) saysWhoOrHow(besides ...plan.Field) bool {
	for _, f := range append([]plan.Field{plan.FieldLead, plan.FieldDue, plan.FieldOriginal, plan.FieldClosed, plan.FieldStatus, plan.FieldRAG, plan.FieldPercent, plan.FieldStart}, besides...) {
		if p.Has(f) || slices.ContainsFunc(p.Columns, func(c plan.Column) bool { return c.Part == f }) {
			return true
		}
	}
	return false
}

// showsStatus says whether a table says how each thing stands. "State" is a place as
// well: under it some word is to be one that is known.
func (p *part) showsStatus() bool {
	i := slices.IndexFunc(p.Columns, func(c plan.Column) bool { return c.Field == plan.FieldStatus })
	if i < 0 || foldHeading(p.Columns[i].Heading) != "state" {
		return i >= 0
	}
	terms := plan.StatusTerms{Words: p.Statuses}
	return slices.ContainsFunc(p.Actions, func(a plan.Action) bool {
		_, known := terms.Read(a.Value(plan.FieldStatus))
		return known && !a.Value(plan.FieldStatus).IsBlank()
	})
}

// isAbout says whether a table without a column of actions is about things to
// be done all the same: it says how each stands, who is to have it done by when, or
// numbers them.
func (p *part) isAbout() bool {
	return p.Has(plan.FieldRecommendation) || p.Has(plan.FieldRAG) || p.showsStatus() || p.Has(plan.FieldLead) && p.Has(plan.FieldDue) || p.numbersRows()
}

// numbersRows says whether a table has refs, and nearly each row has its own.
func (p *part) numbersRows() bool {
	different := map[plan.Ref]bool{}
	for i := range p.Actions {
		if ref := p.Actions[i].Ref; ref != "" {
			different[ref] = true
		}
	}
	return p.Has(plan.FieldRef) && len(different)*10 >= len(p.Actions)*9
}

// unread says of each sheet that nothing was read from, and that nothing was
// said of yet, why: the nearest to a plan first.
func (r *vocabulary) unread(all, chosen []candidate, notes *notebook) {
	for _, c := range all {
		if c.isPlan() || len(c.sheet.used) == 0 || slices.ContainsFunc(chosen, func(x candidate) bool { return x.sheet == c.sheet }) {
			continue
		}
		why, line := r.whyNot(c)
		note := notes.sheet(c.sheet, "the sheet was not read: "+why).weighs(plan.Aside)
		if line != "" && !isAside(c.sheet.Sheet) && !c.sheet.Hidden {
			note.line = plan.Line{Under: "tables", Item: line}
			if c.couldBePlan() {
				note.weighs(plan.Unread)
			}
		}
	}
}

// couldBePlan says whether what comes nearest to headings on a sheet names enough that
// the sheet may be a part of the plan, and not a scale, a list or a cover.
func (c candidate) couldBePlan() bool {
	h := c.best
	return h.known() > 1 && (h.has(plan.FieldAction, contained) || h.has(plan.FieldRecommendation, contained) || h.has(plan.FieldLead, phrase) || h.has(plan.FieldDue, phrase) || h.has(plan.FieldStatus, phrase))
}

// noHeadings is why a sheet without headings is no plan.
const noHeadings = "it has no row of headings"

// nearTo is how near a sheet comes to a plan: by what its headings name, and by how
// much of a table stands under them, since a plan is a table and a front page is none.
func (r *vocabulary) nearTo(c candidate) float64 {
	h, ok := r.likeliest(c)
	if !ok {
		return 0
	}
	return h.score + c.sheet.bulk(h)
}

// bulk weighs the block that stands under a header, by its rows and its columns: a row
// counts that fills half of them.
func (s *sheet) bulk(h header) float64 {
	const mostColumns, columnsOfOne = 8, 4
	rows := 0
	for _, row := range s.under(h) {
		in := 0
		for _, c := range s.says(row) {
			if h.first() <= c.Column && c.Column <= h.last() {
				in++
			}
		}
		if in > 1 && in*2 >= len(h.headings) {
			rows++
		}
	}
	return math.Log2(float64(1+rows)) * float64(min(len(h.headings), mostColumns)) / columnsOfOne
}

// likeliest is the row of a sheet that is nearest to a plan's headings, or has the
// shape of headings.
func (r *vocabulary) likeliest(c candidate) (header, bool) {
	shaped, ok := c.sheet.shapedHeader()
	if !ok {
		return c.best, c.best.row > 0
	}
	r.judge(&shaped)
	if c.best.row > 0 && c.best.score+c.sheet.bulk(c.best) >= shaped.score+c.sheet.bulk(shaped) {
		return c.best, true
	}
	return shaped, true
}

func bools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// whyNot says why a sheet is no plan, what in it came nearest to one, and the
// line of settings that reads it all the same.
func (r *vocabulary) whyNot(c candidate) (why, line string) {
	h, ok := r.likeliest(c)
	if !ok {
		return noHeadings, ""
	}
	return h.nearestTo(c.sheet)
}

// nearestTo says what of a plan a header names, and which column under it could
// say what is to be done, with the line of settings that has it do so.
func (h header) nearestTo(s *sheet) (why, line string) {
	names := "nothing I know"
	if labels := h.labels(); len(labels) > 0 {
		names = "only the " + listed(labels)
	}
	why = fmt.Sprintf("row %d comes nearest to a plan's headings: it names %s", h.row, names)
	column, ok := s.nearestAction(h)
	if !ok {
		return why + ", and no column holds actions", ""
	}
	letter := plan.ColumnLetters(column.column)
	return why + fmt.Sprintf("; column %s, %q, could say what is to be done", letter, column.text()),
		fmt.Sprintf(letterLine, s.Sheet, h.row, plan.Ongoing, letter, plan.FieldAction)
}

// labels are what a header names, in words.
func (h header) labels() []string {
	var labels []string
	for _, f := range plan.KnownFields {
		if h.has(f, fallback) {
			labels = append(labels, f.Label())
		}
	}
	return labels
}

// nearestAction is the column under a header that holds the most different
// sentences.
func (s *sheet) nearestAction(h header) (heading, bool) {
	best, most := heading{}, 0
	for _, one := range h.headings {
		if h.fields[one.column] == (naming{fieldNone, own}) || isNoAction(one.text()) {
			continue // the settings say that it is not, or its heading does
		}
		different := map[string]bool{}
		for _, row := range s.under(h) {
			if c, _ := row.cell(one.column); c.isText() && wordCount(c.Text) >= 3 {
				different[plan.Fold(c.Text)] = true
			}
		}
		if len(different) > most {
			best, most = one, len(different)
		}
	}
	return best, most > 1
}

// mostWorded is the column under a header that says the most different things in words.
func (s *sheet) mostWorded(h header) (heading, bool) {
	best, most := heading{}, 0
	for _, one := range h.headings {
		different := map[string]bool{}
		for _, row := range s.under(h) {
			if c, _ := row.cell(one.column); c.isText() && hasLetter(c.Text) {
				different[plan.Fold(c.Text)] = true
			}
		}
		if len(different) > most && h.fields[one.column] != (naming{fieldNone, own}) {
			best, most = one, len(different)
		}
	}
	return best, most > 0
}

// nearestFirst lists why each sheet of a workbook is no plan; of a sheet whose table
// was refused, for the reason that it was.
func (r *vocabulary) nearestFirst(sheets []*sheet, refused []*tab) []string {
	var all []candidate
	for _, s := range sheets {
		if len(s.used) > 0 {
			all = append(all, r.candidate(s))
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(bools(isAside(a.sheet.Sheet), isAside(b.sheet.Sheet)), bools(a.sheet.Hidden, b.sheet.Hidden), cmp.Compare(r.nearTo(b), r.nearTo(a)))
	})
	var said []string
	settled := false // there is a line that reads one of them
	for _, c := range all {
		why, line := r.whyNot(c)
		for _, t := range refused {
			if t.sheet == c.sheet {
				why, line = t.parts[0].noActions()
			}
		}
		if why == noHeadings && c.sheet.isBareTable() {
			why += ": type one above its first row"
		}
		settled = settled || line != ""
		said = append(said, nearness(c.sheet, why, line))
	}
	for i := 0; i < len(all) && !settled; i++ { // a person may know better
		h, headed := r.likeliest(all[i])
		column, worded := all[i].sheet.mostWorded(h)
		if settled = headed && worded; settled {
			letter := plan.ColumnLetters(column.column)
			said[i] = nearness(all[i].sheet, strings.TrimPrefix(said[i], fmt.Sprintf("%q: ", all[i].sheet.Sheet))+fmt.Sprintf("; column %s, %q, says most in words", letter, column.text()),
				fmt.Sprintf(letterLine, all[i].sheet.Sheet, h.row, plan.Ongoing, letter, plan.FieldAction))
		}
	}
	const mostSheets = 6
	if n := len(said); n > mostSheets {
		said = append(said[:mostSheets], fmt.Sprintf("and %d more", n-mostSheets))
	}
	return said
}

// nearness says of one sheet, for an error, why it is no plan.
func nearness(s *sheet, why, line string) string {
	said := fmt.Sprintf("%q: %s", s.Sheet, why)
	if line != "" {
		said += ", and is read so with " + plan.Line{Under: "tables", Item: line}.String() + " in the settings"
	}
	return said
}

// isBareTable says whether a sheet is rows of a table without headings: several that
// fill the same three columns or more, one of them with texts.
func (s *sheet) isBareTable() bool {
	const fewRows, fewColumns = 3, 3
	rows := s.used[:min(len(s.used), closeRows)]
	filled, texts := map[int]int{}, map[int]int{}
	for _, row := range rows {
		for _, c := range s.says(row) {
			filled[c.Column]++
			if c.isText() && wordCount(c.Text) > 1 {
				texts[c.Column]++
			}
		}
	}
	columns, worded := 0, false
	for column, n := range filled {
		if n >= fewRows && n*2 > len(rows) {
			columns++
			worded = worded || texts[column]*2 > n
		}
	}
	return columns >= fewColumns && worded
}

// refused is the error for a workbook all of whose tables were refused.
func (r *vocabulary) refused(sheets []*sheet, tabs []*tab) error {
	return &noTableError{"no sheet says what is to be done; the nearest first: " + strings.Join(r.nearestFirst(sheets, tabs), "; ")}
}
