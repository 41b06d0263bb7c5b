//go:build linux

package command

import (
	"errors"
	"fmt"
	"os"
	"time"

	"kube-ecs.dev/local-cluster/internal/instance"
)

// Down ends the instance, running or stale, and removes everything it made. It is no error when there is none.
func Down(options Options) error {
	began := time.Now()
	if !instance.Exists(options.State) {
		say("no cluster in %s", options.State)
		return nil
	}
	record, found, err := instance.Read(options.State)
	if err != nil {
		return err
	}
	lock, err := instance.Lock(options.State)
	if errors.Is(err, instance.ErrAlive) && found {
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
	if found {
		if err := record.Clear(); err != nil {
			return err
		}
	}
	if err := os.RemoveAll(options.State); err != nil {
		return err
	}
	say("Kubernetes is down (%.1f s)", time.Since(began).Seconds())
	return nil
}
