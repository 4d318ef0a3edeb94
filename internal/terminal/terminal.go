// Package terminal is what the command prints through. Whatever is printed is
// plain text: a control character, an escape, a direction mark or a character
// without width, which a cell, a name or an answer may hold, is shown as a mark
// (<U+001B>), so that no text of anybody's can move the cursor, colour a line,
// hide a word or turn one round. Colour is asked for by the command's own calls
// (In, Progress), never by what a text says, and is there only on a terminal
// that can show it and where the environment does not say otherwise.
//
//	out := terminal.New(os.Stdout)
//	fmt.Fprintf(out, "action %s: %s\n", ref, words) // words as a partner typed them
//	terminal.In(out, terminal.Red, "STOP")
//	defer terminal.Progress(out, "Reading plan.xlsx")()
//	if err := out.Err(); err != nil { … }           // it could not be printed
//
// It never changes what is written to a file, and keeps the line breaks and
// tabs of a text: who needs a text on one line makes it so.
package terminal

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
	"time"

	"golang.org/x/term"
)

// Writer prints plain text. It may be used by several goroutines at once.
type Writer struct {
	to       io.Writer
	terminal bool // a person sees it as it is printed
	codes    bool // and colours and a line that is wiped can be shown there

	lock  sync.Mutex
	torn  []byte // the beginning of a character whose other bytes have not come yet
	shown bool   // the line of a progress stands there, and goes before anything else is printed
	err   error  // the first that was met; nothing is printed after it
}

// New prints to w: with colour where w is a terminal that shows it. A Writer is
// given back as it is.
func New(w io.Writer) *Writer {
	if already, ok := w.(*Writer); ok {
		return already
	}
	p := &Writer{to: w}
	if stream, ok := w.(*os.File); ok && term.IsTerminal(int(stream.Fd())) {
		p.terminal = true
		p.codes = codesWanted(os.Getenv, runtime.GOOS) && codesUnderstood(stream)
	}
	return p
}

// noColour is the variable that says that nobody wants colour.
const noColour = "NO_COLOR" //nolint:misspell // its own spelling

// codesWanted reports whether the environment lets control codes be printed to
// a terminal. TERM says nothing on Windows, and where it is missing elsewhere
// nothing is known of the terminal.
func codesWanted(env func(string) string, system string) bool {
	kind := env("TERM")
	return env(noColour) == "" && kind != "dumb" && (kind != "" || system == "windows")
}

// Write prints a text, with marks for what is not plain.
func (p *Writer) Write(text []byte) (int, error) {
	p.lock.Lock()
	defer p.lock.Unlock()
	if p.err != nil {
		return 0, p.err
	}
	p.wipe()
	whole := append(p.torn, text...)
	ready := len(whole) - unfinished(whole)
	p.torn = append([]byte(nil), whole[ready:]...)
	p.print(plain(whole[:ready], mark))
	if p.err != nil {
		return 0, p.err
	}
	return len(text), nil
}

// print prints bytes as they are.
func (p *Writer) print(text []byte) {
	if len(text) > 0 && p.err == nil {
		_, p.err = p.to.Write(text)
	}
}

// Err is the first error that printing met, nil where everything was printed.
// It is asked for at the end, when what was begun is finished.
func (p *Writer) Err() error {
	p.lock.Lock()
	defer p.lock.Unlock()
	if len(p.torn) > 0 {
		p.print(plain(p.torn, mark))
		p.torn = nil
	}
	return p.err
}

// A Style is how a few words stand out on a terminal.
type Style string

// The styles there are. Amber is a terminal's yellow.
const (
	Bold  Style = "1"
	Red   Style = "1;31"
	Amber Style = "33"
	Green Style = "32"
	Blue  Style = "34"
)

// In prints words in a style where w shows it, and just the words elsewhere.
func In(w io.Writer, style Style, words string) {
	p, ok := w.(*Writer)
	if !ok || !p.codes || words == "" {
		_, _ = io.WriteString(w, words) // a Writer keeps the error, and others never fail
		return
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	p.wipe()
	p.print([]byte("\x1b[" + string(style) + "m"))
	p.print(plain([]byte(words), mark))
	p.print([]byte("\x1b[0m"))
}

// Progress shows on a terminal what is being done and for how long, once it has
// taken a second; the line is wiped when it is over, or when anything else is
// printed. It shows nothing where there is no terminal to wipe it on.
func Progress(w io.Writer, what string) (done func()) {
	p, ok := w.(*Writer)
	if !ok || !p.codes {
		return func() {}
	}
	started, over, ended := time.Now(), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(patience)
		defer tick.Stop()
		for {
			select {
			case <-over:
				return
			case <-tick.C:
				p.show(fmt.Sprintf("%s… %d s", what, int(time.Since(started).Seconds())))
			}
		}
	}()
	return func() {
		close(over)
		<-ended
		p.lock.Lock()
		defer p.lock.Unlock()
		p.wipe()
	}
}

// patience is how long something takes before a person wonders; tests have less.
var patience = time.Second

// show puts a line where the last one stood.
func (p *Writer) show(line string) {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.wipe()
	p.print(plain([]byte(line), mark))
	p.shown = true
}

// wipe takes the line of a progress away.
func (p *Writer) wipe() {
	if p.shown {
		p.print([]byte("\r\x1b[K"))
		p.shown = false
	}
}
