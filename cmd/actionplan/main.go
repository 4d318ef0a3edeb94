// Command actionplan reads a council's action plan as its officers keep it,
// reconciles it with the partners' copy, checks it, and writes the scrutiny
// pack. Each verb has a file of its own here, to be read top to bottom.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"actionplan/internal/terminal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends it at once
	// A reader that has seen enough (| head) is no reason to die between the two
	// sides of an apply: the write fails instead, and the run goes on.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole command: it returns the exit code, so that demo and the
// tests can call it as a person would. What it prints is plain text.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	out := terminal.New(stdout)
	c := &call{streams: streams{stdin, out, terminal.New(stderr)}}
	if len(args) == 0 {
		return printed(out, c.err, welcome(ctx, c.streams))
	}
	root := rootCommand(c)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if lost := out.Err(); err != nil && lost != nil && errors.Is(err, lost) {
		err = nil // printed says it
	}
	if err != nil && !c.began {
		err = asMisuse(err)
	}
	code := explain(ctx, c.err, err)
	if end := endingOf(ctx, err); end.Message != "" && !c.shown && (c.json || wantsJSON(args)) {
		_ = terminal.JSON(out, map[string]ending{"error": end}) // the writer keeps its error
	}
	return printed(out, c.err, code)
}

// wantsJSON reports whether JSON was asked for, also where the flags that came
// with it cannot be read.
func wantsJSON(args []string) bool {
	for _, arg := range args {
		switch arg {
		case "--":
			return false
		case "--json", "--json=true":
			return true
		}
	}
	return false
}

// printed is the exit code of a run whose results could be printed or not. A
// run is not done where nobody can read what came of it, but one whose reader
// had seen enough and closed the pipe is.
func printed(out *terminal.Writer, messages io.Writer, code int) int {
	err := out.Err()
	if err == nil || closedPipe(err) || code != exitDone && code != exitWaiting {
		return code
	}
	return explain(context.Background(), messages, &refusal{
		code:    exitFailed,
		problem: fmt.Sprintf("print: %s", plainCause(err)),
		advice:  "the command itself went on to its end; make room, or print elsewhere",
	})
}

// closedPipe reports whether nobody reads any more what is printed.
func closedPipe(err error) bool {
	var number syscall.Errno
	windows := runtime.GOOS == "windows" && errors.As(err, &number) && (number == 109 || number == 232) // broken, and being closed
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) || windows
}

// plainCause is why something about a file failed, without the file's name.
func plainCause(err error) error {
	var about *fs.PathError
	if errors.As(err, &about) {
		return about.Err
	}
	return err
}
