package sheetstest

import (
	"fmt"
	"regexp"
	"slices"
)

// heldRequests change what a tab or a workbook holds besides cells.
var heldRequests = map[string]request{
	"addProtectedRange":           (*batch).addProtectedRange,
	"updateProtectedRange":        (*batch).updateProtectedRange,
	"deleteProtectedRange":        (*batch).deleteProtectedRange,
	"addNamedRange":               (*batch).addNamedRange,
	"updateNamedRange":            (*batch).updateNamedRange,
	"deleteNamedRange":            (*batch).deleteNamedRange,
	"setBasicFilter":              (*batch).setBasicFilter,
	"clearBasicFilter":            (*batch).clearBasicFilter,
	"addConditionalFormatRule":    (*batch).addConditionalFormatRule,
	"updateConditionalFormatRule": (*batch).updateConditionalFormatRule,
	"deleteConditionalFormatRule": (*batch).deleteConditionalFormatRule,
}

// addProtectedRange protects a range. The reply lists the editors that were
// asked for; whoever made it is one of them when it is read back.
func (b *batch) addProtectedRange(o object) (object, *refusal) {
	in := part(o, "protectedRange")
	p := &protection{id: whole(in, "protectedRangeId")}
	if !has(in, "protectedRangeId") {
		p.id = b.book.newID()
	}
	if s, _ := b.book.protection(p.id); s != nil {
		return nil, invalid("A protected range with the ID %d already exists", p.id)
	}
	if !has(in, "range") {
		return nil, invalid("A protected range must have a range")
	}
	s, bad := p.read(b.book, nil, in, everything)
	if bad != nil {
		return nil, bad
	}
	asked := p.editorsObject()
	if !slices.Contains(p.editors, b.user.Email) {
		p.editors = append(p.editors, b.user.Email)
	}
	s.protected = append(s.protected, p)
	reply := p.object(s, b.user)
	reply["editors"] = asked
	return object{"protectedRange": reply}, nil
}

func (b *workbook) protection(id int) (*sheet, *protection) {
	for _, s := range b.sheets {
		for _, p := range s.protected {
			if p.id == id {
				return s, p
			}
		}
	}
	return nil, nil
}

// theirs finds a protection that the user may change.
func (b *batch) theirs(id int) (*sheet, *protection, *refusal) {
	s, p := b.book.protection(id)
	switch {
	case p == nil:
		return nil, nil, invalid("No protected range with ID: %d", id)
	case b.user.Role != Owner && !slices.Contains(p.editors, b.user.Email):
		return nil, nil, invalid(protectedCell)
	}
	return s, p, nil
}

func (b *batch) updateProtectedRange(o object) (object, *refusal) {
	m, bad := fields(o, "ProtectedRange")
	if bad != nil {
		return nil, bad
	}
	in := part(o, "protectedRange")
	s, p, bad := b.theirs(whole(in, "protectedRangeId"))
	if bad != nil {
		return nil, bad
	}
	on, bad := p.read(b.book, s, in, m)
	if bad == nil && on != s {
		s.protected = slices.DeleteFunc(s.protected, func(x *protection) bool { return x == p })
		on.protected = append(on.protected, p)
	}
	return nil, bad
}

func (b *batch) deleteProtectedRange(o object) (object, *refusal) {
	s, p, bad := b.theirs(whole(o, "protectedRangeId"))
	if bad != nil {
		return nil, bad
	}
	s.protected = slices.DeleteFunc(s.protected, func(x *protection) bool { return x == p })
	return nil, nil
}

