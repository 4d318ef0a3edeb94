package settings

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), FileName)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct{ text, problem, advice string }{
		"unknown key":               {"plann: a.xlsx\n", `line 1: there is no setting called "plann"`, `did you mean "plan"?`},
		"unknown key, nothing near": {"zebra: 1\n", `there is no setting called "zebra"`, "the settings here are title"},
		"unknown key inside":        {"partner:\n  workbok: b.xlsx\n", `line 2: there is no setting called "workbok" under "partner"`, `did you mean "workbook"?`},
		"ref without quotes":        {"checks:\n  - {rule: overdue, ref: 1.10, skip: true, why: agreed}\n", "line 2: 1.10 is a number here", `put it in quotes: "1.10"`},
		"heading without quotes":    {"headings:\n  - {heading: 1.10, field: ref}\n", "line 2: 1.10 is a number here", `put it in quotes: "1.10"`},
		"key twice":                 {"plan: a.xlsx\nplan: b.xlsx\n", `"plan" is set twice`, "keep one"},
		"broken YAML":               {"plan: \"a.xlsx\nledger: x\n", "read settings", "missing quote"},
		"a list for one value":      {"plan: [a, b]\n", `"plan" takes one value, not a list`, ""},
		"a list for all of it":      {"- plan: a.xlsx\n", "the file takes a group of settings, not a list", "without a dash"},
		"one value for a list":      {"share: action\n", `"action" stands where a list belongs`, ""},
		"group for one value":       {"plan: {workbook: a}\n", `"plan" takes one value, not a group`, ""},
		"no such owner":             {"owners:\n  - {field: due, owner: police}\n", `owner is "police"`, "officers, partners, either"},
		"no such field":             {"share: [actoin]\n", `"actoin" under share`, `did you mean "action"?`},
		"no such rating":            {"ratings:\n  - {words: late, means: purple}\n", `means is "purple"`, "red, amber"},
		"no such kind":              {"title: x\nratings:\n  - {name: E, kind: nearly}\n", `line 3: kind is "nearly"`, "off track, at risk, on track, done, evidence awaited, not started, paused"},
		"a rating without meaning":  {"ratings:\n  - {words: [late]}\n", `line 2: the rating "late" does not say what it means`, "kind:"},
		"a rating without words":    {"ratings:\n  - {kind: done}\n", "line 2: a rating has neither a name nor words", "kind:"},
		"a word of two ratings":     {"ratings:\n  - {words: late, means: red}\n  - {name: Late, kind: at risk}\n", `line 3: "Late" stands under two ratings`, "one"},
		"no colour":                 {"ratings:\n  - {name: E, kind: done, colours: [amber]}\n", `line 2: "amber" under colours is no colour`, "FFC000"},
		"a rating that is no list":  {"ratings: {words: late}\n", `"ratings" takes a list`, ""},
		"no such rating-from":       {"rating-from: the weather\n", `rating-from is "the weather"`, "row colour"},
		"no such status":            {"statuses:\n  - {word: BAU, means: finished}\n", `line 2: means is "finished"`, "open, not started, complete, closed, cancelled"},
		"a status twice":            {"statuses:\n  - {word: BAU, means: open}\n  - {word: bau, means: closed}\n", `line 3: "bau" stands twice`, "keep one"},
		"rows of no kind":           {"rows:\n  - {means: heading}\n", "line 2: an entry under rows has to name a kind of rows or the text of some", "text:"},
		"rows of a kind and a text": {"rows:\n  - {kind: summary, text: \"Build\", means: heading}\n", "one of the two", "kind:"},
		"rows of another kind":      {"rows:\n  - {kind: phase, means: heading}\n", "line 2: kind is \"phase\"", "summary"},
		"rows of another meaning":   {"rows:\n  - {kind: summary, means: title}\n", "line 2: means is \"title\"", "heading"},
		"rows said twice":           {"rows:\n  - {text: \"Build\", means: heading}\n  - {text: \" build \", means: action}\n", "line 3: \" build \" stands twice under rows", "keep one"},
		"a status without a word":   {"statuses:\n  - {means: open}\n", "line 2: an entry under statuses has no word", "word:"},
		"a status unquoted number":  {"statuses:\n  - {word: 1.10, means: open}\n", "line 2: 1.10 is a number here", "quotes"},
		"words unquoted number":     {"ratings:\n  - {words: [1.10], means: red}\n", "line 2: 1.10 is a number here", "quotes"},
		"no such severity":          {"checks:\n  - {rule: overdue, severity: urgent, why: x}\n", `severity is "urgent"`, "stop, high"},
		"no reason":                 {"checks:\n  - {rule: overdue, skip: true}\n", `the change to rule "overdue" has no reason`, "why:"},
		"date the wrong way round":  {"meeting: 23/03/2026\n", "line 1: \"23/03/2026\" is not a date", "year first"},
		"row that is no number":     {"tables:\n  - {sheet: Plan, header: five}\n", `"five" is not a row number`, "count from 1"},
		"pin without a sheet":       {"tables:\n  - {header: 5}\n", "names no sheet", "tab"},
		"column that is none":       {"tables:\n  - {sheet: Plan, columns: [{column: F1, field: due}]}\n", `"F1" names no column`, "letters"},
		"no such day-month":         {"headings:\n  - {heading: Due, field: due, day-month: swapped}\n", `day-month is "swapped"`, "exchanged, as shown"},
		"two ways to sign in":       {"partner: {sign-in: {key: k.json, client: c.json}}\n", "more than one way to sign in", "impersonate goes with key"},
		"no sign-in setting":        {"partner: {sign-in: {keyfile: k.json}}\n", `there is no setting called "keyfile" under "sign-in"`, `the settings here are key`},
		"default that is no answer": {"partner: {sign-in: {default: soon}}\n", `"soon" is neither true nor false`, ""},
		"two partner sides":         {"partner: {workbook: a.xlsx, sheet: https://example.org}\n", "both a workbook and a sheet", "keep"},
	} {
		t.Run(name, func(t *testing.T) {
			path := write(t, c.text)
			_, err := Load(path, nil)
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("Load gave %v, not a settings error", err)
			}
			if !strings.Contains(e.Error(), c.problem) || !strings.Contains(e.Hint(), c.advice) {
				t.Errorf("said %q, hint %q;\nwant %q, hint %q", e, e.Hint(), c.problem, c.advice)
			}
			if strings.Contains(e.Error(), "\n") {
				t.Errorf("more than one line: %q", e)
			}
			if got, _ := os.ReadFile(path); string(got) != c.text {
				t.Error("the settings file was changed")
			}
		})
	}
}

