package sheetstest

import (
	"fmt"
	"unicode/utf8"
)

// metadatum is one piece of developer metadata. It hangs on what it belongs
// to (the workbook, a tab, a row, a column), so it goes where that goes and
// dies with it.
type metadatum struct {
	id         int
	key, value string
	visibility string
}

// metadataBudget is how many characters of keys and values the spreadsheet,
// and each of its tabs, may hold.
const metadataBudget = 30000

func copyMetadata(list []*metadatum) []*metadatum {
	if list == nil {
		return nil
	}
	out := make([]*metadatum, len(list))
	for i, m := range list {
		x := *m
		out[i] = &x
	}
	return out
}

// place is where a piece of metadata hangs: on the spreadsheet where sheet is
// nil, on the tab where dimension is empty, else on the nth row or column.
type place struct {
	sheet     *sheet
	dimension dimension
	index     int
}

func (p place) kind() string {
	switch {
	case p.sheet == nil:
		return "SPREADSHEET"
	case p.dimension == rows:
		return "ROW"
	case p.dimension == columns:
		return "COLUMN"
	}
	return "SHEET"
}

func (p place) object() object {
	o := object{"locationType": p.kind()}
	switch p.kind() {
	case "SPREADSHEET":
		o["spreadsheet"] = true
	case "SHEET":
		o["sheetId"] = float64(p.sheet.id)
	default:
		o["dimensionRange"] = dimensionRange(p.sheet, p.dimension, p.index, p.index+1)
	}
	return o
}

// rect is the block of the grid a row, column or tab covers.
func (p place) rect() rect {
	r := p.sheet.all()
	switch p.dimension {
	case rows:
		r.top, r.bottom = p.index, p.index+1
	case columns:
		r.left, r.right = p.index, p.index+1
	}
	return r
}

func (m *metadatum) object(p place) object {
	o := object{
		"metadataId": float64(m.id), "metadataKey": m.key,
		"location": p.object(), "visibility": m.visibility,
	}
	if m.value != "" {
		o["metadataValue"] = m.value
	}
	return o
}

// at is the list of metadata of a place.
func (b *workbook) at(p place) *[]*metadatum {
	switch p.kind() {
	case "SPREADSHEET":
		return &b.metadata
	case "SHEET":
		return &p.sheet.metadata
	}
	return &p.sheet.line(p.dimension, p.index).metadata
}

// places calls f with every piece of metadata of the workbook.
func (b *workbook) places(f func(m *metadatum, p place)) {
	visit := func(p place) {
		for _, m := range *b.at(p) {
			f(m, p)
		}
	}
	visit(place{})
	for _, s := range b.sheets {
		visit(place{sheet: s})
		for _, d := range []dimension{rows, columns} {
			for i := range s.count(d) {
				visit(place{s, d, i})
			}
		}
	}
}

// metadataOf writes the pieces that hang in one place.
func metadataOf(list []*metadatum, p place) []any {
	var out []any
	for _, m := range list {
		out = append(out, m.object(p))
	}
	return out
}

// placeOf reads a DeveloperMetadataLocation.
func (b *workbook) placeOf(o object) (place, *refusal) {
	given := 0
	for _, member := range []string{"spreadsheet", "sheetId", "dimensionRange"} {
		if has(o, member) {
			given++
		}
	}
	switch {
	case given != 1:
		return place{}, invalid("Exactly one location must be specified: %s", quoteJSON(o))
	case truth(o, "spreadsheet"):
		return place{}, nil
	case has(o, "sheetId"):
		s := b.byID(whole(o, "sheetId"))
		if s == nil {
			return place{}, noSheet(whole(o, "sheetId"))
		}
		return place{sheet: s}, nil
	case has(o, "dimensionRange"):
		s, d, from, to, bad := b.lines(part(o, "dimensionRange"))
		switch {
		case bad != nil:
		case to-from != 1:
			bad = invalid("The location must be a single row or column")
		case to > s.count(d):
			bad = invalid("range.endIndex[%d] is too large. Max is %d", to, s.count(d))
		}
		return place{s, d, from}, bad
	}
	return place{}, invalid("The spreadsheet location must be true")
}

// addMetadata makes a new piece. An id in use is refused, and so is one that
// would break the budget.
func (b *workbook) addMetadata(o object) (object, *refusal) {
	p, bad := b.placeOf(part(o, "location"))
	if bad != nil {
		return nil, bad
	}
	m := &metadatum{
		id: whole(o, "metadataId"), key: text(o, "metadataKey"),
		value: text(o, "metadataValue"), visibility: text(o, "visibility"),
	}
	switch {
	case m.key == "":
		return nil, invalid("metadata_key must be specified")
	case m.visibility != "DOCUMENT" && m.visibility != "PROJECT":
		return nil, invalid("visibility must be specified")
	case !has(o, "metadataId"):
		m.id = b.newID()
	case m.id <= 0:
		return nil, invalid("metadata_id must be positive")
	case b.metadataByID(m.id) != nil:
		return nil, invalid("There is already developer metadata with the ID %d", m.id)
	}
	list := b.at(p)
	*list = append(*list, m)
	if bad := b.overBudget(); bad != nil {
		return nil, bad
	}
	return m.object(p), nil
}

