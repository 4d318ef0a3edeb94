package pack

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
	"actionplan/reconcile"
)

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
	ref   plan.Ref
	about string // "due, and status", "the whole row"
	at    int    // which action of the pack, -1 where it is not in it
	brief string // the same in a line
	says  []Fact
	why   string
}

// openQuestions are the questions whose every cell is seen. One about a cell
// that is not shown is not asked in public.
func (m *maker) openQuestions() []question {
	if m.in.Settlement == nil {
		return nil
	}
	var out []question
	for _, q := range m.in.Settlement.Open {
		if m.seesQuestion(q) {
			out = append(out, m.question(q))
		}
	}
	return out
}

// where finds the action of the pack a ref names: its place and its table.
func (m *maker) where(ref plan.Ref) (at int, table string) {
	if i, ok := m.byRef[ref]; ok && ref != "" {
		return i, m.actions[i].Table
	}
	return -1, anyTable
}

// seesCell says whether the public may see the cells of an action's field: on
// a row that is hidden, it may not.
func (m *maker) seesCell(ref plan.Ref, f plan.Field) bool {
	at, table := m.where(ref)
	if at < 0 && m.hiddenRef(ref) {
		return false
	}
	return m.sight.field(table, f)
}

// hiddenRef says whether a ref names an action in a hidden row or table.
func (m *maker) hiddenRef(ref plan.Ref) bool {
	return slices.ContainsFunc(m.in.Plan.Actions, func(a plan.Action) bool {
		return a.Ref == ref && !m.sight.action(a)
	})
}

func (m *maker) seesQuestion(q reconcile.Question) bool {
	switch q.Kind {
	case reconcile.QuestionRow:
		return !m.hiddenRef(q.Ref)
	case reconcile.QuestionColumn:
		return m.sight.field(anyTable, q.Field)
	}
	return !slices.ContainsFunc(q.Cells, func(d reconcile.Difference) bool { return !m.seesCell(d.Ref, d.Field) })
}

func (m *maker) question(q reconcile.Question) question {
	at, _ := m.where(q.Ref)
	out := question{ref: q.Ref, at: at}
	switch q.Kind {
	case reconcile.QuestionRow:
		out.about, out.why = "the whole action", rowWhy(q)
	case reconcile.QuestionColumn:
		out.about = "the column " + q.Field.Label()
		out.why = fmt.Sprintf("%s no longer has the column.", capital(sideWords(q.Side)))
	default:
		out.about, out.why = cellsAbout(q), cellsWhy(q)
		for _, d := range q.Cells {
			out.says = append(out.says, m.says(d, len(q.Cells) > 1)...)
		}
	}
	out.brief = brief(out, len(q.Cells) == 1)
	return out
}

// brief is a question in a line: what it is about and, for a single cell,
// what each side says in it.
func brief(q question, single bool) string {
	text := capital(q.about)
	if single && len(q.says) > 1 {
		text += fmt.Sprintf(": officers say “%s”, partners say “%s”", excerpt(q.says[0].Text, 60), excerpt(q.says[1].Text, 60))
	}
	return text
}

func rowWhy(q reconcile.Question) string {
	switch q.Side {
	case reconcile.Officer:
		return "The action stands only in the partners’ copy."
	case reconcile.Partner:
		return "The action stands only in the officers’ plan."
	}
	return "Both added the action, and do not say the same."
}

func cellsAbout(q reconcile.Question) string {
	var labels []string
	for _, d := range q.Cells {
		labels = append(labels, d.Field.Label())
	}
	return list(labels)
}

func cellsWhy(q reconcile.Question) string {
	if q.Kind == reconcile.QuestionProposal {
		return "One side proposes a change to what the other answers for."
	}
	return "Both have changed it since it was last agreed, or it was never agreed."
}

// says is what each side says in a cell, and what was last agreed.
func (m *maker) says(d reconcile.Difference, several bool) []Fact {
	what := ""
	if several {
		what = ": " + d.Field.Label()
	}
	last := said("Last agreed"+what, d.Entry(reconcile.Base))
	if d.Base.Kind == plan.KindAbsent {
		last.Text, last.Quiet = "Nothing was agreed before", true
	}
	return []Fact{
		said(capital(officersPlan)+what, d.Entry(reconcile.Officer)),
		said(capital(partnersCopy)+what, d.Entry(reconcile.Partner)),
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
func (m *maker) settled() Settled {
	s := m.in.Settlement
	if s == nil {
		return Settled{Sentence: "The plan was read from the officers’ workbook alone: there is no partners’ copy to compare it with."}
	}
	out := Settled{Compared: true}
	from := map[string]int{}
	unseen := 0
	for _, c := range s.Changes {
		if !m.seesCell(c.Ref, c.Field) {
			unseen++
			continue
		}
		t := m.taken(c)
		from[t.From]++
		out.Taken = append(out.Taken, t)
	}
	rows := 0
	for _, q := range m.openQuestions() {
		out.Open = append(out.Open, m.openOf(q))
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
	if more := unseen + len(s.Open) - len(out.Open); more > 0 {
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

// decision by post: who decided is for the officers' own record.
func (m *maker) taken(c reconcile.Change) Taken {
	at, _ := m.where(c.Ref)
	t := Taken{Ref: refWords(c.Ref), Field: capital(c.Field.Label())}
	t.Was, t.Now = wasAndNow(shown(c.Base).Text, shown(c.Now).Text)
	if at >= 0 {
		t.Anchor = m.actions[at].anchor
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

func (m *maker) openOf(q question) Open {
	o := Open{Ref: refWords(q.ref), About: q.about, Says: q.says, Why: q.why}
	if q.at >= 0 {
		o.Anchor = m.actions[q.at].anchor
	}
	return o
}
