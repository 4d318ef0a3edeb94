package main

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"actionplan/excel"
	"actionplan/internal/disk"
	"actionplan/internal/lock"
	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/sheets"
	"actionplan/table"
)

func (d *desk) applyCommand() *cobra.Command {
	var copyTo string
	var list bool
	cmd := &cobra.Command{
		Use:   "apply",
		Short: "Write what was agreed to both sides, and nothing else",
		Long: `Does what preview shows: writes each cell one side moved into the other side's
workbook or sheet. No other cell's contents, colour or formula is touched, and no other
part of the file. A cell with an open question is left alone on both sides.

Both workbooks are looked at again just before they are written; where somebody
has saved one in the meantime, nothing is written. A backup of each is kept
in the ledger's folder (the last ten). Both are read again afterwards.

A Google Sheet is read once more just before it is written, in one batch that is
carried out whole or not at all. Where partners changed it meanwhile, everything
is worked out anew. A partners' column headed "Council reply" is told what became
of their edits.

--to writes the officers' cells to a copy and leaves both sides alone;
--list prints the cells to type by hand.`,
		Example: `  actionplan preview
  actionplan apply
  actionplan apply --to "Agreed plan.xlsx"
  actionplan apply --list`,
		Args:        cobra.NoArgs,
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitSignIn, exitMoved),
		RunE: func(*cobra.Command, []string) error {
			if err := d.withPlan(nil); err != nil {
				return err
			}
			switch {
			case list:
				return d.listEdits()
			case copyTo != "":
				return d.applyToCopy(copyTo)
			}
			return d.apply()
		},
	}
	d.despiteFlag(cmd)
	cmd.Flags().StringVar(&copyTo, "to", "", "write the officers' cells to this `copy` and leave both sides alone")
	cmd.Flags().BoolVar(&list, "list", false, "print the cells to type by hand; write nothing")
	return cmd
}

// writing is what one apply writes: the readings it starts from, and each
// side's workbook with its cells in place, not yet saved.
type writing struct {
	*readings
	held      *lock.Held // the ledger's lock
	CutOff    lastApply  // what a run that was cut off left to finish
	Officer   *excel.Staged
	Partner   staged
	Kept      map[reconcile.Side][]plan.Edit        // what is written: the edits less those left alone
	Rows      map[reconcile.Side][]reconcile.NewRow // likewise for actions a person decided to add
	Columns   []reconcile.NewColumn                 // columns a person decided to put back
	Replies   []plan.Edit                           // what partners are told of their edits
	Untold    map[plan.Ref]bool                     // actions whose reply cannot be written
	LeftAlone []string                              // what cannot be written, and why
}

func (d *desk) apply() error {
	if _, err := d.openLedger(); err != nil {
		return err
	}
	held, err := lock.Take(d.settings.File.Ledger, whoIsHere(), time.Now())
	if err != nil {
		return err
	}
	defer func() { _ = held.Release() }()
	d.sweep()
	if err := d.takeAnswersNow(); err != nil {
		return err
	}
	w, err := d.writeBoth(held)
	var moved *sheets.MovedError
	for try := 1; errors.As(err, &moved) && try < triesWhilePartnersType; try++ {
		w, err = d.writeBoth(held) // from how their sheet stands now
	}
	if err != nil {
		return err
	}
	return d.remember(w)
}

// triesWhilePartnersType is how often everything is worked out anew where
// partners changed their sheet between reading and writing.
const triesWhilePartnersType = 5

// writeBoth works out what is to be written, and writes it.
func (d *desk) writeBoth(held *lock.Held) (*writing, error) {
	w, err := d.stageBoth()
	if err != nil {
		return nil, err
	}
	w.held = held
	w.CutOff = d.cutOff(*w.Base)
	if err := d.refuseStray(w); err != nil {
		return nil, err
	}
	if err := d.nobodyElse(w); err != nil {
		return nil, err
	}
	if err := d.noteWriting(w); err != nil {
		return nil, err
	}
	return w, d.save(w)
}

// sweep removes what runs that were cut off left beside the files they wrote.
func (d *desk) sweep() {
	f := d.settings.File
	folders := []string{filepath.Dir(f.Plan), f.Ledger}
	if !d.onGoogle() {
		folders = append(folders, filepath.Dir(f.Partner.Workbook))
	}
	for _, dir := range folders {
		disk.Sweep(dir, time.Now())
	}
}

