package table

import "actionplan/plan"

// Options is what a council's settings pin or add. The zero Options finds and
// reads everything by itself.
type Options struct {
	Pins     []Pin             // the tables, exactly as said; where there are any, no others are looked for
	Headings []Synonym         // the council's own headings, which beat the built-in ones
	Ratings  []plan.RatingWord // the council's own words for a rating
	Scale    []plan.Step       // the steps of the council's own scale of ratings, in its order
	Statuses []plan.StatusWord // the council's own words for how far an action has got
	Dates    []plan.DateWord   // words that stand for a date: quarters, terms

	Rows []RowRule // what single rows and kinds of rows are

	Today plan.Date // the day that a report of a period cannot be later than; zero where none is known

	Agreed []string // the sheets in which the plan was agreed: a copy that stands beside one of them is not taken for it

	RatingFromColour bool // where no column holds ratings, a row is rated by its colour
}

// Terms are the council's own words for what its plan says.
func (o Options) Terms() plan.Terms {
	return plan.Terms{Statuses: o.Statuses, Ratings: o.Ratings, Scale: o.Scale}
}

// Pin says where one table lies. What is left out is found.
type Pin struct {
	Sheet   string
	Header  int // the row of the headings, the lower one of a two-line header; 0 to find it
	First   int // the first row that may be an action; 0 for the row under the header
	Last    int // the last row that may be an action; 0 for the last one with anything in it
	Columns []PinColumn
	Kind    string // plan.Completed, plan.Ongoing or plan.BesidePlan; "" for its name to say
}

// PinColumn says what one column of a pinned table is about.
type PinColumn struct {
	Letter string     // "F"
	Field  plan.Field // "none" leaves the column as it is headed
}

// Synonym is a council's own heading for a field.
type Synonym struct {
	Heading  string
	Field    plan.Field
	DayMonth DayMonth // "" where nothing is said of its dates
}

// fieldNone is the field that a pin or synonym gives a column that is to keep
// its heading although a field was found for it.
const fieldNone plan.Field = "none"

// RowRule says what the rows of a kind are, or those whose text is one.
type RowRule struct {
	Kind  RowKind // "" where it goes by the text
	Text  string  // what they say is to be done, in any case
	Means RowMeaning
}

// RowKind is a kind of rows that are not always what they seem.
type RowKind string

// The kinds.
const (
	KindSummary   RowKind = "summary"    // it stands over others: a phase, a group of tasks
	KindTextAlone RowKind = "text alone" // it has no more than its text
	KindMilestone RowKind = "milestone"  // it is labelled as one
	KindNoAction  RowKind = "no action"  // it says None where an action would stand
	KindUnnamed   RowKind = "unnamed"    // it says Task 4 there, and nobody has filled it in yet
)

// RowMeaning is what a row is read as.
type RowMeaning string

// What a row may be.
const (
	MeansAction  RowMeaning = "action"
	MeansHeading RowMeaning = "heading" // of the rows under it
	MeansNothing RowMeaning = "nothing" // it is not read
)

// The lines of the settings that say it.
const rowKindLine = "{kind: %s, means: %s}"

// meaning is what the settings say that the rows of a kind are.
func (o Options) meaning(kind RowKind) (RowMeaning, bool) {
	for _, r := range o.Rows {
		if r.Kind == kind && r.Text == "" {
			return r.Means, true
		}
	}
	return "", false
}
