package table

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// area is where one table lies: its header, and the rows up to the next one.
type area struct {
	sheet    *sheet
	header   header
	from, to int // the rows that may be actions, both included
	title    string
	titled   plan.Cell
	apart    bool         // a blank row parts its title from its headings
	repeats  map[int]bool // rows inside it that say its header again
	beside   bool         // it stands to the right of another table
	pin      *Pin
}

// candidate is a sheet with the headers found on it.
type candidate struct {
	sheet   *sheet
	headers []header // those that are a plan's
	best    header   // the best of any, a plan's or not
}

func (c candidate) isPlan() bool { return len(c.headers) > 0 }

// find chooses the tables of a workbook: every visible sheet whose headings
// are an action plan's, but for keys, lists, instructions and examples; then
// those; then hidden sheets; and where no sheet has such headings, the one
// whose headings come nearest and that has rows under them.
func (r *vocabulary) find(sheets []*sheet, notes *notebook) []area {
	var all []candidate
	for _, s := range sheets {
		all = append(all, r.candidate(s))
	}
	chosen := choose(all, notes)
	if len(chosen) == 0 {
		chosen = r.nearest(all)
	}
	if len(chosen) > 0 {
		r.unread(all, chosen, notes)
	}
	var areas []area
	for _, c := range chosen {
		areas = append(areas, c.areas()...)
	}
	return areas
}

func (r *vocabulary) candidate(s *sheet) candidate {
	c := candidate{sheet: s}
	for _, line := range r.headers(s) {
		for _, h := range r.blocks(s, line) {
			if h.isPlan() {
				c.headers = append(c.headers, h)
			}
			if h.score > c.best.score {
				c.best = h
			}
		}
	}
	c.headers = slices.DeleteFunc(c.headers, func(h header) bool { return isFaint(h, c.best) })
	c.headers = s.withoutRows(withoutChains(c.headers))
	return c
}

// withoutRows drops headers that are only rows of the first one's table.
func (s *sheet) withoutRows(headers []header) []header {
	var kept []header
	for _, h := range headers {
		if len(kept) == 0 || s.isFurtherHeader(h, kept[0]) {
			kept = append(kept, h)
		}
	}
	return kept
}

// isFurtherHeader says whether a row under a table's header heads another
// table, and is not just a row of that one whose words happen to be headings:
// it is all words, and most of them are known or the first header's.
func (s *sheet) isFurtherHeader(h, first header) bool {
	row, _ := s.row(h.row)
	for _, c := range s.says(row) {
		if c.Kind != CellText || !hasLetter(c.Text) {
			return false
		}
	}
	return h.known()*3 >= len(h.headings) || h.shares(first) >= 0.5
}

// withoutChains drops headers that stand right under one another: a list of
// what headings mean, not a table. The first stays where it is much the best,
// as a real header over a row that only explains it.
func withoutChains(headers []header) []header {
	var kept []header
	for i := 0; i < len(headers); {
		j, rival := i+1, 0.0
		for ; j < len(headers) && headers[j].top == headers[j-1].row+1 && headers[j].shares(headers[i]) < 0.8; j++ {
			rival = max(rival, headers[j].score)
		}
		if j == i+1 || headers[i].score >= 1.5*rival {
			kept = append(kept, headers[i])
		}
		i = j
	}
	return kept
}

// isFaint says whether headings are too weak to be a plan's beside others.
func isFaint(h, best header) bool { return h.score < 4.5 && h.score < best.score/2 }

// choose picks the sheets that hold the plan, and says what was left aside.
func choose(all []candidate, notes *notebook) []candidate {
	var best header
	for _, c := range all {
		if c.isPlan() && !c.sheet.Hidden && !isAside(c.sheet.Sheet) && c.best.score > best.score {
			best = c.best
		}
	}
	groups := make([][]candidate, 3)
	for _, c := range all {
		if !c.isPlan() {
			continue
		}
		switch {
		case c.sheet.Hidden:
			groups[2] = append(groups[2], c)
		case isAside(c.sheet.Sheet), isFaint(c.best, best), isExample(c, all):
			groups[1] = append(groups[1], c)
		default:
			groups[0] = append(groups[0], c)
		}
	}
	for i, chosen := range groups {
		if len(chosen) == 0 {
			continue
		}
		for _, left := range slices.Concat(groups[i+1:]...) {
			why := "the sheet repeats another as an example"
			switch {
			case left.sheet.Hidden:
				why = "the sheet is hidden"
			case isAside(left.sheet.Sheet):
				why = "the sheet is named as something beside the plan"
			case isFaint(left.best, best):
				why = "fewer than the other sheets'"
			}
			notes.sheet(left.sheet, fmt.Sprintf("row %d has headings like a plan's, but %s: it was not read", left.headers[0].row, why)).weighs(plan.Unread).
				settledBy("tables", "{sheet: %q, header: %d, kind: %s}", left.sheet.Sheet, left.headers[0].row, plan.Ongoing)
		}
		if i == 2 {
			for _, c := range chosen {
				notes.sheet(c.sheet, "the sheet is hidden, and was read because no visible sheet holds a plan")
			}
			return chosen
		}
		return withSiblings(chosen, all)
	}
	return nil
}

