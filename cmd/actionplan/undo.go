package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"actionplan/reconcile"
	"actionplan/round"
)

func undoCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "undo",
		Short: "Put back what the last apply wrote, cell by cell",
		Long: `Puts back what the cells said before the last apply, on both sides, just as they
stood, and lets the ledger say again what it said then: what was agreed, what was
refused, let go and left out, and the answers that were carried out, which stand
again as they were given. A cell that somebody has edited since is left alone and
said: an old file never goes over later work. An action or a column that apply
added stays, and is named with where it stands: the tool never deletes one. So does
the ref that the other side's row of it was given, since under its old one it would
be another action; and the answer that added it has been carried out. What
was applied under another agreement, or to another copy, is not put back.

It obeys the stops that apply obeys where they touch what apply wrote, since a row
may hold another action's cells by now: where such a row was sorted without its
ref, or its ref stands twice, where a side looks wrong as a whole, and where nobody
would see the stop any more once all is put back. Then nothing is put back, and
undo works as ever once that is put right. A stop about other rows keeps nothing
from being put back, and stands as before. Nor is anything put back where so many
actions are gone, or cells cleared, that preview says to look first. --despite-stop
goes on where a person knows that a side is right as it stands; a ref that stands
twice it never passes.`,
		Example: `  actionplan undo
  actionplan undo --json`,
		Args:        cobra.NoArgs,
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitSignIn, exitMoved),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := c.settings.TakePlan(); err != nil {
				return err
			}
			done, err := c.round().Undo(cmd.Context())
			if err != nil {
				return err
			}
			return c.show(func() any { return undoneJSON(done) }, func(w io.Writer) { sayUndone(w, done) })
		},
	}
	c.despiteFlag(cmd)
	return cmd
}

func sayUndone(w io.Writer, done *round.Undone) {
	if done.Nothing {
		fmt.Fprintln(w, "There is nothing to undo: undo puts back the last apply, once.")
		return
	}
	fmt.Fprintf(w, "Done: %s put back in Excel, %d in the partners' copy.\n",
		counted(len(done.Back[reconcile.Officer]), "cell"), len(done.Back[reconcile.Partner]))
	for _, left := range done.Left {
		fmt.Fprintf(w, "Left alone: %s\n", left)
	}
	sayNoted(w, done.Staging)
	sayBesides(w, done.Staging, round.Sides[:]...)
	for _, d := range done.Stand {
		fmt.Fprintf(w, "Stands again: %s.\n", standing(done.Called, d))
	}
	if len(done.Stand) > 0 {
		fmt.Fprintln(w, "What was answered need not be answered twice: actionplan preview shows what comes of it.")
	}
	for _, d := range done.Lapsed {
		fmt.Fprintf(w, "Counts no more: %s. What it was about says something else since: where it is open, actionplan preview asks about it again.\n", standing(done.Called, d))
	}
	for _, stays := range done.Stays {
		fmt.Fprintf(w, "Stays: %s.\n", stays)
	}
	if done.Added {
		fmt.Fprintln(w, "Rows and columns are never deleted: delete by hand what should not stay, and actionplan preview asks before anything follows on the other side.")
	}
}

// jsonUndone is the shape of undo --json.
type jsonUndone struct {
	OfficerCells []jsonEdit     `json:"officer_cells"`
	PartnerCells []jsonEdit     `json:"partner_cells"`
	LeftAlone    []jsonLeft     `json:"left_alone"`
	Stays        []string       `json:"stays"`
	ByHand       []string       `json:"by_hand"`
	Besides      []string       `json:"besides"`
	Stand        []jsonDecision `json:"answers"`
	Lapsed       []jsonDecision `json:"lapsed"`
}

func undoneJSON(done *round.Undone) jsonUndone {
	j := jsonUndone{[]jsonEdit{}, []jsonEdit{}, leftJSON(done.Left), nonNil(done.Stays), byHand(done.Staging, round.Sides[:]...), besides(done.Staging, round.Sides[:]...), []jsonDecision{}, []jsonDecision{}}
	for _, d := range done.Stand {
		j.Stand = append(j.Stand, decisionJSON(d, done.Name(d.Question.Ref)))
	}
	for _, d := range done.Lapsed {
		j.Lapsed = append(j.Lapsed, decisionJSON(d, done.Name(d.Question.Ref)))
	}
	for _, l := range done.Back[reconcile.Officer] {
		j.OfficerCells = append(j.OfficerCells, lineJSON(done.Staging, l))
	}
	for _, l := range done.Back[reconcile.Partner] {
		j.PartnerCells = append(j.PartnerCells, lineJSON(done.Staging, l))
	}
	return j
}
