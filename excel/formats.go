package excel

import (
	"errors"
	"slices"
	"strconv"

	"actionplan/excel/internal/ooxml"
	"actionplan/plan"
)

// formats is the workbook's cell formats, and those that are added. A cell
// that has to look other than it does takes a format that differs from its
// own in that and in nothing else: one that is there, or else one that is
// added behind the others, so that no other cell's changes.
type formats struct {
	pkg     *ooxml.Package
	part    string
	shared  *shared
	known   *ooxml.CellFormats
	all     []ooxml.CellFormat // the known ones and those added
	added   []cellFormat
	made    map[string]int // formats that were found or added, by what was asked
	sums    map[int]string // of what formats mean
	err     error
	ratings []plan.RatingWord // the council's own words and colours
}

// cellFormat is a cell format that is added.
type cellFormat struct {
	look   look
	fill   int
	font   int
	quoted bool
	open   bool
	wraps  bool
}

var errNoFormats = errors.New("the workbook has no cell formats")

// shortDateID is the number format that shows a date as the reader's own
// machine does.
const shortDateID = 14

func (n *formats) of(style int) (cellFormat, bool) {
	if n.known != nil {
		if i := style - len(n.known.Formats); 0 <= i && i < len(n.added) {
			return n.added[i], true
		}
	}
	return cellFormat{}, false
}

// look is the look of a cell format, also of one that is added.
func (n *formats) look(style int) look {
	if added, ok := n.of(style); ok {
		return added.look
	}
	return n.shared.look(style)
}

// rating is the rating that a cell format's colour says; false for none.
func (n *formats) rating(style int) (plan.Value, bool) {
	return plan.ReadFill(n.look(style).fill, n.ratings)
}

// fill is which of the workbook's fills a cell format has.
func (n *formats) fill(style int) int {
	if added, ok := n.of(style); ok {
		return added.fill
	}
	if n.shared.styles == nil {
		return 0
	}
	return n.shared.styles.FillID(style)
}

// font is which of the workbook's fonts a cell format has.
func (n *formats) font(style int) int {
	if added, ok := n.of(style); ok {
		return added.font
	}
	if n.shared.styles == nil {
		return 0
	}
	return n.shared.styles.FontID(style)
}

// quoted reports whether a cell format takes what is typed for text.
func (n *formats) quoted(style int) bool {
	if added, ok := n.of(style); ok {
		return added.quoted
	}
	return n.shared.styles != nil && n.shared.styles.Quoted(style)
}

// locked reports whether a protected sheet would have kept a person out.
func (n *formats) locked(style int) bool {
	if added, ok := n.of(style); ok {
		return !added.open
	}
	return n.shared.styles == nil || n.shared.styles.Locked(style)
}

// wraps reports whether a cell format breaks a text into lines.
func (n *formats) wraps(style int) bool {
	if added, ok := n.of(style); ok {
		return added.wraps
	}
	return n.shared.styles != nil && n.shared.styles.Wraps(style)
}

// dated is a cell format that differs from another only in that it shows a date.
func (n *formats) dated(base int) (int, error) {
	return n.like(base, func(style int) bool { return n.look(style).format.namesDay() },
		func(f *cellFormat) { f.look.format = shortDate }, "numFmtId", strconv.Itoa(shortDateID), "applyNumberFormat", "1")
}

// filled is a cell format that differs from another only in its fill.
func (n *formats) filled(base, fill int) (int, error) {
	colour := ""
	if n.shared.styles != nil {
		colour = n.shared.styles.FillOf(fill)
	}
	return n.like(base, func(style int) bool { return n.fill(style) == fill },
		func(f *cellFormat) { f.fill, f.look.fill = fill, colour }, "fillId", strconv.Itoa(fill), "applyFill", "1")
}

