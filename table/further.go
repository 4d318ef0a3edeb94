package table

import (
	"fmt"
	"strings"

	"actionplan/plan"
)

// further are the cells of a row that goes on with an action: only those that
// stand in it and say something.
func (t *tableReader) further(row Row) plan.Entries {
	said := plan.RoomFor(0)
	for i := range t.cols {
		c := &t.cols[i]
		cell, at := t.sheet.at(row, c.Number)
		if !cell.says() || at.follower || cell.Formula {
			continue
		}
		e := t.entry(c, live(c, cell))
		e.Detail.Struck, e.Detail.Live = struckOut(cell)
		e.Cell = plan.Cell{Sheet: t.sheet.Sheet, Row: at.row, Column: at.column}
		said.Set(c.Field, e)
	}
	return said
}

// letter tells apart the actions that share one ref, merged down over them:
// 1.1 (a), 1.1 (b). What the ref's cell says stays 1.1.
func (t *tableReader) letter(rows []actionRow, actions []plan.Action) {
	ref, has := t.field(plan.FieldRef)
	if !has {
		return
	}
	var shared []string
	first := 0
	for i := 0; i < len(rows); {
		m, merged := t.sheet.merged(rows[i].Number, ref.Number)
		j := i + 1
		for merged && j < len(rows) && m.Rows.has(rows[j].Number) {
			j++
		}
		if j > i+1 && actions[i].Ref != "" {
			for n := range actions[i:j] {
				a := &actions[i+n]
				a.Letter = strings.ToLower(plan.ColumnLetters(n + 1))
				a.Ref = lettered(a.Ref, a.Letter)
			}
			if shared == nil {
				first = rows[i].Number
			}
			shared = append(shared, fmt.Sprintf("%s (rows %d to %d)", actions[i].Value(plan.FieldRef).Text, rows[i].Number, rows[j-1].Number))
		}
		i = j
	}
	if shared == nil {
		return
	}
	const most = 8
	if n := len(shared); n > most {
		shared = append(shared[:most], fmt.Sprintf("%d more", n-most))
	}
	t.notes.at(t.sheet, plan.Cell{Sheet: t.sheet.Sheet, Row: first, Column: ref.Number},
		"one ref is merged down over several actions, which are called (a), (b) and so on: "+listed(shared))
}

// lettered is a ref with the letter of one of the actions that share it.
func lettered(ref plan.Ref, letter string) plan.Ref {
	if letter == "" {
		return ref
	}
	return ref + plan.Ref(" ("+letter+")")
}
