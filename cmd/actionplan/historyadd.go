package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"actionplan/excel"
	"actionplan/history"
	"actionplan/internal/text"
	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

func historyAddCommand(c *call) *cobra.Command {
	var on string
	var force bool
	cmd := &cobra.Command{
		Use:   "add FOLDER-OR-FILES",
		Short: "Keep earlier versions of the workbook, so that they are compared with the plan",
		Long: `Reads earlier versions of the officers' workbook, one by one or a folder of them, and
keeps in the ledger's folder what is needed to tell what became of each action. Of a
workbook that has a tab a month each tab is a version; of the plan's own workbook, its
earlier tabs.

A version is of the day that its name says (2025-03-31, 31.03.25, March 2025, Q2
2025, which is of the council's year), or else of the day it was last saved by its
own properties, or else of the day that --on says. One that cannot be dated is asked
for, and not kept. A month or a quarter stands for its last day. What is kept already
is not kept twice.

Exit code 3: something waits for an answer; the others are kept.`,
		Example: `  actionplan history add "Old versions"
  actionplan history add "Plan v9.1.xlsx" "Plan v9.2 FINAL.xlsx"
  actionplan history add "Plan FINAL.xlsx" --on 2025-03-31`,
		Args:        cobra.MinimumNArgs(1),
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitMoved),
		RunE: func(cmd *cobra.Command, args []string) error {
			a := adding{call: c, force: force}
			if on != "" {
				day, err := plan.ParseISO(on)
				if err != nil {
					return misused("write it as 2025-03-31", "--on: %s", err)
				}
				a.on = day
			}
			return a.run(cmd, args)
		},
	}
	cmd.Flags().StringVar(&on, "on", "", "the `day` that the one workbook is of: YYYY-MM-DD")
	cmd.Flags().BoolVar(&force, "force", false, "keep also what says almost nothing that the plan says")
	return cmd
}

// adding is one run of history add.
type adding struct {
	*call
	on      plan.Date
	force   bool
	found   []ledger.Version
	skipped []notKept // what is no version, or is kept already
	asked   []notKept // what waits for an answer
}

// notKept is a workbook, or a tab of one, that was not kept.
type notKept struct {
	name string
	why  string
	line string // what would keep it; "" for nothing
}

func (a *adding) run(cmd *cobra.Command, args []string) error {
	files, err := a.workbooks(args)
	if err != nil {
		return err
	}
	if !a.on.IsZero() && len(files) != 1 {
		return misused("name one workbook with --on", "--on says the day of one workbook, and %d were named", len(files))
	}
	done := a.progress("Reading earlier versions")
	for _, path := range files {
		a.read(path)
	}
	done()
	if !a.on.IsZero() && len(a.found)+len(a.asked) > 1 {
		return misused("leave --on out; each tab is dated by its name", "--on says the day of one version, and the workbook has %d", len(a.found)+len(a.asked))
	}
	slices.SortStableFunc(a.found, func(x, y ledger.Version) int { return cmp.Compare(x.On.String(), y.On.String()) })
	r := a.round()
	h, err := timelines(cmd.Context(), a.call, r)
	if err != nil {
		return err
	}
	a.leaveOthers(h)
	kept, already, err := r.KeepVersions(a.found)
	if err != nil {
		return err
	}
	var fresh []ledger.Version
	for i, v := range kept {
		if already[i] != nil {
			a.skipped = append(a.skipped, notKept{name: a.found[i].Name, why: fmt.Sprintf("it is kept already, as %q", v.File)})
			continue
		}
		fresh = append(fresh, v)
	}
	if h, err = timelines(cmd.Context(), a.call, r); err != nil {
		return err
	}
	err = a.show(func() any { return a.json(fresh, h) }, func(w io.Writer) { a.say(w, fresh, h) })
	if err == nil && len(a.asked) > 0 {
		return waiting{}
	}
	return err
}

// workbooks are the files that were named, and those in the folders that were.
func (a *adding) workbooks(args []string) ([]string, error) {
	var files []string
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil {
			return nil, misused("name a workbook, or a folder of them", "%s: %s", arg, plainCause(err))
		}
		if !info.IsDir() {
			files = append(files, arg)
			continue
		}
		entries, err := os.ReadDir(arg)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			path := filepath.Join(arg, e.Name())
			switch kind := strings.ToLower(filepath.Ext(e.Name())); {
			case strings.HasPrefix(e.Name(), "~$"), strings.HasPrefix(e.Name(), "."):
			case e.IsDir():
				a.skipped = append(a.skipped, notKept{name: e.Name(), why: "it is a folder within the folder: name it too, if versions are in it"})
			case kind == ".xlsx" || kind == ".xlsm":
				files = append(files, path)
			case kind == ".xls" || kind == ".xlsb" || kind == ".ods":
				a.skipped = append(a.skipped, notKept{name: e.Name(), why: "it is in another format: save it as .xlsx first"})
			}
		}
	}
	if len(files) == 0 {
		return nil, misused("name the folder that holds the .xlsx files", "there is no workbook to read in %s", strings.Join(args, ", "))
	}
	return files, nil
}

