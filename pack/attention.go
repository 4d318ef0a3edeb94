package pack

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"actionplan/check"
	"actionplan/plan"
)

// This section is what needs members' attention.
func init() {
	add(Section{
		Order: 20,
		ID:    "attention", Heading: "What needs members’ attention",
		Words: map[string]string{
			"attention-none":  "Nothing in the plan needs members’ attention: no action is overdue, off track or at odds with its partners.",
			"attention-aside": "Beside what officers set aside, with a reason, nothing in the plan needs members’ attention.",
		},
		says:  func(s *seen) any { return attention(s) },
		sheet: attentionSheet,
	})
}

// Attention is what needs members' attention.
type Attention struct {
	Concerns []Concern
	InAll    string // how many actions need it, in a sentence; "" for none
	Aside    bool   // officers set something aside that would be among them
}

func attention(s *seen) Attention {
	inAll := ""
	if n := s.needAttention(s.actions); n > 0 {
		inAll = fmt.Sprintf("Of %s, %s members’ attention. Each stands here once for every reason.", count(len(s.actions), "action", "actions"), count(n, "needs", "need"))
	}
	return Attention{Concerns: s.concerns, InAll: inAll, Aside: slices.ContainsFunc(s.actions, func(a action) bool {
		told := a.told
		told.NoDueCell = a.facts.NoDueCell // which is no concern of its own
		return told != a.facts
	})}
}

// The concerns that say more than that an action is late or off track.
const (
	concernEvidence = "no-evidence"
	concernOutcome  = "no-outcome"
	concernAgreed   = "not-agreed"
	concernFound    = "also-found"
)

// Concern is one thing members should look at, and the actions it is true of.
type Concern struct {
	ID       string
	Title    string
	Sentence string
	Late     bool // its actions are some days late
	Reasons  bool // its actions each have a reason of their own
	Items    []Item

	words, tail string // as the summary's Point has them
	all         []Item // also those that Items leaves to an earlier concern
}

// Urgent reports whether a covering report lists its actions: they are overdue or
// off track.
func (c Concern) Urgent() bool { return c.ID == "overdue" || c.ID == "off-track" }

// Item is an action in a list.
type Item struct {
	Anchor string
	Ref    string // "no ref" where it has none
	Action string // cut to about a line
	Lead   string
	Due    string
	Moved  string // "first due 30 June 2026; moved twice"; "" where it was not moved
	Days   int    // days late
	Reason string // why it is listed, where the concern's title does not say all
	Rating Rating
}

// concerns lists what needs members' attention, the gravest first; only what
// there is.
func concerns(s *seen) []Concern {
	all := []Concern{
		allOverdue(s), allOffTrack(s), withoutEvidence(s), withoutOutcome(s), notAgreed(s), alsoFound(s),
	}
	all = slices.DeleteFunc(all, func(c Concern) bool { return c.Sentence == "" })
	for i := range all {
		if all[i].all == nil {
			all[i].all = all[i].Items
		}
	}
	return all
}

func allOverdue(s *seen) Concern {
	c := Concern{ID: "overdue", Title: "Overdue", Late: true, Items: s.items(overdue)}
	slices.SortStableFunc(c.Items, func(a, b Item) int { return cmp.Compare(b.Days, a.Days) })
	n := len(c.Items)
	if n == 0 {
		return c
	}
	late := count(c.Items[0].Days, "day", "days")
	c.words, c.tail = fmt.Sprintf("%d overdue", n), ", by "+late
	c.Sentence = fmt.Sprintf("1 action is overdue, by %s.", late)
	if n > 1 {
		c.tail = ", the longest by " + late
		c.Sentence = fmt.Sprintf("%d actions are overdue; the longest, %s, by %s.", n, named(c.Items[0]), late)
	}
	return c
}

// named is how a sentence speaks of an action.
func named(i Item) string {
	if i.Ref == noRef {
		return i.called()
	}
	return "action " + i.Ref
}

