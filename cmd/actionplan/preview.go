package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"

	"github.com/spf13/cobra"

	"actionplan/answers"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/round"
)

func previewCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "preview",
		Short: "Show what would be written to each side, and what a person must settle",
		Long: `Reconciles the plan with the partners' copy and shows, cell by cell, what apply
would write to each side, what it could not write and why, what it would leave to
do by hand, and what waits for a person: a cell both sides moved apart, an edit
in the other side's column, a row only one side has. Answers that came back are
read as apply would read them. Neither side is written to.

The questions are also written into Decisions.xlsx beside the settings, to be
answered there: an answer, a name and a reason a row. Copies may be sent round;
those that come back into the folder (Decisions*.xlsx) are read by apply. One
that holds answers is never written over.

Before the first agreement it shows how the two differ today.`,
		Example: `  actionplan preview
  actionplan preview --json`,
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitSignIn, exitMoved),
		Args:        cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := c.settings.TakePlan(); err != nil {
				return err
			}
			r := c.round()
			s, err := r.Stage(cmd.Context())
			if err != nil {
				return err
			}
			sayAnswersLeft(c.err, s.Answers)
			err = c.show(func() any { return previewJSON(s) }, func(w io.Writer) {
				sayStaging(w, s)
				sayInTheWay(w, s)
				for _, what := range s.Displaces() {
					fmt.Fprintf(w, "\n%s.\n", capital(what))
				}
				fmt.Fprintln(w, "\nNothing has been written to either side.")
			})
			if err == nil && !c.json && s.Base != nil {
				err = askInFile(c.out, r, s)
			}
			if err == nil && s.Waits() {
				return waiting{}
			}
			return err
		},
	}
	c.despiteFlag(cmd)
	return cmd
}

// askInFile writes the open questions into the workbook to answer them in, and
// says where they are.
func askInFile(w io.Writer, r *round.Round, s *round.Staging) error {
	asked, err := r.Ask(s)
	for _, kept := range asked.Kept {
		fmt.Fprintf(w, "%s.\n", capital(kept.String()))
	}
	if len(asked.Files) > 0 {
		var names []string
		for _, path := range asked.Files {
			names = append(names, fmt.Sprintf("%q", path))
		}
		fmt.Fprintf(w, "The questions are in %s: answer them there, with a name and a reason, and run actionplan apply.\n", joined(names))
	}
	if err != nil {
		return &unaskedError{err}
	}
	return nil
}

// unaskedError says that the questions could not be put where they are answered:
// they have been shown all the same.
type unaskedError struct{ error }

func (e *unaskedError) Unwrap() error { return e.error }
func (e *unaskedError) Hint() string {
	return "all that is shown above stands, and actionplan decide takes an answer; to have the questions in a workbook, make room or ask for the right to write in the folder of the settings"
}

// sayAnswersLeft says what came back and is not taken, and why, and what was
// understood though it did not look as we made it.
func sayAnswersLeft(w io.Writer, a round.Answers) {
	for _, u := range a.Unread {
		fmt.Fprintf(w, "actionplan: the answers in %s were not taken: %s\n", u.Path, u.Why)
	}
	for _, left := range leftAnswers(a) {
		fmt.Fprintf(w, "actionplan: an answer was not taken: %s\n", left)
	}
	for _, n := range a.Notes {
		fmt.Fprintf(w, "actionplan: %s\n", n)
	}
	for _, remark := range a.Remarks {
		fmt.Fprintf(w, "actionplan: %s\n", remark)
	}
	for _, kept := range a.Stayed {
		fmt.Fprintf(w, "actionplan: %s\n", kept)
	}
}

// leftAnswers says which answers were not taken, and why: once where two copies that
// answer apart say the same of each other.
func leftAnswers(a round.Answers) []string {
	var said []string
	for _, l := range a.Left {
		if words := l.String(); !slices.Contains(said, words) {
			said = append(said, words)
		}
	}
	return said
}

// sayStops says what is left alone, why, and what to do about it.
func sayStops(w io.Writer, now *round.Readings) {
	for _, stop := range now.Settlement.Stops {
		fmt.Fprintf(w, "Stop: %s.\n      %s.\n", stop.Message, capital(now.Advice(stop)))
		if stop.Behind != "" {
			fmt.Fprintf(w, "      %s.\n", capital(stop.Behind))
		}
	}
}

// leadless drops the empty lines that what is printed begins with: each part of
// a preview leaves one before itself, and any part may be the first.
type leadless struct {
	io.Writer
	begun bool
}

func (l *leadless) Write(p []byte) (int, error) {
	text := p
	if !l.begun {
		text = bytes.TrimLeft(p, "\n")
	}
	if l.begun = l.begun || len(text) > 0; len(text) == 0 {
		return len(p), nil
	}
	if _, err := l.Writer.Write(text); err != nil {
		return 0, err
	}
	return len(p), nil
}

