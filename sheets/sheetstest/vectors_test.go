package sheetstest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// desk is a test's place at a server: every exchange over it is held to the
// discovery documents.
type desk struct {
	t     testing.TB
	s     *Server
	token string
}

// sit makes a server with one spreadsheet, b, and a place at it for the
// service account. What the server complains of fails the test.
func sit(t testing.TB, o Options, b Book) *desk {
	t.Helper()
	if o.Complain == nil {
		o.Complain = func(m string) { t.Error(m) }
	}
	if b.ID == "" {
		b.ID = "b"
	}
	s := New(o)
	s.Add(b)
	return &desk{t: t, s: s, token: "service"}
}

// as is the place of somebody else at the same server.
func (d *desk) as(token string) *desk { return &desk{d.t, d.s, token} }

// ask sends a request, written as METHOD /path?query, and returns its answer.
func (d *desk) ask(request, body string) (int, any) {
	d.t.Helper()
	status, v, _ := d.exchange(request, body)
	return status, v
}

func (d *desk) exchange(request, body string) (int, any, http.Header) {
	d.t.Helper()
	verb, target, _ := strings.Cut(request, " ")
	path, query, _ := strings.Cut(target, "?")
	u := &url.URL{Path: path, RawQuery: strings.ReplaceAll(query, " ", "%20")}
	r := httptest.NewRequest(verb, "http://sheets.example"+u.String(), strings.NewReader(body))
	if d.token != "" {
		r.Header.Set("Authorization", "Bearer "+d.token)
	}
	w := httptest.NewRecorder()
	d.s.ServeHTTP(w, r)
	var v any
	if strings.Contains(w.Header().Get("Content-Type"), "json") {
		if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
			d.t.Errorf("%s: %v", request, err)
		}
	} else if w.Body.Len() > 0 {
		v = w.Body.String()
	}
	checkExchange(d.t, verb, u, []byte(body), w.Code, v)
	return w.Code, v, w.Header()
}

// want asks, and compares the whole answer.
func (d *desk) want(request, body string, status int, answer string) {
	d.t.Helper()
	got, v := d.ask(request, body)
	var recorded any
	if answer != "" {
		if err := json.Unmarshal([]byte(answer), &recorded); err != nil {
			d.t.Fatalf("%s: %v", answer, err)
		}
	}
	if got != status || !cmp.Equal(v, recorded) {
		d.t.Errorf("%s %s\nstatus %d, want %d\n%s", request, body, got, status, cmp.Diff(recorded, v))
	}
}

// batch sends requests in one batchUpdate and wants it to go through.
func (d *desk) batch(requests ...string) {
	d.t.Helper()
	status, v := d.ask("POST /v4/spreadsheets/b:batchUpdate", `{"requests":[`+strings.Join(requests, ",")+`]}`)
	if status != http.StatusOK {
		d.t.Errorf("%v: %d %v", requests, status, v)
	}
}

// refused sends requests in one batchUpdate and wants it refused with 400 and
// a message, and nothing about the spreadsheet to change.
func (d *desk) refused(message string, requests ...string) {
	d.t.Helper()
	before := d.state()
	status, v := d.ask("POST /v4/spreadsheets/b:batchUpdate", `{"requests":[`+strings.Join(requests, ",")+`]}`)
	got := text(part(v.(object), "error"), "message")
	if status != http.StatusBadRequest || !strings.Contains(got, message) {
		d.t.Errorf("%v: %d %q, want 400 %q", requests, status, got, message)
	}
	if after := d.state(); !cmp.Equal(before, after) {
		d.t.Errorf("a refused batch changed the spreadsheet\n%s", cmp.Diff(before, after))
	}
}

// state is all there is of the spreadsheet.
func (d *desk) state() any {
	d.t.Helper()
	f := d.s.file("b")
	v := view{book: f.book, user: &User{Role: Owner}, mask: everything, grid: true}
	o, bad := v.spreadsheet()
	if bad != nil {
		d.t.Error(bad.message)
	}
	return clone(o)
}

