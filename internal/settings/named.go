package settings

import (
	"fmt"
	"os"
)

// PlanError says that no workbook is named that can be the plan.
type PlanError struct {
	Problem string // one sentence, without a capital or a full stop
	Advice  string
}

// Error is the problem.
func (e *PlanError) Error() string { return e.Problem }

// Hint is what to do about it.
func (e *PlanError) Hint() string { return e.Advice }

// TakePlan takes the workbook that somebody named over the one in the file. It
// is a *PlanError where there is neither, and where what is named cannot be
// the plan.
func (s *Settings) TakePlan(named ...string) error {
	if len(named) > 0 {
		s.File.Plan = named[0]
	}
	switch path := s.File.Plan; {
	case IsAddress(path):
		return &PlanError{fmt.Sprintf("the plan is a workbook, and %s is an address", path),
			"a Google Sheet can be the partners' copy: --partner, or partner: sheet: in the settings"}
	case path == "":
		return &PlanError{"no plan is named, and there are no settings in this folder or above it",
			"name the workbook (actionplan read PLAN.xlsx), or run actionplan init PLAN.xlsx once"}
	case isSame(path, s.File.Partner.Workbook):
		return &PlanError{fmt.Sprintf("the plan and the partners' copy are the same file, %s", path),
			"partner: workbook: in the settings is the partners' own copy, another file"}
	}
	return nil
}

// IsPartners reports whether a path leads to the partners' workbook, and not to
// the plan.
func (s *Settings) IsPartners(path string) bool {
	return isSame(path, s.File.Partner.Workbook) && !isSame(path, s.File.Plan)
}

// HasPartners reports whether a partners' copy is named.
func (s *Settings) HasPartners() bool {
	return s.File.Partner.Workbook != "" || s.File.Partner.Sheet != ""
}

// OnGoogle reports whether the partners' copy is a Google Sheet.
func (s *Settings) OnGoogle() bool {
	return s.File.Partner.Workbook == "" && s.File.Partner.Sheet != ""
}

// IsPlan reports whether a path leads to the officers' workbook that is named.
func (s *Settings) IsPlan(path string) bool { return isSame(s.File.Plan, path) }

// isSame reports whether two paths lead to one file.
func isSame(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	one, err := os.Stat(a)
	if err != nil {
		return a == b
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}
