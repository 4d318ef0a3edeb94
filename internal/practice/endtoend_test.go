package practice

import (
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"actionplan/check"
	"actionplan/excel"
	"actionplan/internal/settings"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// reading is a practice folder as the command would read it.
type reading struct {
	officers, partners plan.Plan
	agreement          reconcile.Agreement
}

func read(t *testing.T, write func(string) error) reading {
	t.Helper()
	dir := folder(t, write)
	s, err := settings.Load(filepath.Join(dir, SettingsFile), nil)
	if err != nil {
		t.Fatal(err)
	}
	return reading{
		officers:  readBook(t, s.File.Plan, s.TableOptions()),
		partners:  readBook(t, s.File.Partner.Workbook, s.PartnerTableOptions()),
		agreement: s.Agreement(),
	}
}

func readBook(t *testing.T, path string, options table.Options) plan.Plan {
	t.Helper()
	book, err := excel.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	p, err := table.Read(filepath.Base(path), book.Grids(), options)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestSettingsNameTheFilesAndShareThePartnersColumns(t *testing.T) {
	dir := folder(t, WriteNow)
	s, err := settings.Load(filepath.Join(dir, SettingsFile), nil)
	if err != nil {
		t.Fatal(err)
	}
	if s.File.Plan != filepath.Join(dir, OfficersFile) || s.File.Partner.Workbook != filepath.Join(dir, PartnersFile) {
		t.Errorf("the settings name %q and %q", s.File.Plan, s.File.Partner.Workbook)
	}
	share := s.Agreement().Share
	for _, c := range partnersColumns {
		if !share[c.field] {
			t.Errorf("the partners' copy has %s, which is not shared", c.field)
		}
	}
	if len(share) != len(partnersColumns) {
		t.Errorf("%d fields are shared, the partners' copy has %d", len(share), len(partnersColumns))
	}
}

func TestEveryCellIsReadAsItIsMeant(t *testing.T) {
	for name, write := range map[string]func(string) error{"then": WriteThen, "now": WriteNow} {
		actions := must(t, Then)
		if name == "now" {
			actions = must(t, Now)
		}
		r := read(t, write)
		officers := func(a Action) map[plan.Field]Said { return a.Officers }
		partners := func(a Action) map[plan.Field]Said { return a.Partners }
		checkReading(t, name+", officers", r.officers, actions, officers, officersColumns, learningColumns)
		checkReading(t, name+", partners", r.partners, actions, partners, partnersColumns, partnersLearningColumns)
	}
}

func checkReading(t *testing.T, whose string, p plan.Plan, actions []Action, copied func(Action) map[plan.Field]Said, first, second []column) {
	t.Helper()
	if len(p.Tables) != 2 {
		t.Errorf("%s: %d tables are found, want 2: %+v", whose, len(p.Tables), p.Tables)
	}
	if len(p.Actions) != len(actions) {
		t.Errorf("%s: %d actions are read, want %d", whose, len(p.Actions), len(actions))
	}
	for _, want := range actions {
		i := slices.IndexFunc(p.Actions, func(a plan.Action) bool { return a.Ref == want.Ref })
		if i < 0 {
			t.Errorf("%s: action %s is not read", whose, want.Ref)
			continue
		}
		columns := first
		if want.Learning {
			columns = second
		}
		for _, c := range columns {
			if c.field == "" {
				continue
			}
			if got, meant := p.Actions[i].Value(c.field), meaning(c.field, copied(want)[c.field]); got != meant {
				t.Errorf("%s: action %s, %s is read as %v, want %v", whose, want.Ref, c.field, got, meant)
			}
		}
	}
}

// meaning is the value a cell ought to be read as.
func meaning(f plan.Field, said Said) plan.Value {
	d, err := plan.ParseISO(said.Means)
	switch {
	case f.IsDate() && err == nil:
		return dayOrMonth(d, said)
	case f.IsDate() && said.Means == "Summer term 2027":
		return plan.Value{Kind: plan.KindDate, Text: "2027-07-21"}
	case f.IsDate():
		return plan.ReadDate(said.Means, plan.DateHabit{}).Value
	case f == plan.FieldRAG && said.Means != "":
		return plan.RatingValue(said.Means)
	}
	if m := bareFigure.FindStringSubmatch(said.Typed); m != nil && f != plan.FieldRef {
		n, _ := strconv.ParseFloat(m[1], 64)
		if m[2] != "" {
			return plan.TextValue(m[1] + "%") // as people see it
		}
		return plan.NumberValue(strconv.FormatFloat(n, 'f', -1, 64))
	}
	return plan.TextValue(said.Means)
}

// dayOrMonth is the day that is meant, or the month that is typed and ends on it.
func dayOrMonth(d plan.Date, said Said) plan.Value {
	if bareMonth.MatchString(said.Typed) {
		return d.Value().AsMonth(plan.FieldDue)
	}
	return d.Value()
}

// bareMonth is a month without a day, as people type it.
var bareMonth = regexp.MustCompile(`^[A-Z][a-z]+ [0-9]{4}$`)

func TestThenTheTwoCopiesAgree(t *testing.T) {
	r := read(t, WriteThen)
	c := reconcile.Compare(nil, r.officers, r.partners, r.agreement)
	for _, d := range c.Differences {
		t.Errorf("action %s, %s: officers say %v, partners %v", d.Ref, d.Field, d.Officer, d.Partner)
	}
	s := c.Settle(nil)
	for _, q := range s.Open {
		t.Errorf("%s is asked: %s", q.Key(), q.Why)
	}
	for _, stop := range s.Stops {
		t.Errorf("stopped: %+v", stop)
	}
	if n := len(s.Officer) + len(s.Partner); n > 0 {
		t.Errorf("%d edits are to be made", n)
	}
	if got := len(s.NextBase.Actions); got != 47 {
		t.Errorf("%d actions are agreed, want 47", got)
	}
}

// settleNow is what today's copies come to after a month.
func settleNow(t *testing.T) reconcile.Settlement {
	t.Helper()
	before, today := read(t, WriteThen), read(t, WriteNow)
	base := reconcile.Compare(nil, before.officers, before.partners, before.agreement).Settle(nil).NextBase
	return reconcile.Compare(&base, today.officers, today.partners, today.agreement).Settle(nil)
}

func TestNowTheMonthsChangesAreSettledAsIntended(t *testing.T) {
	s := settleNow(t)
	if len(s.Stops) > 0 {
		t.Fatalf("stopped: %+v", s.Stops)
	}
	want := map[string]reconcile.Verdict{}
	for _, c := range must(t, Changes) {
		switch c.Heading {
		case "moved apart":
		case "both added a paragraph":
			want[string(c.Ref)+" "+string(c.Field)] = reconcile.MovedApart
		default:
			want[string(c.Ref)+" "+string(c.Field)] = reconcile.Verdict(c.Heading)
		}
	}
	for _, c := range s.Changes {
		key := string(c.Ref) + " " + string(c.Field)
		if want[key] != c.Verdict {
			t.Errorf("%s is settled as %q, want %q", key, c.Verdict, want[key])
		}
		delete(want, key)
	}
	for key, verdict := range want {
		t.Errorf("%s is not settled, want %q", key, verdict)
	}
	var asked []string
	for _, q := range s.Open {
		if q.Kind != reconcile.QuestionConflict {
			t.Errorf("%s is asked as a %s: %s", q.Key(), q.Kind, q.Why)
		}
		asked = append(asked, q.Key().String())
	}
	slices.Sort(asked)
	if conflicts := []string{"1.10 due", "2.3 status", "3.4 lead", "4.2 rag"}; !slices.Equal(asked, conflicts) {
		t.Errorf("the questions are %q, want %q", asked, conflicts)
	}
	// 8 from officers, 16 from partners, and one text both added to.
	if len(s.Officer) != 17 || len(s.Partner) != 9 {
		t.Errorf("%d edits to the officers' workbook and %d to the partners' copy, want 17 and 9", len(s.Officer), len(s.Partner))
	}
}

func TestEveryRuleButDoubledRefsFindsSomethingSensible(t *testing.T) {
	inspection := plan.Date{Year: 2026, Month: time.February, Day: 2}
	report, err := check.Run(check.Subject{Plan: settleNow(t).Agreed, AsAt: Today, Inspection: inspection}, check.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	for _, f := range report.Findings {
		got[f.Rule] = append(got[f.Rule], string(f.Ref))
	}
	want := map[string][]string{
		"outcome-column-missing":  {""}, // the second sheet
		"outcome-blank":           {"3.5", "4.5", "5.4", "8.4"},
		"lead-blank":              {"8.4"},
		"due-blank":               {"5.4"},
		"due-vague":               {"3.5", "8.4"},
		"overdue":                 {"1.3", "1.8", "2.3", "4.5", "5.3", "7.3"}, // 2.3: officers say it is done, partners do not
		"date-impossible":         {"6.4", "8.3"},
		"date-ambiguous":          {"L1", "L2", "L3", "L4"},
		"rag-contradicts":         {"1.8", "5.3"},
		"closed-without-evidence": {"1.9", "7.2", ""},
		"closed-status-mismatch":  {"3.3", "5.5"},
	}
	for rule := range got {
		if want[rule] == nil {
			delete(got, rule) // a rule that is younger than the practice plan
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the findings are not those laid (-want +got):\n%s", diff)
	}
}
