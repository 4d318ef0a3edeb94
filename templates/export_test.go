package templates

import (
	"maps"
	"slices"

	"actionplan/pack"
	"actionplan/templates/word"
)

// ReportNames are the names that a report can ask for, those within a list as
// "list: name", without the headings that people have written.
func ReportNames(in pack.Input) []string {
	headings := map[string]bool{}
	for _, s := range in.Paper.Sections {
		headings[s.Heading] = true
	}
	names := map[string]bool{}
	var list func(within string, v word.Values)
	list = func(within string, v word.Values) {
		for name, value := range v {
			if headings[name] {
				continue
			}
			names[within+name] = true
			if items, ok := value.(word.List); ok {
				for _, item := range items {
					list(within+name+": ", item)
				}
			}
		}
	}
	list("", reportValues(pack.Build(in)))
	return slices.Sorted(maps.Keys(names))
}
