package sheetstest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// Options are what a server is made with. The zero Options make a server with
// the usual users and quotas, on a clock that stands still.
type Options struct {
	// Complain is told what a client asked for that this server does not
	// model; a test gives it t.Error. Without it the server only answers
	// 400 or 501.
	Complain func(string)
	// Clock is the server's time; nil for one of its own.
	Clock *Clock
	// Users are those with access; nil for [Users].
	Users []User
	// Results holds what formulas show, by their text: "=1+1" may be 2, and
	// "=IMPORTXML(…)" may be "#N/A". Nothing is calculated.
	Results map[string]any
	// Entered holds what USER_ENTERED makes of texts that the table of
	// recorded and documented ones does not have: a text, a number or a
	// truth.
	Entered map[string]any
	// SortCarriesMetadata says that row metadata follows its row through a
	// sort. One third party measured that it does; a client must be right
	// either way.
	SortCarriesMetadata bool
	// RefuseMissingMetadata says that deleting developer metadata that is
	// not there is refused, rather than answered with nothing deleted. It
	// is not known which the API does; a client must be right either way.
	RefuseMissingMetadata bool
	// DriveLag is how long a change of cells takes to move a file's version
	// and modifiedTime; 0 for three minutes, negative for at once.
	DriveLag time.Duration
	// ReadsPerMinute and WritesPerMinute are each user's quota; 0 for 60,
	// negative for none.
	ReadsPerMinute, WritesPerMinute int
	// NewID supplies the numbers the server makes (of tabs, metadata,
	// protections), and NewName those of named ranges; nil, or a 0, for
	// counted ones.
	NewID   func() int
	NewName func() string
	// NewFile supplies the ids of files made through Drive; nil for counted
	// ones.
	NewFile func() string
	// Fit says how many pixels a row or column needs: autoResizeDimensions
	// is refused without it.
	Fit func(tab, dimension string, index int) int
}

// Server is an in-memory Google Sheets. It is an [http.Handler], and may be
// used by several goroutines at once.
type Server struct {
	drive

	mu       sync.Mutex
	calls    []Call
	counted  map[Kind]int
	received int64
	faults   faults
	script   script
	spent    quotas
}

// New makes a server with nothing in it.
func New(o Options) *Server {
	s := &Server{drive: drive{platform: &platform{options: o, clock: o.Clock, lastID: 1000}}, counted: map[Kind]int{}, spent: quotas{}}
	if s.clock == nil {
		s.clock = NewClock(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	}
	if s.options.Users == nil {
		s.options.Users = Users()
	}
	return s
}

// Kind is a call's kind, as quotas count it.
type Kind string

// The kinds of calls. Drive calls count against neither of the sheet quotas.
const (
	Read  Kind = "read"
	Write Kind = "write"
	Drive Kind = "drive"
)

// Call is one request that reached the server.
type Call struct {
	Kind   Kind
	API    string // the method's name, such as spreadsheets.batchUpdate
	Method string
	Path   string // as it was sent, still escaped
	Query  url.Values
	Header http.Header
	Body   []byte
	User   string // the e-mail address of whoever asked
	Status int    // 0 where no answer was sent
	Sent   int64  // bytes of the answer
}

// Calls lists every request so far, in order.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

// Count is how many calls of a kind have come, refused ones included.
func (s *Server) Count(k Kind) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counted[k]
}

// Received is how many bytes of request bodies have come.
func (s *Server) Received() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.received
}

// Forget starts the list and the counts of calls anew.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls, s.counted, s.received = nil, map[Kind]int{}, 0
}

// Clock is the server's time.
func (s *Server) Clock() *Clock { return s.clock }

// call is one request on its way to an answer.
type call struct {
	Call
	route route
	args  []string // the parts of the path that vary
	body  object
	mask  *mask
	user  *User
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client went away
	}
	s.answer(r, raw).send(w, r)
}

const jsonType = "application/json; charset=UTF-8"

// answer is what will be sent, and how.
type answer struct {
	code  int
	body  []byte
	kind  string // Content-Type
	fault *Fault
}

// answer works out what to say.
func (s *Server) answer(r *http.Request, raw []byte) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, bad := s.receive(r, raw)
	fault := s.faults.hitting(c.Kind)
	s.script.run(before(c.Kind), &s.drive)
	if bad == nil {
		bad = fault.refusal(c.Kind)
	}
	if bad == nil {
		bad = s.spent.admit(c, s.platform)
	}
	a := answer{fault: fault, code: http.StatusOK, kind: jsonType}
	if bad == nil && !fault.stops() {
		var out any
		if out, bad = s.do(c); bad == nil {
			a.code, a.kind, a.body = c.lay(out)
		}
	}
	if bad != nil {
		if bad.loud {
			s.complain("%s %s: %s", r.Method, r.URL, bad.message)
		}
		a.code, a.kind, a.body = bad.code, jsonType, marshal(bad.body())
	}
	s.script.run(after(c.Kind), &s.drive)
	c.Status, c.Sent = a.code, int64(len(a.body))
	if fault.silent() {
		c.Status, c.Sent = 0, 0
	}
	s.calls = append(s.calls, c.Call)
	return a
}

