package sheetstest

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// recordings is where real traffic lies, when it lies beside the project.
const recordings = "../../../shared/recordings/gspread.jsonl.gz"

// interaction is one request the real API answered.
type interaction struct {
	File     string          `json:"file"`
	N        int             `json:"n"`
	API      string          `json:"api"`
	Method   string          `json:"method"`
	URI      string          `json:"uri"`
	Request  json.RawMessage `json:"request"`
	Status   int             `json:"status"`
	Response any             `json:"response"`
}

func (x *interaction) name() string { return fmt.Sprintf("%s#%d", x.File, x.N) }

// leftOut are the interactions that prove nothing here, and why: a method by
// its name, or a single interaction by its own.
var leftOut = map[string]string{
	"drive.files.PUT":    "a CSV uploaded through Drive v2, which nobody here calls",
	"drive.comments.GET": "Drive's comments, which nobody here reads",
}

// ignored are parameters that Google's servers took from a client and that the
// method does not have: this server refuses them, so they are taken off.
var ignored = map[string]string{"drive.files.get": "includeItemsFromAllDrives"}

// TestReplay sends every recorded request, in its order, to a fresh server
// for each recording, and compares the status and the body of each answer
// with the recorded one, member by member. What only Google could know is
// taken from the recording before: the ids it made, times, what formulas
// showed, sizes that hang on fonts. A document that was there before the
// recording began is laid out from what the recording first shows of it; an
// answer that was needed for that is counted apart, though it too must be
// matched.
func TestReplay(t *testing.T) {
	path := recordings
	if own := os.Getenv("ACTIONPLAN_TEST_RECORDINGS"); own != "" {
		path = own
	}
	list, err := readRecordings(path)
	if os.IsNotExist(err) {
		t.Skipf("no recordings at %s: nothing was replayed", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	total := tally{reasons: map[string]int{}, kinds: map[string]int{}}
	for _, file := range byFile(list) {
		t.Run(strings.TrimSuffix(file[0].File, ".json"), func(t *testing.T) {
			total.add(replay(t, file))
		})
	}
	t.Logf("%s: %d interactions in all", filepath.Base(path), len(list))
	total.log(t)
	if total.exact == 0 {
		t.Error("nothing was replayed")
	}
	if path == recordings && total.exact < 2051 {
		t.Errorf("only %d interactions were replayed without being told anything", total.exact)
	}
}

// tally counts what became of interactions.
type tally struct {
	exact   int // answered as recorded
	told    int // the same, after the recording told what had been there before
	reasons map[string]int
	kinds   map[string]int
}

func (a *tally) add(b tally) {
	a.exact += b.exact
	a.told += b.told
	for k, n := range b.reasons {
		a.reasons[k] += n
	}
	for k, n := range b.kinds {
		a.kinds[k] += n
	}
}

func (a *tally) log(t *testing.T) {
	t.Logf("%d answered as recorded, status and body; %d of them only after the recording had told what was there before", a.exact+a.told, a.told)
	for _, k := range sortedNames(a.kinds) {
		t.Logf("  %5d %s", a.kinds[k], k)
	}
	for _, k := range sortedNames(a.reasons) {
		t.Logf("left out %d: %s", a.reasons[k], k)
	}
}

func sortedNames(m map[string]int) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

func readRecordings(path string) ([]*interaction, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	var list []*interaction
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		x := &interaction{}
		if err := json.Unmarshal(lines.Bytes(), x); err != nil {
			return nil, err
		}
		list = append(list, x)
	}
	return list, lines.Err()
}

func byFile(list []*interaction) [][]*interaction {
	var out [][]*interaction
	at := map[string]int{}
	for _, x := range list {
		n, ok := at[x.File]
		if !ok {
			n = len(out)
			at[x.File] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], x)
	}
	for _, file := range out {
		slices.SortStableFunc(file, func(a, b *interaction) int { return a.N - b.N })
	}
	return out
}

// player replays one recording.
type player struct {
	t      *testing.T
	server *Server
	file   []*interaction
	ids    []int    // that the answer at hand will make
	names  []string // of named ranges, likewise
	newID  string   // of a file, likewise
	pixels int
	heard  []string // what the server complained of
	told   bool     // the answer at hand had to be told something

	strangers map[string]*stranger
	asked     []area // the ranges of the request at hand
}

const robot = "robot@recording.example"

