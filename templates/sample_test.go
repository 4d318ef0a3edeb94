package templates_test

import (
	"fmt"
	"strings"

	"actionplan/check"
	"actionplan/pack"
	"actionplan/plan"
	"actionplan/reconcile"
)

// asAt is the day every sample counts from.
var asAt = mustDate("2026-12-01")

func mustDate(iso string) plan.Date {
	d, err := plan.ParseISO(iso)
	if err != nil {
		panic(err)
	}
	return d
}

// The secrets of the samples: each stands in something the public may not
// see, and none may be in any byte of a pack.
var secrets = []string{"SECRET-UNKNOWN", "SECRET-HIDDEN", "SECRET-ROW", "SECRET-REPLY", "SECRET-SHEET", "SECRET-CONFLICT", "SECRET-MESSAGE", "Secret heading"}

// sampleFields are the columns of a sample, in its workbook's order.
var sampleFields = []plan.Field{
	plan.FieldRef, plan.FieldTheme, plan.FieldRecommendation, plan.FieldAction, plan.FieldOutcome, plan.FieldMeasure,
	plan.FieldLead, plan.FieldPartner, plan.FieldDue, plan.FieldRAG, plan.FieldPercent, plan.FieldProgress,
	plan.FieldEvidence, plan.FieldResources, "x:secret heading", plan.FieldReply,
}

// samplePlan makes a plan whose rows are lists of texts in the order of
// sampleFields, as many as a row has.
func samplePlan(rows [][]string) plan.Plan {
	p := plan.Plan{Source: "plan.xlsx", Tables: []plan.Table{{Name: "Plan", Sheet: "Plan", Header: 4, First: 5, Last: 4 + len(rows)}}}
	for i, f := range sampleFields {
		p.Columns = append(p.Columns, plan.Column{
			Table: "Plan", Letter: plan.ColumnLetters(i + 1), Number: i + 1, Heading: f.Label(), Field: f,
			Hidden: f == plan.FieldResources,
		})
	}
	for r, row := range rows {
		a := plan.Action{ID: plan.ID(fmt.Sprint("r", r)), Ref: plan.Ref(row[0]), Table: "Plan", Sheet: "Plan", Row: 5 + r}
		for i, f := range sampleFields {
			text := ""
			if i < len(row) {
				text = row[i]
			}
			a.Set(f, sampleEntry(f, text, plan.Cell{Sheet: "Plan", Row: a.Row, Column: i + 1}))
		}
		p.Actions = append(p.Actions, a)
	}
	return p
}

func sampleEntry(f plan.Field, text string, at plan.Cell) plan.Entry {
	e := plan.Entry{Value: plan.TextValue(text), Typed: text, Cell: at, Writable: true}
	switch f {
	case plan.FieldDue:
		if d, err := plan.ParseISO(text); err == nil {
			e.Value = d.Value()
		} else if text == "Ongoing" {
			e.Value = plan.Value{Kind: plan.KindVague, Text: "ongoing"}
		}
	case plan.FieldRAG:
		if v, ok := plan.ReadRating(text, nil); ok {
			e.Value = v
		}
	case plan.FieldPercent:
		if v, ok := plan.ReadPercent(text); ok {
			e.Value = v
		}
	}
	return e
}

// set changes one cell of a plan, and nothing of any plan it shares with.
func set(p plan.Plan, ref plan.Ref, f plan.Field, text string) plan.Plan {
	p.Actions = append([]plan.Action{}, p.Actions...)
	for i, a := range p.Actions {
		if a.Ref != ref {
			continue
		}
		entries := a.Own()
		entries.Set(f, sampleEntry(f, text, a.Entry(f).Cell))
		p.Actions[i].Entries = entries
	}
	return p
}

func sampleAbout() pack.About {
	return pack.About{
		Title: "Children’s services improvement plan", Council: "Westmere Council", Committee: "Children and Young People Scrutiny Committee",
		Status: "Draft – public", Meeting: mustDate("2026-12-10"), AsAt: asAt, Letter: "O",
		Officers: `C:\Users\an.officer\Improvement plan v7.xlsx`, Partners: "Improvement plan – partners’ copy", Contact: "Scrutiny Officer, 01632 960001",
	}
}

