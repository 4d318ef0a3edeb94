package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"actionplan/check"
	"actionplan/clock"
	"actionplan/internal/disk"
	"actionplan/internal/print"
	"actionplan/internal/settings"
	"actionplan/pack"
	"actionplan/plan"
	"actionplan/templates"
)

func packCommand(c *call) *cobra.Command {
	var meeting, out string
	cmd := &cobra.Command{
		Use:   "pack [PLAN.xlsx]",
		Short: "Draw the committee's scrutiny pack, as a draft",
		Long: `Draws a draft scrutiny pack in a folder of its own: the public pack as a page to
read and as a PDF, the plan as a formatted workbook, and the covering report as a
Word document, in the council's own template where it has one (docs/report.md).
With a partners' copy and a first agreement it is drawn from the agreed plan; a
cell with an open question shows what was last agreed, and says so.

The PDF is printed by an installed Edge, Chrome or Chromium. Without one the rest
is made, and what to do is said.

A draft never goes over another: a second one gets a folder of its own. Columns
that are hidden or not recognised are left out, and the pack says how many. A
text that seems to hold personal data is withheld, and the draft is not ready.

What is kept for officers (who is accountable, the reason for a date, confidence,
risk, a benchmark, and what publish: in actionplan.yaml leaves out) stands in a
page and a workbook in the folder "officers" beside it, marked as not for publication.

Exit code 3: the draft was drawn, and something bars publishing it.`,
		Example: `  actionplan pack
  actionplan pack --meeting 2026-03-23
  actionplan pack "Improvement plan.xlsx" --out "Packs/March draft"`,
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitSignIn, exitMoved),
		Args:        cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.settings.TakePlan(args...); err != nil {
				return err
			}
			if meeting != "" {
				day, err := plan.ParseISO(meeting)
				if err != nil {
					return misused("write it as 2026-03-31", "--meeting: %s", err)
				}
				c.settings.File.Meeting.Date = day
			}
			return drawPack(cmd.Context(), c, out)
		},
	}
	cmd.Flags().StringVar(&meeting, "meeting", "", "the `day` of the committee's meeting: YYYY-MM-DD")
	cmd.Flags().StringVar(&out, "out", "", "the `folder` to draw it in; it must not be there yet")
	return cmd
}

func drawPack(ctx context.Context, c *call, out string) error {
	if out != "" {
		if err := mayMake(c.settings, out, "the pack"); err != nil {
			return err
		}
	}
	checked, err := checkPlan(ctx, c, check.Options{})
	if err != nil {
		return err
	}
	c.warnOfFilter(checked.Plan)
	f := c.settings.File
	in := packInput(c.settings, c.today, checked)
	drawn := pack.Build(in)
	var officers *pack.Officers
	if own, more := pack.BuildOfficers(in); more {
		officers = &own
	}
	folder := out
	if folder == "" {
		folder = templates.DraftFolder(f.Packs, cmp.Or(f.Meeting.Date, c.today))
	}
	done := c.progress("Drawing the pack")
	made, err := templates.Draft(ctx, folder, drawn, officers, templates.Options{Overrides: f.Templates, Print: printer(ctx, f.Browser)})
	done()
	if errors.Is(err, disk.ErrExists) {
		return misused("name a folder that is not there yet, or leave --out away", "%s is there already, and a draft never goes over anything", folder)
	}
	if err != nil {
		return err
	}
	err = c.show(func() any { return packJSON(checked, folder, made) }, func(w io.Writer) { sayPack(w, folder, made) })
	if err == nil && len(made.BlockedBy) > 0 {
		return waiting{}
	}
	return err
}

// printer prints a page with a browser of this machine; nil where nothing is to be
// printed.
func printer(ctx context.Context, browser string) func([]byte) ([]byte, int, error) {
	if browser == print.None {
		return nil
	}
	return func(page []byte) ([]byte, int, error) {
		b, err := print.Find(browser)
		if err != nil {
			return nil, 0, err
		}
		pdf, err := b.Print(ctx, page)
		return pdf, print.Pages(pdf), err
	}
}

func packInput(s *settings.Settings, today plan.Date, c *checkedPlan) pack.Input {
	f := s.File
	in := pack.Input{
		About: pack.About{
			Title: cmp.Or(f.Title, c.Plan.Title), Council: f.Council, Committee: f.Committee, Contact: f.Contact,
			Meeting: f.Meeting.Date, AsAt: today, Officers: filepath.Base(f.Plan),
		},
		Plan:   c.Plan,
		Report: c.Report, Personal: s.Agreement().Personal, Paper: s.Paper(),
		Frame: c.Frame, History: c.History,
		Publish: s.Published(), Days: daysOf(s),
	}
	if c.Readings != nil {
		in.About.Partners = c.Readings.Partners.Source
		in.Settlement = &c.Readings.Settlement
	}
	return in
}

// daysOf are the days that the settings name, as the pack tells them.
func daysOf(s *settings.Settings) []pack.Day {
	f := s.File
	days := []pack.Day{
		{On: f.Inspection.Date, What: "The inspection began"},
		{On: f.Received.Date, What: "The council received the final report"},
		{On: f.Submitted.Date, What: "The plan was sent to the inspector"},
		{On: f.LastReport.Date, What: "The last report to this committee"},
		{On: f.Meeting.Date, What: "This committee meets"},
		{On: f.NextVisit.Date, What: "The inspector is expected again"},
	}
	if !f.Received.IsZero() {
		for _, c := range clock.Received(f.Received.Date) {
			if c.Days == clock.DaysToPlan {
				days = append(days, pack.Day{On: c.Due(s.Calendar()).Due, What: "The last day for sending the plan to the inspector, and not for finishing it"})
			}
		}
	}
	return days
}

// jsonPack is the shape of pack --json, as docs/json.md promises it.
type jsonPack struct {
	Folder    string         `json:"folder"`
	Files     []jsonFile     `json:"files"`
	Findings  map[string]int `json:"findings"`
	Ready     bool           `json:"ready"`
	BlockedBy []string       `json:"blocked_by"`
	NotMade   string         `json:"not_made,omitempty"`
}

type jsonFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Pages  int    `json:"pages,omitempty"`
}

func packJSON(c *checkedPlan, folder string, made templates.Drawn) jsonPack {
	p := jsonPack{Folder: folder, Files: []jsonFile{}, Findings: map[string]int{}, Ready: len(made.BlockedBy) == 0, BlockedBy: append([]string{}, made.BlockedBy...), NotMade: made.NotMade}
	for _, f := range made.Files {
		p.Files = append(p.Files, jsonFile{f.Name, f.SHA256, f.Pages})
	}
	for _, s := range []check.Severity{check.Stop, check.High, check.Medium, check.Low, check.Info} {
		p.Findings[string(s)] = c.Report.Counts[s]
	}
	return p
}

func sayPack(w io.Writer, folder string, made templates.Drawn) {
	fmt.Fprintf(w, "Done: a draft pack in %q.\n", folder)
	for _, f := range made.Files {
		fmt.Fprintf(w, "  %s\n", f.Name)
	}
	if made.NotMade != "" {
		fmt.Fprintf(w, "%s\n", made.NotMade)
	}
	if len(made.BlockedBy) > 0 {
		fmt.Fprintln(w, "It is not ready to publish:")
		for _, b := range made.BlockedBy {
			fmt.Fprintf(w, "  · %s\n", b)
		}
	}
}
