package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"actionplan/plan"
)

// parse reads the base's file: its title, its checksum, then its lines.
func parse(text []byte) (state, error) {
	first, rest, _ := bytes.Cut(text, []byte("\n"))
	number, ok := strings.CutPrefix(string(first), title+" ")
	if !ok {
		return state{}, &DamagedError{Line: 1, Reason: "it does not begin as a base does"}
	}
	v, err := strconv.Atoi(number)
	if err != nil || v < 1 {
		return state{}, &DamagedError{Line: 1, Reason: "its version is not a number"}
	}
	if v > version {
		return state{}, &NewerError{Version: v}
	}
	second, body, _ := bytes.Cut(rest, []byte("\n"))
	sum := sha256.Sum256(body)
	if string(second) != "sha256 "+hex.EncodeToString(sum[:]) {
		return state{}, &DamagedError{Reason: "its checksum is not that of its lines: it was damaged or edited by hand"}
	}
	read, err := parseBody(body)
	if err == nil && (v > versionUnnamed) != (read.Agreement != "") {
		return state{}, &DamagedError{Line: 1, Reason: "its version and its lines do not go together"}
	}
	return read, err
}

// parser reads the lines of a file.
type parser struct {
	lines []string
	at    int // the next line
	head  int // how many lines stand before the first of them
}

// headLines is how many lines stand before the body.
const headLines = 2

func (p *parser) damaged(reason string) error {
	return &DamagedError{Line: p.at + p.head, Reason: reason}
}

// next is the next line that is not empty, and whether there is one.
func (p *parser) next() (string, bool) {
	for p.at < len(p.lines) {
		line := p.lines[p.at]
		p.at++
		if line != "" {
			return line, true
		}
	}
	return "", false
}

// peek says whether the next line begins so.
func (p *parser) peek(prefix string) bool {
	return p.at < len(p.lines) && strings.HasPrefix(p.lines[p.at], prefix)
}

func parseBody(body []byte) (state, error) {
	p := &parser{lines: strings.Split(string(body), "\n"), head: headLines}
	var s state
	dates := map[string]*plan.Date{"begun": &s.Begun, "agreed": &s.Agreed}
	names := map[string]*string{"agreement": &s.Agreement, "officers": &s.Officers, "partners": &s.Partners}
	refs := map[plan.Ref]bool{}
	for {
		line, ok := p.next()
		if !ok {
			return s, nil
		}
		name, rest, err := p.word(line)
		if err != nil {
			return state{}, err
		}
		switch {
		case dates[name] != nil:
			err = p.date(rest, dates[name])
			delete(dates, name)
		case names[name] != nil:
			*names[name], err = p.text(rest)
			delete(names, name)
		case name == "action" && strings.HasPrefix(rest, " "):
			var a plan.Action
			a, err = p.action(rest[1:])
			if err == nil && refs[a.Ref] {
				err = p.damaged(fmt.Sprintf("the ref %s stands on two actions", a.Ref))
			}
			refs[a.Ref] = true
			s.Base.Actions = append(s.Base.Actions, a)
		case name == "log" && strings.HasPrefix(rest, ":") && s.Log.Length == 0:
			s.Log, err = p.logMark(rest)
		case blocks[name] != nil && strings.HasPrefix(rest, " "):
			err = p.memory(name, rest[1:], &s.Memory)
		case strings.HasPrefix(rest, " column "), strings.HasPrefix(rest, " lost column "):
			lost := strings.HasPrefix(rest, " lost")
			var c plan.Column
			c, err = p.column(name, strings.TrimPrefix(strings.TrimPrefix(rest, " lost"), " column "))
			c.Hidden = lost
			side, given := strings.CutSuffix(c.Table, bySettings)
			at := len(s.Base.Columns) - 1
			switch {
			case !given || err != nil:
				s.Base.Columns = append(s.Base.Columns, c)
			case at < 0 || s.Base.Columns[at] != plan.Column{Table: side, Of: c.Of, Field: c.Field, Heading: c.Heading, Hidden: c.Hidden}:
				err = p.damaged("it stands below another column")
			default:
				s.Base.Columns[at].Given = true
			}
		default:
			err = p.damaged("it is none of the lines a base has")
		}
		if err != nil {
			return state{}, err
		}
	}
}

