// Package histories tries the whole way from two workbooks to two written
// workbooks on edits that nobody here made up: on forks of dated revisions of
// real workbooks, where officers have what people really changed and partners
// seeded edits by excelize, and on random edits of the practice plan saved by
// LibreOffice and by excelize. None of it is written by the code under test.
// It holds tests only.
//
// By default a few of each are tried, in seconds. ACTIONPLAN_TEST_LONG tries
// every fork, ACTIONPLAN_TEST_TRIPLES that many random triples, numbered from
// ACTIONPLAN_TEST_SEED on; a failure names the number.
package histories
