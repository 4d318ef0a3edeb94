package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"actionplan/internal/settings"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/sheets"
	"actionplan/table"
)

func (d *desk) sheetCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sheet",
		Short: "Make a Google Sheet the partners' copy, look whether it is as agreed, or fill an empty one",
		Long: `Sets up the partners' Google Sheet, whose address stands under partner: sheet: in
the settings. A person makes the sheet and shares it with the account that
writes; docs/google.md has the steps.`,
		Args:        unknownCommand,
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitSignIn, exitMoved),
		RunE:        func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(d.sheetAdoptCommand(), d.sheetCheckCommand(), d.sheetFillCommand())
	return cmd
}

// noteForPartners is what the first heading tells partners.
const noteForPartners = "Type in this sheet as ever. The council reads it and puts what you changed into its own plan; " +
	"what the council changed appears here. Please leave the Ref column as it is: it says which action a row is. " +
	"Rows may be sorted. If you and the council change the same cell, a person decides and neither text is lost."

func (d *desk) sheetAdoptCommand() *cobra.Command {
	var only, without []string
	var write, warn bool
	cmd := &cobra.Command{
		Use:   "adopt",
		Short: "Make an existing Google Sheet the partners' copy",
		Long: `Looks at the partners' sheet and shows what would be set in it, once, so that
partners keep what they have and less goes wrong. Nothing is set without --write.

  locale      dates are read the UK way, and the clock is London's
  freeze      the headings and the first column stay in view
  ref         a column of refs, where the sheet has none
  protect     the headings and the officers' columns (or only a warning: --warn-only)
  dropdowns   the words for ratings and statuses; others may still be typed
  marks       each row carries its ref, unseen, in case the cell is lost
  note        a note on the first heading tells partners what the sheet does`,
		Example: `  actionplan sheet adopt
  actionplan sheet adopt --write --without protect
  actionplan sheet adopt --write --only locale,marks`,
		Args:        cobra.NoArgs,
		Annotations: exits(exitFailed, exitUsage, exitSignIn, exitMoved),
		RunE: func(*cobra.Command, []string) error {
			parts, err := chosenParts(only, without)
			if err != nil {
				return err
			}
			if err := d.withSheet(); err != nil {
				return err
			}
			return d.adopt(parts, warn, write)
		},
	}
	cmd.Flags().StringSliceVar(&only, "only", nil, "set only these `parts`")
	cmd.Flags().StringSliceVar(&without, "without", nil, "leave these `parts` out")
	cmd.Flags().BoolVar(&warn, "warn-only", false, "warn partners who change officers' columns, and stop nobody")
	cmd.Flags().BoolVar(&write, "write", false, "set it; without this, only show what would be set")
	return cmd
}

func chosenParts(only, without []string) ([]sheets.Part, error) {
	for _, name := range append(slices.Clone(only), without...) {
		if !slices.Contains(sheets.Parts, sheets.Part(name)) {
			return nil, misused("the parts are "+partNames(), "there is no part %q of adopting a sheet", name)
		}
	}
	var chosen []sheets.Part
	for _, part := range sheets.Parts {
		if (len(only) == 0 || slices.Contains(only, string(part))) && !slices.Contains(without, string(part)) {
			chosen = append(chosen, part)
		}
	}
	return chosen, nil
}

func partNames() string {
	var names []string
	for _, part := range sheets.Parts {
		names = append(names, string(part))
	}
	return joined(names)
}

// withSheet refuses to go on where the partners' copy is no Google Sheet.
func (d *desk) withSheet() error {
	if err := d.withPlan(nil); err != nil {
		return err
	}
	if !onGoogle(d.settings) {
		return misused("put the sheet's address under partner: sheet: in actionplan.yaml, and take workbook: out", "the partners' copy is not a Google Sheet")
	}
	return nil
}

func (d *desk) adopt(parts []sheets.Part, warn, write bool) error {
	officers, err := d.readOfficers()
	if err != nil {
		return err
	}
	theirs := d.copies().sheet()
	partners, err := d.copies().watch(theirs, "the partners' sheet").Read(d.ctx)
	if err != nil {
		return err
	}
	sheet := theirs.Sheet()
	adoption, err := sheet.Adopt(d.ctx, partners, wishes(d.settings, officers, warn))
	if err != nil {
		return err
	}
	sayAdoption(d.stdout, sheet, adoption, parts, write)
	if !write {
		fmt.Fprintln(d.stdout, "\nNothing has been set. To set it: actionplan sheet adopt --write")
		return nil
	}
	if _, err := adoption.Save(d.ctx, parts); err != nil {
		return err
	}
	fmt.Fprintf(d.stdout, "\nDone: %q is the partners' copy. Next: actionplan sheet check, then actionplan begin.\n", sheet.Title)
	return nil
}

