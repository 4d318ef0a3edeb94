package history

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/plan"
)

// book is a plan from lines: the fields, and below them a line an action, with bars
// between; ~ is no cell at all. "@Done" before a line is its table.
func book(lines string) plan.Plan {
	var p plan.Plan
	var fields []plan.Field
	for i, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		table := "Plan"
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), "@"); ok {
			table, line, _ = strings.Cut(rest, " ")
		}
		cells := strings.Split(line, "|")
		if i == 0 {
			for _, f := range cells {
				fields = append(fields, plan.Field(strings.TrimSpace(f)))
				p.Columns = append(p.Columns, plan.Column{Table: table, Field: fields[len(fields)-1]})
			}
			continue
		}
		a := plan.Action{ID: plan.ID(fmt.Sprint(i)), Table: table, Sheet: table, Row: i + 1}
		for j, f := range fields {
			text := strings.TrimSpace(cells[j])
			e := typed(text)
			switch {
			case text == "~":
				continue
			case f.IsDate():
				r := plan.ReadDate(text, plan.DateHabit{})
				e.Value, e.Detail.Month, e.Detail.Earlier = r.Value, r.Month, r.Earlier
			case f == plan.FieldRAG:
				e.Value, _ = plan.ReadRating(text, nil)
			case f == plan.FieldPercent:
				e.Value, _ = plan.ReadPercent(text)
			case f == plan.FieldRef:
				a.Ref = plan.ReadRef(text)
			}
			a.Set(f, e)
		}
		p.Actions = append(p.Actions, a)
	}
	return p
}

// of is the history of plans, a quarter apart from 31 March 2025 on; the last is the plan
// as it stands.
func of(plans ...string) *History {
	var versions []Version
	for i, p := range plans {
		v := Version{On: quarter(i), Source: Workbook, Name: fmt.Sprintf("v%d", i+1), Plan: book(p).View()}
		if i+1 == len(plans) {
			v.Source, v.Name = Now, ""
		}
		versions = append(versions, v)
	}
	return Of(versions)
}

func quarter(i int) plan.Date { return plan.Date{Year: 2025, Month: 3, Day: 31}.AddMonths(3 * i) }

// lines is a history in words: each action's events, a line each.
func lines(h *History) string {
	var all []string
	for _, t := range h.Timelines {
		for _, e := range t.Events {
			line := fmt.Sprintf("%s %s: %s", t.Ref, e.By.On, e.What)
			if e.From+e.To != "" {
				line += fmt.Sprintf(" %s > %s", e.From, e.To)
			}
			switch {
			case e.Granted:
				line += " granted: " + e.Why
			case e.Why != "":
				line += " because: " + e.Why
			}
			if e.InCell {
				line += " (cell)"
			}
			all = append(all, line)
		}
	}
	return strings.Join(all, "\n")
}

