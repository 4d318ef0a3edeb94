package pack

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
	"actionplan/reconcile"
)

// This section is how the differences between the officers' plan and the
// partners' copy were settled.
func init() {
	add(Section{
		Order: 40,
		ID:    "settled", Heading: "How differences were settled",
		Words: map[string]string{
			"open":  "Not yet agreed",
			"taken": "What was settled",
		},
		says:  func(s *seen) any { return settled(s) },
		sheet: differencesSheet,
	})
}

// Settled is how the differences were settled.
type Settled struct {
	Compared bool // there is a partners' copy
	Sentence string
	Tallies  []Tally
	Taken    []Taken
	Open     []Open
}

// Tally is a count and what it counts.
type Tally struct {
	Label string
	N     int
}

// Taken is a difference that is settled.
type Taken struct {
	Anchor string // "" where the action is not in the pack
	Ref    string
	Field  string
	Was    string
	Now    string
	From   string // the officers' plan, the partners' copy, both
}

// Open is a difference that is not settled.
type Open struct {
	Anchor string
	Ref    string
	About  string // "due", or "the whole row"
	Says   []Fact // what each side says, and what was last agreed
	Why    string
}

// The sides as the public reads of them: never by a person's name.
const (
	officersPlan = "the officers’ plan"
	partnersCopy = "the partners’ copy"
)

func sideWords(s reconcile.Side) string {
	if s == reconcile.Partner {
		return partnersCopy
	}
	return officersPlan
}

// question is an open question as far as the public may see it.
type question struct {
	ref   string // or what members read in its place
	about string // "due, and status", "the whole row"
	at    int    // which action of the pack, -1 where it is not in it
	brief string // the same in a line
	says  []Fact
	why   string
}

// openQuestions are the questions whose every cell is seen. One about a cell
// that is not shown is not asked in public.
func openQuestions(s *seen) []question {
	if s.in.Settlement == nil {
		return nil
	}
	var out []question
	for _, q := range s.in.Settlement.Open {
		if s.seesQuestion(q) {
			out = append(out, s.question(q))
		}
	}
	return out
}

// seesCell reports whether the public may see the cells of an action's field: on
// a row that is hidden, it may not.
func (s *seen) seesCell(ref plan.Ref, f plan.Field) bool {
	at, table := s.where(ref)
	if at < 0 && s.hiddenRef(ref) {
		return false
	}
	return s.filter.field(table, f)
}

// hiddenRef reports whether a ref names an action in a hidden row or table.
func (s *seen) hiddenRef(ref plan.Ref) bool {
	return slices.ContainsFunc(s.in.Plan.Actions, func(a plan.Action) bool {
		row, there := s.row(ref)
		return (a.Ref == ref || there && a.ID == row.ID) && !s.filter.action(a)
	})
}

func (s *seen) seesQuestion(q reconcile.Question) bool {
	switch q.Kind {
	case reconcile.QuestionRow:
		return !s.hiddenRef(q.Ref)
	case reconcile.QuestionColumn:
		return s.filter.field(anyTable, q.Field)
	}
	return !slices.ContainsFunc(q.Cells, func(d reconcile.Difference) bool { return !s.seesCell(d.Ref, d.Field) })
}

