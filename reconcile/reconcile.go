// Package reconcile takes three readings of one action plan and settles every
// cell: the officers' plan, the partners' plan, and the base, which is what
// both were last seen to agree. What one side changed goes to the other; what
// both changed differently is a question to a named person.
//
// Two calls do it. Compare finds the rows that are one action and says who moved
// which cell; Settle takes what people have decided and says what to write on
// each side, what is agreed, what the next base is, and what a person must still
// settle. SettleWith does the same with everything that people have answered
// before: its Memory comes in as data and goes out as data, to be saved together
// with the next base.
//
//	c := reconcile.Compare(base, officers, partners, agreement) // base is nil at a first agreement
//	s := c.SettleWith(memory)
//	// write s.Officer and s.Partner, s.OfficerRows and s.PartnerRows; then save s.NextBase and s.NextMemory
//	// ask s.Open; an answer is a question's Decide, and goes into the memory
//
// Before anything is written, s.Stops says why rows, or all of them, are left
// alone, s.Losses what is gone in such numbers that it is asked about first, and
// s.LeftAlone which rows cannot be told apart. Tables makes one question of a
// table that one side never had.
//
// It never reads a file, calls a network or looks at a clock: the same readings
// give the same settlement. It never guesses between two people's words, never
// clears a cell because a row or a column is missing, never removes a row, and
// writes over nothing but what was agreed, or what a person decided on while it
// said so. A row it cannot tell apart from another it leaves alone, and says so.
//
// How it goes about the hard parts stands at the head of equals.go (rows alike
// in text), exchanged.go and ordered.go (a sort, or edits?), shifted.go (a column that
// moved), sortedview.go (a sort of one of several columns), sorted.go (texts under other refs), renumbered.go (actions of one text
// under other refs), waiting.go (the rest of a stopped column), merged.go (merged
// cells), broken.go (a spreadsheet's own words), headings.go (a heading gone from one
// table, or over other cells), replaced.go (another action under an agreed ref), withdrawn.go (a row that is struck out), align.go and combined.go (columns that are understood otherwise, and
// several columns against one), composed.go (those are others now), aside.go (sheets that are left out), letters.go
// (actions that share a ref) and nobodys.go (differences that nobody made).
//
// These are its laws. Each is tested as a property, both ways round, under
// the name it has here.
//
//  1. Unmoved: where neither side moved a cell, nothing is written and the base stays.
//  2. Crossing: a cell moved by one side is written to the other side, once, in its author's words.
//  3. Alike: a cell both sides moved to the same value is written nowhere, and the base takes that value.
//  4. Apart: a cell both sides moved to different values is written nowhere; it is a question, and the agreed plan shows what was last agreed.
//  5. Mirror: with the sides and the owners exchanged, the outcome is the same, exchanged.
//  6. Again: once both sides' edits are applied, the next run writes nothing and asks what was asked before; or it stops what is left, where that alone may be a sort, and says so.
//  7. Only edits: applying a side's edits changes no other cell of that side, and every edit names a writable cell and what it says now.
//  8. Nothing lost: every value a side moved stands in the agreed plan, in an open question, in a row that is named and left alone, or in a column that the officers' plan has not got; nothing else gets into the agreed plan, and what partners alone have a column for does not, but as it was agreed.
//  9. Absent: a missing row or column clears nothing, on either side or in the base.
//  10. Sharing: a field that is not shared makes no edit to the partners' side.
//  11. Owner: an edit in a column that belongs to the other side never crosses unasked; it is a proposal, and stays where it is.
//  12. Together: the columns of a unit cross together or not at all, and a question on one holds all of them.
//  13. Base: the next base takes a value only where both sides say it, and loses one only where both sides have lost it, or a person let it go.
//  14. Order: the order of rows and of columns, but of those that say one field together, changes no edit, no question and no base; where it alone tells rows apart that are alike in text and have no ref, both sides come to say the same rows whatever it is; and where it tells a sort, or a column that moved up or down, the rows are left alone. Whether an action that is gone and a row in its place are asked about as one follows their places.
//  15. First agreement: with no base, a blank or a placeholder yields to a real value, a narrative yields to one that holds its paragraphs, and any other two different real values are a question.
//  16. Rows: a row that is told apart from every other and that only one side has is a question; no edit adds one, fills one or removes one. No row is taken for another of the same text that says what it says.
//  17. Doubled: a row whose ref stands twice on a side, or that has none and that nothing agreed tells from others alike, is left alone: it is named, with what to do, and none of its cells is written, agreed or forgotten.
//  18. Stop: where more than half the actions of a side are gone, or half its filled cells are blank, nothing at all is written and the base stays.
//  19. Decision: a decision writes what was decided while every reading says what it said then, and nothing once one of them says something else.
//  20. Narrative: paragraphs both sides appended to the same text are all kept, each once, the officers' before the partners'; where one side's say the other's with more, they stand alone.
//  21. Held: a cell that cannot be written is never edited; what would have been written there is a question.
//  22. Recognised: a row that lost its ref, or whose 1.10 became 1.1, is settled as if it had not, where its action text proves which it is, and no other row of that side has it; that text is not written until the ref is back, and where the other side has another, nor is any cell of the row.
//  23. Answered rows: an answer about a row adds it to the side that lacks it, once, with only what that side may be told, or leaves it as it is and asks no more until it says something else; no answer removes a row.
//  24. Refusals: a proposal that was refused is put back and partners are told why, once; the same text is put back again unasked, and any other is asked.
//  25. Answered columns: a column that was let go or is to come back is not asked about again, and clears nothing when it comes back blank.
//  26. Personal: nothing in which the scan finds personal data is written to partners unasked, and no question about it repeats it.
//  27. History: through runs that stop half-way and answers from earlier days, an edit writes over nothing but what was agreed, what yields, and what a person decided on while it said so; and once nobody changes anything, nothing is written.
//  28. Carried out: what is agreed, shared and not asked about, both sides say once their edits are written; a merged cell is one cell, and says one thing for all its actions; what a person left as each side has it stays so.
//  29. Offered: every answer a question about cells offers can be carried out, and settles it.
//  30. Worked out: what formulas work out on both sides is said where it differs, and never asked, written, counted or agreed, but for action texts.
//  31. Left alone: where some units cannot be written, the others are, and the next run has the same left to write and asks the same; or it asks about a merged cell that it was left alone for, where one of its actions has been agreed since and what was agreed of another is not in it.
//  32. Sorted: whatever block is sorted without its refs, or some columns of it without the others, or whatever column moves up or down by up to three rows, nothing of it crosses where its words tell its rows apart, or the order that it leaves does, also where one cell in five was edited since, unless a person confirms that nobody did; while cells are stopped as standing in other rows, none of their columns is written, asked about or agreed in their table, and once they are back, all comes to what it would have come to.
//  33. Broken: a cell that shows a spreadsheet's own word (Loading..., #REF!) is settled as if it said what was agreed, or were not there where nothing was, and what the other side says there is named; a column or a side full of them writes nothing at all, and the base stays.
//  34. One table: a column that is gone from one of a side's tables is asked about for that table; until it is settled nothing of it, nor of what is settled together with it, is written or agreed there, and everything else is as if it were not gone; once it is back, all comes to what it would have come to.
//  35. Renumbered: whatever refs the rows of a side are given, and whatever rows it puts in or takes out, no cell of an action that stands in that side under another ref is written to another action's row, nor another's to its own, also where several have one text and what else was agreed of them tells them apart.
//  36. Understood: what the reader, and not the settings, now understands of a heading is taken over with what was agreed of it; nothing is asked or written for that, and everything else is as if it had always been understood so.
//  37. Replaced: where a side's row says another action under an agreed ref, by its text and most of its other cells, or by the words of another agreed action, nothing of that action is written or agreed on either side until a person says whether it is the same one, reworded; everything else is as if it had not been touched.
//  38. Steady: the same readings, agreement and decisions come to the same settlement every time, in the same order: what preview lists is what apply does.
//  39. Seen again: once its edits are written, and before anything is remembered, each side is seen to say them in the rows that they were meant for: nothing is left to write, and nothing else is asked, unless what is left may be a sort or a renumbering.
package reconcile