func sayAdoption(w io.Writer, sheet *sheets.Sheet, a *sheets.Adoption, parts []sheets.Part, write bool) {
	verb := "Would set"
	if write {
		verb = "Sets"
	}
	fmt.Fprintf(w, "The partners' sheet is %q (%s).\n\n", sheet.Title, sheet.Place.Address())
	for _, step := range a.Steps {
		how := verb
		switch {
		case step.Done:
			how = "Leaves"
		case !slices.Contains(parts, step.Part):
			how = "Left out"
		}
		fmt.Fprintf(w, "%-9s  %-10s %s\n", how, step.Part, step.Words)
	}
}

// wishes are how the sheet is to be adopted, after the officers' plan and the
// settings.
func wishes(s *settings.Settings, officers plan.Plan, warn bool) sheets.Wishes {
	w := sheets.Wishes{WarnOnly: warn, Note: noteForPartners, RefOf: refByText(officers)}
	for field, owner := range s.Agreement().Owners {
		if owner == reconcile.Officers {
			w.Officers = append(w.Officers, field)
		}
	}
	slices.Sort(w.Officers)
	w.Ratings = ratingWords(officers)
	w.Statuses = wordsInUse(officers, plan.FieldStatus)
	return w
}

// refByText finds an action's ref by its text, where only one says it.
func refByText(p plan.Plan) func(string) plan.Ref {
	refs := map[string][]plan.Ref{}
	for _, a := range p.Actions {
		key := plan.Fold(a.Shown(plan.FieldAction))
		refs[key] = append(refs[key], a.Ref)
	}
	return func(action string) plan.Ref {
		if found := refs[plan.Fold(action)]; len(found) == 1 && action != "" {
			return found[0]
		}
		return ""
	}
}

// ratingWords are the usual ratings, each as officers write it where they do,
// and whatever else they use.
func ratingWords(officers plan.Plan) []string {
	words := []string{"Red", "Amber", "Green"}
	for _, word := range wordsInUse(officers, plan.FieldRAG) {
		value, rated := plan.ReadRating(word, nil)
		at := slices.Index([]string{"red", "amber", "green"}, value.Text)
		switch {
		case rated && at >= 0:
			words[at] = word
		default:
			words = append(words, word)
		}
	}
	return words
}

// manyWords is more than a drop-down is good for.
const manyWords = 10

// wordsInUse are the words a column holds, where they are few.
func wordsInUse(p plan.Plan, f plan.Field) []string {
	var words []string
	for _, a := range p.Actions {
		e := a.Entry(f)
		if e.Typed == "" || e.Value.Kind == plan.KindBlank || slices.ContainsFunc(words, func(w string) bool { return plan.Fold(w) == plan.Fold(e.Typed) }) {
			continue
		}
		if words = append(words, oneLine(e.Typed, 60)); len(words) > manyWords {
			return nil
		}
	}
	slices.Sort(words)
	return words
}

func (d *desk) sheetCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Look whether the account, the sharing, the tab, the headings and the protections are as agreed",
		Long: `Opens the partners' sheet as apply would and says what it finds. It writes
nothing; whether the account may write is only known for protected columns.`,
		Example:     `  actionplan sheet check`,
		Args:        cobra.NoArgs,
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitSignIn),
		RunE: func(*cobra.Command, []string) error {
			if err := d.withSheet(); err != nil {
				return err
			}
			return d.checkSheet()
		},
	}
}

// looked is one thing sheet check looked at.
type looked struct {
	Well  bool   `json:"well"`
	What  string `json:"what"`
	Words string `json:"words"`
}

func (d *desk) checkSheet() error {
	officers, err := d.readOfficers()
	if err != nil {
		return err
	}
	client, err := d.signIn(d.ctx)
	if err != nil {
		return err
	}
	found := []looked{lookAtAccount(client)}
	theirs := d.copies().sheet()
	theirs.SignIn = func(context.Context) (*sheets.Client, error) { return client, nil }
	partners, err := d.copies().watch(theirs, "the partners' sheet").Read(d.ctx)
	sheet := theirs.Sheet()
	if sheet == nil {
		return err
	}
	found = append(found, looked{true, "sharing", fmt.Sprintf("the sheet %q opens", sheet.Title)}, lookAtLocale(sheet))
	if err != nil {
		found = append(found, looked{false, "headings", err.Error()})
	} else {
		found = append(found, lookAtTab(sheet, partners), lookAtHeadings(d.settings, officers, partners), lookAtRefs(officers, partners))
		found = append(found, lookAtProtections(d.settings, sheet, officers, partners))
	}
	return d.sayLooked(sheet.Title, found)
}

