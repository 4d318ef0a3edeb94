package answers

import (
	"bytes"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"actionplan/excel/draw"
	"actionplan/plan"
	"actionplan/reconcile"
)

// The sheets.
const (
	questionsSheet = "Questions"
	columnsSheet   = "Whole columns"
	tablesSheet    = "Whole tables"
)

// The headings the reader of a copy looks for.
const (
	headRef      = "Ref"
	headAbout    = "Column"
	headAsked    = "What is asked"
	headBase     = "Last agreed"
	headOfficers = "Officers say"
	headPartners = "Partners say"
	headAsk      = "Who is asked"
	headTable    = "Table"
	headCount    = "Open questions"
	headAnswer   = "Answer"
	headOther    = "Other text"
	headWhy      = "Reason"
	headBy       = "Your name"
	headKey      = "Key: leave as it is"
)

// The headings of each sheet, in order.
var (
	questionHeadings = []string{
		headRef, headAbout, headAsked, headBase, headOfficers, headPartners, headAsk,
		headAnswer, headOther, headWhy, headBy, headKey,
	}
	columnHeadings = []string{headAbout, headCount, headAnswer, headWhy, headBy, headKey}
	tableHeadings  = []string{headTable, headCount, headAnswer, headWhy, headBy, headKey}
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
// stood on a day. Where another text may be given for a rating or a status, it
// offers the council's own words. The same questions give the same bytes.
func Write(w io.Writer, open []reconcile.Question, title string, asAt plan.Date, terms plan.Terms) error {
	columns, tables := columnsOf(open), tablesOf(open)
	sheets := []draw.Sheet{
		questions(open, title, asAt),
		wholeSheet(columnsSheet, "WholeColumns", columnHeadings, columns, title),
	}
	if len(tables) > 0 {
		sheets = append(sheets, wholeSheet(tablesSheet, "WholeTables", tableHeadings, tables, title))
	}
	var plainBook bytes.Buffer
	err := draw.Write(&plainBook, draw.Book{
		Title: headed(titleBegins, fit(title)), Subject: "Open questions on " + asAt.Long(), On: asAt,
		Sheets: sheets,
	})
	if err != nil {
		return err
	}
	f, err := excelize.OpenReader(&plainBook)
	if err != nil {
		return fmt.Errorf("write the decisions: %w", err)
	}
	defer f.Close()
	if err := finishQuestions(f, open, terms); err != nil {
		return fmt.Errorf("write the decisions: sheet %q: %w", questionsSheet, err)
	}
	if err := finishWhole(f, columnsSheet, columns); err != nil {
		return fmt.Errorf("write the decisions: sheet %q: %w", columnsSheet, err)
	}
	if len(tables) > 0 {
		if err := finishWhole(f, tablesSheet, tables); err != nil {
			return fmt.Errorf("write the decisions: sheet %q: %w", tablesSheet, err)
		}
	}
	if err := leaveRoomForSeal(f); err != nil {
		return fmt.Errorf("write the decisions: %w", err)
	}
	var unsealed bytes.Buffer
	if err := f.Write(&unsealed); err != nil {
		return fmt.Errorf("write the decisions: %w", err)
	}
	sealed, err := seal(unsealed.Bytes())
	if err != nil {
		return fmt.Errorf("write the decisions: %w", err)
	}
	_, err = w.Write(sealed)
	return err
}

// questions is the sheet with a row for every question.
func questions(open []reconcile.Question, title string, asAt plan.Date) draw.Sheet {
	columns := make([]draw.Column, len(questionHeadings))
	for i, h := range questionHeadings {
		columns[i].Heading = h
	}
	return draw.Sheet{
		Name: questionsSheet, Title: headed(titleBegins, short(title)),
		Lines: []string{
			linesAnswer, fmt.Sprintf(linesMarked, asAt.Long()),
		},
		Table: draw.Table{
			Name: "Questions", Freeze: true, Rows: len(open),
			Columns: columns,
			Row:     func(i int) []draw.Cell { return questionRow(open[i]) },
		},
	}
}

// questionRow is a question's row. The readings are measured in bold, which
// is the widest they can be.
func questionRow(q reconcile.Question) []draw.Cell {
	r := shownTextsOf(q)
	ref, ask := nameIn(q), fit(q.Ask)
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

// wholeSheet is a sheet on which a whole column or a whole table is answered
// at once.
func wholeSheet(name, table string, headings []string, all []whole, title string) draw.Sheet {
	columns := make([]draw.Column, len(headings))
	for i, h := range headings {
		columns[i] = draw.Column{Heading: h, Right: h == headCount}
	}
	return draw.Sheet{
		Name: name, Title: headed(name+": ", short(title)),
		Lines: []string{
			linesWhole, linesNames,
		},
		Table: draw.Table{
			Name: table, Freeze: true, Rows: len(all), Columns: columns,
			Row: func(i int) []draw.Cell {
				return []draw.Cell{draw.Words(all[i].label), draw.Count(len(all[i].questions)), {}, {}, {}, draw.Words(all[i].key.String())}
			},
		},
	}
}

// finishQuestions adds to the drawn sheet what people answer with.
func finishQuestions(f *excelize.File, open []reconcile.Question, terms plan.Terms) error {
	d, err := newForm(f, questionsSheet)
	if err != nil {
		return err
	}
	for i, q := range open {
		r := shownTextsOf(q)
		d.mark(colBase, i, r.base)
		d.mark(colOfficer, i, r.officer)
		d.mark(colPartner, i, r.partner)
		d.offer(colAnswer, i, choices(q), explained(q))
		if sentence, words := hintWith(q, terms); len(words) > 0 {
			d.suggest(colOther, i, words, sentence)
		} else {
			d.prompt(colOther, i, sentence)
		}
	}
	d.answerColumns(len(open), colAnswer, colOther, colWhy, colBy)
	d.widths(map[int]float64{colAnswer: 18, colOther: 40, colWhy: 40, colBy: 24})
	d.finish(colKey, len(open))
	return d.err
}

// finishWhole adds to a drawn sheet what a whole column or table is answered
// with.
func finishWhole(f *excelize.File, sheet string, all []whole) error {
	d, err := newForm(f, sheet)
	if err != nil {
		return err
	}
	for i, w := range all {
		d.offer(2, i, w.choices(), "One answer for all of them; it needs a reason and a name.")
	}
	d.answerColumns(len(all), 2, 3, 4)
	d.widths(map[int]float64{0: 40, 2: 18, 3: 60, 4: 28})
	d.finish(5, len(all))
	return d.err
}
