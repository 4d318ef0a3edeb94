package answers

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actionplan/plan"
	"actionplan/reconcile"
)

// hostile are pieces of what partners might type.
var hostile = []string{
	"=1+1", "+A1", "-2", "@SUM(A1)", `=HYPERLINK("http://a","b")`, "\t=1", "_x000D_", "_x005F_", "<b>", "</t>", "]]>",
	"&amp;", "'", `"`, "é", "e\u0301", "🙂", " ", "\n", "\r\n", "1.10", "31/3/26", "TRUE", "\u202e", "\u200b", "\x00", "\x0b", "\ufffe",
	"(blank)", "Other", "Key: leave as it is", "Answer", "#REF!", strings.Repeat("W", 300),
}

// typed is a hostile text as a spreadsheet would let somebody type it.
func typed(t *rapid.T, label string) string {
	return strings.NewReplacer("\x00", "", "\x0b", "", "\ufffe", "").Replace(hostileText(t, label))
}

func hostileText(t *rapid.T, label string) string {
	return "a" + strings.Join(rapid.SliceOfN(rapid.SampledFrom(hostile), 0, 6).Draw(t, label), " ")
}

// TestRoundTrip writes questions whose every text is hostile, answers some,
// reads the copy, and compares what comes of it with what was answered.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var then, officers, partners []row
		fields := []plan.Field{plan.FieldAction, plan.FieldLead, plan.FieldProgress, plan.FieldStatus, plan.FieldClosed, plan.OtherField(hostileText(rt, "heading"))}
		for i := range rapid.IntRange(1, 5).Draw(rt, "rows") {
			ref := plan.ReadRef(hostileText(rt, "ref") + string(rune('a'+i)))
			at := func(name string) row {
				r := row{ref, cells{}}
				for _, f := range fields {
					r.cells[f] = hostileText(rt, name)
				}
				r.cells[plan.FieldAction] = "action " + string(ref)
				return r
			}
			then, officers, partners = append(then, at("base")), append(officers, at("officer")), append(partners, at("partner"))
		}
		rules := storyRules
		rules.Share = map[plan.Field]bool{}
		for _, f := range fields {
			rules.Share[f] = true
		}
		open := reconcile.Compare(baseOf(fields, then...), planOf("Plan", fields, officers...), planOf("Sheet1", fields, partners...), rules).Settle(nil).Open
		if len(open) == 0 {
			rt.Skip("the readings agree")
		}
		c := newCopy(t, open)
		want := map[reconcile.Key]filled{}
		for _, q := range open {
			if !rapid.Bool().Draw(rt, "answered") {
				continue
			}
			given := filled{why: typed(rt, "why"), by: typed(rt, "by")}
			chosen := rapid.SampledFrom(choices(q)).Draw(rt, "choice")
			given.answer = chosen.words
			if chosen.take == reconcile.TakeOther {
				if len(q.Cells) > 1 || q.Cells[0].Field.IsDate() {
					continue // a hostile text is no date: TestLeft
				}
				given.other = typed(rt, "other")
			}
			c.fill(q, given)
			want[q.Key()] = given
		}
		data := c.bytes()
		for name, text := range parts(t, data) {
			if strings.HasPrefix(name, "xl/worksheets/sheet") && (strings.Contains(text, "<f>") || strings.Contains(text, "<f ")) {
				rt.Fatalf("%s holds a formula", name)
			}
		}
		grids := gridsOf(t, data)
		shown := map[string][]string{} // the readings by their key
		for _, r := range grids[0].Rows {
			texts := map[int]string{}
			for _, c := range r.Cells {
				texts[c.Column-1] = c.Text
			}
			shown[texts[colKey]] = []string{texts[colBase], texts[colOfficer], texts[colPartner]}
		}
		for _, q := range open {
			r := shownTextsOf(q)
			if got, want := shown[keyOf(q).String()], []string{r.base.text, r.officer.text, r.partner.text}; !slices.Equal(got, want) {
				rt.Fatalf("%s shows %q, want %q", q.Key(), got, want)
			}
		}
		copied, err := Read("a.xlsx", grids, open)
		if err != nil {
			rt.Fatal(err)
		}
		taken, left := Resolve([]Copy{copied}, open, noOptions, today)
		for _, d := range taken {
			given, ok := want[d.Question]
			if !ok {
				rt.Fatalf("%s was decided and never answered", d.Question)
			}
			delete(want, d.Question)
			if d.Why != plan.Clean(given.why) || d.By != oneLine(plan.Clean(given.by)) {
				rt.Fatalf("%s: by %q because %q, want by %q because %q", d.Question, d.By, d.Why, given.by, given.why)
			}
			for f, e := range d.Other {
				if e.Typed != "" && e.Typed != plan.Clean(given.other) {
					rt.Fatalf("%s: %s is to be %q, want %q", d.Question, f, e.Typed, given.other)
				}
			}
		}
		if len(want) > 0 || len(left) > 0 {
			rt.Fatalf("not taken: %v, left %v", slices.Collect(maps.Keys(want)), reasons(left))
		}
	})
}

// TestKeysTellApart: no two lists of texts have one digest.
func TestKeysTellApart(t *testing.T) {
	words := []string{"", "a", "b", "ab", "ba", "\x00", "q-"}
	lists := [][]string{{}}
	for _, a := range words {
		lists = append(lists, []string{a})
		for _, b := range words {
			lists = append(lists, []string{a, b})
		}
	}
	seen := map[string][]string{}
	for _, list := range lists {
		d := digest(16, list...)
		if other, taken := seen[d]; taken {
			t.Errorf("%q and %q have one digest", other, list)
		}
		seen[d] = list
	}
}
