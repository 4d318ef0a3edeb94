package sheets

import (
	"bufio"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// secureServer is a Sheets server with a certificate that only the returned
// file vouches for.
func secureServer(t *testing.T, f fault) (endpoint, caFile string) {
	t.Helper()
	s := httptest.NewUnstartedServer(http.HandlerFunc(f))
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // it complains of refused handshakes
	s.StartTLS()
	t.Cleanup(s.Close)
	return s.URL, caFileOf(t, s)
}

func caFileOf(t *testing.T, s *httptest.Server) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ca.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
	if err := os.WriteFile(path, block, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestCertificates(t *testing.T) {
	endpoint, caFile := secureServer(t, fineAnswer)
	clock := newFakeClock()
	for _, kind := range []string{"read", "write"} {
		err := sendOne(t.Context(), practiceClient(t, endpoint, clock.patience()), kind)
		if endOf(err) != string(Certificate) || !strings.Contains(errorText(err), caVariable) || len(clock.waits) != 0 {
			t.Errorf("%s: without the council's certificate: %v, after waiting %v", kind, errorText(err), clock.waits)
		}
	}
	t.Setenv(caVariable, caFile)
	if err := sendOne(t.Context(), practiceClient(t, endpoint, clock.patience()), "write"); err != nil {
		t.Errorf("with the council's certificate: %v", err)
	}
	for _, file := range []string{filepath.Join(t.TempDir(), "none.pem"), "network_test.go"} {
		t.Setenv(caVariable, file)
		_, err := Transport()
		if endOf(err) != string(Certificate) || !strings.Contains(errorText(err), file) {
			t.Errorf("certificates from %s: %v", file, err)
		}
	}
}

// TestOverHTTP2 asks that a stream which is cut counts as a connection does:
// it is how Google itself is spoken to.
func TestOverHTTP2(t *testing.T) {
	for kind, want := range map[string]struct {
		attempts int
		end      string
	}{"read": {2, "done"}, "write": {1, "ambiguous"}, "checked write": {1, "ambiguous"}} {
		attempts := 0
		s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			if attempts++; attempts == 1 && req.ProtoMajor == 2 {
				panic(http.ErrAbortHandler)
			}
			fineAnswer(w, req)
		}))
		s.EnableHTTP2 = true
		s.Config.ErrorLog = log.New(io.Discard, "", 0)
		s.StartTLS()
		t.Cleanup(s.Close)
		t.Setenv(caVariable, caFileOf(t, s))
		err := sendOne(t.Context(), practiceClient(t, s.URL, newFakeClock().patience()), kind)
		if attempts != want.attempts || endOf(err) != want.end {
			t.Errorf("%s: sent %d times, ended %v", kind, attempts, err)
		}
	}
}

func TestExpiredCertificate(t *testing.T) {
	r := Unreached("sheets.googleapis.com", fmt.Errorf("tls: %w", x509.CertificateInvalidError{Reason: x509.Expired}))
	if r.Kind != Certificate || !strings.Contains(r.Advice, "clock") {
		t.Errorf("said %q", errorText(r))
	}
}

// proxyServer answers every CONNECT with a status, or passes it on at 200.
func proxyServer(t *testing.T, status int) (address string, asked *[]string) {
	t.Helper()
	asked = new([]string)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		*asked = append(*asked, req.Method+" "+req.Host+" "+req.Header.Get("Proxy-Authorization"))
		if status != http.StatusOK {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, "<html>"+marked)
			return
		}
		passOn(t, w, req.Host)
	}))
	t.Cleanup(s.Close)
	return s.URL, asked
}

func passOn(t *testing.T, w http.ResponseWriter, host string) {
	to, err := net.Dial("tcp", host)
	if err != nil {
		t.Error(err)
		return
	}
	from, buffered, err := w.(http.Hijacker).Hijack()
	if err != nil {
		t.Error(err)
		return
	}
	_, _ = io.WriteString(from, "HTTP/1.1 200 OK\r\n\r\n")
	go func() { _, _ = io.Copy(to, bufio.NewReader(buffered)); _ = to.Close() }()
	_, _ = io.Copy(from, to)
	_ = from.Close()
}

// throughProxy is our network with a proxy in front of it. The environment's
// own proxies never stand before this machine, where the tests' servers are.
func throughProxy(t *testing.T, address string) http.RoundTripper {
	t.Helper()
	network, err := Transport()
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	network.(*http.Transport).Proxy = http.ProxyURL(u)
	return network
}

func TestProxies(t *testing.T) {
	endpoint, caFile := secureServer(t, fineAnswer)
	t.Setenv(caVariable, caFile)
	for _, c := range []struct {
		status   int
		end      string
		attempts int
	}{
		{http.StatusOK, "done", 1},
		{http.StatusProxyAuthRequired, string(Proxy), 1},
		{http.StatusForbidden, string(Proxy), 1},
		{http.StatusBadGateway, string(Network), 5}, // it could not reach Google: nothing was sent
	} {
		for _, kind := range []string{"read", "write"} {
			address, asked := proxyServer(t, c.status)
			clock := newFakeClock()
			err := sendOne(t.Context(), clientOver(t, throughProxy(t, address), endpoint, "x", clock.patience()), kind)
			if endOf(err) != c.end || len(*asked) != c.attempts || strings.Contains(errorText(err), marked) {
				t.Errorf("%d, %s: %v, and the proxy was asked %v", c.status, kind, errorText(err), *asked)
			}
		}
	}
}

func TestProxyFromEnvironment(t *testing.T) {
	network, err := Transport()
	if err != nil {
		t.Fatal(err)
	}
	if network.(*http.Transport).Proxy == nil {
		t.Error("the environment's proxy is not asked for")
	}
	var refusal *Refusal
	if err := proxyAnswered(t.Context(), nil, nil, &http.Response{StatusCode: http.StatusProxyAuthRequired}); !errors.As(err, &refusal) || refusal.Kind != Proxy {
		t.Errorf("407 is %v", err)
	}
}
