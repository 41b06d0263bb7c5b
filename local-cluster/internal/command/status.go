//go:build linux

package command

import (
	"errors"
	"fmt"
	"strings"

	"kube-ecs.dev/local-cluster/internal/instance"
)

const kubeconfigFile = "kubeconfig"

// ErrDown means that the instance is not running.
var ErrDown = errors.New("no cluster is running in this state directory")

// Status prints what is running.
func Status(options Options) error {
	record, err := running(options)
	if err != nil {
		return err
	}
	settled := record.Plan
	fmt.Printf("nodes       %s\nAPI server  %s\n", settled.Nodes, settled.APIServer())
	if settled.Nodes.Real() {
		fmt.Printf("registry    http://%s\nnetwork     %s (Pods %s, Services %s; this machine is %s)\n",
			settled.Registry(), settled.Network.Range, settled.Network.Pods, settled.Network.Services, settled.Network.Host)
	}
	fmt.Printf("kubeconfig  %s\nlogs        %s\nsupervisor  process %d\n", settled.HostPath(kubeconfigFile), settled.HostPath("logs"), record.Supervisor)
	return nil
}

// Environment prints shell exports for clients.
func Environment(options Options) error {
	record, err := running(options)
	if err != nil {
		return err
	}
	export := func(name, value string) { fmt.Printf("export %s=%s\n", name, quote(value)) }
	export("KUBECONFIG", record.Plan.HostPath(kubeconfigFile))
	if record.Plan.Nodes.Real() {
		export("KUBE_ECS_REGISTRY", record.Plan.Registry())
	}
	export("KUBE_ECS_HOST_ADDRESS", record.Plan.Network.Host.String())
	return nil
}

func running(options Options) (instance.Record, error) {
	record, found, err := instance.Read(options.State)
	if err != nil {
		return record, err
	}
	alive, err := instance.Alive(options.State)
	if err != nil {
		return record, err
	}
	if !found || !alive || !instance.Ready(options.State) {
		return record, ErrDown
	}
	return record, nil
}

func quote(value string) string { return "'" + strings.ReplaceAll(value, "'", `'\''`) + "'" }