// called is the action's ref or, where it has none, its first words in quotes.
func (i Item) called() string {
	if i.Ref == noRef {
		return "“" + excerpt(i.Action, 60) + "”"
	}
	return i.Ref
}

// link is the action in a list of refs: one that is not in the pack has no words.
func (i Item) link() string {
	if i.Action == "" {
		return i.Ref
	}
	return i.called()
}

// allOffTrack lists only those that are not overdue as well: those are listed
// already, with their rating.
func allOffTrack(s *seen) Concern {
	c := Concern{ID: "off-track", Title: orElse(strings.Join(s.scale.offTrackSteps(), " or "), "Off track"), all: s.items(offTrack)}
	n := len(c.all)
	if n == 0 {
		return c
	}
	c.words = fmt.Sprintf("%d %s", n, s.scale.offTrack())
	c.Items = s.items(func(a action) bool { return offTrack(a) && !overdue(a) })
	rated := "rated " + strings.TrimPrefix(s.scale.offTrack(), "rated ")
	c.Sentence = count(n, "action is "+rated, "actions are "+rated)
	switch also := n - len(c.Items); {
	case also == n:
		c.Sentence += number(n, "; it is overdue and stands above", "; all of them are overdue and stand above")
	case also > 0:
		c.Sentence += fmt.Sprintf("; %d of them %s overdue and %s above", also, number(also, "is", "are"), number(also, "stands", "stand"))
	}
	c.Sentence += "."
	return c
}

func withoutEvidence(s *seen) Concern {
	c := Concern{ID: concernEvidence, Title: "Complete without evidence"}
	if s.filter.keeps(plan.FieldEvidence) {
		return c
	}
	done := s.countIf(func(a action) bool { return a.facts.Done() && a.facts.NoEvidenceCell == a.told.NoEvidenceCell })
	if !s.evidence && done > 0 {
		c.words = "No column for evidence"
		c.Sentence = "The plan shows no column for evidence: nothing written shows what the " + count(done, "complete action", "complete actions") + " changed."
		return c
	}
	c.Items = s.items(unproven)
	if n := len(c.Items); n > 0 {
		c.words = fmt.Sprintf("%d complete without evidence", n)
		c.Sentence = count(n, "action is complete, and nothing written shows it", "actions are complete, and nothing written shows it")
		c.Sentence += standWithout(s.countIf(func(a action) bool { return a.told.NoEvidenceCell }), n, "evidence") + "."
	}
	return c
}

func withoutOutcome(s *seen) Concern {
	c := Concern{ID: concernOutcome, Title: "No outcome for children"}
	if s.filter.keeps(plan.FieldOutcome) {
		return c
	}
	if !s.outcomes && !s.asides(func(f check.Facts) bool { return f.NoOutcomeCell }) {
		if len(s.actions) > 0 {
			c.words = "No column for outcomes"
			c.Sentence = "The plan shows no column for outcomes: no action says what will change for children."
		}
		return c
	}
	c.Items = s.items(withoutAim)
	if n := len(c.Items); n > 0 {
		c.words = fmt.Sprintf("%d without an outcome for children", n)
		c.Sentence = count(n, "action does not say what will change for children", "actions do not say what will change for children")
		c.Sentence += standWithout(s.countIf(nowhereToAim), n, "outcomes") + "."
	}
	return c
}

// standWithout says, of actions that lack something, how many of them stand where
// there is no column for it.
func standWithout(nowhere, all int, what string) string {
	switch nowhere {
	case 0:
		return ""
	case all:
		return fmt.Sprintf("; %s where no column for %s is shown", number(all, "it stands", "all of them stand"), what)
	}
	return fmt.Sprintf("; %d of them %s where no column for %s is shown", nowhere, number(nowhere, "stands", "stand"), what)
}

