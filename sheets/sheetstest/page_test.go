package sheetstest

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
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
	s.Page("b", "Plan").ServeHTTP(w, r)
	return w
}

func pageServer(t *testing.T) *desk {
	return sit(t, Options{}, Book{Title: "Our <plan>", Tabs: []Tab{{Title: "Other"}, {Title: "Plan", RowCount: 5, FrozenRows: 1, Rows: [][]any{
		{"Ref", "Action", "Due"},
		{"1.1", Noted{`<script>alert("x")</script>`, "a & b"}, Date{Day: time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC), Pattern: "dd/mm/yyyy"}},
		{"1.2", Formula{"=1+1", 2}, ""},
	}}}})
}

func TestPageShowsTheSheetAndEscapesIt(t *testing.T) {
	body := visit(pageServer(t).s, http.MethodGet, "/", nil, nil).Body.String()
	for _, want := range []string{"Our &lt;plan&gt;", "1.1", "31/03/2026", "&lt;script&gt;", "a &amp; b", `name="B2~`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, bad := range []string{"<script", "http://", "https://", `name="B3~`} {
		if strings.Contains(body, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
}

func TestPageEditsACell(t *testing.T) {
	d := pageServer(t)
	for _, x := range []struct {
		cell, typed string
		entered     any
		shown       string
	}{
		{"B2", "Write to <all>\r\nschools", "Write to <all>\nschools", "Write to <all>\nschools"},
		{"C2", "1/5/26", 46143.0, "01/05/2026"},
		{"C2", "next spring", "next spring", "next spring"},
		{"C3", "1/5/26", "1/5/26", "1/5/26"},
		{"A4", "=1+1", "=1+1", "=1+1"},
		{"A2", "", nil, ""},
	} {
		w := visit(d.s, http.MethodPost, "/", url.Values{"cell": {x.cell}, "value": {x.typed}}, nil)
		if w.Code != http.StatusSeeOther || strings.Contains(w.Header().Get("Location"), "problem") {
			t.Errorf("%s: %d %s", x.cell, w.Code, w.Header().Get("Location"))
		}
		if c := d.s.Cell("b", "Plan!"+x.cell); c.Entered != x.entered || c.Shown != x.shown || c.Formula {
			t.Errorf("%s: %+v", x.cell, c)
		}
	}
}

func TestPageRefuses(t *testing.T) {
	form := url.Values{"cell": {"B2"}, "value": {"changed"}}
	for name, x := range map[string]struct {
		verb   string
		path   string
		form   url.Values
		header map[string]string
		status int
	}{
		"another site's form": {http.MethodPost, "/", form, map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		"a form from nowhere": {http.MethodPost, "/", form, map[string]string{"Sec-Fetch-Site": ""}, 403},
		"another origin":      {http.MethodPost, "/", form, map[string]string{"Sec-Fetch-Site": "", "Origin": "http://elsewhere.example"}, 403},
		"another name":        {http.MethodGet, "/", nil, map[string]string{"Host": "elsewhere.example:8080"}, 403},
		"another path":        {http.MethodGet, "/x", nil, nil, 404},
		"another verb":        {http.MethodDelete, "/", nil, nil, 405},
		"no such cell":        {http.MethodPost, "/", url.Values{"cell": {"B99"}, "value": {"x"}}, nil, 303},
		"a whole column":      {http.MethodPost, "/", url.Values{"cell": {"B:B"}, "value": {"x"}}, nil, 303},
		"too long":            {http.MethodPost, "/", url.Values{"cell": {"B2"}, "value": {strings.Repeat("x", longest+1)}}, nil, 303},
	} {
		d := pageServer(t)
		w := visit(d.s, x.verb, x.path, x.form, x.header)
		if w.Code != x.status || x.status == 303 && !strings.Contains(w.Header().Get("Location"), "problem=") {
			t.Errorf("%s: %d %s", name, w.Code, w.Header().Get("Location"))
		}
		if got := d.s.Cell("b", "Plan!B2").Shown; !strings.HasPrefix(got, "<script>") {
			t.Errorf("%s: B2 is now %.20q", name, got)
		}
	}
	d := pageServer(t)
	d.s.Do("b", Protect("Plan!B2"))
	if w := visit(d.s, http.MethodPost, "/", form, nil); !strings.Contains(w.Header().Get("Location"), "protected") {
		t.Errorf("a protected cell: %s", w.Header().Get("Location"))
	}
	if w := visit(d.s, http.MethodPost, "/", form, map[string]string{"Sec-Fetch-Site": "", "Origin": "http://127.0.0.1:8080"}); w.Code != 303 {
		t.Errorf("a form of its own, from an old browser: %d", w.Code)
	}
}

// fieldsOf are the fields of the page's form and what they hold, by cell.
func fieldsOf(t *testing.T, body string) map[string][2]string {
	t.Helper()
	fields := map[string][2]string{}
	for _, m := range regexp.MustCompile(`<input name="([A-Z]+[0-9]+)~([a-z0-9]+)" value="([^"]*)"`).FindAllStringSubmatch(body, -1) {
		fields[m[1]] = [2]string{m[1] + "~" + m[2], html.UnescapeString(m[3])}
	}
	for _, m := range regexp.MustCompile(`(?s)<textarea name="([A-Z]+[0-9]+)~([a-z0-9]+)"[^>]*>\n(.*?)</textarea>`).FindAllStringSubmatch(body, -1) {
		fields[m[1]] = [2]string{m[1] + "~" + m[2], html.UnescapeString(m[3])}
	}
	return fields
}

// formOf is the page's form with some cells typed into, as a browser sends it.
func formOf(fields map[string][2]string, do string, typed map[string]string) url.Values {
	form := url.Values{"tab": {"Plan"}, "do": {do}}
	for at, field := range fields {
		form.Set(field[0], strings.ReplaceAll(field[1], "\n", "\r\n"))
		if words, ok := typed[at]; ok {
			form.Set(field[0], words)
		}
	}
	return form
}

// TestPageKeepsWhatIsTyped saves every cell that was typed into, whatever
// button is pressed, and gives back with the reason what cannot be saved.
func TestPageKeepsWhatIsTyped(t *testing.T) {
	d := pageServer(t)
	d.s.Do("b", EditCell("Plan!B3", "two\nlines"), Protect("Plan!C2"))
	fields := fieldsOf(t, visit(d.s, http.MethodGet, "/", nil, nil).Body.String())
	before := fmt.Sprint(d.s.Shown("b", "Plan"))
	if w := visit(d.s, http.MethodPost, "/", formOf(fields, "save", nil), nil); w.Code != 303 || fmt.Sprint(d.s.Shown("b", "Plan")) != before {
		t.Errorf("nothing typed: %d, %v", w.Code, d.s.Shown("b", "Plan"))
	}
	d.s.Do("b", EditCell("Plan!A2", "1.1 by the council"))
	w := visit(d.s, http.MethodPost, "/", formOf(fields, "sort:A", map[string]string{"B2": "typed here", "A3": "1.9", "C2": "no", "A2": "mine"}), nil)
	if w.Code != http.StatusConflict {
		t.Fatalf("answered %d %s", w.Code, w.Header())
	}
	for cell, want := range map[string]string{"B2": "typed here", "A3": "1.9", "C2": "31/03/2026", "A2": "1.1 by the council", "B3": "two\nlines"} {
		if got := d.s.Cell("b", "Plan!"+cell).Shown; got != want {
			t.Errorf("%s says %q", cell, got)
		}
	}
	again := fieldsOf(t, w.Body.String())
	if again["C2"][1] != "no" || again["A2"][1] != "mine" || !strings.Contains(w.Body.String(), "C2: You are trying to edit a protected") || !strings.Contains(w.Body.String(), "somebody else changed the cell meanwhile: it says &#34;1.1 by the council&#34;") {
		t.Errorf("what could not be saved is gone: %v", again)
	}
	if w := visit(d.s, http.MethodPost, "/", formOf(again, "save", map[string]string{"C2": "31/03/2026"}), nil); w.Code != 303 || d.s.Cell("b", "Plan!A2").Shown != "mine" {
		t.Errorf("saved again: %d, A2 says %q", w.Code, d.s.Cell("b", "Plan!A2").Shown)
	}
}

// TestPageSortsInsertsAndTurns sorts by a column, puts in a row and shows the
// other tab, and keeps headings and refs in sight.
func TestPageSortsInsertsAndTurns(t *testing.T) {
	d := sit(t, Options{}, Book{Title: "Our plan", Tabs: []Tab{{ID: 1, Title: "Plan", FrozenRows: 2, Rows: [][]any{
		{"Title"}, {"Ref", "Action"}, {"1.2", "b"}, {"1.1", "c"}, {"1.3", "a"}, {}, {"A note"},
	}}, {ID: 2, Title: "Second <tab>", Rows: [][]any{{"on the second"}}}}})
	body := visit(d.s, http.MethodGet, "/", nil, nil).Body.String()
	for _, want := range []string{`<tr class="heading"><th scope="row">2`, `<td id="A4" class="pin"`, `value="tab:Second &lt;tab&gt;"`, `value="sort:B"`, `value="insert:4"`, "position: sticky"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(body, `value="insert:2"`) {
		t.Error("a row could be put in above the headings")
	}
	fields := fieldsOf(t, body)
	if w := visit(d.s, http.MethodPost, "/", formOf(fields, "sort:A", map[string]string{"B4": "changed"}), nil); w.Code != 303 {
		t.Errorf("answered %d", w.Code)
	}
	if got := fmt.Sprint(d.s.Shown("b", "Plan")); got != "[[Title] [Ref Action] [1.1 changed] [1.2 b] [1.3 a] [] [A note]]" {
		t.Errorf("sorted: %s", got)
	}
	visit(d.s, http.MethodPost, "/", url.Values{"tab": {"Plan"}, "do": {"insert:4"}}, nil)
	if got := fmt.Sprint(d.s.Shown("b", "Plan")); got != "[[Title] [Ref Action] [1.1 changed] [] [1.2 b] [1.3 a] [] [A note]]" {
		t.Errorf("a row put in: %s", got)
	}
	w := visit(d.s, http.MethodPost, "/", url.Values{"tab": {"Plan"}, "do": {"tab:Second <tab>"}}, nil)
	if body := visit(d.s, http.MethodGet, "/"+strings.Split(w.Header().Get("Location"), "#")[0], nil, nil).Body.String(); !strings.Contains(body, "on the second") {
		t.Errorf("the second tab is not shown after %s", w.Header().Get("Location"))
	}
}
