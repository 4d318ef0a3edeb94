package reconcile

import (
	"maps"
	"slices"

	"actionplan/plan"
)

// knowing has the rules know which fields are parts of others: what they say of
// progress holds for the progress of one quarter, and what they say of due for what
// was due at first, where they do not name those.
func (r Agreement) knowing(sides ...plan.Plan) Agreement {
	parts := map[plan.Field]plan.Field{}
	for _, p := range sides {
		for _, c := range p.Columns {
			switch {
			case c.IsOfPart():
				parts[c.Field] = c.Part
			case c.Field == plan.FieldOriginal:
				parts[c.Field] = plan.FieldDue
			}
		}
	}
	if len(parts) == 0 {
		return r
	}
	was := r
	r.parts, r.Owners, r.Share, r.Narrative = parts, maps.Clone(r.Owners), maps.Clone(r.Share), slices.Clone(r.narrative())
	for _, f := range slices.Sorted(maps.Keys(parts)) {
		owner, owned := was.Owners[parts[f]]
		if _, said := was.Owners[f]; owned && !said {
			r.Owners[f] = owner
		}
		if _, said := was.Share[f]; was.Share != nil && !said {
			r.Share[f] = was.Share[parts[f]]
		}
		if was.isNarrative(parts[f]) && !was.isNarrative(f) {
			r.Narrative = append(r.Narrative, f)
		}
	}
	return r
}

// isShared reports whether partners may read a field that no list of what is shared
// names, or what it is a part of.
func (r Agreement) isShared(f plan.Field) bool { return f.IsShared() || r.parts[f].IsShared() }

// reread has agreed cells be what the reader makes of their words now: what was
// agreed as the words "30/11/2026" under a heading that was not known for a date is
// that date, where a side still says those very words, and no side says what was
// agreed as it was read then. Nobody has moved it.
func (c *Comparison) reread() {
	for i := range c.Pairs {
		p := &c.Pairs[i]
		if p.Base == nil {
			continue
		}
		var again *plan.Action
		for f, was := range p.Base.All() {
			for _, side := range []Side{Officer, Partner} {
				now, ok := p.Entry(side, f)
				other, _ := p.Entry(side.Other(), f)
				if !ok || now.Value.Kind == was.Value.Kind || was.Typed == "" || now.Typed != was.Typed || other.Value == was.Value {
					continue
				}
				if again == nil {
					next := *p.Base
					next.Entries = next.Own()
					again = &next
				}
				again.Set(f, plan.Entry{Value: now.Value, Typed: was.Typed})
				break
			}
		}
		if again != nil {
			p.Base = again
		}
	}
}
