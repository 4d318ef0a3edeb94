package sheetstest

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// A document that was there before its recording began is unknown at first.
// Each of its cells is unseen until an answer shows it or a request writes it.

const unseenMark = "\x00unseen"

var unseen = &cell{entered: textValue(unseenMark)}

func isUnseen(c *cell) bool { return c != nil && c.entered.text == unseenMark }

// stranger is what is known so far of such a document.
type stranger struct {
	file       *file
	properties bool
	sheets     bool
	named      bool
	tabs       map[int]bool     // tabs that were there before
	soft       map[*cell]render // cells known only as one rendering showed them
}

// adoptFiles puts files on the server that were on Google's before, in the
// order in which a list, the newest first, has them.
func (p *player) adoptFiles(list []any) {
	place := map[string]int{}
	for i, item := range list {
		o := item.(object)
		place[text(o, "id")] = len(list) - i
		if p.server.file(text(o, "id")) == nil {
			p.stranger(text(o, "id"), text(o, "name"))
		}
	}
	if p.told {
		slices.SortStableFunc(p.server.files, func(a, b *file) int { return place[a.id] - place[b.id] })
	}
}

func (p *player) stranger(id, name string) *stranger {
	p.told = true
	f := p.server.file(id)
	if f == nil {
		f = p.server.add(Book{ID: id, Title: name})
	}
	f.book.first().hideContents()
	x := &stranger{file: f, tabs: map[int]bool{}, soft: map[*cell]render{}}
	p.strangers[id] = x
	return x
}

// hideContents makes every cell of a tab unseen.
func (s *sheet) hideContents() {
	for i := range s.rows {
		for j := range s.columns {
			if s.at(i, j) == nil {
				s.set(i, j, unseen)
			}
		}
	}
}

// foretellRefusal sets up what a recorded refusal needs: a file that is
// somebody else's, a quota that is spent.
func (p *player) foretellRefusal(x *interaction, u *url.URL) {
	rt, args, ok := find(x.Method, u.EscapedPath())
	if !ok || len(args) == 0 {
		return
	}
	switch x.Status {
	case http.StatusForbidden:
		if p.server.file(args[0]) == nil {
			p.told = true
			p.server.add(Book{ID: args[0]}).private = true
		}
	case http.StatusTooManyRequests:
		p.spend(rt.kind, x)
	default:
		if x.Status != http.StatusNotFound && p.server.file(args[0]) == nil {
			p.stranger(args[0], "")
		}
	}
}

// spend uses up the quota that a recorded 429 names.
func (p *player) spend(k Kind, x *interaction) {
	answer, _ := x.Response.(object)
	for _, d := range items(part(answer, "error"), "details") {
		meta := part(d.(object), "metadata")
		if len(meta) == 0 {
			continue
		}
		limit, err := strconv.Atoi(text(meta, "quota_limit_value"))
		if err != nil {
			limit = usualQuota
		}
		p.server.Mend()
		p.server.Fail(Fault{Kind: TooMany, quota: &quota{
			kind: k, limit: limit, name: text(meta, "quota_limit"), consumer: text(meta, "consumer"),
		}})
	}
}

// adopt learns from an answer what was there before the recording began.
func (p *player) adopt(rt route, args []string, x *interaction, u *url.URL, answer object) {
	f := p.server.file(args[0])
	if f == nil {
		p.stranger(args[0], strings.TrimPrefix(text(answer, "name"), "Copy of "))
		f = p.server.file(args[0])
	}
	s := p.strangers[f.id]
	if s == nil {
		s = &stranger{file: f, properties: true, sheets: true, named: true, soft: map[*cell]render{}}
	}
	switch rt.api {
	case "spreadsheets.get", "spreadsheets.getByDataFilter":
		p.adoptTitle(s, u.Query()["ranges"])
		p.asked, _ = f.book.locateAll(u.Query()["ranges"])
		p.adoptSpreadsheet(s, answer, render{value: "cells " + u.Query().Get("fields")})
	case "spreadsheets.batchUpdate":
		if !s.sheets || !s.properties {
			p.asked = nil
			p.adoptSpreadsheet(s, part(answer, "updatedSpreadsheet"), render{value: "cells " + u.Query().Get("fields")})
		}
	case "values.get":
		p.adoptValues(s, args[1], answer, render{u.Query().Get("valueRenderOption"), u.Query().Get("dateTimeRenderOption")})
	case "values.batchGet":
		for i, v := range items(answer, "valueRanges") {
			p.adoptValues(s, u.Query()["ranges"][i], v.(object), render{u.Query().Get("valueRenderOption"), u.Query().Get("dateTimeRenderOption")})
		}
	case "values.append":
		p.adoptAppend(s, args[1], answer)
	case "values.update", "values.clear":
		p.adoptEcho(s, args[1], text(answer, "updatedRange")+text(answer, "clearedRange"))
		if data := part(answer, "updatedData"); data != nil {
			p.adoptValues(s, args[1], data, render{u.Query().Get("responseValueRenderOption"), u.Query().Get("responseDateTimeRenderOption")})
		}
	}
}

