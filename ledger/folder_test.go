package ledger

import (
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"actionplan/internal/disk"
	"actionplan/plan"
	"actionplan/reconcile"
)

// filled is a ledger in which every file and folder there can be is there, with
// the agreement's name in each that has one.
func filled(t *testing.T) (Folder, *Ledger) {
	t.Helper()
	dir, _ := begin(t)
	f, l := At(dir), open(t, dir)
	must(t, l.Keep(Next{Base: l.Base(), Entries: entries("kept")}, later))
	must(t, l.NoteApply(exampleApply(dir)))
	must(t, f.KeepPlaces(examplePlaces(dir)))
	must(t, f.NoteTaken(map[string]bool{mark("one"): true}))
	book := workbook(t)
	seen, err := os.Stat(book)
	must(t, err)
	_, err = f.Backup(book, noon)
	must(t, err)
	if aside, err := f.PutAside(book, later, seen); err != nil || aside == "" {
		t.Fatalf("put aside in %q, %v", aside, err)
	}
	must(t, os.Mkdir(filepath.Join(dir, packsDir), 0o700))
	must(t, os.WriteFile(filepath.Join(dir, packsDir, "pack.txt"), []byte("published"), 0o600))
	return f, open(t, dir)
}

func examplePlaces(dir string) Places {
	return Places{
		Officers: Place{File: filepath.Join(dir, "..", "plan.xlsx"), Tabs: []string{"Plan"}},
		Partners: Place{Name: "Improvement plan", Google: "sheet-1", IDs: []int64{7}, Tabs: []string{"Sheet"}},
	}
}

func exampleApply(dir string) Apply {
	due := plan.CellKey{Ref: "1.2", Field: "due"}
	return Apply{
		Places: examplePlaces(dir), Batch: 42,
		Cells: []Written{
			{Side: reconcile.Officer, CellKey: due, Was: text("31/3/26"), Now: text("30/4/26"), Base: plan.Entry{Value: plan.Blank}, Stood: "s=4 t=s v=\"31/3/26\"\n"},
			{Side: reconcile.Partner, CellKey: plan.CellKey{Ref: "2.5", Field: plan.FieldRef}, Was: plan.Entry{Value: plan.Blank}, Now: text("2.5")},
		},
		Added:   []Addition{{Side: reconcile.Officer, Ref: "2.5"}, {Side: reconcile.Partner, Heading: "Council reply"}},
		Entries: []Entry{{What: Moved, Ref: "1.2", Field: "due", How: "partner moved", By: "Head of Service", Why: "Agreed", Was: text("31/3/26"), Now: text("30/4/26")}},
	}
}

// tree lists every file of a folder, and what it holds.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	must(t, filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = string(text)
		return err
	}))
	return files
}

func TestApplyIsKept(t *testing.T) {
	dir, _ := begin(t)
	l := open(t, dir)
	if _, err := l.LastApply(); !errors.Is(err, ErrNoApply) {
		t.Errorf("nothing was applied: %v", err)
	}
	want := exampleApply(dir)
	must(t, l.NoteApply(want))
	got, err := open(t, dir).LastApply()
	must(t, err)
	want.Agreement, want.Base = l.Agreement(), BaseMark(l.Base())
	want.Places.Officers.File = "../plan.xlsx"
	want.Before = &Before{l.Base(), l.Memory(), l.state.Log}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the last apply (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, open(t, dir).CutOff()); diff != "" {
		t.Errorf("cut off (-want +got):\n%s", diff)
	}
	moved := l.Base()
	moved.Actions = moved.Actions[:1]
	must(t, l.Save(moved, later))
	if diff := cmp.Diff(Apply{}, l.CutOff()); diff != "" {
		t.Errorf("the base moved on, and cut off is (-want +got):\n%s", diff)
	}
	must(t, l.DropApply())
	must(t, l.DropApply())
	if _, err := l.LastApply(); !errors.Is(err, ErrNoApply) {
		t.Errorf("it was dropped: %v", err)
	}
}

