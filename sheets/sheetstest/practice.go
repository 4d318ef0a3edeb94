package sheetstest

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Practice is a spreadsheet served on this computer for one person to practise
// with: the API for a program, and a page for a browser. Both take a token that
// was made when it was started, and only requests that were sent to this
// computer's own address: no page of another site, and nobody else who is
// signed in on the computer, can read it or write to it. It is kept in a file,
// and goes on from there when it is served again.
type Practice struct {
	*Server
	Endpoint string // where the API answers, with a / at its end
	Token    string // the bearer token it takes
	Page     string // the page's address, which holds a token too

	id, file string
	web      *http.Server
	writing  sync.Mutex // of the file
}

// practiceFile is what is kept of a practice sheet: what it holds, and where
// it is served while it is.
type practiceFile struct {
	Serving
	Book keptBook `json:"book"`
}

// Serving is where a practice sheet is served.
type Serving struct {
	Endpoint string `json:"endpoint,omitempty"`
	Token    string `json:"token,omitempty"`
	Page     string `json:"page,omitempty"`
}

// ServedError says that a practice sheet is being served already: two that
// serve one file would each write over what the other was told.
type ServedError struct{ Page string }

func (e *ServedError) Error() string {
	return "the practice sheet is being served already, at " + e.Page
}

// Practise serves a spreadsheet: the one that the file keeps, or where there is
// no such file the book, which is kept there from now on. It is a *ServedError
// where the file's sheet is served already.
func Practise(file string, book Book) (*Practice, error) {
	if served, err := Served(file); err == nil {
		return nil, &ServedError{Page: served.Page}
	}
	token := rand.Text()
	p := &Practice{Token: token, id: book.ID, file: file, Server: New(Options{
		ReadsPerMinute: -1, WritesPerMinute: -1, SortCarriesMetadata: true,
		Users: []User{{Token: token, Email: "actionplan@council.example", Role: Owner}},
	})}
	kept, err := readPractice(file)
	switch {
	case err == nil:
		p.id = kept.Book.ID
		if err := p.restore(kept.Book); err != nil {
			return nil, fmt.Errorf("serve the practice sheet: %s: %w", file, err)
		}
	case errors.Is(err, fs.ErrNotExist):
		p.Add(book)
	default:
		return nil, fmt.Errorf("serve the practice sheet: %w", err)
	}
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("serve the practice sheet: %w", err)
	}
	key := "/" + rand.Text() + "/"
	p.Endpoint = "http://" + listener.Addr().String() + "/"
	p.Page = strings.TrimSuffix(p.Endpoint, "/") + key
	mux := http.NewServeMux()
	mux.Handle("/v4/", p.keeping(p.Server))
	mux.Handle(key, http.StripPrefix(strings.TrimSuffix(key, "/"), &page{p.Server, p.id, p.Keep}))
	p.web = &http.Server{Handler: onlyHere(listener.Addr().String(), mux), ReadHeaderTimeout: 10 * time.Second}
	if err := p.write(p.serving()); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	go func() { _ = p.web.Serve(listener) }() // it ends with Close
	return p, nil
}

