package sheetstest

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The tests of this file are the invariants the server is built on. The
// first, that every exchange fits Google's discovery documents, holds in each
// of them: every request goes through desk.exchange or TestReplay.

func createMeta(id int, key, value, location string) string {
	return fmt.Sprintf(`{"createDeveloperMetadata":{"developerMetadata":{"metadataId":%d,"metadataKey":%q,"metadataValue":%q,"visibility":"DOCUMENT","location":%s}}}`, id, key, value, location)
}

func onRow(n int) string {
	return fmt.Sprintf(`{"dimensionRange":{"sheetId":0,"dimension":"ROWS","startIndex":%d,"endIndex":%d}}`, n, n+1)
}

const whole1 = `{"spreadsheet":true}`

func TestBatchIsAllOrNothing(t *testing.T) {
	for _, last := range []string{
		`{"deleteSheet":{"sheetId":99}}`,
		`{"updateCells":{"start":{"rowIndex":999,"columnIndex":26},"fields":"note","rows":[{"values":[{"note":"x"}]}]}}`,
		`{"appendDimension":{"sheetId":0,"dimension":"ROWS","length":0}}`,
		createMeta(5, "k", "v", whole1),
	} {
		d := sit(t, Options{}, smallTab)
		d.batch(createMeta(5, "k", "v", whole1), createMeta(7, "row", "v", onRow(2)))
		d.refused("Invalid requests[5].",
			`{"updateDeveloperMetadata":{"dataFilters":[{"developerMetadataLookup":{"metadataId":7}}],"developerMetadata":{"metadataValue":"changed"},"fields":"metadataValue"}}`,
			`{"updateCells":{"start":{"rowIndex":0},"fields":"userEnteredValue","rows":[{"values":[{"userEnteredValue":{"stringValue":"changed"}}]}]}}`,
			createMeta(6, "k", "v", onRow(1)),
			`{"insertDimension":{"range":{"sheetId":0,"dimension":"ROWS","startIndex":0,"endIndex":1}}}`,
			`{"addProtectedRange":{"protectedRange":{"range":{"sheetId":0}}}}`,
			last)
	}
}

func TestRepliesAreAsManyAsRequests(t *testing.T) {
	d := sit(t, Options{}, smallTab)
	_, v := d.ask(update, `{"requests":[`+strings.Join([]string{createMeta(6, "k", "v", onRow(1)),
		`{"appendDimension":{"sheetId":0,"dimension":"ROWS","length":3}}`,
		`{"deleteDeveloperMetadata":{"dataFilter":{"developerMetadataLookup":{"metadataId":6}}}}`,
		`{"deleteDeveloperMetadata":{"dataFilter":{"developerMetadataLookup":{"metadataId":6}}}}`}, ",")+`]}`)
	replies := items(v.(object), "replies")
	kinds := make([]string, len(replies))
	for i, r := range replies {
		for k := range r.(object) {
			kinds[i] = k
		}
	}
	if want := []string{"createDeveloperMetadata", "", "deleteDeveloperMetadata", "deleteDeveloperMetadata"}; !cmp.Equal(kinds, want) {
		t.Error(cmp.Diff(want, kinds))
	}
}

func TestDeletingMissingMetadataMayBeRefused(t *testing.T) {
	gone := `{"deleteDeveloperMetadata":{"dataFilter":{"developerMetadataLookup":{"metadataId":6}}}}`
	sit(t, Options{}, smallTab).batch(gone)
	sit(t, Options{RefuseMissingMetadata: true}, smallTab).refused("metadata", createMeta(7, "k", "v", whole1), gone)
}

func TestMaskForms(t *testing.T) {
	want := `{"sheets":[{"properties":{"title":"Sheet1","index":0},"data":[{"rowData":[{"values":[{"formattedValue":"Ref"},{"formattedValue":"Action"}]}]}]}]}`
	d := sit(t, Options{}, smallTab)
	for _, m := range []string{
		"sheets.properties.title,sheets.properties.index,sheets.data.rowData.values.formattedValue",
		"sheets/properties/title,sheets/properties/index,sheets/data/rowData/values/formattedValue",
		"sheets(properties(title,index),data/rowData/values/formattedValue)",
		"sheets(properties.title,properties.index,data(rowData(values(formattedValue))))",
	} {
		d.want(get+"?ranges=Sheet1!A1:B1&fields="+m, "", 200, want)
	}
	_, all := d.ask(get+"?fields=*&ranges=Sheet1!A1", "")
	if _, some := d.ask(get+"?includeGridData=true&ranges=Sheet1!A1", ""); !cmp.Equal(all, some) {
		t.Error(cmp.Diff(all, some))
	}
}

