package sheetstest

import (
	_ "embed" // for page.html
	"fmt"
	"hash/fnv"
	"html/template"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// pageText is the page's template.
//
//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// Page is a plain page that shows a spreadsheet and lets whoever looks at it
// work in it as a partner would: type into cells, sort by a column, put in rows,
// look at its other tabs. An empty tab title means the first. It needs no
// scripts and no mouse. It answers only on loopback addresses, and takes forms
// only from itself.
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
	Tabs       []string
	Columns    []pageColumn
	Rows       []pageRow
	At         string   // the cell just edited
	Said       string   // what was done
	Problems   []string // what was not, and why
	FormTab    string   // the tab's title, for the form to say which it was
}

// pageColumn is a column and how wide its contents want it, in characters.
type pageColumn struct {
	Name  string
	Width int
	Pin   bool // it stays in sight: the refs
}

type pageRow struct {
	Number  int
	Heading bool // the row of the headings, which stays in sight
	Below   bool // it stands under the headings
	Cells   []pageCell
}

type pageCell struct {
	At, Shown, Note string
	Field           string // the name of its field in the form, with a mark of what it showed
	Typed           string // what was typed and not saved
	Fill            template.CSS
	Span            int // how many columns it takes; 0 for its own
	Formula, Pin    bool
	Heading, Long   bool
}

// Value is what the cell's field holds: what was typed and not saved goes over
// what the cell says.
func (c pageCell) Value() string {
	if c.Typed != "" {
		return c.Typed
	}
	return c.Shown
}

func (s *Server) showPage(w http.ResponseWriter, r *http.Request, id, tab string) {
	q := r.URL.Query()
	if q.Has("tab") {
		tab = q.Get("tab")
	}
	data := s.pageData(id, tab, nil)
	data.At, data.Said = q.Get("at"), q.Get("said")
	if q.Has("problem") {
		data.Problems = []string{q.Get("problem")}
	}
	s.writePage(w, http.StatusOK, data)
}

func (s *Server) writePage(w http.ResponseWriter, status int, data pageData) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	if err := pageTemplate.Execute(w, data); err != nil {
		s.complain("show the page: %v", err)
	}
}

// pageData lays out the tab: what is used of it, and a few empty rows. typed is
// what is still to be saved, by cell.
func (s *Server) pageData(id, tab string, typed map[string]string) pageData {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.must(id).book
	x := b.titled(tab)
	if x == nil {
		x = b.first()
	}
	data := pageData{Title: b.title, Tab: x.title, FormTab: x.title}
	for _, other := range b.sheets {
		if !other.hidden {
			data.Tabs = append(data.Tabs, other.title)
		}
	}
	used := x.used()
	wide := max(used.right, 1)
	heading := whole(x.grid, "frozenRowCount") // what stands above the headings makes no column wide
	pinned := s.refColumn(b, x, heading-1, wide)
	for c := range wide {
		data.Columns = append(data.Columns, pageColumn{Name: columnName(c), Width: 8, Pin: c == pinned})
	}
	for i := range min(len(x.rows), used.bottom+3) {
		line := pageRow{Number: i + 1, Heading: i == heading-1, Below: i >= heading && heading > 0}
		for c := range wide {
			cell := s.pageCell(b, x, i, c)
			cell.Typed, cell.Pin = typed[cell.At], c == pinned
			cell.Heading = line.Heading
			line.Cells = append(line.Cells, cell)
			if i < heading-1 {
				continue
			}
			column := &data.Columns[c]
			column.Width = max(column.Width, min(utf8.RuneCountInString(cell.Shown)+4, 36))
		}
		if i < heading-1 {
			line.Cells = spanned(line.Cells)
		}
		data.Rows = append(data.Rows, line)
	}
	if pinned >= 0 {
		data.Columns[pinned].Width = min(data.Columns[pinned].Width, 9)
	}
	return data
}

