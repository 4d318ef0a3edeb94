package templates

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"actionplan/excel/draw"
	"actionplan/pack"
	"actionplan/plan"
)

// tones are the ratings' colours on a sheet.
var tones = map[string]draw.Tone{
	"red": draw.Red, "amber": draw.Amber, "green": draw.Green, "blue": draw.Blue,
	"waiting": draw.Grey, "unrated": draw.Grey, "cancelled": draw.Grey,
}

// workbook is the pack's workbook: what it says in short, what needs
// attention, what was settled, and the whole plan as it may be seen.
func workbook(p pack.Public) draw.Book {
	b := draw.Book{
		Title: p.About.Title, On: p.About.AsAt,
		Subject: joined(" – ", p.About.Council, p.About.Committee, p.About.Status),
		Sheets:  []draw.Sheet{summarySheet(p)},
	}
	if s := attentionSheet(p); s.Table.Rows > 0 {
		b.Sheets = append(b.Sheets, s)
	}
	b.Sheets = append(b.Sheets, actionsSheet(p))
	if s := differencesSheet(p); s.Table.Rows > 0 {
		b.Sheets = append(b.Sheets, s)
	}
	return b
}

func summarySheet(p pack.Public) draw.Sheet {
	columns := []draw.Column{{Heading: "Theme"}}
	for _, c := range p.Counts {
		columns = append(columns, draw.Column{Heading: c.Rating.Word, Right: true})
	}
	columns = append(columns, draw.Column{Heading: "All", Right: true})
	rows := make([][]draw.Cell, 0, len(p.Bars)+1)
	for _, b := range p.Bars {
		row := []draw.Cell{draw.Words(b.Name)}
		for _, c := range b.Counts {
			row = append(row, draw.Count(c.N))
		}
		rows = append(rows, append(row, draw.Count(b.Total)))
	}
	all := []draw.Cell{draw.Toned("All themes", draw.Strong)}
	for _, c := range p.Counts {
		all = append(all, bold(draw.Count(c.N)))
	}
	rows = append(rows, append(all, bold(draw.Count(p.Total))))
	return draw.Sheet{
		Name: "Summary", Title: p.About.Title, Lines: summaryLines(p),
		Table: table("Summary", columns, rows),
	}
}

func bold(c draw.Cell) draw.Cell {
	c.Tone = draw.Strong
	return c
}

func table(name string, columns []draw.Column, rows [][]draw.Cell) draw.Table {
	return draw.Table{Name: name, Columns: columns, Rows: len(rows), Row: func(i int) []draw.Cell { return rows[i] }}
}

func summaryLines(p pack.Public) []string {
	lines := []string{joined(" – ", p.About.Council, p.About.Committee)}
	if lines[0] == "" {
		lines = nil
	}
	var facts []string
	for _, f := range newView(p, "").Block {
		facts = append(facts, f.Label+": "+f.Text)
	}
	lines = append(lines, strings.Join(facts, ". ")+".", joined(" ", p.Lead, p.Also))
	lines = append(lines, p.Made.NotShown...)
	return append(lines, contents(p), "A cell with nothing in it means that nothing is written there in the plan.")
}

// contents says what is on the other sheets.
func contents(p pack.Public) string {
	sheets := "Actions holds every action."
	if len(p.Concerns) > 0 {
		sheets = "Attention lists what members should look at. " + sheets
	}
	if len(p.Settled.Taken)+len(p.Settled.Open) > 0 {
		sheets += " Differences says how the officers’ plan and the partners’ copy were settled."
	}
	return "On the other sheets: " + sheets
}

func attentionSheet(p pack.Public) draw.Sheet {
	columns := []draw.Column{{Heading: "Ref"}, {Heading: "Why"}, {Heading: "Action"}, {Heading: "Lead"}, {Heading: "Due"}, {Heading: "Days late", Right: true}, {Heading: "Rating"}}
	var rows [][]draw.Cell
	for _, c := range p.Concerns {
		for _, i := range c.Items {
			late := draw.Cell{}
			if i.Days > 0 {
				late = draw.Count(i.Days)
			}
			why := c.Title
			if i.Reason != "" {
				why += ": " + i.Reason
			}
			rows = append(rows, []draw.Cell{draw.Words(i.Ref), draw.Words(why), draw.Words(i.Action), draw.Words(i.Lead), draw.Words(i.Due), late, ratingCell(i.Rating)})
		}
	}
	s := draw.Sheet{
		Name: "Attention", Title: "What needs members’ attention",
		Lines: []string{"An action stands here once for each reason."}, Table: table("Attention", columns, rows),
	}
	s.Table.Freeze = true
	return s
}

func ratingCell(r pack.Rating) draw.Cell {
	if r.Key == "" {
		return draw.Cell{}
	}
	return draw.Toned(r.Sign+" "+r.Word, tones[r.Key])
}