func (d *desk) sayLooked(title string, found []looked) error {
	well := true
	for _, l := range found {
		well = well && l.Well
	}
	if d.json {
		if err := printJSON(d.stdout, map[string]any{"sheet": title, "well": well, "found": found}); err != nil {
			return err
		}
	} else {
		for _, l := range found {
			mark := "ok   "
			if !l.Well {
				mark = "look:"
			}
			fmt.Fprintf(d.stdout, "%s %-11s %s\n", mark, l.What, l.Words)
		}
	}
	if !well {
		return waiting{}
	}
	return nil
}

func lookAtAccount(client *sheets.Client) looked {
	words := "signed in by " + string(client.How)
	if who := client.Who; who != "" {
		words += " as " + who + ", the address to share the sheet with (as an editor)"
	}
	return looked{true, "account", words}
}

func lookAtLocale(s *sheets.Sheet) looked {
	if strings.HasPrefix(s.Locale, "en_GB") {
		return looked{true, "locale", "dates are read the UK way"}
	}
	return looked{false, "locale", fmt.Sprintf("the sheet's locale is %s: a partner who types 03/04/26 may mean another day (actionplan sheet adopt --only locale)", s.Locale)}
}

func lookAtTab(sheet *sheets.Sheet, partners plan.Plan) looked {
	var names []string
	well := true
	for _, t := range partners.Tables {
		name := fmt.Sprintf("%q, headings in row %d, %s", t.Sheet, t.Header, counted(actionsIn(partners, t.Name), "action"))
		if t.Hidden {
			name, well = name+" (hidden)", false
		}
		names = append(names, name)
	}
	words := "the plan lies in " + joined(names)
	if sheet.Place.Tab == nil {
		words += "; the address names no tab (#gid=), so that every tab is read"
	}
	return looked{well, "tab", words}
}

// lookAtHeadings says which shared columns the sheet lacks.
func lookAtHeadings(s *settings.Settings, officers, partners plan.Plan) looked {
	var lacking []string
	for _, c := range sharedColumns(s, officers) {
		if !partners.Has(c.Field) {
			lacking = append(lacking, fmt.Sprintf("%q", c.Heading))
		}
	}
	if len(lacking) > 0 {
		return looked{false, "headings", "the sheet has no column for " + joined(lacking) + ", which you share"}
	}
	return looked{true, "headings", "the sheet has every column you share"}
}

func lookAtRefs(officers, partners plan.Plan) looked {
	ours, theirs := map[plan.Ref]int{}, map[plan.Ref]int{}
	for _, a := range officers.Actions {
		ours[a.Ref]++
	}
	without, common := 0, 0
	var doubled []string
	for _, a := range partners.Actions {
		if a.Ref == "" {
			without++
			continue
		}
		if theirs[a.Ref]++; theirs[a.Ref] == 2 {
			doubled = append(doubled, string(a.Ref))
		}
		if ours[a.Ref] > 0 && theirs[a.Ref] == 1 {
			common++
		}
	}
	words := fmt.Sprintf("%d of the officers' %s are in the sheet", common, counted(len(officers.Actions), "action"))
	if without > 0 {
		words += fmt.Sprintf("; %s without a ref", counted(without, "row"))
	}
	if len(doubled) > 0 {
		words += "; twice: " + joined(doubled)
	}
	return looked{without == 0 && len(doubled) == 0 && common > 0, "refs", words}
}

// lookAtProtections says which of the officers' columns anybody may change,
// which only warn, and which are protected in part.
func lookAtProtections(s *settings.Settings, sheet *sheets.Sheet, officers, partners plan.Plan) looked {
	w := wishes(s, officers, false)
	columns := map[sheets.Guard][]string{}
	var shut []string
	for _, c := range partners.Columns {
		if !slices.Contains(w.Officers, c.Field) {
			continue
		}
		g := sheet.Guarding(c, partners)
		name := fmt.Sprintf("%q", c.Heading)
		if g.Guard == sheets.PartGuarded {
			name += fmt.Sprintf(" (but not in %s)", counted(len(g.Open), "row"))
		}
		if !slices.Contains(columns[g.Guard], name) {
			columns[g.Guard] = append(columns[g.Guard], name)
		}
		if g.Shut && !slices.Contains(shut, fmt.Sprintf("%q", c.Heading)) {
			shut = append(shut, fmt.Sprintf("%q", c.Heading))
		}
	}
	var parts []string
	for _, say := range []struct {
		guard sheets.Guard
		words string
	}{
		{sheets.Guarded, "protected: %s"},
		{sheets.PartGuarded, "protected in part: %s"},
		{sheets.WarnedOf, "partners are warned, and not stopped, before they change %s"},
		{sheets.Unguarded, "anybody may change %s: what partners type there is a proposal, and never crosses unasked"},
	} {
		if names := columns[say.guard]; len(names) > 0 {
			parts = append(parts, fmt.Sprintf(say.words, joined(names)))
		}
	}
	if len(shut) > 0 {
		parts = append(parts, "the account that is signed in may not write "+joined(shut)+" either: its owner adds it under Data > Protect sheets and ranges")
	}
	if len(parts) == 0 {
		return looked{true, "protection", "the sheet has none of the officers' columns"}
	}
	return looked{len(shut) == 0, "protection", strings.Join(parts, "; ")}
}

