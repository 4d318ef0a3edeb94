package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"actionplan/excel"
	"actionplan/internal/disk"
	"actionplan/internal/lock"
	"actionplan/internal/settings"
	"actionplan/ledger"
	"actionplan/round"
	"actionplan/sheets"
	"actionplan/table"
)

// Exit codes, as every command's help ends with.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitWaiting     = 3
	exitSignIn      = 4
	exitMoved       = 5
	exitInterrupted = 130
)

// exitWords is what each code means, in the order help lists them.
var exitWords = []struct {
	code  int
	words string
}{
	{exitDone, "done, or nothing to do"},
	{exitFailed, "failed"},
	{exitUsage, "wrong usage or settings"},
	{exitWaiting, "waiting for a person"},
	{exitSignIn, "sign-in needed"},
	{exitMoved, "a copy moved, is locked or is open elsewhere"},
	{exitInterrupted, "interrupted"},
}

// exits is the line a verb's help ends with: the codes it can end with.
func exits(codes ...int) map[string]string {
	var parts []string
	for _, e := range exitWords {
		if e.code == exitDone || e.code == exitInterrupted || slices.Contains(codes, e.code) {
			parts = append(parts, fmt.Sprintf("%d %s", e.code, e.words))
		}
	}
	return map[string]string{"exit": "Exit: " + strings.Join(parts, " · ")}
}

// refusal is a reason not to go on that a person can do something about.
type refusal struct {
	code    int
	problem string
	advice  string
}

func (r *refusal) Error() string { return r.problem }
func (r *refusal) Hint() string  { return r.advice }

func misused(advice, format string, words ...any) error {
	return &refusal{code: exitUsage, problem: fmt.Sprintf(format, words...), advice: advice}
}

// waiting ends a command that did its work and found something only a person
// can settle: it has been said already, so nothing more is printed.
type waiting struct{}

func (waiting) Error() string { return "waiting for a person" }

// ending is how a run ends that did not come to its results: the sentence that
// says why, a hint where there is one, and the exit code.
type ending struct {
	Message string   `json:"message"`
	Hint    string   `json:"hint,omitempty"`
	Asks    []string `json:"asks,omitempty"` // what must be said yes to first
	Exit    int      `json:"exit"`
}

// explain tells a person what went wrong: one sentence, and a hint where
// there is one.
func explain(ctx context.Context, w io.Writer, err error) int {
	end := endingOf(ctx, err)
	if end.Message != "" {
		fmt.Fprintf(w, "actionplan: %s\n", end.Message)
	}
	if end.Hint != "" {
		fmt.Fprintf(w, "actionplan: hint: %s\n", end.Hint)
	}
	return end.Exit
}

// endingOf is how a run ends with an error, or with none. Nothing is said of one
// that did its work and waits for a person.
func endingOf(ctx context.Context, err error) ending {
	var asks *round.AskError
	switch {
	case err == nil:
		return ending{Exit: exitDone}
	case errors.As(err, &waiting{}):
		return ending{Exit: exitWaiting}
	case ctx.Err() != nil:
		return stopped(err)
	case errors.As(err, &asks):
		return ending{oneSentence(err), hintOf(err), asks.Because, codeOf(err)}
	}
	return ending{oneSentence(err), hintOf(err), nil, codeOf(err)}
}

// oneSentence is an error as it is printed: several that came together, and a
// file whose name has a line break in it, must not look like several lines.
func oneSentence(err error) string {
	return strings.Join(strings.FieldsFunc(err.Error(), func(r rune) bool { return r == '\n' || r == '\r' }), "; ")
}

// stopped tells the truth about a run that somebody stopped: what was on its
// way to a Google Sheet then may have arrived.
func stopped(err error) ending {
	var inDoubt *sheets.Ambiguous
	if errors.As(err, &inDoubt) {
		return ending{Message: "stopped: " + oneSentence(inDoubt), Hint: inDoubt.Hint(), Exit: exitInterrupted}
	}
	if doing, also := strings.CutSuffix(err.Error(), ": "+context.Canceled.Error()); also {
		return ending{Message: fmt.Sprintf("stopped: %s; nothing was left half written", doing), Exit: exitInterrupted}
	}
	return ending{Message: "stopped before it was finished; nothing was left half written", Exit: exitInterrupted}
}

func hintOf(err error) string {
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) {
		return hinted.Hint()
	}
	if errors.Is(err, table.ErrNoTable) {
		return "if the plan is there, say where under tables: in actionplan.yaml (sheet: and header:), or add your own words under headings:"
	}
	if errors.Is(err, disk.ErrNoFile) {
		return "give what stands there another name, or name another: a folder, a pipe or a device is neither read nor written over"
	}
	if errors.Is(err, fs.ErrPermission) {
		return "close it where it is open, or ask for the right to read and write there"
	}
	return ""
}

func codeOf(err error) int {
	var refused *refusal
	var inSettings *settings.Error
	var damaged *ledger.DamagedError
	var fromGoogle *sheets.Refusal
	var moved *table.MovedError
	var problem *round.Problem
	var undo *ledger.UndoError
	var asks *round.AskError
	var differs *round.DiffersError
	var sheetLost *sheets.LostError
	var noPlan *settings.PlanError
	var noFolder *ledger.NotAFolderError
	var pinned *table.PinError
	switch {
	case errors.As(err, &refused):
		return refused.code
	case errors.As(err, &problem):
		return map[round.Kind]int{round.Misused: exitUsage, round.Waiting: exitWaiting, round.Moved: exitMoved}[problem.Kind]
	case errors.As(err, &asks):
		return exitWaiting
	case errors.As(err, &inSettings) && inSettings.Unread():
		return exitFailed // nothing is wrong with the settings, as far as anybody could see
	case errors.As(err, &inSettings), errors.As(err, &noPlan), errors.As(err, &noFolder), errors.As(err, &undo), errors.As(err, &pinned):
		return exitUsage
	case errors.Is(err, excel.ErrLocked), errors.Is(err, excel.ErrChanged), errors.Is(err, ledger.ErrMoved),
		errors.Is(err, lock.ErrLocked), errors.Is(err, lock.ErrOpen), errors.Is(err, lock.ErrLost), errors.Is(err, ledger.ErrChanging):
		return exitMoved
	case errors.As(err, &damaged):
		return exitWaiting
	case errors.As(err, &moved), errors.As(err, &differs), errors.As(err, &sheetLost):
		return exitMoved
	case errors.As(err, &fromGoogle) && fromGoogle.Kind == sheets.SignInNeeded:
		return exitSignIn
	}
	return exitFailed
}
