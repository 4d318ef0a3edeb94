package pack_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"actionplan/check"
	"actionplan/pack"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/templates"
)

// hush finds a secret in every text that says hush.
func hush(text string) (string, bool) {
	return "a secret", strings.Contains(strings.ToLower(text), "hush")
}

// printed is all that the files of a pack say, what is zipped unzipped.
func printed(t *testing.T, p pack.Public) string {
	t.Helper()
	folder := t.TempDir()
	if _, err := templates.Write(folder, p, nil, templates.Options{}); err != nil {
		t.Fatal(err)
	}
	var all bytes.Buffer
	for _, name := range []string{templates.PageName, templates.BookName, templates.RecordName} {
		data, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(name, ".xlsx") {
			all.Write(data)
			continue
		}
		book, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range book.File {
			r, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(&all, r); err != nil {
				t.Fatal(err)
			}
			r.Close()
		}
	}
	return all.String()
}

// TestNothingPersonalIsPrinted plants a secret in every field of an action, in
// its ref, its table and the title block, and on each side of a difference.
func TestNothingPersonalIsPrinted(t *testing.T) {
	everything := row{plan.FieldRef: "hush1", plan.FieldRAG: "Red"}
	for _, f := range plan.KnownFields {
		if _, ok := everything[f]; !ok {
			everything[f] = "hush " + string(f)
		}
	}
	p := table(everything, row{plan.FieldRef: "2", plan.FieldAction: "Plain words"})
	p.Tables[0].Name, p.Tables[0].Sheet = "Hush sheet", "Hush sheet"
	for i := range p.Columns {
		p.Columns[i].Table = "Hush sheet"
	}
	for i := range p.Actions {
		p.Actions[i].Table, p.Actions[i].Sheet = "Hush sheet", "Hush sheet"
		p.Actions[i].Drop(plan.FieldTheme)
	}
	report, err := check.Run(check.Subject{Plan: p, AsAt: asAt}, check.Options{})
	if err != nil {
		t.Fatal(err)
	}
	drawn := pack.Build(pack.Input{
		About: pack.About{AsAt: asAt, Title: "Hush title", Council: "Hush council", Committee: "Hush committee", Officers: "Hush.xlsx", Contact: "Hush line"},
		Plan:  p, Report: report, Personal: hush,
	})
	text := strings.ReplaceAll(printed(t, drawn), "Hush line", "")
	if at := strings.Index(strings.ToLower(text), "hush"); at >= 0 {
		t.Fatalf("printed: …%s…", text[max(0, at-200):min(len(text), at+100)])
	}
	if !strings.Contains(text, "Plain words") || !strings.Contains(text, "Withheld: it seems to hold a secret") {
		t.Error("what may be said is not said, or the place does not say that something is withheld")
	}
	if drawn.Ready() {
		t.Error("ready")
	}
	if drawn.Total != 2 || drawn.Counts[0].Rating.Word != "Off track" {
		t.Errorf("what is withheld is not counted as what it says: %+v", drawn.Counts)
	}
}

// TestWithheldBothSides: a difference repeats neither side, whether it is open
// or settled, and each cell bars the pack once, by name.
func TestWithheldBothSides(t *testing.T) {
	with := func(progress, lead string) plan.Plan {
		return table(row{plan.FieldRef: "2.3", plan.FieldAction: "Recruit", plan.FieldProgress: progress, plan.FieldLead: lead})
	}
	base := with("Begun", "Head")
	officer, partner := with("Call mum hush", "Head"), with("Hush, not mum", "Hush head")
	s := reconcile.Compare(&base, officer, partner, reconcile.Agreement{}).Settle(nil)
	drawn := pack.Build(pack.Input{About: pack.About{AsAt: asAt}, Plan: s.Agreed, Settlement: &s, Personal: hush})
	text := printed(t, drawn)
	if strings.Contains(strings.ToLower(text), "hush") || strings.Contains(text, "mum") {
		t.Error("printed")
	}
	got := strings.Join(drawn.BlockedBy(), "\n")
	for _, want := range []string{"action 2.3, progress (", "action 2.3, lead (", ": withheld: it seems to hold a secret", "the partners’ copy Plan!"} {
		if !strings.Contains(got, want) {
			t.Errorf("blocked by %q, without %q", got, want)
		}
	}
	if n := len(drawn.BlockedBy()); n != 2 {
		t.Errorf("%d lines for 2 cells: %q", n, got)
	}
	if len(drawn.Settled.Open)+len(drawn.Settled.Taken) != 2 {
		t.Errorf("%+v", drawn.Settled)
	}
}

