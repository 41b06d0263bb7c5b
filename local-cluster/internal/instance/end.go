//go:build linux

package instance

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/unix"

	"kube-ecs.dev/local-cluster/internal/isolation"
)

const (
	// grace is how long the supervisor may take to end its components by itself.
	grace = 10 * time.Second
	// removalLimit is how long the kernel may take to let go of killed processes.
	removalLimit = 30 * time.Second
)

// End ends the supervisor and with it every process of the instance. When it returns they are gone.
func (record Record) End() error {
	process, err := unix.PidfdOpen(record.Supervisor, 0)
	if errors.Is(err, unix.ESRCH) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("process %d: %w", record.Supervisor, err)
	}
	defer unix.Close(process)
	for _, signal := range []unix.Signal{unix.SIGTERM, unix.SIGKILL} {
		if err := unix.PidfdSendSignal(process, signal, nil, 0); errors.Is(err, unix.ESRCH) {
			return nil
		} else if err != nil {
			return fmt.Errorf("ending process %d: %w", record.Supervisor, err)
		}
		if awaitExit(process, grace) {
			return nil
		}
	}
	return fmt.Errorf("process %d does not end", record.Supervisor)
}

// awaitExit reports whether the process ended in time. For the first process of a PID namespace that is after all others.
func awaitExit(process int, limit time.Duration) bool {
	deadline := time.Now().Add(limit)
	for {
		left := time.Until(deadline)
		if left <= 0 {
			return false
		}
		count, err := unix.Poll([]unix.PollFd{{Fd: int32(process), Events: unix.POLLIN}}, int(left.Milliseconds())+1)
		if err == nil && count > 0 {
			return true
		}
	}
}

// Detach removes what an instance, dead by now, has left outside its state directory.
func (record Record) Detach() error {
	if !record.Plan.Nodes.Real() {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), removalLimit)
	defer cancel()
	return errors.Join(isolation.Disconnect(record.Plan), isolation.RemoveCgroups(ctx, record.Plan))
}

// Clear detaches a dead instance and empties its state directory, but for the lock that the caller holds.
func (record Record) Clear() error {
	if err := record.Detach(); err != nil {
		return err
	}
	entries, err := os.ReadDir(record.Plan.State)
	if err != nil {
		return err
	}
	var problems []error
	for _, entry := range entries {
		// The record goes last: while anything is left, `down` must find it.
		if entry.Name() != lockFile && entry.Name() != recordFile {
			problems = append(problems, os.RemoveAll(record.Plan.HostPath(entry.Name())))
		}
	}
	if err := errors.Join(problems...); err != nil {
		return err
	}
	return os.Remove(record.Plan.HostPath(recordFile))
}
