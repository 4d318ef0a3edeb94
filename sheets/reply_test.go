package sheets

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	api "google.golang.org/api/sheets/v4"

	"actionplan/plan"
	"actionplan/sheets/sheetstest"
	"actionplan/table"
)

// badReplies are answers with a 200 that are JSON, and no sheet.
var badReplies = map[string]string{
	"null":                         `null`,
	"a list":                       `[]`,
	"a list of objects":            `[{"spreadsheetId": "s"}]`,
	"a text":                       `"s"`,
	"a number":                     `4711`,
	"a truth":                      `true`,
	"nothing in it":                `{}`,
	"another sheet":                `{"spreadsheetId": "other", "sheets": []}`,
	"tabs that are a text":         `{"spreadsheetId": "s", "sheets": "none"}`,
	"tabs that are an object":      `{"spreadsheetId": "s", "sheets": {"0": {}}}`,
	"a tab that is null":           `{"spreadsheetId": "s", "sheets": [null]}`,
	"a tab without properties":     `{"spreadsheetId": "s", "sheets": [{}]}`,
	"a tab's number as a word":     `{"spreadsheetId": "s", "sheets": [{"properties": {"sheetId": "seven"}}]}`,
	"rows below nought":            `{"spreadsheetId": "s", "sheets": [{"properties": {"sheetId": 7, "gridProperties": {"rowCount": -5}}}]}`,
	"cells that begin below 0":     `{"spreadsheetId": "s", "sheets": [{"properties": {"sheetId": 7}, "data": [{"startRow": -1, "startColumn": -1, "rowData": [{"values": [{}]}]}]}]}`,
	"cells that begin far away":    `{"spreadsheetId": "s", "sheets": [{"properties": {"sheetId": 7}, "data": [{"startColumn": 2000000000, "rowData": [{"values": [{}]}]}]}]}`,
	"a block that is null":         `{"spreadsheetId": "s", "sheets": [{"properties": {"sheetId": 7}, "data": [null]}]}`,
	"a row that is null":           `{"spreadsheetId": "s", "sheets": [{"properties": {"sheetId": 7}, "data": [{"rowData": [null]}]}]}`,
	"a cell that is null":          `{"spreadsheetId": "s", "sheets": [{"properties": {"sheetId": 7}, "data": [{"rowData": [{"values": [null]}]}]}]}`,
	"a cell that is a text":        `{"spreadsheetId": "s", "sheets": [{"properties": {"sheetId": 7}, "data": [{"rowData": [{"values": ["x"]}]}]}]}`,
	"a number that is none":        `{"spreadsheetId": "s", "sheets": [{"properties": {"sheetId": 7}, "data": [{"rowData": [{"values": [{"userEnteredValue": {"numberValue": "NaN"}}]}]}]}]}`,
	"a value that is a list":       `{"spreadsheetId": "s", "sheets": [{"properties": {"sheetId": 7}, "data": [{"rowData": [{"values": [{"userEnteredValue": []}]}]}]}]}`,
	"a merge that is null":         `{"spreadsheetId": "s", "sheets": [{"properties": {"sheetId": 7}, "merges": [null]}]}`,
	"a protection that is null":    `{"spreadsheetId": "s", "sheets": [{"properties": {"sheetId": 7}, "protectedRanges": [null]}]}`,
	"a rule that is null":          `{"spreadsheetId": "s", "sheets": [{"properties": {"sheetId": 7}, "conditionalFormats": [null]}]}`,
	"a rule that says nothing":     `{"spreadsheetId": "s", "sheets": [{"properties": {"sheetId": 7}, "data": [{"rowData": [{"values": [{"dataValidation": {}}]}]}]}]}`,
	"a row's properties null":      `{"spreadsheetId": "s", "sheets": [{"properties": {"sheetId": 7}, "data": [{"rowMetadata": [null]}]}]}`,
	"a row's mark null":            `{"spreadsheetId": "s", "sheets": [{"properties": {"sheetId": 7}, "data": [{"rowMetadata": [{"developerMetadata": [null]}]}]}]}`,
	"a mark that is null":          `{"spreadsheetId": "s", "developerMetadata": [null], "sheets": [{"properties": {"sheetId": 7}}]}`,
	"a chip that is null":          `{"spreadsheetId": "s", "sheets": [{"properties": {"sheetId": 7}, "data": [{"rowData": [{"values": [{"chipRuns": [null]}]}]}]}]}`,
	"a range that ends before":     `{"spreadsheetId": "s", "sheets": [{"properties": {"sheetId": 7}, "merges": [{"startRowIndex": 9, "endRowIndex": 2}]}]}`,
	"a title that is a number":     `{"spreadsheetId": "s", "properties": {"title": 3}, "sheets": [{"properties": {"sheetId": 7}}]}`,
	"properties that are a list":   `{"spreadsheetId": "s", "properties": [], "sheets": [{"properties": {"sheetId": 7}}]}`,
	"an error inside of a success": `{"error": {"code": 500}}`,
}

