package sheetstest

import (
	"slices"
)

// protection is a protected range.
type protection struct {
	id          int
	description string
	warningOnly bool
	unprotected []span
	editors     []string // e-mail addresses; the owner may always edit
	groups      []string
	domain      bool
	span
}

// protectedCell is what the API says of an edit of a cell it protects.
const protectedCell = "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit."

// open says whether somebody may edit what is protected. A protection that
// only warns stops nobody: the API shows no warnings.
func (p *protection) open(u *User) bool {
	return p.warningOnly || u.Role == Owner || slices.Contains(p.editors, u.Email)
}

// guard refuses an edit of a block that somebody may not edit.
func (s *sheet) guard(u *User, r rect) *refusal {
	for _, p := range s.protected {
		block := p.on(s)
		if p.open(u) || !block.meets(r) {
			continue
		}
		if !coveredBy(block.crossing(r), s, p.unprotected) {
			return invalid(protectedCell)
		}
	}
	return nil
}

// coveredBy says whether every place of a block lies in one of the spans.
func coveredBy(r rect, s *sheet, spans []span) bool {
	covered := true
	r.each(func(row, column int) {
		covered = covered && slices.ContainsFunc(spans, func(p span) bool {
			return rect{row, column, row + 1, column + 1}.within(p.on(s))
		})
	})
	return covered
}

// object writes a protection as a reader sees it: requestingUserCanEdit only
// when true, and editors only to those who may edit.
func (p *protection) object(s *sheet, u *User) object {
	o := object{"protectedRangeId": float64(p.id), "range": p.span.object(s)}
	if p.description != "" {
		o["description"] = p.description
	}
	if p.warningOnly {
		o["warningOnly"] = true
	}
	if len(p.unprotected) > 0 {
		var list []any
		for _, q := range p.unprotected {
			list = append(list, q.object(s))
		}
		o["unprotectedRanges"] = list
	}
	if p.open(u) {
		o["requestingUserCanEdit"] = true
		o["editors"] = p.editorsObject()
	}
	return o
}

func (p *protection) editorsObject() object {
	o := object{}
	if len(p.editors) > 0 {
		o["users"] = anyStrings(p.editors)
	}
	if len(p.groups) > 0 {
		o["groups"] = anyStrings(p.groups)
	}
	if p.domain {
		o["domainUsersCanEdit"] = true
	}
	return o
}

func anyStrings(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}

func stringsOf(list []any) []string {
	var out []string
	for _, v := range list {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// read takes the members of a request's ProtectedRange that a mask names.
func (p *protection) read(b *workbook, s *sheet, o object, m *mask) (*sheet, *refusal) {
	if m.wants("range") && has(o, "range") {
		on, r, bad := b.gridRange(part(o, "range"))
		if bad != nil {
			return nil, bad
		}
		s, p.span = on, spanOf(part(o, "range"), r)
	}
	if m.wants("description") {
		p.description = text(o, "description")
	}
	if m.wants("warningOnly") {
		p.warningOnly = truth(o, "warningOnly")
	}
	if m.wants("unprotectedRanges") {
		p.unprotected = nil
		for _, item := range items(o, "unprotectedRanges") {
			_, r, bad := b.gridRange(item.(object))
			if bad != nil {
				return nil, bad
			}
			p.unprotected = append(p.unprotected, spanOf(item.(object), r))
		}
	}
	if m.wants("editors") {
		e := part(o, "editors")
		p.editors, p.groups = stringsOf(items(e, "users")), stringsOf(items(e, "groups"))
		p.domain = truth(e, "domainUsersCanEdit")
	}
	return s, nil
}