// TestWhatIsNotModelledIsLoud asks for what this server does not have: it is
// refused, and the test that asked is told.
func TestWhatIsNotModelledIsLoud(t *testing.T) {
	for name, x := range map[string]struct {
		request, body string
		status        int
	}{
		"a method":                {"GET /v4/spreadsheets/b/charts", "", 501},
		"another version":         {"GET /v3/spreadsheets/b", "", 501},
		"a parameter":             {get + "?colour=red", "", 501},
		"a parameter of another":  {get + "?majorDimension=ROWS", "", 501},
		"a request kind":          {update, `{"requests":[{"addChart":{}}]}`, 501},
		"an unheard request kind": {update, `{"requests":[{"paintItBlack":{}}]}`, 400},
		"a member":                {update, `{"requests":[{"updateCells":{"rowz":[]}}]}`, 400},
		"a member of Google's":    {update, `{"requests":[{"updateCells":{"start":{},"fields":"chipRuns","rows":[{"values":[{"chipRuns":[]}]}]}}]}`, 501},
		"a mask path":             {get + "?fields=sheets.colour", "", 400},
		"a mask path of Google's": {get + "?fields=sheets.charts", "", 501},
		"a broken mask":           {get + "?fields=sheets(data", "", 400},
		"an update's mask path":   {update, `{"requests":[{"repeatCell":{"range":{"sheetId":0},"cell":{},"fields":"userEnteredValue.nothing"}}]}`, 400},
		"a body":                  {get, `{}`, 501},
		"another form":            {get + "?alt=proto", "", 501},
		"a text to be understood": {"PUT " + values + "Sheet1!A1?valueInputOption=USER_ENTERED", `{"values":[["3/4/26"]]}`, 501},
		"a formula's value":       {"GET " + values + "Sheet1!F1", "", 501},
	} {
		heard := 0
		s := New(Options{Complain: func(string) { heard++ }})
		s.Add(Book{ID: "b", Tabs: []Tab{{Rows: [][]any{{nil, nil, nil, nil, nil, Formula{Text: "=NOW()"}}}}}})
		// Not through a desk: what is asked here is not always the API's.
		status := statusOf(s, x.request, x.body)
		if status != x.status || heard != 1 {
			t.Errorf("%s: status %d, want %d; complained %d times", name, status, x.status, heard)
		}
	}
}

func TestMetadataFollowsItsRow(t *testing.T) {
	rowsOf := func(d *desk) map[string]string {
		out := map[string]string{}
		for _, m := range d.s.Metadata("b") {
			if m.Where == "ROW" {
				shown := d.s.Shown("b", "Sheet1")
				if m.Index < len(shown) && len(shown[m.Index]) > 0 {
					out[m.Value] = shown[m.Index][0]
				} else {
					out[m.Value] = ""
				}
			}
		}
		return out
	}
	fresh := func(carries bool) *desk {
		d := sit(t, Options{SortCarriesMetadata: carries}, Book{Tabs: []Tab{{Rows: [][]any{{"Ref"}, {"c"}, {"a"}, {"b"}}}}})
		d.batch(createMeta(1, "row", "was c", onRow(1)), createMeta(2, "row", "was a", onRow(2)), createMeta(3, "row", "was b", onRow(3)))
		return d
	}
	sorted := `{"sortRange":{"range":{"sheetId":0,"startRowIndex":1},"sortSpecs":[{"dimensionIndex":0,"sortOrder":"ASCENDING"}]}}`
	stays := map[string]string{"was c": "c", "was a": "a", "was b": "b"}
	for name, x := range map[string]struct {
		carries bool
		do      func(*desk)
		want    map[string]string
	}{
		"insert above":  {true, func(d *desk) { d.s.Do("b", InsertRowAbove("Sheet1", 2)) }, stays},
		"delete above":  {true, func(d *desk) { d.s.Do("b", DeleteRow("Sheet1", 1)) }, stays},
		"delete itself": {true, func(d *desk) { d.s.Do("b", DeleteRow("Sheet1", 3)) }, map[string]string{"was c": "c", "was b": "b"}},
		"move": {true, func(d *desk) {
			d.batch(`{"moveDimension":{"source":{"sheetId":0,"dimension":"ROWS","startIndex":1,"endIndex":2},"destinationIndex":4}}`)
		}, stays},
		"sort":                  {true, func(d *desk) { d.batch(sorted) }, stays},
		"sort without carrying": {false, func(d *desk) { d.batch(sorted) }, map[string]string{"was c": "a", "was a": "b", "was b": "c"}},
		"duplicate":             {true, func(d *desk) { d.s.Do("b", DuplicateRow("Sheet1", 2)) }, stays},
		"deleteRange is no delete": {true, func(d *desk) {
			d.batch(`{"deleteRange":{"range":{"sheetId":0,"startRowIndex":1,"endRowIndex":2},"shiftDimension":"ROWS"}}`)
		}, map[string]string{"was c": "a", "was a": "b", "was b": ""}},
	} {
		d := fresh(x.carries)
		x.do(d)
		if got := rowsOf(d); !cmp.Equal(got, x.want) {
			t.Errorf("%s: %s", name, cmp.Diff(x.want, got))
		}
	}
}

