package main

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"actionplan/answers"
	"actionplan/check"
	"actionplan/internal/settings"
	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/round"
	"actionplan/sheets"
)

// What a shell is told that completes a line is looked up on this computer
// alone: the settings, the workbooks, the ledger. Nothing is written, Google is
// not asked, and whatever cannot be read suggests nothing and says nothing.

// suggestion is what may stand next: for the word at a place among a command's
// words, or for a flag.
type suggestion func(cmd *cobra.Command, before []string, begun string) ([]string, cobra.ShellCompDirective)

// complete has every command of a tree suggest what may come next.
func complete(root *cobra.Command) {
	words := map[string][]suggestion{
		"init": {files("xlsx", "xlsm")}, "read": {files("xlsx", "xlsm")}, "check": {files("xlsx", "xlsm")}, "pack": {files("xlsx", "xlsm")},
		"inspect":     {files("docx", "xlsx", "xlsm", "pdf")},
		"log":         {from(agreedRefs)},
		"history add": {files("xlsx", "xlsm")}, "history forget": {from(keptVersions)},
		"decide":     {from(questionRefs), from(questionFields), from(questionAnswers)},
		"add-column": {from(knownFields)},
		"help":       {from(commandNames), from(commandNames)},
	}
	flags := map[string]suggestion{
		"config": files("yaml", "yml"), "plan": files("xlsx", "xlsm"), "partner": files("xlsx", "xlsm"), "to": files("xlsx", "xlsm"),
		"key": files("json"), "client": files("json"), "ledger": folders, "out": folders, "folder": folders,
		"table": from(tableNames), "only": listed(ruleNames), "skip": listed(ruleNames), "without": listed(partsOfAdopting),
	}
	nothing := from(func(*cobra.Command, []string) []string { return nil })
	var each func(*cobra.Command)
	each = func(cmd *cobra.Command) {
		if cmd != root && cmd.ValidArgsFunction == nil && cmd.Name() != "completion" && !cmd.HasSubCommands() {
			cmd.ValidArgsFunction = atPlace(words[called(cmd)])
		}
		if called(cmd) == "history" {
			cmd.ValidArgsFunction = atPlace(words["log"])
		}
		own := flags
		if called(cmd) == "sheet adopt" {
			own = map[string]suggestion{"only": listed(partsOfAdopting), "without": listed(partsOfAdopting)}
		}
		if called(cmd) == "check" {
			own = map[string]suggestion{"only": listed(ruleNames), "skip": listed(ruleNames), "explain": from(ruleNames)}
		}
		if called(cmd) == "decide" {
			own = map[string]suggestion{"table": from(askedTables), "column": from(askedColumns)}
		}
		for _, name := range []string{"to", "client", "out", "folder", "table", "column", "only", "skip", "explain", "without", "meeting", "received", "on", "heading", "text", "by", "why", "wait"} {
			suggest := own[name]
			if suggest == nil {
				suggest = nothing
			}
			if cmd.Flags().Lookup(name) != nil {
				_ = cmd.RegisterFlagCompletionFunc(name, quietly(suggest)) // it can only be registered once, and is
			}
		}
		for _, inner := range cmd.Commands() {
			each(inner)
		}
	}
	each(root)
	for _, name := range []string{"config", "plan", "partner", "key", "ledger"} {
		_ = root.RegisterFlagCompletionFunc(name, quietly(flags[name]))
	}
	_ = root.RegisterFlagCompletionFunc("today", quietly(nothing))
}

// atPlace suggests by how many words stand already.
func atPlace(places []suggestion) cobra.CompletionFunc {
	return quietly(func(cmd *cobra.Command, before []string, begun string) ([]string, cobra.ShellCompDirective) {
		if len(before) >= len(places) {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return places[len(before)](cmd, before, begun)
	})
}

// quietly suggests nothing where suggesting went wrong.
func quietly(suggest suggestion) cobra.CompletionFunc {
	return func(cmd *cobra.Command, before []string, begun string) (words []string, directive cobra.ShellCompDirective) {
		defer func() {
			if recover() != nil {
				words, directive = nil, cobra.ShellCompDirectiveNoFileComp
			}
		}()
		return suggest(cmd, before, begun)
	}
}

// files suggests files of a kind, and folders they may be in.
func files(kinds ...string) suggestion {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return kinds, cobra.ShellCompDirectiveFilterFileExt
	}
}

