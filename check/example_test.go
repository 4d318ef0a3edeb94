package check_test

import (
	"fmt"
	"log"

	"actionplan/check"
	"actionplan/plan"
)

// A plan is checked on a day, one finding is set aside with its reason, and
// what may be told in public is asked.
func Example() {
	a := plan.Action{ID: "1", Ref: "4.2", Table: "Plan"}
	a.Set(plan.FieldAction, read(plan.FieldAction, "Train foster carers"))
	a.Set(plan.FieldOutcome, read(plan.FieldOutcome, "TBC"))
	a.Set(plan.FieldLead, read(plan.FieldLead, "Head of Fostering"))
	a.Set(plan.FieldDue, read(plan.FieldDue, "28 February 2022"))

	today := plan.Date{Year: 2022, Month: 3, Day: 31}
	report, err := check.Run(check.Subject{Plan: plan.Plan{Actions: []plan.Action{a}}, AsAt: today}, check.Options{
		Overrides: []check.Override{{Rule: "overdue", Ref: "4.2", Skip: true, Why: "a new date goes to the board on 6 April"}},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range report.Findings {
		fmt.Printf("%s: %s\n  to clear it: %s\n", f.Severity, f.Message, f.Clears)
	}
	for _, f := range report.Suppressed {
		fmt.Printf("set aside: %s (%s)\n", f.Rule, f.Why)
	}
	facts := check.FactsOf(a, today)
	fmt.Println("overdue:", facts.Overdue(), "and to be told:", report.Told(a, facts).Overdue())
	// Output:
	// high: action 4.2, outcome: it says only "TBC".
	//   to clear it: write what will be different for children
	// set aside: overdue (a new date goes to the board on 6 April)
	// overdue: true and to be told: false
}
