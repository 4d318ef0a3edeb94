package terminal

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"actionplan/internal/terminal/pty"
)

func TestMarks(t *testing.T) {
	for text, want := range map[string]string{
		"plain, café – “ok”\n\tand on": "plain, café – “ok”\n\tand on",
		"\x1b[2Jgone":                  "<U+001B>[2Jgone",
		"\x1b]0;title\x07":             "<U+001B>]0;title<U+0007>",
		"done\rover":                   "done<U+000D>over",
		"\u009b31mred":                 "<U+009B>31mred",
		"a\x9b31mb":                    "a<9B>31mb",
		"2.3 \u202efdp.exe":            "2.3 <U+202E>fdp.exe",
		"\u2066a\u2069\u200e\u200f":    "<U+2066>a<U+2069><U+200E><U+200F>",
		"se\u200bcret\ufeff":           "se<U+200B>cret<U+FEFF>",
		"\u2028\u2029":                 "<U+2028><U+2029>",
		"\U000e0041":                   "<U+E0041>",
		"back\bspace\x7f":              "back<U+0008>space<U+007F>",
		"\xe2\x80":                     "<E2><80>",
	} {
		var said bytes.Buffer
		out := New(&said)
		fmt.Fprint(out, text)
		if err := out.Err(); err != nil || said.String() != want {
			t.Errorf("%q is printed as %q (%v), want %q", text, said.String(), err, want)
		}
	}
}

// TestPlainWhateverComes asks two things of any bytes, printed in pieces of any
// length: what comes out is plain, and it is the same as printed in one.
func TestPlainWhateverComes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.SliceOf(rapid.Byte()), rapid.Map(rapid.StringOf(rapid.Rune()), func(s string) []byte { return []byte(s) }),
			rapid.Map(rapid.StringOf(rapid.SampledFrom([]rune("a\x1b\u009b\u202e\u200b\r\n\té"))), func(s string) []byte { return []byte(s) })).Draw(t, "text")
		var whole, pieces bytes.Buffer
		one, many := New(&whole), New(&pieces)
		_, _ = one.Write(text)
		for rest := text; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "piece")
			if wrote, err := many.Write(rest[:n]); wrote != n || err != nil {
				t.Fatalf("wrote %d of %d: %v", wrote, n, err)
			}
			rest = rest[n:]
		}
		if one.Err() != nil || many.Err() != nil || whole.String() != pieces.String() {
			t.Fatalf("in one %q, in pieces %q", whole.String(), pieces.String())
		}
		if !utf8.Valid(whole.Bytes()) {
			t.Fatalf("not text: %q", whole.String())
		}
		for _, r := range whole.String() {
			if r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)) {
				t.Fatalf("%U was printed of %q", r, text)
			}
		}
	})
}

// TestJSONMeansTheSame asks that a text comes through JSON as it was, and that
// nothing in it does anything to a terminal.
func TestJSONMeansTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune("a<\x1b\x7f\u009b\u202e\u200b\u2028\r\n\t\U000e0041\U0001f600")))).Draw(t, "text")
		var said bytes.Buffer
		out := New(&said)
		if err := JSON(out, map[string]string{"text": text}); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(said.String(), "<U+") || !bytes.Equal(said.Bytes(), plain(said.Bytes(), mark)) {
			t.Fatalf("printed %q", said.String())
		}
		var back map[string]string
		if err := json.Unmarshal(said.Bytes(), &back); err != nil || back["text"] != text {
			t.Fatalf("%q came back as %q (%v)", text, back["text"], err)
		}
	})
	var said bytes.Buffer
	if err := JSON(New(&said), []string{"\u202e", "\U000e0041", "<b>"}); err != nil {
		t.Fatal(err)
	}
	if want := "[\n  \"\\u202e\",\n  \"\\udb40\\udc41\",\n  \"<b>\"\n]\n"; said.String() != want {
		t.Errorf("printed %s, want %s", said.String(), want)
	}
}

// printed is what a program prints to a terminal of a kind.
func printed(t *testing.T, env map[string]string, program func(*Writer)) string {
	t.Helper()
	outer, screen, err := pty.Open()
	if err != nil {
		t.Skipf("no terminal to print to: %v", err)
	}
	defer outer.Close()
	t.Setenv("TERM", "xterm")
	t.Setenv("NO_COLOR", "") //nolint:misspell // its own spelling
	for name, value := range env {
		t.Setenv(name, value)
	}
	said := make(chan string)
	go func() {
		text, _ := io.ReadAll(outer) // ends with an error when the screen is closed
		said <- string(text)
	}()
	program(New(screen))
	screen.Close()
	return strings.ReplaceAll(<-said, "\r\n", "\n")
}

