//go:build linux

package isolation

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

const resolverFile = "/etc/resolv.conf"

// UseResolver makes the file this mount namespace's resolv.conf. Where that is a link into /run, as systemd makes it, /run
// is the instance's own and gets a copy; elsewhere the machine's file is covered.
func UseResolver(file string) error {
	target, err := os.Readlink(resolverFile)
	if err == nil && !filepath.IsAbs(target) {
		target = filepath.Join(filepath.Dir(resolverFile), target)
	}
	if err == nil && (strings.HasPrefix(target, "/run/") || strings.HasPrefix(target, "/var/run/")) {
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		return errors.Join(os.MkdirAll(filepath.Dir(target), 0o755), os.WriteFile(target, content, 0o644))
	}
	if _, err := os.Stat(resolverFile); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := unix.Mount(file, resolverFile, "", unix.MS_BIND, ""); err != nil {
		return fmt.Errorf("covering %s: %w", resolverFile, err)
	}
	return nil
}
