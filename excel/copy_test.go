package excel_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"actionplan/excel"
	"actionplan/excel/internal/ooxml/ooxmltest"
	"actionplan/plan"
	"actionplan/table/copytest"
)

func TestCopy(t *testing.T) {
	copytest.Run(t, func(t *testing.T) copytest.Harness {
		path := layCopy(t)
		return copytest.Harness{
			Copy: &excel.Copy{Path: path},
			Shown: func() [][]string {
				book := openElsewhere(t, path)
				defer book.Close()
				rows, err := book.GetRows("Plan")
				if err != nil {
					t.Fatal(err)
				}
				return rows
			},
			Type: func(row, column int, words string) {
				book := openElsewhere(t, path)
				defer book.Close()
				cell := plan.Cell{Row: row, Column: column}
				if err := book.SetCellStr("Plan", plan.ColumnLetters(cell.Column)+fmt.Sprint(cell.Row), words); err != nil {
					t.Fatal(err)
				}
				if err := book.Save(); err != nil {
					t.Fatal(err)
				}
			},
			Trace: func() string {
				data, err := os.ReadFile(path)
				info, err2 := os.Stat(path)
				if err != nil || err2 != nil {
					t.Fatal(err, err2)
				}
				beside, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
				return fmt.Sprintf("%x %s %v", sha256.Sum256(data), info.ModTime(), beside)
			},
		}
	})
}

func openElsewhere(t *testing.T, path string) *excelize.File {
	t.Helper()
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// layCopy lays the suite's rows out in a workbook.
func layCopy(t *testing.T) string {
	t.Helper()
	var rows strings.Builder
	for i, row := range copytest.Rows() {
		fmt.Fprintf(&rows, `<row r="%d">`, i+1)
		for j, v := range row {
			name := plan.ColumnLetters(j+1) + fmt.Sprint(i+1)
			switch v := v.(type) {
			case copytest.Computed:
				fmt.Fprintf(&rows, `<c r="%s" t="str"><f>%s</f><v>%s</v></c>`, name, escaped(strings.TrimPrefix(v.Formula, "=")), escaped(v.Shows))
			case string:
				if v != "" {
					fmt.Fprintf(&rows, `<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, name, escaped(v))
				}
			}
		}
		rows.WriteString("</row>")
	}
	book := ooxmltest.Rows(rows.String())
	book.Styles = `<fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs>`
	path := filepath.Join(t.TempDir(), "plan.xlsx")
	if err := os.WriteFile(path, book.Bytes(), 0o640); err != nil {
		t.Fatal(err)
	}
	return path
}

func escaped(text string) string {
	var out bytes.Buffer
	if err := xml.EscapeText(&out, []byte(text)); err != nil {
		panic(err)
	}
	return out.String()
}

// TestCopyToAnother asserts that a copy is written where one is asked for, and
// the workbook itself left as it is.
func TestCopyToAnother(t *testing.T) {
	path := layCopy(t)
	to := filepath.Join(t.TempDir(), "agreed.xlsx")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c := &excel.Copy{Path: path, To: to}
	p, err := c.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	a := p.Actions[0]
	e := plan.Edit{ID: a.ID, Field: plan.FieldProgress, Was: a.Entry(plan.FieldProgress), Now: plan.Entry{Value: plan.TextValue("Letters sent"), Typed: "Letters sent"}}
	staged, err := c.Stage(t.Context(), excel.Work{Edits: []plan.Edit{e}})
	if err != nil {
		t.Fatal(err)
	}
	written, err := staged.Save(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := written.Actions[0].Shown(plan.FieldProgress); got != "Letters sent" {
		t.Errorf("the copy says %q", got)
	}
	after, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before, after) {
		t.Error("the workbook itself was changed")
	}
}
