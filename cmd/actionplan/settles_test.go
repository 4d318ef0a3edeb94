package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// doubtful are plans with doubts that a line of settings settles.
var doubtful = map[string][]string{
	"words":     {"Ref|Action|Due date|Status|RAG", "1.1|Write to every school|Q3 2026/27|Rung one|Amber E", "1.2|Audit forty cases|Autumn term 2026|Rung two|Red", "1.3|Train every manager|30/06/2026|Open|Amber E"},
	"progress":  {"Ref|Action|Due date|Progress", "1.1|Write to every school|30/06/2026|Completed 12/3", "1.2|Audit forty cases|30/06/2026|In progress – training booked"},
	"resources": {"Ref|Action|Resources needed|Estimated cost", "1.1|Write to every school|Two staff|£100", "1.2|Audit forty cases|None|£200"},
	"ratings":   {"Ref|Action|Status", "1.1|Write to every school|Red", "1.2|Audit forty cases|Amber"},
	"periods":   {"Ref|Action|Update one|Update Sept|Update 3", "1.1|Write to every school|Ten|Twenty|Thirty", "1.2|Audit forty cases|Ten|Twenty|Thirty"},
	"quarters":  {"Ref|Action|Q1 RAG|Q2 RAG|Q3 RAG|Q4 RAG", "1.1|Write to every school|Red|Amber||Green", "1.2|Audit forty cases|Red|Red||Green"},
	"success":   {"Ref|Action|What will success look like?|Lead", "1.1|Write to every school|Parents know|Head of Service", "1.2|Audit forty cases|Files are right|Head of Service"},
	"sentences": {"Ref|Action|Status", "1.1|Write to every school|All of the schools have had their letter now", "1.2|Audit forty cases|Ten of the forty were looked at by June", "1.3|Train every manager|The first of the courses was held in May"},
	"key":       {"Ref|Action|RAG|Lead", "1.1|Write to every school|Green|Head", "1.2|Audit forty cases|Amber|Head", "1.3|Train every manager|Red|Head", "", "Key", "Green|Complete", "Amber|In progress", "Red|Not started"},
	"issue":     {"No|Issue|Owner|Deadline", "1|Schools were not told|Head|30/06/2026", "2|Files are not audited|Head|31/07/2026"},
	"rivals":    {"Weakness ID|POA&M ID|Action|Dates|Success criteria", "1.1|P-1|Write to every school|1 - 2 June|DONE", "1.2|P-2|Audit forty cases|3 - 4 June|Done", "1.3|P-3|Train every manager|5 June|Managers trained"},
	"states":    {"Ref|Recommendation|Current state|Measure", "1.1|Write to every school|Partial tracking|3", "1.2|Audit forty cases|No training|4", "1.3|Train every manager|Weekly manual backups|2", "1.4|Meet the board|Limited encryption|1", "1.5|Close the hub|Reactive detection|5"},
	"few":       {"Ref|Response|Mitigation control", "1|Accept|", "2|Accept|", "3|Mitigate|Close every port of the server", "4|Accept|", "5|Mitigate|", "6|Accept|"},
	"summaries": {"WBS|Task|Lead|Status", "1|Discovery of needs|Ann|Open", "1.1|Write to every school|Ann|Open", "1.2|Audit forty cases|Bob|Open", "2|Build and trial|Bob|Open", "2.1|Train every manager|Ann|Open"},
	"phases":    {"Task|Lead|Start|End|Status", "Phase 1: Discovery||05/01/2026|27/02/2026|", "Write to every school|Ann|05/01/2026|30/01/2026|Open", "Audit forty cases|Bob|02/02/2026|27/02/2026|Open", "Phase 2: Build||02/03/2026|30/04/2026|", "Train every manager|Ann|02/03/2026|31/03/2026|Open", "Meet the board|Bob|01/04/2026|30/04/2026|Open"},
	"milestone": {"Ref|Action|Lead|Due|Status", "1|Write to every school|Ann|30/01/2026|Open", "|Milestone 1: schools know||30/01/2026|", "2|Audit forty cases|Bob|27/02/2026|Open", "|Milestone 2: cases are audited|Bob|27/02/2026|Open", "3|Train every manager|Ann|31/03/2026|Open"},
	"none":      {"Ref|Recommendation|Action|Lead", "1|Schools know|Write to every school|Ann", "2|Cases are audited|None|Bob", "3|Managers are trained|No action required|Ann"},
	"alone":     {"Ref|Action|Lead|Due", "1|Write to every school|Ann|30/01/2026", "|Tell the board||", "2|Audit forty cases|Bob|27/02/2026", "3|Train every manager|Ann|31/03/2026"},
	"dates":     {"Ref|Action|Lead|First|Second", "1.1|Write to every school|Head|30/06/2026|31/07/2026", "1.2|Audit forty cases|Head|30/06/2026|31/07/2026", "1.3|Train every manager|Head|30/06/2026|31/07/2026"},
}