// TestRepliesThatAreNoSheet asks that an answer of the wrong shape is a refused
// reading in words of our own: no panic, and no talk of a network.
func TestRepliesThatAreNoSheet(t *testing.T) {
	for name, body := range badReplies {
		t.Run(name, func(t *testing.T) {
			server := faultsAt(t, answersWith(200, body))
			client := practiceClient(t, server.URL, newFakeClock().patience())
			_, err := Open(ctx, client, Place{ID: "s"})
			var refused *Refusal
			if !errors.As(err, &refused) || refused.Kind != Unreadable {
				t.Fatalf("ended in %s: %v", endOf(err), err)
			}
			sound(t, refused)
			if text := errorText(err); strings.Contains(text, "reached") || strings.Contains(text, "json") {
				t.Errorf("said %q", text)
			}
			if server.sent() != 1 {
				t.Errorf("asked %d times", server.sent())
			}
		})
	}
}

// TestReplyToAWriteThatIsNone has a batch answered with JSON of the wrong shape
// once it was carried out: the sheet is read again, and the batch found there.
func TestReplyToAWriteThatIsNone(t *testing.T) {
	for _, body := range []string{`null`, `[]`, `"done"`, `{"updatedSpreadsheet": 3}`, `{"updatedSpreadsheet": {"sheets": [null]}}`, `{"spreadsheetId": "s", "updatedSpreadsheet": {}}`} {
		w := newWorld(t, sheetstest.Options{})
		s := w.open()
		w.client.HTTP.Transport = answering{w.client.HTTP.Transport, body}
		after, err := stage(t, s, work(planOf(t, s), change{"1.1", plan.FieldProgress, asText("Sent")})).Save(ctx)
		if err != nil {
			t.Errorf("%s: %v", body, err)
			continue
		}
		if got := planOf(t, after).Actions[0].Shown(plan.FieldProgress); got != "Sent" || w.Count(sheetstest.Write) != 1 {
			t.Errorf("%s: the sheet says %q after %d writes", body, got, w.Count(sheetstest.Write))
		}
	}
}

// TestReplyToAWriteThatWasNotDone has a batch answered with a success that shows
// no sheet, and not carried out: nothing was written, which is said, and nobody
// is blamed for having edited it.
func TestReplyToAWriteThatWasNotDone(t *testing.T) {
	for _, body := range []string{`null`, `{}`, `[]`, `{"updatedSpreadsheet": {}}`} {
		w := newWorld(t, sheetstest.Options{})
		s := w.open()
		w.client.HTTP.Transport = swallowing{w.client.HTTP.Transport, body}
		_, err := stage(t, s, work(planOf(t, s), change{"1.1", plan.FieldProgress, asText("Sent")})).Save(ctx)
		var doubt *Ambiguous
		if !errors.As(err, &doubt) || !strings.HasPrefix(err.Error(), "nothing was written to the partners' sheet") {
			t.Errorf("%s: ended in %s: %v", body, endOf(err), err)
		}
		if got := planOf(t, w.open()).Actions[0].Shown(plan.FieldProgress); got == "Sent" || w.Count(sheetstest.Write) != 0 {
			t.Errorf("%s: the sheet says %q after %d writes", body, got, w.Count(sheetstest.Write))
		}
	}
}

// swallowing answers a batch itself, and lets it through to nobody.
type swallowing struct {
	base http.RoundTripper
	body string
}

func (s swallowing) RoundTrip(req *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(req.URL.Path, ":batchUpdate") {
		return s.base.RoundTrip(req)
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: readCloser(s.body), Request: req}, nil
}

// answering lets a batch through and answers it with something else.
type answering struct {
	base http.RoundTripper
	body string
}

func (a answering) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := a.base.RoundTrip(req)
	if err == nil && strings.HasSuffix(req.URL.Path, ":batchUpdate") && resp.StatusCode == http.StatusOK {
		_ = resp.Body.Close()
		resp.Body, resp.ContentLength = http.NoBody, -1
		resp.Body = readCloser(a.body)
	}
	return resp, err
}

