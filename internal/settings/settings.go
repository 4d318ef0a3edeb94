// Package settings reads actionplan.yaml: which workbook is the plan, where
// the partners' copy is, who owns which column, and what the council says
// differently from the starter settings. Flags beat ACTIONPLAN_* variables,
// which beat the file, which beats the defaults.
//
// Refs and headings are only ever values here, never keys, and a number that
// could be a ref must stand in quotes: unquoted, 1.10 is the number 1.1.
//
// [Load] reads the file and gives [Settings], which say what each package is to
// know in that package's own words: TableOptions, Agreement, CheckOverrides.
// [Known] is every setting there is, and makes the page docs/settings.md, the
// starter's notes and the variables; [NewStarter] writes a council's first file.
//
// It opens no workbook and no sheet. A setting that nobody knows is never
// passed over: it is refused, with its line. A file that is there is never
// written over.
package settings

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"
	"github.com/spf13/viper"
	"go.yaml.in/yaml/v3"

	"actionplan/check"
	"actionplan/internal/disk"
	"actionplan/internal/personal"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// FileName is the settings file that is looked for in the folder the command
// runs in and in those above it.
const FileName = "actionplan.yaml"

// Settings is everything a council has said about its plan. Paths are as the
// operating system opens them: those in the file are taken from its folder.
type Settings struct {
	Path  string // the file these came from, "" when there is none
	Above bool   // it was found in a folder above the one the command runs in
	File  File

	Today plan.Date // the day that the copies are read on, which no report is later than
}

// File is the settings file as it is written.
type File struct {
	Title      string      `yaml:"title"`
	Council    string      `yaml:"council"`
	Committee  string      `yaml:"committee"`
	Meeting    Day         `yaml:"meeting"`
	Contact    string      `yaml:"contact"`
	Inspection Day         `yaml:"inspection"` // its first day
	Ask        string      `yaml:"ask"`        // the information owner
	Plan       string      `yaml:"plan"`
	Partner    PartnerSide `yaml:"partner"`
	Ledger     string      `yaml:"ledger"`
	Packs      string      `yaml:"packs"`
	Templates  string      `yaml:"templates"`
	Tables     []Pin       `yaml:"tables"`
	Headings   []Heading   `yaml:"headings"`
	Ratings    []Rating    `yaml:"ratings"`
	RatingFrom string      `yaml:"rating-from"`
	Statuses   []Status    `yaml:"statuses"`
	Dates      []DateWords `yaml:"dates"`
	Owners     []Owner     `yaml:"owners"`
	Share      []string    `yaml:"share"`
	Together   [][]string  `yaml:"together"`
	Contacts   []string    `yaml:"contacts"` // addresses and numbers that may reach partners
	Checks     []Check     `yaml:"checks"`
}

// PartnerSide says where the partners' copy is.
type PartnerSide struct {
	Workbook string    `yaml:"workbook"`
	Sheet    string    `yaml:"sheet"` // a Google Sheet's address
	SignIn   SignIn    `yaml:"sign-in"`
	Tables   []Pin     `yaml:"tables"`
	Headings []Heading `yaml:"headings"`
}

// SignIn says how to sign in to Google for the partners' sheet. Left out, the
// machine's own sign-in is used: see docs/google.md.
type SignIn struct {
	Key         string `yaml:"key"`         // a service account's key file
	Client      string `yaml:"client"`      // the council's OAuth client file, for actionplan login
	Default     bool   `yaml:"default"`     // the machine's application default credentials
	Impersonate string `yaml:"impersonate"` // the service account to act as, once signed in
}

// Pin says where a table lies, so that it need not be found. Rows count from
// 1; header is the lower line of a two-line header. What is left out is found.
// Pins that all say a kind, and no other, leave the other tables to be found.
type Pin struct {
	Sheet   string      `yaml:"sheet"`
	Header  int         `yaml:"header"`
	First   int         `yaml:"first"`
	Last    int         `yaml:"last"`
	Kind    string      `yaml:"kind"`
	Columns []PinColumn `yaml:"columns"`
}

// PinColumn says what one column is about.
type PinColumn struct {
	Column string `yaml:"column"` // its letters
	Field  string `yaml:"field"`  // a field's name, or "none" to leave the column as it is headed
}

