package sheets

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"
)

// caVariable names the file with a council's own certificates.
const caVariable = "ACTIONPLAN_CA_FILE"

// Transport is the way out of a council: through the proxy that the environment
// names, trusting the machine's certificates and those of one more file.
func Transport() (http.RoundTripper, error) {
	roots, err := extraRoots(os.Getenv(caVariable))
	if err != nil {
		return nil, err
	}
	return &http.Transport{
		Proxy:                  proxy,
		DialContext:            (&net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		ForceAttemptHTTP2:      true,
		TLSClientConfig:        &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    20 * time.Second,
		IdleConnTimeout:        90 * time.Second,
		OnProxyConnectResponse: proxyAnswered,
	}, nil
}

// proxy is http.ProxyFromEnvironment without its error's text, which would
// show the proxy's password.
func proxy(req *http.Request) (*url.URL, error) {
	u, err := http.ProxyFromEnvironment(req)
	if err != nil {
		return nil, &Refusal{Kind: Proxy, Sentence: "the proxy's address in the environment is not one that can be used",
			Advice: "look at HTTPS_PROXY: it should read http://proxy.example.gov.uk:8080"}
	}
	return u, nil
}

// proxyAnswered looks at what a proxy says before anything is sent through it.
func proxyAnswered(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	switch status := answer.StatusCode; {
	case status == http.StatusProxyAuthRequired:
		return proxyAsks()
	case status >= 400 && status < 500:
		return proxyForbids(status)
	}
	return nil
}

// extraRoots are the machine's certificates and those of the file. nil leaves
// it to the machine.
func extraRoots(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	refused := func(what string) error {
		return &Refusal{Kind: Certificate, Sentence: fmt.Sprintf("the certificates in %s %s", file, what),
			Advice: caVariable + " names a .pem file with the council's root certificate: ask IT for it"}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, refused("cannot be read")
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if !roots.AppendCertsFromPEM(text) {
		return nil, refused("are not written as PEM (-----BEGIN CERTIFICATE-----)")
	}
	return roots, nil
}
