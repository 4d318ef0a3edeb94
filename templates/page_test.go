package templates_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"actionplan/check"
	"actionplan/frame"
	"actionplan/pack"
	"actionplan/plan"
	"actionplan/templates"
)

var update = flag.Bool("update", false, "write the golden files anew")

func page(t testing.TB, in pack.Input) string {
	t.Helper()
	data, err := templates.Page(pack.Build(in), templates.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// withoutStyle is a page with its style taken out: what it says.
func withoutStyle(page string) string {
	start, end := strings.Index(page, "<style>"), strings.Index(page, "</style>")
	return page[:start] + page[end:]
}

// TestGoldenPage holds every section of the golden page to every byte of it. A
// section that is not there yet is held by its own test, and is there after
// the next -update.
func TestGoldenPage(t *testing.T) {
	golden := filepath.Join("testdata", "small.html")
	if *update {
		if err := os.WriteFile(golden, []byte(withoutStyle(page(t, small()))), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	p := pack.Build(small())
	p.Sections = slices.DeleteFunc(p.Sections, func(s pack.Said) bool {
		return !strings.Contains(string(want), fmt.Sprintf("id=%q", s.Contents[0].Anchor))
	})
	data, err := templates.Page(p, templates.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := withoutStyle(string(data))
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("the page has changed (run with -update when that is meant):\n%s", diff)
	}
}

func TestPagesAreSound(t *testing.T) {
	bare := small()
	bare.Settlement, bare.About = nil, pack.About{}
	for name, in := range map[string]pack.Input{"small": small(), "large": large(42), "bare": bare, "empty": {}, "framed": framed()} {
		t.Run(name, func(t *testing.T) {
			for _, problem := range lint(page(t, in)) {
				t.Error(problem)
			}
		})
	}
}

// framed is a sample with all that a council can say beside its plan, some of it as if it
// were markup.
func framed() pack.Input {
	in := small()
	in.Publish = plan.KnownFields
	in.Frame = frame.Frame{
		Measures: []frame.Measure{
			{Name: "Visits <b>in time</b>", Ref: "1.1", Better: "higher", Baseline: "72 %", Target: "95 %", Of: "local", By: asAt, Latest: "88 %", On: asAt, Benchmark: "England 90 %", Earlier: []frame.Figure{{On: mustDate("2026-06-30"), Says: "81 %"}}},
			{Name: "Moves", Theme: "Care leavers", Better: "lower", Target: "8", Latest: "19", On: asAt, Earlier: []frame.Figure{{On: mustDate("2026-03-31"), Says: "12"}, {On: mustDate("2026-06-30"), Says: "15"}}},
		},
		Events:     []frame.Event{{On: mustDate("2026-01-12"), What: "Inspection", By: "Ofsted"}, {On: mustDate("2027-01-12"), What: "Visit"}},
		Judgements: []frame.Judgement{{Domain: "Care leavers", Says: "Inadequate", On: mustDate("2026-02-06")}, {Domain: "Care leavers", Says: "Good", On: mustDate("2023-02-06")}},
		Consulted:  []frame.Consultation{{With: "Children in care council", Said: "<script>alert(1)</script>"}},
	}
	return in
}

// TestWhatStandsRoundThePlan: the page tells it, and markup in it stays text.
func TestWhatStandsRoundThePlan(t *testing.T) {
	text := withoutStyle(page(t, framed()))
	for _, want := range []string{
		`Visits &lt;b&gt;in time&lt;/b&gt;<span class="who">of <a href="#action-1-1">1.1</a></span>`, `<td role="cell" data-label="Others">England 90 %</td>`,
		`<td role="cell" class="stands away" data-label="How it stands">Moves away from its target; worse than 15</td>`,
		`Inadequate<span class="who">before: Good on 6 February 2023</span>`, `12 January 2027 (to come)`, `&lt;script&gt;alert(1)&lt;/script&gt;`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not hold %s", want)
		}
	}
}

// lint reads a page as a browser would and lists what is wrong with it.
func lint(page string) []string {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	l := &linter{ids: map[string]int{}}
	l.walk(doc)
	return l.sum(page)
}

type linter struct {
	problems []string
	ids      map[string]int
	needs    []string // ids that something points at
	level    int      // of the last heading
	h1       int
	lang     string
	title    string
}

func (l *linter) say(format string, args ...any) {
	l.problems = append(l.problems, fmt.Sprintf(format, args...))
}

func (l *linter) walk(n *html.Node) {
	if n.Type == html.ElementNode {
		l.element(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		l.walk(c)
	}
}

// barred are elements that have no place in a pack: scripts, what runs or
// loads something, and what browsers tag badly in a PDF.
var barred = []string{"script", "iframe", "object", "embed", "link", "img", "form", "input", "strong", "figure", "dl", "a:javascript", "base", "template"}

func (l *linter) element(n *html.Node) {
	attrs := map[string]string{}
	for _, a := range n.Attr {
		attrs[a.Key] = a.Val
		if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" {
			l.say("<%s> has the attribute %s", n.Data, a.Key)
		}
		if strings.HasPrefix(a.Key, "aria-labelledby") {
			l.needs = append(l.needs, strings.Fields(a.Val)...)
		}
	}
	if slices.Contains(barred, n.Data) {
		l.say("the page has a <%s>", n.Data)
	}
	if id := attrs["id"]; id != "" {
		l.ids[id]++
	}
	switch n.Data {
	case "html":
		l.lang = attrs["lang"]
	case "title":
		if n.Parent.Data == "head" {
			l.title = text(n)
		}
	case "h1", "h2", "h3", "h4", "h5", "h6":
		l.heading(n)
	case "a":
		if href := attrs["href"]; strings.HasPrefix(href, "#") {
			l.needs = append(l.needs, href[1:])
		} else {
			l.say("a link leads out of the page: %q", href)
		}
	case "svg":
		if attrs["role"] != "img" || attrs["aria-labelledby"] == "" {
			l.say("a chart is not named for those who cannot see it")
		}
	case "table":
		l.table(n)
	case "th":
		if attrs["scope"] == "" {
			l.say("the heading cell %q does not say what it heads", text(n))
		}
	}
}

func (l *linter) heading(n *html.Node) {
	level := int(n.Data[1] - '0')
	if level == 1 {
		l.h1++
	}
	if level > l.level+1 {
		l.say("%s %q comes straight after level %d", n.Data, text(n), l.level)
	}
	if text(n) == "" {
		l.say("an empty %s", n.Data)
	}
	l.level = level
}

// table wants a caption, headings and rows that are all as wide.
func (l *linter) table(n *html.Node) {
	caption, width := "", 0
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch n.Data {
		case "caption":
			caption = text(n)
		case "tr":
			cells := 0
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				if c.Type == html.ElementNode {
					cells++
				}
			}
			if width != 0 && cells != width {
				l.say("a table has rows of %d and of %d cells", width, cells)
			}
			width = cells
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	if caption == "" {
		l.say("a table has no caption")
	}
}

func (l *linter) sum(page string) []string {
	if l.h1 != 1 {
		l.say("the page has %d h1", l.h1)
	}
	if l.lang != "en-GB" {
		l.say("the page's language is %q", l.lang)
	}
	if l.title == "" {
		l.say("the page has no title")
	}
	for id, n := range l.ids {
		if n > 1 {
			l.say("the id %q stands %d times", id, n)
		}
	}
	for _, id := range l.needs {
		if l.ids[id] == 0 {
			l.say("something points at %q, which is nowhere", id)
		}
	}
	for _, bad := range []string{"ZgotmplZ", "<no value>", "%!", "&amp;amp;"} {
		if strings.Contains(page, bad) {
			l.say("the page holds %q", bad)
		}
	}
	return l.problems
}

func text(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(text(c))
	}
	return strings.TrimSpace(b.String())
}

// TestLintFinds holds the lint to account: each fault is found.
func TestLintFinds(t *testing.T) {
	good := page(t, small())
	for fault, with := range map[string][2]string{
		"straight after level": {"<h2 id=\"attention\">", "<h4 id=\"attention\"></h4><h2>"},
		"which is nowhere":     {"href=\"#made\"", "href=\"#nothing\""},
		"stands 2 times":       {"<p class=\"lead\">", "<p id=\"made\">"},
		"has no caption":       {"<caption>The numbers in the chart</caption>", ""},
		"a <script>":           {"<p class=\"lead\">", "<script>1</script><p>"},
		"language is":          {"lang=\"en-GB\"", "lang=\"en-US\""},
		"what it heads":        {"scope=\"row\"", ""},
		"cells":                {"<td role=\"cell\" class=\"n\" data-label=\"All\">", "<td></td><td>"},
	} {
		bad := strings.Replace(good, with[0], with[1], 1)
		if bad == good {
			t.Errorf("%q is not in the page to be spoilt", with[0])
		}
		if !strings.Contains(strings.Join(lint(bad), "\n"), fault) {
			t.Errorf("the lint does not find that %s", fault)
		}
	}
}

// TestHostileTextStaysText puts texts a partner might type into every field
// of a plan and everything that is said of the pack, and looks for a tag, an
// attribute or a style that the page did not have before.
func TestHostileTextStaysText(t *testing.T) {
	harmless := tags(page(t, fuzzed("words")))
	fragments := []string{"<script>alert(1)</script>", "<b>", "</td>", "</title>", "</style>", "-->", "<!--", "]]>", "\"", "'", "` onload=x", "javascript:alert(1)", "{{.Lead}}", "{{template \"page\"}}", "\\", "}", "*/", "url(http://x)", "&lt;", "&#60;", "\x00", "\u202e", "=1+1", "é", " ", "\n"}
	rapid.Check(t, func(t *rapid.T) {
		hostile := strings.Join(rapid.SliceOfN(rapid.SampledFrom(fragments), 1, 5).Draw(t, "text"), "")
		data, err := templates.Page(pack.Build(fuzzed("words"+hostile)), templates.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := tags(string(data))
		// Only how often an element stands may change, with how much is written.
		for tag := range got {
			if harmless[tag] == 0 {
				t.Fatalf("%q made <%s>", hostile, tag)
			}
		}
		for _, problem := range lint(string(data)) {
			t.Fatalf("%q: %s", hostile, problem)
		}
		if strings.Contains(strings.ReplaceAll(string(data), "&#34;", ""), "\u202e") {
			t.Fatalf("%q turns the direction of the text round", hostile)
		}
	})
}

// tags counts a page's elements with the names of their attributes.
func tags(page string) map[string]int {
	out := map[string]int{}
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			name := token.Data
			for _, a := range token.Attr {
				name += " " + a.Key
			}
			out[name]++
		}
	}
}

// fuzzed is a plan and a title block that say one text everywhere.
func fuzzed(text string) pack.Input {
	row := make([]string, len(sampleFields))
	for i := range row {
		row[i] = text
	}
	row[8], row[9] = "2026-01-01", "Red"
	second := slices.Clone(row)
	second[9] = "Green"
	second[8] = "2027-01-01"
	officer := samplePlan([][]string{row, second})
	base := set(officer, plan.Ref(text), plan.FieldProgress, "before")
	partner := set(base, plan.Ref(text), plan.FieldProgress, "after"+text)
	in := settledInput(base, officer, partner)
	a := &in.About
	a.Title, a.Council, a.Committee, a.Status, a.Officers, a.Partners, a.Contact, a.Letter = text, text, text, text, text, text, text, text
	return in
}

func TestPastedMarkupIsShownAsText(t *testing.T) {
	got := page(t, fuzzed("<p>Headings:</p>"))
	if !strings.Contains(got, "&lt;p&gt;Headings:&lt;/p&gt;") {
		t.Error("pasted markup is not shown as it was pasted")
	}
}

func TestCouncilsOwnTemplates(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("wording.html", `{{define "word-summary"}}The plan at a glance{{end}}`)
	put("council.css", "h1 { margin: 9px; }")
	put("made.html", `{{define "made"}}<section><h2 id="made">Colophon</h2></section>{{end}}`)
	put("notes.txt", "{{ not a template")
	p := pack.Build(small())
	got, err := templates.Page(p, templates.Options{Overrides: dir})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"The plan at a glance", "h1 { margin: 9px; }", "Colophon", "What needs members’ attention"} {
		if !strings.Contains(string(got), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, problem := range lint(string(got)) {
		t.Error(problem)
	}
	put("council.css", "h1 {} </style><script>")
	if _, err := templates.Page(p, templates.Options{Overrides: dir}); err == nil || !strings.Contains(err.Error(), "</style") {
		t.Errorf("a style that ends itself: %v", err)
	}
	put("council.css", "")
	put("theme.html", `{{define "theme"}}{{.Lead`)
	if _, err := templates.Page(p, templates.Options{Overrides: dir}); err == nil || !strings.Contains(err.Error(), "theme.html") {
		t.Errorf("a template that cannot be read: %v; want it named", err)
	}
	put("theme.html", `{{define "theme"}}{{.Exempt}}{{end}}`)
	if _, err := templates.Page(p, templates.Options{Overrides: dir}); err == nil || !strings.Contains(err.Error(), "Exempt") {
		t.Errorf("a template that asks for what a public pack does not have: %v", err)
	}
	if _, err := templates.Page(p, templates.Options{Overrides: filepath.Join(dir, "none")}); err == nil {
		t.Error("a folder of templates that is not there is not missed")
	}
}

// TestRunningHead keeps what a style sheet might take for something else: a
// colon makes an address, a quotation mark ends the string.
func TestRunningHead(t *testing.T) {
	in := small()
	in.About.Title = `Ofsted: "our" plan\`
	got := page(t, in)
	if want := `@bottom-left { content: "Ofsted\3a  \22 our\22  plan\5c "; }`; !strings.Contains(got, want) {
		t.Errorf("the page lacks %s", want)
	}
}

func TestPageIsSelfContained(t *testing.T) {
	got := page(t, large(42))
	for _, outside := range []string{"http://", "https://", "@import", "url("} {
		if strings.Contains(got, outside) {
			t.Errorf("the page holds %q", outside)
		}
	}
	if !bytes.Contains([]byte(got), []byte("default-src 'none'")) {
		t.Error("the page does not say that it loads nothing")
	}
}

// TestAPageOfTheCouncilsOwnNamesItsSections holds that a page.html that was
// written before sections were a list, and names each, still makes the page.
func TestAPageOfTheCouncilsOwnNamesItsSections(t *testing.T) {
	built, err := os.ReadFile("page/page.html")
	if err != nil {
		t.Fatal(err)
	}
	own := string(built)
	for list, names := range map[string]string{
		"{{range .Main}}{{.}}\n{{end}}": `{{template "summary" .}}
{{template "attention" .}}
{{range .Themes}}{{template "theme" .}}{{end}}
{{template "settled" .}}
{{template "made" .}}
`,
		`{{range .Contents}}<li><a href="#{{.Anchor}}">{{with .Heading}}{{.}}{{else}}{{.Words}}{{end}}</a></li>
{{end}}`: `<li><a href="#summary">{{template "word-summary"}}</a></li>
<li><a href="#attention">{{template "word-attention"}}</a></li>
{{range .Themes}}<li><a href="#{{.ID}}">{{.Name}}</a></li>
{{end}}<li><a href="#settled">{{template "word-settled"}}</a></li>
<li><a href="#made">{{template "word-made"}}</a></li>
`,
	} {
		if strings.Count(own, list) != 1 {
			t.Fatalf("the page has no %q", list)
		}
		own = strings.Replace(own, list, names, 1)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "page.html"), []byte(own), 0o644); err != nil {
		t.Fatal(err)
	}
	p := pack.Build(small())
	p.Sections = slices.DeleteFunc(p.Sections, func(s pack.Said) bool {
		return !slices.Contains([]string{"summary", "attention", "themes", "settled", "made"}, s.ID)
	})
	want, err := templates.Page(p, templates.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := templates.Page(p, templates.Options{Overrides: dir})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("the council's own page (-built in +own):\n%s", diff)
	}
}

// TestNothingToLookAt says so; where officers set something aside it does not
// say that there is none of it.
func TestNothingToLookAt(t *testing.T) {
	p := samplePlan([][]string{{"1.1", "Care", "", "Train carers", "Children feel safe", "", "Director", "", "2026-10-30", "Green", "", "", "", "", "", ""}})
	for _, c := range []struct {
		due       string
		overrides []check.Override
		want      string
	}{
		{"2027-10-30", nil, "Nothing in the plan needs members’ attention: no action is overdue, off track or at odds with its partners."},
		{"2026-10-30", []check.Override{{Rule: "overdue", Skip: true, Why: "said"}, {Rule: "rag-contradicts", Skip: true, Why: "said"}},
			"Beside what officers set aside, with a reason, nothing in the plan needs members’ attention."},
	} {
		p := set(p, "1.1", plan.FieldDue, c.due)
		report, err := check.Run(check.Subject{Plan: p, AsAt: asAt}, check.Options{Overrides: c.overrides})
		if err != nil {
			t.Fatal(err)
		}
		got := page(t, pack.Input{About: sampleAbout(), Plan: p, Report: report})
		attention := got[strings.Index(got, `<h2 id="attention">`):]
		attention = attention[:strings.Index(attention, "</section>")]
		if !strings.Contains(attention, "<p>"+c.want+"</p>") {
			t.Errorf("due %s, it says %q, want %q", c.due, attention, c.want)
		}
	}
}
