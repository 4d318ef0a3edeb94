package ledger

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"actionplan/plan"
	"actionplan/reconcile"
)

func date(text string) plan.Value { return plan.Value{Kind: plan.KindDate, Text: text} }

// exampleMemory is a memory with everything a memory may hold.
func exampleMemory() reconcile.Memory {
	return reconcile.Memory{
		Decisions: []reconcile.Decision{
			{
				Question: reconcile.Key{Field: "due", Side: reconcile.Partner}, Kind: reconcile.QuestionColumn, Take: reconcile.TakeBack, By: "Head of Service", On: later,
			},
			{
				Question: reconcile.Key{Ref: "1.2", Field: "due"}, Kind: reconcile.QuestionConflict, Take: reconcile.TakeOther, Cleared: true, Replied: true,
				By: "Head of Service", Why: "The board moved it.\nTwice.", On: later,
				Said:  []reconcile.Said{{Ref: "1.2", Field: "due", Base: date("2026-03-31"), Officer: date("2026-04-30"), Partner: plan.Blank}, {Ref: "1.2", Field: "status"}},
				Other: map[plan.Field]plan.Entry{"due": {Value: date("2026-05-31"), Typed: "31/5/26"}},
			},
			{Question: reconcile.Key{Ref: "R4 / b"}, Kind: reconcile.QuestionRow, Take: reconcile.TakeAdd, Ref: "1.11"},
		},
		Refusals:   []reconcile.Refusal{{Ref: "1.2", Field: "due", Side: reconcile.Partner, Value: date("2026-09-30"), By: "Director", Why: "Too late", On: later}},
		Tombstones: []reconcile.Tombstone{{Ref: "2.4", Side: reconcile.Partner, Says: map[plan.Field]plan.Value{"action": text("Train").Value}, Told: true}},
		LeftOut:    []reconcile.LeftOut{{Ref: "2.5", Field: "lead", Side: reconcile.Officer, Says: map[plan.Field]plan.Value{"lead": text("Head").Value}, By: "Director"}},
	}
}

const memoryText = `
decision "" due
  side: partner
  kind: column
  take: bring back
  by: Head of Service
  on: 2026-03-31

decision 1.2 due
  kind: conflict
  take: other
  cleared: yes
  replied: yes
  by: Head of Service
  why:
    | The board moved it.
    | Twice.
  on: 2026-03-31
  said 1.2 due
    base date: 2026-03-31
    officer date: 2026-04-30
    partner blank
  said 1.2 status
  other due date: 2026-05-31
    typed: 31/5/26

decision "R4 / b" ""
  kind: row
  take: add
  ref: 1.11

refusal 1.2 due
  side: partner
  value date: 2026-09-30
  by: Director
  why: Too late
  on: 2026-03-31

tombstone 2.4 ""
  side: partner
  told: yes
  says action text: Train

leftout 2.5 lead
  side: officer
  says lead text: Head
  by: Director
`

