package sheets_test

import (
	"context"
	"os"

	"actionplan/sheets"
	"actionplan/sheets/signin"
)

func init() {
	sheets.LiveClient = func(ctx context.Context) (*sheets.Client, error) {
		return signin.Account{KeyFile: os.Getenv("ACTIONPLAN_LIVE_KEY")}.Client(ctx)
	}
}
