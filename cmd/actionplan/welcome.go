package main

import (
	"context"
	"fmt"

	"github.com/inconshreveable/mousetrap"

	"actionplan/internal/terminal"
)

const welcomeWords = `actionplan works from a command window, beside your plan.

  actionplan demo              shows the whole job on a practice plan (takes seconds)
  actionplan init PLAN.xlsx    looks at your own plan and writes settings for it
  actionplan read PLAN.xlsx    shows how your plan was understood
  actionplan --help            lists everything

The first three leave every workbook as it is. Only apply, undo and add-column
change a workbook, and each of them says which cells.
`

const clickedWords = `
You opened actionplan by a double click. To use it: open the folder your plan is
in, click in the address bar, type cmd and press Enter; then type one of the
lines above. Nothing has been read or changed.

Press Enter to close this window.`

// welcome answers a command given no words: what to do next. A double click
// on Windows would close the window again at once, so it waits to be read.
func welcome(ctx context.Context, s streams) int {
	fmt.Fprint(s.out, welcomeWords)
	if !mousetrap.StartedByExplorer() {
		return exitDone
	}
	fmt.Fprintln(s.out, clickedWords)
	_, _ = terminal.Line(ctx, s.in)
	if ctx.Err() != nil {
		return exitInterrupted
	}
	return exitDone
}