const (
	get    = "GET /v4/spreadsheets/b"
	values = "/v4/spreadsheets/b/values/"
	update = "POST /v4/spreadsheets/b:batchUpdate"
)

// exchangeWant is one request and the whole of its answer.
type exchangeWant struct {
	request, body string
	status        int
	answer        string
}

func ok(request, body, answer string) exchangeWant {
	return exchangeWant{request, body, http.StatusOK, answer}
}

var (
	small    = [][]any{{"Ref", "Action", nil, "Due"}, {"1.1", nil, nil, nil}, {}, {"1.10", "Visit", nil, 46112.0}}
	smallTab = Book{Tabs: []Tab{{Rows: small}}}
	isoDay   = Date{Day: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), Pattern: "yyyy-mm-dd"}
	dated    = Book{Tabs: []Tab{{Rows: [][]any{{Formula{"=4/2", 2}, isoDay, "text", 53}, {0.12, true}}, RowCount: 2, ColumnCount: 4}}}
)

// vectors are the behaviours of the API that this server is built on, each as
// exchanges written here by hand.
var vectors = []struct {
	name  string
	book  Book
	token string
	steps []exchangeWant
}{
	{name: "an empty range has no values", book: smallTab, steps: []exchangeWant{
		ok("GET "+values+"'Sheet1'!C1:C4", "", `{"range":"Sheet1!C1:C4","majorDimension":"ROWS"}`),
	}},
	{name: "trailing empty cells and rows are cut, inner ones are \"\" and []", book: smallTab, steps: []exchangeWant{
		ok("GET "+values+"Sheet1!A1:F9", "", `{"range":"Sheet1!A1:F9","majorDimension":"ROWS","values":[["Ref","Action","","Due"],["1.1"],[],["1.10","Visit","","46112"]]}`),
	}},
	{name: "a simple title is echoed without quotes", book: smallTab, steps: []exchangeWant{
		ok("POST "+values+"'Sheet1'!A1:B2:clear", "", `{"spreadsheetId":"b","clearedRange":"Sheet1!A1:B2"}`),
		ok("POST "+values+"'Sheet1':clear", "{}", `{"spreadsheetId":"b","clearedRange":"Sheet1!A1:Z1000"}`),
	}},
	{name: "a title with a space, an emoji or the form of a cell is echoed in quotes", book: Book{Tabs: []Tab{{Title: "Action plan"}, {Title: "🌵 Plan"}, {Title: "D3"}, {Title: "It's"}}}, steps: []exchangeWant{
		ok("GET "+values+"Action plan!A1:B1", "", `{"range":"'Action plan'!A1:B1","majorDimension":"ROWS"}`),
		ok("GET "+values+"🌵 Plan!B:B", "", `{"range":"'🌵 Plan'!B1:B1000","majorDimension":"ROWS"}`),
		ok("GET "+values+"'D3'!A2:2", "", `{"range":"'D3'!A2:Z2","majorDimension":"ROWS"}`),
		ok("GET "+values+"'It''s'!A1", "", `{"range":"'It''s'!A1","majorDimension":"ROWS"}`),
		ok("GET "+values+"D3", "", `{"range":"'Action plan'!D3","majorDimension":"ROWS"}`),
	}},
	{name: "an echoed range is whole and within the grid", book: Book{Tabs: []Tab{{RowCount: 20, ColumnCount: 5}}}, steps: []exchangeWant{
		ok("GET "+values+"Sheet1!A:A", "", `{"range":"Sheet1!A1:A20","majorDimension":"ROWS"}`),
		ok("GET "+values+"Sheet1!B3:Z99", "", `{"range":"Sheet1!B3:E20","majorDimension":"ROWS"}`),
		ok("GET "+values+"Sheet1!3:4", "", `{"range":"Sheet1!A3:E4","majorDimension":"ROWS"}`),
		ok("GET "+values+"Sheet1!C2:B1", "", `{"range":"Sheet1!B1:C2","majorDimension":"ROWS"}`),
		ok("GET "+values+"Sheet1", "", `{"range":"Sheet1!A1:E20","majorDimension":"ROWS"}`),
	}},
	{name: "a date unformatted is its serial number", book: dated, steps: []exchangeWant{
		ok("GET "+values+"Sheet1?valueRenderOption=UNFORMATTED_VALUE&dateTimeRenderOption=SERIAL_NUMBER", "",
			`{"range":"Sheet1!A1:D2","majorDimension":"ROWS","values":[[2,43831,"text",53],[0.12,true]]}`),
	}},
	{name: "a date unformatted may be asked for as it shows, and numbers stay numbers", book: dated, steps: []exchangeWant{
		ok("GET "+values+"Sheet1?valueRenderOption=UNFORMATTED_VALUE&dateTimeRenderOption=FORMATTED_STRING", "",
			`{"range":"Sheet1!A1:D2","majorDimension":"ROWS","values":[[2,"2020-01-01","text",53],[0.12,true]]}`),
	}},
	{name: "formatted values are texts whatever is asked of dates", book: dated, steps: []exchangeWant{
		ok("GET "+values+"Sheet1?valueRenderOption=FORMATTED_VALUE&dateTimeRenderOption=SERIAL_NUMBER", "",
			`{"range":"Sheet1!A1:D2","majorDimension":"ROWS","values":[["2","2020-01-01","text","53"],["0.12","TRUE"]]}`),
	}},
	{name: "formulas may be asked for, and dates stay serial numbers", book: dated, steps: []exchangeWant{
		ok("GET "+values+"Sheet1?valueRenderOption=FORMULA", "",
			`{"range":"Sheet1!A1:D2","majorDimension":"ROWS","values":[["=4/2",43831,"text",53],[0.12,true]]}`),
	}},
	{name: "columns may be asked for", book: smallTab, steps: []exchangeWant{
		ok("GET "+values+"Sheet1!A1:D4?majorDimension=COLUMNS", "",
			`{"range":"Sheet1!A1:D4","majorDimension":"COLUMNS","values":[["Ref","1.1","","1.10"],["Action","","","Visit"],[],["Due","","","46112"]]}`),
	}},
	{name: "an update counts only cells that are not null", book: smallTab, steps: []exchangeWant{
		ok("PUT "+values+"Sheet1!A1:D6?valueInputOption=RAW", `{"values":[["corner",null,null,null],[],[null],[],[],[null,null,null,"other"]]}`,
			`{"spreadsheetId":"b","updatedRange":"Sheet1!A1:D6","updatedRows":2,"updatedColumns":2,"updatedCells":2}`),
		ok("PUT "+values+"Sheet1!A1:D6?valueInputOption=RAW", `{"values":[[null,null],[null,"one"]]}`,
			`{"spreadsheetId":"b","updatedRange":"Sheet1!B2","updatedRows":1,"updatedColumns":1,"updatedCells":1}`),
		ok("GET "+values+"Sheet1!A1:B2", "", `{"range":"Sheet1!A1:B2","majorDimension":"ROWS","values":[["corner","Action"],["1.1","one"]]}`),
	}},
	{name: "an empty text empties its cell and counts", book: smallTab, steps: []exchangeWant{
		ok("PUT "+values+"Sheet1!A1:B1?valueInputOption=RAW", `{"values":[["",""]]}`,
			`{"spreadsheetId":"b","updatedRange":"Sheet1!A1:B1","updatedRows":1,"updatedColumns":2,"updatedCells":2}`),
		ok("GET "+values+"Sheet1!A1:B1", "", `{"range":"Sheet1!A1:B1","majorDimension":"ROWS"}`),
	}},
	{name: "an update from one cell spreads", book: smallTab, steps: []exchangeWant{
		ok("PUT "+values+"Sheet1!B2?valueInputOption=RAW&includeValuesInResponse=true", `{"values":[["a","b"],["c"]]}`,
			`{"spreadsheetId":"b","updatedRange":"Sheet1!B2:C3","updatedRows":2,"updatedColumns":2,"updatedCells":3,
			"updatedData":{"range":"Sheet1!B2:C3","majorDimension":"ROWS","values":[["a","b"],["c"]]}}`),
	}},
	{name: "a batch of values totals distinct rows, columns and tabs", book: smallTab, steps: []exchangeWant{
		ok("POST /v4/spreadsheets/b/values:batchUpdate", `{"valueInputOption":"RAW","data":[{"range":"Sheet1!A1:D1","values":[["a","b","","d"]]},{"range":"'Sheet1'!A4:D4","values":[["a","b","","d"]]},{"range":"Sheet1!B4","values":[["bb"]]}]}`,
			`{"spreadsheetId":"b","totalUpdatedRows":2,"totalUpdatedColumns":4,"totalUpdatedCells":9,"totalUpdatedSheets":1,"responses":[
			{"spreadsheetId":"b","updatedRange":"Sheet1!A1:D1","updatedRows":1,"updatedColumns":4,"updatedCells":4},
			{"spreadsheetId":"b","updatedRange":"Sheet1!A4:D4","updatedRows":1,"updatedColumns":4,"updatedCells":4},
			{"spreadsheetId":"b","updatedRange":"Sheet1!B4","updatedRows":1,"updatedColumns":1,"updatedCells":1}]}`),
	}},
	{name: "values of several ranges", book: smallTab, steps: []exchangeWant{
		ok("GET /v4/spreadsheets/b/values:batchGet?ranges=Sheet1!A1:B1&ranges=Sheet1!C:C", "",
			`{"spreadsheetId":"b","valueRanges":[{"range":"Sheet1!A1:B1","majorDimension":"ROWS","values":[["Ref","Action"]]},{"range":"Sheet1!C1:C1000","majorDimension":"ROWS"}]}`),
		ok("POST /v4/spreadsheets/b/values:batchClear", `{"ranges":["Sheet1!A1:B1","'Sheet1'!C2:E2"]}`, `{"spreadsheetId":"b","clearedRanges":["Sheet1!A1:B1","Sheet1!C2:E2"]}`),
	}},
	{name: "appending to an empty tab names no table, and names it from then on", steps: []exchangeWant{
		ok("POST "+values+"Sheet1:append?valueInputOption=RAW", `{"values":[["a","b"]]}`,
			`{"spreadsheetId":"b","updates":{"spreadsheetId":"b","updatedRange":"Sheet1!A1:B1","updatedRows":1,"updatedColumns":2,"updatedCells":2}}`),
		ok("POST "+values+"Sheet1:append?valueInputOption=RAW", `{"values":[["c","d"]]}`,
			`{"spreadsheetId":"b","tableRange":"Sheet1!A1:B1","updates":{"spreadsheetId":"b","updatedRange":"Sheet1!A2:B2","updatedRows":1,"updatedColumns":2,"updatedCells":2}}`),
	}},
	{name: "appending answers with the box of what is not null, in a tab whose title needs no quotes for its dot",
		book: Book{Tabs: []Tab{{Title: "Plan.2026", Rows: [][]any{{"Ref", "Action", "Lead"}}}}}, steps: []exchangeWant{
			ok("POST "+values+"Plan.2026!A1:append?valueInputOption=RAW&includeValuesInResponse=true", `{"values":[["1.1",null,"Head",null],[null,"Write",null,null],[null,null,null,null]]}`,
				`{"spreadsheetId":"b","tableRange":"Plan.2026!A1:C1","updates":{"spreadsheetId":"b","updatedRange":"Plan.2026!A2:C3","updatedRows":2,"updatedColumns":3,"updatedCells":3,
				"updatedData":{"range":"Plan.2026!A2:D4","majorDimension":"ROWS","values":[["1.1","","Head"],["","Write"]]}}}`),
			ok("POST "+values+"Plan.2026!A1:append?valueInputOption=RAW", `{"values":[[null,"only",null]]}`,
				`{"spreadsheetId":"b","tableRange":"Plan.2026!A1:C3","updates":{"spreadsheetId":"b","updatedRange":"Plan.2026!B4","updatedRows":1,"updatedColumns":1,"updatedCells":1}}`),
			ok("GET /v4/spreadsheets/b/values:batchGet?ranges=Plan.2026!B2:B3&ranges='Plan.2026'!A1", "",
				`{"spreadsheetId":"b","valueRanges":[{"range":"Plan.2026!B2:B3","majorDimension":"ROWS","values":[[],["Write"]]},{"range":"Plan.2026!A1","majorDimension":"ROWS","values":[["Ref"]]}]}`),
		}},
	{name: "appending finds the last table of its range", book: Book{Tabs: []Tab{{Rows: [][]any{
		{"x", "y", "z"}, {"x", "y", "z"}, {}, {nil, "x", "y", "z"}, {nil, "x", "y", "z"}, {nil, "x", "y", "z"}}}}}, steps: []exchangeWant{
		ok("POST "+values+"Sheet1!B2:D4:append?valueInputOption=RAW", `{"values":[["7"]]}`,
			`{"spreadsheetId":"b","tableRange":"Sheet1!B4:D6","updates":{"spreadsheetId":"b","updatedRange":"Sheet1!B7","updatedRows":1,"updatedColumns":1,"updatedCells":1}}`),
		ok("POST "+values+"Sheet1!A1:append?valueInputOption=RAW", `{"values":[["3"]]}`,
			`{"spreadsheetId":"b","tableRange":"Sheet1!A1:C2","updates":{"spreadsheetId":"b","updatedRange":"Sheet1!A3","updatedRows":1,"updatedColumns":1,"updatedCells":1}}`),
		ok("POST "+values+"Sheet1!E4:append?valueInputOption=RAW", `{"values":[["e"]]}`,
			`{"spreadsheetId":"b","updates":{"spreadsheetId":"b","updatedRange":"Sheet1!E4","updatedRows":1,"updatedColumns":1,"updatedCells":1}}`),
	}},
	{name: "appending with nulls shrinks to what was written, and echoes what was asked", book: Book{Tabs: []Tab{{Rows: [][]any{{"a", "b", "c"}}}}}, steps: []exchangeWant{
		ok("POST "+values+"Sheet1:append?valueInputOption=RAW&insertDataOption=INSERT_ROWS&includeValuesInResponse=true", `{"values":[["1",null,null]]}`,
			`{"spreadsheetId":"b","tableRange":"Sheet1!A1:C1","updates":{"spreadsheetId":"b","updatedRange":"Sheet1!A2","updatedRows":1,"updatedColumns":1,"updatedCells":1,
			"updatedData":{"range":"Sheet1!A2:C2","majorDimension":"ROWS","values":[["1"]]}}}`),
	}},
	{name: "inserting rows moves cells and formulas down, and is answered with {}", book: Book{Tabs: []Tab{{Rows: [][]any{{"a", Formula{"=1+1", 2}}}, RowCount: 3}}}, steps: []exchangeWant{
		ok(update, `{"requests":[{"insertDimension":{"range":{"sheetId":0,"dimension":"ROWS","startIndex":0,"endIndex":1},"inheritFromBefore":false}}]}`, `{"spreadsheetId":"b","replies":[{}]}`),
		ok("GET "+values+"Sheet1!A1:B?valueRenderOption=FORMULA", "", `{"range":"Sheet1!A1:B4","majorDimension":"ROWS","values":[[],["a","=1+1"]]}`),
	}},
	{name: "deleting rows closes up and shrinks the grid; deleting a range does not", book: Book{Tabs: []Tab{{Rows: small, RowCount: 9, ColumnCount: 4}}}, steps: []exchangeWant{
		ok(update, `{"requests":[{"deleteDimension":{"range":{"sheetId":0,"dimension":"ROWS","startIndex":1,"endIndex":3}}}]}`, `{"spreadsheetId":"b","replies":[{}]}`),
		ok("GET "+values+"Sheet1", "", `{"range":"Sheet1!A1:D7","majorDimension":"ROWS","values":[["Ref","Action","","Due"],["1.10","Visit","","46112"]]}`),
		ok(update, `{"requests":[{"deleteRange":{"range":{"sheetId":0,"startRowIndex":0,"endRowIndex":1},"shiftDimension":"ROWS"}}]}`,
			`{"spreadsheetId":"b","replies":[{}]}`),
		ok("GET "+values+"Sheet1", "", `{"range":"Sheet1!A1:D7","majorDimension":"ROWS","values":[["1.10","Visit","","46112"]]}`),
	}},
	{name: "a new tab is answered with its properties, a deleted one with {}", steps: []exchangeWant{
		ok(update, `{"requests":[{"addSheet":{"properties":{"sheetId":7,"title":"Two","sheetType":"GRID","gridProperties":{"rowCount":1,"columnCount":2}}}}]}`,
			`{"spreadsheetId":"b","replies":[{"addSheet":{"properties":{"sheetId":7,"title":"Two","index":1,"sheetType":"GRID","gridProperties":{"rowCount":1,"columnCount":2}}}}]}`),
		ok(update, `{"requests":[{"deleteSheet":{"sheetId":7}}]}`, `{"spreadsheetId":"b","replies":[{}]}`),
	}},
	{name: "a GridRange in an answer omits a sheetId of 0 and keeps a row of 0; whoever protects may edit", token: "service", steps: []exchangeWant{
		ok(update, `{"requests":[{"addProtectedRange":{"protectedRange":{"protectedRangeId":9,"range":{"sheetId":0,"startRowIndex":0,"endRowIndex":2,"startColumnIndex":0,"endColumnIndex":2},"description":null,"warningOnly":false,"requestingUserCanEdit":false,"editors":{"users":[],"groups":[]}}}}]}`,
			`{"spreadsheetId":"b","replies":[{"addProtectedRange":{"protectedRange":{"protectedRangeId":9,"range":{"startRowIndex":0,"endRowIndex":2,"startColumnIndex":0,"endColumnIndex":2},"requestingUserCanEdit":true,"editors":{}}}}]}`),
		ok(get+"?fields=sheets.protectedRanges(editors,requestingUserCanEdit)", "",
			`{"sheets":[{"protectedRanges":[{"requestingUserCanEdit":true,"editors":{"users":["actionplan@council.iam.example"]}}]}]}`),
	}},
	{name: "properties of a tab keep a sheetId and an index of 0", steps: []exchangeWant{
		ok(get+"?fields=sheets.properties", "", `{"sheets":[{"properties":{"sheetId":0,"title":"Sheet1","index":0,"sheetType":"GRID","gridProperties":{"rowCount":1000,"columnCount":26}}}]}`),
	}},
	{name: "a mask of cells on an empty tab", steps: []exchangeWant{
		ok(get+"?fields=sheets.data.rowData.values.note", "", `{"sheets":[{"data":[{}]}]}`),
		ok(get+"?fields=sheets/data/rowData/values/note&ranges='Sheet1'!A1", "", `{"sheets":[{"data":[{}]}]}`),
		ok(get+"?fields=namedRanges", "", `{}`),
		ok(get+"?fields=sheets.properties.tabColorStyle", "", `{"sheets":[{"properties":{}}]}`),
	}},
	{name: "sorting", book: Book{Tabs: []Tab{{Rows: [][]any{{"pear", 3}, {"apple", 1}, {nil, 9}, {"Fig", 2}}}}}, steps: []exchangeWant{
		ok(update, `{"requests":[{"sortRange":{"range":{"startRowIndex":0,"endRowIndex":4,"startColumnIndex":0,"endColumnIndex":2},"sortSpecs":[{"dimensionIndex":0,"sortOrder":"ASCENDING"}]}}]}`, `{"spreadsheetId":"b","replies":[{}]}`),
		ok("GET "+values+"Sheet1!A1:B4", "", `{"range":"Sheet1!A1:B4","majorDimension":"ROWS","values":[["apple","1"],["Fig","2"],["pear","3"],["","9"]]}`),
		ok(update, `{"requests":[{"sortRange":{"range":{"startRowIndex":0,"endRowIndex":4,"startColumnIndex":0,"endColumnIndex":2},"sortSpecs":[{"dimensionIndex":0,"sortOrder":"DESCENDING"}]}}]}`, `{"spreadsheetId":"b","replies":[{}]}`),
		ok("GET "+values+"Sheet1!A1:A4", "", `{"range":"Sheet1!A1:A4","majorDimension":"ROWS","values":[["pear"],["Fig"],["apple"]]}`),
	}},
	{name: "a named range of a tab is echoed in A1", steps: []exchangeWant{
		ok(update, `{"requests":[{"addNamedRange":{"namedRange":{"namedRangeId":"n","name":"Plan","range":{"startRowIndex":1,"endRowIndex":3,"startColumnIndex":0,"endColumnIndex":2}}}}]}`,
			`{"spreadsheetId":"b","replies":[{"addNamedRange":{"namedRange":{"namedRangeId":"n","name":"Plan","range":{"startRowIndex":1,"endRowIndex":3,"startColumnIndex":0,"endColumnIndex":2}}}}]}`),
		ok("GET "+values+"'Sheet1'!Plan", "", `{"range":"Sheet1!A2:B3","majorDimension":"ROWS"}`),
		ok("GET "+values+"Plan", "", `{"range":"Sheet1!A2:B3","majorDimension":"ROWS"}`),
	}},
	{name: "404", steps: []exchangeWant{
		{"GET /v4/spreadsheets/nowhere", "", 404, `{"error":{"code":404,"message":"Requested entity was not found.","status":"NOT_FOUND"}}`},
	}},
	{name: "403", token: "stranger", steps: []exchangeWant{
		{get, "", 403, `{"error":{"code":403,"message":"The caller does not have permission","status":"PERMISSION_DENIED"}}`},
	}},
	{name: "400 names the member at fault", steps: []exchangeWant{
		{"PUT " + values + "Sheet1!A1?valueInputOption=RAW", `{"values":"X","majorDimension":null}`, 400,
			`{"error":{"code":400,"message":"Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"X\"","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{"field":"data.values","description":"Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"X\""}]}]}}`},
	}},
	{name: "400 names the request at fault, and nothing is applied", steps: []exchangeWant{
		{update, `{"requests":[{"updateSheetProperties":{"properties":{"sheetId":0,"title":"Other"},"fields":"title"}},{"updateSheetProperties":{"properties":{"sheetId":0,"hidden":true},"fields":"hidden"}}]}`, 400,
			`{"error":{"code":400,"message":"Invalid requests[1].updateSheetProperties: You can't hide all the sheets in a document.","status":"INVALID_ARGUMENT"}}`},
		ok(get+"?fields=sheets.properties.title", "", `{"sheets":[{"properties":{"title":"Sheet1"}}]}`),
	}},
	{name: "export as CSV", book: smallTab, steps: []exchangeWant{
		ok("GET /drive/v3/files/b/export?mimeType=text/csv", "", `"Ref,Action,,Due\r\n1.1,,,\r\n,,,\r\n1.10,Visit,,46112"`),
	}},
	{name: "the spreadsheet after a batch, cut to ranges and a mask", book: smallTab, steps: []exchangeWant{
		ok(update+"?fields=replies,updatedSpreadsheet.sheets.data(startRow,rowData.values.formattedValue)",
			`{"requests":[{"deleteRange":{"range":{"sheetId":0,"startRowIndex":1,"endRowIndex":2},"shiftDimension":"ROWS"}}],"includeSpreadsheetInResponse":true,"responseRanges":["Sheet1!A3:B3"]}`,
			`{"replies":[{}],"updatedSpreadsheet":{"sheets":[{"data":[{"startRow":2,"rowData":[{"values":[{"formattedValue":"1.10"},{"formattedValue":"Visit"}]}]}]}]}}`),
	}},
	{name: "cells: what was entered, what it comes to and how it shows; startRow and startColumn only where not 0", book: Book{Locale: "en_GB", Tabs: []Tab{{Rows: [][]any{
		{"x", "y"}, {"y", Date{Day: time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)}, Formula{"=A1", "#N/A"}, Noted{0.5, "half"}}}}}}, steps: []exchangeWant{
		ok(update, `{"requests":[{"repeatCell":{"range":{"startRowIndex":1,"endRowIndex":2,"startColumnIndex":4,"endColumnIndex":5},"cell":{"userEnteredFormat":{"numberFormat":{"type":"PERCENT","pattern":"0.0%"}}},"fields":"userEnteredFormat.numberFormat"}}]}`, `{"spreadsheetId":"b","replies":[{}]}`),
		ok(get+"?ranges=Sheet1!B2:F3&fields=sheets.data(startRow,startColumn,rowData.values(userEnteredValue,effectiveValue,formattedValue,userEnteredFormat,effectiveFormat.numberFormat,note))", "",
			`{"sheets":[{"data":[{"startRow":1,"startColumn":1,"rowData":[{"values":[
			{"userEnteredValue":{"numberValue":46112},"effectiveValue":{"numberValue":46112},"formattedValue":"31/03/2026","userEnteredFormat":{"numberFormat":{"type":"DATE"}},"effectiveFormat":{"numberFormat":{"type":"DATE"}}},
			{"userEnteredValue":{"formulaValue":"=A1"},"effectiveValue":{"errorValue":{"type":"N_A"}},"formattedValue":"#N/A","effectiveFormat":{}},
			{"userEnteredValue":{"numberValue":0.5},"effectiveValue":{"numberValue":0.5},"formattedValue":"0.5","effectiveFormat":{},"note":"half"},
			{"userEnteredFormat":{"numberFormat":{"type":"PERCENT","pattern":"0.0%"}},"effectiveFormat":{"numberFormat":{"type":"PERCENT","pattern":"0.0%"}}}
			]}]}]}]}`),
	}},
	{name: "a formula's date shows as one, and what was entered has no format", book: Book{Locale: "en_GB", Tabs: []Tab{{Rows: [][]any{
		{Formula{"=TODAY()", Date{Day: time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC), Pattern: "dd/mm/yyyy"}}}}}}}, steps: []exchangeWant{
		ok(get+"?fields=sheets.data.rowData.values(userEnteredFormat,formattedValue,effectiveValue,effectiveFormat.numberFormat)&ranges=Sheet1!A1", "",
			`{"sheets":[{"data":[{"rowData":[{"values":[{"formattedValue":"31/03/2026","effectiveValue":{"numberValue":46112},"effectiveFormat":{"numberFormat":{"type":"DATE","pattern":"dd/mm/yyyy"}}}]}]}]}]}`),
		ok("GET "+values+"Sheet1!A1?valueRenderOption=UNFORMATTED_VALUE&dateTimeRenderOption=FORMATTED_STRING", "", `{"range":"Sheet1!A1","majorDimension":"ROWS","values":[["31/03/2026"]]}`),
	}},
}

func TestVectors(t *testing.T) {
	for _, v := range vectors {
		t.Run(v.name, func(t *testing.T) {
			d := sit(t, Options{}, v.book)
			if v.token != "" {
				d.token = v.token
			}
			for _, step := range v.steps {
				d.want(step.request, step.body, step.status, step.answer)
			}
		})
	}
}

// statusOf sends a request that need not be the API's.
func statusOf(s *Server, request, body string) int {
	verb, target, _ := strings.Cut(request, " ")
	r := httptest.NewRequest(verb, "http://sheets.example"+strings.ReplaceAll(target, " ", "%20"), strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer service")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Code
}
