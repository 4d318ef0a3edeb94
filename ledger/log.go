package ledger

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"actionplan/internal/disk"
	"actionplan/plan"
	"actionplan/reconcile"
)

// logFile is the file of everything that moved, oldest first. Lines are only
// ever added to it. The base's file says how long it is and what its checksum
// is: what a run added that stopped before it saved its base is no part of it,
// and makes way for what the next run adds.
const logFile = "log.txt"

// logTitle is its first line.
const logTitle = "actionplan log 1\n"

// What an entry of the log is about.
const (
	Moved   = "moved"        // a cell came to say something else
	Added   = "added"        // an action was added to a side
	Filled  = "filled again" // a cell of a column that came back says again what was agreed
	Brought = "brought back" // an action or a column that a side had dropped came back to it
	LetGo   = "let go"       // a dropped action or column was let go
	LeftOut = "left out"     // an added action, or a text, was left where it was
	PutBack = "put back"     // undo had a cell say again what it said before, or took back what no cell was written for
	Same    = "same action"  // a row without a ref is the action, reworded
	Two     = "two actions"  // it is another
	Renamed = "renumbered"   // of two actions that were added under one ref, this got another
	Given   = "given a ref"  // an agreed action goes by the ref that it has been given, and went by another or by none
	Dropped = "dropped"      // an action that both sides had taken out is agreed no longer
	Decided = "decided"      // a cell that partners are not told of is as a person decided
	Alike   = "alike"        // both sides had come to say the same before what was decided was applied
)

// Entry is one line of an action's history.
type Entry struct {
	On       plan.Date
	What     string     // one of those
	Ref      plan.Ref   // "" for a column
	Field    plan.Field // "" for a whole action
	How      string     // for a cell, who moved it: "partner moved"; for a row, a column or a cell of one that is back, on which side: "officer"; "" for a cell that is put back, of a ref that was given, LedgersOwn; and for what else an undo takes back what that was: "let go", "moved alike"
	Was, Now plan.Entry // for a cell
	By, Why  string     // who decided it, and the reason; "" where nobody had to
	Is       plan.Ref   // what Log finds that the action goes by now, where it was given another ref since; "" elsewhere
}

// Entries are what a settlement adds to the log once it has been written to
// both sides.
func Entries(s reconcile.Settlement, on plan.Date) []Entry {
	var list []Entry
	for _, c := range slices.Concat(s.Changes, s.Withheld) {
		if isDecided(c) && (c.Officer.Value != c.Now.Value || !isTold(s.Standing, c)) {
			list = append(list, Entry{On: on, What: Decided, Ref: c.Ref, Field: c.Field, Was: bare(c.Officer), Now: bare(c.Now), By: c.By, Why: c.Why})
		}
	}
	for _, c := range s.Changes {
		if isDecided(c) {
			continue
		}
		if side := c.Fills(); side != "" {
			list = append(list, Entry{On: on, What: Filled, Ref: c.Ref, Field: c.Field, How: string(side), Was: plan.Entry{Value: plan.Blank}, Now: bare(c.Now)})
			continue
		}
		list = append(list, Entry{
			On: on, What: Moved, Ref: c.Ref, Field: c.Field, How: string(c.Verdict), By: c.By, Why: c.Why,
			Was: bare(c.Base), Now: bare(c.Now),
		})
	}
	added := func(side reconcile.Side, rows []reconcile.NewRow) {
		for _, row := range rows {
			what := Added
			if row.Back {
				what = Brought
			}
			list = append(list, Entry{On: on, What: what, Ref: row.Ref, How: string(side), By: row.By, Why: row.Why})
		}
	}
	added(reconcile.Officer, s.OfficerRows)
	added(reconcile.Partner, s.PartnerRows)
	for _, ref := range s.Dropped {
		row, _ := s.Row(reconcile.Base, ref)
		list = append(list, Entry{On: on, What: Dropped, Ref: ref, Was: bare(row.Entry(plan.FieldAction))}) // nothing else keeps its words
	}
	for _, c := range s.Columns {
		list = append(list, Entry{On: on, What: Brought, Field: c.Field, How: string(c.Side), By: c.By, Why: c.Why})
	}
	for _, d := range s.Used {
		what := map[reconcile.Take]string{reconcile.TakeLeave: LeftOut, reconcile.TakeGo: LetGo}[d.Take]
		if d.Take == reconcile.TakeBack && d.Question.Ref == "" {
			what = Brought // a column that is there already: what is still to be written is in the list above
		}
		switch d.Take {
		case reconcile.TakeOfficer, reconcile.TakePartner, reconcile.TakeBase, reconcile.TakeOther:
			what = Alike
		}
		if what != "" {
			list = append(list, Entry{On: on, What: what, Ref: d.Question.Ref, Field: d.Question.Field, How: string(d.Question.Side), By: d.By, Why: d.Why})
		}
	}
	list = append(list, renumbered(s, reconcile.Officer, s.Officer, on)...)
	list = append(list, renumbered(s, reconcile.Partner, s.Partner, on)...)
	for _, d := range slices.Concat(s.Standing, s.Used) {
		what := map[reconcile.Take]string{reconcile.TakeSame: Same, reconcile.TakeTwo: Two}[d.Take]
		if d.Kind == reconcile.QuestionWithdrawn && d.Take == reconcile.TakeGo {
			what = LetGo
		}
		if what != "" && !d.Replied { // it stands for more than one run, and is told of once
			list = append(list, Entry{On: on, What: what, Ref: d.Question.Ref, How: string(d.Question.Side), By: d.By, Why: d.Why})
		}
	}
	return list
}

