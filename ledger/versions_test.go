package ledger

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"actionplan/plan"
)

// anEarlier is a version with everything a version may hold.
func anEarlier() Version {
	due := plan.Entry{Value: plan.Value{Kind: plan.KindDate, Text: "2025-06-30", Beside: "month"}, Typed: "30 June 2025,\nwas 31/3"}
	due.Detail.Earlier, due.Detail.Month = "2025-03-31 2025-04-30", true
	status := text("Embedded")
	status.Detail.Status = plan.StatusComplete
	return Version{
		Of: "3b1d 'Mar 25'", On: later, By: "its name", Saved: time.Date(2026, 3, 30, 16, 5, 0, 0, time.UTC), Name: `Plan "v9/1" FINAL.xlsx`,
		Plan: plan.Plan{
			Columns: []plan.Column{{Table: "Plan", Field: "due", Heading: "Due date"}, {Table: "Year 1", Field: "x:reason for delay", Heading: "Reason\nfor delay"}},
			Actions: []plan.Action{
				{ID: "0", Ref: "1.10", Table: "Plan", Sheet: "Plan", Row: 6, Letter: "b", Struck: true, Entries: plan.EntriesOf(map[plan.Field]plan.Entry{"due": due, "status": status, "x:reason for delay": text("earlier: 2025-01-01")})},
				{ID: "1", Ref: "", Table: "Year 1", Sheet: "Year 1", Row: 7, Entries: plan.EntriesOf(map[plan.Field]plan.Entry{"action": text("means: nothing\n  field due date: 2025-01-01"), "progress": {Value: plan.Blank}})},
				{ID: "2", Ref: "1.10", Table: "Plan", Sheet: "Plan", Row: 8},
			},
		},
	}
}

var sameVersion = cmp.Options{cmp.AllowUnexported(plan.Entries{})}

func TestVersionRoundTrip(t *testing.T) {
	v := anEarlier()
	got, err := parseVersion(formatVersion(v))
	if err != nil {
		t.Fatalf("%v\n%s", err, formatVersion(v))
	}
	if diff := cmp.Diff(v, got, sameVersion); diff != "" {
		t.Errorf("%s\n%s", diff, formatVersion(v))
	}
	rapid.Check(t, func(t *rapid.T) {
		v := Version{Of: "x", On: later, By: rapid.String().Draw(t, "by"), Name: rapid.String().Draw(t, "name")}
		for i := range rapid.IntRange(0, 3).Draw(t, "actions") {
			a := plan.Action{ID: plan.ID(string(rune('0' + i))), Ref: plan.Ref(rapid.String().Draw(t, "ref")), Table: rapid.String().Draw(t, "table"), Row: i}
			a.Set(plan.Field(rapid.StringMatching(`[a-z]+|x:[ -~]*`).Draw(t, "field")), text(plan.Clean("w"+rapid.String().Draw(t, "words"))))
			v.Plan.Actions = append(v.Plan.Actions, a)
		}
		got, err := parseVersion(formatVersion(v))
		if err != nil {
			t.Fatalf("%v\n%s", err, formatVersion(v))
		}
		if diff := cmp.Diff(v, got, sameVersion); diff != "" {
			t.Errorf("%s\n%s", diff, formatVersion(v))
		}
	})
}

// keepsVersion keeps a version and gives its file's name.
func keepsVersion(t *testing.T, f Folder, v Version) string {
	t.Helper()
	kept, err := f.KeepVersion(v)
	if err != nil {
		t.Fatal(err)
	}
	return kept.File
}

func TestVersionsAreKeptInOrder(t *testing.T) {
	f := At(filepath.Join(t.TempDir(), "ledger"))
	if kept, err := f.Versions(); err != nil || len(kept) != 0 {
		t.Fatalf("where there is no folder: %v, %v", kept, err)
	}
	if err := f.Make(); err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	saved := func(hour int) time.Time { return time.Date(2026, 3, 31, hour, 0, 0, 0, time.UTC) }
	for _, v := range []Version{
		{Of: "d", On: later, Saved: saved(12), Name: "Plan FINAL.xlsx"},
		{Of: "c", On: later, Saved: saved(9), Name: "Plan FINAL2.xlsx"},
		{Of: "f", On: later.AddDays(1), Name: "Plan v10.xlsx"},
		{Of: "e", On: later.AddDays(1), Name: "Plan v9.xlsx"},
		{Of: "b", On: begun, Name: "Plan FINAL.xlsx"},
		{Of: "a", On: begun, Name: "Plan FINAL.xls"},
	} {
		v.By = "its name"
		names[v.Of] = keepsVersion(t, f, v)
	}
	if names["a"] != "2026-01-08 Plan FINAL (2)" || names["d"] != "2026-03-31 Plan FINAL" {
		t.Errorf("files are called %v", names)
	}
	if again, err := f.KeepVersion(Version{Of: "d", On: begun, By: "--on", Name: "Copy.xlsx"}); !errors.Is(err, ErrKept) || again.File != names["d"] {
		t.Errorf("what was read before is kept again: %v, %v", again, err)
	}
	kept, err := f.Versions()
	if err != nil {
		t.Fatal(err)
	}
	order := ""
	for _, v := range kept {
		order += v.Of
	}
	if order != "abcdef" {
		t.Errorf("they stand in the order %s", order)
	}
	for _, path := range []string{f.path(versionsDir), f.path(versionsDir, names["d"]+".txt")} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: others may look at it: %v, %v", path, info, err)
		}
	}
}

