package sheetstest

import "testing"

// FuzzTexts gives every reader of texts whatever text there is: a range, a
// mask, a pattern, something typed. None may panic, and a range that is read
// lies within its grid and is read again from its echo.
func FuzzTexts(f *testing.F) {
	for _, s := range []string{"Sheet1!A1:B2", "'It''s'!A:A", "A2:2", "sheets(properties.title,data/rowData)", "sheets.*", "#,##0.00", `"£"0.0%`,
		"0.00E+00", "d mmmm yyyy", "[h]:mm", "h:mm am/pm", "=1+1", "2,000.01", "2020-01-01", "'007", "", "!", "'", "(", "\\"} {
		f.Add(s)
	}
	s := New(Options{})
	s.Add(Book{ID: "b", Tabs: []Tab{{RowCount: 9, ColumnCount: 5}, {Title: "It's"}}})
	b := s.file("b").book
	f.Fuzz(func(t *testing.T, text string) {
		if a, bad := b.locate(text); bad == nil {
			if !a.rect.within(a.sheet.all()) {
				t.Errorf("%q is %v, past the grid", text, a.rect)
			}
			if again, bad := b.locate(a.a1()); bad != nil || again.rect != a.rect || again.sheet != a.sheet {
				t.Errorf("%q is echoed as %q, which is %v", text, a.a1(), again.rect)
			}
		}
		_, _ = parseMask(text, "Spreadsheet")
		_, _ = formatDate(46112.5, text)
		_, _ = formatNumber(-1234.5, text)
		_, _, _ = s.userEntered(text, nil)
		_ = quoteTitle(text)
	})
}
