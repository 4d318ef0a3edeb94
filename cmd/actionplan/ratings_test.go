package main

import (
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// sharing has the settings share two fields more.
func (c *caseFolder) sharing() {
	text, err := os.ReadFile("actionplan.yaml")
	c.check(err)
	more := strings.Replace(strings.Replace(string(text), "owners:\n", "owners:\n  - {field: rag, owner: either}\n  - {field: percent, owner: either}\n", 1), "share: [", "share: [rag, percent, ", 1)
	if !strings.Contains(more, "share: [rag, percent, ") {
		c.t.Fatalf("the settings share nothing:\n%s", more)
	}
	c.check(os.WriteFile("actionplan.yaml", []byte(more), 0o644))
}

// TestRatingsNobodyKnows has partners write words and colours that are no rating: the
// doubt stands beside the change, and a colour is never called blank.
func TestRatingsNobodyKnows(t *testing.T) {
	rated := make([]string, len(sixActions))
	for i, row := range sixActions {
		rated[i] = row + "|" + []string{"RAG", "Red", "Amber", "Green", "Amber", "Green", "Green"}[i]
	}
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := drawnHere(t, mirrored, rated...)
		c.sharing()
		c.ends(exitDone, "begin")
		c.types(c.troubled, "G2", "Purple")
		c.types(c.troubled, "G3", "Green")
		said := c.ends(exitDone, "preview")
		c.words(said, `"Purple" is no rating that is known, and counts as not rated`, `ratings: [{words: "Purple", means:`)
		if strings.Count(said, "no rating that is known") != 1 {
			t.Errorf("a known rating is doubted:\n%s", said)
		}
		if all, members := c.json("preview"); !strings.Contains(string(members[c.theirs]), "no rating that is known") {
			t.Errorf("JSON says nothing of it:\n%s", all)
		}
		c.words(c.ends(exitDone, "apply"), `"Purple" is no rating that is known`)
	})
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := drawnHere(t, mirrored, rated...)
		c.sharing()
		c.ends(exitDone, "begin")
		c.edit(c.troubled, func(f *excelize.File, sheet string) {
			style, err := f.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"7030A0"}}}) //nolint:misspell // its own spelling
			c.check(err)
			c.check(f.SetCellStr(sheet, "G2", ""))
			c.check(f.SetCellStyle(sheet, "G2", "G2", style))
		})
		said := c.ends(exitWaiting, "preview")
		c.words(said, "filled purple, which is no rating that is known", "give that colour a meaning under ratings: in the settings")
		if strings.Contains(said, "say blank") || strings.Contains(said, "→ blank") {
			t.Errorf("it is called blank:\n%s", said)
		}
		c.ends(exitWaiting, "apply")
		c.wants(c.other, "G2", "Red")
	})
}
