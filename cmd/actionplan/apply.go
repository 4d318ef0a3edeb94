package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"actionplan/answers"
	"actionplan/internal/settings"
	"actionplan/reconcile"
	"actionplan/round"
	"actionplan/table"
)

func applyCommand(c *call) *cobra.Command {
	var copyTo string
	var list, yes bool
	cmd := &cobra.Command{
		Use:   "apply",
		Short: "Write what was agreed to both sides, and nothing else",
		Long: `Does what preview shows: writes each cell one side moved into the other side's
workbook or sheet. Nothing else is written but what preview names: an action that is
added, or what must go with a cell, such as a cell format for dates. A cell with an
open question is left alone on both sides.

On a terminal it shows what it would do and asks; --yes does not ask. Where it is
not run on a terminal it does not ask either, but writes nothing without --yes
where much would be lost at once, or where a workbook lies in a folder that a
cloud client copies.

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
  actionplan apply --yes
  actionplan apply --to "Agreed plan.xlsx"
  actionplan apply --list`,
		Args:        cobra.NoArgs,
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitSignIn, exitMoved),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := c.settings.TakePlan(); err != nil {
				return err
			}
			switch {
			case list:
				return listCells(cmd.Context(), c)
			case copyTo != "":
				return applyToCopy(cmd.Context(), c, copyTo)
			case yes:
				return apply(cmd.Context(), c, round.Consent{Anything: true})
			case c.mayAsk():
				return applyAsking(cmd.Context(), c)
			}
			return apply(cmd.Context(), c, round.Consent{})
		},
	}
	c.despiteFlag(cmd)
	cmd.Flags().BoolVar(&yes, "yes", false, "write without asking")
	cmd.Flags().StringVar(&copyTo, "to", "", "write the officers' cells to this `copy` and leave both sides alone")
	cmd.Flags().BoolVar(&list, "list", false, "print the cells to type by hand; write nothing")
	return cmd
}

// applyAsking shows what would be written, asks, and shows it again where it is
// something else by the time the answer came.
func applyAsking(ctx context.Context, c *call) error {
	r := c.round()
	if _, err := r.Agreed(); err != nil {
		return err
	}
	s, err := r.Stage(ctx)
	if err != nil {
		return err
	}
	for {
		if err := s.RefuseStops(); err != nil {
			return err
		}
		asks := s.Writes() || len(s.MustAsk()) > 0
		if asks {
			sayAnswersLeft(c.err, s.Answers)
			sayStaging(c.out, s)
			for _, ask := range s.Synced() {
				fmt.Fprintf(c.out, "\n%s. An agreed copy beside it (apply --to COPY.xlsx), or a list of the cells to type (apply --list), leaves it alone.\n", capital(ask))
			}
			ok, err := c.confirmed(ctx, "Write this?")
			if err != nil {
				return err
			}
			if !ok {
				fmt.Fprintln(c.out, "Nothing has been written to either side.")
				return waiting{}
			}
		}
		done, err := r.Apply(ctx, round.Consent{To: s})
		var differs *round.DiffersError
		if errors.As(err, &differs) {
			fmt.Fprintln(c.out, "\nSomebody was at work meanwhile. By now this would be written:")
			s = differs.Now
			if !s.Writes() && len(s.MustAsk()) == 0 {
				sayStaging(c.out, s)
			}
			continue
		}
		if err != nil {
			return err
		}
		if !asks {
			sayAnswersLeft(c.err, done.Answers)
		}
		return sayApplied(c, done)
	}
}

func apply(ctx context.Context, c *call, yes round.Consent) error {
	done, err := c.round().Apply(ctx, yes)
	var ask *round.AskError
	if errors.As(err, &ask) && !c.json {
		for _, because := range ask.Because {
			fmt.Fprintf(c.out, "Look first: %s.\n", because)
		}
	}
	if err != nil {
		return err
	}
	sayAnswersLeft(c.err, done.Answers)
	return sayApplied(c, done)
}

// jsonApplied is the shape of apply --json.
type jsonApplied struct {
	OfficerCells int          `json:"officer_cells"`
	PartnerCells int          `json:"partner_cells"`
	OfficerAdded jsonGrowth   `json:"officer_added"`
	PartnerAdded jsonGrowth   `json:"partner_added"`
	AsIntended   int          `json:"as_intended"`
	LeftAlone    []string     `json:"left_alone"`
	Unmatched    []string     `json:"unmatched"`
	Questions    int          `json:"questions"`
	Stops        []string     `json:"stops"`
	ByHand       []string     `json:"by_hand"`
	Besides      []string     `json:"besides"`
	Notes        []string     `json:"notes"`
	NotRead      []string     `json:"not_read"`
	Conflicts    []string     `json:"conflicted_copies"`
	Answers      jsonAnswers  `json:"answers"`
	Broken       []jsonBroken `json:"broken"`
	Decided      []string     `json:"decided"`
	Dropped      []jsonNamed  `json:"dropped"`
	Aside        []string     `json:"put_aside"`
	NewColumns   []string     `json:"new_columns"`
	OwnColumns   []string     `json:"new_officer_columns"`
}

