package sheetstest

import (
	"slices"
)

// defaultFormat is what cells of a new spreadsheet look like.
func defaultFormat() object {
	white := object{"red": 1.0, "green": 1.0, "blue": 1.0}
	return object{
		"backgroundColor":      white,
		"padding":              object{"top": 2.0, "right": 3.0, "bottom": 2.0, "left": 3.0},
		"verticalAlignment":    "BOTTOM",
		"wrapStrategy":         "OVERFLOW_CELL",
		"backgroundColorStyle": object{"rgbColor": clone(white)},
		"textFormat": object{
			"foregroundColor": object{}, "fontFamily": "arial,sans,sans-serif", "fontSize": 10.0,
			"bold": false, "italic": false, "strikethrough": false, "underline": false,
			"foregroundColorStyle": object{"rgbColor": object{}},
		},
	}
}

// defaultTheme is the theme of a new spreadsheet.
func defaultTheme() object {
	var colours []any
	for _, c := range []struct {
		kind             string
		red, green, blue float64
	}{
		{"TEXT", 0, 0, 0}, {"BACKGROUND", 1, 1, 1},
		{"ACCENT1", 0.25882354, 0.52156866, 0.95686275}, {"ACCENT2", 0.91764706, 0.2627451, 0.20784314},
		{"ACCENT3", 0.9843137, 0.7372549, 0.015686275}, {"ACCENT4", 0.20392157, 0.65882355, 0.3254902},
		{"ACCENT5", 1, 0.42745098, 0.003921569}, {"ACCENT6", 0.27450982, 0.7411765, 0.7764706},
		{"LINK", 0.06666667, 0.33333334, 0.8},
	} {
		rgb := object{}
		for name, part := range map[string]float64{"red": c.red, "green": c.green, "blue": c.blue} {
			if part != 0 {
				rgb[name] = part
			}
		}
		colours = append(colours, object{"colorType": c.kind, "color": object{"rgbColor": rgb}}) //nolint:misspell // the API's spelling
	}
	return object{"primaryFontFamily": "Arial", "themeColors": colours}
}

// view is one answer with a Spreadsheet in it.
type view struct {
	book   *workbook
	user   *User
	mask   *mask
	ranges []area // none for the whole of every tab
	grid   bool   // the cells as well
	bad    *refusal
}

// spreadsheet writes the workbook as the mask wants it.
func (v *view) spreadsheet() (object, *refusal) {
	b, o := v.book, object{}
	put(o, v.mask, "spreadsheetId", func() any { return b.id })
	put(o, v.mask, "spreadsheetUrl", func() any { return "https://docs.google.com/spreadsheets/d/" + b.id + "/edit" })
	put(o, v.mask, "properties", func() any { return b.props() })
	if next, ok := v.mask.of("sheets"); ok {
		var list []any
		for _, s := range v.tabs() {
			list = append(list, v.sheet(s, next))
		}
		o["sheets"] = list
	}
	if len(b.named) > 0 {
		put(o, v.mask, "namedRanges", func() any {
			var list []any
			for _, n := range b.named {
				list = append(list, n.object())
			}
			return list
		})
	}
	if len(b.metadata) > 0 {
		put(o, v.mask, "developerMetadata", func() any { return metadataOf(b.metadata, place{}) })
	}
	return o, v.bad
}

func (b *workbook) props() object {
	p := clone(b.properties)
	p["title"], p["locale"], p["timeZone"] = b.title, b.locale, b.zone
	return p
}

// tabs are the tabs an answer is about: all, or those of its ranges.
func (v *view) tabs() []*sheet {
	if len(v.ranges) == 0 {
		return v.book.sheets
	}
	var list []*sheet
	for _, s := range v.book.sheets {
		if slices.ContainsFunc(v.ranges, func(a area) bool { return a.sheet == s }) {
			list = append(list, s)
		}
	}
	return list
}

func (v *view) sheet(s *sheet, m *mask) object {
	o := object{}
	put(o, m, "properties", func() any { return v.book.sheetProps(s) })
	v.held(o, m, s)
	if next, ok := m.of("data"); ok && v.grid {
		blocks := []rect{s.all()}
		if len(v.ranges) > 0 {
			blocks = nil
			for _, a := range v.ranges {
				if a.sheet == s {
					blocks = append(blocks, a.rect)
				}
			}
		}
		var data []any
		for _, block := range blocks {
			data = append(data, v.data(s, block, next))
		}
		o["data"] = data
	}
	return o
}

