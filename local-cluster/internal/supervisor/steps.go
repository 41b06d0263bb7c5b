package supervisor

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// step is one thing to do on the way to a ready cluster.
type step struct {
	name  string
	after []string
	do    func(context.Context) error
}

// perform does all steps, each as soon as those it comes after are done, and reports each with the time it took.
// The first failure ends it.
func perform(ctx context.Context, steps []step, report func(name string, took time.Duration)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	done := map[string]chan struct{}{}
	for _, step := range steps {
		done[step.name] = make(chan struct{})
	}
	var running sync.WaitGroup
	for _, step := range steps {
		running.Go(func() {
			for _, earlier := range step.after {
				select {
				case <-done[earlier]:
				case <-ctx.Done():
					return
				}
			}
			started := time.Now()
			if err := step.do(ctx); err != nil {
				// Only the first cause is kept: what fails later fails because of the cancellation.
				cancel(fmt.Errorf("%s: %w", step.name, err))
				return
			}
			report(step.name, time.Since(started))
			close(done[step.name])
		})
	}
	running.Wait()
	return context.Cause(ctx)
}
