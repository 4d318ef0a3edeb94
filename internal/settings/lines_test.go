package settings_test

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actionplan/excel"
	"actionplan/internal/meant"
	"actionplan/internal/settings"
	"actionplan/plan"
	"actionplan/table"
)

var drawnBooks = flag.Int("drawn", 60, "how many drawn plans have each of their lines tried")

var shown = flag.Bool("shown", false, "show what is said of each workbook")

// TestEachLineSettlesItsDoubt pastes each line that a reading prints into settings, alone
// and as it is printed, and reads again: its doubt is said no more, and nothing else is
// read otherwise. It does so for the real workbooks and for plans drawn at random.
func TestEachLineSettlesItsDoubt(t *testing.T) {
	tried := 0
	books, _ := filepath.Glob("../../../shared/corpus/real/*.xls[xm]")
	cases, _ := filepath.Glob("../../../shared/cases/*/*.xlsx")
	for name, grids := range doubtful() {
		tried += (&trial{T: t, name: name, grids: grids}).lines()
	}
	for _, path := range append(books, cases...) {
		if info, err := os.Stat(path); err != nil || info.Size() > 300_000 {
			continue
		}
		book, err := excel.Open(path)
		if err != nil {
			continue
		}
		tried += (&trial{T: t, name: filepath.Base(filepath.Dir(path)) + "/" + filepath.Base(path), grids: book.Grids()}).lines()
	}
	draw := rapid.Custom(meant.Draw)
	for seed := 1; seed <= *drawnBooks; seed++ {
		data, err := draw.Example(seed).XML()
		if err != nil {
			t.Fatal(err)
		}
		book, err := excel.Read(bytes.NewReader(data), int64(len(data)), "plan.xlsx")
		if err != nil {
			t.Fatal(err)
		}
		tried += (&trial{T: t, name: fmt.Sprintf("drawn plan %d", seed), grids: book.Grids()}).lines()
	}
	t.Logf("%d lines tried", tried)
}

// trial tries the lines that are printed of one workbook.
type trial struct {
	*testing.T
	name  string
	grids []table.Grid
}

// lines tries each line, and says how many there were.
func (c *trial) lines() (tried int) {
	before, err := table.Read("plan.xlsx", c.grids, table.Options{})
	if err != nil {
		if *shown {
			c.Logf("%s: %v", c.name, err)
		}
		for _, item := range inError.FindAllStringSubmatch(err.Error(), -1) {
			tried++
			c.try(plan.Plan{}, plan.Note{Message: err.Error()}, plan.Line{Under: "tables", Item: item[1]})
		}
		return tried
	}
	if *shown {
		for _, n := range before.Notes {
			c.Logf("%s: %s %s > %s | %s", c.name, n.Weight, n.Message, n.Line.Item, n.Instead.Item)
		}
	}
	for _, n := range before.Notes {
		lines := []plan.Line{n.Line, n.Instead}
		if strings.HasSuffix(n.Message, ": rating-from: row colour") {
			lines = append(lines, plan.Line{Under: "rating-from", Item: "row colour"})
		}
		for _, line := range lines {
			if !line.IsZero() {
				tried++
				c.try(before, n, line)
			}
		}
	}
	return tried
}

// try reads the workbook with settings that hold one line.
func (c *trial) try(before plan.Plan, n plan.Note, line plan.Line) {
	c.Helper()
	where := fmt.Sprintf("%s: %s\n  with %s", c.name, n.Message, line)
	after, err := table.Read("plan.xlsx", c.grids, c.options(line.Under, line.Item))
	if err != nil {
		c.Errorf("%s: nothing is read: %v", where, err)
		return
	}
	for _, still := range after.Notes {
		if still.Cell.Sheet == n.Cell.Sheet && still.Cell.Column == n.Cell.Column && rowsOf.ReplaceAllString(still.Message, "") == rowsOf.ReplaceAllString(n.Message, "") {
			c.Errorf("%s: it is still doubted", where)
		}
	}
	for _, lost := range lost(before, after, line) {
		c.Errorf("%s: %s", where, lost)
	}
}