func TestMissing(t *testing.T) {
	if _, err := Load(filepath.Join(t.TempDir(), "none.yaml"), nil); err == nil {
		t.Error("a settings file that was named and is not there was not refused")
	}
	t.Chdir(t.TempDir())
	s, err := Load("", nil)
	if err != nil || s.Path != "" || s.File.Ledger != "ledger" {
		t.Errorf("without settings: %+v, %v", s, err)
	}
}

func TestFlagsBeatEnvironmentBeatsFileBeatsDefault(t *testing.T) {
	path := write(t, "plan: file.xlsx\npartner: {workbook: theirs.xlsx}\nledger: \"remembered 1.10\"\n")
	folder := filepath.Dir(path)
	flags := pflag.NewFlagSet("x", pflag.ContinueOnError)
	flags.String("plan", "", "")
	flags.String("partner", "", "")
	flags.String("ledger", "", "")
	load := func() File {
		t.Helper()
		s, err := Load(path, flags)
		if err != nil {
			t.Fatal(err)
		}
		return s.File
	}
	f := load()
	if f.Plan != filepath.Join(folder, "file.xlsx") || f.Ledger != filepath.Join(folder, "remembered 1.10") {
		t.Errorf("paths are not taken from the settings' folder: %q, %q", f.Plan, f.Ledger)
	}
	t.Setenv("ACTIONPLAN_PLAN", "env.xlsx")
	t.Setenv("ACTIONPLAN_PARTNER_WORKBOOK", "env theirs.xlsx")
	if f = load(); f.Plan != "env.xlsx" || f.Partner.Workbook != "env theirs.xlsx" {
		t.Errorf("the environment does not beat the file: %q, %q", f.Plan, f.Partner.Workbook)
	}
	if err := flags.Parse([]string{"--plan", "flag.xlsx"}); err != nil {
		t.Fatal(err)
	}
	if f = load(); f.Plan != "flag.xlsx" {
		t.Errorf("the flag does not beat the environment: %q", f.Plan)
	}
}

