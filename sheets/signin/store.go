package signin

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/oauth2"

	"actionplan/internal/disk"
	"actionplan/sheets"
)

// tokenFile is the name of the stored sign-in in its folder.
const tokenFile = "google-sign-in.json"

// signInFormat is the form of the stored sign-in. Another is refused, so that
// an older actionplan does not take half of it.
const signInFormat = 1

// stored is what Login keeps: the council's client, and the right that a
// person gave it.
type stored struct {
	Format       int       `json:"format"`
	ClientID     string    `json:"client_id"`
	ClientSecret string    `json:"client_secret"`
	AuthURI      string    `json:"auth_uri"`
	TokenURI     string    `json:"token_uri"`
	RefreshToken string    `json:"refresh_token"`
	AccessToken  string    `json:"access_token"`
	Expiry       time.Time `json:"expiry"`
}

// String keeps the secrets out of whatever prints a stored sign-in.
func (stored) String() string { return "a stored sign-in" }

// GoString keeps them out of %#v too.
func (stored) GoString() string { return "a stored sign-in" }

func (s stored) config() *oauth2.Config {
	return &oauth2.Config{
		ClientID: s.ClientID, ClientSecret: s.ClientSecret, Scopes: []string{sheets.Scope},
		Endpoint: oauth2.Endpoint{AuthURL: s.AuthURI, TokenURL: s.TokenURI, AuthStyle: oauth2.AuthStyleInParams},
	}
}

func (s stored) token() *oauth2.Token {
	return &oauth2.Token{AccessToken: s.AccessToken, RefreshToken: s.RefreshToken, Expiry: s.Expiry}
}

// with is the sign-in once a token came: a new refresh token goes over the old
// one, and none leaves it.
func (s stored) with(t *oauth2.Token) stored {
	s.AccessToken, s.Expiry = t.AccessToken, t.Expiry
	if t.RefreshToken != "" {
		s.RefreshToken = t.RefreshToken
	}
	return s
}

// tokenStore is where the sign-in is kept: a folder and a file that only their
// owner can open.
type tokenStore struct {
	folder string
	warn   func(string)
}

// store finds the folder: the one that was named, or actionplan's own in the
// user's configuration folder.
func (a Account) store() (tokenStore, error) {
	if a.TokenFolder != "" {
		return tokenStore{a.TokenFolder, a.warn}, nil
	}
	folder, err := os.UserConfigDir()
	if err != nil {
		return tokenStore{}, &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: "this computer says no place where your sign-in could be kept",
			Advice: "set HOME (or on Windows, AppData) to your own folder"}
	}
	return tokenStore{filepath.Join(folder, "actionplan"), a.warn}, nil
}

func (d tokenStore) path() string { return filepath.Join(d.folder, tokenFile) }

// load reads the stored sign-in. errNotSignedIn says that there is none. A
// file that others could read is closed to them, and that is said.
func (d tokenStore) load() (stored, error) {
	var s stored
	info, err := os.Lstat(d.path())
	if errors.Is(err, fs.ErrNotExist) {
		return s, errNotSignedIn
	}
	if err != nil {
		return s, d.unreadable("cannot be read")
	}
	if !info.Mode().IsRegular() {
		return s, d.unreadable("is not a plain file, so somebody may have put it there")
	}
	if err := d.close(info); err != nil {
		return s, err
	}
	text, err := readSmall(d.path())
	if err != nil {
		return s, d.unreadable("cannot be read")
	}
	if json.Unmarshal(text, &s) != nil || s.Format != signInFormat || s.RefreshToken == "" {
		return stored{}, d.unreadable("is damaged, or was made by another version")
	}
	for _, address := range []string{s.AuthURI, s.TokenURI} {
		if _, err := checkSignInAddress(address, ""); err != nil {
			return stored{}, err
		}
	}
	return s, nil
}

func (d tokenStore) unreadable(what string) error {
	return &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: fmt.Sprintf("your stored sign-in, %s, %s", d.path(), what),
		Advice: "delete it and sign in again: actionplan login"}
}

// close takes from others the right to read the file and its folder.
func (d tokenStore) close(file fs.FileInfo) error {
	folder, err := os.Stat(d.folder)
	if err != nil {
		return d.unreadable("cannot be read")
	}
	if readableByOthers(folder) {
		if err := os.Chmod(d.folder, 0o700); err != nil {
			return d.unreadable("lies in a folder that is open to others, and it cannot be closed to them")
		}
	}
	if !readableByOthers(file) {
		return nil
	}
	if err := os.Chmod(d.path(), 0o600); err != nil {
		return d.unreadable("is open to others, and cannot be closed to them")
	}
	d.warn("your stored sign-in could be read by others on this computer; it is yours alone again, but if somebody may have copied it, run actionplan logout and sign in anew")
	return nil
}

// save keeps the sign-in, for its owner's eyes only.
func (d tokenStore) save(s stored) error {
	refused := &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: "the sign-in could not be kept in " + d.folder,
		Advice: "look whether you may write there, and whether the disk is full"}
	if os.MkdirAll(d.folder, 0o700) != nil {
		return refused
	}
	if info, err := os.Stat(d.folder); err != nil || readableByOthers(info) && os.Chmod(d.folder, 0o700) != nil {
		return refused
	}
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return refused
	}
	if disk.Write(d.path(), 0o600, func(w io.Writer) error { _, err := w.Write(append(text, '\n')); return err }) != nil {
		return refused
	}
	return nil
}

// remove deletes the stored sign-in.
func (d tokenStore) remove() error {
	if err := os.Remove(d.path()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &sheets.Refusal{Kind: sheets.SignInNeeded, Sentence: "your stored sign-in, " + d.path() + ", could not be deleted", Advice: "delete that file by hand"}
	}
	return nil
}

// keeping keeps each new token, so that the next run need not ask for one and
// a refresh token that Google renews is not lost.
type keeping struct {
	inner oauth2.TokenSource
	store tokenStore

	mutex sync.Mutex
	last  stored
}

// Token is the inner source's token, kept where it is a new one.
func (k *keeping) Token() (*oauth2.Token, error) {
	token, err := k.inner.Token()
	if err != nil {
		return nil, err
	}
	k.mutex.Lock()
	defer k.mutex.Unlock()
	if token.AccessToken != k.last.AccessToken {
		k.keep(k.last.with(token))
	}
	return token, nil
}

// keep stores a renewed sign-in, unless somebody signed out or in anew
// meanwhile: that sign-in stands.
func (k *keeping) keep(now stored) {
	there, err := k.store.load()
	mine := err == nil && there.RefreshToken == k.last.RefreshToken
	k.last = now
	if !mine {
		return
	}
	if err := k.store.save(now); err != nil && now.RefreshToken != there.RefreshToken {
		k.store.warn("Google renewed your sign-in and it could not be kept: you will have to sign in again (actionplan login)")
	}
}
