package sheetstest

import (
	"fmt"
	"slices"
)

// batch is one batchUpdate at work on its copy of the workbook.
type batch struct {
	book *workbook
	user *User
}

// request carries out one kind of request and says what its reply holds: nil
// where the API replies with {}.
type request func(b *batch, o object) (object, *refusal)

var requests = map[string]request{}

func init() {
	for _, some := range []map[string]request{cellRequests, dimensionRequests, tabRequests, heldRequests, metadataRequests} {
		for kind, f := range some {
			requests[kind] = f
		}
	}
}

// apply carries out every request of a batch, or none: the first refusal ends
// it, and the copy it worked on is thrown away.
func (b *batch) apply(list []any) ([]any, *refusal) {
	if len(list) == 0 {
		return nil, invalid("Must specify at least one request.")
	}
	replies := make([]any, len(list))
	for i, item := range list {
		o, _ := item.(object)
		if len(o) != 1 {
			return nil, invalid("Invalid requests[%d]: exactly one kind of request must be set", i)
		}
		for kind, body := range o {
			f := requests[kind]
			if f == nil {
				return nil, notModelled("requests[%d]: request kind %s", i, kind)
			}
			reply, bad := f(b, body.(object))
			if bad != nil {
				return nil, bad.in(i, kind)
			}
			replies[i] = object{}
			if reply != nil {
				replies[i] = object{kind: reply}
			}
		}
	}
	return replies, nil
}

// block reads a GridRange of a request that is about to change the cells in
// it.
func (b *batch) block(o object) (*sheet, rect, *refusal) {
	s, r, bad := b.book.gridRange(o)
	if bad != nil {
		return nil, rect{}, bad
	}
	if !r.within(s.all()) {
		return nil, rect{}, s.beyond(r)
	}
	return s, r, s.guard(b.user, r)
}

// fields reads the mask of an update, which must be there, against the
// message it is for. A mask of a whole message may name it at its head.
func fields(o object, message string) (*mask, *refusal) {
	source := text(o, "fields")
	if source == "" {
		return nil, invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
	}
	return parseMask(source, message)
}

// lines reads a DimensionRange.
func (b *workbook) lines(o object) (s *sheet, d dimension, from, to int, bad *refusal) {
	if s = b.byID(whole(o, "sheetId")); s == nil {
		return nil, "", 0, 0, noSheet(whole(o, "sheetId"))
	}
	d = dimension(text(o, "dimension"))
	if d != rows && d != columns {
		return nil, "", 0, 0, invalid("Dimension must be specified")
	}
	from, to = whole(o, "startIndex"), s.count(d)
	if has(o, "endIndex") {
		to = whole(o, "endIndex")
	}
	if from < 0 || to < from {
		return nil, "", 0, 0, invalid("range.startIndex[%d] must be less than range.endIndex[%d]", from, to)
	}
	return s, d, from, to, nil
}

// across is the block of whole rows or columns.
func (s *sheet) across(d dimension, from, to int) rect {
	r := s.all()
	if d == rows {
		r.top, r.bottom = from, to
	} else {
		r.left, r.right = from, to
	}
	return r
}

// newID is a number no tab, metadata, protection or named range of the
// workbook has: the next, or what Options.NewID says.
func (b *workbook) newID() int {
	if b.options.NewID != nil {
		if id := b.options.NewID(); id != 0 {
			return id
		}
	}
	b.lastID++
	for b.taken(b.lastID) {
		b.lastID++
	}
	return b.lastID
}

func (b *workbook) taken(id int) bool {
	if b.byID(id) != nil || b.metadataByID(id) != nil {
		return true
	}
	for _, s := range b.sheets {
		if slices.ContainsFunc(s.protected, func(p *protection) bool { return p.id == id }) {
			return true
		}
	}
	return slices.ContainsFunc(b.named, func(n *namedRange) bool { return n.id == fmt.Sprint(id) })
}