func (s *seen) question(q reconcile.Question) question {
	at, _ := s.where(q.Ref)
	out := question{ref: s.called(q.Ref), at: at}
	switch q.Kind {
	case reconcile.QuestionRow:
		out.about = "the whole action"
		switch q.Side {
		case reconcile.Officer:
			out.why = "The action stands only in the partners’ copy."
		case reconcile.Partner:
			out.why = "The action stands only in the officers’ plan."
		default:
			out.why = "Both added the action, and do not say the same."
		}
	case reconcile.QuestionColumn:
		out.about = "the column " + q.Field.Label()
		if q.Table != "" {
			out.about += " in the table " + q.Table
		}
		out.why = fmt.Sprintf("%s no longer has the column.", capital(sideWords(q.Side)))
	default:
		out.why = "Both have changed it since it was last agreed, or it was never agreed."
		switch q.Kind {
		case reconcile.QuestionReworded:
			out.why = "It is gone from one side, where another stands in its place that may be the same, reworded."
			if q.Also == q.Ref {
				out.why = "On one side its number stands on other words: it may be the same, reworded, or another action."
			}
		case reconcile.QuestionWithdrawn:
			out.why = "One side has struck its row out."
		case reconcile.QuestionProposal:
			out.why = "One side proposes a change to what the other answers for."
		}
		var labels []string
		for _, d := range q.Cells {
			labels = append(labels, d.Field.Label())
			out.says = append(out.says, s.says(d, len(q.Cells) > 1)...)
		}
		out.about = list(labels)
	}
	// In a line: what it is about and, for a single cell, what each side says.
	out.brief = capital(out.about)
	if len(q.Cells) == 1 && len(out.says) > 1 {
		out.brief += ": " + sideSays("officers", out.says[0]) + ", " + sideSays("partners", out.says[1])
	}
	return out
}

// sideSays is what a side says, in a few words of a sentence.
func sideSays(side string, f Fact) string {
	switch {
	case f.Quiet:
		return side + " left it blank"
	case isWithheld(f.Text):
		return "what " + side + " say is " + strings.ToLower(f.Text[:1]) + f.Text[1:]
	}
	return fmt.Sprintf("%s say “%s”", side, excerpt(f.Text, 60))
}

// says is what each side says in a cell, and what was last agreed.
func (s *seen) says(d reconcile.Difference, several bool) []Fact {
	what := ""
	if several {
		what = ": " + d.Field.Label()
	}
	entry := func(side reconcile.Side) plan.Entry { return s.safeEntry(d.Ref, d.Field, side, d.Entry(side)) }
	last := said("Last agreed"+what, entry(reconcile.Base))
	if d.Base.Kind == plan.KindAbsent {
		last.Text, last.Quiet = "Nothing was agreed before", true
	}
	return []Fact{
		said(capital(officersPlan)+what, entry(reconcile.Officer)),
		said(capital(partnersCopy)+what, entry(reconcile.Partner)),
		last,
	}
}

func said(label string, e plan.Entry) Fact {
	if text := shown(e).Text; text != "" && e.Value.Kind != plan.KindAbsent {
		return Fact{Label: label, Text: text}
	}
	return Fact{Label: label, Text: "Blank", Quiet: true}
}

// settled is how the differences were settled.
func settled(s *seen) Settled {
	if s.in.Settlement == nil {
		return Settled{Sentence: "The plan was read from the officers’ workbook alone: there is no partners’ copy to compare it with."}
	}
	out := Settled{Compared: true}
	from := map[string]int{}
	unseen := 0
	for _, c := range s.in.Settlement.Changes {
		if !s.seesCell(c.Ref, c.Field) {
			unseen++
			continue
		}
		t := s.taken(c)
		from[t.From]++
		out.Taken = append(out.Taken, t)
	}
	rows := 0
	for _, q := range openQuestions(s) {
		o := Open{Ref: q.ref, About: q.about, Says: q.says, Why: q.why}
		if q.at >= 0 {
			o.Anchor = s.actions[q.at].anchor
		}
		out.Open = append(out.Open, o)
		if q.about == "the whole action" {
			rows++
		}
	}
	out.Tallies = []Tally{
		{"Taken from the officers’ plan", from[officersPlan]},
		{"Taken from the partners’ copy", from[partnersCopy]},
		{"The same in both", from[both]},
		{"Settled by a decision", from[decided]},
		{"Not yet agreed", len(out.Open)},
	}
	out.Tallies = slices.DeleteFunc(out.Tallies, func(t Tally) bool { return t.N == 0 })
	out.Sentence = settledSentence(len(out.Taken), len(out.Open), rows)
	if more := unseen + len(s.in.Settlement.Open) - len(out.Open); more > 0 {
		out.Sentence += " " + count(more, "more is in a column or row that is not shown.", "more are in columns or rows that are not shown.")
	}
	return out
}

