package sheetstest

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestRandomBatches sends batches of random requests, good and bad. A batch
// that is refused changes nothing; one that goes through is answered with as
// many replies; the whole spreadsheet fits the discovery document after them all.
func TestRandomBatches(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := New(Options{SortCarriesMetadata: rapid.Bool().Draw(r, "carries"), ReadsPerMinute: -1, WritesPerMinute: -1})
		s.Add(Book{ID: "b", Tabs: []Tab{{RowCount: 6, ColumnCount: 4, Rows: small}}})
		d := &desk{t: t, s: s, token: "service"}
		for range rapid.IntRange(1, 6).Draw(r, "batches") {
			var list []any
			for range rapid.IntRange(1, 4).Draw(r, "requests") {
				list = append(list, anyRequest(r))
			}
			body, err := json.Marshal(object{"requests": list})
			if err != nil {
				r.Fatal(err)
			}
			before := d.state()
			status, v := d.ask(update, string(body))
			switch {
			case status == http.StatusOK && len(items(v.(object), "replies")) != len(list):
				r.Fatalf("%s: %v", body, v)
			case status != http.StatusOK && !reflect.DeepEqual(before, d.state()):
				r.Fatalf("%s was refused, and changed\n%s", body, cmp.Diff(before, d.state()))
			case status != http.StatusOK && status != http.StatusBadRequest && status != http.StatusNotImplemented:
				r.Fatalf("%s: %d", body, status)
			}
			if bad := sound(s.file("b").book); bad != "" {
				r.Fatalf("after %s: %s", body, bad)
			}
		}
		d.ask(get+"?includeGridData=true", "") // held to the discovery document
		if t.Failed() {
			r.Fatal("an exchange did not fit the discovery document")
		}
	})
}

// sound says what is wrong with a workbook's own bookkeeping.
func sound(b *workbook) string {
	seen := map[int]bool{}
	var bad []string
	b.places(func(m *metadatum, _ place) {
		if seen[m.id] {
			bad = append(bad, "metadata twice")
		}
		seen[m.id] = true
	})
	for _, x := range b.sheets {
		for _, line := range x.rows {
			if len(line.cells) > len(x.columns) {
				bad = append(bad, "cells past the last column")
			}
		}
		for _, p := range x.merges {
			if !p.within(x.all()) {
				bad = append(bad, "a merge past the grid")
			}
		}
	}
	return strings.Join(bad, ", ")
}

func num(r *rapid.T, name string, most int) float64 {
	return float64(rapid.IntRange(0, most).Draw(r, name))
}

func lineRange(r *rapid.T) object {
	return object{"sheetId": 0.0, "dimension": rapid.SampledFrom([]string{"ROWS", "COLUMNS"}).Draw(r, "dimension"),
		"startIndex": num(r, "start", 6), "endIndex": num(r, "end", 7)}
}

func blockRange(r *rapid.T) object {
	return object{"sheetId": 0.0, "startRowIndex": num(r, "top", 4), "endRowIndex": num(r, "bottom", 7),
		"startColumnIndex": num(r, "left", 3), "endColumnIndex": num(r, "right", 5)}
}

// anyRequest is a request of a random kind, often one that cannot be done.
func anyRequest(r *rapid.T) object {
	cellData := object{"userEnteredValue": object{"stringValue": rapid.SampledFrom([]string{"x", "", "=1+1"}).Draw(r, "text")}}
	kinds := map[string]func() any{
		"insertDimension": func() any {
			return object{"range": lineRange(r), "inheritFromBefore": rapid.Bool().Draw(r, "inherit")}
		},
		"deleteDimension": func() any { return object{"range": lineRange(r)} },
		"moveDimension":   func() any { return object{"source": lineRange(r), "destinationIndex": num(r, "to", 7)} },
		"appendDimension": func() any { return object{"sheetId": 0.0, "dimension": "ROWS", "length": num(r, "length", 2)} },
		"updateCells": func() any {
			return object{"range": blockRange(r), "fields": "userEnteredValue", "rows": []any{object{"values": []any{cellData}}}}
		},
		"appendCells": func() any {
			return object{"sheetId": 0.0, "fields": "userEnteredValue", "rows": []any{object{"values": []any{cellData}}}}
		},
		"repeatCell": func() any { return object{"range": blockRange(r), "fields": "note", "cell": object{"note": "n"}} },
		"sortRange": func() any {
			return object{"range": blockRange(r), "sortSpecs": []any{object{"dimensionIndex": num(r, "by", 4)}}}
		},
		"mergeCells":   func() any { return object{"range": blockRange(r), "mergeType": "MERGE_ALL"} },
		"unmergeCells": func() any { return object{"range": blockRange(r)} },
		"deleteRange":  func() any { return object{"range": blockRange(r), "shiftDimension": "ROWS"} },
		"createDeveloperMetadata": func() any {
			return object{"developerMetadata": object{"metadataId": 1 + num(r, "id", 5), "metadataKey": "k", "visibility": "DOCUMENT",
				"location": object{"dimensionRange": object{"sheetId": 0.0, "dimension": "ROWS", "startIndex": 2.0, "endIndex": 3.0}}}}
		},
		"deleteDeveloperMetadata": func() any {
			return object{"dataFilter": object{"developerMetadataLookup": object{"metadataId": 1 + num(r, "id", 5)}}}
		},
		"addProtectedRange": func() any {
			return object{"protectedRange": object{"range": blockRange(r), "editors": object{"users": []any{"partner@school.example"}}}}
		},
		"setBasicFilter": func() any { return object{"filter": object{"range": blockRange(r)}} },
		"addNamedRange":  func() any { return object{"namedRange": object{"name": "Plan", "range": blockRange(r)}} },
		"updateSheetProperties": func() any {
			return object{"properties": object{"sheetId": 0.0, "gridProperties": object{"rowCount": num(r, "high", 8), "columnCount": num(r, "wide", 6)}},
				"fields": "gridProperties.rowCount,gridProperties.columnCount"}
		},
		"addSheet":    func() any { return object{"properties": object{"title": "Other", "index": num(r, "index", 2)}} },
		"deleteSheet": func() any { return object{"sheetId": num(r, "sheet", 1)} },
	}
	kind := rapid.SampledFrom(sortedKinds(kinds)).Draw(r, "kind")
	return object{kind: kinds[kind]()}
}

func sortedKinds(kinds map[string]func() any) []string {
	names := map[string]int{}
	for k := range kinds {
		names[k] = 0
	}
	return sortedNames(names)
}
