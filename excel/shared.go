package excel

import (
	"fmt"
	"sync/atomic"

	"actionplan/excel/internal/ooxml"
)

// maxCells is how many cells with contents one workbook may have. It is a
// quarter of a million rows of twenty columns.
const maxCells = 5_000_000

// shared is what the sheets of one workbook share.
type shared struct {
	strings  *ooxml.Strings
	styles   *ooxml.Styles
	looks    []look
	epoch    epoch
	cells    atomic.Int64 // kept so far, in all sheets
	referred atomic.Int64 // cells that refer to shared texts
	missed   atomic.Int64 // and those that find none there
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

// lacks reports whether a cell format is not among the workbook's: what a number
// or a colour in it means cannot be told. A workbook without any leaves all cells
// as nobody has formatted them, which is said of the whole.
func (s *shared) lacks(style int) bool {
	return s.styles != nil && style >= len(s.looks) && style > 0
}

// A workbook of which few texts are lost can still be read, and each of those is
// said. Where many are, its list of texts was cut or is another's, and the texts
// that are there may be the wrong ones.
const (
	manyLost  = 3
	lostShare = 10 // of so many cells with shared texts, one lost is many
)

// damaged is the error of a workbook that has lost many of its texts.
func (s *shared) damaged() error {
	missed, all := s.missed.Load(), s.referred.Load()
	if missed < manyLost || missed*lostShare < all {
		return nil
	}
	return fmt.Errorf("%w: %d of the %d cells that take their words from the workbook's list of texts find none there", ooxml.ErrDamaged, missed, all)
}

// text is a shared text and its runs; false where there is none of that number.
func (s *shared) text(i int) (text string, runs []ooxml.Run, ok bool) {
	if s.strings == nil {
		return "", nil, false
	}
	return s.strings.At(i)
}