// Heading is a council's own heading for a field.
type Heading struct {
	Heading  string `yaml:"heading"`
	Field    string `yaml:"field"`
	DayMonth string `yaml:"day-month"`
}

// Rating is a step of the council's own scale, or only the council's own words for
// one of the usual ratings. The steps stand in the order of the scale.
type Rating struct {
	Name    string `yaml:"name"`
	Words   Texts  `yaml:"words"`
	Means   string `yaml:"means"`
	Kind    string `yaml:"kind"`
	Says    string `yaml:"says"`
	Sign    string `yaml:"sign"`
	Colours Texts  `yaml:"colours"`

	line int // of the file
}

// UnmarshalYAML reads the step, and notes its line.
func (r *Rating) UnmarshalYAML(node *yaml.Node) error {
	type plain Rating
	err := node.Decode((*plain)(r))
	r.line = node.Line
	return err
}

// Status is a council's own word for how far an action has got.
type Status struct {
	Word  string `yaml:"word"`
	Means string `yaml:"means"`

	line int
}

// UnmarshalYAML reads the word, and notes its line.
func (s *Status) UnmarshalYAML(node *yaml.Node) error {
	type plain Status
	err := node.Decode((*plain)(s))
	s.line = node.Line
	return err
}

// Texts is one text, or a list of them.
type Texts []string

// UnmarshalYAML reads one text as a list of one.
func (t *Texts) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		if node.Tag != "!!null" {
			*t = Texts{node.Value}
		}
		return nil
	}
	var list []string
	if err := node.Decode(&list); err != nil {
		return err
	}
	*t = list
	return nil
}

// DateWords gives words such as "Autumn term 2026" their date.
type DateWords struct {
	Words string `yaml:"words"`
	Date  Day    `yaml:"date"`
}

// Owner says who may change a column.
type Owner struct {
	Field string `yaml:"field"`
	Owner string `yaml:"owner"`
}

// Check changes what one rule does, and says why.
type Check struct {
	Rule     string `yaml:"rule"`
	Ref      string `yaml:"ref"`
	Severity string `yaml:"severity"`
	Skip     bool   `yaml:"skip"`
	Why      string `yaml:"why"`
}

// Day is a date written 2026-03-31.
type Day struct{ plan.Date }

// UnmarshalYAML reads the date as it is written, quoted or not.
func (d *Day) UnmarshalYAML(node *yaml.Node) error {
	if node.Tag == "!!null" {
		return nil
	}
	date, err := plan.ParseISO(node.Value)
	if err != nil {
		return &Error{Line: node.Line, Problem: err.Error(), Advice: "write the year first, then month and day: 2026-03-31"}
	}
	d.Date = date
	return nil
}

// Load reads the settings. path "" means the file that ACTIONPLAN_CONFIG names,
// or else actionplan.yaml in the current folder or the nearest above it, and
// does without where there is none; a path that is given must be there. flags
// are the command's own; those a person set beat everything.
func Load(path string, flags *pflag.FlagSet) (*Settings, error) {
	path = Named(path)
	named, above := path != "", false
	if !named {
		path, above = find()
	}
	if path == "" {
		return merge(&Settings{}, flags)
	}
	text, err := disk.ReadFile(path)
	switch {
	case path == os.DevNull:
		text = nil // as who wants no settings at all names it
	case errors.Is(err, fs.ErrNotExist):
		return nil, &Error{Path: path, Problem: "there is no such file", Advice: "actionplan init PLAN.xlsx writes one"}
	case errors.Is(err, disk.ErrNoFile):
		return nil, NotAFile(path)
	case err != nil:
		return nil, &Error{Path: path, Problem: plainCause(err), unread: err}
	}
	s := &Settings{Path: path, Above: above}
	if err := s.parse(text); err != nil {
		return nil, inFile(path, err)
	}
	return merge(s, flags)
}

// NotAFile is the error that something else than a file is named as the settings:
// a folder mostly, or a pipe, which would have to be waited for.
func NotAFile(path string) *Error {
	e := &Error{Path: path, Problem: "it is not a file", Advice: "name the settings file itself"}
	inside := filepath.Join(path, FileName)
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return e
	}
	e.Problem, e.Advice = "it is a folder", "name the file in it: --config "+inside
	if _, err := os.Stat(inside); err != nil {
		e.Advice += "; there is none yet, and actionplan init PLAN.xlsx writes one"
	}
	return e
}

