package meant

import "actionplan/plan"

// headings are what people head a column with. They were written down from
// plans and forms, without looking at what the reader knows.
var headings = map[plan.Field][]string{
	plan.FieldRef:            {"Ref", "Ref.", "Ref no", "No.", "Number", "#", "Action no.", "Action ref", "Item", "ID", "Action ID", "Rec no", "Line", "Seq #", "Reference", "Code"},
	plan.FieldTheme:          {"Theme", "Priority", "Priority area", "Workstream", "Area", "Domain", "Judgement area", "Improvement theme", "Programme strand"},
	plan.FieldRecommendation: {"Recommendation", "Ofsted recommendation", "Area for improvement", "What inspectors said", "Inspection finding", "Finding", "What needs to improve"},
	plan.FieldAction: {"Action", "Actions", "What we will do", "Action required", "Agreed action", "What will we do?", "Actions to be taken", "Planned action", "Improvement activity", "Task", "What are we going to do?",
		"Action to address", "Sub-action", "Key activities", "Steps we will take", "Action / task", "Action description"},
	plan.FieldOutcome: {"Outcome", "Intended outcome", "Why? (Outcome)", "What difference will it make?", "Impact for children", "Outcome for children and families", "Impact on children and young people", "So what?",
		"Expected impact", "Difference we will see", "What will be better for children"},
	plan.FieldMeasure: {"Success measure", "How will we know?", "Success criteria", "KPI", "Measure of success", "Measures", "Performance measure", "What will success look like?", "How we will measure it"},
	plan.FieldLead: {"Lead", "Lead officer", "Owner", "Led by", "Responsible officer", "Who", "By whom", "Action owner", "Accountable lead", "Responsible", "Officer", "Lead / owner", "Person responsible", "PIC", "Team member",
		"Assigned to", "Control owner", "Lead professional", "Responsible lead"},
	plan.FieldPartner: {"Partner", "Partner agency", "Partners", "Partner organisation", "Lead agency", "Agency", "Supporting partners"},
	plan.FieldStart:   {"Start", "Start date", "From", "Date started", "Commence", "Begins", "Planned start", "Start by"},
	plan.FieldDue: {"Due", "Due date", "By when", "Target date", "Deadline", "Timescale", "Date due", "Completion target", "When", "To be done by", "Target completion date", "By when?", "Due by", "Finish by", "Plan date",
		"Expected resolution", "Timescale / due", "Completion deadline", "Target"},
	original:         {"Original due date", "Original target date", "Original deadline", "First target date", "Initial due date", "Original date", "Original timescale", "Baseline due date"},
	plan.FieldClosed: {"Date closed", "Closed on", "Date completed", "Actual completion date", "Completed on", "Date signed off", "Closed", "Closure date", "Done date", "Date achieved"},
	plan.FieldStatus: {"Status", "Action status", "Current status", "Progress status", "Delivery status", "State", "Status of action", "How are we doing?", "Assessment status", "Position", "Open/Closed",
		"Implementation status"},
	plan.FieldRAG: {"RAG", "RAG rating", "BRAG", "RAG status", "Rating", "R/A/G", "BRAGG", "Traffic light", "Current RAG", "RAG (delivery)", "Progress RAG", "Overall RAG"},
	plan.FieldProgress: {"Progress", "Update", "Progress update", "Latest update", "Comments", "Progress to date", "What has been done", "Commentary", "Progress / next steps", "Highlights", "Update on progress", "Latest position",
		"Narrative"},
	plan.FieldEvidence: {"Evidence", "Evidence of impact", "How do we know? (evidence)", "Evidence source", "Assurance / evidence", "Evidence of completion", "Supporting evidence", "Proof of completion"},
}

// original is the field of the date an action was first due.
const original plan.Field = "original"

// revised are headings for the date an action was moved to.
var revised = []string{"Revised due date", "Revised target date", "Revised date", "Extended to", "New due date", "Revised deadline", "Revised timescale", "Amended due date"}

// others are columns that are none of ours. "Category" is not among them: a plan that
// has no other column for it means its theme by that.
var others = []string{"Cost centre", "Ward", "Directorate", "Ofsted paragraph", "Board", "Source of action", "Linked plan", "Notes for audit", "Statutory?", "Risk if not done", "Dependencies"}

// titles stand above a table.
var titles = []string{"Children's Services Improvement Plan", "ILACS Action Plan 2026", "Post-inspection action plan", "Improvement Board: plan on a page", "Area SEND Priority Action Plan"}