func TestMovingCountsBeforeTheMove(t *testing.T) {
	d := sit(t, Options{}, Book{Tabs: []Tab{{Rows: [][]any{{"a"}, {"b"}, {"c"}, {"d"}}}}})
	d.batch(`{"moveDimension":{"source":{"sheetId":0,"dimension":"ROWS","startIndex":0,"endIndex":1},"destinationIndex":3}}`)
	if got := d.s.Shown("b", "Sheet1"); !cmp.Equal(got, [][]string{{"b"}, {"c"}, {"a"}, {"d"}}) {
		t.Error(got)
	}
}

// TestMovingDoesNotTear says that a move across part of what is held by place
// is not guessed at, and one across all of it, or none, is made.
func TestMovingDoesNotTear(t *testing.T) {
	move := `{"requests":[{"moveDimension":{"source":{"sheetId":0,"dimension":"ROWS","startIndex":%d,"endIndex":%d},"destinationIndex":%d}}]}`
	for at, want := range map[[3]int]int{{0, 1, 2}: 501, {1, 2, 4}: 501, {3, 4, 5}: 200, {5, 6, 8}: 200} {
		s := New(Options{})
		s.Add(smallBook())
		s.Do("b", Merge("Sheet1!A2:A3"), Protect("Sheet1!B1:B20", "actionplan@council.iam.example"))
		if got := statusOf(s, update, fmt.Sprintf(move, at[0], at[1], at[2])); got != want {
			t.Errorf("%v: %d, want %d", at, got, want)
		}
	}
}

func smallBook() Book {
	b := smallTab
	b.ID = "b"
	return b
}

func TestSlashBeforeAVerbIsNothing(t *testing.T) {
	s := New(Options{Complain: func(m string) { t.Error(m) }})
	s.Add(smallBook())
	for _, request := range []string{"GET /v4/spreadsheets/b/", "GET /v4/spreadsheets/b/values/Sheet1!A1", "POST /v4/spreadsheets/b/:batchUpdate"} {
		body := ""
		if strings.HasPrefix(request, "POST") {
			body = writeX
		}
		if got := statusOf(s, request, body); got != 200 {
			t.Errorf("%s: %d", request, got)
		}
	}
}

func TestMetadataIDInUseIsRefused(t *testing.T) {
	d := sit(t, Options{}, smallTab)
	d.batch(createMeta(41, "batch", "one", whole1))
	d.refused("41", createMeta(42, "k", "v", onRow(0)), createMeta(41, "batch", "two", onRow(0)))
	d.want("GET /v4/spreadsheets/b/developerMetadata/41", "", 200,
		`{"metadataId":41,"metadataKey":"batch","metadataValue":"one","visibility":"DOCUMENT","location":{"locationType":"SPREADSHEET","spreadsheet":true}}`)
	if status, _ := d.ask("GET /v4/spreadsheets/b/developerMetadata/42", ""); status != 404 {
		t.Errorf("what was refused: %d", status)
	}
}

func TestMetadataBudget(t *testing.T) {
	d := sit(t, Options{}, smallTab)
	rest := strings.Repeat("x", metadataBudget-2)
	d.batch(createMeta(1, "k", rest, onRow(1)), createMeta(2, "k", rest, whole1), createMeta(3, "k", "", onRow(2)))
	d.refused("metadata", createMeta(4, "k", "", onRow(3)))
	d.refused("metadata", createMeta(4, "k", "x", whole1))
	d.batch(`{"deleteDeveloperMetadata":{"dataFilter":{"developerMetadataLookup":{"metadataId":1}}}}`, createMeta(4, "k", "", onRow(3)))
}

