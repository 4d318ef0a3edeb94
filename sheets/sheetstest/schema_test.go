package sheetstest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// discovery is one of Google's discovery documents: every method, message and
// member of an API.
type discovery struct {
	Schemas    map[string]schema `json:"schemas"`
	Parameters map[string]schema `json:"parameters"`
	Resources  map[string]resource
	methods    []method
}

type resource struct {
	Methods   map[string]method   `json:"methods"`
	Resources map[string]resource `json:"resources"`
}

type method struct {
	ID         string            `json:"id"`
	Path       string            `json:"path"`
	HTTP       string            `json:"httpMethod"`
	Parameters map[string]schema `json:"parameters"`
	Request    *schema           `json:"request"`
	Response   *schema           `json:"response"`
}

type schema struct {
	Ref        string            `json:"$ref"`
	Type       string            `json:"type"`
	Format     string            `json:"format"`
	Enum       []string          `json:"enum"`
	Items      *schema           `json:"items"`
	Properties map[string]schema `json:"properties"`
	Additional *schema           `json:"additionalProperties"`
	Repeated   bool              `json:"repeated"`
}

// documents are the discovery documents of Sheets and Drive as Google's Go
// client ships them.
var documents = sync.OnceValues(func() (map[string]*discovery, error) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "google.golang.org/api").Output()
	if err != nil {
		return nil, err
	}
	out := map[string]*discovery{}
	for name, path := range map[string]string{"sheets": "sheets/v4/sheets-api.json", "drive": "drive/v3/drive-api.json"} {
		raw, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), path))
		if err != nil {
			return nil, err
		}
		d := &discovery{}
		if err := json.Unmarshal(raw, d); err != nil {
			return nil, err
		}
		d.gather(d.Resources)
		out[name] = d
	}
	return out, nil
})

func (d *discovery) gather(all map[string]resource) {
	for _, r := range all {
		for _, m := range r.Methods {
			d.methods = append(d.methods, m)
		}
		d.gather(r.Resources)
	}
}

func discoveries(t testing.TB) map[string]*discovery {
	t.Helper()
	all, err := documents()
	if err != nil {
		t.Fatalf("read the discovery documents: %v", err)
	}
	return all
}

// wrong says where a value does not fit its schema; nothing when it does.
func (d *discovery) wrong(s schema, v any, at string, request bool) []string {
	switch {
	case v == nil:
		if request {
			return nil // the same as absent
		}
		return []string{at + ": null in an answer"}
	case s.Ref != "":
		return d.wrong(d.Schemas[s.Ref], v, at, request)
	}
	switch s.Type {
	case "any":
		return nil
	case "array":
		return d.wrongList(s, v, at, request)
	case "object":
		return d.wrongObject(s, v, at, request)
	}
	if why := s.scalar(v); why != "" {
		return []string{at + ": " + why}
	}
	return nil
}

func (d *discovery) wrongList(s schema, v any, at string, request bool) []string {
	list, ok := v.([]any)
	if !ok {
		return []string{fmt.Sprintf("%s: %T for a list", at, v)}
	}
	var bad []string
	for i, item := range list {
		bad = append(bad, d.wrong(*s.Items, item, fmt.Sprintf("%s[%d]", at, i), request)...)
	}
	return bad
}

func (d *discovery) wrongObject(s schema, v any, at string, request bool) []string {
	o, ok := v.(object)
	if !ok {
		return []string{fmt.Sprintf("%s: %T for an object", at, v)}
	}
	var bad []string
	for name, item := range o {
		p, known := s.Properties[name]
		if !known && s.Additional != nil {
			p, known = *s.Additional, true
		}
		if !known {
			bad = append(bad, at+"."+name+": no such member")
			continue
		}
		bad = append(bad, d.wrong(p, item, at+"."+name, request)...)
	}
	return bad
}

func (s schema) scalar(v any) string {
	ok := false
	switch s.Type {
	case "string":
		_, ok = v.(string)
	case "boolean":
		_, ok = v.(bool)
	case "number":
		_, ok = v.(float64)
	case "integer":
		var n float64
		n, ok = v.(float64)
		ok = ok && n == float64(int64(n))
	}
	if !ok {
		return fmt.Sprintf("%T for %s", v, s.Type)
	}
	if len(s.Enum) > 0 && !slices.Contains(s.Enum, v.(string)) {
		return fmt.Sprintf("%q is none of %v", v, s.Enum)
	}
	return ""
}

