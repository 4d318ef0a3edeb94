package main

import (
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestPercentsThatMayMeanTwo has one side type numbers that may be shares or per cents:
// both readings are said, and nothing crosses.
func TestPercentsThatMayMeanTwo(t *testing.T) {
	for name, tc := range map[string]struct {
		format bool // the officers' cells are numbers that show a per cent
		texts  bool // they are texts with the sign
		now    any
		shown  bool // the cell typed into shows a per cent
		says   string
		comes  string // what comes across, where it does
	}{
		"a text beside formatted numbers": {format: true, now: "0.5", says: `"0.5" may mean 50% or 0.5%`},
		"sixty in a formatted cell":       {format: true, now: 60, shown: true, says: `"6000%" may mean 60% or 6000%`},
		"a share beside texts":            {texts: true, now: "0.5", says: `"0.5" may mean 50% or 0.5%`},
		"a share beside whole numbers":    {now: 0.5, says: `"0.5" may mean 50% or 0.5%`},

		"a share in a formatted cell": {format: true, now: 0.5, shown: true, comes: "50%"},
		"with its sign":               {format: true, now: "60%", comes: "60%"},
		"a whole number":              {now: 35, comes: "35"},
		"nought":                      {texts: true, now: "0", comes: "0"},
	} {
		t.Run(name, func(t *testing.T) {
			caseBothWays(t, func(t *testing.T, mirrored bool) {
				c := drawnHere(t, mirrored, sixActions...)
				c.sharing()
				for _, file := range []string{c.troubled, c.other} {
					c.edit(file, func(f *excelize.File, sheet string) {
						c.check(f.SetCellStr(sheet, "G1", "% complete"))
						style, err := f.NewStyle(&excelize.Style{NumFmt: 9})
						c.check(err)
						for row, n := range []int{10, 20, 30, 40, 60, 80} {
							at, _ := excelize.CoordinatesToCellName(7, row+2)
							switch {
							case tc.format:
								c.check(f.SetCellValue(sheet, at, float64(n)/100))
								c.check(f.SetCellStyle(sheet, at, at, style))
							case tc.texts:
								c.check(f.SetCellStr(sheet, at, string(rune('0'+n/10))+"0%"))
							default:
								c.check(f.SetCellValue(sheet, at, n))
							}
						}
					})
				}
				c.ends(exitDone, "begin")
				c.edit(c.troubled, func(f *excelize.File, sheet string) {
					c.check(f.SetCellValue(sheet, "G3", tc.now))
					if !tc.shown {
						c.check(f.SetCellStyle(sheet, "G3", "G3", 0))
					}
				})
				if tc.comes != "" {
					c.ends(exitDone, "apply")
					c.wants(c.other, "G3", tc.comes)
					return
				}
				c.words(c.ends(exitWaiting, "preview"), tc.says, "type it there with its sign")
				before := c.all(c.other)
				c.ends(exitWaiting, "apply")
				if cells := c.differing(c.other, before); len(cells) > 0 {
					t.Errorf("%v changed", cells)
				}
			})
		})
	}
}
