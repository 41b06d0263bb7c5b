//go:build linux

package command

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"

	"kube-ecs.dev/local-cluster/internal/plan"
)

// neededPrograms must be on the PATH of a machine that is to run a real node.
var neededPrograms = []string{"containerd", "containerd-shim-runc-v2", "ctr", "runc", "iptables"}

// networkPluginFolders are where distributions and upstream put the CNI plugins.
var networkPluginFolders = []string{"/usr/lib/cni", "/opt/cni/bin", "/usr/libexec/cni"}

// findTools looks for what the instance needs from this machine, and says what to do when it is not there.
func findTools(options Options) (plan.Tools, error) {
	if !options.Nodes.Real() {
		if options.Simulator == "" {
			return plan.Tools{}, errors.New("--simulator PATH is missing: simulated nodes need kwok, which local-cluster/build makes")
		}
		path, err := filepath.Abs(options.Simulator)
		return plan.Tools{Simulator: path}, err
	}
	if os.Geteuid() != 0 {
		return plan.Tools{}, errors.New("a real node needs root: call this with sudo, or choose --nodes simulated, which needs no rights")
	}
	var missing []string
	for _, program := range neededPrograms {
		if _, err := exec.LookPath(program); err != nil {
			missing = append(missing, program)
		}
	}
	plugins := findNetworkPlugins()
	if plugins == "" {
		missing = append(missing, "the CNI plugins ptp, host-local, portmap and loopback")
	}
	if len(missing) > 0 {
		return plan.Tools{}, fmt.Errorf("this machine lacks %s: run local-cluster/install-packages, or choose --nodes simulated", strings.Join(missing, ", "))
	}
	return plan.Tools{NetworkPlugins: plugins, Outside: findOutside()}, nil
}

// findOutside returns the path of slirp4netns if this machine can run it: containers, for one, often lack the device.
func findOutside() string {
	path, err := exec.LookPath("slirp4netns")
	if err != nil {
		say("without slirp4netns containers reach no other network than this machine; local-cluster/install-packages installs it")
		return ""
	}
	if _, err := os.Stat("/dev/net/tun"); err != nil {
		say("without /dev/net/tun containers reach no other network than this machine")
		return ""
	}
	return path
}

func findNetworkPlugins() string {
	for _, folder := range networkPluginFolders {
		complete := true
		for _, plugin := range []string{"ptp", "host-local", "portmap", "loopback"} {
			_, err := os.Stat(filepath.Join(folder, plugin))
			complete = complete && err == nil
		}
		if complete {
			return folder
		}
	}
	return ""
}

// watchesOfNode and watchesOfControlPlane are a little more than what components ask of inotify as the calling user: the
// control plane of a real instance has a user of its own.
const (
	watchesOfNode         = 12
	watchesOfControlPlane = 20
)

// checkWatches asks for what the components will ask for: "too many open files" in one of their logs helps nobody.
func checkWatches(nodes plan.Nodes) error {
	needed := watchesOfControlPlane
	if nodes.Real() {
		needed = watchesOfNode
	}
	for range needed {
		watch, err := unix.InotifyInit1(unix.IN_CLOEXEC)
		if errors.Is(err, unix.EMFILE) {
			return errors.New("this user's programs have used up their inotify instances: " +
				"take other clusters down, or as root run: sysctl fs.inotify.max_user_instances=1024")
		}
		if err != nil {
			return err
		}
		defer unix.Close(watch)
	}
	return nil
}
