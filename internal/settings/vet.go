package settings

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"actionplan/clock"
	"actionplan/frame"
	"actionplan/internal/text"
	"actionplan/plan"
)

var fileShape, textsShape = reflect.TypeOf(File{}), reflect.TypeOf(Texts{})

// vet walks the file as it was written, before anything is made of it: a key
// nobody reads is a setting its author believes in, and a number where words
// belong has already lost its last nought.
func vet(node *yaml.Node, shape reflect.Type, within string) error {
	switch node.Kind {
	case yaml.MappingNode:
		return vetKeys(node, shape, within)
	case yaml.SequenceNode:
		return vetItems(node, shape, within)
	case yaml.ScalarNode:
		return vetScalar(node, shape, within)
	}
	return nil
}

func vetKeys(node *yaml.Node, shape reflect.Type, within string) error {
	if shape.Kind() != reflect.Struct || shape == reflect.TypeOf(Day{}) {
		return &Error{Line: node.Line, Problem: fmt.Sprintf("%s takes %s, not a group of settings", quotedKey(within), wanted(shape))}
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if seen[key.Value] {
			return &Error{Line: key.Line, Problem: fmt.Sprintf("%q is set twice", key.Value), Advice: "keep one of the two"}
		}
		seen[key.Value] = true
		inner, ok := member(shape, key.Value)
		if !ok {
			return unknownKey(key, shape, within)
		}
		if err := vet(value, inner, key.Value); err != nil {
			return err
		}
	}
	return nil
}

func vetItems(node *yaml.Node, shape reflect.Type, within string) error {
	if shape.Kind() != reflect.Slice {
		advice := ""
		if within == "" {
			advice = "write each setting on a line of its own, without a dash: plan: \"Plan.xlsx\""
		}
		return &Error{Line: node.Line, Problem: fmt.Sprintf("%s takes %s, not a list", quotedKey(within), wanted(shape)), Advice: advice}
	}
	for _, item := range node.Content {
		if err := vet(item, shape.Elem(), within); err != nil {
			return err
		}
	}
	return nil
}

func vetScalar(node *yaml.Node, shape reflect.Type, within string) error {
	if node.Tag == "!!null" {
		return nil
	}
	switch shape.Kind() {
	case reflect.Struct, reflect.Slice:
		if shape == textsShape {
			return vetScalar(node, shape.Elem(), within)
		}
		if shape != reflect.TypeOf(Day{}) {
			return &Error{Line: node.Line, Problem: fmt.Sprintf("%q stands where %s belongs", node.Value, wanted(shape))}
		}
	case reflect.String:
		if node.Tag == "!!float" {
			return unquotedNumber(node)
		}
	case reflect.Int:
		n, err := strconv.Atoi(node.Value)
		if isRow := within == "header" || within == "first" || within == "last"; !isRow && (err != nil || n < 0) {
			return &Error{Line: node.Line, Problem: fmt.Sprintf("%q is not a whole number", node.Value), Advice: "write it in figures, nought or more"}
		}
		if err != nil || n < 0 {
			return &Error{Line: node.Line, Problem: fmt.Sprintf("%q is not a row number", node.Value), Advice: "rows count from 1, as the spreadsheet shows them"}
		}
	case reflect.Bool:
		if node.Tag != "!!bool" {
			return &Error{Line: node.Line, Problem: fmt.Sprintf("%q is neither true nor false", node.Value)}
		}
	}
	return nil
}

func unquotedNumber(node *yaml.Node) error {
	return &Error{
		Line:    node.Line,
		Problem: fmt.Sprintf("%s is a number here, and 1.10 and 1.1 are the same number", node.Value),
		Advice:  fmt.Sprintf("put it in quotes: %q", node.Value),
	}
}

// quotedKey names the key a value stands under.
func quotedKey(within string) string {
	if within == "" {
		return "the file"
	}
	return strconv.Quote(within)
}

