package sheetstest

import (
	_ "embed" // for page.html
	"html/template"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// pageText is the page's template.
//
//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// Page is a plain page that shows a spreadsheet's tab and lets whoever looks
// at it edit a cell, as a partner would. An empty tab title means the first.
// It answers only on loopback addresses, and takes forms only from itself.
func (s *Server) Page(id, tab string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "same-origin")
		header.Set("Cache-Control", "no-store")
		switch {
		case !loopback(r):
			http.Error(w, "this page is only for the computer it runs on", http.StatusForbidden)
		case r.URL.Path != "/" && r.URL.Path != "":
			http.NotFound(w, r)
		case r.Method == http.MethodPost:
			s.takeForm(w, r, id, tab)
		case r.Method == http.MethodGet || r.Method == http.MethodHead:
			s.showPage(w, r, id, tab)
		default:
			header.Set("Allow", "GET, HEAD, POST")
			http.Error(w, "only GET and POST", http.StatusMethodNotAllowed)
		}
	})
}

// loopback says that a request was sent to this computer's own address, by a
// name that no other site can take.
func loopback(r *http.Request) bool {
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// pageData is what the page shows.
type pageData struct {
	Title, Tab string
	Columns    []pageColumn
	Rows       []pageRow
	At         string // the cell just edited
	Problem    string
}

// pageColumn is a column and how wide its contents want it, in characters.
type pageColumn struct {
	Name  string
	Width int
}

type pageRow struct {
	Number int
	Cells  []pageCell
}

type pageCell struct {
	At, Shown, Note string
	Formula         bool
	Heading, Long   bool
}

func (s *Server) showPage(w http.ResponseWriter, r *http.Request, id, tab string) {
	data := s.pageData(id, tab)
	data.At, data.Problem = r.URL.Query().Get("at"), r.URL.Query().Get("problem")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if err := pageTemplate.Execute(w, data); err != nil {
		s.complain("show the page: %v", err)
	}
}

// pageData lays out the tab: what is used of it, and a few empty rows.
func (s *Server) pageData(id, tab string) pageData {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.must(id).book
	x := b.titled(tab)
	if x == nil {
		x = b.first()
	}
	data := pageData{Title: b.title, Tab: x.title}
	used := x.used()
	wide := max(used.right, 1)
	titles := whole(x.grid, "frozenRowCount") - 1 // what stands above the headings makes no column wide
	for c := range wide {
		data.Columns = append(data.Columns, pageColumn{Name: columnName(c), Width: 8})
	}
	for i := range min(len(x.rows), used.bottom+3) {
		line := pageRow{Number: i + 1}
		for c := range wide {
			cell := s.pageCell(b, x, i, c)
			line.Cells = append(line.Cells, cell)
			if i < titles {
				continue
			}
			column := &data.Columns[c]
			column.Width = max(column.Width, min(utf8.RuneCountInString(cell.Shown)+4, 36))
		}
		data.Rows = append(data.Rows, line)
	}
	return data
}

func (s *Server) pageCell(b *workbook, x *sheet, row, column int) pageCell {
	out := pageCell{
		At:      rect{row, column, row + 1, column + 1}.a1(),
		Heading: row < max(1, whole(x.grid, "frozenRowCount")),
	}
	c := x.at(row, column)
	if c == nil {
		return out
	}
	out.Note, out.Formula = c.note, c.entered.kind == formula
	if v, bad := s.json(b, c, render{}); bad == nil {
		out.Shown, _ = v.(string)
	}
	out.Long = utf8.RuneCountInString(out.Shown) > 30 || strings.Contains(out.Shown, "\n")
	return out
}

// longestForm is how many bytes a form may have.
const longestForm = 1 << 20

// takeForm puts what was typed into a cell, as the partner.
func (s *Server) takeForm(w http.ResponseWriter, r *http.Request, id, tab string) {
	if !sameOrigin(r) {
		http.Error(w, "the form was not this page's own", http.StatusForbidden)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, longestForm)
	if err := r.ParseForm(); err != nil {
		http.Error(w, "the form could not be read", http.StatusBadRequest)
		return
	}
	at := r.PostForm.Get("cell")
	q := url.Values{"at": {at}}
	if problem := s.partnerTypes(id, tab, at, strings.ReplaceAll(r.PostForm.Get("value"), "\r\n", "\n")); problem != "" {
		q.Set("problem", problem)
	}
	http.Redirect(w, r, "?"+q.Encode()+"#"+url.PathEscape(at), http.StatusSeeOther)
}

// sameOrigin says that a form was sent by the page itself. Browsers say where
// a form comes from; what does not say is not let in.
func sameOrigin(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" {
		return site == "same-origin"
	}
	origin, err := url.Parse(r.Header.Get("Origin"))
	return err == nil && origin.Host != "" && origin.Host == r.Host
}

// partnerTypes edits a cell as the partner, and says what stood in the way. A
// cell that holds a real date takes a date as dates are written in the tab;
// anything else stays text, as it would be after pasting.
func (s *Server) partnerTypes(id, tab, at, typed string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.must(id)
	b := f.book.copy()
	x := b.titled(tab)
	if x == nil {
		x = b.first()
	}
	r, ok, _ := parseBlock(at)
	if !ok || r.rows() != 1 || r.columns() != 1 || !r.within(x.all()) {
		return "there is no cell " + strconv.Quote(at)
	}
	partner := &User{Role: Editor, Email: "partner@school.example"}
	if bad := x.guard(partner, r); bad != nil {
		return bad.message
	}
	if bad := tooLong(typed); bad != nil {
		return bad.message
	}
	v, _ := valueOf(typed)
	if day, ok := typedDate(x.at(r.top, r.left), typed); ok {
		v = day
	}
	x.edit(r.top, r.left, func(c *cell) { c.enter(v) })
	s.commit(f, b)
	return ""
}

// typedDate reads a date typed into a cell whose format is a date's.
func typedDate(old *cell, typed string) (value, bool) {
	if old == nil || !isDate(old.format) {
		return value{}, false
	}
	for _, layout := range []string{"2/1/2006", "2/1/06", "2 January 2006", "2 Jan 2006", "2006-01-02"} {
		if day, err := parseDay(layout, typed); err == nil {
			return numberValue(serialOf(day)), true
		}
	}
	return value{}, false
}
