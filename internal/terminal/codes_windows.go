package terminal

import (
	"os"

	"golang.org/x/sys/windows"
)

// codesUnderstood has a console take control codes for what they are, and
// reports whether it does: old ones would print them.
func codesUnderstood(stream *os.File) bool {
	console := windows.Handle(stream.Fd())
	var mode uint32
	if err := windows.GetConsoleMode(console, &mode); err != nil {
		return false
	}
	return windows.SetConsoleMode(console, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}
