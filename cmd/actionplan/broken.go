package main

import (
	"fmt"
	"io"

	"actionplan/plan"
	"actionplan/reconcile"
)

// sayBroken says which cells show words of their spreadsheet's own.
func sayBroken(w io.Writer, broken []reconcile.Broken) {
	for _, b := range broken {
		fmt.Fprintf(w, "Note: %s.\n", b)
	}
}

// jsonBroken is a column of a side in which cells show such words.
type jsonBroken struct {
	Side  string     `json:"side"`
	Field plan.Field `json:"field"`
	Cells []string   `json:"cells"`
	Shows []string   `json:"shows"`
	Words string     `json:"words"`
}

func brokenJSON(broken []reconcile.Broken) []jsonBroken {
	list := []jsonBroken{}
	for _, b := range broken {
		j := jsonBroken{Side: string(b.Side), Field: b.Field, Shows: b.Shows, Words: b.String()}
		for _, cell := range b.Cells {
			j.Cells = append(j.Cells, cell.String())
		}
		list = append(list, j)
	}
	return list
}
