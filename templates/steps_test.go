package templates_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"actionplan/pack"
	"actionplan/plan"
	"actionplan/templates"
)

// byColours is a pack of one action for each colour, which is that of its own step.
func byColours(fills ...string) pack.Public {
	in := pack.Input{Plan: plan.Plan{Tables: []plan.Table{{Name: "Plan"}}}}
	for i, fill := range fills {
		step := plan.Step{Name: fmt.Sprintf("Step <%d>", i+1), Kind: plan.OnTrack, Rating: plan.RatingGreen, Fill: fill}
		in.Plan.Scale = append(in.Plan.Scale, step)
		a := plan.Action{ID: plan.ID(step.Name), Ref: plan.Ref(fmt.Sprint(i + 1)), Table: "Plan"}
		a.Set(plan.FieldRAG, plan.Entry{Value: plan.Value{Kind: plan.KindRating, Text: plan.RatingGreen, Beside: step.Name}})
		in.Plan.Actions = append(in.Plan.Actions, a)
	}
	return pack.Build(in)
}

// TestColoursOfSteps: whatever colours the settings give, the words on them can be read,
// and every rating is a sign and a word.
func TestColoursOfSteps(t *testing.T) {
	fills := []string{"C00000", "FFC000", "FFFF99", "002060", "FFFFFF", "000000", "7F7F7F", "777777", "00B050", "FF0000"}
	page, err := templates.Page(byColours(fills...), templates.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, fill := range fills {
		chip := regexp.MustCompile(fmt.Sprintf(`\.chip\.step-%d, \.key\.step-%d \{ background: #([0-9A-F]{6}); color: #([0-9A-F]{6})`, i+1, i+1)).FindSubmatch(page) //nolint:misspell // the style's own word
		bar := regexp.MustCompile(fmt.Sprintf(`rect\.bar\.step-%d \{ fill: #([0-9A-F]{6}); \} text\.bar\.step-%d \{ fill: #([0-9A-F]{6})`, i+1, i+1)).FindSubmatch(page)
		for what, m := range map[string][][]byte{"chip": chip, "bar": bar} {
			if m == nil || string(m[1]) != fill {
				t.Errorf("step %d has no %s of its colour", i+1, what)
				continue
			}
			if got := contrast(luminance("#"+string(m[1])), luminance("#"+string(m[2]))); got < 4.5 {
				t.Errorf("the %s of step %d has a contrast of %.2f to 1", what, i+1, got)
			}
		}
		outlined := bytes.Contains(page, fmt.Appendf(nil, "rect.bar.step-%d { stroke: #5b6b78", i+1))
		if pale := contrast(luminance("#"+fill), luminance("#ffffff")) < 3; pale != outlined {
			t.Errorf("step %d, #%s: a line round it is drawn: %v", i+1, fill, outlined)
		}
		if want := fmt.Sprintf("Step &lt;%d&gt;", i+1); !bytes.Contains(page, []byte(want)) {
			t.Errorf("the page does not say %s", want)
		}
	}
	if bytes.Contains(page, []byte("<1>")) {
		t.Error("the name of a step is markup")
	}
}

// TestColourThatIsNone gets into no style.
func TestColourThatIsNone(t *testing.T) {
	page, err := templates.Page(byColours("red;} body{display:none", "</style><b>", "c00000"), templates.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, never := range []string{"display:none", "</style><b>", "step-3 {"} {
		if bytes.Contains(page, []byte(never)) {
			t.Errorf("the page holds %q", never)
		}
	}
}

// TestBookOfSteps: the workbook's ratings stand on the council's colours, in an ink that
// can be read, as sign and word.
func TestBookOfSteps(t *testing.T) {
	folder := t.TempDir()
	if _, err := templates.Write(folder, byColours("002060", "FFFF99"), nil, templates.Options{}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(folder + "/" + templates.BookName)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, _ := f.GetRows("Actions")
	head := 0
	for i, row := range rows {
		if len(row) > 0 && (row[0] == "Ref" || row[0] == "Rating") {
			head = i
		}
	}
	for i, want := range []struct{ text, fill, ink string }{{"Step <1>", "002060", "FFFFFF"}, {"Step <2>", "FFFF99", "000000"}} {
		cell := fmt.Sprintf("A%d", head+2+i)
		text, _ := f.GetCellValue("Actions", cell)
		id, _ := f.GetCellStyle("Actions", cell)
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		sign, word, _ := strings.Cut(text, " ")
		if word != want.text || sign == "" || style.Fill.Color[0] != want.fill || style.Font.Color != want.ink { //nolint:misspell // excelize's names
			t.Errorf("%s says %q on %v in %s, want %+v", cell, text, style.Fill.Color, style.Font.Color, want) //nolint:misspell // excelize's names
		}
	}
}