func (b *workbook) metadataByID(id int) (found *metadatum) {
	b.places(func(m *metadatum, _ place) {
		if m.id == id {
			found = m
		}
	})
	return found
}

// overBudget refuses more metadata than a spreadsheet or a tab may hold.
func (b *workbook) overBudget() *refusal {
	spent := map[*sheet]int{}
	b.places(func(m *metadatum, p place) {
		spent[p.sheet] += utf8.RuneCountInString(m.key) + utf8.RuneCountInString(m.value)
	})
	for s, n := range spent {
		if n > metadataBudget {
			where := "spreadsheet"
			if s != nil {
				where = fmt.Sprintf("sheet %d", s.id)
			}
			return invalid("Developer metadata of the %s would hold %d characters, more than the maximum of %d", where, n, metadataBudget)
		}
	}
	return nil
}

// lookup is a DeveloperMetadataLookup made ready.
type lookup struct {
	o     object
	where place
	exact bool
}

func (b *workbook) lookupOf(o object) (lookup, *refusal) {
	l := lookup{o: o, exact: text(o, "locationMatchingStrategy") == "EXACT_LOCATION"}
	if !has(o, "metadataLocation") {
		return l, nil
	}
	var bad *refusal
	if l.where, bad = b.placeOf(part(o, "metadataLocation")); bad != nil {
		return l, bad
	}
	if l.where.sheet == nil && text(o, "locationMatchingStrategy") == "INTERSECTING_LOCATION" {
		return l, invalid("Intersecting location matching is not supported for the spreadsheet location")
	}
	if l.where.sheet == nil {
		l.exact = true
	}
	return l, nil
}

func (l lookup) matches(m *metadatum, p place) bool {
	o := l.o
	switch {
	case has(o, "metadataId") && whole(o, "metadataId") != m.id,
		has(o, "metadataKey") && text(o, "metadataKey") != m.key,
		has(o, "metadataValue") && text(o, "metadataValue") != m.value,
		has(o, "visibility") && text(o, "visibility") != m.visibility,
		has(o, "locationType") && text(o, "locationType") != p.kind():
		return false
	case !has(o, "metadataLocation"):
		return true
	case l.exact:
		return l.where == p
	}
	return p.sheet == l.where.sheet && p.sheet != nil && l.where.rect().meets(p.rect())
}

// found is a piece of metadata and where it hangs.
type found struct {
	m *metadatum
	place
}

// find lists the metadata any of the data filters asks for, each once, with
// the filters that did.
func (b *workbook) find(filters []any) (list []found, by [][]any, bad *refusal) {
	seen := map[*metadatum]int{}
	for _, f := range filters {
		filter, _ := f.(object)
		if !has(filter, "developerMetadataLookup") {
			return nil, nil, notModelled("finding metadata by %s", quoteJSON(f))
		}
		l, bad := b.lookupOf(part(filter, "developerMetadataLookup"))
		if bad != nil {
			return nil, nil, bad
		}
		b.places(func(m *metadatum, p place) {
			if !l.matches(m, p) {
				return
			}
			n, again := seen[m]
			if !again {
				n = len(list)
				seen[m] = n
				list, by = append(list, found{m, p}), append(by, nil)
			}
			by[n] = append(by[n], filter)
		})
	}
	return list, by, nil
}

// search answers developerMetadata:search.
func (b *workbook) search(filters []any) (object, *refusal) {
	list, by, bad := b.find(filters)
	if bad != nil {
		return nil, bad
	}
	o := object{}
	var out []any
	for i, f := range list {
		out = append(out, object{"developerMetadata": f.m.object(f.place), "dataFilters": clone(by[i])})
	}
	if out != nil {
		o["matchedDeveloperMetadata"] = out
	}
	return o, nil
}

// areas are the blocks that data filters stand for: a range as A1 or a
// GridRange, or the rows, columns and tabs that hold certain metadata.
func (b *workbook) areas(filter object) ([]area, *refusal) {
	switch {
	case has(filter, "a1Range"):
		a, bad := b.locate(text(filter, "a1Range"))
		return []area{a}, bad
	case has(filter, "gridRange"):
		s, r, bad := b.gridRange(part(filter, "gridRange"))
		if bad != nil {
			return nil, bad
		}
		a, bad := s.clamp(r, true)
		a.one = false
		return []area{a}, bad
	}
	list, _, bad := b.find([]any{filter})
	if bad != nil {
		return nil, bad
	}
	var out []area
	for _, f := range list {
		if f.sheet != nil {
			out = append(out, area{sheet: f.sheet, rect: f.rect()})
		}
	}
	return out, nil
}
