package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestSensitivityLabel has a workbook with a sensitivity label be read with a word,
// and no pack of it be ready until a person has written down why it may be.
func TestSensitivityLabel(t *testing.T) {
	const named = `the sensitivity label "OFFICIAL-SENSITIVE"`
	for name, draw := range map[string]func(c *caseFolder){
		"as it came": func(c *caseFolder) {
			from, err := filepath.Abs(filepath.Join("..", "..", "..", "shared", "cases", "36-sensitivity-label", "labelled.xlsx"))
			c.check(err)
			if _, err := os.Stat(from); err != nil {
				c.t.Skipf("%s is not beside the checkout", from)
			}
			c.copyIn(from, "plan.xlsx")
		},
		"drawn here": func(c *caseFolder) {
			c.edit("plan.xlsx", func(f *excelize.File, _ string) {
				c.check(f.SetCustomProps(excelize.CustomProperty{Name: "MSIP_Label_0f00_Name", Value: "OFFICIAL-SENSITIVE"}))
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := drawnHere(t, false, "Ref | Action | Lead | Due date | Status", "1.1 | Train all social workers | Head of Service | 31/03/2030 | Open", "1.2 | Audit ten files | Head of Service | 31/03/2030 | Open")
			c.check(os.Remove("actionplan.yaml"))
			draw(c)
			c.words(c.ends(exitDone, "read", "plan.xlsx"), named)
			c.words(c.ends(exitWaiting, "check", "plan.xlsx", "--today", "2026-05-20"), named)
			c.words(c.ends(exitWaiting, "pack", "plan.xlsx", "--today", "2026-05-20", "--out", "Pack"), "label-restricted")
			c.check(os.WriteFile("actionplan.yaml", []byte("plan: plan.xlsx\nchecks:\n  - {rule: label-restricted, skip: true, why: the information owner has agreed it}\n"), 0o644))
			said, _ := c.runs("check", "--today", "2026-05-20")
			c.words(said, "the information owner has agreed it")
		})
	}
}
