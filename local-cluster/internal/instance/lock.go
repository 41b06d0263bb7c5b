//go:build linux

package instance

import (
	"errors"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// ErrAlive means that the instance's supervisor, or a command that starts or ends it, is at work.
var ErrAlive = errors.New("the instance is alive")

// Lock takes the state directory's lock, or returns ErrAlive. The supervisor inherits the open file and so holds the lock
// for as long as it lives: the kernel tells a living instance from a stale one, also after a crash.
func Lock(state string) (*os.File, error) {
	for {
		if err := os.MkdirAll(state, 0o755); err != nil {
			return nil, err
		}
		path := filepath.Join(state, lockFile)
		file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
		if err != nil {
			return nil, err
		}
		if err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
			file.Close()
			if errors.Is(err, unix.EWOULDBLOCK) {
				return nil, ErrAlive
			}
			return nil, err
		}
		if sameFile(file, path) {
			return file, nil
		}
		// Somebody removed the instance between the opening and the locking: lock the new file.
		file.Close()
	}
}

func sameFile(file *os.File, path string) bool {
	held, err := file.Stat()
	if err != nil {
		return false
	}
	current, err := os.Stat(path)
	return err == nil && os.SameFile(held, current)
}