// FuzzReply asks that no answer whatever makes the reader of sheets fall over,
// and that one it takes can be staged, compared and read as a plan.
func FuzzReply(f *testing.F) {
	for _, body := range badReplies {
		f.Add(body)
	}
	f.Add(`{"spreadsheetId": "s", "properties": {"title": "Plan", "locale": "en_US"}, "sheets": [{"properties": {"sheetId": 7, "title": "Plan"}, "data": [{"rowData": [
		{"values": [{"userEnteredValue": {"stringValue": "Ref"}, "formattedValue": "Ref"}, {"userEnteredValue": {"stringValue": "Action"}, "formattedValue": "Action"}, {"userEnteredValue": {"stringValue": "Due date"}, "formattedValue": "Due date"}]},
		{"values": [{"userEnteredValue": {"stringValue": "1"}, "formattedValue": "1"}, {"userEnteredValue": {"stringValue": "Do @"}, "formattedValue": "Do it", "chipRuns": [{"chip": {"personProperties": {}}}]}, {"userEnteredValue": {"formulaValue": "=TODAY()"}, "formattedValue": "3/4/2026", "effectiveValue": {"numberValue": 46085}}]}]}]}]}`)
	f.Fuzz(func(t *testing.T, body string) {
		var found api.Spreadsheet
		if json.Unmarshal([]byte(body), &found) != nil {
			return
		}
		id := found.SpreadsheetId
		s, err := (&Sheet{Place: Place{ID: id}}).from(&found)
		if err != nil {
			return
		}
		if !s.Same(s) {
			t.Error("a reading is not the same as itself")
		}
		p, err := table.Read("x", s.Grids(), table.Options{})
		if err != nil {
			return
		}
		_ = s.Vet(&p, table.Options{})
		var job table.Work
		for _, a := range p.Actions {
			for field, e := range a.All() {
				job.Edits = append(job.Edits, plan.Edit{ID: a.ID, Field: field, Was: e, Now: asText("Other")})
			}
		}
		job.Read, job.From = readTable, p
		if _, err := s.Stage(job); err != nil {
			t.Error(err)
		}
	})
}

// TestWhatIsInTheWay is the table of what may be wrong with a sheet, a tab or a
// project, and of what is said and advised.
func TestWhatIsInTheWay(t *testing.T) {
	info := func(reason, consumer string) string {
		return fmt.Sprintf(`, "details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": %q, "domain": "googleapis.com", "metadata": {"consumer": %q, "service": "sheets.googleapis.com"}}]`, reason, consumer)
	}
	for name, c := range map[string]struct {
		body          string
		kind          Kind
		words, advice string
		not           string
	}{
		"the account may not use the project": {errorBody(403, "PERMISSION_DENIED", "Caller does not have required permission to use project council-1234. Grant the caller the roles/serviceusage.serviceUsageConsumer role", info("USER_PROJECT_DENIED", "projects/council-1234")),
			ProjectDenied, "may not use the Google Cloud project that its requests are to count against (council-1234)", "Service Usage Consumer", "shared"},
		"a project that is not there": {errorBody(403, "PERMISSION_DENIED", "Project 'projects/gone' not found or deleted.", info("CONSUMER_INVALID", "projects/gone")),
			ProjectDenied, "(gone)", "set-quota-project", "shared"},
		"no quota project": {errorBody(403, "PERMISSION_DENIED", "Your application is authenticating by using local Application Default Credentials. The sheets.googleapis.com API requires a quota project, which is not set by default.", info("SERVICE_DISABLED", "projects/764086051850")),
			NoProject, "names no project", "gcloud auth application-default set-quota-project", "Enable"},
		"no quota project, as Google worded it before": {errorBody(403, "PERMISSION_DENIED", "Your application has authenticated using end user credentials from the Google Cloud SDK or Google Cloud Shell which are not supported by the sheets.googleapis.com.", ""),
			NoProject, "names no project", "set-quota-project", "shared with"},
		"a domain's policy": {errorBody(403, "PERMISSION_DENIED", "The domain policy has disabled third-party Drive apps.", `, "errors": [{"reason": "domainPolicy"}]`),
			Policy, "administrators", "Sharing settings", "not shared with"},
		"sharing outside": {errorBody(403, "PERMISSION_DENIED", "You cannot open items outside of your organization.", ""),
			Policy, "administrators", "administrator of the sheet's organisation", "not shared with"},
	} {
		t.Run(name, func(t *testing.T) {
			server := faultsAt(t, answersWith(403, c.body))
			client := practiceClient(t, server.URL, newFakeClock().patience())
			_, err := Open(ctx, client, Place{ID: "s"})
			var refused *Refusal
			if !errors.As(err, &refused) || refused.Kind != c.kind || !strings.Contains(refused.Sentence, c.words) || !strings.Contains(refused.Advice, c.advice) || strings.Contains(errorText(err), c.not) {
				t.Fatalf("said %q", errorText(err))
			}
			sound(t, refused)
		})
	}
}
