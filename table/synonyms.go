package table

import (
	"strings"

	"actionplan/plan"
)

// strength is how sure a heading is to name a field. A council's own words
// beat everything; a fallback counts only where no better column is there.
type strength int

const (
	unmatched strength = iota
	fallback
	contained
	phrase
	usual
	exact
	own
	pinned
)

// weights of a match when a row is judged as a header.
var certainty = map[strength]float64{
	fallback: 0.5, contained: 0.7, phrase: 0.9, usual: 0.9, exact: 1, own: 1, pinned: 1,
}

// weight is how much a field's heading tells that a row of headings is an
// action plan's.
var weight = map[plan.Field]float64{
	plan.FieldRef: 1.5, plan.FieldTheme: 0.5, plan.FieldRecommendation: 2, plan.FieldAction: 3,
	plan.FieldOutcome: 1.5, plan.FieldMeasure: 1, plan.FieldBaseline: 0.5, plan.FieldTarget: 0.5,
	plan.FieldLatest: 0.5, plan.FieldLead: 2.5, plan.FieldPartner: 0.5, plan.FieldStart: 1,
	plan.FieldDue: 2.5, plan.FieldClosed: 1.5, plan.FieldStatus: 1.5, plan.FieldRAG: 2,
	plan.FieldPercent: 1.5, plan.FieldProgress: 1, plan.FieldEvidence: 1, plan.FieldVerified: 1,
	plan.FieldOriginal: 1.5, plan.FieldExtension: 0.5, plan.FieldResources: 0.5, plan.FieldUpdated: 0.5, plan.FieldReply: 0.5,
}

