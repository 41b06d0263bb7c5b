//go:build linux

package command

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"syscall"
	"time"

	"kube-ecs.dev/local-cluster/internal/images"
	"kube-ecs.dev/local-cluster/internal/instance"
	"kube-ecs.dev/local-cluster/internal/isolation"
	"kube-ecs.dev/local-cluster/internal/plan"
	"kube-ecs.dev/local-cluster/internal/supervisor"
)

// anotherStart is how long to wait for an instance that somebody else is starting.
const anotherStart = 3 * time.Minute

// Up starts the instance, or finds it running, and returns when it can be used.
func Up(ctx context.Context, options Options) error {
	began := time.Now()
	tools, err := findTools(options)
	if err != nil {
		return err
	}
	if err := instance.Usable(options.State); err != nil {
		return err
	}
	lock, err := instance.Lock(options.State)
	if errors.Is(err, instance.ErrAlive) {
		return joinRunning(ctx, options)
	}
	if err != nil {
		return err
	}
	defer lock.Close()
	if err := errors.Join(clearStale(options.State), checkWatches(options.Nodes)); err != nil {
		return err
	}
	if options.Images != "" {
		if err := images.Provide(options.Images, options.State); err != nil {
			return fmt.Errorf("images: %w", err)
		}
	}
	record, err := start(ctx, options, tools, lock)
	if err != nil {
		return err
	}
	if err := publishKubeconfig(record.Plan); err != nil {
		return errors.Join(err, record.End())
	}
	say("Kubernetes ready (%.1f s)  %s", time.Since(began).Seconds(), record.Plan.APIServer())
	return nil
}

// clearStale removes what a dead instance left; this command holds the lock.
func clearStale(state string) error {
	record, found, err := instance.Read(state)
	if err != nil || !found {
		return err
	}
	say("removing what is left of an instance that ended unexpectedly")
	return record.Clear()
}

func joinRunning(ctx context.Context, options Options) error {
	ctx, cancel := context.WithTimeout(ctx, anotherStart)
	defer cancel()
	for !instance.Ready(options.State) {
		if alive, err := instance.Alive(options.State); err != nil || !alive {
			return errors.Join(errors.New("the instance that was being started has failed; try again"), err)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("another command is at work on %s and does not finish", options.State)
		case <-time.After(50 * time.Millisecond):
		}
	}
	record, _, err := instance.Read(options.State)
	if err != nil {
		return err
	}
	if record.Plan.Nodes != options.Nodes {
		return fmt.Errorf("the instance in %s is running with nodes %s: take it down first", options.State, record.Plan.Nodes)
	}
	say("Kubernetes is running  %s", record.Plan.APIServer())
	return nil
}

// start launches the supervisor, lays the network and follows the start to its end. On failure nothing keeps running;
// the state directory keeps the logs.
func start(ctx context.Context, options Options, tools plan.Tools, lock *os.File) (instance.Record, error) {
	launched, err := launch(options.Nodes, lock)
	if err != nil {
		return instance.Record{}, err
	}
	defer launched.Close()
	record := instance.Record{Supervisor: launched.process}
	record.Plan, err = settle(options, tools, launched.process)
	if err == nil {
		// From here on `down` can end the instance.
		err = record.Write()
	}
	if err == nil {
		err = json.NewEncoder(launched.plan).Encode(record.Plan)
	}
	if err == nil {
		stop := context.AfterFunc(ctx, func() { _ = record.End() })
		err = follow(launched.messages)
		stop()
	}
	if err != nil {
		return record, errors.Join(err, ctx.Err(), record.End(), record.Detach())
	}
	return record, nil
}

// settle decides the plan. A real instance's network is chosen and laid in one go: another may take it in between.
// The plan it returns names the instance even when there is an error.
func settle(options Options, tools plan.Tools, process int) (plan.Plan, error) {
	if !options.Nodes.Real() {
		ports, err := plan.ChoosePorts(plan.NameOf(options.State), isFree)
		return plan.Simulated(options.State, options.Nodes, ports, tools), err
	}
	for {
		network, err := chooseNetwork(plan.NameOf(options.State))
		settled := plan.Real(options.State, network, tools)
		if err == nil {
			err = isolation.Connect(settled, process)
		}
		if !errors.Is(err, isolation.ErrTaken) {
			return settled, err
		}
	}
}

func chooseNetwork(name string) (plan.Network, error) {
	taken, err := isolation.Taken()
	if err != nil {
		return plan.Network{}, err
	}
	return plan.ChooseNetwork(name, taken)
}

func follow(messages io.Reader) error {
	for decoder := json.NewDecoder(messages); ; {
		var message supervisor.Message
		if err := decoder.Decode(&message); err != nil {
			return fmt.Errorf("the supervisor ended: %w", err)
		}
		switch {
		case message.Failure != "":
			return errors.New(message.Failure)
		case message.Ready:
			return nil
		default:
			say("%s", message.Progress)
		}
	}
}

// publishKubeconfig puts the administrator's kubeconfig where users find it, owned by who called sudo.
func publishKubeconfig(settled plan.Plan) error {
	content, err := os.ReadFile(settled.HostPath("kubeconfigs/admin"))
	if err != nil {
		return err
	}
	path := settled.HostPath(kubeconfigFile)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return err
	}
	user, err := strconv.Atoi(os.Getenv("SUDO_UID"))
	if err != nil {
		return nil
	}
	group, err := strconv.Atoi(os.Getenv("SUDO_GID"))
	if err != nil {
		group = -1
	}
	if err := os.Chown(path, user, group); err != nil && !errors.Is(err, syscall.EPERM) {
		return err
	}
	return nil
}

func say(format string, values ...any) { fmt.Fprintf(os.Stderr, format+"\n", values...) }