func settledSentence(taken, open, rows int) string {
	all := taken + open
	if all == 0 {
		return "The officers’ plan and the partners’ copy said the same, or differed in nothing that is shown."
	}
	text := fmt.Sprintf("The officers’ plan and the partners’ copy had %s since they last agreed: ", count(all, "difference", "differences"))
	switch {
	case open == 0:
		text += number(taken, "it is settled.", "all are settled.")
	case taken == 0:
		text += number(open, "it is not yet agreed.", "none is yet agreed.")
	default:
		text += fmt.Sprintf("%d %s settled and %d %s not yet agreed.", taken, number(taken, "is", "are"), open, number(open, "is", "are"))
	}
	if rows > 0 {
		text += " " + count(rows, "of them is an action that stands on one side only.", "of them are actions that stand on one side only.")
	}
	if open > 0 {
		text += " Until then the pack shows what was last agreed, and says so."
	}
	return text
}

// What a difference may be taken from beside one side's words.
const (
	both    = "both"
	decided = "a decision"
)

// taken is a settled difference, a decision by post: who decided is for the officers' own record.
func (s *seen) taken(c reconcile.Change) Taken {
	at, _ := s.where(c.Ref)
	t := Taken{Ref: s.called(c.Ref), Field: capital(c.Field.Label())}
	printed := func(e plan.Entry) string { return shown(s.safeEntry(c.Ref, c.Field, reconcile.Base, e)).Text }
	t.Was, t.Now = wasAndNow(printed(c.Base), printed(c.Now))
	if at >= 0 {
		t.Anchor = s.actions[at].anchor
	}
	switch {
	case c.By != "":
		t.From = decided
	case c.Take == reconcile.TakePartner:
		t.From = partnersCopy
	case c.Take == reconcile.TakeOfficer:
		t.From = officersPlan
	default:
		t.From = both
	}
	return t
}

// wasAndNow tells a difference; of a text that only grew, what was added.
func wasAndNow(was, now string) (string, string) {
	added, grew := strings.CutPrefix(now, was)
	if grew && len(was) > 40 && strings.TrimSpace(added) != "" {
		return excerpt(was, 40), "Added: " + excerpt(strings.TrimSpace(added), takenLength)
	}
	return orElse(excerpt(was, takenLength), "Blank"), orElse(excerpt(now, takenLength), "Blank")
}

// takenLength keeps a settled difference to a few lines; the whole text stands in the action.
const takenLength = 120

// differencesSheet has what is open first, then what was settled.
func differencesSheet(p Public) *Sheet {
	sheet := &Sheet{
		Name: "Differences", About: "Differences says how the officers’ plan and the partners’ copy were settled.",
		Title: p.Words["settled"], Lines: []string{p.Settled.Sentence}, Freeze: true,
		Columns: []SheetColumn{{Heading: "Ref"}, {Heading: "Column"}, {Heading: "Last agreed"}, {Heading: "Now"}, {Heading: "How it was settled"}},
	}
	for _, o := range p.Settled.Open {
		var says []string
		for _, f := range o.Says {
			says = append(says, f.Label+": "+f.Text)
		}
		sheet.Rows = append(sheet.Rows, []SheetCell{Words(o.Ref), Words(o.About), nil, Words(strings.Join(says, "\n")), Toned{Words("Not yet agreed"), "amber"}})
	}
	for _, t := range p.Settled.Taken {
		sheet.Rows = append(sheet.Rows, []SheetCell{Words(t.Ref), Words(t.Field), Words(t.Was), Words(t.Now), Words("Taken from " + t.From)})
	}
	if len(sheet.Rows) == 0 {
		return nil
	}
	return sheet
}