// Named is the file that --config or else ACTIONPLAN_CONFIG names, "" where
// neither does.
func Named(config string) string {
	if config != "" {
		return config
	}
	return os.Getenv(configVariable)
}

// configVariable names the settings file, where --config does not.
const configVariable = "ACTIONPLAN_CONFIG"

func plainCause(err error) string {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err.Error()
	}
	return err.Error()
}

func (s *Settings) parse(text []byte) error {
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		return &Error{Problem: strings.TrimPrefix(err.Error(), "yaml: "), Advice: "look for a missing quote or a tab; spaces must line up"}
	}
	if len(document.Content) == 0 {
		return nil
	}
	if err := vet(document.Content[0], fileShape, ""); err != nil {
		return err
	}
	if err := document.Decode(&s.File); err != nil {
		return decodeError(err)
	}
	return s.File.validate()
}

// merge lays flags and environment over what the file says. Only single values
// can be given there: lists belong in the file, where they can be read. viper
// is handed the names of settings alone, and what was read of the file: it makes
// small letters of keys and splits them at dots, and takes 010 for eight.
func merge(s *Settings, flags *pflag.FlagSet) (*Settings, error) {
	v := viper.New()
	strength := map[string]int{}
	for _, known := range Known {
		if !known.Single() {
			continue
		}
		value := known.written(&s.File)
		if value == "" {
			value = known.Default
		}
		if known.isPath {
			value = s.fromFolder(value)
		}
		v.SetDefault(known.Key, value)
		if err := v.BindEnv(known.Key, known.Variable()); err != nil {
			return nil, &Error{Path: s.Path, Problem: err.Error()}
		}
		if os.Getenv(known.Variable()) != "" {
			strength[known.Key] = 1
		}
		if f := lookup(flags, known.Flag); f != nil && f.Changed && known.Key != "partner.sheet" {
			if err := v.BindPFlag(known.Key, f); err != nil {
				return nil, &Error{Path: s.Path, Problem: err.Error()}
			}
			strength[known.Key] = 2
		}
		if err := known.put(&s.File, v.GetString(known.Key)); err != nil {
			return nil, &Error{Place: known.Variable(), Problem: err.Error(), Advice: "write it as " + known.Example}
		}
	}
	// The partners' copy is one thing, whichever of the two says what it is.
	switch sheet, workbook := strength["partner.sheet"], strength["partner.workbook"]; {
	case workbook > sheet:
		s.File.Partner.Sheet = ""
	case sheet > workbook:
		s.File.Partner.Workbook = ""
	}
	s.File.Partner.sort()
	return s, s.File.validatePartner()
}

// fromFolder is a path of the file as the operating system opens it.
func (s *Settings) fromFolder(path string) string {
	if path == "" || s.Path == "" || IsAddress(path) || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(s.Path), path)
}

// InformationOwner is who is asked whether something may go to partners, ""
// where the settings do not say.
func (s *Settings) InformationOwner() string { return s.File.Ask }

// IsAddress says whether what was named is a web address, and no file.
func IsAddress(name string) bool {
	scheme, _, ok := strings.Cut(name, "://")
	return ok && (strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "http"))
}

// sort takes a Google Sheet's address that was given as the partners' copy for
// what it is.
func (p *PartnerSide) sort() {
	if IsAddress(p.Workbook) {
		p.Workbook, p.Sheet = "", p.Workbook
	}
}

func lookup(flags *pflag.FlagSet, name string) *pflag.Flag {
	if flags == nil || name == "" {
		return nil
	}
	return flags.Lookup(name)
}

// TableOptions is how the officers' workbook is to be read.
func (s *Settings) TableOptions() table.Options {
	o := s.File.tableOptions(s.File.Tables, nil, false)
	o.Today = s.Today
	return o
}

// PartnerTableOptions is how the partners' copy is to be read.
func (s *Settings) PartnerTableOptions() table.Options {
	o := s.File.tableOptions(s.File.Partner.Tables, s.File.Partner.Headings, true)
	o.Today = s.Today
	return o
}

