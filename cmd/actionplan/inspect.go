package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"actionplan/check"
	"actionplan/inspect"
	"actionplan/internal/disk"
)

func inspectCommand(c *call) *cobra.Command {
	return &cobra.Command{
		Use:   "inspect FILE-OR-FOLDER...",
		Short: "Say what documents hide, and what they lack, before they are published",
		Long: `Looks into Word documents, Excel workbooks and PDFs, and says what each hides:
tracked changes, comments, hidden text, sheets, rows and columns, what a filter
hides, a pivot table's copy of its rows, embedded files, links to places inside the
council, authors, labels and more; and what it lacks for those who read it with a
screen reader. With each stands where it is and how it is put right. Of a folder
every such file in it is looked into.

Nothing is changed. It does not see what a picture shows, and no machine finds
everything: read what you publish.

Exit code 3: a file hides something, or nobody can say what it holds.`,
		Example: `  actionplan inspect "Cover report.docx"
  actionplan inspect "Scrutiny pack 2026-03-23 draft"`,
		Annotations: withoutSettings(exits(exitFailed, exitUsage, exitWaiting)),
		Args:        cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			var all []inspected
			for _, arg := range args {
				files, err := documentsIn(arg)
				if errors.Is(err, fs.ErrNotExist) {
					return misused("name a document, or a folder of documents", "there is no such file: %s", arg)
				}
				if err != nil {
					return err
				}
				for _, file := range files {
					all = append(all, inspectFile(file))
				}
			}
			if len(all) == 0 {
				return misused("name a .docx, .xlsx or .pdf, or a folder that has some", "there is no such file in %s", strings.Join(args, ", "))
			}
			err := c.show(func() any { return inspectJSON(all) }, func(w io.Writer) { sayInspected(w, all) })
			if err == nil && slices.ContainsFunc(all, inspected.stops) {
				return waiting{}
			}
			return err
		},
	}
}

// inspected is a file, and what was found in it.
type inspected struct {
	file   string
	report inspect.Report
	err    error // why nobody can say what it holds
}

func (i inspected) stops() bool { return i.err != nil || i.report.Hides() }

// documentsIn are the documents that a name stands for: itself, or those in a
// folder, the folders in it too.
func documentsIn(name string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		kind := strings.ToLower(filepath.Ext(path))
		switch {
		case d.IsDir():
		case path == name, slices.Contains([]string{".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".pdf"}, kind) && !strings.HasPrefix(d.Name(), "~$"):
			files = append(files, path)
		}
		return nil
	})
	return files, err
}

func inspectFile(file string) inspected {
	data, err := disk.ReadFile(file)
	if err != nil {
		return inspected{file: file, err: err}
	}
	report, err := inspect.File(data)
	return inspected{file, report, err}
}

func sayInspected(w io.Writer, all []inspected) {
	for i, f := range all {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if f.err != nil {
			fmt.Fprintf(w, "%s: %s\n", f.file, f.err)
			continue
		}
		fmt.Fprintf(w, "%s (%s)\n", f.file, f.report.Format)
		var lacks []inspect.Find
		for _, find := range f.report.Finds {
			if find.Lacks {
				lacks = append(lacks, find)
				continue
			}
			sayFind(w, "hides", find)
		}
		for _, find := range lacks {
			sayFind(w, "has", find)
		}
		if len(f.report.Finds) == 0 {
			fmt.Fprintln(w, "  nothing was found that it hides or lacks")
		}
	}
}

func sayFind(w io.Writer, verb string, f inspect.Find) {
	fmt.Fprintf(w, "  %s %s\n      %s\n", verb, f.Sentence(), f.Clears())
}

// jsonInspected is a file of inspect --json.
type jsonInspected struct {
	File   string     `json:"file"`
	Format string     `json:"format,omitempty"`
	Error  string     `json:"error,omitempty"`
	Hides  []jsonFind `json:"hides"`
	Lacks  []jsonFind `json:"lacks"`
}

type jsonFind struct {
	Kind   inspect.Kind `json:"kind"`
	Count  int          `json:"count"`
	Says   string       `json:"says"`
	Places []jsonPlace  `json:"places"`
	Clears string       `json:"clears"`
}

type jsonPlace struct {
	Where string `json:"where"`
	Count int    `json:"count"`
}

func inspectJSON(all []inspected) []jsonInspected {
	out := []jsonInspected{}
	for _, f := range all {
		j := jsonInspected{File: f.file, Format: f.report.Format, Hides: []jsonFind{}, Lacks: []jsonFind{}}
		if f.err != nil {
			j.Error = f.err.Error()
		}
		for _, find := range f.report.Finds {
			one := jsonFind{Kind: find.Kind, Count: find.N, Says: find.What(), Places: []jsonPlace{}, Clears: find.Clears()}
			for _, p := range find.Places {
				one.Places = append(one.Places, jsonPlace{p.Where, p.N})
			}
			if find.Lacks {
				j.Lacks = append(j.Lacks, one)
			} else {
				j.Hides = append(j.Hides, one)
			}
		}
		out = append(out, j)
	}
	return out
}

// inspectDocuments says of the committee's documents what each hides.
func (c *call) inspectDocuments(p check.Paper) check.Paper {
	for i, d := range p.Documents {
		if !d.There {
			continue
		}
		f := inspectFile(c.settings.FromFolder(d.File))
		for _, find := range f.report.Finds {
			if !find.Lacks {
				p.Documents[i].Hidden = append(p.Documents[i].Hidden, find.Sentence())
			}
		}
	}
	return p
}