func TestAgreement(t *testing.T) {
	path := write(t, `
owners:
  - {field: due, owner: officers}
  - {field: "x:1.10 notes", owner: partners}
share: [action, "x:1.10 notes"]
together: [[status, closed], [rag, percent]]
`)
	s, err := Load(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	a := s.Agreement()
	if a.Owners["due"] != reconcile.Officers || a.Owners["x:1.10 notes"] != reconcile.Partners {
		t.Errorf("owners are %v", a.Owners)
	}
	if !a.Share["x:1.10 notes"] || a.Share["due"] || len(a.Together) != 2 {
		t.Errorf("share is %v, together %v", a.Share, a.Together)
	}
	if a := (&Settings{}).Agreement(); a.Share != nil || len(a.Together) != 1 {
		t.Errorf("without settings: share %v, together %v", a.Share, a.Together)
	}
}

func TestStarterIsReadBack(t *testing.T) {
	columns := []plan.Column{
		{Table: "P", Letter: "B", Heading: "Ref", Field: "ref"},
		{Table: "P", Letter: "C", Heading: "What we\nwill do: # and \"more\"", Field: "action"},
		{Table: "P", Letter: "D", Heading: "RAG", Field: "rag"},
		{Table: "P", Letter: "E", Heading: "Cost", Field: "resources", Hidden: true},
		{Table: "P", Letter: "F", Heading: "Legal: 1.10", Field: "x:legal: 1.10"},
	}
	starter := NewStarter(plan.Plan{Tables: []plan.Table{{Name: "P", Sheet: "Year 1: \"plan\"", Header: 6}}, Columns: columns})
	starter.Title, starter.Plan = `The "plan": 1.10`, `a folder/Plan #2.xlsx`
	var text bytes.Buffer
	if err := starter.Write(&text); err != nil {
		t.Fatal(err)
	}
	s, err := Load(write(t, text.String()), nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, text.String())
	}
	if s.File.Title != starter.Title || !strings.HasSuffix(filepath.ToSlash(s.File.Plan), "a folder/Plan #2.xlsx") {
		t.Errorf("title %q, plan %q", s.File.Title, s.File.Plan)
	}
	a := s.Agreement()
	if a.Owners["action"] != reconcile.Officers || a.Owners["rag"] != reconcile.Either {
		t.Errorf("owners are %v", a.Owners)
	}
	if a.Share["resources"] || a.Share["x:legal: 1.10"] || !a.Share["action"] {
		t.Errorf("a hidden or unknown column is shared, or a known one is not: %v", a.Share)
	}
	before, pins, _ := strings.Cut(text.String(), "\n# tables:\n")
	pins, after, _ := strings.Cut(pins, "\n\n")
	uncommented := before + "\ntables:\n" + strings.ReplaceAll(pins, "#   ", "  ") + "\n\n" + after
	pinned, err := Load(write(t, uncommented), nil)
	if err != nil {
		t.Fatalf("with the examples switched on: %v\n%s", err, uncommented)
	}
	if pins := pinned.TableOptions().Pins; len(pins) != 1 || pins[0].Header != 6 || len(pins[0].Columns) != 5 {
		t.Errorf("pins are %+v", pins)
	}
}

