package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// ownScale is a council's own scale and words, as the settings have them.
const ownScale = `plan: "plan.xlsx"
ratings:
  - {name: "Off course", kind: off track, says: "Not in time without the board", colours: "C00000"}
  - {name: "Slipping", words: "Sl", kind: at risk, colours: "FFC000"}
  - {name: "Steady", kind: on track, sign: "➔"}
statuses:
  - {word: "Embedded", means: closed}
`

// rated is a plan of four actions, one ref of which stands for two, rated by that scale.
func rated(t *testing.T) *caseFolder {
	t.Helper()
	c := drawnHere(t, false,
		"Ready for school",
		"Accountable: Director of Children's Services",
		"Ref|Action|Lead|Due date|Status|RAG|Progress update",
		"1.1|Publish a new threshold guide for schools|Service Manager|31/03/2026 – revised to 30/06/2026|In progress|Sl|Draft shared with heads",
		"|Review the out-of-hours rota with every team|Team Manager|30/04/2026|Embedded|Off course|Rota drawn up",
		"1.3|Hold a weekly audit of contacts|Quality Lead|15/01/2026|In progress|Steady|Two audits held",
		"||||||And a third in May",
		"2.1|Offer every care leaver an adviser|Head of Leaving Care|Ongoing|In progress|Amber|32 of 40 offered",
	)
	c.edit("plan.xlsx", func(f *excelize.File, sheet string) { c.check(f.MergeCell(sheet, "A4", "A5")) })
	c.check(os.WriteFile("actionplan.yaml", []byte(ownScale), 0o644))
	return c
}

func TestTheCouncilsOwnWordsEverywhere(t *testing.T) {
	c := rated(t)
	c.words(c.ends(exitDone, "read"), "By your scale: 1 Off course; 2 Slipping; 1 Steady.", "row 8 names no day (column D)")
	c.words(c.ends(exitDone, "read", "--verbose"), "= rating Slipping, which counts as amber", "= rating Off course, which counts as red")
	c.words(c.ends(exitDone, "read", "--explain", "F8"), `"Amber", read as the rating "Slipping", which counts as amber`)
	c.words(c.ends(exitDone, "check"), `action 1.1 (b), RAG (Plan!F5): it is "Off course", and the action is "Embedded".`, `it is "Steady" and overdue`)
	c.ends(exitDone, "pack")
	c.words(c.page(), "<h1>Ready for school</h1>", "Off course</span>", "▲</span> Slipping</span>", "➔</span> Steady</span>", "Not in time without the board",
		"1.1 (b)", "first due 31 Mar 2026", "1 is rated “Off course”")
}

// TestTitleOfThePack: the settings' title, else the one over the plan, else none of its
// own.
func TestTitleOfThePack(t *testing.T) {
	for name, test := range map[string]struct{ settings, want string }{
		"in the settings": {"title: \"As we call it\"\n", "<h1>As we call it</h1>"},
		"over the plan":   {"", "<h1>Ready for school</h1>"},
	} {
		t.Run(name, func(t *testing.T) {
			c := rated(t)
			c.check(os.WriteFile("actionplan.yaml", []byte(test.settings+ownScale), 0o644))
			c.ends(exitDone, "pack")
			c.words(c.page(), test.want)
		})
	}
	t.Run("nowhere", func(t *testing.T) {
		c := drawnAlone(t, sixActions...)
		c.ends(exitDone, "pack", "plan.xlsx")
		c.words(c.page(), "<h1>Action plan</h1>")
	})
}

func TestReadJSONTellsWhatWasUnderstood(t *testing.T) {
	c := rated(t)
	_, members := c.json("read")
	for member, want := range map[string]string{
		"title": `"Ready for school"`,
		"left":  `[]`,
		"scale": `[{"name":"Off course","kind":"off track","counts_as":"red","says":"Not in time without the board","colour":"C00000"},{"name":"Slipping","kind":"at risk","counts_as":"amber","colour":"FFC000"},{"name":"Steady","kind":"on track","counts_as":"green","sign":"➔"}]`,
	} {
		if got := compact(t, members[member]); got != want {
			t.Errorf("%s is %s\nwant %s", member, got, want)
		}
	}
	for member, wants := range map[string][]string{
		"tables":  {`"accountable":"Director of Children's Services"`},
		"actions": {`"ref":"1.1 (b)"`, `"letter":"b"`, `"more":[{"progress":{"kind":"text","text":"And a third in May"`, `"earlier":["2026-03-31"]`, `"typed":"Amber","cell":"Plan!F8","step":"Slipping"`, `"typed":"Sl","cell":"Plan!F4","step":"Slipping"`},
	} {
		for _, want := range wants {
			if got := compact(t, members[member]); !strings.Contains(got, want) {
				t.Errorf("%s does not hold %s:\n%s", member, want, got)
			}
		}
	}
}

func compact(t *testing.T, text json.RawMessage) string {
	t.Helper()
	var v strings.Builder
	quoted := false
	for i, r := range string(text) {
		if r == '"' && (i == 0 || text[i-1] != '\\') {
			quoted = !quoted
		}
		if quoted || r != ' ' && r != '\n' {
			v.WriteRune(r)
		}
	}
	return v.String()
}