func TestEvents(t *testing.T) {
	for _, tc := range []struct {
		name  string
		plans []string
		want  string
	}{
		{"a date moved twice in one cell, and once more", []string{
			"ref|action|due\n1|Train carers|30/06/2025",
			"ref|action|due\n1|Train carers|30/06/2025 revised to 30/09/2025 revised to 30/11/2025",
			"ref|action|due\n1|Train carers|30/06/2025 revised to 30/09/2025 revised to 30/11/2025, revised to 31/01/2026"},
			"1 2025-06-30: due moved 30 June 2025 > 30 September 2025 (cell)\n1 2025-06-30: due moved 30 September 2025 > 30 November 2025\n1 2025-09-30: due moved 30 November 2025 > 31 January 2026"},
		{"moved before the first version", []string{"ref|action|due\n1|Train carers|30/06/2025 revised to 30/09/2025"},
			"1 2025-03-31: due moved 30 June 2025 > 30 September 2025 (cell)"},
		{"an original date that is told late", []string{
			"ref|action|due\n1|Train carers|30/09/2025",
			"ref|action|original|due\n1|Train carers|30/06/2025|30/09/2025"},
			"1 2025-06-30: due moved 30 June 2025 > 30 September 2025 (cell)"},
		{"an original that was moved in its cell, and nothing revised", []string{"ref|action|original|due\n1|Train carers|31/01/2025 now 30/06/2025|"},
			"1 2025-03-31: due moved 31 January 2025 > 30 June 2025 (cell)"},
		{"an original that was moved in its cell, and the revised says no change", []string{"ref|action|original|due\n1|Train carers|31/01/2025 now 30/06/2025|no change"},
			"1 2025-03-31: due moved 31 January 2025 > 30 June 2025 (cell)"},
		{"both cells tell the same moves", []string{"ref|action|original|due\n1|Train carers|31/01/2025 now 30/06/2025|31/01/2025 now 30/06/2025"},
			"1 2025-03-31: due moved 31 January 2025 > 30 June 2025 (cell)"},
		{"the revised goes on where the original ends", []string{"ref|action|original|due\n1|Train carers|31/01/2025 now 30/06/2025|30/06/2025 now 30/09/2025"},
			"1 2025-03-31: due moved 31 January 2025 > 30 June 2025 (cell)\n1 2025-03-31: due moved 30 June 2025 > 30 September 2025 (cell)"},
		{"moved back", []string{"ref|action|original|due\n1|Train carers|31/01/2025 now 30/06/2025|31/01/2025"},
			"1 2025-03-31: due moved 31 January 2025 > 30 June 2025 (cell)\n1 2025-03-31: due moved 30 June 2025 > 31 January 2025 (cell)"},
		{"an original date that is later than the first known is none", []string{
			"ref|action|due\n1|Train carers|30/06/2025",
			"ref|action|due\n1|Train carers|30/09/2025",
			"ref|action|original|due\n1|Train carers|31/08/2025|30/09/2025"},
			"1 2025-06-30: due moved 30 June 2025 > 30 September 2025"},
		{"a month, and a day in it", []string{"ref|action|due\n1|Train carers|June 2025", "ref|action|due\n1|Train carers|15/06/2025", "ref|action|due\n1|Train carers|June 2025"}, ""},
		{"a month, and the next", []string{"ref|action|due\n1|Train carers|June 2025", "ref|action|due\n1|Train carers|July 2025"}, "1 2025-06-30: due moved June 2025 > July 2025"},
		{"words, and another date", []string{"ref|action|due\n1|Train carers|30/06/2025", "ref|action|due\n1|Train carers|Ongoing", "ref|action|due\n1|Train carers|30/09/2025"},
			"1 2025-06-30: due gone 30/06/2025 > Ongoing\n1 2025-09-30: due moved 30 June 2025 > 30 September 2025"},
		{"no column of dates says nothing", []string{"ref|action|due\n1|Train carers|30/06/2025", "ref|action\n1|Train carers", "ref|action|due\n1|Train carers|30/06/2025"}, ""},
		{"no column of statuses says nothing", []string{"ref|action|status|rag\n1|Train carers|Complete|green", "ref|action|rag\n1|Train carers|green", "ref|action|status|rag\n1|Train carers|Complete|green"}, ""},
		{"closed, reopened, closed, withdrawn", []string{"ref|action|status\n1|Train|Not started", "ref|action|status\n1|Train|Complete", "ref|action|status\n1|Train|In progress", "ref|action|status\n1|Train|Closed", "ref|action|status\n1|Train|Withdrawn"},
			"1 2025-06-30: closed Not started > Complete\n1 2025-09-30: reopened Complete > In progress\n1 2025-12-31: closed In progress > Closed\n1 2026-03-31: withdrawn Closed > Withdrawn"},
		{"fallen back", []string{"ref|action|percent|status\n1|Train|60%|In progress", "ref|action|percent|status\n1|Train|40%|Not started", "ref|action|percent|status\n1|Train|50%|Not started"},
			"1 2025-06-30: fell back In progress > Not started\n1 2025-06-30: fell back 60% > 40%"},
		{"gone, and back", []string{"ref|action|status\n1|Train carers|Open\n2|Audit|Open", "ref|action|status\n2|Audit|Open", "ref|action|status\n1|Train carers|Open\n2|Audit|Open"},
			"1 2025-06-30: gone Open > \n1 2025-09-30: back 30 June 2025 > "},
		{"gone, and its ref given to another", []string{"ref|action|lead\n1|Train carers|Head\n2|Audit|Head", "ref|action|lead\n2|Audit|Head", "ref|action|lead\n1|Recruit nurses|Clerk\n2|Audit|Head"},
			"1 2025-09-30: added\n1 2025-06-30: gone"},
		{"gone, and its ref given to another action of the same lead", []string{"ref|action|lead\n1|Train carers|Head\n2|Audit|Head", "ref|action|lead\n2|Audit|Head", "ref|action|lead\n1|Recruit nurses|Head\n2|Audit|Head"},
			"1 2025-09-30: added\n1 2025-06-30: gone"},
		{"a theme that took in another", []string{"ref|theme|action\n1|Homes|Train carers\n2|Homes|Audit cases\n3|Homes|Write a plan\n4|Schools|Build", "ref|theme|action\n1|Schools|Train carers\n2|Schools|Audit cases\n3|Schools|Write a plan\n4|Schools|Build"},
			"1 2025-06-30: regrouped Homes > Schools\n2 2025-06-30: regrouped Homes > Schools\n3 2025-06-30: regrouped Homes > Schools"},
		{"merged, as the other says", []string{"ref|action|progress\n1.2|Train carers|\n2|Audit|", "ref|action|progress\n2|Audit|Now incorporates action 1.2"}, "1.2 2025-06-30: merged  > 2"},
		{"another's figures are no merger", []string{"ref|action|progress\n12|Train carers|\n2|Audit|", "ref|action|progress\n2|Audit|We have seen 12 of 40"}, "12 2025-06-30: gone"},
		{"a tab of this month, and one row cut to another", []string{"ref|action\n@Mar 1|Train carers\n@Mar 2|Audit cases\n@Mar 3|Write a plan", "ref|action\n@Jun 1|Train carers\n@Jun 2|Audit cases\n@Done 3|Write a plan"},
			"3 2025-06-30: moved Mar > Done"},
		{"themes renamed, and one action under another", []string{"ref|theme|action\n1|Front door|Train carers\n2|Front door|Audit cases\n3|Homes|Write a plan\n4|Homes|Build", "ref|theme|action\n1|The front door|Train carers\n2|The front door|Audit cases\n3|The front door|Write a plan\n4|Homes|Build"},
			"3 2025-06-30: regrouped Homes > The front door"},
		{"mangled refs are no others", []string{"ref|action\n1.1|Train carers\n1.10|Audit cases", "ref|action\n1.1|Audit cases\n1.10|Train carers"}, "1.1 2025-06-30: renumbered 1.10 > 1.1\n1.10 2025-06-30: renumbered 1.1 > 1.10"},
		{"rows that nobody can tell apart come and go unsaid", []string{"lead|due\nHead|30/06/2025", "lead|due\nClerk|30/09/2025"}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, lines(of(tc.plans...))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestReasons: a reason counts where it is new, and grants are told from reasons.
func TestReasons(t *testing.T) {
	for _, tc := range []struct{ name, heading, was, now, want string }{
		{"nothing", "progress", "", "", "silent"},
		{"an extension", "extension", "", "Board, 8 July", "granted"},
		{"an extension that is asked for", "extension", "", "Requested 8 July", "reason"},
		{"the extension of the last move", "extension", "Board, 8 July", "Board, 8 July", "silent"},
		{"a second one", "extension", "Board, 8 July", "Board, 8 July; board, 9 September", "granted"},
		{"progress", "progress", "Two of six", "Two of six. Delayed by the tender", "reason"},
		{"progress that says what was done", "progress", "Two of six", "Four of six", "silent"},
		{"progress that was said before", "progress", "Delayed by the tender", "Delayed by the tender. Four of six", "silent"},
		{"progress that tells of a grant", "progress", "", "New date agreed by the board on 8 July", "granted"},
		{"progress that tells of none yet", "progress", "", "New date not yet agreed by the board", "reason"},
		{"who agreed that the date changes", "x:date change agreed by", "", "Improvement Board 12/01/2026", "granted"},
		{"who is yet to agree", "x:date change agreed by", "", "TBA", "silent"},
		{"a rationale", "rationale", "", "The provider left", "reason"},
		{"a rationale that was there", "rationale", "The provider left", "The provider left", "silent"},
		{"a rationale of the council's own", "x:rationale", "", "The provider left", "reason"},
		{"a reason for the change of date", "x:reason for date change", "", "The provider left", "reason"},
		{"the reason for the rating", "x:reason for rag", "", "The provider left", "silent"},
		{"a placeholder", "x:rationale", "", "n/a", "silent"},
	} {
		head := "ref|action|due|" + tc.heading + "\n1|Train carers|"
		moves := of(head+"30/06/2025|"+tc.was, head+"30/09/2025|"+tc.now).Timelines[0].Moves()
		got := "reason"
		switch {
		case len(moves) != 1:
			got = fmt.Sprint(moves)
		case moves[0].To.Silent():
			got = "silent"
		case moves[0].To.Granted:
			got = "granted"
		}
		if got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}
	decided := book("ref|action|due\n1|Train carers|30/09/2025").View()
	h := Of([]Version{
		{On: quarter(0), Source: Workbook, Plan: book("ref|action|due\n1|Train carers|30/06/2025").View()},
		{On: quarter(1), Source: Agreed, Some: true, Plan: decided, Why: map[plan.RowKey]string{{Row: decided.Actions[0].ID, Field: plan.FieldDue}: "decided by Head of Service: the tender"}},
	})
	if got := h.Timelines[0].Moves()[0].To.Why; got != "decided by Head of Service: the tender" {
		t.Errorf("what was decided when it was agreed is told as %q", got)
	}
}

func TestSince(t *testing.T) {
	h := of(
		"ref|action|due|status|rag|progress|percent\n1|Train carers|30/06/2025|In progress|green|Begun|10%\n2|Audit cases|30/06/2025|Complete|green|Done|100%\n3|Write a plan|30/06/2025|In progress|amber|Draft|10%\n5|Visit schools|31/12/2025|In progress|amber|Two|10%",
		"ref|action|due|status|rag|progress|percent\n1|Train carers|30/09/2025|In progress|amber|Half|50%\n2|Audit cases|30/06/2025|Complete|green|Done|100%\n3|Write a plan|30/06/2025|In progress|amber|Draft|10%\n5|Visit schools|31/12/2025|In progress|amber|Two|10%",
		"ref|action|due|status|rag|progress|percent\n1|Train carers|30/11/2025|In progress|red|Half|40%\n2|Audit cases|30/06/2025|In progress|green|More|50%\n4|Build homes|30/06/2026|Not started|amber||0%\n5|Visit schools|31/12/2025|Complete|green|All|100%",
	)
	said := func(day plan.Date) string {
		var all []string
		for _, c := range h.Since(day) {
			line := string(c.Ref)
			if c.New {
				line += " new"
			}
			if s := c.Slip; s != nil {
				line += fmt.Sprintf(" slipped %s %s %s %d days %d moves %d since", s.Original, s.Reported, s.Now, s.Days, len(s.Moves), len(s.Since))
			}
			if c.Reopened != nil {
				line += " reopened"
			}
			if c.Closed != nil {
				line += " closed"
			}
			if c.Vanished {
				line += " vanished"
			}
			for _, e := range c.Backwards {
				line += fmt.Sprintf(" %s %s>%s", e.Field, e.From, e.To)
			}
			if c.Stale {
				line += " stale"
			}
			all = append(all, line)
		}
		return strings.Join(all, "\n")
	}
	for _, tc := range []struct {
		day  plan.Date
		want string
	}{
		{quarter(1), "1 slipped 30 June 2025 30 September 2025 30 November 2025 153 days 2 moves 1 since rag amber>red percent 50%>40% stale\n2 reopened percent 100%>50%\n4 new\n5 closed\n3 vanished"},
		{quarter(1).AddDays(-1), "1 slipped 30 June 2025 30 June 2025 30 November 2025 153 days 2 moves 2 since rag green>red\n2 reopened percent 100%>50%\n4 new\n5 closed\n3 vanished"},
		{plan.Date{}, "1 slipped 30 June 2025 30 June 2025 30 November 2025 153 days 2 moves 2 since rag green>red\n2 reopened percent 100%>50%\n4 new\n5 closed\n3 vanished"},
		{quarter(2), "1\n2\n4\n5"},
	} {
		if diff := cmp.Diff(tc.want, said(tc.day)); diff != "" {
			t.Errorf("since %s:\n%s", tc.day, diff)
		}
	}
	if n := h.Changes(quarter(0)); n != 4 {
		t.Errorf("the plan was changed %d times, and 2 moves, an action added and one gone are 4", n)
	}
	if n := h.Changes(quarter(1)); n != 3 {
		t.Errorf("since June the plan was changed %d times, want 3", n)
	}
	refs := func(list []*Timeline) string {
		var all []string
		for _, t := range list {
			all = append(all, string(t.Ref))
		}
		return strings.Join(all, " ")
	}
	p := h.Phase(quarter(0))
	if got := fmt.Sprintf("carried %s, closed %s, dropped %s, new %s", refs(p.Carried), refs(p.Closed), refs(p.Dropped), refs(p.New)); got != "carried 1, closed 5, dropped 3, new 4" {
		t.Errorf("what became of the plan of March: %s", got)
	}
	for ref, want := range map[plan.Ref]string{"1": "worse since 2025-09-30", "2": "no change since 2025-03-31", "5": "better since 2025-09-30", "4": "no change since 2025-09-30"} {
		for _, t1 := range h.Timelines {
			if direction, since := t1.Direction(); t1.Ref == ref && fmt.Sprintf("%s since %s", direction, since.On) != want {
				t.Errorf("%s goes %s since %s, want %s", ref, direction, since.On, want)
			}
		}
	}
}

// TestAgreedOnSome: what both sides agreed says nothing of actions that it lacks.
func TestAgreedOnSome(t *testing.T) {
	all := "ref|action|due\n1|Train carers|30/06/2025\n2|Audit cases|30/06/2025"
	versions := []Version{
		{On: quarter(0), Source: Workbook, Plan: book(all).View()},
		{On: quarter(1), Source: Agreed, Some: true, Plan: book("ref|action|due\n1|Train carers|30/09/2025").View()},
		{On: quarter(2), Source: Now, Plan: book("ref|action|due\n1|Train carers|30/09/2025\n2|Audit cases|30/06/2025").View()},
	}
	if diff := cmp.Diff("1 2025-06-30: due moved 30 June 2025 > 30 September 2025", lines(Of(versions))); diff != "" {
		t.Error(diff)
	}
	if label, ok := Of(versions).Before(); !ok || label.On != quarter(0) {
		t.Errorf("the version before is %v, %v", label, ok)
	}
	versions[1].Some = false
	if got := lines(Of(versions)); !strings.Contains(got, "gone") || !strings.Contains(got, "back") {
		t.Errorf("where it has every action, 2 is gone and comes back: %s", got)
	}
}

// TestVersionsInOrder: by their days, and those of one day as they are given.
func TestVersionsInOrder(t *testing.T) {
	a, b, c := book("ref|action|due\n1|A|30/06/2025").View(), book("ref|action|due\n1|A|30/09/2025").View(), book("ref|action|due\n1|A|30/11/2025").View()
	h := Of([]Version{{On: quarter(1), Name: "c", Plan: b}, {On: quarter(1), Name: "d", Plan: c}, {On: quarter(0), Name: "a", Plan: a}})
	if diff := cmp.Diff("1 2025-06-30: due moved 30 June 2025 > 30 September 2025\n1 2025-06-30: due moved 30 September 2025 > 30 November 2025", lines(h)); diff != "" {
		t.Error(diff)
	}
}
