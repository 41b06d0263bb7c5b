//go:build linux

// Package instance keeps track of the instance in a state directory: what it is, whether it lives, and how it ends.
package instance

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"kube-ecs.dev/local-cluster/internal/plan"
	"kube-ecs.dev/local-cluster/internal/supervisor"
)

const (
	recordFile = "instance.json"
	lockFile   = "lock"
)

// Record is what instance.json holds.
type Record struct {
	Plan plan.Plan `json:"plan"`
	// Supervisor is the process id, on the host, of the instance's first process.
	Supervisor int `json:"supervisor"`
}

// Read returns the record of the state directory, and false when it holds no instance.
func Read(state string) (Record, bool, error) {
	var record Record
	content, err := os.ReadFile(filepath.Join(state, recordFile))
	if errors.Is(err, fs.ErrNotExist) {
		return record, false, nil
	}
	if err != nil {
		return record, false, err
	}
	if err := json.Unmarshal(content, &record); err != nil {
		return record, false, fmt.Errorf("%s: %w", filepath.Join(state, recordFile), err)
	}
	return record, true, nil
}

// Write replaces the record at once: a reader sees the old or the new one.
func (record Record) Write() error {
	content, err := json.MarshalIndent(record, "", "  ")
	if err != nil {
		return err
	}
	path := record.Plan.HostPath(recordFile)
	if err := os.WriteFile(path+".new", append(content, '\n'), 0o644); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// Ready reports whether the instance's start is complete.
func Ready(state string) bool {
	_, err := os.Stat(filepath.Join(state, supervisor.ReadyFile))
	return err == nil
}

// Exists reports whether the directory is, or was about to become, an instance's.
func Exists(state string) bool {
	for _, name := range []string{recordFile, lockFile} {
		if _, err := os.Stat(filepath.Join(state, name)); err == nil {
			return true
		}
	}
	return false
}

// Usable refuses to take over, and later to remove, a directory with other content than an instance's.
func Usable(state string) error {
	entries, err := os.ReadDir(state)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(entries) > 0 && !Exists(state) {
		return fmt.Errorf("%s holds other files (such as %s): give --state a directory that is empty or does not exist", state, entries[0].Name())
	}
	return nil
}
