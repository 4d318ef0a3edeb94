package personal

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFind(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		// The check digit of an NHS number, 943 476 5919 being the specification's own.
		{"943 476 5919", NHSNumber}, {"9434765919", NHSNumber}, {"943-476-5919", NHSNumber}, {"NHS no. 943\u00a0476\u00a05919.", NHSNumber},
		{"(9434765919)", NHSNumber}, {"943–476–5919", NHSNumber}, {"401 023 2137", NHSNumber},
		{"943 476 5918", ""}, {"987 654 4321", ""}, {"943 476 5910", ""}, {"19434765919", ""}, {"94347659190", ""}, {"000 000 0000", ""}, {"£9434765919", ""}, {"9434765919.50", ""},
		{"AB9434765919", ""}, {"9434 765 919", ""}, {"943 476 591", ""}, {"999 123 4567", ""},

		{"QQ 12 34 56 C", ""}, {"AB123456C", InsuranceNumber}, {"AB 12 34 56 C", InsuranceNumber}, {"ni: jg103759a", InsuranceNumber}, {"SS 12 34 56 A", InsuranceNumber},
		{"GB123456A", ""}, {"BG123456A", ""}, {"ZZ123456A", ""}, {"DA123456A", ""}, {"AO123456A", ""}, {"AB123456E", ""}, {"AB12345C", ""}, {"XAB123456C", ""}, {"AB123456CD", ""},

		{"H801200001001", PupilNumber}, {"upn h801200001001", PupilNumber}, {"A801200001001", ""}, {"H801200001002", ""}, {"H80120000100", ""}, {"I801200001001", ""},

		{"DOB 12/3/2012", BirthDate}, {"d.o.b. 12.03.12", BirthDate}, {"Date of birth: 12 March 2012", BirthDate}, {"born 12 March 2012", BirthDate},
		{"Born on the 12th of March 2012", BirthDate}, {"J Smith (DOB: 2012-03-12)", BirthDate}, {"born 12/03/2012", BirthDate},
		{"children born before 1 April 2010", ""}, {"born in March 2012", ""}, {"date of birth recorded for 95%", ""}, {"DOB checked by 12 staff", ""},
		{"Signed off 12 March 2012", ""}, {"newborn 12/03/2012 review", ""}, {"stubborn 1/2/2012", ""}, {"date of birth fields, 1.10 and 2.3", ""},

		{"12 High Street, Bradford BD1 1HX", HomeAddress}, {"12a The Green, Otley, LS21 3AB", HomeAddress}, {"Flat 3, 14 St John's Road\nDorchester\nDT1 1XJ", HomeAddress},
		{"12, BD1 1HX", HomeAddress}, {"house 12 BD1 1HX", HomeAddress},
		{"County Hall, Dorchester DT1 1XJ", ""}, {"the BD1 1HX area", ""}, {"12 High Street project", ""}, {"12 children in BD1 1HX", ""}, {"Ward 12, 4 actions", ""},

		{"write to jo.bloggs@gmail.com", EMail}, {"JO@HOTMAIL.CO.UK", EMail}, {"someone@charity.org.uk", EMail}, {"x@council.gov.uk.example.com", EMail}, {"a@notgov.uk", EMail},
		{"first.last@council.gov.uk", ""}, {"team@bradford.gov.uk, a@nhs.net", ""}, {"a@school.bradford.sch.uk", ""}, {"@handle", ""}, {"5 @ £20", ""},

		{"07700 900123", Phone}, {"(07700) 900 123", Phone}, {"+44 7700 900123", Phone}, {"0044 7700 900 123", Phone}, {"01274 431266", Phone}, {"020 7946 0018", Phone}, {"Tel: 01305322468.", Phone}, {"+44 (0)1274 431266", Phone},
		{"0300 123 1234", ""}, {"0800 1111 222", ""}, {"013053224682", ""}, {"01/02/2022 03/04", ""}, {"1274 431266", ""}, {"£01274431266", ""}, {"0.1274431266", ""}, {"0123", ""},

		{"J.S., 14, is in a foster placement", Child}, {"JS (14) moved to a residential unit", Child}, {"A.B. aged 9 was placed out of area", Child},
		{"young people aged 16/17 in placements", ""}, {"CL aged 16/17 placed in hotels", ""}, {"RAG 14 placements", ""}, {"JS (14) attended", ""}, {"Care leavers aged 21 or over", ""},

		{"Child T.K. (12) has a mother with cancer", Child}, {"Child T.K. has moved school", Child}, {"Child A (aged 7) at St Mark's", Child}, {"Child A, 7, at school", Child},
		{"Young person B aged 15 is missing", Child}, {"YP J (16) has no plan", Child}, {"Baby M (3 months)", Child}, {"Child TK (12)", Child},
		{"the Child A review", ""}, {"Child A", ""}, {"Learning from Child Q and Child S", ""}, {"Child Q, 12 recommendations", ""}, {"Child A (2 recommendations)", ""}, {"Child Protection (12)", ""},
		{"child a (7)", ""}, {"Every child. T. Smith leads", ""}, {"Pupil Premium aged 16", ""}, {"Child J (2023) review", ""}, {"Child IQ", ""},

		{"Child LA ref 1029384", CaseNumber}, {"Mosaic ID 123456", CaseNumber}, {"case no. 55321", CaseNumber}, {"Case number: 55321.", CaseNumber}, {"LCS no 445566", CaseNumber},
		{"Mosaic person ID: 1029384, Child A", CaseNumber}, {"child’s reference LA-102938", CaseNumber}, {"Client ID #1234567", CaseNumber}, {"liquidlogic ref 4455667", CaseNumber}, {"case reference CS123456", CaseNumber},
		{"reference 1029384", ""}, {"LA ref 1029384", ""}, {"Mosaic 123456", ""}, {"Mosaic upgrade 2026", ""}, {"business case no. 55321", ""}, {"policy case ref 55321", ""}, {"case no. 5", ""}, {"case numbers rose to 12000", ""},
		{"case no. 2026/27", ""}, {"number of cases 55321", ""}, {"cases: 12345", ""}, {"caseload number 12345", ""}, {"case no. 12,345", ""}, {"Mosaic version no. 8.1", ""}, {"document ref 1029384", ""}, {"child protection reference 10293", ""},

		// Refs, figures and dates of a plan.
		{"", ""}, {"1.10", ""}, {"16/17", ""}, {"R4/b", ""}, {"viii", ""}, {"aged 16/17 years who present as homeless", ""}, {"244 comments, 61 young people, of which 40%", ""},
		{"£3.5m next year and £2.5m the year after", ""}, {"17% (26 of 151)", ""}, {"31/03/2026", ""}, {"2026-03-31", ""}, {"1,234,567,890", ""},
		{"1.1 1.2 1.3 2.1 2.2 2.3", ""}, {"12345678901234567890", ""}, {"Every visit within 20 working days, by 31 March 2026", ""},
	} {
		what, found := Find(tc.text)
		if what != tc.want || found != (tc.want != "") {
			t.Errorf("%q: found %q (%v), want %q", tc.text, what, found, tc.want)
		}
	}
}

