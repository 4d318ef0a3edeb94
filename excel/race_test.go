//go:build race

package excel

// slow says that the tests run many times slower than usual, as they do while
// races are looked for.
const slow = true
