package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"actionplan/check"
	"actionplan/frame"
	"actionplan/history"
	"actionplan/round"
)

func checkCommand(c *call) *cobra.Command {
	var only, skip []string
	var list bool
	var explain, lead, by, output, workbook, failOn string
	cmd := &cobra.Command{
		Use:   "check [PLAN.xlsx]",
		Short: "Say what a reader of the plan would stop at",
		Long: `Looks at the plan as a councillor or an inspector would: outcomes not written,
actions overdue, closed without evidence, dates that cannot be. With a partners'
copy and a first agreement, the agreed plan is checked, and every finding names
the cell on both sides.

A finding of severity "stop" ends with exit code 3; --fail-on has a lighter one do
so too. What a rule does can be changed under checks: in actionplan.yaml, with a
reason. A rule that finds something in more than a third of the actions is told in
one line: --verbose, or --only with its name, tells all of them.`,
		Example: `  actionplan check
  actionplan check --only overdue,outcome-blank --today 2026-03-31
  actionplan check --for "Head of Fostering"
  actionplan check --by lead
  actionplan check --workbook findings.xlsx   to filter and send round
  actionplan check --list                what each rule means
  actionplan check --explain overdue     all there is to say of one`,
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitSignIn, exitMoved),
		Args:        cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if explain != "" {
				return c.explain(explain)
			}
			if list {
				return c.show(func() any { return rulesJSON() }, sayRules)
			}
			for _, word := range []struct {
				flag, given string
				among       []string
			}{{"--by", by, []string{"severity", "lead"}}, {"--output", output, []string{"text", "table", "csv"}}, {"--fail-on", failOn, severityNames()}} {
				if !slices.Contains(word.among, word.given) {
					return misused("it is one of: "+strings.Join(word.among, ", "), "%s: there is no %q", word.flag, word.given)
				}
			}
			if err := c.settings.TakePlan(args...); err != nil {
				return err
			}
			if workbook != "" {
				if err := mayMake(c.settings, workbook, "the workbook"); err != nil {
					return err
				}
			}
			checked, err := checkPlan(cmd.Context(), c, check.Options{Only: only, Skip: skip})
			if err != nil {
				return err
			}
			if checked.Alone != "" && !c.quiet && !c.json {
				c.warn(checked.Alone)
			}
			c.warnOfFilter(checked.Plan)
			if lead != "" {
				if err := checked.keepFor(lead); err != nil {
					return err
				}
			}
			if workbook != "" {
				if err := writeFindings(c.settings, workbook, checked, c.today); err != nil {
					return err
				}
			}
			err = c.show(func() any { return checked.Report }, func(w io.Writer) {
				switch output {
				case "table":
					sayTable(w, checked)
				case "csv":
					sayCSV(w, checked)
				default:
					sayReport(w, checked, by, lead, c.verbose || len(only) > 0 || by == "lead") // each lead wants their own
				}
				if workbook != "" {
					fmt.Fprintf(w, "\nWritten: %s\n", workbook)
				}
			})
			if err == nil && checked.Report.Worst(check.Severity(failOn)) {
				return waiting{}
			}
			return err
		},
	}
	cmd.Flags().StringSliceVar(&only, "only", nil, "run these `rules` only, by name")
	cmd.Flags().StringSliceVar(&skip, "skip", nil, "leave these `rules` out, by name")
	cmd.Flags().StringVar(&explain, "explain", "", "say all there is to say of one `rule`")
	cmd.Flags().StringVar(&lead, "for", "", "only the findings about the actions of one `lead`: a post, or part of it")
	cmd.Flags().StringVar(&by, "by", "severity", "group the findings by `what`: severity or lead")
	cmd.Flags().StringVar(&output, "output", "text", "print them as text, a `table` or csv")
	cmd.Flags().StringVar(&workbook, "workbook", "", "write them into a new `file` too, a workbook to filter and send round")
	cmd.Flags().StringVar(&failOn, "fail-on", "stop", "end with exit code 3 where there is a finding as grave as this `severity`")
	cmd.Flags().BoolVar(&list, "list", false, "list the rules and what each means")
	return cmd
}

// checkedPlan is a plan with what a reader would stop at, and how it came about.
type checkedPlan struct {
	*round.Current
	Report  check.Report
	Frame   frame.Frame      // what stands round the plan
	History *history.History // what it said earlier
}

// checkPlan checks the plan as it stands.
func checkPlan(ctx context.Context, c *call, o check.Options) (*checkedPlan, error) {
	r := c.round()
	if !c.settings.HasPartners() {
		r.Partners = nil
	}
	now, err := r.Current(ctx)
	if err != nil {
		return nil, err
	}
	around, err := c.settings.Frame()
	if err != nil {
		return nil, err
	}
	subject := check.Subject{
		Frame: around, Paper: c.inspectDocuments(c.settings.Paper()),
		Plan: now.Plan, AsAt: c.today, Calendar: c.settings.Calendar(), Inspection: c.settings.File.Inspection.Date,
		Times: c.settings.CheckTimes(), RatingRule: c.settings.RatingRule(), NoLegend: !c.settings.SaysRatings(), Personal: c.settings.Agreement().Personal,
	}
	if subject.History, err = r.Timelines(now); err != nil {
		return nil, err
	}
	if now.Readings != nil {
		subject.Places = check.PlacesIn(now.Readings.Settlement)
	}
	set := c.settings.CheckOptions()
	o.On, o.Tuned, o.Overrides = set.On, set.Tuned, set.Overrides
	report, err := check.Run(subject, o)
	if err != nil {
		return nil, misused("actionplan check --list names the rules", "%s", err)
	}
	return &checkedPlan{now, report, around, subject.History}, nil
}

func sayRules(w io.Writer) {
	for _, r := range check.Rules() {
		fmt.Fprintf(w, "%-24s %-7s %s\n", r.Name, r.Severity, r.Meaning)
	}
}

// explain says all there is to say of one rule.
func (c *call) explain(name string) error {
	if r, ok := check.RuleNamed(name); ok {
		return c.show(func() any { return ruleJSON(r) }, func(w io.Writer) { fmt.Fprint(w, r.Explain()) })
	}
	_, err := check.Run(check.Subject{AsAt: c.today}, check.Options{Only: []string{name}})
	return misused("actionplan check --list names the rules", "%s", err)
}

// jsonRule is a line of check --list --json.
type jsonRule struct {
	Rule     string         `json:"rule"`
	Severity check.Severity `json:"severity"`
	Meaning  string         `json:"meaning"`
	Matters  string         `json:"matters"`
	Clears   string         `json:"clears"`
	Basis    string         `json:"basis"`
	Off      bool           `json:"off,omitempty"`
}

func ruleJSON(r check.Rule) jsonRule {
	return jsonRule{r.Name, r.Severity, r.Meaning, r.Matters, r.Clears, r.Basis, r.Off}
}

func rulesJSON() []jsonRule {
	var rules []jsonRule
	for _, r := range check.Rules() {
		rules = append(rules, ruleJSON(r))
	}
	return rules
}
