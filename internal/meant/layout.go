package meant

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"actionplan/plan"
)

// Excelize lays a book out as a workbook by excelize.
func (b Book) Excelize() ([]byte, error) {
	f := excelize.NewFile()
	for i, s := range b.Sheets {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", s.Name); err != nil {
				return nil, err
			}
		} else if _, err := f.NewSheet(s.Name); err != nil {
			return nil, err
		}
		if err := s.excelize(f); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	err := f.Write(&out)
	return out.Bytes(), err
}

func (s *Sheet) excelize(f *excelize.File) error {
	for _, at := range s.inOrder() {
		c := s.Cells[at]
		style := &excelize.Style{Font: &excelize.Font{Bold: c.Bold, Strike: c.Struck}}
		if c.Fill != "" {
			style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{c.Fill}} //nolint:misspell // the library's spelling
		}
		if c.Format != "" {
			style.CustomNumFmt = &c.Format
		}
		id, err := f.NewStyle(style)
		if err != nil {
			return err
		}
		switch {
		case c.Ticked != nil:
			err = f.SetCellBool(s.Name, at.String(), *c.Ticked)
		case c.IsNumber:
			err = f.SetCellFloat(s.Name, at.String(), c.Number, -1, 64)
		case len(c.Runs) > 0:
			var runs []excelize.RichTextRun
			for _, r := range c.Runs {
				runs = append(runs, excelize.RichTextRun{Text: r.Text, Font: &excelize.Font{Strike: r.Struck}})
			}
			err = f.SetCellRichText(s.Name, at.String(), runs)
		case c.Text != "":
			err = f.SetCellStr(s.Name, at.String(), c.Text)
		}
		if err == nil {
			err = f.SetCellStyle(s.Name, at.String(), at.String(), id)
		}
		if err != nil {
			return err
		}
	}
	for _, m := range s.Merges {
		if err := f.MergeCell(s.Name, m.From.String(), m.To.String()); err != nil {
			return err
		}
	}
	if s.Filter != (Box{}) {
		if err := f.AutoFilter(s.Name, s.Filter.String(), s.leftOn()); err != nil {
			return err
		}
	}
	for row := range s.unseen() {
		if err := f.SetRowVisible(s.Name, row, false); err != nil {
			return err
		}
	}
	return nil
}

// leftOn is what the filter was left on. excelize takes a filter's words apart at
// their spaces, so that a wildcard stands for each.
func (s *Sheet) leftOn() []excelize.AutoFilterOptions {
	if s.Shows == (Wanted{}) {
		return nil
	}
	return []excelize.AutoFilterOptions{{Column: plan.ColumnLetters(s.Shows.Column), Expression: "x == " + strings.ReplaceAll(s.Shows.Text, " ", "?")}}
}

// unseen are the rows that a file marks as hidden.
func (s *Sheet) unseen() map[int]bool {
	rows := maps.Clone(s.Hidden)
	maps.Copy(rows, s.Filtered)
	return rows
}

// inOrder are the sheet's cells as one reads them.
func (s *Sheet) inOrder() []At {
	var all []At
	for at := range s.Cells {
		all = append(all, at)
	}
	slices.SortFunc(all, func(a, b At) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column))
	})
	return all
}