func (p *parser) date(rest string, d *plan.Date) error {
	text, err := p.text(rest)
	if err != nil || text == "" {
		return err
	}
	if *d, err = plan.ParseISO(text); err != nil {
		return p.damaged(err.Error())
	}
	return nil
}

func (p *parser) column(side, rest string) (plan.Column, error) {
	field, rest, err := p.word(rest)
	if err != nil {
		return plan.Column{}, err
	}
	heading, err := p.text(rest)
	side, table, _ := strings.Cut(side, ofTable)
	return plan.Column{Table: side, Of: table, Field: plan.Field(field), Heading: heading}, err
}

// action reads an action's ref, and the lines set in below it.
func (p *parser) action(rest string) (plan.Action, error) {
	ref, rest, err := p.word(rest)
	if err != nil || rest != "" || ref == "" {
		return plan.Action{}, p.damaged("an action's ref cannot be read")
	}
	a := plan.Action{ID: plan.ID(ref), Ref: plan.Ref(ref)}
	for p.peek("  ") {
		line, _ := p.next()
		name, rest, err := p.word(line[2:])
		if err != nil {
			return a, err
		}
		if name == "table" && strings.HasPrefix(rest, ":") {
			if a.Table, err = p.text(rest); err != nil {
				return a, err
			}
			continue
		}
		f := plan.Field(name)
		if _, twice := a.Lookup(f); twice {
			return a, p.damaged(fmt.Sprintf("%s stands twice", f))
		}
		e, err := p.entry(rest)
		if err != nil {
			return a, err
		}
		a.Set(f, e)
	}
	return a, nil
}

// entry reads a kind and a text, and how it was typed where that differs.
func (p *parser) entry(rest string) (plan.Entry, error) {
	name, text, found := strings.Cut(strings.TrimPrefix(rest, " "), ":")
	kind, ok := plan.KindNamed(name)
	if !ok || kind == plan.KindAbsent {
		return plan.Entry{}, p.damaged("no kind of value is called " + strconv.Quote(name))
	}
	e := plan.Entry{Value: plan.Value{Kind: kind}}
	var err error
	if found {
		whole, err := p.text(":" + text)
		if err != nil {
			return e, err
		}
		e.Value = plan.ValueOf(kind, whole)
	}
	e.Typed = e.Value.Whole()
	const typed = "    typed:"
	if p.peek(typed) {
		line, _ := p.next()
		e.Typed, err = p.text(line[len(typed)-1:])
	}
	return e, err
}

// text reads what stands behind a name: ": plain", `: "quoted"`, or ":" and
// lines behind bars.
func (p *parser) text(rest string) (string, error) {
	if rest == ":" {
		var lines []string
		for p.peek(bar) {
			lines = append(lines, p.lines[p.at][len(bar):])
			p.at++
		}
		if len(lines) == 0 {
			return "", p.damaged("a text is missing")
		}
		return strings.Join(lines, "\n"), nil
	}
	text, ok := strings.CutPrefix(rest, ": ")
	if !ok {
		return "", p.damaged("a colon and a text are missing")
	}
	if !strings.HasPrefix(text, `"`) {
		return text, nil
	}
	text, err := strconv.Unquote(text)
	if err != nil {
		return "", p.damaged("a quoted text cannot be read")
	}
	return text, nil
}

// word reads the first word of a line, quoted or not; what follows it begins
// with a space, or with the line's last colon.
func (p *parser) word(line string) (word, rest string, err error) {
	if strings.HasPrefix(line, `"`) {
		quoted, err := strconv.QuotedPrefix(line)
		if err != nil {
			return "", "", p.damaged("a quoted name cannot be read")
		}
		word, err := strconv.Unquote(quoted)
		if err != nil {
			return "", "", p.damaged("a quoted name cannot be read")
		}
		return word, line[len(quoted):], nil
	}
	end := strings.IndexByte(line, ' ')
	if end < 0 {
		end = len(line)
	}
	if end > 0 && line[end-1] == ':' {
		end--
	}
	return line[:end], line[end:], nil
}