// small is a plan made by hand in which everything a pack can say happens once.
func small() pack.Input {
	officer := samplePlan([][]string{
		{"1.1", "Front door", "R2", "Screen every contact to the multi-agency hub within one working day", "Children get the right help on the day they need it", "Contacts screened in a day", "Head of Service, Hub", "Police", "2026-10-30", "Amber", "60%", "91% in October against a target of 95%.\nA second screener starts in January.", "", "SECRET-HIDDEN £3.5m", "SECRET-UNKNOWN", "SECRET-REPLY"},
		{"1.2", "Front door", "R2", "Agree one threshold document with schools, health and police", "Partners refer at the right time", "", "Partnership Manager", "", "2026-09-30", "Blue", "100%", "Launched at the head teachers’ forum.", "", "", "", ""},
		{"1.3", "Front door", "R3", "Second full-time health practitioner in the hub", "Health information reaches the decision the same day", "", "Designated Nurse", "Integrated Care Board", "2026-11-13", "Red", "10%", "Post advertised twice; no appointment.", "", "", "", ""},
		{"1.10", "Front door", "", "=HYPERLINK(\"http://example.com\",\"click\")", "<script>alert(1)</script>", "", "@SUM(A1)", "", "Ongoing", "Green", "5", "+44 is a number; - so is this", "", "", "", ""},
		{"2.1", "Care leavers", "R1", "Hold a local offer event for care leavers each term", "", "", "Director of Children’s Services", "", "2027-03-31", "Green", "25%", "", "", "", "", ""},
		{"2.2", "Care leavers", "R1", "Every care leaver has a named personal adviser", "Care leavers say that they know who to ask", "Survey", "Head of Service, Care Leavers", "", "2027-01-29", "Green", "50%", "", "Survey, July", "", "", ""},
		{"2.3", "Care leavers", "", "Replace the old pathway plan form", "Plans are shorter", "", "Head of Service, Care Leavers", "", "2027-02-26", "", "", "", "", "", "", ""},
		{"2.4", "Care leavers", "", "SECRET-ROW", "SECRET-ROW", "", "SECRET-ROW", "", "2026-01-01", "Red", "", "SECRET-ROW", "", "", "", ""},
	})
	officer.Actions[7].Hidden = true
	officer.Columns = append(officer.Columns, plan.Column{Table: "Old", Letter: "A", Number: 1, Heading: "Action", Field: plan.FieldAction})
	officer.Tables = append(officer.Tables, plan.Table{Name: "Old", Sheet: "Old", Hidden: true, Header: 1, First: 2, Last: 2})
	officer.Actions = append(officer.Actions, plan.Action{ID: "old", Ref: "9.9", Table: "Old", Sheet: "Old", Row: 2, Entries: plan.EntriesOf(map[plan.Field]plan.Entry{
		plan.FieldAction: {Value: plan.TextValue("SECRET-SHEET"), Typed: "SECRET-SHEET"},
	})})
	base := set(officer, "2.2", plan.FieldDue, "2027-01-15")
	base = set(base, "2.1", plan.FieldProgress, "Nothing yet")
	base = set(base, "1.1", plan.FieldPercent, "40%")
	partner := set(base, "2.2", plan.FieldDue, "2027-02-12")
	partner = set(partner, "1.3", plan.FieldProgress, "Post advertised twice; interview on 4 December.")
	partner = set(partner, "2.4", plan.FieldDue, "2026-02-02")
	base = set(base, "1.1", plan.FieldResources, "SECRET-CONFLICT base")
	partner = set(partner, "1.1", plan.FieldResources, "SECRET-CONFLICT partner")
	return settledInput(base, officer, partner)
}

// settledInput settles three readings and adds what checks would find.
func settledInput(base, officer, partner plan.Plan) pack.Input {
	s := reconcile.Compare(&base, officer, partner, reconcile.Agreement{}).Settle(nil)
	return pack.Input{
		About: sampleAbout(), Plan: s.Agreed, Settlement: &s,
		Report: check.Report{AsAt: asAt, Ran: 12, Findings: []check.Finding{
			{Rule: "overdue", Public: "Overdue", Severity: "high", Ref: "1.1", Field: plan.FieldDue, Message: "SECRET-MESSAGE"},
			{Rule: "rag-contradicts", Public: "The rating does not fit the facts", Listed: true, Severity: "high", Ref: "1.1", Field: plan.FieldRAG, Message: "SECRET-MESSAGE"},
			{Rule: "lead-blank", Public: "No lead named", Listed: true, Severity: "high", Ref: "9.9", Field: plan.FieldLead, Value: "SECRET-MESSAGE"},
			{Rule: "wording-continuing", Public: "The action only says that work continues", Severity: "low", Ref: "1.2", Field: plan.FieldAction},
		}},
	}
}

