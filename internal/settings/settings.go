// Package settings reads actionplan.yaml: which workbook is the plan, where
// the partners' copy is, who owns which column, and what the council says
// differently from the starter settings. Flags beat ACTIONPLAN_* variables,
// which beat the file, which beats the defaults.
//
// Refs and headings are only ever values here, never keys, and a number that
// could be a ref must stand in quotes: unquoted, 1.10 is the number 1.1.
//
// [Load] reads the file and gives [Settings], which say what each package is to
// know in that package's own words: TableOptions, Agreement, CheckOptions.
// [Known] is every setting there is, and makes the page docs/settings.md, the
// starter's notes and the variables; [NewStarter] writes a council's first file.
//
// It opens no workbook and no sheet. A setting that nobody knows is never
// passed over: it is refused, with its line. A file that is there is never
// written over.
package settings

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"
	"github.com/spf13/viper"
	"go.yaml.in/yaml/v3"

	"actionplan/check"
	"actionplan/clock"
	"actionplan/frame"
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
	Browser    string      `yaml:"browser"`
	Tables     []Pin       `yaml:"tables"`
	Headings   []Heading   `yaml:"headings"`
	Ratings    []Rating    `yaml:"ratings"`
	RatingFrom string      `yaml:"rating-from"`
	Statuses   []Status    `yaml:"statuses"`
	Rows       []Row       `yaml:"rows"`
	Dates      []DateWords `yaml:"dates"`
	Owners     []Owner     `yaml:"owners"`
	Share      []string    `yaml:"share"`
	Publish    []string    `yaml:"publish"`
	Together   [][]string  `yaml:"together"`
	Contacts   []string    `yaml:"contacts"` // addresses and numbers that may reach partners
	Checks     []Check     `yaml:"checks"`

	Received            Day              `yaml:"received"`    // the day the final report was received
	Submitted           Day              `yaml:"submitted"`   // the day the plan was sent to the inspector
	NextVisit           Day              `yaml:"next-visit"`  // the day the inspector is expected again
	LastReport          Day              `yaml:"last-report"` // the meeting that had the last report
	ClearDays           int              `yaml:"clear-days"`
	Closed              []Day            `yaml:"closed"` // the days the council does not work, beside the usual ones
	Clocks              []Clock          `yaml:"clocks"`
	Route               []Step           `yaml:"route"`
	ReportEvery         Cadence          `yaml:"report-every"`
	RatingRule          []Band           `yaml:"rating-rule"`
	Recommendations     []Recommendation `yaml:"recommendations"`
	RecommendationsFrom string           `yaml:"recommendations-from"`
	Themes              []string         `yaml:"themes"`
	Bodies              []Body           `yaml:"bodies"`
	Events              []Event          `yaml:"events"`
	Judgements          []Judgement      `yaml:"judgements"`
	Consulted           []Consultation   `yaml:"consulted"`
	Measures            []Measure        `yaml:"measures"`
	Milestones          []Milestone      `yaml:"milestones"`
	Documents           []Document       `yaml:"documents"`
	Sections            []Section        `yaml:"sections"`
	Requests            []Request        `yaml:"requests"`
}

// Recommendation is something that was asked of the council.
type Recommendation struct {
	Ref    string   `yaml:"ref"`
	Text   string   `yaml:"text"`
	Source string   `yaml:"source"`
	By     string   `yaml:"by"`
	On     Day      `yaml:"on"`
	Themes []string `yaml:"themes"`
}

// Body is a board, a post or an organisation.
type Body struct {
	Name  string   `yaml:"name"`
	Also  []string `yaml:"also"`
	Ended Day      `yaml:"ended"`
	Now   string   `yaml:"now"`
}

// Event is a day of the plan's history.
type Event struct {
	On   Day    `yaml:"on"`
	What string `yaml:"what"`
	By   string `yaml:"by"`
}

// Judgement is how one domain was judged.
type Judgement struct {
	Domain string `yaml:"domain"`
	Says   string `yaml:"says"`
	On     Day    `yaml:"on"`
	By     string `yaml:"by"`
}

// Consultation is whom the council asked, and what they said.
type Consultation struct {
	With string `yaml:"with"`
	On   Day    `yaml:"on"`
	Said string `yaml:"said"`
}

