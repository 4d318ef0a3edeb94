// Package clients holds the practice server to clients that others wrote.
package clients

import (
	"context"
	"net/http/httptest"
	"testing"

	"golang.org/x/oauth2"
	"google.golang.org/api/option"
	"google.golang.org/api/sheets/v4"

	"actionplan/sheets/sheetstest"
)

// signedIn is Google's own Go client, signed in with a token and pointed at the
// server.
func signedIn(t *testing.T, s *sheetstest.Server, token string) *sheets.Service {
	t.Helper()
	web := httptest.NewServer(s)
	t.Cleanup(web.Close)
	c, err := sheets.NewService(context.Background(), option.WithEndpoint(web.URL+"/"),
		option.WithTokenSource(oauth2.StaticTokenSource(&oauth2.Token{AccessToken: token})))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// practice is a small plan on a server that fails the test where it is asked
// for more than it knows.
func practice(t *testing.T) *sheetstest.Server {
	t.Helper()
	s := sheetstest.New(sheetstest.Options{Complain: func(m string) { t.Error(m) }, SortCarriesMetadata: true})
	s.Add(sheetstest.Book{ID: "plan", Tabs: []sheetstest.Tab{{Title: "Plan", Rows: [][]any{
		{"Ref", "Action", "Due"},
		{"1.1", "Write to schools", "31/3/26"},
		{"1.10", "Visit each school", 46112},
	}}}})
	return s
}

func TestGoogleClientReadsAndWrites(t *testing.T) {
	s := practice(t)
	c := signedIn(t, s, "service")
	got, err := c.Spreadsheets.Get("plan").Ranges("Plan").Fields("spreadsheetId,properties(locale,timeZone),developerMetadata,sheets(properties,merges,protectedRanges(range,warningOnly,requestingUserCanEdit),developerMetadata,data(startRow,startColumn,rowMetadata(developerMetadata,hiddenByUser,hiddenByFilter),columnMetadata(developerMetadata),rowData(values(userEnteredValue,formattedValue,effectiveFormat.numberFormat.type,note))))").Do()
	if err != nil {
		t.Fatal(err)
	}
	if v := got.Sheets[0].Data[0].RowData[2].Values[0]; v.FormattedValue != "1.10" || *v.UserEnteredValue.StringValue != "1.10" {
		t.Errorf("A3 = %+v", v)
	}
	text := "1.2"
	reply, err := c.Spreadsheets.BatchUpdate("plan", &sheets.BatchUpdateSpreadsheetRequest{
		Requests: []*sheets.Request{
			{CreateDeveloperMetadata: &sheets.CreateDeveloperMetadataRequest{DeveloperMetadata: &sheets.DeveloperMetadata{
				MetadataId: 77, MetadataKey: "k", MetadataValue: "v", Visibility: "DOCUMENT",
				Location: &sheets.DeveloperMetadataLocation{DimensionRange: &sheets.DimensionRange{Dimension: "ROWS", StartIndex: 1, EndIndex: 2}},
			}}},
			{UpdateCells: &sheets.UpdateCellsRequest{
				Start: &sheets.GridCoordinate{RowIndex: 1}, Fields: "userEnteredValue",
				Rows: []*sheets.RowData{{Values: []*sheets.CellData{{UserEnteredValue: &sheets.ExtendedValue{StringValue: &text}}}}},
			}},
		},
		IncludeSpreadsheetInResponse: true, ResponseRanges: []string{"Plan!A2:B2"},
	}).Fields("replies,updatedSpreadsheet.sheets.data(rowMetadata.developerMetadata,rowData.values.formattedValue)").Do()
	if err != nil {
		t.Fatal(err)
	}
	after := reply.UpdatedSpreadsheet.Sheets[0].Data[0]
	if after.RowData[0].Values[0].FormattedValue != "1.2" || after.RowMetadata[0].DeveloperMetadata[0].MetadataId != 77 {
		t.Errorf("after = %+v", after)
	}
}
