package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/round"
)

func logCommand(c *call) *cobra.Command {
	return &cobra.Command{
		Use:   "log [REF]",
		Short: "Show what moved in an action, when, who decided and why",
		Long: `Shows the history of an action since the first agreement: what each cell said and
came to say, which side moved it, and who decided where somebody had to. An
action without a ref is named by its row ("row 7" of the officers' plan, "partners
row 7") or by its words. Without an action it shows everything.`,
		Example: `  actionplan log 1.10
  actionplan log "row 7"
  actionplan log --json`,
		Args:        cobra.MaximumNArgs(1),
		Annotations: exits(exitFailed, exitUsage, exitWaiting),
		RunE: func(cmd *cobra.Command, args []string) error {
			action := ""
			if len(args) > 0 {
				action = args[0]
			}
			r := c.round()
			entries, err := r.History(cmd.Context(), action)
			if err != nil {
				return err
			}
			agreed, err := r.Agreed()
			if err != nil {
				return err
			}
			return c.show(func() any { return logJSON(entries) }, func(w io.Writer) { sayLog(w, entries, agreed.Begun()) })
		},
	}
}

func sayLog(w io.Writer, entries []round.Told, begun plan.Date) {
	if len(entries) == 0 {
		fmt.Fprintf(w, "Nothing has moved since the first agreement on %s.\n", begun.Long())
	}
	for _, e := range entries {
		fmt.Fprintf(w, "%s  %-6s %s\n", e.On, e.Name, logSentence(e))
	}
}

// logSentence is one line of an action's history.
func logSentence(e round.Told) string {
	text := e.What
	on, known := round.CopyName[reconcile.Side(e.How)]
	switch {
	case known && (e.What == ledger.Added || e.What == ledger.Brought):
		text += " to " + on
	case known && e.What == ledger.LetGo:
		text += ", gone from " + on
	}
	switch {
	case e.What == ledger.Moved && e.By != "" && e.Was.Value == e.Now.Value:
		text = fmt.Sprintf("%s: %s stays (%s)", e.Field.Label(), told(e.Now, e.Holds[1]), e.How)
	case e.What == ledger.Decided && e.Was.Value == e.Now.Value:
		text = fmt.Sprintf("%s: %s stays (partners are not told)", e.Field.Label(), told(e.Now, e.Holds[1]))
	case e.What == ledger.Decided:
		text = fmt.Sprintf("%s: %s (partners are not told)", e.Field.Label(), changed(e))
	case e.What == ledger.Filled:
		text = fmt.Sprintf("%s: %s (filled again in %s, whose column is back)", e.Field.Label(), changed(e), on)
	case e.What == ledger.Moved:
		text = fmt.Sprintf("%s: %s (%s)", e.Field.Label(), changed(e), e.How)
	case e.What == ledger.PutBack && e.How != "":
		text = takenBack(e)
	case e.What == ledger.PutBack:
		text = fmt.Sprintf("%s: %s (put back by undo)", e.Field.Label(), changed(e))
	case e.What == ledger.Renamed:
		text = fmt.Sprintf("ref: %s (renumbered in %s)", changed(e), on)
	case e.What == ledger.Given:
		text = "is known by its words from here on"
		if ref := plan.Ref(e.Now.Value.Text); ref.Kept() == 0 {
			text = fmt.Sprintf("goes by the ref %s from here on", ref)
		}
	case e.What == ledger.Dropped:
		text = "gone from both copies, and agreed no longer"
	case e.What == ledger.Same:
		text = "said to be the same action, reworded (" + e.How + ")"
	case e.What == ledger.Two:
		text = "said to be another action than the one in its place (" + e.How + ")"
	case e.What == ledger.Alike:
		text = strings.TrimPrefix(e.Field.Label()+": both sides had come to say the same", ": ")
	case e.Field != "":
		text = e.Field.Label() + ": " + text
	}
	if e.By != "" {
		text += fmt.Sprintf("; decided by %s: %s", oneLine(e.By, 60), oneLine(e.Why, 300))
	}
	return text
}

// takenBack is a line about what undo took back and no cell was written for.
func takenBack(e round.Told) string {
	text := e.How
	switch {
	case e.Was.Value == e.Now.Value && e.Was.Value.Kind != plan.KindAbsent:
		text = fmt.Sprintf("%s stays (%s)", told(e.Now, e.Holds[1]), e.How)
	case e.Field != "" && e.Was.Value.Kind != plan.KindAbsent:
		text = fmt.Sprintf("%s (%s)", changed(e), e.How)
	}
	if e.Field != "" {
		text = e.Field.Label() + ": " + text
	}
	return text + ", taken back by undo"
}

// changed is what happened to a cell, in one line.
func changed(e round.Told) string {
	first, second := changeTold(e.Was, e.Now, e.Holds)
	return strings.TrimRight(first+" "+second, " ")
}

// jsonLogEntry is a line of log --json.
type jsonLogEntry struct {
	On    string     `json:"on"`
	What  string     `json:"what"`
	Ref   plan.Ref   `json:"ref"`
	Name  string     `json:"name"`
	Field plan.Field `json:"field"`
	How   string     `json:"how"`
	Was   string     `json:"was"`
	Now   string     `json:"now"`
	By    string     `json:"by,omitempty"`
	Why   string     `json:"why,omitempty"`
}

func logJSON(entries []round.Told) []jsonLogEntry {
	list := []jsonLogEntry{}
	for _, e := range entries {
		list = append(list, jsonLogEntry{e.On.String(), e.What, e.Ref, e.Name, e.Field, e.How, shownJSON(e.Was, e.Holds[0]), shownJSON(e.Now, e.Holds[1]), e.By, e.Why})
	}
	return list
}

func resetCommand(c *call) *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "reset",
		Short: "Forget what both sides last agreed, so that begin can start again",
		Long: `Puts the ledger's files aside, in a folder beside them, so that actionplan begin
can make a first agreement again: for a ledger that is damaged, or that belongs
to other copies. It asks nothing of the ledger, however damaged it is. Nothing is
deleted, and neither workbook is touched.`,
		Example:     `  actionplan reset --yes`,
		Args:        cobra.NoArgs,
		Annotations: exits(exitFailed, exitUsage, exitMoved),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !yes {
				return misused("add --yes if that is meant", "reset forgets what both sides last agreed, and every decision since")
			}
			aside, err := c.round().Reset()
			if errors.Is(err, ledger.ErrNone) {
				return misused("actionplan begin makes a first agreement", "there is nothing to forget in %s", filepath.Clean(c.settings.File.Ledger))
			}
			if err != nil {
				return err
			}
			fmt.Fprintf(c.out, "Put aside in %q. Next: actionplan begin.\n", relative(aside))
			return nil
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do it")
	return cmd
}

// relative is a path from here where that is shorter to read.
func relative(path string) string {
	here, err := os.Getwd()
	if err != nil {
		return path
	}
	if from, err := filepath.Rel(here, path); err == nil && len(from) < len(path) {
		return from
	}
	return path
}
