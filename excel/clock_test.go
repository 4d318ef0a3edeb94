package excel

import (
	"strings"
	"testing"

	"actionplan/plan"
)

// TestTimesAreWrittenAsShown: a time is a time in a cell whose format shows it so, and
// the words that people read anywhere else; and what a number's format says is named
// where it is lost.
func TestTimesAreWrittenAsShown(t *testing.T) {
	clock := func(text string) plan.Entry { return plan.Entry{Value: plan.TextValue(text), Typed: text} }
	money := plan.Entry{Value: plan.NumberValue("1234.5"), Typed: "£1,234.50"}
	for name, c := range map[string]struct {
		format string // of the cell that is written to
		now    plan.Entry
		want   string
		note   string
	}{
		"a time, where nobody formatted":      {`numFmtId="0"`, clock("09:30"), `t="inlineStr"><is><t xml:space="preserve">09:30</t></is>`, ""},
		"a time among times":                  {`numFmtId="20"`, clock("09:30"), `<v>0.3958333333333333</v>`, ""},
		"a time among times of twelve hours":  {`numFmtId="18"`, clock("21:30"), `<v>0.8958333333333334</v>`, ""},
		"a time among minutes":                {`numFmtId="45"`, clock("09:30"), `>09:30</t>`, ""},
		"a time as it is never shown":         {`numFmtId="20"`, clock("9:30"), `>9:30</t>`, ""},
		"a length of time":                    {`numFmtId="46"`, clock("36:00"), `<v>1.5</v>`, ""},
		"a length of time among times of day": {`numFmtId="20"`, clock("36:00"), `>36:00</t>`, ""},
		"a time among dates":                  {`numFmtId="22"`, clock("09:30"), `>09:30</t>`, ""},
		"a time among figures":                {`numFmtId="2"`, clock("09:30"), `>09:30</t>`, ""},
		"money, where nobody formatted":       {`numFmtId="0"`, money, `<v>1234.5</v>`, "it is shown as £1,234.50 there, and in this cell's format as 1234.5"},
		"money among money":                   {`numFmtId="7"`, money, `<v>1234.5</v>`, ""},
		"a date with its time":                {`numFmtId="14"`, plan.Entry{Value: plan.Date{Year: 2026, Month: 3, Day: 31}.Value(), Typed: "31/03/2026 14:30"}, `<v>46112</v>`, "the time of day, 14:30, is not carried"},
	} {
		t.Run(name, func(t *testing.T) {
			b := aStyledBook(`<row r="1"><c r="A1" s="1" t="inlineStr"><is><t>old</t></is></c></row>`)
			b.Styles = `<cellXfs><xf/><xf ` + c.format + `/></cellXfs>`
			s := stage(t, b.Bytes(), Work{Edits: []plan.Edit{edit("A1", words("old"), c.now)}})
			if len(s.Changes()) != 1 {
				t.Fatalf("refused: %v", s.Refusals())
			}
			if notes := strings.Join(s.Changes()[0].Notes, "; "); !strings.Contains(notes, c.note) || (notes == "") != (c.note == "") {
				t.Errorf("notes %q, want %q", notes, c.note)
			}
			if err := s.Save(s.path); err != nil {
				t.Fatal(err)
			}
			if got := sheetOf(t, read(t, s.path)); !strings.Contains(got, c.want) {
				t.Errorf("want %s in %s", c.want, got)
			}
		})
	}
}
