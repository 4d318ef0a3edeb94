package settings

import (
	"bytes"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"

	"actionplan/plan"
)

var update = flag.Bool("update", false, "write docs/settings.md")

// inFileShape lists every setting that the file's shape has, as Known names it.
func inFileShape(shape reflect.Type, within string) []string {
	var names []string
	for i := range shape.NumField() {
		if !shape.Field(i).IsExported() {
			continue // the line it stands in
		}
		member, name := shape.Field(i).Type, within+shape.Field(i).Tag.Get("yaml")
		shared := within == "partner." && (member == reflect.TypeOf([]Pin{}) || member == reflect.TypeOf([]Heading{})) // told under tables and headings
		switch {
		case member.Kind() == reflect.Struct && member != reflect.TypeOf(Day{}):
			names = append(names, inFileShape(member, name+".")...)
		case member.Kind() == reflect.Slice && member.Elem().Kind() == reflect.Struct && member.Elem() != reflect.TypeOf(Day{}) && !shared:
			names = append(append(names, name), inFileShape(member.Elem(), name+"[].")...)
		default:
			names = append(names, name)
		}
	}
	return names
}

func TestEverySettingIsKnown(t *testing.T) {
	var known []string
	for _, s := range Known {
		known = append(known, s.Key)
	}
	want := inFileShape(fileShape, "")
	if diff := cmp.Diff(slices.Sorted(slices.Values(want)), slices.Sorted(slices.Values(known))); diff != "" {
		t.Errorf("the file's shape and what is said of settings differ (- in the file alone):\n%s", diff)
	}
}

// TestExamplesAreRead asks that what the page shows can be written in a file.
func TestExamplesAreRead(t *testing.T) {
	for _, s := range Known {
		if s.Example == "" {
			continue
		}
		var text strings.Builder
		levels := strings.Split(s.Key, ".")
		for i, level := range levels {
			text.WriteString(strings.Repeat("  ", i) + level + ":")
			if i < len(levels)-1 {
				text.WriteString("\n")
			}
		}
		path := write(t, text.String()+spaced(s.Example)+"\n")
		read, err := Load(path, nil)
		if err != nil {
			t.Errorf("%s: %v", s.Key, err)
			continue
		}
		if s.Single() && s.written(&read.File) == s.Default {
			t.Errorf("%s: nothing came of its example %s", s.Key, s.Example)
		}
	}
}

func TestReferencePage(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "settings.md")
	if *update {
		if err := os.WriteFile(path, []byte(Reference()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Reference(), string(page)); diff != "" {
		t.Errorf("docs/settings.md is not what the code says (go test ./internal/settings -update):\n%s", diff)
	}
}

// TestVariables gives every single setting by its variable, over a file that
// says something else and over a file that says nothing.
func TestVariables(t *testing.T) {
	for _, s := range Known {
		if !s.Single() {
			continue
		}
		value, other := "said by the variable", "\"said by the file\""
		switch {
		case s.day != nil:
			value, other = "2026-02-03", "2025-01-01"
		case s.truth != nil:
			value, other = "true", "false"
		}
		levels, text := strings.Split(s.Key, "."), ""
		for i, level := range levels {
			text += strings.Repeat("  ", i) + level + ":\n"
		}
		for _, file := range []string{"council: x\n", strings.TrimSuffix(text, "\n") + " " + other + "\n"} {
			t.Run(s.Key, func(t *testing.T) {
				path := write(t, file)
				t.Setenv(s.Variable(), value)
				read, err := Load(path, nil)
				if err != nil || s.written(&read.File) != value {
					t.Errorf("%s=%s over %q gives %q (%v)", s.Variable(), value, file, s.written(&read.File), err)
				}
			})
		}
	}
}

func TestVariablesThatAreWrong(t *testing.T) {
	for name, value := range map[string]string{"ACTIONPLAN_MEETING": "23/03/2026", "ACTIONPLAN_PARTNER_SIGN_IN_DEFAULT": "yes"} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, value)
			_, err := Load(write(t, "plan: a.xlsx\n"), nil)
			if err == nil || !strings.Contains(err.Error(), "read "+name+": ") || !strings.Contains(err.Error(), value) {
				t.Errorf("%s=%s was answered with %v", name, value, err)
			}
		})
	}
}

// TestOneTextAsItIsWritten asks that no number is made of a text: a title may
// be a year, a folder may be called 010.
func TestOneTextAsItIsWritten(t *testing.T) {
	for _, text := range []string{"2026", "010", "0x10", "1_000", "2026-03-31", "true", "yes", "No", "A.B.C", "1e3x", "Über: den"} {
		written := text
		if strings.Contains(text, ": ") {
			written = `"` + text + `"`
		}
		s, err := Load(write(t, "title: "+written+"\nledger: "+written+"\n"), nil)
		if err != nil || s.File.Title != text || filepath.Base(s.File.Ledger) != text {
			t.Errorf("%q was read as title %q and ledger %q (%v)", text, s.File.Title, s.File.Ledger, err)
		}
	}
	s, err := Load(write(t, "ledger:\npacks: \"\"\n"), nil)
	if err != nil || filepath.Base(s.File.Ledger) != "ledger" || s.File.Packs != filepath.Dir(s.Path) {
		t.Errorf("a ledger that is left blank is read as %q, packs as %q (%v)", s.File.Ledger, s.File.Packs, err)
	}
}

