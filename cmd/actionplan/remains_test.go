package main

import (
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// asked lays out two copies that say two things each in two cells.
func asked(t *testing.T, settings string) desktop {
	t.Helper()
	d := newDesktop(t, leadPlan, leadPlan)
	d.write("actionplan.yaml", settings)
	d.ends(exitDone, "begin")
	for name, says := range map[string]string{"plan.xlsx": "Officers' ", "theirs.xlsx": "Partners' "} {
		d.types(name, "E3", says+"words about supervision")
		d.types(name, "E4", says+"words about training")
	}
	d.ends(exitWaiting, "preview")
	return d
}

// TestTitleOfTheQuestions asserts that the workbook of questions is headed by the
// settings' title, or the plan's own, or else by what it is alone, and never by a
// colon with nothing behind it.
func TestTitleOfTheQuestions(t *testing.T) {
	const untitled = "plan: plan.xlsx\npartner: {workbook: theirs.xlsx}\n"
	over := func(t *testing.T) desktop {
		d := newDesktop(t, leadPlan, leadPlan)
		d.write("actionplan.yaml", untitled)
		titled := "The harbour plan\n\n" + strings.TrimSpace(leadPlan)
		d.draw("plan.xlsx", titled)
		d.draw("theirs.xlsx", titled)
		d.ends(exitDone, "begin")
		d.types("plan.xlsx", "E5", "Officers' words about supervision")
		d.types("theirs.xlsx", "E5", "Partners' words about supervision")
		d.ends(exitWaiting, "preview")
		return d
	}
	for want, drawn := range map[string]func(*testing.T) desktop{
		"Decisions: Improvement plan": func(t *testing.T) desktop { return asked(t, desktopSettings) },
		"Decisions":                   func(t *testing.T) desktop { return asked(t, untitled) },
		"Decisions: The harbour plan": over,
	} {
		t.Run(want, func(t *testing.T) {
			d := drawn(t)
			f, err := excelize.OpenFile(d.path("Decisions.xlsx"))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if got, _ := f.GetCellValue(f.GetSheetName(0), "A1"); got != want {
				t.Errorf("it is headed %q", got)
			}
		})
	}
}

// TestWhereToAnswerTheRest asserts that apply says where to answer what is still
// asked once it has put the answered copy aside, and only then.
func TestWhereToAnswerTheRest(t *testing.T) {
	const where = "actionplan preview writes a new Decisions.xlsx"
	d := asked(t, desktopSettings)
	if out := d.ends(exitWaiting, "apply", "--yes"); strings.Contains(out, where) {
		t.Errorf("the questions stand where they were, and apply says\n%s", out)
	}
	words := map[string]string{"Answer": "Officers", "Your name": "Ann", "Reason": "agreed"}
	if err := fillIn(d.path("Decisions.xlsx"), "1.2", words); err != nil {
		t.Fatal(err)
	}
	if out := d.ends(exitWaiting, "apply", "--yes"); !strings.Contains(out, "put aside in") || !strings.Contains(out, "To answer it: "+where) {
		t.Errorf("one of two is answered, and apply says\n%s", out)
	}
}

// TestPreviewNamesWhatIsDisplaced asserts that preview says which file of somebody's
// own apply will give another name, and says nothing of the tool's.
func TestPreviewNamesWhatIsDisplaced(t *testing.T) {
	d := newDesktop(t, leadPlan, leadPlan)
	d.ends(exitDone, "begin")
	d.types("theirs.xlsx", "E3", "Held in every team")
	const says = "apply gives it another name"
	if out := d.ends(exitDone, "preview"); strings.Contains(out, says) {
		t.Errorf("nothing of anybody's is there, and preview says\n%s", out)
	}
	mine := d.path("ledger") + "/last-apply.json"
	if err := os.WriteFile(mine, []byte("my own notes"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out := d.ends(exitDone, "preview"); !strings.Contains(out, "last-apply.json") || !strings.Contains(out, says) {
		t.Errorf("preview says\n%s", out)
	}
	d.ends(exitDone, "apply", "--yes")
	if out := d.ends(exitDone, "preview"); strings.Contains(out, says) {
		t.Errorf("apply has made way, and preview says\n%s", out)
	}
}