func wanted(shape reflect.Type) string {
	switch {
	case shape == reflect.TypeOf(Day{}):
		return "a date written 2026-03-31"
	case shape.Kind() == reflect.Slice:
		return "a list"
	case shape.Kind() == reflect.Struct:
		return "a group of settings"
	case shape.Kind() == reflect.Int:
		return "a row number"
	}
	return "one value"
}

func member(shape reflect.Type, key string) (reflect.Type, bool) {
	for i := range shape.NumField() {
		if f := shape.Field(i); f.IsExported() && f.Tag.Get("yaml") == key {
			return shape.Field(i).Type, true
		}
	}
	return nil, false
}

func keys(shape reflect.Type) []string {
	var names []string
	for i := range shape.NumField() {
		if f := shape.Field(i); f.IsExported() {
			names = append(names, f.Tag.Get("yaml"))
		}
	}
	return names
}

func unknownKey(key *yaml.Node, shape reflect.Type, within string) error {
	e := &Error{Line: key.Line, Problem: fmt.Sprintf("there is no setting called %q", key.Value)}
	if within != "" {
		e.Problem += fmt.Sprintf(" under %q", within)
	}
	known := keys(shape)
	if near, ok := text.Nearest(key.Value, known); ok {
		e.Advice = fmt.Sprintf("did you mean %q?", near)
	} else {
		e.Advice = "the settings here are " + strings.Join(known, ", ")
	}
	return e
}

var lineOf = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)

// decodeError turns what the YAML package says into our sentence.
func decodeError(err error) error {
	var ours *Error
	if errors.As(err, &ours) {
		return ours
	}
	var types *yaml.TypeError
	message := err.Error()
	if errors.As(err, &types) && len(types.Errors) > 0 {
		message = types.Errors[0]
	}
	if m := lineOf.FindStringSubmatch(message); m != nil {
		line, _ := strconv.Atoi(m[1])
		return &Error{Line: line, Problem: m[2]}
	}
	return &Error{Problem: message}
}

// validate looks at values that only have a meaning within a list of words.
func (f *File) validate() error {
	for _, o := range f.Owners {
		if err := oneOf("owner", o.Owner, owners); err != nil {
			return err
		}
		if err := knownField("owners", o.Field); err != nil {
			return err
		}
	}
	for _, h := range append(append([]Heading{}, f.Headings...), f.Partner.Headings...) {
		if err := knownField("headings", h.Field); err != nil && h.Field != "none" { // "none" has its column stand for itself
			return err
		}
		if h.DayMonth == "" {
			continue
		}
		if err := oneOf("day-month", h.DayMonth, dayMonths); err != nil {
			return err
		}
	}
	for _, name := range append(slices.Concat(f.Together...), f.Share...) {
		if err := knownField("share or together", name); err != nil {
			return err
		}
	}
	for _, name := range f.Publish {
		if !plan.Field(name).MayBePublished() {
			if err := knownField("publish", name); err != nil {
				return err
			}
			return &Error{Problem: fmt.Sprintf("%q under publish is no field that a public pack shows", name), Advice: "say under headings: which field its column is; a reply to partners is never published"}
		}
	}
	for _, validate := range []func() error{f.vetRatings, f.vetStatuses, f.vetRows, f.validateTables, f.validateChecks, f.validateClocks, f.validateFrame, f.validatePartner} {
		if err := validate(); err != nil {
			return err
		}
	}
	return nil
}

func (f *File) validateTables() error {
	for _, pin := range append(append([]Pin{}, f.Tables...), f.Partner.Tables...) {
		if pin.Sheet == "" {
			return &Error{Problem: "a table under \"tables\" names no sheet", Advice: "add sheet: and the name on the sheet's tab"}
		}
		if pin.Kind != "" {
			if err := oneOf("kind", pin.Kind, kinds); err != nil {
				return err
			}
		}
		for _, c := range pin.Columns {
			if plan.ColumnNumber(c.Column) == 0 {
				return &Error{Problem: fmt.Sprintf("%q names no column", c.Column), Advice: "use the letters above the sheet: F, or AB"}
			}
			if err := knownField("columns", c.Field); err != nil && c.Field != "none" {
				return err
			}
		}
	}
	return nil
}

