// Package signin signs in to Google, for the partners' sheet: it finds out who
// asks, and makes the client by which package sheets reads and writes.
//
// # Three calls
//
// An [Account] says how to sign in: with a service account's key file, with
// this computer's application default credentials, as another service account
// (impersonation), or as the person who ran [Account.Login]. [Account.Client]
// returns the client; only files are read by it, and Google is first asked for
// a token with the first request. [Account.Login] asks a person in their
// browser, and keeps the right they give; [Account.Logout] takes it back at
// Google and deletes it.
//
// # What is kept, and where
//
// A person's sign-in, in their own configuration folder, in a file that they
// alone can read. A renewed one goes over it, unless they signed out or in anew
// meanwhile. Of keys and of other programs' sign-ins nothing is kept.
//
// # What it never does
//
// It never uses a file to sign in with before every address in it, under
// whatever name and however deep, has been looked at: one that is not Google's
// is refused before anybody is asked anything. It runs no program that such a
// file names. It never sends a real account's token to a server on this
// computer, and follows no redirect. No key, token, code, or word of a sign-in
// server's stands in anything that it prints, returns as an error or writes
// beside the plan.
package signin