// coloured is a cell format that differs from another only in its fill, which is any
// of the workbook's of a colour, RRGGBB or "" for none. False where it has none.
func (n *formats) coloured(base int, colour string) (int, bool) {
	if n.load() != nil {
		return 0, false
	}
	fill := 0 // every workbook's first fill is none
	if colour != "" {
		style := 0
		for style < len(n.all) && n.look(style).fill != colour {
			style++
		}
		if style == len(n.all) {
			return 0, false
		}
		fill = n.fill(style)
	}
	style, err := n.filled(base, fill)
	return style, err == nil
}

// struck is a cell format that differs from another only in whether it strikes
// its words out. The font is the same otherwise where the workbook has such a one,
// or else that of another cell.
func (n *formats) struck(base int, struck bool, other int) (int, error) {
	if err := n.load(); err != nil {
		return 0, err
	}
	font, ok := n.known.FontLike(n.font(base), struck)
	if !ok {
		font = other
	}
	for i := 0; n.shared.styles.FontOf(font).Struck != struck && i < n.shared.styles.Fonts(); i++ {
		font = i
	}
	return n.like(base, func(style int) bool { return n.font(style) == font },
		func(f *cellFormat) { f.font, f.look.font = font, n.shared.styles.FontOf(font) }, "fontId", strconv.Itoa(font), "applyFont", "1")
}

// quotes is a cell format that differs from another only in whether what is
// typed is text, whatever it looks like.
func (n *formats) quotes(base int, quoted bool) (int, error) {
	value := ""
	if quoted {
		value = "1"
	}
	return n.like(base, func(style int) bool { return n.quoted(style) == quoted },
		func(f *cellFormat) { f.quoted = quoted }, "quotePrefix", value)
}

// like is a cell format that differs from another only in some attributes:
// names and values in turn.
func (n *formats) like(base int, is func(style int) bool, change func(*cellFormat), attrs ...string) (int, error) {
	if err := n.load(); err != nil {
		return 0, err
	}
	if is(base) {
		return base, nil
	}
	if base >= len(n.all) || n.known.List == (ooxml.Span{}) {
		return 0, errNoFormats
	}
	key := strconv.Itoa(base)
	var names []string
	for i := 0; i+1 < len(attrs); i += 2 {
		key += " " + attrs[i] + "=" + attrs[i+1]
		names = append(names, attrs[i])
	}
	if style, ok := n.made[key]; ok {
		return style, nil
	}
	own, err := n.all[base].Without(names...)
	if err != nil {
		return 0, err
	}
	for i, f := range n.all {
		if !is(i) {
			continue
		}
		if left, err := f.Without(names...); err == nil && left == own {
			n.made[key] = i
			return i, nil
		}
	}
	const most = 64_000 // Excel's own limit is 65,490
	raw, err := n.all[base].With(attrs...)
	if err != nil || len(n.all) >= most {
		return 0, errors.Join(errNoFormats, err)
	}
	twin := cellFormat{look: n.look(base), fill: n.fill(base), font: n.font(base), quoted: n.quoted(base), open: !n.locked(base), wraps: n.wraps(base)}
	change(&twin)
	n.all, n.added = append(n.all, ooxml.CellFormat{Raw: raw}), append(n.added, twin)
	n.made[key] = len(n.all) - 1
	return n.made[key], nil
}

func (n *formats) load() error {
	if n.known == nil && n.err == nil {
		n.made, n.sums = map[string]int{}, map[int]string{}
		if n.part == "" {
			n.err = errNoFormats
		} else if n.known, n.err = n.pkg.ReadCellFormats(n.part); n.err == nil {
			n.all = slices.Clone(n.known.Formats)
		}
	}
	return n.err
}

// splices adds the new cell formats to the part of styles.
func (n *formats) splices() []ooxml.Splice {
	if len(n.added) == 0 {
		return nil
	}
	raw := make([][]byte, len(n.added))
	for i, f := range n.all[len(n.known.Formats):] {
		raw[i] = f.Raw
	}
	return n.known.Add(raw)
}
