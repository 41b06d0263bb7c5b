package main

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// assumedPackages are taken as installed though they are not: dependencies that only serve package management,
// configuration dialogues or an init system, none of which an image has.
var assumedPackages = []string{
	"adduser", "cdebconf", "debconf", "debconf-2.0", "dpkg", "init-system-helpers", "install-info", "iproute2", "lsb-base",
	"awk", "mawk", "passwd", "perl", "perl-base", "sysvinit-utils", "tar", "usrmerge", "usr-is-merged",
}

// distribution resolves and downloads packages with the machine's apt sources and keys, but with apt's state in a folder
// of our own: nothing is installed, and no privileges are needed.
type distribution struct {
	folder string
}

// debianPackage is a downloaded .deb file.
type debianPackage struct {
	file string
}

func newDistribution(folder string) (distribution, error) {
	d := distribution{folder: folder}
	for _, sub := range []string{"state/lists/partial", "cache/archives/partial"} {
		if err := os.MkdirAll(filepath.Join(folder, sub), 0o755); err != nil {
			return d, err
		}
	}
	if err := d.writeStatus(nil); err != nil {
		return d, err
	}
	if err := d.aptGet("cache/archives", "update"); err != nil {
		return d, fmt.Errorf("apt-get update: %w (are the package sources of this machine reachable?)", err)
	}
	return d, nil
}

// download fetches the named packages and everything they depend on, except what is already in the layers below.
func (d distribution) download(layer string, names []string, below []debianPackage) ([]debianPackage, error) {
	if len(names) == 0 {
		return nil, nil
	}
	archives := filepath.Join("cache", layer)
	if err := os.MkdirAll(filepath.Join(d.folder, archives, "partial"), 0o755); err != nil {
		return nil, err
	}
	if err := d.writeStatus(below); err != nil {
		return nil, err
	}
	if err := d.aptGet(archives, append([]string{"install", "--download-only"}, names...)...); err != nil {
		return nil, fmt.Errorf("apt-get could not download %s: %w", strings.Join(names, ", "), err)
	}
	files, err := filepath.Glob(filepath.Join(d.folder, archives, "*.deb"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var packages []debianPackage
	for _, file := range files {
		packages = append(packages, debianPackage{file})
	}
	return packages, nil
}

func (d distribution) aptGet(archives string, arguments ...string) error {
	options := []string{
		"-q", "-y", "--no-install-recommends",
		"-o", "Dir::State=" + filepath.Join(d.folder, "state"),
		"-o", "Dir::State::status=" + d.statusFile(),
		"-o", "Dir::Cache=" + filepath.Join(d.folder, "cache"),
		"-o", "Dir::Cache::archives=" + filepath.Join(d.folder, archives),
		"-o", "APT::Sandbox::User=",
		"-o", "Acquire::Languages=none",
		"-o", "Acquire::Retries=3",
	}
	command := exec.Command("apt-get", append(options, arguments...)...)
	command.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C")
	output, err := command.CombinedOutput()
	if err != nil {
		return errors.Join(err, errors.New(string(output)))
	}
	return nil
}

func (d distribution) statusFile() string { return filepath.Join(d.folder, "status") }

// writeStatus tells apt what to take as installed.
func (d distribution) writeStatus(installed []debianPackage) error {
	var status bytes.Buffer
	for _, assumed := range assumedPackages {
		fmt.Fprintf(&status, "Package: %s\nStatus: install ok installed\nArchitecture: all\nMulti-Arch: foreign\nVersion: 999:1\n\n", assumed)
	}
	for _, one := range installed {
		control, err := exec.Command("dpkg-deb", "--field", one.file).Output()
		if err != nil {
			return fmt.Errorf("%s: %w", one.file, err)
		}
		fmt.Fprintf(&status, "%s\nStatus: install ok installed\n\n", strings.TrimSpace(string(control)))
	}
	return os.WriteFile(d.statusFile(), status.Bytes(), 0o644)
}

// eachFile calls visit for each file of the package in archive order.
func (p debianPackage) eachFile(visit func(*tar.Header, io.Reader) error) error {
	command := exec.Command("dpkg-deb", "--fsys-tarfile", p.file)
	output, err := command.StdoutPipe()
	if err != nil {
		return err
	}
	if err := command.Start(); err != nil {
		return err
	}
	err = eachEntry(output, visit)
	_, drained := io.Copy(io.Discard, output)
	if err := errors.Join(err, drained, command.Wait()); err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(p.file), err)
	}
	return nil
}

func eachEntry(archive io.Reader, visit func(*tar.Header, io.Reader) error) error {
	reader := tar.NewReader(archive)
	for {
		header, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := visit(header, reader); err != nil {
			return err
		}
	}
}
