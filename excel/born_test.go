package excel

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"actionplan/plan"
	"actionplan/table"
)

// lookedAt is a sheet of six actions, some of whose cells look as they are said to:
// by cell, "struck", a fill, or "gone" for a cell that is not there.
func lookedAt(t *testing.T, looks map[string]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", "Plan"))
	rows := [][]any{{"Ref", "Action", "Lead", "RAG", "Progress"}}
	for i, what := range []string{"Recruit carers", "Audit the files", "Publish the offer", "Train the nurses", "Launch the door", "Review the guidance"} {
		rows = append(rows, []any{"1." + string(rune('1'+i)), what, "Head of Fostering", nil, "Begun"})
	}
	for i, row := range rows {
		for j, value := range row {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			must(err)
			look, has := looks[cell]
			if has && look == "gone" {
				continue
			}
			if value != nil {
				must(f.SetCellValue("Plan", cell, value))
			}
			if !has {
				continue
			}
			style := &excelize.Style{Font: &excelize.Font{Strike: true, Size: 11, Family: "Calibri"}}
			if look != "struck" {
				style = &excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{look}}} //nolint:misspell // as excelize spells it
			}
			id, err := f.NewStyle(style)
			must(err)
			must(f.SetCellStyle("Plan", cell, cell, id))
		}
	}
	var out bytes.Buffer
	must(f.Write(&out))
	return out.Bytes()
}

// bornIn writes one cell, and gives its look and what is said of it.
func bornIn(t *testing.T, data []byte, read func([]table.Grid) (plan.Plan, error), cell string, now plan.Entry) (struck bool, fill, value, said string) {
	t.Helper()
	f, err := Read(bytes.NewReader(data), int64(len(data)), "plan.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	p, err := read(f.Grids())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range p.Actions {
		for field, e := range a.All() {
			if strings.TrimPrefix(e.Cell.String(), "Plan!") != cell {
				continue
			}
			s := stage(t, data, Work{Read: read, Edits: []plan.Edit{{ID: a.ID, Ref: a.Ref, Field: field, Was: e, Now: now}}})
			var out bytes.Buffer
			if _, err := s.WriteTo(&out); err != nil {
				t.Fatal(err)
			}
			for _, c := range s.Changes() {
				said += strings.Join(c.Notes, "; ")
			}
			struck, fill, value = lookOf(t, out.Bytes(), cell)
			return struck, fill, value, said
		}
	}
	t.Fatalf("no action has the cell %s", cell)
	return false, "", "", ""
}

func lookOf(t *testing.T, data []byte, cell string) (struck bool, fill, value string) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	id, err := f.GetCellStyle("Plan", cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	if len(style.Fill.Color) > 0 && style.Fill.Pattern == 1 { //nolint:misspell // as excelize spells it
		fill = style.Fill.Color[0] //nolint:misspell // as excelize spells it
	}
	value, err = f.GetCellValue("Plan", cell)
	if err != nil {
		t.Fatal(err)
	}
	return style.Font != nil && style.Font.Strike, fill, value
}

func readBy(o table.Options) func([]table.Grid) (plan.Plan, error) {
	return func(grids []table.Grid) (plan.Plan, error) { return table.Read("plan.xlsx", grids, o) }
}

