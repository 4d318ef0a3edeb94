package sheetstest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestPartnerEdits(t *testing.T) {
	may := Date{Day: time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC), Pattern: "dd/mm/yyyy"}
	for name, x := range map[string]struct {
		edit Edit
		want [][]string
	}{
		"edit":          {EditCell("Plan!B2", "changed"), [][]string{{"Ref", "Action"}, {"1.2", "changed"}, {"1.1", "Visit"}}},
		"empty":         {EditCell("Plan!B2", nil), [][]string{{"Ref", "Action"}, {"1.2"}, {"1.1", "Visit"}}},
		"a date":        {EditCell("Plan!B2", may), [][]string{{"Ref", "Action"}, {"1.2", "01/05/2026"}, {"1.1", "Visit"}}},
		"a text date":   {TextDate("Plan!B2", "1/5/26"), [][]string{{"Ref", "Action"}, {"1.2", "1/5/26"}, {"1.1", "Visit"}}},
		"insert row":    {InsertRowAbove("Plan", 2), [][]string{{"Ref", "Action"}, nil, {"1.2", "Write"}, {"1.1", "Visit"}}},
		"insert column": {InsertColumnBefore("Plan", "B"), [][]string{{"Ref", "", "Action"}, {"1.2", "", "Write"}, {"1.1", "", "Visit"}}},
		"delete row":    {DeleteRow("Plan", 2), [][]string{{"Ref", "Action"}, {"1.1", "Visit"}}},
		"delete column": {DeleteColumn("Plan", "A"), [][]string{{"Action"}, {"Write"}, {"Visit"}}},
		"move rows":     {MoveRows("Plan", 3, 3, 2), [][]string{{"Ref", "Action"}, {"1.1", "Visit"}, {"1.2", "Write"}}},
		"sort":          {SortRows("Plan", 2, "A", false), [][]string{{"Ref", "Action"}, {"1.1", "Visit"}, {"1.2", "Write"}}},
		"sort down":     {SortRows("Plan", 2, "B", true), [][]string{{"Ref", "Action"}, {"1.2", "Write"}, {"1.1", "Visit"}}},
		"sort a column": {SortColumn("Plan", 2, "A"), [][]string{{"Ref", "Action"}, {"1.1", "Write"}, {"1.2", "Visit"}}},
		"duplicate":     {DuplicateRow("Plan", 2), [][]string{{"Ref", "Action"}, {"1.2", "Write"}, {"1.2", "Write"}, {"1.1", "Visit"}}},
		"paste":         {PasteBlock("Plan!A3", [][]any{{"7", "p"}, {"8", may}}), [][]string{{"Ref", "Action"}, {"1.2", "Write"}, {"7", "p"}, {"8", "01/05/2026"}}},
		"rename header": {RenameHeader("Plan!B1", "What"), [][]string{{"Ref", "What"}, {"1.2", "Write"}, {"1.1", "Visit"}}},
		"import":        {ImportXML("Plan!B2", "https://elsewhere.example", "#N/A"), [][]string{{"Ref", "Action"}, {"1.2", "#N/A"}, {"1.1", "Visit"}}},
		"merge":         {Merge("Plan!A2:B2"), [][]string{{"Ref", "Action"}, {"1.2"}, {"1.1", "Visit"}}},
		"hide":          {HideRow("Plan", 2), [][]string{{"Ref", "Action"}, {"1.2", "Write"}, {"1.1", "Visit"}}},
		"note":          {Note("Plan!A2", "seen"), [][]string{{"Ref", "Action"}, {"1.2", "Write"}, {"1.1", "Visit"}}},
		"filter":        {Filter("Plan!A1:B3", 2), [][]string{{"Ref", "Action"}, {"1.2", "Write"}, {"1.1", "Visit"}}},
		"add tab":       {AddTab("Other"), [][]string{{"Ref", "Action"}, {"1.2", "Write"}, {"1.1", "Visit"}}},
	} {
		d := sit(t, Options{}, Book{Tabs: []Tab{{Title: "Plan", RowCount: 3, Rows: [][]any{{"Ref", "Action"}, {"1.2", "Write"}, {"1.1", "Visit"}}}}})
		d.s.Do("b", x.edit)
		if got := d.s.Shown("b", "Plan"); !cmp.Equal(got, x.want) {
			t.Errorf("%s: %s", name, cmp.Diff(x.want, got))
		}
		d.ask(get+"?includeGridData=true", "") // held to the discovery document
	}
}