func TestColourOnATerminalAlone(t *testing.T) {
	patience = 20 * time.Millisecond
	defer func() { patience = time.Second }()
	program := func(p *Writer) {
		done := Progress(p, "Reading \x1b[5mplan.xlsx")
		time.Sleep(30 * time.Millisecond)
		In(p, Red, "STOP\x1b[0m")
		fmt.Fprintln(p, ": no more")
		done()
	}
	if got, want := printed(t, nil, program), "Reading <U+001B>[5mplan.xlsx… 0 s\r\x1b[K\x1b[1;31mSTOP<U+001B>[0m\x1b[0m: no more\n"; got != want {
		t.Errorf("a terminal shows %q, want %q", got, want)
	}
	for name, env := range map[string]map[string]string{
		"a dumb terminal": {"TERM": "dumb"}, "an unknown terminal": {"TERM": ""}, "NO_COLOR": {"NO_COLOR": "1"}, //nolint:misspell // its own spelling
	} {
		if got, want := printed(t, env, program), "STOP<U+001B>[0m: no more\n"; got != want {
			t.Errorf("%s shows %q, want %q", name, got, want)
		}
	}
	var pipe bytes.Buffer
	program(New(&pipe))
	if got, want := pipe.String(), "STOP<U+001B>[0m: no more\n"; got != want {
		t.Errorf("a pipe gets %q, want %q", got, want)
	}
}

func TestCodesWanted(t *testing.T) {
	for _, c := range []struct {
		term, noColour, system string
		want                   bool
	}{
		{"xterm-256color", "", "linux", true}, {"dumb", "", "linux", false}, {"", "", "linux", false},
		{"", "", "windows", true}, {"dumb", "", "windows", false}, {"xterm", "1", "linux", false}, {"", "1", "windows", false},
	} {
		env := func(name string) string { return map[string]string{"TERM": c.term, "NO_COLOR": c.noColour}[name] } //nolint:misspell // its own spelling
		if got := codesWanted(env, c.system); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// full is a disk with room for a few bytes.
type full struct{ room int }

var errFull = errors.New("no space left on device")

func (f *full) Write(text []byte) (int, error) {
	if len(text) > f.room {
		return 0, errFull
	}
	f.room -= len(text)
	return len(text), nil
}

func TestErrorIsKept(t *testing.T) {
	disk := &full{room: 10}
	out := New(disk)
	fmt.Fprint(out, "12345")
	fmt.Fprint(out, "1234567")
	fmt.Fprint(out, "1") // there is room for it, but it would stand after a gap
	In(out, Bold, "1")
	if !errors.Is(out.Err(), errFull) || disk.room != 5 {
		t.Errorf("the error is %v, with room for %d", out.Err(), disk.room)
	}
	disk = &full{room: 10}
	coloured := &Writer{to: disk, codes: true}
	fmt.Fprint(coloured, "12345678901")
	In(coloured, Red, "1")
	if !errors.Is(coloured.Err(), errFull) || disk.room != 10 {
		t.Errorf("in colour: the error is %v, with room for %d", coloured.Err(), disk.room)
	}
	if err := New(&bytes.Buffer{}).Err(); err != nil {
		t.Errorf("without an error: %v", err)
	}
}

func TestNewOfAWriter(t *testing.T) {
	if out := New(&bytes.Buffer{}); New(out) != out {
		t.Error("a writer was put into a writer")
	}
}

func TestLine(t *testing.T) {
	in := strings.NewReader("yes\r\nno\nmaybe")
	for _, want := range []string{"yes", "no", "maybe"} {
		if got, err := Line(context.Background(), in); got != want || err != nil {
			t.Errorf("read %q (%v), want %q", got, err, want)
		}
	}
	if _, err := Line(context.Background(), in); !errors.Is(err, io.EOF) {
		t.Errorf("after the last line: %v", err)
	}
}

func TestAwaitEndsWithTheRun(t *testing.T) {
	in, _, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	ctx, stop := context.WithCancel(context.Background())
	go func() { time.Sleep(20 * time.Millisecond); stop() }()
	ended := make(chan error, 1)
	go func() { _, err := Line(ctx, in); ended <- err }()
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("waiting for a line ended with %v", err)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("it goes on waiting for a line")
	}
	begun := false
	if _, err := Await(ctx, func() (int, error) { begun = true; return 1, nil }); !errors.Is(err, context.Canceled) || begun {
		t.Errorf("after the end: %v, begun %v", err, begun)
	}
}
