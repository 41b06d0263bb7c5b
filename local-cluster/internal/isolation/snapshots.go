//go:build linux

package isolation

import (
	"errors"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// Snapshotter is how containerd can keep images below a folder: layered where the folder's file system allows, else as copies,
// as when this machine is itself a container.
func Snapshotter(folder string) (string, error) {
	trial, err := os.MkdirTemp(folder, "overlay-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(trial)
	part := func(name string) string { return filepath.Join(trial, name) }
	for _, name := range []string{"lower", "upper", "work", "merged"} {
		if err := os.Mkdir(part(name), 0o755); err != nil {
			return "", err
		}
	}
	options := "lowerdir=" + part("lower") + ",upperdir=" + part("upper") + ",workdir=" + part("work")
	if err := unix.Mount("overlay", part("merged"), "overlay", 0, options); err != nil {
		return "native", nil
	}
	// Some file systems can be mounted so, but not written to.
	writing := os.WriteFile(filepath.Join(part("merged"), "file"), nil, 0o644)
	if err := unix.Unmount(part("merged"), 0); err != nil {
		return "", errors.Join(err, writing)
	}
	if writing != nil {
		return "native", nil
	}
	return "overlayfs", nil
}
