//go:build linux

// Package isolation gives a real instance namespaces, mounts, cgroups and a network of its own, so that nothing it does
// shows on the host and everything is gone with its first process.
package isolation

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"

	"kube-ecs.dev/local-cluster/internal/plan"
)

// kernelSettings are settings of the whole machine that the kubelet insists on writing. It finds them as it wants them, in
// files of its own; the machine's stay as they are.
var kernelSettings = map[string]string{
	"vm/overcommit_memory":      "1",
	"vm/panic_on_oom":           "0",
	"kernel/panic":              "10",
	"kernel/panic_on_oops":      "1",
	"kernel/keys/root_maxkeys":  "1000000",
	"kernel/keys/root_maxbytes": "25000000",
}

// Mount arranges the file system of a new mount namespace: the state directory at plan.Inside, an empty /run, and /var/lib
// and /var/log kept in the state directory.
func Mount(instance plan.Plan) error {
	// First receive nothing from the host and send nothing to it, then share among the instance's own namespaces, which
	// the kubelet needs for mount propagation.
	for _, propagation := range []uintptr{unix.MS_PRIVATE, unix.MS_SHARED} {
		if err := unix.Mount("", "/", "", unix.MS_REC|propagation, ""); err != nil {
			return fmt.Errorf("mount propagation: %w", err)
		}
	}
	// The state directory may itself lie in /run or /var/lib: hold on to it before they are covered.
	state, err := os.Open(instance.State)
	if err != nil {
		return err
	}
	defer state.Close()
	held := fmt.Sprintf("/proc/self/fd/%d", state.Fd())
	if err := mountAll(
		mounting{source: "proc", target: "/proc", kind: "proc", flags: unix.MS_NOSUID | unix.MS_NODEV | unix.MS_NOEXEC},
		mounting{source: "run", target: "/run", kind: "tmpfs", flags: unix.MS_NOSUID | unix.MS_NODEV, data: "mode=755"},
		mounting{source: held, target: plan.Inside, flags: unix.MS_BIND},
		mounting{source: plan.Inside + "/var-lib", target: "/var/lib", flags: unix.MS_BIND},
		mounting{source: plan.Inside + "/var-log", target: "/var/log", flags: unix.MS_BIND},
	); err != nil {
		return err
	}
	return shieldKernelSettings()
}

type mounting struct {
	source, target, kind string
	flags                uintptr
	data                 string
}

func mountAll(mountings ...mounting) error {
	for _, mounting := range mountings {
		if strings.HasPrefix(mounting.source, plan.Inside) {
			if err := os.MkdirAll(mounting.source, 0o755); err != nil {
				return err
			}
		}
		if err := os.MkdirAll(mounting.target, 0o755); err != nil {
			return err
		}
		if err := unix.Mount(mounting.source, mounting.target, mounting.kind, mounting.flags, mounting.data); err != nil {
			return fmt.Errorf("mounting %s: %w", mounting.target, err)
		}
	}
	return nil
}

func shieldKernelSettings() error {
	for setting, value := range kernelSettings {
		file := filepath.Join(plan.Inside, "config/kernel", setting)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(value+"\n"), 0o644); err != nil {
			return err
		}
		target := filepath.Join("/proc/sys", setting)
		if _, err := os.Stat(target); errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err := unix.Mount(file, target, "", unix.MS_BIND, ""); err != nil {
			return fmt.Errorf("covering %s: %w", target, err)
		}
	}
	return nil
}