func TestMetadataSearch(t *testing.T) {
	d := sit(t, Options{}, smallTab)
	d.batch(createMeta(1, "ref", "1.1", onRow(1)), createMeta(2, "ref", "1.10", onRow(3)), createMeta(3, "batch", "x", whole1),
		createMeta(4, "tab", "y", `{"sheetId":0}`), createMeta(5, "col", "z", `{"dimensionRange":{"sheetId":0,"dimension":"COLUMNS","startIndex":2,"endIndex":3}}`))
	for lookup, want := range map[string][]int{
		`{}`:                    {3, 4, 1, 2, 5},
		`{"metadataKey":"ref"}`: {1, 2},
		`{"metadataKey":"ref","metadataValue":"1.10"}`: {2},
		`{"metadataId":5}`:         {5},
		`{"locationType":"ROW"}`:   {1, 2},
		`{"visibility":"PROJECT"}`: nil,
		`{"metadataLocation":` + onRow(1) + `,"locationMatchingStrategy":"EXACT_LOCATION"}`: {1},
		`{"metadataLocation":` + onRow(1) + `}`:                                             {4, 1, 5},
	} {
		_, v := d.ask("POST /v4/spreadsheets/b/developerMetadata:search", `{"dataFilters":[{"developerMetadataLookup":`+lookup+`}]}`)
		var got []int
		for _, m := range items(v.(object), "matchedDeveloperMetadata") {
			got = append(got, whole(part(m.(object), "developerMetadata"), "metadataId"))
		}
		if !cmp.Equal(got, want) {
			t.Errorf("%s: %v, want %v", lookup, got, want)
		}
	}
	status, _ := d.ask("POST /v4/spreadsheets/b/developerMetadata:search",
		`{"dataFilters":[{"developerMetadataLookup":{"metadataLocation":{"spreadsheet":true},"locationMatchingStrategy":"INTERSECTING_LOCATION"}}]}`)
	if status != 400 {
		t.Errorf("intersecting with the spreadsheet: %d", status)
	}
	d.want("POST /v4/spreadsheets/b/values:batchGetByDataFilter",
		`{"dataFilters":[{"developerMetadataLookup":{"metadataKey":"ref","metadataValue":"1.1"}}],"majorDimension":"ROWS"}`, 200,
		`{"spreadsheetId":"b","valueRanges":[{"valueRange":{"range":"Sheet1!A2:Z2","majorDimension":"ROWS","values":[["1.1"]]},"dataFilters":[{"developerMetadataLookup":{"metadataKey":"ref","metadataValue":"1.1"}}]}]}`)
	d.s.Do("b", InsertRowAbove("Sheet1", 1))
	if status, v := d.ask("POST /v4/spreadsheets/b/values:batchUpdateByDataFilter",
		`{"valueInputOption":"RAW","data":[{"dataFilter":{"developerMetadataLookup":{"metadataId":1}},"values":[[null,"Written"]]}]}`); status != 200 {
		t.Error(v)
	}
	if got := d.s.Cell("b", "Sheet1!B3").Shown; got != "Written" {
		t.Errorf("B3 = %q", got)
	}
}

