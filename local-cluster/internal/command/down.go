//go:build linux

package command

import (
	"errors"
	"fmt"
	"time"

	"kube-ecs.dev/local-cluster/internal/instance"
)

// Down ends the instance, running or stale, and removes everything it made. It is no error when there is none.
func Down(options Options) error {
	began := time.Now()
	record, found, err := instance.Read(options.State)
	if err != nil {
		return err
	}
	if !found {
		say("no instance in %s", options.State)
		return nil
	}
	lock, err := instance.Lock(options.State)
	if errors.Is(err, instance.ErrAlive) {
		if err := record.End(); err != nil {
			return err
		}
		lock, err = instance.Lock(options.State)
	}
	if errors.Is(err, instance.ErrAlive) {
		return fmt.Errorf("another command is at work on %s: try again when it has finished", options.State)
	}
	if err != nil {
		return err
	}
	defer lock.Close()
	if err := record.Remove(); err != nil {
		return err
	}
	say("Kubernetes is down (%.1f s)", time.Since(began).Seconds())
	return nil
}