// synonyms are the headings that councils and trackers use, folded: lower
// case, marks as spaces, "#" as "no", "%" as "percent", "&" as "and". A field
// may have several lines of one strength.
var synonyms = []struct {
	field    plan.Field
	strength strength
	headings string
}{
	{plan.FieldRef, exact, `ref; refs; ref no; ref number; ref id; reference; reference no; reference number; reference id; action ref; action reference; action no; action number; action id; id; id no; id number; no; nos; n; number; num; nr; nbr; item no; item number; item id; item ref; item reference; sl no; slno; sl; s no; sno; sr no; srno; sr; serial no; serial number; serial; s n; sn; line no; line number; row no; task id; task no; task number; task ref; issue id; issue no; issue number; issue ref; issue key; risk id; risk no; risk number; risk ref; risk reference; unique id; unique identifier; unique ref; unique reference; unique reference number; urn; uid; guid; rec no; rec ref; recommendation no; recommendation number; recommendation ref; recommendation id; poam id; poa and m id; poam item id; poa and m item id; poam no; finding id; finding no; finding ref; finding reference; finding reference number; audit finding reference number; weakness id; vulnerability id; ticket no; ticket id; ticket number; case no; case id; case number; wbs; wbs code; wbs no; wbs id; wbs number; identifier; log no; log id; defect id; bug id; requirement id; activity id; activity no; activity ref; objective no; objective ref; entry no; record id; record no; story id; work item id; action item no; action item id; change id; decision id; lesson id; deliverable id; outcome no; priority no`},
	{plan.FieldRef, usual, `item; key; ticket; req id; milestone id; milestone no; index; line; seq; sequence; code; action code`},

	{plan.FieldTheme, exact, `theme; themes; priority area; priority areas; workstream; workstreams; work stream; work streams; strand; work strand; pillar; domain; strategic priority; strategic priorities; strategic theme; key theme; improvement theme; priority theme; theme area; key area; key priority; focus area; area of focus; key line of enquiry; kloe`},
	{plan.FieldTheme, usual, `category; categories; phase; programme; work package; workpackage; section; strategic objective; strategic objectives; strategic aim; improvement area; group; groups; epic; epics; phases; sections; process area; process areas; objective area; theme workstream; workstream theme; action category; outcome area; service area`},
	{plan.FieldTheme, fallback, `area; objective; objectives; aim; aims; goal; goals; priority outcome; project; priority action area; stage`},

	{plan.FieldRecommendation, exact, `recommendation; recommendations; recommendation text; recommendation description; inspection recommendation; inspectors recommendation; ofsted recommendation; audit recommendation; area for improvement; areas for improvement; area for development; areas for development; area of improvement; afi; what needs to improve; what needs to change; what inspectors said; improvement required; improvement needed; recommended action; recommended actions; must do; should do`},
	{plan.FieldRecommendation, fallback, `finding; findings; audit finding; audit findings; inspection finding; inspection findings; ofsted finding; finding description; description of finding; observation; observations; requirement; requirements; gap; gaps; weakness identified`},

	{plan.FieldAction, exact, `action; actions; action required; actions required; required action; required actions; action to be taken; actions to be taken; action to take; actions to take; action plan; action plans; action item; action items; action description; action details; action detail; details of action; description of action; action needed; actions needed; agreed action; agreed actions; planned action; planned actions; proposed action; proposed actions; key action; key actions; improvement action; improvement actions; improvement activity; specific action; specific actions; corrective action; corrective actions; planned corrective action; planned corrective actions; corrective action plan; corrective and preventive action; corrective preventive action; remedial action; remedial actions; remediation action; remediation actions; remediation plan; planned remediation; remediation steps; what we will do; what will we do; what will be done; what needs to be done; what are we going to do; what we are going to do; what do we need to do; what we need to do; how we will do it; how will we do it; how will we do this; how we will get there; what are we doing; task; tasks; task name; task description; task title; task details; tasks description; activity; activities; activity name; activity description; activity title; key activity; key activities; to do; todo; to do item; action name; action title; action steps; action step; actions steps; management action; management actions; planned activity; planned activities; improvement plan action; task activity`},
	{plan.FieldAction, usual, `mitigation; mitigations; mitigating action; mitigating actions; mitigation action; mitigation actions; mitigation plan; mitigation plans; mitigation notes; mitigation strategy; mitigation strategies; mitigation measures; mitigation steps; mitigation approach; mitigation description; risk mitigation; remediation; response; responses; response s; risk response; risk treatment; risk treatment plan; treatment plan; response plan; response actions; contingency actions; what; step; steps; management response; work item; work items; initiative; initiatives; action taken or planned; countermeasure; countermeasures; recommended remediation; job left; jobs left; left to do; work left`},
	{plan.FieldAction, fallback, `issue; issues; issue description; issue title; issue summary; issue name; issue details; description of issue; description of the issue; risk; risks; risk description; risk title; risk name; risk event; risk statement; description of risk; description of the risk; milestone; milestones; milestone name; milestone description; deliverable; deliverables; deliverable name; deliverable description; summary; title; description; descriptions; item description; item name; item; details; detail; problem; problem description; problem statement; subject; objective; objectives; goal; goals; user story; user stories; story; feature; features; feature description; requirement; requirements; requirement description; defect description; bug description; test case; question; decision; short description; task to be completed; project name; topic; todo list; priority action`},

	{plan.FieldOutcome, exact, `outcome; outcomes; intended outcome; intended outcomes; expected outcome; expected outcomes; desired outcome; desired outcomes; planned outcome; planned outcomes; anticipated outcome; anticipated outcomes; outcome for children; outcomes for children; outcome impact; outcomes impact; impact outcome; impact outcomes; impact and outcome; impact and outcomes; outcome and impact; outcomes and impact; difference made; difference; what difference will it make; what difference will this make; what difference has it made; what difference has this made; what difference; what will be different; what will be different for children; what will change for children; difference for children; so what; so what impact; impact so what; intended impact; desired impact; impact for children; impact on children; impact on children and families; impact on outcomes; impact achieved; impact to date; impact made; what success looks like; what success will look like; what will success look like; what does success look like; what good looks like; what does good look like; what will good look like; why are we doing this`},
	{plan.FieldOutcome, usual, `impact; expected impact; anticipated impact; benefit; benefits; expected benefit; expected benefits; intended benefit`},

	{plan.FieldMeasure, exact, `measure; measures; success measure; success measures; measure of success; measures of success; success criteria; success criterion; success indicator; success indicators; kpi; kpis; key performance indicator; key performance indicators; performance measure; performance measures; performance indicator; performance indicators; indicator; indicators; metric; metrics; how will we know; how we will know; how do we know; how will we measure success; how will success be measured; how success will be measured; how will it be measured; how it will be measured; how will this be measured; how will we measure it; how will we measure this; outcome measure; outcome measures; impact measure; impact measures; acceptance criteria; measurement; measure kpi; evaluation measure`},

	{plan.FieldBaseline, exact, `baseline; baseline figure; baseline position; baseline data; baseline value; baseline performance; baseline measure; starting point; starting position; start point; where are we now; where we are now`},
	{plan.FieldTarget, exact, `target; targets; target figure; target value; target performance; target measure; performance target; where we want to be; where do we want to be`},
	{plan.FieldLatest, exact, `latest; latest figure; latest value; latest data; latest performance; latest result; current performance; current value; current figure; latest actual`},

	{plan.FieldBenchmark, exact, `benchmark; benchmarks; benchmarking; benchmark figure; benchmark data; comparator; comparators; comparator data; statistical neighbours; statistical neighbour; statistical neighbour average; statistical neighbours average; sn average; england average; national average; regional average`},

	{plan.FieldLead, exact, `lead; leads; lead officer; lead officers; lead person; lead owner; lead name; lead manager; lead responsible; lead responsibility; lead officer responsible; responsible lead; lead contact; action owner; action owners; action lead; owner; owners; owned by; task owner; risk owner; issue owner; responsible; responsible officer; responsible officers; responsible person; responsible persons; responsible people; person responsible; persons responsible; people responsible; responsible owner; responsible party; responsible parties; party responsible; responsibility; responsibilities; responsible manager; responsible individual; responsible staff; manager responsible; staff responsible; who; by whom; by who; who by; who will do it; who will do this; who is responsible; who will lead; whose responsibility; assigned to; actionee; actionees; assignee; assignees; assigned; assigned person; assigned owner; assign to; allocated to; action by; action by whom; actioned by; action holder; named officer; named lead; officer; officer responsible; officer lead; responsible team; team responsible; owner lead; lead owner name; led by; person in charge; pic; to be done by whom; to be fixed by; to be actioned by; handled by; carried out by; performed by; delegated to; doer; task assigned to; action assigned to; person assigned`},
	{plan.FieldLead, usual, `accountable; accountable officer; accountable lead; accountable person; accountable owner; accountable manager; accountability; sro; senior responsible officer; senior responsible owner; point of contact; poc`},
	{plan.FieldLead, usual, `resource name; resource names; lead agency; lead organisation; lead department; lead service; lead team; responsible department; responsible organisation; responsible agency; responsible entity; responsible unit; responsible office; responsible service; responsible role; owner name; owner role; mitigation owner; service lead`},
	{plan.FieldLead, fallback, `team; department; contact; contact person; contact name; staff; assigned team; resource; resources; staff member; team member; team members; developer; programmer; raised to; project manager`},

	{plan.FieldAccountable, fallback, `accountable; accountable officer; accountable lead; accountable person; accountable owner; accountable manager; accountable director; accountability; sro; senior responsible officer; senior responsible owner`}, // beside a lead

	{plan.FieldPartner, exact, `partner; partners; partner agency; partner agencies; partner lead; lead partner; partner organisation; partner organisations; partner responsible; delivery partner; delivery partners; supporting partner; supporting partners; key partner; key partners; partners involved; partner s; partner owner; partners responsible; multi agency partners; supporting agencies; agencies involved`},
	{plan.FieldPartner, usual, `agency; agencies`},

	{plan.FieldStart, exact, `start; start date; date started; started; started on; date of start; planned start; planned start date; target start date; commencement; commencement date; begin date; begin; beginning date; start by; start month; start week; estimated start date; scheduled start; scheduled start date; date commenced`},
	{plan.FieldStart, usual, `from; commence; commences; begins`},
	{plan.FieldStart, contained, `actual start; actual start date`},

	{plan.FieldDue, exact, `due; due date; due dates; date due; due by; due on; by when; by when date; when by; by date; target date; target dates; target completion date; target date for completion; target completion; target end date; target end; target finish date; deadline; deadlines; deadline date; timescale; timescales; time scale; time scales; timeframe; timeframes; time frame; time frames; timing; when; when by date; completion due; completion due date; due for completion; to be completed by; complete by; complete by date; planned completion date; planned date of completion; planned completion; planned end date; planned end; planned finish; planned finish date; planned date; expected completion date; expected date of completion; expected completion; expected date; expected end date; estimated completion date; estimated date of completion; estimated completion; estimated end date; est completion date; est completion; scheduled completion date; scheduled completion; scheduled end date; scheduled finish; scheduled date; anticipated completion date; anticipated completion; anticipated date; anticipated end date; proposed completion date; agreed date; agreed completion date; agreed deadline; forecast completion date; forecast completion; forecast date; forecast end date; projected completion date; projected completion; target implementation date; target remediation date; implementation date; implementation deadline; implement by; target delivery date; delivery date; eta; date for completion; required by; required by date; needed by; need by date; resolve by; date to be completed; due completion date; date required; when will it be done; when will we do it; date due by; ecd; target closure date; target resolution date`},
	{plan.FieldDue, usual, `completion date; completion dates; date of completion; completion; end date; end; finish; finish date; end month; end week; timeline; timelines; milestone date; remediation date; date end; end by; to`},
	{fieldMoved, exact, `revised due date; revised target date; revised date; revised completion date; new due date; current due date; extended to; extended date; extension date; new target date; new completion date; revised deadline; revised timescale; amended due date; moved to; slipped to`},
	{plan.FieldOriginal, exact, `original due date; original target date; original completion date; original date; original deadline; original timescale; original due; initial due date; initial target date; baseline due date; baseline end date; baseline finish; baseline date; first target date; first due date`},
	{plan.FieldExtension, exact, `extension; extensions; reason for extension; reasons for extension; extension reason; extension agreed by; extension agreed; extension approved by; reason for revised date; reason for change of date; reason for date change; reason for slippage; reason for extension of deadline`},
	{plan.FieldDue, fallback, `original due date; original target date; original completion date; original date; original deadline; original timescale; original due; initial due date; initial target date; baseline due date; baseline end date; baseline finish; first due date; first target date; target month; month due; due month`},

	{plan.FieldRationale, exact, `rationale; date rationale; rationale for date; rationale for dates; rationale for due date; rationale for timescale; rationale for timescales; rationale for target date; reason for date; reason for due date; reason for target date; reason for timescale; reason for timescales; why this date; why then`},

	{plan.FieldClosed, exact, `closed; closed date; date closed; closed on; date of closure; closure date; close date; close out date; closed out date; date closed out; actual completion date; actual date of completion; actual completion; date completed; date complete; completed date; completed on; date of actual completion; actual end date; actual end; actual finish; actual finish date; actual close date; actual closure date; actual date completed; resolved date; date resolved; resolution date; resolved on; date of resolution; signed off date; sign off date; date signed off; signed off on; date of sign off; date achieved; achieved date; finished date; date finished; date done; date action completed; date action closed; date fixed; fixed date; fix date`},
	{plan.FieldClosed, usual, `actual date`},
	{plan.FieldClosed, fallback, `completion date; date of completion; implementation date; completed`},

	{plan.FieldStatus, exact, `status; statuses; action status; current status; task status; issue status; risk status; progress status; implementation status; completion status; delivery status; overall status; remediation status; project status; status of action; status of actions; open closed; open or closed; action open closed; open close; milestone status; work status; item status; status open closed; status of implementation; status code`},
	{plan.FieldStatus, usual, `state; state of play; how are we doing; how is it going; how are we getting on`},
	{plan.FieldStatus, fallback, `complete; completed; completed y n; complete y n; done; is done; action complete; action completed; achieved; resolved; finished`},

	{plan.FieldRAG, exact, `rag; brag; rag status; brag status; rag rating; brag rating; rag score; r a g; b r a g; ragb; rag b; current rag; current rag rating; current rag status; rag current; rag rating current; rag status current; status rag; progress rag; rag progress; overall rag; delivery rag; action rag; rag traffic light; traffic light; traffic lights; traffic light status; traffic light rating; colour status; colour rating; red amber green; red amber green status; blue red amber green; status colour; rygb; ryg; ryg status; bragg; ragg; bragg status; bragg rating`},
	{plan.FieldRAG, usual, `rating; progress rating; status rating; delivery rating; health; colour`},

	{plan.FieldConfidence, exact, `confidence; confidence level; confidence rating; confidence score; level of confidence; confidence in delivery; confidence of delivery; delivery confidence; delivery confidence rating; delivery confidence assessment; how confident are we; how confident are you`},

	{plan.FieldRisk, usual, `risk to delivery; risks to delivery; delivery risk; delivery risks; key risk; key risks; risks and issues; risks issues; risk and issues; risks to the action; risks to this action; what could go wrong; what might go wrong; what may go wrong`}, // a bare Risk is what a register is of

	{plan.FieldPercent, exact, `percent; percent complete; percent completed; percentage; percentage complete; percentage completed; completion percent; completion percentage; progress percent; progress percentage; percent progress; percent done; percentage done; complete percent; completed percent; done percent; percent completion; percentage completion; percent of completion; percentage of completion; percent work complete; status percent; percent achieved; work complete percent; pct complete; pct completed; pct; complete pct; pct done; pct of task complete; percent of task complete; percentage of task complete; percent of work complete; percentage of work complete; pct of work complete; pct work complete`},

	{plan.FieldProgress, exact, `progress; progress update; progress updates; progress to date; progress note; progress notes; progress report; progress made; progress comment; progress comments; progress and comments; progress commentary; progress narrative; progress summary; progress since last meeting; progress since last report; progress since last update; progress so far; progress against action; progress against actions; progress status update; progress detail; progress details; update; updates; latest update; latest updates; status update; status updates; current progress; current position; latest progress; latest position; action taken; actions taken; action taken to date; actions taken to date; actions completed; position statement; commentary; narrative; narrative update; update commentary; update comments; update notes; updates comments; comments updates; comments update; progress update comments; current update; action update; action updates; monthly update; quarterly update; what have we done; what we have done; what has been done; work done; work completed; work done to date; progress remarks; current progress update; latest progress update`},
	{plan.FieldProgress, usual, `comments; comment; remarks; remark; status comments; status comment; status notes; comments notes; notes comments; comments and notes; notes and comments; general comments; additional comments; comments remarks; additional remarks; comments actions taken; comments progress; highlights; officer comments; action comments; other comments`},

	{plan.FieldEvidence, exact, `evidence; evidences; evidence of completion; evidence of progress; evidence of impact; evidence of implementation; evidence of success; supporting evidence; evidence source; evidence sources; evidence required; evidence needed; evidence link; evidence links; evidence provided; evidence base; evidence log; source of evidence; sources of evidence; what evidence; how evidenced; how will it be evidenced; how will this be evidenced; how will we evidence this; evidence and impact; evidence impact; evidence of closure; completion evidence; documentary evidence; assurance evidence; evidence of assurance; proof; evidence location; how do you know`},

	{plan.FieldVerified, exact, `verified; verified by; signed off by; sign off by; sign off; signed off; approved by; validated by; assured by; verification; checked by; verifier; approver; closure approved by; quality assured by; qa by; confirmed by; authorised by; sign off lead; who signed off`},
	{plan.FieldVerified, fallback, `assurance; closed by; validation`},

	{plan.FieldResources, exact, `resources required; resource required; resources needed; resource needed; resource requirements; resource requirement; resource needs; resource implications; resource implication; resourcing; resourcing implications; resources cost; resources and cost; resources and costs; resources costs; resource cost; resource and cost; resource allocation; required resources; resource s; resources budget`},
	{plan.FieldResources, exact, `resource; resources`},
	{plan.FieldResources, usual, `cost; costs; estimated cost; estimated costs; est cost; budget; budgets; funding; financial implications; cost implications; cost resources; cost and resources; funding source; funding required`},

	{plan.FieldUpdated, exact, `updated; last updated; last updated on; date updated; date last updated; date of update; date of last update; updated on; updated date; update date; last update; last update date; last reviewed; last reviewed on; last reviewed date; date last reviewed; last review; last review date; date of last review; date reviewed; status date; date of status; last modified; modified; modified date; date modified; as at; status as at; date of status update; last status date; date of last status; last status update; progress date; date of progress update`},

	{plan.FieldReply, exact, `council reply; reply; council response; reply from the council; response from council; council s reply; councils reply`},
}

