package settings

import (
	"fmt"
	"strings"
)

// Variable is a variable of the environment that is no setting: it belongs to a
// computer or to a run, not to a plan.
type Variable struct{ Name, Means string }

// Variables are those the command and its tests look at, besides one for each
// setting that is one value.
var Variables = []Variable{
	{configVariable, "The settings file, where `--config` does not name it."},
	{"ACTIONPLAN_CA_FILE", "A `.pem` file with the certificate of a council that opens TLS; it is trusted besides the computer's own. See google.md."},
	{"ACTIONPLAN_SHEETS_ENDPOINT", "Another Sheets server than Google's: https, or on this computer. A settings file cannot say this, so that one which came with a plan sends nobody's token elsewhere."},
	{"ACTIONPLAN_SHEETS_TOKEN", "A token for a Sheets server on this computer, in place of a sign-in. It is never sent to Google."},
	{"GOOGLE_APPLICATION_CREDENTIALS", "Google's own: the file of default credentials."},
	{"NO_COLOR", "Where it says anything, nothing is printed in colour, and no control codes."}, //nolint:misspell // its own spelling
	{"TERM", "`dumb`: the same. Elsewhere than on Windows, so too where it is missing."},
}

const referenceHead = `# Settings and variables

*This page is made from the code (` + "`go test ./internal/settings -update`" + `); a test holds it to what the code says.*

Settings stand in ` + "`" + FileName + "`" + `. It is looked for in the folder a command runs in, and then in the folders above it: no further than your home folder or the drive the folder is on, and not in a folder in which everybody may write. Where it is found above, that is said. ` + "`--config FILE`" + ` names another. ` + "`actionplan init PLAN.xlsx`" + ` writes one, with notes.

A flag goes over a variable, a variable over the file, the file over the default. A variable that is empty says nothing. Files and folders named in the settings file are taken from that file's folder; those named by a flag or a variable, from the folder the command runs in.

Refs and headings are always values and stand in quotes: unquoted, ` + "`1.10`" + ` is the number 1.1, and is refused. So is a setting that nobody knows, or that stands there twice.

[schema/settings.json](schema/settings.json) is a JSON schema of the file. An editor that knows YAML schemas completes the settings by it and marks what would be refused: give it the schema's place in its own settings or, where it reads such a line, as ` + "`# yaml-language-server: $schema=…/settings.json`" + ` at the top of the file.

`

// Reference is docs/settings.md: every setting, its flag and its variable, and
// every other variable.
func Reference() string {
	var page strings.Builder
	page.WriteString(referenceHead)
	page.WriteString("## What is one value\n\n| setting | takes | default | flag | variable | |\n|---|---|---|---|---|---|\n")
	for _, s := range Known {
		if s.Single() {
			row(&page, code(s.Key), s.takes(), code(s.Default), code(dashed(s.Flag)), code(s.Variable()), s.Means+s.example())
		}
	}
	page.WriteString("\nWhere the partners' copy is a workbook in one place and a sheet in another, the flag or the variable goes over the file.\n")
	page.WriteString("\n## Lists\n\nThese are for the file alone, where they can be read.\n\n| setting | takes | default | |\n|---|---|---|---|\n")
	for _, s := range Known {
		if !s.Single() {
			row(&page, code(s.Key), s.takes(), code(s.Default), s.Means)
		}
	}
	page.WriteString("\nAs they are written:\n\n```yaml\n")
	for _, s := range Known {
		if !s.Single() && s.Example != "" {
			fmt.Fprintf(&page, "%s:%s\n", s.Key, spaced(s.Example))
		}
	}
	fmt.Fprintf(&page, "```\n\nA field is one of %s; or `x:` and a column's heading in small letters, for a column that has none.\n", wordList(fieldNames()))
	page.WriteString("\n## Other variables\n\n| variable | |\n|---|---|\n")
	for _, v := range Variables {
		row(&page, code(v.Name), v.Means)
	}
	return page.String()
}

func row(page *strings.Builder, cells ...string) {
	fmt.Fprintf(page, "| %s |\n", strings.Join(cells, " | "))
}

func code(words string) string {
	if words == "" {
		return ""
	}
	return "`" + words + "`"
}

func dashed(flag string) string {
	if flag == "" {
		return ""
	}
	return "--" + flag
}

// spaced is an example as it follows its key: on the same line, or below it.
func spaced(example string) string {
	if strings.HasPrefix(example, "\n") {
		return example
	}
	return " " + example
}

func (s Setting) takes() string {
	if len(s.Words) > 0 {
		return wordList(s.Words)
	}
	return s.Takes
}

func (s Setting) example() string {
	if s.Example == "" {
		return ""
	}
	return " " + code(s.Key[strings.LastIndex(s.Key, ".")+1:]+": "+s.Example)
}

func wordList(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = code(w)
	}
	return strings.Join(quoted, ", ")
}
