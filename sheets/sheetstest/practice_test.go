package sheetstest

import (
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func practised(t *testing.T, file string) *Practice {
	t.Helper()
	p, err := Practise(file, Book{ID: "practice", Title: "Plan", Locale: "en_GB", Tabs: []Tab{{ID: 3, Title: "Plan", FrozenRows: 1, Rows: [][]any{
		{"Ref", "Action", "Due", "Rating"},
		{"1.1", Noted{"Write", "a note"}, Date{Day: time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC), Pattern: "dd/mm/yyyy"}, Filled{"Red", "E06666"}},
		{"1.2", Formula{"=1+1", 2}, true, 3.5},
	}}, {ID: 9, Title: "Hidden", Hidden: true}}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestPracticeIsForOnePerson asks the practice server as everybody but its
// owner would: by another name, from another site's page, without its token,
// with the well-known tokens of tests. Nothing is told and nothing changes.
func TestPracticeIsForOnePerson(t *testing.T) {
	p := practised(t, filepath.Join(t.TempDir(), "sheet.json"))
	defer p.Close()
	batch := `{"requests": [{"updateCells": {"start": {"sheetId": 3, "rowIndex": 1, "columnIndex": 1}, "rows": [{"values": [{"userEnteredValue": {"stringValue": "theirs"}}]}], "fields": "userEnteredValue"}}]}`
	ask := func(method, address, body string, header map[string]string) (int, string) {
		t.Helper()
		req, _ := http.NewRequest(method, address, strings.NewReader(body))
		for name, v := range header {
			if req.Header.Set(name, v); name == "Host" {
				req.Host = v
			}
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		text, _ := io.ReadAll(resp.Body)
		return resp.StatusCode, string(text)
	}
	own := map[string]string{"Authorization": "Bearer " + p.Token}
	for name, x := range map[string]struct {
		header map[string]string
		status int
	}{
		"another name that points here": {map[string]string{"Host": "evil.example", "Authorization": own["Authorization"]}, 403},
		"the same name elsewhere":       {map[string]string{"Host": "localhost:1", "Authorization": own["Authorization"]}, 403},
		"another site's page":           {map[string]string{"Origin": "https://evil.example", "Authorization": own["Authorization"]}, 403},
		"another port's page":           {map[string]string{"Sec-Fetch-Site": "same-site", "Authorization": own["Authorization"]}, 403},
		"no token":                      {nil, 401},
		"the tests' tokens":             {map[string]string{"Authorization": "Bearer service"}, 401},
		"the owner of the tests":        {map[string]string{"Authorization": "Bearer owner"}, 401},
	} {
		if status, body := ask("POST", p.Endpoint+"v4/spreadsheets/practice:batchUpdate", batch, x.header); status != x.status || strings.Contains(body, "Write") {
			t.Errorf("%s writes: %d %s", name, status, body)
		}
		if status, body := ask("GET", p.Endpoint+"v4/spreadsheets/practice/values/Plan", "", x.header); status != x.status || strings.Contains(body, "Write") {
			t.Errorf("%s reads: %d %s", name, status, body)
		}
	}
	for _, path := range []string{"", "x/", strings.Repeat("A", 26) + "/"} {
		if status, body := ask("GET", p.Endpoint+path, "", nil); status != 404 || strings.Contains(body, "Write") {
			t.Errorf("the page without its key, at /%s: %d", path, status)
		}
		form := "cell=B2&value=theirs"
		ask("POST", p.Endpoint+path, form, map[string]string{"Content-Type": "application/x-www-form-urlencoded", "Origin": strings.TrimSuffix(p.Endpoint, "/")})
	}
	if got := p.Cell("practice", "Plan!B2").Shown; got != "Write" {
		t.Errorf("B2 says %q", got)
	}
	if status, body := ask("GET", p.Page, "", nil); status != 200 || !strings.Contains(body, "Write") {
		t.Errorf("its own page: %d", status)
	}
	if status, _ := ask("POST", p.Endpoint+"v4/spreadsheets/practice:batchUpdate", batch, own); status != 200 || p.Cell("practice", "Plan!B2").Shown != "theirs" {
		t.Errorf("its owner writes: %d", status)
	}
}

// TestPracticeGoesOn serves a sheet again, and it is as it was left.
func TestPracticeGoesOn(t *testing.T) {
	file := filepath.Join(t.TempDir(), "sheet.json")
	if _, err := Served(file); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("before there is one: %v", err)
	}
	p := practised(t, file)
	p.Do("practice", EditCell("Plan!A4", Chip{Text: "@", Shown: "Officer Nine", Email: []string{"nine@council.example"}}), InsertRowAbove("Plan", 3))
	if served, err := Served(file); err != nil || served != p.serving() {
		t.Errorf("while it is served: %+v, %v", served, err)
	}
	before, cells := p.Shown("practice", "Plan"), map[string]Cell{}
	for _, at := range []string{"B2", "C2", "D2", "B4", "C4", "A5"} {
		cells[at] = p.Cell("practice", "Plan!"+at)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Served(file); !errors.Is(err, ErrNotServed) {
		t.Errorf("once it has ended: %v", err)
	}
	again := practised(t, file)
	defer again.Close()
	if got := again.Shown("practice", "Plan"); !reflect.DeepEqual(got, before) || again.Token == p.Token {
		t.Errorf("served again it says %v\nit said %v", got, before)
	}
	for at, want := range cells {
		if got := again.Cell("practice", "Plan!"+at); got != want {
			t.Errorf("%s is %+v, was %+v", at, got, want)
		}
	}
	if err := os.WriteFile(file, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Practise(file, Book{ID: "practice"}); err == nil {
		t.Error("a file that keeps no sheet is gone over")
	}
}

// TestPracticeIsServedOnce serves a sheet that is served already, by one that
// answers and by one that was suspended; and one whose server was killed, also
// where another program has its port by now.
func TestPracticeIsServedOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "sheet.json")
	p := practised(t, file)
	p.Do("practice", EditCell("Plan!B2", "First"))
	if err := p.Keep(); err != nil {
		t.Fatal(err)
	}
	kept, _ := os.ReadFile(file)
	var served *ServedError
	if _, err := Practise(file, Book{ID: "practice"}); !errors.As(err, &served) || served.Page != p.Page {
		t.Errorf("while it is served: %v", err)
	}
	if now, _ := os.ReadFile(file); string(now) != string(kept) {
		t.Error("the second wrote to the file of the first")
	}

	// Whoever serves the file by now keeps it.
	if err := os.WriteFile(file, []byte(strings.ReplaceAll(string(kept), p.Token, "another")), 0o600); err != nil {
		t.Fatal(err)
	}
	theirs, _ := os.ReadFile(file)
	if err := p.Close(); err == nil {
		t.Error("the first says nothing of what it could not keep")
	}
	if now, _ := os.ReadFile(file); string(now) != string(theirs) {
		t.Error("the first wrote over the file of another")
	}

	address := strings.TrimPrefix(strings.TrimSuffix(p.Endpoint, "/"), "http://")
	if err := os.WriteFile(file, kept, 0o600); err != nil { // as one that was killed leaves it
		t.Fatal(err)
	}
	other, err := net.Listen("tcp4", address)
	if err != nil {
		t.Skip("the port is another's already")
	}
	usual := answersWithin
	answersWithin = 20 * time.Millisecond
	if _, err := Practise(file, Book{ID: "practice"}); !errors.As(err, &served) {
		t.Errorf("while its server is suspended: %v", err)
	}
	answersWithin = usual
	web := httptest.NewUnstartedServer(http.NotFoundHandler())
	web.Listener = other
	web.Start()
	if _, err := Served(file); !errors.Is(err, ErrNotServed) {
		t.Errorf("with another program at its port: %v", err)
	}
	web.Close()
	again := practised(t, file)
	defer again.Close()
	if got := again.Cell("practice", "Plan!B2").Shown; got != "First" {
		t.Errorf("B2 says %q", got)
	}
}

// TestPracticeSaysWhatItCannotKeep saves a cell on the page where the file can
// no longer be written.
func TestPracticeSaysWhatItCannotKeep(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "folder")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	p := practised(t, filepath.Join(dir, "sheet.json"))
	defer p.Close()
	resp, err := http.Get(p.Page)
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	shown := readPage(string(body))
	shown.type1(t, "Action, 1.1", "typed")
	shown.form.Set("do", "save")
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	req, _ := http.NewRequest(http.MethodPost, p.Page, strings.NewReader(shown.form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Origin", strings.TrimSuffix(p.Endpoint, "/"))
	if resp, err = http.DefaultClient.Do(req); err != nil {
		t.Fatal(err)
	}
	body, _ = io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	readPage(string(body)).lacks(t, "what you saved is in the sheet now, but ends with it: keep the practice sheet")
	if got := p.Cell("practice", "Plan!B2").Shown; got != "typed" {
		t.Errorf("B2 says %q", got)
	}
}
