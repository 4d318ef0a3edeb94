// Package round is one run of actionplan over one plan: it reads both copies,
// stages what is to be written, writes it, and remembers what both are then
// seen to say. The command, a page and a test call it alike. It prints
// nothing, and reads no flags, no settings and no clock: all of that is in the
// Round it is given.
//
// The calls a caller needs:
//
//	r := &round.Round{Officers: workbook, Partners: sheet, Ledger: "ledger", …}
//	s, err := r.Stage(ctx)           // what apply would do: preview, status, apply --list
//	done, err := r.Apply(ctx, round.Consent{To: s}) // and does it, where it is still that
//	undone, err := r.Undo(ctx)       // and takes it back
//
// Begin makes the first agreement, without which nothing is written. Decide
// answers one question. AddColumn gives a plan a column it lacks.
//
// # Staging
//
// Stage is apply without Save, and everything that is said of a run beforehand
// is said from its Staging: the answers that came back and which of them cannot
// be taken, each cell that will be written, what is refused and why, what waits
// with it, what is written besides the cells, and what is left to do by hand. A
// cell that a side refuses is left alone on both sides, together with those it
// is settled with: half of a change is not what anybody agreed.
//
// # Writing
//
// Apply takes the ledger's lock, stages both sides again, and writes only where
// that comes to what was consented to. Partners' copies go first, the officers'
// workbook next, the ledger last. Stopped in between, the next run finds sides
// that already agree ahead of the base, and finishes the job.
//
// # What it never does
//
// It writes to no copy that somebody changed since it was read, deletes no row
// and no column, and moves the base only to what both sides were seen to say.
package round