// jsonGrowth counts what is added to a side: whole actions with the cells they
// fill, and columns.
type jsonGrowth struct {
	Actions int `json:"actions"`
	Cells   int `json:"cells"`
	Columns int `json:"columns"`
}

func sayApplied(c *call, done *round.Applied) error {
	open, stops := done.Again.Settlement.Open, done.Again.Settlement.Stops
	rows := done.Unmatched()
	if err := c.show(func() any { return appliedJSON(done) }, func(w io.Writer) { sayAppliedWords(w, done) }); err != nil {
		return err
	}
	switch {
	case done.Said < done.Meant:
		return &refusal{code: exitMoved, problem: saysOtherwise(done.Meant-done.Said, done.Meant), advice: "run actionplan preview: what they wrote is there, and nothing of it is lost"}
	case len(open)+len(stops)+len(done.Left)+len(rows)+len(done.Conflicts) > 0:
		return waiting{}
	}
	return nil
}

// saysOtherwise says how many of the written cells somebody has edited already.
func saysOtherwise(n, all int) string {
	if n == 1 {
		return fmt.Sprintf("1 of %s says something else already: somebody edited it in the meantime", counted(all, "cell"))
	}
	return fmt.Sprintf("%d of %s say something else already: somebody edited them in the meantime", n, counted(all, "cell"))
}

func appliedJSON(done *round.Applied) jsonApplied {
	now := done.Again.Settlement
	left, unmatched := inSentences(done.Staging)
	aside := []string{}
	for _, a := range done.Answers.Aside {
		aside = append(aside, a.Now)
	}
	officer, officerAdded := amountsOf(done.Staging, reconcile.Officer)
	partner, partnerAdded := amountsOf(done.Staging, reconcile.Partner)
	return jsonApplied{officer, partner, officerAdded, partnerAdded, done.Said,
		left, unmatched, done.Again.Questions(), stopMessages(now.Stops), byHand(done.Staging, round.Sides[:]...), besides(done.Staging, round.Sides[:]...), changeNotes(done.Staging), nonNil(done.NotRead),
		nonNil(done.Conflicts), answersJSON(done.Staging), brokenJSON(now.Broken), settled(done.Staging), droppedJSON(done.Staging), aside,
		headingsOf(done.Staging, reconcile.Partner), headingsOf(done.Staging, reconcile.Officer)}
}

func sayAppliedWords(w io.Writer, done *round.Applied) {
	for _, loss := range done.Again.MassGone() {
		fmt.Fprintf(w, "Look first: %s.\n", loss)
	}
	sayTaken(w, done.Staging)
	for _, a := range done.Answers.Aside {
		fmt.Fprintf(w, "%q is answered, and put aside in %q.\n", filepath.Base(a.Path), relative(a.Now))
	}
	for _, what := range settled(done.Staging) {
		fmt.Fprintf(w, "%s.\n", what)
	}
	sayDropped(w, done.Staging)
	columns := len(done.Columns(reconcile.Officer)) + len(done.Columns(reconcile.Partner))
	switch {
	case done.Meant > 0:
		fmt.Fprintf(w, "Done: %s in Excel, %s in the partners' copy. Both read again: %d of %d as intended.\n",
			amount(done.Staging, reconcile.Officer), amount(done.Staging, reconcile.Partner), done.Said, done.Meant)
	case len(done.Settled()) > 0 && !done.Writes():
		fmt.Fprintln(w, "No cell had to be written for it.")
	case len(done.Settled()) == 0 && columns == 0 && len(done.Again.Settlement.Stops) > 0:
		fmt.Fprintln(w, "Nothing was written: what moved waits behind the stop below.")
	case len(done.Settled()) == 0 && columns == 0:
		fmt.Fprintln(w, "There was nothing to write.")
	}
	for _, side := range round.Sides {
		for _, column := range done.Columns(side) {
			fmt.Fprintf(w, "Added to %s: the column %q. What it is to say comes with the next apply.\n", round.CopyName[side], column.Heading)
		}
	}
	sayNoted(w, done.Staging)
	sayLeft(w, done.Staging)
	sayBesides(w, done.Staging, round.Sides[:]...)
	sayBroken(w, done.Again.Settlement.Broken)
	sayNewColumns(w, done.Settlement.NewColumns)
	for _, n := range done.OfWhole() {
		fmt.Fprintf(w, "Note: %s.\n", n.Message)
	}
	sayNotRead(w, done.Staging)
	for _, path := range done.Conflicts {
		fmt.Fprintf(w, "Look: %q came beside the workbook while it was written. Where a cloud client made it of somebody else's work, bring the two together by hand.\n", path)
	}
	sayStops(w, done.Again)
	sayQuestions(w, done.Again.Settlement.Open)
	switch n := done.Again.Questions(); {
	case n == 0:
	case len(done.Answers.Aside) > 0:
		fmt.Fprintf(w, "To answer %s: actionplan preview writes a new %s, and actionplan decide takes an answer at once.\n", map[bool]string{true: "it", false: "them"}[n == 1], answers.FileName)
	default:
		fmt.Fprintf(w, "To answer: actionplan preview writes the questions into %s, to be answered there with a name and a reason; or actionplan decide.\n", answers.FileName)
	}
}

