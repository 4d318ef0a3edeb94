// Package lock says who else is at work: in a ledger, where one run at a time
// may be (Take), and in a workbook, which somebody may have open
// (OpenElsewhere) or which a cloud client copies behind our back (Synced).
//
// What is refused leaves everything as it was.
//
// # The lock
//
// The lock is the file lock.txt in the ledger's folder, with who took it, on
// which computer, and until when it counts. It is written in full under
// another name and then hard-linked to its own, which succeeds for one taker
// only and never shows half a file, on local disks and on shared drives
// alike; creating with O_EXCL, the usual way, would show an empty file for a
// moment, and old network file systems do not keep its promise. Where a drive
// knows no hard links, O_EXCL has to do, and an empty lock counts as held. The
// files stand as the folder does, so that any of a group can read who is at work
// and take over what is over.
//
// A lock is over when its file has not been touched for Life, or when its
// process was one of this very computer and is gone. Its age is told by the
// drive's own clock, as the date of a file that is just written beside it: the
// clocks of two computers may be hours apart, and a lock that is young must not
// be taken from somebody at work, nor one that is over be waited for. Only where
// the drive's clock itself went back is there no age; then who took it is said,
// and a person deletes it. A lock that is damaged or empty counts as one of that
// age, and is said to be so. When a lock is over, it
// can be taken over, and two takers could both remove what they read, one of
// them the other's new lock. So whoever changes a lock (takes it over,
// prolongs it or lets it go) first takes the lock on that one lock, a file
// with the lock's unique token in its name, by the same rules; looks again;
// and only then puts one file in the place of the other. If it is cut off in
// between, the next one takes over that inner lock first.
//
// A lock with an end cannot stop a run that slept through it: a laptop closed
// in the middle, say. Such a run learns from Refresh, which it must call
// before every step that writes, that it has lost the lock.
package lock
