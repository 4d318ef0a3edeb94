// Package excel reads the officers' workbook, and writes agreed changes into
// it, without Excel.
//
// A workbook is opened, read whole and closed again, whatever it holds;
// reading never writes, and never leaves anything behind.
//
// Writing replaces the elements of single cells in their sheet's part, adds
// rows and columns to tables, and copies everything else byte for byte,
// compressed contents included. What a change brings with it changes too and
// nothing else does: the range of cells in use, a new date format where the
// workbook has none to take, and a note to work formulas out anew where
// there are any. Work is held against a fresh reading before the first byte
// is written; if any of it cannot be done, none of it is.
package excel
