package sheets

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"google.golang.org/api/googleapi"
	api "google.golang.org/api/sheets/v4"

	"actionplan/table"
)

// Place is where the partners' sheet is: the spreadsheet's id, and the id of
// the one tab that was agreed. A tab that is renamed keeps its id. Without one
// every tab is read.
type Place struct {
	ID  string
	Tab *int64
}

// PlaceOf takes a place from a sheet's address, or from its bare id.
func PlaceOf(address string) (Place, error) {
	id, tab, err := ParseSheetID(address)
	return Place{ID: id, Tab: tab}, err
}

// Address is where a person opens the sheet in a browser.
func (p Place) Address() string {
	address := "https://docs.google.com/spreadsheets/d/" + p.ID + "/edit"
	if p.Tab != nil {
		address += fmt.Sprintf("#gid=%d", *p.Tab)
	}
	return address
}

// Sheet is a Google Sheet as it stood at one moment.
type Sheet struct {
	Place    Place
	Title    string
	Locale   string
	TimeZone string
	Tabs     []*Tab

	client  *Client
	marks   []*api.DeveloperMetadata // the spreadsheet's own that were ours
	pending int64                    // the id of a batch of which it is not known whether it landed; 0 for none
}

// Tab is one tab of a sheet.
type Tab struct {
	ID      int64
	Title   string
	Hidden  bool
	Rows    int // as many as the tab has, blank ones included
	Columns int

	props     *api.SheetProperties
	rows      map[int][]*api.CellData // by row, both counted from 1 outside
	merges    []table.Range
	protected []*api.ProtectedRange
	rowMarks  map[int]*api.DeveloperMetadata
	grid      table.Grid
}

// sheetMask asks for what is needed and nothing else: values, types, formulas,
// row marks, protections and the locale, in one answer.
const sheetMask = "spreadsheetId,properties(title,locale,timeZone)," +
	"developerMetadata(metadataId,metadataKey,metadataValue)," +
	"sheets(properties(sheetId,title,index,sheetType,hidden,gridProperties),merges," +
	"protectedRanges(protectedRangeId,range,unprotectedRanges,warningOnly,requestingUserCanEdit,description)," +
	"conditionalFormats(ranges)," +
	"data(startRow,startColumn," +
	"rowMetadata(hiddenByUser,hiddenByFilter,developerMetadata(metadataId,metadataKey,metadataValue))," +
	"columnMetadata(hiddenByUser)," +
	"rowData(values(userEnteredValue,formattedValue,effectiveFormat(numberFormat(type)),userEnteredFormat(backgroundColor)))))"

// Open reads the sheet: one call, whatever its size.
func Open(ctx context.Context, client *Client, place Place) (*Sheet, error) {
	s := &Sheet{Place: place, client: client}
	return s.Again(ctx)
}

// Again reads the sheet as it stands now.
func (s *Sheet) Again(ctx context.Context) (*Sheet, error) {
	service, err := s.client.service(ctx)
	if err != nil {
		return nil, err
	}
	found, err := s.Place.get(ctx, service, sheetMask)
	if err != nil {
		return nil, s.client.ExplainRead(err)
	}
	return s.from(found)
}

// get reads with a mask. A tab is asked for by its id, which needs no
// knowledge of what it is called now.
func (p Place) get(ctx context.Context, service *api.Service, mask googleapi.Field) (*api.Spreadsheet, error) {
	if p.Tab == nil {
		return service.Spreadsheets.Get(p.ID).Fields(mask).Context(ctx).Do()
	}
	ask := &api.GetSpreadsheetByDataFilterRequest{DataFilters: []*api.DataFilter{
		{GridRange: &api.GridRange{SheetId: *p.Tab, ForceSendFields: []string{"SheetId"}}},
	}}
	return service.Spreadsheets.GetByDataFilter(p.ID, ask).Fields(mask).Context(ctx).Do()
}

// from makes a reading of what the server said.
func (s *Sheet) from(found *api.Spreadsheet) (*Sheet, error) {
	now := &Sheet{Place: s.Place, client: s.client, pending: s.pending}
	if found.Properties != nil {
		now.Title, now.Locale, now.TimeZone = found.Properties.Title, found.Properties.Locale, found.Properties.TimeZone
	}
	for _, m := range found.DeveloperMetadata {
		if m.MetadataKey == batchKey {
			now.marks = append(now.marks, m)
		}
	}
	for _, sheet := range found.Sheets {
		if sheet.Properties == nil || sheet.Properties.SheetType != "" && sheet.Properties.SheetType != "GRID" {
			continue
		}
		if s.Place.Tab != nil && sheet.Properties.SheetId != *s.Place.Tab {
			continue
		}
		now.Tabs = append(now.Tabs, newTab(sheet))
	}
	if len(now.Tabs) == 0 {
		return nil, s.noTab()
	}
	return now, nil
}

func (s *Sheet) noTab() error {
	sentence := "read the partners' sheet: it has no tab with cells"
	if s.Place.Tab != nil {
		sentence = fmt.Sprintf("read the partners' sheet: the tab with the number %d (gid) that was agreed is no longer there", *s.Place.Tab)
	}
	return &Refusal{Kind: NoSuchTab, Sentence: sentence, Advice: "open the right tab in the browser, and put its whole address, with #gid=…, under partner: sheet: in the settings"}
}

// Grids are the tabs as the reader of plans takes them.
func (s *Sheet) Grids() []table.Grid {
	grids := make([]table.Grid, len(s.Tabs))
	for i, t := range s.Tabs {
		grids[i] = t.grid
	}
	return grids
}

// tab is the tab with a title, nil where there is none.
func (s *Sheet) tab(title string) *Tab {
	for _, t := range s.Tabs {
		if t.Title == title {
			return t
		}
	}
	return nil
}

// Same says whether two readings hold the same words in the same cells under
// the same protections, so that what was worked out from one may be written
// over the other. What formulas show, and what a filter hides, may differ.
func (s *Sheet) Same(other *Sheet) bool {
	return other != nil && bytes.Equal(s.essence(), other.essence())
}

// essence is what two readings are compared by.
func (s *Sheet) essence() []byte {
	type tab struct {
		ID        int64
		Title     string
		Merges    []table.Range
		Protected []*api.ProtectedRange
		Rows      map[int][]*api.ExtendedValue
		Marks     map[int]string
	}
	var tabs []tab
	for _, t := range s.Tabs {
		e := tab{t.ID, t.Title, t.merges, t.protected, map[int][]*api.ExtendedValue{}, map[int]string{}}
		for number, cells := range t.rows {
			values := make([]*api.ExtendedValue, len(cells))
			for i, c := range cells {
				values[i] = c.UserEnteredValue
			}
			e.Rows[number] = trimmed(values)
		}
		for number, m := range t.rowMarks {
			e.Marks[number] = m.MetadataValue
		}
		tabs = append(tabs, e)
	}
	text, err := json.Marshal(tabs)
	if err != nil {
		panic("sheets: a reading cannot be put into words: " + err.Error())
	}
	return text
}

func trimmed(values []*api.ExtendedValue) []*api.ExtendedValue {
	for len(values) > 0 && values[len(values)-1] == nil {
		values = values[:len(values)-1]
	}
	return values
}

// service is the generated client over our own transport.
func (c *Client) service(ctx context.Context) (*api.Service, error) {
	return api.NewService(ctx, c.Options()...)
}

// NoSuchTab is the kind of refusal for a tab that was agreed and is gone.
const NoSuchTab Kind = "no such tab"