// notAgreed lists the actions with a difference that is not settled.
func notAgreed(s *seen) Concern {
	c := Concern{ID: concernAgreed, Title: "Not yet agreed with partners", Reasons: true}
	for _, q := range openQuestions(s) {
		item := Item{Anchor: "settled", Ref: q.ref}
		if q.at >= 0 {
			item = s.actions[q.at].item()
		}
		item.Reason = q.brief
		c.Items = append(c.Items, item)
	}
	if n := len(c.Items); n > 0 {
		c.words = fmt.Sprintf("%d not yet agreed with partners", n)
		c.Sentence = count(n, "difference with the partners’ copy is not yet agreed.", "differences with the partners’ copy are not yet agreed.")
	}
	return c
}

// alsoFound lists what else the checks found of an action that is grave and
// that no other concern has said already, an item an action.
func alsoFound(s *seen) Concern {
	c := Concern{ID: concernFound, Title: "Also found by the checks", Reasons: true}
	at := map[int]int{}
	for _, f := range s.in.Report.Findings {
		i, ok := s.found(f)
		if !ok || !f.Listed || f.Severity != check.High {
			continue
		}
		if _, listed := at[i]; !listed {
			at[i] = len(c.Items)
			c.Items = append(c.Items, s.actions[i].item())
		}
		item := &c.Items[at[i]]
		if words := wordsOf(f); !strings.Contains(item.Reason, words) {
			item.Reason = strings.TrimPrefix(item.Reason+"; "+words, "; ")
		}
	}
	if n := len(c.Items); n > 0 {
		c.words = fmt.Sprintf("%d with other serious findings", n)
		c.Sentence = count(n, "action has another serious finding of the checks.", "actions have other serious findings of the checks.")
	}
	return c
}

// attentionSheet has a row for each action of each concern.
func attentionSheet(p Public) *Sheet {
	sheet := &Sheet{
		Name: "Attention", About: "Attention lists what members should look at.", Title: p.Words["attention"], Freeze: true,
		Lines:   []string{"An action stands here once for each reason."},
		Columns: []SheetColumn{{Heading: "Ref"}, {Heading: "Why"}, {Heading: "Action"}, {Heading: "Lead"}, {Heading: "Due"}, {Heading: "Moved"}, {Heading: "Days late", Right: true}, {Heading: "Rating"}},
	}
	for _, c := range p.Concerns {
		for _, i := range c.Items {
			var late SheetCell
			if i.Days > 0 {
				late = Number(i.Days)
			}
			why := joined(": ", c.Title, i.Reason)
			sheet.Rows = append(sheet.Rows, []SheetCell{Words(i.Ref), Words(why), Words(i.Action), Words(i.Lead), Words(i.Due), Words(capital(i.Moved)), late, i.Rating})
		}
	}
	if len(sheet.Rows) == 0 {
		return nil
	}
	return sheet
}

func (s *seen) items(is func(action) bool) []Item {
	var out []Item
	for _, a := range s.actions {
		if is(a) {
			out = append(out, a.item())
		}
	}
	return out
}

const noRef = "no ref"

func refWords(r plan.Ref) string {
	return orElse(oneLine(string(r)), noRef)
}

func (a action) item() Item {
	return Item{
		Anchor: a.anchor, Ref: refWords(a.Ref), Rating: a.rating, Days: a.told.DaysLate,
		Action: excerpt(orElse(shown(a.Entry(plan.FieldAction)).Text, "No action written"), 90),
		Lead:   excerpt(a.inList(plan.FieldLead), 80),
		Due:    excerpt(a.inList(plan.FieldDue), 40), Moved: a.movedInList(),
	}
}

// inList is a field as a list shows it: what is blank says so, and what the
// action's table has no column for does not.
func (a action) inList(f plan.Field) string {
	e, there := a.Lookup(f)
	if !there {
		return ""
	}
	text := orElse(shown(e).Text, "Not written")
	if e.Open && !e.Unsettled() {
		text += " (last agreed)"
	}
	return text
}
