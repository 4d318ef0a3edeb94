package clock_test

import (
	"fmt"

	"actionplan/clock"
	"actionplan/plan"
)

func Example() {
	received := plan.Date{Year: 2021, Month: 11, Day: 19}
	for _, d := range clock.Running(clock.Received(received), plan.Calendar{}) {
		fmt.Printf("%s: %s\n", d.Due.Long(), d.Name)
	}
	publish, _ := clock.Publish(plan.Date{Year: 2022, Month: 3, Day: 23}, clock.ClearDays, plan.Calendar{})
	fmt.Println("Publish the agenda by", publish.Long())
	// Output:
	// 17 December 2021: Draft plan, where a focused visit found a priority action
	// 5 January 2022: Report published by the inspector
	// 2 March 2022: Plan sent to the inspector
	// Publish the agenda by 15 March 2022
}