// within are phrases that name their field wherever they stand in a longer
// heading, as in "Lead officer and service". Every phrase here is one that
// hardly ever stands in a heading about anything else.
var within = []struct {
	field   plan.Field
	phrases string
}{
	{plan.FieldLead, `lead officer; responsible officer; officer responsible; person responsible; responsible person; persons responsible; accountable officer; accountable person; action owner; who is responsible; who will lead; who is accountable; lead person; responsible owner; responsible party`},
	{plan.FieldDue, `by when; due date; target date; target completion; deadline; timescale; timescales; expected completion; planned completion; estimated completion date; scheduled completion date`},
	{plan.FieldAction, `action required; actions required; actions to be; action to be; what we will do; what will we do; what will be done; what are we going to do; what we are going to do; what needs to be done; corrective action; planned actions; actions we will; action we will; actions needed; action needed; improvement actions; improvement action; key actions; specific actions; agreed actions; agreed action; description of action; action description; task description; task to be; tasks to be; activity to be; activities to be`},
	{plan.FieldOutcome, `intended outcome; intended outcomes; desired outcome; desired outcomes; expected outcome; expected outcomes; what difference; will be different; difference made; difference will; so what; outcomes for children; success looks like; success look like; intended impact`},
	{plan.FieldMeasure, `success criteria; success measure; success measures; measure of success; measures of success; how will we know; how we will know; will be measured; success be measured; performance indicator; performance indicators; key performance`},
	{plan.FieldRAG, `rag rating; rag status; brag rating; brag status; rag; brag`},
	{plan.FieldProgress, `progress to date; progress update; progress updates; progress since; update on progress; latest update; progress against; progress made; actions taken; action taken`},
	{plan.FieldEvidence, `evidence of; supporting evidence`},
	{plan.FieldRecommendation, `area for improvement; areas for improvement; ofsted recommendation; inspection recommendation; recommendation from; recommendations from`},
	{plan.FieldTheme, `priority area; workstream; work stream`},
	{plan.FieldRef, `reference number; ref no; unique reference`},
	{plan.FieldPercent, `pct complete; percent complete; percent completed; complete percent; percentage complete; percentage completed`},
	{plan.FieldClosed, `date completed; date closed; actual completion date; actual completion`},
	{plan.FieldStatus, `current status; status of action; implementation status`},
	{plan.FieldResources, `resources required; resource implications; resources needed`},
	{plan.FieldUpdated, `last updated; date updated; last reviewed`},
}