// spanned lets the one text of a row above the headings, a title or a sentence,
// take the row's whole width.
func spanned(cells []pageCell) []pageCell {
	for i, c := range cells {
		if c.Shown != "" && !slices.ContainsFunc(cells[i+1:], func(c pageCell) bool { return c.Shown != "" || c.Typed != "" }) {
			c.Span, c.Long, c.Pin = len(cells)-i, false, false
			return append(cells[:i:i], c)
		}
		if c.Shown != "" {
			break
		}
	}
	return cells
}

// refColumn is the column headed as the refs, -1 where none is.
func (s *Server) refColumn(b *workbook, x *sheet, heading, wide int) int {
	for c := 0; c < wide && heading >= 0; c++ {
		if v, bad := s.json(b, x.at(heading, c), render{}); bad == nil {
			if name, _ := v.(string); strings.HasPrefix(strings.ToLower(strings.TrimSpace(name)), "ref") {
				return c
			}
		}
	}
	return -1
}

func (s *Server) pageCell(b *workbook, x *sheet, row, column int) pageCell {
	out := pageCell{At: rect{row, column, row + 1, column + 1}.a1()}
	c := x.at(row, column)
	if c != nil {
		out.Note, out.Formula = c.note, c.entered.kind == formula
		if v, bad := s.json(b, c, render{}); bad == nil {
			out.Shown, _ = v.(string)
		}
		if fill := part(c.format, "backgroundColor"); fill != nil {
			step := func(name string) int { n, _ := fill[name].(float64); return int(n*255 + 0.5) }
			out.Fill = template.CSS(fmt.Sprintf("background:#%02x%02x%02x", step("red"), step("green"), step("blue")))
		}
	}
	out.Field = out.At + "~" + markOf(out.Shown)
	out.Long = utf8.RuneCountInString(out.Shown) > 30 || strings.ContainsAny(out.Shown, "\n\r")
	return out
}

// markOf is a short mark of what a cell showed, by which a form tells what was
// typed from what was only shown.
func markOf(shown string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(oneBreak.Replace(shown))) // it never fails
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

// oneBreak writes every line break as one character, as a browser's form may not.
var oneBreak = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// longestForm is how many bytes a form may have.
const longestForm = 8 << 20

// takeForm puts what was typed into cells, as the partner, and then does what
// the pressed button says. Whatever was typed is saved or comes back in its
// cell with the reason: none of it is lost.
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
	if r.PostForm.Has("tab") {
		tab = r.PostForm.Get("tab")
	}
	saved, kept, problems := s.saveTyped(id, tab, r.PostForm)
	verb, what, _ := strings.Cut(r.PostForm.Get("do"), ":")
	said := savedWords(saved)
	if len(kept) == 0 {
		var problem string
		switch verb {
		case "tab":
			tab = what
		case "sort":
			problem, said = s.partnerSorts(id, tab, what), said+"Sorted by column "+what+"."
		case "insert":
			problem, said = s.partnerInserts(id, tab, what), said+"Put in a blank row above row "+what+"."
		}
		if problem != "" {
			problems, said = append(problems, problem), savedWords(saved)
		}
	}
	if len(kept) > 0 {
		data := s.pageData(id, tab, kept)
		data.Said, data.Problems = said, problems
		s.writePage(w, http.StatusConflict, data)
		return
	}
	q := url.Values{}
	at := ""
	if len(saved) == 1 {
		at = saved[0]
		q.Set("at", at)
	}
	for name, v := range map[string]string{"tab": tab, "said": said, "problem": strings.Join(problems, "; ")} {
		if v != "" {
			q.Set(name, v)
		}
	}
	w.Header().Set("Location", "?"+q.Encode()+"#"+url.PathEscape(at)) // as it is: http.Redirect would leave a prefix out
	w.WriteHeader(http.StatusSeeOther)
}

func savedWords(saved []string) string {
	if len(saved) == 0 {
		return ""
	}
	return "Saved " + strings.Join(saved, ", ") + ". "
}