func TestMemoryIsReadable(t *testing.T) {
	var body bytes.Buffer
	m := exampleMemory()
	slices.Reverse(m.Decisions)
	if err := formatMemory(&body, m); err != nil {
		t.Fatal(err)
	}
	got := sorted(strings.Split(body.String(), "\n\n"))
	if diff := cmp.Diff(sorted(strings.Split(memoryText, "\n\n")), got); diff != "" {
		t.Errorf("the answers (-want +got):\n%s", diff)
	}
	read, err := parse(sealAs(versionUnnamed, []byte(memoryText)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sortedMemory(exampleMemory()), sortedMemory(read.Memory)); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
}

func sorted(list []string) []string {
	for i := range list {
		list[i] = strings.Trim(list[i], "\n")
	}
	slices.Sort(list)
	return list
}

func sortedMemory(m reconcile.Memory) reconcile.Memory {
	m.Decisions = sortedBy(m.Decisions, func(d reconcile.Decision) reconcile.Key { return d.Question })
	m.Refusals = sortedBy(m.Refusals, func(r reconcile.Refusal) reconcile.Key {
		return reconcile.Key{Ref: r.Ref, Field: r.Field, Side: r.Side}
	})
	m.Tombstones = sortedBy(m.Tombstones, func(t reconcile.Tombstone) reconcile.Key { return reconcile.Key{Ref: t.Ref, Side: t.Side} })
	m.LeftOut = sortedBy(m.LeftOut, func(l reconcile.LeftOut) reconcile.Key {
		return reconcile.Key{Ref: l.Ref, Field: l.Field, Side: l.Side}
	})
	return m
}

// drawMemory draws answers, each about something else.
func drawMemory(t *rapid.T) reconcile.Memory {
	name := rapid.OneOf(anyText, rapid.StringMatching(`[a-z]{1,6}|x:[a-z :"]{0,8}|side|said`))
	value := rapid.Custom(func(t *rapid.T) plan.Value {
		return plan.Value{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Text: anyText.Draw(t, "text")}
	})
	perhaps := rapid.OneOf(value, rapid.Just(plan.Value{}))
	says := func() map[plan.Field]plan.Value {
		m := map[plan.Field]plan.Value{}
		for _, f := range rapid.SliceOfNDistinct(name, 0, 3, rapid.ID).Draw(t, "says") {
			m[plan.Field(f)] = value.Draw(t, "value")
		}
		return m
	}
	side := rapid.SampledFrom([]reconcile.Side{"", reconcile.Officer, reconcile.Partner})
	var m reconcile.Memory
	for _, ref := range sortedRefs(rapid.SliceOfNDistinct(name, 0, 3, rapid.ID).Draw(t, "about")) {
		f := plan.Field(name.Draw(t, "field"))
		d := reconcile.Decision{
			Question: reconcile.Key{Ref: ref, Field: f, Side: side.Draw(t, "side"), Table: rapid.SampledFrom([]string{"", "Plan", "a table"}).Draw(t, "table")}, Kind: reconcile.QuestionKind(anyText.Draw(t, "kind")), Take: reconcile.Take(anyText.Draw(t, "take")),
			Ref: plan.Ref(anyText.Draw(t, "new ref")), Cleared: rapid.Bool().Draw(t, "cleared"), Replied: rapid.Bool().Draw(t, "replied"),
			By: anyText.Draw(t, "by"), Why: anyText.Draw(t, "why"), On: rapid.SampledFrom([]plan.Date{{}, later}).Draw(t, "on"),
		}
		for range rapid.IntRange(0, 2).Draw(t, "said") {
			d.Said = append(d.Said, reconcile.Said{
				Ref: plan.Ref(name.Draw(t, "ref")), Field: plan.Field(name.Draw(t, "field")),
				Base: perhaps.Draw(t, "base"), Officer: perhaps.Draw(t, "officer"), Partner: perhaps.Draw(t, "partner"),
			})
		}
		for _, f := range rapid.SliceOfNDistinct(name, 0, 2, rapid.ID).Draw(t, "other") {
			if d.Other == nil {
				d.Other = map[plan.Field]plan.Entry{}
			}
			e := plan.Entry{Value: value.Draw(t, "value")}
			e.Typed = rapid.OneOf(anyText, rapid.Just(e.Value.Text)).Draw(t, "typed")
			d.Other[plan.Field(f)] = e
		}
		m.Decisions = append(m.Decisions, d)
		m.Refusals = append(m.Refusals, reconcile.Refusal{Ref: ref, Field: f, Side: side.Draw(t, "side"), Value: perhaps.Draw(t, "value"), By: d.By})
		m.Tombstones = append(m.Tombstones, reconcile.Tombstone{Ref: ref, Side: side.Draw(t, "side"), Says: says(), Told: d.Cleared, Why: d.Why})
		m.LeftOut = append(m.LeftOut, reconcile.LeftOut{Ref: ref, Field: f, Side: side.Draw(t, "side"), Says: says(), On: d.On})
	}
	return m
}

func sortedRefs(texts []string) []plan.Ref {
	refs := make([]plan.Ref, len(texts))
	for i, text := range texts {
		refs[i] = plan.Ref(text)
	}
	slices.SortFunc(refs, plan.CompareRefs)
	return refs
}

func TestMemoryNonsense(t *testing.T) {
	for _, tc := range []struct{ body, want string }{
		{"decision 1.2\n", "line 3: a ref and a field are missing"},
		{"decision 1.2 due more\n", "line 3: a ref and a field are missing"},
		{"decision \"1.2 due\n", "line 3: a ref and a field are missing"},
		{"decision 1.2 due\n  sort: of\n", "line 4: it is none of the lines an answer has"},
		{"decision 1.2 due\n  cleared: no\n", "line 4: cleared is not yes"},
		{"decision 1.2 due\n  said 1.2\n", "line 4: a ref and a field are missing"},
		{"decision 1.2 due\n  said 1.2 due\n    council blank\n", "line 5: a cell is said in the base, by the officer or by the partner"},
		{"decision 1.2 due\n  said 1.2 due\n    base blank\n    base blank\n", "line 6: a cell is said in the base, by the officer or by the partner"},
		{"refusal 1.2 due\n  value moon\n", `line 4: no kind of value is called "moon"`},
		{"refusal 1.2 due\n  on: soon\n", `line 4: "soon" is not a date written as 2026-03-31`},
		{"log: 12 bytes\n", "line 3: the log's length and checksum cannot be read"},
		{"log: 0 bytes, sha256 " + strings.Repeat("0", 64) + "\n", "line 3: the log's length and checksum cannot be read"},
	} {
		_, err := parse(sealAs(versionUnnamed, []byte(tc.body)))
		if err == nil || err.Error() != tc.want {
			t.Errorf("%q: parse said %v, want %q", tc.body, err, tc.want)
		}
	}
	two := reconcile.Memory{Refusals: []reconcile.Refusal{{Ref: "1", Field: "due"}, {Ref: "1", Field: "due", By: "x"}}}
	if _, err := format(state{Memory: two}); err == nil {
		t.Error("two refusals of one kind are remembered")
	}
}

// TestFirstVersion: a base that the first version wrote opens, and is saved in
// this version once there is something to save.
func TestFirstVersion(t *testing.T) {
	old, err := os.ReadFile(filepath.Join("testdata", "base-1.txt"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	path := filepath.Join(dir, baseFile)
	if err := os.WriteFile(path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	l := open(t, dir)
	if diff := cmp.Diff(example(), l.Base()); diff != "" {
		t.Errorf("the base (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(reconcile.Memory{}, l.Memory()); diff != "" {
		t.Errorf("the first version remembered no answers:\n%s", diff)
	}
	if err := l.Save(example(), later); err != nil {
		t.Fatal(err)
	}
	if now, _ := os.ReadFile(path); !bytes.Equal(now, old) {
		t.Error("nothing changed, and the file is written in another version")
	}
	if err := l.Keep(Next{Base: example(), Memory: exampleMemory()}, later); err != nil {
		t.Fatal(err)
	}
	l = open(t, dir)
	if diff := cmp.Diff(sortedMemory(exampleMemory()), sortedMemory(l.Memory())); diff != "" {
		t.Errorf("the memory (-want +got):\n%s", diff)
	}
	if l.Agreed() != begun {
		t.Errorf("only answers were saved, and the base is said to have moved on %v", l.Agreed())
	}
}

func entries(words ...string) []Entry {
	var list []Entry
	for _, w := range words {
		list = append(list, Entry{
			On: later, What: Moved, Ref: "1.2", Field: "due", How: "officer moved", By: "Head of Service", Why: w,
			Was: plan.Entry{Value: date("2026-03-31"), Typed: "31/3/26"}, Now: text(w),
		})
	}
	return list
}

func TestLog(t *testing.T) {
	dir, _ := begin(t)
	l := open(t, dir)
	if len(l.Log("")) > 0 {
		t.Fatalf("a new ledger's log says %+v", l.Log(""))
	}
	all := append(entries("first", "second\nline"), Entry{What: LetGo, Field: "due", How: "partner"}, Entry{On: later, What: Added, Ref: "2.5", How: "officer"})
	if err := l.Keep(Next{Base: l.Base(), Memory: l.Memory(), Entries: all[:2]}, later); err != nil {
		t.Fatal(err)
	}
	if err := l.Keep(Next{Base: l.Base(), Memory: exampleMemory(), Entries: all[2:]}, later); err != nil {
		t.Fatal(err)
	}
	for _, l := range []*Ledger{l, open(t, dir)} {
		if diff := cmp.Diff(all, l.Log("")); diff != "" {
			t.Errorf("the log (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(all[:2], l.Log("1.2")); diff != "" {
			t.Errorf("the log of 1.2 (-want +got):\n%s", diff)
		}
	}
}

// TestLogOfAnother: what is told of an action that was gone, or let go, before another
// was added under its ref is not told of that one; nor of one whose end undo took back.
func TestLogOfAnother(t *testing.T) {
	for name, tc := range map[string]struct {
		since []Entry
		first int // the first entry that is the action's
	}{
		"gone, and added by both":    {[]Entry{{What: Dropped, Ref: "1.2"}, {What: Moved, Ref: "1.2", Field: "due", How: "partner moved"}}, 2},
		"gone, and another added":    {[]Entry{{What: Dropped, Ref: "1.2"}, {What: Added, Ref: "1.2", How: "officer"}}, 2},
		"gone, and nothing since":    {[]Entry{{What: Dropped, Ref: "1.2"}}, 0},
		"gone, and taken back":       {[]Entry{{What: Dropped, Ref: "1.2"}, {What: PutBack, Ref: "1.2", How: Dropped}, {What: Moved, Ref: "1.2", Field: "due", How: "partner moved"}}, 0},
		"let go, and another added":  {[]Entry{{What: LetGo, Ref: "1.2", How: "partner"}, {What: Added, Ref: "1.2", How: "officer"}}, 2},
		"let go, and gone from both": {[]Entry{{What: LetGo, Ref: "1.2", How: "partner"}, {What: Dropped, Ref: "1.2"}}, 0},
		"a column of it let go":      {[]Entry{{What: LetGo, Ref: "1.2", Field: "due", How: "partner"}, {What: Moved, Ref: "1.2", Field: "due", How: "partner moved"}}, 0},
	} {
		dir, _ := begin(t)
		l := open(t, dir)
		all := append(entries("of the first"), tc.since...)
		must(t, l.Keep(Next{Base: l.Base(), Memory: l.Memory(), Entries: all}, later))
		if diff := cmp.Diff(all[tc.first:], l.Log("1.2")); diff != "" {
			t.Errorf("%s: the log of 1.2 (-want +got):\n%s", name, diff)
		}
	}
}

// TestStoppedBetweenTheFiles: whatever a run added to the log that stopped
// before it saved its base is neither believed nor there twice.
func TestStoppedBetweenTheFiles(t *testing.T) {
	dir, _ := begin(t)
	l := open(t, dir)
	if err := l.Keep(Next{Base: l.Base(), Entries: entries("kept")}, later); err != nil {
		t.Fatal(err)
	}
	for _, tail := range [][]Entry{entries("lost", "and lost"), entries("lost")} {
		if _, err := At(dir).appendLog(l.past, tail); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(entries("kept"), open(t, dir).Log("")); diff != "" {
			t.Errorf("a stopped run is believed (-want +got):\n%s", diff)
		}
	}
	// Half a line of it, too.
	path := filepath.Join(dir, logFile)
	if err := os.WriteFile(path, append(slices.Clone(l.past), "\nmoved 1.2 d"...), 0o600); err != nil {
		t.Fatal(err)
	}
	l = open(t, dir)
	if err := l.Keep(Next{Base: l.Base(), Entries: entries("next")}, later); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(entries("kept", "next"), open(t, dir).Log("")); diff != "" {
		t.Errorf("the log (-want +got):\n%s", diff)
	}
	// What cannot be saved adds nothing to the log.
	before, _ := os.ReadFile(path)
	if err := l.Keep(Next{Base: plan.Plan{Actions: []plan.Action{{}}}, Entries: entries("never")}, later); err == nil {
		t.Error("an action without a ref is remembered")
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("nothing was saved, and the log says more")
	}
}

// TestLogDamage changes, drops and adds every byte of the log that is the
// base's: none of it may be believed.
func TestLogDamage(t *testing.T) {
	dir, _ := begin(t)
	l := open(t, dir)
	if err := l.Keep(Next{Base: l.Base(), Memory: exampleMemory(), Entries: entries("kept", "too")}, later); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, logFile)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, bad []byte) {
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		var damaged *DamagedError
		if _, err := Open(dir); !errors.As(err, &damaged) || damaged.Hint() == "" || !strings.Contains(err.Error(), logFile) {
			t.Fatalf("%s: Open said %v", what, err)
		}
	}
	for i := range good {
		check("cut short", good[:i])
		changed := slices.Clone(good)
		changed[i] ^= 1
		check("a byte changed", changed)
		if bad := slices.Insert(slices.Clone(good), i, ' '); !bytes.HasPrefix(bad, good) {
			check("a byte added", bad)
		}
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	var damaged *DamagedError
	if _, err := Open(dir); !errors.As(err, &damaged) {
		t.Errorf("the log is gone, and Open said %v", err)
	}
}

// TestMemoryDamage does the same to a base with everything in it.
func TestMemoryDamage(t *testing.T) {
	good, err := format(state{Begun: begun, Log: markOf([]byte("x")), Base: example(), Memory: exampleMemory()})
	if err != nil {
		t.Fatal(err)
	}
	for i := range good {
		changed := slices.Clone(good)
		changed[i] ^= 1
		for _, bad := range [][]byte{good[:i], changed, slices.Delete(slices.Clone(good), i, i+1)} {
			_, err := parse(bad)
			var damaged *DamagedError
			var newer *NewerError
			if !bytes.Equal(bad, good) && !errors.As(err, &damaged) && !errors.As(err, &newer) {
				t.Errorf("byte %d: parse said %v", i, err)
			}
		}
	}
}

func TestEntries(t *testing.T) {
	s := reconcile.Settlement{
		Changes: []reconcile.Change{{
			Ref: "1.2", Field: "due", Verdict: reconcile.MovedApart, By: "Head of Service", Why: "Agreed on Monday",
			Base: plan.Entry{Value: date("2026-03-31"), Cell: plan.Cell{Row: 4}}, Now: plan.Entry{Value: date("2026-04-30"), Typed: "30/4/26", Writable: true},
		}},
		OfficerRows: []reconcile.NewRow{{Ref: "2.5", By: "Director"}}, PartnerRows: []reconcile.NewRow{{Ref: "2.6"}},
		Used: []reconcile.Decision{{Question: reconcile.Key{Ref: "2.7"}, Take: reconcile.TakeLeave}, {Question: reconcile.Key{Field: "due", Side: reconcile.Officer}, Take: reconcile.TakeGo, Why: "Not used"}, {Question: reconcile.Key{Ref: "2.8", Field: "due"}, Take: reconcile.TakeOfficer, By: "Director"}, {Take: reconcile.TakeAdd}},
	}
	want := []Entry{
		{On: later, What: Moved, Ref: "1.2", Field: "due", How: "moved apart", Was: plan.Entry{Value: date("2026-03-31")}, Now: plan.Entry{Value: date("2026-04-30"), Typed: "30/4/26"}, By: "Head of Service", Why: "Agreed on Monday"},
		{On: later, What: Added, Ref: "2.5", How: "officer", By: "Director"},
		{On: later, What: Added, Ref: "2.6", How: "partner"},
		{On: later, What: LeftOut, Ref: "2.7"},
		{On: later, What: LetGo, Field: "due", How: "officer", Why: "Not used"},
		{On: later, What: Alike, Ref: "2.8", Field: "due", By: "Director"},
	}
	if diff := cmp.Diff(want, Entries(s, later)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestLogRoundTrip: whatever the log holds is read back as it was.
func TestLogRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var want []Entry
		for range rapid.IntRange(0, 4).Draw(t, "entries") {
			e := Entry{
				What: rapid.SampledFrom([]string{Moved, Added, LetGo, LeftOut}).Draw(t, "what"), Ref: plan.Ref(anyText.Draw(t, "ref")), Field: plan.Field(anyText.Draw(t, "field")),
				How: anyText.Draw(t, "how"), By: anyText.Draw(t, "by"), Why: anyText.Draw(t, "why"), On: rapid.SampledFrom([]plan.Date{{}, later}).Draw(t, "on"),
			}
			if rapid.Bool().Draw(t, "a cell") {
				e.Was = plan.Entry{Value: plan.Value{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Text: anyText.Draw(t, "text")}, Typed: anyText.Draw(t, "typed")}
				e.Now = plan.Entry{Value: plan.Blank}
			}
			want = append(want, e)
		}
		got, err := parseLog(append([]byte(logTitle), formatLog(want)...))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("read back (-want +got):\n%s", diff)
		}
	})
}

// TestBySettings: the base remembers of which columns the settings say what they
// mean, of a side and of one of its tables, in lines that an earlier build reads for
// those of some other side.
func TestBySettings(t *testing.T) {
	base := example()
	base.Columns = []plan.Column{
		{Table: "officer", Field: "due", Heading: "Due date", Given: true},
		{Table: "partner", Field: "due", Heading: "By"},
		{Table: "partner", Of: "Learning", Field: "due", Heading: "By", Given: true},
		{Table: "partner", Of: "Learning", Field: "lead", Heading: "Led by", Hidden: true, Given: true},
	}
	text, err := format(state{Base: base})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{`"officer by settings" column due: Due date`, `"partner by settings table Learning" lost column lead: Led by`} {
		if !strings.Contains(string(text), "\n"+line+"\n") {
			t.Errorf("there is no line %s", line)
		}
	}
	read, err := parse(text)
	if diff := cmp.Diff(base.Columns, read.Base.Columns); err != nil || diff != "" {
		t.Errorf("read again (%v, -want +got):\n%s", err, diff)
	}
	lone := sealAs(versionUnnamed, []byte("officer column due: Due\n\"officer by settings\" column lead: Lead\n"))
	if _, err := parse(lone); err == nil {
		t.Error("the settings say what a column means that is not there")
	}
}
