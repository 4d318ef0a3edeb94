package templates_test

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"actionplan/pack"
	"actionplan/templates"
)

// A pack is written into a folder, in a council's own words.
func Example() {
	folder, err := os.MkdirTemp("", "pack")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	own, out := filepath.Join(folder, "own"), filepath.Join(folder, "pack")
	for _, dir := range []string{own, out} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			log.Fatal(err)
		}
	}
	words := `{{define "word-attention"}}For members to look at{{end}}`
	if err := os.WriteFile(filepath.Join(own, "wording.html"), []byte(words), 0o644); err != nil {
		log.Fatal(err)
	}
	drawn, err := templates.Write(out, pack.Build(small()), nil, templates.Options{Overrides: own})
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range drawn.Files {
		fmt.Println(f.Name)
	}
	page, err := os.ReadFile(filepath.Join(out, templates.PageName))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Count(string(page), "For members to look at"), "times in the council’s words")
	// Output:
	// 01 Scrutiny pack.html
	// 02 Action plan.xlsx
	// 03 Cover report.docx
	// 2 times in the council’s words
}
