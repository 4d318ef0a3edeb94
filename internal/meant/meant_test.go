package meant_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actionplan/excel"
	"actionplan/internal/meant"
	"actionplan/internal/programtest"
	"actionplan/sheets"
	"actionplan/sheets/sheetstest"
	"actionplan/sheets/signin"
	"actionplan/table"
)

var (
	books   = flag.Int("books", usualBooks, "how many books to draw as workbooks")
	saved   = flag.Int("saved", usualSaved, "how many books LibreOffice is to save")
	onSheet = flag.Int("sheets", usualSheets, "how many books to draw as Google Sheets")
	shown   = flag.Int("shown", 3, "how many silent books to print")
	unsure  = flag.Int("unsure", 0, "how many doubted books to print")
	first   = flag.Int("first", 1, "the seed of the first")
)

// layOut is a book as a workbook, by excelize one in four.
func layOut(t *testing.T, b meant.Book, seed int) []byte {
	t.Helper()
	layout := b.XML
	if seed%4 == 0 {
		layout = b.Excelize
	}
	data, err := layout()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func readBook(t *testing.T, b meant.Book, seed int, data []byte) []meant.Fault {
	t.Helper()
	book, err := excel.Read(bytes.NewReader(data), int64(len(data)), "plan.xlsx")
	if err != nil {
		t.Fatalf("book %d: %v", seed, err)
	}
	p, err := table.Read("plan.xlsx", book.Grids(), table.Options{})
	return b.Compare(p, err)
}

// tally counts what has come of books, and the kinds of their faults.
type tally struct {
	books, right, doubted, silent int
	silentKinds, doubtedKinds     map[string]int
}

func (c *tally) add(t *testing.T, seed int, b meant.Book, faults []meant.Fault) {
	t.Helper()
	if c.books == 0 {
		c.silentKinds, c.doubtedKinds = map[string]int{}, map[string]int{}
	}
	c.books++
	switch bad := meant.Silent(faults); {
	case len(faults) == 0:
		c.right++
	case len(bad) == 0:
		c.doubted++
		for _, f := range faults {
			c.doubtedKinds[kindOf(f)]++
		}
		if c.doubted <= *unsure {
			t.Logf("book %d:\n%s%s", seed, meant.Report(faults), b)
		}
	default:
		c.silent++
		for _, f := range bad {
			c.silentKinds[kindOf(f)]++
		}
		if c.silent <= *shown {
			t.Logf("book %d:\n%s%s", seed, meant.Report(bad), b)
		}
	}
}

// show says what it came to, and holds it to what it has come to before.
func (c *tally) show(t *testing.T, usual, least int) {
	t.Helper()
	showKinds(t, "silent", c.silentKinds)
	showKinds(t, "doubted", c.doubtedKinds)
	t.Logf("of %d books %d were read as meant, %d with a doubt said, %d silently otherwise", c.books, c.right, c.doubted, c.silent)
	if c.silent > mostSilent {
		t.Errorf("%d books were silently read otherwise, where %d were", c.silent, mostSilent)
	}
	if c.books == usual && *first == 1 && c.right < least {
		t.Errorf("%d books were read as meant, where %d were before", c.right, least)
	}
}

// TestMeant reads plans drawn at random: what the reader makes of them is what
// their author meant, or it has said its doubt. -v shows the kinds of fault, and
// some of the books; -books=20000 reads more.
func TestMeant(t *testing.T) {
	draw := rapid.Custom(meant.Draw)
	var c tally
	for seed := *first; seed < *first+*books; seed++ {
		b := draw.Example(seed)
		c.add(t, seed, b, readBook(t, b, seed, layOut(t, b, seed)))
	}
	c.show(t, usualBooks, leastRight)
}

// TestMeantByLibreOffice reads the same plans as LibreOffice saves them, with its
// own styles, strings and merges. -saved=400 reads more.
func TestMeantByLibreOffice(t *testing.T) {
	office := programtest.FindOffice(t)
	draw := rapid.Custom(meant.Draw)
	const atOnce = 50 // it is slow to start
	var c tally
	for from := *first; from < *first+*saved; from += atOnce {
		folder, drawn, files := t.TempDir(), map[int]meant.Book{}, []string(nil)
		name := func(seed int) string { return fmt.Sprintf("plan%d.xlsx", seed) }
		for seed := from; seed < min(from+atOnce, *first+*saved); seed++ {
			drawn[seed] = draw.Example(seed)
			files = append(files, filepath.Join(folder, name(seed)))
			if err := os.WriteFile(files[len(files)-1], layOut(t, drawn[seed], seed), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		made := office.Convert(t, "xlsx", files...)
		for seed := from; seed < from+len(files); seed++ {
			data, err := os.ReadFile(filepath.Join(made, name(seed)))
			if err != nil {
				t.Fatal(err)
			}
			c.add(t, seed, drawn[seed], readBook(t, drawn[seed], seed, data))
		}
	}
	c.show(t, usualSaved, leastSaved)
}

// TestMeantOnASheet reads the same plans from the practice server, as a partners'
// copy. -sheets=2000 reads more.
func TestMeantOnASheet(t *testing.T) {
	draw := rapid.Custom(meant.Draw)
	var c tally
	for seed := *first; seed < *first+*onSheet; seed++ {
		b := draw.Example(seed)
		c.add(t, seed, b, readSheet(t, b, seed))
	}
	c.show(t, usualSheets, leastOnSheets)
}

func readSheet(t *testing.T, b meant.Book, seed int) []meant.Fault {
	t.Helper()
	server := sheetstest.New(sheetstest.Options{Complain: func(what string) { t.Errorf("sheet %d: %s", seed, what) }})
	b.Google(server, "partners-copy")
	web := httptest.NewServer(server)
	defer web.Close()
	partners := sheets.Copy{Address: "partners-copy", SignIn: func(ctx context.Context) (*sheets.Client, error) {
		return signin.Account{Practice: "service", Endpoint: web.URL + "/"}.Client(ctx)
	}}
	p, err := partners.Read(t.Context())
	if refused := (*sheets.Refusal)(nil); errors.As(err, &refused) {
		t.Errorf("sheet %d: %v\n%s", seed, err, b)
	}
	return b.Compare(p, err)
}

func showKinds(t *testing.T, how string, kinds map[string]int) {
	t.Helper()
	names := slices.Collect(maps.Keys(kinds))
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(kinds[b]-kinds[a], strings.Compare(a, b)) })
	for _, k := range names[:min(len(names), 60)] {
		t.Logf("%5d %s %s", kinds[k], how, k)
	}
}

// What the reader has come to: it may only get better. Nothing is to be read
// otherwise in silence.
const (
	usualBooks, leastRight     = 300, 299
	usualSaved, leastSaved     = 12, 11
	usualSheets, leastOnSheets = 100, 99
	mostSilent                 = 0
)

var figures = regexp.MustCompile(`[0-9]+`)

// kindOf is a fault without what differs between faults of a kind.
func kindOf(f meant.Fault) string {
	where := f.Where[strings.LastIndex(f.Where, " row ")+1:]
	where = figures.ReplaceAllString(where, "#")
	cut := func(s string) string {
		s = figures.ReplaceAllString(s, "#")
		return s[:min(len(s), 25)]
	}
	return where + ": " + cut(f.Meant) + " → " + cut(f.Read)
}
