package plan_test

import (
	"testing"

	"actionplan/plan"
)

// TestStatusAbroad reads words of other languages where they are all that a cell says.
func TestStatusAbroad(t *testing.T) {
	for text, want := range map[string]plan.Status{
		"Concluido": plan.StatusComplete, "Concluído": plan.StatusComplete, "Terminé": plan.StatusComplete, "ERLEDIGT": plan.StatusComplete, "Hecho": plan.StatusComplete,
		"Completato": plan.StatusComplete, "Tamamlandı": plan.StatusComplete, "TAMAMLANDI": plan.StatusComplete, "Erledigt 12.03.2026": plan.StatusComplete,
		"Cerrado": plan.StatusClosed, "Geschlossen": plan.StatusClosed, "En curso": plan.StatusOpen, "In Arbeit": plan.StatusOpen, "Non commencé": plan.StatusNotStarted, "Annulé": plan.StatusCancelled,
	} {
		if got, known := plan.ReadStatus(plan.TextValue(text), nil); got != want || !known {
			t.Errorf("%q is %q (known: %t), want %q", text, got, known, want)
		}
	}
	// Near misses: what stands beside such a word may take it back.
	for _, text := range []string{"Teilweise erledigt", "Nicht erledigt", "Erledigt, bis auf den Bericht", "Pas terminé", "Não concluído", "Concluído parcialmente", "Termine", "Hecho en parte"} {
		if got, known := plan.ReadStatus(plan.TextValue(text), nil); got != plan.StatusOpen || known {
			t.Errorf("%q is %q (known: %t), and nobody knows", text, got, known)
		}
	}
}

// TestLikelyStatus offers for a word that is not known what it most likely means.
func TestLikelyStatus(t *testing.T) {
	for word, want := range map[string]plan.Status{
		"Compelted": plan.StatusComplete, "Complted": plan.StatusComplete, "Closd": plan.StatusClosed, "Closed BAU": plan.StatusClosed, "Fixed": plan.StatusComplete, "✅": plan.StatusComplete,
		"Erledigt und abgelegt": plan.StatusComplete, "100": plan.StatusComplete, "Won't do": plan.StatusCancelled, "Backlog": plan.StatusNotStarted, "N": plan.StatusOpen,
		// Near misses.
		"Teilweise erledigt": plan.StatusOpen, "Embedded": plan.StatusOpen, "Done in part": plan.StatusOpen, "Completer": plan.StatusComplete, "Doner": plan.StatusOpen, "Not fixed": plan.StatusOpen,
		"No terminado": plan.StatusOpen, "50": plan.StatusOpen, "Stage 3": plan.StatusOpen, "N/A": plan.StatusOpen, "": plan.StatusOpen,
	} {
		if got := plan.LikelyStatus(word); got != want {
			t.Errorf("%q is likely %q, want %q", word, got, want)
		}
	}
}

// TestStatusOfNumbers gives numbers a meaning by the council's own words, however they
// are written.
func TestStatusOfNumbers(t *testing.T) {
	for _, c := range []struct {
		word, cell string
		asks       bool
		known      bool
	}{
		{"100", "100", false, true}, {"100.0", "100", false, true}, {"100", "100.0", false, true}, {"1", "1", true, true}, {"1", "1", false, true},
		{"100", "1", false, false}, {"100%", "100", false, false}, {"10", "100", false, false},
	} {
		terms := plan.StatusTerms{Words: []plan.StatusWord{{Words: c.word, Means: plan.StatusCancelled}}, Asks: c.asks}
		if got, known := terms.Read(plan.NumberValue(c.cell)); known != c.known || known && got != plan.StatusCancelled {
			t.Errorf("%s with the word %q is %q (known: %t)", c.cell, c.word, got, known)
		}
	}
}