// withSiblings adds the visible sheets that have most of their headings in
// common with a chosen one, though too few of them are known: sheets of one make.
func withSiblings(chosen, all []candidate) []candidate {
	var family []candidate
	for _, c := range all {
		if i := slices.IndexFunc(chosen, func(x candidate) bool { return x.sheet == c.sheet }); i >= 0 {
			family = append(family, chosen[i])
			continue
		}
		if c.isPlan() || c.sheet.Hidden || isAside(c.sheet.Sheet) {
			continue
		}
		h, ok := c.sheet.shapedHeader()
		alike := func(other candidate) bool { return h.shares(other.headers[0]) >= 0.6 }
		if ok && len(h.headings) >= 3 && slices.ContainsFunc(chosen, alike) {
			c.headers = []header{h}
			family = append(family, c)
		}
	}
	return family
}

// nearest is the last resort: the visible sheet whose header has the shape
// of one, names at least one field and has rows under it, and its siblings.
func (r *vocabulary) nearest(all []candidate) []candidate {
	var best candidate
	most := 0.0
	for _, c := range all {
		h, ok := r.likelyHeader(c)
		if c.sheet.Hidden || isAside(c.sheet.Sheet) || !ok {
			continue
		}
		near := h.score + c.sheet.bulk(h)
		if h.namesActions() {
			near += readable
		}
		if h.score > 0 && near > most {
			c.best, c.headers = h, []header{h}
			best, most = c, near
		}
	}
	if best.sheet == nil {
		return nil
	}
	family := withSiblings([]candidate{best}, all)
	for i := range family {
		r.judge(&family[i].headers[0])
	}
	return family
}

// readable is more than any table weighs by its size: one that can be read goes before
// one that would be refused.
const readable = 1000

// namesActions says whether headings name what is to be done, or what is about it.
func (h header) namesActions() bool {
	for _, f := range []plan.Field{plan.FieldAction, plan.FieldRecommendation, plan.FieldRef, plan.FieldStatus, plan.FieldRAG} {
		if h.has(f, fallback) {
			return true
		}
	}
	return h.has(plan.FieldLead, fallback) && h.has(plan.FieldDue, fallback)
}

// likelyHeader is the row of a sheet that is most likely its header although
// it is not known for a plan's.
func (r *vocabulary) likelyHeader(c candidate) (header, bool) {
	h, ok := c.sheet.shapedHeader()
	if ok {
		r.judge(&h)
	}
	if c.best.score >= leastScore && c.best.score > h.score {
		h = c.best
	}
	under := slices.ContainsFunc(c.sheet.used, func(row Row) bool { return row.Number > h.row })
	return h, len(h.headings) >= 3 && h.known() > 0 && (h.known() > 1 || under)
}

// shapedHeader finds a header by its shape alone: the first row of words, no
// two alike, that is about as wide as the widest row among those that follow.
func (s *sheet) shapedHeader() (header, bool) {
	rows := s.used[:min(len(s.used), closeRows)]
	widest := 0
	for _, row := range rows {
		widest = max(widest, len(s.says(row)))
	}
	for _, row := range rows {
		said := s.says(row)
		if len(said) < 2 || len(said)*5 < widest*3 || !allHeadings(said) {
			continue
		}
		return header{top: row.Number, row: row.Number, headings: s.headings([]Row{row})}, true
	}
	return header{}, false
}

// allHeadings says whether cells could all be headings: words, no two alike,
// and no line of a form with its labels.
func allHeadings(said []Cell) bool {
	seen, labels := map[string]bool{}, 0
	for _, c := range said {
		if c.Kind != CellText || len(c.Text) > longestHeading || !hasLetter(foldHeading(c.Text)) {
			return false
		}
		if isLabel(c) {
			labels++
		}
		text := foldHeading(c.Text)
		if seen[text] && text != "" {
			return false
		}
		seen[text] = true
	}
	return labels <= 1 || labels*3 >= len(said)*2 // a form has a blank or an answer beside each
}

// areas cuts a sheet into its tables: a header that says the same again
// straight after the rows of another only repeats it.
func (c candidate) areas() []area {
	var areas []area
	for _, h := range c.headers {
		title, from, gap := c.sheet.titleOver(h.top)
		if title.text == "" && len(areas) > 0 {
			title, from = c.sheet.titleApart(h.top, areas[len(areas)-1].header.row)
		}
		beside := len(areas) > 0 && areas[len(areas)-1].header.row == h.row
		if len(areas) > 0 && !beside {
			previous := &areas[len(areas)-1]
			if !gap && h.shares(previous.header) >= 0.8 && previous.header.shares(h) >= 0.8 {
				for row := h.top; row <= h.row; row++ {
					previous.repeats[row] = true
				}
				continue
			}
			end := from - 1
			if !gap {
				end = h.top - 1
			}
			for i := range areas { // and those beside it
				areas[i].to = min(areas[i].to, end)
			}
		}
		a := area{sheet: c.sheet, header: h, from: h.row + 1, to: plan.MaxRow, repeats: map[int]bool{}, beside: beside}
		a.title, a.titled, a.apart = title.text, title.cell, title.apart
		areas = append(areas, a)
	}
	if len(areas) == 1 {
		areas[0].title = "" // the sheet's title, and no theme
	}
	return areas
}