import (
	"slices"

	"actionplan/plan"
)

// Side is whose reading a cell stands in.
type Side string

// The three readings.
const (
	Officer Side = "officer"
	Partner Side = "partner"
	Base    Side = "base"
)

// Other is the side across: the partners' for the officers', and the other
// way round. The base has none.
func (s Side) Other() Side {
	switch s {
	case Officer:
		return Partner
	case Partner:
		return Officer
	}
	return s
}

// people names those who write on a side.
func (s Side) people() string {
	switch s {
	case Officer:
		return "officers"
	case Partner:
		return "partners"
	}
	return "both sides"
}

// copyName names what a side writes in.
func (s Side) copyName() string {
	switch s {
	case Officer:
		return "the officers' plan"
	case Partner:
		return "the partners' copy"
	}
	return "the base"
}

// Owner is who may change a column.
type Owner string

// A column belongs to officers, to partners, or to either.
const (
	Officers Owner = "officers"
	Partners Owner = "partners"
	Either   Owner = "either"
)

// owns says whether an edit by the side may cross in a column of this owner.
func (o Owner) owns(s Side) bool {
	return o != Officers && o != Partners || (o == Officers) == (s == Officer)
}

// Agreement is what the council's settings say about the columns.
type Agreement struct {
	Owners    map[plan.Field]Owner // a field not listed belongs to either, and so does one given to partners and not shared with them
	Share     map[plan.Field]bool  // what may reach the partners' side; nil shares every field that is not kept inside and whose column is not hidden
	Together  [][]plan.Field       // columns settled as one unit; a field belongs to the first unit that lists it
	Narrative []plan.Field         // columns whose appended paragraphs are merged; nil means progress and evidence
	Ask       string               // the information owner: who is asked whether something may go to partners
	Confirmed bool                 // a person has confirmed that stops may be passed
	Agreed    plan.Date            // when the sides last agreed, for what is said; the zero Date where that is not known

	// Withdrawn are the rows that each side had struck out when they last agreed, by
	// their WithdrawnKey: nobody is asked about those.
	Withdrawn map[Side]map[string]bool

	// Untold are the fields of the officers' plan that partners were not to be told of
	// when the sides last agreed: one that they may be told of since is new to them.
	Untold []plan.Field

	// Personal says what kind of personal data a text holds ("an NHS
	// number"), and whether it holds any. Nothing it finds is written to the
	// partners' side unasked. Nil finds nothing.
	Personal func(text string) (what string, found bool)

	parts map[plan.Field]plan.Field // fields that are parts of others, and of which: see knowing
}

