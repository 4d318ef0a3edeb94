package terminal

import (
	"context"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// IsTerminal reports whether somebody sits at it: a stream that is read from or
// printed to.
func IsTerminal(stream any) bool {
	switch s := stream.(type) {
	case *Writer:
		return s.terminal
	case *os.File:
		return term.IsTerminal(int(s.Fd()))
	}
	return false
}

// Line reads a line that somebody types, without its end. It gives up when the
// run is ended, whatever is typed later. Nothing after the line is read.
func Line(ctx context.Context, in io.Reader) (string, error) {
	return Await(ctx, func() (string, error) {
		var line []byte
		for one := make([]byte, 1); ; {
			n, err := in.Read(one)
			switch {
			case n == 1 && one[0] == '\n':
				return strings.TrimSuffix(string(line), "\r"), nil
			case n == 1:
				line = append(line, one[0])
			case err == io.EOF && len(line) > 0:
				return string(line), nil
			case err != nil:
				return "", err
			}
		}
	})
}

// Await does what cannot be told to stop, such as reading from a drive that
// does not answer, and gives up waiting for it when the run is ended. It is for
// work that leaves nothing half done: what goes on behind has no effect.
func Await[T any](ctx context.Context, work func() (T, error)) (T, error) {
	type outcome struct {
		value T
		err   error
	}
	var none T
	if err := ctx.Err(); err != nil {
		return none, err
	}
	done := make(chan outcome, 1)
	go func() {
		value, err := work()
		done <- outcome{value, err}
	}()
	select {
	case o := <-done:
		return o.value, o.err
	case <-ctx.Done():
		return none, ctx.Err()
	}
}
