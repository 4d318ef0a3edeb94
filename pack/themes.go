package pack

import (
	"slices"
	"strings"

	"actionplan/plan"
)

// This section is the plan theme by theme: each has a heading and an address
// of its own.
func init() {
	add(Section{
		Order: 30,
		ID:    "themes",
		Words: map[string]string{
			"rest": "The other actions, a line each",
			"only": "The actions, a line each",
			"lead": "Lead",
		},
		says: func(s *seen) any { return s.themes },
		contents: func(s *seen) []Entry {
			var out []Entry
			for _, t := range s.themes {
				out = append(out, Entry{t.ID, t.Name})
			}
			return out
		},
		sheet: actionsSheet,
	})
}

// Theme is the actions of one theme: cards for what members should read, lines for the rest.
type Theme struct {
	ID       string
	Name     string
	Leads    string // "Director of Children's Services", "" where no lead is written
	Sentence string
	Cards    []Card
	Lines    []Item
}

// Card is an action told in full.
type Card struct {
	Anchor  string
	Ref     string
	Heading string // the action, cut where it is long
	Rating  Rating
	Flags   []Flag
	Facts   []Fact // short ones
	Texts   []Fact // long ones; the first is the whole action where Heading is cut
}

// Flag is why an action has a card, beside its rating.
type Flag struct {
	Words string
	Key   string // overdue, outcome, evidence, open or found
}

// themes are told in the order the plan has them, and so are the bars of the
// chart. An action that needs members' attention has a card; others stand in a
// line.
func themes(s *seen) ([]Theme, []Bar) {
	var themes []Theme
	var bars []Bar
	groups := groups(s.actions)
	for i := range groups {
		groups[i].name = s.safe(groups[i].name, "the name of a sheet")
	}
	for _, g := range groups {
		t := Theme{ID: s.anchors.give("theme", excerpt(g.name, 40)), Name: g.name, Leads: leads(g.actions)}
		for _, a := range g.actions {
			if s.needsCard(a) {
				t.Cards = append(t.Cards, a.card(s.flags(a)))
			} else {
				t.Lines = append(t.Lines, a.item())
			}
		}
		t.Sentence = themeSentence(len(g.actions), s.needAttention(g.actions), len(t.Cards), len(groups))
		themes = append(themes, t)
		bars = append(bars, Bar{Theme: t.ID, Name: t.Name, Counts: countRatings(g.actions, s.standing()), Total: len(g.actions)})
	}
	longest := 0
	for _, b := range bars {
		longest = max(longest, b.Total)
	}
	for _, b := range bars {
		share(b.Counts, longest)
	}
	return themes, bars
}

type group struct {
	name    string
	actions []action
}

// groups gathers the actions by theme. A table that writes no themes at all
// is a group of its own, under its own name.
func groups(actions []action) []group {
	themed := map[string]bool{}
	for _, a := range actions {
		themed[a.Table] = themed[a.Table] || a.theme != ""
	}
	var groups []group
	at := map[string]int{}
	for _, a := range actions {
		name := a.theme
		switch {
		case name == "" && themed[a.Table]:
			name = "No theme written"
		case name == "":
			name = oneLine(a.Table)
		}
		key := plan.Fold(name)
		if _, ok := at[key]; !ok {
			at[key] = len(groups)
			groups = append(groups, group{name: name})
		}
		groups[at[key]].actions = append(groups[at[key]].actions, a)
	}
	if len(groups) == 1 && len(themed) == 1 && actions[0].theme == "" {
		groups[0].name = "All actions"
	}
	return groups
}

// themeSentence says how many actions a theme has, and how many of them need
// members' attention, as the section of that name counts them.
func themeSentence(total, need, cards, themes int) string {
	text := count(total, "action", "actions")
	if themes > 1 {
		text += " under this theme"
	}
	switch need {
	case 0:
		return text + "; " + number(total, "it does not need", "none needs") + " members’ attention."
	case total:
		text += "; " + number(total, "it needs", "all need") + " members’ attention"
	default:
		text += "; " + count(need, "needs", "need") + " members’ attention"
	}
	switch cards {
	case 0:
		return text + "."
	case need:
		return text + " and " + number(need, "is", "are") + " told in full."
	}
	return text + ", of which " + count(cards, "is", "are") + " told in full."
}

// leads names up to four leads, those of the most actions first.
func leads(actions []action) string {
	var names []string
	n := map[string]int{}
	for _, a := range actions {
		e := a.Entry(plan.FieldLead)
		name := excerpt(shown(e).Text, 80)
		if name == "" || e.Value.IsBlank() || e.Unsettled() {
			continue
		}
		if n[name]++; n[name] == 1 {
			names = append(names, name)
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return n[b] - n[a] })
	if more := len(names) - 4; more > 1 {
		return strings.Join(names[:4], "; ") + "; and " + count(more, "other", "others")
	}
	return strings.Join(names, "; ")
}

