package practice

import (
	"github.com/xuri/excelize/v2"

	"actionplan/plan"
)

// The tabs of the partners' copy.
const (
	partnersSheet         = "Plan"
	partnersLearningSheet = "Learning"
)

const partnersHeadingRow = 3

var partnersColumns = []column{
	{"A", "", "Ref", plan.FieldRef, 6},
	{"B", "", "What we will do", plan.FieldAction, 44},
	{"C", "", "Priority area", plan.FieldTheme, 20},
	{"D", "", "Outcome for children", plan.FieldOutcome, 36},
	{"E", "", "Lead", plan.FieldLead, 24},
	{"F", "", "Partners", plan.FieldPartner, 26},
	{"G", "", "By when", plan.FieldDue, 18},
	{"H", "", "Status", plan.FieldStatus, 12},
	{"I", "", "RAG", plan.FieldRAG, 12},
	{"J", "", "Update from partners", plan.FieldProgress, 48},
	{"K", "", "Evidence", plan.FieldEvidence, 30},
	{"L", "", "Date closed", plan.FieldClosed, 18},
	{"M", "", "Latest figure", plan.FieldLatest, 16},
}

var partnersLearningColumns = []column{
	{"A", "", "Ref", plan.FieldRef, 6},
	{"B", "", "What we will do", plan.FieldAction, 52},
	{"C", "", "Lead", plan.FieldLead, 26},
	{"D", "", "Partners", plan.FieldPartner, 26},
	{"E", "", "By when", plan.FieldDue, 18},
	{"F", "", "Status", plan.FieldStatus, 12},
	{"G", "", "Update from partners", plan.FieldProgress, 46},
}

// drawPartners draws the partners' copy: plain tables of what is shared, and
// nothing hidden.
func drawPartners(actions []Action, asAt plan.Date) ([]byte, error) {
	p := newPen(partnersSheet)
	partners := func(a Action) map[plan.Field]Said { return a.Partners }
	p.text("A1", "Westmere improvement plan: partners' copy")
	p.paint("A1", "A1", look{bold: true, size: 14, ink: navy})
	p.text("A2", "Please type straight into the table. The Improvement Team carries it across each month.")
	p.paint("A2", "A2", look{italic: true, ink: silver})
	simpleTable(p, partnersColumns, partnersHeadingRow, onSheet(actions, false), partners)
	landscapeA3(p, "$3:$3", "$A$1:$M$60")
	p.turnTo(partnersLearningSheet)
	simpleTable(p, partnersLearningColumns, 1, onSheet(actions, true), partners)
	p.book.SetActiveSheet(0)
	return p.bytes("Westmere improvement plan: partners' copy", "Partnership Support Officer", asAt)
}

// simpleTable draws one line of headings and a row for each action.
func simpleTable(p *pen, columns []column, headingRow int, actions []Action, copied func(Action) map[plan.Field]Said) {
	last := columns[len(columns)-1].letter
	for _, c := range columns {
		p.text(at(c.letter, headingRow), c.heading)
		p.width(c.letter, c.width)
	}
	p.paint(at("A", headingRow), at(last, headingRow), look{bold: true, wrap: true, box: true, ink: white, fill: navy})
	for i, a := range actions {
		row := headingRow + 1 + i
		p.paint(at("A", row), at(last, row), look{wrap: true, box: true})
		for _, c := range columns {
			simpleCell(p, at(c.letter, row), copied(a)[c.field])
		}
		p.fit(row, columns, func(c column) string { return copied(a)[c.field].Typed })
	}
	p.note(p.book.SetPanes(p.sheet, &excelize.Panes{
		Freeze: true, YSplit: headingRow, TopLeftCell: at("A", headingRow+1), ActivePane: "bottomLeft",
	}))
}

func simpleCell(p *pen, cell string, said Said) {
	if said.Typed != "" {
		p.figure(cell, said.Typed)
		return
	}
	if d, err := plan.ParseISO(said.Means); err == nil {
		p.date(cell, d)
		p.paint(cell, cell, look{wrap: true, box: true, format: shortDate})
	}
}
