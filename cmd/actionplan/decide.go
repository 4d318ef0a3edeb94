package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"actionplan/answers"
	"actionplan/internal/lock"
	"actionplan/plan"
	"actionplan/reconcile"
)

func (d *desk) decideCommand() *cobra.Command {
	var other, by, why string
	cmd := &cobra.Command{
		Use:   "decide REF [FIELD] ANSWER",
		Short: "Answer one question, with a name and a reason",
		Long: `Answers one of the questions that preview shows. It is remembered with the name,
the reason and the day; apply writes it. It stands while both sides say what
they said then, and is asked again once either says something else.

The answers for a cell: officer, partner, "last agreed" or other (with --text).
For an edit in the other side's column: accept or refuse. For an action one side
lacks: add or "leave out", "bring back" or "let it go".`,
		Example: `  actionplan decide 1.10 due officer --by "Head of Service" --why "the board set it"
  actionplan decide 3.4 lead other --text "Head of Housing Options" --by "Director" --why "agreed on 4 March"
  actionplan decide 9.1 add --by "Programme Manager" --why "asked for by the police"`,
		Args:        cobra.RangeArgs(2, 3),
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitSignIn, exitMoved),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := d.withPlan(nil); err != nil {
				return err
			}
			field := ""
			if len(args) == 3 {
				field = args[1]
			}
			return d.decide(plan.Ref(args[0]), field, args[len(args)-1], other, by, why)
		},
	}
	cmd.Flags().StringVar(&other, "text", "", "what the cell is to say, where the answer is other; or the `ref` an added action is to have")
	cmd.Flags().StringVar(&by, "by", "", "the `name` or post of who decided")
	cmd.Flags().StringVar(&why, "why", "", "the `reason`")
	return cmd
}

func (d *desk) decide(ref plan.Ref, field, answer, other, by, why string) error {
	if _, err := d.openLedger(); err != nil {
		return err
	}
	held, err := lock.Take(d.settings.File.Ledger, whoIsHere(), time.Now())
	if err != nil {
		return err
	}
	defer func() { _ = held.Release() }()
	r, err := d.readBothSides()
	if err != nil {
		return err
	}
	q, err := findQuestion(r.Settlement.Open, ref, field)
	if err != nil {
		return err
	}
	given := answers.Given(q, answer, other, by, why)
	taken, left := answers.Resolve([]answers.Copy{given}, r.Settlement.Open, d.settings.TableOptions(), d.today)
	if len(left) > 0 {
		return misused("actionplan decide --help shows the answers; --by and --why are always needed", "%s: %s", q.Key(), left[0].Reason)
	}
	if err := d.rememberDecisions(taken); err != nil {
		return err
	}
	fmt.Fprintf(d.stdout, "Remembered: %s, decided by %s. Nothing has been written to either side: actionplan apply does.\n", q.Key(), by)
	return nil
}

// findQuestion finds the open question a person means by a ref and a field.
func findQuestion(open []reconcile.Question, ref plan.Ref, field string) (reconcile.Question, error) {
	var near []string
	for _, q := range open {
		if !isAbout(q, ref) {
			continue
		}
		near = append(near, q.Key().String())
		if field == "" && q.Field == "" || asksAbout(q, field) {
			return q, nil
		}
	}
	name := strings.TrimSpace(string(ref) + " " + field)
	if len(near) > 0 {
		return reconcile.Question{}, misused("open there: "+joined(near), "no question is open about %s", name)
	}
	return reconcile.Question{}, misused("actionplan preview shows the open questions", "no question is open about %s", name)
}

// isAbout says whether a question is about an action: its own, or another that
// shares a merged cell with it.
func isAbout(q reconcile.Question, ref plan.Ref) bool {
	return q.Ref == ref || slices.ContainsFunc(q.Cells, func(d reconcile.Difference) bool { return d.Ref == ref && q.Field != "" })
}

func asksAbout(q reconcile.Question, field string) bool {
	for _, c := range q.Cells {
		if string(c.Field) == field || strings.EqualFold(c.Field.Label(), field) {
			return field != ""
		}
	}
	return false
}
