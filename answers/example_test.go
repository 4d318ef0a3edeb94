package answers_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/xuri/excelize/v2"

	"actionplan/answers"
	"actionplan/excel"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// An open question is asked in a workbook, a colleague answers it there, and
// the answer is read back as a decision.
func Example() {
	folder, err := os.MkdirTemp("", "answers")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	inbox := answers.Inbox{
		Folder: folder, Title: "Improvement plan", Today: plan.Date{Year: 2026, Month: time.April, Day: 2},
		Grids: func(r io.ReaderAt, size int64, name string) ([]table.Grid, error) {
			book, err := excel.Read(r, size, name)
			if err != nil {
				return nil, err
			}
			return book.Grids(), nil
		},
	}
	open := []reconcile.Question{{
		Kind: reconcile.QuestionConflict, Ref: "2.3", Field: plan.FieldLead, Ask: "Head of Early Help",
		Cells: []reconcile.Difference{{
			Ref: "2.3", Field: plan.FieldLead,
			Base: plan.TextValue("Head of Service"), Officer: plan.TextValue("Head of Early Help"), Partner: plan.TextValue("Head of Housing"),
		}},
		Takes: []reconcile.Take{reconcile.TakeBase, reconcile.TakeOfficer, reconcile.TakePartner},
	}}

	asked, err := inbox.Ask(open)
	if err != nil {
		panic(err)
	}
	fmt.Println("asked in", filepath.Base(asked.Written))

	answerInSpreadsheet(asked.Written, "Officer", "Agreed at the board.", "Director")
	back, err := inbox.Collect(open, answers.Remembered{})
	if err != nil {
		panic(err)
	}
	for _, d := range back.Decisions {
		fmt.Printf("%s: %s, says %s: %s\n", d.Question, d.Take.Words(), d.By, d.Why)
	}
	kept, _, err := inbox.PutAside(back, os.Remove) // a run moves it into the ledger's folder
	if err != nil {
		panic(err)
	}
	fmt.Println(len(back.Left), "answers left,", len(kept), "copies left")

	// Output:
	// asked in Decisions.xlsx
	// 2.3 lead: Take the officers' words, says Director: Agreed at the board.
	// 0 answers left, 0 copies left
}

// answerInSpreadsheet fills in the first question's row, as a person would.
func answerInSpreadsheet(path, answer, why, by string) {
	data, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		panic(err)
	}
	defer f.Close()
	for heading, text := range map[string]string{"Answer": answer, "Reason": why, "Your name": by} {
		at, err := f.SearchSheet("Questions", heading)
		if err != nil || len(at) != 1 {
			panic(fmt.Sprint(heading, at, err))
		}
		column, row, _ := excelize.CellNameToCoordinates(at[0])
		below, _ := excelize.CoordinatesToCellName(column, row+1)
		if err := f.SetCellStr("Questions", below, text); err != nil {
			panic(err)
		}
	}
	if err := f.SaveAs(path); err != nil {
		panic(err)
	}
}
