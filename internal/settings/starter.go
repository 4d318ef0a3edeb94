package settings

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"actionplan/internal/disk"
	"actionplan/plan"
	"actionplan/reconcile"
)

// Starter is what the first settings file says of a workbook just looked at.
type Starter struct {
	Title, Council, Committee string
	Meeting                   plan.Date
	Plan, Partner, Ledger     string // paths as the file should hold them
	Sheet                     string // the address of the partners' Google Sheet, where Partner is ""
	Tables                    []StarterTable
	Owners                    []StarterOwner
	Share                     []plan.Field
	Kept                      []plan.Field // columns with no name of their own: not shared unless listed
	Proposals                 []Proposal
}

// Proposal is a line that would settle something, and what.
type Proposal struct {
	plan.Line
	Why string
}

// Proposed are the proposals for one list of the settings. Of tables, those that the
// starter lists itself are left out: a sheet is named once.
func (s Starter) Proposed(under string) []Proposal {
	return slices.DeleteFunc(slices.Clone(s.Proposals), func(p Proposal) bool {
		listed := func(t StarterTable) bool { return strings.HasPrefix(p.Item, "{sheet: "+strconv.Quote(t.Sheet)) }
		return p.Under != under || under == "tables" && slices.ContainsFunc(s.Tables, listed)
	})
}

// proposals are the lines that settle what was doubtful in a reading, each once.
func proposals(p plan.Plan) []Proposal {
	var all []Proposal
	for _, n := range p.Notes {
		same := func(other Proposal) bool { return other.Line == n.Line }
		if !n.Line.IsZero() && !slices.ContainsFunc(all, same) {
			all = append(all, Proposal{n.Line, n.Message})
		}
		if !n.Instead.IsZero() {
			all = append(all, Proposal{n.Instead, "or this instead"})
		}
	}
	return all
}

// New are the proposals for what the settings file does not speak of yet, not as a
// note either: what was doubtful in a reading, and columns that its lists, where it
// has them, leave out. text is the file as it stands.
func (f File) New(text string, p plan.Plan) []Proposal {
	starter, said := NewStarter(p), map[string]bool{}
	for _, line := range strings.Split(text, "\n") {
		item, _, _ := strings.Cut(strings.TrimLeft(line, "# \t-"), "   #") // without what is noted beside it
		said[strings.TrimSpace(item)] = true
	}
	for _, field := range f.Share {
		said[item(plan.Field(field))] = true
	}
	owned := map[string]bool{}
	for _, o := range f.Owners {
		owned[o.Field] = true
	}
	fresh := slices.DeleteFunc(starter.Proposals, func(p Proposal) bool { return said[p.Item] })
	for _, o := range starter.Owners {
		if len(owned) > 0 && !owned[string(o.Field)] && !said[o.Item()] {
			fresh = append(fresh, Proposal{plan.Line{Under: "owners", Item: o.Item()}, "who may change the column of " + o.Field.Label()})
		}
	}
	for _, field := range starter.Share {
		if len(f.Share) > 0 && !said[item(field)] {
			fresh = append(fresh, Proposal{plan.Line{Under: "share", Item: item(field)}, "where the column of " + field.Label() + " may reach partners"})
		}
	}
	for _, field := range starter.Kept {
		if len(f.Share) > 0 && !said[item(field)] {
			fresh = append(fresh, Proposal{plan.Line{Under: "share", Item: item(field)}, "only where the column of " + field.Label() + ", hidden or with no name of its own, is to reach partners"})
		}
	}
	return fresh
}

// item is a field as a list of the settings has it: a heading goes in quotes.
func item(f plan.Field) string {
	if f.Known() {
		return string(f)
	}
	return strconv.Quote(string(f))
}

// StarterTable is a table as it was understood.
type StarterTable struct {
	plan.Table
	Columns []plan.Column
}

// StarterOwner is a column and who may change it.
type StarterOwner struct {
	Field plan.Field
	Owner reconcile.Owner
}

// Item is the line of the owner in the settings.
func (o StarterOwner) Item() string {
	return fmt.Sprintf("{field: %s, owner: %s}", item(o.Field), o.Owner)
}

// eitherSides are the columns both sides report in; the rest are the
// officers' until the council says otherwise, since a partner's edit in one
// then waits for an answer and is never lost.
var eitherSides = []plan.Field{
	plan.FieldLatest, plan.FieldClosed, plan.FieldStatus, plan.FieldRAG, plan.FieldPercent,
	plan.FieldProgress, plan.FieldEvidence, plan.FieldUpdated,
}