// options are settings that hold one line.
func (c *trial) options(under, item string) table.Options {
	c.Helper()
	path := filepath.Join(c.TempDir(), settings.FileName)
	text := "plan: plan.xlsx\n" + under + ":\n  - " + item + "\n"
	if under == "rating-from" {
		text = under + ": " + item + "\n"
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		c.Fatal(err)
	}
	known, err := settings.Load(path, nil)
	if err != nil {
		c.Fatalf("%s: %s: %v", c.name, text, err)
	}
	return known.TableOptions()
}

var (
	inError   = regexp.MustCompile(`tables: \[(\{.*?\})\] in the settings`)
	rowsOf    = regexp.MustCompile(`^rows? [-0-9, and more]+ (?:says?|has|have) `)
	twin      = regexp.MustCompile(` \([0-9]+\)$`)
	fieldOf   = regexp.MustCompile(`field: ("[^"]*"|[a-z]+)`)
	headingOf = regexp.MustCompile(`heading: ("(?:[^"\\]|\\.)*")`)
)

// lost is what was read without a line and is not with it, besides what the line is
// about: the column that it names, and the one that was its field.
func lost(before, after plan.Plan, line plan.Line) (said []string) {
	if strings.Contains(line.Item, "beside the plan") {
		return nil
	}
	field := ""
	if m := fieldOf.FindStringSubmatch(line.Item); m != nil {
		field = m[1]
	}
	for _, b := range before.Tables {
		i := slices.IndexFunc(after.Tables, func(a plan.Table) bool { return a.Sheet == b.Sheet && a.Header == b.Header })
		if i < 0 {
			said = append(said, fmt.Sprintf("the table of sheet %q is read no more", b.Sheet))
			continue
		}
		for _, c := range before.TableColumns(b.Name) {
			for _, now := range after.TableColumns(after.Tables[i].Name) {
				if now.Letter != c.Letter || twin.ReplaceAllString(string(now.Field), "") == twin.ReplaceAllString(string(c.Field), "") && now.Part == c.Part || string(now.Field) == field {
					continue
				}
				if m := headingOf.FindStringSubmatch(line.Item); m != nil && m[1] == fmt.Sprintf("%q", c.Heading) || strings.Contains(line.Item, "column: "+c.Letter+",") || string(c.Field) == field {
					continue
				}
				if slices.ContainsFunc(after.Notes, func(n plan.Note) bool {
					return n.Cell.Sheet == b.Sheet && n.Cell.Column == c.Number && strings.Contains(n.Message, "was taken for it")
				}) {
					continue // now that an action is known, by what it holds, and said
				}
				said = append(said, fmt.Sprintf("column %s, %q, was the %s and is the %s", c.Letter, c.Heading, c.Field, now.Field))
			}
		}
		if field != string(plan.FieldAction) && (line.Under == "headings" || line.Under == "tables") {
			said = append(said, otherwise(before, after, b.Sheet, plan.Field(field))...)
		}
		// A line about rows says which are none, and the refs tell which stand over others.
		aboutRows := line.Under == "rows" || field == string(plan.FieldRef)
		if field != string(plan.FieldAction) && !aboutRows && before.CountIn(b.Name) > after.CountIn(after.Tables[i].Name) {
			said = append(said, fmt.Sprintf("sheet %q had %d actions and has %d", b.Sheet, before.CountIn(b.Name), after.CountIn(after.Tables[i].Name)))
		}
	}
	return said
}

// otherwise is what the actions of a sheet say otherwise with a line, in columns that
// were read as the same before and after and are not what the line is about.
func otherwise(before, after plan.Plan, sheet string, about plan.Field) (said []string) {
	fields := map[string]plan.Field{}
	for _, c := range after.Columns {
		fields[c.Table+c.Letter] = c.Field
	}
	now := map[int]plan.Action{}
	for _, a := range after.Actions {
		if a.Sheet == sheet {
			now[a.Row] = a
		}
	}
	for _, a := range before.Actions {
		other, same := now[a.Row]
		for f, e := range a.All() {
			if a.Sheet == sheet && same && f.Known() && f != about && fields[a.Table+plan.ColumnLetters(e.Cell.Column)] == f && other.Value(f) != e.Value {
				said = append(said, fmt.Sprintf("%v said %q and says %q", e.Cell, e.Value.Whole(), other.Value(f).Whole()))
			}
		}
	}
	return said
}

