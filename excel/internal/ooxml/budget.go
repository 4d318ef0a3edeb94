package ooxml

import "sync/atomic"

// budget is what may still be read of a package, shared by all that read it.
type budget struct{ left int64 }

func (b *budget) spend(n int) bool { return atomic.AddInt64(&b.left, -int64(n)) >= 0 }
