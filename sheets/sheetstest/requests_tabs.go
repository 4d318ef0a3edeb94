package sheetstest

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

var tabRequests = map[string]request{
	"updateSpreadsheetProperties": (*batch).updateSpreadsheetProperties,
	"updateSheetProperties":       (*batch).updateSheetProperties,
	"addSheet":                    (*batch).addSheet,
	"deleteSheet":                 (*batch).deleteSheet,
}

func (b *batch) updateSpreadsheetProperties(o object) (object, *refusal) {
	m, bad := fields(o, "SpreadsheetProperties")
	if bad != nil {
		return nil, bad
	}
	p := part(o, "properties")
	for _, name := range m.names() {
		switch name {
		case "title":
			b.book.title = text(p, name)
		case "locale":
			b.book.locale = text(p, name)
		case "timeZone":
			b.book.zone = text(p, name)
		case "autoRecalc":
			b.book.properties[name] = text(p, name)
		default:
			return nil, notModelled("updateSpreadsheetProperties of %s", name)
		}
	}
	if m.all {
		return nil, notModelled("updateSpreadsheetProperties of *")
	}
	return nil, nil
}

func (b *batch) updateSheetProperties(o object) (object, *refusal) {
	m, bad := fields(o, "SheetProperties")
	if bad != nil {
		return nil, bad
	}
	p := part(o, "properties")
	s := b.book.byID(whole(p, "sheetId"))
	if s == nil {
		return nil, noSheet(whole(p, "sheetId"))
	}
	if m.all {
		return nil, notModelled("updateSheetProperties of *")
	}
	for _, name := range m.names() {
		var bad *refusal
		switch name {
		case "title":
			bad = b.rename(s, text(p, name))
		case "hidden":
			bad = b.hide(s, truth(p, name))
		case "index":
			bad = b.book.reindex(s, whole(p, name))
		case "gridProperties":
			bad = b.regrid(s, part(p, name), m.members[name])
		case "tabColor", "tabColorStyle", "rightToLeft":
			s.extras = writeMembers(s.extras, p, &mask{members: map[string]*mask{name: m.members[name]}})
			s.extras = styled(s.extras)
		default:
			bad = notModelled("updateSheetProperties of %s", name)
		}
		if bad != nil {
			return nil, bad
		}
	}
	return nil, nil
}

// rename gives a tab another title, which no other has.
func (b *batch) rename(s *sheet, title string) *refusal {
	switch {
	case title == "" || utf8.RuneCountInString(title) > 100:
		return invalid("Sheet name cannot be empty, and must be less than 100 characters.")
	case b.book.titled(title) != nil && b.book.titled(title) != s:
		return invalid("A sheet with the name %q already exists. Please enter another name.", title)
	}
	s.title = title
	return nil
}

func (b *batch) hide(s *sheet, hidden bool) *refusal {
	s.hidden = hidden
	if !slices.ContainsFunc(b.book.sheets, func(s *sheet) bool { return !s.hidden }) {
		return invalid("You can't hide all the sheets in a document.")
	}
	return nil
}

// reindex moves a tab to stand before the one that was at an index.
func (b *workbook) reindex(s *sheet, index int) *refusal {
	if index < 0 || index > len(b.sheets) {
		return invalid("Sheet index %d is outside 0 to %d", index, len(b.sheets))
	}
	at := b.index(s)
	b.sheets = moved(b.sheets, at, at+1, index)
	return nil
}

// regrid takes what a mask names of GridProperties.
func (b *batch) regrid(s *sheet, p object, m *mask) *refusal {
	high, wide := len(s.rows), len(s.columns)
	if m.wants("rowCount") && (!m.all || has(p, "rowCount")) {
		high = whole(p, "rowCount")
	}
	if m.wants("columnCount") && (!m.all || has(p, "columnCount")) {
		wide = whole(p, "columnCount")
	}
	if high < 1 || wide < 1 {
		return invalid("You can't delete all the rows or columns on the sheet.")
	}
	if bad := b.shrink(s, high, wide); bad != nil {
		return bad
	}
	for _, name := range []string{"frozenRowCount", "frozenColumnCount", "hideGridlines", "rowGroupControlAfter", "columnGroupControlAfter"} {
		if !m.wants(name) {
			continue
		}
		delete(s.grid, name)
		if v := p[name]; v != nil && v != 0.0 && v != false {
			s.grid[name] = v
		}
	}
	if whole(s.grid, "frozenRowCount") >= high || whole(s.grid, "frozenColumnCount") >= wide {
		return invalid("You can't freeze all visible rows or columns on the sheet.")
	}
	return s.tooLarge()
}

// shrink resizes the grid, with what lay on the lines that go.
func (b *batch) shrink(s *sheet, high, wide int) *refusal {
	if n := len(s.rows); high < n {
		if bad := s.guard(b.user, s.across(rows, high, n)); bad != nil {
			return bad
		}
		s.remove(rows, high, n)
		b.book.shiftNames(s, rows, high, high-n)
	}
	if n := len(s.columns); wide < n {
		if bad := s.guard(b.user, s.across(columns, wide, n)); bad != nil {
			return bad
		}
		s.remove(columns, wide, n)
		b.book.shiftNames(s, columns, wide, wide-n)
	}
	s.resize(high, wide)
	return nil
}

func (b *batch) addSheet(o object) (object, *refusal) {
	p := part(o, "properties")
	if has(p, "sheetType") && text(p, "sheetType") != "GRID" {
		return nil, notModelled("a sheet of type %s", text(p, "sheetType"))
	}
	id := whole(p, "sheetId")
	if !has(p, "sheetId") {
		id = b.book.newID()
	}
	if b.book.byID(id) != nil {
		return nil, invalid("The sheet with ID: %d already exists", id)
	}
	s := newSheet(id, "", 1000, 26)
	title := text(p, "title")
	for n := len(b.book.sheets) + 1; title == ""; n++ {
		if t := fmt.Sprintf("Sheet%d", n); b.book.titled(t) == nil {
			title = t
		}
	}
	if bad := b.rename(s, title); bad != nil {
		return nil, bad
	}
	b.book.sheets = append(b.book.sheets, s)
	if has(p, "index") {
		if bad := b.book.reindex(s, whole(p, "index")); bad != nil {
			return nil, bad
		}
	}
	if has(p, "gridProperties") {
		if bad := b.regrid(s, part(p, "gridProperties"), everything); bad != nil {
			return nil, bad
		}
	}
	s.hidden = truth(p, "hidden")
	for _, name := range []string{"tabColor", "tabColorStyle", "rightToLeft"} {
		if has(p, name) {
			s.extras[name] = cloneAny(p[name])
		}
	}
	s.extras = styled(s.extras)
	return object{"properties": b.book.sheetProps(s)}, nil
}

func (b *batch) deleteSheet(o object) (object, *refusal) {
	s := b.book.byID(whole(o, "sheetId"))
	if s == nil {
		return nil, noSheet(whole(o, "sheetId"))
	}
	if bad := s.guard(b.user, s.all()); bad != nil {
		return nil, bad
	}
	b.book.sheets = slices.DeleteFunc(b.book.sheets, func(x *sheet) bool { return x == s })
	b.book.named = slices.DeleteFunc(b.book.named, func(n *namedRange) bool { return n.sheet == s })
	if !slices.ContainsFunc(b.book.sheets, func(s *sheet) bool { return !s.hidden }) {
		return nil, invalid("You can't remove all the visible sheets in a document.")
	}
	return nil, nil
}