// sharedColumns are the officers' columns that may reach partners, once each.
func sharedColumns(s *settings.Settings, officers plan.Plan) []plan.Column {
	shared := s.Agreement().Share
	seen := map[plan.Field]bool{}
	var columns []plan.Column
	for _, c := range officers.Columns {
		may := shared[c.Field]
		if shared == nil {
			may = c.Field.Known() && !c.Hidden
		}
		if (may || c.Field == plan.FieldRef) && !seen[c.Field] && c.Field != plan.FieldReply {
			seen[c.Field] = true
			columns = append(columns, c)
		}
	}
	return columns
}

func (d *desk) sheetFillCommand() *cobra.Command {
	var write bool
	cmd := &cobra.Command{
		Use:   "fill",
		Short: "Put the plan into an empty Google Sheet",
		Long: `Writes headings and actions into the first tab of the partners' sheet, which must
be empty: only the columns that share: lists, or every recognised column that is
not hidden. A text that seems to hold personal data is left out and said. Nothing
is written without --write.`,
		Example: `  actionplan sheet fill
  actionplan sheet fill --write`,
		Args:        cobra.NoArgs,
		Annotations: exits(exitFailed, exitUsage, exitSignIn, exitMoved),
		RunE: func(*cobra.Command, []string) error {
			if err := d.withSheet(); err != nil {
				return err
			}
			return d.fillSheet(write)
		},
	}
	cmd.Flags().BoolVar(&write, "write", false, "write it; without this, only show what would be written")
	return cmd
}

func (d *desk) fillSheet(write bool) error {
	officers, err := d.readOfficers()
	if err != nil {
		return err
	}
	place, err := sheets.PlaceOf(d.settings.File.Partner.Sheet)
	if err != nil {
		return err
	}
	client, err := d.signIn(d.ctx)
	if err != nil {
		return err
	}
	done := d.progress("Reading the partners' sheet")
	sheet, err := sheets.Open(d.ctx, client, place)
	done()
	if err != nil {
		return err
	}
	sharing, left := sharing(d.settings, officers)
	var headings []string
	for _, c := range sharing.Columns {
		headings = append(headings, c.Heading)
	}
	fmt.Fprintf(d.stdout, "%s and %s for the sheet %q: %s.\n", counted(len(sharing.Actions), "action"), counted(len(headings), "column"), sheet.Title, joined(headings))
	for _, l := range left {
		fmt.Fprintf(d.stdout, "Left out: %s\n", l)
	}
	if !write {
		fmt.Fprintln(d.stdout, "Nothing has been written. To write it: actionplan sheet fill --write")
		return nil
	}
	after, err := sheet.Fill(d.ctx, sharing)
	if err != nil {
		return err
	}
	p, err := table.Read(after.Title, after.Grids(), d.settings.PartnerTableOptions())
	if err != nil {
		return fmt.Errorf("read the partners' sheet again: %w", err)
	}
	fmt.Fprintf(d.stdout, "Done: the sheet was read again and holds %s. Next: actionplan sheet adopt, then actionplan begin.\n", counted(len(p.Actions), "action"))
	return nil
}

// sharing is the plan as partners may see it, and what was left out of it.
func sharing(set *settings.Settings, officers plan.Plan) (s sheets.Sharing, left []string) {
	s.Columns = sharedColumns(set, officers)
	personal := set.Agreement().Personal
	for _, a := range officers.Actions {
		shown := plan.Action{ID: a.ID, Ref: a.Ref}
		for _, c := range s.Columns {
			e := a.Entry(c.Field)
			if what, found := personal(e.Shown()); found {
				left = append(left, fmt.Sprintf("action %s, %s (%s): it seems to hold %s", a.Ref, c.Field.Label(), e.Cell, what))
				continue
			}
			shown.Set(c.Field, e)
		}
		s.Actions = append(s.Actions, shown)
	}
	return s, left
}