type title struct {
	text  string
	cell  plan.Cell
	apart bool // a blank row parts it from the headings that it stands over
}

// titleOver reads the line of one cell right above a header, where it begins,
// and whether a blank row parts it from what stands above.
func (s *sheet) titleOver(top int) (t title, from int, gap bool) {
	from = top
	if row, ok := s.row(top - 1); ok {
		if said := s.says(row); len(said) == 1 && said[0].Kind == CellText && len(said[0].Text) <= longestHeading {
			t = title{text: oneLine(said[0].Text), cell: plan.Cell{Sheet: s.Sheet, Row: row.Number, Column: said[0].Column}}
			from = row.Number
		}
	}
	_, above := s.row(from - 1)
	return t, from, !above
}

// titleApart reads the title of a table under another that a blank row, or the rows it
// is merged over, part from its headings: alone in its row, and by its looks none of
// the rows of the table above, also where it stands right under them. from is top
// where there is none.
func (s *sheet) titleApart(top, header int) (t title, from int) {
	i, _ := slices.BinarySearchFunc(s.used, top, rowNumber)
	if i == 0 || s.used[i-1].Number <= header {
		return title{}, top
	}
	row := s.used[i-1]
	said := s.says(row)
	if len(said) != 1 || !said[0].isText() || !isTitle(oneLine(said[0].Text)) || isUnderWord(said[0]) || isLegend(said) {
		return title{}, top
	}
	c := said[0]
	end := row.Number
	if m, merged := s.merged(row.Number, c.Column); merged {
		end = m.Rows.Last
	}
	if top-end > 2 || !s.standsOut(c, s.used[:i-1], header) {
		return title{}, top
	}
	return title{oneLine(c.Text), plan.Cell{Sheet: s.Sheet, Row: row.Number, Column: c.Column}, true}, row.Number
}

// standsOut says whether a cell is bold or filled as none of the rows of a table above
// it is in its column.
func (s *sheet) standsOut(c Cell, above []Row, header int) bool {
	bold, fills := false, map[string]bool{}
	for _, row := range above {
		if over, _ := row.cell(c.Column); row.Number > header && over.says() && len(s.says(row)) > 1 {
			bold = bold || over.Look.Has(Bold)
			fills[over.Fill] = true
		}
	}
	return c.Look.Has(Bold) && !bold || c.Fill != "" && !fills[c.Fill]
}

// isAside says whether a sheet's name says that it stands beside the plan:
// how to fill it in, what its words mean, what its lists hold.
func isAside(name string) bool {
	folded := foldHeading(name)
	if asideNames[folded] {
		return true
	}
	for _, w := range strings.Fields(folded) {
		if asideWords[w] {
			return true
		}
	}
	return strings.HasSuffix(folded, " key") || strings.HasSuffix(folded, " lists")
}

var asideNames = map[string]bool{
	"key": true, "list": true, "lists": true, "notes": true, "cover": true, "index": true, "contents": true,
	"home page": true, "read me": true, "how to": true, "how to use": true, "about": true, "help": true,
	"version control": true, "document control": true, "change log": true, "change history": true,
	"revision history": true, "version history": true, "front sheet": true, "title page": true,
	"drop down": true, "drop downs": true, "key dates": true, "settings": true, "config": true,
	"table of contents": true, "reference": true, "reference data": true, "options": true, "menu": true,
}

var asideWords = words(`instructions instruction guidance legend lookup lookups dropdown dropdowns validation validations coversheet definitions glossary readme dashboard pivot changelog criteria heatmap`)

// isExample says whether a sheet is an example of how to fill in the others:
// its name begins with the word, or has it and its headings say nothing that
// another visible sheet's do not.
func isExample(c candidate, all []candidate) bool {
	name := strings.Fields(foldHeading(c.sheet.Sheet))
	named := slices.ContainsFunc(name, func(w string) bool { return exampleWords[w] })
	if !named && !strings.HasPrefix(foldHeading(c.sheet.Sheet), "e g ") {
		return false
	}
	return slices.ContainsFunc(all, func(other candidate) bool {
		if other.sheet == c.sheet || !other.isPlan() || other.sheet.Hidden || isAside(other.sheet.Sheet) {
			return false
		}
		return !named || exampleWords[name[0]] || c.headers[0].shares(other.headers[0]) == 1
	})
}

var exampleWords = words(`example examples sample illustration eg`)