// read takes in the versions that a workbook holds.
func (a *adding) read(path string) {
	name := filepath.Base(path)
	skip := func(why string) { a.skipped = append(a.skipped, notKept{name: name, why: why}) }
	if a.settings.IsPartners(path) {
		skip("it is the partners' copy")
		return
	}
	if partners := a.settings.File.Partner.Workbook; partners != "" && strings.EqualFold(name, filepath.Base(partners)) && !strings.EqualFold(name, filepath.Base(a.settings.File.Plan)) {
		skip("it is called as the partners' copy is")
		return
	}
	sum, err := sumOf(path)
	if err != nil {
		skip(oneSentence(err))
		return
	}
	book, err := excel.Open(path)
	if err != nil {
		skip(oneSentence(err))
		return
	}
	p, err := readVersion(name, book.Grids(), a.settings.TableOptions())
	if err != nil {
		skip(oneSentence(err))
		return
	}
	tabs := earlierTabs(p)
	if !a.settings.IsPlan(path) {
		a.take(p, undated{name: name, of: sum, book: book, tabs: len(tabs) > 0, path: path})
	} else if len(tabs) == 0 {
		skip("it is the plan itself")
	}
	for _, tab := range tabs {
		o := a.settings.TableOptions()
		o.Pins = []table.Pin{{Sheet: tab}}
		earlier, err := table.Read(name, book.Grids(), o)
		if err != nil {
			a.skipped = append(a.skipped, notKept{name: name + ", " + tab, why: oneSentence(err)})
			continue
		}
		a.take(earlier, undated{name: name, of: sum + " " + tab, book: book, tabs: true, tab: tab, earlier: true, path: path})
	}
}