// sayStaging says what apply would do, the worst first.
func sayStaging(to io.Writer, s *round.Staging) {
	w := &leadless{Writer: to}
	for _, loss := range s.MassLoss() {
		fmt.Fprintf(w, "Look first: %s.\n", loss)
	}
	sayStops(w, s.Readings)
	if s.Base == nil {
		fmt.Fprintln(w, "Nothing has been agreed yet: actionplan begin remembers what both sides say now.")
	}
	sayTaken(w, s)
	sayDifferences(w, s)
	for _, what := range settled(s) {
		fmt.Fprintf(w, "%s.\n", what)
	}
	sayDropped(w, s)
	for _, side := range round.Sides {
		sayLines(w, "To write to "+round.CopyName[side], s, side, func(l round.Line) bool { return !l.New && !l.Clears() })
	}
	for _, side := range round.Sides {
		sayLines(w, "To clear in "+round.CopyName[side], s, side, round.Line.Clears)
	}
	for _, side := range round.Sides {
		sayRows(w, "To add to "+round.CopyName[side], s, side)
		sayColumns(w, "To add to "+round.CopyName[side], s.Columns(side))
	}
	sayLeft(w, s)
	sayQuestions(w, s.Settlement.Open)
	if s.Writes() {
		fmt.Fprintf(w, "\n%s %s\n", amounts(s), nothingElse(s))
	}
	sayBesides(w, s, round.Sides[:]...)
	sayAsides(w, s)
}

// amounts says how much would be written on each side.
func amounts(s *round.Staging) string {
	officer, more := amountsOf(s, reconcile.Officer)
	partner, also := amountsOf(s, reconcile.Partner)
	if more == (jsonGrowth{}) && also == more {
		return fmt.Sprintf("%s will change in Excel, %d in the partners' copy.", counted(officer, "cell"), partner)
	}
	return fmt.Sprintf("Excel will get %s, the partners' copy %s.", amount(s, reconcile.Officer), amount(s, reconcile.Partner))
}

// nothingElse is the promise that goes with what would be written. Where a row
// or a column comes in, or something is written besides the cells, other cells
// may move or be worked out anew: then no more is promised than holds.
func nothingElse(s *round.Staging) string {
	for _, side := range round.Sides {
		if len(s.Besides(side))+len(s.Rows(side))+len(s.Columns(side)) > 0 {
			return "Nothing else will be written but what is named here."
		}
	}
	return "No other cell's contents, colour or formula will be touched."
}

// sayTaken says which answers that came back are taken.
func sayTaken(w io.Writer, s *round.Staging) {
	if len(s.Answers.Decisions) == 0 {
		return
	}
	fmt.Fprintf(w, "Answers that came back (%s):\n", counted(len(s.Answers.Decisions), "answer"))
	for _, t := range s.Answers.Decisions {
		fmt.Fprintf(w, "  %s: %s, by %s\n", s.Settlement.About(t.Question), t.Take.Words(), oneLine(t.By, 60))
	}
	fmt.Fprintln(w)
}

// settled says what decisions come to of which no cell is written: "Decided by
// Ann: action 1.3 is let go".
func settled(s *round.Staging) []string {
	list := []string{}
	for _, d := range s.Settled() {
		what := map[reconcile.Take]string{reconcile.TakeGo: "let go", reconcile.TakeLeave: "left out"}[d.Take]
		if d.Take == reconcile.TakeLeave && d.Question.Field != "" && d.Kind != reconcile.QuestionHeld {
			what = "left as each side has it"
		}
		list = append(list, fmt.Sprintf("Decided by %s: %s is %s", oneLine(d.By, 60), answered(s.Settlement.Called, d), what))
	}
	return list
}

// sayDropped says which actions both sides have taken out.
func sayDropped(w io.Writer, s *round.Staging) {
	var names []string
	for _, ref := range s.Settlement.Dropped {
		names = append(names, s.Settlement.Name(ref))
	}
	switch len(names) {
	case 0:
	case 1:
		fmt.Fprintf(w, "%s is gone from both copies, and is agreed no longer.\n", capital(s.Settlement.Called(s.Settlement.Dropped[0])))
	default:
		fmt.Fprintf(w, "%d actions are gone from both copies, and are agreed no longer: %s.\n", len(names), joined(names))
	}
}

// answered is what a decision is about: "action 1.3", "lead of action 2.1", "the
// column lead".
func answered(called func(plan.Ref) string, d reconcile.Decision) string {
	ref := d.Question.Ref
	switch name := called(ref); {
	case d.Question.Table != "":
		return fmt.Sprintf("the column %s of the table %s", d.Question.Field.Label(), d.Question.Table)
	case ref == "":
		return "the column " + d.Question.Field.Label()
	case d.Question.Field == "":
		return name
	default:
		return d.Question.Field.Label() + " of " + name
	}
}

// standing is a decision as a person gave it: "due of action 1.2: Write
// something else, by Ann".
func standing(called func(plan.Ref) string, d reconcile.Decision) string {
	return fmt.Sprintf("%s: %s, by %s", answered(called, d), d.Take.Words(), oneLine(d.By, 60))
}