// neutral words may stand before or after a heading without changing what it
// names: "Risk owner", "POAM status", "Status of this item".
var (
	neutralBefore = words(`the our your an a test action actions task tasks item issue risk project plan milestone activity current overall proposed agreed key main primary poam remediation mitigation improvement finding deliverable work council internal approximate please enter insert state this my objective recommendation`)
	neutralAfter  = words(`details detail column field text only name names if known any applicable where relevant list of this the action actions item task here please required mandatory optional`)
)

// contrary words turn a phrase inside a longer heading into something else.
var contrary = words(`previous prior last former original old reason reasons rationale why history changes change changed revised number count days type level calculation key guide guidance legend scale definition direction trend travel`)

// asking words open a heading that is a question about the row, answered yes
// or no, and names no field.
var asking = words(`did does do is are was were has have had can could should would`)

// valueLike are headings that are as often values.
var valueLike = map[string]bool{
	"n": true, "complete": true, "completed": true, "done": true, "achieved": true, "resolved": true,
	"finished": true, "closed": true, "due": true, "to": true, "staff": true, "developer": true, "programmer": true,
	"project manager": true, "team": true, "updated": true, "started": true, "verified": true, "approved": true,
	"signed off": true, "on": true, "line": true, "group": true,
}

// risky words stand in the headings of a risk register, where Impact is how
// bad a risk would be and no difference made.
var risky = words(`likelihood probability severity inherent residual threat threats prob chance proximity rpn detectability`)

