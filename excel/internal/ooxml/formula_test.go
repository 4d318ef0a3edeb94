package ooxml

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestMoveReferences(t *testing.T) {
	about := func(sheet string) bool { return sheet == "" || sheet == "Plan" || sheet == "Year 1's" }
	move := func(r Range) Range {
		for _, row := range []*int{&r.FirstRow, &r.LastRow} {
			if *row > 3 && *row < MaxRow {
				*row += 2
			}
		}
		return r
	}
	for formula, want := range map[string]string{
		`SUM(B2:B3)&"B9"&Plan!$A$5`:          `SUM(B2:B3)&"B9"&Plan!$A$7`,
		`A4`:                                 `A6`,
		`A3`:                                 `A3`,
		`$a$4:B$9`:                           `$a$6:B$11`,
		`COUNTIF(Plan!$G$2:$G$9,"Done A9")`:  `COUNTIF(Plan!$G$2:$G$11,"Done A9")`,
		`Other!A9+'Year 1''s'!A9`:            `Other!A9+'Year 1''s'!A11`,
		`[1]Plan!A9+'[2]Plan'!A9`:            `[1]Plan!A9+'[2]Plan'!A9`,
		`Jan:Plan!A9`:                        `Jan:Plan!A9`,
		`SUM(Actions[[#This Row],[A9]],A9)`:  `SUM(Actions[[#This Row],[A9]],A11)`,
		`LOG10(A9)+A9()`:                     `LOG10(A11)+A9()`,
		`SUM(9:9,A:A,$4:$5)`:                 `SUM(11:11,A:A,$6:$7)`,
		`"say ""A9"""&A9`:                    `"say ""A9"""&A11`,
		`Rate_A9+A9.B+XFE9+A1048577`:         `Rate_A9+A9.B+XFE9+A1048577`,
		`INDEX(A2:A9,1):B9`:                  `INDEX(A2:A11,1):B11`,
		`_xlfn._xlws.FILTER(Plan!A2:K50,G9)`: `_xlfn._xlws.FILTER(Plan!A2:K52,G11)`,
		`#REF!A9`:                            `#REF!A9`,
		``:                                   ``,
	} {
		if got := MoveReferences(formula, about, move); got != want {
			t.Errorf("%s became %s, want %s", formula, got, want)
		}
	}
}

// TestMovingThereAndBack moves the references of random texts down and up
// again: they are what they were, whatever they hold.
func TestMovingThereAndBack(t *testing.T) {
	by := func(n int) func(Range) Range {
		return func(r Range) Range {
			if r.LastRow < 100_000 {
				r.FirstRow, r.LastRow = r.FirstRow+n, r.LastRow+n
			}
			return r
		}
	}
	all := func(string) bool { return true }
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom([]string{"A", "$", "1", "27", ":", "!", "'", `"`, "[", "]", "(", ")", "+", " ", ",", "Plan", "é", "_", ".", "XFD", "#REF!", "SUM", "B2", "$C$3:D9", "5:6"})
		formula := strings.Join(rapid.SliceOfN(piece, 0, 20).Draw(t, "formula"), "")
		down := MoveReferences(formula, all, by(1000))
		if n, m := len(References(formula)), len(References(down)); n != m {
			t.Fatalf("%q refers to %d ranges, and %q to %d", formula, n, down, m)
		}
		if back := MoveReferences(down, all, by(-1000)); back != formula && !strings.Contains(formula, "0") {
			t.Fatalf("%q became %q and then %q", formula, down, back)
		}
	})
}