func TestForgetVersion(t *testing.T) {
	f := At(t.TempDir())
	one := keepsVersion(t, f, Version{Of: "a", On: begun, Name: "Plan FINAL.xlsx"})
	keepsVersion(t, f, Version{Of: "b", On: later, Name: "Plan FINAL.xlsx"})
	keepsVersion(t, f, Version{Of: "c", On: later, Name: "Plan v9.xlsx"})
	theirs := f.path(versionsDir, "mine.txt")
	if err := os.WriteFile(theirs, []byte("somebody's own"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]error{"Plan FINAL.xlsx": ErrSeveral, "Plan v8.xlsx": ErrNoVersion, "mine": ErrNoVersion, "../base": ErrNoVersion, "": ErrNoVersion} {
		if _, err := f.ForgetVersion(name); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", name, err, want)
		}
	}
	for _, name := range []string{strings.ToUpper(one), "plan v9.xlsx"} {
		if _, err := f.ForgetVersion(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	kept, err := f.Versions()
	if err != nil || len(kept) != 1 || kept[0].Of != "b" {
		t.Errorf("left are %v, %v", kept, err)
	}
	if _, err := os.Stat(theirs); err != nil {
		t.Error(err)
	}
}

// TestDamagedVersion is refused by name, and can be forgotten.
func TestDamagedVersion(t *testing.T) {
	f := At(t.TempDir())
	name := keepsVersion(t, f, anEarlier())
	path := f.path(versionsDir, name+".txt")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for what, text := range map[string][]byte{
		"edited":     bytes.Replace(whole, []byte("2025-06-30"), []byte("2025-07-31"), 1),
		"cut off":    whole[:len(whole)-20],
		"by another": []byte("actionplan version 9\n"),
	} {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		var damaged *VersionError
		if _, err := f.Versions(); !errors.As(err, &damaged) || damaged.Name != name {
			t.Errorf("%s: %v", what, err)
		}
		var newer *NewerError
		if _, err := f.Versions(); errors.As(err, &newer) != (what == "by another") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := f.ForgetVersion(name); err != nil {
		t.Fatal(err)
	}
}

// TestVersionNonsense: lines that no version has are refused, and stop nothing.
func TestVersionNonsense(t *testing.T) {
	for _, body := range []string{"of: a\n", "on: 2026-03-31\n", "of: a\non: yesterday\n", "of: a\non: 2026-03-31\nwhat: this\n", "of: a\non: 2026-03-31\naction 1\n  field due date: 2026-03-31\n  row: six\n", "of: a\non: 2026-03-31\naction 1\n  field due day: 2026-03-31\n", "of: a\non: 2026-03-31\nsaved: now\n", "of: a\non: 2026-03-31\ncolumn Plan\n"} {
		text := formatVersion(Version{Of: "x", On: later})
		head, _, _ := bytes.Cut(text, []byte("sha256"))
		sealed := sealAs(1, []byte(body))
		_, rest, _ := bytes.Cut(sealed, []byte("\n"))
		if _, err := parseVersion(append(head, rest...)); err == nil {
			t.Errorf("%q is read", body)
		}
	}
}

// TestResetLeavesVersions: they are the workbook's, and no agreement's.
func TestResetLeavesVersions(t *testing.T) {
	f, _ := filled(t)
	name := keepsVersion(t, f, anEarlier())
	if _, err := f.Reset(); err != nil {
		t.Fatal(err)
	}
	if err := f.Begin(example(), later, "plan.xlsx", "sheet"); err != nil {
		t.Fatal(err)
	}
	kept, err := f.Versions()
	if err != nil || len(kept) != 1 || kept[0].File != name {
		t.Errorf("after a reset: %v, %v", kept, err)
	}
}

// TestStates works out what was agreed when, back from the base by the log.
func TestStates(t *testing.T) {
	dir, _ := begin(t)
	l := open(t, dir)
	base := l.Base()
	set := func(p plan.Plan, ref plan.Ref, f plan.Field, e plan.Entry) plan.Plan {
		p.Actions = append([]plan.Action{}, p.Actions...)
		for i := range p.Actions {
			if p.Actions[i].Ref == ref {
				p.Actions[i].Entries = p.Actions[i].Own()
				p.Actions[i].Set(f, e)
			}
		}
		return p
	}
	moved := func(on plan.Date, was, now string) Entry {
		return Entry{On: on, What: Moved, Ref: "1.2", Field: "due", How: "officer moved", Was: plan.Entry{Value: date(was), Typed: was}, Now: plan.Entry{Value: date(now), Typed: now}}
	}
	first, second := later, later.AddDays(40)
	one := moved(first, "2026-03-31", "2026-06-30")
	one.Was.Typed = "31/3/26"
	if err := l.Keep(Next{Base: set(base, "1.2", "due", one.Now), Entries: []Entry{one}}, first); err != nil {
		t.Fatal(err)
	}
	two := moved(second, "2026-06-30", "2026-09-30")
	two.By, two.Why = "Head of Service", "the trainer left"
	next := set(l.Base(), "1.2", "due", two.Now)
	next.Actions = append(next.Actions, plan.Action{ID: "9", Ref: "9", Entries: plan.EntriesOf(map[plan.Field]plan.Entry{"action": text("New")})})
	if err := l.Keep(Next{Base: next, Entries: []Entry{two, {On: second, What: Added, Ref: "9", How: "partner"}}}, second); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range open(t, dir).States() {
		line := s.On.String()
		for _, a := range s.Base.Actions {
			if a.Ref == "1.2" || a.Ref == "9" {
				line += " " + string(a.Ref) + " " + a.Value("due").Text
			}
		}
		got = append(got, line+" "+s.Why[plan.RowKey{Row: "1.2", Field: "due"}])
	}
	want := []string{"2026-01-08 1.2 2026-03-31 ", "2026-03-31 1.2 2026-06-30 ", "2026-05-10 1.2 2026-09-30 9  decided by Head of Service: the trainer left"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