// TestApplyOfAnEarlierBuild reads what the build before agreements had names
// left, in a ledger of that build: nothing is written, and it can be undone.
func TestApplyOfAnEarlierBuild(t *testing.T) {
	dir := t.TempDir()
	base, err := format(state{Begun: begun, Agreed: begun, Officers: "plan.xlsx", Partners: "theirs.xlsx", Base: example()})
	must(t, err)
	if !strings.HasPrefix(string(base), "actionplan base 2\n") {
		t.Fatalf("an agreement without a name is written as\n%.40s", base)
	}
	must(t, os.WriteFile(filepath.Join(dir, baseFile), base, 0o600))
	must(t, os.WriteFile(filepath.Join(dir, applyFile), []byte(`{
 "Base": "`+BaseMark(example())+`",
 "Cells": [{"Side": "officer", "Ref": "1.2", "Field": "due", "Was": {"Kind": "date", "Text": "2026-03-31", "Typed": "31/3/26"}, "Now": {"Kind": "blank", "Text": "", "Typed": ""}, "Base": {"Kind": "date", "Text": "2026-03-31", "Typed": "31/3/26"}}],
 "Added": [{"Side": "partner", "Ref": "2.5"}],
 "Entries": [{"What": "moved", "Ref": "1.2", "Field": "due", "How": "partner moved", "By": "", "Why": "", "Was": {"Kind": "date", "Text": "2026-03-31", "Typed": "31/3/26"}, "Now": {"Kind": "blank", "Text": "", "Typed": ""}}]
}`), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, placesFile), []byte(`{"Officers": {"Sheets": ["Plan"]}, "Partners": {"Google": "sheet-1", "Tabs": [7], "Sheets": ["Sheet"]}}`), 0o600))
	before := tree(t, dir)
	l := open(t, dir)
	last, err := l.LastApply()
	must(t, err)
	was := plan.Entry{Value: plan.Value{Kind: plan.KindDate, Text: "2026-03-31"}, Typed: "31/3/26"}
	want := Apply{
		Base:    BaseMark(example()),
		Cells:   []Written{{Side: reconcile.Officer, CellKey: plan.CellKey{Ref: "1.2", Field: "due"}, Was: was, Now: plan.Entry{Value: plan.Blank}, Base: was}},
		Added:   []Addition{{Side: reconcile.Partner, Ref: "2.5"}},
		Entries: []Entry{{What: Moved, Ref: "1.2", Field: "due", How: "partner moved", Was: was, Now: plan.Entry{Value: plan.Blank}}},
	}
	if diff := cmp.Diff(want, last); diff != "" {
		t.Errorf("the last apply (-want +got):\n%s", diff)
	}
	if err := l.MayUndo(last, examplePlaces(dir)); err != nil {
		t.Errorf("it may not be undone: %v", err)
	}
	places, known := At(dir).Places()
	if want := (Places{Place{Tabs: []string{"Plan"}}, Place{Google: "sheet-1", IDs: []int64{7}, Tabs: []string{"Sheet"}}}); !known || !cmp.Equal(want, places) {
		t.Errorf("the places are %+v, %v", places, known)
	}
	must(t, l.Save(l.Base(), later))
	At(dir).Sweep(noon)
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Errorf("looking at it wrote (-before +after):\n%s", diff)
	}
	// What it writes from now on, the earlier build can still read.
	changed := l.Base()
	changed.Actions = changed.Actions[:1]
	must(t, l.Save(changed, later))
	if text, _ := os.ReadFile(filepath.Join(dir, baseFile)); !strings.HasPrefix(string(text), "actionplan base 2\n") {
		t.Errorf("it is now written as\n%.40s", text)
	}
}

