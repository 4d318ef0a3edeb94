package excel

import (
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestLabel(t *testing.T) {
	const id = "2096f6a2-d2f7-48be-b329-b73aaa526e5d"
	list := func(attributes string) string {
		return `<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label id="{` + id + `}" ` + attributes + `/></clbl:labelList>`
	}
	for name, c := range map[string]struct {
		named, enabled, list, want string
	}{
		"none":                        {},
		"among the properties":        {named: "OFFICIAL-SENSITIVE", enabled: "true", want: "OFFICIAL-SENSITIVE"},
		"in both places":              {named: "OFFICIAL-SENSITIVE", enabled: "true", list: list(`enabled="1" removed="0"`), want: "OFFICIAL-SENSITIVE"},
		"in the list alone":           {list: list(`enabled="1" removed="0"`), want: id},
		"taken off":                   {named: "OFFICIAL-SENSITIVE", enabled: "false"},
		"taken off, in the list":      {named: "OFFICIAL-SENSITIVE", enabled: "true", list: list(`enabled="1" removed="1"`)},
		"named without being enabled": {named: "Confidential", want: "Confidential"},
		"a list that is damaged":      {named: "Confidential", enabled: "true", list: "<labelList", want: "Confidential"},
	} {
		t.Run(name, func(t *testing.T) {
			f := excelize.NewFile()
			defer f.Close()
			for cell, text := range map[string]string{"A1": "Ref", "B1": "Action", "C1": "Lead", "D1": "Due date", "A2": "1.1", "B2": "Train all social workers", "C2": "Head of Service", "D2": "31/03/2026"} {
				if err := f.SetCellStr("Sheet1", cell, text); err != nil {
					t.Fatal(err)
				}
			}
			for what, value := range map[string]string{"Name": c.named, "Enabled": c.enabled} {
				if value == "" {
					continue
				}
				if err := f.SetCustomProps(excelize.CustomProperty{Name: "MSIP_Label_" + id + "_" + what, Value: value}); err != nil {
					t.Fatal(err)
				}
			}
			if c.list != "" {
				f.Pkg.Store("docMetadata/LabelInfo.xml", []byte(c.list))
			}
			path := filepath.Join(t.TempDir(), "plan.xlsx")
			if err := f.SaveAs(path); err != nil {
				t.Fatal(err)
			}
			p, err := (&Copy{Path: path}).Read(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if p.Label != c.want {
				t.Errorf("the label is %q; want %q", p.Label, c.want)
			}
			if said := len(p.Notes) > 0 && p.Notes[len(p.Notes)-1].Message == `the workbook carries the sensitivity label "`+c.want+`"`; said != (c.want != "") {
				t.Errorf("the notes are %+v", p.Notes)
			}
		})
	}
}
