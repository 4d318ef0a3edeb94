package pack_test

import (
	"fmt"
	"log"

	"actionplan/check"
	"actionplan/pack"
	"actionplan/plan"
)

// A plan is checked, and the pack says what members should look at. What may
// not be seen is counted and left out.
func Example() {
	p := table(
		row{plan.FieldRef: "1.1", plan.FieldAction: "Train foster carers", plan.FieldDue: "2026-11-01", plan.FieldRAG: "Red", plan.FieldOutcome: "Children in care feel safe", "x:notes": "for officers"},
		row{plan.FieldRef: "1.2", plan.FieldAction: "Open a hub", plan.FieldDue: "2027-01-31", plan.FieldRAG: "Green", plan.FieldOutcome: ""},
	)
	report, err := check.Run(check.Subject{Plan: p, AsAt: asAt}, check.Options{})
	if err != nil {
		log.Fatal(err)
	}
	public := pack.Build(pack.Input{About: pack.About{Title: "Improvement plan"}, Plan: p, Report: report})
	fmt.Println(public.Lead)
	for _, c := range public.Concerns {
		fmt.Println("-", c.Sentence)
	}
	fmt.Println("the first section:", public.Sections[0].ID)
	fmt.Println(public.Made.NotShown[0])
	fmt.Println("ready:", public.Ready())
	// Output:
	// Of 2 actions, 1 is overdue, 1 is off track and 1 has no outcome written.
	// - 1 action is overdue, by 30 days.
	// - 1 action is rated off track; it is overdue and stands above.
	// - 1 action does not say what will change for children.
	// the first section: summary
	// 1 column is not shown because it is not one this pack recognises.
	// ready: true
}