// isDecided reports whether a person decided what a cell says of which partners are not
// told, so that both sides never say it and no base takes it up.
func isDecided(c reconcile.Change) bool {
	return c.By != "" && (c.Withheld == reconcile.NotShared || c.Withheld == reconcile.WithUnshared)
}

// isTold reports whether what was decided of a cell is in the log already.
func isTold(standing []reconcile.Decision, c reconcile.Change) bool {
	return slices.ContainsFunc(standing, func(d reconcile.Decision) bool {
		return d.Replied && slices.ContainsFunc(d.Said, func(then reconcile.Said) bool { return then.Ref == c.Ref && then.Field == c.Field })
	})
}

// Tells reports whether what the log tells last of a cell is this very decision, to leave
// the cell as it is: it has stood all along.
func (l *Ledger) Tells(e Entry) bool {
	if e.What != Decided || e.Was.Value != e.Now.Value {
		return false
	}
	for _, last := range slices.Backward(l.log) {
		if last.Ref == e.Ref && last.Field == e.Field {
			return last.What == Decided && last.Now.Value == e.Now.Value && last.By == e.By && last.Why == e.Why
		}
	}
	return false
}

// LedgersOwn says of an action that was given a ref that the one it went by was the
// ledger's own, which stood in no copy.
const LedgersOwn = "it had none"

// GivenRef says that an action which went by one ref goes by another from now on. Own
// says that the one before was the ledger's own.
func GivenRef(from, to plan.Ref, own bool, on plan.Date) Entry {
	text := func(ref plan.Ref) plan.Entry { // just as it is: the ledger's own begins with a space
		return plan.Entry{Value: plan.Value{Kind: plan.KindText, Text: string(ref)}}
	}
	e := Entry{On: on, What: Given, Ref: to, Field: plan.FieldRef, Was: text(from), Now: text(to)}
	if own {
		e.How = LedgersOwn
	}
	return e
}

// renumbered are the rows of a side that a person gave another ref than the one
// they were added under. An entry goes by the new one, and has both.
func renumbered(s reconcile.Settlement, side reconcile.Side, edits []plan.Edit, on plan.Date) []Entry {
	var list []Entry
	for _, e := range edits {
		for _, d := range s.Standing {
			if e.Field == plan.FieldRef && d.Question.Ref == e.Ref && d.Ref != e.Ref && string(d.Ref) == e.Now.Value.Text && !e.Was.Value.IsBlank() {
				list = append(list, Entry{On: on, What: Renamed, Ref: d.Ref, Field: e.Field, How: string(side), By: d.By, Why: d.Why, Was: bare(e.Was), Now: bare(e.Now)})
			}
		}
	}
	return list
}

// bare is an entry without its place.
func bare(e plan.Entry) plan.Entry { return plan.Entry{Value: e.Value, Typed: e.Typed} }

// Log is the history of one action, oldest first; that of "" is everything. That an
// action was added under a ref that is another's now belongs to both. What is told of
// an action under the ref that it went by before it was given this one is its own, and
// no longer that of another which has got the old one since; nor is what is told of one
// that was gone before another was added under its ref.
func (l *Ledger) Log(ref plan.Ref) []Entry {
	var list []Entry
	is := map[plan.Ref]plan.Ref{}
	for i := len(l.log) - 1; i >= 0; i-- {
		e := l.log[i]
		was, now := plan.Ref(e.Was.Value.Text), plan.Ref(e.Now.Value.Text)
		if e.Is = is[e.Ref]; e.What == Given {
			is[was] = cmp.Or(is[now], now)
		}
		switch {
		case ref == "":
		case e.What == Given && now == ref:
			ref = was
		case e.What == Given && was == ref:
			slices.Reverse(list)
			return list // before that it was another's
		case startsOver(e, ref, list):
			slices.Reverse(list)
			return list
		case e.Ref != ref && (e.Field != plan.FieldRef || was != ref && now != ref):
			continue
		}
		list = append(list, e)
	}
	slices.Reverse(list)
	return list
}

