package ooxml

// Filter is an automatic filter: the range it stands over, headings and all,
// and what it asks of each column that it filters by.
type Filter struct {
	Range   Range
	Columns []FilterColumn
}

// FilterColumn is what a filter asks of the cells of one column.
type FilterColumn struct {
	Column  int // of the sheet
	Values  []string
	Dates   []FilterDate
	Blank   bool // a blank cell passes
	Custom  []FilterTest
	And     bool // a cell must pass every test, not only one
	Unknown bool // it asks something else: for a colour, for the ten largest
}

// FilterDate passes the dates of a year, of a month or of a day.
type FilterDate struct {
	Year, Month, Day int // 0 for any
}

// FilterTest compares a cell with a value: equal, notEqual, lessThan,
// lessThanOrEqual, greaterThan or greaterThanOrEqual. A text may hold the
// wildcards * and ?.
type FilterTest struct{ Operator, Value string }

// maxFilterValues is how many values a filter may let through: a list of
// Excel's shows 10,000.
const maxFilterValues = 100_000

// readFilter reads an autoFilter element whose start tag Next has just given.
func readFilter(s *Scanner, t *Token) (*Filter, error) {
	f := &Filter{}
	f.Range, _ = ParseRange(t.Attr("ref"))
	if t.Empty {
		return f, nil
	}
	err := s.Children(func(s *Scanner, t *Token) error {
		if string(t.Name) != "filterColumn" || len(f.Columns) == MaxColumn {
			return nil
		}
		offset, _ := parseInt(t.Attr("colId"))
		c := FilterColumn{Column: f.Range.FirstColumn + offset}
		err := s.Children(c.asks)
		f.Columns = append(f.Columns, c)
		return err
	})
	return f, err
}

// asks reads one element of a filtered column.
func (c *FilterColumn) asks(s *Scanner, t *Token) error {
	switch string(t.Name) {
	case "filters":
		c.Blank = t.AttrTrue("blank")
		return s.Children(func(_ *Scanner, t *Token) error {
			switch n := len(c.Values) + len(c.Dates); {
			case n == maxFilterValues:
				c.Unknown = true
			case string(t.Name) == "filter":
				c.Values = append(c.Values, t.AttrText("val"))
			case string(t.Name) == "dateGroupItem":
				c.date(t)
			}
			return nil
		})
	case "customFilters":
		c.And = t.AttrTrue("and")
		return s.Children(func(_ *Scanner, t *Token) error {
			if string(t.Name) == "customFilter" && len(c.Custom) < 2 {
				operator := string(t.Attr("operator"))
				if operator == "" {
					operator = "equal"
				}
				c.Custom = append(c.Custom, FilterTest{operator, t.AttrText("val")})
			}
			return nil
		})
	case "extLst":
	default:
		c.Unknown = true
	}
	return nil
}

// date reads a date that passes. One of an hour or less is more than is known
// of a cell.
func (c *FilterColumn) date(t *Token) {
	var d FilterDate
	d.Year, _ = parseInt(t.Attr("year"))
	switch string(t.Attr("dateTimeGrouping")) {
	case "year":
	case "month":
		d.Month, _ = parseInt(t.Attr("month"))
	case "day":
		d.Month, _ = parseInt(t.Attr("month"))
		d.Day, _ = parseInt(t.Attr("day"))
	default:
		c.Unknown = true
	}
	c.Dates = append(c.Dates, d)
}