// adoptTitle learns the title of a stranger's first tab from a range that was
// asked for.
func (p *player) adoptTitle(s *stranger, asked []string) {
	if s.sheets || len(asked) == 0 || len(s.tabs) > 0 {
		return
	}
	if title, rest, quoted, _ := splitTitle(asked[0]); quoted || rest != asked[0] {
		s.file.book.first().title = title
	}
}

// adoptSpreadsheet learns what a Spreadsheet shows of a stranger.
func (p *player) adoptSpreadsheet(s *stranger, o object, how render) {
	b := s.file.book
	if has(o, "properties") && !s.properties {
		p.told, s.properties = true, true
		props := clone(part(o, "properties"))
		b.title, b.locale, b.zone = text(props, "title"), text(props, "locale"), text(props, "timeZone")
		for _, name := range []string{"title", "locale", "timeZone"} {
			delete(props, name)
		}
		b.properties = props
	}
	if has(o, "namedRanges") && !s.named || s.properties && !s.named {
		s.named = true
		p.adoptNames(b, items(o, "namedRanges"))
	}
	for i, item := range items(o, "sheets") {
		p.adoptSheet(s, i, item.(object), how)
	}
	if list := items(o, "sheets"); len(list) > 0 && has(part(list[0].(object), "properties"), "sheetId") {
		s.sheets = true
	}
}

func (p *player) adoptNames(b *workbook, list []any) {
	for _, item := range list {
		o := item.(object)
		if b.rangeNamed(text(o, "name")) != nil {
			continue
		}
		p.told = true
		if t, r, bad := b.gridRange(part(o, "range")); bad == nil {
			b.named = append(b.named, &namedRange{id: text(o, "namedRangeId"), name: text(o, "name"), sheet: t, span: spanOf(part(o, "range"), r)})
		}
	}
}

// adoptSheet learns what a Sheet shows of a stranger's tab.
func (p *player) adoptSheet(s *stranger, index int, o object, how render) {
	b := s.file.book
	props := part(o, "properties")
	var t *sheet
	switch {
	case s.sheets && has(props, "sheetId"):
		t = b.byID(whole(props, "sheetId"))
	case !has(props, "sheetId") && len(p.asked) > 0:
		v := view{book: b, ranges: p.asked}
		if tabs := v.tabs(); index < len(tabs) {
			t = tabs[index]
		}
	case (s.sheets || !has(props, "sheetId")) && index < len(b.sheets):
		t = b.sheets[index]
	case has(props, "sheetId"):
		p.told = true
		t = p.layTab(s, index, props)
		p.layHeld(b, t, o)
	}
	if t == nil {
		return
	}
	blocks := []rect{t.all()}
	if len(p.asked) > 0 {
		blocks = nil
		for _, a := range p.asked {
			if a.sheet == t {
				blocks = append(blocks, a.rect)
			}
		}
	}
	for i, d := range items(o, "data") {
		if i < len(blocks) {
			p.adoptData(s, t, blocks[i], d.(object), how)
		}
	}
}

