package inspect

import (
	"path"
	"strconv"
	"strings"
)

// word looks into a Word document.
func word(p *parts, main string) (Report, error) {
	all := found{}
	if err := p.common(all); err != nil {
		return Report{}, err
	}
	looks, err := readLooks(p, main)
	if err != nil {
		return Report{}, err
	}
	all.addLanguage(looks.language)
	relations, err := p.relations(main)
	if err != nil {
		return Report{}, err
	}
	d := &wordText{all: all, looks: looks, where: ""}
	if err := p.walk(main, d.walker()); err != nil {
		return Report{}, err
	}
	for _, r := range relations {
		if r.outside {
			continue
		}
		switch r.kind {
		case "header", "footer", "footnotes", "endnotes":
			d := &wordText{all: all, looks: looks, where: "a " + strings.TrimSuffix(r.kind, "s") + ", "}
			err = p.walk(r.target, d.walker())
		case "comments":
			err = p.walk(r.target, walker{begin: func(e *element) {
				if e.name == "comment" && d.comments == 0 {
					all.add("comment", "beside no words")
				}
			}})
		case "settings":
			err = wordSettings(p, r.target, all)
		}
		if err != nil {
			return Report{}, err
		}
	}
	return all.report("Word document"), nil
}

func (all found) addLanguage(language string) {
	if language == "" {
		all.add("no-language", "")
	}
}

func wordSettings(p *parts, name string, all found) error {
	return p.walk(name, walker{begin: func(e *element) {
		switch e.name {
		case "docVar":
			all.add("variable", "")
		case "mailMerge":
			all.add("data-source", "a mail merge")
		}
	}})
}

// looks are what a document's styles say of text that cannot be seen.
type looks struct {
	hidden   map[string]bool   // styles whose text is hidden
	colours  map[string]string // of styles
	shaded   map[string]bool   // styles, of tables too, that put a colour behind their text
	levels   map[string]int    // headings
	language string
}

func readLooks(p *parts, main string) (looks, error) {
	l := looks{map[string]bool{}, map[string]string{}, map[string]bool{}, map[string]int{}, ""}
	style := ""
	err := p.walk(path.Join(path.Dir(main), "styles.xml"), walker{begin: func(e *element) {
		switch e.name {
		case "style":
			style = e.attr("styleId")
		case "vanish":
			l.hidden[style] = style != "" && e.on()
		case "color": //nolint:misspell // the format's name
			l.colours[style] = e.attr("val")
		case "shd":
			l.shaded[style] = l.shaded[style] || isColour(e.attr("fill"))
		case "outlineLvl":
			if n, err := strconv.Atoi(e.attr("val")); err == nil && n < 9 {
				l.levels[style] = n + 1
			}
		case "lang":
			if v := e.attr("val"); l.language == "" && v != "" {
				l.language = v
			}
		}
	}})
	return l, err
}

// isColour reports whether a fill is a colour that white can be read on.
func isColour(fill string) bool {
	return fill != "" && fill != "auto" && !isWhite(fill)
}

func isWhite(colour string) bool {
	colour = strings.ToUpper(colour)
	return len(colour) == 6 && colour[0] == 'F' && colour[2] == 'F' && colour[4] == 'F' && strings.Trim(colour, "DEF") == ""
}

// wordText walks a part of a document's text.
type wordText struct {
	all      found
	looks    looks
	where    string
	comments int
	level    int // of the heading before

	said    string        // of the paragraph at hand: what everybody sees
	waiting map[Kind]int  // what was found in it, told when it is known what it says
	style   string        // of the paragraph
	run     runLooks      // of the run at hand
	tables  []*tableLooks // those the text stands in
}

type runLooks struct {
	hidden, shaded, small bool
	colour                string
}

type tableLooks struct {
	style          string
	shaded, header bool // and whether it has a row, or a column, of headings
	rows           int
}

func (d *wordText) walker() walker { return walker{d.begin, d.end, d.text} }

func (d *wordText) find(k Kind) {
	if d.waiting == nil {
		d.waiting = map[Kind]int{}
	}
	d.waiting[k]++
}

