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
	"strconv"
	"strings"

	"actionplan/pack"
)

//go:embed page
var builtIn embed.FS

// CouncilStyle is a style sheet of a council's own, added after the built-in one.
const CouncilStyle = "council.css"

// view is the pack as the page's templates see it: what the pack says, and
// what only a page needs.
type view struct {
	pack.Public
	Style   template.CSS
	Owner   string // council and committee, in one line
	Running string // the running head of a printed page
	Meeting string
	Block   []pack.Fact
	Chart   []bar
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
	files, err := source(o.Overrides)
	if err != nil {
		return nil, err
	}
	t, err := parse(files)
	if err != nil {
		return nil, err
	}
	style := files["style.css"] + files[CouncilStyle]
	if strings.Contains(strings.ToLower(style), "</style") {
		return nil, errors.New("read the pack's style: it holds </style, which would end it early")
	}
	var out bytes.Buffer
	if err := t.ExecuteTemplate(&out, "page", newView(p, template.CSS(style))); err != nil {
		return nil, fmt.Errorf("fill the pack's page: %w", err)
	}
	return out.Bytes(), nil
}

// source reads the built-in files, each replaced by the council's own of the
// same name.
func source(overrides string) (map[string]string, error) {
	files := map[string]string{}
	err := fs.WalkDir(builtIn, "page", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := builtIn.ReadFile(path)
		files[d.Name()] = string(data)
		return err
	})
	if err != nil || overrides == "" {
		return files, err
	}
	names := []string{CouncilStyle}
	for name := range files {
		names = append(names, name)
	}
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(overrides, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read the council's templates: %w", err)
		}
		if name == "wording.html" { // only what it changes
			files[name] += string(data)
			continue
		}
		files[name] = string(data)
	}
	if _, err := os.Stat(overrides); err != nil {
		return nil, fmt.Errorf("read the council's templates: %w", err)
	}
	return files, nil
}

func parse(files map[string]string) (*template.Template, error) {
	root := template.New("pack").Option("missingkey=error")
	for name, text := range files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		if _, err := root.New(name).Parse(text); err != nil {
			return nil, fmt.Errorf("read the pack's template %s: %w", name, err)
		}
	}
	return root, nil
}

func newView(p pack.Public, style template.CSS) view {
	v := view{Public: p, Style: style}
	v.Owner = joined(" – ", p.About.Council, p.About.Committee)
	v.Running = v.Owner
	if !p.About.Meeting.IsZero() {
		v.Meeting = p.About.Meeting.Long()
		v.Running = joined(", ", v.Owner, v.Meeting)
	}
	v.Block = block(p.About, v.Meeting)
	for _, b := range p.Bars {
		v.Chart = append(v.Chart, newBar(b))
	}
	return v
}

func joined(by string, parts ...string) string {
	var have []string
	for _, part := range parts {
		if part != "" {
			have = append(have, part)
		}
	}
	return strings.Join(have, by)
}

// block is the title block, only what is known.
func block(a pack.About, meeting string) []pack.Fact {
	var out []pack.Fact
	add := func(label, text string) {
		if text != "" {
			out = append(out, pack.Fact{Label: label, Text: text})
		}
	}
	if a.Letter != "" {
		add("Document", "“"+a.Letter+"”")
	}
	add("Meeting", meeting)
	if !a.AsAt.IsZero() {
		add("As at", a.AsAt.Long())
	}
	add("Status", a.Status)
	add("Contact", a.Contact)
	return out
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
