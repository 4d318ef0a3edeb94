package templates

import (
	"bytes"
	"encoding/json"

	"actionplan/pack"
)

// record is pack.json: what was made, from what. It holds counts and names
// of checks, and none of the plan's text.
type record struct {
	pack.About
	Meeting   string           `json:"meeting,omitempty"`
	AsAt      string           `json:"as_at,omitempty"`
	Actions   int              `json:"actions"`
	Ratings   map[string]int   `json:"ratings"`
	Findings  []pack.RuleCount `json:"findings"`
	NotShown  []string         `json:"not_shown"`
	Ready     bool             `json:"ready"`
	BlockedBy []string         `json:"blocked_by"`
	Files     []File           `json:"files"`
}

func newRecord(p pack.Public, d Drawn) record {
	r := record{
		About: p.About, Meeting: p.About.Meeting.String(), AsAt: p.About.AsAt.String(),
		Actions: p.Total, Ratings: map[string]int{}, Findings: orEmpty(p.Made.Rules), NotShown: p.Made.NotShown,
		Ready: len(d.BlockedBy) == 0, BlockedBy: orEmpty(d.BlockedBy), Files: d.Files,
	}
	for _, c := range p.Counts {
		r.Ratings[c.Rating.Word] = c.N
	}
	return r
}

// orEmpty makes a list that JSON writes as [] where there is nothing in it.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func (r record) bytes() ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(r)
	return out.Bytes(), err
}
