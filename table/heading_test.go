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
			"Lead officer and service", "Assigned To", "assigned_to", "Lead/Owner", "Responsible Organisation", "Point-of-Contact", "Lead (post)"},
		"due": {"Due", "By when", "By When?", "Timescale", "Timescales", "Target date", "Target Completion Date", "Deadline", "DueDate", "Due date (dd/mm/yy)",
			"Estimated Completion Date", "Scheduled Completion Date", "Completion date", "End Date", "Planned Finish", "Date due", "When", "Timescale for completion"},
		"closed":         {"Date completed", "Closed", "Actual completion date", "Date closed", "Resolved Date", "Actual Finish", "Completed (date)"},
		"start":          {"Start date", "Start", "Actual Start Date", "Planned start date", "Project start date"},
		"status":         {"Status", "Current status", "Action status", "Risk Status", "POAM Status", "Remediation Status", "Open/Closed"},
		"rag":            {"RAG", "BRAG", "RAG status", "RAG rating", "B/RAG", "Current RAG", "RAG (R/A/G)", "Progress RAG"},
		"percent":        {"% complete", "% Complete", "Percent complete", "Progress (%)", "Completion %", "%"},
		"progress":       {"Progress", "Progress update", "Update", "Comments", "Progress to date (max 200 words)", "Latest update", "Remarks", "Action taken"},
		"outcome":        {"Outcome", "Intended outcomes", "Impact", "Difference made", "So what?", "What difference will this make?", "Outcome / Impact", "What difference will this make for children?"},
		"measure":        {"Success measure", "KPI", "How will we know?", "Success criteria", "Measure of success", "How will we know we have made a difference?"},
		"evidence":       {"Evidence", "Evidence of completion", "Evidence source", "Source of evidence"},
		"recommendation": {"Recommendation", "Ofsted recommendation", "Area for improvement", "Areas for Improvement (Ofsted)"},
		"theme":          {"Theme", "Priority area", "Workstream", "Work stream", "Category", "Strategic priority"},
		"partner":        {"Partner", "Partners", "Partner agencies", "Delivery partner"},
		"verified":       {"Signed off by", "Verified by", "Sign off"},
		"updated":        {"Last updated", "Date updated", "Last Reviewed"},
		"resources":      {"Resources", "Resources required", "Cost", "Budget"},
		"baseline":       {"Baseline"},
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
	} {
		if got := fieldOf(t, h); got.Known() {
			t.Errorf("%q is read as %s, want its own heading", h, got)
		}
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
