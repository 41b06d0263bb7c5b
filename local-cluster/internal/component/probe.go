package component

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"kube-ecs.dev/local-cluster/internal/plan"
)

// Probe tells whether a component is ready; its error says what is missing.
type Probe func(context.Context) error

const probeTimeout = 2 * time.Second

// httpOK is ready when a GET of url answers 200. Authority and client name files in pki/; both may be empty.
func httpOK(instance plan.Plan, url, authority, client string) Probe {
	return func(ctx context.Context) error {
		settings, err := tlsSettings(instance, authority, client)
		if err != nil {
			return err
		}
		ctx, cancel := context.WithTimeout(ctx, probeTimeout)
		defer cancel()
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		requester := http.Client{Transport: &http.Transport{TLSClientConfig: settings, DisableKeepAlives: true}}
		response, err := requester.Do(request)
		if err != nil {
			return err
		}
		defer response.Body.Close()
		body, _ := io.ReadAll(io.LimitReader(response.Body, 4096))
		if response.StatusCode != http.StatusOK {
			return fmt.Errorf("%s answers %s: %s", url, response.Status, body)
		}
		return nil
	}
}

// socketOpen is ready when a unix socket accepts connections.
func socketOpen(path string) Probe {
	return func(ctx context.Context) error {
		connection, err := (&net.Dialer{Timeout: probeTimeout}).DialContext(ctx, "unix", path)
		if err != nil {
			return err
		}
		return connection.Close()
	}
}

func tlsSettings(instance plan.Plan, authority, client string) (*tls.Config, error) {
	settings := &tls.Config{MinVersion: tls.VersionTLS12}
	if authority != "" {
		certificate, err := os.ReadFile(instance.Path("pki", authority+".crt"))
		if err != nil {
			return nil, err
		}
		settings.RootCAs = x509.NewCertPool()
		if !settings.RootCAs.AppendCertsFromPEM(certificate) {
			return nil, errors.New("no certificate in pki/" + authority + ".crt")
		}
	}
	if client != "" {
		pair, err := tls.LoadX509KeyPair(instance.Path("pki", client+".crt"), instance.Path("pki", client+".key"))
		if err != nil {
			return nil, err
		}
		settings.Certificates = []tls.Certificate{pair}
	}
	return settings, nil
}
