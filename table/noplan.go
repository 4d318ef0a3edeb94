package table

import (
	"cmp"
	"fmt"
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
	if i < 0 {
		if p.isAbout() {
			return "", ""
		}
		return p.header.nearestTo(p.sheet)
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

// isAbout says whether a table without a column of actions is about things to
// be done all the same: it numbers them, says how each stands, or who is to have
// it done by when.
func (p *part) isAbout() bool {
	for _, f := range []plan.Field{plan.FieldRef, plan.FieldRecommendation, plan.FieldStatus, plan.FieldRAG} {
		if p.Has(f) {
			return true
		}
	}
	return p.Has(plan.FieldLead) && p.Has(plan.FieldDue)
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
			note.weighs(plan.Unread).line = plan.Line{Under: "tables", Item: line}
		}
	}
}

// whyNot says why a sheet is no plan, what in it came nearest to one, and the
// line of settings that reads it all the same.
func (r *vocabulary) whyNot(c candidate) (why, line string) {
	h := c.best
	if h.row == 0 {
		if shaped, ok := c.sheet.shapedHeader(); ok {
			h = shaped
			r.judge(&h)
		}
	}
	if h.row == 0 {
		return "it has no row of headings", ""
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
		fmt.Sprintf("{sheet: %q, header: %d, columns: [{column: %s, field: action}]}", s.Sheet, h.row, letter)
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

// nearestFirst lists why each sheet of a workbook is no plan.
func (r *vocabulary) nearestFirst(sheets []*sheet) []string {
	var all []candidate
	for _, s := range sheets {
		if len(s.used) > 0 {
			all = append(all, r.candidate(s))
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.best.score, a.best.score) })
	var said []string
	for _, c := range all {
		why, line := r.whyNot(c)
		said = append(said, nearness(c.sheet, why, line))
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

// refused is the error for a workbook all of whose tables were refused.
func (l *leaving) refused() error {
	var said []string
	for _, t := range l.tabs {
		why, line := t.parts[0].noActions()
		said = append(said, nearness(t.sheet, why, line))
	}
	return &noTableError{"no sheet says what is to be done: " + strings.Join(said, "; ")}
}