// TestRefsAndHeadingsAreValues asks that capitals, dots and noughts in them
// come through.
func TestRefsAndHeadingsAreValues(t *testing.T) {
	s, err := Load(write(t, `
headings: [{heading: "No. 1.10: WHO.leads", field: lead}, {heading: Impact, field: none}]
checks: [{rule: overdue, ref: "R4.B/1.10", severity: low, why: x}]
share: ["x:Part A. 1.10"]
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	if s.File.Headings[0].Heading != "No. 1.10: WHO.leads" || s.File.Headings[1].Field != "none" || s.CheckOptions().Overrides[0].Ref != "R4.B/1.10" || !s.Agreement().Share["x:Part A. 1.10"] {
		t.Errorf("read as %+v", s.File)
	}
}

func TestPartnersCopyIsOneThing(t *testing.T) {
	const address = "https://docs.google.com/spreadsheets/d/x"
	for name, c := range map[string]struct {
		file, variable, flag string
		book, sheet          string
	}{
		"a flag over a sheet":            {"partner: {sheet: \"" + address + "\"}\n", "", "other.xlsx", "other.xlsx", ""},
		"an address over a workbook":     {"partner: {workbook: b.xlsx}\n", "", address, "", address},
		"a variable over a workbook":     {"partner: {workbook: b.xlsx}\n", address, "", "", address},
		"a flag over a variable":         {"plan: a.xlsx\n", address, "other.xlsx", "other.xlsx", ""},
		"an address over an address":     {"partner: {sheet: \"" + address + "y\"}\n", "", address, "", address},
		"the file alone":                 {"partner: {sheet: \"" + address + "\"}\n", "", "", "", address},
		"an address in the wrong place":  {"partner: {workbook: \"" + address + "\"}\n", "", "", "", address},
		"nothing but a variable's sheet": {"plan: a.xlsx\n", address, "", "", address},
	} {
		t.Run(name, func(t *testing.T) {
			path := write(t, c.file)
			t.Setenv("ACTIONPLAN_PARTNER_SHEET", c.variable)
			flags := pflag.NewFlagSet("x", pflag.ContinueOnError)
			flags.String("partner", "", "")
			if c.flag != "" {
				if err := flags.Parse([]string{"--partner", c.flag}); err != nil {
					t.Fatal(err)
				}
			}
			s, err := Load(path, flags)
			if err != nil || s.File.Partner.Workbook != c.book || s.File.Partner.Sheet != c.sheet {
				t.Errorf("the partners' copy is %q and %q (%v)", s.File.Partner.Workbook, s.File.Partner.Sheet, err)
			}
		})
	}
}

// TestFoundAbove lays a settings file in one folder and works in another.
func TestFoundAbove(t *testing.T) {
	root := t.TempDir() // stands in a folder everybody may write to, which is a boundary
	home := filepath.Join(root, "home")
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	for _, c := range []struct {
		name, file, here, want string
		open                   string // a folder that everybody may write to
	}{
		{name: "this folder", file: "home/plan", here: "home/plan", want: "actionplan.yaml"},
		{name: "one above", file: "home/plan", here: "home/plan/packs", want: "../actionplan.yaml"},
		{name: "three above", file: "home/plan", here: "home/plan/packs/a/b", want: "../../../actionplan.yaml"},
		{name: "the home folder", file: "home", here: "home/plan/packs", want: "../../actionplan.yaml"},
		{name: "above the home folder", file: "", here: "home/plan"},
		{name: "above the home folder, from it", file: "", here: "home"},
		{name: "nowhere", file: "home/other", here: "home/plan"},
		{name: "below", file: "home/plan/packs", here: "home/plan"},
		{name: "where everybody writes", file: "home/drop", here: "home/drop/plan", open: "home/drop"},
		{name: "here, where everybody writes", file: "home/drop2", here: "home/drop2", want: "actionplan.yaml", open: "home/drop2"},
		{name: "not at home", file: "shared/plan", here: "shared/plan/packs", want: "../actionplan.yaml"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, folder := range []string{c.file, c.here} {
				if err := os.MkdirAll(filepath.Join(root, folder), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			path := filepath.Join(root, c.file, FileName)
			if err := os.WriteFile(path, []byte("plan: plan.xlsx\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			defer os.Remove(path)
			if c.open != "" {
				if err := os.Chmod(filepath.Join(root, c.open), 0o777); err != nil {
					t.Fatal(err)
				}
			}
			t.Chdir(filepath.Join(root, c.here))
			s, err := Load("", nil)
			if err != nil || filepath.ToSlash(s.Path) != c.want || s.Above != (c.file != c.here && c.want != "") {
				t.Fatalf("found %q, above %v (%v); want %q", s.Path, s.Above, err, c.want)
			}
			if c.want == "" {
				return
			}
			if plan, err := filepath.Abs(s.File.Plan); err != nil || plan != filepath.Join(root, c.file, "plan.xlsx") {
				t.Errorf("the plan is %s (%v)", plan, err)
			}
			if ledger, err := filepath.Abs(s.File.Ledger); err != nil || ledger != filepath.Join(root, c.file, "ledger") {
				t.Errorf("the ledger is %s (%v)", ledger, err)
			}
		})
	}
}

// TestFoundAboveThroughALink asks that ".." leads to the file that was looked
// at, also where the folder is known by another name.
func TestFoundAboveThroughALink(t *testing.T) {
	root := t.TempDir()
	for _, folder := range []string{"real/packs", "elsewhere", "drop/packs", "mine"} {
		if err := os.MkdirAll(filepath.Join(root, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for folder, text := range map[string]string{"real": "title: real\n", "elsewhere": "title: elsewhere\n", "drop": "title: drop\n"} {
		if err := os.WriteFile(filepath.Join(root, folder, FileName), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	link := filepath.Join(root, "elsewhere", "packs")
	if err := os.Symlink(filepath.Join(root, "real", "packs"), link); err != nil {
		t.Skip(err)
	}
	t.Chdir(link)
	if s, err := Load("", nil); err != nil || s.File.Title != "real" || !s.Above {
		t.Errorf("found %q saying %q (%v)", s.Path, s.File.Title, err)
	}

	// The folder above is the one that is looked at, where everybody may write too.
	if err := os.Chmod(filepath.Join(root, "drop"), 0o777); err != nil {
		t.Fatal(err)
	}
	link = filepath.Join(root, "mine", "packs")
	if err := os.Symlink(filepath.Join(root, "drop", "packs"), link); err != nil {
		t.Fatal(err)
	}
	t.Chdir(link)
	if s, err := Load("", nil); err != nil || s.Path != "" {
		t.Errorf("found %q (%v), which anybody may have written", s.Path, err)
	}
}

func TestConfigVariable(t *testing.T) {
	path := write(t, "title: named\n")
	t.Chdir(t.TempDir())
	t.Setenv("ACTIONPLAN_CONFIG", path)
	if s, err := Load("", nil); err != nil || s.File.Title != "named" || s.Above {
		t.Errorf("read %+v (%v)", s, err)
	}
	if s, err := Load(write(t, "title: flag\n"), nil); err != nil || s.File.Title != "flag" {
		t.Errorf("the flag does not go over it: %+v (%v)", s, err)
	}
	t.Setenv("ACTIONPLAN_CONFIG", path+".not")
	if _, err := Load("", nil); err == nil {
		t.Error("a file that is named and is not there was not refused")
	}
}

func TestInformationOwner(t *testing.T) {
	s, err := Load(write(t, "ask: \"Information Governance Manager\"\n"), nil)
	if err != nil || s.InformationOwner() != "Information Governance Manager" {
		t.Errorf("asks %q (%v)", s.InformationOwner(), err)
	}
	if _, err := Load(write(t, "ask: [a, b]\n"), nil); err == nil || !strings.Contains(err.Error(), `"ask" takes one value`) {
		t.Errorf("a list was answered with %v", err)
	}
}

// TestStarterSpeaksAsTheReferenceDoes asks that the starter's examples are
// those of the page, and can be switched on as they stand.
func TestStarterSpeaksAsTheReferenceDoes(t *testing.T) {
	var text bytes.Buffer
	if err := NewStarter(plan.Plan{}).Write(&text); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, key := range []string{"council", "committee", "meeting", "inspection", "contacts", "ask", "headings", "ratings", "dates", "checks"} {
		want[key] = setting(key).Example
		if !strings.Contains(text.String(), "\n# "+key+":"+strings.ReplaceAll(spaced(want[key]), "\n", "\n# ")) {
			t.Errorf("the starter does not say %s: %s", key, want[key])
		}
	}
	on := text.String()
	for _, key := range slices.Sorted(maps.Keys(want)) {
		on = strings.Replace(on, "\n# "+key+":"+strings.ReplaceAll(spaced(want[key]), "\n", "\n# "), "\n"+key+":"+spaced(want[key]), 1)
	}
	if s, err := Load(write(t, on), nil); err != nil || s.File.Ask == "" || len(s.File.Checks) != 1 {
		t.Errorf("with the examples switched on: %v\n%s", err, on)
	}
}