// XML lays a book out as a workbook in XML of our own: texts in the cells,
// no part that could be left out.
func (b Book) XML() ([]byte, error) {
	styles := &stylesheet{}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	part := func(name, body string) error {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(xml.Header + body))
		}
		return err
	}
	var types, sheets, names, rels strings.Builder
	var parts []string
	for i, s := range b.Sheets {
		n := i + 1
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, n)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, escaped(s.Name), n, n)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet%d.xml"/>`, n, n)
		if s.Filter != (Box{}) { // without its name LibreOffice does not know a filter
			fmt.Fprintf(&names, `<definedName name="_xlnm._FilterDatabase" localSheetId="%d" hidden="1">'%s'!$%s$%d:$%s$%d</definedName>`, i, escaped(s.Name),
				plan.ColumnLetters(s.Filter.From.Column), s.Filter.From.Row, plan.ColumnLetters(s.Filter.To.Column), s.Filter.To.Row)
		}
		parts = append(parts, s.xml(styles))
	}
	defined := ""
	if names.Len() > 0 {
		defined = `<definedNames>` + names.String() + `</definedNames>`
	}
	fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>`, len(b.Sheets)+1)
	for _, p := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` + types.String() + `</Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>` + sheets.String() + `</sheets>` + defined + `</workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + rels.String() + `</Relationships>`},
		{"xl/styles.xml", styles.xml()},
	} {
		if err := part(p[0], p[1]); err != nil {
			return nil, err
		}
	}
	for i, body := range parts {
		if err := part(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), body); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}

func escaped(text string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(text)) //nolint:errcheck // a Builder takes everything
	return b.String()
}

func (s *Sheet) xml(styles *stylesheet) string {
	var b strings.Builder
	b.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
	open, unseen := 0, s.unseen()
	for _, at := range s.inOrder() {
		if at.Row != open {
			if open > 0 {
				b.WriteString(`</row>`)
			}
			hidden := ""
			if unseen[at.Row] {
				hidden = ` hidden="1"`
			}
			fmt.Fprintf(&b, `<row r="%d"%s>`, at.Row, hidden)
			open = at.Row
		}
		c := s.Cells[at]
		fmt.Fprintf(&b, `<c r="%s" s="%d"`, at, styles.of(c))
		switch {
		case c.Ticked != nil && *c.Ticked:
			b.WriteString(` t="b"><v>1</v></c>`)
		case c.Ticked != nil:
			b.WriteString(` t="b"><v>0</v></c>`)
		case c.IsNumber:
			fmt.Fprintf(&b, `><v>%s</v></c>`, strconv.FormatFloat(c.Number, 'f', -1, 64))
		case len(c.Runs) > 0:
			b.WriteString(` t="inlineStr"><is>`)
			for _, r := range c.Runs {
				struck := ""
				if r.Struck {
					struck = `<rPr><strike/></rPr>`
				}
				fmt.Fprintf(&b, `<r>%s<t xml:space="preserve">%s</t></r>`, struck, escaped(r.Text))
			}
			b.WriteString(`</is></c>`)
		case c.Text != "":
			fmt.Fprintf(&b, ` t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, escaped(c.Text))
		default:
			b.WriteString(`/>`)
		}
	}
	if open > 0 {
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData>`)
	if s.Filter != (Box{}) {
		fmt.Fprintf(&b, `<autoFilter ref="%s">`, s.Filter)
		if s.Shows != (Wanted{}) {
			fmt.Fprintf(&b, `<filterColumn colId="%d"><filters><filter val="%s"/></filters></filterColumn>`, s.Shows.Column-s.Filter.From.Column, escaped(s.Shows.Text))
		}
		b.WriteString(`</autoFilter>`)
	}
	if len(s.Merges) > 0 {
		b.WriteString(`<mergeCells>`)
		for _, m := range s.Merges {
			fmt.Fprintf(&b, `<mergeCell ref="%s"/>`, m)
		}
		b.WriteString(`</mergeCells>`)
	}
	b.WriteString(`</worksheet>`)
	return b.String()
}

// look is all of a cell's format that a style holds.
type look struct {
	format, fill string
	bold, struck bool
}

// stylesheet gives looks their numbers. Number 0 is no look at all.
type stylesheet struct{ looks []look }

func (s *stylesheet) of(c Cell) int {
	l := look{c.Format, c.Fill, c.Bold, c.Struck}
	if l == (look{}) {
		return 0
	}
	if i := slices.Index(s.looks, l); i >= 0 {
		return i + 1
	}
	s.looks = append(s.looks, l)
	return len(s.looks)
}

// xml is a styles part: every look has a font, a fill and a number format of
// its own.
func (s *stylesheet) xml() string {
	var formats, fonts, fills, cells strings.Builder
	for i, l := range s.looks {
		format := 0
		if l.format != "" {
			format = 164 + i
			fmt.Fprintf(&formats, `<numFmt numFmtId="%d" formatCode="%s"/>`, format, escaped(l.format))
		}
		fonts.WriteString(`<font>`)
		if l.bold {
			fonts.WriteString(`<b/>`)
		}
		if l.struck {
			fonts.WriteString(`<strike/>`)
		}
		fonts.WriteString(`<sz val="11"/></font>`)
		if l.fill == "" {
			fills.WriteString(`<fill><patternFill patternType="none"/></fill>`)
		} else {
			fmt.Fprintf(&fills, `<fill><patternFill patternType="solid"><fgColor rgb="FF%s"/></patternFill></fill>`, l.fill)
		}
		fmt.Fprintf(&cells, `<xf numFmtId="%d" fontId="%d" fillId="%d" applyNumberFormat="1" applyFont="1" applyFill="1"/>`, format, i+1, i+2)
	}
	n := len(s.looks)
	numbers := ""
	if formats.Len() > 0 {
		numbers = fmt.Sprintf(`<numFmts count="%d">%s</numFmts>`, strings.Count(formats.String(), "<numFmt "), formats.String())
	}
	return fmt.Sprintf(`<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s<fonts count="%d"><font><sz val="11"/></font>%s</fonts><fills count="%d"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>%s</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="%d"><xf/>%s</cellXfs></styleSheet>`,
		numbers, n+1, fonts.String(), n+2, fills.String(), n+1, cells.String())
}
