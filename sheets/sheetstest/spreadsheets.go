package sheetstest

import "strconv"

// open is the file a call is about, for somebody who may do what it does.
func (d *drive) open(c *call) (*file, *refusal) {
	f := d.file(c.args[0])
	switch {
	case f == nil || f.gone:
		return nil, notFound()
	case c.user.Role == Stranger || f.private:
		return nil, forbidden()
	case f.workbook:
		return nil, &refusal{code: 400, status: "FAILED_PRECONDITION", message: "This operation is not supported for this document"}
	case c.route.writes && c.user.ReadOnly:
		return nil, insufficientScopes()
	case c.route.kind == Write && c.user.Role == Viewer:
		return nil, forbidden()
	}
	return f, nil
}

// do does what a call asks: of Drive, or of the spreadsheet that it names.
func (d *drive) do(c *call) (any, *refusal) {
	if c.route.drive != nil {
		return c.route.drive(d, c)
	}
	f, bad := d.open(c)
	if bad != nil {
		return nil, bad
	}
	return c.route.do(f, c)
}

func insufficientScopes() *refusal {
	r := forbidden()
	r.message = "Request had insufficient authentication scopes."
	r.details = []any{object{
		"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
		"domain": "googleapis.com", "metadata": object{"service": "sheets.googleapis.com"},
	}}
	return r
}

// locateAll reads a list of ranges.
func (b *workbook) locateAll(list []string) ([]area, *refusal) {
	var out []area
	for _, a1 := range list {
		a, bad := b.locate(a1)
		if bad != nil {
			return nil, bad
		}
		out = append(out, a)
	}
	return out, nil
}

func (f *file) getSpreadsheet(c *call) (any, *refusal) {
	areas, bad := f.book.locateAll(c.Query["ranges"])
	if bad != nil {
		return nil, bad
	}
	return f.show(c, areas, c.mask, c.flag("includeGridData"))
}

// show writes a spreadsheet. A mask settles what is in it, and includeGridData
// only where there is none.
func (f *file) show(c *call, areas []area, m *mask, grid bool) (object, *refusal) {
	v := view{book: f.book, user: c.user, mask: m, ranges: areas, grid: grid || m != nil}
	if m == nil {
		v.mask = everything
	}
	return v.spreadsheet()
}

func (f *file) getByDataFilter(c *call) (any, *refusal) {
	var areas []area
	for _, filter := range items(c.body, "dataFilters") {
		some, bad := f.book.areas(filter.(object))
		if bad != nil {
			return nil, bad
		}
		areas = append(areas, some...)
	}
	return f.show(c, areas, c.mask, truth(c.body, "includeGridData"))
}

// batchUpdate applies a batch to a copy of the workbook, which takes its place
// when all of it went through and there is an answer to send.
func (f *file) batchUpdate(c *call) (any, *refusal) {
	b := &batch{book: f.book.copy(), user: c.user}
	replies, bad := b.apply(items(c.body, "requests"))
	if bad != nil {
		return nil, bad
	}
	out, m := object{}, c.mask
	if m == nil {
		m = everything
	}
	put(out, m, "spreadsheetId", func() any { return f.id })
	put(out, m, "replies", func() any { return replies })
	if next, ok := m.of("updatedSpreadsheet"); ok && truth(c.body, "includeSpreadsheetInResponse") {
		areas, bad := b.book.locateAll(stringsOf(items(c.body, "responseRanges")))
		if bad != nil {
			return nil, bad
		}
		if c.mask == nil {
			next = nil
		}
		after := *f
		after.book = b.book
		if out["updatedSpreadsheet"], bad = after.show(c, areas, next, truth(c.body, "responseIncludeGridData")); bad != nil {
			return nil, bad
		}
	}
	f.commit(b.book)
	return out, nil
}

func (f *file) getMetadata(c *call) (any, *refusal) {
	id, err := strconv.Atoi(c.args[1])
	if err != nil {
		return nil, invalidValue("metadata_id", "int", c.args[1])
	}
	var out object
	f.book.places(func(m *metadatum, p place) {
		if m.id == id {
			out = m.object(p)
		}
	})
	if out == nil {
		return nil, notFound()
	}
	return out, nil
}

func (f *file) searchMetadata(c *call) (any, *refusal) {
	return f.book.search(items(c.body, "dataFilters"))
}
