package ooxml

// maxStyles is how many cell formats, fills or number formats a workbook may
// have; Excel stops at 65,490.
const maxStyles = 200_000

// Styles are a workbook's cell formats, as far as a reader of values needs them.
type Styles struct {
	formats []cellFormat   // cellXfs, by the index cells give
	codes   map[int]string // number formats by their id
	fills   []colour       // solid fills by their index
	fonts   []Font         // by their index
	palette []string       // the workbook's own indexed colours, in place of the usual
	theme   Theme
}

type cellFormat struct {
	number, fill int
	font         int
	quoted       bool // what is typed is text, whatever it looks like
	open         bool // not locked where the sheet is protected
	wraps        bool
}

// Font is what a font says of the words in it.
type Font struct{ Bold, Struck bool }

// colour is a colour as a workbook names it.
type colour struct {
	kind  colourKind
	rgb   string
	index int
	tint  float64
}

type colourKind uint8

const (
	noColour colourKind = iota
	rgbColour
	indexedColour
	themeColour
)

// ReadStyles reads a workbook's styles. Its theme gives the colours that are
// named by the theme's; without one they are Office's own.
func (p *Package) ReadStyles(part string, theme Theme) (*Styles, error) {
	st := &Styles{codes: map[int]string{}, theme: theme}
	err := p.Read(part, nil, func(s *Scanner, t *Token) error {
		switch string(t.Name) {
		case "numFmts":
			return s.Children(st.numberFormat)
		case "fills":
			return s.Children(st.fill)
		case "fonts":
			return s.Children(st.font)
		case "cellXfs":
			return s.Children(st.cellFormat)
		case "colors": //nolint:misspell // the format's own spelling
			return s.Children(st.colours)
		}
		return nil
	})
	return st, err
}

func (st *Styles) numberFormat(_ *Scanner, t *Token) error {
	id, ok := parseInt(t.Attr("numFmtId"))
	if !ok || string(t.Name) != "numFmt" {
		return nil
	}
	if len(st.codes) == maxStyles {
		return refuse(ErrTooLarge, "it holds more than %d number formats", maxStyles)
	}
	st.codes[id] = t.AttrText("formatCode")
	return nil
}

func (st *Styles) fill(s *Scanner, t *Token) error {
	if string(t.Name) != "fill" {
		return nil
	}
	if len(st.fills) == maxStyles {
		return refuse(ErrTooLarge, "it holds more than %d fills", maxStyles)
	}
	var solid colour
	err := s.Children(func(s *Scanner, t *Token) error {
		if string(t.Name) != "patternFill" || string(t.Attr("patternType")) != "solid" {
			return nil
		}
		return s.Children(func(_ *Scanner, t *Token) error {
			if string(t.Name) == "fgColor" {
				solid = readColour(t)
			}
			return nil
		})
	})
	st.fills = append(st.fills, solid)
	return err
}

func (st *Styles) font(s *Scanner, t *Token) error {
	if string(t.Name) != "font" {
		return nil
	}
	if len(st.fonts) == maxStyles {
		return refuse(ErrTooLarge, "it holds more than %d fonts", maxStyles)
	}
	var f Font
	err := s.Children(f.property)
	st.fonts = append(st.fonts, f)
	return err
}

// property reads one element of a font, or of a run's.
func (f *Font) property(_ *Scanner, t *Token) error {
	on := t.Attr("val") == nil || t.AttrTrue("val")
	switch string(t.Name) {
	case "b":
		f.Bold = on
	case "strike":
		f.Struck = on
	}
	return nil
}

func (st *Styles) cellFormat(s *Scanner, t *Token) error {
	if string(t.Name) != "xf" {
		return nil
	}
	if len(st.formats) == maxStyles {
		return refuse(ErrTooLarge, "it holds more than %d cell formats", maxStyles)
	}
	var f cellFormat
	f.number, _ = parseInt(t.Attr("numFmtId"))
	f.fill, _ = parseInt(t.Attr("fillId"))
	f.font, _ = parseInt(t.Attr("fontId"))
	f.quoted = t.AttrTrue("quotePrefix")
	err := s.Children(func(_ *Scanner, t *Token) error {
		switch string(t.Name) {
		case "protection":
			locked := t.Attr("locked")
			f.open = locked != nil && !t.AttrTrue("locked")
		case "alignment":
			f.wraps = t.AttrTrue("wrapText")
		}
		return nil
	})
	st.formats = append(st.formats, f)
	return err
}

func (st *Styles) colours(s *Scanner, t *Token) error {
	if string(t.Name) != "indexedColors" {
		return nil
	}
	return s.Children(func(_ *Scanner, t *Token) error {
		if string(t.Name) == "rgbColor" && len(st.palette) < maxStyles {
			rgb, _ := plainRGB(string(t.Attr("rgb")))
			st.palette = append(st.palette, rgb)
		}
		return nil
	})
}

// Len is how many cell formats there are.
func (st *Styles) Len() int { return len(st.formats) }

// NumberFormat is the number format of a cell format: its id, and its code
// where the workbook gives one. A cell format that is not there is General.
func (st *Styles) NumberFormat(style int) (id int, code string) {
	if style < 0 || style >= len(st.formats) {
		return 0, ""
	}
	id = st.formats[style].number
	return id, st.codes[id]
}

// Fill is the solid fill of a cell format as RRGGBB, "" for none. A pattern
// or a gradient is none: it has no one colour.
func (st *Styles) Fill(style int) string {
	if style < 0 || style >= len(st.formats) {
		return ""
	}
	fill := st.formats[style].fill
	if fill < 0 || fill >= len(st.fills) {
		return ""
	}
	return st.colour(st.fills[fill])
}

// Font is the font of a cell format.
func (st *Styles) Font(style int) Font {
	if style < 0 || style >= len(st.formats) {
		return Font{}
	}
	font := st.formats[style].font
	if font < 0 || font >= len(st.fonts) {
		return Font{}
	}
	return st.fonts[font]
}

// FontID is which of the workbook's fonts a cell format has.
func (st *Styles) FontID(style int) int {
	if style < 0 || style >= len(st.formats) {
		return 0
	}
	return st.formats[style].font
}

// Fonts is how many fonts there are.
func (st *Styles) Fonts() int { return len(st.fonts) }

// FontOf is one of the workbook's fonts.
func (st *Styles) FontOf(font int) Font {
	if font < 0 || font >= len(st.fonts) {
		return Font{}
	}
	return st.fonts[font]
}

// FillID is which of the workbook's fills a cell format has.
func (st *Styles) FillID(style int) int {
	if style < 0 || style >= len(st.formats) {
		return 0
	}
	return st.formats[style].fill
}

// Quoted reports whether a cell format takes what is typed for text, as a
// leading apostrophe does.
func (st *Styles) Quoted(style int) bool {
	return style >= 0 && style < len(st.formats) && st.formats[style].quoted
}

// Locked reports whether cells of a format are locked where their sheet is
// protected: all are that do not say otherwise.
func (st *Styles) Locked(style int) bool {
	return style < 0 || style >= len(st.formats) || !st.formats[style].open
}

// FillOf is one of the workbook's fills as RRGGBB, "" for none.
func (st *Styles) FillOf(fill int) string {
	if fill < 0 || fill >= len(st.fills) {
		return ""
	}
	return st.colour(st.fills[fill])
}

// Wraps reports whether a cell format breaks a text into lines.
func (st *Styles) Wraps(style int) bool {
	return style >= 0 && style < len(st.formats) && st.formats[style].wraps
}