func replay(t *testing.T, file []*interaction) tally {
	p := &player{t: t, file: file, strangers: map[string]*stranger{}}
	p.server = New(Options{
		Complain: func(m string) { p.heard = append(p.heard, m) },
		Users:    []User{{Token: "robot", Email: p.account(), Role: Owner}},
		Results:  map[string]any{}, Entered: map[string]any{}, SortCarriesMetadata: true,
		ReadsPerMinute: -1, WritesPerMinute: -1,
		NewID: func() int {
			if len(p.ids) == 0 {
				return 0
			}
			id := p.ids[0]
			p.ids = p.ids[1:]
			return id
		},
		NewName: func() string {
			if len(p.names) == 0 {
				return "unnamed"
			}
			n := p.names[0]
			p.names = p.names[1:]
			return n
		},
		NewFile: func() string { return p.newID },
		Fit:     func(string, string, int) int { return p.pixels },
	})
	out := tally{reasons: map[string]int{}, kinds: map[string]int{}}
	for i, x := range file {
		if reason := p.leaveOut(x); reason != "" {
			out.reasons[reason]++
			p.forget(x)
			continue
		}
		p.play(i, x, &out)
	}
	return out
}

// account is whom the recording was made by, where it shows.
func (p *player) account() string {
	for _, x := range p.file {
		b, err := json.Marshal(x.Response)
		if err == nil && bytes.Contains(b, []byte(`"editors":{"users":["`)) {
			rest := b[bytes.Index(b, []byte(`"editors":{"users":["`))+len(`"editors":{"users":["`):]
			return string(rest[:bytes.IndexByte(rest, '"')])
		}
	}
	return robot
}

func (p *player) leaveOut(x *interaction) string {
	if reason := leftOut[x.name()]; reason != "" {
		return x.name() + ": " + reason
	}
	if reason := leftOut[x.API]; reason != "" {
		return x.API + ": " + reason
	}
	u, err := url.Parse(x.URI)
	if err != nil {
		p.t.Fatal(err)
	}
	_, _, served := find(x.Method, u.EscapedPath())
	if own := os.Getenv("ACTIONPLAN_TEST_RECORDINGS"); own != "" && !served {
		return fmt.Sprintf("%s %s: a method that this server does not have", x.Method, u.Host)
	}
	return ""
}

// forget makes a file a stranger when something that is left out may have
// changed it.
func (p *player) forget(x *interaction) {
	if x.Method == http.MethodGet {
		return
	}
	for _, f := range p.server.files {
		if strings.Contains(x.URI, f.id) {
			for _, t := range f.book.sheets {
				t.resize(1, 1)
				t.set(0, 0, nil)
			}
			p.stranger(f.id, f.book.title)
		}
	}
}

// play sends one request and compares.
func (p *player) play(i int, x *interaction, out *tally) {
	p.told, p.heard = false, nil
	u, err := url.Parse(x.URI)
	if err != nil {
		p.t.Fatal(err)
	}
	if name := ignored[x.API]; name != "" {
		q := u.Query()
		q.Del(name)
		u.RawQuery = q.Encode()
	}
	p.foretell(i, x, u)
	r := httptest.NewRequest(x.Method, "http://sheets.example"+u.RequestURI(), bodyOf(x))
	r.Header.Set("Authorization", "Bearer robot")
	w := httptest.NewRecorder()
	p.server.ServeHTTP(w, r)
	var got any = w.Body.String()
	if strings.HasPrefix(w.Header().Get("Content-Type"), "application/json") {
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			got = nil
		}
	}
	if w.Code == http.StatusNoContent {
		got = nil
	}
	checkExchange(p.t, x.Method, u, x.Request, w.Code, got)
	takeTimes(got, x.Response)
	if p.told {
		takeLooks(got, x.Response)
	}
	if x.Status == http.StatusTooManyRequests {
		got = only(got, x.Response)
	}
	if w.Code != x.Status || !reflect.DeepEqual(got, x.Response) {
		p.t.Errorf("%s %s %s\nrequest %s\nstatus %d, recorded %d\n%s\n%s", x.name(), x.Method, x.URI, x.Request, w.Code, x.Status,
			cmp.Diff(x.Response, got), strings.Join(p.heard, "\n"))
		return
	}
	if x.API == "" {
		x.API = x.Method
	}
	out.kinds[fmt.Sprintf("%s %d", x.API, x.Status)]++
	if p.told {
		out.told++
	} else {
		out.exact++
	}
}

func bodyOf(x *interaction) *bytes.Reader {
	if len(x.Request) == 0 || string(x.Request) == "null" {
		return bytes.NewReader(nil)
	}
	return bytes.NewReader(x.Request)
}

// takeTimes copies the recorded times over ours, where both have one.
func takeTimes(got, recorded any) {
	switch g := got.(type) {
	case object:
		r, _ := recorded.(object)
		for _, name := range []string{"createdTime", "modifiedTime", "version"} {
			if has(g, name) && has(r, name) {
				g[name] = r[name]
			}
		}
		for name := range g {
			takeTimes(g[name], r[name])
		}
	case []any:
		r, _ := recorded.([]any)
		for i := range min(len(g), len(r)) {
			takeTimes(g[i], r[i])
		}
	}
}

