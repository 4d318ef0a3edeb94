package sheetstest

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Clock is time that moves only when it is told to.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock stands at a moment.
func NewClock(now time.Time) *Clock { return &Clock{now: now} }

// Now is the moment the clock stands at.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the clock on.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// minute is what has been spent of a quota in one minute.
type minute struct {
	start time.Time
	calls int
}

// usualQuota is each user's reads, and writes, a minute; a project has five
// times that.
const usualQuota = 60

// quota is a limit on calls of a kind in a minute.
type quota struct {
	kind     Kind
	limit    int
	name     string // of the limit
	consumer string // the project's name
}

// quotas are what has been spent of each in the minute it was last asked for.
type quotas map[string]*minute

// admit counts a call against the quotas of the minute, and refuses it past
// them. A batch counts once.
func (spent quotas) admit(c *call, p *platform) *refusal {
	limit := map[Kind]int{Read: p.options.ReadsPerMinute, Write: p.options.WritesPerMinute}[c.Kind]
	if c.Kind == Drive || limit < 0 {
		return nil
	}
	if limit == 0 {
		limit = usualQuota
	}
	now := p.clock.Now().Truncate(time.Minute)
	for _, q := range []struct {
		who   string
		limit int
	}{{c.User, limit}, {"", 5 * limit}} {
		key := string(c.Kind) + " " + q.who
		m := spent[key]
		if m == nil || !m.start.Equal(now) {
			m = &minute{start: now}
			spent[key] = m
		}
		if m.calls++; m.calls > q.limit {
			return tooMany(quotaOf(c.Kind, q.limit, q.who != ""))
		}
	}
	return nil
}

// project is the cloud project that calls count against.
const project = "projects/112233445566"

func quotaOf(k Kind, limit int, perUser bool) quota {
	name := "ReadRequestsPerMinute"
	if k == Write {
		name = "WriteRequestsPerMinute"
	}
	if perUser {
		name += "PerUser"
	}
	return quota{kind: k, limit: limit, name: name, consumer: project}
}

// tooMany is 429 as the API says it. It comes without a Retry-After header.
func tooMany(x quota) *refusal {
	name, of := "Read", ""
	if x.kind == Write {
		name = "Write"
	}
	if strings.HasSuffix(x.name, "PerUser") {
		of = " per user"
	}
	return &refusal{
		code: http.StatusTooManyRequests, status: "RESOURCE_EXHAUSTED",
		message: fmt.Sprintf("Quota exceeded for quota metric '%s requests' and limit '%s requests per minute%s' of service 'sheets.googleapis.com' for consumer 'project_number:%s'.",
			name, name, of, strings.TrimPrefix(x.consumer, "projects/")),
		details: []any{
			object{
				"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "RATE_LIMIT_EXCEEDED", "domain": "googleapis.com",
				"metadata": object{
					"service": "sheets.googleapis.com", "consumer": x.consumer, "quota_location": "global",
					"quota_metric": "sheets.googleapis.com/" + strings.ToLower(name) + "_requests", "quota_limit": x.name,
					"quota_limit_value": fmt.Sprint(x.limit),
				},
			},
			object{
				"@type": "type.googleapis.com/google.rpc.Help",
				"links": []any{object{
					"description": "Request a higher quota limit.",
					"url":         "https://cloud.google.com/docs/quota#requesting_higher_quota",
				}},
			},
		},
	}
}
