//go:build linux

package acceptance

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// binary and images are what ../build and ../images/build make.
var binary, images string

func TestMain(m *testing.M) {
	var err error
	if binary, err = lastLine("../build"); err == nil && os.Geteuid() == 0 {
		if _, err = lastLine("../install-packages"); err == nil {
			images, err = lastLine("../images/build")
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func lastLine(script string) (string, error) {
	path, err := filepath.Abs(script)
	if err != nil {
		return "", err
	}
	command := exec.Command(path)
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w", script, err)
	}
	lines := strings.Split(string(bytes.TrimSpace(output)), "\n")
	return lines[len(lines)-1], nil
}
