//go:build linux

package instance

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestTheLockTellsWhetherAnInstanceLives(t *testing.T) {
	state := filepath.Join(t.TempDir(), "state")
	expectAlive(t, state, false)
	lock, err := Lock(state)
	if err != nil {
		t.Fatal(err)
	}
	expectAlive(t, state, true)
	if _, err := Lock(state); !errors.Is(err, ErrAlive) {
		t.Errorf("locked twice: %v", err)
	}
	lock.Close()
	expectAlive(t, state, false)
}

func TestARemovedInstanceDoesNotKeepItsLock(t *testing.T) {
	state := filepath.Join(t.TempDir(), "state")
	old, err := Lock(state)
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	if err := os.RemoveAll(state); err != nil {
		t.Fatal(err)
	}
	fresh, err := Lock(state)
	if err != nil {
		t.Fatal(err)
	}
	fresh.Close()
}

func TestOtherPeoplesDirectoriesAreRefused(t *testing.T) {
	state := t.TempDir()
	if err := Usable(state); err != nil {
		t.Errorf("empty: %v", err)
	}
	if err := os.WriteFile(filepath.Join(state, "thesis.tex"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Usable(state); err == nil {
		t.Error("a directory with other files would be removed by down")
	}
	if err := os.WriteFile(filepath.Join(state, recordFile), []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Usable(state); err != nil {
		t.Errorf("an instance's own: %v", err)
	}
}

func expectAlive(t *testing.T, state string, want bool) {
	t.Helper()
	if alive, err := Alive(state); err != nil || alive != want {
		t.Errorf("alive: %t, %v", alive, err)
	}
}