// TestWhatIsWrittenIsSaid holds that words which are written are not struck out,
// whatever stands above them or stood there, but in a row that is struck out whole.
func TestWhatIsWrittenIsSaid(t *testing.T) {
	withdrawn := func(row string) map[string]string {
		return map[string]string{"A" + row: "struck", "B" + row: "struck", "C" + row: "struck", "D" + row: "struck", "E" + row: "struck"}
	}
	all := map[string]string{}
	for _, row := range []string{"2", "3", "4", "5", "6"} {
		for cell, look := range withdrawn(row) {
			all[cell] = look
		}
	}
	with := func(looks map[string]string, cell, look string) map[string]string {
		out := map[string]string{cell: look}
		for c, l := range looks {
			if c != cell {
				out[c] = l
			}
		}
		return out
	}
	for name, c := range map[string]struct {
		looks map[string]string
		cell  string
		want  bool
		said  string
	}{
		"under a row that is withdrawn":      {with(withdrawn("4"), "E5", "gone"), "E5", false, ""},
		"under rows that all are":            {with(all, "E7", "gone"), "E7", false, ""},
		"where a struck-out word stood":      {map[string]string{"E5": "struck"}, "E5", false, "the cell was struck out, and what is written is not"},
		"in a row that is withdrawn":         {withdrawn("4"), "E4", true, ""},
		"in its cell that is not there":      {with(withdrawn("4"), "E4", "gone"), "E4", true, ""},
		"where nothing is struck out at all": {map[string]string{"E5": "gone"}, "E5", false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			struck, _, value, said := bornIn(t, lookedAt(t, c.looks), readBy(table.Options{}), c.cell, words("Half are trained"))
			if struck != c.want || value != "Half are trained" || said != c.said {
				t.Errorf("%q, struck out %v, saying %q; want struck out %v, saying %q", value, struck, said, c.want, c.said)
			}
		})
	}
}

// TestNoRatingIsInherited holds that a cell which is new says no rating that its
// neighbours have: neither one of ratings, nor any where rows are rated by colour.
func TestNoRatingIsInherited(t *testing.T) {
	const red, amber, green, grey = "FF0000", "FFC000", "00B050", "D9D9D9"
	said := "the column rates by colour, and the sheet has none that says Green: the word is written"
	for name, c := range map[string]struct {
		looks             map[string]string
		options           table.Options
		cell              string
		now               plan.Entry
		fill, value, said string
	}{
		"green under red":              {map[string]string{"D2": red, "D3": red, "D4": red}, table.Options{}, "D5", plan.Entry{Value: plan.RatingValue(plan.RatingGreen), Typed: "Green"}, "", "Green", said},
		"green among red, grey above":  {map[string]string{"D2": grey, "D3": red, "D4": red, "D6": red}, table.Options{}, "D5", plan.Entry{Value: plan.RatingValue(plan.RatingGreen), Typed: "Green"}, grey, "Green", said},
		"green where there is a green": {map[string]string{"D2": green, "D3": red, "D4": red}, table.Options{}, "D5", plan.Entry{Value: plan.RatingValue(plan.RatingGreen), Typed: "Green"}, green, "", "the rating is the cell's colour: that is what changes, and no word is written"},
		"words, where rows are rated":  {map[string]string{"A2": green, "B2": green, "C2": green, "E2": green, "A3": red, "B3": red, "C3": red, "E3": red, "A4": amber, "B4": amber, "C4": amber, "E4": amber, "E5": "gone"}, table.Options{RatingFromColour: true}, "E5", words("Half"), "", "Half", ""},
		"words, where rows are not":    {map[string]string{"A2": green, "B2": green, "C2": green, "E2": green, "A3": red, "B3": red, "C3": red, "E3": red, "A4": amber, "B4": amber, "C4": amber, "E4": amber, "E5": "gone"}, table.Options{}, "E5", words("Half"), amber, "Half", ""},
	} {
		t.Run(name, func(t *testing.T) {
			data := lookedAt(t, c.looks)
			read := readBy(c.options)
			if c.options.RatingFromColour { // which is read where no column holds ratings
				read = func(grids []table.Grid) (plan.Plan, error) {
					o := c.options
					o.Pins = []table.Pin{{Sheet: "Plan", Header: 1, Columns: []table.PinColumn{{Letter: "D", Field: "none"}}}}
					return table.Read("plan.xlsx", grids, o)
				}
			}
			struck, fill, value, said := bornIn(t, data, read, c.cell, c.now)
			if struck || fill != c.fill || value != c.value || said != c.said {
				t.Errorf("%q on %q, saying %q; want %q on %q, saying %q", value, fill, said, c.value, c.fill, c.said)
			}
		})
	}
}