func TestProtectedCellIsRefused(t *testing.T) {
	one := `{"updateCells":{"start":{"rowIndex":%d,"columnIndex":%d},"fields":"userEnteredValue","rows":[{"values":[{"userEnteredValue":{"stringValue":"x"}}]}]}}`
	fresh := func() *desk {
		d := sit(t, Options{}, smallTab)
		d.as("owner").batch(`{"addProtectedRange":{"protectedRange":{"protectedRangeId":1,"range":{"sheetId":0,"startRowIndex":1,"endRowIndex":3,"startColumnIndex":0,"endColumnIndex":2},
			"unprotectedRanges":[{"sheetId":0,"startRowIndex":2,"endRowIndex":3,"startColumnIndex":1,"endColumnIndex":2}],"editors":{"users":["partner@school.example"]}}}}`)
		return d
	}
	free := fmt.Sprintf(one, 0, 0)
	for name, request := range map[string]string{
		"a cell":           fmt.Sprintf(one, 1, 0),
		"a format":         `{"repeatCell":{"range":{"sheetId":0,"startRowIndex":1,"endRowIndex":2},"cell":{"note":"x"},"fields":"note"}}`,
		"deleting its row": `{"deleteDimension":{"range":{"sheetId":0,"dimension":"ROWS","startIndex":2,"endIndex":3}}}`,
		"moving its row":   `{"moveDimension":{"source":{"sheetId":0,"dimension":"ROWS","startIndex":1,"endIndex":2},"destinationIndex":5}}`,
		"sorting":          `{"sortRange":{"range":{"sheetId":0},"sortSpecs":[{"dimensionIndex":0}]}}`,
		"its protection":   `{"deleteProtectedRange":{"protectedRangeId":1}}`,
		"its tab":          `{"deleteSheet":{"sheetId":0}}`,
	} {
		d := fresh()
		d.refused(protectedCell, free, request)
		if name == "a cell" {
			status, v := d.ask("PUT "+values+"Sheet1!A1:A2?valueInputOption=RAW", `{"values":[["x"],["x"]]}`)
			if got := text(part(v.(object), "error"), "message"); status != 400 || got != protectedCell || d.s.Cell("b", "Sheet1!A1").Shown != "Ref" {
				t.Errorf("values.update: %d %q", status, got)
			}
		}
	}
	d := fresh()
	d.batch(fmt.Sprintf(one, 2, 1)) // unprotected
	d.as("partner").batch(fmt.Sprintf(one, 1, 0))
	d.as("owner").batch(fmt.Sprintf(one, 1, 0))
	d.want(get+"?fields=sheets.protectedRanges(protectedRangeId,requestingUserCanEdit,editors)", "", 200, `{"sheets":[{"protectedRanges":[{"protectedRangeId":1}]}]}`)
	d.as("owner").batch(`{"updateProtectedRange":{"protectedRange":{"protectedRangeId":1,"warningOnly":true},"fields":"warningOnly"}}`)
	d.batch(fmt.Sprintf(one, 1, 0)) // a warning stops nobody here
}

func TestLimits(t *testing.T) {
	d := sit(t, Options{}, Book{Tabs: []Tab{{RowCount: 5, ColumnCount: 3}}})
	full := strings.Repeat("é", longest)
	d.batch(`{"updateCells":{"start":{},"fields":"userEnteredValue","rows":[{"values":[{"userEnteredValue":{"stringValue":"` + full + `"}}]}]}}`)
	d.refused("Your input contains more than the maximum of 50000 characters in a single cell",
		`{"updateCells":{"start":{},"fields":"userEnteredValue","rows":[{"values":[{"userEnteredValue":{"stringValue":"`+full+`x"}}]}]}}`)
	for request, want := range map[[2]string]string{
		{"PUT " + values + "Sheet1!A1?valueInputOption=RAW", `{"values":[["` + full + `x"]]}`}:    "Your input contains more than the maximum of 50000 characters in a single cell.",
		{"GET " + values + "Nowhere!A1", ""}:                                                      "Unable to parse range: Nowhere!A1",
		{"GET " + values + "Sheet1!A1:!!", ""}:                                                    "Unable to parse range: Sheet1!A1:!!",
		{"GET " + values + "Sheet1!A6:B7", ""}:                                                    "Range (Sheet1!A6:B7) exceeds grid limits. Max rows: 5, max columns: 3",
		{"PUT " + values + "Sheet1!A1:B2?valueInputOption=RAW", `{"values":[["a"],["b"],["c"]]}`}: "Requested writing within range [Sheet1!A1:B2], but tried writing to row [3]",
		{"PUT " + values + "Sheet1!A1:B2?valueInputOption=RAW", `{"values":[["a","b","c"]]}`}:     "Requested writing within range [Sheet1!A1:B2], but tried writing to column [C]",
		{get + "?ranges=Nowhere", ""}:                                                             "Unable to parse range: Nowhere",
		{"PUT " + values + "Sheet1!A1", `{"values":[["a"]]}`}:                                     "'valueInputOption' is required but not specified",
	} {
		status, v := d.ask(request[0], request[1])
		if got := text(part(v.(object), "error"), "message"); status != 400 || got != want {
			t.Errorf("%s: %d %q, want %q", request[0], status, got, want)
		}
	}
	d.refused("too large", createMeta(1, "k", "v", onRow(5)))
	d.refused("No grid with id: 9", `{"updateCells":{"start":{"sheetId":9},"fields":"note","rows":[]}}`)
}

