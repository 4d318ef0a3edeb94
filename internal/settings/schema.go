package settings

import (
	"encoding/json"
	"fmt"
	"strings"
)

// schema is a JSON schema, as far as the settings need one.
type schema struct {
	Dialect     string             `json:"$schema,omitempty"`
	Title       string             `json:"title,omitempty"`
	Description string             `json:"description,omitempty"`
	Type        string             `json:"type,omitempty"`
	Enum        []string           `json:"enum,omitempty"`
	Pattern     string             `json:"pattern,omitempty"`
	Minimum     int                `json:"minimum,omitempty"`
	Default     string             `json:"default,omitempty"`
	AnyOf       []*schema          `json:"anyOf,omitempty"`
	Items       *schema            `json:"items,omitempty"`
	Properties  map[string]*schema `json:"properties,omitempty"`
	Closed      *bool              `json:"additionalProperties,omitempty"` // false: nothing else may be said
}

// Schema is docs/schema/settings.json: a JSON schema of the settings file, by which
// an editor completes it and marks what the command would refuse.
func Schema() string {
	file := group()
	file.Dialect = "https://json-schema.org/draft/2020-12/schema"
	file.Title = "actionplan: the settings file, " + FileName
	for _, s := range Known {
		at, path := file, strings.Split(s.Key, ".")
		for i, name := range path {
			name, isList := strings.CutSuffix(name, "[]")
			if at.Properties[name] == nil && i < len(path)-1 {
				at.Properties[name] = group()
			}
			if i == len(path)-1 {
				at.Properties[name] = s.schema()
				break
			}
			if at = at.Properties[name]; isList {
				at = at.Items
			}
		}
	}
	// The partners' own lists are made as the council's.
	for _, list := range []string{"tables", "headings"} {
		file.Properties["partner"].Properties[list].Items = file.Properties[list].Items
	}
	text, err := json.MarshalIndent(file, "", "  ")
	if err != nil {
		panic(err) // nothing in it can fail to be written
	}
	return string(text) + "\n"
}

// group is a schema of things said under names of their own, and nothing else.
func group() *schema {
	closed := false
	return &schema{Type: "object", Properties: map[string]*schema{}, Closed: &closed}
}

// schema is what one setting takes.
func (s Setting) schema() *schema {
	found := taking(s.Takes, s.Words)
	found.Description, found.Default = s.Means, s.Default
	if found.Type != "string" {
		found.Default = "" // it is said in words, not in the form it takes
	}
	return found
}

// taking is the schema of what a setting takes, by the words of the reference.
func taking(what string, among []string) *schema {
	switch what {
	case "a text", "a file", "a folder", "an address", "a ref", "a rule's name":
		return &schema{Type: "string"}
	case "a word":
		return &schema{Type: "string", Enum: among}
	case "a date":
		return &schema{Type: "string", Pattern: `^\d{4}-\d{2}-\d{2}$`}
	case "a row number", "a number":
		return &schema{Type: "integer", Minimum: 1}
	case "a column's letters":
		return &schema{Type: "string", Pattern: "^[A-Za-z]{1,3}$"}
	case "true or false":
		return &schema{Type: "boolean"}
	case "a field":
		return &schema{AnyOf: []*schema{{Type: "string", Enum: append(fieldNames(), "none")}, {Type: "string", Pattern: "^x:"}}}
	case "a list":
		return &schema{Type: "array", Items: group()}
	case "a text or a list of texts":
		return &schema{AnyOf: []*schema{taking("a text", nil), taking("a list of texts", nil)}}
	}
	if inner, isList := strings.CutPrefix(what, "a list of "); isList {
		return &schema{Type: "array", Items: taking(single[inner], nil)}
	}
	panic(fmt.Sprintf("settings: no schema for %q", what))
}

// single is one of several.
var single = map[string]string{"texts": "a text", "fields": "a field", "dates": "a date", "lists of fields": "a list of fields"}