// lay writes what a method gave as the call wants it.
func (c *call) lay(out any) (code int, kind string, body []byte) {
	switch out := out.(type) {
	case nil:
		return http.StatusNoContent, jsonType, nil
	case []byte:
		return http.StatusOK, "text/csv", out
	}
	if c.mask != nil && !c.route.masks {
		out = c.mask.prune(out)
	}
	return http.StatusOK, jsonType, marshal(out)
}

func marshal(v any) []byte {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(fmt.Sprintf("sheetstest: write %T: %v", v, err)) // only maps, lists and scalars are written
	}
	return []byte(b.String())
}

func (p *platform) complain(format string, args ...any) {
	if p.options.Complain != nil {
		p.options.Complain("sheetstest: " + fmt.Sprintf(format, args...))
	}
}

// receive reads a request: its method, who asks, its parameters and body.
func (s *Server) receive(r *http.Request, raw []byte) (*call, *refusal) {
	c := &call{Call: Call{
		Kind: Read, Method: r.Method, Path: r.URL.EscapedPath(), Query: r.URL.Query(),
		Header: r.Header.Clone(), Body: raw,
	}}
	s.received += int64(len(raw))
	rt, args, ok := find(r.Method, c.Path)
	if ok {
		c.route, c.args, c.API, c.Kind = rt, args, rt.api, rt.kind
	}
	s.counted[c.Kind]++
	if !ok {
		return c, notModelled("the method %s %s", r.Method, c.Path)
	}
	if c.user = s.user(r); c.user == nil {
		return c, unauthenticated()
	}
	c.User = c.user.Email
	if bad := c.parameters(); bad != nil {
		return c, bad
	}
	return c, c.readBody()
}

// common are the parameters every method takes.
var common = []string{"alt", "prettyPrint", "fields", "key", "quotaUser"}

// parameters checks the query against the method's own list, and reads the
// mask.
func (c *call) parameters() *refusal {
	for name, values := range c.Query {
		kind, known := c.route.query[name]
		switch {
		case !known && !slices.Contains(common, name):
			return notModelled("parameter %s of %s", name, c.API)
		case len(values) > 1 && !strings.HasPrefix(kind, "[]"):
			return notModelled("parameter %s given twice", name)
		case known && values[0] != "" && !fits(kind, values[0]):
			return invalidParameter(name, kind, values[0])
		}
	}
	if alt := c.Query.Get("alt"); alt != "" && alt != "json" {
		return notModelled("alt=%s", alt)
	}
	if source := c.Query.Get("fields"); source != "" {
		var bad *refusal
		c.mask, bad = parseMask(source, c.route.response)
		return bad
	}
	return nil
}

func fits(kind, v string) bool {
	switch {
	case kind == "bool":
		return strings.EqualFold(v, "true") || strings.EqualFold(v, "false")
	case strings.HasPrefix(kind, "enum:"):
		return contains(strings.Split(kind[5:], "|"), v)
	}
	return true
}

func invalidParameter(name, kind, v string) *refusal {
	return violation(snake(name), fmt.Sprintf("Invalid value at '%s' (%s), %q", snake(name), wireType(kind), v), false)
}

func (c *call) flag(name string) bool { return strings.EqualFold(c.Query.Get(name), "true") }

// readBody reads the body against the method's message.
func (c *call) readBody() *refusal {
	c.body = object{}
	if c.route.request == "" {
		if len(strings.TrimSpace(string(c.Body))) > 0 {
			return notModelled("a body of %s", c.API)
		}
		return nil
	}
	if len(strings.TrimSpace(string(c.Body))) == 0 {
		return nil
	}
	var v any
	if err := json.Unmarshal(c.Body, &v); err != nil {
		return violation("", "Invalid JSON payload received. "+err.Error(), true)
	}
	clean, bad := accept(c.route.request, v, c.route.root)
	if bad != nil {
		return bad
	}
	c.body, _ = clean.(object)
	return nil
}

// Role is what somebody may do with the files of the server.
type Role string

// The roles. A stranger has an account and no access.
const (
	Owner    Role = "owner"
	Editor   Role = "writer"
	Viewer   Role = "reader"
	Stranger Role = "stranger"
)

// User is somebody with an account, known by the bearer token they send.
type User struct {
	Token, Email string
	Role         Role
	// ReadOnly says that the token's scope lets it only read.
	ReadOnly bool
}

// Users are the usual ones: their tokens are owner, service, partner, viewer,
// readonly (the service account, with a scope that only reads) and stranger.
func Users() []User {
	return []User{
		{Token: "owner", Email: "improvement.team@council.example", Role: Owner},
		{Token: "service", Email: "actionplan@council.iam.example", Role: Editor},
		{Token: "partner", Email: "partner@school.example", Role: Editor},
		{Token: "viewer", Email: "clerk@council.example", Role: Viewer},
		{Token: "readonly", Email: "actionplan@council.iam.example", Role: Editor, ReadOnly: true},
		{Token: "stranger", Email: "someone@elsewhere.example", Role: Stranger},
	}
}

// user is whoever a request's bearer token names.
func (p *platform) user(r *http.Request) *User {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return nil
	}
	for i := range p.options.Users {
		if p.options.Users[i].Token == token {
			return &p.options.Users[i]
		}
	}
	return nil
}