// onlyHere lets through what was sent to the very address that is listened on.
// A name that another site had point here is none, nor is a request that a
// page of another site has a browser send.
func onlyHere(address string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin := r.Header.Get("Origin")
		site := r.Header.Get("Sec-Fetch-Site")
		if subtle.ConstantTimeCompare([]byte(r.Host), []byte(address)) != 1 || origin != "" && origin != "http://"+address || site == "cross-site" || site == "same-site" {
			http.Error(w, "this is only for the computer it runs on", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// keeping keeps the sheet after every call that may have changed it.
func (p *Practice) keeping(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
		if r.Method != http.MethodGet {
			_ = p.Keep() // Close says it where it cannot be kept
		}
	})
}

func (p *Practice) serving() Serving { return Serving{p.Endpoint, p.Token, p.Page} }

// Keep writes the file.
func (p *Practice) Keep() error { return p.goOn(p.serving()) }

// goOn writes the file with where the sheet is served from now on. A file that
// somebody else serves by now is theirs.
func (p *Practice) goOn(served Serving) error {
	if kept, err := readPractice(p.file); err == nil && kept.Token != p.Token {
		return fmt.Errorf("keep the practice sheet: %s is served by another program by now", p.file)
	}
	return p.write(served)
}

// write keeps the sheet as it stands, and where it is served, if it is.
func (p *Practice) write(served Serving) error {
	p.writing.Lock()
	defer p.writing.Unlock()
	p.mu.Lock()
	kept := practiceFile{served, p.must(p.id).book.kept()}
	p.mu.Unlock()
	text, err := json.MarshalIndent(kept, "", " ")
	if err != nil {
		return fmt.Errorf("keep the practice sheet: %w", err)
	}
	fresh := p.file + ".new"
	if err := os.WriteFile(fresh, text, 0o600); err != nil {
		return fmt.Errorf("keep the practice sheet: %w", err)
	}
	if err := os.Rename(fresh, p.file); err != nil {
		return fmt.Errorf("keep the practice sheet: %w", err)
	}
	return nil
}

// Close ends the serving, and keeps the sheet as it stands.
func (p *Practice) Close() error {
	ctx, end := context.WithTimeout(context.Background(), 2*time.Second)
	defer end()
	err := p.web.Shutdown(ctx)
	if err != nil {
		err = p.web.Close()
	}
	return errors.Join(err, p.goOn(Serving{}))
}

// ErrNotServed says that a practice sheet is kept in a file and that nobody
// serves it.
var ErrNotServed = errors.New("the practice sheet is not being served")

// answersWithin is how long a practice page may take; tests have less.
var answersWithin = time.Second

// Served is where the practice sheet of a file is served: its page answers
// there, or somebody listens and says nothing, as one that was suspended does.
// It is ErrNotServed where it is not, and an error that wraps fs.ErrNotExist
// where there is no such file.
func Served(file string) (Serving, error) {
	kept, err := readPractice(file)
	if err != nil {
		return Serving{}, err
	}
	u, err := url.Parse(kept.Page)
	if err != nil || u.Scheme != "http" || kept.Token == "" || !strings.HasPrefix(kept.Page, kept.Endpoint) {
		return Serving{}, ErrNotServed
	}
	if ip := net.ParseIP(u.Hostname()); ip == nil || !ip.IsLoopback() {
		return Serving{}, ErrNotServed
	}
	direct := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: answersWithin} // through no proxy
	resp, err := direct.Head(kept.Page)
	var silent net.Error
	switch {
	case errors.As(err, &silent) && silent.Timeout():
		return kept.Serving, nil
	case err != nil:
		return Serving{}, ErrNotServed
	}
	if resp.StatusCode != http.StatusOK {
		return Serving{}, errors.Join(ErrNotServed, resp.Body.Close())
	}
	return kept.Serving, resp.Body.Close()
}

func readPractice(file string) (practiceFile, error) {
	var kept practiceFile
	text, err := os.ReadFile(file)
	if err != nil {
		return kept, err
	}
	if err := json.Unmarshal(text, &kept); err != nil || kept.Book.ID == "" {
		return kept, fmt.Errorf("%s is not a practice sheet that was kept", filepath.Base(file))
	}
	return kept, nil
}

// keptBook is a spreadsheet as a file keeps it.
type keptBook struct {
	ID     string     `json:"id"`
	Title  string     `json:"title"`
	Locale string     `json:"locale"`
	Zone   string     `json:"zone"`
	Tabs   []keptTab  `json:"tabs"`
	Marks  []keptMark `json:"marks,omitempty"`
}

type keptTab struct {
	ID      int                 `json:"id"`
	Title   string              `json:"title"`
	Hidden  bool                `json:"hidden,omitempty"`
	Rows    int                 `json:"rows"`
	Columns int                 `json:"columns"`
	Grid    object              `json:"grid,omitempty"`
	Cells   map[string]keptCell `json:"cells"`
}

