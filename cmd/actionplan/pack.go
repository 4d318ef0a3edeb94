package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"actionplan/check"
	"actionplan/internal/disk"
	"actionplan/pack"
	"actionplan/plan"
	"actionplan/templates"
)

func (d *desk) packCommand() *cobra.Command {
	var meeting, out string
	cmd := &cobra.Command{
		Use:   "pack [PLAN.xlsx]",
		Short: "Draw the committee's scrutiny pack, as a draft",
		Long: `Draws a draft scrutiny pack in a folder of its own: the public pack as a page to
read and print, and the plan as a formatted workbook. With a partners' copy and
a first agreement it is drawn from the agreed plan; a cell with an open question
shows what was last agreed, and says so.

A draft never goes over another: a second one gets a folder of its own. Columns
that are hidden or not recognised are left out, and the pack says how many.

Exit code 3: the draft was drawn, and something bars publishing it.`,
		Example: `  actionplan pack
  actionplan pack --meeting 2026-03-23
  actionplan pack "Improvement plan.xlsx" --out "Packs/March draft"`,
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitSignIn, exitMoved),
		Args:        cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := d.withPlan(args); err != nil {
				return err
			}
			if meeting != "" {
				day, err := plan.ParseISO(meeting)
				if err != nil {
					return misused("write it as 2026-03-31", "--meeting: %s", err)
				}
				d.settings.File.Meeting.Date = day
			}
			return d.pack(cmd.Context(), out)
		},
	}
	cmd.Flags().StringVar(&meeting, "meeting", "", "the `day` of the committee's meeting: YYYY-MM-DD")
	cmd.Flags().StringVar(&out, "out", "", "the `folder` to draw it in; it must not be there yet")
	return cmd
}

func (d *desk) pack(ctx context.Context, out string) error {
	checked, err := d.checkPlan(check.Options{})
	if err != nil {
		return err
	}
	drawn := pack.Build(d.packInput(checked))
	folder, err := d.packFolder(out)
	if err != nil {
		return err
	}
	var files []templates.File
	err = disk.Folder(folder, func(staging string) error {
		done := d.progress("Drawing the pack")
		defer done()
		var err error
		files, err = templates.Write(staging, drawn, templates.Options{Overrides: d.settings.File.Templates})
		if err != nil {
			return err
		}
		return ctx.Err()
	})
	if err != nil {
		return fmt.Errorf("draw pack %s: %w", folder, err)
	}
	return d.sayPack(checked, drawn, folder, files)
}

func (d *desk) packInput(c *checkedPlan) pack.Input {
	f := d.settings.File
	in := pack.Input{
		About: pack.About{
			Title: f.Title, Council: f.Council, Committee: f.Committee, Contact: f.Contact,
			Meeting: f.Meeting.Date, AsAt: d.today, Officers: filepath.Base(f.Plan),
		},
		Plan:   c.Plan,
		Report: c.Report,
	}
	if c.Readings != nil {
		in.About.Partners = c.Readings.Partners.Source
		in.Settlement = &c.Readings.Settlement
	}
	return in
}

// packFolder names the folder a draft goes in: what was asked for, or the
// meeting's day and a number where there is a draft already.
func (d *desk) packFolder(out string) (string, error) {
	if out != "" {
		if _, err := os.Lstat(out); err == nil {
			return "", misused("name a folder that is not there yet, or leave --out away", "%s is there already, and a draft never goes over anything", out)
		}
		return out, nil
	}
	day := d.settings.File.Meeting.Date
	if day.IsZero() {
		day = d.today
	}
	first := filepath.Join(d.settings.File.Packs, fmt.Sprintf("Scrutiny pack %s draft", day))
	return notThereYet(first), nil
}

// notThereYet is the first of name, "name 2", "name 3"… that does not exist.
func notThereYet(name string) string {
	free := name
	for n := 2; ; n++ {
		if _, err := os.Lstat(free); err != nil {
			return free
		}
		free = fmt.Sprintf("%s %d", name, n)
	}
}

// jsonPack is the shape of pack --json, as docs/json.md promises it.
type jsonPack struct {
	Folder    string         `json:"folder"`
	Files     []jsonFile     `json:"files"`
	Findings  map[string]int `json:"findings"`
	Ready     bool           `json:"ready"`
	BlockedBy []string       `json:"blocked_by"`
}

type jsonFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Pages  int    `json:"pages,omitempty"`
}

func (d *desk) sayPack(c *checkedPlan, drawn pack.Public, folder string, files []templates.File) error {
	blocked := drawn.BlockedBy()
	if d.json {
		if err := printJSON(d.stdout, packJSON(c, folder, files, blocked)); err != nil {
			return err
		}
	} else {
		d.sayPackWords(folder, files, blocked)
	}
	if len(blocked) > 0 {
		return waiting{}
	}
	return nil
}

func packJSON(c *checkedPlan, folder string, files []templates.File, blocked []string) jsonPack {
	p := jsonPack{Folder: folder, Files: []jsonFile{}, Findings: map[string]int{}, Ready: len(blocked) == 0, BlockedBy: append([]string{}, blocked...)}
	for _, f := range files {
		p.Files = append(p.Files, jsonFile{f.Name, f.SHA256, f.Pages})
	}
	for _, s := range []check.Severity{check.Stop, check.High, check.Medium, check.Low, check.Info} {
		p.Findings[string(s)] = c.Report.Counts[s]
	}
	return p
}

func (d *desk) sayPackWords(folder string, files []templates.File, blocked []string) {
	fmt.Fprintf(d.stdout, "Done: a draft pack in %q.\n", folder)
	for _, f := range files {
		fmt.Fprintf(d.stdout, "  %s\n", f.Name)
	}
	if len(blocked) > 0 {
		fmt.Fprintln(d.stdout, "It is not ready to publish:")
		for _, b := range blocked {
			fmt.Fprintf(d.stdout, "  · %s\n", b)
		}
	}
}
