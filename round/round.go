package round

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"actionplan/answers"
	"actionplan/internal/disk"
	"actionplan/internal/lock"
	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// Round is what one run works with.
type Round struct {
	Officers, Partners table.Copy
	Ledger             string              // the folder of what is remembered
	Rules              reconcile.Agreement // Confirmed: a person has looked into what would stop the run
	Words              table.Options       // how a text in an answer is read
	Inbox              answers.Inbox       // where questions go, and answers come back; without Grids nothing is looked for
	Today              plan.Date
	Now                func() time.Time // the wall clock, for locks and the names of backups
	Who                string           // whose run it is, for the lock

	// Warn is told what a person should know though nothing stops for it, in a
	// sentence without a capital or a full stop; nil for nobody.
	Warn func(sentence string)
}

// Kind is what sort of thing is in the way.
type Kind int

// The kinds of problems.
const (
	Misused Kind = iota // nothing of the sort can be asked for
	Waiting             // a person must look at it first
	Moved               // a copy is not as it was read
)

// Problem is a reason not to go on that a person can do something about.
type Problem struct {
	Kind   Kind
	Reason string // one sentence, without a capital or a full stop
	Advice string // what to do about it
}

// Error is the reason.
func (p *Problem) Error() string { return p.Reason }

// Hint is what to do about it.
func (p *Problem) Hint() string { return p.Advice }

func misused(advice, format string, words ...any) error {
	return &Problem{Misused, fmt.Sprintf(format, words...), advice}
}

// Readings is what one run knows: both sides, and what they last agreed.
type Readings struct {
	Officers, Partners plan.Plan
	Base               *plan.Plan // nil before the first agreement
	Settlement         reconcile.Settlement
	Places             map[reconcile.Side]table.Place
	NotRead            []string // what the readings leave out, and which words are struck out since, a sentence each without a full stop: see notread.go and struck.go

	gaveWay  map[plan.Ref]plan.Ref // the refs of the ledger's own that gave way to people's, and to which
	aligned  reconcile.Alignment   // how both sides' columns are taken for one another
	compared reconcile.Comparison
	rules    reconcile.Agreement
	memory   reconcile.Memory
	ledger   *ledger.Ledger // nil before the first agreement
	files    [2]stamp       // both copies' files, as they were before they were read
}

// goesBy is what an action goes by now that the ledger knows by a ref.
func (now *Readings) goesBy(ref plan.Ref) plan.Ref {
	ref = cmp.Or(now.gaveWay[ref], ref)
	for i := range now.compared.Pairs {
		if p := &now.compared.Pairs[i]; p.Base != nil && p.Base.Ref == ref {
			return p.Ref
		}
	}
	return ref
}

// isLedgersOwn reports whether no side has, or had when they last agreed, the ref that
// the ledger knows an action by.
func (now *Readings) isLedgersOwn(base plan.Plan, ref plan.Ref) bool {
	_, gave := now.gaveWay[ref]
	return gave || ref.Kept() > 0 || len(base.Columns) > 0 && !base.Has(plan.FieldRef) || now.Settlement.Nameless(now.goesBy(ref))
}

// Holds is what kind of personal data an entry seems to hold, or "".
func (now *Readings) Holds(e plan.Entry) string { return now.rules.Holds(e) }

// Plan is one side's reading.
func (now *Readings) Plan(s reconcile.Side) plan.Plan {
	if s == reconcile.Partner {
		return now.Partners
	}
	return now.Officers
}

// Sides are the two sides, in the order in which they are named.
var Sides = [2]reconcile.Side{reconcile.Officer, reconcile.Partner}

// Copy is one side's copy.
func (r *Round) Copy(s reconcile.Side) table.Copy {
	if s == reconcile.Partner {
		return r.Partners
	}
	return r.Officers
}

// stamp tells a file from one that somebody saved in its place.
type stamp struct {
	path  string
	size  int64
	saved int64 // in nanoseconds; with the size 0 where there is no file
}

func stampOf(path string) stamp {
	if path == "" {
		return stamp{}
	}
	info, err := os.Stat(path)
	if err != nil {
		return stamp{path: path}
	}
	return stamp{path, info.Size(), info.ModTime().UnixNano()}
}

// Read reads both copies and the ledger, and settles what can be settled
// without asking anybody. Answers that came back are not looked at: Stage does.
func (r *Round) Read(ctx context.Context) (*Readings, error) {
	now := &Readings{Places: map[reconcile.Side]table.Place{}}
	for i, side := range Sides {
		now.files[i] = stampOf(r.Copy(side).Place().File)
	}
	var err error
	if now.Officers, err = r.Officers.Read(ctx); err != nil {
		return nil, err
	}
	if now.Partners, err = r.Partners.Read(ctx); err != nil {
		return nil, err
	}
	for _, side := range Sides {
		now.Places[side] = r.Copy(side).Place()
	}
	l, err := r.folder().Open()
	switch {
	case err == nil:
		base := l.Base()
		now.Base, now.memory, now.ledger = &base, l.Memory(), l
	case !errors.Is(err, ledger.ErrNone):
		return nil, err
	}
	now.align()
	rules := r.Rules
	if l != nil {
		rules.Agreed = l.Agreed()
	}
	rules.Withdrawn = map[reconcile.Side]map[string]bool{}
	for _, side := range Sides {
		rules.Withdrawn[side] = map[string]bool{}
		for _, key := range r.struckBefore(now, side) {
			rules.Withdrawn[side][key] = true
		}
	}
	if was, known := r.folder().Places(); known {
		rules.Untold = was.Officers.Untold
	}
	now.rules = rules
	now.compared = reconcile.Compare(now.Base, now.Officers, now.Partners, rules)
	now.NotRead = r.notRead(now)
	r.settle(now)
	now.NotRead = append(now.NotRead, r.struckSince(now)...)
	now.NotRead = append(now.NotRead, r.movedSince(now)...)
	return now, nil
}