// held writes what the tab holds besides its cells, leaving out what there is
// none of.
func (v *view) held(o object, m *mask, s *sheet) {
	lists := map[string][]any{}
	for _, p := range s.merges {
		lists["merges"] = append(lists["merges"], p.object(s))
	}
	for _, p := range s.protected {
		lists["protectedRanges"] = append(lists["protectedRanges"], p.object(s, v.user))
	}
	for _, r := range s.rules {
		lists["conditionalFormats"] = append(lists["conditionalFormats"], r.object(s))
	}
	for d, name := range map[dimension]string{rows: "rowGroups", columns: "columnGroups"} {
		for _, g := range s.groups[d] {
			lists[name] = append(lists[name], g.object(s, d))
		}
	}
	if list := metadataOf(s.metadata, place{sheet: s}); len(list) > 0 {
		lists["developerMetadata"] = list
	}
	for name, list := range lists {
		put(o, m, name, func() any { return list })
	}
	if s.filter != nil {
		put(o, m, "basicFilter", func() any { return s.filter.object(s) })
	}
}

func (b *workbook) sheetProps(s *sheet) object {
	grid := clone(s.grid)
	grid["rowCount"], grid["columnCount"] = float64(len(s.rows)), float64(len(s.columns))
	o := clone(s.extras)
	o["sheetId"], o["title"], o["index"] = float64(s.id), s.title, float64(b.index(s))
	o["sheetType"], o["gridProperties"] = "GRID", grid
	if s.hidden {
		o["hidden"] = true
	}
	return o
}

func (g group) object(s *sheet, d dimension) object {
	o := object{"range": dimensionRange(s, d, g.from, g.to), "depth": float64(g.depth)}
	if g.collapsed {
		o["collapsed"] = true
	}
	return o
}

func dimensionRange(s *sheet, d dimension, from, to int) object {
	o := object{"dimension": string(d), "startIndex": float64(from), "endIndex": float64(to)}
	if s.id != 0 {
		o["sheetId"] = float64(s.id)
	}
	return o
}

func (r *formatRule) object(s *sheet) object {
	o := clone(r.rule)
	var list []any
	for _, p := range r.ranges {
		list = append(list, p.object(s))
	}
	o["ranges"] = list
	return o
}

func (f *basicFilter) object(s *sheet) object {
	o := clone(f.settings)
	o["range"] = f.span.object(s)
	return o
}

func (n *namedRange) object() object {
	return object{"namedRangeId": n.id, "name": n.name, "range": n.span.object(n.sheet)}
}

// data writes one block of cells as GridData: startRow and startColumn only
// where they are not 0, rows and cells only as far as anything stands.
func (v *view) data(s *sheet, r rect, m *mask) object {
	o := object{}
	if r.top > 0 {
		put(o, m, "startRow", func() any { return float64(r.top) })
	}
	if r.left > 0 {
		put(o, m, "startColumn", func() any { return float64(r.left) })
	}
	if next, ok := m.of("rowData"); ok {
		if list := v.rowData(s, r, next); len(list) > 0 {
			o["rowData"] = list
		}
	}
	for d, ends := range map[dimension][2]int{rows: {r.top, r.bottom}, columns: {r.left, r.right}} {
		name := map[dimension]string{rows: "rowMetadata", columns: "columnMetadata"}[d]
		if next, ok := m.of(name); ok {
			list := make([]any, 0, ends[1]-ends[0])
			for i := ends[0]; i < ends[1]; i++ {
				list = append(list, v.line(s, d, i, next))
			}
			o[name] = list
		}
	}
	return o
}

func (v *view) rowData(s *sheet, r rect, m *mask) []any {
	var list []any
	for i := r.top; i < r.bottom; i++ {
		line := object{}
		list = append(list, line)
		cells := s.rows[i].cells
		end := min(r.right, len(cells))
		for end > r.left && cells[end-1].blank() {
			end--
		}
		next, ok := m.of("values")
		if !ok || end <= r.left {
			continue
		}
		values := make([]any, 0, end-r.left)
		for _, c := range cells[r.left:end] {
			values = append(values, v.cell(c, next))
		}
		line["values"] = values
	}
	for len(list) > 0 && !s.holds(r, r.top+len(list)-1) {
		list = list[:len(list)-1]
	}
	return list
}

