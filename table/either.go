package table

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// # Headings that ask for either of two things
//
// A few headings are used for either of two fields, and what stands beside them
// tells which:
//
//	So what? | What will success look like?    outcome, measure
//	What will success look like?               outcome or measure: by its cells, or said
//	Lead agency | Due                          lead
//	Team member | Lead agency                  lead, partner
//	Position                                   status, progress or a post: by its cells
//	Resource                                   lead where it names people and nobody else leads

// besideOthers has a heading that asks for either of two fields ask for the one
// that no other column is headed as.
func besideOthers(headings []heading, claims []claim, held map[int]holding) []claim {
	for _, h := range headings {
		folded := foldHeading(h.text())
		switch {
		case asksForSuccess(folded) && others(claims, h.column, plan.FieldOutcome, contained) && !others(claims, h.column, plan.FieldMeasure, contained):
			reclaim(claims, h.column, plan.FieldOutcome, plan.FieldMeasure)
		case leadsAsBody(folded) && hasPerson(headings, claims, held, h.column) && !others(claims, h.column, plan.FieldPartner, phrase):
			reclaim(claims, h.column, plan.FieldLead, plan.FieldPartner)
		case resourceful[folded] && held[h.column].isPeople() && !others(claims, h.column, plan.FieldLead, fallback):
			reclaim(claims, h.column, plan.FieldResources, plan.FieldLead)
		}
	}
	return claims
}

// standing are the field that a heading of where something stands names by its cells:
// the status where those are its words, the progress where they tell, and none where
// they are posts.
func (h holding) standing(folded string) (plan.Field, bool) {
	switch {
	case !isStanding[folded], h.posts > 0:
		return "", false
	case h.statuses > 0 && (h.statuses+h.percents)*3 >= h.said && h.remarks*5 <= h.said:
		return plan.FieldStatus, true
	case h.tells():
		return plan.FieldProgress, true
	}
	return "", false
}

// reclaim has a column that may be one field be another instead.
func reclaim(claims []claim, column int, from, to plan.Field) {
	for i := range claims {
		if c := &claims[i]; c.column == column && c.field == from && c.strength < own {
			c.field, c.strength = to, exact
		}
	}
}

// others reports whether a column other than this one may be a field.
func others(claims []claim, column int, f plan.Field, least strength) bool {
	return slices.ContainsFunc(claims, func(c claim) bool { return c.column != column && c.field == f && c.strength >= least })
}

// asksForSuccess reports whether a heading asks what success looks like: what will
// be different, or how anybody is to see it.
func asksForSuccess(folded string) bool {
	has := func(words ...string) bool {
		return slices.ContainsFunc(strings.Fields(folded), func(w string) bool { return slices.Contains(words, w) })
	}
	return has("success", "good") && has("look", "looks")
}

// leadsAsBody reports whether a heading asks which body leads, and not who.
func leadsAsBody(folded string) bool {
	parts := strings.Fields(folded)
	return slices.Contains(parts, "lead") && slices.ContainsFunc(parts, func(w string) bool { return isBody[w] })
}

// hasPerson reports whether a column other than this one asks who leads, in words
// or by the posts it holds.
func hasPerson(headings []heading, claims []claim, held map[int]holding, column int) bool {
	return slices.ContainsFunc(headings, func(h heading) bool {
		folded := foldHeading(h.text())
		if h.column == column || slices.ContainsFunc(strings.Fields(folded), func(w string) bool { return isBody[w] }) {
			return false
		}
		return slices.ContainsFunc(claims, func(c claim) bool {
			return c.column == h.column && c.field == plan.FieldLead && (c.strength >= contained || held[h.column].isPosts())
		})
	})
}

// isPosts says whether the cells are mostly posts and teams.
func (h holding) isPosts() bool { return h.posts*2 > h.said }

// resourceful are the headings of what an action needs, or of whom.
var resourceful = phrases(`resource; resources; resource name; resource names; resource s; assigned resource; assigned resources; allocated resource`)

var isStanding = words(`position standing situation`)

var isBody = words(`agency agencies organisation organisations body bodies`)

// noteEither says where nothing tells which of two fields a heading asks for.
func (t *tableReader) noteEither(held map[int]holding) {
	_, measured := t.field(plan.FieldMeasure)
	_, dated := t.field(plan.FieldDue)
	_, stated := t.field(plan.FieldStatus)
	_, led := t.field(plan.FieldLead)
	for _, c := range t.cols {
		h, folded := held[c.Number], foldHeading(c.Heading)
		switch {
		case c.Given || h.said == 0:
		case c.Field == plan.FieldLead && resourceful[folded]:
			t.noteTaken(c, "may say what the actions need or who does them: it names people, and was taken for the lead", plan.FieldLead).orTakes(t, c.Column, plan.FieldResources)
		case !led && c.Field == plan.FieldResources && h.isPeople():
			t.miss(plan.FieldLead)
			t.noteTaken(c, "may say what the actions need or who does them: it names people, and was taken for the resources", plan.FieldResources).orTakes(t, c.Column, plan.FieldLead)
		case !measured && c.Field == plan.FieldOutcome && asksForSuccess(folded):
			t.noteTaken(c, "may say the outcome or how it is measured: it was taken for the outcome", plan.FieldOutcome).orTakes(t, c.Column, plan.FieldMeasure)
		case !dated && c.Field == plan.FieldTarget && (h.dates+h.undecided)*2 > h.said:
			t.noteTaken(c, "may say what is to be reached or when it is due: it was taken for the target", plan.FieldTarget).orTakes(t, c.Column, plan.FieldDue)
		case c.Field == plan.FieldDue && saysWhen[folded]:
			t.noteTaken(c, "may say when each action is done or something else: it was taken for the due, by the end of each", plan.FieldDue).orTakes(t, c.Column, fieldNone)
		case !stated && !c.Field.Known() && c.Part == "" && isStanding[folded] && h.posts == 0:
			t.miss(plan.FieldStatus)
			t.noteTaken(c, "may say how far the actions have got: it stands for itself", fieldNone).orTakes(t, c.Column, plan.FieldStatus)
		}
	}
}

// noteTaken says what a column may be and was taken for.
func (t *tableReader) noteTaken(c column, what string, f plan.Field) *noted {
	return t.notes.column(t.sheet, c.Number, fmt.Sprintf("column %s, %q, %s", c.Letter, c.Heading, what)).weighs(plan.Doubtful).takes(t, c.Column, f)
}