func TestAllowed(t *testing.T) {
	f := New([]string{"01274 431266", "+44 20 7946 0018", "Desk@Example.org", "partners.example", " ", ""})
	for text, want := range map[string]string{
		"call 01274 431 266": "", "(01274) 431266": "", "+44 1274 431266": "", "020 7946 0018": "",
		"desk@example.org": "", "anyone@partners.example": "", "a@sub.partners.example": "",
		"01274 431267": Phone, "other@example.org": EMail, "a@notpartners.example": EMail,
		"01274 431266 or 07700 900123": Phone, "desk@example.org, jo@gmail.com": EMail,
	} {
		if what, _ := f.Find(text); what != want {
			t.Errorf("%q: found %q, want %q", text, what, want)
		}
	}
}

// TestEveryNHSNumberIsFound makes numbers with a check digit, and changes one
// digit of each: the first is found, the second is not.
func TestEveryNHSNumberIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.StringMatching(`[1-9][0-9]{8}`).Draw(t, "digits")
		sum := 0
		for i, d := range digits {
			sum += int(d-'0') * (10 - i)
		}
		check := (11 - sum%11) % 11
		if check == 10 {
			return // never given out
		}
		number := digits + string(rune('0'+check))
		if strings.Trim(number, number[:1]) == "" {
			return
		}
		around := rapid.SampledFrom([]string{"%", "no. %.", "(%)", "a % b"}).Draw(t, "around")
		if !hasNHSNumber(strings.Replace(around, "%", number, 1)) {
			t.Fatalf("%s is not found in %q", number, around)
		}
		at := rapid.IntRange(0, 9).Draw(t, "at")
		changed := []byte(number)
		changed[at] = '0' + (changed[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if hasNHSNumber(string(changed)) {
			t.Fatalf("%s differs from %s in one digit, and is found", changed, number)
		}
	})
}

// TestRefsAndFiguresPass: nothing made of a plan's own refs, ages and dates is
// personal.
func TestRefsAndFiguresPass(t *testing.T) {
	word := rapid.SampledFrom([]string{"1.1", "1.10", "16/17", "aged 16", "R4/b", "viii", "31/03/2026", "31 March 2026", "40%", "61 of 151", "£3.5m", "Q3 2022/23", "10.1", "and", "by", "the plan", "action"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(word, 1, 8).Draw(t, "words"), rapid.SampledFrom([]string{" ", ", ", "; ", "\n"}).Draw(t, "between"))
		if what, found := Find(text); found {
			t.Fatalf("%q seems to hold %s", text, what)
		}
	})
}

func FuzzFind(f *testing.F) {
	f.Add("943 476 5919")
	f.Add("+44")
	f.Add("A\xff0")
	f.Fuzz(func(t *testing.T, text string) {
		what, found := New([]string{text}).Find(text)
		if found != (what != "") {
			t.Errorf("%q: %q, %v", text, what, found)
		}
	})
}
