package templates

import (
	"archive/zip"
	"bytes"
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"actionplan/internal/disk"
	"actionplan/pack"
	"actionplan/templates/word"
)

// The covering report is filled into a Word document: the council's own, where
// its folder has one, or the built-in one, which lies here in its parts.

//go:embed all:report
var builtInReport embed.FS

// ReportTemplate is the Word document of a council's own that the covering report
// is made from.
const ReportTemplate = "Cover report.docx"

// report makes the covering report.
func report(p pack.Public, o Options) (word.Filled, error) {
	template, err := reportTemplate(o.Overrides)
	if err != nil {
		return word.Filled{}, err
	}
	doc, err := word.Open(template)
	if err != nil {
		return word.Filled{}, fmt.Errorf("%s: %w", ReportTemplate, err)
	}
	return doc.Fill(reportValues(p))
}

func reportTemplate(overrides string) ([]byte, error) {
	if overrides != "" {
		own, err := disk.ReadFile(filepath.Join(overrides, ReportTemplate))
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return own, err
		}
	}
	return StarterReport()
}

// StarterReport is the built-in Word document of the covering report. It is the
// same bytes always.
func StarterReport() ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	parts := []string{}
	err := fs.WalkDir(builtInReport, "report", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			parts = append(parts, path)
		}
		return err
	})
	slices.Sort(parts) // [Content_Types].xml first
	for _, path := range parts {
		if err != nil {
			break
		}
		var text []byte
		if text, err = builtInReport.ReadFile(path); err == nil {
			w, create := z.Create(path[len("report/"):])
			if err = create; err == nil {
				_, err = w.Write(text)
			}
		}
	}
	if closing := z.Close(); err == nil {
		err = closing
	}
	return out.Bytes(), err
}

// unfilled says what a report asks for and nobody gave, a line each.
func unfilled(left []word.Left) []string {
	var out []string
	for _, l := range left {
		out = append(out, fmt.Sprintf("the covering report asks for %q (in %s, near “%s”): write that heading in the settings (sections:), or take the mark out of %s", l.Name, l.Where, cut(l.Near), ReportTemplate))
	}
	return out
}

// cut is the first words of a text.
func cut(text string) string {
	if letters := []rune(text); len(letters) > 60 {
		return string(letters[:60]) + "…"
	}
	return text
}

// toWrite stands under a heading of the report where nobody has written anything.
const toWrite = "[To be written]"

// reportValues is what a report can ask for, by the names that docs/report.md
// lists, and what people have written under a heading by that heading.
func reportValues(p pack.Public) word.Values {
	v := word.Values{}
	var about, points, ratings, concerns, urgent, opening, parts, requests, documents word.List
	for _, part := range p.Cover.Parts {
		text := word.Text(cmp.Or(part.Text, toWrite))
		under := word.Values{"heading": word.Text(part.Heading), "text": text}
		if opens(part.Heading) {
			opening = append(opening, under)
		} else {
			parts = append(parts, under)
		}
		v[part.Heading] = text
	}
	for _, f := range p.About.Facts() {
		about = append(about, word.Values{"label": word.Text(f.Label), "text": word.Text(f.Text)})
	}
	for _, point := range p.Points {
		points = append(points, word.Values{"words": word.Text(point.Words), "tail": word.Text(point.Tail), "refs": word.Text(refsOf(point))})
	}
	for _, c := range p.Counts {
		ratings = append(ratings, word.Values{"rating": ratingText(c.Rating), "number": word.Text(strconv.Itoa(c.N))})
	}
	for _, c := range p.Concerns {
		concern := reportConcern(c)
		if concerns = append(concerns, concern); c.Urgent() {
			urgent = append(urgent, concern)
		}
	}
	for _, r := range p.Cover.Requests {
		requests = append(requests, word.Values{"asked": word.Text(r.Asked), "answer": word.Text(r.Where)})
	}
	for _, d := range p.Cover.Documents {
		name := d.Title
		if d.Why != "" {
			name += " (" + d.Why + ")"
		}
		documents = append(documents, word.Values{"name": word.Text(name)})
	}
	meeting := ""
	if !p.About.Meeting.IsZero() {
		meeting = p.About.Meeting.Long()
	}
	for name, value := range (word.Values{
		"title": word.Text(p.About.Title), "council": word.Text(p.About.Council), "committee": word.Text(p.About.Committee),
		"owner": word.Text(p.About.Owner()), "status": word.Text(p.About.Status), "contact": word.Text(p.About.Contact),
		"meeting": word.Text(meeting), "as at": word.Text(p.About.AsAt.Long()), "about": about,
		"lead": word.Text(p.Lead), "also": word.Text(p.Also), "points": points, "ratings": ratings,
		"attention": word.Text(p.InAll), "concerns": concerns, "urgent": urgent, "differences": word.Text(p.Settled.Sentence),
		"opening": opening, "sections": parts, "requests": requests, "documents": documents,
	}) {
		v[name] = value
	}
	return v
}

// opens reports whether a heading stands before the summary: it says what the
// report is for, and what members are asked to do.
func opens(heading string) bool {
	first, _, _ := strings.Cut(strings.ToLower(heading), " ")
	return slices.Contains([]string{"purpose", "recommendation", "reason", "decision"}, strings.TrimSuffix(strings.TrimSuffix(first, ":"), "s"))
}

func ratingText(r pack.Rating) word.Text {
	if r.Key == "" {
		return ""
	}
	return word.Text(r.Sign + " " + r.Word)
}

// refsOf are the actions that a point is true of, in a line.
func refsOf(p pack.Point) string {
	var refs []string
	for _, link := range p.Refs {
		refs = append(refs, link.Ref)
	}
	text := strings.Join(refs, ", ")
	if p.More > 0 {
		text += fmt.Sprintf(" and %d more", p.More)
	}
	return text
}

func reportConcern(c pack.Concern) word.Values {
	var actions word.List
	for _, i := range c.Items {
		late := ""
		switch {
		case c.Late && i.Days == 1:
			late = "1 day late"
		case c.Late:
			late = fmt.Sprintf("%d days late", i.Days)
		}
		actions = append(actions, word.Values{
			"ref": word.Text(i.Ref), "action": word.Text(i.Action), "lead": word.Text(i.Lead), "due": word.Text(i.Due),
			"moved": word.Text(i.Moved), "late": word.Text(late), "reason": word.Text(i.Reason), "rating": ratingText(i.Rating),
		})
	}
	return word.Values{"heading": word.Text(c.Title), "sentence": word.Text(c.Sentence), "actions": actions}
}
