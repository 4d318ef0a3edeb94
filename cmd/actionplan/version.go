package main

import (
	"fmt"
	"runtime/debug"
)

// What a release says of itself:
//
//	go build -ldflags "-X main.version=1.2.0 -X main.commit=$(git rev-parse HEAD) -X main.date=2026-11-28" ./cmd/actionplan
//
// What is not said is taken from what Go wrote into the program.
var version, commit, date string

// versionWords is one line: which version it is, of which commit, from when.
// What nobody knows it says so of.
func versionWords(info *debug.BuildInfo) string {
	version, commit, date, changed := version, commit, date, ""
	if info != nil {
		if version == "" && info.Main.Version != "(devel)" {
			version = info.Main.Version
		}
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision" && commit == "":
				commit = s.Value
			case s.Key == "vcs.time" && date == "":
				date = s.Value
			case s.Key == "vcs.modified" && s.Value == "true":
				changed = ", changed since"
			}
		}
	}
	return fmt.Sprintf("actionplan version %s, commit %s%s, date %s", orUnknown(version), orUnknown(commit), changed, orUnknown(date))
}

func orUnknown(words string) string {
	if words == "" {
		return "unknown"
	}
	return words
}

// thisVersion is versionWords of the program that runs.
func thisVersion() string {
	info, _ := debug.ReadBuildInfo()
	return versionWords(info)
}
