package plan

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestReadRef(t *testing.T) {
	for text, want := range map[string]Ref{
		"1.10": "1.10", " 1.1 ": "1.1", "1.": "1", "2.3.": "2.3", "R4/b": "R4/b", "viii": "viii", "Home / 1.1": "Home / 1.1", "A\n1": "A 1", "A  1": "A 1", "1\u00a0.": "1",
		"": "", "-": "", "TBC": "", "n/a": "", "...": "", "None": "None",
	} {
		if got := ReadRef(text); got != want {
			t.Errorf("ReadRef(%q) = %q; want %q", text, got, want)
		}
	}
}

func TestSameRef(t *testing.T) {
	for _, pair := range [][2]Ref{{"R4/b", "r4 / B"}, {"1.10", "1.10"}, {"A–1", "a-1"}} {
		if !SameRef(pair[0], pair[1]) {
			t.Errorf("%q and %q name one action", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]Ref{{"1.1", "1.10"}, {"1.1", "11"}, {"i", "1"}} {
		if SameRef(pair[0], pair[1]) {
			t.Errorf("%q and %q name two actions", pair[0], pair[1])
		}
	}
}

func TestCompareRefs(t *testing.T) {
	for _, ordered := range []string{
		"1 1.1 1.2 1.9 1.10 1.11 2.3 10.1",
		"i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi",
		"a b c d e f g h i j k v w x y z",
		"R4 R4/a R4/b R10/a",
		"1.a 1.b 2.a A.1 A.2 A.10 B.1",
		"1(i) 1(ii) 1(iv) 1(v) 1(ix)",
		"Home/1.1 Home/1.2 School/1.1",
	} {
		want := strings.Fields(ordered)
		got := slices.Clone(want)
		slices.Reverse(got)
		slices.SortFunc(got, func(a, b string) int { return CompareRefs(Ref(a), Ref(b)) })
		if !slices.Equal(got, want) {
			t.Errorf("sorted %v; want %v", got, want)
		}
	}
	if CompareRefs("", "1") <= 0 || CompareRefs("1", "") >= 0 || CompareRefs("", "") != 0 {
		t.Error("an action without a ref comes last")
	}
}

// TestCompareRefsIsAnOrder holds that refs can be sorted at all.
func TestCompareRefsIsAnOrder(t *testing.T) {
	ref := rapid.StringMatching(`[ivxabR0-3]{0,3}[./]?[ivx0-9]{0,3}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := Ref(ref.Draw(t, "a")), Ref(ref.Draw(t, "b")), Ref(ref.Draw(t, "c"))
		if CompareRefs(a, b) != -CompareRefs(b, a) {
			t.Fatalf("%q and %q compare %d, and the other way round %d", a, b, CompareRefs(a, b), CompareRefs(b, a))
		}
		if (CompareRefs(a, b) == 0) != (a == b) {
			t.Fatalf("%q and %q compare %d", a, b, CompareRefs(a, b))
		}
		if CompareRefs(a, b) < 0 && CompareRefs(b, c) < 0 && CompareRefs(a, c) >= 0 {
			t.Fatalf("%q before %q before %q, but not %q before %q", a, b, c, a, c)
		}
	})
}
