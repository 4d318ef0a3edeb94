package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const example = `# For people.
test: ./words -run Law

== a sum is off by one
file: words/sum.go
<<<<
	return a + b
====
	return a + b + 1
>>>>

== a line is dropped
file: words/sum.go
test: ./words
<<<<
	check(a)
====
>>>>
`

func TestParse(t *testing.T) {
	bugs, err := parse(example)
	if err != nil {
		t.Fatal(err)
	}
	if len(bugs) != 2 {
		t.Fatalf("%d bugs, want 2", len(bugs))
	}
	if b := bugs[0]; b.name != "a sum is off by one" || b.file != "words/sum.go" || b.old != "\treturn a + b" ||
		b.new != "\treturn a + b + 1" || !slices.Equal(b.test, []string{"./words", "-run", "Law"}) {
		t.Errorf("the first bug is %+v", b)
	}
	if b := bugs[1]; b.old != "\tcheck(a)" || b.new != "" || !slices.Equal(b.test, []string{"./words"}) {
		t.Errorf("the second bug is %+v", b)
	}
	for _, bad := range []string{
		strings.Replace(example, ">>>>", "", 2),
		strings.Replace(example, "file: words/sum.go\n", "", 1),
		strings.Replace(example, "test: ./words -run Law\n", "", 1),
		strings.Replace(example, "return a + b + 1", "return a + b", 1),
		example + "stray\n",
	} {
		if _, err := parse(bad); err == nil {
			t.Errorf("a broken list was read:\n%s", bad)
		}
	}
}

func TestFailed(t *testing.T) {
	output := "--- FAIL: TestLawBase (0.1s)\n    --- FAIL: TestLawBase/sub (0.1s)\n--- FAIL: TestX (0.00s)\npanic: boom\n--- FAIL: TestX (0.00s)\n"
	if got := failed(output); !slices.Equal(got, []string{"TestLawBase", "TestX", "panic"}) {
		t.Errorf("failed tests: %v", got)
	}
}

// TestEveryBugCanBePlanted keeps the lists from going stale: each old text
// stands once in its file.
func TestEveryBugCanBePlanted(t *testing.T) {
	root, err := moduleRoot()
	if err != nil {
		t.Fatal(err)
	}
	bugs, err := collect(root, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(bugs) == 0 {
		t.Fatal("no list was found")
	}
	names := map[string]bool{}
	for _, b := range bugs {
		if _, err := b.planted(filepath.Join(root, filepath.FromSlash(b.file))); err != nil {
			t.Errorf("%s: %v", b.name, err)
		}
		if names[b.name] {
			t.Errorf("two bugs are called %q", b.name)
		}
		names[b.name] = true
	}
}

// TestPlantedIsSeen plants a bug in a small module and has it caught, and
// another that no test can see.
func TestPlantedIsSeen(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module sum\n\ngo 1.26\n")
	write("sum.go", "package sum\n\nfunc Sum(a, b int) int { return a + b }\n\nfunc Unused() int { return 1 }\n")
	write("sum_test.go", "package sum\n\nimport \"testing\"\n\nfunc TestLawSum(t *testing.T) {\n\tif Sum(1, 2) != 3 {\n\t\tt.Fatal(\"no\")\n\t}\n}\n")
	for _, tc := range []struct {
		old, new string
		want     []string
		broken   bool
	}{
		{"return a + b", "return a - b", []string{"TestLawSum"}, false},
		{"return 1", "return 2", nil, false},
		{"return a + b", "return nonsense", nil, true},
		{"stands nowhere", "x", nil, true},
	} {
		got, output, err := plant(t.Context(), root, bug{file: "sum.go", test: []string{"."}, old: tc.old, new: tc.new}, 1<<40)
		if !slices.Equal(got, tc.want) || (err != nil) != tc.broken {
			t.Errorf("%q for %q: caught by %v, %v\n%s", tc.new, tc.old, got, err, output)
		}
	}
}