// TestUndoOfAnotherAgreement: what was applied under one agreement is neither
// undone nor finished under the next, however it came to lie there.
func TestUndoOfAnotherAgreement(t *testing.T) {
	dir, _ := begin(t)
	must(t, open(t, dir).NoteApply(exampleApply(dir)))
	note, err := os.ReadFile(filepath.Join(dir, applyFile))
	must(t, err)
	unnamed := []byte(strings.Replace(string(note), `"Agreement"`, `"Unknown"`, 1))
	if _, err := At(dir).Reset(); err != nil {
		t.Fatal(err)
	}
	must(t, Begin(dir, example(), later, "plan.xlsx", "theirs.xlsx"))
	l := open(t, dir)
	if _, err := l.LastApply(); !errors.Is(err, ErrNoApply) {
		t.Errorf("after a reset there is something to undo: %v", err)
	}
	for name, text := range map[string][]byte{"named": note, "of an earlier build": unnamed} {
		must(t, os.WriteFile(filepath.Join(dir, applyFile), text, 0o600))
		last, err := l.LastApply()
		must(t, err)
		var refused *UndoError
		err = l.MayUndo(last, examplePlaces(dir))
		if !errors.As(err, &refused) || refused.Hint() == "" || err.Error() != "undo the last apply: it was made under another agreement than this one, which was begun on 31 March 2026; nothing was put back" {
			t.Errorf("%s: MayUndo said %v", name, err)
		}
		if !cmp.Equal(l.CutOff(), Apply{}) {
			t.Errorf("%s: it is taken for a run of this agreement that was cut off", name)
		}
	}
}

