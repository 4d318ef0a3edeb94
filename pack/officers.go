package pack

import (
	"slices"

	"actionplan/plan"
)

// Officers is the pack as officers have it for themselves: all that the public one says,
// and the fields that are kept from it. It is a type of its own, so that nothing that
// takes a Public to publish it can be handed one by mistake.
type Officers struct {
	Kept []plan.Field // what it shows and the public pack does not

	inside Public
}

// BuildOfficers says what the officers' own pack says, and whether it says more than the
// public one. Hidden columns and rows, what nobody has recognised and what seems to hold
// personal data are left out of both.
func BuildOfficers(in Input) (Officers, bool) {
	public, all := newFilter(in.Plan, published(in.Publish)), newFilter(in.Plan, plan.Field.MayBePublished)
	shown := public.fields()
	o := Officers{Kept: slices.DeleteFunc(all.fields(), func(f plan.Field) bool { return slices.Contains(shown, f) })}
	if len(o.Kept) == 0 {
		return o, false
	}
	in.About.Status = notForPublication
	o.inside = build(in, plan.Field.MayBePublished, sections)
	var labels []string
	for _, f := range o.Kept {
		labels = append(labels, f.Label())
	}
	o.inside.Notice = notForPublication + ". Beside what the public pack shows, it has what is kept for officers: " + list(labels) + "."
	for i := range o.inside.Sheets {
		o.inside.Sheets[i].Lines = slices.Insert(o.inside.Sheets[i].Lines, 0, o.inside.Notice)
	}
	return o, true
}

// Inside is what the officers' pack says, to be drawn for them.
func (o Officers) Inside() Public { return o.inside }

const notForPublication = "Officers’ working file – not for publication"