func TestWhoMayDoWhat(t *testing.T) {
	d := sit(t, Options{}, smallTab)
	search := [2]string{"POST /v4/spreadsheets/b/developerMetadata:search", `{"dataFilters":[{"developerMetadataLookup":{}}]}`}
	write := [2]string{"PUT " + values + "Sheet1!A1?valueInputOption=RAW", `{"values":[["x"]]}`}
	read := [2]string{get, ""}
	for _, x := range []struct {
		token string
		call  [2]string
		want  int
	}{
		{"", read, 401}, {"nobody", read, 401}, {"stranger", read, 403}, {"viewer", read, 200}, {"readonly", read, 200},
		{"viewer", write, 403}, {"readonly", write, 403}, {"readonly", search, 403}, {"partner", write, 200}, {"service", search, 200},
	} {
		if status, v := d.as(x.token).ask(x.call[0], x.call[1]); status != x.want {
			t.Errorf("%q %s: %d %v, want %d", x.token, x.call[0], status, v, x.want)
		}
	}
	d.s.AddWorkbook("x", "Plan.xlsx")
	d.want("GET /v4/spreadsheets/x", "", 400, `{"error":{"code":400,"message":"This operation is not supported for this document","status":"FAILED_PRECONDITION"}}`)
}

func TestQuota(t *testing.T) {
	d := sit(t, Options{ReadsPerMinute: 2, WritesPerMinute: 1}, smallTab)
	write := func(d *desk) int {
		status, _ := d.ask(update, `{"requests":[{"appendDimension":{"sheetId":0,"dimension":"ROWS","length":1}}]}`)
		return status
	}
	var seen []int
	for range 3 {
		status, _ := d.ask(get, "")
		seen = append(seen, status)
	}
	seen = append(seen, write(d), write(d), write(d.as("partner")))
	d.s.Clock().Advance(time.Minute)
	seen = append(seen, write(d))
	if want := []int{200, 200, 429, 200, 429, 200, 200}; !cmp.Equal(seen, want) {
		t.Errorf("%v, want %v", seen, want)
	}
	status, v, header := d.exchange(update, `{"requests":[{"appendDimension":{"sheetId":0,"dimension":"ROWS","length":1}}]}`)
	e := part(v.(object), "error")
	info := items(e, "details")[0].(object)
	if status != 429 || text(e, "status") != "RESOURCE_EXHAUSTED" || text(info, "reason") != "RATE_LIMIT_EXCEEDED" ||
		text(part(info, "metadata"), "quota_limit") != "WriteRequestsPerMinutePerUser" || text(part(info, "metadata"), "quota_limit_value") != "1" {
		t.Errorf("%d %v", status, v)
	}
	if got := header.Get("Retry-After"); got != "" {
		t.Errorf("Retry-After: %s", got)
	}
}

func TestProjectQuota(t *testing.T) {
	var users []User
	for i := range 6 {
		users = append(users, User{Token: fmt.Sprint(i), Email: fmt.Sprint(i, "@school.example"), Role: Editor})
	}
	d := sit(t, Options{ReadsPerMinute: 1, Users: users}, smallTab)
	for i := range 6 {
		status, v := d.as(fmt.Sprint(i)).ask(get, "")
		if want := map[bool]int{true: 200, false: 429}[i < 5]; status != want {
			t.Errorf("user %d: %d %v", i, status, v)
		}
	}
}

func TestRawNeverParses(t *testing.T) {
	d := sit(t, Options{}, Book{})
	for _, typed := range []string{"=1+1", "007", "1-2", "TRUE", "'0123", "2020-01-01", "$100.15", "5%", "31/3/26", "  x "} {
		if status, v := d.ask("PUT "+values+"Sheet1!A1?valueInputOption=RAW", fmt.Sprintf(`{"values":[[%q]]}`, typed)); status != 200 {
			t.Fatal(v)
		}
		c := d.s.Cell("b", "Sheet1!A1")
		if c.Entered != typed || c.Formula || c.Shown != typed || c.Format != "" {
			t.Errorf("%q: %+v", typed, c)
		}
	}
	d.ask("PUT "+values+"Sheet1!A1?valueInputOption=RAW", `{"values":[[7.5,true]]}`)
	if a, b := d.s.Cell("b", "Sheet1!A1").Entered, d.s.Cell("b", "Sheet1!B1").Entered; a != 7.5 || b != true {
		t.Errorf("%v %v", a, b)
	}
}

