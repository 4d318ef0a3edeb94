// Package excel reads the officers' workbook, and writes agreed changes into
// it, without Excel.
//
// # Reading
//
// [Open] reads a workbook whole and closes it again, whatever it holds.
// [Book.Grids] is its sheets as cells, for package table to find the plan in;
// [Book.Notes] is what a person should know of it. Reading never writes, and
// never leaves anything behind.
//
// # Writing
//
// [Stage] holds work against a fresh reading and says what would come of it,
// before the first byte is written: [Staged.Outcome] lists each cell with what
// else is lost or stays behind, what is refused and why and what to do
// instead, what is left to a person, and what is written besides the cells.
// [Staged.Save] writes it, whole or not at all: while anything is refused, or
// where somebody has saved the workbook meanwhile, nothing is written.
//
// A [Copy] is the same for a run, as one side's table.Copy.
//
// # What is written
//
// The elements of single cells, in their sheet's part. A date takes its
// format, and a rating its colour, from the cells around it; where a cell has
// to look as none does yet, a cell format is added behind the others. A new
// row goes into the blank rows under a table, or is put in above a total or a
// legend, which move down with all that says where they stand. Every other
// part of the file, and every other element of the parts that change, is
// copied byte for byte, compressed contents included.
//
// What the file's format does not forbid is written, and said beforehand: a
// cell that a protected sheet locks, a value that a drop-down list lacks. What
// a change says of how its cell stood (Change.Stood) puts the cell back just
// so, by Work.Exact, also after others have saved the workbook.
//
// # What it never does
//
// It never writes over a formula, nor over what one fills, a table's headings
// or totals, a pivot table, or a cell merged into another. It never takes a
// text for a formula. It never deletes a row or a column, never writes into a
// signed or encrypted workbook, and never writes anything where it cannot
// write everything.
package excel