// large is a plan of n actions under eight themes, as a council might have it.
func large(n int) pack.Input {
	themes := []string{
		"Front door and early decisions", "Children in care and care leavers", "Children at risk outside the home", "Workforce and practice",
		"Leadership, governance and partnership oversight of improvement", "Quality assurance and learning", "Housing and accommodation for young people aged 16 and 17", "Children missing from education",
	}
	leads := []string{"Director of Children’s Services", "Head of Service, Hub", "Designated Nurse, Integrated Care Board", "Vulnerability Inspector, Police", "Principal Social Worker", "Virtual School Head"}
	doing := []string{
		"Screen every contact to the multi-agency hub within one working day",
		"Agree one threshold document with schools, health and police, and publish it with worked examples for each age group",
		"Recruit a second full-time health practitioner for the hub",
		"Hold a daily risk triage of domestic abuse notifications with the police",
		"Every care leaver has a named personal adviser and knows how to reach them",
		"Audit thirty cases a month against the practice standards and report what was learned to the improvement board, with a focus on whether supervision was reflective, recorded and timely, and whether managers acted on what earlier audits had found",
	}
	outcomes := []string{"Children get the right help on the day they need it", "Partners refer at the right time", "Care leavers say that they feel safe and know who to ask", "Children are seen alone and their views are written down"}
	ratings := []string{"Green", "Green", "Amber", "Green", "Blue", "Green", "Red", "Green", "Not started", "Green", "Amber"}
	due := []string{"2027-03-31", "2027-01-29", "2026-10-30", "2027-02-26", "2026-09-30", "Ongoing", "2026-07-12", "2027-06-30", "2027-04-30", "TBC", "2027-05-28"}
	var rows [][]string
	for i := range n {
		theme := i * len(themes) / n
		row := []string{
			fmt.Sprintf("%d.%d", theme+1, i-(theme*n+len(themes)-1)/len(themes)+1), themes[theme], fmt.Sprintf("R%d", i%14+1),
			doing[i%len(doing)], outcomes[i%len(outcomes)], "Share within the target", leads[i%len(leads)], []string{"", "Police", "Integrated Care Board"}[i%3],
			due[i%len(due)], ratings[i%len(ratings)], fmt.Sprintf("%d%%", i*7%100), "", "", "", "", "",
		}
		if i%9 == 4 {
			row[4] = ""
		}
		if i%2 == 0 {
			row[11] = "91% in October against a target of 95%.\nA second screener starts in January, and the rota is being redrawn with the police so that weekends are covered."
		}
		if ratings[i%len(ratings)] == "Blue" && i%2 == 0 {
			row[12] = "Audit of 30 cases, October"
		}
		rows = append(rows, row)
	}
	officer := samplePlan(rows)
	base := officer
	for i := range 5 {
		base = set(base, officer.Actions[i*7%n].Ref, plan.FieldPercent, "0%")
	}
	partner := base
	for i := range 4 {
		partner = set(partner, officer.Actions[(i*9+1)%n].Ref, plan.FieldProgress, "Updated by partners: the protocol was signed on 22 September.")
	}
	partner = set(partner, officer.Actions[0].Ref, plan.FieldPercent, "75%")
	partner = set(partner, officer.Actions[7%n].Ref, plan.FieldPercent, "90%")
	in := settledInput(base, officer, partner)
	report, err := check.Run(check.Subject{Plan: in.Plan, AsAt: asAt}, check.Options{})
	if err != nil {
		panic(err)
	}
	in.Report = report
	return in
}

// withSecrets says which of the secrets a text holds.
func withSecrets(text string) []string {
	var out []string
	for _, s := range secrets {
		if strings.Contains(strings.ToLower(text), strings.ToLower(s)) {
			out = append(out, s)
		}
	}
	return out
}