func folders(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// from suggests words that begin with what is typed.
func from(look func(cmd *cobra.Command, before []string) []string) suggestion {
	return func(cmd *cobra.Command, before []string, begun string) ([]string, cobra.ShellCompDirective) {
		var fit []string
		for _, word := range look(cmd, before) {
			if name, _, _ := strings.Cut(word, "\t"); name != "" && plainWord(word) && strings.HasPrefix(strings.ToLower(name), strings.ToLower(begun)) && !slices.Contains(fit, word) {
				fit = append(fit, word)
			}
		}
		return fit, cobra.ShellCompDirectiveNoFileComp
	}
}

// plainWord reports whether a shell can be handed a word: a ref may be anything
// that somebody typed into a cell.
func plainWord(word string) bool {
	return !strings.ContainsFunc(word, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f })
}

// listed suggests the last of words with commas between them.
func listed(look func(cmd *cobra.Command, before []string) []string) suggestion {
	return func(cmd *cobra.Command, before []string, begun string) ([]string, cobra.ShellCompDirective) {
		comma := strings.LastIndex(begun, ",") + 1
		already := strings.Split(begun[:comma], ",")
		fit, _ := from(look)(cmd, before, begun[comma:])
		var whole []string
		for _, word := range fit {
			if name, _, _ := strings.Cut(word, "\t"); !slices.Contains(already, name) {
				whole = append(whole, begun[:comma]+word)
			}
		}
		return whole, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}
}

func ruleNames(*cobra.Command, []string) []string {
	var names []string
	for _, r := range check.Rules() {
		names = append(names, r.Name+"\t"+r.Meaning)
	}
	return names
}

func partsOfAdopting(*cobra.Command, []string) []string {
	var names []string
	for _, part := range sheets.Parts {
		names = append(names, string(part))
	}
	return names
}

func knownFields(*cobra.Command, []string) []string {
	var names []string
	for _, f := range plan.KnownFields {
		names = append(names, string(f)+"\t"+f.Label())
	}
	return names
}

func commandNames(cmd *cobra.Command, before []string) []string {
	about, _, err := cmd.Root().Find(before)
	if err != nil {
		return nil
	}
	var names []string
	for _, c := range about.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name()+"\t"+c.Short)
		}
	}
	return names
}

// settingsOf are the settings that a line being completed would be run with.
func settingsOf(cmd *cobra.Command) *settings.Settings {
	config, _ := cmd.Flags().GetString("config")
	s, err := settings.Load(config, cmd.Flags())
	if err != nil {
		return &settings.Settings{}
	}
	return s
}

func tableNames(cmd *cobra.Command, _ []string) []string {
	c := quietCall(settingsOf(cmd))
	p, err := c.copies().readOfficers(cmd.Context())
	if err != nil {
		return nil
	}
	var names []string
	for _, t := range p.Tables {
		names = append(names, t.Name)
	}
	return names
}

// quietCall is a call that shows nothing of what it reads.
func quietCall(s *settings.Settings) *call {
	return &call{streams: streams{strings.NewReader(""), io.Discard, io.Discard}, flags: flags{quiet: true}, settings: s}
}

// agreedRefs are the refs of the base, with their actions' first words.
func agreedRefs(cmd *cobra.Command, _ []string) []string {
	s := settingsOf(cmd)
	l, err := ledger.Open(s.File.Ledger)
	if err != nil {
		return nil
	}
	names := map[plan.Ref]string{}
	if s.TakePlan() == nil && s.File.Partner.Workbook != "" {
		if now, err := quietCall(s).round().Read(cmd.Context()); err == nil {
			for _, a := range l.Base().Actions {
				names[a.Ref] = now.Settlement.Name(a.Ref)
			}
		}
	}
	var refs []string
	for _, a := range l.Base().Actions {
		if name := typedName(a.Ref, names[a.Ref]); name != "" {
			refs = append(refs, name+"\t"+oneLine(a.Entry(plan.FieldAction).Shown(), 50))
		}
	}
	return refs
}