// Measure is something that is counted.
type Measure struct {
	Name      string   `yaml:"name"`
	Ref       string   `yaml:"ref"`
	Theme     string   `yaml:"theme"`
	Better    string   `yaml:"better"`
	Baseline  string   `yaml:"baseline"`
	Target    string   `yaml:"target"`
	Of        string   `yaml:"of"`
	By        Day      `yaml:"by"`
	Latest    string   `yaml:"latest"`
	On        Day      `yaml:"on"`
	Earlier   []Figure `yaml:"earlier"`
	Benchmark string   `yaml:"benchmark"`
}

// Figure is what a measure was on a day.
type Figure struct {
	On   Day    `yaml:"on"`
	Says string `yaml:"says"`
}

// Milestone is what an action will have come to on a day.
type Milestone struct {
	Ref     string `yaml:"ref"`
	What    string `yaml:"what"`
	Due     Day    `yaml:"due"`
	Reached Day    `yaml:"reached"`
}

// Document is an appendix or a background paper of the committee's.
type Document struct {
	Title string `yaml:"title"`
	File  string `yaml:"file"`
	Why   string `yaml:"why"`
}

// Section is a heading of the covering report, and what stands under it.
type Section struct {
	Heading string `yaml:"heading"`
	Text    string `yaml:"text"`
}

// Request is what the committee has asked for.
type Request struct {
	Asked    string `yaml:"asked"`
	Meeting  Day    `yaml:"meeting"`
	Answered string `yaml:"answered"`
}

// Band is a step of the council\'s own rule for ratings.
type Band struct {
	Rating  string `yaml:"rating"`
	UpTo    int    `yaml:"up-to"`
	Overdue bool   `yaml:"overdue"`
}

// Clock is a time that the council has for something.
type Clock struct {
	Name   string `yaml:"name"`
	Days   int    `yaml:"days"`
	Kind   string `yaml:"kind"`
	From   Day    `yaml:"from"`
	Event  string `yaml:"event"` // that it runs from, where from is not said
	Since  string `yaml:"since"`
	Source string `yaml:"source"`
}

// Step is something that has to be done before a report reaches its committee.
type Step struct {
	Step   string `yaml:"step"`
	Days   int    `yaml:"days"`
	Before string `yaml:"before"`
}

