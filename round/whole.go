package round

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"actionplan/answers"
	"actionplan/plan"
	"actionplan/reconcile"
)

// Questions lays out what is open: a table that one side never had is one
// question, but for those of its rows that have to be answered by themselves.
func Questions(open []reconcile.Question) (tables []reconcile.TableQuestion, others []reconcile.Question) {
	return reconcile.Tables(open)
}

// Whole is one answer for everything that is asked about a table that one side
// never had, or about one column: about its cells, or that a side has it no longer.
type Whole struct {
	Table   string // its name; with a column, the one that the column is gone from
	Column  string // a field or its label
	Chosen  string // "add", "officer"
	By, Why string
}

// name is what is answered, as it is named in a sentence.
func (w Whole) name() string {
	switch {
	case w.Column == "":
		return fmt.Sprintf("the table %q", w.Table)
	case w.Table != "":
		return fmt.Sprintf("the column %s in the table %q", w.Column, w.Table)
	}
	return "the column " + w.Column
}

// DecidedWhole is what came of an answer for a whole table or column.
type DecidedWhole struct {
	Decisions []reconcile.Decision
	Open      []reconcile.Question // those it does not answer: they are asked by themselves
	About     string               // what was answered: "the table “Home”"
	Names     map[plan.Ref]string  // what people call the actions that are decided about
}

// DecideWhole remembers one answer for every question about a table or a
// column that it fits. Nothing is written to either side.
func (r *Round) DecideWhole(ctx context.Context, a Whole) (*DecidedWhole, error) {
	if _, err := r.Agreed(); err != nil {
		return nil, err
	}
	a.Chosen, a.By, a.Why = plan.Clean(a.Chosen), plan.Clean(a.By), plan.Clean(a.Why)
	if a.By == "" || a.Why == "" {
		return nil, misused("name who decided with --by, and the reason with --why", "%s: an answer needs a name and a reason", a.name())
	}
	held, err := r.lock()
	if err != nil {
		return nil, err
	}
	defer func() { _ = held.Release() }()
	now, err := r.Read(ctx)
	if err != nil {
		return nil, err
	}
	asked, near := a.asked(now.Settlement.Open)
	if len(asked) == 0 && r.reopens(now, a) {
		asked, near = a.asked(now.Settlement.Open)
	}
	if len(asked) == 0 {
		advice := "actionplan preview shows the open questions"
		if len(near) > 0 {
			advice = "open as a whole: " + joined(near)
		}
		return nil, misused(advice, "no question is open about %s", a.name())
	}
	done := &DecidedWhole{About: a.name()}
	byTake := map[reconcile.Take][]reconcile.Question{}
	alone := 0                 // that the answer fits, each by itself
	var takes []reconcile.Take // an edit of partners is accepted by another take than one of officers
	for _, q := range asked {
		take, fits := answers.TakeOf(q, a.Chosen)
		if fits && take != reconcile.TakeOther && !answers.AtOnce(q) {
			alone++
		}
		if !fits || take == reconcile.TakeOther || !answers.AtOnce(q) {
			done.Open = append(done.Open, q)
			continue
		}
		if byTake[take] == nil {
			takes = append(takes, take)
		}
		byTake[take] = append(byTake[take], q)
	}
	for _, take := range takes {
		if gone := goneColumns(byTake[take]); len(gone) > 0 {
			if tables := tablesOf(gone); len(tables) > 1 {
				return nil, misused("say which with --table "+strings.Join(tables, ", or --table "), "%s is gone from %d tables", a.name(), len(tables))
			}
			for _, q := range gone {
				done.Decisions = append(done.Decisions, q.Decide(take, nil, a.By, a.Why, r.Today))
			}
			continue
		}
		if a.Column == "" {
			done.Decisions = append(done.Decisions, reconcile.TableQuestion{Questions: byTake[take]}.Decide(take, a.By, a.Why, r.Today)...)
			continue
		}
		done.Decisions = append(done.Decisions, reconcile.AnswerColumn(byTake[take], a.field(byTake[take]), take, a.By, a.Why, r.Today)...)
	}
	if len(done.Decisions) == 0 && alone > 0 {
		return nil, misused(fmt.Sprintf("each by itself: actionplan decide %q %s %q --by … --why …; actionplan preview lists them", done.Open[0].Name, done.Open[0].Field, a.Chosen), "the %d questions about %s can only be answered one by one", alone, a.name())
	}
	if len(done.Decisions) == 0 {
		return nil, misused("its answers: "+strings.Join(answers.OfferedTogether(asked), ", "), "%q answers nothing that is asked about %s", a.Chosen, a.name())
	}
	done.Names = map[plan.Ref]string{}
	for _, d := range done.Decisions {
		done.Names[d.Question.Ref] = now.Settlement.Name(d.Question.Ref)
	}
	return done, r.rememberDecisions(now, done.Decisions)
}

// asked are the open questions an answer is for, and what else could be
// answered whole.
func (w Whole) asked(open []reconcile.Question) (asked []reconcile.Question, near []string) {
	if w.Column != "" {
		for _, q := range open {
			switch {
			case q.Kind == reconcile.QuestionColumn:
				if near = append(near, q.Called()); w.isOf(q.Key()) {
					asked = append(asked, q)
				}
			case w.Table == "" && q.Field != "" && asksAbout(q, w.Column):
				asked = append(asked, q)
			}
		}
		return asked, near
	}
	tables, _ := Questions(open)
	for _, t := range tables {
		if near = append(near, t.Table); plan.Fold(t.Table) == plan.Fold(w.Table) {
			asked = append(asked, t.Questions...)
		}
	}
	return asked, near
}

// isOf reports whether the answer is for a column that is gone.
func (w Whole) isOf(gone reconcile.Key) bool {
	return isField(gone.Field, w.Column) && (w.Table == "" || plan.Fold(w.Table) == plan.Fold(gone.Table))
}

// reopens settles the readings without what was decided, and not applied yet,
// of a column that is gone, so that it is asked about again. Nothing is remembered
// by it.
func (r *Round) reopens(now *Readings, a Whole) bool {
	decided := len(now.memory.Decisions)
	now.memory.Decisions = slices.DeleteFunc(slices.Clone(now.memory.Decisions), func(d reconcile.Decision) bool {
		return d.Kind == reconcile.QuestionColumn && a.isOf(d.Question)
	})
	if len(now.memory.Decisions) == decided {
		return false
	}
	r.settle(now)
	return true
}

// goneColumns are the questions about columns that one side has no longer.
func goneColumns(questions []reconcile.Question) []reconcile.Question {
	return slices.DeleteFunc(slices.Clone(questions), func(q reconcile.Question) bool { return q.Kind != reconcile.QuestionColumn })
}

// tablesOf are the tables that questions about columns name, in quotes.
func tablesOf(questions []reconcile.Question) []string {
	var tables []string
	for _, q := range questions {
		if name := strconv.Quote(q.Table); !slices.Contains(tables, name) {
			tables = append(tables, name)
		}
	}
	return tables
}

// About are the open questions that an answer is for.
func (w Whole) About(open []reconcile.Question) []reconcile.Question {
	asked, _ := w.asked(open)
	return asked
}

// field is the field of the column that is answered.
func (w Whole) field(about []reconcile.Question) plan.Field {
	for _, q := range about {
		for _, d := range q.Cells {
			if string(d.Field) == w.Column || strings.EqualFold(d.Field.Label(), w.Column) {
				return d.Field
			}
		}
	}
	return plan.Field(w.Column)
}
