// Package sheets is the partners' Google Sheet as one side of a run: it reads
// the sheet, checks work against it in memory, and writes it in one batch.
//
// # Three calls
//
// A [Copy] is what a run needs: Read gives the plan, Stage checks work against
// what was read and says what would be written and what cannot, Save writes it.
// Those who want the sheet itself use [Open], [Sheet.Grids] and [Sheet.Stage].
// An unchanged run reads once; a changed one reads twice and writes once,
// whatever the number of rows.
//
// # What is read, and how
//
// Dates are read by what the sheet stores, and so are dates that formulas work
// out; a date that stands as a text is read in the order of the sheet's locale
// (see [Sheet.MonthFirst]). Chips and links are read for what they say. A tab
// that was copied, or a second one in which partners work, is found by
// [Sheet.Vet]. An answer that is no sheet is refused, whatever it is instead.
//
// # What is written
//
// Texts are sent as texts and never parsed; dates as dates; a rating that
// stands as a colour as the colour that the sheet uses for that step. What
// formulas work out, what is protected, and what a drop-down rejects is refused
// before anything is sent. A change says what else is lost by it (a chip, a
// link), and keeps the cell as it stood, so that undo can put it back.
//
// # What it never does
//
// It never writes over a cell that says something else than it did when it was
// read, or that belongs to another action by now; rows that partners moved in
// the moment of writing are put right. It never sends again a write that may
// have been carried out, unless the write carries an id by which Google refuses
// the second. It never makes, shares or deletes a file, and asks for no right
// to Google Drive.
//
// # The client
//
// A [Client] speaks to the Sheets API as an account. The package signin makes
// one; this package sees tokens and nothing of where they come from. A
// [Connection] makes one of any source of tokens. The only scope ever asked for
// is [Scope]: reading row metadata needs the right to write, and one scope for
// reading and writing means that one consent does.
//
// # What is sent again, and what never is
//
// The generated client library sends every request once. The client here sends
// again what Google refused (429), what never left this machine, and what only
// reads. A write that may or may not have been carried out comes back as
// [Ambiguous], and the caller reads the sheet and looks for its batch id. A
// write that carries such an id is marked with [Checked]. Without a network it
// says so within ten seconds; that a server keeps silent is said after eight,
// and it is given up after a minute ([Patience]). A signal ends every wait.
//
// # Refusals
//
// [Client.ExplainRead] and [Client.ExplainWrite] turn whatever the library
// returns into a [Refusal]: one sentence, and a hint that says who has to do
// what. Neither ever holds a key, a token, or anything a server sent except the
// Sheets API's own one-line message.
package sheets