// sayDifferences counts what differs, in the words a person would ask in.
func sayDifferences(w io.Writer, staged *round.Staging) {
	s := staged.Settlement
	verdicts := map[reconcile.Verdict]int{}
	decided, joinedUp := 0, 0
	for _, c := range s.Changes {
		switch {
		case c.By != "":
			decided++
		case c.Yielded:
		case c.Verdict == reconcile.MovedApart:
			joinedUp++
		default:
			verdicts[c.Verdict]++
		}
	}
	conflicts, proposals, held, crowded := openCells(s.Open)
	all := len(s.Changes) + conflicts + proposals + held
	if all == 0 {
		if len(staged.Settled()) == 0 && len(s.Open)+len(s.Stops)+len(s.Withheld)+len(staged.Left)+len(s.OfficerRows)+len(s.PartnerRows)+len(s.Columns)+len(s.Dropped)+len(staged.Unmatched()) == 0 && staged.Base != nil && s.Counts.Actions > 0 && !staged.Writes() {
			fmt.Fprintln(w, "Both sides say what was last agreed.")
		}
		return
	}
	fmt.Fprintf(w, "%s%s: ", counted(all, "cell"), differ(all))
	var parts []string
	for _, part := range []struct {
		n     int
		words string
	}{
		{verdicts[reconcile.OfficerMoved], "moved by officers"},
		{verdicts[reconcile.PartnerMoved], "moved by partners"},
		{verdicts[reconcile.MovedAlike], "moved alike on both sides"},
		{verdicts[reconcile.Unmoved], "to fill in a column that is back"},
		{joinedUp, "added to by both"},
		{decided, "decided by a person"},
		{len(s.Yields), "blank on one side"},
	} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.words))
		}
	}
	if proposals > 0 {
		parts = append(parts, fmt.Sprintf("%d proposed in the other side's column", proposals))
	}
	if conflicts > 0 {
		parts = append(parts, fmt.Sprintf("%d with two answers%s", conflicts, crowded))
	}
	if held > 0 {
		parts = append(parts, fmt.Sprintf("%d held until a person decides", held))
	}
	fmt.Fprint(w, joined(parts)+".")
	rows := len(staged.Rows(reconcile.Officer)) + len(staged.Rows(reconcile.Partner))
	for _, q := range s.Open {
		if q.Kind == reconcile.QuestionRow && q.Side != "" {
			rows++
		}
	}
	switch {
	case rows == 1:
		fmt.Fprint(w, " Besides, 1 action stands on one side alone.")
	case rows > 1:
		fmt.Fprintf(w, " Besides, %d actions stand on one side alone.", rows)
	}
	fmt.Fprintln(w)
}

func differ(n int) string {
	if n == 1 {
		return " differs"
	}
	return " differ"
}

// openCells counts the cells that wait: how many of them stand in a conflict, how
// many in a proposal, and how many are held, though one side alone moved them. It
// names the field most conflicts are in where one stands out.
func openCells(open []reconcile.Question) (conflicts, proposals, held int, crowded string) {
	fields := map[plan.Field]int{}
	for _, q := range open {
		switch {
		case q.Kind == reconcile.QuestionHeld, q.Kind == reconcile.QuestionConflict && !isApart(q):
			held += len(q.Cells)
		case q.Kind == reconcile.QuestionConflict:
			conflicts += len(q.Cells)
			for _, c := range q.Cells {
				fields[c.Field]++
			}
		case q.Kind == reconcile.QuestionProposal:
			proposals += len(q.Cells)
		}
	}
	var names []plan.Field
	for f := range fields {
		names = append(names, f)
	}
	sort.Slice(names, func(i, j int) bool {
		if fields[names[i]] != fields[names[j]] {
			return fields[names[i]] > fields[names[j]]
		}
		return names[i] < names[j]
	})
	if len(names) > 1 && conflicts >= 6 && fields[names[0]]*2 >= conflicts {
		crowded = fmt.Sprintf(" (%d of them in %s)", fields[names[0]], names[0].Label())
	}
	return conflicts, proposals, held, crowded
}

// sayLines lists the cells of one kind that would be written, each with what
// else its change leaves behind.
func sayLines(w io.Writer, heading string, s *round.Staging, side reconcile.Side, kind func(round.Line) bool) {
	lines := s.Lines(side)
	var some []round.Line
	for _, l := range lines {
		if kind(l) {
			some = append(some, l)
		}
	}
	if len(some) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s (%s):\n", heading, counted(len(some), "cell"))
	unlisted := map[[2]string][]string{} // the cells of each column whose lists lack their words
	for _, l := range some {
		if at := unlistedIn(l); at != [2]string{} && !slices.Contains(unlisted[at], l.Cell.String()) {
			unlisted[at] = append(unlisted[at], l.Cell.String())
		}
	}
	for i, l := range some {
		first, second := changeTold(l.Was, l.Now, l.Holds)
		fmt.Fprintln(w, cellLine(cmp.Or(l.Name, l.Cell.String()), l.Field.Label(), first, second))
		if i+1 < len(some) && some[i+1].Cell == l.Cell {
			continue // a merged cell: its notes stand under the last of its actions
		}
		if len(l.Also) > 0 {
			fmt.Fprintf(w, "         one cell, for %s too (%s)\n", joined(alsoNamed(s, l)), l.Cell)
		}
		if cells := unlisted[unlistedIn(l)]; len(cells) > 1 {
			l = onceAColumn(l, cells)
		}
		sayLineNotes(w, l)
	}
}

