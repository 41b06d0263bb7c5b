//go:build linux

package supervisor

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"kube-ecs.dev/local-cluster/internal/plan"
)

const (
	outsideProgram = "slirp4netns"
	outsideLimit   = 10 * time.Second
)

// connectOutside gives the instance a way to other networks: slirp4netns makes the connections of its Pods as its own, in
// the host's network. So it needs neither forwarding nor address translation on the host, and sees the host's name servers.
// It must be started before the instance's own mounts are made.
func connectOutside(runner *runner) error {
	instance := runner.plan
	hostNetwork := os.NewFile(HostNetworkDescriptor, "host network")
	defer hostNetwork.Close()
	ownNetwork, err := os.Open("/proc/self/ns/net")
	if err != nil {
		return err
	}
	defer ownNetwork.Close()
	readyReader, readyWriter, err := os.Pipe()
	if err != nil {
		return err
	}
	defer readyReader.Close()
	logFile := instance.HostPath("logs", outsideProgram+".log")
	if err := os.MkdirAll(filepath.Dir(logFile), 0o755); err != nil {
		return err
	}
	log, err := os.Create(logFile)
	if err != nil {
		return err
	}
	defer log.Close()

	arguments := []string{
		outsideProgram, "--configure", "--mtu=65520", "--disable-host-loopback", "--cidr=" + instance.Network.Outside().String(),
		"--ready-fd=4", "--netns-type=path", "/proc/self/fd/3", plan.OutsideDevice,
	}
	running, err := runner.children.startIn(hostNetwork, ownNetwork, instance.Tools.Outside, arguments, os.ProcAttr{
		Files: []*os.File{nil, log, log, ownNetwork, readyWriter},
	})
	readyWriter.Close()
	if err != nil {
		return err
	}
	if err := readyReader.SetReadDeadline(time.Now().Add(outsideLimit)); err != nil {
		return err
	}
	if _, err := readyReader.Read(make([]byte, 1)); err != nil {
		_ = syscall.Kill(running.process, syscall.SIGKILL)
		return fmt.Errorf("%s is not ready: %w; see %s", outsideProgram, err, logFile)
	}
	return nil
}

// translateAddresses lets Pods use the way out under the node's name: slirp4netns answers to one address only. Towards the
// host Pods keep their own address.
func translateAddresses(ctx context.Context, runner *runner) error {
	return runner.finish(ctx, "iptables", "--table", "nat", "--append", "POSTROUTING",
		"--out-interface", plan.OutsideDevice, "--jump", "MASQUERADE")
}

// refuseServicesOutside refuses calls to Services that are gone. They would take the way out otherwise, where the host's route
// leads back into the instance, and each attempt would begin the next, without end.
func refuseServicesOutside(ctx context.Context, runner *runner) error {
	for _, chain := range []string{"OUTPUT", "FORWARD"} {
		if err := runner.finish(ctx, "iptables", "--append", chain, "--out-interface", plan.OutsideDevice,
			"--destination", runner.plan.Network.Services.String(), "--jump", "REJECT"); err != nil {
			return err
		}
	}
	return nil
}

// startIn is start in another network namespace, with a mount namespace that later mounts do not change.
func (children *children) startIn(network, own *os.File, path string, arguments []string, attributes os.ProcAttr) (child, error) {
	attributes.Sys = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL, Cloneflags: syscall.CLONE_NEWNS}
	var started child
	var problem error
	children.onStarter(func() {
		if problem = unix.Setns(int(network.Fd()), unix.CLONE_NEWNET); problem != nil {
			return
		}
		started, problem = children.startHere(path, arguments, &attributes)
		problem = errors.Join(problem, unix.Setns(int(own.Fd()), unix.CLONE_NEWNET))
	})
	return started, problem
}
