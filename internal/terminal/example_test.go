package terminal_test

import (
	"fmt"
	"os"

	"actionplan/internal/terminal"
)

// What a cell says cannot move the cursor or colour a line.
func Example() {
	out := terminal.New(os.Stdout)
	fmt.Fprintf(out, "lead: %s\n", "Head of\x1b[2J Service")
	terminal.In(out, terminal.Red, "STOP") // no colour here: this is no terminal
	// Output:
	// lead: Head of<U+001B>[2J Service
	// STOP
}