// layTab makes a tab as its properties say, keeping what was learned of it
// before from ranges of values.
func (p *player) layTab(s *stranger, index int, props object) *sheet {
	b := s.file.book
	if index >= len(b.sheets) {
		b.sheets = append(b.sheets, newSheet(0, "", 1, 1))
	}
	t := b.sheets[index]
	grid := clone(part(props, "gridProperties"))
	t.id, t.title, t.hidden = whole(props, "sheetId"), text(props, "title"), truth(props, "hidden")
	if has(grid, "rowCount") {
		t.resize(whole(grid, "rowCount"), whole(grid, "columnCount"))
	}
	delete(grid, "rowCount")
	delete(grid, "columnCount")
	if t.grid = grid; grid == nil {
		t.grid = object{}
	}
	for _, name := range []string{"tabColor", "tabColorStyle", "rightToLeft"} {
		if has(props, name) {
			t.extras[name] = props[name]
		}
	}
	t.hideContents()
	return t
}

// layHeld gives a tab what it holds.
func (p *player) layHeld(b *workbook, t *sheet, o object) {
	t.merges, t.protected, t.rules, t.filter, t.groups = nil, nil, nil, nil, map[dimension][]group{}
	for _, m := range items(o, "merges") {
		if _, r, bad := b.gridRange(m.(object)); bad == nil {
			t.merges = append(t.merges, span{rect: r})
		}
	}
	for _, item := range items(o, "protectedRanges") {
		q := &protection{id: whole(item.(object), "protectedRangeId")}
		if _, bad := q.read(b, t, item.(object), everything); bad == nil {
			t.protected = append(t.protected, q)
		}
	}
	for _, item := range items(o, "conditionalFormats") {
		if _, r, bad := (&batch{book: b}).ruleOf(item.(object)); bad == nil {
			t.rules = append(t.rules, r)
		}
	}
	if f := part(o, "basicFilter"); f != nil {
		if _, r, bad := b.gridRange(part(f, "range")); bad == nil {
			settings := clone(f)
			delete(settings, "range")
			t.filter = &basicFilter{span: span{rect: r}, settings: settings}
		}
	}
	for d, name := range map[dimension]string{rows: "rowGroups", columns: "columnGroups"} {
		for _, item := range items(o, name) {
			g := part(item.(object), "range")
			t.groups[d] = append(t.groups[d], group{from: whole(g, "startIndex"), to: whole(g, "endIndex"), depth: whole(item.(object), "depth")})
		}
	}
}

// adoptData learns a block of cells from GridData, and what formulas show.
func (p *player) adoptData(s *stranger, t *sheet, r rect, d object, how render) {
	lines := items(d, "rowData")
	r.each(func(i, j int) {
		var o object
		if i-r.top < len(lines) {
			if line := items(lines[i-r.top].(object), "values"); j-r.left < len(line) {
				o = line[j-r.left].(object)
			}
		}
		p.adoptCell(s, t, i, j, o, how)
	})
	for i, item := range items(d, "columnMetadata") {
		p.adoptPixels(t.columns[r.left+i], whole(item.(object), "pixelSize"), columnPixels)
	}
	for i, item := range items(d, "rowMetadata") {
		p.adoptPixels(&t.rows[r.top+i].line, whole(item.(object), "pixelSize"), rowPixels)
	}
}

func (p *player) adoptPixels(l *line, pixels, usual int) {
	if pixels != usual && l.pixels == 0 && len(p.strangers) > 0 {
		p.told = true
		l.pixels = pixels
	}
}

func (p *player) adoptCell(s *stranger, t *sheet, i, j int, o object, how render) {
	c := t.at(i, j)
	was, soft := s.soft[c]
	switch {
	case isUnseen(c) || soft && was != how:
		p.told = true
		fresh := &cell{format: part(o, "userEnteredFormat"), note: text(o, "note"), rule: part(o, "dataValidation")}
		fresh.entered, _ = readExtended(part(o, "userEnteredValue"))
		fresh.result = resultOf(part(o, "effectiveValue"))
		fresh.auto = numberFormat(part(o, "effectiveFormat"))
		t.set(i, j, fresh)
		s.soft[fresh] = how
	case c != nil && c.entered.kind == formula && c.result.kind == none:
		t.edit(i, j, func(c *cell) {
			c.result, c.auto = resultOf(part(o, "effectiveValue")), numberFormat(part(o, "effectiveFormat"))
		})
	}
}

