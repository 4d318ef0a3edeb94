package check

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"actionplan/excel"
	"actionplan/frame"
	"actionplan/internal/personal"
	"actionplan/plan"
	tables "actionplan/table"
)

// BenchmarkRun has a plan grow from 2,000 actions to 200,000, and says what reading its
// workbook takes, what all rules take, and the dearest rule as a part of the reading:
//
//	go test ./check -run - -bench Run -benchtime 1x -timeout 30m
//
// A rule is to take no more than a tenth of the reading, and all of it as long a row in
// a large plan as in a small one.
func BenchmarkRun(b *testing.B) {
	for _, rows := range []int{2_000, 8_000, 20_000, 200_000} {
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "plan.xlsx")
			writeLarge(b, path, rows)
			for b.Loop() {
				reads := time.Now()
				p := readLarge(b, path)
				reading := time.Since(reads)
				runs := time.Now()
				if _, err := Run(large(p), Options{}); err != nil {
					b.Fatal(err)
				}
				running := time.Since(runs)
				rule, dearest := dearestRule(large(p))
				perRow := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / float64(rows) }
				b.ReportMetric(perRow(reading), "reading-ns/row")
				b.ReportMetric(perRow(running), "rules-ns/row")
				b.ReportMetric(100*float64(running)/float64(reading), "%-all-rules-of-reading")
				b.ReportMetric(100*float64(dearest)/float64(reading), "%-of-reading:"+rule)
			}
		})
	}
}

// large is a plan with all that rules look for beside it.
func large(p plan.Plan) Subject {
	s := Subject{Plan: p.View(), AsAt: plan.Date{Year: 2026, Month: 3, Day: 31}, Personal: personal.Find, NoLegend: true}
	s.Inspection = plan.Date{Year: 2025, Month: 1, Day: 13}
	s.Times.NextVisit = plan.Date{Year: 2026, Month: 9, Day: 14}
	s.RatingRule = []Band{{Rating: plan.RatingRed, UpTo: 25}, {Rating: plan.RatingAmber, UpTo: 75}, {Rating: plan.RatingGreen, UpTo: 100}}
	s.Frame.Themes = []string{"Front door", "Care leavers"}
	for i := range 14 {
		ref := plan.Ref(fmt.Sprint(i + 1))
		s.Frame.Recommendations = append(s.Frame.Recommendations, frame.Recommendation{Ref: ref, Text: fmt.Sprintf("The visits of area %d to children in care, and what is written of them", i), Source: frame.Formal})
		s.Frame.Measures = append(s.Frame.Measures, frame.Measure{Name: "Visits", Ref: ref, Target: "90 %", Latest: "81 %"})
		s.Frame.Milestones = append(s.Frame.Milestones, frame.Milestone{Ref: ref, What: "Half are trained", Due: s.AsAt.AddDays(-1)})
	}
	return s
}

// dearestRule is the rule that takes longest, of those too that run where somebody asks.
func dearestRule(s Subject) (name string, took time.Duration) {
	r := examine(s)
	for _, rule := range Rules() {
		began := time.Now()
		hits := rule.look(r, rule.Usual)
		for _, h := range hits {
			r.finding(rule, h)
		}
		if spent := time.Since(began); spent > took {
			name, took = rule.Name, spent
		}
	}
	return name, took
}

func readLarge(b *testing.B, path string) plan.Plan {
	b.Helper()
	book, err := excel.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	p, err := tables.Read(path, book.Grids(), tables.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return p
}

// writeLarge writes a workbook of so many actions, each with something that a rule would
// look at twice, and none with what all others have.
func writeLarge(b *testing.B, path string, rows int) {
	b.Helper()
	book := excelize.NewFile()
	w, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	put := func(row int, cells ...any) {
		if err := w.SetRow(fmt.Sprintf("A%d", row), cells); err != nil {
			b.Fatal(err)
		}
	}
	put(1, "Ref", "Theme", "Recommendation", "Action", "Outcome", "Measure", "Baseline", "Target", "Latest", "Lead", "Partner", "Start", "Due", "Status", "RAG", "% complete", "Progress", "Evidence")
	of := func(n int, words ...string) string { return words[n%len(words)] }
	for n := range rows {
		put(n+2, fmt.Sprintf("%d.%d", n/50+1, n%50+1), of(n, "Front door", "Care leavers", "Workforce"), fmt.Sprintf("R%d, R%d", n%14+1, n%15+1),
			fmt.Sprintf("Officers will review case %d with the police and report on it to board %d within %d days", n, n%97, n%31),
			of(n, fmt.Sprintf("%d %% of children in care feel safe", n%100), "Deliver training", ""), of(n, "Survey", "", "Audit of visits"),
			fmt.Sprintf("%d %%", n%60), fmt.Sprintf("%d %%", 60+n%40), of(n, fmt.Sprintf("%d %%", n%100), ""),
			of(n, "Head of Fostering", "All partners", "Service Manager, MASH", ""), of(n, "", "Police", "Dorset CCG"),
			fmt.Sprintf("%d/%d/2025", n%28+1, n%12+1), fmt.Sprintf("%d/%d/2026", n%28+1, n%12+1), of(n, "In progress", "Complete", "Not started", "Embedding"),
			of(n, "Red", "Amber", "Green", ""), n%101, fmt.Sprintf("Report %d: %d %% (%d of %d) were seen; 2 children wait.", n, n%100, n%70, 100), of(n, "Dashboard", "", "To follow", "Audit, dashboard and survey"))
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := book.SaveAs(path); err != nil {
		b.Fatal(err)
	}
}
