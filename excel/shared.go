package excel

import (
	"sync/atomic"

	"actionplan/excel/internal/ooxml"
)

// maxCells is how many cells with contents one workbook may have. It is a
// quarter of a million rows of twenty columns.
const maxCells = 5_000_000

// shared is what the sheets of one workbook share.
type shared struct {
	strings *ooxml.Strings
	styles  *ooxml.Styles
	looks   []look
	epoch   epoch
	cells   atomic.Int64 // kept so far, in all sheets
	missed  atomic.Bool  // a cell referred to a shared text that is not there
}

// look is how a cell format shows a value.
type look struct {
	format *format
	fill   string
	font   ooxml.Font
}

func readShared(pkg *ooxml.Package, w *ooxml.Workbook) (*shared, error) {
	s := &shared{epoch: epoch1900}
	if w.Date1904 {
		s.epoch = epoch1904
	}
	if err := s.readStyles(pkg, w); err != nil {
		return nil, err
	}
	if w.Strings == "" {
		return s, nil
	}
	var err error
	s.strings, err = pkg.ReadStrings(w.Strings)
	return s, err
}

func (s *shared) readStyles(pkg *ooxml.Package, w *ooxml.Workbook) error {
	if w.Styles == "" {
		return nil
	}
	theme := ooxml.OfficeTheme
	var err error
	if w.Theme != "" {
		if theme, err = pkg.ReadTheme(w.Theme); err != nil {
			return err
		}
	}
	if s.styles, err = pkg.ReadStyles(w.Styles, theme); err != nil {
		return err
	}
	s.looks = looks(s.styles)
	return nil
}

// looks works out every cell format once. Most share a number format.
func looks(styles *ooxml.Styles) []look {
	type key struct {
		id   int
		code string
	}
	formats := map[key]*format{}
	all := make([]look, styles.Len())
	for i := range all {
		id, code := styles.NumberFormat(i)
		f, ok := formats[key{id, code}]
		if !ok {
			f = newFormat(id, code)
			formats[key{id, code}] = f
		}
		all[i] = look{format: f, fill: styles.Fill(i), font: styles.Font(i)}
	}
	return all
}

// look is the look of a cell format; General without fill where there is none.
func (s *shared) look(style int) look {
	if style < 0 || style >= len(s.looks) {
		return look{format: general}
	}
	return s.looks[style]
}

// text is a shared text and its runs; false where there is none of that number.
func (s *shared) text(i int) (text string, runs []ooxml.Run, ok bool) {
	if s.strings == nil {
		s.missed.Store(true)
		return "", nil, false
	}
	return s.strings.At(i)
}
