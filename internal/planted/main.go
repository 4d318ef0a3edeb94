// Command planted shows that the tests can fail. It plants one small bug
// after another in the sources, each on its own and only in the compiler's
// view of them, runs the tests that ought to notice, and says which did. It
// exits 1 where a bug survives.
//
//	go run ./internal/planted                  every list in the module
//	go run ./internal/planted -run 'unit'      only the bugs whose name matches
//	go run ./internal/planted -jobs 4          four bugs at a time
//	go run ./internal/planted -every 3         every third bug
//	go run ./internal/planted reconcile/testdata/planted.txt
//
// A list is a package's testdata/planted.txt:
//
//	# Lines that begin with a hash before the first bug are for people.
//	== a unit's columns cross one by one
//	file: reconcile/judge.go
//	test: ./reconcile -run Law -rapid.checks=100
//	<<<<
//	the exact old text, which stands once in the file
//	====
//	the new text
//	>>>>
//
// A "test" line before the first bug stands for every bug without one.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// bug is one small replacement in one file.
type bug struct {
	name     string
	file     string   // from the module's root
	test     []string // what follows "go test"
	old, new string
}

func main() {
	only := flag.String("run", "", "plant only the bugs whose name matches this `pattern`")
	limit := flag.Duration("timeout", 2*time.Minute, "how long the tests may run on one bug")
	verbose := flag.Bool("v", false, "show what the tests print")
	jobs := flag.Int("jobs", 1, "how many bugs to try at a time")
	every := flag.Int("every", 1, "plant only every `n`th bug")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	survived, err := run(ctx, chosen{flag.Args(), *only, max(*every, 1)}, *limit, max(*jobs, 1), *verbose)
	if err != nil {
		fmt.Fprintf(os.Stderr, "planted: %v\n", err)
		os.Exit(1)
	}
	if survived > 0 {
		os.Exit(1)
	}
}

// chosen is which bugs to plant.
type chosen struct {
	lists []string // none for every list
	only  string   // a pattern of their names
	every int      // each so many of them
}

// run plants every chosen bug and counts those that survive.
func run(ctx context.Context, c chosen, limit time.Duration, jobs int, verbose bool) (survived int, err error) {
	pattern, err := regexp.Compile(c.only)
	if err != nil {
		return 0, err
	}
	root, err := moduleRoot()
	if err != nil {
		return 0, err
	}
	bugs, err := collect(root, c.lists)
	if err != nil {
		return 0, err
	}
	n := -1
	bugs = slices.DeleteFunc(bugs, func(b bug) bool {
		if !pattern.MatchString(b.name) {
			return true
		}
		n++
		return n%c.every != 0
	})
	alone := map[string]int{} // how many bugs a test alone caught
	for t := range tries(ctx, root, bugs, limit, jobs) {
		if ctx.Err() != nil {
			return survived, ctx.Err()
		}
		if !t.say(verbose) {
			survived++
		}
		if len(t.catchers) == 1 {
			alone[t.catchers[0]]++
		}
	}
	fmt.Printf("%d planted, %d caught, %d survived\n", len(bugs), len(bugs)-survived, survived)
	for _, test := range sortedKeys(alone) {
		fmt.Printf("%s alone caught %d\n", test, alone[test])
	}
	return survived, nil
}

// try is what became of one bug.
type try struct {
	bug
	catchers []string
	output   string
	err      error
	spent    time.Duration
}

// tries plants bugs, some at a time, and hands each over once it was tried, in
// their order.
func tries(ctx context.Context, root string, bugs []bug, limit time.Duration, jobs int) <-chan try {
	queue := make(chan chan try, jobs-1)
	done := make(chan try)
	go func() {
		defer close(queue)
		for _, b := range bugs {
			one := make(chan try, 1)
			queue <- one
			go func() {
				start := time.Now()
				catchers, output, err := plant(ctx, root, b, limit)
				one <- try{b, catchers, output, err, time.Since(start).Round(100 * time.Millisecond)}
			}()
		}
	}()
	go func() {
		defer close(done)
		for one := range queue {
			done <- <-one
		}
	}()
	return done
}

