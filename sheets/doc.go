// Package sheets reads and writes the partners' Google Sheet.
//
// # Signing in
//
// An Account says how: with a service account's key file, with this machine's
// application default credentials, as another service account (impersonation),
// or as the person who ran Login. Account.Client signs in and returns a
// Client, whose HTTP client is handed to the Sheets service by Options. The
// only scope ever asked for is Scope: reading row metadata needs the right to
// write, and one scope for reading and writing means that one consent does.
// No right to Google Drive is asked for.
//
// # What is sent again, and what never is
//
// The generated client library sends every request once. The client here sends
// again what Google refused (429), what never left this machine, and what only
// reads. A write that may or may not have been carried out is never sent
// again: it comes back as *Ambiguous, and the caller reads the sheet and looks
// for its batch id. A write that carries such an id is marked with Checked.
//
// # Refusals
//
// Client.ExplainRead and Client.ExplainWrite turn whatever the library returns
// into a *Refusal: one sentence, and a hint that says who has to do what.
// Neither ever holds a key, a token, or anything a server sent except the
// Sheets API's own one-line message.
package sheets