func (d *wordText) begin(e *element) {
	switch e.name {
	case "p":
		d.tell()
		d.style = ""
	case "pStyle":
		d.style = e.attr("val")
		d.heading()
	case "r":
		d.run = runLooks{hidden: d.looks.hidden[d.style], colour: d.looks.colours[d.style], shaded: d.looks.shaded[d.style]}
	case "rStyle":
		s := e.attr("val")
		d.run.hidden = d.run.hidden || d.looks.hidden[s]
		d.run.shaded = d.run.shaded || d.looks.shaded[s]
		if c := d.looks.colours[s]; c != "" {
			d.run.colour = c
		}
	case "vanish":
		if inRun(e) {
			d.run.hidden = e.on()
		}
	case "color": //nolint:misspell // the format's name
		if inRun(e) {
			d.run.colour = e.attr("val")
			if theme := e.attr("themeColor"); theme == "background1" || theme == "bg1" {
				d.run.colour = "FFFFFF"
			}
		}
	case "sz":
		if n, err := strconv.Atoi(e.attr("val")); inRun(e) && err == nil {
			d.run.small = n <= 4
		}
	case "shd", "highlight":
		d.shade(e)
	case "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "numberingChange", "cellIns", "cellDel", "cellMerge":
		d.find("tracked-change")
	case "commentReference":
		d.comments++
		d.find("comment")
	case "tbl":
		d.tell()
		d.tables = append(d.tables, &tableLooks{})
	case "tblStyle":
		if t := d.table(); t != nil {
			t.style = e.attr("val")
		}
	case "tblLook":
		if t := d.table(); t != nil && e.attr("firstColumn") == "1" && e.attr("firstRow") == "0" {
			t.header = true
		}
	case "tr":
		if t := d.table(); t != nil {
			t.rows++
		}
	case "tblHeader":
		if t := d.table(); t != nil && e.on() {
			t.header = true
		}
	case "docPr":
		if strings.TrimSpace(e.attr("descr")+e.attr("title")) == "" {
			d.find("no-alt-text")
		}
	case "decorative": // marked so: it needs no words
		if n := d.waiting["no-alt-text"]; n > 0 && e.on() {
			d.waiting["no-alt-text"] = n - 1
		}
	case "srcRect":
		for _, side := range []string{"l", "t", "r", "b"} {
			if v := e.attr(side); v != "" && strings.Trim(v, "0%") != "" && !strings.HasPrefix(v, "-") {
				d.find("cropped-picture")
				break
			}
		}
	}
}

// inRun reports whether a look is a run's own, not of a paragraph's mark or of
// what it was before a change.
func inRun(e *element) bool {
	return e.above != nil && e.above.name == "rPr" && e.above.above != nil && e.above.above.name == "r"
}

// shade notes a colour behind text: of a run, a paragraph or a cell.
func (d *wordText) shade(e *element) {
	coloured := isColour(e.attr("fill")) || e.name == "highlight" && e.attr("val") != "none" && e.attr("val") != "white"
	if !coloured || e.above == nil {
		return
	}
	switch e.above.name {
	case "rPr":
		d.run.shaded = true
	case "pPr", "tcPr", "tblPr", "tblPrEx":
		if t := d.table(); t != nil {
			t.shaded = true
		} else {
			d.run.shaded = true
		}
	}
}

func (d *wordText) table() *tableLooks {
	if len(d.tables) == 0 {
		return nil
	}
	return d.tables[len(d.tables)-1]
}

func (d *wordText) heading() {
	level := d.looks.levels[d.style]
	if level == 0 || d.where != "" {
		return
	}
	if level > d.level+1 && d.level > 0 {
		d.find("skipped-heading")
	}
	d.level = level
}

func (d *wordText) text(e *element, text string) {
	if e.name != "t" || strings.TrimSpace(text) == "" {
		return
	}
	switch {
	case d.run.hidden:
		d.find("hidden-text")
	case d.run.small, isWhite(d.run.colour) && !d.onColour():
		d.find("unreadable-text")
	default:
		d.said += text
	}
}

// onColour reports whether the text at hand stands on a colour.
func (d *wordText) onColour() bool {
	if d.run.shaded {
		return true
	}
	for _, t := range d.tables {
		if t.shaded || d.looks.shaded[t.style] {
			return true
		}
	}
	return false
}

func (d *wordText) end(e *element) {
	switch e.name {
	case "p":
		d.tell()
	case "tbl":
		if t := d.table(); t != nil {
			if t.rows > 1 && !t.header {
				d.all.add("no-header-row", "")
			}
			d.tables = d.tables[:len(d.tables)-1]
		}
	}
}

// tell says where what was found in a paragraph is.
func (d *wordText) tell() {
	said := strings.Join(strings.Fields(d.said), " ")
	place := d.where + "in a paragraph of nothing else"
	if said != "" {
		place = d.where + "in “" + firstWords(said) + "”"
	}
	for k, n := range d.waiting {
		if n > 0 {
			d.all.addN(k, n, place)
		}
	}
	d.said, d.waiting = "", nil
}

func firstWords(text string) string {
	if letters := []rune(text); len(letters) > 40 {
		return strings.TrimSpace(string(letters[:40])) + "…"
	}
	return text
}
