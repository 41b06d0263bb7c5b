//go:build linux

package instance

import (
	"errors"
	"io/fs"
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
		file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
		if err != nil {
			return nil, err
		}
		if err := unix.FcntlFlock(file.Fd(), unix.F_OFD_SETLK, &unix.Flock_t{Type: unix.F_WRLCK}); err != nil {
			file.Close()
			if errors.Is(err, unix.EAGAIN) || errors.Is(err, unix.EACCES) {
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

// Alive reports whether somebody holds the lock, without taking it. Any user who can read the state directory may ask.
func Alive(state string) (bool, error) {
	file, err := os.Open(filepath.Join(state, lockFile))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer file.Close()
	found := unix.Flock_t{Type: unix.F_WRLCK}
	if err := unix.FcntlFlock(file.Fd(), unix.F_OFD_GETLK, &found); err != nil {
		return false, err
	}
	return found.Type != unix.F_UNLCK, nil
}

func sameFile(file *os.File, path string) bool {
	held, err := file.Stat()
	if err != nil {
		return false
	}
	current, err := os.Stat(path)
	return err == nil && os.SameFile(held, current)
}