func TestSignIn(t *testing.T) {
	path := write(t, "partner: {sheet: \"https://docs.google.com/spreadsheets/d/x\", sign-in: {key: keys/k.json, impersonate: a@b.iam.gserviceaccount.com}}\n")
	flags := pflag.NewFlagSet("x", pflag.ContinueOnError)
	flags.String("key", "", "")
	load := func() SignIn {
		t.Helper()
		s, err := Load(path, flags)
		if err != nil {
			t.Fatal(err)
		}
		return s.File.Partner.SignIn
	}
	if in := load(); in.Key != filepath.Join(filepath.Dir(path), "keys", "k.json") || in.Impersonate != "a@b.iam.gserviceaccount.com" {
		t.Errorf("sign-in is %+v", in)
	}
	t.Setenv("ACTIONPLAN_PARTNER_SIGN_IN_KEY", "env.json")
	if in := load(); in.Key != "env.json" {
		t.Errorf("the environment does not beat the file: %q", in.Key)
	}
	if err := flags.Parse([]string{"--key", "flag.json"}); err != nil {
		t.Fatal(err)
	}
	if in := load(); in.Key != "flag.json" {
		t.Errorf("the flag does not beat the environment: %q", in.Key)
	}
	t.Setenv("ACTIONPLAN_PARTNER_SHEET", "https://docs.google.com/spreadsheets/d/y")
	s, err := Load(path, flags)
	if err != nil || s.File.Partner.Sheet != "https://docs.google.com/spreadsheets/d/y" {
		t.Errorf("the sheet is %q, %v", s.File.Partner.Sheet, err)
	}
}

// TestStarterExamples asks that what the starter only suggests can be switched on.
func TestStarterExamples(t *testing.T) {
	var text bytes.Buffer
	if err := (Starter{}).Write(&text); err != nil {
		t.Fatal(err)
	}
	for first, want := range map[string]func(PartnerSide) bool{
		"# partner:\n#   workbook:": func(p PartnerSide) bool { return p.Workbook != "" },
		"# partner:\n#   sheet:":    func(p PartnerSide) bool { return p.Sheet != "" && p.SignIn.Key != "" },
	} {
		_, example, found := strings.Cut(text.String(), first)
		var lines []string
		for _, line := range strings.Split(first+example, "\n") {
			if !strings.HasPrefix(line, "# ") || len(lines) > 0 && !strings.HasPrefix(line, "#  ") {
				break
			}
			lines = append(lines, strings.TrimPrefix(line, "# "))
		}
		s, err := Load(write(t, strings.Join(lines, "\n")+"\n"), nil)
		if !found || err != nil || !want(s.File.Partner) {
			t.Errorf("%q: %v\n%s", first, err, strings.Join(lines, "\n"))
		}
	}
}

