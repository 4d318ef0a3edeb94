package ledger

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"actionplan/plan"
)

var (
	begun, _ = plan.NewDate(2026, 1, 8)
	later, _ = plan.NewDate(2026, 3, 31)
	longAgo  = time.Date(2000, 1, 2, 3, 4, 5, 0, time.UTC)
)

func text(words string) plan.Entry {
	return plan.Entry{Value: plan.Value{Kind: plan.KindText, Text: words}, Typed: words}
}

// example is a base with everything a base may hold.
func example() plan.Plan {
	return plan.Plan{
		Columns: []plan.Column{
			{Table: "officer", Field: "due", Heading: "Due date"},
			{Table: "officer", Field: "x:key worker", Heading: "Key worker:"},
			{Table: "partner", Field: "due", Heading: " Due\nby "},
		},
		Actions: []plan.Action{
			{ID: "1.2", Ref: "1.2", Table: "Plan", Entries: plan.EntriesOf(map[plan.Field]plan.Entry{
				"due":          {Value: plan.Value{Kind: plan.KindDate, Text: "2026-03-31"}, Typed: "31/3/26"},
				"progress":     text("Ten posts advertised.\n\n  Four filled. "),
				"rag":          {Value: plan.Value{Kind: plan.KindRating, Text: "amber"}},
				"status":       {Value: plan.Blank},
				"x:key worker": text("\"in quotes\""),
			})},
			{ID: "1.10", Ref: "1.10", Table: "Plan", Entries: plan.EntriesOf(map[plan.Field]plan.Entry{
				"due": {Value: plan.Value{Kind: plan.KindPlaceholder, Text: "TBC"}, Typed: "tbc"},
			})},
			{ID: "R4 / b", Ref: "R4 / b", Entries: plan.EntriesOf(map[plan.Field]plan.Entry{"action": text("| a bar")})},
		},
	}
}

const exampleText = `begun: 2026-01-08
agreed: 2026-01-08
officers: plan.xlsx
partners: Improvement plan

officer column due: Due date
officer column "x:key worker": Key worker:
partner column due:
    |  Due
    | by 

action 1.2
  table: Plan
  due date: 2026-03-31
    typed: 31/3/26
  progress text:
    | Ten posts advertised.
    | 
    |   Four filled. 
  rag rating: amber
    typed: ""
  status blank
  "x:key worker" text: "\"in quotes\""

action 1.10
  table: Plan
  due placeholder: TBC
    typed: tbc

action "R4 / b"
  action text: | a bar
`

// TestReadable holds the format to what a person was promised to see.
func TestReadable(t *testing.T) {
	got, err := format(state{Begun: begun, Agreed: begun, Officers: "plan.xlsx", Partners: "Improvement plan", Base: example()})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(sealAs(versionUnnamed, []byte(exampleText))), string(got)); diff != "" {
		t.Errorf("the file (-want +got):\n%s", diff)
	}
}

func TestBeginOpenSave(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	if _, err := Open(dir); !errors.Is(err, ErrNone) {
		t.Errorf("before Begin, Open said %v, want ErrNone", err)
	}
	if err := Begin(dir, example(), begun, "plan.xlsx", "Improvement plan"); err != nil {
		t.Fatal(err)
	}
	if err := Begin(dir, plan.Plan{}, later, "", ""); !errors.Is(err, ErrBegun) {
		t.Errorf("a second Begin said %v, want ErrBegun", err)
	}
	l := open(t, dir)
	if diff := cmp.Diff(example(), l.Base()); diff != "" {
		t.Errorf("the base (-want +got):\n%s", diff)
	}
	if l.Begun() != begun || l.Agreed() != begun || l.Officers() != "plan.xlsx" || l.Partners() != "Improvement plan" {
		t.Errorf("the ledger remembers %v, %v, %q, %q", l.Begun(), l.Agreed(), l.Officers(), l.Partners())
	}
	next := example()
	next.Actions = next.Actions[:2]
	if err := l.Save(next, later); err != nil {
		t.Fatal(err)
	}
	l = open(t, dir)
	if diff := cmp.Diff(next, l.Base()); diff != "" {
		t.Errorf("the saved base (-want +got):\n%s", diff)
	}
	if l.Begun() != begun || l.Agreed() != later {
		t.Errorf("begun %v, agreed %v", l.Begun(), l.Agreed())
	}
}