func TestPartnerEditsShowInTheSpreadsheet(t *testing.T) {
	d := sit(t, Options{}, Book{Tabs: []Tab{{Title: "Plan", Rows: [][]any{{"Ref", "Action"}, {"1.2", "Write"}}}}})
	d.s.Do("b", Protect("Plan!A1:B1"), Filter("Plan!A1:B2", 2), HideRow("Plan", 1), Merge("Plan!C1:D1"), Note("Plan!A2", "seen"), RenameTab("Plan", "Our plan"))
	d.want(get+"?ranges='Our plan'!A1:B2&fields=sheets(properties.title,protectedRanges(range,requestingUserCanEdit),basicFilter,merges,data(rowMetadata(hiddenByUser,hiddenByFilter),rowData.values.note))", "", 200,
		`{"sheets":[{"properties":{"title":"Our plan"},
		"protectedRanges":[{"range":{"startRowIndex":0,"endRowIndex":1,"startColumnIndex":0,"endColumnIndex":2}}],
		"basicFilter":{"range":{"startRowIndex":0,"endRowIndex":2,"startColumnIndex":0,"endColumnIndex":2}},
		"merges":[{"startRowIndex":0,"endRowIndex":1,"startColumnIndex":2,"endColumnIndex":4}],
		"data":[{"rowMetadata":[{"hiddenByUser":true},{"hiddenByFilter":true}],"rowData":[{"values":[{},{}]},{"values":[{"note":"seen"},{}]}]}]}]}`)
}

// TestScriptRunsAtItsMoment has a partner insert a row between a client's
// reading and its writing.
func TestScriptRunsAtItsMoment(t *testing.T) {
	for moment, want := range map[Moment][]string{
		BeforeRead:  {"first", "1.2"},
		AfterRead:   {"Ref", "1.2"},
		BeforeWrite: {"Ref", "1.2"},
		AfterWrite:  {"Ref", "1.2"},
	} {
		d := sit(t, Options{}, Book{Tabs: []Tab{{Title: "Plan", Rows: [][]any{{"Ref"}, {"1.2"}}}}})
		d.s.Script("b", moment, 1, InsertRowAbove("Plan", 1), EditCell("Plan!A1", "first"))
		_, v := d.ask("GET "+values+"Plan!A1", "")
		read := items(v.(object), "values")[0].([]any)[0]
		d.ask("PUT "+values+"Plan!A2?valueInputOption=RAW", `{"values":[["written"]]}`)
		if read != want[0] {
			t.Errorf("%s: read %q", moment, read)
		}
		wantShown := [][]string{{"first"}, {"written"}, {"1.2"}}
		if moment == AfterWrite {
			wantShown = [][]string{{"first"}, {"Ref"}, {"written"}}
		}
		if got := d.s.Shown("b", "Plan"); !cmp.Equal(got, wantShown) {
			t.Errorf("%s: %s", moment, cmp.Diff(wantShown, got))
		}
	}
}

func TestScriptWaitsForItsTurn(t *testing.T) {
	d := sit(t, Options{}, smallTab)
	d.s.Script("b", BeforeWrite, 2, EditCell("Sheet1!A1", "partner"))
	for _, want := range []string{"Ref", "partner", "partner"} {
		d.batch(`{"appendDimension":{"sheetId":0,"dimension":"ROWS","length":1}}`)
		if got := d.s.Cell("b", "Sheet1!A1").Shown; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestImpossibleEditIsComplainedOf(t *testing.T) {
	heard := 0
	d := sit(t, Options{Complain: func(string) { heard++ }}, smallTab)
	d.s.Do("b", DeleteRow("Nowhere", 1), EditCell("Nowhere!A1", "x"))
	if heard != 2 {
		t.Errorf("complained %d times", heard)
	}
}