// TestUndoInAnotherCopy holds the copies at hand against those that were
// written to.
func TestUndoInAnotherCopy(t *testing.T) {
	dir, _ := begin(t)
	l := open(t, dir)
	in := func(name string) string { return filepath.Join(dir, "..", name) }
	must(t, os.WriteFile(in("plan.xlsx"), nil, 0o600))
	must(t, os.WriteFile(in("Plan v2.xlsx"), nil, 0o600))
	linked := os.Symlink(in("plan.xlsx"), in("link.xlsx")) == nil
	for _, tc := range []struct {
		name   string
		change func(now *Places)
		side   reconcile.Side // the only side written to; "" for both
		want   string
	}{
		{"the same", func(*Places) {}, "", ""},
		{"the same by another path", func(now *Places) { now.Officers.File = filepath.Join(dir, "..", filepath.Base(dir), "..", "plan.xlsx") }, "", ""},
		{"the same through a link", func(now *Places) {
			if linked {
				now.Officers.File = in("link.xlsx")
			}
		}, "", ""},
		{"another workbook", func(now *Places) { now.Officers.File = in("Plan v2.xlsx") }, "", `it wrote to "plan.xlsx", and the officers' plan is now "Plan v2.xlsx"; nothing was put back`},
		{"another workbook of that name", func(now *Places) { now.Officers.File = in("old/plan.xlsx") }, "", `it wrote to "plan.xlsx", and the officers' plan is now another file of that name, "../old/plan.xlsx"; nothing was put back`},
		{"another sheet", func(now *Places) { now.Partners.Google = "sheet-2" }, "", `it wrote to the Google Sheet "Improvement plan", and the partners' copy is now another Google Sheet of that name; nothing was put back`},
		{"a workbook for the sheet", func(now *Places) { now.Partners = Place{File: in("theirs.xlsx")} }, "", `it wrote to the Google Sheet "Improvement plan", and the partners' copy is now "theirs.xlsx"; nothing was put back`},
		{"another sheet, to which nothing was written", func(now *Places) { now.Partners.Google = "sheet-2" }, reconcile.Officer, ""},
		{"another workbook, to which nothing was written", func(now *Places) { now.Officers.File = in("Plan v2.xlsx") }, reconcile.Partner, ""},
		{"a renamed tab", func(now *Places) { now.Officers.Tabs = []string{"Plan 2026"} }, "", ""},
	} {
		a := exampleApply(dir)
		if tc.side != "" {
			a.Cells = slices.DeleteFunc(a.Cells, func(c Written) bool { return c.Side != tc.side })
			a.Added = slices.DeleteFunc(a.Added, func(c Addition) bool { return c.Side != tc.side })
		}
		must(t, l.NoteApply(a))
		last, err := l.LastApply()
		must(t, err)
		now := examplePlaces(dir)
		tc.change(&now)
		err = l.MayUndo(last, now)
		if said := strings.TrimPrefix(errorText(err), "undo the last apply: "); said != tc.want {
			t.Errorf("%s: %q\nwant %q", tc.name, said, tc.want)
		}
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// TestUndoWhereAllWasMoved: the whole folder, workbook and ledger, is copied
// elsewhere, as people do with a plan.
func TestUndoWhereAllWasMoved(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	must(t, os.Mkdir(home, 0o700))
	dir := filepath.Join(home, "ledger")
	must(t, Begin(dir, example(), begun, "a", "b"))
	must(t, os.WriteFile(filepath.Join(home, "plan.xlsx"), nil, 0o600))
	must(t, open(t, dir).NoteApply(exampleApply(dir)))
	away := home + " moved"
	must(t, os.Rename(home, away))
	dir = filepath.Join(away, "ledger")
	l := open(t, dir)
	last, err := l.LastApply()
	must(t, err)
	if err := l.MayUndo(last, examplePlaces(dir)); err != nil {
		t.Errorf("moved together: %v", err)
	}
}

func TestJoin(t *testing.T) {
	dir := t.TempDir()
	cutOff := exampleApply(dir)
	now := Apply{
		Cells: []Written{{Side: reconcile.Officer, CellKey: plan.CellKey{Ref: "1.2", Field: "due"}, Now: text("31/5/26")}},
		Added: []Addition{{Side: reconcile.Officer, Ref: "2.5"}},
	}
	got := now.Join(cutOff)
	want := Apply{Batch: 42, Cells: []Written{now.Cells[0], cutOff.Cells[1]}, Added: []Addition{now.Added[0], cutOff.Added[1]}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(now.Cells) != 1 || len(now.Added) != 1 {
		t.Error("what was joined was changed")
	}
	if !cutOff.Names(cutOff.Cells[1]) || cutOff.Names(cutOff.Cells[0]) || now.Names(Written{Side: reconcile.Officer, CellKey: plan.CellKey{Field: plan.FieldRef}, Now: text("2.5")}) {
		t.Error("a cell is the ref an added action was given where it came from, and only there")
	}
}

func TestCompleteAndTakenUp(t *testing.T) {
	cutOff := Apply{Entries: []Entry{
		{What: Moved, Ref: "1.2", Field: "progress", How: "partner moved", By: "Director", Why: "Agreed", Now: text("six filled")},
		{What: Added, Ref: "2.5", How: "officer"},
		{What: LetGo, Ref: "2.6"},
	}}
	got := cutOff.Complete([]Entry{{What: Moved, Ref: "1.2", Field: "progress", How: "moved alike", Now: text("six filled")}})
	want := []Entry{
		{What: Moved, Ref: "1.2", Field: "progress", How: "partner moved", By: "Director", Why: "Agreed", Now: text("six filled")},
		{What: Added, Ref: "2.5", How: "officer"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("complete (-want +got):\n%s", diff)
	}
	before := example()
	after := example()
	after.Actions[0].Entries = after.Actions[0].Own()
	after.Actions[0].Set("progress", text("six filled"))
	want[0].On = later
	if diff := cmp.Diff(want[:1], TakenUp(got, before, after, later)); diff != "" {
		t.Errorf("taken up (-want +got):\n%s", diff)
	}
	kept := []Entry{{What: Moved, Ref: "1.2", Field: "progress", By: "Director", Was: text("six filled"), Now: text("six filled")}}
	if len(TakenUp(kept, after, after, later)) != 1 {
		t.Error("a decision to keep what was agreed is not taken up")
	}
	kept[0].By = ""
	if len(TakenUp(kept, after, after, later)) != 0 {
		t.Error("what nobody decided and nobody moved is taken up")
	}
	after.Actions = append(after.Actions, plan.Action{Ref: "2.5"})
	if got := TakenUp(got, before, after, later); len(got) != 2 || len(TakenUp(got, after, after, later)) != 0 {
		t.Errorf("taken up, or taken up twice: %+v", got)
	}
}

func TestPlaces(t *testing.T) {
	dir, _ := begin(t)
	f := At(dir)
	if _, known := f.Places(); known {
		t.Error("places are known before any were kept")
	}
	must(t, f.KeepPlaces(examplePlaces(dir)))
	old := time.Now().Add(-time.Hour)
	must(t, os.Chtimes(filepath.Join(dir, placesFile), old, old))
	must(t, f.KeepPlaces(examplePlaces(dir)))
	if info, err := os.Stat(filepath.Join(dir, placesFile)); err != nil || !info.ModTime().Equal(old) {
		t.Error("places that are no news were written again")
	}
	if err := At(filepath.Join(dir, "nowhere")).KeepPlaces(examplePlaces(dir)); err != nil {
		t.Errorf("where the ledger is gone: %v", err)
	}
	sheet := func(id string, tabs ...int64) Place { return Place{Google: id, IDs: tabs, Tabs: []string{"Plan"}} }
	for _, tc := range []struct {
		name     string
		was, now Place
		all      []string
		want     bool
	}{
		{"the same tab", Place{Tabs: []string{"Plan"}}, Place{Tabs: []string{"Plan"}}, []string{"Plan"}, false},
		{"a renamed tab", Place{Tabs: []string{"Plan"}}, Place{Tabs: []string{"Plan 26"}}, []string{"Plan 26"}, false},
		{"a copy beside it", Place{Tabs: []string{"Plan"}}, Place{Tabs: []string{"Plan (2)"}}, []string{"Plan", "Plan (2)"}, true},
		{"a renamed workbook", Place{File: "a.xlsx", Tabs: []string{"Plan"}}, Place{File: "b.xlsx", Tabs: []string{"Plan"}}, nil, false},
		{"another Google Sheet", sheet("a", 1), sheet("b", 1), nil, true},
		{"another tab of it", sheet("a", 1), sheet("a", 2), nil, true},
		{"the same tab of it", sheet("a", 1, 2), sheet("a", 2), nil, false},
		{"no tab at all", Place{Tabs: []string{"Plan"}}, Place{}, []string{"Plan"}, false},
	} {
		if why := tc.now.OtherThan(tc.was, tc.all); (why != "") != tc.want {
			t.Errorf("%s: %q", tc.name, why)
		}
	}
}

// mark is a mark as answers have them.
func mark(answer string) string {
	sum := sha256.Sum256([]byte(answer))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:24]
}

func TestTaken(t *testing.T) {
	f := At(t.TempDir())
	if len(f.Taken()) != 0 {
		t.Error("something was taken before anything was")
	}
	must(t, f.NoteTaken(map[string]bool{}))
	if left := listed(t, f.Dir); left != "" {
		t.Errorf("nothing to note leaves %s", left)
	}
	marks := map[string]bool{mark("one"): true, mark("another"): true}
	must(t, f.NoteTaken(marks))
	if diff := cmp.Diff(marks, f.Taken()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	must(t, f.NoteTaken(nil))
	if left := listed(t, f.path(answeredDir)); left != "" {
		t.Errorf("what is no longer waited for leaves %s", left)
	}
}

func TestPutAside(t *testing.T) {
	f, home := At(t.TempDir()), t.TempDir()
	path := filepath.Join(home, "Decisions.xlsx")
	put := func(text string) fs.FileInfo {
		t.Helper()
		must(t, os.WriteFile(path, []byte(text), 0o600))
		seen, err := os.Stat(path)
		must(t, err)
		return seen
	}
	for i, want := range []string{"2026-03-31 answered Decisions.xlsx", "2026-03-31 answered Decisions, copy 2.xlsx"} {
		aside, err := f.PutAside(path, later, put("answers"[i:]))
		if err != nil || aside != f.path(answeredDir, want) {
			t.Errorf("put aside in %s (%v), want %s", aside, err, want)
		}
		if text, _ := os.ReadFile(aside); string(text) != "answers"[i:] {
			t.Errorf("it holds %q", text)
		}
		if _, err := os.Lstat(path); err == nil {
			t.Error("it stays as well")
		}
	}
	// Somebody saves another answer between the reading and the moving.
	seen := put("one answer")
	put("one answer, and another")
	before := listed(t, f.path(answeredDir))
	if aside, err := f.PutAside(path, later, seen); aside != "" || err != nil {
		t.Errorf("saved meanwhile: %q, %v", aside, err)
	}
	if text, _ := os.ReadFile(path); string(text) != "one answer, and another" || listed(t, f.path(answeredDir)) != before {
		t.Error("what was typed meanwhile is moved away unread")
	}
	// A link: what it names stays, and is copied.
	real := filepath.Join(home, "theirs.xlsx")
	must(t, os.Rename(path, real))
	if err := os.Symlink("theirs.xlsx", path); err != nil {
		t.Skip("no links here:", err)
	}
	seen, err := os.Stat(path)
	must(t, err)
	aside, err := f.PutAside(path, later, seen)
	must(t, err)
	if text, _ := os.ReadFile(aside); string(text) != "one answer, and another" {
		t.Errorf("the copy holds %q", text)
	}
	if text, _ := os.ReadFile(real); string(text) != "one answer, and another" {
		t.Errorf("what the link named holds %q", text)
	}
	if _, err := os.Lstat(path); err == nil {
		t.Error("the link stays")
	}
}

// TestReset puts everything aside, and nothing of it is the next agreement's.
func TestReset(t *testing.T) {
	f, l := filled(t)
	must(t, os.WriteFile(f.path("notes.txt"), []byte("the clerk's own"), 0o600))
	held, err := f.Lock("the clerk", time.Now())
	must(t, err)
	before := tree(t, f.Dir)
	aside, err := f.Reset()
	must(t, err)
	must(t, held.Release())
	if aside != f.path("forgotten-1") {
		t.Errorf("put aside in %s", aside)
	}
	delete(before, "lock.txt")
	delete(before, "notes.txt")
	if diff := cmp.Diff(before, tree(t, aside)); diff != "" {
		t.Errorf("put aside (-want +got):\n%s", diff)
	}
	if left := listed(t, f.Dir); left != "forgotten-1\nnotes.txt" {
		t.Errorf("left is\n%s", left)
	}
	if again := open(t, aside); again.Agreement() != l.Agreement() || len(again.Log("")) != 1 {
		t.Error("what was put aside is no longer a ledger")
	}
	if _, err := f.Open(); !errors.Is(err, ErrNone) {
		t.Errorf("forgotten, and Open said %v", err)
	}
	if _, err := f.Reset(); !errors.Is(err, ErrNone) {
		t.Errorf("forgotten twice: %v", err)
	}
	must(t, f.Begin(example(), later, "a", "b"))
	now := open(t, f.Dir)
	if now.Agreement() == l.Agreement() || len(now.Log("")) > 0 || now.Begun() != later {
		t.Errorf("begun again: %s, %v, log %+v", now.Agreement(), now.Begun(), now.Log(""))
	}
	if _, err := now.LastApply(); !errors.Is(err, ErrNoApply) {
		t.Errorf("the new agreement has something to undo: %v", err)
	}
	if _, known := f.Places(); known || len(f.Taken()) > 0 {
		t.Error("the new agreement knows where the old one lay, or what it took")
	}
	// A damaged ledger can be forgotten too, and does not go over the first.
	must(t, os.WriteFile(f.path(baseFile), []byte("nonsense"), 0o600))
	if aside, err := f.Reset(); err != nil || aside != f.path("forgotten-2") {
		t.Errorf("a damaged ledger: %s, %v", aside, err)
	}
	if diff := cmp.Diff(before, tree(t, f.path("forgotten-1"))); diff != "" {
		t.Errorf("what was put aside first changed:\n%s", diff)
	}
}

// TestBeginAfterAnEarlierReset: the build before left files of the old
// agreement where the next one would take them for its own.
func TestBeginAfterAnEarlierReset(t *testing.T) {
	f, _ := filled(t)
	must(t, os.Remove(f.path(baseFile)))
	before := tree(t, f.Dir)
	must(t, f.Begin(example(), later, "a", "b"))
	now := open(t, f.Dir)
	if _, err := now.LastApply(); !errors.Is(err, ErrNoApply) || len(now.Log("")) > 0 || len(f.Taken()) > 0 {
		t.Error("the new agreement has something of the old one's")
	}
	for name, text := range before {
		where := "forgotten-1/" + name
		if strings.HasPrefix(name, backupsDir) || strings.HasPrefix(name, packsDir) {
			where = name // of no agreement
		}
		if tree(t, f.Dir)[where] != text {
			t.Errorf("%s is lost", name)
		}
	}
}

// TestResetCutOff kills a reset at every operation, in that it fails there and
// everything after it too. Nothing is lost, what is left is either the old
// ledger or none, and the next reset or begin puts the rest into the same
// folder.
func TestResetCutOff(t *testing.T) {
	defer func(was disk.Ops) { disk.System = was }(disk.System)
	for n, done := 1, false; !done; n++ {
		for _, next := range []string{"reset", "begin"} {
			disk.System = disk.Direct
			disk.System.Sync = func(*os.File) error { return nil }
			f, old := filled(t)
			before := tree(t, f.Dir)
			working := disk.System
			count := 0
			disk.System = working.With(disk.Hooks{Before: func(c disk.Call) error {
				if count++; count >= n {
					return errors.New("killed")
				}
				return nil
			}})
			_, err := f.Reset()
			disk.System = working
			if done = err == nil; done {
				break
			}
			if len(tree(t, f.Dir)) != len(before) {
				t.Fatalf("killed at %d: %d files of %d are left", n, len(tree(t, f.Dir)), len(before))
			}
			l, err := f.Open()
			whole := err == nil
			if !whole && !errors.Is(err, ErrNone) {
				t.Fatalf("killed at %d: Open said %v", n, err)
			}
			if whole {
				if _, err := l.LastApply(); err != nil || l.Agreement() != old.Agreement() {
					t.Errorf("killed at %d: the old ledger is there, and not whole: %v", n, err)
				}
				f.Sweep(noon)
				if f.has(forgettingDir) {
					t.Errorf("killed at %d: an empty folder is left", n)
				}
			}
			if next == "begin" && !whole {
				err = f.Begin(example(), later, "a", "b")
			} else {
				_, err = f.Reset()
			}
			if next == "reset" && !whole && errors.Is(err, ErrNone) {
				err = nil // it had only to be told so
			}
			if err != nil {
				t.Fatalf("killed at %d: the next %s said %v", n, next, err)
			}
			if diff := cmp.Diff(before, tree(t, f.path("forgotten-1"))); diff != "" {
				t.Errorf("killed at %d, then %s: put aside (-want +got):\n%s", n, next, diff)
			}
			if f.has("forgotten-2") || f.has(forgettingDir) {
				t.Errorf("killed at %d, then %s: it is in two folders:\n%s", n, next, listed(t, f.Dir))
			}
		}
		if n > 100 {
			t.Fatal("it never ends")
		}
	}
}

// TestDamagedPlaces: a ledger whose note of where both plans lay is cut off, emptied or
// may not be read is not opened; one from before there was such a note is.
func TestDamagedPlaces(t *testing.T) {
	dir := t.TempDir()
	if err := Begin(dir, plan.Plan{}, plan.Date{Year: 2026, Month: 3, Day: 2}, "plan.xlsx", "theirs.xlsx"); err != nil {
		t.Fatal(err)
	}
	f, path := At(dir), filepath.Join(dir, placesFile)
	if _, err := f.Open(); err != nil {
		t.Fatalf("without a note: %v", err)
	}
	if err := f.KeepPlaces(Places{Officers: Place{Tabs: []string{"Plan"}}}); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"emptied": nil, "cut off": whole[:len(whole)/2]} {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		var damaged *DamagedError
		if _, err := f.Open(); !errors.As(err, &damaged) || !strings.Contains(err.Error(), placesFile) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Open(); err != nil {
		t.Errorf("put back: %v", err)
	}
}
