// Package pack says what a committee's pack says: the counts, the sentences,
// what needs members' attention, and how differences were settled. How it
// looks is the business of package templates.
//
//	p := pack.Build(pack.Input{About: about, Plan: agreed, Report: report, Settlement: &settlement})
//	p.Lead                     // "Of 15 actions, 3 are overdue and none is off track."
//	if !p.Ready() { p.BlockedBy() } // why it may not be published yet
//
// A pack is made of sections (see Section), each one value in one list. The
// page, its contents and its anchors follow the list, and so does the
// workbook.
//
// Everything passes one filter before it gets here: Public has no field for
// exempt text, for a column nobody has recognised or that is kept for officers, or for
// a column or row hidden in the officers' workbook, so that no template can print it. What
// officers set aside with a reason stands in no sentence (check.Report.Told),
// and neither does its opposite. What is kept for officers stands in a pack of their own
// (see Officers). Nothing here reads a file or a clock.
package pack

import (
	"strings"

	"actionplan/check"
	"actionplan/frame"
	"actionplan/history"
	"actionplan/plan"
	"actionplan/reconcile"
)

// Input is what a pack is made from.
type Input struct {
	About      About
	Plan       plan.Plan             // the agreed plan
	Report     check.Report          // what the checks found in it
	Settlement *reconcile.Settlement // nil when there is no partners' copy
	Paper      check.Paper           // what goes to the committee beside the plan
	Publish    []plan.Field          // what the public may read; nil for all that is not kept inside
	Frame      frame.Frame           // what stands round the plan: measures, events, judgements, whom the council asked
	History    *history.History      // what the plan said earlier; nil where nothing is known
	Days       []Day                 // days that the settings name: when the report was received, the plan was sent

	// Personal says what kind of personal data a text holds ("an NHS
	// number"), and whether it holds any. Nothing in which it finds some is
	// printed, and the pack is not ready. Nil finds nothing.
	Personal func(text string) (what string, found bool)
}

// About is the title block: what the council says of the pack.
type About struct {
	Title     string    `json:"title"`
	Council   string    `json:"council,omitempty"`
	Committee string    `json:"committee,omitempty"`
	Meeting   plan.Date `json:"-"` // zero when unknown
	AsAt      plan.Date `json:"-"` // the day the pack counts from
	Status    string    `json:"status"`
	Officers  string    `json:"officers,omitempty"` // the name of the officers' workbook
	Partners  string    `json:"partners,omitempty"` // the name of the partners' copy, "" when there is none
	Contact   string    `json:"contact,omitempty"`
	Letter    string    `json:"letter,omitempty"` // the committee's letter for the document: "O"
}

// Public is everything the public pack says: its sections in their order, and
// by name what the page's fragments, the workbook and pack.json ask for.
type Public struct {
	About    About
	Notice   string            // what stands over all else, on the page and on every sheet; "" for nothing
	Total    int               // actions counted
	LetGo    string            // which actions were let go and stand in the officers' plan still; "" for none
	Sections []Said            // in the order they stand
	Sheets   []Sheet           // the workbook's, in theirs
	Words    map[string]string // the standing words of every section, also of one that is left out, by name

	Summary
	Attention
	Themes     []Theme
	Settled    Settled
	Made       Made
	Measures   Measures
	Background Background
	Cover      Cover
	Columns    []Column // every field that is shown
	Rows       []Row    // every action, in reading order

	blocked []string
}

// Build says what the public pack says.
func Build(in Input) Public { return build(in, published(in.Publish), sections) }

// build makes a pack of the sections given, of the fields that its readers may see.
func build(in Input, meant func(plan.Field) bool, sections []Section) Public {
	s := newSeen(in, meant, sections)
	p := Public{About: s.about, Total: len(s.actions), LetGo: letGo(s.in.Settlement), Words: words(sections)}
	p.Columns, p.Rows = s.table()
	var stand []Section
	for _, section := range sections {
		says := section.says(s)
		if says == nil {
			continue
		}
		stand = append(stand, section)
		said := Said{ID: section.ID, Says: says, Contents: []Entry{{Anchor: section.ID}}}
		if section.contents != nil {
			said.Contents = section.contents(s)
		}
		p.Sections = append(p.Sections, said)
		switch says := says.(type) {
		case Summary:
			p.Summary = says
		case Attention:
			p.Attention = says
		case []Theme:
			p.Themes = says
		case Settled:
			p.Settled = says
		case Made:
			p.Made = says
		case Measures:
			p.Measures = says
		case Background:
			p.Background = says
		}
	}
	p.Cover = cover(s)
	p.Sheets = sheets(p, stand)
	p.blocked = blockedBy(s) // when all that is withheld is known
	return p
}

// Ready reports whether nothing stands between the draft and publication.
func (p Public) Ready() bool { return len(p.blocked) == 0 }

// BlockedBy lists what must be settled before the pack may be published, a
// sentence each. It repeats no text from the plan.
func (p Public) BlockedBy() []string { return p.blocked }

// titleBlock is the title block as the pack has it, with files by name: the
// folders they lie in are nobody's business.
func titleBlock(in Input) About {
	a := in.About
	if a.AsAt.IsZero() {
		a.AsAt = in.Report.AsAt
	}
	for _, text := range []*string{&a.Title, &a.Council, &a.Committee, &a.Status, &a.Officers, &a.Partners, &a.Contact, &a.Letter} {
		*text = oneLine(*text)
	}
	a.Officers, a.Partners = fileName(a.Officers), fileName(a.Partners)
	if a.Title == "" {
		a.Title = "Action plan"
	}
	if a.Status == "" {
		a.Status = "Draft – public" // a pack is a draft until it is published
	}
	return a
}

func fileName(path string) string {
	return path[strings.LastIndexAny(path, `/\`)+1:]
}

// Owner is the council and its committee in one line.
func (a About) Owner() string {
	return joined(" – ", a.Council, a.Committee)
}

// Facts are the title block's lines, only what is known.
func (a About) Facts() []Fact {
	var out []Fact
	for _, f := range []Fact{
		{Label: "Document", Text: inQuotes(a.Letter)},
		{Label: "Meeting", Text: long(a.Meeting)},
		{Label: "As at", Text: long(a.AsAt)},
		{Label: "Status", Text: a.Status},
		{Label: "Contact", Text: a.Contact},
	} {
		if f.Text != "" {
			out = append(out, f)
		}
	}
	return out
}

// Fact is what the plan says in one field.
type Fact struct {
	Label string
	Text  string
	Note  string // "not yet agreed", "last agreed: a difference is open", or ""
	Quiet bool   // Text is ours: nothing is written there
}
