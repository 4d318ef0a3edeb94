package reconcile

import (
	"slices"

	"actionplan/plan"
)

// refsTaken says whose each ref is, by its Key: so that nobody is left to find out
// at the next run that an action cannot be added under it.
type refsTaken map[string]refHolder

// refHolder is an action that has a ref.
type refHolder struct {
	who  string // as people call it, with its first words
	text string
	on   Side // the one side that has it, where it was never agreed; "" for every other
}

// takenRefs lists the refs of all actions, and of those that are being added.
func (s Settlement) takenRefs() refsTaken {
	taken := refsTaken{}
	for ref, p := range s.pairs {
		row := p.Base
		holder := refHolder{who: p.called()}
		for _, side := range []Side{Partner, Officer} {
			if a := p.Action(side); a != nil {
				row = a
			}
		}
		if row == nil || ref.Kept() > 0 {
			continue
		}
		holder.text = actionText(row)
		if lacks := p.lacks(); p.Base == nil && lacks != "" {
			holder.on = lacks.Other()
		}
		if words := row.FirstWords(); words != "" && !p.isNameless() {
			holder.who += ", " + words
		}
		taken[ref.Key()] = holder
	}
	for _, row := range slices.Concat(s.OfficerRows, s.PartnerRows) {
		if _, known := taken[row.Ref.Key()]; !known {
			holder := refHolder{who: "a row that is decided to be added"}
			if words := (plan.Action{Entries: row.Entries}).FirstWords(); words != "" {
				holder.who += ", " + words
			}
			taken[row.Ref.Key()] = holder
		}
	}
	return taken
}

// TakenBy is whose a ref is already, under which somebody would add the row that a
// question is about: "action 1.1, “Write to every school”". "" where it is free,
// and where it is the row's own, or that of a copy of the row which a run that was
// cut off has added.
func (q Question) TakenBy(ref plan.Ref) string {
	holder, taken := q.taken[ref.Key()]
	isOwn := ref.Key() == q.Ref.Key()
	isCopy := holder.on != "" && holder.on == q.Side && holder.text != "" && holder.text == q.text
	if !taken || isOwn || isCopy {
		return ""
	}
	return holder.who
}

// noteTaken has the questions about adding rows know which refs are free.
func (s *Settlement) noteTaken() {
	var taken refsTaken
	for i, q := range s.Open {
		if q.Kind != QuestionRow || !slices.Contains(q.Takes, TakeAdd) {
			continue
		}
		if taken == nil {
			taken = s.takenRefs()
		}
		s.Open[i].taken = taken
		if p := s.pairs[q.Ref]; p != nil && q.Side != "" {
			s.Open[i].text = actionText(p.Action(q.Side.Other()))
		}
	}
}