func sumOf(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// readVersion reads a version as the settings say or, where those name sheets and rows
// that it has not got, as if they named none.
func readVersion(name string, grids []table.Grid, o table.Options) (plan.Plan, error) {
	p, err := table.Read(name, grids, o)
	var pinned *table.PinError
	if errors.As(err, &pinned) {
		o.Pins = nil
		p, err = table.Read(name, grids, o)
	}
	return p, err
}

// earlierTabs are the tabs that hold earlier versions of the one that was read.
func earlierTabs(p plan.Plan) []string {
	var tabs []string
	for _, left := range p.Left {
		if left.Earlier {
			tabs = append(tabs, left.Sheet)
		}
	}
	return tabs
}

// undated is a version before its day is known.
type undated struct {
	name, tab, of, path string
	book                *excel.Book
	tabs                bool // the workbook has several versions in its tabs
	earlier             bool // it is one of those that are not the plan there
}

// take dates a version and takes it in, or asks for its day.
func (a *adding) take(p plan.Plan, v undated) {
	view := p.View()
	kept := ledger.Version{Of: v.of, Saved: v.book.Saved, Name: v.name, Plan: trimmed(view)}
	tab := v.tab
	if sheets := table.Sheets(p); tab == "" && len(sheets) == 1 {
		tab = sheets[0]
	}
	if v.earlier || v.tabs {
		kept.Name = v.name + ", " + tab
	}
	why := ""
	kept.On, kept.By, why = a.dayOf(v, tab)
	if why == "" {
		a.found = append(a.found, kept)
		return
	}
	a.asked = append(a.asked, notKept{name: kept.Name, why: why, line: fmt.Sprintf("actionplan history add %q --on 2025-03-31", v.path)})
}

// dayOf is the day that a version is of, and how that is known; or why it is not.
func (a *adding) dayOf(v undated, tab string) (on plan.Date, by, why string) {
	if !a.on.IsZero() && !v.earlier {
		if a.today.Before(a.on) {
			return on, "", a.on.Long() + " is a day to come"
		}
		return a.on, "--on", ""
	}
	type named struct{ name, what string }
	names := []named{{strings.TrimSuffix(v.name, filepath.Ext(v.name)), "its name"}, {tab, "its tab's name"}}
	if v.tabs {
		slices.Reverse(names)
	}
	if v.earlier {
		names = names[:1] // what the file is called is of its last tab
	}
	for _, n := range names {
		d, ok := history.DateOfName(n.name)
		switch {
		case !ok:
			continue
		case a.today.Before(d.On) && d.How != "" && !a.today.Before(firstOf(d)):
			d.On = a.today
		case a.today.Before(d.On):
			return on, "", fmt.Sprintf("%s says %s, a day to come", n.what, d.On.Long())
		}
		if d.How != "" {
			n.what += ", " + d.How
		}
		return d.On, n.what, ""
	}
	if v.earlier {
		return on, "", "its tab's name does not say of when it is"
	}
	if saved := v.book.Saved; !saved.IsZero() {
		if day := plan.DateOf(saved); !a.today.Before(day) {
			return day, "when it was last saved", ""
		}
	}
	return on, "", "neither its name nor its properties say of when it is"
}

// firstOf is the first day of the month that a day is in.
func firstOf(d history.Dated) plan.Date {
	d.On.Day = 1
	return d.On
}

// trimmed is a plan with what timelines need, and no more.
func trimmed(p plan.Plan) plan.Plan {
	kept := plan.Plan{}
	for _, c := range p.Columns {
		if history.Needs(c.Field) && c.Part == "" {
			kept.Columns = append(kept.Columns, plan.Column{Table: c.Table, Heading: c.Heading, Field: c.Field})
		}
	}
	for _, a := range p.Actions {
		entries := plan.RoomFor(a.Len())
		for f, e := range a.All() {
			if history.Needs(f) {
				entries.Set(f, plan.Entry{Value: e.Value, Typed: e.Typed, Detail: e.Detail})
			}
		}
		a.Entries, a.More = entries, nil
		kept.Actions = append(kept.Actions, a)
	}
	return kept
}

// leaveOthers asks about versions that say almost nothing of what the plan, or the
// version before, says: they may be of another plan.
func (a *adding) leaveOthers(h *history.History) {
	known := plan.Plan{}
	for _, t := range h.Timelines {
		known.Actions = append(known.Actions, t.Last)
	}
	a.found = slices.DeleteFunc(a.found, func(v ledger.Version) bool {
		others := []plan.Plan{known}
		for _, other := range a.found {
			if other.Of != v.Of {
				others = append(others, other.Plan)
			}
		}
		few := len(others) > 1 || len(known.Actions) > 0
		for _, other := range others {
			few = few && !inCommon(v.Plan, other)
		}
		if few && !a.force {
			a.asked = append(a.asked, notKept{name: v.Name, why: "it says almost nothing of what the plan says, and may be another plan", line: "add --force where it is an earlier version all the same"})
		}
		return few && !a.force
	})
}

// inCommon reports whether a fifth and more of the actions of the smaller of two plans are
// in both.
func inCommon(one, other plan.Plan) bool {
	if wordless(one) || wordless(other) {
		return true // nothing tells
	}
	n := 0
	for _, t := range reconcile.PairPlans(one, other) {
		if t.Was < 0 || t.Now < 0 {
			continue
		}
		was, now := one.Actions[t.Was].Value(plan.FieldAction), other.Actions[t.Now].Value(plan.FieldAction)
		if was == now || text.Similarity(was.Text, now.Text) > 0.5 {
			n++
		}
	}
	return 5*n >= min(len(one.Actions), len(other.Actions)) && n > 0
}

// wordless reports whether most of a plan's actions do not say what is to be done.
func wordless(p plan.Plan) bool {
	n := 0
	for _, a := range p.Actions {
		if a.Value(plan.FieldAction).Kind == plan.KindText {
			n++
		}
	}
	return 2*n < len(p.Actions)
}

func (a *adding) say(w io.Writer, kept []ledger.Version, h *history.History) {
	if len(kept) > 0 {
		fmt.Fprintf(w, "Kept: %s, oldest first.\n", text.Counted(len(kept), "version"))
	}
	for _, v := range kept {
		fmt.Fprintf(w, "  %-17s  %-13s %s (dated by %s)\n", v.On.Long(), text.Counted(len(v.Plan.Actions), "action"), oneLine(v.Name, 70), oneLine(v.By, 60))
	}
	for _, list := range []struct {
		head string
		of   []notKept
	}{{"Not kept:", a.skipped}, {"Waiting for an answer:", a.asked}} {
		if len(list.of) == 0 {
			continue
		}
		fmt.Fprintln(w, list.head)
		for _, n := range list.of {
			fmt.Fprintf(w, "  %s: %s\n", oneLine(n.name, 70), oneLine(n.why, 300))
			if n.line != "" {
				fmt.Fprintf(w, "    %s\n", n.line)
			}
		}
	}
	sayTotals(w, h)
	if len(kept) > 0 {
		fmt.Fprintln(w, "Next: actionplan history REF tells one action's story.")
	}
}

// The shape of history add --json, as docs/json.md promises it.
type (
	jsonHistoryAdded struct {
		Added   []jsonVersion `json:"added"`
		NotKept []jsonNotKept `json:"not_kept"`
		Asked   []jsonNotKept `json:"asked"`
		Totals  jsonTotals    `json:"totals"`
	}
	jsonNotKept struct {
		Name    string `json:"name"`
		Why     string `json:"why"`
		Settles string `json:"settles,omitempty"`
	}
)

func (a *adding) json(kept []ledger.Version, h *history.History) jsonHistoryAdded {
	j := jsonHistoryAdded{Added: []jsonVersion{}, NotKept: []jsonNotKept{}, Asked: []jsonNotKept{}, Totals: totalsJSON(h)}
	for _, v := range kept {
		j.Added = append(j.Added, jsonVersion{v.On.String(), string(history.Workbook), v.Name, len(v.Plan.Actions), v.File, v.By})
	}
	for _, n := range a.skipped {
		j.NotKept = append(j.NotKept, jsonNotKept{n.name, n.why, n.line})
	}
	for _, n := range a.asked {
		j.Asked = append(j.Asked, jsonNotKept{n.name, n.why, n.line})
	}
	return j
}
