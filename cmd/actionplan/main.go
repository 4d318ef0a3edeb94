// Command actionplan reads a council's action plan as its officers keep it,
// reconciles it with the partners' copy, checks it, and writes the scrutiny
// pack. Each verb has a file of its own here, to be read top to bottom.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends it at once
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole command: it returns the exit code, so that demo and the
// tests can call it as a person would.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	d := &desk{stdin: stdin, stdout: stdout, stderr: stderr}
	if len(args) == 0 {
		return d.welcome()
	}
	root := d.root()
	root.SetArgs(args)
	if err := root.ExecuteContext(ctx); err != nil {
		return d.explain(ctx, err)
	}
	return exitDone
}