// lacksWord begins what is said of a word that the drop-down list of its cell lacks.
const lacksWord = "the cell's drop-down list does not have"

// unlistedIn is the column of a cell whose drop-down list lacks what is written there;
// it is zero for any other.
func unlistedIn(l round.Line) (column [2]string) {
	if slices.ContainsFunc(l.Notes, func(note string) bool { return strings.HasPrefix(note, lacksWord) }) {
		column = [2]string{l.Cell.Sheet, plan.ColumnLetters(l.Cell.Column)}
	}
	return column
}

// onceAColumn has a line say that its cell's list lacks the word, with how many more
// cells of the column there are of which it holds, where it is the first of them.
func onceAColumn(l round.Line, cells []string) round.Line {
	first := l.Cell.String() == cells[0]
	var notes []string
	for _, note := range l.Notes {
		switch {
		case !strings.HasPrefix(note, lacksWord):
			notes = append(notes, note)
		case first:
			notes = append(notes, fmt.Sprintf("%s; nor have the lists of %s of that column what is written there", note, counted(len(cells)-1, "more cell")))
		}
	}
	l.Notes = notes
	return l
}

// alsoNamed are the other actions that a cell is merged over, as people call them.
func alsoNamed(s *round.Staging, l round.Line) []string {
	var names []string
	for _, ref := range l.Also {
		names = append(names, s.Settlement.Name(ref))
	}
	return names
}

// sayLineNotes says what else the writing of a cell leaves behind.
func sayLineNotes(w io.Writer, l round.Line) {
	for _, note := range l.Notes {
		fmt.Fprintf(w, "         %s (%s)\n", note, l.Cell)
	}
}

// sayNoted lists those of the written cells whose change left something for a
// person to know, each with that under it.
func sayNoted(w io.Writer, s *round.Staging) {
	for _, side := range round.Sides {
		sayLines(w, "To know of in "+round.CopyName[side], s, side, func(l round.Line) bool { return len(l.Notes) > 0 })
	}
}

// cellsNamed is how many cells a note names that is true of many.
const cellsNamed = 6

// notesOf are what changes of cells leave for a person to know, each once with
// the cells it is true of: "Plan!G4, Plan!G7: the cell keeps its colour".
func notesOf(lines []round.Line) []string {
	cells := map[string][]string{}
	var notes []string
	for _, l := range lines {
		for _, note := range l.Notes {
			if cells[note] == nil {
				notes = append(notes, note)
			}
			if at := l.Cell.String(); !slices.Contains(cells[note], at) {
				cells[note] = append(cells[note], at)
			}
		}
	}
	for i, note := range notes {
		named := cells[note]
		if more := len(named) - cellsNamed; more > 1 {
			named = append(named[:cellsNamed:cellsNamed], fmt.Sprintf("%d more", more))
		}
		notes[i] = joined(named) + ": " + note
	}
	return notes
}

// sayRows lists the actions that would be added, cell by cell.
func sayRows(w io.Writer, heading string, s *round.Staging, side reconcile.Side) {
	if len(s.Rows(side)) == 0 {
		return
	}
	_, added := amountsOf(s, side)
	fmt.Fprintf(w, "\n%s (%s, %s):\n", heading, counted(added.Actions, "action"), counted(added.Cells, "cell"))
	placed := map[plan.Cell]bool{}
	for _, l := range s.Lines(side) {
		if l.New && l.Field != "" {
			row := plan.Cell{Sheet: l.Cell.Sheet, Row: l.Cell.Row}
			name := cmp.Or(l.Name, row.String())
			if l.Goes != "" && !placed[row] {
				fmt.Fprintf(w, "  %s goes %s:\n", name, l.Goes)
			}
			placed[row] = true
			fmt.Fprintln(w, cellLine(name, l.Field.Label(), told(l.Now, l.Holds[1]), ""))
			sayLineNotes(w, l)
		}
	}
}

// sayColumns lists the columns that would be added.
func sayColumns(w io.Writer, heading string, columns []reconcile.NewColumn) {
	if len(columns) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s (%s):\n", heading, counted(len(columns), "column"))
	for _, c := range columns {
		in := ""
		if c.Table != "" {
			in = ", in the table " + c.Table
		}
		fmt.Fprintf(w, "  %q%s\n", c.Heading, in)
	}
	fmt.Fprintln(w, "  apply puts the heading there; the texts of its cells follow with the apply after that.")
}

// sayLeft says what cannot be written, and which rows are left alone.
func sayLeft(w io.Writer, s *round.Staging) {
	for i, left := range s.Left {
		if i == 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "Left alone: %s\n", left)
	}
	sayUnmatched(w, s.Unmatched())
}

// sayUnmatched lists the rows that are left alone since nobody can tell which
// actions they are.
func sayUnmatched(w io.Writer, rows []reconcile.LeftRow) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(w, "\nLeft alone, since it cannot be told which action each is (%s):\n", counted(len(rows), "row"))
	for _, row := range rows {
		fmt.Fprintf(w, "  · %s.\n", unmatchedWords(row))
	}
}

