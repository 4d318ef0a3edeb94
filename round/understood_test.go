package round

import (
	"context"
	"strings"
	"testing"

	"actionplan/excel"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// TestUnderstoodAndShared: a column that an earlier reader kept to the council, and
// that is understood now, may reach partners: what it fills there is said with why.
func TestUnderstoodAndShared(t *testing.T) {
	const officers = "Ref|Action|Sponsor|Status\n1.1|Train all staff|Head of Practice|Open\n1.2|Recruit ten people|Head of Service|Open"
	const partners = "Ref|Action|Sponsor|Status\n1.1|Train all staff||Open\n1.2|Recruit ten people|Head of Service|Open"
	l := newLearnedRound(t, officers, partners)
	keep := map[string]plan.Field{"Sponsor": "x:sponsor"}
	l.learns(reconcile.Officer, keep, nil)
	l.learns(reconcile.Partner, keep, nil)
	ctx := context.Background()
	if _, err := l.Begin(ctx); err != nil {
		t.Fatal(err)
	}
	s, err := l.Stage(ctx)
	if err != nil || s.Writes() {
		t.Fatalf("before, it writes (%v)", err)
	}
	lead := map[string]plan.Field{"Sponsor": plan.FieldLead}
	l.learns(reconcile.Officer, lead, nil)
	l.learns(reconcile.Partner, lead, nil)
	if s, err = l.Stage(ctx); err != nil {
		t.Fatal(err)
	}
	if len(s.Settlement.Partner) != 1 || len(s.Settlement.Open) > 0 {
		t.Fatalf("it writes %+v and asks %+v", s.Settlement.Partner, s.Settlement.Open)
	}
	var said []string
	for _, n := range s.Settlement.Notes {
		said = append(said, n.Message)
	}
	const want = `the officers' plan: the column "Sponsor" is now understood as lead, and so may reach partners from now on: 1 cell of theirs is written. What partners may see is listed under share: in the settings`
	if all := strings.Join(said, "\n"); !strings.Contains(all, want) || strings.Contains(all, "nothing is written") {
		t.Errorf("it says:\n%s", all)
	}
	l.Rules.Share = map[plan.Field]bool{plan.FieldStatus: true}
	if s, err = l.Stage(ctx); err != nil || s.Writes() {
		t.Fatalf("where the settings list what is shared, it writes %+v (%v)", s.Settlement.Partner, err)
	}
	for _, n := range s.Settlement.Notes {
		if strings.Contains(n.Message, "may reach partners") {
			t.Errorf("where the settings list what is shared, it says: %s", n.Message)
		}
	}
}

// TestTimesToComeAcross: what partners say goes into the latest period that has been,
// and what is forecast reaches nobody until its time.
func TestTimesToComeAcross(t *testing.T) {
	const officers = "Ref|Action|Q1 2026/27 progress|Q2 2026/27 progress|Q3 2026/27 progress\n1.1|Train all staff|Two of six|Four of six|Six of six\n1.2|Recruit ten people|One||"
	const partners = "Ref|Action|Progress\n1.1|Train all staff|Four of six\n1.2|Recruit ten people|One"
	l := newLearnedRound(t, officers, partners)
	on := func(day string) {
		today, err := plan.ParseISO(day)
		if err != nil {
			t.Fatal(err)
		}
		l.Officers = &excel.Copy{Path: l.paths[reconcile.Officer], Options: table.Options{Today: today}}
	}
	ctx := context.Background()
	on("2026-08-14")
	if s, err := l.Begin(ctx); err != nil || s.Writes() || s.Waits() {
		t.Fatalf("a first agreement asks %+v (%v)", s.Settlement.Open, err)
	}
	edited := strings.Replace(partners, "people|One", "people|Three", 1)
	l.lay(reconcile.Partner, edited)
	l.apply()
	l.want(strings.Replace(officers, "One||", "One|Three|", 1), edited)
	on("2026-11-14")
	s, err := l.Stage(ctx)
	if err != nil || s.Waits() || len(s.Settlement.Partner) != 1 || s.Settlement.Partner[0].Now.Shown() != "Six of six" {
		t.Errorf("when its time has come, it writes %+v and asks %+v (%v)", s.Settlement.Partner, s.Settlement.Open, err)
	}
}

// TestNotChangedAcross: words that say that a date was not moved are no date that
// partners lack, and the date they move it to goes where the words stand.
func TestNotChangedAcross(t *testing.T) {
	const officers = "Ref|Action|Due date|Revised date\n1.1|Train all staff|30 June 2026|No change\n1.2|Recruit ten people|30 June 2026|30 November 2026"
	const partners = "Ref|Action|Due date\n1.1|Train all staff|30 June 2026\n1.2|Recruit ten people|30 November 2026"
	l := newLearnedRound(t, officers, partners)
	if s, err := l.Begin(context.Background()); err != nil || s.Writes() || s.Waits() {
		t.Fatalf("a first agreement asks %+v (%v)", s.Settlement.Open, err)
	}
	moved := strings.Replace(partners, "30 June 2026", "31 July 2026", 1)
	l.lay(reconcile.Partner, moved)
	l.apply()
	l.want(strings.Replace(officers, "No change", "31 July 2026", 1), moved)
}