// align has the readings call the same columns by the same fields, and what people
// have answered too.
func (now *Readings) align() {
	now.aligned = reconcile.Align(now.Base, now.Officers, now.Partners)
	now.Officers, now.Partners = now.aligned.Officer, now.aligned.Partner
	if now.Base != nil {
		now.memory = now.aligned.Memory(now.memory)
		base := now.memory.Returning(*now.aligned.Base)
		now.Base, now.gaveWay = reconcile.GiveWay(&base, now.Officers, now.Partners)
		now.memory = now.memory.Renamed(now.gaveWay)
	}
}

// understood is a base, and what people had answered then, in the fields that the
// columns of both sides go by now.
func (now *Readings) understood(base plan.Plan, m reconcile.Memory) (plan.Plan, reconcile.Memory) {
	aligned := reconcile.Align(&base, now.aligned.Read(reconcile.Officer), now.aligned.Read(reconcile.Partner))
	return *aligned.Base, aligned.Memory(m)
}

// settle settles the readings with what people have answered.
func (r *Round) settle(now *Readings) {
	now.Settlement = now.compared.SettleWith(now.memory)
	now.Settlement.Notes = append(now.aligned.NotesWith(r.Rules, now.Settlement.Partner), now.Settlement.Notes...)
	for i, gone := range now.Settlement.Gone {
		now.Settlement.Gone[i].Stands = slices.Contains(now.Places[gone.Side].All, gone.Table)
	}
	r.stopElsewhere(now)
}

// asRead refuses to go on where either copy is not the file that was read:
// what is to be written to one side may no longer be what the other says.
func (now *Readings) asRead(sofar string) error {
	for _, f := range now.files {
		if stampOf(f.path) != f {
			return &Problem{
				Kind:   Moved,
				Reason: fmt.Sprintf("%s was saved by somebody while it was being read; %s", f.path, sofar),
				Advice: "wait until it is saved or synced, and run it again: nothing of what they wrote is lost",
			}
		}
	}
	return nil
}

// Advice is what to do about a stop. Before anything is agreed it is begin that
// goes on.
func (now *Readings) Advice(stop reconcile.Stop) string {
	if now.Base == nil {
		return advice(stop, "begin")
	}
	return advice(stop, "apply")
}

// advice is what to do about a stop that keeps a command from going on.
func advice(stop reconcile.Stop, command string) string {
	if !stop.Passable() {
		return stop.Hint
	}
	return stop.Hint + ". Where it is right as it stands, actionplan " + command + " --despite-stop goes on, once"
}

// RefuseStops refuses to go on where something about a whole side stops the run.
func (now *Readings) RefuseStops() error {
	for _, stop := range now.Settlement.Stops {
		if stop.Whole {
			return &Problem{Kind: Waiting, Reason: stop.Message, Advice: now.Advice(stop)}
		}
	}
	return nil
}

// Agreed is the ledger, or a Problem where nothing has been agreed.
func (r *Round) Agreed() (*ledger.Ledger, error) {
	l, err := r.folder().Open()
	if errors.Is(err, ledger.ErrNone) {
		return nil, misused("actionplan begin remembers what both sides say now; then only what moves is written", "nothing has been agreed yet, so nothing can be written")
	}
	return l, err
}

// ledgerIsShared reports whether the ledger's folder is one that the plan, the partners'
// workbook or the settings lie in.
func (r *Round) ledgerIsShared() bool {
	own, err := os.Stat(r.Ledger)
	if err != nil {
		return false
	}
	dirs := []string{r.Inbox.Folder}
	for _, side := range Sides {
		if copy := r.Copy(side); copy != nil && copy.Place().File != "" {
			dirs = append(dirs, filepath.Dir(copy.Place().File))
		}
	}
	return slices.ContainsFunc(dirs, func(dir string) bool {
		info, err := os.Stat(dir)
		return err == nil && os.SameFile(own, info)
	})
}

// folder is the ledger's folder, which the ledger alone writes to.
func (r *Round) folder() ledger.Folder {
	f := ledger.At(r.Ledger)
	f.Shared = r.ledgerIsShared()
	if r.Warn != nil {
		f.Tell = func(d ledger.Displaced) { r.Warn(d.String()) }
	}
	return f
}

// lock takes the ledger's lock, and removes what runs that were cut off left
// beside the files they wrote.
func (r *Round) lock() (*lock.Held, error) {
	held, err := r.folder().Lock(r.Who, r.Now())
	if err != nil {
		return nil, err
	}
	r.folder().Sweep(r.Now())
	for _, side := range Sides {
		if copy := r.Copy(side); copy != nil && copy.Place().File != "" {
			disk.Sweep(filepath.Dir(copy.Place().File), r.Now())
		}
	}
	return held, nil
}
