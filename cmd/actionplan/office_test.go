package main

import (
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"actionplan/internal/programtest"
	"actionplan/plan"
	"actionplan/table"
)

// answerMacro is a person at LibreOffice: it opens a workbook of decisions,
// finds the row about an action, looks at what its drop-down offers, chooses,
// fills in the rest, and saves. What the drop-down offered, or what went wrong,
// goes into a file.
const answerMacro = `
Sub Answer(path As String, said As String, ref As String, chosen As String, who As String, why As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim xlsx(0) As New com.sun.star.beans.PropertyValue
  Dim doc As Object, sheet As Object, used As Object
  Dim offered As String
  Dim i As Long, r As Long, c As Long, refAt As Long, answerAt As Long, nameAt As Long, whyAt As Long
  On Error GoTo Failed
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  xlsx(0).Name = "FilterName"
  xlsx(0).Value = "Calc MS Excel 2007 XML"
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(path), "_blank", 0, hidden())
  offered = "nothing asked about " & ref
  For i = 0 To doc.Sheets.Count - 1
    sheet = doc.Sheets.getByIndex(i)
    used = sheet.createCursor()
    used.gotoEndOfUsedArea(False)
    answerAt = -1
    For r = 0 To used.RangeAddress.EndRow
      If answerAt < 0 Then
        refAt = -1
        For c = 0 To used.RangeAddress.EndColumn
          Select Case sheet.getCellByPosition(c, r).String
            Case "Ref": refAt = c
            Case "Answer": answerAt = c
            Case "Your name": nameAt = c
            Case "Reason": whyAt = c
          End Select
        Next c
        If refAt < 0 Then
          answerAt = -1
        End If
      ElseIf sheet.getCellByPosition(refAt, r).String = ref Then
        offered = sheet.getCellByPosition(answerAt, r).Validation.getFormula1()
        sheet.getCellByPosition(answerAt, r).String = chosen
        sheet.getCellByPosition(nameAt, r).String = who
        sheet.getCellByPosition(whyAt, r).String = why
      End If
    Next r
  Next i
  doc.storeToURL(ConvertToURL(path), xlsx())
  doc.close(True)
  GoTo Done
Failed:
  offered = "line " & Erl & ": " & Error
Done:
  Open said For Output As #1
  Print #1, offered
  Close #1
End Sub
`

// teach has LibreOffice's folder of settings know one macro. It makes the folder
// itself, and would put its own library in place of one that it finds there when
// it does.
func teach(t *testing.T, office programtest.Office, macro string) {
	t.Helper()
	if said, err := office.Command(t.Context(), "--norestore", "--terminate_after_init").CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, said)
	}
	var text strings.Builder
	if err := xml.EscapeText(&text, []byte(macro)); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(office.Profile, "user", "basic", "Standard")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	const head = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	for name, content := range map[string]string{
		"Module1.xba": `<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd"><script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">` + text.String() + `</script:module>`,
		"script.xlb":  `<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd"><library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/></library:library>`,
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(head+content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAnsweredInLibreOffice goes the whole way round: preview asks in a
// workbook, a person opens it in LibreOffice, chooses from the drop-down and
// saves it, and apply takes the answer and writes it to both sides.
func TestAnsweredInLibreOffice(t *testing.T) {
	office := programtest.FindOffice(t)
	teach(t, office, answerMacro)
	b := lay(t, bothMoved)
	if code, out, said := b.run("preview", "--today", sceneToday); code != exitWaiting {
		t.Fatalf("preview ended with %d: %s%s", code, out, said)
	}
	offered := filepath.Join(t.TempDir(), "offered.txt")
	call := fmt.Sprintf("macro:///Standard.Module1.Answer(%q,%q,%q,%q,%q,%q)", b.path("Decisions.xlsx"), offered, "1.10", "Officer", "Head of Placements", "agreed at the board")
	said, err := office.Command(t.Context(), "--norestore", call).CombinedOutput()
	choices, reading := os.ReadFile(offered)
	if err != nil || reading != nil {
		t.Fatalf("LibreOffice: %v, %v\n%s", err, reading, said)
	}
	for _, choice := range []string{"Officer", "Partner", "Last agreed", "Other"} {
		if !strings.Contains(string(choices), choice) {
			t.Errorf("the drop-down offers %q, and not %q", choices, choice)
		}
	}
	code, out, complaint := b.apply()
	if code != exitDone || complaint != "" {
		t.Fatalf("apply ended with %d: %s%s", code, out, complaint)
	}
	want := plan.Date{Year: 2026, Month: 11, Day: 30}.Value()
	for _, name := range []string{officersName, partnersName} {
		if got := values(readPlan(t, b.path(name), table.Options{}))["1.10"][plan.FieldDue]; got != want {
			t.Errorf("%s: 1.10 is due %v, want %v", name, got, want)
		}
	}
	if _, log, _ := b.run("log", "1.10"); !strings.Contains(log, "decided by Head of Placements: agreed at the board") {
		t.Errorf("the log says\n%s", log)
	}
	if _, err := os.Stat(b.path("Decisions.xlsx")); err == nil {
		t.Error("the answered copy was not put aside")
	}
}
