package sheetstest

import (
	_ "embed" // for page.html
	"html/template"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// pageText is the page's template.
//
//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// page is a plain page that shows a spreadsheet and lets whoever looks at it
// work in it as a partner would: type into cells, sort by a column, put rows in
// and take them out, look at its other tabs. It needs no scripts and no mouse.
// It answers only on loopback addresses, and takes forms only from itself.
//
// Rows and columns go by their keys (see [line]), so that what was typed gets
// to the row it was typed in, wherever others have moved that meanwhile. Where
// it cannot, it comes back with the reason: what was typed is saved or shown.
type page struct {
	server *Server
	id     string
	keep   func() error // keeps what was saved; nil where nothing is kept
}

// Page is a page that shows a spreadsheet of the server's and takes edits of it.
func (s *Server) Page(id string) http.Handler { return &page{server: s, id: id} }

func (p *page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "same-origin")
	header.Set("Cache-Control", "no-cache") // and not no-store: going back shows what was typed, though the server has ended
	switch {
	case !loopback(r):
		http.Error(w, "this page is only for the computer it runs on", http.StatusForbidden)
	case r.URL.Path != "/" && r.URL.Path != "":
		http.NotFound(w, r)
	case r.Method == http.MethodPost:
		p.take(w, r)
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		q := r.URL.Query()
		p.write(w, http.StatusOK, outcome{tab: q.Get("tab"), at: spotOf(q.Get("at")), said: q.Get("said")})
	default:
		header.Set("Allow", "GET, HEAD, POST")
		http.Error(w, "only GET and POST", http.StatusMethodNotAllowed)
	}
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

// sameOrigin says that a form was sent by the page itself. Browsers say where
// a form comes from; what does not say is not let in.
func sameOrigin(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" {
		return site == "same-origin"
	}
	origin, err := url.Parse(r.Header.Get("Origin"))
	return err == nil && origin.Host != "" && origin.Host == r.Host
}

// longestForm is how many bytes a form may have. A page sends all of its cells
// back, and others may have filled them.
const longestForm = 256 << 20

// take does what a form says, and shows what came of it. Where all of it could
// be done the browser is sent to the page anew, so that going back or reloading
// does nothing twice.
func (p *page) take(w http.ResponseWriter, r *http.Request) {
	if !sameOrigin(r) {
		http.Error(w, "the form was not this page's own", http.StatusForbidden)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, longestForm)
	if err := r.ParseForm(); err != nil {
		http.Error(w, "The form could not be read, and nothing of it was saved. Go back: what you typed is still in the page.", http.StatusBadRequest)
		return
	}
	f := readForm(r.PostForm)
	if f.do == "save" && len(f.typed) == 0 && p.lay(outcome{tab: f.tab}).Mark == f.mark {
		w.WriteHeader(http.StatusNoContent) // the browser stays where it is
		return
	}
	out := p.act(f)
	if out.edited && p.keep != nil {
		if err := p.keep(); err != nil {
			out.problems = append(out.problems, problem{Why: "what you saved is in the sheet now, but ends with it: " + err.Error()})
		}
	}
	switch {
	case len(out.problems) > 0:
		p.write(w, http.StatusConflict, out)
	case len(out.strays) > 0 || out.doomed != 0:
		p.write(w, http.StatusOK, out)
	default:
		q := url.Values{"tab": {out.tab}}
		if out.said != "" {
			q.Set("said", out.said)
		}
		place := "?" + q.Encode()
		if out.at != (spot{}) {
			q.Set("at", out.at.String())
			place = "?" + q.Encode() + "#" + out.at.String()
		}
		w.Header().Set("Location", place) // as it is: http.Redirect would leave a prefix out
		w.WriteHeader(http.StatusSeeOther)
	}
}

func (p *page) write(w http.ResponseWriter, status int, out outcome) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	if err := pageTemplate.Execute(w, p.lay(out)); err != nil {
		p.server.complain("show the page: %v", err)
	}
}
