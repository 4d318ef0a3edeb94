package main

import (
	"bufio"
	"fmt"

	"github.com/inconshreveable/mousetrap"
)

const welcomeWords = `actionplan works from a command window, beside your plan.

  actionplan demo              shows the whole job on a practice plan (takes seconds)
  actionplan init PLAN.xlsx    looks at your own plan and writes settings for it
  actionplan read PLAN.xlsx    shows how your plan was understood
  actionplan --help            lists everything

It never changes the workbook.
`

const clickedWords = `
You opened actionplan by a double click. To use it: open the folder your plan is
in, click in the address bar, type cmd and press Enter; then type one of the
lines above. Nothing has been read or changed.

Press Enter to close this window.`

// welcome answers a command given no words: what to do next. A double click
// on Windows would close the window again at once, so it waits to be read.
func (d *desk) welcome() int {
	fmt.Fprint(d.stdout, welcomeWords)
	if mousetrap.StartedByExplorer() {
		d.waitToBeRead()
	}
	return exitDone
}

func (d *desk) waitToBeRead() {
	fmt.Fprintln(d.stdout, clickedWords)
	_, _ = bufio.NewReader(d.stdin).ReadString('\n')
}