// TestLinesSettleTheirDoubts: the settings that hold the line which settles a doubt
// have the doubt said no more, whatever the doubt.
func TestLinesSettleTheirDoubts(t *testing.T) {
	settled := 0
	try := func(t *testing.T, c *caseFolder) {
		for _, n := range c.notes() {
			if n.Settles == nil {
				continue
			}
			for _, line := range []*jsonLine{n.Settles, n.Instead} {
				if line == nil {
					continue
				}
				c.check(os.WriteFile("actionplan.yaml", []byte(line.Under+":\n  - "+line.Item+"\n"), 0o644))
				for _, still := range c.notes() {
					if still.Message == n.Message {
						t.Errorf("still doubted with %s: %s", line.Item, n.Message)
					}
				}
				c.check(os.Remove("actionplan.yaml"))
				settled++
			}
		}
	}
	for name, rows := range doubtful {
		t.Run(name, func(t *testing.T) { try(t, drawnAlone(t, rows...)) })
	}
	if settled < 15 {
		t.Errorf("only %d doubts had a line", settled)
	}
	real, _ := filepath.Abs("../../../shared/corpus/real")
	books, _ := filepath.Glob(filepath.Join(real, "*.xlsx"))
	for _, book := range books {
		t.Run(filepath.Base(book), func(t *testing.T) {
			c := newCaseFolder(t, false)
			c.copyIn(book, "plan.xlsx")
			if info, err := os.Stat(book); err != nil || info.Size() > 300_000 {
				t.Skip("large")
			}
			if _, code := c.runs("read", "plan.xlsx"); code == exitDone {
				try(t, c)
			}
		})
	}
}

// notes are what is noted of the plan on a day in August.
func (c *caseFolder) notes() []jsonNote {
	c.t.Helper()
	_, members := c.json("read", "plan.xlsx", "--today", "2026-08-14")
	var notes []jsonNote
	c.check(json.Unmarshal(members["notes"], &notes))
	return notes
}

// TestSettledDatesAreNoAssumption: words that the settings give a date are that date.
func TestSettledDatesAreNoAssumption(t *testing.T) {
	c := drawnAlone(t, doubtful["words"]...)
	c.check(os.WriteFile("actionplan.yaml", []byte("dates:\n  - {words: \"Q3 2026/27\", date: 2026-12-31}\n"), 0o644))
	c.reads("due", "1.1 date 2026-12-31", "1.2 vague autumn term 2026")
	said := c.ends(exitDone, "read", "plan.xlsx")
	if strings.Contains(said, "row 2 ") && strings.Contains(said, "Q3") || strings.Contains(said, "assum") {
		t.Errorf("what is settled is doubted:\n%s", said)
	}
	c.words(said, `{words: "Autumn term 2026", date: 2026-12-31}`)
}
