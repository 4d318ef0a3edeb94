package plan_test

import (
	"fmt"

	"actionplan/plan"
)

// Two people type one date; each cell keeps its author's words, and both say
// the same.
func Example() {
	for _, typed := range []string{"31/3/26", "31 March 2026", "Ongoing", "31 March"} {
		read := plan.ReadDate(typed, plan.DateHabit{})
		fmt.Printf("%s: %s %s\n", typed, read.Value.Kind, read.Value.Text)
		if read.Note != "" {
			fmt.Println("  " + read.Note)
		}
	}
	due, _ := plan.ParseISO("2026-04-02")
	day, _ := plan.Calendar{}.AddWorkingDays(due, 1) // over Easter
	fmt.Println("the working day after", due.Long(), "is", day.Long())
	// Output:
	// 31/3/26: date 2026-03-31
	// 31 March 2026: date 2026-03-31
	// Ongoing: vague ongoing
	// 31 March: vague 31 march
	//   a date with no year, or none that is certain
	// the working day after 2 April 2026 is 7 April 2026
}
