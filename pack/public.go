// Package pack says what a committee's pack says: the counts, the sentences,
// what needs members' attention, and how differences were settled. How it
// looks is the business of package templates.
//
// Everything passes one filter before it gets here (see sight): Public has no
// field for exempt text, for a column nobody has recognised, or for a column
// or row hidden in the officers' workbook, so that no template can print it.
package pack

import (
	"actionplan/check"
	"actionplan/plan"
)

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

// Public is everything the public pack says, in the order it says it.
type Public struct {
	About    About
	Total    int     // actions counted
	Lead     string  // the sentence that says it
	Also     string  // what else is worth a line; "" for nothing
	Points   []Point // what needs attention, a line each
	Counts   []Count // by rating, worst first; only ratings that occur
	Bars     []Bar   // by theme
	Concerns []Concern
	Themes   []Theme
	Settled  Settled
	Made     Made
	Columns  []Column // what the workbook's table shows
	Rows     []Row    // every action, in reading order

	blocked []string
}

// Point is one line of the summary: a concern in a few words, and its actions.
type Point struct {
	Concern string // the concern's ID
	Words   string // "8 overdue"
	Tail    string // ", the longest by 142 days", or ""
	Refs    []Link // the first dozen
	More    int    // how many actions besides
}

// Link is an action named by its ref.
type Link struct{ Anchor, Ref string }

// Count is how many actions stand at a rating.
type Count struct {
	Rating Rating
	N      int
	Share  float64 // of all that are counted with it, 0 to 1
}

// Bar is a theme's counts: one for each of Public.Counts, in that order, also where it is nought.
type Bar struct {
	Theme  string // the theme's ID
	Name   string
	Counts []Count
	Total  int
}

// Concern is one thing members should look at, and the actions it is true of.
type Concern struct {
	ID       string
	Title    string
	Sentence string
	Late     bool // its actions are some days late
	Reasons  bool // its actions each have a reason of their own
	Items    []Item

	words, tail string // as the summary's Point has them
	all         []Item // also those that Items leaves to an earlier concern
}

// Item is an action in a list.
type Item struct {
	Anchor string
	Ref    string // "no ref" where it has none
	Action string // cut to about a line
	Lead   string
	Due    string
	Days   int    // days late
	Reason string // why it is listed, where the concern's title does not say all
	Rating Rating
}

// Theme is a section of the pack: cards for what members should read, lines for the rest.
type Theme struct {
	ID       string
	Name     string
	Leads    string // "Director of Children's Services", "" where no lead is written
	Sentence string
	Cards    []Card
	Lines    []Item
}

// Card is an action told in full.
type Card struct {
	Anchor  string
	Ref     string
	Heading string // the action, cut where it is long
	Rating  Rating
	Flags   []Flag
	Facts   []Fact // short ones
	Texts   []Fact // long ones; the first is the whole action where Heading is cut
}

// Flag is why an action has a card, beside its rating.
type Flag struct {
	Words string
	Key   string // overdue, outcome, evidence or open
}

// Fact is what the plan says in one field.
type Fact struct {
	Label string
	Text  string
	Note  string // "not yet agreed", "last agreed: a difference is open", or ""
	Quiet bool   // Text is ours: nothing is written there
}

// Settled is how the differences between the officers' plan and the partners' copy were settled.
type Settled struct {
	Compared bool // there is a partners' copy
	Sentence string
	Tallies  []Tally
	Taken    []Taken
	Open     []Open
}

// Tally is a count and what it counts.
type Tally struct {
	Label string
	N     int
}

// Taken is a difference that is settled.
type Taken struct {
	Anchor string // "" where the action is not in the pack
	Ref    string
	Field  string
	Was    string
	Now    string
	From   string // the officers' plan, the partners' copy, both
}

// Open is a difference that is not settled.
type Open struct {
	Anchor string
	Ref    string
	About  string // "due", or "the whole row"
	Says   []Fact // what each side says, and what was last agreed
	Why    string
}

// Made is how the pack was made.
type Made struct {
	Read     []Fact // the files read
	Sentence string // how many checks found what
	Rules    []RuleCount
	NotShown []string // what is left out and why, a sentence each
}

// RuleCount is how often a check found something.
type RuleCount struct {
	Rule     string         `json:"rule"`
	Words    string         `json:"words"`
	Severity check.Severity `json:"severity"`
	N        int            `json:"count"`
}

// Column is a column of the workbook's table.
type Column struct {
	Field   plan.Field
	Heading string
}

// Row is one action of the workbook's table, a cell for each of the columns.
type Row struct {
	Rating Rating
	Cells  []Cell
}

// Cell is what the plan says in one field: the value, for what must be a
// real date or a real number, and the words that show it.
type Cell struct {
	Value plan.Value
	Text  string
	Note  string // as in Fact
}

// Ready says whether nothing stands between the draft and publication.
func (p Public) Ready() bool { return len(p.blocked) == 0 }

// BlockedBy lists what must be settled before the pack may be published, a
// sentence each. It repeats no text from the plan.
func (p Public) BlockedBy() []string { return p.blocked }