// keptVersions are the names of the earlier versions that are kept.
func keptVersions(cmd *cobra.Command, _ []string) []string {
	kept, err := ledger.At(settingsOf(cmd).File.Ledger).Versions()
	if err != nil {
		return nil
	}
	var names []string
	for _, v := range kept {
		names = append(names, v.File)
	}
	return names
}

// typedName is how a person types an action: its ref or, where it has none, the row
// it stands on.
func typedName(ref plan.Ref, name string) string {
	if place, _, words := strings.Cut(name, ", “"); words && strings.Contains(place, "row ") {
		return place
	}
	return string(ref)
}

// openQuestions are the questions that are open as far as this computer knows:
// a partners' sheet is not asked.
func openQuestions(cmd *cobra.Command) []reconcile.Question {
	s := settingsOf(cmd)
	if s.TakePlan() != nil || s.File.Partner.Workbook == "" {
		return nil
	}
	now, err := quietCall(s).round().Read(cmd.Context())
	if err != nil || now.Base == nil {
		return nil
	}
	return now.Settlement.Open
}

// askedTables are the tables that are asked about whole.
func askedTables(cmd *cobra.Command, _ []string) []string {
	tables, _ := round.Questions(openQuestions(cmd))
	var names []string
	for _, t := range tables {
		names = append(names, t.Table+"\t"+oneLine(t.Why, 60))
	}
	for _, q := range openQuestions(cmd) {
		if q.Kind == reconcile.QuestionColumn && q.Table != "" {
			names = append(names, q.Table+"\t"+oneLine(q.Why, 60))
		}
	}
	return names
}

// askedColumns are the fields whose cells are asked about, or which one side has
// no longer.
func askedColumns(cmd *cobra.Command, _ []string) []string {
	var fields []string
	for _, q := range openQuestions(cmd) {
		if name := string(q.Field) + "\t" + q.Field.Label(); q.Kind == reconcile.QuestionColumn && !slices.Contains(fields, name) {
			fields = append(fields, name)
		}
		for _, d := range q.Cells {
			if name := string(d.Field) + "\t" + d.Field.Label(); q.Field != "" && !slices.Contains(fields, name) {
				fields = append(fields, name)
			}
		}
	}
	return fields
}

// questionRefs are the refs something is asked about; where that is not known
// here, those of the base. Where a whole table or column is answered, the answer
// stands in the ref's place.
func questionRefs(cmd *cobra.Command, before []string) []string {
	table, _ := cmd.Flags().GetString("table")
	column, _ := cmd.Flags().GetString("column")
	if table != "" || column != "" {
		return answers.OfferedTogether(round.Whole{Table: table, Column: column}.About(openQuestions(cmd)))
	}
	var refs []string
	for _, q := range openQuestions(cmd) {
		if q.Kind == reconcile.QuestionColumn {
			continue // it is named by --column
		}
		refs = append(refs, typedName(q.Ref, q.Name)+"\t"+oneLine(q.Why, 60))
	}
	if refs == nil {
		return agreedRefs(cmd, before)
	}
	return refs
}

// questionFields are what may stand after a ref: a field something is asked
// about, or the answer where the whole row is asked about.
func questionFields(cmd *cobra.Command, before []string) []string {
	if cmd.Flags().Changed("table") || cmd.Flags().Changed("column") {
		return nil
	}
	open := openQuestions(cmd)
	var next []string
	for _, q := range open {
		switch {
		case typedName(q.Ref, q.Name) != before[0]:
		case q.Field == "":
			next = append(next, answers.Offered(q)...)
		default:
			next = append(next, string(q.Field)+"\t"+oneLine(q.Why, 60))
		}
	}
	if open == nil {
		return knownFields(cmd, before)
	}
	return next
}

func questionAnswers(cmd *cobra.Command, before []string) []string {
	for _, q := range openQuestions(cmd) {
		if typedName(q.Ref, q.Name) == before[0] && string(q.Field) == before[1] {
			return answers.Offered(q)
		}
	}
	return nil
}
