// Package ooxml reads Office Open XML workbooks as packages of parts and
// parts as runs of tokens. It knows what a part says and where in the part
// it says it, byte for byte, so that what is read can later be replaced in
// place; it does not know what an action plan is.
//
// # Use
//
// [OpenPackage] lists a file's parts, and [Package.ReadWorkbook] says which of
// them are sheets. [Package.ReadSheet] tells of a sheet's cells as it meets
// them; [Package.SurveySheet] finds the cells, rows, ranges and formulas that a
// writer asks for, with their offsets. A change is a [Splice] at an offset;
// [Package.Rewrite] makes a new file of the old one and the splices of some
// parts, and copies everything else as it lies in the file, compressed bytes
// and all.
//
//	survey := &ooxml.Survey{Ask: map[int][]int{7: {3}}} // C7
//	err := pkg.SurveySheet(part, survey)
//	cell := survey.Cells[ooxml.Address{Row: 7, Column: 3}].Cell
//	splice := ooxml.Splice{Start: cell.Start, End: cell.End, With: inItsPlace}
//	err = pkg.Rewrite(w, file, size, map[string][]ooxml.Splice{part: {splice}})
//
// # What it never does
//
// A workbook may come from anywhere, so nothing here trusts one: sizes,
// counts and depths are limited, document types are refused and with them
// every entity but XML's own five, and memory follows what is kept, never
// what a file claims to hold. No part is parsed into a tree and written anew:
// what is not spliced cannot change.
package ooxml