// takeAnswersNow takes the answers that came back, where there are any.
func (d *desk) takeAnswersNow() error {
	if len(d.copiesThatCameBack()) == 0 {
		return nil
	}
	r, err := d.readBothSides()
	if err != nil {
		return err
	}
	d.sheet.fresh = true
	return d.takeAnswers(r.Settlement.Open)
}

// openLedger refuses to go on where nothing has been agreed.
func (d *desk) openLedger() (*ledger.Ledger, error) {
	l, err := ledger.Open(d.settings.File.Ledger)
	if errors.Is(err, ledger.ErrNone) {
		return nil, misused("actionplan begin remembers what both sides say now; then only what moves is written", "nothing has been agreed yet, so nothing can be written")
	}
	return l, err
}

func whoIsHere() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "somebody"
}

// stageBoth reads both sides and puts every cell in place in memory. A cell
// that cannot be written is left alone, on both sides, with those it is
// settled together with: half of a change is not what anybody agreed. The
// action's other cells are written all the same.
func (d *desk) stageBoth() (*writing, error) {
	r, err := d.readBothSides()
	if err != nil {
		return nil, err
	}
	if err := d.refuseStops(r.Settlement); err != nil {
		return nil, err
	}
	w := &writing{
		readings: r,
		Kept: map[reconcile.Side][]plan.Edit{
			reconcile.Officer: r.Settlement.Officer, reconcile.Partner: r.Settlement.Partner,
		},
		Rows: map[reconcile.Side][]reconcile.NewRow{
			reconcile.Officer: r.Settlement.OfficerRows, reconcile.Partner: r.Settlement.PartnerRows,
		},
		Columns: r.Settlement.Columns,
	}
	return w, d.stageKept(w)
}

// stageKept stages both sides until nothing is refused.
func (d *desk) stageKept(w *writing) error {
	for {
		w.Replies = d.tellPartners(w)
		if err := d.stageSides(w); err != nil {
			return err
		}
		if !w.leaveRefused() {
			return nil
		}
	}
}

// side is one side's reading.
func (w *writing) side(s reconcile.Side) plan.Plan {
	if s == reconcile.Partner {
		return w.Partners
	}
	return w.Officers
}

func (d *desk) stageSides(w *writing) (err error) {
	f := d.settings.File
	w.Officer, err = excel.Stage(f.Plan, w.work(reconcile.Officer, f.Plan, d.settings.TableOptions()))
	if err != nil {
		return err
	}
	w.Partner, err = d.stagePartners(w)
	return err
}

// work is what is to be written on one side.
func (w *writing) work(side reconcile.Side, path string, o table.Options) excel.Work {
	work := excel.Work{
		Edits: w.Kept[side],
		From:  w.side(side),
		Read: func(grids []table.Grid) (plan.Plan, error) {
			return table.Read(filepath.Base(path), grids, o)
		},
	}
	if side == reconcile.Partner {
		work.Edits = append(slices.Clone(work.Edits), w.Replies...)
	}
	for _, row := range w.Rows[side] {
		entries := row.Own()
		entries.Set(plan.FieldRef, plan.Entry{Value: plan.TextValue(string(row.Ref)), Typed: string(row.Ref)})
		work.Rows = append(work.Rows, excel.NewRow{Table: row.Table, Entries: entries})
	}
	for _, c := range w.Columns {
		if tables := w.side(side).Tables; c.Side == side && len(tables) > 0 {
			work.Columns = append(work.Columns, excel.NewColumn{Table: tables[0].Name, Heading: c.Heading})
		}
	}
	return work
}

// leaveRefused drops every refused cell, and what is settled together with it,
// from both sides, and says whether there was any.
func (w *writing) leaveRefused() (again bool) {
	refused := map[unit]bool{}
	for _, side := range []reconcile.Side{reconcile.Officer, reconcile.Partner} {
		staged, refs := staged(w.Officer), refsByID(w.side(side))
		if side == reconcile.Partner {
			staged = w.Partner
		}
		byCell := map[plan.Cell]plan.Edit{}
		for _, e := range w.Kept[side] {
			byCell[e.Was.Cell] = e
		}
		for _, r := range staged.Refusals() {
			e, edited := byCell[r.Cell]
			if r.Field == plan.FieldReply && w.leaveReply(r) {
				again = true
				continue
			}
			if !edited {
				again = w.leaveGrowth(side, r) || again
				continue
			}
			refused[w.unitOf(side, e)] = true
			w.LeftAlone = append(w.LeftAlone, fmt.Sprintf("action %s, %s%s", refs[e.ID], r, w.waitingWith(side, e)))
		}
	}
	if len(refused) == 0 {
		return again
	}
	for side, edits := range w.Kept {
		w.Kept[side] = slices.DeleteFunc(slices.Clone(edits), func(e plan.Edit) bool { return refused[w.unitOf(side, e)] })
	}
	return true
}

