package excel

import (
	"fmt"
	"testing"
	"time"

	"actionplan/excel/internal/ooxml/ooxmltest"
	"actionplan/plan"
)

// TestShown holds what Excel shows, on a machine set to English (United
// Kingdom), for a number in a number format given by its code.
func TestShown(t *testing.T) {
	const moment = 44651.604178240741 // 31 March 2022, 14:30:01
	for _, test := range []struct {
		code   string
		number float64
		want   string
	}{
		{"0", 1.5, "2"}, {"0", 2.5, "3"}, {"0", -2.5, "-3"}, {"0", 0, "0"}, {"0", 0.4, "0"},
		{"0.00", 1.1, "1.10"}, {"0.00", 2.675, "2.68"}, {"0.00", 1.005, "1.01"}, {"0.00", 999.995, "1000.00"},
		{"0.0", 0.05, "0.1"}, {"0.0", 0.04, "0.0"}, {"0.##", 5, "5."}, {"0.##", 5.5, "5.5"}, {"0.0#", 5, "5.0"},
		{"#", 0, "0"}, // Excel shows nothing; a number is not hidden here
		{"#.0", 0.5, ".5"}, {"000", 7, "007"}, {"00.00", 1.5, "01.50"}, {"0000-000", 1234567, "1234-567"},
		{"R0", 7, "R7"}, {`"Ref "0`, 12, "Ref 12"}, {`0" days"`, 3, "3 days"}, {`\R0`, 7, "R7"},
		{"#,##0", 1234567.8, "1,234,568"}, {"#,##0", 999, "999"}, {"#,##0.00", 1234.5, "1,234.50"}, {"#,##0", -1234, "-1,234"},
		{"0,000", 7, "0,007"}, {"#,##0,", 1234567, "1,235"}, {`0.0,,"m"`, 1234567, "1.2m"},
		{"0%", 0.256, "26%"}, {"0.0%", 0.256, "25.6%"}, {"0 %", 0.5, "50 %"},
		{"£#,##0.00", 1234.5, "£1,234.50"}, {"[$£-809]#,##0", 1500, "£1,500"}, {"[$EUR] 0", 5, "EUR 5"},
		{`_-* #,##0.00_-;\-* #,##0.00_-;_-* "-"??_-;_-@_-`, 1234.5, "1,234.50"},
		{`_-* #,##0.00_-;\-* #,##0.00_-;_-* "-"??_-;_-@_-`, -1234.5, "-1,234.50"},
		{`_-* #,##0.00_-;\-* #,##0.00_-;_-* "-"??_-;_-@_-`, 0, "-"},
		{"0;(0)", -5, "(5)"}, {`0;-0;"zero"`, 0, "zero"}, {"0;-0", 0, "0"}, {`"+"0;-0;0`, 4, "+4"},
		{"[Red]0;[Blue]-0", -5, "-5"}, {`[>=100]"many";[>=10]"some";"few"`, 10, "some"}, {`[>=100]"many";[>=10]"some";"few"`, 3, "few"},
		{`[<0]"minus "0;0`, -3, "minus 3"}, {"[=1]\"Yes\";[=0]\"No\"", 1, "Yes"}, {"[=1]\"Yes\";[=0]\"No\"", 0, "No"},
		{`"Yes";"Yes";"No"`, 1, "Yes"}, {`"Yes";"Yes";"No"`, 0, "No"},
		{";;;", 12, "12"}, {"", 0.1, "0.1"}, {"General", 1234567890123, "1234567890123"}, {"general", 2, "2"}, {`General" kg"`, 2.5, "2.5 kg"},
		{"@", 1.1000000000000001, "1.1"}, {"@", 110, "110"},
		{"0.00E+00", 12345, "1.23E+04"}, {"0.00E+00", 0.00012, "1.20E-04"}, {"##0.0E+0", 12345, "12.3E+3"}, {"0E+0", 9.6, "1E+1"}, {"0.00E+00", 0, "0.00E+00"}, {"0.0E-0", 12345, "1.2E4"},
		{"# ?/?", 1.5, "1 1/2"}, {"# ??/??", 0.3125, "5/16"}, {"# ?/?", 3, "3"}, {"?/?", 1.5, "3/2"}, {"# ?/8", 0.3, "2/8"}, {"# ?/?", -0.5, "-1/2"},

		{"dd/mm/yyyy", moment, "31/03/2022"}, {"d/m/yy", moment, "31/3/22"}, {"yyyy-mm-dd", moment, "2022-03-31"},
		{"d mmm yyyy", moment, "31 Mar 2022"}, {"dddd d mmmm yyyy", moment, "Thursday 31 March 2022"}, {"ddd", moment, "Thu"}, {"mmm-yy", moment, "Mar-22"}, {"mmmmm", moment, "M"},
		{"m/d/yyyy", moment, "3/31/2022"}, {`d"/"m"/"yyyy`, moment, "31/3/2022"}, {`dd\.mm\.yyyy`, moment, "31.03.2022"}, {"yyyy", moment, "2022"}, {"e", moment, "2022"},
		{"dd/mm/yyyy hh:mm", moment, "31/03/2022 14:30"}, {"h:mm AM/PM", moment, "2:30 PM"}, {"hh:mm:ss", moment, "14:30:01"}, {"mm:ss", moment, "30:01"}, {"h A/P", 0, "12 A"},
		{"[$-809]dd mmmm yyyy;@", moment, "31 March 2022"}, {`[$-F800]dddd\,\ mmmm\ dd\,\ yyyy`, moment, "31 March 2022"}, {"[$-F400]h:mm:ss\\ AM/PM", 0.25, "06:00:00"},
		{"[h]:mm", 1.5, "36:00"}, {"[mm]:ss", 0.5, "720:00"}, {"[h]:mm:ss", -0.25, "-6:00:00"}, {"mm:ss.0", 0.00001, "00:00.9"}, {"ss.00", 0.00001, "00.86"}, {"hh:mm:ss", 0.9999999, "00:00:00"},
		{"dd/mm/yyyy", 59, "28/02/1900"}, {"dd/mm/yyyy", 60, "29/02/1900"}, {"dd/mm/yyyy", 61, "01/03/1900"}, {"dd/mm/yyyy", 0, "00/01/1900"}, {"ddd", 1, "Sun"},
		{"dd/mm/yyyy", -1, "-1"}, {"dd/mm/yyyy", 1e9, "1000000000"}, {"dd/mm/yyyy", 2958465, "31/12/9999"},
		{"\"unclosed", 5, "unclosed"}, {"[unclosed", 5, "5"}, {`\`, 5, "5"}, {"_", 5, "5"}, {";", 5, "5"},
	} {
		t.Run(fmt.Sprintf("%s of %v", test.code, test.number), func(t *testing.T) {
			got := string(newFormat(200, test.code).append(nil, test.number, epoch1900))
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestDatesAreKnown tells the formats that show a day from those that do not.
func TestDatesAreKnown(t *testing.T) {
	for code, want := range map[string]bool{
		"General": false, "0": false, "0.00": false, "@": false, "": false, ";;;": false,
		"dd/mm/yyyy": true, "d": true, "mmm-yy": true, "yyyy": true, "d-mmm": true, "D/M/YY": true,
		"h:mm": false, "hh:mm:ss": false, "mm:ss": false, "[h]:mm": false, "[mm]": false, "[ss]": false, "h:mm AM/PM": false, "h:m": false,
		"dd/mm/yyyy hh:mm": true, "[h]:mm dd": true,
		`0" days"`: false, `0 \d`: false, "[Red]0": false, "[Red]dd/mm": true, "[$-809]dd mmmm yyyy": true, "[$DKK] 0": false, "[$-F800]x": true,
		`"day" 0`: false, "0_d": false, "0*d": false, "0;dd/mm": false, "dd/mm;@": true, "#,##0.00 [$kr-41D]": false, "0.00E+00": false, "[>1]dd/mm/yyyy;0": true,
	} {
		if got := newFormat(200, code).date; got != want {
			t.Errorf("%q: got %v", code, got)
		}
	}
	days := map[int]bool{14: true, 15: true, 16: true, 17: true, 22: true}
	for id := range 60 {
		want := days[id] || 27 <= id && id <= 36 || 50 <= id && id <= 58
		if got := newFormat(id, "").date; got != want {
			t.Errorf("format %d: got %v", id, got)
		}
	}
}

// TestCalendar goes through every day a workbook can hold, by the standard
// library's calendar.
func TestCalendar(t *testing.T) {
	at := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
	for day := 1; day <= lastDay; day++ {
		got, ok := dateOf(day)
		if day == noDay {
			if ok {
				t.Errorf("29 February 1900 is %v", got)
			}
			continue
		}
		if !ok || got != plan.DateOf(at) {
			t.Fatalf("day %d is %v, want %v", day, got, at)
		}
		at = at.AddDate(0, 0, 1)
	}
	if _, ok := dateOf(0); ok {
		t.Error("day 0 is a date")
	}
	if at.Year() != 10000 {
		t.Errorf("the last day is before %v", at)
	}
}

// TestDateCells reads dates through cell formats, from 1900 and from 1904.
func TestDateCells(t *testing.T) {
	book := ooxmltest.Rows(`<row r="1"><c s="1"><v>44651</v></c><c s="2"><v>44651.75</v></c><c s="3"><v>0.5</v></c><c s="1"><v>0.5</v></c><c s="1"><v>-5</v></c><c s="1"><v>60</v></c><c s="1"><v>1</v></c><c s="4"><v>44651</v></c><c s="1"><v>2958466</v></c><c s="1"><v>44651.99999999999</v></c><c s="99"><v>44651</v></c><c s="5"><v>44651</v></c></row>`)
	book.Styles = `<numFmts><numFmt numFmtId="164" formatCode="d&quot; of &quot;mmmm"/><numFmt numFmtId="14" formatCode="yyyy\-mm\-dd"/></numFmts>
<cellXfs><xf/><xf numFmtId="15"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs>`
	same(t, texts(cells(t, book)), map[string]string{
		"A1": "date 31-Mar-22 (44651) = 2022-03-31", "B1": "date 31/03/2022 18:00 (44651.75) = 2022-03-31",
		"C1": "number 12:00 (0.5)", "D1": "number 00-Jan-00 (0.5)", "E1": "number -5", "F1": "number 29-Feb-00 (60)", "G1": "date 01-Jan-00 (1) = 1900-01-01",
		"H1": "date 31 of March (44651) = 2022-03-31", "I1": "number 2958466", "J1": "date 01-Apr-22 (44651.99999999999) = 2022-04-01",
		"K1": "error " + plan.LostFormat, "L1": "date 2022-03-31 (44651) = 2022-03-31",
	})
	book.Workbook = `<workbookPr date1904="1"/>`
	book.Sheets[0].Content = `<sheetData><row r="1"><c s="1"><v>43189</v></c><c s="1"><v>0</v></c><c s="1"><v>2957003</v></c><c s="1"><v>2957004</v></c><c t="d"><v>2022-03-31</v></c></row></sheetData>`
	same(t, texts(cells(t, book)), map[string]string{
		"A1": "date 31-Mar-22 (43189) = 2022-03-31", "B1": "date 01-Jan-04 (0) = 1904-01-01", "C1": "date 31-Dec-99 (2957003) = 9999-12-31", "D1": "number 2957004",
		"E1": "date 31/03/2022 (43189) = 2022-03-31",
	})
}

func BenchmarkShow(b *testing.B) {
	f := newFormat(4, "")
	var to []byte
	for b.Loop() {
		to = f.append(to[:0], 1234567.891, epoch1900)
	}
}
