//go:build linux

package command

import (
	"errors"
	"net"
	"os"
	"strconv"
	"syscall"

	"kube-ecs.dev/local-cluster/internal/plan"
)

// launched is a supervisor that waits for its plan.
type launched struct {
	process  int
	plan     *os.File
	messages *os.File
}

// SuperviseCommand is the first argument that makes this program a supervisor.
const SuperviseCommand = "supervise"

// launch starts a supervisor, in namespaces of its own for a real node. It holds the lock for as long as it lives, and is
// in a session of its own, so that it outlives the terminal.
func launch(nodes plan.Nodes, lock *os.File) (launched, error) {
	planReader, planWriter, err := os.Pipe()
	if err != nil {
		return launched{}, err
	}
	defer planReader.Close()
	messagesReader, messagesWriter, err := os.Pipe()
	if err != nil {
		return launched{}, errors.Join(err, planWriter.Close())
	}
	defer messagesWriter.Close()
	attributes := &syscall.SysProcAttr{Setsid: true}
	if nodes.Real() {
		attributes.Cloneflags = syscall.CLONE_NEWNS | syscall.CLONE_NEWPID | syscall.CLONE_NEWNET | syscall.CLONE_NEWUTS | syscall.CLONE_NEWIPC
	}
	nothing, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		return launched{}, err
	}
	defer nothing.Close()
	hostNetwork, err := os.Open("/proc/self/ns/net")
	if err != nil {
		return launched{}, err
	}
	defer hostNetwork.Close()
	process, err := os.StartProcess("/proc/self/exe", []string{"kube-ecs-local-cluster", SuperviseCommand}, &os.ProcAttr{
		Dir:   "/",
		Files: []*os.File{planReader, messagesWriter, nothing, lock, hostNetwork},
		Sys:   attributes,
	})
	if err != nil {
		return launched{}, errors.Join(err, planWriter.Close(), messagesReader.Close())
	}
	started := launched{process: process.Pid, plan: planWriter, messages: messagesReader}
	return started, process.Release()
}

func (launched launched) Close() {
	launched.plan.Close()
	launched.messages.Close()
}

func isFree(port int) bool {
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return false
	}
	return listener.Close() == nil
}
