package text_test

import (
	"fmt"

	"actionplan/internal/text"
)

// What became of a sentence, and which word was meant.
func Example() {
	marks := map[text.Change]string{text.Kept: " ", text.Removed: "-", text.Added: "+"}
	for _, p := range text.Differences("Train all staff by May", "Train all social workers by May") {
		fmt.Printf("%s %q\n", marks[p.Change], p.Text)
	}
	fmt.Println(text.Nearest("Complted", []string{"Open", "Completed"}))
	fmt.Println(text.Counted(2, "action"), "of", text.Joined([]string{"1.1", "1.2", "2.1"}))
	// Output:
	// "Train all "
	// - "staff "
	// + "social workers "
	//   "by May"
	// Completed true
	// 2 actions of 1.1, 1.2 and 2.1
}