func open(t *testing.T, dir string) *Ledger {
	t.Helper()
	l, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func begin(t *testing.T) (dir, path string) {
	t.Helper()
	dir = t.TempDir()
	if err := Begin(dir, example(), begun, "plan.xlsx", "sheet"); err != nil {
		t.Fatal(err)
	}
	return dir, filepath.Join(dir, baseFile)
}

func TestSaveOfTheSameWritesNothing(t *testing.T) {
	dir, path := begin(t)
	if err := os.Chtimes(path, longAgo, longAgo); err != nil {
		t.Fatal(err)
	}
	base := example()
	slices.Reverse(base.Actions)
	if err := open(t, dir).Save(base, later); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || !info.ModTime().Equal(longAgo) {
		t.Errorf("the file was written again (%v)", err)
	}
}

func TestSaveRefusesALedgerThatMoved(t *testing.T) {
	dir, _ := begin(t)
	first, second := open(t, dir), open(t, dir)
	if err := first.Save(plan.Plan{}, later); err != nil {
		t.Fatal(err)
	}
	if err := second.Save(example(), later); !errors.Is(err, ErrMoved) {
		t.Errorf("Save said %v, want ErrMoved", err)
	}
	if n := len(open(t, dir).Base().Actions); n != 0 {
		t.Errorf("the first save was written over: %d actions", n)
	}
}

func TestSaveRefusesWhatCannotBeRemembered(t *testing.T) {
	dir, _ := begin(t)
	for want, base := range map[string]plan.Plan{
		"an agreed action has no ref":              {Actions: []plan.Action{{Ref: "1"}, {}}},
		"the ref 1 stands on two agreed actions":   {Actions: []plan.Action{{Ref: "1"}, {Ref: "2"}, {Ref: "1"}}},
		"cannot be read back: line 9: an action's": {Columns: []plan.Column{{Table: "action", Field: "due"}}},
	} {
		if err := open(t, dir).Save(base, later); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Save said %v, want %q", err, want)
		}
	}
	if diff := cmp.Diff(example(), open(t, dir).Base()); diff != "" {
		t.Errorf("the base moved (-want +got):\n%s", diff)
	}
}

// TestDamage changes, drops and adds every single byte, and cuts the file
// short everywhere: none of it may be believed.
func TestDamage(t *testing.T) {
	dir, path := begin(t)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, bad []byte) {
		if bytes.Equal(bad, good) {
			return
		}
		_, err := parse(bad)
		var damaged *DamagedError
		var newer *NewerError
		if !errors.As(err, &damaged) && !errors.As(err, &newer) {
			t.Errorf("%s: parse said %v", what, err)
		}
	}
	for i := range good {
		check("cut short", good[:i])
		check("a byte dropped", slices.Delete(slices.Clone(good), i, i+1))
		check("a byte added", slices.Insert(slices.Clone(good), i, ' '))
		changed := slices.Clone(good)
		changed[i] ^= 1
		check("a byte changed", changed)
	}
	check("another system's newlines", bytes.ReplaceAll(good, []byte("\n"), []byte("\r\n")))

	if err := os.WriteFile(path, good[:len(good)-2], 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = Open(dir)
	var hinted interface{ Hint() string }
	if !errors.As(err, &hinted) || hinted.Hint() == "" {
		t.Errorf("Open said %v, without a hint", err)
	}
	if err := Begin(dir, plan.Plan{}, later, "", ""); !errors.Is(err, ErrBegun) {
		t.Errorf("Begin over a damaged base said %v, want ErrBegun", err)
	}
}

func TestNewer(t *testing.T) {
	_, err := parse([]byte("actionplan base 7\nwhatever comes\n"))
	var newer *NewerError
	if !errors.As(err, &newer) || newer.Version != 7 || newer.Hint() == "" {
		t.Fatalf("parse said %v", err)
	}
	if want := "it was written by a later actionplan (format 7; this one reads up to 4)"; err.Error() != want {
		t.Errorf("parse said %q, want %q", err, want)
	}
}

// TestSealedNonsense is about files whose checksum is right and whose lines
// are not.
func TestSealedNonsense(t *testing.T) {
	for _, tc := range []struct{ body, want string }{
		{"nonsense\n", "line 3: it is none of the lines a base has"},
		{"begun: 31/3/26\n", `line 3: "31/3/26" is not a date written as 2026-03-31`},
		{"action\n", "line 3: it is none of the lines a base has"},
		{"action \n", "line 3: an action's ref cannot be read"},
		{"action 1 2\n", "line 3: an action's ref cannot be read"},
		{"action 1\naction 1\n", "line 4: the ref 1 stands on two actions"},
		{"action 1\n  due date: 2026-01-01\n  due blank\n", "line 5: due stands twice"},
		{"action 1\n  due moon: full\n", `line 4: no kind of value is called "moon"`},
		{"action 1\n  due absent\n", `line 4: no kind of value is called "absent"`},
		{"action 1\n  due text:\n", "line 4: a text is missing"},
		{"action 1\n  due text:x\n", "line 4: a colon and a text are missing"},
		{"action 1\n  due text: \"x\n", "line 4: a quoted text cannot be read"},
		{"action \"1\n", "line 3: an action's ref cannot be read"},
		{"officers: a\nofficers: b\n", "line 4: it is none of the lines a base has"},
	} {
		_, err := parse(sealAs(versionUnnamed, []byte(tc.body)))
		if err == nil || err.Error() != tc.want {
			t.Errorf("%q: parse said %v, want %q", tc.body, err, tc.want)
		}
	}
}

