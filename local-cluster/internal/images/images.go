// Package images gives an instance its own copy of prepared container images.
package images

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"kube-ecs.dev/local-cluster/internal/supervisor"
)

// Provide copies registry/ and the pause image from the prepared directory into the state directory.
func Provide(prepared, state string) error {
	pause := filepath.Join(prepared, supervisor.PauseArchive)
	if err := place(pause, filepath.Join(state, supervisor.PauseArchive)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	storage := filepath.Join(prepared, "registry")
	return filepath.WalkDir(storage, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(storage, path)
		if err != nil {
			return err
		}
		target := filepath.Join(state, "registry", relative)
		switch {
		case entry.IsDir():
			return os.MkdirAll(target, 0o755)
		// Content is named after its hash and never changes, so it can be shared; tags are written anew by a push.
		case entry.Name() == "data":
			return place(path, target)
		default:
			return duplicate(path, target)
		}
	})
}

// place makes a file appear at target, without copying it where the file system allows.
func place(source, target string) error {
	if err := os.Link(source, target); err == nil || errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return duplicate(source, target)
}

func duplicate(source, target string) error {
	reader, err := os.Open(source)
	if err != nil {
		return err
	}
	defer reader.Close()
	writer, err := os.Create(target)
	if err != nil {
		return err
	}
	_, err = io.Copy(writer, reader)
	return errors.Join(err, writer.Close())
}
