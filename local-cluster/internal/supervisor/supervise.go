//go:build linux

// Package supervisor starts the components of one instance in order and keeps them running.
package supervisor

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"kube-ecs.dev/local-cluster/internal/certificates"
	"kube-ecs.dev/local-cluster/internal/cluster"
	"kube-ecs.dev/local-cluster/internal/component"
	"kube-ecs.dev/local-cluster/internal/isolation"
	"kube-ecs.dev/local-cluster/internal/plan"
)

// ReadyFile appears in the state directory once the cluster can be used.
const ReadyFile = "ready"

// Message is one line of what the supervisor tells whoever started it.
type Message struct {
	// Progress is a line to show.
	Progress string `json:"progress,omitempty"`
	// Failure ends the start; it says what to look at.
	Failure string `json:"failure,omitempty"`
	// Ready ends the start well.
	Ready bool `json:"ready,omitempty"`
}

const (
	// LockDescriptor is the file descriptor by which the supervisor holds its instance's lock.
	LockDescriptor = 3
	// HostNetworkDescriptor refers to the host's network namespace, for a real instance.
	HostNetworkDescriptor = 4
)

// Supervise is the first process of an instance. It reads its plan from standard input, where it comes once the network is
// laid, and writes messages to standard output. It returns, an exit code, when the start fails or SIGTERM comes.
func Supervise() int {
	terminate := make(chan os.Signal, 1)
	signal.Notify(terminate, syscall.SIGTERM)
	// Whoever listened to the messages may have left: that is no reason to end.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	// The lock is not for the components.
	syscall.CloseOnExec(LockDescriptor)
	syscall.CloseOnExec(HostNetworkDescriptor)
	messages := json.NewEncoder(os.Stdout)
	children := newChildren()
	defer children.end()

	failed := make(chan error, 1)
	go func() {
		instance, err := readPlan(os.Stdin)
		if err == nil {
			err = start(&runner{plan: instance, children: children}, func(name string, took time.Duration) {
				_ = messages.Encode(Message{Progress: fmt.Sprintf("%s ready (%.1f s)", name, took.Seconds())})
			})
		}
		if err != nil {
			failed <- err
			return
		}
		_ = messages.Encode(Message{Ready: true})
	}()
	select {
	case err := <-failed:
		_ = messages.Encode(Message{Failure: err.Error()})
		return 1
	case <-terminate:
		return 0
	}
}

func readPlan(reader io.Reader) (plan.Plan, error) {
	var instance plan.Plan
	line, err := bufio.NewReader(reader).ReadBytes('\n')
	if err != nil {
		return instance, fmt.Errorf("no plan: %w", err)
	}
	return instance, json.Unmarshal(line, &instance)
}

func start(runner *runner, report func(string, time.Duration)) error {
	if runner.plan.Nodes.Real() {
		if err := isolate(runner); err != nil {
			return fmt.Errorf("isolation: %w", err)
		}
	}
	instance := runner.plan
	for _, directory := range []string{"logs", "config", "etcd", "temporary"} {
		if err := os.MkdirAll(instance.Path(directory), 0o755); err != nil {
			return err
		}
	}
	if err := certificates.Write(instance); err != nil {
		return fmt.Errorf("certificates: %w", err)
	}
	if err := handOver(instance, "pki", "kubeconfigs", "etcd", "temporary"); err != nil {
		return err
	}
	if err := perform(context.Background(), steps(runner), report); err != nil {
		return err
	}
	return os.WriteFile(instance.Path(ReadyFile), nil, 0o644)
}

// handOver makes the control plane's user the owner of folders and what is in them.
func handOver(instance plan.Plan, folders ...string) error {
	user, own := instance.ControlPlaneUser()
	if !own {
		return nil
	}
	for _, folder := range folders {
		if err := filepath.WalkDir(instance.Path(folder), func(path string, _ fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			return os.Chown(path, int(user), int(user))
		}); err != nil {
			return err
		}
	}
	return nil
}

func isolate(runner *runner) error {
	instance := runner.plan
	if err := isolation.ConfigureInside(instance.Network); err != nil {
		return err
	}
	var resolver string
	if instance.Tools.Outside != "" {
		if err := connectOutside(runner); err != nil {
			return err
		}
		resolver = fmt.Sprintf("nameserver %s\n", instance.Network.OutsideResolver())
	}
	if err := isolation.Mount(instance); err != nil {
		return err
	}
	file := instance.Path(component.ResolverFile)
	if err := errors.Join(os.WriteFile(file, []byte(resolver), 0o644), isolation.UseResolver(file)); err != nil {
		return err
	}
	if err := syscall.Sethostname([]byte(plan.NodeName)); err != nil {
		return err
	}
	snapshotter, err := isolation.Snapshotter(instance.Root)
	if err != nil {
		return err
	}
	runner.plan.Tools.Snapshotter = snapshotter
	return isolation.EnterCgroup(instance)
}

func steps(runner *runner) []step {
	instance := runner.plan
	var steps []step
	for _, described := range component.All(instance) {
		steps = append(steps, step{
			name: described.Name, after: described.After,
			do: func(ctx context.Context) error { return runner.start(ctx, described) },
		})
	}
	if instance.Tools.Outside != "" {
		steps = append(steps, step{
			name: "outside network",
			do: func(ctx context.Context) error {
				return errors.Join(translateAddresses(ctx, runner), refuseServicesOutside(ctx, runner))
			},
		})
	}
	nodesAfter := []string{"kube-controller-manager", "kube-scheduler"}
	if instance.Nodes.Real() {
		steps = append(steps,
			step{
				name: component.AddOns, after: []string{"kube-apiserver"},
				do: func(ctx context.Context) error { return cluster.AddOns(ctx, instance) },
			},
			step{
				name: "pause image", after: []string{"containerd"},
				do: func(ctx context.Context) error { return importPause(ctx, runner) },
			},
		)
		nodesAfter = append(nodesAfter, "kubelet", "kube-proxy")
	} else {
		steps = append(steps, step{
			name: "simulated nodes", after: []string{"kube-apiserver"},
			do: func(ctx context.Context) error { return cluster.MakeNodes(ctx, instance) },
		})
		nodesAfter = append(nodesAfter, "simulated nodes")
	}
	return append(steps, step{
		name: "nodes", after: nodesAfter,
		do: func(ctx context.Context) error { return cluster.AwaitNodes(ctx, instance) },
	})
}