// anyText draws texts that a line-based format could trip over.
var anyText = rapid.OneOf(
	rapid.String(),
	rapid.SampledFrom([]string{
		"", " ", "\n", "\n\n", "a\nb", "a\n", "\na", " a", "a ", "a:", ":", "\"", "\"a\"", "`", "|", "    | a", "a\r\nb", "\r",
		"a\u00a0b", "\u200b", "a\u2028b", "\xff", "a\xffb\nc", "action 1", "typed: x", "\\n", "31/3/26", "=1+2", "\x00",
	}),
	rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.String(), 1, 4).Draw(t, "lines"), "\n")
	}),
)

func drawState(t *rapid.T) state {
	name := rapid.OneOf(anyText, rapid.StringMatching(`[a-z]{1,6}|x:[a-z :"]{0,8}|table|typed`))
	s := state{Begun: begun, Agreed: later, Officers: anyText.Draw(t, "officers"), Partners: anyText.Draw(t, "partners")}
	for _, field := range rapid.SliceOfNDistinct(name, 0, 3, rapid.ID).Draw(t, "columns") {
		side := rapid.SampledFrom([]string{"officer", "partner"}).Draw(t, "side")
		s.Base.Columns = append(s.Base.Columns, plan.Column{Table: side, Of: rapid.SampledFrom([]string{"", "Plan", "a table", "Home\nvisits"}).Draw(t, "of"), Field: plan.Field(field), Heading: anyText.Draw(t, "heading"), Hidden: rapid.Bool().Draw(t, "lost")})
	}
	s.Base.Columns = sortedColumns(s.Base.Columns)
	refs := rapid.SliceOfNDistinct(name.Filter(func(s string) bool { return s != "" }), 0, 4, rapid.ID).Draw(t, "refs")
	slices.SortFunc(refs, func(a, b string) int { return plan.CompareRefs(plan.Ref(a), plan.Ref(b)) })
	for _, ref := range refs {
		a := plan.Action{ID: plan.ID(ref), Ref: plan.Ref(ref), Table: anyText.Draw(t, "table")}
		for _, field := range rapid.SliceOfNDistinct(name, 0, 3, rapid.ID).Draw(t, "fields") {
			e := plan.Entry{Value: plan.Value{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Text: anyText.Draw(t, "text")}}
			if rapid.Bool().Draw(t, "a date with words") {
				e.Value = plan.Value{Kind: plan.KindDate, Text: "2026-03-31", Beside: rapid.StringMatching(`[a-z0-9?]{1,8}( [a-z0-9?]{1,8}){0,3}`).Draw(t, "beside")}
			}
			e.Typed = rapid.OneOf(anyText, rapid.Just(e.Value.Whole())).Draw(t, "typed")
			a.Set(plan.Field(field), e)
		}
		s.Base.Actions = append(s.Base.Actions, a)
	}
	s.Memory = drawMemory(t)
	return s
}

// kinds is every kind a base may hold.
var kinds = []plan.Kind{
	plan.KindBlank, plan.KindPlaceholder, plan.KindVague, plan.KindText, plan.KindNumber,
	plan.KindDate, plan.KindRating, plan.KindBoolean, plan.KindError,
}

// TestRoundTrip: whatever a base holds is read back as it was.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := drawState(t)
		data, err := format(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := parse(data)
		if err != nil {
			t.Fatalf("%v in\n%s", err, data)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("read back (-want +got):\n%s\nfrom\n%s", diff, data)
		}
	})
}

// FuzzParse: no bytes make the reader panic, and what it reads it writes so
// that it reads the same again.
func FuzzParse(f *testing.F) {
	f.Add([]byte(exampleText))
	f.Add(sealAs(versionUnnamed, []byte(exampleText)))
	f.Add([]byte("action \"1\"\n  due text:\n    | \n    typed: \"\\xff\"\n"))
	f.Add([]byte("actionplan base 3\n"))
	f.Add([]byte(memoryText))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = parse(data)
		read, err := parse(sealAs(versionUnnamed, data))
		if err != nil {
			return
		}
		again, err := format(read)
		if err != nil && strings.Contains(err.Error(), "two of one kind") {
			return
		}
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		same, err := parse(again)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, again)
		}
		read.Base.Columns = sortedColumns(read.Base.Columns)
		read.Memory, same.Memory = sortedMemory(read.Memory), sortedMemory(same.Memory)
		slices.SortStableFunc(read.Base.Actions, func(a, b plan.Action) int { return plan.CompareRefs(a.Ref, b.Ref) })
		if diff := cmp.Diff(read, same); diff != "" {
			t.Fatalf("read again (-first +second):\n%s\nfrom\n%s", diff, again)
		}
	})
}
