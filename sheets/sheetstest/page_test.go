package sheetstest

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// visit sends a request to the page as a browser on this computer does.
func visit(s *Server, verb, path string, form url.Values, header map[string]string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(verb, "http://127.0.0.1:8080"+path, strings.NewReader(form.Encode()))
	if verb == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for name, v := range header {
		if name == "Host" {
			r.Host = v
		} else {
			r.Header.Set(name, v)
		}
	}
	w := httptest.NewRecorder()
	s.Page("b").ServeHTTP(w, r)
	return w
}

func pageServer(t *testing.T) *desk {
	return sit(t, Options{}, Book{Title: "Our <plan>", Tabs: []Tab{{Title: "Plan", RowCount: 5, FrozenRows: 1, Rows: [][]any{
		{"Ref", "Action", "Due"},
		{"1.1", Noted{`<script>alert("x")</script>`, "a & b"}, Date{Day: time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC), Pattern: "dd/mm/yyyy"}},
		{"1.2", Formula{"=1+1", 2}, ""},
	}}, {ID: 9, Title: "Other"}}})
}

func TestPageShowsTheSheetAndEscapesIt(t *testing.T) {
	body := visit(pageServer(t).s, http.MethodGet, "/", nil, nil).Body.String()
	for _, want := range []string{"Our &lt;plan&gt;", "1.1", "31/03/2026", "&lt;script&gt;", "a &amp; b", `aria-label="Action, 1.1"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, bad := range []string{"<script", "http://", "https://", `aria-label="Action, 1.2"`} {
		if strings.Contains(body, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
}

// shownPage is a page that a browser was shown: its form, and which field is
// which cell's, by the cell's name.
type shownPage struct {
	body   string
	fields map[string]string // by what they are called
	form   url.Values
}

var (
	oneLineField = regexp.MustCompile(`<input id="[^"]*" name="([^"]*)" value="([^"]*)" aria-label="([^"]*)"`)
	longField    = regexp.MustCompile(`(?s)<textarea id="[^"]*" name="([^"]*)" rows="\d+" aria-label="([^"]*)"[^>]*>\n(.*?)</textarea>`)
	hiddenField  = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)
	strayField   = regexp.MustCompile(`(?s)<textarea name="stray" rows="2" readonly>\n(.*?)</textarea>`)
)

func readPage(body string) *shownPage {
	p := &shownPage{body: body, fields: map[string]string{}, form: url.Values{}}
	add := func(name, label, value string) {
		p.fields[html.UnescapeString(label)] = name
		p.form.Add(name, strings.ReplaceAll(html.UnescapeString(value), "\n", "\r\n"))
	}
	for _, m := range oneLineField.FindAllStringSubmatch(body, -1) {
		add(m[1], m[3], m[2])
	}
	for _, m := range longField.FindAllStringSubmatch(body, -1) {
		add(m[1], m[2], m[3])
	}
	for _, m := range hiddenField.FindAllStringSubmatch(body, -1) {
		add(m[1], "", m[2])
	}
	for _, m := range strayField.FindAllStringSubmatch(body, -1) {
		add("stray", "", m[1])
	}
	return p
}

func see(s *Server, path string) *shownPage {
	return readPage(visit(s, http.MethodGet, path, nil, nil).Body.String())
}

// type1 types into a cell.
func (p *shownPage) type1(t *testing.T, cell, words string) {
	t.Helper()
	if p.fields[cell] == "" {
		t.Fatalf("the page has no cell %q", cell)
	}
	p.form.Set(p.fields[cell], words)
}

// says is what the field of a cell holds.
func (p *shownPage) says(cell string) string {
	return strings.ReplaceAll(p.form.Get(p.fields[cell]), "\r\n", "\n")
}

// press presses a button, and is shown what comes of it.
func (p *shownPage) press(s *Server, do string) (int, *shownPage) {
	p.form.Set("do", do)
	w := visit(s, http.MethodPost, "/", p.form, nil)
	if to := w.Header().Get("Location"); to != "" {
		path, _, _ := strings.Cut(to, "#")
		return w.Code, see(s, "/"+path)
	}
	return w.Code, readPage(w.Body.String())
}