func (f *File) validateChecks() error {
	for _, c := range f.Checks {
		if strings.TrimSpace(c.Why) == "" && (c.overrides() || !c.On && c.Days == 0 && c.Percent == 0 && c.Count == 0 && c.Words == nil) {
			return &Error{Problem: fmt.Sprintf("the change to rule %q has no reason", c.Rule), Advice: "add why: and a sentence; it is printed beside the finding"}
		}
		if c.Severity != "" {
			if err := oneOf("severity", c.Severity, severities); err != nil {
				return err
			}
		}
	}
	return nil
}

// validateFrame holds what stands round the plan to what can be told apart.
func (f *File) validateFrame() error {
	seen := map[string]bool{}
	for _, r := range f.Recommendations {
		key := r.By + "\n" + plan.Ref(r.Ref).Key()
		switch {
		case strings.TrimSpace(r.Text) == "":
			return &Error{Problem: fmt.Sprintf("the recommendation %q has no text", r.Ref), Advice: "add text: and the inspector's words"}
		case r.Ref != "" && seen[key]:
			return &Error{Problem: fmt.Sprintf("two recommendations have the ref %q", r.Ref), Advice: "give each its own, or say with by: which report each stands in"}
		}
		seen[key] = true
		if r.Source != "" {
			if err := oneOf("source", r.Source, sources); err != nil {
				return err
			}
		}
	}
	for _, b := range f.Bodies {
		if strings.TrimSpace(b.Name) == "" {
			return &Error{Problem: "a body has no name", Advice: "add name: and what it is called"}
		}
	}
	for _, e := range f.Events {
		if e.On.IsZero() || strings.TrimSpace(e.What) == "" {
			return &Error{Problem: "an event has no day, or no words", Advice: `write it as {on: 2026-01-12, what: "Inspection", by: "Ofsted"}`}
		}
	}
	for _, j := range f.Judgements {
		if strings.TrimSpace(j.Domain) == "" || strings.TrimSpace(j.Says) == "" {
			return &Error{Problem: "a judgement has no domain, or does not say how it was judged", Advice: `write it as {domain: "Children in care", says: "Requires improvement", on: 2026-02-06}`}
		}
	}
	for _, c := range f.Consulted {
		if strings.TrimSpace(c.With) == "" {
			return &Error{Problem: "a line under consulted does not say who was asked", Advice: `write it as {with: "Children in care council", on: 2026-03-02, said: "Fewer changes of social worker"}`}
		}
	}
	if err := f.validateMeasures(); err != nil {
		return err
	}
	for _, d := range f.Documents {
		if strings.TrimSpace(d.Title) == "" {
			return &Error{Problem: "a document has no title", Advice: "add title: and what it is called"}
		}
	}
	return nil
}

// validateMeasures holds what is counted to what can be told of it.
func (f *File) validateMeasures() error {
	for _, m := range f.Measures {
		if strings.TrimSpace(m.Name) == "" {
			return &Error{Problem: "a measure has no name", Advice: "add name: and what is counted"}
		}
		if m.Better != "" {
			if err := oneOf("better", m.Better, frame.Better); err != nil {
				return err
			}
		}
		if m.Of != "" {
			if err := oneOf("of", m.Of, frame.Targets); err != nil {
				return err
			}
		}
		for _, earlier := range m.Earlier {
			if earlier.On.IsZero() || strings.TrimSpace(earlier.Says) == "" {
				return &Error{Problem: fmt.Sprintf("an earlier figure of the measure %q has no day, or says nothing", m.Name), Advice: `write it as {on: 2026-03-31, says: "81 %"}`}
			}
		}
	}
	for _, m := range f.Milestones {
		if strings.TrimSpace(m.Ref) == "" || strings.TrimSpace(m.What) == "" || m.Due.IsZero() {
			return &Error{Problem: "a milestone has no ref, no words or no day", Advice: `write it as {ref: "1.10", what: "Half of all carers are trained", due: 2026-06-30}`}
		}
	}
	return nil
}