// method finds the method of a request.
func findMethod(all map[string]*discovery, verb, path string) (*discovery, *method) {
	path = strings.TrimSuffix(strings.Replace(path, "/:", ":", 1), "/")
	d, rest := all["sheets"], strings.TrimPrefix(path, "/")
	if after, ok := strings.CutPrefix(path, "/drive/v3/"); ok {
		d, rest = all["drive"], after
	}
	for i, m := range d.methods {
		if m.HTTP == verb && pathFits(m.Path, rest) {
			return d, &d.methods[i]
		}
	}
	return nil, nil
}

// pathFits says whether a path is of a method's form: {name} is anything
// without a slash or, at the end of a path of the Sheets API, a verb.
func pathFits(form, path string) bool {
	want, got := strings.Split(form, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return false
	}
	for i, w := range want {
		begin, end, varies := strings.Cut(w, "{")
		if !varies {
			if w != got[i] {
				return false
			}
			continue
		}
		_, verb, _ := strings.Cut(end, "}")
		last := got[i][strings.LastIndex(got[i], ":")+1:]
		verbs := slices.Contains([]string{"batchUpdate", "getByDataFilter", "append", "clear"}, last)
		if !strings.HasPrefix(got[i], begin) || !strings.HasSuffix(got[i], verb) || verb == "" && verbs {
			return false
		}
	}
	return true
}

// checkExchange holds one request and its answer to the discovery documents.
// The request of an answer that refuses it is not looked at.
func checkExchange(t testing.TB, verb string, u *url.URL, request []byte, status int, answer any) {
	t.Helper()
	d, m := findMethod(discoveries(t), verb, u.EscapedPath())
	if m == nil {
		t.Errorf("%s %s is no method of the API", verb, u)
		return
	}
	if status >= 300 {
		return
	}
	bad := d.wrongQuery(m, u.Query())
	if len(strings.TrimSpace(string(request))) > 0 && m.Request != nil {
		var v any
		if err := json.Unmarshal(request, &v); err != nil {
			t.Error(err)
		}
		bad = append(bad, d.wrong(*m.Request, v, "request", true)...)
	}
	if o, ok := answer.(object); ok && m.Response != nil {
		bad = append(bad, d.wrong(*m.Response, o, "answer", false)...)
	}
	for _, why := range bad {
		t.Errorf("%s %s: %s", verb, u, why)
	}
}

func (d *discovery) wrongQuery(m *method, q url.Values) (bad []string) {
	for name, values := range q {
		p, known := m.Parameters[name]
		if !known {
			p, known = d.Parameters[name]
		}
		switch {
		case !known:
			bad = append(bad, "parameter "+name+" is not the method's")
		case len(values) > 1 && !p.Repeated:
			bad = append(bad, "parameter "+name+" given twice")
		case len(p.Enum) > 0 && values[0] != "" && !slices.Contains(p.Enum, values[0]):
			bad = append(bad, fmt.Sprintf("parameter %s is %q", name, values[0]))
		}
	}
	return bad
}

// TestShapesAreGoogles holds shapes.txt to the discovery document: the same
// members, of the same kinds, and none left out.
func TestShapesAreGoogles(t *testing.T) {
	all := discoveries(t)
	for name, message := range shapes() {
		d, whole := all["sheets"], true
		of := name
		if after, ok := strings.CutPrefix(name, "Drive"); ok {
			d, of, whole = all["drive"], after, false // Drive's are cut down
		}
		real, ok := d.Schemas[of]
		if of == "Capabilities" {
			real, ok = d.Schemas["File"].Properties["capabilities"], true
		}
		if !ok {
			t.Errorf("no message %s", of)
			continue
		}
		for member, kind := range message {
			p, ok := real.Properties[member]
			if !ok {
				t.Errorf("%s has no %s", name, member)
			} else if kind != unmodelled && whole && kindOf(p) != kind {
				t.Errorf("%s.%s is %s, not %s", name, member, kindOf(p), kind)
			}
		}
		for member := range real.Properties {
			if _, ok := message[member]; !ok && whole {
				t.Errorf("%s lacks %s", name, member)
			}
		}
	}
}