// unmatchedWords names a row by its place and its words, and says why it is
// left alone and what to do.
func unmatchedWords(row reconcile.LeftRow) string { return capital(row.Sentence()) }

// sayBesides says what is written besides the cells of some sides, and what is
// left to do by hand there.
func sayBesides(w io.Writer, s *round.Staging, sides ...reconcile.Side) {
	for _, side := range sides {
		for _, what := range s.Besides(side) {
			fmt.Fprintf(w, "Besides, in %s: %s\n", round.CopyName[side], what)
		}
	}
	sayByHand(w, s, sides...)
}

// sayByHand says what is left to do by hand on some sides.
func sayByHand(w io.Writer, s *round.Staging, sides ...reconcile.Side) {
	for _, what := range byHand(s, sides...) {
		fmt.Fprintf(w, "By hand: %s\n", what)
	}
}

// sayInTheWay says why apply would not write a workbook as things stand.
func sayInTheWay(w io.Writer, s *round.Staging) {
	for _, why := range s.InTheWay() {
		fmt.Fprintf(w, "In the way of apply: %s\n", why)
	}
}

// byHand is what is left to a person on some sides once everything is written.
func byHand(s *round.Staging, sides ...reconcile.Side) []string {
	list := []string{}
	for _, side := range sides {
		for _, n := range s.ByHand(side) {
			list = append(list, fmt.Sprintf("%s in %s: %s", n.Cell, round.CopyName[side], n.Message))
		}
	}
	return list
}

// sayAsides says what is neither written nor asked: cells that are not
// shared, columns that partners added, and what was doubtful.
func sayAsides(w io.Writer, s *round.Staging) {
	for _, what := range untold(s.Settlement.Withheld) {
		fmt.Fprintf(w, "\n%s.\n", what)
	}
	sayNewColumns(w, s.Settlement.NewColumns)
	for _, what := range s.NotCompared(toldOf(s)...) {
		fmt.Fprintf(w, "\n%s.\n", capital(what))
	}
	for _, n := range s.OfWhole() {
		fmt.Fprintf(w, "\nNote: %s.\n", n.Message)
	}
	if len(s.NotRead) > 0 {
		fmt.Fprintln(w)
		sayNotRead(w, s)
	}
	seen, said := map[string]int{}, map[string]bool{}
	for _, row := range s.Unmatched() {
		said[row.Sentence()] = true
	}
	for _, n := range s.Settlement.Notes {
		if said[n.Message] {
			continue
		}
		what := ofBoth(n.Message, s.Settlement.Notes)
		if seen[what]++; seen[what] == 1 && len(seen) <= notesShown {
			fmt.Fprintf(w, "\nNote: %s.\n", what)
		}
	}
	if more := len(seen) - notesShown; more > 0 {
		fmt.Fprintf(w, "\n… and %s more.\n", counted(more, "note"))
	}
}

// sayNewColumns says of which columns that one side has made nothing crosses, and
// what to do about it.
func sayNewColumns(w io.Writer, columns []reconcile.AddedColumn) {
	for _, c := range columns {
		copies := map[reconcile.Side]string{reconcile.Officer: "the officers' plan", reconcile.Partner: "the partners' copy"}
		where := "column " + c.Letter
		if c.Of != "" {
			where += " of the table " + c.Of
		}
		if c.Heading == "" {
			fmt.Fprintf(w, "\n%s of %s has no heading: nothing of it crosses.\n", capital(where), copies[c.Side])
			continue
		}
		fmt.Fprintf(w, "\n%s has a new column, %q (%s), which %s has not: nothing of it crosses until %s.\n", capital(copies[c.Side]), c.Heading, where, copies[c.Side.Other()], untilAdded(c))
	}
}

// untilAdded says what gives the other side a column too.
func untilAdded(c reconcile.AddedColumn) string {
	command, lacking := "actionplan add-column "+string(c.Field), "the plan"
	if c.Side == reconcile.Officer {
		command, lacking = command+" --both", "the partners' copy"
	}
	switch {
	case !c.Field.Known():
		return fmt.Sprintf("%s has a column of that heading there too", lacking)
	case c.Across != "" && (c.Side == reconcile.Partner || c.Across == c.Of):
		command += fmt.Sprintf(" --table %q", c.Across)
	}
	return fmt.Sprintf("%s gives %s one", command, lacking)
}

// headingsOf are the new columns of a side, as JSON lists them.
func headingsOf(s *round.Staging, side reconcile.Side) []string {
	list := []string{}
	for _, c := range s.Settlement.NewColumns {
		if c.Side == side {
			list = append(list, c.Heading)
		}
	}
	return list
}

// toldOf are the sides whose columns are told that the other has not got. That
// officers keep columns for themselves is said at a first agreement, and not each time.
func toldOf(s *round.Staging) []reconcile.Side {
	if s.Base == nil {
		return round.Sides[:]
	}
	return []reconcile.Side{reconcile.Partner}
}

