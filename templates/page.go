package templates

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"actionplan/internal/disk"
	"actionplan/pack"
)

//go:embed page
var builtIn embed.FS

// CouncilStyle is a style sheet of a council's own, added after the built-in one.
const CouncilStyle = "council.css"

// view is the pack as the page's fragments see it: what the pack says, and
// what only a page needs.
type view struct {
	pack.Public
	Style     template.CSS
	Owner     string // council and committee, in one line
	Meeting   string
	Contents  []entry
	Main      []template.HTML // the sections, each filled in
	Says      any             // in a section's fragment: what that section says
	Running   template.CSS    // the running head of a printed page, on the left
	Corner    template.CSS    // and on the right
	Foot      template.CSS
	Block     []pack.Fact
	FreshPage bool // the summary fits a printed page, and what follows begins the next
	Chart     []bar
}

// entry is a line of the contents: the section's heading, or words from the plan.
type entry struct {
	Anchor  string
	Heading template.HTML
	Words   string
}

// bar is one theme of the chart.
type bar struct {
	Name     string
	Says     string
	Segments []segment
}

// segment is one rating's part of a bar, its places in hundredths of the
// chart's width.
type segment struct {
	Rating           pack.Rating
	X, Width, Middle string
	Label            string // "" where there is no room for it
}

// Page makes the pack as one HTML page that needs nothing beside it.
func Page(p pack.Public, o Options) ([]byte, error) {
	l, err := newLooks(p.Words, o.Overrides)
	if err != nil {
		return nil, fmt.Errorf("read the templates of the pack: %w", err)
	}
	page, err := l.fill(newView(p, l.style))
	if err != nil {
		return nil, fmt.Errorf("fill the page of the pack: %w", err)
	}
	return page, nil
}

// fill fills each section's fragment, which is named by the section's ID, and
// then the page round them.
func (l *looks) fill(v view) ([]byte, error) {
	for _, section := range v.Sections {
		fragment := v
		fragment.Says = section.Says
		filled, err := l.execute(section.ID, fragment)
		if err != nil {
			return nil, err
		}
		v.Main = append(v.Main, template.HTML(filled))
		for _, line := range section.Contents {
			e := entry{Anchor: line.Anchor, Words: line.Words}
			if e.Words == "" {
				heading, err := l.execute("word-"+section.ID, nil)
				if err != nil {
					return nil, err
				}
				e.Heading = template.HTML(heading)
			}
			v.Contents = append(v.Contents, e)
		}
	}
	return l.execute("page", v)
}

func (l *looks) execute(name string, data any) ([]byte, error) {
	var out bytes.Buffer
	err := l.page.ExecuteTemplate(&out, name, data)
	return out.Bytes(), err
}

// looks are the page's templates and its style.
type looks struct {
	page  *template.Template
	style template.CSS
}

// newLooks reads the sections' words, each defined as word-NAME, the built-in
// files and, after them, those of the same names in the council's folder: what
// one of these defines stands in for what was defined before, and what it
// leaves out stays.
func newLooks(words map[string]string, overrides string) (*looks, error) {
	l := &looks{page: template.New("pack").Option("missingkey=error")}
	for name, text := range words {
		if _, err := l.page.New("word-" + name).Parse(template.HTMLEscapeString(text)); err != nil {
			return nil, err
		}
	}
	entries, err := builtIn.ReadDir("page")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		text, err := builtIn.ReadFile("page/" + e.Name())
		if err != nil {
			return nil, err
		}
		if err := l.add(e.Name(), string(text)); err != nil {
			return nil, err
		}
	}
	if overrides == "" {
		return l, nil
	}
	return l, l.override(overrides, entries)
}

func (l *looks) override(folder string, builtIn []fs.DirEntry) error {
	if _, err := os.ReadDir(folder); err != nil {
		return err
	}
	names := []string{}
	for _, e := range builtIn {
		names = append(names, e.Name())
	}
	for _, name := range append(names, CouncilStyle) {
		text, err := disk.ReadFile(filepath.Join(folder, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if err := l.add(name, string(text)); err != nil {
			return err
		}
	}
	return nil
}

func (l *looks) add(name, text string) error {
	switch {
	case filepath.Ext(name) == ".html":
		_, err := l.page.New(name).Parse(text)
		return err
	case strings.Contains(strings.ToLower(text), "</style"):
		return fmt.Errorf("%s: it holds </style, which would end the style early", name)
	case name == CouncilStyle:
		l.style += template.CSS(text)
	default:
		l.style = template.CSS(text)
	}
	return nil
}

func newView(p pack.Public, style template.CSS) view {
	var rated []pack.Rating
	for _, c := range p.Counts {
		rated = append(rated, c.Rating)
	}
	for _, m := range p.Legend {
		if !slices.Contains(rated, m.Rating) {
			rated = append(rated, m.Rating)
		}
	}
	v := view{Public: p, Style: stepStyle(rated) + style}
	v.Owner = p.About.Owner()
	if !p.About.Meeting.IsZero() {
		v.Meeting = p.About.Meeting.Long()
	}
	v.Running = cssString(joined(", ", v.Owner, v.Meeting))
	v.Corner, v.Foot = cssString(p.About.Status), cssString(p.About.Title)
	v.Block = p.About.Facts()
	v.FreshPage = summaryLength(p) <= onePage
	for _, b := range p.Bars {
		v.Chart = append(v.Chart, newBar(b))
	}
	return v
}

// onePage is about how many lines of the summary a printed page has room for,
// beside its headings.
const onePage = 27

// summaryLength counts the lines of the summary that come with the plan: one
// for each point, and each theme's name twice, in the chart and under it.
func summaryLength(p pack.Public) int {
	n := len(p.Points) + (len(p.Legend)+1)/2
	for _, b := range p.Bars {
		n += 2 * (1 + len([]rune(b.Name))/40)
	}
	return n
}

// cssString writes a text as a string of a style sheet: all but letters of the
// alphabet, digits and spaces by number, which a space ends. (html/template takes such a string
// for an address, and refuses a title with a colon in it.)
func cssString(text string) template.CSS {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		if r == ' ' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, `\%x `, r)
		}
	}
	b.WriteByte('"')
	return template.CSS(b.String())
}

// joined joins what is not empty.
func joined(by string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), by)
}

// The least share of the chart's width that holds a sign and a number, and
// that holds a number alone, at the narrowest.
const (
	roomForBoth   = 0.10
	roomForNumber = 0.05
)

func newBar(b pack.Bar) bar {
	out := bar{Name: b.Name}
	var says []string
	x := 0.0
	for _, c := range b.Counts {
		if c.N == 0 {
			continue
		}
		says = append(says, fmt.Sprintf("%d %s", c.N, strings.ToLower(c.Rating.Word)))
		s := segment{Rating: c.Rating, X: hundredths(x), Width: hundredths(c.Share), Middle: hundredths(x + c.Share/2)}
		switch {
		case c.Share >= roomForBoth:
			s.Label = c.Rating.Sign + " " + strconv.Itoa(c.N)
		case c.Share >= roomForNumber:
			s.Label = strconv.Itoa(c.N)
		}
		out.Segments = append(out.Segments, s)
		x += c.Share
	}
	out.Says = strings.Join(says, ", ")
	return out
}

func hundredths(share float64) string { return strconv.FormatFloat(share*100, 'f', 2, 64) }
