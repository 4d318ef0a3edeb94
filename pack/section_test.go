package pack_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"actionplan/pack"
	"actionplan/plan"
	"actionplan/templates"
)

// fragments is a council's folder that holds a fragment for the toy section.
func fragments(t *testing.T, wording string) templates.Options {
	t.Helper()
	folder := t.TempDir()
	for name, text := range map[string]string{
		"made.html":    `{{define "toy"}}<section aria-labelledby="toy"><h2 id="toy">{{template "word-toy"}}</h2><p>{{template "word-toy-partners"}}: {{.Says}} of {{.Total}}</p></section>{{end}}`,
		"wording.html": wording,
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return templates.Options{Overrides: folder}
}

// TestANewSection puts one value into the list, and finds it on the page, in
// the contents and in the workbook, in the list's order, with no other change.
func TestANewSection(t *testing.T) {
	p := pack.BuildWithToy(pack.Input{About: pack.About{AsAt: asAt}, Plan: table(
		row{plan.FieldRef: "1", plan.FieldTheme: "Care", plan.FieldPartner: "Police", plan.FieldRAG: "Red"}, row{plan.FieldRef: "2", plan.FieldTheme: "Care", plan.FieldPartner: "", plan.FieldRAG: "Green"},
	)})
	page, err := templates.Page(p, fragments(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	text := string(page)
	if !strings.Contains(text, `<h2 id="toy">Who works with us</h2><p>With a partner: 1 of 2</p>`) {
		t.Error("the page does not show the section")
	}
	var contents, headings []string
	nav := text[strings.Index(text, "<nav"):strings.Index(text, "</nav>")]
	for _, m := range regexp.MustCompile(`href="#([^"]+)">([^<]+)<`).FindAllStringSubmatch(nav, -1) {
		contents = append(contents, m[1]+" "+m[2])
	}
	for _, m := range regexp.MustCompile(`<h2 id="([^"]+)"[^>]*>([^<]+)<`).FindAllStringSubmatch(text, -1) {
		headings = append(headings, m[1]+" "+m[2])
	}
	want := []string{
		"summary The plan on one page", "attention What needs members’ attention", "theme-care Care",
		"settled How differences were settled", "toy Who works with us", "made How this was made",
	}
	if diff := cmp.Diff(want, contents); diff != "" {
		t.Errorf("contents (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, headings); diff != "" {
		t.Errorf("headings (-want +got):\n%s", diff)
	}
	page, err = templates.Page(p, fragments(t, `{{define "word-toy"}}Our partners{{end}}`))
	if err != nil || strings.Count(string(page), "Our partners") != 2 {
		t.Errorf("a council's own heading stands %d times, want it in the contents and over the section: %v", strings.Count(string(page), "Our partners"), err)
	}
	folder := t.TempDir()
	if _, err := templates.Write(folder, p, nil, fragments(t, "")); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenFile(filepath.Join(folder, templates.BookName))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if diff := cmp.Diff([]string{"Summary", "Attention", "Actions", "Partners"}, book.GetSheetList()); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
	summary := p.Sheets[0].Lines
	if !slices.Contains(summary, "On the other sheets: Attention lists what members should look at. Actions holds every action. Partners counts those that have a partner.") {
		t.Errorf("the first sheet says %q", summary)
	}
}

// TestASectionWithNothingToSay is left out of the page and the contents, and
// its words are there for a council that shows it all the same.
func TestASectionWithNothingToSay(t *testing.T) {
	p := pack.BuildWithToy(pack.Input{About: pack.About{AsAt: asAt}, Plan: table(row{plan.FieldRef: "1", plan.FieldPartner: ""})})
	page, err := templates.Page(p, fragments(t, ""))
	if err != nil || strings.Contains(string(page), "toy") {
		t.Errorf("the page speaks of a section that has nothing to say: %v", err)
	}
	for _, s := range p.Sheets {
		if s.Name == "Partners" {
			t.Error("its sheet is in the workbook")
		}
	}
	if p.Words["toy"] != "Who works with us" || p.Words["toy-partners"] != "With a partner" {
		t.Errorf("its words are %q", p.Words)
	}
}

// TestSectionsAreWhole holds every section to an address of its own and no
// two words to one name.
func TestSectionsAreWhole(t *testing.T) {
	ids, words := map[string]bool{}, map[string]bool{}
	for i, s := range pack.Sections() {
		if i > 0 && s.Order <= pack.Sections()[i-1].Order {
			t.Errorf("section %s does not stand after the one before it", s.ID)
		}
		if s.ID == "" || ids[s.ID] {
			t.Errorf("section %q has no address, or another's", s.ID)
		}
		ids[s.ID] = true
		names := []string{s.ID}
		for name := range s.Words {
			names = append(names, name)
		}
		for _, name := range names {
			if words[name] {
				t.Errorf("two standing words are called %s", name)
			}
			words[name] = true
		}
	}
}