// kindOf writes a schema as shapes.txt does.
func kindOf(s schema) string {
	switch {
	case s.Ref != "":
		return s.Ref
	case s.Type == "array":
		return "[]" + kindOf(*s.Items)
	case s.Type == "object" && s.Additional != nil:
		return "map:" + kindOf(*s.Additional)
	case len(s.Enum) > 0:
		return "enum:" + strings.Join(s.Enum, "|")
	}
	return map[string]string{"string": "string", "integer": "int", "number": "number", "boolean": "bool", "any": "any"}[s.Type]
}

// TestRoutesAreGoogles holds the methods and parameters of this server to the
// discovery documents.
func TestRoutesAreGoogles(t *testing.T) {
	all := discoveries(t)
	for _, r := range routes {
		path := strings.NewReplacer("{}", "x").Replace(r.path)
		d, m := findMethod(all, r.method, path)
		if m == nil {
			t.Errorf("%s: %s %s is no method of the API", r.api, r.method, r.path)
			continue
		}
		if got := strings.TrimPrefix(strings.TrimPrefix(m.ID, "sheets.spreadsheets."), "sheets."); !strings.HasSuffix(r.api, got[strings.LastIndex(got, ".")+1:]) {
			t.Errorf("%s is %s", r.api, m.ID)
		}
		for name := range r.query {
			if _, ok := m.Parameters[name]; !ok {
				t.Errorf("%s has no parameter %s", m.ID, name)
			}
		}
		for _, name := range common {
			if _, ok := d.Parameters[name]; !ok {
				t.Errorf("no method has a parameter %s", name)
			}
		}
		if m.Request != nil && r.request != "" && !strings.HasPrefix(r.request, "Drive") && m.Request.Ref != r.request {
			t.Errorf("%s takes %s", m.ID, m.Request.Ref)
		}
		if m.Response != nil && !strings.HasPrefix(r.response, "Drive") && m.Response.Ref != r.response {
			t.Errorf("%s answers %s", m.ID, m.Response.Ref)
		}
	}
}

// TestEveryRequestKindIsGoogles says that each kind of request carried out
// here is in shapes.txt, and each in shapes.txt is carried out.
func TestEveryRequestKindIsGoogles(t *testing.T) {
	for kind := range requests {
		if k := shapes()["Request"][kind]; k == "" || k == unmodelled {
			t.Errorf("request %s is not in shapes.txt", kind)
		}
	}
	for kind, k := range shapes()["Request"] {
		if k != unmodelled && requests[kind] == nil {
			t.Errorf("request %s is in shapes.txt and is not carried out", kind)
		}
	}
}

// TestValidatorSeesWrong says that the checks above can fail.
func TestValidatorSeesWrong(t *testing.T) {
	d := discoveries(t)["sheets"]
	spreadsheet := schema{Ref: "Spreadsheet"}
	for name, v := range map[string]any{
		"an unknown member": object{"nobody": 1.0},
		"a null":            object{"sheets": nil},
		"a wrong kind":      object{"spreadsheetId": 7.0},
		"no whole number":   object{"sheets": []any{object{"properties": object{"sheetId": 1.5}}}},
		"no list":           object{"sheets": object{}},
		"an unknown enum":   object{"sheets": []any{object{"properties": object{"sheetType": "ROUND"}}}},
	} {
		if len(d.wrong(spreadsheet, v, "", false)) == 0 {
			t.Errorf("%s passes", name)
		}
	}
	if bad := d.wrong(spreadsheet, object{"sheets": nil}, "", true); bad != nil {
		t.Errorf("null in a request: %v", bad)
	}
	if _, m := findMethod(discoveries(t), http.MethodPost, "/v4/spreadsheets/x/values/A1:append"); m == nil || !strings.HasSuffix(m.ID, "append") {
		t.Errorf("values.append is found as %v", m)
	}
}