var rangeName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]{0,249}$`)

func (b *batch) addNamedRange(o object) (object, *refusal) {
	in := part(o, "namedRange")
	n := &namedRange{id: text(in, "namedRangeId")}
	if n.id == "" {
		n.id = fmt.Sprint(b.book.newID())
		if b.book.options.NewName != nil {
			n.id = b.book.options.NewName()
		}
	}
	if bad := b.nameRange(n, in, everything); bad != nil {
		return nil, bad
	}
	if n.sheet == nil {
		return nil, invalid("A named range must have a range")
	}
	b.book.named = append(b.book.named, n)
	return object{"namedRange": n.object()}, nil
}

// nameRange takes what a mask names of a NamedRange.
func (b *batch) nameRange(n *namedRange, in object, m *mask) *refusal {
	if m.wants("name") {
		name := text(in, "name")
		other := b.book.rangeNamed(name)
		switch {
		case !rangeName.MatchString(name) || cellLike.MatchString(name):
			return invalid("The name %q is not valid for a named range", name)
		case other != nil && other != n:
			return invalid("A named range with the name %q already exists", name)
		}
		n.name = name
	}
	if m.wants("range") && has(in, "range") {
		s, r, bad := b.book.gridRange(part(in, "range"))
		if bad != nil {
			return bad
		}
		n.sheet, n.span = s, spanOf(part(in, "range"), r)
	}
	return nil
}

func (b *batch) updateNamedRange(o object) (object, *refusal) {
	m, bad := fields(o, "NamedRange")
	if bad != nil {
		return nil, bad
	}
	in := part(o, "namedRange")
	for _, n := range b.book.named {
		if n.id == text(in, "namedRangeId") {
			return nil, b.nameRange(n, in, m)
		}
	}
	return nil, invalid("No named range with ID: %s", text(in, "namedRangeId"))
}

func (b *batch) deleteNamedRange(o object) (object, *refusal) {
	id, before := text(o, "namedRangeId"), len(b.book.named)
	b.book.named = slices.DeleteFunc(b.book.named, func(n *namedRange) bool { return n.id == id })
	if len(b.book.named) == before {
		return nil, invalid("No named range with ID: %s", id)
	}
	return nil, nil
}

// setBasicFilter sets the filter of a tab. A range without ends becomes the
// grid's own. Which rows a condition hides is not worked out here.
func (b *batch) setBasicFilter(o object) (object, *refusal) {
	in := part(o, "filter")
	s, r, bad := b.book.gridRange(part(in, "range"))
	if bad != nil {
		return nil, bad
	}
	if has(in, "sortSpecs") {
		return nil, notModelled("a basic filter that sorts")
	}
	settings := clone(in)
	delete(settings, "range")
	s.filter = &basicFilter{span: span{rect: s.clip(r)}, settings: settings}
	return nil, nil
}

func (b *batch) clearBasicFilter(o object) (object, *refusal) {
	s := b.book.byID(whole(o, "sheetId"))
	if s == nil {
		return nil, noSheet(whole(o, "sheetId"))
	}
	s.filter = nil
	for _, r := range s.rows {
		r.filtered = false
	}
	return nil, nil
}

// ruleOf reads a ConditionalFormatRule.
func (b *batch) ruleOf(in object) (*sheet, *formatRule, *refusal) {
	r := &formatRule{rule: clone(in)}
	delete(r.rule, "ranges")
	var on *sheet
	for _, item := range items(in, "ranges") {
		s, block, bad := b.book.gridRange(item.(object))
		switch {
		case bad != nil:
			return nil, nil, bad
		case on != nil && on != s:
			return nil, nil, invalid("All ranges of a rule must be on one sheet")
		}
		on = s
		r.ranges = append(r.ranges, spanOf(item.(object), block))
	}
	if on == nil || has(in, "booleanRule") == has(in, "gradientRule") {
		return nil, nil, invalid("A rule must have ranges, and either a booleanRule or a gradientRule")
	}
	styleRule(r.rule)
	return on, r, nil
}

func styleRule(o object) {
	if rule := part(o, "booleanRule"); has(rule, "format") {
		rule["format"] = styled(part(rule, "format"))
	}
}

func (b *batch) addConditionalFormatRule(o object) (object, *refusal) {
	s, r, bad := b.ruleOf(part(o, "rule"))
	if bad != nil {
		return nil, bad
	}
	at := whole(o, "index")
	if at < 0 || at > len(s.rules) {
		return nil, invalid("Rule index %d is outside 0 to %d", at, len(s.rules))
	}
	s.rules = slices.Insert(s.rules, at, r)
	return nil, nil
}

// ruleAt finds the rule a request is about.
func (b *batch) ruleAt(o object) (*sheet, int, *refusal) {
	s, at := b.book.byID(whole(o, "sheetId")), whole(o, "index")
	switch {
	case s == nil:
		return nil, 0, noSheet(whole(o, "sheetId"))
	case at < 0 || at >= len(s.rules):
		return nil, 0, invalid("No conditional format on sheet: %d at index: %d", s.id, at)
	}
	return s, at, nil
}

func (b *batch) updateConditionalFormatRule(o object) (object, *refusal) {
	if has(o, "newIndex") {
		s, at, bad := b.ruleAt(o)
		if bad != nil {
			return nil, bad
		}
		to := whole(o, "newIndex")
		if to < 0 || to >= len(s.rules) {
			return nil, invalid("Rule index %d is outside 0 to %d", to, len(s.rules)-1)
		}
		r := s.rules[at]
		s.rules = slices.Insert(slices.Delete(s.rules, at, at+1), to, r)
		return object{"oldIndex": float64(at), "newIndex": float64(to), "newRule": r.object(s)}, nil
	}
	s, fresh, bad := b.ruleOf(part(o, "rule"))
	if bad != nil {
		return nil, bad
	}
	at := whole(o, "index")
	if at < 0 || at >= len(s.rules) {
		return nil, invalid("No conditional format on sheet: %d at index: %d", s.id, at)
	}
	old := s.rules[at].object(s)
	s.rules[at] = fresh
	return object{"oldRule": old, "newRule": fresh.object(s), "newIndex": float64(at)}, nil
}

func (b *batch) deleteConditionalFormatRule(o object) (object, *refusal) {
	s, at, bad := b.ruleAt(o)
	if bad != nil {
		return nil, bad
	}
	old := s.rules[at].object(s)
	s.rules = slices.Delete(s.rules, at, at+1)
	return object{"rule": old}, nil
}
