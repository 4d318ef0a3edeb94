package table_test

import (
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

// TestHeadings reads single headings beside a ref and an action.
func TestHeadings(t *testing.T) {
	for field, headings := range map[plan.Field][]string{
		"lead": {"Lead", "Lead officer", "LEAD\nOFFICER", "Owner", "Action Owner", "Responsible", "Person(s) responsible", "Who?", "By whom", "Accountable officer",
			"Lead officer and service", "Assigned To", "assigned_to", "Lead/Owner", "Responsible Organisation", "Point-of-Contact", "Lead (post)",
			"Led by:", "Control owner", "Lead professional", "PIC", "Team member", "Accountable delivery lead", "Respon-\nsible officer", "Responsi\u00adble officer", "Owner for this action",
			"Person/Group Assigned", "Staff assigned to this action", "Who will implement controls?", "Who is doing it?", "Who will take this forward?"},
		"due": {"Due", "By when", "By When?", "Timescale", "Timescales", "Target date", "Target Completion Date", "Deadline", "DueDate", "Due date (dd/mm/yy)",
			"Estimated Completion Date", "Scheduled Completion Date", "Completion date", "End Date", "Planned Finish", "Date due", "When", "Timescale for completion",
			"Due:", "Timescale / Due", "Due / revised due", "Plan Date/Time", "Expected resolution date", "Target resolution", "Completion deadline", "Finish by", "To be completed by", "Slipped to", "Revised deadline",
			"Extended to", "Proposed finish", "When will this be done?", "Original deadline", "Moved to", "Forecast finish", "Final deadline", "Target date (revised)", "Due (original)",
			"Proposed date of mitigation implemented (mm/dd/yy)", "Target date for mitigation"},
		"closed": {"Date completed", "Closed", "Actual completion date", "Date closed", "Resolved Date", "Actual Finish", "Completed (date)", "Done date", "Delivered on", "Actual delivery date", "End date (actual)", "Date of mitigation implemented", "Date of acceptance / mitigation completed"},
		"start":  {"Start date", "Start", "Actual Start Date", "Planned start date", "Project start date", "Expected start"},
		"status": {"Status", "Current status", "Action status", "Risk Status", "POAM Status", "Remediation Status", "Open/Closed",
			"Assessment status", "POA&M status", "How are we doing?", "Status of recommendation"},
		"rag":     {"RAG", "BRAG", "RAG status", "RAG rating", "B/RAG", "Current RAG", "RAG (R/A/G)", "Progress RAG", "BRAGG", "RAG (end Q4)", "Delivery RAG rating"},
		"percent": {"% complete", "% Complete", "Percent complete", "Progress (%)", "Completion %", "%"},
		"progress": {"Progress", "Progress update", "Update", "Comments", "Progress to date (max 200 words)", "Latest update", "Remarks", "Action taken",
			"Progress / next steps", "Progress and next steps", "Highlights", "November update", "Commentary to date", "Update on delivery", "Officer's latest commentary", "What have we achieved so far?"},
		"outcome": {"Outcome", "Intended outcomes", "Impact", "Difference made", "So what?", "What difference will this make?", "Outcome / Impact", "What difference will this make for children?",
			"Why? (Outcome)", "Outcome for children and families", "Impact on children and young people", "What will be better for families?", "Difference we want to see", "Benefits for residents"},
		"measure": {"Success measure", "KPI", "How will we know?", "Success criteria", "Measure of success", "How will we know we have made a difference?",
			"How will this be measured", "Outcome indicators", "Measures of progress"},
		"evidence":       {"Evidence", "Evidence of completion", "Evidence source", "Source of evidence", "How do we know? (Evidence)", "Proof of completion", "Evidence to support closure"},
		"recommendation": {"Recommendation", "Ofsted recommendation", "Area for improvement", "Areas for Improvement (Ofsted)", "Review recommendation"},
		"theme":          {"Theme", "Priority area", "Workstream", "Work stream", "Category", "Strategic priority", "Judgement area", "Programme strand"},
		"partner":        {"Partner", "Partners", "Partner agencies", "Delivery partner"},
		"verified":       {"Signed off by", "Verified by", "Sign off"},
		"updated":        {"Last updated", "Date updated", "Last Reviewed"},
		"resources":      {"Resources", "Resources required", "Cost", "Budget"},
		"baseline":       {"Baseline"},
		"benchmark":      {"Benchmark", "Statistical neighbours", "England average", "Comparator"},
		"rationale":      {"Rationale", "Reason for date", "Rationale for timescale", "Why this date?"},
		"confidence":     {"Confidence", "Delivery confidence", "Confidence level", "How confident are we?"},
		"risk":           {"Risks to delivery", "Key risks", "Risks / issues", "What could go wrong?"},
		"extension":      {"Extension agreed by", "Reason for extension", "Reason for revised date", "Why the deadline was extended", "Reason for deferral", "Revised date agreed by"},
		"target":         {"Target"},
	} {
		for _, h := range headings {
			if got := fieldOf(t, h); got != field {
				t.Errorf("%q is read as %s, want %s", h, got, field)
			}
		}
	}
}

// TestNearMisses reads headings that hold a field's words and are none.
func TestNearMisses(t *testing.T) {
	for _, h := range []string{
		"Did Text Contain a Chart or Table?", "Predecessors", "Predecessor", "Output", "Outputs", "Is the lead officer aware?", "Reason for RAG", "Previous RAG", "Milestone with Completion Dates",
		"Milestone Changes", "Date identified", "Raised Date", "Priority", "Notes", "Duration", "Impact Description", "Source", "Status reason code", "Inspection start date",
		"Risk level", "Section ID", "Directorate", "Number of children", "Action type", "Change in due date", "Original RAG rating",
		"Impact 1-5", "IMPACT (1-5)", "Impact score", "Impact H/M/L", "Impact on budget", "Impact / likelihood", "Completion date of risk", "Date agreed by board", "Date agreed", "Current date", "Review date", "Next board date",
		"Lead time", "Owner type", "Officer numbers", "Number of officers", "Delivery plan", "Required resolution", "Proposed resolution", "First contact date", "Target group", "Partner comments", "Board comments",
		"Approval status", "Direction of travel", "Status / direction", "Evidence gap", "RAG trend", "RAG last quarter reason", "Update frequency", "Control measures", "Risk benefits", "Area code", "Cost code", "Team leader's manager",
		"Parent area [%]", "22(n)", "Action by-law", "Completed by", "Date revised", "Outcome of appeal", "Next steps", "BRAG (previous)", "RAG (last month)", "What do we still need to do?", "Direction of travel (RAG)", "Days overdue", "Lead member",
		"Risk measure (PxI)", "Who will monitor the risk?", "Who will monitor the treatment?", "Who assigned it?", "Date assigned", "Assigned by", "Control owner comments", "What has to be known?", "What went well",
	} {
		if got := fieldOf(t, h); got.Known() {
			t.Errorf("%q is read as %s, want its own heading", h, got)
		}
	}
}

// TestAccountableBesideALead: who is accountable is the lead where no other column says
// who leads, and a field of its own beside one.
func TestAccountableBesideALead(t *testing.T) {
	for _, c := range []lineCase{
		{"alone", "", "1 | Ref | Action | Accountable officer\n2 | 1 | Train | Head", "ref, action, lead", nil},
		{"beside a lead", "", "1 | Ref | Action | Accountable | Responsible\n2 | 1 | Train | Director | Head", "ref, action, accountable, lead", []string{`"Accountable" could be the lead too: column D, "Responsible", was taken for it > {heading: "Responsible", field: lead} or {heading: "Accountable", field: lead}`}},
		{"behind a lead", "", "1 | Ref | Action | Lead | SRO\n2 | 1 | Train | Head | Director", "ref, action, lead, accountable", []string{`"SRO" could be the lead too: column C, "Lead", was taken for it > {heading: "Lead", field: lead} or {heading: "SRO", field: lead}`}},
		{"a risk alone is what a register is of", "", "1 | Ref | Action | Risk | Owner\n2 | 1 | Train | Staff leave | Head", "ref, action, -, lead", nil},
	} {
		c.try(t)
	}
}

// fieldOf is what a heading is read as in the third column.
func fieldOf(t *testing.T, heading string) plan.Field {
	t.Helper()
	cell := func(column int, text string) table.Cell {
		return table.Cell{Column: column, Kind: table.CellText, Text: text, Raw: text}
	}
	g := table.Grid{Sheet: "Plan", Rows: []table.Row{
		{Number: 1, Cells: []table.Cell{cell(1, "Ref"), cell(2, "Action"), cell(3, heading)}},
		{Number: 2, Cells: []table.Cell{cell(1, "1"), cell(2, "Audit"), cell(3, "x")}},
	}}
	p := read(t, table.Options{}, g)
	return p.Columns[2].Field
}

// TestHeadingsAbroad reads headings in other languages, and English ones that are near
// to them.
func TestHeadingsAbroad(t *testing.T) {
	for field, headings := range map[plan.Field][]string{
		"lead":     {"Responsable", "Responsáveis", "Zuständig", "Verantwortlich", "Ответственный"}, //nolint:misspell // no English
		"start":    {"Data de início", "Fecha de inicio", "Date de début", "Beginn"},
		"due":      {"Data fim", "Fecha límite", "Échéance", "Frist", "Termin", "Fällig am", "Prazo", "Срок"},
		"status":   {"Statut", "Estado", "Situação", "Статус"},
		"progress": {"Comentarios", "Bemerkungen", "Commentaires", "Observações"},
		"closed":   {"Erledigt am", "Fecha de cierre"},
	} {
		for _, h := range headings {
			if got := fieldOf(t, h); got != field {
				t.Errorf("%q is read as %s, want %s", h, got, field)
			}
		}
	}
	for _, h := range []string{"Advance", "Data", "Terminal", "Pilots", "Estate", "Statute", "Beginner", "Data final check"} {
		if got := fieldOf(t, h); got.Known() {
			t.Errorf("%q is read as %s, want its own heading", h, got)
		}
	}
	for _, h := range []string{"Acciones", "Maßnahme", "Ações", "Tâches", "Мероприятия"} {
		p := read(t, table.Options{}, draw(t, "Plan", "1 | № | "+h+" | Status\n2 | 1 | Audit | Open\n3 | 2 | Train | Open"))
		if got := fieldsOf(p); got != "ref, action, status" {
			t.Errorf("%q: %s", h, got)
		}
	}
}