// TestUnreadableSettings tells a file that nobody could look into from one that says
// something wrong.
func TestUnreadableSettings(t *testing.T) {
	for name, text := range map[string]string{"wrong": "plna: a.xlsx\n", "broken": "plan: \"a\n", "unreadable": ""} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), FileName)
			unread := text == ""
			if unread {
				if err := os.Symlink(path, path); err != nil { // which leads nowhere, for whoever looks
					t.Skip(err)
				}
			} else if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			_, err := Load(path, nil)
			var said *Error
			if !errors.As(err, &said) || said.Unread() != unread || (errors.Unwrap(said) != nil) != unread {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestScale: the steps of a scale and the words for a status reach the reader.
func TestScale(t *testing.T) {
	s, err := Load(write(t, `ratings:
  - {name: "Amber E", words: ["AE", "Amber - E"], kind: evidence awaited, says: "Done; the evidence is awaited", sign: "◐", colours: "#ffd966"}
  - {words: "Behind schedule", means: amber}
  - {name: Paused, kind: paused}
rating-from: row colour
statuses:
  - {word: Embedded, means: complete}
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	o := s.TableOptions()
	want := []plan.RatingWord{
		{Words: "AE", Rating: plan.RatingAmber, Step: "Amber E"}, {Words: "Amber - E", Rating: plan.RatingAmber, Step: "Amber E"}, {Words: "Amber E", Rating: plan.RatingAmber, Step: "Amber E"}, {Fill: "FFD966", Rating: plan.RatingAmber, Step: "Amber E"},
		{Words: "Behind schedule", Rating: plan.RatingAmber}, {Words: "Paused", Rating: plan.RatingNotStarted, Step: "Paused"},
	}
	if !slices.Equal(o.Ratings, want) || !o.RatingFromColour || !slices.Equal(o.Statuses, []plan.StatusWord{{Words: "Embedded", Means: plan.StatusComplete}}) {
		t.Errorf("the reader is told %+v", o)
	}
	scale := []plan.Step{
		{Name: "Amber E", Kind: plan.EvidenceAwaited, Rating: plan.RatingAmber, Says: "Done; the evidence is awaited", Sign: "◐", Fill: "FFD966"},
		{Name: "Paused", Kind: plan.Paused, Rating: plan.RatingNotStarted},
	}
	if !slices.Equal(o.Scale, scale) {
		t.Errorf("the scale is %+v, want %+v", o.Scale, scale)
	}
	if partners := s.PartnerTableOptions(); !slices.Equal(partners.Ratings, want) || len(partners.Statuses) != 1 {
		t.Errorf("of the partners' copy it is told %+v", partners)
	}
	if r := s.File.Ratings[0]; r.Says == "" || r.Sign != "◐" {
		t.Errorf("the step is %+v", r)
	}
}

// TestSignsOfTheScale: signs that could not tell the steps apart are refused, with the
// line of the step.
func TestSignsOfTheScale(t *testing.T) {
	for text, want := range map[string]string{
		"  - {name: A, kind: at risk, sign: \"▲\"}\n  - {name: B, kind: on track, sign: \"▲\"}\n":  `line 3: the sign "▲" stands under two ratings`,
		"  - {name: A, kind: at risk, sign: \"At risk\"}\n":                                        `line 2: the sign "At risk" has 7 characters`,
		"  - {name: A, kind: at risk, sign: \"▲\"}\n  - {name: B, kind: on track, sign: \"A1\"}\n": "",
		"  - {name: A, kind: at risk}\n  - {name: B, kind: on track}\n":                            "",
	} {
		_, err := Load(write(t, "ratings:\n"+text), nil)
		if got := fmt.Sprint(err); want == "" && err != nil || want != "" && !strings.HasSuffix(got, want) {
			t.Errorf("%s%s\nwant %s", text, got, want)
		}
	}
}

// TestStepOfMeans: a step that says only what it means is of that rating's kind.
func TestStepOfMeans(t *testing.T) {
	s, err := Load(write(t, "ratings:\n  - {name: Wobbling, means: amber}\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.TableOptions().Scale; len(got) != 1 || got[0].Kind != plan.AtRisk || got[0].Rating != plan.RatingAmber {
		t.Errorf("the scale is %+v", got)
	}
}

// TestStarterTitle is what stands over the plan or, where nothing does, its file's name.
func TestStarterTitle(t *testing.T) {
	for title, want := range map[string]string{"Ready for school": "Ready for school", "": "Plan v9"} {
		if got := NewStarter(plan.Plan{Title: title}).Of("folder/Plan v9.xlsx", "", "folder/actionplan.yaml").Title; got != want {
			t.Errorf("the title is %q, want %q", got, want)
		}
	}
}

// TestDayMonth: what is said of the dates under a heading holds for the side that it is
// said of, whose spreadsheet made them.
func TestDayMonth(t *testing.T) {
	s, err := Load(write(t, `headings:
  - {heading: Deadline, field: due, day-month: exchanged}
partner:
  headings:
    - {heading: Due by, field: due, day-month: as shown}
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	officers := []table.Synonym{{Heading: "Deadline", Field: plan.FieldDue, DayMonth: table.Exchanged}}
	partners := []table.Synonym{{Heading: "Due by", Field: plan.FieldDue, DayMonth: table.AsShown}, {Heading: "Deadline", Field: plan.FieldDue}}
	if got := s.TableOptions().Headings; !slices.Equal(got, officers) {
		t.Errorf("of the plan the reader is told %+v", got)
	}
	if got := s.PartnerTableOptions().Headings; !slices.Equal(got, partners) {
		t.Errorf("of the partners' copy it is told %+v", got)
	}
}
