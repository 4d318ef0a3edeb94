package settings_test

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"actionplan/internal/settings"
)

// A council's file is read; what is wrong in one is said with its line.
func Example() {
	dir, err := os.MkdirTemp("", "settings")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, settings.FileName)
	for _, file := range []string{
		"plan: plan.xlsx\n",
		"plna: plan.xlsx\n",
	} {
		if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
			log.Fatal(err)
		}
		s, err := settings.Load(path, pflag.NewFlagSet("actionplan", pflag.ContinueOnError))
		if err != nil {
			fmt.Println(strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), ""))
			continue
		}
		fmt.Println("the plan is", filepath.Base(s.File.Plan))
	}
	// Output:
	// the plan is plan.xlsx
	// read settings actionplan.yaml, line 1: there is no setting called "plna"
}
