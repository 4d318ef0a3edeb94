package sheets

import (
	"encoding/json"
	"slices"
	"strings"

	api "google.golang.org/api/sheets/v4"

	"actionplan/table"
)

// looks is what of a cell's look is written with its value. The zero looks
// leaves all of it as it is.
type looks struct {
	number    *api.NumberFormat
	numberSet bool       // also where number is nil: the cell then has no format of its own
	fill      *api.Color //nolint:misspell // the API's spelling
	fillSet   bool       // also where fill is nil: the cell then has no fill
	runs      []*api.TextFormatRun
}

// state is a cell just as it stood, as a table.State keeps it: what it held,
// and of its look what was written over.
type state struct {
	Value  *api.ExtendedValue   `json:"value,omitempty"`
	Number *api.NumberFormat    `json:"number,omitempty"`
	Fill   *api.Color           `json:"fill,omitempty"` //nolint:misspell // the API's spelling
	Runs   []*api.TextFormatRun `json:"runs,omitempty"`
	Wrote  string               `json:"wrote"`          // the fields that were written over
	Lost   string               `json:"lost,omitempty"` // what cannot be put back, in words
}

const lostChip = "a smart chip"

// stood keeps a cell as it stands before the given fields of it are written.
func stood(c *api.CellData, fields string) table.State {
	looks := looksOf(c, fields)
	kept := state{Value: valueOf(c), Number: looks.number, Fill: looks.fill, Runs: looks.runs, Wrote: fields}
	if hasChip(c) {
		kept.Lost = lostChip
	}
	text, err := json.Marshal(kept)
	if err != nil {
		return "" // it is then put back by its words
	}
	return table.State(text)
}

// restored is the writing that puts a cell back as it stood.
func restored(kept table.State) (w writing, why string) {
	var s state
	if json.Unmarshal([]byte(kept), &s) != nil || s.Wrote == "" {
		return w, "what was kept of the cell cannot be read, so that it cannot be put back as it was"
	}
	w.value = s.Value
	w.looks = looks{number: s.Number, fill: s.Fill, runs: s.Runs,
		numberSet: strings.Contains(s.Wrote, "numberFormat"), fillSet: strings.Contains(s.Wrote, "backgroundColor")}
	if s.Lost != "" {
		w.notes = append(w.notes, s.Lost+" stood there, and is not brought back: only what it said is")
	}
	return w, ""
}

// valueOf is what a cell holds, as it can be written again. A chip cannot: what
// it says can.
func valueOf(c *api.CellData) *api.ExtendedValue {
	if hasChip(c) {
		return &api.ExtendedValue{StringValue: &c.FormattedValue}
	}
	return c.UserEnteredValue
}

// looksOf is a cell's own look, as far as the fields name it. Formats of single
// words go with every value that is written, and so always belong to it.
func looksOf(c *api.CellData, fields string) looks {
	l := looks{numberSet: strings.Contains(fields, "numberFormat"), fillSet: strings.Contains(fields, "backgroundColor")}
	if f := c.UserEnteredFormat; f != nil && l.numberSet {
		l.number = f.NumberFormat
	}
	if f := c.UserEnteredFormat; f != nil && l.fillSet {
		l.fill = f.BackgroundColor
	}
	if !hasChip(c) {
		l.runs = c.TextFormatRuns
	}
	return l
}

// lostWith is what goes when a cell is written over, in sentences.
func lostWith(c *api.CellData) []string {
	switch {
	case hasChip(c):
		return []string{"the smart chip in the cell (" + chipKinds(c) + ") becomes plain text; undo brings back what it said, and not the chip"}
	case hasLink(c):
		return []string{"the link in the cell goes; undo brings it back"}
	case len(c.TextFormatRuns) > 0:
		return []string{"the text loses the formatting of single words; undo brings it back"}
	}
	return nil
}

// chipKinds says what a cell's chips stand for.
func chipKinds(c *api.CellData) string {
	var kinds []string
	for _, run := range c.ChipRuns {
		kind := "a file or link"
		switch {
		case !isKnownChip(run):
			continue
		case run.Chip.PersonProperties != nil:
			kind = "a person"
		}
		if !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	if len(kinds) == 0 {
		return "of a kind that Google does not tell"
	}
	return strings.Join(kinds, ", ")
}
