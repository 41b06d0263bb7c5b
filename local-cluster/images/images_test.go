package main

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
)

// The images are built once for all tests and their commands run as a container's would: in their own root, with their
// own processes and network, without the help of a container engine.
var images = map[string]v1.Image{}

func TestMain(m *testing.M) {
	if os.Getuid() == 0 {
		if err := buildAll(); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

func buildAll() error {
	recipes, err := readRecipes(".")
	if err != nil {
		return err
	}
	downloads, err := os.MkdirTemp("", "images-test-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(downloads)
	debian, err := newDistribution(downloads)
	if err != nil {
		return err
	}
	built := map[string]*builtImage{}
	for _, r := range recipes {
		made, err := build(r, built[r.From], debian)
		if err != nil {
			return err
		}
		built[r.name()] = &made
		images[r.name()] = made.image
	}
	return nil
}

func TestBusyboxRunsAShellWithItsTools(t *testing.T) {
	c := unpack(t, "busybox")
	output := c.output("/bin/sh", "-c", "id -un; echo hello | tr a-z A-Z; ls -ld /tmp | cut -c 1-10; which wget nc httpd")
	expect(t, output, "root\nHELLO\ndrwxrwxrwt\n/usr/bin/wget\n/usr/bin/nc\n/usr/bin/httpd\n")
}

func TestNginxServesItsIndexPageAndLogsToItsOutput(t *testing.T) {
	c := unpack(t, "nginx")
	logs := c.start()
	status, body := c.get("127.0.0.1:80", "/")
	if status != http.StatusOK || !strings.Contains(body, "Welcome to nginx!") {
		t.Errorf("answered %d %q", status, body)
	}
	if status, _ = c.get("127.0.0.1:80", "/no-such-page"); status != http.StatusNotFound {
		t.Errorf("a page that does not exist was answered with %d", status)
	}
	c.stop(syscall.SIGQUIT)
	expectContains(t, logs(), `"GET / HTTP/1.1" 200`, `"GET /no-such-page HTTP/1.1" 404`, "No such file or directory")
}

func TestNginxIncludesTheServersInConfD(t *testing.T) {
	c := unpack(t, "nginx")
	c.start("sh", "-c", "echo 'server { listen 8080; return 200 mine; }' > /etc/nginx/conf.d/mine.conf && exec nginx -g 'daemon off;'")
	if status, body := c.get("127.0.0.1:8080", "/"); status != http.StatusOK || body != "mine" {
		t.Errorf("answered %d %q", status, body)
	}
	c.stop(syscall.SIGQUIT)
}

func TestNginxHasTheCurlOfUsualHealthChecks(t *testing.T) {
	c := unpack(t, "nginx")
	c.start()
	c.get("127.0.0.1:80", "/")
	expectContains(t, c.output("/bin/sh", "-c", "curl -fsS http://localhost/ || exit 1"), "Welcome to nginx!")
	c.stop(syscall.SIGQUIT)
}

func TestPythonRunsProgramsAndServesHTTP(t *testing.T) {
	c := unpack(t, "python")
	program := "import ssl, sqlite3, zlib, json, zoneinfo; print(json.dumps(str(zoneinfo.ZoneInfo('Europe/Paris'))))"
	expect(t, c.output("/bin/bash", "-c", `python -c "$0" && python3 -c "$0"`, program), "\"Europe/Paris\"\n\"Europe/Paris\"\n")
	c.start("python", "-m", "http.server", "8000")
	if status, body := c.get("127.0.0.1:8000", "/"); status != http.StatusOK || !strings.Contains(body, "etc/") {
		t.Errorf("answered %d %q", status, body)
	}
	c.stop(syscall.SIGKILL)
}

func TestPrometheusStartsWithTheConfigurationOfTheImage(t *testing.T) {
	c := unpack(t, "prometheus")
	c.start()
	if status, body := c.get("127.0.0.1:9090", "/-/healthy"); status != http.StatusOK || !strings.Contains(body, "Healthy") {
		t.Errorf("answered %d %q", status, body)
	}
	c.stop(syscall.SIGTERM)
}

func TestHTTPEchoAnswersWithItsText(t *testing.T) {
	c := unpack(t, "http-echo")
	c.start("/http-echo", "-text=hello from a task")
	if status, body := c.get("127.0.0.1:5678", "/any/path"); status != http.StatusOK || body != "hello from a task\n" {
		t.Errorf("answered %d %q", status, body)
	}
	if _, body := c.get("127.0.0.1:5678", "/health"); body != "{\"status\":\"ok\"}\n" {
		t.Errorf("/health answered %q", body)
	}
	c.stop(syscall.SIGTERM)
}

func TestPauseEndsWhenAsked(t *testing.T) {
	c := unpack(t, "pause")
	c.start()
	c.stop(syscall.SIGTERM)
}

// container is an unpacked image.
type container struct {
	t       *testing.T
	root    string
	config  v1.Config
	command *exec.Cmd
}

// unpack prepares an image's file system, and moves the calling test to a network of its own.
func unpack(t *testing.T, name string) *container {
	needRoot(t)
	runtime.LockOSThread() // never unlocked: the thread, and its network, end with the test
	if err := syscall.Unshare(syscall.CLONE_NEWNET); err != nil {
		t.Fatal(err)
	}
	if err := loopbackUp(); err != nil {
		t.Fatal(err)
	}
	image := images[name]
	root := t.TempDir()
	files := mutate.Extract(image)
	untar := exec.Command("tar", "-x", "-C", root)
	untar.Stdin = files
	if output, err := untar.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	configuration, err := image.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	return &container{t: t, root: root, config: configuration.Config}
}

// prepare makes a command that runs in the image, with /dev/stdout and the like, which need /proc.
func (c *container) prepare(arguments []string) *exec.Cmd {
	script := `for folder in proc dev; do mkdir -p "$0/$folder"; done
		mount -t proc proc "$0/proc" && mount --bind /dev "$0/dev" && exec chroot "$0" "$@"`
	command := exec.Command("sh", append([]string{"-c", script, c.root}, arguments...)...)
	command.Env = append([]string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin"}, c.config.Env...)
	command.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWPID, Unshareflags: syscall.CLONE_NEWNS}
	return command
}

func (c *container) output(arguments ...string) string {
	c.t.Helper()
	output, err := c.prepare(arguments).Output()
	if err != nil {
		c.t.Fatalf("%v: %v", arguments, err)
	}
	return string(output)
}

// start runs the image's own command, or the given one, in the background. The function it gives returns what the
// command has printed, once it was stopped.
func (c *container) start(arguments ...string) func() string {
	if len(arguments) == 0 {
		arguments = append(append(arguments, c.config.Entrypoint...), c.config.Cmd...)
	}
	logs, err := os.Create(filepath.Join(c.t.TempDir(), "logs"))
	if err != nil {
		c.t.Fatal(err)
	}
	c.command = c.prepare(arguments)
	c.command.Stdout, c.command.Stderr = logs, logs
	if err := c.command.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { _ = c.command.Process.Kill() })
	return func() string {
		printed, err := os.ReadFile(logs.Name())
		if err != nil {
			c.t.Fatal(err)
		}
		return string(printed)
	}
}

// stop signals the process and waits for it to end of its own.
func (c *container) stop(signal syscall.Signal) {
	c.t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- c.command.Wait() }()
	deadline := time.After(10 * time.Second)
	for {
		// A signal is lost while the shell has not become the program yet, so it is repeated.
		_ = c.command.Process.Signal(signal)
		select {
		case <-ended:
			return
		case <-deadline:
			c.t.Fatalf("still running 10 s after %s", signal)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// get asks from inside the test's network, as soon as the server listens.
func (c *container) get(address, path string) (int, string) {
	c.t.Helper()
	connection, err := net.Dial("tcp", address)
	for deadline := time.Now().Add(10 * time.Second); err != nil && time.Now().Before(deadline); {
		time.Sleep(20 * time.Millisecond)
		connection, err = net.Dial("tcp", address)
	}
	if err != nil {
		c.t.Fatal(err)
	}
	defer connection.Close()
	request, err := http.NewRequest(http.MethodGet, "http://"+address+path, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	request.Close = true
	if err := request.Write(connection); err != nil {
		c.t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(connection), request)
	if err != nil {
		c.t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	if err := errors.Join(err, response.Body.Close()); err != nil {
		c.t.Fatal(err)
	}
	return response.StatusCode, string(body)
}

func loopbackUp() error {
	return exec.Command("ip", "link", "set", "lo", "up").Run()
}

func needRoot(t *testing.T) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("running images in their own root needs root")
	}
}

func expect(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func expectContains(t *testing.T, got string, wanted ...string) {
	t.Helper()
	for _, want := range wanted {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in %q", want, got)
		}
	}
}
