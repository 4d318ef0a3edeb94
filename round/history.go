package round

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"actionplan/history"
	"actionplan/ledger"
	"actionplan/plan"
)

// Timelines is what became of each action of the plan as it stands, from all that is
// kept: earlier versions of the workbook, and what both sides agreed at each apply. With
// no plan it is of the versions alone. Nothing of a day after today is looked at.
func (r *Round) Timelines(now *Current) (*history.History, error) {
	kept, err := r.folder().Versions()
	if err != nil {
		return nil, err
	}
	var versions []history.Version
	for _, v := range kept {
		if !r.Today.Before(v.On) {
			versions = append(versions, history.Version{On: v.On, Source: history.Workbook, Name: v.Name, Plan: v.Plan})
		}
	}
	l, err := r.folder().Open()
	if err != nil && !errors.Is(err, ledger.ErrNone) {
		return nil, err
	}
	if err == nil && now != nil {
		for _, s := range l.States() {
			if !r.Today.Before(s.On) {
				versions = append(versions, now.agreedThen(s))
			}
		}
	}
	if now != nil {
		versions = append(versions, history.Version{On: r.Today, Source: history.Now, Plan: now.whole(), Agreed: now.agreedRows()})
	}
	return history.Of(versions), nil
}

// agreedThen is what both sides agreed at one time, as a reader takes it.
func (now *Current) agreedThen(s ledger.State) history.Version {
	p := plan.Plan{Tables: now.Plan.Tables, Columns: now.Plan.Columns, Terms: now.Plan.Terms}
	isOwn := func(plan.Ref) bool { return !now.Plan.Has(plan.FieldRef) }
	if now.Readings != nil {
		p.Columns = now.Readings.Settlement.Agreed.Columns
		isOwn = func(ref plan.Ref) bool { return now.Readings.isLedgersOwn(s.Base, ref) }
	}
	agreed := map[plan.ID]plan.ID{}
	for _, a := range s.Base.Actions {
		agreed[a.ID] = a.ID
		if s.Own[a.ID] || isOwn(a.Ref) {
			a.Ref = "" // no cell says it
		}
		a.Ref = plan.Ref(strings.TrimPrefix(string(a.Ref), a.Table+"/"))
		p.Actions = append(p.Actions, a)
	}
	return history.Version{On: s.On, Source: history.Agreed, Some: true, Plan: p.View(), Why: s.Why, Agreed: agreed}
}

// agreedRows says which agreed action each of the officers' rows is.
func (now *Current) agreedRows() map[plan.ID]plan.ID {
	if now.Readings == nil {
		return nil
	}
	agreed := map[plan.ID]plan.ID{}
	for i := range now.Readings.compared.Pairs {
		if p := &now.Readings.compared.Pairs[i]; p.Base != nil && p.Officer != nil {
			agreed[p.Officer.ID] = p.Base.ID
		}
	}
	return agreed
}

// whole is the plan as it stands with the officers' rows that nothing was agreed of yet,
// which are in the plan all the same.
func (now *Current) whole() plan.Plan {
	if now.Readings == nil {
		return now.Plan
	}
	p := now.Plan
	p.Actions = slices.Clone(p.Actions)
	has := map[plan.ID]bool{}
	for _, a := range p.Actions {
		has[a.ID] = true
	}
	for _, a := range now.Readings.Officers.View().Actions {
		if !has[a.ID] {
			p.Actions = append(p.Actions, a)
		}
	}
	return p
}

// KeepVersions keeps earlier versions of the workbook, and says of each what became of
// it: nil, or ledger.ErrKept beside the version that is kept already.
func (r *Round) KeepVersions(versions []ledger.Version) (kept []ledger.Version, already []error, err error) {
	if len(versions) == 0 {
		return nil, nil, nil
	}
	if err := r.folder().Make(); err != nil {
		return nil, nil, err
	}
	held, err := r.lock()
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = held.Release() }()
	for _, v := range versions {
		v, err := r.folder().KeepVersion(v)
		if err != nil && !errors.Is(err, ledger.ErrKept) {
			return kept, already, err
		}
		kept, already = append(kept, v), append(already, err)
	}
	return kept, already, nil
}

// Versions are the earlier versions that are kept, the oldest first.
func (r *Round) Versions() ([]ledger.Version, error) { return r.folder().Versions() }

// ForgetVersion takes away an earlier version that is kept. It is a Problem where none, or
// several, are called that.
func (r *Round) ForgetVersion(name string) (ledger.Version, error) {
	if _, err := os.Stat(r.Ledger); errors.Is(err, fs.ErrNotExist) {
		return ledger.Version{}, misused("actionplan history add FOLDER keeps some", "no earlier versions are kept in %s", r.Ledger)
	}
	held, err := r.lock()
	if err != nil {
		return ledger.Version{}, err
	}
	defer func() { _ = held.Release() }()
	v, err := r.folder().ForgetVersion(name)
	switch {
	case errors.Is(err, ledger.ErrNoVersion):
		return v, misused("actionplan history lists them", "no earlier version is called %q", name)
	case errors.Is(err, ledger.ErrSeveral):
		return v, misused(fmt.Sprintf("name one by its day too, as actionplan history lists them: %q", v.File), "several earlier versions are called %q", name)
	}
	return v, err
}
