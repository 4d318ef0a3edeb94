package sheets

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"actionplan/plan"
	"actionplan/sheets/sheetstest"
	"actionplan/table"
)

const testID = "partners-practice-sheet"

var ctx = context.Background()

// partnersTab is a small partners' sheet: a title, headings in row 3, a note
// under the table.
func partnersTab() sheetstest.Tab {
	day := func(y int, m time.Month, d int) sheetstest.Date {
		return sheetstest.Date{Day: time.Date(y, m, d, 0, 0, 0, 0, time.UTC), Pattern: "dd/mm/yyyy"}
	}
	return sheetstest.Tab{ID: 7, Title: "Partners' plan", Rows: [][]any{
		{"Improvement plan: partners' copy"},
		{},
		{"Ref", "Action", "Lead", "Due date", "Progress", "RAG"},
		{"1.1", "Write to every school", "Head of service", day(2026, 3, 31), "Letters drafted", "Amber"},
		{"1.2", "Audit forty cases", "Principal officer", day(2026, 4, 30), "", "Red"},
		{"1.10", "Train the front door team", "Head of service", day(2026, 5, 29), "Half are trained", "Green"},
		{"2.1", "Agree thresholds with health", "Designated nurse", day(2026, 6, 30), "Draft sent", "Amber"},
		{},
		{"Ask the improvement team before you add a row."},
	}}
}

// world is a server with the partners' sheet in it, and somebody to ask it.
type world struct {
	*sheetstest.Server
	t      *testing.T
	url    string
	client *Client
	place  Place
	limit  time.Duration // how long one request may take
}

func newWorld(t *testing.T, o sheetstest.Options, tabs ...sheetstest.Tab) *world {
	t.Helper()
	o.Complain = func(what string) { t.Error(what) }
	if len(tabs) == 0 {
		tabs = []sheetstest.Tab{partnersTab(), {ID: 8, Title: "Notes", Rows: [][]any{{"Nothing to do with the plan"}}}}
	}
	server := sheetstest.New(o)
	server.Add(sheetstest.Book{ID: testID, Title: "Partners' plan", Locale: "en_GB", Zone: "Europe/London", Tabs: tabs})
	web := httptest.NewServer(server)
	t.Cleanup(web.Close)
	tab := int64(7)
	w := &world{Server: server, t: t, url: web.URL, limit: time.Minute, place: Place{ID: testID, Tab: &tab}}
	w.client = w.as("service")
	return w
}

// as is a client signed in as one of the server's users, whose waits take no
// time but let the server's clock go on.
func (w *world) as(user string) *Client {
	w.t.Helper()
	return clientOver(w.t, http.DefaultTransport, w.url, user, Patience{
		PerRequest: w.limit,
		Sleep: func(_ context.Context, wait time.Duration) error {
			w.Clock().Advance(wait)
			return nil
		},
	})
}

func (w *world) open() *Sheet {
	w.t.Helper()
	s, err := Open(ctx, w.client, w.place)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

func readTable(grids []table.Grid) (plan.Plan, error) {
	return table.Read("Partners' plan", grids, table.Options{})
}

func planOf(t *testing.T, s *Sheet) plan.Plan {
	t.Helper()
	p, err := readTable(s.Grids())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// change is a cell to write: an action's field, and what it is to say.
type change struct {
	ref   plan.Ref
	field plan.Field
	now   plan.Entry
}

func asText(words string) plan.Entry {
	if words == "" {
		return plan.Entry{Value: plan.Blank}
	}
	return plan.Entry{Value: plan.TextValue(words), Typed: words}
}

func day(iso string) plan.Entry {
	date, err := plan.ParseISO(iso)
	if err != nil {
		panic(err)
	}
	return plan.Entry{Value: date.Value(), Typed: iso}
}

// work addresses changes to the rows where a reading has them; an action that
// is not there is left out.
func work(p plan.Plan, changes ...change) table.Work {
	w := table.Work{From: p, Read: readTable}
	for _, c := range changes {
		for _, a := range p.Actions {
			if a.Ref == c.ref {
				if was, ok := a.Lookup(c.field); ok {
					w.Edits = append(w.Edits, plan.Edit{ID: a.ID, Field: c.field, Was: was, Now: c.now})
				}
			}
		}
	}
	return w
}

func stage(t *testing.T, s *Sheet, w table.Work) *Staged {
	t.Helper()
	staged, err := s.Stage(w)
	if err != nil {
		t.Fatal(err)
	}
	return staged
}

// save stages and saves, and expects nothing to be in the way.
func save(t *testing.T, s *Sheet, w table.Work) *Sheet {
	t.Helper()
	staged := stage(t, s, w)
	if len(staged.Refusals()) > 0 {
		t.Fatalf("refused: %v", staged.Refusals())
	}
	after, err := staged.Save(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return after
}

// wordsIn is every cell of a sheet that says something, as a person sees it.
func wordsIn(s *Sheet) map[string]string {
	cells := map[string]string{}
	for _, t := range s.Tabs {
		for row := range t.rows {
			for i, c := range t.rows[row] {
				if c.FormattedValue != "" {
					cells[plan.Cell{Sheet: t.Title, Row: row, Column: i + 1}.String()] = c.FormattedValue
				}
			}
		}
	}
	return cells
}

// count is how many cells of the sheet hold exactly these words.
func count(s *Sheet, words string) int {
	n := 0
	for _, said := range wordsIn(s) {
		if strings.TrimSpace(said) == words {
			n++
		}
	}
	return n
}