// NewStarter fills a starter from what was read: the columns, the owners a
// council would most likely choose, and everything recognised and visible as
// shareable. A column that says one period of a field goes with that field, under
// its own name, and the field itself is listed too: where partners have one column
// for all periods, it is what they are compared by.
func NewStarter(p plan.Plan) Starter {
	s := Starter{Title: p.Title, Ledger: "ledger", Proposals: proposals(p)}
	hidden, parts := map[plan.Field]bool{}, map[plan.Field]plan.Field{}
	for _, t := range p.Tables {
		ofPart := func(c plan.Column) bool { return c.Part != "" } // named here, each would be a field of its own
		s.Tables = append(s.Tables, StarterTable{t, slices.DeleteFunc(p.TableColumns(t.Name), ofPart)})
	}
	for _, c := range p.Columns {
		hidden[c.Field] = hidden[c.Field] || c.Hidden
		if c.IsOfPart() {
			parts[c.Field] = c.Part
		}
	}
	list := func(f, of plan.Field) {
		if slices.Contains(s.Share, f) {
			return
		}
		owner := reconcile.Officers
		if slices.Contains(eitherSides, of) {
			owner = reconcile.Either
		}
		s.Owners = append(s.Owners, StarterOwner{f, owner})
		s.Share = append(s.Share, f)
	}
	for _, f := range p.Fields() {
		whole := parts[f]
		switch {
		case hidden[f] || !f.IsShared() && !whole.IsShared():
			s.Kept = append(s.Kept, f)
		case whole != "" && hidden[whole]:
			list(f, whole)
		case whole != "":
			list(whole, whole)
			list(f, whole)
		default:
			list(f, f)
		}
	}
	return s
}

//go:embed starter.yaml.tmpl
var starterWords string

var starterTemplate = template.Must(template.New("starter").Funcs(template.FuncMap{
	"q":       func(s any) string { return strconv.Quote(stringOf(s)) },
	"item":    item,
	"about":   func(key string) string { return noted(setting(key).Means) },
	"example": func(key string) string { return strings.ReplaceAll(setting(key).Example, "\n", "\n# ") },
	"comment": func(s string) string { return strings.Join(strings.Fields(s), " ") },
}).Parse(starterWords))

// noted is a sentence as notes in the file, in lines of a length to read.
func noted(sentence string) string {
	line, text := "#", ""
	for _, word := range strings.Fields(sentence) {
		if len(line)+1+len(word) > 80 {
			text, line = text+line+"\n", "#"
		}
		line += " " + word
	}
	return text + line
}

func stringOf(v any) string {
	if f, ok := v.(plan.Field); ok {
		return string(f)
	}
	return v.(string)
}

// Write writes the settings file, with its notes.
func (s Starter) Write(w io.Writer) error { return starterTemplate.Execute(w, s) }

// Of names in a starter the workbooks it is of, as the settings file at a path
// should hold them: from its own folder where that is possible, so that the
// folder can be moved or shared. The partners' copy is a workbook, a sheet's
// address or "". Where the workbook says no title, its file's name is it.
func (s Starter) Of(workbook, partner, path string) Starter {
	s.Title = cmp.Or(s.Title, strings.TrimSuffix(filepath.Base(workbook), filepath.Ext(workbook)))
	s.Plan = fromFolderOf(path, workbook)
	switch {
	case IsAddress(partner):
		s.Sheet = partner
	case partner != "":
		s.Partner = fromFolderOf(path, partner)
	}
	return s
}

// Save writes the settings file, which must not be there yet: whoever made one
// in the meantime keeps it, and the error is fs.ErrExist.
func (s Starter) Save(path string) error {
	var text bytes.Buffer
	if err := s.Write(&text); err != nil {
		return err
	}
	err := disk.WriteNew(path, 0o644, func(w io.Writer) error {
		_, err := w.Write(text.Bytes())
		return err
	})
	if err != nil {
		return fmt.Errorf("write settings: %w", err)
	}
	return nil
}

// fromFolderOf is a path from the folder of a settings file where that is
// possible, and the whole path elsewhere.
func fromFolderOf(settingsPath, path string) string {
	folder, err := filepath.Abs(filepath.Dir(settingsPath))
	if err != nil {
		return path
	}
	whole, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if relative, err := filepath.Rel(folder, whole); err == nil {
		return filepath.ToSlash(relative)
	}
	return whole
}