// doubtful are workbooks in which much may be meant otherwise, drawn a row a line: #1 is
// a number, @2026-03-31 a date, ~FF0000 the fill of a cell.
func doubtful() map[string][]table.Grid {
	books := map[string][]table.Grid{}
	for name, sheets := range map[string]map[string]string{
		"numbers for a status": {"Plan": "Ref|Action|Status|Lead|Due|\n1|Write to every school|#100|Head|@2026-03-31\n2|Audit forty cases|#50|Head|@2026-03-31\n3|Train every manager|#1|Head|@2026-03-31\n4|Meet the board|#0.5|Head|@2026-03-31"},
		"a second sheet":       {"Plan": own, "Notes": "No|Action|Lead|Due\n1|Write the guide for schools|Amy|@2026-03-31\n2|Train the front door team|Bob|@2026-03-31", "Help": "No|What is done|Lead|Due\n1|Write the guide for schools|Amy|@2026-03-31"},
		"steps and products":   {"Plan": "No|Description|Steps|Dependency|Product|Owner|Date\n1|Write the guide for schools|Draft it and send it out|Waits for the board to agree|A guide of ten pages|Amy|@2026-03-31\n2|Train the front door team|Book the room and the trainer|Waits for the budget to come|A trained team of eight|Bob|@2026-03-31\n3|Audit forty case files|Choose them and read them all|Waits for the new system here|A report to the board|Cas|@2026-03-31"},
		"nothing headed":       {"Plan": "Aa|Bb|Cc|Dd|Ee|To be mended by|State of it\nK1|Write the guide for schools|Draft it and send it out|@2026-03-31|@2026-04-30|Amy Ash|Doing\nK2|Train the front door team|Book the room and the trainer|@2026-03-31|@2026-04-30|Bob Birch|Waiting\nK3|Audit forty case files|Choose them and read them all|@2026-03-31|@2026-04-30|Cas Cedar|Doing\nK4|Meet the board each month|Set the dates for all of them|@2026-03-31|@2026-04-30|Amy Ash|Doing"},
		"dates of an end":      {"Plan": "No|Action|Lead|Works completed|Status\n1|Write the guide for schools|Amy|@2026-03-31|Done\n2|Train the front door team|Bob||Open\n3|Audit forty case files|Cas|@2026-03-31|Done\n4|Meet the board|Cas||Open"},
		"dates of the done":    {"Plan": "No|Action|Lead|Slot|Status\n1|Write the guide for schools|Amy|@2026-03-31|Done\n2|Train the front door team|Bob||Open\n3|Audit forty case files|Cas|@2026-03-31|Done\n4|Meet the board|Cas|@2026-03-31|Done\n5|Close the hub at night|Cas||Open"},
		"words from abroad":    {"Plan": "Nr|Maßnahme|Verantwortlich|Termin|Status\n1|Leitfaden für Schulen schreiben|Amy|@2026-03-31|Erledigt\n2|Das Team am Eingang schulen|Bob|@2026-03-31|Teilweise erledigt\n3|Vierzig Akten prüfen lassen|Cas|@2026-03-31|Compelted\n4|Den Rat jeden Monat treffen|Cas|@2026-03-31|Closed BAU"},
		"colours of rows":      {"Plan": "No|Action|Lead|Due\n1~FF0000|Write the guide~FF0000|Amy~FF0000|@2026-03-31~FF0000\n2~00B050|Train the team~00B050|Bob~00B050|@2026-03-31~00B050\n3~FFC000|Audit the files~FFC000|Cas~FFC000|@2026-03-31~FFC000\n4~00B050|Meet the board~00B050|Cas~00B050|@2026-03-31~00B050"},
		"colours of a column":  {"Plan": "No|Action|Lead|Due|Status|Likelihood|Impact|Score|Mood\n1|Write the guide|Amy|@2026-03-31|Open~00B050|#1~FF0000|#5~FF0000|#5~FF0000|~FF0000\n2|Train the team|Bob|@2026-03-31|Open~00B050|#1~00B050|#1~00B050|#1~00B050|~00B050\n3|Audit the files|Cas|@2026-03-31|Open~00B050|#2~FF0000|#4~FF0000|#8~FF0000|~FFC000\n4|Meet the board|Cas|@2026-03-31|Open~00B050|#1~00B050|#2~00B050|#2~00B050|~FFC000"},
		"steps described":      {"Plan": "No|Action|Steps|Lead|Due|Status\n1|Write the guide for schools|Draft it and send it out|Amy|@2026-03-31|Open\n2|Train the front door team|Book the room and the trainer|Bob|@2026-03-31|Open"},
		"crosses":              {"Plan": "No|Action|Lead|Due|Done|Signed off\n1|Write the guide for schools|Amy|@2026-03-31|x|x\n2|Train the front door team|Bob|@2026-03-31||\n3|Audit forty case files|Cas|@2026-03-31|x|\n4|Meet the board|Cas|@2026-03-31|x|x"},
		"crosses twice":        {"Plan": "No|Action|Lead|Due|Done\n1|Write the guide for schools|Amy|@2026-03-31|x\n2|Train the front door team|Bob|@2026-03-31|\n3|Audit forty case files|Cas|@2026-03-31|x", "Plan B": "No|Action|Lead|Due|Status\n1|Close the hub at night|Amy|@2026-03-31|x\n2|Open the hub at noon|Bob|@2026-03-31|\n3|Paint the hub in white|Cas|@2026-03-31|x"},
		"one heading twice":    {"Plan": "No|Action|Owner|Date|Date|Comment|Comment\n1|Write the guide for schools|Amy|@2026-03-31|@2026-04-30|Sent|Well\n2|Train the front door team|Bob|@2026-03-31|@2026-04-30|Sent|Not so\n3|Audit forty case files|Cas|@2026-03-31|@2026-04-30|Late|Well"},
		"one heading on two":   {"Plan": "No|Action|Owner|Slot\n1|Write the guide for schools|Amy|@2026-03-31\n2|Train the front door team|Bob|@2026-04-30\n3|Audit forty case files|Cas|@2026-03-31", "Plan B": "No|Action|Owner|Due|Slot\n1|Close the hub at night|Amy|@2026-03-31|Noon\n2|Open the hub at noon|Bob|@2026-04-30|Night\n3|Paint the hub in white|Cas|@2026-03-31|Noon"},
		"crosses in columns":   {"Plan": "No|Action|Lead|Due|Open|Closed\n1|Write the guide for schools|Amy|@2026-03-31|x|\n2|Train the front door team|Bob|@2026-03-31|x|\n3|Audit forty case files|Cas|@2026-03-31||x\n4|Meet the board|Cas|@2026-03-31||x"},
		"crosses for stages":   {"Plan": "No|Action|Lead|Due|Not started|In progress|Complete\n1|Write the guide for schools|Amy|@2026-03-31|x||\n2|Train the front door team|Bob|@2026-03-31||x|\n3|Audit forty case files|Cas|@2026-03-31|||x\n4|Meet the board|Cas|@2026-03-31|||x"},
		"crosses and ratings":  {"Plan": "No|Action|Lead|Due|Status|RAG\n1|Write the guide for schools|Amy|@2026-03-31|x|x\n2|Train the front door team|Bob|@2026-03-31||\n3|Audit forty case files|Cas|@2026-03-31|x|\n4|Meet the board|Cas|@2026-03-31|x|x"},
		"short details":        {"Hoja1": "Item|Detalle|Fecha|Observaciones\n1|Pintar muro|@2026-03-31|Bien\n2|Cambiar luz|@2026-03-31|Bien\n3|Abrir puerta|@2026-03-31|Mal"},
		"bare details":         {"Hoja1": "Nº|Detalle|Cantidad|Notas\n1|Escribir la guía para las escuelas|#3|Bien\n2|Formar al equipo de la entrada|#4|Bien\n3|Revisar cuarenta expedientes|#5|Mal"},
		"details":              {"Hoja1": "Nº|Detalle|Encargado|Fecha límite|Estado\n1|Escribir la guía para las escuelas|Ana|@2026-03-31|Hecho\n2|Formar al equipo de la entrada|Luis|@2026-03-31|Pendiente\n3|Revisar cuarenta expedientes|Eva|@2026-03-31|Hecho"},
		"names yet to come":    {"Plan": "No|Action|Lead|Due|Status\n1|Write the guide for schools|Amy|@2026-03-31|Open\n2|Train the front door team|Bob|@2026-03-31|Open\n3|Action 3|||Not started\n4|Action 4|||Not started"},
		"rows that span":       {"Plan": "Task|Lead|Start|Due|Status\nDiscovery|Amy|@2026-01-05|@2026-02-27|Open\nInterview the heads|Amy|@2026-01-05|@2026-01-30|Open\nWrite up what was found|Bob|@2026-02-02|@2026-02-27|Open\nBuilding|Amy|@2026-03-02|@2026-05-29|Open\nBuild the first part|Amy|@2026-03-02|@2026-03-31|Open\nBuild the second part|Bob|@2026-04-01|@2026-05-29|Open"},
		"rows set in":          {"Plan": "ID|Task|Lead|Due|Status\n1|Find what is amiss|Amy|@2026-01-05|Open\n2|    Interview the heads|Amy|@2026-01-05|Open\n3|    Write up what was found|Bob|@2026-02-02|Open\n4|Mend what is amiss|Amy|@2026-03-02|Open\n5|    Build the first part|Amy|@2026-03-02|Open"},
		"few told":             {"Log": "Defect ID|Defect summary|Corrective action|Owner|Status\nD1|The search finds nothing for a street||Amy|Open\nD2|The map is blank on a phone|Ask for a new licence of the map|Bob|Open\nD3|The form loses what was typed||Amy|Open\nD4|The list is not sorted by name|Sort the list by name and day|Bob|Open"},
		"a defect":             {"Log": "Defect ID|Defect summary|Steps to reproduce|Reported by|Status\nD1|The search finds nothing for a street|Type a street and search for it|Amy|Open\nD2|The map is blank on a phone|Open the map on a phone|Bob|Open\nD3|The form loses what was typed|Go back from the last page|Amy|Open"},
		"yes and no":           {"Plan": "No|Action|Lead|Due|OK?\n1|Write the guide for schools|Amy|@2026-03-31|y\n2|Train the front door team|Bob|@2026-03-31|n\n3|Audit forty case files|Amy|@2026-03-31|y\n4|Meet the board each month|Bob|@2026-03-31|n"},
		"words of nobody":      {"Plan": "No|Action|Lead|Due|Wobble\n1|Write the guide for schools|Amy|@2026-03-31|Moving\n2|Train the front door team|Bob|@2026-03-31|Landed\n3|Audit forty case files|Amy|@2026-03-31|Moving\n4|Meet the board each month|Bob|@2026-03-31|Landed"},
		"people as resources":  {"Plan": "No|Action|Resourcing|Due|Status\n1|Write the guide for schools|Amy Ash|@2026-03-31|Open\n2|Train the front door team|Bob Birch|@2026-03-31|Open\n3|Audit forty case files|Amy Ash|@2026-03-31|Open\n4|Meet the board each month|Bob Birch|@2026-03-31|Open"},
		"an owner of nothing":  {"Plan": "No|Action|Owner|Assigned to|Due|Status\n1|Write the guide for schools||Amy|@2026-03-31|Open\n2|Train the front door team||Bob|@2026-03-31|Open\n3|Audit forty case files||Amy|@2026-03-31|Open"},
		"a list of nothing":    {"Stock": "Code|Room|Seats\nA1|Hall|#12\nA2|Library|#30\nA3|Office|#4"},
		"names of tasks":       {"Plan": "Name|Start|Finish|Days\nWrite the guide for schools|@2026-03-01|@2026-03-31|#5\nTrain the front door team|@2026-03-01|@2026-03-31|#5\nAudit forty case files|@2026-03-01|@2026-03-31|#5"},
		"about, from abroad":   {"課題": "課題番号|課題内容|修正担当者|回答期限|状態\nK-1|東側廊下の照明が全て切れている|山田|@2026-03-31|完了\nK-2|貸主への通知がまだ届いていない|佐藤|@2026-04-30|対応中\nK-3|予約システムが夜間に止まる|山田|@2026-05-31|未着手"},
		"a risk from abroad":   {"Riskler": "No|Risk Tanımı|Alınacak Önlem|Sorumlu|Termin\n1|Ekip yıl bitmeden ayrılabilir|Her alanda ikinci bir ekip eğitin|Ali|@2026-03-31\n2|Kayıtlar taşınırken kaybolabilir|Taşınmadan önce her dosyayı kopyalayın|Veli|@2026-03-31\n3|Gece hattı fırtınada kesilebilir|Yedek hattı her hafta deneyin|Can|@2026-03-31"},
	} {
		var grids []table.Grid
		for _, sheet := range slices.Sorted(maps.Keys(sheets)) {
			grids = append(grids, gridOf(sheet, sheets[sheet]))
		}
		books[name] = grids
	}
	return books
}

