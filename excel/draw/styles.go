package draw

import "github.com/xuri/excelize/v2"

// paint is a tone's fill and the colour of the words on it; every pair has a
// contrast of at least 7 to 1.
type paint struct{ fill, ink string }

var paints = map[Tone]paint{
	Red:   {"F8D7D3", "6B1109"},
	Amber: {"FFF0C2", "573A00"},
	Green: {"D5EDDF", "004D2B"},
	Blue:  {"D6E6F5", "0B3B63"},
	Grey:  {"ECEFF1", "37444E"},
}

const (
	ink      = "1B2733"
	titleInk = "0F3D66"
	ruleInk  = "B8C2CC"
)

// textFormat is the format of cells whose text stays text.
const textFormat = "@"

// look is everything that tells one style from another.
type look struct {
	role   role
	tone   Tone
	fill   string // RRGGBB, in the place of the tone's; "" for none
	right  bool
	format string
	quoted bool // text, whatever it begins with
}

type role uint8

const (
	body role = iota
	heading
	title
	explanation
)

// styles makes each style once, the first time it is asked for.
type styles struct {
	file *excelize.File
	made map[look]int
}

func newStyles(f *excelize.File) (*styles, error) {
	if err := f.SetDefaultFont(fontName); err != nil {
		return nil, err
	}
	// Columns are measured in digits of this font, and the size and theme of
	// a new workbook's own font would make them a fifth too narrow.
	normal := f.Styles.Fonts.Font[0]
	size := fontPoints
	normal.Sz.Val, normal.Scheme = &size, nil
	return &styles{f, map[look]int{}}, nil
}

func (s *styles) id(l look) (int, error) {
	if id, ok := s.made[l]; ok {
		return id, nil
	}
	id, err := s.file.NewStyle(l.style())
	if err == nil && l.quoted {
		id = s.quote(id)
	}
	s.made[l] = id
	return id, err
}

// quote makes a style of another that keeps a cell's text a text: where it is
// entered again as it stands, "=1+1" would be worked out. excelize has no word
// for it, so the style is copied in the list that it writes.
func (s *styles) quote(id int) int {
	all, yes := s.file.Styles.CellXfs, true
	quoted := all.Xf[id]
	quoted.QuotePrefix = &yes
	all.Xf = append(all.Xf, quoted)
	all.Count = len(all.Xf)
	return all.Count - 1
}

func (l look) style() *excelize.Style {
	style := &excelize.Style{
		Font:      lettering(fontPoints, false, ink),
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: true, Horizontal: "left"},
	}
	if l.right {
		style.Alignment.Horizontal = "right"
	}
	switch l.format {
	case "":
	case textFormat:
		style.NumFmt = 49
	default:
		style.CustomNumFmt = &l.format
	}
	switch l.role {
	case title:
		style.Font = lettering(18, true, titleInk)
		style.Alignment.WrapText = false
	case explanation:
		style.Alignment.WrapText = false // it runs on over the empty cells beside it
	case heading:
		style.Alignment.Indent = 1
		style.Font = lettering(fontPoints, true, "FFFFFF")
		style.Alignment.Vertical = "center" //nolint:misspell // as workbooks spell it
		style.Fill = solid(titleInk)
		style.Border = rules(titleInk)
	case body:
		style.Alignment.Indent = 1
		style.Border = rules(ruleInk)
		if p, ok := paints[l.tone]; ok {
			style.Fill, style.Font = solid(p.fill), lettering(fontPoints, true, p.ink)
		}
		if l.fill != "" {
			style.Fill, style.Font = solid(l.fill), lettering(fontPoints, true, Ink(l.fill))
		}
		if l.tone == Strong {
			style.Font = lettering(fontPoints, true, ink)
		}
	}
	return style
}

func lettering(points float64, bold bool, colour string) *excelize.Font {
	return &excelize.Font{Family: fontName, Size: points, Bold: bold, Color: colour} //nolint:misspell // excelize's name
}

func solid(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}} //nolint:misspell // excelize's name
}

func rules(colour string) []excelize.Border {
	var borders []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		borders = append(borders, excelize.Border{Type: side, Color: colour, Style: 1}) //nolint:misspell // excelize's name
	}
	return borders
}