func TestUserEntered(t *testing.T) {
	for typed, want := range map[string]Cell{
		"plain words":  {Entered: "plain words", Shown: "plain words"},
		"test 1":       {Entered: "test 1", Shown: "test 1"},
		"3_1_0":        {Entered: "3_1_0", Shown: "3_1_0"},
		"007":          {Entered: 7.0, Shown: "7"},
		"42.01":        {Entered: 42.01, Shown: "42.01"},
		"2,000,000.01": {Entered: 2000000.01, Shown: "2,000,000.01", Format: "NUMBER", Pattern: "#,##0.00"},
		"2020-01-01":   {Entered: 43831.0, Shown: "2020-01-01", Format: "DATE", Pattern: "yyyy-mm-dd"},
		"$100.15":      {Entered: 100.15, Shown: "$100.15", Format: "CURRENCY", Pattern: `"$"#,##0.00`},
		"'0123":        {Entered: "0123", Shown: "0123"},
		"=1+1":         {Entered: "=1+1", Formula: true, Shown: "2"},
		"true":         {Entered: true, Shown: "TRUE"},
		"":             {},
	} {
		d := sit(t, Options{Results: map[string]any{"=1+1": 2}}, Book{})
		if status, v := d.ask("PUT "+values+"Sheet1!A1?valueInputOption=USER_ENTERED", fmt.Sprintf(`{"values":[[%q]]}`, typed)); status != 200 {
			t.Errorf("%q: %v", typed, v)
		}
		if got := d.s.Cell("b", "Sheet1!A1"); !cmp.Equal(got, want) {
			t.Errorf("%q: %s", typed, cmp.Diff(want, got))
		}
	}
	for _, typed := range []string{"3/4/26", "1-2", "5%", "1e5", "31 March 2026", "12:30", "+44 20", "Mar 2026", "£5", "1st May", "2020-13-01", "2/3", "+A1", "-B2"} {
		if v, _, bad := New(Options{}).userEntered(typed, nil); bad == nil || !bad.loud {
			t.Errorf("%q is taken for %+v", typed, v)
		}
	}
}

func TestFormulasAreNotCalculated(t *testing.T) {
	heard := 0
	d := sit(t, Options{Results: map[string]any{"=A1": "shown"}, Complain: func(string) { heard++ }}, Book{Tabs: []Tab{{Rows: [][]any{{Formula{"=1+1", 99}, nil, nil}}}}})
	d.batch(`{"updateCells":{"start":{"columnIndex":1},"fields":"userEnteredValue","rows":[{"values":[{"userEnteredValue":{"formulaValue":"=A1"}},{"userEnteredValue":{"formulaValue":"=2+2"}}]}]}}`)
	d.want("GET "+values+"Sheet1!A1:B1", "", 200, `{"range":"Sheet1!A1:B1","majorDimension":"ROWS","values":[["99","shown"]]}`)
	d.want("GET "+values+"Sheet1!C1?valueRenderOption=FORMULA", "", 200, `{"range":"Sheet1!C1","majorDimension":"ROWS","values":[["=2+2"]]}`)
	if heard != 0 {
		t.Errorf("complained %d times", heard)
	}
	if status, _ := d.ask("GET "+values+"Sheet1!C1", ""); status != http.StatusNotImplemented || heard != 1 {
		t.Errorf("status %d, complained %d times", status, heard)
	}
}

func TestUpdateCellsClearsWhatItNamesAndLacks(t *testing.T) {
	d := sit(t, Options{}, Book{Tabs: []Tab{{Rows: [][]any{{Noted{Date{Day: isoDay.Day, Pattern: "dd/mm/yyyy"}, "note"}, "b"}}}}})
	d.batch(`{"setDataValidation":{"range":{"startRowIndex":0,"endRowIndex":1,"startColumnIndex":0,"endColumnIndex":1},"rule":{"condition":{"type":"ONE_OF_LIST","values":[{"userEnteredValue":"y"}]},"strict":true,"showCustomUi":false}}}`,
		`{"updateCells":{"range":{"startRowIndex":0,"endRowIndex":1,"startColumnIndex":0,"endColumnIndex":2},"fields":"userEnteredValue","rows":[{"values":[{}]}]}}`)
	if got, want := d.s.Cell("b", "Sheet1!A1"), (Cell{Note: "note", Format: "DATE", Pattern: "dd/mm/yyyy", Rule: true}); !cmp.Equal(got, want) {
		t.Error(cmp.Diff(want, got))
	}
	if got := d.s.Cell("b", "Sheet1!B1"); !cmp.Equal(got, Cell{}) {
		t.Errorf("B1, beyond the data of the range: %+v", got)
	}
	d.want(get+"?fields=sheets.data.rowData.values.dataValidation&ranges=Sheet1!A1", "", 200,
		`{"sheets":[{"data":[{"rowData":[{"values":[{"dataValidation":{"condition":{"type":"ONE_OF_LIST","values":[{"userEnteredValue":"y"}]},"strict":true}}]}]}]}]}`)
	d.batch(`{"updateCells":{"start":{},"fields":"userEnteredValue,userEnteredFormat.numberFormat","rows":[{"values":[{"userEnteredValue":{"numberValue":46112},"userEnteredFormat":{"numberFormat":{"type":"DATE","pattern":"d mmmm yyyy"}}}]}]}}`)
	if got := d.s.Cell("b", "Sheet1!A1").Shown; got != "31 March 2026" {
		t.Errorf("A1 shows %q", got)
	}
}