func resultOf(o object) value {
	if has(o, "errorValue") {
		return value{kind: failure, text: text(part(o, "errorValue"), "type"), why: text(part(o, "errorValue"), "message")}
	}
	v, _ := readExtended(o)
	return v
}

// adoptEcho learns a tab's title and size from the range an answer echoes.
func (p *player) adoptEcho(s *stranger, asked, echoed string) (*sheet, rect, bool) {
	b := s.file.book
	title, rest, _, _ := splitTitle(echoed)
	r, ok, _ := parseBlock(rest)
	if !ok {
		return nil, rect{}, false
	}
	t := b.titled(title)
	if t == nil {
		if s.sheets {
			return nil, rect{}, false
		}
		p.told = true
		t = b.first()
		if len(s.tabs) > 0 {
			t = newSheet(len(s.tabs), title, 1000, 26)
			t.hideContents()
			b.sheets = append(b.sheets, t)
		}
		s.tabs[t.id] = true
		t.title = title
	}
	if s.sheets {
		return t, r, true
	}
	s.tabs[t.id] = true
	if high, wide := max(len(t.rows), r.bottom), max(len(t.columns), r.right); high > len(t.rows) || wide > len(t.columns) {
		p.told = true
		t.resize(high, wide)
		t.hideContents()
	}
	if a, bad := b.locate(asked); bad == nil && !a.one && a.sheet == t && a.rect != r && r.within(a.rect) {
		p.told = true
		t.resize(r.bottom, r.right)
	}
	return t, r, true
}

// adoptValues learns cells from a range of values, and what formulas show.
func (p *player) adoptValues(s *stranger, asked string, o object, how render) {
	t, r, ok := p.adoptEcho(s, asked, text(o, "range"))
	if !ok {
		return
	}
	list := items(o, "values")
	r.crossing(t.all()).each(func(i, j int) {
		outer, inner := i-r.top, j-r.left
		if text(o, "majorDimension") == string(columns) {
			outer, inner = inner, outer
		}
		var v any
		if outer < len(list) {
			if line := list[outer].([]any); inner < len(line) {
				v = line[inner]
			}
		}
		p.adoptValue(s, t, i, j, v, how)
	})
}

func (p *player) adoptValue(s *stranger, t *sheet, i, j int, v any, how render) {
	c := t.at(i, j)
	was, soft := s.soft[c]
	switch {
	case isUnseen(c) || soft && was != how:
		p.told = true
		fresh, _ := valueOf(v)
		x := &cell{entered: fresh}
		if f, ok := v.(string); ok && how.value == formulaText && len(f) > 1 && f[0] == '=' {
			x.entered = value{kind: formula, text: f}
		}
		t.set(i, j, x)
		s.soft[x] = how
	case c != nil && c.entered.kind == formula && c.result.kind == none && how.value != formulaText:
		t.edit(i, j, func(c *cell) { c.result = guessResult(v) })
	}
}

// guessResult is what a formula showed. A text that is a number was one.
func guessResult(v any) value {
	if s, ok := v.(string); ok {
		if n, err := strconv.ParseFloat(s, 64); err == nil {
			return numberValue(n)
		}
	}
	out, _ := valueOf(v)
	return out.orError()
}

// adoptAppend learns where a stranger's table ends.
func (p *player) adoptAppend(s *stranger, asked string, answer object) {
	t, _, ok := p.adoptEcho(s, asked, text(part(answer, "updates"), "updatedRange"))
	if !ok {
		return
	}
	some := false
	t.all().each(func(i, j int) {
		if isUnseen(t.at(i, j)) {
			some = true
			t.set(i, j, nil)
		}
	})
	if !some {
		return
	}
	p.told = true
	if _, rest, _, _ := splitTitle(text(answer, "tableRange")); rest != "" {
		if r, ok, _ := parseBlock(rest); ok {
			r.crossing(t.all()).each(func(i, j int) {
				if t.at(i, j) == nil {
					t.set(i, j, unseen)
				}
			})
		}
	}
}