// own is a plan with nothing doubtful in it.
const own = "Ref|Action|Lead|Due|Status\n1|Meet the carers twice a year|Head|@2026-03-31|Open\n2|Review every placement plan|Head|@2026-03-31|Closed\n3|Hold a panel each week|Head|@2026-03-31|Open"

func gridOf(sheet, drawing string) table.Grid {
	g := table.Grid{Sheet: sheet}
	for i, line := range strings.Split(drawing, "\n") {
		row := table.Row{Number: i + 1}
		for j, text := range strings.Split(line, "|") {
			text, fill, _ := strings.Cut(text, "~")
			c := table.Cell{Column: j + 1, Kind: table.CellText, Text: text, Raw: text, Fill: fill}
			switch {
			case text == "":
				c.Kind = table.CellEmpty
			case text[0] == '#':
				c.Kind, c.Text, c.Raw = table.CellNumber, text[1:], text[1:]
			case text[0] == '@':
				day, _ := plan.ParseISO(text[1:])
				c.Kind, c.Date, c.Text = table.CellDate, table.DayOf(day), text[1:]
			}
			row.Cells = append(row.Cells, c)
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

// TestNoneEndsTheDoubt: where a person says of a column that it is none, no other column
// is taken for the field in its place, and what is left is told in one, as no doubt.
func TestNoneEndsTheDoubt(t *testing.T) {
	for name, drawing := range map[string]string{
		"action":  "No|Aa|Bb|Cc|Owner|Due\n1|Write the guide for schools|Draft it and send it out|A guide of ten whole pages|Amy|@2026-03-31\n2|Train the front door team|Book the room and the trainer|A trained team of eight|Bob|@2026-03-31\n3|Audit forty case files|Choose them and read them all|A report to the board|Cas|@2026-03-31",
		"due":     "No|Action|Owner|Aa|Status\n1|Write the guide for schools|Amy|@2026-03-31|Open\n2|Train the front door team|Bob|@2026-04-30|Open\n3|Audit forty case files|Cas|@2026-03-31|Open",
		"dues":    "No|Action|Owner|Aa|Bb|Cc|Status\n1|Write the guide for schools|Amy|@2026-03-31|@2026-04-30|@2026-05-31|Open\n2|Train the front door team|Bob|@2026-03-31|@2026-04-30|@2026-05-31|Open\n3|Audit forty case files|Cas|@2026-03-31|@2026-04-30|@2026-05-31|Open",
		"leads":   "No|Action|Aa|Bb|Due|Status\n1|Write the guide for schools|Head of Service|Team Manager|@2026-03-31|Open\n2|Train the front door team|Head of Service|Team Manager|@2026-04-30|Open\n3|Audit forty case files|Lead Nurse|Team Manager|@2026-03-31|Open",
		"columns": "No|Action|To be mended by|Done so far|Due\n1|Write the guide for schools|Amy Ash|Half|@2026-03-31\n2|Train the front door team|Bob Birch|None|@2026-04-30\n3|Audit forty case files|Cas Cedar|Half|@2026-03-31\n4|Meet the board each month|Cas Cedar|Half|@2026-03-31",
	} {
		c := trial{T: t, name: name, grids: []table.Grid{gridOf("Plan", drawing)}}
		first, err := table.Read("plan.xlsx", c.grids, table.Options{})
		if err != nil {
			t.Fatal(name, err)
		}
		for _, n := range first.Notes {
			if !strings.HasPrefix(n.Message, "no column is headed as the ") || n.Line.IsZero() {
				continue
			}
			none := fieldOf.ReplaceAllString(n.Line.Item, "field: none")
			p, err := table.Read("plan.xlsx", c.grids, c.options(n.Line.Under, none))
			if err != nil {
				t.Errorf("%s: with %s nothing is read: %v", name, none, err)
				continue
			}
			for _, still := range p.Notes {
				if still.Weight >= plan.Doubtful && strings.HasPrefix(still.Message, "no column is headed as the "+n.About.Label()) {
					t.Errorf("%s: with %s it is doubted still: %s", name, none, still.Message)
				}
			}
			if *shown {
				for _, n := range p.Notes {
					t.Logf("%s: with %s: %s %s > %s | %s", name, none, n.Weight, n.Message, n.Line.Item, n.Instead.Item)
				}
			}
		}
	}
}