// say prints what became of a bug, and whether it was caught.
func (t try) say(verbose bool) (caught bool) {
	switch {
	case t.err != nil:
		fmt.Printf("BROKEN    %s (%s): %v\n", t.name, t.spent, t.err)
	case len(t.catchers) == 0:
		fmt.Printf("SURVIVED  %s (%s, %s)\n", t.name, t.file, t.spent)
	default:
		fmt.Printf("caught    %s (%s): %s\n", t.name, t.spent, strings.Join(t.catchers, ", "))
		caught = true
	}
	if verbose || t.err != nil {
		fmt.Println(t.output)
	}
	return caught
}

// plant runs the tests with one bug in place and lists those that failed.
// The file itself is not touched.
func plant(ctx context.Context, root string, b bug, limit time.Duration) (catchers []string, output string, err error) {
	dir, err := os.MkdirTemp("", "planted-")
	if err != nil {
		return nil, "", err
	}
	defer os.RemoveAll(dir)
	overlay, err := b.overlay(root, dir)
	if err != nil {
		return nil, "", err
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	args := append([]string{"test", "-overlay", overlay, "-vet=off", "-count=1"}, b.seeded()...)
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = root
	cmd.WaitDelay = time.Second
	out, err := cmd.CombinedOutput()
	output = string(out)
	switch {
	case err == nil:
		return nil, output, nil
	case ctx.Err() != nil:
		return []string{"the time limit"}, output, nil
	case strings.Contains(output, "[build failed]") || strings.Contains(output, "[setup failed]"):
		return nil, output, errors.New("it does not compile")
	}
	if catchers = failed(output); len(catchers) == 0 {
		return nil, output, fmt.Errorf("go test: %w", err)
	}
	return catchers, output, nil
}

// seeded is the tests with one seed for what is random in them, so that a
// bug that is caught today is caught tomorrow too.
func (b bug) seeded() []string {
	random := func(arg string) bool { return strings.HasPrefix(arg, "-rapid.") }
	if !slices.ContainsFunc(b.test, random) {
		return b.test
	}
	if slices.ContainsFunc(b.test, func(arg string) bool { return strings.HasPrefix(arg, "-rapid.seed=") }) {
		return b.test // a bug that one rare plan shows
	}
	return append(slices.Clone(b.test), "-rapid.seed=1")
}

var failure = regexp.MustCompile(`(?m)^--- FAIL: (\w+)|^(panic): `)

// failed lists the tests that failed, each once.
func failed(output string) []string {
	var tests []string
	for _, match := range failure.FindAllStringSubmatch(output, -1) {
		if name := match[1] + match[2]; !slices.Contains(tests, name) {
			tests = append(tests, name)
		}
	}
	return tests
}

// overlay writes the file with the bug in it, and the note that tells the
// compiler to read it instead.
func (b bug) overlay(root, dir string) (path string, err error) {
	file := filepath.Join(root, filepath.FromSlash(b.file))
	text, err := b.planted(file)
	if err != nil {
		return "", err
	}
	copied := filepath.Join(dir, filepath.Base(file))
	if err := os.WriteFile(copied, text, 0o600); err != nil {
		return "", err
	}
	note, err := json.Marshal(map[string]map[string]string{"Replace": {file: copied}})
	if err != nil {
		return "", err
	}
	path = filepath.Join(dir, "overlay.json")
	return path, os.WriteFile(path, note, 0o600)
}

// planted is the file's text with the bug in it.
func (b bug) planted(file string) ([]byte, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if n := strings.Count(string(text), b.old); n != 1 {
		return nil, fmt.Errorf("the old text stands %d times in %s, want once", n, b.file)
	}
	return []byte(strings.Replace(string(text), b.old, b.new, 1)), nil
}

// collect reads the given lists, or every list of the module.
func collect(root string, lists []string) ([]bug, error) {
	if len(lists) == 0 {
		var err error
		if lists, err = find(root); err != nil {
			return nil, err
		}
	}
	var bugs []bug
	for _, list := range lists {
		text, err := os.ReadFile(list)
		if err != nil {
			return nil, err
		}
		more, err := parse(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", list, err)
		}
		bugs = append(bugs, more...)
	}
	return bugs, nil
}

// find lists the module's lists of bugs.
func find(root string) ([]string, error) {
	var lists []string
	for _, depth := range []string{"*", "*/*", "*/*/*"} {
		found, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(depth), "testdata", "planted.txt"))
		if err != nil {
			return nil, err
		}
		lists = append(lists, found...)
	}
	return lists, nil
}

func moduleRoot() (string, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return "", fmt.Errorf("find the module: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}

func sortedKeys(m map[string]int) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