// flags are why an action needs members' attention, beside its rating.
func (s *seen) flags(a action) []Flag {
	var out []Flag
	if overdue(a) {
		out = append(out, Flag{"Overdue by " + count(a.told.DaysLate, "day", "days"), "overdue"})
	}
	if unproven(a) && s.lists(a, concernEvidence) {
		out = append(out, Flag{"No evidence written", "evidence"})
	}
	if withoutAim(a) && s.lists(a, concernOutcome) {
		out = append(out, Flag{"No outcome written", "outcome"})
	}
	if a.open || s.lists(a, concernAgreed) {
		out = append(out, Flag{"Not yet agreed with partners", "open"})
	}
	for _, c := range s.concerns {
		for _, i := range c.Items {
			if c.ID == concernFound && i.Anchor == a.anchor {
				out = append(out, Flag{i.Reason, "found"})
			}
		}
	}
	return out
}

// lists reports whether a concern lists an action.
func (s *seen) lists(a action, concern string) bool {
	return slices.Contains(s.listed[a.anchor], concern)
}

// needAttention counts the actions that need members' attention: some concern
// lists them.
func (s *seen) needAttention(among []action) int {
	n := 0
	for _, a := range among {
		if len(s.listed[a.anchor]) > 0 {
			n++
		}
	}
	return n
}

// needsCard is the exception the pack is made by: what needs members' attention
// is told in full. What a whole table has no column for is said in the list, and
// so is a missing outcome where most actions lack one: that alone makes no card.
func (s *seen) needsCard(a action) bool {
	terse := s.countIf(withoutAim)*2 > len(s.actions) && len(s.actions) > 4
	return slices.ContainsFunc(s.listed[a.anchor], func(concern string) bool {
		switch concern {
		case concernOutcome:
			return !terse && !nowhereToAim(a)
		case concernEvidence:
			return !a.told.NoEvidenceCell
		}
		return true
	})
}

// headingLength is the longest an action may be to be its card's heading whole.
const headingLength = 160

func (a action) card(flags []Flag) Card {
	text := shown(a.Entry(plan.FieldAction))
	c := Card{
		Anchor: a.anchor, Ref: refWords(a.Ref), Rating: a.rating, Flags: flags,
		Heading: excerpt(orElse(text.Text, "No action written"), headingLength),
	}
	if c.Heading != text.Text && text.Text != "" || text.Note != "" {
		c.Texts = append(c.Texts, Fact{Label: "Action", Text: text.Text, Note: text.Note})
	}
	c.Facts = append(a.fact(plan.FieldDue), a.moved()...)
	for _, f := range []plan.Field{plan.FieldLead, plan.FieldAccountable, plan.FieldPartner, plan.FieldRecommendation, plan.FieldStatus, plan.FieldConfidence, plan.FieldPercent, plan.FieldClosed} {
		c.Facts = append(c.Facts, a.fact(f)...)
	}
	c.Texts = append(c.Texts, a.fact(plan.FieldOutcome)...)
	c.Texts = append(c.Texts, a.fact(plan.FieldMeasure)...)
	c.Texts = append(c.Texts, a.figures()...)
	for _, f := range []plan.Field{plan.FieldRationale, plan.FieldExtension, plan.FieldRisk, plan.FieldProgress, plan.FieldEvidence, plan.FieldVerified, plan.FieldResources, plan.FieldUpdated} {
		c.Texts = append(c.Texts, a.fact(f)...)
	}
	return c
}

// figures are what a measure was, should be and is, on one line where they
// are short and none is in question.
func (a action) figures() []Fact {
	var facts []Fact
	var words []string
	long := false
	for _, f := range []plan.Field{plan.FieldBaseline, plan.FieldTarget, plan.FieldLatest, plan.FieldBenchmark} {
		for _, fact := range a.fact(f) {
			facts = append(facts, fact)
			words = append(words, strings.ToLower(fact.Label)+" "+fact.Text)
			long = long || fact.Note != "" || len(fact.Text) > 60 || strings.Contains(fact.Text, "\n")
		}
	}
	if long || len(facts) < 2 {
		return facts
	}
	return []Fact{{Label: "Figures", Text: capital(strings.Join(words, "; "))}}
}

// mustSay are the fields whose blank is worth saying on a card.
var mustSay = map[plan.Field]bool{plan.FieldDue: true, plan.FieldLead: true, plan.FieldOutcome: true}

var cardLabels = map[plan.Field]string{plan.FieldRecommendation: "Answers", plan.FieldRAG: "Rating", plan.FieldRationale: "Why this date"}

// fact is a field of a card, and nothing where it has nothing to say.
func (a action) fact(f plan.Field) []Fact {
	e, there := a.Lookup(f)
	if !there || f == plan.FieldStatus && e.Value.Kind == plan.KindRating && !e.Open {
		return nil
	}
	label := capital(f.Label())
	if words, ok := cardLabels[f]; ok {
		label = words
	}
	cell := shown(e)
	silent := cell.Text == ""
	must := mustSay[f] || f == plan.FieldEvidence && unproven(a) || cell.Note != ""
	switch {
	case silent && !must:
		return nil
	case silent:
		return []Fact{{Label: label, Text: "Not written", Note: cell.Note, Quiet: true}}
	}
	return []Fact{{Label: label, Text: cell.Text, Note: cell.Note, Quiet: e.Unsettled()}}
}
