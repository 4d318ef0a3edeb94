package sheetstest

import (
	"fmt"
	"net/http"
)

// refusal is an answer that is not 200.
type refusal struct {
	code    int
	status  string // INVALID_ARGUMENT and the like
	message string
	details []any
	errors  []any // the older form of details, which Drive still has
	loud    bool  // a test ought to fail: nobody knows what the API would say
}

// body is the refusal as the API writes it.
func (r *refusal) body() object {
	e := object{"code": float64(r.code), "message": r.message}
	if r.status != "" {
		e["status"] = r.status
	}
	if r.errors != nil {
		e["errors"] = r.errors
	}
	if r.details != nil {
		e["details"] = r.details
	}
	return object{"error": e}
}

// in puts the request that failed before the message, as a batch does.
func (r *refusal) in(index int, kind string) *refusal {
	if r.code != http.StatusBadRequest || r.details != nil {
		return r
	}
	c := *r
	c.message = fmt.Sprintf("Invalid requests[%d].%s: %s", index, kind, r.message)
	return &c
}

// invalid is 400 with a sentence of the API's own.
func invalid(format string, args ...any) *refusal {
	return &refusal{code: http.StatusBadRequest, status: "INVALID_ARGUMENT", message: fmt.Sprintf(format, args...)}
}

// notModelled is 501 and a failed test: the API may well know an answer, and
// this server does not.
func notModelled(format string, args ...any) *refusal {
	return &refusal{
		code: http.StatusNotImplemented, status: "UNIMPLEMENTED", loud: true,
		message: "sheetstest: not modelled: " + fmt.Sprintf(format, args...),
	}
}

func notFound() *refusal {
	return &refusal{code: http.StatusNotFound, status: "NOT_FOUND", message: "Requested entity was not found."}
}

func forbidden() *refusal {
	return &refusal{code: http.StatusForbidden, status: "PERMISSION_DENIED", message: "The caller does not have permission"}
}

func unauthenticated() *refusal {
	return &refusal{
		code: http.StatusUnauthorized, status: "UNAUTHENTICATED",
		message: "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
		details: []any{object{
			"@type":  "type.googleapis.com/google.rpc.ErrorInfo",
			"reason": "ACCESS_TOKEN_TYPE_UNSUPPORTED",
			"domain": "googleapis.com",
		}},
	}
}

// invalidValue is 400 for a value of the wrong kind.
func invalidValue(path, kind string, v any) *refusal {
	return violation(path, fmt.Sprintf("Invalid value at '%s' (%s), %s", path, wireType(kind), quoteJSON(v)), false)
}

// unknownName is 400 for a member the API does not have. It is loud: our own
// requests must hold none.
func unknownName(member, path string) *refusal {
	message := fmt.Sprintf("Invalid JSON payload received. Unknown name %q: Cannot find field.", member)
	if path != "" {
		message = fmt.Sprintf("Invalid JSON payload received. Unknown name %q at '%s': Cannot find field.", member, path)
	}
	return violation(path, message, true)
}

func unknownPath(path string) *refusal {
	r := violation(path, fmt.Sprintf("Request contains an invalid argument: unknown field mask path %q", path), true)
	r.message = "Request contains an invalid argument."
	return r
}

func violation(field, description string, loud bool) *refusal {
	v := object{"description": description}
	if field != "" {
		v["field"] = field
	}
	r := invalid("%s", description)
	r.loud = loud
	r.details = []any{object{
		"@type":           "type.googleapis.com/google.rpc.BadRequest",
		"fieldViolations": []any{v},
	}}
	return r
}
