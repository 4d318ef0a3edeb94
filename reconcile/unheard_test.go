package reconcile

import (
	"fmt"
	"strings"
	"testing"

	"actionplan/plan"
)

// TestUnheard: where a cell is broken and nothing was agreed for it, what the other
// side says there is named, both ways round, and nothing else of it follows.
func TestUnheard(t *testing.T) {
	none := withColumn(loadingBase, "~")
	for name, tc := range map[string]struct {
		base, broken, other string
		private             bool
		want                []string
	}{
		"an error":                      {none, withColumn(loadingBase, "#REF!"), loadingBase, false, []string{`1 progress: it shows #REF!, and * say "first": nothing was ever agreed there`}},
		"not worked out":                {none, withColumn(loadingBase, "#not worked out"), loadingBase, false, []string{`1 progress: it shows a formula not worked out yet, and * say "first": nothing was ever agreed there`}},
		"at a first agreement":          {"", withColumn(loadingBase, "#REF!"), loadingBase, false, []string{`1 progress: it shows #REF!, and * say "first"`}},
		"what was agreed":               {loadingBase, withColumn(loadingBase, "#REF!"), withColumn(loadingBase, "moved"), false, nil},
		"broken on both sides":          {none, withColumn(loadingBase, "#REF!"), withColumn(loadingBase, "#N/A"), false, nil},
		"the other side is blank":       {none, withColumn(loadingBase, "#REF!"), withColumn(loadingBase, ""), false, nil},
		"the other side has no words":   {none, withColumn(loadingBase, "#REF!"), withColumn(loadingBase, "TBC"), false, nil},
		"a row that one side alone has": {none, loadingBase + "\n 7|Seven|#REF!|x", loadingBase, false, nil},
		"what seems to be personal":     {none, withColumn(loadingBase, "#REF!"), withColumn(loadingBase, "943 476 5919"), true, []string{`1 progress: it shows #REF!, and * say what seems to hold a number, and is not repeated here`}},
	} {
		c := sheets(tc.base, tc.broken, tc.other, Agreement{})
		if tc.private {
			c.rules.Personal = func(text string) (string, bool) { return "a number", strings.HasPrefix(text, "943") }
		}
		for side, c := range map[Side]triple{Officer: c, Partner: c.mirror()} {
			var got []string
			s := c.settle()
			for _, u := range s.Unheard {
				got = append(got, fmt.Sprintf("%s %s: %s", u.Ref, u.Field, u.Why()))
			}
			if len(got) != len(tc.want) {
				t.Errorf("%s, broken on the %s' side: %q is unheard, want %q", name, side, got, tc.want)
				continue
			}
			for i, want := range tc.want {
				if want = strings.Replace(want, "*", side.Other().people(), 1); !strings.HasPrefix(got[i], want) {
					t.Errorf("%s, broken on the %s' side: %q is unheard, want %q", name, side, got[i], want)
				}
			}
			if tc.private && strings.Contains(strings.Join(got, ""), "943") {
				t.Errorf("%s: it repeats what seems to be personal: %q", name, got)
			}
			if len(tc.want) > 0 && len(s.Officer)+len(s.Partner)+len(s.Open) > 0 {
				t.Errorf("%s: it comes to %s", name, brief(s))
			}
		}
	}
	unshared := sheets(none, loadingBase, withColumn(loadingBase, "#REF!"), Agreement{Share: map[plan.Field]bool{plan.FieldAction: true}})
	if s := unshared.settle(); len(s.Unheard) > 0 {
		t.Errorf("officers' words in a column that is not shared are named: %+v", s.Unheard)
	}
}