// TestABlankIsNotQuoted: what a side left blank is no word of theirs.
func TestABlankIsNotQuoted(t *testing.T) {
	with := func(due string) plan.Plan {
		return table(row{plan.FieldRef: "2.3", plan.FieldAction: "Recruit", plan.FieldDue: due})
	}
	base := with("2027-01-01")
	drawn := settle(&base, with(""), with("2027-02-01"))
	var reasons []string
	for _, c := range drawn.Concerns {
		for _, i := range c.Items {
			reasons = append(reasons, i.Reason)
		}
	}
	got := strings.Join(reasons, "\n")
	if !strings.Contains(got, "Due: officers left it blank, partners say “1 Feb 2027”") {
		t.Errorf("%q", got)
	}
}

// TestNoRatingIsCalledSo: where there is no rating, none contradicts the facts.
func TestNoRatingIsCalledSo(t *testing.T) {
	p := table(
		row{plan.FieldRef: "1", plan.FieldAction: "One", plan.FieldRAG: "Green"},
		row{plan.FieldRef: "2", plan.FieldAction: "Two", plan.FieldRAG: ""},
		row{plan.FieldRef: "3", plan.FieldAction: "Three", plan.FieldRAG: "Green", plan.FieldDue: "2026-11-01"},
	)
	report, err := check.Run(check.Subject{Plan: p, AsAt: asAt}, check.Options{Only: []string{"rag-contradicts"}})
	if err != nil {
		t.Fatal(err)
	}
	drawn := pack.Build(pack.Input{About: pack.About{AsAt: asAt}, Plan: p, Report: report})
	got := map[string]string{}
	for _, c := range drawn.Concerns {
		if c.ID == "also-found" {
			for _, i := range c.Items {
				got[i.Ref] = i.Reason
			}
		}
	}
	if got["2"] != "No rating" || got["3"] != "The rating does not fit the facts" {
		t.Errorf("%+v", got)
	}
	rules := map[string]int{}
	for _, r := range drawn.Made.Rules {
		rules[r.Words] = r.N
	}
	if rules["No rating"] != 1 || rules["The rating does not fit the facts"] != 1 {
		t.Errorf("%+v", rules)
	}
}

// TestInventedRefsAreShownToNobody: a plan without refs has none in its pack,
// where the ledger knows its actions by numbers.
func TestInventedRefsAreShownToNobody(t *testing.T) {
	with := func(lead, progress string) plan.Plan {
		return table(
			row{plan.FieldAction: "Recruit foster carers", plan.FieldLead: lead, plan.FieldDue: "2026-11-01", plan.FieldProgress: progress},
			row{plan.FieldAction: "Map kinship support", plan.FieldLead: "Head", plan.FieldDue: "2026-11-02", plan.FieldProgress: "hush"},
		)
	}
	base := with("Head", "Begun")
	for i, ref := range []plan.Ref{"Invented 1", "Invented 2"} {
		base.Actions[i].Ref = ref
	}
	s := reconcile.Compare(&base, with("Deputy", "hush"), with("Head", "Late"), reconcile.Agreement{}).Settle(nil)
	report, err := check.Run(check.Subject{Plan: s.Agreed, AsAt: asAt, Places: check.PlacesIn(s), Personal: hush}, check.Options{})
	if err != nil {
		t.Fatal(err)
	}
	drawn := pack.Build(pack.Input{About: pack.About{AsAt: asAt}, Plan: s.Agreed, Settlement: &s, Report: report, Personal: hush})
	text := printed(t, drawn)
	if at := strings.Index(text, "Invented"); at >= 0 {
		t.Errorf("printed: …%s…", text[max(0, at-200):at+100])
	}
	if len(drawn.Settled.Taken) != 1 || drawn.Settled.Taken[0].Ref != "“Recruit foster carers”" || drawn.Settled.Taken[0].Anchor == "" {
		t.Errorf("settled: %+v", drawn.Settled.Taken)
	}
	if len(drawn.Settled.Open) != 1 || drawn.Settled.Open[0].Ref != "“Recruit foster carers”" {
		t.Errorf("open: %+v", drawn.Settled.Open)
	}
	for _, f := range report.Findings {
		if strings.Contains(f.Message, "Invented") {
			t.Errorf("%s", f.Message)
		}
	}
	if got := drawn.BlockedBy(); len(got) != 2 {
		t.Errorf("2 texts are withheld: %q", got)
	}
}