// besides is what is written besides the cells of some sides.
func besides(s *round.Staging, sides ...reconcile.Side) []string {
	list := []string{}
	for _, side := range sides {
		for _, what := range s.Besides(side) {
			list = append(list, round.CopyName[side]+": "+what)
		}
	}
	return list
}

// changeNotes are what changes of cells leave for a person to know, on each
// side.
func changeNotes(s *round.Staging) []string {
	list := []string{}
	for _, side := range round.Sides {
		for _, note := range notesOf(s.Lines(side)) {
			list = append(list, round.CopyName[side]+", "+note)
		}
	}
	return list
}

// amountsOf counts what is written on a side: cells that are there, and what is
// added.
func amountsOf(s *round.Staging, side reconcile.Side) (cells int, added jsonGrowth) {
	added.Actions, added.Columns = len(s.Rows(side)), len(s.Columns(side))
	for _, l := range s.Lines(side) {
		switch {
		case !l.New:
			cells++
		case l.Field != "":
			added.Cells++
		}
	}
	return cells, added
}

// amount is what is written on a side: "7 cells", "7 cells and 1 new action (8
// cells)".
func amount(s *round.Staging, side reconcile.Side) string {
	cells, added := amountsOf(s, side)
	var parts []string
	if cells > 0 || added == (jsonGrowth{}) {
		parts = append(parts, counted(cells, "cell"))
	}
	if added.Actions > 0 {
		parts = append(parts, fmt.Sprintf("%s (%s)", counted(added.Actions, "new action"), counted(added.Cells, "cell")))
	}
	if added.Columns > 0 {
		parts = append(parts, counted(added.Columns, "new column"))
	}
	return joined(parts)
}

// mayCopyTo refuses a name by which Excel would not open the copy, that lies in no
// folder, or that means something else.
func mayCopyTo(path string, s *settings.Settings) error {
	if err := mayMake(s, path, "the copy"); err != nil {
		return err
	}
	plan, want := s.File.Plan, ".xlsx"
	if strings.EqualFold(filepath.Ext(plan), ".xlsm") {
		want = ".xlsm"
	}
	if !strings.EqualFold(filepath.Ext(path), want) {
		return misused(fmt.Sprintf("give it a name that ends with %s, as the plan's does", want), "%s is no name for a copy of %s: it is an Excel workbook", path, filepath.Base(plan))
	}
	if dir := filepath.Dir(path); !isFolder(dir) {
		return misused("make that folder first, or name one that is there", "there is no folder %s to write the copy in", dir)
	}
	return nil
}

func isFolder(dir string) bool {
	info, err := os.Stat(dir)
	return err == nil && info.IsDir()
}

// applyToCopy writes the officers' workbook as it would be to another file.
func applyToCopy(ctx context.Context, c *call, path string) error {
	officers := c.copies().officers()
	officers.To = path
	r := c.round()
	r.Officers = c.copies().watchOfficers(officers)
	if _, err := r.Agreed(); err != nil {
		return err
	}
	if err := mayCopyTo(path, c.settings); err != nil {
		return err
	}
	if _, err := os.Lstat(path); err == nil {
		return misused("name a file that is not there yet", "%s is there already, and a copy never goes over anything", path)
	}
	s, err := r.Stage(ctx)
	if err != nil {
		return err
	}
	if err := r.WriteOfficers(ctx, s); err != nil {
		return err
	}
	sayAnswersLeft(c.err, s.Answers)
	err = c.show(func() any { return copiedJSON(s, path) }, func(w io.Writer) {
		fmt.Fprintf(w, "Done: %q is the officers' workbook with %s written. Neither workbook was changed.\n", path, amount(s, reconcile.Officer))
		sayLeft(w, s)
		sayBesides(w, s, reconcile.Officer)
		sayStops(w, s.Readings)
		sayWaiting(w, s.Questions(), 0)
	})
	if err == nil && s.Waits() {
		return waiting{}
	}
	return err
}

