package meant_test

import (
	"bytes"
	"cmp"
	"flag"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actionplan/excel"
	"actionplan/internal/meant"
	"actionplan/table"
)

var (
	books  = flag.Int("books", usualBooks, "how many books to draw")
	shown  = flag.Int("shown", 3, "how many silent books to print")
	unsure = flag.Int("unsure", 0, "how many doubted books to print")
	first  = flag.Int("first", 1, "the seed of the first")
)

func readBook(t *testing.T, b meant.Book, seed int) []meant.Fault {
	t.Helper()
	layout := b.XML
	if seed%4 == 0 {
		layout = b.Excelize
	}
	data, err := layout()
	if err != nil {
		t.Fatal(err)
	}
	book, err := excel.Read(bytes.NewReader(data), int64(len(data)), "plan.xlsx")
	if err != nil {
		t.Fatalf("book %d: %v", seed, err)
	}
	p, err := table.Read("plan.xlsx", book.Grids(), table.Options{})
	return b.Compare(p, err)
}

// TestMeant reads plans drawn at random: what the reader makes of them is what
// their author meant, or it has said its doubt. -v shows the kinds of fault, and
// some of the books; -books=20000 reads more.
func TestMeant(t *testing.T) {
	draw := rapid.Custom(meant.Draw)
	kinds, unsureKinds := map[string]int{}, map[string]int{}
	right, doubted, silent := 0, 0, 0
	for i := range *books {
		seed := *first + i
		b := draw.Example(seed)
		faults := readBook(t, b, seed)
		switch bad := meant.Silent(faults); {
		case len(faults) == 0:
			right++
		case len(bad) == 0:
			doubted++
			for _, f := range faults {
				unsureKinds[kindOf(f)]++
			}
			if doubted <= *unsure {
				t.Logf("book %d:\n%s%s", seed, meant.Report(faults), b)
			}
		default:
			silent++
			for _, f := range bad {
				kinds[kindOf(f)]++
			}
			if silent <= *shown {
				t.Logf("book %d:\n%s%s", seed, meant.Report(bad), b)
			}
		}
	}
	showKinds(t, "silent", kinds)
	showKinds(t, "doubted", unsureKinds)
	t.Logf("of %d books %d were read as meant, %d with a doubt said, %d silently otherwise", *books, right, doubted, silent)
	if *books == usualBooks && *first == 1 && (right < leastRight || silent > mostSilent) {
		t.Errorf("%d books were read as meant, where %d were before; %d were silently read otherwise, where %d were", right, leastRight, silent, mostSilent)
	}
}

func showKinds(t *testing.T, how string, kinds map[string]int) {
	t.Helper()
	names := slices.Collect(maps.Keys(kinds))
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(kinds[b]-kinds[a], strings.Compare(a, b)) })
	for _, k := range names[:min(len(names), 60)] {
		t.Logf("%5d %s %s", kinds[k], how, k)
	}
}

// What the reader has come to: it may only get better. In the end nothing is to
// be read otherwise in silence.
const (
	usualBooks = 300
	leastRight = 299
	mostSilent = 0
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
