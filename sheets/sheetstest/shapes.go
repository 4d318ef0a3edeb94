package sheetstest

import (
	_ "embed" // for shapes.txt
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"sync"
	"unicode"
)

// object is a JSON object, as a request or a response holds it.
type object = map[string]any

// shapesText lists the messages of the API that this server understands: a
// message on a line, then its members, each with its kind. A member with a
// hyphen is one the API has and this server does not model. A test holds the
// list to Google's discovery document.
//
//go:embed shapes.txt
var shapesText string

// shape is one message: its members by name.
type shape map[string]string

// unmodelled is the kind of a member that only the real API has.
const unmodelled = "-"

var shapes = sync.OnceValue(func() map[string]shape {
	all := map[string]shape{}
	var current shape
	for line := range strings.Lines(shapesText) {
		line = strings.TrimRight(line, "\n")
		member, inside := strings.CutPrefix(line, "  ")
		switch {
		case !inside:
			current = shape{}
			all[line] = current
		case strings.HasPrefix(member, unmodelled):
			current[member[1:]] = unmodelled
		default:
			name, kind, _ := strings.Cut(member, " ")
			current[name] = kind
		}
	}
	return all
})

// accept checks a request's value against a kind of shapes.txt and returns it
// without its nulls, which mean the same as absent. Path names the value as
// the API's own errors do. A list's nulls are kept: in a range of values they
// mean "leave this cell alone".
func accept(kind string, v any, path string) (any, *refusal) {
	switch {
	case kind == "any":
		return v, nil
	case strings.HasPrefix(kind, "[]"):
		return acceptList(kind[2:], v, path)
	case strings.HasPrefix(kind, "map:"):
		return acceptMap(kind[4:], v, path)
	}
	if message, ok := shapes()[kind]; ok {
		return acceptMessage(kind, message, v, path)
	}
	return acceptScalar(kind, v, path)
}

func acceptList(kind string, v any, path string) (any, *refusal) {
	list, ok := v.([]any)
	if !ok {
		return nil, invalidValue(path, kind, v)
	}
	out := make([]any, len(list))
	for i, item := range list {
		if item == nil {
			continue
		}
		var bad *refusal
		if out[i], bad = accept(kind, item, fmt.Sprintf("%s[%d]", path, i)); bad != nil {
			return nil, bad
		}
	}
	return out, nil
}

func acceptMap(kind string, v any, path string) (any, *refusal) {
	in, ok := v.(object)
	if !ok {
		return nil, invalidValue(path, kind, v)
	}
	out := object{}
	for key, item := range in {
		var bad *refusal
		if out[key], bad = accept(kind, item, path+"["+key+"]"); bad != nil {
			return nil, bad
		}
	}
	return out, nil
}

func acceptMessage(name string, message shape, v any, path string) (any, *refusal) {
	in, ok := v.(object)
	if !ok {
		return nil, invalidValue(path, name, v)
	}
	out := object{}
	for member, item := range in {
		at := snake(member)
		if path != "" {
			at = path + "." + at
		}
		kind, known := message[member]
		switch {
		case !known:
			return nil, unknownName(member, path)
		case kind == unmodelled:
			return nil, notModelled("member %s of %s", member, name)
		case item == nil:
			continue
		}
		clean, bad := accept(kind, item, at)
		if bad != nil {
			return nil, bad
		}
		out[member] = clean
	}
	return out, nil
}

func acceptScalar(kind string, v any, path string) (any, *refusal) {
	ok := false
	switch kind {
	case "string":
		_, ok = v.(string)
	case "bool":
		_, ok = v.(bool)
	case "number":
		_, ok = v.(float64)
	case "int":
		var n float64
		n, ok = v.(float64)
		ok = ok && n == math.Trunc(n) && math.Abs(n) <= math.MaxInt32
	default:
		var s string
		s, ok = v.(string)
		ok = ok && contains(strings.Split(strings.TrimPrefix(kind, "enum:"), "|"), s)
	}
	if !ok {
		return nil, invalidValue(path, kind, v)
	}
	return v, nil
}

func contains(list []string, s string) bool {
	for _, item := range list {
		if item == s {
			return true
		}
	}
	return false
}

// snake writes a member's name as the API's errors do: sheetId is sheet_id.
func snake(member string) string {
	var b strings.Builder
	for _, r := range member {
		if unicode.IsUpper(r) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// wireType is how the API's errors name a kind.
func wireType(kind string) string {
	switch {
	case kind == "[]any":
		return "type.googleapis.com/google.protobuf.ListValue"
	case kind == "string":
		return "TYPE_STRING"
	case kind == "bool":
		return "TYPE_BOOL"
	case kind == "number":
		return "TYPE_DOUBLE"
	case kind == "int":
		return "TYPE_INT32"
	case strings.HasPrefix(kind, "enum:"):
		return "type.googleapis.com/google.apps.sheets.v4.Enum"
	}
	return "type.googleapis.com/google.apps.sheets.v4." + kind
}

func quoteJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(b)
}

// The readers below take a member of a checked object, or its zero.

func text(o object, member string) string {
	s, _ := o[member].(string)
	return s
}

func whole(o object, member string) int {
	n, _ := o[member].(float64)
	return int(n)
}

func truth(o object, member string) bool {
	b, _ := o[member].(bool)
	return b
}

func part(o object, member string) object {
	p, _ := o[member].(object)
	return p
}

func items(o object, member string) []any {
	l, _ := o[member].([]any)
	return l
}

func has(o object, member string) bool {
	_, ok := o[member]
	return ok
}

// clone copies a JSON value, so that nothing a client sent or was sent shares
// memory with the workbook.
func clone[T any](v T) T {
	c, _ := cloneAny(any(v)).(T)
	return c
}

func cloneAny(v any) any {
	switch v := v.(type) {
	case object:
		if v == nil {
			return v
		}
		out := make(object, len(v))
		for k, item := range v {
			out[k] = cloneAny(item)
		}
		return out
	case []any:
		if v == nil {
			return v
		}
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = cloneAny(item)
		}
		return out
	}
	return v
}
