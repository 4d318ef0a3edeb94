package main

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"actionplan/check"
	"actionplan/excel/draw"
	"actionplan/internal/disk"
	"actionplan/internal/settings"
	"actionplan/internal/terminal"
	"actionplan/internal/text"
	"actionplan/plan"
	"actionplan/reconcile"
)

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

func severityNames() []string {
	var names []string
	for _, s := range check.Severities {
		names = append(names, string(s))
	}
	return names
}

// keepFor leaves the findings about one lead's actions. It fails where no action
// has such a lead.
func (c *checkedPlan) keepFor(lead string) error {
	leads := check.Leads(c.Plan)
	if len(strings.Fields(lead)) == 0 || !slices.ContainsFunc(leads, func(known string) bool { return check.IsLead(known, lead) }) {
		hint := "actionplan check --by lead shows who leads what"
		if near, ok := text.Nearest(lead, leads); ok {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		return misused(hint, "no action has the lead %q", lead)
	}
	c.Report = c.Report.For(lead)
	return nil
}

// group is findings that are told under one heading.
type group struct {
	heading string
	style   terminal.Style
	of      []check.Finding
}

// groups lays findings under headings: their severity, or who leads their actions.
func groups(findings []check.Finding, by string) []group {
	var all []group
	at := map[string]int{}
	for _, f := range findings {
		heading, style := severityWords[f.Severity], severityStyle(f.Severity)
		if by == "lead" {
			heading, style = cmp.Or(f.Lead, "No lead, or about the plan"), terminal.Bold
		}
		i, known := at[heading]
		if !known {
			i = len(all)
			at[heading] = i
			all = append(all, group{heading: heading, style: style})
		}
		all[i].of = append(all[i].of, f)
	}
	return all
}

// sayLetGo names the actions that were let go and stand in the officers' plan still: they
// are no actions of it any more.
func sayLetGo(w io.Writer, s reconcile.Settlement) {
	var names []string
	for _, t := range s.Stay {
		if t.Side == reconcile.Partner {
			names = append(names, s.Name(t.Ref))
		}
	}
	switch n := len(names); {
	case n == 1:
		fmt.Fprintf(w, "Not among them: %s, which was let go and still stands in the officers' plan.\n", names[0])
	case n > 1:
		fmt.Fprintf(w, "Not among them: %d that were let go and still stand in the officers' plan (%s).\n", n, strings.Join(names, ", "))
	}
}

func sayReport(w io.Writer, c *checkedPlan, by, lead string, verbose bool) {
	r := c.Report
	about := counted(len(c.Plan.Actions), "action")
	if lead != "" {
		about = fmt.Sprintf("the actions of %q", lead)
	}
	fmt.Fprintf(w, "As at %s, %s: %s.\n", r.AsAt.Long(), about, findingCounts(r))
	if c.Readings != nil {
		sayLetGo(w, c.Readings.Settlement)
	}
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
	for _, g := range groups(r.Findings, by) {
		fmt.Fprintln(w)
		terminal.In(w, g.style, g.heading)
		fmt.Fprintln(w)
		for _, rule := range check.Rules() {
			var of []check.Finding
			for _, f := range g.of {
				if f.Rule == rule.Name {
					of = append(of, f)
				}
			}
			if len(of) > 0 {
				sayRule(w, c, rule, of, verbose)
			}
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

// sayRule tells what one rule found: what it is and why it matters once, and where
// in a line each. Where most of the plan is concerned, one line names the actions.
func sayRule(w io.Writer, c *checkedPlan, rule check.Rule, of []check.Finding, verbose bool) {
	fmt.Fprintf(w, "  %s  [%s]\n", rule.Public, rule.Name)
	fmt.Fprintf(w, "    Why it matters: %s\n", rule.Matters)
	clears := ""
	crowded := slices.ContainsFunc(c.Report.Crowds, func(crowd check.Crowd) bool { return crowd.Rule == rule.Name && crowd.Severity == of[0].Severity })
	var told []check.Finding
	var crowd []string
	for _, f := range of {
		if crowded && !verbose && f.ActionID != "" && !f.Lapsed {
			crowd = append(crowd, c.nameOf(f))
		} else {
			told = append(told, f)
		}
	}
	told = ofTablesTogether(told, verbose)
	for _, f := range told {
		if f.Clears != clears {
			clears = f.Clears
			fmt.Fprintf(w, "    To clear it: %s.\n", clears)
		}
		fmt.Fprintf(w, "      %s\n", f.Message)
	}
	if len(crowd) > 0 && clears != rule.Clears {
		fmt.Fprintf(w, "    To clear it: %s.\n", rule.Clears)
	}
	if len(crowd) > 0 {
		const most = 12
		named := strings.Join(crowd[:min(len(crowd), most)], ", ")
		if more := len(crowd) - most; more > 0 {
			named += fmt.Sprintf(" and %d more", more)
		}
		fmt.Fprintf(w, "      %d of %s: %s\n", len(crowd), counted(len(c.Plan.Actions), "action"), named)
		fmt.Fprintf(w, "      (--only %s tells each)\n", rule.Name)
	}
}

// ofTablesTogether has one line for what is found of more than three whole tables in the
// same words, as that they have no column for something.
func ofTablesTogether(findings []check.Finding, verbose bool) []check.Finding {
	alike := map[string][]string{} // by what is said, the header rows
	says := func(f check.Finding) string {
		if f.ActionID != "" || f.Table == "" || len(f.Cells) != 1 {
			return ""
		}
		return f.Message[strings.LastIndex(f.Message, ": ")+len(": "):]
	}
	for _, f := range findings {
		if said := says(f); said != "" {
			alike[said] = append(alike[said], f.Cells[0].Cell)
		}
	}
	var told []check.Finding
	for _, f := range findings {
		said := says(f)
		rows := alike[said]
		switch {
		case verbose || said == "" || len(rows) <= 3:
			told = append(told, f)
		case rows[0] == f.Cells[0].Cell:
			f.Message = fmt.Sprintf("%d tables (%s): %s", len(rows), strings.Join(rows, ", "), said)
			told = append(told, f)
		}
	}
	return told
}

// nameOf is how a finding's action is named in a list.
func (c *checkedPlan) nameOf(f check.Finding) string {
	if f.Ref != "" {
		return string(f.Ref)
	}
	for _, a := range c.Plan.Actions {
		if a.ID == f.ActionID {
			return fmt.Sprintf("row %d", a.Row)
		}
	}
	return "an action without a ref"
}

// columns are what is told of a finding in a table, a csv or a workbook.
var columns = []string{"Severity", "Rule", "Ref", "Lead", "Field", "Officers' cell", "Partners' cell", "It says", "Finding", "Why it matters", "What clears it"}

func (c *checkedPlan) row(f check.Finding) []string {
	var officers, partners []string
	for _, p := range f.Cells {
		if p.Side == reconcile.Partner {
			partners = append(partners, p.Cell)
		} else {
			officers = append(officers, p.Cell)
		}
	}
	rule, _ := check.RuleNamed(f.Rule)
	return []string{
		string(f.Severity), rule.Public, string(f.Ref), f.Lead, f.Field.Label(), strings.Join(officers, " "), strings.Join(partners, " "),
		f.Value, f.Message, f.Matters, f.Clears,
	}
}

// sayTable prints a line a finding, as wide as it needs.
func sayTable(w io.Writer, c *checkedPlan) {
	t := tabwriter.NewWriter(w, 0, 1, 2, ' ', 0)
	fmt.Fprintln(t, "SEVERITY\tREF\tLEAD\tCELL\tFINDING")
	for _, f := range c.Report.Findings {
		row := c.row(f)
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", row[0], row[2], text.OneLine(row[3], 30), row[5], row[1])
	}
	_ = t.Flush() // what cannot be printed is said by who prints
}

// sayCSV prints the findings as comma-separated values. What begins like a
// formula has an apostrophe before it, so that no spreadsheet takes it for one.
func sayCSV(w io.Writer, c *checkedPlan) {
	out := csv.NewWriter(w)
	_ = out.Write(columns)
	for _, f := range c.Report.Findings {
		row := c.row(f)
		for i, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				row[i] = "'" + cell
			}
		}
		_ = out.Write(row)
	}
	out.Flush() // what cannot be printed is said by who prints
}

// writeFindings writes the findings into a workbook that was not there: a row
// each, to be filtered and sent round.
func writeFindings(s *settings.Settings, path string, c *checkedPlan, on plan.Date) error {
	tones := map[check.Severity]draw.Tone{check.Stop: draw.Red, check.High: draw.Amber}
	table := draw.Table{Name: "Findings", Rows: len(c.Report.Findings), Freeze: true}
	for _, heading := range columns {
		table.Columns = append(table.Columns, draw.Column{Heading: heading})
	}
	table.Row = func(i int) []draw.Cell {
		f := c.Report.Findings[i]
		var cells []draw.Cell
		for _, word := range c.row(f) {
			cells = append(cells, draw.Words(word))
		}
		cells[0].Tone = tones[f.Severity]
		return cells
	}
	book := draw.Book{Title: "Findings", On: on, Subject: "What a reader of the plan would stop at", Sheets: []draw.Sheet{{
		Name: "Findings", Title: "What a reader of the plan would stop at",
		Lines: []string{fmt.Sprintf("As at %s: %s. Not for publication.", c.Report.AsAt.Long(), findingCounts(c.Report))},
		Table: table,
	}}}
	return writeNew(s, path, "workbook", ".xlsx", func(w io.Writer) error { return draw.Write(w, book) })
}

// writeNew writes something into a file that was not there: into a folder that is,
// over nothing, and under a name that says what is in it and means nothing else.
func writeNew(s *settings.Settings, path, what, ending string, content func(io.Writer) error) error {
	if err := mayMake(s, path, "the "+what); err != nil {
		return err
	}
	if !strings.EqualFold(filepath.Ext(path), ending) {
		return misused(fmt.Sprintf("give it a name that ends with %s", ending), "%s is no name for a %s", path, what)
	}
	if dir := filepath.Dir(path); !isFolder(dir) {
		return misused("make that folder first, or name one that is there", "there is no folder %s to write the %s in", dir, what)
	}
	err := disk.WriteNew(path, 0o644, content)
	if errors.Is(err, fs.ErrExist) {
		return misused("name a file that is not there yet", "%s is there already, and nothing is written over", path)
	}
	return err
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
