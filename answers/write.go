package answers

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"actionplan/excel/draw"
	"actionplan/plan"
	"actionplan/reconcile"
)

// The sheets.
const (
	questionsSheet = "Questions"
	columnsSheet   = "Whole columns"
)

// The headings the reader of a copy looks for.
const (
	headRef    = "Ref"
	headAbout  = "Column"
	headAnswer = "Answer"
	headOther  = "Other text"
	headWhy    = "Reason"
	headBy     = "Your name"
	headKey    = "Key: leave as it is"
)

// The columns of the sheet of questions.
const (
	colRef = iota
	colAbout
	colAsked
	colBase
	colOfficer
	colPartner
	colAsk
	colAnswer
	colOther
	colWhy
	colBy
	colKey
)

// Write writes a workbook that asks the open questions of a plan, as they
// stood on a day. The same questions give the same bytes.
func Write(w io.Writer, open []reconcile.Question, title string, asAt plan.Date) error {
	columns := columnsOf(open)
	var plainBook bytes.Buffer
	err := draw.Write(&plainBook, draw.Book{
		Title: "Decisions: " + fit(title), Subject: "Open questions on " + asAt.Long(), On: asAt,
		Sheets: []draw.Sheet{questions(open, title, asAt), wholeColumns(columns, title)},
	})
	if err != nil {
		return err
	}
	f, err := excelize.OpenReader(&plainBook)
	if err != nil {
		return fmt.Errorf("write the decisions: %w", err)
	}
	defer f.Close()
	if err := dressQuestions(f, open); err != nil {
		return fmt.Errorf("write the decisions: sheet %q: %w", questionsSheet, err)
	}
	if err := dressColumns(f, columns); err != nil {
		return fmt.Errorf("write the decisions: sheet %q: %w", columnsSheet, err)
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("write the decisions: %w", err)
	}
	return nil
}

// questions is the sheet with a row for every question.
func questions(open []reconcile.Question, title string, asAt plan.Date) draw.Sheet {
	return draw.Sheet{
		Name: questionsSheet, Title: "Decisions: " + short(title),
		Lines: []string{
			"Choose an answer in each row you can settle, and give your reason and your name: without them it is not taken.",
			"Words in bold and underlined are those that differ, as they stood on " + asAt.Long() + "; if any has changed by the time this comes back, the question is asked again.",
		},
		Table: draw.Table{
			Name: "Questions", Freeze: true, Rows: len(open),
			Columns: []draw.Column{
				{Heading: headRef}, {Heading: headAbout}, {Heading: "What is asked"},
				{Heading: "Last agreed"}, {Heading: "Officers say"}, {Heading: "Partners say"}, {Heading: "Who is asked"},
				{Heading: headAnswer}, {Heading: headOther}, {Heading: headWhy}, {Heading: headBy}, {Heading: headKey},
			},
			Row: func(i int) []draw.Cell { return questionRow(open[i]) },
		},
	}
}

// questionRow is a question's row. The readings are measured in bold, which
// is the widest they can be.
func questionRow(q reconcile.Question) []draw.Cell {
	r := readingsOf(q)
	ref, ask := fit(string(q.Ref)), fit(q.Ask)
	if q.Kind == reconcile.QuestionColumn {
		ref, ask = "(every row)", ""
	}
	if ask == "" {
		ask = "(no lead named)"
	}
	return []draw.Cell{
		draw.Words(ref), draw.Words(about(q)), draw.Words(asked(q)),
		draw.Toned(r.base.text, draw.Strong), draw.Toned(r.officer.text, draw.Strong), draw.Toned(r.partner.text, draw.Strong),
		draw.Words(ask), {}, {}, {}, {}, draw.Words(keyOf(q).String()),
	}
}

// column is a column with the questions about it that can be answered at
// once.
type column struct {
	field     plan.Field
	label     string
	questions []reconcile.Question
}

// columnsOf groups the questions about cells by their columns, most
// questions first. What seems to hold personal data is answered by itself.
func columnsOf(open []reconcile.Question) []column {
	var columns []column
	for _, q := range open {
		if !atOnce(q) {
			continue
		}
		at := slices.IndexFunc(columns, func(c column) bool { return c.field == q.Field })
		if at < 0 {
			at = len(columns)
			columns = append(columns, column{field: q.Field})
		}
		c := &columns[at]
		c.questions = append(c.questions, q)
		if name := strings.Join(labels(q), " and "); len(name) > len(c.label) {
			c.label = name
		}
	}
	slices.SortStableFunc(columns, func(a, b column) int { return cmp.Compare(len(b.questions), len(a.questions)) })
	return columns
}

// atOnce says whether a question can be answered together with the others
// about its column.
func atOnce(q reconcile.Question) bool {
	return q.Kind != reconcile.QuestionRow && q.Kind != reconcile.QuestionColumn && q.Personal == ""
}

// wholeColumns is the sheet that answers a column at once.
func wholeColumns(columns []column, title string) draw.Sheet {
	return draw.Sheet{
		Name: columnsSheet, Title: "Whole columns: " + short(title),
		Lines: []string{
			"An answer here is given to every question about the column on the first sheet of this copy that has no answer of its own.",
			"Give your reason and your name with it; leave a row empty to answer its questions one by one.",
		},
		Table: draw.Table{
			Name: "WholeColumns", Freeze: true, Rows: len(columns),
			Columns: []draw.Column{
				{Heading: headAbout}, {Heading: "Open questions", Right: true},
				{Heading: headAnswer}, {Heading: headWhy}, {Heading: headBy}, {Heading: headKey},
			},
			Row: func(i int) []draw.Cell {
				c := columns[i]
				return []draw.Cell{draw.Words(c.label), draw.Count(len(c.questions)), {}, {}, {}, draw.Words(columnKey(c.field).String())}
			},
		},
	}
}

// dressQuestions adds to the drawn sheet what people answer with.
func dressQuestions(f *excelize.File, open []reconcile.Question) error {
	d, err := newDresser(f, questionsSheet)
	if err != nil {
		return err
	}
	for i, q := range open {
		r := readingsOf(q)
		d.mark(colBase, i, r.base)
		d.mark(colOfficer, i, r.officer)
		d.mark(colPartner, i, r.partner)
		d.offer(colAnswer, i, choices(q), explained(q))
		d.prompt(colOther, i, hint(q))
	}
	d.answerColumns(len(open), colAnswer, colOther, colWhy, colBy)
	d.widths(map[int]float64{colAnswer: 18, colOther: 40, colWhy: 40, colBy: 24})
	d.finish(colKey, len(open))
	return d.err
}

func dressColumns(f *excelize.File, columns []column) error {
	d, err := newDresser(f, columnsSheet)
	if err != nil {
		return err
	}
	for i, c := range columns {
		d.offer(2, i, columnChoices(c.questions), "One answer for all of them; it needs a reason and a name.")
	}
	d.answerColumns(len(columns), 2, 3, 4)
	d.widths(map[int]float64{0: 40, 2: 18, 3: 60, 4: 28})
	d.finish(5, len(columns))
	return d.err
}
