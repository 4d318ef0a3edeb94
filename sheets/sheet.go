package sheets

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

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
	Others   []*Tab // the tabs that are not the agreed one, as they stood when the sheet was opened

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
// chips, drop-downs, row marks, protections and the locale, in one answer. Of
// what formulas come to only numbers and truths are asked for: a date is read
// by its number, however it is shown.
const sheetMask = "spreadsheetId,properties(title,locale,timeZone)," +
	"developerMetadata(metadataId,metadataKey,metadataValue)," +
	"sheets(properties(sheetId,title,index,sheetType,hidden,gridProperties),merges," +
	"protectedRanges(protectedRangeId,range,unprotectedRanges,warningOnly,requestingUserCanEdit,description)," +
	"conditionalFormats(ranges)," +
	"data(startRow,startColumn," +
	"rowMetadata(hiddenByUser,hiddenByFilter,developerMetadata(metadataId,metadataKey,metadataValue))," +
	"columnMetadata(hiddenByUser)," +
	"rowData(values(userEnteredValue,formattedValue,effectiveValue(numberValue,boolValue)," +
	"effectiveFormat(numberFormat(type,pattern)),userEnteredFormat(backgroundColor,numberFormat,textFormat(bold,strikethrough))," +
	"textFormatRuns,chipRuns,hyperlink,dataValidation(strict,condition)))))"

// Open reads the sheet, with every tab it has: one call, whatever its size.
// The agreed tab is the plan; the others are looked at for a second copy of it.
func Open(ctx context.Context, client *Client, place Place) (*Sheet, error) {
	s := &Sheet{Place: place, client: client}
	service, err := client.service(ctx)
	if err != nil {
		return nil, err
	}
	found, err := service.Spreadsheets.Get(place.ID).Fields(sheetMask).Context(ctx).Do()
	if err != nil {
		return nil, client.ExplainRead(err)
	}
	return s.from(found)
}

// Again reads the sheet as it stands now: of one that was agreed on, only its
// tab.
func (s *Sheet) Again(ctx context.Context) (*Sheet, error) {
	service, err := s.client.service(ctx)
	if err != nil {
		return nil, err
	}
	found, err := s.Place.get(ctx, service, sheetMask)
	if err != nil {
		if gone := s.tabGone(ctx, service, err); gone != nil {
			return nil, gone
		}
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

// tabGone is the refusal where a tab was asked for by its number and is not
// there any more: Google only says that the request was wrong.
func (s *Sheet) tabGone(ctx context.Context, service *api.Service, err error) error {
	var refused *googleapi.Error
	if s.Place.Tab == nil || !errors.As(err, &refused) || refused.Code != http.StatusBadRequest {
		return nil
	}
	found, err := service.Spreadsheets.Get(s.Place.ID).Fields("spreadsheetId,sheets(properties(sheetId,title,sheetType))").Context(ctx).Do()
	if err != nil || wellFormed(found, s.Place.ID) != nil {
		return nil
	}
	var titles []string
	for _, sheet := range found.Sheets {
		if sheet.Properties.SheetId == *s.Place.Tab {
			return nil
		}
		titles = append(titles, sheet.Properties.Title)
	}
	return s.noTab(titles)
}

// from makes a reading of what the server said.
func (s *Sheet) from(found *api.Spreadsheet) (*Sheet, error) {
	if err := wellFormed(found, s.Place.ID); err != nil {
		return nil, err
	}
	now := &Sheet{Place: s.Place, Others: s.Others, client: s.client, pending: s.pending}
	if found.Properties != nil {
		now.Title, now.Locale, now.TimeZone = found.Properties.Title, found.Properties.Locale, found.Properties.TimeZone
	}
	for _, m := range found.DeveloperMetadata {
		if m.MetadataKey == batchKey {
			now.marks = append(now.marks, m)
		}
	}
	var titles []string
	for _, sheet := range found.Sheets {
		titles = append(titles, sheet.Properties.Title)
		if sheet.Properties.SheetType != "" && sheet.Properties.SheetType != "GRID" {
			continue
		}
		tab := newTab(sheet, now.locale())
		if s.Place.Tab != nil && tab.ID != *s.Place.Tab {
			now.Others = append(now.Others, tab)
			continue
		}
		now.Tabs = append(now.Tabs, tab)
	}
	if len(now.Tabs) == 0 {
		return nil, s.noTab(titles)
	}
	now.noteLocale()
	return now, nil
}

// noTab is the refusal of a sheet without the tab that was agreed, or without
// any. It names the tabs that are there.
func (s *Sheet) noTab(there []string) error {
	r := &Refusal{Kind: NoSuchTab, Sentence: "the partners' sheet has no tab with cells",
		Advice: "open the right tab in the browser, and put its whole address, with #gid=…, under partner: sheet: in the settings"}
	if s.Place.Tab == nil {
		return r
	}
	r.Sentence = fmt.Sprintf("the tab that was agreed (gid=%d) is not in the partners' sheet any more: it was deleted", *s.Place.Tab)
	if len(there) > 0 {
		r.Sentence += "; there is " + listedTitles(there)
	}
	r.Advice = "its owner can bring it back under File > Version history; or " + r.Advice
	return r
}

// listedTitles lists titles as a sentence does.
func listedTitles(titles []string) string {
	const most = 6
	var quoted []string
	for _, title := range titles[:min(len(titles), most)] {
		quoted = append(quoted, fmt.Sprintf("%q", title))
	}
	if more := len(titles) - most; more > 0 {
		quoted = append(quoted, fmt.Sprintf("%d more", more))
	}
	if n := len(quoted); n > 1 {
		return strings.Join(quoted[:n-1], ", ") + " and " + quoted[n-1]
	}
	return strings.Join(quoted, "")
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

// Same says whether two readings hold the same words and fills in the same
// cells under the same protections, so that what was worked out from one may be written
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
		Rows      map[int][]held
		Marks     map[int]string
	}
	var tabs []tab
	for _, t := range s.Tabs {
		e := tab{t.ID, t.Title, t.merges, t.protected, map[int][]held{}, map[int]string{}}
		for number, cells := range t.rows {
			values := make([]held, len(cells))
			for i, c := range cells {
				values[i] = held{valueOf(c), fillOf(c)}
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

// held is what a cell holds.
type held struct {
	Value *api.ExtendedValue
	Fill  string
}

// trimmed leaves out the cells at a row's end that hold nothing.
func trimmed(values []held) []held {
	for len(values) > 0 && values[len(values)-1] == (held{}) {
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
