package plan

import "testing"

// TestMonthsAbroad: months in Welsh and in other languages are months, and English
// words that are months elsewhere are not.
func TestMonthsAbroad(t *testing.T) {
	for text, want := range map[string]string{
		"15 Ağu 2024": "2024-08-15", "3 Okt 2024": "2024-10-03", "31 Mawrth 2026": "2026-03-31",
		"15 de marzo de 2024": "2024-03-15", "1er août 2024": "2024-08-01", "15. März 2024": "2024-03-15",
		"30 de setembro de 2025": "2025-09-30", "31 December 2024": "2024-12-31", "3 juin 2024": "2024-06-03", "1 Oca 2025": "2025-01-01", "9 мая 2025": "2025-05-09",
		"12-dic-2024": "2024-12-12", "5 Eylül 2024": "2024-09-05", "Hydref 2025": "2025-10-31",
	} {
		if got := ReadDate(text, DateHabit{}).Value; got.Kind != KindDate || got.Text[:10] != want {
			t.Errorf("%q is read as %v, not as %s", text, got, want)
		}
	}
	for _, text := range []string{"3 out 2024", "2 ago", "set 2024", "3 set 2024"} {
		if got := ReadDate(text, DateHabit{}).Value; got.Kind == KindDate {
			t.Errorf("%q is read as the day %v", text, got)
		}
	}
}