// Cadence is how often the committee is to have a report.
type Cadence struct {
	Months int `yaml:"months"`
	Grace  int `yaml:"grace"`
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

// Row says what the rows of a kind are, or those that say one text.
type Row struct {
	Kind  string `yaml:"kind"`
	Text  string `yaml:"text"`
	Means string `yaml:"means"`

	line int
}

// UnmarshalYAML reads what a row is, and notes its line.
func (r *Row) UnmarshalYAML(node *yaml.Node) error {
	type plain Row
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
	Until    Day    `yaml:"until"`
	On       bool   `yaml:"on"`
	Days     int    `yaml:"days"`
	Percent  int    `yaml:"percent"`
	Count    int    `yaml:"count"`
	Words    Texts  `yaml:"words"`
}

// overrides reports whether the line changes what findings come to, beside what
// the rule goes by.
func (c Check) overrides() bool { return c.Skip || c.Severity != "" }

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
			value = s.FromFolder(value)
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

// FromFolder is a path of the file as the operating system opens it.
func (s *Settings) FromFolder(path string) string {
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
	for _, r := range f.Rows {
		o.Rows = append(o.Rows, table.RowRule{Kind: table.RowKind(r.Kind), Text: r.Text, Means: table.RowMeaning(r.Means)})
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
		for _, f := range fieldsNamed(o.Field) {
			a.Owners[f] = reconcile.Owner(o.Owner)
		}
	}
	if s.File.Share != nil {
		a.Share = map[plan.Field]bool{}
		for _, name := range s.File.Share {
			for _, f := range fieldsNamed(name) {
				a.Share[f] = true
			}
		}
	}
	together := s.File.Together
	if together == nil {
		together = [][]string{{string(plan.FieldStatus), string(plan.FieldClosed)}}
	}
	for _, unit := range together {
		var fields []plan.Field
		for _, name := range unit {
			fields = append(fields, fieldsNamed(name)...)
		}
		a.Together = append(a.Together, fields)
	}
	return a
}

// fieldsNamed are the fields that a name in a list means: itself, and of a column that was
// named by its heading, "x:confidence", what that heading is known for since.
func fieldsNamed(name string) []plan.Field {
	fields := []plan.Field{plan.Field(name)}
	if heading, ok := strings.CutPrefix(name, "x:"); ok {
		if f, known := table.KeptInside(heading); known {
			fields = append(fields, f)
		}
	}
	return fields
}

// Published are the fields that the public may read; nil where the council has not said.
func (s *Settings) Published() []plan.Field {
	if s.File.Publish == nil {
		return nil
	}
	fields := []plan.Field{}
	for _, f := range s.File.Publish {
		fields = append(fields, plan.Field(f))
	}
	return fields
}

// Calendar is the days on which the council works.
func (s *Settings) Calendar() plan.Calendar {
	var closed []plan.Date
	for _, d := range s.File.Closed {
		closed = append(closed, d.Date)
	}
	return plan.NewCalendar(closed...)
}

// Clocks are the council's own.
func (s *Settings) Clocks() []clock.Clock {
	var clocks []clock.Clock
	for _, c := range s.File.Clocks {
		from, since := c.From.Date, c.Since
		if e, ok := s.File.event(c.Event); ok {
			from, since = e.On.Date, cmp.Or(since, fmt.Sprintf("the event %q", e.What))
		}
		clocks = append(clocks, clock.Clock{
			Name: c.Name, Days: c.Days, Kind: cmp.Or(clock.Kind(c.Kind), clock.Working), From: from,
			Since: cmp.Or(since, "it began"), Source: c.Source,
		})
	}
	return clocks
}

// event is the latest event of a name, and whether there is one.
func (f *File) event(name string) (latest Event, found bool) {
	for _, e := range f.Events {
		if name != "" && plan.Fold(e.What) == plan.Fold(name) && (!found || latest.On.Before(e.On.Date)) {
			latest, found = e, true
		}
	}
	return latest, found
}

// Route is what has to be done before a report reaches its committee.
func (s *Settings) Route() []clock.Step {
	var steps []clock.Step
	for _, step := range s.File.Route {
		steps = append(steps, clock.Step{Name: step.Step, Days: step.Days, Before: cmp.Or(step.Before, clock.Meeting)})
	}
	return steps
}

// ClearDays is how many clear days an agenda is out before its meeting.
func (s *Settings) ClearDays() int { return cmp.Or(s.File.ClearDays, clock.ClearDays) }

// ReportEvery is how often the committee is to have a report.
func (s *Settings) ReportEvery() clock.Cadence {
	c := s.File.ReportEvery
	return clock.Cadence{Months: cmp.Or(c.Months, clock.Quarterly.Months), Grace: cmp.Or(c.Grace, clock.Quarterly.Grace)}
}

// CheckTimes are the days that the rules about clocks go by.
func (s *Settings) CheckTimes() check.Times {
	return check.Times{
		Received: s.File.Received.Date, Submitted: s.File.Submitted.Date, NextVisit: s.File.NextVisit.Date,
		Meeting: s.File.Meeting.Date, LastReport: s.File.LastReport.Date,
		Clocks: s.Clocks(), ClearDays: s.ClearDays(), Every: s.ReportEvery(),
	}
}

// Frame is what stands round the plan, as the settings say it and the list of
// recommendations that they name. It fails where that cannot be read.
func (s *Settings) Frame() (frame.Frame, error) {
	f := frame.Frame{Themes: s.File.Themes}
	for _, r := range s.File.Recommendations {
		f.Recommendations = append(f.Recommendations, frame.Recommendation{
			Ref: plan.Ref(r.Ref), Text: r.Text, Source: cmp.Or(frame.Source(r.Source), frame.Formal), By: r.By, On: r.On.Date, Themes: r.Themes,
		})
	}
	if s.File.RecommendationsFrom != "" {
		list, err := disk.ReadFile(s.File.RecommendationsFrom)
		if err != nil {
			return f, &Error{Path: s.Path, Problem: fmt.Sprintf("recommendations-from: %q cannot be read: %s", s.File.RecommendationsFrom, plainCause(err)), Advice: "name a text file with a recommendation a line: 1. Visit children in time"}
		}
		f.Recommendations = append(f.Recommendations, frame.ReadList(string(list))...)
	}
	for _, b := range s.File.Bodies {
		f.Bodies = append(f.Bodies, frame.Body{Name: b.Name, Also: b.Also, Ended: b.Ended.Date, Now: b.Now})
	}
	for _, e := range s.File.Events {
		f.Events = append(f.Events, frame.Event{On: e.On.Date, What: e.What, By: e.By})
	}
	for _, j := range s.File.Judgements {
		f.Judgements = append(f.Judgements, frame.Judgement{Domain: j.Domain, Says: j.Says, On: j.On.Date, By: j.By})
	}
	for _, c := range s.File.Consulted {
		f.Consulted = append(f.Consulted, frame.Consultation{With: c.With, On: c.On.Date, Said: c.Said})
	}
	for _, m := range s.File.Measures {
		f.Measures = append(f.Measures, m.frame())
	}
	for _, m := range s.File.Milestones {
		f.Milestones = append(f.Milestones, frame.Milestone{Ref: plan.Ref(m.Ref), What: m.What, Due: m.Due.Date, Reached: m.Reached.Date})
	}
	return f, nil
}

func (m Measure) frame() frame.Measure {
	measure := frame.Measure{
		Name: m.Name, Ref: plan.Ref(m.Ref), Theme: m.Theme, Better: m.Better, Baseline: m.Baseline,
		Target: m.Target, Of: m.Of, By: m.By.Date, Latest: m.Latest, On: m.On.Date, Benchmark: m.Benchmark,
	}
	for _, f := range m.Earlier {
		measure.Earlier = append(measure.Earlier, frame.Figure{On: f.On.Date, Says: f.Says})
	}
	slices.SortStableFunc(measure.Earlier, func(a, b frame.Figure) int { return b.On.DaysUntil(a.On) })
	return measure
}

// Paper is what goes to the committee beside the plan, as the settings say it.
func (s *Settings) Paper() check.Paper {
	var p check.Paper
	for _, d := range s.File.Documents {
		file := s.FromFolder(d.File)
		info, err := os.Stat(file)
		p.Documents = append(p.Documents, check.Document{Title: d.Title, File: d.File, There: d.File != "" && err == nil && info.Mode().IsRegular(), Why: d.Why})
	}
	for _, section := range s.File.Sections {
		p.Sections = append(p.Sections, check.Section{Heading: section.Heading, Text: section.Text})
	}
	for _, r := range s.File.Requests {
		p.Requests = append(p.Requests, check.Request{Asked: r.Asked, Meeting: r.Meeting.Date, Answered: r.Answered})
	}
	return p
}

// RatingRule is the council's own rule for ratings.
func (s *Settings) RatingRule() []check.Band {
	var bands []check.Band
	for _, b := range s.File.RatingRule {
		bands = append(bands, check.Band{Rating: b.Rating, UpTo: b.UpTo, Overdue: b.Overdue})
	}
	return bands
}

// SaysRatings reports whether the settings say what ratings mean.
func (s *Settings) SaysRatings() bool {
	return slices.ContainsFunc(s.File.Ratings, func(r Rating) bool { return r.Says != "" })
}

// CheckOptions is what the council changed about the rules.
func (s *Settings) CheckOptions() check.Options {
	var o check.Options
	for _, c := range s.File.Checks {
		if c.On {
			o.On = append(o.On, c.Rule)
		}
		if c.Days != 0 || c.Percent != 0 || c.Count != 0 || c.Words != nil {
			o.Tuned = append(o.Tuned, check.Tuned{Rule: c.Rule, Tuning: check.Tuning{Days: c.Days, Percent: c.Percent, Count: c.Count, Words: c.Words}})
		}
		if c.overrides() {
			o.Overrides = append(o.Overrides, check.Override{
				Rule: c.Rule, Ref: plan.Ref(c.Ref), Severity: check.Severity(c.Severity), Skip: c.Skip, Why: c.Why, Until: c.Until.Date,
			})
		}
	}
	return o
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