func (f *File) tableOptions(pins []Pin, own []Heading, isPartner bool) table.Options {
	var o table.Options
	for _, p := range pins {
		o.Pins = append(o.Pins, p.table())
	}
	for _, h := range own {
		o.Headings = append(o.Headings, h.table())
	}
	for _, h := range f.Headings {
		s := h.table()
		if isPartner { // whose spreadsheet made its own dates
			s.DayMonth = ""
		}
		o.Headings = append(o.Headings, s)
	}
	o.Ratings, o.Scale, o.RatingFromColour = f.ratingWords(), f.scale(), f.RatingFrom == rowColour
	for _, w := range f.Statuses {
		o.Statuses = append(o.Statuses, plan.StatusWord{Words: w.Word, Means: plan.Status(w.Means)})
	}
	for _, d := range f.Dates {
		o.Dates = append(o.Dates, plan.DateWord{Words: d.Words, Date: d.Date.Date})
	}
	return o
}

func (h Heading) table() table.Synonym {
	return table.Synonym{Heading: h.Heading, Field: plan.Field(h.Field), DayMonth: table.DayMonth(h.DayMonth)}
}

func (p Pin) table() table.Pin {
	pin := table.Pin{Sheet: p.Sheet, Header: p.Header, First: p.First, Last: p.Last, Kind: p.Kind}
	for _, c := range p.Columns {
		pin.Columns = append(pin.Columns, table.PinColumn{Letter: strings.ToUpper(c.Column), Field: plan.Field(c.Field)})
	}
	return pin
}

// Agreement is what the two sides may do to each other's columns.
func (s *Settings) Agreement() reconcile.Agreement {
	a := reconcile.Agreement{
		Owners:   map[plan.Field]reconcile.Owner{},
		Personal: personal.New(s.File.Contacts).Find,
		Ask:      s.InformationOwner(),
	}
	for _, o := range s.File.Owners {
		a.Owners[plan.Field(o.Field)] = reconcile.Owner(o.Owner)
	}
	if s.File.Share != nil {
		a.Share = map[plan.Field]bool{}
		for _, f := range s.File.Share {
			a.Share[plan.Field(f)] = true
		}
	}
	together := s.File.Together
	if together == nil {
		together = [][]string{{string(plan.FieldStatus), string(plan.FieldClosed)}}
	}
	for _, unit := range together {
		var fields []plan.Field
		for _, f := range unit {
			fields = append(fields, plan.Field(f))
		}
		a.Together = append(a.Together, fields)
	}
	return a
}

// CheckOverrides is what the council changed about the rules.
func (s *Settings) CheckOverrides() []check.Override {
	var overrides []check.Override
	for _, c := range s.File.Checks {
		overrides = append(overrides, check.Override{
			Rule: c.Rule, Ref: plan.Ref(c.Ref), Severity: check.Severity(c.Severity), Skip: c.Skip, Why: c.Why,
		})
	}
	return overrides
}

// Error is something wrong in the settings file, in one sentence.
type Error struct {
	Path    string
	Place   string // a variable of the environment, where that is what is wrong
	Line    int    // 0 when the whole file is meant
	Problem string
	Advice  string

	unread error // why nothing could be seen of the file, where that is so
}

// Unread reports whether nothing could be seen of the file, so that nothing need
// be wrong with what it says.
func (e *Error) Unread() bool { return e.unread != nil }

// Unwrap is why nothing could be seen of the file.
func (e *Error) Unwrap() error { return e.unread }

func (e *Error) Error() string {
	if e.Place != "" {
		return "read " + e.Place + ": " + e.Problem
	}
	place := e.Path
	if place == "" {
		place = FileName
	}
	if e.Line > 0 {
		place += fmt.Sprintf(", line %d", e.Line)
	}
	return "read settings " + place + ": " + e.Problem
}

// Hint says what would put it right.
func (e *Error) Hint() string { return e.Advice }

func inFile(path string, err error) error {
	var e *Error
	if errors.As(err, &e) {
		e.Path = path
		return e
	}
	return &Error{Path: path, Problem: err.Error()}
}