// personal is what kind of personal data an entry shows, or "".
func (r Agreement) personal(e plan.Entry) string {
	if r.Personal == nil || e.Value.Kind == plan.KindAbsent || e.Value.Kind == plan.KindBlank {
		return ""
	}
	for _, text := range []string{e.Shown(), e.Value.Text} {
		if what, found := r.Personal(text); found {
			return what
		}
	}
	return ""
}

// Holds is what kind of personal data an entry seems to hold, or "".
func (r Agreement) Holds(e plan.Entry) string { return r.personal(e) }

// narrative lists the columns whose appended paragraphs are merged.
func (r Agreement) narrative() []plan.Field {
	if r.Narrative == nil {
		return []plan.Field{plan.FieldProgress, plan.FieldEvidence}
	}
	return r.Narrative
}

// isNarrative reports whether appended paragraphs are merged in a column.
func (r Agreement) isNarrative(f plan.Field) bool {
	return slices.Contains(r.narrative(), f)
}

// informationOwner is who is asked whether something may go to partners.
func (r Agreement) informationOwner() string {
	if r.Ask != "" {
		return r.Ask
	}
	return "the information owner"
}

// proposer is the side whose edits in a column are proposals.
func (r Agreement) proposer(f plan.Field) (Side, bool) {
	switch r.Owners[f] {
	case Officers:
		return Partner, true
	case Partners:
		return Officer, true
	}
	return "", false
}

// personalAt is the kind of personal data any reading of a cell seems to
// hold, or "".
func (r Agreement) personalAt(d Difference) string {
	for _, s := range []Side{Officer, Partner, Base} {
		if what := r.personal(d.Entry(s)); what != "" {
			return what
		}
	}
	return ""
}

// personalIn finds personal data in a row that would go to partners, and the
// label of the column it is in.
func (r Agreement) personalIn(entries plan.Entries) (what, where string) {
	for _, f := range entries.Sorted() {
		if what := r.personal(entries.Entry(f)); what != "" {
			return what, f.Label()
		}
	}
	return "", ""
}

// Verdict is who moved a cell.
type Verdict string

// The verdicts.
const (
	Unmoved      Verdict = "unmoved" // of a settled cell: it fills a column that came back
	OfficerMoved Verdict = "officer moved"
	PartnerMoved Verdict = "partner moved"
	MovedAlike   Verdict = "moved alike"
	MovedApart   Verdict = "moved apart"
)

// Take is whose words an answer takes, or what becomes of a row or a column.
type Take string

// What an answer may take. Both is a text made of both sides' paragraphs, or
// what both already say; no person takes it.
const (
	TakeOfficer Take = "officer"
	TakePartner Take = "partner"
	TakeBase    Take = "base"
	TakeOther   Take = "other"
	TakeBoth    Take = "both"
	TakeAdd     Take = "add"        // an added row goes to the other side too
	TakeLeave   Take = "leave out"  // an added row, or a text held back, stays where it is
	TakeBack    Take = "bring back" // a dropped row or column comes back
	TakeGo      Take = "let it go"  // a dropped row or column stays away
	TakeSame    Take = "same"       // a row is the action that is gone, reworded
	TakeTwo     Take = "two"        // they are two actions
)

// Words are what a person chooses: "Bring back".
func (t Take) Words() string {
	switch t {
	case TakeOfficer:
		return "Take the officers' words"
	case TakePartner:
		return "Take the partners' words"
	case TakeBase:
		return "Keep what was last agreed"
	case TakeOther:
		return "Write something else"
	case TakeBoth:
		return "Keep both"
	case TakeAdd:
		return "Add"
	case TakeLeave:
		return "Leave out"
	case TakeBack:
		return "Bring back"
	case TakeGo:
		return "Let it go"
	case TakeSame:
		return "Same action"
	case TakeTwo:
		return "Two actions"
	}
	return string(t)
}

// MaxText is the most a cell of a workbook holds, in UTF-16 units. A longer
// text never crosses.
const MaxText = 32_767