// actionsSheet is the whole plan as it may be seen, a row an action. The
// rating stands after the ref, as a word and a colour, whatever the plan's
// own columns say.
func actionsSheet(p pack.Public) draw.Sheet {
	columns, order := planColumns(p.Columns)
	row := make([]draw.Cell, len(columns))
	t := draw.Table{Name: "Actions", Columns: columns, Rows: len(p.Rows), Freeze: true}
	t.Row = func(i int) []draw.Cell {
		for c, at := range order {
			if at < 0 {
				row[c] = ratingCell(p.Rows[i].Rating)
				continue
			}
			row[c] = planCell(p.Columns[at].Field, p.Rows[i].Cells[at])
		}
		return row
	}
	return draw.Sheet{
		Name: "Actions", Title: p.About.Title + ": every action",
		Lines: []string{asAt(p) + "A cell with nothing in it means that nothing is written there in the plan."},
		Table: t,
	}
}

func asAt(p pack.Public) string {
	if p.About.AsAt.IsZero() {
		return ""
	}
	return "As at " + p.About.AsAt.Long() + ". "
}

// planColumns puts the rating in the place of the plan's RAG column, or after
// the ref and the action where it has none; order is each column's place
// among the pack's, -1 for the rating.
func planColumns(shown []pack.Column) (columns []draw.Column, order []int) {
	at := min(2, len(shown))
	for i, c := range shown {
		if c.Field == plan.FieldRAG {
			at = i
		}
	}
	for i, c := range shown {
		if i == at {
			columns, order = append(columns, draw.Column{Heading: "Rating"}), append(order, -1)
		}
		if c.Field != plan.FieldRAG {
			columns, order = append(columns, draw.Column{Heading: c.Heading, Right: c.Field == plan.FieldPercent}), append(order, i)
		}
	}
	if at == len(shown) {
		columns, order = append(columns, draw.Column{Heading: "Rating"}), append(order, -1)
	}
	return columns, order
}

// planCell is a real date for a date, a real number for a number, and words
// for everything else. A ref is words always.
func planCell(f plan.Field, c pack.Cell) draw.Cell {
	if c.Note != "" {
		return draw.Words(joined(" ", c.Text, "("+c.Note+")"))
	}
	if d, ok := c.Value.Date(); ok {
		return draw.Day(d)
	}
	if c.Value.Kind == plan.KindNumber && f != plan.FieldRef {
		if n, ok := numberCell(c.Text); ok {
			return n
		}
	}
	return draw.Words(c.Text)
}

var plainNumber = regexp.MustCompile(`^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?$`)

// numberCell makes a real number that shows as its author typed it: its
// decimals, its thousands and its per cent. Where that cannot be told, it is
// not one.
func numberCell(typed string) (draw.Cell, bool) {
	if !plainNumber.MatchString(typed) {
		return draw.Cell{}, false
	}
	digits := strings.TrimSuffix(strings.ReplaceAll(typed, ",", ""), "%")
	n, err := strconv.ParseFloat(digits, 64)
	if err != nil || len(digits) > 15 {
		return draw.Cell{}, false
	}
	format := "0"
	if strings.Contains(typed, ",") {
		format = "#,##0"
	}
	if _, decimals, ok := strings.Cut(digits, "."); ok {
		format += "." + strings.Repeat("0", len(decimals))
	}
	if strings.HasSuffix(typed, "%") {
		n, format = n/100, format+"%"
	}
	return draw.Cell{Kind: draw.Number, Number: n, Format: format}, true
}

func differencesSheet(p pack.Public) draw.Sheet {
	columns := []draw.Column{{Heading: "Ref"}, {Heading: "Column"}, {Heading: "Last agreed"}, {Heading: "Now"}, {Heading: "How it was settled"}}
	var rows [][]draw.Cell
	for _, o := range p.Settled.Open {
		rows = append(rows, []draw.Cell{draw.Words(o.Ref), draw.Words(o.About), {}, draw.Words(saysWords(o.Says)), draw.Toned("Not yet agreed", draw.Amber)})
	}
	for _, t := range p.Settled.Taken {
		rows = append(rows, []draw.Cell{draw.Words(t.Ref), draw.Words(t.Field), draw.Words(t.Was), draw.Words(t.Now), draw.Words("Taken from " + t.From)})
	}
	s := draw.Sheet{Name: "Differences", Title: "How differences were settled", Lines: []string{p.Settled.Sentence}, Table: table("Differences", columns, rows)}
	s.Table.Freeze = true
	return s
}

func saysWords(says []pack.Fact) string {
	var out []string
	for _, f := range says {
		out = append(out, fmt.Sprintf("%s: %s", f.Label, f.Text))
	}
	return strings.Join(out, "\n")
}
