package ooxml

import (
	"math"
	"strconv"
	"strings"
)

// Theme is the colours of a workbook's theme, RRGGBB, in the order cells
// count them: light 1, dark 1, light 2, dark 2, six accents, two for links.
type Theme [12]string

// OfficeTheme is what Excel takes where a workbook has no theme of its own.
var OfficeTheme = Theme{
	"FFFFFF", "000000", "EEECE1", "1F497D",
	"4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646",
	"0000FF", "800080",
}

// themePlaces says which place each colour of a theme has. They go by name:
// the part lists dark before light, cells count light before dark.
var themePlaces = map[string]int{
	"lt1": 0, "dk1": 1, "lt2": 2, "dk2": 3,
	"accent1": 4, "accent2": 5, "accent3": 6, "accent4": 7, "accent5": 8, "accent6": 9,
	"hlink": 10, "folHlink": 11,
}

// ReadTheme reads a theme's colours. One it does not give is Office's own.
func (p *Package) ReadTheme(part string) (Theme, error) {
	theme := OfficeTheme
	err := p.Read(part, nil, func(s *Scanner, t *Token) error {
		if string(t.Name) != "themeElements" {
			return nil
		}
		return s.Children(func(s *Scanner, t *Token) error {
			if string(t.Name) != "clrScheme" {
				return nil
			}
			return s.Children(func(s *Scanner, t *Token) error {
				place, ok := themePlaces[string(t.Name)]
				if !ok {
					return nil
				}
				return s.Children(func(_ *Scanner, t *Token) error {
					if rgb := themeRGB(t); rgb != "" {
						theme[place] = rgb
					}
					return nil
				})
			})
		})
	})
	return theme, err
}

// themeRGB reads one colour of a theme: given as numbers, or as the colour
// of a window on the machine that saved the file.
func themeRGB(t *Token) string {
	switch string(t.Name) {
	case "srgbClr":
		rgb, _ := plainRGB(string(t.Attr("val")))
		return rgb
	case "sysClr":
		if rgb, ok := plainRGB(string(t.Attr("lastClr"))); ok {
			return rgb
		}
		return map[string]string{"window": "FFFFFF", "windowText": "000000"}[string(t.Attr("val"))]
	}
	return ""
}

// plainRGB reads RRGGBB or AARRGGBB.
func plainRGB(text string) (string, bool) {
	if len(text) == 8 {
		text = text[2:]
	}
	if _, err := strconv.ParseUint(text, 16, 32); err != nil || len(text) != 6 {
		return "", false
	}
	return strings.ToUpper(text), true
}

func readColour(t *Token) colour {
	tint, err := strconv.ParseFloat(string(t.Attr("tint")), 64)
	if err != nil || math.IsNaN(tint) {
		tint = 0
	}
	c := colour{tint: max(-1, min(1, tint))}
	if rgb, ok := plainRGB(string(t.Attr("rgb"))); ok {
		c.kind, c.rgb = rgbColour, rgb
	} else if i, ok := parseInt(t.Attr("theme")); ok {
		c.kind, c.index = themeColour, i
	} else if i, ok := parseInt(t.Attr("indexed")); ok {
		c.kind, c.index = indexedColour, i
	}
	return c
}

// colour is a colour as RRGGBB, "" where it is none or cannot be told.
func (st *Styles) colour(c colour) string {
	rgb := ""
	switch c.kind {
	case rgbColour:
		rgb = c.rgb
	case themeColour:
		if c.index < len(st.theme) {
			rgb = st.theme[c.index]
		}
	case indexedColour:
		rgb = st.indexed(c.index)
	}
	return tinted(rgb, c.tint)
}

func (st *Styles) indexed(i int) string {
	const foreground, background = 64, 65
	switch {
	case i == foreground:
		return "000000"
	case i == background:
		return "FFFFFF"
	case i < len(st.palette):
		return st.palette[i]
	case i < len(usualPalette):
		return usualPalette[i]
	}
	return ""
}

// usualPalette is the colours that are named by number: the first eight
// twice, as ever.
var usualPalette = strings.Fields(`
	000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF
	000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF
	800000 008000 000080 808000 800080 008080 C0C0C0 808080
	9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF
	000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF
	00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99
	3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696
	003366 339966 003300 333300 993300 993366 333399 333333`)

// tinted makes a colour lighter (tint above 0) or darker (below), as Excel
// does: in hue, lightness and saturation, by lightness alone.
func tinted(rgb string, tint float64) string {
	if rgb == "" || tint == 0 {
		return rgb
	}
	n, err := strconv.ParseUint(rgb, 16, 32)
	if err != nil {
		return ""
	}
	h, l, s := toHLS(float64(n>>16&0xFF)/255, float64(n>>8&0xFF)/255, float64(n&0xFF)/255)
	if tint < 0 {
		l *= 1 + tint
	} else {
		l = l*(1-tint) + tint
	}
	r, g, b := fromHLS(h, l, s)
	return hexByte(r) + hexByte(g) + hexByte(b)
}

func hexByte(part float64) string {
	const digits = "0123456789ABCDEF"
	n := int(math.Round(max(0, min(1, part)) * 255))
	return string([]byte{digits[n>>4], digits[n&15]})
}

// toHLS gives hue in sixths of the circle, lightness and saturation from 0 to 1.
func toHLS(r, g, b float64) (h, l, s float64) {
	high, low := max(r, g, b), min(r, g, b)
	l = (high + low) / 2
	span := high - low
	if span == 0 {
		return 0, l, 0
	}
	s = span / (1 - math.Abs(2*l-1))
	switch high {
	case r:
		h = math.Mod((g-b)/span+6, 6)
	case g:
		h = (b-r)/span + 2
	default:
		h = (r-g)/span + 4
	}
	return h, l, s
}

func fromHLS(h, l, s float64) (r, g, b float64) {
	chroma := (1 - math.Abs(2*l-1)) * s
	x := chroma * (1 - math.Abs(math.Mod(h, 2)-1))
	m := l - chroma/2
	switch int(h) {
	case 0:
		r, g = chroma, x
	case 1:
		r, g = x, chroma
	case 2:
		g, b = chroma, x
	case 3:
		g, b = x, chroma
	case 4:
		r, b = x, chroma
	default:
		r, b = chroma, x
	}
	return r + m, g + m, b + m
}