func TestClearingAndWritingValuesKeepTheRest(t *testing.T) {
	for _, request := range [][2]string{
		{"POST " + values + "Sheet1!A1:B9:clear", ""},
		{"POST /v4/spreadsheets/b/values:batchClear", `{"ranges":["Sheet1!A1"]}`},
		{"PUT " + values + "Sheet1!A1?valueInputOption=RAW", `{"values":[[""]]}`},
		{"PUT " + values + "Sheet1!A1?valueInputOption=USER_ENTERED", `{"values":[[""]]}`},
	} {
		d := sit(t, Options{}, Book{Tabs: []Tab{{Rows: [][]any{{Noted{Date{Day: isoDay.Day, Pattern: "dd/mm/yyyy"}, "note"}}}}}})
		d.batch(`{"setDataValidation":{"range":{"startRowIndex":0,"endRowIndex":1,"startColumnIndex":0,"endColumnIndex":1},"rule":{"condition":{"type":"DATE_IS_VALID"}}}}`)
		if status, v := d.ask(request[0], request[1]); status != 200 {
			t.Errorf("%s: %v", request[0], v)
		}
		if got, want := d.s.Cell("b", "Sheet1!A1"), (Cell{Note: "note", Format: "DATE", Pattern: "dd/mm/yyyy", Rule: true}); !cmp.Equal(got, want) {
			t.Errorf("%s: %s", request[0], cmp.Diff(want, got))
		}
	}
}

func TestAppendCellsMakesTheGridLonger(t *testing.T) {
	d := sit(t, Options{}, Book{Tabs: []Tab{{Rows: [][]any{{"a"}, {nil}, {"c"}}, RowCount: 3, ColumnCount: 1}}})
	d.batch(`{"appendCells":{"sheetId":0,"fields":"userEnteredValue","rows":[{"values":[{"userEnteredValue":{"stringValue":"d"}}]},{"values":[{"userEnteredValue":{"stringValue":"e"}}]}]}}`)
	if got := d.s.Shown("b", "Sheet1"); !cmp.Equal(got, [][]string{{"a"}, nil, {"c"}, {"d"}, {"e"}}) {
		t.Error(got)
	}
	d.want(get+"?fields=sheets.properties.gridProperties", "", 200, `{"sheets":[{"properties":{"gridProperties":{"rowCount":5,"columnCount":1}}}]}`)
}

func TestDriveNoticesLate(t *testing.T) {
	d := sit(t, Options{}, smallTab)
	file := func() string {
		_, v := d.ask("GET /drive/v3/files/b?fields=version,modifiedTime", "")
		return text(v.(object), "version") + " " + text(v.(object), "modifiedTime")
	}
	if got := file(); got != "1 2026-03-02T09:00:00.000Z" {
		t.Error(got)
	}
	d.s.Clock().Advance(time.Minute)
	d.ask("PUT "+values+"Sheet1!A1?valueInputOption=RAW", `{"values":[["x"]]}`)
	d.s.Clock().Advance(3*time.Minute - time.Second)
	if got := file(); got != "1 2026-03-02T09:00:00.000Z" {
		t.Errorf("noticed too soon: %s", got)
	}
	d.s.Clock().Advance(time.Second)
	if got := file(); got != "2 2026-03-02T09:04:00.000Z" {
		t.Errorf("not noticed: %s", got)
	}
	d.s.Clock().Advance(time.Minute)
	d.batch(`{"updateSpreadsheetProperties":{"properties":{"title":"Other"},"fields":"title"}}`)
	if got := file(); got != "3 2026-03-02T09:05:00.000Z" {
		t.Errorf("a new title: %s", got)
	}
}
