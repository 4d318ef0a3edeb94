package check_test

import (
	"encoding/json"
	"strings"
	"testing"

	"actionplan/check"
	"actionplan/plan"
)

// TestUnsettledCellsAreNamed: a cell that nothing was ever agreed for has no
// finding, and the report says that it was left out. One where something was
// agreed before is checked.
func TestUnsettledCellsAreNamed(t *testing.T) {
	never := run(t, open(one(cells{plan.FieldDue: ""}), plan.FieldDue, plan.Value{}), check.Options{})
	if len(never.Findings) != 0 || len(never.Unsettled) != 1 {
		t.Fatalf("%d findings, unsettled %+v", len(never.Findings), never.Unsettled)
	}
	if u := never.Unsettled[0]; u.Ref != "4.2" || u.Field != plan.FieldDue || u.Name != "action 4.2, due (Plan!F6)" {
		t.Errorf("%+v", u)
	}
	said, err := json.Marshal(never)
	if want := `"unsettled":[{"ref":"4.2","field":"due","cells":[{"side":"officer","cell":"Plan!F6"}],"name":"action 4.2, due (Plan!F6)","lead":"Head of Fostering"}]`; err != nil || !strings.Contains(string(said), want) {
		t.Errorf("%s, %v", said, err)
	}
	before := run(t, open(one(cells{plan.FieldDue: ""}), plan.FieldDue, plan.Blank), check.Options{Only: []string{"due-blank"}})
	if len(before.Findings) != 1 || len(before.Unsettled) != 0 {
		t.Errorf("%+v, unsettled %+v", before.Findings, before.Unsettled)
	}
}