// sayNotRead says what the readings leave out, and so is never compared.
func sayNotRead(w io.Writer, s *round.Staging) {
	for _, what := range s.NotRead {
		fmt.Fprintf(w, "Note: %s.\n", what)
	}
}

// ofBoth is a note of one side, or what it says of both where the other side has
// the same.
func ofBoth(message string, notes []plan.Note) string {
	begins := [2]string{"the officers' plan: ", "the partners' copy: "}
	for i, own := range begins {
		what, is := strings.CutPrefix(message, own)
		if is && slices.ContainsFunc(notes, func(n plan.Note) bool { return n.Message == begins[1-i]+what }) {
			return "both sides: " + what
		}
	}
	return message
}

// untold says, reason by reason, how many cells officers moved of which partners
// are not told.
func untold(cells []reconcile.Change) []string {
	n := map[reconcile.WithheldReason]int{}
	for _, c := range cells {
		n[c.Withheld]++
	}
	var list []string
	for _, reason := range []struct {
		why   reconcile.WithheldReason
		words string
	}{
		{reconcile.NotShared, "in columns that are not shared: partners are not told"},
		{reconcile.WithUnshared, "together with a column that is not shared: partners are not told"},
		{reconcile.KeptBack, "and somebody decided to keep from partners"},
	} {
		if n[reason.why] > 0 {
			list = append(list, fmt.Sprintf("%s officers moved %s", counted(n[reason.why], "cell"), reason.words))
		}
	}
	return list
}

// notesShown is how many different notes a preview prints.
const notesShown = 12

func sayQuestions(w io.Writer, open []reconcile.Question) {
	if len(open) == 0 {
		return
	}
	tables, others := round.Questions(open)
	fmt.Fprintf(w, "\nWaiting for a person (%s):\n", counted(len(tables)+len(others), "question"))
	for _, t := range tables {
		fmt.Fprintf(w, "  · %s.\n", capital(t.Why))
		for _, q := range t.Questions {
			fmt.Fprintf(w, "      %s\n", oneLine(capital(q.Why), 200))
		}
		fmt.Fprintf(w, "    to answer it whole: actionplan decide --table %q %s, with --by and --why\n", t.Table, answersToType(t.Questions))
	}
	for _, q := range others {
		fmt.Fprintf(w, "  · %s.\n", capital(q.Why))
		if q.Ask != "" {
			fmt.Fprintf(w, "    to be asked: %s\n", oneLine(q.Ask, 60))
		}
		if q.Kind == reconcile.QuestionColumn {
			fmt.Fprintf(w, "    to answer it: actionplan decide %s %s, with --by and --why\n", columnToType(q), answersToType([]reconcile.Question{q}))
		}
		if q.Kind == reconcile.QuestionRow && q.Side == "" && slices.Contains(q.Takes, reconcile.TakeAdd) {
			fmt.Fprintf(w, "    to answer it: actionplan decide %[1]s officer, or partner, or add --text REF with the partners' new ref, with --by and --why\n", q.Name)
		}
	}
}

// columnToType names a column that is gone, as it is typed.
func columnToType(q reconcile.Question) string {
	typed := "--column " + string(q.Field)
	if strings.Contains(typed, `"`) || strings.Count(typed, " ") > 1 {
		typed = fmt.Sprintf("--column %q", string(q.Field))
	}
	if q.Table != "" {
		typed += fmt.Sprintf(" --table %q", q.Table)
	}
	return typed
}

// answersToType are the answers to several questions, as they are typed.
func answersToType(questions []reconcile.Question) string {
	var words []string
	for _, word := range answers.OfferedTogether(questions) {
		if strings.Contains(word, " ") {
			word = fmt.Sprintf("%q", word)
		}
		words = append(words, word)
	}
	return strings.Join(words, ", or ")
}

