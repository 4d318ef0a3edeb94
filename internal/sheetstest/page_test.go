package sheetstest

import (
	"net/http"
	"net/http/httptest"
	"net/url"
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
	for _, want := range []string{"Our &lt;plan&gt;", "1.1", "31/03/2026", "&lt;script&gt;", "a &amp; b", `name="cell" value="B2"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, bad := range []string{"<script", "http://", "https://", `value="B3"`} {
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
