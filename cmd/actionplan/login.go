package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"actionplan/sheets"
	"actionplan/sheets/signin"
)

func loginCommand(c *call) *cobra.Command {
	var wait time.Duration
	var shown bool
	cmd := &cobra.Command{
		Use:   "login",
		Short: "Sign in to Google, for a partners' copy that is a Google Sheet",
		Long: `Opens Google's sign-in page in your browser and asks for one right: to edit the
Google Sheets that you can edit. Edits are then made in your name. No right to
your Drive or mail is asked for.

The sign-in is kept in your own configuration folder, readable by you alone,
never beside the plan. actionplan logout takes it back.

It needs the council's OAuth client file, of type Desktop app, once: name it
with --client, or under partner: sign-in: client: in the settings. A service
account's key needs no login. docs/google.md has the steps for both.`,
		Example: `  actionplan login --client client.json
  actionplan login`,
		Args:        cobra.NoArgs,
		Annotations: exits(exitFailed, exitUsage, exitSignIn),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if wait <= 0 {
				return misused("write it as 5m or 90s", "--wait: there is no time to sign in in")
			}
			return login(cmd.Context(), c, wait, !shown)
		},
	}
	cmd.Flags().String("client", "", "the council's OAuth client `file` (type Desktop app), as Google made it")
	cmd.Flags().DurationVar(&wait, "wait", 5*time.Minute, "how `long` to wait for you to sign in")
	cmd.Flags().BoolVar(&shown, "no-browser", false, "only show the address, and open no browser")
	return cmd
}

func login(ctx context.Context, c *call, wait time.Duration, open bool) error {
	account := accountOf(c)
	if account.KeyFile != "" {
		c.warn("the settings name a service account's key, which goes over this sign-in for as long as it stands there")
	}
	visit := signin.Visit{
		Say:   c.warn,
		Limit: wait,
		Show: func(address string) {
			fmt.Fprintf(c.err, "Sign in to Google in your browser, on this computer, at this address:\n\n%s\n\n", address)
			if open && signin.OpenBrowser(address) {
				fmt.Fprintln(c.err, "It should be open there already.")
			}
			fmt.Fprintln(c.err, "Waiting for you to sign in (Ctrl-C gives up) ...")
		},
	}
	if err := account.Login(ctx, visit); err != nil {
		return err
	}
	fmt.Fprintln(c.out, "Done: you are signed in on this computer. actionplan logout takes it back.")
	return nil
}

// accountOf is how a run signs in to Google.
func accountOf(c *call) signin.Account {
	in := c.settings.File.Partner.SignIn
	a := signin.Account{
		KeyFile:     in.Key,
		Default:     in.Default,
		ClientFile:  in.Client,
		Impersonate: in.Impersonate,
		Warn:        c.warn,
		Agent:       "actionplan",
	}
	a.Endpoint, a.Practice = signin.Environment()
	if c.settings.File.Plan != "" {
		a.PlanFolder = filepath.Dir(c.settings.File.Plan)
	}
	a.Patience = patience
	a.Patience.Waiting = func(why string, wait time.Duration) {
		if !c.quiet {
			c.warn(fmt.Sprintf("%s: trying again in %d s", why, max(1, int(wait.Round(time.Second).Seconds()))))
		}
	}
	a.Patience.Unanswered = func(sentence string) {
		if !c.quiet {
			c.warn(sentence)
		}
	}
	return a
}

// patience is how long a run asks again; the zero value is what a person can
// bear. Tests put a clock of their own here.
var patience sheets.Patience
