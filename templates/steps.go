package templates

import (
	"fmt"
	"html/template"
	"regexp"
	"strings"

	"actionplan/excel/draw"
	"actionplan/pack"
)

// pale is the least contrast with the page at which a colour needs no line round it.
const pale = 3

// stepStyle is the style of the ratings that the council gives a colour of its own: the
// colour, and black or white on it, whichever can be read. It stands before the page's
// style, so that what a council's own style says of .step-1 goes over it.
func stepStyle(ratings []pack.Rating) template.CSS {
	var css strings.Builder
	for _, r := range ratings {
		if !sixFigures.MatchString(r.Fill) || !stepKey.MatchString(r.Key) {
			continue
		}
		ink := draw.Ink(r.Fill)
		fmt.Fprintf(&css, ".chip.%[1]s, .key.%[1]s { background: #%[2]s; color: #%[3]s; border-color: #5b6b78; }\n", r.Key, r.Fill, ink) //nolint:misspell // the style's own word
		fmt.Fprintf(&css, ".tile.%[1]s { border-top-color: #%[2]s; } .card.%[1]s { border-left-color: #%[2]s; }\n", r.Key, r.Fill)       //nolint:misspell // the style's own word
		fmt.Fprintf(&css, "rect.bar.%[1]s { fill: #%[2]s; } text.bar.%[1]s { fill: #%[3]s; }\n", r.Key, r.Fill, ink)
		if draw.Contrast(r.Fill, draw.White) < pale {
			fmt.Fprintf(&css, ".tile.%[1]s { box-shadow: 0 -1px 0 #5b6b78; } .card.%[1]s { box-shadow: -1px 0 0 #5b6b78; }\n", r.Key)
			fmt.Fprintf(&css, "rect.bar.%[1]s { stroke: #5b6b78; stroke-width: 1; y: 2.5px; height: 19px; }\n", r.Key)
		}
	}
	return template.CSS(css.String())
}

// sixFigures is a colour as the settings hold it, and stepKey how a step's is named:
// nothing else gets into a style.
var (
	sixFigures = regexp.MustCompile(`^[0-9A-F]{6}$`)
	stepKey    = regexp.MustCompile(`^step-[0-9]+$`)
)