// The shape of preview --json, as docs/json.md promises it.
type (
	jsonPreview struct {
		Changes      []jsonChange   `json:"changes"`
		Questions    []jsonQuestion `json:"questions"`
		OfficerEdits []jsonEdit     `json:"officer_edits"`
		PartnerEdits []jsonEdit     `json:"partner_edits"`
		OfficerAdds  []jsonAdded    `json:"officer_adds"`
		PartnerAdds  []jsonAdded    `json:"partner_adds"`
		Stops        []string       `json:"stops"`
		LeftAlone    []jsonLeft     `json:"left_alone"`
		Unmatched    []jsonRow      `json:"unmatched"`
		ByHand       []string       `json:"by_hand"`
		Besides      []string       `json:"besides"`
		Losses       []string       `json:"losses"`
		Asks         []string       `json:"asks"`
		InTheWay     []string       `json:"in_the_way"`
		NewColumns   []string       `json:"new_columns"`
		OwnColumns   []string       `json:"new_officer_columns"`
		Notes        []string       `json:"notes"`
		NotRead      []string       `json:"not_read"`
		NotCompared  []string       `json:"not_compared"`
		Withheld     []jsonUntold   `json:"withheld"`
		Broken       []jsonBroken   `json:"broken"`
		Answers      jsonAnswers    `json:"answers"`
		Decided      []string       `json:"decided"`
		Dropped      []jsonNamed    `json:"dropped"`
	}
	// jsonNamed is an action: what it goes by, and what people call it.
	jsonNamed struct {
		Ref  plan.Ref `json:"ref"`
		Name string   `json:"name"`
	}
	jsonChange struct {
		Ref     plan.Ref   `json:"ref"`
		Name    string     `json:"name"`
		Field   plan.Field `json:"field"`
		Verdict string     `json:"verdict"`
		Base    string     `json:"base"`
		Officer string     `json:"officer"`
		Partner string     `json:"partner"`
		Take    string     `json:"take"`
	}
	jsonQuestion struct {
		Kind    string     `json:"kind"`
		Ref     plan.Ref   `json:"ref"`
		Name    string     `json:"name"`
		Field   plan.Field `json:"field"`
		Base    string     `json:"base"`
		Officer string     `json:"officer"`
		Partner string     `json:"partner"`
		Why     string     `json:"why"`

		Table string         `json:"table,omitempty"` // for a table that one side has not got, and for a column that is gone from one of several
		Rows  []jsonTableRow `json:"rows,omitempty"`  // and its actions
	}
	jsonTableRow struct {
		Ref  plan.Ref `json:"ref"`
		Name string   `json:"name"`
		Why  string   `json:"why"`
	}
	jsonEdit struct {
		Ref    plan.Ref    `json:"ref"`
		Name   string      `json:"name"`
		Field  plan.Field  `json:"field"`
		Cell   string      `json:"cell"`
		Was    string      `json:"was"`
		Now    string      `json:"now"`
		Clears bool        `json:"clears,omitempty"`
		Notes  []string    `json:"notes,omitempty"`
		Also   []jsonNamed `json:"also,omitempty"`
	}
	jsonAdded struct {
		Ref   plan.Ref   `json:"ref"`
		Field plan.Field `json:"field"`
		Cell  string     `json:"cell"`
		Now   string     `json:"now"`
	}
	jsonLeft struct {
		Side  string     `json:"side"`
		Ref   plan.Ref   `json:"ref"`
		Name  string     `json:"name"`
		Field plan.Field `json:"field"`
		Cell  string     `json:"cell"`
		Why   string     `json:"why"`
		With  []string   `json:"with,omitempty"`
		Words string     `json:"words"`
	}
	jsonRow struct {
		Side  string   `json:"side"`
		Ref   plan.Ref `json:"ref"`
		Name  string   `json:"name"`
		Sheet string   `json:"sheet"`
		Row   int      `json:"row"`
		Why   string   `json:"why"`
		Do    string   `json:"do"`
	}
	jsonUntold struct {
		Ref   plan.Ref   `json:"ref"`
		Name  string     `json:"name"`
		Field plan.Field `json:"field"`
		Why   string     `json:"why"`
	}
	jsonAnswers struct {
		Taken    []jsonDecision `json:"taken"`
		NotTaken []string       `json:"not_taken"`
		Unread   []string       `json:"unread"`
		Notes    []string       `json:"notes"`
	}
	jsonDecision struct {
		Ref   plan.Ref   `json:"ref"`
		Name  string     `json:"name"`
		Field plan.Field `json:"field"`
		Take  string     `json:"take"`
		By    string     `json:"by"`
		Why   string     `json:"why"`
	}
)

func droppedJSON(s *round.Staging) []jsonNamed {
	list := []jsonNamed{}
	for _, ref := range s.Settlement.Dropped {
		list = append(list, jsonNamed{ref, s.Settlement.Name(ref)})
	}
	return list
}

func previewJSON(s *round.Staging) jsonPreview {
	p := jsonPreview{
		Changes: []jsonChange{}, Questions: []jsonQuestion{},
		OfficerEdits: editsJSON(s, reconcile.Officer), PartnerEdits: editsJSON(s, reconcile.Partner),
		OfficerAdds: addsJSON(s, reconcile.Officer), PartnerAdds: addsJSON(s, reconcile.Partner),
		Stops: stopMessages(s.Settlement.Stops), LeftAlone: leftJSON(s.Left), Unmatched: []jsonRow{}, ByHand: byHand(s, round.Sides[:]...), Besides: besides(s, round.Sides[:]...),
		Losses: nonNil(s.MassLoss()), Asks: nonNil(s.MustAsk()), InTheWay: nonNil(s.InTheWay()), NewColumns: headingsOf(s, reconcile.Partner), OwnColumns: headingsOf(s, reconcile.Officer), Notes: notesJSON(s.OfWhole()), NotRead: nonNil(s.NotRead), NotCompared: s.NotCompared(round.Sides[:]...), Withheld: untoldJSON(s.Settlement), Broken: brokenJSON(s.Settlement.Broken), Answers: answersJSON(s), Decided: settled(s), Dropped: droppedJSON(s),
	}
	for _, c := range s.Settlement.Changes {
		p.Changes = append(p.Changes, jsonChange{c.Ref, s.Settlement.Name(c.Ref), c.Field, string(c.Verdict), shownJSON(c.Base, s.Holds(c.Base)), shownJSON(c.Officer, s.Holds(c.Officer)), shownJSON(c.Partner, s.Holds(c.Partner)), string(c.Take)})
	}
	tables, others := round.Questions(s.Settlement.Open)
	for _, t := range tables {
		j := jsonQuestion{Kind: "table", Name: t.Table, Why: t.Why, Table: t.Table, Rows: []jsonTableRow{}}
		for _, q := range t.Questions {
			j.Rows = append(j.Rows, jsonTableRow{q.Ref, s.Settlement.Name(q.Ref), q.Why})
		}
		p.Questions = append(p.Questions, j)
	}
	for _, q := range others {
		p.Questions = append(p.Questions, questionsJSON(s, q)...)
	}
	for _, row := range s.Unmatched() {
		p.Unmatched = append(p.Unmatched, jsonRow{string(row.Side), row.Ref, row.Name, row.Place.Sheet, row.Place.Row, row.Why, row.Do})
	}
	return p
}

