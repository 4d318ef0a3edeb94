package round

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"actionplan/internal/lock"
	"actionplan/plan"
	"actionplan/reconcile"
)

// A mass loss is a fifth of the rows or cells there were, and at least three.
const (
	lossShare = 5
	lossLeast = 3
)

func isMass(lost, of int) bool { return lost >= lossLeast && lost*lossShare >= of }

// MassLoss says what is lost in such numbers that somebody should look first:
// tables and actions that are gone from a side, what the last apply wrote there and
// is gone, and cells that would be cleared.
func (s *Staging) MassLoss() []string {
	losses := append(s.MassGone(), s.stale()...)
	for _, which := range Sides {
		losses = append(losses, s.massClearing(which, s.Lines(which))...)
	}
	return losses
}

// stale says where the cells that the last apply wrote to a side say again what
// they said before, but for one in five: somebody has saved an older copy over
// it. Cell by cell nothing tells that from edits, and as edits it would cross.
func (s *Staging) stale() (losses []string) {
	if s.ledger == nil {
		return nil
	}
	last, err := s.ledger.LastApply()
	if err != nil {
		return nil // nothing was applied, or what was is not known
	}
	for _, which := range Sides {
		now := map[plan.CellKey]plan.Value{}
		for _, l := range s.Lines(which.Other()) {
			now[plan.CellKey{Ref: l.Ref, Field: l.Field}] = l.Now.Value
		}
		wrote, back := 0, 0
		for _, c := range last.Cells {
			if c.Side != which || c.Field == plan.FieldReply || c.Field == plan.FieldRef || c.Was.Value == c.Now.Value {
				continue
			}
			wrote++
			if v, crosses := now[plan.CellKey{Ref: c.Ref, Field: c.Field}]; crosses && v == c.Was.Value {
				back++
			}
		}
		if back >= lossLeast && (wrote-back)*lossShare <= wrote {
			losses = append(losses, fmt.Sprintf("%d of the %d cells that the last apply wrote to %s say again what they said before it, as after an older copy was saved over it, and that would be written to %s", back, wrote, CopyName[which], CopyName[which.Other()]))
		}
	}
	return losses
}

// MassGone says where a whole table, or a fifth of the agreed actions, is gone
// from a side and a person is asked about it.
func (now *Readings) MassGone() []string {
	var losses []string
	for _, gone := range now.Settlement.Gone {
		losses = append(losses, gone.String())
	}
	if now.Base == nil {
		return losses
	}
	if now.dropsMany() {
		losses = append(losses, fmt.Sprintf("%d of %d actions are gone from both copies", len(now.Settlement.Dropped), len(now.Base.Actions)))
	}
	for _, which := range Sides {
		gone := 0
		for _, a := range now.Base.Actions {
			if _, there := now.Settlement.Row(which, a.Ref); !there && now.asksAboutRow(a.Ref, which) {
				gone++
			}
		}
		if all := len(now.Base.Actions); isMass(gone, all) {
			losses = append(losses, fmt.Sprintf("%d of %d actions are gone from %s", gone, all, CopyName[which]))
		}
	}
	return losses
}

// dropsMany reports whether a fifth of the agreed actions is gone from both
// sides: no question is asked about them, and what was agreed of them is lost.
func (now *Readings) dropsMany() bool {
	return now.Base != nil && isMass(len(now.Settlement.Dropped), len(now.Base.Actions))
}

// asksAboutRow reports whether a question is open about an action that a side
// no longer has.
func (now *Readings) asksAboutRow(ref plan.Ref, lacks reconcile.Side) bool {
	return slices.ContainsFunc(now.Settlement.Open, func(q reconcile.Question) bool {
		return q.Kind == reconcile.QuestionRow && q.Ref == ref && q.Side == lacks
	})
}

