package personal_test

import (
	"fmt"

	"actionplan/internal/personal"
)

// What looks like personal data is named by its kind, and never repeated.
func Example() {
	finder := personal.New([]string{"info@council.example"})
	for _, words := range []string{
		"Write to info@council.example.",
		"Ring Sam's mother on 07700 900123.",
		"Case of a boy, NHS number 943 476 5919.",
	} {
		fmt.Println(finder.Find(words))
	}
	// Output:
	// false
	// a private phone number true
	// an NHS number true
}
