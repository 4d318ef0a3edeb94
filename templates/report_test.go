package templates_test

import (
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"actionplan/check"
	"actionplan/pack"
	"actionplan/templates"
	"actionplan/templates/word"
)

// reported is a pack with all that a covering report can hold.
func reported() pack.Input {
	in := small()
	in.Paper = check.Paper{
		Sections: []check.Section{
			{Heading: "Recommendations", Text: "Members are asked to note <the> progress & to say what they want next."},
			{Heading: "Financial implications", Text: "Met from the budget.\nNothing more is asked for."},
			{Heading: "Equalities"},
		},
		Requests:  []check.Request{{Asked: "A focused report on care leavers", Answered: "section 4"}, {Asked: "The inspector’s letter"}},
		Documents: []check.Document{{Title: "The letter", File: "letter.pdf", There: true}, {Title: "Case audits", Why: "not for publication"}, {Title: "Data", File: "gone.pdf"}},
	}
	return in
}

// reportSays are the paragraphs of a report's text.
func reportSays(t *testing.T, folder string) []string {
	t.Helper()
	dec := xml.NewDecoder(strings.NewReader(bytesOf(t, folder)[templates.ReportName+"/word/document.xml"]))
	var all []string
	text := ""
	for {
		token, err := dec.Token()
		if token == nil {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if token.Name.Local == "br" {
				text += " "
			}
		case xml.CharData:
			text += strings.Trim(string(token), "\n")
		case xml.EndElement:
			if token.Name.Local == "p" {
				if text = strings.Join(strings.Fields(text), " "); text != "" {
					all = append(all, text)
				}
				text = ""
			}
		}
	}
}

func TestReport(t *testing.T) {
	in := reported()
	folder, _ := made(t, in)
	p := pack.Build(in)
	says := reportSays(t, folder)
	want := []string{
		p.About.Title, "Recommendations", "Members are asked to note <the> progress & to say what they want next.",
		"Summary", p.Lead, "What the committee asked for", "A focused report on care leavers Answered: section 4.",
		"The inspector’s letter The pack does not answer this yet.",
		"Financial implications", "Met from the budget.", "Nothing more is asked for.", "Equalities", "[To be written]",
		"Appendices and background papers", "The letter", "Case audits (not for publication)", "Data (to follow)",
	}
	at := 0
	for _, w := range want {
		i := slices.Index(says[at:], w)
		if i < 0 {
			t.Fatalf("it does not say %q after %q:\n%s", w, says[max(at-1, 0)], strings.Join(says, "\n"))
		}
		at += i + 1
	}
	for _, c := range p.Concerns {
		if stands := slices.Contains(says, c.Sentence); stands != c.Urgent() {
			t.Errorf("the report has %q: %v", c.Sentence, stands)
		}
		for _, i := range c.Items {
			if c.Urgent() && !slices.ContainsFunc(says, func(s string) bool { return strings.HasPrefix(s, strings.Join(strings.Fields(i.Action), " ")) }) {
				t.Errorf("action %s is not in the report", i.Ref)
			}
		}
	}
	for _, s := range says {
		if strings.Contains(s, "{{") {
			t.Errorf("left: %s", s)
		}
	}
}

// What a council's own template asks for and nobody gave is said, keeps the pack
// from being published, and stays in the report for people to see.
func TestReportOfTheCouncilsOwn(t *testing.T) {
	starter, err := templates.StarterReport()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := word.Open(starter)
	if err != nil {
		t.Fatal(err)
	}
	own := t.TempDir()
	filled, err := doc.Fill(word.Values{"title": word.Text("{{financial implications}} {{Legal_implications}}")})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(own, templates.ReportTemplate), filled.Document, 0o644); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	drawn, err := templates.Write(folder, pack.Build(reported()), nil, templates.Options{Overrides: own})
	if err != nil {
		t.Fatal(err)
	}
	if says := reportSays(t, folder); says[0] != "Met from the budget. Nothing more is asked for. {{Legal_implications}}" {
		t.Errorf("it begins with %q", says[0])
	}
	if !slices.ContainsFunc(drawn.BlockedBy, func(b string) bool {
		return strings.HasPrefix(b, `the covering report asks for "legal_implications" (in the text, near “{{financial implications}} {{Legal_implications}}”)`)
	}) {
		t.Errorf("it is not said: %q", drawn.BlockedBy)
	}
	if err := os.WriteFile(filepath.Join(own, templates.ReportTemplate), []byte("no document"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := templates.Write(t.TempDir(), pack.Build(reported()), nil, templates.Options{Overrides: own}); err == nil || !strings.Contains(err.Error(), "Cover report.docx: it is not a Word document (.docx)") {
		t.Errorf("a file that is none: %v", err)
	}
}

// docs/report.md lists every name that a report can ask for, and no other.
func TestNamesOfTheReport(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "docs", "report.md"))
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)`").FindAllStringSubmatch(string(page), -1) {
		listed = append(listed, m[1])
	}
	slices.Sort(listed)
	if want := templates.ReportNames(reported()); !slices.Equal(listed, want) {
		t.Errorf("docs/report.md lists\n%s\nthere are\n%s", fmt.Sprint(listed), fmt.Sprint(want))
	}
}
