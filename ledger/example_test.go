package ledger_test

import (
	"errors"
	"fmt"
	"log"
	"os"

	"actionplan/ledger"
	"actionplan/plan"
)

// A first agreement is remembered, and read again by the next run.
func Example() {
	dir, err := os.MkdirTemp("", "ledger")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if _, err := ledger.Open(dir); errors.Is(err, ledger.ErrNone) {
		fmt.Println("nothing has been agreed yet")
	}
	a := plan.Action{ID: "1", Ref: "1.1", Table: "Plan", Sheet: "Plan", Row: 2}
	a.Set(plan.FieldLead, plan.Entry{Value: plan.TextValue("Head of Service"), Typed: "Head of Service"})
	on, _ := plan.ParseISO("2026-03-31")
	if err := ledger.Begin(dir, plan.Plan{Actions: []plan.Action{a}}, on, "plan.xlsx", "partners.xlsx"); err != nil {
		log.Fatal(err)
	}
	l, err := ledger.Open(dir)
	if err != nil {
		log.Fatal(err)
	}
	for _, a := range l.Base().Actions {
		fmt.Printf("agreed on %s: %s, lead: %s\n", l.Agreed(), a.Ref, a.Value(plan.FieldLead).Text)
	}
	// Output:
	// nothing has been agreed yet
	// agreed on 2026-03-31: 1.1, lead: Head of Service
}