// massClearing (a placeholder in place of words counts too) says where a fifth of a column's filled cells, or of all cells
// of a side that are compared, would be cleared by lines that are written there.
func (s *Staging) massClearing(which reconcile.Side, lines []Line) []string {
	filled, cleared := map[plan.Field]int{}, map[plan.Field]int{}
	all, gone, how := 0, 0, "cleared"
	for _, l := range lines {
		if l.loses() && !l.Reply {
			cleared[l.Field]++
			gone++
			if l.Now.Value.Kind == plan.KindPlaceholder {
				how = "cleared, or made a placeholder,"
			}
		}
	}
	if gone < lossLeast {
		return nil
	}
	for _, a := range s.Plan(which).Actions {
		for f, e := range a.All() {
			if !e.Value.IsBlank() {
				filled[f]++
				all++
			}
		}
	}
	var fields []plan.Field
	for f := range cleared {
		fields = append(fields, f)
	}
	slices.Sort(fields)
	var losses []string
	for _, f := range fields {
		if isMass(cleared[f], filled[f]) {
			losses = append(losses, fmt.Sprintf("%d of %d cells of %s would be %s in %s", cleared[f], filled[f], f.Label(), how, CopyName[which]))
		}
	}
	if len(losses) == 0 && isMass(gone, all) {
		losses = append(losses, fmt.Sprintf("%d of %d cells would be %s in %s", gone, all, how, CopyName[which]))
	}
	return losses
}

// CopyName is what each side's copy is called in messages.
var CopyName = map[reconcile.Side]string{reconcile.Officer: "Excel", reconcile.Partner: "the partners' copy"}

// Synced names the workbooks to be written that lie in a folder which a cloud
// client copies to and fro, and whose it is.
func (s *Staging) Synced() []string {
	var list []string
	for _, which := range Sides {
		file := s.Places[which].File
		if file == "" || !s.WritesTo(which) {
			continue
		}
		if service, ok := lock.Synced(file); ok {
			list = append(list, fmt.Sprintf("%s is kept in %s: it may be open on another computer, and let it finish syncing before anybody opens it", file, service))
		}
	}
	return list
}

// MustAsk is what somebody must say yes to before it is written, first things
// first: a mass loss, and writing in place into a synced folder.
func (s *Staging) MustAsk() []string {
	if !s.Writes() && !s.dropsMany() {
		return nil // nothing can be lost by it
	}
	return append(s.MassLoss(), s.Synced()...)
}

// InTheWay says why a workbook that is to be written could not be, as things
// stand: somebody has it open, it may not be replaced, it cannot be backed up, or
// the disk is full. Apply looks again.
func (s *Staging) InTheWay() []string {
	var list []string
	for _, which := range Sides {
		file := s.Places[which].File
		if file == "" || !s.WritesTo(which) || s.ledger == nil {
			continue
		}
		if err := inTheWay(file, s.ledger); err != nil {
			list = append(list, err.Error())
		}
	}
	if s.ledger != nil && s.Writes() && len(list) == 0 {
		if err := s.haveRoom(s.ledger.Dir()); err != nil {
			list = append(list, err.Error())
		}
	}
	return list
}

// Displaces says what of somebody else's stands where writing puts down what it
// did, and is given another name for it.
func (s *Staging) Displaces() []string {
	if s.ledger == nil || !s.Writes() {
		return nil
	}
	return s.ledger.Foreign()
}

// besideWorkbooks are the workbooks that lie beside those in synced folders
// under a name made of theirs.
func (r *Round) besideWorkbooks(s *Staging) []string {
	var found []string
	for _, which := range Sides {
		file := s.Places[which].File
		if _, ok := lock.Synced(file); file == "" || !ok || !s.WritesTo(which) {
			continue
		}
		stem := strings.ToLower(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)))
		entries, _ := os.ReadDir(filepath.Dir(file))
		for _, e := range entries {
			name := strings.ToLower(e.Name())
			if strings.HasPrefix(name, stem) && name != strings.ToLower(filepath.Base(file)) && filepath.Ext(name) == strings.ToLower(filepath.Ext(file)) {
				found = append(found, filepath.Join(filepath.Dir(file), e.Name()))
			}
		}
	}
	return found
}

// newBeside are those that came meanwhile: a cloud client's conflicted copies.
func newBeside(before, after []string) []string {
	return slices.DeleteFunc(after, func(path string) bool { return slices.Contains(before, path) })
}
