package sheetstest

import (
	"net/url"
	"strings"
)

// route is one method of the API.
type route struct {
	api      string
	kind     Kind
	method   string
	path     string                              // {} for a part that varies
	query    map[string]string                   // its parameters and their kinds
	request  string                              // the message of its body, if it takes one
	root     string                              // how errors name the body
	response string                              // the message of its answer
	masks    bool                                // it applies the mask itself
	writes   bool                                // it needs a scope that writes, and the right to edit
	do       func(*file, *call) (any, *refusal)  // of the spreadsheet that the path names
	drive    func(*drive, *call) (any, *refusal) // of Drive, in its place
}

const (
	renderKinds = "enum:FORMATTED_VALUE|UNFORMATTED_VALUE|FORMULA"
	dateKinds   = "enum:SERIAL_NUMBER|FORMATTED_STRING"
	majorKinds  = "enum:DIMENSION_UNSPECIFIED|ROWS|COLUMNS"
	inputKinds  = "enum:INPUT_VALUE_OPTION_UNSPECIFIED|RAW|USER_ENTERED"
	insertKinds = "enum:OVERWRITE|INSERT_ROWS"
)

var (
	readingQuery = map[string]string{
		"valueRenderOption": renderKinds, "dateTimeRenderOption": dateKinds, "majorDimension": majorKinds,
	}
	writingQuery = map[string]string{
		"valueInputOption": inputKinds, "includeValuesInResponse": "bool",
		"responseValueRenderOption": renderKinds, "responseDateTimeRenderOption": dateKinds,
	}
	driveQuery = map[string]string{"supportsAllDrives": "bool"}
)

func also(base map[string]string, name, kind string) map[string]string {
	out := map[string]string{name: kind}
	for k, v := range base {
		out[k] = v
	}
	return out
}

var routes []route

func init() {
	routes = []route{
		{api: "spreadsheets.get", kind: Read, method: "GET", path: "/v4/spreadsheets/{}", response: "Spreadsheet", masks: true,
			query: map[string]string{"ranges": "[]string", "includeGridData": "bool"}, do: (*file).getSpreadsheet},
		{api: "spreadsheets.getByDataFilter", kind: Read, method: "POST", path: "/v4/spreadsheets/{}:getByDataFilter", writes: true,
			request: "GetSpreadsheetByDataFilterRequest", response: "Spreadsheet", masks: true, do: (*file).getByDataFilter},
		{api: "spreadsheets.batchUpdate", kind: Write, method: "POST", path: "/v4/spreadsheets/{}:batchUpdate", writes: true,
			request: "BatchUpdateSpreadsheetRequest", response: "BatchUpdateSpreadsheetResponse", masks: true, do: (*file).batchUpdate},
		{api: "developerMetadata.get", kind: Read, method: "GET", path: "/v4/spreadsheets/{}/developerMetadata/{}", writes: true,
			response: "DeveloperMetadata", do: (*file).getMetadata},
		{api: "developerMetadata.search", kind: Read, method: "POST", path: "/v4/spreadsheets/{}/developerMetadata:search", writes: true,
			request: "SearchDeveloperMetadataRequest", response: "SearchDeveloperMetadataResponse", do: (*file).searchMetadata},
		{api: "values.batchGet", kind: Read, method: "GET", path: "/v4/spreadsheets/{}/values:batchGet",
			query: also(readingQuery, "ranges", "[]string"), response: "BatchGetValuesResponse", do: (*file).batchGetValues},
		{api: "values.batchGetByDataFilter", kind: Read, method: "POST", path: "/v4/spreadsheets/{}/values:batchGetByDataFilter", writes: true,
			request: "BatchGetValuesByDataFilterRequest", response: "BatchGetValuesByDataFilterResponse", do: (*file).batchGetByDataFilter},
		{api: "values.batchUpdate", kind: Write, method: "POST", path: "/v4/spreadsheets/{}/values:batchUpdate", writes: true,
			request: "BatchUpdateValuesRequest", response: "BatchUpdateValuesResponse", do: (*file).batchUpdateValues},
		{api: "values.batchUpdateByDataFilter", kind: Write, method: "POST", path: "/v4/spreadsheets/{}/values:batchUpdateByDataFilter", writes: true,
			request: "BatchUpdateValuesByDataFilterRequest", response: "BatchUpdateValuesByDataFilterResponse", do: (*file).batchUpdateByDataFilter},
		{api: "values.batchClear", kind: Write, method: "POST", path: "/v4/spreadsheets/{}/values:batchClear", writes: true,
			request: "BatchClearValuesRequest", response: "BatchClearValuesResponse", do: (*file).batchClearValues},
		{api: "values.append", kind: Write, method: "POST", path: "/v4/spreadsheets/{}/values/{}:append", writes: true, root: "data",
			query: also(writingQuery, "insertDataOption", insertKinds), request: "ValueRange", response: "AppendValuesResponse", do: (*file).appendValues},
		{api: "values.clear", kind: Write, method: "POST", path: "/v4/spreadsheets/{}/values/{}:clear", writes: true,
			request: "ClearValuesRequest", response: "ClearValuesResponse", do: (*file).clearValues},
		{api: "values.update", kind: Write, method: "PUT", path: "/v4/spreadsheets/{}/values/{}", writes: true, root: "data",
			query: writingQuery, request: "ValueRange", response: "UpdateValuesResponse", do: (*file).updateValues},
		{api: "values.get", kind: Read, method: "GET", path: "/v4/spreadsheets/{}/values/{}",
			query: readingQuery, response: "ValueRange", do: (*file).getValues},
	}
	routes = append(routes, driveRoutes()...)
}

// find is the method a request is for, and the varying parts of its path. The
// API takes a slash at the end of a path, or before a verb, for nothing:
// google-spreadsheet for Node writes such paths.
func find(method, path string) (route, []string, bool) {
	path = strings.TrimSuffix(strings.Replace(path, "/:", ":", 1), "/")
	for _, r := range routes {
		if r.method != method {
			continue
		}
		if args, ok := match(r.path, path); ok {
			return r, args, true
		}
	}
	return route{}, nil, false
}

// match takes a path apart by a pattern. A part that varies has no slash in
// it, unless escaped; a verb after a colon stands at the end of the last.
func match(pattern, path string) ([]string, bool) {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return nil, false
	}
	var args []string
	for i, w := range want {
		part, err := url.PathUnescape(got[i])
		if err != nil {
			return nil, false
		}
		verb, varies := strings.CutPrefix(w, "{}")
		switch {
		case !varies && part != w:
			return nil, false
		case !varies:
		case verb == "":
			if i == 3 && strings.Contains(got[i], ":") {
				return nil, false // another verb of a spreadsheet
			}
			args = append(args, part)
		default:
			rest, ok := strings.CutSuffix(part, verb)
			if !ok || rest == "" {
				return nil, false
			}
			args = append(args, rest)
		}
	}
	return args, true
}