// untoldJSON are the cells officers moved of which partners are not told, and
// why: what they say is not repeated.
func untoldJSON(s reconcile.Settlement) []jsonUntold {
	list := []jsonUntold{}
	for _, c := range s.Withheld {
		list = append(list, jsonUntold{c.Ref, s.Name(c.Ref), c.Field, string(c.Withheld)})
	}
	return list
}

func nonNil(list []string) []string { return append([]string{}, list...) }

func answersJSON(s *round.Staging) jsonAnswers {
	a := s.Answers
	j := jsonAnswers{[]jsonDecision{}, []string{}, []string{}, []string{}}
	for _, t := range a.Decisions {
		j.Taken = append(j.Taken, decisionJSON(t, s.Settlement.Name(t.Question.Ref)))
	}
	j.NotTaken = append(j.NotTaken, leftAnswers(a)...)
	for _, u := range a.Unread {
		j.Unread = append(j.Unread, u.String())
	}
	for _, n := range a.Notes {
		j.Notes = append(j.Notes, n.String())
	}
	j.Notes = append(j.Notes, a.Remarks...)
	return j
}

// decisionJSON is a decision about an action that people call by a name.
func decisionJSON(d reconcile.Decision, name string) jsonDecision {
	return jsonDecision{d.Question.Ref, name, d.Question.Field, string(d.Take), d.By, d.Why}
}

func leftJSON(all []round.Left) []jsonLeft {
	list := []jsonLeft{}
	for _, l := range all {
		at := ""
		if l.Cell.Row > 0 {
			at = l.Cell.String()
		}
		list = append(list, jsonLeft{string(l.Side), l.Ref, l.Name, l.Field, at, l.Why, l.With, l.String()})
	}
	return list
}

// questionsJSON gives a question a line for each of its cells, so that every
// cell that waits is found by its ref and field.
func questionsJSON(s *round.Staging, q reconcile.Question) []jsonQuestion {
	if len(q.Cells) == 0 {
		return []jsonQuestion{{Kind: string(q.Kind), Ref: q.Ref, Name: s.Settlement.Name(q.Ref), Field: q.Field, Why: q.Why, Table: q.Table}}
	}
	var lines []jsonQuestion
	for _, c := range q.Cells {
		base, officer, partner := c.Entry(reconcile.Base), c.Entry(reconcile.Officer), c.Entry(reconcile.Partner)
		lines = append(lines, jsonQuestion{Kind: string(q.Kind), Ref: c.Ref, Name: s.Settlement.Name(c.Ref), Field: c.Field, Base: withheldJSON(base.Shown(), s.Holds(base)),
			Officer: withheldJSON(officer.Told(), s.Holds(officer)), Partner: withheldJSON(partner.Told(), s.Holds(partner)), Why: q.Why, Table: q.Table})
	}
	return lines
}

func editsJSON(s *round.Staging, side reconcile.Side) []jsonEdit {
	list := []jsonEdit{}
	for _, l := range s.Lines(side) {
		if !l.New {
			list = append(list, lineJSON(s, l))
		}
	}
	return list
}

func lineJSON(s *round.Staging, l round.Line) jsonEdit {
	e := jsonEdit{Ref: l.Ref, Name: l.Name, Field: l.Field, Cell: l.Cell.String(), Was: shownJSON(l.Was, l.Holds[0]), Now: shownJSON(l.Now, l.Holds[1]), Clears: l.Clears(), Notes: l.Notes}
	for _, ref := range l.Also {
		e.Also = append(e.Also, jsonNamed{ref, s.Settlement.Name(ref)})
	}
	return e
}

// addsJSON are the cells of new rows and columns.
func addsJSON(s *round.Staging, side reconcile.Side) []jsonAdded {
	list := []jsonAdded{}
	for _, l := range s.Lines(side) {
		if l.New {
			list = append(list, jsonAdded{l.Ref, l.Field, l.Cell.String(), shownJSON(l.Now, l.Holds[1])})
		}
	}
	return list
}

// notesJSON are notes as texts.
func notesJSON(notes []plan.Note) []string {
	list := []string{}
	for _, n := range notes {
		list = append(list, n.Message)
	}
	return list
}
