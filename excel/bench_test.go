package excel

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"actionplan/excel/internal/ooxml/ooxmltest"
)

// The workbooks that reading is measured on: twenty columns of refs, words
// of 100 to 800 characters, dates, ratings by word and by fill.
const (
	benchRows    = 20_000
	benchColumns = 20
)

// benchBook is such a workbook, its texts shared or inline.
func benchBook(rows int, inline bool) []byte {
	words := benchWords(4000)
	say := func(seed, length int) string {
		var b strings.Builder
		for i := uint32(seed); b.Len() < length; i = i*1664525 + 1013904223 {
			b.WriteString(words[i>>12%uint32(len(words))])
			b.WriteByte(' ')
		}
		return fmt.Sprint(b.String(), seed)
	}
	var sheet, texts strings.Builder
	shared := 0
	seen := map[string]int{}
	put := func(name, text string, style int) {
		if inline {
			fmt.Fprintf(&sheet, `<c r="%s" s="%d" t="inlineStr"><is><t>%s</t></is></c>`, name, style, text)
			return
		}
		at, ok := seen[text]
		if !ok {
			at = shared
			seen[text] = at
			shared++
			fmt.Fprintf(&texts, `<si><t>%s</t></si>`, text)
		}
		fmt.Fprintf(&sheet, `<c r="%s" s="%d" t="s"><v>%d</v></c>`, name, style, at)
	}
	ratings := []string{"Red", "Amber", "Green", "Complete"}
	for row := 1; row <= rows; row++ {
		fmt.Fprintf(&sheet, `<row r="%d" spans="1:20">`, row)
		for column := 1; column <= benchColumns; column++ {
			name, _ := excelize.CoordinatesToCellName(column, row)
			switch {
			case column == 1:
				put(name, fmt.Sprintf("%d.%d", row/10, row%10), 0)
			case column == 2:
				put(name, say(row, 100+row%300), 0)
			case column == 3:
				put(name, say(row+1_000_000, 200+row%600), 0)
			case column <= 6:
				fmt.Fprintf(&sheet, `<c r="%s" s="1"><v>%d</v></c>`, name, 44000+(row*column)%2000)
			case column == 7:
				put(name, ratings[row%4], 2)
			case column <= 9:
				fmt.Fprintf(&sheet, `<c r="%s"><v>%d.%d</v></c>`, name, row%100, column)
			case column <= 12:
				fmt.Fprintf(&sheet, `<c r="%s" s="2"/>`, name)
			default:
				put(name, fmt.Sprintf("Head of service %d", (row*column)%40), 0)
			}
		}
		sheet.WriteString("</row>")
	}
	book := benchWorkbook(sheet.String(), texts.String())
	return book.Bytes()
}

// benchWords makes words enough that the texts deflate as prose does, not as
// the same few words over and over would.
func benchWords(n int) []string {
	syllables := strings.Fields("ac ban cer dis en for gra hel ing jus ker lea men nor op per que res ser tion und ver wor ex yet zen")
	words := make([]string, n)
	state := uint32(1)
	for i := range words {
		for range 1 + i%3 {
			state = state*1664525 + 1013904223
			words[i] += syllables[state>>16%uint32(len(syllables))]
		}
	}
	return words
}

var benchBooks sync.Map

func bench(b *testing.B, rows int, inline bool) []byte {
	b.Helper()
	key := fmt.Sprint(rows, inline)
	if made, ok := benchBooks.Load(key); ok {
		return made.([]byte)
	}
	made := benchBook(rows, inline)
	benchBooks.Store(key, made)
	return made
}

// BenchmarkRead measures reading against excelize's raw values and against
// inflating the same parts with the standard library.
func BenchmarkRead(b *testing.B) {
	for _, inline := range []bool{false, true} {
		form := map[bool]string{false: "shared", true: "inline"}[inline]
		data := bench(b, benchRows, inline)
		b.Run(form+"/ours", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := readBytes(data); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(form+"/inflate", func(b *testing.B) {
			for b.Loop() {
				inflate(b, data)
			}
		})
		b.Run(form+"/excelize", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				excelizeRead(b, data)
			}
		})
	}
}

// BenchmarkReadLarge measures the same sheet five times as long.
func BenchmarkReadLarge(b *testing.B) {
	data := bench(b, 5*benchRows, false)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := readBytes(data); err != nil {
			b.Fatal(err)
		}
	}
}

func inflate(b *testing.B, data []byte) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, r); err != nil {
			b.Fatal(err)
		}
		r.Close()
	}
}

func excelizeRead(b *testing.B, data []byte) {
	file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipXMLSizeLimit: 1 << 30})
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	if _, err := file.GetRows("Plan"); err != nil {
		b.Fatal(err)
	}
}

func benchWorkbook(sheet, texts string) ooxmltest.Book {
	book := ooxmltest.Rows(sheet)
	book.Strings = texts
	book.Styles = `<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFC000"/></patternFill></fill></fills>
<cellXfs count="3"><xf numFmtId="0" fillId="0"/><xf numFmtId="14" fillId="0"/><xf numFmtId="0" fillId="2"/></cellXfs>`
	return book
}
