package main

import (
	"os"
	"strings"
	"testing"
)

// TestPartnersOwnCell: partners' cell is a formula in a column that is officers'. They
// can leave it as it is, and are not asked again until it says something else.
func TestPartnersOwnCell(t *testing.T) {
	formula := func(c *caseFolder, result string) {
		c.types("partner.xlsx", "C5", "x")
		c.cellXML("partner.xlsx", "C5", `t="str"`, `<f>UPPER("`+result+`")</f><v>`+result+`</v>`)
	}
	begun := func(t *testing.T) *caseFolder {
		c := drawnHere(t, false, sixActions...)
		text := strings.Replace(c.bytes("actionplan.yaml"), "{field: lead, owner: either}", "{field: lead, owner: officers}", 1)
		c.check(os.WriteFile("actionplan.yaml", []byte(text), 0o644))
		c.ends(exitDone, "begin")
		formula(c, "NOBODY")
		return c
	}
	t.Run("a proposal", func(t *testing.T) {
		c := begun(t)
		said := c.ends(exitWaiting, "preview")
		c.words(said, "the cell in the partners' copy cannot be written: a formula works it out", "left out, officers keep theirs")
		if strings.Contains(said, "protected") {
			t.Errorf("preview says\n%s", said)
		}
		c.words(c.ends(exitUsage, "decide", "2.1", "lead", "officer", "--by", "Director", "--why", "it is ours"), `"officer" is none of its answers, since the cell in the partners' copy cannot be written`, "choose Partner or Leave out")
		c.ends(exitDone, "decide", "2.1", "lead", "leave out", "--by", "Director", "--why", "it is ours")
		c.words(c.ends(exitDone, "preview"), "Decided by Director: lead of action 2.1 is left as each side has it.")
		c.ends(exitDone, "apply")
		c.wants("plan.xlsx", "C5", "Head of Leaving Care")
		c.wants("partner.xlsx", "C5", "NOBODY")
		c.words(c.ends(exitDone, "log", "2.1"), "left out")
		c.ends(exitDone, "apply")
		c.types("plan.xlsx", "C5", "Head of Care") // their own to move
		c.ends(exitDone, "apply")
		c.wants("plan.xlsx", "C5", "Head of Care")
		formula(c, "SOMEBODY")
		c.words(c.ends(exitWaiting, "preview"), "SOMEBODY")
	})
	t.Run("in Decisions.xlsx", func(t *testing.T) {
		c := begun(t)
		c.ends(exitWaiting, "preview")
		c.check(fillIn("Decisions.xlsx", "2.1", map[string]string{"Answer": "Leave out", "Your name": "Director", "Reason": "it is ours"}))
		c.ends(exitDone, "apply")
		c.wants("plan.xlsx", "C5", "Head of Leaving Care")
		c.ends(exitDone, "preview")
	})
	t.Run("the formula is taken out", func(t *testing.T) {
		c := begun(t)
		c.ends(exitWaiting, "preview")
		c.ends(exitDone, "decide", "2.1", "lead", "leave out", "--by", "Director", "--why", "it is ours")
		c.ends(exitDone, "apply")
		c.types("partner.xlsx", "C5", "NOBODY")
		c.words(c.ends(exitWaiting, "preview"), "NOBODY", "lead belongs to officers")
	})
	t.Run("a cell that can be written", func(t *testing.T) {
		c := drawnHere(t, false, sixActions...)
		c.ends(exitDone, "begin")
		c.types("plan.xlsx", "C5", "Head of Care")
		c.types("partner.xlsx", "C5", "Nobody")
		c.words(c.ends(exitUsage, "decide", "2.1", "lead", "leave out", "--by", "Director", "--why", "it is ours"), "none of its answers")
	})
}
