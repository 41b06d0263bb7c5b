// Command http-echo answers every request with one text, taking the flags of hashicorp/http-echo.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	listen := flag.String("listen", ":5678", "address and port to listen on")
	text := flag.String("text", os.Getenv("ECHO_TEXT"), "text to answer with; the default is the variable ECHO_TEXT")
	status := flag.Int("status-code", http.StatusOK, "status to answer with")
	flag.Parse()
	if *text == "" {
		fmt.Fprintln(os.Stderr, "Missing -text option!")
		os.Exit(127)
	}
	log.SetOutput(os.Stdout)
	stop, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	if err := serve(stop, *listen, logged(answers(*text, *status))); err != nil {
		log.Fatal(err)
	}
}

// serve answers until stop is done, and then lets requests under way finish.
func serve(stop context.Context, listen string, handler http.Handler) error {
	server := &http.Server{Addr: listen, Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	stopped := make(chan error, 1)
	go func() {
		<-stop.Done()
		drain, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		stopped <- server.Shutdown(drain)
	}()
	log.Printf("[INFO] server is listening on %s", listen)
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}

func answers(text string, status int) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/health", func(response http.ResponseWriter, _ *http.Request) {
		response.Header().Set("Content-Type", "application/json")
		fmt.Fprintln(response, `{"status":"ok"}`)
	})
	mux.HandleFunc("/", func(response http.ResponseWriter, _ *http.Request) {
		response.WriteHeader(status)
		fmt.Fprintln(response, text)
	})
	return mux
}

func logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		started := time.Now()
		next.ServeHTTP(response, request)
		log.Printf("%s %s %s %q %s", request.RemoteAddr, request.Method, request.URL.Path, request.UserAgent(), time.Since(started))
	})
}
