package text

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestDifferences(t *testing.T) {
	tests := []struct {
		was, now string
		want     []Piece
	}{
		{"", "", nil},
		{"", "new", []Piece{{Added, "new"}}},
		{"old", "", []Piece{{Removed, "old"}}},
		{"same words", "same words", []Piece{{Kept, "same words"}}},
		{"train all staff by May", "train all new staff by June", []Piece{{Kept, "train all "}, {Added, "new "}, {Kept, "staff by "}, {Removed, "May"}, {Added, "June"}}},
		{"one\ntwo", "one\nthree\ntwo", []Piece{{Kept, "one\n"}, {Added, "three\n"}, {Kept, "two"}}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, Differences(tt.was, tt.now)); diff != "" {
			t.Errorf("Differences(%q, %q): %s", tt.was, tt.now, diff)
		}
	}
}

// TestDifferencesHoldBothTexts puts both texts together again from the pieces.
func TestDifferencesHoldBothTexts(t *testing.T) {
	words := rapid.StringMatching(`([abc ]|\n|é ){0,12}`)
	rapid.Check(t, func(t *rapid.T) {
		was, now := words.Draw(t, "was"), words.Draw(t, "now")
		checkRebuilt(t, was, now)
		if s, back := Similarity(was, now), Similarity(now, was); s < 0 || s > 1 || math.Abs(s-back) > 1e-9 {
			t.Fatalf("Similarity(%q, %q) = %v, and the other way round %v", was, now, s, back)
		}
	})
	long := strings.Repeat("word other ", 2500)
	checkRebuilt(t, "a "+long+"b", "c "+strings.Repeat("text more ", 2500)+"b")
}

func checkRebuilt(t rapid.TB, was, now string) {
	var before, after strings.Builder
	last := Change(99)
	for _, p := range Differences(was, now) {
		if p.Change != Added {
			before.WriteString(p.Text)
		}
		if p.Change != Removed {
			after.WriteString(p.Text)
		}
		if p.Change == last || p.Text == "" {
			t.Fatalf("Differences(%q, %q) has a piece cut in two, or an empty one", was, now)
		}
		last = p.Change
	}
	if before.String() != was || after.String() != now {
		t.Fatalf("Differences(%q, %q) give back %q and %q", was, now, before.String(), after.String())
	}
}

func TestSimilarity(t *testing.T) {
	tests := []struct {
		a, b string
		want float64
	}{
		{"", "", 1}, {"", "a", 0}, {"a b c d", "A, b; C d.", 1}, {"a b c d", "a b c e", 0.75}, {"a b", "c d", 0}, {"–", "", 1}, {"a b c d", "a b c d e f g h", 2 * 4.0 / 12},
	}
	for _, tt := range tests {
		if got := Similarity(tt.a, tt.b); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("Similarity(%q, %q) = %v; want %v", tt.a, tt.b, got, tt.want)
		}
	}
}