func words(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	return set
}

// phrases is a set of headings, parted by semicolons.
func phrases(text string) map[string]bool {
	set := map[string]bool{}
	for _, p := range strings.Split(text, ";") {
		set[strings.TrimSpace(p)] = true
	}
	return set
}

// naming is one field that a heading may name, and how surely.
type naming struct {
	field    plan.Field
	strength strength
}

var byHeading, byPhrase = buildSynonyms()

// KeptInside is the field that a heading alone names and that is kept inside, where it
// names one: settings written before such a heading was known name its column "x:" and
// the heading, and mean it still.
func KeptInside(heading string) (plan.Field, bool) {
	for _, n := range byHeading[foldHeading(heading)] {
		if !n.field.IsShared() && n.field.Known() {
			return n.field, true
		}
	}
	return "", false
}

func buildSynonyms() (headings, phrases map[string][]naming) {
	headings, phrases = map[string][]naming{}, map[string][]naming{}
	for _, s := range synonyms {
		for _, h := range strings.Split(s.headings, ";") {
			h = strings.TrimSpace(h)
			headings[h] = append(headings[h], naming{s.field, s.strength})
		}
	}
	for heading, named := range namedAbroad() {
		headings[heading] = append(headings[heading], named...)
	}
	for _, w := range within {
		for _, p := range strings.Split(w.phrases, ";") {
			p = strings.TrimSpace(p)
			phrases[p] = append(phrases[p], naming{w.field, contained})
		}
	}
	return headings, phrases
}