// saveTyped saves every cell whose field holds something else than it showed.
// kept is what was typed into cells that could not be saved.
func (s *Server) saveTyped(id, tab string, form url.Values) (saved []string, kept map[string]string, problems []string) {
	if at := form.Get("cell"); at != "" { // a form of one cell
		if problem := s.partnerTypes(id, tab, at, oneBreak.Replace(form.Get("value"))); problem != "" {
			return nil, nil, []string{problem}
		}
		return []string{at}, nil, nil
	}
	kept = map[string]string{}
	for _, field := range slices.Sorted(maps.Keys(form)) {
		at, mark, isCell := strings.Cut(field, "~")
		typed := oneBreak.Replace(form.Get(field))
		if !isCell || markOf(typed) == mark {
			continue
		}
		problem := ""
		if now := s.shownAt(id, tab, at); oneBreak.Replace(now) == typed {
			continue
		} else if markOf(now) != mark {
			problem = fmt.Sprintf("somebody else changed the cell meanwhile: it says %q; press Save again to write over that", now)
		} else {
			problem = s.partnerTypes(id, tab, at, typed)
		}
		if problem != "" {
			kept[at], problems = typed, append(problems, at+": "+problem)
			continue
		}
		saved = append(saved, at)
	}
	return saved, kept, problems
}

// shownAt is what a cell shows.
func (s *Server) shownAt(id, tab, at string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.must(id).book
	x := b.titled(tab)
	if x == nil {
		x = b.first()
	}
	r, ok, _ := parseBlock(at)
	if !ok || !r.within(x.all()) {
		return ""
	}
	v, _ := s.json(b, x.at(r.top, r.left), render{})
	shown, _ := v.(string)
	return shown
}

// partnerSorts sorts the rows under the headings by a column, as the partner,
// and says what stood in the way.
func (s *Server) partnerSorts(id, tab, column string) string {
	return s.partnerDoes(id, tab, func(x *sheet) string {
		top := whole(x.grid, "frozenRowCount")
		r, ok, _ := parseBlock(column + "1")
		if !ok || r.right > len(x.columns) {
			return "there is no column " + strconv.Quote(column)
		}
		bottom := top // as far as the rows go on without a gap
		for bottom < len(x.rows) && x.holds(x.all(), bottom) {
			bottom++
		}
		if bad := x.guard(partner(), rect{top, 0, bottom, len(x.columns)}); bad != nil {
			return bad.message
		}
		rest := x.rows[bottom:]
		x.rows = x.rows[:bottom]
		bad := s.sortRows(x, top+1, r.left, r.right, true, false)
		x.rows = append(x.rows, rest...)
		if bad != nil {
			return bad.message
		}
		return ""
	})
}

// partnerInserts puts a blank row in above one, as the partner.
func (s *Server) partnerInserts(id, tab, above string) string {
	return s.partnerDoes(id, tab, func(x *sheet) string {
		n, err := strconv.Atoi(above)
		if err != nil || n < 1 || n > len(x.rows) {
			return "there is no row " + strconv.Quote(above)
		}
		if bad := x.guardInsert(partner(), rows, n-1); bad != nil {
			return bad.message
		}
		x.insert(rows, n-1, 1, n > 1)
		return ""
	})
}

// partnerDoes changes a tab, or leaves it as it is and says why.
func (s *Server) partnerDoes(id, tab string, do func(x *sheet) string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.must(id)
	b := f.book.copy()
	x := b.titled(tab)
	if x == nil {
		x = b.first()
	}
	if problem := do(x); problem != "" {
		return problem
	}
	s.commit(f, b)
	return ""
}

// partner is whoever looks at the page.
func partner() *User { return &User{Role: Editor, Email: "partner@school.example"} }

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
	return s.partnerDoes(id, tab, func(x *sheet) string {
		r, ok, _ := parseBlock(at)
		if !ok || r.rows() != 1 || r.columns() != 1 || !r.within(x.all()) {
			return "there is no cell " + strconv.Quote(at)
		}
		if bad := x.guard(partner(), r); bad != nil {
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
		return ""
	})
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
