package supervisor

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestStepsKeepTheirOrder(t *testing.T) {
	var lock sync.Mutex
	var order []string
	do := func(name string) func(context.Context) error {
		return func(context.Context) error {
			lock.Lock()
			defer lock.Unlock()
			order = append(order, name)
			return nil
		}
	}
	err := perform(t.Context(), []step{
		{"third", []string{"second", "first"}, do("third")},
		{"second", []string{"first"}, do("second")},
		{"first", nil, do("first")},
	}, func(string, time.Duration) {})
	if err != nil || !slices.Equal(order, []string{"first", "second", "third"}) {
		t.Errorf("%v, %v", order, err)
	}
}

func TestTheFirstFailureEndsTheRest(t *testing.T) {
	broken := errors.New("it is broken")
	var reported []string
	err := perform(t.Context(), []step{
		{"broken", nil, func(context.Context) error { return broken }},
		{"waiting", nil, func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }},
		{"later", []string{"broken"}, func(context.Context) error { t.Error("started after a failure"); return nil }},
	}, func(name string, _ time.Duration) { reported = append(reported, name) })
	if !errors.Is(err, broken) || !strings.HasPrefix(err.Error(), "broken: ") {
		t.Errorf("the cause is lost: %v", err)
	}
	if len(reported) > 0 {
		t.Errorf("reported as done: %v", reported)
	}
}