type keptCell struct {
	Value  object `json:"value,omitempty"`
	Shown  object `json:"shown,omitempty"`
	Format object `json:"format,omitempty"`
	Auto   object `json:"auto,omitempty"`
	Note   string `json:"note,omitempty"`
	Rule   object `json:"rule,omitempty"`
	Chips  []any  `json:"chips,omitempty"`
	Runs   []any  `json:"runs,omitempty"`
	Link   string `json:"link,omitempty"`
}

// keptMark is developer metadata: of the spreadsheet, or of a row.
type keptMark struct {
	ID    int    `json:"id"`
	Key   string `json:"key"`
	Value string `json:"value"`
	Tab   string `json:"tab,omitempty"`
	Row   int    `json:"row,omitempty"` // from 1; 0 for the spreadsheet
}

// kept is the spreadsheet as a file keeps it.
func (b *workbook) kept() keptBook {
	kept := keptBook{ID: b.id, Title: b.title, Locale: b.locale, Zone: b.zone}
	for _, x := range b.sheets {
		tab := keptTab{ID: x.id, Title: x.title, Hidden: x.hidden, Rows: len(x.rows), Columns: len(x.columns), Grid: clone(x.grid), Cells: map[string]keptCell{}}
		for i, line := range x.rows {
			for j, c := range line.cells {
				if !c.blank() {
					tab.Cells[rect{i, j, i + 1, j + 1}.a1()] = keptCell{c.entered.extended(), c.result.extended(), c.format, c.auto, c.note, c.rule, c.chips, c.runs, c.link}
				}
			}
		}
		kept.Tabs = append(kept.Tabs, tab)
	}
	for _, m := range b.allMetadata() {
		switch m.Where {
		case "SPREADSHEET":
			kept.Marks = append(kept.Marks, keptMark{ID: m.ID, Key: m.Key, Value: m.Value})
		case "ROW":
			kept.Marks = append(kept.Marks, keptMark{m.ID, m.Key, m.Value, m.Tab, m.Index + 1})
		}
	}
	return kept
}

// readShown reads what a formula came to, which may be an error.
func readShown(o object) (value, *refusal) {
	if e := part(o, "errorValue"); e != nil {
		return value{kind: failure, text: text(e, "type"), why: text(e, "message")}, nil
	}
	return readExtended(o)
}

// restore puts a kept spreadsheet on the server.
func (d *drive) restore(kept keptBook) error {
	book := Book{ID: kept.ID, Title: kept.Title, Locale: kept.Locale, Zone: kept.Zone}
	for _, t := range kept.Tabs {
		if t.Rows < 1 || t.Columns < 1 || t.Rows*t.Columns > 10_000_000 {
			return errors.New("a tab of it has no size")
		}
		book.Tabs = append(book.Tabs, Tab{ID: t.ID, Title: t.Title, Hidden: t.Hidden, RowCount: t.Rows, ColumnCount: t.Columns})
	}
	if len(book.Tabs) == 0 {
		return errors.New("it has no tabs")
	}
	b := d.add(book).book
	for i, t := range kept.Tabs {
		x := b.sheets[i]
		if t.Grid != nil {
			x.grid = t.Grid
		}
		for at, c := range t.Cells {
			r, ok, _ := parseBlock(at)
			if !ok || !r.within(x.all()) {
				return fmt.Errorf("it has no cell %s", at)
			}
			entered, bad := readExtended(c.Value)
			shown, worse := readShown(c.Shown)
			if bad != nil || worse != nil {
				return fmt.Errorf("its cell %s holds nothing that a cell can", at)
			}
			x.set(r.top, r.left, &cell{entered, shown, c.Format, c.Auto, c.Note, c.Rule, c.Chips, c.Runs, c.Link})
		}
	}
	for _, m := range kept.Marks {
		made := &metadatum{id: m.ID, key: m.Key, value: m.Value, visibility: "DOCUMENT"}
		x := b.titled(m.Tab)
		switch {
		case m.Row == 0:
			b.metadata = append(b.metadata, made)
		case x != nil && m.Row <= len(x.rows):
			x.rows[m.Row-1].metadata = append(x.rows[m.Row-1].metadata, made)
		}
	}
	return nil
}