// validateClocks holds times to what can be counted.
func (f *File) validateClocks() error {
	for _, c := range f.Clocks {
		switch {
		case c.Name == "":
			return &Error{Problem: "a clock has no name", Advice: "add name: and what is due"}
		case c.Days <= 0:
			return &Error{Problem: fmt.Sprintf("the clock %q has no days", c.Name), Advice: "add days: and a number"}
		case c.From.IsZero() && c.Event == "":
			return &Error{Problem: fmt.Sprintf("the clock %q does not say when it began", c.Name), Advice: "add from: and the day, as 2026-03-31; or event: and what one under events: is called"}
		case !c.From.IsZero() && c.Event != "":
			return &Error{Problem: fmt.Sprintf("the clock %q runs from a day and from an event", c.Name), Advice: "keep from: or event:"}
		}
		if _, known := f.event(c.Event); c.Event != "" && !known {
			return &Error{Problem: fmt.Sprintf("the clock %q runs from the event %q, and there is none", c.Name, c.Event), Advice: "write it as what: under events: says it"}
		}
		if c.Kind != "" {
			if err := oneOf("kind", c.Kind, dayKinds); err != nil {
				return err
			}
		}
	}
	for _, step := range f.Route {
		if step.Step == "" || step.Days < 0 {
			return &Error{Problem: "a step of the route has no name, or days below nought", Advice: `write it as {step: "Final report to the clerk", days: 2, before: publication}`}
		}
	}
	if c := f.ReportEvery; c.Months < 0 || c.Grace < 0 {
		return &Error{Problem: "report-every has a number below nought", Advice: "write it as {months: 3, grace: 10}"}
	}
	if f.ClearDays < 0 {
		return &Error{Problem: "clear-days is below nought", Advice: "write the number of clear working days: 5"}
	}
	for _, b := range f.RatingRule {
		if err := oneOf("rating", b.Rating, ratings); err != nil {
			return err
		}
	}
	_, err := clock.Route(plan.Date{Year: 2026, Month: 1, Day: 5}, clock.ClearDays, (&Settings{File: *f}).Route(), plan.Calendar{})
	if err != nil {
		return &Error{Problem: "route: " + err.Error(), Advice: "name in before: a step of the route, publication or meeting"}
	}
	return nil
}

func (f *File) validatePartner() error {
	if f.Partner.Workbook != "" && f.Partner.Sheet != "" {
		return &Error{Problem: "partner names both a workbook and a sheet", Advice: "keep the one your partners really edit"}
	}
	in := f.Partner.SignIn
	if in.Key != "" && (in.Client != "" || in.Default) || in.Client != "" && (in.Default || in.Impersonate != "") {
		return &Error{Problem: "sign-in under partner names more than one way to sign in", Advice: "keep key, client or default; impersonate goes with key or default"}
	}
	return nil
}

func oneOf(key, value string, allowed []string) *Error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return &Error{
		Problem: fmt.Sprintf("%s is %q", key, value),
		Advice:  "it can be " + strings.Join(allowed, ", "),
	}
}

// knownField takes a field's own name, or x: and a heading for a column that
// has none.
func knownField(key, name string) error {
	if plan.Field(name).Known() || strings.HasPrefix(name, "x:") {
		return nil
	}
	names := fieldNames()
	e := &Error{Problem: fmt.Sprintf("%q under %s is not a field", name, key)}
	if near, ok := text.Nearest(name, names); ok {
		e.Advice = fmt.Sprintf("did you mean %q?", near)
	} else {
		e.Advice = "the fields are " + strings.Join(names, ", ")
	}
	return e
}

func fieldNames() []string {
	var names []string
	for _, f := range plan.KnownFields {
		names = append(names, string(f))
	}
	return names
}
