package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
)

func logoutCommand(c *call) *cobra.Command {
	return &cobra.Command{
		Use:   "logout",
		Short: "Take back the sign-in to Google, and delete it from this computer",
		Long: `Tells Google to take back what actionplan login asked for, and deletes the
sign-in from this computer, also where Google cannot be told. Google takes it
back for every computer on which you signed in with the same OAuth client.

A service account's key is not touched: whoever looks after the council's
Google Cloud project deletes it there.`,
		Example:     `  actionplan logout`,
		Args:        cobra.NoArgs,
		Annotations: exits(exitFailed, exitUsage),
		RunE:        func(cmd *cobra.Command, _ []string) error { return logout(cmd.Context(), c) },
	}
}

func logout(ctx context.Context, c *call) error {
	was, err := accountOf(c).Logout(ctx)
	switch {
	case err != nil:
		return err
	case was:
		fmt.Fprintln(c.out, "Done: you are signed out. The sign-in is deleted, and Google has taken it back.")
	default:
		fmt.Fprintln(c.out, "Nobody was signed in here: nothing to do.")
	}
	return nil
}
