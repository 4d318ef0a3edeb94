package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"actionplan/check"
	"actionplan/internal/terminal"
	"actionplan/round"
)

func checkCommand(c *call) *cobra.Command {
	var only, skip []string
	var list bool
	var explain string
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
			if err := c.settings.TakePlan(args...); err != nil {
				return err
			}
			checked, err := checkPlan(cmd.Context(), c, check.Options{Only: only, Skip: skip})
			if err != nil {
				return err
			}
			if checked.Alone != "" && !c.quiet && !c.json {
				c.warn(checked.Alone)
			}
			c.warnOfFilter(checked.Plan)
			err = c.show(func() any { return checked.Report }, func(w io.Writer) { sayReport(w, checked, c.verbose) })
			if err == nil && checked.Report.Counts[check.Stop] > 0 {
				return waiting{}
			}
			return err
		},
	}
	cmd.Flags().StringSliceVar(&only, "only", nil, "run these `rules` only, by name")
	cmd.Flags().StringSliceVar(&skip, "skip", nil, "leave these `rules` out, by name")
	cmd.Flags().StringVar(&explain, "explain", "", "say all there is to say of one `rule`")
	cmd.Flags().BoolVar(&list, "list", false, "list the rules and what each means")
	return cmd
}

// checkedPlan is a plan with what a reader would stop at, and how it came about.
type checkedPlan struct {
	*round.Current
	Report check.Report
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
	subject := check.Subject{
		Plan: now.Plan, AsAt: c.today, Calendar: c.settings.Calendar(), Inspection: c.settings.File.Inspection.Date,
		Times: c.settings.CheckTimes(), RatingRule: c.settings.RatingRule(), NoLegend: !c.settings.SaysRatings(), Personal: c.settings.Agreement().Personal,
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
	return &checkedPlan{now, report}, nil
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

func sayReport(w io.Writer, c *checkedPlan, verbose bool) {
	r := c.Report
	fmt.Fprintf(w, "As at %s, %s: %s.\n", r.AsAt.Long(), counted(len(c.Plan.Actions), "action"), findingCounts(r))
	if n := len(r.Unsettled); n > 0 {
		wait := "waits for an answer and was"
		if n > 1 {
			wait = "wait for an answer and were"
		}
		fmt.Fprintf(w, "\n%s %s not checked:\n", counted(n, "cell"), wait)
		for _, u := range r.Unsettled {
			fmt.Fprintf(w, "  %s\n", u.Name)
		}
	}
	var last check.Severity
	for _, f := range r.Findings {
		if f.Severity != last {
			fmt.Fprintln(w)
			terminal.In(w, severityStyle(f.Severity), severityWords[f.Severity])
			fmt.Fprintln(w)
			last = f.Severity
		}
		fmt.Fprintf(w, "  %s  [%s]\n", f.Message, f.Rule)
		if verbose {
			fmt.Fprintf(w, "      to clear it: %s\n", f.Clears)
		}
	}
	if len(r.Suppressed) > 0 {
		fmt.Fprintf(w, "\nLeft out by the settings: %s\n", counted(len(r.Suppressed), "finding"))
		for _, f := range r.Suppressed {
			fmt.Fprintf(w, "  %s  [%s: %s]\n", f.Message, f.Rule, f.Why)
		}
	}
	if hidden := saysHidden(c.Plan); hidden != "" {
		fmt.Fprintf(w, "\n%s\n", hidden)
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

func sayRules(w io.Writer) {
	for _, r := range check.Rules() {
		fmt.Fprintf(w, "%-24s %-7s %s\n", r.Name, r.Severity, r.Meaning)
	}
}

// explain says all there is to say of one rule.
func (c *call) explain(name string) error {
	for _, r := range check.Rules() {
		if r.Name == name {
			return c.show(func() any { return ruleJSON(r) }, func(w io.Writer) { fmt.Fprint(w, r.Explain()) })
		}
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