func (p *shownPage) lacks(t *testing.T, all ...string) {
	t.Helper()
	for _, want := range all {
		if !strings.Contains(html.UnescapeString(p.body), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// button is the value of a button, by how the value begins and what stands in
// the same tag or just after it.
func (p *shownPage) button(t *testing.T, pattern string) string {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(p.body)
	if m == nil {
		t.Fatalf("the page has no button like %s", pattern)
	}
	return html.UnescapeString(m[1])
}

func TestPageEditsACell(t *testing.T) {
	for _, x := range []struct {
		cell, a1, typed string
		entered         any
		shown           string
	}{
		{"Action, 1.1", "B2", "Write to <all>\r\nschools", "Write to <all>\nschools", "Write to <all>\nschools"},
		{"Due, 1.1", "C2", "1/5/26", 46143.0, "01/05/2026"},
		{"Due, 1.1", "C2", "next spring", "next spring", "next spring"},
		{"Due, 1.2", "C3", "1/5/26", "1/5/26", "1/5/26"},
		{"Ref, row 4", "A4", "=1+1", "=1+1", "=1+1"},
		{"Ref, 1.1", "A2", "", nil, ""},
	} {
		d := pageServer(t)
		p := see(d.s, "/")
		p.type1(t, x.cell, x.typed)
		code, after := p.press(d.s, "save")
		if code != http.StatusSeeOther {
			t.Errorf("%s: %d", x.cell, code)
		}
		after.lacks(t, "Saved: "+x.cell)
		if c := d.s.Cell("b", "Plan!"+x.a1); c.Entered != x.entered || c.Shown != x.shown || c.Formula {
			t.Errorf("%s: %+v", x.cell, c)
		}
	}
}

// TestPageStaysWhereItIs saves from a page on which nothing was typed: the
// browser is told to stay, unless others have changed the tab.
func TestPageStaysWhereItIs(t *testing.T) {
	d := pageServer(t)
	p := see(d.s, "/")
	if code, _ := p.press(d.s, "save"); code != http.StatusNoContent {
		t.Errorf("nothing typed: %d", code)
	}
	d.s.Do("b", EditCell("Plan!C3", "by others"))
	if code, after := p.press(d.s, "save"); code != http.StatusSeeOther || after.says("Due, 1.2") != "by others" {
		t.Errorf("others have typed: %d, %q", code, after.says("Due, 1.2"))
	}
	p = see(d.s, "/")
	p.type1(t, "Due, 1.2", "typed")
	p.form.Set("do", "save")
	to := visit(d.s, http.MethodPost, "/", p.form, nil).Header().Get("Location")
	field, _, _ := strings.Cut(p.fields["Due, 1.2"], "~")
	if !strings.HasSuffix(to, "#"+field) || !strings.Contains(see(d.s, "/"+strings.Split(to, "#")[0]).body, `id="`+field+`"`) {
		t.Errorf("it stands at %s, and the cell is %s", to, field)
	}
}

func TestPageRefuses(t *testing.T) {
	for name, x := range map[string]struct {
		verb   string
		path   string
		header map[string]string
		status int
	}{
		"another site's form":                  {http.MethodPost, "/", map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		"a form of another port's":             {http.MethodPost, "/", map[string]string{"Sec-Fetch-Site": "same-site"}, 403},
		"a form from nowhere":                  {http.MethodPost, "/", map[string]string{"Sec-Fetch-Site": ""}, 403},
		"another origin":                       {http.MethodPost, "/", map[string]string{"Sec-Fetch-Site": "", "Origin": "http://elsewhere.example"}, 403},
		"another name":                         {http.MethodGet, "/", map[string]string{"Host": "elsewhere.example:8080"}, 403},
		"another path":                         {http.MethodGet, "/x", nil, 404},
		"another verb":                         {http.MethodDelete, "/", nil, 405},
		"a form of its own, of an old browser": {http.MethodPost, "/", map[string]string{"Sec-Fetch-Site": "", "Origin": "http://127.0.0.1:8080"}, 303},
	} {
		d := pageServer(t)
		p := see(d.s, "/")
		p.type1(t, "Action, 1.1", "changed")
		p.form.Set("do", "save")
		w := visit(d.s, x.verb, x.path, p.form, x.header)
		if w.Code != x.status {
			t.Errorf("%s: %d", name, w.Code)
		}
		if got := d.s.Cell("b", "Plan!B2").Shown; strings.HasPrefix(got, "<script>") == (x.status == 303) {
			t.Errorf("%s: B2 is now %.20q", name, got)
		}
	}
}

// TestPageKeepsWhatIsTyped saves every cell that was typed into, whatever
// button is pressed, and gives back with the reason what cannot be saved.
func TestPageKeepsWhatIsTyped(t *testing.T) {
	d := pageServer(t)
	d.s.Do("b", EditCell("Plan!B3", "two\nlines"), EditCell("Plan!B4", "here"), Protect("Plan!C2"))
	p := see(d.s, "/")
	d.s.Do("b", EditCell("Plan!B2", "by the council"), EditCell("Plan!B4", "theirs"))
	p.type1(t, "Action, 1.1", "mine")
	p.type1(t, "Action, 1.2", "typed here")
	p.type1(t, "Due, 1.1", "no")
	p.type1(t, "Due, 1.2", strings.Repeat("x", longest+1))
	p.type1(t, "Action, here", "")
	code, again := p.press(d.s, p.button(t, `value="(sort:\d+)"`))
	if code != http.StatusConflict {
		t.Fatalf("answered %d", code)
	}
	want := [][]string{{"Ref", "Action", "Due"}, {"1.1", "by the council", "31/03/2026"}, {"1.2", "typed here"}, {"", "theirs"}}
	if diff := cmp.Diff(want, d.s.Shown("b", "Plan")); diff != "" {
		t.Error(diff)
	}
	again.lacks(t, "Saved: Action, 1.2", "not saved. You are trying to edit a protected cell", "it says “by the council”", "the maximum of 50000 characters")
	for cell, words := range map[string]string{"Action, 1.1": "mine", "Due, 1.1": "no", "Due, 1.2": strings.Repeat("x", longest+1), "Action, theirs": ""} {
		if got := again.says(cell); got != words {
			t.Errorf("%s: what was typed came back as %.40q", cell, got)
		}
	}
	again.type1(t, "Due, 1.1", "31/03/2026")
	again.type1(t, "Due, 1.2", "short")
	if code, _ := again.press(d.s, "save"); code != 303 || d.s.Cell("b", "Plan!B2").Shown != "mine" || d.s.Cell("b", "Plan!B4").Shown != "" {
		t.Errorf("saved again: %d, %q", code, d.s.Shown("b", "Plan"))
	}
}

// TestPageFilesWhatIsTyped has others change the sheet between the page and its
// saving: what was typed gets into the row it was typed in, or comes back.
func TestPageFilesWhatIsTyped(t *testing.T) {
	apply := func(s *Server, requests string) {
		r := httptest.NewRequest(http.MethodPost, "/v4/spreadsheets/b:batchUpdate", strings.NewReader(`{"requests":[`+requests+`]}`))
		r.Header.Set("Authorization", "Bearer owner")
		w := httptest.NewRecorder()
		if s.ServeHTTP(w, r); w.Code != 200 {
			panic(w.Body.String())
		}
	}
	for name, x := range map[string]struct {
		meanwhile func(s *Server)
		row       string // where it is then, by its ref; "" where it comes back
		words     string // what the page says of it
		stray     bool   // it comes back outside the table
	}{
		"nothing":       {func(*Server) {}, "1.2", "Saved: Note, 1.2", false},
		"a row put in":  {func(s *Server) { s.Do("b", InsertRowAbove("Plan", 2), EditCell("Plan!A2", "1.0")) }, "1.2", "Saved: Note, 1.2", false},
		"a row deleted": {func(s *Server) { s.Do("b", DeleteRow("Plan", 2)) }, "1.2", "Saved", false},
		"rows moved":    {func(s *Server) { s.Do("b", MoveRows("Plan", 3, 3, 2)) }, "1.2", "Saved", false},
		"rows sorted":   {func(s *Server) { s.Do("b", SortRows("Plan", 2, "A", true)) }, "1.2", "Saved", false},
		"rows sorted by us": {func(s *Server) {
			apply(s, `{"sortRange":{"range":{"sheetId":7,"startRowIndex":1,"startColumnIndex":0,"endColumnIndex":3},"sortSpecs":[{"dimensionIndex":1,"sortOrder":"ASCENDING"}]}}`)
		}, "1.2", "Saved", false},
		"rows put in by us": {func(s *Server) {
			apply(s, `{"insertDimension":{"range":{"sheetId":7,"dimension":"ROWS","startIndex":1,"endIndex":3}}}`)
		}, "1.2", "Saved", false},
		"a column put in":     {func(s *Server) { s.Do("b", InsertColumnBefore("Plan", "B")) }, "1.2", "Saved", false},
		"another cell edited": {func(s *Server) { s.Do("b", EditCell("Plan!B3", "changed")) }, "1.2", "Saved", false},
		"the tab renamed":     {func(s *Server) { s.Do("b", RenameTab("Plan", "Our plan")) }, "1.2", "Saved", false},
		"its row deleted":     {func(s *Server) { s.Do("b", DeleteRow("Plan", 3)) }, "", "Somebody has deleted the row", true},
		"its column deleted":  {func(s *Server) { s.Do("b", DeleteColumn("Plan", "C")) }, "", "Somebody has deleted the column", true},
		"its tab deleted":     {func(s *Server) { s.Do("b", DeleteTab("Plan")) }, "", "Somebody has deleted the tab", true},
		"its cell a formula":  {func(s *Server) { s.Do("b", EditCell("Plan!C3", Formula{"=1", 1})) }, "", "It is a formula now", true},
		"its cell typed in":   {func(s *Server) { s.Do("b", EditCell("Plan!C3", "theirs")) }, "", "it says “theirs”", false},
		"one column sorted": {func(s *Server) {
			apply(s, `{"sortRange":{"range":{"sheetId":7,"startRowIndex":1,"startColumnIndex":0,"endColumnIndex":1},"sortSpecs":[{"dimensionIndex":0,"sortOrder":"DESCENDING"}]}}`)
		}, "", "it is Note, 1.3 now", false},
		"pasted over":         {func(s *Server) { s.Do("b", PasteBlock("Plan!A2", [][]any{{"1.0"}, {"1.1"}, {"1.2"}})) }, "", "it is Note, 1.1 now", false},
		"its heading changed": {func(s *Server) { s.Do("b", RenameHeader("Plan!C1", "Lead")) }, "", "it is Lead, 1.2 now", false},
	} {
		d := sit(t, Options{}, Book{Title: "Ours", Tabs: []Tab{{ID: 7, Title: "Plan", FrozenRows: 1, Rows: [][]any{
			{"Ref", "Action", "Note"}, {"1.1", "b", nil}, {"1.2", "a", nil}, {"1.3", "c", nil}, {"1.4", "d", nil},
		}}, {ID: 9, Title: "Other", Rows: [][]any{{"a"}, {"b"}, {"c"}, {"d"}}}}})
		p := see(d.s, "/")
		p.type1(t, "Note, 1.2", "typed <here>")
		x.meanwhile(d.s)
		code, after := p.press(d.s, "save")
		after.lacks(t, x.words)
		found := ""
		for _, tab := range d.s.must("b").book.sheets {
			for _, line := range d.s.Shown("b", tab.title) {
				if slices.Contains(line, "typed <here>") {
					found = line[0]
				}
			}
		}
		if found != x.row || (code == http.StatusSeeOther) != (x.row != "") {
			t.Errorf("%s: answered %d, and it is in the row of %q", name, code, found)
		}
		if x.row == "" && !strings.Contains(html.UnescapeString(after.body), "typed <here>") {
			t.Errorf("%s: what was typed is not shown", name)
		}
		if got := after.form.Get("stray"); (got == "typed <here>") != x.stray {
			t.Errorf("%s: outside the table it says %q", name, got)
		}
		if !x.stray {
			continue
		}
		if _, still := after.press(d.s, after.button(t, `value="(tab:\d+)"`)); still.form.Get("stray") != "typed <here>" {
			t.Errorf("%s: it is gone from the next page", name)
		}
		if _, gone := after.press(d.s, "forget"); gone.form.Has("stray") {
			t.Errorf("%s: it cannot be put away", name)
		}
	}
}

// TestPageOfManyRows shows of a tab as much as a form can send back, and says so.
func TestPageOfManyRows(t *testing.T) {
	rows := [][]any{{"Ref", "a", "b", "c"}}
	for i := range 3000 {
		rows = append(rows, []any{fmt.Sprint(i), "x", "y", "z"})
	}
	d := sit(t, Options{}, Book{Tabs: []Tab{{Title: "Plan", FrozenRows: 1, Rows: rows}}})
	p := see(d.s, "/")
	p.lacks(t, "This page shows the first 2250 rows only.")
	p.type1(t, "b, 2000", "typed")
	if code, _ := p.press(d.s, "save"); code != http.StatusSeeOther || d.s.Cell("b", "Plan!C2002").Shown != "typed" {
		t.Errorf("answered %d", code)
	}
}

// TestPageTakesAnyText shows the page what partners may have put into cells,
// and saves it unread: nothing of it is code, and none of it changes.
func TestPageTakesAnyText(t *testing.T) {
	var hostile []string
	for c := range rune(32) {
		hostile = append(hostile, "a"+string(c)+"b")
	}
	hostile = append(hostile, `"><script>alert(1)</script>`, `</textarea><img src=x onerror=alert(1)>`, `'"`+"`"+`{{.}}`, "\n\nbegins with lines",
		"evil\u202Etxt.exe", "\u2066x", strings.Repeat("W", 3000), "\u2028\u2029\u0085\uFEFF\uFFFE", "~~~", "&amp;&#0;")
	d := sit(t, Options{}, Book{Title: hostile[32], Tabs: []Tab{{Title: hostile[33], FrozenRows: 1, Rows: [][]any{{"Ref", hostile[32], hostile[33]}}}}})
	tab := quoteTitle(hostile[33])
	for i, text := range hostile {
		d.s.Do("b", PasteBlock(tab+"!"+rect{i + 1, 0, i + 2, 1}.a1(), [][]any{{fmt.Sprint(i), text, Noted{"x", text}}}))
	}
	before := d.s.Shown("b", hostile[33])
	p := see(d.s, "/")
	for _, bad := range []string{"<script", "<img"} {
		if strings.Contains(p.body, bad) {
			t.Errorf("the page holds %s", bad)
		}
	}
	if code, _ := p.press(d.s, "save"); code != http.StatusNoContent {
		t.Errorf("nothing typed: %d", code)
	}
	if diff := cmp.Diff(before, d.s.Shown("b", hostile[33])); diff != "" {
		t.Error(diff)
	}
}

// TestPageSortsInsertsDeletesAndTurns sorts by a column, puts in a row and takes
// it out, shows the other tab, and keeps headings and refs in sight.
func TestPageSortsInsertsDeletesAndTurns(t *testing.T) {
	d := sit(t, Options{}, Book{Title: "Our plan", Tabs: []Tab{{ID: 1, Title: "Plan", FrozenRows: 2, Rows: [][]any{
		{"Title"}, {"Ref", "Action"}, {"1.2", "b"}, {"1.1", "c"}, {"1.3", "a"}, {}, {"A note"},
	}}, {ID: 2, Title: "Second <tab>", Rows: [][]any{{"on the second"}}}, {ID: 3, Title: "Hidden", Hidden: true}}})
	p := see(d.s, "/")
	p.lacks(t, `<tr class="heading">`, `<th scope="row" class="cell pin"`, `<th scope="col" class="cell"`, "position: sticky")
	if strings.Contains(p.body, ">Hidden<") {
		t.Error("a hidden tab is offered")
	}
	if n := strings.Count(p.body, `value="insert:`); n != len(d.s.must("b").book.sheets[0].rows[2:10]) {
		t.Errorf("rows can be put in above %d", n)
	}
	shown := func(want string) {
		t.Helper()
		if got := fmt.Sprint(d.s.Shown("b", "Plan")); got != want {
			t.Errorf("it says %s, not %s", got, want)
		}
	}
	p.type1(t, "Action, 1.1", "changed")
	_, p = p.press(d.s, p.button(t, `value="(sort:\d+)"[^>]*by Ref"`))
	shown("[[Title] [Ref Action] [1.1 changed] [1.2 b] [1.3 a] [] [A note]]")
	_, p = p.press(d.s, p.button(t, `row 4, 1\.2.*?value="(insert:\d+)"`))
	shown("[[Title] [Ref Action] [1.1 changed] [] [1.2 b] [1.3 a] [] [A note]]")
	p.lacks(t, "Put in a blank row")
	_, asked := p.press(d.s, p.button(t, `row 5, 1\.2.*?value="(delete:\d+)"`))
	shown("[[Title] [Ref Action] [1.1 changed] [] [1.2 b] [1.3 a] [] [A note]]")
	asked.lacks(t, "Delete <bdi>1.2</bdi>, “<bdi>b</bdi>”?")
	remove := asked.button(t, `value="(remove:[^"]*)"`)
	d.s.Do("b", EditCell("Plan!B5", "b, by others"))
	if code, _ := asked.press(d.s, remove); code != http.StatusConflict {
		t.Errorf("a row that others changed meanwhile is deleted: %d", code)
	}
	_, asked = p.press(d.s, p.button(t, `row 5, 1\.2.*?value="(delete:\d+)"`))
	_, p = asked.press(d.s, asked.button(t, `value="(remove:[^"]*)"`))
	shown("[[Title] [Ref Action] [1.1 changed] [] [1.3 a] [] [A note]]")
	p.lacks(t, "Deleted: 1.2")
	_, p = p.press(d.s, "tab:2")
	if p.says("A1") != "on the second" {
		t.Errorf("the second tab is not shown: %v", p.fields)
	}
}
