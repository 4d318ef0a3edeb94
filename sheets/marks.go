package sheets

import (
	"crypto/rand"
	"encoding/binary"
	"slices"
	"strings"

	"google.golang.org/api/googleapi"
	api "google.golang.org/api/sheets/v4"
)

// The keys of the marks we leave in a sheet, which nobody sees who does not
// ask for them. They are short since a tab has room for 30,000 characters of
// keys and values.
const (
	batchKey = "actionplan-batch" // on the spreadsheet: the last batch that was carried out
	rowKey   = "ap"               // on a row: the ref of its action
)

// markBudget is how many characters of keys and values one tab may carry; the
// rest of its 30,000 is left to others.
const markBudget = 20_000

// newBatchID is the number of a batch, which no other has.
func newBatchID() int64 {
	var b [4]byte
	if _, err := rand.Read(b[:]); err != nil {
		panic("sheets: no random numbers: " + err.Error())
	}
	return int64(binary.BigEndian.Uint32(b[:])>>2) + 1
}

// markBatch leaves the batch's id in the sheet, in place of the last one's. A
// batch whose id is there already is refused by Google, whole.
func (s *Sheet) markBatch(id int64) []*api.Request {
	requests := []*api.Request{{CreateDeveloperMetadata: &api.CreateDeveloperMetadataRequest{
		DeveloperMetadata: &api.DeveloperMetadata{
			MetadataId: id, MetadataKey: batchKey, MetadataValue: "1", Visibility: "DOCUMENT",
			Location: &api.DeveloperMetadataLocation{Spreadsheet: true},
		},
	}}}
	for _, m := range s.marks {
		requests = append(requests, deleteMark(m))
	}
	return requests
}

func deleteMark(m *api.DeveloperMetadata) *api.Request {
	return &api.Request{DeleteDeveloperMetadata: &api.DeleteDeveloperMetadataRequest{
		DataFilter: &api.DataFilter{DeveloperMetadataLookup: &api.DeveloperMetadataLookup{MetadataId: m.MetadataId}},
	}}
}

// Carries says whether the last batch that was carried out in the sheet is this
// one. No batch has the id 0.
func (s *Sheet) Carries(id int64) bool {
	return id != 0 && slices.ContainsFunc(s.marks, func(m *api.DeveloperMetadata) bool { return m.MetadataId == id })
}

// isAboutID says whether a request was refused for a mark's id that is in use.
func isAboutID(err *googleapi.Error) bool {
	text := strings.ToLower(err.Message)
	return strings.Contains(text, "createdevelopermetadata") && (strings.Contains(text, "id") || strings.Contains(text, "exists"))
}

// markRow leaves a new action's ref with its row, where the rows of the tab
// are marked and there is room for one more.
func (t *Tab) markRow(row int, ref string) []*api.Request {
	if len(t.rowMarks) == 0 || ref == "" || t.marked()+len(rowKey)+len(ref) > markBudget {
		return nil
	}
	return []*api.Request{rowMark(t, row, ref)}
}

func rowMark(t *Tab, row int, ref string) *api.Request {
	return &api.Request{CreateDeveloperMetadata: &api.CreateDeveloperMetadataRequest{
		DeveloperMetadata: &api.DeveloperMetadata{
			MetadataKey: rowKey, MetadataValue: ref, Visibility: "DOCUMENT",
			Location: &api.DeveloperMetadataLocation{DimensionRange: &api.DimensionRange{
				SheetId: t.ID, Dimension: "ROWS", StartIndex: int64(row - 1), EndIndex: int64(row),
			}},
		},
	}}
}

// marked is how many characters of marks the tab's rows carry.
func (t *Tab) marked() int {
	n := 0
	for _, m := range t.rowMarks {
		n += len(m.MetadataKey) + len(m.MetadataValue)
	}
	return n
}