// jsonCopied is the shape of apply --to --json.
type jsonCopied struct {
	Copy         string      `json:"copy"`
	OfficerCells int         `json:"officer_cells"`
	OfficerAdded jsonGrowth  `json:"officer_added"`
	LeftAlone    []string    `json:"left_alone"`
	Unmatched    []string    `json:"unmatched"`
	Questions    int         `json:"questions"`
	Stops        []string    `json:"stops"`
	ByHand       []string    `json:"by_hand"`
	Besides      []string    `json:"besides"`
	Answers      jsonAnswers `json:"answers"`
}

func copiedJSON(s *round.Staging, path string) jsonCopied {
	cells, added := amountsOf(s, reconcile.Officer)
	left, unmatched := inSentences(s)
	return jsonCopied{path, cells, added, left, unmatched, s.Questions(), stopMessages(s.Settlement.Stops),
		byHand(s, reconcile.Officer), besides(s, reconcile.Officer), answersJSON(s)}
}

// inSentences says of each cell and of each row that is left alone why.
func inSentences(s *round.Staging) (cells, rows []string) {
	cells, rows = []string{}, []string{}
	for _, l := range s.Left {
		cells = append(cells, l.String())
	}
	for _, row := range s.Unmatched() {
		rows = append(rows, unmatchedWords(row))
	}
	return cells, rows
}

// listCells prints the cells to type, for those who may not let a tool write.
func listCells(ctx context.Context, c *call) error {
	s, err := c.round().Stage(ctx)
	if err != nil {
		return err
	}
	if err := s.RefuseStops(); err != nil {
		return err
	}
	sayAnswersLeft(c.err, s.Answers)
	err = c.show(func() any { return previewJSON(s) }, func(w io.Writer) {
		sayCells(w, "Type into the officers' workbook", s.Lines(reconcile.Officer), s.Inserted(reconcile.Officer))
		sayCells(w, "Type into the partners' copy", s.Lines(reconcile.Partner), s.Inserted(reconcile.Partner))
		sayLeft(w, s)
		sayByHand(w, s, round.Sides[:]...)
		sayStops(w, s.Readings)
		sayWaiting(w, s.Questions(), 0)
		fmt.Fprintln(w, "Nothing has been written.")
	})
	if err == nil && s.Waits() {
		return waiting{}
	}
	return err
}

// toPutIn says where a person puts rows in.
func toPutIn(rows table.Inserted) string {
	what, are := "a row", "the new row's"
	if rows.N > 1 {
		what, are = fmt.Sprintf("%d rows", rows.N), "the new rows'"
	}
	return fmt.Sprintf("First put %s in above row %d of the sheet “%s”: the cells below are %s", what, rows.Row, rows.Sheet, are)
}

// sayCells lists the cells of a side to type. Cells of new rows come last: where
// such a row goes between others, it is to be put in first, and what was to be typed
// below stands there by then.
func sayCells(w io.Writer, heading string, lines []round.Line, inserted []table.Inserted) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(w, "%s (%s):\n", heading, counted(len(lines), "cell"))
	for _, l := range lines { // what a tool's own writing leaves behind says nothing to who types
		isIn := func(rows table.Inserted) bool {
			return l.New && l.Cell.Sheet == rows.Sheet && rows.Row <= l.Cell.Row && l.Cell.Row < rows.Row+rows.N
		}
		if i := slices.IndexFunc(inserted, isIn); i >= 0 {
			fmt.Fprintf(w, "\n%s.\n", toPutIn(inserted[i]))
			inserted = slices.Delete(slices.Clone(inserted), i, i+1)
		}
		label := l.Field.Label()
		if l.New {
			label += " (new)"
		}
		now := strings.ReplaceAll(l.Now.Shown(), "\n", "\n    ") // no text looks like another cell of the list
		switch {
		case l.Fill && l.Now.Value.IsBlank():
			now = "(take the colour off the cell)"
		case l.Fill:
			now = fmt.Sprintf("(fill the cell %s)", strings.ToLower(l.Now.Shown()))
		case l.Clears():
			now = "(clear the cell)"
		}
		if len(l.Typed) > 0 { // beside the cell's name, so that nobody types them
			label += "  (" + strings.Join(l.Typed, "; ") + ")"
		}
		if label = strings.TrimSpace(label); l.Name != "" && !l.New {
			label = l.Name + ": " + label
		}
		fmt.Fprintf(w, "\n%s  %s\n%s\n", l.Cell, label, now)
	}
	fmt.Fprintln(w)
}