// holds says whether anything stands in a row of a block.
func (s *sheet) holds(r rect, i int) bool {
	cells := s.rows[i].cells
	for j := r.left; j < min(r.right, len(cells)); j++ {
		if !cells[j].blank() {
			return true
		}
	}
	return false
}

// usual sizes of rows and columns, in pixels.
const (
	rowPixels    = 21
	columnPixels = 100
)

func (v *view) line(s *sheet, d dimension, n int, m *mask) object {
	l, o := s.line(d, n), object{}
	pixels := l.pixels
	if pixels == 0 {
		pixels = map[dimension]int{rows: rowPixels, columns: columnPixels}[d]
	}
	put(o, m, "pixelSize", func() any { return float64(pixels) })
	if l.hidden {
		put(o, m, "hiddenByUser", func() any { return true })
	}
	if l.filtered {
		put(o, m, "hiddenByFilter", func() any { return true })
	}
	if list := metadataOf(l.metadata, place{s, d, n}); len(list) > 0 {
		put(o, m, "developerMetadata", func() any { return list })
	}
	return o
}

// cell writes one cell as CellData.
func (v *view) cell(c *cell, m *mask) object {
	o := object{}
	if c.blank() {
		return o
	}
	if c.entered.kind != none {
		put(o, m, "userEnteredValue", func() any { return c.entered.extended() })
		if m.wants("effectiveValue") || m.wants("formattedValue") {
			v.cellShown(o, c, m)
		}
	}
	if c.format != nil {
		put(o, m, "userEnteredFormat", func() any { return clone(c.format) })
	}
	if c.entered.kind != none || c.format != nil {
		if next, ok := m.of("effectiveFormat"); ok {
			o["effectiveFormat"] = next.prune(v.effectiveFormat(c, next))
		}
	}
	if c.note != "" {
		put(o, m, "note", func() any { return c.note })
	}
	if len(c.chips) > 0 {
		put(o, m, "chipRuns", func() any { return clone(c.chips) })
	}
	if len(c.runs) > 0 {
		put(o, m, "textFormatRuns", func() any { return clone(c.runs) })
	}
	if c.link != "" {
		put(o, m, "hyperlink", func() any { return c.link })
	}
	if c.rule != nil {
		put(o, m, "dataValidation", func() any { return clone(c.rule) })
	}
	return o
}

func (v *view) cellShown(o object, c *cell, m *mask) {
	shown, bad := v.book.result(c)
	if bad == nil {
		put(o, m, "effectiveValue", func() any { return shown.extended() })
		put(o, m, "formattedValue", func() any {
			var s string
			s, bad = v.book.formatted(shown, c.shownAs())
			return s
		})
	}
	if bad != nil && v.bad == nil {
		v.bad = bad
	}
}

// effectiveFormat is the spreadsheet's default with the cell's own on top, of
// which only what a mask wants is laid out.
func (v *view) effectiveFormat(c *cell, m *mask) object {
	usual := part(v.book.properties, "defaultFormat")
	if !m.all {
		o := object{}
		for name := range m.members {
			under, over := object{}, object{}
			if has(usual, name) {
				under[name] = cloneAny(usual[name])
			}
			if has(c.format, name) {
				over[name] = c.format[name]
			} else if name == "numberFormat" && numberFormat(c.shownAs()) != nil {
				over[name] = numberFormat(c.shownAs())
			}
			lay(under, over)
			lay(o, under)
		}
		return o
	}
	o := object{"hyperlinkDisplayType": "PLAIN_TEXT"}
	lay(o, usual)
	lay(o, c.shownAs())
	lay(o, c.format)
	return o
}

// lay puts one object on top of another, member by member.
func lay(under, over object) {
	for name, item := range over {
		upper, isObject := item.(object)
		lower, wasObject := under[name].(object)
		if isObject && wasObject {
			lay(lower, upper)
		} else {
			under[name] = cloneAny(item)
		}
	}
}