// verbs, things and people make an action's sentence.
var (
	verbs  = []string{"Review", "Rewrite", "Audit", "Relaunch", "Agree", "Publish", "Bring together", "Train managers in", "Set up", "Strengthen", "Complete", "Close the gap in", "Report on", "Re-commission"}
	things = []string{"the threshold document", "supervision records", "the return home interviews", "placement sufficiency", "the front door's recording", "pathway plans", "the practice standards", "private fostering notices",
		"the audit programme", "health assessments for children in care", "the escalation policy", "strategy meetings", "the neglect tool", "life story work", "the missing children protocol", "step-down decisions"}
	forWhom = []string{"with partners", "across all teams", "for care leavers", "in every locality", "with schools", "for disabled children", "at the front door", "for children on plans", "with the police", "each month", "by team", "for unborn babies"}
	leads   = []string{"Head of Service", "Assistant Director", "Service Manager, MASH", "Principal Social Worker", "QA Manager", "Head of Fostering", "Team Manager", "Virtual School Head", "Designated Nurse", "Performance Lead"}
	bodies  = []string{"Police", "ICB", "Schools", "Housing", "Health visiting", "Probation"}
	impacts = []string{"Children are seen sooner", "Fewer children wait for a plan", "Care leavers know their entitlements", "Families tell their story once", "Children's voices shape decisions", "Fewer repeat referrals"}
	gauges  = []string{"90% of visits in time", "Fewer than 5 cases over 45 days", "Audit grades good or better: 75%", "All staff trained", "Re-referrals under 20%"}
	notes   = []string{"Draft shared with the board", "Workshops held in two localities", "Waiting for the new system", "Terms of reference agreed", "Pilot under way, early feedback is good", "Sample of 20 looked at"}
	proofs  = []string{"Audit report, May", "Board minutes", "Dip sample of 20 cases", "Training register", "Published on the website"}
	areas   = []string{"Front door", "Leadership", "Care leavers", "Practice and recording", "Workforce", "Partnership", "Quality assurance", "Early help"}
)

// stated is a status word, and whether the work is done by it.
type stated struct {
	word   string
	done   bool
	unsure bool // only the council knows
}

var statusWords = []stated{
	{word: "Complete", done: true}, {word: "Completed", done: true}, {word: "Closed", done: true}, {word: "Done", done: true}, {word: "Achieved", done: true},
	{word: "complete ", done: true}, {word: "COMPLETED", done: true}, {word: "Completed late", done: true}, {word: "100%", done: true}, {word: "Finalised", done: true},
	{word: "In progress"}, {word: "On track"}, {word: "Ongoing"}, {word: "Not started"}, {word: "Open"}, {word: "Delayed"}, {word: "Overdue"}, {word: "Started"}, {word: "Behind schedule"}, {word: "On hold"}, {word: "Deferred"},
	{word: "Partially complete"}, {word: "Complete in part"}, {word: "Reopened"}, {word: "Awaiting sign-off"}, {word: "Completed subject to sign off"}, {word: "Complete by 31 March 2027"}, {word: "Pending"}, {word: "Not complete"},
	{word: "Not delivered"}, {word: "Nearly complete"}, {word: "Phase 1 complete"},
	{word: "Superseded"}, {word: "Withdrawn"}, {word: "Merged with 3.1"}, {word: "Cancelled"},
	{word: "Embedded", unsure: true}, {word: "BAU", unsure: true}, {word: "Stage 3", unsure: true}, {word: "With Legal", unsure: true}, {word: "Monitoring", unsure: true}, {word: "Sustained", unsure: true},
}

// tickWords stand in a column that asks whether an action is done.
var tickWords = []stated{
	{word: "Yes", done: true}, {word: "Y", done: true}, {word: "✓", done: true}, {word: "✔", done: true}, {word: "☑", done: true}, {word: "yes", done: true},
	{word: "No"}, {word: "N"}, {word: "☐"}, {word: "✘"}, {word: ""}, {word: ""}, {word: "Not yet"},
}

var tickHeadings = []string{"Completed?", "Done?", "Complete (Y/N)", "Completed Y/N", "Closed (Y/N)", "Done"}

// rated is a way to write a rating.
type rated struct {
	word, fill string
	means      string
	unsure     bool
}

var ratingWords = []rated{
	{word: "Red", means: plan.RatingRed}, {word: "Amber", means: plan.RatingAmber}, {word: "Green", means: plan.RatingGreen}, {word: "R", means: plan.RatingRed}, {word: "A", means: plan.RatingAmber},
	{word: "G", means: plan.RatingGreen}, {word: "RED", means: plan.RatingRed}, {word: "amber ", means: plan.RatingAmber}, {word: "Blue", means: plan.RatingBlue}, {word: "🔴", means: plan.RatingRed},
	{word: "🟠", means: plan.RatingAmber}, {word: "🟢", means: plan.RatingGreen}, {word: "BRAG: Green", means: plan.RatingGreen}, {word: "RAG = A", means: plan.RatingAmber}, {word: "Green (was Amber)", means: plan.RatingGreen},
	{word: "Green", fill: "00B050", means: plan.RatingGreen}, {word: "Red", fill: "FF0000", means: plan.RatingRed}, {fill: "FFC000", means: plan.RatingAmber}, {fill: "00B050", means: plan.RatingGreen},
	{fill: "FF0000", means: plan.RatingRed}, {word: ""}, {word: "Amber/Green", unsure: true}, {word: "Amber E", unsure: true}, {word: "Purple", unsure: true},
}

// nothings are words for no evidence and no outcome.
var nothings = []string{"None", "No", "Nil", "n/a", "N/A", "-", ".", "To follow", "Awaited", "TBC", "Not yet available", "tbc"}