// unit is what is written together or not at all: what the settlement says,
// and the action's cells where it says nothing of an edit.
type unit struct {
	number int
	ref    plan.Ref
}

func (w *writing) unitOf(side reconcile.Side, e plan.Edit) unit {
	if n := w.Settlement.UnitOf(side, e); n > 0 {
		return unit{number: n}
	}
	return unit{ref: refsByID(w.side(side))[e.ID]}
}

// waitingWith says which other cells are left alone with a refused one.
func (w *writing) waitingWith(side reconcile.Side, refused plan.Edit) string {
	var names []string
	for _, other := range []reconcile.Side{reconcile.Officer, reconcile.Partner} {
		refs := refsByID(w.side(other))
		for _, e := range w.Kept[other] {
			itself := e.Field == refused.Field && refs[e.ID] == refsByID(w.side(side))[refused.ID]
			name := fmt.Sprintf("%s of %s", e.Field.Label(), refs[e.ID])
			if !itself && w.unitOf(other, e) == w.unitOf(side, refused) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	switch len(names) {
	case 0:
		return ""
	case 1:
		return "; " + names[0] + ", settled with it, waits too"
	}
	return "; " + joined(names) + ", settled with it, wait too"
}

// leaveGrowth adds no action and no column to a side that has no room for it.
func (w *writing) leaveGrowth(side reconcile.Side, r excel.Refusal) bool {
	var refs []string
	for _, row := range w.Rows[side] {
		refs = append(refs, string(row.Ref))
	}
	columns := len(w.Columns)
	w.Columns = slices.DeleteFunc(slices.Clone(w.Columns), func(c reconcile.NewColumn) bool { return c.Side == side })
	w.Rows[side] = nil
	if len(refs) == 0 && len(w.Columns) == columns {
		return false
	}
	what := "a column could not be added"
	if len(refs) > 0 {
		what = fmt.Sprintf("action %s could not be added", joined(refs))
	}
	w.LeftAlone = append(w.LeftAlone, fmt.Sprintf("%s: %s", what, r))
	return true
}

// toSave is a side that has something to write.
type toSave struct {
	workbook string // its path; "" for a Google Sheet
	save     func() error
}

// toSave lists the sides to write, the partners' first: stopped in between,
// the next run finds partners already saying what officers are about to, and
// goes on.
func (d *desk) toSave(w *writing) []toSave {
	var sides []toSave
	if len(w.Partner.Changes()) > 0 {
		sides = append(sides, toSave{d.settings.File.Partner.Workbook, func() error { return d.savePartners(w.Partner) }})
	}
	if plan := d.settings.File.Plan; len(w.Officer.Changes()) > 0 {
		sides = append(sides, toSave{plan, func() error { return w.Officer.Save(plan) }})
	}
	return sides
}

// nobodyElse refuses to go on where somebody has saved either workbook since
// it was read, or has one open that is to be written.
func (d *desk) nobodyElse(w *writing) error {
	if err := w.asFound("nothing was written"); err != nil {
		return err
	}
	for _, s := range d.toSave(w) {
		if s.workbook == "" {
			continue // a Google Sheet is always open elsewhere: it is read once more just before it is written
		}
		if err := d.notOpenElsewhere(s.workbook); err != nil {
			return err
		}
	}
	return nil
}

// asFound refuses to go on where either workbook is not the file that was
// read: what is to be written to one side may no longer be what the other says.
func (r *readings) asFound(sofar string) error {
	for _, f := range r.Found {
		if find(f.path) != f {
			return &refusal{
				code:    exitMoved,
				problem: fmt.Sprintf("%s was saved by somebody while it was being read; %s", f.path, sofar),
				advice:  "wait until it is saved or synced, and run it again: nothing of what they wrote is lost",
			}
		}
	}
	return nil
}

// notOpenElsewhere refuses to write a workbook somebody has open: what they
// save later would undo it.
func (d *desk) notOpenElsewhere(path string) error {
	owner, open, err := lock.OpenElsewhere(path)
	if err != nil {
		return err
	}
	if open {
		return &lock.OpenError{Path: path, Owner: owner}
	}
	if service, ok := lock.Synced(path); ok && !d.quiet {
		fmt.Fprintf(d.stderr, "actionplan: %s is kept in %s: let it finish syncing before anybody opens it\n", path, service)
	}
	return nil
}

// save keeps a backup of each workbook and then writes them. The lock is
// looked at before each: a computer that slept may have lost it meanwhile.
func (d *desk) save(w *writing) error {
	backups := filepath.Join(d.settings.File.Ledger, "backups")
	for _, s := range d.toSave(w) {
		if s.workbook == "" {
			continue // Google keeps its own history of a sheet
		}
		if err := backUp(s.workbook, backups); err != nil {
			return err
		}
	}
	if err := w.asFound("neither workbook was written"); err != nil {
		return err
	}
	for i, s := range d.toSave(w) {
		err := w.held.Refresh(time.Now())
		if err == nil {
			err = s.save()
		}
		if err != nil && i > 0 {
			return fmt.Errorf("the partners' copy is written, the officers' workbook not yet: %w", err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// backUp keeps a copy of a workbook. That an old copy could not be pruned is
// no reason not to go on.
func backUp(path, folder string) error {
	copied, err := ledger.Backup(path, folder, time.Now(), backupsKept)
	if copied != "" {
		return nil
	}
	return err
}

// backupsKept is how many backups of a workbook stay.
const backupsKept = 10

// remember reads both sides again, says whether every cell says what was
// intended, and moves the base on to what both are seen to say.
func (d *desk) remember(w *writing) error {
	d.sheet.fresh = true // a Google Sheet that was written said in its answer how it stands
	again, err := d.readBothSides()
	if err != nil {
		return w.notRemembered(err)
	}
	l, err := ledger.Open(d.settings.File.Ledger)
	if err != nil {
		return w.notRemembered(err)
	}
	entries := w.CutOff.complete(ledger.Entries(w.Settlement, d.today))
	entries = agreedNow(entries, *w.Base, again.Settlement.NextBase, d.today)
	if err := w.held.Refresh(time.Now()); err != nil {
		return w.notRemembered(err)
	}
	if err := again.asFound("what was agreed is written, and the next apply will see what they say now"); err != nil {
		return err
	}
	err = l.Keep(ledger.Next{Base: again.Settlement.NextBase, Memory: again.Settlement.NextMemory, Entries: entries}, d.today)
	if err != nil {
		return w.notRemembered(err)
	}
	if len(d.toSave(w)) > 0 || d.despiteStop {
		if err := d.rememberPlaces(again); err != nil {
			return w.notRemembered(err)
		}
	}
	return d.sayApplied(w, again)
}

// notRemembered says how far a run has come that could not move the base on.
func (w *writing) notRemembered(err error) error {
	if len(w.Officer.Changes())+len(w.Partner.Changes()) == 0 {
		return err
	}
	return fmt.Errorf("what was agreed is written, but not remembered yet (the next apply does that): %w", err)
}

func (d *desk) sayApplied(w *writing, again *readings) error {
	officers, partners := w.Kept[reconcile.Officer], w.Kept[reconcile.Partner]
	meant := len(officers) + len(partners) + len(w.Rows[reconcile.Officer]) + len(w.Rows[reconcile.Partner])
	said := standAgain(again.Officers, w.Rows[reconcile.Officer]) + standAgain(again.Partners, w.Rows[reconcile.Partner])
	said += saidAgain(again.Officers, officers) + saidAgain(again.Partners, partners)
	if d.json {
		if err := printJSON(d.stdout, jsonApplied{len(officers), len(partners), said, nonNil(w.LeftAlone), len(again.Settlement.Open), stopMessages(again.Settlement.Stops), nonNil(w.byHand())}); err != nil {
			return err
		}
	} else {
		d.sayAppliedWords(w, again, meant, said)
	}
	switch {
	case said < meant:
		return &refusal{code: exitMoved, problem: fmt.Sprintf("%d of %d cells say something else already: somebody edited them in the meantime", meant-said, meant), advice: "run actionplan preview: what they wrote is there, and nothing of it is lost"}
	case len(again.Settlement.Open)+len(again.Settlement.Stops)+len(w.LeftAlone) > 0:
		return waiting{}
	}
	return nil
}

// jsonApplied is the shape of apply --json.
type jsonApplied struct {
	OfficerCells int      `json:"officer_cells"`
	PartnerCells int      `json:"partner_cells"`
	AsIntended   int      `json:"as_intended"`
	LeftAlone    []string `json:"left_alone"`
	Questions    int      `json:"questions"`
	Stops        []string `json:"stops"`
	ByHand       []string `json:"by_hand"`
}

func nonNil(list []string) []string { return append([]string{}, list...) }

func (d *desk) sayAppliedWords(w *writing, again *readings, meant, said int) {
	if meant == 0 {
		fmt.Fprintln(d.stdout, "There was nothing to write.")
	} else {
		fmt.Fprintf(d.stdout, "Done: %s in Excel, %s in the partners' copy. Both read again: %d of %d as intended.\n",
			w.amount(reconcile.Officer), w.amount(reconcile.Partner), said, meant)
	}
	for _, left := range w.LeftAlone {
		fmt.Fprintf(d.stdout, "Left alone: %s\n", left)
	}
	for _, n := range w.byHand() {
		fmt.Fprintf(d.stdout, "By hand: %s\n", n)
	}
	d.sayStops(again.Settlement.Stops)
	d.sayQuestions(again.Settlement.Open)
}

// byHand says what is left to a person once everything is written.
func (w *writing) byHand() []string {
	var list []string
	for _, side := range []struct {
		name  string
		notes []plan.Note
	}{{"Excel", w.Officer.Notes()}, {"the partners' copy", w.Partner.Notes()}} {
		for _, n := range side.notes {
			list = append(list, fmt.Sprintf("%s in %s: %s", n.Cell, side.name, n.Message))
		}
	}
	return list
}

// amount is what was written on a side: "7 cells", "7 cells and 1 new action".
func (w *writing) amount(side reconcile.Side) string {
	cells, rows := len(w.Kept[side]), len(w.Rows[side])
	switch {
	case rows == 0:
		return counted(cells, "cell")
	case cells == 0:
		return counted(rows, "new action")
	}
	return counted(cells, "cell") + " and " + counted(rows, "new action")
}

// standAgain counts the added actions that a new reading finds.
func standAgain(again plan.Plan, rows []reconcile.NewRow) int {
	n := 0
	for _, row := range rows {
		if _, ok := actionByRef(again, row.Ref); ok {
			n++
		}
	}
	return n
}

// saidAgain counts the edits whose cells say, in a new reading, what was
// written.
func saidAgain(again plan.Plan, edits []plan.Edit) int {
	type place struct {
		cell  plan.Cell
		field plan.Field
	}
	says := map[place]plan.Value{}
	for _, a := range again.Actions {
		for f, e := range a.All() {
			says[place{e.Cell, f}] = e.Value
		}
	}
	n := 0
	for _, e := range edits {
		if says[place{e.Was.Cell, e.Field}] == e.Now.Value {
			n++
		}
	}
	return n
}

// applyToCopy writes the officers' workbook as it would be to another file.
func (d *desk) applyToCopy(path string) error {
	if _, err := d.openLedger(); err != nil {
		return err
	}
	if _, err := os.Lstat(path); err == nil {
		return misused("name a file that is not there yet", "%s is there already, and a copy never goes over anything", path)
	}
	w, err := d.stageBoth()
	if err != nil {
		return err
	}
	if err := w.Officer.Save(path); err != nil {
		return err
	}
	fmt.Fprintf(d.stdout, "Done: %q is the officers' workbook with %s written. Neither workbook was changed.\n", path, counted(len(w.Kept[reconcile.Officer]), "cell"))
	d.sayStops(w.Settlement.Stops)
	return nil
}

// listEdits prints the cells to type, for those who may not let a tool write.
func (d *desk) listEdits() error {
	r, err := d.readBothSides()
	if err != nil {
		return err
	}
	if err := d.refuseStops(r.Settlement); err != nil {
		return err
	}
	d.sayCells("Type into the officers' workbook", r.Settlement.Officer)
	d.sayCells("Type into the partners' copy", r.Settlement.Partner)
	d.sayStops(r.Settlement.Stops)
	fmt.Fprintln(d.stdout, "Nothing has been written.")
	return nil
}

func (d *desk) sayCells(heading string, edits []plan.Edit) {
	if len(edits) == 0 {
		return
	}
	fmt.Fprintf(d.stdout, "%s (%s):\n", heading, counted(len(edits), "cell"))
	for _, e := range edits {
		fmt.Fprintf(d.stdout, "\n%s  %s\n%s\n", e.Was.Cell, e.Field.Label(), e.Now.Shown())
	}
	fmt.Fprintln(d.stdout)
}
