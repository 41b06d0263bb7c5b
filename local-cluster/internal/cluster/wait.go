package cluster

import (
	"context"
	"fmt"
	"time"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"

	"kube-ecs.dev/local-cluster/internal/plan"
)

const (
	waitLimit = 2 * time.Minute
	lookEvery = 25 * time.Millisecond
)

// AwaitNodes returns when all nodes can take Pods, and Pods can be made in the namespace "default": its service account exists.
func AwaitNodes(ctx context.Context, instance plan.Plan) error {
	client, err := Connect(instance)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, waitLimit)
	defer cancel()
	wanted := max(1, instance.Nodes.Simulated)
	if err := await(ctx, func() error {
		nodes, err := client.CoreV1().Nodes().List(ctx, meta.ListOptions{})
		if err != nil {
			return err
		}
		ready := 0
		var reason string
		for _, node := range nodes.Items {
			if problem := notReady(node); problem == "" {
				ready++
			} else {
				reason = fmt.Sprintf("; %s: %s", node.Name, problem)
			}
		}
		if ready < wanted {
			return fmt.Errorf("%d of %d nodes are ready%s", ready, wanted, reason)
		}
		return nil
	}); err != nil {
		return err
	}
	return await(ctx, func() error {
		_, err := client.CoreV1().ServiceAccounts(meta.NamespaceDefault).Get(ctx, "default", meta.GetOptions{})
		return err
	})
}

// notReady says why Pods can't be placed on a node.
func notReady(node core.Node) string {
	problem := "has not reported yet"
	for _, condition := range node.Status.Conditions {
		if condition.Type == core.NodeReady {
			problem = condition.Message
			if condition.Status == core.ConditionTrue {
				problem = ""
			}
		}
	}
	for _, taint := range node.Spec.Taints {
		if problem == "" && taint.Key == core.TaintNodeNotReady {
			problem = "still has the taint " + taint.Key
		}
	}
	return problem
}

func await(ctx context.Context, condition func() error) error {
	for {
		problem := condition()
		if problem == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return problem
		case <-time.After(lookEvery):
		}
	}
}