// takeLooks copies the recorded effective formats over ours, all but their
// number formats: what a theme and a cell's contents make of fonts, colours
// and alignments is not modelled.
func takeLooks(got, recorded any) {
	switch g := got.(type) {
	case object:
		r, _ := recorded.(object)
		if mine, theirs := part(g, "effectiveFormat"), part(r, "effectiveFormat"); mine != nil && theirs != nil {
			looks := clone(theirs)
			delete(looks, "numberFormat")
			if has(mine, "numberFormat") {
				looks["numberFormat"] = mine["numberFormat"]
			}
			g["effectiveFormat"] = looks
			return
		}
		for name := range g {
			takeLooks(g[name], r[name])
		}
	case []any:
		r, _ := recorded.([]any)
		for i := range min(len(g), len(r)) {
			takeLooks(g[i], r[i])
		}
	}
}

// only cuts an answer to the members that a recorded one has: the body of a
// 429 has grown over the years.
func only(got, recorded any) any {
	switch r := recorded.(type) {
	case object:
		g, _ := got.(object)
		out := object{}
		for name := range r {
			if has(g, name) {
				out[name] = only(g[name], r[name])
			}
		}
		return out
	case []any:
		g, _ := got.([]any)
		var out []any
		for i := range min(len(g), len(r)) {
			out = append(out, only(g[i], r[i]))
		}
		return out
	}
	return got
}

// foretell takes from a recorded answer what only Google could know.
func (p *player) foretell(i int, x *interaction, u *url.URL) {
	p.ids, p.names = nil, nil
	answer, _ := x.Response.(object)
	if x.Status != http.StatusOK || answer == nil {
		p.foretellRefusal(x, u)
		return
	}
	rt, args, ok := find(x.Method, u.EscapedPath())
	if !ok {
		return
	}
	switch rt.api {
	case "drive.files.create", "drive.files.copy":
		p.newID = text(answer, "id")
	case "drive.files.list":
		p.adoptFiles(items(answer, "files"))
		return
	}
	p.readIDs(answer)
	if len(args) == 0 {
		return
	}
	if strings.Contains(string(x.Request), "autoResizeDimensions") {
		p.pixels = pixelsAfter(p.file[i+1:])
	}
	p.adopt(rt, args, x, u, answer)
	p.learnEntered(rt, x, u, answer)
}

// learnEntered takes from an answer that shows its values what USER_ENTERED
// made of texts that are not in the server's own table.
func (p *player) learnEntered(rt route, x *interaction, u *url.URL, answer object) {
	if u.Query().Get("valueInputOption") != "USER_ENTERED" {
		return
	}
	if rt.api == "values.append" {
		answer = part(answer, "updates")
	}
	var body struct{ Values [][]any }
	if json.Unmarshal(x.Request, &body) != nil {
		return
	}
	shown := items(part(answer, "updatedData"), "values")
	for i, line := range body.Values {
		for j, v := range line {
			typed, isText := v.(string)
			if _, _, bad := p.server.userEntered(typed, nil); !isText || bad == nil {
				continue
			}
			p.told = true
			p.server.options.Entered[typed] = typed
			if i < len(shown) {
				if s := shown[i].([]any); j < len(s) && s[j] != typed {
					p.server.options.Entered[typed] = fromShown(s[j])
				}
			}
		}
	}
}

// fromShown is the value that a shown text stands for.
func fromShown(v any) any {
	s, _ := v.(string)
	if n, err := strconv.ParseFloat(s, 64); err == nil {
		return n
	}
	if s == "TRUE" || s == "FALSE" {
		return s == "TRUE"
	}
	return v
}

// readIDs lists the ids that a batch's replies show were made.
func (p *player) readIDs(answer object) {
	for _, item := range items(answer, "replies") {
		for kind, reply := range item.(object) {
			r, _ := reply.(object)
			switch kind {
			case "addSheet":
				p.ids = append(p.ids, whole(part(r, "properties"), "sheetId"))
			case "addProtectedRange":
				p.ids = append(p.ids, whole(part(r, "protectedRange"), "protectedRangeId"))
			case "createDeveloperMetadata":
				p.ids = append(p.ids, whole(part(r, "developerMetadata"), "metadataId"))
			case "addNamedRange":
				p.names = append(p.names, text(part(r, "namedRange"), "namedRangeId"))
			}
		}
	}
}

// pixelsAfter is the first size of a column that the rest of a recording
// shows.
func pixelsAfter(rest []*interaction) int {
	for _, x := range rest {
		answer, _ := x.Response.(object)
		for _, s := range items(answer, "sheets") {
			for _, d := range items(s.(object), "data") {
				for _, c := range items(d.(object), "columnMetadata") {
					return whole(c.(object), "pixelSize")
				}
			}
		}
	}
	return 0
}
