package sheetstest

import "strconv"

// open is the file a call is about, for somebody who may do what it does.
func (s *Server) open(c *call) (*file, *refusal) {
	f := s.file(c.args[0])
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

func (s *Server) getSpreadsheet(c *call) (any, *refusal) {
	f, bad := s.open(c)
	if bad != nil {
		return nil, bad
	}
	areas, bad := f.book.locateAll(c.Query["ranges"])
	if bad != nil {
		return nil, bad
	}
	return s.show(f, c, areas, c.mask, c.flag("includeGridData"))
}

// show writes a spreadsheet. A mask settles what is in it, and includeGridData
// only where there is none.
func (s *Server) show(f *file, c *call, areas []area, m *mask, grid bool) (object, *refusal) {
	v := view{book: f.book, user: c.user, mask: m, ranges: areas, grid: grid || m != nil}
	if m == nil {
		v.mask = everything
	}
	return v.spreadsheet()
}

func (s *Server) getByDataFilter(c *call) (any, *refusal) {
	f, bad := s.open(c)
	if bad != nil {
		return nil, bad
	}
	var areas []area
	for _, filter := range items(c.body, "dataFilters") {
		some, bad := f.book.areas(filter.(object))
		if bad != nil {
			return nil, bad
		}
		areas = append(areas, some...)
	}
	return s.show(f, c, areas, c.mask, truth(c.body, "includeGridData"))
}

// batchUpdate applies a batch to a copy of the workbook, which takes its place
// when all of it went through and there is an answer to send.
func (s *Server) batchUpdate(c *call) (any, *refusal) {
	f, bad := s.open(c)
	if bad != nil {
		return nil, bad
	}
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
		if out["updatedSpreadsheet"], bad = s.show(&after, c, areas, next, truth(c.body, "responseIncludeGridData")); bad != nil {
			return nil, bad
		}
	}
	s.commit(f, b.book)
	return out, nil
}

func (s *Server) getMetadata(c *call) (any, *refusal) {
	f, bad := s.open(c)
	if bad != nil {
		return nil, bad
	}
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

func (s *Server) searchMetadata(c *call) (any, *refusal) {
	f, bad := s.open(c)
	if bad != nil {
		return nil, bad
	}
	return f.book.search(items(c.body, "dataFilters"))
}

// copyTo copies a tab into another workbook.
func (s *Server) copyTo(c *call) (any, *refusal) {
	f, bad := s.open(c)
	if bad != nil {
		return nil, bad
	}
	id, err := strconv.Atoi(c.args[1])
	from := f.book.byID(id)
	target := s.file(text(c.body, "destinationSpreadsheetId"))
	switch {
	case err != nil || from == nil:
		return nil, invalid("No grid with id: %s", c.args[1])
	case target == nil || target.gone:
		return nil, notFound()
	case len(from.protected) > 0 || from.hasMetadata():
		return nil, notModelled("copyTo of a tab with protections or metadata")
	}
	b := target.book.copy()
	t := from.copy()
	t.id, t.hidden = b.newID(), false
	t.title = "Copy of " + from.title
	for n := 1; b.titled(t.title) != nil; n++ {
		t.title = "Copy of " + from.title + " " + strconv.Itoa(n)
	}
	b.sheets = append(b.sheets, t)
	s.commit(target, b)
	return b.sheetProps(t), nil
}