// startsOver reports whether an entry ends the history of another action that had a ref
// before the one did of which the list tells, newest first: it was gone from both copies
// or let go, and what is told since is no undo of that.
func startsOver(e Entry, ref plan.Ref, list []Entry) bool {
	if e.Ref != ref || e.Field != "" || e.What != Dropped && e.What != LetGo || len(list) == 0 {
		return false
	}
	next := list[len(list)-1]
	back := next.What == PutBack && next.Field == "" && next.How == e.What
	return !back && (e.What == Dropped || slices.ContainsFunc(list, func(newer Entry) bool { return newer.What == Added && newer.Ref == ref }))
}

// logMark is how much of the log belongs to a base.
type logMark struct {
	Length int // bytes
	Sum    string
}

// String is the mark as the base's file holds it.
func (m logMark) String() string { return fmt.Sprintf("%d bytes, sha256 %s", m.Length, m.Sum) }

func markOf(log []byte) logMark {
	sum := sha256.Sum256(log)
	return logMark{Length: len(log), Sum: hex.EncodeToString(sum[:])}
}

func (p *parser) logMark(rest string) (logMark, error) {
	text, err := p.text(rest)
	if err != nil {
		return logMark{}, err
	}
	length, sum, found := strings.Cut(text, " bytes, sha256 ")
	n, err := strconv.Atoi(length)
	m := logMark{Length: n, Sum: sum}
	if raw, bad := hex.DecodeString(sum); !found || err != nil || bad != nil || len(raw) != sha256.Size || n < 1 || m.String() != text {
		return logMark{}, p.damaged("the log's length and checksum cannot be read")
	}
	return m, nil
}

// readLog reads the log as far as the base knows it.
func readLog(dir string, mark logMark) ([]byte, []Entry, error) {
	if mark.Length == 0 {
		return nil, nil, nil
	}
	text, err := disk.ReadFile(filepath.Join(dir, logFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, disk.ErrNoFile) {
		return nil, nil, err
	}
	if len(text) < mark.Length || markOf(text[:mark.Length]) != mark {
		return nil, nil, &DamagedError{Reason: "it is missing, was damaged or was edited by hand"}
	}
	text = text[:mark.Length]
	entries, err := parseLog(text)
	return text, entries, err
}

// appendLog adds entries to the log, in place of anything a stopped run left
// at its end, and says how long it is then.
func (f Folder) appendLog(kept []byte, entries []Entry) ([]byte, error) {
	if err := f.makeWay(logFile); err != nil {
		return nil, err
	}
	if err := f.keepTail(len(kept)); err != nil {
		return nil, err
	}
	text := kept
	if len(text) == 0 {
		text = []byte(logTitle)
	}
	text = append(text[:len(text):len(text)], formatLog(entries)...)
	err := f.store().Append(logFile, int64(len(kept)), text[len(kept):])
	return text, err
}

func formatLog(entries []Entry) []byte {
	var body bytes.Buffer
	for _, e := range entries {
		fmt.Fprintf(&body, "\n%s %s %s\n", word(e.What), word(string(e.Ref)), word(string(e.Field)))
		optional(&body, "on", e.On.String())
		optional(&body, "how", e.How)
		optional(&body, "by", e.By)
		optional(&body, "why", e.Why)
		for _, one := range []struct {
			name  string
			entry plan.Entry
		}{{"  was", e.Was}, {"  now", e.Now}} {
			if one.entry.Value.Kind != plan.KindAbsent {
				formatEntry(&body, one.name, one.entry)
			}
		}
	}
	return body.Bytes()
}

func parseLog(text []byte) ([]Entry, error) {
	body, ok := bytes.CutPrefix(text, []byte(logTitle))
	if !ok {
		return nil, &DamagedError{Line: 1, Reason: "it does not begin as a log does"}
	}
	p := &parser{lines: strings.Split(string(body), "\n"), head: 1}
	var list []Entry
	for {
		line, ok := p.next()
		if !ok {
			return list, nil
		}
		what, rest, err := p.word(line)
		if err != nil {
			return nil, err
		}
		e := Entry{What: what}
		ref, field, err := p.about(strings.TrimPrefix(rest, " "))
		if err != nil {
			return nil, err
		}
		e.Ref, e.Field = plan.Ref(ref), plan.Field(field)
		for p.peek("  ") {
			line, _ := p.next()
			if err := p.logLine(line[2:], &e); err != nil {
				return nil, err
			}
		}
		list = append(list, e)
	}
}

func (p *parser) logLine(line string, e *Entry) error {
	name, rest, err := p.word(line)
	if err != nil {
		return err
	}
	switch name {
	case "on":
		return p.date(rest, &e.On)
	case "how":
		e.How, err = p.text(rest)
	case "by":
		e.By, err = p.text(rest)
	case "why":
		e.Why, err = p.text(rest)
	case "was":
		e.Was, err = p.entry(rest)
	case "now":
		e.Now, err = p.entry(rest)
	default:
		err = p.damaged("it is none of the lines an entry has")
	}
	return err
}
