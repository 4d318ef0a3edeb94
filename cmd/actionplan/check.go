package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"actionplan/check"
	"actionplan/internal/terminal"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/round"
)

func (d *desk) checkCommand() *cobra.Command {
	var only, skip []string
	var list bool
	cmd := &cobra.Command{
		Use:   "check [PLAN.xlsx]",
		Short: "Say what a reader of the plan would stop at",
		Long: `Looks at the plan as a councillor or an inspector would: outcomes not written,
actions overdue, closed without evidence, dates that cannot be. With a partners'
copy and a first agreement, the agreed plan is checked, and every finding names
the cell on both sides.

A finding of severity "stop" ends with exit code 3. What a rule does can be
changed under checks: in actionplan.yaml, with a reason.`,
		Example: `  actionplan check
  actionplan check --only overdue,outcome-blank --today 2026-03-31
  actionplan check --list          what each rule means`,
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitSignIn, exitMoved),
		Args:        cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if list {
				return d.sayRules()
			}
			if err := d.withPlan(args); err != nil {
				return err
			}
			checked, err := d.checkPlan(check.Options{Only: only, Skip: skip})
			if err != nil {
				return err
			}
			if d.json {
				err = printJSON(d.stdout, checked.Report)
			} else {
				d.sayReport(checked)
			}
			if err == nil && checked.Report.Counts[check.Stop] > 0 {
				return waiting{}
			}
			return err
		},
	}
	cmd.Flags().StringSliceVar(&only, "only", nil, "run these `rules` only, by name")
	cmd.Flags().StringSliceVar(&skip, "skip", nil, "leave these `rules` out, by name")
	cmd.Flags().BoolVar(&list, "list", false, "list the rules and what each means")
	return cmd
}

// checkedPlan is a plan with what a reader would stop at, and how it came about.
type checkedPlan struct {
	Plan     plan.Plan
	Report   check.Report
	Readings *round.Readings // nil when the officers' plan was checked alone
	Alone    string          // why it was, "" when there is no partners' copy at all
}

// checkPlan checks the agreed plan where there is one, the officers' otherwise.
func (d *desk) checkPlan(o check.Options) (*checkedPlan, error) {
	checked, places, err := d.planToCheck()
	if err != nil {
		return nil, err
	}
	o.Overrides = d.settings.CheckOverrides()
	subject := check.Subject{Plan: checked.Plan, AsAt: d.today, Places: places, Inspection: d.settings.File.Inspection.Date}
	checked.Report, err = check.Run(subject, o)
	if err != nil {
		return nil, misused("actionplan check --list names the rules", "%s", err)
	}
	return checked, nil
}

type placesOf func(plan.Action, plan.Field) []check.Place

func (d *desk) planToCheck() (*checkedPlan, placesOf, error) {
	if !hasPartners(d.settings) {
		p, err := d.readOfficers()
		return &checkedPlan{Plan: p}, nil, err
	}
	r, err := d.round().Read(d.ctx)
	if err != nil {
		return nil, nil, err
	}
	if r.Base == nil {
		alone := "nothing has been agreed with partners yet (actionplan begin), so the officers' plan was checked alone"
		return &checkedPlan{Plan: r.Officers, Alone: alone}, nil, nil
	}
	if err := round.RefuseStops(r.Settlement); err != nil {
		return nil, nil, err
	}
	places := func(a plan.Action, f plan.Field) []check.Place { return bothPlaces(r.Settlement, a, f) }
	return &checkedPlan{Plan: r.Settlement.Agreed, Readings: r}, places, nil
}

func bothPlaces(s reconcile.Settlement, a plan.Action, f plan.Field) []check.Place {
	var places []check.Place
	for _, p := range s.Places(a, f) {
		places = append(places, check.Place{Side: p.Side, Cell: p.Cell.String()})
	}
	return places
}

var severityWords = map[check.Severity]string{
	check.Stop:   "STOP: no public pack until these are settled",
	check.High:   "HIGH: members will ask about these",
	check.Medium: "MEDIUM",
	check.Low:    "LOW",
	check.Info:   "FOR INFORMATION",
}

// severityStyles are how the headings stand out: what stops a pack, and what
// members will ask about.
var severityStyles = map[check.Severity]terminal.Style{check.Stop: terminal.Red, check.High: terminal.Amber}

func severityStyle(s check.Severity) terminal.Style {
	if style, ok := severityStyles[s]; ok {
		return style
	}
	return terminal.Bold
}

func (d *desk) sayReport(c *checkedPlan) {
	if c.Alone != "" && !d.quiet {
		fmt.Fprintf(d.stderr, "actionplan: %s\n", c.Alone)
	}
	r := c.Report
	fmt.Fprintf(d.stdout, "As at %s, %s: %s.\n", r.AsAt.Long(), counted(len(c.Plan.Actions), "action"), findingCounts(r))
	var last check.Severity
	for _, f := range r.Findings {
		if f.Severity != last {
			fmt.Fprintln(d.stdout)
			terminal.In(d.stdout, severityStyle(f.Severity), severityWords[f.Severity])
			fmt.Fprintln(d.stdout)
			last = f.Severity
		}
		fmt.Fprintf(d.stdout, "  %s  [%s]\n", f.Message, f.Rule)
		if d.verbose {
			fmt.Fprintf(d.stdout, "      to clear it: %s\n", f.Clears)
		}
	}
	if len(r.Suppressed) > 0 {
		fmt.Fprintf(d.stdout, "\nLeft out by the settings: %s\n", counted(len(r.Suppressed), "finding"))
		for _, f := range r.Suppressed {
			fmt.Fprintf(d.stdout, "  %s  [%s: %s]\n", f.Message, f.Rule, f.Why)
		}
	}
}

func findingCounts(r check.Report) string {
	if len(r.Findings) == 0 {
		return "nothing a reader would stop at"
	}
	var parts []string
	for _, s := range []check.Severity{check.Stop, check.High, check.Medium, check.Low, check.Info} {
		if n := r.Counts[s]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, s))
		}
	}
	return counted(len(r.Findings), "finding") + " (" + strings.Join(parts, ", ") + ")"
}

func (d *desk) sayRules() error {
	if d.json {
		return printJSON(d.stdout, rulesJSON())
	}
	for _, r := range check.Rules() {
		fmt.Fprintf(d.stdout, "%-24s %-7s %s\n", r.Name, r.Severity, r.Meaning)
	}
	return nil
}

// jsonRule is a line of check --list --json.
type jsonRule struct {
	Rule     string         `json:"rule"`
	Severity check.Severity `json:"severity"`
	Meaning  string         `json:"meaning"`
	Clears   string         `json:"clears"`
}

func rulesJSON() []jsonRule {
	var rules []jsonRule
	for _, r := range check.Rules() {
		rules = append(rules, jsonRule{r.Name, r.Severity, r.Meaning, r.Clears})
	}
	return rules
}
